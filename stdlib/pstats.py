"""What a profiler measured, as tables."""
import cmd
import enum
import re
import sys
from dataclasses import make_dataclass
from functools import cmp_to_key

__all__ = ['Stats', 'SortKey', 'FunctionProfile', 'StatsProfile']


class SortKey(str, enum.Enum):
    """What tables are sorted by."""

    CALLS, CUMULATIVE, FILENAME, LINE = 'calls', 'cumulative', 'filename', 'line'
    NAME, NFL, PCALLS, STDNAME, TIME = 'name', 'nfl', 'pcalls', 'stdname', 'time'

    @classmethod
    def _missing_(cls, value):
        return {'ncalls': cls.CALLS, 'cumtime': cls.CUMULATIVE, 'module': cls.FILENAME, 'tottime': cls.TIME}.get(value)


_float_fields = [(name, float) for name in ('tottime', 'percall_tottime', 'cumtime', 'percall_cumtime')]
FunctionProfile = make_dataclass(
    'FunctionProfile', [('ncalls', str), *_float_fields, ('file_name', str), ('line_number', int)], unsafe_hash=True,
    namespace={'__module__': __name__, '__doc__': 'One line of a table.'})
StatsProfile = make_dataclass(
    'StatsProfile', [('total_tt', float), ('func_profiles', dict[str, FunctionProfile])], unsafe_hash=True,
    namespace={'__module__': __name__, '__doc__': 'A table: the whole time, and functions by name.'})


# Key -> (what it is called, the columns of _row(), with - for descending order).
_ORDERS = {
    'calls': ('call count', '-calls'), 'ncalls': ('call count', '-calls'),
    'cumtime': ('cumulative time', '-cumulative'), 'cumulative': ('cumulative time', '-cumulative'),
    'filename': ('file name', 'file'), 'line': ('line number', 'line'), 'module': ('file name', 'file'),
    'name': ('function name', 'name'), 'nfl': ('name/file/line', 'name file line'),
    'pcalls': ('primitive call count', '-primitive'), 'stdname': ('standard name', 'standard'),
    'time': ('internal time', '-time'), 'tottime': ('internal time', '-time'),
}


def func_std_string(func_name):
    """A function, which is (file, line, name), as tables show it."""
    path, line, name = func_name
    if (path, line) != ('~', 0):
        return f'{path}:{line}({name})'
    return f'{{{name[1:-1]}}}' if name[:1] == '<' and name[-1:] == '>' else name  # one in C


def _seconds(value):
    return f'{value:8.3f}'


def _per_call(time, calls):
    return _seconds(time / calls) if calls else ' ' * 8


def _sum(one, other):
    """Measurements of a function, added."""
    return tuple(a + b for a, b in zip(one, other))


