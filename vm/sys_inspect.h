/* The part of module sys that looks at other threads and at memory. Private to sys.c. */
#ifndef VM_SYS_INSPECT_H
#define VM_SYS_INSPECT_H

#include "runtime/native.h"

extern const MethodDef sys_inspect_functions[];
/* (type, value, traceback), or three times None without an exception. New, or NULL. */
Tuple *sys_exception_info(Thread *t, Value exception);

#endif
