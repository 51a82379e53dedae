/* The general cases of names, operators, calls and displays. Attributes are in eval_attrs.c, exceptions and
 * patterns in eval_more.c. */
#include "vm/eval_slow.h"
#include "runtime/gc.h"
#include "runtime/signals.h"
#include "vm/trace_function.h"
#include "vm/watch.h"
#include "vm/twin.h"

/* ---- operators ---- */

static BinaryOp binary_op(const Instr *ip) {
    return (BinaryOp)(ip->op - (ip->op >= OP_ADD_K ? OP_ADD_K : OP_ADD));
}

/* One operand an int and the other a float: the common mixture. */
static bool mixed_floats(Value b, Value c, double *x, double *y) {
    if (is_small_int(b) && is_small_float(c)) {
        *x = (double)small_int(b);
        *y = small_float(c);
        return true;
    }
    if (is_small_float(b) && is_small_int(c)) {
        *x = small_float(b);
        *y = (double)small_int(c);
        return true;
    }
    return false;
}

Value slow_binary(Thread *t, const Instr *ip, Value b, Value c) {
    BinaryOp op = binary_op(ip);
    if ((is_small_int(b) || is_exact(b, TYPE_INT)) && (is_small_int(c) || is_exact(c, TYPE_INT))) {
        Value v = int_narrow_binary(t, op, b, c);
        if (!is_null(v) || error_pending(t))
            return v;
    }
    double x, y;
    if (op <= BINARY_MUL && mixed_floats(b, c, &x, &y))
        return float_value(t, op == BINARY_ADD ? x + y : op == BINARY_SUB ? x - y : x * y);
    if (op == BINARY_POW && is_small_float(c) && (is_small_float(b) || is_small_int(b)))
        return float_pow(t, is_small_float(b) ? small_float(b) : (double)small_int(b), small_float(c));
    if (op == BINARY_ADD && is_str_exact(b) && is_str_exact(c)) {
        Str *joined = str_concat(t, value_str(b), value_str(c));
        return joined ? object_value(joined) : VALUE_NULL;
    }
    return ip->flags & FLAG_INPLACE ? op_inplace(t, op, b, c) : op_binary(t, op, b, c);
}

Value slow_append(Thread *t, Value *place, Value text) {
    Value s = *place;
    Str *more = value_str(text);
    if (value_str(s) == more) {
        Str *joined = str_concat(t, more, more);
        if (!joined)
            return VALUE_NULL;
        decref(t, s);
        return object_value(joined);
    }
    *place = VALUE_NULL;
    return str_append(t, s, more);
}

Value slow_compare(Thread *t, CompareOp op, Value b, Value c) {
    if (op == COMPARE_EQ && is_str_exact(b) && is_str_exact(c))
        return bool_value(str_equal(value_str(b), value_str(c)));
    if (op == COMPARE_NE && is_str_exact(b) && is_str_exact(c))
        return bool_value(!str_equal(value_str(b), value_str(c)));
    return op_compare(t, b, c, op);
}

int slow_compare_bool(Thread *t, CompareOp op, Value b, Value c) {
    Value v = slow_compare(t, op, b, c);
    if (is_bool(v))
        return is_true(v);
    if (is_null(v))
        return -1;
    int truth = op_is_true(t, v);
    decref(t, v);
    return truth;
}

/* ---- names ---- */

static void raise_name(Thread *t, Str *name) {
    raise_name_error(t, EXC_NameError, name, "name '%U' is not defined", name);
}

/* Remembers where a global or built-in name was found. */
static void cache_entry(Thread *t, InlineCache *cache, CacheKind kind, Dict *globals, Dict *holder,
                        int64_t index) {
    if (index > UINT16_MAX)
        return;
    cache->version = dict_version(t, globals);
    if (kind == CACHE_BUILTIN)
        cache->version2 = dict_version(t, holder);
    cache->index = (uint16_t)index;
    cache->kind = (uint8_t)kind;
}

