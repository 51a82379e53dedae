/* Statements. */
#include "vm/compiler.h"

#include "runtime/list.h"

static bool compile_raise(Compiler *c, Node *node) {
    Operand exception = {OPERAND_LOCAL, 0, VALUE_NULL}, cause = exception;
    int mark = c->unit->top;
    unsigned form = node->raise.cause ? 2 : node->raise.exc ? 1 : 0;
    if (node->raise.exc && (!compile_operand_before(c, node->raise.exc, node->raise.cause, &exception) ||
                            !operand_to_register(c, node, &exception)))
        return false;
    if (node->raise.cause && !compile_register(c, node->raise.cause, &cause))
        return false;
    temp_pop(c, mark);
    return emit(c, node, OP_RAISE, consume(exception, FLAG_A, -1) | consume(cause, FLAG_B, -1),
                (unsigned)exception.reg, (unsigned)cause.reg, form);
}

static bool warn_tuple(Compiler *c, Node *node) {
    Node *test = node->assert_.test;
    bool tuple = node_is_value(test) ? is_tuple(node_value(test)) && value_tuple(node_value(test))->length
                                     : test->kind == NODE_TUPLE && test->sequence.elts.count;
    return !tuple || compile_warn(c, node, "assertion is always true, perhaps remove parentheses?");
}

/* CPython reports a failed assertion at the comparison that it looked at last. */
static const Node *last_compare(const Node *test) {
    const Node *found = NULL, *last = NULL;
    if (node_is_value(test))
        return NULL;
    switch (test->kind) {
    case NODE_COMPARE:
        return test;
    case NODE_UNARY_OP:
        return test->unary_op.op == UNARY_NOT ? last_compare(test->unary_op.operand) : NULL;
    case NODE_BOOL_OP:
        for (int i = 0; i < test->bool_op.values.count; i++)
            if ((found = last_compare(test->bool_op.values.items[i])))
                last = found;
        return last;
    case NODE_IF_EXP:
        last = last_compare(test->if_exp.orelse);
        last = last ? last : last_compare(test->if_exp.body);
        return last ? last : last_compare(test->if_exp.test);
    default:
        return NULL;
    }
}

static bool compile_assert(Compiler *c, Node *node) {
    int end = label_new(c), error = c->unit->top;
    if (end < 0 || !warn_tuple(c, node) || c->optimize > 0)
        return end >= 0 && !error_pending(c->t);
    const Node *compare = last_compare(node->assert_.test), *where = compare ? compare : node;
    if (!compile_jump_if(c, node->assert_.test, true, end) ||
        !emit(c, where, OP_LOAD_ASSERTION_ERROR, 0, (unsigned)error, 0, 0) || temp_push(c) < 0)
        return false;
    if (node->assert_.msg) {
        int reg;
        if (!compile_push(c, node->assert_.msg, &reg) ||
            !emit(c, where, OP_CALL, 0, (unsigned)error, (unsigned)error, 1))
            return false;
    }
    temp_pop(c, error);
    return emit(c, where, OP_RAISE, FLAG_A, (unsigned)error, 0, 1) && label_place(c, end);
}

static bool compile_expr_statement(Compiler *c, Node *node) {
    Operand value;
    int mark = c->unit->top;
    if (!c->interactive || c->unit->outer)
        return compile_discard(c, node->expr.value);
    bool ok = compile_register(c, node->expr.value, &value) &&
              emit(c, node, OP_PRINT_EXPR, consume(value, FLAG_A, -1), (unsigned)value.reg, 0, 0);
    temp_pop(c, mark);
    return ok;
}

static bool statement(Compiler *c, Node *node) {
    switch (node->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        return compile_function_def(c, node);
    case NODE_CLASS_DEF:
        return compile_class_def(c, node);
    case NODE_RETURN:
        return compile_return(c, node);
    case NODE_DELETE:
        return compile_delete(c, node);
    case NODE_ASSIGN:
        return compile_assign(c, node);
    case NODE_AUG_ASSIGN:
        return compile_aug_assign(c, node);
    case NODE_ANN_ASSIGN:
        return compile_ann_assign(c, node);
    case NODE_FOR:
        return compile_for(c, node);
    case NODE_ASYNC_FOR:
        return compile_async_for(c, node);
    case NODE_WHILE:
        return compile_while(c, node);
    case NODE_IF:
        return compile_if(c, node);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return compile_with(c, node);
    case NODE_MATCH:
        return compile_match(c, node);
    case NODE_RAISE:
        return compile_raise(c, node);
    case NODE_TRY:
        return compile_try(c, node);
    case NODE_TRY_STAR:
        return compile_try_star(c, node);
    case NODE_ASSERT:
        return compile_assert(c, node);
    case NODE_IMPORT:
        return compile_import(c, node);
    case NODE_IMPORT_FROM:
        return compile_import_from(c, node);
    case NODE_EXPR:
        return compile_expr_statement(c, node);
    case NODE_BREAK:
        return compile_break(c, node);
    case NODE_CONTINUE:
        return compile_continue(c, node);
    case NODE_PASS:
        return emit_line(c, node);
    default: /* global, nonlocal */
        return true;
    }
}

bool compile_statement(Compiler *c, Node *node) {
    if (!compiler_enter(c))
        return false;
    c->unit->spans_lines = node->end_line != node->line;
    bool ok = statement(c, node);
    compiler_leave(c);
    return ok;
}

bool compile_body(Compiler *c, const NodeList *body) {
    for (int i = 0; i < body->count; i++)
        if (!compile_statement(c, body->items[i]))
            return false;
    return true;
}
