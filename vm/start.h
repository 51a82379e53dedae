/* Starting and ending an interpreter with its VM, and what the command line decides. */
#ifndef VM_START_H
#define VM_START_H

#include "vm/ast_classes.h"
#include "vm/import.h"
#include "vm/lab/views.h"
#include "vm/module_spec.h"

/* How the lock starts (gil.h). */
typedef struct GilOptions {
    GilPolicy policy;
    bool has_handoff;
    GilHandoff handoff;
    int64_t interval, interval_ns; /* at most one is given; 0: not */
} GilOptions;

/* The options of the command line and the environment. -I has set what it implies. */
typedef struct StartOptions {
    int argc;
    char **argv;              /* sys.argv */
    const char *program_name; /* what sys.argv[0] is instead; or NULL */
    int orig_argc;
    char **orig_argv; /* sys.orig_argv */
    int optimize;     /* -O, -OO */
    int verbose, quiet;
    int debug;               /* -d: accepted only */
    int bytes_warning;       /* -b, -bb */
    int max_str_digits;      /* -X int_max_str_digits; -1: not given */
    bool inspect;            /* a prompt after the program */
    bool interactive;        /* -i itself */
    bool unbuffered;         /* -u */
    bool ignore_environment; /* -E */
    bool isolated;           /* -I */
    bool safe_path;          /* -P: no script_directory in sys.path */
    bool no_site;            /* -S */
    bool no_user_site;       /* -s */
    bool no_bytecode;        /* -B */
    bool dev_mode;           /* -X dev */
    bool show_refcount;      /* -X showrefcount */
    bool faulthandler;       /* -X faulthandler; dev mode has it too */
    bool import_time;        /* -X importtime */
    int64_t fail_alloc;      /* -X fail-alloc=N: the N-th allocation of the program fails; for tests */
    bool fail_lasting;       /* -X fail-alloc=N+: and all that follow */
    GilOptions gil;
    AuditOptions audit;
    ViewOptions views;
    int warn_count;
    char **warn_options;    /* -W */
    char *warn_environment; /* what some of them point into */
    int x_count;
    char **x_options;             /* -X */
    const char *script_directory; /* becomes sys.path[0]; NULL: none */
} StartOptions;

/* The VM's part of an Interp (Interp.vm). */
typedef struct VmState {
    const ModuleTable *modules;
    StartOptions options;
    bool import_time_begun; /* its first line is written */
    bool archives_are_searched; /* zipimport's finder is on sys.meta_path */
    Value import_function;
    Value library_path;  /* MINIPYPATH's folders: a list of its own; VALUE_NULL so far */
    Value library_first; /* MINIPYPATHFIRST's names: a list; VALUE_NULL so far */
    Dict *builtins; /* a copy of those of the start */
    List *replaced_codes; /* that functions had, whose frames may still run: kept to the end; NULL: none */
    bool frozen_is_optional; /* when a frozen module raises ImportError, files are searched: for tests */
    struct ImportRun *imports; /* under way: import_lock.h */
    SpecTypes spec_types;
    AstClasses *ast; /* NULL: not needed so far */
    int dlopen_flags;        /* sys.setdlopenflags */
    struct WatchState *watch; /* watch.h; NULL until used */
    int64_t frozen_at_start; /* objects that are older than the program */
    Views views;
} VmState;

/* A running interpreter: built-in types, builtins, sys, standard streams. NULL with a message on stderr. */
Thread *vm_start(const ModuleTable *modules, const StartOptions *options);
/* Ends the program: atexit functions, flushed streams, and modules if their end can be noticed. Answers the
 * exit status: `status`, or 120 when flushing stdout fails. The process should go next. */
int vm_end(Thread *t, int status);
/* The same with all modules, and gives all memory back, unless other threads are still there. */
int vm_stop(Thread *t, int status);

/* With -X showrefcount: how many references and objects there are now, on the C stream stderr. */
void vm_show_refcount(Thread *t);

/* Flushes sys.stderr and sys.stdout; failures are ignored, a pending exception stays. */
void vm_flush_output(Thread *t);

/* The whole text of a file: mem_alloc'ed; NULL: exception. */
char *import_read_file(Thread *t, Value path, size_t *length);

/* sys.excepthook on the pending exception, which is cleared. Answers the exit status that it means:
 * SystemExit's code, 130 for Ctrl-C, else 1. */
enum { REPORT_INTERRUPTED = 256 }; /* report_uncaught: it was Ctrl-C */
int report_uncaught(Thread *t);
/* Prints an exception with traceback, causes and contexts on sys.stderr. What cannot be printed is not. */
void report_display(Thread *t, Value exception);
/* The same for one that nobody can receive: sys.unraisablehook's four things, any of them None. */
void report_ignored(Thread *t, Value message, Value where, Value exception, Value traceback);

/* When not even that works: type and message on the C stream stderr. */
void report_fatal(Thread *t);

/* vm/exec.c: compile, eval, exec. */
extern const MethodDef exec_builtins[];
extern const ModuleDef sys_module_def;
/* Modules that need the parser or code objects, so they live here and not in stdlib/: _dis, _traceback.
 * NULL-terminated. */
extern const ModuleDef *const vm_modules[];
/* site.c: exit, quit, help and their like in builtins. */
bool site_init(Thread *t);
/* stdio.c: the standard streams as MINIPYIOENCODING wants them. */
bool stdio_init(Thread *t);
bool sys_init(Thread *t, Value module);
extern const MethodDef vm_builtins[];

#endif
