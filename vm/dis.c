/* The listing of a code object, as `minipy -m dis` and dis.dis show it: one line for each instruction that
 * the GIL counts.
 *
 *       line   offset  instruction          operands
 *         3    >>  12  JUMP_IF_LT_K         x, 10, to 4
 *
 * Registers are shown by the name of the local, or as t0, t1, ... for temporaries; a temporary that the
 * instruction consumes ends in ' . */
#include "vm/dis.h"

#include <stdio.h>
#include <string.h>

#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "vm/compile.h"

int64_t dis_jump_target(const Code *code, uint32_t i) {
    Instr instr = code->instrs[i];
    const char *format = opcode_formats[instr.op];
    if (format[1] == 'J')
        return (int64_t)i + 1 + instr_wide(instr);
    return format[2] == 'j' ? (int64_t)i + 1 + (int16_t)instr.c : -1;
}

bool *dis_targets(Thread *t, const Code *code) {
    bool *targets = mem_calloc(code->instr_count + 1, sizeof *targets);
    if (!targets)
        return raise_no_memory(t), NULL;
    for (uint32_t i = 0; i < code->instr_count; i++) {
        int64_t target = dis_jump_target(code, i);
        if (target >= 0 && target <= code->instr_count)
            targets[target] = true;
    }
    for (uint32_t i = 0; i < code->exception_count; i++)
        targets[code->exceptions[i].target] = true;
    return targets;
}

static void write_register(const Code *code, StrBuilder *out, unsigned reg, bool consumed) {
    char text[32];
    if (reg < code->local_count) {
        strbuilder_str(out, code->local_names[reg]);
        return;
    }
    snprintf(text, sizeof text, "t%u%s", reg - code->local_count, consumed ? "'" : "");
    strbuilder_text(out, text);
}

static bool write_constant(Thread *t, const Code *code, StrBuilder *out, uint32_t index) {
    Str *text = index < code->const_count ? op_repr(t, code->consts[index]) : str_new(t, "?");
    if (text)
        strbuilder_str(out, text);
    xdecref_object(t, text);
    return text;
}

static void write_number(StrBuilder *out, const char *before, int64_t n) {
    char text[48];
    snprintf(text, sizeof text, "%s%lld", before, (long long)n);
    strbuilder_text(out, text);
}

static void write_closure(const Code *code, StrBuilder *out, unsigned index) {
    if (index < code->free_count)
        strbuilder_str(out, code->free_names[index]);
    else
        write_number(out, "cell ", index);
}

/* One operand by its letter in the format. */
static bool write_operand(Thread *t, const Code *code, StrBuilder *out, uint32_t i, int which, bool *first) {
    Instr instr = code->instrs[i];
    char letter = opcode_formats[instr.op][which];
    unsigned operand = which == 0 ? instr.a : which == 1 ? instr.b : instr.c;
    if (letter == '-' || (which == 0 && (instr.flags & FLAG_DISCARD)))
        return true;
    strbuilder_text(out, *first ? "" : ", ");
    *first = false;
    switch (letter) {
    case 'r':
    case 'w':
    case 'm':
    case 'v':
        write_register(code, out, operand, instr.flags >> which & 1);
        return true;
    case 'k':
        return write_constant(t, code, out, operand);
    case 'K':
        return write_constant(t, code, out, (uint32_t)instr_wide(instr));
    case 'n':
        if (operand < code->cache_count)
            strbuilder_str(out, code->caches[operand].name);
        return true;
    case 'c':
        write_closure(code, out, operand);
        return true;
    case 'J':
    case 'j':
        write_number(out, "to ", dis_jump_target(code, i));
        return true;
    default:
        write_number(out, "", operand);
        return true;
    }
}

bool dis_operands(Thread *t, const Code *code, uint32_t i, StrBuilder *out) {
    Instr instr = code->instrs[i];
    const char *format = opcode_formats[instr.op];
    bool first = true;
    for (int which = 0; which < 3 && format[which]; which++) {
        if (!write_operand(t, code, out, i, which, &first))
            return false;
        if (format[which] == 'J' || format[which] == 'K')
            break;
    }
    bool names = instr.op == OP_CALL_KW || instr.op == OP_CALL_METHOD_KW;
    if (strchr(format, '+')) {
        strbuilder_text(out, ", ");
        uint32_t extra = (uint32_t)instr_wide(code->instrs[i + 1]);
        if (names && !write_constant(t, code, out, extra))
            return false;
        if (!names)
            write_number(out, "", extra);
    }
    if (instr.flags & FLAG_INPLACE)
        strbuilder_text(out, "  (in place)");
    if (instr.flags & FLAG_DISCARD)
        strbuilder_text(out, "  (discarded)");
    return true;
}

static bool write_instructions(Thread *t, const Code *code, StrBuilder *out) {
    bool *targets = dis_targets(t, code);
    int32_t line = -1;
    bool ok = targets;
    for (uint32_t i = 0; ok && i < code->instr_count; i++) {
        char text[80];
        Instr instr = code->instrs[i];
        if (instr.op == OP_EXT)
            continue;
        int32_t here = code->positions[i].line;
        if (here && here != line) {
            snprintf(text, sizeof text, "%s%5d", line < 0 ? "" : "\n", (int)here);
            line = here;
        } else {
            snprintf(text, sizeof text, "     ");
        }
        strbuilder_text(out, text);
        snprintf(text, sizeof text, "  %s %5u  %-20s ", targets[i] ? ">>" : "  ", (unsigned)i,
                 opcode_names[instr.op]);
        strbuilder_text(out, text);
        ok = dis_operands(t, code, i, out);
        strbuilder_char(out, '\n');
    }
    mem_free(targets);
    return ok;
}

static void write_exceptions(const Code *code, StrBuilder *out) {
    if (code->exception_count)
        strbuilder_text(out, "Exception table:\n");
    for (uint32_t i = 0; i < code->exception_count; i++) {
        const ExceptionEntry *entry = &code->exceptions[i];
        char text[96];
        snprintf(text, sizeof text, "  %u to %u -> %u, exception in t%u\n", entry->start, entry->end - 1,
                 entry->target, entry->depth - code->local_count);
        strbuilder_text(out, text);
    }
}

static bool write_code(Thread *t, Code *code, StrBuilder *out, bool nested) {
    if (!code_ready(t, code) || !write_instructions(t, code, out))
        return false;
    write_exceptions(code, out);
    for (uint32_t i = 0; nested && i < code->const_count; i++) {
        if (!is_code(code->consts[i]))
            continue;
        Str *title = op_repr(t, code->consts[i]);
        if (!title)
            return false;
        strbuilder_text(out, "\nDisassembly of ");
        strbuilder_str(out, title);
        strbuilder_text(out, ":\n");
        decref_object(t, title);
        if (!write_code(t, (Code *)value_object(code->consts[i]), out, nested))
            return false;
    }
    return true;
}

Str *disassemble(Thread *t, Code *code, bool nested) {
    StrBuilder out;
    strbuilder_init(&out, t);
    if (write_code(t, code, &out, nested))
        return strbuilder_finish(&out);
    strbuilder_drop(&out);
    return NULL;
}
