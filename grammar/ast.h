// The syntax tree of a Python 3.11 module, after the documented ASDL of Python's own `ast` module: the same
// kinds, the same fields, the same positions, so that `minipy --dump=ast` can be compared with `ast.dump`.
//
// A Node is a head (kind and position) and one member of a union, chosen by the kind: node->bin_op.left.
// Kinds that have the same fields share a member: NODE_FUNCTION_DEF and NODE_ASYNC_FUNCTION_DEF both use
// node->function_def. Parts that `ast` does not call stmt or expr (arg, keyword, alias, withitem, ...) are
// nodes too: one way to walk it all.
//
// Invariant: nodes, lists and names live in the Arena they were made in and are never freed one by one. A
// node is allocated only as large as its kind needs, so never assign one Node to another. Lines count from 1;
// columns are byte offsets into the line's UTF-8 text and count from 0, as `ast`'s col_offset.
//
// Depth: `depth` is 1 + the depth of the deepest child expression, and at most AST_MAX_DEPTH. Only a left
// spine (1+1+1+..., a.b.c.d...) gets that deep: whoever walks down the leftmost child (left of BinOp, value
// of Attribute and Subscript, func of Call) with a loop, and recurses for the others, recurses at most
// AST_MAX_NESTING deep. A chain of `elif` is a chain of NODE_IF in `orelse` lists of one item and has no
// limit: walk it with a loop as well.
#ifndef GRAMMAR_AST_H
#define GRAMMAR_AST_H

#include "grammar/arena.h"

enum { AST_MAX_DEPTH = 40000, AST_MAX_NESTING = 3000 };

// NODE(enumerator, ast's name, union member). A kind with no fields has the member `none`.
#define AST_KINDS(NODE)                                                                                      \
    NODE(MODULE, "Module", module)                                                                           \
    NODE(INTERACTIVE, "Interactive", interactive)                                                            \
    NODE(EXPRESSION, "Expression", expression)                                                               \
    /* statements */                                                                                         \
    NODE(FUNCTION_DEF, "FunctionDef", function_def)                                                          \
    NODE(ASYNC_FUNCTION_DEF, "AsyncFunctionDef", function_def)                                               \
    NODE(CLASS_DEF, "ClassDef", class_def)                                                                   \
    NODE(RETURN, "Return", return_)                                                                          \
    NODE(DELETE, "Delete", delete_)                                                                          \
    NODE(ASSIGN, "Assign", assign)                                                                           \
    NODE(AUG_ASSIGN, "AugAssign", aug_assign)                                                                \
    NODE(ANN_ASSIGN, "AnnAssign", ann_assign)                                                                \
    NODE(FOR, "For", for_)                                                                                   \
    NODE(ASYNC_FOR, "AsyncFor", for_)                                                                        \
    NODE(WHILE, "While", while_)                                                                             \
    NODE(IF, "If", if_)                                                                                      \
    NODE(WITH, "With", with)                                                                                 \
    NODE(ASYNC_WITH, "AsyncWith", with)                                                                      \
    NODE(MATCH, "Match", match)                                                                              \
    NODE(RAISE, "Raise", raise)                                                                              \
    NODE(TRY, "Try", try_)                                                                                   \
    NODE(TRY_STAR, "TryStar", try_)                                                                          \
    NODE(ASSERT, "Assert", assert_)                                                                          \
    NODE(IMPORT, "Import", import)                                                                           \
    NODE(IMPORT_FROM, "ImportFrom", import_from)                                                             \
    NODE(GLOBAL, "Global", global)                                                                           \
    NODE(NONLOCAL, "Nonlocal", global)                                                                       \
    NODE(EXPR, "Expr", expr)                                                                                 \
    NODE(PASS, "Pass", none)                                                                                 \
    NODE(BREAK, "Break", none)                                                                               \
    NODE(CONTINUE, "Continue", none)                                                                         \
    /* expressions */                                                                                        \
    NODE(BOOL_OP, "BoolOp", bool_op)                                                                         \
    NODE(NAMED_EXPR, "NamedExpr", named_expr)                                                                \
    NODE(BIN_OP, "BinOp", bin_op)                                                                            \
    NODE(UNARY_OP, "UnaryOp", unary_op)                                                                      \
    NODE(LAMBDA, "Lambda", lambda)                                                                           \
    NODE(IF_EXP, "IfExp", if_exp)                                                                            \
    NODE(DICT, "Dict", dict)                                                                                 \
    NODE(SET, "Set", set)                                                                                    \
    NODE(LIST_COMP, "ListComp", comp)                                                                        \
    NODE(SET_COMP, "SetComp", comp)                                                                          \
    NODE(DICT_COMP, "DictComp", dict_comp)                                                                   \
    NODE(GENERATOR_EXP, "GeneratorExp", comp)                                                                \
    NODE(AWAIT, "Await", await)                                                                              \
    NODE(YIELD, "Yield", yield)                                                                              \
    NODE(YIELD_FROM, "YieldFrom", yield_from)                                                                \
    NODE(COMPARE, "Compare", compare)                                                                        \
    NODE(CALL, "Call", call)                                                                                 \
    NODE(FORMATTED_VALUE, "FormattedValue", formatted_value)                                                 \
    NODE(JOINED_STR, "JoinedStr", joined_str)                                                                \
    NODE(CONSTANT, "Constant", constant)                                                                     \
    NODE(ATTRIBUTE, "Attribute", attribute)                                                                  \
    NODE(SUBSCRIPT, "Subscript", subscript)                                                                  \
    NODE(STARRED, "Starred", starred)                                                                        \
    NODE(NAME, "Name", name)                                                                                 \
    NODE(LIST, "List", sequence)                                                                             \
    NODE(TUPLE, "Tuple", sequence)                                                                           \
    NODE(SLICE, "Slice", slice)                                                                              \
    /* patterns */                                                                                           \
    NODE(MATCH_VALUE, "MatchValue", match_value)                                                             \
    NODE(MATCH_SINGLETON, "MatchSingleton", match_singleton)                                                 \
    NODE(MATCH_SEQUENCE, "MatchSequence", match_sequence)                                                    \
    NODE(MATCH_MAPPING, "MatchMapping", match_mapping)                                                       \
    NODE(MATCH_CLASS, "MatchClass", match_class)                                                             \
    NODE(MATCH_STAR, "MatchStar", match_star)                                                                \
    NODE(MATCH_AS, "MatchAs", match_as)                                                                      \
    NODE(MATCH_OR, "MatchOr", match_or)                                                                      \
    /* parts of the above */                                                                                 \
    NODE(COMPREHENSION, "comprehension", comprehension)                                                      \
    NODE(EXCEPT_HANDLER, "ExceptHandler", except_handler)                                                    \
    NODE(ARGUMENTS, "arguments", arguments)                                                                  \
    NODE(ARG, "arg", arg)                                                                                    \
    NODE(KEYWORD, "keyword", keyword)                                                                        \
    NODE(ALIAS, "alias", alias)                                                                              \
    NODE(WITH_ITEM, "withitem", with_item)                                                                   \
    NODE(MATCH_CASE, "match_case", match_case)

