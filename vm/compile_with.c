/* with statements. Registers: the bound __exit__ in `reg`, meanwhile the value of __enter__ above it; while
 * an exception is handled: the exception in reg + 1, the one it replaces in reg + 2. */
#include "vm/compiler.h"

/* reg = exit(None, None, None), awaited if async; the window is reg itself. */
static bool call_exit(Compiler *c, const Node *where, int exit, bool is_async) {
    int mark = c->unit->top, window = exit;
    if (mark != exit + 1) { /* a return value lies above it */
        window = mark;
        if (!emit_move(c, where, window, (Operand){OPERAND_TEMP, exit, VALUE_NULL}) || temp_push(c) < 0)
            return false;
    }
    for (int i = 0; i < 3; i++)
        if (!emit_loadk(c, where, c->unit->top, VALUE_NONE) || temp_push(c) < 0)
            return false;
    temp_pop(c, window);
    unsigned flags = is_async ? 0 : FLAG_DISCARD;
    bool ok = emit(c, where, OP_CALL, flags, (unsigned)window, (unsigned)window, 3);
    if (ok && is_async)
        ok = temp_push(c) >= 0 && compile_await_register(c, where, window, 2) && emit_clear(c, window);
    temp_pop(c, mark);
    return ok;
}

bool compile_leave_with(Compiler *c, const Block *block) {
    return call_exit(c, block->node, block->reg, block->is_async);
}

/* The exception is offered to __exit__, which may swallow it. */
static bool compile_exceptional_exit(Compiler *c, const Node *where, int exit, int label, bool is_async,
                                     int end) {
    int exception = exit + 1, saved = exit + 2, result = exit + 3;
    int cleanup = label_new(c), swallowed = label_new(c);
    temp_pop(c, result);
    if (cleanup < 0 || swallowed < 0 || !temp_reserve(c, result + 2) || !label_place(c, label) ||
        !emit(c, where, OP_PUSH_HANDLED, 0, (unsigned)saved, (unsigned)exception, 0))
        return false;
    int start = here(c);
    if (!emit(c, where, OP_WITH_EXIT, 0, (unsigned)result, (unsigned)exit, (unsigned)exception) ||
        temp_push(c) < 0 || (is_async && !compile_await_register(c, where, result, 2)) ||
        !emit_jump_if(c, where, OP_JUMP_IF_TRUE, (Operand){OPERAND_TEMP, result, VALUE_NULL}, swallowed) ||
        !emit(c, where, OP_RERAISE, FLAG_A, (unsigned)exception, 0, 0) ||
        !region_add(c, start, cleanup, saved + 1))
        return false;
    bool ok = label_place(c, swallowed) && emit(c, NULL, OP_POP_HANDLED, 0, (unsigned)saved, 0, 0) &&
              emit_clear(c, exception) && emit_clear(c, exit) && emit_jump(c, NULL, end) &&
              label_place(c, cleanup) && emit(c, NULL, OP_POP_HANDLED, 0, (unsigned)saved, 0, 0) &&
              emit(c, NULL, OP_RERAISE, FLAG_A, (unsigned)saved + 1, 0, 0);
    temp_pop(c, exit);
    return ok;
}

/* __enter__, with __exit__ in `exit`, which is taken; the value goes to the item's target. */
static bool compile_enter(Compiler *c, Node *node, Node *item, int exit, bool is_async) {
    Node *context = item->with_item.context_expr;
    Operand manager;
    if (!compile_register(c, context, &manager) || !temp_reserve(c, exit + 4))
        return false;
    temp_pop(c, exit + 2);
    unsigned entered = (unsigned)exit + 1;
    if (!emit(c, node, is_async ? OP_ASYNC_WITH_ENTER : OP_WITH_ENTER, consume(manager, FLAG_B, exit),
              (unsigned)exit, (unsigned)manager.reg, 0))
        return false;
    return !is_async || compile_await_register(c, node, (int)entered, 1);
}

static bool compile_items(Compiler *c, Node *node, int index);

static bool compile_guarded(Compiler *c, Node *node, int index, int exit) {
    Node *item = node->with.items.items[index], *target = item->with_item.optional_vars;
    bool ok = target ? compile_store(c, target, (Operand){OPERAND_TEMP, exit + 1, VALUE_NULL})
                     : emit_clear(c, exit + 1);
    temp_pop(c, exit + 1);
    return ok && compile_items(c, node, index + 1);
}

static bool compile_item(Compiler *c, Node *node, int index) {
    Node *item = node->with.items.items[index];
    Block block;
    bool is_async = node->kind == NODE_ASYNC_WITH;
    int exit = c->unit->top, handler = label_new(c), end = label_new(c);
    if (handler < 0 || end < 0 || !compile_enter(c, node, item, exit, is_async) ||
        !block_push(c, &block, BLOCK_WITH, node))
        return false;
    block.reg = exit;
    block.is_async = is_async;
    if (!block_protect(c, &block, handler, exit + 1) || !compile_guarded(c, node, index, exit) ||
        !block_unprotect(c, &block))
        return false;
    block_pop(c);
    return call_exit(c, node, exit, is_async) && emit_jump(c, NULL, end) &&
           compile_exceptional_exit(c, node, exit, handler, is_async, end) && label_place(c, end);
}

/* with a, b: is with a: with b: */
static bool compile_items(Compiler *c, Node *node, int index) {
    return index < node->with.items.count ? compile_item(c, node, index) : compile_body(c, &node->with.body);
}

bool compile_with(Compiler *c, Node *node) {
    if (node->kind == NODE_ASYNC_WITH && !c->unit->scope->is_async)
        return compile_error(c, node, "'async with' outside async function");
    return compile_items(c, node, 0);
}
