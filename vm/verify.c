/* Checks what the compiler promises about registers, by running over every path of a code object:
 *
 *   - a temporary is written while it is empty, or by an instruction that reads it, and read only while it is
 * full;
 *   - each is consumed once on each path; a window is full, and empty afterwards;
 *   - paths that meet agree on which temporaries are full, but for those that the next thing clears
 * ("maybe");
 *   - jumps and handlers stay inside the code, operands inside their tables.
 *
 * Debug and stress builds verify all that they compile; a test runs it over a whole library. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "runtime/str.h"
#include "vm/compiler.h"
#include "vm/verify.h"

typedef struct Verifier {
    const Code *code;
    uint8_t *states; /* for each instruction, a state of each register on entry */
    uint8_t *now;
    uint32_t *work;
    bool *queued;
    uint32_t work_count;
    bool ok;
} Verifier;

static void complain(Verifier *v, uint32_t i, const char *format, ...) {
    va_list args;
    va_start(args, format);
    const Code *code = v->code;
    fprintf(stderr, "verify: %s:%d, %s, instruction %u (%s): ", (const char *)code->filename->data,
            (int)code->positions[i].line, (const char *)code->qualname->data, i,
            opcode_names[code->instrs[i].op]);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    v->ok = false;
}

static bool is_local(const Verifier *v, unsigned reg) {
    return reg < v->code->local_count;
}

static uint8_t merge(uint8_t a, uint8_t b) {
    if (a == REGISTER_UNKNOWN || a == b)
        return b;
    return a >= REGISTER_FULL && b >= REGISTER_FULL ? REGISTER_FULL : REGISTER_MAYBE;
}

static void flow(Verifier *v, uint32_t from, int64_t to, const uint8_t *state) {
    uint32_t count = v->code->register_count;
    if (to < 0 || to >= v->code->instr_count) {
        complain(v, from, "goes to %lld, out of the code", (long long)to);
        return;
    }
    uint8_t *target = v->states + (size_t)to * count;
    bool changed = false;
    for (uint32_t r = 0; r < count; r++) {
        uint8_t merged = merge(target[r], state[r]);
        changed |= merged != target[r];
        target[r] = merged;
    }
    if (changed && !v->queued[to]) {
        v->queued[to] = true;
        v->work[v->work_count++] = (uint32_t)to;
    }
}

static bool in_range(Verifier *v, uint32_t i, unsigned reg) {
    if (reg < v->code->register_count)
        return true;
    complain(v, i, "register %u of %u", reg, v->code->register_count);
    return false;
}

static void read_register(Verifier *v, uint32_t i, unsigned reg, bool consumed) {
    if (!in_range(v, i, reg) || (is_local(v, reg) && !consumed))
        return;
    if (is_local(v, reg))
        complain(v, i, "consumes local %u", reg);
    else if (v->now[reg] < REGISTER_FULL)
        complain(v, i, "reads t%u, which is %s", reg - v->code->local_count,
                 v->now[reg] == REGISTER_EMPTY ? "empty" : "maybe empty");
    if (consumed)
        v->now[reg] = REGISTER_EMPTY;
}

static RegisterState written_state(Opcode op, bool is_first) {
    switch (op) {
    case OP_GET_ITER:
        return REGISTER_ITERATOR;
    case OP_GET_AITER:
        return REGISTER_ASYNC_ITERATOR;
    case OP_PUSH_HANDLED:
        return REGISTER_HANDLED;
    case OP_WITH_ENTER:
    case OP_ASYNC_WITH_ENTER:
        return is_first ? REGISTER_EXIT : REGISTER_FULL;
    default:
        return REGISTER_FULL;
    }
}

static void write_register(Verifier *v, uint32_t i, unsigned reg, bool was_operand) {
    if (!in_range(v, i, reg))
        return;
    if (v->now[reg] != REGISTER_EMPTY && !was_operand && !is_local(v, reg))
        complain(v, i, "writes t%u, which is %s", reg - v->code->local_count,
                 v->now[reg] >= REGISTER_FULL ? "full" : "maybe full");
    v->now[reg] = written_state((Opcode)v->code->instrs[i].op, reg == v->code->instrs[i].a);
}

static void consume_window(Verifier *v, uint32_t i, unsigned first, unsigned count) {
    for (unsigned r = first; r < first + count; r++) {
        if (is_local(v, r))
            complain(v, i, "window with local %u", r);
        read_register(v, i, r, true);
    }
}

