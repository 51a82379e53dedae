/* Module _heapq: heaps on lists, with the smallest or (the _max functions) the largest item on top. */
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"

typedef struct Heap {
    Thread *t;
    List *list;
    bool largest; /* on top */
} Heap;

static bool heap_of(Thread *t, const char *function, Value v, bool largest, Heap *heap) {
    if (!is_list(v))
        return raise_type_error(t, "%s() argument%s must be list, not %T", function, " 1", v), false;
    *heap = (Heap){t, value_list(v), largest};
    return true;
}

/* Belongs item a above item b? 1, 0, -1. The comparison must not change the list's length. */
static int above(Heap *h, Value a, Value b) {
    int64_t length = h->list->length;
    incref(a);
    incref(b);
    int answer = op_compare_bool(h->t, h->largest ? b : a, h->largest ? a : b, COMPARE_LT);
    decref(h->t, a);
    decref(h->t, b);
    if (answer >= 0 && h->list->length != length) {
        raise(h->t, EXC_RuntimeError, "list changed size during iteration");
        return -1;
    }
    return answer;
}

static void swap(List *list, int64_t i, int64_t j) {
    Value v = list->items[i];
    list->items[i] = list->items[j];
    list->items[j] = v;
}

/* Moves the item at i towards `start` while it belongs above its parent. */
static bool rise(Heap *h, int64_t start, int64_t i) {
    while (i > start) {
        int64_t parent = (i - 1) >> 1;
        int higher = above(h, h->list->items[i], h->list->items[parent]);
        if (higher <= 0)
            return higher == 0;
        swap(h->list, i, parent);
        i = parent;
    }
    return true;
}

/* Puts the item at i where it belongs below. It is a former leaf as a rule and goes far down: so it first
 * goes all the way, past the better child each time, and rises again from there. That takes fewer
 * comparisons (Wegener, "Bottom-up heapsort", Theoretical Computer Science 118, 1993). */
static bool sink(Heap *h, int64_t i) {
    int64_t start = i, length = h->list->length;
    while (2 * i + 1 < length) {
        int64_t child = 2 * i + 1;
        if (child + 1 < length) {
            int first = above(h, h->list->items[child], h->list->items[child + 1]);
            if (first < 0)
                return false;
            child += !first;
        }
        swap(h->list, i, child);
        i = child;
    }
    return rise(h, start, i);
}

static Value heapify(Thread *t, Value *args, const char *name, bool largest) {
    Heap h;
    if (!heap_of(t, name, args[0], largest, &h))
        return VALUE_NULL;
    for (int64_t i = h.list->length / 2; --i >= 0;)
        if (!sink(&h, i))
            return VALUE_NULL;
    return VALUE_NONE;
}

static Value pop(Thread *t, Value *args, const char *name, bool largest) {
    Heap h;
    if (!heap_of(t, name, args[0], largest, &h))
        return VALUE_NULL;
    if (h.list->length == 0)
        return raise_index_error(t, "index out of range");
    swap(h.list, 0, h.list->length - 1);
    Value top = new_ref(h.list->items[h.list->length - 1]);
    if (list_setitem(t, h.list, small_int_value(h.list->length - 1), VALUE_NULL) &&
        (h.list->length == 0 || sink(&h, 0)))
        return top;
    decref(t, top);
    return VALUE_NULL;
}

static Value replace(Thread *t, Value *args, const char *name, bool largest) {
    Heap h;
    if (!heap_of(t, name, args[0], largest, &h))
        return VALUE_NULL;
    if (h.list->length == 0)
        return raise_index_error(t, "index out of range");
    Value top = h.list->items[0];
    h.list->items[0] = new_ref(args[1]);
    if (sink(&h, 0))
        return top;
    decref(t, top);
    return VALUE_NULL;
}

static Value heappush_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Heap h;
    if (!heap_of(t, "heappush", args[0], false, &h) || !list_append(t, h.list, args[1]))
        return VALUE_NULL;
    return rise(&h, 0, h.list->length - 1) ? VALUE_NONE : VALUE_NULL;
}

static Value heappushpop_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Heap h;
    if (!heap_of(t, "heappushpop", args[0], false, &h))
        return VALUE_NULL;
    if (h.list->length == 0)
        return new_ref(args[1]);
    Value top = new_ref(h.list->items[0]);
    int higher = op_compare_bool(t, top, args[1], COMPARE_LT);
    decref(t, top);
    if (higher < 0)
        return VALUE_NULL; /* a list that the comparison has emptied is an error of replace() */
    return higher ? replace(t, args, "heappushpop", false) : new_ref(args[1]);
}

static Value heapify_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return heapify(t, args, "heapify", false);
}
static Value heappop_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return pop(t, args, "heappop", false);
}
static Value heapreplace_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return replace(t, args, "heapreplace", false);
}
static Value heapify_max_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return heapify(t, args, "_heapify_max", true);
}
static Value heappop_max_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return pop(t, args, "_heappop_max", true);
}
static Value heapreplace_max_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return replace(t, args, "_heapreplace_max", true);
}

static const MethodDef functions[] = {
    {"heappush", heappush_function, "heap, item, /", "Add an item to a heap."},
    {"heappushpop", heappushpop_function, "heap, item, /",
     "heappush(heap, item), then heappop(heap), in one step."},
    {"heappop", heappop_function, "heap, /", "Take the smallest item from a heap."},
    {"heapreplace", heapreplace_function, "heap, item, /",
     "heappop(heap), then heappush(heap, item), in one step. The heap must not be empty. The result\nmay be "
     "larger than the item; heappushpop has it the other way round."},
    {"heapify", heapify_function, "heap, /", "Order a list so that it is a heap, in linear time."},
    {"_heappop_max", heappop_max_function, "heap, /", "Maxheap variant of heappop."},
    {"_heapify_max", heapify_max_function, "heap, /", "Maxheap variant of heapify."},
    {"_heapreplace_max", heapreplace_max_function, "heap, item, /", "Maxheap variant of heapreplace."},
    {0},
};

const ModuleDef heapq_module_def = {
    .name = "_heapq",
    .doc = "Lists kept as heaps: the smallest item comes first.",
    .functions = functions,
};
