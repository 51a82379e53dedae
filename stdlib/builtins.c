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
    {"abs", builtin_abs, "x, /", "Return the absolute value of the argument."},
    {"aiter", builtin_aiter, "async_iterable, /", "Return an AsyncIterator for an AsyncIterable object."},
    {"all", builtins_all, "iterable, /",
     "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return "
     "True."},
    {"any", builtins_any, "iterable, /",
     "Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."},
    {"ascii", builtin_ascii, "obj, /", "Return an ASCII-only representation of an object."},
    {"bin", builtin_bin, "number, /",
     "Return the binary representation of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'"},
    {"breakpoint", builtin_breakpoint, "*args, **kws",
     "breakpoint(*args, **kws)\n\nCall sys.breakpointhook(*args, **kws).  sys.breakpointhook() must "
     "accept\nwhatever "
     "arguments are passed.\n\nBy default, this drops you into the pdb debugger."},
    {"callable", builtin_callable, "obj, /",
     "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are "
     "callable, as are "
     "instances of classes with a\n__call__() method."},
    {"chr", builtin_chr, "i, /",
     "Return a Unicode string of one character with ordinal i; 0 <= i <= 0x10ffff."},
    {"delattr", builtin_delattr, "obj, name, /",
     "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``"},
    {"divmod", builtin_divmod, "x, y, /", "Return the tuple (x//y, x%y).  Invariant: div*y + mod == x."},
    {"format", builtin_format, "value, format_spec='', /",
     "Return type(value).__format__(value, format_spec)\n\nMany built-in types implement format_spec "
     "according to "
     "the\nFormat Specification Mini-language. See help('FORMATTING')\nfor details."},
    {"getattr", builtin_getattr, "object, name, default=None, /",
     "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is "
     "equivalent "
     "to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without "
     "it, an "
     "exception is raised in that case."},
    {"hasattr", builtin_hasattr, "obj, name, /",
     "Return whether the object has an attribute with the given name.\n\nThis is done by calling "
     "getattr(obj, name) and "
     "catching AttributeError."},
    {"hash", builtin_hash, "obj, /",
     "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same "
     "hash value, "
     "but the\nreverse is not necessarily true."},
    {"hex", builtin_hex, "number, /",
     "Return the hexadecimal representation of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'"},
    {"id", builtin_id, "obj, /",
     "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing "
     "objects.\n(CPython uses the object's memory address.)"},
    {"input", builtins_input, "prompt=None, /",
     "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, "
     "is printed "
     "to standard output without a\ntrailing newline before reading input."},
    {"isinstance", builtin_isinstance, "obj, class_or_tuple, /",
     "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in "
     "``isinstance(x, "
     "(A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) "
     "or "
     "isinstance(x, B)\nor ...`` etc."},
    {"issubclass", builtin_issubclass, "cls, class_or_tuple, /",
     "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in "
     "``issubclass(x, (A, B, "
     "...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or "
     "issubclass(x, "
     "B)\nor ...``."},
    {"iter", builtin_iter, "object, sentinel=None, /",
     "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nGet an iterator from an object.  "
     "In the first "
     "form, the argument must\nsupply its own iterator, or be a sequence.\nIn the second form, the callable "
     "is called "
     "until it returns the sentinel."},
    {"len", builtin_len, "obj, /", "Return the number of items in a container."},
    {"max", builtins_max, NULL,
     "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nWith a "
     "single iterable argument, return its biggest item. The\ndefault keyword-only argument specifies an "
     "object to "
     "return if\nthe provided iterable is empty.\nWith two or more arguments, return the largest argument."},
    {"min", builtins_min, NULL,
     "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> "
     "value\n\nWith a "
     "single iterable argument, return its smallest item. The\ndefault keyword-only argument specifies an "
     "object to "
     "return if\nthe provided iterable is empty.\nWith two or more arguments, return the smallest argument."},
    {"next", builtin_next, "iterator, default=None, /",
     "next(iterator[, default])\n\nReturn the next item from the iterator. If default is given and the "
     "iterator\nis "
     "exhausted, it is returned instead of raising StopIteration."},
    {"oct", builtin_oct, "number, /",
     "Return the octal representation of an integer.\n\n   >>> oct(342391)\n   '0o1234567'"},
    {"ord", builtin_ord, "c, /", "Return the Unicode code point for a one-character string."},
    {"pow", builtin_pow, "base, exp, mod=None",
     "Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.\n\nSome types, such as "
     "ints, are "
     "able to use a more efficient algorithm when\ninvoked using the three argument form."},
    {"print", builtins_print, "*args, sep=' ', end='\\n', file=None, flush=False",
     "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between "
     "values, default "
     "a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a file-like "
     "object "
     "(stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the stream."},
    {"repr", builtin_repr, "obj, /",
     "Return the canonical string representation of the object.\n\nFor many object types, including most "
     "builtins, "
     "eval() will return\na string that can be used to construct an object with the same value."},
    {"round", builtin_round, "number, ndigits=None",
     "Round a number to a given precision in decimal digits.\n\nThe return value is an integer if ndigits is "
     "omitted or "
     "None.  Otherwise\nthe return value has the same type as the number.  ndigits may be negative."},
    {"setattr", builtin_setattr, "obj, name, value, /",
     "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is "
     "equivalent to ``x.y "
     "= v``"},
    {"sorted", builtins_sorted, NULL,
     "Return a new list containing all items from the iterable in ascending order.\n\nA custom key function "
     "can be "
     "supplied to customize the sort order, and the\nreverse flag can be set to request the result in "
     "descending "
     "order."},
    {"sum", builtins_sum, "iterable, /, start=0",
     "Return the sum of a 'start' value (default: 0) plus an iterable of numbers\n\nWhen the iterable is "
     "empty, return "
     "the start value.\nThis function is intended specifically for use with numeric values and may\nreject "
     "non-numeric "
     "types."},
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
