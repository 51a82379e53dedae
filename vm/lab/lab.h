/* `minipy lab EXPERIMENT`: programs about the lock, written in Python, that are part of the binary. */
#ifndef VM_LAB_LAB_H
#define VM_LAB_LAB_H

#include <stddef.h>

typedef struct LabProgram {
    const char *name;    /* "sweep" */
    const char *title;   /* "minipy lab sweep": its sys.argv[0] */
    const char *meaning; /* one line */
    const char *source, *end;
} LabProgram;

/* NULL: there is none of that name. */
const LabProgram *lab_find(const char *name);
void lab_help(void);

#endif