class Stats:
    """Measurements: of a profiler, of a file that one wrote, or several of them added.

    `stats` is a dict: (file, line, name) -> (calls that are not recursive, all calls, own time, time with what it calls,
    dict of the same for each caller)."""

    def __init__(self, *args, stream=None):
        self.stream = stream or sys.stdout
        self.files, self.fcn_list, self.stats, self.top_level = [], [], {}, set()
        self.total_tt = self.total_calls = self.prim_calls = self.max_name_len = 0
        self.all_callees, self.sort_type = None, None
        if args:
            self.add(*args)

    def _load(self, source):
        """The measurements of a profiler or a file."""
        if isinstance(source, (str, bytes)) or hasattr(source, '__fspath__'):
            import marshal
            import os
            import time
            with open(source, 'rb') as file:
                found = marshal.load(file)
            self.files.append(f'{time.ctime(os.stat(source).st_mtime)}    {source}')
            return found
        if isinstance(source, Stats):
            self.files += source.files
            return source.stats
        if not hasattr(source, 'create_stats'):
            raise TypeError(f'Cannot create or construct a {type(self)} object from {source!r}')
        source.create_stats()
        return source.stats

    def add(self, *arg_list):
        """Add measurements of profilers, files or other Stats."""
        for source in reversed(arg_list):
            for function, (*numbers, callers) in self._load(source).items():
                if function in self.stats:
                    *before, known = self.stats[function]
                    numbers = _sum(numbers, before)
                    callers = {name: _sum(known[name], callers[name]) if name in known and name in callers
                               else (callers.get(name) or known[name]) for name in {**known, **callers}}
                self.stats[function] = (*numbers, callers)
        self._count()
        return self

    def _count(self):
        self.total_tt = sum(values[2] for values in self.stats.values())
        self.total_calls = sum(values[1] for values in self.stats.values())
        self.prim_calls = sum(values[0] for values in self.stats.values())
        self.top_level = {function for function, values in self.stats.items() if ('jprofile', 0, 'profiler') in values[4]}
        self.max_name_len = max((len(func_std_string(function)) for function in self.stats), default=0)
        self.fcn_list, self.all_callees = [], None

    def dump_stats(self, filename):
        """Write the measurements to a file."""
        import marshal
        with open(filename, 'wb') as file:
            marshal.dump(self.stats, file)

    def strip_dirs(self):
        """Leave out the folders of file names; functions that are equal then are one."""
        import os

        def short(function):
            return os.path.basename(function[0]), *function[1:]

        found = {}
        for function, (*numbers, callers) in self.stats.items():
            merged = {}
            for caller, values in callers.items():
                name = short(caller)
                merged[name] = _sum(merged[name], values) if name in merged else values
            name = short(function)
            if name in found:
                *before, known = found[name]
                numbers = _sum(numbers, before)
                merged = {key: _sum(known[key], merged[key]) if key in known and key in merged
                          else (merged.get(key) or known[key]) for key in {**known, **merged}}
            found[name] = (*numbers, merged)
        self.stats = found
        self._count()
        return self

    def get_sort_arg_defs(self):
        """What the keys of sort_stats() mean: each may be cut short as long as it is unique."""
        found = {}
        for key, meaning in _ORDERS.items():
            for size in range(1, len(key)):
                short = key[:size]
                if sum(other.startswith(short) for other in _ORDERS) == 1:
                    found[short] = meaning
        return {**found, **_ORDERS}

    def sort_stats(self, *field):
        """Sort by keys, which are SortKeys or texts."""
        if not field:
            self.fcn_list = []
            return self
        if len(field) == 1 and isinstance(field[0], int):
            field = [{-1: 'stdname', 0: 'calls', 1: 'time', 2: 'cumulative'}[field[0]]]
        elif len({isinstance(key, SortKey) for key in field}) > 1:
            raise TypeError("Can't have mixed argument type")
        known = self.get_sort_arg_defs()
        chosen = [known[key.value if isinstance(key, SortKey) else key] for key in field]
        self.sort_type = ', '.join(title for title, _ in chosen)
        columns = [column for _, names in chosen for column in names.split()]
        rows = {function: self._row(function) for function in self.stats}

        def compare(one, other):
            for column in columns:
                a, b = rows[one][column.lstrip('-')], rows[other][column.lstrip('-')]
                if a != b:
                    return -1 if (a < b) != column.startswith('-') else 1
            return 0

        self.fcn_list = sorted(self.stats, key=cmp_to_key(compare))
        return self

    def _row(self, function):
        primitive, calls, time, cumulative, _ = self.stats[function]
        path, line, name = function
        return dict(primitive=primitive, calls=calls, time=time, cumulative=cumulative, file=path, line=line, name=name,
                    standard=func_std_string(function))

    def reverse_order(self):
        """Turn the order around."""
        self.fcn_list.reverse()
        return self

    def calc_callees(self):
        """Find out what each function calls."""
        if self.all_callees is None:
            self.all_callees = {function: {} for function in self.stats}
            for function, values in self.stats.items():
                for caller, numbers in values[4].items():
                    self.all_callees.setdefault(caller, {})[function] = numbers

    # Tables.

    def eval_print_amount(self, sel, list, msg):
        """(the functions that a restriction leaves, the message with a line about it). A restriction is a number, a part
        from 0 to 1, or a pattern."""
        left = list
        if isinstance(sel, str):
            try:
                pattern = re.compile(sel)
            except re.error:
                return list, f'{msg}   <Invalid regular expression {sel!r}>\n'
            left = [function for function in list if pattern.search(func_std_string(function))]
        elif isinstance(sel, float) and 0 <= sel < 1:
            left = list[:int(len(list) * sel + .5)]
        elif isinstance(sel, int) and 0 <= sel < len(list):
            left = list[:sel]
        if len(left) != len(list):
            msg += f'   List reduced from {len(list)!r} to {len(left)!r} due to restriction <{sel!r}>\n'
        return left, msg

    def get_print_list(self, sel_list):
        """(width for names, functions) of what restrictions leave; prints how the list came about."""
        if self.fcn_list:
            functions, message = self.fcn_list[:], f'   Ordered by: {self.sort_type}\n'
        else:
            functions, message = list(self.stats), '   Random listing order was used\n'
        for restriction in sel_list:
            functions, message = self.eval_print_amount(restriction, functions, message)
        if not functions:
            return 0, functions
        print(message, file=self.stream)
        width = self.max_name_len
        if len(functions) < len(self.stats):
            width = max(len(func_std_string(function)) for function in functions)
        return width + 2, functions

    def print_stats(self, *amount):
        """Print the table, as far as the restrictions leave it."""
        for name in self.files:
            print(name, file=self.stream)
        if self.files:
            print(file=self.stream)
        for function in self.top_level:
            print(' ' * 8, function[2], file=self.stream)
        primitive = f'({self.prim_calls} primitive calls) ' if self.total_calls != self.prim_calls else ''
        print(f'{" " * 8} {self.total_calls} function calls {primitive}in {self.total_tt:.3f} seconds\n', file=self.stream)
        _, functions = self.get_print_list(amount)
        if functions:
            self.print_title()
            for function in functions:
                self.print_line(function)
            print('\n', file=self.stream)
        return self

    def print_title(self):
        """Print the head of the table."""
        print('   ncalls  tottime  percall  cumtime  percall filename:lineno(function)', file=self.stream)

    def print_line(self, func):
        """Print the line of a function."""
        primitive, calls, time, cumulative, _ = self.stats[func]
        print(_count_text(calls, primitive).rjust(9), _seconds(time), _per_call(time, calls), _seconds(cumulative),
              _per_call(cumulative, primitive), func_std_string(func), file=self.stream)

    def print_callers(self, *amount):
        """Print what called each function."""
        return self._print_calls(amount, 'was called by...', '<-', lambda function: self.stats[function][4])

    def print_callees(self, *amount):
        """Print what each function called."""
        self.calc_callees()
        return self._print_calls(amount, 'called...', '->', self.all_callees.__getitem__)

    def _print_calls(self, amount, title, arrow, related):
        width, functions = self.get_print_list(amount)
        if functions:
            self.print_call_heading(width, title)
            for function in functions:
                self.print_call_line(width, function, related(function), arrow)
            print('\n', file=self.stream)
        return self

    def print_call_heading(self, name_size, column_title):
        """Print the head of a table of calls."""
        print('Function '.ljust(name_size) + column_title, file=self.stream)
        if any(values[4] for values in self.stats.values()):
            print(' ' * name_size + '    ncalls  tottime  cumtime', file=self.stream)

    def print_call_line(self, name_size, source, call_dict, arrow='->'):
        """Print a function and those that it calls or is called by."""
        texts, pad = [], 0
        for function in sorted(call_dict):
            calls, primitive, time, cumulative = call_dict[function]
            counts = _count_text(calls, primitive).rjust(7 + 2 * (pad > 0))
            texts.append(f'{" " * pad}{counts} {_seconds(time)} {_seconds(cumulative)}  {func_std_string(function)}')
            pad = name_size + 1
        print(func_std_string(source).ljust(name_size) + arrow, '\n'.join(texts), file=self.stream)

    def get_top_level_stats(self):
        """Count again."""
        order = self.fcn_list
        self._count()
        self.fcn_list = order

    def get_stats_profile(self):
        """The table as a StatsProfile."""
        found = {}
        for function in self.fcn_list or list(self.stats):
            primitive, calls, time, cumulative, _ = self.stats[function]
            path, line, name = function
            found[name] = FunctionProfile(_count_text(calls, primitive), *(float(_seconds(value)) for value in (
                time, time / calls if calls else 0, cumulative, cumulative / primitive if primitive else 0)), path, line)
        return StatsProfile(float(_seconds(self.total_tt)), found)


