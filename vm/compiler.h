/* The compiler's own interface: what the files compile_*.c share. From a tree with resolved scopes to Code.
 *
 * One Unit is made for each code object. Instructions are first collected as Ins (with labels instead of
 * distances) and become Instr in compile_assemble.c. Temporaries are a stack above the locals: unit->top is
 * the first free one. Errors: everything answers false (or NULL) with an exception pending. Everything
 * transient is in the arena; Values that must live as long as the compilation are in `owned`. */
#ifndef VM_COMPILER_H
#define VM_COMPILER_H

#include "runtime/error.h"
#include "vm/compile.h"
#include "vm/symtable.h"

enum {
    MAX_NESTING = 6000, /* of calls of the compiler's recursive functions */
    MAX_BLOCKS = 20,    /* statically nested loops, try and with statements, as CPython */
    MAX_REGISTER = 0xfff0,
    MAX_SMALL_INDEX = 0xffff, /* operands of 16 bits: constants, caches */
};

/* An instruction before assembly. */
typedef struct Ins {
    uint8_t op, flags;
    uint16_t a, b, c;
    int32_t x;              /* jumps: label; LOADK, RETURN_K: constant; instructions with EXT: operand E */
    int32_t line, end_line; /* line 0: none */
    int32_t col, end_col;   /* -1: unknown */
} Ins;

/* A protected range of Ins indices. */
typedef struct Region {
    int start, end;
    int handler; /* label */
    int depth;
} Region;

typedef enum BlockKind {
    BLOCK_LOOP,         /* while; for (iterator in reg); async for */
    BLOCK_TRY,          /* the body of try/except */
    BLOCK_FINALLY_TRY,  /* the body of try/finally: leaving runs finalbody */
    BLOCK_FINALLY_END,  /* a finally body run for an exception: leaving drops it */
    BLOCK_HANDLER,      /* an except handler */
    BLOCK_WITH,         /* leaving calls __exit__ */
    BLOCK_STAR_HANDLER, /* except*: cannot be left */
    BLOCK_VALUE,        /* a return value waits in reg while finally bodies run */
} BlockKind;

/* A statement around the one that is being compiled that matters to break, continue and return. */
typedef struct Block {
    struct Block *outer;
    BlockKind kind;
    const Node *node;
    int break_label, continue_label; /* loops */
    int reg; /* loops: the iterator, -1 for while; handlers: the exception; with: __exit__ */
    bool is_async;
    const Name *name; /* handlers: `except E as name` */
    const NodeList *finalbody;
    bool is_protected;
    int region_start;   /* protected since that Ins */
    int handler, depth; /* of the region */
} Block;

typedef struct Unit {
    struct Unit *outer;
    Scope *scope;
    Str *qualname;
    Ins *ins;
    int ins_count, ins_room;
    int *labels; /* label -> Ins index; -1: not yet placed */
    int label_count, label_room;
    Region *regions;
    int region_count, region_room;
    Value *consts; /* owned by the unit */
    int const_count, const_room;
    int32_t *const_table; /* hash table of indices + 1 */
    int const_mask;
    Str **cache_names; /* borrowed from the compiler */
    int cache_count, cache_room;
    PointerMap shared_caches;
    Block *block;
    int block_depth;
    int top, max_top;
    unsigned *known; /* for each local: the `era` in which it was last known to be assigned */
    unsigned era;    /* changes at each label, where other paths come in */
    bool has_docstring, has_checks;
    int first_line;
    bool spans_lines; /* the statement that is being compiled */
} Unit;

typedef enum OperandKind { OPERAND_LOCAL, OPERAND_TEMP, OPERAND_CONST } OperandKind;
typedef struct Operand {
    OperandKind kind;
    int reg;     /* local, temp */
    Value value; /* constant; borrowed from the tree */
} Operand;

