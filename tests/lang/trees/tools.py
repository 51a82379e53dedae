"""What module ast does with trees."""
import ast
import copy

SOURCE = '''"""Docstring
    of a module.

  """
import os.path as p, sys
from . import x
@decorated
async def f(a, /, b: int = 1, *c, d=2, **e) -> None:
    "Short."
    async with a as b, c: return [x async for x in y if z]
    await g
class C(B, metaclass=M):
    """   Tabbed
\tone
    two
    """
    x: int = 3
    (y): int
try: raise E from None
except* (A, B) as e: del e[1:2, ::3]
else: pass
finally: global g
match x:
    case [1, *_] | {'a': -1, **r} | C(1, b=None) as q if z: x = y, *z = 1 if 2 else 3
while not a < b <= c: lambda *, k=1: (yield)
f"{a!r:>{w}}x{{" 'é' b'b' if 0 else u'u'
'''.replace("""f"{a!r:>{w}}x{{" 'é' b'b'""", """f"{a!r:>{w}}x{{" 'é'""")

tree = ast.parse(SOURCE)
print(ast.dump(tree))
print(ast.dump(tree, indent=2))
print(ast.dump(tree, False, True, indent='\t')[:3000])
for node in ast.parse('x = 1').body[0], ast.Load(), ast.Constant(None), ast.arguments(), ast.Name(), ast.List([], ast.Load()), \
        ast.Return(), ast.Return(None), ast.Constant(1, kind='u'), ast.Raise(cause=ast.Name('x')):
    for options in {}, dict(annotate_fields=False), dict(include_attributes=True), dict(indent=1), \
            dict(annotate_fields=False, indent=0, include_attributes=True):
        print(ast.dump(node, **options))
for wrong in 1, None, [tree]:
    try:
        ast.dump(wrong)
    except TypeError as e:
        print(e)

print('-- walking')
print([type(node).__name__ for node in ast.walk(tree)])
print([type(node).__name__ for node in ast.iter_child_nodes(tree.body[3])])
print([name for name, _ in ast.iter_fields(tree.body[3])], [*ast.iter_fields(ast.Name(id='x'))])
for node in tree, tree.body[3], tree.body[4]:
    print(repr(ast.get_docstring(node)), repr(ast.get_docstring(node, False)))
print(ast.get_docstring(ast.parse('')), ast.get_docstring(ast.parse('1')), ast.get_docstring(ast.parse('f"x"')))
try:
    ast.get_docstring(ast.Pass())
except TypeError as e:
    print(e)


class Visitor(ast.NodeVisitor):
    def visit_Name(self, node):
        print('name', node.id, end=' ')

    def visit_Constant(self, node):
        print(repr(node.value), end=' ')

    def visit_Match(self, node):
        print('[', end='')
        self.generic_visit(node)
        print(']', end=' ')
        return 'answer'


print(Visitor().visit(tree), [Visitor().visit(node) for node in tree.body if isinstance(node, ast.Match)])


class Transformer(ast.NodeTransformer):
    def visit_Name(self, node):
        return ast.Name(node.id.upper(), node.ctx)

    def visit_Pass(self, node):
        return None

    def visit_Delete(self, node):
        return [ast.Expr(target) for target in node.targets]

    def visit_Global(self, node):
        return [node, node]

    def visit_JoinedStr(self, node):
        return ast.Constant('joined')


print(ast.unparse(Transformer().visit(ast.parse(SOURCE))))


class Removing(ast.NodeTransformer):
    def visit_Name(self, node):
        return None


print(ast.dump(Removing().visit(ast.parse('x = [a, b]; return a; a'))))


class Old(ast.NodeVisitor):
    def visit_Num(self, node):
        print('Num', node.n)

    def visit_Str(self, node):
        print('Str', node.s)


import warnings
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    Old().visit(ast.parse('[1, "a", True, None, b"", ..., 1j]'))
    print([str(w.message) for w in seen])

print('-- places')
node = ast.copy_location(ast.Name('x', ast.Load()), tree.body[3])
print(node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)
node = ast.copy_location(ast.Pass(), ast.Pass(lineno=3, col_offset=1))
print(vars(node))
node = ast.copy_location(ast.Pass(lineno=9), ast.Load())
print(vars(node))
made = ast.Module([ast.Expr(ast.BinOp(ast.Constant(1), ast.Add(), ast.Constant(2, lineno=7)), col_offset=4)], [])
print(ast.dump(ast.fix_missing_locations(made), include_attributes=True))
print(ast.dump(ast.increment_lineno(made, 5), include_attributes=True))
print(ast.increment_lineno(ast.Pass(lineno=3)).lineno, vars(ast.increment_lineno(ast.Pass(), 2)))
text = 'x = (1 +\r\n  ünï) # c\n\fdef f():\f\n\treturn ["\x0bé",\n 2]; y\r"""a\nb"""'
for node in ast.walk(ast.parse(text)):
    if 'lineno' in node._attributes:
        for padded in False, True:
            print(type(node).__name__, repr(ast.get_source_segment(text, node, padded=padded)))
