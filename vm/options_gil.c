/* The options about the lock, from the command line and the environment. What the command line says wins:
 * also over a variable that does not fit it, as MINIPYGILPOLICY=time does not fit --switch-interval=100. */
#include "runtime/gil_account.h"
#include "vm/lab/trace_file.h"
#include "vm/options.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One screen, as --help. */
static const char help_text[] =
    "The lock (GIL): when it changes hands, and what that did.\n"
    "  --gil-policy=P         the running thread offers the lock to those who wait\n"
    "        instructions     after N instructions (the default)\n"
    "        backedge         the same, but only at calls and at the ends of loops\n"
    "        time             when one of them has waited for the time T\n"
    "        blocking         only where it may block: reads, sleeps, locks\n"
    "  --switch-interval=N    the N of these policies, at least 1; 100000 by default\n"
    "  --switch-interval=T    the T, with a unit: 500us, 5ms (the default), 1s\n"
    "  --gil-handoff=H        who gets the lock\n"
    "        forced           offered: who has waited longest; given up to block:\n"
    "                         whoever comes first (the default)\n"
    "        fifo             always who has waited longest\n"
    "        free             always whoever comes first\n"
    "  --gil-stats[=FILE]     at the end, a table of who had the lock, who waited,\n"
    "                         what moved it; or the same as JSON in a file\n"
    "  --trace=FILE.html      the same over time, for a browser; .json: for Perfetto\n"
    "  --trace-buffer=N       the turns of each thread to keep for it (32768)\n"
    "Both cover the processes that the program starts, if these end before it. A\n"
    "signal that kills leaves the trace but no statistics, os.exec*() leaves none.\n"
    "Environment:\n"
    "  MINIPYGILPOLICY, MINIPYSWITCHINTERVAL, MINIPYGILHANDOFF: as the options, which\n"
    "  win; ignored with -E and -I\n"
    "Programs have the same switches, and more, in the module gil. Experiments with\n"
    "many settings: minipy lab --help\n";

void options_gil_help(void) {
    fputs(help_text, stdout);
}

bool options_read(GilSetting *setting, const char *name, const char *text) {
    size_t length = strlen(name);
    if (strncmp(text, name, length) || (text[length] && text[length] != '='))
        return false;
    *setting = (GilSetting){text[length] ? text + length + 1 : "", name};
    return true;
}

/* --gil-stats, or with a file; --trace; --trace-buffer. What is wrong with them is told by finish_views. */
static bool view_option(CommandLine *line, const char *text) {
    GilSetting stats = {0};
    if (!options_read(&stats, "--gil-stats", text))
        return options_read(&line->trace, "--trace", text) ||
               options_read(&line->trace_buffer, "--trace-buffer", text);
    if (*stats.text)
        line->start.views.stats_file = stats.text;
    else
        line->start.views.stats = true;
    return true;
}

bool options_gil(CommandLine *line, const char *text) {
    return view_option(line, text) || options_read(&line->gil_policy, "--gil-policy", text) ||
           options_read(&line->gil_handoff, "--gil-handoff", text) ||
           options_read(&line->switch_interval, "--switch-interval", text);
}

static GilSetting or_variable(const CommandLine *line, GilSetting option, const char *name) {
    const char *text = line->start.ignore_environment ? NULL : getenv(name);
    return option.text ? option : (GilSetting){text && *text ? text : NULL, name};
}

/* ---- names ---- */

static const char *policy_name(int i) {
    return gil_policy_name((GilPolicy)i);
}
static const char *handoff_name(int i) {
    return gil_handoff_name((GilHandoff)i);
}

static bool choose(GilSetting setting, const char *(*name)(int), int count, int *choice) {
    char all[80] = "";
    for (int i = 0; i < count; i++) {
        if (!strcmp(name(i), setting.text)) {
            *choice = i;
            return true;
        }
        if (i)
            strcat(all, i + 1 < count ? ", " : " or ");
        strcat(all, name(i));
    }
    options_misuse("%s: '%s' is not %s", setting.source, setting.text, all);
    return false;
}

static bool read_policy(GilSetting setting, GilPolicy *policy) {
    int choice = 0;
    bool ok = !setting.text || choose(setting, policy_name, GIL_POLICY_COUNT, &choice);
    *policy = (GilPolicy)choice;
    return ok;
}

