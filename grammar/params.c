#include "grammar/params.h"

#include "grammar/build.h"
#include "parser.tab.h"

Params *params_new(Parser *p) {
    Params *params = arena_alloc(&p->scratch, sizeof *params);
    if (!params) {
        parser_fail_memory(p);
        params = &p->spare_params;
    }
    *params = (Params){.arguments = build_node(p, NODE_ARGUMENTS, (Span){0})};
    return params;
}

Node *params_arg(Parser *p, Span span, const Name *name, Node *annotation) {
    Node *node = build_node(p, NODE_ARG, span);
    node->arg.arg = name;
    node->arg.annotation = annotation;
    return node;
}

// Nothing may come behind **kwargs.
static bool is_closed(Parser *p, const Params *params, Span span) {
    if (!params->arguments->arguments.kwarg)
        return false;
    parser_fail(p, span, "arguments cannot follow var-keyword argument");
    return true;
}

static Span arg_span(const Node *arg) {
    return (Span){arg->line, arg->col, arg->end_line, arg->end_col};
}

Params *params_add(Parser *p, Params *params, Node *arg, Node *default_value) {
    if (p->failed || is_closed(p, params, arg_span(arg)))
        return params;
    Node *all = params->arguments;
    params->needs_name = false;
    if (params->star_seen) {
        all->arguments.kwonlyargs = build_append(p, all->arguments.kwonlyargs, arg);
        all->arguments.kw_defaults = build_append(p, all->arguments.kw_defaults, default_value);
        return params;
    }
    if (default_value)
        all->arguments.defaults = build_append(p, all->arguments.defaults, default_value);
    else if (all->arguments.defaults.count > 0)
        parser_fail_node(p, arg, "non-default argument follows default argument");
    all->arguments.args = build_append(p, all->arguments.args, arg);
    return params;
}

Params *params_add_slash(Parser *p, Params *params, Span slash) {
    if (p->failed || is_closed(p, params, slash))
        return params;
    Node *all = params->arguments;
    if (params->slash_seen)
        parser_fail(p, slash, "/ may appear only once");
    else if (params->star_seen)
        parser_fail(p, slash, "/ must be ahead of *");
    else if (all->arguments.args.count == 0)
        parser_fail(p, slash,
                    p->tokens.items[p->next].kind == TOK_COMMA ? "at least one argument must precede /"
                                                               : "invalid syntax");
    all->arguments.posonlyargs = all->arguments.args;
    all->arguments.args = build_empty;
    params->slash_seen = true;
    return params;
}

static bool star_allowed(Parser *p, Params *params, Span star) {
    if (p->failed || is_closed(p, params, star))
        return false;
    if (params->star_seen)
        parser_fail(p, star, "* argument may appear only once");
    params->star_seen = true;
    return !p->failed;
}

Params *params_add_bare_star(Parser *p, Params *params, Span star) {
    if (star_allowed(p, params, star)) {
        params->needs_name = true;
        params->star = star;
    }
    return params;
}

// The token behind the star, or behind the comma behind it.
Params *params_add_lambda_star(Parser *p, Params *params, Span star) {
    params_add_bare_star(p, params, star);
    const Token *token = &p->tokens.items[p->last_index];
    params->star = parser_token_span(p, token->kind == TOK_COMMA ? token + 1 : token);
    return params;
}

Params *params_refuse_default(Parser *p, Params *params, Span equals, const char *what) {
    parser_fail(p, equals, "var-%s argument cannot have default value", what);
    return params;
}

Params *params_add_star(Parser *p, Params *params, Span star, Node *arg) {
    if (star_allowed(p, params, star))
        params->arguments->arguments.vararg = arg;
    return params;
}

static void refuse_bare_star(Parser *p, const Params *params) {
    parser_fail(p, params->star, "named arguments must follow bare *");
}

Params *params_add_double_star(Parser *p, Params *params, Span stars, Node *arg) {
    if (p->failed || is_closed(p, params, stars))
        return params;
    if (params->needs_name)
        refuse_bare_star(p, params);
    params->arguments->arguments.kwarg = arg;
    return params;
}

Node *params_finish(Parser *p, Params *params) {
    if (params->needs_name)
        refuse_bare_star(p, params);
    return params->arguments;
}
