# Four clients talk to an echo server, by streams.
import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()


async def talk(address, n):
    reader, writer = await asyncio.open_connection(*address)
    total = 0
    for i in range(n):
        writer.write(b'line %d\n' % i)
        total += len(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return total


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()
    print(sum(await asyncio.gather(*[talk(address, 3000) for _ in range(4)])))
    server.close()


asyncio.run(main())
