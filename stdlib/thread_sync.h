/* What the files of module _thread share: the types that threading.Condition, Event and Semaphore are made
 * of. Their waiting threads are parked in queues of their own, so a hand-over between two threads is one
 * wake-up. */
#ifndef STDLIB_THREAD_SYNC_H
#define STDLIB_THREAD_SYNC_H

#include "runtime/native.h"

extern const TypeDef condition_type_def, event_type_def, semaphore_type_def;

#endif
