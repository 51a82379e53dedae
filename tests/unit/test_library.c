// Libraries that are loaded late: their functions work, what is missing is named, an early call aborts.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/library.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <openssl/crypto.h>
#include <signal.h>
#include <string.h>

extern const Library library_crypto; // stdlib/libraries.h

static Thread *t;

static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
}
TestSuite(library, .init = set_up, .fini = tear_down);

static void expect_import_error(const Library *library, const char *message) {
    cr_assert_not(library_load(t, library));
    cr_expect(error_matches(t, EXC_ImportError));
    Value e = error_fetch(t);
    Str *text = op_str(t, e);
    cr_expect(strstr(str_utf8(t, text, NULL), message));
    decref_object(t, text);
    decref(t, e);
}

Test(library, its_functions_work) {
    cr_assert(library_load(t, &library_crypto));
    cr_assert(library_load(t, &library_crypto));
    cr_expect_eq(OpenSSL_version_num() >> 28, OPENSSL_VERSION_MAJOR);
    check_leaks();
}

Test(library, early_call_aborts, .signal = SIGABRT) {
    OpenSSL_version_num();
}

Test(library, missing_file) {
    const Library library = {"libnowhere.so.1", library_crypto.functions};
    expect_import_error(&library,
                        "libnowhere.so.1: cannot open shared object file: No such file or directory");
    check_leaks();
}

Test(library, missing_function) {
    static void *slots[] = {(void *)library_not_loaded, (void *)library_not_loaded};
    const LibraryFunction functions[] = {
        {"OpenSSL_version_num", &slots[0]}, {"no_such_function", &slots[1]}, {0}};
    const Library library = {library_crypto.file, functions};
    expect_import_error(&library, "undefined symbol: no_such_function");
    expect_import_error(&library, "undefined symbol: no_such_function");
    check_leaks();
}
