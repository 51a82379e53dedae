#include "runtime/memoryview.h"
#include "runtime/byte_builder.h"
#include "runtime/bytes_methods.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/str_methods.h"
#include "runtime/types.h"

static MemoryView *view_of(Value v) {
    return (MemoryView *)value_object(v);
}

static bool check_open(Thread *t, const MemoryView *m) {
    if (!is_null(m->base.owner))
        return true;
    raise_value_error(t, "operation forbidden on released memoryview object");
    return false;
}

/* Making views. */

static MemoryView *create(Thread *t, Value exporter) {
    MemoryView *m = object_new_builtin(t, TYPE_MEMORYVIEW, 0);
    if (!m)
        return NULL;
    m->base.owner = m->view.owner = VALUE_NULL;
    m->hash = -1;
    if (buffer_get(t, exporter, &m->base, BUFFER_STRIDED)) {
        m->view = m->base;
        return m;
    }
    decref_object(t, m);
    return NULL;
}

/* Another view of the same exporter that shows what `parent` shows. */
static MemoryView *derive(Thread *t, const MemoryView *parent) {
    MemoryView *m = create(t, parent->base.owner);
    if (m)
        m->view = parent->view;
    return m;
}

Value memoryview_new(Thread *t, Value exporter) {
    if (!buffer_supported(t, exporter))
        return raise_type_error(t, "memoryview: a bytes-like object is required, not '%T'", exporter);
    if (is_memoryview(exporter) && !check_open(t, view_of(exporter)))
        return VALUE_NULL;
    MemoryView *m = is_memoryview(exporter) ? derive(t, view_of(exporter)) : create(t, exporter);
    return m ? object_value(m) : VALUE_NULL;
}

static Value new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    return memoryview_new(t, args[0]);
}

static void dealloc(Thread *t, Object *self) {
    buffer_release(t, &((MemoryView *)self)->base);
}

static void traverse(Object *self, VisitFn visit, void *arg) {
    Value owner = ((MemoryView *)self)->base.owner;
    visit_value(owner, visit, arg);
}

static void clear(Thread *t, Object *self) {
    MemoryView *m = (MemoryView *)self;
    if (m->exports == 0)
        buffer_release(t, &m->base);
}

/* Walking. */

static bool is_contiguous(const Buffer *v) {
    int64_t expected = v->item_size;
    for (int i = v->dimensions - 1; i >= 0; i--) {
        if (v->shape[i] > 1 && v->strides[i] != expected)
            return false;
        expected *= v->shape[i];
    }
    return true;
}

static void add_bytes(ByteBuilder *b, const Buffer *v, const uint8_t *data, int dimension) {
    if (dimension == v->dimensions) {
        bytebuilder_add(b, data, (size_t)v->item_size);
        return;
    }
    for (int64_t i = 0; i < v->shape[dimension]; i++)
        add_bytes(b, v, data + i * v->strides[dimension], dimension + 1);
}

Bytes *memoryview_tobytes(Thread *t, Value self) {
    const MemoryView *m = view_of(self);
    ByteBuilder b;
    if (!check_open(t, m))
        return NULL;
    if (is_contiguous(&m->view))
        return bytes_new(t, m->view.data, (size_t)m->view.length);
    bytebuilder_init(&b, t);
    add_bytes(&b, &m->view, m->view.data, 0);
    return bytebuilder_finish(&b);
}

