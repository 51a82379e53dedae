"""TLS: contexts, and sockets or objects that encrypt what goes through them. OpenSSL does the work, in _ssl; here are its
numbers as enumerations, and the objects that programs use."""
import binascii
import operator
import os
import socket
import sys
import warnings
import _ssl
from collections import namedtuple
from enum import Enum, IntEnum, IntFlag
from _ssl import (_DEFAULT_CIPHERS, _OPENSSL_API_VERSION, HAS_ALPN, HAS_ECDH, HAS_NPN, HAS_SNI, HAS_SSLv2, HAS_SSLv3,
                  HAS_TLSv1, HAS_TLSv1_1, HAS_TLSv1_2, HAS_TLSv1_3, MemoryBIO, OPENSSL_VERSION, OPENSSL_VERSION_INFO,
                  OPENSSL_VERSION_NUMBER, RAND_add, RAND_bytes, RAND_status, SSLCertVerificationError, SSLEOFError,
                  SSLError, SSLSession, SSLSyscallError, SSLWantReadError, SSLWantWriteError, SSLZeroReturnError)
from socket import create_connection

for _kind, _name, _prefix in ((IntEnum, '_SSLMethod', 'PROTOCOL_TLS'), (IntFlag, 'Options', 'OP_'),
                              (IntEnum, 'AlertDescription', 'ALERT_DESCRIPTION_'),
                              (IntEnum, 'SSLErrorNumber', 'SSL_ERROR_'), (IntFlag, 'VerifyFlags', 'VERIFY_'),
                              (IntEnum, 'VerifyMode', 'CERT_')):
    _kind._convert_(_name, __name__, lambda name: name.startswith(_prefix), source=_ssl)
del _kind, _name, _prefix
PROTOCOL_SSLv23 = PROTOCOL_TLS


_VERSIONS = ('MINIMUM_SUPPORTED', 'SSLv3', 'TLSv1', 'TLSv1_1', 'TLSv1_2', 'TLSv1_3', 'MAXIMUM_SUPPORTED')
TLSVersion = IntEnum('TLSVersion', [(name, getattr(_ssl, 'PROTO_' + name)) for name in _VERSIONS], module=__name__)
TLSVersion.__doc__ = 'Versions of the protocol; the first and the last stand for what OpenSSL can do.'

HAS_NEVER_CHECK_COMMON_NAME = True
CHANNEL_BINDING_TYPES = ['tls-unique']
CertificateError = SSLCertVerificationError
socket_error = OSError

PEM_HEADER = '-----BEGIN CERTIFICATE-----'
PEM_FOOTER = '-----END CERTIFICATE-----'

_OLD_VERSIONS = (TLSVersion.SSLv3, TLSVersion.TLSv1, TLSVersion.TLSv1_1)
_OLD_PROTOCOLS = (PROTOCOL_TLS, PROTOCOL_TLSv1, PROTOCOL_TLSv1_1, PROTOCOL_TLSv1_2)
_VERSION_OPTIONS = OP_NO_SSLv2 | OP_NO_SSLv3 | OP_NO_TLSv1 | OP_NO_TLSv1_1 | OP_NO_TLSv1_2 | OP_NO_TLSv1_3


def _warn_deprecated(what, stacklevel=3):
    warnings.warn(what, DeprecationWarning, stacklevel=stacklevel)


def _member(value, enumeration):
    """The member of that value; the value itself if there is none."""
    try:
        return enumeration(value)
    except ValueError:
        return value


def _setting(name, enumeration, before=None):
    """An attribute of contexts that is a plain number in _ssl; `before` sees what is to be set."""
    plain = getattr(_ssl._SSLContext, name)

    def set_number(context, value):
        if before is not None:
            before(context, value)
        plain.__set__(context, value)

    return property(lambda context: _member(plain.__get__(context), enumeration), set_number)


