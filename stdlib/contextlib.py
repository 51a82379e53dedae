"""Tools for the with statement."""
import sys
from _collections_abc import _recognized_by
from abc import ABC, abstractmethod
from functools import wraps

GenericAlias = type(list[int])
MethodType = type(ABC.register)

__all__ = ['asynccontextmanager', 'contextmanager', 'closing', 'nullcontext', 'AbstractContextManager',
           'AbstractAsyncContextManager', 'AsyncExitStack', 'ContextDecorator', 'ExitStack', 'redirect_stdout',
           'redirect_stderr', 'suppress', 'aclosing', 'chdir']


class AbstractContextManager(ABC):
    """Something with __enter__ (by default it returns itself) and __exit__."""

    __subclasshook__ = _recognized_by('__enter__', '__exit__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    def __exit__(self, exc_type, exc_value, traceback):
        """Returns whether the exception (None: there is none) ends here."""

    def __enter__(self):
        return self


class AbstractAsyncContextManager(ABC):
    """Something with __aenter__ (by default it returns itself) and __aexit__."""

    __subclasshook__ = _recognized_by('__aenter__', '__aexit__')
    __class_getitem__ = classmethod(GenericAlias)

    @abstractmethod
    async def __aexit__(self, exc_type, exc_value, traceback):
        """Returns whether the exception (None: there is none) ends here."""

    async def __aenter__(self):
        return self


# --- context managers as decorators ---------------------------------------------------------------------------------

def _inside(make, func):
    """func, called inside a context manager that make() returns."""
    @wraps(func)
    def inner(*args, **kwds):
        with make():
            return func(*args, **kwds)
    return inner


def _inside_async(make, func):
    """The coroutine function func, awaited inside an asynchronous context manager that make() returns."""
    @wraps(func)
    async def inner(*args, **kwds):
        async with make():
            return await func(*args, **kwds)
    return inner


class ContextDecorator:
    """Lets a context manager be used as a decorator: the whole function runs inside it."""

    def __call__(self, func):
        return _inside(lambda: self, func)


class AsyncContextDecorator:
    """Lets an asynchronous context manager be used as a decorator of a coroutine function."""

    def __call__(self, func):
        return _inside_async(lambda: self, func)


# --- generators as context managers ---------------------------------------------------------------------------------

class _GeneratorState:
    """The generator of a context manager, and what it was made from: a decorator needs a new one for each call."""

    def __init__(self, func, args, kwds):
        self._origin = func, args, kwds
        self._steps = func(*args, **kwds)
        doc = func.__doc__
        self.__doc__ = type(self).__doc__ if doc is None else doc

    def _again(self):
        return type(self)(*self._origin)


def _ends_here(raised, thrown, traceback, end, stops):
    """What __exit__ returns when `raised` left the generator into which `thrown` was thrown: whether that was its end
    (exception class `end`). None: `raised` is another error. An error of the classes `stops` cannot leave a generator;
    it comes as the cause of a RuntimeError."""
    if isinstance(raised, end):
        return raised is not thrown
    if raised is thrown or (isinstance(raised, RuntimeError) and raised.__cause__ is thrown
                            and isinstance(thrown, stops)):
        thrown.__traceback__ = traceback  # without the generator's frames
        return False
    return None


class _GeneratorContextManager(_GeneratorState, AbstractContextManager, ContextDecorator):
    """The context manager that @contextmanager makes of a generator."""

    def __call__(self, func):
        return _inside(self._again, func)

    def __enter__(self):
        self._origin = None  # the arguments may be big, and the block may run long
        for value in self._steps:
            return value
        raise RuntimeError("generator didn't yield") from None

    def __exit__(self, typ, value, traceback):
        if typ is None:
            for _ in self._steps:
                raise RuntimeError("generator didn't stop")
            return False
        thrown = typ() if value is None else value
        try:
            self._steps.throw(typ, thrown, traceback)
        except BaseException as raised:
            ended = _ends_here(raised, thrown, traceback, StopIteration, StopIteration)
            if ended is None:
                raise
            return ended
        raise RuntimeError("generator didn't stop after throw()")


class _AsyncGeneratorContextManager(_GeneratorState, AbstractAsyncContextManager, AsyncContextDecorator):
    """The context manager that @asynccontextmanager makes of an asynchronous generator."""

    def __call__(self, func):
        return _inside_async(self._again, func)

    async def __aenter__(self):
        self._origin = None
        async for value in self._steps:
            return value
        raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, typ, value, traceback):
        if typ is None:
            async for _ in self._steps:
                raise RuntimeError("generator didn't stop")
            return False
        thrown = typ() if value is None else value
        try:
            await self._steps.athrow(typ, thrown, traceback)
        except BaseException as raised:
            ended = _ends_here(raised, thrown, traceback, StopAsyncIteration, (StopIteration, StopAsyncIteration))
            if ended is None:
                raise
            return ended
        raise RuntimeError("generator didn't stop after athrow()")


