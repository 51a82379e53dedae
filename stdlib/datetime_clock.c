/* Times of day: checks, texts, pickles; strftime for all that have one. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "stdlib/datetime.h"
#include "stdlib/time_struct.h"
#include <stdio.h>

bool clock_make(Thread *t, Clock *clock, const int64_t fields[4], Value tzinfo, int64_t fold) {
    static const struct {
        const char *name;
        int most;
    } limits[] = {{"hour", 23}, {"minute", 59}, {"second", 59}, {"microsecond", SECOND - 1}};
    for (int i = 0; i < 4; i++)
        if (fields[i] < 0 || fields[i] > limits[i].most)
            return raise_value_error(t, "%s must be in 0..%d", limits[i].name, limits[i].most), false;
    if (fold != 0 && fold != 1)
        return raise_value_error(t, "fold must be either 0 or 1"), false;
    if (!zone_check(t, tzinfo))
        return false;
    *clock = (Clock){(int)fields[0], (int)fields[1], (int)fields[2], (int)fields[3], fold == 1, tzinfo};
    return true;
}

int64_t clock_micros(const Clock *c) {
    return (((int64_t)c->hour * 60 + c->minute) * 60 + c->second) * SECOND + c->micros;
}

void clock_set_micros(Clock *c, int64_t micros) {
    c->micros = (int)(micros % SECOND);
    int64_t seconds = micros / SECOND;
    c->second = (int)(seconds % 60);
    c->minute = (int)(seconds / 60 % 60);
    c->hour = (int)(seconds / 3600);
}

/* ---- texts ---- */

bool clock_add_text(Thread *t, StrBuilder *b, const Clock *c, Str *timespec) {
    static const char names[][13] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
    enum { AUTO, HOURS, MINUTES, SECONDS, MILLIS, MICROS, COUNT };
    int which = AUTO;
    char text[32];
    while (timespec && which < COUNT && !str_equal_ascii(timespec, names[which]))
        which++;
    if (which == COUNT)
        return raise_value_error(t, "Unknown timespec value"), false;
    if (which == AUTO)
        which = c->micros ? MICROS : SECONDS;
    int n = snprintf(text, sizeof text, "%02d", c->hour);
    if (which >= MINUTES)
        n += snprintf(text + n, sizeof text - (size_t)n, ":%02d", c->minute);
    if (which >= SECONDS)
        n += snprintf(text + n, sizeof text - (size_t)n, ":%02d", c->second);
    if (which == MILLIS)
        snprintf(text + n, sizeof text - (size_t)n, ".%03d", c->micros / 1000);
    if (which == MICROS)
        snprintf(text + n, sizeof text - (size_t)n, ".%06d", c->micros);
    strbuilder_text(b, text);
    return true;
}

void clock_add_offset(StrBuilder *b, int64_t offset, const char *separator) {
    char text[48];
    int64_t size = offset < 0 ? -offset : offset;
    int seconds = (int)(size / SECOND), micros = (int)(size % SECOND);
    int n = snprintf(text, sizeof text, "%c%02d%s%02d", offset < 0 ? '-' : '+', seconds / 3600, separator,
                     seconds / 60 % 60);
    if (seconds % 60 || micros)
        n += snprintf(text + n, sizeof text - (size_t)n, "%s%02d", separator, seconds % 60);
    if (micros)
        snprintf(text + n, sizeof text - (size_t)n, ".%06d", micros);
    strbuilder_text(b, text);
}

/* Adds ", tzinfo=" and what repr() says of it, if there is one. */
static bool add_zone(Thread *t, StrBuilder *b, Value tzinfo) {
    if (is_none(tzinfo))
        return true;
    Str *zone = op_repr(t, tzinfo);
    if (!zone)
        return false;
    strbuilder_text(b, ", tzinfo=");
    strbuilder_str(b, zone);
    decref_object(t, zone);
    return true;
}

bool clock_add_repr(Thread *t, StrBuilder *b, const Clock *c, bool fold_first) {
    char text[64];
    int n = snprintf(text, sizeof text, "%d, %d", c->hour, c->minute);
    if (c->second || c->micros)
        n += snprintf(text + n, sizeof text - (size_t)n, ", %d", c->second);
    if (c->micros)
        snprintf(text + n, sizeof text - (size_t)n, ", %d", c->micros);
    strbuilder_text(b, text);
    if (c->fold && fold_first)
        strbuilder_text(b, ", fold=1");
    if (!add_zone(t, b, c->tzinfo))
        return false;
    if (c->fold && !fold_first)
        strbuilder_text(b, ", fold=1");
    return true;
}

