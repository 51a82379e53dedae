/* The type date, and what datetime shares with it. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/datetime.h"
#include "stdlib/native_types.h"
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

/* ---- helpers ---- */

Value date_call_module(Thread *t, const char *module_name, const char *function, Value *args, int nargs) {
    Str *dotted = str_intern_utf8(t, module_name), *name = dotted ? str_intern_utf8(t, function) : NULL;
    Value module = name ? t->interp->hooks.import(t, dotted) : VALUE_NULL;
    Value callee = is_null(module) ? VALUE_NULL : op_getattr(t, module, name);
    Value result = is_null(callee) ? VALUE_NULL : op_call(t, callee, args, nargs, NULL);
    xdecref_object(t, dotted);
    xdecref_object(t, name);
    decref(t, module);
    decref(t, callee);
    return result;
}

bool date_take_ints(Thread *t, Value *args, const char *const *names, int count, int required, int64_t *out) {
    for (int i = 0; i < count; i++) {
        int number;
        if (is_null(args[i]) && i < required) {
            raise_type_error(t, "function missing required argument '%s' (pos %d)", names[i], i + 1);
            return false;
        }
        if (is_null(args[i]))
            continue;
        if (!arg_int(t, args[i], &number))
            return false;
        out[i] = number;
    }
    return true;
}

bool date_check(Thread *t, int64_t year, int64_t month, int64_t day) {
    if (year < YEAR_MIN || year > YEAR_MAX)
        raise_value_error(t, "year %ld is out of range", (long)year);
    else if (month < 1 || month > 12)
        raise_value_error(t, "month must be in 1..12");
    else if (day < 1 || day > calendar_month_days((int)year, (int)month))
        raise_value_error(t, "day is out of range for month");
    return !error_pending(t);
}

bool date_from_ordinal(Thread *t, int64_t ordinal, int *year, int *month, int *day) {
    if (ordinal < 1 || ordinal > ORDINAL_MAX)
        return raise_overflow(t, "date value out of range"), false;
    calendar_from_ordinal(ordinal, year, month, day);
    return true;
}

static Value make(Thread *t, Type *type, int year, int month, int day) {
    Date *d = object_new(t, type, 0);
    if (!d)
        return VALUE_NULL;
    d->year = year;
    d->month = (uint8_t)month;
    d->day = (uint8_t)day;
    return object_value(d);
}

Value date_new(Thread *t, Type *type, int year, int month, int day) {
    Value args[] = {small_int_value(year), small_int_value(month), small_int_value(day)};
    return type->def == &date_type_def ? make(t, type, year, month, day)
                                       : op_call(t, object_value(type), args, 3, NULL);
}

bool date_take_timestamp(Thread *t, Value v, int64_t *seconds, int64_t *micros) {
    *micros = 0;
    if (!is_float(v)) {
        Value n = op_index(t, v);
        bool ok = !is_null(n);
        if (ok && !int_to_int64(n, seconds))
            ok = (raise_overflow(t, "timestamp out of range for platform time_t"), false);
        decref(t, n);
        return ok;
    }
    double x = float_as_double(v), whole, part = modf(x, &whole);
    if (isnan(x))
        return raise_value_error(t, "Invalid value NaN (not a number)"), false;
    if (fabs(x) >= 9.2e18)
        return raise_overflow(t, "timestamp out of range for platform time_t"), false;
    double rounded = nearbyint(part * SECOND);
    *seconds = (int64_t)whole;
    *micros = (int64_t)rounded;
    if (*micros < 0 || *micros >= SECOND) {
        int64_t carry = *micros < 0 ? -1 : 1;
        *seconds += carry;
        *micros -= carry * SECOND;
    }
    return true;
}

Value date_timetuple(Thread *t, const Date *d, const Clock *c, int summer) {
    int numbers[] = {d->year,
                     d->month,
                     d->day,
                     c ? c->hour : 0,
                     c ? c->minute : 0,
                     c ? c->second : 0,
                     calendar_weekday(d->year, d->month, d->day),
                     calendar_day_of_year(d->year, d->month, d->day),
                     summer};
    Tuple *tuple = tuple_new(t, 9);
    if (!tuple)
        return VALUE_NULL;
    for (int i = 0; i < 9; i++)
        tuple->items[i] = small_int_value(numbers[i]);
    Value argument = object_value(tuple), result = date_call_module(t, "time", "struct_time", &argument, 1);
    decref_object(t, tuple);
    return result;
}

Value date_ctime(Thread *t, const Date *d, const Clock *c) {
    static const char days[][4] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    return str_value(str_format(t, "%s %s %2d %02d:%02d:%02d %04d",
                                days[calendar_weekday(d->year, d->month, d->day)], months[d->month - 1],
                                d->day, c ? c->hour : 0, c ? c->minute : 0, c ? c->second : 0, d->year));
}

