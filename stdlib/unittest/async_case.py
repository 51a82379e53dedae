"""IsolatedAsyncioTestCase: tests that are coroutines, each in an event loop of its own."""
import asyncio
import contextlib
import contextvars
import warnings

from .case import TestCase

__unittest = True


class IsolatedAsyncioTestCase(TestCase):
    """asyncSetUp(), the test and asyncTearDown() run in one loop and one context; the test may be a coroutine."""

    def __init__(self, methodName='runTest'):
        self._asyncioTestContext, self._asyncioRunner = contextvars.copy_context(), None
        super().__init__(methodName)

    async def asyncSetUp(self):
        """Called after setUp()."""

    async def asyncTearDown(self):
        """Called before tearDown()."""

    def addAsyncCleanup(self, func, /, *args, **kwargs):
        """As addCleanup(), for coroutine functions."""
        self.addCleanup(func, *args, **kwargs)

    async def enterAsyncContext(self, cm):
        """Enter an asynchronous context manager now, and leave it when the test has ended."""
        kind = type(cm)
        try:
            enter, leave = kind.__aenter__, kind.__aexit__
        except AttributeError:
            name = f'{kind.__module__}.{kind.__qualname__}'
            raise TypeError(f"'{name}' object does not support the asynchronous context manager protocol") from None
        value = await enter(cm)
        self.addAsyncCleanup(leave, cm, None, None, None)
        return value

    # --- parts of a test ---

    def _callSetUp(self):
        self._asyncioRunner.get_loop()  # set before setUp(), which may ask for it
        self._asyncioTestContext.run(self.setUp)
        self._in_loop(self.asyncSetUp)

    def _callTestMethod(self, method):
        if self._maybe_in_loop(method) is not None:
            warnings.warn(f'It is deprecated to return a value that is not None from a test case ({method})',
                          DeprecationWarning, stacklevel=6)

    def _callTearDown(self):
        self._in_loop(self.asyncTearDown)
        self._asyncioTestContext.run(self.tearDown)

    def _callCleanup(self, function, /, *args, **kwargs):
        self._maybe_in_loop(function, *args, **kwargs)

    def _in_loop(self, func, /, *args, **kwargs):
        assert self._asyncioRunner is not None, 'asyncio runner is not initialized'
        assert asyncio.iscoroutinefunction(func), f'{func!r} is not an async function'
        return self._asyncioRunner.run(func(*args, **kwargs), context=self._asyncioTestContext)

    def _maybe_in_loop(self, func, /, *args, **kwargs):
        if asyncio.iscoroutinefunction(func):
            return self._in_loop(func, *args, **kwargs)
        return self._asyncioTestContext.run(func, *args, **kwargs)

    # --- the loop ---

    @contextlib.contextmanager
    def _loop(self):
        with asyncio.Runner(debug=True) as self._asyncioRunner:
            yield
        self._asyncioRunner = None

    def debug(self):
        with self._loop():
            super().debug()

    def run(self, result=None):
        with self._loop():
            return super().run(result)
