# Which weak references are shared, and in which order an object knows those to it.
import weakref


class C:
    pass


class Callable:
    def __call__(self):
        pass


def ignore(dead):
    pass


class R(weakref.ref):
    pass


def seen():
    return weakref.getweakrefcount(c), [type(r).__name__ + '!' * (getattr(r, '__callback__', None) is not None)
                                        if type(r) is not weakref.ProxyType else 'proxy' for r in weakref.getweakrefs(c)]


c = C()
first = R(c)
print(seen())
plain = weakref.ref(c)
print(seen(), plain is weakref.ref(c), plain is weakref.ref(c, None))
second = R(c)
print(seen(), second is first)
proxy = weakref.proxy(c)
print(seen(), proxy is weakref.proxy(c))
called = weakref.ref(c, ignore)
print(seen(), called is weakref.ref(c, ignore))
again = weakref.ref(c, ignore)
called_proxy = weakref.proxy(c, ignore)
derived = R(c, ignore)
print(seen())
del plain
print(seen())
plain = weakref.ref(c)
print(seen())
del proxy
proxy = weakref.proxy(c)
print(seen())

for order in ('proxy', 'ref'), ('R', 'proxy', 'ref'), ('ref!', 'ref', 'R!'), ('R!', 'proxy!', 'proxy'), ('proxy!', 'R', 'ref', 'proxy'):
    c = C()
    make = {'proxy': lambda: weakref.proxy(c), 'proxy!': lambda: weakref.proxy(c, ignore), 'ref': lambda: weakref.ref(c),
            'ref!': lambda: weakref.ref(c, ignore), 'R': lambda: R(c), 'R!': lambda: R(c, ignore)}
    held = [make[kind]() for kind in order]
    print(order, seen()[1], [make[kind]() is one for kind, one in zip(order, held)])

c = C()
one = weakref.ref(c)
print(weakref.ref.__new__(weakref.ref, c) is one, weakref.ref.__new__(R, c) is one, type(weakref.ref.__new__(R, c)))
c = Callable()
proxy, plain = weakref.proxy(c), weakref.ref(c)
print([type(r).__name__ for r in weakref.getweakrefs(c)], weakref.proxy(c) is proxy)

# Callbacks run from the newest reference to the oldest.
c = C()
held = [weakref.ref(c, lambda r, i=i: print('callback', i)) for i in range(3)] + [R(c, lambda r: print('derived'))]
del c
