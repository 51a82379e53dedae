/* Integers of any size: 62 bits in the Value itself, larger ones as BigInt on GMP's mpn_ level. An int that fits the
 * word is never a BigInt, so equal ints have one representation — except instances of subclasses of int (and nothing else), which
 * are BigInt objects of any magnitude: is_int covers all, int_exact gives the plain form. bool is no layout of int here: True and
 * False are constants, is_int(VALUE_TRUE) is true, and int_plain(VALUE_TRUE) is 1. */
#ifndef RUNTIME_INT_H
#define RUNTIME_INT_H

#include "runtime/interp.h"

typedef struct BigInt {
    Object ob;
    int64_t size; /* number of limbs, negative for negative numbers; no leading zero limb; 0 only in subclasses */
    uint64_t limbs[];
} BigInt;

static inline bool is_big_int(Value v) { return has_layout(v, TYPE_INT); } /* subclasses too, of any magnitude */
static inline bool is_int(Value v) { return is_small_int(v) || is_bool(v) || is_big_int(v); }
/* Is type(v) exactly int? */
static inline bool is_int_exact(Value v) { return is_small_int(v) || is_exact(v, TYPE_INT); }

Value int_value(Thread *t, int64_t i);
Value int_from_uint64(Thread *t, uint64_t i);
Value int_from_double(Thread *t, double d); /* truncates; OverflowError / ValueError for inf and nan */
/* The int as a plain one: small, or exactly of type int (new reference). */
Value int_plain(Thread *t, Value v);
/* false without exception: does not fit. */
bool int_to_int64(Value v, int64_t *out);
bool int_to_uint64(Value v, uint64_t *out);
bool int_to_double(Thread *t, Value v, double *out); /* correctly rounded; OverflowError "int too large to convert to float" */
uint64_t int_low_bits(Value v);                      /* modulo 2^64, two's complement */
int int_sign(Value v);
int64_t int_bit_length(Value v);
int64_t int_hash(Value v); /* CPython's: modulo 2^61-1 */
int int_compare(Value a, Value b); /* -1, 0, 1 */
int int_compare_double(Value a, double d); /* exact; d not nan */

/* The quick way for exact ints below 2^64 in magnitude; VALUE_NULL with nothing pending: not one of its cases, use the others.
 * (VALUE_NULL with MemoryError pending is possible too.) */
Value int_narrow_binary(Thread *t, BinaryOp op, Value a, Value b);
Value int_add(Thread *t, Value a, Value b);
Value int_sub(Thread *t, Value a, Value b);
Value int_mul(Thread *t, Value a, Value b);
Value int_floordiv(Thread *t, Value a, Value b);
Value int_mod(Thread *t, Value a, Value b);
Value int_divmod(Thread *t, Value a, Value b);
Value int_truediv(Thread *t, Value a, Value b);
Value int_pow(Thread *t, Value a, Value b, Value modulus); /* modulus VALUE_NONE: none */
Value int_lshift(Thread *t, Value a, Value b);
Value int_rshift(Thread *t, Value a, Value b);
Value int_and(Thread *t, Value a, Value b);
Value int_or(Thread *t, Value a, Value b);
Value int_xor(Thread *t, Value a, Value b);
Value int_neg(Thread *t, Value a);
Value int_invert(Thread *t, Value a);
Value int_gcd(Thread *t, Value a, Value b);
Value int_isqrt(Thread *t, Value a);

/* int(text, base) on UTF-8/ASCII digits with underscores, sign, prefix and blanks as Python allows; `shown` is what the ValueError quotes. */
Value int_from_text(Thread *t, const char *text, size_t length, int base, Value shown);
/* Digits only, as the scanner found them (no prefix, no underscores); no limit on length is applied by the caller. */
Value int_from_digits(Thread *t, const char *digits, size_t length, int base);
/* base 2, 8, 10, 16; prefix: "0x" and so on. Respects sys.set_int_max_str_digits for base 10. */
Str *int_to_str(Thread *t, Value v, int base, bool prefix);
Value int_from_bytes(Thread *t, const uint8_t *bytes, size_t length, bool little, bool is_signed);
bool int_to_bytes(Thread *t, Value v, uint8_t *out, size_t length, bool little, bool is_signed); /* OverflowError as int.to_bytes */

#endif
