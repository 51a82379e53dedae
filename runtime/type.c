/* Types at work: finding attributes on them, keeping caches honest, calling them. */
#include "runtime/type.h"
#include "runtime/attrs.h"
#include "runtime/callspec.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/stress.h"
#include "runtime/type_slots.h"
#include "runtime/weakref.h"

/* ---- names ---- */

const char *type_name(const Type *type) {
    if (type->def)
        return type->def->name;
    if (!type->name)
        return "?";
    if (type->name->ascii)
        return (const char *)type->name->data;
    const char *utf8 = str_wtf8(thread_current, type->name, NULL);
    return utf8 ? utf8 : "?";
}

const char *type_short_name(const Type *type) {
    const char *name = type_name(type);
    const char *dot = type->def ? strrchr(name, '.') : NULL;
    return dot ? dot + 1 : name;
}

/* ---- lookup ---- */

/* Answers of type_lookup, found by version and name. Values are borrowed: a change of any class in the MRO
 * gives the type a new version, so a stale entry is never asked for. Names are counted, so that no other name
 * can come to lie at their address. */
typedef struct CacheEntry {
    uint32_t version;
    Str *name;
    Value value;
} CacheEntry;

struct MethodCache {
    CacheEntry entries[METHOD_CACHE_SIZE];
};

bool type_cache_init(Thread *t) {
    t->interp->method_cache = mem_calloc(1, sizeof(MethodCache));
    return t->interp->method_cache || (raise_no_memory(t), false);
}

void type_cache_clear(Thread *t) {
    for (int i = 0; t->interp->method_cache && i < METHOD_CACHE_SIZE; i++) {
        CacheEntry *entry = &t->interp->method_cache->entries[i];
        Str *name = entry->name;
        *entry = (CacheEntry){0};
        xdecref_object(t, name);
    }
}

void type_cache_fini(Thread *t) {
    type_cache_clear(t);
    mem_free(t->interp->method_cache);
    t->interp->method_cache = NULL;
}

static inline CacheEntry *cache_entry(Thread *t, uint32_t version, Str *name) {
    size_t hash = version * 31u ^ (size_t)((uintptr_t)name >> 4);
    return &t->interp->method_cache->entries[hash % METHOD_CACHE_SIZE];
}

static Value lookup_in_mro(Thread *t, Type *type, Str *name) {
    if (!type->mro) /* while the mro() of a metaclass runs for a new class, it has no attributes */
        return type->dict && !(type->flags & TYPE_HEAP) ? dict_get_name(t, type->dict, name) : VALUE_NULL;
    for (int64_t i = 0; i < type->mro->length; i++) {
        Type *base = value_type_object(type->mro->items[i]);
        Value v = base->dict ? dict_get_name(t, base->dict, name) : VALUE_NULL;
        if (!is_null(v))
            return v;
    }
    return VALUE_NULL;
}

static Value lookup_slow(Thread *t, Type *type, Str *name) {
    uint32_t version = type_version(t, type);
    Value v = lookup_in_mro(t, type, name);
    if (version == 0)
        return v;
    CacheEntry *entry = cache_entry(t, version, name);
    Str *old = entry->name;
    incref_object(name);
    *entry = (CacheEntry){version, name, v};
    xdecref_object(t, old);
    return v;
}

Value type_lookup(Thread *t, Type *type, Str *name) {
    if (__builtin_expect(type->version != 0, 1)) {
        CacheEntry *entry = cache_entry(t, type->version, name);
        if (__builtin_expect(entry->version == type->version && entry->name == name, 1))
            return entry->value;
    }
    return lookup_slow(t, type, name);
}

/* ---- versions ---- */

/* A type has a version only while all classes of its MRO have one; so a change needs to tell only types that
 * have one. */
