// The grammar of Python 3.11.
//
// Decided before the parser sees a token: blocks (layout.c), `match` and `case` (keywords.c), and whether the
// parenthesis after `with` holds items (TOK_WITH_LPAR). Decided after: what can be a target (target.c), the order of
// parameters (params.c) and arguments (call.c). What the grammar refuses is put into words by explain.c.
//
// Spans: a NEWLINE, INDENT or DEDENT lies at the end of the token before it, so that the default rule (from the first
// symbol to the last) gives the positions of Python's `ast`. A group's span includes its parentheses, its node's does not.

%require "3.8"
%define api.pure full
%define api.prefix {parser_}
%define api.token.prefix {TOK_}
%define api.location.type {Span}
%define parse.error custom
%define parse.lac full
%define lr.type lalr
%locations
%expect 0
%param {Parser *p}

%code requires {
#include "grammar/parser.h"
}

%code {
#include <string.h>

#include "grammar/build.h"
#include "grammar/call.h"
#include "grammar/names.h"
#include "grammar/params.h"
#include "grammar/strings.h"
#include "grammar/target.h"
#include "grammar/tokenstream.h"

// Stack entries: four for each level of the most wasteful nesting (a if b else ...).
#define YYMAXDEPTH (5 * AST_MAX_NESTING)
#define YYINITDEPTH 500
#define PARSER_LTYPE_IS_TRIVIAL 1
#define PARSER_STYPE_IS_TRIVIAL 1

#define YYLLOC_DEFAULT(current, rhs, n) \
    ((current) = (n) ? span_join(YYRHSLOC(rhs, 1), YYRHSLOC(rhs, n)) : span_after(YYRHSLOC(rhs, 0)))

#define parser_lex tokenstream_next
static void parser_error(Span *span, Parser *p, const char *message);
static void refuse_star(Parser *p, const Node *node);
}

%union {
    int token; // index of the first of the tokens
    int op;
    const Name *name;
    Node *node;
    NodeList list;
    NameList names;
    Params *params;
}

%token END 0 "end of file"
%token NEWLINE INDENT DEDENT
%token <token> NUMBER STRING
%token <name> NAME
%token FALSE NONE TRUE AND AS ASSERT ASYNC AWAIT BREAK CLASS CONTINUE DEF DEL ELIF ELSE EXCEPT FINALLY FOR FROM
%token GLOBAL IF IMPORT IN IS LAMBDA NONLOCAL NOT OR PASS RAISE RETURN TRY WHILE WITH YIELD MATCH CASE
%token LPAR "(" RPAR ")" LSQB "[" RSQB "]" LBRACE "{" RBRACE "}" WITH_LPAR
%token COLON ":" COMMA "," SEMI ";" DOT "." ELLIPSIS "..." ARROW "->" AT "@" ASSIGN "=" COLON_ASSIGN ":="
%token PLUS "+" MINUS "-" STAR "*" SLASH "/" DOUBLE_SLASH "//" PERCENT "%" DOUBLE_STAR "**" TILDE "~"
%token VBAR "|" AMPER "&" CIRCUMFLEX "^" LEFT_SHIFT "<<" RIGHT_SHIFT ">>"
%token LESS "<" GREATER ">" EQUAL "==" LESS_EQUAL "<=" GREATER_EQUAL ">=" NOT_EQUAL "!="
%token <op> AUG_ASSIGN
// Never in a text: BAD stands where the text could not be cut into tokens, UNKNOWN for `?` and the like; the others are for the parser's callers.
%token BAD UNKNOWN START_FILE START_SINGLE START_EVAL START_FSTRING START_PREFIX START_EXPRESSION START_OPERAND
%token START_ITEMS START_GENERATORS
%token PROBE PROBE_ELSE PROBE_EQUAL

%left "|"
%left "^"
%left "&"
%left "<<" ">>"
%left "+" "-"
%left "*" "/" "//" "%" "@"
%precedence UNARY
%right "**"

%type <list> statements simple_line simple_list block else_opt finally_opt
%type <list> eval_commas star_commas star_list named_commas named_list target_commas target_list assign_chain
%type <list> pairs pair arguments arguments_opt slices generators comp_ifs
%type <list> decorators with_items handlers star_handlers dotted_aliases from_names from_list cases
%type <list> pattern_commas pattern_list or_patterns class_patterns mapping_pairs
%type <names> global_names
%type <name> keyword_name dotted_name alias_opt mapping_rest
%type <params> params lambda_params
%type <op> comparison_op dots
%type <token> strings
%type <node> statement simple_statement compound_statement expression_statement
%type <node> right_side annotation_value dotted_alias from_name
%type <list> if_chain
%type <node> if_statement definition function_def class_def param_list_opt lambda_list_opt
%type <node> param star_param lambda_param returns_opt with_item handler star_handler for_statement with_statement try_statement
%type <node> match_statement subject case guard_opt
%type <node> star_exprs star_expr named_expr star_named expression disjunction or_chain conjunction and_chain
%type <node> inversion comparison compare_chain binary primary atom group display yield_expr
%type <node> target_expr target generator argument slice_item slice_star slice_element expression_opt subscript
%type <node> case_pattern pattern maybe_star star_pattern or_pattern closed_pattern literal number signed_number
%type <node> attr name_or_attr class_pattern_item mapping_key