static Value to_list(Thread *t, const Buffer *v, const uint8_t *data, int dimension) {
    if (dimension == v->dimensions)
        return memoryview_unpack(t, v, data);
    List *list = list_new(t, v->shape[dimension]);
    for (int64_t i = 0; list && i < v->shape[dimension]; i++) {
        Value item = to_list(t, v, data + i * v->strides[dimension], dimension + 1);
        if (is_null(item) || !list_append_owned(t, list, item)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return list ? object_value(list) : VALUE_NULL;
}

/* Items and slices. */

static uint8_t *item_at(Thread *t, const Buffer *v, const uint8_t *data, int dimension, int64_t i) {
    if (i < 0)
        i += v->shape[dimension];
    if (i >= 0 && i < v->shape[dimension])
        return (uint8_t *)data + i * v->strides[dimension];
    raise(t, EXC_IndexError, "index out of bounds on dimension %d", dimension + 1);
    return NULL;
}

static bool is_all_slices(const Tuple *key) {
    for (int64_t i = 0; i < key->length; i++)
        if (!is_slice(key->items[i]))
            return false;
    return key->length > 0;
}

/* store: for an assignment, which has words of its own where it is refused. */
static uint8_t *item_by_tuple(Thread *t, const Buffer *v, const Tuple *key, bool store) {
    uint8_t *data = v->data;
    int64_t i;
    if (is_all_slices(key))
        return raise(t, EXC_NotImplementedError,
                     store ? "memoryview slice assignments are currently restricted to ndim = 1"
                           : "multi-dimensional slicing is not implemented"),
               NULL;
    for (int64_t d = 0; d < key->length; d++)
        if (!is_int(key->items[d]) && !type_of(t, key->items[d])->slots.unary[UNARY_INDEX])
            return raise_type_error(t, "memoryview: invalid slice key"), NULL;
    if (key->length < v->dimensions)
        return raise(t, EXC_NotImplementedError, "sub-views are not implemented"), NULL;
    if (key->length > v->dimensions) {
        raise_type_error(t, "cannot index %d-dimension view with %zd-element tuple", v->dimensions,
                         (ssize_t)key->length);
        return NULL;
    }
    for (int d = 0; data && d < v->dimensions; d++) {
        if (!text_index(t, key->items[d], "memoryview: invalid slice key", &i))
            return NULL;
        data = item_at(t, v, data, d, i);
    }
    return data;
}

/* Address of the item that the key names. */
static uint8_t *find_item(Thread *t, const Buffer *v, Value key, bool store) {
    int64_t i;
    if (is_tuple(key))
        return item_by_tuple(t, v, value_tuple(key), store);
    if (!text_index(t, key, "memoryview: invalid slice key", &i))
        return NULL;
    if (v->dimensions == 0)
        return raise_type_error(t, "invalid indexing of 0-dim memory"), NULL;
    if (v->dimensions > 1)
        return raise(t, EXC_NotImplementedError,
                     store ? "sub-views are not implemented"
                           : "multi-dimensional sub-views are not implemented"),
               NULL;
    return item_at(t, v, v->data, 0, i);
}

static bool apply_slice(Thread *t, Buffer *v, Value slice) {
    int64_t start, stop, step, count;
    if (v->dimensions == 0)
        return raise_type_error(t, "invalid indexing of 0-dim memory"), false;
    if (!slice_indices(t, slice, v->shape[0], &start, &stop, &step, &count))
        return false;
    if (count < 0)
        count = 0;
    v->data = (uint8_t *)v->data + start * v->strides[0];
    v->length = v->shape[0] ? v->length / v->shape[0] * count : 0;
    v->shape[0] = count;
    v->strides[0] *= step;
    return true;
}

static Value getitem(Thread *t, Value self, Value key) {
    MemoryView *m = view_of(self);
    if (!check_open(t, m))
        return VALUE_NULL;
    if (is_ellipsis(key) && m->view.dimensions == 0)
        return new_ref(self);
    if (!is_slice(key)) {
        uint8_t *data = find_item(t, &m->view, key, false);
        bool ok = data && check_open(t, m); /* __index__ may have released it */
        return ok ? memoryview_unpack(t, &m->view, data) : VALUE_NULL;
    }
    MemoryView *part = derive(t, m);
    if (part && apply_slice(t, &part->view, key))
        return object_value(part);
    xdecref_object(t, part);
    return VALUE_NULL;
}

/* Of the same shape; the two may overlap. */
static bool copy_items(Thread *t, const Buffer *target, const Buffer *source) {
    if (is_contiguous(target) && is_contiguous(source)) {
        memmove(target->data, source->data, (size_t)target->length);
        return true;
    }
    ByteBuilder copy;
    bytebuilder_init(&copy, t);
    add_bytes(&copy, source, source->data, 0);
    bool ok = !copy.failed;
    for (int64_t i = 0; ok && i < target->shape[0]; i++)
        memcpy((uint8_t *)target->data + i * target->strides[0], copy.data + i * target->item_size,
               (size_t)target->item_size);
    bytebuilder_drop(&copy);
    return ok;
}

static bool assign_slice(Thread *t, const MemoryView *m, Value key, Value v) {
    static const char different[] = "memoryview assignment: lvalue and rvalue have different structures";
    Buffer target = m->view, source;
    if (target.dimensions != 1)
        return raise(t, EXC_NotImplementedError,
                     "memoryview slice assignments are currently restricted to ndim = 1"),
               false;
    if (!apply_slice(t, &target, key) || !buffer_get(t, v, &source, BUFFER_STRIDED))
        return false;
    bool same = source.dimensions == 1 && source.shape[0] == target.shape[0] &&
                strcmp(source.format, target.format) == 0;
    bool open = check_open(t, m); /* what gave the bounds may have released it */
    bool ok = open && same && copy_items(t, &target, &source);
    buffer_release(t, &source);
    if (open && !same)
        raise_value_error(t, different);
    return ok;
}

static bool setitem(Thread *t, Value self, Value key, Value v) {
    MemoryView *m = view_of(self);
    if (!check_open(t, m))
        return false;
    if (m->view.readonly)
        return raise_type_error(t, "cannot modify read-only memory"), false;
    if (is_null(v))
        return raise_type_error(t, "cannot delete memory"), false;
    if (is_slice(key))
        return assign_slice(t, m, key, v);
    uint8_t item[16], *data = find_item(t, &m->view, key, true);
    if (!data || !memoryview_pack(t, &m->view, item, v) || !check_open(t, m))
        return false;
    memcpy(data, item, (size_t)m->view.item_size);
    return true;
}

static int64_t length(Thread *t, Value self) {
    const MemoryView *m = view_of(self);
    if (!check_open(t, m))
        return -1;
    return m->view.dimensions == 0 ? 1 : m->view.shape[0];
}

static Value iter(Thread *t, Value self) {
    if (!check_open(t, view_of(self)))
        return VALUE_NULL;
    if (view_of(self)->view.dimensions == 0)
        return raise_type_error(t, "invalid indexing of 0-dim memory");
    return sequence_iterator_new(t, TYPE_MEMORYVIEW_ITERATOR, self);
}

/* Comparison, hash, repr. */

static int equal_items(Thread *t, const Buffer *a, const uint8_t *x, const Buffer *b, const uint8_t *y,
                       int dimension) {
    if (dimension == a->dimensions) {
        Value v = memoryview_unpack(t, a, x), w = is_null(v) ? v : memoryview_unpack(t, b, y);
        Value result = is_null(w) ? w : op_compare(t, v, w, COMPARE_EQ); /* not by identity: nan differs */
        decref(t, v);
        decref(t, w);
        int equal = is_null(result) ? -1 : op_is_true(t, result);
        decref(t, result);
        return equal;
    }
    int equal = 1;
    for (int64_t i = 0; equal > 0 && i < a->shape[dimension]; i++)
        equal =
            equal_items(t, a, x + i * a->strides[dimension], b, y + i * b->strides[dimension], dimension + 1);
    return equal;
}

static int equal_views(Thread *t, const Buffer *a, const Buffer *b) {
    if (a->dimensions != b->dimensions)
        return 0;
    for (int i = 0; i < a->dimensions; i++)
        if (a->shape[i] != b->shape[i])
            return 0;
    if (strcmp(a->format, b->format) == 0 && strchr("BbcHhIiLlQqNnP?", a->format[0]) && is_contiguous(a) &&
        is_contiguous(b))
        return memcmp(a->data, b->data, (size_t)a->length) == 0;
    int equal = equal_items(t, a, a->data, b, b->data, 0);
    if (equal < 0 && error_clear_if(t, EXC_NotImplementedError))
        return 0;
    return equal;
}

static Value compare(Thread *t, Value self, Value other, CompareOp op) {
    Buffer b;
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_memoryview(self))
        return VALUE_NOTIMPLEMENTED;
    const MemoryView *m = view_of(self);
    bool released = is_null(m->base.owner) || (is_memoryview(other) && is_null(view_of(other)->base.owner));
    if (released)
        return bool_value(value_is(self, other) == (op == COMPARE_EQ));
    if (!buffer_supported(t, other))
        return VALUE_NOTIMPLEMENTED;
    if (!buffer_get(t, other, &b, BUFFER_STRIDED))
        return error_clear(t), VALUE_NOTIMPLEMENTED;
    int equal = equal_views(t, &m->view, &b);
    buffer_release(t, &b);
    return equal < 0 ? VALUE_NULL : bool_value(equal == (op == COMPARE_EQ));
}

static bool hash(Thread *t, Value self, int64_t *out) {
    MemoryView *m = view_of(self);
    if (m->hash == -1) {
        if (!check_open(t, m))
            return false;
        if (!m->view.readonly)
            return raise_value_error(t, "cannot hash writable memoryview object"), false;
        if (!strchr("Bbc", m->view.format[0]))
            return raise_value_error(t, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'"),
                   false;
        int64_t ignored;
        if (!op_hash(t, m->base.owner, &ignored))
            return false;
        Bytes *bytes = memoryview_tobytes(t, self);
        if (!bytes || !op_hash(t, object_value(bytes), &m->hash))
            return xdecref_object(t, bytes), false;
        decref_object(t, bytes);
    }
    *out = m->hash;
    return true;
}

static Value repr(Thread *t, Value self) {
    bool released = is_null(view_of(self)->base.owner);
    return str_value(
        str_format(t, "<%smemory at %p>", released ? "released " : "", (void *)value_object(self)));
}

static bool get_buffer(Thread *t, Value self, Buffer *view, int flags) {
    MemoryView *m = view_of(self);
    if (!check_open(t, m))
        return false;
    if (flags & BUFFER_WRITABLE && m->view.readonly)
        return raise(t, EXC_BufferError, "memoryview: underlying buffer is not writable"), false;
    if (!(flags & BUFFER_STRIDED) && !is_contiguous(&m->view))
        return raise(t, EXC_BufferError, "memoryview: underlying buffer is not C-contiguous"), false;
    *view = m->view;
    view->owner = VALUE_NULL;
    m->exports++;
    return true;
}

static void release_buffer(Thread *t, Value self, Buffer *view) {
    view_of(self)->exports--;
}

/* Methods. */

static Value tobytes_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_null(args[1]) && !is_none(args[1])) {
        Str *order = arg_str(t, args[1], "tobytes", "order");
        if (!order)
            return VALUE_NULL;
        if (!str_equal_ascii(order, "C") && !str_equal_ascii(order, "A") && !str_equal_ascii(order, "F"))
            return raise_value_error(t, "order must be 'C', 'F' or 'A'");
        if (str_equal_ascii(order, "F") && view_of(args[0])->view.dimensions > 1)
            return raise(t, EXC_NotImplementedError, "memoryview.tobytes: order 'F' is not supported");
    }
    Bytes *bytes = memoryview_tobytes(t, args[0]);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value tolist_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const MemoryView *m = view_of(args[0]);
    return check_open(t, m) ? to_list(t, &m->view, m->view.data, 0) : VALUE_NULL;
}

