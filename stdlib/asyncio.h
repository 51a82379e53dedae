/* asyncio's core: futures, tasks, handles and the event loop, in C. What is on top of it is in
 * stdlib/asyncio/.
 *
 * A Future is pending until it has a result or an exception or was cancelled; then its callbacks are
 * scheduled and it never changes again. A Task is a Future that steps through a coroutine: each step sends it
 * None, and what it yields is the Future that it waits for. A Loop runs what is ready, in order: each thread
 * runs one at a time.
 *
 * What is ready needs no object of its own: the queue has entries of three words (struct Ready), and so a
 * step of a Task, or a callback of a Future, is scheduled without a Handle. Where another kind of loop is
 * used, or one whose call_soon() is not the one here (loop_is_plain), everything goes through its methods.
 *
 * Ownership: a Loop owns what its entries refer to; a Future owns its loop and its callbacks; a Task owns its
 * coroutine and the Future it waits for. The list of unfinished Tasks (AsyncioState.tasks) owns nothing: a
 * Task that ends takes itself out.
 *
 * The GIL must be held for everything here. Errors as object.h says. */
#ifndef STDLIB_ASYNCIO_H
#define STDLIB_ASYNCIO_H

#include "runtime/native.h"
#include "stdlib/contextvars.h"
#include <uv.h>

typedef struct Future Future;
typedef struct Task Task;
typedef struct Loop Loop;
typedef struct LoopIo LoopIo;
typedef struct Lookup Lookup;
typedef Value NativeFunction(Thread *t, Value *args, int nargs, Tuple *kwnames);
typedef struct TimerHandle TimerHandle;

/* Classes and functions of the Python part that C code needs, found when they are first used. */
typedef enum AsyncioName {
    ASYNCIO_CANCELLED_ERROR,
    ASYNCIO_INVALID_STATE_ERROR,
    ASYNCIO_EXTRACT_STACK,
    ASYNCIO_FORMAT_CALLBACK,
    ASYNCIO_FUTURE_REPR,
    ASYNCIO_TASK_REPR,
    ASYNCIO_ISCOROUTINE,
    ASYNCIO_ISCOROUTINEFUNCTION,
    ASYNCIO_ENSURE_FUTURE,
    ASYNCIO_RUN_UNTIL_COMPLETE_CB,
    ASYNCIO_GET_POLICY,
    ASYNCIO_GET_STACK,
    ASYNCIO_PRINT_STACK,
    ASYNCIO_LOGGER,
    ASYNCIO_FORMAT_LIST,
    ASYNCIO_SET_SIGNAL,
    ASYNCIO_DEFAULT_INT_HANDLER,
    ASYNCIO_NAME_COUNT
} AsyncioName;

/* What the module knows, of an Interp (Interp.asyncio). The types are borrowed: they live as long as the
 * Interp. */
typedef struct AsyncioState {
    Object ob;
    Type *future, *task, *handle, *timer_handle, *future_iter, *task_step, *sleep;
    Value found[ASYNCIO_NAME_COUNT]; /* VALUE_NULL: not yet */
    Task *tasks;                     /* all that are not done, youngest first */
    Value foreign_tasks;             /* a weakref.WeakSet of registered tasks of other types, or VALUE_NULL */
    Dict *current_tasks;             /* of loops of other types: loop to task */
    Context *spare_context;          /* without variables: for the next step of a Task; or NULL */
    uint64_t names_given;            /* Task-1, Task-2, ... */
} AsyncioState;

/* NULL: RuntimeError, the module was not imported. */
AsyncioState *asyncio_state(Thread *t);
/* Borrowed. */
Value asyncio_find(Thread *t, AsyncioName name);
/* Raises CancelledError, with the message unless it is None or VALUE_NULL; InvalidStateError. */
Value raise_cancelled(Thread *t, Value message);
Value raise_invalid_state(Thread *t, const char *message);
/* Is the pending exception a CancelledError? */
bool cancelled_pending(Thread *t);
/* Is it one of those that no task and no callback keeps to itself: SystemExit, KeyboardInterrupt? */
bool exit_pending(Thread *t);
/* asyncio.format_helpers.extract_stack() of the running frame, for debug mode. */
Value asyncio_source_traceback(Thread *t);

/* Enters a context, which is kept alive until asyncio_exit; NULL: what is given is none, or is entered
 * already. */
