/* Frame stacks, frames' ends, and the frame objects that Python code can hold. */
#include "vm/frame.h"
#include "runtime/callable.h"
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/generator.h"
#include "vm/watch.h"
#include <sys/mman.h>

enum { MAX_FRAMES = 1 << 20 }; /* address space only: pages are touched as recursion gets there */

/* While its frame runs (or is suspended), `frame` points to it; when the frame ends, its locals move here. */
struct FrameObject {
    Object ob;
    Frame *frame;   /* live, or &kept */
    Frame kept;     /* after the end: regs are ours, previous is gone */
    Value *locals;  /* kept.regs */
    Value back;     /* after the end: the caller's frame object, or VALUE_NULL */
    Value snapshot; /* the dict that f_locals and locals() give */
    FrameTrace trace;
    bool cleared; /* by clear(): no variables are left, those of outer functions included */
};

bool vm_thread_begin(Thread *t) {
    VmThread *vm = t->vm ? t->vm : mem_calloc(1, sizeof *vm);
    if (vm && !vm->frames) {
        void *frames = mmap(NULL, MAX_FRAMES * sizeof(Frame), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        vm->frames = frames == MAP_FAILED ? NULL : frames;
    }
    if (!vm || !vm->frames) {
        mem_free(vm);
        t->vm = NULL;
        return false;
    }
    vm->frame_top = vm->frames;
    vm->frame_end = vm->frames + MAX_FRAMES;
    vm->handled = (ExceptionFrame){.exception = VALUE_NULL};
    vm->trace = vm->profile = VALUE_NULL;
    vm->in_trace = false;
    vm->event = NULL;
    vm->awaited_import = NULL;
    vm->watch_site = (WatchSite){0};
    t->handled = &vm->handled;
    t->vm = vm;
    return true;
}

void vm_thread_end(Thread *t) {
    VmThread *vm = t->vm;
    t->traced = false;
    watch_forget_site(t);
    value_clear(t, &vm->trace);
    value_clear(t, &vm->profile);
    value_clear(t, &vm->handled.exception);
    t->handled = NULL;
}

void vm_thread_free(Thread *t) {
    VmThread *vm = t->vm;
    if (vm)
        munmap(vm->frames, MAX_FRAMES * sizeof(Frame));
    mem_free(vm);
    t->vm = NULL;
}

void frame_push_failed(Thread *t) {
    raise(t, EXC_RecursionError, "maximum recursion depth exceeded");
}

void frame_pop_rest(Thread *t, Frame *frame) {
    if (frame->flags & FRAME_OWNS_LOCALS)
        value_clear(t, &frame->locals);
    if (frame->flags & FRAME_GENERATOR)
        return;                    /* generator_leave does the rest */
    if (frame->flags & FRAME_STAR) /* now, while what a release runs still finds its registers above these */
        for (int i = 2; i <= 4; i++)
            value_clear(t, &frame->regs[-i]);
    Function *function = frame->flags & FRAME_OWNS_FUNCTION ? frame->function : NULL;
    t->depth--;
    t->frame = frame->previous;
    ((VmThread *)t->vm)->frame_top = frame;
    xdecref_object(t, function);
}

/* The frame gives its own reference up; true: that was the last one. */
static bool drop_object(Thread *t, Frame *frame) {
    if (!(frame->flags & FRAME_OWNS_OBJECT))
        return false;
    frame->flags &= ~FRAME_OWNS_OBJECT;
    bool last = object_refcount(frame->object) == 1;
    decref_object(t, frame->object);
    return last;
}

void frame_detach(Thread *t, Frame *frame) {
    if (drop_object(t, frame))
        return;
    FrameObject *object = frame->object;
    uint32_t count = frame->code->local_count;
    Value *locals = mem_alloc(count * sizeof(Value) + 1);
    object->kept = *frame;
    frame->object = NULL;
    object->back = VALUE_NULL;
    if (frame->previous &&
        !(frame->flags & FRAME_GENERATOR && frame_generator(frame)->state != GENERATOR_RUNNING)) {
        Value pending = error_fetch(t);
        object->back = frame_object(t, frame->previous);
        error_restore(t, pending);
    }
    for (uint32_t i = 0; locals && i < count; i++) {
        locals[i] = frame->regs[i];
        frame->regs[i] = VALUE_NULL;
    }
    object->locals = locals;
    object->kept.regs = locals;
    object->kept.previous = NULL;
    object->kept.flags = FRAME_OWNS_FUNCTION | FRAME_OWNS_LOCALS;
    incref_object(frame->function);
    if (frame->flags & FRAME_INIT)
        object->kept.locals = VALUE_NULL;
    incref(object->kept.locals);
    object->frame = &object->kept;
}

static bool is_detached(const FrameObject *object) {
    return object->frame == &object->kept;
}

Value frame_object(Thread *t, Frame *frame) {
    if (frame->object && !(frame->object->ob.flags & OBJECT_DEAD))
        return new_object_ref(frame->object);
    if (frame->object) /* its end is only put off: nothing may refer to it again, nor it to us */
        frame->object->frame = NULL;
    FrameObject *object = object_new_builtin(t, TYPE_FRAME, 0);
    if (!object)
        return VALUE_NULL;
    object->frame = frame;
    object->back = object->snapshot = object->trace.function = object->trace.native =
        object->trace.returned = VALUE_NULL;
    frame->object = object;
    return object_value(object);
}

const Frame *frame_of_object(Value frame_object) {
    return ((FrameObject *)value_object(frame_object))->frame;
}

int frame_line(const Frame *frame) {
    if (frame->flags & FRAME_GENERATOR && frame_generator(frame)->state == GENERATOR_CREATED)
        return frame->code->first_line;
    return code_line(frame->code, (uint32_t)(frame->ip - frame->code->instrs));
}

/* The value of local i as Python sees it: cells looked through. */
static Value local_value(const Frame *frame, uint32_t i) {
    Value v = frame->regs ? frame->regs[i] : VALUE_NULL;
    return is_exact(v, TYPE_CELL) ? ((Cell *)value_object(v))->value : v;
}

static bool snapshot_name(Thread *t, Dict *dict, Str *name, Value v) {
    if (!is_null(v))
        return dict_set_name(t, dict, name, v);
    return dict_delete(t, dict, object_value(name)) >= 0;
}

static bool snapshot(Thread *t, const Frame *frame, Dict *dict) {
    Code *code = frame->code;
    for (uint32_t i = 0; i < code->local_count; i++)
        if (str_at(code->local_names[i], 0) != '.' &&
            !snapshot_name(t, dict, code->local_names[i], local_value(frame, i)))
            return false;
    uint32_t free_count = frame->object && frame->object->cleared ? 0 : code->free_count;
    for (uint32_t i = 0; i < free_count; i++) {
        Cell *cell = (Cell *)value_object(value_tuple(frame->function->closure)->items[i]);
        if (!snapshot_name(t, dict, code->free_names[i], cell->value))
            return false;
    }
    return true;
}

/* The dict stays the same for the frame's life, with what programs put into it: so the frame keeps its object from now on. */
static bool make_snapshot(Thread *t, FrameObject *object) {
    Dict *dict = dict_new(t, 0);
    if (!dict)
        return false;
    object->snapshot = object_value(dict);
    if (!is_detached(object) && !(object->frame->flags & FRAME_OWNS_OBJECT)) {
        incref_object(object);
        object->frame->flags |= FRAME_OWNS_OBJECT;
    }
    return true;
}

static Value object_locals(Thread *t, FrameObject *object) {
    Frame *frame = object->frame;
    if (!is_null(frame->locals) && !(frame->flags & FRAME_INIT))
        return new_ref(frame->locals);
    if (is_null(object->snapshot) && !make_snapshot(t, object))
        return VALUE_NULL;
    return snapshot(t, frame, value_dict(object->snapshot)) ? new_ref(object->snapshot) : VALUE_NULL;
}

Value frame_locals(Thread *t, Frame *frame) {
    Value object = frame_object(t, frame);
    if (is_null(object))
        return VALUE_NULL;
    Value locals = object_locals(t, (FrameObject *)value_object(object));
    decref(t, object);
    return locals;
}

FrameTrace *frame_trace(Thread *t, Frame *frame) {
    if (frame->flags & FRAME_OWNS_OBJECT)
        return &frame->object->trace;
    Value object = frame_object(t, frame);
    if (is_null(object))
        return NULL;
    frame->flags |= FRAME_OWNS_OBJECT;
    return &frame->object->trace;
}

static bool has_snapshot(const Frame *frame) {
    return frame->object && !is_null(frame->object->snapshot);
}

bool frame_refresh_locals(Thread *t, Frame *frame) {
    return !has_snapshot(frame) || snapshot(t, frame, value_dict(frame->object->snapshot));
}

static bool store_local(Thread *t, Dict *dict, Str *name, Value *place) {
    Value v = dict_get(t, dict, object_value(name));
    if (error_pending(t))
        return false;
    if (is_exact(*place, TYPE_CELL))
        place = &((Cell *)value_object(*place))->value;
    if (!is_null(v) && !value_is(v, *place))
        value_store(t, place, new_ref(v));
    return true;
}

bool frame_store_locals(Thread *t, Frame *frame) {
    if (!has_snapshot(frame))
        return true;
    Dict *dict = value_dict(frame->object->snapshot);
    Code *code = frame->code;
    for (uint32_t i = 0; i < code->local_count; i++)
        if (!store_local(t, dict, code->local_names[i], &frame->regs[i]))
            return false;
    for (uint32_t i = 0; i < code->free_count; i++)
        if (!store_local(t, dict, code->free_names[i], &value_tuple(frame->function->closure)->items[i]))
            return false;
    return true;
}

/* CPython's warn() is written in C and so leaves no frame in a traceback; ours is not, and hides. */
static bool leaves_no_trace(const Code *code) {
    return str_equal_ascii(code->filename, "<frozen warnings>");
}

bool frame_add_traceback(Thread *t) {
    Frame *frame = t->frame;
    if (leaves_no_trace(frame->code))
        return true;
    Value exception = error_fetch(t);
    Value object = frame_object(t, frame);
    if (!is_null(object)) {
        exception_add_traceback(t, exception, object, frame_line(frame),
                                (int)(frame->ip - frame->code->instrs));
        decref(t, object);
    }
    error_restore(t, exception);
    return true;
}

/* ---- the type ---- */

static FrameObject *self_frame(Value self) {
    return (FrameObject *)value_object(self);
}

static void frame_dealloc(Thread *t, Object *self) {
    FrameObject *object = (FrameObject *)self;
    value_clear(t, &object->snapshot);
    value_clear(t, &object->trace.function);
    value_clear(t, &object->trace.native);
    value_clear(t, &object->trace.returned);
    if (!object->frame)
        return;
    if (!is_detached(object)) {
        object->frame->object = NULL;
        return;
    }
    for (uint32_t i = 0; object->locals && i < object->kept.code->local_count; i++)
        value_clear(t, &object->locals[i]);
    mem_free(object->locals);
    object->locals = NULL;
    value_clear(t, &object->kept.locals);
    value_clear(t, &object->back);
    decref_object(t, object->kept.function);
}

static void frame_traverse(Object *self, VisitFn visit, void *arg) {
    FrameObject *object = (FrameObject *)self;
    visit_value(object->snapshot, visit, arg);
    visit_value(object->trace.function, visit, arg);
    visit_value(object->trace.native, visit, arg);
    visit_value(object->trace.returned, visit, arg);
    if (!is_detached(object))
        return;
    for (uint32_t i = 0; object->locals && i < object->kept.code->local_count; i++)
        visit_value(object->locals[i], visit, arg);
    visit_value(object->kept.locals, visit, arg);
    visit_value(object->back, visit, arg);
    visit(&object->kept.function->ob, arg);
}

static void frame_clear_references(Thread *t, Object *self) {
    FrameObject *object = (FrameObject *)self;
    value_clear(t, &object->snapshot);
    if (is_detached(object) && object->locals)
        for (uint32_t i = 0; i < object->kept.code->local_count; i++)
            value_clear(t, &object->locals[i]);
}

static Value frame_get_back(Thread *t, Value self) {
    FrameObject *object = self_frame(self);
    if (is_detached(object))
        return is_null(object->back) ? VALUE_NONE : new_ref(object->back);
    Frame *frame = object->frame;
    if (frame->flags & FRAME_GENERATOR && frame_generator(frame)->state != GENERATOR_RUNNING)
        return VALUE_NONE;
    return frame->previous ? frame_object(t, frame->previous) : VALUE_NONE;
}

static Value frame_get_code(Thread *t, Value self) {
    return new_object_ref(self_frame(self)->frame->code);
}
static Value frame_get_globals(Thread *t, Value self) {
    return new_object_ref(self_frame(self)->frame->function->globals);
}
static Value frame_get_builtins(Thread *t, Value self) {
    return new_ref(function_builtins(self_frame(self)->frame->function));
}
static Value frame_get_locals(Thread *t, Value self) {
    return object_locals(t, self_frame(self));
}
static Value frame_get_line(Thread *t, Value self) {
    const FrameObject *object = self_frame(self);
    int line = object->trace.shown_line ? object->trace.shown_line : frame_line(object->frame);
    return line ? small_int_value(line) : VALUE_NONE;
}
static Value frame_get_lasti(Thread *t, Value self) {
    Frame *frame = self_frame(self)->frame;
    return small_int_value((frame->ip - frame->code->instrs) *
                           2); /* as co_positions() counts: entry lasti // 2 */
}
static Value frame_get_trace(Thread *t, Value self) {
    Value function = self_frame(self)->trace.function;
    return is_null(function) ? VALUE_NONE : new_ref(function);
}
/* The frame may be running already: it is traced from its next line on. */
/* The frame keeps the object, and so the function, also when nobody else does. */
static bool frame_set_trace(Thread *t, Value self, Value v) {
    FrameObject *object = self_frame(self);
    if (!is_detached(object) && !(object->frame->flags & FRAME_OWNS_OBJECT)) {
        incref(self);
        object->frame->flags |= FRAME_OWNS_OBJECT;
    }
    value_store(t, &object->trace.function, is_null(v) || is_none(v) ? VALUE_NULL : new_ref(v));
    return true;
}
static bool set_flag(Thread *t, Value v, bool *flag) {
    if (is_bool(v)) {
        *flag = is_true(v);
        return true;
    }
    if (is_null(v))
        raise_type_error(t, "can't delete numeric/char attribute");
    else
        raise_type_error(t, "attribute value type must be bool");
    return false;
}
static Value frame_get_trace_lines(Thread *t, Value self) {
    return bool_value(!self_frame(self)->trace.no_lines);
}
static bool frame_set_trace_lines(Thread *t, Value self, Value v) {
    bool lines;
    if (!set_flag(t, v, &lines))
        return false;
    self_frame(self)->trace.no_lines = !lines;
    return true;
}
static Value frame_get_trace_opcodes(Thread *t, Value self) {
    return bool_value(self_frame(self)->trace.opcodes);
}
static bool frame_set_trace_opcodes(Thread *t, Value self, Value v) {
    return set_flag(t, v, &self_frame(self)->trace.opcodes);
}
static bool frame_set_line(Thread *t, Value self, Value v) {
    FrameObject *object = self_frame(self);
    return frame_jump(t, object->frame, &object->trace, v);
}

static Value frame_clear_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    FrameObject *object = self_frame(args[0]);
    if (is_detached(object)) {
        frame_clear_references(t, &object->ob);
        object->cleared = true;
        return VALUE_NONE;
    }
    if (!(object->frame->flags & FRAME_GENERATOR) || frame_generator(object->frame)->state == GENERATOR_RUNNING)
        return raise(t, EXC_RuntimeError, "cannot clear an executing frame");
    Generator *g = frame_generator(object->frame);
    Value generator = new_object_ref(g);
    generator_finalize(t, generator); /* a coroutine that was never awaited says so */
    bool closed = g->state == GENERATOR_FINISHED || generator_close(t, g);
    decref(t, generator);
    return closed ? VALUE_NONE : VALUE_NULL;
}

