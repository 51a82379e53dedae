/* What a pickle knows already: objects and their numbers, and the instructions that store and fetch. */
#include "stdlib/pickle.h"
#include <stdio.h>

enum { LARGE = 8192 }; /* a table that is made anew less eagerly, as most of it would stay empty */

/* Objects that were made one after the other lie side by side here too, which caches like better than chance.
 */
static size_t home(const PickleMemo *memo, const Object *object) {
    return ((uintptr_t)object >> 4 ^ (uintptr_t)object >> 24) & (memo->room - 1);
}

/* Where the object is, or belongs. */
static struct MemoEntry *place(const PickleMemo *memo, const Object *object) {
    size_t i = home(memo, object);
    while (memo->entries[i].object && memo->entries[i].object != object)
        i = (i + 1) & (memo->room - 1);
    return &memo->entries[i];
}

bool memo_find(const PickleMemo *memo, const Object *object, uint64_t *number) {
    if (memo->count == 0)
        return false;
    const struct MemoEntry *entry = place(memo, object);
    *number = entry->number;
    return entry->object != NULL;
}

static bool grow(Thread *t, PickleMemo *memo) {
    size_t times = memo->room < LARGE ? 4 : 2;
    PickleMemo larger = {.room = memo->room ? memo->room * times : 32, .count = memo->count};
    larger.entries = mem_calloc(larger.room, sizeof *larger.entries);
    if (!larger.entries)
        return raise_no_memory(t), false;
    for (size_t i = 0; i < memo->room; i++)
        if (memo->entries[i].object)
            *place(&larger, memo->entries[i].object) = memo->entries[i];
    mem_free(memo->entries);
    *memo = larger;
    return true;
}

bool memo_add(Thread *t, PickleMemo *memo, Object *object, uint64_t number) {
    if (memo->count * 2 >= memo->room && !grow(t, memo))
        return false;
    struct MemoEntry *entry = place(memo, object);
    if (!entry->object) {
        incref_object(object);
        memo->count++;
    }
    *entry = (struct MemoEntry){object, number};
    return true;
}

void memo_clear(Thread *t, PickleMemo *memo) {
    PickleMemo old = *memo;
    *memo = (PickleMemo){0};
    for (size_t i = 0; i < old.room; i++)
        xdecref_object(t, old.entries[i].object);
    mem_free(old.entries);
}

static size_t number_bytes(uint64_t number, uint8_t *out, int count) {
    for (int i = 0; i < count; i++)
        out[i] = (uint8_t)(number >> 8 * i);
    return (size_t)count;
}

/* The instruction for a number in one byte, in four, or as text. */
static bool write_numbered(PickleWriter *w, PickleOp op1, PickleOp op4, PickleOp text_op, uint64_t number) {
    uint8_t code[5];
    if (!w->binary) {
        char text[32];
        snprintf(text, sizeof text, "%c%llu\n", text_op, (unsigned long long)number);
        return pickle_write_text(w, text);
    }
    if (number > UINT32_MAX)
        return pickle_raise(w->t, &pickling_error_def, "memo id too large for LONG_BINPUT"), false;
    code[0] = (uint8_t)(number < 256 ? op1 : op4);
    return pickle_write(w, code, 1 + number_bytes(number, code + 1, number < 256 ? 1 : 4));
}

bool pickle_write_get(PickleWriter *w, uint64_t number) {
    return write_numbered(w, PICKLE_BINGET, PICKLE_LONG_BINGET, PICKLE_GET, number);
}

bool pickle_memoize_unnamed(PickleWriter *w) {
    if (w->fast)
        return true;
    uint64_t number = w->memo_numbers++;
    return w->protocol >= 4 ? pickle_write_op(w, PICKLE_MEMOIZE)
                            : write_numbered(w, PICKLE_BINPUT, PICKLE_LONG_BINPUT, PICKLE_PUT, number);
}

bool pickle_memoize(PickleWriter *w, Value v) {
    if (w->fast)
        return true;
    if (is_pointer(v) && !memo_add(w->t, &w->memo, value_object(v), w->memo_numbers))
        return false;
    return pickle_memoize_unnamed(w);
}
