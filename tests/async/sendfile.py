# Files that are sent: by the operating system, in pieces, through TLS.
import asyncio
import io
import os
import socket
import ssl
import tempfile
from _tools import attempt_to

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../lang/net/certificates')
DATA = os.urandom(1000) * 1500


async def by_socket(file):
    loop = asyncio.get_running_loop()
    one, two = socket.socketpair()
    one.setblocking(False)
    two.setblocking(False)

    async def receive(size):
        data = b''
        while len(data) < size:
            data += await loop.sock_recv(two, 100_000)
        return data

    for offset, count in (0, None), (1000, None), (5, 100_000), (len(DATA) - 10, 100):
        end = len(DATA) if count is None else offset + count
        expected = DATA[offset:end]
        sent, received = await asyncio.gather(loop.sock_sendfile(one, file, offset, count), receive(len(expected)))
        print(sent == len(expected), received == expected, file.tell() == offset + len(expected))
    sent, received = await asyncio.gather(loop.sock_sendfile(one, io.BytesIO(b'no file'), 3), receive(4))
    print(sent, received)
    await attempt_to(loop.sock_sendfile(one, io.BytesIO(b'x'), fallback=False))
    await attempt_to(loop.sock_sendfile(one, file, -1))
    await attempt_to(loop.sock_sendfile(one, file, 0, 0))
    await attempt_to(loop.sock_sendfile(one, file, 'x'))
    print(await loop.sock_sendfile(one, file, len(DATA) + 5))
    with open(__file__) as text:
        await attempt_to(loop.sock_sendfile(one, text))
    one.close()
    two.close()


async def by_transport(file, server_tls=None, client_tls=None):
    loop = asyncio.get_running_loop()
    received = loop.create_future()

    async def swallow(reader, writer):
        received.set_result(await reader.read())
        writer.close()

    server = await asyncio.start_server(swallow, '127.0.0.1', 0, ssl=server_tls)
    options = {'ssl': client_tls, 'server_hostname': 'localhost'} if client_tls else {}
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), **options)
    writer.write(b'before ')
    print(await loop.sendfile(writer.transport, file, 500, 1_000_000))
    writer.write(b' between ')
    print(await loop.sendfile(writer.transport, io.BytesIO(b'in memory')))
    writer.write(b' after')
    await attempt_to(loop.sendfile(writer.transport, io.BytesIO(b'x'), fallback=False) if not client_tls
                     else asyncio.sleep(0, 'skipped'))
    writer.close()
    await writer.wait_closed()
    print(await received == b'before ' + DATA[500:1_000_500] + b' between in memory after')
    await attempt_to(loop.sendfile(writer.transport, file))
    server.close()


with tempfile.TemporaryFile() as file:
    file.write(DATA)
    file.flush()
    print('--- socket')
    asyncio.run(by_socket(file))
    print('--- transport')
    asyncio.run(by_transport(file))
    print('--- TLS')
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(FOLDER, 'server.pem'))
    asyncio.run(by_transport(file, context, ssl.create_default_context(cafile=os.path.join(FOLDER, 'authority.pem'))))
