/* Code objects to bytes: rows are appended to the tables, nested code first. */
#include "vm/freeze.h"

#include "runtime/byte_builder.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/set.h"
#include "runtime/str.h"

typedef struct Freezer {
    Thread *t;
    ByteBuilder tables[FROZEN_TABLES];
    uint32_t counts[FROZEN_TABLES];
    Dict *strings; /* str -> index in FROZEN_STRINGS */
} Freezer;

static const size_t record_sizes[FROZEN_TABLES] = {
    [FROZEN_CODES] = sizeof(FrozenCode),
    [FROZEN_STRINGS] = sizeof(FrozenString),
    [FROZEN_WORDS] = sizeof(Value),
    [FROZEN_NUMBERS] = sizeof(uint32_t),
    [FROZEN_EXCEPTIONS] = sizeof(ExceptionEntry),
    [FROZEN_INSTRS] = sizeof(Instr),
    [FROZEN_TEXT] = 1,
    [FROZEN_PASSED] = sizeof(PassedLine),
    [FROZEN_POSITIONS] = sizeof(Position),
};

/* Appends a row; answers where it starts. */
static uint32_t add(Freezer *z, FrozenTable table, const void *records, size_t count) {
    uint32_t start = z->counts[table];
    bytebuilder_add(&z->tables[table], records, count * record_sizes[table]);
    z->counts[table] += (uint32_t)count;
    return start;
}

static uint32_t add_text(Freezer *z, const void *data, size_t size) {
    uint32_t start = add(z, FROZEN_TEXT, data, size);
    add(z, FROZEN_TEXT, (uint32_t[]){0}, -size & 3);
    return start;
}

/* Indices are below 2^32, since no module comes near 4 GiB. */
static bool freeze_str(Freezer *z, Str *s, uint32_t *index) {
    Value known = dict_get(z->t, z->strings, object_value(s));
    if (!is_null(known)) {
        *index = (uint32_t)small_int(known);
        size_t at = *index * sizeof(FrozenString) + offsetof(FrozenString, interned);
        z->tables[FROZEN_STRINGS].data[at] |= s->interned; /* one of the two must be, and the other may */
        return true;
    }
    if (error_pending(z->t))
        return false;
    FrozenString record = {
        .length = (uint32_t)s->length, .kind = s->kind, .ascii = s->ascii, .interned = s->interned};
    record.start = add_text(z, s->data, (size_t)s->length * s->kind);
    *index = add(z, FROZEN_STRINGS, &record, 1);
    return dict_set(z->t, z->strings, object_value(s), small_int_value(*index));
}

static uint32_t freeze_bytes(Freezer *z, const void *data, size_t length) {
    FrozenString record = {.start = add_text(z, data, length), .length = (uint32_t)length, .kind = 1};
    return add(z, FROZEN_STRINGS, &record, 1);
}

static bool freeze_int(Freezer *z, Value v, uint32_t *index) {
    size_t length = (size_t)int_bit_length(v) / 8 + 1;
    uint8_t *bytes = mem_alloc(length);
    if (!bytes)
        return raise_no_memory(z->t), false;
    bool ok = int_to_bytes(z->t, v, bytes, length, true, true);
    if (ok)
        *index = freeze_bytes(z, bytes, length);
    mem_free(bytes);
    return ok;
}

static bool freeze_value(Freezer *z, Value v, Value *word);
static bool freeze_code(Freezer *z, Code *code, uint32_t *index);

/* The words of `count` items, with their number before them if asked for, as one row. */
static bool freeze_row(Freezer *z, const Value *items, uint32_t count, bool with_count, uint32_t *start) {
    Value *row = mem_alloc((count + 1) * sizeof *row);
    if (!row)
        return raise_no_memory(z->t), false;
    row[0] = small_int_value(count);
    bool ok = true;
    for (uint32_t i = 0; ok && i < count; i++)
        ok = freeze_value(z, items[i], &row[1 + i]);
    *start = add(z, FROZEN_WORDS, row + !with_count, count + with_count);
    mem_free(row);
    return ok;
}

static bool freeze_set(Freezer *z, Value v, uint32_t *index) {
    Tuple *items = tuple_new(z->t, value_set(v)->length);
    int64_t position = 0, count = 0;
    Value key;
    while (items && set_next(value_set(v), &position, &key))
        items->items[count++] = new_ref(key);
    bool ok = items && freeze_row(z, items->items, (uint32_t)count, true, index);
    xdecref_object(z->t, items);
    return ok;
}

