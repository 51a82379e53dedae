/* Scopes, first half: the walk over statements, which finds what each scope binds. The order is that in which
 * the compiler emits code, because co_varnames shows it. */
#include "vm/symtable_internal.h"

Symbol *scope_lookup(const Scope *scope, const Str *name) {
    return pointermap_get(&scope->map, name);
}

Scope *scope_of(Compiler *c, const Node *node) {
    return pointermap_get(&c->scopes, node);
}

static Symbol *symbol_new(Builder *b, Scope *scope, Str *name) {
    Symbol *symbol = compiler_alloc(b->c, sizeof *symbol);
    if (!symbol || !compiler_grow(b->c, (void **)&scope->symbols, scope->symbol_count, &scope->symbol_room,
                                  sizeof(Symbol *)))
        return NULL;
    *symbol = (Symbol){.name = name, .reg = -1, .free_index = -1, .scope = scope};
    if (!pointermap_set(&scope->map, &b->c->arena, name, symbol))
        return raise_no_memory(b->c->t), NULL;
    return scope->symbols[scope->symbol_count++] = symbol;
}

Symbol *scope_add_to(Builder *b, Scope *scope, Str *name, unsigned flags) {
    Symbol *symbol = scope_lookup(scope, name);
    if (!symbol && !(symbol = symbol_new(b, scope, name)))
        return NULL;
    symbol->flags |= flags;
    return symbol;
}

/* Inside a comprehension a walrus and its `for` may not bind the same name. */
static bool check_iterated(Builder *b, const Node *where, Symbol *symbol, unsigned flags) {
    if (!(flags & SYMBOL_ITERATED) || !(symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL)))
        return true;
    return compile_error(b->c, where,
                         "comprehension inner loop cannot rebind assignment expression target '%U'",
                         symbol->name);
}

Symbol *scope_add(Builder *b, const Node *where, const Name *name, unsigned flags) {
    Str *mangled = compiler_mangled(b->c, b->private_class, name);
    if (!mangled)
        return NULL;
    Symbol *symbol = scope_lookup(b->scope, mangled);
    if (symbol && (symbol->flags & flags & SYMBOL_PARAMETER)) {
        compile_error(b->c, where, "duplicate argument '%U' in function definition", mangled);
        return NULL;
    }
    symbol = scope_add_to(b, b->scope, mangled, flags);
    if (symbol && b->scope->is_comprehension && !check_iterated(b, where, symbol, flags))
        return NULL;
    return symbol;
}

Scope *scope_enter(Builder *b, ScopeKind kind, Node *node, Str *name) {
    Scope *scope = compiler_alloc(b->c, sizeof *scope), *parent = b->scope;
    if (!scope || !name || !compiler_enter(b->c))
        return NULL;
    *scope = (Scope){.kind = kind, .node = node, .parent = parent, .name = name};
    scope->private_class = b->private_class;
    if (parent) {
        scope->nested = parent->nested || parent->kind == SCOPE_FUNCTION;
        if (parent->last_child)
            parent->last_child->next = scope;
        else
            parent->first_child = scope;
        parent->last_child = scope;
    }
    if (!pointermap_set(&b->c->scopes, &b->c->arena, node, scope))
        return raise_no_memory(b->c->t), NULL;
    return b->scope = scope;
}

void scope_leave(Builder *b, Scope *scope) {
    b->scope = scope->parent;
    compiler_leave(b->c);
}

static bool add_parameter(Builder *b, const Node *arg) {
    if (!arg)
        return true;
    b->scope->parameter_count++;
    return forbidden_name(b->c, b->scope->node, arg->arg.arg, false) &&
           scope_add(b, arg, arg->arg.arg, SYMBOL_PARAMETER);
}

static bool add_parameters(Builder *b, const NodeList *args) {
    for (int i = 0; i < args->count; i++)
        if (!add_parameter(b, args->items[i]))
            return false;
    return true;
}

bool symtable_parameters(Builder *b, const Node *arguments) {
    return add_parameters(b, &arguments->arguments.posonlyargs) &&
           add_parameters(b, &arguments->arguments.args) &&
           add_parameters(b, &arguments->arguments.kwonlyargs) &&
           add_parameter(b, arguments->arguments.vararg) && add_parameter(b, arguments->arguments.kwarg);
}

