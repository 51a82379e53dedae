/* Module gil: the lock as programs see and set it. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/lab/stats.h"
#include <math.h>
#include <string.h>

/* ---- names ---- */

static const char *policy_name(int i) {
    return gil_policy_name((GilPolicy)i);
}
static const char *handoff_name(int i) {
    return gil_handoff_name((GilHandoff)i);
}
static const char *cause_name(int i) {
    return gil_cause_name((GilCause)i);
}

static Value name_tuple(Thread *t, const char *(*name)(int), int count) {
    Tuple *names = tuple_new(t, count);
    for (int i = 0; names && i < count; i++) {
        Str *text = str_new(t, name(i));
        if (!text) {
            decref_object(t, names);
            return VALUE_NULL;
        }
        names->items[i] = object_value(text);
    }
    return names ? object_value(names) : VALUE_NULL;
}

/* Which of the names it is; false: TypeError or ValueError. */
static bool choose(Thread *t, Value v, const char *what, const char *(*name)(int), int count, int *choice) {
    if (!is_str(v)) {
        raise_type_error(t, "%s must be str, not %T", what, v);
        return false;
    }
    for (*choice = 0; *choice < count; ++*choice)
        if (str_equal_ascii(value_str(v), name(*choice)))
            return true;
    StrBuilder b;
    strbuilder_init(&b, t);
    for (int i = 0; i < count; i++) {
        strbuilder_text(&b, !i ? "'" : i + 1 < count ? "', '" : "' or '");
        strbuilder_text(&b, name(i));
    }
    Str *all = strbuilder_finish(&b);
    if (all)
        raise_value_error(t, "%s must be %U', not %R", what, all, v);
    xdecref_object(t, all);
    return false;
}

static bool take_policy(Thread *t, Value v, GilPolicy *policy) {
    int choice;
    bool ok = choose(t, v, "policy", policy_name, GIL_POLICY_COUNT, &choice);
    if (ok)
        *policy = (GilPolicy)choice;
    return ok;
}

static bool take_handoff(Thread *t, Value v, GilHandoff *handoff) {
    int choice;
    bool ok = choose(t, v, "handoff", handoff_name, GIL_HANDOFF_COUNT, &choice);
    if (ok)
        *handoff = (GilHandoff)choice;
    return ok;
}

static bool take_instructions(Thread *t, Value v, int64_t *instructions) {
    if (!arg_int64(t, v, instructions))
        return false;
    if (*instructions < 1)
        raise_value_error(t, "the interval must be at least 1 instruction, not %lld",
                          (long long)*instructions);
    return *instructions >= 1;
}

static bool take_seconds(Thread *t, Value v, int64_t *ns) {
    double seconds;
    if (!op_float(t, v, &seconds))
        return false;
    if (!(seconds > 0))
        raise_value_error(t, "the interval must be longer than 0 seconds, not %R", v);
    *ns = seconds > 9e9 ? INT64_MAX : seconds < 1e-9 ? 1 : (int64_t)(seconds * 1e9);
    return seconds > 0;
}

/* ---- one switch at a time ---- */

static Value gil_get_policy(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return str_value(str_new(t, gil_policy_name(gil_policy(&t->interp->gil))));
}

static Value gil_set_policy_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    GilPolicy policy;
    if (!take_policy(t, args[0], &policy))
        return VALUE_NULL;
    gil_set_policy(t, policy);
    return VALUE_NONE;
}

static Value gil_get_handoff(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return str_value(str_new(t, gil_handoff_name(gil_handoff(&t->interp->gil))));
}

static Value gil_set_handoff_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    GilHandoff handoff;
    if (!take_handoff(t, args[0], &handoff))
        return VALUE_NULL;
    gil_set_handoff(t, handoff);
    return VALUE_NONE;
}

static Value gil_get_interval(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_value(t, t->interp->gil.interval);
}

static Value gil_set_interval_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t instructions;
    if (!take_instructions(t, args[0], &instructions))
        return VALUE_NULL;
    gil_set_interval(t, instructions);
    return VALUE_NONE;
}

static Value gil_get_interval_seconds(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return float_value(t, (double)t->interp->gil.interval_ns / 1e9);
}

static Value gil_set_interval_seconds(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t ns;
    if (!take_seconds(t, args[0], &ns))
        return VALUE_NULL;
    gil_set_interval_ns(t, ns);
    return VALUE_NONE;
}

