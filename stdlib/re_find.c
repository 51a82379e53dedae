/* findall, finditer, split and scanners: one match after the other. After an empty match the next one must
 * not be empty at the same place. */
#include "runtime/str.h"
#include "stdlib/re_pattern.h"

/* --- findall --- */

/* What findall gives for a match: the whole, the one group, or a tuple of the groups. */
static Value found_item(Thread *t, Pattern *pattern, const ReSubject *s, const size_t *spans) {
    int groups = pattern->tree.groups;
    Value empty = pattern->is_text ? t->interp->empty_str : t->interp->empty_bytes;
    if (groups < 2)
        return re_subject_slice(t, s, spans[2 * groups], spans[2 * groups + 1], empty);
    Tuple *tuple = tuple_new(t, groups);
    for (int i = 0; tuple && i < groups; i++) {
        Value text = re_subject_slice(t, s, spans[2 * i + 2], spans[2 * i + 3], empty);
        if (is_null(text)) {
            decref_object(t, tuple);
            return VALUE_NULL;
        }
        tuple->items[i] = text;
    }
    return result_value(tuple);
}

static bool find_all(Thread *t, Pattern *pattern, ReSubject *s, List *list) {
    const size_t *spans;
    int64_t at = s->pos;
    int matched;
    bool empty = false;
    while ((matched = re_subject_match(t, pattern, RE_SEARCH, s, at, empty, &spans)) > 0) {
        at = (int64_t)spans[1];
        empty = spans[0] == spans[1];
        Value item = found_item(t, pattern, s, spans);
        if (is_null(item) || !list_append_owned(t, list, item))
            return false;
    }
    return matched == 0;
}

Value re_findall_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ReSubject subject;
    Pattern *pattern = value_pattern(args[0]);
    if (!re_subject_open(t, pattern, args[1], args[2], args[3], &subject))
        return VALUE_NULL;
    List *list = list_new(t, 0);
    bool ok = list && find_all(t, pattern, &subject, list);
    re_subject_close(t, &subject);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

/* --- split --- */

static bool add_slice(Thread *t, List *list, const ReSubject *s, size_t start, size_t end) {
    Value text = re_subject_slice(t, s, start, end, VALUE_NONE);
    return !is_null(text) && list_append_owned(t, list, text);
}

static bool split_all(Thread *t, Pattern *pattern, ReSubject *s, int64_t most, List *list) {
    const size_t *spans;
    int64_t at = 0;
    int matched = 0;
    bool empty = false, ok = true;
    for (int64_t n = 0; ok && (!most || n < most); n++) {
        matched = re_subject_match(t, pattern, RE_SEARCH, s, at, empty, &spans);
        if (matched <= 0)
            break;
        ok = add_slice(t, list, s, (size_t)at, spans[0]);
        for (int i = 1; ok && i <= pattern->tree.groups; i++)
            ok = add_slice(t, list, s, spans[2 * i], spans[2 * i + 1]);
        at = (int64_t)spans[1];
        empty = spans[0] == spans[1];
    }
    return ok && matched >= 0 && add_slice(t, list, s, (size_t)at, (size_t)s->length);
}

Value re_split_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    ReSubject subject;
    Pattern *pattern = value_pattern(args[0]);
    int64_t most = 0;
    if (!is_null(args[2]) && !arg_int64(t, args[2], &most))
        return VALUE_NULL;
    if (!re_subject_open(t, pattern, args[1], VALUE_NULL, VALUE_NULL, &subject))
        return VALUE_NULL;
    List *list = list_new(t, 0);
    bool ok = list && (most < 0 ? add_slice(t, list, &subject, 0, (size_t)subject.length)
                                : split_all(t, pattern, &subject, most, list));
    re_subject_close(t, &subject);
    if (ok)
        return object_value(list);
    xdecref_object(t, list);
    return VALUE_NULL;
}

/* --- scanners --- */

/* A place in a subject, which each match moves on. */
typedef struct Scanner {
    Object ob;
    Pattern *pattern;
    ReSubject subject; /* its string is counted, and its bytes are held */
    int64_t at;
    bool empty, ended;
} Scanner;

static Scanner *value_scanner(Value v) {
    return (Scanner *)value_object(v);
}

static Value scan(Thread *t, Scanner *s, ReMode mode) {
    const size_t *spans;
    if (s->ended)
        return VALUE_NONE;
    int matched = re_subject_match(t, s->pattern, mode, &s->subject, s->at, s->empty, &spans);
    if (matched <= 0) {
        s->ended = matched == 0;
        return matched < 0 ? VALUE_NULL : VALUE_NONE;
    }
    s->at = (int64_t)spans[1];
    s->empty = spans[0] == spans[1];
    return re_subject_match_object(t, s->pattern, &s->subject, spans);
}

static Value scanner_match(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return scan(t, value_scanner(args[0]), RE_MATCH);
}

static Value scanner_search(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return scan(t, value_scanner(args[0]), RE_SEARCH);
}

static Value scanner_pattern(Thread *t, Value self) {
    return new_object_ref(value_scanner(self)->pattern);
}

static void scanner_dealloc(Thread *t, Object *o) {
    Scanner *s = (Scanner *)o;
    re_subject_close(t, &s->subject);
    decref(t, s->subject.string);
    decref_object(t, s->pattern);
}

static void scanner_traverse(Object *o, VisitFn visit, void *arg) {
    Scanner *s = (Scanner *)o;
    visit_value(s->subject.string, visit, arg);
    visit_value(s->subject.view.owner, visit, arg);
    visit_object(s->pattern, visit, arg);
}

static Value new_scanner(Thread *t, Value *args, Type *type) {
    ReSubject subject;
    Pattern *pattern = value_pattern(args[0]);
    if (!re_subject_open(t, pattern, args[1], args[2], args[3], &subject))
        return VALUE_NULL;
    Scanner *s = object_new(t, type, 0);
    if (!s) {
        re_subject_close(t, &subject);
        return VALUE_NULL;
    }
    incref_object(pattern);
    s->pattern = pattern;
    s->subject = subject;
    incref(subject.string);
    s->at = subject.pos;
    return object_value(s);
}

Value re_scanner_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_scanner(t, args, value_pattern(args[0])->state->scanner_type);
}

Value re_finditer_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_scanner(t, args, value_pattern(args[0])->state->iterator_type);
}

static Value iterator_next(Thread *t, Value self) {
    Value match = scan(t, value_scanner(self), RE_SEARCH);
    return is_none(match) ? VALUE_NULL : match;
}

static const MethodDef scanner_methods[] = {
    {"match", scanner_match, "",
     "The match at the scanner's place, behind which it goes on; None at the end."},
    {"search", scanner_search, "", "The next match, behind which the scanner goes on; None at the end."},
    {0},
};

static const GetSetDef scanner_getsets[] = {
    {"pattern", scanner_pattern, NULL, NULL},
    {0},
};

const TypeDef re_scanner_type_def = {
    .name = "_sre.SRE_Scanner",
    .size = sizeof(Scanner),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = scanner_dealloc, .traverse = scanner_traverse},
    .methods = scanner_methods,
    .getsets = scanner_getsets,
};

/* What finditer answers: a scanner that is iterated over. CPython has the same as iter(scanner.search, None).
 */
const TypeDef re_iterator_type_def = {
    .name = "callable_iterator",
    .size = sizeof(Scanner),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = scanner_dealloc,
              .traverse = scanner_traverse,
              .iter = iterator_self,
              .next = iterator_next},
};
