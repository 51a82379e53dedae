/* The type Unpickler, and the life of a reader. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

/* ---- readers ---- */

void pickle_reader_init(PickleReader *r, Thread *t) {
    memset(r, 0, offsetof(PickleReader, first_stack));
    r->t = t;
    r->view.owner = r->chunk = r->read = r->readline = r->peek = r->encoding = r->errors = VALUE_NULL;
    r->buffers = r->persistent_load = r->find_class = VALUE_NULL;
    r->stack = r->first_stack;
    r->memo = r->first_memo;
    r->room = r->memo_room = PICKLE_FIRST;
}

/* The name of a codec or of an error handler; VALUE_NULL, if it is not given. */
static bool take_name(Thread *t, Value v, const char *name, Value *out) {
    Str *s = is_null(v) ? NULL : arg_str(t, v, "Unpickler", name);
    if (is_null(v))
        return true;
    if (s && !s->ascii) /* then nothing has that name */
        raise(t, EXC_LookupError, "unknown %s: %V", name, v);
    if (s && s->ascii)
        *out = new_ref(v);
    return s && s->ascii;
}

bool pickle_reader_configure(PickleReader *r, Value *args) {
    Thread *t = r->t;
    r->fix_imports = true;
    if (!is_null(args[0]) && !arg_bool(t, args[0], &r->fix_imports))
        return false;
    if (!take_name(t, args[1], "encoding", &r->encoding) || !take_name(t, args[2], "errors", &r->errors))
        return false;
    if (is_null(args[3]) || is_none(args[3]))
        return true;
    r->buffers = op_iter(t, args[3]);
    return !is_null(r->buffers);
}

bool pickle_reader_open(PickleReader *r, Value file) {
    Thread *t = r->t;
    r->peek = op_getattr_optional(t, file, NAME(peek));
    if (error_pending(t))
        return false;
    r->read = op_getattr_optional(t, file, NAME(read));
    r->readline = error_pending(t) ? VALUE_NULL : op_getattr_optional(t, file, NAME(readline));
    if (!is_null(r->read) && !is_null(r->readline))
        return true;
    if (!error_pending(t))
        raise_type_error(t, "file must have 'read' and 'readline' attributes");
    return false;
}

static void each_owned(PickleReader *r, void (*visit)(Value *place, void *arg), void *arg) {
    Value *places[] = {&r->chunk,  &r->read,    &r->readline,        &r->peek,      &r->encoding,
                       &r->errors, &r->buffers, &r->persistent_load, &r->find_class};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        visit(places[i], arg);
    for (size_t i = 0; i < r->depth; i++)
        visit(&r->stack[i], arg);
    for (size_t i = 0; i < r->memo_used; i++)
        visit(&r->memo[i], arg);
}

static void forget_memo(PickleReader *r) {
    for (size_t i = 0; i < r->memo_used; i++)
        value_clear(r->t, &r->memo[i]);
    r->memo_count = r->memo_used = 0;
    xdecref_object(r->t, r->sparse);
    r->sparse = NULL;
}

void pickle_reader_fini(PickleReader *r) {
    Thread *t = r->t;
    each_owned(r, pickle_clear_place, t);
    r->depth = 0;
    xdecref_object(t, r->sparse);
    if (!is_null(r->view.owner))
        buffer_release(t, &r->view);
    if (r->stack != r->first_stack)
        mem_free(r->stack);
    if (r->memo != r->first_memo)
        mem_free(r->memo);
    mem_free(r->marks);
}

/* ---- out-of-band buffers ---- */

bool load_next_buffer(PickleReader *r) {
    if (is_null(r->buffers)) {
        pickle_raise(r->t, &unpickling_error_def,
                     "pickle stream refers to out-of-band data but no *buffers* argument was given");
        return false;
    }
    Value buffer = op_next(r->t, r->buffers);
    if (is_null(buffer) && !error_pending(r->t))
        pickle_raise(r->t, &unpickling_error_def, "not enough out-of-band buffers");
    return pickle_push(r, buffer);
}

bool load_readonly_buffer(PickleReader *r) {
    Thread *t = r->t;
    if (r->depth <= r->fence)
        return pickle_underflow(r);
    Value view = memoryview_new(t, r->stack[r->depth - 1]);
    if (is_null(view))
        return false;
    Str *name = str_intern_utf8(t, "toreadonly");
    Value readonly = name ? op_call_method0(t, view, name) : VALUE_NULL;
    decref(t, view);
    xdecref_object(t, name);
    if (is_null(readonly))
        return false;
    value_store(t, &r->stack[r->depth - 1], readonly);
    return true;
}

/* ---- the type ---- */

typedef struct Unpickler {
    Object ob;
    PickleReader reader;
    Value own_persistent_load; /* set as an attribute */
    bool ready, running;
} Unpickler;

static Unpickler *unpickler_of(Value v) {
    return (Unpickler *)value_object(v);
}

static Value unpickler_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Unpickler *u = object_new(t, type, 0);
    if (!u)
        return VALUE_NULL;
    pickle_reader_init(&u->reader, t);
    u->own_persistent_load = VALUE_NULL;
    return object_value(u);
}

static bool unpickler_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Unpickler *u = unpickler_of(self);
    if (u->running)
        return raise(t, EXC_RuntimeError, "Unpickler.load() is running"), false;
    u->ready = false; /* what is let go of may run code */
    u->reader.t = t;
    pickle_reader_fini(&u->reader);
    pickle_reader_init(&u->reader, t);
    u->ready = pickle_reader_open(&u->reader, args[0]) && pickle_reader_configure(&u->reader, args + 1);
    return u->ready;
}

