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
    MOVE_COST = 2, /* one character more, less or different */
    CASE_COST = 1, /* a letter in the other case */
    MAX_NAMES = 750,
    MAX_LENGTH = 40 /* of what is left after common beginnings and ends */
};

static int replace_cost(char a, char b) {
    if (a == b)
        return 0;
    bool letters = isascii(a) && isascii(b);
    return letters && tolower((unsigned char)a) == tolower((unsigned char)b) ? CASE_COST : MOVE_COST;
}

/* The table of edit distances, one row at a time. row[i]: from what has been read of b to a[0..i]. */
static int table_distance(const char *a, int a_size, const char *b, int b_size, int limit) {
    int row[MAX_LENGTH], result = 0;
    for (int i = 0; i < a_size; i++)
        row[i] = (i + 1) * MOVE_COST;
    for (int j = 0; j < b_size; j++) {
        int diagonal = j * MOVE_COST, least = INT_MAX;
        result = diagonal + MOVE_COST; /* the column before the first */
        for (int i = 0; i < a_size; i++) {
            int replaced = diagonal + replace_cost(a[i], b[j]);
            diagonal = row[i];
            int moved = (result < diagonal ? result : diagonal) + MOVE_COST;
            row[i] = result = moved < replaced ? moved : replaced;
            least = result < least ? result : least;
        }
        if (least > limit)
            return limit + 1;
    }
    return result;
}

/* The cost of making b from a; anything above `limit` if it is more. */
static int distance(const char *a, int a_size, const char *b, int b_size, int limit) {
    for (; a_size && b_size && *a == *b; a++, b++, a_size--, b_size--)
        ;
    for (; a_size && b_size && a[a_size - 1] == b[b_size - 1]; a_size--, b_size--)
        ;
    if (!a_size || !b_size)
        return (a_size + b_size) * MOVE_COST;
    if (a_size > MAX_LENGTH || b_size > MAX_LENGTH || abs(a_size - b_size) * MOVE_COST > limit)
        return limit + 1;
    return a_size < b_size ? table_distance(a, a_size, b, b_size, limit)
                           : table_distance(b, b_size, a, a_size, limit);
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
        int limit = (int)(size + other_size + 3) * MOVE_COST / 6;
        if (limit > best_distance - 1)
            limit = best_distance - 1;
        int found = distance(text, (int)size, other, (int)other_size, limit);
        if (found <= limit) {
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
