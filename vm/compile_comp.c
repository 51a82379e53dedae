/* Comprehensions and generator expressions: functions of their own, called with the iterator of the outermost
 * `for`. */
#include "vm/compiler.h"

#include "runtime/list.h"

static const NodeList *generators_of(const Node *node) {
    return node->kind == NODE_DICT_COMP ? &node->dict_comp.generators : &node->comp.generators;
}

/* What happens with each element. The result is in register `result`. */
static bool compile_element(Compiler *c, Node *node, int result) {
    Operand key, value;
    int mark = c->unit->top;
    bool ok;
    if (node->kind == NODE_DICT_COMP) {
        ok = compile_operand_before(c, node->dict_comp.key, node->dict_comp.value, &key) &&
             operand_to_register(c, node, &key) && compile_register(c, node->dict_comp.value, &value) &&
             emit(c, node, OP_MAP_ADD, consume(key, FLAG_B, -1) | consume(value, FLAG_C, -1),
                  (unsigned)result, (unsigned)key.reg, (unsigned)value.reg);
    } else {
        Node *elt = node->comp.elt;
        ok = compile_register(c, elt, &value);
        if (ok && node->kind == NODE_GENERATOR_EXP)
            ok = emit(c, elt, OP_YIELD, FLAG_DISCARD | consume(value, FLAG_B, -1), 0, (unsigned)value.reg, 0);
        else if (ok)
            ok = emit(c, elt, node->kind == NODE_SET_COMP ? OP_SET_ADD : OP_LIST_APPEND,
                      consume(value, FLAG_B, -1), (unsigned)result, (unsigned)value.reg, 0);
    }
    temp_pop(c, mark);
    return ok;
}

static bool compile_level(Compiler *c, Node *node, int level, int result);

/* The conditions of a level, then what is inside it. */
static bool compile_inside(Compiler *c, Node *node, int level, int result, int next) {
    const NodeList *ifs = &generators_of(node)->items[level]->comprehension.ifs;
    for (int i = 0; i < ifs->count; i++)
        if (!compile_jump_if(c, ifs->items[i], false, next))
            return false;
    if (level + 1 < generators_of(node)->count)
        return compile_level(c, node, level + 1, result);
    return compile_element(c, node, result);
}

/* The iterator of a level: the parameter for the outermost one, else in a new temporary. -1: exception. */
static int compile_iterator(Compiler *c, Node *node, Node *generator, int level) {
    Operand iterable;
    int mark = c->unit->top;
    if (level == 0)
        return 0;
    Node *iter = generator->comprehension.iter;
    if (!compile_register(c, iter, &iterable))
        return -1;
    temp_pop(c, mark);
    Opcode op = generator->comprehension.is_async ? OP_GET_AITER : OP_GET_ITER;
    bool ok = emit(c, node, op, consume(iterable, FLAG_B, mark), (unsigned)mark, (unsigned)iterable.reg, 0);
    return ok ? temp_push(c) : -1;
}

/* for x in [y]: just x = y, as CPython does it. */
static Node *single_item(Node *generator, int level) {
    Node *iter = generator->comprehension.iter;
    if (level == 0 || generator->comprehension.is_async || node_is_value(iter) ||
        (iter->kind != NODE_LIST && iter->kind != NODE_TUPLE) || iter->sequence.elts.count != 1)
        return NULL;
    Node *item = iter->sequence.elts.items[0];
    return item->kind == NODE_STARRED ? NULL : item;
}

static bool compile_single(Compiler *c, Node *node, int level, int result, Node *item) {
    int next = label_new(c), mark = c->unit->top;
    Operand value;
    if (next < 0 || !compile_operand(c, item, &value) ||
        !compile_store(c, generators_of(node)->items[level]->comprehension.target, value))
        return false;
    temp_pop(c, mark);
    return compile_inside(c, node, level, result, next) && label_place(c, next);
}

