"""Examples in docstrings and text files, run and compared with the output that is shown after them."""
import linecache
import os
import re
import sys
import traceback
from collections import namedtuple
from io import StringIO

import pdb  # whose set_trace() is another one while examples run

__all__ = ['register_optionflag', 'DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS', 'SKIP',
           'IGNORE_EXCEPTION_DETAIL', 'COMPARISON_FLAGS', 'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF',
           'REPORT_ONLY_FIRST_FAILURE', 'REPORTING_FLAGS', 'FAIL_FAST', 'Example', 'DocTest', 'DocTestParser', 'DocTestFinder',
           'DocTestRunner', 'OutputChecker', 'DocTestFailure', 'UnexpectedException', 'DebugRunner', 'testmod', 'testfile',
           'run_docstring_examples', 'TestResults', 'BLANKLINE_MARKER', 'ELLIPSIS_MARKER', 'script_from_examples', 'master']

# These are in a module of their own, since they need unittest or the debugger.
_CASES = ('DocTestCase', 'DocTestSuite', 'DocFileCase', 'DocFileSuite', 'DocFileTest', 'SkipDocTestCase',
          'set_unittest_reportflags', 'testsource', 'debug', 'debug_src', 'debug_script')
__all__ += ['DocTestSuite', 'DocFileSuite', 'set_unittest_reportflags', 'testsource', 'debug', 'debug_src']


def __getattr__(name):
    if name not in _CASES:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import _doctest_cases
    return getattr(_doctest_cases, name)


def __dir__():
    return sorted({*globals(), *_CASES})


TestResults = namedtuple('TestResults', 'failed attempted')

OPTIONFLAGS_BY_NAME = {}
BLANKLINE_MARKER, ELLIPSIS_MARKER = '<BLANKLINE>', '...'


def register_optionflag(name):
    """The flag of that name, a new one if there is none."""
    return OPTIONFLAGS_BY_NAME.setdefault(name, 1 << len(OPTIONFLAGS_BY_NAME))


(DONT_ACCEPT_TRUE_FOR_1, DONT_ACCEPT_BLANKLINE, NORMALIZE_WHITESPACE, ELLIPSIS, SKIP, IGNORE_EXCEPTION_DETAIL, REPORT_UDIFF,
 REPORT_CDIFF, REPORT_NDIFF, REPORT_ONLY_FIRST_FAILURE, FAIL_FAST) = map(register_optionflag, (
     'DONT_ACCEPT_TRUE_FOR_1', 'DONT_ACCEPT_BLANKLINE', 'NORMALIZE_WHITESPACE', 'ELLIPSIS', 'SKIP', 'IGNORE_EXCEPTION_DETAIL',
     'REPORT_UDIFF', 'REPORT_CDIFF', 'REPORT_NDIFF', 'REPORT_ONLY_FIRST_FAILURE', 'FAIL_FAST'))
COMPARISON_FLAGS = (DONT_ACCEPT_TRUE_FOR_1 | DONT_ACCEPT_BLANKLINE | NORMALIZE_WHITESPACE | ELLIPSIS | SKIP
                    | IGNORE_EXCEPTION_DETAIL)
REPORTING_FLAGS = REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF | REPORT_ONLY_FIRST_FAILURE | FAIL_FAST


def _indented(text, by=4):
    return re.sub('(?m)^(?!$)', ' ' * by, text)


# --- examples -------------------------------------------------------------------------------------------------------

class Example:
    """A statement, the output it should have, the exception it should raise if any, where it is and its options."""

    def __init__(self, source, want, exc_msg=None, lineno=0, indent=0, options=None):
        def ended(text):
            return text if text[-1:] == '\n' else text + '\n'

        self.source, self.want = ended(source), ended(want) if want else want
        self.exc_msg = None if exc_msg is None else ended(exc_msg)
        self.lineno, self.indent, self.options = lineno, indent, options or {}

    def _key(self):
        return self.source, self.want, self.lineno, self.indent, self.options, self.exc_msg

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.source, self.want, self.lineno, self.indent, self.exc_msg))


