"""Which lines of a program run, how often, and what calls what."""
import linecache
import os
import sys
import threading
from time import monotonic as _time

__all__ = ['Trace', 'CoverageResults']

PRAGMA_NOCOVER = '#pragma NO COVER'


def _module_name(path):
    """The name of a module by its file, without its folder."""
    return os.path.splitext(os.path.basename(path))[0]


def _full_name(path):
    """The name of a module by its file, with the packages below the entry of sys.path that it is in."""
    normal = os.path.normcase(path)
    best = ''
    for entry in map(os.path.normcase, sys.path):
        if len(entry) > len(best) and normal.startswith(entry) and normal[len(entry):len(entry) + 1] == os.sep:
            best = entry
    relative = path[len(best) + 1:] if best else os.path.splitdrive(path)[1]
    return os.path.splitext(relative.replace(os.sep, '.'))[0].lstrip('.')


class _Ignore:
    """Modules and folders that are left out."""

    def __init__(self, modules, folders):
        self._modules = set(modules or ())
        self._folders = [os.path.normpath(folder) + os.sep for folder in folders or ()]
        self._known = {'<string>': True}

    def names(self, path, module):
        """Is the module left out?"""
        if module not in self._known:
            self._known[module] = (any(module == name or module.startswith(name + '.') for name in self._modules)
                                   or path is None or any(path.startswith(folder) for folder in self._folders))
        return self._known[module]


class CoverageResults:
    """What was counted: (file, line) -> how often; (file, module, function) for functions; pairs of these for calls."""

    def __init__(self, counts=None, calledfuncs=None, infile=None, callers=None, outfile=None):
        self.counts, self.counter = dict(counts or {}), dict(counts or {})
        self.calledfuncs, self.callers = dict(calledfuncs or {}), dict(callers or {})
        self.infile, self.outfile = infile, outfile
        if infile:
            import pickle
            try:
                with open(infile, 'rb') as file:
                    self.update(type(self)(*pickle.load(file)))
            except (OSError, EOFError, ValueError) as error:
                print(f'Skipping counts file {infile!r}: {error}', file=sys.stderr)

    def is_ignored_filename(self, filename):
        """Is it no file, but a text that was run?"""
        return filename.startswith('<') and filename.endswith('>')

    def update(self, other):
        """Add other results."""
        for key, count in other.counts.items():
            self.counts[key] = self.counts.get(key, 0) + count
        self.calledfuncs.update(dict.fromkeys(other.calledfuncs, 1))
        self.callers.update(dict.fromkeys(other.callers, 1))

    def write_results(self, show_missing=True, summary=False, coverdir=None):
        """Print what was called, and write each file with the counts before its lines to NAME.cover."""
        if self.calledfuncs:
            print('\nfunctions called:')
            for path, module, function in sorted(self.calledfuncs):
                print(f'filename: {path}, modulename: {module}, funcname: {function}')
        if self.callers:
            self._write_callers()
        by_file = {}
        for (path, line), count in self.counts.items():
            by_file.setdefault(path, {})[line] = count
        totals = {}
        for path, counts in by_file.items():
            if self.is_ignored_filename(path):
                continue
            path = path.removesuffix('c') if path.endswith('.pyc') else path
            folder = os.path.dirname(os.path.abspath(path)) if coverdir is None else coverdir
            name = _module_name(path) if coverdir is None else _full_name(path)
            os.makedirs(folder, exist_ok=True)
            executable = _find_executable_linenos(path) if show_missing else {}
            hits, lines = self.write_results_file(os.path.join(folder, name + '.cover'), linecache.getlines(path), executable,
                                                  counts)
            if summary and lines:
                totals[name] = lines, int(100 * hits / lines), name, path
        if totals:
            print('lines   cov%   module   (path)')
            for name in sorted(totals):
                print('%5d   %3d%%   %s   (%s)' % totals[name])
        if self.outfile:
            import pickle
            with open(self.outfile, 'wb') as file:
                pickle.dump((self.counts, self.calledfuncs, None, self.callers), file, 1)

    def _write_callers(self):
        print('\ncalling relationships:')
        last = last_callee = ''
        for (path, module, function), (callee_path, callee_module, callee) in sorted(self.callers):
            if path != last:
                print(f'\n*** {path} ***')
                last, last_callee = path, ''
            if callee_path != path and last_callee != callee_path:
                print(f'  --> {callee_path}')
                last_callee = callee_path
            print(f'    {module}.{function} -> {callee_module}.{callee}')

    def write_results_file(self, path, lines, lnotab, lines_hit, encoding=None):
        """Write lines with counts to a file; (how many ran, how many could have run)."""
        try:
            output = open(path, 'w', encoding=encoding)
        except OSError as error:
            print(f'trace: Could not open {path!r} for writing: {error} - skipping', file=sys.stderr)
            return 0, 0
        ran = could = 0
        with output:
            for number, line in enumerate(lines, 1):
                if number in lines_hit:
                    mark = f'{lines_hit[number]:5d}: '
                    ran, could = ran + 1, could + 1
                elif number in lnotab and PRAGMA_NOCOVER not in line:
                    mark, could = '>>>>>> ', could + 1
                else:
                    mark = ' ' * 7
                output.write(mark + line.expandtabs(8))
        return ran, could


