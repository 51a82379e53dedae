/* Module mmap: making maps, maps as sequences and buffers. Methods are in mmap_methods.c. */
#include "stdlib/mmap.h"
#include "runtime/bytes.h"
#include "runtime/int.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "stdlib/native_types.h"
#include "stdlib/posix.h"
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

Map *map_open(Thread *t, Value self) {
    Map *m = value_map(self);
    if (!m->data)
        raise_value_error(t, "mmap closed or invalid");
    return m->data ? m : NULL;
}

Map *map_writable(Thread *t, Value self) {
    Map *m = map_open(t, self);
    if (m && m->access == ACCESS_READ)
        return raise_type_error(t, "mmap can't modify a readonly memory map."), NULL;
    return m;
}

static const TypeDef mmap_iterator_type_def;

/* ---- making ---- */

typedef struct Request {
    int fd, flags, protection, access;
    int64_t length, offset;
} Request;

static bool take_int(Thread *t, Value v, int *out) {
    return is_null(v) || arg_int(t, v, out);
}

static bool read_request(Thread *t, Value *args, Request *r) {
    *r = (Request){-1, MAP_SHARED, PROT_READ | PROT_WRITE, ACCESS_DEFAULT, 0, 0};
    if (!arg_int(t, args[0], &r->fd) || !arg_int64(t, args[1], &r->length) ||
        !take_int(t, args[2], &r->flags) || !take_int(t, args[3], &r->protection) ||
        !take_int(t, args[4], &r->access) || (!is_null(args[5]) && !arg_int64(t, args[5], &r->offset)))
        return false;
    if (r->length < 0)
        raise_overflow(t, "memory mapped length must be positive");
    else if (r->offset < 0)
        raise_overflow(t, "memory mapped offset must be positive");
    else if (r->access != ACCESS_DEFAULT && (!is_null(args[2]) || !is_null(args[3])))
        raise_value_error(t, "mmap can't specify both access and flags, prot.");
    else if (r->access < ACCESS_DEFAULT || r->access > ACCESS_COPY)
        raise_value_error(t, "mmap invalid access parameter.");
    return !error_pending(t);
}

/* What access means for the system, or what the system's words mean as access. */
static void settle_access(Request *r) {
    if (r->access == ACCESS_READ)
        r->protection = PROT_READ;
    else if (r->access == ACCESS_COPY)
        r->flags = MAP_PRIVATE;
    else if (r->access == ACCESS_DEFAULT && !(r->protection & PROT_WRITE))
        r->access = ACCESS_READ;
}

/* Length 0 is the rest of the file. */
static bool settle_length(Thread *t, Request *r) {
    struct stat status;
    if (r->fd == -1)
        return true;
    if (fstat(r->fd, &status) != 0)
        return errno != EBADF || (posix_error(t), false);
    if (!S_ISREG(status.st_mode))
        return true;
    if (r->length == 0 && status.st_size == 0)
        raise_value_error(t, "cannot mmap an empty file");
    else if (r->length == 0 && r->offset >= status.st_size)
        raise_value_error(t, "mmap offset is greater than file size");
    else if (r->length == 0)
        r->length = status.st_size - r->offset;
    else if (r->offset > status.st_size || status.st_size - r->offset < r->length)
        raise_value_error(t, "mmap length is greater than file size");
    return !error_pending(t);
}

static bool map_memory(Thread *t, Map *m, Request *r) {
    if (r->fd < 0)
        r->flags |= MAP_ANONYMOUS;
    else if ((m->fd = fcntl(r->fd, F_DUPFD_CLOEXEC, 0)) < 0)
        return posix_error(t), false;
    void *data = mmap(NULL, (size_t)r->length, r->protection, r->flags, r->fd < 0 ? -1 : r->fd, r->offset);
    if (data == MAP_FAILED)
        return posix_error(t), false;
    m->data = data;
    m->length = r->length;
    m->offset = r->offset;
    m->access = (MapAccess)r->access;
    return true;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Request request;
    errno = 0;
    if (!read_request(t, args, &request))
        return VALUE_NULL;
    settle_access(&request);
    if (!settle_length(t, &request))
        return VALUE_NULL;
    Map *m = object_new(t, type, 0);
    if (!m)
        return VALUE_NULL;
    m->fd = -1;
    if (map_memory(t, m, &request))
        return object_value(m);
    decref_object(t, m);
    return VALUE_NULL;
}

