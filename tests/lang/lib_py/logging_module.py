# Levels, loggers and their hierarchy, records, formatters of all styles, filters, handlers, errors.
import io
import logging
import os
import sys
import tempfile
import warnings

out = io.StringIO()
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter('%(levelname)s|%(name)s|%(message)s|%(funcName)s|%(filename)s|%(lineno)d'))
root = logging.getLogger()
root.addHandler(handler)


def flush():
    print(out.getvalue().replace(__file__, 'FILE'), end='')
    out.seek(0)
    out.truncate()


print(root, logging.getLogger('root') is root, logging.getLogger('a') is logging.getLogger('a'))
log = logging.getLogger('app.net.http')
app = logging.getLogger('app')
print(log.parent, app.parent, logging.getLogger('app.net'), log.parent, app.getChild('x.y').name, root.getChild('z').name)
log.info('too low'), log.warning('warn %s', 'arg'), log.error('error %(k)s', {'k': 1}), log.critical('c')
app.setLevel(logging.INFO)
log.info('now'), log.debug('not yet'), log.log(25, 'between'), log.log(35, 'named')
logging.addLevelName(35, 'NOTICE')
log.log(35, 'named')
print(logging.getLevelName(35), logging.getLevelName('NOTICE'), logging.getLevelName(7), logging.getLevelName('nix'), logging.getLevelName(30),
      logging.getLevelNamesMapping()['WARN'])
