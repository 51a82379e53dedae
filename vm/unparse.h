/* Shared by unparse.c and unparse_parts.c. Functions of bool answer false with an exception pending; running
 * out of memory while adding text is remembered by the builder until it finishes. */
#ifndef VM_UNPARSE_H
#define VM_UNPARSE_H

#include "vm/compiler.h"

/* How tightly an operator binds; an operand that binds less tightly than its place wants gets parentheses. */
typedef enum Precedence {
    PREC_TUPLE,
    PREC_TEST,
    PREC_OR,
    PREC_AND,
    PREC_NOT,
    PREC_CMP,
    PREC_EXPR,
    PREC_BOR = PREC_EXPR,
    PREC_BXOR,
    PREC_BAND,
    PREC_SHIFT,
    PREC_ARITH,
    PREC_TERM,
    PREC_FACTOR,
    PREC_POWER,
    PREC_AWAIT,
    PREC_ATOM
} Precedence;

typedef struct Unparser {
    Thread *t;
    StrBuilder out;
} Unparser;

void unparse_text(Unparser *u, const char *text);
bool unparse_node(Unparser *u, const Node *node, Precedence level);
bool unparse_list(Unparser *u, const NodeList *nodes, Precedence level);
bool unparse_arguments(Unparser *u, const Node *arguments); /* of a lambda, with a blank before them */
bool unparse_joined_str(Unparser *u, const Node *node);

#endif
