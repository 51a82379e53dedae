import io, sys, warnings, os.path
from warnings import *


def show(message, category, filename, lineno, file=None, line=None):
    print('SHOW', category.__name__, message, os.path.basename(filename), lineno > 0, line)


def err(f, *a, **k):
    out = io.StringIO()
    old = sys.stderr
    sys.stderr = out
    try:
        f(*a, **k)
    finally:
        sys.stderr = old
    print(repr(out.getvalue().replace(__file__, 'FILE')))


resetwarnings()
err(warn, 'first')
for i in range(2):
    err(warn, 'same place')
err(warn, 'dep', DeprecationWarning)
err(warn, RuntimeWarning('inst'))
err(warn_explicit, 'expl', UserWarning, 'some.py', 12)
err(showwarning, 'm', UserWarning, 'f.py', 3, None, 'the line')
print(repr(formatwarning('m', UserWarning, 'f.py', 3, '  the line\n')), repr(formatwarning('m', UserWarning, 'f.py', 3)))
with catch_warnings(record=True) as log:
    simplefilter('always')
    for i in range(2):
        warn('rec', stacklevel=1)
    warn('two', FutureWarning)
    print(len(log), log[0].category.__name__, str(log[0].message), os.path.basename(log[0].filename), log[2].category, log[0].lineno == log[1].lineno, type(log[0]).__name__)
    print(str(log[0]).replace(__file__, 'FILE'))
with catch_warnings(record=True) as log:
    simplefilter('once'); 
    for i in range(3): warn('x')
    warn('x'); warn('y')
    print(len(log))
with catch_warnings(record=True) as log:
    simplefilter('default')
    for i in range(3): warn('x')
    warn('x')
    print(len(log))
with catch_warnings(record=True) as log:
    simplefilter('module')
    for i in range(3): warn('z')
    warn('z')
    print(len(log))
with catch_warnings(record=True) as log:
    simplefilter('error')
    try:
        warn('raised', RuntimeWarning)
    except RuntimeWarning as e:
        print('error', repr(e))
    filterwarnings('ignore', message='abc'); warn('ABCdef'); print(len(log))
    filterwarnings('ignore', message='in the mid'); warn('in the middle'); filterwarnings('ignore', category=DeprecationWarning); warn('q', DeprecationWarning); print(len(log))
    filterwarnings('always', module='__main__'); warn('mine'); print(len(log))
    filterwarnings('ignore', lineno=1); warn('mine'); print(len(log), len(warnings.filters))
with catch_warnings(action='error'):
    try:
        warn('w')
    except UserWarning as e:
        print('UserWarning', e)


def inner(level): warn('level', stacklevel=level)
def outer(level): inner(level)


with catch_warnings(record=True) as log:
    simplefilter('always')
    for level in (1, 2, 3, 50):
        outer(level)
    print([(w.lineno - log[0].lineno if w.filename != 'sys' else w.filename) for w in log])
original, warnings.showwarning = warnings.showwarning, show
with catch_warnings():
    simplefilter('always'); warn('shown'); warn('dep', DeprecationWarning)
warnings.showwarning = original
for f in (lambda: warn('x', int), lambda: warn('x', 5), lambda: filterwarnings('bad'), lambda: simplefilter('bad'), lambda: filterwarnings('error', 5), lambda: filterwarnings('error', category=int), lambda: simplefilter('error', lineno=-1)):
    try:
        f()
    except (TypeError, AssertionError) as e:
        print(type(e).__name__, e)
c = catch_warnings(); print(c, catch_warnings(record=True))
with c:
    try:
        with c: pass
    except RuntimeError as e:
        print(e)
try:
    catch_warnings().__exit__()
except RuntimeError as e:
    print(e)
with catch_warnings(record=True) as log:
    resetwarnings(); warnings.filters.insert(0, ('strange', None, Warning, None, 0))
    try:
        warn('s')
    except RuntimeError as e:
        print(e)
