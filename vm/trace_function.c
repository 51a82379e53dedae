#include "vm/trace_function.h"
#include "runtime/exception.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"

static VmThread *vm_of(Thread *t) {
    return t->vm;
}

/* ---- on and off ---- */

static void update(Thread *t) {
    VmThread *vm = vm_of(t);
    t->traced = !vm->in_trace && !(is_null(vm->trace) && is_null(vm->profile));
    if (t->traced)
        gil_end_slice(t);
}

void trace_set_function(Thread *t, Value function) {
    value_store(t, &vm_of(t)->trace, new_ref(function));
    update(t);
}

void trace_set_profile(Thread *t, Value function) {
    value_store(t, &vm_of(t)->profile, new_ref(function));
    update(t);
}

/* ---- calling ---- */

/* function(frame, event, arg), untraced. The local variables that the function sees and changes are the
 * frame's. */
static Value call(Thread *t, Frame *f, Value function, const char *event, Value arg) {
    VmThread *vm = vm_of(t);
    Value frame = frame_object(t, f), name = is_null(frame) ? frame : str_value(str_intern_utf8(t, event));
    Value result = VALUE_NULL;
    if (!is_null(name) && frame_refresh_locals(t, f)) {
        VmThread before = *vm;
        vm->in_trace = true;
        vm->event = event;
        vm->event_frame = f;
        update(t);
        incref(function);
        result = op_call3(t, function, frame, name, arg);
        decref(t, function);
        vm->in_trace = before.in_trace;
        vm->event = before.event;
        vm->event_frame = before.event_frame;
        update(t);
        if (!is_null(result) && !frame_store_locals(t, f))
            value_clear(t, &result);
    }
    decref(t, name);
    decref(t, frame);
    return result;
}

/* A function that raises is called no more. */
static bool report(Thread *t, Frame *f, Value function, const char *event, Value arg, Value *answer) {
    Value result = call(t, f, function, event, arg);
    if (is_null(result)) {
        trace_set_function(t, VALUE_NULL);
        trace_set_profile(t, VALUE_NULL);
        return false;
    }
    if (answer && !is_none(result))
        value_store(t, answer, new_ref(result));
    decref(t, result);
    return true;
}

static bool report_profile(Thread *t, Frame *f, const char *event, Value arg) {
    Value profile = vm_of(t)->profile;
    return is_null(profile) || report(t, f, profile, event, arg, NULL);
}

/* To the function of the frame: what the trace function answered when the frame began. */
static bool report_local(Thread *t, Frame *f, FrameTrace *trace, const char *event, Value arg) {
    if (is_null(vm_of(t)->trace) || is_null(trace->function))
        return true;
    return report(t, f, trace->function, event, arg, &trace->function);
}

/* ---- events ---- */

/* The frame starts, or a generator goes on. f_lineno is that of the definition, or of the yield. */
static bool begin(Thread *t, Frame *f, FrameTrace *trace) {
    bool starts = f->ip == f->code->instrs, begins = trace->suspended || starts;
    if (!trace->seen) /* a frame that ran before is on the line of the call in it: no news */
        trace->line = starts ? -1 : code_line(f->code, (uint32_t)(f->ip - f->code->instrs) - 1);
    if (!trace->seen)
        trace->index = starts ? CODE_START : (uint32_t)(f->ip - f->code->instrs) - 1;
    trace->seen = true;
    trace->suspended = false;
    if (!begins)
        return true; /* it ran before tracing began */
    Value function = vm_of(t)->trace;
    trace->shown_line = starts ? f->code->first_line : trace->line;
    bool ok = (is_null(function) || report(t, f, function, "call", VALUE_NONE, &trace->function)) &&
              report_profile(t, f, "call", VALUE_NONE);
    trace->shown_line = 0;
    return ok && frame_jump_now(t, f, trace);
}

