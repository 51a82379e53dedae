/* Attribute instructions when the inline cache misses: do it, and remember how for the next time. */
#include "vm/eval_slow.h"
#include "runtime/stress.h"

/* A site that keeps on missing stops trying. */
static bool may_cache(InlineCache *cache) {
    if (cache->kind == CACHE_NEVER)
        return false;
    if (cache->kind != CACHE_EMPTY && ++cache->misses > INLINE_CACHE_MISSES) {
        cache->kind = CACHE_NEVER;
        return false;
    }
    return true;
}

/* Where the next thing learned goes: an empty way, a new one, or one of the old ones in turn. NULL: no
 * memory, then nothing is learned. */
static InlineCache *choose_way(InlineCache *cache) {
    int ways = 1;
    InlineCache *last = cache;
    while (last->kind != CACHE_EMPTY && last->more) {
        last = last->more;
        ways++;
    }
    if (last->kind == CACHE_EMPTY)
        return last;
    if (ways < INLINE_CACHE_WAYS) {
        last->more = mem_calloc(1, sizeof *cache);
        if (last->more)
            last->more->name = cache->name;
        return last->more;
    }
    for (int skip = cache->misses % INLINE_CACHE_WAYS; skip > 0; skip--)
        cache = cache->more;
    return cache;
}

static void cache_put(InlineCache *site, CacheKind kind, uint32_t version, Shape *shape, int64_t index,
                      Value v) {
    InlineCache *cache = version && index <= UINT16_MAX ? choose_way(site) : NULL;
    if (!cache)
        return;
    cache->version = version;
    cache->shape = shape;
    cache->index = (uint16_t)index;
    cache->value = v;
    cache->kind = (uint8_t)kind;
}

/* The shape of an instance with fixed-offset attributes in shape mode. NULL with *usable false: cannot be
 * cached. */
static Shape *cacheable_shape(Object *object, bool *usable) {
    Type *type = object->type;
    *usable = true;
    if (!(type->flags & TYPE_HAS_ATTRS))
        return NULL;
    Shape *shape = type->attrs_offset ? attrs_at(object, type->attrs_offset)->shape : NULL;
    *usable = shape != NULL;
    return shape;
}

static bool is_data_descriptor(Thread *t, Value v) {
    return is_pointer(v) && type_of(t, v)->slots.descr_set;
}
static bool is_descriptor(Thread *t, Value v) {
    return is_pointer(v) && type_of(t, v)->slots.descr_get;
}
/* Is what a class has read before what its instance has? One that has only __set__ or __delete__ is not. */
static bool reads_first(Thread *t, Value v) {
    return is_data_descriptor(t, v) && is_descriptor(t, v);
}

static void cache_class_attribute(Thread *t, Object *object, InlineCache *cache, Value found, Shape *shape) {
    Type *type = object->type;
    uint32_t version = type_version(t, type);
    if (is_exact(found, TYPE_MEMBER_DESCRIPTOR)) {
        MemberDescriptor *member = (MemberDescriptor *)value_object(found);
        if (!member->readonly && !member->behind_body && type_is_subtype(type, member->type))
            cache_put(cache, CACHE_SLOT, version, NULL, member->offset, VALUE_NULL);
    } else if (property_reads_by_getter(t, found) && type_has_generic_getattr(type)) {
        Value getter = ((Property *)value_object(found))->get;
        if (is_function(getter)) {
            Code *code = ((Function *)value_object(getter))->code;
            if (code->simple_call && code->argcount == 1)
                cache_put(cache, CACHE_PROPERTY, version, NULL, 0, getter);
        }
    } else if (!is_descriptor(t, found)) {
        cache_put(cache, CACHE_CLASS, version, shape, 0, found);
    } else if (type_has_generic_getattr(type)) {
        cache_put(cache, CACHE_DESCRIPTOR, version, shape, 0, found);
    }
}

/* Instances in dict mode tend to have the same names at the same places. */
static void cache_dict_instance(Thread *t, Object *object, InlineCache *cache) {
    Type *type = object->type;
    Attrs *attrs = type->attrs_offset ? attrs_at(object, type->attrs_offset) : NULL;
    if (!attrs || attrs->shape || !attrs->dict)
        return;
    int64_t index = dict_find_name(t, attrs->dict, cache->name);
    if (index >= 0)
        cache_put(cache, CACHE_DICT, type_version(t, type), NULL, index, VALUE_NULL);
}

