/* Reading directories: listdir, scandir and its entries. */
#include "runtime/park.h"
#include "runtime/bytes.h"
#include "runtime/callable.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"
#include "stdlib/posix.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_dots(const char *name) {
    return name[0] == '.' && (!name[1] || (name[1] == '.' && !name[2]));
}

/* The descriptor stays the caller's, so the stream gets one of its own. */
static DIR *open_directory(Thread *t, const PathArg *path) {
    if (path->fd < 0)
        return BLOCKING(t, "opendir", opendir(path->text));
    int fd = fcntl(path->fd, F_DUPFD_CLOEXEC, 0);
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    if (!stream && fd >= 0)
        close(fd);
    if (stream)
        rewinddir(stream);
    return stream;
}

/* The next entry; NULL: the end, or an error (errno is not 0). */
static struct dirent *next_entry(DIR *stream) {
    struct dirent *entry;
    do {
        errno = 0;
        entry = readdir(stream);
    } while (entry && is_dots(entry->d_name));
    return entry;
}

/* ---- listdir ---- */

static List *read_names(Thread *t, DIR *stream, const PathArg *path) {
    List *names = list_new(t, 0);
    struct dirent *entry = NULL;
    while (names && (entry = BLOCKING(t, "readdir", next_entry(stream)))) {
        Value name = path_result(t, entry->d_name, path->is_bytes);
        if (is_null(name) || !list_append_owned(t, names, name)) {
            decref_object(t, names);
            return NULL;
        }
    }
    if (names && errno) {
        path_error(t, path);
        decref_object(t, names);
        return NULL;
    }
    return names;
}

static Value posix_listdir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    if (!path_take(t, args[0], "listdir", "path", PATH_MAY_BE_FD | PATH_MAY_BE_NONE, &path))
        return VALUE_NULL;
    DIR *stream = open_directory(t, &path);
    List *names = stream ? read_names(t, stream, &path) : (path_error(t, &path), NULL);
    if (stream)
        closedir(stream);
    path_release(t, &path);
    return names ? object_value(names) : VALUE_NULL;
}

/* ---- DirEntry ---- */

typedef struct DirEntry {
    Object ob;
    Value name, path;
    Value status,
        link_status; /* what stat() answered, with and without following links; VALUE_NULL: not yet asked */
    int dir_fd;      /* of scandir(fd); else -1 */
    unsigned char kind; /* d_type */
    uint64_t inode;
} DirEntry;

static DirEntry *as_entry(Value v) {
    return (DirEntry *)value_object(v);
}

static int status_of(Thread *t, DirEntry *entry, bool follow, struct stat *out) {
    Value given = entry->dir_fd >= 0 ? entry->name : entry->path;
    Value bytes = str_fs_encode(t, given);
    if (is_null(bytes))
        return -2;
    int result = fstatat(entry->dir_fd >= 0 ? entry->dir_fd : AT_FDCWD,
                         (const char *)value_bytes(bytes)->data, out, follow ? 0 : AT_SYMLINK_NOFOLLOW);
    decref(t, bytes);
    return result;
}

static Value fetch_status(Thread *t, DirEntry *entry, bool follow) {
    struct stat status;
    int result = status_of(t, entry, follow, &status);
    if (result == -2)
        return VALUE_NULL;
    return result < 0 ? raise_errno(t, errno, entry->path, VALUE_NULL) : stat_value(t, &status);
}

/* Following a link that is none gives what not following gives. */
static Value entry_stat(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    DirEntry *entry = as_entry(args[0]);
    bool follow;
    if (!flag_take(t, args[1], true, &follow))
        return VALUE_NULL;
    if (entry->kind != DT_LNK && entry->kind != DT_UNKNOWN)
        follow = false;
    Value *place = follow ? &entry->status : &entry->link_status;
    if (is_null(*place)) {
        Value status = fetch_status(t, entry, follow);
        if (is_null(status))
            return VALUE_NULL;
        value_store(t, place, status);
    }
    return new_ref(*place);
}

