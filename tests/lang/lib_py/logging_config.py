import io
import json
import logging
import logging.config
import os
import socket
import struct
import sys
import tempfile


def attempt(config):
    try:
        logging.config.dictConfig(config)
        print('ok')
    except Exception as error:
        while error:
            print(type(error).__name__, error, end=' | ')
            error = error.__cause__
        print()


class Prefix(logging.Formatter):
    def __init__(self, fmt=None, datefmt=None, style='%', prefix='>'):
        super().__init__(fmt, datefmt, style)
        self.prefix = prefix

    def format(self, record):
        return self.prefix + super().format(record)


class Only:
    def __init__(self, word):
        self.word = word

    def filter(self, record):
        return self.word in record.getMessage()


def make_handler(stream, tag):
    handler = logging.StreamHandler(stream)
    handler.tag = tag
    return handler


before = logging.getLogger('before')
child = logging.getLogger('app.child')
child.setLevel('ERROR')
config = {
    'version': 1,
    'formatters': {'plain': {'format': '%(name)s %(levelname)s %(message)s'},
                   'braces': {'format': '{levelname}/{message}', 'style': '{', 'validate': True},
                   'mine': {'()': '__main__.Prefix', 'format': '%(message)s', 'prefix': 'cfg://misc.prefixes[1]'},
                   'class': {'class': '__main__.Prefix', 'format': '%(message)s'}},
    'filters': {'named': {'name': 'app'}, 'only': {'()': Only, 'word': 'yes'}},
    'handlers': {'out': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'plain', 'level': 'INFO'},
                 'braces': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout', 'formatter': 'braces', 'filters': ['only']},
                 'again': {'()': '__main__.make_handler', 'stream': 'cfg://handlers.out.stream', 'tag': 'cfg://misc[deep].list[0]', 'formatter': 'mine', '.': {'note': 'set'}},
                 'a_memory': {'class': 'logging.handlers.MemoryHandler', 'capacity': 2, 'target': 'out'}},
    'loggers': {'app': {'level': 'DEBUG', 'handlers': ['out', 'braces'], 'propagate': False},
                'other': {'handlers': ['a_memory', 'again'], 'filters': ['named']}},
    'root': {'level': 'WARNING', 'handlers': ['again']},
    'misc': {'prefixes': ['#', '@'], 'deep': {'list': ('first',)}},
}
config['handlers']['again']['stream'] = 'ext://sys.stdout'
attempt(config)
print(before.disabled, child.disabled, child.level, logging.getLogger('app').handlers, logging.root.handlers)
app = logging.getLogger('app')
app.debug('no')
app.info('yes')
child.info('yes from below')
logging.warning('root')
again = logging.root.handlers[0]
print(again.tag, again.note, again.name, type(again.formatter).__name__)
logging.getLogger('other').warning('filtered by name')
print(logging.getLogger('other').handlers[0].target.name)

attempt({'version': 1, 'incremental': True, 'handlers': {'out': {'level': 'ERROR'}}, 'loggers': {'app': {'level': 'WARNING', 'propagate': True}}, 'root': {'level': 'CRITICAL'}})
app.warning('not in out, yes')
print(app.level, app.propagate, logging.root.level)

for bad in ({}, {'version': 2}, {'version': 1, 'handlers': {'x': {'class': 'no.such'}}}, {'version': 1, 'handlers': {'x': {'class': 'logging.NullHandler', 'level': 'odd'}}},
            {'version': 1, 'handlers': {'x': {'class': 'logging.NullHandler', 'formatter': 'none'}}}, {'version': 1, 'loggers': {'l': {'handlers': ['none']}}},
            {'version': 1, 'loggers': {'l': {'filters': ['none']}}}, {'version': 1, 'formatters': {'f': {'format': 'plain'}}}, {'version': 1, 'root': {'level': 'odd'}},
            {'version': 1, 'handlers': {'m': {'class': 'logging.handlers.MemoryHandler', 'capacity': 1, 'target': 'none'}}},
            {'version': 1, 'incremental': True, 'handlers': {'nope': {'level': 1}}}, {'version': 1, 'filters': {'f': {'()': 'cfg://nothing'}}}):
    attempt(bad)
attempt({'version': 1, 'disable_existing_loggers': False})
print(before.disabled)

base = logging.config.BaseConfigurator({'a': [1, {'b': 'cfg://c'}], 'c': 'ext://os.path.join', 't': ('cfg://c', 2), 'd': {'k': 'one', 'x': 2}})
print(base.config['a'][1]['b'] is os.path.join, base.config['t'][0] is os.path.join, base.convert('plain'), base.convert('odd://x'), base.config.get('z', 5), base.config.pop('z', 6))
print(base.cfg_convert('d[k]'), base.cfg_convert('d.x'), base.cfg_convert('a[0]'), base.as_tuple([1]), type(base.config['a']).__name__)
for text in ('d..x', '', 'a[0', 'zz'):
    try:
        print(base.cfg_convert(text))
    except Exception as error:
        print(type(error).__name__, error)
try:
    logging.config.valid_ident('1x')
except ValueError as error:
    print(error)

ini = '''
[loggers]
keys=root,file
[handlers]
keys=h1, h2
[formatters]
keys=f1
[logger_root]
level=WARNING
handlers=h1
[logger_file]
level=DEBUG
handlers=h2
propagate=0
qualname=some.file
[handler_h1]
class=StreamHandler
level=NOTSET
formatter=f1
args=(sys.stdout,)
[handler_h2]
class=handlers.MemoryHandler
kwargs={'capacity': 1}
target=h1
[formatter_f1]
format=%(levelname)s: %(message)s
datefmt=
'''
logging.config.fileConfig(io.StringIO(ini), disable_existing_loggers=True)
logging.error('from a file')
some = logging.getLogger('some.file')
some.debug('memory')
print(some.level, some.propagate, some.handlers[0].target is logging.root.handlers[0], before.disabled)
with tempfile.NamedTemporaryFile('w', suffix='.ini') as file:
    file.write(ini.replace('%(levelname)s', '{levelname}').replace('%(message)s', '{message}') + 'style={\nclass=logging.Formatter\n')
    file.flush()
    logging.config.fileConfig(file.name)
logging.error('again')

listener = logging.config.listen(0, verify=lambda data: data if b'secret' not in data else None)
listener.start()
listener.ready.wait()
for data in (json.dumps({'version': 1, 'handlers': {'h': {'class': 'logging.StreamHandler', 'stream': 'ext://sys.stdout'}}, 'root': {'handlers': ['h']}}), 'secret'):
    listener.ready.clear()
    with socket.create_connection(('localhost', listener.port)) as connection:
        connection.sendall(struct.pack('>L', len(data)) + data.encode())
        if data == 'secret':
            print(connection.recv(1))
        else:
            listener.ready.wait()
    logging.error('heard')
logging.config.stopListening()
listener.join()
