/* The type datetime: a date and a time of day. What makes them of other things is in datetime_make.c. */
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
#include <stdio.h>

enum { EPOCH = 719163 }; /* ordinal of 1970-01-01 */

static Clock *clock_of(Value v) {
    return &moment_of(v)->clock;
}

/* ---- objects ---- */

static Value make(Thread *t, Type *type, const int date[3], const Clock *clock) {
    DateTime *m = object_new(t, type, 0);
    if (!m)
        return VALUE_NULL;
    m->date.year = date[0];
    m->date.month = (uint8_t)date[1];
    m->date.day = (uint8_t)date[2];
    m->clock = *clock;
    incref(clock->tzinfo);
    return object_value(m);
}

Value moment_new(Thread *t, Type *type, const int date[3], const Clock *c) {
    Value args[] = {small_int_value(date[0]),   small_int_value(date[1]),
                    small_int_value(date[2]),   small_int_value(c->hour),
                    small_int_value(c->minute), small_int_value(c->second),
                    small_int_value(c->micros), c->tzinfo,
                    small_int_value(c->fold)};
    if (type->def == &moment_type_def)
        return make(t, type, date, c);
    if (!c->fold)
        return op_call(t, object_value(type), args, 8, NULL);
    Str *fold = str_intern_utf8(t, "fold");
    Tuple *keywords = fold ? tuple_pack(t, 1, object_value(fold)) : NULL;
    Value result = keywords ? op_call(t, object_value(type), args, 8, keywords) : VALUE_NULL;
    xdecref_object(t, fold);
    xdecref_object(t, keywords);
    return result;
}

int64_t moment_micros(const DateTime *m) {
    return (calendar_ordinal(m->date.year, m->date.month, m->date.day) - 1) * DAY_MICROS +
           clock_micros(&m->clock);
}

Value moment_from_micros(Thread *t, Type *type, Micros micros, Value tzinfo, bool fold) {
    int date[3];
    if (micros < 0 || micros >= (Micros)ORDINAL_MAX * DAY_MICROS)
        return raise_overflow(t, "date value out of range");
    calendar_from_ordinal((int64_t)(micros / DAY_MICROS) + 1, &date[0], &date[1], &date[2]);
    Clock clock = {.fold = fold, .tzinfo = tzinfo};
    clock_set_micros(&clock, (int64_t)(micros % DAY_MICROS));
    return moment_new(t, type, date, &clock);
}

static void moment_dealloc(Thread *t, Object *o) {
    decref(t, ((DateTime *)o)->clock.tzinfo);
}

static void moment_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((DateTime *)o)->clock.tzinfo, visit, arg);
}

static void moment_clear(Thread *t, Object *o) {
    value_store(t, &((DateTime *)o)->clock.tzinfo, VALUE_NONE);
}

/* ---- constructors ---- */

static const char *const names[] = {"year", "month", "day", "hour", "minute", "second", "microsecond"};

/* A pickle's 10 bytes, or the same as a str from Python 2. */
static bool unpack(Value v, int64_t fields[7], int64_t *fold) {
    uint8_t state[10];
    bool from_bytes = is_bytes(v) && value_bytes(v)->length == 10;
    if (!from_bytes && !(is_str(v) && value_str(v)->length == 10 && value_str(v)->kind == 1))
        return false;
    memcpy(state, from_bytes ? value_bytes(v)->data : value_str(v)->data, 10);
    *fold = state[2] >> 7;
    fields[0] = state[0] << 8 | state[1];
    fields[1] = state[2] & 127;
    fields[2] = state[3];
    return fields[1] >= 1 && fields[1] <= 12 && clock_unpack(state + 4, fields + 3);
}

/* The object with these fields, once they are checked; by_call: a subclass's constructor is asked. */
static Value checked(Thread *t, Type *type, const int64_t n[7], Value tzinfo, int64_t fold, bool by_call) {
    Clock clock;
    if (!date_check(t, n[0], n[1], n[2]) || !clock_make(t, &clock, n + 3, tzinfo, fold))
        return VALUE_NULL;
    int date[] = {(int)n[0], (int)n[1], (int)n[2]};
    return by_call ? moment_new(t, type, date, &clock) : make(t, type, date, &clock);
}

