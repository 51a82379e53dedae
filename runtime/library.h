/* Shared libraries that are loaded when they are first needed. What the linker adds to a program is looked up
 * and relocated at each start, whether it is used or not: 1 ms for OpenSSL, more than a start takes for
 * libcurl.
 *
 * Such a library is named in CMakeLists.txt (minipy_lazy_library). Code includes its header and calls its
 * functions as usual; the build finds out which these are and links a stub for each, which jumps to the
 * address in its slot. library_load fills the slots. Before, a stub aborts with a message: so the module that
 * uses a library loads it first, most likely when it is imported.
 *
 * A library stays loaded. Slots are shared by all Interps, as what the linker fills is: whoever loads a
 * library stores the same addresses, so no lock is needed, nor the GIL but for raising. */
#ifndef RUNTIME_LIBRARY_H
#define RUNTIME_LIBRARY_H

#include "runtime/interp.h"

typedef struct LibraryFunction {
    const char *name;
    void **slot;
} LibraryFunction;

typedef struct Library {
    const char *file;                 /* "libz.so.1" */
    const LibraryFunction *functions; /* ends with a NULL name */
} Library;

/* Makes the functions callable. false: ImportError, with the name of what is missing. */
bool library_load(Thread *t, const Library *library);

/* What is in a slot that is not filled. */
_Noreturn void library_not_loaded(void);

#endif