Context *asyncio_enter(Thread *t, Value context);
void asyncio_exit(Thread *t, Context *context);
/* A context that only its owner has need not be an object while nobody is in it: the Dict of its variables
 * stands for it. These change one into the other; fold answers false if others have it too. */
bool asyncio_unfold(Thread *t, Value *place);
bool asyncio_fold(Thread *t, Value *place);

/* ---- futures: asyncio_future.c ---- */

typedef enum FutureState { FUTURE_PENDING, FUTURE_CANCELLED, FUTURE_RESULT, FUTURE_EXCEPTION } FutureState;

/* What few futures have. */
typedef struct FutureExtra {
    List *callbacks; /* behind the first: function, context, function, context, ... */
    Value cancel_message, exception_traceback, source_traceback; /* VALUE_NULL: none */
} FutureExtra;

/* As small as can be: there may be a million of them. */
struct Future {
    Object ob;
    Value loop;              /* VALUE_NULL: __init__ was not called */
    Value result;            /* the exception, if state says so; cancelled: the CancelledError to raise, if
                                there is one; a Task that is pending: the future it waits for, or VALUE_NULL */
    Value callback;          /* the oldest, or VALUE_NULL; a Task without context: its wakeup */
    Value callback_context;  /* a Context, or VALUE_NULL */
    FutureExtra *extra;      /* owned; NULL: none of it */
    int32_t cancel_requests; /* Task */
    uint8_t state;           /* FutureState */
    bool is_task : 1;
    bool native_loop : 1;         /* loop is a Loop */
    bool blocking : 1;            /* _asyncio_future_blocking: given to a Task to wait for, which has not
                                     seen it yet */
    bool log_traceback : 1;       /* an exception that nobody asked for yet */
    bool must_cancel : 1;         /* Task: the next step throws CancelledError */
    bool log_destroy_pending : 1; /* Task */
    bool odd_context : 1;         /* Task: context is no Context */
    bool folded_context : 1;      /* Task: see asyncio_fold */
    bool listed : 1;              /* Task: in AsyncioState.tasks */
};

extern const TypeDef future_type_def, future_iter_type_def;

static inline Future *future_of(Value v) {
    return (Future *)value_object(v);
}
static inline bool is_future(Value v) {
    return is_native(v, &future_type_def);
}
/* Future and Task themselves: nobody has overridden their methods. */
bool is_exact_future(Value v);

/* Sets up a new object; loop None or VALUE_NULL: the current one. */
bool future_init(Thread *t, Future *self, Value loop);
/* Each raises InvalidStateError if the future is done. */
bool future_set_result(Thread *t, Future *self, Value result);
bool future_set_exception(Thread *t, Future *self, Value exception);
/* 1 cancelled now, 0 done before, -1 exception. */
int future_cancel(Thread *t, Future *self, Value message);
/* The result, or VALUE_NULL with the exception raised that the future ended with. */
Value future_result(Thread *t, Future *self);
/* Raises the CancelledError that the future was cancelled with, or one with its message. */
void future_raise_cancelled(Thread *t, Future *self);
/* The exception that it ended with, for the first time with the traceback with which it came; new. */
Value future_take_exception(Thread *t, Future *self);
/* Calls callback(future) in the context when the future is done; context VALUE_NULL: the callback is a Task
 * to wake up. */
bool future_add_callback(Thread *t, Future *self, Value callback, Value context);
/* How many were equal to it; -1: exception. */
int64_t future_remove_callback(Thread *t, Future *self, Value callback);
Value future_callbacks(Thread *t, Future *self); /* None, or a list of pairs */
bool future_set_cancel_message(Thread *t, Future *self, Value message);
FutureExtra *future_extra(Thread *t, Future *self); /* NULL: no memory */

/* What the type Task has from Future. */
void future_begin(Future *self); /* a new object, not initialised */
void future_traverse(Object *self, VisitFn visit, void *arg);
void future_clear(Thread *t, Object *self);
void future_finalize(Thread *t, Value self);
/* Will the finalizer have something to tell? */
void future_expect_finalizer(Future *self, bool expected);

/* ---- tasks: asyncio_task.c, asyncio_step.c ---- */

struct Task {
    Future future;
    Value coroutine;       /* VALUE_NULL: not initialised */
    Value context;         /* a Context, or a Dict (folded_context) */
    Value name;            /* a str; an int: Task-<int> */
    Task *next, *previous; /* in AsyncioState.tasks; previous of the first is NULL */
};

