/* Traceback objects: the trail of an exception through the frames, one entry each. How they are printed is
 * told elsewhere. */
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/str.h"
#include "runtime/ops.h"

static Traceback *traceback_of(Value v) {
    return (Traceback *)value_object(v);
}

/* Consumes nothing. */
static Value make(Thread *t, Type *type, Value next, Value frame, int instruction, int line) {
    Traceback *tb = object_new(t, type, 0);
    if (!tb)
        return VALUE_NULL;
    tb->next = new_ref(next);
    tb->frame = new_ref(frame);
    tb->instruction = instruction;
    tb->line = line;
    return object_value(tb);
}

bool exception_add_traceback(Thread *t, Value exception, Value frame, int line, int instruction) {
    BaseException *e = value_exception(exception);
    Value tb = make(t, builtin_type(t, TYPE_TRACEBACK), e->traceback, frame, instruction, line);
    if (is_null(tb))
        return false;
    value_store(t, &e->traceback, tb);
    return true;
}

static void traceback_dealloc(Thread *t, Object *self) {
    decref(t, ((Traceback *)self)->next);
    decref(t, ((Traceback *)self)->frame);
}

static void traceback_traverse(Object *self, VisitFn visit, void *arg) {
    Traceback *tb = (Traceback *)self;
    visit_value(tb->next, visit, arg);
    visit_value(tb->frame, visit, arg);
}

static void traceback_clear(Thread *t, Object *self) {
    value_clear(t, &((Traceback *)self)->next);
    value_clear(t, &((Traceback *)self)->frame);
}

/* None becomes VALUE_NULL; false: something else than a traceback. */
static bool check_next(Thread *t, Value *next) {
    if (is_none(*next))
        *next = VALUE_NULL;
    else if (is_null(*next) || !is_exact(*next, TYPE_TRACEBACK))
        return raise_type_error(t, "expected traceback object, got '%T'", *next), false;
    return true;
}

static Value traceback_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    int instruction, line;
    Value next = args[0];
    if (!check_next(t, &next))
        return VALUE_NULL;
    if (!is_exact(args[1], TYPE_FRAME))
        return raise_type_error(t, "TracebackType() argument 'tb_frame' must be frame, not %T", args[1]);
    if (!arg_int(t, args[2], &instruction) || !arg_int(t, args[3], &line))
        return VALUE_NULL;
    return make(t, type, next, args[1], instruction / 2, line);
}

static Value get_next(Thread *t, Value self) {
    Value next = traceback_of(self)->next;
    return is_null(next) ? VALUE_NONE : new_ref(next);
}

static bool set_next(Thread *t, Value self, Value v) {
    if (is_null(v)) {
        raise_type_error(t, "can't delete tb_next attribute");
        return false;
    }
    if (!check_next(t, &v))
        return false;
    for (Value walk = v; !is_null(walk); walk = traceback_of(walk)->next) {
        if (value_is(walk, self)) {
            raise_value_error(t, "traceback loop detected");
            return false;
        }
    }
    value_store(t, &traceback_of(self)->next, new_ref(v));
    return true;
}

static Value get_frame(Thread *t, Value self) {
    Value frame = traceback_of(self)->frame;
    return is_null(frame) ? VALUE_NONE : new_ref(frame);
}

static Value get_instruction(Thread *t, Value self) {
    return int_value(t, traceback_of(self)->instruction * 2); /* as co_positions() counts: entry tb_lasti // 2 */
}
static Value get_line(Thread *t, Value self) {
    return int_value(t, traceback_of(self)->line);
}

static Value dir_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    static const char *const names[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    List *list = list_new(t, 4);
    for (int i = 0; list && i < 4; i++) {
        Str *name = str_new(t, names[i]);
        if (!name || !list_append_owned(t, list, object_value(name))) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return list ? object_value(list) : VALUE_NULL;
}

static const MethodDef traceback_methods[] = {{"__dir__", dir_method, "", NULL}, {0}};
static const GetSetDef traceback_getsets[] = {{"tb_next", get_next, set_next, NULL},
                                              {"tb_frame", get_frame, NULL, NULL},
                                              {"tb_lasti", get_instruction, NULL, NULL},
                                              {"tb_lineno", get_line, NULL, NULL},
                                              {0}};

const TypeDef traceback_type_def = {.name = "traceback",
                                    .size = sizeof(Traceback),
                                    .flags = TYPE_GC,
                                    .doc = "Create a new traceback object.",
                                    .new_signature = "tb_next, tb_frame, tb_lasti, tb_lineno",
                                    .slots = {.dealloc = traceback_dealloc,
                                              .traverse = traceback_traverse,
                                              .clear = traceback_clear,
                                              .new_instance = traceback_new},
                                    .methods = traceback_methods,
                                    .getsets = traceback_getsets};
