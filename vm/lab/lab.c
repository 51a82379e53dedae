#include "vm/lab/lab.h"
#include <stdio.h>
#include <string.h>

/* Each program is what all share, and what it is. */
#define PROGRAM(name)                                                                                        \
    __asm__(".section .rodata\n"                                                                             \
            "lab_" #name ": .incbin \"" MINIPY_LAB "/common.py\"\n"                                          \
            ".incbin \"" MINIPY_LAB "/" #name ".py\"\n"                                                      \
            "lab_" #name "_end: .byte 0\n"                                                                   \
            ".previous");                                                                                    \
    extern const char lab_##name[], lab_##name##_end[];
PROGRAM(sweep)
PROGRAM(counts)
PROGRAM(refcount)

static const LabProgram programs[] = {
    {"sweep", "minipy lab sweep", "one script under many policies and intervals, as a table and a picture",
     lab_sweep, lab_sweep_end},
    {"counts", "minipy lab counts", "what counting references costs a script, plain and atomic", lab_counts,
     lab_counts_end},
    {"refcount", "minipy lab refcount", "how often a script loses counts without the lock", lab_refcount,
     lab_refcount_end},
    {0},
};

const LabProgram *lab_find(const char *name) {
    for (const LabProgram *program = programs; program->name; program++)
        if (!strcmp(program->name, name))
            return program;
    return NULL;
}

void lab_help(void) {
    puts("usage: minipy lab EXPERIMENT [option] ... script.py [arg] ...");
    for (const LabProgram *program = programs; program->name; program++)
        printf("  %-10s %s\n", program->name, program->meaning);
    puts("Each has a --help of its own. A script whose name is lab is run as ./lab.");
}
