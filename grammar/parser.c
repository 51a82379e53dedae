#include "grammar/parser.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "parser.tab.h"

void parser_init(Parser *p, const ParseOptions *options, Arena *arena, Diagnostics *report) {
    memset(p, 0, sizeof *p);
    p->arena = arena;
    p->options = options;
    p->report = report;
    p->stop = p->error_token = -1;
    arena_init(&p->scratch);
    p->scratch.fail_after = arena->fail_after;
}

void parser_fini(Parser *p) {
    arena_fini(&p->scratch);
}

bool parser_run(Parser *p, int start) {
    p->start = p->start_kind = start;
    p->next = 0;
    p->result = NULL;
    int status = parser_parse(p);
    if (status == 2)
        parser_fail_depth(p);
    return status == 0 && !p->failed && p->result;
}

// ---- positions

static const char *line_text(const Parser *p, int line, int *length) {
    line -= p->line_base;
    if (line < 1 || line > p->source.line_count) {
        *length = 0;
        return NULL;
    }
    const int *starts = p->source.line_starts;
    *length = starts[line] - starts[line - 1];
    return p->source.text + starts[line - 1];
}

int parser_column(const Parser *p, int line, int byte_col) {
    int length, column = 1;
    const char *text = line_text(p, line, &length);
    if (line == 1 + p->line_base)
        byte_col -= p->col_base;
    if (!text)
        return byte_col + 1;
    if (byte_col > length)
        byte_col = length;
    for (int i = 0; i < byte_col; i++)
        column += ((unsigned char)text[i] & 0xc0) != 0x80;
    return column;
}

// ---- reports

const char *parser_format(Parser *p, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    char *text = arena_alloc(p->arena, (size_t)length + 1);
    if (text)
        vsnprintf(text, (size_t)length + 1, format, again);
    else
        parser_fail_memory(p);
    va_end(again);
    va_end(arguments);
    return text ? text : "";
}

static void set_text(Parser *p, Diagnostic *diagnostic, int line, bool with_line_end) {
    int length;
    const char *text = line_text(p, line, &length);
    if (!text)
        return;
    if (!with_line_end && length > 0 && text[length - 1] == '\n')
        length--;
    diagnostic->text = arena_copy(p->arena, text, (size_t)length);
    diagnostic->text_length = diagnostic->text ? length : 0;
}

// CPython shows a line with its end only if it has not read further.
static int last_line(const Parser *p) {
    return p->tokens.count > 0 ? p->tokens.items[p->last_index].line + p->line_base : 0;
}

// An end in another line is a column of the line that is shown, which it may be at most one character behind.
static void limit_end(Diagnostic *diagnostic) {
    int characters = 0;
    for (int i = 0; i < diagnostic->text_length; i++)
        characters += (diagnostic->text[i] & 0xC0) != 0x80;
    if (diagnostic->end_col > characters + 1)
        diagnostic->end_col = characters + 1;
}

void parser_describe(Parser *p, Diagnostic *diagnostic, DiagnosticKind kind, Span span, const char *message) {
    *diagnostic =
        (Diagnostic){.kind = kind, .message = message, .line = span.line, .end_line = span.end_line};
    diagnostic->col = parser_column(p, span.line, span.col);
    diagnostic->end_col = parser_column(p, span.end_line, span.end_col);
    bool one_line = span.end_line <= span.line;
    set_text(p, diagnostic, span.line, one_line && span.line >= last_line(p));
    if (diagnostic->text && !one_line)
        limit_end(diagnostic);
}

void parser_describe_token_error(Parser *p, Span span, const char *message) {
    span.line += p->line_base;
    span.end_line += p->line_base;
    if (span.line == 1 + p->line_base) {
        span.col += p->col_base;
        span.end_col += p->col_base;
    }
    parser_describe(p, &p->bad, DIAGNOSTIC_SYNTAX_ERROR, span, parser_format(p, "%s", message));
    p->bad.col--; // the tokenizer counts the characters up to the place
    p->bad.end_col--;
    set_text(p, &p->bad, span.line, false);
}

