/* Templates of sub() and expand(), and substitution. */
#include "runtime/byte_builder.h"
#include "runtime/dict.h"
#include "runtime/str.h"
#include "stdlib/re_pattern.h"
#include "stdlib/re_source.h"

/* Text, then a group, and so on: part i is text[i] followed by group[i], -1 for none. */
typedef struct TemplatePart {
    Value text; /* str or bytes */
    int group;
} TemplatePart;

struct ReTemplate {
    int count, room;
    TemplatePart *parts;
};

void re_template_free(Thread *t, ReTemplate *template) {
    if (!template)
        return;
    for (int i = 0; i < template->count; i++)
        decref(t, template->parts[i].text);
    mem_free(template->parts);
    mem_free(template);
}

/* --- parsing --- */

typedef struct TemplateParser {
    ReSource source;
    Pattern *pattern;
    ReTemplate *template;
    StrBuilder text; /* up to the next group */
} TemplateParser;

/* What a builder holds, as the pattern's kind of text. */
static Value finish_text(TemplateParser *p) {
    Thread *t = p->source.t;
    Str *text = strbuilder_finish(&p->text);
    if (!text || p->source.is_text)
        return result_value(text);
    Value bytes = str_encode(t, text, "latin-1", NULL);
    decref_object(t, text);
    return bytes;
}

static bool add_part(TemplateParser *p, int group) {
    Thread *t = p->source.t;
    ReTemplate *template = p->template;
    Value text = finish_text(p);
    strbuilder_init(&p->text, t);
    if (is_null(text))
        return false;
    if (template->count == template->room) {
        int room = template->room ? 2 * template->room : 4;
        TemplatePart *more = mem_realloc(template->parts, (size_t)room * sizeof *more);
        if (!more)
            return decref(t, text), raise_no_memory(t), false;
        template->parts = more;
        template->room = room;
    }
    template->parts[template->count++] = (TemplatePart){text, group};
    return true;
}

static bool add_group(TemplateParser *p, int64_t group, int64_t place) {
    if (group > p->pattern->tree.groups)
        return re_source_error_at(&p->source, place, "invalid group reference %zd", (ssize_t)group);
    return add_part(p, (int)group);
}

/* \g<name>, behind the g */
static bool parse_named(TemplateParser *p) {
    ReSource *s = &p->source;
    bool found, is_name, ok = false;
    int64_t group;
    if (!re_source_match(s, '<', &found))
        return false;
    if (!found)
        return re_source_error(s, 0, "missing <");
    Str *name = re_source_until(s, '>', "group name");
    if (!name || !re_source_is_identifier(s->t, name, &is_name)) {
        xdecref_object(s->t, name);
        return false;
    }
    int64_t place = s->at - name->length - 1;
    if (!is_name)
        ok = re_source_group_number(s, name, 1, &group) && add_group(p, group, place);
    else if (re_source_check_name(s, name, 1)) {
        Value number = dict_get(s->t, p->pattern->tree.names, object_value(name));
        if (!is_null(number))
            ok = add_group(p, small_int(number), place);
        else if (!error_pending(s->t))
            raise(s->t, EXC_IndexError, "unknown group name %R", object_value(name));
    }
    decref_object(s->t, name);
    return ok;
}

/* \0, \12, \123, as in patterns */
static bool parse_number(TemplateParser *p, int64_t start, uint32_t first) {
    ReSource *s = &p->source;
    uint32_t c = first - '0';
    if (first == '0') {
        if (!re_source_octal(s, 2, &c))
            return false;
        return strbuilder_char(&p->text, c & 0xff), true;
    }
    int64_t second = re_source_next(s);
    if (re_is_digit(second)) {
        if (!re_source_step(s))
            return false;
        if (re_is_octal(first) && re_is_octal(second) && re_is_octal(re_source_next(s))) {
            c = c * 8 + (uint32_t)second - '0';
            if (!re_source_octal(s, 1, &c))
                return false;
            if (c > 0377)
                return re_source_error_at(s, start, "octal escape value \\%o outside of range 0-0o377", c);
            return strbuilder_char(&p->text, c), true;
        }
        c = c * 10 + (uint32_t)second - '0';
    }
    return add_group(p, c, start + 1);
}

