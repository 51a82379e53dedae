#include "vm/ast_tree.h"

#include <stdio.h>
#include <string.h>

#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/str.h"

typedef struct Import {
    Compiler *c;
    Thread *t;
    const AstClasses *classes;
    PointerMap names; /* interned Str -> Name */
} Import;

#define FIELD(type, node, field) (*(type *)((char *)(node) + (field)->offset))

static bool import_node(Import *m, Value v, NodeGroup group, Node **out);

/* ---- leaves ---- */

static Name *new_name(Import *m, Str *text) {
    size_t length;
    const char *utf8 = str_wtf8(m->t, text, &length);
    Name *name = utf8 ? compiler_alloc(m->c, sizeof *name) : NULL;
    if (!name)
        return NULL;
    name->text = arena_copy(&m->c->arena, utf8, length);
    name->length = (int)length;
    if (name->text && pointermap_set(&m->names, &m->c->arena, text, name) &&
        pointermap_set(&m->c->names, &m->c->arena, name, text))
        return name;
    return raise_no_memory(m->t), NULL;
}

/* None is no name. */
static bool import_name(Import *m, Value v, const Name **out) {
    *out = NULL;
    if (is_none(v))
        return true;
    if (!is_str_exact(v))
        return raise_type_error(m->t, "AST identifier must be of type str"), false;
    Str *text = str_intern(m->t, value_str(new_ref(v)));
    if (!text || !compiler_own(m->c, object_value(text)))
        return false;
    *out = pointermap_get(&m->names, text);
    return *out || (*out = new_name(m, text));
}

static bool import_int(Import *m, Value v, int *out) {
    if (!is_int(v))
        return raise_value_error(m->t, "invalid integer value: %R", v), false;
    return arg_int(m->t, v, out);
}

static bool check_string(Import *m, Value v) {
    if (is_none(v) || is_str_exact(v) || is_exact(v, TYPE_BYTES))
        return true;
    return raise_type_error(m->t, "AST string must be of type str"), false;
}

static bool import_sign(Import *m, Value v, SignFamily family, int *out) {
    for (*out = 0; *out < ast_sign_count(family); ++*out)
        if (value_is(v, m->classes->signs[family][*out]))
            return true;
    for (*out = 0; *out < ast_sign_count(family); ++*out) {
        int is = op_isinstance(m->t, v, object_value(m->classes->sign_types[family][*out]));
        if (is)
            return is > 0;
    }
    return raise_type_error(m->t, "expected some sort of %s, but got %R", ast_family_name(family), v), false;
}

static bool check_constant(Import *m, Value v);

static bool check_items(Import *m, Value container) {
    if (!recursion_enter(m->t, " during compilation"))
        return false;
    bool ok = true;
    int64_t at = 0;
    Value item;
    if (is_tuple(container))
        for (int64_t i = 0; ok && i < value_tuple(container)->length; i++)
            ok = check_constant(m, value_tuple(container)->items[i]);
    else
        while (ok && set_next(value_set(container), &at, &item))
            ok = check_constant(m, item);
    recursion_leave(m->t);
    return ok;
}

static bool check_constant(Import *m, Value v) {
    if (is_none(v) || is_bool(v) || value_is(v, VALUE_ELLIPSIS))
        return true;
    static const TypeId types[] = {TYPE_INT, TYPE_FLOAT, TYPE_COMPLEX, TYPE_STR, TYPE_BYTES};
    Type *type = type_of(m->t, v);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (type == builtin_type(m->t, types[i]))
            return true;
    if (type == builtin_type(m->t, TYPE_TUPLE) || type == builtin_type(m->t, TYPE_FROZENSET))
        return check_items(m, v);
    return raise_type_error(m->t, "got an invalid type in Constant: %T", v), false;
}

/* ---- fields ---- */

/* New; VALUE_NULL with nothing pending: it has none. */
static Value attribute(Import *m, Value object, Value name) {
    return op_getattr_optional(m->t, object, value_str(name));
}

/* Answers false. */
static bool raise_missing(Import *m, Value name, const char *what) {
    if (!error_pending(m->t))
        raise_type_error(m->t, "required field \"%V\" missing from %s", name, what);
    return false;
}

static bool import_child(Import *m, Value v, NodeGroup group, Node **out) {
    char what[64];
    snprintf(what, sizeof what, " while traversing '%s' node", ast_group_name(group));
    if (!recursion_enter(m->t, what))
        return false;
    bool ok = import_node(m, v, group, out);
    recursion_leave(m->t);
    return ok;
}

