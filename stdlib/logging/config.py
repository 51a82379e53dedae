"""Loggers, handlers, formatters and filters made from a dict, from a file, or from what comes over a socket."""
import io
import json
import logging
import logging.handlers
import re
import struct
import threading

DEFAULT_LOGGING_CONFIG_PORT = 9030

IDENTIFIER = re.compile('^[a-z_][a-z0-9_]*$', re.I)


def valid_ident(s):
    """Raise ValueError unless s is an identifier."""
    if not IDENTIFIER.match(s):
        raise ValueError(f'Not a valid Python identifier: {s!r}')
    return True


# --- what a configuration takes the place of ------------------------------------------------------------------------

def _clear_handlers():
    """Close all handlers and forget them."""
    logging._handlers.clear()
    logging.shutdown(logging._handlerList[:])
    logging._handlerList.clear()


def _disable_others(existing, named, disable_existing):
    """Loggers of before that are not named are disabled, unless they are below one that is: those get no level."""
    for name in existing:
        logger = logging.root.manager.loggerDict[name]
        if any(name.startswith(prefix + '.') for prefix in named):
            if not isinstance(logger, logging.PlaceHolder):
                logger.setLevel(logging.NOTSET)
                logger.handlers, logger.propagate = [], True
        else:
            logger.disabled = disable_existing


def _existing(named):
    return [name for name in logging.root.manager.loggerDict if name not in named]


def _import(path):
    """The object with a dotted path."""
    first, *names = path.split('.')
    found, path = __import__(first), first
    for name in names:
        path = f'{path}.{name}'
        try:
            found = getattr(found, name)
        except AttributeError:
            __import__(path)
            found = getattr(found, name)
    return found


# --- dicts ----------------------------------------------------------------------------------------------------------

class ConvertingMixin:
    """A container that converts its values when they are asked for, and keeps the results."""

    def convert_with_key(self, key, value, replace=True):
        """The value, converted; it takes the place of the one that was there."""
        result = self.configurator.convert(value)
        if result is not value:
            if replace:
                self[key] = result
            self._adopt(result, key)
        return result

    def convert(self, value):
        """The value, converted."""
        result = self.configurator.convert(value)
        if result is not value:
            self._adopt(result, None)
        return result

    def _adopt(self, value, key):
        if isinstance(value, ConvertingMixin):
            value.parent = self
            if key is not None:
                value.key = key


class ConvertingDict(dict, ConvertingMixin):
    """A dict that converts its values when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key))

    def get(self, key, default=None):
        return self.convert_with_key(key, super().get(key, default))

    def pop(self, key, default=None):
        return self.convert_with_key(key, super().pop(key, default), replace=False)


class ConvertingList(list, ConvertingMixin):
    """A list that converts its values when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key))

    def pop(self, idx=-1):
        return self.convert(super().pop(idx))


class ConvertingTuple(tuple, ConvertingMixin):
    """A tuple that converts its values when they are asked for."""

    def __getitem__(self, key):
        return self.convert_with_key(key, super().__getitem__(key), replace=False)


