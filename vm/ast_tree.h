/* Trees of the parser as objects of module ast, and back. */
#ifndef VM_AST_TREE_H
#define VM_AST_TREE_H

#include "vm/ast_classes.h"
#include "vm/compiler.h"

/* The tree as objects, new. */
Value ast_export(Thread *t, const Node *tree);
/* Objects as a tree in the Compiler's arena; constants are NODE_VALUEs at once, and owned by the Compiler.
 * What does not have the fields of its class, or has others' objects in them: TypeError or ValueError. NULL:
 * exception. */
Node *ast_import(Compiler *c, Value object);
/* Is the tree one that the parser could have made, as far as the compiler relies on it? */
bool ast_validate(Thread *t, const Node *tree);

#endif
