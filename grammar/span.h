// Where a token or node is: lines count from 1, columns are byte offsets that count from 0.
#ifndef GRAMMAR_SPAN_H
#define GRAMMAR_SPAN_H

typedef struct Span {
    int line, col, end_line, end_col;
} Span;

static inline Span span_join(Span first, Span last) {
    return (Span){first.line, first.col, last.end_line, last.end_col};
}

// The empty place behind a span.
static inline Span span_after(Span span) {
    return (Span){span.end_line, span.end_col, span.end_line, span.end_col};
}

#endif
