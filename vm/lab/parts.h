/* What the other processes of a program leave for its trace and its statistics. The first process, which was asked for
 * them, makes one file without a name; each descendant that ends leaves its parts there, and the first one puts
 * them into what it writes.
 *
 * Forked children have the file already; other programs find it by a variable of the environment, which names a
 * descriptor of the first process: so nothing lies in a folder, and nothing stays behind when the first process ends in
 * whatever way. Who ends later than it leaves nothing.
 *
 * No lock is taken, and nothing needs to be waited for: a writer reserves the place of each piece with one atomic addition in the file's
 * head, which all processes have mapped, and says at last that its part is complete. A process that is killed
 * meanwhile leaves an incomplete part, which nobody looks at. Writing and reading ask for no memory and may be done
 * in signal handlers. */
#ifndef VM_LAB_PARTS_H
#define VM_LAB_PARTS_H

#include "vm/lab/writer.h"
#include <stdbool.h>
#include <sys/types.h>

#define PARTS_VARIABLE "MINIPYPARTS"

enum {
    PARTS_MOST = 8192,   /* later ones are counted, not kept */
    PARTS_KEPT_GB = 2    /* so many bytes of them at most */
};

typedef enum PartKind { PART_STATS = 1, PART_TRACE = 2 } PartKind;

/* What descendants are to leave, as the first process decided. */
typedef struct PartsOrder {
    bool stats, trace, page; /* page: the trace is one for a browser */
    int64_t trace_turns;
    int64_t origin;          /* os_now() from which times in the trace are counted */
} PartsOrder;

typedef struct Part {
    int32_t kind, process;
    int64_t started;     /* os_now() */
    int64_t first, last; /* places of its pieces in the file */
    int64_t length;
    uint32_t complete;   /* atomic */
} Part;

typedef struct PartsHead PartsHead;

typedef struct Parts {
    int fd;
    dev_t device; /* of the file: a program may have closed our descriptor, and opened another */
    ino_t number;
    PartsHead *head; /* NULL: there is no file */
    char path[64];   /* of the first process's descriptor */
} Parts;

/* Makes the file. false: errno says why not. */
bool parts_create(Parts *parts, const PartsOrder *order);
/* Finds it by the variable's value. false: it is not there, or not ours. */
bool parts_join(Parts *parts, const char *variable);
/* "NAME=value" for the environment of descendants; mem_alloc'ed, or NULL. */
char *parts_variable(const Parts *parts);
void parts_close(Parts *parts);
const PartsOrder *parts_order(const Parts *parts);

/* What is written to w becomes a part. false: there is no room, or the file is gone. w must outlive it. */
bool parts_begin(Parts *parts, Writer *w, PartKind kind, int64_t started);
/* The part is complete, unless something could not be written. */
void parts_finish(Writer *w);

/* The number of a complete part that is the next one of that kind, from `start` on; -1: there is none. */
int parts_next(const Parts *parts, PartKind kind, int start);
const Part *parts_part(const Parts *parts, int number);
/* How many could not be kept. */
int64_t parts_dropped(const Parts *parts);
/* Its bytes go to a writer. */
void parts_copy(const Parts *parts, int number, Writer *to);
/* Its bytes go into memory; false: they cannot be read. */
bool parts_read(const Parts *parts, int number, void *to);

#endif
