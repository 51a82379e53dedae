#include "grammar/build.h"

#include <stdlib.h>
#include <string.h>

Node *build_node(Parser *p, NodeKind kind, Span span) {
    Node *node = ast_new(p->arena, kind);
    if (!node) {
        parser_fail_memory(p);
        node = &p->spare;
        memset(node, 0, sizeof *node);
        node->kind = kind;
    }
    node->line = span.line;
    node->col = span.col;
    node->end_line = span.end_line;
    node->end_col = span.end_col;
    return node;
}

// A list has room for the next power of two, so its count says when it is full.
static bool list_is_full(int count) {
    return count == 0 || (count & (count - 1)) == 0;
}

static void *grow(Parser *p, const void *items, int count, size_t size) {
    size_t capacity = count == 0 ? 1 : 2 * (size_t)count;
    void *bigger = arena_alloc(p->arena, capacity * size);
    if (!bigger)
        parser_fail_memory(p);
    else if (count)
        memcpy(bigger, items, (size_t)count * size);
    return bigger;
}

NodeList build_append(Parser *p, NodeList list, Node *item) {
    if (list_is_full(list.count)) {
        Node **items = grow(p, list.items, list.count, sizeof *items);
        if (!items)
            return list;
        list.items = items;
    }
    list.items[list.count++] = item;
    return list;
}

NodeList build_list(Parser *p, Node *item) {
    return build_append(p, build_empty, item);
}

NodeList build_extend(Parser *p, NodeList list, NodeList more) {
    for (int i = 0; i < more.count; i++)
        list = build_append(p, list, more.items[i]);
    return list;
}

NameList build_names(Parser *p, NameList list, const Name *name) {
    if (list_is_full(list.count)) {
        const Name **items = grow(p, list.items, list.count, sizeof *items);
        if (!items)
            return list;
        list.items = items;
    }
    list.items[list.count++] = name;
    return list;
}

// Keeps count of how deep trees get, so that those who walk them need not fear for their stack.
static void adopt_at(Parser *p, Node *parent, const Node *child, int step) {
    if (!child)
        return;
    if (child->depth >= parent->depth)
        parent->depth = child->depth + 1;
    if (child->nesting + (unsigned)step > parent->nesting)
        parent->nesting = child->nesting + (unsigned)step;
    if (parent->depth > AST_MAX_DEPTH || parent->nesting > AST_MAX_NESTING)
        parser_fail_depth(p);
}

static void adopt(Parser *p, Node *parent, const Node *child) {
    adopt_at(p, parent, child, 1);
}

static void adopt_leftmost(Parser *p, Node *parent, const Node *child) {
    adopt_at(p, parent, child, 0);
}

static void adopt_all(Parser *p, Node *parent, NodeList children) {
    for (int i = 0; i < children.count; i++)
        adopt(p, parent, children.items[i]);
}

Node *build_name(Parser *p, Span span, const Name *id) {
    Node *node = build_node(p, NODE_NAME, span);
    node->name.id = id;
    return node;
}

Node *build_constant(Parser *p, Span span, ConstKind kind) {
    Node *node = build_node(p, NODE_CONSTANT, span);
    node->constant.kind = kind;
    return node;
}

static int number_base(const char *digits) {
    switch (digits[0] == '0' ? digits[1] | 32 : 0) {
    case 'x':
        return 16;
    case 'o':
        return 8;
    case 'b':
        return 2;
    default:
        return 10;
    }
}

static void set_integer(Parser *p, Node *node, const char *digits, int length, int base) {
    int limit = p->options->max_int_digits;
    if (base == 10 && limit > 0 && length > limit)
        parser_fail(
            p, (Span){node->line, node->col, node->line, node->col},
            "Exceeds the limit (%d digits) for integer string conversion: value has %d digits; use "
            "sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer "
            "literals to avoid decimal conversion limits.",
            limit, length);
    node->constant.kind = CONST_INT;
    node->constant.base = base;
    node->constant.bytes = digits;
    node->constant.length = length;
}

Node *build_number(Parser *p, Span span, const char *text, int length) {
    Node *node = build_constant(p, span, CONST_INT);
    char *digits = arena_alloc(p->arena, (size_t)length + 1);
    if (!digits) {
        parser_fail_memory(p);
        return node;
    }
    int count = 0;
    for (int i = 0; i < length; i++)
        if (text[i] != '_')
            digits[count++] = text[i];
    int base = number_base(digits);
    if (base != 10) {
        set_integer(p, node, digits + 2, count - 2, base);
    } else if ((digits[count - 1] | 32) == 'j') {
        node->constant.kind = CONST_IMAGINARY;
        node->constant.number = strtod(digits, NULL);
    } else if (strcspn(digits, ".eE") < (size_t)count) {
        node->constant.kind = CONST_FLOAT;
        node->constant.number = strtod(digits, NULL);
    } else {
        set_integer(p, node, digits, count, 10);
    }
    return node;
}

