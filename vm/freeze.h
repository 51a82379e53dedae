/* Frozen code: a code object with all that is nested in it as bytes, which is how the binary holds library
 * modules.
 *
 * It is a header and a few tables of records, in the byte order and the layout of the machine that wrote
 * them, and is read where it lies. Instructions, positions, exception tables and cells are used in place, so
 * the data must be aligned to 8 and outlive every Code made from it. What needs an Interp (names, constants,
 * caches) is made for one code object at a time, when it first runs or somebody looks at it (code_ready):
 * most functions of a module are never called.
 *
 * A Value that is no pointer stands for itself. One with the tag of a pointer says what to make: bits 3 to 6
 * are a FrozenKind, the upper half is an index into that kind's table.
 *
 * The data is trusted, because it comes from our own build: thaw checks its stamp and size, and in sanitized
 * and stress builds its checksum. Data with a right checksum that freeze has not written is not guarded
 * against. Functions that make something answer NULL (VALUE_NULL, false) with an exception pending. The GIL
 * must be held. */
#ifndef VM_FREEZE_H
#define VM_FREEZE_H

#include "vm/code.h"

typedef enum FrozenTable {
    FROZEN_CODES,   /* FrozenCode; nested ones come before what holds them, so the last one is the module */
    FROZEN_STRINGS, /* FrozenString */
    FROZEN_WORDS, /* Value: rows of constants; of tuples, frozensets and slices the length, then the items */
    FROZEN_NUMBERS,    /* uint32_t: rows of names (index of a string) and of cells (index of a local) */
    FROZEN_EXCEPTIONS, /* ExceptionEntry */
    FROZEN_INSTRS,     /* Instr */
    FROZEN_TEXT,       /* what strings and bytes consist of, each aligned to 4 */
    FROZEN_PASSED,     /* PassedLine */
    FROZEN_POSITIONS,  /* Position, one for each instruction; seldom read, so they are last */
    FROZEN_TABLES
} FrozenTable;

typedef enum FrozenKind {
    FROZEN_STR,       /* FROZEN_STRINGS */
    FROZEN_BYTES,     /* FROZEN_STRINGS */
    FROZEN_INT,       /* FROZEN_STRINGS: little-endian two's complement */
    FROZEN_FLOAT,     /* FROZEN_WORDS: the bits of a double */
    FROZEN_COMPLEX,   /* FROZEN_WORDS: of two */
    FROZEN_TUPLE,     /* FROZEN_WORDS */
    FROZEN_FROZENSET, /* FROZEN_WORDS */
    FROZEN_SLICE,     /* FROZEN_WORDS */
    FROZEN_CODE       /* FROZEN_CODES */
} FrozenKind;

/* What must be equal for data to be readable at all. */
typedef struct FrozenStamp {
    char text[24]; /* "minipy code", its version */
    uint16_t format, opcodes, code_size, position_size;
} FrozenStamp;

typedef struct FrozenHeader {
    FrozenStamp stamp;
    uint64_t checksum; /* of all that follows it */
    uint64_t size;     /* in bytes, header included */
    uint32_t starts[FROZEN_TABLES], counts[FROZEN_TABLES];
} FrozenHeader;

/* Records have no padding: the same source gives the same bytes. */
typedef struct FrozenString {
    uint32_t start, length; /* code points from that place of FROZEN_TEXT on */
    uint8_t kind;
    bool ascii, interned, unused;
} FrozenString;

typedef struct FrozenCode {
    uint32_t flags, argcount, posonly_count, kwonly_count, local_count, register_count;
    uint32_t instr_count, const_count, cache_count, cell_count, free_count, exception_count, passed_count;
    /* Where rows start; positions are where the instructions are, names are those of locals, then of free
     * variables, then of caches. */
    uint32_t instrs, consts, cells, exceptions, passed, names;
    uint32_t name, qualname;
    int32_t first_line;
    bool simple_call, simple_generator, has_docstring, unused;
} FrozenCode;

static inline Value frozen_word(FrozenKind kind, uint32_t index) {
    return (Value){(uint64_t)index << 32 | (uint64_t)kind << 3 | 1};
}
extern const FrozenStamp frozen_stamp; /* of this program */
uint64_t frozen_checksum(const void *data, size_t size);

/* A bytes object. ValueError: a constant is of a type that compiled code does not have. */
Value freeze(Thread *t, Code *code);
/* The code again, as if it had been compiled from a file of that name. ImportError: it is no frozen code, or
 * that of another version. */
Value thaw(Thread *t, const void *data, size_t size, Str *filename);
/* Whether the data is whole, to the last bit. */
bool frozen_is_intact(const void *data, size_t size);

#endif
