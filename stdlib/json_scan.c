/* The scanner: from JSON text to objects. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/float_text.h"
#include "runtime/int.h"
#include "runtime/text.h"
#include "stdlib/json.h"

enum { KEY_CACHE = 256, KEY_LENGTH = 40, NUMBER_LENGTH = 64 };

typedef struct Scanner {
    Object ob;
    bool strict;
    Value object_hook, object_pairs_hook, parse_float, parse_int, parse_constant;
    bool plain_float, plain_int; /* parse_float and parse_int are the types */
    Str *keys[KEY_CACHE];        /* seen before, by what they look like: keys come again and again; counted */
} Scanner;

/* A call of the scanner. */
typedef struct Scan {
    Thread *t;
    Scanner *scanner;
    Str *text;
} Scan;

static Value scan_value(Scan *s, int64_t *at);

static inline int64_t peek(const Scan *s, int64_t at) {
    if (at >= s->text->length)
        return -1;
    return __builtin_expect(s->text->kind == 1, 1) ? s->text->data[at] : (int64_t)str_at(s->text, at);
}

static inline void skip_space(const Scan *s, int64_t *at) {
    int64_t c = peek(s, *at);
    while (c == ' ' || c == '\n' || c == '\r' || c == '\t')
        c = peek(s, ++*at);
}

/* "Expecting value": the decoder makes the error of it. */
static Value no_value(Scan *s, int64_t at) {
    return raise_stop_iteration(s->t, small_int_value(at));
}

static Value complain(Scan *s, const char *message, int64_t at) {
    return json_raise(s->t, message, s->text, at);
}

/* --- numbers --- */

typedef struct Number {
    int64_t start, end;
    bool negative, is_float,
        exact; /* exact: the digits fit the mantissa, point and exponent included in `shift` */
    uint64_t digits;
    int shift, count;
} Number;

static inline bool is_digit(int64_t c) {
    return c >= '0' && c <= '9';
}

static int64_t take_digits(const Scan *s, int64_t at, Number *n) {
    for (int64_t c; is_digit(c = peek(s, at)); at++) {
        if (n->count < 19)
            n->digits = n->digits * 10 + (uint64_t)(c - '0');
        n->count += n->count > 0 || c != '0';
    }
    return at;
}

/* e+12, at the e; the same place if it is none. */
static int64_t take_exponent(const Scan *s, int64_t at, Number *n) {
    int64_t digits = at + 1, exponent = 0;
    bool negative = peek(s, digits) == '-';
    digits += negative || peek(s, digits) == '+';
    if (!is_digit(peek(s, digits)))
        return at;
    for (; is_digit(peek(s, digits)); digits++)
        exponent = exponent < 10000 ? exponent * 10 + peek(s, digits) - '0' : exponent;
    n->shift += (int)(negative ? -exponent : exponent);
    n->is_float = true;
    return digits;
}

/* false: there is no number. */
static bool find_number(const Scan *s, int64_t at, Number *n) {
    *n = (Number){.start = at, .negative = peek(s, at) == '-'};
    at += n->negative;
    if (!is_digit(peek(s, at)))
        return false;
    at = peek(s, at) == '0' ? at + 1 : take_digits(s, at, n);
    if (peek(s, at) == '.' && is_digit(peek(s, at + 1))) {
        int64_t end = take_digits(s, at + 1, n);
        n->shift = (int)(at + 1 - end > -10000 ? at + 1 - end : -10000);
        n->is_float = true;
        at = end;
    }
    if ((peek(s, at) | 0x20) == 'e')
        at = take_exponent(s, at, n);
    n->end = at;
    return true;
}

/* Digits and powers of ten that doubles hold exactly: one rounding. */
static bool exact_double(const Number *n, double *d) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (n->count > 18 || n->digits > (uint64_t)1 << 53 || n->shift < -22 || n->shift > 22)
        return false;
    *d = n->shift < 0 ? (double)n->digits / powers[-n->shift] : (double)n->digits * powers[n->shift];
    if (n->negative)
        *d = -*d;
    return true;
}

/* The text of a number, for functions that read it; on `room` if it is short, else to be freed. */
static char *number_text(Scan *s, const Number *n, char *room) {
    size_t length = (size_t)(n->end - n->start);
    char *text = length < NUMBER_LENGTH ? room : mem_alloc(length + 1);
    if (!text)
        return raise_no_memory(s->t), NULL;
    for (size_t i = 0; i < length; i++)
        text[i] = (char)str_at(s->text, n->start + (int64_t)i);
    text[length] = 0;
    return text;
}

