# Where CPython 3.11 crashes, or gives up with a SystemError: connections and rows in odd states, and odd calls.
import sqlite3


def show(what, call, *args):
    try:
        result = repr(call(*args))
    except Exception as e:
        result = f"{type(e).__name__}: {e}"
    print(f"{what}: {result}")


class Lazy(sqlite3.Connection):
    def __init__(self, *args, **kwargs):
        pass


class Closing:
    def __init__(self, con):
        self.con = con

    def __conform__(self, protocol):
        self.con.close()
        return 1


show("a cursor of nothing", sqlite3.Cursor, sqlite3.connect(":memory:", factory=Lazy))
con = sqlite3.connect(":memory:")
show("closed while a value is adapted", con.execute, "select ?", (Closing(con),))
con = sqlite3.connect(":memory:")
rows = (() for i in range(3) if not con.close())
show("closed between rows", con.executemany, "create table if not exists t(a)", rows)
con = sqlite3.connect(":memory:")
con.create_function("reinit", 0, lambda: con.__init__(":memory:"))
show("another one in the middle", con.execute, "select reinit()")
con.create_function("closes", 0, lambda: con.close())
show("closed by a change", con.execute, "create table t as select closes()")
con = sqlite3.connect(":memory:")
con.set_authorizer(lambda *args: con.close() or 0)
show("closed by the authorizer", con.execute, "select 1")
con = sqlite3.connect(":memory:")
con.set_progress_handler(lambda: 0, 1)
con.set_trace_callback(lambda text: None)
con.set_authorizer(lambda *args: 0)
con.create_function("closes", 0, lambda: con.close())
cur = con.execute("select 1 union all select closes() union all select max(3, 4)")
show("closed between rows of a query", cur.fetchall)
con = sqlite3.connect(":memory:")
con.create_collation("closes", lambda a, b: con.close() or 1)
show("closed by an order", con.execute, "select 'a' as x union select 'b' union select 'c' order by x collate closes")
print("then", con.execute("select 1").fetchall())

con = sqlite3.connect(":memory:")
con.execute("create table t(a)")
print("no statement, many times:", con.executemany("", [(), ()]).rowcount)
show("no statement, with values", con.executemany, "", [(1,)])
cur = con.cursor()
cur.executemany("insert into t values (?) returning a", [(1,), (2,)])
print(cur.rowcount, cur.fetchall(), con.execute("select * from t").fetchall())
con.set_authorizer(3)
show("no authorizer", con.execute, "select 1")
con.set_authorizer(None)
fresh = sqlite3.Row(con.cursor(), (1, 2))
show("row without names", lambda: (list(fresh), fresh[1], fresh.keys(), fresh["a"]))
del con.row_factory
print(con.row_factory, con.execute("select 1").fetchall())
blob = con.blobopen("t", "a", 1) if con.execute("update t set a = x'0102030405'").rowcount else None
print(blob[::-1], blob[3::-2])
con.execute("update t set a = 'other'")
blob.seek(2)
show("row has changed", blob.read, 1)
show("and again", blob.read, 1)

# a database is not changed under what uses it
con.close()
con = sqlite3.connect(":memory:")
con.executescript("create table t(a); insert into t values (1), (2), (3)")
data, cur = con.serialize(), con.execute("select * from t")
show("in use by a cursor", con.deserialize, data)
cur.close()
target = sqlite3.connect(":memory:")


def use_both(status, left, total):
    for what in lambda: target.execute("select 1"), target.close, lambda: target.__init__(":memory:"), lambda: con.deserialize(data):
        show("in use by a backup", what)
    print(con.execute("select count(*) from t").fetchone())


con.backup(target, progress=use_both)
print(target.execute("select count(*) from t").fetchone(), con.deserialize(data))

# what the library calls in the middle of something must not use the connection
con.create_collation("uses", lambda a, b: con.execute("select 1") and 0)
show("order", con.execute, "select 'a' as x union select 'b' order by x collate uses")
con.set_progress_handler(lambda: con.execute("select 1"), 1)
show("progress", con.execute, "select * from t")
con.set_progress_handler(None, 0)
con.set_authorizer(lambda *args: con.execute("select 1") and 0)
show("authorizer", con.execute, "select * from t")
con.set_authorizer(None)
con.set_trace_callback(lambda text: con.execute("select a from t").fetchall() if "trace" in text else None)
show("trace", lambda: con.execute("select 'trace', a from t where a = 1").fetchall())

# documented, and missing in CPython 3.11: None takes functions away, positions in blobs are of 64 bits
con.create_function("f", 0, lambda: 1)
con.create_function("f", 0, None)
show("no function", con.execute, "select f()")
con.create_aggregate("g", 1, int)
con.create_aggregate("g", 1, None)
show("no aggregate", con.execute, "select g(1)")
show("row", con.blobopen, "t", "a", 2**40)
show("no bytes at all", con.deserialize, b"")
show("name", lambda: con.deserialize(b"x", name="nothing"))
show("empty database", lambda: con.execute("select * from sqlite_master").fetchall())

# what the library holds of ours is seen by the collector: CPython never ends such a connection
import gc
import weakref


class Watched(sqlite3.Connection):
    def __del__(self):
        print("ended")


def make():
    con = sqlite3.connect(":memory:", factory=Watched)
    con.create_function("f", 1, lambda v: con and v)
    con.create_collation("c", lambda a, b: con and 0)
    con.set_trace_callback(lambda text: con)


make()
gc.collect()