class DocTest:
    """The examples of one docstring, and the namespace in which they run."""

    def __init__(self, examples, globs, name, filename, lineno, docstring):
        self.examples, self.docstring, self.globs = examples, docstring, dict(globs)
        self.name, self.filename, self.lineno = name, filename, lineno

    def __repr__(self):
        count = len(self.examples)
        number = {0: 'no examples', 1: '1 example'}.get(count, f'{count} examples')
        return f'<{type(self).__name__} {self.name} from {self.filename}:{self.lineno} ({number})>'

    def _key(self):
        return self.examples, self.docstring, self.globs, self.name, self.filename, self.lineno

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash((self.docstring, self.name, self.filename, self.lineno))

    def __lt__(self, other):
        if not isinstance(other, DocTest):
            return NotImplemented
        one, two = ((test.name, test.filename or '', test.lineno or 0, id(test)) for test in (self, other))
        return one < two


class DocTestParser:
    """Finds examples in texts."""

    _EXAMPLE = re.compile(r'''
        (?P<source> ^(?P<indent>[ ]*) >>> .* (?:\n [ ]* \.\.\. .*)*) \n?
        (?P<want> (?: (?![ ]*$) (?![ ]*>>>) .+$\n?)*)''', re.MULTILINE | re.VERBOSE)
    _EXCEPTION = re.compile(r'''
        ^ Traceback [ ] \( (?: most[ ]recent[ ]call[ ]last | innermost[ ]last) \) : \s* $
        (?P<stack> .*?) ^ (?P<message> \w+ .*)''', re.VERBOSE | re.MULTILINE | re.DOTALL)
    _OPTIONS = re.compile(r'#\s*doctest:\s*([^\n\'"]*)$', re.MULTILINE)

    def parse(self, string, name='<string>'):
        """A list of Examples and the texts between them."""
        string = string.expandtabs()
        margin = min((len(line) - len(line.lstrip(' ')) for line in string.split('\n') if line.strip(' ')), default=0)
        if margin:
            string = '\n'.join(line[margin:] for line in string.split('\n'))
        found, position, number = [], 0, 0
        for match in self._EXAMPLE.finditer(string):
            between = string[position:match.start()]
            found.append(between)
            number += between.count('\n')
            source, options, want, message = self._example(match, name, number)
            if any(line.strip() and not line.strip().startswith('#') for line in source.split('\n')):
                found.append(Example(source, want, message, number, margin + len(match['indent']), options))
            number += match[0].count('\n')
            position = match.end()
        return [*found, string[position:]]

    def get_doctest(self, string, globs, name, filename, lineno):
        """The DocTest of a text."""
        return DocTest(self.get_examples(string, name), globs, name, filename, lineno, string)

    def get_examples(self, string, name='<string>'):
        """The Examples of a text."""
        return [item for item in self.parse(string, name) if isinstance(item, Example)]

    def _example(self, match, name, number):
        indent = len(match['indent'])
        lines = match['source'].split('\n')
        for offset, line in enumerate(lines):
            if line[indent + 3:indent + 4] not in ('', ' '):
                raise ValueError(f'line {number + offset + 1} of the docstring for {name} lacks blank after '
                                 f'{line[indent:indent + 3]}: {line!r}')
        self._check_indent(lines[1:], indent, name, number, ' .')
        source = '\n'.join(line[indent + 4:] for line in lines)
        wanted = match['want'].split('\n')
        if len(wanted) > 1 and not wanted[-1].strip(' '):
            del wanted[-1]
        self._check_indent(wanted, indent, name, number + len(lines))
        want = '\n'.join(line[indent:] for line in wanted)
        exception = self._EXCEPTION.match(want)
        return source, self._options(source, name, number), want, exception and exception['message']

    @staticmethod
    def _check_indent(lines, indent, name, number, more=''):
        prefix = ' ' * indent
        for offset, line in enumerate(lines):
            if line and not line.startswith(prefix + more.strip()):
                raise ValueError(f'line {number + offset + 1} of the docstring for {name} has inconsistent leading whitespace: '
                                 f'{line!r}')

    def _options(self, source, name, number):
        options = {}
        for match in self._OPTIONS.finditer(source):
            for word in match[1].replace(',', ' ').split():
                if word[0] not in '+-' or word[1:] not in OPTIONFLAGS_BY_NAME:
                    raise ValueError(f'line {number + 1} of the doctest for {name} has an invalid option: {word!r}')
                options[OPTIONFLAGS_BY_NAME[word[1:]]] = word[0] == '+'
        if options and not any(line.strip() and not line.strip().startswith('#') for line in source.split('\n')):
            raise ValueError(f'line {number} of the doctest for {name} has an option directive on a line with no example: '
                             f'{source!r}')
        return options


