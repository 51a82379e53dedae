# Exceptions that end threads.
import io
import sys
import threading


def run(target, name='t'):
    t = threading.Thread(target=target, name=name)
    t.start()
    t.join()


def caught(target, name='t'):
    """What a thread that runs the target writes to sys.stderr, without the lines of the library."""
    before, sys.stderr = sys.stderr, io.StringIO()
    try:
        run(target, name)
        text = sys.stderr.getvalue()
    finally:
        sys.stderr = before
    lines = text.splitlines()
    keep, skip = [], False
    for line in lines:
        if line.startswith('  File'):
            skip = 'excepthook.py' not in line
            keep += [] if skip else ['  File ' + line[line.index(', line'):]]
        elif not line.startswith('    ') or not skip:
            keep.append(line)
    print('\n'.join(keep))


def fails():
    raise ValueError('from a thread')


def fails_twice():
    try:
        fails()
    except ValueError:
        raise KeyError('second')


caught(fails)
caught(fails_twice, 'a name')
caught(sys.exit)
caught(lambda: sys.exit('message'))
def raises_exit():
    raise SystemExit(3)
caught(raises_exit)
class Leave(SystemExit): pass
def raises_subclass():
    raise Leave
def interrupted():
    raise KeyboardInterrupt
caught(interrupted)

print('hook')
args = []
def hook(a):
    args.append(a)
    print(type(a).__name__, a.exc_type.__name__, repr(a.exc_value), a.exc_traceback is a.exc_value.__traceback__,
          a.thread.name, a.thread is threading.current_thread(), a.thread.is_alive())
threading.excepthook = hook
run(fails)
run(sys.exit)
run(raises_subclass)
a = args[0]
print(len(a), a[0] is a.exc_type, repr(threading.ExceptHookArgs((1, 2, 3, 4))))
for wrong in [(1, 2, 3), 5, (1, 2, 3, 4, 5)]:
    try:
        threading.ExceptHookArgs(wrong)
    except TypeError as error:
        print(error)
args.clear()

print('hook that fails')
def bad(a):
    raise RuntimeError('in the hook')
threading.excepthook = bad
caught(fails)
before = sys.excepthook
sys.excepthook = lambda t, v, tb: print('sys.excepthook', t.__name__, v, v.__context__ is not None, v.__suppress_context__)
threading.excepthook = bad
caught(fails)
sys.excepthook = before

print('the original hook')
threading.excepthook = threading.__excepthook__
caught(fails)
try:
    threading.excepthook(1)
except TypeError as error:
    print(error)
before, sys.stderr = sys.stderr, io.StringIO()
try:
    1 / 0
except ZeroDivisionError:
    threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), None)))
    words = sys.stderr.getvalue().split()
    print(words[:3], words[3] == f'{threading.get_ident()}:', words[-3:])
    sys.stderr = io.StringIO()
    threading.excepthook(threading.ExceptHookArgs((SystemExit, SystemExit(1), None, None)))
    print(repr(sys.stderr.getvalue()))
sys.stderr = before

print('without sys.stderr')
sys.stderr = io.StringIO()
t = threading.Thread(target=fails, name='quiet')
stream, sys.stderr = sys.stderr, None
t.start()
t.join()
sys.stderr = before
print(stream.getvalue().splitlines()[0], stream.getvalue().splitlines()[-1])
sys.stderr = None
run(fails)
sys.stderr = before

print('a thread goes on after an exception that it handles, and its end is not seen by others')
out = []
def handles():
    try:
        fails()
    except ValueError as error:
        out.append(str(error))
    out.append(sys.exc_info())
try:
    1 / 0
except ZeroDivisionError:
    run(handles)
    run(lambda: out.append(sys.exc_info()))
    print(out, sys.exc_info()[0].__name__)
