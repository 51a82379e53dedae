/* Module _blake2: BLAKE2b and BLAKE2s (RFC 7693) with all parameters: key, salt, person, and those of trees,
 * which libcrypto does not have. The letters are those of the RFC; both sizes share the schedule and differ
 * in word and rotations. */
#include "runtime/byte_span.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/lock.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include <stdio.h>

enum { MUCH = 2048 }; /* bytes: below, giving the GIL up costs more than it is worth */

typedef struct Size { /* what the two differ in */
    const char *name;
    int digest, block, salt, rounds, node_offset; /* bytes, but for rounds */
} Size;

static const Size large = {"blake2b", 64, 128, 16, 12, 8}, small = {"blake2s", 32, 64, 8, 10, 6};

typedef struct Blake2 {
    Object ob;
    const Size *size;
    uint64_t h64[8];
    uint32_t h32[8];
    uint64_t t; /* bytes so far; more than 2^64 nobody hashes */
    uint8_t buffer[128];
    int used, digest_size;
    bool last_node;
    Lock lock; /* held while the state changes without the GIL */
} Blake2;

static Blake2 *blake2_of(Value v) {
    return (Blake2 *)value_object(v);
}

/* ---- the compression function ---- */

static const uint64_t iv64[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b,
                                 0xa54ff53a5f1d36f1, 0x510e527fade682d1, 0x9b05688c2b3e6c1f,
                                 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};

