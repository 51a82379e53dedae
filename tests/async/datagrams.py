# Datagram endpoints.
import asyncio
import os
import socket
import tempfile
from _tools import attempt, attempt_to


class Recorder(asyncio.DatagramProtocol):
    def __init__(self):
        self.queue = asyncio.Queue()
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, addr):
        self.queue.put_nowait((data, addr))

    def error_received(self, exc):
        self.queue.put_nowait(exc)

    def connection_lost(self, exc):
        self.ended.set_result(exc)


async def exchange():
    loop = asyncio.get_running_loop()
    transport, server = await loop.create_datagram_endpoint(Recorder, local_addr=('127.0.0.1', 0))
    address = transport.get_extra_info('sockname')
    print(type(transport).__name__, transport.get_extra_info('peername'))
    client_transport, client = await loop.create_datagram_endpoint(Recorder, remote_addr=address)
    client_transport.sendto(b'hello')
    data, sender = await server.queue.get()
    print(data, sender == client_transport.get_extra_info('sockname'))
    transport.sendto(b'answer', sender)
    data, sender = await client.queue.get()
    print(data, sender == address)
    client_transport.sendto(b'named', address)
    print((await server.queue.get())[0])
    try:
        client_transport.sendto(b'x', ('127.0.0.1', 1))
    except ValueError as error:
        print(str(error).replace(str(address), 'ADDRESS'))
    attempt(client_transport.sendto, 'text')
    for _ in range(100):
        client_transport.sendto(b'many')
    for _ in range(100):
        data, _ = await server.queue.get()
    print(data, client_transport.get_write_buffer_size())
    transport.close()
    print(transport.is_closing(), await server.ended)
    client_transport.sendto(b'nobody is there')
    print(repr(await client.queue.get()))
    client_transport.abort()
    print(await client.ended)


async def unix():
    loop = asyncio.get_running_loop()
    with tempfile.TemporaryDirectory() as folder:
        path, path2 = os.path.join(folder, 'one'), os.path.join(folder, 'two')
        transport, one = await loop.create_datagram_endpoint(Recorder, local_addr=path, family=socket.AF_UNIX)
        transport2, two = await loop.create_datagram_endpoint(Recorder, path2, path, family=socket.AF_UNIX)
        transport2.sendto(b'by path')
        data, sender = await one.queue.get()
        print(data, sender == path2)
        transport.close()
        transport2.close()
        await asyncio.gather(one.ended, two.ended)


async def options():
    loop = asyncio.get_running_loop()
    sock = socket.socket(type=socket.SOCK_DGRAM)
    sock.bind(('127.0.0.1', 0))
    transport, protocol = await loop.create_datagram_endpoint(Recorder, sock=sock)
    print(transport.get_extra_info('sockname') == sock.getsockname())
    transport.close()
    await protocol.ended
    transport, protocol = await loop.create_datagram_endpoint(Recorder, ('127.0.0.1', 0), allow_broadcast=True,
                                                              reuse_port=True)
    shown = transport.get_extra_info('socket')
    print([shown.getsockopt(socket.SOL_SOCKET, option) for option in (socket.SO_BROADCAST, socket.SO_REUSEPORT)])
    transport.close()
    await protocol.ended
    await attempt_to(loop.create_datagram_endpoint(Recorder))
    await attempt_to(loop.create_datagram_endpoint(Recorder, '127.0.0.1'))
    await attempt_to(loop.create_datagram_endpoint(Recorder, 3, family=socket.AF_UNIX))
    tcp = socket.socket()
    try:
        await loop.create_datagram_endpoint(Recorder, sock=tcp)
    except ValueError as error:
        print(str(error).split(', got')[0])
    tcp.close()
    udp = socket.socket(type=socket.SOCK_DGRAM)
    await attempt_to(loop.create_datagram_endpoint(Recorder, ('127.0.0.1', 0), sock=udp, flags=3))
    udp.close()


for test in exchange, unix, options:
    print('---', test.__name__)
    asyncio.run(test())
