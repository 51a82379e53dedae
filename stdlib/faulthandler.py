"""Tracebacks of all threads when the process crashes, when a signal comes, or after a time."""
import signal as _signal
import sys as _sys

import _faulthandler

_files = {}  # for what is under way: the file that it writes to, which must stay open


def _descriptor(file):
    """The descriptor of a file, of sys.stderr for None."""
    if file is None:
        file = _sys.stderr
        if file is None:
            raise RuntimeError('unable to get sys.stderr')
    if isinstance(file, int):
        if file < 0:
            raise ValueError('file is not a valid file descripter')
        return file, file
    fd = file.fileno()
    if not isinstance(fd, int) or fd < 0:
        raise RuntimeError('file.fileno() is not a valid file descriptor')
    try:
        file.flush()
    except Exception:
        pass
    return fd, file


def dump_traceback(file=None, all_threads=True):
    """Write the tracebacks of all threads, or of this one."""
    _faulthandler.dump(_descriptor(file)[0], bool(all_threads))


def enable(file=None, all_threads=True):
    """Write tracebacks when the process crashes: on SIGSEGV, SIGFPE, SIGABRT, SIGBUS, SIGILL."""
    fd, kept = _descriptor(file)
    _faulthandler.enable(fd, bool(all_threads))
    _files['enable'] = kept


def disable():
    """Do not do what enable() asked for."""
    _files.pop('enable', None)
    return _faulthandler.disable()


def is_enabled():
    """Has enable() been called?"""
    return _faulthandler.is_enabled()


def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Write the tracebacks of all threads after so many seconds, unless cancelled; exit: and end the process, status 1."""
    nanoseconds = int(timeout * 1_000_000_000)
    if nanoseconds <= 0:
        raise ValueError('timeout must be greater than 0')
    if nanoseconds >= 1 << 63:
        raise OverflowError('timeout value is too large')
    fd, kept = _descriptor(file)
    _faulthandler.dump_later(nanoseconds, bool(repeat), fd, bool(exit))
    _files['later'] = kept


def cancel_dump_traceback_later():
    """Do not do what dump_traceback_later() asked for."""
    _faulthandler.cancel_later()
    _files.pop('later', None)


def _checked(signum):
    if signum in (_signal.SIGSEGV, _signal.SIGFPE, _signal.SIGABRT, _signal.SIGBUS, _signal.SIGILL):
        raise RuntimeError(f'signal {signum:d} cannot be registered, use enable() instead')
    if not 1 <= signum < _signal.NSIG:
        raise ValueError('signal number out of range')
    return int(signum)


def register(signum, file=None, all_threads=True, chain=False):
    """Write tracebacks when the signal comes; chain: and do what it did before."""
    signum = _checked(signum)
    fd, kept = _descriptor(file)
    _faulthandler.register(signum, fd, bool(all_threads), bool(chain))
    _files[signum] = kept


def unregister(signum):
    """Do not do what register() asked for. Had it been asked for?"""
    signum = _checked(signum)
    _files.pop(signum, None)
    return _faulthandler.unregister(signum)


def _sigsegv(release_gil=False):
    _faulthandler.crash(_signal.SIGSEGV)


def _sigabrt():
    _faulthandler.crash(_signal.SIGABRT)


def _sigfpe():
    _faulthandler.crash(_signal.SIGFPE)
