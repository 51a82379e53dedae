/* Code objects and their attributes, in CPython's terms. */
#include "vm/code.h"

#include "runtime/bytes.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/code_lines.h"

const char *const opcode_names[OPCODE_COUNT] = {
#define OPCODE(name, format, meaning) #name,
#include "vm/opcodes.def"
#undef OPCODE
};
const char *const opcode_formats[OPCODE_COUNT] = {
#define OPCODE(name, format, meaning) format,
#include "vm/opcodes.def"
#undef OPCODE
};
const char *const opcode_meanings[OPCODE_COUNT] = {
#define OPCODE(name, format, meaning) meaning,
#include "vm/opcodes.def"
#undef OPCODE
};

Code *code_new(Thread *t) {
    return object_new_builtin(t, TYPE_CODE, 0);
}

bool code_ends_silently(const Code *code, uint32_t instruction) {
    return code->instrs[instruction].op == OP_RETURN_K && code->positions[instruction].col == 0xffff;
}

int code_line(const Code *code, uint32_t instruction) {
    if (instruction >= code->instr_count)
        return code->first_line;
    for (int64_t i = instruction; i >= 0; i--)
        if (code->positions[i].line)
            return code->positions[i].line;
    return code->first_line;
}

static Code *code_of(Value v) {
    return (Code *)value_object(v);
}

static void release_names(Thread *t, Str **names, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        xdecref_object(t, names[i]);
}

static void free_cache(Thread *t, InlineCache *cache) {
    xdecref_object(t, cache->name);
    for (InlineCache *way = cache->more, *next; way; way = next) {
        next = way->more;
        mem_free(way);
    }
}

void code_drop_names(Thread *t, Code *code) {
    if (code->frozen && !code->consts)
        return;
    for (uint32_t i = 0; i < code->const_count; i++)
        decref(t, code->consts[i]);
    for (uint32_t i = 0; i < code->cache_count; i++)
        free_cache(t, &code->caches[i]);
    release_names(t, code->local_names, code->local_count);
    release_names(t, code->free_names, code->free_count);
    if (!code->frozen) { /* else they lie behind the constants */
        mem_free(code->caches);
        mem_free(code->local_names);
        mem_free(code->free_names);
    }
    mem_free(code->consts);
    code->consts = NULL;
}

static void free_plain_tables(Code *code) {
    mem_free(code->instrs);
    mem_free(code->cell_locals);
    mem_free(code->exceptions);
    mem_free(code->positions);
    mem_free(code->passed);
}

static void code_dealloc(Thread *t, Object *self) {
    Code *code = (Code *)self;
    code_drop_names(t, code);
    if (!code->frozen)
        free_plain_tables(code);
    xdecref_object(t, code->name);
    xdecref_object(t, code->qualname);
    xdecref_object(t, code->filename);
}

static Value code_repr(Thread *t, Value self) {
    Code *code = code_of(self);
    Str *text = str_format(t, "<code object %U at %p, file \"%U\", line %d>", code->name, (void *)code,
                           code->filename, (int)code->first_line);
    return text ? object_value(text) : VALUE_NULL;
}

static Value number(Thread *t, int64_t n) {
    return small_int_value(n);
}

static Value get_name(Thread *t, Value self) {
    return new_object_ref(code_of(self)->name);
}
static Value get_qualname(Thread *t, Value self) {
    return new_object_ref(code_of(self)->qualname);
}
static Value get_filename(Thread *t, Value self) {
    return new_object_ref(code_of(self)->filename);
}
static Value get_argcount(Thread *t, Value self) {
    return number(t, code_of(self)->argcount);
}
static Value get_posonly(Thread *t, Value self) {
    return number(t, code_of(self)->posonly_count);
}
static Value get_kwonly(Thread *t, Value self) {
    return number(t, code_of(self)->kwonly_count);
}
static Value get_flags(Thread *t, Value self) {
    return number(t, code_of(self)->flags);
}
static Value get_first_line(Thread *t, Value self) {
    return number(t, code_of(self)->first_line);
}
static Value get_stacksize(Thread *t, Value self) {
    return number(t, (int64_t)code_of(self)->register_count - code_of(self)->local_count);
}

