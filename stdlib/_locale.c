/* Module _locale: the C library's locale. LC_NUMERIC is kept apart (Interp.numeric_locale), because floats
 * are read and written with the C library's functions, which must go on using a point. */
#include "runtime/exception.h"
#include "runtime/dict.h"
#include "runtime/format.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/posix.h"
#include <langinfo.h>
#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <wchar.h>

static const TypeDef error_type_def = {
    .name = "locale.Error",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static Value raise_locale(Thread *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    native_types_raise(t, &error_type_def, format, args);
    va_end(args);
    return VALUE_NULL;
}

static Value text_value(Thread *t, const char *text) {
    return text ? result_value(locale_text(t, text)) : VALUE_NONE;
}

/* A C string out of a str; NULL: exception. */
static const char *take_text(Thread *t, Value v, const char *function, const char *which) {
    if (!is_str(v)) {
        raise_type_error(t, "%s() argument%s must be str, not %T", function, which, v);
        return NULL;
    }
    size_t length;
    const char *text = str_utf8(t, value_str(v), &length);
    if (text && strlen(text) != length)
        raise_value_error(t, "embedded null character");
    return error_pending(t) ? NULL : text;
}

/* ---- which locale ---- */

static const struct Category {
    const char *name;
    int number;
} categories[] = {{"LC_CTYPE", LC_CTYPE},
                  {"LC_NUMERIC", LC_NUMERIC},
                  {"LC_TIME", LC_TIME},
                  {"LC_COLLATE", LC_COLLATE},
                  {"LC_MONETARY", LC_MONETARY},
                  {"LC_MESSAGES", LC_MESSAGES},
                  {"LC_PAPER", LC_PAPER},
                  {"LC_NAME", LC_NAME},
                  {"LC_ADDRESS", LC_ADDRESS},
                  {"LC_TELEPHONE", LC_TELEPHONE},
                  {"LC_MEASUREMENT", LC_MEASUREMENT},
                  {"LC_IDENTIFICATION", LC_IDENTIFICATION}};
enum { CATEGORIES = sizeof categories / sizeof *categories };

static const char *current_name(Thread *t, int category) {
    if (category != LC_NUMERIC)
        return setlocale(category, NULL);
    locale_t numbers = (locale_t)t->interp->numeric_locale;
    return numbers ? nl_langinfo_l(_NL_LOCALE_NAME(LC_NUMERIC), numbers) : "C";
}

/* The name of all categories together, as the C library writes it. */
static Value whole_name(Thread *t) {
    const char *first = current_name(t, LC_CTYPE);
    bool equal = true;
    StrBuilder b;
    for (int i = 1; i < CATEGORIES; i++)
        equal = equal && strcmp(first, current_name(t, categories[i].number)) == 0;
    if (equal)
        return text_value(t, first);
    strbuilder_init(&b, t);
    for (int i = 0; i < CATEGORIES; i++) {
        const char *const parts[] = {i ? ";" : "", categories[i].name, "=",
                                     current_name(t, categories[i].number)};
        for (int k = 0; k < 4; k++)
            strbuilder_ascii(&b, parts[k], strlen(parts[k]));
    }
    return result_value(strbuilder_finish(&b));
}

static Value query(Thread *t, int category) {
    if (category == LC_ALL)
        return whole_name(t);
    const char *name = category < 0 || category > LC_IDENTIFICATION ? NULL : current_name(t, category);
    return name ? text_value(t, name) : raise_locale(t, "locale query failed");
}

/* The C library has just got a name for LC_NUMERIC: it becomes ours instead. */
static bool take_numeric(Thread *t) {
    const char *name = setlocale(LC_NUMERIC, NULL);
    bool plain = strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0;
    locale_t numbers = plain ? NULL : newlocale(LC_NUMERIC_MASK | LC_CTYPE_MASK, name, NULL);
    setlocale(LC_NUMERIC, "C");
    if (!plain && !numbers)
        return raise_no_memory(t), false;
    if (t->interp->numeric_locale)
        freelocale((locale_t)t->interp->numeric_locale);
    t->interp->numeric_locale = numbers;
    return true;
}

static Value setlocale_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int category;
    if (!arg_int(t, args[0], &category))
        return VALUE_NULL;
    if (is_null(args[1]) || is_none(args[1]))
        return query(t, category);
    if (!is_str(args[1]))
        return raise_type_error(t, "setlocale() argument 2 must be str or None, not %T", args[1]);
    const char *name = take_text(t, args[1], "setlocale", " 2");
    if (!name)
        return VALUE_NULL;
    if (category < 0 || category > LC_IDENTIFICATION || !setlocale(category, name))
        return raise_locale(t, "unsupported locale setting");
    if ((category == LC_NUMERIC || category == LC_ALL) && !take_numeric(t))
        return VALUE_NULL;
    return query(t, category);
}