/* Is it of that type? The kind that readdir told is enough, unless a link has to be followed. */
static Value test_kind(Thread *t, DirEntry *entry, bool follow, unsigned char kind, mode_t mode) {
    bool need_stat = entry->kind == DT_UNKNOWN || (follow && entry->kind == DT_LNK);
    if (!need_stat)
        return bool_value(entry->kind == kind);
    struct stat status;
    int result = status_of(t, entry, follow, &status);
    if (result == -2)
        return VALUE_NULL;
    if (result < 0)
        return errno == ENOENT ? VALUE_FALSE : raise_errno(t, errno, entry->path, VALUE_NULL);
    return bool_value((status.st_mode & S_IFMT) == mode);
}

static Value entry_is_dir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool follow;
    return flag_take(t, args[1], true, &follow) ? test_kind(t, as_entry(args[0]), follow, DT_DIR, S_IFDIR)
                                                : VALUE_NULL;
}
static Value entry_is_file(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool follow;
    return flag_take(t, args[1], true, &follow) ? test_kind(t, as_entry(args[0]), follow, DT_REG, S_IFREG)
                                                : VALUE_NULL;
}
static Value entry_is_symlink(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return test_kind(t, as_entry(args[0]), false, DT_LNK, S_IFLNK);
}
static Value entry_inode(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_from_uint64(t, as_entry(args[0])->inode);
}
static Value entry_fspath(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(as_entry(args[0])->path);
}
static Value entry_get_name(Thread *t, Value self) {
    return new_ref(as_entry(self)->name);
}
static Value entry_get_path(Thread *t, Value self) {
    return new_ref(as_entry(self)->path);
}

static Value entry_repr(Thread *t, Value self) {
    Str *text = str_format(t, "<DirEntry %R>", as_entry(self)->name);
    return text ? object_value(text) : VALUE_NULL;
}

static void entry_dealloc(Thread *t, Object *self) {
    DirEntry *entry = (DirEntry *)self;
    decref(t, entry->name);
    decref(t, entry->path);
    decref(t, entry->status);
    decref(t, entry->link_status);
}

/* ---- the iterator ---- */

typedef struct ScandirIterator {
    Object ob;
    DIR *stream; /* NULL once closed */
    Value path;  /* str or bytes, or VALUE_NULL for scandir() */
    int fd;      /* of scandir(fd); else -1 */
    bool is_bytes;
} ScandirIterator;

static ScandirIterator *as_iterator(Value v) {
    return (ScandirIterator *)value_object(v);
}

static void close_stream(ScandirIterator *it) {
    DIR *stream = it->stream;
    it->stream = NULL;
    if (!stream)
        return;
    if (it->fd >= 0)
        rewinddir(stream);
    closedir(stream);
}

/* directory/name; just the name for scandir(fd). */
static Value join_path(Thread *t, ScandirIterator *it, Value name) {
    if (it->fd >= 0)
        return new_ref(name);
    if (it->is_bytes) {
        Bytes *directory = value_bytes(it->path), *last = value_bytes(name);
        bool slash = directory->length && directory->data[directory->length - 1] != '/';
        Bytes *joined = bytes_new(t, NULL, (size_t)(directory->length + slash + last->length));
        if (!joined)
            return VALUE_NULL;
        memcpy(joined->data, directory->data, (size_t)directory->length);
        if (slash)
            joined->data[directory->length] = '/';
        memcpy(joined->data + directory->length + slash, last->data, (size_t)last->length);
        return object_value(joined);
    }
    if (is_null(it->path)) {
        Str *text = str_format(t, "./%U", value_str(name));
        return text ? object_value(text) : VALUE_NULL;
    }
    Str *directory = value_str(it->path);
    bool slash = directory->length && str_at(directory, directory->length - 1) != '/';
    Str *text = str_format(t, "%U%s%U", directory, slash ? "/" : "", value_str(name));
    return text ? object_value(text) : VALUE_NULL;
}

static Value make_entry(Thread *t, Value self, const struct dirent *found) {
    ScandirIterator *it = as_iterator(self);
    Type *type = native_types_helper(t, type_of(t, self), "DirEntry");
    DirEntry *entry = type ? object_new(t, type, 0) : NULL;
    if (!entry)
        return VALUE_NULL;
    entry->name = entry->path = entry->status = entry->link_status = VALUE_NULL;
    entry->dir_fd = it->fd;
    entry->kind = found->d_type;
    entry->inode = found->d_ino;
    entry->name = path_result(t, found->d_name, it->is_bytes);
    entry->path = is_null(entry->name) ? VALUE_NULL : join_path(t, it, entry->name);
    if (!is_null(entry->path))
        return object_value(entry);
    decref_object(t, entry);
    return VALUE_NULL;
}

