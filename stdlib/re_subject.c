/* Subjects: what is matched against, where it lies, and the matching itself. */
#include "runtime/byte_span.h"
#include "runtime/str.h"
#include "stdlib/re_pattern.h"

static bool open_string(Thread *t, Pattern *pattern, Value string, ReSubject *s) {
    if (is_str(string)) {
        if (!pattern->is_text)
            return raise_type_error(t, "cannot use a bytes pattern on a string-like object"), false;
        const Str *text = value_str(string);
        s->data = text->data;
        s->width = text->kind;
        s->length = text->length;
        return true;
    }
    s->width = 1;
    if (!buffer_supported(t, string))
        return raise_type_error(t, "expected string or bytes-like object, got '%.200T'", string), false;
    if (pattern->is_text)
        return raise_type_error(t, "cannot use a string pattern on a bytes-like object"), false;
    if (is_bytes(string)) {
        s->data = value_bytes(string)->data;
        s->length = value_bytes(string)->length;
        return true;
    }
    if (!buffer_get(t, string, &s->view, BUFFER_SIMPLE))
        return s->view.owner = VALUE_NULL, false;
    s->data = s->view.length ? s->view.data : "";
    s->length = s->view.length;
    return true;
}

static int64_t clip(int64_t place, int64_t length) {
    return place < 0 ? 0 : place > length ? length : place;
}

bool re_subject_open(Thread *t, Pattern *pattern, Value string, Value pos, Value endpos, ReSubject *subject) {
    subject->string = string;
    subject->view.owner = VALUE_NULL;
    subject->wide = NULL;
    int64_t start = 0, end = INT64_MAX;
    if ((!is_null(pos) && !arg_int64(t, pos, &start)) || (!is_null(endpos) && !arg_int64(t, endpos, &end)) ||
        !open_string(t, pattern, string, subject))
        return false;
    subject->pos = clip(start, subject->length);
    subject->endpos = clip(end, subject->length);
    return true;
}

void re_subject_close(Thread *t, ReSubject *subject) {
    if (!is_null(subject->view.owner))
        buffer_release(t, &subject->view);
    mem_free(subject->wide);
}

/* Compiles for a width and a mode. */
static bool prepare(Thread *t, Pattern *pattern, int width, ReMode mode, ReCode *code) {
    ReSyntax syntax;
    bool ok =
        re_translate(t, &pattern->tree, &pattern->state->cases, width, pattern->is_text, mode, &syntax) &&
        re_engine_compile(t, &pattern->state->engine, &syntax, code);
    mem_free(syntax.text);
    return ok;
}

static bool widen(Thread *t, ReSubject *s) {
    if (s->wide)
        return true;
    s->wide = mem_alloc((size_t)s->length * sizeof *s->wide + 1);
    if (!s->wide)
        return raise_no_memory(t), false;
    text_copy(s->wide, 4, 0, s->data, s->width, 0, s->length);
    return true;
}

int re_subject_match(Thread *t, Pattern *pattern, ReMode mode, ReSubject *subject, int64_t start,
                     bool not_empty, const size_t **spans) {
    ReCode *code = &pattern->codes[subject->width >> 1][mode];
    if (!code->code && !prepare(t, pattern, subject->width, mode, code))
        return -1;
    if (start > subject->endpos)
        return 0;
    const void *data = subject->data;
    if (__builtin_expect(code->width != subject->width, 0)) {
        if (!widen(t, subject))
            return -1;
        data = subject->wide;
    }
    int count, matched = re_engine_match(t, code, data, (size_t)subject->endpos, (size_t)start, not_empty);
    if (matched > 0)
        *spans = re_engine_spans(code, &count);
    return matched;
}

Value re_subject_slice(Thread *t, const ReSubject *subject, size_t start, size_t end, Value otherwise) {
    if (start == RE_UNSET)
        return new_ref(otherwise);
    if (is_str(subject->string)) {
        Str *text = value_str(subject->string);
        return end - start == 1 ? str_from_char(t, str_at(text, (int64_t)start))
                                : str_value(str_slice(t, text, (int64_t)start, (int64_t)end));
    }
    if (is_exact(subject->string, TYPE_BYTES) && start == 0 && end == (size_t)subject->length)
        return new_ref(subject->string);
    return result_value(bytes_new(t, (const char *)subject->data + start, end - start));
}

/* The group that was closed last. Of groups side by side that is the later one, of nested ones the outer; but
 * in a repeat the last turn may have passed the earlier one. */
static int last_closed(const Pattern *pattern, const size_t *spans) {
    const ReTree *tree = &pattern->tree;
    int last = 0;
    for (int i = 1; i <= tree->groups; i++) {
        if (spans[2 * i] == RE_UNSET)
            continue;
        int around = tree->parents[i];
        while (around && around != last)
            around = tree->parents[around];
        bool inside = last && around == last;
        bool earlier = last && tree->has_repeated_groups && !tree->has_looking_groups &&
                       spans[2 * i + 1] < spans[2 * last + 1];
        if (!inside && !earlier)
            last = i;
    }
    return last;
}

Value re_subject_match_object(Thread *t, Pattern *pattern, const ReSubject *subject, const size_t *spans) {
    int groups = pattern->tree.groups;
    Match *match = object_new(t, pattern->state->match_type, (size_t)(2 * groups + 2) * sizeof(int64_t));
    if (!match)
        return VALUE_NULL;
    incref_object(pattern);
    match->pattern = pattern;
    match->string = new_ref(subject->string);
    match->pos = subject->pos;
    match->endpos = subject->endpos;
    match->groups = groups;
    for (int i = 0; i < 2 * groups + 2; i++)
        match->spans[i] = (int64_t)spans[i]; /* RE_UNSET becomes -1 */
    match->last_group = last_closed(pattern, spans);
    return object_value(match);
}