/* Imports one item of a list to its place in `items`. */
static bool import_item(Import *m, Value v, const Field *field, void *items, int i) {
    switch (field->type) {
    case FIELD_NODES:
        return import_child(m, v, field->group, &((Node **)items)[i]);
    case FIELD_NAMES:
        return import_name(m, v, &((const Name **)items)[i]);
    default: {
        int sign;
        bool ok = import_sign(m, v, SIGN_CMP_OP, &sign);
        ((CmpOp *)items)[i] = (CmpOp)sign;
        return ok;
    }
    }
}

static void set_list(Node *node, const Field *field, void *items, int count) {
    if (field->type == FIELD_NODES)
        FIELD(NodeList, node, field) = (NodeList){count, items};
    else if (field->type == FIELD_NAMES)
        FIELD(NameList, node, field) = (NameList){count, items};
    else
        FIELD(CmpOpList, node, field) = (CmpOpList){count, items};
}

static bool import_list(Import *m, Value v, Node *node, const Field *field) {
    const char *kind = ast_kind_name(node->kind);
    if (!is_list(v))
        return raise_type_error(m->t, "%s field \"%s\" must be a list, not a %.200T", kind, field->name, v),
               false;
    if (field->group == GROUP_TYPE_IGNORE) /* as CPython's compiler: not looked at */
        return true;
    int64_t count = value_list(v)->length;
    void *items = compiler_alloc(m->c, (size_t)count * sizeof(void *) + 1);
    for (int64_t i = 0; items && i < count; i++) {
        Value item = new_ref(value_list(v)->items[i]);
        bool ok = import_item(m, item, field, items, (int)i);
        decref(m->t, item);
        if (ok && value_list(v)->length != count) {
            raise(m->t, EXC_RuntimeError, "%s field \"%s\" changed size during iteration", kind, field->name);
            ok = false;
        }
        if (!ok)
            return false;
    }
    set_list(node, field, items, (int)count);
    return items;
}

static bool import_singleton(Value v, ConstKind *out) {
    *out = is_none(v)                 ? CONST_NONE
           : value_is(v, VALUE_TRUE)  ? CONST_TRUE
           : value_is(v, VALUE_FALSE) ? CONST_FALSE
                                      : CONST_ELLIPSIS; /* refused by ast_validate */
    return true;
}

static bool import_value(Import *m, Value v, Node *node, const Field *field) {
    switch (field->type) {
    case FIELD_NODE:
        return (field->optional && is_none(v)) ||
               import_child(m, v, field->group, &FIELD(Node *, node, field));
    case FIELD_NODES:
    case FIELD_NAMES:
    case FIELD_CMP_OPS:
        return import_list(m, v, node, field);
    case FIELD_NAME:
        return import_name(m, v, &FIELD(const Name *, node, field));
    case FIELD_INT:
        return (field->optional && is_none(v)) || import_int(m, v, &FIELD(int, node, field));
    case FIELD_BOOL: {
        int flag = 0;
        bool ok = import_int(m, v, &flag);
        FIELD(bool, node, field) = flag;
        return ok;
    }
    case FIELD_SINGLETON:
        return import_singleton(v, &FIELD(ConstKind, node, field));
    case FIELD_CONSTANT:
        return check_constant(m, v) && node_set_value(m->c, node, new_ref(v));
    case FIELD_TYPE_COMMENT:
        return check_string(m, v);
    default: {
        int sign;
        bool ok = import_sign(m, v, ast_family_of(field->type), &sign);
        FIELD(unsigned, node, field) = (unsigned)sign;
        return ok;
    }
    }
}

static bool import_field(Import *m, Value object, NodeKind kind, Node *node, int i) {
    const Field *field = &ast_fields(kind)[i];
    Value name = m->classes->fields[kind]->items[i], v = attribute(m, object, name);
    if (is_null(v))
        return (field->optional && !error_pending(m->t)) || raise_missing(m, name, ast_kind_name(kind));
    bool ok = import_value(m, v, node, field);
    decref(m->t, v);
    return ok;
}

/* A field that has to be there is None. */
static bool check_present(Import *m, NodeKind kind, const Node *node) {
    for (int i = 0; i < ast_field_count(kind); i++) {
        const Field *field = &ast_fields(kind)[i];
        bool pointer = field->type == FIELD_NODE || field->type == FIELD_NAME;
        if (pointer && !field->optional && !FIELD(void *, node, field))
            return raise_value_error(m->t, "field '%s' is required for %s", field->name, ast_kind_name(kind)),
                   false;
    }
    return true;
}

static bool import_constant_kind(Import *m, Value object) {
    Value v = attribute(m, object, m->classes->fields[NODE_CONSTANT]->items[1]);
    bool ok = is_null(v) ? !error_pending(m->t) : check_string(m, v);
    decref(m->t, v);
    return ok;
}

