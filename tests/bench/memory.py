"""How much memory asyncio's things take: `tests/bench/run --memory` runs this file with both interpreters and compares.

`memory.py CASE COUNT` prints the bytes for each of COUNT tasks or connections: by how much the memory of the process
grows. A connection is both of its ends: this process has one, another, which it starts, the other. What the operating
system holds for them is not counted.
"""
import asyncio
import gc
import os
import resource
import socket
import struct
import subprocess
import sys

HOST = '127.0.0.1'
AT_ONCE = 50  # connections that are being made


def resident():
    """Bytes of this process that are in memory."""
    with open('/proc/self/statm') as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def begin():
    gc.collect()
    return resident()


def leave(answer):
    """To take it all apart takes time."""
    print(answer, flush=True)
    os._exit(0)


# ---- tasks: each of these makes them all, and answers what keeps them alive ----

async def nothing():
    pass


async def wait_for(future):
    await future


async def created(count):
    create = asyncio.get_running_loop().create_task
    return [create(nothing()) for _ in range(count)]


async def sleeping(count):
    create = asyncio.get_running_loop().create_task
    tasks = [create(asyncio.sleep(1000)) for _ in range(count)]
    await asyncio.sleep(0)
    return tasks


async def waiting(count):
    """Each for a future of its own."""
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(count)]
    tasks = [loop.create_task(wait_for(future)) for future in futures]
    await asyncio.sleep(0)
    return futures, tasks


async def measure_tasks(make, count):
    asyncio.all_tasks()
    before = begin()
    kept = await make(count)
    leave((resident() - before) // count)


# ---- connections ----

class Ends(asyncio.Protocol):
    """Keeps its transport, as protocols do."""

    def connection_made(self, transport):
        self.transport = transport


async def read_stream(reader, writer):
    await reader.readline()


async def serve_streams():
    return await asyncio.start_server(read_stream, HOST, 0, backlog=1000)


async def serve_protocols():
    return await asyncio.get_running_loop().create_server(Ends, HOST, 0, backlog=1000)


async def connect_stream(port):
    return asyncio.create_task(read_stream(*await asyncio.open_connection(HOST, port)))


async def connect_protocol(port):
    return await asyncio.get_running_loop().create_connection(Ends, HOST, port)


async def connect_all(connect, port, count):
    """The other process."""
    kept = await asyncio.gather(*[connect(port) for _ in range(AT_ONCE)])
    tell('begin')
    before = begin()
    for _ in range(0, count, AT_ONCE):
        kept += await asyncio.gather(*[connect(port) for _ in range(AT_ONCE)])
    tell(resident() - before)
    os._exit(0)


def tell(line):
    """Tell the first process, and wait until it answers or ends."""
    print(line, flush=True)
    sys.stdin.readline()


async def measure_connections(serve, case, count):
    server = await serve()
    # So the ends send a reset, and no port is kept for a minute.
    server.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    clients = await asyncio.create_subprocess_exec(
        sys.executable, __file__, case, str(count), str(server.sockets[0].getsockname()[1]),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    await clients.stdout.readline()
    before = begin()
    clients.stdin.write(b'\n')
    theirs = int(await clients.stdout.readline())
    leave((resident() - before + theirs) // count)


TASKS = {'task-created': created, 'task-sleeping': sleeping, 'task-waiting': waiting}
CONNECTIONS = {'connection-streams': (serve_streams, connect_stream),
               'connection-protocols': (serve_protocols, connect_protocol)}


def main(case, count, port=None):
    if case in TASKS:
        return measure_tasks(TASKS[case], int(count))
    serve, connect = CONNECTIONS[case]
    if port is None:
        return measure_connections(serve, case, int(count))
    return connect_all(connect, int(port), int(count))


asyncio.run(main(*sys.argv[1:]))
