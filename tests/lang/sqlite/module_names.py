# What the module has: names, versions, classes, and what connect() makes of its arguments.
import collections.abc
import sqlite3
import sqlite3.dbapi2
import warnings

from _show import show

public = [name for name in dir(sqlite3.dbapi2) if not name.startswith("_") and not name.startswith("SQLITE_")]
print(*[name for name in public if name not in ("collections", "datetime", "time")])
numbers = {name: getattr(sqlite3, name) for name in dir(sqlite3) if name.startswith("SQLITE_")}
print(len(numbers), sum(numbers.values()))
print(numbers["SQLITE_CONSTRAINT_UNIQUE"], numbers["SQLITE_DENY"], numbers["SQLITE_LIMIT_WORKER_THREADS"])

print(sqlite3.apilevel, sqlite3.paramstyle, sqlite3.threadsafety, sqlite3.version, sqlite3.version_info)
print(sqlite3.sqlite_version_info == tuple(map(int, sqlite3.sqlite_version.split("."))))
print(sqlite3.PARSE_DECLTYPES, sqlite3.PARSE_COLNAMES, sqlite3.Binary, sqlite3.Date, sqlite3.Time, sqlite3.Timestamp)

con = sqlite3.connect(":memory:")
for name in "Warning Error InterfaceError DatabaseError InternalError OperationalError ProgrammingError".split():
    cls = getattr(sqlite3, name)
    print(cls, cls.__base__, getattr(con, name) is cls)
for name in "IntegrityError DataError NotSupportedError".split():
    print(getattr(sqlite3, name).__mro__)

for cls in sqlite3.Connection, sqlite3.Cursor, sqlite3.Row, sqlite3.Blob, sqlite3.PrepareProtocol:
    print(cls, sorted(n for n in cls.__dict__ if not n.startswith("_")))
print(issubclass(sqlite3.Row, collections.abc.Sequence), isinstance(sqlite3.PrepareProtocol(), sqlite3.PrepareProtocol))
show("no subclasses of Blob", type, "B", (sqlite3.Blob,), {})
show("no Blob alone", sqlite3.Blob)
show("Cursor without connection", sqlite3.Cursor)
show("Cursor of a number", sqlite3.Cursor, 3)
show("no such name", getattr, sqlite3, "nothing")

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    print(sqlite3.OptimizedUnicode)
    print(sqlite3.enable_shared_cache(False))
    print([w.category.__name__ for w in caught])

show("nothing", sqlite3.connect)
show("a number", sqlite3.connect, 3)
show("a NUL", sqlite3.connect, "a\0b")
show("bad timeout", sqlite3.connect, ":memory:", timeout="long")
show("bad level", sqlite3.connect, ":memory:", isolation_level="often")
show("no level", sqlite3.connect, ":memory:", isolation_level=3)
show("bad types", sqlite3.connect, ":memory:", detect_types="all")
show("bad factory", sqlite3.connect, ":memory:", factory=3)
show("stray keyword", sqlite3.connect, ":memory:", bogus=3)
show("no folder", sqlite3.connect, "/nonexistent/folder/db")
show("too many", sqlite3.connect, ":memory:", 5, 0, "", True, sqlite3.Connection, 10, False, 9)
print(sqlite3.connect(":memory:", 5, 0, "deferred").isolation_level)
print(sqlite3.connect(b":memory:", cached_statements=0).execute("select 1").fetchall())


class Named(sqlite3.Connection):
    def __init__(self, *args, **kwargs):
        print("made", args, sorted(kwargs))
        super().__init__(*args, **kwargs)
        self.name = "mine"


con = sqlite3.connect(":memory:", factory=Named)
print(type(con), con.name, con.execute("select 2").fetchone())
print(type(sqlite3.connect(":memory:", 1.0, 0, None, True, Named)))
print([sqlite3.complete_statement(s) for s in ("", "select 1", "select 1;", "create trigger t begin select 1;", "';'")])
show("complete of a number", sqlite3.complete_statement, 3)
