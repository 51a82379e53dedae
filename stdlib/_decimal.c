/* Module _decimal: what decimal.py gives programs. The types and the arithmetic are in files of their own:
 * decimal.h says which. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/decimal.h"

static const char *const rounding_names[DEC_ROUNDINGS] = {
    "ROUND_UP",      "ROUND_DOWN",      "ROUND_CEILING",   "ROUND_FLOOR",
    "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"};

/* ---- what the module knows ---- */

static void each_value(DecState *s, void (*visit)(Value *place, void *arg), void *arg) {
    for (int i = 0; i < DEC_SIGNALS; i++)
        visit(&s->signals[i], arg);
    for (int i = 0; i < DEC_CONDITIONS; i++)
        visit(&s->conditions[i], arg);
    for (int i = 0; i < DEC_ROUNDINGS; i++)
        visit(&s->roundings[i], arg);
    Value *others[] = {&s->exception, &s->signal_dict,     &s->tuple_type,    &s->variable,
                       &s->rational,  &s->default_context, &s->basic_context, &s->extended_context};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        visit(others[i], arg);
}

typedef struct Visit {
    VisitFn function;
    void *arg;
} Visit;

static void visit_place(Value *place, void *arg) {
    Visit *v = arg;
    visit_value(*place, v->function, v->arg);
}

static void forget_place(Value *place, void *arg) {
    value_clear(arg, place);
}

static void empty_place(Value *place, void *arg) {
    *place = VALUE_NULL;
}

static void state_traverse(Object *o, VisitFn visit, void *arg) {
    each_value((DecState *)o, visit_place, &(Visit){visit, arg});
}

static void state_dealloc(Thread *t, Object *o) {
    each_value((DecState *)o, forget_place, t);
}

const TypeDef dec_state_type_def = {
    .name = "_decimal.State",
    .size = sizeof(DecState),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.traverse = state_traverse, .dealloc = state_dealloc},
};

/* ---- from other modules ---- */

/* module.name, imported. */
static Value imported(Thread *t, const char *module, const char *name) {
    Str *path = str_intern_utf8(t, module), *key = path ? str_intern_utf8(t, name) : NULL;
    Value m = key ? t->interp->hooks.import(t, path) : VALUE_NULL;
    Value v = is_null(m) ? m : op_getattr(t, m, key);
    decref(t, m);
    xdecref_object(t, path);
    xdecref_object(t, key);
    return v;
}

static bool set_attribute(Thread *t, Value object, const char *name, Value v_owned) {
    Str *key = is_null(v_owned) ? NULL : str_intern_utf8(t, name);
    bool ok = key && op_setattr(t, object, key, v_owned);
    xdecref_object(t, key);
    decref(t, v_owned);
    return ok;
}

static bool register_number(Thread *t, DecState *state) {
    Value number = imported(t, "numbers", "Number");
    Str *name = is_null(number) ? NULL : str_intern_utf8(t, "register");
    Value done = name ? op_call_method1(t, number, name, object_value(state->decimal)) : VALUE_NULL;
    bool ok = !is_null(done);
    decref(t, done);
    decref(t, number);
    xdecref_object(t, name);
    state->rational = ok ? imported(t, "numbers", "Rational") : VALUE_NULL;
    return !is_null(state->rational);
}

static bool make_tuple_type(Thread *t, DecState *state) {
    Value namedtuple = imported(t, "collections", "namedtuple");
    Str *name = str_new(t, "DecimalTuple"), *fields = name ? str_new(t, "sign digits exponent") : NULL;
    if (!is_null(namedtuple) && fields)
        state->tuple_type = op_call2(t, namedtuple, object_value(name), object_value(fields));
    decref(t, namedtuple);
    xdecref_object(t, name);
    xdecref_object(t, fields);
    return !is_null(state->tuple_type) &&
           set_attribute(t, state->tuple_type, "__module__", str_value(str_new(t, "decimal")));
}

/* The class of flags and traps: the mixin in C, and a MutableMapping. */
static bool make_signal_dict(Thread *t, DecState *state) {
    Type *mixin = type_new_native(t, &dec_signals_type_def);
    Value mapping = mixin ? imported(t, "collections.abc", "MutableMapping") : VALUE_NULL;
    Tuple *bases = is_null(mapping) ? NULL : tuple_pack(t, 2, object_value(mixin), mapping);
    Dict *dict = bases ? dict_new(t, 0) : NULL;
    Str *name = dict ? str_new(t, "SignalDict") : NULL;
    if (name)
        state->signal_dict = op_call3(t, object_value(value_object(mapping)->type), object_value(name),
                                      object_value(bases), object_value(dict));
    decref(t, mapping);
    xdecref_object(t, bases);
    xdecref_object(t, dict);
    xdecref_object(t, name);
    return !is_null(state->signal_dict) &&
           set_attribute(t, state->signal_dict, "__module__", str_value(str_new(t, "decimal")));
}