/* ---- constructors ---- */

static const char *const names[] = {"year", "month", "day"};

/* A pickle's 4 bytes, or the same as a str from Python 2. */
static bool unpack(Thread *t, Value v, int64_t out[3]) {
    uint8_t state[4];
    for (int i = 0; i < 4; i++) {
        if (is_bytes(v) && value_bytes(v)->length == 4)
            state[i] = value_bytes(v)->data[i];
        else if (is_str(v) && value_str(v)->length == 4 && value_str(v)->kind == 1)
            state[i] = value_str(v)->data[i];
        else
            return false;
    }
    out[0] = state[0] << 8 | state[1];
    out[1] = state[2];
    out[2] = state[3];
    return out[1] >= 1 && out[1] <= 12;
}

static Value date_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int64_t n[3];
    bool pickled = is_null(args[1]) && !is_null(args[0]) && unpack(t, args[0], n);
    if (!pickled && !date_take_ints(t, args, names, 3, 3, n))
        return VALUE_NULL;
    return date_check(t, n[0], n[1], n[2]) ? make(t, type, (int)n[0], (int)n[1], (int)n[2]) : VALUE_NULL;
}

static Value from_local(Thread *t, Value class, int64_t seconds) {
    struct tm tm;
    time_t when = (time_t)seconds;
    if (!localtime_r(&when, &tm))
        return raise_errno(t, errno, VALUE_NULL, VALUE_NULL);
    Value args[] = {small_int_value(tm.tm_year + 1900LL), small_int_value(tm.tm_mon + 1),
                    small_int_value(tm.tm_mday)};
    return op_call(t, class, args, 3, NULL);
}

static Value date_today(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (value_type_object(args[0])->def == &date_type_def)
        return from_local(t, args[0], (int64_t)time(NULL));
    Value now = date_call_module(t, "time", "time", NULL, 0);
    Str *name = is_null(now) ? NULL : str_intern_utf8(t, "fromtimestamp");
    Value result = name ? op_call_method1(t, args[0], name, now) : VALUE_NULL;
    xdecref_object(t, name);
    decref(t, now);
    return result;
}

static Value date_fromtimestamp(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t seconds, micros;
    return date_take_timestamp(t, args[1], &seconds, &micros) ? from_local(t, args[0], seconds) : VALUE_NULL;
}

/* Through the class, so that datetime and others inherit it. */
static Value by_class(Thread *t, Value class, int y, int m, int d) {
    Value args[] = {small_int_value(y), small_int_value(m), small_int_value(d)};
    return op_call(t, class, args, 3, NULL);
}

static Value date_fromordinal(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int ordinal, y, m, d;
    if (!arg_int(t, args[1], &ordinal))
        return VALUE_NULL;
    if (ordinal < 1)
        return raise_value_error(t, "ordinal must be >= 1");
    if (ordinal > ORDINAL_MAX)
        return raise_value_error(t, "year %d is out of range", YEAR_MAX + 1);
    calendar_from_ordinal(ordinal, &y, &m, &d);
    return by_class(t, args[0], y, m, d);
}

static Value date_fromisoformat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int y, m, d;
    if (!is_str(args[1]))
        return raise_type_error(t, "fromisoformat: argument must be str");
    Str *s = value_str(args[1]);
    bool ok = s->length >= 7 && s->length <= 10 && iso_parse_date(t, s, 0, s->length, &y, &m, &d);
    return ok ? by_class(t, args[0], y, m, d) : iso_error(t, s);
}

static Value date_fromisocalendar(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char *const iso_names[] = {"year", "week", "day"};
    int64_t n[3];
    int y, m, d;
    if (!date_take_ints(t, args + 1, iso_names, 3, 3, n))
        return error_clear_if(t, EXC_OverflowError)
                   ? raise_value_error(t, "ISO calendar component out of range")
                   : VALUE_NULL;
    if (!calendar_from_iso(t, (int)n[0], (int)n[1], (int)n[2], &y, &m, &d))
        return VALUE_NULL;
    return by_class(t, args[0], y, m, d);
}

/* ---- arithmetic and comparison ---- */

static Value shifted(Thread *t, Value date, int64_t days) {
    const Date *o = date_of(date);
    int y, m, d;
    if (!date_from_ordinal(t, calendar_ordinal(o->year, o->month, o->day) + days, &y, &m, &d))
        return VALUE_NULL;
    return date_new(t, value_object(date)->type, y, m, d);
}

