"""The command line: main(), and python -m unittest."""
import argparse
import os
import sys

from . import loader, runner
from .signals import installHandler

__unittest = True

MAIN_EXAMPLES = '''\
Examples:
  %(prog)s test_module               - run tests from test_module
  %(prog)s module.TestClass          - run tests from module.TestClass
  %(prog)s module.Class.test_method  - run specified test method
  %(prog)s path/to/test_file.py      - run tests from test_file.py
'''

MODULE_EXAMPLES = '''\
Examples:
  %(prog)s                           - run default set of tests
  %(prog)s MyTestSuite               - run suite 'MyTestSuite'
  %(prog)s MyTestCase.testSomething  - run MyTestCase.testSomething
  %(prog)s MyTestCase                - run all 'test*' test methods
                                       in MyTestCase
'''

DISCOVERY_NOTE = 'For test discovery all test modules must be importable from the top level\ndirectory of the project.'


def _as_module(name):
    """test_file.py, or a path to it below this folder, as the name of a module."""
    if not os.path.isfile(name) or not name.lower().endswith('.py'):
        return name
    if os.path.isabs(name):
        relative = os.path.relpath(name, os.getcwd())
        if os.path.isabs(relative) or relative.startswith(os.pardir):
            return name
        name = relative
    return os.path.normpath(name)[:-3].replace('\\', '.').replace('/', '.')


def _as_pattern(text):
    return text if '*' in text else f'*{text}*'


class TestProgram:
    """Reads the command line, finds the tests, runs them, and exits with 1 if one failed."""

    module = None
    verbosity = 1
    failfast = catchbreak = buffer = progName = warnings = testNamePatterns = None
    _discovery_parser = None

    def __init__(self, module='__main__', defaultTest=None, argv=None, testRunner=None, testLoader=loader.defaultTestLoader,
                 exit=True, verbosity=1, failfast=None, catchbreak=None, buffer=None, warnings=None, *, tb_locals=False):
        self.module = self._import(module) if isinstance(module, str) else module
        argv = sys.argv if argv is None else argv
        self.exit, self.failfast, self.catchbreak, self.verbosity = exit, failfast, catchbreak, verbosity
        self.buffer, self.tb_locals = buffer, tb_locals
        self.warnings = warnings
        if warnings is None and not sys.warnoptions:
            self.warnings = 'default'
        self.defaultTest, self.testRunner, self.testLoader = defaultTest, testRunner, testLoader
        self.progName = os.path.basename(argv[0])
        self.parseArgs(argv)
        self.runTests()

    @staticmethod
    def _import(name):
        module = __import__(name)
        for part in name.split('.')[1:]:
            module = getattr(module, part)
        return module

    def usageExit(self, msg=None):
        """Deprecated: print the usage and exit with 2."""
        if not self._discovery_parser:
            self._initArgParsers()
        if msg:
            print(msg)
        self._print_help()
        sys.exit(2)

    def _print_help(self, *args, **kwargs):
        if self.module is not None:
            print(self._main_parser.format_help())
            print(MODULE_EXAMPLES % {'prog': self.progName})
            return
        print(self._main_parser.format_help())
        print(MAIN_EXAMPLES % {'prog': self.progName})
        self._discovery_parser.print_help()

    # --- arguments ---

    def parseArgs(self, argv):
        self._initArgParsers()
        if self.module is None:
            if len(argv) > 1 and argv[1].lower() == 'discover':
                return self._do_discovery(argv[2:])
            self._main_parser.parse_args(argv[1:], self)
            if not self.tests:
                return self._do_discovery([])
        else:
            self._main_parser.parse_args(argv[1:], self)
        if self.tests:
            self.testNames = [_as_module(name) for name in self.tests]
            if __name__ == '__main__':
                self.module = None
        elif self.defaultTest is None:
            self.testNames = None
        else:
            self.testNames = (self.defaultTest,) if isinstance(self.defaultTest, str) else list(self.defaultTest)
        self.createTests()

    def createTests(self, from_discovery=False, Loader=None):
        if self.testNamePatterns:
            self.testLoader.testNamePatterns = self.testNamePatterns
        if from_discovery:
            finder = self.testLoader if Loader is None else Loader()
            self.test = finder.discover(self.start, self.pattern, self.top)
        elif self.testNames is None:
            self.test = self.testLoader.loadTestsFromModule(self.module)
        else:
            self.test = self.testLoader.loadTestsFromNames(self.testNames, self.module)

    def _initArgParsers(self):
        common = self._common_parser()
        self._main_parser = main = argparse.ArgumentParser(prog=self.progName, parents=[common])
        main.print_help = self._print_help
        main.add_argument('tests', nargs='*', help='a list of any number of test modules, classes and test methods.')
        self._discovery_parser = discovery = argparse.ArgumentParser(
            prog=f'{self.progName} discover', parents=[common], epilog=DISCOVERY_NOTE)
        for letter, name, default, text in (('s', 'start-directory', '.', "Directory to start discovery ('.' default)"),
                                            ('p', 'pattern', 'test*.py', "Pattern to match tests ('test*.py' default)"),
                                            ('t', 'top-level-directory', None,
                                             'Top level directory of project (defaults to start directory)')):
            dest = {'s': 'start', 'p': 'pattern', 't': 'top'}[letter]
            discovery.add_argument(f'-{letter}', f'--{name}', dest=dest, help=text)
            discovery.add_argument(dest, nargs='?', default=argparse.SUPPRESS, help=argparse.SUPPRESS)

    def _common_parser(self):
        parser = argparse.ArgumentParser(add_help=False)
        add = parser.add_argument
        add('-v', '--verbose', dest='verbosity', action='store_const', const=2, help='Verbose output')
        add('-q', '--quiet', dest='verbosity', action='store_const', const=0, help='Quiet output')
        add('--locals', dest='tb_locals', action='store_true', help='Show local variables in tracebacks')
        for name, short, text in (('failfast', 'f', 'Stop on first fail or error'),
                                  ('catchbreak', 'c', 'Catch Ctrl-C and display results so far'),
                                  ('buffer', 'b', 'Buffer stdout and stderr during tests')):
            if getattr(self, name) is None:
                long = '--catch' if name == 'catchbreak' else f'--{name}'
                add(f'-{short}', long, dest=name, action='store_true', help=text)
                setattr(self, name, False)
        if self.testNamePatterns is None:
            add('-k', dest='testNamePatterns', action='append', type=_as_pattern,
                help='Only run tests which match the given substring')
            self.testNamePatterns = []
        return parser

    def _do_discovery(self, argv, Loader=None):
        self.start, self.pattern, self.top = '.', 'test*.py', None
        if argv is not None:
            if self._discovery_parser is None:
                self._initArgParsers()
            self._discovery_parser.parse_args(argv, self)
        self.createTests(from_discovery=True, Loader=Loader)

    # --- running ---

    def _make_runner(self):
        if self.testRunner is None:
            self.testRunner = runner.TextTestRunner
        if not isinstance(self.testRunner, type):
            return self.testRunner
        options = {'verbosity': self.verbosity, 'failfast': self.failfast, 'buffer': self.buffer, 'warnings': self.warnings}
        for choice in ({**options, 'tb_locals': self.tb_locals}, options, {}):
            try:
                return self.testRunner(**choice)
            except TypeError:
                if not choice:
                    raise

    def runTests(self):
        if self.catchbreak:
            installHandler()
        self.result = self._make_runner().run(self.test)
        if self.exit:
            sys.exit(not self.result.wasSuccessful())


main = TestProgram
