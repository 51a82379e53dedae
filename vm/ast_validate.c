/* Trees that Python code made: what the parser sees to otherwise. Messages are CPython's where it checks the
 * same. */
#include "vm/ast_tree.h"

#include <string.h>

#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/set.h"
#include "runtime/str.h"

#define FIELD(type, node, field) (*(type const *)((const char *)(node) + (field)->offset))

static bool validate_node(Thread *t, const Node *node, ExprContext context);

static bool wrong(Thread *t, const char *message) {
    return raise_value_error(t, "%s", message), false;
}

/* CPython's compiler says SystemError where it cannot go on. */
static bool unexpected(Thread *t, const Node *node, const char *place) {
    const char *kind = node_is_value(node) ? "Constant" : ast_kind_name(node->kind);
    return raise_system_error(t, "%s cannot be %s", kind, place), false;
}

/* ---- places and names ---- */

static bool validate_position(Thread *t, const Node *node) {
    if (node->line > node->end_line)
        return raise_value_error(t, "AST node line range (%d, %d) is not valid", node->line, node->end_line),
               false;
    if ((node->line < 0 && node->end_line != node->line) || (node->col < 0 && node->col != node->end_col))
        return raise_value_error(t, "AST node column range (%d, %d) for line range (%d, %d) is not valid",
                                 node->col, node->end_col, node->line, node->end_line),
               false;
    if (node->line == node->end_line && node->col > node->end_col)
        return raise_value_error(t, "line %d, column %d-%d is not a valid range", node->line, node->col,
                                 node->end_col),
               false;
    return true;
}

static bool validate_name(Thread *t, const Name *name) {
    static const char *const constants[] = {"None", "True", "False"};
    for (int i = 0; i < 3; i++)
        if (!strcmp(name->text, constants[i]))
            return raise_value_error(t, "identifier field can't represent '%s' constant", constants[i]),
                   false;
    return true;
}

static bool validate_capture(Thread *t, const Name *name) {
    if (name && !strcmp(name->text, "_"))
        return wrong(t, "can't capture name '_' in patterns");
    return !name || validate_name(t, name);
}

/* ---- statements ---- */

static bool nonempty(Thread *t, int count, const char *what, const Node *node) {
    return count || (raise_value_error(t, "empty %s on %s", what, ast_kind_name(node->kind)), false);
}

static bool validate_try(Thread *t, const Node *node) {
    const char *name = ast_kind_name(node->kind);
    if (!node->try_.handlers.count && !node->try_.finalbody.count)
        return raise_value_error(t, "%s has neither except handlers nor finalbody", name), false;
    if (!node->try_.handlers.count && node->try_.orelse.count)
        return raise_value_error(t, "%s has orelse but no except handlers", name), false;
    for (int i = 0; node->kind == NODE_TRY_STAR && i < node->try_.handlers.count; i++)
        if (node->try_.handlers.items[i] && !node->try_.handlers.items[i]->except_handler.type)
            return wrong(t, "TryStar has a handler without type");
    return true;
}

static bool validate_ann_assign(Thread *t, const Node *node) {
    const Node *target = node->ann_assign.target;
    bool is_name = target->kind == NODE_NAME;
    if (node->ann_assign.simple && !is_name)
        return raise_type_error(t, "AnnAssign with simple non-Name target"), false;
    return is_name || target->kind == NODE_ATTRIBUTE || target->kind == NODE_SUBSCRIPT ||
           unexpected(t, target, "annotated");
}

static bool validate_aug_assign(Thread *t, const Node *node) {
    NodeKind kind = node->aug_assign.target->kind;
    return kind == NODE_NAME || kind == NODE_ATTRIBUTE || kind == NODE_SUBSCRIPT ||
           kind >= NODE_KIND_COUNT || /* no target at all: said below */
           (kind != NODE_LIST && kind != NODE_TUPLE && kind != NODE_STARRED) ||
           unexpected(t, node->aug_assign.target, "the target of an augmented assignment");
}

static bool validate_delete(Thread *t, const NodeList *targets) {
    for (int i = 0; i < targets->count; i++)
        if (targets->items[i] && targets->items[i]->kind == NODE_STARRED)
            return unexpected(t, targets->items[i], "deleted");
    return true;
}

