/* The options about counting references: which policy, with or without the lock, and what to report. What
 * does not fit together is refused. */
#include "vm/options.h"
#include "vm/twin.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One screen, as --help. */
static const char help_text[] =
    "How references are counted. Each policy but plain is a program of its own, made\n"
    "of the same sources, which minipy starts:\n"
    "  --refcount=plain       one word, protected by the lock (the default)\n"
    "  --refcount=atomic      the same word, changed by atomic instructions\n"
    "  --refcount=immortal    plain, but immortal objects are not counted\n"
    "  --refcount=audited     exact and plain counts side by side, compared\n"
    "Without the lock:\n"
    "  --gil=unsafe           audited, and plain counts change on all processors at\n"
    "                         once: what they lose is reported, nothing crashes\n"
    "  --gil=on               with the lock (the default)\n"
    "Audited programs report lost increments and decrements, objects that would have\n"
    "been freed in use, and leaks: the first at once, all in a table at the end.\n"
    "  --refcount-report=FILE the same as JSON, with how often each instruction and\n"
    "                         type was counted\n"
    "  --refcount-abort       stop at the first object that is freed in use\n"
    "  --refcount-quarantine=SIZE  the memory that leaked objects, and those that\n"
    "                         have just ended, may hold: 512M by default; K, M, G\n"
    "  -X plant-refcount=inc:LINE  (or dec:LINE, or inc:LINE:N) skips the first, or\n"
    "                         N-th, such change there, as a test of the audit\n";

enum { DEFAULT_QUARANTINE = 512 << 20 };

void options_refcount_help(void) {
    fputs(help_text, stdout);
}

bool options_refcount(CommandLine *line, const char *text) {
    return options_read(&line->gil, "--gil", text) || options_read(&line->refcount, "--refcount", text) ||
           options_read(&line->report, "--refcount-report", text) ||
           options_read(&line->abort, "--refcount-abort", text) ||
           options_read(&line->quarantine, "--refcount-quarantine", text);
}

static bool misuse(const char *format, const char *a, const char *b) {
    options_misuse(format, a, b);
    return false;
}

/* ---- which program ---- */

static bool read_policy(CommandLine *line) {
    const char *name = line->refcount.text;
    if (!name) {
        line->policy = line->start.audit.unsafe ? REFCOUNT_AUDITED : MINIPY_REFCOUNT;
        return true;
    }
    for (line->policy = 0; twin_policy_name(line->policy); line->policy++)
        if (!strcmp(name, twin_policy_name(line->policy)))
            break;
    if (!twin_policy_name(line->policy))
        return misuse("--refcount: '%s' is not plain, atomic, immortal or audited", name, NULL);
    if (line->start.audit.unsafe && line->policy != REFCOUNT_AUDITED)
        return misuse(
            "--gil=unsafe needs --refcount=audited, not %s: without the lock and the audit the program would "
            "crash",
            name, NULL);
    return true;
}

/* There is no lock, so its policy means nothing. */
static bool refuse_lock_options(const CommandLine *line) {
    const GilSetting settings[] = {line->gil_policy, line->gil_handoff, line->switch_interval, line->trace,
                                   line->trace_buffer};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (settings[i].text)
            return misuse("%s is about the lock, which is not there with --gil=unsafe", settings[i].source,
                          NULL);
    if (line->start.views.stats || line->start.views.stats_file)
        return misuse("--gil-stats is about the lock, which is not there with --gil=unsafe", NULL, NULL);
    return true;
}

static bool read_gil(CommandLine *line) {
    const char *gil = line->gil.text;
    line->start.audit.unsafe = gil && !strcmp(gil, "unsafe");
    if (gil && !strcmp(gil, "off"))
        return misuse("--gil=off, safe threads without the lock, is not supported by minipy yet", NULL, NULL);
    if (gil && strcmp(gil, "on") != 0 && !line->start.audit.unsafe)
        return misuse("--gil: '%s' is not on or unsafe", gil, NULL);
    return !line->start.audit.unsafe || refuse_lock_options(line);
}

/* ---- the audit ---- */

static bool read_size(CommandLine *line) {
    const char *text = line->quarantine.text;
    static const char units[] = "KMG";
    char *end;
    line->start.audit.quarantine = DEFAULT_QUARANTINE;
    if (!text)
        return true;
    errno = 0;
    long long size = strtoll(text, &end, 10);
    const char *unit = *end ? strchr(units, *end) : NULL;
    int shift = unit ? 10 * (int)(unit - units + 1) : 0;
    if (end == text || size < 1 || errno || (*end && (!unit || end[1])) || size > INT64_MAX >> shift)
        return misuse("--refcount-quarantine: '%s' is no size, as 64M", text, NULL);
    line->start.audit.quarantine = size << shift;
    return true;
}

/* inc:LINE, dec:LINE, with :N behind it. */
static bool read_plant(CommandLine *line) {
    AuditOptions *audit = &line->start.audit;
    const char *text = line->plant.text;
    int used = 0;
    char what[4] = "";
    audit->plant_number = 1;
    if (!text)
        return true;
    long long number = 1;
    bool ok = sscanf(text, "%3[a-z]:%d%n", what, &audit->plant_line, &used) == 2;
    if (ok && text[used])
        ok = sscanf(text + used, ":%lld%n", &number, &used) == 1;
    audit->plant = !strcmp(what, "inc") ? 1 : !strcmp(what, "dec") ? -1 : 0;
    audit->plant_number = number;
    if (ok && audit->plant && audit->plant_line > 0 && number > 0)
        return true;
    return misuse("-X plant-refcount: '%s' is not inc:LINE or dec:LINE, or with :N", text, NULL);
}

static bool read_audit(CommandLine *line) {
    const GilSetting settings[] = {line->report, line->abort, line->quarantine, line->plant};
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++)
        if (settings[i].text && line->policy != REFCOUNT_AUDITED)
            return misuse("%s needs --gil=unsafe or --refcount=audited", settings[i].source, NULL);
    if (line->report.text && !*line->report.text)
        return misuse("--refcount-report needs the name of a file", NULL, NULL);
    line->start.audit.report = line->report.text;
    line->start.audit.abort = line->abort.text != NULL;
    return read_size(line) && read_plant(line);
}

bool options_refcount_finish(CommandLine *line) {
    return read_gil(line) && read_policy(line) && read_audit(line);
}
