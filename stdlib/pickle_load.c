/* Running a pickle: the loop, the table of its instructions, and those that only move things. */
#include "runtime/dict.h"
#include "runtime/float.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/str.h"
#include "stdlib/pickle.h"

/* ---- constants ---- */

static bool load_none(PickleReader *r) {
    return pickle_push(r, VALUE_NONE);
}
static bool load_newtrue(PickleReader *r) {
    return pickle_push(r, VALUE_TRUE);
}
static bool load_newfalse(PickleReader *r) {
    return pickle_push(r, VALUE_FALSE);
}
static bool load_empty_tuple(PickleReader *r) {
    return pickle_push(r, new_ref(r->t->interp->empty_tuple));
}
static bool load_empty_list(PickleReader *r) {
    List *list = list_new(r->t, 0);
    return list && pickle_push(r, object_value(list));
}
static bool load_empty_dict(PickleReader *r) {
    Dict *dict = dict_new(r->t, 0);
    return dict && pickle_push(r, object_value(dict));
}

/* ---- the stack ---- */

static bool load_pop(PickleReader *r) {
    size_t start;
    if (r->mark_count && r->marks[r->mark_count - 1] == r->depth)
        return pickle_pop_mark(r, &start);
    Value v = pickle_pop(r);
    decref(r->t, v);
    return !is_null(v);
}

static bool load_pop_mark(PickleReader *r) {
    size_t start;
    if (!pickle_pop_mark(r, &start))
        return false;
    pickle_cut(r, start);
    return true;
}

static bool load_dup(PickleReader *r) {
    if (r->depth <= r->fence)
        return pickle_underflow(r);
    return pickle_push(r, new_ref(r->stack[r->depth - 1]));
}

/* ---- the memo ---- */

static bool get(PickleReader *r, uint64_t number) {
    Value v = pickle_memo_get(r, number);
    return !is_null(v) && pickle_push(r, new_ref(v));
}

static bool load_get(PickleReader *r) {
    uint64_t i;
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    Value number = line ? pickle_line_number(r, line, length + 1, NULL) : VALUE_NULL;
    if (is_null(number))
        return false;
    bool fits = int_to_uint64(number, &i);
    decref(r->t, number);
    if (!fits)
        return pickle_raise(r->t, &unpickling_error_def, "Memo value not found at index -1"), false;
    return get(r, i);
}

static bool load_binget(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 1);
    return code && get(r, code[0]);
}

static bool load_long_binget(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 4);
    return code && get(r, pickle_number(code, 4));
}

static bool put(PickleReader *r, uint64_t number) {
    if (r->depth <= r->fence)
        return pickle_underflow(r);
    return pickle_memo_put(r, number, r->stack[r->depth - 1]);
}

static bool load_put(PickleReader *r) {
    Value number;
    uint64_t i;
    size_t length;
    const char *line = pickle_read_filled_line(r, &length);
    if (!line)
        return false;
    if (r->depth <= r->fence)
        return pickle_underflow(r);
    if (is_null(number = pickle_line_number(r, line, length + 1, NULL)))
        return false;
    bool fits = int_to_uint64(number, &i) && i <= INT64_MAX, negative = int_sign(number) < 0;
    decref(r->t, number);
    if (negative)
        return raise_value_error(r->t, "negative PUT argument"), false;
    if (!fits)
        return raise_overflow(r->t, "Python int too large to convert to C ssize_t"), false;
    return put(r, i);
}

static bool load_binput(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 1);
    return code && put(r, code[0]);
}

static bool load_long_binput(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 4);
    return code && put(r, pickle_number(code, 4));
}

static bool load_memoize(PickleReader *r) {
    return put(r, r->memo_count + (r->sparse ? (uint64_t)r->sparse->length : 0));
}

/* ---- the pickle itself ---- */

static bool load_proto(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 1);
    if (!code)
        return false;
    if (code[0] > PICKLE_HIGHEST)
        return raise_value_error(r->t, "unsupported pickle protocol: %d", code[0]), false;
    r->protocol = code[0];
    return true;
}

/* Whoever reads a file gets all of a frame at once. */
static bool load_frame(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 8);
    if (!code)
        return false;
    uint64_t length = pickle_number(code, 8);
    if (length > INT64_MAX) {
        raise_overflow(r->t, "FRAME length exceeds system's maximum of %lld bytes", (long long)INT64_MAX);
        return false;
    }
    if (!pickle_read(r, length))
        return false;
    r->position -= length;
    return true;
}

static bool load_stop(PickleReader *r) {
    r->stopped = true;
    return true;
}

