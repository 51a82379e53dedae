/* Two encodings of mail: quoted-printable (RFC 2045, 6.7; RFC 2047 for headers) and uuencode. */
#include "stdlib/binascii.h"
#include "runtime/error.h"

/* --- quoted-printable --- */

enum { QP_LINE = 76 }; /* longest line, with the '=' of a soft line break */

typedef struct QpEncoder {
    ByteBuilder out;
    ByteSpan in;
    int column;
    bool quote_tabs, is_text, is_header;
    bool crlf; /* how the data ends its lines */
} QpEncoder;

/* The length of the line break at i; 0: there is none. */
static int line_break(const QpEncoder *q, int64_t i) {
    if (i >= q->in.length || !q->is_text)
        return 0;
    if (q->in.data[i] == '\n')
        return 1;
    return q->in.data[i] == '\r' && i + 1 < q->in.length && q->in.data[i + 1] == '\n' ? 2 : 0;
}

/* A dot alone in its line ends a message. */
static bool is_lone_dot(const QpEncoder *q, int64_t i) {
    if (q->in.data[i] != '.' || q->column > 0)
        return false;
    return i + 1 == q->in.length || q->in.data[i + 1] == '\n' || q->in.data[i + 1] == '\r' ||
           q->in.data[i + 1] == 0;
}

static bool must_escape(const QpEncoder *q, int64_t i) {
    uint8_t c = q->in.data[i];
    if (c == ' ' || c == '\t')
        return i + 1 == q->in.length || q->quote_tabs;
    if (c == '\r' || c == '\n')
        return !q->is_text;
    return c < ' ' || c > '~' || c == '=' || (c == '_' && q->is_header) || is_lone_dot(q, i);
}

static void add_line_end(QpEncoder *q) {
    bytebuilder_add(&q->out, q->crlf ? "\r\n" : "\n", q->crlf ? 2 : 1);
    q->column = 0;
}

static void add_escaped(QpEncoder *q, uint8_t c) {
    static const uint8_t digits[] = "0123456789ABCDEF";
    uint8_t text[3] = {'=', digits[c >> 4], digits[c & 15]};
    bytebuilder_add(&q->out, text, 3);
}

/* Begins a new line if `width` more columns do not fit. */
static void make_room(QpEncoder *q, int width) {
    if (q->column + width < QP_LINE)
        return;
    bytebuilder_char(&q->out, '=');
    add_line_end(q);
}

/* Blanks at the end of a line get lost on the way. */
static void protect_blank(QpEncoder *q) {
    size_t last = q->out.length - 1;
    if (q->out.length == 0 || q->out.failed || (q->out.data[last] != ' ' && q->out.data[last] != '\t'))
        return;
    uint8_t blank = q->out.data[last];
    q->out.length = last;
    add_escaped(q, blank);
}

static void encode_byte(QpEncoder *q, int64_t i) {
    uint8_t c = q->in.data[i];
    if (must_escape(q, i)) {
        make_room(q, 3);
        add_escaped(q, c);
        q->column += 3;
        return;
    }
    if (i + 1 < q->in.length && q->in.data[i + 1] != '\n')
        make_room(q, 1);
    bytebuilder_char(&q->out, c == ' ' && q->is_header ? '_' : c);
    q->column++;
}

static void qp_encode(QpEncoder *q) {
    const uint8_t *newline = memchr(q->in.data, '\n', (size_t)q->in.length);
    q->crlf = newline && newline > q->in.data && newline[-1] == '\r';
    for (int64_t i = 0; i < q->in.length;) {
        int length = line_break(q, i);
        if (length) {
            protect_blank(q);
            add_line_end(q);
            i += length;
        } else {
            encode_byte(q, i++);
        }
    }
}

static Value b2a_qp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    QpEncoder q = {0};
    if (!binascii_flag(t, args[1], false, &q.quote_tabs) || !binascii_flag(t, args[2], true, &q.is_text) ||
        !binascii_flag(t, args[3], false, &q.is_header) || !span_get(t, args[0], &data))
        return VALUE_NULL;
    q.in = data.span;
    bytebuilder_init(&q.out, t);
    qp_encode(&q);
    return binascii_finish(t, &q.out, &data);
}

