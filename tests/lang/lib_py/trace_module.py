import os
import sys
import tempfile
import trace
from contextlib import redirect_stdout
import io


def add(a, b):
    total = a + b
    return total


def loop(n):
    result = 0
    for i in range(n):
        result = add(result, i)
    if n > 100:
        result = None
    return result


class Thing:
    def method(self):
        return add(1, 2)


def masked(counts):
    return {(os.path.basename(path), line): count for (path, line), count in sorted(counts.items())}


tracer = trace.Trace(count=1, trace=0)
print(tracer.runfunc(loop, 3))
print(masked(tracer.results().counts))
tracer = trace.Trace(count=0, trace=1)
tracer.runfunc(add, 1, 2)
tracer = trace.Trace(countfuncs=1, trace=0, count=0)
tracer.runfunc(Thing().method)
print(sorted((module, function) for _, module, function in tracer.results().calledfuncs))
tracer = trace.Trace(countcallers=1, trace=0, count=0)
tracer.runfunc(loop, 1)
print(sorted((caller[2], callee[2]) for caller, callee in tracer.results().callers if caller[1] == callee[1]))
out = io.StringIO()
with redirect_stdout(out):
    tracer.results().write_results()
print([line for line in out.getvalue().splitlines() if ' -> ' in line and 'runfunc' not in line])
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'prog.py')
    with open(path, 'w') as file:
        file.write('x = 1\nif x > 5:\n\tprint("big")\nelse:\n    y = 2\n\ndef unused():\n    return 1\n\nfor i in range(3):\n    x += i\n')
    with open(path) as file:
        code = compile(file.read(), path, 'exec')
    saved = os.path.join(folder, 'counts')
    tracer = trace.Trace(count=1, trace=0, outfile=saved)
    space = {'__file__': path, '__name__': 'prog'}
    tracer.runctx(code, space, space)
    results = tracer.results()
    results.write_results(show_missing=True, coverdir=folder)
    print([open(os.path.join(folder, name)).read() for name in sorted(os.listdir(folder)) if name.endswith('.cover')])
    again = trace.CoverageResults(infile=saved)
    again.update(results)
    print(masked(again.counts))
    ignoring = trace.Trace(count=1, trace=0, ignoredirs=[folder])
    ignoring.runctx(code, space, space)
    print(ignoring.results().counts)
nothing = trace.Trace(count=0, trace=0)
print(nothing.runfunc(add, 1, 1), nothing.results().counts, sys.gettrace())
print(trace.CoverageResults().is_ignored_filename('<string>'), trace.CoverageResults().is_ignored_filename('x.py'))
