/* Match objects. */
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/str.h"
#include "stdlib/re_pattern.h"

/* --- groups --- */

static Value get_slice(Thread *t, Value string, int64_t start, int64_t end) {
    if (is_str(string)) {
        Str *text = value_str(string);
        return str_value(str_slice(t, text, start < text->length ? start : text->length,
                                   end < text->length ? end : text->length));
    }
    Buffer view;
    if (!buffer_get(t, string, &view, BUFFER_SIMPLE))
        return VALUE_NULL;
    Value result;
    start = start < view.length ? start : view.length; /* it may have shrunk */
    end = end < view.length ? end : view.length;
    if (is_exact(string, TYPE_BYTES) && start == 0 && end == view.length)
        result = new_ref(string);
    else
        result =
            result_value(bytes_new(t, view.length ? (char *)view.data + start : "", (size_t)(end - start)));
    buffer_release(t, &view);
    return result;
}

Value re_match_group_text(Thread *t, Match *match, int64_t group, Value otherwise) {
    int64_t start = match->spans[2 * group], end = match->spans[2 * group + 1];
    return start < 0 ? new_ref(otherwise) : get_slice(t, match->string, start, end);
}

int64_t re_match_find_group(Thread *t, Match *match, Value v) {
    int64_t group = -1;
    if (sequence_is_index(t, v)) {
        if (!op_index_clipped(t, v, &group))
            return -1;
    } else {
        Value number = dict_get(t, match->pattern->tree.names, v);
        if (!is_null(number))
            return small_int(number);
        error_clear(t);
    }
    if (group >= 0 && group <= match->groups)
        return group;
    return raise_index_error(t, "no such group"), -1;
}

static Value group_of(Thread *t, Match *match, Value v) {
    int64_t group = re_match_find_group(t, match, v);
    return group < 0 ? VALUE_NULL : re_match_group_text(t, match, group, VALUE_NONE);
}

static Value group_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Match *match = value_match(args[0]);
    if (!args_no_keywords(t, "Match.group", kwnames))
        return VALUE_NULL;
    if (nargs == 1)
        return re_match_group_text(t, match, 0, VALUE_NONE);
    if (nargs == 2)
        return group_of(t, match, args[1]);
    Tuple *tuple = tuple_new(t, nargs - 1);
    for (int i = 1; tuple && i < nargs; i++) {
        Value text = group_of(t, match, args[i]);
        if (is_null(text)) {
            decref_object(t, tuple);
            return VALUE_NULL;
        }
        tuple->items[i - 1] = text;
    }
    return result_value(tuple);
}

static Value match_getitem(Thread *t, Value self, Value key) {
    return group_of(t, value_match(self), key);
}

static Value groups_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Match *match = value_match(args[0]);
    Tuple *tuple = tuple_new(t, match->groups);
    for (int i = 0; tuple && i < match->groups; i++) {
        Value text = re_match_group_text(t, match, i + 1, or_none(args[1]));
        if (is_null(text)) {
            decref_object(t, tuple);
            return VALUE_NULL;
        }
        tuple->items[i] = text;
    }
    return result_value(tuple);
}

static Value groupdict_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Match *match = value_match(args[0]);
    Dict *names = match->pattern->tree.names, *dict = dict_new(t, names->length);
    int64_t position = 0;
    bool ok = dict != NULL;
    for (Value name, number; ok && dict_next(names, &position, &name, &number);) {
        Value text = re_match_group_text(t, match, small_int(number), or_none(args[1]));
        ok = !is_null(text) && dict_set(t, dict, name, text);
        decref(t, text);
    }
    if (ok)
        return object_value(dict);
    xdecref_object(t, dict);
    return VALUE_NULL;
}

/* --- places --- */

static int64_t group_argument(Thread *t, Value *args) {
    return is_null(args[1]) ? 0 : re_match_find_group(t, value_match(args[0]), args[1]);
}

static Value start_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t group = group_argument(t, args);
    return group < 0 ? VALUE_NULL : small_int_value(value_match(args[0])->spans[2 * group]);
}

static Value end_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t group = group_argument(t, args);
    return group < 0 ? VALUE_NULL : small_int_value(value_match(args[0])->spans[2 * group + 1]);
}

static Tuple *span_of_group(Thread *t, const Match *match, int64_t group) {
    return tuple_pack(t, 2, small_int_value(match->spans[2 * group]),
                      small_int_value(match->spans[2 * group + 1]));
}