uint32_t type_version(Thread *t, Type *type) {
    if (type->version || type->flags & TYPE_CUSTOM_MRO || !type->mro ||
        t->interp->next_type_version == UINT32_MAX)
        return type->version;
    for (int64_t i = 0; i < type->mro->length; i++) {
        Type *base =
            value_type_object(type->mro->items[i]); /* a metaclass may put the type itself anywhere */
        if (base != type && type_version(t, base) == 0)
            return 0;
    }
    type->version = ++t->interp->next_type_version;
    return type->version;
}

static Type *living_subclass(Thread *t, Value reference) {
    Value v = weakref_get(t, (WeakRef *)value_object(reference));
    return is_null(v) ? NULL : value_type_object(v);
}

/* Calls visit for each living direct subclass. */
static bool each_subclass(Thread *t, Type *type, bool (*visit)(Thread *t, Type *subclass, void *arg),
                          void *arg) {
    if (!is_list(type->subclasses))
        return true;
    List *list = value_list(type->subclasses);
    bool ok = true;
    for (int64_t i = 0; ok && i < list->length; i++) {
        Type *subclass = living_subclass(t, list->items[i]);
        if (!subclass)
            continue;
        ok = visit(t, subclass, arg);
        decref_object(t, subclass);
    }
    return ok;
}

static bool forget_instances(Thread *t, Type *type, void *metatype);

/* Where attributes of a class are found depends on its metaclass, and what a property does on its type, while who
 * remembers them knows the version of the class alone. */
static bool forget_version(Thread *t, Type *type, void *arg) {
    if (type->version == 0)
        return true;
    type->version = 0;
    if (type->layout == TYPE_TYPE)
        forget_instances(t, builtin_type(t, TYPE_OBJECT), type);
    else if (type->layout == TYPE_PROPERTY)
        type_forget_all(t);
    return each_subclass(t, type, forget_version, arg);
}

static bool forget_instances(Thread *t, Type *type, void *metatype) {
    if (type->version == 0)
        return true;
    bool is_instance = type_is_subtype(type->ob.type, metatype);
    return is_instance ? forget_version(t, type, NULL) : each_subclass(t, type, forget_instances, metatype);
}

void type_forget_all(Thread *t) {
    forget_version(t, builtin_type(t, TYPE_OBJECT), NULL);
}

static bool is_special_name(const Str *name) {
    return name->length > 4 && name->kind == 1 && name->data[0] == '_' && name->data[1] == '_' &&
           name->data[name->length - 1] == '_' && name->data[name->length - 2] == '_';
}

/* Subclasses that define the name themselves do not change with their base. */
static bool update_subclass_slot(Thread *t, Type *type, void *arg) {
    Str *name = arg;
    if (name && !is_null(dict_get_name(t, type->dict, name)))
        return true;
    if (type->flags & TYPE_HEAP)
        slots_update(t, type, name);
    return each_subclass(t, type, update_subclass_slot, name);
}

bool type_modified(Thread *t, Type *type, Str *name) {
    forget_version(t, type, NULL);
    if (name && !is_special_name(name))
        return true;
    if (type->flags & TYPE_HEAP)
        slots_update(t, type, name);
    return each_subclass(t, type, update_subclass_slot, name);
}

bool type_is_subtype(const Type *a, const Type *b) {
    if (a == b)
        return true;
    if (a->mro) {
        for (int64_t i = 0; i < a->mro->length; i++)
            if ((const Type *)value_object(a->mro->items[i]) == b)
                return true;
        return false;
    }
    for (; a; a = a->base)
        if (a == b)
            return true;
    return false;
}

Type *type_more_derived(Type *a, Type *b) {
    return type_is_subtype(a, b) ? a : type_is_subtype(b, a) ? b : NULL;
}

/* ---- subclasses ---- */

bool type_add_subclass(Thread *t, Type *base, Type *type) {
    if (!is_list(base->subclasses)) {
        List *list = list_new(t, 0);
        if (!list)
            return false;
        base->subclasses = object_value(list);
    }
    Value reference = weakref_new(t, object_value(type), VALUE_NULL);
    return !is_null(reference) && list_append_owned(t, value_list(base->subclasses), reference);
}

