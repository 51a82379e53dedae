"""The assertions of mocks: which calls there were."""
from ._mock_calls import _Call, _CallList, call
from ._mock_specs import SpecState, mock_of

__unittest = True


class _Comparer(list):
    """Calls; `in` lets ANY of the expected call equal what it is compared with, whatever that thinks of it."""

    def __contains__(self, item):
        return any(len(item) == len(each) and all(a == b for a, b in zip(item, each)) for each in self)


def missing_from(wanted, actual):
    """Those of the calls that are not there, each call taken once."""
    rest, missing = list(actual), []
    for each in wanted:
        try:
            rest.remove(each)
        except ValueError:
            missing.append(each)
    return missing


def complaint_of(noun, wanted):
    """What is wrong with calls that were not found, and the exception that their arguments raise, if one does."""
    cause = next((each for each in wanted if isinstance(each, Exception)), None)
    if cause is None:
        return f'{noun.capitalize()}s not found.', None
    errors = [each if isinstance(each, Exception) else None for each in wanted]
    return f'Error processing expected {noun}s.\nErrors: {errors}', cause


class Asserted:
    """Methods that raise AssertionError if calls were not as they say."""

    def _called_name(self):
        return self._mock_name or 'mock'

    def _signature_for(self, name):
        """The signature of what a call of that name called: of a child's child, perhaps."""
        signature, children = (None, self._mock_children) if name else (self._spec_signature, {})
        for part in name.replace('()', '').split('.') if name else ():
            child = children.get(part)
            if child is None or isinstance(child, SpecState):
                break
            child = mock_of(child)
            children, signature = child._mock_children, child._spec_signature
        return signature

    def _call_matcher(self, call_):
        """The call with its arguments as the signature names them, so that f(1) is f(x=1); TypeError: they do not fit."""
        named = isinstance(call_, tuple) and len(call_) > 2
        signature = self._signature_for(call_[0]) if named else self._spec_signature
        if signature is None:
            return call_
        args, kwargs = call_[-2:]
        try:
            bound = signature.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return call(call_[0] if named else '', bound.args, bound.kwargs)

    def _calls_text(self, prefix='Calls'):
        return f'\n{prefix}: {self.mock_calls!r}.' if self.mock_calls else ''

    def _expect_count(self, wanted, words):
        if self.call_count != wanted:
            raise AssertionError(f"Expected '{self._called_name()}' {words} Called {self.call_count} times.{self._calls_text()}")

    def assert_not_called(self):
        """It was never called."""
        self._expect_count(0, 'to not have been called.')

    def assert_called(self):
        """It was called at least once."""
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._called_name()}' to have been called.")

    def assert_called_once(self):
        """It was called once."""
        self._expect_count(1, 'to have been called once.')

    def _format_mock_call_signature(self, args, kwargs):
        return repr(_Call((self._called_name(), args, kwargs), two=False)).removeprefix('call.')

    def assert_called_with(self, /, *args, **kwargs):
        """The last call had these arguments."""
        expected = self._format_mock_call_signature(args, kwargs)
        if self.call_args is None:
            raise AssertionError(f'expected call not found.\nExpected: {expected}\nActual: not called.')
        wanted, actual = self._call_matcher(_Call((args, kwargs), two=True)), self._call_matcher(self.call_args)
        if actual != wanted:
            cause = wanted if isinstance(wanted, Exception) else None
            shown = self._format_mock_call_signature(*self.call_args)
            raise AssertionError(f'expected call not found.\nExpected: {expected}\nActual: {shown}') from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        """It was called once, with these arguments."""
        self._expect_count(1, 'to be called once.')
        return self.assert_called_with(*args, **kwargs)

    def _expect_any(self, noun, args, kwargs, calls):
        wanted = self._call_matcher(_Call((args, kwargs), two=True))
        cause = wanted if isinstance(wanted, Exception) else None
        if cause or wanted not in _Comparer(map(self._call_matcher, calls)):
            raise AssertionError(f'{self._format_mock_call_signature(args, kwargs)} {noun} not found') from cause

    def assert_any_call(self, /, *args, **kwargs):
        """One of the calls had these arguments."""
        self._expect_any('call', args, kwargs, self.call_args_list)

    def assert_has_calls(self, calls, any_order=False):
        """These calls are among mock_calls: one after the other, or in any order."""
        wanted, actual = list(map(self._call_matcher, calls)), _CallList(map(self._call_matcher, self.mock_calls))
        if not any_order:
            if wanted not in actual:
                problem, cause = complaint_of('call', wanted)
                found = self._calls_text('Actual').rstrip('.')
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)!r}{found}') from cause
            return
        missing = missing_from(wanted, actual)
        if missing:
            raise AssertionError(f'{self._called_name()!r} does not contain all of {tuple(missing)!r} in its call list, '
                                 f'found {list(actual)!r} instead') from complaint_of('call', wanted)[1]
