/* try statements. Registers of a handler: the exception in `reg`, the handled exception that it replaces in
 * reg + 1.
 *
 *         body                       protected by H, depth reg
 *         else body
 *         jump to the end
 *     H:  PUSH_HANDLED reg+1, reg
 *         match, handler bodies      protected by C, depth reg + 2
 *         POP_HANDLED reg+1          at the end of each handler, then jump to the end
 *     C:  POP_HANDLED reg+1          an exception from a handler: reg + 2
 *         RERAISE reg+2 */
#include "vm/compiler.h"

#include "runtime/list.h"

static bool pop_handled(Compiler *c, int reg) {
    return emit(c, NULL, OP_POP_HANDLED, 0, (unsigned)reg, 0, 0);
}
static bool reraise(Compiler *c, int reg) {
    return emit(c, NULL, OP_RERAISE, FLAG_A, (unsigned)reg, 0, 0);
}

/* `except E as name` ends with the name deleted, whatever became of it. */
bool compile_forget_name(Compiler *c, const Node *where, const Name *name) {
    int local = name ? name_local(c, name) : -1;
    if (!name)
        return true;
    if (local >= 0)
        return emit_clear(c, local);
    return name_store(c, NULL, name, (Operand){OPERAND_CONST, -1, VALUE_NONE}) && name_delete(c, NULL, name);
}

bool compile_leave_handler(Compiler *c, const Block *block) {
    return compile_forget_name(c, block->node, block->name) && pop_handled(c, block->reg + 1);
}

/* Begins a handler at `label`: exception and saved state are in reg and reg + 1, temporaries go on above. */
static bool begin_handler(Compiler *c, int label, int reg) {
    temp_pop(c, reg);
    return temp_push(c) >= 0 && temp_push(c) >= 0 && temp_reserve(c, reg + 4) && label_place(c, label) &&
           emit(c, NULL, OP_PUSH_HANDLED, 0, (unsigned)reg + 1, (unsigned)reg, 0);
}

/* The landing of exceptions that leave the handler in `reg`. */
static bool end_handler(Compiler *c, int cleanup, int reg) {
    bool ok = label_place(c, cleanup) && pop_handled(c, reg + 1) && reraise(c, reg + 2);
    temp_pop(c, reg);
    return ok;
}

/* The exception, which nobody needs in its register any more, goes to the name. */
static bool bind_exception(Compiler *c, const Node *handler, int reg) {
    Operand exception = {OPERAND_TEMP, reg, VALUE_NULL};
    const Name *name = handler->except_handler.name;
    return name ? name_store(c, handler, name, exception) : emit_clear(c, reg);
}

static bool jump_unless_match(Compiler *c, Node *handler, int reg, int next) {
    Node *type = handler->except_handler.type;
    Operand class;
    int mark = c->unit->top;
    if (!compile_register(c, type, &class) || !temp_reserve(c, mark + 1))
        return false;
    temp_pop(c, mark);
    return emit(c, type, OP_MATCH_EXCEPTION, consume(class, FLAG_C, mark), (unsigned)mark, (unsigned)reg,
                (unsigned)class.reg) &&
           emit_jump_if(c, type, OP_JUMP_IF_FALSE, (Operand){OPERAND_TEMP, mark, VALUE_NULL}, next);
}

/* A handler's body. What leaves it by an exception forgets the name first. */
static bool compile_handler_body(Compiler *c, Node *handler, int reg, int cleanup, int end) {
    const Name *name = handler->except_handler.name;
    Block block, outer;
    int forget = name ? label_new(c) : cleanup, done = name ? label_new(c) : -1;
    if (!block_push(c, &outer, BLOCK_TRY, handler) || !block_protect(c, &outer, cleanup, reg + 2))
        return false;
    if (!block_push(c, &block, BLOCK_HANDLER, handler))
        return false;
    block.reg = reg;
    block.name = name;
    bool ok = name ? block_protect(c, &block, forget, reg + 2) : true;
    ok = ok && compile_body(c, &handler->except_handler.body) && (!name || block_unprotect(c, &block));
    block_pop(c);
    ok = ok && compile_forget_name(c, handler, name);
    if (ok && name)
        ok = emit_jump(c, NULL, done) && label_place(c, forget) && temp_push(c) >= 0 &&
             compile_forget_name(c, handler, name) && reraise(c, reg + 2) && label_place(c, done);
    temp_pop(c, reg + 2);
    ok = ok && block_unprotect(c, &outer);
    block_pop(c);
    return ok && pop_handled(c, reg + 1) && emit_jump(c, NULL, end);
}

