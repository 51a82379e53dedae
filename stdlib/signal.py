"""Handlers of signals: module _signal with its numbers as enumerations."""

import _signal
from enum import IntEnum as _IntEnum
from functools import wraps as _wraps


_IntEnum._convert_('Signals', __name__, lambda name: name[:3] == 'SIG' and name[3] != '_', source=_signal)
_IntEnum._convert_('Handlers', __name__, {'SIG_DFL', 'SIG_IGN'}.__contains__, source=_signal)
_IntEnum._convert_('Sigmasks', __name__, {'SIG_BLOCK', 'SIG_UNBLOCK', 'SIG_SETMASK'}.__contains__, source=_signal)

from _signal import (
    NSIG, ITIMER_REAL, ITIMER_VIRTUAL, ITIMER_PROF, ItimerError, struct_siginfo, alarm, default_int_handler,
    getitimer, pause, pidfd_send_signal, pthread_kill, raise_signal, set_wakeup_fd, setitimer, siginterrupt, sigtimedwait,
    sigwaitinfo, strsignal,
)


def _named(value, enumeration):
    """The member of the enumeration that value is, or value itself."""
    try:
        return enumeration(value)
    except ValueError:
        return value


def _set_of_signals(numbers):
    return {_named(number, Signals) for number in numbers}


def _plain(value):
    return int(value) if isinstance(value, _IntEnum) else value


@_wraps(_signal.signal)
def signal(signalnum, handler):
    return _named(_signal.signal(_plain(signalnum), _plain(handler)), Handlers)


@_wraps(_signal.getsignal)
def getsignal(signalnum):
    return _named(_signal.getsignal(signalnum), Handlers)


@_wraps(_signal.pthread_sigmask)
def pthread_sigmask(how, mask):
    return _set_of_signals(_signal.pthread_sigmask(how, mask))


@_wraps(_signal.sigpending)
def sigpending():
    return _set_of_signals(_signal.sigpending())


@_wraps(_signal.sigwait)
def sigwait(sigset):
    return _named(_signal.sigwait(sigset), Signals)


@_wraps(_signal.valid_signals)
def valid_signals():
    return _set_of_signals(_signal.valid_signals())