static bool parse_escape(TemplateParser *p) {
    ReSource *s = &p->source;
    int64_t start = s->at;
    uint32_t letter = re_source_peek(s, start + 1);
    int plain = re_escape_of(letter);
    if (!re_source_step(s))
        return false;
    if (letter == 'g')
        return parse_named(p);
    if (re_is_digit(letter))
        return parse_number(p, start, letter);
    if (plain < 0 && re_is_letter(letter))
        return re_source_error_at(s, start, "bad escape \\%c", (int)letter);
    if (plain < 0)
        strbuilder_char(&p->text, '\\');
    strbuilder_char(&p->text, plain < 0 ? letter : (uint32_t)plain);
    return true;
}

static bool parse_parts(TemplateParser *p) {
    ReSource *s = &p->source;
    while (s->at < s->length) {
        if (re_source_sees(s, '\\')) {
            if (!parse_escape(p))
                return false;
            continue;
        }
        strbuilder_char(&p->text, re_source_peek(s, s->at));
        if (!re_source_step(s))
            return false;
    }
    return add_part(p, -1);
}

/* The text of a template must be of the pattern's kind. */
static bool open_template(Thread *t, Pattern *pattern, Value text, ReSubject *subject) {
    if (is_str(text) == pattern->is_text && (is_str(text) || buffer_supported(t, text)))
        return re_subject_open(t, pattern, text, VALUE_NULL, VALUE_NULL, subject);
    if (!is_str(text) && !buffer_supported(t, text))
        return raise_type_error(t, "decoding to str: need a bytes-like object, %T found", text), false;
    raise_type_error(t, is_str(text) ? "cannot use a bytes pattern on a string-like object"
                                     : "cannot use a string pattern on a bytes-like object");
    return false;
}

/* Does the package re, and not the program, call the method? */
static bool is_called_by_re(Thread *t) {
    Value globals = t->interp->hooks.current_globals(t);
    Value name = is_null(globals) ? globals : dict_get_name(t, value_dict(globals), NAME(__name__));
    return is_str(name) && str_equal_ascii(value_str(name), "re");
}

static ReTemplate *parse_template(Thread *t, Pattern *pattern, Value text) {
    TemplateParser p = {.pattern = pattern};
    ReSubject subject;
    if (!open_template(t, pattern, text, &subject))
        return NULL;
    p.template = mem_calloc(1, sizeof *p.template);
    strbuilder_init(&p.text, t);
    bool ok = p.template && re_source_init(&p.source, t, text, subject.data, subject.width, subject.length);
    if (!p.template)
        raise_no_memory(t);
    p.source.is_text = pattern->is_text;
    p.source.warning_level = is_called_by_re(t) ? 2 : 1;
    ok = ok && parse_parts(&p);
    strbuilder_drop(&p.text);
    re_subject_close(t, &subject);
    if (ok)
        return p.template;
    re_template_free(t, p.template);
    return NULL;
}

/* The parsed template, which belongs to the pattern until the next one is asked for. */
static ReTemplate *get_template(Thread *t, Pattern *pattern, Value text) {
    bool constant = is_str(text) || is_bytes(text);
    if (constant && value_is(text, pattern->template_text))
        return pattern->template;
    ReTemplate *template = parse_template(t, pattern, text);
    if (!template)
        return NULL;
    ReTemplate *old = pattern->template;
    pattern->template = template;
    value_store(t, &pattern->template_text, constant ? new_ref(text) : VALUE_NULL);
    re_template_free(t, old);
    return template;
}

/* --- filling in --- */

/* Results grow as text or as bytes. */
typedef struct Output {
    bool is_text;
    union {
        StrBuilder text;
        ByteBuilder bytes;
    };
} Output;

static void output_init(Output *out, Thread *t, bool is_text) {
    out->is_text = is_text;
    if (is_text)
        strbuilder_init(&out->text, t);
    else
        bytebuilder_init(&out->bytes, t);
}

