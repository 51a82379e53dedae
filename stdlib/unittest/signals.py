"""Ctrl-C while tests run: the first lets the running test end, the second interrupts it."""
import _signal as signal  # the enumerations of module signal take their time to make, and nothing here shows them
import contextlib
import weakref
from functools import wraps

__unittest = True

_results = weakref.WeakKeyDictionary()
_interrupt_handler = None


class _InterruptHandler:
    def __init__(self, default_handler):
        self.called = False
        self.original_handler = default_handler
        if isinstance(default_handler, int):
            ways = {signal.SIG_DFL: signal.default_int_handler, signal.SIG_IGN: lambda number, frame: None}
            if default_handler not in ways:
                raise TypeError('expected SIGINT signal handler to be signal.SIG_IGN, signal.SIG_DFL, or a callable object')
            default_handler = ways[default_handler]
        self.default_handler = default_handler

    def __call__(self, signum, frame):
        replaced = signal.getsignal(signal.SIGINT) is not self
        if replaced or self.called:
            self.default_handler(signum, frame)
        self.called = True
        for each in list(_results):
            each.stop()


def registerResult(result):
    """Ctrl-C stops this result's run."""
    _results[result] = 1


def removeResult(result):
    return bool(_results.pop(result, None))


def installHandler():
    global _interrupt_handler
    if _interrupt_handler is None:
        _interrupt_handler = _InterruptHandler(signal.getsignal(signal.SIGINT))
        signal.signal(signal.SIGINT, _interrupt_handler)


def removeHandler(method=None):
    """Handle Ctrl-C as before; as a decorator, while the function runs."""
    if method is None:
        if _interrupt_handler is not None:
            signal.signal(signal.SIGINT, _interrupt_handler.original_handler)
        return None

    @wraps(method)
    def without_handler(*args, **kwargs):
        with contextlib.ExitStack() as after:
            after.callback(signal.signal, signal.SIGINT, signal.getsignal(signal.SIGINT))
            removeHandler()
            return method(*args, **kwargs)
    return without_handler
