/* The module _random: the Mersenne Twister MT19937 (Matsumoto and Nishimura, ACM Transactions on Modeling and
 * Computer Simulation 8, 1998), seeded by the authors' procedures of 2002 and read as CPython does, so that a
 * seed gives the same numbers. The letters are those of the paper. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int_limbs.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include <errno.h>
#include <sys/random.h>

enum { N = 624, M = 397, U = 11, S = 7, T = 15, L = 18 };
static const uint32_t A = 0x9908b0df, B = 0x9d2c5680, C = 0xefc60000, UPPER_BIT = 0x80000000;

typedef struct Random {
    Object ob;
    uint32_t state[N];
    uint32_t index; /* of the next word of the state; N: make new ones */
} Random;

static Random *random_of(Value v) {
    return (Random *)value_object(v);
}

/* --- the generator --- */

/* (upper bit of one word, lower bits of the next) times the matrix A */
static uint32_t twist(uint32_t upper, uint32_t lower) {
    uint32_t joined = (upper & UPPER_BIT) | (lower & ~UPPER_BIT);
    return joined >> 1 ^ (joined & 1) * A;
}

/* x[k + n] = x[k + m] ^ twist(x[k], x[k + 1]), n words at once */
static void next_state(Random *r) {
    uint32_t *x = r->state;
    for (int k = 0; k < N; k++)
        x[k] = x[k + M < N ? k + M : k + M - N] ^ twist(x[k], x[k + 1 < N ? k + 1 : 0]);
    r->index = 0;
}

static uint32_t next_word(Random *r) {
    if (r->index >= N)
        next_state(r);
    uint32_t y = r->state[r->index++];
    y ^= y >> U;
    y ^= y << S & B;
    y ^= y << T & C;
    return y ^ y >> L;
}

/* What all of seeding builds on: the word before, times a factor. */
static uint32_t scramble(uint32_t before, uint32_t factor) {
    return (before ^ before >> 30) * factor;
}

static void seed_word(Random *r, uint32_t seed) {
    for (uint32_t i = 0; i < N; i++)
        r->state[i] = i ? scramble(r->state[i - 1], 1812433253) + i : seed;
    r->index = N;
}

/* One step of mixing, at state[i]; i goes round from 1 to N - 1, and word 0 is the copy of the last one. */
static uint32_t mix(Random *r, uint32_t i, uint32_t factor, uint32_t add) {
    r->state[i] = (r->state[i] ^ scramble(r->state[i - 1], factor)) + add;
    if (i < N - 1)
        return i + 1;
    r->state[0] = r->state[i];
    return 1;
}

static void seed_array(Random *r, const uint32_t *key, size_t length) {
    uint32_t i = 1;
    seed_word(r, 19650218);
    for (size_t k = 0; k < length || k < N; k++)
        i = mix(r, i, 1664525, key[k % length] + (uint32_t)(k % length));
    for (int k = 1; k < N; k++)
        i = mix(r, i, 1566083941, -i);
    r->state[0] = UPPER_BIT; /* not all zero */
}

/* --- seeding --- */

static bool seed_from_system(Thread *t, Random *r) {
    uint32_t key[N];
    for (size_t filled = 0; filled < sizeof key;) { /* the kernel gives 256 bytes at a time for certain */
        size_t want = sizeof key - filled < 256 ? sizeof key - filled : 256;
        ssize_t got = getrandom((char *)key + filled, want, 0);
        if (got < 0) {
            raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
            return false;
        }
        filled += (size_t)got;
    }
    seed_array(r, key, N);
    return true;
}

/* The magnitude as 32-bit words, the lowest first; zero is one word. */
static bool seed_from_int(Thread *t, Random *r, Value v) {
    IntView view;
    int_view(v, &view);
    size_t length = 2 * (size_t)view.count;
    uint32_t *key = mem_calloc(length + 1, sizeof *key);
    if (!key) {
        raise_no_memory(t);
        return false;
    }
    for (size_t i = 0; i < length; i++)
        key[i] = (uint32_t)(view.limbs[i / 2] >> (i % 2 * 32));
    while (length > 0 && key[length - 1] == 0)
        length--;
    seed_array(r, key, length ? length : 1);
    mem_free(key);
    return true;
}

