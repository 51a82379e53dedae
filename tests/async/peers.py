# Peers that behave badly, to servers and to clients, by streams and by protocols: they reset, stall, send one byte at a
# time, never read, close in the middle. Others are served meanwhile.
import asyncio
import socket
from _tools import plain

RESET = b'\1\0\0\0\0\0\0\0'  # SO_LINGER: close() sends a reset


def reset(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    sock.close()


async def until(condition):
    while not condition():
        await asyncio.sleep(0.001)


class Peer:
    """The other end, by calls of sockets: a server with one client, whose streams are what is tested."""

    async def __aenter__(self):
        loop = asyncio.get_running_loop()
        listener = socket.create_server(('127.0.0.1', 0))
        listener.setblocking(False)
        accepted = asyncio.create_task(loop.sock_accept(listener))
        self.reader, self.writer = await asyncio.open_connection(*listener.getsockname(), limit=1000)
        self.sock, _ = await accepted
        listener.close()
        return self

    async def __aexit__(self, *error):
        self.writer.transport.abort()
        self.sock.close()

    async def send(self, data):
        await asyncio.get_running_loop().sock_sendall(self.sock, data)


async def show(what, awaitable, seconds=20):
    try:
        print(f'  {what}:', await asyncio.wait_for(awaitable, seconds))
    except BaseException as error:
        print(f'  {what}: {type(error).__name__}', plain(error))


async def resets():
    async with Peer() as peer:
        reading = asyncio.create_task(peer.reader.readexactly(10))
        await peer.send(b'half')
        await until(lambda: peer.reader._buffer)
        reset(peer.sock)
        await show('waiting', reading)
        await show('reading again', peer.reader.read())
        print('  exception:', repr(peer.reader.exception()))
        peer.writer.write(b'more')
        await show('drain', peer.writer.drain())
        await show('closed', peer.writer.wait_closed())
        print(' ', peer.writer.is_closing())


async def stalls():
    async with Peer() as peer:
        await peer.send(b'beginning of a line')
        await show('readline', peer.reader.readline(), 0.02)
        await show('readexactly', peer.reader.readexactly(100), 0.02)
        await peer.send(b' and its end\n')
        await show('at last', peer.reader.readline())  # nothing was lost by waiting


async def one_byte_at_a_time():
    async with Peer() as peer:
        reads = asyncio.create_task(peer.reader.readline()), peer.reader.readexactly(5), peer.reader.readuntil(b'::')

        async def dribble():
            for byte in b'a line\nexact:until::rest':
                await peer.send(bytes([byte]))
                await asyncio.sleep(0.001)
            peer.sock.shutdown(socket.SHUT_WR)

        dribbling = asyncio.create_task(dribble())
        for what, read in zip(('line', 'exactly', 'until'), reads):
            await show(what, read)
        await show('rest', peer.reader.read())
        await dribbling


async def never_reads():
    async with Peer() as peer:
        transport = peer.writer.transport
        transport.set_write_buffer_limits(high=1000)
        written = 0
        while transport.get_write_buffer_size() <= 1000:
            peer.writer.write(bytes(50000))
            written += 50000
        await show('drain', peer.writer.drain(), 0.02)
        first, second = [asyncio.create_task(peer.writer.drain()) for _ in range(2)]
        await asyncio.sleep(0)
        first.cancel()
        await show('cancelled', first)
        peer.writer.close()
        print('  still open:', transport.get_write_buffer_size() > 0, second.done())
        transport.abort()
        await show('the other drain', second)
        await show('closed', peer.writer.wait_closed())


async def closes_in_the_middle():
    async with Peer() as peer:
        await peer.send(b'no end')
        peer.sock.close()
        await show('readuntil', peer.reader.readuntil(b'\n'))
        await show('nothing more', peer.reader.read())
    async with Peer() as peer:
        await peer.send(bytes(5000))
        await show('too much', peer.reader.readline())
        await peer.send(bytes(5000))
        await show('too much for a separator', peer.reader.readuntil(b'\n'))


class Recorder(asyncio.Protocol):
    def __init__(self, events):
        self.events = events

    def connection_made(self, transport):
        self.transport = transport
        self.events.append('made')

    def data_received(self, data):
        self.events.append(data)

    def pause_writing(self):
        self.events.append('pause')

    def resume_writing(self):
        self.events.append('resume')

    def eof_received(self):
        self.events.append('eof')

    def connection_lost(self, error):
        self.events.append(type(error).__name__)


async def seen_by_protocols():
    loop = asyncio.get_running_loop()
    protocols = []

    def make():
        protocols.append(Recorder([]))
        return protocols[-1]

    server = await loop.create_server(make, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()

    async def connect():
        sock = socket.socket()
        sock.setblocking(False)
        await loop.sock_connect(sock, address)
        await until(lambda: protocols and protocols[-1].events)
        return sock, protocols.pop()

    silent, silent_end = await connect()  # all the time

    sock, end = await connect()
    reset(sock)
    await until(lambda: len(end.events) > 1)
    end.transport.write(b'into the void')
    print('  reset:', end.events, end.transport.is_closing())

    sock, end = await connect()
    for byte in b'slow':
        await loop.sock_sendall(sock, bytes([byte]))
        await until(lambda: end.events[-1] == bytes([byte]))
    sock.close()
    await until(lambda: len(end.events) == 7)
    print('  bytes:', end.events)

    sock, end = await connect()
    end.transport.set_write_buffer_limits(high=100000, low=0)
    while 'pause' not in end.events:
        end.transport.write(bytes(50000))
    await asyncio.sleep(0.01)
    print('  never reads:', end.events, end.transport.get_write_buffer_size() > 100000)
    while end.events[-1] != 'resume':
        await loop.sock_recv(sock, 2 ** 20)
    print('  reads:', end.events)
    while 'pause' not in end.events[3:]:
        end.transport.write(bytes(50000))
    reset(sock)
    await until(lambda: end.events[-1] != 'pause')
    print('  resets:', end.events, end.transport.get_write_buffer_size())

    await loop.sock_sendall(silent, b'still here')
    await until(lambda: len(silent_end.events) == 2)
    silent.close()
    await until(lambda: len(silent_end.events) == 4)
    print('  silent:', silent_end.events)
    server.close()


async def main():
    told = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: told.append(context['message']))
    for part in resets, stalls, one_byte_at_a_time, never_reads, closes_in_the_middle, seen_by_protocols:
        print(part.__name__)
        await part()
    print(told)


asyncio.run(main())
