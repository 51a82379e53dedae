/* What the parts of module _decimal share.
 *
 * A number is sign, coefficient and exponent. Coefficients are arrays of limbs, each of 19 decimal digits,
 * least significant first, without leading zero limbs: cutting and shifting by digits, which every rounding
 * needs, are linear, and so is text. Products of large ones, and what needs binary numbers, are left to GMP.
 * Most numbers have one limb.
 *
 * The lower half (limbs, Num) knows no objects and raises nothing: what happened is collected in a status of
 * DEC_ bits, as the General Decimal Arithmetic Specification has it. Failed allocations are one of them
 * (DEC_NO_MEMORY); the result is then a NaN. The upper half turns the status into flags and exceptions. The
 * GIL is held everywhere. */
#ifndef STDLIB_DECIMAL_H
#define STDLIB_DECIMAL_H

#include "runtime/native.h"
#include "runtime/str.h"
#include "stdlib/contextvars.h"
#include <gmp.h>

enum { LIMB_DIGITS = 19, NUM_INLINE = 6 };
#define LIMB_BASE 10000000000000000000u
#define DEC_MAX_PREC 999999999999999999
#define DEC_MAX_EMAX 999999999999999999
#define DEC_MIN_EMIN (-999999999999999999)
#define DEC_MIN_ETINY (DEC_MIN_EMIN - (DEC_MAX_PREC - 1))

typedef enum DecStatus { /* in the order in which repr() of a context names them */
                         DEC_CLAMPED = 0x1,
                         DEC_CONVERSION_SYNTAX = 0x2,
                         DEC_DIVISION_BY_ZERO = 0x4,
                         DEC_DIVISION_IMPOSSIBLE = 0x8,
                         DEC_DIVISION_UNDEFINED = 0x10,
                         DEC_INEXACT = 0x20,
                         DEC_INVALID_CONTEXT = 0x40,
                         DEC_INVALID_OPERATION = 0x80,
                         DEC_FLOAT_OPERATION = 0x100,
                         DEC_OVERFLOW = 0x200,
                         DEC_ROUNDED = 0x400,
                         DEC_SUBNORMAL = 0x800,
                         DEC_UNDERFLOW = 0x1000,
                         DEC_NO_MEMORY = 0x2000,
                         DEC_INVALID = DEC_INVALID_OPERATION | DEC_CONVERSION_SYNTAX |
                                       DEC_DIVISION_IMPOSSIBLE | DEC_DIVISION_UNDEFINED | DEC_INVALID_CONTEXT,
                         DEC_ERRORS = DEC_INVALID | DEC_DIVISION_BY_ZERO
} DecStatus;

typedef enum DecRounding {
    DEC_UP,
    DEC_DOWN,
    DEC_CEILING,
    DEC_FLOOR,
    DEC_HALF_UP,
    DEC_HALF_DOWN,
    DEC_HALF_EVEN,
    DEC_05UP,
    DEC_ROUNDINGS
} DecRounding;

/* What was cut off, in units of the last digit that is left. */
typedef enum DecRest { REST_NONE, REST_BELOW_HALF, REST_HALF, REST_ABOVE_HALF } DecRest;

typedef enum DecKind { DEC_FINITE, DEC_INFINITE, DEC_QNAN, DEC_SNAN } DecKind;

typedef struct DecRules { /* what a context asks of results */
    int64_t prec, emax, emin;
    uint8_t rounding;
    bool clamp;
} DecRules;

/* A number in work. One of a Decimal (num_view) borrows its limbs and is only read. */
typedef struct Num {
    uint8_t kind;
    bool negative;
    int64_t exp;
    int64_t count; /* 0: zero, infinity, a NaN without payload */
    int64_t room;  /* 0: borrowed */
    uint64_t *limbs;
    uint64_t inline_limbs[NUM_INLINE];
} Num;

/* ---- decimal_limbs.c ---- */

