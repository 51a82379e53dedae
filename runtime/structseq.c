/* Named tuples of C modules. The class is a heap subclass of tuple: the fields of the sequence are member
 * descriptors that point at its items, the hidden ones (os.stat_result.st_atime_ns) are ordinary attributes
 * of the instance. The class remembers their names in _fields_after: "n_fields" and "n_sequence_fields" are
 * CPython's. */
#include "runtime/attrs.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* A class attribute, borrowed from the class; VALUE_NULL: exception. */
static Value class_attribute(Thread *t, Type *type, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? type_lookup(t, type, key) : VALUE_NULL;
    if (key && is_null(v))
        raise(t, EXC_AttributeError, "type object '%N' has no attribute '%s'", type, name);
    xdecref_object(t, key);
    return v;
}

static Tuple *names_of(Thread *t, Type *type, const char *attribute) {
    Value names = class_attribute(t, type, attribute);
    if (is_null(names))
        return NULL;
    if (is_tuple(names))
        return value_tuple(names);
    return raise_type_error(t, "%s must be a tuple", attribute), NULL;
}

static Tuple *visible_names(Thread *t, Type *type) {
    return names_of(t, type, "__match_args__");
}
static Tuple *hidden_names(Thread *t, Type *type) {
    return names_of(t, type, "_fields_after");
}

static bool all_there(const Value *items, int64_t count) {
    for (int64_t i = 0; i < count; i++)
        if (is_null(items[i]))
            return false;
    return true;
}

static bool set_hidden(Thread *t, Tuple *self, const Tuple *names, const Value *items) {
    for (int64_t i = 0; i < names->length; i++) {
        bool found;
        if (!attrs_set(t, &self->ob, value_str(names->items[i]), items[i], &found))
            return false;
    }
    return true;
}

Value structseq_new(Thread *t, Type *type, Value *items, int64_t count) {
    Tuple *visible = type && all_there(items, count) ? visible_names(t, type) : NULL;
    Tuple *hidden = visible ? hidden_names(t, type) : NULL;
    int64_t length = hidden ? visible->length : 0;
    Tuple *self = hidden ? object_new(t, type, (size_t)length * sizeof(Value)) : NULL;
    if (self) {
        self->length = length;
        for (int64_t i = 0; i < length; i++)
            self->items[i] = new_ref(items[i]);
    }
    bool ok = self && set_hidden(t, self, hidden, items + length);
    for (int64_t i = 0; i < count; i++)
        decref(t, items[i]);
    if (ok)
        return object_value(self);
    xdecref_object(t, self);
    return VALUE_NULL;
}

static bool check_length(Thread *t, Type *type, int64_t given, int64_t least, int64_t most) {
    if (given >= least && given <= most)
        return true;
    const char *how = least == most ? "a" : given < least ? "an at least" : "an at most";
    Value module = class_attribute(t, type, "__module__");
    if (!is_null(module))
        raise_type_error(t, "%V.%N() takes %s %zd-sequence (%zd-sequence given)", module, type, how,
                         given < least ? least : most, given);
    return false;
}

/* What a hidden field gets that the sequence did not bring: from the dict, or None. New reference. */
static Value extra_item(Thread *t, Value dict, Value name) {
    Value v = is_null(dict) ? VALUE_NULL : dict_get(t, value_dict(dict), name);
    return is_null(v) ? VALUE_NONE : new_ref(v);
}

static Value build(Thread *t, Type *type, List *given, Value dict) {
    Tuple *visible = visible_names(t, type), *hidden = visible ? hidden_names(t, type) : NULL;
    if (!hidden || !check_length(t, type, given->length, visible->length, visible->length + hidden->length))
        return VALUE_NULL;
    int64_t total = visible->length + hidden->length;
    List *items = list_from_array(t, given->items, given->length);
    bool ok = items != NULL;
    for (int64_t i = given->length; ok && i < total; i++)
        ok = list_append_owned(t, items, extra_item(t, dict, hidden->items[i - visible->length]));
    Value result = VALUE_NULL;
    if (ok) {
        result = structseq_new(t, type, items->items, items->length);
        items->length = 0; /* consumed */
    }
    xdecref_object(t, items);
    return result;
}

