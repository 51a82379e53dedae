// The grammar behind the program fuzzer. Two things keep programs small at run time: loops run over
// constants, and each round starts with cut(), a function of the prologue that shortens what has grown.
#include "programs_maker.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>

typedef struct Maker {
    const uint8_t *data;
    size_t size, at;
    char *out;
    size_t room, length;
    int depth;     // of nested expressions and statements
    int indent;    // of the statement being written
    int functions; // f0 .. defined so far
    bool in_function, in_loop;
} Maker;

static const char prologue[] = "import gc, sys, weakref, itertools, functools\n"
                               "def cut(x):\n"
                               "    t = type(x)\n"
                               "    if t is int: return x if -2**90 < x < 2**90 else x % 10**9\n"
                               "    if t in (str, bytes, list, tuple): return x[:40]\n"
                               "    if t in (dict, set) and len(x) > 40: x.clear()\n"
                               "    return x\n"
                               "class C:\n"
                               "    k = 1\n"
                               "    def __init__(self, x=0): self.x = x\n"
                               "    def m(self, *a): return self.x\n"
                               "    def __eq__(self, o): return type(o) is C and self.x == o.x\n"
                               "    def __hash__(self): return 1\n"
                               "    def __getattr__(self, n): raise AttributeError(n)\n"
                               "class D(C):\n"
                               "    __slots__ = ('s',)\n"
                               "    def m(self, *a): return super().m()\n"
                               "    def __del__(self): self.x = None\n"
                               "    def __lt__(self, o): return True\n"
                               "    def __enter__(self): return self\n"
                               "    def __exit__(self, *a): return True\n"
                               "    def __iter__(self): return iter((1, 2))\n"
                               "    def __getitem__(self, i): return i\n"
                               "a, b, c, d = 1, 'text', [1, 2], {'k': 3}\n";

static int pick(Maker *m, int count) {
    if (m->at >= m->size || m->length + 500 > m->room)
        return 0;
    return m->data[m->at++] % count;
}

static void put(Maker *m, const char *format, ...) {
    va_list args;
    va_start(args, format);
    int n = vsnprintf(m->out + m->length, m->room - m->length, format, args);
    va_end(args);
    if (n > 0 && m->length + (size_t)n < m->room)
        m->length += (size_t)n;
}

#define PICK(m, table) (table[pick(m, (int)(sizeof table / sizeof *table))])

static void expression(Maker *m);

static void name(Maker *m) {
    static const char *const names[] = {"a", "b", "c", "d"};
    put(m, "%s", PICK(m, names));
}

static void atom(Maker *m) {
    static const char *const atoms[] = {"0",
                                        "1",
                                        "-1",
                                        "2.5",
                                        "True",
                                        "None",
                                        "''",
                                        "'ab'",
                                        "'é'",
                                        "b'xy'",
                                        "[]",
                                        "()",
                                        "{}",
                                        "{1, 2}",
                                        "...",
                                        "2**62",
                                        "-2**70",
                                        "1e308",
                                        "1j",
                                        "range(4)",
                                        "C",
                                        "D()",
                                        "C(1)",
                                        "float('nan')",
                                        "type",
                                        "len",
                                        "str",
                                        "slice(1, 2)",
                                        "frozenset('ab')",
                                        "bytearray(b'q')"};
    if (pick(m, 2))
        put(m, "%s", PICK(m, atoms));
    else
        name(m);
}

static void list_of(Maker *m, const char *open, const char *close, bool pairs) {
    put(m, "%s", open);
    for (int n = pick(m, 4); n > 0; n--) {
        if (!pairs && pick(m, 6) == 5)
            put(m, "*");
        expression(m);
        if (pairs) {
            put(m, ": ");
            expression(m);
        }
        put(m, ", ");
    }
    put(m, "%s", close);
}

static void infix(Maker *m) {
    static const char *const operators[] = {"+",  "-",  "*",  "/",      "//",  "%",  "&",
                                            "|",  "^",  "<",  "<=",     "==",  "!=", ">",
                                            ">=", "in", "is", "not in", "and", "or", "@"};
    const char *operator= PICK(m, operators);
    put(m, operator[0] == '*' ? "(cut(" : "(");
    expression(m);
    put(m, operator[0] == '*' ? ") %s 3)" : " %s ", operator);
    if (operator[0] == '*')
        return;
    expression(m);
    put(m, ")");
}