/* What is in neither namespace. globals: those whose lookup failed, for the cache; NULL: it is not cached. */
static Value load_builtin(Thread *t, Frame *f, InlineCache *cache, Dict *globals) {
    if (!is_null(f->function->odd_builtins)) {
        Value v = function_find_builtin(t, f->function, cache->name);
        if (is_null(v) && !error_pending(t))
            raise_name(t, cache->name);
        return v;
    }
    Dict *builtins = f->function->builtins;
    int64_t index = dict_find_name(t, builtins, cache->name);
    if (index < 0)
        return raise_name(t, cache->name), VALUE_NULL;
    if (globals)
        cache_entry(t, cache, CACHE_BUILTIN, globals, builtins, index);
    return new_ref(builtins->entries[index].value);
}

/* From any mapping; VALUE_NULL with nothing pending: not there. */
static Value load_item(Thread *t, Value namespace, Str *name) {
    Value v = op_getitem(t, namespace, object_value(name));
    if (is_null(v))
        error_clear_if(t, EXC_KeyError);
    return v;
}

/* Globals of a class of their own are asked by their methods. */
Value slow_load_global(Thread *t, Frame *f, InlineCache *cache) {
    Dict *globals = f->function->globals;
    if (!is_dict_exact(object_value(globals))) {
        Value v = load_item(t, object_value(globals), cache->name);
        return is_null(v) && !error_pending(t) ? load_builtin(t, f, cache, NULL) : v;
    }
    int64_t index = dict_find_name(t, globals, cache->name);
    if (index < 0)
        return load_builtin(t, f, cache, globals);
    cache_entry(t, cache, CACHE_GLOBAL, globals, globals, index);
    return new_ref(globals->entries[index].value);
}

bool slow_store_global(Thread *t, Frame *f, InlineCache *cache, Value v) {
    Dict *globals = f->function->globals;
    if (!dict_set_name(t, globals, cache->name, v))
        return false;
    int64_t index = dict_find_name(t, globals, cache->name);
    if (index >= 0)
        cache_entry(t, cache, CACHE_GLOBAL, globals, globals, index);
    return true;
}

bool slow_delete_name(Thread *t, Value namespace, Str *name) {
    if (is_dict_exact(namespace)) {
        int found = dict_delete(t, value_dict(namespace), object_value(name));
        if (found == 0)
            raise_name(t, name);
        return found > 0;
    }
    if (op_delitem(t, namespace, object_value(name)))
        return true;
    error_clear(t); /* whatever it was, as in CPython */
    raise_name(t, name);
    return false;
}

/* From the local namespace only; VALUE_NULL with nothing pending: not there. */
static Value load_local_name(Thread *t, Frame *f, Str *name) {
    if (is_dict_exact(f->locals))
        return new_ref(dict_get_name(t, value_dict(f->locals), name));
    return load_item(t, f->locals, name);
}

/* Module code, the plain kind: its inline caches hold. */
static bool runs_in_globals(const Frame *f) {
    return value_is(f->locals, object_value(f->function->globals)) && is_dict_exact(f->locals);
}

Value slow_load_name(Thread *t, Frame *f, InlineCache *cache) {
    if (runs_in_globals(f))
        return slow_load_global(t, f, cache);
    Value v = load_local_name(t, f, cache->name);
    if (!is_null(v) || error_pending(t))
        return v;
    v = new_ref(dict_get_name(t, f->function->globals, cache->name)); /* without __missing__ */
    return is_null(v) ? load_builtin(t, f, cache, NULL) : v;
}

bool slow_store_name(Thread *t, Frame *f, InlineCache *cache, Value v) {
    if (runs_in_globals(f))
        return slow_store_global(t, f, cache, v);
    if (is_dict_exact(f->locals))
        return dict_set_name(t, value_dict(f->locals), cache->name, v);
    return op_setitem(t, f->locals, object_value(cache->name), v);
}

Value slow_load_class_free(Thread *t, Frame *f, Str *name, Value cell) {
    Value v = load_local_name(t, f, name);
    if (!is_null(v) || error_pending(t))
        return v;
    return new_ref(((Cell *)value_object(cell))->value);
}

