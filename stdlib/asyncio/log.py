"""The logger of asyncio."""
import sys

_DEBUG, _INFO, _WARNING, _ERROR, _CRITICAL = range(10, 60, 10)


class _LastResort:
    """What a logger without handlers does, while there is no module `logging`: warnings and worse go to stderr."""

    name, level, disabled, handlers = 'asyncio', 0, False, ()

    def isEnabledFor(self, level):
        return level >= (self.level or _WARNING) and not self.disabled

    def getEffectiveLevel(self):
        return self.level or _WARNING

    def setLevel(self, level):
        self.level = level

    def log(self, level, message, *args, exc_info=None, **ignored):
        if level < _WARNING or not self.isEnabledFor(level) or sys.stderr is None:
            return
        print(message % args if args else message, file=sys.stderr)
        if exc_info:
            if isinstance(exc_info, BaseException):
                exc_info = type(exc_info), exc_info, exc_info.__traceback__
            elif not isinstance(exc_info, tuple):
                exc_info = sys.exc_info()
            if exc_info[0]:
                sys.__excepthook__(*exc_info)

    def debug(self, message, *args, **options):
        self.log(_DEBUG, message, *args, **options)

    def info(self, message, *args, **options):
        self.log(_INFO, message, *args, **options)

    def warning(self, message, *args, **options):
        self.log(_WARNING, message, *args, **options)

    def error(self, message, *args, **options):
        self.log(_ERROR, message, *args, **options)

    def critical(self, message, *args, **options):
        self.log(_CRITICAL, message, *args, **options)

    def exception(self, message, *args, exc_info=True, **options):
        self.log(_ERROR, message, *args, exc_info=exc_info, **options)


class _Late:
    """Stands for the logger 'asyncio' until something is logged: most programs never import `logging` for it."""

    def __getattr__(self, name):
        try:
            from logging import getLogger
        except ModuleNotFoundError:
            there = self.__dict__.setdefault('_there', _LastResort())
        else:
            there = getLogger('asyncio')
        return getattr(there, name)


logger = _Late()
