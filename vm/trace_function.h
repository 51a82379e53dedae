/* sys.settrace() and sys.setprofile(): Python functions that are called as a thread's code runs.
 *
 * While a thread has such a function, Thread.traced is set and its slices are single instructions (gil.c), so
 * the eval loop comes here before each; code that is not traced pays nothing. Which events there are, and
 * what the functions answer, is as CPython's documentation has it. While a function runs, the thread is not
 * traced. The GIL is held. */
#ifndef VM_TRACE_FUNCTION_H
#define VM_TRACE_FUNCTION_H

#include "vm/frame.h"

/* VALUE_NULL switches it off. */
void trace_set_function(Thread *t, Value function);
void trace_set_profile(Thread *t, Value function);

/* Before the instruction where the running frame stands. false: the function raised. */
bool trace_instruction(Thread *t);
/* The pending exception has come to the running frame; it may be another one afterwards. */
void trace_exception(Thread *t);
/* The pending exception is about to leave the running frame. */
void trace_unwind(Thread *t);
/* sys.call_tracing: calls with tracing on, though a trace function is running. */
Value trace_call(Thread *t, Value function, Tuple *args);

#endif
