# Row, row_factory and text_factory.
import pickle
import sqlite3

from _show import show

con = sqlite3.connect(":memory:")
con.row_factory = sqlite3.Row
row = con.execute("select 1 as a, 'two' as B, null as \"a\", x'04' as \"é\"").fetchone()
print(type(row), len(row), tuple(row), list(row), row.keys())
for key in 0, -1, 3, "a", "A", "b", "é", slice(1, 3), slice(None, None, -1):
    show(repr(key), row.__getitem__, key)
for key in 4, -5, 2**70, "c", "É", "", 1.0, None, b"a":
    show(repr(key), row.__getitem__, key)
same = con.execute("select 1 as a, 'two' as B, null as \"a\", x'04' as \"é\"").fetchone()
other = con.execute("select 1 as x, 'two' as B, null as \"a\", x'04' as \"é\"").fetchone()
print(row == same, row != same, hash(row) == hash(same), row == other, row == tuple(row), row != tuple(row), 1 in row)
show("order", lambda: row < same)
print({**dict(zip(row.keys(), row))}, dict(con.execute("select 1 as x, 2 as y").fetchone()), "two" in row)
a, *rest = row
print(a, rest)
show("set", lambda: row.__setitem__(0, 1))
show("pickle", pickle.dumps, row)
print(reversed(row) and list(reversed(row)))

cur = con.execute("select 5 as five")
show("one argument", sqlite3.Row, cur)
show("a list", sqlite3.Row, cur, [1])
show("no cursor", sqlite3.Row, 1, (1,))
show("three arguments", sqlite3.Row, cur, (1,), 3)
show("a keyword", lambda: sqlite3.Row(cur, (1,), a=3))
made = sqlite3.Row(cur, (8, 9))
print(made["five"], made[1], len(made), made.keys())


class Mine(sqlite3.Row):
    def total(self):
        return sum(self)


con.row_factory = Mine
print(con.execute("select 1, 2, 3").fetchone().total())
con.row_factory = lambda cursor, data: {d[0]: v for d, v in zip(cursor.description, data)}
print(con.execute("select 1 as x, 2 as y").fetchall(), con.cursor().row_factory is con.row_factory)
cur = con.cursor()
cur.row_factory = None
print(cur.execute("select 1 as x").fetchone())
cur.row_factory = lambda *args: 1 // 0
show("failing factory", cur.execute("select 1 union select 2").fetchone)
cur.row_factory = sqlite3.Row
print(tuple(cur.fetchone()))
cur.row_factory = 3
show("no factory", cur.execute("select 1").fetchone)
con.row_factory = None

# texts
con.execute("create table t(a, b)")
con.execute("insert into t values ('grün ☃', x'ff00')")
con.execute("insert into t values (cast(x'ff41' as text), 7)")
for factory in bytes, bytearray, lambda b: b.decode(errors="replace"), len:
    con.text_factory = factory
    show(getattr(factory, "__name__", factory), con.execute("select * from t").fetchall)
con.text_factory = lambda b: 1 // 0
show("failing", con.execute("select * from t").fetchall)
show("no texts", con.execute("select 1, null, x'41'").fetchall)
con.text_factory = str
show("str", con.execute("select * from t").fetchall)
con.text_factory = 3
show("not callable", con.execute("select 'a'").fetchall)