def _of_connection(name, doc, settable=False):
    """An attribute of the connection that is shown as one of the object above it."""
    def set_there(above, value):
        setattr(above._sslobj, name, value)

    return property(operator.attrgetter('_sslobj.' + name), set_there if settable else None, doc=doc)


class _ASN1Object(namedtuple('_ASN1Object', 'nid shortname longname oid')):
    """An object of ASN.1, by its dotted numbers."""
    __slots__ = ()

    def __new__(cls, oid):
        return super().__new__(cls, *_ssl.txt2obj(oid, name=False))

    @classmethod
    def fromnid(cls, nid):
        """By OpenSSL's number."""
        return super().__new__(cls, *_ssl.nid2obj(nid))

    @classmethod
    def fromname(cls, name):
        """By its short or long name."""
        return super().__new__(cls, *_ssl.txt2obj(name, name=True))


class Purpose(_ASN1Object, Enum):
    """What certificates are for: to authenticate servers, or clients."""
    SERVER_AUTH = '1.3.6.1.5.5.7.3.1'
    CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'


class SSLContext(_ssl._SSLContext):
    """Settings, certificates and keys that many connections share."""

    sslsocket_class = None  # what wrap_socket() and wrap_bio() make
    sslobject_class = None

    def __new__(cls, protocol=None, *args, **kwargs):
        if protocol is None:
            _warn_deprecated('ssl.SSLContext() without protocol argument is deprecated.')
            protocol = PROTOCOL_TLS
        if protocol in _OLD_PROTOCOLS:
            _warn_deprecated(f'ssl.{_SSLMethod(protocol).name} is deprecated')
        return super().__new__(cls, protocol)

    def wrap_socket(self, sock, server_side=False, do_handshake_on_connect=True, suppress_ragged_eofs=True,
                    server_hostname=None, session=None):
        """A socket that encrypts, in place of a connected or listening one, which is detached."""
        return self.sslsocket_class._wrap(sock, self, server_side, do_handshake_on_connect, suppress_ragged_eofs,
                                          server_hostname, session)

    def wrap_bio(self, incoming, outgoing, server_side=False, server_hostname=None, session=None):
        """An object that encrypts what goes through two MemoryBIOs."""
        return self.sslobject_class._wrap(self, incoming, outgoing, server_side, server_hostname, session)

    def set_alpn_protocols(self, alpn_protocols):
        """Set application protocols, as ['h2', 'http/1.1'], the preferred ones first."""
        packed = bytearray()
        for protocol in alpn_protocols:
            name = bytes(protocol, 'ascii')
            if not 0 < len(name) < 256:
                raise SSLError('ALPN protocols must be 1 to 255 in length')
            packed.append(len(name))
            packed += name
        super().set_alpn_protocols(bytes(packed))

    def set_servername_callback(self, server_name_callback):
        """As setting sni_callback."""
        self.sni_callback = server_name_callback

    def load_default_certs(self, purpose=Purpose.SERVER_AUTH):
        """Trust the certificates that this system trusts for the purpose."""
        if not isinstance(purpose, _ASN1Object):
            raise TypeError(purpose)
        self.set_default_verify_paths()

    def _before_options(self, options):
        if ~self.options & operator.index(options) & _VERSION_OPTIONS:
            _warn_deprecated('ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated', stacklevel=5)

    def _before_version(self, version):
        if version in _OLD_VERSIONS:
            _warn_deprecated(f'ssl.TLSVersion.{TLSVersion(version).name} is deprecated', stacklevel=5)

    def _before_minimum(self, version):
        if version == TLSVersion.SSLv3:  # which is turned off by an option, too
            self.options &= ~OP_NO_SSLv3
        self._before_version(version)

    options = _setting('options', Options, _before_options)
    minimum_version = _setting('minimum_version', TLSVersion, _before_minimum)
    maximum_version = _setting('maximum_version', TLSVersion, _before_version)
    verify_mode = _setting('verify_mode', VerifyMode)
    verify_flags = _setting('verify_flags', VerifyFlags)

    @property
    def protocol(self):
        """What the context was made for, as a PROTOCOL_ constant."""
        return _member(super().protocol, _SSLMethod)


