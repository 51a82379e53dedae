"""What it costs to count with atomic instructions, which is how counts survive without the lock.

An atomic addition keeps the other processors away from the word while it loads, adds and stores. That alone makes it some
times as expensive as a plain one, even if no other thread is there; a count that several processors change is worse by far,
as its cache line has to travel. And counting is what an interpreter does all the time: nearly each instruction that moves
a value changes a count. This is why CPython kept the lock, and why PEP 703 has biased counts: plain for the
thread that made the object, atomic for the others.

A plain change takes part of a nanosecond if the one before was of another object: the processor does several things at once.
Changes of one count, one after the other, have to wait for each other, atomic or not.

`refcount.cost()` measures a change as the running program makes it: the lesson asks minipy and its twins. The times are on
standard error, since they are another machine's on every machine. `minipy lab counts script.py` tells what it means for
a script."""
import subprocess
import sys

POLICIES = 'plain', 'atomic', 'immortal'


def ask(policy, code):
    command = [sys.executable, '--refcount=' + policy, '-c', code]
    return float(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


LOOP = '''
import time
class Thing: pass
things = [Thing() for _ in range(64)]
def turn():
    for _ in range(300):
        for thing in things:
            a = b = c = thing
times = []
for _ in range(20):
    begin = time.perf_counter()
    turn()
    times.append(time.perf_counter() - begin)
print(min(times))
'''


def main():
    costs = {policy: min(ask(policy, 'import refcount; print(refcount.cost())') for _ in range(3)) for policy in POLICIES}
    loops = {policy: ask(policy, LOOP) for policy in POLICIES}
    for policy in POLICIES:
        print(f'{policy:<9} {costs[policy] * 1e9:5.2f} ns a change; a loop that only passes references on: '
              f'{loops[policy] * 1e3:.2f} ms', file=sys.stderr)
    print('An atomic change takes longer than a plain one:', 'yes' if costs['atomic'] > costs['plain'] else 'no')


main()
