"""Process objects, which name processes and start them, and the one that stands for this process."""
import functools
import itertools
import os
import signal
import sys
import threading
from _thread import _set_process_name

class AuthenticationString(bytes):
    """A key that must not leave the machine: it is pickled only for a process that is being started."""

    def __reduce__(self):
        from multiprocessing.context import get_spawning_popen
        if get_spawning_popen() is None:
            raise TypeError('Pickling an AuthenticationString object is disallowed for security reasons')
        return AuthenticationString, (bytes(self),)


# --- processes ------------------------------------------------------------------------------------------------------

def _while_open(function):
    """A method, or getter, of processes that close() has not ended."""
    @functools.wraps(function)
    def checked(self, *args, **kwargs):
        if self._closed:
            raise ValueError('process object is closed')
        return function(self, *args, **kwargs)
    return checked


def _number(process):
    if process is _current_process:
        return os.getpid()
    return process._popen and process._popen.pid


class BaseProcess:
    """A process that runs target(*args, **kwargs), or what run() says in a subclass.

    `_popen` is the child, once it is started; `_config` is what children inherit."""

    _start_method = None
    _closed, _popen = False, None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        creator = _current_process
        self._identity = *creator._identity, next(_counter)
        self._name = name or '-'.join([type(self).__name__, ':'.join(map(str, self._identity))])
        self._config = dict(creator._config)
        self._target, self._args, self._kwargs = target, (*args,), {**kwargs}
        self._parent_pid, self._parent_name = os.getpid(), creator.name
        if daemon is not None:
            self.daemon = daemon

    def _Popen(self):
        raise NotImplementedError

    def _assert_child(self, what):
        assert self._parent_pid == os.getpid(), what

    def run(self):
        """What the process does."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    @_while_open
    def start(self):
        """Start the process."""
        assert self._popen is None, 'cannot start a process twice'
        self._assert_child('can only start a process object created by current process')
        if _current_process.daemon:
            raise AssertionError('daemonic processes are not allowed to have children')
        _forget_ended()
        self._popen = self._Popen(self)
        _children.add(self)
        for inherited in '_target', '_args', '_kwargs':  # the child has them, and they may refer to the process
            delattr(self, inherited)

    @_while_open
    def join(self, timeout=None):
        """Wait for the end of the process."""
        self._assert_child('can only join a child process')
        assert self._popen is not None, 'can only join a started process'
        self._note_end(self._popen.wait(timeout))

    def _note_end(self, exitcode):
        if exitcode is not None:
            _children.discard(self)
        return exitcode is not None

    @_while_open
    def is_alive(self):
        """Does the process run?"""
        if self is _current_process:
            return True
        self._assert_child('can only test a child process')
        return self._popen is not None and not self._note_end(self._popen.poll())

    def close(self):
        """Let go of what the object holds; the process must have ended."""
        child, self._popen = self._popen, None
        if child is not None and child.poll() is None:
            self._popen = child
            raise ValueError('Cannot close a process while it is still running. You should first call join() or '
                             'terminate().')
        if child is not None:
            child.close()
            self._note_end(child.returncode)
        self._closed = True

    terminate = _while_open(lambda self: self._popen.terminate())
    kill = _while_open(lambda self: self._popen.kill())
    ident = pid = property(_while_open(_number), doc='The number of the process; None before it is started.')

    @property
    @_while_open
    def exitcode(self):
        """None while the process runs; then its exit status, or the signal that ended it, negative."""
        if self is not _current_process and self._popen is not None:
            return self._popen.poll()

    @property
    @_while_open
    def sentinel(self):
        """A file descriptor that becomes readable when the process ends."""
        if self._popen is None:
            raise ValueError('process not started')
        return self._popen.sentinel

    def _set_name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name

    def _set_daemon(self, daemonic):
        assert self._popen is None, 'process has already started'
        self._config['daemon'] = daemonic

    def _set_authkey(self, authkey):
        self._config['authkey'] = AuthenticationString(authkey)

    name = property(lambda self: self._name, _set_name, doc='A name, for people.')
    daemon = property(lambda self: self._config.get('daemon', False), _set_daemon,
                      doc='Is the process ended when its parent ends?')
    authkey = property(lambda self: self._config['authkey'], _set_authkey,
                       doc='The key by which connections are secured.')

    def _status(self):
        if self is _current_process:
            return 'started'
        if self._closed:
            return 'closed'
        if self._parent_pid != os.getpid():
            return 'unknown'
        if self._popen is None:
            return 'initial'
        return 'started' if self._popen.poll() is None else 'stopped'

    def __repr__(self):
        status = self._status()
        words = [f'name={self._name!r}', self._popen and f'pid={self._popen.pid}', f'parent={self._parent_pid}', status]
        if status == 'stopped':
            code = self._popen.returncode
            words.append(f'exitcode={_exit_names.get(code, code)}')
        words.append(self.daemon and 'daemon')
        return f'<{type(self).__name__} {" ".join(filter(None, words))}>'

    # --- in the child ---

    def _bootstrap(self):
        """All that the child does; answers its exit status."""
        from multiprocessing import util
        try:
            self._become_current()
            util._after_fork()
            util.info('child process calling self.run()')
            try:
                self.run()
                status = 0
            finally:
                util._exit_function()
        except SystemExit as error:
            status = _status_of(error.code)
        except BaseException:
            status = 1
            import traceback
            sys.stderr.write(f'Process {self.name}:\n')
            traceback.print_exc()
        finally:
            threading._shutdown()
            util.info('process exiting with exitcode %d', status)
            util._flush_std_streams()
        return status

    def _become_current(self):
        global _current_process, _parent_process, _counter
        if self._start_method is not None:
            from multiprocessing.context import _force_start_method
            _force_start_method(self._start_method)
        _counter = itertools.count(1)
        _children.clear()
        _take_stdin()
        _current_process = self
        _set_process_name(self.name)
        _parent_process = _ParentProcess(self._parent_name, self._parent_pid)
        if threading.main_thread() is not threading.current_thread():
            threading._main_thread = threading.current_thread()


def _take_stdin():
    """Children of one terminal do not share what is typed."""
    if sys.stdin is None:
        return
    try:
        old = sys.stdin
        sys.stdin = open(os.open(os.devnull, os.O_RDONLY), encoding='utf-8', closefd=False)
        del old
    except OSError:
        pass


def _status_of(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code
    sys.stderr.write(str(code) + '\n')
    return 1


class _ParentProcess(BaseProcess):
    """The process that started this one."""

    _identity, _parent_pid, _opened = (), None, None

    def __init__(self, name, pid):
        self._name, self._pid, self._config = name, pid, {}

    @property
    def sentinel(self):
        """A file descriptor that becomes readable when the parent ends."""
        if self._opened is None:
            self._opened = self._open()
        return self._opened

    def _open(self):
        if os.getppid() == self._pid:
            fd = os.pidfd_open(self._pid)
            if os.getppid() == self._pid:
                return fd
            os.close(fd)
        ended, writing = os.pipe()  # the parent is gone: something that is at its end already
        os.close(writing)
        return ended

    def is_alive(self):
        from multiprocessing.connection import wait
        return not wait([self.sentinel], timeout=0)

    ident = pid = property(lambda self: self._pid)

    def join(self, timeout=None):
        from multiprocessing.connection import wait
        wait([self.sentinel], timeout)


class _MainProcess(BaseProcess):
    """The process that nobody here started."""

    _identity, _name, _parent_pid = (), 'MainProcess', None

    def __init__(self):
        self._config = {}
        self._set_authkey(os.urandom(32))

    def close(self):
        """Nothing: this process runs."""


# --- those that there are -------------------------------------------------------------------------------------------

def current_process():
    """The object of this process."""
    return _current_process


def parent_process():
    """An object for the parent; None in the main process."""
    return _parent_process


def _forget_ended():
    """Waits for children that have ended, so that none stays a zombie."""
    for child in list(_children):  # other threads start some, and wait for some
        popen = child._popen
        if popen is None or popen.poll() is not None:
            _children.discard(child)


def active_children():
    """The children that run; those that have ended are waited for on this occasion."""
    _forget_ended()
    return [*_children]


try:
    ORIGINAL_DIR = os.path.abspath(os.getcwd())
except OSError:
    ORIGINAL_DIR = None
_exit_names = {-number: f'-{number.name}' for number in signal.Signals}
_counter, _children = itertools.count(1), set()
_current_process, _parent_process = _MainProcess(), None
