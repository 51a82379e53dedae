/* BaseException, and what all exception objects have in common. The types with fields of their own are in
 * exception_*.c. */
#include "runtime/exception_layout.h"
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/types.h"

bool is_exception(Value v) {
    if (!is_pointer(v))
        return false;
    TypeId layout = value_object(v)->type->layout;
    return layout >= EXC_BaseException && layout < TYPE_COUNT;
}

bool is_exception_class(Value v) {
    if (!is_type(v))
        return false;
    TypeId layout = value_type_object(v)->layout;
    return layout >= EXC_BaseException && layout < TYPE_COUNT;
}

/* --- layouts --- */

/* How many Values follow the BaseException. */
static int field_count(TypeId layout) {
    switch (layout) {
    case EXC_StopIteration:
    case EXC_SystemExit:
        return 1;
    case EXC_NameError:
    case EXC_AttributeError:
        return 2;
    case EXC_ImportError:
    case EXC_UnicodeDecodeError:
        return 3;
    case EXC_OSError:
        return 4;
    case EXC_SyntaxError:
        return 8;
    case EXC_BaseExceptionGroup:
        return 2;
    default:
        return 0;
    }
}

static Value *fields_of(BaseException *e) {
    return (Value *)(e + 1);
}

static void exception_dealloc(Thread *t, Object *self) {
    BaseException *e = (BaseException *)self;
    xdecref_object(t, e->args);
    decref(t, e->traceback);
    decref(t, e->context);
    decref(t, e->cause);
    for (int i = field_count(self->type->layout); i-- > 0;)
        decref(t, fields_of(e)[i]);
}

static void exception_traverse(Object *self, VisitFn visit, void *arg) {
    BaseException *e = (BaseException *)self;
    if (e->args)
        visit(&e->args->ob, arg);
    visit_value(e->traceback, visit, arg);
    visit_value(e->context, visit, arg);
    visit_value(e->cause, visit, arg);
    for (int i = field_count(self->type->layout); i-- > 0;)
        visit_value(fields_of(e)[i], visit, arg);
}

static void exception_clear(Thread *t, Object *self) {
    BaseException *e = (BaseException *)self;
    Tuple *args = e->args;
    e->args = NULL;
    xdecref_object(t, args);
    value_clear(t, &e->traceback);
    value_clear(t, &e->context);
    value_clear(t, &e->cause);
    for (int i = field_count(self->type->layout); i-- > 0;)
        value_clear(t, &fields_of(e)[i]);
}

/* --- making them --- */

Value exception_create(Thread *t, Type *type, Value *args, int nargs) {
    BaseException *e = object_new(t, type, 0);
    if (!e)
        return VALUE_NULL;
    e->traceback = e->context = e->cause = e->notes = VALUE_NULL;
    for (int i = field_count(type->layout); i-- > 0;)
        fields_of(e)[i] = VALUE_NULL;
    e->args = tuple_from_array(t, args, nargs);
    if (e->args)
        return object_value(e);
    decref_object(t, e);
    return VALUE_NULL;
}

static Value exception_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return exception_create(t, type, args, nargs);
}

bool exception_check_no_keywords(Thread *t, Value self, Tuple *kwnames) {
    if (!kwnames || kwnames->length == 0)
        return true;
    raise_type_error(t, "%T() takes no keyword arguments", self);
    return false;
}

bool exception_set_args(Thread *t, Value self, Value *args, int nargs) {
    Tuple *tuple = tuple_from_array(t, args, nargs);
    if (!tuple)
        return false;
    BaseException *e = value_exception(self);
    Tuple *old = e->args;
    e->args = tuple;
    xdecref_object(t, old);
    return true;
}

/* Most calls pass to __init__ what __new__ has stored already. */
static bool same_args(const Tuple *tuple, const Value *args, int nargs) {
    if (!tuple || tuple->length != nargs)
        return false;
    for (int i = 0; i < nargs; i++)
        if (!value_is(tuple->items[i], args[i]))
            return false;
    return true;
}

bool exception_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return exception_check_no_keywords(t, self, kwnames) &&
           (same_args(value_exception(self)->args, args, nargs) || exception_set_args(t, self, args, nargs));
}

