# Streams: reading, limits, writing, flow control, servers.
import asyncio
from _tools import attempt, attempt_to, plain


def fed(*pieces, end=True, limit=64):
    reader = asyncio.StreamReader(limit)
    for piece in pieces:
        reader.feed_data(piece)
    if end:
        reader.feed_eof()
    return reader


async def reading():
    reader = fed(b'first\nsec', b'ond\nrest')
    print(await reader.readline(), await reader.readline(), reader.at_eof(), await reader.readline(), reader.at_eof())
    print(await reader.readline(), await reader.read(), await reader.read(5))
    reader = fed(b'abcdefgh')
    print(await reader.read(3), await reader.read(0), await reader.readexactly(2), await reader.readexactly(0))
    await attempt_to(reader.readexactly(10))
    await attempt_to(reader.readexactly(-1))
    print(await fed(b'a' * 50, b'b' * 50).read())
    print([line async for line in fed(b'1\n2\n\n3')])
    reader = fed(b'key: value\r\nnext\r', b'\nend')
    print(await reader.readuntil(b'\r\n'), await reader.readuntil(b'\r\n'))
    try:
        await reader.readuntil(b'\r\n')
    except asyncio.IncompleteReadError as error:
        print(error, error.partial, error.expected)
    await attempt_to(reader.readuntil(b''))
    attempt(asyncio.StreamReader, 0)


async def limits():
    reader = fed(b'x' * 100, b'\nshort\n')
    try:
        await reader.readuntil()
    except asyncio.LimitOverrunError as error:
        print(error, error.consumed)
    await attempt_to(reader.readline())
    print(await reader.readline())
    reader = fed(b'y' * 100, end=False)
    try:
        await reader.readuntil(b'ab')
    except asyncio.LimitOverrunError as error:
        print(error, error.consumed)
    await attempt_to(reader.readline())
    reader.feed_data(b'\nz\n')
    print(await reader.readline(), await reader.readline())
    reader = fed(b'a' * 64 + b'\n')
    print(len(await reader.readline()))


async def waiting():
    reader = fed(end=False)
    task = asyncio.create_task(reader.readline())
    await asyncio.sleep(0)
    await attempt_to(reader.read(1))
    for piece in b'a', b'b\n', b'more':
        print(task.done())
        reader.feed_data(piece)
        await asyncio.sleep(0)
    print(await task)
    task = asyncio.create_task(reader.readexactly(10))
    await asyncio.sleep(0)
    task.cancel()
    await attempt_to(task)
    print(await reader.read(2))  # nothing is lost
    reader.set_exception(ConnectionResetError('gone'))
    await attempt_to(reader.read())
    print(repr(reader.exception()))
    reader = fed(end=False)
    print(plain(reader))
    reader.feed_data(b'12')
    reader.feed_eof()
    print(plain(reader))


async def echo(reader, writer):
    while line := await reader.readline():
        writer.write(line.upper())
        await writer.drain()
    writer.write(b'bye\n')
    writer.close()


async def connections():
    server = await asyncio.start_server(echo, '127.0.0.1', 0)
    host, port = server.sockets[0].getsockname()
    print(host, server.is_serving(), len(server.sockets))
    async with server:
        reader, writer = await asyncio.open_connection(host, port)
        print(writer.get_extra_info('peername') == (host, port), writer.get_extra_info('nothing', 'default'))
        writer.write(b'hello\n')
        writer.writelines([b'two ', b'pieces\n'])
        print(await reader.readline(), await reader.readline(), writer.is_closing())
        print(writer.can_write_eof())
        writer.write_eof()
        print(await reader.read())
        writer.close()
        print(writer.is_closing())
        await writer.wait_closed()

        async def client(number):
            reader, writer = await asyncio.open_connection(host, port)
            writer.write(b'client %d\n' % number)
            answer = await reader.readline()
            writer.close()
            await writer.wait_closed()
            return answer

        answers = await asyncio.gather(*[client(number) for number in range(20)])
        print(answers == [b'CLIENT %d\n' % number for number in range(20)])
    print(server.is_serving(), server.sockets)
    try:
        await asyncio.open_connection(host, port)
    except ConnectionRefusedError as error:
        print(str(error).replace(str(port), 'PORT'))


async def flow_control():
    received = 0
    go_on = asyncio.Event()

    async def slow(reader, writer):
        nonlocal received
        await go_on.wait()
        while data := await reader.read(100_000):
            received += len(data)
        writer.close()

    server = await asyncio.start_server(slow, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.transport.set_write_buffer_limits(high=20_000)
    print(writer.transport.get_write_buffer_limits())
    writer.write(b'x' * 20_000_000)
    print(writer.transport.get_write_buffer_size() > 20_000)
    drained = asyncio.create_task(writer.drain())
    await asyncio.sleep(0.02)
    print(drained.done())
    go_on.set()
    await drained
    print(writer.transport.get_write_buffer_size() <= 5_000)
    writer.close()
    await writer.wait_closed()
    while received < 20_000_000:
        await asyncio.sleep(0.001)
    print(await reader.read(), received)
    server.close()
    await server.wait_closed()


async def a_reader_that_pauses():
    async def talk(reader, writer):
        for _ in range(100):
            writer.write(b'z' * 10_000)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname(), limit=1000)
    await asyncio.sleep(0.05)
    print(writer.transport.is_reading(), len(reader._buffer) < 600_000)
    print(len(await reader.read()))
    writer.close()
    server.close()


async def breaking():
    async def handle(reader, writer):
        await reader.read(1)
        writer.transport.abort()

    server = await asyncio.start_server(handle, '127.0.0.1', 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b'xyz')
    try:
        print(await reader.read())
    except ConnectionError as error:
        print('ConnectionError')
    await asyncio.sleep(0.01)
    writer.write(b'more')
    await asyncio.sleep(0.01)
    try:
        await writer.drain()
    except ConnectionError as error:
        print('drain: ConnectionError')
    writer.close()
    server.close()


for test in reading, limits, waiting, connections, flow_control, a_reader_that_pauses, breaking:
    print('---', test.__name__)
    asyncio.run(test())
