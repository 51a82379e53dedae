"""The lost update: `counter += 1` in two threads, under several policies and intervals of the GIL.

`minipy -m dis` shows the statement as three instructions: load, add, store. If the lock moves between the load and the
store, and the other thread counts meanwhile, one of the two increments is lost. How often that happens depends on when
the lock is offered: after every instruction (N = 1) it happens at once, after 100,000 hardly ever - which is worse: the
bug is still there. CPython since 3.10 offers the lock only at calls and at the ends of loops (policy `backedge`), between
which `counter += 1` is never cut in two. Code that relies on it is wrong all the same.

The second loop has one instruction more. Were both the same, they could run in step at N = 1, each loading just after the
other has stored, and nothing would be lost: not by being right, but by luck."""
import gil
import threading

ROUNDS = 2_000
counter = 0
both = threading.Barrier(2)  # else the first may be done before the second has started


def count():
    global counter
    both.wait()
    for _ in range(ROUNDS):
        counter += 1


def count_out_of_step():
    global counter
    both.wait()
    for i in range(ROUNDS):
        counter += 1
        j = i


def lost(policy, interval):
    global counter
    counter = 0
    with gil.settings(policy=policy, interval=interval):
        threads = [threading.Thread(target=body) for body in (count, count_out_of_step)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return 2 * ROUNDS - counter


def main():
    for policy in 'instructions', 'backedge':
        for interval in 1, 2, 3, 7, 100_000:
            print(f'{policy:<13} N = {interval:<7} updates lost:', 'yes' if lost(policy, interval) else 'no')


main()