static void set_async(Node *node) {
    if (node->kind == NODE_ASYNC_FUNCTION_DEF)
        node->function_def.is_async = true;
    else if (node->kind == NODE_ASYNC_FOR)
        node->for_.is_async = true;
    else if (node->kind == NODE_ASYNC_WITH)
        node->with.is_async = true;
}

static bool import_fields(Import *m, Value object, NodeKind kind, Node *node) {
    for (int i = 0; i < ast_field_count(kind); i++)
        if (!import_field(m, object, kind, node, i))
            return false;
    set_async(node);
    if (kind == NODE_CONSTANT)
        return import_constant_kind(m, object);
    return check_present(m, kind, node);
}

/* ---- nodes ---- */

static bool import_position(Import *m, Value object, NodeGroup group, int *position) {
    for (int i = 0; i < POSITION_COUNT; i++) {
        Value name = m->classes->positions->items[i], v = attribute(m, object, name);
        bool is_end = i >= 2 && group != GROUP_PATTERN, ok = true;
        if (is_end && !error_pending(m->t) && (is_null(v) || is_none(v)))
            position[i] = position[i - 2];
        else
            ok = is_null(v) ? raise_missing(m, name, ast_group_name(group)) : import_int(m, v, &position[i]);
        decref(m->t, v);
        if (!ok)
            return false;
    }
    return true;
}

/* Which kind of the group it is; -1: exception. */
static int find_kind(Import *m, Value v, NodeGroup group) {
    Type *type = type_of(m->t, v);
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
        if (type == m->classes->kinds[kind] && ast_group((NodeKind)kind) == group)
            return kind;
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++) {
        if (ast_group((NodeKind)kind) != group)
            continue;
        int is = op_isinstance(m->t, v, object_value(m->classes->kinds[kind]));
        if (is)
            return is > 0 ? kind : -1;
    }
    raise_type_error(m->t, "expected some sort of %s, but got %R", ast_group_name(group), v);
    return -1;
}

static bool is_sum(const Import *m, NodeGroup group) {
    return m->classes->groups[group];
}

static Node *new_node(Import *m, NodeKind kind) {
    Node *node = ast_new(&m->c->arena, kind);
    return node ? node : (raise_no_memory(m->t), NULL);
}

/* Of one of several kinds. None is NULL; who wants a node says so. */
static bool import_sum(Import *m, Value v, NodeGroup group, Node **out) {
    int position[POSITION_COUNT] = {0};
    *out = NULL;
    if (is_none(v))
        return true;
    if (group != GROUP_MOD && !import_position(m, v, group, position))
        return false;
    int kind = find_kind(m, v, group);
    Node *node = kind >= 0 ? new_node(m, (NodeKind)kind) : NULL;
    if (!node)
        return false;
    node->line = position[0], node->col = position[1], node->end_line = position[2],
    node->end_col = position[3];
    *out = node;
    return import_fields(m, v, (NodeKind)kind, node);
}

/* A part, which only needs to have the fields. */
static bool import_product(Import *m, Value v, NodeGroup group, Node **out) {
    int position[POSITION_COUNT] = {0};
    NodeKind kind = (NodeKind)(NODE_COMPREHENSION + (group - GROUP_COMPREHENSION));
    Node *node = *out = new_node(m, kind);
    if (!node || !import_fields(m, v, kind, node) ||
        (ast_has_position(kind) && !import_position(m, v, group, position)))
        return false;
    node->line = position[0], node->col = position[1], node->end_line = position[2],
    node->end_col = position[3];
    return true;
}

static bool import_node(Import *m, Value v, NodeGroup group, Node **out) {
    return is_sum(m, group) ? import_sum(m, v, group, out) : import_product(m, v, group, out);
}

static bool check_mode(Import *m, Value object) {
    static const NodeKind wanted[] = {
        [COMPILE_EXEC] = NODE_MODULE, [COMPILE_EVAL] = NODE_EXPRESSION, [COMPILE_SINGLE] = NODE_INTERACTIVE};
    NodeKind kind = wanted[m->c->options->mode];
    int is = op_isinstance(m->t, object, object_value(m->classes->kinds[kind]));
    if (!is)
        raise_type_error(m->t, "expected %s node, got %.400U", ast_kind_name(kind),
                         type_of(m->t, object)->name);
    return is > 0;
}

Node *ast_import(Compiler *c, Value object) {
    Import m = {.c = c, .t = c->t, .classes = ast_classes(c->t)};
    Node *tree;
    return m.classes && check_mode(&m, object) && import_node(&m, object, GROUP_MOD, &tree) ? tree : NULL;
}
