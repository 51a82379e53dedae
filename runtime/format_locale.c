/* Format "n": numbers with the separators of the locale that module _locale set. The C library's own
 * LC_NUMERIC stays "C", since reading and writing of floats goes through it. */
#include "runtime/error.h"
#include "runtime/format.h"
#include "runtime/str.h"
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

Str *locale_text(Thread *t, const char *text) {
    size_t count = mbstowcs(NULL, text, 0);
    if (count == (size_t)-1) /* not in the locale's encoding */
        return str_fs_decode(t, text, strlen(text));
    wchar_t *wide = malloc((count + 1) * sizeof *wide);
    StrBuilder b;
    if (!wide)
        return raise_no_memory(t), NULL;
    mbstowcs(wide, text, count + 1);
    strbuilder_init(&b, t);
    for (size_t i = 0; i < count; i++)
        strbuilder_char(&b, (uint32_t)wide[i]);
    free(wide);
    return strbuilder_finish(&b);
}

/* ---- groups, counted from the right ---- */

/* The size of the next group; 0: what is left is one. */
static int64_t next_group(const char **grouping) {
    const char *g = *grouping;
    if (*g <= 0 || *g == CHAR_MAX)
        return 0;
    if (g[1] != 0) /* else the last size is for all others */
        *grouping = g + 1;
    return *g;
}

/* Where groups end: how many digits are to the right of each separator, at most `room` of them. */
static int separators(const char *grouping, int64_t digits, int64_t least, int64_t width, int64_t *places,
                      int room, int64_t *total) {
    int count = 0;
    int64_t done = 0, used = 0; /* digits, and characters with separators */
    while (count < room) {
        int64_t size = next_group(&grouping),
                wanted = digits - done > least - used ? digits - done : least - used;
        if (wanted < 1)
            wanted = 1;
        int64_t take = size && size < wanted ? size : wanted;
        done += take;
        used += take;
        if (done >= digits && used >= least)
            break;
        places[count++] = done;
        used += width;
    }
    *total = done;
    return count;
}

static void add_grouped(StrBuilder *b, const NumberText *text, Str *separator, const int64_t *places,
                        int count, int64_t total) {
    for (int64_t left = total; left > 0; left--) {
        if (count && places[count - 1] == left) {
            strbuilder_str(b, separator);
            count--;
        }
        strbuilder_char(b, left > (int64_t)text->digit_count
                               ? '0'
                               : (uint32_t)text->digits[text->digit_count - (size_t)left]);
    }
}

/* The digits before the point with separators, and zeros up to `least` characters. */
static Str *grouped_digits(Thread *t, const NumberText *text, Str *separator, const char *grouping,
                           int64_t least) {
    int64_t digits = (int64_t)text->digit_count, total;
    int room = (int)(digits > least ? digits : least) + 1;
    int64_t *places = malloc((size_t)room * sizeof *places);
    StrBuilder b;
    if (!places)
        return raise_no_memory(t), NULL;
    int count =
        separators(separator->length ? grouping : "", digits, least, separator->length, places, room, &total);
    strbuilder_init(&b, t);
    add_grouped(&b, text, separator, places, count, total);
    free(places);
    return strbuilder_finish(&b);
}

/* ---- the whole ---- */

typedef struct Separators {
    Str *point, *thousands;
    char grouping[16];
} Separators;

static bool read_separators(Thread *t, Separators *s) {
    s->thousands = NULL;
    locale_t before = uselocale((locale_t)t->interp->numeric_locale);
    const struct lconv *conventions = localeconv();
    strncpy(s->grouping, conventions->grouping, sizeof s->grouping - 1);
    s->grouping[sizeof s->grouping - 1] = 0;
    s->point = locale_text(t, conventions->decimal_point);
    s->thousands = s->point ? locale_text(t, conventions->thousands_sep) : NULL;
    uselocale(before);
    return s->thousands != NULL;
}

/* What follows the digits, with the locale's point. */
static Str *localized_rest(Thread *t, const NumberText *text, Str *point) {
    bool pointed = text->rest_count && *text->rest == '.';
    Str *tail = str_from_ascii(t, text->rest + pointed, text->rest_count - pointed);
    if (!tail || !pointed)
        return tail;
    Str *rest = str_format(t, "%U%U", point, tail);
    decref_object(t, tail);
    return rest;
}

bool format_localize(Thread *t, const NumberText *text, int64_t least, Str **digits, Str **rest) {
    Separators s;
    bool ok = read_separators(t, &s);
    *digits = NULL;
    *rest = ok ? localized_rest(t, text, s.point) : NULL;
    if (*rest) {
        least -= (*rest)->length;
        *digits =
            text->digit_count ? grouped_digits(t, text, s.thousands, s.grouping, least) : str_new(t, "");
    }
    xdecref_object(t, s.point);
    xdecref_object(t, s.thousands);
    if (*rest && !*digits)
        decref_object(t, *rest);
    return *digits != NULL;
}
