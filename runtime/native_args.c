/* Argument helpers for native functions. */
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"

bool arg_int64(Thread *t, Value v, int64_t *out) {
    if (is_small_int(v)) {
        *out = small_int(v);
        return true;
    }
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    bool fits = int_to_int64(index, out);
    decref(t, index);
    if (!fits)
        raise_overflow(t, "Python int too large to convert to C ssize_t");
    return fits;
}

bool arg_int(Thread *t, Value v, int *out) {
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    int64_t wide = 0;
    bool fits = int_to_int64(index, &wide);
    decref(t, index);
    fits = fits && wide <= INT32_MAX && wide >= INT32_MIN;
    if (!fits)
        raise_overflow(t, "Python int too large to convert to C int");
    *out = (int)wide;
    return fits;
}

bool arg_double(Thread *t, Value v, double *out) {
    return op_float(t, v, out);
}

bool arg_bool(Thread *t, Value v, bool *out) {
    int truth = op_is_true(t, v);
    *out = truth > 0;
    return truth >= 0;
}

Str *arg_str(Thread *t, Value v, const char *function, const char *name) {
    if (is_str(v))
        return value_str(v);
    const char *shown = is_none(v) ? "None" : NULL;
    if (shown)
        raise_type_error(t, "%s() argument '%s' must be str, not %s", function, name, shown);
    else
        raise_type_error(t, "%s() argument '%s' must be str, not %T", function, name, v);
    return NULL;
}
