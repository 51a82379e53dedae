# Every kind of parameter, and what a call binds to each.
def plain(a, b): return a, b
def defaults(a, b=2, c=3): return a, b, c
def star(a, *rest): return a, rest
def keyword_only(a, *, k, d=4): return a, k, d
def star_keyword(a, *rest, k=0): return a, rest, k
def double(a, **kw): return a, kw
def positional_only(a, b=1, /): return a, b
def everything(a, b=2, /, c=3, *args, d, e=5, **kw): return a, b, c, args, d, e, kw
def same_name(a, /, **kw): return a, kw
def nothing(): return "nothing"
def only_star(*args, **kw): return args, kw

print(nothing())
print(plain(1, 2), plain(1, b=2), plain(b=1, a=2), plain(*(1, 2)), plain(**{"a": 1, "b": 2}))
print(defaults(1), defaults(1, 5), defaults(1, c=9), defaults(c=1, a=2), defaults(1, 2, 4))
print(star(1), star(1, 2, 3), star(*range(4)), star(*"ab", *"cd"))
print(keyword_only(1, k=2), keyword_only(1, k=2, d=3), keyword_only(k=0, a=1))
print(star_keyword(1, 2, 3, k=4), star_keyword(1), star_keyword(1, k=9))
print(double(1), double(1, x=2, y=3), double(a=1, z=2), double(1, **{"q": 1}, w=2))
print(positional_only(1), positional_only(1, 2))
print(everything(1, d=4), everything(1, 2, 3, 4, 5, d=6, f=7, e=8), everything(1, c=5, d=0))
print(same_name(1, a=2), same_name(1, a=2, b=3))
print(only_star(), only_star(1, 2, x=3), only_star(*[1], *[2], **{"a": 1}, **{"b": 2}))

# Keyword names that are not identifiers, and the order of **kw.
print(double(1, **{"not an identifier": 1, "": 2}))
print(list(double(0, z=1, y=2, x=3)[1]))

# Defaults are evaluated once, at definition, in order.
log = []
def note(x):
    log.append(x)
    return x
def f(a=note("a"), *, k=note("k"), b: note("ann") = note("b")) -> note("ret"): return a, b, k
print(log, f(), f.__defaults__, f.__kwdefaults__, sorted(f.__annotations__.items()))

def accumulate(x, into=[]):
    into.append(x)
    return into
print(accumulate(1), accumulate(2), accumulate(3, []), accumulate(4))

# Defaults can be replaced on the function.
def g(a, b=1): return a, b
g.__defaults__ = (10, 20)
print(g(), g(1))
g.__defaults__ = None
try:
    g(1)
except TypeError as e:
    print(e)
def h(*, k=1): return k
h.__kwdefaults__ = {"k": 7}
print(h())

# Evaluation order of arguments: left to right, then **.
def show(*args, **kw): return args, kw
log.clear()
show(note(1), *note([2, 3]), note(4), x=note(5), **note({"y": 6}), z=note(7))
print(log)

# A lambda takes the same parameters.
print((lambda a, /, b=2, *c, d, **e: (a, b, c, d, e))(1, d=4, z=5))
print((lambda *, k=3: k)(), (lambda: 5)(), (lambda *a: a)(1, 2))

# Trailing commas.
def commas(a, b,): return a + b
def commas2(*args,): return args
def commas3(**kw,): return kw
print(commas(1, 2,), commas2(1, 2,), commas3(a=1,))

# Names beyond ASCII are normalised (NFKC).
def größe(ﬁ=1): return ﬁ
print(größe(fi=3), größe.__name__)