bool exception_keywords(Thread *t, const char *type_name, Value *args, int nargs, Tuple *kwnames,
                        const char *const *names, Value **fields, int count) {
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        Str *keyword = value_str(kwnames->items[i]);
        int k = 0;
        while (k < count && !str_equal_ascii(keyword, names[k]))
            k++;
        if (k == count) {
            raise_type_error(t, "'%U' is an invalid keyword argument for %s()", keyword, type_name);
            return false;
        }
        value_store(t, fields[k], new_ref(args[nargs + i]));
    }
    return true;
}

/* --- the attributes that chain exceptions --- */

Value exception_field(Value field) {
    return is_null(field) ? VALUE_NONE : new_ref(field);
}

static Value none_to_null(Value v) {
    return is_none(v) ? VALUE_NULL : new_ref(v);
}

void exception_set_context(Thread *t, Value exception, Value context) {
    value_store(t, &value_exception(exception)->context, none_to_null(context));
}

void exception_set_cause(Thread *t, Value exception, Value cause) {
    value_exception(exception)->suppress_context = true;
    value_store(t, &value_exception(exception)->cause, none_to_null(cause));
}

void exception_set_traceback(Thread *t, Value exception, Value traceback) {
    value_store(t, &value_exception(exception)->traceback, none_to_null(traceback));
}

static Value get_args(Thread *t, Value self) {
    Tuple *args = value_exception(self)->args;
    return args ? new_object_ref(args) : VALUE_NONE;
}

static bool set_args(Thread *t, Value self, Value v) {
    if (is_null(v)) {
        raise_type_error(t, "args may not be deleted");
        return false;
    }
    Tuple *args = op_to_tuple(t, v);
    if (!args)
        return false;
    Tuple *old = value_exception(self)->args;
    value_exception(self)->args = args;
    xdecref_object(t, old);
    return true;
}

static Value get_traceback(Thread *t, Value self) {
    return exception_field(value_exception(self)->traceback);
}
static Value get_context(Thread *t, Value self) {
    return exception_field(value_exception(self)->context);
}
static Value get_cause(Thread *t, Value self) {
    return exception_field(value_exception(self)->cause);
}

static bool set_traceback(Thread *t, Value self, Value v) {
    if (is_null(v))
        raise_type_error(t, "__traceback__ may not be deleted");
    else if (!is_none(v) && !is_exact(v, TYPE_TRACEBACK))
        raise_type_error(t, "__traceback__ must be a traceback or None");
    else {
        exception_set_traceback(t, self, v);
        return true;
    }
    return false;
}

/* What may be a __context__ or __cause__. */
static bool check_link(Thread *t, Value v, const char *name) {
    if (is_null(v))
        raise_type_error(t, "__%s__ may not be deleted", name);
    else if (!is_none(v) && !is_exception(v))
        raise_type_error(t, "exception %s must be None or derive from BaseException", name);
    else
        return true;
    return false;
}

static bool set_context(Thread *t, Value self, Value v) {
    if (!check_link(t, v, "context"))
        return false;
    exception_set_context(t, self, v);
    return true;
}

static bool set_cause(Thread *t, Value self, Value v) {
    if (!check_link(t, v, "cause"))
        return false;
    exception_set_cause(t, self, v);
    return true;
}

static Value get_suppress_context(Thread *t, Value self) {
    return bool_value(value_exception(self)->suppress_context);
}

static bool set_suppress_context(Thread *t, Value self, Value v) {
    if (is_bool(v)) {
        value_exception(self)->suppress_context = is_true(v);
        return true;
    }
    raise_type_error(t, is_null(v) ? "can't delete numeric/char attribute"
                                   : "attribute value type must be bool");
    return false;
}

/* --- text --- */

static int64_t arg_count(Value self) {
    Tuple *args = value_exception(self)->args;
    return args ? args->length : 0;
}

/* Running code may replace args: hold them. */
static Value text_of_args(Thread *t, Value self, Str *(*text)(Thread *t, Value v)) {
    Tuple *args = value_exception(self)->args;
    Value shown = args->length == 1 ? args->items[0] : object_value(args);
    incref(shown);
    Str *s = text(t, shown);
    decref(t, shown);
    return s ? object_value(s) : VALUE_NULL;
}

