/* Writes trees of plain elements and strings as XML. Nothing here calls Python code, so the tree stays as it
 * is; a tree that has something else in it is left to ElementTree.py. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/sequence.h"
#include "stdlib/elementtree.h"

typedef struct Output {
    Thread *t;
    StrBuilder out;
    Value comment, pi; /* the tags of comments and instructions */
    Dict *known;       /* namespace: prefix, as they were registered */
    Value standard;    /* the namespace of names without prefix, a str; or VALUE_NULL */
    Dict *prefixes;    /* namespace: prefix, of this document */
    Dict *names;       /* name: as it is written */
    bool short_empty;
    Value html;      /* a set of the tags that have no end, for the method html; VALUE_NULL: XML */
    bool is_strange; /* a tree for ElementTree.py, which also raises what is to be raised */
} Output;

static bool strange(Output *o) {
    o->is_strange = true;
    return false;
}

/* ---- pass 1: names ---- */

static int64_t find_char(const Str *s, uint32_t c) {
    int64_t i = s->length;
    while (i > 0 && str_at(s, i - 1) != c)
        i--;
    return i - 1;
}

/* The prefix of a namespace: new; NULL: strange, or an exception is pending. */
static Str *prefix_of(Output *o, Str *uri) {
    Thread *t = o->t;
    Value known = dict_get(t, o->prefixes, object_value(uri));
    if (!is_null(known))
        return value_str(new_ref(known));
    known = dict_get(t, o->known, object_value(uri));
    Str *prefix =
        is_null(known) ? str_format(t, "ns%ld", (long)o->prefixes->length) : value_str(new_ref(known));
    if (!prefix || str_equal_ascii(prefix, "xml") ||
        dict_set(t, o->prefixes, object_value(uri), object_value(prefix)))
        return prefix;
    decref_object(t, prefix);
    return NULL;
}

static Str *qualified(Output *o, Str *name) {
    Thread *t = o->t;
    int64_t end = find_char(name, '}');
    if (end < 0)
        return strange(o), NULL;
    Str *uri = str_slice(t, name, 1, end), *local = uri ? str_slice(t, name, end + 1, name->length) : NULL;
    Str *prefix = local ? prefix_of(o, uri) : NULL, *whole = NULL;
    if (prefix && prefix->length)
        whole = str_format(t, "%U:%U", prefix, local);
    else if (prefix)
        whole = value_str(new_object_ref(local));
    xdecref_object(t, prefix);
    xdecref_object(t, local);
    xdecref_object(t, uri);
    return whole;
}

static bool learn_name(Output *o, Value name) {
    Thread *t = o->t;
    if (!is_str_exact(name) || (!is_null(o->html) && !value_str(name)->ascii))
        return strange(o);
    if (!is_null(dict_get(t, o->names, name)))
        return true;
    Str *s = value_str(name), *written;
    if (s->length > 0 && str_at(s, 0) == '{')
        written = qualified(o, s);
    else if (!is_null(o->standard))
        return strange(o);
    else
        written = value_str(new_ref(name));
    bool ok = written && dict_set(t, o->names, name, object_value(written));
    xdecref_object(t, written);
    return ok;
}

static bool is_special(const Output *o, Value tag) {
    return value_is(tag, o->comment) || value_is(tag, o->pi);
}

static bool learn_element(Output *o, const Element *e) {
    Value key, v;
    if (!stack_left(o->t))
        return false;
    if (is_special(o, e->tag) && is_none(e->text) && !is_null(o->html))
        return strange(o);
    if (!is_none(e->tag) && !is_special(o, e->tag) && !learn_name(o, e->tag))
        return false;
    if (e->attrib && !is_dict_exact(object_value(e->attrib)))
        return strange(o);
    for (int64_t at = 0; e->attrib && dict_next(e->attrib, &at, &key, &v);)
        if (!is_str_exact(v) || !learn_name(o, key))
            return strange(o);
    if ((!is_none(e->text) && !is_str_exact(e->text)) || (!is_none(e->tail) && !is_str_exact(e->tail)))
        return strange(o);
    for (int64_t i = 0; i < e->count; i++)
        if (!is_plain_element(elementtree_child(e, i)))
            return strange(o);
        else if (!learn_element(o, elementtree_of(elementtree_child(e, i))))
            return false;
    return true;
}

