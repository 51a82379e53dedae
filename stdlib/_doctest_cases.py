"""Examples as test cases of unittest, and under the debugger: the parts of doctest that need other modules."""
import os
import sys
import unittest
from io import StringIO

import doctest

_flags_of_reports = 0


def set_unittest_reportflags(flags):
    """Choose how failures are shown where a suite does not say so; the flags before."""
    global _flags_of_reports
    if flags & doctest.REPORTING_FLAGS != flags:
        raise ValueError('Only reporting flags allowed', flags)
    before, _flags_of_reports = _flags_of_reports, flags
    return before


class DocTestCase(unittest.TestCase):
    """The examples of one docstring as a test. setUp and tearDown are called with the DocTest."""

    def __init__(self, test, optionflags=0, setUp=None, tearDown=None, checker=None):
        super().__init__()
        self._dt_optionflags, self._dt_checker, self._dt_test = optionflags, checker, test
        self._dt_globs, self._dt_setUp, self._dt_tearDown = test.globs.copy(), setUp, tearDown

    def setUp(self):
        if self._dt_setUp is not None:
            self._dt_setUp(self._dt_test)

    def tearDown(self):
        if self._dt_tearDown is not None:
            self._dt_tearDown(self._dt_test)
        self._dt_test.globs.clear()
        self._dt_test.globs.update(self._dt_globs)

    def runTest(self):
        flags = self._dt_optionflags
        if not flags & doctest.REPORTING_FLAGS:
            flags |= _flags_of_reports
        output, stdout = StringIO(), sys.stdout
        runner = doctest.DocTestRunner(checker=self._dt_checker, verbose=False, optionflags=flags)
        runner.DIVIDER = '-' * 70
        try:
            failures, _ = runner.run(self._dt_test, out=output.write, clear_globs=False)
        finally:
            sys.stdout = stdout
        if failures:
            raise self.failureException(self.format_failure(output.getvalue()))

    def format_failure(self, err):
        """What is said of a failure."""
        test = self._dt_test
        line = 'unknown line number' if test.lineno is None else test.lineno
        return (f'Failed doctest test for {test.name}\n  File "{test.filename}", line {line}, in '
                f'{test.name.rpartition(".")[2]}\n\n{err}')

    def debug(self):
        """Run the examples; the first failure leaves as an exception that has the example."""
        self.setUp()
        runner = doctest.DebugRunner(optionflags=self._dt_optionflags, checker=self._dt_checker, verbose=False)
        runner.run(self._dt_test, clear_globs=False)
        self.tearDown()

    def id(self):
        return self._dt_test.name

    def _key(self):
        return self._dt_test, self._dt_optionflags, self._dt_setUp, self._dt_tearDown, self._dt_checker

    def __eq__(self, other):
        return self._key() == other._key() if type(self) is type(other) else NotImplemented

    def __hash__(self):
        return hash(self._key()[1:4])

    def __repr__(self):
        place, _, name = self._dt_test.name.rpartition('.')
        return f'{name} ({place})'

    __str__ = object.__str__

    def shortDescription(self):
        return f'Doctest: {self._dt_test.name}'


class SkipDocTestCase(DocTestCase):
    """Stands for a module without docstrings."""

    def __init__(self, module):
        super().__init__(doctest.DocTest([], {}, module.__name__, None, 0, None))
        self.module = module

    def shortDescription(self):
        return f'Skipping tests from {self.module.__name__}'

    __str__ = shortDescription

    def test_skip(self):
        """What unittest looks for."""

    def setUp(self):
        self.skipTest('DocTestSuite will not work with -O2 and above')


class DocFileCase(DocTestCase):
    """The examples of a text file as a test."""

    def format_failure(self, err):
        name, file = self._dt_test.name, self._dt_test.filename
        return f'Failed doctest test for {name}\n  File "{file}", line 0\n\n{err}'

    def __repr__(self):
        return self._dt_test.filename

    def id(self):
        return self._dt_test.name.replace('.', '_')


class _DocTestSuite(unittest.TestSuite):
    """A suite that keeps its tests after they ran."""

    def _removeTestAtIndex(self, index):
        pass


def DocTestSuite(module=None, globs=None, extraglobs=None, test_finder=None, **options):
    """A suite with a test for each docstring with examples in a module. Options: those of DocTestCase."""
    module = doctest._module(module, 1)
    finder = test_finder or doctest.DocTestFinder()
    tests = finder.find(module, globs=globs, extraglobs=extraglobs)
    suite = _DocTestSuite()
    if not tests and sys.flags.optimize >= 2:
        suite.addTest(SkipDocTestCase(module))
    for test in sorted(tests):
        if not test.examples:
            continue
        if not test.filename:
            filename = getattr(module, '__file__', module.__name__)
            test.filename = filename.removesuffix('c') if filename.endswith('.pyc') else filename
        suite.addTest(DocTestCase(test, **options))
    return suite


def DocFileTest(path, module_relative=True, package=None, globs=None, parser=doctest.DocTestParser(), encoding=None, **options):
    """A test for the examples in a text file."""
    if module_relative:
        path = doctest._beside(doctest._module(package, 1), path)
    elif package:
        raise ValueError('Package may only be specified for module-relative paths.')
    with open(path, encoding=encoding or 'utf-8') as file:
        text = file.read()
    globs = {**(globs or {}), '__file__': path}
    return DocFileCase(parser.get_doctest(text, globs, os.path.basename(path), path, 0), **options)


def DocFileSuite(*paths, module_relative=True, package=None, **options):
    """A suite with a test for each of the text files. Options: those of DocFileTest."""
    if module_relative:
        package = doctest._module(package, 1)
    return _DocTestSuite([DocFileTest(path, module_relative, package, **options) for path in paths])


# --- under the debugger ---------------------------------------------------------------------------------------------

def testsource(module, name):
    """The examples of an object in a module as a script."""
    module = doctest._module(module, 1)
    for test in doctest.DocTestFinder().find(module):
        if test.name == name:
            return doctest.script_from_examples(test.docstring)
    raise ValueError(name, 'not found in tests')


def debug_src(src, pm=False, globs=None):
    """Debug the examples of a text; pm: where the first exception comes."""
    debug_script(doctest.script_from_examples(src), pm, globs)


def debug_script(src, pm=False, globs=None):
    """Debug a script; pm: where its first exception comes."""
    import pdb
    globs = dict(globs or {})
    if not pm:
        pdb.Pdb(nosigint=True).run(f'exec({src!r})', globs, globs)
        return
    try:
        exec(src, globs, globs)
    except:
        print(sys.exc_info()[1])
        debugger = pdb.Pdb(nosigint=True)
        debugger.reset()
        debugger.interaction(None, sys.exc_info()[2])


def debug(module, name, pm=False):
    """Debug the examples of an object in a module."""
    module = doctest._module(module, 1)
    debug_script(testsource(module, name), pm, vars(module))
