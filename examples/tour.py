"""A tour of the language, from top to bottom. Run it: build/minipy examples/tour.py"""

# Numbers: integers have no limit, floats print with as few digits as identify them.
print(2 ** 100, 7 // 2, -7 // 2, 7 % -3, 0.1 + 0.2, 10 / 4, (1 + 2j) * 1j, 0xFF, 1_000_000)

# Text is Unicode; slices, methods, formatting.
name = "Ada Lovelace"
print(name[:3], name[::-1], name.lower().split(), "é☃"[1], f"{name!r:>20}|{3.14159:.2f}|{255:#x}|{name=}")

# Lists, tuples, dicts, sets.
squares = [n * n for n in range(8) if n % 2]
ages = {"Ada": 36, "Alan": 41}
ages |= {"Grace": 85}
print(squares, squares[-1], sorted(ages, key=ages.get, reverse=True), {1, 2} | {3}, (1, "two", [3]))
first, *middle, last = "stars"
print(first, middle, last, {**ages, "Linus": 1}, [*range(3), *"ab"])


# Functions: defaults, keyword-only and positional-only parameters, closures, decorators.
def logged(function):
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        print(f"  {function.__name__}{args} -> {result}")
        return result
    return wrapper


@logged
def power(base, /, exponent=2, *, modulo=None):
    return pow(base, exponent, modulo)


power(3)
power(2, 10, modulo=1000)


def counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count
    return increment


tick = counter()
print(tick(), tick(), (lambda x, y=2: x * y)(21))


# Classes: inheritance, properties, operators, descriptors of one's own.
class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)

    def __repr__(self):
        return f"{type(self).__name__}({self.x}, {self.y})"

    @property
    def length(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5

    @classmethod
    def zero(cls):
        return cls(0, 0)


class Named(Vector):
    def __init__(self, x, y, name):
        super().__init__(x, y)
        self.name = name


print(Vector(1, 2) + Vector(2, 2), Vector(3, 4).length, Vector.zero() == Vector(0, 0), Named(1, 2, "v"))


# Generators make sequences on demand; they can also receive values.
def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b


def running_mean():
    total, mean = 0, None
    for count in range(1, 1000):
        total += yield mean
        mean = total / count


print([n for n, _ in zip(fibonacci(), range(12))])
mean = running_mean()
next(mean)
print(mean.send(10), mean.send(20), mean.send(60))

# Errors: handlers, clean-up, causes, groups.
try:
    try:
        {}["missing"]
    except KeyError as error:
        raise ValueError("no such entry") from error
    finally:
        print("clean-up")
except ValueError as error:
    print(error, "because of", repr(error.__cause__))
try:
    raise ExceptionGroup("two at once", [ValueError("a"), TypeError("b")])
except* ValueError as group:
    print("values:", group.exceptions)
except* TypeError as group:
    print("types:", group.exceptions)


# with: something happens at the end, whatever happens in between.
class Section:
    def __init__(self, title):
        self.title = title

    def __enter__(self):
        print(f"<{self.title}>")

    def __exit__(self, kind, error, traceback):
        print(f"</{self.title}>", f"({kind.__name__} swallowed)" if kind else "")
        return True


with Section("outer"), Section("inner"):
    1 / 0


# match takes data apart.
def describe(shape):
    match shape:
        case {"kind": "circle", "r": r}:
            return f"a circle of {r}"
        case [Vector(x=0, y=0), *rest]:
            return f"a path from the origin over {len(rest)} points"
        case int() | float() as n if n < 0:
            return "a negative number"
        case str(text):
            return f"the text {text}"
        case _:
            return "something else"


for shape in ({"kind": "circle", "r": 2}, [Vector(0, 0), Vector(1, 1)], -5, "hello", None):
    print(describe(shape))

# The walrus, chained comparison, conditional expressions, any and all.
if (n := len(name)) > 10:
    print("long" if 10 < n <= 20 else "very long", any(c.isdigit() for c in name), all(c.isprintable() for c in name))


# Coroutines are objects too; here is the smallest loop that drives one.
class Sleep:
    def __init__(self, label):
        self.label = label

    def __await__(self):
        answer = yield self.label
        return answer


async def conversation():
    first = await Sleep("ping")
    second = await Sleep(f"got {first}")
    return first, second


coroutine = conversation()
print(coroutine.send(None), coroutine.send("pong"))
try:
    coroutine.send("bye")
except StopIteration as stop:
    print("result", stop.value)


# Objects are freed the moment nobody holds them.
class Noisy:
    def __del__(self):
        print("freed")


noisy = Noisy()
also = noisy
del noisy
print("still held")
also = None
print("the end")
