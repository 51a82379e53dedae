"""Handlers beside those of `logging`: files that are changed from time to time, sockets, syslog, mail, HTTP, queues."""
import contextlib
import copy
import io
import logging
import os
import pickle
import queue
import re
import socket
import struct
import threading
import time

DEFAULT_TCP_LOGGING_PORT, DEFAULT_UDP_LOGGING_PORT = 9020, 9021
DEFAULT_HTTP_LOGGING_PORT, DEFAULT_SOAP_LOGGING_PORT = 9022, 9023
SYSLOG_UDP_PORT = SYSLOG_TCP_PORT = 514

_MIDNIGHT = 24 * 60 * 60


def _guarded(emit):
    """emit() as a handler has it: exceptions go to handleError()."""
    def guarded(self, record):
        try:
            emit(self, record)
        except Exception:
            self.handleError(record)
    guarded.__name__, guarded.__qualname__, guarded.__doc__ = emit.__name__, emit.__qualname__, emit.__doc__
    return guarded


@contextlib.contextmanager
def _held(handler):
    """While other threads must not use the handler, which may have no lock."""
    handler.acquire()
    try:
        yield
    finally:
        handler.release()


# --- files ----------------------------------------------------------------------------------------------------------

class BaseRotatingHandler(logging.FileHandler):
    """Begins another file when shouldRollover() says so; doRollover() does it.

    namer: a function that makes the name of an old file from the default one; rotator: one that moves a file.
    """

    namer = rotator = None

    def __init__(self, filename, mode, encoding=None, delay=False, errors=None):
        super().__init__(filename, mode=mode, encoding=encoding, delay=delay, errors=errors)

    @_guarded
    def emit(self, record):
        if self.shouldRollover(record):
            self.doRollover()
        logging.FileHandler.emit(self, record)

    def rotation_filename(self, default_name):
        """The name of an old file."""
        return self.namer(default_name) if callable(self.namer) else default_name

    def rotate(self, source, dest):
        """Move a file away."""
        if callable(self.rotator):
            self.rotator(source, dest)
        elif os.path.exists(source):
            os.rename(source, dest)

    def _put_away(self, dest):
        """Close the file and move it to dest."""
        if self.stream:
            self.stream.close()
            self.stream = None
        if os.path.exists(dest):
            os.remove(dest)
        self.rotate(self.baseFilename, dest)


def _is_other_than_file(path):
    return os.path.exists(path) and not os.path.isfile(path)


class RotatingFileHandler(BaseRotatingHandler):
    """Begins another file before one gets larger than maxBytes; the last backupCount ones are NAME.1, NAME.2, ..."""

    def __init__(self, filename, mode='a', maxBytes=0, backupCount=0, encoding=None, delay=False, errors=None):
        if maxBytes > 0:  # with 'w' a program's run would lose what the last one wrote
            mode = 'a'
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        super().__init__(filename, mode, encoding, delay, errors)
        self.maxBytes, self.backupCount = maxBytes, backupCount

    def doRollover(self):
        """Begin another file."""
        old = [self.rotation_filename(f'{self.baseFilename}.{number}') for number in range(1, self.backupCount + 1)]
        if self.stream:
            self.stream.close()
            self.stream = None
        for source, dest in reversed(list(zip(old, old[1:]))):
            if os.path.exists(source):
                if os.path.exists(dest):
                    os.remove(dest)
                os.rename(source, dest)
        if old:
            self._put_away(old[0])
        if not self.delay:
            self.stream = self._open()

    def shouldRollover(self, record):
        """Would the record make the file too large?"""
        if _is_other_than_file(self.baseFilename):
            return False
        if self.stream is None:
            self.stream = self._open()
        if self.maxBytes <= 0:
            return False
        self.stream.seek(0, os.SEEK_END)  # on some systems appending files begin at 0
        return self.stream.tell() + len(self.format(record) + '\n') >= self.maxBytes