struct Compiler {
    Thread *t;
    Arena arena;
    const CompileOptions *options;
    const char *source;
    size_t source_length;
    Str *filename;
    int optimize;
    unsigned future;      /* CODE_FUTURE_* */
    int future_last_line; /* of the last `from __future__` at the beginning */
    PointerMap names;     /* Name* -> Str* */
    PointerMap scopes;    /* Node* -> Scope* */
    Scope *module_scope;
    Value *owned;
    int owned_count, owned_room;
    Unit *unit;
    int depth;
    bool quiet; /* no warnings: the second copy of a finally body */
    bool interactive; /* expression statements of the module are shown */
};

/* A pre-interned name, borrowed. */
#define NAME_OF(c, name) ((c)->t->interp->names[NAME_##name])

/* compile.c */
bool compiler_enter(Compiler *c); /* counts nesting; pairs with compiler_leave */
static inline void compiler_leave(Compiler *c) {
    c->depth--;
}
bool compiler_own(Compiler *c, Value v);        /* consumes, also on failure */
void *compiler_alloc(Compiler *c, size_t size); /* zeroed; NULL: MemoryError pending */
/* Room for one more item in an arena array. */
bool compiler_grow(Compiler *c, void **items, int count, int *room, size_t item_size);
/* The interned string of a name, borrowed. */
Str *compiler_name(Compiler *c, const Name *name);
Str *compiler_mangled(Compiler *c, const Str *private_class, const Name *name);
Str *compiler_intern(Compiler *c, const char *utf8); /* borrowed */

/* compile_error.c: SyntaxErrors and warnings. All answer false. */
bool compile_error(Compiler *c, const Node *where, const char *format, ...);
bool compile_error_at(Compiler *c, int line, int col, int end_line, int end_col, const char *format, ...);
bool compile_raise_diagnostic(Compiler *c, const Diagnostic *diagnostic);
/* SyntaxWarning; false: the filters made it an error. */
bool compile_warn(Compiler *c, const Node *where, const char *format, ...);
bool compile_warn_diagnostics(Compiler *c, const Diagnostics *report);

/* compile_fold.c */
static inline bool node_is_value(const Node *node) {
    return (int)node->kind == NODE_VALUE;
}
Value node_value(const Node *node); /* borrowed */
bool node_set_value(Compiler *c, Node *node, Value v); /* makes it a NODE_VALUE; v consumed */
Value literal_value(Thread *t, const Constant *k);     /* new */
/* Turns a node whose children have been folded into a NODE_VALUE if it is constant. False: exception. */
bool fold_node(Compiler *c, Node *node);
/* A list or set display of constants that is only searched or iterated: a tuple or frozenset instead. */
bool fold_container(Compiler *c, Node *node);

/* compile_emit.c */
Ins *emit(Compiler *c, const Node *where, Opcode op, unsigned flags, unsigned a, unsigned b, unsigned cc);
bool emit_jump(Compiler *c, const Node *where, int label);
bool emit_loop_entry(Compiler *c, int label); /* the jump to the test of a loop */
bool emit_jump_if(Compiler *c, const Node *where, Opcode op, Operand condition, int label);
bool emit_loadk(Compiler *c, const Node *where, int reg, Value v);
bool emit_name_op(Compiler *c, const Node *where, Opcode op, unsigned a, Str *name);
bool emit_move(Compiler *c, const Node *where, int reg, Operand from);
bool emit_clear(Compiler *c, int reg);
bool emit_line(Compiler *c, const Node *where); /* no instruction, but those who trace see the line (compile_lines.c) */
int label_new(Compiler *c); /* -1: exception */
bool label_place(Compiler *c, int label);
int const_index(Compiler *c, Value v); /* borrowed; -1: exception */
int cache_index(Compiler *c, Opcode op, Str *name);
bool region_add(Compiler *c, int start, int handler, int depth); /* [start, here) */
static inline int here(Compiler *c) {
    return c->unit->ins_count;
}
/* Takes the next temporary; -1: exception. */
int temp_push(Compiler *c);
bool temp_reserve(Compiler *c, int top);
static inline void temp_pop(Compiler *c, int top) {
    c->unit->top = top;
}
/* The consume flag of an operand: `flag` if it is a temporary other than dst. */
static inline unsigned consume(Operand o, unsigned flag, int dst) {
    return o.kind == OPERAND_TEMP && o.reg != dst ? flag : 0;
}

