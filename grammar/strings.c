#include "grammar/strings.h"

#include <stdio.h>
#include <string.h>

#include "grammar/build.h"
#include "grammar/fstring.h"
#include "grammar/names.h"
#include "parser.tab.h"

// ---- buffers

static bool reserve(Parser *p, Buffer *buffer, size_t more) {
    if (buffer->length + more <= buffer->capacity)
        return true;
    size_t capacity = 2 * buffer->capacity + more + 32;
    char *bytes = arena_alloc(&p->scratch, capacity);
    if (!bytes) {
        parser_fail_memory(p);
        return false;
    }
    if (buffer->length)
        memcpy(bytes, buffer->bytes, buffer->length);
    buffer->bytes = bytes;
    buffer->capacity = capacity;
    return true;
}

bool strings_add(Parser *p, Buffer *buffer, const char *bytes, size_t length) {
    if (!reserve(p, buffer, length))
        return false;
    if (length)
        memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
    return true;
}

bool strings_add_code(Parser *p, Buffer *buffer, unsigned code) {
    char bytes[4];
    int length = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (int i = length - 1; i > 0; i--, code >>= 6)
        bytes[i] = (char)(0x80 | (code & 0x3f));
    bytes[0] = (char)(leads[length] | code);
    return strings_add(p, buffer, bytes, (size_t)length);
}

Node *strings_constant(Parser *p, Span span, ConstKind kind, const Buffer *buffer) {
    Node *node = build_constant(p, span, kind);
    node->constant.bytes = arena_copy(p->arena, buffer->bytes, buffer->length);
    if (!node->constant.bytes)
        parser_fail_memory(p);
    else
        node->constant.length = (int)buffer->length;
    return node;
}

// ---- escapes

// Decodes one literal. Errors give positions as CPython's decoder counts them, which sees every character
// beyond ASCII as ten: \U0001f600.
typedef struct Unescape {
    Parser *p;
    const Token *token;
    const char *at, *end;
    Buffer *out;
    int position; // of `at`, so counted
    bool is_bytes;
    bool warned;
} Unescape;

static int simple_escape(char c) {
    static const char from[] = "\\'\"abfnrtv", to[] = "\\'\"\a\b\f\n\r\t\v";
    const char *found = c ? strchr(from, c) : NULL;
    return found ? to[found - from] : -1;
}