Node *build_binary(Parser *p, Span span, Node *left, BinaryOp op, Node *right) {
    Node *node = build_node(p, NODE_BIN_OP, span);
    node->bin_op.left = left;
    node->bin_op.op = op;
    node->bin_op.right = right;
    adopt_leftmost(p, node, left);
    adopt(p, node, right);
    return node;
}

Node *build_unary(Parser *p, Span span, UnaryOp op, Node *operand) {
    Node *node = build_node(p, NODE_UNARY_OP, span);
    node->unary_op.op = op;
    node->unary_op.operand = operand;
    adopt(p, node, operand);
    return node;
}

Node *build_bool_op(Parser *p, Span span, BoolOp op, Node *left, Node *right) {
    Node *node = build_node(p, NODE_BOOL_OP, span);
    node->bool_op.op = op;
    node->bool_op.values = build_append(p, build_list(p, left), right);
    adopt(p, node, left);
    adopt(p, node, right);
    return node;
}

static void stretch(Node *node, Span span) {
    node->end_line = span.end_line;
    node->end_col = span.end_col;
}

Node *build_bool_op_more(Parser *p, Span span, Node *chain, Node *right) {
    if (p->failed)
        return chain;
    chain->bool_op.values = build_append(p, chain->bool_op.values, right);
    adopt(p, chain, right);
    stretch(chain, span);
    return chain;
}

static void add_comparison(Parser *p, Node *node, CmpOp op, Node *right) {
    CmpOpList *ops = &node->compare.ops;
    if (list_is_full(ops->count)) {
        CmpOp *items = grow(p, ops->items, ops->count, sizeof *items);
        if (!items)
            return;
        ops->items = items;
    }
    ops->items[ops->count++] = op;
    node->compare.comparators = build_append(p, node->compare.comparators, right);
    adopt(p, node, right);
}

Node *build_compare(Parser *p, Span span, Node *left, CmpOp op, Node *right) {
    Node *node = build_node(p, NODE_COMPARE, span);
    node->compare.left = left;
    adopt(p, node, left);
    add_comparison(p, node, op, right);
    return node;
}

Node *build_compare_more(Parser *p, Span span, Node *chain, CmpOp op, Node *right) {
    if (p->failed)
        return chain;
    add_comparison(p, chain, op, right);
    stretch(chain, span);
    return chain;
}

Node *build_if_exp(Parser *p, Span span, Node *body, Node *test, Node *orelse) {
    Node *node = build_node(p, NODE_IF_EXP, span);
    node->if_exp.test = test;
    node->if_exp.body = body;
    node->if_exp.orelse = orelse;
    adopt(p, node, test);
    adopt(p, node, body);
    adopt(p, node, orelse);
    return node;
}

Node *build_lambda(Parser *p, Span span, Node *args, Node *body) {
    Node *node = build_node(p, NODE_LAMBDA, span);
    node->lambda.args = args;
    node->lambda.body = body;
    adopt_all(p, node, args->arguments.defaults);
    adopt_all(p, node, args->arguments.kw_defaults);
    adopt(p, node, body);
    return node;
}

Node *build_named_expr(Parser *p, Span span, Node *target, Node *value) {
    Node *node = build_node(p, NODE_NAMED_EXPR, span);
    node->named_expr.target = target;
    node->named_expr.value = value;
    adopt(p, node, value);
    return node;
}

Node *build_sequence(Parser *p, NodeKind kind, Span span, NodeList elts) {
    Node *node = build_node(p, kind, span);
    node->sequence.elts = elts;
    adopt_all(p, node, elts);
    return node;
}

Node *build_set(Parser *p, Span span, NodeList elts) {
    Node *node = build_node(p, NODE_SET, span);
    node->set.elts = elts;
    adopt_all(p, node, elts);
    return node;
}

Node *build_dict(Parser *p, Span span, NodeList pairs) {
    Node *node = build_node(p, NODE_DICT, span);
    adopt_all(p, node, pairs);
    NodeList keys = build_empty, values = build_empty;
    for (int i = 0; i + 1 < pairs.count; i += 2) {
        keys = build_append(p, keys, pairs.items[i]);
        values = build_append(p, values, pairs.items[i + 1]);
    }
    node->dict.keys = keys;
    node->dict.values = values;
    return node;
}