/* ---- pass 2: text ---- */

static const char *const in_text[128] = {['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;"};
static const char *const in_attribute[128] = {
    ['&'] = "&amp;",  ['<'] = "&lt;",   ['>'] = "&gt;",  ['"'] = "&quot;",
    ['\r'] = "&#13;", ['\n'] = "&#10;", ['\t'] = "&#09;"};

static const char *const in_html_attribute[128] = {['&'] = "&amp;", ['>'] = "&gt;", ['"'] = "&quot;"};

static void add_escaped(Output *o, const Str *s, const char *const *entities) {
    int64_t start = 0;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (c >= 128 || !entities[c])
            continue;
        strbuilder_slice(&o->out, s, start, i);
        strbuilder_text(&o->out, entities[c]);
        start = i + 1;
    }
    strbuilder_slice(&o->out, s, start, s->length);
}

static void add_text(Output *o, Value v) {
    if (!is_none(v))
        add_escaped(o, value_str(v), in_text);
}

static void add_attribute(Output *o, const Str *name, const Str *value) {
    strbuilder_char(&o->out, ' ');
    strbuilder_str(&o->out, name);
    strbuilder_ascii(&o->out, "=\"", 2);
    add_escaped(o, value, is_null(o->html) ? in_attribute : in_html_attribute);
    strbuilder_char(&o->out, '"');
}

/* Comments and instructions are written as they are, but in HTML; no text is "None", as in CPython. */
static void add_special(Output *o, const Element *e) {
    bool is_comment = value_is(e->tag, o->comment);
    strbuilder_text(&o->out, is_comment ? "<!--" : "<?");
    if (is_none(e->text))
        strbuilder_text(&o->out, "None");
    else if (is_null(o->html))
        strbuilder_str(&o->out, value_str(e->text));
    else
        add_text(o, e->text);
    strbuilder_text(&o->out, is_comment ? "-->" : "?>");
}

/* Pairs of prefix and namespace in the order of the prefixes: new. */
static List *sorted_prefixes(Output *o) {
    Thread *t = o->t;
    List *list = list_new(t, o->prefixes->length);
    Value uri, prefix;
    for (int64_t at = 0; list && dict_next(o->prefixes, &at, &uri, &prefix);) {
        Tuple *pair = tuple_pack(t, 2, prefix, uri);
        if (!pair || !list_append_owned(t, list, object_value(pair))) {
            decref_object(t, list);
            return NULL;
        }
    }
    if (list && list_sort(t, list, VALUE_NONE, false))
        return list;
    xdecref_object(t, list);
    return NULL;
}

static bool add_declarations(Output *o) {
    List *pairs = sorted_prefixes(o);
    for (int64_t i = 0; pairs && i < pairs->length; i++) {
        const Tuple *pair = value_tuple(pairs->items[i]);
        const Str *prefix = value_str(pair->items[0]);
        Str *name = prefix->length ? str_format(o->t, "xmlns:%U", prefix) : str_new(o->t, "xmlns");
        if (name)
            add_attribute(o, name, value_str(pair->items[1]));
        xdecref_object(o->t, name);
        if (!name) {
            decref_object(o->t, pairs);
            return false;
        }
    }
    xdecref_object(o->t, pairs);
    return pairs != NULL;
}

static const Str *written(const Output *o, Value name) {
    return value_str(dict_get(o->t, o->names, name));
}

static bool add_element(Output *o, const Element *e, bool is_root);

static bool add_content(Output *o, const Element *e, bool is_raw) {
    if (is_raw && !is_none(e->text))
        strbuilder_str(&o->out, value_str(e->text));
    else
        add_text(o, e->text);
    for (int64_t i = 0; i < e->count; i++)
        if (!add_element(o, elementtree_of(elementtree_child(e, i)), false))
            return false;
    return true;
}

/* What HTML knows of a tag: does it have no end, and is its text no markup? */
static bool ask_html(const Output *o, const Str *name, bool *endless, bool *raw) {
    char lower[12] = {0};
    for (int64_t i = 0; i < name->length && name->length < (int64_t)sizeof lower; i++)
        lower[i] =
            name->data[i] >= 'A' && name->data[i] <= 'Z' ? (char)(name->data[i] + 32) : (char)name->data[i];
    *raw = strcmp(lower, "script") == 0 || strcmp(lower, "style") == 0;
    Str *key = str_new(o->t, lower);
    int found = key ? op_contains(o->t, o->html, object_value(key)) : -1;
    *endless = found > 0;
    xdecref_object(o->t, key);
    return found >= 0;
}

static bool add_tags(Output *o, const Element *e, bool is_root) {
    const Str *name = written(o, e->tag);
    bool is_endless = false, is_raw = false;
    Value key, v;
    if (!is_null(o->html) && !ask_html(o, name, &is_endless, &is_raw))
        return false;
    strbuilder_char(&o->out, '<');
    strbuilder_str(&o->out, name);
    if (is_root && !add_declarations(o))
        return false;
    for (int64_t at = 0; e->attrib && dict_next(e->attrib, &at, &key, &v);)
        add_attribute(o, written(o, key), value_str(v));
    if (o->short_empty && is_null(o->html) && e->count == 0 &&
        (is_none(e->text) || value_str(e->text)->length == 0)) {
        strbuilder_ascii(&o->out, " />", 3);
        return true;
    }
    strbuilder_char(&o->out, '>');
    bool ok = add_content(o, e, is_raw);
    if (is_endless)
        return ok;
    strbuilder_ascii(&o->out, "</", 2);
    strbuilder_str(&o->out, name);
    strbuilder_char(&o->out, '>');
    return ok;
}

static bool add_element(Output *o, const Element *e, bool is_root) {
    bool ok = true;
    if (!stack_left(o->t))
        return false;
    if (is_special(o, e->tag))
        add_special(o, e);
    else if (is_none(e->tag))
        ok = add_content(o, e, false);
    else
        ok = add_tags(o, e, is_root);
    add_text(o, e->tail);
    return ok;
}

/* ---- the whole ---- */

static bool set_standard(Output *o, Value v) {
    if (is_none(v) || (is_str_exact(v) && value_str(v)->length == 0))
        return true;
    if (!is_str_exact(v))
        return strange(o);
    o->standard = v;
    Str *empty = str_empty(o->t);
    bool ok = dict_set(o->t, o->prefixes, v, object_value(empty));
    decref_object(o->t, empty);
    return ok;
}

/* A copy in which all is strings, so that looking something up calls no Python code. */
static bool set_known(Output *o, Dict *known) {
    Value uri, prefix;
    for (int64_t at = 0; dict_next(known, &at, &uri, &prefix);)
        if (!is_str_exact(uri) || !is_str_exact(prefix))
            return strange(o);
        else if (!dict_set(o->t, o->known, uri, prefix))
            return false;
    return true;
}

static Value write_all(Output *o, Value root, Dict *known, Value standard) {
    if (!set_known(o, known) || !set_standard(o, standard) || !learn_element(o, elementtree_of(root)))
        return o->is_strange && !error_pending(o->t) ? VALUE_NONE : VALUE_NULL;
    strbuilder_init(&o->out, o->t);
    bool ok = add_element(o, elementtree_of(root), true);
    if (ok)
        return str_value(strbuilder_finish(&o->out));
    strbuilder_drop(&o->out);
    return VALUE_NULL;
}

/* _serialize(root, comment, pi, known prefixes, default namespace, short_empty_elements, html): a str, or
 * None for trees that ElementTree.py has to write. */
Value elementtree_serialize(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Output o = {.t = t, .comment = args[1], .pi = args[2], .standard = VALUE_NULL, .html = VALUE_NULL};
    if (!is_plain_element(args[0]) || !is_dict(args[3]))
        return VALUE_NONE;
    if (!arg_bool(t, args[5], &o.short_empty))
        return VALUE_NULL;
    if (!is_none(args[6]))
        o.html = args[6];
    o.known = dict_new(t, 8);
    o.prefixes = o.known ? dict_new(t, 0) : NULL;
    o.names = o.prefixes ? dict_new(t, 16) : NULL;
    Value v = o.names ? write_all(&o, args[0], value_dict(args[3]), args[4]) : VALUE_NULL;
    xdecref_object(t, o.known);
    xdecref_object(t, o.names);
    xdecref_object(t, o.prefixes);
    return v;
}
