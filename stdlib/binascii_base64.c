/* base64 (RFC 4648): three bytes are four characters of six bits. */
#include "stdlib/binascii.h"
#include "runtime/error.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int six_bits(uint8_t c) {
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* One to three bytes. */
static void encode_group(ByteBuilder *b, const uint8_t *in, int64_t count) {
    uint32_t bits = (uint32_t)in[0] << 16 | (count > 1 ? in[1] << 8 : 0) | (count > 2 ? in[2] : 0);
    uint8_t out[4] = {'=', '=', '=', '='};
    for (int i = 0; i <= count && i < 4; i++)
        out[i] = (uint8_t)alphabet[bits >> (18 - 6 * i) & 63];
    bytebuilder_add(b, out, 4);
}

static Value b2a_base64(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg data;
    ByteBuilder b;
    bool newline;
    if (!binascii_flag(t, args[1], true, &newline) || !span_get(t, args[0], &data))
        return VALUE_NULL;
    bytebuilder_init(&b, t);
    if (!bytebuilder_reserve(&b, (size_t)data.span.length / 3 * 4 + 5))
        return binascii_fail(t, &b, &data);
    for (int64_t i = 0; i < data.span.length; i += 3) {
        int64_t left = data.span.length - i;
        encode_group(&b, data.span.data + i, left < 3 ? left : 3);
    }
    if (newline)
        bytebuilder_char(&b, '\n');
    return binascii_finish(t, &b, &data);
}

typedef struct Decoder {
    ByteBuilder out;
    uint32_t bits;
    int64_t digits; /* of the alphabet, so far */
    int pads;       /* since the last digit */
    bool strict, padded;
} Decoder;

static void decode_digit(Decoder *d, int six) {
    d->bits = d->bits << 6 | (uint32_t)six;
    if (d->digits++ % 4) /* the first one completes no byte */
        bytebuilder_char(&d->out, (uint8_t)(d->bits >> (2 * (3 - (d->digits - 1) % 4))));
    d->pads = 0;
}

/* Is the data complete with this '='? A group needs two digits at least. */
static bool decode_pad(Decoder *d) {
    int64_t place = d->digits % 4;
    d->padded = true;
    return place >= 2 && place + ++d->pads == 4;
}

/* The complaint, or NULL; *complete: what follows the padding is not to be read. */
static const char *decode_char(Decoder *d, ByteSpan in, int64_t i, bool *complete) {
    int six = six_bits(in.data[i]);
    if (in.data[i] == '=') {
        if (d->strict && i == 0)
            return "Leading padding not allowed";
        *complete = decode_pad(d);
        return *complete && d->strict && i + 1 < in.length ? "Excess data after padding" : NULL;
    }
    if (six < 0)
        return d->strict ? "Only base64 data is allowed" : NULL;
    if (d->strict && d->padded)
        return "Discontinuous padding not allowed";
    decode_digit(d, six);
    return NULL;
}

static bool decode(Thread *t, Decoder *d, ByteSpan in) {
    bool complete = false;
    for (int64_t i = 0; i < in.length && !complete; i++) {
        const char *complaint = decode_char(d, in, i, &complete);
        if (complaint)
            return binascii_raise(t, "%s", complaint), false;
    }
    if (complete || d->digits % 4 == 0)
        return true;
    if (d->digits % 4 == 1)
        binascii_raise(
            t,
            "Invalid base64-encoded string: number of data characters (%lld) cannot be 1 more than "
            "a multiple of 4",
            (long long)d->digits);
    else
        binascii_raise(t, "Incorrect padding");
    return false;
}

static Value a2b_base64(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    SpanArg text;
    Decoder d = {0};
    if (!binascii_flag(t, args[1], false, &d.strict) || !binascii_take(t, args[0], &text))
        return VALUE_NULL;
    bytebuilder_init(&d.out, t);
    if (!bytebuilder_reserve(&d.out, (size_t)text.span.length / 4 * 3 + 3) || !decode(t, &d, text.span))
        return binascii_fail(t, &d.out, &text);
    return binascii_finish(t, &d.out, &text);
}

const MethodDef binascii_base64_functions[] = {
    {"b2a_base64", b2a_base64, "data, /, *, newline=True", "Data in base64, in one line."},
    {"a2b_base64", a2b_base64, "data, /, *, strict_mode=False",
     "The bytes that base64 text stands for.\n\nOther characters are passed over, and what follows the "
     "padding; in strict mode both are errors."},
    {0}};
