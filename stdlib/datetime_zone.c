/* tzinfo, which others derive from, and timezone; asking any tzinfo. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/object_reduce.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/datetime.h"
#include "stdlib/native_types.h"

/* ---- asking ---- */

bool zone_check(Thread *t, Value v) {
    if (is_none(v) || is_native(v, &tzinfo_type_def))
        return true;
    raise_type_error(t, "tzinfo argument must be None or of a tzinfo subclass, not type '%T'", v);
    return false;
}

static Value call(Thread *t, Value tzinfo, const char *method, Value when) {
    Str *name = str_intern_utf8(t, method);
    Value answer = name ? op_call_method1(t, tzinfo, name, when) : VALUE_NULL;
    xdecref_object(t, name);
    return answer;
}

static Value check_offset(Thread *t, Value answer, const char *method) {
    if (is_null(answer) || is_none(answer))
        return answer;
    if (!is_delta(answer))
        raise_type_error(t, "tzinfo.%s() must return None or timedelta, not '%T'", method, answer);
    else if (delta_is_whole_day(delta_total(delta_of(answer))))
        raise_value_error(t, "offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24).");
    else
        return answer;
    decref(t, answer);
    return VALUE_NULL;
}

Value zone_ask(Thread *t, Value tzinfo, const char *method, Value when) {
    return is_none(tzinfo) ? VALUE_NONE : check_offset(t, call(t, tzinfo, method, when), method);
}

bool zone_offset(Thread *t, Value tzinfo, const char *method, Value when, int64_t *offset, bool *known) {
    Value answer = zone_ask(t, tzinfo, method, when);
    *known = is_pointer(answer);
    *offset = *known ? (int64_t)delta_total(delta_of(answer)) : 0;
    decref(t, answer);
    return !is_null(answer);
}

Value zone_name(Thread *t, Value tzinfo, Value when) {
    Value name = is_none(tzinfo) ? VALUE_NONE : call(t, tzinfo, "tzname", when);
    if (is_null(name) || is_none(name) || is_str(name))
        return name;
    raise_type_error(t, "tzinfo.tzname() must return None or a string, not '%T'", name);
    decref(t, name);
    return VALUE_NULL;
}

/* ---- tzinfo ---- */

static Value tzinfo_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return result_value(object_new(t, type, 0));
}

static Value tzinfo_utcoffset(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_NotImplementedError, "a tzinfo subclass must implement utcoffset()");
}

static Value tzinfo_dst(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_NotImplementedError, "a tzinfo subclass must implement dst()");
}

static Value tzinfo_tzname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return raise(t, EXC_NotImplementedError, "a tzinfo subclass must implement tzname()");
}

/* utcoffset() or dst() of the moment, by its own method; None is an error. */
static bool ask_moment(Thread *t, Value when, const char *method, const char *none, int64_t *offset) {
    bool known;
    if (!zone_offset(t, moment_of(when)->clock.tzinfo, method, when, offset, &known))
        return false;
    if (!known)
        raise_value_error(t, "%s", none);
    return known;
}

/* The standard offset is what does not depend on the time of the year; summer time is added by the second
 * look. */
static Value tzinfo_fromutc(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t offset, summer;
    Value when = args[1];
    if (!is_moment(when))
        return raise_type_error(t, "fromutc: argument must be a datetime");
    DateTime *m = moment_of(when);
    if (!value_is(m->clock.tzinfo, args[0]))
        return raise_value_error(t, "fromutc: dt.tzinfo is not self");
    if (!ask_moment(t, when, "utcoffset", "fromutc: non-None utcoffset() result required", &offset) ||
        !ask_moment(t, when, "dst", "fromutc: non-None dst() result required", &summer))
        return VALUE_NULL;
    Type *type = value_object(when)->type;
    Value standard = moment_from_micros(t, type, (Micros)moment_micros(m) + offset - summer, args[0], false);
    bool ok = !is_null(standard) &&
              ask_moment(t, standard, "dst", "fromutc: tz.dst() gave inconsistent results; cannot convert",
                         &summer);
    Value result =
        ok ? moment_from_micros(t, type, (Micros)moment_micros(moment_of(standard)) + summer, args[0], false)
           : VALUE_NULL;
    decref(t, standard);
    return result;
}