static Value moment_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    enum { TZINFO = 7, FOLD };
    int64_t n[7] = {0}, fold = 0;
    if (!is_null(args[0]) && unpack(args[0], n, &fold))
        return checked(t, type, n, or_none(args[1]), fold, false);
    if (!date_take_ints(t, args, names, 7, 3, n) ||
        (!is_null(args[FOLD]) && !arg_int64(t, args[FOLD], &fold)))
        return VALUE_NULL;
    return checked(t, type, n, or_none(args[TZINFO]), fold, false);
}

static Value replace_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { TZINFO = 8, FOLD };
    const DateTime *m = moment_of(args[0]);
    const Clock *c = &m->clock;
    int64_t fold = c->fold;
    int64_t n[] = {m->date.year, m->date.month, m->date.day, c->hour, c->minute, c->second, c->micros};
    if (!date_take_ints(t, args + 1, names, 7, 0, n) ||
        (!is_null(args[FOLD]) && !arg_int64(t, args[FOLD], &fold)))
        return VALUE_NULL;
    Value tzinfo = is_null(args[TZINFO]) ? c->tzinfo : args[TZINFO];
    return checked(t, value_object(args[0])->type, n, tzinfo, fold, true);
}

/* ---- zones ---- */

bool moment_offset(Thread *t, Value self, int64_t *offset, bool *known) {
    return zone_offset(t, clock_of(self)->tzinfo, "utcoffset", self, offset, known);
}

/* utcoffset() if the clock showed this for the first time (or the second). */
static bool offset_of_fold(Thread *t, Value self, bool fold, int64_t *offset, bool *known) {
    const DateTime *m = moment_of(self);
    if (m->clock.fold == fold)
        return moment_offset(t, self, offset, known);
    int date[] = {m->date.year, m->date.month, m->date.day};
    Clock clock = m->clock;
    clock.fold = fold;
    Value other = make(t, native_types_find(t, &moment_type_def), date, &clock);
    bool ok = !is_null(other) && moment_offset(t, other, offset, known);
    decref(t, other);
    return ok;
}

/* Does the offset depend on fold? Such a moment equals none of another zone (PEP 495). 1, 0, -1. */
static int is_ambiguous(Thread *t, Value self) {
    int64_t first, second;
    bool known;
    if (!offset_of_fold(t, self, false, &first, &known) || !offset_of_fold(t, self, true, &second, &known))
        return -1;
    return first != second;
}

static Value utcoffset_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_ask(t, clock_of(args[0])->tzinfo, "utcoffset", args[0]);
}

static Value dst_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_ask(t, clock_of(args[0])->tzinfo, "dst", args[0]);
}

static Value tzname_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_name(t, clock_of(args[0])->tzinfo, args[0]);
}

/* Local time before and after a change of the offset: of the two points of UTC, the one at which the clock
 * shows this; if both do or none does, fold chooses. */
int64_t moment_local_seconds(const DateTime *m) {
    int64_t before = 0, after = 0, shown = 0,
            local = moment_micros(m) / SECOND - (int64_t)(EPOCH - 1) * DAY_SECONDS;
    calendar_local_offset(local - DAY_SECONDS, &before, NULL);
    calendar_local_offset(local + DAY_SECONDS, &after, NULL);
    bool first = calendar_local_offset(local - before, &shown, NULL) && shown == before;
    bool second = calendar_local_offset(local - after, &shown, NULL) && shown == after;
    if (first != second)
        return local - (first ? before : after);
    return local - (m->clock.fold ? after : before);
}

static Value timestamp_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const DateTime *m = moment_of(args[0]);
    int64_t offset;
    bool known;
    if (is_none(m->clock.tzinfo))
        return float_value(t, (double)moment_local_seconds(m) + m->clock.micros / 1e6);
    if (!moment_offset(t, args[0], &offset, &known))
        return VALUE_NULL;
    if (!known)
        return raise_type_error(t, "can't subtract offset-naive and offset-aware datetimes");
    Delta d = {0};
    int64_t micros = moment_micros(m) - (EPOCH - 1) * DAY_MICROS - offset;
    d.days = (int32_t)(micros / DAY_MICROS); /* whichever signs: only the total counts */
    d.seconds = (int32_t)(micros % DAY_MICROS / SECOND);
    d.micros = (int32_t)(micros % SECOND);
    return delta_total_seconds(t, &d);
}

