# Code of a module, an expression or a class made into a function works on the function's globals.
import types

namespace = {'__builtins__': __builtins__, 'Base': int}
text = '''
x = 1
y: int = x + 1
del x
same = locals() is globals()
class C:
    z = y
import sys
for q in 1, 2:
    pass
'''
run = types.FunctionType(compile(text, 'module', 'exec'), namespace)
print(run(), run(), run.__name__)
print(sorted(name for name in namespace if not name.startswith('__')), namespace['y'], namespace['same'], namespace['C'].z)
print(namespace['__annotations__'])
print(types.FunctionType(compile('y + q', 'module', 'eval'), namespace)())
try:
    types.FunctionType(compile('x', 'module', 'eval'), namespace)()
except NameError as error:
    print(error)
outer = compile('class D(Base):\n    a = 5\n', 'module', 'exec')
body = next(const for const in outer.co_consts if isinstance(const, types.CodeType))
types.FunctionType(body, namespace | {'__name__': 'other'})()
exec(types.FunctionType(compile('inner = 3', 'module', 'exec'), namespace).__code__, {}, namespace)
print(namespace['inner'])
try:
    run(1)
except TypeError as error:
    print(error)