Value slow_unbound(Thread *t, Frame *f, uint32_t local) {
    Str *name = f->code->local_names[local];
    return raise_name_error(t, EXC_UnboundLocalError, name,
                            "cannot access local variable '%U' where it is not associated with a value",
                            name);
}

Value slow_unbound_cell(Thread *t, Frame *f, Value *cell, uint32_t index, bool free) {
    if (!free)
        return slow_unbound(t, f, index);
    Str *name = f->code->free_names[index];
    return raise_name_error(
        t, EXC_NameError, name,
        "cannot access free variable '%U' where it is not associated with a value in enclosing scope", name);
}

bool slow_setup_annotations(Thread *t, Frame *f) {
    Value there = load_local_name(t, f, NAME(__annotations__));
    if (!is_null(there)) {
        decref(t, there);
        return true;
    }
    Dict *fresh = error_pending(t) ? NULL : dict_new(t, 0);
    if (!fresh)
        return false;
    InlineCache uncached = {.name = NAME(__annotations__)};
    bool ok = slow_store_name(t, f, &uncached, object_value(fresh));
    decref_object(t, fresh);
    return ok;
}

/* ---- unpacking ---- */

static Tuple *raise_too_few(Thread *t, int64_t got, int wanted, bool extended) {
    raise_value_error(t, "not enough values to unpack (expected %s%d, got %d)", extended ? "at least " : "",
                      wanted, (int)got);
    return NULL;
}

static bool not_iterable(Thread *t, Value v) {
    if (error_matches(t, EXC_TypeError) && !type_of(t, v)->slots.iter && !type_of(t, v)->slots.getitem) {
        error_clear(t);
        raise_type_error(t, "cannot unpack non-iterable %T object", v);
    }
    return false;
}

/* Takes up to `count` items into `out`; answers how many, -1 for an exception. */
static int take_items(Thread *t, Value iterator, Value *out, int count) {
    for (int i = 0; i < count; i++) {
        out[i] = op_next(t, iterator);
        if (is_null(out[i]))
            return error_pending(t) ? -1 : i;
    }
    return count;
}

Tuple *slow_unpack(Thread *t, Value v, int count) {
    if (is_exact(v, TYPE_LIST) && value_list(v)->length == count)
        return list_to_tuple(t, value_list(v));
    Value iterator = op_iter(t, v);
    if (is_null(iterator)) {
        not_iterable(t, v);
        return NULL;
    }
    Tuple *items = tuple_new(t, count);
    int got = items ? take_items(t, iterator, items->items, count) : -1;
    bool ok = got == count;
    if (got >= 0 && !ok)
        raise_too_few(t, got, count, false);
    if (ok) {
        Value more = op_next(t, iterator);
        if (!is_null(more)) {
            decref(t, more);
            raise_value_error(t, "too many values to unpack (expected %d)", count);
        }
        ok = !error_pending(t);
    }
    decref(t, iterator);
    if (!ok && items) {
        Value pending = error_fetch(t);
        if (count)
            decref_object(t, items);
        error_restore(t, pending);
    }
    return ok ? items : NULL;
}

/* The first and last items of an array, and a list of those in between. */
static Tuple *unpack_array(Thread *t, const Value *all, int64_t length, int before, int after) {
    int64_t rest = length - before - after;
    if (rest < 0) {
        raise_too_few(t, length, before + after, true);
        return NULL;
    }
    List *middle = list_from_array(t, all + before, rest);
    Tuple *items = middle ? tuple_new(t, before + 1 + after) : NULL;
    for (int i = 0; items && i < before; i++)
        items->items[i] = new_ref(all[i]);
    for (int i = 0; items && i < after; i++)
        items->items[before + 1 + i] = new_ref(all[before + rest + i]);
    if (items)
        items->items[before] = object_value(middle);
    else
        xdecref_object(t, middle);
    return items;
}

Tuple *slow_unpack_ex(Thread *t, Value v, int before, int after) {
    if (is_exact(v, TYPE_TUPLE))
        return unpack_array(t, value_tuple(v)->items, value_tuple(v)->length, before, after);
    Value iterator = op_iter(t, v);
    if (is_null(iterator)) {
        not_iterable(t, v);
        return NULL;
    }
    List *all = op_to_list(t, iterator);
    decref(t, iterator);
    if (!all)
        return NULL;
    Tuple *items = unpack_array(t, all->items, all->length, before, after);
    decref_object(t, all);
    return items;
}

