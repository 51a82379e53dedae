# When transactions begin and end.
import os
import sqlite3
import tempfile

from _show import show

con = sqlite3.connect(":memory:")
print(repr(con.isolation_level), con.in_transaction)
con.execute("create table t(a unique)")
print(con.in_transaction)
con.execute("select * from t")
print(con.in_transaction)
con.execute("insert into t values (1)")
print(con.in_transaction)
con.execute("create table u(a)")
print(con.in_transaction, con.commit(), con.in_transaction, con.commit(), con.rollback())

with con as same:
    con.execute("insert into t values (2)")
print(same is con, con.in_transaction, con.execute("select a from t").fetchall())
try:
    with con:
        con.execute("insert into t values (3)")
        con.execute("insert into t values (2)")
except sqlite3.IntegrityError as e:
    print(e, con.in_transaction)
print(con.execute("select a from t").fetchall())
try:
    with con:
        con.execute("delete from t")
        raise KeyError("mine")
except KeyError as e:
    print(e, con.in_transaction, con.execute("select count(*) from t").fetchone())

traced = []
for level in "", "deferred", "IMMEDIATE", "Exclusive", None:
    con.isolation_level = level
    con.set_trace_callback(traced.append)
    con.execute("insert into u values (1)")
    con.set_trace_callback(None)
    print(repr(con.isolation_level), traced, con.in_transaction)
    traced.clear()
    con.rollback()
con.execute("begin")
con.execute("insert into u values (1)")
con.isolation_level = None  # commits
print(con.in_transaction, con.execute("select count(*) from u").fetchone())
for level in "sometimes", "a\0", "\ud800", 3:
    show(repr(level), setattr, con, "isolation_level", level)
show("delete", delattr, con, "isolation_level")
show("set", setattr, con, "in_transaction", True)
print(con.isolation_level)
con.isolation_level = ""

# a transaction begins before values are looked at
show("bad value", con.execute, "insert into u values (?)", ([],))
print(con.in_transaction, con.rollback())
con.executemany("insert into u values (?)", [])
print(con.in_transaction, con.rollback())
cur = con.execute("insert into u values (7)")
print(cur.lastrowid == cur.execute("").lastrowid, con.rollback())

# scripts commit first; savepoints; rows of a cursor and a rollback
con.execute("insert into u values (2)")
con.executescript("select 1")
print(con.in_transaction)
con.execute("savepoint one")
con.execute("insert into u values (3)")
con.execute("rollback to one")
con.execute("release one")
print(con.in_transaction, con.execute("select a from u").fetchall())
con.commit()
cur = con.execute("select a from u order by a")
print(cur.fetchone())
con.execute("insert into u values (4)")
con.rollback()
show("after rollback", cur.fetchall)

# two connections to a file
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "db")
    one, two = sqlite3.connect(path, timeout=0), sqlite3.connect(path, timeout=0.01)
    one.execute("create table t(a)")
    one.execute("insert into t values (1)")
    show("not yet", lambda: two.execute("select * from t").fetchall())
    show("locked", two.execute, "insert into t values (2)")
    print(two.in_transaction)
    two.rollback()
    one.commit()
    print(two.execute("select * from t").fetchall())
    reading = two.execute("select * from t union all select 2")
    print(reading.fetchone())
    one.execute("insert into t values (3)")
    show("reader is in the way", one.commit)
    print(one.in_transaction, reading.fetchall(), reading.close())
    one.commit()
    reading = two.execute("select * from t")
    one.execute("insert into t values (4)")
    show("with", one.__exit__, None, None, None)
    print(one.in_transaction)
    reading.close()
    one.close()
    two.close()
    print(os.listdir(folder))
    show("read only", lambda: sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("insert into t values (1)"))
    show("no such file", sqlite3.connect, f"file:{path}2?mode=ro", uri=True)
    with open(path, "wb") as f:
        f.write(b"no database " * 100)
    show("no database", lambda: sqlite3.connect(path).execute("select * from t"))
