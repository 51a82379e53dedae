/* BufferedRWPair: a reader and a writer as one stream. */
#include "stdlib/io.h"

typedef struct Pair {
    Object ob;
    Value reader, writer; /* VALUE_NULL: not initialized */
} Pair;

static Pair *pair_of(Value v) {
    return (Pair *)value_object(v);
}

static bool check_able(Thread *t, Value raw, Str *method, const char *message) {
    int able = io_ask(t, raw, method);
    if (able == 0)
        io_raise_unsupported(t, message);
    return able > 0;
}

static Value make(Thread *t, const TypeDef *def, Value raw, Value size) {
    Value args[2] = {raw, size};
    return op_call(t, object_value(native_types_find(t, def)), args, is_null(size) ? 1 : 2, NULL);
}

static bool init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!check_able(t, args[0], NAME(readable), "File or stream is not readable.") ||
        !check_able(t, args[1], NAME(writable), "File or stream is not writable."))
        return false;
    Value reader = make(t, &buffered_reader_type_def, args[0], args[2]);
    Value writer = is_null(reader) ? reader : make(t, &buffered_writer_type_def, args[1], args[2]);
    if (is_null(writer)) {
        decref(t, reader);
        return false;
    }
    value_store(t, &pair_of(self)->reader, reader);
    value_store(t, &pair_of(self)->writer, writer);
    return true;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Pair *p = object_new(t, type, 0);
    if (!p)
        return VALUE_NULL;
    p->reader = p->writer = VALUE_NULL;
    return object_value(p);
}

static void dealloc(Thread *t, Object *self) {
    decref(t, ((Pair *)self)->reader);
    decref(t, ((Pair *)self)->writer);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    const Pair *p = (Pair *)self;
    visit_value(p->reader, visit, arg);
    visit_value(p->writer, visit, arg);
}

static void clear(Thread *t, Object *self) {
    value_clear(t, &((Pair *)self)->reader);
    value_clear(t, &((Pair *)self)->writer);
}

static Value forward(Thread *t, Value target, Str *name, Value *args, int nargs) {
    if (is_null(target))
        return raise_value_error(t, "I/O operation on uninitialized object");
    return io_forward(t, target, name, args + 1, nargs - 1);
}

#define FORWARD(method, side)                                                                                \
    static Value method##_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {                        \
        return forward(t, pair_of(args[0])->side, NAME(method), args, nargs);                                \
    }
FORWARD(read, reader)
FORWARD(read1, reader)
FORWARD(peek, reader)
FORWARD(readinto, reader)
FORWARD(readinto1, reader)
FORWARD(readable, reader)
FORWARD(write, writer)
FORWARD(flush, writer)
FORWARD(writable, writer)

static Value close_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value first = forward(t, pair_of(args[0])->writer, NAME(close), args, 1), problem = error_fetch(t);
    decref(t, first);
    return io_end_close(t, problem, forward(t, pair_of(args[0])->reader, NAME(close), args, 1));
}

static Value isatty_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value v = forward(t, pair_of(args[0])->writer, NAME(isatty), args, 1);
    return is_false(v) ? forward(t, pair_of(args[0])->reader, NAME(isatty), args, 1) : v;
}

static Value get_closed(Thread *t, Value self) {
    Value writer = pair_of(self)->writer;
    return is_null(writer)
               ? raise(t, EXC_RuntimeError, "the BufferedRWPair object is being garbage-collected")
               : op_getattr(t, writer, NAME(closed));
}

/* Its halves end by themselves, each telling that nobody closed it. */
static void finalize(Thread *t, Value self) {
}

static const GetSetDef getsets[] = {{"closed", get_closed, NULL, NULL}, {0}};
static const MethodDef methods[] = {{"read", read_method, "size=-1, /", NULL},
                                    {"read1", read1_method, "size=-1, /", NULL},
                                    {"peek", peek_method, "size=0, /", NULL},
                                    {"readinto", readinto_method, "buffer, /", NULL},
                                    {"readinto1", readinto1_method, "buffer, /", NULL},
                                    {"readable", readable_method, "", NULL},
                                    {"write", write_method, "buffer, /", NULL},
                                    {"flush", flush_method, "", NULL},
                                    {"writable", writable_method, "", NULL},
                                    {"close", close_method, "", NULL},
                                    {"isatty", isatty_method, "", NULL},
                                    {0}};
const TypeDef buffered_rw_pair_type_def = {
    .name = "_io.BufferedRWPair",
    .size = sizeof(Pair),
    .flags = IO_TYPE_FLAGS,
    .doc = "Reads from one raw stream and writes to another.",
    .init_signature = "reader, writer, buffer_size=8192, /",
    .slots = {.dealloc = dealloc,
              .traverse = traverse,
              .clear = clear,
              .finalize = finalize,
              .new_instance = new_instance,
              .init = init},
    .methods = methods,
    .getsets = getsets,
};
