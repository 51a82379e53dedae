/* The code of modules: compiled from files, or thawed from what the build has put into the program. */
#include "runtime/bytes.h"
#include "runtime/exception.h"
#include "runtime/str.h"
#include "vm/compile.h"
#include "vm/freeze.h"
#include "vm/import_internal.h"
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

char *import_read_file(Thread *t, Value path, size_t *length) {
    Value encoded = str_fs_encode(t, path);
    if (is_null(encoded))
        return NULL;
    const char *name = (const char *)((Bytes *)value_object(encoded))->data;
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    int error = errno;
    decref(t, encoded);
    char *text = NULL;
    size_t room = 0;
    *length = 0;
    for (ssize_t got = fd < 0 ? -1 : 1; got > 0;) {
        if (*length + 65536 > room) {
            room = room ? 2 * room : 1 << 17;
            char *larger = mem_realloc(text, room);
            if (!larger) {
                mem_free(text);
                close(fd);
                raise_no_memory(t);
                return NULL;
            }
            text = larger;
        }
        do
            got = read(fd, text + *length, room - *length);
        while (got < 0 && errno == EINTR);
        error = got < 0 ? errno : 0;
        if (got > 0)
            *length += (size_t)got;
    }
    if (fd >= 0)
        close(fd);
    if (!error || (text && fd >= 0 && error == 0))
        return text;
    mem_free(text);
    raise_errno(t, error, path, VALUE_NULL);
    return NULL;
}

static Value compile_module(Thread *t, const char *source, size_t length, Str *filename) {
    CompileOptions options = {.filename = object_value(filename), .mode = COMPILE_EXEC, .optimize = -1};
    return compile_source(t, source, length, &options);
}

/* What is in the binary was compiled for -O 0; other levels, which are rare, compile its text. */
static Value frozen_code(Thread *t, const FrozenModule *module) {
    Str *filename = str_format(t, "<frozen %s>", module->name);
    if (!filename)
        return VALUE_NULL;
    bool optimized = ((VmState *)t->interp->vm)->options.optimize > 0;
    Value code =
        optimized ? compile_module(t, module->source, (size_t)(module->source_end - module->source), filename)
                  : thaw(t, module->code, (size_t)(module->code_end - module->code), filename);
    decref_object(t, filename);
    return code;
}

static Value file_code(Thread *t, Str *file) {
    size_t length;
    char *source = import_read_file(t, object_value(file), &length);
    if (!source)
        return VALUE_NULL;
    Value code = compile_module(t, source, length, file);
    mem_free(source);
    return code;
}

Value found_code(Thread *t, const Found *found) {
    return found->frozen ? frozen_code(t, found->frozen)
           : found->file ? file_code(t, found->file)
                         : VALUE_NONE;
}

Value import_frozen_code(Thread *t, Str *name) {
    return frozen_code(t, find_frozen(t, name));
}
