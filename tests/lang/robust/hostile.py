"""Inputs that ask for too much: an error, at once, and the interpreter goes on."""
import sys


def attempt(text):
    try:
        value = eval(text)
    except (MemoryError, RecursionError, ArithmeticError, ValueError, SyntaxError, TypeError, LookupError, ImportError,
            OSError) as e:
        message = "" if isinstance(e, (MemoryError, RecursionError)) else str(e)
        print(text[:60], "->", type(e).__name__, message[:120])
    else:
        print(text[:60], "->", repr(value)[:60])


for text in [
    "'a' * 10**30",
    "b'a' * 10**17",
    "bytearray(b'a') * 10**17",
    "[1] * 10**17",
    "[1, 2] * (2**62)",
    "(1,) * 10**17",
    "(1, 2) * (2**63 - 1)",
    "'é' * (2**62)",
    "'😀' * (2**61)",
    "[1] * 2**64",
    "bytes(10**17)",
    "bytearray(10**17)",
    "bytes(2**64)",
    "bytes(-1)",
    "1 << 10**18",
    "1 << 10**30",
    "0 << 10**30",
    "1 >> 10**30",
    "-1 >> 10**30",
    "(1 << 1000) >> 10**30",
    "1 << -1",
    "2 ** -1",
    "len(range(10**30))",
    "range(10**30)[10**29]",
    "range(10**30)[10**31]",
    "range(10**30)[10:20]",
    "10**29 in range(10**30)",
    "10**31 in range(10**30)",
    "range(0, 10**30, 10**29)[-1]",
    "len(range(2**63 - 1))",
    "len(range(2**63))",
    "list(range(10**18)[:3])",
    "int('9' * 5000)",
    "str(10**5000)",
    "int('f' * 10**5, 16).bit_length()",
    "int('z' * 100, 37)",
    "'%1000000000000000000000d' % 1",
    "'%.*d' % (10**30, 1)",
    "'%*d' % (10**30, 1)",
    "format(1, '10000000000000000000000')",
    "format(1.5, '.10000000000000000000')",
    "format(1.5, '.3000000000f')",
    "format('a', '10000000000000000000000')",
    "'{:{}}'.format(1, 10**30)",
    "'a'.ljust(10**17)",
    "'a'.center(2**63 - 1)",
    "'a'.zfill(10**17)",
    "'a'.replace('', 'b' * 10)",
    "[][10**30]",
    "[1][2**64:]",
    "[1, 2, 3][-2**64:2**64:2**70]",
    "[1, 2, 3][::-2**70]",
    "'abc'[::2**63 - 1]",
    "[1].index(1, -2**70, 2**70)",
    "'abc'.find('c', -2**70, 2**70)",
    "[1].insert(2**70, 1)",
    "[1].pop(2**70)",
    "memoryview(b'a')[2**70]",
    "chr(2**40)",
    "chr(-1)",
    "round(1.5, 2**40)",
    "round(1.5, -2**70)",
    "round(10**400, -399) == 10**400",
    "float('9' * 10000)",
    "float(10**400)",
    "10**400 / 3",
    "10**400 // 10**399",
    "10**400 / 10**399",
    "1e308 * 10",
    "0.0 ** -1",
    "(-1) ** 0.5",
    "2.0 ** 10000",
    "pow(2, -1, 4)",
    "hash(10**10000) == hash(10**10000 + 0)",
    "hash(float('inf'))",
    "int(float('nan'))",
    "int(float('inf'))",
    "(10**30).to_bytes(1, 'big')",
    "(1).to_bytes(-1, 'big')",
    "divmod(10**100, 0)",
    "10**100 % 0.0",
    "sum([10**400, 1.0])",
    "sum([1.0, 10**400])",
    "complex(10**400)",
    "slice(1, 2, 0).indices(5)",
    "slice(None).indices(-1)",
    "slice(-2**70, 2**70).indices(5)",
    "''.join(['a'] * 3 + [1])",
    "eval('(' * 1000)",
    "eval('(' * 150 + ')' * 150)",
    "eval('[' * 10000)",
    "len(eval('1' + ' + 1' * 20)  .__str__())",
    "eval('not ' * 500 + '1')",
    "eval('\\x00')",
    "compile('\\x00', '', 'exec')",
    "compile(b'\\xff', '', 'exec')",
    "eval('\"' + 'a' * 100000 + '\"') == 'a' * 100000",
    "eval('\"' * 3 + 'a' * 1000)",
    "eval('f\"' + '{' * 1000 + '\"')",
    "eval('0x')",
    "eval('1' * 4301)",
    "len(str(eval('0x' + 'f' * 1000)))",
    "eval('1_' * 100)",
    "eval('1e' + '9' * 1000)",
    "sys.intern('a' * 1000) == 'a' * 1000",
    "sys.setrecursionlimit(0)",
    "sys.setrecursionlimit(2**31)",
    "sys.setrecursionlimit(10**30)",
    "isinstance(1, ((((((((int,),),),),),),),))",
    "type('x' * 100000, (), {}).__name__ == 'x' * 100000",
    "type('a\\0b', (), {})",
    "type('', (), {'\\ud800': 1})",
    "'\\ud800'.encode()",
    "open('a\\0b')",
    "open('')",
    "__import__('a\\0b')",
    "__import__('')",
    "max(range(0))",
    "zip(*[range(3)] * 10000).__next__().__len__()",
    "print(*range(0), sep=1)",
    "(lambda *a: len(a))(*range(10**5))",
    "(lambda **k: len(k))(**{str(i): i for i in range(10**4)})",
    "'{}' .format(*range(10**4))",
    "'{' * 1000 + '}' * 1000 == '' or ('{' * 999).format()",
    "'{99999999999999999999}'.format(1)",
    "'{0[99999999999999999999]}'.format([1])",
    "'%s' * 10000 % ((1,) * 10000) == '1' * 10000",
]:
    attempt(text)

sys.set_int_max_str_digits(0)
print(len(str(10**20000)), int("7" * 20000) % 1000)
sys.set_int_max_str_digits(4300)


# A limit that no stack can hold.
sys.setrecursionlimit(10**9)


class Deep:
    def __init__(self, n=0):
        self.n = n

    def __repr__(self):
        return repr(Deep(self.n + 1))

    def __getattr__(self, name):
        return getattr(Deep(), name + "x"[:len(name) < 20])

    def __eq__(self, other):
        return Deep() == Deep()

    def __lt__(self, other):
        return sorted([Deep(), Deep()])

    __hash__ = None


if sys.implementation.name == "cpython":  # CPython ends on its C stack here
    print("RecursionError\n" * 6, end="")
else:
    def down():
        down()

    def star(*a):
        star(*a)

    for deep in (lambda: repr(Deep()), lambda: Deep().x, lambda: Deep() == 1, lambda: Deep() < 1, down, star):
        try:
            deep()
        except (RecursionError, MemoryError) as e:
            print("RecursionError")
print("end")