static Value tuple_value(Tuple *tuple) {
    return tuple ? object_value(tuple) : VALUE_NULL;
}

static Value get_consts(Thread *t, Value self) {
    Code *code = code_of(self);
    return code_ready(t, code) ? tuple_value(tuple_from_array(t, code->consts, code->const_count))
                               : VALUE_NULL;
}

static bool is_cell(const Code *code, uint32_t local) {
    for (uint32_t i = 0; i < code->cell_count; i++)
        if (code->cell_locals[i] == local)
            return true;
    return false;
}

static uint32_t parameter_count(const Code *code) {
    return code->argcount + code->kwonly_count + !!(code->flags & CODE_VARARGS) +
           !!(code->flags & CODE_VARKEYWORDS);
}

/* Parameters and locals; cells only if they are parameters. */
static List *varnames_list(Thread *t, Code *code) {
    List *names = code_ready(t, code) ? list_new(t, code->local_count) : NULL;
    uint32_t parameters = parameter_count(code);
    for (uint32_t i = 0; names && i < code->local_count; i++) {
        if (i >= parameters && is_cell(code, i))
            continue;
        if (!list_append(t, names, object_value(code->local_names[i]))) {
            decref_object(t, names);
            return NULL;
        }
    }
    return names;
}

static Value list_as_tuple(Thread *t, List *list) {
    Tuple *tuple = list ? list_to_tuple(t, list) : NULL;
    xdecref_object(t, list);
    return tuple_value(tuple);
}

static Value get_varnames(Thread *t, Value self) {
    return list_as_tuple(t, varnames_list(t, code_of(self)));
}

static Value get_nlocals(Thread *t, Value self) {
    List *names = varnames_list(t, code_of(self));
    int64_t count = names ? names->length : 0;
    xdecref_object(t, names);
    return names ? number(t, count) : VALUE_NULL;
}

static Value get_cellvars(Thread *t, Value self) {
    Code *code = code_of(self);
    Tuple *names = code_ready(t, code) ? tuple_new(t, code->cell_count) : NULL;
    for (uint32_t i = 0; names && i < code->cell_count; i++)
        names->items[i] = new_object_ref(code->local_names[code->cell_locals[i]]);
    return tuple_value(names);
}

static Value get_freevars(Thread *t, Value self) {
    Code *code = code_of(self);
    Tuple *names = code_ready(t, code) ? tuple_new(t, code->free_count) : NULL;
    for (uint32_t i = 0; names && i < code->free_count; i++)
        names->items[i] = new_object_ref(code->free_names[i]);
    return tuple_value(names);
}

/* Names of attributes and globals, each once, in the order of their first use. */
static Value get_names(Thread *t, Value self) {
    Code *code = code_of(self);
    List *names = code_ready(t, code) ? list_new(t, 0) : NULL;
    for (uint32_t i = 0; names && i < code->cache_count; i++) {
        bool seen = false;
        for (int64_t j = 0; !seen && j < names->length; j++)
            seen = value_is(names->items[j], object_value(code->caches[i].name));
        if (!seen && !list_append(t, names, object_value(code->caches[i].name))) {
            decref_object(t, names);
            return VALUE_NULL;
        }
    }
    return list_as_tuple(t, names);
}

static Value get_code(Thread *t, Value self) {
    Code *code = code_of(self);
    Bytes *bytes = bytes_new(t, code->instrs, code->instr_count * sizeof(Instr));
    return bytes ? object_value(bytes) : VALUE_NULL;
}

static Value table_bytes(Thread *t, const void *table, size_t size) {
    Bytes *bytes = bytes_new(t, table, size);
    return bytes ? object_value(bytes) : VALUE_NULL;
}

/* In a form of our own, for replace(). */
static Value get_line_table(Thread *t, Value self) {
    Code *code = code_of(self);
    return code_ready(t, code) ? table_bytes(t, code->positions, code->instr_count * sizeof *code->positions)
                               : VALUE_NULL;
}

static Value get_exception_table(Thread *t, Value self) {
    Code *code = code_of(self);
    return code_ready(t, code)
               ? table_bytes(t, code->exceptions, code->exception_count * sizeof *code->exceptions)
               : VALUE_NULL;
}

