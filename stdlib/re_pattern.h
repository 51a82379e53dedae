/* What the files of module _re share: its state, patterns, matches.
 *
 * A Pattern keeps the tree of its text and compiles it when it first meets a subject of some width in some
 * mode (search, match, fullmatch). Code is shared by all threads, so nothing may run Python code between a
 * match and the reading of its spans. The GIL is held. */
#ifndef STDLIB_RE_PATTERN_H
#define STDLIB_RE_PATTERN_H

#include "runtime/bytes.h"
#include "runtime/native.h"
#include "runtime/sequence.h"
#include "stdlib/re_translate.h"

/* One for each import of the module; patterns keep it alive. */
typedef struct ReState {
    Object ob;
    ReEngine engine;
    ReCases cases;
    Type *pattern_type, *match_type, *scanner_type, *iterator_type; /* live as long as the Interp */
} ReState;

typedef struct ReTemplate ReTemplate;

typedef struct Pattern {
    Object ob;
    ReState *state;
    Value text;
    bool is_text; /* str, not bytes */
    ReTree tree;
    ReCode codes[RE_WIDTHS][RE_MODES];
    Tuple *group_names;   /* by number; None for groups without */
    Value template_text;  /* of the last template that was used, or VALUE_NULL */
    ReTemplate *template; /* owned */
} Pattern;

typedef struct Match {
    Object ob;
    Pattern *pattern;
    Value string;
    int64_t pos, endpos;
    int groups, last_group; /* group 0 not counted; last_group 0: none */
    int64_t spans[];        /* start and end of each group, -1 for those that did not take part */
} Match;

extern const TypeDef re_state_type_def, re_pattern_type_def, re_match_type_def, re_scanner_type_def,
    re_iterator_type_def;

static inline Pattern *value_pattern(Value v) {
    return (Pattern *)value_object(v);
}
static inline Match *value_match(Value v) {
    return (Match *)value_object(v);
}

/* A compiled pattern; text is a str or bytes-like. */
Value re_pattern_new(Thread *t, ReState *state, Value text, uint32_t flags);

/* _re.tree(). */
Value re_tree_method(Thread *t, Value *args, int nargs, Tuple *kwnames);

/* --- subjects --- */

typedef struct ReSubject {
    Value string; /* borrowed */
    const void *data;
    int width;
    int64_t pos, endpos, length; /* pos <= length and endpos <= length */
    Buffer view;                 /* held if its owner is not VALUE_NULL */
    uint32_t *wide;              /* a copy for code that is too large for the width; or NULL */
} ReSubject;

/* pos and endpos VALUE_NULL: the whole. TypeError if the pattern is for the other kind of text. */
bool re_subject_open(Thread *t, Pattern *pattern, Value string, Value pos, Value endpos, ReSubject *subject);
void re_subject_close(Thread *t, ReSubject *subject);
/* Matches from `start` on: 1, 0, -1. not_empty: no empty match there. *spans is valid until the next match.
 */
int re_subject_match(Thread *t, Pattern *pattern, ReMode mode, ReSubject *subject, int64_t start,
                     bool not_empty, const size_t **spans);
/* The text between, of the type that results have; start RE_UNSET: otherwise, counted. */
Value re_subject_slice(Thread *t, const ReSubject *subject, size_t start, size_t end, Value otherwise);
Value re_subject_match_object(Thread *t, Pattern *pattern, const ReSubject *subject, const size_t *spans);

/* --- parts of the types --- */

Value re_findall_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value re_finditer_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value re_scanner_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value re_split_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value re_sub_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value re_subn_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* match.expand(template) */
Value re_expand_method(Thread *t, Value *args, int nargs, Tuple *kwnames);
void re_template_free(Thread *t, ReTemplate *template);
/* The text of a group of a match; `otherwise` (counted) if it did not take part. */
Value re_match_group_text(Thread *t, Match *match, int64_t group, Value otherwise);
/* The number of the group that v names; -1: exception. */
int64_t re_match_find_group(Thread *t, Match *match, Value v);

#endif
