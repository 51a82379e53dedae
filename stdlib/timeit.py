"""Measure how long small pieces of code take: timeit(), repeat(), and `-m timeit`."""
import gc
import itertools
import sys
import time

__all__ = ['Timer', 'timeit', 'repeat', 'default_timer']

dummy_src_name = '<timeit-src>'
default_number = 1000000
default_repeat = 5
default_timer = time.perf_counter
_globals = globals

_USAGE = """\
Usage: timeit [-n N] [-r N] [-s S] [-p] [-u UNIT] [-v] [-h] [--] [statement]

  -n, --number N   how often the statement runs (by default until it takes 0.2 s)
  -r, --repeat N   how often the timer runs (default 5)
  -s, --setup S    a statement to be run once at the beginning
  -p, --process    measure the processor's time, not the clock's
  -u, --unit UNIT  nsec, usec, msec or sec
  -v, --verbose    print the raw times as well
"""


def _reindented(src, indent):
    return src.replace('\n', '\n' + ' ' * indent)


class Timer:
    """Runs a statement, a text or a function, and takes the time."""

    def __init__(self, stmt='pass', setup='pass', timer=default_timer, globals=None):
        self.timer = timer
        namespace = _globals() if globals is None else globals
        local_ns = {}
        init = ''
        if isinstance(setup, str):
            compile(setup, dummy_src_name, 'exec')
            setup_code = _reindented(setup, 4)
            statement_prefix = setup + '\n'
        elif callable(setup):
            local_ns['_setup'] = setup
            init += ', _setup=_setup'
            setup_code = '_setup()'
            statement_prefix = ''
        else:
            raise ValueError('setup is neither a string nor callable')
        if isinstance(stmt, str):
            compile(statement_prefix + stmt, dummy_src_name, 'exec')
            stmt_code = _reindented(stmt, 8)
        elif callable(stmt):
            local_ns['_stmt'] = stmt
            init += ', _stmt=_stmt'
            stmt_code = '_stmt()'
        else:
            raise ValueError('stmt is neither a string nor callable')
        self.src = _TEMPLATE.format(init=init, setup=setup_code, stmt=stmt_code)
        exec(compile(self.src, dummy_src_name, 'exec'), namespace, local_ns)
        self.inner = local_ns['inner']

    def print_exc(self, file=None):
        """Print the traceback of an error in the statement, with its source."""
        import linecache
        import traceback
        linecache.cache[dummy_src_name] = len(self.src), None, self.src.split('\n'), dummy_src_name
        traceback.print_exc(file=file)

    def timeit(self, number=default_number):
        """How long it takes to run the statement so often; the cycle collector is off meanwhile."""
        it = itertools.repeat(None, number)
        collecting = gc.isenabled()
        gc.disable()
        try:
            return self.inner(it, self.timer)
        finally:
            if collecting:
                gc.enable()

    def repeat(self, repeat=default_repeat, number=default_number):
        """Call timeit() so often; a list of its results."""
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        """(number, time taken) for a number of runs that takes at least 0.2 s."""
        scale = 1
        while True:
            for digit in 1, 2, 5:
                number = scale * digit
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            scale *= 10


_TEMPLATE = """
def inner(_it, _timer{init}):
    {setup}
    _t0 = _timer()
    for _i in _it:
        {stmt}
        pass
    _t1 = _timer()
    return _t1 - _t0
"""


def timeit(stmt='pass', setup='pass', timer=default_timer, number=default_number, globals=None):
    """How long it takes to run a statement so often."""
    return Timer(stmt, setup, timer, globals).timeit(number)


def repeat(stmt='pass', setup='pass', timer=default_timer, repeat=default_repeat, number=default_number,
           globals=None):
    """Call timeit() so often; a list of its results."""
    return Timer(stmt, setup, timer, globals).repeat(repeat, number)


_UNITS = {'nsec': 1e-9, 'usec': 1e-6, 'msec': 1e-3, 'sec': 1.0}


def main(args=None, *, _wrap_timer=None):
    """The command line; returns an exit status."""
    import getopt
    import os
    try:
        opts, args = getopt.getopt(sys.argv[1:] if args is None else args, 'n:u:s:r:pvh',
                                   ['number=', 'setup=', 'repeat=', 'process', 'verbose', 'unit=', 'help'])
    except getopt.error as err:
        print(err)
        print('use -h/--help for command line help')
        return 2
    timer = default_timer
    number, repeats, unit, verbose, setup = 0, default_repeat, None, 0, []
    for option, value in opts:
        if option in ('-n', '--number'):
            number = int(value)
        elif option in ('-s', '--setup'):
            setup.append(value)
        elif option in ('-u', '--unit'):
            if value not in _UNITS:
                print('Unrecognized unit. Please select nsec, usec, msec, or sec.', file=sys.stderr)
                return 2
            unit = value
        elif option in ('-r', '--repeat'):
            repeats = max(int(value), 1)
        elif option in ('-p', '--process'):
            timer = time.process_time
        elif option in ('-v', '--verbose'):
            verbose += 1
        elif option in ('-h', '--help'):
            print(_USAGE, end='')
            return 0
    sys.path.insert(0, os.curdir)
    t = Timer('\n'.join(args) or 'pass', '\n'.join(setup) or 'pass', timer if _wrap_timer is None
              else _wrap_timer(timer))
    try:
        return _measure(t, number, repeats, unit, verbose)
    except Exception:
        t.print_exc()
        return 1


def _measure(t, number, repeats, unit, verbose):
    """Run the timer and print the best time."""
    precision = 3 + max(0, verbose - 1)
    if number == 0:
        def report(number, taken):
            print(f'{number} loop{"s" if number != 1 else ""} -> {taken:.{precision}g} secs')
        number, _ = t.autorange(report if verbose else None)
        if verbose:
            print()
    raw = t.repeat(repeats, number)

    def shown(seconds):
        name = unit or next((u for u in ('sec', 'msec', 'usec') if seconds >= _UNITS[u]), 'nsec')
        return '%.*g %s' % (precision, seconds / _UNITS[name], name)

    if verbose:
        print('raw times: %s\n' % ', '.join(map(shown, raw)))
    times = [taken / number for taken in raw]
    best, worst = min(times), max(times)
    print('%d loop%s, best of %d: %s per loop' % (number, 's' if number != 1 else '', repeats, shown(best)))
    if worst >= best * 4:
        import warnings
        warnings.warn_explicit(
            f'The test results are likely unreliable. The worst time ({shown(worst)}) was more than four times slower '
            f'than the best time ({shown(best)}).', UserWarning, '', 0)
    return None


if __name__ == '__main__':
    sys.exit(main())