static void output_drop(Output *out) {
    if (out->is_text)
        strbuilder_drop(&out->text);
    else
        bytebuilder_drop(&out->bytes);
}

static Value output_finish(Output *out) {
    return out->is_text ? result_value(strbuilder_finish(&out->text))
                        : result_value(bytebuilder_finish(&out->bytes));
}

static void output_value(Output *out, Value v) {
    if (out->is_text)
        strbuilder_str(&out->text, value_str(v));
    else
        bytebuilder_add(&out->bytes, value_bytes(v)->data, (size_t)value_bytes(v)->length);
}

static void output_slice(Output *out, const ReSubject *s, size_t start, size_t end) {
    if (start == RE_UNSET)
        return;
    if (out->is_text)
        strbuilder_slice(&out->text, value_str(s->string), (int64_t)start, (int64_t)end);
    else
        bytebuilder_add(&out->bytes, (const char *)s->data + start, end - start);
}

static void output_template(Output *out, const ReTemplate *template, const ReSubject *s,
                            const size_t *spans) {
    for (int i = 0; i < template->count; i++) {
        const TemplatePart *part = &template->parts[i];
        output_value(out, part->text);
        if (part->group >= 0)
            output_slice(out, s, spans[2 * part->group], spans[2 * part->group + 1]);
    }
}

Value re_expand_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Match *match = value_match(args[0]);
    ReTemplate *template = get_template(t, match->pattern, args[1]);
    ReSubject subject;
    if (!template || !re_subject_open(t, match->pattern, match->string, VALUE_NULL, VALUE_NULL, &subject))
        return VALUE_NULL;
    Output out;
    output_init(&out, t, match->pattern->is_text);
    size_t spans[2 * match->groups + 2];
    for (int i = 0; i < 2 * match->groups + 2; i++)
        spans[i] = match->spans[i] < 0                ? RE_UNSET
                   : match->spans[i] < subject.length ? (size_t)match->spans[i]
                                                      : (size_t)subject.length;
    output_template(&out, template, &subject, spans);
    re_subject_close(t, &subject);
    return output_finish(&out);
}

/* --- sub --- */

typedef struct Substitution {
    Pattern *pattern;
    ReSubject subject;
    int64_t count, done; /* count 0: all */
} Substitution;

static Value substitute_template(Thread *t, Substitution *s, const ReTemplate *template) {
    const size_t *spans;
    int64_t at = 0;
    int matched = 0;
    bool empty = false;
    Output out;
    output_init(&out, t, s->pattern->is_text);
    while ((!s->count || s->done < s->count) &&
           (matched = re_subject_match(t, s->pattern, RE_SEARCH, &s->subject, at, empty, &spans)) > 0) {
        output_slice(&out, &s->subject, (size_t)at, spans[0]);
        output_template(&out, template, &s->subject, spans);
        at = (int64_t)spans[1];
        empty = spans[0] == spans[1];
        s->done++;
    }
    if (matched >= 0 &&
        (s->done || !is_exact(s->subject.string, s->pattern->is_text ? TYPE_STR : TYPE_BYTES))) {
        output_slice(&out, &s->subject, (size_t)at, (size_t)s->subject.length);
        return output_finish(&out);
    }
    output_drop(&out);
    return matched < 0 ? VALUE_NULL : new_ref(s->subject.string);
}

static bool add_text(Thread *t, List *list, Substitution *s, size_t start, size_t end) {
    if (start == end)
        return true;
    Value text = re_subject_slice(t, &s->subject, start, end, VALUE_NONE);
    return !is_null(text) && list_append_owned(t, list, text);
}

/* What the function answers for a match; None adds nothing. */
static bool add_answer(Thread *t, List *list, Substitution *s, Value function, const size_t *spans) {
    Value match = re_subject_match_object(t, s->pattern, &s->subject, spans);
    Value answer = is_null(match) ? VALUE_NULL : op_call1(t, function, match);
    decref(t, match);
    return !is_null(answer) && (is_none(answer) || list_append_owned(t, list, answer));
}

