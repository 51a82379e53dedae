/* Contexts: the type, the current one, localcontext(). */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/decimal.h"

static const DecRules default_rules = {28, 999999, -999999, DEC_HALF_EVEN, false};
enum { DEFAULT_TRAPS = DEC_INVALID | DEC_DIVISION_BY_ZERO | DEC_OVERFLOW };

bool is_dec_context(Value v) {
    return is_native(v, &dec_context_type_def);
}

/* ---- new ones ---- */

static DecContext *new_context(Thread *t, Type *type) {
    DecState *state = dec_state(t);
    DecContext *self = object_new(t, type, 0);
    if (!self)
        return NULL;
    self->rules = default_rules;
    self->traps = DEFAULT_TRAPS;
    self->capitals = true;
    if (is_pointer(state->default_context)) {
        const DecContext *template = context_of_value(state->default_context);
        self->rules = template->rules;
        self->traps = template->traps;
        self->capitals = template->capitals;
    }
    return self;
}

DecContext *dec_context_copy(Thread *t, const DecContext *context) {
    DecContext *copy = new_context(t, dec_state(t)->context);
    if (copy) {
        copy->rules = context->rules;
        copy->flags = context->flags;
        copy->traps = context->traps;
        copy->capitals = context->capitals;
    }
    return copy;
}

static bool make_template(Thread *t, Value *place, DecRules rules, uint32_t traps) {
    DecContext *context = new_context(t, dec_state(t)->context);
    if (!context)
        return false;
    context->rules = rules;
    context->traps = traps;
    *place = object_value(context);
    return true;
}

bool dec_make_templates(Thread *t, DecState *state) {
    DecRules basic = default_rules, extended = default_rules;
    basic.prec = extended.prec = 9;
    basic.rounding = DEC_HALF_UP;
    return make_template(t, &state->default_context, default_rules, DEFAULT_TRAPS) &&
           make_template(t, &state->basic_context, basic, DEFAULT_TRAPS | DEC_UNDERFLOW | DEC_CLAMPED) &&
           make_template(t, &state->extended_context, extended, 0);
}

/* ---- the current one ---- */

static bool assign(Thread *t, DecContext *context) {
    return context_var_assign(t, dec_state(t)->variable, object_value(context));
}

DecContext *dec_context_slow(Thread *t) {
    DecState *state = dec_state(t);
    if (!state) { /* a finalizer, as the interpreter ends */
        raise(t, EXC_RuntimeError, "module decimal has ended");
        return NULL;
    }
    Value found = context_var_lookup(t, state->variable);
    DecContext *context;
    if (is_null(found)) {
        if (error_pending(t) || !(context = new_context(t, state->context)))
            return NULL;
        bool ok = assign(t, context);
        decref_object(t, context); /* the variable has it */
        if (!ok)
            return NULL;
    } else {
        context = context_of_value(found);
    }
    state->cached_vars = context_current_vars(t);
    state->cached_changes = t->interp->context_changes;
    state->cached = context;
    return context;
}

bool dec_set_context(Thread *t, Value v) {
    DecState *state = dec_state(t);
    if (!is_dec_context(v)) {
        raise_type_error(t, "argument must be a context");
        return false;
    }
    if (!value_is(v, state->default_context) && !value_is(v, state->basic_context) &&
        !value_is(v, state->extended_context))
        return assign(t, context_of_value(v));
    DecContext *copy = dec_context_copy(t, context_of_value(v)); /* templates stay as they are */
    bool ok = copy != NULL;
    if (ok) {
        copy->flags = 0;
        ok = assign(t, copy);
    }
    xdecref_object(t, copy);
    return ok;
}

DecContext *dec_optional_context(Thread *t, Value v) {
    if (is_null(v) || is_none(v))
        return dec_context(t);
    if (is_dec_context(v))
        return context_of_value(v);
    raise_type_error(t, "optional argument must be a context");
    return NULL;
}

Value dec_getcontext(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *context = dec_context(t);
    return context ? new_object_ref(context) : VALUE_NULL;
}

Value dec_setcontext(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dec_set_context(t, args[0]) ? VALUE_NONE : VALUE_NULL;
}

/* ---- attributes ---- */