/* The flags of operands B and C. With two temporaries B goes first, as under CPython, even if A is to be
 * written there. */
static inline unsigned consume_both(Operand b, Operand c, int dst) {
    return consume(b, FLAG_B, c.kind == OPERAND_TEMP ? -1 : dst) | consume(c, FLAG_C, dst);
}

/* compile_assemble.c: the unit's instructions as a Code; NULL: exception. */
Code *compile_assemble(Compiler *c);

/* compile_unit.c */
bool unit_enter(Compiler *c, Scope *scope, int first_line);
/* Ends the unit and answers its code (new), VALUE_NULL: exception (also if `ok` is false, then one is
 * pending). */
Value unit_leave(Compiler *c, bool ok);

/* compile_name.c */
bool name_load(Compiler *c, const Node *where, const Name *name, int dst);
/* As an operand: locals are read in place. */
bool name_operand(Compiler *c, const Node *where, const Name *name, Operand *out);
bool name_store(Compiler *c, const Node *where, const Name *name, Operand value);
bool name_delete(Compiler *c, const Node *where, const Name *name);
/* The register of a name that is a plain local here, or -1. */
int name_local(Compiler *c, const Name *name);
/* After a write to dst: if it is a local, it is assigned now. */
void name_assigned(Compiler *c, int dst);
void name_forgotten(Compiler *c, int reg);

/* compile_expr.c */
bool compile_into(Compiler *c, Node *node, int dst);  /* dst: a local, or unit->top */
bool compile_push(Compiler *c, Node *node, int *reg); /* into a new temporary */
bool compile_operand(Compiler *c, Node *node, Operand *out);
/* In a register in any case (constants are loaded). */
bool compile_register(Compiler *c, Node *node, Operand *out);
/* As compile_operand; a local that `later` may rebind is copied first. later may be NULL. */
bool compile_operand_before(Compiler *c, Node *node, Node *later, Operand *out);
bool operand_to_register(Compiler *c, const Node *where, Operand *operand);
bool compile_discard(Compiler *c, Node *node); /* for its effects only */
/* An instruction on an attribute, with its position and name (cache). */
bool emit_attribute(Compiler *c, Node *node, Opcode op, unsigned flags, unsigned a, unsigned b);
/* Changes the position of an instruction to the attribute's name if that is on another line than the
 * beginning. */
void move_to_attribute(Ins *ins, const Node *attribute);
bool rebinds_locals(Compiler *c, const Node *node);
Opcode binary_opcode(TreeBinaryOp op);
bool emit_binary(Compiler *c, const Node *where, TreeBinaryOp op, bool inplace, int dst, Operand left,
                 Operand right);

/* compile_lint.c: warnings about what cannot work */
bool lint_subscript(Compiler *c, Node *node);
bool lint_call(Compiler *c, Node *node);
bool lint_identity(Compiler *c, Node *node);

/* compile_cond.c */
bool compile_jump_if(Compiler *c, Node *test, bool when, int label);
bool compile_bool_op(Compiler *c, Node *node, int dst);
bool compile_compare(Compiler *c, Node *node, int dst);

/* compile_display.c: tuples, lists, sets, dicts, f-strings */
bool compile_sequence_display(Compiler *c, Node *node, const NodeList *elts, int dst);
bool compile_dict_display(Compiler *c, Node *node, int dst);
bool compile_joined_str(Compiler *c, Node *node, int dst);
bool compile_formatted_value(Compiler *c, Node *node, int dst);
/* The items (stars allowed) gathered in a new list in the next temporary. */
bool compile_list_of(Compiler *c, const Node *where, const NodeList *elts, bool call);

/* compile_call.c */
bool compile_call(Compiler *c, Node *node, int dst, bool discard);
/* The call of what stands in register base with these arguments; `first` of them are in their places already.
 */
