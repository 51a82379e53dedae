/* TextIOWrapper, for io_text*.c. */
#ifndef STDLIB_IO_TEXT_H
#define STDLIB_IO_TEXT_H

#include "stdlib/io.h"

/* Reading: a chunk of bytes (what could not be decoded of the last one, then what the buffer gave) is decoded
 * as far as it goes; `text` is handed out from text_at on. The chunk is kept, so that tell() can find which
 * byte a place in the text came from. Writing: encoded bytes collect in pending, until there are enough, or a
 * line ends and line_buffering says so. */
typedef struct TextIO {
    Object ob;
    Value buffer;           /* VALUE_NULL: detached, or never set */
    Buffered *buffered;     /* buffer, if it is exactly a built-in buffered stream */
    Str *encoding, *errors; /* NULL: not initialized */
    const Codec *codec;
    const Codec *decoder, *encoder; /* the codec behind the byte order mark; NULL: nothing read or written
                                       yet, or not possible */
    Value codec_info, decoder_object, encoder_object; /* of a registered codec; else VALUE_NULL */
    int64_t state, state_before;    /* the number of its decoder's state, now and before the chunk */
    const char *newline;            /* as given: NULL universal and translated, "" universal */
    bool line_buffering, write_through, detached, readable, writable, seekable, has_read1, telling, ended,
        ending;
    int seen;  /* NewlineSeen */
    Str *text; /* decoded; NULL: nothing */
    int64_t text_at;
    uint8_t *chunk;                  /* the bytes that text came from, and those of the next text */
    size_t chunk_length, chunk_used; /* used: how many were decoded */
    const Codec *chunk_decoder;
    int64_t read_size; /* bytes that a read asks for at least */
    uint8_t *pending;
    size_t pending_length;
    StreamLock reading; /* of all that is about reading; what writes leaves `pending` consistent before it waits */
} TextIO;

enum { TEXT_CHUNK = 8192 };

static inline TextIO *text_of(Value v) {
    return (TextIO *)value_object(v);
}
static inline bool text_is_universal(const TextIO *f) {
    return !f->newline || !f->newline[0];
}

/* Everything that needs a stream that is set up and open. */
bool text_check(Thread *t, TextIO *f);
bool text_check_attached(Thread *t, const TextIO *f);

/* io_text_write.c */
const Codec *text_unmarked(const Codec *codec); /* the same without a byte order mark */
bool text_write(Thread *t, TextIO *f, Str *s);
bool text_flush_pending(Thread *t, TextIO *f);
bool text_flush(Thread *t, TextIO *f); /* pending bytes, then the buffer's flush */

/* io_text_read.c */
bool text_forget_read(Thread *t, TextIO *f); /* false: reentrant */
Value text_read(Thread *t, TextIO *f, int64_t size);
Value text_readline(Thread *t, TextIO *f, int64_t limit);
/* How many bytes of the chunk the text up to text_at came from. */
bool text_chunk_position(Thread *t, TextIO *f, int64_t *bytes);

/* io_text_codec.c: where f->codec is text_registered_codec. */
extern const Codec text_registered_codec;
bool text_registered_find(Thread *t, TextIO *f, const char *name); /* sets f->codec; LookupError */
bool text_registered_start(Thread *t, TextIO *f);                  /* once errors and buffer are known */
bool text_registered_moved(Thread *t, TextIO *f, bool to_start);
Value text_registered_encode(Thread *t, TextIO *f, Str *s);
/* wait: a \r at the end is not decoded. */
Str *text_registered_decode(Thread *t, TextIO *f, const uint8_t *data, size_t length, bool final, bool wait,
                            size_t *used);
static inline bool text_is_registered(const TextIO *f) {
    return f->codec == &text_registered_codec;
}

/* io_text_seek.c */
Value text_tell(Thread *t, TextIO *f);
Value text_seek(Thread *t, Value self, Value cookie, Value whence);

#endif
