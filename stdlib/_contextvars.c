/* The module _contextvars. */
#include "stdlib/contextvars.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"

typedef struct ContextVar {
    Object ob;
    Str *name;
    Value otherwise; /* the default, or VALUE_NULL */
} ContextVar;

typedef struct Token {
    Object ob;
    Context *context;
    ContextVar *var;
    Value old; /* what the variable was, or VALUE_NULL */
    bool used;
} Token;

static const TypeDef context_var_type_def, context_type_def, token_type_def, missing_type_def;

static ContextVar *var_of(Value v) {
    return (ContextVar *)value_object(v);
}
static Context *context_of(Value v) {
    return (Context *)value_object(v);
}
static Token *token_of(Value v) {
    return (Token *)value_object(v);
}

/* ---- contexts, as C code uses them ---- */

/* Shares the dict with the new context; vars NULL: an exception is pending. */
static Context *context_new(Thread *t, Type *type, Dict *vars) {
    Context *self = vars ? object_new(t, type, 0) : NULL;
    if (!self)
        return NULL;
    incref_object(vars);
    self->vars = vars;
    self->previous = VALUE_NULL;
    return self;
}

static Context *context_new_empty(Thread *t, Type *type) {
    t->interp->context_changes++;
    Dict *vars = dict_new(t, 0);
    Context *self = context_new(t, type, vars);
    xdecref_object(t, vars);
    return self;
}

/* The thread's context, made if it has none; borrowed. */
static Context *current(Thread *t) {
    if (is_null(t->context)) {
        Type *type = native_types_find(t, &context_type_def);
        Context *fresh = type ? context_new_empty(t, type) : NULL;
        if (!fresh)
            return NULL;
        t->context = object_value(fresh);
    }
    return context_of(t->context);
}

static Context *copy(Thread *t, Context *self) {
    return context_new(t, self->ob.type, self->vars);
}

Context *context_copy_current(Thread *t) {
    Context *self = current(t);
    return self ? copy(t, self) : NULL;
}

Dict *context_vars(Thread *t) {
    Context *self = current(t);
    if (self)
        incref_object(self->vars);
    return self ? self->vars : NULL;
}

Context *context_new_bare(Thread *t) {
    Type *type = native_types_find(t, &context_type_def);
    Context *self = type ? object_new(t, type, 0) : NULL;
    if (self)
        self->previous = VALUE_NULL;
    return self;
}

bool is_context(Value v) {
    return is_native(v, &context_type_def);
}

bool context_enter(Thread *t, Context *self) {
    if (!is_null(self->previous)) {
        raise(t, EXC_RuntimeError, "cannot enter context: %R is already entered", object_value(self));
        return false;
    }
    self->previous = or_none(t->context);
    t->context = new_object_ref(self);
    return true;
}

void context_exit(Thread *t, Context *self) {
    Value previous = self->previous;
    self->previous = VALUE_NULL;
    value_store(t, &t->context, is_none(previous) ? VALUE_NULL : previous);
}

/* A dict that only this context has. */
static bool make_own(Thread *t, Context *self) {
    if (object_refcount(self->vars) == 1)
        return true;
    Dict *own = dict_copy(t, self->vars), *shared = self->vars;
    if (!own)
        return false;
    self->vars = own;
    decref_object(t, shared);
    return true;
}

/* v VALUE_NULL: the variable has no value from now on. */
static bool context_set(Thread *t, Context *self, ContextVar *var, Value v) {
    if (!make_own(t, self))
        return false;
    t->interp->context_changes++;
    if (is_null(v))
        return dict_delete(t, self->vars, object_value(var)) >= 0;
    return dict_set(t, self->vars, object_value(var), v);
}

/* ---- Context ---- */

static Value context_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs || kwnames)
        return raise_type_error(t, "Context() does not accept any arguments");
    return result_value(context_new_empty(t, type));
}

static void context_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((Context *)o)->vars);
    decref(t, ((Context *)o)->previous);
}

static void context_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Context *)o)->vars, visit, arg);
    visit_value(((Context *)o)->previous, visit, arg);
}

static void context_clear(Thread *t, Object *o) {
    Context *self = (Context *)o;
    if (is_null(self->previous) && self->vars && object_refcount(self->vars) == 1)
        dict_clear(t, self->vars);
}

static Value context_compare(Thread *t, Value a, Value b, CompareOp op) {
    if (!is_native(b, &context_type_def) || (op != COMPARE_EQ && op != COMPARE_NE))
        return VALUE_NOTIMPLEMENTED;
    return op_compare(t, object_value(context_of(a)->vars), object_value(context_of(b)->vars), op);
}

static bool check_key(Thread *t, Value key) {
    if (is_native(key, &context_var_type_def))
        return true;
    raise_type_error(t, "a ContextVar key was expected, got %R", key);
    return false;
}

static Value context_getitem(Thread *t, Value v, Value key) {
    if (!check_key(t, key))
        return VALUE_NULL;
    Value found = dict_get(t, context_of(v)->vars, key);
    return is_null(found) ? raise_key_error(t, key) : new_ref(found);
}