static bool compile_handler(Compiler *c, Node *handler, int reg, int cleanup, int end) {
    int next = label_new(c), start = here(c);
    Node *type = handler->except_handler.type;
    if (next < 0 || !(type ? jump_unless_match(c, handler, reg, next) : emit_line(c, handler)) ||
        !bind_exception(c, handler, reg) || !region_add(c, start, cleanup, reg + 2))
        return false;
    return compile_handler_body(c, handler, reg, cleanup, end) && label_place(c, next);
}

static bool check_default_last(Compiler *c, const NodeList *handlers) {
    for (int i = 0; i < handlers->count - 1; i++)
        if (!handlers->items[i]->except_handler.type)
            return compile_error(c, handlers->items[i], "default 'except:' must be last");
    return true;
}

static bool compile_handlers(Compiler *c, const NodeList *handlers, int reg, int label, int end) {
    int cleanup = label_new(c);
    if (cleanup < 0 || !check_default_last(c, handlers) || !begin_handler(c, label, reg))
        return false;
    for (int i = 0; i < handlers->count; i++)
        if (!compile_handler(c, handlers->items[i], reg, cleanup, end))
            return false;
    /* nobody wanted it */
    return pop_handled(c, reg + 1) && reraise(c, reg) && end_handler(c, cleanup, reg);
}

static bool compile_try_except(Compiler *c, Node *node) {
    Block block;
    int handler = label_new(c), end = label_new(c), reg = c->unit->top;
    return handler >= 0 && end >= 0 && block_push(c, &block, BLOCK_TRY, node) &&
           block_protect(c, &block, handler, reg) && compile_body(c, &node->try_.body) &&
           block_unprotect(c, &block) && (block_pop(c), true) && compile_body(c, &node->try_.orelse) &&
           emit_jump(c, NULL, end) && compile_handlers(c, &node->try_.handlers, reg, handler, end) &&
           label_place(c, end);
}

/* The copy of the finally body that runs for an exception, which goes on afterwards. */
static bool compile_exceptional_finally(Compiler *c, Node *node, int label) {
    Block block;
    int reg = c->unit->top, cleanup = label_new(c);
    bool quiet = c->quiet;
    if (cleanup < 0 || !begin_handler(c, label, reg) || !block_push(c, &block, BLOCK_FINALLY_END, node) ||
        !block_protect(c, &block, cleanup, reg + 2))
        return false;
    block.reg = reg;
    c->quiet = true;
    bool ok = compile_body(c, &node->try_.finalbody);
    c->quiet = quiet;
    ok = ok && block_unprotect(c, &block);
    block_pop(c);
    return ok && pop_handled(c, reg + 1) && reraise(c, reg) && end_handler(c, cleanup, reg);
}

typedef bool (*CompileInner)(Compiler *c, Node *node);

/* body is what the finally guards: the handlers, or the bare body. */
static bool compile_finally(Compiler *c, Node *node, CompileInner inner) {
    Block block;
    int handler = label_new(c), end = label_new(c), reg = c->unit->top;
    if (handler < 0 || end < 0 || !block_push(c, &block, BLOCK_FINALLY_TRY, node))
        return false;
    block.finalbody = &node->try_.finalbody;
    return block_protect(c, &block, handler, reg) && inner(c, node) && block_unprotect(c, &block) &&
           (block_pop(c), true) && compile_body(c, &node->try_.finalbody) && emit_jump(c, NULL, end) &&
           compile_exceptional_finally(c, node, handler) && label_place(c, end);
}

static bool compile_bare_body(Compiler *c, Node *node) {
    return compile_body(c, &node->try_.body) && compile_body(c, &node->try_.orelse);
}

bool compile_try(Compiler *c, Node *node) {
    if (!emit_line(c, node))
        return false;
    if (!node->try_.finalbody.count)
        return compile_try_except(c, node);
    return compile_finally(c, node, node->try_.handlers.count ? compile_try_except : compile_bare_body);
}

/* except*: reg exception, +1 saved, +2 list of what the handlers raised, +3 the rest, +4 the part that
 * matches, +5 saved while the part is handled. */
enum { RAISED = 2, REST = 3, PART = 4, SAVED = 5, IN_BODY = 6 };

