/* Bytes to code objects. A Code is made as an outline first: all that its callers need, and pointers to the
 * tables that are used in place. code_thaw adds the rest, in one block that begins with the constants. */
#include "vm/freeze.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"

const FrozenStamp frozen_stamp = {
    .text = "minipy code " MINIPY_VERSION,
    .format = 1,
    .opcodes = OPCODE_COUNT,
    .code_size = sizeof(FrozenCode),
    .position_size = sizeof(Position),
};

/* ---- what the data says ---- */

static const void *table(const FrozenHeader *frozen, FrozenTable which) {
    return (const char *)frozen + frozen->starts[which];
}

static const FrozenCode *record_of(const Code *code) {
    return (const FrozenCode *)table(code->frozen, FROZEN_CODES) + code->frozen_index;
}

uint64_t frozen_checksum(const void *data, size_t size) {
    size_t start = offsetof(FrozenHeader, size);
    return XXH3_64bits((const char *)data + start, size - start);
}

static bool is_readable(const FrozenHeader *frozen, size_t size) {
    return size >= sizeof *frozen && !memcmp(&frozen->stamp, &frozen_stamp, sizeof frozen_stamp) &&
           frozen->size == size;
}

bool frozen_is_intact(const void *data, size_t size) {
    const FrozenHeader *frozen = data;
    return is_readable(frozen, size) && frozen->checksum == frozen_checksum(data, size);
}

/* ---- values ---- */

static Str *thaw_str(Thread *t, const FrozenHeader *frozen, uint32_t index) {
    const FrozenString *s = (const FrozenString *)table(frozen, FROZEN_STRINGS) + index;
    const char *text = (const char *)table(frozen, FROZEN_TEXT) + s->start;
    if (s->ascii)
        return s->interned ? str_intern_ascii(t, text, s->length) : str_from_ascii(t, text, s->length);
    Str *made = str_from_points(t, text, s->kind, s->length);
    return s->interned ? str_intern(t, made) : made;
}

static Value thaw_bytes(Thread *t, const FrozenHeader *frozen, uint32_t index, bool as_int) {
    const FrozenString *s = (const FrozenString *)table(frozen, FROZEN_STRINGS) + index;
    const uint8_t *bytes = (const uint8_t *)table(frozen, FROZEN_TEXT) + s->start;
    if (as_int)
        return int_from_bytes(t, bytes, s->length, true, true);
    Bytes *made = bytes_new(t, bytes, s->length);
    return made ? object_value(made) : VALUE_NULL;
}

static Value thaw_value(Thread *t, const Code *outer, Value word);

static Value thaw_tuple(Thread *t, const Code *outer, uint32_t index) {
    const Value *row = (const Value *)table(outer->frozen, FROZEN_WORDS) + index;
    int64_t count = small_int(*row++);
    Tuple *tuple = tuple_new(t, count);
    for (int64_t i = 0; tuple && i < count; i++) {
        tuple->items[i] = thaw_value(t, outer, row[i]);
        if (!is_null(tuple->items[i]))
            continue;
        decref_object(t, tuple);
        tuple = NULL;
    }
    return tuple ? object_value(tuple) : VALUE_NULL;
}

/* A frozenset or a slice. */
static Value thaw_items(Thread *t, const Code *outer, uint32_t index, FrozenKind kind) {
    Value row = thaw_tuple(t, outer, index);
    if (is_null(row))
        return row;
    const Value *items = value_tuple(row)->items;
    Value v = kind == FROZEN_SLICE ? slice_new(t, items[0], items[1], items[2]) : frozenset_from(t, row);
    decref(t, row);
    return v;
}

static Code *outline(Thread *t, const FrozenHeader *frozen, uint32_t index, Str *filename);

static Value thaw_value(Thread *t, const Code *outer, Value word) {
    if (!is_pointer(word))
        return word;
    const FrozenHeader *frozen = outer->frozen;
    FrozenKind kind = word.bits >> 3 & 15;
    uint32_t index = (uint32_t)(word.bits >> 32);
    const double *numbers = (const double *)table(frozen, FROZEN_WORDS) + index;
    Code *code;
    switch (kind) {
    case FROZEN_STR:
        return str_value(thaw_str(t, frozen, index));
    case FROZEN_BYTES:
        return thaw_bytes(t, frozen, index, false);
    case FROZEN_INT:
        return thaw_bytes(t, frozen, index, true);
    case FROZEN_FLOAT:
        return float_value(t, numbers[0]);
    case FROZEN_COMPLEX:
        return complex_value(t, numbers[0], numbers[1]);
    case FROZEN_TUPLE:
        return thaw_tuple(t, outer, index);
    case FROZEN_FROZENSET:
    case FROZEN_SLICE:
        return thaw_items(t, outer, index, kind);
    case FROZEN_CODE:
        break;
    }
    code = outline(t, frozen, index, outer->filename);
    return code ? object_value(code) : VALUE_NULL;
}

