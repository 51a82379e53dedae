#include "grammar/source.h"

#include <ctype.h>
#include <string.h>

#include "grammar/parser.h"

enum { LONGEST_SOURCE = 0x3fffffff, LONGEST_NAME = 63 };

// ---- encodings

typedef enum EncodingKind {
    ENCODING_UTF8,
    ENCODING_ASCII,
    ENCODING_LATIN1,
    ENCODING_TABLE,
    ENCODING_OTHER // if decode_source knows it
} EncodingKind;

typedef struct Encoding {
    EncodingKind kind;
    const uint16_t *table; // what ParseOptions.encoding_table gave
    const char *name;      // as the source has it
    int length;
} Encoding;

typedef struct EncodingName {
    const char *name; // lower case, with '-' for '_'
    EncodingKind kind;
    bool open; // anything may follow, behind a '-'
} EncodingName;

static const EncodingName encoding_names[] = {{"utf-8", ENCODING_UTF8, true},
                                              {"utf8", ENCODING_UTF8},
                                              {"u8", ENCODING_UTF8},
                                              {"ascii", ENCODING_ASCII},
                                              {"us-ascii", ENCODING_ASCII},
                                              {"646", ENCODING_ASCII},
                                              {"latin-1", ENCODING_LATIN1, true},
                                              {"latin1", ENCODING_LATIN1},
                                              {"iso-8859-1", ENCODING_LATIN1, true},
                                              {"iso8859-1", ENCODING_LATIN1},
                                              {"8859", ENCODING_LATIN1},
                                              {"iso-latin-1", ENCODING_LATIN1, true},
                                              {"l1", ENCODING_LATIN1}};

// PEP 263: in the first two lines, a comment with coding[:=] name. NULL if this line has none.
static const char *find_coding(const char *line, const char *end, size_t *length) {
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\f'))
        line++;
    if (line == end || *line != '#')
        return NULL;
    for (; line + 6 < end; line++) {
        if (memcmp(line, "coding", 6) != 0 || (line[6] != ':' && line[6] != '='))
            continue;
        line += 7;
        while (line < end && (*line == ' ' || *line == '\t'))
            line++;
        const char *name = line;
        while (line < end && (isalnum((unsigned char)*line) || strchr("-_.", *line)) && *line)
            line++;
        *length = (size_t)(line - name);
        return line > name ? name : NULL;
    }
    return NULL;
}

static bool is_blank_or_comment(const char *line, const char *end) {
    while (line < end && (*line == ' ' || *line == '\t' || *line == '\f'))
        line++;
    return line == end || *line == '#';
}

static const char *line_end(const char *at, const char *end) {
    while (at < end && *at != '\n' && *at != '\r')
        at++;
    return at;
}

static const char *declared_encoding(const char *bytes, const char *end, size_t *length) {
    for (int line = 0; line < 2 && bytes < end; line++) {
        const char *stop = line_end(bytes, end);
        const char *name = find_coding(bytes, stop, length);
        if (name || !is_blank_or_comment(bytes, stop))
            return name;
        bytes = stop + 1 + (stop + 1 < end && stop[0] == '\r' && stop[1] == '\n');
    }
    return NULL;
}

// Like CPython: names compare in lower case, with '-' for '_', and what follows "utf-8-" or "latin-1-" means
// nothing.
static bool name_is(const char *name, size_t length, const char *wanted, bool open) {
    size_t i = 0;
    for (; i < length && wanted[i]; i++) {
        char c = (char)tolower((unsigned char)name[i]);
        if ((c == '_' ? '-' : c) != wanted[i])
            return false;
    }
    return !wanted[i] && (i == length || (open && (name[i] == '-' || name[i] == '_')));
}

static bool find_encoding(Parser *p, const char *name, size_t length, Encoding *encoding) {
    for (size_t i = 0; i < sizeof encoding_names / sizeof *encoding_names; i++) {
        if (name_is(name, length, encoding_names[i].name, encoding_names[i].open)) {
            encoding->kind = encoding_names[i].kind;
            return true;
        }
    }
    char text[LONGEST_NAME + 1] = "";
    if (length <= LONGEST_NAME && p->options->encoding_table)
        encoding->table = p->options->encoding_table(memcpy(text, name, length));
    encoding->kind = encoding->table ? ENCODING_TABLE : ENCODING_OTHER;
    return encoding->table || p->options->decode_source;
}

static bool fail_encoding(Parser *p, const char *format, const char *name, int length) {
    parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, 0, p->options->is_file ? 0 : -1, 0, 0, format, length, name);
    return false;
}