static bool make_variable(Thread *t, DecState *state) {
    Value type = imported(t, "_contextvars", "ContextVar"); /* the module must be there */
    if (!is_null(type))
        state->variable = context_var_new(t, "decimal_context");
    decref(t, type);
    return !is_null(state->variable);
}

static bool make_roundings(Thread *t, DecState *state) {
    for (int i = 0; i < DEC_ROUNDINGS; i++) {
        state->roundings[i] = str_value(str_intern_utf8(t, rounding_names[i]));
        if (is_null(state->roundings[i]))
            return false;
    }
    return true;
}

static bool fill_state(Thread *t, DecState *state) {
    return (state->decimal = type_new_native(t, &decimal_type_def)) &&
           (state->context = type_new_native(t, &dec_context_type_def)) &&
           (state->manager = type_new_native(t, &dec_manager_type_def)) && make_variable(t, state) &&
           make_roundings(t, state) && dec_make_exceptions(t, state) && make_signal_dict(t, state) &&
           make_tuple_type(t, state) && register_number(t, state) && dec_make_templates(t, state);
}

/* A module that is imported anew has the types of the first one. */
static DecState *ready_state(Thread *t) {
    if (t->interp->decimal)
        return dec_state(t);
    Type *type = type_new_native(t, &dec_state_type_def);
    DecState *state = type ? object_new(t, type, 0) : NULL;
    if (!state)
        return NULL;
    each_value(state, empty_place, NULL);
    t->interp->decimal = &state->ob;
    if (fill_state(t, state))
        return state;
    t->interp->decimal = NULL;
    decref_object(t, state);
    return NULL;
}

/* ---- the module ---- */

static bool add(Thread *t, Value module, const char *name, Value v) {
    return module_add(t, module, name, new_ref(v));
}

static bool add_classes(Thread *t, DecState *state, Value module) {
    bool ok = add(t, module, "Decimal", object_value(state->decimal)) &&
              add(t, module, "Context", object_value(state->context)) &&
              add(t, module, "DecimalTuple", state->tuple_type) &&
              add(t, module, "DecimalException", state->exception);
    for (int i = 0; ok && i < DEC_SIGNALS; i++)
        ok = add(t, module, dec_signals[i].name, state->signals[i]);
    for (int i = 0; ok && i < DEC_CONDITIONS; i++)
        ok = add(t, module, dec_conditions[i].name, state->conditions[i]);
    return ok;
}

static bool add_constants(Thread *t, DecState *state, Value module) {
    bool ok = add(t, module, "DefaultContext", state->default_context) &&
              add(t, module, "BasicContext", state->basic_context) &&
              add(t, module, "ExtendedContext", state->extended_context) &&
              add(t, module, "HAVE_THREADS", VALUE_TRUE) && add(t, module, "HAVE_CONTEXTVAR", VALUE_TRUE);
    for (int i = 0; ok && i < DEC_ROUNDINGS; i++)
        ok = add(t, module, rounding_names[i], state->roundings[i]);
    return ok;
}

static bool set_up(Thread *t, Value module) {
    DecState *state = ready_state(t);
    return state && add_classes(t, state, module) && add_constants(t, state, module);
}

static const IntConstant constants[] = {{"MAX_PREC", DEC_MAX_PREC},
                                        {"MAX_EMAX", DEC_MAX_EMAX},
                                        {"MIN_EMIN", DEC_MIN_EMIN},
                                        {"MIN_ETINY", DEC_MIN_ETINY},
                                        {0}};

static const MethodDef functions[] = {
    {"getcontext", dec_getcontext, "", "The current context."},
    {"setcontext", dec_setcontext, "context, /", "Make it the current context."},
    {"localcontext", dec_localcontext, "ctx=None, **kwargs",
     "For a with statement: a copy of the context, with other attributes, is the current one in it."},
    {0}};

const ModuleDef _decimal_module_def = {
    .name = "_decimal",
    .doc = "Decimal arithmetic.",
    .ints = constants,
    .functions = functions,
    .exec = set_up,
};
