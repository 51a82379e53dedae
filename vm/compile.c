/* The compiler's entrance and what all of its files use: memory, names, nesting. */
#include "vm/compiler.h"

#include <string.h>

#include "runtime/codec.h"
#include "runtime/ops.h"
#include "runtime/unicode_names.h"
#include "vm/ast_tree.h"
#include "vm/start.h"

bool compiler_enter(Compiler *c) {
    char *stack = __builtin_frame_address(0);
    if (++c->depth < MAX_NESTING && (!c->t->stack_limit || stack > c->t->stack_limit))
        return true;
    c->depth--;
    raise(c->t, EXC_RecursionError, "maximum recursion depth exceeded during compilation");
    return false;
}

void *compiler_alloc(Compiler *c, size_t size) {
    void *piece = arena_alloc(&c->arena, size);
    if (!piece)
        raise_no_memory(c->t);
    return piece;
}

bool compiler_grow(Compiler *c, void **items, int count, int *room, size_t item_size) {
    if (count < *room)
        return true;
    int new_room = *room ? *room * 2 : 8;
    void *larger = compiler_alloc(c, (size_t)new_room * item_size);
    if (!larger)
        return false;
    if (count)
        memcpy(larger, *items, (size_t)count * item_size);
    *items = larger;
    *room = new_room;
    return true;
}

bool compiler_own(Compiler *c, Value v) {
    if (is_null(v))
        return false;
    if (!is_pointer(v))
        return true;
    if (!compiler_grow(c, (void **)&c->owned, c->owned_count, &c->owned_room, sizeof(Value))) {
        decref(c->t, v);
        return false;
    }
    c->owned[c->owned_count++] = v;
    return true;
}

static Str *own_name(Compiler *c, Str *name) {
    return name && compiler_own(c, object_value(name)) ? name : NULL;
}

Str *compiler_intern(Compiler *c, const char *utf8) {
    return own_name(c, str_intern_utf8(c->t, utf8));
}

Str *compiler_name(Compiler *c, const Name *name) {
    Str *known = pointermap_get(&c->names, name);
    if (known)
        return known;
    Str *made = own_name(c, str_intern(c->t, str_from_utf8(c->t, name->text, (size_t)name->length)));
    if (made && !pointermap_set(&c->names, &c->arena, name, made))
        return raise_no_memory(c->t), NULL;
    return made;
}

static bool is_private(const Name *name) {
    if (name->length < 3 || name->text[0] != '_' || name->text[1] != '_')
        return false;
    bool special = name->text[name->length - 1] == '_' && name->text[name->length - 2] == '_';
    return !special && !strchr(name->text, '.');
}

Str *compiler_mangled(Compiler *c, const Str *private_class, const Name *name) {
    if (!private_class || !is_private(name))
        return compiler_name(c, name);
    int64_t skip = 0;
    while (skip < private_class->length && str_at(private_class, skip) == '_')
        skip++;
    if (skip == private_class->length)
        return compiler_name(c, name);
    StrBuilder text;
    strbuilder_init(&text, c->t);
    strbuilder_char(&text, '_');
    strbuilder_slice(&text, private_class, skip, private_class->length);
    strbuilder_text(&text, name->text);
    return own_name(c, str_intern(c->t, strbuilder_finish(&text)));
}

static bool compile_docstring(Compiler *c, const NodeList *body) {
    Value doc = docstring_of(c, body);
    if (is_null(doc))
        return true;
    int reg = c->unit->top;
    return emit_loadk(c, body->items[0], reg, doc) && temp_reserve(c, reg + 1) &&
           emit_name_op(c, body->items[0], OP_STORE_NAME, (unsigned)reg, NAME_OF(c, __doc__)) &&
           (c->unit->ins[here(c) - 1].flags = FLAG_A, true);
}

static bool compile_module_body(Compiler *c, Node *tree) {
    if (tree->kind == NODE_EXPRESSION) {
        Operand value;
        return compile_register(c, tree->expression.body, &value) &&
               emit(c, tree->expression.body, OP_RETURN, consume(value, FLAG_A, -1), (unsigned)value.reg, 0,
                    0);
    }
    if (c->module_scope->has_annotations && !emit(c, NULL, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0))
        return false;
    c->interactive = tree->kind == NODE_INTERACTIVE;
    return (c->interactive || compile_docstring(c, &tree->module.body)) &&
           compile_body(c, &tree->module.body);
}

