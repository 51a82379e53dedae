# An interval of N means N instructions: a thread that others wait for loses the lock after exactly so many.
import _thread
import gil

from _threads import run


def mine():
    ident = _thread.get_ident()
    for row in gil.stats()["threads"]:
        if row["ident"] == ident and not row["ended"]:
            return row["instructions"], row["lost"]["interval"], row["acquisitions"], row["offers_unused"]


def measure():
    gil.yield_()  # the interval begins here
    before = mine()
    for i in range(LOOPS):
        pass
    after = mine()
    results.append([a - b for a, b in zip(after, before)])


for policy in ("instructions", "backedge"):
    for n in (1, 2, 3, 7, 50, 100):
        LOOPS = 200 * n + 2 * n * n
        results = []
        with gil.settings(policy, n):
            run(measure, measure)
        instructions, switches, taken, unused = results[0]  # of who ended first: it was waited for all the time
        rest = instructions - n * switches
        if policy == "instructions":
            exact = switches > 200 and taken == switches and unused == 0 and -50 < rest < n + 50
        else:  # at the next end of a loop, and before calls
            exact = switches > 50 and taken == switches and unused == 0 and instructions >= n * switches - 50
        print(policy, n, exact or (instructions, switches, taken, unused))
