# The module contextvars.
import contextvars
import threading
import weakref
from contextvars import Context, ContextVar, Token, copy_context


def attempt(call, *args, **kwargs):
    try:
        print(plain(call(*args, **kwargs)))
    except BaseException as error:
        print(f'{type(error).__name__}:', plain(str(error)))


def plain(thing):
    text = thing if isinstance(thing, str) else repr(thing)
    return ' '.join('ADDRESS' + word[-1:] * (word[-1] in '>,') if word.startswith('0x') else word for word in text.split(' '))


print('variables')
v, d = ContextVar('v'), ContextVar('d', default=5)
print(plain(v), plain(d), v.name, d.name)
attempt(v.get)
print(d.get(), v.get(1), d.get(7), ContextVar('n', default=None).get())
for args, kwargs in [((), {}), ((5,), {}), (('a',), {'defaut': 5}), ((), {'name': 'x'})]:
    attempt(ContextVar, *args, **kwargs)
attempt(v.set)
attempt(v.set, value=3)
attempt(v.get, default=1)
attempt(setattr, v, 'name', 'x')
attempt(setattr, v, 'x', 1)
attempt(type, 'V', (ContextVar,), {})
print(ContextVar[int], Token[int], hash(v) == hash(v), v == v, v == d)

print('tokens')
t = v.set(10)
print(plain(t), t.var is v, t.old_value, t.old_value is Token.MISSING, Token.MISSING, type(Token.MISSING).__name__)
t2 = v.set(11)
print(t2.old_value, v.get(), v.reset(t2), v.get(), plain(t2), t2.old_value)
attempt(v.reset, t2)
attempt(d.reset, t)
print(v.reset(t), v.get('unset'))
attempt(v.reset, t)
attempt(v.reset, 1)
attempt(Token)

print('contexts')
c = copy_context()
print(plain(c), len(c), list(c), c == copy_context(), c == Context(), c != 5, bool(c))
v.set(1)
c = copy_context()
print(len(c), list(c) == [v], c[v], v in c, d in c, c.get(v), c.get(d), c.get(d, 3))
print(list(c.keys()) == [v], list(c.values()), list(c.items()) == [(v, 1)], len(c.keys()))
attempt(lambda: c[d])
for call in [lambda: c['a'], lambda: 'a' in c, lambda: c.get('a')]:
    attempt(call)
attempt(c.get, v, 1, 2)
attempt(Context, 1)
attempt(hash, c)
attempt(lambda: c < c)
attempt(type, 'C', (Context,), {})
attempt(setattr, c, 'x', 1)
print(weakref.ref(c)() is c, contextvars.__all__)

print('run')
def change(*args, **kwargs):
    v.set(2)
    return v.get(), args, kwargs
print(c.run(change, 1, x=2), v.get(), c[v])
attempt(c.run)
attempt(c.run, 5)
attempt(c.run, c.run, change)
empty = Context()
print(empty.run(v.get, 'none'), len(empty), empty.run(lambda: len(copy_context())))
def raising():
    v.set('raised')
    raise KeyError('x')
attempt(c.run, raising)
print(c[v], v.get())
tokens = []
c.run(lambda: tokens.append(v.set(5)))
attempt(v.reset, tokens[0])
print(c.run(v.reset, tokens[0]), c[v])
depth = []
def nested(n):
    depth.append(v.get())
    v.set(n)
    if n:
        copy_context().run(nested, n - 1)
    depth.append(v.get())
c.run(nested, 3)
print(depth)

print('copies')
a = Context()
a.run(v.set, [1])
b = a.copy()
print(a == b, a is b, a[v] is b[v])
b.run(v.set, 2)
print(a == b, a[v], b[v])
items, keys = a.items(), iter(a)
a.run(v.set, 3)
a.run(d.set, 4)
print(list(items) == [(v, [1])], list(keys) == [v], len(a))
many = [ContextVar(f'v{i}') for i in range(100)]
full = Context()
for i, x in enumerate(many):
    full.run(x.set, i)
half = full.copy()
for x in many[::2]:
    half.run(x.set, None)
print(sum(full.values()), [*half.values()].count(None), len(half))
print([full[x] for x in many] == list(range(100)))

print('threads begin with an empty context')
out = []
def thread():
    out.append((v.get('unset'), len(copy_context())))
    v.set('thread')
    out.append(v.get())
t = threading.Thread(target=thread)
t.start(), t.join()
print(out, v.get())
context = copy_context()
t = threading.Thread(target=context.run, args=(thread,))
t.start(), t.join()
print(out[2:], v.get(), context[v])
inside, leave = threading.Event(), threading.Event()
def stay():
    inside.set()
    leave.wait()
t = threading.Thread(target=context.run, args=(stay,))
t.start()
inside.wait()
attempt(context.run, print)
leave.set()
t.join()
print(context.run(lambda: 'left'))

print('generators are in the context of who runs them')
def gen():
    while True:
        v.set((yield v.get()))
g = gen()
print(next(g), g.send('sent'), v.get(), c.run(next, g), v.get())

class Noisy:
    def __del__(self): print('gone')
x = ContextVar('x')
Context().run(x.set, Noisy())
token = x.set(Noisy())
x.set(1)
del token
print('end')
