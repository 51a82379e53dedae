/* Conditions as jumps, and `and`, `or` and comparisons as values. */
#include "vm/compiler.h"

#include "runtime/ops.h"

static const uint8_t compare_opcodes[] = {
    [CMP_EQ] = OP_EQ, [CMP_NOT_EQ] = OP_NE,    [CMP_LT] = OP_LT, [CMP_LT_E] = OP_LE,
    [CMP_GT] = OP_GT, [CMP_GT_E] = OP_GE,      [CMP_IS] = OP_IS, [CMP_IS_NOT] = OP_IS_NOT,
    [CMP_IN] = OP_IN, [CMP_NOT_IN] = OP_NOT_IN};

/* One comparison of a chain with the result in dst. keep_right: the right operand is the left one of the
 * next. */
static bool emit_compare(Compiler *c, Node *node, CmpOp op, int dst, Operand left, Operand right,
                         bool keep_right) {
    unsigned flags = keep_right ? consume(left, FLAG_B, dst) : consume_both(left, right, dst);
    return temp_reserve(c, dst + 1) &&
           emit(c, node, compare_opcodes[op], flags, (unsigned)dst, (unsigned)left.reg, (unsigned)right.reg);
}

/* Operand i of the chain, which has to outlive the ones after it. */
static bool chain_operand(Compiler *c, Node *node, int i, Operand *out) {
    const NodeList *rest = &node->compare.comparators;
    Node *operand = i < 0 ? node->compare.left : rest->items[i];
    bool rebound = false;
    for (int j = i + 1; !rebound && j < rest->count; j++)
        rebound = rebinds_locals(c, rest->items[j]);
    return compile_operand_before(c, operand, rebound ? node : NULL, out);
}

static bool clear_chain(Compiler *c, const Operand *operands, int count) {
    for (int i = 0; i < count; i++)
        if (operands[i].kind == OPERAND_TEMP && !emit_clear(c, operands[i].reg))
            return false;
    return true;
}

static Operand *chain_operands(Compiler *c, Node *node) {
    return compiler_alloc(c, (size_t)node->compare.ops.count * sizeof(Operand));
}

/* a < b < c as a value: each result but the last ends the chain if it is false. */
static bool compile_chain(Compiler *c, Node *node, int result) {
    int last = node->compare.ops.count - 1, fail = label_new(c);
    Operand left, *rights = chain_operands(c, node);
    if (!rights || fail < 0 || temp_push(c) < 0 || !chain_operand(c, node, -1, &left) ||
        !operand_to_register(c, node, &left))
        return false;
    for (int i = 0; i <= last; i++) {
        if (!chain_operand(c, node, i, &rights[i]) || !operand_to_register(c, node, &rights[i]) ||
            !emit_compare(c, node, node->compare.ops.items[i], result, left, rights[i], i < last))
            return false;
        Ins *jump = i < last ? emit(c, node, OP_JUMP_IF_FALSE_KEEP, 0, (unsigned)result, 0, 0) : NULL;
        if (jump)
            jump->x = fail;
        else if (i < last)
            return false;
        left = rights[i];
    }
    return label_place(c, fail) && clear_chain(c, rights, last);
}

bool compile_compare(Compiler *c, Node *node, int dst) {
    int mark = c->unit->top;
    Operand left, right;
    if (!lint_identity(c, node))
        return false;
    if (node->compare.ops.count > 1) {
        if (!compile_chain(c, node, mark))
            return false;
        temp_pop(c, mark);
        return emit_move(c, node, dst, (Operand){OPERAND_TEMP, mark, VALUE_NULL});
    }
    bool ok = compile_operand_before(c, node->compare.left, node->compare.comparators.items[0], &left) &&
              operand_to_register(c, node, &left) &&
              compile_register(c, node->compare.comparators.items[0], &right) &&
              emit_compare(c, node, node->compare.ops.items[0], dst, left, right, false);
    temp_pop(c, mark);
    return ok;
}

static bool deciding_bool_op(Compiler *c, Node *node, BoolOp op, int reg, int end);