static Value hex_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t group;
    if (!text_optional_index(t, args[2], 1, &group))
        return VALUE_NULL;
    Bytes *bytes = memoryview_tobytes(t, args[0]);
    if (!bytes)
        return VALUE_NULL;
    Value result = span_hex_text(t, span_of(object_value(bytes)), args[1], group);
    decref_object(t, bytes);
    return result;
}

static Value release_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    MemoryView *m = view_of(args[0]);
    if (m->exports > 0)
        return raise(t, EXC_BufferError, "memoryview has %zd exported buffer%s", (ssize_t)m->exports,
                     m->exports == 1 ? "" : "s");
    buffer_release(t, &m->base);
    return VALUE_NONE;
}

static Value enter_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return check_open(t, view_of(args[0])) ? new_ref(args[0]) : VALUE_NULL;
}

static Value toreadonly_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!check_open(t, view_of(args[0])))
        return VALUE_NULL;
    MemoryView *m = derive(t, view_of(args[0]));
    if (m)
        m->view.readonly = true;
    return m ? object_value(m) : VALUE_NULL;
}

/* The character of a format text like "B" or "@B"; 0: TypeError or ValueError is pending. */
static char cast_format(Thread *t, Value v, const Buffer *source) {
    if (!is_str(v))
        return raise_type_error(t, "memoryview: format argument must be a string"), 0;
    const Str *s = value_str(v);
    int64_t skip = s->length > 0 && str_at(s, 0) == '@';
    char c = s->length == skip + 1 && s->ascii ? (char)str_at(s, skip) : 0;
    if (!c || !memoryview_item_size(c)) {
        raise_value_error(t, "memoryview: destination format must be a native single character format "
                             "prefixed with an optional '@'");
        return 0;
    }
    if (!strchr("Bbc", c) && !strchr("Bbc", source->format[0]))
        return raise_type_error(t, "memoryview: cannot cast between two non-byte formats"), 0;
    return c;
}

