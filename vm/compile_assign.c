/* Assignments, deletions and unpacking. */
#include "vm/compiler.h"

bool forbidden_name(Compiler *c, const Node *where, const Name *name, bool deleting) {
    if (strcmp(name->text, "__debug__"))
        return true;
    return compile_error(c, where, deleting ? "cannot delete __debug__" : "cannot assign to __debug__");
}

int target_register(Compiler *c, const Node *target) {
    if (target->kind != NODE_NAME || !strcmp(target->name.id->text, "__debug__"))
        return -1;
    return name_local(c, target->name.id);
}

int target_row(Compiler *c, const NodeList *targets) {
    int first = targets->count ? target_register(c, targets->items[0]) : -1;
    for (int i = 1; first >= 0 && i < targets->count; i++)
        if (target_register(c, targets->items[i]) != first + i)
            return -1;
    return first;
}

/* Index of the starred target, -1: none; -2: exception. */
static int find_star(Compiler *c, const Node *where, const NodeList *targets) {
    int star = -1;
    for (int i = 0; i < targets->count; i++) {
        if (targets->items[i]->kind != NODE_STARRED)
            continue;
        if (star >= 0)
            return compile_error(c, where, "multiple starred expressions in assignment"), -2;
        star = i;
    }
    if (star >= 256 || targets->count - star - 1 >= (1 << 23))
        return compile_error(c, where, "too many expressions in star-unpacking assignment"), -2;
    return star;
}

static bool store_row(Compiler *c, const NodeList *targets, int first) {
    for (int i = 0; i < targets->count; i++) {
        Node *target = targets->items[i];
        if (target->kind == NODE_STARRED)
            target = target->starred.value;
        if (!compile_store(c, target, (Operand){OPERAND_TEMP, first + i, VALUE_NULL}))
            return false;
    }
    return true;
}

static bool emit_unpack(Compiler *c, const Node *where, int to, Operand value, int count, int star) {
    unsigned flags = consume(value, FLAG_B, to);
    if (star < 0)
        return emit(c, where, OP_UNPACK, flags, (unsigned)to, (unsigned)value.reg, (unsigned)count);
    Ins *ins = emit(c, where, OP_UNPACK_EX, flags, (unsigned)to, (unsigned)value.reg, (unsigned)star);
    if (ins)
        ins->x = count - star - 1;
    return ins;
}

static bool store_sequence(Compiler *c, Node *target, Operand value) {
    const NodeList *targets = &target->sequence.elts;
    int star = find_star(c, target, targets), mark = c->unit->top;
    if (star == -2 || !operand_to_register(c, target, &value))
        return false;
    int row = star < 0 ? target_row(c, targets) : -1;
    if (row >= 0) {
        temp_pop(c, mark);
        if (!emit_unpack(c, target, row, value, targets->count, star))
            return false;
        for (int i = 0; i < targets->count; i++) {
            name_assigned(c, row + i);
            if (c->unit->spans_lines && !emit_line(c, targets->items[i]))
                return false;
        }
        return true;
    }
    bool in_place = targets->count && value.kind == OPERAND_TEMP && value.reg == c->unit->top - 1;
    int first = in_place ? value.reg : c->unit->top;
    temp_pop(c, first);
    if (!temp_reserve(c, first + targets->count + 1) ||
        !emit_unpack(c, target, first, value, targets->count, star))
        return false;
    temp_pop(c, first + targets->count > mark ? first + targets->count : mark);
    bool ok = store_row(c, targets, first);
    temp_pop(c, mark);
    return ok;
}

static bool store_attribute(Compiler *c, Node *target, Operand value) {
    Operand object;
    return forbidden_name(c, target, target->attribute.attr, false) &&
           operand_to_register(c, target, &value) && compile_register(c, target->attribute.value, &object) &&
           emit_attribute(c, target, OP_STORE_ATTR, consume(object, FLAG_A, -1) | consume(value, FLAG_B, -1),
                          (unsigned)object.reg, (unsigned)value.reg);
}

