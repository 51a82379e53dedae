/* PickleBuffer: says that an object's memory may leave the pickle and travel on its own. */
#include "runtime/memoryview.h"
#include "stdlib/pickle.h"

typedef struct PickleBuffer {
    Object ob;
    Buffer view; /* owner VALUE_NULL: released */
} PickleBuffer;

static PickleBuffer *pickle_buffer_of(Value v) {
    return (PickleBuffer *)value_object(v);
}

Buffer *pickle_buffer_view(Thread *t, Value v) {
    PickleBuffer *self = pickle_buffer_of(v);
    if (is_null(self->view.owner))
        return raise_value_error(t, "operation forbidden on released PickleBuffer object"), NULL;
    return &self->view;
}

static Value pickle_buffer_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    PickleBuffer *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    self->view.owner = VALUE_NULL;
    if (buffer_get(t, args[0], &self->view, BUFFER_STRIDED))
        return object_value(self);
    self->view.owner = VALUE_NULL;
    decref_object(t, self);
    return VALUE_NULL;
}

static void release(Thread *t, PickleBuffer *self) {
    if (!is_null(self->view.owner))
        buffer_release(t, &self->view);
    self->view.owner = VALUE_NULL;
}

static void pickle_buffer_dealloc(Thread *t, Object *o) {
    release(t, (PickleBuffer *)o);
}

static void pickle_buffer_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((PickleBuffer *)o)->view.owner, visit, arg);
}

/* A view of the object itself, which outlives release(). */
static bool pickle_buffer_get(Thread *t, Value self, Buffer *view, int flags) {
    Buffer *own = pickle_buffer_view(t, self);
    return own && buffer_get(t, own->owner, view, flags);
}

static Value release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    release(t, pickle_buffer_of(args[0]));
    return VALUE_NONE;
}

/* One dimension of bytes. */
static Value raw_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Buffer *own = pickle_buffer_view(t, args[0]);
    if (!own)
        return VALUE_NULL;
    int64_t expected = own->item_size;
    for (int i = own->dimensions - 1; i >= 0; expected *= own->shape[i--])
        if (own->shape[i] > 1 && own->strides[i] != expected)
            return raise(t, EXC_BufferError, "cannot extract raw buffer from non-contiguous buffer");
    Value view = memoryview_new(t, args[0]);
    if (!is_null(view)) {
        Buffer *shown = &((MemoryView *)value_object(view))->view;
        shown->format = memoryview_format_text('B');
        shown->item_size = shown->strides[0] = shown->dimensions = 1;
        shown->shape[0] = shown->length;
    }
    return view;
}

static const MethodDef pickle_buffer_methods[] = {
    {"raw", raw_method, "", "The memory as a memoryview of bytes."},
    {"release", release_method, "", "Lets go of the object."},
    {0}};

const TypeDef pickle_buffer_type_def = {
    .name = "pickle.PickleBuffer",
    .size = sizeof(PickleBuffer),
    .flags = TYPE_GC | TYPE_BASE | TYPE_WEAKREFABLE,
    .doc = "The memory of an object, for pickles that leave such memory out.",
    .new_signature = "object, /",
    .slots = {.new_instance = pickle_buffer_new,
              .dealloc = pickle_buffer_dealloc,
              .traverse = pickle_buffer_traverse,
              .get_buffer = pickle_buffer_get},
    .methods = pickle_buffer_methods};