static bool validate_statement(Thread *t, const Node *node) {
    switch (node->kind) {
    case NODE_DELETE:
        return nonempty(t, node->delete_.targets.count, "targets", node) &&
               validate_delete(t, &node->delete_.targets);
    case NODE_ASSIGN:
        return nonempty(t, node->assign.targets.count, "targets", node);
    case NODE_AUG_ASSIGN:
        return validate_aug_assign(t, node);
    case NODE_ANN_ASSIGN:
        return validate_ann_assign(t, node);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return nonempty(t, node->with.items.count, "items", node);
    case NODE_MATCH:
        return nonempty(t, node->match.cases.count, "cases", node);
    case NODE_RAISE:
        return node->raise.exc || !node->raise.cause || wrong(t, "Raise with cause but no exception");
    case NODE_TRY:
    case NODE_TRY_STAR:
        return validate_try(t, node);
    case NODE_IMPORT:
        return nonempty(t, node->import.names.count, "names", node);
    case NODE_IMPORT_FROM:
        return (node->import_from.level >= 0 || wrong(t, "Negative ImportFrom level")) &&
               nonempty(t, node->import_from.names.count, "names", node);
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        return nonempty(t, node->global.names.count, "names", node);
    default:
        return true;
    }
}

/* ---- expressions ---- */

static bool has_value_count(Thread *t, int keys, int values, const char *message) {
    return keys == values || wrong(t, message);
}

static bool is_conversion(int conversion) {
    return conversion == -1 || conversion == 's' || conversion == 'r' || conversion == 'a';
}

static bool is_text_part(const Node *node) {
    return node_is_value(node) ? is_str(node_value(node))
                               : node->kind == NODE_FORMATTED_VALUE || node->kind == NODE_JOINED_STR;
}

static bool validate_formatted_value(Thread *t, const Node *node) {
    const Node *spec = node->formatted_value.format_spec;
    if (!is_conversion(node->formatted_value.conversion))
        return raise_system_error(t, "Unrecognized conversion character %d",
                                  node->formatted_value.conversion),
               false;
    return !spec || is_text_part(spec) || unexpected(t, spec, "a format specification");
}

static bool validate_compare(Thread *t, const Node *node) {
    if (!node->compare.comparators.count)
        return wrong(t, "Compare with no comparators");
    return has_value_count(t, node->compare.comparators.count, node->compare.ops.count,
                           "Compare has a different number of comparators and operands");
}

static bool validate_generators(Thread *t, const NodeList *generators) {
    return generators->count || wrong(t, "comprehension with no generators");
}

static bool validate_expression(Thread *t, const Node *node) {
    switch (node->kind) {
    case NODE_BOOL_OP:
        return node->bool_op.values.count >= 2 || wrong(t, "BoolOp with less than 2 values");
    case NODE_NAMED_EXPR:
        return node->named_expr.target->kind == NODE_NAME ||
               unexpected(t, node->named_expr.target, "the target of a named expression");
    case NODE_DICT:
        return has_value_count(t, node->dict.keys.count, node->dict.values.count,
                               "Dict doesn't have the same number of keys as values");
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP:
        return validate_generators(t, &node->comp.generators);
    case NODE_DICT_COMP:
        return validate_generators(t, &node->dict_comp.generators);
    case NODE_COMPARE:
        return validate_compare(t, node);
    case NODE_FORMATTED_VALUE:
        return validate_formatted_value(t, node);
    case NODE_NAME:
        return validate_name(t, node->name.id);
    default:
        return true;
    }
}

/* The context that an expression has, if it is of a kind that has one. */
static const ExprContext *own_context(const Node *node) {
    switch (node->kind) {
    case NODE_ATTRIBUTE:
        return &node->attribute.ctx;
    case NODE_SUBSCRIPT:
        return &node->subscript.ctx;
    case NODE_STARRED:
        return &node->starred.ctx;
    case NODE_NAME:
        return &node->name.ctx;
    case NODE_LIST:
    case NODE_TUPLE:
        return &node->sequence.ctx;
    default:
        return NULL;
    }
}

