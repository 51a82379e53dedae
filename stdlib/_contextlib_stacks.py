"""Exit stacks: context managers for any number of others, known only while the program runs."""
import sys
from contextlib import AbstractAsyncContextManager, AbstractContextManager

# The classes say that they belong to the public module, which gets them from here when they are asked for.
__name__ = 'contextlib'

MethodType = type(AbstractContextManager.register)


def _protocol(manager, enter, leave, what):
    """The two methods of a context manager, as its class has them."""
    kind = type(manager)
    try:
        return getattr(kind, enter), getattr(kind, leave)
    except AttributeError:
        name = f'{kind.__module__}.{kind.__qualname__}'
        raise TypeError(f"'{name}' object does not support the {what} protocol") from None


class _BaseExitStack:
    """What is to be called at the end: functions that take (exc_type, exc, traceback), each with whether its result is
    to be awaited."""

    def __init__(self):
        self._leaving = []

    def _add(self, leave, awaited=False):
        self._leaving.append((leave, awaited))

    def _add_exit(self, exit, method, awaited=False):
        """Adds the method of a context manager; what has no such method is a function that does the same."""
        leave = getattr(type(exit), method, None)
        self._add(exit if leave is None else MethodType(leave, exit), awaited)

    def push(self, exit):
        """Register the __exit__ of a context manager, or a function with its signature; returns it."""
        self._add_exit(exit, '__exit__')
        return exit

    def callback(self, callback, /, *args, **kwds):
        """Register a function to be called with the arguments; returns it."""
        def leave(exc_type, exc, tb):
            callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._add(leave)
        return callback

    def enter_context(self, cm):
        """Enter a context manager and register its __exit__; returns what __enter__ returned."""
        enter, leave = _protocol(cm, '__enter__', '__exit__', 'context manager')
        entered = enter(cm)
        self._add(MethodType(leave, cm))
        return entered

    def pop_all(self):
        """Move the callbacks to a new stack and return it."""
        heir = type(self)()
        heir._leaving, self._leaving = self._leaving, []
        return heir


class _Unwinding:
    """Keeps track of the pending exception while a stack calls its functions."""

    def __init__(self, exc_details):
        self.details = exc_details  # what the next function is told
        self.received = exc_details[1]
        self.suppressed = self.raised = False
        # The interpreter makes it the context of whatever a function raises; it should be the pending one.
        self.handled = sys.exc_info()[1]

    def note_result(self, result):
        """A function returned: a true result swallows the exception."""
        if result:
            self.suppressed, self.raised = True, False
            self.details = None, None, None

    def note_error(self, error):
        """A function raised: its error replaces the pending exception, which becomes its context."""
        self.join(error, self.details[1])
        self.details = type(error), error, error.__traceback__
        self.raised = True

    def join(self, error, pending):
        while (context := error.__context__) is not self.handled:
            if context is None or context is pending:
                return
            error = context
        if context is not None:
            error.__context__ = pending

    def finish(self):
        """Raise what is left to be raised; returns whether the received exception was swallowed."""
        if self.raised:
            error = self.details[1]
            context = error.__context__
            try:
                raise error
            finally:
                error.__context__ = context  # raising changed it
        return self.suppressed and self.received is not None


class ExitStack(_BaseExitStack, AbstractContextManager):
    """A context manager for any number of context managers and clean-up functions, added as the block runs."""

    def close(self):
        """Unwind now."""
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, *exc_details):
        unwinding = _Unwinding(exc_details)
        while self._leaving:
            leave, _ = self._leaving.pop()
            try:
                unwinding.note_result(leave(*unwinding.details))
            except BaseException as error:
                unwinding.note_error(error)
        return unwinding.finish()


class AsyncExitStack(_BaseExitStack, AbstractAsyncContextManager):
    """An exit stack that takes asynchronous context managers and clean-up functions, too."""

    def push_async_exit(self, exit):
        """Register the __aexit__ of a context manager, or a coroutine function with its signature; returns it."""
        self._add_exit(exit, '__aexit__', True)
        return exit

    def push_async_callback(self, callback, /, *args, **kwds):
        """Register a coroutine function to be called with the arguments; returns it."""
        async def leave(exc_type, exc, tb):
            await callback(*args, **kwds)
        leave.__wrapped__ = callback
        self._add(leave, True)
        return callback

    async def enter_async_context(self, cm):
        """Enter an asynchronous context manager and register its __aexit__; returns what __aenter__ returned."""
        enter, leave = _protocol(cm, '__aenter__', '__aexit__', 'asynchronous context manager')
        entered = await enter(cm)
        self._add(MethodType(leave, cm), True)
        return entered

    async def aclose(self):
        """Unwind now."""
        await self.__aexit__(None, None, None)

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc_details):
        unwinding = _Unwinding(exc_details)
        while self._leaving:
            leave, awaited = self._leaving.pop()
            try:
                result = leave(*unwinding.details)
                unwinding.note_result(await result if awaited else result)
            except BaseException as error:
                unwinding.note_error(error)
        return unwinding.finish()
