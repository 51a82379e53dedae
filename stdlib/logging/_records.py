"""Records of events, filters, and the formatters that make text of records.

Names that programs may change, such as logging.logThreads, are looked up in the package when they are needed.
"""
import logging
import os
import sys
import threading
import time
import traceback
from _collections_abc import Mapping

_START = time.time()


_get_ident, _current_thread = threading.get_ident, threading.current_thread

# Paths of code, and what records say of them: there are few.
_known_names = {}


def _names(pathname):
    """The name of a file without its folders, and that without its ending."""
    try:
        name = os.path.basename(pathname)
        names = name, os.path.splitext(name)[0]
    except (TypeError, ValueError, AttributeError):
        return pathname, 'Unknown module'
    if len(_known_names) < 1000:
        _known_names[pathname] = names
    return names


def _process_name():
    processes = sys.modules.get('multiprocessing')
    if processes is not None:
        try:
            return processes.current_process().name
        except Exception:
            pass
    return 'MainProcess'


class LogRecord:
    """All that is known of an event: the message with its arguments, level and logger, time and place."""

    def __init__(self, name, level, pathname, lineno, msg, args, exc_info, func=None, sinfo=None, **kwargs):
        now = time.time()
        if args and len(args) == 1 and isinstance(args[0], Mapping) and args[0]:
            args = args[0]
        self.name, self.msg, self.args = name, msg, args
        self.levelname, self.levelno = logging.getLevelName(level), level
        self.pathname = pathname
        try:
            self.filename, self.module = _known_names[pathname]
        except (KeyError, TypeError):
            self.filename, self.module = _names(pathname)
        self.exc_info, self.exc_text, self.stack_info = exc_info, None, sinfo
        self.lineno, self.funcName = lineno, func
        self.created = now
        self.msecs = int((now - int(now)) * 1000) + 0.0
        self.relativeCreated = (now - _START) * 1000
        self.thread = self.threadName = None
        if logging.logThreads:
            self.thread = _get_ident()
            self.threadName = _current_thread().name
        self.processName = _process_name() if logging.logMultiprocessing else None
        self.process = os.getpid() if logging.logProcesses else None

    def __repr__(self):
        return f'<LogRecord: {self.name}, {self.levelno}, {self.pathname}, {self.lineno}, "{self.msg}">'

    def getMessage(self):
        """The message with its arguments put in."""
        text = str(self.msg)
        return text % self.args if self.args else text


# --- styles ---------------------------------------------------------------------------------------------------------

class PercentStyle:
    """Formats of the kind '%(message)s'."""

    default_format = '%(message)s'
    asctime_format = '%(asctime)s'
    asctime_search = '%(asctime)'

    def __init__(self, fmt, *, defaults=None):
        self._fmt = fmt or self.default_format
        self._defaults = defaults

    def usesTime(self):
        return self.asctime_search in self._fmt

    def validate(self):
        """ValueError if the format is not of this style."""
        import re
        if not re.search(r'(?i)%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]', self._fmt):
            raise ValueError(f"Invalid format '{self._fmt}' for '{self.default_format[0]}' style")

    def _values(self, record):
        return {**self._defaults, **record.__dict__} if self._defaults else record.__dict__

    def _format(self, record):
        return self._fmt % (record.__dict__ if not self._defaults else self._values(record))

    def format(self, record):
        try:
            return self._format(record)
        except KeyError as e:
            raise ValueError(f'Formatting field not found in record: {e}')


class StrFormatStyle(PercentStyle):
    """Formats of the kind '{message}'."""

    default_format = '{message}'
    asctime_format = '{asctime}'
    asctime_search = '{asctime'

    def _format(self, record):
        return self._fmt.format(**self._values(record))

    def _check_field(self, name, spec, conversion):
        import re
        if not re.match(r'^(\d+|\w+)(\.\w+|\[[^]]+\])*$', name):
            raise ValueError(f'invalid field name/expression: {name!r}')
        if conversion and conversion not in 'rsa':
            raise ValueError(f'invalid conversion: {conversion!r}')
        if spec and not re.match(r'(?i)^(.?[<=>^])?[+ -]?#?0?(\d+|{\w+})?[,_]?(\.(\d+|{\w+}))?[bcdefgnosx%]?$', spec):
            raise ValueError(f'bad specifier: {spec!r}')

    def validate(self):
        from _string import formatter_parser
        found = False
        try:
            for _, name, spec, conversion in formatter_parser(self._fmt):
                if name:
                    self._check_field(name, spec, conversion)
                    found = True
        except ValueError as e:
            raise ValueError(f'invalid format: {e}')
        if not found:
            raise ValueError('invalid format: no fields')


