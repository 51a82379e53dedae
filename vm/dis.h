/* Operands as text, shared by the listing (dis.c) and module dis (dis_module.c). */
#ifndef VM_DIS_H
#define VM_DIS_H

#include "vm/code.h"
#include "runtime/str.h"

/* Operands of instruction i, as in "t0, x, 'text'": registers by name, constants by repr, jumps as "to 12".
 */
bool dis_operands(Thread *t, const Code *code, uint32_t i, StrBuilder *out);
/* Where instruction i jumps to, or -1. */
int64_t dis_jump_target(const Code *code, uint32_t i);
/* One table for the instructions of the code: true where a jump or handler arrives. mem_alloc'ed; NULL:
 * exception. */
bool *dis_targets(Thread *t, const Code *code);

#endif
