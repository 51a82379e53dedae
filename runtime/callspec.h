/* Binding with a name that is put together only when there is something to complain about. Private to the
 * object model; others use callspec_bind (native.h). */
#ifndef RUNTIME_CALLSPEC_H
#define RUNTIME_CALLSPEC_H

#include "runtime/native.h"
#include <stdio.h>

enum { CALLSPEC_MAX = 31 }; /* parameters of a signature, so that callers can bind on the stack */

typedef struct CallName {
    const char *owner; /* class or module, NULL: none */
    const char *name;
    bool is_type; /* a call of a class: worded differently */
} CallName;

bool callspec_bind_named(Thread *t, const CallSpec *spec, const CallName *name, Value *args, int nargs,
                         Tuple *kwnames, Value *out);

/* Do these arguments fit as they are: all parameters given by position? */
static inline bool callspec_fits(const CallSpec *spec, int nargs, Tuple *kwnames) {
    return spec->raw || (nargs == spec->total && spec->total == spec->positional && !kwnames);
}

/* Lays out a call by position that may leave out optional parameters. false: not such a call, bind it. */
static inline bool callspec_lay_out(const CallSpec *spec, Value *args, int nargs, Tuple *kwnames, Value *out) {
    if (kwnames || nargs < spec->required || nargs > spec->total || spec->total != spec->positional)
        return false;
    for (int i = 0; i < spec->total; i++)
        out[i] = i < nargs ? args[i] : VALUE_NULL;
    return true;
}

#endif