typedef enum NodeKind {
#define NODE(kind, name, member) NODE_##kind,
    AST_KINDS(NODE)
#undef NODE
        NODE_KIND_COUNT
} NodeKind;

// What kinds stand for the same: the sum and product types of the ASDL. Each part is a group of its own, in
// the order of the kinds.
typedef enum NodeGroup {
    GROUP_MOD,
    GROUP_STMT,
    GROUP_EXPR,
    GROUP_PATTERN,
    GROUP_COMPREHENSION,
    GROUP_EXCEPT_HANDLER,
    GROUP_ARGUMENTS,
    GROUP_ARG,
    GROUP_KEYWORD,
    GROUP_ALIAS,
    GROUP_WITH_ITEM,
    GROUP_MATCH_CASE,
    GROUP_COUNT,
    GROUP_TYPE_IGNORE = GROUP_COUNT, // no kind: type comments are not read
    GROUP_NONE
} NodeGroup;

typedef enum ExprContext { CTX_LOAD, CTX_STORE, CTX_DEL } ExprContext;
typedef enum BoolOp { BOOL_AND, BOOL_OR } BoolOp;
typedef enum UnaryOp { UNARY_INVERT, UNARY_NOT, UNARY_PLUS, UNARY_MINUS } UnaryOp;

typedef enum BinaryOp {
    BINARY_ADD,
    BINARY_SUB,
    BINARY_MULT,
    BINARY_MAT_MULT,
    BINARY_DIV,
    BINARY_MOD,
    BINARY_POW,
    BINARY_LSHIFT,
    BINARY_RSHIFT,
    BINARY_BIT_OR,
    BINARY_BIT_XOR,
    BINARY_BIT_AND,
    BINARY_FLOOR_DIV
} BinaryOp;

typedef enum CmpOp {
    CMP_EQ,
    CMP_NOT_EQ,
    CMP_LT,
    CMP_LT_E,
    CMP_GT,
    CMP_GT_E,
    CMP_IS,
    CMP_IS_NOT,
    CMP_IN,
    CMP_NOT_IN
} CmpOp;

typedef enum ConstKind {
    CONST_NONE,
    CONST_TRUE,
    CONST_FALSE,
    CONST_ELLIPSIS,
    CONST_INT, // bytes = the digits alone (no prefix, no underscores, no NUL counted), base = 2, 8, 10 or 16
    CONST_FLOAT,     // number
    CONST_IMAGINARY, // number
    CONST_STR,  // bytes = WTF-8: UTF-8 in which a lone surrogate from "\ud800" is three bytes; may hold NULs
    CONST_BYTES // bytes
} ConstKind;

