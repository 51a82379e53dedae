"""How processes are started, and everything that depends on it: one context for each start method."""
import os
import sys
import threading

from multiprocessing import process

__all__ = ()


class ProcessError(Exception):
    """Base of this package's errors."""


class BufferTooShort(ProcessError):
    """A message was longer than the buffer; it is args[0]."""


class TimeoutError(ProcessError):
    """The time was up."""


class AuthenticationError(ProcessError):
    """The other side did not know the key."""


class BaseContext:
    """The package's functions and classes, for one way of starting processes."""

    ProcessError, BufferTooShort, TimeoutError = ProcessError, BufferTooShort, TimeoutError
    AuthenticationError = AuthenticationError
    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """How many processors there are."""
        count = os.cpu_count()
        if count is None:
            raise NotImplementedError('cannot determine number of cpus')
        return count

    def Manager(self):
        """A server process that holds objects, and proxies of them."""
        from multiprocessing.managers import SyncManager
        manager = SyncManager(ctx=self.get_context())
        manager.start()
        return manager

    def Pipe(self, duplex=True):
        """Two connected Connections."""
        from multiprocessing.connection import Pipe
        return Pipe(duplex)

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """Processes that wait for work."""
        from multiprocessing.pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild, context=self.get_context())

    # --- arrays and values ---

    def RawValue(self, typecode_or_type, *args):
        """A value in shared memory, without a lock."""
        from multiprocessing.sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """An array in shared memory, without a lock."""
        from multiprocessing.sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """A value in shared memory, with a lock."""
        from multiprocessing.sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """An array in shared memory, with a lock."""
        from multiprocessing.sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    # --- for programs on Windows, and programs that log ---

    def freeze_support(self):
        """Nothing, here."""

    def log_to_stderr(self, level=None):
        """The package's logger, with a handler that writes to stderr."""
        from multiprocessing import util
        return util.log_to_stderr(level)

    def get_logger(self):
        """The package's logger."""
        from multiprocessing import util
        return util.get_logger()

    def allow_connection_pickling(self):
        """Connections and sockets can be sent to other processes."""
        from multiprocessing import connection, reduction

    # --- start methods ---

    def set_executable(self, executable):
        """The interpreter that spawn and forkserver start."""
        from multiprocessing.spawn import set_executable
        set_executable(executable)

    def set_forkserver_preload(self, module_names):
        """Modules that the fork server imports in advance."""
        from multiprocessing.forkserver import set_forkserver_preload
        set_forkserver_preload(module_names)

    def get_context(self, method=None):
        """The context of a start method."""
        if method is None:
            return self
        if method not in _contexts:
            raise ValueError(f'cannot find context for {method!r}')
        return _contexts[method]

    def get_start_method(self, allow_none=False):
        """The name of the start method."""
        return self._name

    def set_start_method(self, method, force=False):
        """Choose the start method; only the package as a whole can."""
        raise ValueError('cannot set start method of concrete context')

    reducer = property(lambda self: __import__('multiprocessing.reduction', fromlist=['reduction']),
                       doc='The module by which objects are made to travel.')


def _maker(module, name):
    """A method that makes an object of a class (with the context as argument ctx) whose module is imported for it."""
    def make(self, *args, **kwargs):
        made = getattr(__import__(module, fromlist=[name]), name)
        return made(*args, ctx=self.get_context(), **kwargs)
    make.__name__, make.__qualname__ = name, f'BaseContext.{name}'
    return make


for _module, _names in [('multiprocessing.synchronize', 'Lock RLock Condition Semaphore BoundedSemaphore Event Barrier'),
                        ('multiprocessing.queues', 'Queue JoinableQueue SimpleQueue')]:
    for _name in _names.split():
        setattr(BaseContext, _name, _maker(_module, _name))


class Process(process.BaseProcess):
    """A process that is started in the way that is chosen for the program."""

    _start_method = None

    @staticmethod
    def _Popen(process_obj):
        return _default_context.get_context()._start(process_obj)



class DefaultContext(BaseContext):
    """The package itself: it has the context of one start method, chosen once."""

    Process = Process

    def __init__(self, context):
        self._default, self._actual = context, None

    def get_context(self, method=None):
        if method is None:
            if self._actual is None:
                self._actual = self._default
            return self._actual
        return super().get_context(method)

    def set_start_method(self, method, force=False):
        if self._actual is not None and not force:
            raise RuntimeError('context has already been set')
        self._actual = None if method is None and force else self.get_context(method)

    def get_start_method(self, allow_none=False):
        if self._actual is None:
            if allow_none:
                return None
            self._actual = self._default
        return self._actual._name

    def get_all_start_methods(self):
        """The names of all start methods, the usual one first."""
        return ['fork', 'spawn', 'forkserver']


def _context_class(name, module):
    """The Process class and the context class of a start method."""
    def start(process_obj):
        return __import__(f'multiprocessing.{module}', fromlist=['Popen']).Popen(process_obj)

    title = {'fork': 'Fork', 'spawn': 'Spawn', 'forkserver': 'ForkServer'}[name]
    process_class = type(f'{title}Process', (process.BaseProcess,), {
        '__module__': __name__, '_start_method': name, '_Popen': staticmethod(start),
        '__doc__': f'A process that is started by {name}.'})
    context_class = type(f'{title}Context', (BaseContext,), {
        '__module__': __name__, '_name': name, 'Process': process_class, '_start': staticmethod(start),
        '__doc__': f'Everything for processes that are started by {name}.'})
    return process_class, context_class


ForkProcess, ForkContext = _context_class('fork', 'popen_fork')
SpawnProcess, SpawnContext = _context_class('spawn', 'popen_spawn_posix')
ForkServerProcess, ForkServerContext = _context_class('forkserver', 'popen_forkserver')
_contexts = {'fork': ForkContext(), 'spawn': SpawnContext(), 'forkserver': ForkServerContext()}
_default_context = DefaultContext(_contexts['fork'])


def _force_start_method(method):
    _default_context._actual = _contexts[method]


# --- what a process that is being started may be pickled with -------------------------------------------------------

_spawning = threading.local()


def get_spawning_popen():
    """The Popen that starts a process in this thread just now, or None."""
    return getattr(_spawning, 'popen', None)


def set_spawning_popen(popen):
    """Say that a process is being started."""
    _spawning.popen = popen


def assert_spawning(obj):
    """Raise RuntimeError unless a process is being started, to which obj goes."""
    if get_spawning_popen() is None:
        raise RuntimeError(f'{type(obj).__name__} objects should only be shared between processes through inheritance')