static bool read_handoff(GilSetting setting, GilOptions *gil) {
    int choice = 0;
    gil->has_handoff = setting.text != NULL;
    bool ok = !setting.text || choose(setting, handoff_name, GIL_HANDOFF_COUNT, &choice);
    gil->handoff = (GilHandoff)choice;
    return ok;
}

/* ---- the interval ---- */

/* Nanoseconds of a unit; 0: unknown. */
static double unit_ns(const char *unit) {
    static const struct {
        const char *name;
        double ns;
    } units[] = {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (!strcmp(units[i].name, unit))
            return units[i].ns;
    return 0;
}

/* Digits, a point, digits. Answers what follows, NULL: it is no such number. */
static const char *skip_number(const char *text) {
    size_t whole = strspn(text, "0123456789"), after = 0;
    const char *end = text + whole;
    if (*end == '.')
        end += 1 + (after = strspn(end + 1, "0123456789"));
    return whole + after ? end : NULL;
}

/* Instructions or a time: the other one becomes 0. */
static bool read_interval(GilSetting setting, int64_t *instructions, int64_t *ns) {
    const char *unit = setting.text ? skip_number(setting.text) : NULL;
    if (!setting.text)
        return true;
    if (unit && !*unit && !strchr(setting.text, '.')) {
        errno = 0;
        *instructions = strtoll(setting.text, NULL, 10);
        if (*instructions >= 1 && !errno)
            return true;
    } else if (unit && unit_ns(unit) != 0) {
        double time = strtod(setting.text, NULL) * unit_ns(unit);
        *ns = time >= 1 && time < 9e18 ? (int64_t)time : 0;
        if (*ns)
            return true;
    }
    options_misuse(
        "%s: '%s' is neither a number of instructions, at least 1, nor a time with its unit (ns, us, ms, s)",
        setting.source, setting.text);
    return false;
}

static bool counts(GilPolicy policy) {
    return policy == GIL_INSTRUCTIONS || policy == GIL_BACKEDGE;
}

/* Under the policy blocking the program may choose another one later, so any interval will do. */
static bool fit(const GilOptions *gil) {
    return !(gil->interval && gil->policy == GIL_TIME) && !(gil->interval_ns && counts(gil->policy));
}

static bool refuse_pair(const GilOptions *gil, GilSetting policy, GilSetting interval) {
    options_misuse("%s: the policy %s needs %s, not %s", interval.source, policy.text,
                   gil->interval ? "a time with its unit, as 5ms" : "a number of instructions",
                   interval.text);
    return false;
}

static bool read_pair(CommandLine *line) {
    GilOptions *gil = &line->start.gil;
    GilSetting policy = or_variable(line, line->gil_policy, "MINIPYGILPOLICY");
    GilSetting interval = or_variable(line, line->switch_interval, "MINIPYSWITCHINTERVAL");
    if (!read_policy(policy, &gil->policy) || !read_interval(interval, &gil->interval, &gil->interval_ns))
        return false;
    if (!policy.text && gil->interval_ns)
        gil->policy = GIL_TIME;
    if (fit(gil))
        return true;
    if (!line->gil_policy.text == !line->switch_interval.text)
        return refuse_pair(gil, policy, interval);
    if (line->gil_policy.text)
        gil->interval = gil->interval_ns = 0;
    else
        gil->policy = gil->interval ? GIL_INSTRUCTIONS : GIL_TIME;
    return true;
}

/* ---- views ---- */

static bool read_turns(GilSetting setting, int64_t *turns) {
    char *end;
    *turns = strtoll(setting.text, &end, 10);
    if (end != setting.text && !*end && *turns >= 1 && *turns <= TRACE_TURNS_MAX)
        return true;
    options_misuse("%s: '%s' is not a number from 1 to %d", setting.source, setting.text, TRACE_TURNS_MAX);
    return false;
}

static bool finish_views(CommandLine *line) {
    ViewOptions *views = &line->start.views;
    views->trace_file = line->trace.text;
    if (views->trace_file && !trace_file_known(views->trace_file)) {
        options_misuse("%s: '%s' is no name that ends with .json or .html", line->trace.source,
                       line->trace.text);
        return false;
    }
    return !line->trace_buffer.text || read_turns(line->trace_buffer, &views->trace_turns);
}

bool options_gil_finish(CommandLine *line) {
    GilSetting handoff = or_variable(line, line->gil_handoff, "MINIPYGILHANDOFF");
    return read_handoff(handoff, &line->start.gil) && read_pair(line) && finish_views(line);
}