static Value call_with_text(Scan *s, Value function, const Number *n) {
    Str *text = str_slice(s->t, s->text, n->start, n->end);
    Value v = text ? op_call1(s->t, function, object_value(text)) : VALUE_NULL;
    xdecref_object(s->t, text);
    return v;
}

static Value make_number(Scan *s, const Number *n) {
    char room[NUMBER_LENGTH];
    double d;
    if (n->is_float ? !s->scanner->plain_float : !s->scanner->plain_int)
        return call_with_text(s, n->is_float ? s->scanner->parse_float : s->scanner->parse_int, n);
    if (!n->is_float && n->count <= 18)
        return int_value(s->t, n->negative ? -(int64_t)n->digits : (int64_t)n->digits);
    if (n->is_float && exact_double(n, &d))
        return float_value(s->t, d);
    char *text = number_text(s, n, room);
    if (!text)
        return VALUE_NULL;
    size_t length = (size_t)(n->end - n->start);
    Value v = n->is_float ? float_value(s->t, float_parse(text, text + length))
                          : int_from_text(s->t, text, length, 10, VALUE_NULL);
    if (text != room)
        mem_free(text);
    return v;
}

/* --- words --- */

static bool starts_with(const Scan *s, int64_t at, const char *word) {
    for (; *word; word++, at++)
        if (peek(s, at) != *word)
            return false;
    return true;
}

static Value call_constant(Scan *s, const char *name) {
    Str *text = str_intern_utf8(s->t, name);
    Value v = text ? op_call1(s->t, s->scanner->parse_constant, object_value(text)) : VALUE_NULL;
    xdecref_object(s->t, text);
    return v;
}

/* null, true, NaN and so on; VALUE_NULL without exception: none of them. */
static Value scan_word(Scan *s, int64_t *at) {
    static const struct {
        const char *word;
        int64_t length;
        Value v; /* VALUE_NULL: parse_constant says */
    } words[] = {{"null", 4, VALUE_NONE}, {"true", 4, VALUE_TRUE},     {"false", 5, VALUE_FALSE},
                 {"NaN", 3, VALUE_NULL},  {"Infinity", 8, VALUE_NULL}, {"-Infinity", 9, VALUE_NULL}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (!starts_with(s, *at, words[i].word))
            continue;
        *at += words[i].length;
        return is_null(words[i].v) ? call_constant(s, words[i].word) : words[i].v;
    }
    return VALUE_NULL;
}

/* --- arrays --- */

/* Behind a value: a comma, after which another one follows, or the end; false: neither, an exception. */
static bool next_item(Scan *s, int64_t *at, char end, bool *more) {
    skip_space(s, at);
    int64_t c = peek(s, *at);
    if (c != ',' && c != end)
        return complain(s, "Expecting ',' delimiter", *at), false;
    ++*at;
    *more = c == ',';
    if (*more)
        skip_space(s, at);
    return true;
}

/* Behind the bracket. */
static Value scan_array(Scan *s, int64_t *at) {
    List *list = list_new(s->t, 0);
    skip_space(s, at);
    bool more = peek(s, *at) != ']', ok = list != NULL;
    *at += !more;
    while (ok && more) {
        Value v = scan_value(s, at);
        ok = !is_null(v) && list_append_owned(s->t, list, v) && next_item(s, at, ']', &more);
    }
    if (ok)
        return object_value(list);
    xdecref_object(s->t, list);
    return VALUE_NULL;
}

/* --- objects --- */

/* A short ASCII key, which may be known; NULL without exception: it is not of that kind. */
static Str *scan_known_key(Scan *s, int64_t *at) {
    if (s->text->kind != 1)
        return NULL;
    const uint8_t *start = s->text->data + *at, *c = start;
    uint32_t hash = 0;
    int64_t most = s->text->length - *at;
    most = most < KEY_LENGTH ? most : KEY_LENGTH;
    for (; c - start < most && *c >= ' ' && *c < 127 && *c != '"' && *c != '\\'; c++)
        hash = (hash ^ *c) * 0x01000193;
    size_t length = (size_t)(c - start);
    if (length < 2 || length >= (size_t)most || *c != '"')
        return NULL;
    Str **place = &s->scanner->keys[(hash ^ hash >> 15) % KEY_CACHE];
    if (!*place || (size_t)(*place)->length != length || memcmp((*place)->data, start, length)) {
        Str *key = str_intern_ascii(s->t, (const char *)start, length);
        if (!key)
            return NULL;
        xdecref_object(s->t, *place);
        *place = key;
    }
    *at += (int64_t)length + 1;
    incref_object(*place);
    return *place;
}

