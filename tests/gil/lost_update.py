# counter += 1 is no atomic operation: if the lock may move after every instruction updates are lost, if only at
# the ends of loops, as in CPython since 3.10, none is.
import gil

from _threads import run

LOOPS = 3000


def add():
    global counter
    for i in range(LOOPS):
        counter += 1


def total(policy, n, handoff="forced"):
    global counter
    counter = 0
    with gil.settings(policy, n, handoff):
        run(add, add)
    return counter


print("instructions, 1:", total("instructions", 1) < 2 * LOOPS)
print("instructions, 1, fifo:", total("instructions", 1, "fifo") < 2 * LOOPS)
print("instructions, 2:", total("instructions", 2) < 2 * LOOPS)
for n in (1, 2, 3, 10, 100):
    print(f"backedge, {n}:", total("backedge", n) == 2 * LOOPS)
print("blocking:", total("blocking", 1) == 2 * LOOPS)
