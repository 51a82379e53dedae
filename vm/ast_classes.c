#include "vm/ast_classes.h"

#include <string.h>

#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "vm/compile.h"
#include "vm/start.h"

/* ---- AST ---- */

static Str *ast_name(Thread *t, const char *name) {
    return str_intern_utf8(t, name);
}

/* type(self)._fields as a sequence; a class may have lost it: then there are none. New; NULL: exception. */
static Tuple *fields_of(Thread *t, Value self) {
    Str *name = ast_name(t, "_fields");
    Value fields = name ? op_getattr_optional(t, object_value(type_of(t, self)), name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(fields))
        return error_pending(t) ? NULL : tuple_new(t, 0);
    Tuple *tuple = op_to_tuple(t, fields);
    decref(t, fields);
    return tuple;
}

static int64_t field_index(Thread *t, Tuple *fields, Value name) {
    for (int64_t i = 0; i < fields->length; i++)
        if (is_str(fields->items[i]) && str_equal(value_str(fields->items[i]), value_str(name)))
            return i;
    return -1;
}

static bool set_named(Thread *t, Value self, Value name, Value v) {
    if (!is_str(name))
        return raise_type_error(t, "attribute name must be string, not '%.200T'", name), false;
    Str *key = str_intern(t, value_str(new_ref(name)));
    bool ok = key && op_setattr(t, self, key, v);
    xdecref_object(t, key);
    return ok;
}

static bool set_fields(Thread *t, Value self, Tuple *fields, Value *args, int nargs, Tuple *kwnames) {
    if (nargs > fields->length)
        return raise_type_error(t, "%.400U constructor takes at most %d positional argument%s",
                                type_of(t, self)->name, (int)fields->length, fields->length == 1 ? "" : "s"),
               false;
    for (int i = 0; i < nargs; i++)
        if (!set_named(t, self, fields->items[i], args[i]))
            return false;
    for (int64_t i = 0; kwnames && i < kwnames->length; i++) {
        int64_t index = field_index(t, fields, kwnames->items[i]);
        if (index >= 0 && index < nargs)
            return raise_type_error(t, "%.400U got multiple values for argument '%V'", type_of(t, self)->name,
                                    kwnames->items[i]),
                   false;
        if (!set_named(t, self, kwnames->items[i], args[nargs + i]))
            return false;
    }
    return true;
}

static bool ast_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    Tuple *fields = fields_of(t, self);
    bool ok = fields && set_fields(t, self, fields, args, nargs, kwnames);
    xdecref_object(t, fields);
    return ok;
}

static Value ast_new_instance(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    void *node = object_new(t, type, 0);
    return node ? object_value(node) : VALUE_NULL;
}

static Value ast_reduce(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value dict = op_getattr_optional(t, args[0], NAME(__dict__));
    Tuple *none = error_pending(t) ? NULL : tuple_new(t, 0);
    Tuple *result = !none ? NULL
                    : is_null(dict)
                        ? tuple_pack(t, 2, object_value(type_of(t, args[0])), object_value(none))
                        : tuple_pack(t, 3, object_value(type_of(t, args[0])), object_value(none), dict);
    xdecref_object(t, none);
    decref(t, dict);
    return result ? object_value(result) : VALUE_NULL;
}

static const MethodDef ast_methods[] = {{"__reduce__", ast_reduce, "", "How to copy or pickle the node."},
                                        {0}};

static const TypeDef ast_type_def = {
    .name = "ast.AST",
    .size = sizeof(Object),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS | TYPE_WEAKREFABLE,
    .doc = "Base of all classes of syntax trees.",
    .slots = {.new_instance = ast_new_instance, .init = ast_init},
    .methods = ast_methods,
};

/* ---- the tables, seen by classes ---- */

static const char *context_name(int i) {
    return ast_context_name((ExprContext)i);
}
static const char *bool_op_name(int i) {
    return ast_bool_op_name((BoolOp)i);
}
static const char *binary_op_name(int i) {
    return ast_binary_op_name((TreeBinaryOp)i);
}
static const char *unary_op_name(int i) {
    return ast_unary_op_name((TreeUnaryOp)i);
}
static const char *cmp_op_name(int i) {
    return ast_cmp_op_name((CmpOp)i);
}

typedef struct Family {
    const char *name;
    int count;
    const char *(*sign)(int i);
} Family;

