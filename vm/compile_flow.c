/* Control flow: if, loops, return, break, continue, and the stack of statements ("blocks") that these leave.
 * Leaving a block emits what has to happen on the way out (a finally body, __exit__, the end of a handler),
 * outside of the ranges that the block protects. */
#include "vm/compiler.h"

#include "runtime/ops.h"

bool block_push(Compiler *c, Block *block, BlockKind kind, const Node *node) {
    Unit *u = c->unit;
    if (u->block_depth >= MAX_BLOCKS)
        return compile_error(c, node, "too many statically nested blocks");
    *block = (Block){.outer = u->block, .kind = kind, .node = node, .reg = -1};
    u->block = block;
    u->block_depth++;
    return true;
}

void block_pop(Compiler *c) {
    c->unit->block = c->unit->block->outer;
    c->unit->block_depth--;
}

bool block_protect(Compiler *c, Block *block, int handler, int depth) {
    block->is_protected = true;
    block->region_start = here(c);
    block->handler = handler;
    block->depth = depth;
    return handler >= 0;
}

bool block_unprotect(Compiler *c, Block *block) {
    block->is_protected = false;
    return region_add(c, block->region_start, block->handler, block->depth);
}

static bool leave_finally_body(Compiler *c, const Block *block) {
    bool quiet = c->quiet;
    c->quiet = true;
    bool ok = compile_body(c, block->finalbody);
    c->quiet = quiet;
    return ok;
}

/* Must anything happen when this block is left by return? */
static bool needs_leaving(const Block *block) {
    if (block->kind == BLOCK_LOOP)
        return block->reg >= 0; /* RETURN releases locals, not the iterator of a loop that goes on */
    return block->kind != BLOCK_TRY;
}

static bool any_needs_leaving(const Block *block) {
    while (block && !needs_leaving(block))
        block = block->outer;
    return block;
}

/* What happens when control leaves a block early. */
static bool leave(Compiler *c, const Block *block) {
    switch (block->kind) {
    case BLOCK_LOOP: /* by return, or from a loop inside: the iterator goes */
        return block->reg < 0 || emit_clear(c, block->reg);
    case BLOCK_FINALLY_TRY:
        return leave_finally_body(c, block);
    case BLOCK_FINALLY_END:
        return emit(c, NULL, OP_POP_HANDLED, 0, (unsigned)block->reg + 1, 0, 0) && emit_clear(c, block->reg);
    case BLOCK_HANDLER:
        return compile_leave_handler(c, block);
    case BLOCK_WITH:
        return compile_leave_with(c, block);
    case BLOCK_VALUE:
        return emit_clear(c, block->reg);
    default:
        return true;
    }
}

/* Leaves all blocks inside of `until`, from the innermost on. */
static bool leave_blocks(Compiler *c, const Block *until) {
    Unit *u = c->unit;
    Block *innermost = u->block;
    int depth = u->block_depth;
    bool ok = true;
    for (Block *block = innermost; ok && block != until; block = block->outer) {
        if (block->is_protected)
            ok = region_add(c, block->region_start, block->handler, block->depth);
        u->block = block->outer;
        u->block_depth--;
        ok = ok && leave(c, block);
    }
    u->block = innermost;
    u->block_depth = depth;
    return ok;
}

/* After the jump that follows leave_blocks: protection goes on. */
static void resume_blocks(Compiler *c, const Block *until) {
    for (Block *block = c->unit->block; block != until; block = block->outer)
        block->region_start = here(c);
}

static bool check_star(Compiler *c, const Node *node, const Block *until) {
    for (const Block *block = c->unit->block; block != until; block = block->outer)
        if (block->kind == BLOCK_STAR_HANDLER)
            return compile_error(c, node,
                                 "'break', 'continue' and 'return' cannot appear in an except* block");
    return true;
}

static Block *innermost_loop(Compiler *c) {
    Block *block = c->unit->block;
    while (block && block->kind != BLOCK_LOOP)
        block = block->outer;
    return block;
}

/* A jump out of everything inside the loop. */
static bool leave_to(Compiler *c, const Node *node, const Block *loop, bool breaking) {
    if (!check_star(c, node, loop) || !emit_line(c, node))
        return false;
    int before = here(c);
    if (!leave_blocks(c, loop) || (breaking && loop->reg >= 0 && !emit_clear(c, loop->reg)))
        return false;
    bool ok = emit_jump(c, here(c) == before ? node : NULL, breaking ? loop->break_label : loop->continue_label);
    resume_blocks(c, loop);
    return ok;
}

bool compile_break(Compiler *c, Node *node) {
    Block *loop = innermost_loop(c);
    if (!loop && !check_star(c, node, NULL))
        return false;
    return loop ? leave_to(c, node, loop, true) : compile_error(c, node, "'break' outside loop");
}

bool compile_continue(Compiler *c, Node *node) {
    Block *loop = innermost_loop(c);
    if (!loop && !check_star(c, node, NULL))
        return false;
    return loop ? leave_to(c, node, loop, false) : compile_error(c, node, "'continue' not properly in loop");
}

static bool emit_return(Compiler *c, const Node *node, Operand value) {
    if (value.kind != OPERAND_CONST)
        return emit(c, node, OP_RETURN, consume(value, FLAG_A, -1), (unsigned)value.reg, 0, 0);
    int index = const_index(c, value.value);
    Ins *ins = index < 0 ? NULL : emit(c, node, OP_RETURN_K, 0, 0, 0, 0);
    if (ins)
        ins->x = index;
    return ins;
}

