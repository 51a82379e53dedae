#include "grammar/build.h"

#include <string.h>

static bool is_wildcard(const Name *name) {
    return strcmp(name->text, "_") == 0;
}

Node *build_match_value(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_MATCH_VALUE, span);
    node->match_value.value = value;
    return node;
}

Node *build_match_singleton(Parser *p, Span span, ConstKind value) {
    Node *node = build_node(p, NODE_MATCH_SINGLETON, span);
    node->match_singleton.value = value;
    return node;
}

Node *build_match_sequence(Parser *p, Span span, NodeList patterns) {
    Node *node = build_node(p, NODE_MATCH_SEQUENCE, span);
    node->match_sequence.patterns = patterns;
    return node;
}

Node *build_match_capture(Parser *p, Span span, const Name *name) {
    Node *node = build_node(p, NODE_MATCH_AS, span);
    node->match_as.name = is_wildcard(name) ? NULL : name;
    return node;
}

Node *build_match_as(Parser *p, Span span, Node *pattern, const Name *name, Span name_span) {
    Node *node = build_node(p, NODE_MATCH_AS, span);
    node->match_as.pattern = pattern;
    node->match_as.name = name;
    if (is_wildcard(name))
        parser_fail(p, name_span, "cannot use '_' as a target");
    return node;
}

Node *build_match_star(Parser *p, Span span, const Name *name) {
    Node *node = build_node(p, NODE_MATCH_STAR, span);
    node->match_star.name = is_wildcard(name) ? NULL : name;
    return node;
}

Node *build_match_or(Parser *p, Span span, NodeList patterns) {
    Node *node = build_node(p, NODE_MATCH_OR, span);
    node->match_or.patterns = patterns;
    return node;
}

const Name *build_mapping_rest(Parser *p, Span span, const Name *name) {
    if (is_wildcard(name))
        parser_fail(p, span, "invalid syntax");
    return name;
}

Node *build_match_mapping(Parser *p, Span span, NodeList pairs, const Name *rest) {
    Node *node = build_node(p, NODE_MATCH_MAPPING, span);
    NodeList keys = build_empty, patterns = build_empty;
    for (int i = 0; i + 1 < pairs.count; i += 2) {
        keys = build_append(p, keys, pairs.items[i]);
        patterns = build_append(p, patterns, pairs.items[i + 1]);
    }
    node->match_mapping.keys = keys;
    node->match_mapping.patterns = patterns;
    node->match_mapping.rest = rest;
    return node;
}

// The error points at the positional patterns behind the first keyword.
static void check_class_arguments(Parser *p, NodeList arguments) {
    Node *first = NULL, *last = NULL;
    bool keyword_seen = false;
    for (int i = 0; i < arguments.count; i++) {
        Node *item = arguments.items[i];
        if (item->kind == NODE_KEYWORD) {
            keyword_seen = true;
            if (first)
                break;
        } else if (keyword_seen) {
            first = first ? first : item;
            last = item;
        }
    }
    if (first)
        parser_fail(p, (Span){first->line, first->col, last->end_line, last->end_col},
                    "positional patterns follow keyword patterns");
}

Node *build_match_class(Parser *p, Span span, Node *cls, NodeList arguments) {
    Node *node = build_node(p, NODE_MATCH_CLASS, span);
    check_class_arguments(p, arguments);
    NodeList patterns = build_empty, keyword_patterns = build_empty;
    NameList names = {0};
    for (int i = 0; i < arguments.count; i++) {
        Node *item = arguments.items[i];
        if (item->kind == NODE_KEYWORD) {
            names = build_names(p, names, item->keyword.arg);
            keyword_patterns = build_append(p, keyword_patterns, item->keyword.value);
        } else {
            patterns = build_append(p, patterns, item);
        }
    }
    node->match_class.cls = cls;
    node->match_class.patterns = patterns;
    node->match_class.kwd_attrs = names;
    node->match_class.kwd_patterns = keyword_patterns;
    return node;
}

Node *build_keyword(Parser *p, Span span, const Name *arg, Node *value) {
    Node *node = build_node(p, NODE_KEYWORD, span);
    node->keyword.arg = arg;
    node->keyword.value = value;
    return node;
}

static bool is_imaginary(const Node *number) {
    return number->kind == NODE_CONSTANT && number->constant.kind == CONST_IMAGINARY;
}

Node *build_complex(Parser *p, Span span, Node *real, BinaryOp op, Node *imaginary) {
    const Node *number = real->kind == NODE_UNARY_OP ? real->unary_op.operand : real;
    if (is_imaginary(number))
        parser_fail_node(p, real, "real number required in complex literal");
    else if (!is_imaginary(imaginary))
        parser_fail_node(p, imaginary, "imaginary number required in complex literal");
    return build_binary(p, span, real, op, imaginary);
}