class BaseConfigurator:
    """Knows what texts of the form PREFIX://REST stand for in a configuration: ext:// an object of a module, cfg:// another
    part of the configuration."""

    CONVERT_PATTERN = re.compile('^(?P<prefix>[a-z]+)://(?P<suffix>.*)$')
    value_converters = {'ext': 'ext_convert', 'cfg': 'cfg_convert'}
    importer = staticmethod(__import__)

    def __init__(self, config):
        self.config = self._converting(config)

    def _converting(self, value):
        """A container that converts, in place of a plain one."""
        for plain, kind in (dict, ConvertingDict), (list, ConvertingList), (tuple, ConvertingTuple):
            if isinstance(value, plain) and not isinstance(value, kind):
                if plain is tuple and hasattr(value, '_fields'):  # a named one
                    return value
                value = kind(value)
                value.configurator = self
                return value
        return value

    def convert(self, value):
        """What a value stands for."""
        if not isinstance(value, str):
            return self._converting(value)
        match = self.CONVERT_PATTERN.match(value)
        method = match and self.value_converters.get(match['prefix'])
        return getattr(self, method)(match['suffix']) if method else value

    def ext_convert(self, value):
        """ext://: the object with that dotted path."""
        return self.resolve(value)

    def resolve(self, s):
        """The object with a dotted path."""
        first, *names = s.split('.')
        path = first
        try:
            found = self.importer(path)
            for name in names:
                path = f'{path}.{name}'
                try:
                    found = getattr(found, name)
                except AttributeError:
                    self.importer(path)
                    found = getattr(found, name)
            return found
        except ImportError as error:
            raise ValueError(f'Cannot resolve {s!r}: {error}') from error

    def cfg_convert(self, value):
        """cfg://: the part of the configuration with that path of .name and [index]."""
        first = re.match(r'\w+\s*', value)
        if first is None:
            raise ValueError(f'Unable to convert {value!r}')
        found, rest = self.config[first[0].strip()], value[first.end():]
        while rest:
            if match := re.match(r'\.\s*(\w+)\s*', rest):
                found = found[match[1]]
            elif match := re.match(r'\[\s*(\w+)\s*\]\s*', rest):
                found = self._item(found, match[1])
            else:
                raise ValueError(f'Unable to convert {value!r} at {rest!r}')
            rest = rest[match.end():]
        return found

    @staticmethod
    def _item(container, index):
        """container[index], where the index is a number if it looks like one and there is such an item."""
        if index.isdigit():
            try:
                return container[int(index)]
            except TypeError:
                pass
        return container[index]

    def as_tuple(self, value):
        """The value, a tuple if it was a list."""
        return tuple(value) if isinstance(value, list) else value

    def configure_custom(self, config):
        """Call what the key '()' names with the other keys; '.' has attributes for the result."""
        factory = config.pop('()')
        if not callable(factory):
            factory = self.resolve(factory)
        attributes = config.pop('.', None)
        made = factory(**{key: config[key] for key in config if valid_ident(key)})
        for name, value in (attributes or {}).items():
            setattr(made, name, value)
        return made


