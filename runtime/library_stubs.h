/* The stubs of one library (library.h). A file that cmake/lazy_library makes defines LIBRARY, the name of its
 * Library, FILE_NAME and FUNCTIONS(F), which is F(name) for each function, and includes this.
 *
 * A stub changes nothing but the program counter, so it fits functions of every type, also variadic ones. Stubs
 * are hidden: libraries that call each other (libcurl calls OpenSSL) do so without them. */
#include "runtime/library.h"

#if defined(__x86_64__)
#define JUMP(slot) "jmp *" slot "(%rip)\n"
#elif defined(__aarch64__)
#define JUMP(slot) "adrp x16, " slot "\nldr x16, [x16, :lo12:" slot "]\nbr x16\n"
#else
#error "library_stubs.h: how does this processor jump to an address in memory?"
#endif

#define DEFINE_STUB(name)                                                                                    \
    __attribute__((visibility("hidden"))) void *slot_of_##name = (void *)library_not_loaded;                 \
    __asm__(".pushsection .text\n.globl " #name "\n.hidden " #name "\n.type " #name ", %function\n" #name    \
            ":\n.cfi_startproc\n" JUMP("slot_of_" #name) ".cfi_endproc\n.size " #name ", . - " #name         \
                                                         "\n.popsection");
FUNCTIONS(DEFINE_STUB)

#define DESCRIBE(name) {#name, &slot_of_##name},
static const LibraryFunction functions[] = {FUNCTIONS(DESCRIBE){0}};

extern const Library LIBRARY;
const Library LIBRARY = {FILE_NAME, functions};