static bool same_consts(Thread *t, const Code *a, const Code *b, bool *same) {
    for (uint32_t i = 0; *same && i < a->const_count; i++) {
        if (value_is(a->consts[i], b->consts[i]))
            continue;
        bool one_type = type_of(t, a->consts[i]) == type_of(t, b->consts[i]);
        int equal = one_type ? op_equal(t, a->consts[i], b->consts[i]) : 0;
        if (equal < 0)
            return false;
        *same = equal;
    }
    return true;
}

static bool same_names(Str **a, Str **b, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        if (!str_equal(a[i], b[i]))
            return false;
    return true;
}

static bool same_shape(const Code *a, const Code *b) {
    return a->instr_count == b->instr_count && a->const_count == b->const_count && a->flags == b->flags &&
           a->argcount == b->argcount && a->posonly_count == b->posonly_count &&
           a->kwonly_count == b->kwonly_count && a->local_count == b->local_count &&
           a->free_count == b->free_count && a->first_line == b->first_line && str_equal(a->name, b->name) &&
           same_names(a->local_names, b->local_names, a->local_count) &&
           same_names(a->free_names, b->free_names, a->free_count) &&
           !memcmp(a->instrs, b->instrs, a->instr_count * sizeof(Instr)) &&
           !memcmp(a->positions, b->positions, a->instr_count * sizeof(Position)) &&
           a->exception_count == b->exception_count &&
           !memcmp(a->exceptions, b->exceptions, a->exception_count * sizeof(ExceptionEntry));
}

static bool same_cache_names(const Code *a, const Code *b) {
    bool same = a->cache_count == b->cache_count;
    for (uint32_t i = 0; same && i < a->cache_count; i++)
        same = str_equal(a->caches[i].name, b->caches[i].name);
    return same;
}

static Value code_compare(Thread *t, Value self, Value other, CompareOp op) {
    if ((op != COMPARE_EQ && op != COMPARE_NE) || !is_code(other))
        return VALUE_NOTIMPLEMENTED;
    Code *a = code_of(self), *b = code_of(other);
    if (!code_ready(t, a) || !code_ready(t, b))
        return VALUE_NULL;
    bool same = a == b || (same_shape(a, b) && same_cache_names(a, b));
    if (same && a != b && !same_consts(t, a, b, &same))
        return VALUE_NULL;
    return bool_value(same == (op == COMPARE_EQ));
}

static bool code_hash(Thread *t, Value self, int64_t *hash) {
    Code *code = code_of(self);
    uint64_t h = (uint64_t)str_hash(t, code->name) ^ code->instr_count * 0x9E3779B97F4A7C15u ^
                 (uint64_t)code->first_line << 32 ^ code->flags;
    *hash = (int64_t)h == -1 ? -2 : (int64_t)h;
    return true;
}

/* Fields that replace() can change; the others would need the code to be made anew. */
static const char *const replaceable[] = {"co_name",  "co_qualname", "co_filename",  "co_firstlineno",
                                          "co_flags", "co_consts",   "co_linetable", "co_exceptiontable"};
enum { REPLACEABLE_COUNT = sizeof replaceable / sizeof *replaceable };

static void *copy_array(const void *items, size_t size) {
    void *copy = mem_alloc(size ? size : 1);
    if (copy && size)
        memcpy(copy, items, size);
    return copy;
}

static bool copy_tables(Code *to, const Code *from) {
    to->instrs = copy_array(from->instrs, (from->instr_count + 1) * sizeof *to->instrs);
    to->positions = copy_array(from->positions, (from->instr_count + 1) * sizeof *to->positions);
    to->consts = copy_array(from->consts, from->const_count * sizeof *to->consts);
    to->caches = mem_calloc(from->cache_count + 1, sizeof *to->caches);
    to->local_names = copy_array(from->local_names, from->local_count * sizeof *to->local_names);
    to->free_names = copy_array(from->free_names, from->free_count * sizeof *to->free_names);
    to->cell_locals = copy_array(from->cell_locals, from->cell_count * sizeof *to->cell_locals);
    to->exceptions = copy_array(from->exceptions, from->exception_count * sizeof *to->exceptions);
    to->passed = copy_array(from->passed, from->passed_count * sizeof *to->passed);
    return to->instrs && to->positions && to->passed && to->consts && to->caches && to->local_names && to->free_names &&
           to->cell_locals && to->exceptions;
}

