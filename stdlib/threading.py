"""Threads, and what they use to wait for each other.

Conditions, events and semaphores stand on types of _thread, whose threads wait in queues of their own.
"""
import os as _os
import sys as _sys
import _thread
from itertools import count as _count
from time import monotonic as _time
from _thread import get_ident, get_native_id, stack_size, TIMEOUT_MAX
from _thread import _ExceptHookArgs as ExceptHookArgs, _local as local

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread', 'TIMEOUT_MAX',
           'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread', 'Barrier', 'BrokenBarrierError',
           'Timer', 'ThreadError', 'setprofile', 'settrace', 'local', 'stack_size', 'excepthook', 'ExceptHookArgs',
           'gettrace', 'getprofile', 'get_native_id']

ThreadError = _thread.error
Lock = _thread.allocate_lock
_RLock = _PyRLock = _CRLock = _thread.RLock  # names by which programs find the type
_hooks = {}  # for threads that start: the names of functions of sys, and what they are to be given


def _deprecated(old, new):
    import warnings
    warnings.warn(f'{old} is deprecated, {new} instead', DeprecationWarning, stacklevel=3)


def settrace(func):
    """Set the function that sys.settrace() gets in each thread that starts from now on."""
    _hooks['settrace'] = func


def setprofile(func):
    """Set the function that sys.setprofile() gets in each thread that starts from now on."""
    _hooks['setprofile'] = func


def gettrace():
    """The function that settrace() was given."""
    return _hooks.get('settrace')


def getprofile():
    """The function that setprofile() was given."""
    return _hooks.get('setprofile')


# ---- synchronization ----


def RLock(*args, **kwargs):
    """A new lock that the thread which holds it may acquire again."""
    return _thread.RLock(*args, **kwargs)


class Condition(_thread._Condition):
    """A condition variable: threads that hold its lock wait until another thread notifies them.

    Without a lock given it makes an RLock.
    """

    def wait_for(self, predicate, timeout=None):
        """Wait until the predicate is true or the timeout is over; return the predicate's last value."""
        result = predicate()
        end = None
        left = timeout
        while not result:
            if end is not None:
                left = end - _time()
                if left <= 0:
                    break
            elif timeout is not None:
                end = _time() + timeout
            self.wait(left)
            result = predicate()
        return result

    def notifyAll(self):
        """Deprecated: notify_all()."""
        _deprecated('notifyAll()', 'use notify_all()')
        self.notify_all()


def _place(self):
    """The beginning of a repr."""
    cls = type(self)
    return f'{cls.__module__}.{cls.__qualname__} at {id(self):#x}'


class Event(_thread._Event):
    """A flag that threads can wait for. It is not set at first."""

    def __repr__(self):
        return f"<{_place(self)}: {'set' if self.is_set() else 'unset'}>"

    def isSet(self):
        """Deprecated: is_set()."""
        _deprecated('isSet()', 'use is_set()')
        return self.is_set()


class Semaphore(_thread._Semaphore):
    """A number that acquire() decrements, waiting while it is zero, and release() increments."""

    def __repr__(self):
        return f'<{_place(self)}: value={self._value}>'


class BoundedSemaphore(Semaphore):
    """A semaphore whose release() raises ValueError if the number would exceed its first value."""

    def __init__(self, value=1):
        super().__init__(value)
        self._set_limit()

    def __repr__(self):
        return f'<{_place(self)}: value={self._value}/{self._initial_value}>'


class BrokenBarrierError(RuntimeError):
    """The barrier is broken, or was reset, or a thread gave up waiting."""


class _Generation:
    """The threads that pass a barrier together."""

    arrived = 0
    state = 'filling'  # 'passed', 'broken'


class Barrier:
    """Lets a fixed number of threads wait for each other, again and again.

    The last one calls the action before all go on. When a thread gives up waiting, or the action raises, the barrier is
    broken until reset().
    """

    def __init__(self, parties, action=None, timeout=None):
        self._parties = parties
        self._action = action
        self._timeout = timeout
        self._cond = Condition(Lock())
        self._generation = _Generation()  # a new one after each passage: nobody waits for the slow ones of the last

    def __repr__(self):
        if self.broken:
            return f'<{_place(self)}: broken>'
        return f'<{_place(self)}: waiters={self.n_waiting}/{self.parties}>'

    def wait(self, timeout=None):
        """Wait for the other threads; return a number that differs for each of them, from 0 to parties - 1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            generation = self._generation
            if generation.state == 'broken':
                raise BrokenBarrierError
            index = generation.arrived
            generation.arrived += 1
            try:
                if index + 1 == self._parties:
                    self._pass(generation)
                else:
                    self._wait(generation, timeout)
            finally:
                if generation.state == 'filling':
                    generation.arrived -= 1
        return index

    def _pass(self, generation):
        try:
            if self._action:
                self._action()
        except:
            self._end(generation, 'broken')
            raise
        self._generation = _Generation()
        self._end(generation, 'passed')

    def _wait(self, generation, timeout):
        if not self._cond.wait_for(lambda: generation.state != 'filling', timeout):
            self._end(generation, 'broken')
        if generation.state == 'broken':
            raise BrokenBarrierError

    def _end(self, generation, state):
        generation.state = state
        self._cond.notify_all()

    def reset(self):
        """Make the barrier new; threads that wait get BrokenBarrierError."""
        with self._cond:
            generation = self._generation
            self._generation = _Generation()
            self._end(generation, 'broken')

    def abort(self):
        """Break the barrier: threads that wait, or will, get BrokenBarrierError."""
        with self._cond:
            self._end(self._generation, 'broken')

    @property
    def parties(self):
        """How many threads pass together."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait now."""
        generation = self._generation
        return generation.arrived if generation.state == 'filling' else 0

    @property
    def broken(self):
        """Is the barrier broken?"""
        return self._generation.state == 'broken'