%%

start
    : START_FILE END                          { p->result = build_module(p, NODE_MODULE, build_empty); }
    | START_FILE statements END               { p->result = build_module(p, NODE_MODULE, $2); }
    | START_SINGLE NEWLINE END                { p->result = build_module(p, NODE_INTERACTIVE, build_empty); }
    | START_SINGLE simple_line END            { p->result = build_module(p, NODE_INTERACTIVE, $2); }
    | START_SINGLE compound_statement END
        { p->result = build_module(p, NODE_INTERACTIVE, build_list(p, $2)); }
    | START_EVAL eval_expr newlines END
    | START_FSTRING star_exprs newlines END   { p->result = $2; }
    | START_PREFIX star_exprs END             { p->result = $2; }
    | START_EXPRESSION expression END         { p->result = $2; }
    | START_OPERAND binary END                { p->result = $2; }
    | START_ITEMS named_list END              { p->result = build_sequence(p, NODE_TUPLE, @2, $2); }
    | START_GENERATORS generators END         { p->result = $2.items[$2.count - 1]; }
    ;

eval_expr
    : expression              { p->result = build_body(p, NODE_EXPRESSION, $1); }
    | eval_commas             { p->result = build_body(p, NODE_EXPRESSION, build_sequence(p, NODE_TUPLE, @$, $1)); }
    | eval_commas expression
        { p->result = build_body(p, NODE_EXPRESSION, build_sequence(p, NODE_TUPLE, @$, build_append(p, $1, $2))); }
    ;

eval_commas
    : expression ","              { $$ = build_list(p, $1); }
    | eval_commas expression ","  { $$ = build_append(p, $1, $2); }
    ;

newlines
    : %empty
    | newlines NEWLINE
    ;

// ---- statements

statements
    : statement               { $$ = build_list(p, $1); }
    | simple_line
    | statements statement    { $$ = build_append(p, $1, $2); }
    | statements simple_line  { $$ = build_extend(p, $1, $2); }
    ;

statement
    : compound_statement
    ;

simple_line
    : simple_list NEWLINE
    | simple_list ";" NEWLINE
    ;

simple_list
    : simple_statement                  { $$ = build_list(p, $1); }
    | simple_list ";" simple_statement  { $$ = build_append(p, $1, $3); }
    ;

block
    : simple_line
    | NEWLINE INDENT statements DEDENT  { $$ = $3; }
    ;

simple_statement
    : expression_statement
    | PASS                            { $$ = build_node(p, NODE_PASS, @$); }
    | BREAK                           { $$ = build_node(p, NODE_BREAK, @$); }
    | CONTINUE                        { $$ = build_node(p, NODE_CONTINUE, @$); }
    | RETURN                          { $$ = build_return(p, @$, NULL); }
    | RETURN star_exprs               { $$ = build_return(p, @$, $2); }
    | RAISE                           { $$ = build_raise(p, @$, NULL, NULL); }
    | RAISE expression                { $$ = build_raise(p, @$, $2, NULL); }
    | RAISE expression FROM expression  { $$ = build_raise(p, @$, $2, $4); }
    | GLOBAL global_names             { $$ = build_global(p, NODE_GLOBAL, @$, $2); }
    | NONLOCAL global_names           { $$ = build_global(p, NODE_NONLOCAL, @$, $2); }
    | ASSERT expression               { $$ = build_assert(p, @$, $2, NULL); }
    | ASSERT expression "," expression  { $$ = build_assert(p, @$, $2, $4); }
    | DEL star_expr                   { $$ = build_delete(p, @$, target_convert_all(p, build_list(p, $2), TARGET_DELETE)); }
    | DEL star_list                   { $$ = build_delete(p, @$, target_convert_all(p, $2, TARGET_DELETE)); }
    | IMPORT dotted_aliases           { $$ = build_import(p, @$, $2); }
    | FROM dots dotted_name IMPORT from_list  { $$ = build_import_from(p, @$, $2, $3, $5); }
    | FROM dotted_name IMPORT from_list       { $$ = build_import_from(p, @$, 0, $2, $4); }
    | FROM dots IMPORT from_list              { $$ = build_import_from(p, @$, $2, NULL, $4); }
    ;

global_names
    : NAME                   { $$ = build_names(p, (NameList){0}, $1); }
    | global_names "," NAME  { $$ = build_names(p, $1, $3); }
    ;

