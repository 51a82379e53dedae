/* Dates in the module time: struct_time, conversions, strftime, the time zone. */
#include "stdlib/time_struct.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const StructSeqField struct_time_fields[] = {
    {"tm_year", "year, for example, 1993"},
    {"tm_mon", "the month, from 1"},
    {"tm_mday", "the day of the month, from 1"},
    {"tm_hour", "hours, range [0, 23]"},
    {"tm_min", "minutes, range [0, 59]"},
    {"tm_sec", "seconds, range [0, 61])"},
    {"tm_wday", "the day of the week, from 0: Monday"},
    {"tm_yday", "the day of the year, from 1"},
    {"tm_isdst", "1 for summer time, 0 for none, -1 if nobody knows"},
    {"tm_zone", "abbreviation of timezone name"},
    {"tm_gmtoff", "offset from UTC in seconds"},
    {0}};
static const StructSeqDef struct_time_def = {
    "time.struct_time", "A date and time, a tuple of nine ints that have names; the zone is in attributes.",
    struct_time_fields, 9};

bool time_add_struct(Thread *t, Value module) {
    Type *type = structseq_type(t, &struct_time_def);
    return type && module_add(t, module, "struct_time", new_object_ref(type));
}

/* --- from seconds --- */

/* Seconds since the Epoch, rounded down; missing or None: now. */
static bool read_seconds(Thread *t, Value v, time_t *seconds) {
    if (is_null(v) || is_none(v)) {
        *seconds = time(NULL);
        return true;
    }
    int64_t whole;
    if (!is_float(v)) {
        if (!is_int(v) && !op_index_int64(t, v, &whole, EXC_OverflowError))
            return false;
        if (is_int(v) && !int_to_int64(v, &whole)) {
            raise_overflow(t, "timestamp out of range for platform time_t");
            return false;
        }
        *seconds = whole;
        return true;
    }
    double d = floor(float_as_double(v));
    if (isnan(d))
        raise_value_error(t, "Invalid value NaN (not a number)");
    else if (!(d >= -9223372036854775808.0 && d < 9223372036854775808.0))
        raise_overflow(t, "timestamp out of range for platform time_t");
    if (error_pending(t))
        return false;
    *seconds = (time_t)d;
    return true;
}

static Value make_struct(Thread *t, const struct tm *tm) {
    Type *type = structseq_type(t, &struct_time_def);
    Str *zone = str_new(t, tm->tm_zone ? tm->tm_zone : "");
    Value items[11] = {int_value(t, (int64_t)tm->tm_year + 1900),
                       small_int_value(tm->tm_mon + 1),
                       small_int_value(tm->tm_mday),
                       small_int_value(tm->tm_hour),
                       small_int_value(tm->tm_min),
                       small_int_value(tm->tm_sec),
                       small_int_value((tm->tm_wday + 6) % 7),
                       small_int_value(tm->tm_yday + 1),
                       small_int_value(tm->tm_isdst),
                       zone ? object_value(zone) : VALUE_NULL,
                       int_value(t, tm->tm_gmtoff)};
    return structseq_new(t, type, items, sizeof items / sizeof *items);
}

static Value from_seconds(Thread *t, Value v, struct tm *(*convert)(const time_t *, struct tm *)) {
    time_t seconds;
    struct tm tm;
    if (!read_seconds(t, v, &seconds))
        return VALUE_NULL;
    errno = 0;
    if (!convert(&seconds, &tm))
        return raise_errno(t, errno ? errno : EINVAL, VALUE_NULL, VALUE_NULL);
    return make_struct(t, &tm);
}

Value time_gmtime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return from_seconds(t, args[0], gmtime_r);
}
Value time_localtime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return from_seconds(t, args[0], localtime_r);
}

/* --- from tuples --- */

/* A time tuple of 9 items as C sees it; ranges are not checked. */
static bool read_tuple(Thread *t, Value v, const char *function, struct tm *tm) {
    *tm = (struct tm){0};
    if (!is_tuple(v)) {
        raise_type_error(t, "Tuple or struct_time argument required");
        return false;
    }
    Tuple *tuple = value_tuple(v);
    if (tuple->length != 9) {
        raise_type_error(t, "%s(): illegal time tuple argument", function);
        return false;
    }
    int year;
    int *fields[9] = {&year,       &tm->tm_mon,  &tm->tm_mday, &tm->tm_hour, &tm->tm_min,
                      &tm->tm_sec, &tm->tm_wday, &tm->tm_yday, &tm->tm_isdst};
    for (int i = 0; i < 9; i++)
        if (!arg_int(t, tuple->items[i], fields[i]))
            return false;
    if (year < INT_MIN + 1900) {
        raise_overflow(t, "year out of range");
        return false;
    }
    tm->tm_year = year - 1900;
    tm->tm_mon--;
    tm->tm_wday = (tm->tm_wday + 1) % 7;
    tm->tm_yday--;
    return true;
}

static bool in_range(Thread *t, int value, int low, int high, const char *message) {
    if (value < low || value > high)
        raise_value_error(t, "%s", message);
    return value >= low && value <= high;
}

/* Zero stands for the first month, day and day of the year, as people leave fields out. */
static bool check_ranges(Thread *t, struct tm *tm) {
    tm->tm_mon += tm->tm_mon == -1;
    tm->tm_mday += tm->tm_mday == 0;
    tm->tm_yday += tm->tm_yday == -1;
    return in_range(t, tm->tm_mon, 0, 11, "month out of range") &&
           in_range(t, tm->tm_mday, 1, 31, "day of month out of range") &&
           in_range(t, tm->tm_hour, 0, 23, "hour out of range") &&
           in_range(t, tm->tm_min, 0, 59, "minute out of range") &&
           in_range(t, tm->tm_sec, 0, 61, "seconds out of range") &&
           in_range(t, tm->tm_wday, 0, 6, "day of week out of range") &&
           in_range(t, tm->tm_yday, 0, 365, "day of year out of range");
}