static void unpickler_dealloc(Thread *t, Object *o) {
    Unpickler *u = (Unpickler *)o;
    u->reader.t = t;
    pickle_reader_fini(&u->reader);
    decref(t, u->own_persistent_load);
}

static void unpickler_traverse(Object *o, VisitFn fn, void *arg) {
    Unpickler *u = (Unpickler *)o;
    PickleVisit visit = {fn, arg};
    each_owned(&u->reader, pickle_visit_place, &visit);
    visit_object(u->reader.sparse, fn, arg);
    visit_value(u->own_persistent_load, fn, arg);
}

static void unpickler_clear(Thread *t, Object *o) {
    Unpickler *u = (Unpickler *)o;
    if (u->running)
        return;
    u->ready = false;
    u->reader.t = t;
    pickle_reader_fini(&u->reader);
    pickle_reader_init(&u->reader, t);
    value_clear(t, &u->own_persistent_load);
}

static Value find_class_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    PickleReader *r = &unpickler_of(args[0])->reader;
    return pickle_find_class(t, args[1], args[2], r->protocol, r->fix_imports);
}

/* What a subclass says instead; VALUE_NULL: nothing, or exception. */
static Value overridden(Thread *t, Value self, const char *name, NativeFn own) {
    Str *key = str_intern_utf8(t, name);
    Value found = key ? type_lookup(t, value_object(self)->type, key) : VALUE_NULL, method = VALUE_NULL;
    bool is_own = is_exact(found, TYPE_GETSET_DESCRIPTOR) ||
                  (is_exact(found, TYPE_METHOD_DESCRIPTOR) &&
                   ((MethodDescriptor *)value_object(found))->def->fn == own);
    if (key && !is_own)
        method = op_getattr_optional(t, self, key);
    xdecref_object(t, key);
    return method;
}

static bool find_hooks(Thread *t, Value self, PickleReader *r) {
    if (value_object(self)->type->def != &unpickler_type_def) {
        value_store(t, &r->find_class, overridden(t, self, "find_class", find_class_method));
        if (error_pending(t))
            return false;
        value_store(t, &r->persistent_load, overridden(t, self, "persistent_load", NULL));
        if (error_pending(t))
            return false;
    }
    Value own = unpickler_of(self)->own_persistent_load;
    if (is_null(r->persistent_load) && !is_null(own))
        r->persistent_load = new_ref(own);
    return true;
}

static Value unpickler_load(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Unpickler *u = unpickler_of(args[0]);
    if (!u->ready)
        return pickle_raise(t, &unpickling_error_def, "Unpickler.__init__() was not called by %T.__init__()",
                            args[0]);
    if (u->running)
        return raise(t, EXC_RuntimeError, "Unpickler.load() is running already");
    u->reader.t = t;
    u->running = true;
    Value v = find_hooks(t, args[0], &u->reader) ? pickle_load(&u->reader) : VALUE_NULL;
    u->running = false;
    value_clear(t, &u->reader.find_class); /* they refer to the unpickler */
    value_clear(t, &u->reader.persistent_load);
    return v;
}

/* ---- attributes ---- */

static Value get_persistent_load(Thread *t, Value self) {
    return pickle_get_hook(t, unpickler_of(self)->own_persistent_load, "persistent_load");
}

static bool set_persistent_load(Thread *t, Value self, Value v) {
    return pickle_set_hook(t, &unpickler_of(self)->own_persistent_load, v, "persistent_load");
}

/* {number: object} */
static Value get_memo(Thread *t, Value self) {
    PickleReader *r = &unpickler_of(self)->reader;
    Dict *dict = r->sparse ? dict_copy(t, r->sparse) : dict_new(t, 0);
    for (size_t i = 0; dict && i < r->memo_used; i++)
        if (!is_null(r->memo[i]) && !dict_set(t, dict, small_int_value((int64_t)i), r->memo[i])) {
            decref_object(t, dict);
            return VALUE_NULL;
        }
    return dict ? object_value(dict) : VALUE_NULL;
}

static bool set_memo(Thread *t, Value self, Value v) {
    PickleReader *r = &unpickler_of(self)->reader;
    int64_t position = 0;
    Value key, item;
    if (is_null(v) || !is_dict(v))
        return raise_type_error(t, "'memo' attribute must be an UnpicklerMemoProxy object or dict, not %T",
                                or_none(v)),
               false;
    r->t = t;
    forget_memo(r);
    while (dict_next(value_dict(v), &position, &key, &item)) {
        uint64_t number;
        if (!is_int(key))
            return raise_type_error(t, "memo key must be integers"), false;
        if (!int_to_uint64(key, &number) || number > INT64_MAX)
            return raise_value_error(t, "memo key must be positive integers."), false;
        if (!pickle_memo_put(r, number, item))
            return false;
    }
    return true;
}

static const MethodDef unpickler_methods[] = {
    {"load", unpickler_load, "", "The object of the next pickle in the file."},
    {"find_class", find_class_method, "module_name, global_name, /",
     "The object of that name in that module.\n\nSubclasses decide here what pickles may refer to."},
    {0}};

static const GetSetDef unpickler_getsets[] = {
    {"persistent_load", get_persistent_load, set_persistent_load, NULL},
    {"memo", get_memo, set_memo, "What pickles so far have numbered: a dict."},
    {0}};

const TypeDef unpickler_type_def = {
    .name = "_pickle.Unpickler",
    .size = sizeof(Unpickler),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Reads pickles from a file, one after the other.",
    .init_signature = "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()",
    .slots = {.new_instance = unpickler_new,
              .init = unpickler_init,
              .dealloc = unpickler_dealloc,
              .traverse = unpickler_traverse,
              .clear = unpickler_clear},
    .methods = unpickler_methods,
    .getsets = unpickler_getsets};