bool compile_call_args(Compiler *c, const Node *where, int base, int first, bool method, const NodeList *args,
                       const NodeList *keywords, int dst, bool discard);

/* compile_comp.c */
bool compile_comprehension(Compiler *c, Node *node, int dst);

/* compile_function.c, compile_class.c */
bool compile_function_def(Compiler *c, Node *node);
bool compile_lambda(Compiler *c, Node *node, int dst);
bool compile_class_def(Compiler *c, Node *node);
/* A function of `code` (consumed) with the closure that its scope needs: extra bits and values of
 * MAKE_FUNCTION are in the registers after `base` already. The result goes to dst. */
bool compile_make_function(Compiler *c, const Node *where, Value code, Scope *scope, int base, unsigned bits,
                           int dst);
bool compile_decorators(Compiler *c, const NodeList *decorators);
bool compile_apply_decorators(Compiler *c, const NodeList *decorators, int first);
Value docstring_of(Compiler *c, const NodeList *body); /* borrowed str or VALUE_NULL */

/* compile_stmt.c */
bool compile_body(Compiler *c, const NodeList *body);
bool compile_statement(Compiler *c, Node *node);
bool forbidden_name(Compiler *c, const Node *where, const Name *name, bool deleting);

/* compile_assign.c */
/* Consumes a temporary, which must be below unit->top; that is left as it was. */
bool compile_store(Compiler *c, Node *target, Operand value);
bool compile_assign(Compiler *c, Node *node);
bool compile_aug_assign(Compiler *c, Node *node);
bool compile_ann_assign(Compiler *c, Node *node);
bool compile_delete(Compiler *c, Node *node);
/* The target when it can be written directly by the instruction that computes the value: its register, or -1.
 */
int target_register(Compiler *c, const Node *target);
/* Registers r, r+1, ... if the targets are different plain locals in a row: r, else -1. */
int target_row(Compiler *c, const NodeList *targets);

/* compile_flow.c: loops, if, return, break, continue; the stack of blocks */
bool block_push(Compiler *c, Block *block, BlockKind kind, const Node *node);
void block_pop(Compiler *c);
bool block_protect(Compiler *c, Block *block, int handler, int depth);
bool block_unprotect(Compiler *c, Block *block);
bool compile_if(Compiler *c, Node *node);
bool compile_while(Compiler *c, Node *node);
bool compile_for(Compiler *c, Node *node);
bool compile_return(Compiler *c, Node *node);
bool compile_break(Compiler *c, Node *node);
bool compile_continue(Compiler *c, Node *node);

/* compile_try.c, compile_with.c */
bool compile_try(Compiler *c, Node *node);
bool compile_try_star(Compiler *c, Node *node);
bool compile_with(Compiler *c, Node *node);
/* The code that leaves a handler: POP_HANDLED and the end of its name. */
bool compile_leave_handler(Compiler *c, const Block *block);
bool compile_leave_with(Compiler *c, const Block *block);
bool compile_forget_name(Compiler *c, const Node *where, const Name *name);

/* compile_async.c */
bool compile_await_register(Compiler *c, const Node *where, int reg, int kind); /* reg = await reg */
bool compile_await(Compiler *c, Node *node, int dst, bool discard);
bool compile_yield(Compiler *c, Node *node, int dst, bool discard);
bool compile_yield_from(Compiler *c, Node *node, int dst, bool discard);
bool compile_async_for(Compiler *c, Node *node);
/* The next item of the async iterator, awaited, in `item`, the next temporary, which is taken. */
bool compile_next_async(Compiler *c, const Node *where, int iterator, int item);

/* compile_import.c */
bool compile_import(Compiler *c, Node *node);
bool compile_import_from(Compiler *c, Node *node);
bool compile_futures(Compiler *c, const Node *tree);

/* compile_match.c */
bool compile_match(Compiler *c, Node *node);

/* unparse.c: an expression as ast.unparse writes it; NULL: exception. */
Str *unparse_expression(Thread *t, const Node *node);

#endif
