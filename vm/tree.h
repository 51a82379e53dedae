/* The syntax tree for sources that also use the runtime. Both layers have a BinaryOp and a UnaryOp; here the
 * tree's are called TreeBinaryOp and TreeUnaryOp, with enumerators TREE_ADD and so on. Include this, never
 * grammar's ast.h. */
#ifndef VM_TREE_H
#define VM_TREE_H

#define BinaryOp TreeBinaryOp
#define UnaryOp TreeUnaryOp
#define BINARY_ADD TREE_ADD
#define BINARY_SUB TREE_SUB
#define BINARY_MOD TREE_MOD
#define BINARY_POW TREE_POW
#define BINARY_LSHIFT TREE_LSHIFT
#define BINARY_RSHIFT TREE_RSHIFT
#define UNARY_INVERT TREE_INVERT
#include "grammar/parse.h"
#undef BinaryOp
#undef UnaryOp
#undef BINARY_ADD
#undef BINARY_SUB
#undef BINARY_MOD
#undef BINARY_POW
#undef BINARY_LSHIFT
#undef BINARY_RSHIFT
#undef UNARY_INVERT

/* A kind of node that only the compiler makes: a constant whose Value is known. Every CONSTANT becomes one,
 * and so does what folding computes (compile_fold.c). The Value is owned by the Compiler. */
enum { NODE_VALUE = NODE_KIND_COUNT };

#endif
