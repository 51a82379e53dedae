/* Signatures of native functions: parsing, binding, and CPython's many ways to say that a call does not fit.
 */
#include "runtime/callspec.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include <limits.h>

/* ---- parsing ---- */

typedef struct Parser {
    Thread *t;
    CallSpec *spec;
    const char *at;
    bool keyword_only, optional_seen;
} Parser;

static const char *skip_blanks(const char *s) {
    while (*s == ' ')
        s++;
    return s;
}

/* The end of a parameter: a comma outside brackets and quotes, or the end. */
static const char *parameter_end(const char *s) {
    int depth = 0;
    for (char quote = 0; *s; s++) {
        if (quote) {
            quote = *s == quote ? 0 : quote;
            continue;
        }
        switch (*s) {
        case '\'':
        case '"':
            quote = *s;
            break;
        case '(':
        case '[':
        case '{':
            depth++;
            break;
        case ')':
        case ']':
        case '}':
            depth--;
            break;
        case ',':
            if (depth == 0)
                return s;
        }
    }
    return s;
}

static bool add_parameter(Parser *p, const char *start, const char *end) {
    CallSpec *spec = p->spec;
    const char *equals = memchr(start, '=', (size_t)(end - start));
    const char *name_end = equals ? equals : end;
    while (name_end > start && (name_end[-1] == ' '))
        name_end--;
    Str *name = str_intern_ascii(p->t, start, (size_t)(name_end - start));
    if (!name)
        return false;
    spec->names[spec->total] = name;
    spec->optional[spec->total] = equals != NULL;
    spec->total++;
    if (!p->keyword_only)
        spec->positional = spec->total;
    if (equals)
        p->optional_seen = true;
    else if (!p->optional_seen)
        spec->required = spec->total;
    return true;
}

static bool parse_parameter(Parser *p, const char *start, const char *end) {
    size_t length = (size_t)(end - start);
    if (length == 1 && *start == '/') {
        p->spec->positional_only = p->spec->total;
        return true;
    }
    if (length == 1 && *start == '*') {
        p->keyword_only = p->optional_seen = true;
        return true;
    }
    if (*start == '*') {
        p->spec->raw = true;
        return true;
    }
    if (p->spec->total == CALLSPEC_MAX)
        return raise_system_error(p->t, "more than %d parameters: %s", CALLSPEC_MAX, start), false;
    return add_parameter(p, start, end);
}

static int count_commas(const char *s) {
    int count = 0;
    for (; *s; s++)
        count += *s == ',';
    return count;
}

/* One block holds the spec, its names and its flags. */
static CallSpec *spec_alloc(const char *signature) {
    size_t most = signature ? (size_t)count_commas(signature) + 1 : 0;
    CallSpec *spec = mem_calloc(1, sizeof *spec + most * (sizeof(Str *) + sizeof(bool)));
    if (!spec)
        return NULL;
    spec->names = (Str **)(spec + 1);
    spec->optional = (bool *)(spec->names + most);
    return spec;
}

CallSpec *callspec_parse(Thread *t, const char *signature) {
    CallSpec *spec = spec_alloc(signature);
    if (!spec)
        return raise_no_memory(t), NULL;
    spec->raw = signature_is_raw(signature);
    Parser p = {.t = t, .spec = spec, .at = spec->raw ? "" : skip_blanks(signature)};
    while (*p.at) {
        const char *end = parameter_end(p.at);
        if (!parse_parameter(&p, p.at, end)) {
            callspec_free(t, spec);
            return NULL;
        }
        p.at = skip_blanks(*end ? end + 1 : end);
    }
    return spec;
}

const CallSpec callspec_unparsed = {.positional = -1, .total = -2, .required = INT_MAX};

void callspec_free(Thread *t, const CallSpec *spec) {
    if (!spec || spec == &callspec_unparsed)
        return;
    for (int i = 0; i < spec->total; i++)
        decref_object(t, spec->names[i]);
    mem_free((void *)spec);
}

/* ---- the messages ---- */

static const char *last_part(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot ? dot + 1 : name;
}

/* "list.append", "math.sin", "len". */
static void full_name(const CallName *name, char *out, size_t room) {
    snprintf(out, room, "%s%s%s", name->owner ? name->owner : "", name->owner ? "." : "", name->name);
}

static const char *plural(int64_t n) {
    return n == 1 ? "" : "s";
}

static bool error_no_keywords(Thread *t, const CallName *name) {
    char full[200];
    full_name(name, full, sizeof full);
    return raise_type_error(t, "%s() takes no keyword arguments", full), false;
}

/* Wrong number of arguments for a function without keyword parameters. */
static bool error_count(Thread *t, const CallSpec *spec, const CallName *name, int nargs) {
    char full[200];
    full_name(name, full, sizeof full);
    if (!name->is_type && spec->total == 0)
        raise_type_error(t, "%s() takes no arguments (%d given)", full, nargs);
    else if (!name->is_type && spec->total == 1 && spec->required == 1)
        raise_type_error(t, "%s() takes exactly one argument (%d given)", full, nargs);
    else {
        bool few = nargs < spec->required, exact = spec->required == spec->total;
        int limit = few ? spec->required : spec->total;
        raise_type_error(t, "%s expected %s%d argument%s, got %d", name->name,
                         exact ? ""
                         : few ? "at least "
                               : "at most ",
                         limit, plural(limit), nargs);
    }
    return false;
}

