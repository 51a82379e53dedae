/* What the files of str (str*.c) share and others do not need. */
#ifndef RUNTIME_STR_IMPL_H
#define RUNTIME_STR_IMPL_H

#include "runtime/str.h"

/* The UTF-8 of a string that is not ASCII, made on demand. `wtf8`: has surrogates, so it is no proper UTF-8.
 */
typedef struct Utf8Copy {
    size_t length;
    bool wtf8;
    char text[];
} Utf8Copy;

/* Where a string that is not ASCII keeps its Utf8Copy (or NULL): behind the code points. */
static inline Utf8Copy **str_utf8_slot(Str *s) {
    size_t offset = ((size_t)(s->length + 1) * s->kind + 7) & ~(size_t)7;
    return (Utf8Copy **)(s->data + offset);
}
/* Forgets the UTF-8, because the string grows or ends. */
static inline void str_utf8_drop(Str *s) {
    if (!s->ascii && *str_utf8_slot(s)) {
        mem_free(*str_utf8_slot(s));
        *str_utf8_slot(s) = NULL;
    }
}
/* Length of the sequence at p and its code point; or -n: the n bytes (1 to 3) at p are malformed, for the
 * reason given. Surrogates are accepted if `surrogates`. p < end. */
int utf8_decode_one(const uint8_t *p, const uint8_t *end, bool surrogates, uint32_t *c, const char **reason);
/* Writes 1 to 4 bytes. */
int utf8_encode_one(uint32_t c, uint8_t *out);

size_t str_object_size(Object *self);
Str *str_alloc_subtype(Thread *t, Type *type, const Str *original);
/* The largest code point that a string of that kind may have. */
uint32_t str_class(const Str *s);
Str *str_repeat(Thread *t, Str *s, int64_t count);
void str_forget_interned(Thread *t, Str *s);

#endif
