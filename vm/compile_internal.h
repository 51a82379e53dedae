/* Shared by the passes over finished instructions: compile_assemble.c and compile_checks.c. */
#ifndef VM_COMPILE_INTERNAL_H
#define VM_COMPILE_INTERNAL_H

#include <string.h>

#include "vm/compiler.h"

/* Does the instruction jump to the label x? */
static inline bool ins_has_label(const Ins *ins) {
    const char *format = opcode_formats[ins->op];
    return format[1] == 'J' || format[2] == 'j';
}

/* Is what follows reached only by a jump? */
static inline bool ins_ends_flow(const Ins *ins) {
    return ins->op == OP_JUMP || ins->op == OP_RETURN || ins->op == OP_RETURN_K || ins->op == OP_RAISE ||
           ins->op == OP_RERAISE;
}

static inline bool ins_has_ext(const Ins *ins) {
    return strchr(opcode_formats[ins->op], '+');
}

/* What the passes of compile_assemble.c know of each Ins. */
typedef struct Assembly {
    Compiler *c;
    Unit *u;
    bool *live;  /* can be reached */
    bool *far;   /* a jump whose distance does not fit 16 bits */
    int *target; /* of jumps: the Ins they lead to in the end */
    int *index;  /* Ins index -> instruction index; also of the end */
    int *work;   /* reachable, not yet followed */
    int work_count;
} Assembly;

/* Does the Ins become no instruction? */
static inline bool ins_is_dropped(const Assembly *a, int i) {
    return !a->live[i] || (a->u->ins[i].op == OP_NOP && !a->u->ins[i].flags);
}

/* compile_lines.c: the ways of a branch that come together at once stay apart if they pass other lines; then the lines
 * that have no instruction of their own. */
bool lines_keep_apart(Assembly *a);
bool lines_find_passed(const Assembly *a, Code *code);

/* Turns CHECKs of locals that are surely assigned into NOPs. */
bool checks_drop_needless(Compiler *c);

#endif
