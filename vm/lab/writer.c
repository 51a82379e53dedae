#include "vm/lab/writer.h"
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static void send_to_file(Writer *w, const char *bytes, size_t length) {
    for (size_t done = 0; done < length && !w->error;) {
        ssize_t n = write(w->fd, bytes + done, length - done);
        if (n >= 0)
            done += (size_t)n;
        else if (errno != EINTR)
            w->error = errno;
    }
}

bool writer_open(Writer *w, const char *path) {
    w->send = send_to_file;
    w->error = 0;
    w->used = 0;
    w->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    return w->fd >= 0;
}

void writer_flush(Writer *w) {
    if (w->used && !w->error)
        w->send(w, w->buffer, w->used);
    w->used = 0;
}

bool writer_close(Writer *w) {
    writer_flush(w);
    if (close(w->fd) < 0 && !w->error)
        w->error = errno;
    errno = w->error;
    return !w->error;
}

void writer_bytes(Writer *w, const char *bytes, size_t length) {
    while (length) {
        if (w->used == sizeof w->buffer)
            writer_flush(w);
        size_t part = sizeof w->buffer - w->used < length ? sizeof w->buffer - w->used : length;
        memcpy(w->buffer + w->used, bytes, part);
        w->used += part;
        bytes += part;
        length -= part;
    }
}

void writer_text(Writer *w, const char *text) {
    writer_bytes(w, text, strlen(text));
}

/* n with at least so many digits. */
static void write_digits(Writer *w, uint64_t n, int least) {
    char digits[20], *start = digits + sizeof digits;
    for (; n || least > 0; n /= 10, least--)
        *--start = (char)('0' + n % 10);
    writer_bytes(w, start, (size_t)(digits + sizeof digits - start));
}

/* The magnitude, after the sign is written. */
static uint64_t write_sign(Writer *w, int64_t n) {
    if (n < 0)
        writer_bytes(w, "-", 1);
    return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

void writer_number(Writer *w, int64_t n) {
    write_digits(w, write_sign(w, n), 1);
}

void writer_micros(Writer *w, int64_t ns) {
    uint64_t n = write_sign(w, ns);
    write_digits(w, n / 1000, 1);
    writer_bytes(w, ".", 1);
    write_digits(w, n % 1000, 3);
}

/* How many bytes the character takes that begins here; 0: it is no UTF-8. Nothing is read beyond a NUL. */
static size_t character_length(const unsigned char *s) {
    size_t length = *s < 0x80                 ? 1
                    : *s >= 0xc2 && *s < 0xe0 ? 2
                    : *s >= 0xe0 && *s < 0xf0 ? 3
                    : *s >= 0xf0 && *s < 0xf5 ? 4
                                              : 0;
    for (size_t i = 1; i < length; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    bool too_long = (*s == 0xe0 && s[1] < 0xa0) || (*s == 0xf0 && s[1] < 0x90);
    bool no_character = (*s == 0xed && s[1] >= 0xa0) || (*s == 0xf4 && s[1] >= 0x90);
    return too_long || no_character ? 0 : length;
}

static void write_escape(Writer *w, unsigned char c) {
    static const char hex[] = "0123456789abcdef";
    const char escape[] = {'\\', 'u', '0', '0', hex[c >> 4], hex[c & 15]};
    writer_bytes(w, escape, sizeof escape);
}

void writer_json(Writer *w, const char *text) {
    if (!text) {
        writer_text(w, "null");
        return;
    }
    writer_bytes(w, "\"", 1);
    for (const char *s = text; *s;) {
        size_t length = character_length((const unsigned char *)s);
        if (!length)
            writer_text(w, "\\ufffd");
        else if (length == 1 && ((unsigned char)*s < ' ' || strchr("\"\\<>&\x7f", *s)))
            write_escape(w, (unsigned char)*s);
        else
            writer_bytes(w, s, length);
        s += length ? length : 1;
    }
    writer_bytes(w, "\"", 1);
}
