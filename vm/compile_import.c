/* import statements, and what `from __future__ import` changes. */
#include "vm/compiler.h"

#include "runtime/list.h"

/* A 16-bit operand for a constant. */
static int name_constant(Compiler *c, const Node *where, Str *name) {
    int index = name ? const_index(c, object_value(name)) : -1;
    if (index > MAX_SMALL_INDEX)
        return compile_error(c, where, "too many constants before an import in one block"), -1;
    return index;
}

/* The module in register reg, the next temporary, which is taken. */
static bool import_name(Compiler *c, const Node *where, Str *name, int level, Value fromlist) {
    int reg = c->unit->top, index = name_constant(c, where, name);
    return index >= 0 && emit_loadk(c, where, reg, small_int_value(level)) &&
           emit_loadk(c, where, reg + 1, fromlist) &&
           emit(c, where, OP_IMPORT_NAME, 0, (unsigned)reg, (unsigned)reg, (unsigned)index) &&
           temp_push(c) >= 0;
}

static const Name *part_of(Compiler *c, const char *text, size_t length) {
    Name *name = compiler_alloc(c, sizeof *name);
    if (!name)
        return NULL;
    *name = (Name){.text = arena_copy(&c->arena, text, length), .length = (int)length};
    return name->text ? name : (raise_no_memory(c->t), NULL);
}

/* import a.b.c as x: x is the last part, by way of IMPORT_FROM. */
static bool load_parts(Compiler *c, const Node *node, int reg, const char *rest) {
    while (rest) {
        const char *dot = strchr(rest, '.');
        const Name *part = part_of(c, rest, dot ? (size_t)(dot - rest) : strlen(rest));
        int index = part ? name_constant(c, node, compiler_name(c, part)) : -1;
        if (index < 0 || !emit(c, node, OP_IMPORT_FROM, 0, (unsigned)reg, (unsigned)reg, (unsigned)index))
            return false;
        rest = dot ? dot + 1 : NULL;
    }
    return true;
}

static bool import_one(Compiler *c, Node *node, const Node *alias) {
    const Name *name = alias->alias.name, *stored = alias->alias.asname;
    const char *dot = strchr(name->text, '.');
    int reg = c->unit->top;
    if (!import_name(c, node, compiler_name(c, name), 0, VALUE_NONE))
        return false;
    if (stored && dot && !load_parts(c, node, reg, dot + 1))
        return false;
    if (!stored)
        stored = dot ? part_of(c, name->text, (size_t)(dot - name->text)) : name;
    bool ok = stored && name_store(c, node, stored, (Operand){OPERAND_TEMP, reg, VALUE_NULL});
    temp_pop(c, reg);
    return ok;
}

bool compile_import(Compiler *c, Node *node) {
    for (int i = 0; i < node->import.names.count; i++)
        if (!import_one(c, node, node->import.names.items[i]))
            return false;
    return true;
}

static Tuple *names_of(Compiler *c, const NodeList *aliases) {
    Tuple *names = tuple_new(c->t, aliases->count);
    for (int i = 0; names && i < aliases->count; i++) {
        Str *name = compiler_name(c, aliases->items[i]->alias.name);
        if (!name) {
            decref_object(c->t, names);
            return NULL;
        }
        names->items[i] = new_object_ref(name);
    }
    return names && compiler_own(c, object_value(names)) ? names : NULL;
}

static bool import_from_one(Compiler *c, Node *node, const Node *alias, int module) {
    const Name *stored = alias->alias.asname ? alias->alias.asname : alias->alias.name;
    int reg = c->unit->top, index = name_constant(c, node, compiler_name(c, alias->alias.name));
    bool ok = index >= 0 && temp_push(c) >= 0 &&
              emit(c, node, OP_IMPORT_FROM, 0, (unsigned)reg, (unsigned)module, (unsigned)index) &&
              name_store(c, node, stored, (Operand){OPERAND_TEMP, reg, VALUE_NULL});
    temp_pop(c, reg);
    return ok;
}

static bool is_future(const Node *node) {
    return node->kind == NODE_IMPORT_FROM && node->import_from.module &&
           !strcmp(node->import_from.module->text, "__future__");
}

bool compile_import_from(Compiler *c, Node *node) {
    const NodeList *names = &node->import_from.names;
    Tuple *fromlist = names_of(c, names);
    Str *module =
        node->import_from.module ? compiler_name(c, node->import_from.module) : compiler_intern(c, "");
    int reg = c->unit->top;
    if (is_future(node) && node->line > c->future_last_line)
        return compile_error(c, node, "from __future__ imports must occur at the beginning of the file");
    if (!fromlist || !import_name(c, node, module, node->import_from.level, object_value(fromlist)))
        return false;
    bool star = !strcmp(names->items[0]->alias.name->text, "*");
    temp_pop(c, star ? reg : reg + 1);
    if (star)
        return emit(c, node, OP_IMPORT_STAR, FLAG_A, (unsigned)reg, 0, 0);
    for (int i = 0; i < names->count; i++)
        if (!import_from_one(c, node, names->items[i], reg))
            return false;
    temp_pop(c, reg);
    return emit_clear(c, reg);
}

static bool future_error(Compiler *c, const Node *node, const char *format, const char *name) {
    return compile_error_at(c, node->line, node->col + 1, node->line, -1, format, name);
}

static bool add_future(Compiler *c, const Node *node, const char *name) {
    static const char *const old[] = {"nested_scopes",    "generators",     "division",
                                      "absolute_import",  "with_statement", "print_function",
                                      "unicode_literals", "generator_stop", NULL};
    for (int i = 0; old[i]; i++)
        if (!strcmp(name, old[i]))
            return true;
    if (!strcmp(name, "annotations"))
        return c->future |= CODE_FUTURE_ANNOTATIONS, true;
    if (!strcmp(name, "barry_as_FLUFL"))
        return future_error(c, node, "future feature %s is not supported by minipy", name);
    if (!strcmp(name, "braces"))
        return future_error(c, node, "not a chance%s", "");
    return future_error(c, node, "future feature %s is not defined", name);
}

static bool is_docstring(const Node *node) {
    if (node->kind != NODE_EXPR)
        return false;
    const Node *value = node->expr.value;
    if (node_is_value(value)) /* in trees of module ast */
        return is_str(node_value(value));
    return value->kind == NODE_CONSTANT && value->constant.kind == CONST_STR;
}

/* A late one in the line in which the beginning has ended; later lines are compile_import_from's. */
static bool check_same_line(Compiler *c, const NodeList *body, int i) {
    int line = body->items[i]->line;
    for (i++; i < body->count && body->items[i]->line == line; i++) {
        const Node *node = body->items[i];
        if (is_future(node)) /* CPython counts the column from 0 here */
            return compile_error_at(c, line, node->col, line, -1,
                                    "from __future__ imports must occur at the beginning of the file");
    }
    return true;
}

/* They stand at the beginning, after the docstring at most. */
bool compile_futures(Compiler *c, const Node *tree) {
    if (tree->kind == NODE_EXPRESSION)
        return true;
    const NodeList *body = &tree->module.body;
    for (int i = 0; i < body->count; i++) {
        const Node *node = body->items[i];
        if (!is_future(node)) {
            if (i == 0 && is_docstring(node))
                continue;
            return check_same_line(c, body, i);
        }
        c->future_last_line = node->line;
        for (int j = 0; j < node->import_from.names.count; j++)
            if (!add_future(c, node, node->import_from.names.items[j]->alias.name->text))
                return false;
    }
    return true;
}