static bool compile_sync_level(Compiler *c, Node *node, int level, int result) {
    Node *generator = generators_of(node)->items[level], *target = generator->comprehension.target;
    int mark = c->unit->top, iterator = compile_iterator(c, node, generator, level);
    int body = label_new(c), next = label_new(c), local = target_register(c, target);
    if (iterator < 0 || body < 0 || next < 0 || !emit_loop_entry(c, next) || !label_place(c, body))
        return false;
    int item = local >= 0 ? local : temp_push(c);
    if (item < 0)
        return false;
    name_assigned(c, item);
    if (!emit_line(c, target))
        return false;
    if (local < 0 && !compile_store(c, target, (Operand){OPERAND_TEMP, item, VALUE_NULL}))
        return false;
    temp_pop(c, local < 0 ? item : c->unit->top);
    if (!compile_inside(c, node, level, result, next) || !label_place(c, next))
        return false;
    Ins *loop = emit(c, node, OP_FOR_LOOP, 0, (unsigned)iterator, (unsigned)item, 0);
    if (loop)
        loop->x = body;
    temp_pop(c, mark);
    return loop;
}

/* Each item is awaited; StopAsyncIteration ends the loop. */
static bool compile_async_level(Compiler *c, Node *node, int level, int result) {
    Node *generator = generators_of(node)->items[level];
    int mark = c->unit->top, iterator = compile_iterator(c, node, generator, level);
    int next = label_new(c), end = label_new(c), item = c->unit->top;
    if (iterator < 0 || next < 0 || end < 0 || !label_place(c, next))
        return false;
    int start = here(c);
    if (!compile_next_async(c, node, iterator, item) || !region_add(c, start, end, item))
        return false;
    if (!compile_store(c, generator->comprehension.target, (Operand){OPERAND_TEMP, item, VALUE_NULL}))
        return false;
    temp_pop(c, item);
    if (!compile_inside(c, node, level, result, next) || !emit_jump(c, NULL, next) || !label_place(c, end) ||
        !emit(c, node, OP_END_ASYNC_FOR, FLAG_A, (unsigned)item, 0, 0))
        return false;
    temp_pop(c, mark);
    return emit_clear(c, iterator);
}

static bool compile_level(Compiler *c, Node *node, int level, int result) {
    Node *generator = generators_of(node)->items[level], *item = single_item(generator, level);
    if (item)
        return compile_single(c, node, level, result, item);
    return generator->comprehension.is_async ? compile_async_level(c, node, level, result)
                                             : compile_sync_level(c, node, level, result);
}

static bool compile_comp_body(Compiler *c, Node *node) {
    static const uint8_t build[] = {
        [NODE_LIST_COMP] = OP_BUILD_LIST, [NODE_SET_COMP] = OP_BUILD_SET, [NODE_DICT_COMP] = OP_BUILD_MAP};
    if (node->kind == NODE_GENERATOR_EXP)
        return compile_level(c, node, 0, -1);
    int result = temp_push(c);
    return result >= 0 && emit(c, node, build[node->kind], 0, (unsigned)result, (unsigned)result, 0) &&
           compile_level(c, node, 0, result) && emit(c, node, OP_RETURN, FLAG_A, (unsigned)result, 0, 0);
}

static bool check_async(Compiler *c, Node *node, const Scope *scope) {
    const Scope *outer = c->unit->scope;
    if (!scope->has_await || node->kind == NODE_GENERATOR_EXP || outer->is_async || outer->is_comprehension)
        return true;
    return compile_error(c, node, "asynchronous comprehension outside of an asynchronous function");
}

bool compile_comprehension(Compiler *c, Node *node, int dst) {
    Node *outermost = generators_of(node)->items[0];
    Scope *scope = scope_of(c, node);
    int base = c->unit->top;
    if (!check_async(c, node, scope) || !unit_enter(c, scope, node->line))
        return false;
    Value code = unit_leave(c, compile_comp_body(c, node));
    if (!compile_make_function(c, node, code, scope, base, 0, base))
        return false;
    temp_pop(c, base + 1);
    Operand iterable;
    Opcode op = outermost->comprehension.is_async ? OP_GET_AITER : OP_GET_ITER;
    int iterator = base + 1;
    if (!compile_register(c, outermost->comprehension.iter, &iterable) || !temp_reserve(c, base + 2) ||
        !emit(c, node, op, consume(iterable, FLAG_B, iterator), (unsigned)iterator, (unsigned)iterable.reg,
              0))
        return false;
    temp_pop(c, base);
    bool awaited = scope->has_await && node->kind != NODE_GENERATOR_EXP;
    int result = awaited ? base : dst;
    if (!emit(c, node, OP_CALL, 0, (unsigned)result, (unsigned)base, 1))
        return false;
    return !awaited || (compile_await_register(c, node, base, 0) &&
                        emit_move(c, node, dst, (Operand){OPERAND_TEMP, base, VALUE_NULL}));
}
