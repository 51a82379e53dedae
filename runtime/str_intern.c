/* The intern table: a hash set of borrowed strings. A string that dies takes itself out, so interning keeps
 * nothing alive. */
#include "runtime/error.h"
#include "runtime/memory.h"
#include "runtime/str_impl.h"
#include "runtime/stress.h"
#include "runtime/text.h"

struct InternTable {
    Str **slots; /* NULL: free */
    size_t mask, used;
};

static bool table_resize(Thread *t, InternTable *table, size_t count) {
    Str **old = table->slots, **slots = mem_calloc(count, sizeof *slots);
    if (!slots)
        return raise_no_memory(t), false;
    for (size_t i = 0; old && i <= table->mask; i++) {
        if (!old[i])
            continue;
        size_t at = (size_t)old[i]->hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = old[i];
    }
    mem_free(old);
    table->slots = slots;
    table->mask = count - 1;
    return true;
}

/* The slot of the live string with that text, or the free one where it belongs. A string whose count is 0
 * waits for its end and must not come back. */
static inline size_t find_slot(const InternTable *table, int64_t hash, const void *data, int64_t length,
                               int kind) {
    size_t at = (size_t)hash & table->mask;
    for (const Str *found; (found = table->slots[at]); at = (at + 1) & table->mask)
        if (found->hash == hash && found->ob.count && found->length == length && found->kind == kind &&
            memcmp(found->data, data, (size_t)length * (size_t)kind) == 0)
            break;
    return at;
}

static bool make_room(Thread *t, InternTable *table) {
    return table->used * 2 < table->mask || table_resize(t, table, (table->mask + 1) * 2);
}

static Str *put(InternTable *table, size_t at, Str *s) {
    table->slots[at] = s;
    table->used++;
    s->interned = true;
    return s;
}

Str *str_intern(Thread *t, Str *s) {
    InternTable *table = t->interp->interned;
    if (!s || s->interned)
        return s;
    if (!is_str_exact(object_value(s))) {
        Str *exact = str_exact(t, s);
        decref_object(t, s);
        return str_intern(t, exact);
    }
    if (!make_room(t, table))
        return decref_object(t, s), NULL;
    str_hash(t, s);
    size_t at = find_slot(table, s->hash, s->data, s->length, s->kind);
    if (table->slots[at]) {
        Str *known = table->slots[at];
        incref_object(known);
        decref_object(t, s);
        return known;
    }
    return put(table, at, s);
}

/* Looks before it makes one: most names are known. */
Str *str_intern_ascii(Thread *t, const char *ascii, size_t length) {
    InternTable *table = t->interp->interned;
    if (length < 2)
        return str_from_ascii(t, ascii, length);
    if (!make_room(t, table))
        return NULL;
    int64_t hash = str_hash_bytes(t, ascii, length);
    size_t at = find_slot(table, hash, ascii, (int64_t)length, 1);
    if (table->slots[at]) {
        incref_object(table->slots[at]);
        return table->slots[at];
    }
    Str *made = str_from_ascii(t, ascii, length);
    if (!made)
        return NULL;
    made->hash = hash;
    return put(table, at, made);
}

Str *str_intern_utf8(Thread *t, const char *utf8) {
    size_t length = strlen(utf8);
    return text_is_ascii(utf8, length) ? str_intern_ascii(t, utf8, length)
                                       : str_intern(t, str_from_utf8(t, utf8, length));
}

/* Closes the gap at `free` by moving back what would no longer be found. */
static void close_gap(InternTable *table, size_t gap) {
    size_t mask = table->mask;
    for (size_t at = (gap + 1) & mask; table->slots[at]; at = (at + 1) & mask) {
        size_t home = (size_t)table->slots[at]->hash & mask;
        if (((at - home) & mask) >= ((at - gap) & mask)) {
            table->slots[gap] = table->slots[at];
            gap = at;
        }
    }
    table->slots[gap] = NULL;
}

void str_forget_interned(Thread *t, Str *s) {
    InternTable *table = t->interp->interned;
    if (!table)
        return;
    size_t at = (size_t)s->hash & table->mask;
    while (table->slots[at] && table->slots[at] != s)
        at = (at + 1) & table->mask;
    if (!table->slots[at])
        return;
    table->used--;
    close_gap(table, at);
}

static Value make_immortal(Str *s) {
    object_make_immortal(s);
    return object_value(s);
}

static bool add_shared(Thread *t, int64_t length, uint32_t c, Value *place) {
    Str *s = str_alloc(t, length, c);
    if (s && length)
        str_put(s, 0, c);
    if (!s || !(s = str_intern(t, s)))
        return false;
    *place = make_immortal(s);
    return true;
}

bool str_init(Thread *t) {
    Interp *interp = t->interp;
    interp->interned = mem_calloc(1, sizeof *interp->interned);
    if (!interp->interned)
        return raise_no_memory(t), false;
    if (!table_resize(t, interp->interned, INTERN_TABLE_FIRST_ROOM) ||
        !add_shared(t, 0, 0, &interp->empty_str))
        return false;
    for (uint32_t c = 0; c < 256; c++)
        if (!add_shared(t, 1, c, &interp->latin1[c]))
            return false;
    return true;
}

void str_fini(Thread *t) {
    Interp *interp = t->interp;
    InternTable *table = interp->interned;
    for (uint32_t c = 128; c < 256; c++)
        if (is_str(interp->latin1[c]))
            str_utf8_drop(value_str(interp->latin1[c]));
    interp->interned = NULL;
    if (table)
        mem_free(table->slots);
    mem_free(table);
}
