/* Text for a file, gathered in a buffer and written with write(2): no memory is asked for, no lock is taken,
 * nothing of stdio is used, so all of it may be called in a signal handler. */
#ifndef VM_LAB_WRITER_H
#define VM_LAB_WRITER_H

#include <stddef.h>
#include <stdint.h>

struct Parts;

typedef struct Writer {
    void (*send)(struct Writer *w, const char *bytes, size_t length); /* what takes a full buffer; sets error */
    int fd;              /* of a file */
    struct Parts *parts; /* or a part of these (parts.h): */
    int part;
    int error; /* errno of the write that failed, after which nothing more is written */
    size_t used;
    char buffer[1 << 15];
} Writer;

/* A file that is there after this, and empty. false: errno says why not. */
_Bool writer_open(Writer *w, const char *path);
/* Writes what is left and closes the file. false: not all could be written; errno. */
_Bool writer_close(Writer *w);
void writer_flush(Writer *w);

void writer_bytes(Writer *w, const char *bytes, size_t length);
void writer_text(Writer *w, const char *text);
void writer_number(Writer *w, int64_t n);
/* Nanoseconds as microseconds: 1234 is 1.234. */
void writer_micros(Writer *w, int64_t ns);
/* A string of JSON, with its quotes, that may also stand in HTML; NULL is null. What is not UTF-8 becomes
 * U+FFFD. */
void writer_json(Writer *w, const char *text);

#endif