void parser_describe_bad(Parser *p, DiagnosticKind kind, int line, int col, int end_col,
                         const char *message) {
    line += p->line_base;
    p->bad = (Diagnostic){
        .kind = kind, .message = message, .line = line, .col = col, .end_line = line, .end_col = end_col};
    set_text(p, &p->bad, line, true);
}

void parser_describe_unclosed(Parser *p, char bracket, int line, const char *at) {
    int col = (int)(at - p->source.text) - p->source.line_starts[line - 1];
    if (line == 1)
        col += p->col_base;
    Span span = {line + p->line_base, col, line + p->line_base, col};
    const char *prefix = p->outer ? "f-string: " : "";
    parser_describe(p, &p->bad, DIAGNOSTIC_SYNTAX_ERROR, span,
                    parser_format(p, "%s'%c' was never closed", prefix, bracket));
    set_text(p, &p->bad, line + p->line_base, line >= p->source.line_count);
    p->bad_is_unclosed = p->bad.incomplete = true;
    p->bad.end_col = 0;
}

// True if a report may be made: it is the first.
static bool begin_report(Parser *p) {
    bool first = !p->failed && !p->quiet;
    p->failed = true;
    return first;
}

void parser_fail_memory(Parser *p) {
    if (begin_report(p))
        p->report->error = (Diagnostic){.kind = DIAGNOSTIC_MEMORY_ERROR, .message = ""};
}

void parser_fail_depth(Parser *p) {
    if (begin_report(p))
        p->report->error = (Diagnostic){.kind = DIAGNOSTIC_RECURSION_ERROR,
                                        .message = "maximum recursion depth exceeded during compilation"};
}

static const char *format_message(Parser *p, const char *format, va_list arguments) {
    char buffer[400];
    size_t prefix = p->outer ? (size_t)snprintf(buffer, sizeof buffer, "f-string: ") : 0;
    vsnprintf(buffer + prefix, sizeof buffer - prefix, format, arguments);
    const char *message = arena_copy(p->arena, buffer, strlen(buffer));
    return message ? message : "out of memory";
}

void parser_fail(Parser *p, Span span, const char *format, ...) {
    if (!begin_report(p))
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *message = format_message(p, format, arguments);
    va_end(arguments);
    parser_describe(p, &p->report->error, DIAGNOSTIC_SYNTAX_ERROR, span, message);
}

void parser_fail_node(Parser *p, const Node *node, const char *format, ...) {
    if (!begin_report(p))
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *message = format_message(p, format, arguments);
    va_end(arguments);
    Span span = {node->line, node->col, node->end_line, node->end_col};
    parser_describe(p, &p->report->error, DIAGNOSTIC_SYNTAX_ERROR, span, message);
}

void parser_fail_at(Parser *p, DiagnosticKind kind, int line, int col, int end_line, int end_col,
                    const char *format, ...) {
    if (!begin_report(p))
        return;
    va_list arguments;
    va_start(arguments, format);
    const char *message = format_message(p, format, arguments);
    va_end(arguments);
    p->report->error = (Diagnostic){
        .kind = kind, .message = message, .line = line, .col = col, .end_line = end_line, .end_col = end_col};
    set_text(p, &p->report->error, line, true);
}

void parser_warn(Parser *p, DiagnosticKind kind, Span span, const char *format, ...) {
    Diagnostics *report = p->report;
    int count = report->warning_count;
    if (p->quiet)
        return;
    if (count == 0 || (count & (count - 1)) == 0) {
        Diagnostic *more = arena_alloc(p->arena, (size_t)(count ? 2 * count : 1) * sizeof *more);
        if (!more)
            return parser_fail_memory(p);
        if (count)
            memcpy(more, report->warnings, (size_t)count * sizeof *more);
        report->warnings = more;
    }
    va_list arguments;
    va_start(arguments, format);
    char buffer[200];
    vsnprintf(buffer, sizeof buffer, format, arguments);
    va_end(arguments);
    const char *message = parser_format(p, "%s", buffer);
    parser_describe(p, &report->warnings[report->warning_count++], kind, span, message);
}

void parser_probe(Parser *p, Node *left, Node *right, Span span) {
    p->probe = (Probe){true, left, right, span};
}
