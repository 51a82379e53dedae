"""Trees that are none: what compile() says of them."""
import ast
from ast import *

PLACE = dict(lineno=1, col_offset=0)


def name(id='x', ctx=None):
    return Name(id, ctx or Load())


def attempt(node, mode='exec'):
    try:
        compile(node, '<tree>', mode)
    except Exception as e:
        print(f'{type(e).__name__}: {e}'.partition(' object at 0x')[0])
    else:
        print('fine')


def statement(node):
    attempt(fix_missing_locations(Module([node], [])))


def expression(node):
    attempt(fix_missing_locations(Expression(node)), 'eval')


def pattern(node):
    statement(Match(name(), [match_case(node, None, [Pass()])]))


ONE = Constant(1)
print('modes')
for node in Module([], []), Expression(ONE), Interactive([]), Pass(), AST(), FunctionType([], ONE):
    for mode in 'exec', 'eval', 'single':
        print(type(node).__name__, mode, end=' ')
        attempt(fix_missing_locations(node), mode)

print('fields')
attempt(Module())
attempt(Module([]))
attempt(Module([], ()))
attempt(Module((), []))
attempt(Module(None, []))
attempt(Module([None], []))
attempt(Module([Pass()], []))
attempt(Module([Pass(lineno=1)], []))
attempt(Module([Pass(lineno=1, col_offset=None)], []))
attempt(Module([Pass(lineno='1', col_offset=0)], []))
attempt(Module([Pass(lineno=1 << 40, col_offset=0)], []))
attempt(Module([Pass(lineno=1, col_offset=0, end_lineno=None, end_col_offset=None)], []))
attempt(Module([Pass(lineno=3, col_offset=0, end_lineno=2)], []))
attempt(Module([Pass(lineno=1, col_offset=5, end_lineno=1, end_col_offset=2)], []))
attempt(Module([Pass(lineno=-3, col_offset=0, end_lineno=1, end_col_offset=2)], []))
attempt(Module([Pass(lineno=1, col_offset=-1, end_lineno=1, end_col_offset=2)], []))
attempt(Module([name(), ONE], []))
statement(name())
statement(ONE)
statement(Expr())
statement(Expr(None))
statement(Expr(Pass()))
statement(Expr([]))
statement(Return(Load()))
statement(Expr(BinOp(ONE, Not(), ONE)))
statement(Expr(BinOp(ONE, None, ONE)))
statement(Expr(BinOp(ONE, Add())))
statement(Expr(Name('x')))
statement(Expr(Name('x', None)))
statement(Expr(Name('x', Add())))
statement(Expr(Name(None, Load())))
statement(Expr(Name(1, Load())))
statement(Expr(Name(b'x', Load())))
statement(Expr(Attribute(name(), None, Load())))
statement(Expr(Compare(ONE, [Add()], [ONE])))
statement(Expr(Call(name(), None, [])))
statement(Expr(Call(name(), [], [ONE])))
statement(Expr(Call(name(), [], [keyword()])))
statement(Import([None]))
statement(Import([alias('a', 1)]))
statement(ImportFrom('a', [alias('b')], -1))
statement(ImportFrom('a', [alias('b')], 'x'))
statement(ImportFrom('a', [alias('b')]))
statement(Assign([name('x', Store())], ONE, 3))
statement(Global([]))
statement(Global([1]))
statement(Expr(Constant()))
statement(AnnAssign(name('x', Store()), ONE, None))
statement(FunctionDef('f', arguments(), [Pass()], []))
statement(FunctionDef('f', None, [Pass()], []))
statement(FunctionDef('f', arguments([], [arg()], None, [], [], None, []), [Pass()], []))
statement(FunctionDef('f', arguments([], [None], None, [], [], None, []), [Pass()], []))
statement(Try([Pass()], [Pass()], [], []))

print('contexts')
for context in Load(), Store(), Del():
    statement(Expr(name('x', context)))
    statement(Assign([name('x', context)], ONE))
    statement(Delete([name('x', context)]))
    statement(Delete([Attribute(name(), 'a', context)]))
    statement(Assign([Subscript(name(), ONE, context)], ONE))
    statement(Assign([Tuple([name('x', Store())], context)], ONE))
    statement(Assign([Tuple([name('x', context)], Store())], ONE))
    statement(Assign([List([Starred(name('x', context), Store())], Store())], ONE))
    statement(For(name('x', context), List([], Load()), [Pass()], []))
    statement(With([withitem(name(), name('x', context))], [Pass()]))
    expression(ListComp(name(), [comprehension(name('x', context), List([], Load()), [], 0)]))
statement(Assign([ONE], ONE))
statement(Assign([BinOp(ONE, Add(), ONE)], ONE))
statement(Delete([ONE]))
statement(AugAssign(ONE, Add(), ONE))
statement(AugAssign(name('x'), Add(), ONE))
for constant in 'None', 'True', 'False':
    expression(name(constant))