class DocTestFinder:
    """Finds the docstrings of an object and of what is in it, and makes DocTests of them."""

    def __init__(self, verbose=False, parser=DocTestParser(), recurse=True, exclude_empty=True):
        self._parser, self._verbose, self._recurse, self._exclude_empty = parser, verbose, recurse, exclude_empty

    def find(self, obj, name=None, module=None, globs=None, extraglobs=None):
        """A sorted list of DocTests. module: only what is defined there counts; False: anything."""
        import inspect
        if name is None:
            name = getattr(obj, '__name__', None)
            if name is None:
                raise ValueError(f"DocTestFinder.find: name must be given when obj.__name__ doesn't exist: {type(obj)!r}")
        if module is None:
            module = inspect.getmodule(obj)
        try:
            path = inspect.getsourcefile(obj) or inspect.getfile(obj)
        except (TypeError, OSError):
            path = getattr(module, '__file__', None) if module else None
        lines = linecache.getlines(path, vars(module) if module else None) if path else []
        if globs is None:
            globs = dict(vars(module)) if module else {}
        globs = {**globs, **(extraglobs or {})}
        globs.setdefault('__name__', '__main__')
        tests = []
        self._collect(tests, obj, name, module or None, lines, globs, set())
        return sorted(tests)

    def _collect(self, tests, obj, name, module, lines, globs, seen):
        import inspect
        if self._verbose:
            print(f'Finding tests in {name}')
        if id(obj) in seen:
            return
        seen.add(id(obj))
        test = self._test_of(obj, name, module, globs, lines)
        if test is not None:
            tests.append(test)
        if not self._recurse or not (inspect.ismodule(obj) or inspect.isclass(obj)):
            return
        for key, value in vars(obj).items():
            if inspect.isclass(obj) and isinstance(value, (staticmethod, classmethod)):
                value = value.__func__
            if (inspect.isclass(value) or self._is_routine(value) or inspect.isclass(obj) and isinstance(value, property)) and self._belongs(module, value):
                self._collect(tests, value, f'{name}.{key}', module, lines, globs, seen)
        if inspect.ismodule(obj):
            for key, value in getattr(obj, '__test__', {}).items():
                self._collect(tests, value, f'{name}.__test__.{key}', module, lines, globs, seen)

    @staticmethod
    def _is_routine(obj):
        import inspect
        try:
            obj = inspect.unwrap(obj)
        except ValueError:
            pass  # it has any attribute, such as mock.call
        return inspect.isroutine(obj)

    @staticmethod
    def _belongs(module, obj):
        """Is it defined in the module?"""
        import inspect
        if module is None or isinstance(obj, property):
            return True
        if inspect.isfunction(obj):
            return obj.__globals__ is vars(module)
        if inspect.ismethoddescriptor(obj) or inspect.ismethodwrapper(obj):
            obj = getattr(obj, '__objclass__', obj)
        return getattr(obj, '__module__', module.__name__) == module.__name__

    def _test_of(self, obj, name, module, globs, lines):
        doc = obj if isinstance(obj, str) else getattr(obj, '__doc__', None)
        doc = '' if doc is None else str(doc)
        number = self._line_of(obj, lines)
        if self._exclude_empty and not doc:
            return None
        path = None if module is None else getattr(module, '__file__', None) or module.__name__
        if path and path.endswith('.pyc'):
            path = path[:-1]
        return self._parser.get_doctest(doc, globs, name, path, number)

    @staticmethod
    def _line_of(obj, lines):
        """The index of the line where the docstring begins, or None."""
        import inspect
        docstring = getattr(obj, '__doc__', None)
        number = None
        if inspect.ismodule(obj) and docstring is not None:
            number = 0
        if inspect.isclass(obj) and docstring is not None:
            pattern = re.compile(rf'^\s*class\s*{re.escape(obj.__name__)}\b')
            number = next((index for index, line in enumerate(lines) if pattern.match(line)), None)
        obj = obj.fget if isinstance(obj, property) else getattr(obj, '__func__', obj)
        if inspect.isfunction(obj) and docstring:
            number = inspect.unwrap(obj).__code__.co_firstlineno - 1
        if number is None:
            return None
        begins = re.compile(r'(^|.*:)\s*\w*("|\')')
        return next((index for index in range(number, len(lines)) if begins.match(lines[index])), None)