static Value date_add(Thread *t, Value a, Value b) {
    if (is_moment(a) || is_moment(b))
        return VALUE_NOTIMPLEMENTED;
    if (is_date(a) && is_delta(b))
        return shifted(t, a, delta_of(b)->days);
    return is_delta(a) && is_date(b) ? shifted(t, b, delta_of(a)->days) : VALUE_NOTIMPLEMENTED;
}

static int64_t ordinal_of(Value v) {
    return calendar_ordinal(date_of(v)->year, date_of(v)->month, date_of(v)->day);
}

static Value date_sub(Thread *t, Value a, Value b) {
    if (is_moment(a) || is_moment(b) || !is_date(a))
        return VALUE_NOTIMPLEMENTED;
    if (is_delta(b))
        return shifted(t, a, -(int64_t)delta_of(b)->days);
    return is_date(b) ? delta_new(t, (Micros)(ordinal_of(a) - ordinal_of(b)) * DAY_MICROS)
                      : VALUE_NOTIMPLEMENTED;
}

/* A number that grows with the date. */
static int rank(const Date *d) {
    return (d->year * 16 + d->month) * 32 + d->day;
}

static Value date_compare(Thread *t, Value self, Value other, CompareOp op) {
    return is_date(other) && !is_moment(other)
               ? op_compare_numbers(rank(date_of(self)), rank(date_of(other)), op)
               : VALUE_NOTIMPLEMENTED;
}

static bool date_hash(Thread *t, Value self, int64_t *hash) {
    return op_hash(t, small_int_value(ordinal_of(self) * 1000003), hash);
}

/* ---- texts ---- */

static Value date_repr(Thread *t, Value self) {
    const Date *d = date_of(self);
    return str_value(str_format(t, "%T(%d, %d, %d)", self, d->year, d->month, d->day));
}

static Value isoformat_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    return str_value(str_format(t, "%04d-%02d-%02d", d->year, d->month, d->day));
}

/* str() is isoformat(), also that of a subclass. */
static Value date_str(Thread *t, Value self) {
    Str *name = str_intern_utf8(t, "isoformat");
    Value text = name ? op_call_method0(t, self, name) : VALUE_NULL;
    xdecref_object(t, name);
    return text;
}

static Value ctime_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return date_ctime(t, date_of(args[0]), is_moment(args[0]) ? &moment_of(args[0])->clock : NULL);
}

/* For datetime too. A subclass may have its own timetuple(). */
static Value strftime_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "strftime() argument 1 must be str, not %T", args[1]);
    const Clock *clock = is_moment(args[0]) ? &moment_of(args[0])->clock : NULL;
    Str *format = value_str(args[1]);
    if (type_of(t, args[0])->def)
        return clock_strftime(t, args[0], format, date_of(args[0]), clock);
    Str *name = str_intern_utf8(t, "timetuple");
    Value timetuple = name ? op_call_method0(t, args[0], name) : VALUE_NULL;
    xdecref_object(t, name);
    return clock_strftime_tuple(t, args[0], format, clock, timetuple);
}

Value date_format_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[1]))
        return raise_type_error(t, "__format__() argument 1 must be str, not %T", args[1]);
    if (value_str(args[1])->length == 0)
        return str_value(op_str(t, args[0]));
    Str *name = str_intern_utf8(t, "strftime");
    Value text = name ? op_call_method1(t, args[0], name, args[1]) : VALUE_NULL;
    xdecref_object(t, name);
    return text;
}

/* ---- what else it can do ---- */

static Value timetuple_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return date_timetuple(t, date_of(args[0]), NULL, -1);
}

static Value toordinal_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return small_int_value(ordinal_of(args[0]));
}

static Value weekday_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    return small_int_value(calendar_weekday(d->year, d->month, d->day));
}

static Value isoweekday_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    return small_int_value(calendar_weekday(d->year, d->month, d->day) + 1);
}

static const StructSeqField iso_fields[] = {{"year", "year of the week"},
                                            {"week", "number of the week, from 1"},
                                            {"weekday", "day of the week, from 1: Monday"},
                                            {0}};
static const StructSeqDef iso_def = {"datetime.IsoCalendarDate", "A date as year, week and day of the week.",
                                     iso_fields, 3};

/* Pickled as a plain tuple: nobody finds the type by its name. */
static Value iso_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Tuple *self = value_tuple(args[0]);
    Tuple *plain = tuple_from_array(t, self->items, self->length);
    Tuple *inner = plain ? tuple_pack(t, 1, object_value(plain)) : NULL;
    Tuple *outer = inner ? tuple_pack(t, 2, object_value(builtin_type(t, TYPE_TUPLE)), object_value(inner)) : NULL;
    xdecref_object(t, plain);
    xdecref_object(t, inner);
    return outer ? object_value(outer) : VALUE_NULL;
}

