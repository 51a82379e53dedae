/* Twins: programs of the same sources that count references in another way (runtime/refcount.h). They lie in a folder of
 * their own: twins/ where minipy was built, ../lib/minipy/ where it is installed. */
#ifndef VM_TWIN_H
#define VM_TWIN_H

#include "vm/options.h"

/* Replaces this program by the twin that the command line asks for, with the same arguments; true: this is the one.
 * false: there is no such twin, which has been said. */
bool twin_start(const CommandLine *line, char **argv);

/* Where the program with this policy lies. New, from malloc; NULL: it is not there. */
char *twin_path(int policy);

#endif
