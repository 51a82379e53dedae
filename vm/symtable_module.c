/* Module _symtable: the scopes of a text as tuples, for symtable.py. Flags are CPython's, the resolution is
 * above them. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "vm/compile.h"
#include "vm/compiler.h"
#include "vm/symtable.h"

enum {
    DEF_GLOBAL = 1,
    DEF_LOCAL = 2,
    DEF_PARAM = 4,
    DEF_NONLOCAL = 8,
    USE = 16,
    DEF_IMPORT = 128,
    DEF_ANNOT = 256,
    SCOPE_OFF = 11
};

static int64_t symbol_flags(const Symbol *symbol) {
    static const struct {
        unsigned ours;
        int64_t theirs;
    } pairs[] = {{SYMBOL_GLOBAL | SYMBOL_GLOBAL_BELOW, DEF_GLOBAL},
                 {SYMBOL_LOCAL, DEF_LOCAL},
                 {SYMBOL_PARAMETER, DEF_PARAM},
                 {SYMBOL_NONLOCAL, DEF_NONLOCAL},
                 {SYMBOL_USED, USE},
                 {SYMBOL_IMPORTED, DEF_IMPORT},
                 {SYMBOL_ANNOTATED, DEF_ANNOT}};
    static const int64_t places[] = {[RESOLUTION_LOCAL] = 1,
                                     [RESOLUTION_GLOBAL] = 2,
                                     [RESOLUTION_IMPLICIT] = 3,
                                     [RESOLUTION_FREE] = 4,
                                     [RESOLUTION_CELL] = 5};
    int64_t flags = places[symbol->resolution] << SCOPE_OFF;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (symbol->flags & pairs[i].ours)
            flags |= pairs[i].theirs;
    return flags;
}

static Dict *symbols_of(Thread *t, const Scope *scope) {
    Dict *dict = dict_new(t, scope->symbol_count);
    for (int i = 0; dict && i < scope->symbol_count; i++) {
        const Symbol *symbol = scope->symbols[i];
        if (!symbol->flags && symbol->resolution == RESOLUTION_NONE) /* a class's cell for __class__ */
            continue;
        if (dict_set(t, dict, object_value(symbol->name), small_int_value(symbol_flags(symbol))))
            continue;
        decref_object(t, dict);
        dict = NULL;
    }
    return dict;
}

static List *children_of(Thread *t, const Scope *scope) {
    List *list = list_new(t, 0);
    for (const Scope *child = scope->first_child; list && child; child = child->next) {
        Value v = scope_export(t, child);
        if (!is_null(v) && list_append_owned(t, list, v))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    return list;
}

Value scope_export(Thread *t, const Scope *scope) {
    Dict *symbols = symbols_of(t, scope);
    List *children = symbols ? children_of(t, scope) : NULL;
    int line = scope->kind == SCOPE_MODULE ? 0 : scope->node->line;
    Tuple *tuple = children ? tuple_pack(t, 6, object_value(scope->name), small_int_value(scope->kind),
                                         small_int_value(line), bool_value(scope->nested),
                                         object_value(symbols), object_value(children))
                            : NULL;
    xdecref_object(t, children);
    xdecref_object(t, symbols);
    return tuple ? object_value(tuple) : VALUE_NULL;
}

/* scopes(source, filename, mode): (name, kind, line, nested, {name: flags}, [scopes inside]) */
static Value scopes(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    size_t length;
    Str *source = arg_str(t, args[0], "symtable", "source"),
        *filename = arg_str(t, args[1], "symtable", "filename");
    const char *text = source && filename ? str_utf8(t, source, &length) : NULL;
    int mode;
    if (!text || !arg_int(t, args[2], &mode))
        return VALUE_NULL;
    CompileOptions options = {.filename = args[1],
                              .mode = (CompileMode)mode,
                              .optimize = 0,
                              .source_is_text = true,
                              .only_scopes = true};
    return compile_source(t, text, length, &options);
}

static const MethodDef functions[] = {
    {"scopes", scopes, "source, filename, mode, /", "The scopes of a text."}, {0}};

const ModuleDef symtable_module_def = {
    .name = "_symtable",
    .doc = "What module symtable needs to know of the compiler's scopes.",
    .functions = functions,
};
