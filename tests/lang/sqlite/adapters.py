# Adapters and converters.
import datetime
import decimal
import sqlite3

from _show import show


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


sqlite3.register_adapter(Point, lambda p: f"{p.x};{p.y}")
sqlite3.register_converter("point", lambda b: Point(*map(int, b.split(b";"))))
sqlite3.register_adapter(decimal.Decimal, str)
sqlite3.register_converter("Decimal", lambda b: decimal.Decimal(b.decode()))
sqlite3.register_converter("fails", lambda b: 1 // 0)
print(sorted(sqlite3.converters), sorted(t.__name__ for t, protocol in sqlite3.adapters))

con = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES | sqlite3.PARSE_COLNAMES)
con.execute("create table t(p point, d decimal(10, 2), n number, i integer primary key)")
con.execute("insert into t(p, d, n) values (?, ?, ?)", (Point(1, 2), decimal.Decimal("1.50"), 5))
con.execute("insert into t(p) values (null)")
print(con.execute("select p, d, n, i from t").fetchall())
print(con.execute("select p || '' from t").fetchall())
cur = con.execute('select \'3;4\' as "p [point]", 1 as "x [nothing]", 2 as "y[", n as "n [decimal]", d as "d [point" from t limit 1')
print(cur.fetchone(), [d[0] for d in cur.description])
print(con.execute('select p as "p [decimal]" from t where 0').description)
show("failing", con.execute('select 1 as "x [fails]" union select 2').fetchall)
show("nothing is not converted", con.execute("select '' as \"x [fails]\", x'' as \"y [fails]\"").fetchall)
show("null is not converted", con.execute('select null as "x [fails]"').fetchall)
show("all are bytes", con.execute("select 1.5 as \"a [Decimal]\", 7 as \"b [decimal]\", 'é' as \"c [unknown]\"").fetchall)
plain = sqlite3.connect(":memory:")
cur = plain.execute('select 1 as "x [point]"')
print(cur.fetchone(), cur.description[0][0])
names = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_COLNAMES)
names.execute("create table t(p point)")
names.execute("insert into t values (?)", (Point(5, 6),))
print(names.execute("select p from t").fetchone(), names.execute('select p as "q [POINT]" from t').fetchone())

# dates
dates = sqlite3.connect(":memory:", detect_types=sqlite3.PARSE_DECLTYPES)
dates.execute("create table d(a date, b timestamp)")
moment = datetime.datetime(2024, 2, 29, 12, 30, 15, 120)
dates.execute("insert into d values (?, ?)", (moment.date(), moment))
dates.execute("insert into d values (?, ?)", (moment.date(), moment.replace(microsecond=0)))
dates.execute("insert into d values ('0001-1-1', '2024-1-2 3:4:5.6')")
print(*dates.execute("select * from d").fetchall(), sep="\n")
print(dates.execute("select typeof(a), a || '', b || '' from d").fetchall())
for text in "x", "2024-01-01", "2024-01-01T00:00:00", "2024-13-01 00:00:00", "2024-01-01 00:00", "2024-01-01 00:00:00+01:00":
    dates.execute("update d set b = ?", (text,))
    show(text, dates.execute("select b from d").fetchone)
print(repr(sqlite3.DateFromTicks(0).year), type(sqlite3.TimestampFromTicks(10**9)).__name__, sqlite3.TimeFromTicks(0).second)

# adapt(), and adapters of basic types
show("adapt", sqlite3.adapt, Point(1, 2))
show("adapt date", sqlite3.adapt, datetime.date(2020, 1, 2))
show("can't", sqlite3.adapt, object())
show("alternative", sqlite3.adapt, object(), sqlite3.PrepareProtocol, "otherwise")


class Other:
    @staticmethod
    def __adapt__(v):
        return None if v == 1 else f"adapted {v}"


show("protocol's", sqlite3.adapt, 2, Other)
show("protocol's none", sqlite3.adapt, 1, Other)
show("number", sqlite3.register_adapter, 3, str)
show("no name", sqlite3.register_converter, 3, str)
show("nothing", sqlite3.adapt)
sqlite3.register_adapter(Point, 3)
show("not callable", plain.execute, "select ?", (Point(1, 1),))
sqlite3.register_adapter(Point, lambda p: 1 // 0)
show("failing", plain.execute, "select ?", (Point(1, 1),))
sqlite3.register_adapter(int, lambda i: f"int {i}")
print(plain.execute("select ?, ?", (5, True)).fetchone())
