"""An echo server in the style of callbacks: the loop calls a protocol when something happens, and nothing ever waits.

What the coroutine of echo_streams.py keeps in its place in the text, a protocol keeps in attributes."""
import asyncio


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        self.transport.write(data)

    def pause_writing(self):
        self.transport.pause_reading()  # the client reads too slowly: take no more from it

    def resume_writing(self):
        self.transport.resume_reading()


class Client(asyncio.Protocol):
    """Sends three lines, each when the one before has come back."""

    def __init__(self, name, finished):
        self.name, self.finished = name, finished
        self.number = 0
        self.buffer = b''

    def connection_made(self, transport):
        self.transport = transport
        self.send()

    def send(self):
        self.transport.write(f'{self.name} {self.number}\n'.encode())

    def data_received(self, data):
        self.buffer += data
        if self.buffer.endswith(b'\n'):
            print(self.name, 'got', self.buffer.decode().strip())
            self.buffer = b''
            self.number += 1
            if self.number < 3:
                self.send()
            else:
                self.transport.close()

    def connection_lost(self, error):
        self.finished.set_result(error)


async def main():
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Echo, '127.0.0.1', 0)
    address = server.sockets[0].getsockname()
    for name in 'first', 'second':
        finished = loop.create_future()
        await loop.create_connection(lambda: Client(name, finished), *address)
        await finished
    server.close()


asyncio.run(main())