static void cache_instance(Thread *t, Object *object, InlineCache *cache) {
    Type *type = object->type;
    if (!type_finds_generically(t, type))
        return;
    bool usable;
    Shape *shape = cacheable_shape(object, &usable);
    Value found = type_lookup(t, type, cache->name);
    if (!is_null(found) && (is_exact(found, TYPE_MEMBER_DESCRIPTOR) || reads_first(t, found))) {
        cache_class_attribute(t, object, cache, found, NULL);
        return;
    }
    if (!usable) {
        cache_dict_instance(t, object, cache);
        return;
    }
    int index = shape ? shape_find(shape, cache->name) : -1;
    if (index >= 0)
        cache_put(cache, CACHE_INSTANCE, type_version(t, type), shape, index, VALUE_NULL);
    else if (!is_null(found))
        cache_class_attribute(t, object, cache, found, shape);
}

/* Attributes of classes that are no descriptors; the metaclass must not come first, now or later: a change of it gives
 * its classes new versions, too, if it has one. */
static void cache_type_attribute(Thread *t, Type *type, InlineCache *cache) {
    Type *metatype = type->ob.type;
    if (!type_finds_generically(t, metatype) || !type_version(t, metatype) ||
        reads_first(t, type_lookup(t, metatype, cache->name)))
        return;
    Value found = type_lookup(t, type, cache->name);
    bool plain = !is_null(found) && (!is_descriptor(t, found) || is_function(found));
    if (plain)
        cache_put(cache, CACHE_TYPE_ATTR, type_version(t, type), NULL, 0, found);
}

static void cache_module(Thread *t, Module *module, InlineCache *cache) {
    int64_t index = dict_find_name(t, module->dict, cache->name);
    if (index >= 0 && is_null(type_lookup(t, builtin_type(t, TYPE_MODULE), cache->name)))
        cache_put(cache, CACHE_MODULE, dict_version(t, module->dict), NULL, index, VALUE_NULL);
}

static void cache_attribute(Thread *t, Value v, InlineCache *cache) {
    if (!is_pointer(v) || !may_cache(cache))
        return;
    Object *object = value_object(v);
    if (object->type->layout == TYPE_TYPE)
        cache_type_attribute(t, (Type *)object, cache);
    else if (object->type->id == TYPE_MODULE)
        cache_module(t, (Module *)object, cache);
    else
        cache_instance(t, object, cache);
}

/* What the cache knows to be a descriptor's to give. VALUE_NULL with *known false: nothing is known. */
static Value load_by_descriptor(Thread *t, Value v, InlineCache *site, bool *known) {
    Object *object = value_object(v);
    Type *type = object->type;
    *known = false;
    for (InlineCache *cache = site; cache; cache = cache->more) {
        if (cache->kind != CACHE_DESCRIPTOR || cache->version != type->version ||
            (cache->shape && attrs_at(object, type->attrs_offset)->shape != cache->shape))
            continue;
        *known = true;
        Value descriptor = new_ref(cache->value);
        Value result = type_of(t, descriptor)->slots.descr_get(t, descriptor, v, object_value(type));
        decref(t, descriptor);
        return result;
    }
    return VALUE_NULL;
}

static bool is_property(Thread *t, Value v, Str *name) {
    return is_pointer(v) && property_reads_by_getter(t, type_lookup(t, value_object(v)->type, name));
}

/* A property is remembered before its getter runs: one that recurses finds the cache and needs no C stack. */
Value slow_load_attr(Thread *t, Value object, InlineCache *cache) {
    bool known = false;
    Value v = is_pointer(object) ? load_by_descriptor(t, object, cache, &known) : VALUE_NULL;
    if (known)
        return v;
    bool property = is_property(t, object, cache->name);
    if (property)
        cache_attribute(t, object, cache);
    v = op_getattr(t, object, cache->name);
    if (!property && !is_null(v))
        cache_attribute(t, object, cache);
    return v;
}

/* The instance may be gone from the caller's registers; it is still the getter's argument. */
void slow_property_failed(Thread *t, const Frame *getter) {
    const Frame *caller = getter->previous;
    Value self = getter->regs[0];
    if (is_exact(self, TYPE_CELL))
        self = ((Cell *)value_object(self))->value;
    if (!is_null(self))
        error_name_attribute(t, self, caller->code->caches[caller->ip->c].name);
}

/* Before the store: is this the plain case of an instance with inline attributes and nothing on the class in
 * the way? */
static bool plain_store(Thread *t, Value v, InlineCache *cache) {
    if (!is_pointer(v) || !may_cache(cache))
        return false;
    Type *type = value_object(v)->type;
    return type->flags & TYPE_HEAP && type_has_generic_setattr(type);
}