# Unit -> seconds, what the names of old files end with, and what finds that end.
_UNITS = {
    'S': (1, '%Y-%m-%d_%H-%M-%S', r'\d{4}-\d{2}-\d{2}_\d{2}-\d{2}-\d{2}'),
    'M': (60, '%Y-%m-%d_%H-%M', r'\d{4}-\d{2}-\d{2}_\d{2}-\d{2}'),
    'H': (60 * 60, '%Y-%m-%d_%H', r'\d{4}-\d{2}-\d{2}_\d{2}'),
    'D': (_MIDNIGHT, '%Y-%m-%d', r'\d{4}-\d{2}-\d{2}'),
}


class TimedRotatingFileHandler(BaseRotatingHandler):
    """Begins another file at certain times: every `interval` seconds (S), minutes (M), hours (H), days (D), at MIDNIGHT or
    atTime, or once a week (W0 is Monday). Old files have the time at which they were begun in their names."""

    def __init__(self, filename, when='h', interval=1, backupCount=0, encoding=None, delay=False, utc=False, atTime=None,
                 errors=None):
        super().__init__(filename, 'a', io.text_encoding(encoding), delay, errors)
        self.when, self.backupCount, self.utc, self.atTime = when.upper(), backupCount, utc, atTime
        seconds, self.suffix, pattern = self._unit()
        self.extMatch = re.compile(rf'^{pattern}(\.\w+)?$', re.ASCII)
        self.interval = seconds * interval
        filename = self.baseFilename
        begun = int(os.stat(filename).st_mtime if os.path.exists(filename) else time.time())
        self.rolloverAt = self.computeRollover(begun)

    def _unit(self):
        if self.when == 'MIDNIGHT':
            return _UNITS['D']
        if self.when.startswith('W'):
            if len(self.when) != 2:
                raise ValueError(f'You must specify a day for weekly rollover from 0 to 6 (0 is Monday): {self.when}')
            if not '0' <= self.when[1] <= '6':
                raise ValueError(f'Invalid day specified for weekly rollover: {self.when}')
            self.dayOfWeek = int(self.when[1])
            return 7 * _MIDNIGHT, *_UNITS['D'][1:]
        if self.when not in _UNITS:
            raise ValueError(f'Invalid rollover interval specified: {self.when}')
        return _UNITS[self.when]

    def computeRollover(self, currentTime):
        """When the next file begins, if this one began at currentTime."""
        result = currentTime + self.interval
        if self.when != 'MIDNIGHT' and not self.when.startswith('W'):
            return result
        now = time.gmtime(currentTime) if self.utc else time.localtime(currentTime)
        day_end = _MIDNIGHT
        if self.atTime is not None:
            day_end = (self.atTime.hour * 60 + self.atTime.minute) * 60 + self.atTime.second
        left = day_end - ((now.tm_hour * 60 + now.tm_min) * 60 + now.tm_sec)
        weekday = now.tm_wday
        if left < 0:  # today's time is over
            left += _MIDNIGHT
            weekday = (weekday + 1) % 7
        result = currentTime + left
        if self.when.startswith('W'):
            result += (self.dayOfWeek - weekday) % 7 * _MIDNIGHT
        return result + self._shift(now, result)

    def _shift(self, now, moment):
        """Seconds to add so that the clock shows at that moment what it would without a change to or from summer time."""
        if self.utc or now.tm_isdst == (then := time.localtime(moment).tm_isdst):
            return 0
        return 3600 if now.tm_isdst else -3600

    def shouldRollover(self, record):
        """Is it time for another file?"""
        now = int(time.time())
        if now < self.rolloverAt:
            return False
        if _is_other_than_file(self.baseFilename):
            self.rolloverAt = self.computeRollover(now)  # do not ask for every record
            return False
        return True

    def getFilesToDelete(self):
        """The old files that are too many."""
        folder, base = os.path.split(self.baseFilename)
        found = [os.path.join(folder, name) for name in os.listdir(folder) if self._is_old(folder, base, name)]
        return sorted(found)[:max(len(found) - self.backupCount, 0)]

    def _is_old(self, folder, base, name):
        if self.namer is None:
            return name.startswith(base + '.') and self.extMatch.match(name[len(base) + 1:])
        path = os.path.join(folder, name)  # is it what the namer makes of a time that is in it?
        times = filter(self.extMatch.match, name.split('.'))
        return any(self.rotation_filename(f'{self.baseFilename}.{each}') == path for each in times)

    def doRollover(self):
        """Begin another file, and delete old ones if they are too many."""
        now = int(time.time())
        begun = self.rolloverAt - self.interval
        if self.utc:
            moment = time.gmtime(begun)
        else:
            moment = time.localtime(begun)
            moment = time.localtime(begun + self._clock_change(now, moment))
        ending = time.strftime(self.suffix, moment)
        self._put_away(self.rotation_filename(f'{self.baseFilename}.{ending}'))
        if self.backupCount > 0:
            for path in self.getFilesToDelete():
                os.remove(path)
        if not self.delay:
            self.stream = self._open()
        following = self.computeRollover(now)
        while following <= now:
            following += self.interval
        self.rolloverAt = following

    @staticmethod
    def _clock_change(now, moment):
        is_summer = time.localtime(now).tm_isdst
        if is_summer == moment.tm_isdst:
            return 0
        return 3600 if is_summer else -3600