/* A key and the colon; NULL: exception. */
static Str *scan_key(Scan *s, int64_t *at) {
    if (peek(s, *at) != '"')
        return complain(s, "Expecting property name enclosed in double quotes", *at), NULL;
    ++*at;
    Str *key = scan_known_key(s, at);
    if (!key && !error_pending(s->t))
        key = json_read_string(s->t, s->text, at, s->scanner->strict);
    if (key && key->length <= KEY_LENGTH)
        key = str_intern(s->t, key); /* so that it is one string wherever it comes again */
    if (!key)
        return NULL;
    skip_space(s, at);
    if (peek(s, *at) != ':') {
        decref_object(s->t, key);
        return complain(s, "Expecting ':' delimiter", *at), NULL;
    }
    ++*at;
    skip_space(s, at);
    return key;
}

/* Into a dict, or as pairs into a list. */
static bool scan_member(Scan *s, int64_t *at, Dict *dict, List *pairs) {
    Str *key = scan_key(s, at);
    Value v = key ? scan_value(s, at) : VALUE_NULL;
    bool ok = !is_null(v);
    if (ok && dict)
        ok = key->interned ? dict_set_name(s->t, dict, key, v) : dict_set(s->t, dict, object_value(key), v);
    if (ok && pairs) {
        Tuple *pair = tuple_pack(s->t, 2, object_value(key), v);
        ok = pair && list_append_owned(s->t, pairs, object_value(pair));
    }
    decref(s->t, v);
    xdecref_object(s->t, key);
    return ok;
}

/* Calls a hook with what was made, which is consumed. */
static Value call_hook(Scan *s, Value hook, void *made) {
    Value v = op_call1(s->t, hook, object_value(made));
    decref_object(s->t, made);
    return v;
}

/* Behind the brace. */
static Value scan_object(Scan *s, int64_t *at) {
    Value pairs_hook = s->scanner->object_pairs_hook, hook = s->scanner->object_hook;
    bool as_pairs = !is_none(pairs_hook);
    Dict *dict = as_pairs ? NULL : dict_new(s->t, 0);
    List *pairs = as_pairs ? list_new(s->t, 0) : NULL;
    skip_space(s, at);
    bool more = peek(s, *at) != '}', ok = dict || pairs;
    *at += !more;
    while (ok && more)
        ok = scan_member(s, at, dict, pairs) && next_item(s, at, '}', &more);
    if (!ok) {
        xdecref_object(s->t, dict);
        xdecref_object(s->t, pairs);
        return VALUE_NULL;
    }
    if (as_pairs)
        return call_hook(s, pairs_hook, pairs);
    return is_none(hook) ? object_value(dict) : call_hook(s, hook, dict);
}

/* --- values --- */

static Value scan_nested(Scan *s, int64_t *at, bool array) {
    if (!recursion_enter(s->t, array ? " while decoding a JSON array from a unicode string"
                                     : " while decoding a JSON object from a unicode string"))
        return VALUE_NULL;
    ++*at;
    Value v = array ? scan_array(s, at) : scan_object(s, at);
    recursion_leave(s->t);
    return v;
}

static Value scan_value(Scan *s, int64_t *at) {
    Number number;
    int64_t c = peek(s, *at);
    if (c == '"') {
        ++*at;
        return str_value(json_read_string(s->t, s->text, at, s->scanner->strict));
    }
    if (c == '[' || c == '{')
        return scan_nested(s, at, c == '[');
    if (find_number(s, *at, &number)) {
        *at = number.end;
        return make_number(s, &number);
    }
    int64_t place = *at;
    Value v = scan_word(s, at);
    return is_null(v) && !error_pending(s->t) ? no_value(s, place) : v;
}

/* --- the type --- */

static Scanner *value_scanner(Value v) {
    return (Scanner *)value_object(v);
}

