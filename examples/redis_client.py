"""A client for Redis in a page: a request is a list of words, an answer is read by its first byte (the protocol RESP).

Five clients count together, without losing anything: INCR is one step of the server. With REDIS_HOST in the environment that server
is asked, else a stand-in that knows four commands."""
import asyncio
import os


class RedisError(Exception):
    """The server says that a command is wrong."""


class Redis:
    """redis = await Redis.connect(); await redis.call('INCR', 'hits')."""

    def __init__(self, reader, writer):
        self.reader, self.writer = reader, writer

    @classmethod
    async def connect(cls, host, port=6379):
        return cls(*await asyncio.open_connection(host, port))

    async def call(self, *words):
        """What the server answers to a command."""
        self.writer.write(pack(words))
        await self.writer.drain()
        return await read_value(self.reader)

    async def close(self):
        self.writer.close()
        await self.writer.wait_closed()


def pack(words):
    """A list of words as the server reads it: how many, then each behind its length."""
    words = [str(word).encode() for word in words]
    return b'*%d\r\n' % len(words) + b''.join(b'$%d\r\n%b\r\n' % (len(word), word) for word in words)


async def read_value(reader):
    kind, rest = (line := await reader.readuntil(b'\r\n'))[:1], line[1:-2]
    match kind:
        case b'+':
            return rest.decode()
        case b'-':
            raise RedisError(rest.decode())
        case b':':
            return int(rest)
        case b'$':
            length = int(rest)
            return None if length < 0 else (await reader.readexactly(length + 2))[:-2]
        case b'*':
            return [await read_value(reader) for _ in range(int(rest))]
    raise ValueError(f'unknown answer {line!r}')


# --- a server for those who have none ---

async def stand_in(reader, writer, data={}):
    try:
        while True:
            command, key, *values = await read_value(reader)
            match command.upper():
                case b'SET':
                    data[key] = values[0]
                    answer = b'+OK\r\n'
                case b'GET':
                    value = data.get(key)
                    answer = b'$-1\r\n' if value is None else b'$%d\r\n%b\r\n' % (len(value), value)
                case b'INCR':
                    data[key] = b'%d' % (int(data.get(key, 0)) + 1)
                    answer = b':%b\r\n' % data[key]
                case b'DEL':
                    answer = b':%d\r\n' % (data.pop(key, None) is not None)
                case _:
                    answer = b"-ERR unknown command '%b'\r\n" % command
            writer.write(answer)
            await writer.drain()
    except asyncio.IncompleteReadError:
        writer.close()


# --- counting together ---

async def count(host, port):
    redis = await Redis.connect(host, port)
    for _ in range(20):
        await redis.call('INCR', 'example:hits')
    await redis.close()


async def demo(host, port):
    redis = await Redis.connect(host, port)
    await redis.call('DEL', 'example:hits')
    print(await redis.call('GET', 'example:hits'), await redis.call('SET', 'example:hits', 0))
    await asyncio.gather(*(count(host, port) for _ in range(5)))
    print(await redis.call('GET', 'example:hits'), await redis.call('DEL', 'example:hits'))
    try:
        await redis.call('NONSENSE', 'x')
    except RedisError as problem:
        print(str(problem)[:21])
    await redis.close()


async def main():
    if host := os.environ.get('REDIS_HOST'):
        return await demo(host, int(os.environ.get('REDIS_PORT', 6379)))
    server = await asyncio.start_server(stand_in, '127.0.0.1', 0)
    async with server:
        await demo(*server.sockets[0].getsockname())


if __name__ == '__main__':
    asyncio.run(main())