bool dec_take_rounding(Thread *t, Value v, uint8_t *rounding) {
    DecState *state = dec_state(t);
    for (int i = 0; i < DEC_ROUNDINGS && is_str(v); i++)
        if (value_is(v, state->roundings[i]) || str_equal(value_str(v), value_str(state->roundings[i]))) {
            *rounding = (uint8_t)i;
            return true;
        }
    raise_type_error(t,
                     "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                     "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
    return false;
}

static bool take_number(Thread *t, Value v, int64_t least, int64_t most, const char *complaint,
                        int64_t *out) {
    if (is_null(v)) {
        raise(t, EXC_AttributeError, "context attributes cannot be deleted");
        return false;
    }
    if (!is_int(v)) {
        raise_type_error(t, "an integer is required");
        return false;
    }
    if (!int_to_int64(v, out)) {
        raise_overflow(t, "Python int too large to convert to C ssize_t");
        return false;
    }
    if (*out >= least && *out <= most)
        return true;
    raise_value_error(t, complaint);
    return false;
}

static Value get_prec(Thread *t, Value self) {
    return int_value(t, context_of_value(self)->rules.prec);
}

static bool set_prec(Thread *t, Value self, Value v) {
    int64_t n;
    if (!take_number(t, v, 1, DEC_MAX_PREC, "valid range for prec is [1, MAX_PREC]", &n))
        return false;
    context_of_value(self)->rules.prec = n;
    return true;
}

static Value get_emax(Thread *t, Value self) {
    return int_value(t, context_of_value(self)->rules.emax);
}

static Value get_emin(Thread *t, Value self) {
    return int_value(t, context_of_value(self)->rules.emin);
}

static Value get_capitals(Thread *t, Value self) {
    return small_int_value(context_of_value(self)->capitals);
}

static Value get_clamp(Thread *t, Value self) {
    return small_int_value(context_of_value(self)->rules.clamp);
}

static Value get_rounding(Thread *t, Value self) {
    return new_ref(dec_state(t)->roundings[context_of_value(self)->rules.rounding]);
}

static Value get_flags(Thread *t, Value self) {
    return dec_signal_view(t, context_of_value(self), false);
}

static Value get_traps(Thread *t, Value self) {
    return dec_signal_view(t, context_of_value(self), true);
}

static bool set_emax(Thread *t, Value self, Value v) {
    int64_t n;
    if (!take_number(t, v, 0, DEC_MAX_EMAX, "valid range for Emax is [0, MAX_EMAX]", &n))
        return false;
    context_of_value(self)->rules.emax = n;
    return true;
}

static bool set_emin(Thread *t, Value self, Value v) {
    int64_t n;
    if (!take_number(t, v, DEC_MIN_EMIN, 0, "valid range for Emin is [MIN_EMIN, 0]", &n))
        return false;
    context_of_value(self)->rules.emin = n;
    return true;
}

static bool set_capitals(Thread *t, Value self, Value v) {
    int64_t n;
    if (!take_number(t, v, 0, 1, "valid values for capitals are 0 or 1", &n))
        return false;
    context_of_value(self)->capitals = n;
    return true;
}

static bool set_clamp(Thread *t, Value self, Value v) {
    int64_t n;
    if (!take_number(t, v, 0, 1, "valid values for clamp are 0 or 1", &n))
        return false;
    context_of_value(self)->rules.clamp = n;
    return true;
}

static bool is_deletion(Thread *t, Value v) {
    if (is_null(v))
        raise(t, EXC_AttributeError, "context attributes cannot be deleted");
    return is_null(v);
}

static bool set_rounding(Thread *t, Value self, Value v) {
    return !is_deletion(t, v) && dec_take_rounding(t, v, &context_of_value(self)->rules.rounding);
}

static bool set_flags(Thread *t, Value self, Value v) {
    return !is_deletion(t, v) && dec_take_signals(t, v, &context_of_value(self)->flags);
}

static bool set_traps(Thread *t, Value self, Value v) {
    return !is_deletion(t, v) && dec_take_signals(t, v, &context_of_value(self)->traps);
}

static bool set_flag_list(Thread *t, Value self, Value v) {
    return dec_take_signal_list(t, v, &context_of_value(self)->flags);
}

static bool set_trap_list(Thread *t, Value self, Value v) {
    return dec_take_signal_list(t, v, &context_of_value(self)->traps);
}

static const GetSetDef getsets[] = {{"prec", get_prec, set_prec, "How many digits results have at the most."},
                                    {"rounding", get_rounding, set_rounding, "How results are rounded."},
                                    {"Emin", get_emin, set_emin, "The least exponent of normal numbers."},
                                    {"Emax", get_emax, set_emax, "The largest exponent."},
                                    {"capitals", get_capitals, set_capitals, "1: exponents begin with E."},
                                    {"clamp", get_clamp, set_clamp, "1: exponents are as in IEEE formats."},
                                    {"flags", get_flags, set_flags, "Signals that have come up."},
                                    {"traps", get_traps, set_traps, "Signals that raise exceptions."},
                                    {0}};

/* What the constructor and localcontext() take, in order; the last two may be lists. */
enum { ATTRIBUTES = 8 };
typedef bool (*Setter)(Thread *t, Value self, Value v);
static const char *const attribute_names[ATTRIBUTES] = {"prec",     "rounding", "Emin",  "Emax",
                                                        "capitals", "clamp",    "flags", "traps"};
static const Setter attribute_setters[ATTRIBUTES] = {
    set_prec, set_rounding, set_emin, set_emax, set_capitals, set_clamp, set_flag_list, set_trap_list};

bool dec_set_attribute(Thread *t, DecContext *context, Str *name, Value v) {
    for (int i = 0; i < ATTRIBUTES; i++)
        if (str_equal_ascii(name, attribute_names[i]))
            return is_none(v) || attribute_setters[i](t, object_value(context), v);
    raise_type_error(t, "'%U' is an invalid keyword argument for this function", name);
    return false;
}

/* ---- the type ---- */

static Value context_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(new_context(t, type));
}