extern const TypeDef task_type_def, task_step_type_def;

static inline Task *task_of(Value v) {
    return (Task *)value_object(v);
}
static inline bool is_task(Value v) {
    return is_native(v, &task_type_def);
}
/* Of a task that is pending. */
static inline Value *task_waits_for(Task *task) {
    return &task->future.result;
}
bool task_init(Thread *t, Task *self, Value coroutine, Value loop, Value name, Value context);
/* A step: sends None, or throws the exception (VALUE_NULL or None: none). The Task's context has been
 * entered. false: only for what exit_pending() says. */
bool task_step(Thread *t, Task *self, Value exception);
/* The future that it waited for is done. */
bool task_wakeup(Thread *t, Task *self, Value future);
/* Schedules a step. */
bool task_schedule_step(Thread *t, Task *self, Value exception);
/* Its context, as an object; borrowed. After a step it may be folded again. */
Value task_context(Thread *t, Task *self);
void task_fold_context(Thread *t, Task *self);
/* The callable that does what task_wakeup does, for who asks; the one for a step. */
Value task_wakeup_method(Thread *t, Task *self);
Value task_step_method(Thread *t, Task *self, Value exception);
/* cancel() of what it waits for: 1, 0, or -1. */
int task_cancel_awaited(Thread *t, Task *self, Value message);
void task_link(AsyncioState *state, Task *self);
void task_unlink(AsyncioState *state, Task *self);
bool task_enter(Thread *t, Value loop, Value task);
bool task_leave(Thread *t, Value loop, Value task);

/* ---- handles: asyncio_handle.c ---- */

/* What may be in the heap of timers: a TimerHandle, or what sleep() waits for. */
typedef struct Timed {
    Object ob;
    int32_t index;  /* in Loop.timers; -1: not there */
    bool cancelled; /* a Handle */
    uint8_t state;  /* of a Sleep: asyncio_sleep.c */
    bool folded;    /* the context of a Handle: see asyncio_fold */
} Timed;

typedef struct Handle {
    Timed timed;
    Value loop;
    Value callback; /* cancelled: None, or in debug mode the repr from before */
    Value context;
    Tuple *args;            /* cancelled: NULL */
    Value source_traceback; /* VALUE_NULL: not in debug mode */
} Handle;

struct TimerHandle {
    Handle handle;
    Value when; /* a number, as it was given */
};

extern const TypeDef handle_type_def, timer_handle_type_def;

static inline Handle *handle_of(Value v) {
    return (Handle *)value_object(v);
}
/* context VALUE_NULL or None: a copy of the current one. */
Handle *handle_new(Thread *t, Value loop, Value callback, Value *args, int nargs, Value context);
TimerHandle *timer_new(Thread *t, Value loop, Value when, Value callback, Value *args, int nargs,
                       Value context);
/* Calls it. false: exit_pending(), or the exception handler failed. */
bool handle_run(Thread *t, Handle *self);
void handle_cancel(Thread *t, Handle *self);
/* Tells the loop of the pending exception: "Exception in callback ...". false: as handle_run. */
bool handle_report(Thread *t, Handle *self);

/* ---- what sleep() awaits: asyncio_sleep.c ---- */

extern const TypeDef sleep_type_def;
NativeFunction sleep_function, sleep_set_result;
/* Its time is over. */
bool sleep_end(Thread *t, Value sleep);
/* The same as a call, for people. */
Handle *sleep_handle(Thread *t, Loop *loop, Value sleep);

/* ---- the loop: asyncio_loop.c, asyncio_run.c ---- */

/* context an int: callee is no function but what ReadyKind says. */
typedef struct Ready {
    Value callee, argument, context;
} Ready;
typedef enum ReadyKind {
    READY_HANDLE, /* callee is a Handle */
    READY_STEP,   /* callee is a Task, argument the exception to throw or None */
    READY_WAKEUP, /* callee is a Task, argument the future it waited for */
    READY_SLEEP   /* callee is a Sleep whose time is over */
} ReadyKind;

typedef struct TimerEntry {
    double when;
    uint64_t serial; /* equal times: first come, first served */
    Timed *timer;    /* counted */
} TimerEntry;