static bool set_shape(Thread *t, Buffer *v, Value shape) {
    int64_t product = 1;
    Tuple *tuple = op_to_tuple(t, shape);
    if (!tuple)
        return false;
    bool ok = tuple->length <= 8;
    if (!ok)
        raise(t, EXC_NotImplementedError, "memoryview: more than 8 dimensions are not supported");
    for (int64_t i = 0; ok && i < tuple->length; i++) {
        ok = op_index_int64(t, tuple->items[i], &v->shape[i], EXC_OverflowError);
        if (ok && (v->shape[i] <= 0 || v->shape[i] > INT64_MAX / product))
            ok = (raise_value_error(t, "memoryview.cast(): elements of shape must be integers > 0"), false);
        product *= ok ? v->shape[i] : 1;
    }
    v->dimensions = (int)tuple->length;
    decref_object(t, tuple);
    if (ok && product * v->item_size != v->length)
        ok = (raise_type_error(t, "memoryview: product(shape) * itemsize != buffer size"), false);
    int64_t stride = v->item_size;
    for (int i = v->dimensions - 1; ok && i >= 0; i--) {
        v->strides[i] = stride;
        stride *= v->shape[i];
    }
    return ok;
}

static bool cast(Thread *t, Buffer *v, char format, Value shape) {
    v->format = memoryview_format_text(format);
    v->item_size = memoryview_item_size(format);
    if (v->length % v->item_size)
        return raise_type_error(t, "memoryview: length is not a multiple of itemsize"), false;
    v->dimensions = 1;
    v->shape[0] = v->length / v->item_size;
    v->strides[0] = v->item_size;
    return is_null(shape) || is_none(shape) || set_shape(t, v, shape);
}

