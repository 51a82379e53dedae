/* The type time: a time of day. */
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/type.h"
#include "stdlib/datetime.h"
#include "stdlib/native_types.h"

static Clock *clock_of(Value v) {
    return &((Time *)value_object(v))->clock;
}

static Value make(Thread *t, Type *type, const Clock *clock) {
    Time *o = object_new(t, type, 0);
    if (!o)
        return VALUE_NULL;
    o->clock = *clock;
    incref(clock->tzinfo);
    return object_value(o);
}

Value time_object_new(Thread *t, Type *type, const Clock *c) {
    Value args[] = {small_int_value(c->hour),
                    small_int_value(c->minute),
                    small_int_value(c->second),
                    small_int_value(c->micros),
                    c->tzinfo,
                    small_int_value(c->fold)};
    if (type->def == &time_type_def)
        return make(t, type, c);
    if (!c->fold)
        return op_call(t, object_value(type), args, 5, NULL);
    Str *fold = str_intern_utf8(t, "fold");
    Tuple *keywords = fold ? tuple_pack(t, 1, object_value(fold)) : NULL;
    Value result = keywords ? op_call(t, object_value(type), args, 5, keywords) : VALUE_NULL;
    xdecref_object(t, fold);
    xdecref_object(t, keywords);
    return result;
}

static void time_dealloc(Thread *t, Object *o) {
    decref(t, ((Time *)o)->clock.tzinfo);
}

static void time_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Time *)o)->clock.tzinfo, visit, arg);
}

static void time_clear(Thread *t, Object *o) {
    value_store(t, &((Time *)o)->clock.tzinfo, VALUE_NONE);
}

/* ---- constructors ---- */

static const char *const names[] = {"hour", "minute", "second", "microsecond"};

static bool unpack(Value v, int64_t fields[4], int64_t *fold) {
    uint8_t state[6];
    bool from_bytes = is_bytes(v) && value_bytes(v)->length == 6;
    if (!from_bytes && !(is_str(v) && value_str(v)->length == 6 && value_str(v)->kind == 1))
        return false;
    memcpy(state, from_bytes ? value_bytes(v)->data : value_str(v)->data, 6);
    *fold = state[0] >> 7;
    state[0] &= 127;
    return clock_unpack(state, fields);
}

static Value time_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    enum { TZINFO = 4, FOLD };
    int64_t fields[4] = {0}, fold = 0;
    Clock clock;
    if (!is_null(args[0]) && unpack(args[0], fields, &fold))
        return clock_make(t, &clock, fields, or_none(args[1]), fold) ? make(t, type, &clock) : VALUE_NULL;
    if (!date_take_ints(t, args, names, 4, 0, fields) ||
        (!is_null(args[FOLD]) && !arg_int64(t, args[FOLD], &fold)) ||
        !clock_make(t, &clock, fields, or_none(args[TZINFO]), fold))
        return VALUE_NULL;
    return make(t, type, &clock);
}

static Value fromisoformat_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    IsoTime time;
    Clock clock;
    if (!is_str(args[1]))
        return raise_type_error(t, "fromisoformat: argument must be str");
    Str *s = value_str(args[1]);
    int64_t start = s->length && str_at(s, 0) == 'T';
    if (!iso_parse_time(s, start, s->length, &time))
        return iso_error(t, s);
    Value zone = iso_zone(t, &time);
    bool ok = !is_null(zone) && clock_make(t, &clock, time.fields, zone, 0);
    Value result = ok ? time_object_new(t, value_type_object(args[0]), &clock) : VALUE_NULL;
    decref(t, zone);
    return result;
}

static Value replace_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    enum { TZINFO = 5, FOLD };
    const Clock *c = clock_of(args[0]);
    int64_t fields[] = {c->hour, c->minute, c->second, c->micros}, fold = c->fold;
    Clock clock;
    if (!date_take_ints(t, args + 1, names, 4, 0, fields) ||
        (!is_null(args[FOLD]) && !arg_int64(t, args[FOLD], &fold)) ||
        !clock_make(t, &clock, fields, is_null(args[TZINFO]) ? c->tzinfo : args[TZINFO], fold))
        return VALUE_NULL;
    return time_object_new(t, value_object(args[0])->type, &clock);
}

/* ---- comparison ---- */

static Value time_compare(Thread *t, Value self, Value other, CompareOp op) {
    if (!is_native(other, &time_type_def))
        return VALUE_NOTIMPLEMENTED;
    const Clock *a = clock_of(self), *b = clock_of(other);
    int64_t x = clock_micros(a), y = clock_micros(b), x_offset, y_offset;
    bool x_known, y_known;
    if (value_is(a->tzinfo, b->tzinfo))
        return op_compare_numbers(x, y, op);
    if (!zone_offset(t, a->tzinfo, "utcoffset", VALUE_NONE, &x_offset, &x_known) ||
        !zone_offset(t, b->tzinfo, "utcoffset", VALUE_NONE, &y_offset, &y_known))
        return VALUE_NULL;
    if (x_known == y_known)
        return op_compare_numbers(x - x_offset, y - y_offset, op);
    if (op == COMPARE_EQ || op == COMPARE_NE)
        return bool_value(op == COMPARE_NE);
    return raise_type_error(t, "can't compare offset-naive and offset-aware times");
}

static bool time_hash(Thread *t, Value self, int64_t *hash) {
    const Clock *c = clock_of(self);
    int64_t offset;
    bool known;
    if (!zone_offset(t, c->tzinfo, "utcoffset", VALUE_NONE, &offset, &known))
        return false;
    return op_hash(t, small_int_value((clock_micros(c) - offset) * 1000003), hash);
}

