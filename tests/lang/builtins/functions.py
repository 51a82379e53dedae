# The other built-in functions, one by one.
def show(table):
    for src in table.strip().split("\n"):
        try:
            print(src, "->", repr(eval(src)))
        except Exception as e:
            print(src, "->", type(e).__name__ + ":", e)
show("""
abs(-5), abs(5.5), abs(-2**70), abs(3+4j), abs(True)
abs('a')
abs()
ascii('é'), ascii('a'), ascii([1, 'é']), ascii('\\n'), ascii('😀'), ascii(None)
bin(5), bin(-5), bin(0), bin(2**65), oct(8), hex(255), hex(-1), bin(True)
bin(1.5)
hex('a')
oct(None)
bool(), bool(0), bool('a'), bool([]), bool(None), bool(0.0), bool(object())
bool(1, 2)
callable(len), callable(5), callable(int), callable(lambda: 1), callable(None)
chr(97), chr(0x1F600), chr(0), chr(0x10FFFF), ord('a'), ord('é'), ord('😀'), ord(b'a'), ord(bytearray(b'z'))
chr(-1)
chr(0x110000)
chr('a')
chr(2**70)
ord('')
ord('ab')
ord(5)
ord(b'ab')
divmod(7, 2), divmod(-7, 2), divmod(7.5, 2), divmod(2**70, 3), divmod(True, 2)
divmod(1, 0)
divmod('a', 1)
format(5), format(5, '03'), format('a', '>3'), format(1.5, '.2f'), format(None)
getattr(5, 'real'), getattr(5, 'nope', 1), hasattr(5, 'real'), hasattr(5, 'nope')
getattr(5, 'nope')
hash(5), hash('a') == hash('a'), hash(None) == hash(None), hash(1.0), hash((1, 2)) == hash((1, 2)), hash(int) == hash(int)
id(None) == id(None), id(5) == id(5), type(id([]))
isinstance(1, int), isinstance(1, (str, int)), isinstance(True, int), isinstance([], list), isinstance(1, int | str), isinstance(None, type(None)), isinstance(1, ()), isinstance('a', str | None), isinstance(1, ((str, (int,)),))
isinstance(1, 1)
isinstance(1, (int, 1))
isinstance(1, [int])
isinstance('a', (int, 1))
isinstance(1, list[int])
issubclass(bool, int), issubclass(int, (str, object)), issubclass(int, int), issubclass(int, int | str)
issubclass(1, int)
issubclass(int, 1)
len('abc'), len([]), len({}), len(range(5)), len(b'ab')
len(5)
len(None)
len(int)
pow(2, 3), pow(2, 3, 5), pow(2.0, 0.5), pow(2, -1), pow(base=2, exp=3, mod=5)
pow(2)
pow('a', 2)
pow(2, 3, 'a')
repr('a'), repr(5), repr([1]), repr(None), repr(len), repr(int), repr(...), repr(NotImplemented), repr(type), repr(b'a'), repr(print)
round(1.5), round(2.5), round(1.25, 1), round(5), round(15, -1), round(number=1.5), round(1.5, ndigits=0), round(True)
round('a')
round()
round(1.5, 1.5)
setattr(5, 'x', 1)
delattr(5, 'real')
type(5), type('a').__name__, type(type), type(None), type(...), type(NotImplemented), type(len), type(lambda: 1), type(int.__add__), type([].append), type(range(1)), type(slice(1)), type(1j), type({}.keys()), type(type(5))
type()
vars(5)
dir(5)[:3], 'append' in dir([]), dir(None)[-3:], len(dir(object)), [x for x in dir(1) if x[0] != '_'], [x for x in dir('') if x[0] != '_'], [x for x in dir([]) if x[0] != '_'], [x for x in dir({}) if x[0] != '_'], [x for x in dir(set()) if x[0] != '_'], [x for x in dir(()) if x[0] != '_'], [x for x in dir(1.0) if x[0] != '_'], [x for x in dir(b'') if x[0] != '_'], [x for x in dir(range(1)) if x[0] != '_']
object() is not object(), object().__class__, type(object()).__mro__
staticmethod(len).__func__, classmethod(len).__func__, type(property())
str(5), str('a'), str(b'a'), str(), str(1.5), str(None)
super
memoryview(b'a')[0], bytes(3), bytearray(b'x'), complex(1, 2), float('1.5'), int('5'), frozenset([1]), list('ab'), set([1]), tuple('a'), dict(a=1), range(3), slice(3), object
any.__name__, len.__doc__ is not None, print.__module__, sorted.__self__.__name__, __builtins__.__name__
__import__('math').pi
__build_class__.__name__, __debug__, __name__
eval('1+1'), exec('x=1'), compile('1', 'f', 'eval').co_code is not None, globals()['__name__'], 'table' in locals()
aiter(5)
anext(5)
breakpoint.__name__, input.__name__, open.__name__
int | str, int | None, None | int, int | str | int, list[int] | None, (int | str).__args__, int | str == str | int, isinstance(5, int | None), type(int | str), hash(int | str) == hash(str | int)
int | 5
list[int], dict[str, int], tuple[int, ...], type[int], list[int].__origin__, list[int].__args__, list[int] == list[int], list[list[int]], list[int]([1]), type(list[int])
""")
print(1, "a", None, sep="-", end="!\n"); print(); print("a", "b", sep=""); print(*[1, 2], sep="\n"); print(1, 2, sep=None, end=None); print("no newline", end=""); print(); print([1, "x"], {"k": 1.5}, (1,), {2}, flush=True)
for kw in ({"sep": 1}, {"end": 5}, {"file": 5}, {"foo": 1}):
    try:
        print("x", **kw)
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
import io
buf = io.StringIO(); print("to", "file", file=buf, sep="_"); print(repr(buf.getvalue()))
class W:
    def write(self, s): ws.append(s)
ws = []; print("a", 1, file=W()); print(ws)
class R:
    def __repr__(self): return "é\n"
print(repr(R()).encode(), ascii(R()), [R()], f"{R()!a}")
import builtins
print([n for n in dir(builtins) if not n.startswith("_") and n[0].islower() and n not in ("copyright", "credits", "license", "help")])
print([n for n in dir(builtins) if n[0].isupper()])
builtins.my_own = 5; print(my_own); del builtins.my_own
print(input.__doc__ is not None, type(__builtins__).__name__)

# Singletons have no text of their own, nor do their types.
print(None.__doc__, Ellipsis.__doc__, NotImplemented.__doc__, type(None).__doc__)


class OddModule(type(__import__("sys"))):
    __dict__ = 8


try:
    dir(OddModule('odd'))
except TypeError as error:
    print(error)
