// The import system: native and frozen modules, what import binds, failures that leave nothing behind.
#include "python.h"
#include "runtime/module.h"
#include "vm/import.h"

static Thread *t;
static Dict *names;
static void set_up(void) {
    t = python_start();
    names = dict_new(t, 0);
}
static void tear_down(void) {
    decref_object(t, names);
    python_stop(t);
}
TestSuite(import, .init = set_up);

Test(import, every_module_of_the_binary_can_be_imported) {
    for (const ModuleDef *const *def = stdlib_modules.native; *def; def++) {
        Value module = import_module_text(t, (*def)->name);
        cr_expect(!is_null(module), "%s", (*def)->name);
        error_clear(t);
        decref(t, module);
    }
    for (const FrozenModule *frozen = stdlib_modules.frozen; frozen->name; frozen++) {
        if (strstr(frozen->name, "__main__") || !strcmp(frozen->name, "_prompt") ||
            !strcmp(frozen->name, "rlcompleter")) /* a script, or for one */
            continue;
        Value module = import_module_text(t, frozen->name);
        if (is_null(module))
            report_fatal(t);
        cr_expect(!is_null(module), "%s", frozen->name);
        decref(t, module);
    }
    tear_down();
}

Test(import, a_module_is_made_once) {
    Value a = import_module_text(t, "collections.abc"), b = import_module_text(t, "collections.abc");
    cr_expect(value_is(a, b));
    decref(t, a), decref(t, b);
    python_run(t, names,
               "import collections.abc, collections.abc as abc, sys\n"
               "right = (collections is sys.modules['collections'] and abc is collections.abc\n"
               "         and abc is sys.modules['collections.abc'])\n");
    cr_expect(is_true(python_get(t, names, "right")));
    tear_down();
}

Test(import, what_is_not_there) {
    cr_expect(is_null(import_module_text(t, "no.such.module")));
    expect_error(t, EXC_ModuleNotFoundError, "No module named 'no'");
    cr_expect(is_null(import_module_text(t, "collections.nothing")));
    expect_error(t, EXC_ModuleNotFoundError, "No module named 'collections.nothing'");
    cr_expect(!python_try(t, names, "from math import nothing\n"));
    expect_error(t, EXC_ImportError, "cannot import name 'nothing' from 'math' (unknown location)");
    cr_expect(!python_try(t, names, "__name__ = 'm'\nfrom . import x\n"));
    expect_error(t, EXC_ImportError, "attempted relative import with no known parent package");
    tear_down();
}