class DictConfigurator(BaseConfigurator):
    """Does what a dict says."""

    def configure(self):
        """Make what the dict describes, or with the key 'incremental' change levels only."""
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        version = config['version']
        if version != 1:
            raise ValueError(f'Unsupported version: {version}')
        with logging._lock:
            if config.pop('incremental', False):
                self._change(config)
            else:
                self._make(config)

    def _change(self, config):
        handlers = config.get('handlers', {})
        for name in handlers:
            if name not in logging._handlers:
                raise ValueError(f'No handler found with name {name!r}')
            with _naming('handler', name):
                level = handlers[name].get('level')
                if level:
                    logging._handlers[name].setLevel(logging._checkLevel(level))
        loggers = config.get('loggers', {})
        for name in loggers:
            with _naming('logger', name):
                self.configure_logger(name, loggers[name], True)
        if root := config.get('root'):
            with _naming('root logger'):
                self.configure_root(root, True)

    def _make(self, config):
        disable_existing = config.pop('disable_existing_loggers', True)
        _clear_handlers()
        for section, make, kind in (('formatters', self.configure_formatter, 'formatter'),
                                    ('filters', self.configure_filter, 'filter')):
            items = config.get(section, {})
            for name in items:
                with _naming(kind, name):
                    items[name] = make(items[name])
        self._make_handlers(config.get('handlers', {}))
        loggers = config.get('loggers', {})
        existing = _existing(loggers)
        for name in loggers:
            with _naming('logger', name):
                self.configure_logger(name, loggers[name])
        _disable_others(existing, loggers, disable_existing)
        if root := config.get('root'):
            with _naming('root logger'):
                self.configure_root(root)

    def _make_handlers(self, handlers):
        """Make the handlers; those that name one that is not made yet as their target wait for the second round."""
        waiting = []
        for round in (1, 2):
            for name in waiting if round == 2 else sorted(handlers):
                try:
                    made = self.configure_handler(handlers[name])
                    made.name = name
                    handlers[name] = made
                except Exception as error:
                    if round == 1 and 'target not configured yet' in str(error.__cause__):
                        waiting.append(name)
                    else:
                        raise ValueError(f'Unable to configure handler {name!r}') from error

    def configure_formatter(self, config):
        """A formatter from its part of the dict."""
        if '()' in config:
            factory = config['()']
            try:
                return self.configure_custom(config)
            except TypeError as error:
                if "'format'" not in str(error):
                    raise
                # Formatters call it fmt.
                config['fmt'] = config.pop('format')
                config['()'] = factory
                return self.configure_custom(config)
        made = self.resolve(config['class']) if config.get('class') else logging.Formatter
        arguments = [config.get('format', None), config.get('datefmt', None), config.get('style', '%')]
        if 'validate' in config:
            arguments.append(config['validate'])
        return made(*arguments)

    def configure_filter(self, config):
        """A filter from its part of the dict."""
        return self.configure_custom(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, filters):
        """Add filters, given by name or themselves, to a logger or handler."""
        for item in filters:
            try:
                is_filter = callable(item) or callable(getattr(item, 'filter', None))
                filterer.addFilter(item if is_filter else self.config['filters'][item])
            except Exception as error:
                raise ValueError(f'Unable to add filter {item!r}') from error

    def configure_handler(self, config):
        """A handler from its part of the dict."""
        whole = dict(config)  # for another round
        formatter = config.pop('formatter', None)
        if formatter:
            try:
                formatter = self.config['formatters'][formatter]
            except Exception as error:
                raise ValueError(f'Unable to set formatter {formatter!r}') from error
        level, filters = config.pop('level', None), config.pop('filters', None)
        if '()' in config:
            factory = config.pop('()')
            factory = factory if callable(factory) else self.resolve(factory)
        else:
            factory = self._handler_class(config, whole)
        attributes = config.pop('.', None)
        made = self._call(factory, {key: config[key] for key in config if valid_ident(key)})
        if formatter:
            made.setFormatter(formatter)
        if level is not None:
            made.setLevel(logging._checkLevel(level))
        if filters:
            self.add_filters(made, filters)
        for name, value in (attributes or {}).items():
            setattr(made, name, value)
        return made

    def _handler_class(self, config, whole):
        """The class of a handler; arguments that name other things are replaced by these."""
        name = config.pop('class')
        kind = self.resolve(name)
        if issubclass(kind, logging.handlers.MemoryHandler) and 'target' in config:
            try:
                target = self.config['handlers'][config['target']]
                if not isinstance(target, logging.Handler):
                    config.update(whole)
                    raise TypeError('target not configured yet')
                config['target'] = target
            except Exception as error:
                raise ValueError(f'Unable to set target handler {config["target"]!r}') from error
        for base, key in ((logging.handlers.SMTPHandler, 'mailhost'), (logging.handlers.SysLogHandler, 'address')):
            if issubclass(kind, base) and key in config:
                config[key] = self.as_tuple(config[key])
        return kind

    @staticmethod
    def _call(factory, arguments):
        try:
            return factory(**arguments)
        except TypeError as error:
            if "'stream'" not in str(error):
                raise
            # Some handlers call it strm.
            arguments['strm'] = arguments.pop('stream')
            return factory(**arguments)

    def add_handlers(self, logger, handlers):
        """Add handlers, given by name, to a logger."""
        for name in handlers:
            try:
                logger.addHandler(self.config['handlers'][name])
            except Exception as error:
                raise ValueError(f'Unable to add handler {name!r}') from error

    def common_logger_config(self, logger, config, incremental=False):
        """What the root and other loggers have in common."""
        level = config.get('level', None)
        if level is not None:
            logger.setLevel(logging._checkLevel(level))
        if incremental:
            return
        for handler in logger.handlers[:]:
            logger.removeHandler(handler)
        for key, add in ('handlers', self.add_handlers), ('filters', self.add_filters):
            names = config.get(key, None)
            if names:
                add(logger, names)

    def configure_logger(self, name, config, incremental=False):
        """A logger from its part of the dict."""
        logger = logging.getLogger(name)
        self.common_logger_config(logger, config, incremental)
        logger.disabled, propagate = False, config.get('propagate', None)
        if propagate is not None:
            logger.propagate = propagate

    def configure_root(self, config, incremental=False):
        """The root logger from its part of the dict."""
        self.common_logger_config(logging.getLogger(), config, incremental)


class _naming:
    """Exceptions become ValueErrors that name what could not be configured."""

    def __init__(self, kind, name=None):
        self._what = kind if name is None else f'{kind} {name!r}'

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        if isinstance(error, Exception):
            raise ValueError(f'Unable to configure {self._what}') from error


dictConfigClass = DictConfigurator


def dictConfig(config):
    """Configure as a dict says."""
    dictConfigClass(config).configure()


# --- files ----------------------------------------------------------------------------------------------------------

def fileConfig(fname, defaults=None, disable_existing_loggers=True, encoding=None):
    """Configure as a file, a stream or a ConfigParser says."""
    import configparser
    if isinstance(fname, configparser.RawConfigParser):
        parser = fname
    else:
        parser = configparser.ConfigParser(defaults)
        if hasattr(fname, 'readline'):
            parser.read_file(fname)
        else:
            parser.read(fname, encoding=io.text_encoding(encoding))
    formatters = {name: _file_formatter(parser[f'formatter_{name}']) for name in _keys(parser, 'formatters')}
    with logging._lock:
        _clear_handlers()
        handlers = _file_handlers(parser, formatters)
        _file_loggers(parser, handlers, disable_existing_loggers)