/* Takes out `type` and whoever has died. */
void type_remove_subclass(Thread *t, Type *base, Type *type) {
    if (!is_list(base->subclasses))
        return;
    List *list = value_list(base->subclasses);
    int64_t kept = 0;
    for (int64_t i = 0; i < list->length; i++) {
        WeakRef *reference = (WeakRef *)value_object(list->items[i]);
        if (reference->referent && reference->referent != (Object *)type)
            list->items[kept++] = list->items[i];
        else
            decref_object(t, reference);
    }
    list->length = kept;
}

List *type_subclasses(Thread *t, Type *type) {
    List *result = list_new(t, 0);
    if (!result || !is_list(type->subclasses))
        return result;
    List *list = value_list(type->subclasses);
    for (int64_t i = 0; i < list->length; i++) {
        Type *subclass = living_subclass(t, list->items[i]);
        if (subclass && !list_append_owned(t, result, object_value(subclass))) {
            decref_object(t, result);
            return NULL;
        }
    }
    return result;
}

/* ---- calls ---- */

static const char *slot_owner_name(const Type *type, const CallSpec *spec, bool init) {
    while (type->base && (init ? type->base->init_spec : type->base->new_spec) == spec)
        type = type->base;
    return type_short_name(type);
}

Value type_call_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    const CallSpec *spec = type->new_spec;
    if (!spec || callspec_fits(spec, nargs, kwnames))
        return type->slots.new_instance(t, type, args, nargs, kwnames);
    Value out[CALLSPEC_MAX];
    CallName name = {.name = slot_owner_name(type, spec, false), .is_type = true};
    if (!callspec_bind_named(t, spec, &name, args, nargs, kwnames, out))
        return VALUE_NULL;
    return type->slots.new_instance(t, type, out, spec->total, NULL);
}

bool type_call_init(Thread *t, Type *type, Value self, Value *args, int nargs, Tuple *kwnames) {
    const CallSpec *spec = type->init_spec;
    if (!spec || callspec_fits(spec, nargs, kwnames))
        return type->slots.init(t, self, args, nargs, kwnames);
    Value out[CALLSPEC_MAX];
    CallName name = {.name = slot_owner_name(type, spec, true), .is_type = true};
    if (!callspec_bind_named(t, spec, &name, args, nargs, kwnames, out))
        return false;
    return type->slots.init(t, self, out, spec->total, NULL);
}

/* object.__init__ leaves it to a __new__ that is not object's to look at the arguments. */
static bool init_does_nothing(Thread *t, Type *type) {
    const Slots *object = &builtin_type(t, TYPE_OBJECT)->slots;
    return type->slots.init == object->init && type->slots.new_instance != object->new_instance;
}

Value type_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    Type *type = value_type_object(callee);
    if (kwnames && kwnames->length == 0)
        kwnames = NULL;
    if (type->id == TYPE_TYPE) {
        if (nargs == 1 && !kwnames)
            return new_object_ref(type_of(t, args[0]));
        if (nargs != 3)
            return raise_type_error(t, nargs == 1 ? "type() takes no keyword arguments"
                                                  : "type() takes 1 or 3 arguments");
    }
    if (!type->slots.new_instance || type->flags & TYPE_NO_INSTANCES)
        return raise_type_error(t, "cannot create '%N' instances", type);
    Value self = type_call_new(t, type, args, nargs, kwnames);
    if (is_null(self))
        return self;
    Type *made = type_of(t, self);
    if ((made == type || type_is_subtype(made, type)) && made->slots.init && !init_does_nothing(t, made) &&
        !type_call_init(t, made, self, args, nargs, kwnames)) {
        decref(t, self);
        return VALUE_NULL;
    }
    return self;
}

/* ---- attributes ---- */

