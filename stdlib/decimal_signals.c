/* Signals: their classes, the exceptions that a status raises, and the mappings of a context's flags and
 * traps. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/decimal.h"

/* The first of them that is trapped is raised. */
const DecSignal dec_signals[DEC_SIGNALS] = {{"InvalidOperation", DEC_INVALID},
                                            {"FloatOperation", DEC_FLOAT_OPERATION},
                                            {"DivisionByZero", DEC_DIVISION_BY_ZERO},
                                            {"Overflow", DEC_OVERFLOW},
                                            {"Underflow", DEC_UNDERFLOW},
                                            {"Subnormal", DEC_SUBNORMAL},
                                            {"Inexact", DEC_INEXACT},
                                            {"Rounded", DEC_ROUNDED},
                                            {"Clamped", DEC_CLAMPED}};
enum { INVALID, FLOAT, BY_ZERO, OVERFLOW, UNDERFLOW, SUBNORMAL, INEXACT, ROUNDED, CLAMPED };

const DecSignal dec_conditions[DEC_CONDITIONS] = {{"ConversionSyntax", DEC_CONVERSION_SYNTAX},
                                                  {"DivisionImpossible", DEC_DIVISION_IMPOSSIBLE},
                                                  {"DivisionUndefined", DEC_DIVISION_UNDEFINED},
                                                  {"InvalidContext", DEC_INVALID_CONTEXT}};

/* ---- classes ---- */

/* A new class, derived from up to three. */
static Value make_class(Thread *t, const char *name, Value a, Value b, Value c) {
    Tuple *bases = is_null(b)   ? tuple_pack(t, 1, a)
                   : is_null(c) ? tuple_pack(t, 2, a, b)
                                : tuple_pack(t, 3, a, b, c);
    Dict *dict = bases ? dict_new(t, 1) : NULL;
    Str *text = dict ? str_intern_utf8(t, name) : NULL;
    Value made = VALUE_NULL;
    if (text && dict_set_text(t, dict, "__module__", str_value(str_new(t, "decimal"))))
        made = op_call3(t, object_value(builtin_type(t, TYPE_TYPE)), object_value(text), object_value(bases),
                        object_value(dict));
    xdecref_object(t, text);
    xdecref_object(t, dict);
    xdecref_object(t, bases);
    return made;
}

static bool make_signal(Thread *t, DecState *state, int i, Value a, Value b, Value c) {
    state->signals[i] = make_class(t, dec_signals[i].name, a, b, c);
    return !is_null(state->signals[i]);
}

bool dec_make_exceptions(Thread *t, DecState *state) {
    Value none = VALUE_NULL, arithmetic = object_value(builtin_type(t, EXC_ArithmeticError));
    Value zero = object_value(builtin_type(t, EXC_ZeroDivisionError)),
          type = object_value(builtin_type(t, EXC_TypeError));
    Value *s = state->signals, base = make_class(t, "DecimalException", arithmetic, none, none);
    state->exception = base;
    bool ok = !is_null(base) && make_signal(t, state, CLAMPED, base, none, none) &&
              make_signal(t, state, INVALID, base, none, none) &&
              make_signal(t, state, BY_ZERO, base, zero, none) &&
              make_signal(t, state, INEXACT, base, none, none) &&
              make_signal(t, state, ROUNDED, base, none, none) &&
              make_signal(t, state, SUBNORMAL, base, none, none) &&
              make_signal(t, state, OVERFLOW, s[INEXACT], s[ROUNDED], none) &&
              make_signal(t, state, UNDERFLOW, s[INEXACT], s[ROUNDED], s[SUBNORMAL]) &&
              make_signal(t, state, FLOAT, base, type, none);
    for (int i = 0; ok && i < DEC_CONDITIONS; i++) {
        bool divides = dec_conditions[i].flags == DEC_DIVISION_UNDEFINED;
        state->conditions[i] = make_class(t, dec_conditions[i].name, s[INVALID], divides ? zero : none, none);
        ok = !is_null(state->conditions[i]);
    }
    return ok;
}

/* ---- raising ---- */

static bool append(Thread *t, List *list, Value signal) {
    return list_append(t, list, signal);
}

List *dec_signal_list(Thread *t, uint32_t flags) {
    DecState *state = dec_state(t);
    List *list = list_new(t, 0);
    bool ok = list != NULL;
    for (int i = 0; ok && i < DEC_SIGNALS; i++)
        if (flags & dec_signals[i].flags)
            ok = append(t, list, state->signals[i]);
    if (ok)
        return list;
    xdecref_object(t, list);
    return NULL;
}