def _find_executable_linenos(path):
    """The lines of a file that can run, without those of docstrings."""
    from tokenize import open as open_source
    try:
        with open_source(path) as file:
            source = file.read()
    except OSError as error:
        print(f'Not printing coverage data for {path!r}: {error}', file=sys.stderr)
        return {}
    found, todo = {}, [compile(source, path, 'exec')]
    while todo:
        code = todo.pop()
        found.update((line, 1) for _, _, line in code.co_lines() if line)
        todo += [constant for constant in code.co_consts if hasattr(constant, 'co_lines')]
    return found


class Trace:
    """Runs programs. count: count lines; trace: print them as they run; countfuncs: note the functions, countcallers: and
    what calls what; ignoremods, ignoredirs: leave these out; timing: print the time before each line."""

    def __init__(self, count=1, trace=1, countfuncs=0, countcallers=0, ignoremods=(), ignoredirs=(), infile=None, outfile=None,
                 timing=False):
        self.infile, self.outfile = infile, outfile
        self.ignore = _Ignore(ignoremods, ignoredirs)
        self.counts, self._functions, self._calls = {}, {}, {}
        self.pathtobasename = {}
        self.start_time = _time() if timing else None
        self.donothing = not (count or trace or countfuncs or countcallers)
        self._count, self._print = count, trace
        self._on_event = self._note_call if countcallers else self._note_function if countfuncs else self._enter

    globaltrace = property(lambda self: self._on_event)

    def run(self, cmd):
        """Run a statement of the main program."""
        space = sys.modules['__main__'].__dict__
        self.runctx(cmd, space, space)

    def runctx(self, cmd, globals=None, locals=None):
        """Run a statement in namespaces."""
        self.runfunc(exec, cmd, {} if globals is None else globals, {} if locals is None else locals)

    def runfunc(self, func, /, *args, **kw):
        """Call a function, and return what it returns."""
        if self.donothing:
            return func(*args, **kw)
        threading.settrace(self._on_event)
        sys.settrace(self._on_event)
        try:
            return func(*args, **kw)
        finally:
            sys.settrace(None)
            threading.settrace(None)

    def file_module_function_of(self, frame):
        """(file, module, function) of a frame; the function with its class if there is one."""
        code = frame.f_code
        module = _module_name(code.co_filename) if code.co_filename else None
        return code.co_filename, module, _qualified(frame)

    def _note_function(self, frame, event, arg):
        if event == 'call':
            self._functions[self.file_module_function_of(frame)] = 1

    def _note_call(self, frame, event, arg):
        if event == 'call' and frame.f_back is not None:
            pair = self.file_module_function_of(frame.f_back), self.file_module_function_of(frame)
            self._calls[pair] = 1

    def _enter(self, frame, event, arg):
        if event != 'call':
            return None
        path = frame.f_globals.get('__file__')
        if not path:
            return None
        module = _module_name(path)
        if self.ignore.names(path, module):
            return None
        if self._print:
            print(f' --- modulename: {module}, funcname: {frame.f_code.co_name}')
        return self._line

    def _line(self, frame, event, arg):
        if event == 'line':
            path, line = frame.f_code.co_filename, frame.f_lineno
            if self._count:
                key = path, line
                self.counts[key] = self.counts.get(key, 0) + 1
            if self._print:
                if self.start_time is not None:
                    print('%.2f' % (_time() - self.start_time), end=' ')
                print(f'{os.path.basename(path)}({line}): {linecache.getline(path, line)}', end='')
        return self._line

    def results(self):
        """What was counted, as CoverageResults."""
        return CoverageResults(self.counts, self._functions, self.infile, self._calls, self.outfile)