/* ---- arithmetic and comparison ---- */

static Value shifted(Thread *t, Value self, Micros by) {
    return moment_from_micros(t, value_object(self)->type, moment_micros(moment_of(self)) + by,
                              clock_of(self)->tzinfo, false);
}

static Value moment_add(Thread *t, Value a, Value b) {
    if (is_moment(a) && is_delta(b))
        return shifted(t, a, delta_total(delta_of(b)));
    return is_delta(a) && is_moment(b) ? shifted(t, b, delta_total(delta_of(a))) : VALUE_NOTIMPLEMENTED;
}

/* The offsets of two moments in different zones: 0 for the same zone. *same: both have one, or none has. */
static bool take_offsets(Thread *t, Value a, Value b, int64_t *x, int64_t *y, bool *same) {
    bool x_known = false, y_known = false;
    *x = *y = 0;
    if (!value_is(clock_of(a)->tzinfo, clock_of(b)->tzinfo) &&
        (!moment_offset(t, a, x, &x_known) || !moment_offset(t, b, y, &y_known)))
        return false;
    *same = x_known == y_known;
    return true;
}

static Value moment_sub(Thread *t, Value a, Value b) {
    int64_t x, y;
    bool same;
    if (!is_moment(a))
        return VALUE_NOTIMPLEMENTED;
    if (is_delta(b))
        return shifted(t, a, -delta_total(delta_of(b)));
    if (!is_moment(b))
        return VALUE_NOTIMPLEMENTED;
    if (!take_offsets(t, a, b, &x, &y, &same))
        return VALUE_NULL;
    if (!same)
        return raise_type_error(t, "can't subtract offset-naive and offset-aware datetimes");
    return delta_new(t, (Micros)moment_micros(moment_of(a)) - x - moment_micros(moment_of(b)) + y);
}

/* Of different zones: equal only if neither is ambiguous. */
static Value compare_zones(Thread *t, Value a, Value b, CompareOp op, int64_t x, int64_t y) {
    if ((op == COMPARE_EQ || op == COMPARE_NE) && x == y) {
        int ambiguous = is_ambiguous(t, a);
        if (ambiguous == 0)
            ambiguous = is_ambiguous(t, b);
        if (ambiguous)
            return ambiguous < 0 ? VALUE_NULL : bool_value(op == COMPARE_NE);
    }
    return op_compare_numbers(x, y, op);
}

static Value moment_compare(Thread *t, Value self, Value other, CompareOp op) {
    int64_t x, y;
    bool same, equality = op == COMPARE_EQ || op == COMPARE_NE;
    if (!is_moment(other)) {
        if (!is_date(other))
            return VALUE_NOTIMPLEMENTED;
        return equality ? bool_value(op == COMPARE_NE)
                        : raise_type_error(t, "can't compare %T to %T", self, other);
    }
    if (!take_offsets(t, self, other, &x, &y, &same))
        return VALUE_NULL;
    if (!same)
        return equality ? bool_value(op == COMPARE_NE)
                        : raise_type_error(t, "can't compare offset-naive and offset-aware datetimes");
    int64_t a = moment_micros(moment_of(self)) - x, b = moment_micros(moment_of(other)) - y;
    return value_is(clock_of(self)->tzinfo, clock_of(other)->tzinfo)
               ? op_compare_numbers(a, b, op)
               : compare_zones(t, self, other, op, a, b);
}

static bool moment_hash(Thread *t, Value self, int64_t *hash) {
    int64_t offset;
    bool known;
    if (!offset_of_fold(t, self, false, &offset, &known))
        return false;
    int64_t micros = moment_micros(moment_of(self)) - offset;
    return op_hash(t, small_int_value(micros ^ micros << 7), hash);
}

/* ---- texts ---- */

static Value moment_repr(Thread *t, Value self) {
    const Date *d = date_of(self);
    StrBuilder b;
    strbuilder_init(&b, t);
    if (!clock_add_repr(t, &b, clock_of(self), true)) {
        strbuilder_drop(&b);
        return VALUE_NULL;
    }
    Str *rest = strbuilder_finish(&b);
    Str *text = rest ? str_format(t, "%T(%d, %d, %d, %U)", self, d->year, d->month, d->day, rest) : NULL;
    xdecref_object(t, rest);
    return str_value(text);
}