static bool compile_star_body(Compiler *c, Node *handler, int reg, int next) {
    Block block;
    const Name *name = handler->except_handler.name;
    int failed = label_new(c);
    unsigned part = (unsigned)(reg + PART), saved = (unsigned)(reg + SAVED),
             raised = (unsigned)(reg + IN_BODY);
    temp_pop(c, reg + IN_BODY);
    if (failed < 0 || !temp_reserve(c, reg + IN_BODY + 1) ||
        !emit(c, NULL, OP_PUSH_HANDLED, 0, saved, part, 0) ||
        !block_push(c, &block, BLOCK_STAR_HANDLER, handler) ||
        !block_protect(c, &block, failed, reg + IN_BODY))
        return false;
    bool ok = (!name || name_store(c, handler, name, (Operand){OPERAND_LOCAL, (int)part, VALUE_NULL})) &&
              compile_body(c, &handler->except_handler.body) && block_unprotect(c, &block);
    block_pop(c);
    return ok && compile_forget_name(c, handler, name) && pop_handled(c, (int)saved) &&
           emit_clear(c, (int)part) && emit_jump(c, NULL, next) && label_place(c, failed) &&
           temp_push(c) >= 0 && compile_forget_name(c, handler, name) &&
           emit(c, NULL, OP_LIST_APPEND, FLAG_B, (unsigned)(reg + RAISED), raised, 0) &&
           pop_handled(c, (int)saved) && emit_clear(c, (int)part) && emit_jump(c, NULL, next);
}

static bool compile_star_handler(Compiler *c, Node *handler, int reg) {
    Node *type = handler->except_handler.type;
    Operand class;
    int part = reg + PART, next = label_new(c), none = label_new(c);
    temp_pop(c, part);
    if (next < 0 || none < 0 || !compile_register(c, type, &class) ||
        !emit(c, type, OP_GROUP_MATCH, consume(class, FLAG_C, part), (unsigned)part, (unsigned)(reg + REST),
              (unsigned)class.reg))
        return false;
    temp_pop(c, part + 1);
    Ins *jump = emit(c, NULL, OP_JUMP_IF_NONE, 0, (unsigned)part, 0, 0);
    if (!jump || !temp_reserve(c, part + 1))
        return false;
    jump->x = none;
    return compile_star_body(c, handler, reg, next) && label_place(c, none) && emit_clear(c, part) &&
           label_place(c, next);
}

static bool begin_star(Compiler *c, int reg) {
    unsigned raised = (unsigned)(reg + RAISED);
    return emit(c, NULL, OP_BUILD_LIST, 0, raised, raised, 0) &&
           emit(c, NULL, OP_MOVE, 0, (unsigned)(reg + REST), (unsigned)reg, 0) && temp_push(c) >= 0 &&
           temp_push(c) >= 0;
}

/* What is left and what was raised becomes one group, or None. */
static bool regroup(Compiler *c, int reg) {
    unsigned result = (unsigned)(reg + PART), raised = (unsigned)(reg + RAISED);
    temp_pop(c, reg + PART);
    return temp_push(c) >= 0 &&
           emit(c, NULL, OP_LIST_APPEND, FLAG_B, raised, (unsigned)(reg + REST), 0) &&
           emit(c, NULL, OP_GROUP_RERAISE, FLAG_B | FLAG_C, result, (unsigned)reg, raised);
}

/* The group goes on, if there is one. */
static bool finish_star(Compiler *c, int reg, int end) {
    int result = reg + PART, go_on = label_new(c);
    Ins *jump = go_on < 0 ? NULL : emit(c, NULL, OP_JUMP_IF_NOT_NONE, 0, (unsigned)result, 0, 0);
    if (!jump)
        return false;
    jump->x = go_on;
    return emit_clear(c, result) && pop_handled(c, reg + 1) && emit_jump(c, NULL, end) &&
           label_place(c, go_on) && pop_handled(c, reg + 1) && reraise(c, result);
}

static bool compile_star_handlers(Compiler *c, Node *node, int reg, int label, int end) {
    Block block;
    int cleanup = label_new(c);
    if (cleanup < 0 || !begin_handler(c, label, reg) || !block_push(c, &block, BLOCK_TRY, node) ||
        !block_protect(c, &block, cleanup, reg + 2) || !begin_star(c, reg))
        return false;
    for (int i = 0; i < node->try_.handlers.count; i++)
        if (!compile_star_handler(c, node->try_.handlers.items[i], reg))
            return false;
    if (!regroup(c, reg) || !block_unprotect(c, &block))
        return false;
    block_pop(c);
    return finish_star(c, reg, end) && end_handler(c, cleanup, reg);
}

static bool compile_try_star_except(Compiler *c, Node *node) {
    Block block;
    int handler = label_new(c), end = label_new(c), reg = c->unit->top;
    return handler >= 0 && end >= 0 && block_push(c, &block, BLOCK_TRY, node) &&
           block_protect(c, &block, handler, reg) && compile_body(c, &node->try_.body) &&
           block_unprotect(c, &block) && (block_pop(c), true) && compile_body(c, &node->try_.orelse) &&
           emit_jump(c, NULL, end) && compile_star_handlers(c, node, reg, handler, end) &&
           label_place(c, end);
}

bool compile_try_star(Compiler *c, Node *node) {
    if (!emit_line(c, node))
        return false;
    if (!node->try_.finalbody.count)
        return compile_try_star_except(c, node);
    return compile_finally(c, node, compile_try_star_except);
}