class WatchedFileHandler(logging.FileHandler):
    """Opens its file again if another program moved or removed it."""

    def __init__(self, filename, mode='a', encoding=None, delay=False, errors=None):
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        super().__init__(filename, mode, encoding, delay, errors)
        self.dev = self.ino = -1
        self._statstream()

    def _statstream(self):
        if self.stream:
            there = os.fstat(self.stream.fileno())
            self.dev, self.ino = there.st_dev, there.st_ino

    def reopenIfNeeded(self):
        """Open the file again if its name belongs to another one or to none."""
        try:
            there = os.stat(self.baseFilename)
            same = (there.st_dev, there.st_ino) == (self.dev, self.ino)
        except FileNotFoundError:
            same = False
        old = self.stream
        if not same and old is not None:
            self.stream = None
            old.flush()
            old.close()
            self.stream = self._open()
            self._statstream()

    def emit(self, record):
        self.reopenIfNeeded()
        super().emit(record)


# --- the network ----------------------------------------------------------------------------------------------------

class SocketHandler(logging.Handler):
    """Sends pickled records over TCP, or to a Unix socket if port is None. When that fails, the next attempt waits for
    some time: retryStart seconds, then retryFactor times as long as before, but at most retryMax."""

    retryStart, retryMax, retryFactor = 1.0, 30.0, 2.0

    def __init__(self, host, port):
        super().__init__()
        self.host, self.port = host, port
        self.address = host if port is None else (host, port)
        self.sock = self.retryTime = None
        self.closeOnError = False

    def makeSocket(self, timeout=1):
        """A connected socket."""
        if self.port is not None:
            return socket.create_connection(self.address, timeout=timeout)
        made = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        made.settimeout(timeout)
        try:
            made.connect(self.address)
        except OSError:
            made.close()
            raise
        return made

    def createSocket(self):
        """Try to connect, unless it is too early after a failure."""
        now = time.time()
        if self.retryTime is not None and now < self.retryTime:
            return
        try:
            self.sock = self.makeSocket()
        except OSError:
            again = self.retryTime is not None
            self.retryPeriod = min(self.retryPeriod * self.retryFactor, self.retryMax) if again else self.retryStart
            self.retryTime = now + self.retryPeriod
        else:
            self.retryTime = None

    def send(self, s):
        """Send bytes, if there is a connection or one can be made."""
        if self.sock is None:
            self.createSocket()
        if connection := self.sock:
            try:
                connection.sendall(s)
            except OSError:
                self.sock = None
                connection.close()

    def makePickle(self, record):
        """The bytes for a record: the length in four bytes, then its attributes pickled."""
        if record.exc_info:
            self.format(record)  # exc_text is sent instead
        attributes = dict(vars(record), msg=record.getMessage(), args=None, exc_info=None)
        attributes.pop('message', None)
        data = pickle.dumps(attributes, 1)
        return struct.pack('>L', len(data)) + data

    @_guarded
    def emit(self, record):
        self.send(self.makePickle(record))

    def handleError(self, record):
        if self.closeOnError and self.sock:
            self.sock.close()
            self.sock = None
        else:
            super().handleError(record)

    def close(self):
        with _held(self):
            if self.sock:
                closing, self.sock = self.sock, None
                closing.close()
            super().close()


