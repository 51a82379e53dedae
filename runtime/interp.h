/* All state of a running interpreter (Interp) and of one of its threads (Thread). There are no other globals than constant
 * tables and the thread-local current Thread; two Interps can live side by side in one process (PEP 684). */
#ifndef RUNTIME_INTERP_H
#define RUNTIME_INTERP_H

#include "runtime/gil.h"
#include "runtime/memory.h"
#include "runtime/names.h"
#include "runtime/object.h"
#include "runtime/spin_call.h"

typedef struct Frame Frame;       /* vm/frame.h: the runtime never looks inside */
typedef struct WeakTable WeakTable; /* weakref.c */
typedef struct InternTable InternTable; /* str.c */
typedef struct MethodCache MethodCache; /* type.c */

/* What a thread must look at when its instruction count runs out: bits of Thread.breaker, set by any thread (atomically),
 * cleared by the thread that acts on them. Whether others wait for the GIL is in the Gil, not here. */
typedef enum Breaker {
    BREAK_SIGNAL = 2,      /* a signal has arrived: run Python handlers (main thread) */
    BREAK_ASYNC_EXC = 4,   /* Thread.async_exception is to be raised */
    BREAK_COLLECT = 8      /* the cycle collector wants to run */
} Breaker;

typedef struct CollectorState {
    int64_t allocated; /* net container allocations since the last collection of generation 0 */
    int thresholds[3];
    int counts[3];
    bool enabled, running;
    int loading; /* gc_begin_loading without its end */
    int64_t allocated_before_loading;
    int debug;
    int64_t long_lived, long_lived_pending; /* CPython's 25 % rule */
    int64_t frozen; /* objects out of the collector's sight: gc_freeze */
    int64_t collections[3], collected[3], uncollectable[3];
    List *garbage, *callbacks; /* counted; NULL until gc is imported */
} CollectorState;

/* How the layers above plug in: the runtime calls these and never names them. */
typedef struct InterpHooks {
    Value (*current_globals)(Thread *t); /* borrowed dict of the running Python frame, or VALUE_NULL */
    Value (*import)(Thread *t, Str *dotted_name); /* the module named, as importlib.import_module */
    Value (*current_frame)(Thread *t); /* the frame object of the running code, or None; new */
    Value (*super_arguments)(Thread *t, Value *class_cell); /* zero-argument super(): first argument (new) and class (new) */
    GilSite (*current_site)(Thread *t); /* the line that the thread runs */
    void (*look_at_watched)(Thread *t); /* the thread is about to lose the GIL, and Interp.watched is not 0 */
    void (*object_ended)(Thread *t, Object *object); /* one that is OBJECT_WATCHED is about to go */
    bool (*thread_begin)(Thread *t); /* the VM's part of a thread, new or used before; false: out of memory, nothing raised */
    void (*thread_end)(Thread *t);   /* drops what the VM's part refers to */
    void (*thread_free)(Thread *t);  /* gives its memory back */
    void (*after_fork)(Thread *t);   /* in the child, which has its GIL already */
    void (*leaving)(Thread *t);      /* the process ends at once: os._exit */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    AuditPlace *(*current_place)(Thread *t); /* the instruction that the thread runs; NULL: it runs none */
    void (*stop)(Thread *t);                 /* Audit.stop says why; does not return */
#endif
} InterpHooks;

struct Interp {
    Type *types[TYPE_COUNT];
    Str *names[NAME_COUNT]; /* interned names that the runtime itself uses: NAME(init) */
    Dict *builtins;         /* of module builtins; counted */
    Dict *sys_modules;
    Dict *sys; /* of module sys */
    Dict *structseq_types; /* structseq_type(); NULL until used */
    Object *asyncio; /* what module _asyncio knows (stdlib/asyncio.h); counted; NULL until it is imported */
    Object *decimal; /* the same for module _decimal (stdlib/decimal.h) */
    uint64_t context_changes; /* how often a context variable was set, or a context made */
    InternTable *interned;
    WeakTable *weakrefs;
    struct SignalState *signals; /* signals.h */
    MethodCache *method_cache;
    Type *native_types; /* made by type_new_native, through Type.next_native: they live as long as the Interp */
    Gil gil;
    Memory memory;
    CollectorState collector;
    InterpHooks hooks;
    Thread *threads; /* list of all, through Thread.next */
    Thread *main_thread;
    Thread *spare_threads; /* of threads that ended, through Thread.next, youngest first */
    int spare_count;
    int threads_present; /* have begun and will still have the GIL; atomic */
    int threads_leaving; /* have given the GIL up for the last time and are about to touch nothing more; atomic */
    bool has_orphans;    /* a fork left frames of threads that are gone */
    uint64_t forks;      /* how many forks lie between the first process and this one */
    uint64_t last_serial;
    size_t stack_size;   /* of new threads; 0: the system's default */
    struct ThreadLocal *thread_locals; /* all of them: thread_local.c */
    uint64_t hash_secret[2]; /* key of the string hash */
    uint32_t next_type_version;
    uint32_t next_dict_version;
    uint64_t abc_registrations; /* how often a class was registered with an abstract one: stdlib/_abc.c */
    int recursion_limit;     /* Python frames plus nested native calls, as CPython */
    int max_str_digits;      /* 4300; 0: no limit */
    Value latin1[256];       /* the one-character strings, and the empty one: immortal */
    Value empty_str, empty_tuple, empty_bytes, empty_frozenset;
    Value memory_errors[4]; /* made in advance by error_init; [0] is never given away */
    bool making_memory_errors;
    Dict *codec_errors, *codec_cache; /* codec_registry.c; NULL until used */
    void *numeric_locale; /* the locale_t of numbers in format "n", as module _locale set it; NULL: that of C */
    List *codec_search;
    int watched; /* objects whose counts are looked at after each instruction (module refcount): slices are of one */
    bool finalizing;
    char *inherited;   /* "NAME=value": what the environment of each program that is started has beside what the
                          running one sees; or NULL */
    bool unbuffered;   /* -u: standard streams write at once */
    int bytes_warning; /* -b: comparing bytes with str is told */
    void *vm; /* the VM's own state (vm/start.h) */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    Audit *audit;
#endif
};