static int context_contains(Thread *t, Value v, Value key) {
    return check_key(t, key) ? dict_contains(t, context_of(v)->vars, key) : -1;
}

static int64_t context_length(Thread *t, Value v) {
    return context_of(v)->vars->length;
}

static Value context_iter(Thread *t, Value v) {
    return op_iter(t, object_value(context_of(v)->vars));
}

static Value context_get(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!check_key(t, args[1]))
        return VALUE_NULL;
    Value found = dict_get(t, context_of(args[0])->vars, args[1]);
    return new_ref(is_null(found) ? or_none(args[2]) : found);
}

/* Views of the dict, which the context does not change as long as they share it. */
static Value view(Thread *t, Value *args, Str *method) {
    return op_call_method0(t, object_value(context_of(args[0])->vars), method);
}

static Value context_keys(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return view(t, args, NAME(keys));
}
static Value context_values(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return view(t, args, NAME(values));
}
static Value context_items(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return view(t, args, NAME(items));
}

static Value context_copy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(copy(t, context_of(args[0])));
}

static Value context_run(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Context *self = context_of(args[0]);
    if (nargs < 2)
        return raise_type_error(t, "run() missing 1 required positional argument");
    if (!context_enter(t, self))
        return VALUE_NULL;
    Value result = op_call(t, args[1], args + 2, nargs - 2, kwnames);
    context_exit(t, self);
    return result;
}

static const MethodDef context_methods[] = {
    {"run", context_run, NULL,
     "run(callable, *args, **kwargs)\n\nCall it with this context as the current one."},
    {"copy", context_copy, "", "A copy, made in no time."},
    {"get", context_get, "key, default=None, /", "The value of the variable, or the default."},
    {"keys", context_keys, "", "The variables."},
    {"values", context_values, "", "Their values."},
    {"items", context_items, "", "Both, as pairs."},
    {0}};

static const TypeDef context_type_def = {
    .name = "_contextvars.Context",
    .size = sizeof(Context),
    .flags = TYPE_GC | TYPE_WEAKREFABLE,
    .doc = "What values the context variables have.",
    .slots = {.dealloc = context_dealloc,
              .traverse = context_traverse,
              .clear = context_clear,
              .new_instance = context_new_instance,
              .compare = context_compare,
              .getitem = context_getitem,
              .contains = context_contains,
              .length = context_length,
              .iter = context_iter},
    .methods = context_methods,
};

/* ---- ContextVar ---- */

static Value var_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "context variable name must be a str");
    ContextVar *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->name = value_str(new_ref(args[0]));
    self->otherwise = is_null(args[1]) ? args[1] : new_ref(args[1]);
    return object_value(self);
}

static void var_dealloc(Thread *t, Object *o) {
    decref_object(t, ((ContextVar *)o)->name);
    decref(t, ((ContextVar *)o)->otherwise);
}

static void var_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((ContextVar *)o)->otherwise, visit, arg);
}

static void var_clear(Thread *t, Object *o) {
    value_clear(t, &((ContextVar *)o)->otherwise);
}

static Value var_repr(Thread *t, Value v) {
    ContextVar *self = var_of(v);
    Value name = object_value(self->name);
    if (is_null(self->otherwise))
        return result_value(str_format(t, "<ContextVar name=%R at %p>", name, (void *)self));
    return result_value(
        str_format(t, "<ContextVar name=%R default=%R at %p>", name, self->otherwise, (void *)self));
}

/* Borrowed; VALUE_NULL: it has none in the thread's context. */
static Value lookup(Thread *t, ContextVar *self) {
    return is_null(t->context) ? VALUE_NULL : dict_get(t, context_of(t->context)->vars, object_value(self));
}

Value context_var_lookup(Thread *t, Value var) {
    return lookup(t, var_of(var));
}

bool context_var_assign(Thread *t, Value var, Value v) {
    Context *context = current(t);
    return context && context_set(t, context, var_of(var), v);
}

Value context_var_new(Thread *t, const char *name) {
    Type *type = native_types_find(t, &context_var_type_def);
    Str *text = type ? str_intern_utf8(t, name) : NULL;
    ContextVar *self = text ? object_new(t, type, 0) : NULL;
    if (!self) {
        xdecref_object(t, text);
        return VALUE_NULL;
    }
    self->name = text;
    self->otherwise = VALUE_NULL;
    return object_value(self);
}

static Value var_get(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ContextVar *self = var_of(args[0]);
    Value found = lookup(t, self);
    if (is_null(found))
        found = is_null(args[1]) ? self->otherwise : args[1];
    return is_null(found) ? raise_with_value(t, EXC_LookupError, args[0]) : new_ref(found);
}

static Value var_set(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Context *context = current(t);
    Type *type = context ? native_types_find(t, &token_type_def) : NULL;
    Token *token = type ? object_new(t, type, 0) : NULL;
    if (!token)
        return VALUE_NULL;
    token->context = (Context *)value_object(new_object_ref(context));
    token->var = var_of(new_ref(args[0]));
    token->old = new_ref(lookup(t, token->var));
    if (context_set(t, context, token->var, args[1]))
        return object_value(token);
    decref_object(t, token);
    return VALUE_NULL;
}

