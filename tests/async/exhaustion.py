# A server without file descriptors left: it says so, waits a little, and accepts when there are some.
# The script runs itself with a limit of descriptors.
import asyncio
import errno
import os
import socket
import sys
from asyncio import constants

LIMIT = 40


async def serve():
    constants.ACCEPT_RETRY_DELAY = 0.05
    loop = asyncio.get_running_loop()
    told = []
    loop.set_exception_handler(lambda loop, context: told.append((context['message'],
                                                                  context['exception'].errno == errno.EMFILE)))

    async def answer(reader, writer):
        writer.write(b'welcome')
        writer.close()

    server = await asyncio.start_server(answer, '127.0.0.1', 0)
    client = socket.socket()
    client.setblocking(False)
    hoard = []
    try:
        while True:
            hoard.append(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        print(error.errno == errno.EMFILE)
    await loop.sock_connect(client, server.sockets[0].getsockname())  # the connection waits in the system
    while not told:
        await asyncio.sleep(0.001)
    print(set(told), server.is_serving())
    for fd in hoard:
        os.close(fd)
    print(await loop.sock_recv(client, 100))
    client.close()
    server.close()


async def run_with_limit():
    process = await asyncio.create_subprocess_shell(f'ulimit -n {LIMIT}; exec "{sys.executable}" {__file__} limited')
    print(await process.wait())


asyncio.run(serve() if sys.argv[1:] else run_with_limit())