# --- running --------------------------------------------------------------------------------------------------------

class OutputChecker:
    """Compares outputs, and says how they differ."""

    def check_output(self, want, got, optionflags):
        """Is the output right?"""
        want, got = (text.encode('ascii', 'backslashreplace').decode('ascii') for text in (want, got))
        if want == got:
            return True
        if not optionflags & DONT_ACCEPT_TRUE_FOR_1 and (got, want) in (('True\n', '1\n'), ('False\n', '0\n')):
            return True
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            want = re.sub(rf'(?m)^{re.escape(BLANKLINE_MARKER)}\s*?$', '', want)
            got = re.sub(r'(?m)^[^\S\n]+$', '', got)
            if want == got:
                return True
        if optionflags & NORMALIZE_WHITESPACE:
            want, got = ' '.join(want.split()), ' '.join(got.split())
        return want == got or bool(optionflags & ELLIPSIS) and _matches(want, got)

    def output_difference(self, example, got, optionflags):
        """What was expected and what came, as text."""
        want = example.want
        if not optionflags & DONT_ACCEPT_BLANKLINE:
            got = re.sub('(?m)^[ ]*(?=\n)', BLANKLINE_MARKER, got)
        if self._wants_diff(want, got, optionflags):
            return self._difference(want.splitlines(keepends=True), got.splitlines(keepends=True), optionflags)
        return ''.join(f'{title}{":" if text else " nothing"}\n{_indented(text)}'
                       for title, text in (('Expected', want), ('Got', got)))

    @staticmethod
    def _wants_diff(want, got, flags):
        if not flags & (REPORT_UDIFF | REPORT_CDIFF | REPORT_NDIFF):
            return False
        return bool(flags & REPORT_NDIFF) or want.count('\n') > 2 and got.count('\n') > 2

    @staticmethod
    def _difference(want, got, flags):
        import difflib
        if flags & REPORT_UDIFF:
            kind, lines = 'unified diff with -expected +actual', list(difflib.unified_diff(want, got, n=2))[2:]
        elif flags & REPORT_CDIFF:
            kind, lines = 'context diff with expected followed by actual', list(difflib.context_diff(want, got, n=2))[2:]
        else:
            kind, lines = 'ndiff with -expected +actual', list(difflib.ndiff(want, got, charjunk=difflib.IS_CHARACTER_JUNK))
        return f'Differences ({kind}):\n' + _indented(''.join(lines))


def _matches(want, got):
    """Are they equal if each ... of want stands for anything?"""
    parts = [re.escape(part) for part in want.split(ELLIPSIS_MARKER)]
    return re.fullmatch('.*?'.join(parts), got, re.DOTALL) is not None


class DocTestFailure(Exception):
    """Raised by a DebugRunner: an output is wrong."""

    def __init__(self, test, example, got):
        self.test, self.example, self.got = test, example, got

    def __str__(self):
        return str(self.test)


class UnexpectedException(Exception):
    """Raised by a DebugRunner: an example raised an exception."""

    def __init__(self, test, example, exc_info):
        self.test, self.example, self.exc_info = test, example, exc_info

    def __str__(self):
        return str(self.test)


def _future_flags(globs):
    import __future__
    return sum({feature.compiler_flag for name in __future__.all_feature_names
                if (feature := getattr(__future__, name)) is globs.get(name)})


class _Debugger(pdb.Pdb):
    """The debugger of examples that ask for it: it speaks to whoever runs them."""

    def __init__(self, out):
        super().__init__(stdout=out, nosigint=True)
        self._out, self._in_use = out, False
        self.use_rawinput = 1  # input() shows the prompt

    def set_trace(self, frame=None):
        self._in_use = True
        super().set_trace(frame or sys._getframe(1))

    def set_continue(self):
        if self._in_use:  # else tracing is not ours
            super().set_continue()

    def trace_dispatch(self, *args):
        kept, sys.stdout = sys.stdout, self._out
        try:
            return super().trace_dispatch(*args)
        finally:
            sys.stdout = kept


