# Threads and databases: a connection for each, statements that take long, and one connection for several threads.
import os
import re
import sqlite3
import tempfile
import threading


def run_all(functions):
    threads = [threading.Thread(target=f) for f in functions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# each with its own connection to one file: writers wait for each other
def write(path, name, count):
    con = sqlite3.connect(path, timeout=60, isolation_level="immediate")
    for i in range(count):
        with con:
            con.execute("insert into t values (?, ?)", (name, i))
    con.close()


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "db")
    con = sqlite3.connect(path)
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = off")
    con.execute("create table t(name, i)")
    run_all([lambda name=name: write(path, name, 15) for name in "abcd"])
    print(con.execute("select name, count(*), sum(i) from t group by name order by name").fetchall())
    con.close()


# a connection belongs to its thread, if nothing else is said
con = sqlite3.connect(":memory:")
cur = con.execute("select 1")
errors = []


def use_foreign():
    for f in con.cursor, con.commit, con.close, cur.fetchone, lambda: con.execute("select 1"), lambda: con.in_transaction, \
            lambda: con.create_function("f", 0, int), lambda: cur.execute("select 1"), con.interrupt:
        try:
            errors.append(str(f()))
        except sqlite3.ProgrammingError as e:
            errors.append(re.sub(r"\d+", "N", str(e)))


run_all([use_foreign])
print(len(errors), sorted(set(errors)))

shared = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
shared.execute("create table t(name, i)")
# while a statement runs for ever, others run too; then somebody ends it
ENDLESS = "with recursive n(i) as (select begun() union all select i + 1 from n) select count(*) from n"
begun = threading.Event()
shared.create_function("begun", 0, lambda: begun.set() or 1)
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
shared.interrupt()
endless.join()
print(ends, shared.execute("select count(*) from t").fetchone(), shared.in_transaction)

# one for all: a statement after the other
def insert(name):
    for i in range(50):
        shared.execute("insert into t values (?, ?)", (name, i))


run_all([lambda name=name: insert(name) for name in "abcd"])
print(shared.execute("select name, count(*), sum(i) from t group by name order by name").fetchall())

# a backup while others write
source = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
source.execute("create table t(a)")
source.executemany("insert into t values (?)", [("x" * 2000,) for i in range(50)])
target = sqlite3.connect(":memory:", check_same_thread=False)


def add():
    for i in range(30):
        source.execute("insert into t values ('y')")


run_all([add, lambda: source.backup(target, pages=2)])
print(source.execute("select count(*) from t").fetchone(), target.execute("select count(*) >= 50 from t").fetchone())
