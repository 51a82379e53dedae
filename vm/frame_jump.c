/* Assignment to f_lineno: another line is the next one to run. A trace function may do that in a "line" event, or in the
 * "return" event of a yield, for when the generator goes on.
 *
 * A place can be jumped to if all temporaries that are full there are full now, with the same kind of thing: not
 * into the body of a `for` without its iterator, nor into a handler without an exception, nor into the middle of an
 * expression. Those that are full now and not there are released, as at the end of what is left. Which are full is
 * what the verifier finds out. */
#include "vm/frame.h"

#include "runtime/int.h"
#include "vm/compiler.h"
#include "vm/verify.h"

typedef struct Jump {
    const Code *code;
    const uint8_t *states; /* verify.h */
    uint32_t from, to;     /* instructions */
    int line;              /* the first one with code, from the one that was asked for on */
    int full;              /* temporaries that are full at `to`; -1: no place yet */
    const char *problem;
} Jump;

static const uint8_t *states_at(const Jump *j, uint32_t i) {
    return j->states + (size_t)i * j->code->register_count;
}

/* Does a line begin with the instruction? */
static bool begins_line(const Code *code, uint32_t i) {
    int line = code->positions[i].line;
    return line > 0 && code->instrs[i].op != OP_FOR_LOOP && !code_ends_silently(code, i) &&
           (i == 0 || code->positions[i - 1].line != line);
}

static int earlier(int line, int found, int asked) {
    return line >= asked && (found < 0 || line < found) ? line : found;
}

static int first_line_from(const Code *code, int asked) {
    int found = code->flags & CODE_OPTIMIZED ? earlier(code->first_line, -1, asked) : -1; /* `def` is the start */
    for (uint32_t i = 0; i < code->instr_count; i++)
        if (begins_line(code, i))
            found = earlier(code->positions[i].line, found, asked);
    for (uint32_t i = 0; i < code->passed_count; i++)
        found = earlier(code->passed[i].line, found, asked);
    return found;
}

static bool writes(Instr instr, uint32_t r) {
    char first = opcode_formats[instr.op][0];
    return (first == 'w' && instr.a == r) || (first == 'm' && instr.a == r) || (first == 'v' && instr.a <= r);
}

/* Does what is in the register stay there from one place to the other? */
static bool stays(const Jump *j, uint32_t i, uint32_t r) {
    uint32_t low = j->from < i ? j->from : i, high = j->from < i ? i : j->from;
    for (uint32_t k = low; k < high; k++)
        if (states_at(j, k)[r] != REGISTER_FULL || writes(j->code->instrs[k], r))
            return false;
    return states_at(j, high)[r] == REGISTER_FULL;
}

/* Is in the register what the place i wants there? What an expression has computed so far is known by its own places
 * only. */
static bool fits(const Jump *j, uint32_t i, uint32_t r) {
    RegisterState now = states_at(j, j->from)[r], there = states_at(j, i)[r];
    if (there == REGISTER_UNKNOWN)
        return false;
    return there < REGISTER_FULL || (now == there && (there != REGISTER_FULL || stays(j, i, r)));
}

static const char *problem_of(const Jump *j, const uint8_t *there) {
    for (uint32_t r = j->code->register_count; r-- > j->code->local_count;)
        switch ((RegisterState)there[r]) {
        case REGISTER_ITERATOR:
        case REGISTER_ASYNC_ITERATOR:
            return "can't jump into the body of a for loop";
        case REGISTER_HANDLED:
            return "can't jump into an 'except' block as there's no exception";
        case REGISTER_FULL:
        case REGISTER_EXIT:
        case REGISTER_EXCEPTION:
            return "incompatible stacks";
        default:
            break;
        }
    return "can't jump into an exception handler, or code may be unreachable";
}

/* A place where the line begins: it is taken if it fits, and keeps more than the one before. */
static void consider(Jump *j, uint32_t i) {
    const uint8_t *there = states_at(j, i);
    int full = 0;
    bool fit = true;
    for (uint32_t r = j->code->local_count; r < j->code->register_count; r++) {
        full += there[r] >= REGISTER_FULL;
        fit &= fits(j, i, r);
    }
    if (!fit && !j->problem)
        j->problem = problem_of(j, there);
    if (fit && full > j->full) {
        j->full = full;
        j->to = i;
    }
}

static bool find_place(Thread *t, Jump *j) {
    for (uint32_t i = 0; i < j->code->instr_count; i++)
        if (j->code->positions[i].line == j->line && begins_line(j->code, i))
            consider(j, i);
    for (uint32_t i = 0; i < j->code->passed_count; i++)
        if (j->code->passed[i].line == j->line)
            consider(j, j->code->passed[i].target);
    if (j->line == j->code->first_line && j->code->flags & CODE_OPTIMIZED)
        consider(j, 0);
    if (j->full >= 0)
        return true;
    raise_value_error(t, "%s", j->problem ? j->problem : "cannot find bytecode for specified line");
    return false;
}

