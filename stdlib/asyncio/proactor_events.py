"""Event loops on the completion ports of Windows: refused by name, so that programs for both systems can be imported."""
from asyncio import base_events

__all__ = ('BaseProactorEventLoop',)


class BaseProactorEventLoop(base_events.BaseEventLoop):
    """None of this system's loops is of this class."""

    def __init__(self, proactor):
        raise NotImplementedError('there are no proactor event loops but on Windows')

    def __del__(self):
        """There is nothing to close."""
