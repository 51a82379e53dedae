"""What locks and queues have in common."""
from asyncio import events


class _LoopBoundMixin:
    """Belongs to the first event loop in which somebody has to wait."""

    _loop = None

    def _get_loop(self):
        running = events._get_running_loop()
        mine = self._loop
        if mine is running and mine is not None:
            return mine
        if mine is None:
            self._loop = running
        elif mine is not running:
            raise RuntimeError(f'{self!r} is bound to a different event loop')
        return running