static void call(Maker *m) {
    static const char *const functions[] = {"str",
                                            "repr",
                                            "len",
                                            "list",
                                            "tuple",
                                            "set",
                                            "dict",
                                            "sorted",
                                            "sum",
                                            "min",
                                            "max",
                                            "abs",
                                            "type",
                                            "iter",
                                            "next",
                                            "zip",
                                            "enumerate",
                                            "reversed",
                                            "hash",
                                            "int",
                                            "float",
                                            "bool",
                                            "ascii",
                                            "any",
                                            "all",
                                            "callable",
                                            "frozenset",
                                            "C",
                                            "D",
                                            "round",
                                            "divmod",
                                            "isinstance",
                                            "getattr",
                                            "id",
                                            "format",
                                            "filter",
                                            "map",
                                            "cut",
                                            "functools.partial",
                                            "itertools.chain",
                                            "weakref.ref",
                                            "super",
                                            "property",
                                            "sys.getrefcount",
                                            "complex",
                                            "vars",
                                            "dir",
                                            "memoryview"};
    if (m->functions && pick(m, 3) == 0)
        put(m, "f%d", pick(m, m->functions));
    else if (pick(m, 8) == 7)
        name(m);
    else
        put(m, "%s", PICK(m, functions));
    list_of(m, "(", ")", false);
}

static void method(Maker *m) {
    static const char *const methods[] = {
        "append", "pop",    "get",    "keys",   "items",  "values",  "update",  "add",
        "split",  "join",   "upper",  "strip",  "index",  "count",   "sort",    "reverse",
        "copy",   "clear",  "extend", "insert", "m",      "x",       "k",       "send",
        "close",  "format", "encode", "find",   "remove", "replace", "discard", "union"};
    name(m);
    put(m, ".%s", PICK(m, methods));
    if (pick(m, 5))
        list_of(m, "(", ")", false);
}

static void subscript(Maker *m) {
    name(m);
    put(m, "[");
    expression(m);
    if (pick(m, 2)) {
        put(m, ":");
        expression(m);
    }
    put(m, "]");
}

static void comprehension(Maker *m) {
    static const char *const open[] = {"[", "{", "list(", "dict(", "tuple("};
    static const char *const close[] = {"]", "}", ")", ")", ")"};
    int kind = pick(m, 5);
    put(m, "%s", open[kind]);
    expression(m);
    put(m, " for ");
    name(m);
    put(m, " in cut(");
    atom(m);
    put(m, pick(m, 2) ? ") if a%s" : ")%s", close[kind]);
}

static void conditional(Maker *m) {
    put(m, "(");
    expression(m);
    put(m, " if ");
    expression(m);
    put(m, " else ");
    expression(m);
    put(m, ")");
}

static void lambda(Maker *m) {
    put(m, pick(m, 2) ? "(lambda a, *b: " : "(lambda: ");
    expression(m);
    put(m, ")");
}

static void fstring(Maker *m) {
    static const char *const specs[] = {"", "!r", ":>5", "!s:^9", ":03d", ":.2f", "="};
    put(m, "f'x{");
    name(m);
    put(m, "%s}'", PICK(m, specs));
}

static void walrus(Maker *m) {
    put(m, "(");
    name(m);
    put(m, " := ");
    expression(m);
    put(m, ")");
}

static void expression(Maker *m) {
    if (m->depth > 5) {
        atom(m);
        return;
    }
    m->depth++;
    switch (pick(m, 14)) {
    case 1:
    case 2:
        infix(m);
        break;
    case 3:
    case 4:
        call(m);
        break;
    case 5:
        method(m);
        break;
    case 6:
        subscript(m);
        break;
    case 7:
        list_of(m, "[", "]", false);
        break;
    case 8:
        list_of(m, "{", "}", true);
        break;
    case 9:
        comprehension(m);
        break;
    case 10:
        conditional(m);
        break;
    case 11:
        lambda(m);
        break;
    case 12:
        fstring(m);
        break;
    case 13:
        m->in_function ? walrus(m) : atom(m);
        break;
    default:
        atom(m);
    }
    m->depth--;
}

static void line(Maker *m) {
    put(m, "%*s", m->indent * 2, "");
}

static void statement(Maker *m);

static void block(Maker *m) {
    m->indent++;
    if (m->in_loop) {
        line(m);
        put(m, "a, b, c, d = cut(a), cut(b), cut(c), cut(d)\n");
    }
    for (int n = pick(m, 3); n >= 0; n--)
        statement(m);
    m->indent--;
}