static void count_references(Code *code, const Code *from) {
    for (uint32_t i = 0; i < code->const_count; i++)
        incref(code->consts[i]);
    for (uint32_t i = 0; i < code->local_count; i++)
        incref_object(code->local_names[i]);
    for (uint32_t i = 0; i < code->free_count; i++)
        incref_object(code->free_names[i]);
    for (uint32_t i = 0; i < code->cache_count; i++) {
        code->caches[i] = (InlineCache){.name = from->caches[i].name, .value = VALUE_NULL};
        incref_object(code->caches[i].name);
    }
    incref_object(code->name);
    incref_object(code->qualname);
    incref_object(code->filename);
}

static void free_tables(Code *code) {
    void *tables[] = {code->instrs,      code->positions,  code->consts,      code->caches,
                      code->local_names, code->free_names, code->cell_locals, code->exceptions,
                      code->passed};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        mem_free(tables[i]);
}

static Code *code_copy(Thread *t, const Code *from) {
    Code *code = code_new(t);
    if (!code)
        return NULL;
    Object header = code->ob;
    *code = *from;
    code->ob = header;
    code->frozen = NULL;
    if (copy_tables(code, from)) {
        count_references(code, from);
        return code;
    }
    free_tables(code);
    memset((char *)code + sizeof(Object), 0, sizeof *code - sizeof(Object));
    decref_object(t, code);
    return raise_no_memory(t), NULL;
}

static bool replace_text(Thread *t, Str **field, Value v, const char *name) {
    if (!is_str(v))
        return raise_type_error(t, "replace() argument '%s' must be str, not %T", name, v), false;
    Str *old = *field;
    *field = value_str(new_ref(v));
    decref_object(t, old);
    return true;
}

static bool replace_consts(Thread *t, Code *code, Value v) {
    if (!is_tuple(v))
        return raise_type_error(t, "replace() argument 'co_consts' must be tuple, not %T", v), false;
    if (value_tuple(v)->length != code->const_count)
        return raise_value_error(t, "co_consts: minipy cannot replace constants by another number of them"),
               false;
    for (uint32_t i = 0; i < code->const_count; i++)
        value_store(t, &code->consts[i], new_ref(value_tuple(v)->items[i]));
    return true;
}

/* All lines move along. */
static bool replace_first_line(Thread *t, Code *code, Value v) {
    int n;
    if (!arg_int(t, v, &n))
        return false;
    for (uint32_t i = 0; i < code->instr_count; i++)
        if (code->positions[i].line > 0)
            code->positions[i].line += n - code->first_line;
    for (uint32_t i = 0; i < code->passed_count; i++)
        code->passed[i].line += n - code->first_line;
    code->first_line = n;
    return true;
}

/* Other bits are only looked at. */
static bool replace_flags(Thread *t, Code *code, Value v) {
    const int fixed = CODE_SUSPENDS | CODE_VARARGS | CODE_VARKEYWORDS;
    int n;
    if (!arg_int(t, v, &n))
        return false;
    if ((n ^ (int)code->flags) & fixed)
        return raise_value_error(t, "co_flags: minipy cannot change how the code is called"), false;
    code->flags = (uint32_t)n;
    return true;
}

/* The bytes of a table: as many as it has, or none. */
static Bytes *table_argument(Thread *t, Value v, const char *name, size_t size) {
    if (!is_bytes(v))
        return raise_type_error(t, "replace() argument '%s' must be bytes, not %T", name, v), NULL;
    Bytes *bytes = value_bytes(v);
    if (bytes->length && bytes->length != (int64_t)size)
        return raise_value_error(t, "%s: minipy takes a table as long as the old one, or an empty one", name),
               NULL;
    return bytes;
}