static Value cast_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const MemoryView *m = view_of(args[0]);
    if (!check_open(t, m))
        return VALUE_NULL;
    if (!is_contiguous(&m->view))
        return raise_type_error(t, "memoryview: casts are restricted to C-contiguous views");
    char format = cast_format(t, args[1], &m->view);
    if (!format)
        return VALUE_NULL;
    if (!is_null(args[2]) && !is_list(args[2]) && !is_tuple(args[2]) && !is_none(args[2]))
        return raise_type_error(t, "shape must be a list or a tuple");
    MemoryView *result = derive(t, m);
    if (result && cast(t, &result->view, format, args[2]))
        return object_value(result);
    xdecref_object(t, result);
    return VALUE_NULL;
}

/* Attributes. */

static Value get_obj(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? new_ref(view_of(self)->base.owner) : VALUE_NULL;
}

static Value get_nbytes(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? small_int_value(view_of(self)->view.length) : VALUE_NULL;
}

static Value get_itemsize(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? small_int_value(view_of(self)->view.item_size) : VALUE_NULL;
}

static Value get_ndim(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? small_int_value(view_of(self)->view.dimensions) : VALUE_NULL;
}

static Value get_readonly(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? bool_value(view_of(self)->view.readonly) : VALUE_NULL;
}

