# Objects after close(), before __init__, in the middle of themselves; cycles; the cache of statements.
import gc
import sqlite3
import weakref

from _show import show

con = sqlite3.connect(":memory:")
con.execute("create table t(a)")
con.executemany("insert into t values (?)", [(i,) for i in range(5)])
cur = con.execute("select a from t")
print(cur.fetchone(), con.close(), con.close())
for name, args in (
    ("cursor", ()), ("execute", ("select 1",)), ("executescript", ("",)), ("commit", ()), ("rollback", ()), ("interrupt", ()),
    ("iterdump", ()), ("serialize", ()), ("getlimit", (1,)), ("create_function", ("f", 0, int)), ("set_trace_callback", (None,)),
    ("create_collation", ("c", None)), ("set_authorizer", (None,)), ("__enter__", ()), ("__call__", ("select 1",)),
    ("__exit__", (None, None, None)), ("blobopen", ("t", "a", 1)), ("backup", (sqlite3.connect(":memory:"),)),
):
    show(name, getattr(con, name), *args)
for name in "isolation_level", "in_transaction", "total_changes", "row_factory":
    show(name, getattr, con, name)
for name, args in ("fetchone", ()), ("fetchall", ()), ("execute", ("select 1",)), ("close", ()), ("__next__", ()):
    show(f"cursor {name}", getattr(cur, name), *args)

con = sqlite3.connect(":memory:")
cur = con.execute("select 1")
print(cur.close(), cur.close())
for name, args in ("fetchone", ()), ("execute", ("select 1",)), ("executemany", ("", ())), ("__next__", ()), ("fetchmany", ()):
    show(f"closed cursor {name}", getattr(cur, name), *args)


# never initialized
class Lazy(sqlite3.Connection):
    def __init__(self, *args, **kwargs):
        pass


class LazyCursor(sqlite3.Cursor):
    def __init__(self, *args):
        pass


lazy = sqlite3.connect(":memory:", factory=Lazy)
for name, args in ("cursor", ()), ("close", ()), ("commit", ()), ("execute", ("",)), ("interrupt", ()), ("__enter__", ()):
    show(f"lazy {name}", getattr(lazy, name), *args)
show("lazy attribute", lambda: lazy.total_changes)
cur = con.cursor(LazyCursor)
for name, args in ("execute", ("select 1",)), ("fetchone", ()), ("close", ()), ("executescript", ("",)):
    show(f"lazy cursor {name}", getattr(cur, name), *args)
print(cur.description, cur.lastrowid, cur.rowcount)

# initialized again
con = sqlite3.connect(":memory:")
con.execute("create table t(a)")
cur = con.execute("select 1 union select 2 union select 3")
print(cur.fetchone())
con.__init__(":memory:")
show("another database", con.execute, "select * from t")
print(cur.fetchall())
show("badly", con.__init__, "/nonexistent/folder/db")
show("then", con.execute, "select 1")
con.__init__(":memory:")
print(con.execute("select 7").fetchall())
cur.__init__(con)
print(cur.execute("select 8").fetchall(), cur.rowcount, cur.lastrowid)

# a cursor in the middle of itself
con = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_COLNAMES)
cur = con.cursor()


class Again:
    def __init__(self, f):
        self.f = f

    def __conform__(self, protocol):
        show("again", self.f)
        return 1


for f in cur.fetchone, cur.close, lambda: cur.execute("select 1"), lambda: cur.__init__(con):
    print(cur.execute("select ?", (Again(f),)).fetchall())
print(cur.executemany("create table if not exists u(a)", (() for i in range(2) if not show("again", cur.fetchall))).rowcount)
sqlite3.register_converter("again", lambda b: show("again", cur.fetchone))
print(cur.execute('select 1 as "x [again]" union select 2').fetchall())
con.create_function("again", 0, lambda: show("again", cur.fetchone))
print(cur.execute("select again() union all select 2").fetchall())

# the connection is closed while one of its statements runs
con = sqlite3.connect(":memory:")
con.create_function("closes", 0, lambda: con.close())
con.execute("create table t(a)")
con.executemany("insert into t values (?)", [(i,) for i in range(3)])
con.commit()
cur = con.cursor()
cur.execute("select a, case a when 1 then closes() end from t")
rows = []
try:
    for row in cur:
        rows.append(row)
except sqlite3.ProgrammingError as e:
    print(len(rows) < 4, e)
show("closed", con.execute, "select 1")

# cycles, and objects that outlive others
class Named(sqlite3.Connection):
    pass


def make_cycles():
    con = sqlite3.connect(":memory:", factory=Named)
    con.set_trace_callback(lambda text: con)
    con.set_progress_handler(lambda: con and None, 10**6)
    con.row_factory = lambda cursor, row: (con, row)
    con.text_factory = lambda b: con and b
    cur = con.execute("select 5, 'a'")
    cur.row_factory = lambda cursor, row: (cur, row)
    return weakref.ref(con), weakref.ref(cur)


gc.collect()
ends = make_cycles()
gc.collect()
print([end() for end in ends])
cur = sqlite3.connect(":memory:").execute("select 1 union select 2")
print(cur.fetchall())
statement = sqlite3.connect(":memory:")("select 1")
del statement, cur

# the cache
for room in 0, 1, 3:
    con = sqlite3.connect(":memory:", cached_statements=room)
    for turn in range(3):
        print([con.execute(f"select {i}").fetchone()[0] for i in range(5)], end=" ")
    print(room)
con = sqlite3.connect(":memory:")
same = [con.execute("select 1 union select 2") for i in range(3)]
print([c.fetchone() for c in same], [c.fetchall() for c in same])
con.execute("create table t(a)")
con.execute("insert into t values (1)")
print(con.execute("select * from t").description[0][0], con.execute("alter table t add b default 'new'").rowcount)
cur = con.execute("select * from t")
print([d[0] for d in cur.description], cur.fetchall())
