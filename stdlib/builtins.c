/* Module builtins: the functions that need no compiler and no frame. The VM adds the types, exceptions and
 * constants, and the other functions (__build_class__, __import__, anext, compile, dir, eval, exec, globals,
 * locals, open, vars). */
#include "stdlib/builtins.h"
#include "runtime/bytes.h"
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/iterator.h"

Str *attribute_name(Thread *t, Value v) {
    if (!is_str(v))
        return raise_type_error(t, "attribute name must be string, not '%.200T'", v), NULL;
    Str *name = value_str(v);
    if (!is_str_exact(v))
        return str_intern(t, str_format(t, "%U", name));
    incref_object(name);
    return name->interned ? name : str_intern(t, name);
}

static Value builtin_abs(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_unary(t, UNARY_ABS, args[0]);
}

static Value builtin_aiter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    const Slots *slots = &type_of(t, args[0])->slots;
    if (!slots->aiter)
        return raise_type_error(t, "'%.200T' object is not an async iterable", args[0]);
    Value iterator = slots->aiter(t, args[0]);
    if (is_null(iterator) || type_of(t, iterator)->slots.anext)
        return iterator;
    raise_type_error(t, "aiter() returned not an async iterator of type '%.100T'", iterator);
    decref(t, iterator);
    return VALUE_NULL;
}

static Value builtin_ascii(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(op_ascii(t, args[0]));
}

static Value in_base(Thread *t, Value v, int base) {
    Value i = op_index(t, v);
    if (is_null(i))
        return i;
    Str *text = int_to_str(t, i, base, true);
    decref(t, i);
    return result_value(text);
}

static Value builtin_bin(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return in_base(t, args[0], 2);
}
static Value builtin_oct(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return in_base(t, args[0], 8);
}
static Value builtin_hex(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return in_base(t, args[0], 16);
}

/* breakpoint(*args, **kws): sys.breakpointhook decides. */
static Value builtin_breakpoint(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = str_intern_utf8(t, "breakpointhook");
    Value hook = name && t->interp->sys ? dict_get_name(t, t->interp->sys, name) : VALUE_NULL;
    xdecref_object(t, name);
    if (is_null(hook))
        return error_pending(t) ? VALUE_NULL : raise(t, EXC_RuntimeError, "lost sys.breakpointhook");
    incref(hook);
    Value result = op_call(t, hook, args, nargs, kwnames);
    decref(t, hook);
    return result;
}

static Value builtin_callable(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return bool_value(op_callable(t, args[0]));
}

static Value builtin_chr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int c;
    if (!arg_int(t, args[0], &c))
        return VALUE_NULL;
    if (c < 0 || c > 0x10ffff)
        return raise_value_error(t, "chr() arg not in range(0x110000)");
    return str_from_char(t, (uint32_t)c);
}

static Value builtin_ord(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value c = args[0];
    int64_t length;
    if (is_str(c)) {
        if ((length = value_str(c)->length) == 1)
            return small_int_value(str_at(value_str(c), 0));
    } else if (is_bytes(c)) {
        if ((length = value_bytes(c)->length) == 1)
            return small_int_value(value_bytes(c)->data[0]);
    } else if (is_bytearray(c)) {
        ByteArray *b = (ByteArray *)value_object(c);
        if ((length = b->length) == 1)
            return small_int_value(b->data[0]);
    } else {
        return raise_type_error(t, "ord() expected string of length 1, but %.200T found", c);
    }
    return raise_type_error(t, "ord() expected a character, but string of length %zd found", length);
}

static Value builtin_divmod(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_binary(t, BINARY_DIVMOD, args[0], args[1]);
}

static Value builtin_format(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[1]))
        return result_value(op_format(t, args[0], NULL));
    if (!is_str(args[1]))
        return raise_type_error(t, "format() argument 2 must be str, not %T", args[1]);
    return result_value(op_format(t, args[0], value_str(args[1])));
}

static Value builtin_getattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = attribute_name(t, args[1]);
    if (!name)
        return VALUE_NULL;
    Value v = is_null(args[2]) ? op_getattr(t, args[0], name) : op_getattr_optional(t, args[0], name);
    decref_object(t, name);
    if (is_null(v) && !error_pending(t))
        return new_ref(args[2]);
    return v;
}