static Value raise_dict_expected(Thread *t, Type *type) {
    Value module = class_attribute(t, type, "__module__");
    return is_null(module)
               ? VALUE_NULL
               : raise_type_error(t, "%V.%N() takes a dict as second arg, if any", module, type);
}

/* type(sequence, dict={}) */
static Value new_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = value_type_object(args[0]);
    Value dict = is_null(args[2]) ? VALUE_NULL : args[2];
    if (is_null(args[1]))
        return raise_type_error(t, "structseq() missing required argument 'sequence' (pos 1)");
    if (!is_null(dict) && !is_dict(dict))
        return raise_dict_expected(t, type);
    List *given = op_to_list(t, args[1]);
    if (!given) {
        if (error_clear_if(t, EXC_TypeError))
            raise_type_error(t, "constructor requires a sequence");
        return VALUE_NULL;
    }
    Value result = build(t, type, given, dict);
    decref_object(t, given);
    return result;
}

static bool repr_fields(Thread *t, StrBuilder *b, Tuple *self, Tuple *names) {
    for (int64_t i = 0; i < names->length && i < self->length; i++) {
        Str *text = op_repr(t, self->items[i]);
        if (!text)
            return false;
        if (i)
            strbuilder_ascii(b, ", ", 2);
        strbuilder_str(b, value_str(names->items[i]));
        strbuilder_char(b, '=');
        strbuilder_str(b, text);
        decref_object(t, text);
    }
    return true;
}

static Value repr_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = value_object(args[0])->type;
    Tuple *names = visible_names(t, type);
    Value module = names ? class_attribute(t, type, "__module__") : VALUE_NULL;
    if (is_null(module))
        return VALUE_NULL;
    StrBuilder b;
    strbuilder_init(&b, t);
    if (is_str(module)) {
        strbuilder_str(&b, value_str(module));
        strbuilder_char(&b, '.');
    }
    strbuilder_str(&b, type->name);
    strbuilder_char(&b, '(');
    if (!repr_fields(t, &b, value_tuple(args[0]), names)) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    strbuilder_char(&b, ')');
    return result_value(strbuilder_finish(&b));
}

/* (type, (the sequence, {hidden fields})) */
static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Tuple *self = value_tuple(args[0]);
    Tuple *hidden = hidden_names(t, object_type(self));
    Dict *dict = hidden ? dict_new(t, 0) : NULL;
    bool ok = dict != NULL;
    for (int64_t i = 0; ok && i < hidden->length; i++) {
        Value v = attrs_get(t, &self->ob, value_str(hidden->items[i]));
        ok = is_null(v) || dict_set(t, dict, hidden->items[i], v);
    }
    Tuple *plain = ok ? tuple_from_array(t, self->items, self->length) : NULL;
    Tuple *call = plain ? tuple_pack(t, 2, object_value(plain), object_value(dict)) : NULL;
    Tuple *result = call ? tuple_pack(t, 2, object_value(object_type(self)), object_value(call)) : NULL;
    xdecref_object(t, dict);
    xdecref_object(t, plain);
    xdecref_object(t, call);
    return result_value(result);
}

static Value refuse_new(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = value_type_object(args[0]);
    Value module = class_attribute(t, type, "__module__");
    return is_null(module) ? module : raise_type_error(t, "cannot create '%V.%N' instances", module, type);
}

/* Fields cannot be changed, and there is no room for more. */
static Value refuse_attribute(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "attribute name must be string, not '%T'", args[1]);
    Object *self = value_object(args[0]);
    Str *name = value_str(args[1]);
    bool known = !is_null(type_lookup(t, self->type, name)) || !is_null(attrs_get(t, self, name));
    return known ? raise(t, EXC_AttributeError, "readonly attribute")
                 : raise_no_attribute(t, args[0], name);
}

static const MethodDef refuse_new_def = {"__new__", refuse_new, "type, /, *args, **kwargs", NULL};
static const MethodDef new_def = {"__new__", new_function, "type, sequence=?, dict={}", NULL};
static const MethodDef method_defs[] = {
    {"__repr__", repr_method, "", "Return repr(self)."},
    {"__reduce__", reduce_method, "", NULL},
    {"__setattr__", refuse_attribute, "name, value, /", NULL},
    {"__delattr__", refuse_attribute, "name, /", NULL},
    {0},
};

