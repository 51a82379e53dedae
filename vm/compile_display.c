/* Displays: tuples, lists, sets, dicts and f-strings. */
#include "vm/compiler.h"

#include "runtime/list.h"
#include "runtime/set.h"

/* Longer displays are built item by item, so that the window stays small. */
enum { LARGEST_WINDOW = 64, SMALLEST_CONSTANT_LIST = 3 };

static bool has_star(const NodeList *elts) {
    for (int i = 0; i < elts->count; i++)
        if (elts->items[i]->kind == NODE_STARRED)
            return true;
    return false;
}

static bool all_constant(const NodeList *elts) {
    for (int i = 0; i < elts->count; i++)
        if (!node_is_value(elts->items[i]))
            return false;
    return true;
}

static bool push_all(Compiler *c, const NodeList *elts, int from, int count) {
    int reg;
    for (int i = from; i < from + count; i++)
        if (!compile_push(c, elts->items[i], &reg))
            return false;
    return true;
}

/* The container in `reg` gets what elts[from..] are. */
static bool add_items(Compiler *c, const Node *where, const NodeList *elts, int from, int reg, bool set,
                      bool call) {
    for (int i = from; i < elts->count; i++) {
        Node *item = elts->items[i];
        bool star = item->kind == NODE_STARRED;
        Opcode op = set ? (star ? OP_SET_UPDATE : OP_SET_ADD) : star ? OP_LIST_EXTEND : OP_LIST_APPEND;
        int mark = c->unit->top;
        Operand value;
        if (!compile_register(c, star ? item->starred.value : item, &value) ||
            !emit(c, where, op, consume(value, FLAG_B, -1), (unsigned)reg, (unsigned)value.reg, star && call))
            return false;
        temp_pop(c, mark);
    }
    return true;
}

/* [1, 2, 3] of constants: a copy of a constant tuple (sets: of a frozenset). */
static bool build_from_constants(Compiler *c, const Node *where, const NodeList *elts, int reg, bool set) {
    Tuple *tuple = tuple_new(c->t, elts->count);
    for (int i = 0; tuple && i < elts->count; i++)
        tuple->items[i] = new_ref(node_value(elts->items[i]));
    if (!tuple || !compiler_own(c, object_value(tuple)))
        return false;
    Value constant = set ? frozenset_constant(c->t, tuple) : object_value(tuple);
    if (set && (is_null(constant) || !compiler_own(c, constant)))
        return false;
    int mark = c->unit->top, items = mark;
    if (!emit(c, where, set ? OP_BUILD_SET : OP_BUILD_LIST, 0, (unsigned)reg, (unsigned)reg, 0) ||
        !emit_loadk(c, where, items, constant))
        return false;
    return emit(c, where, set ? OP_SET_UPDATE : OP_LIST_EXTEND, FLAG_B, (unsigned)reg, (unsigned)items, 0);
}

/* In the next temporary, which is taken: a list or set, the first `window` items of it in one instruction. */
static bool build_by_items(Compiler *c, const Node *where, const NodeList *elts, bool set, bool call) {
    int reg = c->unit->top, window = 0;
    while (window < elts->count && window < LARGEST_WINDOW && elts->items[window]->kind != NODE_STARRED)
        window++;
    if (!push_all(c, elts, 0, window))
        return false;
    temp_pop(c, reg);
    return temp_push(c) >= 0 &&
           emit(c, where, set ? OP_BUILD_SET : OP_BUILD_LIST, 0, (unsigned)reg, (unsigned)reg,
                (unsigned)window) &&
           add_items(c, where, elts, window, reg, set, call);
}

bool compile_list_of(Compiler *c, const Node *where, const NodeList *elts, bool call) {
    return build_by_items(c, where, elts, false, call);
}

static bool build_large(Compiler *c, Node *node, const NodeList *elts, int dst) {
    int mark = c->unit->top;
    bool set = node->kind == NODE_SET;
    if (all_constant(elts) && node->kind != NODE_TUPLE) {
        if (temp_push(c) < 0 || !build_from_constants(c, node, elts, mark, set))
            return false;
    } else if (!build_by_items(c, node, elts, set, false)) {
        return false;
    }
    temp_pop(c, mark);
    if (node->kind == NODE_TUPLE)
        return emit(c, node, OP_LIST_TO_TUPLE, dst == mark ? 0 : FLAG_B, (unsigned)dst, (unsigned)mark, 0);
    return emit_move(c, node, dst, (Operand){OPERAND_TEMP, mark, VALUE_NULL});
}

bool compile_sequence_display(Compiler *c, Node *node, const NodeList *elts, int dst) {
    bool constants = elts->count >= SMALLEST_CONSTANT_LIST && node->kind != NODE_TUPLE && all_constant(elts);
    if (constants || elts->count > LARGEST_WINDOW || has_star(elts))
        return build_large(c, node, elts, dst);
    Opcode op = node->kind == NODE_TUPLE  ? OP_BUILD_TUPLE
                : node->kind == NODE_LIST ? OP_BUILD_LIST
                                          : OP_BUILD_SET;
    int mark = c->unit->top;
    if (!push_all(c, elts, 0, elts->count) || !temp_reserve(c, mark + 1))
        return false;
    temp_pop(c, mark);
    return emit(c, node, op, 0, (unsigned)dst, (unsigned)mark, (unsigned)elts->count);
}