/* An operand of `and` or `or` that is not the last: if it decides, control goes to `end` with its value in
 * reg, else on with reg empty. The operand may itself be `and` or `or`; the truth of each value is asked
 * once, as by CPython. */
static bool deciding_operand(Compiler *c, Node *node, BoolOp op, int reg, int end) {
    if (!node_is_value(node) && node->kind == NODE_BOOL_OP)
        return deciding_bool_op(c, node, op, reg, end);
    if (!compile_into(c, node, reg) || !temp_reserve(c, reg + 1))
        return false;
    Ins *jump =
        emit(c, node, op == BOOL_AND ? OP_JUMP_IF_FALSE_KEEP : OP_JUMP_IF_TRUE_KEEP, 0, (unsigned)reg, 0, 0);
    if (jump)
        jump->x = end;
    return jump;
}

/* (a and b) or c: if a is false, b is passed over and c decides. */
static bool deciding_bool_op(Compiler *c, Node *node, BoolOp op, int reg, int end) {
    const NodeList *values = &node->bool_op.values;
    int next = label_new(c), last = values->count - 1;
    if (next < 0 || !compiler_enter(c))
        return false;
    bool ok = true;
    for (int i = 0; ok && i < last; i++)
        ok = node->bool_op.op == op ? deciding_operand(c, values->items[i], op, reg, end)
                                    : compile_jump_if(c, values->items[i], op == BOOL_AND, next);
    ok = ok && deciding_operand(c, values->items[last], op, reg, end) && label_place(c, next);
    compiler_leave(c);
    return ok;
}

bool compile_bool_op(Compiler *c, Node *node, int dst) {
    const NodeList *values = &node->bool_op.values;
    int mark = c->unit->top, end = label_new(c), last = values->count - 1;
    for (int i = 0; i < last; i++) /* the operands may read dst: into a temporary first */
        if (end < 0 || !deciding_operand(c, values->items[i], node->bool_op.op, mark, end))
            return false;
    return compile_into(c, values->items[last], mark) && temp_reserve(c, mark + 1) && label_place(c, end) &&
           emit_move(c, node, dst, (Operand){OPERAND_TEMP, mark, VALUE_NULL});
}

static bool is_ordering(CmpOp op) {
    return op <= CMP_GT_E;
}

/* Jumps to label if (left op right) is `when`. */
static bool jump_if_ordering(Compiler *c, Node *node, CmpOp op, Operand left, Operand right, bool keep_right,
                             bool when, int label) {
    int opcode = compare_opcodes[op] - OP_LT + (when ? OP_JUMP_IF_LT : OP_JUMP_UNLESS_LT);
    unsigned flags = consume(left, FLAG_A, -1);
    int constant = right.kind == OPERAND_CONST ? const_index(c, right.value) : -1;
    if (constant > MAX_SMALL_INDEX)
        constant = -1;
    if (constant < 0 && !operand_to_register(c, node, &right))
        return false;
    if (constant < 0 && !keep_right)
        flags |= consume(right, FLAG_B, -1);
    if (constant >= 0)
        opcode += OP_JUMP_IF_LT_K - OP_JUMP_IF_LT;
    Ins *ins = emit(c, node, (Opcode)opcode, flags, (unsigned)left.reg,
                    (unsigned)(constant >= 0 ? constant : right.reg), 0);
    if (ins)
        ins->x = label;
    return ins;
}

static bool jump_if_compared(Compiler *c, Node *node, CmpOp op, Operand left, Operand right, bool keep_right,
                             bool when, int label) {
    if (is_ordering(op))
        return jump_if_ordering(c, node, op, left, right, keep_right, when, label);
    bool identity = op == CMP_IS || op == CMP_IS_NOT;
    if (identity && right.kind == OPERAND_CONST && is_none(right.value))
        return emit_jump_if(c, node, (op == CMP_IS) == when ? OP_JUMP_IF_NONE : OP_JUMP_IF_NOT_NONE, left,
                            label);
    int result = c->unit->top;
    if (!operand_to_register(c, node, &right) || !emit_compare(c, node, op, result, left, right, keep_right))
        return false;
    return emit_jump_if(c, node, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE,
                        (Operand){OPERAND_TEMP, result, VALUE_NULL}, label);
}