static Value var_reset(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_native(args[1], &token_type_def))
        return raise_type_error(t, "expected an instance of Token, got %R", args[1]);
    Token *token = token_of(args[1]);
    if (token->used)
        return raise(t, EXC_RuntimeError, "%R has already been used once", args[1]);
    if (token->var != var_of(args[0]))
        return raise_value_error(t, "%R was created by a different ContextVar", args[1]);
    if (is_null(t->context) || token->context != context_of(t->context))
        return raise_value_error(t, "%R was created in a different Context", args[1]);
    token->used = true;
    return context_set(t, token->context, token->var, token->old) ? VALUE_NONE : VALUE_NULL;
}

static Value var_get_name(Thread *t, Value v) {
    return new_object_ref(var_of(v)->name);
}

static const MethodDef var_methods[] = {
    {"get", var_get, "default=None, /",
     "The value in the current context; without one the given default, or that of the variable, or "
     "LookupError."},
    {"set", var_set, "value, /", "Set the value in the current context; answers a token for reset()."},
    {"reset", var_reset, "token, /",
     "The variable has the value again that it had before the set() that gave the token."},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0}};

static const GetSetDef var_getsets[] = {{"name", var_get_name, member_readonly, NULL}, {0}};

static const TypeDef context_var_type_def = {
    .name = "_contextvars.ContextVar",
    .size = sizeof(ContextVar),
    .flags = TYPE_GC,
    .doc = "A variable whose value depends on the context.",
    .new_signature = "name, /, *, default=None",
    .slots = {.dealloc = var_dealloc,
              .traverse = var_traverse,
              .clear = var_clear,
              .repr = var_repr,
              .new_instance = var_new},
    .methods = var_methods,
    .getsets = var_getsets,
};

/* ---- Token ---- */

static Value token_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_RuntimeError, "Tokens can only be created by ContextVars");
}

static void token_dealloc(Thread *t, Object *o) {
    xdecref_object(t, ((Token *)o)->context);
    xdecref_object(t, ((Token *)o)->var);
    decref(t, ((Token *)o)->old);
}

static void token_traverse(Object *o, VisitFn visit, void *arg) {
    visit_object(((Token *)o)->context, visit, arg);
    visit_object(((Token *)o)->var, visit, arg);
    visit_value(((Token *)o)->old, visit, arg);
}

static void token_clear(Thread *t, Object *o) {
    value_clear(t, &((Token *)o)->old);
}

static Value token_repr(Thread *t, Value v) {
    Token *self = token_of(v);
    return result_value(str_format(t, "<Token%s var=%R at %p>", self->used ? " used" : "",
                                   object_value(self->var), (void *)self));
}

static Value token_get_var(Thread *t, Value v) {
    return new_object_ref(token_of(v)->var);
}

static Value token_get_old(Thread *t, Value v) {
    if (!is_null(token_of(v)->old))
        return new_ref(token_of(v)->old);
    return op_getattr(t, object_value(value_object(v)->type), NAME(MISSING));
}

static const MethodDef token_methods[] = {
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS}, {0}};

static const GetSetDef token_getsets[] = {
    {"var", token_get_var, NULL, NULL}, {"old_value", token_get_old, NULL, NULL}, {0}};

static const TypeDef token_type_def = {
    .name = "_contextvars.Token",
    .size = sizeof(Token),
    .flags = TYPE_GC,
    .doc = "What ContextVar.set() answers, for reset().",
    .slots = {.dealloc = token_dealloc,
              .traverse = token_traverse,
              .clear = token_clear,
              .repr = token_repr,
              .new_instance = token_new},
    .methods = token_methods,
    .getsets = token_getsets,
};

/* The type of Token.MISSING. */
static Value missing_repr(Thread *t, Value v) {
    return result_value(str_new(t, "<Token.MISSING>"));
}

static const TypeDef missing_type_def = {
    .name = "Token.MISSING",
    .size = sizeof(Object),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.repr = missing_repr},
};

/* ---- the module ---- */

static Value copy_context(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(context_copy_current(t));
}

static const MethodDef functions[] = {{"copy_context", copy_context, "", "A copy of the current context."},
                                      {0}};

static const TypeDef *const types[] = {&context_var_type_def, &context_type_def, &token_type_def, NULL};

static bool contextvars_exec(Thread *t, Value module) {
    Type *token = native_types_find(t, &token_type_def), *missing = type_new_native(t, &missing_type_def);
    void *marker = token && missing ? object_new(t, missing, 0) : NULL;
    return marker && dict_set_text(t, token->dict, "MISSING", object_value(marker)) &&
           type_modified(t, token, NULL);
}

const ModuleDef _contextvars_module_def = {
    .name = "_contextvars",
    .doc = "Context variables; the module contextvars is what programs use.",
    .functions = functions,
    .types = types,
    .exec = contextvars_exec,
};
