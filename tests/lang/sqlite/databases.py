# Whole databases: dump, backup, as bytes; limits and extensions.
import sqlite3

from _show import show

con = sqlite3.connect(":memory:")
con.executescript("""
create table "quo""te" (a integer primary key autoincrement, "b ""x" text, c blob, d real);
insert into "quo""te"("b ""x", c, d) values ('it''s', x'00ff', 1.5), (null, null, 1e300);
create table "its"(x); insert into "its" values (1), ('a'), (null), ('grün');
create index i on "its"(x); create view v as select * from "its";
create trigger tr after insert on "its" begin select 1; end;
create table empty(a);
analyze;
""")
dump = list(con.iterdump())
print(*dump, sep="\n")
again = sqlite3.connect(":memory:")
again.executescript("".join(line for line in dump if "sqlite_stat1" not in line))
print([line for line in dump if line not in list(again.iterdump())])
con.row_factory = sqlite3.Row
print(list(con.iterdump()) == dump)
con.row_factory = None
print(list(sqlite3.connect(":memory:").iterdump()))

# backup
con = sqlite3.connect(":memory:")
con.execute("create table t(a)")
con.executemany("insert into t values (?)", [("x" * 3000,) for i in range(10)])
con.commit()
steps = []
with sqlite3.connect(":memory:") as target:
    print(con.backup(target, pages=3, progress=lambda *args: steps.append(args)), steps[0], steps[-1], len(steps))
    print(target.execute("select count(*) from t").fetchone())
target = sqlite3.connect(":memory:")
for pages in 0, -7, 1000:
    con.backup(target, pages=pages)
print(target.execute("select count(*) from t").fetchone())
changed = []


def change(status, left, total):
    if not changed:
        changed.append(con.execute("insert into t values ('new')").rowcount)
        con.commit()


con.backup(target, pages=1, progress=change)
print(target.execute("select count(*) from t").fetchone())
show("failing progress", con.backup, target, pages=1, progress=lambda *args: 1 // 0)
print(con.backup(target))
target.execute("insert into t values (1)")
show("busy", con.backup, target, sleep=0, progress=lambda *args: 1 // 0) if 0 else target.rollback()
show("itself", con.backup, con)
show("a number", con.backup, 3)
show("progress", con.backup, target, progress=3)
show("sleep", con.backup, target, sleep=-1)
show("sleep text", con.backup, target, sleep="a")
show("pages", con.backup, target, pages="a")
show("name", con.backup, target, name="nothing")
show("positional", con.backup, target, 3)
target.close()
show("closed", con.backup, target)

# as bytes
data = con.serialize()
print(type(data), data[:16], len(data) % 4096)
other = sqlite3.connect(":memory:")
other.deserialize(data)
print(other.execute("select count(*) from t").fetchone(), other.serialize() == data)
other.execute("insert into t values (1)")
print(other.execute("select count(*) from t").fetchone())
other.deserialize(memoryview(data))
print(other.execute("select count(*) from t").fetchone())
other.deserialize(data[: len(data) // 2])
show("half of it", lambda: other.execute("select max(length(a)) from t").fetchone())
other.deserialize(b"no database at all" * 100)
show("no database", lambda: other.execute("select * from sqlite_master").fetchall())
show("name", con.serialize, name="nothing")
show("no bytes", con.deserialize, 3)
show("a keyword", lambda: con.deserialize(data=data))

# limits
print(con.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH), con.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 20))
show("long", con.execute, "select 'a long statement'")
show("long script", con.executescript, "select 'a long statement'")
show("short", con.execute("select 1").fetchall)
print(con.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 10**6), con.getlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH))
con.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 1)
show("variables", con.execute, "select ?, ?", (1, 2))
show("category", con.getlimit, 99)
show("category", con.setlimit, -1, 1)
show("number", con.getlimit, "a")

# extensions, and URIs
show("not allowed", con.load_extension, "nothing")
print(con.enable_load_extension(True), con.enable_load_extension(False))
shared = [sqlite3.connect("file:shared?mode=memory&cache=shared", uri=True) for i in range(2)]
shared[0].execute("create table s(a)")
print(shared[1].execute("select count(*) from s").fetchone())