typedef struct Constant {
    ConstKind kind;
    bool u_prefix; // u"..."; `ast` shows it as kind='u'
    int base;      // of CONST_INT
    int length;    // of bytes
    const char *bytes;
    double number;
} Constant;

// An identifier, NFKC-normalised UTF-8. Within one arena equal names are one Name, so compare the pointers.
typedef struct Name {
    const char *text; // NUL-terminated
    int length;
    unsigned hash;
    struct Name *next; // in the parser's name table
} Name;

typedef struct Node Node;

typedef struct NodeList {
    int count;
    Node **items;
} NodeList;

typedef struct NameList {
    int count;
    const Name **items;
} NameList;

typedef struct CmpOpList {
    int count;
    CmpOp *items;
} CmpOpList;

// A field that may be NULL is marked `?`.
struct Node {
    NodeKind kind : 16;
    unsigned nesting : 16; // see the top of the file
    int line, col, end_line, end_col;
    int depth;
    union {
        struct {
            NodeList body;
            NodeList type_ignores; // `ast` has it; always empty
        } module;
        struct {
            NodeList body;
        } interactive;
        struct {
            Node *body;
        } expression;

        struct {
            const Name *name;
            Node *args; // ARGUMENTS
            NodeList body;
            NodeList decorators;
            Node *returns; // ?
            bool is_async; // kind == NODE_ASYNC_FUNCTION_DEF
        } function_def;
        struct {
            const Name *name;
            NodeList bases;
            NodeList keywords; // KEYWORD
            NodeList body;
            NodeList decorators;
        } class_def;
        struct {
            Node *value; // ?
        } return_;
        struct {
            NodeList targets;
        } delete_;
        struct {
            NodeList targets;
            Node *value;
        } assign;
        struct {
            Node *target;
            BinaryOp op;
            Node *value;
        } aug_assign;
        struct {
            Node *target;
            Node *annotation;
            Node *value; // ?
            bool simple; // a name without parentheses
        } ann_assign;
        struct {
            Node *target;
            Node *iter;
            NodeList body;
            NodeList orelse;
            bool is_async;
        } for_;
        struct {
            Node *test;
            NodeList body;
            NodeList orelse;
        } while_;
        struct {
            Node *test;
            NodeList body;
            NodeList orelse;
        } if_;
        struct {
            NodeList items; // WITH_ITEM
            NodeList body;
            bool is_async;
        } with;
        struct {
            Node *subject;
            NodeList cases; // MATCH_CASE
        } match;
        struct {
            Node *exc;   // ?
            Node *cause; // ?
        } raise;
        struct {
            NodeList body;
            NodeList handlers; // EXCEPT_HANDLER
            NodeList orelse;
            NodeList finalbody;
        } try_;
        struct {
            Node *test;
            Node *msg; // ?
        } assert_;
        struct {
            NodeList names; // ALIAS
        } import;
        struct {
            const Name *module; // ? (from . import x); dotted
            NodeList names;     // ALIAS; `*` is an alias of that name
            int level;
        } import_from;
        struct {
            NameList names;
        } global; // also NONLOCAL
        struct {
            Node *value;
        } expr;

        struct {
            BoolOp op;
            NodeList values;
        } bool_op;
        struct {
            Node *target;
            Node *value;
        } named_expr;
        struct {
            Node *left;
            BinaryOp op;
            Node *right;
        } bin_op;
        struct {
            UnaryOp op;
            Node *operand;
        } unary_op;
        struct {
            Node *args; // ARGUMENTS
            Node *body;
        } lambda;
        struct {
            Node *test;
            Node *body;
            Node *orelse;
        } if_exp;
        struct {
            NodeList keys; // an item is NULL for `**value`
            NodeList values;
        } dict;
        struct {
            NodeList elts;
        } set;
        struct {
            Node *elt;
            NodeList generators; // COMPREHENSION
            bool bare;           // while parsing: a GENERATOR_EXP without parentheses of its own
        } comp;                  // LIST_COMP, SET_COMP, GENERATOR_EXP
        struct {
            Node *key;
            Node *value;
            NodeList generators;
        } dict_comp;
        struct {
            Node *value;
        } await;
        struct {
            Node *value; // ? for YIELD
        } yield, yield_from; // alike, but for whether there must be a value
        struct {
            Node *left;
            CmpOpList ops;
            NodeList comparators;
        } compare;
        struct {
            Node *func;
            NodeList args;
            NodeList keywords; // KEYWORD
        } call;
        struct {
            Node *value;
            int conversion;    // -1, 's', 'r' or 'a'
            Node *format_spec; // ? JOINED_STR
        } formatted_value;
        struct {
            NodeList values; // CONSTANT (str) and FORMATTED_VALUE
        } joined_str;
        Constant constant;
        struct {
            Node *value;
            const Name *attr;
            ExprContext ctx;
        } attribute;
        struct {
            Node *value;
            Node *slice;
            ExprContext ctx;
        } subscript;
        struct {
            Node *value;
            ExprContext ctx;
        } starred;
        struct {
            const Name *id;
            ExprContext ctx;
        } name;
        struct {
            NodeList elts;
            ExprContext ctx;
        } sequence; // LIST, TUPLE
        struct {
            Node *lower; // ?
            Node *upper; // ?
            Node *step;  // ?
        } slice;

