# The TypeError of every wrong call.
def none(): pass
def one(a): pass
def two(a, b): pass
def three(a, b, c): pass
def opt(a, b=1): pass
def opt2(a=1, b=2): pass
def star(a, *r): pass
def kwonly(*, k): pass
def kwonly2(a, *, k, l): pass
def kwonly3(*, j, k, l): pass
def kwopt(a, *, k=1): pass
def posonly(a, /): pass
def posonly2(a, b=1, /, c=2): pass
def posonly3(a, b, /): pass
class C:
    def m(self): pass
    def m1(self, a): pass
    @classmethod
    def cm(cls): pass
    @staticmethod
    def sm(x): pass
    def __call__(self, q): pass
class Init:
    def __init__(self, a, b): pass
class Plain: pass
class New:
    def __new__(cls, x): return object.__new__(cls)
c = C()
lam = lambda x, y: 0
def outer():
    def inner(z): pass
    return inner
inner = outer()
class Str(str): pass

calls = """
none(1)
none(1, 2)
none(a=1)
one()
one(1, 2)
one(1, a=1)
one(b=1)
one(1, b=1)
two()
two(1)
two(b=1)
two(1, 2, 3)
three()
three(1)
three(1, 2)
three(1, c=2)
three(*[1, 2, 3, 4])
opt()
opt(1, 2, 3)
opt(b=2)
opt(1, c=2)
opt(1, a=2)
opt2(1, 2, 3)
star()
star(r=1)
star(1, 2, a=3)
kwonly()
kwonly(1)
kwonly(1, k=1)
kwonly(1, 2, k=1)
kwonly(j=1, k=2)
kwonly2()
kwonly2(1)
kwonly2(1, k=1)
kwonly2(1, 2, k=1, l=2)
kwonly3()
kwonly3(k=1)
kwopt(1, 2)
kwopt(1, 2, k=3)
kwopt(1, 2, 3, k=3)
posonly()
posonly(a=1)
posonly(1, a=1)
posonly2(a=1)
posonly2(1, b=2)
posonly2(1, 2, 3, 4)
posonly3(1, b=2)
posonly3(a=1, b=2)
c.m(1)
c.m1()
c.m1(1, 2)
C.m()
C.cm(1)
c.sm()
c.sm(1, 2)
c()
c(1, 2)
c(p=1)
Init()
Init(1)
Init(1, 2, 3)
Init(1, 2, c=3)
Plain(1)
Plain(a=1)
New()
New(1, 2)
object(1)
lam(1)
lam(1, 2, 3)
lam(1, z=2)
inner()
inner(1, 2)
one(*1)
one(*None)
one(**1)
one(**None)
one(*[1], **[2])
one(**{1: 2})
one(**{'a': 1}, **{'a': 2})
one(a=1, **{'a': 2})
two(1, **{'a': 2})
none(**{Str('a'): 1})
1()
None()
'a'()
(1, 2)()
c.nothing()
Plain()()
len()
len(1, 2)
len(1)
len(x=1)
[].append()
[].append(1, 2)
[].append(x=1)
{}.get()
{}.get(1, 2, 3)
''.join()
''.join(1)
print(1, foo=2)
print(sep=1)
sorted()
sorted([1], 2)
int(1, 2, 3)
int('1', bas=2)
isinstance(1)
isinstance(1, 2)
getattr(1)
list(1, 2)
list(x=1)
dict(1)
dict([1])
dict([(1, 2, 3)])
tuple(1, 2)
range()
range(1, 2, 3, 4)
range('a')
range(1.0)
type()
type(1, 2)
super().x
abs()
abs('x')
ord('ab')
ord(1)
chr('a')
max()
max(1)
max([])
sum()
sum('ab')
sum(['a'], '')
zip(1)
enumerate()
map()
map(1)
iter(1)
next(1)
"""
for call in calls.strip().split("\n"):
    try:
        eval(call)
        print(call, "-> no error")
    except Exception as e:
        print(f"{call} -> {type(e).__name__}: {e}")


print('keys that are no strings')
class Pairs:
    def keys(self): return [1, 'a']
    def __getitem__(self, key): return key
def keywords(**k): return k
for call in (lambda: keywords(**{1: 3}), lambda: keywords(**{1: 3}, **{1: 5}), lambda: keywords(**{1: 3}, **{2: 5}),
             lambda: keywords(a=1, **{2: 3}), lambda: keywords(**Pairs()), lambda: keywords(**Pairs(), **{1: 2}), lambda: keywords(*[], **{1: 2}),
             lambda: dict(**{1: 3}), lambda: print(**{1: 3}), lambda: max(1, 2, **{3: 4}), lambda: type('A', (), {}, **{1: 2}),
             lambda: [].sort(**{1: 2}), lambda: (lambda a: a)(**{1: 2}), lambda: exec('class X(**{1: 2}): pass')):
    try:
        print(call())
    except TypeError as e:
        print(e)