static bool error_too_many(Thread *t, const CallSpec *spec, const CallName *name, int nargs, int given) {
    if (given > spec->total)
        raise_type_error(t, "%s() takes at most %d %sargument%s (%d given)", name->name, spec->total,
                         nargs == 0 ? "keyword " : "", plural(spec->total), given);
    else if (spec->positional == 0)
        raise_type_error(t, "%s() takes no positional arguments", name->name);
    else
        raise_type_error(t, "%s() takes %s %d positional argument%s (%d given)", name->name,
                         spec->required < spec->positional ? "at most" : "exactly", spec->positional,
                         plural(spec->positional), nargs);
    return false;
}

static bool error_too_few(Thread *t, const CallSpec *spec, const CallName *name, int nargs) {
    int least = spec->required < spec->positional_only ? spec->required : spec->positional_only;
    raise_type_error(t, "%s() takes %s %d positional argument%s (%d given)", name->name,
                     least < spec->positional ? "at least" : "exactly", least, plural(least), nargs);
    return false;
}

static bool error_missing(Thread *t, const CallSpec *spec, const CallName *name, int index) {
    raise_type_error(t, "%s() missing required argument '%U' (pos %d)", name->name, spec->names[index],
                     index + 1);
    return false;
}

static bool error_keyword(Thread *t, const CallSpec *spec, const CallName *name, Str *keyword) {
    for (int i = spec->positional_only; i < spec->total; i++)
        if (spec->names[i] == keyword || str_equal(spec->names[i], keyword))
            return raise_type_error(t, "argument for %s() given by name ('%U') and position (%d)", name->name,
                                    keyword, i + 1),
                   false;
    raise_type_error(t, "'%U' is an invalid keyword argument for %s()", keyword, name->name);
    return false;
}

/* ---- binding ---- */

static bool no_keywords_possible(const CallSpec *spec) {
    return spec->positional_only == spec->total;
}

static int find_parameter(const CallSpec *spec, Str *keyword) {
    for (int i = spec->positional_only; i < spec->total; i++)
        if (spec->names[i] == keyword)
            return i;
    for (int i = spec->positional_only; i < spec->total; i++)
        if (str_equal(spec->names[i], keyword))
            return i;
    return -1;
}

/* The first keyword that found no place is kept for the message: missing arguments are reported before it. */
static Str *place_keywords(const CallSpec *spec, Value *values, Tuple *kwnames, Value *out) {
    Str *misplaced = NULL;
    for (int64_t k = 0; k < kwnames->length; k++) {
        Str *keyword = value_str(kwnames->items[k]);
        int i = find_parameter(spec, keyword);
        if (i >= 0 && is_null(out[i]))
            out[i] = values[k];
        else if (!misplaced)
            misplaced = keyword;
    }
    return misplaced;
}

static bool bind_keywords(Thread *t, const CallSpec *spec, const CallName *name, Value *args, int nargs,
                          Tuple *kwnames, Value *out) {
    int given = nargs + (kwnames ? (int)kwnames->length : 0);
    if (given > spec->total || nargs > spec->positional)
        return error_too_many(t, spec, name, nargs, given);
    if (nargs < spec->required && nargs < spec->positional_only)
        return error_too_few(t, spec, name, nargs);
    for (int i = 0; i < spec->total; i++)
        out[i] = i < nargs ? args[i] : VALUE_NULL;
    Str *misplaced = kwnames ? place_keywords(spec, args + nargs, kwnames, out) : NULL;
    for (int i = nargs; i < spec->total; i++)
        if (is_null(out[i]) && !spec->optional[i])
            return error_missing(t, spec, name, i);
    return misplaced ? error_keyword(t, spec, name, misplaced) : true;
}

bool callspec_bind_named(Thread *t, const CallSpec *spec, const CallName *name, Value *args, int nargs,
                         Tuple *kwnames, Value *out) {
    bool has_keywords = kwnames && kwnames->length;
    if (!has_keywords && nargs >= spec->required && nargs <= spec->positional) {
        for (int i = 0; i < spec->total; i++)
            out[i] = i < nargs ? args[i] : VALUE_NULL;
        return true;
    }
    if (!no_keywords_possible(spec))
        return bind_keywords(t, spec, name, args, nargs, has_keywords ? kwnames : NULL, out);
    if (has_keywords)
        return error_no_keywords(t, name);
    if (nargs < spec->required || nargs > spec->total)
        return error_count(t, spec, name, nargs);
    for (int i = 0; i < spec->total; i++)
        out[i] = i < nargs ? args[i] : VALUE_NULL;
    return true;
}

bool callspec_bind(Thread *t, const CallSpec *spec, const char *name, Value *args, int nargs, Tuple *kwnames,
                   Value *out) {
    char owner[200] = "";
    const char *last = last_part(name);
    snprintf(owner, sizeof owner, "%.*s", (int)(last > name ? last - name - 1 : 0), name);
    CallName parts = {.owner = last > name ? owner : NULL, .name = last};
    return callspec_bind_named(t, spec, &parts, args, nargs, kwnames, out);
}
