"""Measure how long small pieces of code take: timeit(), repeat(), and `-m timeit`."""
import gc
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

dummy_src_name = '<timeit-src>'
default_number, default_repeat = 1000000, 5
default_timer = time.perf_counter

# What measures: a function of how often and of the clock. Statements stand in it, so that their names are local; the
# pass is for statements that are nothing but a comment.
_SOURCE = '''\
def measure(how_often, clock{parameters}):
{setup}
    begin = clock()
    for _ in how_often:
{statement}
        pass
    return clock() - begin
'''


def _part(what, code, width, outer):
    """The lines for a statement or setup, indented; a function is put into outer, the names it is found by."""
    if callable(code):
        outer[what] = code
        code = f'{what}()'
    elif not isinstance(code, str):
        raise ValueError(f'{what} is neither a string nor callable')
    return ' ' * width + code.replace('\n', '\n' + ' ' * width)


class Timer:
    """Runs a statement, a text or a function, and takes the time."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        before = ''
        for code in (setup, stmt):
            if isinstance(code, str):
                # By itself, so that nobody closes the loop in it.
                compile(before + code, dummy_src_name, 'exec')
                before = code + '\n'
        outer = {}
        setup, stmt = _part('setup', setup, 4, outer), _part('stmt', stmt, 8, outer)
        parameters = ''.join([f', {name}={name}' for name in outer])
        self.timer = timer
        self.src = _SOURCE.format(parameters=parameters, setup=setup, statement=stmt)
        exec(compile(self.src, dummy_src_name, 'exec'), _namespace if globals is None else globals, outer)
        self.inner = outer['measure']

    def timeit(self, number=default_number):
        """How long it takes to run the statement so often; the cycle collector is off meanwhile."""
        from itertools import repeat
        was_on = gc.isenabled()
        gc.disable()
        try:
            return self.inner(repeat(None, number), self.timer)
        finally:
            if was_on:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() so often; a list of its results."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number, time taken) for a number of runs, 1, 2, 5, 10, ..., that takes at least 0.2 s."""
        number, next_digit = 1, {1: 2, 2: 5, 5: 10}
        while True:
            taken = self.timeit(number)
            if callback is not None:
                callback(number, taken)
            if taken >= 0.2:
                return number, taken
            power = 10 ** (len(str(number)) - 1)
            number = next_digit[number // power] * power

    def print_exc(self, file=None):
        """Print the traceback of an error in the statement, with its source."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = len(self.src), None, self.src.splitlines(), dummy_src_name
        traceback.print_exc(file=file)


_namespace = globals()  # of statements, if nothing else is said


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """How long it takes to run a statement so often."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """Call timeit() so often; a list of its results."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


# --- the command line -----------------------------------------------------------------------------------------------

_USAGE = """\
Usage: timeit [-n N] [-r N] [-s S] [-p] [-u UNIT] [-v] [-h] [--] [statement]

  -n, --number N   how often the statement runs (by default until it takes 0.2 s)
  -r, --repeat N   how often the timer runs (default 5)
  -s, --setup S    a statement to be run once at the beginning
  -p, --process    measure the processor's time, not the clock's
  -u, --unit UNIT  nsec, usec, msec or sec
  -v, --verbose    print the raw times as well
"""

_UNITS = {'sec': 1.0, 'msec': 1e-3, 'usec': 1e-6, 'nsec': 1e-9}
_OPTIONS = ['number=', 'repeat=', 'setup=', 'process', 'unit=', 'verbose', 'help']


def main(args=None, *, _wrap_timer=None):
    """The command line; returns an exit status."""
    import getopt
    try:
        found, words = getopt.getopt(sys.argv[1:] if args is None else args, 'n:r:s:pu:vh', _OPTIONS)
    except getopt.error as e:
        print(e)
        print('use -h/--help for command line help')
        return 2
    # By the first letter, which all long options have of their own.
    told = [(option.lstrip('-')[0], value) for option, value in found]
    last = dict(told)
    if 'h' in last:
        print(_USAGE, end='')
        return 0
    if 'u' in last and last['u'] not in _UNITS:
        print('Unrecognized unit. Please select nsec, usec, msec, or sec.', file=sys.stderr)
        return 2
    setup = '\n'.join([value for letter, value in told if letter == 's']) or 'pass'
    clock = time.process_time if 'p' in last else default_timer
    # Modules of the current directory can be imported.
    sys.path.insert(0, '.')
    timer = Timer('\n'.join(words) or 'pass', setup, _wrap_timer(clock) if _wrap_timer else clock)
    report = _Report(last.get('u'), sum(letter == 'v' for letter, _ in told))
    try:
        report.run(timer, int(last.get('n', 0)), max(int(last.get('r', default_repeat)), 1))
    except Exception:
        timer.print_exc()
        return 1
    return None


def _loops(number):
    return f'{number} loop' if number == 1 else f'{number} loops'


class _Report:
    """Measures and prints what was measured."""

    def __init__(self, unit, verbose):
        self.unit, self.verbose = unit, verbose
        self.digits = max(3, 2 + verbose)

    def show(self, seconds):
        unit = self.unit or next((name for name, size in _UNITS.items() if seconds >= size), 'nsec')
        return f'{seconds / _UNITS[unit]:.{self.digits}g} {unit}'

    def run(self, timer, number, repeat):
        if number == 0:
            number, _ = timer.autorange(self.tell if self.verbose else None)
            if self.verbose:
                print()
        raw = timer.repeat(repeat, number)
        if self.verbose:
            print(f'raw times: {", ".join(map(self.show, raw))}\n')
        best, worst = min(raw) / number, max(raw) / number
        print(f'{_loops(number)}, best of {repeat}: {self.show(best)} per loop')
        if worst >= 4 * best:
            import warnings
            warnings.warn_explicit(
                f'The test results are likely unreliable. The worst time ({self.show(worst)}) was more than four times '
                f'slower than the best time ({self.show(best)}).', UserWarning, '', 0)

    def tell(self, number, taken):
        print(f'{_loops(number)} -> {taken:.{self.digits}g} secs')


if __name__ == '__main__':
    sys.exit(main())
