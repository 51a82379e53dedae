# Protocols and transports of TCP: callbacks in their order, closing, pausing, buffers.
import asyncio
import socket
from _tools import attempt, attempt_to, plain


class Recorder(asyncio.Protocol):
    """Notes what is called, and has a future for the end."""

    def __init__(self, name, log):
        self.name, self.log = name, log
        self.ended = asyncio.get_running_loop().create_future()
        self.received = b''

    def note(self, what):
        self.log.append(f'{self.name}: {what}')

    def connection_made(self, transport):
        self.transport = transport
        self.note('made')

    def data_received(self, data):
        self.received += data

    def eof_received(self):
        self.note(f'eof after {self.received}')

    def connection_lost(self, exc):
        self.note(f'lost {exc!r}')
        if not self.ended.done():
            self.ended.set_result(exc)


async def a_pair(make_server, make_client):
    """Connected (server's protocol, client's protocol), and the server."""
    loop = asyncio.get_running_loop()
    made = loop.create_future()

    def factory():
        protocol = make_server()
        made.set_result(protocol)
        return protocol

    server = await loop.create_server(factory, '127.0.0.1', 0)
    _, client = await loop.create_connection(make_client, *server.sockets[0].getsockname())
    return await made, client, server


async def order():
    log = []
    there, here, server = await a_pair(lambda: Recorder('server', log), lambda: Recorder('client', log))
    here.transport.write(b'one')
    here.transport.write(bytearray(b'two'))
    here.transport.write(memoryview(b'three'))
    here.transport.write(b'')
    here.transport.writelines([b'four', b'five'])
    here.transport.close()
    here.transport.close()
    print(here.transport.is_closing(), here.transport.get_protocol() is here)
    await here.ended
    await there.ended
    print(sorted(log))
    print(plain(here.transport)[:36])
    attempt(here.transport.write, 'text')
    server.close()


async def half_closed():
    log = []

    class Answers(Recorder):
        def eof_received(self):
            super().eof_received()
            self.transport.write(b'answer to ' + self.received)
            asyncio.get_running_loop().call_later(0.01, self.transport.close)
            return True

    there, here, server = await a_pair(lambda: Answers('server', log), lambda: Recorder('client', log))
    here.transport.write(b'question')
    here.transport.write_eof()
    attempt(here.transport.write, b'more')
    await here.ended
    await there.ended
    print(sorted(log))
    server.close()


async def pausing():
    log = []
    there, here, server = await a_pair(lambda: Recorder('server', log), lambda: Recorder('client', log))
    print(there.transport.is_reading())
    there.transport.pause_reading()
    here.transport.write(b'x')
    await asyncio.sleep(0.02)
    print(there.transport.is_reading(), there.received)
    there.transport.resume_reading()
    there.transport.resume_reading()
    while not there.received:
        await asyncio.sleep(0.001)
    print(there.received)
    other = Recorder('other', log)
    there.transport.set_protocol(other)
    here.transport.write(b'y')
    while not other.received:
        await asyncio.sleep(0.001)
    print(there.received, other.received)
    here.transport.abort()
    await here.ended
    await other.ended
    print([line for line in log if not line.startswith('other: lost')])
    server.close()


async def buffered():
    class Buffered(asyncio.BufferedProtocol):
        def __init__(self):
            self.buffer = bytearray(4)
            self.sizes, self.received = [], b''
            self.ended = asyncio.get_running_loop().create_future()

        def get_buffer(self, sizehint):
            return self.buffer

        def buffer_updated(self, nbytes):
            self.sizes.append(nbytes)
            self.received += self.buffer[:nbytes]

        def connection_lost(self, exc):
            self.ended.set_result(exc)

    there, here, server = await a_pair(Buffered, lambda: Recorder('client', []))
    here.transport.write(b'0123456789')
    here.transport.close()
    print(await there.ended, there.received, max(there.sizes))
    server.close()


async def flow():
    log = []

    class Writer(Recorder):
        def pause_writing(self):
            self.note('pause')

        def resume_writing(self):
            self.note('resume')

    there, here, server = await a_pair(lambda: Recorder('server', log), lambda: Writer('client', log))
    print(here.transport.get_write_buffer_limits())
    here.transport.set_write_buffer_limits(low=10)
    print(here.transport.get_write_buffer_limits())
    here.transport.set_write_buffer_limits(high=0)
    print(here.transport.get_write_buffer_limits())
    attempt(here.transport.set_write_buffer_limits, 1, 2)
    there.transport.pause_reading()
    here.transport.write(b'z' * 10_000_000)
    print(log[-1], here.transport.get_write_buffer_size() > 0)
    there.transport.resume_reading()
    while log[-1] != 'client: resume':
        await asyncio.sleep(0.001)
    print(here.transport.get_write_buffer_size())
    here.transport.close()
    await there.ended
    print(len(there.received))
    server.close()


async def errors():
    loop = asyncio.get_running_loop()
    contexts = []
    loop.set_exception_handler(lambda loop, context: contexts.append(context))

    class Fails(Recorder):
        def data_received(self, data):
            raise ValueError('in data_received')

    log = []
    there, here, server = await a_pair(lambda: Fails('server', log), lambda: Recorder('client', log))
    here.transport.write(b'x')
    print(repr(await there.ended))
    await here.ended
    print(contexts[0]['message'], repr(contexts[0]['exception']), contexts[0]['protocol'] is there)

    class Unmade(Recorder):
        def connection_made(self, transport):
            self.transport = transport
            raise KeyError('in connection_made')

    contexts.clear()
    there, here, server2 = await a_pair(lambda: Unmade('server', log), lambda: Recorder('client', log))
    await asyncio.sleep(0.01)
    print(contexts[0]['message'].split('(')[0], repr(contexts[0]['exception']))
    there.transport.close()
    here.transport.close()
    await here.ended
    server.close()
    server2.close()
    await attempt_to(loop.create_connection(lambda: 1))
    await attempt_to(loop.create_connection(lambda: 1, 'localhost', 1, sock=socket))
    await attempt_to(loop.create_connection(lambda: 1, 'localhost', 1, server_hostname='x'))
    await attempt_to(loop.create_connection(lambda: 1, 'localhost', 1, ssl_handshake_timeout=1))
    await attempt_to(loop.create_server(lambda: 1))
    await attempt_to(loop.create_server(lambda: 1, 'localhost', 1, ssl=True))
    udp = socket.socket(type=socket.SOCK_DGRAM)
    for create in loop.create_connection, loop.create_server, loop.connect_accepted_socket:
        try:
            await create(lambda: 1, sock=udp)
        except ValueError as error:
            print(str(error).split(', got')[0])
    udp.close()


async def own_sockets():
    loop = asyncio.get_running_loop()
    one, two = socket.socketpair()
    log = []
    transport, protocol = await loop.create_connection(lambda: Recorder('one', log), sock=one)
    transport2, protocol2 = await loop.connect_accepted_socket(lambda: Recorder('two', log), two)
    try:
        loop.add_reader(one, print)
    except RuntimeError as error:
        print(str(error).split('<')[0])
    transport.write(b'through the pair')
    transport.close()
    await protocol2.ended
    print(protocol2.received, log[:2])
    shown = transport2.get_extra_info('socket')
    print(type(shown).__name__, shown.fileno())


for test in order, half_closed, pausing, buffered, flow, errors, own_sockets:
    print('---', test.__name__)
    asyncio.run(test())
