/* Filling the slots of a library that is loaded late. */
#include "runtime/library.h"
#include "runtime/error.h"
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

void library_not_loaded(void) {
    fputs("minipy: fatal: a function of a library that is not loaded\n", stderr);
    abort();
}

static bool is_filled(void **slot) {
    return __atomic_load_n(slot, __ATOMIC_ACQUIRE) != (void *)library_not_loaded;
}

static bool fill(void *handle, const LibraryFunction *f) {
    void *address = dlsym(handle, f->name);
    if (address)
        __atomic_store_n(f->slot, address, __ATOMIC_RELEASE);
    return address;
}

bool library_load(Thread *t, const Library *library) {
    const LibraryFunction *f = library->functions;
    while (f->name && is_filled(f->slot))
        f++;
    if (!f->name)
        return true;
    void *handle = dlopen(library->file, RTLD_LAZY | RTLD_LOCAL);
    bool ok = handle;
    for (; ok && f->name; f++)
        ok = fill(handle, f);
    return ok || (raise(t, EXC_ImportError, "%s", dlerror()), false);
}