static void context_dealloc(Thread *t, Object *o) {
    dec_drop_views(t, (DecContext *)o);
}

static bool context_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 0; i < ATTRIBUTES; i++)
        if (!is_null(args[i]) && !is_none(args[i]) && !attribute_setters[i](t, self, args[i]))
            return false;
    return true;
}

/* The names of the signals that are set, as repr() has them: in the order of their bits, each once. */
static void add_signals(StrBuilder *b, uint32_t flags) {
    bool first = true, invalid = false;
    for (uint32_t bit = 1; bit < DEC_NO_MEMORY; bit <<= 1) {
        if (!(flags & bit) || (bit & DEC_INVALID && invalid))
            continue;
        invalid = invalid || bit & DEC_INVALID;
        int i = 0;
        while (!(dec_signals[i].flags & bit))
            i++;
        strbuilder_text(b, first ? "" : ", ");
        strbuilder_text(b, dec_signals[i].name);
        first = false;
    }
}

static Value context_repr(Thread *t, Value v) {
    DecContext *c = context_of_value(v);
    Str *head =
        str_format(t, "Context(prec=%lld, rounding=%U, Emin=%lld, Emax=%lld, capitals=%d, clamp=%d, flags=[",
                   (long long)c->rules.prec, value_str(dec_state(t)->roundings[c->rules.rounding]),
                   (long long)c->rules.emin, (long long)c->rules.emax, c->capitals, c->rules.clamp);
    StrBuilder b;
    if (!head)
        return VALUE_NULL;
    strbuilder_init(&b, t);
    strbuilder_str(&b, head);
    decref_object(t, head);
    add_signals(&b, c->flags);
    strbuilder_text(&b, "], traps=[");
    add_signals(&b, c->traps);
    strbuilder_text(&b, "])");
    return str_value(strbuilder_finish(&b));
}

const TypeDef dec_context_type_def = {
    .name = "decimal.Context",
    .size = sizeof(DecContext),
    .flags = TYPE_BASE,
    .doc = "How decimal arithmetic is done: precision, rounding, limits, and what becomes of signals.",
    .init_signature =
        "prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, "
        "traps=None",
    .slots = {.new_instance = context_new_instance,
              .dealloc = context_dealloc,
              .init = context_init,
              .repr = context_repr},
    .methods = dec_context_methods,
    .getsets = getsets,
};

/* ---- localcontext() ---- */

typedef struct Manager {
    Object ob;
    Value inner, outer; /* contexts */
} Manager;

static bool is_ctx(const Tuple *kwnames, int64_t i) {
    return str_equal_ascii(value_str(kwnames->items[i]), "ctx");
}

/* The context that is given by position or by name, or VALUE_NULL; false: TypeError. */
static bool find_given(Thread *t, Value *args, int nargs, Tuple *kwnames, Value *given) {
    int count = nargs;
    *given = nargs ? args[0] : VALUE_NULL;
    for (int64_t i = 0; kwnames && i < kwnames->length; i++)
        if (is_ctx(kwnames, i)) {
            *given = args[nargs + i];
            count++;
        }
    if (count > 1)
        raise_type_error(t, "function takes at most 1 argument (%d given)", count);
    return count <= 1;
}

Value dec_localcontext(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DecContext *outer = dec_context(t);
    Value given;
    if (!outer || !find_given(t, args, nargs, kwnames, &given))
        return VALUE_NULL;
    DecContext *source = dec_optional_context(t, given);
    DecContext *inner = source ? dec_context_copy(t, source) : NULL;
    bool ok = inner != NULL;
    for (int64_t i = 0; ok && kwnames && i < kwnames->length; i++)
        ok = is_ctx(kwnames, i) || dec_set_attribute(t, inner, value_str(kwnames->items[i]), args[nargs + i]);
    Manager *self = ok ? object_new(t, dec_state(t)->manager, 0) : NULL;
    if (!self) {
        xdecref_object(t, inner);
        return VALUE_NULL;
    }
    self->inner = object_value(inner);
    self->outer = new_object_ref(outer);
    return object_value(self);
}

static void manager_dealloc(Thread *t, Object *o) {
    decref(t, ((Manager *)o)->inner);
    decref(t, ((Manager *)o)->outer);
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Manager *self = (Manager *)value_object(args[0]);
    return dec_set_context(t, self->inner) ? new_ref(self->inner) : VALUE_NULL;
}

static Value exit_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Manager *self = (Manager *)value_object(args[0]);
    return dec_set_context(t, self->outer) ? VALUE_FALSE : VALUE_NULL;
}

static const MethodDef manager_methods[] = {
    {"__enter__", enter_method, "", "Make the context the current one."},
    {"__exit__", exit_method, NULL, "Return to the one before."},
    {0}};

const TypeDef dec_manager_type_def = {
    .name = "decimal.ContextManager",
    .size = sizeof(Manager),
    .flags = TYPE_NO_INSTANCES,
    .doc = "What localcontext() answers, for a with statement.",
    .slots = {.dealloc = manager_dealloc},
    .methods = manager_methods,
};
