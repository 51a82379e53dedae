#include "grammar/ast.h"

#include <stddef.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const kind_names[] = {
#define NODE(kind, name, member) name,
    AST_KINDS(NODE)
#undef NODE
};

// How many bytes a node of each kind needs: the head and its member of the union.
static const unsigned char kind_sizes[] = {
#define NODE(kind, name, member) (unsigned char)(offsetof(Node, member) + sizeof((Node *)0)->member),
    AST_KINDS(NODE)
#undef NODE
};

Node *ast_new(Arena *arena, NodeKind kind) {
    Node *node = arena_alloc(arena, kind_sizes[kind]);
    if (node) {
        node->kind = kind;
        node->depth = 1;
    }
    return node;
}

const char *ast_kind_name(NodeKind kind) {
    return kind_names[kind];
}

bool ast_has_position(NodeKind kind) {
    switch (kind) {
    case NODE_MODULE:
    case NODE_INTERACTIVE:
    case NODE_EXPRESSION:
    case NODE_COMPREHENSION:
    case NODE_ARGUMENTS:
    case NODE_WITH_ITEM:
    case NODE_MATCH_CASE:
        return false;
    default:
        return true;
    }
}

const char *ast_binary_op_name(BinaryOp op) {
    static const char *const names[] = {"Add",    "Sub",    "Mult",  "MatMult", "Div",    "Mod",     "Pow",
                                        "LShift", "RShift", "BitOr", "BitXor",  "BitAnd", "FloorDiv"};
    return names[op];
}

const char *ast_unary_op_name(UnaryOp op) {
    static const char *const names[] = {"Invert", "Not", "UAdd", "USub"};
    return names[op];
}

const char *ast_bool_op_name(BoolOp op) {
    return op == BOOL_AND ? "And" : "Or";
}

const char *ast_cmp_op_name(CmpOp op) {
    static const char *const names[] = {"Eq",  "NotEq", "Lt",    "LtE", "Gt",
                                        "GtE", "Is",    "IsNot", "In",  "NotIn"};
    return names[op];
}

const char *ast_context_name(ExprContext context) {
    static const char *const names[] = {"Load", "Store", "Del"};
    return names[context];
}

