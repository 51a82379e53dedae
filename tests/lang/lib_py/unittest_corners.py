# unittest at its corners: output kept back around classes and modules, cleanups that fail, debug(), what is warned of.
import io
import sys
import types
import unittest
import warnings

events = []


class Noisy(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        print('set up class')
        cls.addClassCleanup(cls.clean, 'one')
        cls.addClassCleanup(cls.clean, 'two')
        if cls.fails:
            raise ValueError('set up failed')

    @classmethod
    def clean(cls, name):
        print('clean', name)
        raise KeyError(name)

    @classmethod
    def tearDownClass(cls):
        print('tear down class')
        raise OSError('torn')

    fails = False

    def test(self):
        print('test')


class Failing(Noisy):
    fails = True


def run(*tests, buffer=True):
    result = unittest.TestResult()
    result.buffer = buffer
    suite = unittest.TestSuite(tests)
    suite.run(result)
    for test, text in result.errors + result.failures:
        lines = text.splitlines()
        print(str(test).replace('__main__.', ''), '|', [line for line in lines if not line.startswith(('  ', 'Traceback'))])
    print(result.testsRun, len(result.errors), sys.stdout is result._original_stdout)


run(Noisy('test'))
run(Failing('test'))


def module(fails):
    made = types.ModuleType('made')

    def setUpModule():
        print('set up module')
        unittest.addModuleCleanup(clean)
        if fails:
            raise ValueError('no module')

    def clean():
        print('clean module')
        raise KeyError('cleaning')

    def tearDownModule():
        print('tear down module')
        raise OSError('module torn')
    made.setUpModule, made.tearDownModule = setUpModule, tearDownModule
    return made


class InModule(unittest.TestCase):
    def test(self):
        print('runs')


InModule.__module__ = 'made'
for fails in False, True:
    sys.modules['made'] = module(fails)
    run(InModule('test'))

for each in Noisy, Failing:
    kept, sys.stdout = sys.stdout, io.StringIO()
    try:
        unittest.TestSuite([each('test')]).debug()
    except Exception as e:
        said = type(e).__name__, str(e)
    sys.stdout = kept
    print(each.__name__, said)


class Returns(unittest.TestCase):
    def test(self):
        return 3

    def setUp(self):
        self.addCleanup(events.append, 'cleaned')
        self.addCleanup(lambda *args, **kwargs: events.append((args, kwargs)), 1, function=2, self=3)


with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    Returns('test').run()
print(caught[0].filename == __file__, caught[0].category.__name__, events)
for name in 'assertRaisesRegex', 'assertWarnsRegex':
    try:
        getattr(Returns('test'), name)(ValueError if 'Raises' in name else UserWarning, lambda: None)
    except TypeError as e:
        print(name, e)

# Texts that are too long to be compared line by line
case = Returns('test')
case.maxDiff, case._diffThreshold = None, 10
for first, second in (('a' * 8, 'b' * 8), ('a' * 12, 'b' * 12)):
    try:
        case.assertEqual(first, second)
    except AssertionError as e:
        print(e)

suite = unittest.TestSuite([case])
suite._removeTestAtIndex(0)
print(list(suite), suite.countTestCases())
program = unittest.main(argv=['x'], defaultTest='__main__.Returns', exit=False, testRunner=type('R', (), {
    '__init__': lambda self, **kw: None, 'run': lambda self, test: print(test.countTestCases())}))
print(program.testNames)
