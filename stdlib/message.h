/* Messages between processes, through pipes and sockets.
 *
 * A message is its length, as four bytes from the highest on, and its bytes. Where that is too short, -1 and
 * eight bytes of length. This is CPython's format.
 *
 * What other processes read from the same descriptor is theirs: so functions read one message and not a byte
 * more. A descriptor that nobody else reads from deserves a MessageReader, which takes all that is there. With
 * the GIL held, which is given up in the calls. */
#ifndef STDLIB_MESSAGE_H
#define STDLIB_MESSAGE_H

#include "runtime/native.h"
#include <sys/types.h>

extern const MethodDef message_functions[];
extern const TypeDef message_reader_type_def; /* message_reader.c */

/* Waits for bytes; answers how many came, or -1 with an exception: EOFError if the stream has ended and
 * at_start says that it may. */
ssize_t message_read_some(Thread *t, int fd, void *out, size_t length, bool at_start);

#endif
