#include "grammar/target.h"

#include "grammar/build.h"
#include "grammar/explain.h"
#include "grammar/try.h"
#include "parser.tab.h"

static const char *describe_constant(const Constant *constant) {
    switch (constant->kind) {
    case CONST_NONE:
        return "None";
    case CONST_TRUE:
        return "True";
    case CONST_FALSE:
        return "False";
    case CONST_ELLIPSIS:
        return "ellipsis";
    default:
        return "literal";
    }
}

const char *target_describe(const Node *node) {
    static const char *const names[NODE_KIND_COUNT] = {
        [NODE_ATTRIBUTE] = "attribute",
        [NODE_SUBSCRIPT] = "subscript",
        [NODE_STARRED] = "starred",
        [NODE_NAME] = "name",
        [NODE_LIST] = "list",
        [NODE_TUPLE] = "tuple",
        [NODE_LAMBDA] = "lambda",
        [NODE_CALL] = "function call",
        [NODE_GENERATOR_EXP] = "generator expression",
        [NODE_YIELD] = "yield expression",
        [NODE_YIELD_FROM] = "yield expression",
        [NODE_AWAIT] = "await expression",
        [NODE_LIST_COMP] = "list comprehension",
        [NODE_SET_COMP] = "set comprehension",
        [NODE_DICT_COMP] = "dict comprehension",
        [NODE_DICT] = "dict literal",
        [NODE_SET] = "set display",
        [NODE_JOINED_STR] = "f-string expression",
        [NODE_FORMATTED_VALUE] = "f-string expression",
        [NODE_COMPARE] = "comparison",
        [NODE_IF_EXP] = "conditional expression",
        [NODE_NAMED_EXPR] = "named expression",
    };
    if (node->kind == NODE_CONSTANT)
        return describe_constant(&node->constant);
    return names[node->kind] ? names[node->kind] : "expression";
}

// The first part that cannot be a target; NULL if all can. Brackets nest 200 deep at most.
static Node *find_invalid(Node *node, TargetRole role) {
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT:
        return NULL;
    case NODE_STARRED:
        return role == TARGET_DELETE ? node : find_invalid(node->starred.value, role);
    case NODE_LIST:
    case NODE_TUPLE:
        for (int i = 0; i < node->sequence.elts.count; i++) {
            Node *invalid = find_invalid(node->sequence.elts.items[i], role);
            if (invalid)
                return invalid;
        }
        return NULL;
    case NODE_COMPARE: // `for a in b`, read as an expression
        if (role != TARGET_FOR)
            return node;
        return node->compare.ops.items[0] == CMP_IN ? find_invalid(node->compare.left, role) : NULL;
    default:
        return node;
    }
}

static void set_context(Node *node, ExprContext ctx) {
    switch (node->kind) {
    case NODE_NAME:
        node->name.ctx = ctx;
        break;
    case NODE_ATTRIBUTE:
        node->attribute.ctx = ctx;
        break;
    case NODE_SUBSCRIPT:
        node->subscript.ctx = ctx;
        break;
    case NODE_STARRED:
        node->starred.ctx = ctx;
        set_context(node->starred.value, ctx);
        break;
    default:
        node->sequence.ctx = ctx;
        for (int i = 0; i < node->sequence.elts.count; i++)
            set_context(node->sequence.elts.items[i], ctx);
    }
}

Node *target_convert(Parser *p, Node *node, TargetRole role) {
    if (p->failed)
        return node;
    Node *invalid = find_invalid(node, role);
    if (!invalid && node->kind != NODE_COMPARE)
        set_context(node, role == TARGET_DELETE ? CTX_DEL : CTX_STORE);
    else if (invalid)
        parser_fail_node(p, invalid, role == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                         target_describe(invalid));
    return node;
}

NodeList target_convert_all(Parser *p, NodeList nodes, TargetRole role) {
    for (int i = 0; i < nodes.count; i++)
        target_convert(p, nodes.items[i], role);
    return nodes;
}

static bool is_single(const Node *node) {
    return node->kind == NODE_NAME || node->kind == NODE_ATTRIBUTE || node->kind == NODE_SUBSCRIPT;
}

static bool is_operand(const Node *node) {
    switch (node->kind) {
    case NODE_COMPARE:
    case NODE_BOOL_OP:
    case NODE_IF_EXP:
    case NODE_LAMBDA:
    case NODE_STARRED:
    case NODE_NAMED_EXPR:
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return false;
    case NODE_UNARY_OP:
        return node->unary_op.op != UNARY_NOT;
    default:
        return true;
    }
}

static bool starts_at(const Node *node, Span span) {
    return node->line == span.line && node->col == span.col;
}

// In `a, b = ...` it is the last item that stands before the `=`.
static const Node *last_item(const Node *node, bool *in_parentheses) {
    if (node->kind != NODE_TUPLE || node->sequence.elts.count == 0)
        return node;
    NodeList elts = node->sequence.elts;
    bool bare = elts.items[0]->line == node->line && elts.items[0]->col == node->col;
    if (bare)
        *in_parentheses = false;
    return bare ? elts.items[elts.count - 1] : node;
}

Node *target_assigned(Parser *p, Node *node, Span span) {
    if (p->failed)
        return node;
    bool in_parentheses = !starts_at(node, span);
    if (!find_invalid(node, TARGET_ASSIGN))
        return target_convert(p, node, TARGET_ASSIGN);
    if ((node->kind == NODE_YIELD || node->kind == NODE_YIELD_FROM) && !in_parentheses) {
        parser_fail_node(p, node, "assignment to yield expression not possible");
        return node;
    }
    const Node *last = last_item(node, &in_parentheses);
    if (in_parentheses || is_operand(last))
        explain_equals(p, last, p->last_index);
    return target_convert(p, node, TARGET_ASSIGN);
}

Node *target_augmented(Parser *p, Node *node) {
    if (!is_single(node))
        parser_fail_node(p, node, "'%s' is an illegal expression for augmented assignment",
                         target_describe(node));
    else
        set_context(node, CTX_STORE);
    return node;
}

Node *target_annotated(Parser *p, Node *node) {
    int end;
    if (!is_single(node) && !try_longest(p, (Attempt){TOK_START_EXPRESSION, p->last_index + 1}, &end))
        return node; // no annotation: that is what is wrong, and will be found next
    if (node->kind == NODE_LIST || node->kind == NODE_TUPLE) {
        bool in_parentheses = true;
        const Node *last = last_item(node, &in_parentheses);
        parser_fail_node(p, last == node ? node : node->sequence.elts.items[0],
                         "only single target (not %s) can be annotated", target_describe(node));
    } else if (!is_single(node))
        parser_fail_node(p, node, "illegal target for annotation");
    else
        set_context(node, CTX_STORE);
    return node;
}

Node *target_named(Parser *p, Node *node, Span span) {
    int end;
    if (node->kind == NODE_NAME && starts_at(node, span))
        set_context(node, CTX_STORE);
    else if (try_longest(p, (Attempt){TOK_START_EXPRESSION, p->last_index + 1}, &end))
        parser_fail_node(p, node, "cannot use assignment expressions with %s", target_describe(node));
    else
        parser_fail(p, parser_last_span(p), "invalid syntax");
    return node;
}
