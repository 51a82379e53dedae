/* The text of a pattern or of a template, read token by token: a character, or a backslash and the character
 * after it. Bytes read as Latin-1. A backslash at the end is an error as soon as it is the next token.
 *
 * `at` is the place of the next token; errors are re.error with a position in the text. The text is borrowed,
 * and must not change. The GIL must be held. */
#ifndef STDLIB_RE_SOURCE_H
#define STDLIB_RE_SOURCE_H

#include "runtime/error.h"
#include "runtime/str.h"
#include "runtime/text.h"

enum { RE_END = -1 };

typedef struct ReSource {
    Thread *t;
    const void *data;
    int kind;
    int64_t length, at;
    bool is_text;      /* str, not bytes */
    Value text;        /* as the error's `pattern`; borrowed */
    int warning_level; /* how many calls away the code is that warnings are about */
} ReSource;

/* false: the first token is an error. */
bool re_source_init(ReSource *s, Thread *t, Value text, const void *data, int kind, int64_t length);
static inline uint32_t re_source_peek(const ReSource *s, int64_t i) {
    return text_at(s->data, s->kind, i);
}
/* The next token's first character, or RE_END. */
static inline int64_t re_source_next(const ReSource *s) {
    return s->at < s->length ? (int64_t)re_source_peek(s, s->at) : RE_END;
}
/* Is the next token the plain character c? */
static inline bool re_source_sees(const ReSource *s, char c) {
    return re_source_next(s) == (unsigned char)c;
}
/* Passes the next token, if there is one. false: what comes then is an error. */
bool re_source_step(ReSource *s);
/* Passes the next token if it is c; *found tells. false: error. */
bool re_source_match(ReSource *s, char c, bool *found);
/* Text up to the terminator, which is passed: at least one character, or "missing <what>". */
Str *re_source_until(ReSource *s, char terminator, const char *what);
Str *re_source_slice(ReSource *s, int64_t start, int64_t end);

/* re.error at `offset` characters before the next token; false, so that callers can return it. */
bool re_source_error(ReSource *s, int64_t offset, const char *format, ...);
bool re_source_error_at(ReSource *s, int64_t position, const char *format, ...);
/* re.error without text and place. */
bool re_source_error_somewhere(ReSource *s, const char *format, ...);

/* Names of groups. `offset`: what lies behind the name. */
bool re_source_is_identifier(Thread *t, Str *name, bool *is);
bool re_source_check_name(ReSource *s, Str *name, int64_t offset);
/* A number of a group, as int() reads it: not negative. */
bool re_source_group_number(ReSource *s, Str *name, int64_t offset, int64_t *number);

static inline bool re_is_octal(int64_t c) {
    return c >= '0' && c <= '7';
}
static inline bool re_is_digit(int64_t c) {
    return c >= '0' && c <= '9';
}
static inline bool re_is_letter(int64_t c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
static inline int re_hex_value(int64_t c) {
    return re_is_digit(c)                           ? (int)c - '0'
           : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (int)(c | 0x20) - 'a' + 10
                                                    : -1;
}
/* \a \b \f \n \r \t \v \\ : the character that the letter stands for, or -1. */
int re_escape_of(uint32_t letter);
/* Up to `most` octal digits, after those of `value`. */
bool re_source_octal(ReSource *s, int most, uint32_t *value);

#endif
