/* Looking at the heap: what gc.get_objects() and its like answer. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/gc.h"
#include "runtime/gc_debug.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/set.h"

/* While containers are walked none may be made or freed; the list is there before. */
typedef struct Search {
    Thread *t;
    List *found;
    bool failed; /* MemoryError is pending */
    Value *targets;
    int count;
    bool refers;
} Search;

static bool begin(Thread *t, Search *search) {
    *search = (Search){.t = t, .found = list_new(t, 0)};
    return search->found != NULL;
}

static void add(Object *o, void *arg) {
    Search *search = arg;
    if (!search->failed && (List *)o != search->found)
        search->failed = !list_append(search->t, search->found, object_value(o));
}

static List *finish(Search *search) {
    if (!search->failed)
        return search->found;
    decref_object(search->t, search->found);
    return NULL;
}

static void add_seen(Object *o, void *search) {
    if (gc_sees(o))
        add(o, search);
}

List *gc_get_objects(Thread *t) {
    Search search;
    if (!begin(t, &search))
        return NULL;
    memory_each_container(t->interp, add_seen, &search);
    return finish(&search);
}

static void check_referent(Object *o, void *arg) {
    Search *search = arg;
    for (int i = 0; i < search->count; i++)
        search->refers |= value_is(search->targets[i], object_value(o));
}

static void check_referrer(Object *o, void *arg) {
    Search *search = arg;
    search->refers = false;
    if (!gc_sees(o))
        return;
    gc_traverse(o, check_referent, search);
    if (search->refers)
        add(o, search);
}

List *gc_get_referrers(Thread *t, Value *objects, int count) {
    Search search;
    if (!begin(t, &search))
        return NULL;
    search.targets = objects;
    search.count = count;
    memory_each_container(t->interp, check_referrer, &search);
    return finish(&search);
}

static bool add_immediate(Search *search, Value v) {
    return is_pointer(v) || is_null(v) || list_append(search->t, search->found, v);
}

/* Numbers are no objects to the collector; in the containers that people look at they are shown all the same.
 */
static bool add_immediates(Search *search, Value container) {
    bool ok = true;
    int64_t at = 0;
    Value key, v;
    if (is_list(container))
        for (int64_t i = 0; ok && i < value_list(container)->length; i++)
            ok = add_immediate(search, value_list(container)->items[i]);
    else if (is_tuple(container))
        for (int64_t i = 0; ok && i < value_tuple(container)->length; i++)
            ok = add_immediate(search, value_tuple(container)->items[i]);
    else if (is_dict(container))
        while (ok && dict_next(value_dict(container), &at, &key, &v))
            ok = add_immediate(search, key) && add_immediate(search, v);
    else if (is_anyset(container))
        while (ok && set_next(value_set(container), &at, &key))
            ok = add_immediate(search, key);
    return ok;
}

List *gc_get_referents(Thread *t, Value *objects, int count) {
    Search search;
    if (!begin(t, &search))
        return NULL;
    for (int i = 0; i < count && !search.failed; i++) {
        if (is_pointer(objects[i]) && value_object(objects[i])->flags & OBJECT_GC)
            gc_traverse(value_object(objects[i]), add, &search);
        search.failed = search.failed || !add_immediates(&search, objects[i]);
    }
    return finish(&search);
}
