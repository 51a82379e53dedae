/* Ints as GMP sees them: what int*.c share. A view shows any int, small ones too, as sign and limbs; results are built in a fresh
 * BigInt with room for the largest possible one and finished into the one representation that the value has. */
#ifndef RUNTIME_INT_LIMBS_H
#define RUNTIME_INT_LIMBS_H

#include "runtime/int.h"
#include <gmp.h>

typedef struct IntView { /* points into itself for small ints: never copy one */
    const mp_limb_t *limbs;
    mp_size_t count; /* no leading zero limbs; 0 for zero */
    bool negative;
    mp_limb_t one;
} IntView;

/* A small int, or a bool. */
static inline bool is_word_int(Value v) { return is_small_int(v) || is_bool(v); }
static inline int64_t word_int(Value v) { return is_small_int(v) ? small_int(v) : is_true(v); }
/* Two ints; both fit words? Those are the fast paths. */
static inline bool both_word_int(Value a, Value b) { return is_word_int(a) && is_word_int(b); }

static inline void int_view(Value v, IntView *view) {
    if (is_word_int(v)) {
        int64_t i = word_int(v);
        view->negative = i < 0;
        view->one = i < 0 ? -(uint64_t)i : (uint64_t)i;
        view->count = i != 0;
        view->limbs = &view->one;
        return;
    }
    const BigInt *big = (const BigInt *)value_object(v);
    view->negative = big->size < 0;
    view->count = big->size < 0 ? -big->size : big->size;
    view->limbs = (const mp_limb_t *)big->limbs;
}

/* A BigInt with room for `count` limbs, not filled in. NULL: MemoryError, also when there would be no room for GMP to work in. */
BigInt *int_alloc(Thread *t, int64_t count);
/* The value of `count` limbs of big (consumed; leading zeros allowed) with that sign. */
Value int_finish(Thread *t, BigInt *big, int64_t count, bool negative);
/* |a| as limbs, with that sign. */
Value int_from_limbs(Thread *t, const mp_limb_t *limbs, mp_size_t count, bool negative);
Value int_from_mpz(Thread *t, const mpz_t z);
/* Shows v as a read-only mpz, valid as long as view and v. */
void int_view_mpz(const IntView *view, mpz_t z);
/* Both floor quotient and remainder; a NULL place is not wanted. b not 0. */
bool int_divide(Thread *t, Value a, Value b, Value *quotient, Value *remainder);
Value int_shift_left(Thread *t, Value a, int64_t count);
Value int_shift_right(Thread *t, Value a, int64_t count);

#endif