// The tables below follow the ASDL in the documentation of Python's `ast` module, field by field.
#define F(type, member, field, name)                                                                         \
    { name, FIELD_##type, false, offsetof(Node, member.field) }
#define OPTIONAL(type, member, field, name)                                                                  \
    { name, FIELD_##type, true, offsetof(Node, member.field) }

static const Field fields_of_module[] = {F(NODES, module, body, "body"),
                                         F(NODES, module, type_ignores, "type_ignores")};
static const Field fields_of_interactive[] = {F(NODES, interactive, body, "body")};
static const Field fields_of_expression[] = {F(NODE, expression, body, "body")};
static const Field fields_of_function_def[] = {
    F(NAME, function_def, name, "name"), F(NODE, function_def, args, "args"),
    F(NODES, function_def, body, "body"), F(NODES, function_def, decorators, "decorator_list"),
    OPTIONAL(NODE, function_def, returns, "returns")};
static const Field fields_of_class_def[] = {
    F(NAME, class_def, name, "name"), F(NODES, class_def, bases, "bases"),
    F(NODES, class_def, keywords, "keywords"), F(NODES, class_def, body, "body"),
    F(NODES, class_def, decorators, "decorator_list")};
static const Field fields_of_return_[] = {OPTIONAL(NODE, return_, value, "value")};
static const Field fields_of_delete_[] = {F(NODES, delete_, targets, "targets")};
static const Field fields_of_assign[] = {F(NODES, assign, targets, "targets"),
                                         F(NODE, assign, value, "value")};
static const Field fields_of_aug_assign[] = {F(NODE, aug_assign, target, "target"),
                                             F(BINARY_OP, aug_assign, op, "op"),
                                             F(NODE, aug_assign, value, "value")};
static const Field fields_of_ann_assign[] = {
    F(NODE, ann_assign, target, "target"), F(NODE, ann_assign, annotation, "annotation"),
    OPTIONAL(NODE, ann_assign, value, "value"), F(BOOL, ann_assign, simple, "simple")};
static const Field fields_of_for_[] = {F(NODE, for_, target, "target"), F(NODE, for_, iter, "iter"),
                                       F(NODES, for_, body, "body"), F(NODES, for_, orelse, "orelse")};
static const Field fields_of_while_[] = {F(NODE, while_, test, "test"), F(NODES, while_, body, "body"),
                                         F(NODES, while_, orelse, "orelse")};
static const Field fields_of_if_[] = {F(NODE, if_, test, "test"), F(NODES, if_, body, "body"),
                                      F(NODES, if_, orelse, "orelse")};
static const Field fields_of_with[] = {F(NODES, with, items, "items"), F(NODES, with, body, "body")};
static const Field fields_of_match[] = {F(NODE, match, subject, "subject"), F(NODES, match, cases, "cases")};
static const Field fields_of_raise[] = {OPTIONAL(NODE, raise, exc, "exc"),
                                        OPTIONAL(NODE, raise, cause, "cause")};
static const Field fields_of_try_[] = {F(NODES, try_, body, "body"), F(NODES, try_, handlers, "handlers"),
                                       F(NODES, try_, orelse, "orelse"),
                                       F(NODES, try_, finalbody, "finalbody")};
static const Field fields_of_assert_[] = {F(NODE, assert_, test, "test"),
                                          OPTIONAL(NODE, assert_, msg, "msg")};
static const Field fields_of_import[] = {F(NODES, import, names, "names")};
static const Field fields_of_import_from[] = {OPTIONAL(NAME, import_from, module, "module"),
                                              F(NODES, import_from, names, "names"),
                                              F(INT, import_from, level, "level")};
static const Field fields_of_global[] = {F(NAMES, global, names, "names")};
static const Field fields_of_expr[] = {F(NODE, expr, value, "value")};

static const Field fields_of_bool_op[] = {F(BOOL_OP, bool_op, op, "op"), F(NODES, bool_op, values, "values")};
static const Field fields_of_named_expr[] = {F(NODE, named_expr, target, "target"),
                                             F(NODE, named_expr, value, "value")};
static const Field fields_of_bin_op[] = {F(NODE, bin_op, left, "left"), F(BINARY_OP, bin_op, op, "op"),
                                         F(NODE, bin_op, right, "right")};
static const Field fields_of_unary_op[] = {F(UNARY_OP, unary_op, op, "op"),
                                           F(NODE, unary_op, operand, "operand")};
static const Field fields_of_lambda[] = {F(NODE, lambda, args, "args"), F(NODE, lambda, body, "body")};
static const Field fields_of_if_exp[] = {F(NODE, if_exp, test, "test"), F(NODE, if_exp, body, "body"),
                                         F(NODE, if_exp, orelse, "orelse")};
static const Field fields_of_dict[] = {F(NODES, dict, keys, "keys"), F(NODES, dict, values, "values")};
static const Field fields_of_set[] = {F(NODES, set, elts, "elts")};
static const Field fields_of_comp[] = {F(NODE, comp, elt, "elt"), F(NODES, comp, generators, "generators")};
static const Field fields_of_dict_comp[] = {F(NODE, dict_comp, key, "key"),
                                            F(NODE, dict_comp, value, "value"),
                                            F(NODES, dict_comp, generators, "generators")};
static const Field fields_of_await[] = {F(NODE, await, value, "value")};
static const Field fields_of_yield[] = {OPTIONAL(NODE, yield, value, "value")};
static const Field fields_of_compare[] = {F(NODE, compare, left, "left"), F(CMP_OPS, compare, ops, "ops"),
                                          F(NODES, compare, comparators, "comparators")};
static const Field fields_of_call[] = {F(NODE, call, func, "func"), F(NODES, call, args, "args"),
                                       F(NODES, call, keywords, "keywords")};
static const Field fields_of_formatted_value[] = {
    F(NODE, formatted_value, value, "value"), F(INT, formatted_value, conversion, "conversion"),
    OPTIONAL(NODE, formatted_value, format_spec, "format_spec")};
static const Field fields_of_joined_str[] = {F(NODES, joined_str, values, "values")};
static const Field fields_of_constant[] = {{"value", FIELD_CONSTANT, false, offsetof(Node, constant)}};
static const Field fields_of_attribute[] = {
    F(NODE, attribute, value, "value"), F(NAME, attribute, attr, "attr"), F(CONTEXT, attribute, ctx, "ctx")};
static const Field fields_of_subscript[] = {F(NODE, subscript, value, "value"),
                                            F(NODE, subscript, slice, "slice"),
                                            F(CONTEXT, subscript, ctx, "ctx")};
static const Field fields_of_starred[] = {F(NODE, starred, value, "value"), F(CONTEXT, starred, ctx, "ctx")};
static const Field fields_of_name[] = {F(NAME, name, id, "id"), F(CONTEXT, name, ctx, "ctx")};
static const Field fields_of_sequence[] = {F(NODES, sequence, elts, "elts"),
                                           F(CONTEXT, sequence, ctx, "ctx")};
static const Field fields_of_slice[] = {OPTIONAL(NODE, slice, lower, "lower"),
                                        OPTIONAL(NODE, slice, upper, "upper"),
                                        OPTIONAL(NODE, slice, step, "step")};

static const Field fields_of_match_value[] = {F(NODE, match_value, value, "value")};
static const Field fields_of_match_singleton[] = {F(SINGLETON, match_singleton, value, "value")};
static const Field fields_of_match_sequence[] = {F(NODES, match_sequence, patterns, "patterns")};
static const Field fields_of_match_mapping[] = {F(NODES, match_mapping, keys, "keys"),
                                                F(NODES, match_mapping, patterns, "patterns"),
                                                OPTIONAL(NAME, match_mapping, rest, "rest")};
static const Field fields_of_match_class[] = {
    F(NODE, match_class, cls, "cls"), F(NODES, match_class, patterns, "patterns"),
    F(NAMES, match_class, kwd_attrs, "kwd_attrs"), F(NODES, match_class, kwd_patterns, "kwd_patterns")};
static const Field fields_of_match_star[] = {OPTIONAL(NAME, match_star, name, "name")};
static const Field fields_of_match_as[] = {OPTIONAL(NODE, match_as, pattern, "pattern"),
                                           OPTIONAL(NAME, match_as, name, "name")};
static const Field fields_of_match_or[] = {F(NODES, match_or, patterns, "patterns")};

static const Field fields_of_comprehension[] = {
    F(NODE, comprehension, target, "target"), F(NODE, comprehension, iter, "iter"),
    F(NODES, comprehension, ifs, "ifs"), F(BOOL, comprehension, is_async, "is_async")};
static const Field fields_of_except_handler[] = {OPTIONAL(NODE, except_handler, type, "type"),
                                                 OPTIONAL(NAME, except_handler, name, "name"),
                                                 F(NODES, except_handler, body, "body")};
static const Field fields_of_arguments[] = {
    F(NODES, arguments, posonlyargs, "posonlyargs"), F(NODES, arguments, args, "args"),
    OPTIONAL(NODE, arguments, vararg, "vararg"),     F(NODES, arguments, kwonlyargs, "kwonlyargs"),
    F(NODES, arguments, kw_defaults, "kw_defaults"), OPTIONAL(NODE, arguments, kwarg, "kwarg"),
    F(NODES, arguments, defaults, "defaults")};
static const Field fields_of_arg[] = {F(NAME, arg, arg, "arg"),
                                      OPTIONAL(NODE, arg, annotation, "annotation")};
static const Field fields_of_keyword[] = {OPTIONAL(NAME, keyword, arg, "arg"),
                                          F(NODE, keyword, value, "value")};
static const Field fields_of_alias[] = {F(NAME, alias, name, "name"),
                                        OPTIONAL(NAME, alias, asname, "asname")};
static const Field fields_of_with_item[] = {F(NODE, with_item, context_expr, "context_expr"),
                                            OPTIONAL(NODE, with_item, optional_vars, "optional_vars")};
static const Field fields_of_match_case[] = {F(NODE, match_case, pattern, "pattern"),
                                             OPTIONAL(NODE, match_case, guard, "guard"),
                                             F(NODES, match_case, body, "body")};
static const Field fields_of_none[] = {};

typedef struct FieldTable {
    const Field *fields;
    int count;
} FieldTable;

static const FieldTable field_tables[] = {
#define NODE(kind, name, member) {fields_of_##member, COUNT(fields_of_##member)},
    AST_KINDS(NODE)
#undef NODE
};

const Field *ast_fields(NodeKind kind) {
    return field_tables[kind].fields;
}

int ast_field_count(NodeKind kind) {
    return field_tables[kind].count;
}
