/* What the parts of module datetime share: its objects, which never change, and what they are made by.
 *
 * A date and a Clock are only ever stored when they are valid. Types belong to the Interp (native_types.h);
 * instances of a subclass are made by calling it, as CPython does. The GIL is held everywhere; results are
 * new references. */
#ifndef STDLIB_DATETIME_H
#define STDLIB_DATETIME_H

#include "runtime/native.h"
#include "runtime/str.h"

enum {
    YEAR_MIN = 1,
    YEAR_MAX = 9999,
    DAYS_MAX = 999999999, /* of a timedelta, in both directions */
    ORDINAL_MAX = 3652059,
    DAY_SECONDS = 86400,
    SECOND = 1000000 /* microseconds */
};
#define DAY_MICROS ((int64_t)DAY_SECONDS * SECOND)

typedef __int128 Micros; /* a duration: that of a timedelta does not fit 64 bits */

typedef struct Delta {
    Object ob;
    int32_t days, seconds, micros; /* seconds and micros are not negative */
} Delta;

typedef struct Date {
    Object ob;
    int year;
    uint8_t month, day;
} Date;

typedef struct Clock { /* a time of day */
    int hour, minute, second, micros;
    bool fold;    /* the second time that the hands show this */
    Value tzinfo; /* None: naive */
} Clock;

typedef struct Time {
    Object ob;
    Clock clock;
} Time;

typedef struct DateTime {
    Date date;
    Clock clock;
} DateTime;

extern const TypeDef delta_type_def, date_type_def, time_type_def, moment_type_def, tzinfo_type_def,
    timezone_type_def;

static inline Delta *delta_of(Value v) {
    return (Delta *)value_object(v);
}
static inline Date *date_of(Value v) {
    return (Date *)value_object(v);
}
static inline DateTime *moment_of(Value v) {
    return (DateTime *)value_object(v);
}
static inline bool is_delta(Value v) {
    return is_native(v, &delta_type_def);
}
static inline bool is_date(Value v) {
    return is_native(v, &date_type_def);
}
static inline bool is_moment(Value v) {
    return is_native(v, &moment_type_def);
}

/* ---- datetime_calendar.c: the Gregorian calendar, without objects ---- */

int calendar_month_days(int year, int month);
int64_t calendar_ordinal(int year, int month, int day); /* 1: the first of January of the year 1 */
void calendar_from_ordinal(int64_t ordinal, int *year, int *month, int *day);
int calendar_weekday(int year, int month, int day); /* Monday is 0 */
int calendar_day_of_year(int year, int month, int day);
int64_t calendar_iso_start(int year); /* ordinal of the Monday of week 1 */
void calendar_iso(int year, int month, int day, int *iso_year, int *week, int *weekday);
/* ValueError if there is no such day. */
bool calendar_from_iso(Thread *t, int year, int week, int weekday, int *y, int *m, int *d);
/* The offset of local time in seconds, and the name of the zone (may be NULL), at a point of UTC. */
bool calendar_local_offset(int64_t utc, int64_t *offset, const char **name);

/* ---- datetime_delta.c ---- */

Micros delta_total(const Delta *d);
Value delta_new(Thread *t, Micros micros); /* OverflowError */
bool delta_is_whole_day(Micros micros);    /* too much for an offset of a zone */
Value delta_total_seconds(Thread *t, const Delta *d);

/* ---- datetime_zone.c ---- */

bool zone_check(Thread *t, Value v); /* None or a tzinfo, else TypeError */
/* tzinfo.method(when): *offset in microseconds; *known false: it answered None, or tzinfo is None. */
bool zone_offset(Thread *t, Value tzinfo, const char *method, Value when, int64_t *offset, bool *known);
/* The same as a timedelta or None. */
Value zone_ask(Thread *t, Value tzinfo, const char *method, Value when);
Value zone_name(Thread *t, Value tzinfo, Value when);  /* a str or None */
Value zone_new(Thread *t, int64_t offset, Value name); /* a timezone; name VALUE_NULL: none */
Value zone_utc(Thread *t);                             /* borrowed: the one for an offset of 0 */
bool zone_add_constants(Thread *t, Type *timezone);

/* ---- datetime_clock.c: checks, texts, comparison of times of day ---- */

