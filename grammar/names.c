#include "grammar/names.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

static const Name no_name = {"", 0, 0, NULL};

// FNV-1a: names are short, and the table lives as long as one parse.
static unsigned hash_bytes(const char *text, size_t length) {
    unsigned hash = 2166136261u;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 16777619u;
    return hash;
}

static const Name *intern_bytes(Parser *p, const char *text, size_t length) {
    unsigned hash = hash_bytes(text, length);
    Name **bucket = &p->names->buckets[(hash ^ hash >> 16) % NAME_BUCKETS];
    for (Name *name = *bucket; name; name = name->next)
        if (name->hash == hash && name->length == (int)length && memcmp(name->text, text, length) == 0)
            return name;
    Name *name = arena_alloc(p->arena, sizeof *name);
    char *copy = arena_copy(p->arena, text, length);
    if (!name || !copy) {
        parser_fail_memory(p);
        return &no_name;
    }
    *name = (Name){copy, (int)length, hash, *bucket};
    return *bucket = name;
}

static bool is_ascii(const char *text, size_t length) {
    unsigned char all = 0;
    for (size_t i = 0; i < length; i++)
        all |= (unsigned char)text[i];
    return all < 0x80;
}

const Name *name_intern(Parser *p, const char *text, size_t length) {
    if (is_ascii(text, length))
        return intern_bytes(p, text, length);
    utf8proc_uint8_t *normal = NULL;
    utf8proc_ssize_t normal_length =
        utf8proc_map((const utf8proc_uint8_t *)text, (utf8proc_ssize_t)length, &normal,
                     UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (normal_length < 0) {
        parser_fail_memory(p);
        return &no_name;
    }
    const Name *name = intern_bytes(p, (char *)normal, (size_t)normal_length);
    free(normal);
    return name;
}

const Name *name_join(Parser *p, const Name *module, const Name *attr) {
    size_t length = (size_t)module->length + 1 + (size_t)attr->length;
    char *text = arena_alloc(&p->scratch, length);
    if (!text) {
        parser_fail_memory(p);
        return &no_name;
    }
    memcpy(text, module->text, (size_t)module->length);
    text[module->length] = '.';
    memcpy(text + module->length + 1, attr->text, (size_t)attr->length);
    return intern_bytes(p, text, length);
}

unsigned name_decode(const char **at) {
    const unsigned char *s = (const unsigned char *)*at;
    int extra = s[0] < 0x80 ? 0 : s[0] < 0xe0 ? 1 : s[0] < 0xf0 ? 2 : 3;
    static const unsigned char masks[] = {0x7f, 0x1f, 0x0f, 0x07};
    unsigned code = s[0] & masks[extra];
    for (int i = 1; i <= extra; i++)
        code = code << 6 | (s[i] & 0x3f);
    *at += extra + 1;
    return code;
}

static bool in_ranges(unsigned code, const unsigned (*ranges)[2], size_t count) {
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i][0] && code <= ranges[i][1])
            return true;
    return false;
}
#define IN(code, ranges) in_ranges(code, ranges, sizeof(ranges) / sizeof *(ranges))

// XID_Start and XID_Continue follow from the general category, but for the characters that UAX 31 lists by
// hand and those that would stop being identifiers when NFKC takes them apart.
static const unsigned start_extra[][2] = {{0x1885, 0x1886}, {0x2118, 0x2118}, {0x212e, 0x212e}};
static const unsigned continue_extra[][2] = {
    {0xb7, 0xb7}, {0x387, 0x387}, {0x1369, 0x1371}, {0x19da, 0x19da}};
static const unsigned never[][2] = {{0x37a, 0x37a},   {0x2e2f, 0x2e2f}, {0xfc5e, 0xfc63}, {0xfdfa, 0xfdfb},
                                    {0xfe70, 0xfe70}, {0xfe72, 0xfe72}, {0xfe74, 0xfe74}, {0xfe76, 0xfe76},
                                    {0xfe78, 0xfe78}, {0xfe7a, 0xfe7a}, {0xfe7c, 0xfe7c}, {0xfe7e, 0xfe7e}};
static const unsigned not_at_start[][2] = {{0xe33, 0xe33}, {0xeb3, 0xeb3}, {0xff9e, 0xff9f}};

bool name_may_start(unsigned code) {
    if (code < 0x80)
        return (code | 32) - 'a' < 26 || code == '_';
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
        return !IN(code, never) && !IN(code, not_at_start);
    default:
        return IN(code, start_extra);
    }
}

bool name_may_continue(unsigned code) {
    if (code < 0x80)
        return name_may_start(code) || code - '0' < 10;
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
        return !IN(code, never);
    default:
        return name_may_start(code) || IN(code, continue_extra) || IN(code, not_at_start);
    }
}

bool name_is_printable(unsigned code) {
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return false;
    case UTF8PROC_CATEGORY_ZS:
        return code == ' ';
    default:
        return true;
    }
}

bool parse_is_identifier(const char *utf8, size_t length) {
    const char *at = utf8, *end = utf8 + length;
    if (length == 0 || !name_may_start(name_decode(&at)))
        return false;
    while (at < end)
        if (!name_may_continue(name_decode(&at)))
            return false;
    return true;
}