Value exception_base_str(Thread *t, Value self) {
    return arg_count(self) == 0 ? new_ref(t->interp->empty_str) : text_of_args(t, self, op_str);
}

static Value exception_repr(Thread *t, Value self) {
    Str *name = type_of(t, self)->name;
    Str *s;
    if (arg_count(self) == 0) {
        s = str_format(t, "%U()", name);
    } else {
        Value args = text_of_args(t, self, op_repr);
        if (is_null(args))
            return VALUE_NULL;
        s = str_format(t, arg_count(self) == 1 ? "%U(%U)" : "%U%U", name, value_str(args));
        decref(t, args);
    }
    return s ? object_value(s) : VALUE_NULL;
}

/* --- methods --- */

static Value with_traceback_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return set_traceback(t, args[0], args[1]) ? new_ref(args[0]) : VALUE_NULL;
}

/* exception.__notes__, a new list if there is none. */
static Value notes_of(Thread *t, Value self) {
    Value notes = op_getattr_optional(t, self, NAME(__notes__));
    if (error_pending(t))
        return VALUE_NULL;
    if (is_null(notes)) {
        List *list = list_new(t, 1);
        if (!list)
            return VALUE_NULL;
        notes = object_value(list);
        if (!op_setattr(t, self, NAME(__notes__), notes)) {
            decref(t, notes);
            return VALUE_NULL;
        }
    } else if (!is_list(notes)) {
        decref(t, notes);
        return raise_type_error(t, "Cannot add note: __notes__ is not a list");
    }
    return notes;
}

static Value add_note_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "note must be a str, not '%T'", args[1]);
    Value notes = notes_of(t, args[0]);
    if (is_null(notes))
        return VALUE_NULL;
    bool ok = list_append(t, value_list(notes), args[1]);
    decref(t, notes);
    return ok ? VALUE_NONE : VALUE_NULL;
}

Value exception_state(Thread *t, Value self) {
    Attrs *attrs = attrs_of(value_object(self));
    if (attrs->shape ? attrs->shape->count == 0 : !attrs->dict)
        return VALUE_NONE;
    Dict *dict = attrs_dict(t, value_object(self));
    return dict ? new_object_ref(dict) : VALUE_NULL;
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value self = args[0], state = exception_state(t, self);
    if (is_null(state))
        return VALUE_NULL;
    Value type = object_value(type_of(t, self)), exception_args = get_args(t, self);
    Tuple *result = tuple_pack(t, is_none(state) ? 2 : 3, type, exception_args, state);
    decref(t, exception_args);
    decref(t, state);
    return result ? object_value(result) : VALUE_NULL;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_none(args[1]))
        return VALUE_NONE;
    if (!is_dict(args[1]))
        return raise_type_error(t, "state is not a dictionary");
    Dict *state = dict_copy(t, value_dict(args[1])); /* setting may run code that changes it */
    Value name, v;
    bool ok = state != NULL;
    for (int64_t position = 0; ok && dict_next(state, &position, &name, &v);) {
        if (is_str(name))
            ok = op_setattr(t, args[0], value_str(name), v);
        else
            ok = (raise_type_error(t, "attribute name must be string, not '%T'", name), false);
    }
    xdecref_object(t, state);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static const MethodDef exception_methods[] = {
    {"with_traceback", with_traceback_method, "tb, /",
     "Exception.with_traceback(tb)\n\nSets __traceback__ and returns the exception."},
    {"add_note", add_note_method, "note, /",
     "Exception.add_note(note)\n\nAdds a text to what is shown with the exception."},
    {"__reduce__", reduce_method, "", NULL},
    {"__setstate__", setstate_method, "state, /", NULL},
    {0}};

static const GetSetDef exception_getsets[] = {
    {"args", get_args, set_args, NULL},
    {"__traceback__", get_traceback, set_traceback, NULL},
    {"__context__", get_context, set_context, "exception context"},
    {"__cause__", get_cause, set_cause, "exception cause"},
    {"__suppress_context__", get_suppress_context, set_suppress_context, NULL},
    {0}};