expression_statement
    : star_exprs                    { $$ = build_expr(p, @$, $1); }
    | yield_expr                    { $$ = build_expr(p, @$, $1); }
    | assign_chain right_side       { $$ = build_assign(p, @$, $1, $2); }
    | star_exprs AUG_ASSIGN { target_augmented(p, $1); } right_side
                                    { $$ = build_aug_assign(p, @$, $1, $2, $4); }
    | star_exprs ":" { target_annotated(p, $1); } expression annotation_value
                                    { $$ = build_ann_assign(p, @$, $1, @1, $4, $5); }
    ;

assign_chain
    : star_exprs "="               { $$ = build_list(p, target_assigned(p, $1, @1)); }
    | yield_expr "="               { $$ = build_list(p, target_assigned(p, $1, @1)); }
    | assign_chain star_exprs "="  { $$ = build_append(p, $1, target_convert(p, $2, TARGET_ASSIGN)); }
    | assign_chain yield_expr "="  { $$ = build_append(p, $1, target_assigned(p, $2, @2)); }
    ;

right_side
    : star_exprs
    | yield_expr
    ;

annotation_value
    : %empty          { $$ = NULL; }
    | "=" right_side  { $$ = $2; }
    ;

// ---- import

dotted_name
    : NAME
    | dotted_name "." NAME  { $$ = name_join(p, $1, $3); }
    ;

alias_opt
    : %empty   { $$ = NULL; }
    | AS NAME  { $$ = $2; }
    ;

dotted_alias
    : dotted_name alias_opt  { $$ = build_alias(p, @$, $1, $2); }
    ;

dotted_aliases
    : dotted_alias                     { $$ = build_list(p, $1); }
    | dotted_aliases "," dotted_alias  { $$ = build_append(p, $1, $3); }
    ;

from_name
    : NAME alias_opt  { $$ = build_alias(p, @$, $1, $2); }
    ;

from_names
    : from_name                 { $$ = build_list(p, $1); }
    | from_names "," from_name  { $$ = build_append(p, $1, $3); }
    ;

from_list
    : "*"                     { $$ = build_list(p, build_alias(p, @1, name_intern(p, "*", 1), NULL)); }
    | from_names
    | "(" from_names ")"      { $$ = $2; }
    | "(" from_names "," ")"  { $$ = $2; }
    ;

dots
    : "."         { $$ = 1; }
    | "..."       { $$ = 3; }
    | dots "."    { $$ = $1 + 1; }
    | dots "..."  { $$ = $1 + 3; }
    ;

// ---- compound statements

compound_statement
    : if_statement
    | WHILE named_expr ":" block else_opt
        { $$ = build_if(p, NODE_WHILE, @$, $2, $4, $5); }
    | for_statement
    | try_statement
    | with_statement
    | definition
    | decorators definition  { $$ = build_decorated($2, $1); }
    | match_statement
    ;

if_statement
    : if_chain else_opt  { $$ = build_if_chain(p, @$, $1, $2); }
    ;

if_chain
    : IF named_expr ":" block             { $$ = build_list(p, build_if(p, NODE_IF, @$, $2, $4, build_empty)); }
    | if_chain ELIF named_expr ":" block
        { $$ = build_append(p, $1, build_if(p, NODE_IF, span_join(@2, @5), $3, $5, build_empty)); }
    ;

else_opt
    : %empty          { $$ = build_empty; }
    | ELSE ":" block  { $$ = $3; }
    ;

for_statement
    : FOR target IN star_exprs ":" block else_opt
        { $$ = build_for(p, NODE_FOR, @$, $2, $4, $6, $7); }
    | ASYNC FOR target IN star_exprs ":" block else_opt
        { $$ = build_for(p, NODE_ASYNC_FOR, @$, $3, $5, $7, $8); }
    ;

try_statement
    : TRY ":" block FINALLY ":" block
        { $$ = build_try(p, NODE_TRY, @$, $3, build_empty, build_empty, $6); }
    | TRY ":" block handlers else_opt finally_opt
        { $$ = build_try(p, NODE_TRY, @$, $3, $4, $5, $6); }
    | TRY ":" block star_handlers else_opt finally_opt
        { $$ = build_try(p, NODE_TRY_STAR, @$, $3, $4, $5, $6); }
    ;

finally_opt
    : %empty             { $$ = build_empty; }
    | FINALLY ":" block  { $$ = $3; }
    ;

handlers
    : handler           { $$ = build_list(p, $1); }
    | handlers handler  { $$ = build_append(p, $1, $2); }
    ;

handler
    : EXCEPT ":" block                       { $$ = build_handler(p, @$, NULL, NULL, $3); }
    | EXCEPT expression alias_opt ":" block  { $$ = build_handler(p, @$, $2, $3, $5); }
    ;

star_handlers
    : star_handler                { $$ = build_list(p, $1); }
    | star_handlers star_handler  { $$ = build_append(p, $1, $2); }
    ;

star_handler
    : EXCEPT "*" expression alias_opt ":" block  { $$ = build_handler(p, @$, $3, $4, $6); }
    ;

