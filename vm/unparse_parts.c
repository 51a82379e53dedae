/* Source text of a lambda's parameters and of f-strings. */
#include <string.h>

#include "vm/unparse.h"

#include "runtime/ops.h"

typedef struct Parameters {
    Unparser *u;
    bool any;
    bool blank; /* after `lambda`: as CPython, not before a star */
} Parameters;

static void separate(Parameters *p) {
    unparse_text(p->u, p->any ? ", " : p->blank ? " " : "");
    p->any = true;
}

static bool write_parameter(Parameters *p, const char *stars, const Node *arg, const Node *value) {
    separate(p);
    unparse_text(p->u, stars);
    unparse_text(p->u, arg->arg.arg->text);
    if (!value)
        return true;
    unparse_text(p->u, "=");
    return unparse_node(p->u, value, PREC_TEST);
}

static bool write_positional(Parameters *p, const Node *args) {
    const NodeList *first = &args->arguments.posonlyargs, *second = &args->arguments.args;
    int count = first->count + second->count, without = count - args->arguments.defaults.count;
    for (int i = 0; i < count; i++) {
        const Node *arg = i < first->count ? first->items[i] : second->items[i - first->count];
        if (!write_parameter(p, "", arg, i < without ? NULL : args->arguments.defaults.items[i - without]))
            return false;
        if (i == first->count - 1) {
            separate(p);
            unparse_text(p->u, "/");
        }
    }
    return true;
}

bool unparse_arguments(Unparser *u, const Node *args) {
    bool positional = args->arguments.posonlyargs.count || args->arguments.args.count;
    Parameters p = {u, false, positional};
    const NodeList *keywords = &args->arguments.kwonlyargs;
    if (!write_positional(&p, args))
        return false;
    if (args->arguments.vararg && !write_parameter(&p, "*", args->arguments.vararg, NULL))
        return false;
    if (keywords->count && !args->arguments.vararg) {
        separate(&p);
        unparse_text(u, "*");
    }
    for (int i = 0; i < keywords->count; i++)
        if (!write_parameter(&p, "", keywords->items[i], args->arguments.kw_defaults.items[i]))
            return false;
    return !args->arguments.kwarg || write_parameter(&p, "**", args->arguments.kwarg, NULL);
}

static bool write_inner(Unparser *u, const Node *node);

static bool write_literal(Unparser *u, Str *text) {
    for (int64_t i = 0; text && i < text->length; i++) {
        uint32_t ch = str_at(text, i);
        if (ch == '{' || ch == '}')
            strbuilder_char(&u->out, ch);
        strbuilder_char(&u->out, ch);
    }
    return text;
}

static bool write_constant_part(Unparser *u, const Constant *k) {
    Str *text = str_from_utf8(u->t, k->bytes, (size_t)k->length);
    bool ok = write_literal(u, text);
    xdecref_object(u->t, text);
    return ok;
}

static bool write_field(Unparser *u, const Node *node) {
    Str *expression = unparse_expression(u->t, node->formatted_value.value);
    if (!expression)
        return false;
    bool brace = expression->length && str_at(expression, 0) == '{';
    unparse_text(u, brace ? "{ " : "{");
    strbuilder_str(&u->out, expression);
    decref_object(u->t, expression);
    int conversion = node->formatted_value.conversion;
    if (conversion > 0) {
        unparse_text(u, "!");
        strbuilder_char(&u->out, (uint32_t)conversion);
    }
    if (node->formatted_value.format_spec) {
        unparse_text(u, ":");
        if (!write_inner(u, node->formatted_value.format_spec))
            return false;
    }
    unparse_text(u, "}");
    return true;
}

/* The text between the quotes. */
static bool write_inner(Unparser *u, const Node *node) {
    if (node->kind == NODE_FORMATTED_VALUE)
        return write_field(u, node);
    if (node->kind == NODE_CONSTANT)
        return write_constant_part(u, &node->constant);
    if (node_is_value(node)) /* of a tree of module ast, which ast_validate has seen */
        return write_literal(u, value_str(node_value(node)));
    for (int i = 0; i < node->joined_str.values.count; i++)
        if (!write_inner(u, node->joined_str.values.items[i]))
            return false;
    return true;
}

bool unparse_joined_str(Unparser *u, const Node *node) {
    Unparser inner = {.t = u->t};
    strbuilder_init(&inner.out, u->t);
    if (!write_inner(&inner, node)) {
        strbuilder_drop(&inner.out);
        return false;
    }
    Str *text = strbuilder_finish(&inner.out);
    Str *quoted = text ? op_repr(u->t, object_value(text)) : NULL;
    xdecref_object(u->t, text);
    if (!quoted)
        return false;
    unparse_text(u, "f");
    strbuilder_str(&u->out, quoted);
    decref_object(u->t, quoted);
    return true;
}
