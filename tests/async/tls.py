# TLS: streams, protocols, starting it later, certificates that are not trusted, closing.
import asyncio
import os
import socket
import ssl
from _tools import attempt, attempt_to

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../lang/net/certificates')


def server_context(name='server'):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(FOLDER, name + '.pem'))
    return context


def client_context():
    return ssl.create_default_context(cafile=os.path.join(FOLDER, 'authority.pem'))


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.close()


async def streams():
    server = await asyncio.start_server(echo, '127.0.0.1', 0, ssl=server_context())
    port = server.sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection('127.0.0.1', port, ssl=client_context(), server_hostname='localhost')
    writer.write(b'secret\n')
    print(await reader.readline())
    print(writer.get_extra_info('sslcontext') is not None, writer.get_extra_info('peercert')['subject'])
    print(type(writer.get_extra_info('ssl_object')).__name__, writer.get_extra_info('peername') == ('127.0.0.1', port))
    print(type(writer.get_extra_info('socket')).__name__, len(writer.get_extra_info('cipher')), writer.can_write_eof())
    for _ in range(50):
        writer.write(b'x' * 30_000 + b'\n')
        await writer.drain()
        if (await reader.readline()) != b'X' * 30_000 + b'\n':
            print('wrong')
    writer.close()
    await writer.wait_closed()
    print(await reader.read(), writer.is_closing())
    server.close()


async def much():
    received = 0

    async def swallow(reader, writer):
        nonlocal received
        await asyncio.sleep(0.02)
        while data := await reader.read(100_000):
            received += len(data)
        writer.write(b'got it all')
        writer.close()

    server = await asyncio.start_server(swallow, '127.0.0.1', 0, ssl=server_context())
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(),
                                                   server_hostname='localhost')
    print(writer.transport.get_write_buffer_limits())
    for _ in range(40):
        writer.write(b'z' * 100_000)
        await writer.drain()
    writer.close()
    await writer.wait_closed()
    while received < 4_000_000:
        await asyncio.sleep(0.001)
    print(received)
    server.close()


async def distrust():
    loop = asyncio.get_running_loop()
    seen = []
    loop.set_exception_handler(lambda loop, context: seen.append(context['message']))
    for name, hostname in ('other', 'localhost'), ('server', 'wrong.name'), ('expired', 'localhost'):
        server = await asyncio.start_server(echo, '127.0.0.1', 0, ssl=server_context(name))
        try:
            await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(),
                                          server_hostname=hostname)
        except ssl.SSLCertVerificationError as error:
            print(name, error.verify_message)
        server.close()
    await asyncio.sleep(0.01)
    server = await asyncio.start_server(echo, '127.0.0.1', 0)  # does not speak TLS
    try:
        await asyncio.wait_for(asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(),
                                                       server_hostname='localhost', ssl_handshake_timeout=0.05), 5)
    except (ConnectionError, TimeoutError, ssl.SSLError) as error:
        print('no TLS there')
    server.close()
    server = await asyncio.start_server(echo, '127.0.0.1', 0, ssl=server_context())
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b'this is no TLS\n' * 10)
    try:
        print(len(await reader.read()) < 50)
    except ConnectionResetError:
        print(True)
    writer.close()
    server.close()
    await asyncio.sleep(0.01)
    print(seen)
    await attempt_to(asyncio.open_connection('127.0.0.1', 1, ssl=client_context(), ssl_handshake_timeout=-1))
    await attempt_to(asyncio.open_connection(sock=socket, ssl=client_context()))


async def handshake_that_stalls():
    stalled = []

    async def stall(reader, writer):
        stalled.append(writer)
        await reader.read()

    server = await asyncio.start_server(stall, '127.0.0.1', 0)
    try:
        await asyncio.open_connection(*server.sockets[0].getsockname(), ssl=client_context(),
                                      server_hostname='localhost', ssl_handshake_timeout=0.02)
    except ConnectionAbortedError as error:
        print(error)
    for writer in stalled:
        writer.close()
    server.close()