with_statement
    : WITH with_items ":" block
        { $$ = build_with(p, NODE_WITH, @$, build_with_items(p, $2, @2), $4); }
    | WITH WITH_LPAR with_items comma_opt ")" ":" block
        { $$ = build_with(p, NODE_WITH, @$, $3, $7); }
    | ASYNC WITH with_items ":" block
        { $$ = build_with(p, NODE_ASYNC_WITH, @$, build_with_items(p, $3, @3), $5); }
    | ASYNC WITH WITH_LPAR with_items comma_opt ")" ":" block
        { $$ = build_with(p, NODE_ASYNC_WITH, @$, $4, $8); }
    ;

with_items
    : with_item                 { $$ = build_list(p, $1); }
    | with_items "," with_item  { $$ = build_append(p, $1, $3); }
    ;

with_item
    : expression                 { $$ = build_with_item(p, $1, NULL); }
    | expression AS expression   { $$ = build_with_item(p, $1, target_convert(p, $3, TARGET_ASSIGN)); }
    ;

comma_opt
    : %empty
    | ","
    ;

// ---- definitions

definition
    : function_def
    | class_def
    ;

decorators
    : "@" named_expr NEWLINE             { $$ = build_list(p, $2); }
    | decorators "@" named_expr NEWLINE  { $$ = build_append(p, $1, $3); }
    ;

function_def
    : DEF NAME "(" param_list_opt ")" returns_opt ":" block
        { $$ = build_function(p, NODE_FUNCTION_DEF, @$, $2, $4, $6, $8); }
    | ASYNC DEF NAME "(" param_list_opt ")" returns_opt ":" block
        { $$ = build_function(p, NODE_ASYNC_FUNCTION_DEF, @$, $3, $5, $7, $9); }
    ;

returns_opt
    : %empty           { $$ = NULL; }
    | "->" expression  { $$ = $2; }
    ;

param_list_opt
    : %empty      { $$ = params_finish(p, params_new(p)); }
    | params      { $$ = params_finish(p, $1); }
    | params ","  { $$ = params_finish(p, $1); }
    ;

params
    : param                              { $$ = params_add(p, params_new(p), $1, NULL); }
    | param "=" expression               { $$ = params_add(p, params_new(p), $1, $3); }
    | "/"                                { $$ = params_add_slash(p, params_new(p), @1); }
    | "*"                                { $$ = params_add_bare_star(p, params_new(p), @1); }
    | "*" star_param                     { $$ = params_add_star(p, params_new(p), @1, $2); }
    | "**" param                         { $$ = params_add_double_star(p, params_new(p), @1, $2); }
    | params "," param                   { $$ = params_add(p, $1, $3, NULL); }
    | params "," param "=" expression    { $$ = params_add(p, $1, $3, $5); }
    | params "," "/"                     { $$ = params_add_slash(p, $1, @3); }
    | params "," "*"                     { $$ = params_add_bare_star(p, $1, @3); }
    | params "," "*" star_param          { $$ = params_add_star(p, $1, @3, $4); }
    | "*" star_param "="                 { $$ = params_refuse_default(p, params_new(p), @3, "positional"); }
    | "**" param "="                     { $$ = params_refuse_default(p, params_new(p), @3, "keyword"); }
    | params "," "*" star_param "="      { $$ = params_refuse_default(p, $1, @5, "positional"); }
    | params "," "**" param "="          { $$ = params_refuse_default(p, $1, @5, "keyword"); }
    | params "," "**" param              { $$ = params_add_double_star(p, $1, @3, $4); }
    ;

param
    : NAME                 { $$ = params_arg(p, @$, $1, NULL); }
    | NAME ":" expression  { $$ = params_arg(p, @$, $1, $3); }
    ;

star_param
    : NAME                { $$ = params_arg(p, @$, $1, NULL); }
    | NAME ":" star_expr  { $$ = params_arg(p, @$, $1, $3); }
    ;

lambda_list_opt
    : %empty             { $$ = params_finish(p, params_new(p)); }
    | lambda_params      { $$ = params_finish(p, $1); }
    | lambda_params ","  { $$ = params_finish(p, $1); }
    ;

lambda_params
    : lambda_param                                   { $$ = params_add(p, params_new(p), $1, NULL); }
    | lambda_param "=" expression                    { $$ = params_add(p, params_new(p), $1, $3); }
    | "/"                                            { $$ = params_add_slash(p, params_new(p), @1); }
    | "*"                                            { $$ = params_add_lambda_star(p, params_new(p), @1); }
    | "*" lambda_param                               { $$ = params_add_star(p, params_new(p), @1, $2); }
    | "**" lambda_param                              { $$ = params_add_double_star(p, params_new(p), @1, $2); }
    | lambda_params "," lambda_param                 { $$ = params_add(p, $1, $3, NULL); }
    | lambda_params "," lambda_param "=" expression  { $$ = params_add(p, $1, $3, $5); }
    | lambda_params "," "/"                          { $$ = params_add_slash(p, $1, @3); }
    | lambda_params "," "*"                          { $$ = params_add_lambda_star(p, $1, @3); }
    | lambda_params "," "*" lambda_param             { $$ = params_add_star(p, $1, @3, $4); }
    | "*" lambda_param "="                           { $$ = params_refuse_default(p, params_new(p), @3, "positional"); }
    | "**" lambda_param "="                          { $$ = params_refuse_default(p, params_new(p), @3, "keyword"); }
    | lambda_params "," "*" lambda_param "="         { $$ = params_refuse_default(p, $1, @5, "positional"); }
    | lambda_params "," "**" lambda_param "="        { $$ = params_refuse_default(p, $1, @5, "keyword"); }
    | lambda_params "," "**" lambda_param            { $$ = params_add_double_star(p, $1, @3, $4); }
    ;