/* ---- conventions ---- */

/* Sizes of groups as a list, which ends with 0 (the last one goes on) or CHAR_MAX (no more groups). */
static Value grouping_value(Thread *t, const char *grouping) {
    List *list = list_new(t, 4);
    bool more = list && *grouping;
    for (; more; grouping++) {
        if (!list_append(t, list, small_int_value(*grouping))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
        more = *grouping != 0 && *grouping != CHAR_MAX;
    }
    return result_value(list);
}

static bool put_money(Thread *t, Dict *dict, const struct lconv *c) {
    const struct {
        const char *name, *text;
    } texts[] = {{"int_curr_symbol", c->int_curr_symbol},     {"currency_symbol", c->currency_symbol},
                 {"mon_decimal_point", c->mon_decimal_point}, {"mon_thousands_sep", c->mon_thousands_sep},
                 {"positive_sign", c->positive_sign},         {"negative_sign", c->negative_sign}};
    const struct {
        const char *name;
        int number;
    } numbers[] = {{"int_frac_digits", c->int_frac_digits}, {"frac_digits", c->frac_digits},
                   {"p_cs_precedes", c->p_cs_precedes},     {"p_sep_by_space", c->p_sep_by_space},
                   {"n_cs_precedes", c->n_cs_precedes},     {"n_sep_by_space", c->n_sep_by_space},
                   {"p_sign_posn", c->p_sign_posn},         {"n_sign_posn", c->n_sign_posn}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (!dict_set_text(t, dict, texts[i].name, text_value(t, texts[i].text)))
            return false;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        if (!dict_set_text(t, dict, numbers[i].name, small_int_value(numbers[i].number)))
            return false;
    return dict_set_text(t, dict, "mon_grouping", grouping_value(t, c->mon_grouping));
}

static bool put_numbers(Thread *t, Dict *dict, const struct lconv *c) {
    return dict_set_text(t, dict, "decimal_point", text_value(t, c->decimal_point)) &&
           dict_set_text(t, dict, "thousands_sep", text_value(t, c->thousands_sep)) &&
           dict_set_text(t, dict, "grouping", grouping_value(t, c->grouping));
}

static Value localeconv_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *dict = dict_new(t, 20);
    if (!dict)
        return VALUE_NULL;
    bool ok = put_money(t, dict, localeconv());
    locale_t numbers = (locale_t)t->interp->numeric_locale, before = numbers ? uselocale(numbers) : NULL;
    ok = ok && put_numbers(t, dict, localeconv());
    if (before)
        uselocale(before);
    if (ok)
        return object_value(dict);
    decref_object(t, dict);
    return VALUE_NULL;
}

/* ---- order ---- */

/* A str as wide characters, malloc'ed. */
static wchar_t *wide_text(Thread *t, Str *s) {
    wchar_t *text = malloc(((size_t)s->length + 1) * sizeof *text);
    if (!text)
        return raise_no_memory(t), NULL;
    for (int64_t i = 0; i < s->length; i++)
        text[i] = (wchar_t)str_at(s, i);
    text[s->length] = 0;
    if ((int64_t)wcslen(text) == s->length)
        return text;
    free(text);
    raise_value_error(t, "embedded null character");
    return NULL;
}

static Value strcoll_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 0; i < 2; i++)
        if (!is_str(args[i]))
            return raise_type_error(t, "strcoll() argument %d must be str, not %T", i + 1, args[i]);
    wchar_t *a = wide_text(t, value_str(args[0])), *b = a ? wide_text(t, value_str(args[1])) : NULL;
    Value order = b ? small_int_value(wcscoll(a, b)) : VALUE_NULL;
    free(a);
    free(b);
    return order;
}