static bool validate_context(Thread *t, const Node *node, ExprContext context) {
    const ExprContext *own = node_is_value(node) ? NULL : own_context(node);
    if (own ? *own == context : context == CTX_LOAD)
        return true;
    if (own)
        raise_value_error(t, "expression must have %s context but has %s instead", ast_context_name(context),
                          ast_context_name(*own));
    else
        raise_value_error(t, "expression which can't be assigned to in %s context",
                          ast_context_name(context));
    return false;
}

/* ---- patterns ---- */

static bool is_number(const Node *node, bool imaginary) {
    if (node->kind == NODE_UNARY_OP && node->unary_op.op == UNARY_MINUS)
        node = node->unary_op.operand;
    if (!node_is_value(node))
        return false;
    Value value = node_value(node);
    return imaginary ? is_complex(value) : (is_int(value) && !is_bool(value)) || is_float(value);
}

static bool is_dotted_name(const Node *node) {
    while (node->kind == NODE_ATTRIBUTE)
        node = node->attribute.value;
    return node->kind == NODE_NAME;
}

static bool is_pattern_constant(Value value) {
    return !value_is(value, VALUE_ELLIPSIS) && !is_tuple(value) && !is_anyset(value) && !is_none(value) &&
           !is_bool(value);
}

static bool is_pattern_value(const Node *node) {
    if (node_is_value(node))
        return true;
    if (node->kind == NODE_BIN_OP)
        return (node->bin_op.op == TREE_ADD || node->bin_op.op == TREE_SUB) &&
               is_number(node->bin_op.left, false) && is_number(node->bin_op.right, true);
    if (node->kind == NODE_ATTRIBUTE)
        return is_dotted_name(node);
    return node->kind == NODE_JOINED_STR || is_number(node, false) || is_number(node, true);
}

static bool validate_pattern_value(Thread *t, const Node *node) {
    if (node_is_value(node) && !is_pattern_constant(node_value(node)))
        return wrong(t, "unexpected constant inside of a literal pattern");
    return is_pattern_value(node) || wrong(t, "patterns may only match literals and attribute lookups");
}

static bool validate_mapping(Thread *t, const Node *node) {
    const NodeList *keys = &node->match_mapping.keys;
    if (keys->count != node->match_mapping.patterns.count)
        return wrong(t, "MatchMapping doesn't have the same number of keys as patterns");
    for (int i = 0; i < keys->count; i++) {
        const Node *key = keys->items[i];
        bool constant = key && node_is_value(key) && (is_none(node_value(key)) || is_bool(node_value(key)));
        if (key && !constant && !validate_pattern_value(t, key))
            return false;
    }
    return validate_capture(t, node->match_mapping.rest);
}

static bool validate_class(Thread *t, const Node *node) {
    const NameList *names = &node->match_class.kwd_attrs;
    if (names->count != node->match_class.kwd_patterns.count)
        return wrong(t, "MatchClass doesn't have the same number of keyword attributes as patterns");
    if (!is_dotted_name(node->match_class.cls))
        return wrong(t, "MatchClass cls field can only contain Name or Attribute nodes.");
    for (int i = 0; i < names->count; i++)
        if (names->items[i] && !validate_name(t, names->items[i]))
            return false;
    return true;
}

static bool validate_pattern(Thread *t, const Node *node) {
    switch (node->kind) {
    case NODE_MATCH_VALUE:
        return validate_pattern_value(t, node->match_value.value);
    case NODE_MATCH_SINGLETON:
        return node->match_singleton.value != CONST_ELLIPSIS ||
               wrong(t, "MatchSingleton can only contain True, False and None");
    case NODE_MATCH_MAPPING:
        return validate_mapping(t, node);
    case NODE_MATCH_CLASS:
        return validate_class(t, node);
    case NODE_MATCH_STAR:
        return validate_capture(t, node->match_star.name);
    case NODE_MATCH_AS:
        if (node->match_as.pattern && !node->match_as.name)
            return wrong(t, "MatchAs must specify a target name if a pattern is given");
        return validate_capture(t, node->match_as.name);
    case NODE_MATCH_OR:
        return node->match_or.patterns.count >= 2 || wrong(t, "MatchOr requires at least 2 patterns");
    default:
        return true;
    }
}

/* ---- parts ---- */

