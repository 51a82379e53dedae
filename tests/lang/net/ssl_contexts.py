# Contexts: defaults, attributes, arguments; MemoryBIO; functions of the module.
import os
import socket
import ssl
import tempfile
import warnings
from _tls import path, show


def print_warning(message, category, *rest):
    print('  warning', category.__name__, message)


warnings.simplefilter('always')
warnings.simplefilter('ignore', ResourceWarning)
warnings.showwarning = print_warning

for protocol in (ssl.PROTOCOL_TLS_CLIENT, ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS, ssl.PROTOCOL_TLSv1_2):
    c = ssl.SSLContext(protocol)
    print(repr(c.protocol), repr(c.options), repr(c.verify_mode), c.check_hostname, repr(c.verify_flags), repr(c.minimum_version), repr(c.maximum_version))
    print(c.security_level, c.num_tickets, c.post_handshake_auth, c.hostname_checks_common_name, c.keylog_filename, c.cert_store_stats(), c.session_stats(), c.get_ca_certs())
print(c.sslsocket_class, c.sslobject_class, repr(c)[:16])
for protocol in (99, -1, 0, 1, 'x'):
    show(ssl.SSLContext, protocol)
show(lambda: ssl.SSLContext().protocol)


def assign(context, name, *values):
    for value in values:
        try:
            setattr(context, name, value)
            print(name, value, repr(getattr(context, name)))
        except BaseException as problem:
            print(name, value, type(problem).__name__, problem)


client, server = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
assign(client, 'verify_mode', 0, 1, 2, 3, -1, 'x', ssl.CERT_REQUIRED)
assign(client, 'check_hostname', False, True, 0, 'x', None)
client.verify_mode = ssl.CERT_NONE
assign(client, 'check_hostname', True)
print(client.verify_mode)
assign(client, 'verify_flags', 0, 0x20, ssl.VERIFY_CRL_CHECK_LEAF | ssl.VERIFY_X509_STRICT, 'x', ssl.VERIFY_DEFAULT)
for name in 'minimum_version', 'maximum_version':
    assign(client, name, ssl.TLSVersion.TLSv1_2, 771, 772, 769, ssl.TLSVersion.SSLv3, -2, -1, 0, 5, 'x', ssl.TLSVersion.MINIMUM_SUPPORTED, ssl.TLSVersion.MAXIMUM_SUPPORTED)
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    fixed = ssl.SSLContext(ssl.PROTOCOL_TLSv1_2)
assign(fixed, 'minimum_version', 771)
assign(client, 'options', 0, ssl.OP_ALL, ssl.OP_NO_TLSv1, ssl.OP_NO_TLSv1 | ssl.OP_NO_TICKET, 'x', ssl.OP_NO_TICKET)
client.options |= ssl.OP_NO_COMPRESSION
print(repr(client.options))
assign(client, 'num_tickets', 0, 3, -1, 'x')
assign(server, 'num_tickets', 0, 3, -1, 'x')
assign(client, 'post_handshake_auth', True, 0, None)
assign(client, 'hostname_checks_common_name', False, True, 0)
assign(client, 'keylog_filename', '/nonexistent/x', 1, None)
assign(client, 'sni_callback', 1, None, print)
assign(server, 'sni_callback', 1, print, None)
for name in 'protocol', 'security_level':
    assign(client, name, 1)

show(client.set_ciphers, 'nope')
show(client.set_ciphers, 1)
show(client.set_ciphers, 'ECDHE+AESGCM')
print([(cipher['name'], cipher['protocol']) for cipher in client.get_ciphers()])
print(client.get_ciphers()[0], client.get_ciphers()[-1])
for name in ('nope', 'prime256v1', b'secp384r1', 1):
    show(client.set_ecdh_curve, name)
for protocols in (['h2', 'http/1.1'], ['x' * 255], [''], ['x' * 256], 'ab', [], [1], ['\u00e9'], 5):
    show(client.set_alpn_protocols, protocols)