def _words(text):
    return [word.strip() for word in text.split(',')]


def _keys(parser, section):
    text = parser[section]['keys']
    return _words(text) if text else []


def _file_formatter(section):
    fmt, datefmt = (section.get(key, raw=True, fallback=None) for key in ('format', 'datefmt'))
    style = section.get('style', raw=True, fallback='%')
    kind = section.get('class')
    return (_import(kind) if kind else logging.Formatter)(fmt, datefmt, style)


def _evaluate(text):
    """Class names and arguments in files are expressions, in which the names of `logging` are known."""
    return eval(text, vars(logging))


def _file_handlers(parser, formatters):
    made, targets = {}, {}
    for name in _keys(parser, 'handlers'):
        section = parser[f'handler_{name}']
        try:
            kind = _evaluate(section['class'])
        except (AttributeError, NameError):
            kind = _import(section['class'])
        arguments, options = _evaluate(section.get('args', '()')), _evaluate(section.get('kwargs', '{}'))
        handler = made[name] = kind(*arguments, **options)
        handler.name = name
        if 'level' in section:
            handler.setLevel(section['level'])
        if section.get('formatter', ''):
            handler.setFormatter(formatters[section['formatter']])
        if issubclass(kind, logging.handlers.MemoryHandler) and section.get('target', ''):
            targets[handler] = section['target']
    for handler, target in targets.items():
        handler.setTarget(made[target])
    return made


def _file_loggers(parser, handlers, disable_existing):
    names = _keys(parser, 'loggers')
    names.remove('root')
    _file_logger(logging.root, parser['logger_root'], handlers)
    sections = {}
    for name in names:
        section = parser[f'logger_{name}']
        sections[section['qualname']] = section
    existing = _existing(sections)
    for name, section in sections.items():
        logger = logging.getLogger(name)
        _file_logger(logger, section, handlers)
        logger.propagate, logger.disabled = section.getint('propagate', fallback=1), 0
    _disable_others(existing, sections, disable_existing)


def _file_logger(logger, section, handlers):
    if 'level' in section:
        logger.setLevel(section['level'])
    for handler in logger.handlers[:]:
        logger.removeHandler(handler)
    if section['handlers']:
        for name in _words(section['handlers']):
            logger.addHandler(handlers[name])


# --- over a socket --------------------------------------------------------------------------------------------------

_listener = None


def listen(port=DEFAULT_LOGGING_CONFIG_PORT, verify=None):
    """A thread, to be started, that takes configurations at a port: each is four bytes with the length, then JSON of a dict
    or the text of a file. verify: a function that returns the bytes to use, or None to ignore them."""
    from socketserver import StreamRequestHandler, ThreadingTCPServer

    class Receiver(StreamRequestHandler):
        def handle(self):
            try:
                head = self.rfile.read(4)
                if len(head) == 4:
                    self.use(self.rfile.read(*struct.unpack('>L', head)))
            except OSError:
                pass

        def use(self, data):
            if verify is not None:
                data = verify(data)
            if data is not None:
                _configure(data.decode())
            if self.server.ready:
                self.server.ready.set()

    class Server(ThreadingTCPServer):
        allow_reuse_address = daemon_threads = True
        ready = None

    class Listener(threading.Thread):
        def __init__(self):
            super().__init__()
            self.port, self.verify = port, verify
            self.ready = threading.Event()

        def run(self):
            global _listener
            with Server(('localhost', self.port), Receiver) as server:
                if self.port == 0:
                    self.port = server.server_address[1]
                server.ready = self.ready
                with logging._lock:
                    _listener = server
                self.ready.set()
                server.serve_forever(0.05)

    return Listener()


def _configure(text):
    try:
        try:
            config = json.loads(text)
        except ValueError:
            fileConfig(io.StringIO(text))
        else:
            if not isinstance(config, dict):
                raise TypeError(f'a configuration is a dict, not {type(config).__name__}')
            dictConfig(config)
    except Exception:
        import traceback
        traceback.print_exc()


def stopListening():
    """Stop the thread that listen() made."""
    global _listener
    with logging._lock:
        listener, _listener = _listener, None
    if listener:
        listener.shutdown()