static void dealloc(Thread *t, Object *o) {
    Map *m = (Map *)o;
    if (m->data)
        munmap(m->data, (size_t)m->length);
    if (m->fd >= 0)
        close(m->fd);
}

/* ---- as a sequence ---- */

static int64_t length_of(Thread *t, Value self) {
    Map *m = map_open(t, self);
    return m ? m->length : -1;
}

static bool find_index(Thread *t, Value self, Value key, int64_t *i) {
    if (!sequence_index(t, key, value_map(self)->length, i))
        return false;
    Map *m = map_open(t, self);
    if (m && (uint64_t)*i >= (uint64_t)m->length)
        raise_index_error(t, "mmap index out of range");
    return !error_pending(t);
}

static Value get_slice(Thread *t, Value self, Value key) {
    int64_t start, stop, step, count;
    if (!slice_indices(t, key, value_map(self)->length, &start, &stop, &step, &count) || !map_open(t, self))
        return VALUE_NULL;
    const uint8_t *from = value_map(self)->data + start;
    if (step == 1)
        return result_value(bytes_new(t, from, (size_t)count));
    Bytes *bytes = bytes_new(t, NULL, (size_t)count);
    for (int64_t i = 0; bytes && i < count; i++)
        bytes->data[i] = from[i * step];
    return result_value(bytes);
}

static Value getitem(Thread *t, Value self, Value key) {
    int64_t i;
    if (!map_open(t, self))
        return VALUE_NULL;
    if (is_slice(key))
        return get_slice(t, self, key);
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "mmap indices must be integers");
    return find_index(t, self, key, &i) ? small_int_value(value_map(self)->data[i]) : VALUE_NULL;
}

static bool set_slice(Thread *t, Value self, Value key, Value v) {
    int64_t start, stop, step, count;
    Buffer view;
    if (is_null(v))
        return raise_type_error(t, "mmap object doesn't support slice deletion"), false;
    if (!slice_indices(t, key, value_map(self)->length, &start, &stop, &step, &count) ||
        !buffer_get(t, v, &view, BUFFER_SIMPLE))
        return false;
    Map *m = map_writable(t, self);
    if (m && view.length != count)
        raise_index_error(t, "mmap slice assignment is wrong size");
    else if (m && step == 1)
        memmove(m->data + start, view.data, (size_t)count);
    else
        for (int64_t i = 0; m && i < count; i++)
            m->data[start + i * step] = ((const uint8_t *)view.data)[i];
    buffer_release(t, &view);
    return !error_pending(t);
}

static bool set_index(Thread *t, Value self, Value key, Value v) {
    int64_t i, byte = 0;
    if (!sequence_is_index(t, key))
        return raise_type_error(t, "mmap indices must be integer"), false;
    if (!find_index(t, self, key, &i))
        return false;
    if (is_null(v))
        return raise_type_error(t, "mmap doesn't support item deletion"), false;
    if (!sequence_is_index(t, v))
        return raise_type_error(t, "mmap item value must be an int"), false;
    if (!op_index_int64(t, v, &byte, EXC_OverflowError))
        return false;
    if (byte < 0 || byte > 255)
        return raise_value_error(t, "mmap item value must be in range(0, 256)"), false;
    Map *m = map_writable(t, self);
    if (m && i < m->length)
        m->data[i] = (uint8_t)byte;
    return m != NULL;
}

static bool setitem(Thread *t, Value self, Value key, Value v) {
    if (!map_writable(t, self))
        return false;
    return is_slice(key) ? set_slice(t, self, key, v) : set_index(t, self, key, v);
}

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    Map *m = map_open(t, self);
    if (!m)
        return false;
    view->data = m->data;
    view->length = view->shape[0] = m->length;
    view->item_size = view->strides[0] = 1;
    view->format = "B";
    view->readonly = m->access == ACCESS_READ;
    m->exports++;
    return true;
}

static void release_buffer(Thread *t, Value self, Buffer *view) {
    value_map(self)->exports--;
}

/* Iteration gives bytes of length 1, where an index gives an int: scripts know it so. */
typedef struct MapIterator {
    Object ob;
    Value map; /* None: at the end */
    int64_t next;
} MapIterator;

static Value iter(Thread *t, Value self) {
    MapIterator *it = object_new(t, native_types_find(t, &mmap_iterator_type_def), 0);
    if (!it)
        return VALUE_NULL;
    it->map = new_ref(self);
    return object_value(it);
}