print('counts')
statement(Delete([]))
statement(Assign([], ONE))
statement(Import([]))
statement(ImportFrom('a', [], 0))
statement(Nonlocal([]))
statement(With([], [Pass()]))
statement(Match(name(), []))
for body in [], [None]:
    statement(FunctionDef('f', arguments([], [], None, [], [], None, []), body, []))
    statement(ClassDef('f', [], [], body, []))
    statement(If(ONE, body, []))
    statement(If(ONE, [Pass()], body))
    statement(While(ONE, body, []))
    statement(For(name('x', Store()), ONE, body, []))
    statement(With([withitem(name())], body))
    statement(Try(body, [], [], [Pass()]))
    statement(Try([Pass()], [ExceptHandler(None, None, body)], [], []))
    statement(Try([Pass()], [], [Pass()], body))
statement(Try([Pass()], [], [], []))
statement(Try([Pass()], [], [Pass()], [Pass()]))
statement(TryStar([Pass()], [], [], []))
statement(TryStar([Pass()], [], [Pass()], [Pass()]))
statement(Raise(None, ONE))
expression(BoolOp(And(), []))
expression(BoolOp(And(), [ONE]))
expression(BoolOp(And(), [ONE, None]))
expression(Compare(ONE, [], []))
expression(Compare(ONE, [Lt()], []))
expression(Compare(ONE, [Lt()], [ONE, ONE]))
expression(Dict([], [ONE]))
expression(Dict([None], [None]))
expression(Dict([None], [name()]))
for kind in ListComp, SetComp, GeneratorExp:
    expression(kind(ONE, []))
expression(DictComp(ONE, ONE, []))
expression(List([None], Load()))
expression(Call(name(), [None], []))
expression(Lambda(arguments([], [], None, [], [], None, [ONE]), ONE))
expression(Lambda(arguments([], [], None, [arg('a')], [], None, []), ONE))
expression(Lambda(arguments([], [], None, [arg('a')], [None], None, []), ONE))
statement(AnnAssign(Attribute(name(), 'a', Store()), ONE, None, 1))
statement(AnnAssign(Attribute(name(), 'a', Store()), ONE, None, 0))

print('constants')
for value in ([], {}, set(), object, [1], (1, []), (1, (2, {})), frozenset([object]), slice, bytearray(), range(3)):
    expression(Constant(value))


class Int(int):
    pass


expression(Constant(Int(3)))
for value in (1, -1, -1.5, 1j, 1 + 2j, 'a', b'a', None, True, ..., (1, (2, 'x')), frozenset([1]), (), 10 ** 30):
    print(eval(compile(fix_missing_locations(Expression(Constant(value))), '', 'eval')) == value)
expression(Constant(1, 2))
expression(Constant('a', 'u'))

print('patterns')
for value in ONE, Constant(...), Constant(None), Constant((1,)), name(), Attribute(name(), 'a', Load()), UnaryOp(USub(), ONE), \
        UnaryOp(Not(), ONE), UnaryOp(USub(), Constant('a')), BinOp(ONE, Add(), Constant(2j)), BinOp(ONE, Add(), ONE), \
        BinOp(ONE, Mult(), Constant(2j)), JoinedStr([]), List([], Load()):
    pattern(MatchValue(value))
for value in None, True, False, 1, 'a', ...:
    pattern(MatchSingleton(value))
pattern(MatchSequence([MatchStar('a'), MatchStar('b')]))
pattern(MatchStar('a'))
pattern(MatchOr([MatchStar('a'), MatchAs()]))
pattern(MatchSequence([MatchStar('_')]))
pattern(MatchMapping([], [MatchAs()]))
pattern(MatchMapping([ONE], [MatchAs()], '_'))
pattern(MatchMapping([ONE], [MatchAs()], 'None'))
pattern(MatchMapping([name()], [MatchAs()], 'rest'))
pattern(MatchMapping([Constant(None)], [MatchAs()], 'rest'))
pattern(MatchClass(ONE, [], [], []))
pattern(MatchClass(Call(name(), [], []), [], [], []))
pattern(MatchClass(name(), [], ['a'], []))
pattern(MatchClass(name(), [], ['True'], [MatchAs()]))
pattern(MatchClass(name(), [MatchStar()], [], []))
pattern(MatchAs(MatchAs(), None))
pattern(MatchAs(None, '_'))
pattern(MatchAs(None, 'True'))
pattern(MatchOr([]))
pattern(MatchOr([MatchAs()]))
pattern(ONE)

attempt(Module([Match(Constant(1, **PLACE), [match_case(MatchAs(**PLACE), None, [Pass(**PLACE)])], **PLACE)], []))
attempt(Module([Match(Constant(1, **PLACE), [match_case(MatchAs(end_lineno=1, **PLACE), None, [])], **PLACE)], []))

print('depth')
deep = ONE
for i in range(5000):
    deep = UnaryOp(USub(), deep, **PLACE)
attempt(Expression(deep), 'eval')
loop = List([], Load(), **PLACE)
loop.elts.append(loop)
attempt(Expression(loop), 'eval')
block = [Pass(**PLACE)]
block[0] = If(Constant(1, **PLACE), block, [], **PLACE)
attempt(Module(block, []))


class Evil(Name):
    @property
    def id(self):
        items.clear()
        return 'x'


items = [Evil(ctx=Load(), **PLACE), Name('x', Load(), **PLACE)]
attempt(Expression(List(items, Load(), **PLACE), **PLACE), 'eval')

attempt(Expression(YieldFrom(None, **PLACE), **PLACE), 'eval')
