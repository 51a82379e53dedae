import io
import sys
import traceback
from traceback import *


def clean(text):
    return text.replace(__file__, 'FILE')


def deep(n):
    if n == 0:
        return 1 / 0
    return deep(n - 1)


def many(n):
    return many(n - 1) + 1 if n else {}['key']


class Obj:
    attr = None
    def __getitem__(self, i): raise KeyError(i)
    def __add__(self, o): raise TypeError('no add')
    __pow__ = __floordiv__ = __lshift__ = __add__
    def __neg__(self): raise TypeError('no neg')
    def __lt__(self, o): raise TypeError('no lt')
    def __call__(self, *a): raise TypeError('no call')
    def __getattr__(self, n): raise AttributeError(n)


x = Obj(); y = 2; lst = [1]


def f1(): return x + y
def f2(): return x[1]
def f3(): return x[y + 1] * 3
def f4(): return x ** y
def f5(): return x // y
def f6(): return -x
def f7(): return x < y
def f8(): return x(1,
                   2)
def f9(): return (1 + 2) + x.foo
def f10(): return 'a b' + y
def f11(): return 3 * (x + y)
def f12(): raise ValueError('msg\nsecond line')
def f13(): return x.attr.foo
def f14(): return [x + 1 for x in 'ab']
def f15(): x['a']['b']
def f16(): return ('éé' + 'ü') + y
def f17(): return f'{x[0]}'
def f18(): assert y == 3, 'assert msg'
def f19(): return x<<y
def f20(): return x  +  y - 1
def f21(): return int('a') if y else x
def f22(): return lst [ 5 ]
def f23(): import nonexistent_module_xyz
def f24(): return lst[1:2][3]
def f25(): return y @ 2
def f26(): return x(1)(2) + 5
def f27(): return (x) + y


for f in [lambda: deep(2), lambda: many(8), f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17, f18, f19, f20, f21, f22, f23, f24, f25, f26, f27]:
    try:
        f()
    except Exception:
        print(clean(format_exc()))


def chained():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError('from') from e
    except ValueError:
        raise KeyError('context')


def suppressed():
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError('alone') from None


for f in (chained, suppressed):
    try:
        f()
    except Exception as e:
        err = e
        print(clean(format_exc()))
        print(clean(''.join(format_exception(e, chain=False))))
        print(format_exception_only(e), format_exception_only(type(e), e))

e = ValueError('noted'); e.add_note('note 1'); e.add_note('note\n2'); print(format_exception(e))
e.__notes__ = 5; print(format_exception_only(e)); e.__notes__ = [1, None]; print(format_exception_only(e))


class BadStr(Exception):
    def __str__(self): raise ValueError


class Outer:
    class Inner(Exception):
        pass


Inner = Outer.Inner
print(format_exception_only(BadStr()), format_exception_only(Inner('x')), format_exception_only(ValueError()), format_exception_only(None, None), format_exception_only(KeyError('k')))
for s in ('a = = 1', 'def f(:\n  pass', '  x = 1', 'if x:\npass', "s = 'abc", '(1, 2', 'é = $'):
    try:
        compile(s, 'some file', 'exec')
    except SyntaxError as e:
        print(''.join(format_exception_only(SyntaxError('m', ('f.py', e.lineno, e.offset, s.split('\n')[0] + '\n', e.lineno, e.offset + 2)))), end='')
for args in (('m',), ('m', ('f', 1, 2, 'abc\n')), ('m', (None, 1, 3, '   abcdef\n', 1, 0)), ('m', ('f', None, None, None)), ('m', ('f', 3, None, 'text')), (), ('m', ('f', 1, 2, '\tab  c\n', 1, 4)), ('m', ('f', 1, 0, 'abc', 2, 1))):
    print(''.join(format_exception_only(SyntaxError(*args))), end='')


def groups():
    try:
        try:
            1 / 0
        except ZeroDivisionError as z:
            raise ExceptionGroup('g', [ValueError('v'), ExceptionGroup('inner', [TypeError('t'), z])]) from z
    except ExceptionGroup as g:
        return g


g = groups()
print(clean(''.join(format_exception(g))))
g2 = ExceptionGroup('wide', [ValueError(i) for i in range(20)])
print(''.join(format_exception(g2)))
print(''.join(TracebackException.from_exception(g2, max_group_width=2).format()))
g3 = ValueError('leaf')
for i in range(12):
    g3 = ExceptionGroup(f'd{i}', [g3, ValueError('side')])
g3.add_note('a note')
print(''.join(format_exception(g3)))
try:
    raise KeyError('after') from g
except KeyError:
    print(clean(format_exc()))


def st():
    return extract_stack(limit=2)


s = st()
print(clean(''.join(s.format())), [f.name for f in s], type(s).__name__, clean(''.join(format_list(s))))
print(clean(''.join(format_stack(limit=1))))
try:
    deep(1)
except ZeroDivisionError as e:
    tb = e.__traceback__
    summary = extract_tb(tb)
print(len(summary), summary[0].lineno, summary[-1].line, summary[-1].name, tuple(summary[0])[1:], summary[0] == tuple(summary[0]), len(summary[0]))
print([f.lineno for f in extract_tb(tb, limit=1)], [f.lineno for f in extract_tb(tb, limit=-1)], clean(repr(summary[0])))
print(clean(''.join(format_tb(tb, 1))))
out = io.StringIO()
print_tb(tb, file=out); print_exception(ZeroDivisionError('z'), file=out); traceback.print_list(summary, file=out)
traceback.print_exception(ValueError, ValueError(1), None, file=out); print(clean(out.getvalue()))
fs = FrameSummary('nofile', 3, 'name', line='   the line  ', locals={'b': 1, 'a': 'x'}); print(fs.line, fs.locals, StackSummary.from_list([fs, ('f2', 4, 'n2', 'l2'), ('f3', 5, 'n3', None)]).format())
print(fs, FrameSummary('f', None, 'n').line, fs == FrameSummary('nofile', 3, 'name', locals={'b': 1, 'a': 'x'}))


def with_locals():
    a = 1
    b = 'two'
    raise ValueError('locals')


try:
    with_locals()
except ValueError as e:
    te = TracebackException.from_exception(e, capture_locals=True)
    print(str(te), te.exc_type, te.stack[-1].locals, clean(''.join(te.stack[-1:] and StackSummary(te.stack[-1:]).format())), te == te)
    print([(fr.f_code.co_name, n > 0) for fr, n in walk_tb(e.__traceback__)])
    clear_frames(e.__traceback__)
print([fr.f_code.co_name for fr, n in walk_stack(sys._getframe())][:1])
for bad in (lambda: format_exception(5), lambda: format_exception(ValueError, ValueError())):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(e)
sys.tracebacklimit = 1
try:
    deep(3)
except ZeroDivisionError:
    print(clean(format_exc()))