/* ---- strftime ---- */

/* utcoffset() of the object without colons; nothing if it has none. */
static bool add_offset(Thread *t, StrBuilder *b, Value object, const char *separator) {
    Str *name = str_intern_utf8(t, "utcoffset");
    Value offset = name ? op_call_method0(t, object, name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(offset))
        return false;
    if (is_delta(offset))
        clock_add_offset(b, (int64_t)delta_total(delta_of(offset)), separator);
    decref(t, offset);
    return true;
}

/* tzname() of the object, with every % doubled, since time.strftime reads it. */
static bool add_name(Thread *t, StrBuilder *b, Value object) {
    Str *name = str_intern_utf8(t, "tzname");
    Value zone = name ? op_call_method0(t, object, name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(zone))
        return false;
    for (int64_t i = 0; is_str(zone) && i < value_str(zone)->length; i++) {
        uint32_t c = str_at(value_str(zone), i);
        strbuilder_repeat(b, c, c == '%' ? 2 : 1);
    }
    decref(t, zone);
    return true;
}

/* One directive: what it becomes in the format for time.strftime. */
static bool add_directive(Thread *t, StrBuilder *b, uint32_t c, Value object, const Clock *clock) {
    char micros[16];
    if (c == 'z' || c == 'Z') {
        if (!clock)
            return true;
        return c == 'z' ? add_offset(t, b, object, "") : add_name(t, b, object);
    }
    if (c == 'f') {
        snprintf(micros, sizeof micros, "%06d", clock ? clock->micros : 0);
        strbuilder_text(b, micros);
        return true;
    }
    strbuilder_char(b, '%');
    strbuilder_char(b, c);
    return true;
}

static Str *expand(Thread *t, Value object, Str *format, const Clock *clock) {
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int64_t i = 0; i < format->length; i++) {
        uint32_t c = str_at(format, i);
        if (c != '%' || i + 1 == format->length) {
            strbuilder_char(&b, c);
        } else if (!add_directive(t, &b, str_at(format, ++i), object, clock)) {
            strbuilder_drop(&b);
            return NULL;
        }
    }
    return strbuilder_finish(&b);
}

Value clock_strftime(Thread *t, Value object, Str *format, const Date *date, const Clock *clock) {
    struct tm tm = {.tm_year = date->year - 1900,
                    .tm_mon = date->month - 1,
                    .tm_mday = date->day,
                    .tm_wday = (calendar_weekday(date->year, date->month, date->day) + 1) % 7,
                    .tm_yday = calendar_day_of_year(date->year, date->month, date->day) - 1,
                    .tm_isdst = -1};
    if (clock) {
        tm.tm_hour = clock->hour;
        tm.tm_min = clock->minute;
        tm.tm_sec = clock->second;
    }
    Str *expanded = expand(t, object, format, clock);
    Value text = expanded ? time_text(t, expanded, &tm) : VALUE_NULL;
    xdecref_object(t, expanded);
    return text;
}

Value clock_strftime_tuple(Thread *t, Value object, Str *format, const Clock *clock, Value timetuple) {
    Str *expanded = is_null(timetuple) ? NULL : expand(t, object, format, clock);
    Value args[] = {str_value(expanded), timetuple};
    Value text = expanded ? date_call_module(t, "time", "strftime", args, 2) : VALUE_NULL;
    xdecref_object(t, expanded);
    decref(t, timetuple);
    return text;
}

/* ---- pickles ---- */

void clock_pack(const Clock *c, uint8_t out[6]) {
    out[0] = (uint8_t)c->hour;
    out[1] = (uint8_t)c->minute;
    out[2] = (uint8_t)c->second;
    out[3] = (uint8_t)(c->micros >> 16);
    out[4] = (uint8_t)(c->micros >> 8);
    out[5] = (uint8_t)c->micros;
}

bool clock_unpack(const uint8_t in[6], int64_t fields[4]) {
    fields[0] = in[0];
    fields[1] = in[1];
    fields[2] = in[2];
    fields[3] = in[3] << 16 | in[4] << 8 | in[5];
    return fields[0] < 24 && fields[1] < 60 && fields[2] < 60 && fields[3] < SECOND;
}