extern const uint64_t limb_powers[LIMB_DIGITS + 1];             /* of ten; the last is LIMB_BASE */
static inline int limb_digits(uint64_t limb) {                  /* 0 for 0 */
    int digits = (64 - __builtin_clzll(limb | 1)) * 1233 >> 12; /* log10(2), a little less */
    return digits + (limb >= limb_powers[digits]);
}
static inline int64_t limbs_digits(const uint64_t *a, int64_t n) {
    return n ? (n - 1) * LIMB_DIGITS + limb_digits(a[n - 1]) : 0;
}
int limbs_compare(const uint64_t *a, int64_t n, const uint64_t *b, int64_t m);
static inline void limbs_copy(uint64_t *r, const uint64_t *a, int64_t n) {
    enum { FEW = 8 }; /* for which a call costs more than it saves */
    if (n > FEW)
        memcpy(r, a, (size_t)n * sizeof *r);
    else
        for (int64_t i = 0; i < n; i++)
            r[i] = a[i];
}
/* r = a + b, n >= m; the carry. r may be a or b. */
uint64_t limbs_add(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m);
/* r = a - b, a >= b. */
void limbs_sub(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m);
/* r = a * 10^digits: n + digits / 19 + 1 limbs, the highest may be 0. r may be a. */
void limbs_shift_left(uint64_t *r, const uint64_t *a, int64_t n, int64_t digits);
/* r = a / 10^digits: n - digits / 19 limbs. r may be a. */
DecRest limbs_shift_right(uint64_t *r, const uint64_t *a, int64_t n, int64_t digits);
int64_t limbs_trailing_zeros(const uint64_t *a, int64_t n); /* decimal ones; n > 0 */
int limbs_digit(const uint64_t *a, int64_t n, int64_t place);
/* r = a * b: n + m limbs, r is neither. false: no memory. */
bool limbs_mul(uint64_t *r, const uint64_t *a, int64_t n, const uint64_t *b, int64_t m);

/* ---- decimal_divide_limbs.c ---- */

/* q = a / b: n - m + 1 limbs; a becomes the remainder (m limbs are left of it). n >= m. false: no memory. */
bool limbs_divide(uint64_t *q, uint64_t *a, int64_t n, const uint64_t *b, int64_t m);

/* ---- decimal_binary.c: GMP ---- */

/* Is there memory for GMP, which aborts if there is none, to work on numbers of so many bytes? */
bool gmp_has_room(double bytes);
bool limbs_to_mpz(mpz_t z, const uint64_t *a, int64_t n); /* z is initialised; false: no memory */
bool num_from_mpz(Num *r, const mpz_t z);                 /* sign and coefficient; false: no memory */
bool num_to_mpz(mpz_t z, const Num *a);                   /* coefficient with sign */

/* ---- decimal_num.c ---- */

static inline void num_init(Num *r) {
    r->kind = DEC_FINITE;
    r->negative = false;
    r->exp = 0;
    r->count = 0;
    r->room = NUM_INLINE;
    r->limbs = r->inline_limbs;
}
void num_release(Num *r);
static inline void num_drop(Num *r) {
    if (r->room > NUM_INLINE)
        num_release(r);
}
bool num_reserve(Num *r, int64_t room,
                 uint32_t *status); /* keeps what is there; false: DEC_NO_MEMORY, r is a NaN */