static Value tzinfo_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = str_intern_utf8(t, "__getinitargs__");
    Value get = name ? op_getattr_optional(t, args[0], name) : VALUE_NULL;
    xdecref_object(t, name);
    Value init = error_pending(t) ? VALUE_NULL
                 : is_null(get)   ? result_value(tuple_new(t, 0))
                                  : op_call0(t, get);
    decref(t, get);
    Value state = VALUE_NULL;
    if (!is_null(init)) {
        Str *getstate = str_intern_utf8(t, "__getstate__");
        state = getstate ? op_call_method0(t, args[0], getstate) : VALUE_NULL;
        xdecref_object(t, getstate);
    }
    Tuple *parts =
        is_null(state) ? NULL : tuple_pack(t, 3, object_value(value_object(args[0])->type), init, state);
    decref(t, init);
    decref(t, state);
    return result_value(parts);
}

static const MethodDef tzinfo_methods[] = {
    {"utcoffset", tzinfo_utcoffset, "dt, /", "The offset from UTC, a timedelta."},
    {"dst", tzinfo_dst, "dt, /", "How much of the offset is summer time, a timedelta."},
    {"tzname", tzinfo_tzname, "dt, /", "The name of the zone."},
    {"fromutc", tzinfo_fromutc, "dt, /", "The moment in this zone, where dt is it in UTC."},
    {"__reduce__", tzinfo_reduce, "", "How to pickle it."},
    {0}};

const TypeDef tzinfo_type_def = {
    .name = "datetime.tzinfo",
    .size = sizeof(Object),
    .flags = TYPE_BASE,
    .doc = "What time zones are derived from.",
    .slots = {.new_instance = tzinfo_new_instance},
    .methods = tzinfo_methods,
};

/* ---- timezone ---- */

typedef struct Timezone {
    Object ob;
    int64_t offset; /* microseconds */
    Value name;     /* a str, or VALUE_NULL */
} Timezone;

static Timezone *timezone_of(Value v) {
    return (Timezone *)value_object(v);
}

static Value timezone_make(Thread *t, int64_t offset, Value name) {
    Timezone *z = object_new(t, native_types_find(t, &timezone_type_def), 0);
    if (!z)
        return VALUE_NULL;
    z->offset = offset;
    z->name = new_ref(name);
    return object_value(z);
}

Value zone_utc(Thread *t) {
    Str *name = str_intern_utf8(t, "utc");
    Value utc = name ? dict_get_name(t, native_types_find(t, &timezone_type_def)->dict, name) : VALUE_NULL;
    xdecref_object(t, name);
    return utc;
}

Value zone_new(Thread *t, int64_t offset, Value name) {
    return offset == 0 && is_null(name) ? new_ref(zone_utc(t)) : timezone_make(t, offset, name);
}

static Value timezone_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if (!is_delta(args[0]))
        return raise_type_error(t, "timezone() argument 1 must be datetime.timedelta, not %T", args[0]);
    if (!is_null(args[1]) && !is_str(args[1]))
        return raise_type_error(t, "timezone() argument 2 must be str, not %T", args[1]);
    Micros offset = delta_total(delta_of(args[0]));
    if (!delta_is_whole_day(offset))
        return zone_new(t, (int64_t)offset, args[1]);
    return raise_value_error(t,
                             "offset must be a timedelta strictly between -timedelta(hours=24) and "
                             "timedelta(hours=24), not %R.",
                             args[0]);
}

static void timezone_dealloc(Thread *t, Object *o) {
    decref(t, ((Timezone *)o)->name);
}

static bool check_moment(Thread *t, Value v, const char *method) {
    if (is_none(v) || is_moment(v))
        return true;
    raise_type_error(t, "%s(dt) argument must be a datetime instance or None, not %T", method, v);
    return false;
}

static Value timezone_utcoffset(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_moment(t, args[1], "utcoffset") ? delta_new(t, timezone_of(args[0])->offset) : VALUE_NULL;
}

static Value timezone_dst(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_moment(t, args[1], "dst") ? VALUE_NONE : VALUE_NULL;
}

