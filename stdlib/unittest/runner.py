"""TextTestRunner: runs tests and writes what becomes of them."""
import sys
import time
import warnings

from . import result
from .signals import registerResult
from .case import _SubTest

__unittest = True


class _WritelnDecorator:
    """A stream with a method writeln()."""

    def __init__(self, stream):
        self.stream = stream

    def __getattr__(self, name):
        if name in ('stream', '__getstate__'):
            raise AttributeError(name)
        return getattr(self.stream, name)

    def writeln(self, arg=''):
        self.write(f'{arg}\n')


class TextTestResult(result.TestResult):
    """Writes a character for each test, or (verbosity above 1) a line."""

    separator1, separator2 = '=' * 70, '-' * 70

    def __init__(self, stream, descriptions, verbosity):
        super().__init__(stream, descriptions, verbosity)
        self.stream, self.descriptions = stream, descriptions
        self.showAll, self.dots = verbosity > 1, verbosity == 1
        self._newline = True

    def getDescription(self, test):
        doc = test.shortDescription()
        return f'{test}\n{doc}' if self.descriptions and doc else str(test)

    def _write_name(self, test):
        self.stream.write(f'{self.getDescription(test)} ... ')
        self._newline = False

    def startTest(self, test):
        super().startTest(test)
        if self.showAll:
            self._write_name(test)
            self.stream.flush()

    def _say(self, test, word, letter):
        """How a test has ended: as a line or as a character."""
        if self.showAll:
            self._write_status(test, word)
        elif self.dots:
            self.stream.write(letter)
            self.stream.flush()

    def _write_status(self, test, status):
        is_part = isinstance(test, _SubTest)
        if is_part or self._newline:
            if not self._newline:
                self.stream.writeln()
            if is_part:
                self.stream.write('  ')
            self._write_name(test)
        self.stream.writeln(status)
        self.stream.flush()
        self._newline = True

    def addSuccess(self, test):
        super().addSuccess(test)
        self._say(test, 'ok', '.')

    def addSubTest(self, test, subtest, err):
        if err is not None:
            failed = issubclass(err[0], subtest.failureException)
            self._say(subtest, *(('FAIL', 'F') if failed else ('ERROR', 'E')))
        super().addSubTest(test, subtest, err)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._say(test, 'FAIL', 'F')

    def addError(self, test, err):
        super().addError(test, err)
        self._say(test, 'ERROR', 'E')

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._say(test, f'skipped {reason!r}', 's')

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err)
        self._say(test, 'expected failure', 'x')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self._say(test, 'unexpected success', 'u')

    def printErrors(self):
        if self.dots or self.showAll:
            self.stream.writeln()
            self.stream.flush()
        for flavour, errors in ('ERROR', self.errors), ('FAIL', self.failures):
            self.printErrorList(flavour, errors)
        unexpected = getattr(self, 'unexpectedSuccesses', ())
        if unexpected:
            self.stream.writeln(self.separator1)
            for test in unexpected:
                self.stream.writeln(f'UNEXPECTED SUCCESS: {self.getDescription(test)}')
            self.stream.flush()

    def printErrorList(self, flavour, errors):
        for test, text in errors:
            for line in self.separator1, f'{flavour}: {self.getDescription(test)}', self.separator2, text:
                self.stream.writeln(line)
            self.stream.flush()


class TextTestRunner:
    """Runs a test or suite, and writes to stderr or another stream."""

    resultclass = TextTestResult

    def __init__(self, stream=None, descriptions=True, verbosity=1, failfast=False, buffer=False, resultclass=None,
                 warnings=None, *, tb_locals=False):
        self.stream = _WritelnDecorator(sys.stderr if stream is None else stream)
        self.descriptions, self.verbosity, self.failfast = descriptions, verbosity, failfast
        self.buffer, self.warnings, self.tb_locals = buffer, warnings, tb_locals
        if resultclass is not None:
            self.resultclass = resultclass

    def run(self, test):
        """Run a test or suite; the result."""
        result = self._makeResult()
        registerResult(result)
        result.failfast, result.buffer, result.tb_locals = self.failfast, self.buffer, self.tb_locals
        with warnings.catch_warnings():
            if self.warnings:
                self._set_warnings()
            began = time.perf_counter()
            self._run_all(test, result)
            taken = time.perf_counter() - began
        result.printErrors()
        self._sum_up(result, taken)
        return result

    def _makeResult(self):
        return self.resultclass(self.stream, self.descriptions, self.verbosity)

    def _set_warnings(self):
        warnings.simplefilter(self.warnings)
        if self.warnings in ('default', 'always'):
            warnings.filterwarnings('module', category=DeprecationWarning, message=r'Please use assert\w+ instead.')

    def _run_all(self, test, result):
        begin, end = (getattr(result, name, lambda: None) for name in ('startTestRun', 'stopTestRun'))
        begin()
        try:
            test(result)
        finally:
            end()

    def _sum_up(self, result, taken):
        write = self.stream.writeln
        if hasattr(result, 'separator2'):
            write(result.separator2)
        run = result.testsRun
        write(f"Ran {run} test{'s' if run != 1 else ''} in {taken:.3f}s")
        write()
        counts = {name: len(getattr(result, attribute, ())) for name, attribute in (
            ('failures', 'failures'), ('errors', 'errors'), ('skipped', 'skipped'),
            ('expected failures', 'expectedFailures'), ('unexpected successes', 'unexpectedSuccesses'))}
        good = result.wasSuccessful()
        if good:
            counts['failures'] = counts['errors'] = 0
        infos = ', '.join(f'{name}={count}' for name, count in counts.items() if count)
        write(('OK' if good else 'FAILED') + (f' ({infos})' if infos else ''))
        self.stream.flush()
