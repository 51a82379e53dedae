import logging
import io
import os
import pickle
import sys
import tempfile
import warnings


class Lines(logging.Handler):
    """Prints what it gets."""
    def emit(self, record):
        print(self.format(record).replace(os.path.dirname(os.path.abspath(__file__)), ''))


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


print('-- levels')
print(logging.getLevelNamesMapping(), [logging.getLevelName(x) for x in (0, 10, 20, 30, 40, 50, 15, 'INFO', 'WARN', 'odd')])
logging.addLevelName(15, 'CHATTY')
print(logging.getLevelName(15), logging.getLevelName('CHATTY'))
log = logging.getLogger('a.b.c')
for level in (10, 'INFO', 'CHATTY', 'odd', 1.5, None):
    attempt(log.setLevel, level)
    print(log.level, log)

print('-- tree')
above = logging.getLogger('a')
print(log.parent, above.parent, logging.getLogger('a') is above, logging.getLogger() is logging.root, logging.getLogger('root'))
print(logging.getLogger('a.b').parent is above, log.parent.name, log.getChild('d.e').name, logging.root.getChild('x').name)
print(log.getEffectiveLevel(), log.isEnabledFor(14), log.isEnabledFor(15), log.hasHandlers())
print([type(value).__name__ for value in logging.root.manager.loggerDict.values()])
attempt(logging.getLogger, 5)
print(pickle.loads(pickle.dumps(log)) is log, pickle.loads(pickle.dumps(logging.root)) is logging.root)
attempt(pickle.dumps, logging.Logger('other'))

print('-- last resort')
sys.stderr = io.StringIO()
log.warning('to %s', 'stderr')
log.info('not')
last_resort, logging.lastResort = logging.lastResort, None
log.error('nobody')
log.error('nobody')
print(repr(sys.stderr.getvalue()))
logging.lastResort = last_resort
sys.stderr = sys.__stderr__

print('-- messages')
handler = Lines()
print(handler, handler.name, handler.get_name())
handler.name = 'lines'
print(handler.name, 'lines' in logging._handlers)
handler.setFormatter(logging.Formatter('%(levelname)-8s|%(name)s|%(funcName)s|%(lineno)d|%(module)s|%(filename)s|%(message)s'))
above.addHandler(handler)
above.addHandler(handler)
log.setLevel(logging.DEBUG)


def here():
    log.debug('plain')
    log.info('%d and %s', 1, 'two')
    log.warning('%(a)s', {'a': 'mapping'})
    log.error('100%')
    log.critical(['a', 'list'])
    log.fatal(None)
    log.log(15, 'numbered')
    log.log(logging.WARNING, 'outer', stacklevel=2)
    above.info('too low')
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        log.warn('old')
        print([str(w.message) for w in caught])


here()
attempt(log.log, 'INFO', 'name')
attempt(log.info, 'x', extra={'message': 1})
attempt(log.info, 'x', extra={'levelname': 1})
attempt(log.info, 'x', unknown=1)
log.propagate = False
print(log.hasHandlers(), above.hasHandlers())
log.propagate = True

print('-- exceptions')
handler.setFormatter(logging.Formatter('%(levelname)s:%(message)s'))
try:
    1 / 0
except ZeroDivisionError as error:
    log.exception('failed %s', 'badly')
    log.error('also', exc_info=error)
    log.error('also', exc_info=(type(error), error, None))
    log.exception('quiet', exc_info=False)
log.error('none', exc_info=True)


def inner():
    log.info('stack', stack_info=True)


inner()

print('-- filters')
only = logging.Filter('a.b')
records = [logging.LogRecord(name, 20, 'path/to/file.py', 7, 'm', (), None) for name in ('a', 'a.b', 'a.b.c', 'a.bc')]
print([only.filter(record) for record in records], [logging.Filter().filter(record) for record in records])
log.addFilter(lambda record: 'secret' not in record.getMessage())
log.info('secret')
log.info('public')
log.filters.clear()
handler.addFilter(only)
above.error('filtered')
handler.removeFilter(only)
handler.removeFilter(only)


class Context(logging.Filter):
    def filter(self, record):
        record.user = 'me'
        return True


context = Context()
log.addFilter(context)
handler.setFormatter(logging.Formatter('{user}: {message:>8} {levelno:04d}', style='{'))
log.info('hello')
handler.setFormatter(logging.Formatter('$user/${message}/$name', style='$'))
log.info('hello')
handler.setFormatter(logging.Formatter('%(color)s %(message)s', defaults={'color': 'red'}))
log.info('hello')
log.info('hello', extra={'color': 'blue'})

print('-- formats')
for fmt, style in [('plain', '%'), ('%(message)', '%'), ('%(message)5.2s', '%'), ('{message!q}', '{'), ('{message:}}', '{'), ('{', '{'), ('none', '{'),
                   ('{message:>>10}', '{'), ('{a.b[c]}', '{'), ('{-}', '{'), ('{message:zz}', '{'), ('$', '$'), ('x', '$'), ('$$', '$'), ('$message', '$'), ('${message}', '$'), ('x', '?')]:
    attempt(lambda: logging.Formatter(fmt, style=style)._fmt)
