#include "vm/lab/lab.h"
#include <stdio.h>
#include <string.h>

__asm__(".section .rodata\n"
        "lab_sweep: .incbin \"" MINIPY_SWEEP "\"\n"
        "lab_sweep_end: .byte 0\n"
        ".previous");
extern const char lab_sweep[], lab_sweep_end[];

static const LabProgram programs[] = {
    {"sweep", "minipy lab sweep", "one script under many policies and intervals, as a table and a picture",
     lab_sweep, lab_sweep_end},
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