with tempfile.TemporaryDirectory() as folder:
    empty = os.path.join(folder, 'empty')
    open(empty, 'w').close()
    for args in (('/nonexistent',), (empty,), ('/etc/passwd',), (1,), ('/etc/passwd', '/nonexistent'), ('/etc/passwd', 1), (path('authority'),), (path('server'), path('client')),
                 (path('server'), '/nonexistent'), (path('server'), empty), (path('server'),), (os.fsencode(path('client')),), (path('server'), path('server')), ('a\0b',)):
        show(server.load_cert_chain, *args)
    for password in ('secret', b'secret', bytearray(b'secret'), lambda: 'secret', lambda: b'secret', 'wrong', '', 'x' * 2000, 1, [], lambda: 1, lambda: 1 / 0, lambda: 'x' * 2000, 'caf\u00e9'):
        show(server.load_cert_chain, path('encrypted'), password=password)
    show(server.load_cert_chain, path('server'), None, 'not needed')
    show(server.load_cert_chain)
    pem = open(path('authority')).read()
    der = ssl.PEM_cert_to_DER_cert(pem)
    for keywords in ({}, {'cafile': '/nonexistent'}, {'capath': '/nonexistent'}, {'cafile': '/etc/passwd'}, {'cafile': 1}, {'capath': 1}, {'cadata': 1}, {'cadata': ''}, {'cadata': b''},
                     {'cadata': 'x'}, {'cadata': b'x'}, {'cadata': 'caf\u00e9'}, {'cafile': empty}, {'cadata': der[:100]}, {'cadata': pem[:200]}, {'cadata': pem + 'rest'},
                     {'cadata': der + b'rest'}):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        show(context.load_verify_locations, **keywords)
    for keywords in ({'cafile': path('authority')}, {'cafile': os.fsencode(path('authority'))}, {'cadata': pem}, {'cadata': der}, {'cadata': bytearray(der * 2)}, {'cadata': pem * 3},
                     {'cafile': path('authority'), 'cadata': pem}, {'cafile': path('server'), 'capath': folder}, {'cadata': 'text before\n' + pem + 'between\n' + open(path('client')).read()}):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        show(context.load_verify_locations, **keywords)
        print(context.cert_store_stats(), [cert['subject'][-1] for cert in context.get_ca_certs()])
    print(context.get_ca_certs(), context.get_ca_certs(True) == context.get_ca_certs(binary_form=True))
show(client.load_dh_params, '/nonexistent')
show(client.load_dh_params, None)
show(client.load_default_certs)
show(client.load_default_certs, ssl.Purpose.CLIENT_AUTH)
show(client.load_default_certs, 1)
show(client.set_default_verify_paths)

# wrapping
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
a, b = socket.socketpair()
with a, b:
    show(context.wrap_socket, a)
    show(context.wrap_socket, a, server_side=True, server_hostname='x')
    show(context.wrap_socket, a, server_side=True, session=1)
    show(context.wrap_socket, a, server_hostname='')
    show(context.wrap_socket, 1)
    with socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        show(context.wrap_socket, datagrams, server_hostname='x')
    a.setblocking(False)
    show(context.wrap_socket, a, server_hostname='x')
    print(a.fileno())
a, b = socket.socketpair()
with b:
    show(context.wrap_socket, a, server_hostname='x', session=1)
show(ssl.SSLSocket)
show(ssl.SSLObject)

# MemoryBIO
m = ssl.MemoryBIO()
print(m.pending, m.eof, m.read(), m.write(b'abc'), m.pending, m.read(2), m.read(-1), m.read(0), m.write(b''), m.read(5))
for call, *args in ((m.write, 'x'), (m.read, 'x'), (m.read, 1, 2), (m.write,), (setattr, m, 'eof', 1)):
    show(call, *args)
m.write(b'xy'), m.write_eof()
print(m.eof, m.pending, m.read(), m.eof, m.read())
show(m.write, b'x')
big = os.urandom(100000)
m = ssl.MemoryBIO()
print(m.write(memoryview(big)), m.pending, m.read() == big)

# the module
print(ssl.OPENSSL_VERSION.split()[0], ssl.OPENSSL_VERSION_INFO[:2], ssl.OPENSSL_VERSION_NUMBER >> 28, ssl.HAS_SNI, ssl.HAS_ALPN, ssl.HAS_NPN, ssl.HAS_ECDH, ssl.HAS_TLSv1_3, ssl.HAS_SSLv2,
      ssl.HAS_NEVER_CHECK_COMMON_NAME, ssl.CHANNEL_BINDING_TYPES, ssl.CertificateError is ssl.SSLCertVerificationError, ssl.socket_error)
