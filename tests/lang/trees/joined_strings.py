# f-strings of trees that scripts make: their parts may be any expressions that give strings.
import ast


class Text(str):
    pass


def value(*parts, **names):
    tree = ast.Expression(ast.JoinedStr(list(parts)))
    return eval(compile(ast.fix_missing_locations(tree), '<tree>', 'eval'), names)


def load(name):
    return ast.Name(name, ast.Load())


print(value(load('a'), ast.Constant('/'), load('b'), a='one', b='two'))
print(value(load('a'), ast.FormattedValue(load('b'), -1, None), a='one', b=2))
print(value(load('a'), a=5), value(), value(ast.Constant('x')))
print(value(load('a'), ast.Constant('é'), a=Text('own')), value(ast.Call(load('f'), [], []), load('f'.upper()), f=lambda: 'called', F='!'))
print(value(*[load('a')] * 300, a='ab') == 'ab' * 300)
try:
    value(ast.FormattedValue(load('a'), 64, None), a=1)
except SystemError as error:
    print(error)
