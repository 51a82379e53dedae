/* os functions of extended attributes. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <stdlib.h>
#include <linux/limits.h>
#include <sys/xattr.h>

typedef struct Target {
    PathArg path, attribute;
    bool follow;
} Target;

static void target_release(Thread *t, Target *target) {
    path_release(t, &target->path);
    path_release(t, &target->attribute);
}

static bool target_take(Thread *t, const char *function, Value path, Value attribute, Value follow,
                        Target *out) {
    if (!flag_take(t, follow, true, &out->follow) ||
        !path_take(t, path, function, "path", PATH_MAY_BE_FD, &out->path))
        return false;
    if (out->path.fd >= 0 && !out->follow)
        raise_value_error(t, "%s: cannot use fd and follow_symlinks together", function);
    else if (path_take(t, attribute, function, "attribute", 0, &out->attribute))
        return true;
    path_release(t, &out->path);
    return false;
}

static ssize_t read_attribute(const Target *x, void *data, size_t size) {
    const char *name = x->attribute.text;
    return x->path.fd >= 0 ? fgetxattr(x->path.fd, name, data, size)
           : x->follow     ? getxattr(x->path.text, name, data, size)
                           : lgetxattr(x->path.text, name, data, size);
}

static Value posix_getxattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Target x;
    if (!target_take(t, "getxattr", args[0], args[1], args[2], &x))
        return VALUE_NULL;
    Bytes *bytes = bytes_new(t, NULL, XATTR_SIZE_MAX);
    ssize_t got = bytes ? read_attribute(&x, bytes->data, XATTR_SIZE_MAX) : 0;
    if (bytes && got < 0) {
        decref_object(t, bytes);
        bytes = NULL;
        path_error(t, &x.path);
    }
    target_release(t, &x);
    bytes = bytes ? bytes_shrink(t, bytes, (size_t)got) : NULL;
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value posix_setxattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Target x;
    Buffer view;
    int flags = 0, result;
    if ((!is_null(args[3]) && !arg_int(t, args[3], &flags)) ||
        !target_take(t, "setxattr", args[0], args[1], args[4], &x))
        return VALUE_NULL;
    if (!buffer_get(t, args[2], &view, BUFFER_SIMPLE)) {
        target_release(t, &x);
        return VALUE_NULL;
    }
    size_t size = (size_t)view.length;
    if (x.path.fd >= 0)
        result = fsetxattr(x.path.fd, x.attribute.text, view.data, size, flags);
    else if (x.follow)
        result = setxattr(x.path.text, x.attribute.text, view.data, size, flags);
    else
        result = lsetxattr(x.path.text, x.attribute.text, view.data, size, flags);
    Value v = result < 0 ? path_error(t, &x.path) : VALUE_NONE;
    buffer_release(t, &view);
    target_release(t, &x);
    return v;
}

static Value posix_removexattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Target x;
    if (!target_take(t, "removexattr", args[0], args[1], args[2], &x))
        return VALUE_NULL;
    int result = x.path.fd >= 0 ? fremovexattr(x.path.fd, x.attribute.text)
                 : x.follow     ? removexattr(x.path.text, x.attribute.text)
                                : lremovexattr(x.path.text, x.attribute.text);
    Value v = result < 0 ? path_error(t, &x.path) : VALUE_NONE;
    target_release(t, &x);
    return v;
}

/* The names come one after the other, a NUL behind each. */
static Value names_list(Thread *t, const char *names, ssize_t size) {
    List *list = list_new(t, 0);
    for (const char *at = names; list && at < names + size; at += strlen(at) + 1) {
        Value name = path_result(t, at, false);
        if (is_null(name) || !list_append_owned(t, list, name)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return list ? object_value(list) : VALUE_NULL;
}

static Value posix_listxattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    bool follow;
    if (!flag_take(t, args[1], true, &follow) ||
        !path_take(t, args[0], "listxattr", "path", PATH_MAY_BE_FD | PATH_MAY_BE_NONE, &path))
        return VALUE_NULL;
    char *names = malloc(XATTR_LIST_MAX);
    ssize_t size = !names         ? 0
                   : path.fd >= 0 ? flistxattr(path.fd, names, XATTR_LIST_MAX)
                   : follow       ? listxattr(path.text, names, XATTR_LIST_MAX)
                                  : llistxattr(path.text, names, XATTR_LIST_MAX);
    Value v = !names ? raise_no_memory(t) : size < 0 ? path_error(t, &path) : names_list(t, names, size);
    free(names);
    path_release(t, &path);
    return v;
}

const MethodDef posix_xattr_functions[] = {
    {"getxattr", posix_getxattr, "path, attribute, *, follow_symlinks=True",
     "The value of an extended attribute of a file.", 0},
    {"setxattr", posix_setxattr, "path, attribute, value, flags=0, *, follow_symlinks=True",
     "Set an extended attribute of a file.", 0},
    {"removexattr", posix_removexattr, "path, attribute, *, follow_symlinks=True",
     "Remove an extended attribute of a file.", 0},
    {"listxattr", posix_listxattr, "path=None, *, follow_symlinks=True",
     "The names of the extended attributes of a file.", 0},
    {0}};