def _count_text(calls, primitive):
    return str(calls) if calls == primitive else f'{calls}/{primitive}'


# The prompt.

def _restriction(text):
    """A word of a command: a number, a part from 0 to 1, or a pattern."""
    for kind in int, float:
        try:
            return kind(text)
        except ValueError:
            pass
    return text


class _Browser(cmd.Cmd):
    """Shows tables of files. The prompt names the one that was read."""

    def __init__(self, path=None):
        super().__init__()
        self.prompt, self.stats = '% ', None
        if path is not None:
            self.do_read(path)

    def _say(self, text):
        print(text, file=self.stdout)

    def _loaded(self):
        if self.stats is None:
            self._say('No statistics object is loaded.')
        return self.stats is not None

    def _print(self, table, line):
        """Print a table with the restrictions of a line, but for those that are none."""
        restrictions = []
        for each in map(_restriction, line.split()):
            if isinstance(each, float) and not 0 <= each <= 1:
                self._say('Fraction argument must be in [0, 1]')
            else:
                restrictions.append(each)
        if self._loaded():
            table(self.stats, *restrictions)

    def do_add(self, line):
        """Add the measurements of a file."""
        if self._loaded():
            try:
                self.stats.add(line)
            except Exception as error:
                self._say(f'Failed to load statistics for {line}: {error}')

    def do_callees(self, line):
        """Print what functions called."""
        self._print(Stats.print_callees, line)

    def do_callers(self, line):
        """Print what called functions."""
        self._print(Stats.print_callers, line)

    def do_read(self, line):
        """Read a file instead, or the same one again."""
        path = line or self.prompt[:-2]
        if not path:
            self._say('No statistics object is current -- cannot reload.')
            return
        try:
            self.stats = Stats(path, stream=self.stdout)
        except OSError as error:
            self._say(error.strerror)
        except Exception as error:
            self._say(f'{type(error).__name__}: {error}')
        else:
            self.prompt = f'{path}% '

    def do_reverse(self, line):
        """Turn the order around."""
        if self._loaded():
            self.stats.reverse_order()

    def do_sort(self, line):
        """Sort by keys; without any, list them."""
        keys = line.split()
        if not self._loaded():
            return
        if keys and all(key in self.stats.get_sort_arg_defs() for key in keys):
            self.stats.sort_stats(*keys)
            return
        self._say('Valid sort keys (unique prefixes are accepted):')
        for key, (title, _) in _ORDERS.items():
            self._say(f'{key} -- {title}')

    def complete_sort(self, text, line, begin, end):
        """The keys that begin so."""
        return [key for key in _ORDERS if key.startswith(text)]

    def do_stats(self, line):
        """Print the table: all of it, so many lines, a part from 0 to 1, or the functions that match a pattern."""
        self._print(Stats.print_stats, line)

    def do_strip(self, line):
        """Leave out the folders of file names."""
        if self._loaded():
            self.stats.strip_dirs()

    def do_quit(self, line):
        """Leave."""
        return True

    def do_EOF(self, line):
        """Leave at the end of input."""
        self._say('')
        return True


def _main():
    paths = sys.argv[1:] or [None]
    browser = _Browser(paths[0])
    for path in paths[1:]:
        browser.do_add(path)
    print('Welcome to the profile statistics browser.')
    try:
        browser.cmdloop()
    except KeyboardInterrupt:
        pass
    print('Goodbye.')


if __name__ == '__main__':
    _main()
