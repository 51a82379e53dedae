/* Class statements: __build_class__(function of the body, name, *bases, **keywords). */
#include "vm/compiler.h"

static bool store_name(Compiler *c, const Node *where, int reg, Str *name) {
    if (!emit_name_op(c, where, OP_STORE_NAME, (unsigned)reg, name))
        return false;
    c->unit->ins[here(c) - 1].flags = FLAG_A;
    return true;
}

static bool store_constant(Compiler *c, const Node *where, Str *name, Value v) {
    int reg = c->unit->top;
    return emit_loadk(c, where, reg, v) && store_name(c, where, reg, name);
}

static bool compile_prologue(Compiler *c, Node *node) {
    int reg = c->unit->top;
    Value doc = docstring_of(c, &node->class_def.body);
    const NodeList *decorators = &node->class_def.decorators;
    const Node *where = decorators->count ? decorators->items[0] : node;
    return temp_reserve(c, reg + 1) &&
           emit_name_op(c, where, OP_LOAD_NAME, (unsigned)reg, NAME_OF(c, __name__)) &&
           store_name(c, where, reg, NAME_OF(c, __module__)) &&
           store_constant(c, where, NAME_OF(c, __qualname__), object_value(c->unit->qualname)) &&
           (!c->unit->scope->has_annotations || emit(c, where, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0)) &&
           (is_null(doc) || store_constant(c, node->class_def.body.items[0], NAME_OF(c, __doc__), doc));
}

/* The body returns its __class__ cell (also as __classcell__) if a method uses it. */
static bool compile_epilogue(Compiler *c) {
    Scope *scope = c->unit->scope;
    if (!scope->needs_class_cell)
        return true;
    int reg = c->unit->top;
    Operand cell = {OPERAND_LOCAL, 0, VALUE_NULL};
    return emit_move(c, NULL, reg, cell) &&
           emit_name_op(c, NULL, OP_STORE_NAME, (unsigned)reg, NAME_OF(c, __classcell__)) &&
           emit(c, NULL, OP_RETURN, FLAG_A, (unsigned)reg, 0, 0);
}

static Value compile_class_code(Compiler *c, Node *node, Scope *scope, int first_line) {
    if (!unit_enter(c, scope, first_line))
        return VALUE_NULL;
    return unit_leave(c, compile_prologue(c, node) && compile_body(c, &node->class_def.body) &&
                             compile_epilogue(c));
}

static bool compile_build(Compiler *c, Node *node, int base, int first_line) {
    Scope *scope = scope_of(c, node);
    if (!emit(c, node, OP_LOAD_BUILD_CLASS, 0, (unsigned)base, 0, 0) || temp_push(c) < 0)
        return false;
    Value code = compile_class_code(c, node, scope, first_line);
    if (!compile_make_function(c, node, code, scope, base + 1, 0, base + 1))
        return false;
    temp_pop(c, base + 2);
    if (!emit_loadk(c, node, base + 2, object_value(scope->name)))
        return false;
    temp_pop(c, base + 3);
    return compile_call_args(c, node, base, 2, false, &node->class_def.bases, &node->class_def.keywords, base,
                             false);
}

bool compile_class_def(Compiler *c, Node *node) {
    const NodeList *decorators = &node->class_def.decorators;
    int mark = c->unit->top, line = decorators->count ? decorators->items[0]->line : node->line;
    if (!compile_decorators(c, decorators) || !compile_build(c, node, c->unit->top, line))
        return false;
    temp_pop(c, mark);
    return compile_apply_decorators(c, decorators, mark) && temp_push(c) >= 0 &&
           name_store(c, node, node->class_def.name, (Operand){OPERAND_TEMP, mark, VALUE_NULL}) &&
           (temp_pop(c, mark), true);
}
