"""A module with examples.

>>> 1 + 1
2
>>> add(1, 2)
3
"""
import doctest
import io
import sys


def add(a, b):
    """Add.

    >>> add(1, 2)
    3
    >>> add('a', 1)
    Traceback (most recent call last):
        ...
    TypeError: can only concatenate str (not "int") to str
    >>> for i in range(2):
    ...     print(i)
    ...
    0
    1
    """
    return a + b


class Thing:
    """
    >>> Thing().value
    5
    >>> Thing.make().value
    6
    """
    value = 5

    @classmethod
    def make(cls):
        """
        >>> Thing.make()  # doctest: +ELLIPSIS
        <...Thing object at 0x...>
        >>> print('a\\n\\nb')
        a
        <BLANKLINE>
        b
        >>> print([1,   2])  # doctest: +NORMALIZE_WHITESPACE
        [1,
         2]
        >>> undefined  # doctest: +SKIP
        """
        made = cls()
        made.value = 6
        return made

    @property
    def prop(self):
        """
        >>> Thing().prop
        7
        """
        return 7


def wrong():
    """
    >>> 1
    2
    >>> print('x')
    >>> 1 / 0
    3
    >>> 'last'
    'other'
    >>> True
    1
    >>> print('a\\nb\\nc\\nd')
    a
    b
    x
    d
    """


__test__ = {'extra': '>>> 3 * 3\n9\n'}


def captured(function, *args, **kwargs):
    out, sys.stdout = sys.stdout, io.StringIO()
    try:
        result = function(*args, **kwargs)
    finally:
        text, sys.stdout = sys.stdout.getvalue(), out
    lines = [line for line in text.split('\n') if '/doctest.py"' not in line and 'exec(compile(' not in line and 'compileflags, True), test.globs)' not in line]
    return result, '\n'.join(lines).replace(__file__, 'FILE')


def show(found):
    print(found[0])
    print(found[1])


for test in doctest.DocTestFinder().find(sys.modules['__main__'], 'here'):
    if 'prop' not in test.name:
        print(test.name, test.lineno, len(test.examples), repr(test).replace(__file__, 'FILE'))
show(captured(doctest.testmod, verbose=False))
show(captured(doctest.run_docstring_examples, add, globals(), True, 'add'))
for flags in (doctest.REPORT_NDIFF, doctest.REPORT_UDIFF, doctest.REPORT_CDIFF, doctest.REPORT_ONLY_FIRST_FAILURE, doctest.FAIL_FAST, doctest.DONT_ACCEPT_TRUE_FOR_1):
    show(captured(doctest.run_docstring_examples, wrong, {}, False, 'wrong', optionflags=flags))
parser = doctest.DocTestParser()
for text in ('>>> 1\n1\ntext\n', '  >>> x = 1\n  >>> x\n  1\n\n  more', '>>>bad\n', '>>> if 1:\n...   x\n...bad\n', '>>> # comment\n', '>>> x # doctest: +NONSENSE\n', '  >>> x\n 1\n', '>>> x # doctest: +ELLIPSIS, -SKIP\n', 'none', '>>> a\n>>> b\nout\n\nafter'):
    try:
        for item in parser.parse(text, 'name'):
            print(repr(item) if isinstance(item, str) else (item.source, item.want, item.exc_msg, item.lineno, item.indent, item.options))
    except ValueError as error:
        print('ValueError', error)
checker = doctest.OutputChecker()
for want, got, flags in (('a\n', 'a\n', 0), ('1\n', 'True\n', 0), ('1\n', 'True\n', doctest.DONT_ACCEPT_TRUE_FOR_1), ('a...z\n', 'abcz\n', doctest.ELLIPSIS), ('a...b...c\n', 'axbyc\n', doctest.ELLIPSIS), ('ab...b\n', 'ab\n', doctest.ELLIPSIS), ('<BLANKLINE>\n', '\n', 0), ('<BLANKLINE>\n', '\n', doctest.DONT_ACCEPT_BLANKLINE), ('a b\n', 'a\n  b\n', doctest.NORMALIZE_WHITESPACE)):
    print(checker.check_output(want, got, flags))
def detail():
    """
    >>> raise ValueError('some')
    Traceback (most recent call last):
    ValueError: other
    >>> raise KeyError('x')
    Traceback (most recent call last):
    ValueError
    """
show(captured(doctest.run_docstring_examples, detail, {}, False, 'detail', optionflags=doctest.IGNORE_EXCEPTION_DETAIL))
print(doctest.script_from_examples('Text.\n\n>>> a = 1\n>>> a\n1\n\nMore.\n'))
runner = doctest.DebugRunner(verbose=False)
try:
    runner.run(parser.get_doctest('>>> 1\n2\n', {}, 'debug', None, 0))
except doctest.DocTestFailure as failure:
    print(failure.example.want, failure.got, failure.test)
try:
    runner.run(parser.get_doctest('>>> 1/0\n2\n', {}, 'debug', None, 0))
except doctest.UnexpectedException as failure:
    print(failure.exc_info[0], failure.test.name)
print(doctest.Example('x', 'y') == doctest.Example('x\n', 'y\n'), doctest.TestResults(1, 2))
