/* The table of special methods. Lines of one slot stand together. */
#include "runtime/slot_functions.h"
#include "runtime/type_slots.h"

#define AT(field) offsetof(Slots, field)
#define SLOT(method, field, kind, function, signature, doc)                                                  \
    { NAME_##method, AT(field), kind, 0, (void *)function, signature, doc }
#define COMPARE(method, op, sign)                                                                            \
    {                                                                                                        \
        NAME_##method, AT(compare), SLOT_COMPARE, op, (void *)slot_compare, "value, /",                      \
            "Return self" sign "value."                                                                      \
    }
#define OPERATOR(op, lower, sign)                                                                            \
    SLOT(__##lower##__, binary[BINARY_##op], SLOT_BINARY, slot_##lower, "value, /",                          \
         "Return self" sign "value."),                                                                       \
        SLOT(__r##lower##__, binary[BINARY_##op], SLOT_BINARY_REFLECTED, slot_##lower, "value, /",           \
             "Return value" sign "self.")
#define INPLACE(op, lower, sign)                                                                             \
    SLOT(__i##lower##__, inplace[BINARY_##op], SLOT_BINARY, slot_i##lower, "value, /",                       \
         "Return self" sign "value.")
#define UNARY(op, lower, doc) SLOT(__##lower##__, unary[UNARY_##op], SLOT_UNARY, slot_##lower, "", doc)

const SlotDef slot_defs[] = {
    SLOT(__new__, new_instance, SLOT_NEW, slot_new, NULL, NULL),
    SLOT(__init__, init, SLOT_INIT, slot_init, "*args, **kwargs",
         "Give a new object what it needs to begin with; the class says which arguments that takes."),
    SLOT(__getattribute__, getattr, SLOT_GETATTR, slot_getattr, "name, /", "Return getattr(self, name)."),
    SLOT(__getattr__, getattr, SLOT_HOOK, slot_getattr_hook, NULL, NULL),
    SLOT(__setattr__, setattr, SLOT_SETATTR, slot_setattr, "name, value, /",
         "Implement setattr(self, name, value)."),
    SLOT(__delattr__, setattr, SLOT_DELATTR, slot_setattr, "name, /", "Implement delattr(self, name)."),
    SLOT(__repr__, repr, SLOT_UNARY, slot_repr, "", "Return repr(self)."),
    SLOT(__hash__, hash, SLOT_HASH, slot_hash, "", "Return hash(self)."),
    SLOT(__call__, call, SLOT_CALL, slot_call, "*args, **kwargs", "Call self as a function."),
    SLOT(__str__, str, SLOT_UNARY, slot_str, "", "Return str(self)."),
    COMPARE(__lt__, COMPARE_LT, "<"),
    COMPARE(__le__, COMPARE_LE, "<="),
    COMPARE(__eq__, COMPARE_EQ, "=="),
    COMPARE(__ne__, COMPARE_NE, "!="),
    COMPARE(__gt__, COMPARE_GT, ">"),
    COMPARE(__ge__, COMPARE_GE, ">="),
    SLOT(__iter__, iter, SLOT_UNARY, slot_iter, "", "Implement iter(self)."),
    SLOT(__next__, next, SLOT_NEXT, slot_next, "", "Implement next(self)."),
    SLOT(__get__, descr_get, SLOT_GET, slot_get, "instance, owner=None, /",
         "What reading the attribute of an instance of owner gives."),
    SLOT(__set__, descr_set, SLOT_SET, slot_set, "instance, value, /",
         "Do what assigning to the attribute of the instance means."),
    SLOT(__delete__, descr_set, SLOT_DELETE, slot_set, "instance, /", "Delete an attribute of instance."),
    SLOT(__del__, finalize, SLOT_FINALIZE, slot_finalize, "",
         "Called when the instance is about to be destroyed."),
    SLOT(__await__, await, SLOT_UNARY, slot_await, "", "The iterator that an await expression runs."),
    SLOT(__aiter__, aiter, SLOT_UNARY, slot_aiter, "", "The asynchronous iterator that an async for runs."),
    SLOT(__anext__, anext, SLOT_UNARY, slot_anext, "",
         "An awaitable for the next item; it raises StopAsyncIteration at the end."),
    OPERATOR(ADD, add, "+"),
    OPERATOR(SUB, sub, "-"),
    OPERATOR(MUL, mul, "*"),
    OPERATOR(MATMUL, matmul, "@"),
    OPERATOR(TRUEDIV, truediv, "/"),
    OPERATOR(FLOORDIV, floordiv, "//"),
    OPERATOR(MOD, mod, "%"),
    SLOT(__divmod__, binary[BINARY_DIVMOD], SLOT_BINARY, slot_divmod, "value, /",
         "Return divmod(self, value)."),
    SLOT(__rdivmod__, binary[BINARY_DIVMOD], SLOT_BINARY_REFLECTED, slot_divmod, "value, /",
         "Return divmod(value, self)."),
    SLOT(__pow__, binary[BINARY_POW], SLOT_POWER, slot_pow, "value, mod=None, /",
         "Return pow(self, value, mod)."),
    SLOT(__rpow__, binary[BINARY_POW], SLOT_POWER_REFLECTED, slot_pow, "value, mod=None, /",
         "Return pow(value, self, mod)."),
    SLOT(__pow__, power, SLOT_HOOK, slot_power, NULL, NULL),
    OPERATOR(LSHIFT, lshift, "<<"),
    OPERATOR(RSHIFT, rshift, ">>"),
    OPERATOR(AND, and, "&"),
    OPERATOR(XOR, xor, "^"),
    OPERATOR(OR, or, "|"),
    INPLACE(ADD, add, "+="),
    INPLACE(SUB, sub, "-="),
    INPLACE(MUL, mul, "*="),
    INPLACE(MATMUL, matmul, "@="),
    INPLACE(TRUEDIV, truediv, "/="),
    INPLACE(FLOORDIV, floordiv, "//="),
    INPLACE(MOD, mod, "%="),
    INPLACE(POW, pow, "**="),
    INPLACE(LSHIFT, lshift, "<<="),
    INPLACE(RSHIFT, rshift, ">>="),
    INPLACE(AND, and, "&="),
    INPLACE(XOR, xor, "^="),
    INPLACE(OR, or, "|="),
    UNARY(NEG, neg, "-self"),
    UNARY(POS, pos, "+self"),
    UNARY(INVERT, invert, "~self"),
    UNARY(ABS, abs, "abs(self)"),
    UNARY(INT, int, "int(self)"),
    UNARY(FLOAT, float, "float(self)"),
    UNARY(INDEX, index, "The int that the object stands for as an index."),
    SLOT(__bool__, truth, SLOT_TRUTH, slot_truth, "", "True if self else False"),
    SLOT(__len__, length, SLOT_LENGTH, slot_length, "", "Return len(self)."),
    SLOT(__getitem__, getitem, SLOT_BINARY, slot_getitem, "key, /", "Return self[key]."),
    SLOT(__setitem__, setitem, SLOT_SETITEM, slot_setitem, "key, value, /", "Set self[key] to value."),
    SLOT(__delitem__, setitem, SLOT_DELITEM, slot_setitem, "key, /", "Delete self[key]."),
    SLOT(__contains__, contains, SLOT_CONTAINS, slot_contains, "key, /", "Return key in self."),
    SLOT(__add__, concat, SLOT_BINARY, NULL, "value, /", "Return self+value."),
    SLOT(__mul__, repeat, SLOT_INDEXED, NULL, "value, /", "Return self*value."),
    SLOT(__rmul__, repeat, SLOT_INDEXED, NULL, "value, /", "Return value*self."),
    SLOT(__iadd__, inplace_concat, SLOT_BINARY, NULL, "value, /", "Implement self+=value."),
    SLOT(__imul__, inplace_repeat, SLOT_INDEXED, NULL, "value, /", "Implement self*=value."),
};

const int slot_def_count = sizeof slot_defs / sizeof *slot_defs;
