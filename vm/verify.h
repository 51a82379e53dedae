/* The rules of registers: checks of compiled code, and what is known of its temporaries. */
#ifndef VM_VERIFY_H
#define VM_VERIFY_H

#include "vm/code.h"

typedef enum RegisterState {
    REGISTER_EMPTY,
    REGISTER_MAYBE,   /* full on some paths only */
    REGISTER_UNKNOWN, /* the instruction is never reached */
    REGISTER_FULL,
    /* full, with what stays there over whole statements: */
    REGISTER_ITERATOR,
    REGISTER_ASYNC_ITERATOR,
    REGISTER_EXIT,      /* the method of a `with` */
    REGISTER_EXCEPTION, /* what a handler deals with */
    REGISTER_HANDLED,   /* the handled exception that another one replaced */
} RegisterState;

/* Does the code keep to the rules? What breaks them is written to stderr. */
bool code_verify(const Code *code);
/* For each instruction the states (RegisterState) of all registers before it. To be
 * given to mem_free. NULL: out of memory, or the code is too large; nothing is raised. */
uint8_t *code_register_states(const Code *code);

#endif
