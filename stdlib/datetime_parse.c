/* Reading ISO 8601, in the forms that Python 3.11 takes: with separators or without, weeks, and zones. */
#include "runtime/error.h"
#include "stdlib/datetime.h"

typedef struct Cursor {
    const Str *s;
    int64_t at, end;
} Cursor;

static uint32_t peek(const Cursor *c, int64_t ahead) {
    return c->at + ahead < c->end ? str_at(c->s, c->at + ahead) : 0;
}

static bool skip(Cursor *c, uint32_t wanted) {
    bool found = c->at < c->end && peek(c, 0) == wanted;
    c->at += found;
    return found;
}

static bool is_digit(uint32_t c) {
    return c >= '0' && c <= '9';
}

/* Exactly that many digits. */
static bool read_number(Cursor *c, int digits, int *out) {
    *out = 0;
    for (; digits > 0; digits--) {
        if (c->at >= c->end || !is_digit(peek(c, 0)))
            return false;
        *out = *out * 10 + (int)(peek(c, 0) - '0');
        c->at++;
    }
    return true;
}

/* ---- dates ---- */

static bool read_week_date(Thread *t, Cursor *c, int iso_year, bool dashes, int *y, int *m, int *d) {
    int week, weekday = 1;
    if (!read_number(c, 2, &week))
        return false;
    if (c->at < c->end && ((dashes && !skip(c, '-')) || !read_number(c, 1, &weekday)))
        return false;
    if (c->at == c->end && calendar_from_iso(t, iso_year, week, weekday, y, m, d))
        return true;
    error_clear_if(t, EXC_ValueError);
    return false;
}

bool iso_parse_date(Thread *t, const Str *s, int64_t at, int64_t end, int *y, int *m, int *d) {
    Cursor c = {s, at, end};
    if (!read_number(&c, 4, y))
        return false;
    bool dashes = skip(&c, '-');
    if (skip(&c, 'W'))
        return read_week_date(t, &c, *y, dashes, y, m, d);
    return read_number(&c, 2, m) && (!dashes || skip(&c, '-')) && read_number(&c, 2, d) && c.at == c.end;
}

/* A week may be followed by its day or by the separator, which may be anything, even a digit or a dash. */
int64_t iso_date_length(const Str *s) {
    Cursor c = {s, 0, s->length};
    bool dashes = peek(&c, 4) == '-';
    if (s->length == 7)
        return 7;
    if (peek(&c, 4 + dashes) != 'W')
        return dashes ? 10 : 8;
    if (dashes)
        return peek(&c, 8) == '-' && !(s->length > 10 && is_digit(peek(&c, 10))) ? 10 : 8;
    int64_t digits = 0;
    while (is_digit(peek(&c, 7 + digits)))
        digits++;
    return digits < 2 ? 7 + digits : digits % 2 ? 7 : 8;
}

/* ---- times ---- */

/* Digits behind a point or comma: microseconds, more digits are dropped. */
static bool read_fraction(Cursor *c, int64_t *micros) {
    int64_t digits = 0;
    *micros = 0;
    for (; c->at < c->end && is_digit(peek(c, 0)); c->at++, digits++)
        if (digits < 6)
            *micros = *micros * 10 + (peek(c, 0) - '0');
    for (int64_t i = digits; i < 6; i++)
        *micros *= 10;
    return digits > 0;
}

/* HH[:MM[:SS[.ffffff]]] up to the end, colons everywhere or nowhere. */
static bool read_clock(Cursor *c, int64_t fields[4]) {
    int number;
    bool colons = false;
    for (int i = 0; i < 3; i++) {
        if (!read_number(c, 2, &number))
            return false;
        fields[i] = number;
        if (c->at == c->end)
            return true;
        if (i == 0)
            colons = peek(c, 0) == ':';
        if (i < 2 && colons && !skip(c, ':'))
            return false;
    }
    return (skip(c, '.') || skip(c, ',')) && read_fraction(c, &fields[3]) && c->at == c->end;
}

static bool read_offset(Cursor c, IsoTime *out) {
    int64_t fields[4] = {0};
    out->aware = true;
    uint32_t sign = peek(&c, 0);
    c.at++;
    if (sign == 'Z')
        return c.at == c.end;
    if (!read_clock(&c, fields))
        return false;
    int64_t size = ((fields[0] * 60 + fields[1]) * 60 + fields[2]) * SECOND + fields[3];
    out->offset = sign == '-' ? -size : size;
    return true;
}

bool iso_parse_time(const Str *s, int64_t at, int64_t end, IsoTime *out) {
    *out = (IsoTime){0};
    int64_t zone = at;
    while (zone < end && str_at(s, zone) != '+' && str_at(s, zone) != '-' && str_at(s, zone) != 'Z')
        zone++;
    Cursor clock = {s, at, zone};
    return read_clock(&clock, out->fields) && (zone == end || read_offset((Cursor){s, zone, end}, out));
}

Value iso_error(Thread *t, Str *s) {
    return error_pending(t) ? VALUE_NULL
                            : raise_value_error(t, "Invalid isoformat string: %R", object_value(s));
}

Value iso_zone(Thread *t, const IsoTime *time) {
    if (!time->aware)
        return VALUE_NONE;
    if (!delta_is_whole_day(time->offset))
        return zone_new(t, time->offset, VALUE_NULL);
    Value offset = delta_new(t, time->offset);
    if (!is_null(offset))
        raise_value_error(t,
                          "offset must be a timedelta strictly between -timedelta(hours=24) and "
                          "timedelta(hours=24), not %R.",
                          offset);
    decref(t, offset);
    return VALUE_NULL;
}
