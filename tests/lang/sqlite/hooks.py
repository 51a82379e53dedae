# The authorizer, the progress handler, the trace; interrupt().
import sqlite3
import sys

from _show import show

con = sqlite3.connect(":memory:")
con.executescript("create table t(a, b); insert into t values (1, 2); create view v as select a from t;")

asked = []


def authorize(action, *details):
    asked.append((action, *details))
    return sqlite3.SQLITE_DENY if details[1] == "b" else sqlite3.SQLITE_OK


con.set_authorizer(authorize)
show("allowed", con.execute("select a from v").fetchall)
show("denied", con.execute, "select b from t")
print(sorted(set(asked), key=repr))
answers = {"ignore": sqlite3.SQLITE_IGNORE, "bad": 99, "text": "no", "none": None, "large": 2**40}
for name, answer in answers.items():
    con.set_authorizer(lambda *args: answer)
    show(name, lambda: con.execute(f"select a, '{name}' from t").fetchall())
con.set_authorizer(lambda *args: 1 // 0)
show("failing", con.execute, "select a, 3 from t")
con.set_authorizer(None)
show("none", con.execute("select b from t").fetchall)
show("keyword", lambda: con.set_authorizer(authorizer_callback=None))

calls = []
con.set_progress_handler(lambda: calls.append(1), 1)
con.execute("select a, b from t").fetchall()
print(len(calls) > 3)
LONG = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 100000) select count(*) from n"
con.set_progress_handler(lambda: True, 100)
show("stopped", con.execute, LONG)
con.set_progress_handler(lambda: 1 // 0, 100)
show("failing", con.execute, LONG)


class NoTruth:
    def __bool__(self):
        raise ValueError("neither")


con.set_progress_handler(NoTruth, 100)
show("no truth", con.execute, LONG)
con.set_progress_handler(lambda: False, 1000)
show("goes on", con.execute(LONG).fetchall)
con.set_progress_handler(None, 1000)
show("number", con.set_progress_handler, None, "many")
con.set_progress_handler(con.interrupt, 100)
show("interrupted", con.execute, LONG)
con.set_progress_handler(handler := None, 0)

traced = []
con.set_trace_callback(traced.append)
con.execute("insert into t values (?, :name)", (1.5, "it's"))
con.execute("select ?, ?", (b"\0x", None)).fetchall()
con.rollback()
con.executescript("select 1; select 2")
con.set_trace_callback(None)
con.execute("select 3")
print(*traced, sep="\n")
shown = []
sys.unraisablehook = lambda u: shown.append((u.exc_type.__name__, str(u.exc_value)))
sqlite3.enable_callback_tracebacks(True)
con.set_trace_callback(lambda text: 1 // 0)
show("failing", con.execute("select 4").fetchall)
traced.clear()
con.set_trace_callback(traced.append)
limit = con.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 200)
con.execute("select 'a' || ?", ("b" * 190,))
con.set_trace_callback(None)
sqlite3.enable_callback_tracebacks(False)
print(shown, traced)

# a hook that takes itself away
con.set_trace_callback(lambda text: con.set_trace_callback(None))
con.execute("select 5")
con.set_progress_handler(lambda: con.set_progress_handler(None, 1), 1)
print(con.execute("select 6").fetchall())
