"""TestCase: a test with what has to be there before and what has to go afterwards."""
import contextlib
import functools
import sys
import time
import warnings

from . import result
from ._asserts import DIFF_OMITTED, Assertions
from ._contexts import _AssertRaisesContext, _AssertWarnsContext
from .util import FunctionType, strclass, safe_repr

__unittest = True

_subtest_msg_sentinel = object()


class SkipTest(Exception):
    """Raised in a test that is to be skipped, with the reason."""


class _ShouldStop(Exception):
    """The test shall go no further."""


class _UnexpectedSuccess(Exception):
    """A test that is expected to fail did not."""


# --- decorators -----------------------------------------------------------------------------------------------------

def skip(reason):
    """Skip a test, or a class of tests, always."""
    def decorate(test):
        if not isinstance(test, type):
            @functools.wraps(test)
            def skipped(*args, **kwargs):
                raise SkipTest(reason)
            test = skipped
        test.__unittest_skip__, test.__unittest_skip_why__ = True, reason
        return test

    if isinstance(reason, FunctionType):
        function, reason = reason, ''
        return decorate(function)
    return decorate


def _as_it_is(test):
    return test


def skipIf(condition, reason):
    return skip(reason) if condition else _as_it_is


def skipUnless(condition, reason):
    return _as_it_is if condition else skip(reason)


def expectedFailure(test_item):
    """The test is expected to fail; if it does not, the run fails."""
    test_item.__unittest_expecting_failure__ = True
    return test_item


# --- cleaning up ----------------------------------------------------------------------------------------------------

_module_cleanups = []


def addModuleCleanup(function, /, *args, **kwargs):
    """Call a function after tearDownModule(), also if setUpModule() fails."""
    _module_cleanups.append((function, args, kwargs))


def enterModuleContext(cm):
    """Enter a context manager now, and leave it after tearDownModule()."""
    return _enter(cm, addModuleCleanup)


def _enter(cm, add_cleanup):
    kind = type(cm)
    try:
        enter, leave = kind.__enter__, kind.__exit__
    except AttributeError:
        name = f'{kind.__module__}.{kind.__qualname__}'
        raise TypeError(f"'{name}' object does not support the context manager protocol") from None
    value = enter(cm)
    add_cleanup(leave, cm, None, None, None)
    return value


def doModuleCleanups():
    """Call what addModuleCleanup() was given, last first; raises the first exception."""
    errors = _run_cleanups(_module_cleanups)
    if errors:
        raise errors[0][1]


def _run_cleanups(cleanups):
    """Empties the list; what was raised, as exc_info."""
    errors = []
    while cleanups:
        function, args, kwargs = cleanups.pop()
        try:
            function(*args, **kwargs)
        except Exception:
            errors.append(sys.exc_info())
    return errors


# --- outcomes -------------------------------------------------------------------------------------------------------

class _Outcome:
    """What has become of a test that runs: each part of it runs below testPartExecutor()."""

    def __init__(self, result=None):
        self.result = result
        self.expecting_failure = False
        self.result_supports_subtests = hasattr(result, 'addSubTest')
        self.success, self.expectedFailure = True, None

    @contextlib.contextmanager
    def testPartExecutor(self, test_case, subTest=False):
        before, self.success = self.success, True
        try:
            yield
        except _ShouldStop:
            pass
        except SkipTest as e:
            self.success = False
            _tell_skipped(self.result, test_case, str(e))
        except KeyboardInterrupt:
            raise
        except:
            self._failed(test_case, sys.exc_info(), subTest)
        else:
            if subTest and self.success:
                self.result.addSubTest(test_case.test_case, test_case, None)
        finally:
            self.success = self.success and before

    def _failed(self, test_case, error, subTest):
        if self.expecting_failure:
            self.expectedFailure = error
            return
        self.success = False
        if subTest:
            self.result.addSubTest(test_case.test_case, test_case, error)
        elif issubclass(error[0], test_case.failureException):
            self.result.addFailure(test_case, error)
        else:
            self.result.addError(test_case, error)


def _tell_skipped(result, test_case, reason):
    add = getattr(result, 'addSkip', None)
    if add is not None:
        add(test_case, reason)
        return
    warnings.warn('TestResult has no addSkip method, skips not reported', RuntimeWarning, 2)
    result.addSuccess(test_case)


# --- test cases -----------------------------------------------------------------------------------------------------

