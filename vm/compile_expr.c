/* Expressions.
 *
 * compile_into writes the value of an expression to a register: a local, or the first free temporary
 * (unit->top, which it leaves to the caller to take). What it needs meanwhile are temporaries from unit->top
 * up, so the result may reuse the first operand's. A local is written by the last instruction only, because
 * the expression may read it. */
#include "vm/compiler.h"

static bool is_local(Compiler *c, int reg) {
    return reg < c->unit->scope->local_count;
}

bool compile_push(Compiler *c, Node *node, int *reg) {
    *reg = c->unit->top;
    return compile_into(c, node, *reg) && temp_push(c) >= 0;
}

bool compile_operand(Compiler *c, Node *node, Operand *out) {
    if (node_is_value(node)) {
        *out = (Operand){OPERAND_CONST, -1, node_value(node)};
        return !c->unit->spans_lines || emit_line(c, node);
    }
    if (node->kind == NODE_NAME)
        return name_operand(c, node, node->name.id, out) &&
               (!c->unit->spans_lines || emit_line(c, node));
    int local = node->kind == NODE_NAMED_EXPR ? name_local(c, node->named_expr.target->name.id) : -1;
    if (local >= 0) {
        *out = (Operand){OPERAND_LOCAL, local, VALUE_NULL};
        return compile_into(c, node->named_expr.value, local);
    }
    *out = (Operand){.kind = OPERAND_TEMP};
    return compile_push(c, node, &out->reg);
}

bool operand_to_register(Compiler *c, const Node *where, Operand *operand) {
    if (operand->kind != OPERAND_CONST)
        return true;
    int reg = c->unit->top;
    if (!emit_loadk(c, where, reg, operand->value) || temp_push(c) < 0)
        return false;
    *operand = (Operand){OPERAND_TEMP, reg, VALUE_NULL};
    return true;
}

bool compile_register(Compiler *c, Node *node, Operand *out) {
    return compile_operand(c, node, out) && operand_to_register(c, node, out);
}

static bool any_rebinds(Compiler *c, const NodeList *nodes) {
    for (int i = 0; i < nodes->count; i++)
        if (nodes->items[i] && rebinds_locals(c, nodes->items[i]))
            return true;
    return false;
}

static bool fields_rebind(Compiler *c, const Node *node) {
    const Field *fields = ast_fields(node->kind);
    for (int i = 0; i < ast_field_count(node->kind); i++) {
        const char *place = (const char *)node + fields[i].offset;
        Node *child = fields[i].type == FIELD_NODE ? *(Node *const *)place : NULL;
        if (child && rebinds_locals(c, child))
            return true;
        if (fields[i].type == FIELD_NODES && any_rebinds(c, (const NodeList *)place))
            return true;
    }
    return false;
}

bool rebinds_locals(Compiler *c, const Node *node) {
    if (!c->unit->scope->has_walrus || node_is_value(node) || node->kind == NODE_LAMBDA)
        return false;
    return node->kind == NODE_NAMED_EXPR || fields_rebind(c, node);
}

bool compile_operand_before(Compiler *c, Node *node, Node *later, Operand *out) {
    if (!compile_operand(c, node, out))
        return false;
    if (out->kind != OPERAND_LOCAL || !later || !rebinds_locals(c, later))
        return true;
    int reg = c->unit->top;
    if (!emit_move(c, node, reg, *out) || temp_push(c) < 0)
        return false;
    *out = (Operand){OPERAND_TEMP, reg, VALUE_NULL};
    return true;
}

Opcode binary_opcode(TreeBinaryOp op) {
    static const uint8_t opcodes[] = {
        [TREE_ADD] = OP_ADD,
        [TREE_SUB] = OP_SUB,
        [BINARY_MULT] = OP_MUL,
        [BINARY_MAT_MULT] = OP_MATMUL,
        [BINARY_DIV] = OP_TRUEDIV,
        [TREE_MOD] = OP_MOD,
        [TREE_POW] = OP_POW,
        [TREE_LSHIFT] = OP_LSHIFT,
        [TREE_RSHIFT] = OP_RSHIFT,
        [BINARY_BIT_OR] = OP_OR,
        [BINARY_BIT_XOR] = OP_XOR,
        [BINARY_BIT_AND] = OP_AND,
        [BINARY_FLOOR_DIV] = OP_FLOORDIV,
    };
    return opcodes[op];
}