lambda_param
    : NAME  { $$ = params_arg(p, @$, $1, NULL); }
    ;

class_def
    : CLASS NAME ":" block                          { $$ = build_class(p, @$, $2, build_empty, $4); }
    | CLASS NAME "(" arguments_opt ")" ":" block    { $$ = build_class(p, @$, $2, $4, $7); }
    ;

// ---- match

match_statement
    : MATCH subject ":" NEWLINE INDENT cases DEDENT  { $$ = build_match(p, @$, $2, $6); }
    ;

subject
    : named_expr
    | named_list  { $$ = build_sequence(p, NODE_TUPLE, @$, $1); }
    ;

cases
    : case        { $$ = build_list(p, $1); }
    | cases case  { $$ = build_append(p, $1, $2); }
    ;

case
    : CASE case_pattern guard_opt ":" block  { $$ = build_match_case(p, $2, $3, $5); }
    ;

guard_opt
    : %empty         { $$ = NULL; }
    | IF named_expr  { $$ = $2; }
    ;

case_pattern
    : pattern
    | pattern_list  { $$ = build_match_sequence(p, @$, $1); }
    ;

pattern_list
    : pattern_commas
    | pattern_commas maybe_star  { $$ = build_append(p, $1, $2); }
    ;

pattern_commas
    : maybe_star ","                 { $$ = build_list(p, $1); }
    | pattern_commas maybe_star ","  { $$ = build_append(p, $1, $2); }
    ;

maybe_star
    : pattern
    | star_pattern
    ;

star_pattern
    : "*" NAME  { $$ = build_match_star(p, @$, $2); }
    ;

pattern
    : or_pattern
    | or_pattern AS NAME  { $$ = build_match_as(p, @$, $1, $3, @3); }
    ;

or_pattern
    : closed_pattern
    | or_patterns     { $$ = build_match_or(p, @$, $1); }
    ;

or_patterns
    : closed_pattern "|" closed_pattern  { $$ = build_append(p, build_list(p, $1), $3); }
    | or_patterns "|" closed_pattern     { $$ = build_append(p, $1, $3); }
    ;

closed_pattern
    : literal                { $$ = build_match_value(p, @$, $1); }
    | attr                   { $$ = build_match_value(p, @$, $1); }
    | NONE                   { $$ = build_match_singleton(p, @$, CONST_NONE); }
    | TRUE                   { $$ = build_match_singleton(p, @$, CONST_TRUE); }
    | FALSE                  { $$ = build_match_singleton(p, @$, CONST_FALSE); }
    | NAME                   { $$ = build_match_capture(p, @$, $1); }
    | "(" pattern ")"        { $$ = $2; }
    | "(" ")"                { $$ = build_match_sequence(p, @$, build_empty); }
    | "(" pattern_list ")"   { $$ = build_match_sequence(p, @$, $2); }
    | "[" "]"                { $$ = build_match_sequence(p, @$, build_empty); }
    | "[" pattern "]"        { $$ = build_match_sequence(p, @$, build_list(p, $2)); }
    | "[" star_pattern "]"   { $$ = build_match_sequence(p, @$, build_list(p, $2)); }
    | "[" pattern_list "]"   { $$ = build_match_sequence(p, @$, $2); }
    | "{" "}"                { $$ = build_match_mapping(p, @$, build_empty, NULL); }
    | "{" mapping_pairs comma_opt "}"                   { $$ = build_match_mapping(p, @$, $2, NULL); }
    | "{" mapping_rest comma_opt "}"                    { $$ = build_match_mapping(p, @$, build_empty, $2); }
    | "{" mapping_pairs "," mapping_rest comma_opt "}"  { $$ = build_match_mapping(p, @$, $2, $4); }
    | name_or_attr "(" ")"                              { $$ = build_match_class(p, @$, $1, build_empty); }
    | name_or_attr "(" class_patterns comma_opt ")"     { $$ = build_match_class(p, @$, $1, $3); }
    ;

literal
    : signed_number
    | signed_number "+" number  { $$ = build_complex(p, @$, $1, BINARY_ADD, $3); }
    | signed_number "-" number  { $$ = build_complex(p, @$, $1, BINARY_SUB, $3); }
    | strings                   { $$ = strings_build(p, @$, $1); }
    ;

