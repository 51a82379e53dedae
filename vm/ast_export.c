#include "vm/ast_tree.h"

#include "runtime/attrs.h"
#include "runtime/int.h"

/* CPython's compiler, too, may nest three times as deep as Python code. */
enum { DEPTH_FACTOR = 3 };

typedef struct Export {
    Thread *t;
    const AstClasses *classes;
    int64_t depth;
} Export;

#define FIELD(type, node, field) (*(type const *)((const char *)(node) + (field)->offset))

static Value export_node(Export *x, const Node *node);

static Value text_value(Export *x, const Name *name) {
    return name ? str_value(str_intern(x->t, str_from_utf8(x->t, name->text, (size_t)name->length)))
                : VALUE_NONE;
}

/* Consumes v; false: it was VALUE_NULL, or memory is out. */
static bool add(Export *x, List *list, Value v) {
    return !is_null(v) && list_append_owned(x->t, list, v);
}

static Value finish(Export *x, List *list, bool ok) {
    if (ok)
        return object_value(list);
    xdecref_object(x->t, list);
    return VALUE_NULL;
}

static Value export_nodes(Export *x, const NodeList *nodes) {
    List *list = list_new(x->t, nodes->count);
    bool ok = list;
    for (int i = 0; ok && i < nodes->count; i++)
        ok = add(x, list, nodes->items[i] ? export_node(x, nodes->items[i]) : VALUE_NONE);
    return finish(x, list, ok);
}

static Value export_names(Export *x, const NameList *names) {
    List *list = list_new(x->t, names->count);
    bool ok = list;
    for (int i = 0; ok && i < names->count; i++)
        ok = add(x, list, text_value(x, names->items[i]));
    return finish(x, list, ok);
}

static Value sign_value(const Export *x, SignFamily family, int i) {
    return new_ref(x->classes->signs[family][i]);
}

static Value export_comparisons(Export *x, const CmpOpList *ops) {
    List *list = list_new(x->t, ops->count);
    bool ok = list;
    for (int i = 0; ok && i < ops->count; i++)
        ok = add(x, list, sign_value(x, SIGN_CMP_OP, (int)ops->items[i]));
    return finish(x, list, ok);
}

static Value export_field(Export *x, const Node *node, const Field *field) {
    switch (field->type) {
    case FIELD_NODE: {
        const Node *child = FIELD(Node *, node, field);
        return child ? export_node(x, child) : VALUE_NONE;
    }
    case FIELD_NODES:
        return export_nodes(x, &FIELD(NodeList, node, field));
    case FIELD_NAME:
        return text_value(x, FIELD(Name *, node, field));
    case FIELD_NAMES:
        return export_names(x, &FIELD(NameList, node, field));
    case FIELD_CMP_OPS:
        return export_comparisons(x, &FIELD(CmpOpList, node, field));
    case FIELD_INT:
        return small_int_value(FIELD(int, node, field));
    case FIELD_BOOL:
        return small_int_value(FIELD(bool, node, field));
    case FIELD_SINGLETON: {
        ConstKind kind = FIELD(ConstKind, node, field);
        return kind == CONST_NONE ? VALUE_NONE : bool_value(kind == CONST_TRUE);
    }
    case FIELD_CONSTANT:
        return literal_value(x->t, &node->constant);
    case FIELD_TYPE_COMMENT:
        return VALUE_NONE;
    default: /* enumerations, all of one size */
        return sign_value(x, ast_family_of(field->type), (int)FIELD(unsigned, node, field));
    }
}

/* Consumes v. */
static bool set(Export *x, Object *object, Value name, Value v) {
    bool found;
    bool ok = !is_null(v) && attrs_set(x->t, object, value_str(name), v, &found);
    decref(x->t, v);
    return ok;
}

static Value constant_kind(Export *x, const Node *node) {
    return node->constant.u_prefix ? str_value(str_intern_utf8(x->t, "u")) : VALUE_NONE;
}

static bool set_fields(Export *x, Object *object, const Node *node) {
    const Field *fields = ast_fields(node->kind);
    Value *names = x->classes->fields[node->kind]->items;
    int count = ast_field_count(node->kind);
    for (int i = 0; i < count; i++)
        if (!set(x, object, names[i], export_field(x, node, &fields[i])))
            return false;
    return node->kind != NODE_CONSTANT || set(x, object, names[count], constant_kind(x, node));
}

static bool set_position(Export *x, Object *object, const Node *node) {
    const int position[POSITION_COUNT] = {node->line, node->col, node->end_line, node->end_col};
    for (int i = 0; i < POSITION_COUNT; i++)
        if (!set(x, object, x->classes->positions->items[i], small_int_value(position[i])))
            return false;
    return true;
}

static bool enter(Export *x) {
    if (x->depth < DEPTH_FACTOR * (int64_t)x->t->interp->recursion_limit && stack_left(x->t))
        return x->depth++, true;
    if (!error_pending(x->t))
        raise(x->t, EXC_RecursionError, "maximum recursion depth exceeded during ast construction");
    return false;
}

static Value export_node(Export *x, const Node *node) {
    Object *object = enter(x) ? object_new(x->t, x->classes->kinds[node->kind], 0) : NULL;
    if (!object)
        return VALUE_NULL;
    bool ok = set_fields(x, object, node) && (!ast_has_position(node->kind) || set_position(x, object, node));
    x->depth--;
    if (ok)
        return object_value(object);
    decref_object(x->t, object);
    return VALUE_NULL;
}

Value ast_export(Thread *t, const Node *tree) {
    Export x = {.t = t, .classes = ast_classes(t), .depth = t->depth};
    return x.classes ? export_node(&x, tree) : VALUE_NULL;
}
