#include "stdlib/native_types.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

Type *native_types_find(Thread *t, const TypeDef *def) {
    Type *type = t->interp->native_types;
    while (type && type->def != def)
        type = type->next_native;
    return type;
}

/* An attribute of the module, borrowed. */
static Value module_item(Thread *t, Value module, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? dict_get_name(t, module_dict(module), key) : VALUE_NULL;
    if (key && is_null(v))
        raise(t, EXC_AttributeError, "module has no attribute '%s'", name);
    xdecref_object(t, key);
    return v;
}

Value native_types_raise(Thread *t, const TypeDef *exception, const char *format, va_list args) {
    Str *message = format_string(t, format, args);
    Value type = object_value(native_types_find(t, exception));
    Value e = message ? op_call1(t, type, object_value(message)) : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, message);
    return VALUE_NULL;
}

bool native_types_link(Thread *t, Value module, const char *owner, const char *helper) {
    Value type = module_item(t, module, owner), other = is_null(type) ? type : module_item(t, module, helper);
    if (is_null(other))
        return false;
    Type *o = value_type_object(type);
    return dict_set_text(t, o->dict, helper, new_ref(other)) && type_modified(t, o, NULL);
}

Type *native_types_helper(Thread *t, Type *owner, const char *helper) {
    Str *key = str_intern_utf8(t, helper);
    Value v = key ? type_lookup(t, owner, key) : VALUE_NULL;
    if (key && (is_null(v) || !is_type(v)))
        raise(t, EXC_AttributeError, "type object '%N' has no attribute '%s'", owner, helper);
    xdecref_object(t, key);
    return is_null(v) || !is_type(v) ? NULL : value_type_object(v);
}

bool native_types_function(Thread *t, Value module, const char *owner, const char *method) {
    Value type = module_item(t, module, owner);
    Str *key = is_null(type) ? NULL : str_intern_utf8(t, method);
    bool ok = key && module_add(t, module, method, op_getattr(t, type, key));
    xdecref_object(t, key);
    return ok;
}
