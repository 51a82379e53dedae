/* os.sysconf, os.confstr, os.pathconf: the system's limits, by number or by name. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <stdlib.h>
#include <unistd.h>

typedef struct Limit {
    const char *name;
    int number;
} Limit;

#define LIMIT_ENTRY(name) {#name, _##name},
static const Limit sysconf_table[] = {
#define LIMITS_SC
#include "stdlib/posix_limits.def"
#undef LIMITS_SC
    {0}};
static const Limit confstr_table[] = {
#define LIMITS_CS
#include "stdlib/posix_limits.def"
#undef LIMITS_CS
    {0}};
static const Limit pathconf_table[] = {
#define LIMITS_PC
#include "stdlib/posix_limits.def"
#undef LIMITS_PC
    {0}};
#undef LIMIT_ENTRY

static bool take_name(Thread *t, Value v, const Limit *table, int *out) {
    if (is_int(v))
        return arg_int(t, v, out);
    if (!is_str(v)) {
        raise_type_error(t, "configuration names must be strings or integers");
        return false;
    }
    for (; table->name; table++)
        if (str_equal_ascii(value_str(v), table->name))
            return *out = table->number, true;
    raise_value_error(t, "unrecognized configuration name");
    return false;
}

static Value posix_sysconf(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int name;
    if (!take_name(t, args[0], sysconf_table, &name))
        return VALUE_NULL;
    errno = 0;
    long value = sysconf(name);
    return value == -1 && errno ? posix_error(t) : int_value(t, value);
}

static Value posix_confstr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int name;
    if (!take_name(t, args[0], confstr_table, &name))
        return VALUE_NULL;
    errno = 0;
    size_t length = confstr(name, NULL, 0);
    if (length == 0)
        return errno ? posix_error(t) : VALUE_NONE;
    char *text = malloc(length);
    if (!text)
        return raise_no_memory(t);
    confstr(name, text, length);
    Value v = path_result(t, text, false);
    free(text);
    return v;
}

static Value posix_fpathconf(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int fd, name;
    if (!fd_take(t, args[0], &fd) || !take_name(t, args[1], pathconf_table, &name))
        return VALUE_NULL;
    errno = 0;
    long value = fpathconf(fd, name);
    return value == -1 && errno ? posix_error(t) : int_value(t, value);
}

static Value posix_pathconf(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    int name;
    if (!path_take(t, args[0], "pathconf", "path", PATH_MAY_BE_FD, &path))
        return VALUE_NULL;
    Value v = VALUE_NULL;
    if (take_name(t, args[1], pathconf_table, &name)) {
        errno = 0;
        long value = path.fd >= 0 ? fpathconf(path.fd, name) : pathconf(path.text, name);
        v = value == -1 && errno ? path_error(t, &path) : int_value(t, value);
    }
    path_release(t, &path);
    return v;
}

static bool add_table(Thread *t, Value module, const char *name, const Limit *table) {
    Dict *dict = dict_new(t, 32);
    for (; dict && table->name; table++)
        if (!dict_set_text(t, dict, table->name, small_int_value(table->number))) {
            decref_object(t, dict);
            return false;
        }
    return dict && module_add(t, module, name, object_value(dict));
}

bool posix_limits_add(Thread *t, Value module) {
    return add_table(t, module, "sysconf_names", sysconf_table) &&
           add_table(t, module, "confstr_names", confstr_table) &&
           add_table(t, module, "pathconf_names", pathconf_table);
}

const MethodDef posix_limit_functions[] = {
    {"sysconf", posix_sysconf, "name, /",
     "A number that describes the system, by name or number; -1 if there is none.", 0},
    {"confstr", posix_confstr, "name, /",
     "A text that describes the system, by name or number; None if there is none.", 0},
    {"fpathconf", posix_fpathconf, "fd, name, /",
     "A limit of an open file, by name or number; -1 if there is none.", 0},
    {"pathconf", posix_pathconf, "path, name",
     "A limit of a file or its file system, by name or number; -1 if there is none.", 0},
    {0}};