static bool store_subscript(Compiler *c, Node *target, Operand value) {
    Operand object, key;
    return operand_to_register(c, target, &value) && lint_subscript(c, target) &&
           compile_operand_before(c, target->subscript.value, target->subscript.slice, &object) &&
           operand_to_register(c, target, &object) && compile_register(c, target->subscript.slice, &key) &&
           emit(c, target, OP_STORE_ITEM,
                consume(object, FLAG_A, -1) | consume(key, FLAG_B, -1) | consume(value, FLAG_C, -1),
                (unsigned)object.reg, (unsigned)key.reg, (unsigned)value.reg);
}

static bool store(Compiler *c, Node *target, Operand value) {
    switch ((int)target->kind) {
    case NODE_NAME:
        return name_store(c, target, target->name.id, value);
    case NODE_ATTRIBUTE:
        return store_attribute(c, target, value);
    case NODE_SUBSCRIPT:
        return store_subscript(c, target, value);
    case NODE_TUPLE:
    case NODE_LIST:
        return store_sequence(c, target, value);
    default:
        return compile_error(c, target, "starred assignment target must be in a list or tuple");
    }
}

bool compile_store(Compiler *c, Node *target, Operand value) {
    int mark = c->unit->top;
    if (!compiler_enter(c))
        return false;
    bool ok = store(c, target, value);
    compiler_leave(c);
    temp_pop(c, mark);
    return ok;
}

static bool is_plain_sequence(const Node *node) {
    if (node_is_value(node) || (node->kind != NODE_TUPLE && node->kind != NODE_LIST))
        return false;
    for (int i = 0; i < node->sequence.elts.count; i++)
        if (node->sequence.elts.items[i]->kind == NODE_STARRED)
            return false;
    return true;
}

static bool are_distinct_locals(Compiler *c, const NodeList *targets) {
    for (int i = 0; i < targets->count; i++) {
        int reg = target_register(c, targets->items[i]);
        for (int j = 0; j < i; j++)
            if (target_register(c, targets->items[j]) == reg)
                return false;
        if (reg < 0)
            return false;
    }
    return true;
}

static bool is_target(Compiler *c, const NodeList *targets, Operand value) {
    for (int i = 0; i < targets->count; i++)
        if (value.kind == OPERAND_LOCAL && target_register(c, targets->items[i]) == value.reg)
            return true;
    return false;
}

/* A copy of a local that is about to change. */
static bool copy_to_temp(Compiler *c, const Node *where, Operand *value) {
    int reg = c->unit->top;
    if (!emit_move(c, where, reg, *value) || temp_push(c) < 0)
        return false;
    *value = (Operand){OPERAND_TEMP, reg, VALUE_NULL};
    return true;
}

enum { LARGEST_PARALLEL = 8 };

/* a, b = b, a + b with plain locals: no tuple; the last value goes straight to its target. */
static bool assign_parallel_locals(Compiler *c, const NodeList *targets, const NodeList *values) {
    Operand operands[LARGEST_PARALLEL];
    int count = targets->count, mark = c->unit->top;
    for (int i = 0; i < count - 1; i++) {
        if (!compile_operand(c, values->items[i], &operands[i]))
            return false;
        bool changes = is_target(c, targets, operands[i]) || c->unit->scope->has_walrus;
        if (changes && operands[i].kind == OPERAND_LOCAL && !copy_to_temp(c, values->items[i], &operands[i]))
            return false;
    }
    if (!compile_into(c, values->items[count - 1], target_register(c, targets->items[count - 1])))
        return false;
    for (int i = 0; i < count - 1; i++)
        if (!compile_store(c, targets->items[i], operands[i]))
            return false;
    temp_pop(c, mark);
    return true;
}

/* a.x, b[i] = 1, 2: all values into a row of temporaries, then to the targets. */
static bool assign_parallel(Compiler *c, const NodeList *targets, const NodeList *values) {
    int mark = c->unit->top, reg;
    for (int i = 0; i < values->count; i++)
        if (!compile_push(c, values->items[i], &reg))
            return false;
    bool ok = store_row(c, targets, mark);
    temp_pop(c, mark);
    return ok;
}

