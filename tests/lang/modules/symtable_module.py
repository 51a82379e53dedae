# Scopes as the compiler sees them. Names are sorted: which comes first depends on the order of the compiler's walk.
import symtable

SOURCE = '''
import os
import a.b as c
from x import y as z
__private = 1

@decorator
def outer(p, q=1, *rest, k: int = 2, **options) -> str:
    """A docstring."""
    global declared
    local = p + undeclared
    def inner():
        nonlocal local
        local = q
        return lambda v: (v, rest)
    class Inside(Base):
        def method(self):
            return super().method(local)
    [i * local for i in p if i]
    {s for s in p}
    {d: e for d, e in p}
    (g for g in p)
    for number in p:
        pass
    with open(p) as file:
        del file
    try:
        pass
    except ValueError as error:
        print(error)
    if (walrus := 1):
        pass
    annotated: int
    with_value: int = 3
    import json
    return inner

class Thing(object, metaclass=Meta):
    attribute = 1
    annotated: str
    __mangled = 2
    def method(self): return self.__mangled
    def method(self): return attribute
    @staticmethod
    def other(): pass
    class Nested:
        pass

async def coroutine():
    async with x as y:
        await y
match value:
    case [first, *others]:
        pass
declared = value
'''


def show(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return f'{type(error).__name__}: {error}'


def dump(table, depth=0):
    blanks = '  ' * depth
    print(blanks, table, type(table).__name__, table.get_type(), table.get_name(), table.get_lineno(), table.is_optimized(),
          table.is_nested(), table.has_children(), sorted(table.get_identifiers()))
    for symbol in sorted(table.get_symbols(), key=symtable.Symbol.get_name):
        true = [name for name in dir(symbol) if name.startswith('is_') and getattr(symbol, name)()]
        print(blanks, '-', symbol, true, list(symbol.get_namespaces()), show(symbol.get_namespace))
    if isinstance(table, symtable.Function):
        for name in 'parameters', 'locals', 'globals', 'nonlocals', 'frees':
            print(blanks, name, sorted(getattr(table, 'get_' + name)()))
    if isinstance(table, symtable.Class):
        print(blanks, sorted(table.get_methods()))
    for child in table.get_children():
        dump(child, depth + 1)


top = symtable.symtable(SOURCE, 'file.py', 'exec')
dump(top)
dump(symtable.symtable('x + (lambda y: y + x)(1)', '?', 'eval'))
dump(symtable.symtable('x = 1', '<stdin>', 'single'))
dump(symtable.symtable(b'# coding: latin-1\nf = "\xe9"', 'file.py', 'exec'))
print(top.lookup('outer') is top.lookup('outer'), top.get_children()[0] in top.get_children(), top.get_id() == top.get_id())
print(show(top.lookup, 'nothing'))
print(show(symtable.symtable, 'x', '?', 'other'))
print(show(symtable.symtable, 'x =', '?', 'exec'))
print(show(symtable.symtable, 'def f(a, a): pass', '?', 'exec'))
print(show(symtable.symtable, 'nonlocal x', '?', 'exec'))
print(symtable.Symbol('x', 2, module_scope=True).is_global(), symtable.Symbol('x', 0).get_namespaces(), symtable.__all__)