class _Conversation:
    """What sockets and objects have in common: questions to the connection in self._sslobj, which is None before a
    socket is connected and after it is closed or unwrapped."""

    def _ask(self, question, *args):
        return getattr(self._sslobj, question)(*args) if self._sslobj is not None else None

    def _resume(self, session):
        if self._sslobj is not None:
            self._sslobj.session = session
        self._session = session

    session = property(lambda self: getattr(self._sslobj, 'session', None), _resume,
                       doc='The SSLSession of this connection, which another one may resume by setting it.')
    session_reused = property(lambda self: getattr(self._sslobj, 'session_reused', None),
                              doc='Was the session of another connection resumed?')

    def cipher(self):
        """(name of the cipher, version of TLS that has it, number of secret bits), or None."""
        return self._ask('cipher')

    def shared_ciphers(self):
        """The ciphers that can be used, as of cipher()."""
        return self._ask('shared_ciphers')

    def compression(self):
        """The name of the compression algorithm, or None."""
        return self._ask('compression')

    def version(self):
        """The version of TLS that was agreed upon, as 'TLSv1.3', or None."""
        return self._ask('version')

    def selected_alpn_protocol(self):
        """The application protocol that was agreed upon, or None."""
        return self._ask('selected_alpn_protocol')

    def selected_npn_protocol(self):
        """None: OpenSSL has forgotten this extension. Deprecated."""
        _warn_deprecated('ssl NPN is deprecated, use ALPN instead')
        return None

    def pending(self):
        """How many bytes can be read without asking the peer."""
        return self._ask('pending') or 0

    def get_channel_binding(self, cb_type='tls-unique'):
        """Bytes that identify this connection, or None before the handshake."""
        if cb_type not in CHANNEL_BINDING_TYPES:
            raise ValueError(f'{cb_type!r} channel binding type not implemented')
        return self._ask('get_channel_binding', cb_type)


def _check_side(server_side, server_hostname, session):
    """A server names no host, and takes up no session."""
    if server_side and server_hostname:
        raise ValueError('server_hostname can only be specified in client mode')
    if server_side and session is not None:
        raise ValueError('session can only be specified in client mode')


