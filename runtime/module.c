/* Modules, written in Python or as a table in C. */
#include "runtime/module.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Module *as_module(Value v) {
    return (Module *)value_object(v);
}
static Value str_result(Str *s) {
    return s ? object_value(s) : VALUE_NULL;
}

/* ---- making ---- */

static bool fill_standard_names(Thread *t, Dict *dict, Value name, Value doc) {
    return dict_set_name(t, dict, NAME(__name__), name) && dict_set_name(t, dict, NAME(__doc__), doc) &&
           dict_set_name(t, dict, NAME(__package__), VALUE_NONE) &&
           dict_set_name(t, dict, NAME(__loader__), VALUE_NONE) &&
           dict_set_name(t, dict, NAME(__spec__), VALUE_NONE);
}

static Value module_alloc(Thread *t, Type *type) {
    Module *module = object_new(t, type, 0);
    if (!module)
        return VALUE_NULL;
    module->dict = dict_new(t, 8);
    if (module->dict)
        return object_value(module);
    decref_object(t, module);
    return VALUE_NULL;
}

Value module_new(Thread *t, Str *name) {
    Value module = module_alloc(t, builtin_type(t, TYPE_MODULE));
    if (!is_null(module) && !fill_standard_names(t, module_dict(module), object_value(name), VALUE_NONE)) {
        decref(t, module);
        return VALUE_NULL;
    }
    return module;
}

bool module_add(Thread *t, Value module, const char *name, Value v) {
    return dict_set_text(t, module_dict(module), name, v);
}

bool module_add_int(Thread *t, Value module, const char *name, int64_t i) {
    return module_add(t, module, name, int_value(t, i));
}

static bool add_ints(Thread *t, Value module, const ModuleDef *def) {
    for (const IntConstant *c = def->ints; c && c->name; c++)
        if (!module_add_int(t, module, c->name, c->value))
            return false;
    return true;
}

static bool add_functions(Thread *t, Value module, const ModuleDef *def, Str *name) {
    for (const MethodDef *m = def->functions; m && m->name; m++)
        if (!module_add(t, module, m->name, native_new(t, m, name)))
            return false;
    return true;
}

/* A module that is imported once more has the types it had: C code finds them by their definition. */
static Type *get_type(Thread *t, const TypeDef *def) {
    Type *type = t->interp->native_types;
    while (type && type->def != def)
        type = type->next_native;
    return type ? type : type_new_native(t, def);
}

static bool add_types(Thread *t, Value module, const ModuleDef *def) {
    for (const TypeDef *const *d = def->types; d && *d; d++) {
        Type *type = get_type(t, *d);
        if (!type || !module_add(t, module, type_short_name(type), new_object_ref(type)))
            return false;
    }
    return true;
}

static bool add_doc(Thread *t, Value module, const ModuleDef *def) {
    if (!def->doc)
        return true;
    return module_add(t, module, "__doc__", str_result(str_new(t, def->doc)));
}

Value module_from_def(Thread *t, const ModuleDef *def) {
    Str *name = str_intern_utf8(t, def->name);
    Value module = name ? module_new(t, name) : VALUE_NULL;
    if (!is_null(module)) {
        as_module(module)->def = def;
        if (!add_doc(t, module, def) || !add_ints(t, module, def) || !add_functions(t, module, def, name) ||
            !add_types(t, module, def) || (def->exec && !def->exec(t, module))) {
            decref(t, module);
            module = VALUE_NULL;
        }
    }
    xdecref_object(t, name);
    return module;
}

static Value module_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return module_alloc(t, type);
}

static bool module_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!arg_str(t, args[0], "module", "name"))
        return false;
    return fill_standard_names(t, module_dict(self), args[0], is_null(args[1]) ? VALUE_NONE : args[1]);
}

/* ---- attributes ---- */

static Value find_own(Thread *t, Value self, Str *name) {
    Dict *dict = module_dict(self);
    return dict ? dict_get_name(t, dict, name) : VALUE_NULL;
}