class Recorder(asyncio.Protocol):
    def __init__(self):
        self.log, self.received = [], b''
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport):
        self.transport = transport
        self.log.append('made')

    def data_received(self, data):
        self.received += data

    def eof_received(self):
        self.log.append('eof')

    def connection_lost(self, exc):
        self.log.append(f'lost {exc!r}')
        self.ended.set_result(exc)


async def protocols():
    loop = asyncio.get_running_loop()
    there = loop.create_future()

    def factory():
        protocol = Recorder()
        there.set_result(protocol)
        return protocol

    server = await loop.create_server(factory, '127.0.0.1', 0, ssl=server_context())
    transport, here = await loop.create_connection(Recorder, *server.sockets[0].getsockname(), ssl=client_context(),
                                                   server_hostname='localhost')
    there = await there
    transport.write(b'one ')
    transport.writelines([b'two ', b'three'])
    while len(there.received) < 13:
        await asyncio.sleep(0.001)
    print(there.received, transport.is_reading())
    transport.pause_reading()
    there.transport.write(b'paused')
    await asyncio.sleep(0.01)
    print(here.received)
    transport.resume_reading()
    while len(here.received) < 6:
        await asyncio.sleep(0.001)
    print(here.received)
    attempt(transport.write, 'text')
    transport.close()
    print(await here.ended, await there.ended, here.log, there.log)
    server.close()


async def later():
    """A plain conversation that goes over to TLS."""
    contexts = server_context()

    async def serve(reader, writer):
        writer.write(b'hello\n')
        print(await reader.readline())
        writer.write(b'go\n')
        await writer.drain()
        await writer.start_tls(contexts)
        print(await reader.readline())
        writer.write(b'answer in secret\n')
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.readline())
    writer.write(b'STARTTLS\n')
    print(await reader.readline(), writer.get_extra_info('sslcontext'))
    await writer.start_tls(client_context(), server_hostname='localhost')
    print(writer.get_extra_info('sslcontext') is not None)
    writer.write(b'question in secret\n')
    print(await reader.readline(), await reader.read())
    writer.close()
    await writer.wait_closed()
    server.close()
    loop = asyncio.get_running_loop()
    await attempt_to(loop.start_tls(writer.transport, None, None))


async def without_goodbye():
    """A peer that ends TCP without ending TLS, while nobody reads."""
    loop = asyncio.get_running_loop()

    async def serve(reader, writer):
        writer.write(b'the last words')
        await writer.drain()
        await reader.readline()
        writer.get_extra_info('socket').shutdown(socket.SHUT_WR)
        print(await reader.read())
        writer.close()

    server = await asyncio.start_server(serve, '127.0.0.1', 0, ssl=server_context())
    transport, protocol = await loop.create_connection(Recorder, *server.sockets[0].getsockname(),
                                                       ssl=client_context(), server_hostname='localhost')
    transport.pause_reading()
    transport.write(b'end\n')
    await asyncio.sleep(0.02)
    print(protocol.received, transport.is_closing())
    transport.resume_reading()
    print(await protocol.ended, protocol.received, protocol.log)
    server.close()


async def in_pieces():
    """A peer that sends its TLS records byte by byte."""
    server = await asyncio.start_server(echo, '127.0.0.1', 0, ssl=server_context())
    address = server.sockets[0].getsockname()

    async def slow_proxy(reader, writer):
        there_reader, there_writer = await asyncio.open_connection(*address)

        async def copy(source, sink):
            while data := await source.read(1000):
                for byte in data:
                    sink.write(bytes([byte]))
                    await asyncio.sleep(0)
            sink.close()

        await asyncio.gather(copy(reader, there_writer), copy(there_reader, writer))

    proxy = await asyncio.start_server(slow_proxy, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*proxy.sockets[0].getsockname(), ssl=client_context(),
                                                   server_hostname='localhost')
    writer.write(b'byte by byte\n')
    print(await reader.readline())
    writer.close()
    await writer.wait_closed()
    server.close()
    proxy.close()


for test in streams, much, distrust, handshake_that_stalls, protocols, later, without_goodbye, in_pieces:
    print('---', test.__name__)
    asyncio.run(test())
