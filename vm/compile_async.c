/* yield, await and async for. */
#include "vm/compiler.h"

/* reg+1 = None; dst = delegate to the iterator in reg. reg is taken. */
static bool delegate(Compiler *c, const Node *where, int reg, int dst, unsigned flags) {
    return emit_loadk(c, where, reg + 1, VALUE_NONE) &&
           emit(c, where, OP_YIELD_FROM, flags, (unsigned)dst, (unsigned)reg, (unsigned)reg + 1);
}

bool compile_await_register(Compiler *c, const Node *where, int reg, int kind) {
    unsigned r = (unsigned)reg;
    return emit(c, where, OP_GET_AWAITABLE, 0, r, r, (unsigned)kind) && delegate(c, where, reg, reg, 0);
}

/* The operand as an iterator in the next temporary, then the delegation to it. */
static bool delegate_to(Compiler *c, Node *node, Node *operand, Opcode get, int dst, bool discard) {
    Operand value;
    int mark = c->unit->top;
    if (!compile_register(c, operand, &value) || !temp_reserve(c, mark + 2))
        return false;
    temp_pop(c, mark);
    return emit(c, node, get, consume(value, FLAG_B, mark), (unsigned)mark, (unsigned)value.reg, 0) &&
           delegate(c, node, mark, dst, discard ? FLAG_DISCARD : 0);
}

bool compile_await(Compiler *c, Node *node, int dst, bool discard) {
    const Scope *scope = c->unit->scope;
    if (scope->kind != SCOPE_FUNCTION && !scope->is_async)
        return compile_error(c, node, "'await' outside function");
    if (!scope->is_async && !scope->is_comprehension)
        return compile_error(c, node, "'await' outside async function");
    return delegate_to(c, node, node->await.value, OP_GET_AWAITABLE, dst, discard);
}

bool compile_yield(Compiler *c, Node *node, int dst, bool discard) {
    Operand value = {OPERAND_CONST, -1, VALUE_NONE};
    int mark = c->unit->top;
    if (c->unit->scope->kind != SCOPE_FUNCTION)
        return compile_error(c, node, "'yield' outside function");
    if ((node->yield.value && !compile_operand(c, node->yield.value, &value)) ||
        !operand_to_register(c, node, &value) || !temp_reserve(c, dst + 1))
        return false;
    temp_pop(c, mark);
    return emit(c, node, OP_YIELD, (discard ? FLAG_DISCARD : 0) | consume(value, FLAG_B, discard ? -1 : dst),
                (unsigned)dst, (unsigned)value.reg, 0);
}

bool compile_yield_from(Compiler *c, Node *node, int dst, bool discard) {
    const Scope *scope = c->unit->scope;
    if (scope->kind != SCOPE_FUNCTION)
        return compile_error(c, node, "'yield' outside function");
    if (scope->is_async)
        return compile_error(c, node, "'yield from' inside async function");
    return delegate_to(c, node, node->yield.value, OP_GET_YIELD_FROM_ITER, dst, discard);
}

bool compile_next_async(Compiler *c, const Node *where, int iterator, int item) {
    return temp_push(c) == item && temp_reserve(c, item + 2) &&
           emit(c, where, OP_GET_ANEXT, 0, (unsigned)item, (unsigned)iterator, 0) &&
           delegate(c, where, item, item, 0);
}

/* The iterator is in loop->reg. StopAsyncIteration from its __anext__ lands at the end of the loop. */
static bool compile_async_loop(Compiler *c, Node *node, Block *loop) {
    int ended = label_new(c), item = loop->reg + 1;
    loop->continue_label = label_new(c);
    loop->break_label = label_new(c);
    if (ended < 0 || loop->break_label < 0 || !label_place(c, loop->continue_label))
        return false;
    int start = here(c);
    if (!compile_next_async(c, node, loop->reg, item) || !region_add(c, start, ended, item) ||
        !compile_store(c, node->for_.target, (Operand){OPERAND_TEMP, item, VALUE_NULL}))
        return false;
    temp_pop(c, item);
    return compile_body(c, &node->for_.body) && emit_jump(c, NULL, loop->continue_label) &&
           label_place(c, ended) && emit(c, node, OP_END_ASYNC_FOR, FLAG_A, (unsigned)item, 0, 0) &&
           emit_clear(c, loop->reg);
}

bool compile_async_for(Compiler *c, Node *node) {
    Block loop;
    Operand iterable;
    int mark = c->unit->top;
    if (!c->unit->scope->is_async)
        return compile_error(c, node, "'async for' outside async function");
    if (!compile_register(c, node->for_.iter, &iterable) || !block_push(c, &loop, BLOCK_LOOP, node))
        return false;
    temp_pop(c, mark);
    if (!emit(c, node, OP_GET_AITER, consume(iterable, FLAG_B, mark), (unsigned)mark, (unsigned)iterable.reg,
              0) ||
        (loop.reg = temp_push(c)) < 0 || !compile_async_loop(c, node, &loop))
        return false;
    temp_pop(c, mark);
    block_pop(c);
    return compile_body(c, &node->for_.orelse) && label_place(c, loop.break_label);
}