static Value scanner_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    int64_t at;
    if (!args_no_keywords(t, "scan_once", kwnames) || !args_positional(t, "scan_once", nargs, 2, 2))
        return VALUE_NULL;
    if (!is_str(args[0]))
        return raise_type_error(t, "first argument must be a string, not %.80T", args[0]);
    if (!arg_int64(t, args[1], &at))
        return VALUE_NULL;
    if (at < 0)
        return raise_value_error(t, "idx cannot be negative");
    Scan scan = {.t = t, .scanner = value_scanner(callee), .text = value_str(args[0])};
    Value v = scan_value(&scan, &at);
    Tuple *result = is_null(v) ? NULL : tuple_pack(t, 2, v, small_int_value(at));
    decref(t, v);
    return result_value(result);
}

static bool get_option(Thread *t, Value context, const char *name, Value *place) {
    Str *key = str_intern_utf8(t, name);
    if (key)
        *place = op_getattr(t, context, key);
    xdecref_object(t, key);
    return !is_null(*place);
}

static bool is_builtin(Thread *t, Value v, TypeId id) {
    return value_is(v, object_value(builtin_type(t, id)));
}

static Value scanner_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Scanner *s = object_new(t, type, 0);
    if (!s)
        return VALUE_NULL;
    Value strict = VALUE_NULL, context = args[0];
    s->object_hook = s->object_pairs_hook = s->parse_float = s->parse_int = s->parse_constant = VALUE_NULL;
    bool ok = get_option(t, context, "strict", &strict) && arg_bool(t, strict, &s->strict) &&
              get_option(t, context, "object_hook", &s->object_hook) &&
              get_option(t, context, "object_pairs_hook", &s->object_pairs_hook) &&
              get_option(t, context, "parse_float", &s->parse_float) &&
              get_option(t, context, "parse_int", &s->parse_int) &&
              get_option(t, context, "parse_constant", &s->parse_constant);
    decref(t, strict);
    if (!ok) {
        decref_object(t, s);
        return VALUE_NULL;
    }
    s->plain_float = is_builtin(t, s->parse_float, TYPE_FLOAT);
    s->plain_int = is_builtin(t, s->parse_int, TYPE_INT);
    return object_value(s);
}

static void scanner_dealloc(Thread *t, Object *o) {
    Scanner *s = (Scanner *)o;
    decref(t, s->object_hook);
    decref(t, s->object_pairs_hook);
    decref(t, s->parse_float);
    decref(t, s->parse_int);
    decref(t, s->parse_constant);
    for (int i = 0; i < KEY_CACHE; i++)
        xdecref_object(t, s->keys[i]);
}

static void scanner_traverse(Object *o, VisitFn visit, void *arg) {
    Scanner *s = (Scanner *)o;
    visit_value(s->object_hook, visit, arg);
    visit_value(s->object_pairs_hook, visit, arg);
    visit_value(s->parse_float, visit, arg);
    visit_value(s->parse_int, visit, arg);
    visit_value(s->parse_constant, visit, arg);
}

static Value get_strict(Thread *t, Value self) {
    return bool_value(value_scanner(self)->strict);
}
static Value get_object_hook(Thread *t, Value self) {
    return new_ref(value_scanner(self)->object_hook);
}
static Value get_object_pairs_hook(Thread *t, Value self) {
    return new_ref(value_scanner(self)->object_pairs_hook);
}
static Value get_parse_float(Thread *t, Value self) {
    return new_ref(value_scanner(self)->parse_float);
}
static Value get_parse_int(Thread *t, Value self) {
    return new_ref(value_scanner(self)->parse_int);
}
static Value get_parse_constant(Thread *t, Value self) {
    return new_ref(value_scanner(self)->parse_constant);
}

static const GetSetDef getsets[] = {
    {"strict", get_strict, NULL, "strict"},
    {"object_hook", get_object_hook, NULL, "object_hook"},
    {"object_pairs_hook", get_object_pairs_hook, NULL, NULL},
    {"parse_float", get_parse_float, NULL, "parse_float"},
    {"parse_int", get_parse_int, NULL, "parse_int"},
    {"parse_constant", get_parse_constant, NULL, "parse_constant"},
    {0},
};

const TypeDef json_scanner_type_def = {
    .name = "_json.Scanner",
    .size = sizeof(Scanner),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "JSON scanner object: called with (text, index), answers (value, index behind it).",
    .new_signature = "context",
    .slots = {.dealloc = scanner_dealloc,
              .traverse = scanner_traverse,
              .call = scanner_call,
              .new_instance = scanner_new},
    .getsets = getsets,
};
