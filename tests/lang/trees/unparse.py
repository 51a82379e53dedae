"""ast.unparse(): where parentheses, quotes and blanks go; and that the text has the same tree."""
import ast
from ast import *

EXPRESSIONS = [
    'a', '-a', '--a', '- -1', '+~-a', 'not a', 'not not a', 'not -a', '-(not a)', 'a + b * c', '(a + b) * c', 'a - (b - c)',
    'a ** b ** c', '(a ** b) ** c', '-a ** b', '(-a) ** b', 'a ** -b', 'a ** (b + c)', 'await a ** b', '(await a).b', 'await (a.b)',
    'a or b and c', '(a or b) and c', 'a or b or c', 'a and b and c and d', 'a or (b or c)', '(a and b) and c', 'not (a or b)', '(not a) or b',
    'a < b < c', '(a < b) < c', 'a < (b < c)', 'not a < b', '(not a) < b', 'a in b', 'a not in b is not c', 'a | b ^ c & d << e',
    '((((a | b) ^ c) & d) << e)', 'a @ b // c % d', 'a if b else c', '(a if b else c) if d else e', 'a if (b if c else d) else e',
    'a if b else c if d else e', 'lambda: a', 'lambda a, /, b=1, *c, d, e=2, **f: a', 'lambda *, a: a', 'lambda *a: a', 'lambda **a: a',
    '(lambda: a)()', 'lambda: (a, b)', 'lambda: (yield)', 'lambda: lambda: a', '(a, b)', '(a,)', '()', '(a, (b, c))', 'a[b]', 'a[b, c]', 'a[b,]', 'a[()]',
    'a[b:c]', 'a[:]', 'a[::b]', 'a[b:c:d, e]', 'a[(b, c), d]', 'a[*b]', 'a[*b, c]', 'a[b:=c]', 'a[lambda: b]', 'a[b if c else d]', '1 .real', '1.0.real',
    '1j.real', 'True.real', '(-1).real', '(a + b).c', '(a, b).c', '"a".b', '[a].b', 'a()()', 'a(b, *c, d=e, **f)', 'a(*b, c)', 'a(b for c in d)',
    'a((b for c in d), e)', '(a, *b)', '[*a, b]', '{*a, b}', '{**a, b: c}', '{a: b, **c | d}', '{}', 'a(*b or c)', 'a(**b or c)', '[*a | b]', '(*(a or b),)',
    '[a for b in c]', '[a for b, c in d if e if f for g in h]', '{a for b in c}', '{a: b for c in d}', '(a for b in c)', '[a async for b in c]',
    '[a for b in (c if d else e)]', '[a for b in c if (d if e else f)]', '[(a, b) for c in d]', '[lambda: a for b in c]',
    '(a := b)', '(a := (b, c))', '(a := b if c else d)', 'a(b := c)', '[(b := c)]', '(yield)', '(yield a)', '(yield a, b)', '(yield from a)', 'a + (yield b)',
    'None', 'True', '...', '....a', '1e309', '-1e309', '1e309j', '1e-300', '10**400000', '0x10', '1_000', '1.5', '1e16', '100000000000000000000.0', '0.1', '1j', '0j',
    r'"a"', r'"it' "'" r's"', r"'\"'", r"""'"\''""", r'"\n\t\\\0\x7f"', r'"é\u2028\ud800\U0001f600"', r'b"a\n\xff"', 'u"a"', "'''a\nb'''", '"""a\'\'\'b"""', '""', 'b""',
    'f""', 'f"a"', 'f"{a}"', 'f"{a!r}{b!s:c}{d!a:{e}.{f!r}}"', 'f"{{}}"', 'f"{{{a}}}"', 'f"{ {a} }"', 'f"{ {a: b}[c] }"', "f'{a[\"b\"]}'", 'f"{a[\'b\']}"', "f'{a}\\n'",
    'f"it\'s {a}"', '''f"{a}'\\""''', "f'''{a}\n'''", "f'''{a[\"b\"]}' '''", 'f"{lambda_}"', 'f"{(lambda: a)}"', 'f"{a if b else c}"', 'f"{a, b}"', 'f"{(yield)}"', 'f"{a=}"', 'f"{a:=^10}"',
    'f"{f\'{a}\'}"', 'f"{a}" "b" f"{c}"', 'f"{-a}{not a}{a or b}"', 'f"{a:{b}}"', '"{" f"{a}" "}"', 'f"\\N{BULLET}{a}"', 'f"{\'\'}"', 'f"{\'\'.join(a)}"',
    'f"{a!r:\'>10}"', 'f"""{a["b"]:{c[\'d\']}}"""', '"a" if b else f"{c}"', 'a.b.c[d].e(f)', 'a[b][c]', '-a.b', '(-a).b', '(await a)[b]', 'a<b==c>=d!=e<=f',
    'a if b else (lambda: c)', '(a for b in c)(d)', '[[a for b in c] for d in e]', '{(a, b): (c, d)}', '{(a, b)}', 'a, *b, c', '*a, b',
]

