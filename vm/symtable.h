/* Scopes: which names a module, class, function, lambda or comprehension binds and uses, and where each of
 * them lives.
 *
 * symtable_build walks the tree once (folding constants on its way back up) and then resolves every name:
 * to a register, a cell in a register, a cell of the closure, or a name looked up at run time. All of it
 * lives in the compiler's arena; names are interned strings that the Compiler owns, so that equal names are
 * one pointer. */
#ifndef VM_SYMTABLE_H
#define VM_SYMTABLE_H

#include "vm/compile_map.h"
#include "vm/tree.h"
#include "runtime/str.h"

typedef struct Compiler Compiler;
typedef struct Scope Scope;

typedef enum SymbolFlags {
    SYMBOL_GLOBAL = 1,   /* `global x` */
    SYMBOL_NONLOCAL = 2, /* `nonlocal x` */
    SYMBOL_PARAMETER = 4,
    SYMBOL_LOCAL = 8, /* bound here */
    SYMBOL_USED = 16,
    SYMBOL_ANNOTATED = 32,
    SYMBOL_ITERATED = 64,      /* the target of a comprehension's `for` */
    SYMBOL_GLOBAL_BELOW = 512, /* in the module: some function in it says `global x` */
    SYMBOL_IMPORTED = 256,     /* bound by an import: `global` may still follow */
    SYMBOL_DELETED = 128       /* by `del`, or at the end of an `except ... as` */
} SymbolFlags;

typedef enum Resolution {
    RESOLUTION_NONE,
    RESOLUTION_LOCAL,   /* a register; in modules and classes: the local namespace */
    RESOLUTION_CELL,    /* a cell in a register */
    RESOLUTION_FREE,    /* a cell of the closure */
    RESOLUTION_GLOBAL,  /* by a declaration */
    RESOLUTION_IMPLICIT /* global or built-in because nobody binds it */
} Resolution;

typedef struct Symbol {
    Str *name;
    unsigned flags;
    Resolution resolution;
    int reg;        /* local, cell */
    int free_index; /* in the closure, or -1; a class body may pass a cell on that it does not see itself */
    const Node *directive; /* the global or nonlocal statement */
    Scope *scope;
} Symbol;

typedef enum ScopeKind { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION } ScopeKind;

struct Scope {
    ScopeKind kind;
    Node *node;
    Scope *parent, *first_child, *last_child, *next; /* children in the order of the source */
    Str *name;                                       /* co_name */
    Str *private_class; /* the class whose private names are mangled here, or NULL */
    PointerMap map;     /* Str* -> Symbol* */
    Symbol **symbols;   /* in order of first appearance */
    int symbol_count, symbol_room;
    int parameter_count;
    Symbol **locals; /* by register: parameters, other locals, cells that are no parameters */
    int local_count;
    Symbol **frees; /* by closure index, sorted by name */
    int free_count;
    bool nested; /* inside a function */
    bool is_comprehension;
    bool is_async; /* async def; modules that may await */
    bool has_yield, has_await;
    bool has_walrus;
    bool has_annotations;  /* of variables, in this very body */
    bool needs_class_cell; /* a class whose methods use __class__ */
    bool in_iterable;      /* the walk is in a comprehension's iterable expression: no walrus */
};

/* False: exception pending. The module's scope is compiler->module_scope; scope_of finds the others. */
bool symtable_build(Compiler *c, Node *tree);
Scope *scope_of(Compiler *c, const Node *node);
/* The scope and those inside as tuples (symtable_module.c says which); VALUE_NULL: exception. */
Value scope_export(Thread *t, const Scope *scope);
/* What a (mangled) name is in a scope; NULL if the scope does not mention it. */
Symbol *scope_lookup(const Scope *scope, const Str *name);

#endif