static void assignment(Maker *m) {
    static const char *const targets[] = {"a",   "b",    "c",     "d",     "c[0]", "d['k']",
                                          "a.x", "b, c", "a, *b", "c[1:]", "d[a]"};
    static const char *const operators[] = {"=", "=", "=", "+=", "-=", "|="};
    const char *target = PICK(m, targets);
    const char *operator= PICK(m, operators);
    bool several = target[1] == ',';
    put(m, "%s %s ", target, several ? "=" : operator);
    expression(m);
    put(m, "\n");
}

static void loop(Maker *m) {
    bool outer = m->in_loop;
    put(m, "for ");
    name(m);
    put(m, pick(m, 2) ? " in range(3):\n" : " in (1, 'q', None):\n");
    m->in_loop = true;
    block(m);
    m->in_loop = outer;
    if (pick(m, 4) == 3) {
        line(m);
        put(m, "else:\n");
        block(m);
    }
}

static void condition(Maker *m) {
    put(m, "if ");
    expression(m);
    put(m, ":\n");
    block(m);
    if (pick(m, 2)) {
        line(m);
        put(m, "else:\n");
        block(m);
    }
}

static void attempt(Maker *m) {
    put(m, "try:\n");
    block(m);
    line(m);
    put(m, pick(m, 4) ? "except Exception as a:\n" : "except (TypeError, KeyError):\n");
    block(m);
    if (pick(m, 2)) {
        line(m);
        put(m, "finally:\n");
        block(m);
    }
}

static void function(Maker *m) {
    static const char *const parameters[] = {"",          "a",         "a, b=1",      "*a",
                                             "a, *, b=2", "a, /, **d", "*a, c=3, **d"};
    bool outer_function = m->in_function, outer_loop = m->in_loop;
    int number = m->functions;
    put(m, "def f%d(%s):\n", number, PICK(m, parameters));
    m->in_function = true, m->in_loop = false;
    m->indent++;
    line(m);
    put(m, "a, b, c, d = 1, 'x', [2], {}\n");
    m->indent--;
    block(m);
    m->indent++;
    line(m);
    put(m, pick(m, 3) == 2 ? "yield " : "return ");
    expression(m);
    put(m, "\n");
    m->indent--;
    m->in_function = outer_function, m->in_loop = outer_loop;
    if (!outer_function)
        m->functions++;
}

static void with(Maker *m) {
    put(m, "with D() as ");
    name(m);
    put(m, ":\n");
    block(m);
}

static void match(Maker *m) {
    static const char *const patterns[] = {"_",        "1 | 2",      "[a, *b]",     "{'k': c, **d}",
                                           "C(x=a)",   "str() as b", "(1, a) if a", "None | True",
                                           "[[a], b]", "int(a)"};
    put(m, "match ");
    expression(m);
    put(m, ":\n");
    m->indent++;
    line(m);
    put(m, "case %s:\n", PICK(m, patterns));
    block(m);
    m->indent--;
}

static void simple(Maker *m) {
    static const char *const statements[] = {"pass\n",
                                             "gc.collect()\n",
                                             "del a; a = 1\n",
                                             "assert a, b\n",
                                             "raise ValueError(a)\n",
                                             "raise KeyError from None\n",
                                             "import math as b\n",
                                             "c.append(c)\n",
                                             "d['d'] = d\n",
                                             "a = iter(c)\n"};
    put(m, "%s", PICK(m, statements));
}

static void statement(Maker *m) {
    line(m);
    bool deep = m->indent > 3;
    switch (pick(m, deep ? 5 : 14)) {
    case 1:
    case 2:
        assignment(m);
        break;
    case 3:
        expression(m);
        put(m, "\n");
        break;
    case 4:
        simple(m);
        break;
    case 5:
    case 6:
        loop(m);
        break;
    case 7:
        condition(m);
        break;
    case 8:
    case 9:
        attempt(m);
        break;
    case 10:
        m->functions < 8 ? function(m) : simple(m);
        break;
    case 11:
        with(m);
        break;
    case 12:
        match(m);
        break;
    case 13:
        put(m, m->in_loop ? (pick(m, 2) ? "break\n" : "continue\n") : "pass\n");
        break;
    default:
        put(m, "pass\n");
    }
}

// At the top every statement stands in a try of its own, so that one error does not end the program.
static void guarded_statement(Maker *m) {
    put(m, "try:\n");
    m->indent = 1;
    statement(m);
    m->indent = 0;
    put(m, "except Exception as d: pass\n");
}

size_t programs_make(const uint8_t *data, size_t size, char *out, size_t room) {
    Maker m = {.data = data, .size = size, .out = out, .room = room};
    put(&m, "%s", prologue);
    while (m.at < m.size && m.length + 2000 < room)
        guarded_statement(&m);
    return m.length;
}
