/* Scopes: the walk over expressions and patterns. On the way back up constants are folded, so that every node
 * is seen once. */
#include "vm/symtable_internal.h"

bool symtable_exprs(Builder *b, const NodeList *nodes) {
    for (int i = 0; i < nodes->count; i++)
        if (nodes->items[i] && !symtable_expr(b, nodes->items[i]))
            return false;
    return true;
}

static bool forbid_in_annotation(Builder *b, const Node *node, const char *what) {
    return !b->annotation || compile_error(b->c, node, "'%s' can not be used within an annotation", what);
}

static bool visit_name(Builder *b, Node *node) {
    bool load = node->name.ctx == CTX_LOAD;
    Symbol *symbol = scope_add(b, node, node->name.id, load ? SYMBOL_USED : SYMBOL_LOCAL);
    if (!symbol)
        return false;
    if (node->name.ctx == CTX_DEL)
        symbol->flags |= SYMBOL_DELETED;
    /* super() needs the cell of the class around it */
    if (load && b->scope->kind == SCOPE_FUNCTION && str_equal_ascii(symbol->name, "super"))
        return scope_add_to(b, b->scope, NAME_OF(b->c, __class__), SYMBOL_USED);
    return true;
}

static bool bind_walrus_in(Builder *b, Scope *scope, Node *target, Str *name) {
    Symbol *outer = scope_lookup(scope, name);
    bool global = scope->kind == SCOPE_MODULE || (outer && (outer->flags & SYMBOL_GLOBAL));
    Symbol *inner = scope_add_to(b, b->scope, name, global ? SYMBOL_GLOBAL : SYMBOL_NONLOCAL);
    if (!inner || !scope_add_to(b, scope, name, scope->kind == SCOPE_MODULE ? SYMBOL_GLOBAL : SYMBOL_LOCAL))
        return false;
    inner->directive = target;
    return true;
}

/* A walrus in a comprehension binds in the function (or module) around all comprehensions. */
static bool bind_walrus(Builder *b, Node *target) {
    Str *name = compiler_mangled(b->c, b->private_class, target->name.id);
    if (!name)
        return false;
    for (Scope *scope = b->scope;; scope = scope->parent) {
        Symbol *symbol = scope_lookup(scope, name);
        if (scope->is_comprehension && symbol && (symbol->flags & SYMBOL_ITERATED))
            return compile_error(b->c, target,
                                 "assignment expression cannot rebind comprehension iteration variable '%U'",
                                 name);
        if (scope->is_comprehension)
            continue;
        if (scope->kind == SCOPE_CLASS)
            return compile_error(
                b->c, target, "assignment expression within a comprehension cannot be used in a class body");
        return bind_walrus_in(b, scope, target, name);
    }
}

static bool visit_walrus(Builder *b, Node *node) {
    if (!forbid_in_annotation(b, node, "named expression"))
        return false;
    if (b->scope->in_iterable)
        return compile_error(b->c, node,
                             "assignment expression cannot be used in a comprehension iterable expression");
    if (b->scope->is_comprehension)
        return bind_walrus(b, node->named_expr.target) && symtable_expr(b, node->named_expr.value);
    b->scope->has_walrus = true;
    return symtable_expr(b, node->named_expr.value) && symtable_expr(b, node->named_expr.target);
}

static bool visit_lambda(Builder *b, Node *node) {
    if (!symtable_defaults(b, node->lambda.args))
        return false;
    Scope *scope = scope_enter(b, SCOPE_FUNCTION, node, compiler_intern(b->c, "<lambda>"));
    if (!scope)
        return false;
    scope->in_iterable = scope->parent->in_iterable;
    bool ok = symtable_parameters(b, node->lambda.args) && symtable_expr(b, node->lambda.body);
    scope_leave(b, scope);
    return ok;
}

/* Marks the names that a comprehension's `for` binds. */
static bool mark_targets(Builder *b, Node *target) {
    switch (target->kind) {
    case NODE_NAME:
        return scope_add(b, target, target->name.id, SYMBOL_LOCAL | SYMBOL_ITERATED);
    case NODE_LIST:
    case NODE_TUPLE:
        for (int i = 0; i < target->sequence.elts.count; i++)
            if (!mark_targets(b, target->sequence.elts.items[i]))
                return false;
        return true;
    case NODE_STARRED:
        return mark_targets(b, target->starred.value);
    default:
        return symtable_expr(b, target);
    }
}

static bool visit_iterable(Builder *b, Node *iter) {
    bool outer = b->scope->in_iterable;
    b->scope->in_iterable = true;
    bool ok = symtable_expr(b, iter) && fold_container(b->c, iter);
    b->scope->in_iterable = outer;
    return ok;
}

