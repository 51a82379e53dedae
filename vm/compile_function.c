/* Functions and lambdas: defaults, annotations and closure are evaluated where the function is made. */
#include "vm/compiler.h"

#include "runtime/list.h"

enum { HAS_DEFAULTS = 1, HAS_KWDEFAULTS = 2, HAS_ANNOTATIONS = 4, HAS_CLOSURE = 8 };

Value docstring_of(Compiler *c, const NodeList *body) {
    if (!body->count || body->items[0]->kind != NODE_EXPR || c->optimize >= 2)
        return VALUE_NULL;
    Node *first = body->items[0]->expr.value;
    return node_is_value(first) && is_str(node_value(first)) ? node_value(first) : VALUE_NULL;
}

/* The cell of a free variable of the inner scope, as this scope has it. */
static bool load_cell(Compiler *c, const Node *where, Str *name) {
    Scope *scope = c->unit->scope;
    Symbol *symbol = scope_lookup(scope, name);
    bool own = symbol->reg >= 0 && symbol->free_index < 0;
    if (scope->kind == SCOPE_CLASS && symbol->reg >= 0)
        own = true;
    int reg = c->unit->top;
    if (own)
        return emit_move(c, where, reg, (Operand){OPERAND_LOCAL, symbol->reg, VALUE_NULL}) &&
               temp_push(c) >= 0;
    return emit(c, where, OP_LOAD_CLOSURE, 0, (unsigned)reg, (unsigned)symbol->free_index, 0) &&
           temp_push(c) >= 0;
}

static bool push_closure(Compiler *c, const Node *where, const Scope *scope) {
    int base = c->unit->top;
    for (int i = 0; i < scope->free_count; i++)
        if (!load_cell(c, where, scope->frees[i]->name))
            return false;
    temp_pop(c, base);
    return emit(c, where, OP_BUILD_TUPLE, 0, (unsigned)base, (unsigned)base, (unsigned)scope->free_count) &&
           temp_push(c) >= 0;
}

bool compile_make_function(Compiler *c, const Node *where, Value code, Scope *scope, int base, unsigned bits,
                           int dst) {
    if (!compiler_own(c, code))
        return false;
    if (!bits)
        temp_pop(c, base + 1);
    if (scope->free_count) {
        bits |= HAS_CLOSURE;
        if (!temp_reserve(c, base + 1) || !push_closure(c, where, scope))
            return false;
    }
    temp_pop(c, base);
    return emit_loadk(c, where, base, code) &&
           emit(c, where, OP_MAKE_FUNCTION, 0, (unsigned)dst, (unsigned)base, bits);
}

static bool all_constant(const NodeList *nodes) {
    for (int i = 0; i < nodes->count; i++)
        if (nodes->items[i] && !node_is_value(nodes->items[i]))
            return false;
    return true;
}

static bool push_constant_tuple(Compiler *c, const Node *where, const NodeList *nodes) {
    Tuple *tuple = tuple_new(c->t, nodes->count);
    for (int i = 0; tuple && i < nodes->count; i++)
        tuple->items[i] = new_ref(node_value(nodes->items[i]));
    return tuple && compiler_own(c, object_value(tuple)) &&
           emit_loadk(c, where, c->unit->top, object_value(tuple)) && temp_push(c) >= 0;
}

static bool push_defaults(Compiler *c, const Node *where, const Node *args, unsigned *bits) {
    const NodeList *defaults = &args->arguments.defaults;
    int base = c->unit->top, reg;
    if (!defaults->count)
        return true;
    *bits |= HAS_DEFAULTS;
    if (all_constant(defaults)) {
        for (int i = 0; i < defaults->count; i++)
            if (!emit_line(c, defaults->items[i]))
                return false;
        return push_constant_tuple(c, where, defaults);
    }
    for (int i = 0; i < defaults->count; i++)
        if (!compile_push(c, defaults->items[i], &reg))
            return false;
    temp_pop(c, base);
    return emit(c, where, OP_BUILD_TUPLE, 0, (unsigned)base, (unsigned)base, (unsigned)defaults->count) &&
           temp_push(c) >= 0;
}

static bool push_kwdefaults(Compiler *c, const Node *where, const Node *args, unsigned *bits) {
    int base = c->unit->top, reg;
    unsigned count = 0;
    for (int i = 0; i < args->arguments.kwonlyargs.count; i++) {
        Node *value = args->arguments.kw_defaults.items[i];
        if (!value)
            continue;
        Str *name =
            compiler_mangled(c, c->unit->scope->private_class, args->arguments.kwonlyargs.items[i]->arg.arg);
        if (!name || !emit_loadk(c, where, c->unit->top, object_value(name)) || temp_push(c) < 0 ||
            !compile_push(c, value, &reg))
            return false;
        count++;
    }
    if (!count)
        return true;
    *bits |= HAS_KWDEFAULTS;
    temp_pop(c, base);
    return emit(c, where, OP_BUILD_MAP, 0, (unsigned)base, (unsigned)base, count) && temp_push(c) >= 0;
}

static bool push_annotation_value(Compiler *c, Node *annotation) {
    int reg = c->unit->top;
    if (c->future & CODE_FUTURE_ANNOTATIONS) {
        Str *text = unparse_expression(c->t, annotation);
        return text && compiler_own(c, object_value(text)) &&
               emit_loadk(c, annotation, reg, object_value(text)) && temp_push(c) >= 0;
    }
    if (annotation->kind != NODE_STARRED)
        return compile_push(c, annotation, &reg);
    /* *args: *Ts means the one item of *Ts */
    Operand value;
    if (!compile_register(c, annotation->starred.value, &value))
        return false;
    temp_pop(c, reg);
    return temp_reserve(c, reg + 1) &&
           emit(c, annotation, OP_UNPACK, consume(value, FLAG_B, reg), (unsigned)reg, (unsigned)value.reg,
                1) &&
           temp_push(c) >= 0;
}

