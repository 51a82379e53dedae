"""Tools for the with statement."""
import sys
from _collections_abc import _recognized_by
from abc import ABC, abstractmethod
from functools import wraps

GenericAlias = type(list[int])

__all__ = ['asynccontextmanager', 'contextmanager', 'closing', 'nullcontext', 'AbstractContextManager',
           'AbstractAsyncContextManager', 'AsyncExitStack', 'ContextDecorator', 'ExitStack', 'redirect_stdout',
           'redirect_stderr', 'suppress', 'aclosing', 'chdir']

# Most programs need neither; name -> module
_LATER = {'AsyncContextDecorator': '_contextlib_async', 'aclosing': '_contextlib_async',
          'asynccontextmanager': '_contextlib_async', '_AsyncGeneratorContextManager': '_contextlib_async',
          'AsyncExitStack': '_contextlib_stacks', 'ExitStack': '_contextlib_stacks'}


def __getattr__(name):
    if name not in _LATER:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    found = globals()[name] = getattr(__import__(_LATER[name]), name)
    return found


def __dir__():
    return sorted({*globals(), *_LATER})


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


class ContextDecorator:
    """Lets a context manager be used as a decorator: the whole function runs inside it."""

    def __call__(self, func):
        return _inside(lambda: self, func)


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


def _manager_maker(kind, func):
    @wraps(func)
    def make(*args, **kwds):
        return kind(func, args, kwds)
    return make


def contextmanager(func):
    """Make a context manager of a generator function that yields once."""
    return _manager_maker(_GeneratorContextManager, func)


# --- small managers -------------------------------------------------------------------------------------------------

class closing(AbstractContextManager):
    """Closes a thing at the end of the block."""

    def __init__(self, thing):
        self.thing = thing

    def __exit__(self, *exc_info):
        self.thing.close()

    def __enter__(self):
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