static const Family sign_families[SIGN_FAMILY_COUNT] = {
    [SIGN_CONTEXT] = {"expr_context", CTX_DEL + 1, context_name},
    [SIGN_BOOL_OP] = {"boolop", BOOL_OR + 1, bool_op_name},
    [SIGN_BINARY_OP] = {"operator", BINARY_FLOOR_DIV + 1, binary_op_name},
    [SIGN_UNARY_OP] = {"unaryop", UNARY_MINUS + 1, unary_op_name},
    [SIGN_CMP_OP] = {"cmpop", CMP_NOT_IN + 1, cmp_op_name},
};

int ast_sign_count(SignFamily family) {
    return sign_families[family].count;
}

const char *ast_family_name(SignFamily family) {
    return sign_families[family].name;
}

SignFamily ast_family_of(FieldType type) {
    switch (type) {
    case FIELD_BOOL_OP:
        return SIGN_BOOL_OP;
    case FIELD_BINARY_OP:
        return SIGN_BINARY_OP;
    case FIELD_UNARY_OP:
        return SIGN_UNARY_OP;
    case FIELD_CMP_OPS:
        return SIGN_CMP_OP;
    default:
        return SIGN_CONTEXT;
    }
}

static const char *field_type_name(const Field *field) {
    switch (field->type) {
    case FIELD_NODE:
    case FIELD_NODES:
        return field->group == GROUP_TYPE_IGNORE ? "type_ignore" : ast_group_name(field->group);
    case FIELD_NAME:
    case FIELD_NAMES:
        return "identifier";
    case FIELD_INT:
    case FIELD_BOOL:
        return "int";
    case FIELD_SINGLETON:
    case FIELD_CONSTANT:
        return "constant";
    case FIELD_TYPE_COMMENT:
        return "string";
    default:
        return ast_family_name(ast_family_of(field->type));
    }
}

static const char *field_mark(const Field *field) {
    bool many = field->type == FIELD_NODES || field->type == FIELD_NAMES || field->type == FIELD_CMP_OPS;
    return many ? "*" : field->optional ? "?" : "";
}

/* "BinOp(expr left, operator op, expr right)", as the documentation writes it. */
static Str *kind_doc(Thread *t, NodeKind kind) {
    StrBuilder text;
    strbuilder_init(&text, t);
    strbuilder_text(&text, ast_kind_name(kind));
    for (int i = 0; i < ast_field_count(kind); i++) {
        const Field *field = &ast_fields(kind)[i];
        strbuilder_text(&text, i ? ", " : "(");
        strbuilder_text(&text, field_type_name(field));
        strbuilder_text(&text, field_mark(field));
        strbuilder_text(&text, " ");
        strbuilder_text(&text, field->name);
    }
    if (kind == NODE_CONSTANT)
        strbuilder_text(&text, ", string? kind");
    strbuilder_text(&text, ast_field_count(kind) ? ")" : "");
    return strbuilder_finish(&text);
}

/* ---- making classes ---- */

/* A class with the fields and, unless NULL, attributes. doc is consumed, and NULL: an exception is pending.
 */
static Type *make_class(Thread *t, AstClasses *classes, const char *name, Type *base, Tuple *fields,
                        Str *doc) {
    Str *class_name = doc ? ast_name(t, name) : NULL, *module = class_name ? ast_name(t, "ast") : NULL;
    Tuple *bases = module ? tuple_pack(t, 1, object_value(base)) : NULL;
    Dict *dict = bases ? dict_new(t, 0) : NULL;
    Value made = VALUE_NULL;
    if (dict && dict_set_name(t, dict, NAME(__module__), object_value(module)) &&
        dict_set_name(t, dict, NAME(__doc__), object_value(doc)) &&
        dict_set_text(t, dict, "_fields", new_object_ref(fields)) &&
        dict_set_text(t, dict, "__match_args__", new_object_ref(fields)))
        made = type_new_class(t, builtin_type(t, TYPE_TYPE), class_name, bases, dict, NULL, NULL);
    xdecref_object(t, doc);
    xdecref_object(t, class_name);
    xdecref_object(t, module);
    xdecref_object(t, bases);
    xdecref_object(t, dict);
    return is_null(made) ? NULL : value_type_object(made);
}

static bool set_class_text(Thread *t, Type *type, const char *name, Value v) {
    return dict_set_text(t, type->dict, name, v) && type_modified(t, type, NULL);
}

