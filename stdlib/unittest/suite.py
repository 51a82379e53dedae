"""TestSuite: tests that run one after the other, with what their classes and modules need around them."""
import sys

from . import case, util

__unittest = True


def _call(holder, name):
    function = getattr(holder, name, None)
    if function is not None:
        function()


class BaseTestSuite:
    """Tests and suites, in order. It knows nothing of classes and modules."""

    _cleanup = True

    def __init__(self, tests=()):
        self._tests = []
        self._removed_tests = 0
        self.addTests(tests)

    def addTest(self, test):
        if not callable(test):
            raise TypeError(f'{test!r} is not callable')
        if isinstance(test, type) and issubclass(test, (case.TestCase, TestSuite)):
            raise TypeError('TestCases and TestSuites must be instantiated before passing them to addTest()')
        self._tests.append(test)

    def addTests(self, tests):
        if isinstance(tests, str):
            raise TypeError('tests must be an iterable of tests, not a string')
        for test in tests:
            self.addTest(test)

    def countTestCases(self):
        return self._removed_tests + sum(test.countTestCases() for test in self._tests if test)

    def _take(self, result):
        """Tests one after the other, until the run shall stop; those that have run are let go."""
        for index, test in enumerate(self):
            if result.shouldStop:
                return
            yield test
            if self._cleanup:
                self._removeTestAtIndex(index)

    def _removeTestAtIndex(self, index):
        try:
            test = self._tests[index]
        except TypeError:
            return  # a suite that keeps no list
        if hasattr(test, 'countTestCases'):
            self._removed_tests += test.countTestCases()
        self._tests[index] = None

    def debug(self):
        for test in self:
            test.debug()

    def run(self, result):
        for test in self._take(result):
            test(result)
        return result

    def __call__(self, *args, **kwds):
        return self.run(*args, **kwds)

    def __iter__(self):
        return iter(self._tests)

    def __eq__(self, other):
        return list(self) == list(other) if isinstance(other, type(self)) else NotImplemented

    def __repr__(self):
        return f'<{util.strclass(type(self))} tests={list(self)}>'


class TestSuite(BaseTestSuite):
    """Calls setUpClass(), setUpModule() and their counterparts where one test follows one of another class or module."""

    def run(self, result, debug=False):
        outermost = not getattr(result, '_testRunEntered', False)
        if outermost:
            result._testRunEntered = True
        for test in self._take(result):
            if not _isnotsuite(test) or self._prepare(test, result):
                test.debug() if debug else test(result)
        if outermost:
            self._tearDownPreviousClass(None, result)
            self._handleModuleTearDown(result)
            result._testRunEntered = False
        return result

    def debug(self):
        """Run the tests without a result: exceptions come through."""
        self.run(_DebugResult(), True)

    def _prepare(self, test, result):
        """What has to be done between the previous test and this one. False: it cannot run."""
        self._tearDownPreviousClass(test, result)
        self._handleModuleFixture(test, result)
        self._handleClassSetUp(test, result)
        result._previousTestClass = type(test)
        return not getattr(type(test), '_classSetupFailed', False) and not getattr(result, '_moduleSetUpFailed', False)

    # --- classes ---

    def _handleClassSetUp(self, test, result):
        cls = type(test)
        if cls is getattr(result, '_previousTestClass', None) or result._moduleSetUpFailed:
            return
        if getattr(cls, '__unittest_skip__', False):
            return
        try:
            cls._classSetupFailed = False
        except TypeError:
            pass  # a type of C
        if self._guarded(result, 'setUpClass', cls, util.strclass(cls), self._class_cleanups):
            try:
                cls._classSetupFailed = True
            except TypeError:
                pass

    def _class_cleanups(self, cls, result, method):
        """Cleanups of a class; each that fails is an error of `method`."""
        if not hasattr(cls, 'doClassCleanups'):
            return
        cls.doClassCleanups()
        for error in cls.tearDown_exceptions:
            if isinstance(result, _DebugResult):
                raise error[1]
            self._createClassOrModuleLevelException(result, error[1], method, util.strclass(cls), error)

    def _tearDownPreviousClass(self, test, result):
        cls = getattr(result, '_previousTestClass', None)
        if cls is None or cls is type(test):
            return
        if (getattr(cls, '_classSetupFailed', False) or getattr(result, '_moduleSetUpFailed', False) or
                getattr(cls, '__unittest_skip__', False)):
            return
        self._guarded(result, 'tearDownClass', cls, util.strclass(cls), self._class_cleanups, always=True)

    # --- modules ---

    def _get_previous_module(self, result):
        return getattr(getattr(result, '_previousTestClass', None), '__module__', None)

    def _handleModuleFixture(self, test, result):
        name = type(test).__module__
        if name == self._get_previous_module(result):
            return
        self._handleModuleTearDown(result)
        result._moduleSetUpFailed = False
        module = sys.modules.get(name)
        if module is not None:
            result._moduleSetUpFailed = self._guarded(result, 'setUpModule', module, name, self._module_cleanups)

    def _module_cleanups(self, module, result, method):
        try:
            case.doModuleCleanups()
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            self._createClassOrModuleLevelException(result, e, method, module.__name__)

    def _handleModuleTearDown(self, result):
        name = self._get_previous_module(result)
        module = sys.modules.get(name)
        if name is None or module is None or result._moduleSetUpFailed:
            return
        self._guarded(result, 'tearDownModule', module, name, self._module_cleanups, always=True)

    # --- errors ---

    def _guarded(self, result, method, holder, name, clean_up, always=False):
        """Calls holder.method(), if there is one, and cleans up, if it fails or always; output is kept back meanwhile.

        What is raised becomes an error of the result. The answer: did the method fail?
        """
        _call(result, '_setupStdout')
        try:
            failed = self._attempt(result, method, holder, name)
            if failed or always:
                clean_up(holder, result, method)
            return failed
        finally:
            _call(result, '_restoreStdout')

    def _attempt(self, result, method, holder, name):
        try:
            _call(holder, method)
        except Exception as e:
            if isinstance(result, _DebugResult):
                raise
            self._createClassOrModuleLevelException(result, e, method, name)
            return True
        return False

    def _createClassOrModuleLevelException(self, result, exc, method_name, parent, info=None):
        self._addClassOrModuleLevelException(result, exc, f'{method_name} ({parent})', info)

    def _addClassOrModuleLevelException(self, result, exception, errorName, info=None):
        holder = _ErrorHolder(errorName)
        add_skip = getattr(result, 'addSkip', None)
        if add_skip is not None and isinstance(exception, case.SkipTest):
            add_skip(holder, str(exception))
        elif info is not None:
            result.addError(holder, info)
        else:
            result.addError(holder, sys.exc_info())


class _ErrorHolder:
    """Stands in the result for a test, where a class or a module failed."""

    failureException = None

    def __init__(self, description):
        self.description = description

    def __repr__(self):
        return f'<ErrorHolder description={self.description!r}>'

    def countTestCases(self):
        return 0

    def run(self, result):
        """There is nothing to run."""

    __call__ = run

    def shortDescription(self):
        return None

    def id(self):
        return self.description

    __str__ = id


def _isnotsuite(test):
    """Does it run by itself?"""
    return getattr(type(test), '__iter__', None) is None


class _DebugResult:
    """The result of runs whose exceptions come through."""

    _previousTestClass = None
    _moduleSetUpFailed = False
    shouldStop = False