/* ---- settings: several of them, for a while ---- */

/* A choice of switches; those that are not given stay as they are. */
typedef struct Switches {
    bool has_policy, has_handoff;
    GilPolicy policy;
    GilHandoff handoff;
    int64_t interval, interval_ns; /* at most one is given; 0: not */
} Switches;

typedef struct Settings {
    Object ob;
    Switches wanted, before;
    bool active;
} Settings;

static void apply(Thread *t, const Switches *switches) {
    if (switches->has_handoff)
        gil_set_handoff(t, switches->handoff);
    if (switches->interval)
        gil_set_interval(t, switches->interval);
    if (switches->interval_ns)
        gil_set_interval_ns(t, switches->interval_ns);
    if (switches->has_policy)
        gil_set_policy(t, switches->policy);
}

/* An interval in time means the one in instructions too (gil.h). */
static Switches current(const Gil *gil) {
    return (Switches){.has_policy = true,
                      .has_handoff = true,
                      .policy = gil_policy(gil),
                      .handoff = gil_handoff(gil),
                      .interval_ns = gil->interval_ns};
}

static bool given(Value v) {
    return !is_null(v) && !is_none(v);
}

static bool take_interval(Thread *t, Value v, Switches *switches) {
    return is_float(v) ? take_seconds(t, v, &switches->interval_ns)
                       : take_instructions(t, v, &switches->interval);
}

static Value settings_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Switches wanted = {.has_policy = given(args[0]), .has_handoff = given(args[2])};
    if ((wanted.has_policy && !take_policy(t, args[0], &wanted.policy)) ||
        (given(args[1]) && !take_interval(t, args[1], &wanted)) ||
        (wanted.has_handoff && !take_handoff(t, args[2], &wanted.handoff)))
        return VALUE_NULL;
    Settings *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->wanted = wanted;
    return object_value(self);
}

static Value settings_enter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Settings *self = (Settings *)value_object(args[0]);
    if (self->active)
        return raise(t, EXC_RuntimeError, "these settings are in use already");
    self->before = current(&t->interp->gil);
    self->active = true;
    apply(t, &self->wanted);
    return new_ref(args[0]);
}

static Value settings_exit(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Settings *self = (Settings *)value_object(args[0]);
    if (!self->active)
        return raise(t, EXC_RuntimeError, "these settings are not in use");
    self->active = false;
    apply(t, &self->before);
    return VALUE_NONE;
}

static const MethodDef settings_methods[] = {
    {"__enter__", settings_enter, "", "Set what was asked for."},
    {"__exit__", settings_exit, "type=None, value=None, traceback=None, /", "Set everything back."},
    {0}};

static const TypeDef settings_type_def = {
    .name = "gil.settings",
    .size = sizeof(Settings),
    .doc = "For a with statement: other settings of the lock, set back at its end.\n\n"
           "interval is an int, of instructions, or a float, of seconds. The lock is one for all\n"
           "threads, and so are its settings.",
    .new_signature = "policy=None, interval=None, handoff=None",
    .slots = {.new_instance = settings_new},
    .methods = settings_methods,
};

static const TypeDef *const gil_types[] = {&settings_type_def, NULL};

/* ---- statistics ---- */

static Value gil_stats(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return stats_dict(t);
}

static Value gil_reset_stats(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gil_account_reset(t);
    return VALUE_NONE;
}

static Value gil_yield_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    gil_yield(t, GIL_CAUSE_YIELD);
    return VALUE_NONE;
}

static const StructSeqField holder_fields[] = {{"name", "of the thread"},
                                               {"ident", "as threading.get_ident()"},
                                               {"native_id", "the number of the kernel"},
                                               {"file", "that it runs"},
                                               {"line", "that it runs"},
                                               {0}};
static const StructSeqDef holder_def = {"gil.Holder", "Who has the lock, and where.", holder_fields, 5};

static Value gil_holder(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Type *type = structseq_type(t, &holder_def);
    GilSite site = t->interp->hooks.current_site(t);
    Str *name = type ? str_new(t, t->account->name) : NULL;
    Str *file = name && site.file ? str_new(t, site.file) : NULL;
    if (!name || (site.file && !file)) {
        xdecref_object(t, name);
        return VALUE_NULL;
    }
    Value fields[] = {object_value(name), int_from_uint64(t, t->ident), int_value(t, t->account->native_id),
                      or_none(str_value(file)), int_value(t, site.line)};
    return structseq_new(t, type, fields, sizeof fields / sizeof *fields);
}

