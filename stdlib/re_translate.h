/* From the tree of a regular expression to PCRE2's syntax, for subjects of one width.
 *
 * What Python and PCRE2 see differently is written out: which characters are letters, digits, white space,
 * which are the same without regard to case, what ^ $ \B mean. */
#ifndef STDLIB_RE_TRANSLATE_H
#define STDLIB_RE_TRANSLATE_H

#include "stdlib/re_case.h"
#include "stdlib/re_engine.h"
#include "stdlib/re_parse.h"

typedef enum ReMode { RE_SEARCH, RE_MATCH, RE_FULLMATCH, RE_MODES } ReMode;

/* syntax->text is allocated, for the caller to free (mem_free), also on failure. is_text: the pattern is a
 * str. */
bool re_translate(Thread *t, const ReTree *tree, ReCases *cases, int width, bool is_text, ReMode mode,
                  ReSyntax *syntax);

/* --- between the files of the translator --- */

typedef struct ReWriter {
    Thread *t;
    const ReTree *tree;
    ReCases *cases;
    ReSyntax *syntax;
    int width;
    uint32_t largest; /* code point of such subjects */
    bool is_text, failed;
    bool caseless; /* PCRE2 does it: with tables that say what Python says */
} ReWriter;

void re_write_char(ReWriter *w, uint32_t c);
void re_write_text(ReWriter *w, const char *ascii);
/* A character as itself, inside or outside of a set. */
void re_write_literal(ReWriter *w, uint32_t c);
/* Something that matches a member of the set (one character), and can be repeated. */
void re_write_set(ReWriter *w, const ReItem *items, int count, bool negated, uint32_t flags);
/* Do \w, \b and their like of PCRE2 mean what they mean under these flags? */
bool re_kind_is_native(const ReWriter *w, uint32_t flags);

#endif