signed_number
    : number
    | "-" number  { $$ = build_unary(p, @$, UNARY_MINUS, $2); }
    ;

number
    : NUMBER  { $$ = strings_number(p, @$, $1); }
    ;

attr
    : name_or_attr "." NAME  { $$ = build_attribute(p, @$, $1, $3); }
    ;

name_or_attr
    : NAME  { $$ = build_name(p, @$, $1); }
    | attr
    ;

mapping_pairs
    : mapping_key ":" pattern                    { $$ = build_append(p, build_list(p, $1), $3); }
    | mapping_pairs "," mapping_key ":" pattern  { $$ = build_append(p, build_append(p, $1, $3), $5); }
    ;

mapping_key
    : literal
    | attr
    | NONE   { $$ = build_constant(p, @$, CONST_NONE); }
    | TRUE   { $$ = build_constant(p, @$, CONST_TRUE); }
    | FALSE  { $$ = build_constant(p, @$, CONST_FALSE); }
    ;

mapping_rest
    : "**" NAME  { $$ = build_mapping_rest(p, @2, $2); }
    ;

class_patterns
    : class_pattern_item                     { $$ = build_list(p, $1); }
    | class_patterns "," class_pattern_item  { $$ = build_append(p, $1, $3); }
    ;

class_pattern_item
    : pattern
    | NAME "=" pattern  { $$ = build_keyword(p, @$, $1, $3); }
    ;

// ---- expressions

star_exprs
    : star_expr
    | star_list  { $$ = build_sequence(p, NODE_TUPLE, @$, $1); }
    ;

star_list
    : star_commas
    | star_commas star_expr  { $$ = build_append(p, $1, $2); }
    ;

star_commas
    : star_expr ","              { $$ = build_list(p, $1); }
    | star_commas star_expr ","  { $$ = build_append(p, $1, $2); }
    ;

star_expr
    : expression
    | "*" binary  { $$ = build_starred(p, @$, $2); }
    ;

named_list
    : named_commas
    | named_commas star_named  { $$ = build_append(p, $1, $2); }
    ;

named_commas
    : star_named ","               { $$ = build_list(p, $1); }
    | named_commas star_named ","  { $$ = build_append(p, $1, $2); }
    ;

star_named
    : named_expr
    | "*" binary  { $$ = build_starred(p, @$, $2); }
    ;

named_expr
    : expression
    | binary PROBE_EQUAL { parser_probe(p, $1, $1, @1); YYABORT; }
    | expression ":=" { target_named(p, $1, @1); } expression  { $$ = build_named_expr(p, @$, $1, $4); }
    ;

yield_expr
    : YIELD                  { $$ = build_yield(p, NODE_YIELD, @$, NULL); }
    | YIELD star_exprs       { $$ = build_yield(p, NODE_YIELD, @$, $2); }
    | YIELD FROM expression  { $$ = build_yield(p, NODE_YIELD_FROM, @$, $3); }
    ;

// What stands between `for` and `in`: no comparison, or `in` would be part of it.
target
    : target_expr  { $$ = target_convert(p, $1, TARGET_FOR); }
    | target_list  { $$ = target_convert(p, build_sequence(p, NODE_TUPLE, @$, $1), TARGET_FOR); }
    ;

target_list
    : target_commas
    | target_commas target_expr  { $$ = build_append(p, $1, $2); }
    ;

target_commas
    : target_expr ","                { $$ = build_list(p, $1); }
    | target_commas target_expr ","  { $$ = build_append(p, $1, $2); }
    ;

target_expr
    : binary
    | "*" binary  { $$ = build_starred(p, @$, $2); }
    ;

expression
    : disjunction
    | disjunction IF disjunction ELSE expression  { $$ = build_if_exp(p, @$, $1, $3, $5); }
    | LAMBDA lambda_list_opt ":" expression       { $$ = build_lambda(p, @$, $2, $4); }
    | disjunction PROBE                           { parser_probe(p, $1, $1, @1); YYABORT; }
    | disjunction IF disjunction PROBE_ELSE       { parser_probe(p, $1, $3, @1); YYABORT; }
    ;

disjunction
    : conjunction
    | or_chain
    ;

or_chain
    : conjunction OR conjunction  { $$ = build_bool_op(p, @$, BOOL_OR, $1, $3); }
    | or_chain OR conjunction     { $$ = build_bool_op_more(p, @$, $1, $3); }
    ;

conjunction
    : inversion
    | and_chain
    ;

and_chain
    : inversion AND inversion  { $$ = build_bool_op(p, @$, BOOL_AND, $1, $3); }
    | and_chain AND inversion  { $$ = build_bool_op_more(p, @$, $1, $3); }
    ;

inversion
    : comparison
    | NOT inversion  { $$ = build_unary(p, @$, UNARY_NOT, $2); }
    ;

