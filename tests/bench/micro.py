"""Single operations: `tests/bench/run --micro` runs this file with both interpreters and compares.

Run by itself it prints a line for each entry: nanoseconds of processor time for one statement, the best of some
rounds, and the name. Arguments are (parts of) names to run.
"""
import sys
import time

CLASSES = """
class Base:
    def m(self): return 1
class C(Base):
    z = 1
    def __init__(self, a=1): self.a = a
    def m(self): return super().m()
    @classmethod
    def cm(cls): return 1
    @staticmethod
    def sm(): return 1
    @property
    def p(self): return self.a
    def __enter__(self): return self
    def __exit__(self, *e): return False
    def __eq__(self, o): return self.a == o.a
    def __lt__(self, o): return self.a < o.a
    def __hash__(self): return 5
    def __len__(self): return 3
    def __getitem__(self, i): return i
c = C()
"""

ENUMS = """
import enum
class Color(enum.Enum):
    RED = 1
    GREEN = 2
class Mode(enum.Flag):
    READ = 4
    WRITE = 2
c, both = Color.GREEN, Mode.READ | Mode.WRITE
"""

# name, iterations, setup, statement. What is sorted is large enough for the processor not to know it by heart.
ENTRIES = [
    ("repr of a list", 500, "x = list(range(100))", "repr(x)"),
    ("repr of strings", 500, "x = ['abc'] * 100", "repr(x)"),
    ("repr of a dict", 500, "x = {str(i): i for i in range(100)}", "repr(x)"),
    ("Counter", 300, "from collections import Counter; x = 'abracadabra' * 10", "Counter(x)"),
    ("Counter of words", 300, "from collections import Counter; x = 'a bc def a bc'.split() * 10", "Counter(x)"),
    ("for k, v in items", 1000, "d = {i: i for i in range(100)}", "for k, v in d.items(): pass"),
    ("for k in dict", 1000, "d = {i: i for i in range(100)}", "for k in d: pass"),
    ("for i in range", 1000, "", "for i in range(100): pass"),
    ("for i in list", 1000, "x = list(range(100))", "for i in x: pass"),
    ("for c in str", 1000, "x = 'abcdefghij' * 10", "for c in x: pass"),
    ("enumerate", 1000, "x = list(range(100))", "for i, v in enumerate(x): pass"),
    ("zip", 1000, "x = list(range(100))", "for a, b in zip(x, x): pass"),
    ("map", 500, "x = list(range(100))", "for a in map(str, x): pass"),
    ("map lambda", 500, "x = list(range(100)); f = lambda a: a", "list(map(f, x))"),
    ("filter", 500, "x = list(range(100)); f = lambda a: a", "list(filter(f, x))"),
    ("reversed", 1000, "x = list(range(100))", "for a in reversed(x): pass"),
    ("product", 300, "import itertools", "for p in itertools.product(range(10), range(10)): pass"),
    ("combinations", 300, "import itertools", "for p in itertools.combinations(range(15), 2): pass"),
    ("permutations", 300, "import itertools", "for p in itertools.permutations(range(5), 3): pass"),
    ("chain", 500, "import itertools; x = list(range(50))", "for p in itertools.chain(x, x): pass"),
    ("from module import", 20000, "", "from typing import Any"),
    ("from package import", 20000, "", "from collections import deque"),
    ("islice count", 500, "import itertools", "for p in itertools.islice(itertools.count(), 100): pass"),
    ("groupby", 200, "import itertools; x = [i // 10 for i in range(100)]", "for k, g in itertools.groupby(x): list(g)"),
    ("accumulate", 500, "import itertools; x = list(range(100))", "list(itertools.accumulate(x))"),
    ("set(list)", 1000, "x = list(range(100))", "set(x)"),
    ("set of strings", 1000, "x = [str(i) for i in range(100)]", "set(x)"),
    ("set operations", 1000, "a = set(range(50)); b = set(range(25, 75))", "a & b; a | b; a - b; a ^ b"),
    ("set add, in", 10000, "a = set(range(50))", "a.add(3); 7 in a"),
    ("max of a list", 1000, "x = list(range(100))", "max(x); min(x)"),
    ("max of two", 20000, "a = 3; b = 4", "max(a, b); min(a, b)"),
    ("max with key", 500, "x = list(range(100)); f = lambda i: -i", "max(x, key=f)"),
    ("sum", 2000, "x = list(range(100))", "sum(x)"),
    ("sum of floats", 2000, "x = [i / 3 for i in range(100)]", "sum(x)"),
    ("sum of genexp", 500, "x = list(range(100))", "sum(i for i in x)"),
    ("any of genexp", 500, "x = list(range(100))", "any(i < 0 for i in x)"),
    ("all of list", 3000, "x = [True] * 100", "all(x)"),
    ("list comprehension", 1000, "x = list(range(100))", "[i + 1 for i in x]"),
    ("dict comprehension", 500, "x = list(range(100))", "{i: i for i in x}"),
    ("set comprehension", 500, "x = list(range(100))", "{i for i in x}"),
    ("getattr", 20000, CLASSES, "getattr(c, 'a')"),
    ("getattr default", 20000, CLASSES, "getattr(c, 'nope', None)"),
    ("hasattr", 20000, CLASSES, "hasattr(c, 'a'); hasattr(c, 'nope')"),
    ("setattr", 20000, CLASSES, "setattr(c, 'a', 1)"),
    ("isinstance", 20000, CLASSES, "isinstance(c, C)"),
    ("isinstance tuple", 20000, "x = 'a'", "isinstance(x, (int, str))"),
    ("issubclass", 20000, CLASSES, "issubclass(C, Base)"),
    ("type(x) is", 20000, "x = 'a'", "type(x) is str"),
    ("len", 20000, "x = 'a'", "len(x)"),
    ("callable, id, hash", 20000, "x = 'a'", "callable(x); id(x); hash(x)"),
    ("ord chr", 20000, "x = 'a'", "chr(ord(x))"),
    ("abs divmod round", 20000, "x = 7; y = 1.26", "abs(x); divmod(x, 3); round(y, 1)"),
    ("str.split", 3000, "s = 'the quick brown fox jumps over'", "s.split()"),
    ("str.split(',')", 3000, "s = 'a,b,c,d,e,f,g,h'", "s.split(',')"),
    ("str.join", 3000, "x = ['abc', 'def', 'ghi', 'jkl'] * 5", "','.join(x)"),
    ("str.strip", 20000, "s = '  abc  '", "s.strip()"),
    ("str.startswith", 20000, "s = 'hello world'", "s.startswith('hello')"),
    ("str.replace", 10000, "s = 'hello world'", "s.replace('o', '00')"),
    ("str.upper", 10000, "s = 'hello world'", "s.upper(); s.lower()"),
    ("str.find", 20000, "s = 'hello world'", "s.find('wor')"),
    ("str.count", 20000, "s = 'hello world'", "s.count('o')"),
    ("str.isdigit", 20000, "s = '12345'", "s.isdigit(); s.isalpha()"),
    ("str.encode decode", 10000, "s = 'hello world'", "s.encode().decode()"),
    ("str.format", 5000, "a = 1; b = 'x'", "'{} and {}'.format(a, b)"),
    ("str.zfill ljust", 10000, "s = '12'", "s.zfill(5); s.ljust(8); s.center(9)"),
    ("str.partition", 10000, "s = 'key=value'", "s.partition('=')"),
    ("str.splitlines", 3000, "s = 'abc\\ndef\\nghi\\n'", "s.splitlines()"),
    ("str.translate", 2000, "s = 'hello world'; m = {ord('o'): '0', ord('l'): '1'}", "s.translate(m)"),
    ("str in str", 20000, "s = 'hello world'", "'wor' in s"),
    ("str index", 20000, "s = 'hello world'", "s[3]; s[-1]"),
    ("str slice", 20000, "s = 'hello world'", "s[2:7]; s[::-1]"),
    ("str + str", 20000, "a = 'hello'; b = 'world'", "a + b"),
    ("str * int", 20000, "a = 'hello'", "a * 5"),
    ("str compare", 20000, "a = 'hello'; b = 'help'", "a < b; a == b; a != b"),
    ("str hash, dict", 5000, "d = {'key1': 1}; a = 'key'", "d[a + '1']"),
    ("string building", 200, "", "s = ''\nfor i in range(100): s += str(i)"),
    ("f-string", 10000, "a = 1; b = 'x'", "f'{a} and {b}'"),
    ("f-string spec", 10000, "a = 3.14159; b = 5", "f'{a:.2f} {b:5d}'"),
    ("f-string str spec", 10000, "a = 'abc'; b = 5", "f'{a:>10} {b:05}'"),
    ("f-string repr", 10000, "a = 'abc'", "f'{a!r}'"),
    ("% formatting", 10000, "a = 3.14159; b = 5; c = 'x'", "'%d %s %.2f' % (b, c, a)"),
    ("% one string", 10000, "c = 'x'", "'<%s>' % c"),
    ("int(str)", 20000, "s = '12345'", "int(s)"),
    ("int(float)", 20000, "s = 3.7", "int(s)"),
    ("str(int)", 20000, "s = 12345", "str(s)"),
    ("float(str)", 20000, "s = '3.14159'", "float(s)"),
    ("str(float)", 10000, "s = 3.14159", "str(s)"),
    ("hex bin", 10000, "s = 12345", "hex(s); bin(s)"),
    ("sorted", 15, "x = [pow(i, 5, 10007) for i in range(2000)]", "sorted(x)"),
    ("sorted with key", 15, "x = [pow(i, 5, 10007) for i in range(2000)]; f = lambda i: -i", "sorted(x, key=f)"),
    ("sorted tuples", 200, "x = [(i * 7919 % 101, i) for i in range(100)]", "sorted(x)"),
    ("sorted strings", 200, "x = [str(i * 7919 % 101) for i in range(100)]", "sorted(x)"),
    ("sorted items key", 200, "d = {i * 7919 % 101: i for i in range(100)}", "sorted(d.items(), key=lambda p: p[1])"),
    ("sorted itemgetter", 200, "import operator; x = [(i * 7919 % 101, i) for i in range(100)]; g = operator.itemgetter(0)",
     "sorted(x, key=g)"),
    ("sorted objects", 100, CLASSES + "x = [C(i * 7919 % 101) for i in range(50)]", "sorted(x)"),
    ("list slice", 10000, "x = list(range(100))", "x[10:20]; x[:]; x[::2]"),
    ("list append pop", 10000, "x = []", "x.append(1); x.pop()"),
    ("list insert, pop(0)", 10000, "x = list(range(50))", "x.insert(0, 1); x.pop(0)"),
    ("list in, index", 5000, "x = list(range(50))", "40 in x; x.index(40)"),
    ("list in strings", 5000, "x = [str(i) for i in range(50)]; s = 'abc'", "s in x"),
    ("list + *", 5000, "x = list(range(20))", "x + x; x * 3"),
    ("list extend", 5000, "x = list(range(20))", "y = []; y.extend(x); y.extend(range(10))"),
    ("list ==", 5000, "x = list(range(50)); y = list(range(50))", "x == y"),
    ("list reverse copy", 5000, "x = list(range(50))", "x.reverse(); x.copy()"),
    ("list sort", 1000, "x = list(range(100))", "x.sort()"),
    ("list(range)", 2000, "", "list(range(100))"),
    ("list(list)", 5000, "x = list(range(50))", "list(x); tuple(x)"),
    ("dict(a=1)", 10000, "", "dict(a=1)"),
    ("dict(dict)", 3000, "d = {i: i for i in range(20)}", "dict(d); d.copy()"),
    ("dict(zip)", 1000, "x = list(range(50))", "dict(zip(x, x))"),
    ("list(d.items())", 2000, "d = {i: i for i in range(50)}", "list(d.items()); list(d); list(d.values())"),
    ("dict.get", 20000, "d = {'a': 1}", "d.get('a'); d.get('b', 0)"),
    ("dict.setdefault", 10000, "d = {'a': []}", "d.setdefault('a', []).append"),
    ("dict.pop", 10000, "d = {'a': 1}", "d['b'] = 1; d.pop('b')"),
    ("dict.update", 5000, "d = {'a': 1}; e = {i: i for i in range(10)}", "d.update(e)"),
    ("dict merge", 3000, "d = {'a': 1}; e = {i: i for i in range(10)}", "{**d, **e}; d | e"),
    ("dict tuple keys", 10000, "d = {(1, 2): 3}; a = 1; b = 2", "d[a, b]; d[a, b] = 4"),
    ("dict int keys", 20000, "d = {i: i for i in range(100)}; k = 50", "d[k]; d[k] = 1; k in d"),
    ("defaultdict", 5000, "from collections import defaultdict; d = defaultdict(int); k = 'a'", "d[k] += 1"),
    ("defaultdict list", 5000, "from collections import defaultdict", "d = defaultdict(list); d['x'].append(1); d['x'].append(1)"),
    ("OrderedDict", 500, "from collections import OrderedDict", "d = OrderedDict()\nfor i in range(10): d[i] = i\nd.move_to_end(3)"),
    ("deque", 10000, "from collections import deque; d = deque(range(10))", "d.append(1); d.popleft()"),
    ("heapq", 5000, "import heapq; h = list(range(50))", "heapq.heappush(h, 25); heapq.heappop(h)"),
    ("bisect", 10000, "import bisect; h = list(range(50))", "bisect.bisect_left(h, 25)"),
    ("lru_cache hit", 10000, "import functools\n@functools.lru_cache\ndef f(a): return a", "f(1)"),
    ("partial", 10000, "import functools\ndef g(a, b): return a\nf = functools.partial(g, 1)", "f(2)"),
    ("reduce", 1000, "import functools; x = list(range(50)); f = lambda a, b: a + b", "functools.reduce(f, x)"),
    ("namedtuple new", 5000, "from collections import namedtuple; P = namedtuple('P', 'x y')", "P(1, 2)"),
    ("namedtuple attr", 20000, "from collections import namedtuple; P = namedtuple('P', 'x y'); p = P(1, 2)", "p.x; p.y"),
    ("dataclass new", 5000, "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\n    y: int = 0", "D(1)"),
    ("dataclass ==", 5000, "import dataclasses\n@dataclasses.dataclass\nclass D:\n    x: int\n    y: int = 0\nd = D(1); e = D(1)", "d == e"),
    ("enum", 5000, "import enum\nclass E(enum.Enum):\n    A = 1\n    B = 2", "E.A; E.A.value; E.B is E.A"),
    ("new instance", 10000, CLASSES, "C()"),
    ("method call", 20000, CLASSES, "c.cm(); c.sm()"),
    ("property", 20000, CLASSES, "c.p"),
    ("super()", 10000, CLASSES, "c.m()"),
    ("with", 10000, CLASSES, "with c: pass"),
    ("contextmanager", 2000, "import contextlib\n@contextlib.contextmanager\ndef cm(): yield 1", "with cm(): pass"),
    ("special methods", 10000, CLASSES, "c == c; len(c); c[1]; hash(c)"),
    ("raise catch", 5000, "", "try: raise ValueError('x')\nexcept ValueError: pass"),
    ("raise catch deep", 2000, "def f(n):\n    if n: f(n - 1)\n    else: raise ValueError(n)", "try: f(5)\nexcept ValueError as e: pass"),
    ("KeyError catch", 5000, "d = {}", "try: d['x']\nexcept KeyError: pass"),
    ("try finally", 20000, "", "try: pass\nfinally: pass"),
    ("generator", 1000, "def g():\n    for i in range(50): yield i", "for i in g(): pass"),
    ("next(iter)", 10000, "x = [1, 2]", "next(iter(x)); next(iter(()), None)"),
    ("function kwargs", 10000, "def f(a, b=1, *, c=2): return a", "f(1, b=2, c=3)"),
    ("function *args", 10000, "def f(*a, **k): return a\nx = (1, 2)", "f(*x, z=1)"),
    ("lambda", 20000, "", "(lambda x: x)(1)"),
    ("closure", 20000, "def f():\n    x = 1\n    def g(): return x\n    return g\ng = f()", "g()"),
    ("tuple unpack", 20000, "t = (1, 2, 3)", "a, b, c = t; a, *b = t"),
    ("tuple hash, ==", 20000, "t = (1, 2, 3); u = (1, 2, 3)", "hash(t); t == u; t < u"),
    ("int arithmetic", 20000, "a = 12345; b = 678", "a * b; a // b; a % b; a ** 2; a << 3; a & b"),
    ("float arithmetic", 20000, "a = 12345.5; b = 678.25", "a * b; a / b; a % b; a ** 2; a // b; -a"),
    ("factorial(5000)", 3, "import math", "math.factorial(5000)"),
    ("big int to str", 3, "x = 2 ** 30000", "str(x)[:3]" if sys.version_info < (3, 11) else "hex(x); '%x' % x"),
    ("big int *", 2000, "x = 3 ** 200; y = 7 ** 150", "x * y; x + y; x // y; x % y"),
    ("pow mod", 500, "a = 3 ** 50; m = 10 ** 30 + 57", "pow(a, 10 ** 18, m)"),
    ("small pow mod", 10000, "", "pow(3, 1000, 1000007)"),
    ("random.random", 10000, "import random", "random.random()"),
    ("random.randint", 3000, "import random", "random.randint(1, 100)"),
    ("random.choice", 3000, "import random; x = list(range(10))", "random.choice(x)"),
    ("random.shuffle", 200, "import random; x = list(range(50))", "random.shuffle(x)"),
    ("math", 20000, "import math; x = 2.5", "math.sqrt(x); math.sin(x); math.floor(x)"),
    ("math.gcd", 20000, "import math", "math.gcd(123, 45)"),
    ("print", 3000, "import io; f = io.StringIO()", "print('abc', 1, file=f)"),
    ("write StringIO", 10000, "import io; f = io.StringIO()", "f.write('abc')"),
    ("write lines", 30, "import os; f = open(os.devnull, 'w')", "for i in range(100): f.write('some text\\n')"),
    ("print lines", 30, "import os; f = open(os.devnull, 'w')", "for i in range(100): print(i, 'text', file=f)"),
    ("read lines", 20, "import tempfile; f = tempfile.TemporaryFile('w+'); f.write('some text\\n' * 500)",
     "f.seek(0)\nfor line in f: pass"),
    ("json.dumps", 200, "import json; x = {'a': [1, 2, 3], 'b': 'text', 'c': {'d': None, 'e': 1.5}}", "json.dumps(x)"),
    ("json.loads", 200, "import json; x = '{\"a\": [1, 2, 3], \"b\": \"text\", \"c\": {\"d\": null, \"e\": 1.5}}'", "json.loads(x)"),
    ("re.match", 2000, "import re; p = re.compile(r'(\\w+)=(\\d+)')", "p.match('key=123').group(1)"),
    ("re.findall, sub", 500, "import re; p = re.compile(r'\\d+'); s = 'a1 b22 c333 ' * 5", "p.findall(s); p.sub('x', s)"),
    ("struct", 5000, "import struct", "struct.unpack('<ih', struct.pack('<ih', 1, 2))"),
    ("bytes building", 200, "", "b = bytearray()\nfor i in range(100): b.append(i)\nbytes(b)"),
    ("bytearray +=", 200, "", "b = bytearray()\nfor i in range(100): b += b'abc'"),
    ("bytes index, slice", 10000, "b = b'hello world'", "b[3]; b[2:5]; b.find(b'wor')"),
    ("bytes join hex", 5000, "x = [b'abc', b'def'] * 5", "b','.join(x).hex()"),
    ("copy.copy", 5000, "import copy; x = [1, 2]", "copy.copy(x)"),
    ("copy.copy object", 2000, "import copy\n" + CLASSES, "copy.copy(c)"),
    ("copy.deepcopy", 200, "import copy; x = {'a': [1, 2, 3], 'b': (1, 2)}", "copy.deepcopy(x)"),
    ("pickle", 300, "import pickle; x = {'a': [1, 2, 3], 'b': (1, 2)}", "pickle.loads(pickle.dumps(x))"),
    ("time, perf_counter", 10000, "import time", "time.perf_counter(); time.time()"),
    ("lock", 10000, "import threading; l = threading.Lock()", "with l: pass"),
    ("class statement", 200, "", "class A:\n    def f(self): pass"),
    ("import in function", 10000, "import math", "import math"),
    ("global variable", 20000, "global g; g = 1", "g; g"),
    ("slots object", 10000, "class S:\n    __slots__ = 'a', 'b'\n    def __init__(self): self.a = 1; self.b = 2", "S().a"),
    ("vars, __dict__", 10000, CLASSES, "c.__dict__; vars(c)"),
    ("operator.add", 10000, "import operator", "operator.add(1, 2)"),
    ("datetime", 2000, "import datetime", "datetime.date(2020, 1, 2).isoformat()"),
    ("weakref", 10000, "import weakref\n" + CLASSES + "r = weakref.ref(c)", "r()"),
    ("eval", 200, "", "eval('1 + 2')"),
    ("matrix", 100, "m = [[1] * 10 for _ in range(10)]", "[[sum(a * b for a, b in zip(r, c)) for c in zip(*m)] for r in m]"),
    ("match statement", 10000, "x = (1, 2)", "match x:\n    case (1, b): pass\n    case _: pass"),
    ("async await", 500, "async def f(): return 1\nasync def g():\n    for i in range(10): await f()", "try: g().send(None)\nexcept StopIteration: pass"),
    ("nested list index", 20000, "m = [[1, 2], [3, 4]]", "m[1][0]; m[0][1] = 5"),
    ("string chars join", 500, "s = 'hello world' * 5", "''.join([ch for ch in s if ch != 'o'])"),
    ("Fraction", 500, "from fractions import Fraction; a = Fraction(1, 3); b = Fraction(2, 5)", "a + b"),
    ("enum member", 20000, ENUMS, "Color.RED"),
    ("enum value", 20000, ENUMS, "c.value"),
    ("enum by value", 5000, ENUMS, "Color(2)"),
    ("enum by name", 10000, ENUMS, "Color['RED']"),
    ("enum iteration", 1000, ENUMS, "for each in Color: pass"),
    ("enum as key", 10000, ENUMS + "d = {c: 1}", "d[c]"),
    ("flags or", 2000, ENUMS, "Mode.READ | Mode.WRITE"),
    ("flags in", 5000, ENUMS, "Mode.READ in both"),
    ("Decimal", 2000, "from decimal import Decimal; a = Decimal('1.5'); b = Decimal('2.25')", "a + b"),
]


def indented(text, by):
    return "".join(" " * by + line + "\n" for line in text.split("\n"))


def function(setup, statement):
    """A function that runs a statement n times and returns the nanoseconds it took."""
    text = ("def f(n, clock):\n" + indented(setup, 1) + " start = clock()\n for _i in range(n):\n" + indented(statement, 2)
            + " return clock() - start\n")
    space = {}
    exec(text, space)
    return space["f"]


def main():
    wanted = sys.argv[1:]
    for name, count, setup, statement in ENTRIES:
        if wanted and not any(w in name for w in wanted):
            continue
        try:
            run = function(setup, statement)
            best = min(run(count, time.thread_time_ns) for _ in range(7))
        except Exception as error:
            print(f"# {name}: {error!r}", file=sys.stderr)
            continue
        print(f"{best / count:.1f} {name}", flush=True)


main()