static bool assign_one(Compiler *c, Node *target, Node *value) {
    int local = target_register(c, target), mark = c->unit->top;
    Operand operand;
    if (local >= 0)
        return compile_into(c, value, local) && (value->line == target->line || emit_line(c, target));
    if (is_plain_sequence(target) && is_plain_sequence(value) &&
        target->sequence.elts.count == value->sequence.elts.count &&
        value->sequence.elts.count <= LARGEST_PARALLEL && value->sequence.elts.count > 0) {
        const NodeList *targets = &target->sequence.elts;
        return are_distinct_locals(c, targets) ? assign_parallel_locals(c, targets, &value->sequence.elts)
                                               : assign_parallel(c, targets, &value->sequence.elts);
    }
    bool ok = compile_operand_before(c, value, target, &operand) && compile_store(c, target, operand);
    temp_pop(c, mark);
    return ok;
}

bool compile_assign(Compiler *c, Node *node) {
    const NodeList *targets = &node->assign.targets;
    Operand value;
    int mark = c->unit->top;
    if (targets->count == 1)
        return assign_one(c, targets->items[0], node->assign.value);
    if (!compile_operand(c, node->assign.value, &value))
        return false;
    /* x = y = z: a local z in place could be changed by the first store */
    if (value.kind == OPERAND_LOCAL && !copy_to_temp(c, node, &value))
        return false;
    Operand kept = value;
    if (kept.kind == OPERAND_TEMP)
        kept.kind = OPERAND_LOCAL; /* not consumed by all stores but the last */
    for (int i = 0; i < targets->count; i++)
        if (!compile_store(c, targets->items[i], i == targets->count - 1 ? value : kept))
            return false;
    temp_pop(c, mark);
    return true;
}

static bool aug_name(Compiler *c, Node *node, Node *target) {
    Operand left, right;
    int local = name_local(c, target->name.id), result = c->unit->top;
    if (!forbidden_name(c, target, target->name.id, false) ||
        !compile_operand_before(c, target, node->aug_assign.value, &left) ||
        !compile_operand(c, node->aug_assign.value, &right) ||
        !emit_binary(c, node, node->aug_assign.op, true, local >= 0 ? local : result, left, right))
        return false;
    if (local >= 0)
        return true;
    temp_pop(c, result + 1);
    return name_store(c, target, target->name.id, (Operand){OPERAND_TEMP, result, VALUE_NULL});
}

static bool aug_attribute(Compiler *c, Node *node, Node *target) {
    Operand object, right, left;
    if (!compile_operand_before(c, target->attribute.value, node->aug_assign.value, &object) ||
        !operand_to_register(c, target, &object))
        return false;
    int result = temp_push(c);
    if (result < 0 || !emit_attribute(c, target, OP_LOAD_ATTR, 0, (unsigned)result, (unsigned)object.reg))
        return false;
    left = (Operand){OPERAND_TEMP, result, VALUE_NULL};
    return compile_operand(c, node->aug_assign.value, &right) &&
           emit_binary(c, node, node->aug_assign.op, true, result, left, right) &&
           forbidden_name(c, target, target->attribute.attr, false) &&
           emit_attribute(c, target, OP_STORE_ATTR, consume(object, FLAG_A, -1) | FLAG_B,
                          (unsigned)object.reg, (unsigned)result);
}

static bool aug_subscript(Compiler *c, Node *node, Node *target) {
    Operand object, key, right, left;
    Node *value = node->aug_assign.value, *slice = target->subscript.slice;
    Node *rebinder = rebinds_locals(c, slice) ? slice : value;
    if (!compile_operand_before(c, target->subscript.value, rebinder, &object) ||
        !operand_to_register(c, target, &object) || !compile_operand_before(c, slice, value, &key) ||
        !operand_to_register(c, target, &key))
        return false;
    int result = temp_push(c);
    if (result < 0 ||
        !emit(c, target, OP_LOAD_ITEM, 0, (unsigned)result, (unsigned)object.reg, (unsigned)key.reg))
        return false;
    left = (Operand){OPERAND_TEMP, result, VALUE_NULL};
    return compile_operand(c, value, &right) &&
           emit_binary(c, node, node->aug_assign.op, true, result, left, right) &&
           emit(c, target, OP_STORE_ITEM, consume(object, FLAG_A, -1) | consume(key, FLAG_B, -1) | FLAG_C,
                (unsigned)object.reg, (unsigned)key.reg, (unsigned)result);
}