/* The first entry of what is passed from an instruction on. */
static uint32_t first_passed(const Code *code, uint32_t source) {
    uint32_t low = 0, high = code->passed_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (code->passed[middle].source < source)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_no_line(const Frame *f) {
    uint32_t index = (uint32_t)(f->ip - f->code->instrs);
    return !f->code->positions[index].line || code_ends_silently(f->code, index);
}

/* The jump to the test of a loop that begins was just made. */
static bool enters_loop(const Frame *f, const FrameTrace *trace) {
    const Instr *before = trace->index == CODE_START ? NULL : &f->code->instrs[trace->index];
    return before && ((before->op == OP_JUMP && before->flags & FLAG_A) || before->op == OP_GET_ITER);
}

/* Does the loop go round on one line? CPython's loops test at the head, ours at the end, where the body
 * arrives and from where it starts again; the jump to the first test is not a turn. */
static bool turns(const Frame *f, FrameTrace *trace, uint32_t index) {
    if (trace->index == CODE_START)
        return false;
    if (f->ip->op == OP_FOR_LOOP)
        return !enters_loop(f, trace) && trace->index <= index;
    if (index > trace->index || f->code->instrs[trace->index].op == OP_FOR_LOOP || f->ip->op == OP_YIELD_FROM)
        return false;
    bool first = trace->enters_loop;
    trace->enters_loop = false;
    return !first;
}

/* The lines that have no instruction, on the way from the instruction before. The function may lead the frame elsewhere. */
static bool passed_events(Thread *t, Frame *f, FrameTrace *trace) {
    const Code *code = f->code;
    uint32_t i = first_passed(code, trace->index), target = (uint32_t)(f->ip - code->instrs);
    for (bool ok = true; i < code->passed_count && code->passed[i].source == trace->index; i++) {
        if (code->passed[i].target != target || code->passed[i].line == trace->line)
            continue;
        trace->line = trace->shown_line = code->passed[i].line;
        ok = trace->no_lines || report_local(t, f, trace, "line", VALUE_NONE);
        trace->shown_line = 0;
        if (!ok || trace->jumped)
            return ok;
    }
    return true;
}

static bool line_event(Thread *t, Frame *f, FrameTrace *trace);

/* The function has jumped: the next line is told unless it is the one that was jumped to. */
static bool after_jump(Thread *t, Frame *f, FrameTrace *trace) {
    trace->jumped = false;
    if (trace->index == CODE_START)
        return line_event(t, f, trace);
    return has_no_line(f) || frame_line(f) == trace->line || line_event(t, f, trace);
}

/* The first instruction of a line, or a jump back on it. */
static bool line_event(Thread *t, Frame *f, FrameTrace *trace) {
    if (f->code->passed_count && !passed_events(t, f, trace))
        return false;
    if (trace->jumped)
        return after_jump(t, f, trace);
    uint32_t index = (uint32_t)(f->ip - f->code->instrs);
    int line = has_no_line(f) ? 0 : frame_line(f);
    bool is_new = line > 0 && (line != trace->line || turns(f, trace, index));
    trace->enters_loop =
        enters_loop(f, trace) || (trace->enters_loop && (line <= 0 || line == trace->line));
    trace->index = index;
    if (line > 0)
        trace->line = line;
    bool ok = !is_new || trace->no_lines || report_local(t, f, trace, "line", VALUE_NONE);
    trace->shown_line = 0;
    if (!ok || trace->jumped)
        return ok && after_jump(t, f, trace);
    return !trace->opcodes || report_local(t, f, trace, "opcode", VALUE_NONE);
}

/* The built-in function that a call is about to call, as Python code would see it; new, or VALUE_NULL. */
static Value native_callee(Thread *t, const Frame *f) {
    const Instr *ip = f->ip;
    bool method = ip->op == OP_CALL_METHOD || ip->op == OP_CALL_METHOD_KW;
    if (!method && ip->op != OP_CALL && ip->op != OP_CALL_KW && ip->op != OP_CALL_EX)
        return VALUE_NULL;
    Value callee = f->regs[ip->b];
    if (method && is_null(callee))
        callee = f->regs[ip->b + 1];
    else if (method && is_exact(callee, TYPE_METHOD_DESCRIPTOR))
        return native_bind(t, (MethodDescriptor *)value_object(callee), f->regs[ip->b + 1]);
    return is_exact(callee, TYPE_BUILTIN_FUNCTION) ? new_ref(callee) : VALUE_NULL;
}

/* A call of a built-in function that began with the instruction before is over now. */
static bool native_event(Thread *t, Frame *f, FrameTrace *trace, const char *event) {
    Value function = trace->native;
    if (is_null(function))
        return true;
    trace->native = VALUE_NULL;
    bool ok = report_profile(t, f, event, function);
    decref(t, function);
    return ok;
}

static bool native_begin(Thread *t, Frame *f, FrameTrace *trace) {
    if (is_null(vm_of(t)->profile))
        return true;
    trace->native = native_callee(t, f);
    if (is_null(trace->native))
        return !error_pending(t);
    return report_profile(t, f, "c_call", trace->native);
}

static bool return_event(Thread *t, Frame *f, FrameTrace *trace, Value v) {
    incref(v);
    bool elsewhere = has_no_line(f) || f->ip->op == OP_RERAISE;
    trace->shown_line = elsewhere && trace->line > 0 ? trace->line : 0;
    bool ok = report_local(t, f, trace, "return", v) && report_profile(t, f, "return", v);
    trace->shown_line = 0;
    decref(t, v);
    return ok;
}

/* What a generator or a coroutine returns is StopIteration for who goes through it or awaits it: told when that frame
 * goes on (result_event). The None of a generator is told to nobody. */
static bool note_result(Thread *t, const Frame *f, Value v) {
    Frame *outer = f->previous;
    bool told = f->code->flags & CODE_COROUTINE || (f->code->flags & CODE_GENERATOR && !is_none(v));
    if (!told || f->flags & FRAME_ENTRY || !outer ||
        (outer->ip->op != OP_FOR_LOOP && outer->ip->op != OP_YIELD_FROM))
        return true;
    FrameTrace *trace = frame_trace(t, outer);
    if (trace)
        value_store(t, &trace->returned, new_ref(v));
    return trace;
}

/* A yield suspends the frame, and those that delegate to it. */
static bool yield_event(Thread *t, Frame *f, FrameTrace *trace) {
    Value v = f->regs[f->ip->b];
    for (;;) {
        trace->suspended = true;
        if (!return_event(t, f, trace, v))
            return false;
        bool last = f->flags & FRAME_ENTRY || !f->previous || !(f->previous->flags & FRAME_GENERATOR) ||
                    f->previous->ip->op != OP_YIELD_FROM;
        f = f->previous;
        if (last)
            return true;
        if (!(trace = frame_trace(t, f)))
            return false;
    }
}

/* An exception that __exit__ did not swallow goes on from the line where it came up, as in CPython. */
static void back_to_raise(const Frame *f, FrameTrace *trace) {
    Value traceback = value_exception(f->regs[f->ip->a])->traceback;
    if (f->code->positions[f->ip - f->code->instrs].line > 0 && !is_null(traceback))
        trace->line = ((Traceback *)value_object(traceback))->line;
}

/* What the instruction is about to do, if it leaves the frame. */
static bool leave_event(Thread *t, Frame *f, FrameTrace *trace) {
    const Instr *ip = f->ip;
    switch (ip->op) {
    case OP_RETURN:
        return note_result(t, f, f->regs[ip->a]) && return_event(t, f, trace, f->regs[ip->a]);
    case OP_RETURN_K:
        return note_result(t, f, f->code->consts[(uint32_t)instr_wide(*ip)]) &&
               return_event(t, f, trace, f->code->consts[(uint32_t)instr_wide(*ip)]);
    case OP_YIELD:
        return yield_event(t, f, trace);
    case OP_RERAISE:
        back_to_raise(f, trace);
        return true;
    default:
        return native_begin(t, f, trace);
    }
}

static bool report_exception(Thread *t, Frame *f, FrameTrace *trace, Value exception) {
    Value traceback = value_exception(exception)->traceback;
    Tuple *arg = tuple_pack(t, 3, object_value(type_of(t, exception)), exception, or_none(traceback));
    bool ok = arg && native_event(t, f, trace, "c_exception") &&
              report_local(t, f, trace, "exception", object_value(arg));
    xdecref_object(t, arg);
    return ok;
}

static bool stop_event(Thread *t, Frame *f, FrameTrace *trace, Value result) {
    Value type = object_value(builtin_type(t, EXC_StopIteration));
    Value stop = is_none(result) ? op_call0(t, type) : op_call1(t, type, result);
    trace->shown_line = code_line(f->code, trace->index);
    bool ok = !is_null(stop) && report_exception(t, f, trace, stop);
    trace->shown_line = 0;
    decref(t, stop);
    return ok;
}

/* What a loop or `yield from` went through, or what `await` waited for, has ended with a result: by StopIteration, though
 * nobody raised one here. */
static bool result_event(Thread *t, Frame *f, FrameTrace *trace) {
    Value result = trace->returned;
    trace->returned = VALUE_NULL;
    bool moved = trace->index != CODE_START && f->ip == f->code->instrs + trace->index + 1;
    const Instr *before = moved ? f->ip - 1 : NULL;
    if (is_null(result) && before && before->op == OP_YIELD_FROM && !(f->code->flags & CODE_GENERATOR))
        result = new_ref(before->flags & FLAG_DISCARD ? VALUE_NONE : f->regs[before->a]);
    bool ok = is_null(result) || !before || stop_event(t, f, trace, result);
    decref(t, result);
    return ok;
}

bool trace_instruction(Thread *t) {
    Frame *f = t->frame;
    FrameTrace *trace = frame_trace(t, f);
    if (!trace)
        return false;
    if ((!trace->seen || trace->suspended) && !begin(t, f, trace))
        return false;
    return native_event(t, f, trace, "c_return") && result_event(t, f, trace) && line_event(t, f, trace) && leave_event(t, f, trace);
}

void trace_exception(Thread *t) {
    Value exception = error_fetch(t);
    FrameTrace *trace = frame_trace(t, t->frame);
    bool resumed = !trace || !trace->suspended || begin(t, t->frame, trace); /* by throw() */
    if (trace && resumed && report_exception(t, t->frame, trace, exception))
        error_restore(t, exception);
    else /* what the function raised takes its place */
        decref(t, exception);
}

void trace_unwind(Thread *t) {
    Value exception = error_fetch(t);
    FrameTrace *trace = frame_trace(t, t->frame);
    if (trace && return_event(t, t->frame, trace, VALUE_NONE))
        error_restore(t, exception);
    else
        decref(t, exception);
}

Value trace_call(Thread *t, Value function, Tuple *args) {
    VmThread *vm = vm_of(t);
    bool before = vm->in_trace;
    vm->in_trace = false;
    update(t);
    Value result = op_call_tuple(t, function, args, NULL);
    vm->in_trace = before;
    update(t);
    return result;
}
