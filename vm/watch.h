/* Watched objects: each change of their reference counts, with the instruction that made it (module
 * refcount).
 *
 * While an object is watched (Interp.watched), the slices of all threads are single instructions (gil.c), so
 * the eval loop comes here before each, compares the counts with what they were, and notes what instruction
 * runs next. It looks as well when a thread is about to lose the GIL and when Python code returns to C code:
 * so every change is told of the thread and the instruction whose work it was. What an instruction takes and
 * gives back is no change; of several changes that it makes, only their sum is seen. Code that runs while
 * nothing is watched pays for none of this.
 *
 * A watch holds no reference to its object. It keeps the latest changes, and the end of the object is the
 * last of them. The GIL is held. */
#ifndef VM_WATCH_H
#define VM_WATCH_H

#include "vm/frame.h"

/* One change: old to new count; 0: the object has ended. */
typedef struct WatchChange {
    WatchSite site; /* owns its strings */
    uint32_t old_count, new_count;
} WatchChange;

/* The Python object refcount.Watch. */
typedef struct Watch {
    Object ob;
    Object *object; /* borrowed; NULL: it has ended */
    Type *type;     /* of the object; counted */
    uint64_t id;    /* as id() gave it */
    bool active;
    bool
        fresh; /* the instruction that began the watch is not over: what it does with the count is not told */
    uint32_t count;   /* as it was last seen */
    WatchChange *log; /* a ring of `room` places */
    int64_t first, length, room, limit;
    int64_t dropped; /* changes that are in the log no more, or never were for want of memory */
} Watch;

enum { WATCH_LIMIT = 100000 };

/* The type refcount.Watch; borrowed, NULL: exception. */
Type *watch_type(Thread *t);
/* The watch of an object, borrowed; NULL: there never was one. */
Watch *watch_find(Thread *t, const Object *object);
/* Begins, or goes on, to watch; borrowed. NULL: exception. */
Watch *watch_start(Thread *t, Object *object, int64_t limit);
void watch_stop(Thread *t, Watch *watch);
/* The changes as a list of named tuples, refcount.Change; new. */
Value watch_history(Thread *t, const Watch *watch);

/* Before the instruction where the running frame stands. */
void watch_instruction(Thread *t);
/* Python code has returned to C code: what comes now is the work of the instruction that called that. */
void watch_back(Thread *t);
/* InterpHooks.look_at_watched and object_ended. */
void watch_look(Thread *t);
void watch_object_ended(Thread *t, Object *object);
/* The thread ends. */
void watch_forget_site(Thread *t);
/* All watches end, as the interpreter does. */
void watch_end(Thread *t);

#endif