/* The index of a constant right operand if it fits an instruction, or -1 (the operand is then loaded). -2:
 * exception. */
static int small_const(Compiler *c, const Node *where, Operand *operand) {
    if (operand->kind != OPERAND_CONST)
        return -1;
    int index = const_index(c, operand->value);
    if (index < 0)
        return -2;
    if (index <= MAX_SMALL_INDEX)
        return index;
    return operand_to_register(c, where, operand) ? -1 : -2;
}

bool emit_binary(Compiler *c, const Node *where, TreeBinaryOp op, bool inplace, int dst, Operand left,
                 Operand right) {
    Opcode opcode = binary_opcode(op);
    unsigned flags = inplace ? FLAG_INPLACE : 0;
    if (!operand_to_register(c, where, &left))
        return false;
    int constant = small_const(c, where, &right);
    if (constant == -2 || !temp_reserve(c, dst + 1))
        return false;
    if (constant >= 0)
        return emit(c, where, opcode + (OP_ADD_K - OP_ADD), flags | consume(left, FLAG_B, dst), (unsigned)dst,
                    (unsigned)left.reg, (unsigned)constant);
    return emit(c, where, opcode, flags | consume_both(left, right, dst), (unsigned)dst, (unsigned)left.reg,
                (unsigned)right.reg);
}

static bool is_open_binary(const Node *node) {
    return !node_is_value(node) && node->kind == NODE_BIN_OP;
}

/* a + b + c + ...: a left spine, from its bottom up, without recursion. */
static bool compile_binary(Compiler *c, Node *node, int dst) {
    int count = 0, mark = c->unit->top;
    for (Node *n = node; is_open_binary(n); n = n->bin_op.left)
        count++;
    Node *few[16], **spine = count <= 16 ? few : compiler_alloc(c, (size_t)count * sizeof *spine);
    if (!spine)
        return false;
    int i = count;
    for (Node *n = node; is_open_binary(n); n = n->bin_op.left)
        spine[--i] = n;
    Operand left, right;
    if (!compile_operand_before(c, spine[0]->bin_op.left, spine[0]->bin_op.right, &left))
        return false;
    for (i = 0; i < count; i++) {
        int result = i == count - 1 ? dst : mark;
        if (!compile_operand(c, spine[i]->bin_op.right, &right) ||
            !emit_binary(c, spine[i], spine[i]->bin_op.op, false, result, left, right))
            return false;
        temp_pop(c, mark);
        left = (Operand){OPERAND_TEMP, mark, VALUE_NULL};
        if (i < count - 1 && temp_push(c) < 0)
            return false;
    }
    return true;
}

/* not (a in b) is a not in b, and so on. */
static bool compile_negated_compare(Compiler *c, Node *compare, int dst) {
    static const CmpOp negated[] = {
        [CMP_IS] = CMP_IS_NOT, [CMP_IS_NOT] = CMP_IS, [CMP_IN] = CMP_NOT_IN, [CMP_NOT_IN] = CMP_IN};
    CmpOp *op = &compare->compare.ops.items[0], original = *op;
    *op = negated[original];
    bool ok = compile_compare(c, compare, dst);
    *op = original; /* a finally body is compiled twice */
    return ok;
}

static bool compile_unary(Compiler *c, Node *node, int dst) {
    static const uint8_t opcodes[] = {
        [TREE_INVERT] = OP_INVERT, [UNARY_NOT] = OP_NOT, [UNARY_PLUS] = OP_POS, [UNARY_MINUS] = OP_NEG};
    Node *inner = node->unary_op.operand;
    if (node->unary_op.op == UNARY_NOT && inner->kind == NODE_COMPARE && inner->compare.ops.count == 1 &&
        inner->compare.ops.items[0] >= CMP_IS)
        return compile_negated_compare(c, inner, dst);
    Operand operand;
    int mark = c->unit->top;
    bool ok = compile_register(c, inner, &operand) && temp_reserve(c, dst + 1) &&
              emit(c, node, opcodes[node->unary_op.op], consume(operand, FLAG_B, dst), (unsigned)dst,
                   (unsigned)operand.reg, 0);
    temp_pop(c, mark);
    return ok;
}

