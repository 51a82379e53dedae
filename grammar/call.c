#include "grammar/call.h"

#include "grammar/build.h"
#include "grammar/names.h"
#include "grammar/target.h"

static bool is_keyword(const Node *node, bool unpacked) {
    return node->kind == NODE_KEYWORD && (node->keyword.arg == NULL) == unpacked;
}

static bool any_keyword(NodeList arguments, bool unpacked) {
    for (int i = arguments.count; i > 0; i--)
        if (is_keyword(arguments.items[i - 1], unpacked))
            return true;
    return false;
}

static bool is_bare_generator(const Node *node) {
    return node->kind == NODE_GENERATOR_EXP && node->comp.bare;
}

// A bare generator expression must be alone: f(x for x in y).
static void refuse_bare_generator(Parser *p, const Node *node) {
    if (is_bare_generator(node))
        parser_fail_node(p, node, "Generator expression must be parenthesized");
}

static Span all_so_far(NodeList arguments) {
    const Node *first = arguments.items[0], *last = arguments.items[arguments.count - 1];
    return (Span){first->line, first->col, last->end_line, last->end_col};
}

NodeList call_add(Parser *p, NodeList arguments, Node *argument) {
    if (p->failed)
        return arguments;
    if (arguments.count > 0) {
        refuse_bare_generator(p, arguments.items[arguments.count - 1]);
        refuse_bare_generator(p, argument);
    }
    bool after_keyword = arguments.count > 0 && arguments.items[arguments.count - 1]->kind == NODE_KEYWORD;
    if (argument->kind == NODE_STARRED) {
        if (after_keyword && any_keyword(arguments, true))
            parser_fail(p, all_so_far(arguments),
                        "iterable argument unpacking follows keyword argument unpacking");
    } else if (argument->kind != NODE_KEYWORD &&
               (after_keyword || any_keyword(arguments, false) || any_keyword(arguments, true))) {
        parser_fail(p, parser_last_span(p),
                    any_keyword(arguments, true) ? "positional argument follows keyword argument unpacking"
                                                 : "positional argument follows keyword argument");
    }
    return build_append(p, arguments, argument);
}

const Name *call_keyword_name(Parser *p, Node *left, Span left_span, Span equals) {
    bool in_parentheses = left->line != left_span.line || left->col != left_span.col;
    if (left->kind == NODE_NAME && !in_parentheses)
        return left->name.id;
    Span span = {left->line, left->col, equals.end_line, equals.end_col};
    if (left->kind == NODE_CONSTANT && left->constant.kind <= CONST_FALSE && !in_parentheses)
        parser_fail(p, span, "cannot assign to %s", target_describe(left));
    else
        parser_fail(p, span, "expression cannot contain assignment, perhaps you meant \"==\"?");
    return name_intern(p, "", 0);
}

Node *call_keyword(Parser *p, Span span, const Name *name, Node *value) {
    Node *node = build_node(p, NODE_KEYWORD, span);
    node->keyword.arg = name;
    node->keyword.value = value;
    return node;
}

Node *call_unpacked_keywords(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_KEYWORD, span);
    node->keyword.value = value;
    return node;
}

Node *call_bare_generator(Parser *p, Span span, Node *elt, NodeList generators) {
    Node *node = build_comp(p, NODE_GENERATOR_EXP, span, elt, generators);
    node->comp.bare = true;
    return node;
}

Node *call_finish(Parser *p, Span span, Node *func, NodeList arguments, Span parentheses,
                  bool trailing_comma) {
    if (arguments.count > 0 && trailing_comma)
        refuse_bare_generator(p, arguments.items[0]);
    if (arguments.count == 1 && is_bare_generator(arguments.items[0])) {
        Node *generator = arguments.items[0]; // takes over the parentheses of the call
        generator->comp.bare = false;
        generator->line = parentheses.line;
        generator->col = parentheses.col;
        generator->end_line = parentheses.end_line;
        generator->end_col = parentheses.end_col;
    }
    NodeList args = build_empty, keywords = build_empty;
    for (int i = 0; i < arguments.count; i++) {
        if (arguments.items[i]->kind == NODE_KEYWORD)
            keywords = build_append(p, keywords, arguments.items[i]);
        else
            args = build_append(p, args, arguments.items[i]);
    }
    return build_call(p, span, func, args, keywords);
}