static Value as_text(Thread *t, Value self, uint32_t separator, Str *timespec) {
    const Date *d = date_of(self);
    char date[40];
    int64_t offset;
    bool known;
    StrBuilder b;
    snprintf(date, sizeof date, "%04d-%02d-%02d", d->year, d->month, d->day);
    strbuilder_init(&b, t);
    strbuilder_text(&b, date);
    strbuilder_char(&b, separator);
    bool ok = clock_add_text(t, &b, clock_of(self), timespec) && moment_offset(t, self, &offset, &known);
    if (ok && known)
        clock_add_offset(&b, offset, ":");
    if (ok)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

static Value isoformat_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint32_t separator = 'T';
    Str *timespec = NULL;
    if (!is_null(args[1])) {
        if (!is_str(args[1]) || value_str(args[1])->length != 1)
            return raise_type_error(t, "isoformat() argument 1 must be a unicode character, not %T", args[1]);
        separator = str_at(value_str(args[1]), 0);
    }
    if (!is_null(args[2]) && !(timespec = arg_str(t, args[2], "isoformat", "timespec")))
        return VALUE_NULL;
    return as_text(t, args[0], separator, timespec);
}

static Value moment_str(Thread *t, Value self) {
    Str *name = str_intern_utf8(t, "isoformat"), *blank = name ? str_new(t, " ") : NULL;
    Value text = blank ? op_call_method1(t, self, name, object_value(blank)) : VALUE_NULL;
    xdecref_object(t, name);
    xdecref_object(t, blank);
    return text;
}

/* ---- parts ---- */

static Value date_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Date *d = date_of(args[0]);
    return date_new(t, native_types_find(t, &date_type_def), d->year, d->month, d->day);
}

static Value time_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Clock clock = *clock_of(args[0]);
    clock.tzinfo = VALUE_NONE;
    return time_object_new(t, native_types_find(t, &time_type_def), &clock);
}

static Value timetz_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return time_object_new(t, native_types_find(t, &time_type_def), clock_of(args[0]));
}

static Value timetuple_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const DateTime *m = moment_of(args[0]);
    int64_t summer;
    bool known;
    if (!zone_offset(t, m->clock.tzinfo, "dst", args[0], &summer, &known))
        return VALUE_NULL;
    return date_timetuple(t, &m->date, &m->clock, known ? summer != 0 : -1);
}

static Value utctimetuple_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t offset;
    bool known;
    if (!moment_offset(t, args[0], &offset, &known))
        return VALUE_NULL;
    Value utc = moment_from_micros(t, native_types_find(t, &moment_type_def),
                                   (Micros)moment_micros(moment_of(args[0])) - offset, VALUE_NONE, false);
    Value tuple = is_null(utc) ? utc : date_timetuple(t, &moment_of(utc)->date, &moment_of(utc)->clock, 0);
    decref(t, utc);
    return tuple;
}

/* Older protocols of pickle are read by Pythons that know no fold. */
static Value reduce(Thread *t, Value self, bool with_fold) {
    const DateTime *m = moment_of(self);
    uint8_t state[10] = {(uint8_t)(m->date.year >> 8), (uint8_t)m->date.year, m->date.month, m->date.day};
    clock_pack(&m->clock, state + 4);
    if (with_fold && m->clock.fold)
        state[2] |= 128;
    Bytes *bytes = bytes_new(t, state, sizeof state);
    Tuple *inner = !bytes                     ? NULL
                   : is_none(m->clock.tzinfo) ? tuple_pack(t, 1, object_value(bytes))
                                              : tuple_pack(t, 2, object_value(bytes), m->clock.tzinfo);
    Tuple *outer =
        inner ? tuple_pack(t, 2, object_value(value_object(self)->type), object_value(inner)) : NULL;
    xdecref_object(t, bytes);
    xdecref_object(t, inner);
    return result_value(outer);
}

static Value reduce_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return reduce(t, args[0], false);
}

static Value reduce_ex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int protocol;
    return arg_int(t, args[1], &protocol) ? reduce(t, args[0], protocol > 3) : VALUE_NULL;
}

static Value get_hour(Thread *t, Value self) {
    return small_int_value(clock_of(self)->hour);
}

static Value get_minute(Thread *t, Value self) {
    return small_int_value(clock_of(self)->minute);
}