class DocTestRunner:
    """Runs DocTests and reports; summarize() says how it was."""

    DIVIDER = '*' * 70

    def __init__(self, checker=None, verbose=None, optionflags=0):
        self._checker = checker or OutputChecker()
        self._verbose = '-v' in sys.argv if verbose is None else verbose
        self.optionflags = self.original_optionflags = optionflags
        self.tries = self.failures = 0
        self._name2ft = {}

    def report_start(self, out, test, example):
        """Called before an example runs."""
        if self._verbose:
            out(f'Trying:\n{_indented(example.source)}'
                + (f'Expecting:\n{_indented(example.want)}' if example.want else 'Expecting nothing\n'))

    def report_success(self, out, test, example, got):
        """Called for an example with the right output."""
        if self._verbose:
            out('ok\n')

    def report_failure(self, out, test, example, got):
        """Called for an example with a wrong output."""
        out(self._header(test, example) + self._checker.output_difference(example, got, self.optionflags))

    def report_unexpected_exception(self, out, test, example, exc_info):
        """Called for an example that raised an exception."""
        out(f'{self._header(test, example)}Exception raised:\n{_indented("".join(traceback.format_exception(*exc_info)))}')

    def _header(self, test, example):
        if test.filename:
            line = '?' if test.lineno is None else test.lineno + example.lineno + 1
            place = f'File "{test.filename}", line {line}, in {test.name}'
        else:
            place = f'Line {example.lineno + 1}, in {test.name}'
        return f'{self.DIVIDER}\n{place}\nFailed example:\n{_indented(example.source)}'

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        """Run the examples of a DocTest; the TestResults. out: what reports are written with."""
        self.test = test
        flags = _future_flags(test.globs) if compileflags is None else compileflags
        real_stdout, displayhook = sys.stdout, sys.displayhook
        out = out or real_stdout.write
        set_trace, self.save_linecache_getlines = pdb.set_trace, linecache.getlines
        linecache.getlines, sys.displayhook = self.__patched_linecache_getlines, sys.__displayhook__
        pdb.set_trace = _Debugger(real_stdout).set_trace
        # One stream for all examples: what some of them make may keep it.
        sys.stdout = self._fakeout = StringIO()
        try:
            return self.__run(test, flags, out)
        finally:
            sys.stdout, sys.displayhook, pdb.set_trace = real_stdout, displayhook, set_trace
            linecache.getlines = self.save_linecache_getlines
            if clear_globs:
                test.globs.clear()

    # The names of the next three are those in CPython: runners of libraries take them over.
    def __patched_linecache_getlines(self, filename, module_globals=None):
        """linecache.getlines() that knows the examples."""
        match = re.fullmatch(r'<doctest (?P<name>.+)\[(?P<number>\d+)\]>', filename)
        if match and match['name'] == self.test.name:
            return self.test.examples[int(match['number'])].source.splitlines(keepends=True)
        return self.save_linecache_getlines(filename, module_globals)

    def __run(self, test, compileflags, out):
        failures = tries = 0
        original = self.optionflags
        check = self._checker.check_output
        for number, example in enumerate(test.examples):
            quiet = self.optionflags & REPORT_ONLY_FIRST_FAILURE and failures > 0
            self.optionflags = original
            for flag, is_on in example.options.items():
                self.optionflags = self.optionflags | flag if is_on else self.optionflags & ~flag
            if self.optionflags & SKIP:
                continue
            tries += 1
            if not quiet:
                self.report_start(out, test, example)
            got, error = self._execute(test, example, number, compileflags)
            if error is None:
                passed = check(example.want, got, self.optionflags)
            elif example.exc_msg is None:
                passed = None
            else:
                message = traceback.format_exception_only(*error[:2])[-1]
                got += ''.join(traceback.format_exception(*error))
                passed = check(example.exc_msg, message, self.optionflags) or self._equal_types(example.exc_msg, message, check)
            if passed:
                if not quiet:
                    self.report_success(out, test, example, got)
                continue
            failures += 1
            if not quiet:
                if passed is None:
                    self.report_unexpected_exception(out, test, example, error)
                else:
                    self.report_failure(out, test, example, got)
            if self.optionflags & FAIL_FAST:
                break
        self.optionflags = original
        self.__record_outcome(test, failures, tries)
        return TestResults(failures, tries)

    def __record_outcome(self, test, failures, tries):
        before = self._name2ft.get(test.name, (0, 0))
        self._name2ft[test.name] = before[0] + failures, before[1] + tries
        self.failures, self.tries = self.failures + failures, self.tries + tries

    def _execute(self, test, example, number, compileflags):
        """(output, None or what sys.exc_info() said)."""
        error = None
        try:
            exec(compile(example.source, f'<doctest {test.name}[{number}]>', 'single', compileflags, True), test.globs)
        except KeyboardInterrupt:
            raise
        except:
            kind, value, trace = sys.exc_info()
            error = kind, value, trace.tb_next
        text = self._fakeout.getvalue()
        self._fakeout.seek(0)
        self._fakeout.truncate()
        return text + '\n' if text and not text.endswith('\n') else text, error

    def _equal_types(self, want, got, check):
        """Are exceptions of the same type, if that is enough?"""
        if not self.optionflags & IGNORE_EXCEPTION_DETAIL:
            return False
        names = [text.split('\n', 1)[0].partition(':')[0].rpartition('.')[2] for text in (want, got)]
        return check(*names, self.optionflags)

    def summarize(self, verbose=None):
        """Print how the tests went; the TestResults of all."""
        verbose = self._verbose if verbose is None else verbose
        groups = {'none': [], 'passed': [], 'failed': []}
        for name, (failed, tried) in sorted(self._name2ft.items()):
            groups['failed' if failed else 'passed' if tried else 'none'].append((name, failed, tried))
        failed, tried = (sum(counts[index] for counts in self._name2ft.values()) for index in (0, 1))
        if verbose:
            if groups['none']:
                print(len(groups['none']), 'items had no tests:')
                print(''.join(f'    {name}\n' for name, *_ in groups['none']), end='')
            if groups['passed']:
                print(len(groups['passed']), 'items passed all tests:')
                print(''.join(f' {tries:3d} tests in {name}\n' for name, _, tries in groups['passed']), end='')
        if groups['failed']:
            print(self.DIVIDER)
            print(len(groups['failed']), 'items had failures:')
            print(''.join(f' {fails:3d} of {tries:3d} in {name}\n' for name, fails, tries in groups['failed']), end='')
        if verbose:
            print(f'{tried} tests in {len(self._name2ft)} items.\n{tried - failed} passed and {failed} failed.')
        if failed:
            print(f'***Test Failed*** {failed} failures.')
        elif verbose:
            print('Test passed.')
        return TestResults(failed, tried)

    def merge(self, other):
        """Add the results of another runner."""
        for name, counts in other._name2ft.items():
            self._name2ft[name] = tuple(a + b for a, b in zip(self._name2ft.get(name, (0, 0)), counts))