static const PickleLoader loaders[256] = {
    [PICKLE_MARK] = pickle_push_mark,
    [PICKLE_STOP] = load_stop,
    [PICKLE_POP] = load_pop,
    [PICKLE_POP_MARK] = load_pop_mark,
    [PICKLE_DUP] = load_dup,
    [PICKLE_FLOAT] = load_float,
    [PICKLE_INT] = load_int,
    [PICKLE_BININT] = load_binint,
    [PICKLE_BININT1] = load_binint1,
    [PICKLE_LONG] = load_long,
    [PICKLE_BININT2] = load_binint2,
    [PICKLE_NONE] = load_none,
    [PICKLE_PERSID] = load_persid,
    [PICKLE_BINPERSID] = load_binpersid,
    [PICKLE_REDUCE] = load_reduce,
    [PICKLE_STRING] = load_string,
    [PICKLE_BINSTRING] = load_binstring,
    [PICKLE_SHORT_BINSTRING] = load_short_binstring,
    [PICKLE_UNICODE] = load_unicode,
    [PICKLE_BINUNICODE] = load_binunicode,
    [PICKLE_APPEND] = load_append,
    [PICKLE_BUILD] = load_build,
    [PICKLE_GLOBAL] = load_global,
    [PICKLE_DICT] = load_dict,
    [PICKLE_EMPTY_DICT] = load_empty_dict,
    [PICKLE_APPENDS] = load_appends,
    [PICKLE_GET] = load_get,
    [PICKLE_BINGET] = load_binget,
    [PICKLE_INST] = load_inst,
    [PICKLE_LONG_BINGET] = load_long_binget,
    [PICKLE_LIST] = load_list,
    [PICKLE_EMPTY_LIST] = load_empty_list,
    [PICKLE_OBJ] = load_obj,
    [PICKLE_PUT] = load_put,
    [PICKLE_BINPUT] = load_binput,
    [PICKLE_LONG_BINPUT] = load_long_binput,
    [PICKLE_SETITEM] = load_setitem,
    [PICKLE_TUPLE] = load_tuple,
    [PICKLE_EMPTY_TUPLE] = load_empty_tuple,
    [PICKLE_SETITEMS] = load_setitems,
    [PICKLE_BINFLOAT] = load_binfloat,
    [PICKLE_PROTO] = load_proto,
    [PICKLE_NEWOBJ] = load_newobj,
    [PICKLE_EXT1] = load_ext1,
    [PICKLE_EXT2] = load_ext2,
    [PICKLE_EXT4] = load_ext4,
    [PICKLE_TUPLE1] = load_tuple1,
    [PICKLE_TUPLE2] = load_tuple2,
    [PICKLE_TUPLE3] = load_tuple3,
    [PICKLE_NEWTRUE] = load_newtrue,
    [PICKLE_NEWFALSE] = load_newfalse,
    [PICKLE_LONG1] = load_long1,
    [PICKLE_LONG4] = load_long4,
    [PICKLE_BINBYTES] = load_binbytes,
    [PICKLE_SHORT_BINBYTES] = load_short_binbytes,
    [PICKLE_SHORT_BINUNICODE] = load_short_binunicode,
    [PICKLE_BINUNICODE8] = load_binunicode8,
    [PICKLE_BINBYTES8] = load_binbytes8,
    [PICKLE_EMPTY_SET] = load_empty_set,
    [PICKLE_ADDITEMS] = load_additems,
    [PICKLE_FROZENSET] = load_frozenset,
    [PICKLE_NEWOBJ_EX] = load_newobj_ex,
    [PICKLE_STACK_GLOBAL] = load_stack_global,
    [PICKLE_MEMOIZE] = load_memoize,
    [PICKLE_FRAME] = load_frame,
    [PICKLE_BYTEARRAY8] = load_bytearray8,
    [PICKLE_NEXT_BUFFER] = load_next_buffer,
    [PICKLE_READONLY_BUFFER] = load_readonly_buffer,
};

/* ---- the loop ---- */

static bool bad_instruction(PickleReader *r, int code) {
    if (code >= 0x20 && code <= 0x7e && code != '\'' && code != '\\')
        pickle_raise(r->t, &unpickling_error_def, "invalid load key, '%c'.", code);
    else
        pickle_raise(r->t, &unpickling_error_def, "invalid load key, '\\x%02x'.", code);
    return false;
}

/* The end of the data is a truncated pickle, but in front of an instruction it is the end of the file. */
static const uint8_t *next_instruction(PickleReader *r) {
    const uint8_t *code = pickle_read(r, 1);
    Value truncated = code ? VALUE_NULL : r->t->exception;
    if (!is_null(truncated) && is_native(truncated, &unpickling_error_def)) {
        error_clear(r->t);
        raise(r->t, EXC_EOFError, "Ran out of input");
    }
    return code;
}

static bool run(PickleReader *r) {
    while (!r->stopped) {
        const uint8_t *code = next_instruction(r);
        if (!code)
            return false;
        PickleLoader load = loaders[*code];
        if (!(load ? load(r) : bad_instruction(r, *code)))
            return false;
    }
    return true;
}

Value pickle_load(PickleReader *r) {
    pickle_cut(r, 0);
    r->mark_count = r->fence = 0;
    r->protocol = 0;
    r->stopped = false;
    Value v = run(r) ? pickle_pop(r) : VALUE_NULL;
    if (is_null(v))
        return v;
    if (!pickle_give_back(r)) {
        decref(r->t, v);
        return VALUE_NULL;
    }
    return v;
}