static bool visit_generators(Builder *b, const NodeList *generators) {
    for (int i = 0; i < generators->count; i++) {
        Node *generator = generators->items[i];
        if (i > 0 && !visit_iterable(b, generator->comprehension.iter))
            return false;
        if (generator->comprehension.is_async)
            b->scope->has_await = true;
        if (!mark_targets(b, generator->comprehension.target) ||
            !symtable_exprs(b, &generator->comprehension.ifs))
            return false;
    }
    return true;
}

static const char *comprehension_name(NodeKind kind) {
    return kind == NODE_LIST_COMP   ? "<listcomp>"
           : kind == NODE_SET_COMP  ? "<setcomp>"
           : kind == NODE_DICT_COMP ? "<dictcomp>"
                                    : "<genexpr>";
}

static bool visit_comprehension_scope(Builder *b, Node *node, const NodeList *generators) {
    Str *parameter = compiler_intern(b->c, ".0");
    if (!parameter || !scope_add_to(b, b->scope, parameter, SYMBOL_PARAMETER))
        return false;
    b->scope->parameter_count = 1;
    if (!visit_generators(b, generators))
        return false;
    if (node->kind == NODE_DICT_COMP)
        return symtable_expr(b, node->dict_comp.key) && symtable_expr(b, node->dict_comp.value);
    return symtable_expr(b, node->comp.elt);
}

static bool visit_comprehension(Builder *b, Node *node) {
    const NodeList *generators =
        node->kind == NODE_DICT_COMP ? &node->dict_comp.generators : &node->comp.generators;
    if (!visit_iterable(b, generators->items[0]->comprehension.iter))
        return false;
    Scope *scope =
        scope_enter(b, SCOPE_FUNCTION, node, compiler_intern(b->c, comprehension_name(node->kind)));
    if (!scope)
        return false;
    scope->is_comprehension = true;
    scope->in_iterable = scope->parent->in_iterable;
    bool ok = visit_comprehension_scope(b, node, generators);
    if (node->kind == NODE_GENERATOR_EXP)
        scope->has_yield = true;
    scope_leave(b, scope);
    if (ok && scope->has_await && (node->kind != NODE_GENERATOR_EXP || b->scope->kind == SCOPE_MODULE))
        b->scope->has_await = true;
    return ok;
}

static const char *comprehension_title(NodeKind kind) {
    return kind == NODE_LIST_COMP   ? "list comprehension"
           : kind == NODE_SET_COMP  ? "set comprehension"
           : kind == NODE_DICT_COMP ? "dict comprehension"
                                    : "generator expression";
}

static bool visit_yield(Builder *b, Node *node) {
    if (!forbid_in_annotation(b, node, "yield expression") ||
        (node->yield.value && !symtable_expr(b, node->yield.value)))
        return false;
    if (b->scope->is_comprehension)
        return compile_error(b->c, node, "'yield' inside %s", comprehension_title(b->scope->node->kind));
    b->scope->has_yield = true;
    return true;
}

static bool visit_await(Builder *b, Node *node) {
    if (!forbid_in_annotation(b, node, "await expression") || !symtable_expr(b, node->await.value))
        return false;
    b->scope->has_await = true;
    return true;
}

static bool visit_dict(Builder *b, Node *node) {
    for (int i = 0; i < node->dict.values.count; i++) {
        Node *key = node->dict.keys.items[i];
        if ((key && !symtable_expr(b, key)) || !symtable_expr(b, node->dict.values.items[i]))
            return false;
    }
    return true;
}

static bool visit_call_arguments(Builder *b, Node *node) {
    if (!symtable_exprs(b, &node->call.args))
        return false;
    for (int i = 0; i < node->call.keywords.count; i++)
        if (!symtable_expr(b, node->call.keywords.items[i]->keyword.value))
            return false;
    return true;
}

static bool visit_compare(Builder *b, Node *node) {
    if (!symtable_expr(b, node->compare.left) || !symtable_exprs(b, &node->compare.comparators))
        return false;
    int last = node->compare.ops.count - 1;
    CmpOp op = node->compare.ops.items[last];
    return (op != CMP_IN && op != CMP_NOT_IN) || fold_container(b->c, node->compare.comparators.items[last]);
}

/* All of a node but its leftmost child, which symtable_expr has seen already. */
static bool visit_rest(Builder *b, Node *node) {
    switch (node->kind) {
    case NODE_BIN_OP:
        return symtable_expr(b, node->bin_op.right);
    case NODE_SUBSCRIPT:
        return symtable_expr(b, node->subscript.slice);
    case NODE_CALL:
        return visit_call_arguments(b, node);
    default:
        return true;
    }
}

