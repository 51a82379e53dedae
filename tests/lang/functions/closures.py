# Closures: cells are shared, late bound, and outlive their function.
def counter():
    n = 0
    def up(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return up, get
up, get = counter()
print(up(), up(5), get())
up2, get2 = counter()
print(up2(), get(), get2())

# Late binding in a loop, and the two ways around it.
fs = [lambda: i for i in range(3)]
print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]
print([f() for f in fs])
def make(i): return lambda: i
print([f() for f in [make(i) for i in range(3)]])

# Several levels, and a variable that only passes through.
def a():
    x = "a.x"
    def b():
        def c():
            def d():
                nonlocal x
                x += "!"
                return x
            return d
        return c
    return b()(), lambda: x
d, look = a()
print(d(), d(), look())

# Parameters as cells, also *args and **kw.
def params(p, *args, k, **kw):
    def read(): return p, args, k, kw
    def write():
        nonlocal p, k
        p, k = k, p
    return read, write
read, write = params(1, 2, 3, k=4, z=5)
print(read()); write(); print(read())

# A name that is bound after the closure was made; one that never is; one that was deleted.
def later():
    def f(): return value
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    value = 1
    print(f())
    del value
    try:
        f()
    except NameError as e:
        print(type(e).__name__, e)
    try:
        value
    except UnboundLocalError as e:
        print(type(e).__name__, e)
    value = 2
    print(f())
later()

# __closure__ and cells.
def outer():
    one, two = 1, 2
    def inner(): return two, one
    return inner
f = outer()
print(f.__code__.co_freevars, [c.cell_contents for c in f.__closure__], outer.__closure__)
f.__closure__[0].cell_contents = "changed"
print(f())
print(type(f.__closure__[0]).__name__)
def empty_cell():
    if False:
        x = 1
    return (lambda: x).__closure__[0]
try:
    empty_cell().cell_contents
except ValueError as e:
    print(e)

# A class body reads enclosing functions, but its names are no scope for its methods.
def scope():
    x = "function"
    class C:
        y = x
        x = "class"
        def m(self): return x
        z = [x for _ in range(1)]
    return C.y, C.x, C().m(), C.z
try:
    print(scope())
except NameError as e:
    print(type(e).__name__, e)
def scope2():
    x = "function"
    class C:
        y = x
        def m(self): return x
        z = [x for _ in range(1)]
    return C.y, C().m(), C.z
print(scope2())
def scope3():
    x = 1
    class C:
        nonlocal x
        x = 2
    return x, hasattr(C, "x")
print(scope3())

# Recursion through a cell; mutual recursion.
def fact():
    def f(n): return 1 if n < 2 else n * f(n - 1)
    return f
print(fact()(20))
def parity():
    def even(n): return n == 0 or odd(n - 1)
    def odd(n): return n != 0 and even(n - 1)
    return even, odd
even, odd = parity()
print(even(10), odd(10), even(7))

# __class__ is a closure cell too.
class K:
    def who(self): return __class__.__name__
    def deep(self): return (lambda: __class__.__name__)()
class L(K): pass
print(L().who(), L().deep())

# Generators and comprehensions close over variables as well.
def gen():
    n = 10
    g = (n + i for i in range(3))
    n = 20
    return list(g)
print(gen())
def nested():
    k = 3
    return [[k * i + j for j in range(2)] for i in range(k)]
print(nested())