/* Without a table no instruction has a place. */
static bool replace_lines(Thread *t, Code *code, Value v) {
    size_t size = code->instr_count * sizeof *code->positions;
    Bytes *bytes = table_argument(t, v, "co_linetable", size);
    if (bytes && bytes->length)
        memcpy(code->positions, bytes->data, size);
    else if (bytes)
        memset(code->positions, 0, size);
    if (bytes && !bytes->length)
        code->passed_count = 0;
    return bytes;
}

/* Targets and depths cannot be taken on trust. Without a table nothing is caught. */
static bool replace_exceptions(Thread *t, Code *code, Value v) {
    size_t size = code->exception_count * sizeof *code->exceptions;
    Bytes *bytes = table_argument(t, v, "co_exceptiontable", size);
    if (bytes && bytes->length && memcmp(code->exceptions, bytes->data, size))
        return raise_value_error(t, "co_exceptiontable: minipy takes the code's own table, or an empty one"),
               false;
    if (bytes && !bytes->length)
        code->exception_count = 0;
    return bytes;
}

static bool replace_field(Thread *t, Code *code, int field, Value v) {
    switch (field) {
    case 0:
        return replace_text(t, &code->name, v, "co_name");
    case 1:
        return replace_text(t, &code->qualname, v, "co_qualname");
    case 2:
        return replace_text(t, &code->filename, v, "co_filename");
    case 3:
        return replace_first_line(t, code, v);
    case 4:
        return replace_flags(t, code, v);
    case 5:
        return replace_consts(t, code, v);
    case 6:
        return replace_lines(t, code, v);
    default:
        return replace_exceptions(t, code, v);
    }
}

static int field_index(const Str *name) {
    for (int i = 0; i < REPLACEABLE_COUNT; i++)
        if (str_equal_ascii(name, replaceable[i]))
            return i;
    return -1;
}

static Value code_replace(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (nargs > 1)
        return raise_type_error(t, "replace() takes 0 positional arguments but %d were given", nargs - 1);
    Code *code = code_ready(t, code_of(args[0])) ? code_copy(t, code_of(args[0])) : NULL;
    for (int64_t i = 0; code && kwnames && i < kwnames->length; i++) {
        Str *name = value_str(kwnames->items[i]);
        int field = field_index(name);
        if (field < 0)
            raise(t, EXC_ValueError, "code.replace: minipy cannot replace '%U'", name);
        if (field < 0 || !replace_field(t, code, field, args[nargs + i])) {
            decref_object(t, code);
            return VALUE_NULL;
        }
    }
    return code ? object_value(code) : VALUE_NULL;
}

static Value code_lines_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return code_lines(t, code_of(args[0]));
}

static Value code_positions_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return code_positions(t, code_of(args[0]));
}

static const MethodDef code_methods[] = {
    {"replace", code_replace, "**kwargs", "A copy of the code with other values for some fields."},
    {"co_lines", code_lines_method, "", NULL},
    {"co_positions", code_positions_method, "", NULL},
    {0},
};

static const GetSetDef code_getsets[] = {
    {"co_name", get_name},
    {"co_qualname", get_qualname},
    {"co_filename", get_filename},
    {"co_argcount", get_argcount},
    {"co_posonlyargcount", get_posonly},
    {"co_kwonlyargcount", get_kwonly},
    {"co_nlocals", get_nlocals},
    {"co_stacksize", get_stacksize},
    {"co_flags", get_flags},
    {"co_firstlineno", get_first_line},
    {"co_consts", get_consts},
    {"co_names", get_names},
    {"co_varnames", get_varnames},
    {"co_cellvars", get_cellvars},
    {"co_freevars", get_freevars},
    {"co_code", get_code},
    {"co_linetable", get_line_table},
    {"co_exceptiontable", get_exception_table},
    {0},
};

const TypeDef code_type_def = {
    .name = "code",
    .size = sizeof(Code),
    .flags = TYPE_NO_INSTANCES | TYPE_WEAKREFABLE,
    .doc = "Create a code object.  Not for mere mortals.",
    .slots = {.dealloc = code_dealloc, .repr = code_repr, .compare = code_compare, .hash = code_hash},
    .methods = code_methods,
    .getsets = code_getsets,
};