static int count_fields(const StructSeqDef *def) {
    int count = 0;
    while (def->fields[count].name)
        count++;
    return count;
}

static Tuple *name_tuple(Thread *t, const StructSeqField *fields, int count) {
    Tuple *names = tuple_new(t, count);
    for (int i = 0; names && i < count; i++) {
        Str *name = str_intern_utf8(t, fields[i].name);
        if (!name) {
            decref_object(t, names);
            return NULL;
        }
        names->items[i] = object_value(name);
    }
    return names;
}

static Dict *make_namespace(Thread *t, const StructSeqDef *def, const char *dot) {
    Dict *dict = dict_new(t, 16);
    if (!dict)
        return NULL;
    int total = count_fields(def);
    Value new = native_new(t, def->no_instances ? &refuse_new_def : &new_def, NULL);
    Value module = dot ? result_value(str_from_ascii(t, def->name, (size_t)(dot - def->name))) : VALUE_NONE;
    bool ok =
        dict_set_text(t, dict, "__new__", is_null(new) ? new : staticmethod_new(t, new)) &&
        dict_set_text(t, dict, "__doc__", def->doc ? result_value(str_new(t, def->doc)) : VALUE_NONE) &&
        dict_set_text(t, dict, "__module__", module) &&
        dict_set_text(t, dict, "n_fields", small_int_value(total)) &&
        dict_set_text(t, dict, "n_sequence_fields", small_int_value(def->visible)) &&
        dict_set_text(t, dict, "n_unnamed_fields", small_int_value(0)) &&
        dict_set_text(t, dict, "__match_args__", result_value(name_tuple(t, def->fields, def->visible))) &&
        dict_set_text(t, dict, "_fields_after",
                      result_value(name_tuple(t, def->fields + def->visible, total - def->visible)));
    decref(t, new);
    if (ok)
        return dict;
    decref_object(t, dict);
    return NULL;
}

/* Methods and field descriptors know their type, so they come after it. */
static bool add_members(Thread *t, Type *type, const StructSeqDef *def) {
    bool ok = true;
    for (const MethodDef *m = method_defs; ok && m->name; m++)
        ok = dict_set_text(t, type->dict, m->name, method_descriptor_new(t, type, m));
    for (int i = 0; ok && i < def->visible; i++) {
        Str *name = str_intern_utf8(t, def->fields[i].name);
        Value member = VALUE_NULL;
        if (name)
            member = member_descriptor_new(t, type, name,
                                           (uint32_t)(offsetof(Tuple, items) + (size_t)i * sizeof(Value)));
        if (!is_null(member))
            ((MemberDescriptor *)value_object(member))->readonly = true;
        ok = dict_set_text(t, type->dict, def->fields[i].name, member);
        xdecref_object(t, name);
    }
    return ok && type_modified(t, type, NULL);
}

Type *structseq_type_new(Thread *t, const StructSeqDef *def) {
    const char *dot = strrchr(def->name, '.');
    Dict *namespace = make_namespace(t, def, dot);
    Str *name = namespace ? str_new(t, dot ? dot + 1 : def->name) : NULL;
    Tuple *bases = name ? tuple_pack(t, 1, object_value(builtin_type(t, TYPE_TUPLE))) : NULL;
    Value type = VALUE_NULL;
    if (bases)
        type = type_new_class(t, builtin_type(t, TYPE_TYPE), name, bases, namespace, NULL, NULL);
    xdecref_object(t, bases);
    xdecref_object(t, name);
    xdecref_object(t, namespace);
    if (!is_null(type) && !add_members(t, value_type_object(type), def)) {
        decref(t, type);
        return NULL;
    }
    return is_null(type) ? NULL : value_type_object(type);
}

Type *structseq_type(Thread *t, const StructSeqDef *def) {
    Dict **known = &t->interp->structseq_types;
    if (!*known && !(*known = dict_new(t, 4)))
        return NULL;
    Value key = small_int_value((int64_t)(uintptr_t)def), found = dict_get(t, *known, key);
    if (!is_null(found))
        return value_type_object(found);
    Type *type = error_pending(t) ? NULL : structseq_type_new(t, def);
    if (!type)
        return NULL;
    bool ok = dict_set(t, *known, key, object_value(type));
    decref_object(t, type);
    return ok ? type : NULL;
}