static Value get_format(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? str_value(str_new(t, view_of(self)->view.format)) : VALUE_NULL;
}

static Value get_contiguous(Thread *t, Value self) {
    return check_open(t, view_of(self)) ? bool_value(is_contiguous(&view_of(self)->view)) : VALUE_NULL;
}

static Value get_f_contiguous(Thread *t, Value self) {
    const MemoryView *m = view_of(self);
    return check_open(t, m) ? bool_value(is_contiguous(&m->view) && m->view.dimensions < 2) : VALUE_NULL;
}

static Value numbers(Thread *t, const MemoryView *m, const int64_t *numbers) {
    Tuple *tuple = check_open(t, m) ? tuple_new(t, m->view.dimensions) : NULL;
    for (int i = 0; tuple && i < m->view.dimensions; i++)
        tuple->items[i] = small_int_value(numbers[i]);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value get_shape(Thread *t, Value self) {
    return numbers(t, view_of(self), view_of(self)->view.shape);
}

static Value get_strides(Thread *t, Value self) {
    return numbers(t, view_of(self), view_of(self)->view.strides);
}

static Value get_suboffsets(Thread *t, Value self) {
    Tuple *tuple = check_open(t, view_of(self)) ? tuple_new(t, 0) : NULL;
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static const GetSetDef getsets[] = {
    {"obj", get_obj, NULL, "The underlying object."},
    {"nbytes", get_nbytes, NULL, "Size in bytes."},
    {"itemsize", get_itemsize, NULL, "Size of an item in bytes."},
    {"format", get_format, NULL, "Format of an item, as in module struct."},
    {"ndim", get_ndim, NULL, "Number of dimensions."},
    {"shape", get_shape, NULL, "Items in each dimension."},
    {"strides", get_strides, NULL, "Bytes from item to item, for each dimension."},
    {"suboffsets", get_suboffsets, NULL, "Always empty."},
    {"readonly", get_readonly, NULL, "True if the memory cannot be changed."},
    {"c_contiguous", get_contiguous, NULL, "True if the items lie in C's order without gaps."},
    {"f_contiguous", get_f_contiguous, NULL, "True if the items lie in Fortran's order without gaps."},
    {"contiguous", get_contiguous, NULL, "True if the items lie without gaps."},
    {0}};

static const MethodDef methods[] = {
    {"cast", cast_method, "format, shape=None", "A view with another format or shape."},
    {"hex", hex_method, "sep=b'', bytes_per_sep=1", "The bytes as hexadecimal digits."},
    {"release", release_method, "", "Gives the underlying buffer back."},
    {"tobytes", tobytes_method, "order='C'", "The bytes."},
    {"tolist", tolist_method, "", "The items as a list."},
    {"toreadonly", toreadonly_method, "", "A view that cannot change the memory."},
    {"__enter__", enter_method, "", NULL},
    {"__exit__", release_method, "*args", NULL},
    {0}};

const TypeDef memoryview_type_def = {
    .name = "memoryview",
    .size = sizeof(MemoryView),
    .flags = TYPE_GC | TYPE_SEQUENCE | TYPE_WEAKREFABLE,
    .doc = "A view of the memory of an object such as bytes or array: nothing is copied.",
    .new_signature = "object",
    .slots =
        {
            .dealloc = dealloc,
            .traverse = traverse,
            .clear = clear,
            .repr = repr,
            .hash = hash,
            .compare = compare,
            .length = length,
            .getitem = getitem,
            .setitem = setitem,
            .iter = iter,
            .get_buffer = get_buffer,
            .release_buffer = release_buffer,
            .new_instance = new_instance,
        },
    .methods = methods,
    .getsets = getsets,
};