/* ---- calls ---- */

Value slow_call(Thread *t, Value callee, Value *args, int nargs, Tuple *kwnames) {
    return op_call(t, callee, args, nargs, kwnames);
}

static Value raise_after_star(Thread *t, Value callee, const char *stars, const char *what, Value got) {
    error_clear(t);
    Str *text = op_callee_name(t, callee);
    if (text) {
        raise_type_error(t, "%U argument after %s must be %s, not %T", text, stars, what, got);
        decref_object(t, text);
    }
    return VALUE_NULL;
}

static Dict *keywords_of_mapping(Thread *t, Value callee, Value mapping) {
    Dict *dict = dict_new(t, 0);
    if (dict && !dict_merge_keywords(t, dict, mapping, callee)) {
        decref_object(t, dict);
        return NULL;
    }
    return dict;
}

bool slow_star_tuple(Thread *t, Value callee, Value *args) {
    if (is_tuple_exact(*args))
        return true;
    Type *type = type_of(t, *args);
    if (!type->slots.iter && !type->slots.getitem) {
        raise_after_star(t, callee, "*", "an iterable", *args);
        return false;
    }
    Tuple *tuple = op_to_tuple(t, *args);
    if (tuple)
        value_store(t, args, object_value(tuple));
    return tuple != NULL;
}

Value slow_call_ex(Thread *t, Value callee, Value args, Value kwargs, int form) {
    Dict *dict = NULL;
    Value result = VALUE_NULL;
    if (form & 4 && !is_dict_exact(kwargs)) {
        dict = keywords_of_mapping(t, callee, kwargs);
    } else if (!is_null(kwargs)) {
        dict = value_dict(kwargs);
        incref_object(dict);
    }
    if (dict || is_null(kwargs))
        result = op_call_tuple(t, callee, value_tuple(args), dict);
    xdecref_object(t, dict);
    return result;
}

Function *slow_star_function(Value callee) {
    if (is_method(callee))
        callee = ((Method *)value_object(callee))->function;
    if (!is_function(callee))
        return NULL;
    Function *function = (Function *)value_object(callee);
    return function->code->flags & CODE_SUSPENDS ? NULL : function;
}

/* Lays the arguments out in `all` and binds them. names: of the keywords, or NULL. */
static bool bind_star(Thread *t, const Value *place, Tuple *names, Value *all, Value *regs) {
    Tuple *args = value_tuple(place[2]);
    Value callee = place[3];
    int nargs = 0;
    if (is_method(callee))
        all[nargs++] = ((Method *)value_object(callee))->self;
    memcpy(all + nargs, args->items, (size_t)args->length * sizeof *all);
    nargs += (int)args->length;
    if (names)
        memcpy(all + nargs, value_tuple(place[0])->items, (size_t)names->length * sizeof *all);
    return call_bind(t, slow_star_function(callee), all, nargs, names, regs);
}

static bool bind_star_any_size(Thread *t, const Value *place, Tuple *names, Value *regs) {
    enum { ON_STACK = 32, MOST = 1 << 24 };
    int64_t total = value_tuple(place[2])->length + 1 + (names ? names->length : 0);
    if (total <= ON_STACK) {
        Value all[ON_STACK];
        return bind_star(t, place, names, all, regs);
    }
    Value *all = total < MOST ? mem_alloc((size_t)total * sizeof *all) : NULL;
    if (!all)
        return raise_no_memory(t), false;
    bool ok = bind_star(t, place, names, all, regs);
    mem_free(all);
    return ok;
}

/* The keywords' names, with their values in place[0]; false: exception. */
static bool split_keywords(Thread *t, Value *place, Tuple **names) {
    *names = NULL;
    if (is_null(place[1]) || value_dict(place[1])->length == 0)
        return true;
    Tuple *values = tuple_new(t, value_dict(place[1])->length);
    if (!values)
        return false;
    place[0] = object_value(values);
    *names = op_split_keywords(t, value_dict(place[1]), values->items);
    if (!*names) /* the values have been released */
        for (int64_t i = 0; i < values->length; i++)
            values->items[i] = VALUE_NULL;
    return *names != NULL;
}

