#define PCRE2_CODE_UNIT_WIDTH 0
#include "stdlib/re_engine.h"
#include "runtime/error.h"
#include "runtime/unicode.h"
#include <dlfcn.h>
#include <pcre2.h>
#include <stdio.h>

enum {
    MATCH_LIMIT = 100 * 1000 * 1000, /* steps from one place: about a second */
    STACK_START = 64 << 10,
    STACK_MAX = 512 << 20, /* of address space; memory is taken as it is used */
    NEST_LIMIT = 20000
};

/* The functions of one width; types that differ by width are void here. */
#define FUNCTIONS(FUNCTION)                                                                                  \
    FUNCTION(void *, compile, (const void *, size_t, uint32_t, int *, size_t *, void *))                     \
    FUNCTION(void, code_free, (void *))                                                                      \
    FUNCTION(int, jit_compile, (void *, uint32_t))                                                           \
    FUNCTION(int, jit_match, (const void *, const void *, size_t, size_t, uint32_t, void *, void *))         \
    FUNCTION(int, match, (const void *, const void *, size_t, size_t, uint32_t, void *, void *))             \
    FUNCTION(void *, match_data_create_from_pattern, (const void *, void *))                                 \
    FUNCTION(void, match_data_free, (void *))                                                                \
    FUNCTION(size_t *, get_ovector_pointer, (void *))                                                        \
    FUNCTION(uint32_t, get_ovector_count, (void *))                                                          \
    FUNCTION(void *, compile_context_create, (void *))                                                       \
    FUNCTION(void, compile_context_free, (void *))                                                           \
    FUNCTION(int, set_newline, (void *, uint32_t))                                                           \
    FUNCTION(int, set_parens_nest_limit, (void *, uint32_t))                                                 \
    FUNCTION(int, set_character_tables, (void *, const uint8_t *))                                           \
    FUNCTION(const uint8_t *, maketables, (void *))                                                          \
    FUNCTION(void, maketables_free, (void *, const uint8_t *))                                               \
    FUNCTION(void *, match_context_create, (void *))                                                         \
    FUNCTION(void, match_context_free, (void *))                                                             \
    FUNCTION(int, set_match_limit, (void *, uint32_t))                                                       \
    FUNCTION(void *, jit_stack_create, (size_t, size_t, void *))                                             \
    FUNCTION(void, jit_stack_assign, (void *, void *, void *))                                               \
    FUNCTION(void, jit_stack_free, (void *))

struct ReLibrary {
#define FUNCTION(type, name, arguments) type(*name) arguments;
    FUNCTIONS(FUNCTION)
#undef FUNCTION
    int width;
    void *compile_context, *match_context, *stack;
};

static const struct {
    const char *name;
    size_t offset;
} functions[] = {
#define FUNCTION(type, name, arguments) {#name, offsetof(ReLibrary, name)},
    FUNCTIONS(FUNCTION)
#undef FUNCTION
};

/* --- loading --- */

static bool find_functions(ReLibrary *library, int bits) {
    char name[80];
    snprintf(name, sizeof name, "libpcre2-%d.so.0", bits);
    void *handle = dlopen(name, RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE);
    bool ok = handle != NULL;
    for (size_t i = 0; ok && i < sizeof functions / sizeof *functions; i++) {
        snprintf(name, sizeof name, "pcre2_%s_%d", functions[i].name, bits);
        void *function = dlsym(handle, name);
        memcpy((char *)library + functions[i].offset, &function, sizeof function);
        ok = function != NULL;
    }
    if (handle)
        dlclose(handle);
    return ok;
}

static void free_library(ReLibrary *library) {
    if (!library)
        return;
    if (library->compile_context)
        library->compile_context_free(library->compile_context);
    if (library->match_context)
        library->match_context_free(library->match_context);
    if (library->stack)
        library->jit_stack_free(library->stack);
    mem_free(library);
}

static bool make_contexts(ReLibrary *library) {
    library->compile_context = library->compile_context_create(NULL);
    library->match_context = library->match_context_create(NULL);
    library->stack = library->jit_stack_create(STACK_START, STACK_MAX, NULL);
    if (!library->compile_context || !library->match_context || !library->stack)
        return false;
    library->set_newline(library->compile_context, PCRE2_NEWLINE_LF);
    library->set_parens_nest_limit(library->compile_context, NEST_LIMIT);
    library->set_match_limit(library->match_context, MATCH_LIMIT);
    library->jit_stack_assign(library->match_context, NULL, library->stack);
    return true;
}

