"""What asyncio raises."""

__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'IncompleteReadError',
           'LimitOverrunError', 'SendfileNotAvailableError')

TimeoutError = TimeoutError


class CancelledError(BaseException):
    """The task or future was cancelled."""


class InvalidStateError(Exception):
    """The future is not in a state that allows this."""


class BrokenBarrierError(RuntimeError):
    """The barrier was broken or is being reset."""


class SendfileNotAvailableError(RuntimeError):
    """The operating system cannot send this file to this socket by itself."""


class LimitOverrunError(Exception):
    """The stream's limit was reached before what was looked for; `consumed` bytes can be read away."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return self.__class__, (*self.args, self.consumed)


class IncompleteReadError(EOFError):
    """The stream ended after `partial`; `expected` is how many bytes were wanted, None if that was not known."""

    def __init__(self, partial, expected):
        self.expected = expected
        self.partial = partial
        wanted = 'undefined' if expected is None else repr(expected)
        super().__init__(f'{len(partial)} bytes read on a total of {wanted} expected bytes')

    def __reduce__(self):
        return self.__class__, (self.partial, self.expected)
