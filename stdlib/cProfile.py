"""How often functions are called and how long they take, measured by sys.setprofile()."""
import sys
import time
import types

__all__ = ['run', 'runctx', 'Profile']

_DISABLE = '~', 0, "<method 'disable' of '_lsprof.Profiler' objects>"


def label(code):
    """(file, line, name) of a code object, or a text for a function in C."""
    if isinstance(code, str):
        return '~', 0, code
    return code.co_filename, code.co_firstlineno, code.co_name


def _native_label(function):
    owner = getattr(function, '__self__', None)
    if owner is not None and not isinstance(owner, types.ModuleType):
        cls = owner if isinstance(owner, type) else type(owner)
        return f"<method '{function.__name__}' of '{cls.__name__}' objects>" if not isinstance(owner, type) \
            else f'<built-in method {function.__name__}>'
    if hasattr(function, '__objclass__'):
        return f"<method '{function.__name__}' of '{function.__objclass__.__name__}' objects>"
    module = getattr(function, '__module__', None) or getattr(owner, '__name__', None) or 'builtins'
    return f'<built-in method {module}.{function.__name__}>'


class _Entry:
    """What is known of one function, or of one function called by one other."""

    __slots__ = ('calls', 'primitive', 'own', 'total', 'active')

    def __init__(self):
        self.calls = self.primitive = self.active = 0
        self.own = self.total = 0.0

    def leave(self, own, elapsed):
        self.calls += 1
        self.active -= 1
        self.own += own
        if not self.active:  # a recursive call is part of the outer one
            self.primitive += 1
            self.total += elapsed


class Profile:
    """Measures between enable() and disable(), of one thread. timer: a function; timeunit: seconds in what it returns."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer, self._unit = timer or time.perf_counter, timeunit if timer and timeunit else 1.0
        self._subcalls, self._builtins = subcalls, builtins
        self.clear()

    def clear(self):
        """Forget what was measured."""
        self._stack, self._entries, self._pairs = [], {}, {}

    # A stack entry: [label, start, time in calls, entry, entry of the pair with the caller].

    def _enter(self, name):
        caller = self._stack[-1][0] if self._stack else None
        entry = self._entries.get(name)
        if entry is None:
            entry = self._entries[name] = _Entry()
        entry.active += 1
        pair = None
        if caller is not None and self._subcalls:
            pair = self._pairs.get((caller, name))
            if pair is None:
                pair = self._pairs[caller, name] = _Entry()
            pair.active += 1
        self._stack.append([name, self._timer(), 0.0, entry, pair])

    def _leave(self, now):
        if not self._stack:
            return  # it was called before enable()
        _, start, inner, entry, pair = self._stack.pop()
        elapsed = (now - start) * self._unit
        entry.leave(elapsed - inner, elapsed)
        if pair is not None:
            pair.leave(elapsed - inner, elapsed)
        if self._stack:
            self._stack[-1][2] += elapsed

    def _event(self, frame, event, arg):
        now = self._timer()
        if event == 'call':
            self._enter(frame.f_code)
        elif event == 'return':
            self._leave(now)
        elif self._builtins:
            if event == 'c_call':
                self._enter(_native_label(arg))
            else:
                self._leave(now)

    def enable(self, subcalls=True, builtins=True):
        """Begin to measure."""
        self._subcalls, self._builtins = self._subcalls and subcalls, self._builtins and builtins
        sys.setprofile(self._event)

    def disable(self):
        """Measure no longer."""
        sys.setprofile(None)
        now = self._timer()
        own = [Profile.disable.__code__, _native_label(sys.setprofile), Profile.__exit__.__code__]
        while self._stack and self._stack[-1][0] in own:
            name, _, _, entry, pair = self._stack.pop()
            self._forget(name, entry, pair)
        if self._builtins:
            self._enter(_DISABLE[2])
        while self._stack:
            self._leave(now if len(self._stack) > 1 else self._timer())

    def _forget(self, name, entry, pair):
        """A call that is not to be seen."""
        entry.active -= 1
        if not entry.calls and not entry.active:
            self._entries.pop(name, None)
        if pair is not None:
            pair.active -= 1
            if not pair.calls and not pair.active:
                self._pairs = {key: value for key, value in self._pairs.items() if value is not pair}

    def create_stats(self):
        """Stop, and make the dict `stats`, which pstats takes."""
        if sys.getprofile() == self._event:
            self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        """Make the dict `stats` of what was measured so far."""
        callers = {}
        for (caller, name), pair in self._pairs.items():
            if pair.calls:
                callers.setdefault(name, {})[label(caller)] = pair.calls, pair.primitive, pair.own, pair.total
        self.stats = {label(name): (entry.primitive, entry.calls, entry.own, entry.total, callers.get(name, {}))
                      for name, entry in self._entries.items() if entry.calls}

    def print_stats(self, sort=-1):
        """Print a table."""
        import pstats
        pstats.Stats(self).strip_dirs().sort_stats(*(sort if isinstance(sort, tuple) else (sort,))).print_stats()

    def dump_stats(self, file):
        """Write the measurements to a file."""
        import pstats
        self.create_stats()
        pstats.Stats(self).dump_stats(file)

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *exception):
        self.disable()

    def runcall(self, func, /, *args, **kw):
        """Measure a call, and return what it returns."""
        with self:
            return func(*args, **kw)

    def runctx(self, cmd, globals, locals):
        """Measure a statement in namespaces."""
        self.runcall(exec, cmd, globals, locals)
        return self

    def run(self, cmd):
        """Measure a statement of the main program."""
        return self.runctx(cmd, *[vars(sys.modules['__main__'])] * 2)


def _show(profile, filename, sort):
    if filename is None:
        profile.print_stats(sort)
    else:
        profile.dump_stats(filename)


def run(statement, filename=None, sort=-1):
    """Measure a statement of the main program; print a table, or write it to a file."""
    space = sys.modules['__main__'].__dict__
    runctx(statement, space, space, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """Measure a statement in namespaces; print a table, or write it to a file."""
    profile = Profile()
    try:
        profile.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        _show(profile, filename, sort)


def main():
    import argparse
    import io
    import os
    parser = argparse.ArgumentParser(usage='cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...')
    parser.add_argument('-o', '--outfile', help='Save stats to <outfile>')
    parser.add_argument('-s', '--sort', default=-1, help='Sort order when printing to stdout')
    parser.add_argument('-m', dest='module', action='store_true', help='Profile a library module')
    parser.add_argument('program', nargs=argparse.REMAINDER)
    options = parser.parse_args()
    if not options.program:
        parser.print_usage()
        sys.exit(2)
    if options.sort != -1:
        from pstats import _ORDERS
        if options.sort not in _ORDERS:
            known = ', '.join(map(repr, sorted(_ORDERS)))
            parser.error(f'option -s: invalid choice: {options.sort!r} (choose from {known})')
    outfile = options.outfile and os.path.abspath(options.outfile)  # the program may change the folder
    sys.argv[:] = options.program
    if options.module:
        code = f'__import__("runpy").run_module({options.program[0]!r}, run_name="__main__", alter_sys=True)'
        space = {'__name__': '__main__'}
    else:
        path = options.program[0]
        sys.path.insert(0, os.path.dirname(path))
        with io.open_code(path) as file:
            code = compile(file.read(), path, 'exec')
        space = {'__file__': path, '__name__': '__main__', '__package__': None, '__cached__': None}
    runctx(code, space, None, outfile, options.sort)


if __name__ == '__main__':
    main()