struct Loop {
    Object ob;
    Ready *ring; /* room is a power of two, or 0 */
    uint64_t first, count, room;
    TimerEntry *timers; /* a heap */
    int64_t timer_count, timer_room;
    uint64_t timer_serial;
    Value current_task;                    /* or VALUE_NULL */
    Value current_handle;                  /* in debug mode, or VALUE_NULL */
    Value task_factory, exception_handler; /* or VALUE_NULL */
    Value slow_callback_duration;
    Dict *signals; /* numbers of signals to Handles; NULL: none */
    LoopIo *io;    /* what libuv does: asyncio_poll.c; NULL until it is needed */
    int wake_fd;   /* an eventfd, or -1: not yet needed */
    bool waits;    /* the thread sleeps without the GIL: wake_fd wakes it */
    bool running, stopping, closed, debug;
    bool overridden; /* an attribute of the object itself hides a method that C code relies on */
    /* Are these methods replaced in the class (as of type_version)? own_timers: call_later, call_at or time.
     */
    bool own_call_soon, own_time, own_timers, own_run_once;
    uint32_t type_version;
    OsThread thread;  /* in which it runs */
    uint64_t forks;   /* Interp.forks when its descriptors were made */
    int origin_depth; /* sys.set_coroutine_origin_tracking_depth of before debug mode; -1: not tracking */
};

extern const TypeDef loop_type_def;

/* Which methods of the class are not those of this module? Sets own_call_soon and its like. */
void loop_look_up_methods(Thread *t, Loop *loop);
static inline Loop *loop_object(Value v) {
    return (Loop *)value_object(v);
}
/* May entries be put straight into the queue? A class that brings its own call_soon() wants to see
 * everything, and debug mode checks threads and notes where calls were made. */
static inline bool loop_is_plain(Thread *t, Loop *loop) {
    if (loop->overridden || loop->closed)
        return false;
    if (!loop->type_version || loop->type_version != loop->ob.type->version)
        loop_look_up_methods(t, loop);
    return !loop->own_call_soon && !loop->debug;
}
/* The future's loop if that is so, or NULL: its methods have to be called. */
static inline Loop *future_plain_loop(Thread *t, const Future *future) {
    return future->native_loop && loop_is_plain(t, loop_object(future->loop)) ? loop_object(future->loop)
                                                                              : NULL;
}
/* The first entry, which the caller owns; the queue is not empty. */
static inline Ready loop_take(Loop *loop) {
    Ready entry = loop->ring[loop->first];
    loop->first = (loop->first + 1) & (loop->room - 1);
    loop->count--;
    return entry;
}
static inline void ready_drop(Thread *t, Ready entry) {
    decref(t, entry.callee);
    decref(t, entry.argument);
    decref(t, entry.context);
}
/* The entry as a Handle, for people. */
Handle *ready_handle(Thread *t, Loop *loop, const Ready *entry);
/* Room for more; false: MemoryError. */
bool loop_grow(Thread *t, Loop *loop);
/* A queue that once was very long gives its memory back. */
void loop_shrink(Loop *loop);
/* Adds an entry; consumes the three values, also on failure. */
static inline bool loop_push(Thread *t, Loop *loop, Value callee, Value argument, Value context) {
    if (__builtin_expect(loop->count == loop->room && !loop_grow(t, loop), 0)) {
        ready_drop(t, (Ready){callee, argument, context});
        return false;
    }
    loop->ring[(loop->first + loop->count++) & (loop->room - 1)] = (Ready){callee, argument, context};
    return true;
}
static inline bool loop_push_kind(Thread *t, Loop *loop, ReadyKind kind, Value callee, Value argument) {
    return loop_push(t, loop, callee, argument, small_int_value(kind));
}
/* loop.call_soon(callback, argument, context=context) of any loop; borrows. */
bool loop_call_soon(Thread *t, Value loop, Value callback, Value argument, Value context);
/* loop.call_exception_handler({"message": message, key: value, ...}); keys end with NULL; a VALUE_NULL is
 * left out. */
bool loop_tell(Thread *t, Value loop, Str *message, const char *const *keys, const Value *values);
bool loop_check_closed(Thread *t, Loop *loop);
bool loop_check_running(Thread *t, Loop *loop);
bool loop_check_thread(Thread *t, Loop *loop); /* that it runs in, if it runs */
int loop_debug(Thread *t, Value loop);         /* loop.get_debug(): 1, 0, -1 */
double loop_clock(void);                       /* what time() is unless a subclass brings another one */
bool loop_now(Thread *t, Value loop, double *now);
/* Wakes the thread that waits in the loop, from any other. */
void loop_wake(Loop *loop);