/* `_attributes`. The end may be missing, but for patterns. */
static bool set_positions(Thread *t, AstClasses *classes, Type *type, bool has_position, bool has_end) {
    Tuple *names = has_position ? classes->positions : classes->nothing;
    if (!set_class_text(t, type, "_attributes", new_object_ref(names)))
        return false;
    return !has_position || has_end ||
           (set_class_text(t, type, "end_lineno", VALUE_NONE) &&
            set_class_text(t, type, "end_col_offset", VALUE_NONE));
}

static Tuple *names_tuple(Thread *t, int count, const char *const *names) {
    Tuple *tuple = tuple_new(t, count);
    for (int i = 0; tuple && i < count; i++) {
        Str *name = ast_name(t, names[i]);
        if (!name) {
            decref_object(t, tuple);
            return NULL;
        }
        tuple->items[i] = object_value(name);
    }
    return tuple;
}

static Tuple *kind_fields(Thread *t, NodeKind kind) {
    const char *names[8];
    int count = ast_field_count(kind);
    for (int i = 0; i < count; i++)
        names[i] = ast_fields(kind)[i].name;
    if (kind == NODE_CONSTANT)
        names[count++] = "kind";
    return names_tuple(t, count, names);
}

static bool is_sum(NodeGroup group) {
    return group < GROUP_COMPREHENSION || group == GROUP_EXCEPT_HANDLER || group == GROUP_TYPE_IGNORE;
}

static Type *make_abstract(Thread *t, AstClasses *classes, const char *name, bool has_position,
                           bool has_end) {
    Type *type = make_class(t, classes, name, classes->base, classes->nothing, str_new(t, name));
    return type && set_positions(t, classes, type, has_position, has_end) ? type : NULL;
}

static bool make_groups(Thread *t, AstClasses *classes) {
    for (int i = 0; i <= GROUP_COUNT; i++) {
        NodeGroup group = (NodeGroup)i;
        bool ignore = group == GROUP_TYPE_IGNORE;
        if (!is_sum(group))
            continue;
        classes->groups[i] = make_abstract(t, classes, ignore ? "type_ignore" : ast_group_name(group),
                                           !ignore && group != GROUP_MOD, group == GROUP_PATTERN);
        if (!classes->groups[i])
            return false;
    }
    return true;
}

static bool set_optional(Thread *t, Type *type, NodeKind kind) {
    for (int i = 0; i < ast_field_count(kind); i++)
        if (ast_fields(kind)[i].optional && !set_class_text(t, type, ast_fields(kind)[i].name, VALUE_NONE))
            return false;
    return kind != NODE_CONSTANT || set_class_text(t, type, "kind", VALUE_NONE);
}

static bool make_kind(Thread *t, AstClasses *classes, NodeKind kind) {
    Type *group = classes->groups[ast_group(kind)];
    Tuple *fields = classes->fields[kind] = kind_fields(t, kind);
    Type *type = !fields ? NULL
                         : make_class(t, classes, ast_kind_name(kind), group ? group : classes->base, fields,
                                      kind_doc(t, kind));
    classes->kinds[kind] = type;
    return type && set_optional(t, type, kind) &&
           (group || set_positions(t, classes, type, ast_has_position(kind), false));
}

static bool make_family(Thread *t, AstClasses *classes, int family) {
    const Family *signs = &sign_families[family];
    Type *group = classes->families[family] = make_abstract(t, classes, signs->name, false, false);
    for (int i = 0; group && i < signs->count; i++) {
        const char *name = signs->sign(i);
        Type *type = make_class(t, classes, name, group, classes->nothing, str_new(t, name));
        classes->sign_types[family][i] = type;
        void *sign = type ? object_new(t, type, 0) : NULL;
        if (!sign)
            return false;
        classes->signs[family][i] = object_value(sign);
    }
    return group;
}

/* What the parser never makes. */
static bool make_rest(Thread *t, AstClasses *classes) {
    static const char *const of_function[] = {"argtypes", "returns"}, *const of_ignore[] = {"lineno", "tag"};
    Tuple *one = names_tuple(t, 2, of_function), *two = one ? names_tuple(t, 2, of_ignore) : NULL;
    if (two) {
        classes->function_type = make_class(t, classes, "FunctionType", classes->groups[GROUP_MOD], one,
                                            str_new(t, "FunctionType(expr* argtypes, expr returns)"));
        classes->type_ignore = make_class(t, classes, "TypeIgnore", classes->groups[GROUP_TYPE_IGNORE], two,
                                          str_new(t, "TypeIgnore(int lineno, string tag)"));
    }
    xdecref_object(t, one);
    xdecref_object(t, two);
    return classes->function_type && classes->type_ignore;
}