static inline bool num_need(Num *r, int64_t room, uint32_t *status) {
    return room <= r->room || num_reserve(r, room, status);
}
void num_set_small(Num *r, bool negative, uint64_t coefficient, int64_t exp);
void num_set_special(Num *r, DecKind kind, bool negative);
void num_invalid(Num *r, uint32_t flags, uint32_t *status); /* r = NaN */
bool num_copy(Num *r, const Num *a, uint32_t *status);
static inline bool num_is_nan(const Num *a) {
    return a->kind >= DEC_QNAN;
}
static inline bool num_is_zero(const Num *a) {
    return a->kind == DEC_FINITE && a->count == 0;
}
static inline void num_trim(Num *r) {
    while (r->count > 0 && r->limbs[r->count - 1] == 0)
        r->count--;
}
static inline int64_t num_digits(const Num *a) { /* 1 for zero */
    return a->count ? limbs_digits(a->limbs, a->count) : 1;
}
static inline int64_t num_adjusted(const Num *a) {
    return a->exp + num_digits(a) - 1;
}
bool num_is_integer(const Num *a);
bool num_is_odd(const Num *a); /* of an integer */
/* If an operand is a NaN: r is the answer, true. b may be NULL. */
bool num_take_nan(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
bool num_shift_left(Num *r, int64_t digits, uint32_t *status); /* the coefficient only */
DecRest num_shift_right(Num *r, int64_t digits);               /* the coefficient only */
bool num_round_up(Num *r, DecRest rest, DecRounding rounding); /* is the rest to be rounded away from zero? */
bool num_increment(Num *r, uint32_t *status);                  /* coefficient + 1 */
/* Rounds to the precision and range of the rules. */
void num_finish(Num *r, const DecRules *rules, uint32_t *status);
extern const DecRules dec_max_rules;
static inline int64_t rules_etiny(const DecRules *rules) {
    return rules->emin - (rules->prec - 1);
}
static inline int64_t rules_etop(const DecRules *rules) {
    return rules->emax - (rules->prec - 1);
}

/* ---- operations: r is initialised, and none of the operands ---- */

typedef void (*DecUnary)(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
typedef void (*DecBinary)(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);

/* decimal_arith.c */
void dec_add(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_sub(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_mul(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_fma(Num *r, const Num *a, const Num *b, const Num *c, const DecRules *rules, uint32_t *status);
void dec_apply(Num *r, const Num *a, const DecRules *rules, uint32_t *status); /* rounds, whatever it is */
void dec_plus(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_minus(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_abs(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
/* decimal_divide.c */
void dec_div(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_divint(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_rem(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_rem_near(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_divmod(Num *q, Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_sqrt(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
/* decimal_round.c */
void dec_quantize(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
/* The same to an exponent, without limits of precision but dec_max_rules'. */
void dec_rescale(Num *r, const Num *a, int64_t exp, const DecRules *rules, uint32_t *status);
void dec_to_integral(Num *r, const Num *a, const DecRules *rules, uint32_t *status); /* raises no flags */
void dec_to_integral_exact(Num *r, const Num *a, const DecRules *rules,
                           uint32_t *status); /* Inexact, Rounded */
void dec_normalize(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_next_plus(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_next_minus(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_next_toward(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
/* decimal_digits.c */
void dec_shift(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_rotate(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_scaleb(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_logb(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_and(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_or(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_xor(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_invert(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
bool num_get_int64(const Num *a, int64_t *out); /* of an integer; false: it does not fit */
/* decimal_compare.c */
int num_compare(const Num *a, const Num *b); /* no NaNs */
int num_compare_magnitude(const Num *a, const Num *b);
int num_compare_total(const Num *a, const Num *b, bool magnitude);
void dec_compare(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_compare_signal(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_compare_total(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_compare_total_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_max(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_min(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_max_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_min_mag(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
bool num_same_quantum(const Num *a, const Num *b);
int64_t num_hash(const Num *a); /* of what is no NaN; the hash of an equal int, float or Fraction */
/* decimal_log.c */
void dec_exp(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_ln(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
void dec_log10(Num *r, const Num *a, const DecRules *rules, uint32_t *status);
/* a^b, not yet rounded, with some digits more than asked for; a positive, neither 1 nor special. */
void dec_power_real(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
/* decimal_power.c */
void dec_power(Num *r, const Num *a, const Num *b, const DecRules *rules, uint32_t *status);
void dec_power_modulo(Num *r, const Num *a, const Num *b, const Num *modulus, const DecRules *rules,
                      uint32_t *status);

/* ---- decimal_text.c ---- */

/* Reads a number from ASCII, exactly as far as memory goes; false: not a number (DEC_CONVERSION_SYNTAX) or no
 * memory. */
bool num_parse(Num *r, const char *text, size_t length, uint32_t *status);
/* The text, in buffer if that has room for it, else allocated by mem_alloc; NULL: no memory. */
enum { NUM_TEXT = 96 };
char *num_to_text(const Num *a, bool engineering, bool capitals, char buffer[NUM_TEXT], size_t *length);
void limbs_write_digits(char *out, const uint64_t *a, int64_t n, int64_t digits); /* all digits of a */

/* ---- objects ---- */

typedef struct Decimal {
    Object ob;
    int64_t exp;
    int64_t hash; /* -1: not known yet */
    uint32_t count;
    uint8_t kind;
    bool negative;
    uint64_t limbs[]; /* at least one */
} Decimal;

typedef struct DecContext {
    Object ob;
    DecRules rules;
    uint32_t flags, traps;
    bool capitals;
    struct SignalDict *views[2]; /* of flags and traps: counted; NULL until somebody asks */
} DecContext;

enum { DEC_SIGNALS = 9, DEC_CONDITIONS = 4 };

/* What module _decimal knows: Interp.decimal. */
typedef struct DecState {
    Object ob;
    Type *decimal, *context, *manager; /* borrowed: they live as long as the Interp */
    Value signals[DEC_SIGNALS];        /* classes, in the order of dec_signals */
    Value conditions[DEC_CONDITIONS];  /* kinds of InvalidOperation, in the order of dec_conditions */
    Value exception, signal_dict, tuple_type, variable, rational, roundings[DEC_ROUNDINGS];
    Value default_context, basic_context, extended_context;
    const Dict *cached_vars; /* the variables of the context that was looked up last, */
    uint64_t cached_changes; /* and Interp.context_changes then */
    DecContext *cached;      /* borrowed */
} DecState;

extern const TypeDef decimal_type_def, dec_context_type_def, dec_manager_type_def, dec_signals_type_def,
    dec_state_type_def;

static inline DecState *dec_state(Thread *t) {
    return (DecState *)t->interp->decimal;
}
static inline Decimal *decimal_of(Value v) {
    return (Decimal *)value_object(v);
}
static inline DecContext *context_of_value(Value v) {
    return (DecContext *)value_object(v);
}
static inline bool is_decimal(Value v) {
    return is_pointer(v) &&
           (value_object(v)->type->def == &decimal_type_def || is_native(v, &decimal_type_def));
}
static inline void num_view(Num *a, const Decimal *d) {
    a->kind = d->kind;
    a->negative = d->negative;
    a->exp = d->exp;
    a->count = d->count;
    a->room = 0;
    a->limbs = (uint64_t *)d->limbs;
}

/* ---- decimal_signals.c: classes of exceptions, and what a status means ---- */

typedef struct DecSignal {
    const char *name;
    uint32_t flags;
} DecSignal;
extern const DecSignal dec_signals[DEC_SIGNALS], dec_conditions[DEC_CONDITIONS];
bool dec_make_exceptions(Thread *t, DecState *state);
/* Sets the flags of the context; false: one of them is trapped, or there was no memory. */
bool dec_raise(Thread *t, DecContext *context, uint32_t status);
static inline bool dec_check(Thread *t, DecContext *context, uint32_t status) {
    context->flags |= status;
    return !(status & (context->traps | DEC_NO_MEMORY)) || dec_raise(t, context, status);
}
Value dec_signal_view(Thread *t, DecContext *context, bool traps);
void dec_drop_views(Thread *t, DecContext *context); /* the context ends, they know it no more */
/* The mapping of signals as flags; TypeError or KeyError. */
bool dec_take_signals(Thread *t, Value v, uint32_t *flags);
/* The same from a list of signals (or a mapping). */
bool dec_take_signal_list(Thread *t, Value v, uint32_t *flags);
List *dec_signal_list(Thread *t, uint32_t flags);

/* ---- decimal_context.c ---- */

DecContext *dec_context_slow(Thread *t);
/* The current context; borrowed. */
static inline DecContext *dec_context(Thread *t) {
    DecState *state = dec_state(t);
    if (state && state->cached_vars && state->cached_vars == context_current_vars(t) &&
        state->cached_changes == t->interp->context_changes)
        return state->cached;
    return dec_context_slow(t);
}
bool dec_set_context(Thread *t, Value v); /* TypeError */
DecContext *dec_context_copy(Thread *t, const DecContext *context);
/* An optional argument: NULL with an exception if it is neither missing, None nor a context; borrowed. */
DecContext *dec_optional_context(Thread *t, Value v);
bool is_dec_context(Value v);
bool dec_take_rounding(Thread *t, Value v, uint8_t *rounding);              /* TypeError */
bool dec_set_attribute(Thread *t, DecContext *context, Str *name, Value v); /* of localcontext() */
bool dec_make_templates(Thread *t, DecState *state);
extern const MethodDef dec_context_methods[]; /* decimal_context_methods.c */
Value dec_getcontext(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value dec_setcontext(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value dec_localcontext(Thread *t, Value *args, int nargs, Tuple *kwnames);

/* ---- decimal_object.c: objects from numbers and numbers from objects ---- */

Value decimal_new(Thread *t, Type *type, const Num *n);
int decimal_operand_slow(Thread *t, Value v, Num *n);
/* The number that v is, a Decimal or an int: drop it. 0 without exception: v is neither; -1: exception. */
static inline int decimal_operand(Thread *t, Value v, Num *n) {
    if (!is_pointer(v) || value_object(v)->type->def != &decimal_type_def)
        return decimal_operand_slow(t, v, n);
    num_view(n, decimal_of(v));
    return 1;
}
/* The same; TypeError "conversion from %T to Decimal is not supported" for others. */
bool decimal_argument(Thread *t, Value v, Num *n);
/* Exactly the int (float, str). */
bool num_from_int(Thread *t, Value v, Num *n);
bool num_from_float(Thread *t, double d, Num *n);
/* A new Decimal of anything that the constructor takes. exact: whatever the precision; else rounded by the
 * context. */
Value decimal_from_object(Thread *t, Type *type, Value v, DecContext *context, bool exact);
Value decimal_from_float(Thread *t, Type *type, Value v, DecContext *context, bool exact);
/* The result of an operation: a new Decimal, unless the status is trapped. Drops r. */
Value decimal_result(Thread *t, DecContext *context, Num *r, uint32_t status);
Value decimal_unary(Thread *t, Value a, DecUnary op, DecContext *context);
Value decimal_binary(Thread *t, Value a, Value b, DecBinary op, DecContext *context); /* TypeError */
Value decimal_divmod_pair(Thread *t, const Num *a, const Num *b, DecContext *context);

/* ---- decimal_quick.c: the same for short ones; VALUE_NULL with nothing pending: not one of its cases ----
 */

Value quick_add(Thread *t, Value a, Value b, bool subtract, DecContext *context);
Value quick_mul(Thread *t, Value a, Value b, DecContext *context);
Value quick_divide(Thread *t, Value a, Value b, bool rest,
                   DecContext *context); /* the rest, or the whole quotient */
Value quick_copy(Thread *t, Value a, bool negative, DecContext *context); /* a Decimal, rounded */

/* ---- decimal_convert.c: to other types ---- */

Value decimal_to_int(Thread *t, const Num *a, DecRounding rounding); /* ValueError, OverflowError */
Value decimal_float(Thread *t, Value self);
Str *decimal_text(Thread *t, const Num *a, bool engineering, bool capitals);
Value decimal_ratio(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value decimal_as_tuple(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value decimal_round(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value decimal_format(Thread *t, Value *args, int nargs, Tuple *kwnames); /* decimal_format.c */
/* decimal_relate.c: comparison with any number, and hashes. */
Value decimal_compare(Thread *t, Value self, Value other, CompareOp op);
bool decimal_hash(Thread *t, Value self, int64_t *hash);
const char *num_class(const Num *a, const DecRules *rules); /* "+Normal" */
/* decimal_methods.c, decimal_operators.c */
extern const MethodDef decimal_methods[];
extern const GetSetDef decimal_getsets[];
Value decimal_add(Thread *t, Value a, Value b);
Value decimal_sub(Thread *t, Value a, Value b);
Value decimal_mul(Thread *t, Value a, Value b);
Value decimal_truediv(Thread *t, Value a, Value b);

#endif