print(logging.Formatter('plain', validate=False)._fmt, logging.Formatter()._fmt, logging.Formatter(style='{')._fmt, logging.Formatter(style='$')._fmt)
record = logging.makeLogRecord({'msg': 'made %s', 'args': ('here',), 'levelname': 'INFO', 'created': 86400.25, 'msecs': 250.0})
import time
formatter = logging.Formatter('%(asctime)s %(message)s')
formatter.converter = time.gmtime
print(formatter.format(record), formatter.usesTime(), formatter.formatTime(record, '%H:%M'))
formatter.default_msec_format = None
print(formatter.format(record), record.message, record.asctime)
attempt(logging.Formatter('%(nothing)s').format, record)
print(logging.BufferingFormatter(formatter).format([record, record]), repr(logging.BufferingFormatter().format([])))
record = logging.LogRecord('n', 30, '/x/y/z.py', 12, 'msg %s', ('arg',), None, 'f')
print(record, list(vars(record)), record.module, record.filename, record.processName, record.threadName, record.msecs == int(record.msecs))
print(logging.LogRecord('n', 30, None, 12, 'm', (), None).module)

print('-- adapter')
adapter = logging.LoggerAdapter(log, {'color': 'green'})
adapter.info('adapted %d', 1)
adapter.exception('no exception', exc_info=False)
adapter.setLevel('ERROR')
adapter.warning('not shown')
print(adapter, adapter.name, adapter.isEnabledFor(30), adapter.getEffectiveLevel(), adapter.hasHandlers(), adapter.manager is log.manager)
adapter.setLevel('DEBUG')

print('-- disable')
logging.disable(logging.ERROR)
print(log.isEnabledFor(40), log.isEnabledFor(50))
logging.disable(logging.NOTSET)
print(log.isEnabledFor(10))
attempt(logging.disable, 'nope')
log.disabled = True
log.critical('disabled')
log.disabled = False

print('-- classes')


class Mine(logging.Logger):
    pass


logging.setLoggerClass(Mine)
print(logging.getLogger('mine'), logging.getLoggerClass().__name__)
logging.setLoggerClass(logging.Logger)
attempt(logging.setLoggerClass, int)
factory = logging.getLogRecordFactory()
logging.setLogRecordFactory(lambda *args, **kwargs: logging.makeLogRecord({'msg': 'replaced', 'levelno': 40, 'color': 1, 'user': 2, 'message': ''}) if args[0] else factory(*args, **kwargs))
log.info('gone')
logging.setLogRecordFactory(factory)

print('-- handlers')
stream = io.StringIO()
stream_handler = logging.StreamHandler(stream)
print(stream_handler, logging.NullHandler(), logging.lastResort.level)
print(stream_handler.setStream(stream), stream_handler.setStream(io.StringIO()) is stream)
attempt(logging.Handler().emit, record)
print(logging.NullHandler().lock, logging.NullHandler().handle(record))
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'x.log')
    late = logging.FileHandler(path, delay=True, encoding='utf-8')
    print(os.path.exists(path), late.stream, repr(late).replace(folder, ''))
    log.addHandler(late)
    log.info('in a file: \u00e9', extra={'color': ''})
    late.close()
    print(late.stream, open(path, encoding='utf-8').read())
    log.info('opened again', extra={'color': ''})
    late.close()
    log.removeHandler(late)
    log.removeHandler(late)
    print(open(path, encoding='utf-8').read())
    logging.basicConfig(filename=path, filemode='w', level='INFO', format='%(message)s', encoding='utf-8')
    logging.info('root')
    logging.debug('no')
    logging.basicConfig(filename='ignored')
    print(open(path).read(), logging.root.level)
    attempt(logging.basicConfig, force=True, stream=stream, filename=path)
    attempt(logging.basicConfig, stream=stream, handlers=[])
    attempt(logging.basicConfig, style='?')
    print(logging.root.handlers)
logging.basicConfig(stream=sys.stdout, force=True, style='{')
attempt(logging.basicConfig, nothing=1, force=True)
logging.basicConfig(stream=sys.stdout, force=True, style='{')
logging.warning('root')
logging.log(40, 'logged')
logging.error('e')
logging.critical('c')
above.propagate = False

print('-- warnings')
logging.captureWarnings(True)
warnings.simplefilter('always')
warnings.formatwarning = lambda message, *rest: f'formatted {message}'
warnings.warn('careful')
logging.captureWarnings(False)

print('-- errors in handlers')
sys.stderr = io.StringIO()
bad = logging.StreamHandler(io.StringIO())
above.removeHandler(handler)
above.addHandler(bad)
log.info('%d', 'no number')
logging.raiseExceptions = False
log.info('%d', 'no number')
text = sys.stderr.getvalue()
sys.stderr = sys.__stderr__
lines = [line for line in text.splitlines() if 'site-packages' not in line]
print(lines[0], lines[1], lines[-2:], text.count('TypeError'), 'Call stack:' in lines, any('log.info(' in line for line in lines))
logging.shutdown()