class DatagramHandler(SocketHandler):
    """Sends pickled records over UDP."""

    def __init__(self, host, port):
        super().__init__(host, port)
        self.closeOnError = False

    def makeSocket(self):
        return socket.socket(socket.AF_UNIX if self.port is None else socket.AF_INET, socket.SOCK_DGRAM)

    def send(self, s):
        if self.sock is None:
            self.createSocket()
        self.sock.sendto(s, self.address)


class SysLogHandler(logging.Handler):
    """Sends messages to a syslog daemon: over UDP or, with socktype SOCK_STREAM, TCP, or to a Unix socket."""

    (LOG_EMERG, LOG_ALERT, LOG_CRIT, LOG_ERR, LOG_WARNING, LOG_NOTICE, LOG_INFO, LOG_DEBUG) = range(8)
    (LOG_KERN, LOG_USER, LOG_MAIL, LOG_DAEMON, LOG_AUTH, LOG_SYSLOG, LOG_LPR, LOG_NEWS, LOG_UUCP, LOG_CRON, LOG_AUTHPRIV,
     LOG_FTP, LOG_NTP, LOG_SECURITY, LOG_CONSOLE, LOG_SOLCRON) = range(16)
    (LOG_LOCAL0, LOG_LOCAL1, LOG_LOCAL2, LOG_LOCAL3, LOG_LOCAL4, LOG_LOCAL5, LOG_LOCAL6, LOG_LOCAL7) = range(16, 24)

    priority_names = {'alert': LOG_ALERT, 'crit': LOG_CRIT, 'critical': LOG_CRIT, 'debug': LOG_DEBUG, 'emerg': LOG_EMERG,
                      'err': LOG_ERR, 'error': LOG_ERR, 'info': LOG_INFO, 'notice': LOG_NOTICE, 'panic': LOG_EMERG,
                      'warn': LOG_WARNING, 'warning': LOG_WARNING}
    facility_names = {'auth': LOG_AUTH, 'authpriv': LOG_AUTHPRIV, 'console': LOG_CONSOLE, 'cron': LOG_CRON,
                      'daemon': LOG_DAEMON, 'ftp': LOG_FTP, 'kern': LOG_KERN, 'lpr': LOG_LPR, 'mail': LOG_MAIL,
                      'news': LOG_NEWS, 'ntp': LOG_NTP, 'security': LOG_SECURITY, 'solaris-cron': LOG_SOLCRON,
                      'syslog': LOG_SYSLOG, 'user': LOG_USER, 'uucp': LOG_UUCP,
                      **{f'local{number}': 16 + number for number in range(8)}}
    priority_map = {name: name.lower() for name in ('DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')}

    ident = ''
    append_nul = True

    def __init__(self, address=('localhost', SYSLOG_UDP_PORT), facility=LOG_USER, socktype=None):
        super().__init__()
        self.address, self.facility, self.socktype = address, facility, socktype
        self.socket = None
        self.createSocket()

    def createSocket(self):
        """Connect."""
        address = self.address
        self.unixsocket = isinstance(address, str)
        if self.unixsocket:
            try:
                self._connect_unixsocket(address)
            except OSError:  # no daemon yet: emit() tries again
                pass
            return
        if self.socktype is None:
            self.socktype = socket.SOCK_DGRAM
        self.socket = self._connect_first(socket.getaddrinfo(*address[:2], 0, self.socktype))

    def _connect_first(self, found):
        if not found:
            raise OSError('getaddrinfo returns an empty list')
        failure = None
        for family, kind, protocol, _, where in found:
            made = None
            try:
                made = socket.socket(family, kind, protocol)
                if kind == socket.SOCK_STREAM:
                    made.connect(where)
                return made
            except OSError as error:
                failure = error
                if made is not None:
                    made.close()
        raise failure

    def _connect_unixsocket(self, address):
        kinds = [self.socktype] if self.socktype is not None else [socket.SOCK_DGRAM, socket.SOCK_STREAM]
        for kind in kinds:
            self.socket = socket.socket(socket.AF_UNIX, kind)
            try:
                self.socket.connect(address)
            except OSError:
                self.socket.close()
                if kind == kinds[-1]:
                    raise
            else:
                self.socktype = kind
                return

    def encodePriority(self, facility, priority):
        """The number for a facility and a priority, given as numbers or by name."""
        if isinstance(facility, str):
            facility = self.facility_names[facility]
        if isinstance(priority, str):
            priority = self.priority_names[priority]
        return facility << 3 | priority

    def mapPriority(self, levelName):
        """The name of the priority for a level's name."""
        return self.priority_map.get(levelName, 'warning')

    @_guarded
    def emit(self, record):
        text = self.ident + self.format(record) + ('\0' if self.append_nul else '')
        number = self.encodePriority(self.facility, self.mapPriority(record.levelname))
        data = f'<{number}>{text}'.encode()
        if not self.socket:
            self.createSocket()
        if not self.unixsocket:
            is_datagram = self.socktype == socket.SOCK_DGRAM
            self.socket.sendto(data, self.address) if is_datagram else self.socket.sendall(data)
            return
        try:
            self.socket.send(data)
        except OSError:  # the daemon was started again
            self.socket.close()
            self._connect_unixsocket(self.address)
            self.socket.send(data)

    def close(self):
        with _held(self):
            closing, self.socket = self.socket, None
            if closing:
                closing.close()
            super().close()


