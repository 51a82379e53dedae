"""Trees of exceptions as text; stacks and frames as objects."""
import traceback, sys, io
import builtins, os


def print(*values): builtins.print(*[str(v).replace(os.path.dirname(__file__) + '/', '') for v in values])
seed = 4


def rnd(n):
    global seed
    seed = (seed * 1103515245 + 12345) % (1 << 31)
    return (seed >> 8) % n


class Odd(Exception):
    def __str__(self): raise ValueError


class Local(Exception): pass
Local.__module__ = 'some.mod'


class NoMod(Exception): pass
NoMod.__module__ = 5


def leaf():
    e = [ValueError('one\ntwo'), KeyError('k'), Odd(), Local('l'), NoMod('n'), ValueError(),
         SyntaxError('bad', ('f.py', 3, 5, '\t x = $\n', 3, 7)), SyntaxError('msg'),
         SyntaxError('m2', ('f.py', None, None, None)), SyntaxError('m3', (None, 2, 1, 'abc', 2, 0)),
         SyntaxError('m4', ('q', 1, 9, '   \t  y\n', 1, -1)), SyntaxError(None, ('q', 1, None, 'y\n')),
         OSError(2, 'gone')][rnd(13)]
    if rnd(4) == 0: e.__notes__ = [['note', 'two\nlines'], 'a string', 5, [6, Odd()], [], ('t',)][rnd(6)]
    return raised(e)


def raised(e):
    if rnd(2):
        try: raise e
        except BaseException as x: return x
    return e


def tree(depth):
    if depth == 0 or rnd(3) == 0: e = leaf()
    else: e = raised(ExceptionGroup(f'group{rnd(9)}', [tree(depth - 1) for _ in range(1 + rnd(4))]))
    k = rnd(6)
    if k == 0 and depth: e.__cause__ = tree(depth - 1)
    elif k == 1 and depth: e.__context__ = tree(depth - 1)
    elif k == 2 and depth: e.__context__ = tree(depth - 1); e.__suppress_context__ = True
    elif k == 3 and depth: e.__context__ = tree(depth - 1); e.__cause__ = e.__context__
    return e


for i in range(25):
    e = tree(3)
    print('====', i); print(''.join(traceback.format_exception(e)))
    if i % 5 == 0:
        t = traceback.TracebackException.from_exception(e, max_group_width=1 + rnd(3), max_group_depth=rnd(3),
                                                        limit=[None, 0, 1, -1][rnd(4)], capture_locals=False,
                                                        compact=bool(rnd(2)))
        print(''.join(t.format(chain=bool(rnd(2)))))
        print(str(t) == t._str, t == t, t == 5, t.exc_type.__name__,
              list(t.format_exception_only()) == traceback.format_exception_only(type(e), e))


def tr(f, *a, **k):
    try: r = f(*a, **k)
    except BaseException as e: r = (type(e).__name__, str(e))
    print(r)


tr(traceback.format_exception, 5); tr(traceback.format_exception, None)
tr(traceback.format_exception, ValueError, ValueError('x'))
tr(traceback.format_exception, ValueError, ValueError('x'), None); tr(traceback.format_exception, None, None, None)
tr(traceback.format_exception_only, ValueError('q')); tr(traceback.format_exception_only, None, ValueError('q'))
tr(traceback.format_exception_only, ValueError, None); tr(traceback.format_exc); tr(traceback.print_last)
tr(lambda: list(traceback.TracebackException(None, None, None).format()))
tr(lambda: list(traceback.TracebackException(ValueError, None, None).format()))


def deep(n): return deep(n - 1) if n else 1 / 0
try: deep(20)
except ZeroDivisionError as x: e = x
for limit in (None, 0, 1, 3, -2, 100):
    print(limit, len(traceback.extract_tb(e.__traceback__, limit)), traceback.format_tb(e.__traceback__, limit)[-1:])
print(''.join(traceback.format_tb(e.__traceback__)[1:]))
sys.tracebacklimit = 2; print(len(traceback.extract_tb(e.__traceback__))); sys.tracebacklimit = -5
print(len(traceback.extract_tb(e.__traceback__)), len(traceback.extract_tb(e.__traceback__, 4)))
del sys.tracebacklimit


def stack():
    s = traceback.extract_stack()
    print([f.name for f in s], [f.line for f in s][-1], [f.name for f in traceback.extract_stack(limit=1)],
          [f.name for f in traceback.extract_stack(limit=-1)], len(traceback.format_stack()),
          [f.f_code.co_name for f, _ in traceback.walk_stack(sys._getframe())], traceback.format_stack(limit=1))
    b = io.StringIO(); traceback.print_stack(file=b)
    print(b.getvalue().count('File'), b.getvalue().splitlines()[-1]); b = io.StringIO()
    traceback.print_stack(sys._getframe().f_back, file=b); print(b.getvalue().splitlines()[-1])
    print([f.name for f in traceback.StackSummary.extract(traceback.walk_stack(None))],
          [x.name for x in traceback.StackSummary.extract(traceback.walk_tb(e.__traceback__), limit=2)])


def outer(): stack()
outer()
F = traceback.FrameSummary
f = F('file.py', 3, 'name', line='  the line ', locals={'b': 1, 'a': 'x'})
g = F('file.py', 3, 'name', lookup_line=False)
print(f, f.line, list(f), f[0], f[-1], f[1:3], len(f), f == g, f == ('file.py', 3, 'name', 'the line'),
      f == F('file.py', 3, 'name', line='q', locals={'b': 1, 'a': 'x'}), f == 5, f.locals, g.line,
      F('x', None, 'y').line, g.locals, f.colno)
tr(hash, f); tr(lambda: f[9])
print(traceback.format_list([f, ('a.py', 1, 'q', 'line'), ('a.py', 1, 'q', None), ('b', None, 'c', '')]),
      traceback.StackSummary.from_list([f]) == [f], type(traceback.StackSummary.from_list([f])).__name__)
tr(lambda: traceback.format_list([(1, 2)]))
print(''.join(traceback.format_list([('a', 1, 'b', 'c')] * 3 + [('a', 2, 'b', 'c')] * 5 + [('a', None, 'b',
                                                                                            'c')] * 5 + [('z', 1, 'b',
                                                                                            '')] * 4)))


class Hide(traceback.StackSummary):
    def format_frame_summary(self, s): return None if s.name == 'b' else 'F ' + s.name + '\n'


print(Hide.from_list([f, ('a', 1, 'b', 'c'), f, f, f, f]).format(),
      type(Hide.from_list([f])).__name__ in ('Hide', 'StackSummary'),
      type(Hide.extract(traceback.walk_tb(e.__traceback__))).__name__)
b = io.StringIO(); traceback.print_tb(e.__traceback__, 1, b); traceback.print_list([f], b)
traceback.print_exception(ValueError('v'), file=b); traceback.print_exc(file=b); print(b.getvalue())


def gen():
    x = [1]; yield; x


def clear():
    big = 'local'; raise KeyError


try: clear()
except KeyError as x: k = x
print(k.__traceback__.tb_next.tb_frame.f_locals); traceback.clear_frames(k.__traceback__)
print(k.__traceback__.tb_next.tb_frame.f_locals)
c = ValueError('a'); c.__context__ = d = KeyError('b'); d.__context__ = c
print(''.join(traceback.format_exception(c)))
x = None
for i in range(2000): y = ValueError(i); y.__context__ = x; x = y
print(len(traceback.format_exception(x)))