class SSLObject(_Conversation):
    """A connection without a socket: between two MemoryBIOs, for programs that move the bytes themselves. Instead of
    waiting, it raises SSLWantReadError."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f'{self.__class__.__name__} does not have a public constructor. Instances are returned by '
                        'SSLContext.wrap_bio().')

    @classmethod
    def _wrap(cls, context, incoming, outgoing, server_side, server_hostname, session):
        _check_side(server_side, server_hostname, session)
        if context.check_hostname and not server_hostname:
            warnings.warn('check_hostname requires server_hostname', DeprecationWarning, 3)
        self = cls.__new__(cls)
        self._sslobj = context._wrap_bio(incoming, outgoing, server_side, server_hostname, self, session)
        return self

    context = _of_connection('context', 'The SSLContext; a callback of the server may change it.', settable=True)
    server_side = _of_connection('server_side', "Whether this is the server's end.")
    server_hostname = _of_connection('server_hostname', 'The name by which the client calls the server.')

    def do_handshake(self):
        """Agree with the peer upon how to speak."""
        self._sslobj.do_handshake()

    def read(self, len=1024, buffer=None):
        """Read up to len bytes; into a buffer if there is one, then the answer is how many."""
        return self._sslobj.read(len) if buffer is None else self._sslobj.read(len, buffer)

    def write(self, data):
        """Write; answers how many bytes."""
        return self._sslobj.write(data)

    def unwrap(self):
        """Tell the peer that the conversation is over, and hear the same from it."""
        return self._sslobj.shutdown()

    def getpeercert(self, binary_form=False):
        """The certificate of the peer: a dict (empty, if it was not verified), bytes in DER, or None if there is none."""
        return self._sslobj.getpeercert(binary_form)

    def verify_client_post_handshake(self):
        """Ask the client for its certificate now."""
        return self._sslobj.verify_client_post_handshake()


class SSLSocket(_Conversation, socket.socket):
    """A socket that encrypts."""

    def __init__(self, *args, **kwargs):
        raise TypeError(f'{self.__class__.__name__} does not have a public constructor. Instances are returned by '
                        'SSLContext.wrap_socket().')

    @classmethod
    def _wrap(cls, sock, context, server_side, do_handshake_on_connect, suppress_ragged_eofs, server_hostname, session):
        if sock.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) != socket.SOCK_STREAM:
            raise NotImplementedError('only stream sockets are supported')
        _check_side(server_side, server_hostname, session)
        if context.check_hostname and not server_hostname:
            raise ValueError('check_hostname requires server_hostname')
        self = cls.__new__(cls)
        timeout = sock.gettimeout()
        socket.socket.__init__(self, sock.family, sock.type, sock.proto, sock.fileno())
        sock.detach()
        self._context = context
        self._session = session
        self._sslobj = None
        self.server_side = server_side
        self.server_hostname = server_hostname
        self.do_handshake_on_connect = do_handshake_on_connect
        self.suppress_ragged_eofs = suppress_ragged_eofs
        try:
            self.settimeout(timeout)
            self._connected = self._is_connected()
            if self._connected:
                self._begin()
        except BaseException:
            self.close()
            raise
        return self

    def _is_connected(self):
        try:
            self.getpeername()
            return True
        except OSError as problem:
            if problem.errno != _ENOTCONN:
                raise
        # A peer that has gone again may have left data, which nobody must take for a part of a conversation in TLS.
        timeout = self.gettimeout()
        self.setblocking(False)
        try:
            left = super().recv(1)
        except OSError as problem:
            if problem.errno not in (_ENOTCONN, _EINVAL):
                raise
            left = b''
        self.settimeout(timeout)
        if left:
            raise SSLError(SSL_ERROR_SSL, 'Closed before TLS handshake with data in recv buffer.')
        return False

    def _begin(self):
        """The socket is connected: starts to speak TLS."""
        self._sslobj = self._context._wrap_socket(self, self.server_side, self.server_hostname, self._session)
        if self.do_handshake_on_connect:
            if self.gettimeout() == 0:
                raise ValueError('do_handshake_on_connect should not be specified for non-blocking sockets')
            self.do_handshake()

    def _connection(self, doing=None):
        """The connection, or ValueError."""
        if self._sslobj is None:
            raise ValueError(f'{doing} on closed or unwrapped SSL socket.' if doing
                             else f'No SSL wrapper around {self}')
        return self._sslobj

    def _check_connected(self):
        if not self._connected:
            self.getpeername()  # says what is wrong

    @property
    def context(self):
        """The SSLContext; a callback of the server may change it."""
        return self._context

    @context.setter
    def context(self, context):
        self._context = context
        self._sslobj.context = context

    # Connecting.

    def do_handshake(self, block=False):
        """Agree with the peer upon how to speak. block: wait, even in non-blocking mode."""
        self._check_connected()
        timeout = self.gettimeout()
        try:
            if timeout == 0 and block:
                self.settimeout(None)
            self._connection().do_handshake()
        finally:
            if timeout == 0 and block:
                self.settimeout(timeout)

    def connect(self, addr):
        """Connect to an address, and do the handshake unless that was turned off."""
        self._connect(super().connect, addr)

    def connect_ex(self, addr):
        """As connect(), but answers an error number if there is no connection."""
        return self._connect(super().connect_ex, addr)

    def _connect(self, connect, addr):
        if self.server_side:
            raise ValueError("can't connect in server-side mode")
        if self._connected or self._sslobj is not None:
            raise ValueError('attempt to connect already-connected SSLSocket!')
        failed = connect(addr)
        if not failed:
            self._connected = True
            try:
                self._begin()
            except BaseException:
                self._sslobj = None
                raise
        return failed

    def accept(self):
        """Wait for a connection: (an SSLSocket for it, the address of the peer)."""
        connection, address = super().accept()
        return self._context.wrap_socket(connection, server_side=True,
                                         do_handshake_on_connect=self.do_handshake_on_connect,
                                         suppress_ragged_eofs=self.suppress_ragged_eofs), address

    # Reading.

    def read(self, len=1024, buffer=None):
        """Read up to len bytes; into a buffer if there is one, then the answer is how many."""
        connection = self._connection('Read')
        try:
            return connection.read(len) if buffer is None else connection.read(len, buffer)
        except SSLError as problem:
            if not (problem.args[0] == SSL_ERROR_EOF and self.suppress_ragged_eofs):
                raise
            return b'' if buffer is None else 0

    def recv(self, buflen=1024, flags=0):
        """Receive up to buflen bytes; b'': the end."""
        if self._sslobj is None:
            return super().recv(buflen, flags)
        self._refuse_flags('recv', flags)
        return self.read(buflen)

    def recv_into(self, buffer, nbytes=None, flags=0):
        """Receive into a buffer; answers how many bytes."""
        if nbytes is None:
            nbytes = memoryview(buffer).nbytes if buffer is not None else 1024
        if self._sslobj is None:
            return super().recv_into(buffer, nbytes, flags)
        self._refuse_flags('recv_into', flags)
        return self.read(nbytes, buffer)

    def recvfrom(self, buflen=1024, flags=0):
        """Only without TLS."""
        return self._without_tls('recvfrom', super().recvfrom)(buflen, flags)

    def recvfrom_into(self, buffer, nbytes=None, flags=0):
        """Only without TLS."""
        return self._without_tls('recvfrom_into', super().recvfrom_into)(buffer, nbytes or 0, flags)

    def recvmsg(self, *args, **kwargs):
        """Not possible."""
        raise NotImplementedError(f'recvmsg not allowed on instances of {self.__class__}')

    def recvmsg_into(self, *args, **kwargs):
        """Not possible."""
        raise NotImplementedError(f'recvmsg_into not allowed on instances of {self.__class__}')

    # Writing.

    def write(self, data):
        """Write; answers how many bytes."""
        return self._connection('Write').write(data)

    def send(self, data, flags=0):
        """Send data; answers how many bytes were sent."""
        if self._sslobj is None:
            return super().send(data, flags)
        self._refuse_flags('send', flags)
        return self._sslobj.write(data)

    def sendall(self, data, flags=0):
        """Send all of the data."""
        if self._sslobj is None:
            return super().sendall(data, flags)
        self._refuse_flags('sendall', flags)
        with memoryview(data) as view, view.cast('B') as rest:
            sent = 0
            while sent < len(rest):
                sent += self.send(rest[sent:])

    def sendto(self, data, flags_or_addr, addr=None):
        """Only without TLS."""
        send = self._without_tls('sendto', super().sendto)
        return send(data, flags_or_addr) if addr is None else send(data, flags_or_addr, addr)

    def sendmsg(self, *args, **kwargs):
        """Not possible."""
        raise NotImplementedError(f'sendmsg not allowed on instances of {self.__class__}')

    def _send_by_system(self, file, offset, count):
        return super()._send_by_system(file, offset, count) if self._sslobj is None else None

    def _refuse_flags(self, call, flags):
        if flags:
            raise ValueError(f'non-zero flags not allowed in calls to {call}() on {self.__class__}')

    def _without_tls(self, call, method):
        if self._sslobj is not None:
            raise ValueError(f'{call} not allowed on instances of {self.__class__}')
        return method

    # The peer, and the end.

    def getpeercert(self, binary_form=False):
        """The certificate of the peer: a dict (empty, if it was not verified), bytes in DER, or None if there is none."""
        self._check_connected()
        return self._connection().getpeercert(binary_form)

    def verify_client_post_handshake(self):
        """Ask the client for its certificate now."""
        return self._connection().verify_client_post_handshake()

    def unwrap(self):
        """End the conversation in TLS; answers the socket, which goes on without."""
        plain = self._connection().shutdown()
        self._sslobj = None
        return plain

    def shutdown(self, how):
        """Shut down the connection, without another word in TLS."""
        self._sslobj = None
        super().shutdown(how)

    def _real_close(self):
        self._sslobj = None
        super()._real_close()

    def dup(self):
        """Not possible: there is one state of the conversation."""
        raise NotImplementedError(f"Can't dup() {self.__class__.__name__} instances")


SSLContext.sslsocket_class = SSLSocket
SSLContext.sslobject_class = SSLObject
_EINVAL, _ENOTCONN = 22, 107


# Contexts with good settings.

def _new_context(purpose, protocol=None):
    if not isinstance(purpose, _ASN1Object):
        raise TypeError(purpose)
    usual = {Purpose.SERVER_AUTH: PROTOCOL_TLS_CLIENT, Purpose.CLIENT_AUTH: PROTOCOL_TLS_SERVER}
    if purpose not in usual:
        raise ValueError(purpose)
    return SSLContext(usual[purpose] if protocol is None else protocol)


def _complete(context, purpose, **trusted):
    """Lets the context trust what is given, or else what the system trusts; keys are logged if the environment says so."""
    if any(trusted.values()):
        context.load_verify_locations(**trusted)
    elif context.verify_mode != CERT_NONE:
        context.load_default_certs(purpose)
    log = os.environ.get('SSLKEYLOGFILE')
    if log and not sys.flags.ignore_environment:
        context.keylog_filename = log
    return context


def create_default_context(purpose=Purpose.SERVER_AUTH, *, cafile=None, capath=None, cadata=None):
    """A context for clients that authenticate servers, or for servers (Purpose.CLIENT_AUTH); it trusts the given
    certificates, or else those of the system."""
    return _complete(_new_context(purpose), purpose, cafile=cafile, capath=capath, cadata=cadata)


def _create_unverified_context(protocol=None, *, cert_reqs=CERT_NONE, check_hostname=False, purpose=Purpose.SERVER_AUTH,
                               certfile=None, keyfile=None, cafile=None, capath=None, cadata=None):
    """A context that verifies nothing unless it is told to."""
    if keyfile and not certfile:
        raise ValueError('certfile must be specified')
    context = _new_context(purpose, protocol)
    context.check_hostname = check_hostname
    context.verify_mode = context.verify_mode if cert_reqs is None else cert_reqs
    if certfile:
        context.load_cert_chain(certfile, keyfile)
    return _complete(context, purpose, cafile=cafile, capath=capath, cadata=cadata)


_create_stdlib_context = _create_unverified_context
_create_default_https_context = create_default_context


def wrap_socket(sock, keyfile=None, certfile=None, server_side=False, cert_reqs=CERT_NONE, ssl_version=PROTOCOL_TLS,
                ca_certs=None, do_handshake_on_connect=True, suppress_ragged_eofs=True, ciphers=None):
    """Deprecated: a context that verifies names is better."""
    _warn_deprecated('ssl.wrap_socket() is deprecated, use SSLContext.wrap_socket()')
    if server_side and not certfile:
        raise ValueError('certfile must be specified for server-side operations')
    context = _create_unverified_context(ssl_version, cert_reqs=cert_reqs, certfile=certfile, keyfile=keyfile,
                                         cafile=ca_certs)
    if ciphers:
        context.set_ciphers(ciphers)
    return context.wrap_socket(sock, server_side, do_handshake_on_connect, suppress_ragged_eofs)


# Certificates.

DefaultVerifyPaths = namedtuple('DefaultVerifyPaths', 'cafile capath openssl_cafile_env openssl_cafile '
                                                      'openssl_capath_env openssl_capath')


def get_default_verify_paths():
    """Where trusted certificates are: as the environment says, and as OpenSSL was built."""
    paths = _ssl.get_default_verify_paths()
    cafile = os.environ.get(paths[0], paths[1])
    capath = os.environ.get(paths[2], paths[3])
    return DefaultVerifyPaths(cafile if os.path.isfile(cafile) else None, capath if os.path.isdir(capath) else None, *paths)


def DER_cert_to_PEM_cert(der_cert_bytes):
    """A certificate in DER as text."""
    text = binascii.b2a_base64(der_cert_bytes, newline=False).decode('ascii')
    lines = [text[start:start + 64] for start in range(0, len(text), 64)]
    return '\n'.join([PEM_HEADER, *lines, PEM_FOOTER, ''])


def PEM_cert_to_DER_cert(pem_cert_string):
    """The bytes of a certificate that is given as text."""
    if not pem_cert_string.startswith(PEM_HEADER):
        raise ValueError(f'Invalid PEM encoding; must start with {PEM_HEADER}')
    if not pem_cert_string.strip().endswith(PEM_FOOTER):
        raise ValueError(f'Invalid PEM encoding; must end with {PEM_FOOTER}')
    text = pem_cert_string.strip()[len(PEM_HEADER):-len(PEM_FOOTER)]
    return binascii.a2b_base64(text.encode('ascii', 'strict'))


def get_server_certificate(addr, ssl_version=PROTOCOL_TLS_CLIENT, ca_certs=None, timeout=socket._GLOBAL_DEFAULT_TIMEOUT):
    """The certificate of the server at (host, port), as text. It is verified only if ca_certs are given."""
    context = _create_stdlib_context(ssl_version, cert_reqs=CERT_NONE if ca_certs is None else CERT_REQUIRED,
                                     cafile=ca_certs)
    with create_connection(addr, timeout=timeout) as plain:
        with context.wrap_socket(plain, server_hostname=addr[0]) as encrypted:
            return DER_cert_to_PEM_cert(encrypted.getpeercert(True))


_MONTHS = ('jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec')


def cert_time_to_seconds(cert_time):
    """The time of a certificate, as 'Jan  5 09:34:43 2018 GMT', in seconds since the epoch."""
    from time import strptime
    month = cert_time[:3].lower()
    if month not in _MONTHS:  # which are English, whatever the locale
        raise ValueError(f'time data {cert_time!r} does not match format "%b %d %H:%M:%S %Y GMT"')
    when = strptime(cert_time[3:], ' %d %H:%M:%S %Y GMT')
    year, number = when.tm_year, _MONTHS.index(month) + 1
    # Days are counted in years that begin with March, so that leap days are the last ones.
    years, months = (year, number - 3) if number > 2 else (year - 1, number + 9)
    days = years * 365 + years // 4 - years // 100 + years // 400 + (months * 153 + 2) // 5 + when.tm_mday - 1 - 719468
    return (days * 24 + when.tm_hour) * 3600 + when.tm_min * 60 + when.tm_sec


def get_protocol_name(protocol_code):
    """'PROTOCOL_TLS_CLIENT' and its like."""
    return _member(protocol_code, _SSLMethod).name if protocol_code in list(_SSLMethod) else '<unknown>'


def RAND_pseudo_bytes(num):
    """Deprecated: (RAND_bytes(num), True)."""
    _warn_deprecated('ssl.RAND_pseudo_bytes() is deprecated')
    return RAND_bytes(num), True