class SMTPHandler(logging.Handler):
    """Sends each record as a mail. credentials: (name, password); secure: a tuple, (), (key file,) or (key file,
    certificate file), to send them over TLS."""

    def __init__(self, mailhost, fromaddr, toaddrs, subject, credentials=None, secure=None, timeout=5.0):
        super().__init__()
        self.mailhost, self.mailport = mailhost if isinstance(mailhost, (list, tuple)) else (mailhost, None)
        if isinstance(credentials, (list, tuple)):
            self.username, self.password = credentials
        else:
            self.username = credentials
        self.fromaddr, self.subject, self.secure, self.timeout = fromaddr, subject, secure, timeout
        self.toaddrs = [toaddrs] if isinstance(toaddrs, str) else toaddrs

    def getSubject(self, record):
        """The subject for a record."""
        return self.subject

    @_guarded
    def emit(self, record):
        import smtplib
        from email.message import EmailMessage
        from email.utils import localtime
        mail = EmailMessage()
        for name, value in (('From', self.fromaddr), ('To', ','.join(self.toaddrs)),
                            ('Subject', self.getSubject(record)), ('Date', localtime())):
            mail[name] = value
        mail.set_content(self.format(record))
        server = smtplib.SMTP(self.mailhost, self.mailport or smtplib.SMTP_PORT, timeout=self.timeout)
        if self.username:
            if self.secure is not None:
                server.ehlo()
                server.starttls(*self.secure)
                server.ehlo()
            server.login(self.username, self.password)
        server.send_message(mail)
        server.quit()


class NTEventLogHandler(logging.Handler):
    """Only there on Windows."""

    def __init__(self, appname, dllname=None, logtype='Application'):
        raise NotImplementedError('logging.handlers.NTEventLogHandler needs Windows')


class HTTPHandler(logging.Handler):
    """Sends the attributes of records to a web server, by GET or POST."""

    def __init__(self, host, url, method='GET', secure=False, credentials=None, context=None):
        super().__init__()
        method = method.upper()
        if method not in ('GET', 'POST'):
            raise ValueError('method must be GET or POST')
        if context is not None and not secure:
            raise ValueError('context parameter only makes sense with secure=True')
        self.host, self.url, self.method = host, url, method
        self.secure, self.credentials, self.context = secure, credentials, context

    def mapLogRecord(self, record):
        """The dict that is sent for a record."""
        return vars(record)

    def getConnection(self, host, secure):
        """The connection for one record."""
        import http.client
        return (http.client.HTTPSConnection(host, context=self.context) if secure
                else http.client.HTTPConnection(host))

    @_guarded
    def emit(self, record):
        import urllib.parse
        connection = self.getConnection(self.host, self.secure)
        data, url = urllib.parse.urlencode(self.mapLogRecord(record)), self.url
        posted = self.method == 'POST'
        if not posted:
            url += ('&' if '?' in url else '?') + data
        connection.putrequest(self.method, url)
        if posted:
            connection.putheader('Content-type', 'application/x-www-form-urlencoded')
            connection.putheader('Content-length', str(len(data)))
        if self.credentials:
            import base64
            name_and_password = base64.b64encode(':'.join(self.credentials).encode()).strip().decode('ascii')
            connection.putheader('Authorization', f'Basic {name_and_password}')
        connection.endheaders()
        if posted:
            connection.send(data.encode())
        connection.getresponse()