static bool make_base(Thread *t, AstClasses *classes) {
    static const char *const positions[] = {"lineno", "col_offset", "end_lineno", "end_col_offset"};
    classes->base = type_new_native(t, &ast_type_def);
    classes->nothing = classes->base ? tuple_new(t, 0) : NULL;
    classes->positions = classes->nothing ? names_tuple(t, POSITION_COUNT, positions) : NULL;
    return classes->positions &&
           set_class_text(t, classes->base, "_fields", new_object_ref(classes->nothing)) &&
           set_class_text(t, classes->base, "__match_args__", new_object_ref(classes->nothing)) &&
           set_class_text(t, classes->base, "_attributes", new_object_ref(classes->nothing));
}

static bool make_all(Thread *t, AstClasses *classes) {
    bool ok = make_base(t, classes) && make_groups(t, classes);
    for (int kind = 0; ok && kind < NODE_KIND_COUNT; kind++)
        ok = make_kind(t, classes, (NodeKind)kind);
    for (int family = 0; ok && family < SIGN_FAMILY_COUNT; family++)
        ok = make_family(t, classes, family);
    return ok && make_rest(t, classes);
}

AstClasses *ast_classes(Thread *t) {
    VmState *vm = t->interp->vm;
    if (vm->ast)
        return vm->ast;
    AstClasses *classes = mem_calloc(1, sizeof *classes);
    if (!classes)
        return raise_no_memory(t), NULL;
    for (int family = 0; family < SIGN_FAMILY_COUNT; family++)
        for (int i = 0; i < MAX_SIGNS; i++)
            classes->signs[family][i] = VALUE_NULL;
    if (make_all(t, classes))
        return vm->ast = classes;
    ast_classes_free(t, classes);
    return NULL;
}

static void release_types(Thread *t, Type **types, int count) {
    for (int i = 0; i < count; i++)
        xdecref_object(t, types[i]);
}

void ast_classes_free(Thread *t, AstClasses *classes) {
    for (int family = 0; family < SIGN_FAMILY_COUNT; family++)
        for (int i = 0; i < MAX_SIGNS; i++)
            decref(t, classes->signs[family][i]);
    release_types(t, &classes->sign_types[0][0], SIGN_FAMILY_COUNT * MAX_SIGNS);
    release_types(t, classes->families, SIGN_FAMILY_COUNT);
    for (int kind = 0; kind < NODE_KIND_COUNT; kind++)
        xdecref_object(t, classes->fields[kind]);
    release_types(t, classes->kinds, NODE_KIND_COUNT);
    xdecref_object(t, classes->function_type);
    xdecref_object(t, classes->type_ignore);
    release_types(t, classes->groups, GROUP_COUNT + 1);
    xdecref_object(t, classes->positions);
    xdecref_object(t, classes->nothing);
    mem_free(classes);
}

/* ---- module _ast ---- */

static bool add_class(Thread *t, Value module, Type *type) {
    size_t length;
    const char *name = type ? str_utf8(t, type->name, &length) : NULL;
    return !type || (name && module_add(t, module, name, new_object_ref(type)));
}

static bool add_classes(Thread *t, Value module, Type **types, int count) {
    for (int i = 0; i < count; i++)
        if (!add_class(t, module, types[i]))
            return false;
    return true;
}

static bool module_exec(Thread *t, Value module) {
    AstClasses *classes = ast_classes(t);
    return classes && module_add(t, module, "AST", new_object_ref(classes->base)) &&
           add_classes(t, module, classes->groups, GROUP_COUNT + 1) &&
           add_classes(t, module, classes->kinds, NODE_KIND_COUNT) &&
           add_classes(t, module, classes->families, SIGN_FAMILY_COUNT) &&
           add_classes(t, module, &classes->sign_types[0][0], SIGN_FAMILY_COUNT * MAX_SIGNS) &&
           add_class(t, module, classes->function_type) && add_class(t, module, classes->type_ignore) &&
           module_add_int(t, module, "PyCF_ONLY_AST", COMPILE_FLAG_ONLY_AST) &&
           module_add_int(t, module, "PyCF_TYPE_COMMENTS", COMPILE_FLAG_TYPE_COMMENTS) &&
           module_add_int(t, module, "PyCF_ALLOW_TOP_LEVEL_AWAIT", COMPILE_FLAG_TOP_LEVEL_AWAIT);
}

const ModuleDef ast_module_def = {.name = "_ast",
                                  .doc = "The classes of syntax trees; module ast has what works on them.",
                                  .exec = module_exec};