static int hex_value(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// `length` characters from the backslash on are wrong.
static bool fail_escape(Unescape *u, int length, const char *reason) {
    Span span = parser_last_span(u->p);
    if (length == 1)
        parser_fail(u->p, span,
                    "(unicode error) 'unicodeescape' codec can't decode byte 0x5c in position %d: %s",
                    u->position, reason);
    else
        parser_fail(u->p, span,
                    "(unicode error) 'unicodeescape' codec can't decode bytes in position %d-%d: %s",
                    u->position, u->position + length - 1, reason);
    return false;
}

static void skip(Unescape *u, int length) {
    u->at += length;
    u->position += length;
}

static bool put_value(Unescape *u, unsigned value) {
    if (!u->is_bytes)
        return strings_add_code(u->p, u->out, value);
    char byte = (char)value;
    return strings_add(u->p, u->out, &byte, 1);
}

static bool hex_escape(Unescape *u, int digits, const char *reason) {
    unsigned value = 0;
    for (int i = 0; i < digits; i++) {
        int digit = u->at + 2 + i < u->end ? hex_value(u->at[2 + i]) : -1;
        if (digit < 0 && u->is_bytes) {
            parser_fail(u->p, parser_last_span(u->p), "(value error) invalid \\x escape at position %d",
                        u->position);
            return false;
        }
        if (digit < 0)
            return fail_escape(u, 2 + i, reason);
        value = value << 4 | (unsigned)digit;
    }
    if (value > 0x10ffff)
        return fail_escape(u, 2 + digits, "illegal Unicode character");
    skip(u, 2 + digits);
    return put_value(u, value);
}

static bool octal_escape(Unescape *u) {
    unsigned value = 0;
    int length = 1;
    while (length < 4 && u->at + length < u->end && u->at[length] >= '0' && u->at[length] <= '7')
        value = value << 3 | (unsigned)(u->at[length++] - '0');
    if (value > 0377 && !u->warned) {
        parser_warn(u->p, DIAGNOSTIC_DEPRECATION_WARNING, parser_token_span(u->p, u->token),
                    "invalid octal escape sequence '%.4s'", u->at);
        u->warned = true;
    }
    skip(u, length);
    return put_value(u, value);
}

static bool named_escape(Unescape *u) {
    const ParseOptions *options = u->p->options;
    const char *name = u->at + 3, *close = NULL;
    if (u->at + 2 < u->end && u->at[2] == '{')
        close = memchr(name, '}', (size_t)(u->end - name));
    if (u->at + 2 >= u->end || u->at[2] != '{')
        return fail_escape(u, 2, "malformed \\N character escape");
    if (!close || close == name)
        return fail_escape(u, (int)((close ? close : u->end) - u->at), "malformed \\N character escape");
    uint32_t code;
    if (!options->character_by_name)
        return fail_escape(u, (int)(close + 1 - u->at), "there is no table of Unicode character names");
    if (!options->character_by_name(name, (size_t)(close - name), &code))
        return fail_escape(u, (int)(close + 1 - u->at), "unknown Unicode character name");
    if (!strings_add_code(u->p, u->out, code))
        return false;
    skip(u, (int)(close + 1 - u->at));
    return true;
}

// A backslash that means nothing stays.
static bool unknown_escape(Unescape *u) {
    if (!u->warned && (unsigned char)u->at[1] < 0x80)
        parser_warn(u->p, DIAGNOSTIC_DEPRECATION_WARNING, parser_token_span(u->p, u->token),
                    "invalid escape sequence '\\%c'", u->at[1]);
    u->warned = true;
    if ((unsigned char)u->at[1] >= 0x80)
        u->position += 5;
    skip(u, 1);
    return strings_add(u->p, u->out, "\\", 1);
}

static bool escape(Unescape *u) {
    if (u->at + 1 >= u->end) { // before the brace of an f-string
        skip(u, 1);
        return strings_add(u->p, u->out, "\\", 1);
    }
    char c = u->at[1];
    int value = simple_escape(c);
    if (value >= 0) {
        skip(u, 2);
        return put_value(u, (unsigned)value);
    }
    if (c == '\n') {
        skip(u, 2);
        return true;
    }
    if (c >= '0' && c <= '7')
        return octal_escape(u);
    if (c == 'x')
        return hex_escape(u, 2, "truncated \\xXX escape");
    if (u->is_bytes)
        return unknown_escape(u);
    if (c == 'u')
        return hex_escape(u, 4, "truncated \\uXXXX escape");
    if (c == 'U')
        return hex_escape(u, 8, "truncated \\UXXXXXXXX escape");
    return c == 'N' ? named_escape(u) : unknown_escape(u);
}

static bool unescape(Unescape *u) {
    while (u->at < u->end) {
        const char *stop = memchr(u->at, '\\', (size_t)(u->end - u->at));
        stop = stop ? stop : u->end;
        for (const char *c = u->at; c < stop; c++)
            if (((unsigned char)*c & 0xc0) != 0x80)
                u->position += (unsigned char)*c < 0x80 ? 1 : 10;
        if (!strings_add(u->p, u->out, u->at, (size_t)(stop - u->at)))
            return false;
        u->at = stop;
        if (u->at < u->end && !escape(u))
            return false;
    }
    return true;
}

bool strings_unescape(Parser *p, const Token *token, const char *text, size_t length, Buffer *buffer) {
    Unescape u = {.p = p, .token = token, .at = text, .end = text + length, .out = buffer};
    return unescape(&u);
}

// ---- literals

typedef struct Literal {
    const Token *token;
    const char *text, *end; // between the quotes
    bool is_bytes, is_raw, is_format, u_prefix;
} Literal;

static Literal read_literal(const Parser *p, const Token *token) {
    Literal literal = {.token = token};
    const char *at = p->source.text + token->start, *end = p->source.text + token->end;
    literal.u_prefix = *at == 'u';
    for (; *at != '\'' && *at != '"'; at++) {
        switch (*at | 32) {
        case 'b':
            literal.is_bytes = true;
            break;
        case 'r':
            literal.is_raw = true;
            break;
        case 'f':
            literal.is_format = true;
            break;
        }
    }
    int quotes = end - at >= 6 && at[1] == at[0] && at[2] == at[0] ? 3 : 1;
    literal.text = at + quotes;
    literal.end = end - quotes;
    return literal;
}

static bool add_bytes(Parser *p, const Literal *literal, Buffer *buffer) {
    for (const char *c = literal->text; c < literal->end; c++) {
        if ((unsigned char)*c >= 0x80) {
            parser_fail(p, parser_last_span(p), "bytes can only contain ASCII literal characters");
            return false;
        }
    }
    if (literal->is_raw)
        return strings_add(p, buffer, literal->text, (size_t)(literal->end - literal->text));
    Unescape u = {.p = p,
                  .token = literal->token,
                  .at = literal->text,
                  .end = literal->end,
                  .out = buffer,
                  .is_bytes = true};
    return unescape(&u);
}

static bool add_text(Parser *p, const Literal *literal, Buffer *buffer) {
    size_t length = (size_t)(literal->end - literal->text);
    if (literal->is_raw || !memchr(literal->text, '\\', length))
        return strings_add(p, buffer, literal->text, length);
    return strings_unescape(p, literal->token, literal->text, length, buffer);
}

static bool add_literal(Parser *p, const Literal *literal, JoinedValues *joined) {
    if (literal->is_format)
        return fstring_add(p, joined, literal->token, literal->text, literal->end, literal->is_raw);
    return literal->is_bytes ? add_bytes(p, literal, &joined->text) : add_text(p, literal, &joined->text);
}

Node *strings_build(Parser *p, Span span, int first) {
    const Token *tokens = p->tokens.items;
    Literal literal = read_literal(p, &tokens[first]);
    bool is_bytes = literal.is_bytes, is_format = false;
    JoinedValues joined = {.span = span, .u_prefix = literal.u_prefix};
    for (int i = first; tokens[i].kind == TOK_STRING && i != p->stop; i++) {
        literal = read_literal(p, &tokens[i]);
        is_format |= literal.is_format;
        if (literal.is_bytes != is_bytes)
            parser_fail(p, parser_last_span(p), "cannot mix bytes and nonbytes literals");
        if (p->failed || !add_literal(p, &literal, &joined))
            return &p->spare;
    }
    if (is_format) {
        fstring_flush(p, &joined);
        return build_joined_str(p, span, joined.values);
    }
    Node *node = strings_constant(p, span, is_bytes ? CONST_BYTES : CONST_STR, &joined.text);
    node->constant.u_prefix = joined.u_prefix;
    return node;
}

Node *strings_number(Parser *p, Span span, int token) {
    const Token *number = &p->tokens.items[token];
    return build_number(p, span, p->source.text + number->start, number->end - number->start);
}