Value descriptor_bind(Thread *t, Value found, Value instance, Type *owner) {
    if (!is_pointer(found))
        return found;
    Type *type = value_object(found)->type;
    if (!type->slots.descr_get)
        return new_ref(found);
    incref(found);
    Value bound = type->slots.descr_get(t, found, instance, object_value(owner));
    decref(t, found);
    return bound;
}

static bool is_data_descriptor(Value v) {
    return is_pointer(v) && value_object(v)->type->slots.descr_set;
}

/* Data descriptors of the metaclass, then the class and its bases, then the rest of the metaclass. */
Value type_find_attr(Thread *t, Value self, Str *name) {
    Type *type = value_type_object(self), *meta = value_object(self)->type;
    Value on_meta = type_lookup(t, meta, name);
    if (is_data_descriptor(on_meta) && value_object(on_meta)->type->slots.descr_get)
        return descriptor_bind(t, on_meta, self, meta);
    incref(on_meta);
    Value found = type_lookup(t, type, name);
    Value result = !is_null(found)     ? descriptor_bind(t, found, VALUE_NULL, type)
                   : !is_null(on_meta) ? descriptor_bind(t, on_meta, self, meta)
                                       : VALUE_NULL;
    decref(t, on_meta);
    return result;
}

Value type_getattr(Thread *t, Value self, Str *name) {
    Value v = type_find_attr(t, self, name);
    if (is_null(v) && !error_pending(t))
        return raise_attribute_error(t, self, name, "type object '%.50s' has no attribute '%U'",
                                     type_name(value_type_object(self)), name);
    return v;
}

static bool set_in_type_dict(Thread *t, Type *type, Str *name, Value v) {
    if (!is_null(v))
        return dict_set_name(t, type->dict, name, v);
    int deleted = dict_delete(t, type->dict, object_value(name));
    if (deleted == 0)
        raise(t, EXC_AttributeError, "type object '%.50s' has no attribute '%U'", type_name(type), name);
    return deleted == 1;
}

bool type_setattr(Thread *t, Value self, Str *name, Value v) {
    Type *type = value_type_object(self);
    if (!(type->flags & TYPE_HEAP)) {
        raise_type_error(t, "cannot set '%U' attribute of immutable type '%N'", name, type);
        return false;
    }
    Value on_meta = type_lookup(t, value_object(self)->type, name);
    if (is_data_descriptor(on_meta)) {
        incref(on_meta);
        bool ok = value_object(on_meta)->type->slots.descr_set(t, on_meta, self, v);
        decref(t, on_meta);
        return ok && type_modified(t, type, name);
    }
    /* The old value is kept until caches have forgotten it: releasing it may run code. */
    Value old = new_ref(dict_get_name(t, type->dict, name));
    bool ok = set_in_type_dict(t, type, name, v) && type_modified(t, type, name);
    decref(t, old);
    return ok;
}

bool type_has_generic_getattr(const Type *type) {
    return type->slots.getattr == object_generic_getattr;
}
bool type_has_generic_setattr(const Type *type) {
    return type->slots.setattr == object_generic_setattr;
}

/* ---- the end ---- */

void type_release(Thread *t, Type *type) {
    value_clear(t, &type->subclasses);
    Dict *dict = type->dict;
    type->dict = NULL;
    xdecref_object(t, dict);
    if (type->def) {
        if (!type->base || type->base->new_spec != type->new_spec)
            callspec_free(t, type->new_spec);
        if (!type->base || type->base->init_spec != type->init_spec)
            callspec_free(t, type->init_spec);
    }
    type->new_spec = type->init_spec = NULL;
    shape_free_tree(t, type->root_shape);
    type->root_shape = NULL;
    Tuple *bases = type->bases, *mro = type->mro;
    type->bases = type->mro = NULL;
    xdecref_object(t, mro);
    xdecref_object(t, bases);
    Str *name = type->name, *qualname = type->qualname;
    type->name = type->qualname = NULL;
    xdecref_object(t, name);
    xdecref_object(t, qualname);
}
