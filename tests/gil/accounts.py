# The books balance: for threads that run, wait, are blocked, or have ended; one by one, and added up.
import _thread
import gil
import os
import sys
import time

from _threads import run


def check(stats, what):
    bad = []
    for row in stats["threads"] + [stats["total"]]:
        if row["hold_ns"] + row["wait_ns"] + row["blocked_ns"] != row["life_ns"]:
            bad.append(row)
        if min(row["hold_ns"], row["wait_ns"], row["blocked_ns"]) < 0:
            bad.append(row)
    for key in ("life_ns", "hold_ns", "wait_ns", "blocked_ns", "instructions", "acquisitions", "waits"):
        if sum(row[key] for row in stats["threads"]) != stats["total"][key]:
            bad.append(key)
    for cause in gil.CAUSES:
        if sum(row["lost"][cause] for row in stats["threads"]) != stats["switches"][cause]:
            bad.append(cause)
    if sum(stats["switches"][cause] for cause in gil.CAUSES) != stats["switches"]["total"]:
        bad.append("switches")
    if stats["total"]["hold_ns"] + stats["nobody_ns"] != stats["wall_ns"] or stats["nobody_ns"] < 0:
        bad.append("wall")
    waits = stats["waits"]
    if not waits["p50_ns"] <= waits["p99_ns"] <= waits["max_ns"] or waits["count"] != stats["total"]["waits"]:
        bad.append("waits")
    print(what, bad or "balances")


check(gil.stats(), "alone:")


def compute():
    for i in range(20000):
        pass


def sleep():
    for i in range(5):
        time.sleep(0.001)


for policy in gil.POLICIES:
    for handoff in gil.HANDOFFS:
        with gil.settings(policy, 1e-4 if policy == "time" else 500, handoff):
            run(compute, compute, sleep)
check(gil.stats(), "many threads that ended:")
rows = gil.stats()["threads"]
print(len(rows), [row["ended"] for row in rows].count(True), sorted({row["name"] for row in rows}))

# While a thread is blocked and another one waits: under the policy blocking it waits as long as we compute.
end = _thread.allocate_lock()
end.acquire()


def blocked():
    _thread._set_name("blocked")
    with end:
        pass


def waiting():
    _thread._set_name("waiting")


_thread.start_new_thread(blocked, ())
while len([row for row in gil.stats()["threads"] if row["name"] == "blocked"]) == 0:
    time.sleep(0.001)
gil.reset_stats()
print("after a reset:", len(gil.stats()["threads"]), gil.stats()["switches"]["total"], gil.stats()["waits"]["count"])
with gil.settings("blocking"):
    _thread.start_new_thread(waiting, ())
    while True:
        stats = gil.stats()
        longest = stats["longest_wait"]
        if longest and longest["wait_ns"] > 1000000:
            break
check(stats, "in the middle:")
print(longest["lasts"], longest["holder"], os.path.basename(longest["file"]), longest["thread"][:7])
row = next(row for row in stats["threads"] if row["name"] == "blocked")
print(row["ended"], row["blocked_ns"] == row["life_ns"], row["instructions"], row["longest_wait"])
row = stats["threads"][0]
print(row["name"], row["ended"], row["instructions"] > 0, row["hold_ns"] == row["life_ns"])
end.release()

# Where the holder let go.
gil.reset_stats()
with gil.settings(interval=1000000):
    run(compute, compute)
longest = gil.stats()["longest_wait"]
print(longest["lasts"], longest["wait_ns"] > 0, gil.stats()["holder"]["name"], gil.stats()["holder"]["line"] > 0)

# So many that most of them are added up.
gil.reset_stats()
for i in range(150):
    run(*[int] * 10)
stats = gil.stats()
check(stats, "1500 threads:")
print(stats["total"]["threads"] == 1501, len(stats["threads"]) < 1100)
print([row["name"] for row in stats["threads"] if row["threads"] > 1])

# A child of a fork counts anew, and only itself.
run(compute)
sys.stdout.flush()
gil.report("parent's", 1)
pid = os.fork()
if not pid:
    stats = gil.stats()
    check(stats, "child:")
    print([row["name"] for row in stats["threads"]], stats["switches"]["total"], stats["metrics"],
          stats["process"] == os.getpid(), flush=True)
    os._exit(0)
os.waitpid(pid, 0)
check(gil.stats(), "parent:")