class TestCase(Assertions):
    """One test: the method of that name, with setUp() before it and tearDown() after it."""

    _testMethodName, _testMethodDoc = None, None
    _classSetupFailed = False
    _class_cleanups = ()

    def __init_subclass__(cls, *args, **kwargs):
        cls._classSetupFailed = False
        cls._class_cleanups = []
        super().__init_subclass__(*args, **kwargs)

    def __init__(self, methodName='runTest'):
        self._testMethodName, self._outcome, self._subtest = methodName, None, None
        self._testMethodDoc = 'No test'
        method = getattr(self, methodName, None)
        if method is not None:
            self._testMethodDoc = method.__doc__
        elif methodName != 'runTest':
            raise ValueError(f'no such test method in {type(self)}: {methodName}')
        self._cleanups = []
        self._type_equality_funcs = {}
        for kind, name in ((dict, 'assertDictEqual'), (list, 'assertListEqual'), (tuple, 'assertTupleEqual'),
                           (set, 'assertSetEqual'), (frozenset, 'assertSetEqual'), (str, 'assertMultiLineEqual')):
            self.addTypeEqualityFunc(kind, name)

    # --- what subclasses replace ---

    def setUp(self):
        """Called before each test."""

    def tearDown(self):
        """Called after each test, if setUp() has not failed."""

    @classmethod
    def setUpClass(cls):
        """Called before the tests of the class."""

    @classmethod
    def tearDownClass(cls):
        """Called after the tests of the class."""

    # --- cleaning up ---

    def addCleanup(self, function, /, *args, **kwargs):
        """Call a function after tearDown(), also if setUp() fails; last added first."""
        self._cleanups.append((function, args, kwargs))

    def enterContext(self, cm):
        """Enter a context manager now, and leave it when the test has ended."""
        return _enter(cm, self.addCleanup)

    @classmethod
    def addClassCleanup(cls, function, /, *args, **kwargs):
        """The same after tearDownClass()."""
        cls._class_cleanups.append((function, args, kwargs))

    @classmethod
    def enterClassContext(cls, cm):
        return _enter(cm, cls.addClassCleanup)

    def _take_cleanups(self):
        """The calls that addCleanup() was given, last first, each taken off the list before it is made."""
        while self._cleanups:
            function, args, kwargs = self._cleanups.pop()
            yield functools.partial(self._callCleanup, function, *args, **kwargs)

    def doCleanups(self):
        """Call what addCleanup() was given. True: nothing failed."""
        outcome = self._outcome or _Outcome()
        for call in self._take_cleanups():
            with outcome.testPartExecutor(self):
                call()
        return outcome.success

    @classmethod
    def doClassCleanups(cls):
        cls.tearDown_exceptions = _run_cleanups(cls._class_cleanups)

    # --- running ---

    def _callSetUp(self):
        self.setUp()

    def _callTestMethod(self, method):
        if method() is not None:
            warnings.warn(f'It is deprecated to return a value that is not None from a test case ({method})',
                          DeprecationWarning, stacklevel=5)

    def _callTearDown(self):
        self.tearDown()

    def _callCleanup(self, function, /, *args, **kwargs):
        function(*args, **kwargs)

    def _marked(self, method, name):
        """A mark of the class or of the method."""
        return getattr(type(self), name, None) or getattr(method, name, None)

    def run(self, result=None):
        """Run the test and tell the result what has become of it."""
        if result is not None:
            return self._run(result)
        result = self.defaultTestResult()
        for_all = getattr(result, 'startTestRun', None)
        if for_all:
            for_all()
        try:
            return self._run(result)
        finally:
            for_all = getattr(result, 'stopTestRun', None)
            if for_all:
                for_all()

    def _run(self, result):
        result.startTest(self)
        try:
            method = getattr(self, self._testMethodName)
            if self._marked(method, '__unittest_skip__'):
                _tell_skipped(result, self, self._marked(method, '__unittest_skip_why__') or '')
                return result
            expecting = getattr(self, '__unittest_expecting_failure__', False) or getattr(
                method, '__unittest_expecting_failure__', False)
            self._outcome = outcome = _Outcome(result)
            try:
                self._run_parts(method, outcome, expecting)
                self._tell(result, outcome, expecting)
                return result
            finally:
                outcome.expectedFailure = outcome = None  # no cycles through tracebacks
                self._outcome = None
        finally:
            result.stopTest(self)

    def _run_parts(self, method, outcome, expecting):
        with outcome.testPartExecutor(self):
            self._callSetUp()
        if outcome.success:
            outcome.expecting_failure = expecting
            with outcome.testPartExecutor(self):
                self._callTestMethod(method)
            outcome.expecting_failure = False
            with outcome.testPartExecutor(self):
                self._callTearDown()
        self.doCleanups()

    def _tell(self, result, outcome, expecting):
        if not outcome.success:
            return
        if not expecting:
            result.addSuccess(self)
        elif outcome.expectedFailure:
            self._tell_expected(result, outcome.expectedFailure)
        else:
            self._tell_unexpected(result)

    def _tell_expected(self, result, error):
        add = getattr(result, 'addExpectedFailure', None)
        if add is None:
            warnings.warn('TestResult has no addExpectedFailure method, reporting as passes', RuntimeWarning)
            result.addSuccess(self)
        else:
            add(self, error)

    def _tell_unexpected(self, result):
        add = getattr(result, 'addUnexpectedSuccess', None)
        if add is not None:
            add(self)
            return
        warnings.warn('TestResult has no addUnexpectedSuccess method, reporting as failure', RuntimeWarning)
        try:
            raise _UnexpectedSuccess from None
        except _UnexpectedSuccess:
            result.addFailure(self, sys.exc_info())

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def debug(self):
        """Run the test without a result: exceptions come through."""
        method = getattr(self, self._testMethodName)
        if self._marked(method, '__unittest_skip__'):
            raise SkipTest(self._marked(method, '__unittest_skip_why__') or '')
        self._callSetUp()
        self._callTestMethod(method)
        self._callTearDown()
        for call in self._take_cleanups():
            call()

    def skipTest(self, reason):
        """Skip this test from here on."""
        raise SkipTest(reason)

    @contextlib.contextmanager
    def subTest(self, msg=_subtest_msg_sentinel, **params):
        """What stands below is told of on its own; when it fails, the test goes on."""
        if self._outcome is None or not self._outcome.result_supports_subtests:
            yield
            return
        outer = self._subtest
        outside = outer.params if outer else {}
        self._subtest = _SubTest(self, msg, {**params, **{name: v for name, v in outside.items() if name not in params}})
        try:
            with self._outcome.testPartExecutor(self._subtest, subTest=True):
                yield
            if not self._outcome.success and getattr(self._outcome.result, 'failfast', None):
                raise _ShouldStop
            if self._outcome.expectedFailure:
                raise _ShouldStop
        finally:
            self._subtest = outer

    # --- as an object ---

    def defaultTestResult(self):
        return result.TestResult()

    def countTestCases(self):
        return 1

    def id(self):
        return f'{strclass(type(self))}.{self._testMethodName}'

    def shortDescription(self):
        """The first line of the method's docstring, or None."""
        doc = self._testMethodDoc
        return doc.strip().split('\n')[0].strip() if doc else None

    def __hash__(self):
        return hash((type(self), self._testMethodName))

    def __eq__(self, other):
        return self._testMethodName == other._testMethodName if type(self) is type(other) else NotImplemented

    def __str__(self):
        return f'{self._testMethodName} ({strclass(type(self))}.{self._testMethodName})'

    def __repr__(self):
        return f'<{strclass(type(self))} testMethod={self._testMethodName}>'


