/* Expressions as source text, as ast.unparse writes them: for annotations under `from __future__ import
 * annotations`. */
#include "vm/unparse.h"

#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include <math.h>

static bool write_node(Unparser *u, const Node *node, Precedence level);

void unparse_text(Unparser *u, const char *text) {
    strbuilder_text(&u->out, text);
}

bool unparse_node(Unparser *u, const Node *node, Precedence level) {
    return write_node(u, node, level);
}

bool unparse_list(Unparser *u, const NodeList *nodes, Precedence level) {
    for (int i = 0; i < nodes->count; i++) {
        if (i)
            unparse_text(u, ", ");
        if (!write_node(u, nodes->items[i], level))
            return false;
    }
    return true;
}

static const struct {
    const char *text;
    Precedence level;
} binary[] = {
    [TREE_ADD] = {" + ", PREC_ARITH},         [TREE_SUB] = {" - ", PREC_ARITH},
    [BINARY_MULT] = {" * ", PREC_TERM},       [BINARY_MAT_MULT] = {" @ ", PREC_TERM},
    [BINARY_DIV] = {" / ", PREC_TERM},        [TREE_MOD] = {" % ", PREC_TERM},
    [BINARY_FLOOR_DIV] = {" // ", PREC_TERM}, [TREE_LSHIFT] = {" << ", PREC_SHIFT},
    [TREE_RSHIFT] = {" >> ", PREC_SHIFT},     [BINARY_BIT_OR] = {" | ", PREC_BOR},
    [BINARY_BIT_XOR] = {" ^ ", PREC_BXOR},    [BINARY_BIT_AND] = {" & ", PREC_BAND},
    [TREE_POW] = {" ** ", PREC_POWER},
};

static void open_parens(Unparser *u, bool needed) {
    if (needed)
        strbuilder_char(&u->out, '(');
}

static void close_parens(Unparser *u, bool needed) {
    if (needed)
        strbuilder_char(&u->out, ')');
}

static bool write_binary(Unparser *u, const Node *node, Precedence level) {
    Precedence own = binary[node->bin_op.op].level;
    bool power = node->bin_op.op == TREE_POW, parens = level > own;
    open_parens(u, parens);
    if (!write_node(u, node->bin_op.left, power ? own + 1 : own))
        return false;
    unparse_text(u, binary[node->bin_op.op].text);
    bool ok = write_node(u, node->bin_op.right, power ? own : own + 1);
    close_parens(u, parens);
    return ok;
}

static bool write_unary(Unparser *u, const Node *node, Precedence level) {
    static const char *const signs[] = {
        [TREE_INVERT] = "~", [UNARY_NOT] = "not ", [UNARY_PLUS] = "+", [UNARY_MINUS] = "-"};
    Precedence own = node->unary_op.op == UNARY_NOT ? PREC_NOT : PREC_FACTOR;
    bool parens = level > own;
    open_parens(u, parens);
    unparse_text(u, signs[node->unary_op.op]);
    bool ok = write_node(u, node->unary_op.operand, own);
    close_parens(u, parens);
    return ok;
}

static bool write_bool_op(Unparser *u, const Node *node, Precedence level) {
    bool is_and = node->bool_op.op == BOOL_AND;
    Precedence own = is_and ? PREC_AND : PREC_OR;
    bool parens = level > own;
    open_parens(u, parens);
    for (int i = 0; i < node->bool_op.values.count; i++) {
        if (i)
            unparse_text(u, is_and ? " and " : " or ");
        if (!write_node(u, node->bool_op.values.items[i], own + 1))
            return false;
    }
    close_parens(u, parens);
    return true;
}

static bool write_compare(Unparser *u, const Node *node, Precedence level) {
    static const char *const signs[] = {
        [CMP_EQ] = " == ", [CMP_NOT_EQ] = " != ",    [CMP_LT] = " < ",  [CMP_LT_E] = " <= ",
        [CMP_GT] = " > ",  [CMP_GT_E] = " >= ",      [CMP_IS] = " is ", [CMP_IS_NOT] = " is not ",
        [CMP_IN] = " in ", [CMP_NOT_IN] = " not in "};
    bool parens = level > PREC_CMP;
    open_parens(u, parens);
    if (!write_node(u, node->compare.left, PREC_CMP + 1))
        return false;
    for (int i = 0; i < node->compare.ops.count; i++) {
        unparse_text(u, signs[node->compare.ops.items[i]]);
        if (!write_node(u, node->compare.comparators.items[i], PREC_CMP + 1))
            return false;
    }
    close_parens(u, parens);
    return true;
}

static bool write_if_exp(Unparser *u, const Node *node, Precedence level) {
    bool parens = level > PREC_TEST;
    open_parens(u, parens);
    if (!write_node(u, node->if_exp.body, PREC_TEST + 1))
        return false;
    unparse_text(u, " if ");
    if (!write_node(u, node->if_exp.test, PREC_TEST + 1))
        return false;
    unparse_text(u, " else ");
    bool ok = write_node(u, node->if_exp.orelse, PREC_TEST);
    close_parens(u, parens);
    return ok;
}

