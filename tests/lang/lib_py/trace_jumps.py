"""Assignment to f_lineno: jumps between all lines of some functions, and what is refused."""
import sys
import warnings

warnings.simplefilter("ignore")  # of locals that a jump leaves unbound
def jump(function, start, stop):
    """Run a function in which one line jumps to another."""
    out = []
    done = False
    first = function.__code__.co_firstlineno
    def tracer(frame, event, arg):
        nonlocal done
        if frame.f_code is not function.__code__:
            return None
        if event == 'line' and frame.f_lineno - first == start and not done:
            done = True
            try:
                frame.f_lineno = first + stop
                out.append(f'J{frame.f_lineno - first}')
            except ValueError as e:
                out.append(str(e).replace(str(first + stop), 'N'))
        elif done and len(out) < 25:
            out.append(f'{event[0]}{frame.f_lineno - first}')
        return tracer
    sys.settrace(tracer)
    try:
        try:
            function(out)
        except BaseException as e:
            out.append(type(e).__name__)
    finally:
        sys.settrace(None)
    if not done: return None
    return out
class CM:
    def __init__(s, o): s.o = o
    def __enter__(s): s.o.append('in')
    def __exit__(s, *a): s.o.append('out' + str(a[0] and a[0].__name__))
def plain(o):
    o.append('a')
    o.append('b')
    o.append('c')
    return
def loops(o):
    o.append('a')
    for i in range(2):
        o.append(i)
        for j in range(2):
            o.append('j')
        o.append('k')
    else:
        o.append('e')
    while len(o) < 9:
        o.append('w')
    for k in [1]:
        o.append('z')
    o.append('d')
def trying(o):
    o.append('a')
    try:
        o.append('b')
        pass
    except ValueError as e:
        o.append('c')
    else:
        o.append('d')
    finally:
        o.append('f')
    o.append('g')
def handling(o):
    o.append('a')
    try:
        o.append('b')
        1 / 0
    except ZeroDivisionError as e:
        o.append('c')
        o.append('d')
    except (ValueError, KeyError):
        o.append('x')
    o.append(str(sys.exc_info()[0]))
    try:
        o.append('h')
        1 / 0
    except:
        o.append('i')
        o.append('j')
    o.append(str(sys.exc_info()[0]))
def withs(o):
    o.append('a')
    with CM(o):
        o.append('b')
        o.append('c')
    o.append('d')
    with CM(o) as x:
        o.append('e')
    o.append('f')
def conditional(o, x=0):
    if x:
        o.append('b')
        pass
    else:
        o.append('c')
    if x: o.append('d')
    while x < 1:
        x += 1
        if x == 5:
            break
        continue
    o.append('e')
def final(o):
    try:
        o.append('a')
        return o.append('b')
    finally:
        o.append('c')
        o.append('d')
    o.append('e')
def nested(o):
    for i in range(1):
        with CM(o):
            try:
                o.append('b')
            finally:
                o.append('c')
            o.append('d')
        o.append('e')
    o.append('f')
for f in (plain, loops, trying, handling, withs, conditional, final, nested):
    end = max(l for *_, l in f.__code__.co_lines() if l) - f.__code__.co_firstlineno
    for start in range(1, end + 1):
        for stop in range(-1, end + 3):
            r = jump(f, start, stop)
            if r is not None: print(f.__name__, start, stop, *r)
def check(function):
    try: function()
    except Exception as e: print(type(e).__name__, e)
    else: print('ok')
def from_event(wanted, value=None):
    def target():
        def inner(): yield 1
        list(inner())
        try: 1 / 0
        except ZeroDivisionError: pass
        return 1
    seen = []
    def tracer(frame, event, arg):
        if frame.f_code is target.__code__ and event == wanted and not seen:
            seen.append(1)
            try: frame.f_lineno = frame.f_lineno if value is None else value
            except Exception as e: print(wanted, type(e).__name__, e)
            else: print(wanted, 'jumped')
        return tracer
    sys.settrace(tracer)
    try: target()
    finally: sys.settrace(None)
for event in ('call', 'exception', 'return'): from_event(event)
for value in ('x', True, 1.5, 10**30, 2**40, -1, 0, 1000): from_event('line', value)
frame = sys._getframe()
def attempt(): frame.f_lineno = 3
check(attempt)
def attempt(): del frame.f_lineno
check(attempt)
def attempt(): frame.f_lineno = 'x'
check(attempt)

