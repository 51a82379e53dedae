# Module refcount: counts, watched objects and what changes them.
import gc
import linecache
import os
import refcount
import sys
import threading
import weakref


def show(watch, title):
    print('--', title)
    for c in watch.history():
        text = linecache.getline(c.file, c.line).strip() if c.file == __file__ else 'in ' + os.path.basename(c.file)
        print(f'{c.thread} {c.opcode} {c.old} -> {c.new}: {text}')


class Thing:
    pass


# Counts.
x = Thing()
print(refcount.of(x), sys.getrefcount(x), refcount.of(Thing()))
y = [x, x]
print(refcount.of(x), refcount.of(x) == sys.getrefcount(x) - 1)
print(refcount.of(()) >= 2**30, refcount.of(()) == sys.getrefcount(()) - 1)
print(refcount.of(2**80), refcount.of('ab' * 500), refcount.of(float('1e300') * 2))
del x, y

# What has no count.
for thing in 5, -1, 1.5, None, True, Ellipsis, NotImplemented:
    try:
        print(refcount.of(thing))
    except ValueError as error:
        print(error)
for function in refcount.watch, refcount.history, refcount.unwatch:
    for thing in 5, None:
        try:
            function(thing)
        except ValueError as error:
            print(function.__name__, str(error)[:26])
for call in (lambda: refcount.history([]), lambda: refcount.unwatch([]), lambda: refcount.watch([], 0), lambda: refcount.watch([], limit='x'),
             lambda: refcount.watch(refcount.watch([])), lambda: refcount.of(), lambda: refcount.Watch(), lambda: refcount.total(1)):
    try:
        print(call())
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)


# A function call, a list, a closure.
def keep(argument):
    def inner():
        return argument
    return inner


x = Thing()
before = refcount.of(x)
w = refcount.watch(x)
print(w is refcount.watch(x), refcount.of(x) == before, refcount.history(x) == w.history())
items = [x, x]
again = x
f = keep(x)
f()
del items[0]
f = None
del items, again
x = None
show(w, 'call, list, closure')
print(w.alive, w.active, w.type, w.dropped, repr(w).split(' at ')[0], repr(w).split(': ')[1])
c = w.history()[0]
print(len(c), c._fields if hasattr(c, '_fields') else type(c).n_fields, type(c).__name__, type(c).__module__, type(c.when))
whens = [c.when for c in w.history()]
print(whens == sorted(whens), whens[0] > 0)

# Once more from __del__; then it ends, or not.
kept = []


class Phoenix:
    def __del__(self):
        kept.append(self)


p = Phoenix()
w = refcount.watch(p)
del p
print(w.alive, refcount.of(kept[0]))
kept.clear()
show(w, 'risen and ended')

# An end by the collector; a weak reference with a callback; objects whose class has nothing to be done at their end.
a = Thing()
a.self = a
w = refcount.watch(a)
del a
gc.collect()
print(w.alive, w.history()[-1].new)
a = Thing()
r = weakref.ref(a, lambda r: print('callback', w.alive))
w = refcount.watch(a)
del a
print(r(), w.alive)
text = 'some' * len(kept + [0] * 100)
w = refcount.watch(text)
text += 'more'
print(w.type, w.alive)
del text
print(w.alive)
w = refcount.watch([])
show(w, 'ended as it began')

# Off and on again; the limit.
x = Thing()
w = refcount.watch(x)
y = x
refcount.unwatch(x)
y = x = [x]
x = x[0]
print(len(refcount.history(x)), w.active, w.alive)
refcount.watch(x)
y = None
show(w, 'off and on')
refcount.unwatch(w)
w2 = refcount.watch(w.type)
refcount.unwatch(w.type)
few = refcount.watch(x, limit=5)
print(few is w)
z = Thing()
few = refcount.watch(z, 3)
for i in range(10):
    y = z
    y = None
print(len(few.history()), few.dropped, [(c.old, c.new) for c in few.history()])
refcount.unwatch(z)
refcount.watch(z, 6)
for i in range(2):
    y = z
    y = None
refcount.unwatch(z)
print(len(few.history()), few.dropped, [(c.old, c.new) for c in few.history()])


# Several objects, several changes in one instruction, an exception, a generator.
def fail(thing):
    raise KeyError(thing)


def generate(thing):
    yield thing
    yield 1


a, b = Thing(), Thing()
watches = refcount.watch(a), refcount.watch(b)
t = (a, b, a)
t = t * 3
del t
refcount.unwatch(a)
refcount.unwatch(b)
for w in watches:
    show(w, 'two')
a = Thing()
w = refcount.watch(a)
try:
    fail(a)
except KeyError as error:
    pass
refcount.unwatch(a)
show(w, 'exception')
b = Thing()
w = refcount.watch(b)
for i in generate(b):
    pass
sorted([3, 1], key=lambda i, b=b: i)
refcount.unwatch(b)
show(w, 'generator, key function')

# Two threads: each is told of what it did, also of what was the work of an instruction that waited meanwhile.
x = Thing()
lock = threading.Lock()
mine = threading.Lock()
lock.acquire()
mine.acquire()


def wait(thing):
    mine.release()
    lock.acquire()


def work(thing):
    sorted([thing], key=wait)
    del thing


worker = threading.Thread(target=work, args=(x,), name='worker')
worker.start()
mine.acquire()
w = refcount.watch(x)
y = x
lock.release()
worker.join()
y = None
refcount.unwatch(x)
show(w, 'threads')
worker = threading.Thread(target=lambda thing: thing, args=(x,), name='other')
refcount.watch(x)
worker.start()
worker.join()
del worker
refcount.unwatch(x)
told = w.history()
print(sorted({c.thread for c in told}), told[-1].new == 2, [a.new == b.old for a, b in zip(told, told[1:])].count(False))


# With sys.settrace, and in a child.
def trace(frame, event, arg):
    lines.append(event)
    return trace


def traced(thing):
    copy = thing
    return None


lines = []
x = Thing()
w = refcount.watch(x)
sys.settrace(trace)
traced(x)
sys.settrace(None)
refcount.unwatch(x)
show(w, 'traced')
print(lines[:4])
w = refcount.watch(x)
sys.stdout.flush()
pid = os.fork()
if not pid:
    y = x
    os._exit(len(w.history()) + 10 * (y is x))
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) > 10)
refcount.unwatch(x)

# All counts.
before = refcount.total()
many = [x] * 1000
print(1000 <= refcount.total() - before < 1020)
del many
print(abs(refcount.total() - before) < 20)
print(hasattr(sys, 'gettotalrefcount') and abs(sys.gettotalrefcount() - refcount.total()) > 20)