for count in (-1, 'x'):
    show(ssl.RAND_bytes, count)
print(len(ssl.RAND_bytes(5)), ssl.RAND_bytes(0), ssl.RAND_status(), ssl.RAND_add(b'x', 1.0), ssl.RAND_add('text', 0), len(ssl.RAND_pseudo_bytes(2)[0]))
show(ssl.RAND_add, 'x', 'y')
for purpose in ssl.Purpose:
    print(purpose, purpose.nid, purpose.shortname, purpose.longname, purpose.oid)
print(repr(ssl.Purpose.SERVER_AUTH), ssl._ASN1Object.fromname('serverAuth'), ssl._ASN1Object.fromnid(129))
show(ssl._ASN1Object, 'nope')
show(ssl._ASN1Object.fromname, 'nope')
show(ssl._ASN1Object.fromnid, 999999)
show(ssl._ASN1Object.fromnid, -1)
print(ssl.DER_cert_to_PEM_cert(b'abc' * 40))
show(ssl.DER_cert_to_PEM_cert, 'x')
for text in ('x', '-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n', '-----BEGIN CERTIFICATE-----\nYWJj', '-----BEGIN CERTIFICATE-----\nYW\nJj\nYQ==\n-----END CERTIFICATE-----\n\n'):
    show(ssl.PEM_cert_to_DER_cert, text)
for time in ('Jan  5 09:34:43 2018 GMT', 'May  9 00:00:00 2007 GMT', 'Feb 29 23:59:59 2000 GMT', 'Mar  1 00:00:00 2100 GMT', 'Dec 31 12:00:00 1969 GMT', 'jAN 05 09:34:43 2018 GMT', 'x', 'Xan  5 09:34:43 2018 GMT'):
    show(ssl.cert_time_to_seconds, time)
print([ssl.get_protocol_name(code) for code in (ssl.PROTOCOL_TLS_CLIENT, 2, 5, 99)])
print(ssl.get_default_verify_paths()._fields, ssl.get_default_verify_paths().openssl_cafile_env)
for args in ((), (ssl.Purpose.SERVER_AUTH,), (ssl.Purpose.CLIENT_AUTH,), (1,), ('x',)):
    for function in (ssl.create_default_context, lambda *purpose: ssl._create_unverified_context(**(dict(purpose=purpose[0]) if purpose else {}))):
        try:
            context = function(*args)
            print(repr(context.protocol), repr(context.verify_mode), context.check_hostname, repr(context.options), repr(context.verify_flags))
        except (TypeError, ValueError) as problem:
            print(type(problem).__name__, problem)
context = ssl.create_default_context(cafile=path('authority'))
print(context.cert_store_stats())
show(ssl.create_default_context, cafile='/nonexistent')
show(ssl._create_unverified_context, keyfile='x')
print(ssl._create_unverified_context(cert_reqs=ssl.CERT_REQUIRED, check_hostname=True, cafile=path('authority'), certfile=path('client')).cert_store_stats())

for kind in (ssl.SSLError, ssl.SSLZeroReturnError, ssl.SSLWantReadError, ssl.SSLWantWriteError, ssl.SSLSyscallError, ssl.SSLEOFError, ssl.SSLCertVerificationError):
    problem = kind(1, 'text')
    print(kind, kind.__mro__[1:-3], repr(problem), str(problem), problem.errno, problem.strerror, str(kind('alone')), str(kind()), bool(kind.__doc__), hasattr(problem, 'reason'))
for kind in (ssl.AlertDescription, ssl.SSLErrorNumber, ssl.TLSVersion, ssl.VerifyMode, ssl.VerifyFlags, ssl.Options, ssl._SSLMethod):
    print(kind, [(member.name, int(member)) for member in kind])

# The side that a context is not for; what only clients have.
for protocol, server_side in (ssl.PROTOCOL_TLS_SERVER, False), (ssl.PROTOCOL_TLS_CLIENT, True):
    context = ssl.SSLContext(protocol)
    context.check_hostname = False
    show(context.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), server_side)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
show(context.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), True, 'localhost')
show(context.wrap_bio, ssl.MemoryBIO(), ssl.MemoryBIO(), True, None, 5)
