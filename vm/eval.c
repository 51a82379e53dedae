/* The eval loop. Read vm/opcodes.def first: it says what each instruction means, this file how.
 *
 * Registers of the loop: `r` the frame's registers, `ip` the running instruction, `k` its constants, `count`
 * the instructions left until the breaker must be looked at. Everything that may raise, call or release first
 * makes them visible (SYNC): the frame's ip tells tracebacks the line, and nested loops go on counting where
 * this one stopped.
 *
 * Every path ends in a dispatch of its own (NEXT), so that the processor predicts each opcode's successor
 * separately; the file is compiled with -fno-gcse -fno-crossjumping to keep it so. Calls of Python functions,
 * generators and __init__ do not recurse in C: they push a frame and go on. A result is delivered to operand
 * A of the caller's instruction. */
#include "vm/eval_slow.h"
#include "runtime/exception.h"
#include "runtime/sequence.h"
#include "runtime/stress.h"
#include "vm/trace_function.h"
#include <stdlib.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)
#define DISPATCH()                                                                                           \
    do {                                                                                                     \
        if (unlikely(--count < 0))                                                                           \
            goto breaker;                                                                                    \
        goto *labels[ip->op];                                                                                \
    } while (0)
#define NEXT()                                                                                               \
    do {                                                                                                     \
        ip++;                                                                                                \
        DISPATCH();                                                                                          \
    } while (0)
#define SYNC() (f->ip = ip, t->instructions_left = count)
#define RELOAD() (count = t->instructions_left)

/* Writes a register: what was there is released after. */
#define SET(index, v)                                                                                        \
    do {                                                                                                     \
        Value *place_ = &r[index];                                                                           \
        Value old_ = *place_;                                                                                \
        *place_ = (v);                                                                                       \
        if (unlikely(is_pointer(old_))) {                                                                    \
            SYNC();                                                                                          \
            decref_object(t, value_object(old_));                                                            \
            RELOAD();                                                                                        \
        }                                                                                                    \
    } while (0)

/* Whole instructions: A = expression, with the operands that `end` (finish, finish_b) releases; A =
 * expression that takes the window at B; and something done for its effect. */
#define RESULT(end, expression)                                                                              \
    do {                                                                                                     \
        SYNC();                                                                                              \
        Value v_ = expression;                                                                               \
        if (unlikely(is_null(v_)))                                                                           \
            goto error;                                                                                      \
        end(t, r, ip, v_);                                                                                   \
        RELOAD();                                                                                            \
        NEXT();                                                                                              \
    } while (0)
#define WINDOW_RESULT(expression, size)                                                                      \
    do {                                                                                                     \
        SYNC();                                                                                              \
        Value v_ = expression;                                                                               \
        if (unlikely(is_null(v_)))                                                                           \
            goto error;                                                                                      \
        clear_window(t, &r[ip->b], size);                                                                    \
        value_store(t, &r[ip->a], v_);                                                                       \
        RELOAD();                                                                                            \
        NEXT();                                                                                              \
    } while (0)
#define EFFECT(done, operands)                                                                               \
    do {                                                                                                     \
        SYNC();                                                                                              \
        if (unlikely(!(done)))                                                                               \
            goto error;                                                                                      \
        consume(t, r, ip, operands);                                                                         \
        RELOAD();                                                                                            \
        NEXT();                                                                                              \
    } while (0)

/* The value of an operand at its last use moves out of its register, else it gets counted. */
static inline Value take(Value *place, bool consume) {
    Value v = *place;
    if (consume)
        *place = VALUE_NULL;
    else
        incref(v);
    return v;
}

#if MINIPY_REFCOUNT == REFCOUNT_AUDITED
/* The same for another register of the frame. */
static inline Value take_unseen(Value *place, bool consume) {
    return consume ? take(place, true) : load_ref(*place);
}
#else
#define take_unseen take
#endif

static inline void clear_register(Thread *t, Value *place) {
    Value old = *place;
    if (is_pointer(old)) {
        *place = VALUE_NULL;
        decref_object(t, value_object(old));
    }
}