def _qualified(frame):
    """The name of a frame's function, with its class."""
    name = frame.f_code.co_name
    parts = frame.f_code.co_qualname.split('.')
    return '.'.join(parts[-2:]) if len(parts) > 1 and parts[-2] != '<locals>' else name


def _options():
    """What the command line says, with an error if it contradicts itself."""
    import argparse
    parser = argparse.ArgumentParser(prog='trace.py')
    parser.add_argument('-c', '--count', action='store_true', help='count lines, and write them to .cover files')
    parser.add_argument('-t', '--trace', action='store_true', help='print each line before it runs')
    parser.add_argument('-l', '--listfuncs', action='store_true', help='list the functions that were called')
    parser.add_argument('-T', '--trackcalls', action='store_true', help='list what called what')
    parser.add_argument('-r', '--report', action='store_true', help='run nothing: report on the counts in a file')
    parser.add_argument('-f', '--file', help='a file with counts of earlier runs, which are added')
    parser.add_argument('-C', '--coverdir', help='the folder for .cover files')
    parser.add_argument('-m', '--missing', action='store_true', help='mark lines that did not run with >>>>>>')
    parser.add_argument('-s', '--summary', action='store_true', help='print a summary')
    parser.add_argument('-R', '--no-report', action='store_true', help='write no report')
    parser.add_argument('-g', '--timing', action='store_true', help='print the time before each line')
    parser.add_argument('--ignore-module', action='append', default=[], help='leave out modules, with commas between')
    parser.add_argument('--ignore-dir', action='append', default=[], help='leave out folders, with : between')
    parser.add_argument('--module', action='store_true', help='run a module')
    parser.add_argument('progname', nargs='?', help='the program to run')
    parser.add_argument('arguments', nargs=argparse.REMAINDER, help='its arguments')
    options = parser.parse_args()
    if options.report:
        if not options.file:
            parser.error('-r/--report requires -f/--file')
    elif not any((options.count, options.trace, options.listfuncs, options.trackcalls)):
        parser.error('must specify one of --trace, --count, --report, --listfuncs, or --trackcalls')
    elif options.listfuncs and (options.count or options.trace):
        parser.error('cannot specify both --listfuncs and (--trace or --count)')
    elif options.summary and not options.count:
        parser.error('--summary can only be used with --count or --report')
    elif options.progname is None:
        parser.error('progname is missing: required with the main options')
    return options


def _program(options):
    """The code of what is to run, and its namespace."""
    if options.module:
        import runpy
        return ('runpy.run_module(name, run_name="__main__", alter_sys=True)', {'runpy': runpy, 'name': options.progname})
    sys.path[0] = os.path.dirname(options.progname)
    try:
        with open(options.progname, 'rb') as file:
            code = compile(file.read(), options.progname, 'exec')
    except OSError as error:
        sys.exit(f'Cannot run file {sys.argv[0]!r} because: {error}')
    return code, {'__file__': options.progname, '__name__': '__main__', '__package__': None, '__cached__': None}


def main():
    """The command line."""
    options = _options()
    if options.report:
        results = CoverageResults(infile=options.file, outfile=options.file)
    else:
        tracer = Trace(options.count, options.trace, countfuncs=options.listfuncs, countcallers=options.trackcalls,
                       ignoremods=[name for text in options.ignore_module for name in text.split(',')],
                       ignoredirs=[os.path.expanduser(folder) for text in options.ignore_dir for folder in text.split(os.pathsep)],
                       infile=options.file, outfile=options.file, timing=options.timing)
        sys.argv = [options.progname, *options.arguments]
        code, space = _program(options)
        try:
            tracer.runctx(code, space, space)
        except SystemExit:
            pass
        results = tracer.results()
    if not options.no_report:
        results.write_results(options.missing, options.summary, options.coverdir)


if __name__ == '__main__':
    main()