static bool seed(Thread *t, Random *r, Value v) {
    int64_t hash;
    if (is_null(v) || is_none(v))
        return seed_from_system(t, r);
    if (is_int(v))
        return seed_from_int(t, r, v);
    if (!op_hash(t, v, &hash))
        return false;
    Value n = int_from_uint64(t, (uint64_t)hash);
    bool ok = !is_null(n) && seed_from_int(t, r, n);
    decref(t, n);
    return ok;
}

/* --- the type --- */

static Value random_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (nargs > 1)
        return raise_type_error(t, "Random() takes at most 1 argument (%d given)", nargs);
    Random *r = object_new(t, type, 0);
    if (!r)
        return VALUE_NULL;
    if (seed(t, r, nargs ? args[0] : VALUE_NULL))
        return object_value(r);
    decref_object(t, r);
    return VALUE_NULL;
}

static bool random_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    return true;
}

static Value random_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Random *r = random_of(args[0]);
    uint32_t high = next_word(r) >> 5, low = next_word(r) >> 6;
    return float_value(t, (double)((uint64_t)high << 26 | low) * 0x1p-53);
}

static Value seed_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return seed(t, random_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

/* Whole words from the lowest on; what the last one has too much is cut off at its low end. */
static Value many_bits(Thread *t, Random *r, int64_t bits) {
    int64_t words = (bits - 1) / 32 + 1, limbs = (words + 1) / 2;
    BigInt *big = int_alloc(t, limbs);
    if (!big)
        return VALUE_NULL;
    big->limbs[limbs - 1] = 0;
    for (int64_t i = 0; i < words; i++, bits -= 32) {
        uint64_t word = next_word(r);
        if (bits < 32)
            word >>= 32 - bits;
        big->limbs[i / 2] = i % 2 ? big->limbs[i / 2] | word << 32 : word;
    }
    return int_finish(t, big, limbs, false);
}

static Value getrandbits_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t bits;
    if (!op_index_int64(t, args[1], &bits, EXC_OverflowError))
        return VALUE_NULL;
    if (bits < 0)
        return raise_value_error(t, "number of bits must be non-negative");
    if (bits == 0)
        return small_int_value(0);
    if (bits <= 32)
        return small_int_value(next_word(random_of(args[0])) >> (32 - bits));
    return many_bits(t, random_of(args[0]), bits);
}

static Value getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Random *r = random_of(args[0]);
    Tuple *state = tuple_new(t, N + 1);
    if (!state)
        return VALUE_NULL;
    for (int i = 0; i < N; i++)
        state->items[i] = small_int_value(r->state[i]);
    state->items[N] = small_int_value(r->index);
    return object_value(state);
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t words[N + 1];
    if (!is_tuple(args[1]))
        return raise_type_error(t, "state vector must be a tuple");
    Tuple *state = value_tuple(args[1]);
    if (state->length != N + 1)
        return raise_value_error(t, "state vector is the wrong size");
    for (int i = 0; i <= N; i++) {
        uint64_t word;
        if (!is_int(state->items[i]))
            return raise_type_error(t, "an integer is required");
        if (!int_to_uint64(state->items[i], &word))
            return raise_overflow(t, "Python int too large to convert to C unsigned long");
        words[i] = (uint32_t)word;
    }
    if (words[N] > N)
        return raise_value_error(t, "invalid state");
    Random *r = random_of(args[0]);
    memcpy(r->state, words, sizeof r->state);
    r->index = words[N];
    return VALUE_NONE;
}

static const MethodDef random_methods[] = {
    {"random", random_method, "", "A random float x with 0 <= x < 1."},
    {"seed", seed_method, "n=None, /", "seed([n]) -> None.  Defaults to current time."},
    {"getstate", getstate_method, "", "The state, as a tuple of ints."},
    {"setstate", setstate_method, "state, /", "Go back to a state that getstate() gave."},
    {"getrandbits", getrandbits_method, "k, /", "getrandbits(k)\n\nAn int of k random bits."},
    {0}};

static const TypeDef random_type_def = {.name = "_random.Random",
                                        .size = sizeof(Random),
                                        .flags = TYPE_BASE,
                                        .doc = "A source of random numbers that depends on no other one.",
                                        .slots = {.new_instance = random_new, .init = random_init},
                                        .methods = random_methods};

static const TypeDef *const random_types[] = {&random_type_def, NULL};

const ModuleDef _random_module_def = {
    .name = "_random", .doc = "The Mersenne twister MT19937, for the module random.", .types = random_types};
