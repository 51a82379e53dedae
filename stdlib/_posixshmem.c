/* Module _posixshmem: memory that processes share, with or without a name. A Mapping is such memory as a
 * buffer; it stays mapped as long as anybody has a view of it. */
#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/park.h"
#include "runtime/str.h"
#include "stdlib/posix.h"
#include <sys/mman.h>
#include <sys/stat.h>

/* ---- names ---- */

static bool take_name(Thread *t, Value v, const char *function, const char **name) {
    size_t length;
    Str *s = arg_str(t, v, function, "path");
    *name = s ? str_utf8(t, s, &length) : NULL;
    if (*name && strlen(*name) != length)
        raise_value_error(t, "embedded null character");
    return *name && strlen(*name) == length;
}

static Value shm_open_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *name;
    int flags, mode = 0777, fd;
    if (!take_name(t, args[0], "shm_open", &name) || !arg_int(t, args[1], &flags) ||
        (!is_null(args[2]) && !arg_int(t, args[2], &mode)))
        return VALUE_NULL;
    do
        fd = BLOCKING(t, "shm_open", shm_open(name, flags, (mode_t)mode));
    while (posix_again(t, fd));
    if (fd >= 0)
        return small_int_value(fd);
    return error_pending(t) ? VALUE_NULL : raise_errno(t, errno, args[0], VALUE_NULL);
}

static Value shm_unlink_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const char *name;
    if (!take_name(t, args[0], "shm_unlink", &name))
        return VALUE_NULL;
    if (BLOCKING(t, "shm_unlink", shm_unlink(name)) == 0)
        return VALUE_NONE;
    return raise_errno(t, errno, args[0], VALUE_NULL);
}

/* ---- mappings ---- */

typedef struct Mapping {
    Object ob;
    void *data; /* NULL: closed */
    size_t length;
    int64_t exports;
} Mapping;

static Mapping *mapping_of(Value v) {
    return (Mapping *)value_object(v);
}

static Value mapping_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int fd;
    int64_t length;
    if (!arg_int(t, args[0], &fd) || !arg_int64(t, args[1], &length))
        return VALUE_NULL;
    if (length <= 0)
        return raise_value_error(t, "cannot mmap an empty file");
    Mapping *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    int flags = fd < 0 ? MAP_SHARED | MAP_ANONYMOUS : MAP_SHARED;
    void *data = mmap(NULL, (size_t)length, PROT_READ | PROT_WRITE, flags, fd < 0 ? -1 : fd, 0);
    if (data == MAP_FAILED) {
        decref_object(t, self);
        return posix_error(t);
    }
    self->data = data;
    self->length = (size_t)length;
    return object_value(self);
}

static void mapping_dealloc(Thread *t, Object *o) {
    Mapping *self = (Mapping *)o;
    if (self->data)
        munmap(self->data, self->length);
}

static bool mapping_get_buffer(Thread *t, Value v, Buffer *view, int flags) {
    Mapping *self = mapping_of(v);
    if (!self->data)
        return raise_value_error(t, "mmap closed or invalid"), false;
    view->data = self->data;
    view->length = view->shape[0] = (int64_t)self->length;
    self->exports++;
    return true;
}

static void mapping_release_buffer(Thread *t, Value v, Buffer *view) {
    mapping_of(v)->exports--;
}

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Mapping *self = mapping_of(args[0]);
    if (self->exports > 0)
        return raise(t, EXC_BufferError, "cannot close exported pointers exist");
    if (self->data)
        munmap(self->data, self->length);
    self->data = NULL;
    return VALUE_NONE;
}

static int64_t mapping_length(Thread *t, Value v) {
    return (int64_t)mapping_of(v)->length;
}

static const MethodDef mapping_methods[] = {{"close", close_method, "", "Unmaps the memory."}, {0}};

static const TypeDef mapping_type_def = {
    .name = "_posixshmem.Mapping",
    .size = sizeof(Mapping),
    .flags = TYPE_WEAKREFABLE,
    .doc =
        "length bytes of a file, shared with all who map them; fd -1: of new memory, shared with children.",
    .new_signature = "fd, length",
    .slots = {.new_instance = mapping_new,
              .dealloc = mapping_dealloc,
              .get_buffer = mapping_get_buffer,
              .release_buffer = mapping_release_buffer,
              .length = mapping_length},
    .methods = mapping_methods,
};

static const MethodDef functions[] = {{"shm_open", shm_open_function, "path, flags, mode=511",
                                       "Opens shared memory by its name: a file descriptor."},
                                      {"shm_unlink", shm_unlink_function, "path", "Removes the name."},
                                      {0}};

static const TypeDef *const types[] = {&mapping_type_def, NULL};

const ModuleDef posixshmem_module_def = {
    .name = "_posixshmem",
    .doc = "Shared memory.",
    .functions = functions,
    .types = types,
};
