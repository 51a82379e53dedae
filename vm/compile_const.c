/* The constant table of a unit. Constants are one only if they are the same in type and value to the last
 * bit: 1, 1.0 and True are three, and so are 0.0 and -0.0, inside of tuples too. */
#include "vm/compiler.h"

#include <string.h>

#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"

static uint64_t mix(uint64_t a, uint64_t b) {
    return (a ^ b) * 0x9E3779B97F4A7C15u ^ b >> 29;
}

static uint64_t double_bits(double d) {
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static uint64_t const_hash(Thread *t, Value v) {
    if (!is_pointer(v))
        return mix(v.bits, 1);
    if (is_str_exact(v))
        return mix((uint64_t)str_hash(t, value_str(v)), 2);
    if (is_exact(v, TYPE_BYTES)) {
        uint64_t hash = 3;
        for (int64_t i = 0; i < value_bytes(v)->length; i++)
            hash = mix(hash, value_bytes(v)->data[i]);
        return hash;
    }
    if (is_exact(v, TYPE_FLOAT))
        return mix(double_bits(float_as_double(v)), 4);
    if (is_exact(v, TYPE_INT))
        return mix((uint64_t)int_hash(v), 5);
    if (is_exact(v, TYPE_COMPLEX)) {
        Complex *z = (Complex *)value_object(v);
        return mix(mix(double_bits(z->real), double_bits(z->imag)), 6);
    }
    if (!is_tuple_exact(v))
        return mix(v.bits, 7);
    uint64_t hash = 8;
    for (int64_t i = 0; i < value_tuple(v)->length; i++)
        hash = mix(hash, const_hash(t, value_tuple(v)->items[i]));
    return hash;
}

static bool same_bytes(Bytes *a, Bytes *b) {
    return a->length == b->length && !memcmp(a->data, b->data, (size_t)a->length);
}

static bool const_same(Value a, Value b);

static bool same_items(Tuple *a, Tuple *b) {
    bool same = a->length == b->length;
    for (int64_t i = 0; same && i < a->length; i++)
        same = const_same(a->items[i], b->items[i]);
    return same;
}

static bool const_same(Value a, Value b) {
    if (value_is(a, b))
        return true;
    if (!is_pointer(a) || !is_pointer(b) || object_type(value_object(a)) != object_type(value_object(b)))
        return false;
    if (is_str_exact(a))
        return str_equal(value_str(a), value_str(b));
    if (is_exact(a, TYPE_BYTES))
        return same_bytes(value_bytes(a), value_bytes(b));
    if (is_exact(a, TYPE_FLOAT))
        return double_bits(float_as_double(a)) == double_bits(float_as_double(b));
    if (is_exact(a, TYPE_INT))
        return int_compare(a, b) == 0;
    if (is_exact(a, TYPE_COMPLEX)) {
        Complex *x = (Complex *)value_object(a), *y = (Complex *)value_object(b);
        return double_bits(x->real) == double_bits(y->real) && double_bits(x->imag) == double_bits(y->imag);
    }
    return is_tuple_exact(a) && same_items(value_tuple(a), value_tuple(b));
}

static bool rehash(Compiler *c, Unit *u) {
    int size = u->const_mask ? (u->const_mask + 1) * 2 : 16;
    u->const_table = compiler_alloc(c, (size_t)size * sizeof *u->const_table);
    if (!u->const_table)
        return false;
    u->const_mask = size - 1;
    for (int i = 0; i < u->const_count; i++) {
        int slot = (int)(const_hash(c->t, u->consts[i]) >> 20) & u->const_mask;
        while (u->const_table[slot])
            slot = (slot + 1) & u->const_mask;
        u->const_table[slot] = i + 1;
    }
    return true;
}

int const_index(Compiler *c, Value v) {
    Unit *u = c->unit;
    if (is_null(v) || (u->const_count * 3 >= u->const_mask * 2 && !rehash(c, u)))
        return -1;
    int slot = (int)(const_hash(c->t, v) >> 20) & u->const_mask;
    for (; u->const_table[slot]; slot = (slot + 1) & u->const_mask)
        if (const_same(u->consts[u->const_table[slot] - 1], v))
            return u->const_table[slot] - 1;
    if (!compiler_grow(c, (void **)&u->consts, u->const_count, &u->const_room, sizeof(Value)))
        return -1;
    u->consts[u->const_count] = new_ref(v);
    u->const_table[slot] = ++u->const_count;
    return u->const_count - 1;
}
