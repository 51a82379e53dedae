/* repr of strings: quoted, with escapes for what is not printable. */
#include "runtime/str_repr.h"
#include "runtime/unicode.h"

static bool has(const Str *s, uint32_t c) {
    for (int64_t i = 0; i < s->length; i++)
        if (str_at(s, i) == c)
            return true;
    return false;
}

void str_add_escape(StrBuilder *b, uint32_t c) {
    char text[12];
    int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
    text[0] = '\\';
    text[1] = digits == 2 ? 'x' : digits == 4 ? 'u' : 'U';
    for (int i = 0; i < digits; i++)
        text[2 + i] = "0123456789abcdef"[c >> 4 * (digits - 1 - i) & 15];
    strbuilder_ascii(b, text, (size_t)digits + 2);
}

static void add_quoted(StrBuilder *b, uint32_t c, uint32_t quote) {
    const char *simple = c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : NULL;
    if (simple)
        strbuilder_ascii(b, simple, 2);
    else if (c < 128 ? c < ' ' || c == 127 : !unicode_is_printable(c))
        str_add_escape(b, c);
    else {
        if (c == quote || c == '\\')
            strbuilder_char(b, '\\');
        strbuilder_char(b, c);
    }
}

/* Nothing to escape? Then repr is a copy. */
static bool is_plain(const Str *s) {
    for (int64_t i = 0; s->ascii && i < s->length; i++)
        if (s->data[i] < ' ' || s->data[i] == 127 || s->data[i] == '\'' || s->data[i] == '\\')
            return false;
    return s->ascii;
}

static Str *quote_plain(Thread *t, const Str *s) {
    Str *result = str_alloc(t, s->length + 2, 127);
    if (!result)
        return NULL;
    result->data[0] = result->data[s->length + 1] = '\'';
    memcpy(result->data + 1, s->data, (size_t)s->length);
    return result;
}

Str *str_repr(Thread *t, Str *s) {
    StrBuilder b;
    if (is_plain(s))
        return quote_plain(t, s);
    uint32_t quote = has(s, '\'') && !has(s, '"') ? '"' : '\'';
    strbuilder_init(&b, t);
    strbuilder_char(&b, quote);
    for (int64_t i = 0; i < s->length; i++)
        add_quoted(&b, str_at(s, i), quote);
    strbuilder_char(&b, quote);
    return strbuilder_finish(&b);
}
