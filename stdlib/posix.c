/* Module posix: what os.py stands on. The functions are in posix_*.c by topic; here are the constants and the
 * environment. */
#include "stdlib/posix.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/limits.h>
#include <linux/memfd.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <sysexits.h>
#include <unistd.h>

static const IntConstant constants[] = {
#define CONSTANT_ENTRY(name) {#name, name},
#include "stdlib/posix_constants.def"
#undef CONSTANT_ENTRY
    {0},
};

static bool add_functions(Thread *t, Value module) {
    static const MethodDef *const tables[] = {
        posix_stat_functions,     posix_path_functions,   posix_fd_functions,    posix_process_functions,
        posix_scandir_functions,  posix_system_functions, posix_limit_functions, posix_device_functions,
        posix_schedule_functions, posix_xattr_functions,  posix_spawn_functions};
    Value name = dict_get_name(t, module_dict(module), NAME(__name__));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        for (const MethodDef *m = tables[i]; m->name; m++)
            if (!module_add(t, module, m->name, native_new(t, m, value_str(name))))
                return false;
    return true;
}

static bool add_variable(Thread *t, Dict *variables, const char *line) {
    const char *equals = strchr(line, '=');
    if (!equals || (t->interp->inherited && !strcmp(line, t->interp->inherited)))
        return true;
    Bytes *key = bytes_new(t, line, (size_t)(equals - line));
    Bytes *v = key ? bytes_new(t, equals + 1, strlen(equals + 1)) : NULL;
    int known =
        v ? dict_contains(t, variables, object_value(key)) : -1; /* of two equal names the first counts */
    bool ok = known == 1 || (known == 0 && dict_set(t, variables, object_value(key), object_value(v)));
    xdecref_object(t, key);
    xdecref_object(t, v);
    return ok;
}

static Value make_environ(Thread *t) {
    Dict *variables = dict_new(t, 32);
    for (char **line = environ; variables && line && *line; line++)
        if (!add_variable(t, variables, *line)) {
            decref_object(t, variables);
            return VALUE_NULL;
        }
    return variables ? object_value(variables) : VALUE_NULL;
}

static bool add_structseqs(Thread *t, Value module) {
    static const StructSeqDef *const defs[] = {
        &posix_stat_result_def,   &posix_statvfs_result_def, &posix_times_result_def, &posix_uname_result_def,
        &posix_terminal_size_def, &posix_sched_param_def,    &posix_waitid_result_def};
    for (size_t i = 0; i < sizeof defs / sizeof *defs; i++) {
        Type *type = structseq_type(t, defs[i]);
        if (!type || !module_add(t, module, type_short_name(type), new_object_ref(type)))
            return false;
    }
    return posix_stat_fix_type(t) && posix_schedule_fix_type(t);
}

/* The iterator's type shows itself only by its instances. */
static bool hide_iterator(Thread *t, Value module) {
    Str *name = str_intern_utf8(t, "ScandirIterator");
    bool ok = name && dict_delete(t, module_dict(module), object_value(name)) >= 0;
    xdecref_object(t, name);
    return ok;
}

static bool posix_exec(Thread *t, Value module) {
    return posix_limits_add(t, module) && add_functions(t, module) && add_structseqs(t, module) &&
           module_add(t, module, "environ", make_environ(t)) &&
           module_add(t, module, "error", new_object_ref(builtin_type(t, EXC_OSError))) &&
           native_types_link(t, module, "ScandirIterator", "DirEntry") &&
           native_types_function(t, module, "ScandirIterator", "scandir") && hide_iterator(t, module);
}

static const TypeDef *const posix_types[] = {&dir_entry_type_def, &scandir_iterator_type_def, NULL};

const ModuleDef posix_module_def = {
    .name = "posix",
    .doc = "The system calls that the module os is built on.",
    .ints = constants,
    .types = posix_types,
    .exec = posix_exec,
};
