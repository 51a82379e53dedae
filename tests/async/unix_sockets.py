# Unix sockets, and the coroutines of sockets.
import asyncio
import os
import socket
import tempfile
from _tools import attempt, attempt_to


async def echo(reader, writer):
    while data := await reader.read(100):
        writer.write(data[::-1])
    writer.close()


async def servers():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'socket')
        server = await asyncio.start_unix_server(echo, path)
        print(server.sockets[0].family == socket.AF_UNIX, server.sockets[0].getsockname() == path)
        reader, writer = await asyncio.open_unix_connection(path)
        writer.write(b'abc')
        print(await reader.read(10), writer.get_extra_info('peername') == path)
        writer.close()
        await writer.wait_closed()
        server.close()
        await server.wait_closed()
        print(os.path.exists(path))
        server = await asyncio.start_unix_server(echo, path)  # an old socket gives way
        server.close()
        os.remove(path)
        with open(path, 'w'):
            pass
        try:
            await asyncio.start_unix_server(echo, path)
        except OSError as error:
            print(str(error).replace(path, 'PATH'))
        try:
            await asyncio.open_unix_connection(path + '-not')
        except FileNotFoundError as error:
            print(error.strerror)
    loop = asyncio.get_running_loop()
    await attempt_to(loop.create_unix_server(lambda: 1))
    await attempt_to(loop.create_unix_connection(lambda: 1))
    await attempt_to(loop.create_unix_connection(lambda: 1, 'x', ssl=True))
    await attempt_to(loop.create_unix_server(lambda: 1, 'x', sock=1))


async def calls():
    loop = asyncio.get_running_loop()
    one, two = socket.socketpair()
    one.setblocking(False)
    two.setblocking(False)
    await loop.sock_sendall(one, b'hello')
    print(await loop.sock_recv(sock=two, n=3))
    await attempt_to(loop.sock_sendall(one, 'text'))
    buffer = bytearray(10)
    print(await loop.sock_recv_into(two, buffer), bytes(buffer))
    task = asyncio.create_task(loop.sock_recv(two, 100))
    await asyncio.sleep(0.01)
    print(task.done())
    await loop.sock_sendall(one, b'awaited')
    print(await task)
    big = os.urandom(3_000_000)
    sending = asyncio.create_task(loop.sock_sendall(one, big))
    received = b''
    while len(received) < len(big):
        received += await loop.sock_recv(two, 1_000_000)
    await sending
    print(received == big)
    task = asyncio.create_task(loop.sock_recv(two, 100))
    await asyncio.sleep(0.01)
    task.cancel()
    await attempt_to(task)
    await loop.sock_sendall(one, b'not lost')
    print(await loop.sock_recv(two, 100))
    one.close()
    print(await loop.sock_recv(two, 100))
    two.close()
    await attempt_to(loop.sock_recv(two, 1))
    loop.set_debug(True)
    one, two = socket.socketpair()
    await attempt_to(loop.sock_recv(one, 1))
    await attempt_to(loop.sock_sendall(one, b''))
    loop.set_debug(False)
    one.close()
    two.close()


async def connecting():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(('127.0.0.1', 0))
    listener.setblocking(False)
    client = socket.socket()
    client.setblocking(False)
    accepting = asyncio.create_task(loop.sock_accept(listener))
    await loop.sock_connect(client, ('localhost', listener.getsockname()[1]))
    there, address = await accepting
    print(address == client.getsockname(), there.gettimeout())
    await loop.sock_sendall(client, b'over TCP')
    print(await loop.sock_recv(there, 100))
    for sock in client, there:
        sock.close()
    port = listener.getsockname()[1]
    listener.close()
    client = socket.socket()
    client.setblocking(False)
    try:
        await loop.sock_connect(client, ('127.0.0.1', port))
    except ConnectionRefusedError as error:
        print(str(error).replace(str(port), 'PORT'))
    client.close()


async def datagrams():
    loop = asyncio.get_running_loop()
    one, two = (socket.socket(type=socket.SOCK_DGRAM) for _ in range(2))
    for sock in one, two:
        sock.setblocking(False)
        sock.bind(('127.0.0.1', 0))
    print(await loop.sock_sendto(one, b'datagram', two.getsockname()))
    data, address = await loop.sock_recvfrom(two, 100)
    print(data, address == one.getsockname())
    await loop.sock_sendto(one, b'another', two.getsockname())
    buffer = bytearray(100)
    size, address = await loop.sock_recvfrom_into(two, buffer)
    print(bytes(buffer[:size]), address == one.getsockname())
    await loop.sock_sendto(one, b'third', two.getsockname())
    print((await loop.sock_recvfrom_into(two, buffer, 3))[0], bytes(buffer[:3]))
    one.close()
    two.close()


async def watching():
    loop = asyncio.get_running_loop()
    read_end, write_end = os.pipe()
    seen = []
    loop.add_reader(read_end, lambda name: seen.append((name, os.read(read_end, 10))), 'reader')
    os.write(write_end, b'1')
    while len(seen) < 1:
        await asyncio.sleep(0.001)
    loop.add_reader(read_end, lambda: seen.append(os.read(read_end, 10)))
    os.write(write_end, b'2')
    while len(seen) < 2:
        await asyncio.sleep(0.001)
    print(seen, loop.remove_reader(read_end), loop.remove_reader(read_end))
    ready = asyncio.Event()
    loop.add_writer(write_end, ready.set)
    await ready.wait()
    print(loop.remove_writer(write_end), loop.remove_writer(write_end))
    os.close(read_end)
    os.close(write_end)
    attempt(loop.remove_reader, -1)
    attempt(loop.add_reader, 'x', print)


for test in servers, calls, connecting, datagrams, watching:
    print('---', test.__name__)
    asyncio.run(test())
