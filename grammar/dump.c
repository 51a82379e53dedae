#include "grammar/dump.h"

#include <stdlib.h>
#include <string.h>

#include "grammar/dump_constant.h"
#include "grammar/parser.h"
#include "parser.tab.h"

// ---- trees

enum { POSITIONS = 4, INDENT = 4 };

// A node that has been begun. Its arguments are its fields and then its four positions.
typedef struct Frame {
    const Node *node;
    const NodeList *list; // of which we are writing the items; NULL if none
    int item;
    int argument; // the next one
    bool first;   // no argument has been written yet
    bool one_line;
} Frame;

typedef struct Dump {
    FILE *out;
    bool positions;
    Frame *frames;
    int depth, capacity;
    int level; // of indentation
    bool failed;
} Dump;

#define FIELD(type, node, field) (*(type const *)((const char *)(node) + (field)->offset))

static bool is_absent(const Node *node, const Field *field) {
    if (field->type == FIELD_TYPE_COMMENT)
        return true;
    return field->optional && field->type != FIELD_INT && !FIELD(void *, node, field);
}

static int position_count(const Dump *dump, const Node *node) {
    return dump->positions && ast_has_position(node->kind) ? POSITIONS : 0;
}

// The kind of a u"" constant is a field of its own.
static bool has_kind(const Node *node) {
    return node->kind == NODE_CONSTANT && node->constant.u_prefix;
}

static int argument_count(const Dump *dump, const Node *node) {
    const Field *fields = ast_fields(node->kind);
    int count = position_count(dump, node) + has_kind(node);
    for (int i = 0; i < ast_field_count(node->kind); i++)
        count += !is_absent(node, &fields[i]);
    return count;
}

static bool is_simple(const Dump *dump, const Node *node, const Field *field) {
    switch (field->type) {
    case FIELD_NODE:
        return argument_count(dump, FIELD(Node *, node, field)) == 0;
    case FIELD_NODES:
        return FIELD(NodeList, node, field).count == 0;
    case FIELD_NAMES:
        return FIELD(NameList, node, field).count == 0;
    case FIELD_CMP_OPS:
        return false;
    default:
        return true;
    }
}

static bool fits_one_line(const Dump *dump, const Node *node) {
    const Field *fields = ast_fields(node->kind);
    if (argument_count(dump, node) > 3)
        return false;
    for (int i = 0; i < ast_field_count(node->kind); i++)
        if (!is_absent(node, &fields[i]) && !is_simple(dump, node, &fields[i]))
            return false;
    return true;
}

static void new_line(const Dump *dump) {
    fprintf(dump->out, "\n%*s", INDENT * dump->level, "");
}

static void begin_node(Dump *dump, const Node *node) {
    if (dump->depth == dump->capacity) {
        int capacity = dump->capacity ? 2 * dump->capacity : 64;
        Frame *frames = realloc(dump->frames, (size_t)capacity * sizeof *frames);
        if (!frames) {
            dump->failed = true;
            return;
        }
        dump->frames = frames;
        dump->capacity = capacity;
    }
    fprintf(dump->out, "%s(", ast_kind_name(node->kind));
    dump->frames[dump->depth++] = (Frame){.node = node, .first = true, .one_line = fits_one_line(dump, node)};
    dump->level++;
}

static void end_node(Dump *dump) {
    fputc(')', dump->out);
    dump->depth--;
    dump->level--;
}

static void begin_argument(Dump *dump, Frame *frame, const char *name) {
    if (!frame->first)
        fputs(frame->one_line ? ", " : ",", dump->out);
    if (!frame->one_line)
        new_line(dump);
    frame->first = false;
    fprintf(dump->out, "%s=", name);
}

static void put_name(Dump *dump, const Name *name) {
    dump_constant_text(dump->out, name->text, name->length);
}

static void put_names(Dump *dump, NameList names) {
    fputc('[', dump->out);
    dump->level++;
    for (int i = 0; i < names.count; i++) {
        if (i)
            fputc(',', dump->out);
        new_line(dump);
        put_name(dump, names.items[i]);
    }
    dump->level--;
    fputc(']', dump->out);
}

static void put_comparisons(Dump *dump, CmpOpList ops) {
    fputc('[', dump->out);
    dump->level++;
    for (int i = 0; i < ops.count; i++) {
        if (i)
            fputc(',', dump->out);
        new_line(dump);
        fprintf(dump->out, "%s()", ast_cmp_op_name(ops.items[i]));
    }
    dump->level--;
    fputc(']', dump->out);
}

static void put_singleton(Dump *dump, ConstKind kind) {
    fputs(kind == CONST_NONE ? "None" : kind == CONST_TRUE ? "True" : "False", dump->out);
}

static void put_constant(Dump *dump, Frame *frame, const Constant *constant) {
    if (!dump_constant(dump->out, constant))
        dump->failed = true;
    if (constant->u_prefix) {
        begin_argument(dump, frame, "kind");
        fputs("'u'", dump->out);
    }
}