class DebugRunner(DocTestRunner):
    """Raises an exception at the first example that fails."""

    def run(self, test, compileflags=None, out=None, clear_globs=True):
        results = super().run(test, compileflags, out, False)
        if clear_globs:
            test.globs.clear()
        return results

    def report_unexpected_exception(self, out, test, example, exc_info):
        raise UnexpectedException(test, example, exc_info)

    def report_failure(self, out, test, example, got):
        raise DocTestFailure(test, example, got)


# --- for programs ---------------------------------------------------------------------------------------------------

master = None


def _module(module, depth):
    """A module, the one of that name, or (None) the one of the caller, so many calls up."""
    if isinstance(module, str):
        __import__(module)
        return sys.modules[module]
    if module is None:
        return sys.modules[sys._getframe(depth + 1).f_globals['__name__']]
    if not isinstance(module, type(sys)):
        raise TypeError('Expected a module, string, or None')
    return module


def _beside(module, path):
    """The path of a file in the folder of a module."""
    if path.startswith('/'):
        raise ValueError('Module-relative files may not have absolute paths')
    parts = path.split('/')
    if hasattr(module, '__file__'):
        folder = os.path.dirname(module.__file__)
    elif module.__name__ == '__main__':
        folder = os.path.dirname(sys.argv[0]) if sys.argv and sys.argv[0] else os.curdir
    else:
        places = [os.path.join(folder, *parts) for folder in getattr(module, '__path__', ())]
        found = next(filter(os.path.exists, places), None)
        if found is None:
            raise ValueError(f"Can't resolve paths relative to the module {module.__name__!r} (it has no __file__)")
        return found
    return os.path.join(folder, *parts)


