/* Units: one for each code object, nested as the scopes are. */
#include "vm/compiler.h"

static Str *qualname_of(Compiler *c, const Scope *scope) {
    Unit *outer = c->unit;
    if (!outer || outer->scope->kind == SCOPE_MODULE)
        return scope->name;
    Symbol *symbol = scope_lookup(outer->scope, scope->name);
    bool definition = scope->node->kind == NODE_FUNCTION_DEF ||
                      scope->node->kind == NODE_ASYNC_FUNCTION_DEF || scope->node->kind == NODE_CLASS_DEF;
    if (definition && symbol && symbol->resolution == RESOLUTION_GLOBAL)
        return scope->name;
    const char *format = outer->scope->kind == SCOPE_FUNCTION ? "%U.<locals>.%U" : "%U.%U";
    Str *name = str_intern(c->t, str_format(c->t, format, outer->qualname, scope->name));
    return name && compiler_own(c, object_value(name)) ? name : NULL;
}

static bool make_cells(Compiler *c, const Scope *scope) {
    for (int i = 0; i < scope->local_count; i++) {
        bool cell = scope->locals[i]->resolution == RESOLUTION_CELL || scope->kind == SCOPE_CLASS;
        if (cell && !emit(c, NULL, OP_MAKE_CELL, 0, (unsigned)i, 0, 0))
            return false;
    }
    return true;
}

bool unit_enter(Compiler *c, Scope *scope, int first_line) {
    Unit *u = compiler_alloc(c, sizeof *u);
    if (!u || !compiler_enter(c))
        return false;
    u->outer = c->unit;
    u->scope = scope;
    u->top = u->max_top = scope->local_count;
    u->first_line = first_line;
    u->spans_lines = u->outer && u->outer->spans_lines; /* for lambdas and comprehensions */
    u->era = 1;
    u->qualname = qualname_of(c, scope);
    u->known = compiler_alloc(c, (size_t)(scope->local_count + 1) * sizeof *u->known);
    if (!u->qualname || !u->known) {
        compiler_leave(c);
        return false;
    }
    c->unit = u;
    if (make_cells(c, scope))
        return true;
    unit_leave(c, false);
    return false;
}

Value unit_leave(Compiler *c, bool ok) {
    Unit *u = c->unit;
    Code *code = NULL;
    int none = ok ? const_index(c, VALUE_NONE) : -1;
    Ins *last = none < 0 ? NULL : emit(c, NULL, OP_RETURN_K, 0, 0, 0, 0);
    if (last) {
        last->x = none;
        code = compile_assemble(c);
    }
    while (u->const_count)
        decref(c->t, u->consts[--u->const_count]);
    c->unit = u->outer;
    compiler_leave(c);
    return code ? object_value(code) : VALUE_NULL;
}
