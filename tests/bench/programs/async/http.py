# Requests to a small HTTP server: a protocol that parses them, and clients that keep their connections, by streams.
import asyncio
import json

REQUEST = (b'GET /items?id=%d HTTP/1.1\r\nHost: localhost\r\nUser-Agent: bench\r\nAccept: application/json\r\n'
           b'Accept-Encoding: identity\r\n\r\n')


class Server(asyncio.Protocol):
    def connection_made(self, transport):
        self.transport = transport
        self.received = b''

    def data_received(self, data):
        self.received += data
        while b'\r\n\r\n' in self.received:
            head, _, self.received = self.received.partition(b'\r\n\r\n')
            self.answer(*parse(head))

    def answer(self, method, target, headers):
        path, _, query = target.partition('?')
        body = json.dumps({'method': method, 'path': path, 'query': query, 'agent': headers['user-agent']}).encode()
        self.transport.write(b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s'
                             % (len(body), body))


def parse(head):
    first, *lines = head.decode('latin-1').split('\r\n')
    method, target, version = first.split(' ')
    headers = {}
    for line in lines:
        name, _, value = line.partition(':')
        headers[name.lower()] = value.strip()
    return method, target, headers


async def ask(port, n):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    total = 0
    for i in range(n):
        writer.write(REQUEST % i)
        head = await reader.readuntil(b'\r\n\r\n')
        _, _, headers = parse(head[:-4])
        total += len(json.loads(await reader.readexactly(int(headers['content-length'])))['query'])
    writer.close()
    return total


async def main():
    server = await asyncio.get_running_loop().create_server(Server, '127.0.0.1', 0)
    port = server.sockets[0].getsockname()[1]
    print(sum(await asyncio.gather(*[ask(port, 400) for _ in range(10)])))
    server.close()


asyncio.run(main())
