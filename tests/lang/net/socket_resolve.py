# Names of hosts: what needs no server, and names that do not exist.
import socket
from _peer import show

for args in (('127.0.0.1', 80), ('::1', 'http'), (b'127.0.0.1', b'80'), ('127.0.0.1', None), (None, 80), (None, 'domain')):
    show(socket.getaddrinfo, *args)
    show(socket.getaddrinfo, *args, socket.AF_INET)
    show(socket.getaddrinfo, *args, type=socket.SOCK_STREAM)
    show(socket.getaddrinfo, *args, 0, 0, socket.IPPROTO_UDP)
show(socket.getaddrinfo, host='127.0.0.1', port=1, family=socket.AF_UNSPEC, type=socket.SOCK_STREAM, proto=6, flags=socket.AI_NUMERICHOST)
show(socket.getaddrinfo, None, 0, type=socket.SOCK_STREAM, family=socket.AF_INET, flags=socket.AI_PASSIVE)
show(socket.getaddrinfo, '127.0.0.1', 70000, socket.AF_INET, socket.SOCK_STREAM)
show(socket.getaddrinfo, 'fe80::1%lo', 80, type=socket.SOCK_STREAM)
print(('127.0.0.1', 80) in [found[4] for found in socket.getaddrinfo('localhost', 80)])
for args in (('nonexistent.invalid', 80), ('127.0.0.1', 80, 99), ('127.0.0.1', 'nope'), ('localhost', 80, 0, 99), ('::1', 80, socket.AF_INET),
             ('not numeric', 80, 0, 0, 0, socket.AI_NUMERICHOST), ('127.0.0.1', 'http', 0, 0, 0, socket.AI_NUMERICSERV), (None, None), (1, 2),
             ('127.0.0.1', 1.5), ('a\0b', 80), ('127.0.0.1', 80, 'x'), ('', 80), (b'\xff', 80)):
    show(socket.getaddrinfo, *args)
for function in (socket.gethostbyname, socket.gethostbyname_ex, socket.gethostbyaddr):
    for host in ('nonexistent.invalid', '127.0.0.1', b'127.0.0.1', bytearray(b'127.0.0.1'), 1, None, 'a\0b'):
        show(function, host)
for host in ('', '<broadcast>', '255.255.255.255', '0.0.0.0', 'localhost'):
    show(socket.gethostbyname, host)
show(socket.gethostbyaddr, '::1.2')
for address in (('127.0.0.1', 80), ('::1', 80, 0, 0), ('127.0.0.1', 65535), ('127.0.0.1', 80, 0, 0), ('::1', 80, 2 ** 21), 1, (), ('x',), ('127.0.0.1', 'x'),
                (1, 2), ('nonexistent.invalid', 80), ('localhost', 80), ('fe80::1', 80, 0, 1), ('::1', 80, 0, 0, 0)):
    show(socket.getnameinfo, address, socket.NI_NUMERICHOST | socket.NI_NUMERICSERV)
    show(socket.getnameinfo, address, socket.NI_NUMERICHOST)
show(socket.getnameinfo, ('127.0.0.1', 80), 'x')
print(socket.getfqdn('127.0.0.1') == socket.gethostbyaddr('127.0.0.1')[0], socket.getfqdn(' nonexistent.invalid '))
show(socket.create_connection, ('nonexistent.invalid', 80))
with socket.socket() as s:
    show(s.connect, ('nonexistent.invalid', 80))
    show(s.connect_ex, ('nonexistent.invalid', 80))
    show(s.bind, ('nonexistent.invalid', 80))

try:
    socket.getaddrinfo('nonexistent.invalid', 80)
except socket.gaierror as problem:
    print(repr(problem), problem.errno == socket.EAI_NONAME, problem.strerror, problem.args, isinstance(problem, OSError))
for kind in (socket.gaierror, socket.herror):
    problem = kind(1, 'text')
    print(repr(problem), str(problem), problem.errno, problem.strerror, kind.__module__, kind.__qualname__)
    print(repr(kind()), repr(kind('only text')), str(kind('only text')))

    class Derived(kind):
        pass

    print(repr(Derived(2, 'x')), Derived(2, 'x').errno)
