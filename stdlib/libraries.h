/* The libraries that modules load when they are first needed: library_load(t, &library_x) (runtime/library.h). */
#ifndef STDLIB_LIBRARIES_H
#define STDLIB_LIBRARIES_H

#include "runtime/library.h"

extern const Library library_bz2, library_crypto, library_curl, library_edit, library_expat, library_lzma, library_sqlite, library_ssl, library_z;

#endif
