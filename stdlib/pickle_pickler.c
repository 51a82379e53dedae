/* The type Pickler, and the life of a writer. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

/* ---- writers ---- */

void pickle_writer_init(PickleWriter *w, Thread *t) {
    *w = (PickleWriter){.t = t,
                        .frame_start = -1,
                        .file_write = VALUE_NULL,
                        .persistent_id = VALUE_NULL,
                        .dispatch_table = VALUE_NULL,
                        .reducer_override = VALUE_NULL,
                        .buffer_callback = VALUE_NULL,
                        .copyreg_table = VALUE_NULL};
    bytebuilder_init(&w->out, t);
}

static bool choose_protocol(PickleWriter *w, Value v) {
    int64_t protocol = PICKLE_DEFAULT;
    if (!is_null(v) && !is_none(v) && !op_index_int64(w->t, v, &protocol, EXC_OverflowError))
        return false;
    if (protocol > PICKLE_HIGHEST)
        return raise_value_error(w->t, "pickle protocol must be <= %d", PICKLE_HIGHEST), false;
    w->protocol = protocol < 0 ? PICKLE_HIGHEST : (int)protocol;
    w->binary = w->protocol > 0;
    return true;
}

bool pickle_writer_configure(PickleWriter *w, Value protocol, Value fix_imports, Value buffer_callback) {
    bool fix = true;
    if (!choose_protocol(w, protocol) || (!is_null(fix_imports) && !arg_bool(w->t, fix_imports, &fix)))
        return false;
    w->fix_imports = fix && w->protocol < 3;
    if (is_null(buffer_callback) || is_none(buffer_callback))
        return true;
    if (w->protocol < 5)
        return raise_value_error(w->t, "buffer_callback needs protocol >= 5"), false;
    w->buffer_callback = new_ref(buffer_callback);
    return true;
}

static void each_owned(PickleWriter *w, void (*visit)(Value *place, void *arg), void *arg) {
    Value *places[] = {&w->file_write,       &w->persistent_id,   &w->dispatch_table,
                       &w->reducer_override, &w->buffer_callback, &w->copyreg_table};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        visit(places[i], arg);
}

bool pickle_writer_open(PickleWriter *w, Value file) {
    Thread *t = w->t;
    w->file_write = op_getattr_optional(t, file, NAME(write));
    if (is_null(w->file_write) && !error_pending(t))
        raise_type_error(t, "file must have a 'write' attribute");
    return !is_null(w->file_write);
}

void pickle_writer_fini(PickleWriter *w) {
    each_owned(w, pickle_clear_place, w->t);
    memo_clear(w->t, &w->memo);
    xdecref_object(w->t, w->fast_active);
    w->fast_active = NULL;
    bytebuilder_drop(&w->out);
}

/* ---- the type ---- */

typedef struct Pickler {
    Object ob;
    PickleWriter writer;
    Value own_persistent_id; /* set as an attribute */
    bool ready, running;
} Pickler;

static Pickler *pickler_of(Value v) {
    return (Pickler *)value_object(v);
}

static Value pickler_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Pickler *p = object_new(t, type, 0);
    if (!p)
        return VALUE_NULL;
    pickle_writer_init(&p->writer, t);
    p->own_persistent_id = VALUE_NULL;
    return object_value(p);
}

static Value named_attribute(Thread *t, Value self, const char *name) {
    Str *key = str_intern_utf8(t, name);
    Value v = key ? op_getattr_optional(t, self, key) : VALUE_NULL;
    xdecref_object(t, key);
    return v;
}

static bool pickler_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Pickler *p = pickler_of(self);
    if (p->running)
        return raise(t, EXC_RuntimeError, "Pickler.dump() is running"), false;
    p->ready = false; /* what is let go of may run code */
    p->writer.t = t;
    pickle_writer_fini(&p->writer);
    pickle_writer_init(&p->writer, t);
    if (!pickle_writer_configure(&p->writer, args[1], args[2], args[3]) ||
        !pickle_writer_open(&p->writer, args[0]))
        return false;
    p->writer.dispatch_table = named_attribute(t, self, "dispatch_table");
    p->ready = !error_pending(t);
    return p->ready;
}

static void pickler_dealloc(Thread *t, Object *o) {
    Pickler *p = (Pickler *)o;
    p->writer.t = t;
    pickle_writer_fini(&p->writer);
    decref(t, p->own_persistent_id);
}

static void pickler_traverse(Object *o, VisitFn fn, void *arg) {
    Pickler *p = (Pickler *)o;
    PickleVisit visit = {fn, arg};
    each_owned(&p->writer, pickle_visit_place, &visit);
    visit_value(p->own_persistent_id, fn, arg);
    visit_object(p->writer.fast_active, fn, arg);
    for (size_t i = 0; i < p->writer.memo.room; i++)
        visit_object(p->writer.memo.entries[i].object, fn, arg);
}

static void pickler_clear(Thread *t, Object *o) {
    Pickler *p = (Pickler *)o;
    if (p->running)
        return;
    p->ready = false;
    p->writer.t = t;
    each_owned(&p->writer, pickle_clear_place, t);
    memo_clear(t, &p->writer.memo);
    value_clear(t, &p->own_persistent_id);
}

/* A method of a subclass, or what was set; VALUE_NULL: neither, or exception. */
static Value find_persistent_id(Thread *t, Value self) {
    Pickler *p = pickler_of(self);
    if (value_object(self)->type->def == &pickler_type_def)
        return new_ref(p->own_persistent_id);
    return named_attribute(t, self, "persistent_id");
}

