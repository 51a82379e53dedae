/* Line tables of code objects as Python sees them. Both answer iterators. */
#ifndef VM_CODE_LINES_H
#define VM_CODE_LINES_H

#include "vm/code.h"

Value code_lines(Thread *t, Code *code);     /* (start, end, line or None) in bytes of co_code */
Value code_positions(Thread *t, Code *code); /* (line, end line, column, end column) for each instruction */

#endif
