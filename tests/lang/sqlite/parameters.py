# Values of parameters: by number, by name, of all types, adapted or refused.
import array
import collections
import sqlite3

from _show import show

con = sqlite3.connect(":memory:")


def values(sql, parameters):
    return con.execute(sql, parameters).fetchall()


show("tuple", values, "select ?, ?", (1, "a"))
show("list", values, "select ?, ?", [1, None])
show("str", values, "select ?, ?", "ab")
show("bytes", values, "select ?", b"a")
show("range", values, "select ?", range(3, 4))
show("deque", values, "select ?", collections.deque([1]))
show("numbered", values, "select ?3, ?1", (1, 2, 3))
show("dict", values, "select :a, @b, $c, :a", {"a": 1, "b": 2, "c": 3, "d": 4})
show("defaultdict", values, "select :a", collections.defaultdict(lambda: 7))
show("names beyond ASCII", values, "select :é", {"é": 3})
show("names by position", values, "select :a, :b", (1, 2))
show("too few", values, "select ?", ())
show("too many", values, "select ?", (1, 2))
show("none wanted", values, "select 1", (1,))
show("no value", values, "select :a", {})
show("no name", values, "select ?", {"a": 1})
for parameters in None, 3, {1}, iter([1]), object():
    show(type(parameters).__name__, values, "select ?", parameters)


class Missing(dict):
    def __missing__(self, key):
        return f"no {key}"


class Bad(dict):
    def __missing__(self, key):
        return 1 // 0


class Items:
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, i):
        if i > 1:
            raise IndexError(i)
        return i


show("missing", values, "select :a", Missing())
show("bad", values, "select :a", Bad())
show("items", values, "select ?, ?", Items(2))
show("short items", values, "select ?, ?, ?", Items(3))
show("no length", values, "select ?", type("N", (), {"__getitem__": lambda s, i: 1})())
show("mapping", values, "select :a", collections.UserDict(a=1))

# types
KINDS = "select typeof(?1), ?1"
for v in 5, -(2**63), 2**63 - 1, True, 1.5, float("inf"), float("nan"), "", "x\0y", b"", b"a\0", bytearray(b"z"), memoryview(b"m"):
    show(repr(v)[:20] if type(v) is not memoryview else "memoryview", values, KINDS, (v,))
show("array", values, KINDS, (array.array("b", [1, 2]),))
for v in 2**63, -(2**63) - 1, 1j, [], object, "\ud800", memoryview(b"abcd")[::2]:
    show(repr(v)[:12], values, KINDS, (v,))


class Int(int):
    pass


class Float(float):
    pass


class Text(str):
    pass


show("subclasses", values, "select ?, ?, ?", (Int(3), Float(0.5), Text("t")))


# objects that say themselves what they are
class Conforming:
    def __init__(self, answer):
        self.answer = answer

    def __conform__(self, protocol):
        if protocol is sqlite3.PrepareProtocol:
            return self.answer


class Failing:
    def __init__(self, error):
        self.error = error

    def __conform__(self, protocol):
        raise self.error


show("conforming", values, KINDS, (Conforming("text"),))
show("conforming to nothing", values, KINDS, (Conforming(None),))
show("failing", values, KINDS, (Failing(ZeroDivisionError("no")),))
show("failing by type", values, KINDS, (Failing(TypeError("no")),))
show("named", values, "select :a", {"a": Conforming(b"bytes")})

# a list that gets shorter while its items are adapted
shrinking = []


class Shrinks:
    def __conform__(self, protocol):
        shrinking.clear()
        return 1


shrinking[:] = [Shrinks(), 2]
show("shrinking", values, "select ?, ?", shrinking)

# many
many = list(range(300))
print(sum(values("select " + ", ".join("?" * 300), many)[0]))
con.execute("create table t(a, b)")
con.executemany("insert into t values (:x, :y)", ({"x": i, "y": str(i)} for i in range(1000)))
print(con.execute("select count(*), sum(a), max(length(b)) from t").fetchone())


def failing_rows():
    yield (1, 2)
    yield (3, 4)
    raise ZeroDivisionError("in the middle")


show("rows that end badly", con.executemany, "insert into t values (?, ?)", failing_rows())
print(con.execute("select count(*) from t").fetchone(), con.in_transaction)