static bool fail_unknown(Parser *p, const Encoding *encoding) {
    return fail_encoding(p, p->options->is_file ? "encoding problem: %.*s" : "unknown encoding: %.*s", encoding->name,
                         encoding->length);
}

static bool choose_encoding(Parser *p, const char *bytes, const char *end, bool has_mark,
                            Encoding *encoding) {
    size_t length = 0;
    const char *name = declared_encoding(bytes, end, &length);
    *encoding = (Encoding){ENCODING_UTF8, NULL, name, (int)length};
    if (!name)
        return true;
    if (!find_encoding(p, name, length, encoding))
        return fail_unknown(p, encoding);
    if (!has_mark || name_is(name, length, "utf-8", true)) // "utf8" will not do
        return true;
    if (name_is(name, length, "latin-1", true) || name_is(name, length, "iso-8859-1", true) ||
        name_is(name, length, "iso-latin-1", true))
        return fail_encoding(p, "encoding problem: %.*s with BOM", "iso-8859-1", 10);
    return fail_encoding(p, "encoding problem: %.*s with BOM", name, (int)length);
}

// ---- decoding

typedef struct Text {
    char *bytes;
    size_t length;
} Text;

static void put_code(Text *text, unsigned code) {
    char *out = text->bytes + text->length;
    if (code < 0x80) {
        *out++ = (char)code;
    } else if (code < 0x800) {
        *out++ = (char)(0xc0 | code >> 6);
        *out++ = (char)(0x80 | (code & 0x3f));
    } else {
        *out++ = (char)(0xe0 | code >> 12);
        *out++ = (char)(0x80 | (code >> 6 & 0x3f));
        *out++ = (char)(0x80 | (code & 0x3f));
    }
    text->length = (size_t)(out - text->bytes);
}

static bool fail_byte(Parser *p, const Encoding *encoding, unsigned char byte, size_t position) {
    bool ascii = encoding->kind == ENCODING_ASCII;
    if (p->options->is_file)
        return fail_encoding(p, "encoding problem: %.*s", encoding->name, encoding->length);
    parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, 0, -1, 0, 0,
                   "'%s' codec can't decode byte 0x%02x in position %zu: %s", ascii ? "ascii" : "charmap",
                   byte, position, ascii ? "ordinal not in range(128)" : "character maps to <undefined>");
    return false;
}

static bool decode_bytes(Parser *p, const char *bytes, size_t length, const Encoding *encoding, Text *text) {
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        unsigned code = encoding->table ? encoding->table[byte] : byte;
        if (code == PARSE_UNDEFINED || (encoding->kind == ENCODING_ASCII && byte >= 0x80))
            return fail_byte(p, encoding, byte, i);
        put_code(text, code);
    }
    return true;
}

// How many bytes the UTF-8 sequence at s has; 0 if it is not valid, and why.
static int sequence_length(const unsigned char *s, const unsigned char *end, const char **reason) {
    int length = s[0] < 0x80 ? 1 : s[0] < 0xc2 ? 0 : s[0] < 0xe0 ? 2 : s[0] < 0xf0 ? 3 : s[0] < 0xf5 ? 4 : 0;
    *reason = "invalid start byte";
    if (length <= 1)
        return length;
    unsigned low = s[0] == 0xe0 ? 0xa0 : s[0] == 0xf0 ? 0x90 : 0x80;
    unsigned high = s[0] == 0xed ? 0x9f : s[0] == 0xf4 ? 0x8f : 0xbf;
    for (int i = 1; i < length; i++, low = 0x80, high = 0xbf) {
        *reason = "unexpected end of data";
        if (s + i >= end)
            return 0;
        *reason = "invalid continuation byte";
        if (s[i] < low || s[i] > high)
            return 0;
    }
    return length;
}

static bool is_all_ascii(const char *bytes, size_t length) {
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)bytes[i];
    return all < 0x80;
}

static int count_line(const char *bytes, const char *at) {
    int line = 1;
    for (; bytes < at; bytes++)
        line += *bytes == '\n';
    return line;
}

// What is wrong with the encoding of a program file has no position, as in CPython.
static bool fail_utf8(Parser *p, const char *bytes, const char *at, const char *reason) {
    const char *line = at;
    while (line > bytes && line[-1] != '\n')
        line--;
    int number = count_line(bytes, at);
    if (p->options->is_file)
        parser_fail_at(
            p, DIAGNOSTIC_SYNTAX_ERROR, 0, 0, 0, 0,
            "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but no encoding declared; see "
            "https://peps.python.org/pep-0263/ for details",
            (unsigned char)*at, p->options->filename ? p->options->filename : "<string>", number);
    else
        parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, number, (int)(at - line) + 1, number, (int)(at - line) + 1,
                       "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %d: %s",
                       (unsigned char)*at, (int)(at - line), reason);
    return false;
}

