#include "grammar/build.h"

Node *build_module(Parser *p, NodeKind kind, NodeList body) {
    Node *node = build_node(p, kind, (Span){0});
    if (kind == NODE_MODULE)
        node->module.body = body;
    else
        node->interactive.body = body;
    return node;
}

Node *build_body(Parser *p, NodeKind kind, Node *value) {
    Node *node = build_node(p, kind, (Span){0});
    node->expression.body = value;
    return node;
}

Node *build_expr(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_EXPR, span);
    node->expr.value = value;
    return node;
}

Node *build_return(Parser *p, Span span, Node *value) {
    Node *node = build_node(p, NODE_RETURN, span);
    node->return_.value = value;
    return node;
}

Node *build_assign(Parser *p, Span span, NodeList targets, Node *value) {
    Node *node = build_node(p, NODE_ASSIGN, span);
    node->assign.targets = targets;
    node->assign.value = value;
    return node;
}

Node *build_aug_assign(Parser *p, Span span, Node *target, BinaryOp op, Node *value) {
    Node *node = build_node(p, NODE_AUG_ASSIGN, span);
    node->aug_assign.target = target;
    node->aug_assign.op = op;
    node->aug_assign.value = value;
    return node;
}

Node *build_ann_assign(Parser *p, Span span, Node *target, Span target_span, Node *annotation, Node *value) {
    Node *node = build_node(p, NODE_ANN_ASSIGN, span);
    bool in_parentheses = target->line != target_span.line || target->col != target_span.col;
    node->ann_assign.target = target;
    node->ann_assign.annotation = annotation;
    node->ann_assign.value = value;
    node->ann_assign.simple = target->kind == NODE_NAME && !in_parentheses;
    return node;
}

Node *build_delete(Parser *p, Span span, NodeList targets) {
    Node *node = build_node(p, NODE_DELETE, span);
    node->delete_.targets = targets;
    return node;
}

Node *build_raise(Parser *p, Span span, Node *exc, Node *cause) {
    Node *node = build_node(p, NODE_RAISE, span);
    node->raise.exc = exc;
    node->raise.cause = cause;
    return node;
}

Node *build_assert(Parser *p, Span span, Node *test, Node *msg) {
    Node *node = build_node(p, NODE_ASSERT, span);
    node->assert_.test = test;
    node->assert_.msg = msg;
    return node;
}

Node *build_global(Parser *p, NodeKind kind, Span span, NameList names) {
    Node *node = build_node(p, kind, span);
    node->global.names = names;
    return node;
}

Node *build_alias(Parser *p, Span span, const Name *name, const Name *asname) {
    Node *node = build_node(p, NODE_ALIAS, span);
    node->alias.name = name;
    node->alias.asname = asname;
    return node;
}

Node *build_import(Parser *p, Span span, NodeList names) {
    Node *node = build_node(p, NODE_IMPORT, span);
    node->import.names = names;
    return node;
}

Node *build_import_from(Parser *p, Span span, int level, const Name *module, NodeList names) {
    Node *node = build_node(p, NODE_IMPORT_FROM, span);
    node->import_from.level = level;
    node->import_from.module = module;
    node->import_from.names = names;
    return node;
}

Node *build_if(Parser *p, NodeKind kind, Span span, Node *test, NodeList body, NodeList orelse) {
    Node *node = build_node(p, kind, span);
    if (kind == NODE_IF) {
        node->if_.test = test;
        node->if_.body = body;
        node->if_.orelse = orelse;
    } else {
        node->while_.test = test;
        node->while_.body = body;
        node->while_.orelse = orelse;
    }
    return node;
}

Node *build_if_chain(Parser *p, Span span, NodeList chain, NodeList orelse) {
    for (int i = chain.count - 1; i >= 0; i--) {
        Node *node = chain.items[i];
        node->if_.orelse = orelse;
        node->end_line = span.end_line;
        node->end_col = span.end_col;
        orelse = build_list(p, node);
    }
    return chain.count > 0 ? chain.items[0] : &p->spare;
}

Node *build_for(Parser *p, NodeKind kind, Span span, Node *target, Node *iter, NodeList body,
                NodeList orelse) {
    Node *node = build_node(p, kind, span);
    node->for_.target = target;
    node->for_.iter = iter;
    node->for_.body = body;
    node->for_.orelse = orelse;
    node->for_.is_async = kind == NODE_ASYNC_FOR;
    return node;
}