static Value strxfrm_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "strxfrm() argument must be str, not %T", args[0]);
    wchar_t *text = wide_text(t, value_str(args[0]));
    if (!text)
        return VALUE_NULL;
    size_t length = wcsxfrm(NULL, text, 0);
    wchar_t *key = malloc((length + 1) * sizeof *key);
    StrBuilder b;
    strbuilder_init(&b, t);
    if (key)
        wcsxfrm(key, text, length + 1);
    for (size_t i = 0; key && i < length; i++) /* what is no code point must keep its place in the order */
        strbuilder_char(&b, (uint32_t)key[i] > 0x10FFFF ? 0x10FFFF : (uint32_t)key[i]);
    bool ok = key != NULL;
    free(key);
    free(text);
    if (ok)
        return result_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return raise_no_memory(t);
}

/* ---- names, formats, messages ---- */

#define NAMED(name)                                                                                          \
    { #name, name }
static const IntConstant constants[] = {
    NAMED(DAY_1),      NAMED(DAY_2),       NAMED(DAY_3),      NAMED(DAY_4),
    NAMED(DAY_5),      NAMED(DAY_6),       NAMED(DAY_7),      NAMED(ABDAY_1),
    NAMED(ABDAY_2),    NAMED(ABDAY_3),     NAMED(ABDAY_4),    NAMED(ABDAY_5),
    NAMED(ABDAY_6),    NAMED(ABDAY_7),     NAMED(MON_1),      NAMED(MON_2),
    NAMED(MON_3),      NAMED(MON_4),       NAMED(MON_5),      NAMED(MON_6),
    NAMED(MON_7),      NAMED(MON_8),       NAMED(MON_9),      NAMED(MON_10),
    NAMED(MON_11),     NAMED(MON_12),      NAMED(ABMON_1),    NAMED(ABMON_2),
    NAMED(ABMON_3),    NAMED(ABMON_4),     NAMED(ABMON_5),    NAMED(ABMON_6),
    NAMED(ABMON_7),    NAMED(ABMON_8),     NAMED(ABMON_9),    NAMED(ABMON_10),
    NAMED(ABMON_11),   NAMED(ABMON_12),    NAMED(RADIXCHAR),  NAMED(THOUSEP),
    NAMED(CODESET),    NAMED(D_T_FMT),     NAMED(D_FMT),      NAMED(T_FMT),
    NAMED(T_FMT_AMPM), NAMED(AM_STR),      NAMED(PM_STR),     NAMED(YESEXPR),
    NAMED(NOEXPR),     NAMED(CRNCYSTR),    NAMED(ERA),        NAMED(ERA_D_FMT),
    NAMED(ERA_T_FMT),  NAMED(ERA_D_T_FMT), NAMED(ALT_DIGITS), {0},
};

static bool is_langinfo(int key) {
    for (const IntConstant *c = constants; c->name; c++)
        if (c->value == key)
            return true;
    return key == _DATE_FMT;
}

static Value nl_langinfo_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int key;
    locale_t numbers = (locale_t)t->interp->numeric_locale;
    if (!arg_int(t, args[0], &key))
        return VALUE_NULL;
    if (!is_langinfo(key))
        return raise_value_error(t, "unsupported langinfo constant");
    bool numeric = numbers && (key == RADIXCHAR || key == THOUSEP);
    return text_value(t, numeric ? nl_langinfo_l(key, numbers) : nl_langinfo(key));
}

static Value getencoding_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return text_value(t, nl_langinfo(CODESET));
}

static Value gettext_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *message = take_text(t, args[0], "gettext", "");
    return message ? text_value(t, gettext(message)) : VALUE_NULL;
}

/* None, or a domain. */
static bool take_domain(Thread *t, Value v, const char *function, const char **out) {
    *out = NULL;
    return is_none(v) || (*out = take_text(t, v, function, " 1"));
}

