/* What the parts of module zlib share: one way to run data through a stream of the library, and its errors.
 *
 * A stream changes without the GIL when there is much to do, so whoever shares one guards it with a lock. */
#ifndef STDLIB_ZLIB_H
#define STDLIB_ZLIB_H

#include "runtime/byte_builder.h"
#include "runtime/byte_span.h"
#include "runtime/lock.h"
#include "runtime/native.h"
#include "stdlib/libraries.h"
#include <zlib.h>

enum { ZLIB_ROOM = 16 << 10 }; /* DEF_BUF_SIZE */

typedef int (*ZlibStep)(z_stream *stream, int flush); /* deflate or inflate */

/* Data on its way through a stream. */
typedef struct ZlibFlow {
    z_stream *stream;
    ZlibStep step;
    int flush;       /* for the last piece of the input */
    ByteSpan input;  /* what is left of it */
    int64_t most;    /* bytes of output at which to stop; -1: none */
    ByteBuilder out; /* the caller's to init and to finish */
    int code;        /* of the last step */
} ZlibFlow;

/* Runs until the input is used up, the stream has ended (Z_STREAM_END), `most` is reached, or a step fails:
 * the answer is in code, where Z_BUF_ERROR is no failure. false: no memory for the output, MemoryError is
 * pending. */
bool zlib_run(Thread *t, ZlibFlow *flow);

/* zlib.error "Error -3 while doing: message". */
Value zlib_raise(Thread *t, const z_stream *stream, int code, const char *doing);
/* An optional int. */
bool zlib_option(Thread *t, Value v, int *out);

extern const TypeDef zlib_compress_type_def, zlib_decompress_type_def;
Value zlib_compressobj(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value zlib_decompressobj(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