STATEMENTS = [
    'a = b', 'a = b = c', 'a, b = c', '(a, b), c = d', '[a, b] = c', '*a, b = c', 'a = b, c', 'a = *b, c', 'a = yield', 'a = yield b', 'a = (yield b), c', 'a += b', 'a **= b, c', 'a @= yield',
    'a: b', 'a: b = c', '(a): b', 'a.b: c', 'a[b]: c = d, e', 'a: b = *c, d', 'del a', 'del a, b', 'del (a, b)', 'del [a]', 'del a[b], c.d', 'return', 'return a', 'return a, b', 'return *a, b',
    'return (yield)', 'raise', 'raise a', 'raise a from b', 'assert a', 'assert a, b', 'assert (a, b)', 'pass', 'break', 'continue', 'global a, b', 'nonlocal a', 'import a', 'import a.b as c, d',
    'from a import b', 'from . import a', 'from ..a.b import c as d, e', 'from a import *', 'yield', 'yield a, b', 'await a', '(a := b)', 'a; b', '"doc"', '"""doc\nmore"""', 'a\n"no doc"',
    'if a: b', 'if a: b\nelse: c', 'if a: b\nelif c: d\nelif e: f\nelse: g', 'if a: b\nelse:\n if c: d\n e', 'if a: b\nelse:\n if c: d\n else: e', 'while a: b\nelse: c', 'while (a := b): c',
    'for a in b: c', 'for a, b in c: d\nelse: e', 'for (a, (b, c)) in d, e: f', 'for a in *b, c: d', 'for a.b in c: d', 'async for a in b: c',
    'with a: b', 'with a as b, c as (d, e), f: g', 'with (a, b): c', 'with (a, b) as c: d', 'with (yield a): b', 'async with a as b.c: d', 'with a as [b, c]: d', 'with (a := b) as c: d',
    'try: a\nexcept: b', 'try: a\nexcept b: c\nexcept (d, e) as f: g\nelse: h\nfinally: i', 'try: a\nfinally: b', 'try: a\nexcept* b: c\nexcept* d as e: f', 'try: a\nexcept* b:\n try: c\n except d: e\nexcept* f: g',
    'def a(): b', 'def a(b, /, c: d = e, *f: g, h: i = j, **k: l) -> m: n', '@a\n@b.c(d)\ndef e(): f', 'async def a(): await b', 'def a():\n "doc"\n b', 'def a():\n """doc\n  more\n  """', 'def a():\n u"doc"',
    'def a():\n "it\'s \\"\\"\\""', "def a():\n '''a\"'''", 'def a():\n "\\\\"', 'def a():\n "a\\tb\\x00"', 'def a(b=(c, d), *, e=lambda: f): g', 'def a(*b: *c): d', 'def a() -> (b, c): d',
    'class a: b', 'class a(): b', 'class a(b, *c, d=e, **f): g', '@a\nclass b:\n "doc"\n c = d', 'class a:\n def b(): c\n def d(): e\nf', 'a\ndef b(): c\nd',
    'match a:\n case 1: b', 'match a, b:\n case [c, *d]: e\n case (f, *_): g\n case []: h', 'match a:\n case -1 | 1.5 | "b" "c" | b"d" | None | True: e', 'match a:\n case b.c | d.e.f: g',
    'match a:\n case {"b": c, -1: d, e.f: _, **g}: h\n case {}: i', 'match a:\n case b(c, d=e): f\n case g.h(): i', 'match a:\n case (1 | 2) as b: c',
    'match a:\n case _ if b: c\n case d if (e := f): g', 'match a:\n case 1 + 2j | -3 - 4j: b', 'match a:\n case [1 | 2, 3]: d', 'match (a for b in c):\n case d: e', 'match *a, b:\n case c: d',
]


