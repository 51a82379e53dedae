/* Formats: which items lie where. */
#include "runtime/error.h"
#include "runtime/memory.h"
#include "stdlib/struct.h"
#include <sys/types.h>

#define NATIVE(letter, kind, type)                                                                           \
    { letter, kind, sizeof(type), _Alignof(type) }

static const StructCode native_codes[] = {
    {'x', 'x', 1, 1},
    {'c', 'c', 1, 1},
    {'s', 's', 1, 1},
    {'p', 'p', 1, 1},
    {'b', 'i', 1, 1},
    {'B', 'u', 1, 1},
    NATIVE('?', '?', bool),
    NATIVE('h', 'i', short),
    NATIVE('H', 'u', short),
    NATIVE('i', 'i', int),
    NATIVE('I', 'u', int),
    NATIVE('l', 'i', long),
    NATIVE('L', 'u', long),
    NATIVE('q', 'i', long long),
    NATIVE('Q', 'u', long long),
    NATIVE('n', 'i', ssize_t),
    NATIVE('N', 'u', size_t),
    NATIVE('P', 'u', void *),
    {'e', 'f', 2, 2},
    NATIVE('f', 'f', float),
    NATIVE('d', 'f', double),
};

static const StructCode standard_codes[] = {
    {'x', 'x', 1, 1}, {'c', 'c', 1, 1}, {'s', 's', 1, 1}, {'p', 'p', 1, 1}, {'b', 'i', 1, 1},
    {'B', 'u', 1, 1}, {'?', '?', 1, 1}, {'h', 'i', 2, 1}, {'H', 'u', 2, 1}, {'i', 'i', 4, 1},
    {'I', 'u', 4, 1}, {'l', 'i', 4, 1}, {'L', 'u', 4, 1}, {'q', 'i', 8, 1}, {'Q', 'u', 8, 1},
    {'e', 'f', 2, 1}, {'f', 'f', 4, 1}, {'d', 'f', 8, 1},
};

static const StructCode *find_code(const StructFormat *format, char letter) {
    const StructCode *codes = format->native ? native_codes : standard_codes;
    size_t count = format->native ? sizeof native_codes / sizeof *native_codes
                                  : sizeof standard_codes / sizeof *standard_codes;
    for (size_t i = 0; i < count; i++)
        if (codes[i].letter == letter)
            return &codes[i];
    return NULL;
}

/* The byte order, if the format begins with one; the number of characters that say so. */
static size_t read_order(StructFormat *format, char c) {
    format->native = true;
    format->big_endian = false; /* as this machine is */
    if (!c || !strchr("@=<>!", c))
        return 0;
    format->native = c == '@';
    format->big_endian = c == '>' || c == '!';
    return 1;
}

static bool too_long(Thread *t) {
    return struct_error(t, "total struct size too long");
}

/* A repeat count, if there is one. */
static bool read_count(Thread *t, const char **at, const char *end, int64_t *count) {
    *count = 1;
    if (**at < '0' || **at > '9')
        return true;
    for (*count = 0; *at < end && **at >= '0' && **at <= '9'; ++*at)
        if (__builtin_mul_overflow(*count, 10, count) || __builtin_add_overflow(*count, **at - '0', count))
            return too_long(t);
    return *at < end || struct_error(t, "repeat count given without format specifier");
}

static StructField *add_field(Thread *t, StructFormat *format) {
    if (format->field_count == format->room) {
        int room = format->room ? 2 * format->room : 4;
        StructField *more = mem_realloc(format->fields, (size_t)room * sizeof *more);
        if (!more)
            return raise_no_memory(t), NULL;
        format->fields = more;
        format->room = room;
    }
    return &format->fields[format->field_count++];
}

static bool add_items(Thread *t, StructFormat *format, const StructCode *code, int64_t count) {
    int64_t gap = -format->size & (code->alignment - 1), bytes;
    if (__builtin_add_overflow(format->size, gap, &format->size) ||
        __builtin_mul_overflow(count, (int64_t)code->size, &bytes))
        return too_long(t);
    int64_t offset = format->size;
    if (__builtin_add_overflow(format->size, bytes, &format->size))
        return too_long(t);
    bool text = code->kind == 's' || code->kind == 'p';
    if (code->kind == 'x' || (count == 0 && !text))
        return true;
    StructField *field = add_field(t, format);
    if (!field)
        return false;
    *field = (StructField){*code, offset, count};
    format->items += text ? 1 : count;
    return true;
}

static bool parse(Thread *t, const char *at, const char *end, StructFormat *format) {
    at += read_order(format, at < end ? *at : 0);
    while (at < end) {
        int64_t count;
        if (*at == ' ' || (*at >= '\t' && *at <= '\r')) {
            at++;
            continue;
        }
        if (!read_count(t, &at, end, &count))
            return false;
        const StructCode *code = find_code(format, *at++);
        if (!code)
            return struct_error(t, "bad char in struct format");
        if (!add_items(t, format, code, count))
            return false;
    }
    return true;
}

bool struct_format_parse(Thread *t, const char *text, size_t length, StructFormat *format) {
    *format = (StructFormat){0};
    if (memchr(text, 0, length))
        return struct_error(t, "embedded null character");
    if (parse(t, text, text + length, format))
        return true;
    struct_format_free(format);
    return false;
}

void struct_format_free(StructFormat *format) {
    mem_free(format->fields);
    *format = (StructFormat){0};
}