/* What follows a '=': the bytes it takes; *out, if it stands for a byte, else -1. */
static int64_t qp_escape(ByteSpan s, int64_t i, int *out) {
    *out = -1;
    if (i >= s.length)
        return 0;
    uint8_t c = s.data[i];
    if (c == '\n' || c == '\r') { /* a soft line break */
        const uint8_t *newline = memchr(s.data + i, '\n', (size_t)(s.length - i));
        return newline ? newline + 1 - (s.data + i) : s.length - i;
    }
    if (c == '=') {
        *out = '=';
        return 1;
    }
    int high = binascii_hex_value(c), low = i + 1 < s.length ? binascii_hex_value(s.data[i + 1]) : -1;
    *out = high >= 0 && low >= 0 ? high << 4 | low : '=';
    return high >= 0 && low >= 0 ? 2 : 0;
}

static Value a2b_qp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg text;
    ByteBuilder b;
    bool is_header;
    if (!binascii_flag(t, args[1], false, &is_header) || !binascii_take(t, args[0], &text))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    for (int64_t i = 0; i < text.span.length;) {
        int c = text.span.data[i++];
        if (c == '=')
            i += qp_escape(text.span, i, &c);
        else if (c == '_' && is_header)
            c = ' ';
        if (c >= 0)
            bytebuilder_char(&b, (uint8_t)c);
    }
    return binascii_finish(t, &b, &text);
}

/* --- uuencode: a line of up to 45 bytes, six bits for each character; the first one is the length --- */

enum { UU_LINE = 45 };

static uint8_t uu_char(uint32_t six, bool backtick) {
    return six == 0 && backtick ? '`' : (uint8_t)(' ' + six);
}

static Value b2a_uu(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    ByteBuilder b;
    bool backtick;
    if (!binascii_flag(t, args[1], false, &backtick) || !span_get(t, args[0], &data))
        return VALUE_NULL;
    ByteSpan s = data.span;
    bytebuilder_init(&b, t);
    if (s.length > UU_LINE) {
        binascii_raise(t, "At most 45 bytes at once");
        return binascii_fail(t, &b, &data);
    }
    bytebuilder_char(&b, uu_char((uint32_t)s.length, backtick));
    for (int64_t i = 0; i < s.length; i += 3) {
        uint32_t bits = (uint32_t)s.data[i] << 16 | (i + 1 < s.length ? s.data[i + 1] << 8 : 0) |
                        (i + 2 < s.length ? s.data[i + 2] : 0);
        for (int shift = 18; shift >= 0; shift -= 6)
            bytebuilder_char(&b, uu_char(bits >> shift & 63, backtick));
    }
    bytebuilder_char(&b, '\n');
    return binascii_finish(t, &b, &data);
}

/* The six bits at i; blanks that were cut off are zeros. -1: no such character. */
static int uu_value(ByteSpan s, int64_t i) {
    if (i >= s.length || s.data[i] == '\n' || s.data[i] == '\r')
        return 0;
    return s.data[i] < ' ' || s.data[i] > ' ' + 64 ? -1 : (s.data[i] - ' ') & 63;
}

static const char *uu_decode(ByteBuilder *b, ByteSpan s) {
    size_t wanted = (size_t)((s.length ? s.data[0] : 0) - ' ') & 63;
    int64_t i = 1;
    uint32_t bits = 0;
    int held = 0;
    while (b->length < wanted && !b->failed) {
        int six = uu_value(s, i);
        if (six < 0)
            return "Illegal char";
        i++;
        bits = bits << 6 | (uint32_t)six;
        held += 6;
        if (held >= 8)
            bytebuilder_char(b, (uint8_t)(bits >> (held -= 8)));
    }
    for (; i < s.length; i++)
        if (s.data[i] != ' ' && s.data[i] != '`' && s.data[i] != '\n' && s.data[i] != '\r')
            return "Trailing garbage";
    return NULL;
}

static Value a2b_uu(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg text;
    ByteBuilder b;
    if (!binascii_take(t, args[0], &text))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    const char *complaint = uu_decode(&b, text.span);
    if (!complaint)
        return binascii_finish(t, &b, &text);
    binascii_raise(t, "%s", complaint);
    return binascii_fail(t, &b, &text);
}

const MethodDef binascii_mail_functions[] = {
    {"b2a_qp", b2a_qp, "data, quotetabs=False, istext=True, header=False",
     "Data in quoted-printable.\n\nquotetabs: blanks and tabs are encoded, too. istext: line breaks stay.\n"
     "header: a blank becomes _, as in headers."},
    {"a2b_qp", a2b_qp, "data, header=False",
     "The bytes that quoted-printable text stands for.\n\nheader: _ stands for a blank."},
    {"b2a_uu", b2a_uu, "data, /, *, backtick=False", "Up to 45 bytes as a line of uuencode."},
    {"a2b_uu", a2b_uu, "data, /", "The bytes of a line of uuencode."},
    {0}};
