// Attributes of instances: shapes are shared, grow, and give way to dicts.
#include "leak_check.h"
#include "runtime/attrs.h"
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/stress.h"

static Thread *t;
static Value class;
static Str *names[100];

static void set_up(void) {
    t = interp_new(NULL);
    for (int i = 0; i < 100; i++)
        names[i] = str_intern(t, str_format(t, "a%d", i));
    Dict *dict = dict_new(t, 0);
    class = op_call3(t, object_value(builtin_type(t, TYPE_TYPE)), object_value(names[0]),
                     t->interp->empty_tuple, object_value(dict));
    decref_object(t, dict);
    cr_assert(!is_null(class));
}
static void tear_down(void) {
    decref(t, class);
    for (int i = 0; i < 100; i++)
        decref_object(t, names[i]);
    interp_free(t);
    check_leaks();
}
TestSuite(attrs, .init = set_up);

static Object *make(void) {
    return value_object(op_call0(t, class));
}
static void set(Object *o, int name, int64_t v) {
    bool found;
    cr_assert(attrs_set(t, o, names[name], small_int_value(v), &found));
}
static bool delete (Object *o, int name) {
    bool found = false;
    cr_assert(attrs_set(t, o, names[name], VALUE_NULL, &found));
    return found;
}
static int64_t get(Object *o, int name) {
    Value v = attrs_get(t, o, names[name]);
    return is_null(v) ? -1 : small_int(v);
}
static Shape *shape(Object *o) {
    return attrs_of(o)->shape;
}

/* Instances of the class have room for some attributes from now on, however few it would begin with. */
static void teach(void) {
    Object *a = make();
    for (int i = 0; i < 3; i++)
        set(a, i, i);
    decref_object(t, a);
}

Test(attrs, the_same_names_in_the_same_order_share_a_shape) {
    teach();
    Object *a = make(), *b = make(), *c = make();
    cr_expect_eq(shape(a), shape(b));
    set(a, 1, 11), set(a, 2, 12);
    set(b, 1, 21);
    cr_expect_eq(shape(a)->parent, shape(b));
    set(b, 2, 22);
    cr_expect_eq(shape(a), shape(b));
    set(c, 2, 32), set(c, 1, 31);
    cr_expect_neq(shape(c), shape(a));
    cr_expect_eq(shape_find(shape(a), names[2]), 1);
    cr_expect_eq(shape_find(shape(c), names[2]), 0);
    cr_expect_eq(shape_find(shape(c), names[3]), -1);
    cr_expect(get(a, 2) == 12 && get(b, 2) == 22 && get(c, 2) == 32);
    Shape *before = shape(a);
    set(a, 1, 99);
    cr_expect_eq(shape(a), before, "a new value is no new shape");
    decref_object(t, a), decref_object(t, b), decref_object(t, c);
    tear_down();
}

Test(attrs, too_many_attributes_go_to_a_dict_and_the_class_learns) {
    Object *a = make();
    for (int i = 0; i < 20; i++)
        set(a, i, i);
    cr_expect_null(shape(a));
    for (int i = 0; i < 20; i++)
        cr_expect_eq(get(a, i), i);
    uint32_t first = attrs_capacity(attrs_of(a));
    Object *b = make();
    cr_expect_gt(attrs_capacity(attrs_of(b)), first);
    cr_expect_gt(object_size(b), object_size(a));
    decref_object(t, a), decref_object(t, b);
    tear_down();
}

Test(attrs, a_deleted_attribute_ends_shape_mode) {
    teach();
    Object *a = make();
    cr_expect(!delete (a, 1));
    set(a, 1, 1), set(a, 2, 2);
    cr_expect(!delete (a, 3));
    cr_expect_not_null(shape(a));
    cr_expect(delete (a, 1));
    cr_expect_null(shape(a));
    cr_expect(get(a, 1) == -1 && get(a, 2) == 2);
    cr_expect(!delete (a, 1));
    decref_object(t, a);
    tear_down();
}

Test(attrs, the_dict_takes_the_values_over) {
    Object *a = make();
    List *v = list_new(t, 0);
    bool found;
    attrs_set(t, a, names[1], object_value(v), &found);
    set(a, 2, 2);
    cr_expect_eq(object_refcount(v), 2);
    Dict *dict = attrs_dict(t, a);
    cr_expect_eq(object_refcount(v), 2);
    cr_expect_eq(dict->length, 2);
    cr_expect_eq(attrs_dict(t, a), dict);
    set(a, 3, 3);
    cr_expect(value_is(dict_get_name(t, dict, names[3]), small_int_value(3)));
    attrs_clear(t, a);
    cr_expect_eq(object_refcount(v), 1);
    decref_object(t, v);
    decref_object(t, a);
    tear_down();
}

Test(attrs, instances_used_as_tables_get_dicts) {
    int with_shape = 0;
    for (int i = 0; i < 300; i++) {
        Object *a = make();
        Str *name = str_intern(t, str_format(t, "key%d", i));
        bool found;
        attrs_set(t, a, name, small_int_value(i), &found);
        cr_expect(value_is(attrs_get(t, a, name), small_int_value(i)));
        with_shape += shape(a) != NULL;
        decref_object(t, name);
        decref_object(t, a);
    }
    cr_expect_eq(with_shape, SHAPE_MAX_CHILDREN);
    tear_down();
}