/* ---- calls: asyncio_calls.c ---- */

NativeFunction loop_call_soon_method, loop_call_soon_threadsafe_method, loop_call_later_method,
    loop_call_at_method, loop_time_method, loop_timer_handle_cancelled;

NativeFunction loop_run_forever, loop_run_until_complete, loop_run_once, loop_stop_when_done;
/* In debug mode, coroutines note where they were made. */
void loop_track_origins(Thread *t, Loop *loop, bool on);

/* ---- what goes wrong: asyncio_report.c ---- */

NativeFunction loop_call_exception_handler, loop_default_exception_handler, loop_set_exception_handler,
    loop_get_exception_handler;
/* asyncio.log.logger.error(message), with the pending exception, which is cleared. */
bool loop_log_error(Thread *t, const char *message);
/* A call has taken so many seconds. */
bool loop_warn_slow(Thread *t, Value what, double seconds);

/* ---- which loop runs: asyncio_module.c ---- */

/* The running loop of the thread, borrowed, or VALUE_NULL. */
Value running_loop(Thread *t);
void set_running_loop(Thread *t, Value loop);
/* The running one, or that of the policy: new. */
Value current_loop(Thread *t);

/* ---- timers: asyncio_timers.c ---- */

/* Counts the handle; when: as a float. */
bool timers_add(Thread *t, Loop *loop, Timed *timer, double when);
void timers_remove(Thread *t, Loop *loop, Timed *timer);
/* What is due goes to the ready queue. */
bool timers_expire(Thread *t, Loop *loop);

/* ---- files, through libuv: asyncio_poll.c, asyncio_wait.c ---- */

/* A descriptor that somebody watches: one uv_poll_t for both directions. */
typedef struct Watch {
    uv_poll_t poll; /* its data is this Watch; freed when libuv has closed it */
    Loop *loop;     /* borrowed */
    int fd;
    bool owns_fd;
    Handle *reader, *writer; /* counted, or NULL */
} Watch;

struct LoopIo {
    uv_loop_t uv;
    Thread *thread;  /* that runs libuv just now, for the callbacks */
    bool failed;     /* one of them has left an exception */
    bool changed;    /* libuv has not told the kernel of everything yet */
    Watch **watches; /* by descriptor */
    int room;
    int looks_in_vain, looks_to_skip; /* see loop_poll */
    Lookup *lookups;                  /* that libuv is at */
    bool lost_lookups;                /* a fork has left their threads behind */
};

/* Descriptors for waking; in the child of a fork, new ones. false: OSError. */
bool loop_open(Thread *t, Loop *loop);
/* What libuv needs, made at the first use. NULL: OSError. */
LoopIo *loop_io_open(Thread *t, Loop *loop);
/* Waits until something is ready or the deadline (os_now; 0: not at all) has come, and queues what is. false:
 * a signal handler raised, or OSError. */
bool loop_poll(Thread *t, Loop *loop, int64_t deadline);
/* Everything that is open is closed. */
void loop_io_close(Thread *t, Loop *loop);
void loop_io_close_watches(Thread *t, LoopIo *io);
void loop_io_traverse(LoopIo *io, VisitFn visit, void *arg);
Value raise_uv(Thread *t, int error);
/* The fd is to be closed when nobody watches it any more. */
void loop_own_fd(Loop *loop, int fd);
NativeFunction loop_add_reader, loop_add_reader_handle, loop_remove_reader, loop_add_writer,
    loop_add_writer_handle, loop_remove_writer;

/* ---- signals and processes: asyncio_signal.c, asyncio_process.c ---- */

NativeFunction loop_add_signal_handler, loop_remove_signal_handler, loop_watch_process;
NativeFunction loop_look_up_addresses, loop_look_up_names, loop_cancel_lookup;
/* Nobody wants to know any more. */
void lookups_forget(Thread *t, LoopIo *io, bool cancel);
void lookups_traverse(LoopIo *io, VisitFn visit, void *arg);
/* A new Future of this loop. */
Value loop_create_future(Thread *t, Loop *loop);
/* The loop is closed: all handlers go. false: exception. */
bool loop_remove_signals(Thread *t, Loop *loop);
/* What call_soon() and its like check of a callback; false: TypeError. */
bool loop_check_callback(Thread *t, Value callback, const char *method);
/* A callback must not be a coroutine or a function that makes one. */
bool loop_refuse_coroutines(Thread *t, Value callback, const char *method);

#endif