/* How many pairs from `from` on can go into one window: up to the next ** or the limit. */
static int pairs_in_row(const Node *node, int from) {
    int count = 0;
    while (from + count < node->dict.keys.count && node->dict.keys.items[from + count] &&
           count < LARGEST_WINDOW / 2)
        count++;
    return count;
}

static bool push_pairs(Compiler *c, Node *node, int from, int count) {
    int reg;
    for (int i = from; i < from + count; i++)
        if (!compile_push(c, node->dict.keys.items[i], &reg) ||
            !compile_push(c, node->dict.values.items[i], &reg))
            return false;
    return true;
}

static bool add_pair(Compiler *c, Node *node, int i, int reg) {
    Operand key, value;
    if (!node->dict.keys.items[i])
        return compile_register(c, node->dict.values.items[i], &value) &&
               emit(c, node, OP_DICT_UPDATE, consume(value, FLAG_B, -1), (unsigned)reg, (unsigned)value.reg,
                    0);
    return compile_operand_before(c, node->dict.keys.items[i], node->dict.values.items[i], &key) &&
           operand_to_register(c, node, &key) && compile_register(c, node->dict.values.items[i], &value) &&
           emit(c, node, OP_MAP_ADD, consume(key, FLAG_B, -1) | consume(value, FLAG_C, -1), (unsigned)reg,
                (unsigned)key.reg, (unsigned)value.reg);
}

bool compile_dict_display(Compiler *c, Node *node, int dst) {
    int mark = c->unit->top, window = pairs_in_row(node, 0), count = node->dict.values.count;
    if (!push_pairs(c, node, 0, window) || !temp_reserve(c, mark + 1))
        return false;
    temp_pop(c, mark);
    int result = window == count ? dst : mark; /* what follows may read dst */
    if (!emit(c, node, OP_BUILD_MAP, 0, (unsigned)result, (unsigned)mark, (unsigned)window))
        return false;
    if (window == count)
        return true;
    int above = temp_push(c) + 1;
    for (int i = window; above > 0 && i < count; i++) {
        if (!add_pair(c, node, i, mark))
            return false;
        temp_pop(c, above);
    }
    temp_pop(c, mark);
    return above > 0 && emit_move(c, node, dst, (Operand){OPERAND_TEMP, mark, VALUE_NULL});
}

bool compile_formatted_value(Compiler *c, Node *node, int dst) {
    int mark = c->unit->top, reg;
    Node *spec = node->formatted_value.format_spec;
    int conversion = node->formatted_value.conversion > 0 ? node->formatted_value.conversion : 0;
    if (!compile_push(c, node->formatted_value.value, &reg) || (spec && !compile_push(c, spec, &reg)))
        return false;
    temp_pop(c, mark);
    return emit(c, node, OP_FORMAT, 0, (unsigned)dst, (unsigned)mark,
                (unsigned)(conversion | (spec ? 256 : 0)));
}

/* What gives a string. The parts of an f-string all do; those of a tree that a script made need not. */
static bool is_text(const Node *part) {
    return node_is_value(part) ? is_str(node_value(part))
                               : part->kind == NODE_FORMATTED_VALUE || part->kind == NODE_JOINED_STR;
}

/* Very many parts are joined in rounds. */
static bool push_parts(Compiler *c, Node *node, const NodeList *parts) {
    int first = c->unit->top, reg;
    for (int i = 0; i < parts->count; i++) {
        if (c->unit->top - first >= LARGEST_WINDOW) {
            unsigned count = (unsigned)(c->unit->top - first);
            temp_pop(c, first);
            if (!emit(c, node, OP_BUILD_STRING, 0, (unsigned)first, (unsigned)first, count) ||
                temp_push(c) < 0)
                return false;
        }
        Node *part = parts->items[i];
        if (!compile_push(c, part, &reg) ||
            (!is_text(part) && !emit(c, node, OP_FORMAT, 0, (unsigned)reg, (unsigned)reg, 0)))
            return false;
        Ins *last = &c->unit->ins[here(c) - 1];
        if (last->op == OP_FORMAT && (last->c == 0 || last->c == 's'))
            last->c |= 512;
    }
    return true;
}

bool compile_joined_str(Compiler *c, Node *node, int dst) {
    const NodeList *parts = &node->joined_str.values;
    int mark = c->unit->top;
    if (parts->count == 1)
        return compile_into(c, parts->items[0], dst);
    if (!push_parts(c, node, parts) || !temp_reserve(c, mark + 1))
        return false;
    unsigned count = (unsigned)(c->unit->top - mark);
    temp_pop(c, mark);
    return emit(c, node, OP_BUILD_STRING, 0, (unsigned)dst, (unsigned)mark, count);
}
