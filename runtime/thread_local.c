/* _thread._local. Each thread has a dict of attributes; before an access the object gets the one of the
 * calling thread as its __dict__, so that everything else is as for other objects. The dicts belong to the
 * object, so that cycles through it are seen by the collector; a thread that ends takes its own out of all
 * objects. */
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/thread.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "runtime/type.h"

typedef struct ThreadLocal {
    Object ob;
    struct ThreadLocal *next, *previous; /* all of the Interp */
    Tuple *args;                         /* with which each thread calls __init__ */
    Dict *kwargs;                        /* or NULL */
    Dict *dicts;                         /* from Thread.serial to the thread's attributes */
    uint64_t shown;                      /* whose attributes are in place; 0: nobody's */
} ThreadLocal;

static Value serial_key(Thread *t) {
    return int_value(t, (int64_t)t->serial);
}

static bool has_init(Thread *t, Type *type) {
    return type->slots.init && type->slots.init != builtin_type(t, TYPE_OBJECT)->slots.init;
}

/* Puts the thread's attributes in place; the first time it makes them, by calling __init__. */
static bool show(Thread *t, ThreadLocal *self) {
    if (self->shown == t->serial)
        return true;
    Value dict = dict_get(t, self->dicts, serial_key(t));
    if (!is_null(dict)) {
        self->shown = t->serial;
        return attrs_replace_dict(t, &self->ob, value_dict(dict));
    }
    Dict *fresh = error_pending(t) ? NULL : dict_new(t, 0);
    bool ok = fresh && dict_set(t, self->dicts, serial_key(t), object_value(fresh)) &&
              attrs_replace_dict(t, &self->ob, fresh);
    xdecref_object(t, fresh);
    if (!ok)
        return false;
    self->shown = t->serial;
    if (!has_init(t, self->ob.type))
        return true;
    Value init = op_getattr(t, object_value(self), NAME(__init__));
    Value result = is_null(init) ? VALUE_NULL : op_call_tuple(t, init, self->args, self->kwargs);
    decref(t, init);
    decref(t, result);
    if (!is_null(result))
        return true;
    Value exception = error_fetch(t); /* the next access tries again */
    self->shown = 0;
    dict_delete(t, self->dicts, serial_key(t));
    error_restore(t, exception);
    return false;
}

static void link_local(Interp *interp, ThreadLocal *self) {
    self->next = interp->thread_locals;
    if (self->next)
        self->next->previous = self;
    interp->thread_locals = self;
}

static Value local_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    if ((nargs || kwnames) && !has_init(t, type))
        return raise_type_error(t, "Initialization arguments are not supported");
    ThreadLocal *self = object_new(t, type, 0);
    if (!self)
        return VALUE_NULL;
    link_local(t->interp, self);
    self->args = tuple_from_array(t, args, nargs);
    self->kwargs = kwnames && self->args ? dict_from_keywords(t, args + nargs, kwnames) : NULL;
    self->dicts = dict_new(t, 0);
    bool ok = self->args && self->dicts && (!kwnames || self->kwargs);
    Dict *first = ok ? dict_new(t, 0) : NULL; /* the maker's __init__ is called by the class */
    ok = first && dict_set(t, self->dicts, serial_key(t), object_value(first)) &&
         attrs_replace_dict(t, &self->ob, first);
    xdecref_object(t, first);
    self->shown = t->serial;
    if (ok)
        return object_value(self);
    decref_object(t, self);
    return VALUE_NULL;
}

static void local_dealloc(Thread *t, Object *o) {
    ThreadLocal *self = (ThreadLocal *)o;
    *(self->previous ? &self->previous->next : &t->interp->thread_locals) = self->next;
    if (self->next)
        self->next->previous = self->previous;
    xdecref_object(t, self->args);
    xdecref_object(t, self->kwargs);
    xdecref_object(t, self->dicts);
}

static void local_traverse(Object *o, VisitFn visit, void *arg) {
    ThreadLocal *self = (ThreadLocal *)o;
    visit_object(self->args, visit, arg);
    visit_object(self->kwargs, visit, arg);
    visit_object(self->dicts, visit, arg);
}

static void local_clear(Thread *t, Object *o) {
    ThreadLocal *self = (ThreadLocal *)o;
    self->shown = 0;
    if (self->dicts)
        dict_clear(t, self->dicts);
}

static Value local_getattr(Thread *t, Value v, Str *name) {
    return show(t, (ThreadLocal *)value_object(v)) ? object_generic_getattr(t, v, name) : VALUE_NULL;
}

static bool local_setattr(Thread *t, Value v, Str *name, Value item) {
    if (str_equal_ascii(name, "__dict__")) {
        raise_attribute_error(t, v, name, "'%T' object attribute '__dict__' is read-only", v);
        return false;
    }
    return show(t, (ThreadLocal *)value_object(v)) && object_generic_setattr(t, v, name, item);
}

void thread_local_forget(Thread *t) {
    ThreadLocal *self = t->interp->thread_locals;
    while (self) { /* what a __del__ does may change the list: begin again after each */
        bool mine = !is_null(dict_get(t, self->dicts, serial_key(t)));
        if (!mine) {
            self = self->next;
            continue;
        }
        incref_object(self);
        if (self->shown == t->serial) {
            self->shown = 0;
            attrs_clear(t, &self->ob);
        }
        dict_delete(t, self->dicts, serial_key(t));
        error_clear(t);
        decref_object(t, self);
        self = t->interp->thread_locals;
    }
}

const TypeDef thread_local_type_def = {
    .name = "_thread._local",
    .size = sizeof(ThreadLocal),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE,
    .doc = "Thread-local data",
    .slots = {.dealloc = local_dealloc,
              .traverse = local_traverse,
              .clear = local_clear,
              .getattr = local_getattr,
              .setattr = local_setattr,
              .new_instance = local_new},
};
