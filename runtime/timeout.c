#include "runtime/timeout.h"
#include "runtime/error.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include <math.h>

static bool from_float(Thread *t, double amount, int64_t unit, int64_t *ns) {
    if (isnan(amount))
        return raise_value_error(t, "Invalid value NaN (not a number)"), false;
    double exact = amount * (double)unit;
    double rounded = exact < 0 ? floor(exact) : ceil(exact);
    if (!(rounded > -0x1p63 && rounded < 0x1p63))
        return raise_overflow(t, "timestamp too large to convert to C _PyTime_t"), false;
    *ns = (int64_t)rounded;
    return true;
}

bool timeout_read(Thread *t, Value v, int64_t unit, int64_t *ns) {
    if (is_float(v))
        return from_float(t, float_as_double(v), unit, ns);
    Value index = op_index(t, v);
    if (is_null(index))
        return false;
    int64_t whole;
    bool fits = int_to_int64(index, &whole) && !__builtin_mul_overflow(whole, unit, ns);
    decref(t, index);
    if (!fits)
        raise_overflow(t, "timestamp too large to convert to C _PyTime_t");
    return fits;
}

int64_t timeout_deadline(int64_t ns) {
    int64_t deadline;
    if (ns == 0)
        return 0;
    return ns < 0 || __builtin_add_overflow(os_now(), ns, &deadline) ? OS_FOREVER : deadline;
}

struct timespec *timeout_left(int64_t deadline, struct timespec *left) {
    if (deadline == OS_FOREVER)
        return NULL;
    int64_t ns = deadline > 0 ? deadline - os_now() : 0;
    if (ns < 0)
        ns = 0;
    *left = (struct timespec){ns / TIMEOUT_SECOND, ns % TIMEOUT_SECOND};
    return left;
}
