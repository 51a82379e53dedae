# Suites of all kinds of tests, what runners write of them, fixtures and their errors, loaders, assertions' messages.
import io
import logging
import re
import sys
import unittest
import warnings

trace = []


class Outcomes(unittest.TestCase):
    """All ways to end."""

    def test_ok(self):
        """It is fine.

        And more."""

    def test_fail(self):
        self.assertEqual([1, 2], [1, 3], 'own words')

    def test_error(self):
        {}['missing']

    @unittest.skip('no reason')
    def test_skipped(self):
        pass

    def test_skips_itself(self):
        self.skipTest('in the middle')

    @unittest.expectedFailure
    def test_expected(self):
        self.fail('as expected')

    @unittest.expectedFailure
    def test_unexpected(self):
        pass

    @unittest.skipIf(False, 'never')
    def test_not_skipped(self):
        pass

    @unittest.skipUnless(False, 'always')
    def test_unless(self):
        pass

    def test_parts(self):
        for i in range(4):
            with self.subTest('message', i=i):
                with self.subTest(inner=i * 2):
                    self.assertNotEqual(i, 1)
                if i == 2:
                    raise KeyError(i)
                if i == 3:
                    self.skipTest('a part')

    def test_cleanups(self):
        self.addCleanup(trace.append, 'first added')
        self.addCleanup(self.fail, 'in a cleanup')
        self.addCleanup(trace.append, 'last added')
        self.enterContext(warnings.catch_warnings())


class Fixtures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        trace.append('setUpClass')
        cls.addClassCleanup(trace.append, 'class cleanup')

    @classmethod
    def tearDownClass(cls):
        trace.append('tearDownClass')

    def setUp(self):
        trace.append(f'setUp {self.id()}')

    def tearDown(self):
        trace.append('tearDown')
        if 'broken' in self.id():
            raise ValueError('tearDown')

    def test_one(self):
        trace.append('one')

    def test_broken(self):
        self.fail('test')