# --- buffers and queues ---------------------------------------------------------------------------------------------

class BufferingHandler(logging.Handler):
    """Keeps records until there are `capacity`, then drops them; subclasses do something with them in flush()."""

    def __init__(self, capacity):
        super().__init__()
        self.capacity, self.buffer = capacity, []

    def shouldFlush(self, record):
        """Are there enough?"""
        return len(self.buffer) >= self.capacity

    def emit(self, record):
        self.buffer.append(record)
        if self.shouldFlush(record):
            self.flush()

    def flush(self):
        with _held(self):
            self.buffer.clear()

    def close(self):
        try:
            self.flush()
        finally:
            super().close()


class MemoryHandler(BufferingHandler):
    """Keeps records until there are `capacity` or one is as bad as flushLevel, then gives them to another handler."""

    def __init__(self, capacity, flushLevel=logging.ERROR, target=None, flushOnClose=True):
        super().__init__(capacity)
        self.flushLevel, self.target, self.flushOnClose = flushLevel, target, flushOnClose

    def shouldFlush(self, record):
        return record.levelno >= self.flushLevel or super().shouldFlush(record)

    def setTarget(self, target):
        """Name the handler that gets the records."""
        with _held(self):
            self.target = target

    def flush(self):
        with _held(self):
            if self.target:
                for record in self.buffer:
                    self.target.handle(record)
                self.buffer.clear()

    def close(self):
        try:
            if self.flushOnClose:
                self.flush()
        finally:
            with _held(self):
                self.target = None
                super().close()


class QueueHandler(logging.Handler):
    """Puts records into a queue, of this process or between processes."""

    def __init__(self, queue):
        super().__init__()
        self.queue = queue

    def enqueue(self, record):
        """Put a record into the queue, without waiting."""
        self.queue.put_nowait(record)

    def prepare(self, record):
        """A copy of the record that can be pickled: message and traceback are text."""
        text = self.format(record)
        record = copy.copy(record)
        record.msg = record.message = text
        record.args = record.exc_info = record.exc_text = record.stack_info = None
        return record

    @_guarded
    def emit(self, record):
        self.enqueue(self.prepare(record))


class QueueListener:
    """Takes records out of a queue, in a thread of its own, and gives them to handlers."""

    _sentinel = None

    def __init__(self, queue, *handlers, respect_handler_level=False):
        self.queue, self.handlers = queue, handlers
        self.respect_handler_level = respect_handler_level
        self._thread = None

    def dequeue(self, block):
        """The next record of the queue."""
        return self.queue.get(block)

    def start(self):
        """Begin to listen."""
        thread = self._thread = threading.Thread(target=self._monitor, daemon=True)
        thread.start()

    def prepare(self, record):
        """The record as the handlers get it."""
        return record

    def handle(self, record):
        """Give a record to the handlers."""
        record = self.prepare(record)
        for handler in self.handlers:
            if not self.respect_handler_level or record.levelno >= handler.level:
                handler.handle(record)

    def _monitor(self):
        task_done = getattr(self.queue, 'task_done', lambda: None)
        while True:
            try:
                record = self.dequeue(True)
            except queue.Empty:
                return
            if record is self._sentinel:
                task_done()
                return
            self.handle(record)
            task_done()

    def enqueue_sentinel(self):
        """Put what ends the thread into the queue."""
        self.queue.put_nowait(self._sentinel)

    def stop(self):
        """Handle what is in the queue, and end."""
        self.enqueue_sentinel()
        thread, self._thread = self._thread, None
        thread.join()
