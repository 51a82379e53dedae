"""The logger of asyncio."""


class _Late:
    """Stands for the logger 'asyncio' until something is logged: most programs never import `logging` for it."""

    def __getattr__(self, name):
        from logging import getLogger
        return getattr(getLogger('asyncio'), name)


logger = _Late()