static bool check_utf8(Parser *p, const char *bytes, size_t length) {
    if (is_all_ascii(bytes, length))
        return true;
    const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
    while (at < end) {
        const char *reason;
        int count = sequence_length(at, end, &reason);
        if (count == 0)
            return fail_utf8(p, bytes, (const char *)at, reason);
        at += count;
    }
    return true;
}

// ---- lines

// CR and CRLF become LF, and the last line gets a line end; in place, there is room for one byte more.
static size_t unify_line_ends(char *text, size_t length, bool *added) {
    const char *from = memchr(text, '\r', length);
    if (from) {
        char *to = text + (from - text);
        for (const char *end = text + length; from < end; from++) {
            bool carriage_return = *from == '\r'; // asked before *to, which may be *from, is written
            *to++ = carriage_return ? '\n' : *from;
            if (carriage_return && from + 1 < end && from[1] == '\n')
                from++;
        }
        length = (size_t)(to - text);
    }
    *added = length > 0 && text[length - 1] != '\n';
    if (*added)
        text[length++] = '\n';
    text[length] = '\0';
    return length;
}

static int *find_lines(Arena *arena, const char *text, size_t length, int *line_count) {
    int count = 0;
    for (const char *at = text; (at = memchr(at, '\n', length - (size_t)(at - text))); at++)
        count++;
    int *starts = arena_alloc(arena, (size_t)(count + 2) * sizeof *starts);
    if (!starts)
        return NULL;
    int line = 1;
    for (const char *at = text; (at = memchr(at, '\n', length - (size_t)(at - text))); at++)
        starts[line++] = (int)(at - text) + 1;
    starts[count + 1] = (int)length;
    *line_count = count;
    return starts;
}

static bool set_source(Parser *p, Text text) {
    Source *source = &p->source;
    source->length = (int)unify_line_ends(text.bytes, text.length, &source->added_newline);
    source->text = text.bytes;
    source->line_starts = find_lines(&p->scratch, source->text, (size_t)source->length, &source->line_count);
    if (!source->line_starts)
        parser_fail_memory(p);
    return source->line_starts != NULL;
}

bool source_wrap(Parser *p, const char *bytes, size_t length) {
    Text text = {arena_alloc(&p->scratch, length + 2), length};
    if (!text.bytes) {
        parser_fail_memory(p);
        return false;
    }
    if (length)
        memcpy(text.bytes, bytes, length);
    return set_source(p, text);
}

static bool load_encoded(Parser *p, const char *bytes, size_t length, const Encoding *encoding) {
    Text text = {arena_alloc(&p->scratch, 3 * length + 2), 0};
    if (!text.bytes) {
        parser_fail_memory(p);
        return false;
    }
    return decode_bytes(p, bytes, length, encoding, &text) && set_source(p, text);
}

static bool load_other(Parser *p, const char *bytes, size_t length, const Encoding *encoding) {
    const char *error = NULL, *text = NULL, *name = arena_copy(&p->scratch, encoding->name, (size_t)encoding->length);
    if (name)
        text = p->options->decode_source(p->options->decode_context, name, bytes, length, &p->scratch, &length, &error);
    if (text)
        return source_wrap(p, text, length);
    if (!error)
        parser_fail_memory(p);
    else if (p->options->is_file)
        return fail_unknown(p, encoding);
    else
        parser_fail_at(p, DIAGNOSTIC_SYNTAX_ERROR, 0, -1, 0, 0, "%s", error);
    return false;
}

bool source_load(Parser *p, const char *bytes, size_t length) {
    if (length > LONGEST_SOURCE) {
        parser_fail_memory(p);
        return false;
    }
    if (length && memchr(bytes, '\0', length)) {
        parser_fail_at(p, DIAGNOSTIC_VALUE_ERROR, 0, 0, 0, 0,
                       p->options->is_file ? "source code cannot contain null bytes"
                                           : "source code string cannot contain null bytes");
        return false;
    }
    Encoding encoding = {ENCODING_UTF8, NULL, NULL, 0};
    if (!p->options->is_text) {
        bool has_mark = length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
        if (has_mark) {
            bytes += 3;
            length -= 3;
        }
        if (!choose_encoding(p, bytes, bytes + length, has_mark, &encoding))
            return false;
    }
    if (encoding.kind == ENCODING_OTHER)
        return load_other(p, bytes, length, &encoding);
    if (encoding.kind != ENCODING_UTF8)
        return load_encoded(p, bytes, length, &encoding);
    return check_utf8(p, bytes, length) && source_wrap(p, bytes, length);
}