class StringTemplateStyle(PercentStyle):
    """Formats of the kind '${message}'."""

    default_format = '${message}'
    asctime_format = '${asctime}'
    asctime_search = '${asctime}'

    def __init__(self, fmt, *, defaults=None):
        from string import Template
        super().__init__(fmt, defaults=defaults)
        self._tpl = Template(self._fmt)

    def usesTime(self):
        return '$asctime' in self._fmt or self.asctime_search in self._fmt

    def validate(self):
        found = False
        for match in type(self._tpl).pattern.finditer(self._fmt):
            parts = match.groupdict()
            if parts['named'] or parts['braced']:
                found = True
            elif match.group(0) == '$':
                raise ValueError("invalid format: bare '$' not allowed")
        if not found:
            raise ValueError('invalid format: no fields')

    def _format(self, record):
        return self._tpl.substitute(**self._values(record))


BASIC_FORMAT = '%(levelname)s:%(name)s:%(message)s'
_STYLES = {'%': (PercentStyle, BASIC_FORMAT),
           '{': (StrFormatStyle, '{levelname}:{name}:{message}'),
           '$': (StringTemplateStyle, '${levelname}:${name}:${message}')}


def style_and_format(style):
    """The class and the usual format of a style."""
    if style not in _STYLES:
        raise ValueError(f"Style must be one of: {','.join(_STYLES)}")
    return _STYLES[style]


# --- formatters -----------------------------------------------------------------------------------------------------

class Formatter:
    """Makes text of a record: the format with the record's attributes, then traceback and stack."""

    converter = time.localtime
    default_time_format = '%Y-%m-%d %H:%M:%S'
    default_msec_format = '%s,%03d'

    def __init__(self, fmt=None, datefmt=None, style='%', validate=True, *, defaults=None):
        self._style = style_and_format(style)[0](fmt, defaults=defaults)
        if validate and self._style._fmt not in (self._style.default_format, BASIC_FORMAT):
            self._style.validate()
        self._fmt = self._style._fmt
        self.datefmt = datefmt

    def formatTime(self, record, datefmt=None):
        """The time of the record, by datefmt or as ISO 8601 with milliseconds."""
        moment = self.converter(record.created)
        if datefmt:
            return time.strftime(datefmt, moment)
        text = time.strftime(self.default_time_format, moment)
        return self.default_msec_format % (text, record.msecs) if self.default_msec_format else text

    def formatException(self, ei):
        """The traceback as text, without the newline at its end."""
        text = ''.join(traceback.format_exception(ei[0], ei[1], ei[2]))
        return text[:-1] if text.endswith('\n') else text

    def usesTime(self):
        return self._style.usesTime()

    def formatMessage(self, record):
        return self._style.format(record)

    def formatStack(self, stack_info):
        return stack_info

    def format(self, record):
        record.message = record.getMessage()
        if self.usesTime():
            record.asctime = self.formatTime(record, self.datefmt)
        text = self.formatMessage(record)
        if not record.exc_info and not record.exc_text and not record.stack_info:
            return text
        parts = [text]
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            parts.append(record.exc_text)
        if record.stack_info:
            parts.append(self.formatStack(record.stack_info))
        text = parts[0]
        for part in parts[1:]:
            text += part if text.endswith('\n') else '\n' + part
        return text


class BufferingFormatter:
    """Makes one text of several records, with a header and a footer."""

    def __init__(self, linefmt=None):
        self.linefmt = linefmt or logging._defaultFormatter

    def formatHeader(self, records):
        return ''

    def formatFooter(self, records):
        return ''

    def format(self, records):
        if not records:
            return ''
        lines = map(self.linefmt.format, records)
        return self.formatHeader(records) + ''.join(lines) + self.formatFooter(records)


# --- filters --------------------------------------------------------------------------------------------------------

class Filter:
    """Lets records of a logger and of those below it pass; without a name, all."""

    def __init__(self, name=''):
        self.name, self.nlen = name, len(name)

    def filter(self, record):
        """Is the record to be logged?"""
        return not self.nlen or record.name == self.name or record.name.startswith(self.name + '.')


class Filterer:
    """What loggers and handlers have in common: filters."""

    def __init__(self):
        self.filters = []

    def addFilter(self, filter):
        if filter not in self.filters:
            self.filters.append(filter)

    def removeFilter(self, filter):
        if filter in self.filters:
            self.filters.remove(filter)

    def filter(self, record):
        """Do all filters, objects with a method filter() or functions, let the record pass?"""
        for each in self.filters:
            passes = each.filter(record) if hasattr(each, 'filter') else each(record)
            if not passes:
                return False
        return True


for _class in (LogRecord, PercentStyle, StrFormatStyle, StringTemplateStyle, Formatter, BufferingFormatter, Filter, Filterer):
    _class.__module__ = 'logging'