static Value dgettext_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *domain, *message;
    if (!take_domain(t, args[0], "dgettext", &domain) || !(message = take_text(t, args[1], "dgettext", " 2")))
        return VALUE_NULL;
    return text_value(t, dgettext(domain, message));
}

static Value dcgettext_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *domain, *message;
    int category;
    if (!take_domain(t, args[0], "dcgettext", &domain) ||
        !(message = take_text(t, args[1], "dcgettext", " 2")) || !arg_int(t, args[2], &category))
        return VALUE_NULL;
    return text_value(t, dcgettext(domain, message, category));
}

static Value textdomain_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *domain;
    if (!take_domain(t, args[0], "textdomain", &domain))
        return VALUE_NULL;
    const char *name = textdomain(domain);
    return name ? text_value(t, name) : posix_error(t);
}

static Value bindtextdomain_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path = {.given = VALUE_NULL, .bytes = VALUE_NULL};
    const char *domain = take_text(t, args[0], "bindtextdomain", " 1");
    if (!domain)
        return VALUE_NULL;
    if (!*domain)
        return raise_locale(t, "domain must be a non-empty string");
    if (!is_none(args[1]) && !path_take(t, args[1], "bindtextdomain", "dir", 0, &path))
        return VALUE_NULL;
    const char *folder = bindtextdomain(domain, is_none(args[1]) ? NULL : path.text);
    Value v = folder ? text_value(t, folder) : posix_error(t);
    path_release(t, &path);
    return v;
}

static Value bind_textdomain_codeset_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *domain = take_text(t, args[0], "bind_textdomain_codeset", " 1"), *codeset = NULL;
    if (!domain || (!is_none(args[1]) && !(codeset = take_text(t, args[1], "bind_textdomain_codeset", " 2"))))
        return VALUE_NULL;
    return text_value(t, bind_textdomain_codeset(domain, codeset));
}

/* ---- the module ---- */

/* Characters are those of the environment's locale, or, where it says nothing, UTF-8, which is what strings
 * are here. */
static void begin_characters(void) {
    const char *name = setlocale(LC_CTYPE, "");
    if (!name || strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
        setlocale(LC_CTYPE, "C.UTF-8");
}

static bool set_up(Thread *t, Value module) {
    begin_characters();
    for (int i = 0; i < 6; i++) /* CPython has no names for the others */
        if (!module_add_int(t, module, categories[i].name, categories[i].number))
            return false;
    return module_add_int(t, module, "LC_ALL", LC_ALL) && module_add_int(t, module, "_DATE_FMT", _DATE_FMT) &&
           module_add_int(t, module, "CHAR_MAX", CHAR_MAX);
}

static const MethodDef functions[] = {
    {"setlocale", setlocale_function, "category, locale=None, /",
     "Set the locale of a category, or ask for it."},
    {"localeconv", localeconv_function, "", "How numbers and amounts of money are written: a dict."},
    {"strcoll", strcoll_function, "os1, os2, /", "Compare by the locale: negative, 0, positive."},
    {"strxfrm", strxfrm_function, "string, /", "A key for that order."},
    {"nl_langinfo", nl_langinfo_function, "key, /", "A word or a format of the locale."},
    {"getencoding", getencoding_function, "", "The encoding of the locale."},
    {"gettext", gettext_function, "msg, /", "A message in the user's language."},
    {"dgettext", dgettext_function, "domain, msg, /", "The same out of a domain."},
    {"dcgettext", dcgettext_function, "domain, msg, category, /", "The same for a category."},
    {"textdomain", textdomain_function, "domain, /", "Set the domain of gettext(), or ask for it."},
    {"bindtextdomain", bindtextdomain_function, "domain, dir, /", "Where the messages of a domain are."},
    {"bind_textdomain_codeset", bind_textdomain_codeset_function, "domain, codeset, /", "Their encoding."},
    {0}};

static const TypeDef *const types[] = {&error_type_def, NULL};

const ModuleDef locale_module_def = {
    .name = "_locale",
    .doc = "The C library's locale.",
    .ints = constants,
    .functions = functions,
    .types = types,
    .exec = set_up,
};