static Value find_attr(Thread *t, Value self, Str *name) {
    Type *type = value_object(self)->type;
    Value found = type_lookup(t, type, name);
    if (is_pointer(found) && value_object(found)->type->slots.descr_set)
        return descriptor_bind(t, found, self, type);
    Value own = find_own(t, self, name);
    if (!is_null(own))
        return new_ref(own);
    return is_null(found) ? found : descriptor_bind(t, found, self, type);
}

/* Is spec._initializing true? Errors on the way mean no. */
static bool is_initializing(Thread *t, Value self) {
    Value spec = find_own(t, self, NAME(__spec__));
    if (is_null(spec) || is_none(spec))
        return false;
    Value v = op_getattr_optional(t, spec, NAME(_initializing));
    int truth = is_null(v) ? 0 : op_is_true(t, v);
    decref(t, v);
    error_clear(t);
    return truth > 0;
}

static Value error_no_attribute(Thread *t, Value self, Str *name) {
    Value module_name = find_own(t, self, NAME(__name__));
    if (!is_str(module_name))
        return raise_attribute_error(t, self, name, "module has no attribute '%U'", name);
    if (is_initializing(t, self))
        return raise_attribute_error(
            t, self, name,
            "partially initialized module '%U' has no attribute '%U' (most likely due to a "
            "circular import)",
            value_str(module_name), name);
    return raise_attribute_error(t, self, name, "module '%U' has no attribute '%U'", value_str(module_name),
                                 name);
}

static Value module_getattr(Thread *t, Value self, Str *name) {
    Value v = find_attr(t, self, name);
    if (!is_null(v) || error_pending(t))
        return v;
    Value hook = find_own(t, self, NAME(__getattr__));
    if (is_null(hook))
        return error_no_attribute(t, self, name);
    incref(hook);
    v = op_call1(t, hook, object_value(name));
    decref(t, hook);
    return v;
}

static bool module_setattr(Thread *t, Value self, Str *name, Value v) {
    Value found = type_lookup(t, value_object(self)->type, name);
    if (is_pointer(found) && value_object(found)->type->slots.descr_set)
        return object_generic_setattr(t, self, name, v);
    Module *module = as_module(self);
    if (!module->dict && !(module->dict = dict_new(t, 0)))
        return false;
    if (!is_null(v))
        return dict_set_name(t, module->dict, name, v);
    int deleted = dict_delete(t, module->dict, object_value(name));
    if (deleted == 0)
        raise(t, EXC_AttributeError, "'%T' object has no attribute '%U'", self, name);
    return deleted == 1;
}

/* ---- looks ---- */

/* "<module 'm' from 'file'>", by the spec where there is one. */
static Str *repr_with_spec(Thread *t, Value spec) {
    Value name = op_getattr(t, spec, NAME(name));
    Value origin = is_null(name) ? name : op_getattr(t, spec, NAME(origin));
    Value location = is_null(origin) ? origin : op_getattr(t, spec, NAME(has_location));
    Value loader = is_null(location) ? location : op_getattr(t, spec, NAME(loader));
    Str *text = NULL;
    if (!is_null(loader)) {
        if (is_none(name))
            text = str_format(t, "<module '?'>");
        else if (is_none(origin))
            text = is_none(loader) ? str_format(t, "<module %R>", name)
                                   : str_format(t, "<module %R (%R)>", name, loader);
        else if (op_is_true(t, location) > 0)
            text = str_format(t, "<module %R from %R>", name, origin);
        else
            text = str_format(t, "<module %R (%V)>", name, origin);
    }
    decref(t, name);
    decref(t, origin);
    decref(t, location);
    decref(t, loader);
    return text;
}

/* What the loader's module_repr() says; VALUE_NULL: there is none, or it failed. */
static Value repr_by_loader(Thread *t, Value self, Value loader) {
    Value own = op_getattr_optional(t, loader, NAME(module_repr));
    Value text = is_null(own) ? VALUE_NULL : op_call1(t, own, self);
    decref(t, own);
    if (is_null(text))
        error_clear_if(t, EXC_Exception);
    return text;
}