/* Checks hour, minute, second, microsecond, and the rest; tzinfo is borrowed. */
bool clock_make(Thread *t, Clock *clock, const int64_t fields[4], Value tzinfo, int64_t fold);
int64_t clock_micros(const Clock *clock);
void clock_set_micros(Clock *clock, int64_t micros);
/* Adds HH:MM:SS.ffffff as timespec says (NULL: auto); ValueError "Unknown timespec value". */
bool clock_add_text(Thread *t, StrBuilder *b, const Clock *clock, Str *timespec);
/* Adds +HH:MM, with seconds and microseconds if there are any; separator: ":" or "". */
void clock_add_offset(StrBuilder *b, int64_t offset, const char *separator);
/* repr()'s arguments: minutes always, seconds and microseconds if not 0, then tzinfo and fold, in an order
 * that differs between the types. */
bool clock_add_repr(Thread *t, StrBuilder *b, const Clock *clock, bool fold_first);
/* object.strftime(format): replaces what time.strftime does not know, and leaves the rest to it. */
Value clock_strftime(Thread *t, Value object, Str *format, const Date *date, const Clock *clock);
/* The same through the module time, with a time tuple (consumed). */
Value clock_strftime_tuple(Thread *t, Value object, Str *format, const Clock *clock, Value timetuple);
/* Pickles: 6 bytes. */
void clock_pack(const Clock *clock, uint8_t out[6]);
bool clock_unpack(const uint8_t in[6], int64_t fields[4]);

/* ---- datetime_parse.c: ISO 8601 as Python 3.11 reads it ---- */

typedef struct IsoTime {
    int64_t fields[4]; /* hour, minute, second, microsecond */
    bool aware;
    int64_t offset; /* microseconds */
} IsoTime;
/* A date in [at, end) of the text. false without exception: not a date. */
bool iso_parse_date(Thread *t, const Str *s, int64_t at, int64_t end, int *year, int *month, int *day);
bool iso_parse_time(const Str *s, int64_t at, int64_t end, IsoTime *out);
/* How long the date is with which a date and time begins. */
int64_t iso_date_length(const Str *s);
Value iso_error(Thread *t, Str *s);             /* ValueError "Invalid isoformat string: ..." */
Value iso_zone(Thread *t, const IsoTime *time); /* None or a timezone */

/* ---- datetime_date.c ---- */

bool date_check(Thread *t, int64_t year, int64_t month, int64_t day);
Value date_new(Thread *t, Type *type, int year, int month, int day);
bool date_from_ordinal(Thread *t, int64_t ordinal, int *year, int *month, int *day); /* OverflowError */
Value date_timetuple(Thread *t, const Date *d, const Clock *clock, int summer); /* a time.struct_time */
Value date_ctime(Thread *t, const Date *d, const Clock *clock);
/* A number of seconds since 1970 as whole seconds and microseconds, rounded half to even. */
bool date_take_timestamp(Thread *t, Value v, int64_t *seconds, int64_t *micros);
/* Module.function(args). */
Value date_call_module(Thread *t, const char *module, const char *function, Value *args, int nargs);
bool date_add_constants(Thread *t, Type *date);
Value date_format_method(Thread *t, Value *args, int nargs,
                         Tuple *kwnames); /* __format__ of all three types */
/* "function missing required argument 'month' (pos 2)" for the first of the names that has no value; ints
 * out. */
bool date_take_ints(Thread *t, Value *args, const char *const *names, int count, int required, int64_t *out);

/* ---- datetime_time.c, datetime_moment.c, datetime_make.c ---- */

Value time_object_new(Thread *t, Type *type, const Clock *clock);
bool time_add_constants(Thread *t, Type *time);
/* fields: year, month, day; the clock's tzinfo is borrowed. */
Value moment_new(Thread *t, Type *type, const int date[3], const Clock *clock);
/* Microseconds since the beginning of the year 1, as the clock shows them. */
int64_t moment_micros(const DateTime *m);
Value moment_from_micros(Thread *t, Type *type, Micros micros, Value tzinfo, bool fold); /* OverflowError */
/* Seconds since 1970 of a naive local time. */
int64_t moment_local_seconds(const DateTime *m);
bool moment_add_constants(Thread *t, Type *moment);
/* utcoffset() of a datetime. */
bool moment_offset(Thread *t, Value self, int64_t *offset, bool *known);
/* Class methods, and astimezone(): datetime_make.c. */
Value moment_now(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_utcnow(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_fromtimestamp(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_utcfromtimestamp(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_strptime(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_combine(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_fromisoformat(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value moment_astimezone(Thread *t, Value *args, int nargs, Tuple *kwnames);

#endif
