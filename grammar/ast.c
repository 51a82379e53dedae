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

NodeGroup ast_group(NodeKind kind) {
    if (kind >= NODE_COMPREHENSION)
        return (NodeGroup)(GROUP_COMPREHENSION + (kind - NODE_COMPREHENSION));
    return kind < NODE_FUNCTION_DEF  ? GROUP_MOD
           : kind < NODE_BOOL_OP     ? GROUP_STMT
           : kind < NODE_MATCH_VALUE ? GROUP_EXPR
                                     : GROUP_PATTERN;
}

const char *ast_group_name(NodeGroup group) {
    static const char *const names[] = {"mod", "stmt", "expr", "pattern"};
    if (group == GROUP_EXCEPT_HANDLER)
        return "excepthandler";
    return group < GROUP_COMPREHENSION ? names[group]
                                       : kind_names[NODE_COMPREHENSION + (group - GROUP_COMPREHENSION)];
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
    { name, FIELD_##type, false, offsetof(Node, member.field), GROUP_NONE }
#define OPTIONAL(type, member, field, name)                                                                  \
    { name, FIELD_##type, true, offsetof(Node, member.field), GROUP_NONE }
#define CHILD(group, member, field, name)                                                                    \
    { name, FIELD_NODE, false, offsetof(Node, member.field), GROUP_##group }
#define OPTIONAL_CHILD(group, member, field, name)                                                           \
    { name, FIELD_NODE, true, offsetof(Node, member.field), GROUP_##group }
#define CHILDREN(group, member, field, name)                                                                 \
    { name, FIELD_NODES, false, offsetof(Node, member.field), GROUP_##group }
#define TYPE_COMMENT                                                                                         \
    { "type_comment", FIELD_TYPE_COMMENT, true, 0, GROUP_NONE }

static const Field fields_of_module[] = {CHILDREN(STMT, module, body, "body"),
                                         CHILDREN(TYPE_IGNORE, module, type_ignores, "type_ignores")};
static const Field fields_of_interactive[] = {CHILDREN(STMT, interactive, body, "body")};
static const Field fields_of_expression[] = {CHILD(EXPR, expression, body, "body")};
static const Field fields_of_function_def[] = {F(NAME, function_def, name, "name"),
                                               CHILD(ARGUMENTS, function_def, args, "args"),
                                               CHILDREN(STMT, function_def, body, "body"),
                                               CHILDREN(EXPR, function_def, decorators, "decorator_list"),
                                               OPTIONAL_CHILD(EXPR, function_def, returns, "returns"),
                                               TYPE_COMMENT};
static const Field fields_of_class_def[] = {
    F(NAME, class_def, name, "name"), CHILDREN(EXPR, class_def, bases, "bases"),
    CHILDREN(KEYWORD, class_def, keywords, "keywords"), CHILDREN(STMT, class_def, body, "body"),
    CHILDREN(EXPR, class_def, decorators, "decorator_list")};
static const Field fields_of_return_[] = {OPTIONAL_CHILD(EXPR, return_, value, "value")};
static const Field fields_of_delete_[] = {CHILDREN(EXPR, delete_, targets, "targets")};
static const Field fields_of_assign[] = {CHILDREN(EXPR, assign, targets, "targets"),
                                         CHILD(EXPR, assign, value, "value"), TYPE_COMMENT};
static const Field fields_of_aug_assign[] = {CHILD(EXPR, aug_assign, target, "target"),
                                             F(BINARY_OP, aug_assign, op, "op"),
                                             CHILD(EXPR, aug_assign, value, "value")};
static const Field fields_of_ann_assign[] = {
    CHILD(EXPR, ann_assign, target, "target"), CHILD(EXPR, ann_assign, annotation, "annotation"),
    OPTIONAL_CHILD(EXPR, ann_assign, value, "value"), F(BOOL, ann_assign, simple, "simple")};
static const Field fields_of_for_[] = {CHILD(EXPR, for_, target, "target"), CHILD(EXPR, for_, iter, "iter"),
                                       CHILDREN(STMT, for_, body, "body"),
                                       CHILDREN(STMT, for_, orelse, "orelse"), TYPE_COMMENT};
static const Field fields_of_while_[] = {CHILD(EXPR, while_, test, "test"),
                                         CHILDREN(STMT, while_, body, "body"),
                                         CHILDREN(STMT, while_, orelse, "orelse")};
static const Field fields_of_if_[] = {CHILD(EXPR, if_, test, "test"), CHILDREN(STMT, if_, body, "body"),
                                      CHILDREN(STMT, if_, orelse, "orelse")};
static const Field fields_of_with[] = {CHILDREN(WITH_ITEM, with, items, "items"),
                                       CHILDREN(STMT, with, body, "body"), TYPE_COMMENT};
static const Field fields_of_match[] = {CHILD(EXPR, match, subject, "subject"),
                                        CHILDREN(MATCH_CASE, match, cases, "cases")};
static const Field fields_of_raise[] = {OPTIONAL_CHILD(EXPR, raise, exc, "exc"),
                                        OPTIONAL_CHILD(EXPR, raise, cause, "cause")};
static const Field fields_of_try_[] = {
    CHILDREN(STMT, try_, body, "body"), CHILDREN(EXCEPT_HANDLER, try_, handlers, "handlers"),
    CHILDREN(STMT, try_, orelse, "orelse"), CHILDREN(STMT, try_, finalbody, "finalbody")};
static const Field fields_of_assert_[] = {CHILD(EXPR, assert_, test, "test"),
                                          OPTIONAL_CHILD(EXPR, assert_, msg, "msg")};
static const Field fields_of_import[] = {CHILDREN(ALIAS, import, names, "names")};
static const Field fields_of_import_from[] = {OPTIONAL(NAME, import_from, module, "module"),
                                              CHILDREN(ALIAS, import_from, names, "names"),
                                              OPTIONAL(INT, import_from, level, "level")};
static const Field fields_of_global[] = {F(NAMES, global, names, "names")};
static const Field fields_of_expr[] = {CHILD(EXPR, expr, value, "value")};

static const Field fields_of_bool_op[] = {F(BOOL_OP, bool_op, op, "op"),
                                          CHILDREN(EXPR, bool_op, values, "values")};
static const Field fields_of_named_expr[] = {CHILD(EXPR, named_expr, target, "target"),
                                             CHILD(EXPR, named_expr, value, "value")};
static const Field fields_of_bin_op[] = {CHILD(EXPR, bin_op, left, "left"), F(BINARY_OP, bin_op, op, "op"),
                                         CHILD(EXPR, bin_op, right, "right")};
static const Field fields_of_unary_op[] = {F(UNARY_OP, unary_op, op, "op"),
                                           CHILD(EXPR, unary_op, operand, "operand")};
static const Field fields_of_lambda[] = {CHILD(ARGUMENTS, lambda, args, "args"),
                                         CHILD(EXPR, lambda, body, "body")};
static const Field fields_of_if_exp[] = {CHILD(EXPR, if_exp, test, "test"), CHILD(EXPR, if_exp, body, "body"),
                                         CHILD(EXPR, if_exp, orelse, "orelse")};
static const Field fields_of_dict[] = {CHILDREN(EXPR, dict, keys, "keys"),
                                       CHILDREN(EXPR, dict, values, "values")};
static const Field fields_of_set[] = {CHILDREN(EXPR, set, elts, "elts")};
static const Field fields_of_comp[] = {CHILD(EXPR, comp, elt, "elt"),
                                       CHILDREN(COMPREHENSION, comp, generators, "generators")};
static const Field fields_of_dict_comp[] = {CHILD(EXPR, dict_comp, key, "key"),
                                            CHILD(EXPR, dict_comp, value, "value"),
                                            CHILDREN(COMPREHENSION, dict_comp, generators, "generators")};
static const Field fields_of_await[] = {CHILD(EXPR, await, value, "value")};
static const Field fields_of_yield[] = {OPTIONAL_CHILD(EXPR, yield, value, "value")};
static const Field fields_of_yield_from[] = {CHILD(EXPR, yield_from, value, "value")};
static const Field fields_of_compare[] = {CHILD(EXPR, compare, left, "left"), F(CMP_OPS, compare, ops, "ops"),
                                          CHILDREN(EXPR, compare, comparators, "comparators")};
static const Field fields_of_call[] = {CHILD(EXPR, call, func, "func"), CHILDREN(EXPR, call, args, "args"),
                                       CHILDREN(KEYWORD, call, keywords, "keywords")};
static const Field fields_of_formatted_value[] = {
    CHILD(EXPR, formatted_value, value, "value"), F(INT, formatted_value, conversion, "conversion"),
    OPTIONAL_CHILD(EXPR, formatted_value, format_spec, "format_spec")};
static const Field fields_of_joined_str[] = {CHILDREN(EXPR, joined_str, values, "values")};
static const Field fields_of_constant[] = {
    {"value", FIELD_CONSTANT, false, offsetof(Node, constant), GROUP_NONE}};
static const Field fields_of_attribute[] = {CHILD(EXPR, attribute, value, "value"),
                                            F(NAME, attribute, attr, "attr"),
                                            F(CONTEXT, attribute, ctx, "ctx")};
static const Field fields_of_subscript[] = {CHILD(EXPR, subscript, value, "value"),
                                            CHILD(EXPR, subscript, slice, "slice"),
                                            F(CONTEXT, subscript, ctx, "ctx")};
static const Field fields_of_starred[] = {CHILD(EXPR, starred, value, "value"),
                                          F(CONTEXT, starred, ctx, "ctx")};
static const Field fields_of_name[] = {F(NAME, name, id, "id"), F(CONTEXT, name, ctx, "ctx")};
static const Field fields_of_sequence[] = {CHILDREN(EXPR, sequence, elts, "elts"),
                                           F(CONTEXT, sequence, ctx, "ctx")};
static const Field fields_of_slice[] = {OPTIONAL_CHILD(EXPR, slice, lower, "lower"),
                                        OPTIONAL_CHILD(EXPR, slice, upper, "upper"),
                                        OPTIONAL_CHILD(EXPR, slice, step, "step")};

static const Field fields_of_match_value[] = {CHILD(EXPR, match_value, value, "value")};
static const Field fields_of_match_singleton[] = {F(SINGLETON, match_singleton, value, "value")};
static const Field fields_of_match_sequence[] = {CHILDREN(PATTERN, match_sequence, patterns, "patterns")};
static const Field fields_of_match_mapping[] = {CHILDREN(EXPR, match_mapping, keys, "keys"),
                                                CHILDREN(PATTERN, match_mapping, patterns, "patterns"),
                                                OPTIONAL(NAME, match_mapping, rest, "rest")};
static const Field fields_of_match_class[] = {CHILD(EXPR, match_class, cls, "cls"),
                                              CHILDREN(PATTERN, match_class, patterns, "patterns"),
                                              F(NAMES, match_class, kwd_attrs, "kwd_attrs"),
                                              CHILDREN(PATTERN, match_class, kwd_patterns, "kwd_patterns")};
static const Field fields_of_match_star[] = {OPTIONAL(NAME, match_star, name, "name")};
static const Field fields_of_match_as[] = {OPTIONAL_CHILD(PATTERN, match_as, pattern, "pattern"),
                                           OPTIONAL(NAME, match_as, name, "name")};
static const Field fields_of_match_or[] = {CHILDREN(PATTERN, match_or, patterns, "patterns")};

static const Field fields_of_comprehension[] = {
    CHILD(EXPR, comprehension, target, "target"), CHILD(EXPR, comprehension, iter, "iter"),
    CHILDREN(EXPR, comprehension, ifs, "ifs"), F(BOOL, comprehension, is_async, "is_async")};
static const Field fields_of_except_handler[] = {OPTIONAL_CHILD(EXPR, except_handler, type, "type"),
                                                 OPTIONAL(NAME, except_handler, name, "name"),
                                                 CHILDREN(STMT, except_handler, body, "body")};
static const Field fields_of_arguments[] = {
    CHILDREN(ARG, arguments, posonlyargs, "posonlyargs"),  CHILDREN(ARG, arguments, args, "args"),
    OPTIONAL_CHILD(ARG, arguments, vararg, "vararg"),      CHILDREN(ARG, arguments, kwonlyargs, "kwonlyargs"),
    CHILDREN(EXPR, arguments, kw_defaults, "kw_defaults"), OPTIONAL_CHILD(ARG, arguments, kwarg, "kwarg"),
    CHILDREN(EXPR, arguments, defaults, "defaults")};
static const Field fields_of_arg[] = {F(NAME, arg, arg, "arg"),
                                      OPTIONAL_CHILD(EXPR, arg, annotation, "annotation"), TYPE_COMMENT};
static const Field fields_of_keyword[] = {OPTIONAL(NAME, keyword, arg, "arg"),
                                          CHILD(EXPR, keyword, value, "value")};
static const Field fields_of_alias[] = {F(NAME, alias, name, "name"),
                                        OPTIONAL(NAME, alias, asname, "asname")};
static const Field fields_of_with_item[] = {CHILD(EXPR, with_item, context_expr, "context_expr"),
                                            OPTIONAL_CHILD(EXPR, with_item, optional_vars, "optional_vars")};
static const Field fields_of_match_case[] = {CHILD(PATTERN, match_case, pattern, "pattern"),
                                             OPTIONAL_CHILD(EXPR, match_case, guard, "guard"),
                                             CHILDREN(STMT, match_case, body, "body")};
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
