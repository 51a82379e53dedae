/* Parameterised generics (list[int]) and what unions share with them. */
#ifndef RUNTIME_GENERIC_ALIAS_H
#define RUNTIME_GENERIC_ALIAS_H

#include "runtime/callable.h"
#include "runtime/str.h"

typedef struct GenericAlias {
    Object ob;
    Value origin;
    Tuple *args, *parameters; /* parameters: NULL until asked for */
    bool starred;             /* *tuple[int, str] */
} GenericAlias;

/* The type variables among args, each once. */
Tuple *generic_parameters(Thread *t, Tuple *args);
/* The args with `item` (one or a tuple) put in for the parameters. `self` is what the messages show. */
Tuple *generic_substitute(Thread *t, Value self, Tuple *args, Tuple *parameters, Value item);
/* *alias, as a new alias. */
Value generic_alias_starred(Thread *t, Value alias);
/* One argument as the repr of an alias shows it: "int", "mod.Class", "...". */
bool generic_repr_item(Thread *t, StrBuilder *b, Value item);

#endif