static Value timezone_str(Thread *t, Value self) {
    Timezone *z = timezone_of(self);
    StrBuilder b;
    if (!is_null(z->name))
        return new_ref(z->name);
    strbuilder_init(&b, t);
    strbuilder_text(&b, "UTC");
    if (z->offset)
        clock_add_offset(&b, z->offset, ":");
    return str_value(strbuilder_finish(&b));
}

static Value timezone_tzname(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_moment(t, args[1], "tzname") ? timezone_str(t, args[0]) : VALUE_NULL;
}

static Value timezone_repr(Thread *t, Value self) {
    Timezone *z = timezone_of(self);
    if (value_is(self, zone_utc(t)))
        return str_value(str_new(t, "datetime.timezone.utc"));
    Value offset = delta_new(t, z->offset);
    Str *text = is_null(offset)    ? NULL
                : is_null(z->name) ? str_format(t, "%T(%R)", self, offset)
                                   : str_format(t, "%T(%R, %R)", self, offset, z->name);
    decref(t, offset);
    return str_value(text);
}

static Value timezone_fromutc(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_moment(args[1]))
        return raise_type_error(t, "fromutc: argument must be a datetime");
    DateTime *m = moment_of(args[1]);
    if (!value_is(m->clock.tzinfo, args[0]))
        return raise_value_error(t, "fromutc: dt.tzinfo is not self");
    return moment_from_micros(t, value_object(args[1])->type,
                              (Micros)moment_micros(m) + timezone_of(args[0])->offset, args[0], false);
}

static Value timezone_initargs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Timezone *z = timezone_of(args[0]);
    Value offset = delta_new(t, z->offset);
    Tuple *init = is_null(offset)    ? NULL
                  : is_null(z->name) ? tuple_pack(t, 1, offset)
                                     : tuple_pack(t, 2, offset, z->name);
    decref(t, offset);
    return result_value(init);
}

static Value timezone_deepcopy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static Value timezone_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_native(other, &timezone_type_def) || (op != COMPARE_EQ && op != COMPARE_NE))
        return VALUE_NOTIMPLEMENTED;
    return bool_value((timezone_of(self)->offset == timezone_of(other)->offset) == (op == COMPARE_EQ));
}

static bool timezone_hash(Thread *t, Value self, int64_t *hash) {
    Value offset = delta_new(t, timezone_of(self)->offset);
    bool ok = !is_null(offset) && op_hash(t, offset, hash);
    decref(t, offset);
    return ok;
}

static bool add_zone(Thread *t, Type *type, const char *name, int64_t offset) {
    return dict_set_text(t, type->dict, name, timezone_make(t, offset, VALUE_NULL));
}

bool zone_add_constants(Thread *t, Type *timezone) {
    int64_t most = (24 * 60 - 1) * 60 * (int64_t)SECOND;
    return add_zone(t, timezone, "utc", 0) && add_zone(t, timezone, "min", -most) &&
           add_zone(t, timezone, "max", most) && type_modified(t, timezone, NULL);
}

static const MethodDef timezone_methods[] = {
    {"utcoffset", timezone_utcoffset, "dt, /", "The offset from UTC, always the same."},
    {"dst", timezone_dst, "dt, /", "None: summer time is not known here."},
    {"tzname", timezone_tzname, "dt, /", "The name, or else UTC and the offset."},
    {"fromutc", timezone_fromutc, "dt, /", "The moment in this zone, where dt is it in UTC."},
    {"__getinitargs__", timezone_initargs, "", "How to pickle it."},
    {"__deepcopy__", timezone_deepcopy, "memo, /", "The same object, which never changes."},
    {0}};

const TypeDef timezone_type_def = {
    .name = "datetime.timezone",
    .size = sizeof(Timezone),
    .doc = "A zone whose offset from UTC is always the same.",
    .new_signature = "offset, name=None",
    .slots = {.new_instance = timezone_new_instance,
              .dealloc = timezone_dealloc,
              .repr = timezone_repr,
              .str = timezone_str,
              .hash = timezone_hash,
              .compare = timezone_compare},
    .methods = timezone_methods,
    .getsets = NULL,
};