# ---- threads ----

_active = {}  # threads that run, by ident
_limbo = {}  # threads between start() and their first step, by id()
_active_limbo_lock = RLock()
_counter = _count(1).__next__


def _new_name(kind, target=None):
    name = f'{kind}-{_counter()}'
    if target is not None:
        try:
            name = f'{name} ({target.__name__})'
        except AttributeError:
            pass
    return name


class Thread:
    """A thread of control: start() lets it run run(), which calls the target.

    Subclasses override __init__ (calling this one first) and run() only.
    """

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        self._target = target
        self._name = str(name) if name else _new_name('Thread', target)
        self._args = args
        self._kwargs = {} if kwargs is None else kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._native_id = None
        self._started = Event()
        self._ended = None  # a lock that is held while the thread runs; None again where it does not exist any more
        self._stderr = _sys.stderr
        self._initialized = True

    def _check(self):
        assert self._initialized, 'Thread.__init__() not called'

    def __repr__(self):
        assert self._initialized, 'Thread.__init__() was not called'
        status = 'initial'
        if self._started.is_set():
            status = 'started' if self.is_alive() else 'stopped'
        if self._daemonic:
            status += ' daemon'
        if self._ident is not None:
            status += f' {self._ident}'
        return f'<{type(self).__name__}({self._name}, {status})>'

    def start(self):
        """Let the thread run; return when it has begun to."""
        if not self._initialized:
            raise RuntimeError('thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('threads can only be started once')
        with _active_limbo_lock:
            _limbo[id(self)] = self
        try:
            _thread.start_new_thread(self._bootstrap_inner, ())
        except:
            with _active_limbo_lock:
                del _limbo[id(self)]
            raise
        self._started.wait()

    def run(self):
        """What the thread does: here, call the target with its arguments."""
        target = self._target
        try:
            if target is not None:
                target(*self._args, **self._kwargs)
        finally:
            target = None
            for name in ('_target', '_args', '_kwargs'):  # what they lead to may lead back to the thread
                delattr(self, name)

    def _bootstrap_inner(self):
        try:
            try:
                self._begin(not self._daemonic)
            finally:
                self._started.set()  # start() waits for it, whatever has happened
            for setter, hook in _hooks.items():
                if hook:
                    getattr(_sys, setter)(hook)
            self.run()
        except:
            _call_excepthook(self)
        finally:
            with _active_limbo_lock:
                _active.pop(get_ident(), None)
                _limbo.pop(id(self), None)

    def _begin(self, joined_at_exit):
        """The calling thread is this one from now on."""
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._ended = _thread._hold_until_end(joined_at_exit)
        _thread._set_name(self._name)
        with _active_limbo_lock:
            _active[self._ident] = self
            _limbo.pop(id(self), None)

    def join(self, timeout=None):
        """Wait until the thread has ended or until the timeout is over."""
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if not self._started.is_set():
            raise RuntimeError('cannot join thread before it is started')
        if self is current_thread():
            raise RuntimeError('cannot join current thread')
        ended = self._ended
        if ended is not None and ended.acquire(timeout=-1 if timeout is None else max(timeout, 0)):
            ended.release()

    def is_alive(self):
        """Has the thread started and not yet ended?"""
        self._check()
        return self._ended is not None and self._ended.locked()

    @property
    def name(self):
        """A name for people; it has no meaning."""
        self._check()
        return self._name

    @name.setter
    def name(self, name):
        self._check()
        self._name = str(name)
        if self._ident == get_ident():
            _thread._set_name(self._name)

    @property
    def ident(self):
        """The identifier of the thread, a number; None before it has started."""
        self._check()
        return self._ident

    @property
    def native_id(self):
        """The number by which the kernel knows the thread; None before it has started."""
        self._check()
        return self._native_id

    @property
    def daemon(self):
        """Does the program not wait for this thread when it ends?"""
        self._check()
        return self._daemonic

    @daemon.setter
    def daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError('Thread.__init__() not called')
        if self._started.is_set():
            raise RuntimeError('cannot set daemon status of active thread')
        self._daemonic = daemonic

    def isDaemon(self):
        """Deprecated: the attribute daemon."""
        _deprecated('isDaemon()', 'get the daemon attribute')
        return self.daemon

    def setDaemon(self, daemonic):
        """Deprecated: the attribute daemon."""
        _deprecated('setDaemon()', 'set the daemon attribute')
        self.daemon = daemonic

    def getName(self):
        """Deprecated: the attribute name."""
        _deprecated('getName()', 'get the name attribute')
        return self.name

    def setName(self, name):
        """Deprecated: the attribute name."""
        _deprecated('setName()', 'set the name attribute')
        self.name = name


class Timer(Thread):
    """A thread that calls a function after some seconds, unless it is cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.finished = Event()
        self.interval = interval
        self.function = function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs

    def run(self):
        if not self.finished.wait(self.interval):
            self.function(*self.args, **self.kwargs)
            self.finished.set()

    def cancel(self):
        """Do not call the function, if that has not happened yet."""
        self.finished.set()


class _MainThread(Thread):
    """The thread in which the program began."""

    def __init__(self):
        super().__init__(name='MainThread', daemon=False)
        self._begin(False)
        self._started.set()


class _DummyThread(Thread):
    """Stands for a thread that this module did not start: it is taken to live for ever."""

    def __init__(self):
        super().__init__(name=_new_name('Dummy'), daemon=True)
        self._ident = get_ident()
        self._native_id = get_native_id()
        self._started.set()
        with _active_limbo_lock:
            _active[self._ident] = self

    def is_alive(self):
        self._check()
        return True

    def join(self, timeout=None):
        assert False, 'cannot join a dummy thread'


# ---- exceptions that end a thread ----


def excepthook(args, /):
    """Tell of an exception that ended a thread, on sys.stderr; SystemExit is no news."""
    if not isinstance(args, ExceptHookArgs):
        raise TypeError('_thread.excepthook argument type must be ExceptHookArgs')
    exc_type, exc_value, exc_traceback, thread = args
    if exc_type is SystemExit:
        return
    file = _sys.stderr
    if file is None:
        file = None if thread is None else thread._stderr
    if file is None:
        return
    name = get_ident() if thread is None else thread.name
    print(f'Exception in thread {name}:', file=file, flush=True)
    if file is _sys.stderr:
        _sys.__excepthook__(exc_type, exc_value, exc_traceback)
    else:
        import traceback
        traceback.print_exception(exc_type, exc_value, exc_traceback, file=file)
        file.flush()


__excepthook__ = excepthook


def _call_excepthook(thread):
    """The thread has raised; a hook that raises too is told of by sys.excepthook."""
    hook = excepthook
    if hook is None:
        hook = __excepthook__
    try:
        hook(ExceptHookArgs([*_sys.exc_info(), thread]))
    except Exception as exception:
        exception.__suppress_context__ = True
        file = _sys.stderr
        if file is None:
            file = thread._stderr
        if file is not None:
            print('Exception in threading.excepthook:', file=file, flush=True)
        (_sys.excepthook or _sys.__excepthook__)(*_sys.exc_info())


# ---- all of them ----


def current_thread():
    """The Thread that is running."""
    thread = _active.get(get_ident())
    return _DummyThread() if thread is None else thread


def currentThread():
    """Deprecated: current_thread()."""
    _deprecated('currentThread()', 'use current_thread()')
    return current_thread()


def active_count():
    """How many threads are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated: active_count()."""
    _deprecated('activeCount()', 'use active_count()')
    return active_count()


def enumerate():
    """A list of all threads that are alive."""
    with _active_limbo_lock:
        return [*_active.values(), *_limbo.values()]


def __getattr__(name):
    if name != '_dangling':  # all Thread objects: for tests that look for threads left behind
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    import gc
    from weakref import WeakSet
    return WeakSet(thing for thing in gc.get_objects() if issubclass(type(thing), Thread))


def main_thread():
    """The thread in which the program began; after a fork, the one that called it."""
    return _main_thread


# ---- the end of the program, and fork ----

_exit_functions = []  # of _register_atexit
_shutting_down = False


def _register_atexit(func, *args, **kwargs):
    """Call the function when the main thread has ended, before the other threads are waited for. Last in, first out."""
    if _shutting_down:
        raise RuntimeError("can't register atexit after shutdown")
    _exit_functions.append(lambda: func(*args, **kwargs))


def _shutdown():
    """The main thread has ended: wait for all threads that are no daemons."""
    global _shutting_down
    if _shutting_down:
        return
    _shutting_down = True
    for call in reversed(_exit_functions):
        call()
    if _main_thread is current_thread():
        _main_thread._ended.release()
    _thread._join_all()


def _after_fork():
    """In the child, only the thread that forked is left; it is the main thread."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    ident = get_ident()
    others = {**_limbo, **_active}
    current = others.pop(ident, None)
    _active.clear()
    _limbo.clear()
    for thread in others.values():
        thread._ended = None
    if current is None:
        current = _MainThread()
    current._ident = ident
    current._native_id = get_native_id()
    _active[ident] = current
    _main_thread = current


_main_thread = _MainThread()
_os.register_at_fork(after_in_child=_after_fork)