static const TypeDef base_exception_type_def = {.name = "BaseException",
                                                .base = TYPE_OBJECT,
                                                .size = sizeof(BaseException),
                                                .flags = EXCEPTION_FLAGS,
                                                .doc = "What everything that can be raised derives from.",
                                                .slots = {.dealloc = exception_dealloc,
                                                          .traverse = exception_traverse,
                                                          .clear = exception_clear,
                                                          .repr = exception_repr,
                                                          .str = exception_base_str,
                                                          .new_instance = exception_new_instance,
                                                          .init = exception_init},
                                                .methods = exception_methods,
                                                .getsets = exception_getsets};

/* The types that add nothing to their base but a name, straight from exceptions.def. */
enum {
    SIZE_EXC_BaseException = sizeof(BaseException),
    SIZE_EXC_BaseExceptionGroup = sizeof(ExceptionGroupException),
    SIZE_EXC_SystemExit = sizeof(SystemExitException),
    SIZE_EXC_StopIteration = sizeof(StopIterationException),
    SIZE_EXC_AttributeError = sizeof(NameErrorException),
    SIZE_EXC_ImportError = sizeof(ImportErrorException),
    SIZE_EXC_NameError = sizeof(NameErrorException),
    SIZE_EXC_OSError = sizeof(OSErrorException),
    SIZE_EXC_SyntaxError = sizeof(SyntaxErrorException),
    SIZE_EXC_UnicodeDecodeError = sizeof(UnicodeErrorException)
};

static const TypeDef plain_type_defs[] = {
#define EXCEPTION(type_name, base_id, layout_id, text)                                                       \
    [EXC_##type_name - EXC_BaseException] = {.name = #type_name,                                             \
                                             .base = base_id,                                                \
                                             .layout = layout_id,                                            \
                                             .size = SIZE_##layout_id,                                       \
                                             .flags = EXCEPTION_FLAGS,                                       \
                                             .doc = text},
#include "runtime/exceptions.def"
#undef EXCEPTION
};

/* All of them, in the order of exceptions.def: the plain table, overridden where a type has a table of its own. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
#define INDEX(name) [EXC_##name - EXC_BaseException]
const TypeDef *const exception_type_defs[] = {
#define EXCEPTION(type_name, base_id, layout_id, text) INDEX(type_name) = &plain_type_defs INDEX(type_name),
#include "runtime/exceptions.def"
#undef EXCEPTION
    INDEX(BaseException) = &base_exception_type_def,
    INDEX(BaseExceptionGroup) = &base_exception_group_type_def,
    INDEX(ExceptionGroup) = &exception_group_type_def,
    INDEX(SystemExit) = &system_exit_type_def,
    INDEX(StopIteration) = &stop_iteration_type_def,
    INDEX(AttributeError) = &attribute_error_type_def,
    INDEX(ImportError) = &import_error_type_def,
    INDEX(KeyError) = &key_error_type_def,
    INDEX(NameError) = &name_error_type_def,
    INDEX(OSError) = &os_error_type_def,
    INDEX(SyntaxError) = &syntax_error_type_def,
    INDEX(UnicodeDecodeError) = &unicode_decode_error_type_def,
    INDEX(UnicodeEncodeError) = &unicode_encode_error_type_def,
    INDEX(UnicodeTranslateError) = &unicode_translate_error_type_def};
#undef INDEX
#pragma GCC diagnostic pop

const TypeDef *exception_type_def(TypeId id) { return exception_type_defs[id - EXC_BaseException]; }

Value exception_class_new(Thread *t, const char *dotted_name, Type *base, Type *second) {
    const char *dot = strrchr(dotted_name, '.');
    Str *name = str_intern_utf8(t, dot + 1), *module = str_from_utf8(t, dotted_name, (size_t)(dot - dotted_name));
    Tuple *bases = second ? tuple_pack(t, 2, object_value(base), object_value(second))
                          : tuple_pack(t, 1, object_value(base));
    Dict *dict = dict_new(t, 1);
    Value class = VALUE_NULL;
    if (name && module && bases && dict && dict_set_name(t, dict, NAME(__module__), object_value(module)))
        class = op_call3(t, object_value(builtin_type(t, TYPE_TYPE)), object_value(name), object_value(bases),
                         object_value(dict));
    xdecref_object(t, name);
    xdecref_object(t, module);
    xdecref_object(t, bases);
    xdecref_object(t, dict);
    return class;
}