bool symtable_defaults(Builder *b, const Node *arguments) {
    return symtable_exprs(b, &arguments->arguments.defaults) &&
           symtable_exprs(b, &arguments->arguments.kw_defaults);
}

/* Under `from __future__ import annotations` an annotation is only text: names in it are not used. */
static bool visit_annotation(Builder *b, Node *annotation) {
    if (!annotation)
        return true;
    if (!(b->c->future & CODE_FUTURE_ANNOTATIONS))
        return symtable_expr(b, annotation);
    Scope *outside = b->scope;
    Scope *scope = scope_enter(b, SCOPE_FUNCTION, annotation, outside->name);
    if (!scope)
        return false;
    b->annotation = "annotation";
    bool ok = symtable_expr(b, annotation);
    b->annotation = NULL;
    scope_leave(b, scope);
    /* nothing in it is ever compiled: forget the scope again */
    Scope **link = &outside->first_child, *previous = NULL;
    while (*link != scope) {
        previous = *link;
        link = &(*link)->next;
    }
    *link = NULL;
    outside->last_child = previous;
    return ok;
}

static bool visit_arg_annotations(Builder *b, const NodeList *args) {
    for (int i = 0; i < args->count; i++)
        if (!visit_annotation(b, args->items[i]->arg.annotation))
            return false;
    return true;
}

static bool visit_annotations(Builder *b, const Node *args, Node *returns) {
    return visit_arg_annotations(b, &args->arguments.posonlyargs) &&
           visit_arg_annotations(b, &args->arguments.args) &&
           (!args->arguments.vararg || visit_annotation(b, args->arguments.vararg->arg.annotation)) &&
           visit_arg_annotations(b, &args->arguments.kwonlyargs) &&
           (!args->arguments.kwarg || visit_annotation(b, args->arguments.kwarg->arg.annotation)) &&
           visit_annotation(b, returns);
}

static bool visit_function(Builder *b, Node *node) {
    Node *args = node->function_def.args;
    if (!symtable_exprs(b, &node->function_def.decorators) || !symtable_defaults(b, args) ||
        !visit_annotations(b, args, node->function_def.returns))
        return false;
    Scope *scope = scope_enter(b, SCOPE_FUNCTION, node, compiler_name(b->c, node->function_def.name));
    if (!scope)
        return false;
    scope->is_async = node->kind == NODE_ASYNC_FUNCTION_DEF;
    bool ok = symtable_parameters(b, args) && symtable_statements(b, &node->function_def.body);
    scope_leave(b, scope);
    return ok && scope_add(b, node, node->function_def.name, SYMBOL_LOCAL);
}

static bool visit_class(Builder *b, Node *node) {
    if (!symtable_exprs(b, &node->class_def.decorators) || !symtable_exprs(b, &node->class_def.bases))
        return false;
    for (int i = 0; i < node->class_def.keywords.count; i++)
        if (!symtable_expr(b, node->class_def.keywords.items[i]->keyword.value))
            return false;
    Str *outer_class = b->private_class;
    Scope *scope = scope_enter(b, SCOPE_CLASS, node, compiler_name(b->c, node->class_def.name));
    if (!scope)
        return false;
    scope->private_class = b->private_class = scope->name;
    bool ok = symtable_statements(b, &node->class_def.body);
    b->private_class = outer_class;
    scope_leave(b, scope);
    return ok && scope_add(b, node, node->class_def.name, SYMBOL_LOCAL);
}

static const char *global_complaint(const Symbol *symbol, bool global) {
    if (symbol->flags & SYMBOL_PARAMETER)
        return global ? "name '%U' is parameter and global" : "name '%U' is parameter and nonlocal";
    if (symbol->flags & SYMBOL_USED)
        return global ? "name '%U' is used prior to global declaration"
                      : "name '%U' is used prior to nonlocal declaration";
    if (symbol->flags & SYMBOL_ANNOTATED)
        return global ? "annotated name '%U' can't be global" : "annotated name '%U' can't be nonlocal";
    if (symbol->flags & SYMBOL_LOCAL)
        return global ? "name '%U' is assigned to before global declaration"
                      : "name '%U' is assigned to before nonlocal declaration";
    return NULL;
}