static bool write_lambda(Unparser *u, const Node *node, Precedence level) {
    bool parens = level > PREC_TEST;
    open_parens(u, parens);
    unparse_text(u, "lambda");
    if (!unparse_arguments(u, node->lambda.args))
        return false;
    unparse_text(u, ": ");
    bool ok = write_node(u, node->lambda.body, PREC_TEST);
    close_parens(u, parens);
    return ok;
}

static bool write_generators(Unparser *u, const NodeList *generators) {
    for (int i = 0; i < generators->count; i++) {
        const Node *g = generators->items[i];
        unparse_text(u, g->comprehension.is_async ? " async for " : " for ");
        if (!write_node(u, g->comprehension.target, PREC_TUPLE))
            return false;
        unparse_text(u, " in ");
        if (!write_node(u, g->comprehension.iter, PREC_TEST + 1))
            return false;
        for (int j = 0; j < g->comprehension.ifs.count; j++) {
            unparse_text(u, " if ");
            if (!write_node(u, g->comprehension.ifs.items[j], PREC_TEST + 1))
                return false;
        }
    }
    return true;
}

static bool write_comp(Unparser *u, const Node *node, const char *before, const char *after) {
    unparse_text(u, before);
    bool ok;
    if (node->kind == NODE_DICT_COMP) {
        ok = write_node(u, node->dict_comp.key, PREC_TEST);
        unparse_text(u, ": ");
        ok = ok && write_node(u, node->dict_comp.value, PREC_TEST) &&
             write_generators(u, &node->dict_comp.generators);
    } else {
        ok = write_node(u, node->comp.elt, PREC_TEST) && write_generators(u, &node->comp.generators);
    }
    unparse_text(u, after);
    return ok;
}

static bool write_dict(Unparser *u, const Node *node) {
    unparse_text(u, "{");
    for (int i = 0; i < node->dict.values.count; i++) {
        const Node *key = node->dict.keys.items[i];
        unparse_text(u, i ? ", " : "");
        if (key && !write_node(u, key, PREC_TEST))
            return false;
        unparse_text(u, key ? ": " : "**");
        if (!write_node(u, node->dict.values.items[i], key ? PREC_TEST : PREC_EXPR))
            return false;
    }
    unparse_text(u, "}");
    return true;
}

static bool write_call(Unparser *u, const Node *node) {
    const NodeList *args = &node->call.args, *keywords = &node->call.keywords;
    if (!write_node(u, node->call.func, PREC_ATOM))
        return false;
    if (args->count == 1 && !keywords->count && args->items[0]->kind == NODE_GENERATOR_EXP)
        return write_node(u, args->items[0], PREC_TEST);
    unparse_text(u, "(");
    if (!unparse_list(u, args, PREC_TEST))
        return false;
    for (int i = 0; i < keywords->count; i++) {
        const Node *keyword = keywords->items[i];
        unparse_text(u, i || args->count ? ", " : "");
        unparse_text(u, keyword->keyword.arg ? keyword->keyword.arg->text : "**");
        unparse_text(u, keyword->keyword.arg ? "=" : "");
        if (!write_node(u, keyword->keyword.value, PREC_TEST))
            return false;
    }
    unparse_text(u, ")");
    return true;
}

static bool is_int_literal(const Node *node) {
    if (node_is_value(node))
        return is_int(node_value(node)) && !is_bool(node_value(node));
    return node->kind == NODE_CONSTANT && node->constant.kind == CONST_INT;
}

static bool write_attribute(Unparser *u, const Node *node) {
    if (!write_node(u, node->attribute.value, PREC_ATOM))
        return false;
    unparse_text(u, is_int_literal(node->attribute.value) ? " ." : ".");
    unparse_text(u, node->attribute.attr->text);
    return true;
}

static bool write_tuple(Unparser *u, const Node *node, Precedence level) {
    const NodeList *elts = &node->sequence.elts;
    bool parens = !elts->count || level > PREC_TUPLE;
    open_parens(u, parens);
    bool ok = unparse_list(u, elts, PREC_TEST);
    unparse_text(u, elts->count == 1 ? "," : "");
    close_parens(u, parens);
    return ok;
}

static bool write_subscript(Unparser *u, const Node *node) {
    if (!write_node(u, node->subscript.value, PREC_ATOM))
        return false;
    unparse_text(u, "[");
    bool ok = write_node(u, node->subscript.slice, PREC_TUPLE);
    unparse_text(u, "]");
    return ok;
}

static bool write_slice(Unparser *u, const Node *node) {
    if (node->slice.lower && !write_node(u, node->slice.lower, PREC_TEST))
        return false;
    unparse_text(u, ":");
    if (node->slice.upper && !write_node(u, node->slice.upper, PREC_TEST))
        return false;
    unparse_text(u, node->slice.step ? ":" : "");
    return !node->slice.step || write_node(u, node->slice.step, PREC_TEST);
}

static bool write_repr(Unparser *u, Value v_consumed) {
    Str *text = is_null(v_consumed) ? NULL : op_repr(u->t, v_consumed);
    decref(u->t, v_consumed);
    if (text)
        strbuilder_str(&u->out, text);
    xdecref_object(u->t, text);
    return text;
}

