"""The same small application for both worlds of Python's web: WSGI, which is called, and ASGI, which is awaited.

Each request waits a tenth of a second, for a database that is not there. A WSGI server needs a thread for each request that waits;
an ASGI server needs none, but an application that says `await` wherever it waits.

Try them alone, with curl as the client:

    minipy -m wsgi two_worlds:wsgi_app --threads 4
    minipy -m asgi two_worlds:asgi_app
"""
import asyncio
import threading
import time
import asgi
import httpx
import wsgi

DELAY, REQUESTS, THREADS = 0.1, 20, 4


# --- the two applications ---

def wsgi_app(environ, start_response):
    time.sleep(DELAY)  # this thread can do nothing else
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [f'hello {environ["PATH_INFO"].strip("/")}'.encode()]


async def asgi_app(scope, receive, send):
    if scope['type'] != 'http':
        raise NotImplementedError(scope['type'])  # no lifespan, no WebSockets
    await asyncio.sleep(DELAY)  # the thread does something else
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain')]})
    await send({'type': 'http.response.body', 'body': f'hello {scope["path"].strip("/")}'.encode()})


# --- both at once, and a client that asks for everything at the same time ---

async def ask(url):
    """How long REQUESTS requests take."""
    async with httpx.AsyncClient(base_url=url, timeout=60) as client:
        started = time.perf_counter()
        answers = await asyncio.gather(*(client.get(f'/{n}') for n in range(REQUESTS)))
        seconds = time.perf_counter() - started
    assert [answer.text for answer in answers] == [f'hello {n}' for n in range(REQUESTS)]
    return seconds


async def main():
    threaded = wsgi.Server(wsgi_app, port=0, threads=THREADS, quiet=True)
    thread = threading.Thread(target=threaded.run)
    thread.start()
    awaiting = asgi.Server(asgi_app, port=0, quiet=True)
    await awaiting.start()
    times = {}
    for name, server in ('WSGI', threaded), ('ASGI', awaiting):
        times[name] = await ask(server.url)
    await awaiting.close()
    threaded.stop()
    thread.join()

    rounds = -(-REQUESTS // THREADS)
    print(f'{REQUESTS} requests, each of which waits {DELAY} s:')
    print(f'WSGI, {THREADS} threads: {rounds} rounds of {DELAY} s:', times['WSGI'] >= rounds * DELAY)
    print('ASGI, no thread for any: all wait at the same time:', times['ASGI'] < times['WSGI'])


if __name__ == '__main__':
    asyncio.run(main())