static Scope *module_scope(Scope *scope) {
    while (scope->parent)
        scope = scope->parent;
    return scope;
}

static bool visit_global(Builder *b, Node *node) {
    bool global = node->kind == NODE_GLOBAL;
    for (int i = 0; i < node->global.names.count; i++) {
        Symbol *symbol = scope_add(b, node, node->global.names.items[i], 0);
        if (!symbol)
            return false;
        const char *complaint = global_complaint(symbol, global);
        if (complaint)
            return compile_error(b->c, node, complaint, symbol->name);
        symbol->flags |= global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL;
        if (!symbol->directive)
            symbol->directive = node;
        if (global && !scope_add_to(b, module_scope(b->scope), symbol->name, SYMBOL_GLOBAL_BELOW))
            return false;
    }
    return true;
}

static bool visit_ann_assign(Builder *b, Node *node) {
    Node *target = node->ann_assign.target;
    b->scope->has_annotations = true;
    if (node->ann_assign.value && !symtable_expr(b, node->ann_assign.value))
        return false;
    if (target->kind != NODE_NAME) {
        return symtable_expr(b, target) && visit_annotation(b, node->ann_assign.annotation);
    }
    Symbol *symbol = scope_add(b, target, target->name.id, 0);
    if (!symbol)
        return false;
    bool declared = symbol->flags & (SYMBOL_GLOBAL | SYMBOL_NONLOCAL);
    if (declared && b->scope->kind != SCOPE_MODULE && node->ann_assign.simple)
        return compile_error(
            b->c, node, global_complaint(&(Symbol){.flags = SYMBOL_ANNOTATED}, symbol->flags & SYMBOL_GLOBAL),
            symbol->name);
    if (node->ann_assign.simple)
        symbol->flags |= SYMBOL_ANNOTATED | SYMBOL_LOCAL;
    else if (node->ann_assign.value)
        symbol->flags |= SYMBOL_LOCAL;
    return visit_annotation(b, node->ann_assign.annotation);
}

static bool visit_aliases(Builder *b, Node *node, const NodeList *aliases) {
    for (int i = 0; i < aliases->count; i++) {
        const Node *alias = aliases->items[i];
        if (!strcmp(alias->alias.name->text, "*")) {
            if (b->scope->kind != SCOPE_MODULE)
                return compile_error(b->c, alias, "import * only allowed at module level");
            continue;
        }
        const Name *stored = alias->alias.asname ? alias->alias.asname : alias->alias.name;
        Name first = *stored;
        const char *dot = strchr(stored->text, '.');
        if (dot) { /* import a.b.c binds a */
            first.length = (int)(dot - stored->text);
            first.text = arena_copy(&b->c->arena, stored->text, (size_t)first.length);
            Name *copy = compiler_alloc(b->c, sizeof *copy);
            if (!first.text || !copy)
                return raise_no_memory(b->c->t), false;
            *copy = first;
            stored = copy;
        }
        if (!scope_add(b, alias, stored, SYMBOL_IMPORTED))
            return false;
    }
    return true;
}

static bool visit_handlers(Builder *b, const NodeList *handlers) {
    for (int i = 0; i < handlers->count; i++) {
        Node *handler = handlers->items[i];
        if (handler->except_handler.type && !symtable_expr(b, handler->except_handler.type))
            return false;
        if (handler->except_handler.name &&
            !scope_add(b, handler, handler->except_handler.name, SYMBOL_LOCAL | SYMBOL_DELETED))
            return false;
        if (!symtable_statements(b, &handler->except_handler.body))
            return false;
    }
    return true;
}

static bool visit_try(Builder *b, Node *node) {
    return symtable_statements(b, &node->try_.body) && symtable_statements(b, &node->try_.orelse) &&
           visit_handlers(b, &node->try_.handlers) && symtable_statements(b, &node->try_.finalbody);
}

static bool visit_with(Builder *b, Node *node) {
    b->scope->has_await |= node->kind == NODE_ASYNC_WITH;
    for (int i = 0; i < node->with.items.count; i++) {
        Node *item = node->with.items.items[i];
        if (!symtable_expr(b, item->with_item.context_expr) ||
            (item->with_item.optional_vars && !symtable_expr(b, item->with_item.optional_vars)))
            return false;
    }
    return symtable_statements(b, &node->with.body);
}