/* Infinity has no literal: 1e309. */
static bool write_double(Unparser *u, double d, bool imaginary) {
    if (d - d != 0) {
        unparse_text(u, imaginary ? "1e309j" : "1e309");
        return true;
    }
    return write_repr(u, imaginary ? complex_value(u->t, 0, d) : float_value(u->t, d));
}

/* Of a tree of module ast. */
static bool write_value(Unparser *u, Value v) {
    if (value_is(v, VALUE_ELLIPSIS))
        return unparse_text(u, "..."), true;
    if (is_float(v) && float_as_double(v) == HUGE_VAL)
        return write_double(u, HUGE_VAL, false);
    return write_repr(u, new_ref(v));
}

static bool write_constant(Unparser *u, const Constant *k) {
    Thread *t = u->t;
    switch (k->kind) {
    case CONST_NONE:
        return unparse_text(u, "None"), true;
    case CONST_TRUE:
        return unparse_text(u, "True"), true;
    case CONST_FALSE:
        return unparse_text(u, "False"), true;
    case CONST_ELLIPSIS:
        return unparse_text(u, "..."), true;
    case CONST_INT:
        return write_repr(u, int_from_digits(t, k->bytes, (size_t)k->length, k->base));
    case CONST_FLOAT:
    case CONST_IMAGINARY:
        return write_double(u, k->number, k->kind == CONST_IMAGINARY);
    case CONST_STR:
        unparse_text(u, k->u_prefix ? "u" : "");
        return write_repr(u, str_value(str_from_utf8(t, k->bytes, (size_t)k->length)));
    case CONST_BYTES:
        break;
    }
    Bytes *bytes = bytes_new(t, k->bytes ? k->bytes : "", (size_t)k->length);
    return bytes && write_repr(u, object_value(bytes));
}

static bool write_bracketed(Unparser *u, const char *before, const NodeList *elts, const char *after) {
    unparse_text(u, before);
    bool ok = unparse_list(u, elts, PREC_TEST);
    unparse_text(u, after);
    return ok;
}

static bool write_walrus(Unparser *u, const Node *node, Precedence level) {
    bool parens = level > PREC_TUPLE;
    open_parens(u, parens);
    bool ok = write_node(u, node->named_expr.target, PREC_ATOM);
    unparse_text(u, " := ");
    ok = ok && write_node(u, node->named_expr.value, PREC_ATOM);
    close_parens(u, parens);
    return ok;
}

static bool write_starred(Unparser *u, const Node *node) {
    unparse_text(u, "*");
    return write_node(u, node->starred.value, PREC_EXPR);
}

static bool write_expression(Unparser *u, const Node *node, Precedence level) {
    switch ((int)node->kind) {
    case NODE_BOOL_OP:
        return write_bool_op(u, node, level);
    case NODE_BIN_OP:
        return write_binary(u, node, level);
    case NODE_UNARY_OP:
        return write_unary(u, node, level);
    case NODE_LAMBDA:
        return write_lambda(u, node, level);
    case NODE_IF_EXP:
        return write_if_exp(u, node, level);
    case NODE_NAMED_EXPR:
        return write_walrus(u, node, level);
    case NODE_DICT:
        return write_dict(u, node);
    case NODE_SET:
        return write_bracketed(u, "{", &node->set.elts, "}");
    case NODE_LIST:
        return write_bracketed(u, "[", &node->sequence.elts, "]");
    case NODE_TUPLE:
        return write_tuple(u, node, level);
    case NODE_LIST_COMP:
        return write_comp(u, node, "[", "]");
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
        return write_comp(u, node, "{", "}");
    case NODE_GENERATOR_EXP:
        return write_comp(u, node, "(", ")");
    case NODE_COMPARE:
        return write_compare(u, node, level);
    case NODE_CALL:
        return write_call(u, node);
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return unparse_joined_str(u, node);
    case NODE_CONSTANT:
        return write_constant(u, &node->constant);
    case NODE_VALUE:
        return write_value(u, node_value(node));
    case NODE_ATTRIBUTE:
        return write_attribute(u, node);
    case NODE_SUBSCRIPT:
        return write_subscript(u, node);
    case NODE_STARRED:
        return write_starred(u, node);
    case NODE_NAME:
        return unparse_text(u, node->name.id->text), true;
    case NODE_SLICE:
        return write_slice(u, node);
    default:
        raise_system_error(u->t, "unknown expression kind");
        return false;
    }
}

static bool write_node(Unparser *u, const Node *node, Precedence level) {
    if (!recursion_enter(u->t, " during compilation"))
        return false;
    bool ok = write_expression(u, node, level);
    recursion_leave(u->t);
    return ok;
}

Str *unparse_expression(Thread *t, const Node *node) {
    Unparser u = {.t = t};
    strbuilder_init(&u.out, t);
    if (write_node(&u, node, PREC_TEST))
        return strbuilder_finish(&u.out);
    strbuilder_drop(&u.out);
    return NULL;
}