flush()
for bad in 'nix', 1.5, None:
    try:
        log.setLevel(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    log.log('INFO', 'x')
except TypeError as e:
    print(e)
log.setLevel('ERROR')
print(log, log.isEnabledFor(30), log.isEnabledFor(40), log.getEffectiveLevel(), log.hasHandlers())
logging.disable(logging.ERROR)
log.error('disabled'), log.critical('enabled')
logging.disable(logging.NOTSET)
log.setLevel(logging.NOTSET)


def wrapper():
    log.warning('place', stacklevel=2)


def traced():
    try:
        {}['key']
    except KeyError:
        log.exception('failed: %s', 'why')
        log.error('again', exc_info=True)
        log.error('none', exc_info=False)


wrapper()
traced()
log.error('given', exc_info=ValueError('given'))
flush()
log.warning('stack', stack_info=True)
print(out.getvalue().replace(__file__, 'FILE'))
flush.__call__ if False else (out.seek(0), out.truncate())
log.warning('extra', extra={'user': 'me'})
try:
    log.warning('extra', extra={'message': 'me'})
except KeyError as e:
    print(e)
flush()

record = logging.LogRecord('n', 20, '/path/to/file.py', 12, 'msg %d', (3,), None, 'func')
print(record, record.getMessage(), record.filename, record.module, record.levelname, record.threadName, record.processName, record.process == os.getpid())
print(sorted(record.__dict__))
record.created, record.msecs = 86400.5, 500.0
for args, keys in [((), {}), (('%(levelname)s %(message)s',), {}), (('{levelname:>8} {message!r}', None, '{'), {}), (('$levelname ${message}', None, '$'), {}),
                   (('%(asctime)s', '%Y'), {}), (('%(x)s %(message)s',), {'defaults': {'x': 'dflt'}})]:
    f = logging.Formatter(*args, **keys)
    f.converter = __import__('time').gmtime
    print(f.usesTime(), f.format(record), f._fmt)
f = logging.Formatter('%(asctime)s')
f.converter = __import__('time').gmtime
print(f.format(record))
for args in [('x', None, '!'), ('x',), ('{', None, '{'), ('x', None, '{'), ('{a!z}', None, '{'), ('{a:bad spec}', None, '{'), ('{a-b}', None, '{'),
             ('x', None, '$'), ('$ x', None, '$'), ('%(x', None, '%')]:
    try:
        logging.Formatter(*args)
        print('fine', args)
    except ValueError as e:
        print(e)
print(logging.Formatter('x', validate=False).format(record))
try:
    logging.Formatter('%(nix)s').format(record)
except ValueError as e:
    print(e)
print(logging.BufferingFormatter().format([record, record]), repr(logging.BufferingFormatter().format([])))
print(logging.makeLogRecord({'msg': 'made', 'levelname': 'X'}).getMessage())

f = logging.Filter('app.net')
print([f.filter(logging.makeLogRecord({'name': n})) for n in ('app.net', 'app.net.http', 'app.network', 'app')], logging.Filter().filter(record))
handler.addFilter(f)
log.warning('passes'), app.warning('does not')
handler.removeFilter(f)
app.addFilter(lambda r: 'secret' not in r.msg)
app.warning('secret'), app.warning('open'), log.warning('secret below')
flush()
app.propagate = False
app.warning('to nobody: lastResort')
own = io.StringIO()
second = logging.StreamHandler(own)
second.set_name('second')
app.addHandler(second)
app.addHandler(second)
app.warning('own only'), log.error('own from below')
print(repr(own.getvalue()), len(app.handlers), second, second.get_name(), logging._handlers['second'] is second)
second.setLevel('ERROR')
app.warning('too low for the handler')
print(second.setStream(io.StringIO()) is own, second.setStream(second.stream))
app.removeHandler(second)
app.propagate = True
app.disabled = True
app.error('disabled')
app.disabled = False
flush()


class Adapter(logging.LoggerAdapter):
    def process(self, msg, kwargs):
        return f'[{self.extra["id"]}] {msg}', kwargs


adapter = Adapter(log, {'id': 7})
adapter.warning('adapted %s', 'x'), adapter.debug('no')
print(adapter, adapter.name, adapter.isEnabledFor(30), logging.LoggerAdapter(log, {'k': 1}).process('m', {}))
flush()


class Bad(logging.Handler):
    def emit(self, record):
        raise ValueError('bad handler')


try:
    logging.Handler().handle(record)
except NotImplementedError as e:
    print(e)
sys.stderr, stderr = io.StringIO(), sys.stderr
bad = logging.StreamHandler(io.StringIO())
bad.handle(logging.makeLogRecord({'msg': '%d', 'args': ('x',)}))
print(sys.stderr.getvalue().splitlines()[0], sys.stderr.getvalue().splitlines()[-2:])
sys.stderr = stderr
logging.raiseExceptions = False
bad.handle(logging.makeLogRecord({'msg': '%d', 'args': ('x',)}))
logging.raiseExceptions = True

with tempfile.TemporaryDirectory() as folder:
    name = os.path.join(folder, 'x.log')
    file = logging.FileHandler(name, encoding='utf-8', delay=True)
    print(os.path.exists(name), repr(file).replace(folder, 'FOLDER'))
    root.addHandler(file)
    app.warning('to the file é')
    root.removeHandler(file)
    file.close()
    print(open(name, encoding='utf-8').read())
    root.removeHandler(handler)
    logging.basicConfig(filename=name, filemode='w', format='{levelname} {message}', style='{', level='INFO', encoding='utf-8')
    logging.info('basic'), logging.debug('no')
    logging.basicConfig(level=10)
    print(root.level, len(root.handlers), open(name).read())
    try:
        logging.basicConfig(force=True, nix=1)
    except ValueError as e:
        print(e)
    for bad in [{'filename': 'x', 'stream': 1}, {'handlers': [], 'stream': 1}, {'style': '?'}]:
        try:
            logging.basicConfig(force=True, **bad)
        except ValueError as e:
            print(e)
    logging.basicConfig(force=True, stream=sys.stdout, level=logging.DEBUG)
    logging.debug('to stdout')
logging.captureWarnings(True)
warnings.simplefilter('always')
warnings.warn_explicit('caught', UserWarning, 'place.py', 7)
logging.captureWarnings(False)
print(logging.getLogger('py.warnings').handlers)


class MyLogger(logging.Logger):
    pass


logging.setLoggerClass(MyLogger)
print(type(logging.getLogger('mine')), logging.getLoggerClass())
logging.setLoggerClass(logging.Logger)
try:
    logging.setLoggerClass(int)
except TypeError as e:
    print(e)
try:
    logging.getLogger(5)
except TypeError as e:
    print(e)
logging.setLogRecordFactory(lambda *a, **k: logging.LogRecord(*a, **{**k}))
logging.getLogger('mine').warning('from a factory')
print(logging.getLogger('mine').__reduce__()[1], root.__reduce__()[1], logging.NullHandler().handle(record), logging.lastResort)
print(sorted(set(logging.__all__)) == sorted(logging.__all__), len(logging.__all__))
logging.shutdown()
