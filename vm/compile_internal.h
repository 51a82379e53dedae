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

/* Turns CHECKs of locals that are surely assigned into NOPs. */
bool checks_drop_needless(Compiler *c);

#endif
