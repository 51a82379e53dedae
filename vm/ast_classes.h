/* The classes of module ast, made from the tables of grammar/ast.h, once for each Interp and when they are
 * first needed: by `import _ast`, or by compile() with or for a tree. They belong to VmState. */
#ifndef VM_AST_CLASSES_H
#define VM_AST_CLASSES_H

#include "runtime/error.h" /* names a member of Node otherwise */
#include "runtime/list.h"
#include "runtime/module.h"
#include "vm/tree.h"

/* Fields whose values are one of a few classes without fields: +, and, Load. */
typedef enum SignFamily {
    SIGN_CONTEXT,
    SIGN_BOOL_OP,
    SIGN_BINARY_OP,
    SIGN_UNARY_OP,
    SIGN_CMP_OP,
    SIGN_FAMILY_COUNT
} SignFamily;

enum { MAX_SIGNS = 13, POSITION_COUNT = 4 };

typedef struct AstClasses {
    Type *base;                    /* AST; borrowed, it lives as long as the Interp */
    Type *groups[GROUP_COUNT + 1]; /* mod, stmt, ...; type_ignore comes last. NULL: the kind stands alone */
    Type *kinds[NODE_KIND_COUNT];
    Type *function_type, *type_ignore; /* are never made: they need type comments */
    Tuple *fields[NODE_KIND_COUNT];    /* `_fields`, interned */
    Type *families[SIGN_FAMILY_COUNT];
    Type *sign_types[SIGN_FAMILY_COUNT][MAX_SIGNS];
    Value signs[SIGN_FAMILY_COUNT][MAX_SIGNS]; /* the one instance that trees of the parser have */
    Tuple *positions;                          /* "lineno", "col_offset", "end_lineno", "end_col_offset" */
    Tuple *nothing;                            /* () */
} AstClasses;

/* NULL: exception. */
AstClasses *ast_classes(Thread *t);
void ast_classes_free(Thread *t, AstClasses *classes);

int ast_sign_count(SignFamily family);
const char *ast_family_name(SignFamily family); /* "operator" */
/* Of a field type that holds signs. */
SignFamily ast_family_of(FieldType type);

extern const ModuleDef ast_module_def;

#endif