static ReLibrary *get_library(Thread *t, ReEngine *engine, int width) {
    ReLibrary **place = &engine->libraries[width >> 1];
    if (*place)
        return *place;
    ReLibrary *library = mem_calloc(1, sizeof *library);
    if (!library)
        return raise_no_memory(t), NULL;
    library->width = width;
    if (!find_functions(library, 8 * width)) {
        mem_free(library);
        return raise(t, EXC_ImportError, "regular expressions need libpcre2-%d: %s", 8 * width, dlerror()),
               NULL;
    }
    if (!make_contexts(library))
        return free_library(library), raise_no_memory(t), NULL;
    return *place = library;
}

void re_engine_free(ReEngine *engine) {
    for (int i = 0; i < RE_WIDTHS; i++)
        free_library(engine->libraries[i]);
    mem_free(engine->latin1_tables);
    *engine = (ReEngine){0};
}

/* --- tables of characters, whose layout PCRE2 documents in pcre2_dftables --- */

enum {
    LOWER = 0,
    FLIPPED = 256,
    BITS_SPACE = 512,
    BITS_DIGIT = BITS_SPACE + 64,
    BITS_WORD = BITS_SPACE + 160,
    TYPES = 832,
    TABLES_SIZE = 1088,
    TYPE_SPACE = 1,
    TYPE_LETTER = 2,
    TYPE_LOWER = 4,
    TYPE_DIGIT = 8,
    TYPE_WORD = 16
};

static void mark(uint8_t *tables, int c, bool yes, int bits, int type) {
    if (!yes)
        return;
    tables[bits + c / 8] |= (uint8_t)(1 << c % 8);
    tables[TYPES + c] |= (uint8_t)type;
}

/* The other case of a letter if that is a Latin-1 character too, else the letter itself. */
static uint8_t latin1_case(int c, UnicodeCase to) {
    uint32_t mapped[3];
    return unicode_map((uint32_t)c, to, mapped) == 1 && mapped[0] < 256 ? (uint8_t)mapped[0] : (uint8_t)c;
}

static void set_latin1(uint8_t *tables, int c) {
    const unsigned alphanumeric = UNICODE_ALPHA | UNICODE_DECIMAL | UNICODE_DIGIT | UNICODE_NUMERIC;
    uint8_t lower = latin1_case(c, CASE_LOWER), upper = latin1_case(c, CASE_UPPER);
    mark(tables, c, unicode_is_space((uint32_t)c), BITS_SPACE, TYPE_SPACE);
    mark(tables, c, unicode_is((uint32_t)c, UNICODE_DECIMAL), BITS_DIGIT, TYPE_DIGIT);
    mark(tables, c, unicode_is((uint32_t)c, alphanumeric) || c == '_', BITS_WORD, TYPE_WORD);
    tables[LOWER + c] = lower;
    tables[FLIPPED + c] = lower != c ? lower : upper;
    if (unicode_is((uint32_t)c, UNICODE_ALPHA))
        tables[TYPES + c] |= TYPE_LETTER;
    if (lower != upper && lower == c)
        tables[TYPES + c] |= TYPE_LOWER;
}

static const uint8_t *latin1_tables(Thread *t, ReEngine *engine) {
    if (!engine->latin1_tables) {
        uint8_t *tables = mem_calloc(1, TABLES_SIZE);
        if (!tables)
            return raise_no_memory(t), NULL;
        for (int c = 0; c < 256; c++)
            set_latin1(tables, c);
        engine->latin1_tables = tables;
    }
    return engine->latin1_tables;
}

/* NULL are those of the C locale. false: exception. */
static bool get_tables(Thread *t, ReEngine *engine, ReLibrary *library, ReTables which,
                       const uint8_t **tables) {
    *tables = NULL;
    if (which == RE_TABLES_LATIN1)
        return (*tables = latin1_tables(t, engine)) != NULL;
    if (which == RE_TABLES_LOCALE && !(*tables = library->maketables(NULL)))
        return raise_no_memory(t), false;
    return true;
}

/* --- compiling --- */

/* The text in units of the library. */
static void *narrow(const ReSyntax *syntax, int width) {
    uint8_t *units = mem_alloc(syntax->length * (size_t)width + 1);
    for (size_t i = 0; units && i < syntax->length; i++) {
        uint32_t c = syntax->text[i];
        if (width == 1)
            units[i] = (uint8_t)c;
        else if (width == 2)
            ((uint16_t *)(void *)units)[i] = (uint16_t)c;
        else
            ((uint32_t *)(void *)units)[i] = c;
    }
    return units;
}