static bool freeze_object(Freezer *z, Value v, FrozenKind *kind, uint32_t *index) {
    if (is_str_exact(v))
        return *kind = FROZEN_STR, freeze_str(z, value_str(v), index);
    if (is_exact(v, TYPE_BYTES)) {
        *index = freeze_bytes(z, value_bytes(v)->data, (size_t)value_bytes(v)->length);
        return *kind = FROZEN_BYTES, true;
    }
    if (is_int_exact(v))
        return *kind = FROZEN_INT, freeze_int(z, v, index);
    if (is_float_exact(v)) {
        *index = add(z, FROZEN_WORDS, &(double){float_as_double(v)}, 1);
        return *kind = FROZEN_FLOAT, true;
    }
    if (is_exact(v, TYPE_COMPLEX)) {
        const Complex *c = (const Complex *)value_object(v);
        *index = add(z, FROZEN_WORDS, (double[]){c->real, c->imag}, 2);
        return *kind = FROZEN_COMPLEX, true;
    }
    if (is_tuple_exact(v)) {
        const Tuple *tuple = value_tuple(v);
        return *kind = FROZEN_TUPLE, freeze_row(z, tuple->items, (uint32_t)tuple->length, true, index);
    }
    if (is_exact(v, TYPE_FROZENSET))
        return *kind = FROZEN_FROZENSET, freeze_set(z, v, index);
    if (is_exact(v, TYPE_SLICE)) {
        const Slice *slice = (const Slice *)value_object(v);
        Value items[] = {slice->start, slice->stop, slice->step};
        return *kind = FROZEN_SLICE, freeze_row(z, items, 3, true, index);
    }
    if (is_code(v))
        return *kind = FROZEN_CODE, freeze_code(z, (Code *)value_object(v), index);
    return raise_value_error(z->t, "a constant of type '%T' cannot be frozen", v), false;
}

static bool freeze_value(Freezer *z, Value v, Value *word) {
    FrozenKind kind;
    uint32_t index;
    if (!is_pointer(v))
        return *word = v, true;
    if (!freeze_object(z, v, &kind, &index))
        return false;
    *word = frozen_word(kind, index);
    return true;
}

static bool add_name(Freezer *z, Str *name) {
    uint32_t index;
    if (!freeze_str(z, name, &index))
        return false;
    add(z, FROZEN_NUMBERS, &index, 1);
    return true;
}

static bool freeze_names(Freezer *z, const Code *code, uint32_t *start) {
    bool ok = true;
    *start = z->counts[FROZEN_NUMBERS];
    for (uint32_t i = 0; ok && i < code->local_count; i++)
        ok = add_name(z, code->local_names[i]);
    for (uint32_t i = 0; ok && i < code->free_count; i++)
        ok = add_name(z, code->free_names[i]);
    for (uint32_t i = 0; ok && i < code->cache_count; i++)
        ok = add_name(z, code->caches[i].name);
    return ok;
}

/* One instruction more than there are, as the compiler leaves them: who reads ahead finds a NOP. */
static void freeze_tables(Freezer *z, const Code *code, FrozenCode *record) {
    record->instrs = add(z, FROZEN_INSTRS, code->instrs, code->instr_count + 1);
    add(z, FROZEN_POSITIONS, code->positions, code->instr_count + 1);
    record->cells = add(z, FROZEN_NUMBERS, code->cell_locals, code->cell_count);
    record->exceptions = add(z, FROZEN_EXCEPTIONS, code->exceptions, code->exception_count);
    record->passed = add(z, FROZEN_PASSED, code->passed, code->passed_count);
}

static bool freeze_code(Freezer *z, Code *code, uint32_t *index) {
    FrozenCode record = {
        .flags = code->flags,
        .argcount = code->argcount,
        .posonly_count = code->posonly_count,
        .kwonly_count = code->kwonly_count,
        .local_count = code->local_count,
        .register_count = code->register_count,
        .instr_count = code->instr_count,
        .const_count = code->const_count,
        .cache_count = code->cache_count,
        .cell_count = code->cell_count,
        .free_count = code->free_count,
        .exception_count = code->exception_count,
        .passed_count = code->passed_count,
        .first_line = code->first_line,
        .has_docstring = code->has_docstring,
    };
    if (!code_ready(z->t, code) || !freeze_row(z, code->consts, code->const_count, false, &record.consts) ||
        !freeze_names(z, code, &record.names) || !freeze_str(z, code->name, &record.name) ||
        !freeze_str(z, code->qualname, &record.qualname))
        return false;
    record.simple_call = code->simple_call;
    record.simple_generator = code->simple_generator;
    freeze_tables(z, code, &record);
    *index = add(z, FROZEN_CODES, &record, 1);
    return true;
}

/* Header and tables in one piece. */
static Bytes *assemble(Freezer *z) {
    FrozenHeader header = {.stamp = frozen_stamp, .size = sizeof header};
    for (int i = 0; i < FROZEN_TABLES; i++) {
        if (z->tables[i].failed)
            return NULL;
        header.starts[i] = (uint32_t)header.size;
        header.counts[i] = z->counts[i];
        header.size += (z->tables[i].length + 7) & ~(size_t)7;
    }
    Bytes *whole = bytes_new(z->t, NULL, header.size);
    if (!whole)
        return NULL;
    memset(whole->data, 0, header.size);
    memcpy(whole->data, &header, sizeof header);
    for (int i = 0; i < FROZEN_TABLES; i++)
        memcpy(whole->data + header.starts[i], z->tables[i].data, z->tables[i].length);
    header.checksum = frozen_checksum(whole->data, header.size);
    memcpy(whole->data, &header, sizeof header);
    return whole;
}

Value freeze(Thread *t, Code *code) {
    Freezer z = {.t = t, .strings = dict_new(t, 0)};
    uint32_t index;
    for (int i = 0; i < FROZEN_TABLES; i++)
        bytebuilder_init(&z.tables[i], t);
    Bytes *whole = z.strings && freeze_code(&z, code, &index) ? assemble(&z) : NULL;
    for (int i = 0; i < FROZEN_TABLES; i++)
        bytebuilder_drop(&z.tables[i]);
    xdecref_object(t, z.strings);
    return whole ? object_value(whole) : VALUE_NULL;
}