static bool push_annotation(Compiler *c, const Name *name, Node *annotation) {
    if (!annotation)
        return true;
    Str *text = compiler_mangled(c, c->unit->scope->private_class, name);
    return text && emit_loadk(c, annotation, c->unit->top, object_value(text)) && temp_push(c) >= 0 &&
           push_annotation_value(c, annotation);
}

static bool push_arg_annotations(Compiler *c, const NodeList *args) {
    for (int i = 0; i < args->count; i++)
        if (!push_annotation(c, args->items[i]->arg.arg, args->items[i]->arg.annotation))
            return false;
    return true;
}

static bool push_one_annotation(Compiler *c, const Node *arg) {
    return !arg || push_annotation(c, arg->arg.arg, arg->arg.annotation);
}

static bool push_annotations(Compiler *c, const Node *node, const Node *args, Node *returns, unsigned *bits) {
    static const Name return_name = {.text = "return", .length = 6};
    int base = c->unit->top;
    if (!push_arg_annotations(c, &args->arguments.args) ||
        !push_arg_annotations(c, &args->arguments.posonlyargs) ||
        !push_one_annotation(c, args->arguments.vararg) ||
        !push_arg_annotations(c, &args->arguments.kwonlyargs) ||
        !push_one_annotation(c, args->arguments.kwarg) || !push_annotation(c, &return_name, returns))
        return false;
    unsigned count = (unsigned)(c->unit->top - base);
    if (!count)
        return true;
    *bits |= HAS_ANNOTATIONS;
    temp_pop(c, base);
    return emit(c, node, OP_BUILD_TUPLE, 0, (unsigned)base, (unsigned)base, count) && temp_push(c) >= 0;
}

/* Defaults and annotations in the registers after the one for the code. */
static bool push_extras(Compiler *c, const Node *node, const Node *args, Node *returns, unsigned *bits) {
    return temp_push(c) >= 0 && push_defaults(c, node, args, bits) && push_kwdefaults(c, node, args, bits) &&
           push_annotations(c, node, args, returns, bits);
}

bool compile_decorators(Compiler *c, const NodeList *decorators) {
    int reg;
    for (int i = 0; i < decorators->count; i++)
        if (!compile_push(c, decorators->items[i], &reg))
            return false;
    return true;
}

bool compile_apply_decorators(Compiler *c, const NodeList *decorators, int first) {
    for (int i = decorators->count - 1; i >= 0; i--) {
        unsigned callee = (unsigned)(first + i);
        if (!emit(c, decorators->items[i], OP_CALL, 0, callee, callee, 1))
            return false;
    }
    return true;
}

static int first_line(const Node *node, const NodeList *decorators) {
    return decorators->count ? decorators->items[0]->line : node->line;
}

static Value compile_function_code(Compiler *c, Node *node, Scope *scope) {
    NodeList body = node->function_def.body;
    if (!unit_enter(c, scope, first_line(node, &node->function_def.decorators)))
        return VALUE_NULL;
    Value doc = docstring_of(c, &body);
    c->unit->has_docstring = !is_null(doc);
    if (c->unit->has_docstring) { /* no line is run for it */
        body.items++;
        body.count--;
    }
    bool ok = const_index(c, is_null(doc) ? VALUE_NONE : doc) >= 0;
    return unit_leave(c, ok && compile_body(c, &body));
}

bool compile_function_def(Compiler *c, Node *node) {
    const NodeList *decorators = &node->function_def.decorators;
    Scope *scope = scope_of(c, node);
    int mark = c->unit->top, base;
    unsigned bits = 0;
    if (!compile_decorators(c, decorators))
        return false;
    base = c->unit->top;
    if (!push_extras(c, node, node->function_def.args, node->function_def.returns, &bits))
        return false;
    Value code = compile_function_code(c, node, scope);
    int local = decorators->count ? -1 : name_local(c, node->function_def.name);
    int dst = local >= 0 ? local : base;
    if (!compile_make_function(c, node, code, scope, base, bits, dst))
        return false;
    temp_pop(c, mark);
    if (local >= 0)
        return forbidden_name(c, node, node->function_def.name, false);
    return compile_apply_decorators(c, decorators, mark) && temp_push(c) >= 0 &&
           name_store(c, node, node->function_def.name, (Operand){OPERAND_TEMP, mark, VALUE_NULL}) &&
           (temp_pop(c, mark), true);
}

static bool compile_lambda_body(Compiler *c, Node *node) {
    Operand value;
    if (const_index(c, VALUE_NONE) < 0) /* never a docstring */
        return false;
    if (!compile_register(c, node->lambda.body, &value))
        return false;
    return emit(c, node, OP_RETURN, consume(value, FLAG_A, -1), (unsigned)value.reg, 0, 0);
}

bool compile_lambda(Compiler *c, Node *node, int dst) {
    Scope *scope = scope_of(c, node);
    int base = c->unit->top;
    unsigned bits = 0;
    if (!push_extras(c, node, node->lambda.args, NULL, &bits) || !unit_enter(c, scope, node->line))
        return false;
    Value code = unit_leave(c, compile_lambda_body(c, node));
    return compile_make_function(c, node, code, scope, base, bits, dst);
}
