/* Universal newlines: translating, finding ends of lines, IncrementalNewlineDecoder. */
#include "runtime/list.h"
#include "runtime/text.h"
#include "stdlib/io.h"

static bool has(const Str *s, uint32_t c) {
    return text_find_char(s->data, s->kind, 0, s->length, c, false) >= 0;
}

/* Which newlines occur in a text with \r in it. */
static int newlines_seen(const Str *s) {
    int seen = 0;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c == '\n')
            seen |= SEEN_LF;
        else if (c == '\r' && i + 1 < s->length && str_at(s, i + 1) == '\n') {
            seen |= SEEN_CRLF;
            i++;
        } else if (c == '\r')
            seen |= SEEN_CR;
    }
    return seen;
}

static Str *translated(Thread *t, const Str *s) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t from = 0, at; from < s->length;) {
        at = text_find_char(s->data, s->kind, from, s->length, '\r', false);
        strbuilder_slice(&b, s, from, at < 0 ? s->length : at);
        if (at < 0)
            break;
        strbuilder_char(&b, '\n');
        from = at + 1;
        if (from < s->length && str_at(s, from) == '\n')
            from++;
    }
    return strbuilder_finish(&b);
}

Str *newlines_translate(Thread *t, Str *s, bool translate, int *seen) {
    if (!has(s, '\r')) {
        if (!(*seen & SEEN_LF) && has(s, '\n'))
            *seen |= SEEN_LF;
        return s;
    }
    *seen |= newlines_seen(s);
    if (!translate)
        return s;
    Str *result = translated(t, s);
    decref_object(t, s);
    return result;
}

Value newlines_value(Thread *t, int seen) {
    static const char *const texts[] = {"\r", "\n", "\r\n"}; /* by bit of NewlineSeen */
    Value items[3];
    int count = 0;
    for (int i = 0; i < 3; i++)
        if (seen >> i & 1 && is_null(items[count++] = str_value(str_new(t, texts[i])))) {
            while (--count > 0)
                decref(t, items[count - 1]);
            return VALUE_NULL;
        }
    if (count < 2)
        return count ? items[0] : VALUE_NONE;
    Tuple *tuple = tuple_from_owned(t, items, count);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

bool newlines_argument(Thread *t, Value v, const char *function, const char **newline) {
    static const char *const allowed[] = {"", "\n", "\r", "\r\n"};
    *newline = NULL;
    if (is_null(v) || is_none(v))
        return true;
    if (!is_str(v))
        return raise_type_error(t, "%s() argument 'newline' must be str or None, not %T", function, v), false;
    for (int i = 0; i < 4; i++)
        if (str_equal_ascii(value_str(v), allowed[i]))
            return *newline = allowed[i], true;
    if (strcmp(function, "StringIO") == 0)
        raise_value_error(t, "illegal newline value: %R", v);
    else
        raise_value_error(t, "illegal newline value: %U", value_str(v));
    return false;
}

static int64_t find(const Str *s, int64_t start, uint32_t c) {
    return text_find_char(s->data, s->kind, start, s->length, c, false);
}

static int64_t find_universal(const Str *s, int64_t start) {
    int64_t lf = find(s, start, '\n'), cr = find(s, start, '\r');
    if (cr < 0 || (lf >= 0 && lf < cr))
        return lf < 0 ? -1 : lf + 1;
    return lf == cr + 1 ? cr + 2 : cr + 1;
}

int64_t newlines_find_end(const Str *s, int64_t start, bool is_translated, bool universal,
                          const char *newline) {
    if (!is_translated && universal)
        return find_universal(s, start);
    int64_t at = find(s, start, is_translated || !newline || !newline[0] ? '\n' : (uint8_t)newline[0]);
    if (is_translated || !newline || !newline[0] || !newline[1])
        return at < 0 ? -1 : at + 1;
    while (at >= 0 && (at + 1 >= s->length || str_at(s, at + 1) != '\n'))
        at = find(s, at + 1, '\r');
    return at < 0 ? -1 : at + 2;
}

/* IncrementalNewlineDecoder(decoder, translate, errors): wraps a decoder of codecs, or (None) takes text as
 * it is. */
typedef struct NewlineDecoder {
    Object ob;
    Value decoder; /* VALUE_NULL: none */
    bool ready;    /* __init__ has run */
    bool translate, pending_cr;
    int seen;
} NewlineDecoder;

static NewlineDecoder *decoder_of(Value v) {
    return (NewlineDecoder *)value_object(v);
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = object_new(t, type, 0);
    if (!d)
        return VALUE_NULL;
    d->decoder = VALUE_NULL;
    return object_value(d);
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = decoder_of(self);
    value_store(t, &d->decoder, is_none(args[0]) ? VALUE_NULL : new_ref(args[0]));
    d->seen = 0;
    d->pending_cr = false;
    return d->ready = arg_bool(t, args[1], &d->translate);
}

/* NULL: ValueError. */
static NewlineDecoder *ready_decoder(Thread *t, Value self) {
    NewlineDecoder *d = decoder_of(self);
    return d->ready ? d : (raise_value_error(t, "IncrementalNewlineDecoder.__init__() not called"), NULL);
}

static void dealloc(Thread *t, Object *self) {
    decref(t, ((NewlineDecoder *)self)->decoder);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    visit_value(((NewlineDecoder *)self)->decoder, visit, arg);
}

static Value decode_input(Thread *t, NewlineDecoder *d, Value input, bool final) {
    if (is_null(d->decoder))
        return new_ref(input);
    Str *name = str_intern_utf8(t, "decode");
    Value args[3] = {d->decoder, input, bool_value(final)};
    Value v = name ? op_call_method(t, name, args, 3) : VALUE_NULL;
    xdecref_object(t, name);
    return v;
}

/* A \r at the end waits for the \n that may follow. */
static Str *hold_back(Thread *t, NewlineDecoder *d, Str *s, bool final) {
    if (d->pending_cr && (s->length || final)) {
        Str *joined = str_format(t, "\r%U", s);
        decref_object(t, s);
        if (!(s = joined))
            return NULL;
        d->pending_cr = false;
    }
    if (!final && s->length && str_at(s, s->length - 1) == '\r') {
        Str *shorter = str_slice(t, s, 0, s->length - 1);
        decref_object(t, s);
        d->pending_cr = true;
        s = shorter;
    }
    return s;
}

static Value decode_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = ready_decoder(t, args[0]);
    bool final = false;
    if (!d || (!is_null(args[2]) && !arg_bool(t, args[2], &final)))
        return VALUE_NULL;
    Value text = decode_input(t, d, args[1], final);
    if (is_null(text))
        return text;
    if (!is_str(text)) {
        raise_type_error(t, "decoder should return a string result, not '%T'", text);
        decref(t, text);
        return VALUE_NULL;
    }
    Str *s = hold_back(t, d, value_str(text), final);
    return str_value(s ? newlines_translate(t, s, d->translate, &d->seen) : NULL);
}