static bool validate_arguments(Thread *t, const Node *node) {
    if (node->arguments.defaults.count > node->arguments.posonlyargs.count + node->arguments.args.count)
        return wrong(t, "more positional defaults than args on arguments");
    return has_value_count(t, node->arguments.kwonlyargs.count, node->arguments.kw_defaults.count,
                           "length of kwonlyargs is not the same as kw_defaults on arguments");
}

/* ---- everything ---- */

static bool may_be_empty(const Node *node, const Field *field) {
    return node->kind <= NODE_EXPRESSION || strcmp(field->name, "body");
}

static bool may_have_none(const Node *node, const Field *field) {
    return (node->kind == NODE_DICT && !strcmp(field->name, "keys")) || !strcmp(field->name, "kw_defaults");
}

/* The context of the expressions in a field. */
static ExprContext field_context(const Node *node, const Field *field) {
    bool target = !strcmp(field->name, "target") || !strcmp(field->name, "targets") ||
                  !strcmp(field->name, "optional_vars");
    if (target)
        return node->kind == NODE_DELETE ? CTX_DEL : CTX_STORE;
    if (node->kind == NODE_LIST || node->kind == NODE_TUPLE || node->kind == NODE_STARRED)
        return *own_context(node);
    return CTX_LOAD;
}

static bool may_stand_here(Thread *t, const Node *node, const Node *child) {
    return child->kind != NODE_MATCH_STAR || node->kind == NODE_MATCH_SEQUENCE ||
           wrong(t, "can't use MatchStar here");
}

static bool validate_list(Thread *t, const Node *node, const Field *field) {
    const NodeList *list = &FIELD(NodeList, node, field);
    if (!list->count && field->group == GROUP_STMT && !may_be_empty(node, field))
        return raise_value_error(t, "empty body on %s", ast_kind_name(node->kind)), false;
    for (int i = 0; i < list->count; i++) {
        const Node *child = list->items[i];
        if (!child && may_have_none(node, field))
            continue;
        if (!child)
            return raise_value_error(t, "None disallowed in %s list",
                                     field->group == GROUP_STMT   ? "statement"
                                     : field->group == GROUP_EXPR ? "expression"
                                                                  : ast_group_name(field->group)),
                   false;
        if (!may_stand_here(t, node, child) || !validate_node(t, child, field_context(node, field)))
            return false;
    }
    return true;
}

static bool validate_names(Thread *t, const NameList *names) {
    for (int i = 0; i < names->count; i++)
        if (!names->items[i])
            return wrong(t, "None disallowed in identifier list");
    return true;
}

static bool validate_fields(Thread *t, const Node *node) {
    const Field *fields = ast_fields(node->kind);
    for (int i = 0; i < ast_field_count(node->kind); i++) {
        const Field *field = &fields[i];
        const Node *child = field->type == FIELD_NODE ? FIELD(Node *, node, field) : NULL;
        if (child && !(may_stand_here(t, node, child) && validate_node(t, child, field_context(node, field))))
            return false;
        if (field->type == FIELD_NODES && !validate_list(t, node, field))
            return false;
        if (field->type == FIELD_NAMES && !validate_names(t, &FIELD(NameList, node, field)))
            return false;
    }
    return true;
}

static bool validate_kind(Thread *t, const Node *node, ExprContext context) {
    switch (ast_group(node->kind)) {
    case GROUP_STMT:
        return validate_statement(t, node);
    case GROUP_EXPR:
        return validate_context(t, node, context) && validate_expression(t, node);
    case GROUP_PATTERN:
        return validate_pattern(t, node);
    case GROUP_ARGUMENTS:
        return validate_arguments(t, node);
    default:
        return true;
    }
}

static bool validate_node(Thread *t, const Node *node, ExprContext context) {
    if (node_is_value(node))
        return validate_position(t, node) && validate_context(t, node, context);
    if (ast_has_position(node->kind) && !validate_position(t, node))
        return false;
    if (!recursion_enter(t, " during compilation"))
        return false;
    bool ok = validate_kind(t, node, context) && validate_fields(t, node);
    recursion_leave(t);
    return ok;
}

bool ast_validate(Thread *t, const Node *tree) {
    return validate_node(t, tree, CTX_LOAD);
}