/* ---- texts ---- */

static Value time_repr(Thread *t, Value self) {
    StrBuilder b;
    strbuilder_init(&b, t);
    if (clock_add_repr(t, &b, clock_of(self), false)) {
        Str *inner = strbuilder_finish(&b);
        Value text = inner ? str_value(str_format(t, "%T(%U)", self, inner)) : VALUE_NULL;
        xdecref_object(t, inner);
        return text;
    }
    strbuilder_drop(&b);
    return VALUE_NULL;
}

static Value isoformat_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Clock *c = clock_of(args[0]);
    Str *timespec = NULL;
    int64_t offset;
    bool known;
    if (!is_null(args[1]) && !(timespec = arg_str(t, args[1], "isoformat", "timespec")))
        return VALUE_NULL;
    StrBuilder b;
    strbuilder_init(&b, t);
    bool ok = clock_add_text(t, &b, c, timespec) &&
              zone_offset(t, c->tzinfo, "utcoffset", VALUE_NONE, &offset, &known);
    if (ok && known)
        clock_add_offset(&b, offset, ":");
    if (ok)
        return str_value(strbuilder_finish(&b));
    strbuilder_drop(&b);
    return VALUE_NULL;
}

static Value time_str(Thread *t, Value self) {
    Str *name = str_intern_utf8(t, "isoformat");
    Value text = name ? op_call_method0(t, self, name) : VALUE_NULL;
    xdecref_object(t, name);
    return text;
}

static Value strftime_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const Date start = {.year = 1900, .month = 1, .day = 1};
    if (!is_str(args[1]))
        return raise_type_error(t, "strftime() argument 1 must be str, not %T", args[1]);
    const Clock *c = clock_of(args[0]);
    return clock_strftime(t, args[0], value_str(args[1]), &start, c);
}

/* ---- what else it can do ---- */

static Value utcoffset_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_ask(t, clock_of(args[0])->tzinfo, "utcoffset", VALUE_NONE);
}

static Value dst_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_ask(t, clock_of(args[0])->tzinfo, "dst", VALUE_NONE);
}

static Value tzname_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return zone_name(t, clock_of(args[0])->tzinfo, VALUE_NONE);
}

/* Older protocols of pickle are read by Pythons that know no fold. */
static Value reduce(Thread *t, Value self, bool with_fold) {
    const Clock *c = clock_of(self);
    uint8_t state[6];
    clock_pack(c, state);
    if (with_fold && c->fold)
        state[0] |= 128;
    Bytes *bytes = bytes_new(t, state, sizeof state);
    Tuple *inner = !bytes               ? NULL
                   : is_none(c->tzinfo) ? tuple_pack(t, 1, object_value(bytes))
                                        : tuple_pack(t, 2, object_value(bytes), c->tzinfo);
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

bool time_add_constants(Thread *t, Type *time) {
    Clock least = {.tzinfo = VALUE_NONE}, most = {23, 59, 59, SECOND - 1, false, VALUE_NONE};
    return dict_set_text(t, time->dict, "min", make(t, time, &least)) &&
           dict_set_text(t, time->dict, "max", make(t, time, &most)) &&
           dict_set_text(t, time->dict, "resolution", delta_new(t, 1)) && type_modified(t, time, NULL);
}

static const MethodDef methods[] = {
    {"fromisoformat", fromisoformat_method, "string, /", "The time that a text in ISO 8601 means.",
     METHOD_CLASS},
    {"isoformat", isoformat_method, "timespec='auto'", "As text: HH:MM:SS.ffffff and the offset."},
    {"strftime", strftime_method, "format", "As text, written as the format says."},
    {"__format__", date_format_method, "format_spec, /", "strftime(), or str() without a format."},
    {"utcoffset", utcoffset_method, "", "The offset from UTC, or None."},
    {"dst", dst_method, "", "How much of the offset is summer time, or None."},
    {"tzname", tzname_method, "", "The name of the zone, or None."},
    {"replace", replace_method,
     "hour=None, minute=None, second=None, microsecond=None, tzinfo=True, *, fold=0",
     "The same with other fields."},
    {"__reduce__", reduce_method, "", "How to pickle it."},
    {"__reduce_ex__", reduce_ex_method, "protocol, /", "How to pickle it."},
    {0}};

static const GetSetDef getsets[] = {{"hour", get_hour, NULL, "0 to 23"},
                                    {"minute", get_minute, NULL, "0 to 59"},
                                    {"second", get_second, NULL, "0 to 59"},
                                    {"microsecond", get_micros, NULL, "0 to 999999"},
                                    {"tzinfo", get_tzinfo, NULL, "The time zone, or None."},
                                    {"fold", get_fold, NULL, "1: the second time that the clock shows this."},
                                    {0}};

const TypeDef time_type_def = {
    .name = "datetime.time",
    .size = sizeof(Time),
    .flags = TYPE_BASE | TYPE_GC,
    .doc = "A time of day, in a zone or in none.",
    .new_signature = "hour=0, minute=0, second=0, microsecond=0, tzinfo=None, *, fold=0",
    .slots = {.new_instance = time_new_instance,
              .dealloc = time_dealloc,
              .traverse = time_traverse,
              .clear = time_clear,
              .repr = time_repr,
              .str = time_str,
              .hash = time_hash,
              .compare = time_compare},
    .methods = methods,
    .getsets = getsets,
};
