// A source text as UTF-8 with '\n' line ends, whatever bytes it came from.
//
// Invariant: text is valid UTF-8 without NULs, ends in '\n' (unless empty) and is followed by a NUL.
// line_starts[i] is the offset of line i + 1; there is one more entry than lines, which is the length.
#ifndef GRAMMAR_SOURCE_H
#define GRAMMAR_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Source {
    const char *text;
    int length;
    int *line_starts;
    int line_count;
    bool added_newline; // the last line had no line end of its own
} Source;

struct Parser;

// Decodes bytes as options say (a BOM, an encoding line) into p->source. False: the reason is in p's report.
bool source_load(struct Parser *p, const char *bytes, size_t length);
// For text that is known to be good: takes it as it is.
bool source_wrap(struct Parser *p, const char *text, size_t length);

#endif