/* a < b < c as a condition. A middle operand in a temporary must be cleared when the chain ends early. */
static bool jump_if_chain(Compiler *c, Node *node, bool when, int label) {
    int last = node->compare.ops.count - 1, fail = label_new(c), end = label_new(c);
    Operand left, *rights = chain_operands(c, node);
    if (!rights || fail < 0 || end < 0 || !chain_operand(c, node, -1, &left) ||
        !operand_to_register(c, node, &left))
        return false;
    for (int i = 0; i <= last; i++) {
        if (!chain_operand(c, node, i, &rights[i]) ||
            (i < last && !operand_to_register(c, node, &rights[i])) ||
            !jump_if_compared(c, node, node->compare.ops.items[i], left, rights[i], i < last,
                              i == last && when, i < last ? fail : label))
            return false;
        left = rights[i];
    }
    return emit_jump(c, NULL, end) && label_place(c, fail) && clear_chain(c, rights, last) &&
           (when || emit_jump(c, NULL, label)) && label_place(c, end);
}

static bool jump_if_compare(Compiler *c, Node *node, bool when, int label) {
    int mark = c->unit->top;
    Operand left, right;
    if (!lint_identity(c, node))
        return false;
    bool ok =
        node->compare.ops.count > 1
            ? jump_if_chain(c, node, when, label)
            : compile_operand_before(c, node->compare.left, node->compare.comparators.items[0], &left) &&
                  operand_to_register(c, node, &left) &&
                  compile_operand(c, node->compare.comparators.items[0], &right) &&
                  jump_if_compared(c, node, node->compare.ops.items[0], left, right, false, when, label);
    temp_pop(c, mark);
    return ok;
}

static bool jump_if_bool_op(Compiler *c, Node *node, bool when, int label) {
    const NodeList *values = &node->bool_op.values;
    bool deciding = node->bool_op.op == BOOL_OR; /* a value of this truth decides */
    int end = label_new(c), early = deciding == when ? label : end;
    for (int i = 0; end >= 0 && i < values->count - 1; i++)
        if (!compile_jump_if(c, values->items[i], deciding, early))
            return false;
    return end >= 0 && compile_jump_if(c, values->items[values->count - 1], when, label) &&
           label_place(c, end);
}

static bool jump_if_if_exp(Compiler *c, Node *node, bool when, int label) {
    int otherwise = label_new(c), end = label_new(c);
    return otherwise >= 0 && end >= 0 && compile_jump_if(c, node->if_exp.test, false, otherwise) &&
           compile_jump_if(c, node->if_exp.body, when, label) && emit_jump(c, NULL, end) &&
           label_place(c, otherwise) && compile_jump_if(c, node->if_exp.orelse, when, label) &&
           label_place(c, end);
}

static bool jump_if_constant(Compiler *c, Node *node, bool when, int label) {
    int truth = op_is_true(c->t, node_value(node));
    return truth >= 0 && ((truth == 1) == when ? emit_jump(c, node, label) : emit_line(c, node));
}

static bool jump_if(Compiler *c, Node *test, bool when, int label) {
    Operand value;
    int mark = c->unit->top;
    switch ((int)test->kind) {
    case NODE_VALUE:
        return jump_if_constant(c, test, when, label);
    case NODE_UNARY_OP:
        if (test->unary_op.op == UNARY_NOT)
            return compile_jump_if(c, test->unary_op.operand, !when, label);
        break;
    case NODE_BOOL_OP:
        return jump_if_bool_op(c, test, when, label);
    case NODE_IF_EXP:
        return jump_if_if_exp(c, test, when, label);
    case NODE_COMPARE:
        return jump_if_compare(c, test, when, label);
    default:
        break;
    }
    bool ok = compile_operand(c, test, &value) &&
              emit_jump_if(c, test, when ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, value, label);
    temp_pop(c, mark);
    return ok;
}

bool compile_jump_if(Compiler *c, Node *test, bool when, int label) {
    if (!compiler_enter(c))
        return false;
    bool ok = jump_if(c, test, when, label);
    compiler_leave(c);
    return ok;
}