static Value iterator_next(Thread *t, Value self) {
    ScandirIterator *it = as_iterator(self);
    if (!it->stream)
        return VALUE_NULL;
    struct dirent *found = next_entry(it->stream);
    if (found)
        return make_entry(t, self, found);
    int error = errno;
    close_stream(it);
    return error ? raise_errno(t, error, it->path, VALUE_NULL) : VALUE_NULL;
}

static Value iterator_iter(Thread *t, Value self) {
    return new_ref(self);
}

static Value iterator_close(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    close_stream(as_iterator(args[0]));
    return VALUE_NONE;
}
static Value iterator_enter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static void iterator_finalize(Thread *t, Value self) {
    if (as_iterator(self)->stream && !warn_about(t, EXC_ResourceWarning, self, "unclosed scandir iterator %R", self))
        error_unraisable(t, NULL, self);
}

static void iterator_dealloc(Thread *t, Object *self) {
    close_stream((ScandirIterator *)self);
    decref(t, ((ScandirIterator *)self)->path);
}

/* posix.scandir is a class method of the iterator type, so that it knows the type. */
static Value iterator_scandir(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PathArg path;
    if (!path_take(t, args[1], "scandir", "path", PATH_MAY_BE_FD | PATH_MAY_BE_NONE, &path))
        return VALUE_NULL;
    ScandirIterator *it = object_new(t, value_type_object(args[0]), 0);
    if (it) {
        it->path = VALUE_NULL;
        it->fd = path.fd;
        it->is_bytes = path.is_bytes;
        if (path.fd < 0)
            it->path = new_ref(path.is_bytes ? path.bytes : path.given); /* given may be any buffer */
        it->stream = open_directory(t, &path);
        if (!it->stream) {
            path_error(t, &path);
            decref_object(t, it);
            it = NULL;
        }
    }
    path_release(t, &path);
    return it ? object_value(it) : VALUE_NULL;
}

static const MethodDef entry_methods[] = {
    {"is_dir", entry_is_dir, "*, follow_symlinks=True", "Is it a directory? The answer is kept.", 0},
    {"is_file", entry_is_file, "*, follow_symlinks=True", "Is it a regular file? The answer is kept.", 0},
    {"is_symlink", entry_is_symlink, "", "Is it a symbolic link? The answer is kept.", 0},
    {"stat", entry_stat, "*, follow_symlinks=True", "What stat() says of it. The answer is kept.", 0},
    {"inode", entry_inode, "", "The number of its inode.", 0},
    {"__fspath__", entry_fspath, "", "Its path, as scandir() was given one.", 0},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0}};

static const GetSetDef entry_getsets[] = {
    {"name", entry_get_name, NULL, "the name of the file in its directory"},
    {"path", entry_get_path, NULL, "the path given to scandir(), and the name"},
    {0}};

static const MethodDef iterator_methods[] = {
    {"close", iterator_close, "", NULL, 0},
    {"__enter__", iterator_enter, "", NULL, 0},
    {"__exit__", iterator_close, NULL, NULL, 0},
    {"scandir", iterator_scandir, "path=None", "Iterate over the entries of a directory.", METHOD_CLASS},
    {0}};

const TypeDef dir_entry_type_def = {
    .name = "posix.DirEntry",
    .size = sizeof(DirEntry),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = entry_dealloc, .repr = entry_repr},
    .methods = entry_methods,
    .getsets = entry_getsets,
};

const TypeDef scandir_iterator_type_def = {
    .name = "posix.ScandirIterator",
    .size = sizeof(ScandirIterator),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = iterator_dealloc,
              .finalize = iterator_finalize,
              .iter = iterator_iter,
              .next = iterator_next},
    .methods = iterator_methods,
};

const MethodDef posix_scandir_functions[] = {
    {"listdir", posix_listdir, "path=None", "The names of all entries of a directory, in no order.", 0}, {0}};
