import cProfile
import io
import os
import pstats
import re
import sys
import tempfile


def leaf(n):
    return n + 1


def recurse(n):
    return leaf(n) if n == 0 else recurse(n - 1)


def work():
    items = []
    for n in range(3):
        leaf(n)
        items.append(len(items))
    recurse(2)
    sorted(items, key=leaf)
    return items


ticks = 0
def clock():
    global ticks
    ticks += 1
    return ticks


def counts(stats):
    return sorted((name, line if path != '~' else 0, nc, cc) for (path, line, name), (cc, nc, *_) in stats.items())


def masked(text):
    return re.sub(r'\d+\.\d\d\d', 'T.TTT', text)


profile = cProfile.Profile()
print(profile.runcall(work))
profile.create_stats()
print(counts(profile.stats))
for function, values in sorted(profile.stats.items()):
    print(function[2], {caller[2]: numbers[:2] for caller, numbers in sorted(values[4].items())})
out = io.StringIO()
stats = pstats.Stats(profile, stream=out)
stats.strip_dirs().sort_stats('name').print_stats()
stats.sort_stats(pstats.SortKey.CALLS, pstats.SortKey.NAME).print_stats('leaf|recurse')
stats.sort_stats('nfl').reverse_order().print_stats(2)
stats.sort_stats('stdname').print_stats(.5, 'e')
stats.sort_stats('stdname').print_stats('(')
stats.sort_stats('stdname').print_callers('leaf')
stats.print_callees('work|recurse')
stats.print_stats('nothing')
print(masked(out.getvalue()))
for keys in (('nonsense',), ('name', pstats.SortKey.TIME)):
    try:
        stats.sort_stats(*keys)
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
print(stats.total_calls, stats.prim_calls, stats.sort_stats('cumul').sort_type, stats.sort_stats(1).sort_type, stats.sort_stats('fil', 'l').sort_type)
found = stats.get_stats_profile()
print(sorted(found.func_profiles)[-3:], found.func_profiles['recurse'].ncalls, found.func_profiles['leaf'].file_name)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'out')
    profile.dump_stats(path)
    doubled = pstats.Stats(path, stream=io.StringIO())
    doubled.add(path)
    print(doubled.total_calls == 2 * stats.total_calls)
    doubled.print_stats()
    print(path in doubled.stream.getvalue())
with cProfile.Profile(builtins=False) as inside:
    leaf(1)
inside.create_stats()
print([(name, line) for name, line, *_ in counts(inside.stats) if name == 'leaf'])
sys.stdout = out = io.StringIO()
cProfile.run('recurse(3)', sort='name')
sys.stdout = sys.__stdout__
print(masked(out.getvalue()))
timed = cProfile.Profile(clock, 0.5)
timed.runcall(recurse, 1)
timed.create_stats()
times = {function[2]: values for function, values in timed.stats.items()}
print(times['leaf'][:2], times['recurse'][:2], times['recurse'][3] > times['leaf'][3] > 0)
try:
    pstats.Stats(5)
except TypeError as error:
    print(error)