/* Instructions between two looks at the breaker; the interval of the GIL may be shorter. Who audits wants to know which
 * instruction it is. */
#if defined MINIPY_STRESS || MINIPY_REFCOUNT == REFCOUNT_AUDITED
enum { THREAD_SLICE = 1 };
#else
enum { THREAD_SLICE = 2048 };
#endif

struct Thread {
    Interp *interp;
    Thread *next;
    Frame *frame;    /* the running Python frame, or NULL */
    Value exception; /* the pending exception (owned), or VALUE_NULL */
    struct ExceptionFrame *handled; /* innermost exception being handled; see error.h */
    uint32_t breaker; /* Breaker bits; atomic */
    int64_t instructions_left; /* of the current slice, while the eval loop is not running */
    bool traced;               /* sys.settrace: slices are single instructions */
    int64_t slice;             /* the instructions of this slice: gil.c */
    int64_t quantum;           /* until the GIL is offered, as of the beginning of the slice */
    uint64_t instructions;     /* executed by this thread, up to the last slice */
    Waiter wait;               /* park.h */
    SpinChoice calls;          /* spin_call.h */
    GilAccount *account;       /* belongs to the Interp */
    const char *waits_for;     /* what blocks it, for people ("read", "lock"), or NULL */
    OsThread ident;
    uint64_t serial; /* unique in the Interp, from 1 */
    struct LockObject *ended_lock; /* _thread._set_sentinel: released when the thread ends; counted, or NULL */
    bool joined_at_exit; /* thread_join_all waits for it */
    int depth;           /* nested Python frames plus nested native calls: compared with recursion_limit */
    char *stack_limit;   /* lowest address the C stack may reach: below it RecursionError is raised */
    Value *registers, *register_end; /* one contiguous register stack */
    MemoryCache memory;  /* free lists of this thread */
    Object **dead;       /* work list of object_dealloc */
    size_t dead_count, dead_room;
    int dealloc_depth;
    List *repr_active;   /* containers whose repr is running (repr of recursive structures) */
    Value async_exception;
    Value async_gen_firstiter, async_gen_finalizer; /* sys.set_asyncgen_hooks; VALUE_NULL: none */
    int coroutine_origin_depth;
    Value context; /* contextvars; VALUE_NULL until used */
    Value running_loop; /* the event loop that runs in the thread, or VALUE_NULL */
    uint64_t running_loop_forks; /* Interp.forks when it began: in the child of a fork none runs */
    void *vm;      /* the VM's own state of this thread */
#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
    AuditThread *audit;
#endif
};

extern _Thread_local Thread *thread_current; /* only for signal handlers, assertions and callbacks from C libraries */

static inline Type *builtin_type(Thread *t, TypeId id) { return t->interp->types[id]; }

/* A pre-interned name, as a borrowed Str*: NAME(__init__). */
#define NAME(name) (t->interp->names[NAME_##name])

/* Makes an interpreter with its built-in types and main thread; NULL only if memory runs out. vm_types: the TypeDefs of types.def's VM_TYPEs,
 * indexed by TypeId, may be NULL in tests of the runtime alone (then those types do not exist). */
Thread *interp_new(const TypeDef *const *vm_types);
/* Ends it: all modules, objects and memory go. The last call on it. */
void interp_free(Thread *main_thread);

/* A further thread of the interpreter: registers, caches, list entry. thread.h starts them. */
Thread *thread_new(Interp *interp);
/* The calling thread of the operating system becomes t: stack limits, thread_current. stack_size: as it was started with. */
void thread_attach(Thread *t, size_t stack_size);
/* The thread has ended, though it may still hold the GIL: gives back what it owns and takes it off the list. The Thread
 * itself is kept for another; nothing of it may be used once the GIL is given up. */
void thread_free(Thread *t);

/* True, or RecursionError pending (what: " while calling a Python object", " in comparison", ...) when the C stack or the recursion limit is
 * used up. Native code that recurses calls recursion_enter/leave around it. */
bool recursion_enter(Thread *t, const char *what);
/* For operations that native types pass on to what they hold, which may be nested as deep as memory allows: true while the C
 * stack has room, else RecursionError is pending. Counts nothing. */
bool stack_exceeded(Thread *t);
static inline bool stack_left(Thread *t) {
    return __builtin_expect((char *)__builtin_frame_address(0) > t->stack_limit, 1) || stack_exceeded(t);
}
static inline void recursion_leave(Thread *t) { t->depth--; }

#endif
