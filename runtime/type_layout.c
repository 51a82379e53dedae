#include "runtime/type_layout.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"

/* ---- which base ---- */

static bool adds_fields(const Type *type) {
    const Type *base = type->base;
    return type->size != base->size || type->slot_count != base->slot_count ||
           (!(type->flags & TYPE_HEAP) && type->layout != base->layout);
}

Type *type_layout_owner(Type *type) {
    while (type->base && !adds_fields(type))
        type = type->base;
    return type;
}

static bool check_base(Thread *t, Value base) {
    if (!is_type(base))
        return raise_type_error(t, "bases must be types"), false;
    Type *type = value_type_object(base);
    if (type->flags & TYPE_BASE)
        return true;
    raise_type_error(t, "type '%.100s' is not an acceptable base type", type_name(type));
    return false;
}

Type *type_best_base(Thread *t, Tuple *bases) {
    Type *best = NULL, *deepest = NULL;
    for (int64_t i = 0; i < bases->length; i++) {
        if (!check_base(t, bases->items[i]))
            return NULL;
        Type *base = value_type_object(bases->items[i]), *owner = type_layout_owner(base);
        Type *deeper = deepest ? type_more_derived(deepest, owner) : owner;
        if (!deeper) {
            raise_type_error(t, "multiple bases have instance lay-out conflict");
            return NULL;
        }
        if (deeper != deepest)
            best = base;
        deepest = deeper;
    }
    return best;
}

/* ---- __slots__ ---- */

static bool has_dict(const Type *type) {
    return type->flags & TYPE_HAS_ATTRS || type->layout == TYPE_TYPE || type->layout == TYPE_MODULE;
}

static bool has_weakrefs(const Type *type) {
    return type->flags & TYPE_WEAKREFABLE;
}

static bool takes_slots(const Type *base) {
    return base->layout == TYPE_STR || (!(base->flags & TYPE_VAR_SIZED) && base->layout != TYPE_TYPE);
}

/* _Class__name for names with two underscores in front and none behind. */
static Str *mangle(Thread *t, Str *class_name, Str *name) {
    int64_t n = name->length;
    bool private = n > 2 && str_at(name, 0) == '_' && str_at(name, 1) == '_' &&
                   !(str_at(name, n - 1) == '_' && str_at(name, n - 2) == '_');
    int64_t skip = 0;
    while (skip < class_name->length && str_at(class_name, skip) == '_')
        skip++;
    if (!private || skip == class_name->length) {
        incref_object(name);
        return str_intern(t, name);
    }
    Str *stripped = str_slice(t, class_name, skip, class_name->length);
    Str *mangled = stripped ? str_format(t, "_%U%U", stripped, name) : NULL;
    xdecref_object(t, stripped);
    return str_intern(t, mangled);
}

static bool check_identifier(Thread *t, Value name) {
    if (!is_str(name))
        return raise_type_error(t, "__slots__ items must be strings, not '%T'", name), false;
    Str *method = str_intern_utf8(t, "isidentifier");
    Value answer = method ? op_call_method0(t, name, method) : VALUE_NULL;
    xdecref_object(t, method);
    if (is_false(answer))
        raise_type_error(t, "__slots__ must be identifiers");
    return is_true(answer);
}

static bool take_special(Thread *t, Type *base, Str *name, Layout *layout, bool *taken) {
    *taken = true;
    if (str_equal_ascii(name, "__dict__")) {
        if (has_dict(base) || layout->dict)
            return raise_type_error(t, "__dict__ slot disallowed: we already got one"), false;
        layout->dict = true;
    } else if (str_equal_ascii(name, "__weakref__")) {
        if (has_weakrefs(base) || !takes_slots(base) || layout->weakrefs) {
            raise_type_error(t,
                             "__weakref__ slot disallowed: either we already got one, or __itemsize__ != 0");
            return false;
        }
        layout->weakrefs = true;
    } else
        *taken = false;
    return true;
}

static bool take_name(Thread *t, Str *class_name, Dict *dict, Str *name, Layout *layout) {
    Str *mangled = mangle(t, class_name, name);
    if (!mangled)
        return false;
    bool special = str_equal_ascii(name, "__qualname__") || str_equal_ascii(name, "__classcell__");
    if (!special && !is_null(dict_get_name(t, dict, mangled))) {
        raise_value_error(t, "%R in __slots__ conflicts with class variable", object_value(name));
        decref_object(t, mangled);
        return false;
    }
    return list_append_owned(t, layout->names, object_value(mangled));
}

static bool read_slots(Thread *t, Str *class_name, Type *base, Dict *dict, Tuple *slots, Layout *layout) {
    if (slots->length && !takes_slots(base)) {
        raise_type_error(t, "nonempty __slots__ not supported for subtype of '%.200s'", type_name(base));
        return false;
    }
    for (int64_t i = 0; i < slots->length; i++) {
        bool taken;
        if (!check_identifier(t, slots->items[i]) ||
            !take_special(t, base, value_str(slots->items[i]), layout, &taken) ||
            (!taken && !take_name(t, class_name, dict, value_str(slots->items[i]), layout)))
            return false;
    }
    return list_sort(t, layout->names, VALUE_NONE, false);
}

/* A base that is not the best one may bring a __dict__ all the same. */
static void look_at_other_bases(Type *base, Tuple *bases, Layout *layout) {
    for (int64_t i = 0; i < bases->length; i++) {
        const Type *other = value_type_object(bases->items[i]);
        if (other == base)
            continue;
        layout->dict = layout->dict || (has_dict(other) && !has_dict(base));
        layout->weakrefs = layout->weakrefs || (has_weakrefs(other) && !has_weakrefs(base));
    }
}

