// A Diagnostic says what is wrong with a source text and where, in the terms of Python's SyntaxError.
//
// Ownership: message and text live in the arena that was given to parse_source (or are constants).
// Lines and columns count from 1; columns are in characters (code points), as SyntaxError.offset is. 0 =
// unknown.
#ifndef GRAMMAR_DIAGNOSTIC_H
#define GRAMMAR_DIAGNOSTIC_H

#include <stdbool.h>

typedef enum DiagnosticKind {
    DIAGNOSTIC_NONE,
    DIAGNOSTIC_SYNTAX_ERROR,
    DIAGNOSTIC_INDENTATION_ERROR,
    DIAGNOSTIC_TAB_ERROR,
    DIAGNOSTIC_MEMORY_ERROR,    // no position
    DIAGNOSTIC_RECURSION_ERROR, // nested too deeply; no position
    DIAGNOSTIC_VALUE_ERROR,     // no position
    DIAGNOSTIC_SYNTAX_WARNING,
    DIAGNOSTIC_DEPRECATION_WARNING
} DiagnosticKind;

typedef struct Diagnostic {
    DiagnosticKind kind;
    const char *message;   // NUL-terminated UTF-8
    int line, col;         // SyntaxError.lineno, .offset
    int end_line, end_col; // SyntaxError.end_lineno, .end_offset; 0, 0 if there are none
    const char *text;      // the source line(s) with their line end, as SyntaxError.text; NULL if unknown
    int text_length;
    bool incomplete; // more lines could make it right: an interactive prompt should ask for them
} Diagnostic;

typedef struct Diagnostics {
    Diagnostic error; // kind DIAGNOSTIC_NONE if parsing succeeded
    int warning_count;
    Diagnostic *warnings; // those about numbers first, then in the order of the source
} Diagnostics;

#endif
