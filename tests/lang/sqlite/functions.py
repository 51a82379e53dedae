# Functions, aggregates, window functions and collations in Python.
import sqlite3
import sys

from _show import show

con = sqlite3.connect(":memory:")
con.execute("create table t(a, b)")
con.executemany("insert into t values (?, ?)", [(1, "x"), (2, "y"), (3, "x"), (None, "z")])


def one(sql, *parameters):
    return con.execute(sql, parameters).fetchone()[0]


# what goes in and comes out
con.create_function("kind", 1, lambda v: f"{type(v).__name__} {v!r}")
for sql in "1", "-9223372036854775808", "1.5", "'täxt'", "x'00ff'", "x''", "null", "''":
    print(sql, one(f"select kind({sql})"))
con.create_function("give", -1, lambda *args: results[args[0]])
results = [5, -1.5, "grün", b"by\0tes", None, True, bytearray(b"a"), memoryview(b"m"), "", b"", 2**63, [], object(), "\ud800"]
for i in range(len(results)):
    show(repr(results[i])[:12], con.execute("select typeof(give(?1)), give(?1)", (i,)).fetchone) if i < 10 else \
        show(repr(results[i])[:8], con.execute, "select give(?1)", (i,))
show("any number", con.execute("select give(0, 1, 2), give(1)").fetchone)
show("wrong number", con.execute, "select kind(1, 2)")


def fails(what):
    raise {"memory": MemoryError, "overflow": OverflowError}.get(what, ZeroDivisionError)(what)


con.create_function("fails", 1, fails)
for what in "memory", "overflow", "other":
    show(what, con.execute, "select fails(?)", (what,))
show("text that is none", con.execute, "select kind(cast(x'ff' as text))")
con.create_function("twice", 1, lambda v: v and v * 2, deterministic=True)
con.execute("create index i on t(twice(a))")
con.create_function("once", 1, lambda v: v)
show("not deterministic", con.execute, "create index j on t(once(a))")
for args in (("f", -2, abs), ("f" * 300, 1, abs), (3, 1, abs), ("a\0b", 1, abs), ("f", "x", abs), ("\ud800", 1, abs), ()):
    show(f"create {args!r:.20}", con.create_function, *args)
con.create_function("f", 1, 3)
show("not callable", con.execute, "select f(1)")


# a function that uses its own connection
def inner(a):
    return con.execute("select count(*) from t where a < ?", (a,)).fetchone()[0]


con.create_function("inner_count", 1, inner)
print(con.execute("select a, inner_count(a) from t where a is not null").fetchall())
con.create_function("redefines", 0, lambda: con.create_function("redefines", 0, None))
show("redefining itself", con.execute, "select redefines()")


class Sum:
    def __init__(self):
        self.total = 0

    def step(self, *values):
        self.total += sum(v or 0 for v in values)

    def finalize(self):
        return self.total


con.create_aggregate("total_of", -1, Sum)
print(one("select total_of(a) from t"), one("select total_of(a, 1) from t"), one("select total_of(a) from t where 0"))
print(con.execute("select b, total_of(a) from t group by b order by b").fetchall())


def broken(part):
    def fail(self, *args):
        raise ValueError(part)

    return type("Broken", (Sum,), {part: fail})


for part in "__init__", "step", "finalize":
    con.create_aggregate("broken", 1, broken(part))
    show(f"broken {part}", con.execute, "select broken(a) from t")
con.create_aggregate("nothing", 1, type("Nothing", (), {}))
show("no step", con.execute, "select nothing(a) from t")
con.create_aggregate("half", 1, type("Half", (), {"step": lambda self, v: None}))
show("no finalize", con.execute, "select half(a) from t")
con.create_aggregate("odd", 1, type("Odd", (Sum,), {"finalize": lambda self: []}))
show("odd result", con.execute, "select odd(a) from t")
show("bad number", con.create_aggregate, "f", -2, Sum)
show("name", con.create_aggregate, 1, 1, Sum)


class Window(Sum):
    def value(self):
        return self.total

    def inverse(self, value):
        self.total -= value or 0


con.create_window_function("running", 1, Window)
OVER = "over (order by rowid rows between 1 preceding and 1 following)"
print(con.execute(f"select a, running(a) {OVER} from t").fetchall(), one("select running(a) from t"))
for part in "step", "inverse", "value", "finalize":
    con.create_window_function("broken", 1, type("B", (Window,), {part: broken(part).__dict__[part]}))
    show(f"broken {part}", lambda: con.execute(f"select broken(a) {OVER} from t").fetchall())
con.create_window_function("sums", 1, Sum)
show("no value", lambda: con.execute(f"select sums(a) {OVER} from t").fetchall())
show("bad number", con.create_window_function, "f", -2, Window)
show("name", con.create_window_function, 3, 1, Window)
con.create_window_function("running", 1, None)
show("taken away", con.execute, f"select running(a) {OVER} from t")

# collations
con.create_collation("backwards", lambda a, b: (a < b) - (a > b))
ORDER = "select b from t order by b collate "
print([b for b, in con.execute(ORDER + "backwards")])
for answer in 0, 2**70, -(2**70), True, "less", None:
    con.create_collation("odd", lambda a, b: answer)
    print(repr(answer), sorted(b for b, in con.execute(ORDER + "odd")))
con.create_collation("fails", lambda a, b: 1 // 0)
show("failing", con.execute, ORDER + "fails")
print(con.execute("select 1").fetchall())
con.create_collation("schön", lambda a, b: (a > b) - (a < b))
print([b for b, in con.execute(ORDER + "schön")])
con.create_collation("plain", lambda a, b: (a > b) - (a < b))
con.execute("create table long(a)")  # the library would sort it with threads of its own
con.executemany("insert into long values (?)", [(f"{i * 7919 % 1000:04}" + "y" * 3000,) for i in range(1000)])
con.execute("pragma threads = 4").fetchall()
con.setlimit(sqlite3.SQLITE_LIMIT_WORKER_THREADS, 4)
sorted_ones = con.execute("select a from long order by a collate plain").fetchall()
print(len(sorted_ones), sorted_ones == sorted(sorted_ones))
con.create_collation("backwards", None)
show("taken away", con.execute, ORDER + "backwards")
for args in (("f", 3), (3, abs), ("a\0", abs), ("\ud800", abs)):
    show(f"create {args!r:.12}", con.create_collation, *args)

# exceptions of callbacks are shown to who wants them
shown = []
sys.unraisablehook = lambda u: shown.append((u.exc_type.__name__, str(u.exc_value), u.err_msg, callable(u.object)))
sqlite3.enable_callback_tracebacks(True)
show("shown", con.execute, "select fails('other')")
con.create_aggregate("broken", 1, broken("step"))
show("shown", con.execute, "select broken(a) from t where a = 1")
sqlite3.enable_callback_tracebacks(False)
show("not shown", con.execute, "select fails('other')")
print(shown[0], shown[1], len(set(shown)))