def _run_all(runner, tests, report):
    global master
    for test in tests:
        runner.run(test)
    if report:
        runner.summarize()
    if master is not None:
        master.merge(runner)
    master = master or runner
    return TestResults(runner.failures, runner.tries)


def testmod(m=None, name=None, globs=None, verbose=None, report=True, optionflags=0, extraglobs=None, raise_on_error=False,
            exclude_empty=False):
    """Run the examples in the docstrings of a module, which is the main program if none is given."""
    if m is None:
        m = sys.modules.get('__main__')
    if not hasattr(m, '__dict__') or not hasattr(m, '__name__'):
        raise TypeError(f'testmod: module required; {m!r}')
    found = DocTestFinder(exclude_empty=exclude_empty).find(m, name or m.__name__, globs=globs, extraglobs=extraglobs)
    kind = DebugRunner if raise_on_error else DocTestRunner
    return _run_all(kind(verbose=verbose, optionflags=optionflags), found, report)


def testfile(filename, module_relative=True, name=None, package=None, globs=None, verbose=None, report=True, optionflags=0,
             extraglobs=None, raise_on_error=False, parser=DocTestParser(), encoding=None):
    """Run the examples in a text file. module_relative: its path is relative to the caller's folder or the package's."""
    if package and not module_relative:
        raise ValueError('Package may only be specified for module-relative paths.')
    if module_relative:
        filename = _beside(_module(package, 1), filename)
    with open(filename, encoding=encoding or 'utf-8') as file:
        text = file.read()
    globs = {**(globs or {}), **(extraglobs or {})}
    globs.setdefault('__name__', '__main__')
    test = parser.get_doctest(text, globs, name or os.path.basename(filename), filename, 0)
    kind = DebugRunner if raise_on_error else DocTestRunner
    return _run_all(kind(verbose=verbose, optionflags=optionflags), [test], report)


def run_docstring_examples(f, globs, verbose=False, name='NoName', compileflags=None, optionflags=0):
    """Run the examples of one object, and print what fails."""
    runner = DocTestRunner(verbose=verbose, optionflags=optionflags)
    for test in DocTestFinder(verbose=verbose, recurse=False).find(f, name, globs=globs):
        runner.run(test, compileflags=compileflags)


def script_from_examples(s):
    """The examples of a text as a script, the rest as comments."""
    lines = []
    for item in DocTestParser().parse(s):
        if isinstance(item, Example):
            lines.append(item.source[:-1])
            if item.want:
                lines += ['# Expected:', *(f'## {line}' for line in item.want.split('\n')[:-1])]
        else:
            lines += [f'# {line}'.rstrip() if line else '#' for line in item.split('\n')[:-1]]
    while lines and lines[-1] == '#':
        lines.pop()
    while lines and lines[0] == '#':
        lines.pop(0)
    return '\n'.join(lines) + '\n'


def _main():
    import argparse
    import importlib
    parser = argparse.ArgumentParser(description='doctest runner')
    parser.add_argument('-v', '--verbose', action='store_true', default=False, help='print very verbose output for all tests')
    parser.add_argument('-o', '--option', action='append', choices=list(OPTIONFLAGS_BY_NAME), default=[],
                        help='specify a doctest option flag to apply to the test run; may be specified more than once')
    parser.add_argument('-f', '--fail-fast', action='store_true', help='stop running tests after first failure')
    parser.add_argument('file', nargs='+', help='file containing the tests to run')
    arguments = parser.parse_args()
    flags = sum({OPTIONFLAGS_BY_NAME[name] for name in arguments.option} | ({FAIL_FAST} if arguments.fail_fast else set()))
    for path in arguments.file:
        if path.endswith('.py'):
            folder, name = os.path.split(path)
            sys.path.insert(0, folder)
            failures, _ = testmod(importlib.import_module(name[:-3]), verbose=arguments.verbose, optionflags=flags)
            del sys.path[0]
        else:
            failures, _ = testfile(path, module_relative=False, verbose=arguments.verbose, optionflags=flags)
        if failures:
            return 1
    return 0


if __name__ == '__main__':
    sys.exit(_main())
