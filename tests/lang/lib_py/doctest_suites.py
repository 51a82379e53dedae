"""Examples as tests of unittest."""
import doctest
import os
import unittest

from doctests import examples


def run(suite):
    result = unittest.TestResult()
    suite.run(result)
    print(result.testsRun, len(result.failures), len(result.errors), len(result.skipped))
    for test, text in result.failures:
        print(test.id(), '|', text.partition('Failed doctest')[2].replace(examples.__file__, 'FILE').replace(folder, ''))


os.chdir('/')
folder = examples.__file__.rpartition('/')[0]
suite = doctest.DocTestSuite(examples)
print([repr(test) for test in suite], [test.id() for test in suite], [test.shortDescription() for test in suite])
run(suite)
run(doctest.DocTestSuite('doctests.examples', optionflags=doctest.REPORT_ONLY_FIRST_FAILURE))


def begin(test):
    print('begin', test.name)
    test.globs['extra'] = 5


def end(test):
    print('end', test.name)


suite = doctest.DocFileSuite('doctests/examples.txt', setUp=begin, tearDown=end)
print([test.id() for test in suite], suite.countTestCases())
run(suite)
run(doctest.DocFileSuite('examples.txt', package='doctests', globs={'extra': 6}))

print(doctest.set_unittest_reportflags(doctest.REPORT_NDIFF), doctest.set_unittest_reportflags(0) == doctest.REPORT_NDIFF)
for bad in (lambda: doctest.set_unittest_reportflags(doctest.ELLIPSIS),
            lambda: doctest.DocFileSuite('/x', package='doctests', module_relative=False),
            lambda: doctest.testsource(examples, 'none')):
    try:
        bad()
    except ValueError as error:
        print(error)
print(doctest.testsource(examples, 'doctests.examples.thrice'))

try:
    list(doctest.DocTestSuite(examples))[0].debug()
except doctest.DocTestFailure as error:
    print(error.example.source, error.got)