static bool visit_other(Builder *b, Node *node) {
    switch ((int)node->kind) {
    case NODE_BOOL_OP:
        return symtable_exprs(b, &node->bool_op.values);
    case NODE_NAMED_EXPR:
        return visit_walrus(b, node);
    case NODE_UNARY_OP:
        return symtable_expr(b, node->unary_op.operand);
    case NODE_LAMBDA:
        return visit_lambda(b, node);
    case NODE_IF_EXP:
        return symtable_expr(b, node->if_exp.test) && symtable_expr(b, node->if_exp.body) &&
               symtable_expr(b, node->if_exp.orelse);
    case NODE_DICT:
        return visit_dict(b, node);
    case NODE_SET:
        return symtable_exprs(b, &node->set.elts);
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_DICT_COMP:
    case NODE_GENERATOR_EXP:
        return visit_comprehension(b, node);
    case NODE_AWAIT:
        return visit_await(b, node);
    case NODE_YIELD:
    case NODE_YIELD_FROM:
        return visit_yield(b, node);
    case NODE_COMPARE:
        return visit_compare(b, node);
    case NODE_FORMATTED_VALUE:
        return symtable_expr(b, node->formatted_value.value) &&
               (!node->formatted_value.format_spec || symtable_expr(b, node->formatted_value.format_spec));
    case NODE_JOINED_STR:
        return symtable_exprs(b, &node->joined_str.values);
    case NODE_STARRED:
        return symtable_expr(b, node->starred.value);
    case NODE_NAME:
        return visit_name(b, node);
    case NODE_LIST:
    case NODE_TUPLE:
        return symtable_exprs(b, &node->sequence.elts);
    case NODE_SLICE:
        return (!node->slice.lower || symtable_expr(b, node->slice.lower)) &&
               (!node->slice.upper || symtable_expr(b, node->slice.upper)) &&
               (!node->slice.step || symtable_expr(b, node->slice.step));
    default: /* constants */
        return true;
    }
}

static Node *leftmost(const Node *node) {
    switch ((int)node->kind) {
    case NODE_BIN_OP:
        return node->bin_op.left;
    case NODE_ATTRIBUTE:
        return node->attribute.value;
    case NODE_SUBSCRIPT:
        return node->subscript.value;
    case NODE_CALL:
        return node->call.func;
    default:
        return NULL;
    }
}

/* Annotations that stay text are unparsed later: they must not be folded. */
static bool finish(Builder *b, Node *node) {
    return b->annotation || fold_node(b->c, node);
}

/* 1 + 2 + 3 + ... is a left spine as deep as it is long: down with a loop, and up again with another. */
static bool visit_spine(Builder *b, Node *node) {
    int count = 0, i = 0;
    for (Node *n = node; n; n = leftmost(n))
        count++;
    Node *few[16], **spine = count <= 16 ? few : compiler_alloc(b->c, (size_t)count * sizeof *spine);
    if (!spine)
        return false;
    for (Node *n = node; n; n = leftmost(n))
        spine[i++] = n;
    if (!visit_other(b, spine[count - 1]) || !finish(b, spine[count - 1]))
        return false;
    for (i = count - 2; i >= 0; i--)
        if (!visit_rest(b, spine[i]) || !finish(b, spine[i]))
            return false;
    return true;
}

bool symtable_expr(Builder *b, Node *node) {
    if (!compiler_enter(b->c))
        return false;
    bool ok = visit_spine(b, node);
    compiler_leave(b->c);
    return ok;
}

static bool visit_patterns(Builder *b, const NodeList *patterns) {
    for (int i = 0; i < patterns->count; i++)
        if (!symtable_pattern(b, patterns->items[i]))
            return false;
    return true;
}

static bool capture(Builder *b, Node *node, const Name *name) {
    return !name || scope_add(b, node, name, SYMBOL_LOCAL);
}

static bool visit_pattern(Builder *b, Node *node) {
    switch (node->kind) {
    case NODE_MATCH_VALUE:
        return symtable_expr(b, node->match_value.value);
    case NODE_MATCH_SEQUENCE:
        return visit_patterns(b, &node->match_sequence.patterns);
    case NODE_MATCH_MAPPING:
        return symtable_exprs(b, &node->match_mapping.keys) &&
               visit_patterns(b, &node->match_mapping.patterns) && capture(b, node, node->match_mapping.rest);
    case NODE_MATCH_CLASS:
        return symtable_expr(b, node->match_class.cls) && visit_patterns(b, &node->match_class.patterns) &&
               visit_patterns(b, &node->match_class.kwd_patterns);
    case NODE_MATCH_STAR:
        return capture(b, node, node->match_star.name);
    case NODE_MATCH_AS:
        return (!node->match_as.pattern || symtable_pattern(b, node->match_as.pattern)) &&
               capture(b, node, node->match_as.name);
    case NODE_MATCH_OR:
        return visit_patterns(b, &node->match_or.patterns);
    default:
        return true;
    }
}

bool symtable_pattern(Builder *b, Node *node) {
    if (!compiler_enter(b->c))
        return false;
    bool ok = visit_pattern(b, node);
    compiler_leave(b->c);
    return ok;
}
