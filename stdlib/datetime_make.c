/* datetime's class methods, which make moments of clocks, texts and parts; and moments in other zones. */
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "stdlib/datetime.h"
#include <errno.h>
#include <time.h>

static const int64_t epoch = 62135596800; /* seconds from the beginning of the year 1 to 1970 */

static Value ask_fromutc(Thread *t, Value tzinfo, Value utc) {
    Str *name = str_intern_utf8(t, "fromutc");
    Value result = name ? op_call_method1(t, tzinfo, name, utc) : VALUE_NULL;
    xdecref_object(t, name);
    return result;
}

/* ---- clocks ---- */

/* Seconds since 1970 must be in the years 1 to 9999. */
static bool check_seconds(Thread *t, int64_t seconds) {
    struct tm tm;
    time_t when = (time_t)seconds;
    if (seconds >= -epoch && seconds < (int64_t)ORDINAL_MAX * DAY_SECONDS - epoch)
        return true;
    if (!gmtime_r(&when, &tm))
        raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    else
        raise_value_error(t, "year %ld is out of range", (long)tm.tm_year + 1900);
    return false;
}

static Value at_seconds(Thread *t, Value class, int64_t seconds, int64_t micros, Value tzinfo, bool fold) {
    if (!check_seconds(t, seconds))
        return VALUE_NULL;
    return moment_from_micros(t, value_type_object(class), (Micros)(seconds + epoch) * SECOND + micros,
                              tzinfo, fold);
}

/* By the local clock; fold: a day ago the offset was greater, and the clock has shown this time with it
 * already. */
static Value at_local(Thread *t, Value class, int64_t utc, int64_t micros) {
    int64_t now, before, then;
    if (!check_seconds(t, utc))
        return VALUE_NULL;
    if (!calendar_local_offset(utc, &now, NULL))
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    bool fold = calendar_local_offset(utc - DAY_SECONDS, &before, NULL) && before > now &&
                calendar_local_offset(utc + now - before, &then, NULL) && then == before;
    return at_seconds(t, class, utc + now, micros, VALUE_NONE, fold);
}

static Value at_timestamp(Thread *t, Value class, int64_t seconds, int64_t micros, Value tzinfo) {
    if (is_none(tzinfo))
        return at_local(t, class, seconds, micros);
    Value utc = at_seconds(t, class, seconds, micros, tzinfo, false);
    Value result = is_null(utc) ? utc : ask_fromutc(t, tzinfo, utc);
    decref(t, utc);
    return result;
}

static void read_clock(int64_t *seconds, int64_t *micros) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    *seconds = now.tv_sec;
    *micros = now.tv_nsec / 1000;
}

Value moment_now(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t seconds, micros;
    read_clock(&seconds, &micros);
    Value tz = or_none(args[1]);
    return zone_check(t, tz) ? at_timestamp(t, args[0], seconds, micros, tz) : VALUE_NULL;
}

Value moment_utcnow(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t seconds, micros;
    read_clock(&seconds, &micros);
    return at_seconds(t, args[0], seconds, micros, VALUE_NONE, false);
}

Value moment_fromtimestamp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t seconds, micros;
    Value tz = or_none(args[2]);
    if (!zone_check(t, tz) || !date_take_timestamp(t, args[1], &seconds, &micros))
        return VALUE_NULL;
    return at_timestamp(t, args[0], seconds, micros, tz);
}

Value moment_utcfromtimestamp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t seconds, micros;
    if (!date_take_timestamp(t, args[1], &seconds, &micros))
        return VALUE_NULL;
    return at_seconds(t, args[0], seconds, micros, VALUE_NONE, false);
}

/* ---- texts and parts ---- */

/* The reading is written in Python: module _strptime. */
Value moment_strptime(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    for (int i = 1; i < 3; i++)
        if (!is_str(args[i]))
            return raise_type_error(t, "strptime() argument %d must be str, not %T", i, args[i]);
    return date_call_module(t, "_strptime", "_strptime_datetime", args, 3);
}

Value moment_combine(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_date(args[1]))
        return raise_type_error(t, "combine() argument 1 must be datetime.date, not %T", args[1]);
    if (!is_native(args[2], &time_type_def))
        return raise_type_error(t, "combine() argument 2 must be datetime.time, not %T", args[2]);
    const Date *d = date_of(args[1]);
    int date[] = {d->year, d->month, d->day};
    Clock clock = ((Time *)value_object(args[2]))->clock;
    if (!is_null(args[3]))
        clock.tzinfo = args[3];
    return zone_check(t, clock.tzinfo) ? moment_new(t, value_type_object(args[0]), date, &clock) : VALUE_NULL;
}

Value moment_fromisoformat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int date[3];
    IsoTime time = {0};
    Clock clock;
    if (!is_str(args[1]))
        return raise_type_error(t, "fromisoformat: argument must be str");
    Str *s = value_str(args[1]);
    int64_t length = s->length < 7 ? 0 : iso_date_length(s);
    bool ok = length && length <= s->length &&
              iso_parse_date(t, s, 0, length, &date[0], &date[1], &date[2]) &&
              (length == s->length || iso_parse_time(s, length + 1, s->length, &time));
    if (!ok)
        return iso_error(t, s);
    Value zone = iso_zone(t, &time);
    ok = !is_null(zone) && date_check(t, date[0], date[1], date[2]) &&
         clock_make(t, &clock, time.fields, zone, 0);
    Value result = ok ? moment_new(t, value_type_object(args[0]), date, &clock) : VALUE_NULL;
    decref(t, zone);
    return result;
}

/* ---- other zones ---- */

/* The local zone at a point of UTC: a timezone with its name. */
static Value local_zone(Thread *t, int64_t utc) {
    int64_t offset;
    const char *name;
    if (!calendar_local_offset(utc, &offset, &name))
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    Str *text = str_new(t, name);
    Value zone = text ? zone_new(t, offset * SECOND, object_value(text)) : VALUE_NULL;
    xdecref_object(t, text);
    return zone;
}

/* Its offset; if it has none, the one that the clock shows then. (Where the clock is put forward, that is not
 * by how much the two differ.) */
static bool offset_or_local(Thread *t, Value self, int64_t *offset) {
    bool known;
    if (!moment_offset(t, self, offset, &known))
        return false;
    if (known)
        return true;
    if (!calendar_local_offset(moment_local_seconds(moment_of(self)), offset, NULL))
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL), false;
    *offset *= SECOND;
    return true;
}

Value moment_astimezone(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const DateTime *m = moment_of(args[0]);
    Value tz = or_none(args[1]);
    int64_t offset;
    if (!zone_check(t, tz))
        return VALUE_NULL;
    if (!is_none(tz) && value_is(tz, m->clock.tzinfo))
        return new_ref(args[0]);
    if (!offset_or_local(t, args[0], &offset))
        return VALUE_NULL;
    Micros micros = (Micros)moment_micros(m) - offset;
    tz = is_none(tz) ? local_zone(t, (int64_t)(micros / SECOND) - epoch) : new_ref(tz);
    Value utc = is_null(tz) ? tz : moment_from_micros(t, value_object(args[0])->type, micros, tz, false);
    Value result = is_null(utc) ? utc : ask_fromutc(t, tz, utc);
    decref(t, utc);
    decref(t, tz);
    return result;
}
