// From the bytes of a source text to its syntax tree: the only entrance to this layer.
//
//   Arena arena;
//   arena_init(&arena);
//   ParseOptions options = {.mode = PARSE_EXEC, .filename = "script.py"};
//   Diagnostics report;
//   Node *module;
//   if (!parse_source(bytes, length, &options, &arena, &module, &report)) ... report.error ...
//   ... compile(module) ...
//   arena_fini(&arena);
//
// Any bytes give a tree or an error. No state is kept between calls, and nothing here needs the GIL: two
// threads may parse at the same time with an arena each.
#ifndef GRAMMAR_PARSE_H
#define GRAMMAR_PARSE_H

#include <stddef.h>
#include <stdint.h>

#include "grammar/ast.h"
#include "grammar/diagnostic.h"

typedef enum ParseMode {
    PARSE_EXEC,  // a file: NODE_MODULE
    PARSE_EVAL,  // one expression: NODE_EXPRESSION
    PARSE_SINGLE // one interactive statement: NODE_INTERACTIVE
} ParseMode;

// Looks up the character of "\N{name}". False: there is none.
typedef bool (*CharacterByName)(const char *name, size_t length, uint32_t *code);

// The characters of the 256 bytes of an encoding, PARSE_UNDEFINED where a byte has none. NULL: it is not known, or
// not one of one byte for each character with ASCII in it.
typedef const uint16_t *(*EncodingTable)(const char *name);
enum { PARSE_UNDEFINED = 0xfffe };

// Decodes a source whose encoding has no such table: the text as UTF-8 and its length, in the arena. NULL: *error, which
// lives as long, says what is wrong; *error is NULL if there is no memory, or if the caller knows more.
typedef const char *(*SourceDecoder)(void *context, const char *encoding, const char *bytes, size_t length, Arena *arena,
                                     size_t *decoded, const char **error);

typedef struct ParseOptions {
    ParseMode mode;
    const char *filename;  // for messages about encodings; may be NULL
    bool is_text;          // the bytes are UTF-8 from a str: an encoding line means nothing
    bool is_file;          // the bytes come from a file, which some messages mention
    bool allow_incomplete; // unfinished text is the error "incomplete input" (code.compile_command)
    bool keep_blocks_open; // with PARSE_SINGLE: a block at the end of the text is unfinished until a blank
                           // line comes
    int first_line;        // number of the first line; 0 means 1
    int max_int_digits;    // sys.get_int_max_str_digits(): longer decimal literals are errors; 0 = no limit
    CharacterByName character_by_name; // NULL: "\N{...}" is an error that says so
    EncodingTable encoding_table;      // NULL: sources are in UTF-8, ASCII or Latin-1
    SourceDecoder decode_source;       // NULL: in no others than these
    void *decode_context;
} ParseOptions;

// True: *module is the tree. False: report->error says why not, and *module is NULL.
// Both live in `arena`, which the caller frees; report->warnings are filled in either way.
bool parse_source(const char *bytes, size_t length, const ParseOptions *options, Arena *arena, Node **module,
                  Diagnostics *report);

// Is this text one identifier, as str.isidentifier sees it (keywords are identifiers too)?
bool parse_is_identifier(const char *utf8, size_t length);

#endif
