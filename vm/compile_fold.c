/* Constants: the Values of literals, and what can be computed from them at compile time without surprises
 * (nothing large, nothing that raises). A node that turns out constant is changed in place into a NODE_VALUE.
 */
#include "vm/compiler.h"

#include <string.h>

#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/set.h"

/* As CPython: results beyond these are left to run time. */
enum { MAX_INT_BITS = 128, MAX_TEXT = 4096, MAX_ITEMS = 256 };

Value node_value(const Node *node) {
    Value v;
    memcpy(&v, &node->none, sizeof v);
    return v;
}

static bool is_name_like(const Str *s) {
    for (int64_t i = 0; s->ascii && i < s->length; i++) {
        uint32_t ch = str_at(s, i);
        if (!(ch == '_' || (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z')))
            return false;
    }
    return s->ascii;
}

/* Strings that look like names are interned: they are compared with names often. */
bool node_set_value(Compiler *c, Node *node, Value v) {
    if (!is_null(v) && is_str_exact(v) && is_name_like(value_str(v))) {
        Str *interned = str_intern(c->t, value_str(v));
        v = interned ? object_value(interned) : VALUE_NULL;
    }
    if (!compiler_own(c, v))
        return false;
    node->kind = (NodeKind)NODE_VALUE;
    node->depth = 1;
    memcpy(&node->none, &v, sizeof v);
    return true;
}

/* What raises at compile time is left for run time to raise. Consumes v. */
static bool set_computed(Compiler *c, Node *node, Value v) {
    if (!is_null(v))
        return node_set_value(c, node, v);
    if (error_matches(c->t, EXC_MemoryError) || error_matches(c->t, EXC_KeyboardInterrupt))
        return false;
    error_clear(c->t);
    return true;
}

Value literal_value(Thread *t, const Constant *k) {
    switch (k->kind) {
    case CONST_NONE:
        return VALUE_NONE;
    case CONST_TRUE:
        return VALUE_TRUE;
    case CONST_FALSE:
        return VALUE_FALSE;
    case CONST_ELLIPSIS:
        return VALUE_ELLIPSIS;
    case CONST_INT:
        return int_from_digits(t, k->bytes, (size_t)k->length, k->base);
    case CONST_FLOAT:
        return float_value(t, k->number);
    case CONST_IMAGINARY:
        return complex_value(t, 0.0, k->number);
    case CONST_STR:
        return str_value(str_from_utf8(t, k->bytes, (size_t)k->length));
    case CONST_BYTES:
        break;
    }
    Bytes *bytes = bytes_new(t, k->bytes ? k->bytes : "", (size_t)k->length);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static bool is_text(Value v) {
    return is_str(v) || is_bytes(v);
}

static int64_t length_of(Value v) {
    return is_str(v)     ? value_str(v)->length
           : is_bytes(v) ? value_bytes(v)->length
           : is_tuple(v) ? value_tuple(v)->length
                         : -1;
}

static bool multiply_is_small(Value a, Value b) {
    int64_t n, length;
    if (is_int(a) && is_int(b))
        return int_bit_length(a) + int_bit_length(b) <= MAX_INT_BITS;
    if (!is_int(a) && is_int(b))
        return multiply_is_small(b, a);
    if (!is_int(a) || (length = length_of(b)) <= 0)
        return true;
    int64_t most = is_text(b) ? MAX_TEXT : MAX_ITEMS;
    return int_to_int64(a, &n) && n >= 0 && n <= most / length;
}

static bool power_is_small(Value a, Value b) {
    int64_t n;
    if (!is_int(a) || !is_int(b) || int_sign(b) <= 0)
        return true;
    return int_to_int64(b, &n) && int_bit_length(a) <= MAX_INT_BITS / n;
}

static bool lshift_is_small(Value a, Value b) {
    int64_t n;
    if (!is_int(a) || !is_int(b))
        return true;
    return int_to_int64(b, &n) && n >= 0 && n <= MAX_INT_BITS && int_bit_length(a) <= MAX_INT_BITS - n;
}

static bool is_small(TreeBinaryOp op, Value a, Value b) {
    switch (op) {
    case BINARY_MULT:
        return multiply_is_small(a, b);
    case TREE_POW:
        return power_is_small(a, b);
    case TREE_LSHIFT:
        return lshift_is_small(a, b);
    case TREE_MOD: /* % on text formats: it can be as long as it likes */
        return !is_text(a);
    case BINARY_MAT_MULT:
        return false;
    default:
        return true;
    }
}

static BinaryOp runtime_op(TreeBinaryOp op) {
    return (BinaryOp)(binary_opcode(op) - OP_ADD);
}

static bool fold_binary(Compiler *c, Node *node) {
    if (!node_is_value(node->bin_op.left) || !node_is_value(node->bin_op.right))
        return true;
    Value a = node_value(node->bin_op.left), b = node_value(node->bin_op.right);
    if (!is_small(node->bin_op.op, a, b))
        return true;
    return set_computed(c, node, op_binary(c->t, runtime_op(node->bin_op.op), a, b));
}

static bool fold_unary(Compiler *c, Node *node) {
    if (!node_is_value(node->unary_op.operand))
        return true;
    Value v = node_value(node->unary_op.operand);
    int truth;
    switch (node->unary_op.op) {
    case UNARY_NOT:
        truth = op_is_true(c->t, v);
        return set_computed(c, node, truth < 0 ? VALUE_NULL : bool_value(!truth));
    case UNARY_MINUS:
        return set_computed(c, node, op_unary(c->t, UNARY_NEG, v));
    case UNARY_PLUS:
        return set_computed(c, node, op_unary(c->t, UNARY_POS, v));
    default:
        return set_computed(c, node, op_unary(c->t, UNARY_INVERT, v));
    }
}

static bool all_values(const NodeList *nodes) {
    for (int i = 0; i < nodes->count; i++)
        if (!node_is_value(nodes->items[i]))
            return false;
    return true;
}

static Tuple *tuple_of(Compiler *c, const NodeList *nodes) {
    Tuple *tuple = tuple_new(c->t, nodes->count);
    for (int i = 0; tuple && i < nodes->count; i++)
        tuple->items[i] = new_ref(node_value(nodes->items[i]));
    return tuple;
}

static bool fold_tuple(Compiler *c, Node *node) {
    if (node->sequence.ctx != CTX_LOAD || !all_values(&node->sequence.elts))
        return true;
    Tuple *tuple = tuple_of(c, &node->sequence.elts);
    return tuple && node_set_value(c, node, object_value(tuple));
}

static bool fold_subscript(Compiler *c, Node *node) {
    if (node->subscript.ctx != CTX_LOAD || !node_is_value(node->subscript.value) ||
        !node_is_value(node->subscript.slice) || is_slice(node_value(node->subscript.slice)))
        return true;
    return set_computed(
        c, node, op_getitem(c->t, node_value(node->subscript.value), node_value(node->subscript.slice)));
}

static bool is_value_or_missing(const Node *node) {
    return !node || node_is_value(node);
}
static Value value_or_none(const Node *node) {
    return node ? node_value(node) : VALUE_NONE;
}

static bool fold_slice(Compiler *c, Node *node) {
    Node *lower = node->slice.lower, *upper = node->slice.upper, *step = node->slice.step;
    if (!is_value_or_missing(lower) || !is_value_or_missing(upper) || !is_value_or_missing(step))
        return true;
    return node_set_value(c, node,
                     slice_new(c->t, value_or_none(lower), value_or_none(upper), value_or_none(step)));
}

bool fold_node(Compiler *c, Node *node) {
    switch ((int)node->kind) {
    case NODE_CONSTANT:
        return node_set_value(c, node, literal_value(c->t, &node->constant));
    case NODE_BIN_OP:
        return fold_binary(c, node);
    case NODE_UNARY_OP:
        return fold_unary(c, node);
    case NODE_TUPLE:
        return fold_tuple(c, node);
    case NODE_SUBSCRIPT:
        return fold_subscript(c, node);
    case NODE_SLICE:
        return fold_slice(c, node);
    case NODE_NAME:
        if (node->name.ctx != CTX_LOAD || strcmp(node->name.id->text, "__debug__"))
            return true;
        return node_set_value(c, node, bool_value(c->optimize == 0));
    default:
        return true;
    }
}

bool fold_container(Compiler *c, Node *node) {
    bool is_list = node->kind == NODE_LIST;
    if (!is_list && node->kind != NODE_SET)
        return true;
    const NodeList *elts = is_list ? &node->sequence.elts : &node->set.elts;
    if (!all_values(elts))
        return true;
    Tuple *tuple = tuple_of(c, elts);
    if (!tuple || is_list)
        return tuple && node_set_value(c, node, object_value(tuple));
    Value set = frozenset_constant(c->t, tuple);
    decref_object(c->t, tuple);
    return node_set_value(c, node, set);
}