comparison
    : binary
    | compare_chain
    ;

compare_chain
    : binary comparison_op binary         { $$ = build_compare(p, @$, $1, $2, $3); }
    | compare_chain comparison_op binary  { $$ = build_compare_more(p, @$, $1, $2, $3); }
    ;

comparison_op
    : "=="    { $$ = CMP_EQ; }
    | "!="    { $$ = CMP_NOT_EQ; }
    | "<"     { $$ = CMP_LT; }
    | "<="    { $$ = CMP_LT_E; }
    | ">"     { $$ = CMP_GT; }
    | ">="    { $$ = CMP_GT_E; }
    | IN      { $$ = CMP_IN; }
    | NOT IN  { $$ = CMP_NOT_IN; }
    | IS      { $$ = CMP_IS; }
    | IS NOT  { $$ = CMP_IS_NOT; }
    ;

binary
    : primary
    | AWAIT primary          { $$ = build_await(p, @$, $2); }
    | binary "|" binary      { $$ = build_binary(p, @$, $1, BINARY_BIT_OR, $3); }
    | binary "^" binary      { $$ = build_binary(p, @$, $1, BINARY_BIT_XOR, $3); }
    | binary "&" binary      { $$ = build_binary(p, @$, $1, BINARY_BIT_AND, $3); }
    | binary "<<" binary     { $$ = build_binary(p, @$, $1, BINARY_LSHIFT, $3); }
    | binary ">>" binary     { $$ = build_binary(p, @$, $1, BINARY_RSHIFT, $3); }
    | binary "+" binary      { $$ = build_binary(p, @$, $1, BINARY_ADD, $3); }
    | binary "-" binary      { $$ = build_binary(p, @$, $1, BINARY_SUB, $3); }
    | binary "*" binary      { $$ = build_binary(p, @$, $1, BINARY_MULT, $3); }
    | binary "/" binary      { $$ = build_binary(p, @$, $1, BINARY_DIV, $3); }
    | binary "//" binary     { $$ = build_binary(p, @$, $1, BINARY_FLOOR_DIV, $3); }
    | binary "%" binary      { $$ = build_binary(p, @$, $1, BINARY_MOD, $3); }
    | binary "@" binary      { $$ = build_binary(p, @$, $1, BINARY_MAT_MULT, $3); }
    | binary "**" binary     { $$ = build_binary(p, @$, $1, BINARY_POW, $3); }
    | "-" binary %prec UNARY { $$ = build_unary(p, @$, UNARY_MINUS, $2); }
    | "+" binary %prec UNARY { $$ = build_unary(p, @$, UNARY_PLUS, $2); }
    | "~" binary %prec UNARY { $$ = build_unary(p, @$, UNARY_INVERT, $2); }
    ;

primary
    : atom
    | primary "." NAME               { $$ = build_attribute(p, @$, $1, $3); }
    | primary "(" ")"                { $$ = build_call(p, @$, $1, build_empty, build_empty); }
    | primary "(" arguments ")"      { $$ = call_finish(p, @$, $1, $3, span_join(@2, @4), false); }
    | primary "(" arguments "," ")"  { $$ = call_finish(p, @$, $1, $3, span_join(@2, @5), true); }
    | primary "[" subscript "]"      { $$ = build_subscript(p, @$, $1, $3); }
    ;

arguments_opt
    : %empty         { $$ = build_empty; }
    | arguments
    | arguments ","
    ;

arguments
    : argument                { $$ = call_add(p, build_empty, $1); }
    | arguments "," argument  { $$ = call_add(p, $1, $3); }
    ;

argument
    : named_expr
    | keyword_name expression    { $$ = call_keyword(p, @$, $1, $2); }
    | "*" expression             { $$ = build_starred(p, @$, $2); }
    | "**" expression            { $$ = call_unpacked_keywords(p, @$, $2); }
    | named_expr generators      { $$ = call_bare_generator(p, @$, $1, $2); }
    ;

keyword_name
    : expression "="  { $$ = call_keyword_name(p, $1, @1, @2); }
    ;

subscript
    : slice_item
    | slice_star             { $$ = build_sequence(p, NODE_TUPLE, @$, build_list(p, $1)); }
    | slices                 { $$ = build_sequence(p, NODE_TUPLE, @$, $1); }
    | slices slice_element   { $$ = build_sequence(p, NODE_TUPLE, @$, build_append(p, $1, $2)); }
    ;

slices
    : slice_element ","         { $$ = build_list(p, $1); }
    | slices slice_element ","  { $$ = build_append(p, $1, $2); }
    ;

slice_element
    : slice_item
    | slice_star
    ;

slice_star
    : "*" expression  { $$ = build_starred(p, @$, $2); }
    ;

