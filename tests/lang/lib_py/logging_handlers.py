import logging
import logging.handlers as handlers
import os
import pickle
import queue
import socket
import struct
import sys
import tempfile
import threading
import time
import http.server

os.environ['TZ'] = 'Europe/Berlin'
time.tzset()


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error)


log = logging.getLogger('test')
log.propagate = False
log.setLevel(logging.DEBUG)


def contents(folder):
    return {name: open(os.path.join(folder, name)).read() for name in sorted(os.listdir(folder))}


print('-- by size')
with tempfile.TemporaryDirectory() as folder:
    handler = handlers.RotatingFileHandler(os.path.join(folder, 'r.log'), maxBytes=20, backupCount=2, mode='w')
    print(handler.mode, handler.backupCount)
    log.addHandler(handler)
    for number in range(12):
        log.info('line %d', number)
    print(contents(folder))
    handler.namer = lambda name: name + '.old'
    handler.rotator = lambda source, dest: print('rotate', os.path.basename(source), os.path.basename(dest))
    handler.doRollover()
    log.removeHandler(handler)
    handler.close()
    print(sorted(os.listdir(folder)))

print('-- by time')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 't.log')
    for when in ('S', 'm', 'H', 'D', 'MIDNIGHT', 'W0', 'W3', 'W6'):
        handler = handlers.TimedRotatingFileHandler(path, when=when, interval=2, delay=True)
        utc = handlers.TimedRotatingFileHandler(path, when=when, delay=True, utc=True)
        print(when, handler.interval, handler.suffix, handler.extMatch.pattern)
        # around both changes of the clock in 2023, and plain days
        for start in (1679700000, 1698450000, 1690000000):
            print([handler.computeRollover(start + step) - start for step in range(0, 200000, 20011)],
                  [utc.computeRollover(start + step) - start for step in range(0, 200000, 50011)])
        handler.close()
    for when in ('X', 'W', 'W7', 'W10'):
        attempt(handlers.TimedRotatingFileHandler, path, when=when, delay=True)
    class At:
        hour, minute, second = 13, 30, 15
    for when in ('MIDNIGHT', 'W2'):
        handler = handlers.TimedRotatingFileHandler(path, when=when, delay=True, atTime=At)
        print([handler.computeRollover(1690000000 + step) for step in range(0, 700000, 40011)])
    for name in ('t.log', 't.log.2020-01-01', 't.log.2020-01-02', 't.log.2020-01-03', 't.log.other', 'u.log.2020-01-01', 't.log.2020-01-04.gz'):
        with open(os.path.join(folder, name), 'w') as file:
            file.write(name)
    os.utime(path, (1000000, 1000000))
    handler = handlers.TimedRotatingFileHandler(path, when='MIDNIGHT', backupCount=2)
    print(handler.rolloverAt, [os.path.basename(p) for p in handler.getFilesToDelete()])
    log.addHandler(handler)
    log.info('new day')
    print(contents(folder))
    log.removeHandler(handler)
    handler.close()

print('-- watched')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'w.log')
    handler = handlers.WatchedFileHandler(path)
    log.addHandler(handler)
    log.info('one')
    os.rename(path, path + '.moved')
    log.info('two')
    os.remove(path)
    log.info('three')
    print(contents(folder))
    log.removeHandler(handler)
    handler.close()

print('-- memory')
class Lines(logging.Handler):
    def emit(self, record):
        print('>', self.format(record).replace(os.path.dirname(os.path.abspath(__file__)), ''))


target = Lines()
memory = handlers.MemoryHandler(3, target=target)
log.addHandler(memory)
for number in range(4):
    log.info('kept %d', number)
print(len(memory.buffer))
log.error('now')
memory.setTarget(None)
log.info('nowhere')
memory.flush()
print(len(memory.buffer))
memory.setTarget(target)
memory.close()
log.removeHandler(memory)
buffering = handlers.BufferingHandler(2)
log.addHandler(buffering)
log.info(1)
print(len(buffering.buffer))
log.info(2)
print(len(buffering.buffer))
log.removeHandler(buffering)

print('-- queue')
records = queue.Queue()
handler = handlers.QueueHandler(records)
listener = handlers.QueueListener(records, target, logging.NullHandler(), respect_handler_level=True)
log.addHandler(handler)
log.info('before %s', 'start')
listener.start()
try:
    1 / 0
except ZeroDivisionError:
    log.exception('in queue')
target.setLevel(logging.ERROR)
listener.stop()
records.join()
print(records.empty())
log.info('%s', 'alone')
record = records.get()
print(record.msg, record.args, record.message, record.exc_info, record.exc_text, pickle.loads(pickle.dumps(record)).msg)
log.removeHandler(handler)

print('-- sockets')
server = socket.create_server(('127.0.0.1', 0))
handler = handlers.SocketHandler('127.0.0.1', server.getsockname()[1])
log.addHandler(handler)
log.warning('over %s', 'tcp')
connection = server.accept()[0]
length, = struct.unpack('>L', connection.recv(4))
record = logging.makeLogRecord(pickle.loads(connection.recv(length)))
print(record.getMessage(), record.args, record.levelname, record.name, 'message' in vars(record))
connection.close()
server.close()
handler.close()
log.removeHandler(handler)
handler = handlers.SocketHandler('127.0.0.1', 1)
handler.createSocket()
print(handler.sock, handler.retryPeriod)
handler.retryTime = 0
handler.createSocket()
print(handler.sock, handler.retryPeriod)
datagrams = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
datagrams.bind(('127.0.0.1', 0))
datagrams.settimeout(20)
handler = handlers.DatagramHandler(*datagrams.getsockname())
log.addHandler(handler)
log.warning('over udp')
print(pickle.loads(datagrams.recv(5000)[4:])['msg'])
log.removeHandler(handler)
handler.close()
handler = handlers.SysLogHandler(datagrams.getsockname(), facility='local3')
print(handler.unixsocket, handler.socktype == socket.SOCK_DGRAM)
log.addHandler(handler)
log.warning('to syslog')
print(datagrams.recv(5000))
handler.append_nul, handler.ident = False, 'me: '
log.critical('bad')
print(datagrams.recv(5000))
log.removeHandler(handler)
handler.close()
print(handler.encodePriority('kern', 'emerg'), handler.encodePriority(3, 4), handler.mapPriority('INFO'), handler.mapPriority('odd'))
print(sorted(handler.facility_names.items()), sorted(handler.priority_names.items()))
datagrams.close()

print('-- http')
class Answer(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = self.headers.get('Content-length')
        text = self.rfile.read(int(length)).decode() if length else self.path.partition('?')[2]
        print(self.command, self.path.partition('?')[0], self.headers.get('Authorization'), [part for part in text.split('&') if part[:4] in ('msg=', 'name')])
        self.send_response(200)
        self.end_headers()

    do_GET = do_POST = answer
    def log_message(self, *args):
        pass


web = http.server.HTTPServer(('127.0.0.1', 0), Answer)
thread = threading.Thread(target=lambda: [web.handle_request() for _ in range(2)])
thread.start()
where = '127.0.0.1:%d' % web.server_port
for options in ({}, {'method': 'POST', 'credentials': ('a', 'b')}):
    handler = handlers.HTTPHandler(where, '/log', **options)
    log.addHandler(handler)
    log.info('to the web')
    log.removeHandler(handler)
thread.join()
web.server_close()
attempt(handlers.HTTPHandler, 'x', '/', 'PUT')
attempt(handlers.HTTPHandler, 'x', '/', context=1)