static bool call_for_each(Thread *t, Substitution *s, Value function, List *list) {
    const size_t *spans;
    int64_t at = 0;
    int matched = 0;
    bool empty = false;
    while ((!s->count || s->done < s->count) &&
           (matched = re_subject_match(t, s->pattern, RE_SEARCH, &s->subject, at, empty, &spans)) > 0) {
        int64_t end = (int64_t)spans[1];
        empty = spans[0] == spans[1];
        if (!add_text(t, list, s, (size_t)at, spans[0]) || !add_answer(t, list, s, function, spans))
            return false;
        at = end;
        s->done++;
    }
    return matched >= 0 && add_text(t, list, s, (size_t)at, (size_t)s->subject.length);
}

static Value join(Thread *t, bool is_text, List *list) {
    if (is_text)
        return str_value(str_join(t, value_str(t->interp->empty_str), list->items, list->length));
    Str *name = str_intern_utf8(t, "join");
    Value joined = name ? op_call_method1(t, t->interp->empty_bytes, name, object_value(list)) : VALUE_NULL;
    xdecref_object(t, name);
    return joined;
}

static Value substitute_calls(Thread *t, Substitution *s, Value function) {
    List *list = list_new(t, 0);
    Value result = VALUE_NULL;
    if (list && call_for_each(t, s, function, list))
        result = list->length == 1 && !s->done ? new_ref(list->items[0]) : join(t, s->pattern->is_text, list);
    xdecref_object(t, list);
    return result;
}

/* A replacement of another kind than the pattern: each match adds it, and the joining fails. */
static Value substitute_alien(Thread *t, Substitution *s, Value alien) {
    const size_t *spans;
    List *list = list_new(t, 0);
    Value result = VALUE_NULL;
    int matched = list ? re_subject_match(t, s->pattern, RE_SEARCH, &s->subject, 0, false, &spans) : -1;
    if (matched == 0)
        result = re_subject_slice(t, &s->subject, 0, (size_t)s->subject.length, VALUE_NONE);
    else if (matched > 0 && add_text(t, list, s, 0, spans[0]) && list_append(t, list, alien))
        result = join(t, s->pattern->is_text, list);
    xdecref_object(t, list);
    return result;
}

/* Text of the wrong kind without escapes is not looked at before it is used. */
static bool is_alien(Thread *t, Pattern *pattern, Value text) {
    if (is_str(text) == pattern->is_text)
        return false;
    if (is_str(text))
        return text_find_char(value_str(text)->data, value_str(text)->kind, 0, value_str(text)->length, '\\',
                              false) < 0;
    return is_bytes(text) && !memchr(value_bytes(text)->data, '\\', (size_t)value_bytes(text)->length);
}

static Value substitute(Thread *t, Value *args, int64_t *done) {
    Substitution s = {.pattern = value_pattern(args[0])};
    Value how = args[1];
    if (!is_null(args[3]) && !arg_int64(t, args[3], &s.count))
        return VALUE_NULL;
    bool callable = op_callable(t, how), alien = !callable && is_alien(t, s.pattern, how);
    ReTemplate *template = callable || alien ? NULL : get_template(t, s.pattern, how);
    if (!callable && !alien && !template)
        return VALUE_NULL;
    if (!re_subject_open(t, s.pattern, args[2], VALUE_NULL, VALUE_NULL, &s.subject))
        return VALUE_NULL;
    Value result;
    if (s.count < 0)
        result = re_subject_slice(t, &s.subject, 0, (size_t)s.subject.length, VALUE_NONE);
    else
        result = callable ? substitute_calls(t, &s, how)
                 : alien  ? substitute_alien(t, &s, how)
                          : substitute_template(t, &s, template);
    re_subject_close(t, &s.subject);
    *done = s.done;
    return result;
}

Value re_sub_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t done;
    return substitute(t, args, &done);
}

Value re_subn_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t done = 0;
    Value text = substitute(t, args, &done);
    if (is_null(text))
        return text;
    Tuple *result = tuple_pack(t, 2, text, small_int_value(done));
    decref(t, text);
    return result_value(result);
}