static const uint8_t sigma[10][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                      {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                      {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                      {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                      {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                      {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                      {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                      {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                      {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                      {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

/* Which words a step of a round mixes: four columns, then four diagonals. */
static const uint8_t steps[8][4] = {{0, 4, 8, 12},  {1, 5, 9, 13},  {2, 6, 10, 14}, {3, 7, 11, 15},
                                    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13},  {3, 4, 9, 14}};

static inline uint64_t rotate64(uint64_t x, int n) {
    return x >> n | x << (64 - n);
}
static inline uint32_t rotate32(uint32_t x, int n) {
    return x >> n | x << (32 - n);
}

static inline void mix64(uint64_t *v, const uint8_t *at, uint64_t x, uint64_t y) {
    uint64_t a = v[at[0]], b = v[at[1]], c = v[at[2]], d = v[at[3]];
    a += b + x;
    d = rotate64(d ^ a, 32);
    c += d;
    b = rotate64(b ^ c, 24);
    a += b + y;
    d = rotate64(d ^ a, 16);
    c += d;
    b = rotate64(b ^ c, 63);
    v[at[0]] = a, v[at[1]] = b, v[at[2]] = c, v[at[3]] = d;
}

static inline void mix32(uint32_t *v, const uint8_t *at, uint32_t x, uint32_t y) {
    uint32_t a = v[at[0]], b = v[at[1]], c = v[at[2]], d = v[at[3]];
    a += b + x;
    d = rotate32(d ^ a, 16);
    c += d;
    b = rotate32(b ^ c, 12);
    a += b + y;
    d = rotate32(d ^ a, 8);
    c += d;
    b = rotate32(b ^ c, 7);
    v[at[0]] = a, v[at[1]] = b, v[at[2]] = c, v[at[3]] = d;
}

static void compress64(Blake2 *b, const uint8_t *block, uint64_t last, uint64_t last_node) {
    uint64_t m[16], v[16];
    memcpy(m, block, sizeof m);
    memcpy(v, b->h64, sizeof b->h64);
    memcpy(v + 8, iv64, sizeof iv64);
    v[12] ^= b->t;
    v[14] ^= last;
    v[15] ^= last_node;
    for (int round = 0; round < large.rounds; round++)
        for (int i = 0; i < 8; i++)
            mix64(v, steps[i], m[sigma[round % 10][2 * i]], m[sigma[round % 10][2 * i + 1]]);
    for (int i = 0; i < 8; i++)
        b->h64[i] ^= v[i] ^ v[i + 8];
}

static void compress32(Blake2 *b, const uint8_t *block, uint64_t last, uint64_t last_node) {
    uint32_t m[16], v[16];
    memcpy(m, block, sizeof m);
    memcpy(v, b->h32, sizeof b->h32);
    for (int i = 0; i < 8; i++)
        v[8 + i] = (uint32_t)(iv64[i] >> 32); /* SHA-256's constants are the upper halves of SHA-512's */
    v[12] ^= (uint32_t)b->t;
    v[13] ^= (uint32_t)(b->t >> 32);
    v[14] ^= (uint32_t)last;
    v[15] ^= (uint32_t)last_node;
    for (int round = 0; round < small.rounds; round++)
        for (int i = 0; i < 8; i++)
            mix32(v, steps[i], m[sigma[round][2 * i]], m[sigma[round][2 * i + 1]]);
    for (int i = 0; i < 8; i++)
        b->h32[i] ^= v[i] ^ v[i + 8];
}

static void compress(Blake2 *b, const uint8_t *block, bool last) {
    uint64_t end = last ? ~(uint64_t)0 : 0, end_of_level = last && b->last_node ? ~(uint64_t)0 : 0;
    (b->size == &large ? compress64 : compress32)(b, block, end, end_of_level);
}

/* A full buffer waits, because the last block is compressed in another way. */
static void feed(Blake2 *b, const uint8_t *data, size_t length) {
    size_t block = (size_t)b->size->block;
    while (length) {
        if ((size_t)b->used == block) {
            b->t += block;
            compress(b, b->buffer, false);
            b->used = 0;
        }
        size_t part = block - (size_t)b->used < length ? block - (size_t)b->used : length;
        memcpy(b->buffer + b->used, data, part);
        b->used += (int)part;
        data += part;
        length -= part;
    }
}

static void finish(Blake2 *b, uint8_t *out) {
    b->t += (uint64_t)b->used;
    memset(b->buffer + b->used, 0, (size_t)(b->size->block - b->used));
    compress(b, b->buffer, true);
    memcpy(out, b->size == &large ? (void *)b->h64 : (void *)b->h32, (size_t)b->digest_size);
}

/* ---- making one ---- */

enum {
    ARG_DATA,
    ARG_DIGEST_SIZE,
    ARG_KEY,
    ARG_SALT,
    ARG_PERSON,
    ARG_FANOUT,
    ARG_DEPTH,
    ARG_LEAF_SIZE,
    ARG_NODE_OFFSET,
    ARG_NODE_DEPTH,
    ARG_INNER_SIZE,
    ARG_LAST_NODE
};
static const char signature[] =
    "data=b'', /, *, digest_size=0, key=b'', salt=b'', person=b'', fanout=1, depth=1, "
    "leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, "
    "usedforsecurity=True";

/* Some bytes that must not be more than there is room for; they go to `out`. -1: exception. */
static int take_bytes(Thread *t, Value v, const char *name, int room, uint8_t *out) {
    SpanArg arg;
    if (is_null(v))
        return 0;
    if (!span_get(t, v, &arg))
        return -1;
    int64_t length = arg.span.length;
    if (length <= room && length)
        memcpy(out, arg.span.data, (size_t)length);
    span_release(t, &arg);
    if (length > room)
        raise_value_error(t, "maximum %s length is %d bytes", name, room);
    return length > room ? -1 : (int)length;
}

static bool take_number(Thread *t, Value v, int64_t low, int64_t high, const char *message, int64_t *out) {
    if (is_null(v))
        return true;
    if (!arg_int64(t, v, out))
        return false;
    return (*out >= low && *out <= high) || (raise_value_error(t, message), false);
}

/* leaf_size and node_offset may use all of their bytes. */
static bool take_wide(Thread *t, Value v, int bytes, const char *name, uint64_t *out) {
    if (is_null(v))
        return true;
    if (!is_int(v))
        return raise_type_error(t, "'%T' object cannot be interpreted as an integer", v), false;
    if (int_sign(v) < 0)
        return raise_value_error(t, "value must be positive"), false;
    if (!int_to_uint64(v, out))
        return raise_overflow(t, "int too big to convert"), false;
    return bytes == 8 || *out >> 8 * bytes == 0 || (raise_overflow(t, "%s is too large", name), false);
}

static void put(uint8_t *out, uint64_t n, int bytes) {
    for (int i = 0; i < bytes; i++)
        out[i] = (uint8_t)(n >> 8 * i);
}

/* The parameter block, whose words go into h. *key_length tells how much of key is used. */
static bool parameters(Thread *t, Blake2 *b, Value *args, uint8_t *block, uint8_t *key, int *key_length) {
    const Size *size = b->size;
    int64_t digest = size->digest, fanout = 1, depth = 1, node_depth = 0, inner = 0;
    uint64_t leaf = 0, offset = 0;
    char text[64];
    if (!is_null(args[ARG_DIGEST_SIZE]) && !arg_int64(t, args[ARG_DIGEST_SIZE], &digest))
        return false;
    if (digest < 1 || digest > size->digest)
        return raise_value_error(t, "digest_size must be between 1 and %d bytes", size->digest), false;
    b->digest_size = (int)digest;
    snprintf(text, sizeof text, "inner_size must be between 0 and is %d", size->digest);
    int tail = size == &large ? 32 : 16;
    if (take_bytes(t, args[ARG_SALT], "salt", size->salt, block + tail) < 0 ||
        take_bytes(t, args[ARG_PERSON], "person", size->salt, block + tail + size->salt) < 0 ||
        !take_number(t, args[ARG_FANOUT], 0, 255, "fanout must be between 0 and 255", &fanout) ||
        !take_number(t, args[ARG_DEPTH], 1, 255, "depth must be between 1 and 255", &depth) ||
        !take_wide(t, args[ARG_LEAF_SIZE], 4, "leaf_size", &leaf) ||
        !take_wide(t, args[ARG_NODE_OFFSET], size->node_offset, "node_offset", &offset) ||
        !take_number(t, args[ARG_NODE_DEPTH], 0, 255, "node_depth must be between 0 and 255", &node_depth) ||
        !take_number(t, args[ARG_INNER_SIZE], 0, size->digest, text, &inner) ||
        (*key_length = take_bytes(t, args[ARG_KEY], "key", size->digest, key)) < 0)
        return false;
    uint8_t head[] = {(uint8_t)digest, (uint8_t)*key_length, (uint8_t)fanout, (uint8_t)depth};
    memcpy(block, head, sizeof head);
    put(block + 4, leaf, 4);
    put(block + 8, offset, size->node_offset);
    block[8 + size->node_offset] = (uint8_t)node_depth;
    block[9 + size->node_offset] = (uint8_t)inner;
    return true;
}

static bool begin(Thread *t, Blake2 *b, Value *args) {
    uint8_t block[64] = {0}, key[128] = {0};
    int key_length = 0;
    if (!parameters(t, b, args, block, key, &key_length) ||
        (!is_null(args[ARG_LAST_NODE]) && !arg_bool(t, args[ARG_LAST_NODE], &b->last_node)))
        return false;
    memcpy(b->h64, block, sizeof b->h64);
    memcpy(b->h32, block, sizeof b->h32);
    for (int i = 0; i < 8; i++) {
        b->h64[i] ^= iv64[i];
        b->h32[i] ^= (uint32_t)(iv64[i] >> 32);
    }
    if (key_length)
        feed(b, key, (size_t)b->size->block);
    return true;
}

static bool update(Thread *t, Blake2 *b, Value v) {
    SpanArg data;
    if (is_str(v))
        return raise_type_error(t, "Strings must be encoded before hashing"), false;
    if (!buffer_supported(t, v))
        return raise_type_error(t, "object supporting the buffer API required"), false;
    if (!span_get(t, v, &data))
        return false;
    lock_take(t, &b->lock);
    if (data.span.length < MUCH)
        feed(b, data.span.data, (size_t)data.span.length);
    else
        BLOCKING(t, "hash", (feed(b, data.span.data, (size_t)data.span.length), 0));
    lock_release(t, &b->lock);
    span_release(t, &data);
    return true;
}

static Value new_of(Thread *t, Type *type, const Size *size, Value *args) {
    Blake2 *b = object_new(t, type, 0);
    if (!b)
        return VALUE_NULL;
    b->size = size;
    if (begin(t, b, args) && (is_null(args[ARG_DATA]) || update(t, b, args[ARG_DATA])))
        return object_value(b);
    decref_object(t, b);
    return VALUE_NULL;
}

static Value blake2b_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return new_of(t, type, &large, args);
}
static Value blake2s_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return new_of(t, type, &small, args);
}

/* ---- methods ---- */

static Value update_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return update(t, blake2_of(args[0]), args[1]) ? VALUE_NONE : VALUE_NULL;
}

/* The state as of now, for copies and digests. */
static void snapshot(Thread *t, Blake2 *b, Blake2 *out) {
    Object header = out->ob;
    lock_take(t, &b->lock);
    *out = *b;
    lock_release(t, &b->lock);
    out->ob = header;
    out->lock = (Lock){0};
}

static Value copy_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Blake2 *b = blake2_of(args[0]), *copy = object_new(t, object_type(b), 0);
    if (copy)
        snapshot(t, b, copy);
    return result_value(copy);
}

static Value digest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Blake2 copy = {0};
    uint8_t out[64];
    snapshot(t, blake2_of(args[0]), &copy);
    finish(&copy, out);
    return result_value(bytes_new(t, out, (size_t)copy.digest_size));
}

static Value hexdigest_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Blake2 copy = {0};
    uint8_t out[64];
    char text[129];
    snapshot(t, blake2_of(args[0]), &copy);
    finish(&copy, out);
    for (int i = 0; i < copy.digest_size; i++)
        snprintf(text + 2 * i, 3, "%02x", out[i]);
    return str_value(str_from_ascii(t, text, (size_t)copy.digest_size * 2));
}

static Value get_name(Thread *t, Value self) {
    return str_value(str_new(t, blake2_of(self)->size->name));
}
static Value get_digest_size(Thread *t, Value self) {
    return small_int_value(blake2_of(self)->digest_size);
}
static Value get_block_size(Thread *t, Value self) {
    return small_int_value(blake2_of(self)->size->block);
}

static const MethodDef methods[] = {
    {"update", update_method, "data, /", "Goes on hashing, with the bytes of data."},
    {"copy", copy_method, "", "Another object in the same state."},
    {"digest", digest_method, "", "The digest so far, as bytes."},
    {"hexdigest", hexdigest_method, "", "The digest so far, in hexadecimal digits."},
    {0}};

static const GetSetDef getsets[] = {{"name", get_name, NULL, NULL},
                                    {"digest_size", get_digest_size, NULL, NULL},
                                    {"block_size", get_block_size, NULL, NULL},
                                    {0}};

static const TypeDef blake2b_type_def = {
    .name = "_blake2.blake2b",
    .size = sizeof(Blake2),
    .doc = "BLAKE2b: digests of up to 64 bytes, for processors of 64 bits.",
    .new_signature = signature,
    .slots = {.new_instance = blake2b_new},
    .methods = methods,
    .getsets = getsets,
};

static const TypeDef blake2s_type_def = {
    .name = "_blake2.blake2s",
    .size = sizeof(Blake2),
    .doc = "BLAKE2s: digests of up to 32 bytes, for processors of 8 to 32 bits.",
    .new_signature = signature,
    .slots = {.new_instance = blake2s_new},
    .methods = methods,
    .getsets = getsets,
};

/* The limits, as attributes of the types. */
static bool add_limits(Thread *t, const TypeDef *def, const Size *size) {
    Type *type = native_types_find(t, def);
    return dict_set_text(t, type->dict, "MAX_DIGEST_SIZE", small_int_value(size->digest)) &&
           dict_set_text(t, type->dict, "MAX_KEY_SIZE", small_int_value(size->digest)) &&
           dict_set_text(t, type->dict, "SALT_SIZE", small_int_value(size->salt)) &&
           dict_set_text(t, type->dict, "PERSON_SIZE", small_int_value(size->salt)) &&
           type_modified(t, type, NULL);
}

static bool add_all_limits(Thread *t, Value module) {
    return add_limits(t, &blake2b_type_def, &large) && add_limits(t, &blake2s_type_def, &small);
}

static const TypeDef *const types[] = {&blake2b_type_def, &blake2s_type_def, NULL};

const ModuleDef blake2_module_def = {
    .name = "_blake2",
    .doc = "BLAKE2.",
    .types = types,
    .exec = add_all_limits,
};
