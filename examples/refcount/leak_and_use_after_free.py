"""A leak and a use after free, made visible: what becomes of an object if one change of its count is lost.

An increment is lost, and the object is freed while somebody still uses it. A decrement is lost, and it is never freed. In
a real program the first is a crash somewhere else, some time later, and the second is memory that grows. Here each
object has an exact count beside the plain one, so both can be told of when they happen, by name and line.

So that it happens each time, and with one thread, no race is waited for: `-X plant-refcount=inc:LINE` skips the first
increment at that line (`dec:LINE`: the first decrement), as if another thread had overwritten it. The lines that
are told of are printed with what stands there."""
import json
import linecache
import os
import subprocess
import sys
import tempfile


class Thing:
    pass


def story():
    thing = Thing()
    other = thing      # PLANT: one reference more
    thing = None       # the first goes; if the second was not counted, the object is freed here,
    for _ in range(100):
        box = [other]  # and used here, again and again
    box = None
    other = None       # HARVEST: the last one goes; if that is not counted, the object stays for ever


def line_of(mark):
    with open(__file__) as file:
        return next(number for number, line in enumerate(file, 1) if '# ' + mark in line)


def run(*options):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'report.json')
        subprocess.run([sys.executable, '--gil=unsafe', '--refcount-report=' + path, *options, __file__, 'story'],
                       stderr=subprocess.DEVNULL, check=True)
        with open(path) as file:
            return json.load(file)


def code_at(place):
    return linecache.getline(__file__, int(place.rpartition(':')[2])).partition('#')[0].strip()


def tell(report):
    for thing in report['objects']:
        print('  a', thing['type'], 'made by:', code_at(thing['made']))
        for loss in thing['collisions']:
            print(f'  lost {loss["lost"]}:', code_at(loss['of']['line']))
        if thing['premature']:
            print('  would have been freed by:', code_at(thing['premature']['freed']['line']))
            print('  while it was used by:', code_at(thing['premature']['used']['line']))
        if thing['left_over']:
            print('  its end has come, and its plain count is', thing['left_over'])


def main():
    print('An increment is lost: use after free')
    tell(run('-X', f'plant-refcount=inc:{line_of("PLANT")}'))
    print('A decrement is lost: a leak')
    tell(run('-X', f'plant-refcount=dec:{line_of("HARVEST")}'))
    print('Nothing is lost')
    print('  objects that went wrong:', len(run()['objects']))


if sys.argv[1:] == ['story']:
    story()
else:
    main()