        struct {
            Node *value;
        } match_value;
        struct {
            ConstKind value; // CONST_NONE, CONST_TRUE or CONST_FALSE
        } match_singleton;
        struct {
            NodeList patterns;
        } match_sequence;
        struct {
            NodeList keys;
            NodeList patterns;
            const Name *rest; // ?
        } match_mapping;
        struct {
            Node *cls;
            NodeList patterns;
            NameList kwd_attrs;
            NodeList kwd_patterns;
        } match_class;
        struct {
            const Name *name; // ? (*_)
        } match_star;
        struct {
            Node *pattern;    // ?
            const Name *name; // ? (_)
        } match_as;
        struct {
            NodeList patterns;
        } match_or;

        struct {
            Node *target;
            Node *iter;
            NodeList ifs;
            bool is_async;
        } comprehension;
        struct {
            Node *type;       // ?
            const Name *name; // ?
            NodeList body;
        } except_handler;
        struct {
            NodeList posonlyargs; // ARG
            NodeList args;        // ARG
            Node *vararg;         // ? ARG
            NodeList kwonlyargs;  // ARG
            NodeList kw_defaults; // one for each of kwonlyargs; an item is NULL where there is no default
            Node *kwarg;          // ? ARG
            NodeList defaults;    // of the last posonlyargs + args
        } arguments;
        struct {
            const Name *arg;
            Node *annotation; // ?
        } arg;
        struct {
            const Name *arg; // ? (**value)
            Node *value;
        } keyword;
        struct {
            const Name *name;   // dotted
            const Name *asname; // ?
        } alias;
        struct {
            Node *context_expr;
            Node *optional_vars; // ?
        } with_item;
        struct {
            Node *pattern;
            Node *guard; // ?
            NodeList body;
        } match_case;
        struct {
            char unused;
        } none;
    };
};

// What is in a kind's fields: lets a dump, or the `_ast` module, walk every kind with one loop.
typedef enum FieldType {
    FIELD_NODE,        // Node *, may be NULL only if `optional`
    FIELD_NODES,       // NodeList
    FIELD_NAME,        // const Name *, may be NULL only if `optional`
    FIELD_NAMES,       // NameList
    FIELD_CONTEXT,     // ExprContext
    FIELD_BOOL_OP,     // BoolOp
    FIELD_BINARY_OP,   // BinaryOp
    FIELD_UNARY_OP,    // UnaryOp
    FIELD_CMP_OPS,     // CmpOpList
    FIELD_INT,         // int
    FIELD_BOOL,        // bool, an int for `ast`
    FIELD_SINGLETON,   // ConstKind
    FIELD_CONSTANT,    // Constant: `ast`'s two fields value and kind
    FIELD_TYPE_COMMENT // not in the Node, always None for `ast`
} FieldType;

typedef struct Field {
    const char *name; // as in the `ast` module
    FieldType type;
    bool optional;
    unsigned short offset; // in Node
    NodeGroup group;       // of the nodes of FIELD_NODE and FIELD_NODES
} Field;

// The fields of a kind in the order of the `ast` module; borrowed, constant. ast_field_count gives how many.
const Field *ast_fields(NodeKind kind);
int ast_field_count(NodeKind kind);
// "BinOp"
const char *ast_kind_name(NodeKind kind);
// "Add", "Not", "And", "NotIn", "Load": the class names of the `ast` module.
const char *ast_binary_op_name(BinaryOp op);
const char *ast_unary_op_name(UnaryOp op);
const char *ast_bool_op_name(BoolOp op);
const char *ast_cmp_op_name(CmpOp op);
const char *ast_context_name(ExprContext context);
NodeGroup ast_group(NodeKind kind);
// "stmt", "expr", "withitem"; not of GROUP_TYPE_IGNORE
const char *ast_group_name(NodeGroup group);
// False for arguments, comprehension, withitem, match_case, Module...: `ast` gives them no lineno.
bool ast_has_position(NodeKind kind);

// A zeroed node of the kind, without position; NULL when memory is out.
Node *ast_new(Arena *arena, NodeKind kind);

#endif