static const MethodDef iso_reduce_def = {"__reduce__", iso_reduce, "", NULL};

static bool add_iso_reduce(Thread *t) {
    Type *iso = structseq_type(t, &iso_def);
    return iso && dict_set_text(t, iso->dict, iso_reduce_def.name, method_descriptor_new(t, iso, &iso_reduce_def)) &&
           type_modified(t, iso, NULL);
}

static Value isocalendar_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    int year, week, weekday;
    calendar_iso(d->year, d->month, d->day, &year, &week, &weekday);
    Value items[] = {small_int_value(year), small_int_value(week), small_int_value(weekday)};
    return structseq_new(t, structseq_type(t, &iso_def), items, 3);
}

static Value replace_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    int64_t n[] = {d->year, d->month, d->day};
    if (!date_take_ints(t, args + 1, names, 3, 0, n) || !date_check(t, n[0], n[1], n[2]))
        return VALUE_NULL;
    return date_new(t, value_object(args[0])->type, (int)n[0], (int)n[1], (int)n[2]);
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    uint8_t state[] = {(uint8_t)(d->year >> 8), (uint8_t)d->year, d->month, d->day};
    Bytes *bytes = bytes_new(t, state, sizeof state);
    Tuple *inner = bytes ? tuple_pack(t, 1, object_value(bytes)) : NULL;
    Tuple *outer =
        inner ? tuple_pack(t, 2, object_value(value_object(args[0])->type), object_value(inner)) : NULL;
    xdecref_object(t, bytes);
    xdecref_object(t, inner);
    return result_value(outer);
}

static Value get_year(Thread *t, Value self) {
    return small_int_value(date_of(self)->year);
}

static Value get_month(Thread *t, Value self) {
    return small_int_value(date_of(self)->month);
}

static Value get_day(Thread *t, Value self) {
    return small_int_value(date_of(self)->day);
}

bool date_add_constants(Thread *t, Type *date) {
    return dict_set_text(t, date->dict, "min", make(t, date, YEAR_MIN, 1, 1)) &&
           dict_set_text(t, date->dict, "max", make(t, date, YEAR_MAX, 12, 31)) &&
           dict_set_text(t, date->dict, "resolution", delta_new(t, DAY_MICROS)) &&
           type_modified(t, date, NULL) && add_iso_reduce(t);
}

static const MethodDef methods[] = {
    {"today", date_today, "", "Today, by the local clock.", METHOD_CLASS},
    {"fromtimestamp", date_fromtimestamp, "timestamp, /", "The local date at seconds since 1970.",
     METHOD_CLASS},
    {"fromordinal", date_fromordinal, "ordinal, /", "The date with that number; 1 is 0001-01-01.",
     METHOD_CLASS},
    {"fromisoformat", date_fromisoformat, "date_string, /", "The date that a text in ISO 8601 means.",
     METHOD_CLASS},
    {"fromisocalendar", date_fromisocalendar, "year=None, week=None, day=None",
     "The date of a day in a week of ISO's calendar.", METHOD_CLASS},
    {"isoformat", isoformat_method, "", "As text: YYYY-MM-DD."},
    {"ctime", ctime_method, "", "As time.ctime() writes it."},
    {"strftime", strftime_method, "format", "As text, written as the format says."},
    {"__format__", date_format_method, "format_spec, /", "strftime(), or str() without a format."},
    {"timetuple", timetuple_method, "", "As a time.struct_time."},
    {"toordinal", toordinal_method, "", "Its number; that of 0001-01-01 is 1."},
    {"weekday", weekday_method, "", "The day of the week; Monday is 0."},
    {"isoweekday", isoweekday_method, "", "The day of the week; Monday is 1."},
    {"isocalendar", isocalendar_method, "", "Year, week and day of the week, as ISO 8601 counts them."},
    {"replace", replace_method, "year=None, month=None, day=None", "The same with other fields."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {0}};

static const GetSetDef getsets[] = {{"year", get_year, NULL, "1 to 9999"},
                                    {"month", get_month, NULL, "1 to 12"},
                                    {"day", get_day, NULL, "1 to 31"},
                                    {0}};

const TypeDef date_type_def = {
    .name = "datetime.date",
    .size = sizeof(Date),
    .flags = TYPE_BASE,
    .doc = "A day of the Gregorian calendar.",
    .new_signature = "year=None, month=None, day=None",
    .slots = {.new_instance = date_new_instance,
              .repr = date_repr,
              .str = date_str,
              .hash = date_hash,
              .compare = date_compare,
              .binary = {[BINARY_ADD] = date_add, [BINARY_SUB] = date_sub}},
    .methods = methods,
    .getsets = getsets,
};
