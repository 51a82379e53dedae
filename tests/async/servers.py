# Servers: starting, serving for ever, closing; connections that fail; addresses.
import asyncio
import errno
import socket
from _tools import attempt_to


async def ignore(reader, writer):
    await reader.read()
    writer.close()


async def life():
    server = await asyncio.start_server(ignore, '127.0.0.1', 0, start_serving=False)
    print(server.is_serving(), type(server).__name__, server.get_loop() is asyncio.get_running_loop())
    await server.start_serving()
    await server.start_serving()
    print(server.is_serving())
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print('already' in str(error))
    task.cancel()
    await attempt_to(task)
    print(server.is_serving(), server.sockets)
    try:
        await server.serve_forever()
    except RuntimeError as error:
        print('closed' in str(error))
    server.close()
    await server.wait_closed()
    server = await asyncio.start_server(ignore, '127.0.0.1', 0)
    task = asyncio.create_task(server.serve_forever())
    await asyncio.sleep(0)
    server.close()
    await attempt_to(task)
    async with await asyncio.start_server(ignore, '127.0.0.1', 0) as server:
        print(server.is_serving())
    print(server.is_serving())


async def addresses():
    server = await asyncio.start_server(ignore, ['127.0.0.1', '127.0.0.2'], 0)
    print(sorted(sock.getsockname()[0] for sock in server.sockets))
    server.close()
    server = await asyncio.start_server(ignore, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    try:
        await asyncio.start_server(ignore, '127.0.0.1', port)
    except OSError as error:
        print(error.errno == errno.EADDRINUSE, str(error).replace(str(port), 'PORT'))
    server.close()
    sock = socket.create_server(('127.0.0.1', 0))
    server = await asyncio.start_server(ignore, sock=sock)
    print(server.sockets[0].getsockname() == sock.getsockname())
    reader, writer = await asyncio.open_connection('localhost', sock.getsockname()[1])
    print(writer.get_extra_info('peername')[0] in ('127.0.0.1', '::1'))
    writer.close()
    server.close()
    closed = socket.socket()
    closed.bind(('127.0.0.1', 0))
    port = closed.getsockname()[1]
    try:
        await asyncio.open_connection('127.0.0.1', port)
    except ConnectionRefusedError as error:
        print(str(error).replace(str(port), 'PORT'))
    try:
        await asyncio.open_connection('127.0.0.1', port, happy_eyeballs_delay=0.1)
    except ConnectionRefusedError as error:
        print(str(error).replace(str(port), 'PORT'))
    closed.close()
    await attempt_to(asyncio.open_connection('127.0.0.1', 1, local_addr=('127.0.0.1', 'no-such-service')))


async def eyeballs():
    server = await asyncio.start_server(ignore, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()

    async def both(host, port, **hints):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, '', ('127.0.0.9', port)),
                (socket.AF_INET6, socket.SOCK_STREAM, 6, '', ('::1', port, 0, 0)),
                (socket.AF_INET, socket.SOCK_STREAM, 6, '', ('127.0.0.1', port))]

    loop.getaddrinfo = both
    for options in {}, {'happy_eyeballs_delay': 0.05}, {'interleave': 2}:
        reader, writer = await asyncio.open_connection('some.host', port, **options)
        print(writer.get_extra_info('peername')[0])
        writer.close()
    server.close()
    try:
        await asyncio.open_connection('some.host', port)
    except OSError as error:
        print(str(error).split(':')[0])


async def bad_clients():
    loop = asyncio.get_running_loop()
    messages = []
    loop.set_exception_handler(lambda loop, context: messages.append(context['message']))
    results = []

    async def handle(reader, writer):
        try:
            results.append(await reader.readexactly(4))
        except (asyncio.IncompleteReadError, ConnectionResetError) as error:
            results.append(type(error).__name__)
        writer.close()

    server = await asyncio.start_server(handle, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()

    def connect():
        sock = socket.create_connection(address)
        return sock

    sock = await asyncio.to_thread(connect)  # resets
    sock.send(b'ab')
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b'\1\0\0\0\0\0\0\0')
    await asyncio.sleep(0.01)
    sock.close()
    sock = await asyncio.to_thread(connect)  # sends one byte at a time
    for byte in b'slow':
        sock.send(bytes([byte]))
        await asyncio.sleep(0.005)
    while len(results) < 2:
        await asyncio.sleep(0.005)
    sock.close()
    stalled = await asyncio.to_thread(connect)  # does nothing, which disturbs nobody
    sock = await asyncio.to_thread(connect)
    sock.send(b'next')
    while len(results) < 3:
        await asyncio.sleep(0.005)
    sock.close()
    stalled.close()
    while len(results) < 4:
        await asyncio.sleep(0.005)
    print(results, messages)
    server.close()


async def failing_factories():
    loop = asyncio.get_running_loop()
    loop.set_debug(True)
    seen = []
    loop.set_exception_handler(lambda loop, context: seen.append((context['message'], repr(context['exception']))))

    def factory():
        raise RuntimeError('no protocol')

    server = await loop.create_server(factory, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    while not seen:
        await asyncio.sleep(0.005)
    writer.close()
    print(seen)
    server.close()

    async def fails(reader, writer):
        writer.close()
        raise ValueError('in the handler')

    seen.clear()
    server = await asyncio.start_server(fails, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.read())
    writer.close()
    server.close()
    await asyncio.sleep(0.01)
    import gc
    gc.collect()
    print(seen)


for test in life, addresses, eyeballs, bad_clients, failing_factories:
    print('---', test.__name__)
    asyncio.run(test())
