# Two threads that compute end under every policy with every hand-off; what moved the lock is what the policy says.
import gil
import time

from _threads import run


def compute():
    total = 0
    for i in range(30000):
        total += i
    results.append(total)


def sleep():
    for i in range(3):
        time.sleep(0.0005)
    results.append("slept")


for policy in gil.POLICIES:
    for handoff in gil.HANDOFFS:
        results = []
        gil.reset_stats()
        with gil.settings(policy, 1e-5 if policy == "time" else 100, handoff):
            run(compute, compute, sleep)
        switches = gil.stats()["switches"]
        offered = switches["interval"] > 0 if policy in ("instructions", "backedge") and handoff != "free" else None
        if policy == "blocking":
            offered = switches["interval"] > 0
        print(policy, handoff, sorted(map(str, results)), offered, switches["lock"] > 0, switches["exit"] > 0)

# gil.yield_() moves it when somebody waits, and only then.
order = []


def polite():
    for i in range(3):
        order.append(i)
        gil.yield_()


with gil.settings("blocking"):
    gil.reset_stats()
    gil.yield_()
    print(gil.stats()["switches"]["total"])
    run(polite, polite)
print(order, gil.stats()["switches"]["yield"] > 3)