/* Ints that a double holds exactly are shown as ints again. */
static bool take_number(Thread *t, Value v, double *number, bool *whole) {
    if (!is_int(v) && !is_float(v)) {
        raise_type_error(t, "a metric must be int or float, not %T", v);
        return false;
    }
    if (!op_float(t, v, number))
        return false;
    *whole = is_int(v) && fabs(*number) <= 9007199254740992.0;
    if (!isfinite(*number))
        raise_value_error(t, "a metric must be finite, not %R", v);
    return isfinite(*number);
}

static Value gil_report(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    double number;
    bool whole;
    size_t length;
    Str *name = arg_str(t, args[0], "report", "name");
    const char *utf8 = name ? str_utf8(t, name, &length) : NULL;
    if (!utf8 || !take_number(t, args[1], &number, &whole))
        return VALUE_NULL;
    if (!length || strlen(utf8) != length)
        return raise_value_error(t, "the name of a metric must not be empty nor have null characters");
    return gil_account_report(&t->interp->gil, utf8, number, whole) ? VALUE_NONE : raise_no_memory(t);
}

static const MethodDef gil_functions[] = {
    {"get_policy", gil_get_policy, "", "When the running thread offers the lock to others: one of POLICIES."},
    {"set_policy", gil_set_policy_function, "policy, /",
     "Choose when the running thread offers the lock to those who wait.\n\n"
     "instructions: after so many of them as get_interval() says\n"
     "backedge: the same, but only at calls and at the ends of loops\n"
     "time: when one of them has waited for get_interval_seconds()\n"
     "blocking: only where it may block"},
    {"get_handoff", gil_get_handoff, "", "Who gets the lock: one of HANDOFFS."},
    {"set_handoff", gil_set_handoff_function, "handoff, /",
     "Choose who gets the lock.\n\n"
     "forced: when it is offered, the thread that has waited longest; when it is given up to\n"
     "    block, whoever comes first\n"
     "fifo: always the thread that has waited longest\n"
     "free: always whoever comes first, which at an offer is mostly the thread that made it"},
    {"get_interval", gil_get_interval, "", "The interval of the policies instructions and backedge."},
    {"set_interval", gil_set_interval_function, "instructions, /",
     "Set the interval of the policies instructions and backedge; the one in seconds follows."},
    {"get_interval_seconds", gil_get_interval_seconds, "", "The interval of the policy time."},
    {"set_interval_seconds", gil_set_interval_seconds, "seconds, /",
     "Set the interval of the policy time; the one in instructions follows."},
    {"stats", gil_stats, "",
     "What happened to the lock since the start, or reset_stats(), as a dict.\n\n"
     "Times are ints of nanoseconds. For each thread hold_ns + wait_ns + blocked_ns == life_ns:\n"
     "it had the lock, waited for it, or wanted something else. 'lost' and 'switches' say how\n"
     "often another thread had the lock next, by the cause for which it was given up."},
    {"reset_stats", gil_reset_stats, "", "Begin to count anew, and forget threads that have ended."},
    {"yield_", gil_yield_function, "", "Hand the lock to a thread that waits for it, if there is one."},
    {"holder", gil_holder, "",
     "Who has the lock and at which line: the calling thread, since none other can ask."},
    {"report", gil_report, "name, value, /",
     "Report a number about this program, to be shown by --gil-stats and minipy lab sweep.\n\n"
     "The last value of a name counts."},
    {0}};

static bool gil_exec(Thread *t, Value module) {
    return module_add(t, module, "POLICIES", name_tuple(t, policy_name, GIL_POLICY_COUNT)) &&
           module_add(t, module, "HANDOFFS", name_tuple(t, handoff_name, GIL_HANDOFF_COUNT)) &&
           module_add(t, module, "CAUSES", name_tuple(t, cause_name, GIL_CAUSE_COUNT));
}

const ModuleDef gil_module_def = {
    .name = "gil",
    .doc =
        "The global interpreter lock: when it changes hands, and what that did. Only minipy has this module.",
    .functions = gil_functions,
    .types = gil_types,
    .exec = gil_exec,
};
