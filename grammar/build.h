// Makes nodes for the grammar's actions. None of these returns NULL; see parser.h on failing.
#ifndef GRAMMAR_BUILD_H
#define GRAMMAR_BUILD_H

#include "grammar/parser.h"

Node *build_node(Parser *p, NodeKind kind, Span span);

NodeList build_list(Parser *p, Node *item);
NodeList build_append(Parser *p, NodeList list, Node *item);
NodeList build_extend(Parser *p, NodeList list, NodeList more);
NameList build_names(Parser *p, NameList list, const Name *name);
static const NodeList build_empty = {0, NULL};

Node *build_module(Parser *p, NodeKind kind, NodeList body);
Node *build_body(Parser *p, NodeKind kind, Node *value); // EXPRESSION

// expressions
Node *build_name(Parser *p, Span span, const Name *id);
Node *build_constant(Parser *p, Span span, ConstKind kind);
Node *build_number(Parser *p, Span span, const char *text, int length);
Node *build_binary(Parser *p, Span span, Node *left, BinaryOp op, Node *right);
Node *build_unary(Parser *p, Span span, UnaryOp op, Node *operand);
// a and b and c is one node, and so is a < b < c: the `_more` functions add to the node made before.
Node *build_bool_op(Parser *p, Span span, BoolOp op, Node *left, Node *right);
Node *build_bool_op_more(Parser *p, Span span, Node *chain, Node *right);
Node *build_compare(Parser *p, Span span, Node *left, CmpOp op, Node *right);
Node *build_compare_more(Parser *p, Span span, Node *chain, CmpOp op, Node *right);
Node *build_if_exp(Parser *p, Span span, Node *body, Node *test, Node *orelse);
Node *build_lambda(Parser *p, Span span, Node *args, Node *body);
Node *build_named_expr(Parser *p, Span span, Node *target, Node *value);
Node *build_sequence(Parser *p, NodeKind kind, Span span, NodeList elts); // TUPLE, LIST
Node *build_set(Parser *p, Span span, NodeList elts);
Node *build_dict(Parser *p, Span span, NodeList pairs); // key, value, key, value...
Node *build_comp(Parser *p, NodeKind kind, Span span, Node *elt, NodeList generators);
Node *build_dict_comp(Parser *p, Span span, NodeList pair, NodeList generators);
Node *build_generator(Parser *p, Span span, bool is_async, Node *target, Node *iter, NodeList ifs);
Node *build_await(Parser *p, Span span, Node *value);
Node *build_yield(Parser *p, NodeKind kind, Span span, Node *value);
Node *build_attribute(Parser *p, Span span, Node *value, const Name *attr);
Node *build_subscript(Parser *p, Span span, Node *value, Node *slice);
Node *build_slice(Parser *p, Span span, Node *lower, Node *upper, Node *step);
Node *build_starred(Parser *p, Span span, Node *value);
Node *build_call(Parser *p, Span span, Node *func, NodeList args, NodeList keywords);
Node *build_formatted_value(Parser *p, Span span, Node *value, int conversion, Node *format_spec);
Node *build_joined_str(Parser *p, Span span, NodeList values);

// statements
Node *build_expr(Parser *p, Span span, Node *value);
Node *build_return(Parser *p, Span span, Node *value);
Node *build_assign(Parser *p, Span span, NodeList targets, Node *value);
Node *build_aug_assign(Parser *p, Span span, Node *target, BinaryOp op, Node *value);
Node *build_ann_assign(Parser *p, Span span, Node *target, Span target_span, Node *annotation, Node *value);
Node *build_delete(Parser *p, Span span, NodeList targets);
Node *build_raise(Parser *p, Span span, Node *exc, Node *cause);
Node *build_assert(Parser *p, Span span, Node *test, Node *msg);
Node *build_global(Parser *p, NodeKind kind, Span span, NameList names);
Node *build_alias(Parser *p, Span span, const Name *name, const Name *asname);
Node *build_import(Parser *p, Span span, NodeList names);
Node *build_import_from(Parser *p, Span span, int level, const Name *module, NodeList names);
Node *build_if(Parser *p, NodeKind kind, Span span, Node *test, NodeList body, NodeList orelse); // also WHILE
// `chain` is the IF nodes of if, elif, elif...: links them.
Node *build_if_chain(Parser *p, Span span, NodeList chain, NodeList orelse);
Node *build_for(Parser *p, NodeKind kind, Span span, Node *target, Node *iter, NodeList body,
                NodeList orelse);
Node *build_with(Parser *p, NodeKind kind, Span span, NodeList items, NodeList body);
Node *build_with_item(Parser *p, Node *context_expr, Node *optional_vars);
// with (a, b): means two items, not a tuple; the grammar reads it as one.
NodeList build_with_items(Parser *p, NodeList items, Span span);
Node *build_try(Parser *p, NodeKind kind, Span span, NodeList body, NodeList handlers, NodeList orelse,
                NodeList finalbody);
Node *build_handler(Parser *p, Span span, Node *type, const Name *name, NodeList body);
Node *build_function(Parser *p, NodeKind kind, Span span, const Name *name, Node *args, Node *returns,
                     NodeList body);
Node *build_class(Parser *p, Span span, const Name *name, NodeList arguments, NodeList body);
Node *build_decorated(Node *definition, NodeList decorators);
Node *build_match(Parser *p, Span span, Node *subject, NodeList cases);
Node *build_match_case(Parser *p, Node *pattern, Node *guard, NodeList body);

// patterns
Node *build_match_value(Parser *p, Span span, Node *value);
Node *build_match_singleton(Parser *p, Span span, ConstKind value);
Node *build_match_sequence(Parser *p, Span span, NodeList patterns);
Node *build_match_capture(Parser *p, Span span, const Name *name);
Node *build_match_as(Parser *p, Span span, Node *pattern, const Name *name, Span name_span);
Node *build_match_star(Parser *p, Span span, const Name *name);
Node *build_match_or(Parser *p, Span span, NodeList patterns);
const Name *build_mapping_rest(Parser *p, Span span, const Name *name);
Node *build_match_mapping(Parser *p, Span span, NodeList pairs, const Name *rest);
// `arguments` holds patterns, and KEYWORD nodes (whose value is a pattern) for name=pattern.
Node *build_match_class(Parser *p, Span span, Node *cls, NodeList arguments);
Node *build_keyword(Parser *p, Span span, const Name *arg, Node *value);
Node *build_complex(Parser *p, Span span, Node *real, BinaryOp op, Node *imaginary);

#endif
