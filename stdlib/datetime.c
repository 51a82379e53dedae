/* Module datetime. The types are in files of their own: datetime.h says which. */
#include "stdlib/datetime.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/type.h"

static Type *add_type(Thread *t, Value module, const TypeDef *def, Type *base) {
    Type *type = base ? type_new_native_derived(t, def, base) : type_new_native(t, def);
    return type && module_add(t, module, type_short_name(type), new_object_ref(type)) ? type : NULL;
}

static bool add_delta(Thread *t, Value module) {
    Type *delta = add_type(t, module, &delta_type_def, NULL);
    Micros most = (Micros)(DAYS_MAX + (int64_t)1) * DAY_MICROS - 1, least = -(Micros)DAYS_MAX * DAY_MICROS;
    return delta && dict_set_text(t, delta->dict, "min", delta_new(t, least)) &&
           dict_set_text(t, delta->dict, "max", delta_new(t, most)) &&
           dict_set_text(t, delta->dict, "resolution", delta_new(t, 1)) && type_modified(t, delta, NULL);
}

static bool add_zones(Thread *t, Value module) {
    Type *tzinfo = add_type(t, module, &tzinfo_type_def, NULL);
    Type *timezone = tzinfo ? add_type(t, module, &timezone_type_def, tzinfo) : NULL;
    return timezone && zone_add_constants(t, timezone) && module_add(t, module, "UTC", new_ref(zone_utc(t)));
}

static bool add_dates(Thread *t, Value module) {
    Type *date = add_type(t, module, &date_type_def, NULL);
    Type *moment = date ? add_type(t, module, &moment_type_def, date) : NULL;
    Type *time = moment ? add_type(t, module, &time_type_def, NULL) : NULL;
    return time && date_add_constants(t, date) && moment_add_constants(t, moment) &&
           time_add_constants(t, time);
}

static bool add_all(Thread *t, Value module) {
    static const char *const names[] = {"date",   "datetime", "time",    "timedelta", "timezone",
                                        "tzinfo", "MINYEAR",  "MAXYEAR", "UTC"};
    int64_t count = sizeof names / sizeof *names;
    Tuple *all = tuple_new(t, count);
    for (int64_t i = 0; all && i < count; i++) {
        Str *name = str_intern_utf8(t, names[i]);
        if (!name) {
            decref_object(t, all);
            return false;
        }
        all->items[i] = object_value(name);
    }
    return all && module_add(t, module, "__all__", object_value(all));
}

static bool set_up(Thread *t, Value module) {
    return add_delta(t, module) && add_zones(t, module) && add_dates(t, module) &&
           module_add_int(t, module, "MINYEAR", YEAR_MIN) && module_add_int(t, module, "MAXYEAR", YEAR_MAX) &&
           add_all(t, module);
}

const ModuleDef datetime_module_def = {
    .name = "datetime",
    .doc = "Dates, times of day, moments, durations, zones.",
    .exec = set_up,
};