/* What binding runs (__hash__, __del__) has to stay above the registers that are being filled. */
static bool bind_above(Thread *t, Value *place, uint32_t registers) {
    Value *regs = place + STAR_WINDOW, *end = regs + registers, *before = t->frame->stack_end;
    if (end > before)
        t->frame->stack_end = end;
    Tuple *names;
    bool ok = split_keywords(t, place, &names) && bind_star_any_size(t, place, names, regs);
    xdecref_object(t, names);
    for (int i = 0; !ok && i < STAR_WINDOW; i++)
        value_clear(t, &place[i]);
    t->frame->stack_end = before;
    return ok;
}

bool slow_bind_star(Thread *t, Value *window, int form, Value *place) {
    uint32_t registers = slow_star_function(window[0])->code->register_count;
    if (place + STAR_WINDOW + registers > t->register_end) {
        frame_push_failed(t);
        return false;
    }
    if (form & 4 && !is_dict_exact(window[2])) {
        Dict *dict = keywords_of_mapping(t, window[0], window[2]);
        if (!dict)
            return false;
        value_store(t, &window[2], object_value(dict));
    }
    Value callee = window[0], args = window[1], kwargs = form & 1 ? window[2] : VALUE_NULL;
    window[0] = window[1] = VALUE_NULL;
    if (form & 1)
        window[2] = VALUE_NULL;
    place[0] = VALUE_NULL;
    place[1] = kwargs;
    place[2] = args;
    place[3] = callee;
    return bind_above(t, place, registers);
}

/* ---- displays and functions ---- */

Value slow_format(Thread *t, Value v, int conversion, Value spec) {
    Str *text = format_field(t, v, (char)conversion, is_null(spec) ? NULL : value_str(spec));
    return text ? object_value(text) : VALUE_NULL;
}

enum { LONGEST_INT = 20 }; /* characters of a small int */

/* Writes i so that it ends before `end`; where it begins. */
static char *write_int(int64_t i, char *end) {
    uint64_t left = i < 0 ? -(uint64_t)i : (uint64_t)i;
    do
        *--end = (char)('0' + left % 10);
    while (left /= 10);
    if (i < 0)
        *--end = '-';
    return end;
}

/* All parts are ASCII strings or ints: one allocation, shrunk by nothing because ints are measured first. */
static Str *build_ascii(Thread *t, const Value *parts, int count) {
    char digits[LONGEST_INT];
    int64_t length = 0;
    for (int i = 0; i < count; i++)
        length += is_small_int(parts[i])
                      ? digits + LONGEST_INT - write_int(small_int(parts[i]), digits + LONGEST_INT)
                      : value_str(parts[i])->length;
    Str *s = str_alloc(t, length, 127);
    char *out = s ? (char *)s->data : NULL;
    for (int i = 0; s && i < count; i++) {
        const char *from = is_small_int(parts[i]) ? write_int(small_int(parts[i]), digits + LONGEST_INT)
                                                  : (const char *)value_str(parts[i])->data;
        size_t size = is_small_int(parts[i]) ? (size_t)(digits + LONGEST_INT - from)
                                             : (size_t)value_str(parts[i])->length;
        memcpy(out, from, size);
        out += size;
    }
    return s;
}

Str *slow_build_string(Thread *t, Value *parts, int count) {
    bool ascii = true, ints = false;
    int64_t length = 0;
    for (int i = 0; i < count; i++) {
        if (is_small_int(parts[i]))
            ints = true;
        else
            ascii &= value_str(parts[i])->ascii, length += value_str(parts[i])->length;
    }
    if (ascii && (ints || length > 1))
        return build_ascii(t, parts, count);
    for (int i = 0; ints && i < count; i++)
        if (is_small_int(parts[i])) {
            Str *text = int_to_str(t, parts[i], 10, false);
            if (!text)
                return NULL;
            parts[i] = object_value(text);
        }
    return str_join(t, value_str(t->interp->empty_str), parts, count);
}