static bool find_hooks(Thread *t, Value self, PickleWriter *w) {
    value_store(t, &w->persistent_id, find_persistent_id(t, self));
    if (error_pending(t))
        return false;
    value_store(t, &w->reducer_override, named_attribute(t, self, "reducer_override"));
    return !error_pending(t);
}

static Value pickler_dump(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Pickler *p = pickler_of(args[0]);
    PickleWriter *w = &p->writer;
    if (!p->ready)
        return pickle_raise(t, &pickling_error_def, "Pickler.__init__() was not called by %T.__init__()",
                            args[0]);
    if (p->running)
        return raise(t, EXC_RuntimeError, "Pickler.dump() is running already");
    bytebuilder_drop(&w->out);
    bytebuilder_init(&w->out, t);
    w->t = t;
    w->fast_depth = 0;
    p->running = true;
    bool ok = find_hooks(t, args[0], w) && pickle_dump(w, args[1]);
    p->running = false;
    value_clear(t, &w->reducer_override); /* it refers to the pickler */
    value_clear(t, &w->persistent_id);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value pickler_clear_memo(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    memo_clear(t, &pickler_of(args[0])->writer.memo);
    pickler_of(args[0])->writer.memo_numbers = 0;
    return VALUE_NONE;
}

/* ---- attributes ---- */

static Value get_persistent_id(Thread *t, Value self) {
    return pickle_get_hook(t, pickler_of(self)->own_persistent_id, "persistent_id");
}

static bool set_persistent_id(Thread *t, Value self, Value v) {
    return pickle_set_hook(t, &pickler_of(self)->own_persistent_id, v, "persistent_id");
}

static Value get_dispatch_table(Thread *t, Value self) {
    return pickle_get_hook(t, pickler_of(self)->writer.dispatch_table, "dispatch_table");
}

static bool set_dispatch_table(Thread *t, Value self, Value v) {
    value_store(t, &pickler_of(self)->writer.dispatch_table, is_null(v) ? v : new_ref(v));
    return true;
}

static Value get_fast(Thread *t, Value self) {
    return small_int_value(pickler_of(self)->writer.fast);
}

static bool set_fast(Thread *t, Value self, Value v) {
    int64_t fast = 0;
    if (is_null(v))
        return raise_type_error(t, "can't delete numeric/char attribute"), false;
    if (!op_index_int64(t, v, &fast, EXC_OverflowError))
        return false;
    pickler_of(self)->writer.fast = fast != 0;
    return true;
}

static Value get_bin(Thread *t, Value self) {
    return small_int_value(pickler_of(self)->writer.binary);
}

/* {id: (number, object)} */
static Value get_memo(Thread *t, Value self) {
    const PickleMemo *memo = &pickler_of(self)->writer.memo;
    Dict *dict = dict_new(t, 0);
    bool ok = dict != NULL;
    for (size_t i = 0; ok && i < memo->room; i++) {
        const struct MemoEntry *entry = &memo->entries[i];
        if (!entry->object)
            continue;
        Value key = int_from_uint64(t, (uintptr_t)entry->object);
        Tuple *pair = tuple_pack(t, 2, small_int_value((int64_t)entry->number), object_value(entry->object));
        ok = !is_null(key) && pair && dict_set(t, dict, key, object_value(pair));
        decref(t, key);
        xdecref_object(t, pair);
    }
    if (ok)
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

static bool add_pair(Thread *t, PickleWriter *w, Value pair) {
    int64_t number;
    if (!is_tuple(pair) || value_tuple(pair)->length != 2)
        return raise_type_error(t, "'memo' values must be 2-item tuples"), false;
    Value object = value_tuple(pair)->items[1];
    if (!op_index_int64(t, value_tuple(pair)->items[0], &number, EXC_OverflowError))
        return false;
    if (is_pointer(object) && !memo_add(t, &w->memo, value_object(object), (uint64_t)number))
        return false;
    w->memo_numbers++;
    return true;
}

static bool set_memo(Thread *t, Value self, Value v) {
    PickleWriter *w = &pickler_of(self)->writer;
    int64_t position = 0;
    Value key, pair;
    if (is_null(v) || !is_dict(v))
        return raise_type_error(t, "'memo' attribute must be a PicklerMemoProxy object or dict, not %T",
                                or_none(v)),
               false;
    memo_clear(t, &w->memo);
    w->memo_numbers = 0;
    while (dict_next(value_dict(v), &position, &key, &pair))
        if (!add_pair(t, w, pair))
            return false;
    return true;
}

static const MethodDef pickler_methods[] = {
    {"dump", pickler_dump, "obj, /", "Writes the pickle of obj to the file."},
    {"clear_memo", pickler_clear_memo, "",
     "Forgets what was written: the next pickle will hold all of it again, and refer to nothing before."},
    {0}};

static const GetSetDef pickler_getsets[] = {
    {"persistent_id", get_persistent_id, set_persistent_id, NULL},
    {"dispatch_table", get_dispatch_table, set_dispatch_table, NULL},
    {"fast", get_fast, set_fast, NULL},
    {"bin", get_bin, NULL, NULL},
    {"memo", get_memo, set_memo, "What was written so far: a dict from ids to (number, object)."},
    {0}};

const TypeDef pickler_type_def = {
    .name = "_pickle.Pickler",
    .size = sizeof(Pickler),
    .flags = TYPE_GC | TYPE_BASE,
    .doc = "Writes pickles to a file, one after the other; what was in an earlier one, later ones refer to.",
    .init_signature = "file, protocol=None, fix_imports=True, buffer_callback=None",
    .slots = {.new_instance = pickler_new,
              .init = pickler_init,
              .dealloc = pickler_dealloc,
              .traverse = pickler_traverse,
              .clear = pickler_clear},
    .methods = pickler_methods,
    .getsets = pickler_getsets};
