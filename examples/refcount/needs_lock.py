"""Why `x = y` needs the lock, though it is one assignment, and though both threads do the same.

It changes two counts: that of the object that y names goes up, that of the object that x named goes down. Two threads that
do it at the same moment change the same two counts. Storing a pointer is one step on every processor; counting is not.

The same script runs in the twin that audits counts, with the lock and without it. With the lock nothing is ever lost,
because a thread gives the lock up between two instructions, never within one. Without it, sooner or later, something
is. Nor would a lock of the program's own help: the name of that lock has to be read, and that counts, too."""
import json
import os
import subprocess
import sys
import tempfile
import threading

TURNS = 100_000


class Thing:
    pass


x = y = Thing()


def assign():
    global x
    for _ in range(TURNS):
        x = y


def race():
    threads = [threading.Thread(target=assign) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def run(gil):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'report.json')
        subprocess.run([sys.executable, '--refcount=audited', '--gil=' + gil, '--refcount-report=' + path, __file__, 'race'],
                       stderr=subprocess.DEVNULL, check=True)
        with open(path) as file:
            return json.load(file)


def lost(report):
    return report['lost_increments'] + report['lost_decrements']


def main():
    report = run('on')
    changes = report['changes']['by_type']['Thing']
    turns = 2 * TURNS
    print(f'{turns:,} times x = y, with the lock')
    print('  increments for each:', round(changes['increments'] / turns))
    print('  decrements for each:', round(changes['decrements'] / turns))
    print('  lost:', lost(report))
    print('Without it, in up to 100 runs')
    for number in range(1, 101):
        report = run('unsafe')
        if lost(report):
            print(f'run {number}: {lost(report)} lost', file=sys.stderr)
            break
    print('  lost:', 'some' if lost(report) else 'none')


if sys.argv[1:] == ['race']:
    race()
else:
    main()