static Value repr_with_loader(Thread *t, Value self, Value loader) {
    Value text = is_null(loader) ? VALUE_NULL : repr_by_loader(t, self, loader);
    if (!is_null(text) || error_pending(t))
        return text;
    Value name = new_ref(find_own(t, self, NAME(__name__))), file = new_ref(find_own(t, self, NAME(__file__)));
    Str *shown = is_null(name) ? str_new(t, "'?'") : op_repr(t, name);
    if (!shown)
        text = VALUE_NULL;
    else if (!is_null(file))
        text = str_result(str_format(t, "<module %U from %R>", shown, file));
    else if (is_null(loader) || is_none(loader))
        text = str_result(str_format(t, "<module %U>", shown));
    else
        text = str_result(str_format(t, "<module %U (%R)>", shown, loader));
    xdecref_object(t, shown);
    decref(t, name);
    decref(t, file);
    return text;
}

static Value module_repr(Thread *t, Value self) {
    Value spec = find_own(t, self, NAME(__spec__));
    if (!is_null(spec) && !is_none(spec)) {
        incref(spec);
        Str *text = repr_with_spec(t, spec);
        decref(t, spec);
        if (text || !error_clear_if(t, EXC_AttributeError))
            return str_result(text);
    }
    Value loader = new_ref(find_own(t, self, NAME(__loader__)));
    Value text = repr_with_loader(t, self, loader);
    decref(t, loader);
    return text;
}

static Value get_dict(Thread *t, Value self) {
    Module *module = as_module(self);
    return module->dict ? new_object_ref(module->dict) : VALUE_NONE;
}

static Value get_annotations(Thread *t, Value self) {
    Value found = find_own(t, self, NAME(__annotations__));
    if (!is_null(found))
        return new_ref(found);
    Dict *fresh = dict_new(t, 0);
    if (fresh && dict_set_name(t, module_dict(self), NAME(__annotations__), object_value(fresh)))
        return object_value(fresh);
    xdecref_object(t, fresh);
    return VALUE_NULL;
}

static bool set_annotations(Thread *t, Value self, Value v) {
    if (!is_null(v))
        return dict_set_name(t, module_dict(self), NAME(__annotations__), v);
    int deleted = dict_delete(t, module_dict(self), object_value(NAME(__annotations__)));
    if (deleted == 0)
        raise(t, EXC_AttributeError, "__annotations__");
    return deleted == 1;
}

/* A __dir__ of the module's own wins. */
static Value dir_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = NAME(__dir__);
    Value hook = find_own(t, args[0], name);
    if (!is_null(hook)) {
        incref(hook);
        Value result = op_call0(t, hook);
        decref(t, hook);
        return result;
    }
    Value dict = op_getattr(t, args[0], NAME(__dict__)); /* a derived class may have another one */
    if (is_null(dict))
        return dict;
    List *list = is_dict(dict) ? dict_keys_list(t, value_dict(dict))
                               : (raise_type_error(t, "<module>.__dict__ is not a dictionary"), NULL);
    decref(t, dict);
    return list ? object_value(list) : VALUE_NULL;
}

static void module_clear(Thread *t, Object *self) {
    Module *module = (Module *)self;
    Dict *dict = module->dict;
    module->dict = NULL;
    xdecref_object(t, dict);
}

static void module_traverse(Object *self, VisitFn visit, void *arg) {
    if (((Module *)self)->dict)
        visit((Object *)((Module *)self)->dict, arg);
}

static const MethodDef module_methods[] = {
    {"__dir__", dir_method, "",
     "The names that dir() shows: what the module's own __dir__() says, or its globals.", 0},
    {0}};

static const GetSetDef module_getsets[] = {{"__dict__", get_dict, member_readonly, NULL},
                                           {"__annotations__", get_annotations, set_annotations, NULL},
                                           {0}};

const TypeDef module_type_def = {
    .name = "module",
    .size = sizeof(Module),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "A namespace, as import statements make one for each module.",
    .init_signature = "name, doc=None",
    .slots = {.dealloc = module_clear,
              .traverse = module_traverse,
              .clear = module_clear,
              .repr = module_repr,
              .getattr = module_getattr,
              .setattr = module_setattr,
              .new_instance = module_new_instance,
              .init = module_init},
    .methods = module_methods,
    .getsets = module_getsets,
};
