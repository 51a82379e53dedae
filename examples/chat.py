"""A chat server: whoever connects says a name first, then every line goes to all the others.

Each connection has two tasks: one reads lines, one writes what is in the queue of that person. So a slow reader keeps
nobody waiting but itself. Three visitors show it."""
import asyncio


class Room:
    def __init__(self):
        self.queues = {}

    def tell(self, line, but=None):
        for name, queue in self.queues.items():
            if name != but:
                queue.put_nowait(line)

    async def visit(self, reader, writer):
        name = (await reader.readline()).decode().strip()
        self.queues[name] = queue = asyncio.Queue()
        writing = asyncio.create_task(self.write(queue, writer))
        self.tell(f'* {name} comes in', but=name)
        try:
            async for line in reader:
                self.tell(f'{name}: {line.decode().strip()}', but=name)
        finally:
            del self.queues[name]
            self.tell(f'* {name} goes out')
            writing.cancel()
            writer.close()

    async def write(self, queue, writer):
        while True:
            writer.write((await queue.get()).encode() + b'\n')
            await writer.drain()


class Visitor:
    """A client, for the demonstration."""

    @classmethod
    async def enter(cls, name, port):
        self = cls()
        self.name = name
        self.reader, self.writer = await asyncio.open_connection('127.0.0.1', port)
        self.say(name)
        return self

    def say(self, line):
        self.writer.write(line.encode() + b'\n')

    async def hear(self):
        line = (await self.reader.readline()).decode().strip()
        print(f'{self.name} hears  {line}')

    async def leave(self):
        self.writer.close()
        await self.writer.wait_closed()


async def main():
    room = Room()
    async with await asyncio.start_server(room.visit, '127.0.0.1', 0) as server:
        port = server.sockets[0].getsockname()[1]
        ann = await Visitor.enter('Ann', port)
        while 'Ann' not in room.queues:
            await asyncio.sleep(0.001)
        bob = await Visitor.enter('Bob', port)
        await ann.hear()
        cid = await Visitor.enter('Cid', port)
        for visitor in ann, bob:
            await visitor.hear()
        ann.say('hello, both of you')
        for visitor in bob, cid:
            await visitor.hear()
        bob.say('hello Ann')
        for visitor in ann, cid:
            await visitor.hear()
        await bob.leave()
        for visitor in ann, cid:
            await visitor.hear()
        await cid.leave()
        await ann.hear()
        await ann.leave()


asyncio.run(main())
