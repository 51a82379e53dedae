/* Names: loads, stores and deletes by where the symbol table says that a name lives. */
#include "vm/compiler.h"

static Symbol *symbol_of(Compiler *c, const Name *name, Str **text) {
    Scope *scope = c->unit->scope;
    *text = compiler_mangled(c, scope->private_class, name);
    return *text ? scope_lookup(scope, *text) : NULL;
}

/* Where the name lives, seen from the code of this scope. */
typedef enum Home { HOME_REGISTER, HOME_CELL, HOME_FREE, HOME_CLASS_FREE, HOME_GLOBAL, HOME_NAMESPACE } Home;

static Home home_of(const Unit *u, const Symbol *symbol) {
    bool function = u->scope->kind == SCOPE_FUNCTION;
    switch (symbol ? symbol->resolution : RESOLUTION_IMPLICIT) {
    case RESOLUTION_LOCAL:
        return function ? HOME_REGISTER : HOME_NAMESPACE;
    case RESOLUTION_CELL:
        return HOME_CELL;
    case RESOLUTION_FREE:
        return function ? HOME_FREE : HOME_CLASS_FREE;
    case RESOLUTION_GLOBAL:
        return HOME_GLOBAL;
    default:
        return function ? HOME_GLOBAL : HOME_NAMESPACE;
    }
}

void name_assigned(Compiler *c, int dst) {
    Unit *u = c->unit;
    if (dst < u->scope->local_count)
        u->known[dst] = u->era;
}

void name_forgotten(Compiler *c, int reg) {
    Unit *u = c->unit;
    if (reg < u->scope->local_count)
        u->known[reg] = 0;
}

/* A parameter that nobody deletes is always there; what else may be unbound is checked, unless that is known
 * already. compile_assign_check.c drops the checks that turn out needless. */
static bool check_bound(Compiler *c, const Node *where, const Symbol *symbol) {
    Unit *u = c->unit;
    if (u->known[symbol->reg] == u->era)
        return true;
    if ((symbol->flags & (SYMBOL_PARAMETER | SYMBOL_DELETED)) == SYMBOL_PARAMETER)
        return true;
    u->has_checks = true;
    u->known[symbol->reg] = u->era;
    return emit(c, where, OP_CHECK, 0, (unsigned)symbol->reg, 0, 0);
}

static bool load_class_free(Compiler *c, const Node *where, int dst, const Symbol *symbol) {
    int index = cache_index(c, OP_LOAD_CLASS_FREE, symbol->name);
    return index >= 0 && emit(c, where, OP_LOAD_CLASS_FREE, 0, (unsigned)dst, (unsigned)symbol->free_index,
                              (unsigned)index);
}

bool name_load(Compiler *c, const Node *where, const Name *name, int dst) {
    Str *text;
    Symbol *symbol = symbol_of(c, name, &text);
    if (!text || !temp_reserve(c, dst + 1))
        return false;
    switch (home_of(c->unit, symbol)) {
    case HOME_REGISTER:
        return check_bound(c, where, symbol) &&
               emit_move(c, where, dst, (Operand){OPERAND_LOCAL, symbol->reg, VALUE_NULL});
    case HOME_CELL:
        return emit(c, where, OP_LOAD_DEREF, 0, (unsigned)dst, (unsigned)symbol->reg, 0);
    case HOME_FREE:
        return emit(c, where, OP_LOAD_FREE, 0, (unsigned)dst, (unsigned)symbol->free_index, 0);
    case HOME_CLASS_FREE:
        return load_class_free(c, where, dst, symbol);
    case HOME_GLOBAL:
        return emit_name_op(c, where, OP_LOAD_GLOBAL, (unsigned)dst, text);
    default:
        return emit_name_op(c, where, OP_LOAD_NAME, (unsigned)dst, text);
    }
}

int name_local(Compiler *c, const Name *name) {
    Str *text;
    Symbol *symbol = symbol_of(c, name, &text);
    return symbol && home_of(c->unit, symbol) == HOME_REGISTER ? symbol->reg : -1;
}

bool name_operand(Compiler *c, const Node *where, const Name *name, Operand *out) {
    Str *text;
    Symbol *symbol = symbol_of(c, name, &text);
    if (!text)
        return false;
    if (symbol && home_of(c->unit, symbol) == HOME_REGISTER) {
        *out = (Operand){OPERAND_LOCAL, symbol->reg, VALUE_NULL};
        return check_bound(c, where, symbol);
    }
    *out = (Operand){OPERAND_TEMP, c->unit->top, VALUE_NULL};
    return name_load(c, where, name, out->reg) && temp_push(c) >= 0;
}

static bool store_register(Compiler *c, const Node *where, Home home, const Symbol *symbol, Str *text,
                           Operand value) {
    unsigned flags = consume(value, FLAG_A, -1), a = (unsigned)value.reg;
    Ins *ins;
    switch (home) {
    case HOME_CELL:
        return emit(c, where, OP_STORE_DEREF, flags, a, (unsigned)symbol->reg, 0);
    case HOME_FREE:
    case HOME_CLASS_FREE:
        return emit(c, where, OP_STORE_FREE, flags, a, (unsigned)symbol->free_index, 0);
    default:
        if (!emit_name_op(c, where, home == HOME_GLOBAL ? OP_STORE_GLOBAL : OP_STORE_NAME, a, text))
            return false;
        ins = &c->unit->ins[here(c) - 1];
        ins->flags = (uint8_t)flags;
        return true;
    }
}

bool name_store(Compiler *c, const Node *where, const Name *name, Operand value) {
    Str *text;
    Symbol *symbol = symbol_of(c, name, &text);
    if (!text || !forbidden_name(c, where, name, false))
        return false;
    Home home = home_of(c->unit, symbol);
    if (home == HOME_REGISTER)
        return emit_move(c, where, symbol->reg, value);
    int mark = c->unit->top;
    bool ok = operand_to_register(c, where, &value) && store_register(c, where, home, symbol, text, value);
    temp_pop(c, mark);
    return ok;
}

bool name_delete(Compiler *c, const Node *where, const Name *name) {
    Str *text;
    Symbol *symbol = symbol_of(c, name, &text);
    if (!text || !forbidden_name(c, where, name, true))
        return false;
    switch (home_of(c->unit, symbol)) {
    case HOME_REGISTER:
        return emit(c, where, OP_DELETE_LOCAL, 0, (unsigned)symbol->reg, 0, 0);
    case HOME_CELL:
        return emit(c, where, OP_DELETE_DEREF, 0, 0, (unsigned)symbol->reg, 0);
    case HOME_FREE:
    case HOME_CLASS_FREE:
        return emit(c, where, OP_DELETE_FREE, 0, 0, (unsigned)symbol->free_index, 0);
    case HOME_GLOBAL:
        return emit_name_op(c, where, OP_DELETE_GLOBAL, 0, text);
    default:
        return emit_name_op(c, where, OP_DELETE_NAME, 0, text);
    }
}