/* What an exception tells: conditions by their own names, then the other signals. */
static List *explain(Thread *t, uint32_t flags) {
    DecState *state = dec_state(t);
    List *list = list_new(t, 0);
    bool ok = list && (!(flags & DEC_INVALID_OPERATION) || append(t, list, state->signals[INVALID]));
    for (int i = 0; ok && i < DEC_CONDITIONS; i++)
        if (flags & dec_conditions[i].flags)
            ok = append(t, list, state->conditions[i]);
    for (int i = INVALID + 1; ok && i < DEC_SIGNALS; i++)
        if (flags & dec_signals[i].flags)
            ok = append(t, list, state->signals[i]);
    if (ok)
        return list;
    xdecref_object(t, list);
    return NULL;
}

bool dec_raise(Thread *t, DecContext *context, uint32_t status) {
    context->flags |= status & ~(uint32_t)DEC_NO_MEMORY;
    if (status & DEC_NO_MEMORY) {
        raise_no_memory(t);
        return false;
    }
    uint32_t trapped = status & context->traps;
    if (!trapped)
        return true;
    int i = 0;
    while (!(dec_signals[i].flags & trapped))
        i++;
    Value signal = dec_state(t)->signals[i];
    List *list = explain(t, trapped);
    Value e = list ? op_call1(t, signal, object_value(list)) : VALUE_NULL;
    if (!is_null(e))
        raise_value(t, e);
    decref(t, e);
    xdecref_object(t, list);
    return false;
}

/* ---- signals as arguments ---- */

static Value raise_unknown(Thread *t) {
    return raise(t, EXC_KeyError,
                 "valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n"
                 "   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]");
}

/* 0: KeyError. */
static uint32_t flags_of(Thread *t, Value signal) {
    DecState *state = dec_state(t);
    for (int i = 0; i < DEC_SIGNALS; i++)
        if (value_is(state->signals[i], signal))
            return dec_signals[i].flags;
    raise_unknown(t);
    return 0;
}

static bool take_dict(Thread *t, Dict *dict, uint32_t *flags) {
    uint32_t result = 0;
    bool known = dict->length == DEC_SIGNALS;
    for (int i = 0; known && i < DEC_SIGNALS; i++) {
        Value v = dict_get(t, dict, dec_state(t)->signals[i]);
        known = !is_null(v);
        int truth = known ? op_is_true(t, v) : 0;
        if (truth < 0 || error_pending(t))
            return false;
        result |= truth ? dec_signals[i].flags : 0;
    }
    if (!known) {
        raise(t, EXC_KeyError, "invalid signal dict");
        return false;
    }
    *flags = result;
    return true;
}

typedef struct SignalDict {
    Object ob;
    DecContext *context; /* borrowed; NULL: it has ended, or there was none */
    bool traps;
} SignalDict;

static bool is_signal_dict(Value v) {
    return is_native(v, &dec_signals_type_def);
}

/* The flags that a mapping shows; NULL: ValueError. */
static uint32_t *place(Thread *t, Value v) {
    SignalDict *self = (SignalDict *)value_object(v);
    if (!self->context) {
        raise_value_error(t, "invalid signal dict");
        return NULL;
    }
    return self->traps ? &self->context->traps : &self->context->flags;
}

bool dec_take_signals(Thread *t, Value v, uint32_t *flags) {
    if (is_signal_dict(v)) {
        uint32_t *from = place(t, v);
        *flags = from ? *from : 0;
        return from != NULL;
    }
    if (is_dict(v))
        return take_dict(t, value_dict(v), flags);
    raise_type_error(t, "argument must be a signal dict");
    return false;
}

bool dec_take_signal_list(Thread *t, Value v, uint32_t *flags) {
    if (!is_list(v))
        return dec_take_signals(t, v, flags);
    uint32_t result = 0;
    List *list = value_list(v);
    for (int64_t i = 0; i < list->length; i++) {
        uint32_t one = flags_of(t, list->items[i]);
        if (!one)
            return false;
        result |= one;
    }
    *flags = result;
    return true;
}

/* ---- the mapping ---- */

Value dec_signal_view(Thread *t, DecContext *context, bool traps) {
    if (context->views[traps])
        return new_object_ref(context->views[traps]);
    SignalDict *self = object_new(t, value_type_object(dec_state(t)->signal_dict), 0);
    if (!self)
        return VALUE_NULL;
    self->context = context;
    self->traps = traps;
    context->views[traps] = self;
    return new_object_ref(self);
}