/* ---- code ---- */

/* The tables that are used in place. They are only read, as are those of all finished code. */
static void point_to_tables(Code *code, const FrozenHeader *frozen, const FrozenCode *record) {
    code->instrs = (Instr *)table(frozen, FROZEN_INSTRS) + record->instrs;
    code->positions = (Position *)table(frozen, FROZEN_POSITIONS) + record->instrs;
    code->exceptions = (ExceptionEntry *)table(frozen, FROZEN_EXCEPTIONS) + record->exceptions;
    code->passed = (PassedLine *)table(frozen, FROZEN_PASSED) + record->passed;
    code->cell_locals = (uint32_t *)table(frozen, FROZEN_NUMBERS) + record->cells;
}

static Code *outline(Thread *t, const FrozenHeader *frozen, uint32_t index, Str *filename) {
    const FrozenCode *record = (const FrozenCode *)table(frozen, FROZEN_CODES) + index;
    Code *code = code_new(t);
    if (!code)
        return NULL;
    code->frozen = frozen;
    code->frozen_index = index;
    point_to_tables(code, frozen, record);
    code->instr_count = record->instr_count;
    code->const_count = record->const_count;
    code->cache_count = record->cache_count;
    code->flags = record->flags;
    code->argcount = record->argcount;
    code->posonly_count = record->posonly_count;
    code->kwonly_count = record->kwonly_count;
    code->local_count = record->local_count;
    code->register_count = record->register_count;
    code->cell_count = record->cell_count;
    code->free_count = record->free_count;
    code->exception_count = record->exception_count;
    code->passed_count = record->passed_count;
    code->first_line = record->first_line;
    code->has_docstring = record->has_docstring;
    incref_object(filename);
    code->filename = filename;
    code->name = thaw_str(t, frozen, record->name);
    bool same = record->qualname == record->name;
    code->qualname = code->name && !same ? thaw_str(t, frozen, record->qualname) : code->name;
    if (!code->qualname) {
        decref_object(t, code);
        return NULL;
    }
    if (same)
        incref_object(code->name);
    return code;
}

/* Makes the block and shares it out. Zeros are good to release: a float, no name, no further way of a cache.
 */
static bool make_block(Thread *t, Code *code) {
    size_t names = code->local_count + code->free_count;
    size_t size =
        code->const_count * sizeof(Value) + names * sizeof(Str *) + code->cache_count * sizeof(InlineCache);
    code->consts = mem_calloc(1, size + 1);
    if (!code->consts)
        return raise_no_memory(t), false;
    code->local_names = (Str **)(code->consts + code->const_count);
    code->free_names = code->local_names + code->local_count;
    code->caches = (InlineCache *)(code->free_names + code->free_count);
    return true;
}

static bool fill_block(Thread *t, Code *code, const FrozenCode *record) {
    const Value *words = (const Value *)table(code->frozen, FROZEN_WORDS) + record->consts;
    const uint32_t *names = (const uint32_t *)table(code->frozen, FROZEN_NUMBERS) + record->names;
    for (uint32_t i = 0; i < code->const_count; i++) {
        code->consts[i] = thaw_value(t, code, words[i]);
        if (is_null(code->consts[i]))
            return false;
    }
    uint32_t count = code->local_count + code->free_count;
    for (uint32_t i = 0; i < count; i++)
        if (!(code->local_names[i] = thaw_str(t, code->frozen, *names++)))
            return false;
    for (uint32_t i = 0; i < code->cache_count; i++) {
        code->caches[i].value = VALUE_NULL;
        if (!(code->caches[i].name = thaw_str(t, code->frozen, *names++)))
            return false;
    }
    return true;
}

bool code_thaw(Thread *t, Code *code) {
    const FrozenCode *record = record_of(code);
    if (!make_block(t, code))
        return false;
    if (!fill_block(t, code, record)) {
        code_drop_names(t, code);
        return false;
    }
    code->simple_call = record->simple_call;
    code->simple_generator = record->simple_generator;
    return true;
}

Value code_docstring(Thread *t, const Code *code) {
    if (!code->has_docstring)
        return VALUE_NONE;
    if (code->consts)
        return new_ref(code->consts[0]);
    return thaw_value(t, code, ((const Value *)table(code->frozen, FROZEN_WORDS))[record_of(code)->consts]);
}

Value thaw(Thread *t, const void *data, size_t size, Str *filename) {
    const FrozenHeader *frozen = data;
#if defined MINIPY_SANITIZE || defined MINIPY_STRESS
    bool good = frozen_is_intact(data, size);
#else
    bool good = is_readable(frozen, size);
#endif
    if (!good)
        return raise(t, EXC_ImportError, "%U: this is no code that minipy " MINIPY_VERSION " has frozen",
                     filename);
    Code *code = outline(t, frozen, frozen->counts[FROZEN_CODES] - 1, filename);
    return code ? object_value(code) : VALUE_NULL;
}
