"""TestLoader: finds tests in classes, modules, names and folders."""
import functools
import os
import re
import sys
import traceback
import warnings
from fnmatch import fnmatch, fnmatchcase

from . import case, suite, util

__unittest = True


class _FailedTest(case.TestCase):
    """Stands for tests that could not be loaded: it fails with what was raised."""

    _testMethodName = None

    def __init__(self, method_name, exception):
        self._exception = exception
        super().__init__(method_name)

    def __getattr__(self, name):
        if name != self._testMethodName:
            raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')

        def fail():
            raise self._exception
        return fail


def _failed(name, exception, message, suite_class):
    return suite_class((_FailedTest(name, exception),)), message


def _failed_import(name, suite_class):
    message = f'Failed to import test module: {name}\n{traceback.format_exc()}'
    return _failed(name, ImportError(message), message, suite_class)


def _skipped_module(name, exception, suite_class):
    @case.skip(str(exception))
    def skipped(self):
        """Skipped with its module."""
    return suite_class((type('ModuleSkipped', (case.TestCase,), {name: skipped})(name),))


def _without_ending(path):
    return path[:-9] if path.lower().endswith('$py.class') else os.path.splitext(path)[0]


class TestLoader:
    """Makes suites of tests. What fails to load is a test that fails, and its text is in `errors`."""

    suiteClass = suite.TestSuite
    testMethodPrefix, testNamePatterns = 'test', None
    sortTestMethodsUsing = staticmethod(util.three_way_cmp)
    _top_level_dir = None

    def __init__(self):
        self.errors = []
        self._loading_packages = set()  # whose load_tests() is running

    # --- from classes and modules ---

    def loadTestsFromTestCase(self, testCaseClass):
        if issubclass(testCaseClass, suite.TestSuite):
            raise TypeError('Test cases should not be derived from TestSuite. Maybe you meant to derive from TestCase?')
        names = self.getTestCaseNames(testCaseClass)
        if not names and hasattr(testCaseClass, 'runTest'):
            names = ['runTest']
        return self.suiteClass(map(testCaseClass, names))

    def getTestCaseNames(self, testCaseClass):
        """The names of the test methods, in order."""
        def wanted(name):
            if not name.startswith(self.testMethodPrefix) or not callable(getattr(testCaseClass, name)):
                return False
            if self.testNamePatterns is None:
                return True
            full = f'{testCaseClass.__module__}.{testCaseClass.__qualname__}.{name}'
            return any(fnmatchcase(full, pattern) for pattern in self.testNamePatterns)

        names = [name for name in dir(testCaseClass) if wanted(name)]
        if self.sortTestMethodsUsing:
            names.sort(key=functools.cmp_to_key(self.sortTestMethodsUsing))
        return names

    def loadTestsFromModule(self, module, *args, pattern=None, **kws):
        """All tests of a module; or what its function load_tests(loader, tests, pattern) answers."""
        self._check_old_arguments(args, kws)
        tests = self.suiteClass([self.loadTestsFromTestCase(each) for each in (getattr(module, name) for name in dir(module))
                                 if isinstance(each, type) and issubclass(each, case.TestCase)])
        load_tests = getattr(module, 'load_tests', None)
        if load_tests is None:
            return tests
        try:
            return load_tests(self, tests, pattern)
        except Exception as e:
            message = f'Failed to call load_tests:\n{traceback.format_exc()}'
            failed, text = _failed(module.__name__, e, message, self.suiteClass)
            self.errors.append(text)
            return failed

    def _check_old_arguments(self, args, kws):
        if args or 'use_load_tests' in kws:
            warnings.warn('use_load_tests is deprecated and ignored', DeprecationWarning, stacklevel=3)
            kws.pop('use_load_tests', None)
        if len(args) > 1:
            raise TypeError(f'loadTestsFromModule() takes 1 positional argument but {len(args) + 1} were given')
        if kws:
            raise TypeError(f"loadTestsFromModule() got an unexpected keyword argument '{sorted(kws)[0]}'")

    # --- from names ---

    def loadTestsFromNames(self, names, module=None):
        return self.suiteClass([self.loadTestsFromName(name, module) for name in names])

    def loadTestsFromName(self, name, module=None):
        """Tests by a dotted name: of a module, a class, a method, or a function that answers tests."""
        parts = name.split('.')
        obj, failed = module, None
        if module is None:
            obj, parts, failed = self._import_longest(parts)
            if obj is None:
                return failed
        return self._resolve(obj, parts, name, failed)

    def _import_longest(self, parts):
        """(module, names that are left, failed test of the import in case they are not there)"""
        front, error = parts[:], None
        while front:
            try:
                module_name = '.'.join(front)
                obj = __import__(module_name)
                for part in front[1:]:
                    obj = getattr(obj, part)
                return obj, parts[len(front):], error and error[0]
            except ImportError:
                last = front.pop()
                error = _failed_import(last, self.suiteClass)
        self.errors.append(error[1])
        return None, [], error[0]

    def _resolve(self, obj, parts, name, failed):
        parent = None
        for part in parts:
            try:
                parent, obj = obj, getattr(obj, part)
            except AttributeError as e:
                if failed is not None and getattr(obj, '__path__', None) is not None:
                    self.errors.append(str(failed._tests[0]._exception))
                    return failed
                message = f'Failed to access attribute:\n{traceback.format_exc()}'
                failed, text = _failed(part, e, message, self.suiteClass)
                self.errors.append(text)
                return failed
        return self._tests_of(obj, parent, parts[-1] if parts else name)

    def _tests_of(self, obj, parent, name):
        if isinstance(obj, util.ModuleType):
            return self.loadTestsFromModule(obj)
        if isinstance(obj, type) and issubclass(obj, case.TestCase):
            return self.loadTestsFromTestCase(obj)
        if isinstance(obj, util.FunctionType) and isinstance(parent, type) and issubclass(parent, case.TestCase):
            test = parent(obj.__name__ if obj.__name__ == name else name)
            if not isinstance(getattr(test, test._testMethodName), util.FunctionType):
                return self.suiteClass([test])
        if isinstance(obj, suite.TestSuite):
            return obj
        if not callable(obj):
            raise TypeError(f"don't know how to make test from: {obj}")
        test = obj()
        if isinstance(test, suite.TestSuite):
            return test
        if isinstance(test, case.TestCase):
            return self.suiteClass([test])
        raise TypeError(f'calling {obj} returned {test}, not a test')

    # --- from folders ---

    def discover(self, start_dir, pattern='test*.py', top_level_dir=None):
        """All tests of the modules below a folder (or package) whose file names match the pattern."""
        given = top_level_dir or self._top_level_dir
        top = os.path.abspath(given or start_dir)
        if top not in sys.path:
            sys.path.insert(0, top)
        self._top_level_dir = top
        if os.path.isdir(os.path.abspath(start_dir)):
            start = os.path.abspath(start_dir)
            importable = start == top or os.path.isfile(os.path.join(start, '__init__.py'))
        else:
            start, importable = self._find_package(start_dir, given is None)
        if not importable:
            raise ImportError(f'Start directory is not importable: {start_dir!r}')
        return self.suiteClass(list(self._find_tests(start, pattern)))

    def _find_package(self, name, decide_top):
        """(folder of a package, can it be searched)"""
        try:
            __import__(name)
        except ImportError:
            return name, False
        module = sys.modules[name]
        file = getattr(module, '__file__', None)
        if file is None:
            if name in sys.builtin_module_names:
                raise TypeError('Can not use builtin modules as dotted module names') from None
            raise TypeError(f"don't know how to discover from {module!r}") from None
        folder = os.path.abspath(os.path.dirname(file))
        if decide_top:
            self._top_level_dir = self._top_of_module(sys.modules[name.split('.')[0]])
            sys.path.remove(os.path.abspath(name))
        return folder, True

    def _top_of_module(self, module):
        path = os.path.abspath(module.__file__)
        if os.path.basename(path).lower().startswith('__init__.py'):
            path = os.path.dirname(path)
        return os.path.dirname(path)

    def _name_of_path(self, path):
        if path == self._top_level_dir:
            return '.'
        relative = os.path.relpath(_without_ending(os.path.normpath(path)), self._top_level_dir)
        return relative.replace(os.path.sep, '.')

    def _match_path(self, path, full_path, pattern):
        return fnmatch(path, pattern)

    def _find_tests(self, start_dir, pattern):
        name = self._name_of_path(start_dir)
        if name != '.' and name not in self._loading_packages:
            tests, go_on = self._tests_of_path(start_dir, pattern)
            if tests is not None:
                yield tests
            if not go_on:
                return
        for entry in sorted(os.listdir(start_dir)):
            path = os.path.join(start_dir, entry)
            tests, go_on = self._tests_of_path(path, pattern)
            if tests is not None:
                yield tests
            if go_on:
                yield from self._below(path, pattern)

    def _below(self, path, pattern):
        name = self._name_of_path(path)
        self._loading_packages.add(name)
        try:
            yield from self._find_tests(path, pattern)
        finally:
            self._loading_packages.discard(name)

    def _tests_of_path(self, path, pattern):
        """(tests or None, is it a folder to look into)"""
        base = os.path.basename(path)
        if os.path.isfile(path):
            if re.match(r'(?i)[_a-z]\w*\.py$', base) and self._match_path(base, path, pattern):
                return self._tests_of_file(path, pattern), False
        elif os.path.isdir(path) and os.path.isfile(os.path.join(path, '__init__.py')):
            return self._tests_of_package(path, pattern)
        return None, False

    def _import(self, name):
        """(module, None), or (None, a test that says why not)"""
        try:
            __import__(name)
            return sys.modules[name], None
        except case.SkipTest as e:
            return None, _skipped_module(name, e, self.suiteClass)
        except:
            failed, text = _failed_import(name, self.suiteClass)
            self.errors.append(text)
            return None, failed

    def _tests_of_file(self, path, pattern):
        name = self._name_of_path(path)
        module, failed = self._import(name)
        if module is None:
            return failed
        file = os.path.abspath(getattr(module, '__file__', path))
        if _without_ending(os.path.realpath(file)).lower() != _without_ending(os.path.realpath(path)).lower():
            raise ImportError(f'{name.rpartition(".")[2]!r} module incorrectly imported from {os.path.dirname(file)!r}. '
                              f'Expected {os.path.dirname(path)!r}. Is this module globally installed?')
        return self.loadTestsFromModule(module, pattern=pattern)

    def _tests_of_package(self, path, pattern):
        name = self._name_of_path(path)
        package, failed = self._import(name)
        if package is None:
            return failed, False
        load_tests = getattr(package, 'load_tests', None)
        self._loading_packages.add(name)
        try:
            tests = self.loadTestsFromModule(package, pattern=pattern)
        finally:
            self._loading_packages.discard(name)
        return tests, load_tests is None