def _manager_maker(kind, func):
    @wraps(func)
    def make(*args, **kwds):
        return kind(func, args, kwds)
    return make


def contextmanager(func):
    """Make a context manager of a generator function that yields once."""
    return _manager_maker(_GeneratorContextManager, func)


def asynccontextmanager(func):
    """Make an asynchronous context manager of an asynchronous generator function that yields once."""
    return _manager_maker(_AsyncGeneratorContextManager, func)


# --- small managers -------------------------------------------------------------------------------------------------

class closing(AbstractContextManager):
    """Closes a thing at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __exit__(self, *exc_info):
        self.thing.close()

    def __enter__(self):
        return self.thing


class aclosing(AbstractAsyncContextManager):
    """Awaits a thing's aclose() at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    async def __aexit__(self, *exc_info):
        await self.thing.aclose()

    async def __aenter__(self):
        return self.thing


class suppress(AbstractContextManager):
    """Ends the block silently when one of the exceptions is raised in it."""

    def __init__(self, *exceptions):
        self._silent = exceptions

    def __exit__(self, exctype, excinst, exctb):
        return exctype is not None and issubclass(exctype, self._silent)

    def __enter__(self):
        """Returns nothing: there is nothing to do with the manager in the block."""


class nullcontext(AbstractContextManager, AbstractAsyncContextManager):
    """Does nothing; for where a context manager is optional."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __exit__(self, *excinfo):
        """Lets every exception pass."""

    async def __aexit__(self, *excinfo):
        """Lets every exception pass."""

    async def __aenter__(self):
        return self.enter_result

    def __enter__(self):
        return self.enter_result


class _Redirection(AbstractContextManager):
    """Replaces a stream of sys for the block. What was there before is kept on a stack, since the block may enter the
    same manager again."""

    def __init__(self, new_target):
        self._target = new_target
        self._replaced = []

    def __enter__(self):
        self._replaced.append(getattr(sys, self._name))
        setattr(sys, self._name, self._target)
        return self._target

    def __exit__(self, exctype, excinst, exctb):
        setattr(sys, self._name, self._replaced.pop())


class redirect_stdout(_Redirection):
    """Sends sys.stdout to another file for the block."""

    _name = 'stdout'


class redirect_stderr(_Redirection):
    """Sends sys.stderr to another file for the block."""

    _name = 'stderr'


class chdir(AbstractContextManager):
    """Changes the current directory for the block."""

    def __init__(self, path):
        self.path = path
        self._left = []  # a stack, as above

    def __enter__(self):
        from os import chdir, getcwd
        here = getcwd()
        chdir(self.path)
        self._left.append(here)

    def __exit__(self, *excinfo):
        from os import chdir
        chdir(self._left.pop())


# --- exit stacks ----------------------------------------------------------------------------------------------------

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
