# list[int], int | str, types.GenericAlias and UnionType, __class_getitem__ of the built-ins.
import types, collections
print(list[int], dict[str, list[int]], tuple[int, ...], tuple[()], set[str], type[int], frozenset[int], collections.deque[int], collections.OrderedDict[str, int], collections.defaultdict[int, int])
a = dict[str, int]
print(a.__origin__, a.__args__, a.__parameters__, a == dict[str, int], a != dict[int, str], hash(a) == hash(dict[str, int]), type(a), a(), a(x=1), list[int]("ab"), a.__name__, a.fromkeys("a"), isinstance(a, type), a.__class__)
for bad in ("list[int]()[0]", "isinstance([], list[int])", "issubclass(list, list[int])", "int[str]", "list[int][str]", "str['a']", "list[int].nothing", "list[int] < 1", "class_ := type('X', (list[int],), {})", "bool[int]", "object[int]", "range[int]", "len[int]"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
class L(list[int]): pass
print(L.__bases__, L.__orig_bases__, L.__mro__, L([1]))
u = int | str
print(u, type(u), u.__args__, u == str | int, int | int, int | None, None | int | str, isinstance(1, u), isinstance(1.5, u), issubclass(bool, u), (int | str) | float, int | (str | float), hash(u) == hash(str | int), list[int] | None, u | list[int], repr(type(None) | int))
for bad in ("int | 5", "5 | int", "int | 'a'", "isinstance(1, int | list[int])", "(int | str)()", "(int | str)[int]", "int | str < 5", "None | None", "(int | str).x"):
    try: print(bad, eval(bad))
    except Exception as e: print(bad, type(e).__name__, e)
class Meta(type):
    def __or__(self, o): return "meta or"
class M(metaclass=Meta): pass
print(M | int, types.UnionType is type(u), types.GenericAlias(list, (int,)), types.GenericAlias(int, 5).__args__, types.NoneType | int)
def f(x: int | None = None) -> list[int]: pass
print(f.__annotations__, (lambda: int | str)())
class C:
    def __class_getitem__(cls, k): return types.GenericAlias(cls, k)
print(C[int].__origin__ is C, C[int, str].__args__, isinstance(C[int](), C))
match 5:
    case int() | str(): print("matched")
print(isinstance("x", str | None), isinstance(None, str | None), isinstance(True, int | str), isinstance([], (int | str, list)))

# Starred aliases are copied and pickled, and so are their iterators.
import copy
import pickle

starred, = tuple[int, str]
iterator = iter(list[int])
print(type(iterator).__name__, iterator.__reduce__(), starred.__reduce__()[0])
print(copy.copy(starred), copy.deepcopy(starred) == starred)
print([pickle.loads(pickle.dumps(starred, protocol)) == starred for protocol in range(6)])
print(list(copy.copy(iterator)), next(iterator), list(iterator))
