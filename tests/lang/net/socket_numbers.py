# Functions that need no socket: byte order, packed addresses, services, interfaces, sizes.
import socket
from _peer import show

for function in (socket.htons, socket.htonl, socket.ntohs, socket.ntohl):
    for number in (0, 1, 0x1234, 2 ** 16 - 1, 2 ** 16, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 64, -1, -2 ** 40, -2 ** 70, True, 1.5, 'x', None):
        show(function, number)
for text in ('1.2.3.4', '1.2.3', '1', '0x7f.1', '255.255.255.255', '256.1.1.1', '', 'x', 1, None, b'1.2.3.4'):
    show(socket.inet_aton, text)
for packed in (b'\x7f\0\0\1', bytearray(4), memoryview(b'\1\2\3\4'), b'', b'123', b'12345', 'x', 1):
    show(socket.inet_ntoa, packed)
for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, 99, 'x'):
    for text in ('1.2.3.4', '::1', '::ffff:1.2.3.4', 'fe80::1%lo', '1.2.3', '', 'x', 1):
        show(socket.inet_pton, family, text)
    for packed in (b'\1\2\3\4', b'\0' * 15 + b'\1', b'\0' * 10 + b'\xff\xff\1\2\3\4', bytearray(16), b'', 'x'):
        show(socket.inet_ntop, family, packed)

for args in (('http',), ('http', 'tcp'), ('domain', 'udp'), ('http', 'xx'), ('nope',), (1,), ('http', 1), ('http', None)):
    show(socket.getservbyname, *args)
for args in ((80,), (80, 'tcp'), (53, 'udp'), (80, 'xx'), (70000,), (-1,), ('x',), (80, 1)):
    show(socket.getservbyport, *args)
for args in (('tcp',), ('udp',), ('icmp',), ('nope',), (1,)):
    show(socket.getprotobyname, *args)

index = socket.if_nametoindex('lo')
print((index, 'lo') in socket.if_nameindex(), socket.if_indextoname(index), socket.if_nametoindex(b'lo') == index)
for name in ('nope', 1, ''):
    show(socket.if_nametoindex, name)
for number in (99999, -1, 'x', 2 ** 70):
    show(socket.if_indextoname, number)

for size in (0, 1, 4, 8, 9, 2 ** 31 - 32, 2 ** 31 - 17, 2 ** 31 - 16, 2 ** 31 - 1, 2 ** 32, 2 ** 62, 2 ** 63 - 1, 2 ** 63, -1, 'x'):
    show(socket.CMSG_LEN, size)
    show(socket.CMSG_SPACE, size)
print(socket.gethostname() == open('/proc/sys/kernel/hostname').read().strip(), socket.has_ipv6)
