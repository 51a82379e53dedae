/* SyntaxWarnings about expressions that cannot do what they seem to. */
#include "vm/compiler.h"

#include <string.h>

#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/ops.h"
#include "runtime/type.h"

/* The name of the type that the expression surely has, or NULL. */
static const char *literal_type(Compiler *c, const Node *node) {
    switch ((int)node->kind) {
    case NODE_VALUE:
        return type_name(type_of(c->t, node_value(node)));
    case NODE_TUPLE:
        return "tuple";
    case NODE_LIST:
    case NODE_LIST_COMP:
        return "list";
    case NODE_DICT:
    case NODE_DICT_COMP:
        return "dict";
    case NODE_SET:
    case NODE_SET_COMP:
        return "set";
    case NODE_GENERATOR_EXP:
        return "generator";
    case NODE_LAMBDA:
        return "function";
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return "str";
    default:
        return NULL;
    }
}

static bool is_one_of(const char *name, const char *const *names) {
    for (; name && *names; names++)
        if (!strcmp(name, *names))
            return true;
    return false;
}

bool lint_subscript(Compiler *c, Node *node) {
    static const char *const never[] = {"NoneType",  "ellipsis", "bool",      "int",      "float", "complex",
                                        "frozenset", "set",      "generator", "function", NULL};
    static const char *const sequences[] = {"tuple", "list", "str", "bytes", NULL};
    const char *type = literal_type(c, node->subscript.value);
    if (is_one_of(type, never))
        return compile_warn(c, node, "'%s' object is not subscriptable; perhaps you missed a comma?", type);
    const char *key = literal_type(c, node->subscript.slice);
    bool is_index = node_is_value(node->subscript.slice) && (is_int(node_value(node->subscript.slice)) ||
                                                             is_slice(node_value(node->subscript.slice)));
    if (!key || is_index || !is_one_of(type, sequences))
        return true;
    return compile_warn(c, node, "%s indices must be integers or slices, not %s; perhaps you missed a comma?",
                        type, key);
}

bool lint_call(Compiler *c, Node *node) {
    const Node *func = node->call.func;
    const char *type = func->kind == NODE_LAMBDA ? NULL : literal_type(c, func);
    return !type || compile_warn(c, node, "'%s' object is not callable; perhaps you missed a comma?", type);
}

static bool is_suspicious(const Node *node) {
    if (!node_is_value(node))
        return false;
    Value v = node_value(node);
    return !is_none(v) && !is_bool(v) && !is_ellipsis(v);
}

/* `x is 1` depends on how ints are represented. */
bool lint_identity(Compiler *c, Node *node) {
    Node *left = node->compare.left;
    for (int i = 0; i < node->compare.ops.count; i++) {
        CmpOp op = node->compare.ops.items[i];
        Node *right = node->compare.comparators.items[i];
        if ((op == CMP_IS || op == CMP_IS_NOT) && (is_suspicious(left) || is_suspicious(right)))
            return compile_warn(c, node,
                                op == CMP_IS ? "\"is\" with a literal. Did you mean \"==\"?"
                                             : "\"is not\" with a literal. Did you mean \"!=\"?");
        left = right;
    }
    return true;
}