void dec_drop_views(Thread *t, DecContext *context) {
    for (int i = 0; i < 2; i++) {
        SignalDict *view = context->views[i];
        context->views[i] = NULL;
        if (view)
            view->context = NULL;
        xdecref_object(t, view);
    }
}

static Value signals_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(object_new(t, type, 0));
}

static Value signals_getitem(Thread *t, Value v, Value key) {
    uint32_t *flags = place(t, v), one = flags ? flags_of(t, key) : 0;
    return one ? bool_value(*flags & one) : VALUE_NULL;
}

static bool signals_setitem(Thread *t, Value v, Value key, Value item) {
    if (is_null(item)) {
        raise_value_error(t, "signal keys cannot be deleted");
        return false;
    }
    uint32_t one = flags_of(t, key);
    int truth = one ? op_is_true(t, item) : -1;
    uint32_t *flags = truth < 0 ? NULL : place(t, v);
    if (flags)
        *flags = truth ? *flags | one : *flags & ~one;
    return flags != NULL;
}

static int64_t signals_length(Thread *t, Value v) {
    return place(t, v) ? DEC_SIGNALS : -1;
}

static Value signals_iter(Thread *t, Value v) {
    List *all = place(t, v) ? dec_signal_list(t, ~(uint32_t)0) : NULL;
    Value iterator = all ? op_iter(t, object_value(all)) : VALUE_NULL;
    xdecref_object(t, all);
    return iterator;
}

static Dict *as_dict(Thread *t, uint32_t flags) {
    Dict *dict = dict_new(t, DEC_SIGNALS);
    bool ok = dict != NULL;
    for (int i = 0; ok && i < DEC_SIGNALS; i++)
        ok = dict_set(t, dict, dec_state(t)->signals[i], bool_value(flags & dec_signals[i].flags));
    if (ok)
        return dict;
    xdecref_object(t, dict);
    return NULL;
}

static Value signals_copy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t *flags = place(t, args[0]);
    return flags ? result_value(as_dict(t, *flags)) : VALUE_NULL;
}

static Value signals_repr(Thread *t, Value v) {
    uint32_t *flags = place(t, v);
    StrBuilder b;
    if (!flags)
        return VALUE_NULL;
    strbuilder_init(&b, t);
    for (int i = 0; i < DEC_SIGNALS; i++) {
        strbuilder_text(&b, i ? ", <class 'decimal." : "{<class 'decimal.");
        strbuilder_text(&b, dec_signals[i].name);
        strbuilder_text(&b, *flags & dec_signals[i].flags ? "'>:True" : "'>:False");
    }
    strbuilder_text(&b, "}");
    return str_value(strbuilder_finish(&b));
}

/* Which of the signals are set: a kind of InvalidOperation is as good as another. */
static uint32_t signal_bits(uint32_t flags) {
    uint32_t bits = 0;
    for (int i = 0; i < DEC_SIGNALS; i++)
        bits |= (uint32_t)((flags & dec_signals[i].flags) != 0) << i;
    return bits;
}

static Value signals_compare(Thread *t, Value a, Value b, CompareOp op) {
    uint32_t *flags = place(t, a), other;
    if (!flags)
        return VALUE_NULL;
    if ((op != COMPARE_EQ && op != COMPARE_NE) || (!is_signal_dict(b) && !is_dict(b)))
        return VALUE_NOTIMPLEMENTED;
    if (!dec_take_signals(t, b, &other))
        return error_clear_if(t, EXC_KeyError) ? VALUE_NOTIMPLEMENTED : VALUE_NULL;
    return bool_value((signal_bits(*flags) == signal_bits(other)) == (op == COMPARE_EQ));
}

static const MethodDef signals_methods[] = {
    {"copy", signals_copy, "", "A dict with the same keys and values."}, {0}};

const TypeDef dec_signals_type_def = {
    .name = "decimal.SignalDictMixin",
    .size = sizeof(SignalDict),
    .flags = TYPE_BASE,
    .doc = "The flags or traps of a context, by signals.",
    .slots = {.new_instance = signals_new,
              .getitem = signals_getitem,
              .setitem = signals_setitem,
              .length = signals_length,
              .iter = signals_iter,
              .compare = signals_compare,
              .repr = signals_repr},
    .methods = signals_methods,
};