bool compile_aug_assign(Compiler *c, Node *node) {
    Node *target = node->aug_assign.target;
    int mark = c->unit->top;
    bool ok = target->kind == NODE_NAME        ? aug_name(c, node, target)
              : target->kind == NODE_ATTRIBUTE ? aug_attribute(c, node, target)
                                               : aug_subscript(c, node, target);
    temp_pop(c, mark);
    return ok;
}

/* __annotations__[name] = annotation */
static bool store_annotation(Compiler *c, Node *node) {
    int mark = c->unit->top, reg;
    Str *name = compiler_mangled(c, c->unit->scope->private_class, node->ann_assign.target->name.id);
    Node *annotation = node->ann_assign.annotation;
    if (c->future & CODE_FUTURE_ANNOTATIONS) {
        Str *text = unparse_expression(c->t, annotation);
        reg = mark;
        if (!text || !compiler_own(c, object_value(text)) ||
            !emit_loadk(c, annotation, reg, object_value(text)) || temp_push(c) < 0)
            return false;
    } else if (!compile_push(c, annotation, &reg)) {
        return false;
    }
    int names = temp_push(c), key = temp_push(c);
    bool ok =
        name && key >= 0 &&
        emit_name_op(c, node, OP_LOAD_NAME, (unsigned)names, NAME_OF(c, __annotations__)) &&
        emit_loadk(c, node, key, object_value(name)) &&
        emit(c, node, OP_STORE_ITEM, FLAG_A | FLAG_B | FLAG_C, (unsigned)names, (unsigned)key, (unsigned)reg);
    temp_pop(c, mark);
    return ok;
}

/* In modules and classes an annotation that nobody keeps is evaluated all the same. */
static bool check_annotation(Compiler *c, Node *annotation) {
    if ((c->future & CODE_FUTURE_ANNOTATIONS) || c->unit->scope->kind == SCOPE_FUNCTION)
        return true;
    return compile_discard(c, annotation);
}

/* The parts of a target without value are evaluated too. */
static bool check_target(Compiler *c, Node *target) {
    if (target->kind == NODE_ATTRIBUTE)
        return forbidden_name(c, target, target->attribute.attr, false) &&
               compile_discard(c, target->attribute.value);
    if (target->kind != NODE_SUBSCRIPT)
        return true;
    return compile_discard(c, target->subscript.value) && compile_discard(c, target->subscript.slice);
}

bool compile_ann_assign(Compiler *c, Node *node) {
    Node *target = node->ann_assign.target, *value = node->ann_assign.value;
    if (value && !assign_one(c, target, value))
        return false;
    if (!value && target->kind != NODE_NAME && !check_target(c, target))
        return false;
    if (target->kind == NODE_NAME && !forbidden_name(c, target, target->name.id, false))
        return false;
    if (target->kind == NODE_NAME && node->ann_assign.simple && c->unit->scope->kind != SCOPE_FUNCTION)
        return store_annotation(c, node);
    return check_annotation(c, node->ann_assign.annotation);
}

static bool delete_target(Compiler *c, Node *target) {
    Operand object, key;
    int mark = c->unit->top;
    bool ok = true;
    switch ((int)target->kind) {
    case NODE_NAME:
        return name_delete(c, target, target->name.id);
    case NODE_ATTRIBUTE:
        ok = forbidden_name(c, target, target->attribute.attr, true) &&
             compile_register(c, target->attribute.value, &object) &&
             emit_attribute(c, target, OP_DELETE_ATTR, consume(object, FLAG_A, -1), (unsigned)object.reg, 0);
        break;
    case NODE_SUBSCRIPT:
        ok = compile_operand_before(c, target->subscript.value, target->subscript.slice, &object) &&
             operand_to_register(c, target, &object) && compile_register(c, target->subscript.slice, &key) &&
             emit(c, target, OP_DELETE_ITEM, consume(object, FLAG_A, -1) | consume(key, FLAG_B, -1),
                  (unsigned)object.reg, (unsigned)key.reg, 0);
        break;
    default:
        for (int i = 0; ok && i < target->sequence.elts.count; i++)
            ok = delete_target(c, target->sequence.elts.items[i]);
    }
    temp_pop(c, mark);
    return ok;
}

bool compile_delete(Compiler *c, Node *node) {
    for (int i = 0; i < node->delete_.targets.count; i++)
        if (!delete_target(c, node->delete_.targets.items[i]))
            return false;
    return true;
}
