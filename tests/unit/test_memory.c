// Where blocks come from, where they go, and what the collector's walk sees of them.
#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/list.h"

static Thread *t;
static void set_up(void) {
    t = interp_new(NULL);
}
static void tear_down(void) {
    interp_free(t);
    check_leaks();
}
TestSuite(memory, .init = set_up);

static Object *alloc(size_t size, bool gc) {
    Object *o = memory_alloc_object(&t->memory, t, size, gc);
    cr_assert_not_null(o);
    cr_assert_eq(o->count, 1);
    return o;
}

Test(memory, blocks_have_room_and_are_aligned) {
    for (size_t size = sizeof(Object); size <= 2 * MEMORY_SMALL_MAX; size += 7) {
        Object *o = alloc(size, false);
        memset(o + 1, 0xff, size - sizeof *o);
        cr_expect_eq((uintptr_t)o % MEMORY_GRANULE, 0);
        cr_expect_eq(!!(o->flags & OBJECT_LARGE), size > MEMORY_POOLED_MAX);
        memory_free_object(&t->memory, t, o);
    }
    tear_down();
}

Test(memory, the_block_freed_last_is_used_next) {
    if (MEMORY_POOLED_MAX) {
        Object *a = alloc(40, false), *b = alloc(48, false);
        memory_free_object(&t->memory, t, a);
        cr_expect_eq(alloc(33, false), a, "one size class: 33 to 48 bytes");
        memory_free_object(&t->memory, t, b);
        Object *container = alloc(48, true);
        cr_expect_neq(container, b, "containers have pages of their own");
        memory_free_object(&t->memory, t, container);
        memory_free_object(&t->memory, t, a);
    }
    tear_down();
}

static void count_visit(Object *object, void *count) {
    cr_assert_gt(object->count, 0);
    cr_assert(object->flags & OBJECT_GC);
    ++*(int *)count;
}
static int containers(void) {
    int count = 0;
    memory_each_container(t->interp, count_visit, &count);
    return count;
}

Test(memory, the_walk_sees_exactly_the_living_containers) {
    enum { COUNT = 3000 };
    static Object *blocks[COUNT];
    int before = containers();
    for (int i = 0; i < COUNT; i++) {
        blocks[i] = alloc(16 + (size_t)i % 1000, i % 3 != 0);
        blocks[i]->type = builtin_type(t, TYPE_OBJECT);
    }
    cr_expect_eq(containers() - before, COUNT - COUNT / 3);
    for (int i = 0; i < COUNT; i += 2)
        memory_free_object(&t->memory, t, blocks[i]);
    cr_expect_eq(containers() - before, COUNT / 3);
    for (int i = 1; i < COUNT; i += 2)
        memory_free_object(&t->memory, t, blocks[i]);
    cr_expect_eq(containers(), before);
    tear_down();
}

Test(memory, the_nth_allocation_can_be_made_to_fail) {
    memory_fail_at(2, false);
    void *first = mem_alloc(1), *second = mem_alloc(1), *third = mem_alloc(1);
    cr_expect(first && !second && third);
    memory_fail_at(1, true);
    cr_expect(!mem_alloc(1) && !mem_realloc(first, 100) && !mem_calloc(1, 1));
    memory_fail_at(0, false);
    mem_free(first);
    mem_free(third);
    tear_down();
}

Test(memory, objects_that_find_no_memory_raise) {
    memory_fail_at(1, true);
    List *list = NULL, *last = NULL;
    for (int i = 0; i < 100000 && (list = list_new(t, 4)); i++)
        last = list; /* what the free lists still have */
    memory_fail_at(0, false);
    cr_expect_null(list);
    cr_expect_null(last, "the items need memory of their own");
    cr_expect(error_clear_if(t, EXC_MemoryError));
    tear_down();
}