static Value span_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t group = group_argument(t, args);
    return group < 0 ? VALUE_NULL : result_value(span_of_group(t, value_match(args[0]), group));
}

static Value get_regs(Thread *t, Value self) {
    Match *match = value_match(self);
    Tuple *regs = tuple_new(t, match->groups + 1);
    for (int i = 0; regs && i <= match->groups; i++) {
        Tuple *span = span_of_group(t, match, i);
        if (!span) {
            decref_object(t, regs);
            return VALUE_NULL;
        }
        regs->items[i] = object_value(span);
    }
    return result_value(regs);
}

/* --- the rest --- */

static Value match_repr(Thread *t, Value self) {
    Match *match = value_match(self);
    Value text = re_match_group_text(t, match, 0, VALUE_NONE);
    if (is_null(text))
        return text;
    Str *repr = str_format(t, "<%T object; span=(%zd, %zd), match=%.50R>", self, (ssize_t)match->spans[0],
                           (ssize_t)match->spans[1], text);
    decref(t, text);
    return result_value(repr);
}

static Value self_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static Value get_string(Thread *t, Value self) {
    return new_ref(value_match(self)->string);
}
static Value get_re(Thread *t, Value self) {
    return new_object_ref(value_match(self)->pattern);
}
static Value get_pos(Thread *t, Value self) {
    return small_int_value(value_match(self)->pos);
}
static Value get_endpos(Thread *t, Value self) {
    return small_int_value(value_match(self)->endpos);
}
static Value get_lastindex(Thread *t, Value self) {
    int last = value_match(self)->last_group;
    return last ? small_int_value(last) : VALUE_NONE;
}
static Value get_lastgroup(Thread *t, Value self) {
    Match *match = value_match(self);
    return match->last_group ? new_ref(match->pattern->group_names->items[match->last_group]) : VALUE_NONE;
}

static size_t match_size(Object *self) {
    return sizeof(Match) + (size_t)(2 * ((Match *)self)->groups + 2) * sizeof(int64_t);
}

static void match_dealloc(Thread *t, Object *o) {
    Match *match = (Match *)o;
    decref(t, match->string);
    decref_object(t, match->pattern);
}

static void match_traverse(Object *o, VisitFn visit, void *arg) {
    visit_value(((Match *)o)->string, visit, arg);
    visit_object(((Match *)o)->pattern, visit, arg);
}

static const MethodDef methods[] = {
    {"group", group_method, NULL,
     "group([group1, ...]) -> str or tuple.\n\nThe text of a group, by number or name, or of several; "
     "without "
     "arguments, of the whole match."},
    {"groups", groups_method, "default=None",
     "The texts of all groups; default for those that took no part."},
    {"groupdict", groupdict_method, "default=None", "The texts of the named groups, by name."},
    {"start", start_method, "group=0, /", "Where the group begins, or -1."},
    {"end", end_method, "group=0, /", "Where the group ends, or -1."},
    {"span", span_method, "group=0, /", "(start, end) of the group."},
    {"expand", re_expand_method, "template", "The template with groups put in, as sub() does it."},
    {"__copy__", self_method, "", NULL},
    {"__deepcopy__", self_method, "memo, /", NULL},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

static const GetSetDef getsets[] = {
    {"string", get_string, NULL, "The string passed to match() or search()."},
    {"re", get_re, NULL, "The regular expression object."},
    {"pos", get_pos, NULL, "Where the search began."},
    {"endpos", get_endpos, NULL, "Where the search was to end."},
    {"lastindex", get_lastindex, NULL, "The number of the last group that matched, or None."},
    {"lastgroup", get_lastgroup, NULL, "Its name, or None."},
    {"regs", get_regs, NULL, "The spans of all groups."},
    {0},
};

const TypeDef re_match_type_def = {
    .name = "re.Match",
    .size = sizeof(Match),
    .flags = TYPE_GC | TYPE_VAR_SIZED | TYPE_NO_INSTANCES,
    .doc = "What a pattern has matched, and where.",
    .slots = {.dealloc = match_dealloc,
              .traverse = match_traverse,
              .size = match_size,
              .repr = match_repr,
              .getitem = match_getitem},
    .methods = methods,
    .getsets = getsets,
};
