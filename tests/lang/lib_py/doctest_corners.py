# doctest: objects that keep stdout between examples, the debugger in an example, spaces at ends, places of errors, what is found.
import doctest
import io
import sys
import types
from unittest.mock import call

TEXT = '''
>>> import sys
>>> kept = sys.stdout
>>> _ = kept.write('later')
later
>>> print('last', file=kept)
last
>>> kept is sys.stdout
True
'''


def run(text, name='given', **options):
    test = doctest.DocTestParser().get_doctest(text, {}, name, name + '.py', 0)
    print(doctest.DocTestRunner(verbose=False, **options).run(test))


run(TEXT)
run(">>> print('a ')\na \n")
run(">>> print('a ')\na\n")
for text in ('  >>> if 1:\n  ...   x\n ... y\n', '  >>> f(1,\n ... 2)\n', ' >>> x\n x\n y\nz\n', '>>>x\n', '>>> a\n...b\n'):
    try:
        doctest.DocTestParser().get_examples(text, 'n')
    except ValueError as e:
        print(e)

typed = sys.stdin
sys.stdin = io.StringIO('print(x)\ncontinue\n')
try:
    run(">>> x = 42\n>>> def f():\n...     import pdb; pdb.set_trace()\n...     return 3\n>>> f()\n3\n>>> print('out')\nout\n")
finally:
    sys.stdin = typed

# What is found in a module
module = types.ModuleType('found')
module.__file__ = 'found.pyc'
module.wrapper, module.anything = object().__str__, call
exec('def f():\n    """\n    >>> 1\n    1\n    """\n', vars(module))
for test in doctest.DocTestFinder(exclude_empty=False).find(module):
    print(test.name, test.filename, len(test.examples))

for options in (dict(filename='/x'), dict(filename='x', package=types.ModuleType('foo')), dict(filename='x', package=3),
                dict(filename='x', package='json', module_relative=False), dict(filename='x', package='no_such_module')):
    try:
        doctest.testfile(**options)
    except Exception as e:
        print(type(e).__name__, e)
print([name for name in ('DocTestSuite', 'debug', 'DocFileCase') if name not in dir(doctest)])