static Value builtin_hasattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Str *name = attribute_name(t, args[1]);
    if (!name)
        return VALUE_NULL;
    Value v = op_getattr_optional(t, args[0], name);
    decref_object(t, name);
    decref(t, v);
    return error_pending(t) ? VALUE_NULL : bool_value(!is_null(v));
}

static Value set_attribute(Thread *t, Value object, Value name_arg, Value v) {
    Str *name = attribute_name(t, name_arg);
    bool ok = name && op_setattr(t, object, name, v);
    xdecref_object(t, name);
    return ok ? VALUE_NONE : VALUE_NULL;
}

static Value builtin_setattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return set_attribute(t, args[0], args[1], args[2]);
}

static Value builtin_delattr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return set_attribute(t, args[0], args[1], VALUE_NULL);
}

static Value builtin_hash(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t hash;
    return op_hash(t, args[0], &hash) ? int_value(t, hash) : VALUE_NULL;
}

/* The address of an object; immediates have their word, which no address equals: its low bits are a tag. */
static Value builtin_id(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    uint64_t id = is_pointer(args[0]) ? (uint64_t)(uintptr_t)value_object(args[0]) : args[0].bits;
    return int_from_uint64(t, id);
}

static Value builtin_isinstance(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int answer = op_isinstance(t, args[0], args[1]);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value builtin_issubclass(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int answer = op_issubclass(t, args[0], args[1]);
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static Value builtin_iter(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_null(args[1]))
        return op_iter(t, args[0]);
    if (!op_callable(t, args[0]))
        return raise_type_error(t, "iter(v, w): v must be callable");
    return callable_iterator_new(t, args[0], args[1]);
}

Value builtins_step(Thread *t, Value iterator) {
    const Slots *slots = &type_of(t, iterator)->slots;
    if (!slots->next)
        return raise_type_error(t, "'%.200T' object is not an iterator", iterator);
    return slots->next(t, iterator);
}

static Value builtin_next(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value item = builtins_step(t, args[0]);
    if (!is_null(item))
        return item;
    bool ended = !error_pending(t);
    if (is_null(args[1]))
        return ended ? raise_stop_iteration(t, VALUE_NONE) : VALUE_NULL;
    return ended || error_clear_if(t, EXC_StopIteration) ? new_ref(args[1]) : VALUE_NULL;
}

static Value builtin_len(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t length = op_length(t, args[0]);
    return length < 0 ? VALUE_NULL : int_value(t, length);
}

static Value builtin_pow(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return op_power(t, args[0], args[1], is_null(args[2]) ? VALUE_NONE : args[2]);
}

static Value builtin_repr(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return result_value(op_repr(t, args[0]));
}

static Value builtin_round(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (is_int_exact(args[0]) && (is_null(args[1]) || is_none(args[1])))
        return new_ref(args[0]);
    Value method = op_lookup_special(t, args[0], NAME(__round__));
    if (is_null(method))
        return error_pending(t) ? VALUE_NULL
                                : raise_type_error(t, "type %.100T doesn't define __round__ method", args[0]);
    bool digits = !is_null(args[1]) && !is_none(args[1]);
    Value result = digits ? op_call1(t, method, args[1]) : op_call0(t, method);
    decref(t, method);
    return result;
}

static const MethodDef functions[] = {
    {"abs", builtin_abs, "x, /", "The number without its sign."},
    {"aiter", builtin_aiter, "async_iterable, /", "What an async for would run to get items."},
    {"all", builtins_all, "iterable, /", "True unless there is an item that is false."},
    {"any", builtins_any, "iterable, /", "True if there is an item that is true."},
    {"ascii", builtin_ascii, "obj, /", "repr() with all that is not ASCII escaped."},
    {"bin", builtin_bin, "number, /", "An int in binary digits, behind 0b: bin(10) == '0b1010'."},
    {"breakpoint", builtin_breakpoint, "*args, **kws",
     "breakpoint(*args, **kws)\n\nCalls sys.breakpointhook with these arguments, which usually starts a "
     "debugger."},
    {"callable", builtin_callable, "obj, /",
     "Whether the object can be called, as functions, classes, and instances whose class has\n__call__ can."},
    {"chr", builtin_chr, "i, /", "The character with a number, from 0 to 0x10ffff."},
    {"delattr", builtin_delattr, "obj, name, /", "del obj.name, for a name in a string."},
    {"divmod", builtin_divmod, "x, y, /", "Quotient and remainder: (x // y, x % y)."},
    {"format", builtin_format, "value, format_spec='', /",
     "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec "
     "according to "
     "the\nFormat Specification Mini-language. See help('FORMATTING')\nfor details."},
    {"getattr", builtin_getattr, "object, name, default=None, /",
     "getattr(object, name[, default])\n\nobject.name, for a name in a string; the default if there is no "
     "such attribute."},
    {"hasattr", builtin_hasattr, "obj, name, /", "Whether getattr(obj, name) finds an attribute."},
    {"hash", builtin_hash, "obj, /",
     "An int that is the same for equal objects. Others may have the same one."},
    {"hex", builtin_hex, "number, /", "An int in hexadecimal digits, behind 0x: hex(30) == '0x1e'."},
    {"id", builtin_id, "obj, /", "An int that no other object has as long as this one lives."},
    {"input", builtins_input, "prompt='', /",
     "A line of standard input without its newline. The prompt is written first, without one."},
    {"isinstance", builtin_isinstance, "obj, class_or_tuple, /",
     "Whether the object is of the class, or of one derived from it.\n\nOf several classes (a tuple, or A | "
     "B) one is enough."},
    {"issubclass", builtin_issubclass, "cls, class_or_tuple, /",
     "Whether cls is the class, or derived from it.\n\nOf several classes (a tuple, or A | B) one is "
     "enough."},
    {"iter", builtin_iter, "object, sentinel=None, /",
     "iter(iterable)\niter(callable, sentinel)\n\nAn iterator over the items of an object that has __iter__ "
     "or is a sequence; or over what the\ncallable returns, until that is equal to the sentinel."},
    {"len", builtin_len, "obj, /", "How many items there are."},
    {"max", builtins_max, NULL,
     "max(iterable, *[, default=obj, key=func])\nmax(arg1, arg2, *args, *[, key=func])\n\nThe largest item, "
     "or argument; of equal ones the first. With key, what it returns for them is\ncompared. The default is "
     "for an iterable without items."},
    {"min", builtins_min, NULL,
     "min(iterable, *[, default=obj, key=func])\nmin(arg1, arg2, *args, *[, key=func])\n\nThe smallest item, "
     "or argument; of equal ones the first. With key, what it returns for them is\ncompared. The default is "
     "for an iterable without items."},
    {"next", builtin_next, "iterator, default=None, /",
     "next(iterator[, default])\n\nThe next item. At the end the default, or StopIteration."},
    {"oct", builtin_oct, "number, /", "An int in octal digits, behind 0o: oct(10) == '0o12'."},
    {"ord", builtin_ord, "c, /", "The number of a character, or of a single byte."},
    {"pow", builtin_pow, "base, exp, mod=None",
     "base ** exp, or with mod base ** exp % mod without computing the large power first."},
    {"print", builtins_print, "*args, sep=' ', end='\\n', file=None, flush=False",
     "Writes the values as text.\n\n  sep\n    what comes between two of them\n  end\n    what comes after "
     "the last\n  file\n    where they go: an object with write(), by default sys.stdout\n  flush\n    "
     "whether the file is flushed then"},
    {"repr", builtin_repr, "obj, /",
     "The object as text for developers; for many types, an expression that gives an equal object."},
    {"round", builtin_round, "number, ndigits=None",
     "A number rounded to so many decimal digits, or (negative) to tens, hundreds and so on.\n\nWithout "
     "ndigits the nearest int; otherwise the result is of the same type as the number."},
    {"setattr", builtin_setattr, "obj, name, value, /", "obj.name = value, for a name in a string."},
    {"sorted", builtins_sorted, "!iterable, /, *, key=None, reverse=False",
     "A new list with the items, the smallest first.\n\nWith key, what it returns for each item is compared. "
     "With reverse=True the largest comes first."},
    {"sum", builtins_sum, "iterable, /, start=0",
     "start and all items, added up.\n\nMeant for numbers. Strings are refused: join() does that."},
    {0},
};

const ModuleDef builtins_module_def = {
    .name = "builtins",
    .doc = "Built-in functions, types, exceptions, and other objects.\n\nThis module provides direct access "
           "to all "
           "'built-in'\nidentifiers of Python; for example, builtins.len is\nthe full name for the built-in "
           "function "
           "len().",
    .functions = functions,
};