/* The argument, or now in local time; checked. */
static bool read_or_now(Thread *t, Value v, const char *function, struct tm *tm) {
    if (!is_null(v) && !is_none(v)) {
        if (!read_tuple(t, v, function, tm) || !check_ranges(t, tm))
            return false;
        struct tm zone = *tm; /* names the zone for %Z */
        mktime(&zone);
        tm->tm_zone = zone.tm_zone;
        tm->tm_gmtoff = zone.tm_gmtoff;
        return true;
    }
    time_t now = time(NULL);
    return localtime_r(&now, tm) != NULL;
}

Value time_mktime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct tm tm;
    if (!read_tuple(t, args[0], "mktime", &tm))
        return VALUE_NULL;
    tm.tm_wday = -1; /* mktime sets it if it succeeds: -1 is a valid time */
    time_t seconds = mktime(&tm);
    if (seconds == (time_t)-1 && tm.tm_wday == -1)
        return raise_overflow(t, "mktime argument out of range");
    return float_value(t, (double)seconds);
}

static Value date_text(Thread *t, const struct tm *tm) {
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return str_value(str_format(t, "%s %s%3d %02d:%02d:%02d %d", days[tm->tm_wday], months[tm->tm_mon],
                                tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec, 1900 + tm->tm_year));
}

Value time_asctime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct tm tm;
    return read_or_now(t, args[0], "asctime", &tm) ? date_text(t, &tm) : VALUE_NULL;
}

Value time_ctime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    time_t seconds;
    struct tm tm;
    if (!read_seconds(t, args[0], &seconds))
        return VALUE_NULL;
    errno = 0;
    if (!localtime_r(&seconds, &tm))
        return raise_errno(t, errno ? errno : EINVAL, VALUE_NULL, VALUE_NULL);
    return date_text(t, &tm);
}

/* With a mark at the end, so that the result of strftime is 0 only for lack of room. Widths may ask for any
 * length: as in CPython, the text is empty if it has more than 256 characters for each one of the format,
 * roughly. */
static Value format_time(Thread *t, const char *format, size_t length, const struct tm *tm) {
    char small[256], *marked, *text = small;
    size_t room = sizeof small, most = 256 * length, written;
    if (asprintf(&marked, "%s|", format) < 0)
        return raise_no_memory(t);
    while (!(written = strftime(text, room, marked, tm)) && room < most) {
        char *larger = realloc(text == small ? NULL : text, room *= 2);
        if (!larger)
            break;
        text = larger;
    }
    free(marked);
    Str *s = written || room >= most ? str_from_utf8(t, text, written ? written - 1 : 0) : NULL;
    if (!s && !error_pending(t))
        raise_no_memory(t);
    if (text != small)
        free(text);
    return str_value(s);
}

Value time_text(Thread *t, Str *format, const struct tm *tm) {
    size_t length;
    const char *utf8 = str_utf8(t, format, &length);
    if (!utf8)
        return VALUE_NULL;
    if (strlen(utf8) != length)
        return raise_value_error(t, "embedded null character");
    return format_time(t, utf8, length, tm);
}

Value time_strftime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    struct tm tm;
    if (!is_str(args[0]))
        return raise_type_error(t, "strftime() argument 1 must be str, not %T", args[0]);
    if (!read_or_now(t, args[1], "strftime", &tm))
        return VALUE_NULL;
    tm.tm_isdst = (tm.tm_isdst > 0) - (tm.tm_isdst < 0);
    return time_text(t, value_str(args[0]), &tm);
}

/* --- the zone --- */

/* Local time when the given month of this year begins in Greenwich. */
static struct tm start_of_month(int month) {
    struct tm tm = {0};
    time_t now = time(NULL), start;
    gmtime_r(&now, &tm);
    tm = (struct tm){.tm_year = tm.tm_year, .tm_mon = month, .tm_mday = 1};
    start = timegm(&tm);
    localtime_r(&start, &tm);
    return tm;
}

static bool add_names(Thread *t, Value module, const char *standard, const char *summer) {
    Str *first = str_new(t, standard), *second = first ? str_new(t, summer) : NULL;
    Tuple *names = second ? tuple_pack(t, 2, object_value(first), object_value(second)) : NULL;
    xdecref_object(t, first);
    xdecref_object(t, second);
    return names && module_add(t, module, "tzname", object_value(names));
}

/* January and July tell winter from summer, in which clocks are ahead of standard time. */
bool time_add_zone(Thread *t, Value module) {
    tzset();
    struct tm standard = start_of_month(0), summer = start_of_month(6);
    if (summer.tm_gmtoff < standard.tm_gmtoff) { /* south of the equator */
        struct tm swap = summer;
        summer = standard;
        standard = swap;
    }
    return module_add_int(t, module, "timezone", -standard.tm_gmtoff) &&
           module_add_int(t, module, "altzone", -summer.tm_gmtoff) &&
           module_add_int(t, module, "daylight", summer.tm_gmtoff != standard.tm_gmtoff) &&
           add_names(t, module, standard.tm_zone, summer.tm_zone);
}

Value time_tzset(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = str_intern_utf8(t, "time");
    Value module =
        name && t->interp->sys_modules ? dict_get_name(t, t->interp->sys_modules, name) : VALUE_NULL;
    xdecref_object(t, name);
    return is_null(module) || !is_module(module)
               ? raise(t, EXC_ImportError, "module 'time' is not in sys.modules")
           : time_add_zone(t, module) ? VALUE_NONE
                                      : VALUE_NULL;
}