static bool compile_for(Thread *t, ReEngine *engine, const ReSyntax *syntax, int width, ReCode *code,
                        int *error) {
    ReLibrary *library = get_library(t, engine, width);
    const uint8_t *tables = NULL;
    size_t place;
    if (!library || !get_tables(t, engine, library, syntax->tables, &tables))
        return false;
    *code = (ReCode){.library = library, .width = width};
    if (syntax->tables == RE_TABLES_LOCALE)
        code->locale_tables = tables;
    void *units = narrow(syntax, width);
    if (!units) {
        re_code_free(code);
        return raise_no_memory(t), false;
    }
    library->set_character_tables(library->compile_context, tables);
    code->code =
        library->compile(units, syntax->length, syntax->options, error, &place, library->compile_context);
    mem_free(units);
    return true;
}

static bool raise_compile_error(Thread *t, int error) {
    if (error == PCRE2_ERROR_HEAP_FAILED)
        raise_no_memory(t);
    else if (error == PCRE2_ERROR_PATTERN_TOO_LARGE)
        raise_overflow(t, "regular expression code size limit exceeded");
    else if (error == PCRE2_ERROR_LOOKBEHIND_TOO_LONG)
        raise_overflow(t, "looks too much behind");
    else
        raise(t, EXC_NotImplementedError, "PCRE2 cannot compile this regular expression (error %d)", error);
    return false;
}

bool re_engine_compile(Thread *t, ReEngine *engine, const ReSyntax *syntax, ReCode *code) {
    int error = 0;
    if (!compile_for(t, engine, syntax, syntax->width, code, &error))
        return false;
    if (!code->code && error == PCRE2_ERROR_PATTERN_TOO_LARGE && syntax->width < 4) {
        re_code_free(code);
        if (!compile_for(t, engine, syntax, 4, code, &error))
            return false;
    }
    if (!code->code) {
        re_code_free(code);
        return raise_compile_error(t, error);
    }
    const ReLibrary *library = code->library;
    code->native = !syntax->interpret && library->jit_compile(code->code, PCRE2_JIT_COMPLETE) == 0;
    code->match_data = library->match_data_create_from_pattern(code->code, NULL);
    if (code->match_data)
        return true;
    re_code_free(code);
    return raise_no_memory(t), false;
}

void re_code_free(ReCode *code) {
    if (code->match_data)
        code->library->match_data_free(code->match_data);
    if (code->code)
        code->library->code_free(code->code);
    if (code->locale_tables)
        code->library->maketables_free(NULL, code->locale_tables);
    *code = (ReCode){0};
}

/* --- matching --- */

static int raise_match_error(Thread *t, int error) {
    if (error == PCRE2_ERROR_MATCHLIMIT)
        raise(t, EXC_RuntimeError, "the regular expression tried %d ways to match without an end in sight",
              MATCH_LIMIT);
    else if (error == PCRE2_ERROR_JIT_STACKLIMIT || error == PCRE2_ERROR_DEPTHLIMIT ||
             error == PCRE2_ERROR_HEAPLIMIT)
        raise(t, EXC_RuntimeError, "the regular expression has too much to remember in such a long text");
    else if (error == PCRE2_ERROR_NOMEMORY)
        raise_no_memory(t);
    else
        raise_system_error(t, "PCRE2 failed with error %d", error);
    return -1;
}

int re_engine_match(Thread *t, const ReCode *code, const void *subject, size_t length, size_t start,
                    bool not_empty) {
    const ReLibrary *library = code->library;
    uint32_t options = not_empty ? PCRE2_NOTEMPTY_ATSTART : 0;
    int result = code->native ? library->jit_match(code->code, subject, length, start, options,
                                                   code->match_data, library->match_context)
                              : library->match(code->code, subject, length, start, options, code->match_data,
                                               library->match_context);
    if (result >= 0)
        return 1;
    return result == PCRE2_ERROR_NOMATCH ? 0 : raise_match_error(t, result);
}

const size_t *re_engine_spans(const ReCode *code, int *count) {
    *count = (int)code->library->get_ovector_count(code->match_data);
    return code->library->get_ovector_pointer(code->match_data);
}
