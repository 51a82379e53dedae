# One connection for several threads, with Python code that the library calls back: CPython 3.11 waits for ever here, since
# one thread has the GIL and waits for the library's mutex, and the other the reverse.
import sqlite3
import threading


def run_all(functions):
    threads = [threading.Thread(target=f) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# one for all: a statement after the other, with functions in Python in the middle
shared = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
shared.execute("create table t(name, i)")
shared.create_function("plus", 2, lambda a, b: a + b)
shared.create_collation("plain", lambda a, b: (a > b) - (a < b))
sums = {}


def use_shared(name):
    for i in range(20):
        shared.execute("insert into t values (?, plus(?, 1))", (name, i))
        found = shared.execute("select i from t where name = ? collate plain order by i", (name,)).fetchall()
        if len(found) != i + 1:
            print(name, "lost", i)
    sums[name] = shared.execute("select sum(plus(i, 0)) from t where name = ?", (name,)).fetchone()[0]


run_all([lambda name=name: use_shared(name) for name in "abcd"])
print(sorted(sums.items()), shared.execute("select count(*) from t").fetchone())

# a cursor for all: whoever comes in the middle of another's call is told
cur = shared.execute("with recursive n(i) as (select 1 union all select i + 1 from n limit 300) select i from n")
got = []


def fetch():
    while True:
        try:
            row = cur.fetchone()
        except sqlite3.ProgrammingError as e:
            if "Recursive" not in str(e):
                print(e)
            continue
        if row is None:
            return
        got.append(row[0])


run_all([fetch] * 3)
print(len(got), sorted(got) == list(range(1, 301)))

# while a statement runs for ever, others run too; then somebody ends it
ENDLESS = "with recursive n(i) as (select begun() union all select i + 1 from n) select count(*) from n"
begun = threading.Event()
shared.create_function("begun", 0, lambda: begun.set() or 1)
half_read = shared.execute("select 1 union all select 2 union all select 3")
print(half_read.fetchone())
ends = []


def run_endless():
    try:
        shared.execute(ENDLESS)
    except sqlite3.OperationalError as e:
        ends.append(str(e))


endless = threading.Thread(target=run_endless)
endless.start()
begun.wait()
print(sum(i * i for i in range(20000)), endless.is_alive())
other = sqlite3.connect(":memory:")
print(other.execute("select 'other'").fetchall(), other.close())
del half_read  # its statement is in a library that is in use
shared.interrupt()
endless.join()
print(ends, shared.execute("select count(*) from t").fetchone(), shared.close())

# two backups in opposite directions
there, back = sqlite3.connect(":memory:", check_same_thread=False), sqlite3.connect(":memory:", check_same_thread=False)


def copy(a, b):
    for i in range(8):
        try:
            a.backup(b, sleep=0.001)
        except sqlite3.OperationalError:
            pass


run_all([lambda: copy(there, back), lambda: copy(back, there)])
print(there.execute("select 1").fetchall(), back.execute("select 2").fetchall())