/* What is full now and not there ends, the newest first. */
static void release(Thread *t, Frame *frame, const Jump *j) {
    const uint8_t *now = states_at(j, j->from), *there = states_at(j, j->to);
    for (uint32_t r = j->code->register_count; r-- > j->code->local_count;) {
        Value old = frame->regs[r];
        if (now[r] == REGISTER_EMPTY || there[r] >= REGISTER_FULL || is_null(old))
            continue;
        frame->regs[r] = VALUE_NULL;
        if (now[r] == REGISTER_HANDLED)
            value_store(t, &t->handled->exception, is_none(old) ? VALUE_NULL : old);
        else
            decref(t, old);
    }
}

/* Code is compiled on the assumption that what comes before it has run, so not every use of a local is checked. Locals
 * that the jump leaves without a value become None, as in CPython from 3.12 on. */
static bool bind_locals(Thread *t, Frame *frame, const Jump *j) {
    const uint8_t *there = states_at(j, j->to);
    uint32_t count = 0, locals = j->code->local_count;
    for (uint32_t r = 0; r < locals; r++)
        count += is_null(frame->regs[r]) && there[r] >= REGISTER_FULL;
    if (count && !warn(t, EXC_RuntimeWarning, 1, "assigning None to %d unbound local%s", (int)count,
                        count > 1 ? "s" : ""))
        return false;
    for (uint32_t r = 0; r < locals; r++)
        if (is_null(frame->regs[r]) && there[r] >= REGISTER_FULL)
            frame->regs[r] = VALUE_NONE;
    return true;
}

static bool go(Thread *t, Frame *frame, FrameTrace *trace, Jump *j, bool later) {
    if (!find_place(t, j))
        return false;
    trace->jump_line = later ? j->line : 0;
    if (later)
        return true;
    if (!bind_locals(t, frame, j))
        return false;
    release(t, frame, j);
    frame->ip = frame->code->instrs + j->to;
    trace->line = j->line;
    trace->shown_line = j->line; /* until the event is over */
    trace->index = j->line == j->code->first_line && j->to == 0 ? CODE_START : j->to;
    trace->jumped = true;
    return true;
}

/* later: the frame is about to yield, and jumps when it goes on. */
static bool jump(Thread *t, Frame *frame, FrameTrace *trace, int line, bool later) {
    uint32_t from = (uint32_t)(frame->ip - frame->code->instrs) + later;
    Jump j = {.code = frame->code, .from = from, .line = line, .full = -1};
    uint8_t *states = code_register_states(frame->code);
    if (!states)
        return raise_value_error(t, "stack to deep to analyze"), false;
    j.states = states;
    bool ok = go(t, frame, trace, &j, later);
    mem_free(states);
    return ok;
}

/* Is it a moment at which the running event allows a jump? */
static bool may_jump(Thread *t, const Frame *frame, const FrameTrace *trace) {
    const VmThread *vm = t->vm;
    const char *event = vm->event ? vm->event : "call";
    bool yields = !strcmp(event, "return") && frame->ip->op == OP_YIELD;
    if (!strcmp(event, "call"))
        raise_value_error(t, "can't jump from the 'call' trace event of a new frame");
    else if (frame != vm->event_frame || (strcmp(event, "line") && !yields))
        raise_value_error(t, "can only jump from a 'line' trace event");
    else if (is_null(trace->function))
        raise_value_error(t, "f_lineno can only be set by a trace function");
    else
        return true;
    return false;
}

bool frame_jump(Thread *t, Frame *frame, FrameTrace *trace, Value v) {
    int64_t asked;
    if (is_null(v))
        return raise(t, EXC_AttributeError, "cannot delete attribute"), false;
    if (!is_int_exact(v))
        return raise_value_error(t, "lineno must be an integer"), false;
    if (!may_jump(t, frame, trace))
        return false;
    if (!int_to_int64(v, &asked) || asked != (int)asked)
        return raise_value_error(t, "lineno out of range"), false;
    if (asked < frame->code->first_line)
        return raise_value_error(t, "line %d comes before the current code block", (int)asked), false;
    int line = first_line_from(frame->code, (int)asked);
    if (line < 0)
        return raise_value_error(t, "line %d comes after the current code block", (int)asked), false;
    return jump(t, frame, trace, line, frame->ip->op == OP_YIELD && strcmp(((VmThread *)t->vm)->event, "line"));
}

bool frame_jump_now(Thread *t, Frame *frame, FrameTrace *trace) {
    bool ok = !trace->jump_line || jump(t, frame, trace, trace->jump_line, false);
    trace->jumped = false;
    return ok;
}
