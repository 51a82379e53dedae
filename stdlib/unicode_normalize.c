#include "stdlib/unicode_normalize.h"
#include "runtime/error.h"
#include "runtime/str.h"
#include <stdlib.h>
#include <utf8proc.h>

enum { LONGEST = 32 }; /* code points: no character decomposes into so many */

typedef struct Points { /* code points that grow */
    int32_t *data;
    size_t length, room;
} Points;

static bool reserve(Thread *t, Points *p, size_t more) {
    if (p->room - p->length >= more)
        return true;
    size_t room = p->room * 2 + more;
    int32_t *data = mem_realloc(p->data, room * sizeof *data);
    if (!data)
        return raise_no_memory(t), false;
    p->data = data;
    p->room = room;
    return true;
}

/* ---- decomposition ---- */

static bool decompose(Thread *t, Points *p, const Str *s, utf8proc_option_t options) {
    int boundary = 0;
    for (int64_t i = 0; i < s->length; i++) {
        uint32_t c = str_at(s, i);
        if (!reserve(t, p, LONGEST))
            return false;
        if (c < 0x80 || (c >= 0xd800 && c < 0xe000) || !unicode_is_assigned(c))
            p->data[p->length++] = (int32_t)c;
        else
            p->length +=
                (size_t)utf8proc_decompose_char((int32_t)c, p->data + p->length, LONGEST, options, &boundary);
    }
    return true;
}

static int combining_class(int32_t c) {
    return c < 0x300 || !unicode_is_assigned((uint32_t)c) ? 0 : utf8proc_get_property(c)->combining_class;
}

typedef struct Mark {
    int32_t code;
    int class;
    size_t place;
} Mark;

static int compare_marks(const void *a, const void *b) {
    const Mark *x = a, *y = b;
    if (x->class != y->class)
        return x->class < y->class ? -1 : 1;
    return x->place < y->place ? -1 : 1;
}

/* Brings the marks in [start, stop) into the order of their classes. */
static bool sort_marks(Thread *t, int32_t *data, size_t count) {
    Mark few[16], *marks = count <= 16 ? few : mem_alloc(count * sizeof *marks);
    if (!marks)
        return raise_no_memory(t), false;
    for (size_t i = 0; i < count; i++)
        marks[i] = (Mark){data[i], combining_class(data[i]), i};
    qsort(marks, count, sizeof *marks, compare_marks);
    for (size_t i = 0; i < count; i++)
        data[i] = marks[i].code;
    if (marks != few)
        mem_free(marks);
    return true;
}

static bool reorder(Thread *t, Points *p) {
    for (size_t i = 0, start; i < p->length; i++) {
        for (start = i; i < p->length && combining_class(p->data[i]); i++)
            continue;
        if (i - start > 1 && !sort_marks(t, p->data + start, i - start))
            return false;
    }
    return true;
}

/* ---- forms ---- */

typedef struct Form {
    const char *name;
    utf8proc_option_t options;
} Form;

static const Form forms[] = {{"NFC", UTF8PROC_DECOMPOSE},
                             {"NFD", UTF8PROC_DECOMPOSE},
                             {"NFKC", UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT},
                             {"NFKD", UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT},
                             {0}};

/* Composes in place, piece by piece: utf8proc takes U+11A7 for the end of a Hangul syllable, and drops it. */
static void compose(Points *p) {
    size_t length = 0;
    for (size_t start = 0, stop; start < p->length; start = stop + 1) {
        for (stop = start; stop < p->length && p->data[stop] != 0x11a7; stop++)
            continue;
        memmove(p->data + length, p->data + start, (stop - start) * sizeof *p->data);
        length += (size_t)utf8proc_normalize_utf32(p->data + length, (utf8proc_ssize_t)(stop - start),
                                                   UTF8PROC_STABLE | UTF8PROC_COMPOSE);
        if (stop < p->length)
            p->data[length++] = 0x11a7;
    }
    p->length = length;
}

static Str *normalize(Thread *t, Str *s, const Form *form) {
    Points p = {0};
    bool ok = decompose(t, &p, s, form->options) && reorder(t, &p);
    if (ok && form->name[strlen(form->name) - 1] == 'C')
        compose(&p);
    Str *result = ok ? str_from_ucs4(t, (const uint32_t *)p.data, p.length) : NULL;
    mem_free(p.data);
    return result;
}

/* ASCII is in all normal forms, and the rest of Latin-1 in NFC. */
static bool is_normal_quickly(const Str *s, const Form *form) {
    return s->ascii || (s->kind == 1 && strcmp(form->name, "NFC") == 0);
}

/* The text (borrowed) and its form; NULL: an exception is pending. *form NULL: the text is empty. */
static Str *take(Thread *t, Value *args, const char *function, const Form **form) {
    Str *name = is_str(args[0]) ? value_str(args[0]) : NULL,
        *text = is_str(args[1]) ? value_str(args[1]) : NULL;
    if (!name || !text) {
        raise_type_error(t, "%s() argument %d must be str, not %T", function, name ? 2 : 1,
                         args[name ? 1 : 0]);
        return NULL;
    }
    *form = NULL;
    if (text->length == 0)
        return text;
    for (*form = forms; (*form)->name; (*form)++)
        if (str_equal_ascii(name, (*form)->name))
            return text;
    raise_value_error(t, "invalid normalization form");
    return NULL;
}

Value unicode_normalize_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Form *form;
    Str *text = take(t, args, "normalize", &form);
    if (!text)
        return VALUE_NULL;
    return !form || is_normal_quickly(text, form) ? new_object_ref(text)
                                                  : str_value(normalize(t, text, form));
}

Value unicode_is_normalized_function(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Form *form;
    Str *text = take(t, args, "is_normalized", &form);
    if (!text)
        return VALUE_NULL;
    if (!form || is_normal_quickly(text, form))
        return VALUE_TRUE;
    Str *normal = normalize(t, text, form);
    Value result = normal ? bool_value(str_equal(normal, text)) : VALUE_NULL;
    xdecref_object(t, normal);
    return result;
}