Value slow_make_function(Thread *t, Frame *f, Value *window, unsigned what) {
    Value made = function_new(t, (Code *)value_object(window[0]), f->function->globals);
    if (is_null(made))
        return made;
    Function *function = (Function *)value_object(made);
    Value *next = window + 1;
    Value *places[] = {&function->defaults, &function->kwdefaults, &function->annotations,
                       &function->closure};
    for (int i = 0; i < 4; i++)
        if (what & 1u << i)
            *places[i] = new_ref(*next++);
    return made;
}

Value slow_build_map(Thread *t, Value *window, int pairs) {
    Dict *dict = dict_new(t, pairs);
    for (int i = 0; dict && i < pairs; i++)
        if (!dict_set(t, dict, window[2 * i], window[2 * i + 1])) {
            decref_object(t, dict);
            return VALUE_NULL;
        }
    return dict ? object_value(dict) : VALUE_NULL;
}

Value slow_build_set(Thread *t, Value *window, int count) {
    Set *set = set_new(t);
    for (int i = 0; set && i < count; i++)
        if (!set_add(t, set, window[i])) {
            decref_object(t, set);
            return VALUE_NULL;
        }
    return set ? object_value(set) : VALUE_NULL;
}

bool slow_list_extend(Thread *t, Value list, Value iterable, int form) {
    Type *type = type_of(t, iterable);
    if (!type->slots.iter && !type->slots.getitem) {
        raise_type_error(t, "Value after * must be an iterable, not %T", iterable);
        return false;
    }
    return list_extend(t, value_list(list), iterable);
}

bool slow_dict_update(Thread *t, Value dict, Value mapping) {
    if (is_dict(mapping))
        return dict_update(t, value_dict(dict), mapping, true);
    Value keys = op_getattr_optional(t, mapping, NAME(keys));
    if (is_null(keys)) {
        if (!error_pending(t))
            raise_type_error(t, "'%T' object is not a mapping", mapping);
        return false;
    }
    decref(t, keys);
    return dict_update(t, value_dict(dict), mapping, true);
}

/* May the policy `backedge` move the GIL before this instruction? At the beginning of a function, at a call, at a jump
 * back: where CPython 3.10 and later look. */
static bool at_safe_point(const Frame *f) {
    const Instr *ip = f->ip;
    if (ip == f->code->instrs)
        return true;
    switch (ip->op) {
    case OP_CALL:
    case OP_CALL_KW:
    case OP_CALL_METHOD:
    case OP_CALL_METHOD_KW:
    case OP_CALL_EX:
    case OP_FOR_LOOP:
        return true;
    case OP_JUMP ... OP_JUMP_IF_NOT_NONE:
        return instr_wide(*ip) < 0;
    case OP_JUMP_IF_LT ... OP_JUMP_UNLESS_GE_K:
        return (int16_t)ip->c < 0;
    default:
        return false;
    }
}

bool slow_breaker(Thread *t) {
    if (t->interp->watched)
        watch_instruction(t);
    twin_audit_next(t);
    gil_tick(t, at_safe_point(t->frame));
    if (!__atomic_load_n(&t->breaker, __ATOMIC_RELAXED))
        return !t->traced || trace_instruction(t);
    uint32_t breaker = __atomic_exchange_n(&t->breaker, 0, __ATOMIC_ACQUIRE);
    if (breaker & BREAK_COLLECT)
        gc_poll(t);
    if (breaker & BREAK_SIGNAL && !signals_run(t)) {
        __atomic_fetch_or(&t->breaker, breaker & BREAK_ASYNC_EXC, __ATOMIC_RELAXED); /* its turn comes later */
        return false;
    }
    if (breaker & BREAK_ASYNC_EXC && !is_null(t->async_exception)) {
        Value exception = t->async_exception;
        t->async_exception = VALUE_NULL;
        raise_value(t, exception);
        decref(t, exception);
        return false;
    }
    return !t->traced || trace_instruction(t);
}