print(ast.get_source_segment(text, ast.Pass()), ast.get_source_segment(text, ast.Pass(lineno=1, col_offset=0)))

print('-- literal_eval')
for source in ('1', ' \t-1', '+1', '1+2j', '-1-2j', '1.5e3', '[1, (2,), {3}, {4: 5}]', "'a' b'b'", "'a' 'b'", 'b"x"', 'None', '...', 'set()',
               '{}', '()', '{**a}', 'set(1)', 'x', '1+1', '1j+1', '-x', '--1', 'not 1', '[x for x in y]', 'f""', '"a" + "b"', '-True', '+None',
               '\n1', '1\n', '1;2', '', '(1', '{1: 2, **{}}', '1 + -2j', '-"a"', '[*[1]]'):
    try:
        print(repr(source), repr(ast.literal_eval(source)))
    except (ValueError, SyntaxError) as e:
        print(repr(source), type(e).__name__, str(e).partition(' object at')[0])
print(ast.literal_eval(ast.parse('[1]', mode='eval')), ast.literal_eval(ast.Constant(3)))
for wrong in 3, None, ast.Dict([ast.Constant(1)], []):
    try:
        ast.literal_eval(wrong)
    except ValueError as e:
        print(str(e).partition(' object at')[0])

print('-- classes')
print(ast.BinOp.__doc__, ast.FunctionDef.__doc__, ast.Pass.__doc__, ast.arguments.__doc__, ast.Constant.__doc__, sep='\n')
for cls in (ast.AST, ast.mod, ast.Module, ast.stmt, ast.FunctionDef, ast.Assign, ast.ImportFrom, ast.expr, ast.Constant, ast.Load,
            ast.expr_context, ast.arg, ast.keyword, ast.excepthandler, ast.ExceptHandler, ast.match_case, ast.pattern, ast.MatchAs,
            ast.TypeIgnore, ast.type_ignore, ast.FunctionType, ast.Slice, ast.withitem, ast.cmpop, ast.NotIn):
    print(cls, cls.__base__, cls._fields, cls._attributes, cls.__match_args__,
          {name: getattr(cls, name) for name in (*cls._fields, *cls._attributes) if hasattr(cls, name)})
print(vars(ast.Name('a', ctx=3)), vars(ast.Name(id='a', other=3)), ast.Name('a') == ast.Name('a'))
for call in (lambda: ast.Name(1, 2, 3), lambda: ast.Pass(1), lambda: ast.Name('a', id='b'), lambda: ast.Return(1, 2), lambda: ast.Num(1, n=2),
             lambda: ast.AST(1), lambda: ast.Name().id, lambda: vars(ast.Name(**{'id': 1, 'x y': 2}))):
    try:
        print(call())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Mine(ast.Name):
    _fields = ('id', 'ctx', 'more')


print(ast.dump(Mine('a', ast.Load(), [ast.Pass()])))
print(eval(compile(ast.fix_missing_locations(ast.Expression(Mine('SOURCE', ast.Load()))), '', 'eval')) is SOURCE)
for node in copy.copy(made), copy.deepcopy(made):
    print(ast.dump(node) == ast.dump(made), node is made, node.body is made.body)
print(ast.Name('x').__reduce__()[1:], ast.parse('a').body[0].value.ctx is ast.parse('b').body[0].value.ctx)
match ast.parse('f(1)', mode='eval'):
    case ast.Expression(ast.Call(ast.Name(name), [ast.Constant(value)])):
        print(name, value)

print('-- old names')
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    number, text, data, name, dots = ast.Num(1), ast.Str('a'), ast.Bytes(b'b'), ast.NameConstant(True), ast.Ellipsis()
    for node in number, text, data, name, dots:
        print(type(node).__name__, node.value, node.n, node.s,
              [isinstance(node, cls) for cls in (ast.Num, ast.Str, ast.Bytes, ast.NameConstant, ast.Ellipsis)])
    number.n = 5
    print(number.value, isinstance(ast.Name('a'), ast.Num), isinstance(1, ast.Num))
    print(ast.dump(ast.Index(ast.Constant(1))), ast.dump(ast.ExtSlice([ast.Constant(1)])), ast.Tuple([1], ast.Load()).dims)
    print(issubclass(ast.Suite, ast.mod), issubclass(ast.Param, ast.expr_context), ast.slice.__base__ is ast.AST)

print('-- parse')
for arguments in (dict(mode='eval'), dict(mode='single'), dict(mode='exec', feature_version=(3, 11)), dict(mode='wrong'),
                  dict(filename=b'name')):
    try:
        print(ast.dump(ast.parse('1', **arguments)))
    except ValueError as e:
        print(e)
for wrong in 'x =', '(', 'x\0', b'\xff', 3:
    try:
        ast.parse(wrong)
    except (SyntaxError, ValueError, TypeError) as e:
        print(type(e).__name__, e)
print(ast.parse(tree) is tree, compile(tree, 'f', 'exec', ast.PyCF_ONLY_AST) is tree)
print(ast.dump(ast.parse('return; break; await x')))