static bool compile_if_exp(Compiler *c, Node *node, int dst) {
    int otherwise = label_new(c), end = label_new(c);
    return otherwise >= 0 && end >= 0 && compile_jump_if(c, node->if_exp.test, false, otherwise) &&
           compile_into(c, node->if_exp.body, dst) && emit_jump(c, NULL, end) && label_place(c, otherwise) &&
           compile_into(c, node->if_exp.orelse, dst) && label_place(c, end) && (name_assigned(c, dst), true);
}

/* In a chain of calls over several lines the line that counts is that of the attribute's name. */
void move_to_attribute(Ins *ins, const Node *attribute) {
    if (ins->line == attribute->end_line)
        return;
    ins->line = attribute->end_line;
    int start = attribute->end_col - attribute->attribute.attr->length;
    ins->col = start < 0 ? -1 : start;
    if (ins->end_line < ins->line)
        ins->end_line = ins->line;
    if (ins->end_col < ins->col)
        ins->end_col = ins->col;
}

bool emit_attribute(Compiler *c, Node *node, Opcode op, unsigned flags, unsigned a, unsigned b) {
    Str *name = compiler_mangled(c, c->unit->scope->private_class, node->attribute.attr);
    int index = cache_index(c, op, name);
    Ins *ins = index < 0 ? NULL : emit(c, node, op, flags, a, b, (unsigned)index);
    if (ins)
        move_to_attribute(ins, node);
    return ins;
}

static bool compile_attribute(Compiler *c, Node *node, int dst) {
    Operand object;
    int mark = c->unit->top;
    bool ok = compile_register(c, node->attribute.value, &object) && temp_reserve(c, dst + 1) &&
              emit_attribute(c, node, OP_LOAD_ATTR, consume(object, FLAG_B, dst), (unsigned)dst,
                             (unsigned)object.reg);
    temp_pop(c, mark);
    return ok;
}

static bool compile_slice(Compiler *c, Node *node, int dst) {
    Node *parts[] = {node->slice.lower, node->slice.upper, node->slice.step};
    int mark = c->unit->top, reg;
    for (int i = 0; i < 3; i++) {
        bool ok = parts[i] ? compile_push(c, parts[i], &reg)
                           : emit_loadk(c, node, c->unit->top, VALUE_NONE) && temp_push(c) >= 0;
        if (!ok)
            return false;
    }
    temp_pop(c, mark);
    return emit(c, node, OP_BUILD_SLICE, 0, (unsigned)dst, (unsigned)mark, 0);
}

static bool compile_subscript(Compiler *c, Node *node, int dst) {
    Operand object, key;
    int mark = c->unit->top;
    if (!lint_subscript(c, node) ||
        !compile_operand_before(c, node->subscript.value, node->subscript.slice, &object) ||
        !operand_to_register(c, node, &object) || !compile_operand(c, node->subscript.slice, &key))
        return false;
    int constant = small_const(c, node, &key);
    if (constant == -2 || !temp_reserve(c, dst + 1))
        return false;
    temp_pop(c, mark);
    if (constant >= 0)
        return emit(c, node, OP_LOAD_ITEM_K, consume(object, FLAG_B, dst), (unsigned)dst,
                    (unsigned)object.reg, (unsigned)constant);
    return emit(c, node, OP_LOAD_ITEM, consume_both(object, key, dst), (unsigned)dst, (unsigned)object.reg,
                (unsigned)key.reg);
}

