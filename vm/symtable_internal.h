/* Shared by symtable.c (the walk over statements), symtable_expr.c (over expressions and patterns) and
 * symtable_resolve.c. */
#ifndef VM_SYMTABLE_INTERNAL_H
#define VM_SYMTABLE_INTERNAL_H

#include "vm/compiler.h"

typedef struct Builder {
    Compiler *c;
    Scope *scope;           /* the innermost */
    Str *private_class;     /* for the mangling of names */
    const char *annotation; /* inside an annotation that stays unevaluated: what is forbidden there */
} Builder;

Scope *scope_enter(Builder *b, ScopeKind kind, Node *node, Str *name);
void scope_leave(Builder *b, Scope *scope);
/* The name's symbol in the current scope, with these flags added; NULL: exception. */
Symbol *scope_add(Builder *b, const Node *where, const Name *name, unsigned flags);
Symbol *scope_add_to(Builder *b, Scope *scope, Str *name, unsigned flags);
bool symtable_parameters(Builder *b, const Node *arguments);
bool symtable_defaults(Builder *b, const Node *arguments);
bool symtable_expr(Builder *b, Node *node);
bool symtable_exprs(Builder *b, const NodeList *nodes);
bool symtable_pattern(Builder *b, Node *node);
bool symtable_statements(Builder *b, const NodeList *nodes);
bool symtable_resolve(Compiler *c);

#endif
