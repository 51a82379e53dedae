/* Module _dis: what dis.py needs to know of instructions. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "vm/compile.h"
#include "vm/dis.h"

static Code *code_argument(Thread *t, Value v) {
    if (!is_code(v))
        return raise_type_error(t, "expected a code object, not %T", v), NULL;
    Code *code = (Code *)value_object(v);
    return code_ready(t, code) ? code : NULL;
}

static Value listing(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    bool nested;
    Code *code = code_argument(t, args[0]);
    return code && arg_bool(t, args[1], &nested) ? str_value(disassemble(t, code, nested)) : VALUE_NULL;
}

static Str *operands_text(Thread *t, const Code *code, uint32_t i) {
    StrBuilder text;
    strbuilder_init(&text, t);
    if (dis_operands(t, code, i, &text))
        return strbuilder_finish(&text);
    strbuilder_drop(&text);
    return NULL;
}

/* What the instruction names: a constant, a name, the place it jumps to; else None. New. */
static Value argument_value(const Code *code, uint32_t i) {
    Instr instr = code->instrs[i];
    const char *format = opcode_formats[instr.op];
    int64_t target = dis_jump_target(code, i);
    if (target >= 0)
        return small_int_value(target);
    if (format[1] == 'K')
        return new_ref(code->consts[instr_wide(instr)]);
    if (format[2] == 'k')
        return new_ref(code->consts[instr.c]);
    return format[2] == 'n' ? new_object_ref(code->caches[instr.c].name) : VALUE_NONE;
}

/* (offset, opcode, a, b, c, flags, text of the operands, value, jump target?) */
static Tuple *describe(Thread *t, const Code *code, uint32_t i, bool is_target) {
    Instr instr = code->instrs[i];
    Str *text = operands_text(t, code, i);
    if (!text)
        return NULL;
    Value value = argument_value(code, i);
    Tuple *tuple = tuple_pack(t, 9, small_int_value(i), small_int_value(instr.op), small_int_value(instr.a),
                              small_int_value(instr.b), small_int_value(instr.c),
                              small_int_value(instr.flags), object_value(text), value, bool_value(is_target));
    decref(t, value);
    decref_object(t, text);
    return tuple;
}

static Value instructions(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Code *code = code_argument(t, args[0]);
    bool *targets = code ? dis_targets(t, code) : NULL;
    List *list = targets ? list_new(t, code->instr_count) : NULL;
    for (uint32_t i = 0; list && i < code->instr_count; i++) {
        if (code->instrs[i].op == OP_EXT)
            continue;
        Tuple *item = describe(t, code, i, targets[i]);
        if (item && list_append_owned(t, list, object_value(item)))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    mem_free(targets);
    return list ? object_value(list) : VALUE_NULL;
}

/* (start, end, target, depth) of each protected range. */
static Value exception_table(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Code *code = code_argument(t, args[0]);
    List *list = code ? list_new(t, code->exception_count) : NULL;
    for (uint32_t i = 0; list && i < code->exception_count; i++) {
        const ExceptionEntry *entry = &code->exceptions[i];
        Tuple *item = tuple_pack(t, 4, small_int_value(entry->start), small_int_value(entry->end),
                                 small_int_value(entry->target), small_int_value(entry->depth));
        if (item && list_append_owned(t, list, object_value(item)))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    return list ? object_value(list) : VALUE_NULL;
}

static const MethodDef functions[] = {
    {"listing", listing, "code, nested, /", "The listing of a code object, nested ones included if asked."},
    {"instructions", instructions, "code, /", "A list of tuples, one for each instruction."},
    {"exception_table", exception_table, "code, /", "A list of (start, end, target, depth)."},
    {0},
};

static Value texts(Thread *t, const char *const *table) {
    List *list = list_new(t, OPCODE_COUNT);
    for (int i = 0; list && i < OPCODE_COUNT; i++) {
        Str *text = str_new(t, table[i]);
        if (text && list_append_owned(t, list, object_value(text)))
            continue;
        decref_object(t, list);
        list = NULL;
    }
    return list ? object_value(list) : VALUE_NULL;
}

static bool add_tables(Thread *t, Value module) {
    return module_add(t, module, "opname", texts(t, opcode_names)) &&
           module_add(t, module, "formats", texts(t, opcode_formats)) &&
           module_add(t, module, "meanings", texts(t, opcode_meanings));
}

const ModuleDef dis_module_def = {
    .name = "_dis",
    .doc = "What module dis needs to know of minipy's instructions.",
    .functions = functions,
    .exec = add_tables,
};
