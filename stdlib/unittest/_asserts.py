"""The assertions of TestCase."""
import re
import warnings
from _collections_abc import Sequence

from ._contexts import _AssertRaisesContext, _AssertWarnsContext
from .util import _common_shorten_repr, _count_diff_all_purpose, _count_diff_hashable, safe_repr

__unittest = True

DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


def _lines(value):
    from pprint import pformat
    return pformat(value).splitlines()


def _differences(first, second, between=''):
    """The lines of two lists with marks for those that differ, as one text; failures only need the modules for it."""
    from difflib import ndiff
    return '\n' + between.join(ndiff(first, second))


def _old_name(new):
    def method(self, *args, **kwargs):
        warnings.warn(f'Please use {new.__name__} instead.', DeprecationWarning, 2)
        return new(self, *args, **kwargs)
    return method


class Assertions:
    """Each assert method fails with a message that says what differs; msg is added to it, or (longMessage false)
    takes its place. Messages are cut to maxDiff characters of differences."""

    failureException = AssertionError
    longMessage = True
    maxDiff = 80 * 8
    _diffThreshold = 2**16  # characters: differences of longer texts take too long to find

    # --- messages ---

    def fail(self, msg=None):
        """Fail at once."""
        raise self.failureException(msg)

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return f'{standardMsg} : {msg}'
        except UnicodeDecodeError:
            return f'{safe_repr(standardMsg)} : {safe_repr(msg)}'

    def _fail(self, msg, standard):
        self.fail(self._formatMessage(msg, standard))

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + DIFF_OMITTED % len(diff)

    # --- truth and comparison ---

    def assertFalse(self, expr, msg=None):
        if expr:
            raise self.failureException(self._formatMessage(msg, f'{safe_repr(expr)} is not false'))

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise self.failureException(self._formatMessage(msg, f'{safe_repr(expr)} is not true'))

    def addTypeEqualityFunc(self, typeobj, function):
        """assertEqual() calls function(first, second, msg) for two objects of just this type."""
        self._type_equality_funcs[typeobj] = function

    def _getAssertEqualityFunc(self, first, second):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            raise self.failureException(
                self._formatMessage(msg, '%s != %s' % _common_shorten_repr(first, second)))

    def assertEqual(self, first, second, msg=None):
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)}')

    def assertIs(self, expr1, expr2, msg=None):
        if expr1 is not expr2:
            self._fail(msg, f'{safe_repr(expr1)} is not {safe_repr(expr2)}')

    def assertIsNot(self, expr1, expr2, msg=None):
        if expr1 is expr2:
            self._fail(msg, f'unexpectedly identical: {safe_repr(expr1)}')

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            self._fail(msg, f'{safe_repr(obj)} is not None')

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            self._fail(msg, 'unexpectedly None')

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            self._fail(msg, f'{safe_repr(obj)} is not an instance of {cls!r}')

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            self._fail(msg, f'{safe_repr(obj)} is an instance of {cls!r}')

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            self._fail(msg, f'{safe_repr(a)} not greater than {safe_repr(b)}')

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            self._fail(msg, f'{safe_repr(a)} not greater than or equal to {safe_repr(b)}')

    def assertLess(self, a, b, msg=None):
        if not a < b:
            self._fail(msg, f'{safe_repr(a)} not less than {safe_repr(b)}')

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            self._fail(msg, f'{safe_repr(a)} not less than or equal to {safe_repr(b)}')

    # --- numbers ---

    def _distance(self, first, second, places, delta):
        """(are they near, how far apart, what near means)"""
        if delta is not None and places is not None:
            raise TypeError('specify delta or places not both')
        difference = abs(first - second)
        if delta is not None:
            return difference <= delta, difference, f'{safe_repr(delta)} delta'
        places = 7 if places is None else places
        return round(difference, places) == 0, difference, f'{places!r} places'

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Equal, or equal when rounded to so many decimal places (7), or not further apart than delta."""
        if first == second:
            return
        near, difference, limit = self._distance(first, second, places, delta)
        if not near:
            text = f'{safe_repr(first)} != {safe_repr(second)} within {limit} ({safe_repr(difference)} difference)'
            self._fail(msg, text)

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        near, difference, limit = self._distance(first, second, places, delta)
        if first == second or near:
            text = f'{safe_repr(first)} == {safe_repr(second)} within {limit}'
            self._fail(msg, text + (f' ({safe_repr(difference)} difference)' if delta is not None else ''))

    # --- containers ---

    def assertIn(self, member, container, msg=None):
        if member not in container:
            self._fail(msg, f'{safe_repr(member)} not found in {safe_repr(container)}')

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            self._fail(msg, f'{safe_repr(member)} unexpectedly found in {safe_repr(container)}')

    def _check_kinds(self, seq_type, name, first, second):
        if seq_type is None:
            return
        for which, seq in ('First', first), ('Second', second):
            if not isinstance(seq, seq_type):
                raise self.failureException(f'{which} sequence is not a {name}: {safe_repr(seq)}')

    def _sequence_difference(self, kind, seq1, seq2):
        """In words; None if they are equal in spite of all."""
        lengths = []
        for which, seq in ('First', seq1), ('Second', seq2):
            try:
                lengths.append(len(seq))
            except (TypeError, NotImplementedError):
                return f'{which} {kind} has no length.    Non-sequence?'
        if seq1 == seq2:
            return None
        words = '%ss differ: %s != %s\n' % ((kind.capitalize(),) + _common_shorten_repr(seq1, seq2))
        for i in range(min(lengths)):
            items = []
            for which, seq in ('first', seq1), ('second', seq2):
                try:
                    items.append(seq[i])
                except (TypeError, IndexError, NotImplementedError):
                    return words + f'\nUnable to index element {i} of {which} {kind}\n'
            if items[0] != items[1]:
                words += '\nFirst differing element %d:\n%s\n%s\n' % ((i,) + _common_shorten_repr(*items))
                break
        else:
            if lengths[0] == lengths[1] and type(seq1) != type(seq2):
                return None
        return words + self._extra_elements(kind, seq1, seq2, lengths)

    def _extra_elements(self, kind, seq1, seq2, lengths):
        if lengths[0] == lengths[1]:
            return ''
        which, longer, shorter = ('First', seq1, lengths[1]) if lengths[0] > lengths[1] else ('Second', seq2, lengths[0])
        words = f'\n{which} {kind} contains {abs(lengths[0] - lengths[1])} additional elements.\n'
        try:
            return words + f'First extra element {shorter}:\n{safe_repr(longer[shorter])}\n'
        except (TypeError, IndexError, NotImplementedError):
            return words + f'Unable to index element {shorter} of {which.lower()} {kind}\n'

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Two sequences with equal items; seq_type: of that type."""
        name = (seq_type.__name__ if seq_type is not None else 'sequence')
        self._check_kinds(seq_type, name, seq1, seq2)
        words = self._sequence_difference(name, seq1, seq2)
        if words is None:
            return
        self._fail(msg, self._truncateMessage(words, _differences(_lines(seq1), _lines(seq2), '\n')))

    def assertListEqual(self, list1, list2, msg=None):
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def _set_difference(self, which, one, other):
        try:
            return one.difference(other)
        except TypeError as e:
            self.fail(f'invalid type when attempting set difference: {e}')
        except AttributeError as e:
            self.fail(f'{which} argument does not support set difference: {e}')

    def assertSetEqual(self, set1, set2, msg=None):
        parts = [('first', self._set_difference('first', set1, set2)), ('second', self._set_difference('second', set2, set1))]
        lines = []
        for which, items in parts:
            if items:
                lines.append(f'Items in the {which} set but not the {"second" if which == "first" else "first"}:')
                lines.extend(map(repr, items))
        if lines:
            self._fail(msg, '\n'.join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            differences = _differences(_lines(d1), _lines(d2), '\n')
            self._fail(msg, self._truncateMessage('%s != %s' % _common_shorten_repr(d1, d2), differences))

    def assertDictContainsSubset(self, subset, dictionary, msg=None):
        """Deprecated: dictionary has all the pairs of subset."""
        warnings.warn('assertDictContainsSubset is deprecated', DeprecationWarning)
        missing = [safe_repr(key) for key in subset if key not in dictionary]
        wrong = [f'{safe_repr(key)}, expected: {safe_repr(value)}, actual: {safe_repr(dictionary[key])}'
                 for key, value in subset.items() if key in dictionary and value != dictionary[key]]
        parts = [f'Missing: {",".join(missing)}'] if missing else []
        if wrong:
            parts.append(f'Mismatched values: {",".join(wrong)}')
        if parts:
            self._fail(msg, '; '.join(parts))

    def assertCountEqual(self, first, second, msg=None):
        """The same items equally often, in whatever order."""
        first, second = list(first), list(second)
        try:
            differences = _count_diff_hashable(first, second)
        except TypeError:
            differences = _count_diff_all_purpose(first, second)
        if differences:
            lines = ['First has %d, Second has %d:  %r' % each for each in differences]
            self._fail(msg, self._truncateMessage('Element counts were not equal:\n', '\n'.join(lines)))

    # --- text ---

    def assertMultiLineEqual(self, first, second, msg=None):
        """Two equal texts; if not, the message shows which lines differ."""
        self.assertIsInstance(first, str, 'First argument is not a string')
        self.assertIsInstance(second, str, 'Second argument is not a string')
        if first == second:
            return
        if max(len(first), len(second)) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        if len(first.splitlines()) == 1 and first.strip('\r\n') == first:
            differences = _differences([first + '\n'], [second + '\n'])
        else:
            differences = _differences(first.splitlines(keepends=True), second.splitlines(keepends=True))
        self._fail(msg, self._truncateMessage('%s != %s' % _common_shorten_repr(first, second), differences))

    def assertRegex(self, text, expected_regex, msg=None):
        """The regular expression is found in the text."""
        if isinstance(expected_regex, (str, bytes)):
            assert expected_regex, 'expected_regex must not be empty.'
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, f"Regex didn't match: {expected_regex.pattern!r} not found in {text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        if isinstance(unexpected_regex, (str, bytes)):
            unexpected_regex = re.compile(unexpected_regex)
        found = unexpected_regex.search(text)
        if found:
            what = text[found.start():found.end()]
            self._fail(msg, f'Regex matched: {what!r} matches {unexpected_regex.pattern!r} in {text!r}')

    # --- exceptions, warnings, logs ---

    def assertRaises(self, expected_exception, *args, **kwargs):
        """A call of args[0] raises the exception; without args: what stands below `with`."""
        context = _AssertRaisesContext(expected_exception, self)
        try:
            return context.handle('assertRaises', args, kwargs)
        finally:
            context = None

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """The same, and the text of the exception matches."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle('assertRaisesRegex', args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """A call, or what stands below `with`, gives a warning."""
        return _AssertWarnsContext(expected_warning, self).handle('assertWarns', args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle('assertWarnsRegex', args, kwargs)

    def assertLogs(self, logger=None, level=None):
        """What stands below `with` logs something of that level (INFO) or higher."""
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=False)

    def assertNoLogs(self, logger=None, level=None):
        from ._log import _AssertLogsContext
        return _AssertLogsContext(self, logger, level, no_logs=True)

    # --- names from before ---

    failUnlessEqual = assertEquals = _old_name(assertEqual)
    failIfEqual = assertNotEquals = _old_name(assertNotEqual)
    failUnless = assert_ = _old_name(assertTrue)
    failIf = _old_name(assertFalse)
    failUnlessRaises = _old_name(assertRaises)
    failUnlessAlmostEqual = assertAlmostEquals = _old_name(assertAlmostEqual)
    failIfAlmostEqual = assertNotAlmostEquals = _old_name(assertNotAlmostEqual)
    assertRegexpMatches, assertNotRegexpMatches = _old_name(assertRegex), _old_name(assertNotRegex)
    assertRaisesRegexp = _old_name(assertRaisesRegex)
