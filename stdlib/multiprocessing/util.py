"""What is done when processes begin and end, and the log of this package."""
import atexit
import functools
import itertools
import os
import sys
import threading
import weakref

from multiprocessing import process

__all__ = ['sub_debug', 'debug', 'info', 'sub_warning', 'get_logger', 'log_to_stderr', 'get_temp_dir',
           'register_after_fork', 'is_exiting', 'Finalize', 'ForkAwareThreadLock', 'ForkAwareLocal', 'close_all_fds_except',
           'SUBDEBUG', 'SUBWARNING']

# --- the log --------------------------------------------------------------------------------------------------------

NOTSET, SUBDEBUG, DEBUG, INFO, SUBWARNING, WARNING = 0, 5, 10, 20, 25, 30
LOGGER_NAME = 'multiprocessing'
DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'
_logger = None
_log_to_stderr = False


def _log(level, message, args):
    if _logger:
        _logger.log(level, message, *args, stacklevel=3)


def sub_debug(msg, *args):
    """Log at the level SUBDEBUG."""
    _log(SUBDEBUG, msg, args)


def debug(msg, *args):
    """Log at the level DEBUG."""
    _log(DEBUG, msg, args)


def info(msg, *args):
    """Log at the level INFO."""
    _log(INFO, msg, args)


def sub_warning(msg, *args):
    """Log at the level SUBWARNING."""
    _log(SUBWARNING, msg, args)


def get_logger():
    """The logger of this package."""
    global _logger
    import logging
    if not _logger:
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = 0
        atexit.unregister(_exit_function)  # to be called before logging's own
        atexit.register(_exit_function)
    return _logger


def log_to_stderr(level=None):
    """The logger of this package, with a handler that writes to stderr."""
    global _log_to_stderr
    import logging
    logger, handler = get_logger(), logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _log_to_stderr = True
    return _logger


# --- ending ---------------------------------------------------------------------------------------------------------

_finalizers = {}  # (priority or None, number) -> Finalize
_finalizer_numbers = itertools.count()
_exiting = False


class Finalize:
    """callback(*args, **kwargs), to be called once: when obj is gone, when somebody calls this, or, if it has a priority,
    when the process ends; the highest priority first, then the youngest."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if exitpriority is None:
            if obj is None:
                raise ValueError('Without object, exitpriority cannot be None')
        elif not isinstance(exitpriority, int):
            raise TypeError(f'Exitpriority ({exitpriority!r}) must be None or int, not {type(exitpriority)}')
        self._call = functools.partial(callback, *args, **kwargs or {})
        self._key, self._pid = (exitpriority, next(_finalizer_numbers)), os.getpid()
        self._reference = obj if obj is None else weakref.ref(obj, self)
        _finalizers[self._key] = self

    def _take(self):
        """What is to be called, if it is still to be."""
        if _finalizers.pop(self._key, None) is None:
            return None
        call, self._call, self._reference = self._call, None, None
        return call

    def __call__(self, gone=None):
        call = self._take()
        if call and self._pid == os.getpid():
            return call()

    def cancel(self):
        """Never call it."""
        self._take()

    def still_active(self):
        """Is it yet to be called?"""
        return self._key in _finalizers

    def __repr__(self):
        if self._call is None:
            return f'<{type(self).__name__} object, dead>'
        call, priority = self._call, self._key[0]
        parts = [f'callback={getattr(call.func, "__name__", call.func)}', call.args and f'args={call.args}',
                 call.keywords and f'kwargs={call.keywords}', priority is not None and f'exitpriority={priority}']
        return f'<{type(self).__name__} object, {", ".join(filter(None, parts))}>'


def _finalize(key):
    try:
        _finalizers.get(key, int)()  # another finalizer may have called or cancelled it
    except Exception as error:
        import traceback
        traceback.print_exception(error)


def _run_finalizers(minpriority=None):
    """Those of at least that priority; None: all that have one."""
    least = float('-inf') if minpriority is None else minpriority
    while keys := [key for key in list(_finalizers) if key[0] is not None and key[0] >= least]:
        for key in sorted(keys, reverse=True):
            _finalize(key)
    if minpriority is None:
        _finalizers.clear()


def _cleanup_tests():
    """For tests, at their end."""
    _run_finalizers()


def is_exiting():
    """Does this process end?"""
    return _exiting


def _exit_function():
    """The end: finalizers that are urgent, then children - daemons are ended, others waited for - then the rest."""
    global _exiting
    if _exiting:
        return
    _exiting = True
    info('process shutting down')
    _run_finalizers(0)
    children = process.active_children()
    for child in filter(lambda child: child.daemon, children):
        info('calling terminate() for daemon %s', child.name)
        child.terminate()
    for child in children:
        info('calling join() for process %s', child.name)
        child.join()
    _run_finalizers()


atexit.register(_exit_function)

# --- beginning ------------------------------------------------------------------------------------------------------

_after_forks = weakref.WeakValueDictionary()
_after_fork_numbers = itertools.count()


def register_after_fork(obj, func):
    """Call func(obj) in each child that is forked, as long as obj lives."""
    _after_forks[next(_after_fork_numbers), id(obj), func] = obj


def _after_fork():
    """In a child: what it has of its parent's is not its own."""
    global _exiting
    _exiting = False
    _finalizers.clear()
    for (_, _, func), obj in sorted(_after_forks.items(), key=lambda item: item[0][0]):
        try:
            func(obj)
        except Exception as error:
            info('after forker raised exception %s', error)


class ForkAwareThreadLock:
    """A lock that is free in a child, whoever had it in the parent."""

    def __init__(self):
        lock = threading.Lock()
        for name in 'acquire', 'release', '__enter__', '__exit__', '_at_fork_reinit':
            setattr(self, name.strip('_') if name[:2] == '__' else name, getattr(lock, name))
        register_after_fork(self, lambda held: held._at_fork_reinit())

    def __enter__(self):
        return self.enter()

    def __exit__(self, *error):
        self.exit(*error)


class ForkAwareLocal(threading.local):
    """Thread-local data that a child begins without."""

    def __init__(self):
        register_after_fork(self, lambda obj: obj.__dict__.clear())

    def __reduce__(self):
        return type(self), ()


def _flush_std_streams():
    for stream in sys.stdout, sys.stderr:
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def get_temp_dir():
    """A folder for this process and its children; it goes with the process."""
    config = process.current_process()._config
    folder = config.get('tempdir')
    if folder is None:
        import shutil
        import tempfile
        folder = config['tempdir'] = tempfile.mkdtemp(prefix='pymp-')
        Finalize(None, _remove_temp_dir, args=(shutil.rmtree, folder), exitpriority=-100)
    return folder


def _remove_temp_dir(remove, folder):
    remove(folder, ignore_errors=True)
    config = process.current_process()
    if config is not None:
        config._config['tempdir'] = None


def close_all_fds_except(fds):
    """Close all file descriptors but those."""
    kept = sorted({-1, os.sysconf('SC_OPEN_MAX'), *fds})
    for low, high in zip(kept, kept[1:]):
        os.closerange(low + 1, high)


def spawnv_passfds(path, args, passfds):
    """Start a program that has these file descriptors; answers its process number."""
    from _posixsubprocess import fork_exec
    pid, error, _ = fork_exec(args, [path], -1, -1, -1, True, sorted(map(int, passfds)), None, None, False, False, -1, -1,
                              None, -1, -1, None)
    if error:
        raise OSError(error, os.strerror(error), path)
    return pid


def is_abstract_socket(address):
    """Is it the address of a socket that has no file?"""
    return not address or address[0] in ('\0', 0)