/* The value waits in a temporary while finally bodies and __exit__ run. */
static bool return_through(Compiler *c, Node *node, Operand value) {
    Block waiting;
    Operand kept = value;
    int reg = c->unit->top;
    if (value.kind == OPERAND_LOCAL) {
        if (!emit_move(c, node, reg, value) || temp_push(c) < 0)
            return false;
        kept = (Operand){OPERAND_TEMP, reg, VALUE_NULL};
    }
    if (kept.kind == OPERAND_CONST) {
        bool ok = emit_line(c, node) && leave_blocks(c, NULL) && emit_return(c, NULL, kept);
        resume_blocks(c, NULL);
        return ok;
    }
    /* A finally body that breaks out of an outer loop drops the value: each of the outer blocks sees it as
     * its inner. */
    Block *inner = c->unit->block;
    bool ok = true;
    for (Block *block = inner; ok && block; block = block->outer) {
        if (block->is_protected)
            ok = region_add(c, block->region_start, block->handler, block->depth);
        waiting = (Block){.outer = block->outer, .kind = BLOCK_VALUE, .node = node, .reg = kept.reg};
        c->unit->block = &waiting;
        ok = ok && leave(c, block);
    }
    c->unit->block = inner;
    ok = ok && emit_return(c, NULL, kept);
    resume_blocks(c, NULL);
    return ok;
}

static bool check_return(Compiler *c, Node *node) {
    const Scope *scope = c->unit->scope;
    if (scope->kind != SCOPE_FUNCTION)
        return compile_error(c, node, "'return' outside function");
    if (node->return_.value && scope->is_async && scope->has_yield)
        return compile_error(c, node, "'return' with value in async generator");
    return check_star(c, node, NULL);
}

bool compile_return(Compiler *c, Node *node) {
    Operand value = {OPERAND_CONST, -1, VALUE_NONE};
    int mark = c->unit->top;
    if (!check_return(c, node) || (node->return_.value && !compile_operand(c, node->return_.value, &value)))
        return false;
    bool ok =
        any_needs_leaving(c->unit->block) ? return_through(c, node, value) : emit_return(c, node, value);
    temp_pop(c, mark);
    return ok;
}

/* elif chains are walked with a loop. */
bool compile_if(Compiler *c, Node *node) {
    int end = label_new(c);
    while (end >= 0) {
        const NodeList *orelse = &node->if_.orelse;
        int otherwise = orelse->count ? label_new(c) : end;
        if (otherwise < 0 || !compile_jump_if(c, node->if_.test, false, otherwise) ||
            !compile_body(c, &node->if_.body))
            return false;
        if (!orelse->count)
            break;
        if (!emit_jump(c, NULL, end) || !label_place(c, otherwise))
            return false;
        if (orelse->count != 1 || orelse->items[0]->kind != NODE_IF) {
            if (!compile_body(c, orelse))
                return false;
            break;
        }
        node = orelse->items[0];
    }
    return label_place(c, end);
}

/* The test stands at the bottom, so that an iteration has one jump. */
bool compile_while(Compiler *c, Node *node) {
    Block loop;
    if (!block_push(c, &loop, BLOCK_LOOP, node))
        return false;
    int body = label_new(c);
    loop.continue_label = label_new(c);
    loop.break_label = label_new(c);
    if (loop.break_label < 0 || !emit_loop_entry(c, loop.continue_label) || !label_place(c, body) ||
        !compile_body(c, &node->while_.body) || !label_place(c, loop.continue_label) ||
        !compile_jump_if(c, node->while_.test, true, body))
        return false;
    block_pop(c);
    return compile_body(c, &node->while_.orelse) && label_place(c, loop.break_label);
}

/* The targets at the beginning of the body; the item is in `item` unless the loop writes a local directly. */
static bool store_item(Compiler *c, Node *target, int item) {
    if (item < c->unit->scope->local_count) {
        name_assigned(c, item);
        return emit_line(c, target);
    }
    if (temp_push(c) < 0)
        return false;
    bool ok = compile_store(c, target, (Operand){OPERAND_TEMP, item, VALUE_NULL});
    temp_pop(c, item);
    return ok;
}

static bool compile_for_loop(Compiler *c, Node *node, Block *loop) {
    int body = label_new(c), local = target_register(c, node->for_.target);
    loop->continue_label = label_new(c);
    loop->break_label = label_new(c);
    int item = local >= 0 ? local : c->unit->top;
    if (loop->break_label < 0 || !temp_reserve(c, item + 1) || !emit_loop_entry(c, loop->continue_label) ||
        !label_place(c, body) || !store_item(c, node->for_.target, item) ||
        !compile_body(c, &node->for_.body) || !label_place(c, loop->continue_label))
        return false;
    Ins *ins = emit(c, node, OP_FOR_LOOP, 0, (unsigned)loop->reg, (unsigned)item, 0);
    if (ins)
        ins->x = body;
    return ins;
}

bool compile_for(Compiler *c, Node *node) {
    Block loop;
    Operand iterable;
    int mark = c->unit->top;
    if (!block_push(c, &loop, BLOCK_LOOP, node) || !compile_register(c, node->for_.iter, &iterable))
        return false;
    temp_pop(c, mark);
    if (!emit(c, node, OP_GET_ITER, consume(iterable, FLAG_B, mark), (unsigned)mark, (unsigned)iterable.reg,
              0) ||
        (loop.reg = temp_push(c)) < 0 || !compile_for_loop(c, node, &loop))
        return false;
    temp_pop(c, mark);
    block_pop(c);
    return compile_body(c, &node->for_.orelse) && label_place(c, loop.break_label);
}
