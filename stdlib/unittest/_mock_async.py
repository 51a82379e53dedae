"""AsyncMock: calls are coroutines, and it is recorded which of them are awaited."""
import asyncio
import inspect
import types

from ._mock_asserts import complaint_of, missing_from
from ._mock_calls import DEFAULT, _Call, _CallList
from ._mock_magic import AsyncMagicMixin
from ._mock_objects import Base, Mock, NonCallableMock, is_exception, recorded

__unittest = True


class AsyncMockMixin(Base):
    """What makes a mock a coroutine function."""

    await_count, await_args, await_args_list = recorded('await_count'), recorded('await_args'), recorded('await_args_list')

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        code = NonCallableMock(spec_set=types.CodeType)
        code.__dict__['co_flags'] = inspect.CO_COROUTINE
        self.__dict__.update(
            _is_coroutine=asyncio.coroutines._is_coroutine, _mock_await_count=0, _mock_await_args=None,
            _mock_await_args_list=_CallList(), __code__=code, __name__='AsyncMock', __defaults__=(), __kwdefaults__={},
            __annotations__=None)

    async def _execute_mock_call(self, /, *args, **kwargs):
        this = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = this
        self.await_args_list.append(this)
        effect = self.side_effect
        if effect is not None:
            result = await self._follow(effect, args, kwargs)
            if result is not DEFAULT:
                return result
        if self._is_answer_set() or self._mock_wraps is None:
            return self.return_value
        return await _called(self._mock_wraps, args, kwargs)

    async def _follow(self, effect, args, kwargs):
        if is_exception(effect):
            raise effect
        if callable(effect):
            return await _called(effect, args, kwargs)
        try:
            result = next(effect)
        except StopIteration:  # there are no more answers; a coroutine cannot raise this
            raise StopAsyncIteration
        if is_exception(result):
            raise result
        return result

    def reset_mock(self, /, *args, **kwargs):
        """Forget all calls and awaits."""
        super().reset_mock(*args, **kwargs)
        self.await_count, self.await_args, self.await_args_list = 0, None, _CallList()

    # --- assertions ---

    def assert_awaited(self):
        """It was awaited at least once."""
        if self.await_count == 0:
            raise AssertionError(f'Expected {self._called_name()} to have been awaited.')

    def _expect_awaits(self, wanted, words):
        if self.await_count != wanted:
            raise AssertionError(f'Expected {self._called_name()} {words} Awaited {self.await_count} times.')

    def assert_awaited_once(self):
        """It was awaited once."""
        self._expect_awaits(1, 'to have been awaited once.')

    def assert_not_awaited(self):
        """It was never awaited."""
        self._expect_awaits(0, 'to not have been awaited.')

    def assert_awaited_with(self, /, *args, **kwargs):
        """The last await had these arguments."""
        expected = self._format_mock_call_signature(args, kwargs)
        if self.await_args is None:
            raise AssertionError(f'Expected await: {expected}\nNot awaited')
        wanted, actual = self._call_matcher(_Call((args, kwargs), two=True)), self._call_matcher(self.await_args)
        if actual != wanted:
            cause = wanted if isinstance(wanted, Exception) else None
            shown = self._format_mock_call_signature(*self.await_args)
            raise AssertionError(f'expected await not found.\nExpected: {expected}\nActual: {shown}') from cause

    def assert_awaited_once_with(self, /, *args, **kwargs):
        """It was awaited once, with these arguments."""
        self._expect_awaits(1, 'to have been awaited once.')
        return self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        """One of the awaits had these arguments."""
        self._expect_any('await', args, kwargs, self.await_args_list)

    def assert_has_awaits(self, calls, any_order=False):
        """These are among the awaits: one after the other, or in any order."""
        wanted = list(map(self._call_matcher, calls))
        actual = _CallList(map(self._call_matcher, self.await_args_list))
        if not any_order:
            if wanted not in actual:
                problem, cause = complaint_of('await', wanted)
                raise AssertionError(f'{problem}\nExpected: {_CallList(calls)}\nActual: {self.await_args_list}') from cause
            return
        missing = missing_from(wanted, actual)
        if missing:
            raise AssertionError(f'{tuple(missing)!r} not all found in await list') from complaint_of('await', wanted)[1]


async def _called(function, args, kwargs):
    result = function(*args, **kwargs)
    return await result if asyncio.iscoroutinefunction(function) else result


class AsyncMock(AsyncMockMixin, AsyncMagicMixin, Mock):
    """Its calls are coroutines; awaited ones are recorded in await_args, await_count, await_args_list."""
