"""The logger of asyncio."""
import sys


class _Late:
    """Stands for the logger 'asyncio' until something is logged: most programs never import `logging` for it."""

    def __getattr__(self, name):
        from logging import getLogger
        return getattr(getLogger('asyncio'), name)

    def debug(self, *args):
        """Log it, if anybody can want it already."""
        if 'logging' in sys.modules:
            self.__getattr__('debug')(*args)


logger = _Late()