class BrokenClass(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise RuntimeError('setUpClass')

    def test_never(self):
        trace.append('never')


@unittest.skip('whole class')
class Skipped(unittest.TestCase):
    def test_a(self):
        pass


class BrokenSetUp(unittest.TestCase):
    def setUp(self):
        raise unittest.SkipTest('from setUp')

    def test_x(self):
        trace.append('never')


def setUpModule():
    trace.append('setUpModule')
    unittest.addModuleCleanup(trace.append, 'module cleanup')


def tearDownModule():
    trace.append('tearDownModule')


def run(tests, **options):
    out = io.StringIO()
    result = unittest.TextTestRunner(stream=out, **options).run(tests)
    text = re.sub(r'in \d+\.\d+s', 'in T', out.getvalue()).replace(__file__, 'FILE')
    print(re.sub(r'\n +[~^]+(?=\n)', '', text))
    return result


load = unittest.defaultTestLoader.loadTestsFromTestCase
for verbosity in 0, 1, 2:
    result = run(unittest.TestSuite(map(load, (Outcomes, Fixtures, BrokenClass, Skipped, BrokenSetUp))), verbosity=verbosity)
    print(result, result.wasSuccessful(), trace)
    trace.clear()
result = run(load(Outcomes), failfast=True)
print(result.shouldStop)


class Prints(unittest.TestCase):
    def test_ok(self):
        print('not shown')

    def test_out(self):
        print('to stdout')
        print('to stderr', file=sys.stderr)
        self.fail('x')


class Causes(unittest.TestCase):
    def test_chain(self):
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError('from') from e


run(load(Prints), buffer=True)
run(load(Causes))
run(unittest.FunctionTestCase(lambda: 1 / 0, description='a function'))
test = Outcomes('test_ok')
print(test, repr(test), test.id(), test.shortDescription(), test == Outcomes('test_ok'), test.countTestCases(), hash(test) == hash(Outcomes('test_ok')))
try:
    Outcomes('nix')
except ValueError as e:
    print(e)
try:
    Outcomes('test_error').debug()
except KeyError as e:
    print('debug', e)
suite = unittest.TestSuite([test])
print(suite, suite.countTestCases(), list(suite) == [test], suite == unittest.TestSuite([test]))
for bad in 1, Outcomes, unittest.TestSuite:
    try:
        suite.addTest(bad)
    except TypeError as e:
        print(e)

loader = unittest.TestLoader()
print(loader.getTestCaseNames(Fixtures), loader.loadTestsFromName('Fixtures.test_one', sys.modules[__name__]),
      loader.loadTestsFromName('__main__.Prints').countTestCases(), loader.loadTestsFromNames(['Prints', 'Causes'], sys.modules[__name__]).countTestCases())
loader.testNamePatterns = ['*one', '*chain']
print(loader.loadTestsFromModule(sys.modules[__name__]).countTestCases())
loader = unittest.TestLoader()
for name in 'nix.module', '__main__.Nix', '__main__.trace':
    try:
        print(list(loader.loadTestsFromName(name))[0].id())
    except TypeError as e:
        print(e)
print(len(loader.errors), [e.strip().splitlines()[-1] for e in loader.errors])

case = unittest.TestCase()


def message(name, *args, **kwargs):
    try:
        getattr(case, name)(*args, **kwargs)
        print(name, 'passes')
    except AssertionError as e:
        print(name, e)
    except Exception as e:
        print(name, type(e).__name__, e)


long = list(range(100))
for call in [
        ('assertEqual', 1, 2), ('assertEqual', 1, 2, 'msg'), ('assertEqual', 'a\nb', 'a\nc'), ('assertEqual', 'a' * 200, 'a' * 199 + 'b'),
        ('assertEqual', {1: 2}, {1: 3}), ('assertEqual', {1, 2}, {2, 3}), ('assertEqual', (1,), (1, 2)), ('assertEqual', [], [1]),
        ('assertEqual', long, long[:-1]), ('assertEqual', long, [*long[:50], 'x', *long[51:]]), ('assertListEqual', [1], (1,)), ('assertSequenceEqual', (1,), [2]),
        ('assertSequenceEqual', 1, [2]), ('assertMultiLineEqual', 'a', 'b\nc'), ('assertNotEqual', 1, 1), ('assertTrue', 0), ('assertFalse', 'x'),
        ('assertIs', 1, 2), ('assertIsNot', None, None), ('assertIsNone', 1), ('assertIsNotNone', None), ('assertIn', 1, [2]), ('assertNotIn', 1, [1]),
        ('assertIsInstance', 1, str), ('assertNotIsInstance', 1, int), ('assertGreater', 1, 2), ('assertGreaterEqual', 1, 2), ('assertLess', 2, 1),
        ('assertLessEqual', 2, 1), ('assertAlmostEqual', 1, 1.1), ('assertAlmostEqual', 1, 1.00000001), ('assertAlmostEqual', 1, 2, 1), ('assertNotAlmostEqual', 1, 1),
        ('assertCountEqual', 'aab', 'abc'), ('assertCountEqual', [[1], [1], [2]], [[1], [3]]), ('assertRegex', 'abc', 'x'), ('assertNotRegex', 'abc', 'b+'),
        ('assertDictEqual', 1, {}), ('assertSetEqual', {1}, 2), ('assertSetEqual', 1, {2}), ('assertRaises', ValueError, int, '1'), ('assertRaises', ValueError, int, 'x'),
        ('assertRaises', 'x'), ('assertRaisesRegex', ValueError, 'nix', int, 'x'), ('assertWarns', UserWarning, int), ('fail',), ('fail', 'msg'),
        ('assertRaises', (KeyError, ValueError), int, '1')]:
    message(*call)
message('assertAlmostEqual', 1, 5, delta=2)
message('assertAlmostEqual', 1, 5, places=1, delta=2)
message('assertNotAlmostEqual', 1, 2, delta=2)
case.longMessage = False
message('assertEqual', 1, 2, 'only this')
case.longMessage = True
case.maxDiff = 10
message('assertEqual', long, [])
with case.assertRaises(KeyError) as caught:
    {}[1]
print(repr(caught.exception))
with case.assertWarnsRegex(DeprecationWarning, 'o.d') as caught:
    warnings.warn('old', DeprecationWarning)
print(caught.warning, caught.filename == __file__)
with case.assertLogs('x', 'WARNING') as caught:
    logging.getLogger('x.y').error('logged %s', 1)
    logging.getLogger('x').info('too low')
print(caught.output, len(caught.records))
try:
    with case.assertLogs('x'):
        pass
except AssertionError as e:
    print(e)
try:
    with case.assertNoLogs('x'):
        logging.getLogger('x').error('bad')
except AssertionError as e:
    print(e)
with case.assertRaises(TypeError):
    case.enterContext(1)
print(sorted(unittest.__all__))