static Value iterator_next(Thread *t, Value self) {
    MapIterator *it = (MapIterator *)value_object(self);
    if (is_none(it->map))
        return VALUE_NULL;
    Map *m = map_open(t, it->map);
    if (m && it->next < m->length)
        return result_value(bytes_new(t, &m->data[it->next++], 1));
    if (m)
        value_store(t, &it->map, VALUE_NONE);
    return VALUE_NULL;
}

static void iterator_dealloc(Thread *t, Object *o) {
    decref(t, ((MapIterator *)o)->map);
}

static void iterator_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((MapIterator *)o)->map, visit, arg);
}

static const TypeDef mmap_iterator_type_def = {
    .name = "iterator",
    .size = sizeof(MapIterator),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = iterator_dealloc,
              .traverse = iterator_traverse,
              .iter = iterator_self,
              .next = iterator_next},
};

static Value repr(Thread *t, Value self) {
    static const char *const names[] = {"DEFAULT", "READ", "WRITE", "COPY"};
    Map *m = value_map(self);
    Type *type = type_of(t, self);
    Str *name = type->def == &mmap_type_def ? str_new(t, "mmap.mmap")
                                            : (incref(object_value(type->name)), type->name);
    Str *text =
        !name ? NULL
        : !m->data
            ? str_format(t, "<%U closed=True>", name)
            : str_format(t, "<%U closed=False, access=ACCESS_%s, length=%zd, pos=%zd, offset=%lld>", name,
                         names[m->access], (ssize_t)m->length, (ssize_t)m->position, (long long)m->offset);
    xdecref_object(t, name);
    return result_value(text);
}

static Value get_closed(Thread *t, Value self) {
    return bool_value(!value_map(self)->data);
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL}, {0}};

const TypeDef mmap_type_def = {
    .name = "mmap.mmap",
    .size = sizeof(Map),
    .flags = TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nlength bytes of a file from an "
           "offset on, as "
           "memory that reads and writes the file; 0: up to its end. fileno -1: memory\nwithout a file. "
           "flags and prot "
           "are the system's, access is a word for both.",
    .new_signature = "fileno, length, flags=1, prot=3, access=0, offset=0",
    .slots = {.dealloc = dealloc,
              .repr = repr,
              .iter = iter,
              .new_instance = new_instance,
              .length = length_of,
              .getitem = getitem,
              .setitem = setitem,
              .get_buffer = get_buffer,
              .release_buffer = release_buffer},
    .methods = mmap_methods,
    .getsets = getsets,
};

/* ---- the module ---- */

#define NAMED(name)                                                                                          \
    { #name, name }
static const IntConstant constants[] = {
    NAMED(ACCESS_DEFAULT), NAMED(ACCESS_READ),      NAMED(ACCESS_WRITE),   NAMED(ACCESS_COPY),
    NAMED(PROT_EXEC),      NAMED(PROT_READ),        NAMED(PROT_WRITE),     NAMED(MAP_SHARED),
    NAMED(MAP_PRIVATE),    NAMED(MAP_DENYWRITE),    NAMED(MAP_EXECUTABLE), NAMED(MAP_ANON),
    NAMED(MAP_ANONYMOUS),  NAMED(MAP_POPULATE),     NAMED(MAP_STACK),      NAMED(MADV_NORMAL),
    NAMED(MADV_RANDOM),    NAMED(MADV_SEQUENTIAL),  NAMED(MADV_WILLNEED),  NAMED(MADV_DONTNEED),
    NAMED(MADV_REMOVE),    NAMED(MADV_DONTFORK),    NAMED(MADV_DOFORK),    NAMED(MADV_HWPOISON),
    NAMED(MADV_MERGEABLE), NAMED(MADV_UNMERGEABLE), NAMED(MADV_HUGEPAGE),  NAMED(MADV_NOHUGEPAGE),
    NAMED(MADV_DONTDUMP),  NAMED(MADV_DODUMP),      NAMED(MADV_FREE),      {0}};

static bool set_up(Thread *t, Value module) {
    int64_t page = sysconf(_SC_PAGESIZE);
    return module_add_int(t, module, "PAGESIZE", page) &&
           module_add_int(t, module, "ALLOCATIONGRANULARITY", page) &&
           module_add(t, module, "error", new_object_ref(builtin_type(t, EXC_OSError))) &&
           type_new_native(t, &mmap_iterator_type_def);
}

static const TypeDef *const types[] = {&mmap_type_def, NULL};

const ModuleDef mmap_module_def = {
    .name = "mmap",
    .doc = "Files as memory.",
    .ints = constants,
    .types = types,
    .exec = set_up,
};
