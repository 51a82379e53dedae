/* Pattern objects. */
#include "stdlib/re_pattern.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/str.h"
#include <stdio.h>

/* --- making --- */

/* The names of groups by number, None for those without. */
static Tuple *names_by_number(Thread *t, const ReTree *tree) {
    Tuple *names = tuple_new(t, tree->groups + 1);
    if (!names)
        return NULL;
    for (int i = 0; i <= tree->groups; i++)
        names->items[i] = VALUE_NONE;
    int64_t position = 0;
    for (Value name, number; dict_next(tree->names, &position, &name, &number);)
        names->items[small_int(number)] = new_ref(name);
    return names;
}

static bool parse(Thread *t, Pattern *pattern, uint32_t flags) {
    ReSource source;
    ReSubject text;
    if (!re_subject_open(t, pattern, pattern->text, VALUE_NULL, VALUE_NULL, &text))
        return false;
    bool ok = re_source_init(&source, t, pattern->text, text.data, text.width, text.length);
    source.warning_level = 4; /* re.compile() or its like, and what they share, lie between */
    ok = ok && re_parse(&pattern->tree, &source, flags);
    re_subject_close(t, &text);
    return ok && (pattern->group_names = names_by_number(t, &pattern->tree));
}

Value re_pattern_new(Thread *t, ReState *state, Value text, uint32_t flags) {
    if (!is_str(text) && !buffer_supported(t, text))
        return raise_type_error(t, "first argument must be string or compiled pattern");
    if (flags & RE_DEBUG)
        return raise(t, EXC_NotImplementedError, "re.DEBUG is not supported");
    Pattern *pattern = object_new(t, state->pattern_type, 0);
    if (!pattern)
        return VALUE_NULL;
    incref_object(state);
    pattern->state = state;
    pattern->text = new_ref(text);
    pattern->is_text = is_str(text);
    pattern->template_text = VALUE_NULL;
    if (parse(t, pattern, flags))
        return object_value(pattern);
    decref_object(t, pattern);
    return VALUE_NULL;
}

static void pattern_dealloc(Thread *t, Object *o) {
    Pattern *pattern = (Pattern *)o;
    for (int width = 0; width < RE_WIDTHS; width++)
        for (int mode = 0; mode < RE_MODES; mode++)
            re_code_free(&pattern->codes[width][mode]);
    re_tree_free(t, &pattern->tree);
    xdecref_object(t, pattern->group_names);
    re_template_free(t, pattern->template);
    decref(t, pattern->template_text);
    decref(t, pattern->text);
    decref_object(t, pattern->state);
}

static void pattern_traverse(Object *o, VisitFn visit, void *arg) {
    Pattern *pattern = (Pattern *)o;
    visit_value(pattern->text, visit, arg);
    visit_value(pattern->template_text, visit, arg);
    visit_object(pattern->tree.names, visit, arg);
    visit_object(pattern->group_names, visit, arg);
    visit_object(pattern->state, visit, arg);
}

/* --- matching --- */

static Value match_in_mode(Thread *t, Value *args, ReMode mode) {
    ReSubject subject;
    const size_t *spans;
    Pattern *pattern = value_pattern(args[0]);
    if (!re_subject_open(t, pattern, args[1], args[2], args[3], &subject))
        return VALUE_NULL;
    int matched = re_subject_match(t, pattern, mode, &subject, subject.pos, false, &spans);
    Value result = matched < 0   ? VALUE_NULL
                   : matched > 0 ? re_subject_match_object(t, pattern, &subject, spans)
                                 : VALUE_NONE;
    re_subject_close(t, &subject);
    return result;
}

static Value match_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return match_in_mode(t, args, RE_MATCH);
}
static Value fullmatch_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return match_in_mode(t, args, RE_FULLMATCH);
}
static Value search_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return match_in_mode(t, args, RE_SEARCH);
}

/* --- as an object --- */

static void write_flags(StrBuilder *b, uint32_t flags) {
    static const struct {
        const char *name;
        uint32_t flag;
    } names[] = {
        {"re.TEMPLATE", RE_TEMPLATE},   {"re.IGNORECASE", RE_IGNORECASE}, {"re.LOCALE", RE_LOCALE},
        {"re.MULTILINE", RE_MULTILINE}, {"re.DOTALL", RE_DOTALL},         {"re.UNICODE", RE_UNICODE},
        {"re.VERBOSE", RE_VERBOSE},     {"re.DEBUG", RE_DEBUG},           {"re.ASCII", RE_ASCII},
    };
    const char *between = ", ";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!(flags & names[i].flag))
            continue;
        strbuilder_text(b, between);
        strbuilder_text(b, names[i].name);
        flags &= ~names[i].flag;
        between = "|";
    }
    if (flags) {
        char text[16];
        snprintf(text, sizeof text, "0x%x", flags);
        strbuilder_text(b, between);
        strbuilder_text(b, text);
    }
}