class FunctionTestCase(TestCase):
    """A function as a test, with functions that set up and tear down."""

    def __init__(self, testFunc, setUp=None, tearDown=None, description=None):
        super().__init__()
        self._test, self._before, self._after, self._description = testFunc, setUp, tearDown, description

    def setUp(self):
        if self._before is not None:
            self._before()

    def runTest(self):
        self._test()

    def tearDown(self):
        if self._after is not None:
            self._after()

    def id(self):
        return self._test.__name__

    def _parts(self):
        return self._before, self._after, self._test, self._description

    def __eq__(self, other):
        return self._parts() == other._parts() if isinstance(other, type(self)) else NotImplemented

    def __hash__(self):
        return hash((type(self), *self._parts()))

    def __str__(self):
        return f'{strclass(type(self))} ({self._test.__name__})'

    def __repr__(self):
        return f'<{strclass(type(self))} tec={self._test}>'

    def shortDescription(self):
        text = self._description if self._description is not None else self._test.__doc__
        return text and text.split('\n')[0].strip() or None


class _SubTest(TestCase):
    """What a result is told of a part of a test."""

    def __init__(self, test_case, message, params):
        super().__init__()
        self._message, self.test_case, self.params = message, test_case, params
        self.failureException = test_case.failureException

    def runTest(self):
        raise NotImplementedError('subtests cannot be run directly')

    def _subDescription(self):
        parts = [] if self._message is _subtest_msg_sentinel else [f'[{self._message}]']
        if self.params:
            shown = ', '.join(f'{name}={value!r}' for name, value in self.params.items())
            parts.append(f'({shown})')
        return ' '.join(parts) or '(<subtest>)'

    def id(self):
        return f'{self.test_case.id()} {self._subDescription()}'

    def shortDescription(self):
        return self.test_case.shortDescription()

    def __str__(self):
        return f'{self.test_case} {self._subDescription()}'
