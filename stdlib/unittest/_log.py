"""What assertLogs() and assertNoLogs() answer; they import it, since most tests need no logging."""
import logging
from collections import namedtuple

from ._contexts import _Context

__unittest = True

_LoggingWatcher = namedtuple('_LoggingWatcher', 'records output')


class _CapturingHandler(logging.Handler):
    """Keeps records and their texts."""

    def __init__(self):
        super().__init__()
        self.watcher = _LoggingWatcher([], [])

    def flush(self):
        pass

    def emit(self, record):
        self.watcher.records.append(record)
        self.watcher.output.append(self.format(record))


class _AssertLogsContext(_Context):
    """Events of a logger (None: the root) and those below, of a level at least; no_logs: there must be none."""

    LOGGING_FORMAT = '%(levelname)s:%(name)s:%(message)s'

    def __init__(self, test_case, logger_name, level, no_logs):
        super().__init__(test_case)
        self.logger_name, self.no_logs, self.msg = logger_name, no_logs, None
        self.level = logging._nameToLevel.get(level, level) if level else logging.INFO

    def __enter__(self):
        given = self.logger_name
        self.logger = logger = given if isinstance(given, logging.Logger) else logging.getLogger(given)
        handler = _CapturingHandler()
        handler.setLevel(self.level)
        handler.setFormatter(logging.Formatter(self.LOGGING_FORMAT))
        self.watcher = handler.watcher
        self.old = logger.handlers[:], logger.level, logger.propagate
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(self.level)
        return None if self.no_logs else handler.watcher

    def __exit__(self, exc_type, exc_value, tb):
        self.logger.handlers, level, self.logger.propagate = self.old
        self.logger.setLevel(level)
        if exc_type is not None:
            return False
        found = self.watcher.records
        if self.no_logs and found:
            self._raiseFailure(f'Unexpected logs found: {self.watcher.output!r}')
        if not self.no_logs and not found:
            level = logging.getLevelName(self.level)
            self._raiseFailure(f'no logs of level {level} or higher triggered on {self.logger.name}')
