# match: every kind of pattern.
def lit(x):
    match x:
        case 0: return "zero"
        case -1: return "minus one"
        case 1.5: return "one and a half"
        case 2+3j: return "complex"
        case -4-1j: return "neg complex"
        case "text": return "text"
        case b"bytes": return "bytes"
        case "a" "b": return "joined"
        case None: return "None"
        case True: return "True"
        case False: return "False"
        case _: return "other"
for x in (0, -1, 1.5, 2+3j, -4-1j, "text", b"bytes", "ab", None, True, False, 1, 0.0, [], "tex"): print(lit(x), end="; ")
print()
def seq(x):
    match x:
        case []: return "empty"
        case [1]: return "one"
        case (1, 2): return "one two"
        case [1, [2, y]]: return ("nested", y)
        case [1, *rest]: return ("1 and", rest)
        case [*init, 9]: return ("ends 9", init)
        case [a, *_, b] if a == b: return ("same ends", a)
        case [a, *mid, b]: return (a, mid, b)
        case [x]: return ("single", x)
        case _: return "not a sequence"
for x in ([], (), [1], (1, 2), [1, [2, "y"]], [1, 5, 6], [3, 9], [4, 5, 4], [4, 5, 6], range(3, 7), "abc", b"ab", bytearray(b"x"), {1, 2}, {1: 2}, 5, ["s"], iter([1])): print(seq(x), end="; ")
print()
def mapping(x):
    match x:
        case {}if not x: return "empty"
        case {"type": "circle", "r": r}: return ("circle", r)
        case {"type": "rect", "w": w, "h": h, **rest}: return ("rect", w, h, rest)
        case {1: one, -2: two}: return (one, two)
        case {None: n}: return ("None key", n)
        case {"list": [a, *_]}: return ("first", a)
        case {**rest}: return ("rest", rest)
        case _: return "no mapping"
for x in ({}, {"type": "circle", "r": 2, "x": 1}, {"type": "rect", "w": 1, "h": 2, "z": 3}, {1: "a", -2: "b"}, {None: 0}, {"list": [7, 8]}, {"q": 1}, [], 5): print(mapping(x), end="; ")
print()
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z): super().__init__(x, y); self.z = z
def cls(x):
    match x:
        case Point3(0, y, z): return ("3d", y, z)
        case Point(0, 0): return "origin"
        case Point(0, y): return ("on y", y)
        case Point(x=px, y=0): return ("on x", px)
        case Point(x, y) if x == y: return ("diagonal", x)
        case Point(): return "point"
        case int(n) if n > 100: return ("big int", n)
        case bool(): return "bool"
        case int() | float() as num: return ("number", num)
        case str(s): return ("str", s)
        case list([a, b]): return ("pair", a, b)
        case dict(d): return ("dict", d)
        case tuple((1, x)): return ("tuple 1", x)
        case set() | frozenset(): return "set"
        case _: return "?"
for x in (Point3(0, 1, 2), Point(0, 0), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), Point3(1, 1, 1), 101, True, 5, 2.5, "s", [1, 2], [1], {"k": 1}, (1, 9), {1}, None, 1j): print(cls(x), end="; ")
print()
class Color: RED, GREEN = 1, 2
class NS:
    class Deep: VALUE = "deep"
def value(x):
    match x:
        case Color.RED: return "red"
        case Color.GREEN: return "green"
        case NS.Deep.VALUE: return "deep"
        case [Color.RED, *_]: return "red list"
        case {"c": Color.GREEN}: return "green map"
for x in (1, 2, "deep", [1, 2], {"c": 2}, 3): print(value(x), end="; ")
print()
def alt(x):
    match x:
        case 1 | 2 | 3: return "small"
        case "a" | "b" as letter: return letter
        case [1 | 2 as first, (3 | 4) as second]: return first, second
        case (("x", v) | ("y", v)): return v
        case str() | None: return "str or None"
        case [x, y] | [x, y, _]: return x, y
for x in (2, "b", [1, 4], ["y", 8], None, "zz", [5, 6], [5, 6, 7], 9): print(alt(x), end="; ")
print()
def capture(x):
    match x:
        case (a, b) as whole: return a, b, whole
        case {"k": v as named}: return named, v
        case whatever: return whatever
print(capture([1, 2]), capture({"k": 5}), capture("zz"))
# Soft keywords are names elsewhere.
match = {"case": 1}
case = match["case"]
_ = 7
print(match, case, _)
match[case] = 2
print(match)
def m(match, case): return match + case
print(m(1, 2), m(match=3, case=4))
match (1, 2):
    case (x, y): print(x, y)
match 1, 2:
    case x, y: print("bare", x, y)
match *[1], 2:
    case 1, *r: print("star subject", r)
match -case:
    case -1: print("negative")
match x:
    case _: print("wild", _)
match [1, 2, 3]:
    case 1, 2, *others: print(others)
match {"a": {"b": [1, {"c": (2, 3)}]}}:
    case {"a": {"b": [_, {"c": (p, q)}]}}: print(p, q)
# Names stay bound, also by cases that fail later.
match [1, 2]:
    case [bound, 3]: pass
    case _: print("bound" in globals())
match 5:
    case n if (print("guard", n) or False): pass
    case n: print("second", n)
# Errors at run time.
class Bad: __match_args__ = ["x"]
class BadItem: __match_args__ = (1,)
class None_: pass
def e1():
    match Bad():
        case Bad(1): pass
def e2():
    match BadItem():
        case BadItem(1): pass
def e3():
    match None_():
        case None_(1): pass
def e4():
    match Point(1, 2):
        case Point(1, 2, 3): pass
def e5():
    match Point(1, 2):
        case Point(1, x=1): pass
def e6():
    match 1:
        case value(): pass
def e7():
    match 1:
        case int(1, 2): pass
def e8():
    match {}:
        case {Color.RED: 1, 1: 2}: pass
    k = {1: 0}
    match k:
        case {Color.RED: a, 1: b}: pass
for f in (e1, e2, e3, e4, e5, e6, e7, e8):
    try:
        print(f())
    except (TypeError, ValueError) as e:
        print(f.__name__, type(e).__name__, e)
# Registered sequences and mappings.
import collections.abc
class MySeq(collections.abc.Sequence):
    def __len__(self): return 2
    def __getitem__(self, i):
        if i > 1: raise IndexError
        return i
class MyMap(collections.abc.Mapping):
    def __getitem__(self, k): return {"a": 1}[k]
    def __len__(self): return 1
    def __iter__(self): return iter("a")
for x in (MySeq(), MyMap(), collections.deque([1, 2]), collections.OrderedDict(a=2), collections.defaultdict(int)):
    match x:
        case [a, b]: print("seq", a, b)
        case {"a": a}: print("map", a)
        case {}: print("empty map", len(x))
for src in ("match 1:\n case x: pass\n case y: pass", "match 1:\n case x | 1: pass", "match 1:\n case [a, a]: pass", "match 1:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case 1 | x | y: pass",
            "match 1:\n case [*a, *b]: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case C(x=1, x=2): pass", "match 1:\n case [x] | [y]: pass", "match 1:\n case x as _: pass", "match 1:\n case C(x=1, 2): pass", "match 1:\n case f'x': pass", "match 1:\n case 1+1: pass", "match 1:\n case {x: 1}: pass", "match 1:\n case -x: pass", "match 1:\n pass", "match 1:\n case _: pass\n case 1: pass"):
    try:
        compile(src, "<s>", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg)