static void put_field(Dump *dump, Frame *frame, const Field *field) {
    const Node *node = frame->node;
    FILE *out = dump->out;
    begin_argument(dump, frame, field->name);
    switch (field->type) {
    case FIELD_NODE:
        begin_node(dump, FIELD(Node *, node, field));
        break;
    case FIELD_NODES:
        frame->list = &FIELD(NodeList, node, field);
        frame->item = 0;
        fputc('[', out);
        dump->level++;
        break;
    case FIELD_NAME:
        put_name(dump, FIELD(Name *, node, field));
        break;
    case FIELD_NAMES:
        put_names(dump, FIELD(NameList, node, field));
        break;
    case FIELD_CONTEXT:
        fprintf(out, "%s()", ast_context_name(FIELD(ExprContext, node, field)));
        break;
    case FIELD_BOOL_OP:
        fprintf(out, "%s()", ast_bool_op_name(FIELD(BoolOp, node, field)));
        break;
    case FIELD_BINARY_OP:
        fprintf(out, "%s()", ast_binary_op_name(FIELD(BinaryOp, node, field)));
        break;
    case FIELD_UNARY_OP:
        fprintf(out, "%s()", ast_unary_op_name(FIELD(UnaryOp, node, field)));
        break;
    case FIELD_CMP_OPS:
        put_comparisons(dump, FIELD(CmpOpList, node, field));
        break;
    case FIELD_INT:
        fprintf(out, "%d", FIELD(int, node, field));
        break;
    case FIELD_BOOL:
        fprintf(out, "%d", FIELD(bool, node, field));
        break;
    case FIELD_SINGLETON:
        put_singleton(dump, FIELD(ConstKind, node, field));
        break;
    case FIELD_CONSTANT:
        put_constant(dump, frame, &node->constant);
        break;
    case FIELD_TYPE_COMMENT:
        break;
    }
}

static void put_position(Dump *dump, Frame *frame, int index) {
    static const char *const names[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    const Node *node = frame->node;
    const int values[] = {node->line, node->col, node->end_line, node->end_col};
    begin_argument(dump, frame, names[index]);
    fprintf(dump->out, "%d", values[index]);
}

static void put_item(Dump *dump, Frame *frame) {
    const NodeList *list = frame->list;
    if (frame->item == list->count) {
        fputc(']', dump->out);
        dump->level--;
        frame->list = NULL;
        return;
    }
    if (frame->item)
        fputc(',', dump->out);
    new_line(dump);
    const Node *node = list->items[frame->item++];
    if (node)
        begin_node(dump, node);
    else
        fputs("None", dump->out);
}

static void step(Dump *dump) {
    Frame *frame = &dump->frames[dump->depth - 1];
    if (frame->list) {
        put_item(dump, frame);
        return;
    }
    int fields = ast_field_count(frame->node->kind), argument = frame->argument++;
    if (argument < fields) {
        const Field *field = &ast_fields(frame->node->kind)[argument];
        if (!is_absent(frame->node, field))
            put_field(dump, frame, field);
    } else if (argument < fields + position_count(dump, frame->node)) {
        put_position(dump, frame, argument - fields);
    } else {
        end_node(dump);
    }
}

bool dump_ast(FILE *out, const Node *tree, bool positions) {
    Dump dump = {.out = out, .positions = positions};
    begin_node(&dump, tree);
    while (dump.depth > 0 && !dump.failed)
        step(&dump);
    free(dump.frames);
    fputc('\n', out);
    return !dump.failed;
}

// ---- tokens

static const char *kind_name(const Token *token) {
    switch (token->kind) {
    case TOK_NAME:
        return "NAME";
    case TOK_NUMBER:
        return "NUMBER";
    case TOK_STRING:
        return "STRING";
    case TOK_NEWLINE:
        return "NEWLINE";
    case TOK_INDENT:
        return "INDENT";
    case TOK_DEDENT:
        return "DEDENT";
    case TOK_END:
        return "END";
    default:
        return token->kind >= TOK_FALSE && token->kind <= TOK_CASE ? "KEYWORD" : "OP";
    }
}

static void put_token(FILE *out, const Parser *p, const Token *token) {
    Span span = parser_token_span(p, token);
    char place[64];
    snprintf(place, sizeof place, "%d,%d-%d,%d:", span.line, span.col, span.end_line, span.end_col);
    fprintf(out, "%-20s%-10s", place, kind_name(token));
    int length = token->end - token->start;
    dump_constant_text(out, p->source.text + token->start, token->kind == TOK_NEWLINE ? 0 : length);
    fputc('\n', out);
}

bool dump_tokens(FILE *out, const char *bytes, size_t length, const ParseOptions *options, Arena *arena,
                 Diagnostics *report) {
    Parser p;
    *report = (Diagnostics){0};
    parser_init(&p, options, arena, report);
    bool good = source_load(&p, bytes, length) && layout_scan(&p);
    for (int i = 0; good && i < p.tokens.count; i++) {
        good = p.tokens.items[i].kind != TOK_BAD;
        if (good)
            put_token(out, &p, &p.tokens.items[i]);
        else
            report->error = p.bad;
    }
    parser_fini(&p);
    return good;
}
