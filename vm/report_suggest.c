/* "Did you mean": the existing name that is most like a missing one. Costs and limits are CPython's, so that
 * the same name wins. */
#include "runtime/dict.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/type.h"
#include "vm/frame.h"
#include "vm/report.h"
#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

enum {
    EDIT_COST = 2, /* one character more, less or different */
    CASE_COST = 1, /* a letter in the other case */
    MAX_NAMES = 750,
    MAX_LENGTH = 40 /* of what is left after common beginnings and ends */
};

static int replace_cost(char a, char b) {
    if (a == b)
        return 0;
    bool letters = isascii(a) && isascii(b);
    return letters && tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE_COST : EDIT_COST;
}

static int lesser(int a, int b) {
    return a < b ? a : b;
}

/* Wagner and Fischer's table of edit distances, two rows at a time; cost[j] is from what has been read of a
 * to b[0, j). Only the band around the diagonal is filled in that costs up to `limit` can reach (Ukkonen,
 * "Algorithms for approximate string matching", 1985). */
static int table_distance(const char *a, int rows, const char *b, int columns, int limit) {
    int width = limit / EDIT_COST, costs[2][MAX_LENGTH + 1];
    for (int i = 0; i <= rows; i++) {
        int *above = costs[(i + 1) & 1], *cost = costs[i & 1];
        for (int j = 0; j <= columns; j++) {
            bool inside = abs(i - j) <= width;
            cost[j] = !inside ? limit + 1 : i == 0 ? j * EDIT_COST : above[j] + EDIT_COST;
            if (inside && i && j)
                cost[j] = lesser(cost[j], above[j - 1] + replace_cost(a[i - 1], b[j - 1]));
            if (inside && j)
                cost[j] = lesser(cost[j], cost[j - 1] + EDIT_COST);
        }
    }
    return lesser(costs[rows & 1][columns], limit + 1);
}

/* How many characters two texts have in common at the start, or the end. */
static int common_start(const char *a, int a_size, const char *b, int b_size) {
    int n = 0;
    while (n < a_size && n < b_size && a[n] == b[n])
        n++;
    return n;
}

static int common_end(const char *a, int a_size, const char *b, int b_size) {
    int n = 0;
    while (n < a_size && n < b_size && a[a_size - 1 - n] == b[b_size - 1 - n])
        n++;
    return n;
}

/* The cost of making b from a; limit + 1 if it is more. */
static int distance(const char *a, int a_size, const char *b, int b_size, int limit) {
    int start = common_start(a, a_size, b, b_size);
    a_size -= start;
    b_size -= start;
    int end = common_end(a + start, a_size, b + start, b_size);
    a_size -= end;
    b_size -= end;
    int shorter = lesser(a_size, b_size), longer = a_size + b_size - shorter;
    if (shorter == 0)
        return longer * EDIT_COST;
    return longer <= MAX_LENGTH ? table_distance(a + start, a_size, b + start, b_size, limit) : limit + 1;
}

/* Borrowed; NULL: nothing is similar enough. */
static Str *most_similar(Thread *t, Str *name, Value *names, int64_t count) {
    size_t size, other_size;
    const char *text = str_utf8(t, name, &size);
    Str *best = NULL;
    int best_distance = INT_MAX;
    for (int64_t i = 0; text && count < MAX_NAMES && i < count; i++) {
        const char *other = is_str(names[i]) ? str_utf8(t, value_str(names[i]), &other_size) : NULL;
        if (!other || str_equal(name, value_str(names[i])))
            continue;
        if (size + other_size > 100000) /* no name of anybody, and no overflow below */
            continue;
        int allowed = (int)(size + other_size + 3) * EDIT_COST / 6; /* a third of the characters may differ */
        int found = distance(text, (int)size, other, (int)other_size, lesser(allowed, best_distance));
        if (found <= allowed && found < best_distance) {
            best = value_str(names[i]);
            best_distance = found;
        }
    }
    error_clear(t);
    return best ? (Str *)value_object(new_object_ref(best)) : NULL;
}

static Str *among_list(Thread *t, Str *name, List *names_consumed) {
    Str *found = names_consumed ? most_similar(t, name, names_consumed->items, names_consumed->length) : NULL;
    xdecref_object(t, names_consumed);
    error_clear(t);
    return found;
}

static Str *among_attributes(Thread *t, Str *name, Value object) {
    Value method = op_lookup_special(t, object, NAME(__dir__));
    Value dir = is_null(method) ? VALUE_NULL : op_call0(t, method);
    List *names = is_null(dir) ? NULL : op_to_list(t, dir);
    decref(t, method);
    decref(t, dir);
    if (names && !list_sort(t, names, VALUE_NONE, false)) {
        decref_object(t, names);
        names = NULL;
    }
    return among_list(t, name, names);
}

static List *local_names(Thread *t, const Code *code) {
    List *names = list_new(t, code->local_count + code->free_count);
    for (uint32_t i = 0; names && i < code->local_count; i++)
        list_append(t, names, object_value(code->local_names[i]));
    for (uint32_t i = 0; names && i < code->free_count; i++)
        list_append(t, names, object_value(code->free_names[i]));
    return names;
}

/* Where the name was looked for: locals, globals, builtins of the innermost frame. */
static Str *among_variables(Thread *t, Str *name, Value traceback) {
    if (!is_exact(traceback, TYPE_TRACEBACK))
        return NULL;
    const Traceback *tb = (const Traceback *)value_object(traceback);
    while (!is_null(tb->next) && !is_none(tb->next))
        tb = (const Traceback *)value_object(tb->next);
    const Frame *frame = frame_of_object(tb->frame);
    Str *found = among_list(t, name, local_names(t, frame->code));
    if (!found)
        found = among_list(t, name, dict_keys_list(t, frame->function->globals));
    if (!found)
        found = among_list(t, name, dict_keys_list(t, frame->function->builtins));
    return found;
}

Str *report_suggestion(Thread *t, Value exception) {
    bool attribute = is_exact(exception, EXC_AttributeError);
    if (!attribute && !is_exact(exception, EXC_NameError))
        return NULL;
    NameErrorException *e = (NameErrorException *)value_object(exception);
    if (!is_str(e->name))
        return NULL;
    if (!attribute)
        return among_variables(t, value_str(e->name), e->base.traceback);
    return is_null(e->object) ? NULL : among_attributes(t, value_str(e->name), e->object);
}
