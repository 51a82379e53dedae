"""TestResult: what became of tests."""
import sys
import traceback
from functools import wraps

from . import util

__unittest = True

STDOUT_LINE = '\nStdout:\n%s'
STDERR_LINE = '\nStderr:\n%s'


def failfast(method):
    """Decorator of methods after which the run stops if it is to stop at the first failure."""
    @wraps(method)
    def wrapper(self, *args, **kw):
        if getattr(self, 'failfast', False):
            self.stop()
        return method(self, *args, **kw)
    return wrapper


class TestResult:
    """Lists of tests with what was said of them. A runner shows them."""

    _previousTestClass = None
    _testRunEntered = False
    _moduleSetUpFailed = False

    def __init__(self, stream=None, descriptions=None, verbosity=None):
        self.failfast = self.shouldStop = self.buffer = self.tb_locals = self._mirrorOutput = False
        self.failures, self.errors, self.skipped = [], [], []
        self.expectedFailures, self.unexpectedSuccesses = [], []
        self.testsRun = 0
        self._stdout_buffer = self._stderr_buffer = None
        self._original_stdout, self._original_stderr = sys.stdout, sys.stderr

    def printErrors(self):
        """Called by a runner at the end."""

    # --- the run ---

    def startTestRun(self):
        """Called once before all tests."""

    def stopTestRun(self):
        """Called once after all tests."""

    def startTest(self, test):
        self.testsRun += 1
        self._mirrorOutput = False
        self._setupStdout()

    def stopTest(self, test):
        self._restoreStdout()
        self._mirrorOutput = False

    def stop(self):
        """Run no further tests."""
        self.shouldStop = True

    # --- output of tests, kept back if `buffer` ---

    def _setupStdout(self):
        if not self.buffer:
            return
        if self._stderr_buffer is None:
            from io import StringIO
            self._stdout_buffer, self._stderr_buffer = StringIO(), StringIO()
        sys.stdout, sys.stderr = self._stdout_buffer, self._stderr_buffer

    def _kept(self):
        """What tests have written: (text of one stream, the stream, how it is shown)."""
        return [(sys.stdout.getvalue(), self._original_stdout, STDOUT_LINE),
                (sys.stderr.getvalue(), self._original_stderr, STDERR_LINE)]

    def _restoreStdout(self):
        if not self.buffer:
            return
        if self._mirrorOutput:
            for text, stream, line in self._kept():
                if text:
                    stream.write(line % (text if text.endswith('\n') else text + '\n'))
        sys.stdout, sys.stderr = self._original_stdout, self._original_stderr
        for stream in self._stdout_buffer, self._stderr_buffer:
            stream.seek(0)
            stream.truncate()

    # --- what became of a test ---

    def addSuccess(self, test):
        """The test has passed."""

    @failfast
    def addFailure(self, test, err):
        """An assertion has failed."""
        self.failures.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    @failfast
    def addError(self, test, err):
        """Another exception was raised."""
        self.errors.append((test, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSubTest(self, test, subtest, err):
        """A subtest has ended; err is None if it has passed."""
        if err is None:
            return
        if getattr(self, 'failfast', False):
            self.stop()
        failed = issubclass(err[0], test.failureException)
        (self.failures if failed else self.errors).append((subtest, self._exc_info_to_string(err, test)))
        self._mirrorOutput = True

    def addSkip(self, test, reason):
        self.skipped.append((test, reason))

    def addExpectedFailure(self, test, err):
        self.expectedFailures.append((test, self._exc_info_to_string(err, test)))

    @failfast
    def addUnexpectedSuccess(self, test):
        self.unexpectedSuccesses.append(test)

    def addDuration(self, test, elapsed):
        """How long the test took."""

    def wasSuccessful(self):
        bad = self.failures, self.errors, getattr(self, 'unexpectedSuccesses', ())
        return not any(bad)

    # --- tracebacks ---

    def _exc_info_to_string(self, err, test):
        """The traceback without frames of this package, and the output of the test."""
        kind, error, tb = err
        tb = self._clean_tracebacks(kind, error, tb, test)
        shown = traceback.TracebackException(kind, error, tb, capture_locals=self.tb_locals, compact=True)
        text = ''.join(shown.format())
        if self.buffer:
            for kept, _, line in self._kept():
                if kept:
                    text += line % (kept if kept.endswith('\n') else kept + '\n')
        return text

    def _clean_tracebacks(self, exctype, value, tb, test):
        """Takes our frames off the outer end, and of failures the assertion's off the inner one; in causes too."""
        result, outermost = None, True
        waiting, seen = [(exctype, value, tb)], {id(value)}
        while waiting:
            exctype, value, tb = waiting.pop()
            while tb and self._is_relevant_tb_level(tb):
                tb = tb.tb_next
            if exctype is test.failureException:
                self._remove_unittest_tb_frames(tb)
            if outermost:
                result, outermost = tb, False
            else:
                value.__traceback__ = tb
            for other in (value.__cause__, value.__context__) if value is not None else ():
                if other is not None and id(other) not in seen:
                    seen.add(id(other))
                    waiting.append((type(other), other, other.__traceback__))
        return result

    def _is_relevant_tb_level(self, tb):
        return '__unittest' in tb.tb_frame.f_globals

    def _remove_unittest_tb_frames(self, tb):
        last = None
        while tb and not self._is_relevant_tb_level(tb):
            last, tb = tb, tb.tb_next
        if last is not None:
            last.tb_next = None

    def __repr__(self):
        return (f'<{util.strclass(type(self))} run={self.testsRun} errors={len(self.errors)} '
                f'failures={len(self.failures)}>')
