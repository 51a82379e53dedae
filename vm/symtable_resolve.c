/* Scopes, second half: where each name lives. Outer scopes are resolved before inner ones, so a name that is
 * only used finds its owner by walking outwards; the scopes it passes on the way get it into their closures.
 */
#include "vm/symtable_internal.h"

#include <stdlib.h>

/* The symbol of the function that owns the name for uses inside `scope`; NULL: it is global. */
static Symbol *find_owner(Builder *b, Scope *scope, Str *name) {
    bool is_class_cell = value_is(object_value(name), object_value(NAME_OF(b->c, __class__)));
    for (Scope *outer = scope->parent; outer && outer->kind != SCOPE_MODULE; outer = outer->parent) {
        if (outer->kind == SCOPE_CLASS && is_class_cell) {
            outer->needs_class_cell = true;
            return scope_add_to(b, outer, name, 0);
        }
        Symbol *symbol = outer->kind == SCOPE_FUNCTION ? scope_lookup(outer, name) : NULL;
        if (!symbol)
            continue;
        if (symbol->resolution == RESOLUTION_LOCAL || symbol->resolution == RESOLUTION_CELL)
            return symbol;
        if (symbol->resolution != RESOLUTION_FREE)
            return NULL;
    }
    return NULL;
}

enum { IN_CLOSURE = 0 }; /* free_index until the indices are known */

/* Passes the owner's cell down to `scope`. */
static bool thread_cell(Builder *b, Scope *scope, Symbol *owner) {
    if (owner->scope->kind == SCOPE_FUNCTION)
        owner->resolution = RESOLUTION_CELL;
    for (; scope != owner->scope; scope = scope->parent) {
        Symbol *symbol = scope_add_to(b, scope, owner->name, 0);
        if (!symbol)
            return false;
        if (symbol->free_index != IN_CLOSURE)
            scope->free_count++;
        symbol->free_index = IN_CLOSURE;
        if (!(symbol->flags & (SYMBOL_LOCAL | SYMBOL_IMPORTED)) && symbol->resolution == RESOLUTION_NONE)
            symbol->resolution = RESOLUTION_FREE;
    }
    return true;
}

static bool resolve_nonlocal(Builder *b, Scope *scope, Symbol *symbol) {
    if (scope->kind == SCOPE_MODULE)
        return compile_error(b->c, symbol->directive, "nonlocal declaration not allowed at module level");
    Symbol *owner = find_owner(b, scope, symbol->name);
    if (!owner)
        return error_pending(b->c->t) ? false
                                      : compile_error(b->c, symbol->directive,
                                                      "no binding for nonlocal '%U' found", symbol->name);
    symbol->resolution = RESOLUTION_FREE;
    return thread_cell(b, scope, owner);
}

static bool resolve_used(Builder *b, Scope *scope, Symbol *symbol) {
    Symbol *owner = find_owner(b, scope, symbol->name);
    if (!owner)
        symbol->resolution = RESOLUTION_IMPLICIT;
    return owner ? thread_cell(b, scope, owner) : !error_pending(b->c->t);
}

static bool resolve_symbol(Builder *b, Scope *scope, Symbol *symbol) {
    unsigned flags = symbol->flags;
    if ((flags & SYMBOL_GLOBAL) && (flags & SYMBOL_NONLOCAL))
        return compile_error(b->c, symbol->directive, "name '%U' is nonlocal and global", symbol->name);
    if (flags & SYMBOL_NONLOCAL)
        return resolve_nonlocal(b, scope, symbol);
    if (flags & (SYMBOL_GLOBAL | SYMBOL_GLOBAL_BELOW)) {
        symbol->resolution = RESOLUTION_GLOBAL;
        return true;
    }
    if (flags & (SYMBOL_LOCAL | SYMBOL_PARAMETER | SYMBOL_IMPORTED)) {
        symbol->resolution = RESOLUTION_LOCAL;
        return true;
    }
    return !flags || resolve_used(b, scope, symbol);
}

static bool resolve_scope(Builder *b, Scope *scope) {
    for (int i = 0; i < scope->symbol_count; i++)
        if (scope->symbols[i]->resolution == RESOLUTION_NONE && !resolve_symbol(b, scope, scope->symbols[i]))
            return false;
    for (Scope *child = scope->first_child; child; child = child->next)
        if (!resolve_scope(b, child))
            return false;
    return true;
}

static int by_name(const void *a, const void *b) {
    return str_compare((*(Symbol *const *)a)->name, (*(Symbol *const *)b)->name);
}

static void sort_symbols(Symbol **symbols, int count) {
    if (count > 1)
        qsort(symbols, (size_t)count, sizeof *symbols, by_name);
}

static bool is_register(const Symbol *symbol) {
    return symbol->resolution == RESOLUTION_LOCAL || symbol->resolution == RESOLUTION_CELL;
}

/* Registers: parameters, then other locals as they appear, then cells that are no parameters, by name. */
static void number_locals(Scope *scope) {
    int count = 0;
    for (int pass = 0; pass < 3; pass++) {
        int first = count;
        for (int i = 0; i < scope->symbol_count; i++) {
            Symbol *symbol = scope->symbols[i];
            bool parameter = symbol->flags & SYMBOL_PARAMETER;
            int wanted = parameter ? 0 : symbol->resolution == RESOLUTION_LOCAL ? 1 : 2;
            if (is_register(symbol) && wanted == pass)
                scope->locals[count++] = symbol;
        }
        if (pass == 2)
            sort_symbols(scope->locals + first, count - first);
    }
    scope->local_count = count;
}

/* A class body has one register at most: the cell that its methods know as __class__. */
static void number_class_cell(Builder *b, Scope *scope) {
    if (!scope->needs_class_cell)
        return;
    scope->locals[0] = scope_lookup(scope, NAME_OF(b->c, __class__));
    scope->local_count = 1;
}

static bool number_frees(Builder *b, Scope *scope) {
    scope->frees = compiler_alloc(b->c, (size_t)(scope->free_count + 1) * sizeof *scope->frees);
    if (!scope->frees)
        return false;
    int count = 0;
    for (int i = 0; i < scope->symbol_count; i++)
        if (scope->symbols[i]->free_index == IN_CLOSURE)
            scope->frees[count++] = scope->symbols[i];
    sort_symbols(scope->frees, count);
    for (int i = 0; i < count; i++)
        scope->frees[i]->free_index = i;
    scope->free_count = count;
    return true;
}

static bool number_scope(Builder *b, Scope *scope) {
    scope->locals = compiler_alloc(b->c, (size_t)(scope->symbol_count + 1) * sizeof *scope->locals);
    if (!scope->locals || !number_frees(b, scope))
        return false;
    if (scope->kind == SCOPE_FUNCTION)
        number_locals(scope);
    else
        number_class_cell(b, scope);
    for (int i = 0; i < scope->local_count; i++)
        scope->locals[i]->reg = i;
    if (scope->local_count > MAX_REGISTER / 2)
        return compile_error(b->c, scope->node, "too many local variables in one function");
    for (Scope *child = scope->first_child; child; child = child->next)
        if (!number_scope(b, child))
            return false;
    return true;
}

bool symtable_resolve(Compiler *c) {
    Builder b = {.c = c};
    return resolve_scope(&b, c->module_scope) && number_scope(&b, c->module_scope);
}
