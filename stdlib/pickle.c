/* Module _pickle: its functions and exceptions. */
#include "stdlib/pickle.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/native_types.h"

Value pickle_raise(Thread *t, const TypeDef *exception, const char *format, ...) {
    va_list args;
    error_clear(t);
    va_start(args, format);
    native_types_raise(t, exception, format, args);
    va_end(args);
    return VALUE_NULL;
}

/* ---- what both types have ---- */

Value pickle_get_hook(Thread *t, Value own, const char *name) {
    return is_null(own) ? raise(t, EXC_AttributeError, "%s", name) : new_ref(own);
}

bool pickle_set_hook(Thread *t, Value *own, Value v, const char *name) {
    if (is_null(v))
        return raise_type_error(t, "attribute deletion is not supported"), false;
    if (!op_callable(t, v))
        return raise_type_error(t, "%s must be a callable taking one argument", name), false;
    value_store(t, own, new_ref(v));
    return true;
}

void pickle_visit_place(Value *place, void *arg) {
    PickleVisit *visit = arg;
    visit_value(*place, visit->fn, visit->arg);
}

void pickle_clear_place(Value *place, void *arg) {
    value_clear(arg, place);
}

/* ---- functions ---- */

/* file VALUE_NULL: the pickle is the result. */
static Value dump_to(Thread *t, Value v, Value file, Value *options) {
    PickleWriter w;
    pickle_writer_init(&w, t);
    bool ok = pickle_writer_configure(&w, options[0], options[1], options[2]);
    if (!is_null(file))
        ok = ok && pickle_writer_open(&w, file);
    Value result = ok && pickle_dump(&w, v) ? VALUE_NONE : VALUE_NULL;
    if (!is_null(result) && is_null(file)) {
        Bytes *pickle = bytes_new(t, w.out.data, w.out.length);
        result = pickle ? object_value(pickle) : VALUE_NULL;
    }
    pickle_writer_fini(&w);
    return result;
}

static Value dump_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dump_to(t, args[0], args[1], args + 2);
}

static Value dumps_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return dump_to(t, args[0], VALUE_NULL, args + 1);
}

static Value load_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PickleReader r;
    pickle_reader_init(&r, t);
    bool ok = pickle_reader_open(&r, args[0]) && pickle_reader_configure(&r, args + 1);
    Value v = ok ? pickle_load(&r) : VALUE_NULL;
    pickle_reader_fini(&r);
    return v;
}

static Value loads_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PickleReader r;
    pickle_reader_init(&r, t);
    if (!buffer_get(t, args[0], &r.view, BUFFER_SIMPLE)) {
        r.view.owner = VALUE_NULL;
        return VALUE_NULL;
    }
    r.data = r.view.data;
    r.length = (size_t)r.view.length;
    Value v = pickle_reader_configure(&r, args + 1) ? pickle_load(&r) : VALUE_NULL;
    pickle_reader_fini(&r);
    return v;
}

static const MethodDef functions[] = {
    {"dump", dump_function, "obj, file, protocol=None, *, fix_imports=True, buffer_callback=None",
     "Writes the pickle of obj to an open file."},
    {"dumps", dumps_function, "obj, protocol=None, *, fix_imports=True, buffer_callback=None",
     "The pickle of obj, as bytes."},
    {"load", load_function, "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
     "The object of the next pickle in an open file."},
    {"loads", loads_function, "data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
     "The object of a pickle."},
    {0}};

/* ---- exceptions ---- */

const TypeDef pickle_error_def = {
    .name = "_pickle.PickleError",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

const TypeDef pickling_error_def = {
    .name = "_pickle.PicklingError",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

const TypeDef unpickling_error_def = {
    .name = "_pickle.UnpicklingError",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static bool add_exceptions(Thread *t, Value module) {
    Type *base = type_new_native(t, &pickle_error_def);
    if (!base || !module_add(t, module, "PickleError", new_object_ref(base)))
        return false;
    Type *pickling = type_new_native_derived(t, &pickling_error_def, base);
    if (!pickling || !module_add(t, module, "PicklingError", new_object_ref(pickling)))
        return false;
    Type *unpickling = type_new_native_derived(t, &unpickling_error_def, base);
    return unpickling && module_add(t, module, "UnpicklingError", new_object_ref(unpickling));
}

static const TypeDef *const types[] = {&pickler_type_def, &unpickler_type_def, &pickle_buffer_type_def, NULL};

const ModuleDef pickle_module_def = {
    .name = "_pickle",
    .doc = "Objects as bytes, and back.",
    .functions = functions,
    .types = types,
    .exec = add_exceptions,
};