Node *build_with(Parser *p, NodeKind kind, Span span, NodeList items, NodeList body) {
    Node *node = build_node(p, kind, span);
    node->with.items = items;
    node->with.body = body;
    node->with.is_async = kind == NODE_ASYNC_WITH;
    return node;
}

Node *build_with_item(Parser *p, Node *context_expr, Node *optional_vars) {
    Node *node = build_node(p, NODE_WITH_ITEM, (Span){0});
    node->with_item.context_expr = context_expr;
    node->with_item.optional_vars = optional_vars;
    return node;
}

// Only plain expressions can be items.
static bool may_be_items(NodeList elts) {
    for (int i = 0; i < elts.count; i++)
        if (elts.items[i]->kind == NODE_STARRED || elts.items[i]->kind == NODE_NAMED_EXPR)
            return false;
    return elts.count > 0;
}

NodeList build_with_items(Parser *p, NodeList items, Span span) {
    if (items.count != 1 || items.items[0]->with_item.optional_vars)
        return items;
    Node *only = items.items[0]->with_item.context_expr;
    // A tuple's own span has its parentheses: if it is longer than the tuple, there is another pair around.
    bool is_list = only->kind == NODE_TUPLE && only->line == span.line && only->col == span.col;
    if (!is_list || !may_be_items(only->sequence.elts))
        return items;
    NodeList result = build_empty;
    for (int i = 0; i < only->sequence.elts.count; i++)
        result = build_append(p, result, build_with_item(p, only->sequence.elts.items[i], NULL));
    return result;
}

Node *build_try(Parser *p, NodeKind kind, Span span, NodeList body, NodeList handlers, NodeList orelse,
                NodeList finalbody) {
    Node *node = build_node(p, kind, span);
    node->try_.body = body;
    node->try_.handlers = handlers;
    node->try_.orelse = orelse;
    node->try_.finalbody = finalbody;
    return node;
}

Node *build_handler(Parser *p, Span span, Node *type, const Name *name, NodeList body) {
    Node *node = build_node(p, NODE_EXCEPT_HANDLER, span);
    node->except_handler.type = type;
    node->except_handler.name = name;
    node->except_handler.body = body;
    return node;
}

Node *build_function(Parser *p, NodeKind kind, Span span, const Name *name, Node *args, Node *returns,
                     NodeList body) {
    Node *node = build_node(p, kind, span);
    node->function_def.name = name;
    node->function_def.args = args;
    node->function_def.returns = returns;
    node->function_def.body = body;
    node->function_def.is_async = kind == NODE_ASYNC_FUNCTION_DEF;
    return node;
}

// A class has no use for a generator expression without parentheses; its `for` is what is wrong.
static void refuse_generator(Parser *p, const Node *generator) {
    int length = generator->comprehension.is_async ? 5 : 3;
    parser_fail(p, (Span){generator->line, generator->col, generator->line, generator->col + length},
                "invalid syntax");
}

Node *build_class(Parser *p, Span span, const Name *name, NodeList arguments, NodeList body) {
    Node *node = build_node(p, NODE_CLASS_DEF, span);
    node->class_def.name = name;
    for (int i = 0; i < arguments.count; i++) {
        Node *item = arguments.items[i];
        if (item->kind == NODE_GENERATOR_EXP && item->comp.bare)
            refuse_generator(p, item->comp.generators.items[0]);
        if (item->kind == NODE_KEYWORD)
            node->class_def.keywords = build_append(p, node->class_def.keywords, item);
        else
            node->class_def.bases = build_append(p, node->class_def.bases, item);
    }
    node->class_def.body = body;
    return node;
}

Node *build_decorated(Node *definition, NodeList decorators) {
    if (definition->kind == NODE_CLASS_DEF)
        definition->class_def.decorators = decorators;
    else
        definition->function_def.decorators = decorators;
    return definition;
}

Node *build_match(Parser *p, Span span, Node *subject, NodeList cases) {
    Node *node = build_node(p, NODE_MATCH, span);
    node->match.subject = subject;
    node->match.cases = cases;
    return node;
}

Node *build_match_case(Parser *p, Node *pattern, Node *guard, NodeList body) {
    Node *node = build_node(p, NODE_MATCH_CASE, (Span){0});
    node->match_case.pattern = pattern;
    node->match_case.guard = guard;
    node->match_case.body = body;
    return node;
}
