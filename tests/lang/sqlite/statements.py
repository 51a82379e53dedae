# Statements: running them, their rows and descriptions, counts, and what is refused.
import sqlite3

from _show import show

con = sqlite3.connect(":memory:")
cur = con.cursor()
print(cur.lastrowid, cur.rowcount, cur.arraysize, cur.description, cur.row_factory, cur.connection is con)
print(cur.execute("create table t(id integer primary key, name text, size real)") is cur, cur.rowcount)
cur.execute("insert into t(name, size) values (?, ?)", ("one", 1.5))
print(cur.lastrowid, cur.rowcount, cur.description)
cur.executemany("insert into t(name, size) values (?, ?)", [("two", 2), ["three", None], ("vier ☃", -0.0)])
print(cur.lastrowid, cur.rowcount)
print(cur.executemany("insert into t(name) values (?)", iter(())).rowcount)
print(cur.execute("select * from t order by id").fetchall())
print([d[0] for d in cur.description], set(d[1:] for d in cur.description), cur.rowcount)
print(cur.execute("update t set size = size + 1").rowcount, cur.execute("delete from t where id > 3").rowcount, con.total_changes)
print(cur.execute("replace into t values (1, 'uno', 0)").rowcount, cur.lastrowid)
print(cur.execute("with w as (select 9) insert into t select *, 'nine', 9 from w").rowcount)
print(cur.execute("-- why\n /* and */ insert into t values (10, 'ten', 10)").rowcount)

cur.execute("select id from t order by id")
print(cur.fetchone(), next(cur), cur.fetchmany(1), cur.fetchmany(), list(cur), cur.fetchone(), cur.fetchall(), cur.fetchmany(3))
for size in 0, -1, 2:
    print(size, cur.execute("select id from t").fetchmany(size))
cur.arraysize = 3
print(len(cur.execute("select id from t").fetchmany()), len(cur.fetchmany(size=1)), iter(cur) is cur)
show("size", cur.fetchmany, "a")
show("huge size", cur.fetchmany, 2**40)
for name, value in ("arraysize", "a"), ("rowcount", 1), ("description", 1), ("lastrowid", 1), ("connection", 1):
    show(f"set {name}", setattr, cur, name, value)
show("delete arraysize", delattr, cur, "arraysize")
print(cur.setinputsizes([1]), cur.setoutputsize(3), cur.setoutputsize(3, 4))

# texts that are no statement, several, or none that can be
for sql in "", "  ", "-- nothing", ";", ";select 1", "select 1;", "select 1; -- end", "select 1;\n/* end":
    cur.execute(sql)
    print(repr(sql), cur.description and cur.description[0][0], cur.fetchall(), cur.rowcount)
for sql in "select 1; select 2", "select 1;;", "select 1;\v", "select 1\0", "select", "select nothing", "selec 1", "select '":
    show(repr(sql), cur.execute, sql)
show("bytes", cur.execute, b"select 1")
show("None", cur.execute, None)
show("surrogate", cur.execute, "select '\ud800'")
show("nothing", cur.execute)
show("keyword", lambda: cur.execute(sql="select 1"))
show("select many", cur.executemany, "select ?", [(1,)])
show("no iterable", cur.executemany, "insert into t(name) values (?)", 3)
print(cur.executemany("create table u(a)", [()]).rowcount)
print("after errors", cur.rowcount, cur.description, cur.fetchall())

# errors of the library
cur.execute("create table strict_one(a integer primary key, b text not null unique check (b <> ''))")
cur.execute("insert into strict_one values (1, 'b')")
show("primary key", cur.execute, "insert into strict_one values (1, 'c')")
show("unique", cur.execute, "insert into strict_one values (2, 'b')")
show("not null", cur.execute, "insert into strict_one values (2, null)")
show("check", cur.execute, "insert into strict_one values (2, '')")
show("mismatch", cur.execute, "insert into strict_one values ('x', 'c')")
show("in the middle", cur.executemany, "insert into strict_one values (?, ?)", [(3, "d"), (3, "e"), (4, "f")])
print(cur.rowcount, con.execute("select * from strict_one").fetchall())
show("overflow", con.execute, "select abs(-9223372036854775808)")

# scripts
print(cur.executescript("create table s(a); insert into s values (1); insert into s values (2);") is cur)
print(con.in_transaction, con.execute("select count(*) from s").fetchone(), con.executescript("").fetchall())
for script in "select 1; select; select 2", "a\0b", 3, "\ud800":
    show(repr(script), cur.executescript, script)
cur.executescript("insert into s values (3); -- a comment\n;;  insert into s values (4)")
print(con.execute("select count(*) from s").fetchone())

# rows that come out of a change
print(cur.execute("insert into s values (5), (6) returning a, a + 1").fetchone(), cur.rowcount, cur.fetchall(), cur.rowcount)
print(con.execute("update s set a = -a where a > 4 returning a").fetchall(), con.in_transaction)
cur.execute("delete from s returning a").fetchone()
cur.close()
con.commit()
print(con.execute("select count(*) from s").fetchone())

# a row cannot be read, the others can
con.execute("create table odd(a)")
con.execute("insert into odd values (cast(x'41ff42' as text))")
con.execute("insert into odd values (cast(x'eda080' as text))")
con.execute("insert into odd values ('fine')")
for row in 1, 2, 3:
    show(f"row {row}", con.execute("select a from odd where rowid = ?", (row,)).fetchone)

# subclasses: con.execute() does not ask cursor(), nor a subclass of Cursor
class Loud(sqlite3.Cursor):
    def execute(self, *args):
        print("execute", args)
        return super().execute(*args)


class Own(sqlite3.Connection):
    def cursor(self, factory=Loud):
        return super().cursor(factory)


own = sqlite3.connect(":memory:", factory=Own)
print(type(own.execute("select 1")), type(own.execute("select ?", [1])), type(own.cursor(sqlite3.Cursor)))
show("factory gives a number", con.cursor, lambda c: 3)
show("factory is none", con.cursor, None)
show("call", con, "select 1;;")
print(type(con("select 1")).__name__)
show("call with a number", con, 1)
show("call with nothing", con)
show("call with a keyword", lambda: con("select 1", a=1))
