/* minipy -m: a module as the program. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/frame.h"
#include "vm/import_internal.h"
#include <stdio.h>
#include <string.h>

/* Sets sys.argv[0] to where the module came from. */
static void set_program_name(Thread *t, const Found *found, Str *name) {
    Value argv = dict_get_name(t, t->interp->sys, NAME(argv));
    if (is_list(argv) && value_list(argv)->length)
        value_store(t, &value_list(argv)->items[0], new_object_ref(found->file ? found->file : name));
}

/* Native modules that can be run have a function _main(). */
static bool run_native(Thread *t, Str *name) {
    Value module = import_module(t, name);
    Value result = is_null(module) ? module : op_call_method0(t, module, NAME(_main));
    decref(t, module);
    decref(t, result);
    return !is_null(result);
}

static bool run_found(Thread *t, Str *name, const Found *found, Value main) {
    if (found->native)
        return run_native(t, name);
    Str *package = import_package_of(t, name, false);
    Dict *dict = module_dict(main);
    bool ok = package && found_describe(t, dict, name, found) &&
              dict_set_name(t, dict, NAME(__package__), object_value(package)) &&
              (!found->file || (dict_set_name(t, dict, NAME(__file__), object_value(found->file)) &&
                                dict_set_name(t, dict, NAME(__cached__), VALUE_NONE)));
    xdecref_object(t, package);
    if (!str_equal_ascii(name, "__main__")) /* a folder given as the program keeps its name */
        set_program_name(t, found, name);
    Value code = ok ? found_code(t, found) : VALUE_NULL;
    Value result =
        is_null(code) ? code : eval_code(t, (Code *)value_object(code), dict, VALUE_NULL, VALUE_NULL);
    decref(t, code);
    decref(t, result);
    return !is_null(result);
}

static bool no_module(Thread *t, const char *format, Str *name) {
    Str *text = str_format(t, format, name, name);
    const char *utf8 = text ? str_wtf8(t, text, NULL) : NULL;
    if (utf8)
        fprintf(stderr, "minipy: %s\n", utf8);
    xdecref_object(t, text);
    decref(t, raise_with_value(t, EXC_SystemExit, small_int_value(1)));
    return false;
}

static bool is_main_name(const char *name) {
    const char *dot = strrchr(name, '.');
    return strcmp(dot ? dot + 1 : name, "__main__") == 0;
}

/* A package was found: what runs is its __main__, which becomes *name. 1: found, 0: SystemExit says that it is not, -1. */
static int find_main_of_package(Thread *t, Str **name, Found *found) {
    Str *inner = str_format(t, "%U.__main__", *name);
    Value package = inner ? import_module(t, *name) : VALUE_NULL;
    Value locations = new_ref(found->locations);
    found_clear(t, found);
    int state = is_null(package) ? -1 : find_module(t, inner, locations, found);
    if (state == 0) {
        no_module(t, "No module named %U.__main__; '%U' is a package and cannot be directly executed", *name);
    } else if (state > 0 && !is_null(found->locations)) {
        no_module(t, "Cannot use package as __main__ module; '%U' is a package and cannot be directly executed",
                  *name);
        state = 0;
    }
    decref(t, package);
    decref(t, locations);
    xdecref_object(t, *name);
    *name = inner;
    return state;
}

bool import_run_main(Thread *t, const char *text, Value main) {
    if (*text == '.')
        return no_module(t, "Relative module names not supported", NULL);
    Str *name = str_intern_utf8(t, text);
    Str *parent = name ? import_package_of(t, name, false) : NULL;
    Value path = parent ? import_parent_path(t, name, parent) : VALUE_NULL;
    Found found = {.locations = VALUE_NULL};
    int state = is_null(path) ? -1 : find_module(t, name, is_none(path) ? VALUE_NULL : path, &found);
    if (state == 0) {
        no_module(t, "No module named %U", name);
    } else if (state == 1 && !is_null(found.locations)) {
        if (is_main_name(text))
            state = no_module(t, "Cannot use package as __main__ module", NULL);
        else
            state = find_main_of_package(t, &name, &found);
    }
    if (state < 0 && error_matches(t, EXC_ModuleNotFoundError)) {
        error_clear(t);
        no_module(t, "No module named %U", name);
    }
    bool ok = state == 1 && run_found(t, name, &found, main);
    found_clear(t, &found);
    decref(t, path);
    xdecref_object(t, parent);
    xdecref_object(t, name);
    return ok;
}
