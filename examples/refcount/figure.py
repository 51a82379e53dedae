"""The figure of every article on the GIL: two threads make a reference to the same object, and one of the two is lost.

Counting a reference takes three steps: load the count, add one, store it. With the lock, a thread that has begun them ends
them before another one begins. Without it the steps can fall between each other. Then two references have been made
and the count says one; when both are given back it reaches zero one too early, and the object is freed while somebody
still uses it. The same can happen to a decrement: then the count never reaches zero, and the object stays for ever.

First the figure, as steps taken by hand. Then the machine itself: this script once more, on real processors and without the
lock (`minipy --gil=unsafe`). Nothing crashes there, since each object has an exact count beside the plain one: what
the plain one loses is reported. How much that was is told on standard error; it differs from run to run."""
import json
import os
import subprocess
import sys
import tempfile
import threading

STEPS = ('loads', 'adds', 'stores')


def figure(order):
    """Each letter is one step of a thread."""
    count, seen, done = 1, {}, {'A': 0, 'B': 0}
    print('A            B            count')
    print(f'{"":26}{count}')
    for thread in order:
        step = STEPS[done[thread]]
        done[thread] += 1
        if step == 'loads':
            seen[thread] = count
        elif step == 'adds':
            seen[thread] += 1
        else:
            count = seen[thread]
        text = f'{step} {"1" if step == "adds" else seen[thread]}'
        print(f'{text if thread == "A" else "":<13}{text if thread == "B" else "":<13}{count}')
    print('two references more,', 'both counted' if count == 3 else f'{3 - count} of them lost')


class Shared:
    pass


shared = Shared()


def read(turns):
    for _ in range(turns):
        mine = shared  # one reference more for the new value of `mine`, one less for the old one


def race():
    threads = [threading.Thread(target=read, args=(100_000,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run_without_lock():
    """The report of one run of race()."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'report.json')
        subprocess.run([sys.executable, '--gil=unsafe', '--refcount-report=' + path, __file__, 'race'],
                       stderr=subprocess.DEVNULL, check=True)
        with open(path) as file:
            return json.load(file)


def tell(run, report):
    print(f'run {run}: {report["lost_increments"]} increments and {report["lost_decrements"]} decrements lost', file=sys.stderr)
    for thing in report['objects']:
        for loss in thing['collisions']:
            of, by = (who and f'{who["thread"]} ({who["instruction"]})' for who in (loss['of'], loss['by']))
            text = f'{loss["count"]} {loss["lost"]}(s) of {of} overwritten by {by}'
            if loss['count'] < 0:  # what had overwritten them was overwritten itself
                text = f'{-loss["count"]} {loss["lost"]}(s) of {of} came back'
            print(f'  {thing["type"]}: {text}', file=sys.stderr)


def main():
    print('With the lock')
    figure('AAABBB')
    print('\nWithout it')
    figure('ABABAB')
    for run in range(1, 101):
        report = run_without_lock()
        lost = report['lost_increments'] + report['lost_decrements']
        if lost:
            tell(run, report)
            break
    print('\nOn this machine counts were lost:', 'yes' if lost else 'no')
    print('of the class', *report['by_type'])


if sys.argv[1:] == ['race']:
    race()
else:
    main()