static void adopt_generators(Parser *p, Node *node, NodeList generators) {
    for (int i = 0; i < generators.count; i++)
        adopt(p, node, generators.items[i]);
}

Node *build_comp(Parser *p, NodeKind kind, Span span, Node *elt, NodeList generators) {
    Node *node = build_node(p, kind, span);
    node->comp.elt = elt;
    node->comp.generators = generators;
    adopt(p, node, elt);
    adopt_generators(p, node, generators);
    if (elt->kind == NODE_STARRED)
        parser_fail_node(p, elt, "iterable unpacking cannot be used in comprehension");
    return node;
}

Node *build_dict_comp(Parser *p, Span span, NodeList pair, NodeList generators) {
    Node *node = build_node(p, NODE_DICT_COMP, span);
    if (pair.count < 2)
        return node;
    if (!pair.items[0]) { // ** stands before the value, at the start of the display
        const Node *value = pair.items[1];
        parser_fail(p, (Span){span.line, span.col + 1, value->line, value->col},
                    "dict unpacking cannot be used in dict comprehension");
        return node;
    }
    node->dict_comp.key = pair.items[0];
    node->dict_comp.value = pair.items[1];
    node->dict_comp.generators = generators;
    adopt_all(p, node, pair);
    adopt_generators(p, node, generators);
    return node;
}

Node *build_generator(Parser *p, Span span, bool is_async, Node *target, Node *iter, NodeList ifs) {
    Node *node = build_node(p, NODE_COMPREHENSION, span);
    node->comprehension.target = target;
    node->comprehension.iter = iter;
    node->comprehension.ifs = ifs;
    node->comprehension.is_async = is_async;
    adopt(p, node, target);
    adopt(p, node, iter);
    adopt_all(p, node, ifs);
    return node;
}

Node *build_await(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_AWAIT, span);
    node->await.value = value;
    adopt(p, node, value);
    return node;
}

Node *build_yield(Parser *p, NodeKind kind, Span span, Node *value) {
    Node *node = build_node(p, kind, span);
    node->yield.value = value;
    adopt(p, node, value);
    return node;
}

Node *build_attribute(Parser *p, Span span, Node *value, const Name *attr) {
    Node *node = build_node(p, NODE_ATTRIBUTE, span);
    node->attribute.value = value;
    node->attribute.attr = attr;
    adopt_leftmost(p, node, value);
    return node;
}

Node *build_subscript(Parser *p, Span span, Node *value, Node *slice) {
    Node *node = build_node(p, NODE_SUBSCRIPT, span);
    node->subscript.value = value;
    node->subscript.slice = slice;
    adopt_leftmost(p, node, value);
    adopt(p, node, slice);
    return node;
}

Node *build_slice(Parser *p, Span span, Node *lower, Node *upper, Node *step) {
    Node *node = build_node(p, NODE_SLICE, span);
    node->slice.lower = lower;
    node->slice.upper = upper;
    node->slice.step = step;
    adopt(p, node, lower);
    adopt(p, node, upper);
    adopt(p, node, step);
    return node;
}

Node *build_starred(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_STARRED, span);
    node->starred.value = value;
    adopt(p, node, value);
    return node;
}

Node *build_call(Parser *p, Span span, Node *func, NodeList args, NodeList keywords) {
    Node *node = build_node(p, NODE_CALL, span);
    node->call.func = func;
    node->call.args = args;
    node->call.keywords = keywords;
    adopt_leftmost(p, node, func);
    adopt_all(p, node, args);
    for (int i = 0; i < keywords.count; i++)
        adopt(p, node, keywords.items[i]->keyword.value);
    return node;
}

Node *build_formatted_value(Parser *p, Span span, Node *value, int conversion, Node *format_spec) {
    Node *node = build_node(p, NODE_FORMATTED_VALUE, span);
    node->formatted_value.value = value;
    node->formatted_value.conversion = conversion;
    node->formatted_value.format_spec = format_spec;
    adopt(p, node, value);
    adopt(p, node, format_spec);
    return node;
}

Node *build_joined_str(Parser *p, Span span, NodeList values) {
    Node *node = build_node(p, NODE_JOINED_STR, span);
    node->joined_str.values = values;
    adopt_all(p, node, values);
    return node;
}
