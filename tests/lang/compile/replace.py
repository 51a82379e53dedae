"""code.replace(): what it can change, and what comes of that."""
import traceback


def f(x):
    try:
        return 1 / x
    except ZeroDivisionError:
        return 'caught'


def g():
    raise ValueError


def run(code, *args):
    try:
        return type(f)(code, globals())(*args)
    except Exception as e:
        return [(type(e).__name__, frame.name, frame.lineno) for frame in traceback.extract_tb(e.__traceback__)[1:]]


code = f.__code__
print(run(code, 0), run(code.replace(co_exceptiontable=code.co_exceptiontable), 0), run(code.replace(co_exceptiontable=b''), 1))
print([name for _, name, _ in run(code.replace(co_exceptiontable=b''), 0)])
print(code.replace(co_exceptiontable=b'') == code, code.replace() == code, code.replace(co_linetable=code.co_linetable) == code)
print(code.co_exceptiontable == b'', g.__code__.co_exceptiontable)
code = g.__code__
print(run(code), run(code.replace(co_linetable=code.co_linetable)))
print(run(code.replace(co_name='other', co_qualname='a.b', co_firstlineno=7)))
changed = code.replace(co_name='other', co_qualname='a.b', co_filename='file', co_flags=code.co_flags | 0x100)
print(changed.co_name, changed.co_qualname, changed.co_filename, changed.co_flags == code.co_flags | 0x100, code.co_name)
print(f.__code__.replace(co_consts=f.__code__.co_consts) == f.__code__)
for name in 'co_linetable', 'co_exceptiontable', 'co_name', 'co_consts', 'co_firstlineno', 'co_flags':
    try:
        code.replace(**{name: 1.5})
    except TypeError as e:
        print(name, 'TypeError')
