/* The command line: what to run and how. */
#ifndef VM_OPTIONS_H
#define VM_OPTIONS_H

#include "vm/start.h"

typedef enum RunKind {
    RUN_PROMPT,
    RUN_FILE,
    RUN_COMMAND,
    RUN_MODULE,
    RUN_ARCHIVE, /* a file that main finds to be a zip file */
    RUN_STDIN,
    RUN_LAB,
    RUN_DUMP,
    RUN_NOTHING
} RunKind;

/* An option about the lock or the counts as it was written, and where: "--gil-policy" or "MINIPYGILPOLICY". */
typedef struct GilSetting {
    const char *text; /* NULL: not given */
    const char *source;
} GilSetting;

typedef struct CommandLine {
    StartOptions start;
    RunKind kind;
    const char *what; /* file, command text, module name or name of a laboratory's program */
    const char *dump; /* --dump: tokens, ast or code */
    GilSetting gil_policy, gil_handoff, switch_interval, trace, trace_buffer;
    GilSetting gil, refcount, report, abort, quarantine, plant; /* options_refcount.c */
    int policy; /* of reference counts: REFCOUNT_PLAIN and its like */
    char *directory;  /* what becomes sys.path[0]; malloc'ed */
    int status;       /* RUN_NOTHING: the exit status (help, version, misuse) */
} CommandLine;

/* Reads argv and the environment; prints help, version or what is wrong. The result points into argv. */
CommandLine options_parse(int argc, char **argv);
void options_free(CommandLine *line);

/* Says what is wrong with the command line; the exit status. */
int options_misuse(const char *format, ...);

/* options_gil.c: the options about the lock. options_gil: false, it is none of them. options_gil_finish: reads the
 * environment and fills line->start.gil; false: something does not fit, which has been said. */
bool options_gil(CommandLine *line, const char *text);
bool options_gil_finish(CommandLine *line);
void options_gil_help(void);
/* The option NAME=VALUE, or NAME alone, whose value is "". false: it is another one. */
bool options_read(GilSetting *setting, const char *name, const char *text);

/* options_refcount.c: the same for the options about counting, with or without the lock. line->policy is then what
 * program is to run (twin.h). */
bool options_refcount(CommandLine *line, const char *text);
bool options_refcount_finish(CommandLine *line);
void options_refcount_help(void);

/* front_end.c: --dump=tokens and --dump=ast on stdout, no interpreter needed. false: a syntax error, shown on
 * stderr. */
bool front_end_dump(const char *text, size_t length, const char *filename, bool tokens);

/* prompt.c: the interactive prompt in module __main__, until end of input; the exit status. first: no program
 * has run before. */
int prompt_run(Thread *t, Value main_module, bool first);

#endif
