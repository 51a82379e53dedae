"""httpx.AsyncClient: many requests at a time, bodies in both directions, cancellation, timeouts, everything given back."""
import asyncio
import gc
import http.server
import os
import threading
from _net import attempt
import httpx
from _canned import Canned
from _serving import Handler, Serving


class Site(Handler):
    connections = 0

    def setup(self):
        super().setup()
        type(self).connections += 1


async def attempt_await(awaitable):
    try:
        return await awaitable
    except Exception as problem:
        return f'{type(problem).__name__}: {problem}'


def open_files():
    return len(os.listdir('/proc/self/fd'))


async def warm_up(base):
    """What the first use of libraries opens stays open."""
    async with httpx.AsyncClient() as client:
        await client.get(base)


async def use(base):
    async with httpx.AsyncClient(base_url=base, headers={'X-Me': '1'}) as client:
        print((await client.get('/a', params={'b': 'c d'})).text)
        print((await client.post('/form', data={'k': 'v'})).text)
        print((await client.put('/json', content=b'x' * 1_000_000)).text)
        print((await client.head('/')).status_code, (await client.delete('/')).status_code, (await client.patch('/')).status_code)

        async def pieces():
            for piece in b'one', b'', b'two':
                await asyncio.sleep(0)
                yield piece
        print((await client.post('/pieces', content=pieces())).text)
        print((await client.post('/f', files={'f': ('n.txt', b'data')}, headers={'Content-Type': 'multipart/form-data; boundary=B'})).text)
        print(await attempt_await(client.post('/sync', content=iter([b'a']))))
        async with client.stream('GET', '/stream') as answer:
            print([piece async for piece in answer.aiter_bytes(40)])
        async with client.stream('GET', '/stream') as answer:
            print([line async for line in answer.aiter_lines()], attempt(answer.read))
        answers = await asyncio.gather(*(client.get(f'/{n}') for n in range(40)))
        print(all(answer.text.startswith(f'GET /{n} ') for n, answer in enumerate(answers)), Site.connections <= 42)

        seen = []
        async def on_request(request):
            seen.append(request.url.path)
        async def on_response(response):
            seen.append(response.status_code)
        client.event_hooks = {'request': [on_request], 'response': [on_response]}
        await client.get('/hooked', auth=('me', 'pw'))
        print(seen)
    print(await attempt_await(client.get('/')))


async def follow(base):
    async def mock(request):
        if request.url.path == '/old':
            return httpx.Response(301, headers={'Location': '/new', 'Set-Cookie': 'a=1'})
        return httpx.Response(200, text=f'{request.url.path} {request.headers.get("cookie")}')
    async with httpx.AsyncClient(transport=httpx.MockTransport(mock), base_url='http://mock') as client:
        answer = await client.get('/old')
        print(answer, (await client.send(answer.next_request)).text)
        answer = await client.get('/old', follow_redirects=True)
        print(answer.text, answer.history)


async def limit(base):
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=1), timeout=httpx.Timeout(20, pool=0.05)) as client:
        async with client.stream('GET', base):
            print(await attempt_await(client.get(base)))
        print((await client.get(base)).status_code)


def stall(connection):
    while connection.recv(1000):
        pass


def stall_in_body(connection):
    connection.recv(1000)
    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf')
    stall(connection)


async def fail():
    server = Canned(stall, stall_in_body, [b'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'], [b''], stall, stall_in_body, stall)
    url = f'http://127.0.0.1:{server.port}/'
    async with httpx.AsyncClient(timeout=httpx.Timeout(20, read=0.05)) as client:
        for _ in range(4):
            print(await attempt_await(client.get(url)))
        print(await attempt_await(client.get('http://127.0.0.1:1/')), await attempt_await(client.get('ftp://h/')))
    async with httpx.AsyncClient(timeout=None) as client:
        for _ in range(2):  # cancelled while there is no head; in the body
            task = asyncio.create_task(client.get(url))
            await asyncio.sleep(0.05)
            task.cancel('enough')
            try:
                await task
            except asyncio.CancelledError as problem:
                print('cancelled:', problem)
        try:
            async with asyncio.timeout(0.05):
                await client.get(url)
        except TimeoutError:
            print('timeout')
    server.close()  # all connections were closed, else it would wait


async def cancel_at_every_step(base):
    """At the k-th turn of the loop, for all k until the request is quicker."""
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=1)) as client:
        for k in range(1000):
            task = asyncio.create_task(client.post(base, content=b'x' * 10))
            for _ in range(k):
                await asyncio.sleep(0)
            task.cancel()
            try:
                await task
                break
            except asyncio.CancelledError:
                pass
            if k > 30:
                await asyncio.sleep(0.001 * (k - 30))
        print('a connection is left:', (await client.get(base)).status_code)


async def forget(base):
    """An answer that nobody reads or closes."""
    async with httpx.AsyncClient(limits=httpx.Limits(max_connections=1)) as client:
        answer = await client.send(client.build_request('GET', base), stream=True)
        del answer
        gc.collect()
        print((await client.get(base)).status_code)


http.server.ThreadingHTTPServer.request_queue_size = 128
with Serving(Site) as base:
    asyncio.run(warm_up(base))
    before = open_files()
    for scenario in use, follow, limit, cancel_at_every_step, forget:
        print('---', scenario.__name__)
        asyncio.run(scenario(base))
    print('---', fail.__name__)
    asyncio.run(fail())
    for _ in range(100):  # the server closes its ends when it notices
        gc.collect()
        if open_files() <= before:
            break
        threading.Event().wait(0.05)
    print('all files closed:', open_files() <= before)