bool slow_store_attr(Thread *t, Value object_v, Value v, InlineCache *cache) {
    if (!plain_store(t, object_v, cache))
        return op_setattr(t, object_v, cache->name, v);
    Object *object = value_object(object_v);
    Type *type = object->type;
    Value found = type_lookup(t, type, cache->name);
    bool usable, data = is_data_descriptor(t, found);
    Shape *before = cacheable_shape(object, &usable);
    incref_object(type);
    bool ok = op_setattr(t, object_v, cache->name, v);
    if (ok && object->type == type && data && is_exact(found, TYPE_MEMBER_DESCRIPTOR)) {
        cache_class_attribute(t, object, cache, found, NULL);
    } else if (ok && object->type == type && before && !data) {
        Shape *after = attrs_at(object, type->attrs_offset)->shape;
        int index = after ? shape_find(after, cache->name) : -1;
        if (index >= 0 && after == before)
            cache_put(cache, CACHE_INSTANCE, type_version(t, type), before, index, VALUE_NULL);
        else if (index >= 0 && after->parent == before)
            cache_put(cache, CACHE_ADD, type_version(t, type), before, index,
                      (Value){(uint64_t)(uintptr_t)after});
    }
    decref_object(t, type);
    return ok;
}

/* May LOAD_METHOD skip the bound method for what the class has? */
static bool binds_like_function(Thread *t, Value found) {
    return is_pointer(found) && value_object(found)->type->flags & TYPE_METHOD_LIKE;
}

static bool load_instance_method(Thread *t, Value v, InlineCache *cache, Value *method) {
    Type *type = type_of(t, v);
    if (!type_finds_generically(t, type))
        return false;
    Value found = type_lookup(t, type, cache->name);
    if (is_null(found) || !binds_like_function(t, found))
        return false;
    Shape *shape = NULL;
    bool usable = true;
    if (type->flags & TYPE_HAS_ATTRS) {
        Value own = attrs_get(t, value_object(v), cache->name);
        if (!is_null(own) || error_pending(t))
            return false;
        shape = cacheable_shape(value_object(v), &usable);
    }
    if (usable && is_pointer(v) && may_cache(cache))
        cache_put(cache, CACHE_METHOD, type_version(t, type), shape, 0, found);
    method[0] = new_ref(found);
    method[1] = new_ref(v);
    return true;
}

bool slow_load_method(Thread *t, Value object, InlineCache *cache, Value *method) {
    bool is_namespace =
        is_pointer(object) && (value_object(object)->type->layout == TYPE_TYPE || is_module(object));
    if (!is_namespace && load_instance_method(t, object, cache, method))
        return true;
    if (error_pending(t))
        return false;
    method[0] = VALUE_NULL;
    method[1] = op_getattr(t, object, cache->name);
    if (!is_null(method[1]) && is_namespace)
        cache_attribute(t, object, cache);
    return !is_null(method[1]);
}

/* The class that the method running in the frame belongs to, from its __class__ cell; NULL: not the plain
 * case. Borrowed. */
static Type *running_class(Thread *t, Frame *f) {
    Code *code = f->code;
    for (uint32_t i = 0; i < code->free_count; i++)
        if (code->free_names[i] == NAME(__class__)) {
            Value v = ((Cell *)value_object(value_tuple(f->function->closure)->items[i]))->value;
            return is_type(v) ? value_type_object(v) : NULL;
        }
    return NULL;
}

/* super().name found as a plain method of a class behind `start` in the order of self's class. */
static bool load_super_plain(Thread *t, Frame *f, InlineCache *cache, Value *method) {
    Value self = f->code->argcount ? f->regs[0] : VALUE_NULL;
    if (is_exact(self, TYPE_CELL))
        self = ((Cell *)value_object(self))->value;
    Type *start = running_class(t, f);
    if (!start || is_null(self) || is_type(self))
        return false;
    Type *owner = type_of(t, self);
    bool cached =
        cache->kind == CACHE_METHOD && cache->version == owner->version && cache->shape == (Shape *)start;
    Value found = cached ? cache->value : VALUE_NULL;
    if (!cached && type_is_subtype(owner, start)) {
        found = super_lookup(t, start, owner, cache->name);
        if (is_null(found) || !binds_like_function(t, found))
            return false;
        cache->kind = CACHE_METHOD;
        cache->version = type_version(t, owner);
        cache->shape = (Shape *)start; /* a key only: the same class as last time? */
        cache->value = found;
    }
    if (is_null(found))
        return false;
    method[0] = new_ref(found);
    method[1] = new_ref(self);
    return true;
}

bool slow_load_super_method(Thread *t, Frame *f, Value super, InlineCache *cache, Value *method) {
    if (value_is(super, object_value(builtin_type(t, TYPE_SUPER))) && load_super_plain(t, f, cache, method))
        return true;
    Value object = error_pending(t) ? VALUE_NULL : op_call0(t, super);
    method[0] = VALUE_NULL;
    method[1] = is_null(object) ? VALUE_NULL : op_getattr(t, object, cache->name);
    decref(t, object);
    return !is_null(method[1]);
}
