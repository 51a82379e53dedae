# Generator expressions and comprehensions of all kinds.
print([x * x for x in range(5)], {x % 3 for x in range(9)} == {0, 1, 2}, {x: x * x for x in range(3)}, list(x for x in "abc"))
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3], [[y for y in range(x)] for x in range(3)])
print([x if x % 2 else -x for x in range(5)], [(a, b) for a, b in [(1, 2), (3, 4)]], [a + sum(b) for a, *b in [(1, 2, 3), (4,)]])
print([y for x in [[1, 2], [3]] for y in x], {k: v for k, v in zip("ab", [1, 2])}, {v: k for k, v in {"a": 1}.items()}, {(x, y): x * y for x in (1, 2) for y in (3, 4)})
print([lambda: x for x in range(2)][0](), [(lambda y: y * x)(2) for x in range(3)], sum(x for x in range(10) if x > 5), max((len(w), w) for w in ["a", "bbb", "cc"]))
print([x for x, in [(1,), (2,)]], [x for [x, y] in [[1, 2]]], [i for i in range(5) if (j := i * 2) > 4], j, [x for x in [3, 1, 2] for x in [x, x * 10]])

# The outermost iterable is evaluated at once, the rest lazily.
def loud(x):
    print("eval", x)
    return range(x)
g = (i + j for i in loud(2) for j in loud(3))
print("made")
print(list(g))
try:
    g = (x for x in 5)
except TypeError as e:
    print(e)
g = (x for y in [1] for x in 5)
try:
    next(g)
except TypeError as e:
    print(e)

# Scope: the loop variable stays inside.
x = "outer"
[x for x in range(3)]
print(x)
print([x for x in x])
def f():
    y = 10
    return [y + z for z in range(3)], (lambda: [y for _ in range(2)])()
print(f())
class C:
    a = [1, 2, 3]
    b = [v * 2 for v in a]
    c = list(v for v in a if v > 1)
print(C.b, C.c, hasattr(C, "v"))

# Names in nested ones.
print([[(i, j, k) for k in range(1)] for i in range(2) for j in range(2)])
n = 3
print([[n for n in range(n)] for n in range(n)])
fs = [lambda: i for i in range(3)]
print([q() for q in fs])
gs = (lambda i=i: i for i in range(3))
print([q() for q in gs])

# Exceptions leave no half-made things behind.
try:
    [1 / (2 - x) for x in range(5)]
except ZeroDivisionError as e:
    print(e)
def gen():
    yield from (x for x in range(3))
    yield [z for z in range(2)]
print(list(gen()))

# Send and throw to generator expressions.
g = (x for x in range(3))
print(next(g), g.send(None), g.__name__, g.gi_code.co_name)
try:
    g.throw(ValueError("into genexpr"))
except ValueError as e:
    print(e, list(g))

# Order of evaluation in dict comprehensions and displays.
def note(v):
    print(v, end=" ")
    return v
print({note("k%d" % i): note(i) for i in range(2)})
print({note("a"): note(1), **{note("b"): note(2)}, note("c"): note(3)})
print([note(1), *[note(2), note(3)], note(4)])
print({1: "a", 1.0: "b", True: "c"}, {1, 1.0, True})

# Conditions with walrus, and nested functions that see it.
data = [1, 5, 2, 8]
print([(v, big) for v in data if (big := v > 3)], big)
total = 0
print([total := total + v for v in data], total)
def running():
    total = 0
    return [total := total + v for v in data], total
print(running())
# Unpacking and stars
print([*range(3), *"ab"], (*[1], 2), {*[1, 2], 3} == {1, 2, 3}, {**{"a": 1}, "b": 2, **{"a": 3}}, *[1, 2], [*[], *()], *{}.items())
print(dict(a=1, **{"b": 2}), [*{"x": 1, "y": 2}], [*{"x": 1}.items()], (*(),), [*(y for y in range(2))])
for bad in ("[*1]", "{**1}", "{*1}", "(*None,)", "{**[1]}", "print(*1)", "{**{}, **None}"):
    try:
        eval(bad)
    except TypeError as e:
        print(bad, e)
print(any(v > 7 for v in data), all(v > 0 for v in data), any(()), all(()), list(filter(None, (v - 1 for v in data))), sorted((v % 3, v) for v in data), tuple(v for v in ()), set(v for v in [1, 1]), dict((k, v) for k, v in [(1, 2)]), "".join(c for c in "abc" if c != "b"))