/* Releases the operands at their last use among `which` (FLAG_A, FLAG_B, FLAG_C). */
static inline void consume(Thread *t, Value *r, const Instr *ip, unsigned which) {
    unsigned flags = ip->flags & which;
    if (flags & FLAG_A)
        clear_register(t, &r[ip->a]);
    if (flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    if (flags & FLAG_C)
        clear_register(t, &r[ip->c]);
}

/* The end of an instruction with operands B and C and result v: operands at their last use go, then A is
 * written. */
static inline void finish(Thread *t, Value *r, const Instr *ip, Value v) {
    consume(t, r, ip, FLAG_B | FLAG_C);
    value_store(t, &r[ip->a], v);
}

static inline void finish_b(Thread *t, Value *r, const Instr *ip, Value v) {
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    value_store(t, &r[ip->a], v);
}

static inline void clear_window(Thread *t, Value *window, int count) {
    for (int i = 0; i < count; i++)
        clear_register(t, &window[i]);
}

/* The instruction after a call: an EXT word is passed over. */
static inline const Instr *after_call(const Instr *ip) {
    return ip + 1 + (ip->op == OP_CALL_KW || ip->op == OP_CALL_METHOD_KW);
}

static inline bool compare_ints(CompareOp op, int64_t a, int64_t b) {
    switch (op) {
    case COMPARE_LT:
        return a < b;
    case COMPARE_LE:
        return a <= b;
    case COMPARE_EQ:
        return a == b;
    case COMPARE_NE:
        return a != b;
    case COMPARE_GT:
        return a > b;
    default:
        return a >= b;
    }
}

static inline bool compare_floats(CompareOp op, double a, double b) {
    switch (op) {
    case COMPARE_LT:
        return a < b;
    case COMPARE_LE:
        return a <= b;
    case COMPARE_EQ:
        return a == b;
    case COMPARE_NE:
        return a != b;
    case COMPARE_GT:
        return a > b;
    default:
        return a >= b;
    }
}

/* Innermost handler of the running instruction, or NULL. */
static const ExceptionEntry *find_handler(const Code *code, const Instr *ip) {
    uint32_t at = (uint32_t)(ip - code->instrs);
    for (uint32_t i = 0; i < code->exception_count; i++)
        if (at >= code->exceptions[i].start && at < code->exceptions[i].end)
            return &code->exceptions[i];
    return NULL;
}

/* A native call with exactly the declared parameters goes straight through; fewer are filled up with
 * "missing". */
static inline Value call_native(Thread *t, const MethodDef *def, const CallSpec *spec, Value *args, int nargs,
                                int self, bool *done) {
    int given = nargs - self;
    *done = true;
    if (likely(given == spec->positional && spec->positional == spec->total))
        return def->fn(t, args, nargs, NULL);
    if (given >= spec->required && given <= spec->positional && spec->total < 8) {
        Value filled[9];
        for (int i = 0; i < nargs; i++)
            filled[i] = args[i];
        for (int i = nargs; i < spec->total + self; i++)
            filled[i] = VALUE_NULL;
        return def->fn(t, filled, nargs, NULL);
    }
    *done = false;
    return VALUE_NULL;
}

/* str(x) and type(x), the classes most often called with one argument. VALUE_NULL with nothing pending:
 * another call. */
static Value call_type_1(Thread *t, Value callee, Value argument) {
    switch (((Type *)value_object(callee))->id) {
    case TYPE_STR: {
        Str *s = op_str(t, argument);
        return s ? object_value(s) : VALUE_NULL;
    }
    case TYPE_TYPE:
        return new_object_ref(type_of(t, argument));
    default:
        return VALUE_NULL;
    }
}

static Value call_any(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    bool done;
    if (nargs == 1 && !kwnames && is_exact(callee, TYPE_TYPE)) {
        Value v = call_type_1(t, callee, args[0]);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    if (is_exact(callee, TYPE_BUILTIN_FUNCTION) && !kwnames) {
        Native *native = (Native *)value_object(callee);
        if (is_null(native->self) && !native->spec->raw) {
            Value v = call_native(t, native->def, native->spec, args, nargs, 0, &done);
            if (done)
                return v;
        }
    }
    return slow_call(t, callee, args, nargs, kwnames);
}

static inline Value call_method_descriptor(Thread *t, Value callee, Value *args, int nargs) {
    MethodDescriptor *method = (MethodDescriptor *)value_object(callee);
    bool done;
    if (!method->spec->raw) {
        Value v = call_native(t, method->def, method->spec, args, nargs, 1, &done);
        if (done)
            return v;
    }
    return slow_call(t, callee, args, nargs, NULL);
}

/* A call of a class written in Python whose __new__ is object's and whose __init__ is a plain function: the
 * instance is made here and the window turned into one for __init__. NULL: it is none of those, or (with an
 * exception) it failed. */
static Function *prepare_init(Thread *t, Value *window, int nargs) {
    Type *type = (Type *)value_object(window[0]);
    if (!(type->flags & TYPE_HEAP) || type->flags & TYPE_ABSTRACT || type->ob.type->id != TYPE_TYPE ||
        type->slots.new_instance != builtin_type(t, TYPE_OBJECT)->slots.new_instance)
        return NULL;
    Value init = type_lookup(t, type, NAME(__init__));
    if (!is_function(init))
        return NULL;
    Object *instance = object_new(t, type, 0);
    if (!instance)
        return NULL;
    memmove(window + 2, window + 1, (size_t)nargs * sizeof *window);
    window[0] = new_ref(init);
    window[1] = object_value(instance);
    decref_object(t, type); /* the instance holds it now */
    return (Function *)value_object(init);
}

/* Binds the arguments in a window in the general way; the function's registers begin where they were. false:
 * the window is empty again. */
static bool bind_window(Thread *t, Function *function, Value *window, int nargs, Tuple *kwnames) {
    int named = kwnames ? (int)kwnames->length : 0;
    Value held[nargs + 1];
    memcpy(held, window + 1, (size_t)nargs * sizeof(Value));
    for (int i = 0; i < nargs; i++)
        window[1 + i] = VALUE_NULL;
    bool ok = window + 1 + function->code->register_count < t->register_end;
    if (ok)
        ok = call_bind(t, function, held, nargs - named, kwnames, window + 1);
    else
        raise(t, EXC_RecursionError, "maximum recursion depth exceeded");
    clear_window(t, held, nargs);
    if (!ok)
        clear_register(t, &window[0]);
    return ok;
}

/* The same for __init__, which can be no generator. */
static bool bind_init_window(Thread *t, Function *function, Value *window, int nargs, Tuple *kwnames) {
    if (!bind_window(t, function, window, nargs, kwnames))
        return false;
    if (!(function->code->flags & CODE_SUSPENDS))
        return true;
    Value made = generator_new(t, function, window + 1);
    if (!is_null(made))
        raise_type_error(t, "__init__() should return None, not '%T'", made);
    decref(t, made);
    clear_register(t, &window[0]);
    return false;
}

/* The cache of an instruction; under stress it may have forgotten all. */
static inline InlineCache *inline_cache(Thread *t, const Frame *f, const Instr *ip) {
    InlineCache *cache = &f->code->caches[ip->c];
    if (INLINE_CACHE_LIFE && t->instructions % INLINE_CACHE_LIFE == 0)
        cache->kind = CACHE_EMPTY;
    return cache;
}

Value eval_run(Thread *t, Frame *entry, bool throwing) {
    static const void *const labels[256] = {
#define OPCODE(name, format, meaning) [OP_##name] = &&op_##name,
#include "vm/opcodes.def"
#undef OPCODE
    };
    Frame *f = entry;
    Value *r = f->regs;
    const Instr *ip = f->ip;
    const Value *k = f->code->consts;
    int64_t count = t->instructions_left;
    if (throwing)
        goto error;
    DISPATCH();

    /* Frames */
    Value result;
    Value *window;
    int nargs;
    Tuple *kwnames;
    Function *function;

op_NOP:
op_EXT:
    NEXT();

op_MOVE : {
    Value v = take_unseen(&r[ip->b], ip->flags & FLAG_B);
    SET(ip->a, v);
    NEXT();
}
op_LOADK : {
    Value v = load_ref(k[(uint32_t)instr_wide(*ip)]);
    SET(ip->a, v);
    NEXT();
}
op_CLEAR:
    if (is_pointer(r[ip->a])) {
        SYNC();
        clear_register(t, &r[ip->a]);
        RELOAD();
    } else {
        r[ip->a] = VALUE_NULL;
    }
    NEXT();
op_CHECK:
    if (unlikely(is_null(r[ip->a]))) {
        SYNC();
        slow_unbound(t, f, ip->a);
        goto error;
    }
    NEXT();
op_DELETE_LOCAL:
    SYNC();
    if (is_null(r[ip->a])) {
        slow_unbound(t, f, ip->a);
        goto error;
    }
    value_clear(t, &r[ip->a]);
    RELOAD();
    NEXT();

    /* Cells */

op_MAKE_CELL : {
    Value cell = cell_new(t, r[ip->a]);
    if (is_null(cell))
        goto unsynced_error;
    SET(ip->a, cell);
    NEXT();
}
op_LOAD_DEREF : {
    Value v = ((Cell *)value_object(r[ip->b]))->value;
    if (unlikely(is_null(v))) {
        SYNC();
        slow_unbound_cell(t, f, &r[ip->b], ip->b, false);
        goto error;
    }
    incref_unseen(v);
    SET(ip->a, v);
    NEXT();
}
op_STORE_DEREF : {
    Value v = take(&r[ip->a], ip->flags & FLAG_A);
    SYNC();
    value_store(t, &((Cell *)value_object(r[ip->b]))->value, v);
    RELOAD();
    NEXT();
}
op_DELETE_DEREF : {
    Cell *cell = (Cell *)value_object(r[ip->b]);
    SYNC();
    if (is_null(cell->value)) {
        slow_unbound_cell(t, f, &r[ip->b], ip->b, false);
        goto error;
    }
    value_clear(t, &cell->value);
    RELOAD();
    NEXT();
}
op_LOAD_FREE : {
    Value v = ((Cell *)value_object(value_tuple(f->function->closure)->items[ip->b]))->value;
    if (unlikely(is_null(v))) {
        SYNC();
        slow_unbound_cell(t, f, NULL, ip->b, true);
        goto error;
    }
    incref_unseen(v);
    SET(ip->a, v);
    NEXT();
}
op_STORE_FREE : {
    Value v = take(&r[ip->a], ip->flags & FLAG_A);
    SYNC();
    value_store(t, &((Cell *)value_object(value_tuple(f->function->closure)->items[ip->b]))->value, v);
    RELOAD();
    NEXT();
}
op_DELETE_FREE : {
    Cell *cell = (Cell *)value_object(value_tuple(f->function->closure)->items[ip->b]);
    SYNC();
    if (is_null(cell->value)) {
        slow_unbound_cell(t, f, NULL, ip->b, true);
        goto error;
    }
    value_clear(t, &cell->value);
    RELOAD();
    NEXT();
}
op_LOAD_CLOSURE : {
    Value v = load_ref(value_tuple(f->function->closure)->items[ip->b]);
    SET(ip->a, v);
    NEXT();
}
op_LOAD_CLASS_FREE : {
    SYNC();
    Value v = slow_load_class_free(t, f, f->code->caches[ip->c].name,
                                   value_tuple(f->function->closure)->items[ip->b]);
    RELOAD();
    if (is_null(v)) {
        if (!error_pending(t))
            slow_unbound_cell(t, f, NULL, ip->b, true);
        goto error;
    }
    SET(ip->a, v);
    NEXT();
}

    /* Names */

op_LOAD_GLOBAL : {
    InlineCache *cache = inline_cache(t, f, ip);
    Dict *globals = f->function->globals;
    Value v;
    if (likely(cache->kind == CACHE_GLOBAL && cache->version == globals->version))
        v = load_ref(globals->entries[cache->index].value);
    else if (likely(cache->kind == CACHE_BUILTIN && cache->version == globals->version &&
                    cache->version2 == f->function->builtins->version))
        v = load_ref(f->function->builtins->entries[cache->index].value);
    else {
        SYNC();
        v = slow_load_global(t, f, cache);
        RELOAD();
        if (is_null(v))
            goto error;
    }
    SET(ip->a, v);
    NEXT();
}
op_STORE_GLOBAL : {
    InlineCache *cache = inline_cache(t, f, ip);
    Dict *globals = f->function->globals;
    SYNC();
    if (likely(cache->kind == CACHE_GLOBAL && cache->version == globals->version))
        value_store(t, &globals->entries[cache->index].value, take(&r[ip->a], ip->flags & FLAG_A));
    else {
        if (!slow_store_global(t, f, cache, r[ip->a]))
            goto error;
        if (ip->flags & FLAG_A)
            clear_register(t, &r[ip->a]);
    }
    RELOAD();
    NEXT();
}
op_DELETE_GLOBAL:
    EFFECT(slow_delete_name(t, object_value(f->function->globals), f->code->caches[ip->c].name), 0);
op_LOAD_NAME : {
    InlineCache *cache = inline_cache(t, f, ip);
    Dict *globals = f->function->globals;
    Value v;
    if (value_is(f->locals, object_value(globals)) && cache->kind == CACHE_GLOBAL &&
        cache->version == globals->version)
        v = load_ref(globals->entries[cache->index].value);
    else if (value_is(f->locals, object_value(globals)) && cache->kind == CACHE_BUILTIN &&
             cache->version == globals->version && cache->version2 == f->function->builtins->version)
        v = load_ref(f->function->builtins->entries[cache->index].value);
    else {
        SYNC();
        v = slow_load_name(t, f, cache);
        RELOAD();
        if (is_null(v))
            goto error;
    }
    SET(ip->a, v);
    NEXT();
}
op_STORE_NAME : {
    InlineCache *cache = inline_cache(t, f, ip);
    Dict *globals = f->function->globals;
    SYNC();
    if (value_is(f->locals, object_value(globals)) && cache->kind == CACHE_GLOBAL &&
        cache->version == globals->version)
        value_store(t, &globals->entries[cache->index].value, take(&r[ip->a], ip->flags & FLAG_A));
    else {
        if (!slow_store_name(t, f, cache, r[ip->a]))
            goto error;
        if (ip->flags & FLAG_A)
            clear_register(t, &r[ip->a]);
    }
    RELOAD();
    NEXT();
}
op_DELETE_NAME:
    EFFECT(slow_delete_name(t, f->locals, f->code->caches[ip->c].name), 0);

    /* Attributes */

op_LOAD_ATTR : {
    Value b = r[ip->b], v;
    InlineCache *site = inline_cache(t, f, ip);
    if (likely(is_pointer(b))) {
        Object *object = value_object(b);
        Type *type = object->type;
        for (InlineCache *cache = site; cache; cache = cache->more) {
            if (likely(cache->version == type->version)) {
                if (likely(cache->kind == CACHE_INSTANCE)) {
                    Attrs *attrs = attrs_at(object, type->attrs_offset);
                    if (likely(attrs->shape == cache->shape)) {
                        v = load_ref(attrs->values[cache->index]);
                        goto loaded_attr;
                    }
                } else if (cache->kind == CACHE_DICT) {
                    Attrs *attrs = attrs_at(object, type->attrs_offset);
                    DictEntry *entry =
                        attrs->shape ? NULL : dict_guess(attrs->dict, cache->index, cache->name);
                    if (likely(entry != NULL)) {
                        v = load_ref(entry->value);
                        goto loaded_attr;
                    }
                } else if (cache->kind == CACHE_SLOT) {
                    v = *(Value *)((char *)object + cache->index);
                    if (likely(!is_null(v))) {
                        incref_unseen(v);
                        goto loaded_attr;
                    }
                } else if (cache->kind == CACHE_CLASS) {
                    if (!cache->shape || attrs_at(object, type->attrs_offset)->shape == cache->shape) {
                        v = load_ref(cache->value);
                        goto loaded_attr;
                    }
                } else if (cache->kind == CACHE_PROPERTY) {
                    function = (Function *)value_object(cache->value);
                    /* it may have got other code */
                    if (likely(function->code->simple_call && function->code->argcount == 1)) {
                        window = f->stack_end;
                        window[0] = new_ref(cache->value);
                        window[1] = take(&r[ip->b], ip->flags & FLAG_B);
                        goto push_frame;
                    }
                }
            } else if (cache->kind == CACHE_TYPE_ATTR) {
                if (type->layout == TYPE_TYPE && ((Type *)object)->version == cache->version) {
                    v = load_ref(cache->value);
                    goto loaded_attr;
                }
            } else if (cache->kind == CACHE_MODULE) {
                if (type->id == TYPE_MODULE && ((Module *)object)->dict->version == cache->version) {
                    v = load_ref(((Module *)object)->dict->entries[cache->index].value);
                    goto loaded_attr;
                }
            }
        }
    }
    SYNC();
    v = slow_load_attr(t, b, site);
    if (is_null(v))
        goto error;
    finish_b(t, r, ip, v);
    RELOAD();
    NEXT();
loaded_attr:
    SYNC();
    finish_b(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_STORE_ATTR : {
    Value object_v = r[ip->a];
    InlineCache *site = inline_cache(t, f, ip);
    SYNC();
    if (likely(is_pointer(object_v))) {
        Object *object = value_object(object_v);
        Type *type = object->type;
        for (InlineCache *cache = site; cache; cache = cache->more) {
            if (unlikely(cache->version != type->version))
                continue;
            if (likely(cache->kind == CACHE_INSTANCE)) {
                Attrs *attrs = attrs_at(object, type->attrs_offset);
                if (likely(attrs->shape == cache->shape)) {
                    value_store(t, &attrs->values[cache->index], take(&r[ip->b], ip->flags & FLAG_B));
                    goto stored_attr;
                }
            } else if (cache->kind == CACHE_ADD) {
                Attrs *attrs = attrs_at(object, type->attrs_offset);
                if (likely(attrs->shape == cache->shape && cache->index < attrs->capacity)) {
                    attrs->values[cache->index] = take(&r[ip->b], ip->flags & FLAG_B);
                    attrs->shape = (Shape *)(uintptr_t)cache->value.bits;
                    goto stored_attr;
                }
            } else if (cache->kind == CACHE_DICT) {
                Attrs *attrs = attrs_at(object, type->attrs_offset);
                DictEntry *entry = attrs->shape ? NULL : dict_guess(attrs->dict, cache->index, cache->name);
                if (likely(entry != NULL)) {
                    value_store(t, &entry->value, take(&r[ip->b], ip->flags & FLAG_B));
                    goto stored_attr;
                }
            } else if (cache->kind == CACHE_SLOT) {
                value_store(t, (Value *)((char *)object + cache->index), take(&r[ip->b], ip->flags & FLAG_B));
                goto stored_attr;
            }
        }
    }
    if (!slow_store_attr(t, object_v, r[ip->b], site))
        goto error;
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
stored_attr:
    if (ip->flags & FLAG_A)
        clear_register(t, &r[ip->a]);
    RELOAD();
    NEXT();
}
op_DELETE_ATTR:
    EFFECT(op_setattr(t, r[ip->a], f->code->caches[ip->c].name, VALUE_NULL), FLAG_A);
op_LOAD_METHOD : {
    Value b = r[ip->b], method[2];
    InlineCache *site = inline_cache(t, f, ip);
    if (likely(is_pointer(b))) {
        Object *object = value_object(b);
        Type *type = object->type;
        for (InlineCache *cache = site; cache; cache = cache->more) {
            if (likely(cache->version == type->version)) {
                if (likely(cache->kind == CACHE_METHOD &&
                           (!cache->shape || attrs_at(object, type->attrs_offset)->shape == cache->shape))) {
                    b = take(&r[ip->b], ip->flags & FLAG_B);
                    r[ip->a + 1] = b;
                    r[ip->a] = load_ref(cache->value);
                    NEXT();
                }
            } else if (cache->kind == CACHE_MODULE) {
                if (type->id == TYPE_MODULE && ((Module *)object)->dict->version == cache->version) {
                    method[1] = load_ref(((Module *)object)->dict->entries[cache->index].value);
                    goto loaded_function;
                }
            } else if (cache->kind == CACHE_TYPE_ATTR) {
                if (type->layout == TYPE_TYPE && ((Type *)object)->version == cache->version) {
                    method[1] = load_ref(cache->value);
                    goto loaded_function;
                }
            }
        }
    }
    SYNC();
    if (!slow_load_method(t, b, site, method))
        goto error;
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    r[ip->a] = method[0];
    r[ip->a + 1] = method[1];
    RELOAD();
    NEXT();
loaded_function:
    SYNC();
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    RELOAD();
    r[ip->a] = VALUE_NULL;
    r[ip->a + 1] = method[1];
    NEXT();
}
op_LOAD_SUPER_METHOD : {
    Value method[2];
    SYNC();
    if (!slow_load_super_method(t, f, r[ip->b], &f->code->caches[ip->c], method))
        goto error;
    consume(t, r, ip, FLAG_B);
    value_store(t, &r[ip->a], method[0]);
    value_store(t, &r[ip->a + 1], method[1]);
    RELOAD();
    NEXT();
}

    /* Items */

op_LOAD_ITEM : {
    Value b = r[ip->b], c = r[ip->c], v;
    if (likely(is_pointer(b))) {
        TypeId id = value_object(b)->type->id;
        if (id == TYPE_LIST && is_small_int(c)) {
            List *list = value_list(b);
            int64_t i = small_int(c);
            if (i < 0)
                i += list->length;
            if (likely((uint64_t)i < (uint64_t)list->length)) {
                v = load_ref(list->items[i]);
                SYNC();
                finish(t, r, ip, v);
                RELOAD();
                NEXT();
            }
        } else if (id == TYPE_TUPLE && is_small_int(c)) {
            Tuple *tuple = value_tuple(b);
            int64_t i = small_int(c);
            if (i < 0)
                i += tuple->length;
            if (likely((uint64_t)i < (uint64_t)tuple->length)) {
                v = load_ref(tuple->items[i]);
                SYNC();
                finish(t, r, ip, v);
                RELOAD();
                NEXT();
            }
        } else if (id == TYPE_DICT) {
            SYNC();
            v = dict_get(t, value_dict(b), c);
            RELOAD();
            if (likely(!is_null(v))) {
                incref_unseen(v);
                finish(t, r, ip, v);
                RELOAD();
                NEXT();
            }
            if (error_pending(t))
                goto error;
        }
    }
    SYNC();
    v = op_getitem(t, b, c);
    if (is_null(v))
        goto error;
    finish(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_LOAD_ITEM_K : {
    Value b = r[ip->b], c = k[ip->c], v;
    if (likely(is_small_int(c) && is_pointer(b))) {
        TypeId id = value_object(b)->type->id;
        int64_t i = small_int(c);
        Value *items = NULL;
        int64_t length = 0;
        if (id == TYPE_LIST) {
            items = value_list(b)->items;
            length = value_list(b)->length;
        } else if (id == TYPE_TUPLE) {
            items = value_tuple(b)->items;
            length = value_tuple(b)->length;
        }
        if (i < 0)
            i += length;
        if (likely((uint64_t)i < (uint64_t)length)) {
            v = load_ref(items[i]);
            SYNC();
            finish_b(t, r, ip, v);
            RELOAD();
            NEXT();
        }
    }
    SYNC();
    if (is_exact(b, TYPE_DICT)) {
        v = dict_get(t, value_dict(b), c);
        if (!is_null(v)) {
            incref_unseen(v);
            finish_b(t, r, ip, v);
            RELOAD();
            NEXT();
        }
        if (error_pending(t))
            goto error;
    }
    v = op_getitem(t, b, c);
    if (is_null(v))
        goto error;
    finish_b(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_STORE_ITEM : {
    Value container = r[ip->a], key = r[ip->b];
    SYNC();
    if (is_exact(container, TYPE_LIST) && is_small_int(key)) {
        List *list = value_list(container);
        int64_t i = small_int(key);
        if (i < 0)
            i += list->length;
        if (likely((uint64_t)i < (uint64_t)list->length)) {
            value_store(t, &list->items[i], take(&r[ip->c], ip->flags & FLAG_C));
            goto stored_item;
        }
    }
    if (is_exact(container, TYPE_DICT)) {
        if (!dict_set(t, value_dict(container), key, r[ip->c]))
            goto error;
    } else if (!op_setitem(t, container, key, r[ip->c])) {
        goto error;
    }
    if (ip->flags & FLAG_C)
        clear_register(t, &r[ip->c]);
stored_item:
    consume(t, r, ip, FLAG_A | FLAG_B);
    RELOAD();
    NEXT();
}
op_DELETE_ITEM:
    EFFECT(op_delitem(t, r[ip->a], r[ip->b]), FLAG_A | FLAG_B);
op_BUILD_SLICE : {
    Value v = slice_new(t, r[ip->b], r[ip->b + 1], r[ip->b + 2]);
    if (is_null(v))
        goto unsynced_error;
    SYNC();
    clear_window(t, &r[ip->b], 3);
    RELOAD();
    SET(ip->a, v);
    NEXT();
}

/* Arithmetic. Ints: the tag of a - 2 is 00, so that a plain add or subtract of words keeps tags right and
 * overflows exactly when the 62 bits do. */

#define ARITHMETIC_FAST(name, c_operand, int_code, float_expression)                                         \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = c_operand;                                                                   \
        if (likely(both_small_int(b, c))) {                                                                  \
            int64_t word;                                                                                    \
            if (likely(!(int_code))) {                                                                       \
                Value v = {(uint64_t)word};                                                                  \
                SET(ip->a, v);                                                                               \
                NEXT();                                                                                      \
            }                                                                                                \
        } else if (is_small_float(b) && is_small_float(c)) {                                                 \
            double x = small_float(b), y = small_float(c);                                                   \
            Value v = float_encode(float_expression);                                                        \
            if (likely(is_small_float(v))) {                                                                 \
                SET(ip->a, v);                                                                               \
                NEXT();                                                                                      \
            }                                                                                                \
        }                                                                                                    \
        goto binary;                                                                                         \
    }
#define WORD(v) ((int64_t)(v).bits)
    ARITHMETIC_FAST(ADD, r[ip->c], __builtin_add_overflow(WORD(b) - 2, WORD(c), &word), x + y)
    ARITHMETIC_FAST(ADD_K, k[ip->c], __builtin_add_overflow(WORD(b) - 2, WORD(c), &word), x + y)
    ARITHMETIC_FAST(SUB, r[ip->c], __builtin_sub_overflow(WORD(b), WORD(c) - 2, &word), x - y)
    ARITHMETIC_FAST(SUB_K, k[ip->c], __builtin_sub_overflow(WORD(b), WORD(c) - 2, &word), x - y)
    ARITHMETIC_FAST(MUL, r[ip->c],
                    __builtin_mul_overflow(WORD(b) - 2, small_int(c), &word) || (word += 2, false), x * y)
    ARITHMETIC_FAST(MUL_K, k[ip->c],
                    __builtin_mul_overflow(WORD(b) - 2, small_int(c), &word) || (word += 2, false), x * y)

#define BITWISE_FAST(name, c_operand, word_expression)                                                       \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = c_operand;                                                                   \
        if (likely(both_small_int(b, c))) {                                                                  \
            Value v = {word_expression};                                                                     \
            SET(ip->a, v);                                                                                   \
            NEXT();                                                                                          \
        }                                                                                                    \
        goto binary;                                                                                         \
    }
    BITWISE_FAST(AND, r[ip->c], b.bits & c.bits)
    BITWISE_FAST(AND_K, k[ip->c], b.bits & c.bits)
    BITWISE_FAST(OR, r[ip->c], b.bits | c.bits)
    BITWISE_FAST(OR_K, k[ip->c], b.bits | c.bits)
    BITWISE_FAST(XOR, r[ip->c], (b.bits ^ c.bits) | 2)
    BITWISE_FAST(XOR_K, k[ip->c], (b.bits ^ c.bits) | 2)

#define DIVISION_FAST(name, c_operand, int_expression, float_expression)                                     \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = c_operand;                                                                   \
        if (likely(both_small_int(b, c))) {                                                                  \
            int64_t x = small_int(b), y = small_int(c);                                                      \
            if (likely(y > 0)) {                                                                             \
                Value v = small_int_value(int_expression);                                                   \
                SET(ip->a, v);                                                                               \
                NEXT();                                                                                      \
            }                                                                                                \
        } else if (is_small_float(b) && is_small_float(c) && small_float(c) != 0) {                          \
            double x = small_float(b), y = small_float(c);                                                   \
            Value v = float_encode(float_expression);                                                        \
            if (likely(is_small_float(v))) {                                                                 \
                SET(ip->a, v);                                                                               \
                NEXT();                                                                                      \
            }                                                                                                \
        }                                                                                                    \
        goto binary;                                                                                         \
    }
    DIVISION_FAST(FLOORDIV, r[ip->c], x / y - (x % y < 0), float_floordiv(x, y))
    DIVISION_FAST(FLOORDIV_K, k[ip->c], x / y - (x % y < 0), float_floordiv(x, y))
    DIVISION_FAST(MOD, r[ip->c], x % y + (x % y < 0 ? y : 0), float_mod(x, y))
    DIVISION_FAST(MOD_K, k[ip->c], x % y + (x % y < 0 ? y : 0), float_mod(x, y))

    /* Ints below 2^53 divide exactly as doubles do. */
#define TRUEDIV_FAST(name, c_operand)                                                                        \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = c_operand;                                                                   \
        double x, y;                                                                                         \
        if (is_small_float(b))                                                                               \
            x = small_float(b);                                                                              \
        else if (is_small_int(b) && llabs(small_int(b)) < 1LL << 53)                                         \
            x = (double)small_int(b);                                                                        \
        else                                                                                                 \
            goto binary;                                                                                     \
        if (is_small_float(c))                                                                               \
            y = small_float(c);                                                                              \
        else if (is_small_int(c) && llabs(small_int(c)) < 1LL << 53)                                         \
            y = (double)small_int(c);                                                                        \
        else                                                                                                 \
            goto binary;                                                                                     \
        if (unlikely(y == 0))                                                                                \
            goto binary;                                                                                     \
        Value v = float_encode(x / y);                                                                       \
        if (unlikely(!is_small_float(v)))                                                                    \
            goto binary;                                                                                     \
        SET(ip->a, v);                                                                                       \
        NEXT();                                                                                              \
    }
    TRUEDIV_FAST(TRUEDIV, r[ip->c])
    TRUEDIV_FAST(TRUEDIV_K, k[ip->c])

#define SHIFT_FAST(name, c_operand, condition, int_expression)                                               \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = c_operand;                                                                   \
        if (likely(both_small_int(b, c))) {                                                                  \
            int64_t x = small_int(b), y = small_int(c);                                                      \
            if (likely(condition)) {                                                                         \
                Value v = small_int_value(int_expression);                                                   \
                SET(ip->a, v);                                                                               \
                NEXT();                                                                                      \
            }                                                                                                \
        }                                                                                                    \
        goto binary;                                                                                         \
    }
    SHIFT_FAST(LSHIFT, r[ip->c], y >= 0 && y < 61 && x >= 0 && x >> (61 - y) == 0, x << y)
    SHIFT_FAST(LSHIFT_K, k[ip->c], y >= 0 && y < 61 && x >= 0 && x >> (61 - y) == 0, x << y)
    SHIFT_FAST(RSHIFT, r[ip->c], y >= 0, x >> (y > 63 ? 63 : y))
    SHIFT_FAST(RSHIFT_K, k[ip->c], y >= 0, x >> (y > 63 ? 63 : y))

op_MATMUL:
op_MATMUL_K:
op_POW:
op_POW_K:
binary : {
    SYNC();
    Value b = r[ip->b];
    bool constant = ip->op >= OP_ADD_K;
    bool adds = ip->op == OP_ADD || ip->op == OP_ADD_K;
    if (ip->flags & FLAG_INPLACE && adds && ip->a == ip->b && is_str_exact(b) &&
        is_str_exact(constant ? k[ip->c] : r[ip->c])) {
        Value v = slow_append(t, &r[ip->a], constant ? k[ip->c] : r[ip->c]);
        if (is_null(v))
            goto error;
        r[ip->a] = v;
        if (!constant && ip->flags & FLAG_C)
            clear_register(t, &r[ip->c]);
        RELOAD();
        NEXT();
    }
    Value v = slow_binary(t, ip, b, constant ? k[ip->c] : r[ip->c]);
    if (is_null(v))
        goto error;
    if (ip->a == ip->b && ip->a >= f->code->local_count)
        clear_register(t, &r[ip->b]); /* the left operand goes first */
    if (constant)
        finish_b(t, r, ip, v);
    else
        finish(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_NEG : {
    Value b = r[ip->b];
    if (likely(is_small_int(b) && small_int(b) != SMALL_INT_MIN)) {
        Value v = small_int_value(-small_int(b));
        SET(ip->a, v);
        NEXT();
    }
    SYNC();
    Value v = op_unary(t, UNARY_NEG, b);
    if (is_null(v))
        goto error;
    finish_b(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_POS:
    RESULT(finish_b, op_unary(t, UNARY_POS, r[ip->b]));
op_INVERT:
    RESULT(finish_b, op_unary(t, UNARY_INVERT, r[ip->b]));
op_NOT : {
    Value b = r[ip->b];
    int truth = is_bool(b) ? is_true(b) : -2;
    SYNC();
    if (truth == -2)
        truth = op_is_true(t, b);
    if (truth < 0)
        goto error;
    finish_b(t, r, ip, bool_value(!truth));
    RELOAD();
    NEXT();
}

/* Comparisons */

#define COMPARE(name)                                                                                        \
    op_##name : {                                                                                            \
        Value b = r[ip->b], c = r[ip->c], v;                                                                 \
        if (likely(both_small_int(b, c)))                                                                    \
            v = bool_value(compare_ints(COMPARE_##name, WORD(b), WORD(c)));                                  \
        else if (is_small_float(b) && is_small_float(c))                                                     \
            v = bool_value(compare_floats(COMPARE_##name, small_float(b), small_float(c)));                  \
        else {                                                                                               \
            SYNC();                                                                                          \
            v = slow_compare(t, COMPARE_##name, b, c);                                                       \
            if (is_null(v))                                                                                  \
                goto error;                                                                                  \
            if (ip->a == ip->b && ip->a >= f->code->local_count)                                             \
                clear_register(t, &r[ip->b]);                                                                \
            finish(t, r, ip, v);                                                                             \
            RELOAD();                                                                                        \
            NEXT();                                                                                          \
        }                                                                                                    \
        SET(ip->a, v);                                                                                       \
        NEXT();                                                                                              \
    }
    COMPARE(LT)
    COMPARE(LE)
    COMPARE(EQ)
    COMPARE(NE)
    COMPARE(GT)
    COMPARE(GE)
op_IS : {
    Value v = bool_value(value_is(r[ip->b], r[ip->c]));
    SYNC();
    finish(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_IS_NOT : {
    Value v = bool_value(!value_is(r[ip->b], r[ip->c]));
    SYNC();
    finish(t, r, ip, v);
    RELOAD();
    NEXT();
}
op_IN:
op_NOT_IN : {
    SYNC();
    int found = op_contains(t, r[ip->c], r[ip->b]);
    if (found < 0)
        goto error;
    finish(t, r, ip, bool_value(found == (ip->op == OP_IN)));
    RELOAD();
    NEXT();
}

    /* Jumps */

op_JUMP:
    ip += instr_wide(*ip);
    NEXT();

#define JUMP_ON(name, wanted)                                                                                \
    op_##name : {                                                                                            \
        Value a = r[ip->a];                                                                                  \
        int truth;                                                                                           \
        if (likely(is_bool(a)))                                                                              \
            truth = is_true(a);                                                                              \
        else if (is_small_int(a))                                                                            \
            truth = small_int(a) != 0;                                                                       \
        else if (is_none(a))                                                                                 \
            truth = 0;                                                                                       \
        else {                                                                                               \
            SYNC();                                                                                          \
            truth = op_is_true(t, a);                                                                        \
            if (truth < 0)                                                                                   \
                goto error;                                                                                  \
            if (ip->flags & FLAG_A)                                                                          \
                clear_register(t, &r[ip->a]);                                                                \
            RELOAD();                                                                                        \
        }                                                                                                    \
        if (truth == wanted)                                                                                 \
            ip += instr_wide(*ip);                                                                           \
        NEXT();                                                                                              \
    }
    JUMP_ON(JUMP_IF_TRUE, 1)
    JUMP_ON(JUMP_IF_FALSE, 0)
op_JUMP_IF_TRUE_KEEP:
op_JUMP_IF_FALSE_KEEP : {
    Value a = r[ip->a];
    SYNC();
    int truth = is_bool(a) ? is_true(a) : op_is_true(t, a);
    if (truth < 0)
        goto error;
    if (truth == (ip->op == OP_JUMP_IF_TRUE_KEEP))
        ip += instr_wide(*ip);
    else
        clear_register(t, &r[ip->a]);
    RELOAD();
    NEXT();
}
op_JUMP_IF_NONE:
op_JUMP_IF_NOT_NONE : {
    bool jump = is_none(r[ip->a]) == (ip->op == OP_JUMP_IF_NONE);
    if (ip->flags & FLAG_A) {
        SYNC();
        clear_register(t, &r[ip->a]);
        RELOAD();
    }
    if (jump)
        ip += instr_wide(*ip);
    NEXT();
}

#define COMPARE_JUMP(opcode, name, b_operand, wanted, consume_b)                                             \
    op_##opcode : {                                                                                          \
        Value a = r[ip->a], b = b_operand;                                                                   \
        int truth;                                                                                           \
        if (likely(both_small_int(a, b)))                                                                    \
            truth = compare_ints(COMPARE_##name, WORD(a), WORD(b));                                          \
        else if (is_small_float(a) && is_small_float(b))                                                     \
            truth = compare_floats(COMPARE_##name, small_float(a), small_float(b));                          \
        else {                                                                                               \
            SYNC();                                                                                          \
            truth = slow_compare_bool(t, COMPARE_##name, a, b);                                              \
            if (truth < 0)                                                                                   \
                goto error;                                                                                  \
            if (ip->flags & FLAG_A)                                                                          \
                clear_register(t, &r[ip->a]);                                                                \
            if (consume_b && ip->flags & FLAG_B)                                                             \
                clear_register(t, &r[ip->b]);                                                                \
            RELOAD();                                                                                        \
        }                                                                                                    \
        if (truth == wanted)                                                                                 \
            ip += (int16_t)ip->c;                                                                            \
        NEXT();                                                                                              \
    }
#define COMPARE_JUMPS(name)                                                                                  \
    COMPARE_JUMP(JUMP_IF_##name, name, r[ip->b], 1, true)                                                    \
    COMPARE_JUMP(JUMP_UNLESS_##name, name, r[ip->b], 0, true)                                                \
    COMPARE_JUMP(JUMP_IF_##name##_K, name, k[ip->b], 1, false)                                               \
    COMPARE_JUMP(JUMP_UNLESS_##name##_K, name, k[ip->b], 0, false)
    COMPARE_JUMPS(LT)
    COMPARE_JUMPS(LE)
    COMPARE_JUMPS(EQ)
    COMPARE_JUMPS(NE)
    COMPARE_JUMPS(GT)
    COMPARE_JUMPS(GE)

    /* Iteration */

op_GET_ITER:
    RESULT(finish_b, op_iter(t, r[ip->b]));
op_FOR_LOOP : {
    Object *iterator = value_object(r[ip->a]);
    Value v;
    switch (iterator->type->id) {
    case TYPE_RANGE_ITERATOR: {
        RangeIterator *range = (RangeIterator *)iterator;
        if (range->left > 0 && likely(fits_small_int(range->next))) {
            v = small_int_value(range->next);
            range->left--;
            range->next += range->step; /* may wrap after the last item (-fwrapv) */
            SET(ip->b, v);
            ip += (int16_t)ip->c;
            NEXT();
        }
        break;
    }
    case TYPE_LIST_ITERATOR: {
        SequenceCursor *cursor = (SequenceCursor *)iterator;
        if (likely(!is_null(cursor->sequence) && cursor->index < value_list(cursor->sequence)->length)) {
            v = load_ref(value_list(cursor->sequence)->items[cursor->index++]);
            SET(ip->b, v);
            ip += (int16_t)ip->c;
            NEXT();
        }
        break;
    }
    case TYPE_TUPLE_ITERATOR: {
        SequenceCursor *cursor = (SequenceCursor *)iterator;
        if (likely(!is_null(cursor->sequence) && cursor->index < value_tuple(cursor->sequence)->length)) {
            v = load_ref(value_tuple(cursor->sequence)->items[cursor->index++]);
            SET(ip->b, v);
            ip += (int16_t)ip->c;
            NEXT();
        }
        break;
    }
    case TYPE_DICT_KEY_ITERATOR:
    case TYPE_DICT_VALUE_ITERATOR: {
        DictCursor *cursor = (DictCursor *)iterator;
        DictEntry *entry = cursor->dict ? dict_cursor_entry(cursor) : NULL;
        if (likely(entry != NULL)) {
            v = load_ref(iterator->type->id == TYPE_DICT_KEY_ITERATOR ? entry->key : entry->value);
            SET(ip->b, v);
            ip += (int16_t)ip->c;
            NEXT();
        }
        break;
    }
    case TYPE_DICT_ITEM_ITERATOR: {
        DictCursor *cursor = (DictCursor *)iterator;
        DictEntry *entry = cursor->dict ? dict_cursor_entry(cursor) : NULL;
        if (likely(entry != NULL)) {
            SYNC();
            v = pair_reused(t, &cursor->pair, new_ref(entry->key), new_ref(entry->value));
            RELOAD();
            if (unlikely(is_null(v)))
                goto error;
            SET(ip->b, v);
            ip += (int16_t)ip->c;
            NEXT();
        }
        break;
    }
    case TYPE_GENERATOR: {
        Generator *generator = (Generator *)iterator;
        if (generator->state <= GENERATOR_SUSPENDED && t->depth < t->interp->recursion_limit) {
            SYNC();
            if (generator->state == GENERATOR_SUSPENDED)
                generator_deliver(t, generator, VALUE_NONE);
            generator_enter(t, generator);
            goto resume_generator;
        }
        break;
    }
    default:
        break;
    }
    SYNC();
    v = iterator_call_next(t, object_value(iterator));
    RELOAD();
    if (likely(!is_null(v))) {
        SET(ip->b, v);
        ip += (int16_t)ip->c;
        NEXT();
    }
    if (error_pending(t))
        goto error;
    value_clear(t, &r[ip->a]);
    RELOAD();
    NEXT();
}
resume_generator:
    /* the top frame is a generator's whose sent value is in place */
    f = t->frame;
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    if (frame_generator(f)->state == GENERATOR_SUSPENDED && ip->op == OP_YIELD)
        ip++;
    frame_generator(f)->state = GENERATOR_RUNNING;
    DISPATCH();

op_UNPACK:
op_UNPACK_EX : {
    SYNC();
    Value b = r[ip->b];
    Tuple *items;
    bool extended = ip->op == OP_UNPACK_EX;
    if (likely(!extended && is_exact(b, TYPE_TUPLE) && value_tuple(b)->length == ip->c)) {
        items = value_tuple(b);
        incref_object(items);
    } else {
        items = extended ? slow_unpack_ex(t, b, ip->c, instr_wide(ip[1])) : slow_unpack(t, b, ip->c);
        if (!items)
            goto error;
    }
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    for (int i = 0; i < items->length; i++)
        value_store(t, &r[ip->a + i], new_ref(items->items[i]));
    decref_object(t, items);
    RELOAD();
    ip += extended;
    NEXT();
}

    /* Calls */

op_CALL:
    window = &r[ip->b];
    nargs = ip->c;
    kwnames = NULL;
call_window : {
    Value callee = window[0];
    if (likely(is_pointer(callee))) {
        switch (value_object(callee)->type->id) {
        case TYPE_FUNCTION:
            function = (Function *)value_object(callee);
            goto call_function;
        case TYPE_METHOD: {
            Method *method = (Method *)value_object(callee);
            if (is_function(method->function)) {
                memmove(window + 2, window + 1, (size_t)nargs * sizeof(Value));
                window[0] = new_ref(method->function);
                window[1] = new_ref(method->self);
                SYNC();
                decref_object(t, method);
                RELOAD();
                nargs++;
                function = (Function *)value_object(window[0]);
                goto call_function;
            }
            break;
        }
        case TYPE_BUILTIN_FUNCTION: {
            Native *native = (Native *)value_object(callee);
            if (likely(is_null(native->self) && nargs == native->spec->positional &&
                       nargs == native->spec->total && !kwnames)) {
                SYNC();
                result = native->def->fn(t, window + 1, nargs, NULL);
                goto called_native;
            }
            break;
        }
        case TYPE_METHOD_DESCRIPTOR:
            if (window == &r[ip->b] && ip->op == OP_CALL_METHOD) {
                SYNC();
                result = call_method_descriptor(t, callee, window + 1, nargs);
                goto called_native;
            }
            break;
        case TYPE_TYPE:
            SYNC();
            function = prepare_init(t, window, nargs);
            RELOAD();
            if (function) {
                nargs++;
                goto call_init;
            }
            if (error_pending(t))
                goto error;
            break;
        default:
            break;
        }
    }
    SYNC();
    result = call_any(t, callee, window + 1, nargs - (kwnames ? (int)kwnames->length : 0), kwnames);
called_native:
    if (is_null(result))
        goto error;
    clear_window(t, window, nargs + 1);
    RELOAD();
    if (ip->flags & FLAG_DISCARD) {
        SYNC();
        decref(t, result);
        RELOAD();
    } else {
        SET(ip->a, result);
    }
    ip = after_call(ip);
    DISPATCH();
}
op_CALL_KW:
    window = &r[ip->b];
    nargs = ip->c;
    kwnames = value_tuple(k[(uint32_t)instr_wide(ip[1])]);
    goto call_window;
op_CALL_METHOD:
    window = &r[ip->b];
    nargs = ip->c;
    kwnames = NULL;
    if (unlikely(is_null(window[0])))
        window++;
    else
        nargs++;
    goto call_window;
op_CALL_METHOD_KW:
    window = &r[ip->b];
    nargs = ip->c;
    kwnames = value_tuple(k[(uint32_t)instr_wide(ip[1])]);
    if (is_null(window[0]))
        window++;
    else
        nargs++;
    goto call_window;

    /* The callee is a Python function at window[0] with nargs arguments after it (the last ones named by
     * kwnames). */
call_function:
    if (function->code->simple_generator && !kwnames && call_fits(function, (uint32_t)nargs)) {
        SYNC();
        result = generator_call(t, function, window + 1, (uint32_t)nargs);
        if (unlikely(is_null(result)))
            clear_register(t, &window[0]);
        nargs = 0;
        goto called_native;
    }
    if (unlikely(f->flags &
                 FRAME_GENERATOR)) { /* its registers are in the heap: the window moves to the stack */
        if (unlikely(f->stack_end + nargs + 2 > t->register_end)) {
            SYNC();
            raise(t, EXC_RecursionError, "maximum recursion depth exceeded");
            goto error;
        }
        memcpy(f->stack_end, window, (size_t)(nargs + 1) * sizeof(Value));
        for (int i = 0; i <= nargs; i++)
            window[i] = VALUE_NULL;
        window = f->stack_end;
    }
    if (likely(function->code->simple_call && !kwnames)) {
        if (likely((uint32_t)nargs == function->code->argcount ||
                   call_fill_defaults(function, window + 1, (uint32_t)nargs)))
            goto push_frame;
    }
    SYNC();
    goto bind_arguments;
push_frame:
    f->ip = ip;
    {
        Frame *callee_frame = frame_push(t, function, window + 1);
        if (unlikely(!callee_frame)) {
            t->instructions_left = count;
            bool bound = !function->code->simple_call; /* by call_bind: *args and so on, too */
            clear_window(t, window, 1 + (int)(bound ? function->code->local_count : function->code->argcount));
            goto error;
        }
        f = callee_frame;
    }
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    DISPATCH();
bind_arguments:
    if (!bind_window(t, function, window, nargs, kwnames))
        goto error;
    RELOAD();
    if (function->code->flags & CODE_SUSPENDS) {
        result = generator_new(t, function, window + 1);
        if (unlikely(is_null(result)))
            clear_register(t, &window[0]);
        nargs = 0;
        goto called_native;
    }
    goto push_frame;
    /* window[0] is __init__, window[1] the fresh instance, nargs counts it. */
call_init : {
    SYNC();
    Value instance = new_ref(window[1]);
    if (unlikely(f->flags & FRAME_GENERATOR)) {
        memcpy(f->stack_end, window, (size_t)(nargs + 1) * sizeof(Value));
        for (int i = 0; i <= nargs; i++)
            window[i] = VALUE_NULL;
        window = f->stack_end;
    }
    bool plain = function->code->simple_call && !kwnames &&
                 ((uint32_t)nargs == function->code->argcount ||
                  call_fill_defaults(function, window + 1, (uint32_t)nargs));
    if (!plain && !bind_init_window(t, function, window, nargs, kwnames)) {
        decref(t, instance);
        goto error;
    }
    Frame *callee_frame = frame_push(t, function, window + 1);
    if (unlikely(!callee_frame)) {
        decref(t, instance);
        clear_window(t, window, (int)function->code->local_count + 1);
        goto error;
    }
    f = callee_frame;
    f->flags |= FRAME_INIT;
    f->locals = instance;
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    RELOAD();
    DISPATCH();
}
op_CALL_EX:
    SYNC();
    if (ip->c & 2 && !slow_star_tuple(t, r[ip->b], &r[ip->b + 1]))
        goto error;
    function = slow_star_function(r[ip->b]);
    if (function) { /* goes on in a frame, as all calls of Python functions */
        window = f->flags & FRAME_GENERATOR ? f->stack_end : &r[ip->b];
        if (!slow_bind_star(t, &r[ip->b], ip->c, window))
            goto error;
        Frame *callee_frame = frame_push(t, function, window + STAR_WINDOW);
        if (!callee_frame) {
            clear_window(t, window, (int)function->code->local_count + STAR_WINDOW);
            goto error;
        }
        f = callee_frame;
        f->flags |= FRAME_STAR;
        r = f->regs;
        k = f->code->consts;
        ip = f->ip;
        RELOAD();
        DISPATCH();
    }
    result = slow_call_ex(t, r[ip->b], r[ip->b + 1], ip->c & 1 ? r[ip->b + 2] : VALUE_NULL, ip->c);
    if (is_null(result))
        goto error;
    clear_window(t, &r[ip->b], ip->c & 1 ? 3 : 2);
    if (ip->flags & FLAG_DISCARD)
        decref(t, result);
    else
        value_store(t, &r[ip->a], result);
    RELOAD();
    NEXT();

op_RETURN_K:
    result = new_ref(k[(uint32_t)instr_wide(*ip)]);
    goto return_result;
op_RETURN:
    result = r[ip->a];
    r[ip->a] = VALUE_NULL;
    if (unlikely(ip->a < f->code->local_count && f->object))
        r[ip->a] = new_ref(result); /* somebody may look at the frame's locals later */
return_result:
    f->ip = ip;
    t->instructions_left = count;
    if (unlikely(f->flags)) {
        if (f->flags & FRAME_INIT) {
            Value instance = f->locals;
            f->locals = VALUE_NULL;
            if (!is_none(result)) {
                raise_type_error(t, "__init__() should return None, not '%T'", result);
                decref(t, result);
                decref(t, instance);
                RELOAD();
                goto error;
            }
            result = instance;
        }
        if (f->flags & FRAME_GENERATOR) {
            Generator *generator = frame_generator(f);
            bool leave = f->flags & FRAME_ENTRY;
            frame_pop(t, f, f->code->register_count);
            generator_leave(t, generator);
            generator->state = GENERATOR_FINISHED;
            if (leave)
                return result;
            goto generator_returned;
        }
        if (f->flags & FRAME_ENTRY) {
            frame_pop(t, f, f->code->local_count);
            return result;
        }
    }
    frame_pop(t, f, f->code->local_count);
    f = t->frame;
    clear_register(t, &r[-1]); /* the function */
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    if (ip->flags & FLAG_DISCARD)
        decref(t, result);
    else
        value_store(t, &r[ip->a], result);
    RELOAD();
    ip = after_call(ip);
    DISPATCH();
generator_returned: /* into the frame that iterates over it or delegates to it */
    f = t->frame;
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    if (ip->op == OP_FOR_LOOP) {
        decref(t, result);
        value_clear(t, &r[ip->a]);
    } else { /* YIELD_FROM */
        value_clear(t, &r[ip->b]);
        value_clear(t, &r[ip->c]);
        if (ip->flags & FLAG_DISCARD)
            decref(t, result);
        else
            value_store(t, &r[ip->a], result);
    }
    RELOAD();
    NEXT();

    /* Displays */

op_BUILD_TUPLE : {
    Value *items = &r[ip->b];
    Tuple *tuple = tuple_from_owned(t, items, ip->c);
    for (int i = 0; i < ip->c; i++)
        items[i] = VALUE_NULL;
    if (!tuple)
        goto unsynced_error;
    SET(ip->a, object_value(tuple));
    NEXT();
}
op_BUILD_LIST : {
    Value *items = &r[ip->b];
    List *list = list_from_owned(t, items, ip->c);
    for (int i = 0; i < ip->c; i++)
        items[i] = VALUE_NULL;
    if (!list)
        goto unsynced_error;
    SET(ip->a, object_value(list));
    NEXT();
}
op_BUILD_SET:
    WINDOW_RESULT(slow_build_set(t, &r[ip->b], ip->c), ip->c);
op_BUILD_MAP:
    WINDOW_RESULT(slow_build_map(t, &r[ip->b], ip->c), 2 * ip->c);
op_BUILD_STRING : {
    SYNC();
    Str *joined = slow_build_string(t, &r[ip->b], ip->c);
    if (!joined)
        goto error;
    clear_window(t, &r[ip->b], ip->c);
    RELOAD();
    SET(ip->a, object_value(joined));
    NEXT();
}
op_LIST_APPEND : {
    Value v = take(&r[ip->b], ip->flags & FLAG_B);
    if (!list_append_owned(t, value_list(r[ip->a]), v))
        goto unsynced_error;
    NEXT();
}
op_LIST_EXTEND:
    EFFECT(slow_list_extend(t, r[ip->a], r[ip->b], ip->c), FLAG_B);
op_LIST_TO_TUPLE : {
    Tuple *tuple = list_to_tuple(t, value_list(r[ip->b]));
    if (!tuple)
        goto unsynced_error;
    SYNC();
    finish_b(t, r, ip, object_value(tuple));
    RELOAD();
    NEXT();
}
op_SET_ADD:
    EFFECT(set_add(t, value_set(r[ip->a]), r[ip->b]), FLAG_B);
op_SET_UPDATE:
    EFFECT(set_update(t, value_set(r[ip->a]), r[ip->b]), FLAG_B);
op_MAP_ADD:
    EFFECT(dict_set(t, value_dict(r[ip->a]), r[ip->b], r[ip->c]), FLAG_B | FLAG_C);
op_DICT_UPDATE:
    EFFECT(slow_dict_update(t, r[ip->a], r[ip->b]), FLAG_B);
op_DICT_MERGE:
    EFFECT(dict_merge_keywords(t, value_dict(r[ip->a]), r[ip->b], r[ip->c]), FLAG_B);
op_FORMAT : {
    Value b = r[ip->b];
    bool plain = !(ip->c & 256) && (ip->c & 255) != 'r' && (ip->c & 255) != 'a';
    if (plain && (is_str_exact(b) || (ip->c & 512 && is_small_int(b)))) {
        r[ip->b] = VALUE_NULL;
        SET(ip->a, b);
        NEXT();
    }
    SYNC();
    bool has_spec = ip->c & 256;
    Value v = slow_format(t, r[ip->b], ip->c & 255, has_spec ? r[ip->b + 1] : VALUE_NULL);
    if (is_null(v))
        goto error;
    clear_window(t, &r[ip->b], has_spec ? 2 : 1);
    RELOAD();
    SET(ip->a, v);
    NEXT();
}

    /* Functions, classes, modules */

op_MAKE_FUNCTION:
    WINDOW_RESULT(slow_make_function(t, f, &r[ip->b], ip->c), 1 + __builtin_popcount(ip->c));
op_LOAD_BUILD_CLASS : {
    SYNC();
    Value v = function_find_builtin(t, f->function, NAME(__build_class__));
    RELOAD();
    if (is_null(v)) {
        if (!error_pending(t))
            raise(t, EXC_NameError, "__build_class__ not found");
        goto error;
    }
    SET(ip->a, v);
    NEXT();
}
op_LOAD_LOCALS : {
    Value v = load_ref(f->locals);
    SET(ip->a, v);
    NEXT();
}
op_SETUP_ANNOTATIONS:
    EFFECT(slow_setup_annotations(t, f), 0);
op_IMPORT_NAME:
    WINDOW_RESULT(slow_import_name(t, f, k[ip->c], r[ip->b], r[ip->b + 1]), 2);
op_IMPORT_FROM:
    RESULT(finish_b, slow_import_from(t, r[ip->b], k[ip->c]));
op_IMPORT_STAR:
    EFFECT(slow_import_star(t, f, r[ip->a]), FLAG_A);
op_PRINT_EXPR:
    EFFECT(slow_print_expr(t, r[ip->a]), FLAG_A);

    /* Exceptions */

op_LOAD_ASSERTION_ERROR : {
    Value v = object_value(builtin_type(t, EXC_AssertionError));
    SET(ip->a, load_ref(v));
    NEXT();
}
op_RAISE:
    SYNC();
    if (slow_raise(t, ip->c ? r[ip->a] : VALUE_NULL, ip->c == 2 ? r[ip->b] : VALUE_NULL, ip->c))
        goto reraised;
    goto error;
op_RERAISE:
    SYNC();
    error_restore(t, take(&r[ip->a], ip->flags & FLAG_A));
    goto reraised;
op_PUSH_HANDLED : {
    Value saved = t->handled->exception;
    t->handled->exception = take(&r[ip->b], ip->flags & FLAG_B);
    SET(ip->a, is_null(saved) ? VALUE_NONE : saved);
    NEXT();
}
op_POP_HANDLED : {
    Value saved = r[ip->a];
    r[ip->a] = VALUE_NULL;
    SYNC();
    value_store(t, &t->handled->exception, is_none(saved) ? VALUE_NULL : saved);
    RELOAD();
    NEXT();
}
op_MATCH_EXCEPTION : {
    SYNC();
    int matches = slow_match_exception(t, r[ip->b], r[ip->c]);
    if (matches < 0)
        goto error;
    finish(t, r, ip, bool_value(matches));
    RELOAD();
    NEXT();
}
op_GROUP_MATCH : {
    Value matched;
    SYNC();
    if (!slow_group_match(t, &r[ip->b], r[ip->c], &matched))
        goto error;
    if (ip->flags & FLAG_C)
        clear_register(t, &r[ip->c]);
    value_store(t, &r[ip->a], matched);
    RELOAD();
    NEXT();
}
op_GROUP_RERAISE:
    RESULT(finish, exception_group_reraise(t, r[ip->b], value_list(r[ip->c])));
op_WITH_ENTER:
op_ASYNC_WITH_ENTER : {
    Value entered[2];
    SYNC();
    if (!slow_with_enter(t, r[ip->b], entered, ip->op == OP_ASYNC_WITH_ENTER))
        goto error;
    if (ip->flags & FLAG_B)
        clear_register(t, &r[ip->b]);
    value_store(t, &r[ip->a], entered[0]);
    value_store(t, &r[ip->a + 1], entered[1]);
    RELOAD();
    NEXT();
}
op_WITH_EXIT:
    RESULT(finish, slow_with_exit(t, r[ip->b], r[ip->c]));

    /* Generators */

op_YIELD:
    result = take(&r[ip->b], ip->flags & FLAG_B);
    if (f->code->flags & CODE_ASYNC_GENERATOR) {
        result = async_generator_wrap(t, result);
        if (is_null(result))
            goto unsynced_error;
    }
yield_result : {
    SYNC();
    Generator *generator = frame_generator(f);
    bool leave = f->flags & FRAME_ENTRY;
    generator_leave(t, generator);
    generator->state = GENERATOR_SUSPENDED;
    if (leave)
        return result;
    f = t->frame;
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    if (ip->op == OP_YIELD_FROM)
        goto yield_result;
    SET(ip->b, result);
    ip += (int16_t)ip->c;
    NEXT();
}
op_YIELD_FROM : {
    Value iterator = r[ip->b];
    SYNC();
    if (is_generator_like(iterator)) {
        Generator *inner = (Generator *)value_object(iterator);
        if (inner->state <= GENERATOR_SUSPENDED && t->depth < t->interp->recursion_limit &&
            (inner->state == GENERATOR_SUSPENDED || is_none(r[ip->c]))) {
            Value sent = take(&r[ip->c], true);
            if (inner->state == GENERATOR_SUSPENDED)
                generator_deliver(t, inner, sent);
            generator_enter(t, inner);
            goto resume_generator;
        }
    }
    Value finished = VALUE_NULL;
    Value sent = r[ip->c];
    r[ip->c] = VALUE_NULL;
    result = op_send(t, iterator, sent, &finished);
    decref(t, sent);
    RELOAD();
    if (!is_null(result))
        goto yield_result;
    if (is_null(finished))
        goto error;
    value_clear(t, &r[ip->b]);
    if (ip->flags & FLAG_DISCARD)
        decref(t, finished);
    else
        value_store(t, &r[ip->a], finished);
    RELOAD();
    NEXT();
}
op_GET_YIELD_FROM_ITER:
    RESULT(finish_b, coroutine_get_yield_from_iter(t, r[ip->b], f->code));
op_GET_AWAITABLE:
    if (likely(ip->a == ip->b && is_exact(r[ip->b], TYPE_COROUTINE)) &&
        ((Generator *)value_object(r[ip->b]))->state == GENERATOR_CREATED)
        NEXT(); /* a coroutine is its own iterator */
    RESULT(finish_b, coroutine_get_awaitable(t, r[ip->b], ip->c));
op_GET_AITER:
    RESULT(finish_b, slow_get_aiter(t, r[ip->b]));
op_GET_ANEXT:
    RESULT(finish_b, slow_get_anext(t, r[ip->b]));
op_END_ASYNC_FOR:
    SYNC();
    if (error_value_matches(t, r[ip->a], object_value(builtin_type(t, EXC_StopAsyncIteration))) == 1) {
        clear_register(t, &r[ip->a]);
        RELOAD();
        NEXT();
    }
    error_restore(t, take(&r[ip->a], true));
    goto reraised;

    /* Patterns */

op_MATCH_SEQUENCE : {
    Value b = r[ip->b];
    finish_b(t, r, ip, bool_value(is_pointer(b) && value_object(b)->type->flags & TYPE_SEQUENCE));
    NEXT();
}
op_MATCH_MAPPING : {
    Value b = r[ip->b];
    finish_b(t, r, ip, bool_value(is_pointer(b) && value_object(b)->type->flags & TYPE_MAPPING));
    NEXT();
}
op_MATCH_KEYS:
    RESULT(finish, slow_match_keys(t, r[ip->b], r[ip->c]));
op_MATCH_CLASS : {
    SYNC();
    Value v = slow_match_class(t, r[ip->b], r[ip->c], r[ip->c + 1], instr_wide(ip[1]));
    if (is_null(v))
        goto error;
    clear_window(t, &r[ip->c], 2);
    finish_b(t, r, ip, v);
    RELOAD();
    ip++;
    NEXT();
}
op_GET_LEN : {
    SYNC();
    int64_t length = op_length(t, r[ip->b]);
    if (length < 0)
        goto error;
    finish_b(t, r, ip, small_int_value(length));
    RELOAD();
    NEXT();
}
op_DICT_WITHOUT:
    RESULT(finish, slow_dict_without(t, r[ip->b], r[ip->c]));

    /* Slow ways */

breaker:
    SYNC();
    if (!slow_breaker(t)) {
        RELOAD();
        goto error;
    }
    RELOAD();
    ip = f->ip; /* a trace function may have set f_lineno */
    goto *labels[ip->op];

unsynced_error:
    t->instructions_left = count; /* at `error` it is right: what ran meanwhile has counted */
error:
    f->ip = ip;
    frame_add_traceback(t);
    if (unlikely(t->traced))
        trace_exception(t);
reraised : {
    const ExceptionEntry *handler = find_handler(f->code, ip);
    if (handler) {
        for (uint32_t i = handler->depth; i < f->code->register_count; i++)
            clear_register(t, &r[i]);
        r[handler->depth] = error_fetch(t);
        ip = f->code->instrs + handler->target;
        RELOAD();
        DISPATCH();
    }
    if (unlikely(t->traced))
        trace_unwind(t);
    bool leave = f->flags & FRAME_ENTRY;
    if (f->flags & FRAME_GENERATOR) {
        Generator *generator = frame_generator(f);
        frame_pop(t, f, f->code->register_count);
        generator_leave(t, generator);
        generator->state = GENERATOR_FINISHED;
        generator_check_escape(t, generator);
        if (leave)
            return VALUE_NULL;
        f = t->frame;
        r = f->regs;
        k = f->code->consts;
        ip = f->ip;
        RELOAD();
        if (ip->op == OP_YIELD_FROM) {
            Value iterator = r[ip->b];
            r[ip->b] = VALUE_NULL;
            decref(t, iterator);
        }
        goto error;
    }
    if (f->flags & FRAME_INIT) {
        Value instance = f->locals;
        f->locals = VALUE_NULL;
        frame_pop(t, f, f->code->register_count);
        decref(t, instance);
    } else {
        if (!leave && f->previous->ip->op == OP_LOAD_ATTR)
            slow_property_failed(t, f);
        frame_pop(t, f, f->code->register_count);
    }
    if (leave)
        return VALUE_NULL;
    f = t->frame;
    Value *callee_regs = r;
    clear_register(t, &callee_regs[-1]);
    r = f->regs;
    k = f->code->consts;
    ip = f->ip;
    RELOAD();
    goto error;
}
}
