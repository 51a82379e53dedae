/* Contexts, for C code that runs callbacks in them: each maps variables to values, and each thread is in one,
 * Thread.context (VALUE_NULL: an empty one that was not needed yet). Copying takes no time: a context and its
 * copies share a dict until one of them changes. The GIL must be held; results are new references. */
#ifndef STDLIB_CONTEXTVARS_H
#define STDLIB_CONTEXTVARS_H

#include "runtime/interp.h"

typedef struct Context {
    Object ob;
    Dict *vars;     /* counted; shared while its count is above 1 */
    Value previous; /* VALUE_NULL: nobody is in it; else what the thread was in before (None: nothing); owned */
} Context;

/* A copy of the thread's context. */
Context *context_copy_current(Thread *t);
/* What would be in the copy, to make one of it later: counted. */
Dict *context_vars(Thread *t);
/* A context whose `vars` is NULL: set it before anything else is done. */
Context *context_new_bare(Thread *t);
bool is_context(Value v);
/* The thread is in the context from now on. false: RuntimeError, somebody is in it already. */
bool context_enter(Thread *t, Context *context);
void context_exit(Thread *t, Context *context);

/* Variables that C code has. What they are may be remembered as long as context_current_vars() and
 * Interp.context_changes stay the same. */
Value context_var_new(Thread *t, const char *name);    /* module _contextvars must be imported */
Value context_var_lookup(Thread *t, Value var);         /* borrowed; VALUE_NULL: it has no value here */
bool context_var_assign(Thread *t, Value var, Value v);
/* The variables of the thread's context; NULL: it has none yet. */
static inline const Dict *context_current_vars(Thread *t) {
    return is_null(t->context) ? NULL : ((Context *)value_object(t->context))->vars;
}

#endif