static Value frame_repr(Thread *t, Value self) {
    Frame *frame = self_frame(self)->frame;
    Str *s = str_format(t, "<frame at %p, file %R, line %d, code %U>", (void *)value_object(self),
                        object_value(frame->code->filename), frame_line(frame), frame->code->name);
    return s ? object_value(s) : VALUE_NULL;
}

static const MethodDef frame_methods[] = {{"clear", frame_clear_method, "", "Forget all local variables."},
                                          {0}};
static const GetSetDef frame_getsets[] = {
    {"f_back", frame_get_back},
    {"f_code", frame_get_code},
    {"f_globals", frame_get_globals},
    {"f_builtins", frame_get_builtins},
    {"f_locals", frame_get_locals},
    {"f_lineno", frame_get_line, frame_set_line},
    {"f_lasti", frame_get_lasti},
    {"f_trace", frame_get_trace, frame_set_trace},
    {"f_trace_lines", frame_get_trace_lines, frame_set_trace_lines},
    {"f_trace_opcodes", frame_get_trace_opcodes, frame_set_trace_opcodes},
    {0},
};
const TypeDef frame_type_def = {
    .name = "frame",
    .size = sizeof(FrameObject),
    .flags = TYPE_GC | TYPE_NO_INSTANCES,
    .slots = {.dealloc = frame_dealloc,
              .traverse = frame_traverse,
              .clear = frame_clear_references,
              .repr = frame_repr},
    .methods = frame_methods,
    .getsets = frame_getsets,
};
