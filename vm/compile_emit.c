/* Emitting: instructions, labels, temporaries, names and protected regions of the unit being compiled. */
#include "vm/compiler.h"

static void set_position(Ins *ins, const Node *where) {
    ins->line = where ? where->line : 0;
    ins->end_line = where ? where->end_line : 0;
    ins->col = where ? where->col : -1;
    ins->end_col = where ? where->end_col : -1;
}

Ins *emit(Compiler *c, const Node *where, Opcode op, unsigned flags, unsigned a, unsigned b, unsigned cc) {
    Unit *u = c->unit;
    if (!compiler_grow(c, (void **)&u->ins, u->ins_count, &u->ins_room, sizeof(Ins)))
        return NULL;
    Ins *ins = &u->ins[u->ins_count++];
    *ins = (Ins){
        .op = (uint8_t)op, .flags = (uint8_t)flags, .a = (uint16_t)a, .b = (uint16_t)b, .c = (uint16_t)cc};
    set_position(ins, where);
    if (opcode_formats[op][0] == 'w' && !(flags & FLAG_DISCARD))
        name_assigned(c, (int)a);
    if (op == OP_CLEAR || op == OP_DELETE_LOCAL)
        name_forgotten(c, (int)a);
    return ins;
}

bool emit_jump(Compiler *c, const Node *where, int label) {
    Ins *ins = emit(c, where, OP_JUMP, 0, 0, 0, 0);
    if (ins)
        ins->x = label;
    return ins;
}

bool emit_loop_entry(Compiler *c, int label) {
    Ins *ins = emit(c, NULL, OP_JUMP, FLAG_A, 0, 0, 0);
    if (ins)
        ins->x = label;
    return ins;
}

bool emit_jump_if(Compiler *c, const Node *where, Opcode op, Operand condition, int label) {
    if (!operand_to_register(c, where, &condition))
        return false;
    Ins *ins = emit(c, where, op, consume(condition, FLAG_A, -1), (unsigned)condition.reg, 0, 0);
    if (ins)
        ins->x = label;
    return ins;
}

bool emit_loadk(Compiler *c, const Node *where, int reg, Value v) {
    int index = const_index(c, v);
    Ins *ins =
        index < 0 || !temp_reserve(c, reg + 1) ? NULL : emit(c, where, OP_LOADK, 0, (unsigned)reg, 0, 0);
    if (ins)
        ins->x = index;
    return ins;
}

bool emit_move(Compiler *c, const Node *where, int reg, Operand from) {
    if (from.kind == OPERAND_CONST)
        return emit_loadk(c, where, reg, from.value);
    if (from.reg == reg)
        return true;
    return temp_reserve(c, reg + 1) &&
           emit(c, where, OP_MOVE, consume(from, FLAG_B, reg), (unsigned)reg, (unsigned)from.reg, 0);
}

bool emit_clear(Compiler *c, int reg) {
    return emit(c, NULL, OP_CLEAR, 0, (unsigned)reg, 0, 0);
}

bool emit_line(Compiler *c, const Node *where) {
    return emit(c, where, OP_NOP, 0, 0, 0, 0);
}

/* Instructions whose operand C is a name, or for DELETE_NAME and its like, which have only that. */
bool emit_name_op(Compiler *c, const Node *where, Opcode op, unsigned a, Str *name) {
    int index = cache_index(c, op, name);
    return index >= 0 && emit(c, where, op, 0, a, 0, (unsigned)index);
}

int label_new(Compiler *c) {
    Unit *u = c->unit;
    if (!compiler_grow(c, (void **)&u->labels, u->label_count, &u->label_room, sizeof(int)))
        return -1;
    u->labels[u->label_count] = -1;
    return u->label_count++;
}

bool label_place(Compiler *c, int label) {
    if (label < 0)
        return false;
    c->unit->labels[label] = here(c);
    c->unit->era++;
    return true;
}

static int cache_new(Compiler *c, Str *name) {
    Unit *u = c->unit;
    if (u->cache_count > MAX_SMALL_INDEX)
        return compile_error(c, u->scope->node, "too many names in one block"), -1;
    if (!compiler_grow(c, (void **)&u->cache_names, u->cache_count, &u->cache_room, sizeof(Str *)))
        return -1;
    u->cache_names[u->cache_count] = name;
    return u->cache_count++;
}

static bool has_own_cache(const Unit *u, Opcode op) {
    bool attribute =
        op == OP_LOAD_ATTR || op == OP_STORE_ATTR || op == OP_LOAD_METHOD || op == OP_LOAD_SUPER_METHOD;
    return attribute && u->cache_count < MAX_SMALL_INDEX - 10000;
}

int cache_index(Compiler *c, Opcode op, Str *name) {
    Unit *u = c->unit;
    if (!name || has_own_cache(u, op))
        return name ? cache_new(c, name) : -1;
    const void *key = (void *)((uintptr_t)name ^ (uintptr_t)(op + 1) << 48);
    intptr_t known = (intptr_t)pointermap_get(&u->shared_caches, key);
    if (known)
        return (int)known - 1;
    int index = cache_new(c, name);
    if (index >= 0 && !pointermap_set(&u->shared_caches, &c->arena, key, (void *)(intptr_t)(index + 1)))
        return raise_no_memory(c->t), -1;
    return index;
}

bool region_add(Compiler *c, int start, int handler, int depth) {
    Unit *u = c->unit;
    if (start == here(c))
        return true;
    if (!compiler_grow(c, (void **)&u->regions, u->region_count, &u->region_room, sizeof(Region)))
        return false;
    u->regions[u->region_count++] = (Region){start, here(c), handler, depth};
    return true;
}

bool temp_reserve(Compiler *c, int top) {
    Unit *u = c->unit;
    if (top > MAX_REGISTER)
        return compile_error(c, u->scope->node, "expression too complex: it needs too many registers");
    if (top > u->max_top)
        u->max_top = top;
    return true;
}

int temp_push(Compiler *c) {
    if (!temp_reserve(c, c->unit->top + 1))
        return -1;
    return c->unit->top++;
}