static Tuple *slots_tuple(Thread *t, Value slots) {
    return is_str(slots) ? tuple_pack(t, 1, slots) : op_to_tuple(t, slots);
}

bool layout_find(Thread *t, Str *class_name, Type *base, Tuple *bases, Dict *dict, Layout *layout) {
    *layout = (Layout){0};
    Value slots = dict_get_name(t, dict, NAME(__slots__));
    if (is_null(slots)) {
        layout->dict = !has_dict(base);
        layout->weakrefs = !has_weakrefs(base);
        return true;
    }
    Tuple *names = slots_tuple(t, slots);
    if (!names || !(layout->names = list_new(t, names->length)) ||
        !read_slots(t, class_name, base, dict, names, layout)) {
        xdecref_object(t, names);
        layout_fini(t, layout);
        return false;
    }
    decref_object(t, names);
    look_at_other_bases(base, bases, layout);
    return true;
}

void layout_fini(Thread *t, Layout *layout) {
    xdecref_object(t, layout->names);
    layout->names = NULL;
}

static uint32_t align8(uint32_t size) {
    return (size + 7) & ~7u;
}

void layout_apply(Type *type, const Layout *layout) {
    const Type *base = type->base;
    uint32_t added = layout->names ? (uint32_t)layout->names->length : 0;
    type->size = base->size;
    type->slots_offset = base->slot_count ? base->slots_offset : align8(base->size);
    type->slot_count = (uint16_t)(base->slot_count + added);
    if (added && !(type->flags & TYPE_VAR_SIZED))
        type->size = align8(base->size) + added * (uint32_t)sizeof(Value);
    if (layout->dict)
        type->flags |= TYPE_HAS_ATTRS;
    if (layout->weakrefs)
        type->flags |= TYPE_WEAKREFABLE;
    type->flags |= TYPE_GC; /* if only because instances refer to their class */
    type->inline_slots = base->inline_slots;
    if (type->flags & TYPE_HAS_ATTRS && !(type->flags & TYPE_VAR_SIZED))
        type->attrs_offset = align8(type->size);
}

static bool add_to_dict(Thread *t, Type *type, Str *name, Value v) {
    bool ok = !is_null(v) && dict_set_name(t, type->dict, name, v);
    decref(t, v);
    return ok;
}

bool layout_add_descriptors(Thread *t, Type *type, const Layout *layout) {
    int64_t count = layout->names ? layout->names->length : 0;
    bool behind = type->flags & TYPE_VAR_SIZED;
    uint32_t end = behind ? type->slot_count * (uint32_t)sizeof(Value) : type->size;
    uint32_t offset = end - (uint32_t)count * (uint32_t)sizeof(Value);
    for (int64_t i = 0; i < count; i++, offset += sizeof(Value)) {
        Str *name = value_str(layout->names->items[i]);
        Value member = member_descriptor_new(t, type, name, offset);
        if (!is_null(member))
            ((MemberDescriptor *)value_object(member))->behind_body = behind;
        if (!add_to_dict(t, type, name, member))
            return false;
    }
    if (layout->dict && is_null(dict_get_name(t, type->dict, NAME(__dict__))) &&
        !add_to_dict(t, type, NAME(__dict__), getset_descriptor_new(t, type, &object_dict_getset)))
        return false;
    if (layout->weakrefs && is_null(dict_get_name(t, type->dict, NAME(__weakref__))) &&
        !add_to_dict(t, type, NAME(__weakref__), getset_descriptor_new(t, type, &object_weakref_getset)))
        return false;
    return true;
}

/* ---- comparing layouts, for assignments to __class__ and __bases__ ---- */

static Str *slot_name_at(const Type *type, uint32_t offset) {
    for (; type; type = type->base) {
        int64_t position = 0;
        Value key, v;
        while (type->dict && dict_next(type->dict, &position, &key, &v))
            if (is_exact(v, TYPE_MEMBER_DESCRIPTOR) &&
                ((MemberDescriptor *)value_object(v))->offset == offset)
                return ((MemberDescriptor *)value_object(v))->name;
    }
    return NULL;
}

static bool same_slots(const Type *a, const Type *b) {
    for (int i = 0; i < a->slot_count; i++) {
        uint32_t first = a->flags & TYPE_VAR_SIZED ? 0 : a->slots_offset;
        uint32_t offset = first + (uint32_t)i * (uint32_t)sizeof(Value);
        if (slot_name_at(a, offset) != slot_name_at(b, offset))
            return false;
    }
    return true;
}

/* The class that last added something to instances: fields, attributes, weak references. */
static const Type *last_to_add(const Type *type) {
    enum { ADDED = TYPE_HAS_ATTRS | TYPE_WEAKREFABLE };
    while (type->base && !adds_fields(type) && !((type->flags ^ type->base->flags) & ADDED))
        type = type->base;
    return type;
}

/* As CPython sees it, where attributes lie is a matter of the class that added them: two classes may do so alike
 * for one base, unless its instances differ in size. */
static bool added_alike(const Type *a, const Type *b) {
    a = last_to_add(a);
    b = last_to_add(b);
    bool behind_items = a->flags & TYPE_VAR_SIZED && a->flags & TYPE_HAS_ATTRS;
    return a == b || (a->base == b->base && !behind_items);
}

bool layout_same(const Type *a, const Type *b) {
    enum { LAYOUT_FLAGS = TYPE_HAS_ATTRS | TYPE_GC | TYPE_VAR_SIZED | TYPE_WEAKREFABLE };
    return a->layout == b->layout && a->size == b->size && a->slot_count == b->slot_count &&
           (a->flags & LAYOUT_FLAGS) == (b->flags & LAYOUT_FLAGS) && a->slots.dealloc == b->slots.dealloc &&
           same_slots(a, b) && added_alike(a, b);
}
