# ast.parse() with comments that tell types, with signatures, and for older grammars.
import ast


def show(source, **options):
    try:
        print(ast.dump(ast.parse(source, **options)))
    except SyntaxError as e:
        print(type(e).__name__, e.msg, e.lineno)


for source in (
        'a = 1 # type: int', 'a = 1 #type:int', 'a = 1 #   type:   int  ', 'a = b = (1,\n  2) # type: int', 'c = 0; a = 1 # type: x',
        'a = 1 # type: ignore[x]', 'a = 1 # type: ignore # x', 'a = 1 # type: ignorex', '# type: ignore\n', 'a = 1 # types: int',
        'for x in y: # type: int\n  pass', 'with a as b: # type: int\n  pass', 'a = """\n# type: int\n"""', 'é = "é" # type: é',
        'async def f():\n  async for x in y: # type: int\n    pass\n  async with a: # type: b\n    pass',
        'def f(a, # type: int\n b=(1, 2), # type: str\n *c # type: float\n): # type: (...) -> None\n  pass',
        'def f(a):\n\n  # type: (int) -> str\n\n  pass', 'def f(*, c, # type: int\n d, **k # type: x\n): pass',
        '@d\ndef f(a, # type: ignore\n b): # type: ignore\n  pass', 'class A:\n def f(self): # type: () -> int\n  a = 1 # type: int\n',
        b'# -*- coding: latin-1 -*-\nx = "\xe9" # type: \xe9\n',
        'x # type: int', 'a += 1 # type: int', 'a: int = 1 # type: int', '# type: int\na=1', 'a = [1, # type: int\n 2]',
        'class A: # type: x\n pass', 'if 1: # type: x\n pass', 'def f():\n  pass\n  # type: int\n', 'for x in y: pass # type: int',
        'def f(*, # type: int\n c): pass', 'lambda a: 1 # type: int',
        'def f(a, /, # type: int\n b): pass', 'return 1 # type: int'):
    show(source, type_comments=True)
show('a = 1 # type: int')
print(ast.unparse(ast.parse('def f(a):\n # type: (int) -> str\n for x in y: # type: int\n  z = 1 # type: ignore', type_comments=True)))
print(ast.unparse(ast.parse('a = 1 # type:', type_comments=True)))

for source in ('() -> int', '(int, *str, **Any) -> a.b', '(**k)->c', '(a)\t-> b\n\n', '(\na,\nb) -> c', '(a, *b, **c) -> d # comment',
               '(lambda: 1) -> lambda: 2', '(é, [b]) -> (c, d)', '(Callable[[int], str]) -> List["x"]',
               'int -> x', '(a,) -> x', '(a=1) -> x', '() ->', '(*a, b) -> c', '(**a, b)->c', '(x for x in y) -> z', '() -> a, b', '() -> a := 1'):
    show(source, mode='func_type')
print(ast.dump(ast.parse('(\na, é, *b, **c) ->  d.e', mode='func_type'), include_attributes=True))
print(ast.unparse(ast.parse('(int, *str) -> bool', mode='func_type')))

for source in (
        'a: int = 1', 'a.b: int', '1_000 + 0x_1', '(x := 1)', 'def f(a, /): pass', 'lambda a, /: 1', 'with (a as b, c): pass',
        'with (a, b): pass', 'with (a): pass', 'match x:\n case 1: pass', 'try: pass\nexcept* E: pass',
        'async def f(): pass', 'async def f():\n async with y: await x', 'async def f():\n [x async for x in y]', 'a @ b', 'a @= b',
        'f"{x=}"', 'f"{x}"', 'f"{x!r:=^3}"', 'x == 1 if y else "="', '@a[1]\ndef f(): pass', 'a[*b]', '{**a}', 'f(a, *b, c)'):
    for minor in 4, 5, 7, 9, 10, 11:
        try:
            ast.parse(source, feature_version=(3, minor))
        except SyntaxError as e:
            print(minor, e.msg, e.lineno)
for version in (2, 7), 3, -1, (3, 99), (3,):
    try:
        print(type(ast.parse('a: int', feature_version=version)).__name__)
    except (SyntaxError, AssertionError, ValueError) as e:
        print(type(e).__name__, e)
