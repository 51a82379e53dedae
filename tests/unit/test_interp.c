#include "leak_check.h"
#include "runtime/error.h"
#include "runtime/interp.h"
#include "runtime/ops.h"
#include "runtime/str.h"

Test(interp, starts_and_ends_without_a_trace) {
    Thread *t = interp_new(NULL);
    cr_assert_not_null(t);
    interp_free(t);
    check_leaks();
}

Test(interp, two_live_side_by_side) {
    Thread *a = interp_new(NULL), *b = interp_new(NULL);
    cr_assert_neq(builtin_type(a, TYPE_LIST), builtin_type(b, TYPE_LIST));
    interp_free(a);
    Str *text = op_repr(b, object_value(builtin_type(b, TYPE_LIST)));
    cr_assert(str_equal_ascii(text, "<class 'list'>"));
    decref_object(b, text);
    interp_free(b);
    check_leaks();
}

Test(interp, recursion_has_an_end) {
    Thread *t = interp_new(NULL);
    int depth = 0;
    while (recursion_enter(t, " in a test"))
        depth++;
    cr_assert_eq(depth, t->interp->recursion_limit);
    cr_assert(error_matches(t, EXC_RecursionError));
    error_clear(t);
    while (depth--)
        recursion_leave(t);
    interp_free(t);
}