static Value pattern_repr(Thread *t, Value self) {
    Pattern *pattern = value_pattern(self);
    uint32_t flags = pattern->tree.flags;
    if (pattern->is_text && !(flags & (RE_LOCALE | RE_ASCII)))
        flags &= ~(uint32_t)RE_UNICODE; /* goes without saying */
    Str *text = str_format(t, "re.compile(%.200R", pattern->text);
    if (!text)
        return VALUE_NULL;
    StrBuilder b;
    strbuilder_init(&b, t);
    strbuilder_str(&b, text);
    write_flags(&b, flags);
    strbuilder_char(&b, ')');
    decref_object(t, text);
    return result_value(strbuilder_finish(&b));
}

static bool pattern_hash(Thread *t, Value self, int64_t *hash) {
    Pattern *pattern = value_pattern(self);
    if (!op_hash(t, pattern->text, hash))
        return false;
    *hash ^= (int64_t)pattern->tree.flags * 1000003;
    *hash -= *hash == -1;
    return true;
}

static Value pattern_compare(Thread *t, Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_native(other, &re_pattern_type_def))
        return VALUE_NOTIMPLEMENTED;
    Pattern *a = value_pattern(self), *b = value_pattern(other);
    int equal = a->tree.flags == b->tree.flags && a->is_text == b->is_text;
    if (equal)
        equal = op_equal(t, a->text, b->text);
    return equal < 0 ? VALUE_NULL : bool_value(equal == (op == COMPARE_EQ));
}

static Value self_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return new_ref(args[0]);
}

static Value get_pattern(Thread *t, Value self) {
    return new_ref(value_pattern(self)->text);
}
static Value get_flags(Thread *t, Value self) {
    return small_int_value(value_pattern(self)->tree.flags);
}
static Value get_groups(Thread *t, Value self) {
    return small_int_value(value_pattern(self)->tree.groups);
}
static Value get_groupindex(Thread *t, Value self) {
    return mappingproxy_new(t, object_value(value_pattern(self)->tree.names));
}

static const MethodDef methods[] = {
    {"match", match_method, "string, pos=0, endpos=sys.maxsize", "The match at the beginning, or None."},
    {"fullmatch", fullmatch_method, "string, pos=0, endpos=sys.maxsize",
     "The match of the whole string, or None."},
    {"search", search_method, "string, pos=0, endpos=sys.maxsize", "The first match anywhere, or None."},
    {"findall", re_findall_method, "string, pos=0, endpos=sys.maxsize",
     "A list of the texts of all matches, or of their groups if there are any."},
    {"finditer", re_finditer_method, "string, pos=0, endpos=sys.maxsize", "An iterator over all matches."},
    {"scanner", re_scanner_method, "string, pos=0, endpos=sys.maxsize", NULL},
    {"split", re_split_method, "string, maxsplit=0", "The parts of the string between matches, and groups."},
    {"sub", re_sub_method, "repl, string, count=0",
     "The string with matches replaced by the template repl, or by what the function repl answers."},
    {"subn", re_subn_method, "repl, string, count=0", "(what sub() answers, number of replacements)"},
    {"__copy__", self_method, "", NULL},
    {"__deepcopy__", self_method, "memo, /", NULL},
    {"__class_getitem__", generic_alias_class_getitem, "item, /", "See PEP 585", METHOD_CLASS},
    {0},
};

static const GetSetDef getsets[] = {
    {"pattern", get_pattern, NULL, "The pattern string from which the RE object was compiled."},
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"groupindex", get_groupindex, NULL, "A dictionary mapping group names to group numbers."},
    {0},
};

const TypeDef re_pattern_type_def = {
    .name = "re.Pattern",
    .size = sizeof(Pattern),
    .flags = TYPE_GC | TYPE_WEAKREFABLE | TYPE_NO_INSTANCES,
    .doc = "A compiled regular expression.",
    .slots = {.dealloc = pattern_dealloc,
              .traverse = pattern_traverse,
              .repr = pattern_repr,
              .hash = pattern_hash,
              .compare = pattern_compare},
    .methods = methods,
    .getsets = getsets,
};
