/* Tracebacks: a line for each frame, its source line, and marks under the part that raised. */
#include "vm/tree.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/unicode_names.h"
#include "vm/frame.h"
#include "vm/report.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_REPEATS = 3 }; /* a frame that repeats is shown so often before the rest is counted */

/* A stretch of a source line with an operator (or an index) in it, in characters: ~~~~^^~~~. */
typedef struct Marks {
    int64_t start, end;
    int64_t inner_start, inner_end; /* equal: all of it gets ^ */
} Marks;

static bool is_blank(uint32_t c) {
    return c == ' ' || c == '\t' || c == '\f';
}

/* Bytes of UTF-8 to characters. */
static int64_t char_offset(const char *utf8, int64_t bytes) {
    int64_t chars = 0;
    for (int64_t i = 0; i < bytes && utf8[i]; i++)
        chars += (utf8[i] & 0xc0) != 0x80;
    return chars;
}

/* The operator of a binary operation: what comes first between the operands. */
static bool operator_marks(const char *text, const Node *node, int64_t *start, int64_t *end) {
    int right = node->bin_op.right->col;
    for (int i = node->bin_op.left->end_col; i < right; i++) {
        if (is_blank((unsigned char)text[i]))
            continue;
        *start = i;
        *end = i + 1 + (i + 1 < right && !is_blank((unsigned char)text[i + 1]));
        return true;
    }
    return false;
}

bool report_inner_marks(const char *text, size_t length, int64_t *start, int64_t *end) {
    Arena arena;
    arena_init(&arena);
    ParseOptions options = {.mode = PARSE_EXEC, .is_text = true, .character_by_name = unicode_by_name};
    Diagnostics diagnostics = {0};
    Node *tree, *node = NULL;
    if (parse_source(text, length, &options, &arena, &tree, &diagnostics) && tree->module.body.count == 1)
        node = tree->module.body.items[0];
    bool found = false;
    if (node && node->kind == NODE_EXPR && node->expr.value->kind == NODE_BIN_OP) {
        found = operator_marks(text, node->expr.value, start, end);
    } else if (node && node->kind == NODE_EXPR && node->expr.value->kind == NODE_SUBSCRIPT) {
        *start = node->expr.value->subscript.value->end_col;
        *end = node->expr.value->subscript.slice->end_col + 1;
        found = true;
    }
    arena_fini(&arena);
    return found;
}

static int64_t end_without_blanks(const Str *line) {
    int64_t end = line->length;
    while (end > 0 && is_blank(str_at(line, end - 1)))
        end--;
    return end;
}

/* False: nothing is to be marked, as when it would be the whole line. */
static bool find_marks(Thread *t, Str *line, int64_t indent, Position p, Marks *marks) {
    size_t length;
    const char *text = str_wtf8(t, line, &length);
    error_clear(t);
    if (!text || !p.line || p.col == 0xffff || p.end_col == 0xffff || p.col > length)
        return false;
    *marks = (Marks){.start = char_offset(text, p.col), .end = end_without_blanks(line)};
    if (p.end_line_delta == 0) {
        size_t end = p.end_col > length ? length : p.end_col;
        if (end < p.col)
            return false;
        marks->end = char_offset(text, (int64_t)end);
        char *segment = strndup(text + p.col, end - p.col);
        if (segment && report_inner_marks(segment, end - p.col, &marks->inner_start, &marks->inner_end)) {
            marks->inner_start = marks->start + char_offset(segment, marks->inner_start);
            marks->inner_end = marks->start + char_offset(segment, marks->inner_end);
        }
        free(segment);
    }
    return marks->inner_start != marks->inner_end || marks->end - marks->start != line->length - indent;
}

static void put_marks(Report *r, const Marks *marks, int64_t indent) {
    report_margin(r, '|');
    report_put(r, "    ");
    bool inner = marks->inner_start != marks->inner_end;
    for (int64_t i = indent; i < marks->end; i++) {
        bool mark = !inner || (i >= marks->inner_start && i < marks->inner_end);
        strbuilder_char(&r->text, i < marks->start ? ' ' : mark ? '^' : '~');
    }
    report_put(r, "\n");
}

static void put_source(Report *r, const Code *code, const Traceback *tb) {
    Str *line = report_source_line(r->t, code->filename, tb->line);
    if (!line)
        return;
    int64_t indent = 0;
    while (indent < line->length && is_blank(str_at(line, indent)))
        indent++;
    report_margin(r, '|');
    report_put(r, "    ");
    strbuilder_slice(&r->text, line, indent, line->length);
    report_put(r, "\n");
    uint32_t at = (uint32_t)tb->instruction;
    Marks marks;
    if (tb->instruction >= 0 && at < code->instr_count &&
        find_marks(r->t, line, indent, code->positions[at], &marks))
        put_marks(r, &marks, indent);
    decref_object(r->t, line);
}

static void put_frame(Report *r, const Code *code, const Traceback *tb) {
    char number[32];
    snprintf(number, sizeof number, "\", line %d, in ", tb->line);
    report_margin(r, '|');
    report_put(r, "  File \"");
    strbuilder_str(&r->text, code->filename);
    report_put(r, number);
    strbuilder_str(&r->text, code->name);
    report_put(r, "\n");
    put_source(r, code, tb);
}

static void put_repeats(Report *r, int64_t count) {
    char text[80];
    int64_t more = count - SHOWN_REPEATS;
    if (more <= 0)
        return;
    snprintf(text, sizeof text, "  [Previous line repeated %lld more time%s]\n", (long long)more,
             more > 1 ? "s" : "");
    report_put(r, text); /* without a margin, as CPython */
}

static const Traceback *traceback_of(Value v) {
    return is_exact(v, TYPE_TRACEBACK) ? (const Traceback *)value_object(v) : NULL;
}

/* sys.tracebacklimit: how many of the innermost frames are shown. */
static int64_t frame_limit(Thread *t) {
    Str *name = str_intern_utf8(t, "tracebacklimit");
    Value v = name ? dict_get_name(t, t->interp->sys, name) : VALUE_NULL;
    int64_t limit = INT64_MAX;
    if (is_int(v) && !int_to_int64(v, &limit))
        limit = int_sign(v) < 0 ? 0 : INT64_MAX;
    error_clear(t);
    xdecref_object(t, name);
    return limit;
}

static bool same_place(const Code *a, int line_a, const Code *b, int line_b) {
    return a && line_a == line_b && str_equal(a->filename, b->filename) && str_equal(a->name, b->name);
}

void report_put_traceback(Report *r, Value traceback, const char *header, char edge) {
    int64_t limit = frame_limit(r->t), depth = 0, count = 0;
    if (limit <= 0)
        return;
    if (header) {
        report_margin(r, edge);
        report_put(r, header);
    }
    for (const Traceback *tb = traceback_of(traceback); tb; tb = traceback_of(tb->next))
        depth++;
    const Code *last = NULL;
    int last_line = 0;
    for (const Traceback *tb = traceback_of(traceback); tb; tb = traceback_of(tb->next)) {
        if (depth-- > limit)
            continue;
        const Code *code = frame_of_object(tb->frame)->code;
        if (!same_place(last, last_line, code, tb->line)) {
            put_repeats(r, count);
            last = code;
            last_line = tb->line;
            count = 0;
        }
        if (++count <= SHOWN_REPEATS)
            put_frame(r, code, tb);
    }
    put_repeats(r, count);
}