def show(tree, source):
    text = unparse(tree)
    print(text)
    print('    #', 'same tree' if dump(parse(text, mode='exec')) == dump(parse(source)) else 'ANOTHER TREE')


for source in EXPRESSIONS + STATEMENTS:
    show(parse(source), source)
for source in EXPRESSIONS[:60]:
    print(unparse(parse(source, mode='eval')), '|', unparse(parse(source, mode='single')))

print('-- trees without a text of their own')
a, one = Name('a', Load()), Constant(1)
no_arguments = arguments([], [], None, [], [], None, [])
TREES = [
    Constant((1, 2)), Constant((1,)), Constant(()), Constant(frozenset({1})), Constant(float('nan')), Constant(-1), Constant(1 + 2j), Constant(float('-inf')), Constant(complex('inf+nanj')),
    Set([]), Tuple([], Load()), Attribute(Constant(-1), 'b', Load()), BinOp(Constant(-1), Pow(), Constant(-1)), BinOp(Tuple([a], Load()), Add(), Yield()), Starred(Yield(a), Load()),
    UnaryOp(Not(), UnaryOp(USub(), a)), UnaryOp(USub(), UnaryOp(Not(), a)), NamedExpr(a, NamedExpr(a, a)), Await(Await(a)), Yield(Yield(a)), IfExp(Lambda(no_arguments, a), a, Lambda(no_arguments, a)),
    Call(Lambda(no_arguments, a), [Starred(a, Load()), Yield()], [keyword(None, Yield())]), Compare(NamedExpr(a, a), [In(), NotIn()], [Compare(a, [Is()], [a]), IfExp(a, a, a)]),
    JoinedStr([Constant('it\'s "'), FormattedValue(Constant('x'), -1, None)]), JoinedStr([FormattedValue(Constant('\n'), -1, None)]), JoinedStr([one]), FormattedValue(a, 114, None), FormattedValue(a, 120, None),
    JoinedStr([FormattedValue(JoinedStr([Constant("'"), FormattedValue(a, -1, None)]), -1, None)]), Slice(a, None, None), arg('a', a), keyword('a', a), alias('a', 'b'), withitem(a, a), no_arguments,
    comprehension(a, a, [a], 1), ExceptHandler(None, 'e', [Pass()]), match_case(MatchAs(), None, [Pass()]), MatchStar(), MatchAs(MatchOr([MatchAs(), MatchAs(None, 'b')]), 'c'), MatchOr([MatchAs(MatchAs(), 'b'), MatchStar('x')]),
    Raise(None, a), FunctionType([a, one], a), Expression(a), Interactive([Pass()]), Module([], []), Module([Expr(Constant('doc', 'u'))], []), Assign([a], a, 'int', lineno=1), For(a, a, [Pass()], [], 'int', lineno=1),
    Module([Assign([a], a, lineno=1), Assign([a], a, lineno=2)], [TypeIgnore(2, '[x]')]),
    ImportFrom(None, [alias('a')]), ImportFrom('m', [alias('a')], None), AnnAssign(a, a, None, 0), Try([Pass()], [], [Pass()], [Pass()]),
]
for tree in TREES:
    try:
        print(unparse(tree))
    except ValueError as e:
        print('ValueError', str(e).partition(' object at')[0])