static Value compile_tree(Compiler *c, Node *tree) {
    if (!compile_futures(c, tree) || !symtable_build(c, tree))
        return VALUE_NULL;
    if (c->options->only_scopes)
        return scope_export(c->t, c->module_scope);
    if (!unit_enter(c, c->module_scope, 1))
        return VALUE_NULL;
    return unit_leave(c, compile_module_body(c, tree));
}

static Value finish_tree(Compiler *c, Node *tree) {
    return c->options->only_tree ? ast_export(c->t, tree) : compile_tree(c, tree);
}

/* The text of the exception, which is taken back, if it is one of those that mean that a text cannot be decoded. NULL: another
 * one is pending. */
static const char *take_message(Thread *t, Arena *arena) {
    size_t length;
    if (!error_matches(t, EXC_UnicodeError) && !error_matches(t, EXC_LookupError))
        return NULL;
    Value error = error_fetch(t);
    Str *text = op_str(t, error);
    const char *utf8 = text ? str_utf8(t, text, &length) : NULL;
    const char *copy = utf8 ? arena_copy(arena, utf8, length) : NULL;
    xdecref_object(t, text);
    decref(t, error);
    return copy;
}

/* A SourceDecoder, by whatever codec there is, also one that the program has registered. */
static const char *decode_source(void *compiler, const char *encoding, const char *bytes, size_t length, Arena *arena,
                                 size_t *decoded, const char **error) {
    const Compiler *c = compiler;
    Thread *t = c->t;
    const Codec *codec = codec_find(encoding);
    if (codec && codec->marked && c->options->is_file) { /* in a stream the mark would come before the line that names it */
        *error = "stream does not start with BOM";
        return NULL;
    }
    Value text = str_decode(t, (const uint8_t *)bytes, length, encoding, NULL);
    const char *utf8 = is_null(text) ? NULL : str_utf8(t, value_str(text), decoded);
    const char *copy = utf8 ? arena_copy(arena, utf8, *decoded) : NULL;
    if (error_pending(t))
        *error = take_message(t, arena);
    decref(t, text);
    return copy;
}

static Value parse_and_compile(Compiler *c, const char *source, size_t length) {
    static const ParseMode modes[] = {PARSE_EXEC, PARSE_EVAL, PARSE_SINGLE};
    size_t ignored;
    ParseOptions parse = {.mode = modes[c->options->mode],
                          .filename = str_wtf8(c->t, c->filename, &ignored),
                          .is_text = c->options->source_is_text,
                          .is_file = c->options->is_file,
                          .keep_blocks_open = c->options->incomplete || c->options->keep_blocks_open,
                          .character_by_name = unicode_by_name,
                          .encoding_table = codec_source_table,
                          .decode_source = decode_source,
                          .decode_context = c,
                          .allow_incomplete = c->options->allow_incomplete,
                          .max_int_digits = c->t->interp->max_str_digits};
    Node *tree;
    Diagnostics report = {0};
    if (!parse_source(source, length, &parse, &c->arena, &tree, &report)) {
        if (c->options->incomplete)
            *c->options->incomplete = report.error.incomplete;
        if (!error_pending(c->t)) /* by a codec */
            compile_raise_diagnostic(c, &report.error);
        return VALUE_NULL;
    }
    return compile_warn_diagnostics(c, &report) ? finish_tree(c, tree) : VALUE_NULL;
}

static void begin(Compiler *c, Thread *t, const CompileOptions *options) {
    *c = (Compiler){.t = t, .options = options, .filename = value_str(options->filename)};
    VmState *vm = t->interp->vm; /* none in unit tests */
    c->optimize = options->optimize >= 0 ? options->optimize : vm ? vm->options.optimize : 0;
    c->future = options->future;
    if (options->incomplete)
        *options->incomplete = false;
    arena_init(&c->arena);
}

/* Passes the result on. */
static Value end(Compiler *c, Value result) {
    while (c->owned_count)
        decref(c->t, c->owned[--c->owned_count]);
    arena_fini(&c->arena);
    return result;
}

Value compile_source(Thread *t, const char *source, size_t length, const CompileOptions *options) {
    Compiler c;
    begin(&c, t, options);
    c.source = source;
    c.source_length = length;
    return end(&c, parse_and_compile(&c, source, length));
}

Value compile_ast(Thread *t, Value object, const CompileOptions *options) {
    Compiler c;
    begin(&c, t, options);
    Node *tree = ast_import(&c, object);
    return end(&c, tree && ast_validate(t, tree) ? compile_tree(&c, tree) : VALUE_NULL);
}

int is_ast(Thread *t, Value v) {
    VmState *vm = t->interp->vm;
    return vm && vm->ast ? op_isinstance(t, v, object_value(vm->ast->base)) : 0;
}