static Value get_second(Thread *t, Value self) {
    return small_int_value(clock_of(self)->second);
}

static Value get_micros(Thread *t, Value self) {
    return small_int_value(clock_of(self)->micros);
}

static Value get_tzinfo(Thread *t, Value self) {
    return new_ref(clock_of(self)->tzinfo);
}

static Value get_fold(Thread *t, Value self) {
    return small_int_value(clock_of(self)->fold);
}

bool moment_add_constants(Thread *t, Type *moment) {
    static const int first[] = {YEAR_MIN, 1, 1}, last[] = {YEAR_MAX, 12, 31};
    Clock least = {.tzinfo = VALUE_NONE}, most = {23, 59, 59, SECOND - 1, false, VALUE_NONE};
    return dict_set_text(t, moment->dict, "min", make(t, moment, first, &least)) &&
           dict_set_text(t, moment->dict, "max", make(t, moment, last, &most)) &&
           dict_set_text(t, moment->dict, "resolution", delta_new(t, 1)) && type_modified(t, moment, NULL);
}

#define MAKER METHOD_CLASS
static const MethodDef methods[] = {
    {"now", moment_now, "tz=None", "The time now, in a zone or by the local clock.", MAKER},
    {"utcnow", moment_utcnow, "", "The time now in UTC, without a zone.", MAKER},
    {"fromtimestamp", moment_fromtimestamp, "timestamp, tz=None", "The moment at seconds since 1970.", MAKER},
    {"utcfromtimestamp", moment_utcfromtimestamp, "timestamp, /", "The same in UTC, without a zone.", MAKER},
    {"strptime", moment_strptime, "date_string, format, /", "The moment that a text means by a format.",
     MAKER},
    {"combine", moment_combine, "date, time, tzinfo=True", "A date and a time in one.", MAKER},
    {"fromisoformat", moment_fromisoformat, "string, /", "The moment that a text in ISO 8601 means.", MAKER},
    {"date", date_method, "", "The date."},
    {"time", time_method, "", "The time of day, without the zone."},
    {"timetz", timetz_method, "", "The time of day with the zone."},
    {"timetuple", timetuple_method, "", "As a time.struct_time."},
    {"utctimetuple", utctimetuple_method, "", "As a time.struct_time in UTC."},
    {"timestamp", timestamp_method, "", "Seconds since 1970."},
    {"isoformat", isoformat_method, "sep='T', timespec='auto'", "As text in ISO 8601."},
    {"utcoffset", utcoffset_method, "", "The offset from UTC, or None."},
    {"dst", dst_method, "", "How much of the offset is summer time, or None."},
    {"tzname", tzname_method, "", "The name of the zone, or None."},
    {"astimezone", moment_astimezone, "tz=None", "The same moment in another zone."},
    {"replace", replace_method,
     "year=None, month=None, day=None, hour=None, minute=None, second=None, microsecond=None, tzinfo=True, "
     "*, "
     "fold=0",
     "The same with other fields."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {"__reduce_ex__", reduce_ex_method, "protocol, /", "How to pickle it."},
    {0}};
#undef MAKER

static const GetSetDef getsets[] = {{"hour", get_hour, NULL, "0 to 23"},
                                    {"minute", get_minute, NULL, "0 to 59"},
                                    {"second", get_second, NULL, "0 to 59"},
                                    {"microsecond", get_micros, NULL, "0 to 999999"},
                                    {"tzinfo", get_tzinfo, NULL, "The time zone, or None."},
                                    {"fold", get_fold, NULL, "1: the second time that the clock shows this."},
                                    {0}};

const TypeDef moment_type_def = {
    .name = "datetime.datetime",
    .size = sizeof(DateTime),
    .flags = TYPE_BASE | TYPE_GC,
    .doc = "A date and a time of day, in a zone or in none.",
    .new_signature =
        "year=None, month=None, day=None, hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
    .slots = {.new_instance = moment_new_instance,
              .dealloc = moment_dealloc,
              .traverse = moment_traverse,
              .clear = moment_clear,
              .repr = moment_repr,
              .str = moment_str,
              .hash = moment_hash,
              .compare = moment_compare,
              .binary = {[BINARY_ADD] = moment_add, [BINARY_SUB] = moment_sub}},
    .methods = methods,
    .getsets = getsets,
};
