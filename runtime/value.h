/* A value: one 64-bit word that is an int, a float, a constant or a pointer to an object.
 *
 * The low three bits are the tag (self-tagged floats after arXiv 2411.16544: a double rotated left by four has the top
 * bits of its exponent where the tag is, so almost every double is its own encoding):
 *
 *     000 011 100   float: the double rotated left by 4; covers +-0.0 and about 2^-255 .. 2^257
 *     x10           int of 62 bits, value << 2 | 2
 *     001           pointer to an Object, plus 1
 *     101           constant, number << 3 | 5; number 0 is "no value"
 *
 * Other floats (inf, nan, very large, very small) are boxed (float.h), larger ints are big ints (int.h); code that takes
 * numbers uses is_int / is_float of those headers, not the tag tests here, unless it is a fast path.
 * Immediates have no reference count; `is` compares words. Nothing here needs the GIL. */
#ifndef RUNTIME_VALUE_H
#define RUNTIME_VALUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct Object Object;
typedef struct Value {
    uint64_t bits;
} Value;

#define CONSTANT(n) ((Value){(uint64_t)(n) << 3 | 5})
#define VALUE_NULL CONSTANT(0) /* no value: an unbound local, a missing argument, or "an exception is pending" */
#define VALUE_NONE CONSTANT(1)
#define VALUE_FALSE CONSTANT(2)
#define VALUE_TRUE CONSTANT(3)
#define VALUE_NOTIMPLEMENTED CONSTANT(4)
#define VALUE_ELLIPSIS CONSTANT(5)

#define SMALL_INT_MAX (((int64_t)1 << 61) - 1)
#define SMALL_INT_MIN (-((int64_t)1 << 61))

static inline bool value_is(Value a, Value b) { return a.bits == b.bits; }
static inline bool is_null(Value v) { return v.bits == VALUE_NULL.bits; }
static inline bool is_none(Value v) { return v.bits == VALUE_NONE.bits; }
static inline bool is_true(Value v) { return v.bits == VALUE_TRUE.bits; }
static inline bool is_false(Value v) { return v.bits == VALUE_FALSE.bits; }
static inline bool is_bool(Value v) { return (v.bits | 8) == VALUE_TRUE.bits; }
static inline bool is_notimplemented(Value v) { return v.bits == VALUE_NOTIMPLEMENTED.bits; }
static inline bool is_ellipsis(Value v) { return v.bits == VALUE_ELLIPSIS.bits; }

static inline bool is_pointer(Value v) { return (v.bits & 7) == 1; }
static inline bool is_constant(Value v) { return (v.bits & 7) == 5; }
static inline bool is_small_int(Value v) { return (v.bits & 3) == 2; }
static inline bool both_small_int(Value a, Value b) { return (((a.bits ^ 2) | (b.bits ^ 2)) & 3) == 0; }
static inline bool is_small_float(Value v) { return 0x19u >> (v.bits & 7) & 1; }

static inline Value bool_value(bool b) { return b ? VALUE_TRUE : VALUE_FALSE; }

static inline Object *value_object(Value v) { return (Object *)(v.bits - 1); }

/* Borrow: the value of a pointer to an object of any type, so that callers need no cast. */
static inline Value object_value(const void *object) { return (Value){(uint64_t)(uintptr_t)object + 1}; }

static inline bool fits_small_int(int64_t i) { return i >= SMALL_INT_MIN && i <= SMALL_INT_MAX; }
static inline Value small_int_value(int64_t i) { return (Value){(uint64_t)i << 2 | 2}; }
static inline int64_t small_int(Value v) { return (int64_t)v.bits >> 2; }

static inline double small_float(Value v) {
    uint64_t raw = v.bits >> 4 | v.bits << 60;
    double d;
    memcpy(&d, &raw, sizeof d);
    return d;
}

/* The immediate form of d, or a word with another tag if d has none (float_value in float.h then boxes it). */
static inline Value float_encode(double d) {
    uint64_t raw;
    memcpy(&raw, &d, sizeof raw);
    return (Value){raw << 4 | raw >> 60};
}

#endif