static bool visit_match(Builder *b, Node *node) {
    if (!symtable_expr(b, node->match.subject))
        return false;
    for (int i = 0; i < node->match.cases.count; i++) {
        Node *match_case = node->match.cases.items[i];
        if (!symtable_pattern(b, match_case->match_case.pattern) ||
            (match_case->match_case.guard && !symtable_expr(b, match_case->match_case.guard)) ||
            !symtable_statements(b, &match_case->match_case.body))
            return false;
    }
    return true;
}

/* elif chains are as long as they like: no recursion along them. */
static bool visit_if(Builder *b, Node *node) {
    for (;;) {
        if (!symtable_expr(b, node->if_.test) || !symtable_statements(b, &node->if_.body))
            return false;
        if (node->if_.orelse.count != 1 || node->if_.orelse.items[0]->kind != NODE_IF)
            return symtable_statements(b, &node->if_.orelse);
        node = node->if_.orelse.items[0];
    }
}

static bool visit_for(Builder *b, Node *node) {
    b->scope->has_await |= node->kind == NODE_ASYNC_FOR;
    return symtable_expr(b, node->for_.iter) &&
           (node->kind == NODE_ASYNC_FOR || fold_container(b->c, node->for_.iter)) &&
           symtable_expr(b, node->for_.target) && symtable_statements(b, &node->for_.body) &&
           symtable_statements(b, &node->for_.orelse);
}

static bool visit_statement(Builder *b, Node *node) {
    switch (node->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        return visit_function(b, node);
    case NODE_CLASS_DEF:
        return visit_class(b, node);
    case NODE_RETURN:
        return !node->return_.value || symtable_expr(b, node->return_.value);
    case NODE_DELETE:
        return symtable_exprs(b, &node->delete_.targets);
    case NODE_ASSIGN:
        return symtable_expr(b, node->assign.value) && symtable_exprs(b, &node->assign.targets);
    case NODE_AUG_ASSIGN:
        return symtable_expr(b, node->aug_assign.target) && symtable_expr(b, node->aug_assign.value);
    case NODE_ANN_ASSIGN:
        return visit_ann_assign(b, node);
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        return visit_for(b, node);
    case NODE_WHILE:
        return symtable_expr(b, node->while_.test) && symtable_statements(b, &node->while_.body) &&
               symtable_statements(b, &node->while_.orelse);
    case NODE_IF:
        return visit_if(b, node);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return visit_with(b, node);
    case NODE_MATCH:
        return visit_match(b, node);
    case NODE_RAISE:
        return (!node->raise.exc || symtable_expr(b, node->raise.exc)) &&
               (!node->raise.cause || symtable_expr(b, node->raise.cause));
    case NODE_TRY:
    case NODE_TRY_STAR:
        return visit_try(b, node);
    case NODE_ASSERT:
        return symtable_expr(b, node->assert_.test) &&
               (!node->assert_.msg || symtable_expr(b, node->assert_.msg));
    case NODE_IMPORT:
        return visit_aliases(b, node, &node->import.names);
    case NODE_IMPORT_FROM:
        return visit_aliases(b, node, &node->import_from.names);
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        return visit_global(b, node);
    case NODE_EXPR:
        return symtable_expr(b, node->expr.value);
    default: /* pass, break, continue */
        return true;
    }
}

bool symtable_statements(Builder *b, const NodeList *nodes) {
    if (!compiler_enter(b->c))
        return false;
    bool ok = true;
    for (int i = 0; ok && i < nodes->count; i++)
        ok = visit_statement(b, nodes->items[i]);
    compiler_leave(b->c);
    return ok;
}

bool symtable_build(Compiler *c, Node *tree) {
    Builder b = {.c = c};
    Str *name = compiler_intern(c, "<module>");
    Scope *scope = scope_enter(&b, SCOPE_MODULE, tree, name);
    if (!scope)
        return false;
    c->module_scope = scope;
    scope->is_async = c->options->top_level_await;
    bool ok = tree->kind == NODE_EXPRESSION ? symtable_expr(&b, tree->expression.body)
                                            : symtable_statements(&b, &tree->module.body);
    scope_leave(&b, scope);
    return ok && symtable_resolve(c);
}
