/* What modules _bz2 and _lzma share: objects that compress or decompress what comes in pieces. A module says
 * in a PackingDef how its library takes a step, and what the codes mean that it answers; its objects begin
 * with a Packing.
 *
 * A stream changes without the GIL, and while its lock is held. What else is in a Packing changes with
 * both. */
#ifndef STDLIB_PACKING_H
#define STDLIB_PACKING_H

#include "runtime/byte_span.h"
#include "runtime/lock.h"
#include "runtime/native.h"

typedef struct Packing Packing;

/* What a step takes, and where its output goes: the step moves both on. */
typedef struct PackingPiece {
    const uint8_t *in;
    size_t in_left;
    uint8_t *out;
    size_t out_left;
    bool finish; /* of a compressor: no more input will follow */
} PackingPiece;

typedef enum PackingState { PACKING_ON, PACKING_ENDED, PACKING_FAILED } PackingState;

typedef struct PackingDef {
    int (*step)(Packing *self, PackingPiece *piece); /* without the GIL; answers the library's code */
    /* What the code means; with the GIL. */
    PackingState (*judge)(Packing *self, const PackingPiece *piece, int code);
    Value (*fail)(Thread *t, int code); /* raises what a code that means failure stands for */
    int64_t quick;                      /* less input than this is worth no release of the GIL */
    const char *over;                   /* decompressors: the EOFError after the end */
    const char *broken; /* and the ValueError after a failure; NULL: the library says what is wrong, again */
} PackingDef;

struct Packing {
    Object ob;
    const PackingDef *def;
    Lock lock;
    bool ended, failed;
    /* Of decompressors: */
    bool needs_input;
    Bytes *unused;  /* what came behind the end; NULL: nothing */
    Bytes *waiting; /* input that is not used up, from `waiting_from` on; NULL: none */
    int64_t waiting_from;
};

static inline Packing *packing_of(Value v) {
    return (Packing *)value_object(v);
}

/* A new object of a native type, which begins with a Packing. */
void *packing_new(Thread *t, Type *type, const PackingDef *def);
/* Releases what is in a Packing, but the lock. */
void packing_fini(Thread *t, Packing *self);

/* compress(data, /), flush(); decompress(data, max_length=-1) */
extern const MethodDef packing_compressor_methods[], packing_decompressor_methods[];
/* Attributes of decompressors. */
Value packing_get_eof(Thread *t, Value self);
Value packing_get_needs_input(Thread *t, Value self);
Value packing_get_unused(Thread *t, Value self);
#define PACKING_GETSETS                                                                                      \
    {"eof", packing_get_eof, member_readonly, "Was the end of the compressed data seen?"},                   \
        {"needs_input", packing_get_needs_input, member_readonly,                                            \
         "Is more input needed before there can be more output?"},                                           \
    {                                                                                                        \
        "unused_data", packing_get_unused, member_readonly,                                                  \
            "What came behind the end of the compressed data."                                               \
    }

#endif