defaultTestLoader = TestLoader()


# --- the old way ----------------------------------------------------------------------------------------------------

def _loader(prefix, sort, suite_class=None, patterns=None):
    loader = TestLoader()
    loader.sortTestMethodsUsing, loader.testMethodPrefix, loader.testNamePatterns = sort, prefix, patterns
    if suite_class:
        loader.suiteClass = suite_class
    return loader


def _warn_old(name, instead):
    warnings.warn(f'unittest.{name}() is deprecated and will be removed in Python 3.13. Please use '
                  f'unittest.TestLoader.{instead}() instead.', DeprecationWarning, stacklevel=3)


def getTestCaseNames(testCaseClass, prefix, sortUsing=util.three_way_cmp, testNamePatterns=None):
    _warn_old('getTestCaseNames', 'getTestCaseNames')
    return _loader(prefix, sortUsing, patterns=testNamePatterns).getTestCaseNames(testCaseClass)


def makeSuite(testCaseClass, prefix='test', sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _warn_old('makeSuite', 'loadTestsFromTestCase')
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromTestCase(testCaseClass)


def findTestCases(module, prefix='test', sortUsing=util.three_way_cmp, suiteClass=suite.TestSuite):
    _warn_old('findTestCases', 'loadTestsFromModule')
    return _loader(prefix, sortUsing, suiteClass).loadTestsFromModule(module)