/* The value goes to its name and stays in dst as well. */
static bool compile_named_expr(Compiler *c, Node *node, int dst) {
    Node *target = node->named_expr.target;
    int local = name_local(c, target->name.id);
    if (local >= 0)
        return forbidden_name(c, target, target->name.id, false) &&
               compile_into(c, node->named_expr.value, local) &&
               emit_move(c, node, dst, (Operand){OPERAND_LOCAL, local, VALUE_NULL});
    if (is_local(c, dst)) {
        int reg;
        return compile_push(c, node, &reg) && (temp_pop(c, reg), true) &&
               emit_move(c, node, dst, (Operand){OPERAND_TEMP, reg, VALUE_NULL});
    }
    int mark = c->unit->top;
    bool ok = compile_into(c, node->named_expr.value, dst) && temp_reserve(c, dst + 1);
    if (dst == mark)
        temp_pop(c, dst + 1);
    ok = ok && name_store(c, target, target->name.id, (Operand){OPERAND_LOCAL, dst, VALUE_NULL});
    temp_pop(c, mark);
    return ok;
}

static bool compile_other(Compiler *c, Node *node, int dst) {
    switch ((int)node->kind) {
    case NODE_VALUE:
        return emit_loadk(c, node, dst, node_value(node));
    case NODE_NAME:
        return name_load(c, node, node->name.id, dst);
    case NODE_BIN_OP:
        return compile_binary(c, node, dst);
    case NODE_UNARY_OP:
        return compile_unary(c, node, dst);
    case NODE_BOOL_OP:
        return compile_bool_op(c, node, dst);
    case NODE_COMPARE:
        return compile_compare(c, node, dst);
    case NODE_CALL:
        return compile_call(c, node, dst, false);
    case NODE_ATTRIBUTE:
        return compile_attribute(c, node, dst);
    case NODE_SUBSCRIPT:
        return compile_subscript(c, node, dst);
    case NODE_SLICE:
        return compile_slice(c, node, dst);
    case NODE_IF_EXP:
        return compile_if_exp(c, node, dst);
    case NODE_NAMED_EXPR:
        return compile_named_expr(c, node, dst);
    case NODE_LAMBDA:
        return compile_lambda(c, node, dst);
    case NODE_LIST:
    case NODE_TUPLE:
        return compile_sequence_display(c, node, &node->sequence.elts, dst);
    case NODE_SET:
        return compile_sequence_display(c, node, &node->set.elts, dst);
    case NODE_DICT:
        return compile_dict_display(c, node, dst);
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        return compile_comprehension(c, node, dst);
    case NODE_JOINED_STR:
        return compile_joined_str(c, node, dst);
    case NODE_FORMATTED_VALUE:
        return compile_formatted_value(c, node, dst);
    case NODE_AWAIT:
        return compile_await(c, node, dst, false);
    case NODE_YIELD:
        return compile_yield(c, node, dst, false);
    case NODE_YIELD_FROM:
        return compile_yield_from(c, node, dst, false);
    default:
        return compile_error(c, node, "can't use starred expression here");
    }
}

bool compile_into(Compiler *c, Node *node, int dst) {
    if (!compiler_enter(c))
        return false;
    bool ok = compile_other(c, node, dst);
    compiler_leave(c);
    return ok;
}

bool compile_discard(Compiler *c, Node *node) {
    int mark = c->unit->top, reg;
    Operand ignored;
    switch ((int)node->kind) {
    case NODE_VALUE:
        return emit_line(c, node);
    case NODE_CALL:
        return compile_call(c, node, mark, true);
    case NODE_AWAIT:
        return compile_await(c, node, mark, true);
    case NODE_YIELD:
        return compile_yield(c, node, mark, true);
    case NODE_YIELD_FROM:
        return compile_yield_from(c, node, mark, true);
    case NODE_NAME:
    case NODE_NAMED_EXPR:
        if (!emit_line(c, node) || !compile_operand(c, node, &ignored))
            return false;
        temp_pop(c, mark);
        return ignored.kind != OPERAND_TEMP || emit_clear(c, ignored.reg);
    default:
        if (!compile_push(c, node, &reg))
            return false;
        temp_pop(c, mark);
        return emit_clear(c, reg);
    }
}