static unsigned bits(unsigned n) {
    return (unsigned)__builtin_popcount(n);
}

/* How many registers the window in operand B (or C) has. */
static unsigned window_size(Instr instr) {
    switch (instr.op) {
    case OP_CALL:
    case OP_CALL_KW:
        return instr.c + 1u;
    case OP_CALL_METHOD:
    case OP_CALL_METHOD_KW:
        return instr.c + 2u;
    case OP_CALL_EX:
        return instr.c & 1 ? 3 : 2;
    case OP_BUILD_MAP:
        return instr.c * 2u;
    case OP_FORMAT:
        return instr.c & 256 ? 2 : 1;
    case OP_MAKE_FUNCTION:
        return 1 + bits(instr.c);
    case OP_BUILD_SLICE:
        return 3;
    case OP_IMPORT_NAME:
    case OP_MATCH_CLASS:
        return 2;
    default:
        return instr.c;
    }
}

/* The registers that operand A is the first of, when it is a row of results. */
static unsigned result_count(const Code *code, uint32_t i) {
    Instr instr = code->instrs[i];
    switch (instr.op) {
    case OP_UNPACK:
        return instr.c;
    case OP_UNPACK_EX:
        return instr.c + 1u + (unsigned)instr_wide(code->instrs[i + 1]);
    default: /* LOAD_METHOD, WITH_ENTER, ASYNC_WITH_ENTER */
        return 2;
    }
}

static void write_row(Verifier *v, uint32_t i, unsigned first, unsigned count, int operand) {
    for (unsigned r = first; r < first + count; r++)
        write_register(v, i, r, (int)r == operand);
}

static void generic(Verifier *v, uint32_t i) {
    Instr instr = v->code->instrs[i];
    const char *format = opcode_formats[instr.op];
    unsigned operands[] = {instr.a, instr.b, instr.c};
    bool reads_a = false;
    for (int which = 0; which < 3 && format[which]; which++) {
        bool consumed = instr.flags >> which & 1;
        char letter = format[which];
        if (letter == 'r' && !(instr.op == OP_RAISE && which >= instr.c)) {
            read_register(v, i, operands[which], consumed);
            reads_a |= which > 0 && operands[which] == instr.a && !consumed;
        } else if (letter == 'm') {
            read_register(v, i, operands[which], consumed);
        } else if (letter == 'v' && which > 0) {
            consume_window(v, i, operands[which], window_size(instr));
        } else if (letter == 'k' && operands[which] >= v->code->const_count) {
            complain(v, i, "constant %u of %u", operands[which], v->code->const_count);
        } else if (letter == 'n' && operands[which] >= v->code->cache_count) {
            complain(v, i, "cache %u of %u", operands[which], v->code->cache_count);
        }
    }
    if (format[0] == 'w' && !(instr.flags & FLAG_DISCARD))
        write_register(v, i, instr.a, reads_a);
    if (format[0] == 'v')
        write_row(v, i, instr.a, result_count(v->code, i), instr.flags & FLAG_B ? -1 : (int)instr.b);
}

static void clear(Verifier *v, uint32_t i, unsigned reg) {
    if (in_range(v, i, reg))
        v->now[reg] = REGISTER_EMPTY;
}

static void yield_from(Verifier *v, uint32_t i, Instr instr) {
    read_register(v, i, instr.b, true);
    read_register(v, i, instr.c, true);
    if (!(instr.flags & FLAG_DISCARD))
        write_register(v, i, instr.a, false);
}

static void execute(Verifier *v, uint32_t i) {
    Instr instr = v->code->instrs[i];
    switch (instr.op) {
    case OP_CLEAR:
    case OP_DELETE_LOCAL:
        clear(v, i, instr.a);
        break;
    case OP_POP_HANDLED:
        read_register(v, i, instr.a, true);
        break;
    case OP_YIELD_FROM:
        yield_from(v, i, instr);
        break;
    case OP_LOAD_METHOD:
        read_register(v, i, instr.b, instr.flags & FLAG_B);
        if (!is_local(v, instr.b) && instr.b != instr.a + 1)
            complain(v, i, "the object is a temporary but not in A + 1");
        write_row(v, i, instr.a, 2, -1);
        break;
    default:
        generic(v, i);
    }
}