static Value reset_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = ready_decoder(t, args[0]);
    Str *name = d ? str_intern_utf8(t, "reset") : NULL;
    if (!name)
        return VALUE_NULL;
    d->seen = 0;
    d->pending_cr = false;
    Value v = is_null(d->decoder) ? VALUE_NONE : op_call_method0(t, d->decoder, name);
    decref_object(t, name);
    return v;
}

/* (bytes, flags): the wrapped decoder's state with one bit more. */
static Value getstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = ready_decoder(t, args[0]);
    Value state = VALUE_NULL, buffer = VALUE_NULL;
    int64_t flags = 0;
    if (!d)
        return VALUE_NULL;
    if (!is_null(d->decoder)) {
        Str *name = str_intern_utf8(t, "getstate");
        state = name ? op_call_method0(t, d->decoder, name) : VALUE_NULL;
        xdecref_object(t, name);
        bool pair = is_tuple(state) && value_tuple(state)->length == 2;
        if (!is_null(state) && !pair)
            raise_type_error(t, "illegal decoder state");
        if (!pair || !op_index_int64(t, value_tuple(state)->items[1], &flags, EXC_OverflowError))
            return decref(t, state), VALUE_NULL;
        buffer = new_ref(value_tuple(state)->items[0]);
    } else
        buffer = io_bytes(t, "", 0);
    decref(t, state);
    Tuple *result =
        is_null(buffer) ? NULL : tuple_pack(t, 2, buffer, small_int_value(flags << 1 | d->pending_cr));
    decref(t, buffer);
    return result ? object_value(result) : VALUE_NULL;
}

static Value setstate_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    NewlineDecoder *d = ready_decoder(t, args[0]);
    int64_t flags;
    if (!d)
        return VALUE_NULL;
    if (!is_tuple(args[1]) || value_tuple(args[1])->length != 2)
        return raise_type_error(t, "state argument must be a tuple");
    if (!op_index_int64(t, value_tuple(args[1])->items[1], &flags, EXC_OverflowError))
        return VALUE_NULL;
    d->pending_cr = flags & 1;
    if (is_null(d->decoder))
        return VALUE_NONE;
    Tuple *state = tuple_pack(t, 2, value_tuple(args[1])->items[0], small_int_value(flags >> 1));
    Str *name = state ? str_intern_utf8(t, "setstate") : NULL;
    Value v = name ? op_call_method1(t, d->decoder, name, object_value(state)) : VALUE_NULL;
    xdecref_object(t, name);
    xdecref_object(t, state);
    return v;
}

static Value get_newlines(Thread *t, Value self) {
    return newlines_value(t, decoder_of(self)->seen);
}

static const GetSetDef getsets[] = {{"newlines", get_newlines, NULL, NULL}, {0}};
static const MethodDef methods[] = {{"decode", decode_method, "input, final=False", NULL},
                                    {"reset", reset_method, "", NULL},
                                    {"getstate", getstate_method, "", NULL},
                                    {"setstate", setstate_method, "state, /", NULL},
                                    {0}};
const TypeDef newline_decoder_type_def = {
    .name = "_io.IncrementalNewlineDecoder",
    .size = sizeof(NewlineDecoder),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Turns all kinds of line ends into \\n while it decodes.",
    .init_signature = "decoder, translate, errors='strict'",
    .slots = {.dealloc = dealloc, .traverse = traverse, .new_instance = new_instance, .init = init},
    .methods = methods,
    .getsets = getsets,
};
