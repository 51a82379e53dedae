"""An echo server in the style of streams: each connection is a coroutine that reads, writes and waits, from top to bottom.

echo_callbacks.py is the same server turned inside out."""
import asyncio


async def serve(reader, writer):
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()  # if the client reads too slowly, wait for it
    writer.close()


async def talk(port, name):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    for number in range(3):
        writer.write(f'{name} {number}\n'.encode())
        echo = await reader.readline()
        print(name, 'got', echo.decode().strip())
        await asyncio.sleep(0.01)
    writer.close()
    await writer.wait_closed()


async def main():
    server = await asyncio.start_server(serve, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        await talk(port, 'first')
        await talk(port, 'second')


asyncio.run(main())