/* The states on the ways out: a jump may leave other registers full than falling through. */
static void leave(Verifier *v, uint32_t i) {
    Instr instr = v->code->instrs[i];
    int64_t next = i + (strchr(opcode_formats[instr.op], '+') ? 2 : 1);
    const char *format = opcode_formats[instr.op];
    int64_t target = format[1] == 'J'   ? (int64_t)i + 1 + instr_wide(instr)
                     : format[2] == 'j' ? (int64_t)i + 1 + (int16_t)instr.c
                                        : -1;
    if (instr.op == OP_FOR_LOOP) {
        uint8_t item = v->now[instr.b];
        if (item != REGISTER_EMPTY && !is_local(v, instr.b))
            complain(v, i, "the register of the item is not empty");
        v->now[instr.b] = REGISTER_FULL;
        flow(v, i, target, v->now);
        v->now[instr.b] = item;
        clear(v, i, instr.a);
        flow(v, i, next, v->now);
        return;
    }
    bool has_target = format[1] == 'J' || format[2] == 'j';
    if (has_target)
        flow(v, i, target, v->now);
    if (instr.op == OP_JUMP_IF_TRUE_KEEP || instr.op == OP_JUMP_IF_FALSE_KEEP)
        clear(v, i, instr.a);
    bool ends = instr.op == OP_JUMP || instr.op == OP_RETURN || instr.op == OP_RETURN_K ||
                instr.op == OP_RAISE || instr.op == OP_RERAISE;
    if (!ends)
        flow(v, i, next, v->now);
}

/* An exception in i: registers from depth up are cleared, the exception is in depth. */
static void enter_handler(Verifier *v, uint32_t i) {
    const Code *code = v->code;
    for (uint32_t e = 0; e < code->exception_count; e++) {
        const ExceptionEntry *entry = &code->exceptions[e];
        if (i < entry->start || i >= entry->end)
            continue;
        if (entry->depth < code->local_count || entry->depth >= code->register_count) {
            complain(v, i, "handler with depth %u", entry->depth);
            return;
        }
        uint8_t *state = v->now + code->register_count;
        memcpy(state, v->states + (size_t)i * code->register_count, code->register_count);
        for (uint32_t r = entry->depth; r < code->register_count; r++)
            state[r] = r == entry->depth ? REGISTER_EXCEPTION : REGISTER_EMPTY;
        flow(v, i, entry->target, state);
        return;
    }
}

static uint32_t parameter_count(const Code *code) {
    return code->argcount + code->kwonly_count + !!(code->flags & CODE_VARARGS) +
           !!(code->flags & CODE_VARKEYWORDS);
}

static void verify_all(Verifier *v) {
    uint32_t count = v->code->register_count;
    memset(v->now, REGISTER_EMPTY, count);
    memset(v->now, REGISTER_FULL, parameter_count(v->code));
    flow(v, 0, 0, v->now);
    while (v->work_count && v->ok) {
        uint32_t i = v->work[--v->work_count];
        v->queued[i] = false;
        memcpy(v->now, v->states + (size_t)i * count, count);
        enter_handler(v, i);
        execute(v, i);
        leave(v, i);
    }
}

/* The states; NULL: out of memory, or too many. ok: whether the rules are kept. */
static uint8_t *find_states(const Code *code, bool *ok) {
    size_t count = code->instr_count, registers = code->register_count;
    *ok = count != 0;
    if (!count || count * registers > 400u << 20)
        return NULL;
    Verifier v = {.code = code, .ok = true};
    v.states = mem_alloc(count * registers + 1);
    v.now = mem_calloc(2, registers + 1);
    v.work = mem_calloc(count + 1, sizeof *v.work);
    v.queued = mem_calloc(count + 1, 1);
    bool enough = v.states && v.now && v.work && v.queued;
    if (enough) {
        memset(v.states, REGISTER_UNKNOWN, count * registers);
        verify_all(&v);
    } else {
        mem_free(v.states);
    }
    mem_free(v.now);
    mem_free(v.work);
    mem_free(v.queued);
    *ok = v.ok;
    return enough ? v.states : NULL;
}

bool code_verify(const Code *code) {
    bool ok;
    mem_free(find_states(code, &ok));
    return ok;
}

uint8_t *code_register_states(const Code *code) {
    bool ok;
    return find_states(code, &ok);
}