slice_item
    : named_expr
    | expression ":" expression_opt                     { $$ = build_slice(p, @$, $1, $3, NULL); }
    | expression ":" expression_opt ":" expression_opt  { $$ = build_slice(p, @$, $1, $3, $5); }
    | ":" expression_opt                                { $$ = build_slice(p, @$, NULL, $2, NULL); }
    | ":" expression_opt ":" expression_opt             { $$ = build_slice(p, @$, NULL, $2, $4); }
    ;

expression_opt
    : %empty      { $$ = NULL; }
    | expression
    ;

generators
    : generator             { $$ = build_list(p, $1); }
    | generators generator  { $$ = build_append(p, $1, $2); }
    ;

generator
    : FOR target IN disjunction comp_ifs        { $$ = build_generator(p, @$, false, $2, $4, $5); }
    | ASYNC FOR target IN disjunction comp_ifs  { $$ = build_generator(p, @$, true, $3, $5, $6); }
    ;

comp_ifs
    : %empty                   { $$ = build_empty; }
    | comp_ifs IF disjunction  { $$ = build_append(p, $1, $3); }
    ;

atom
    : NAME     { $$ = build_name(p, @$, $1); }
    | NUMBER   { $$ = strings_number(p, @$, $1); }
    | strings  { $$ = strings_build(p, @$, $1); }
    | NONE     { $$ = build_constant(p, @$, CONST_NONE); }
    | TRUE     { $$ = build_constant(p, @$, CONST_TRUE); }
    | FALSE    { $$ = build_constant(p, @$, CONST_FALSE); }
    | "..."    { $$ = build_constant(p, @$, CONST_ELLIPSIS); }
    | group
    | display
    ;

strings
    : STRING
    | strings STRING
    ;

group
    : "(" yield_expr ")"             { $$ = $2; }
    | "(" star_named ")"             { $$ = $2; refuse_star(p, $2); }
    | "(" ")"                        { $$ = build_sequence(p, NODE_TUPLE, @$, build_empty); }
    | "(" named_list ")"             { $$ = build_sequence(p, NODE_TUPLE, @$, $2); }
    | "(" star_named generators ")"  { $$ = build_comp(p, NODE_GENERATOR_EXP, @$, $2, $3); }
    ;

display
    : "[" "]"                        { $$ = build_sequence(p, NODE_LIST, @$, build_empty); }
    | "[" star_named "]"             { $$ = build_sequence(p, NODE_LIST, @$, build_list(p, $2)); }
    | "[" named_list "]"             { $$ = build_sequence(p, NODE_LIST, @$, $2); }
    | "[" star_named generators "]"  { $$ = build_comp(p, NODE_LIST_COMP, @$, $2, $3); }
    | "{" "}"                        { $$ = build_dict(p, @$, build_empty); }
    | "{" pairs comma_opt "}"        { $$ = build_dict(p, @$, $2); }
    | "{" pair generators "}"        { $$ = build_dict_comp(p, @$, $2, $3); }
    | "{" star_named "}"             { $$ = build_set(p, @$, build_list(p, $2)); }
    | "{" named_list "}"             { $$ = build_set(p, @$, $2); }
    | "{" star_named generators "}"  { $$ = build_comp(p, NODE_SET_COMP, @$, $2, $3); }
    ;

pairs
    : pair
    | pairs "," pair  { $$ = build_extend(p, $1, $3); }
    ;

pair
    : expression ":" expression  { $$ = build_append(p, build_list(p, $1), $3); }
    | "**" binary                { $$ = build_append(p, build_list(p, NULL), $2); }
    ;

%%

static void refuse_star(Parser *p, const Node *node) {
    if (node->kind == NODE_STARRED)
        parser_fail_node(p, node, "cannot use starred expression here");
}

// What Bison reports itself: its stack is full, or could not grow.
static void parser_error(Span *span, Parser *p, const char *message) {
    parser_fail_depth(p);
}

// Keeps the place of a syntax error, and what would have been right there, for explain.c.
static int yyreport_syntax_error(const yypcontext_t *context, Parser *p) {
    yysymbol_kind_t expected[YYNTOKENS];
    int count = yypcontext_expected_tokens(context, expected, YYNTOKENS);
    static const unsigned char interesting[YYNTOKENS] = {
        [YYSYMBOL_COLON] = EXPECT_COLON + 1, [YYSYMBOL_INDENT] = EXPECT_INDENT + 1,
        [YYSYMBOL_LPAR] = EXPECT_LPAR + 1,   [YYSYMBOL_YYEOF] = EXPECT_END + 1,
        [YYSYMBOL_COMMA] = EXPECT_COMMA + 1, [YYSYMBOL_EXCEPT] = EXPECT_EXCEPT + 1,
        [YYSYMBOL_PASS] = EXPECT_PASS + 1,   [YYSYMBOL_SLASH] = EXPECT_SLASH + 1,
    };
    memset(p->expects, 0, sizeof p->expects);
    p->error_token = p->last_index;
    for (int i = 0; i < count; i++)
        if (interesting[expected[i]])
            p->expects[interesting[expected[i]] - 1] = true;
    return 0;
}
