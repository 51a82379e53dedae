"""Three downloads, four ways: one after the other, in threads, in processes, in coroutines.

The server is slow: each answer takes DELAY. All that a download does is wait, so three at once take as long as one, however
that is done. What differs is the price: a process is a copy of everything, a thread has a stack of its own, a coroutine is
an object of a few hundred bytes; and only coroutines say by `await` where they may change places.

With the argument --times it prints how long each took."""
import asyncio
import multiprocessing
import sys
import threading
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DELAY = 0.2
PAGES = '/one', '/two', '/three'


class SlowPages(BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(DELAY)
        body = f'page {self.path}'.encode()
        self.send_response(200)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *ignored):
        pass


def download(port, page):
    with urllib.request.urlopen(f'http://127.0.0.1:{port}{page}') as answer:
        return answer.read()


def one_after_the_other(port):
    for page in PAGES:
        download(port, page)


def at_once(kind, port):
    """Kind is a class with start() and join(): they look the same, and are very different things."""
    downloads = [kind(target=download, args=(port, page)) for page in PAGES]
    for each in downloads:
        each.start()
    for each in downloads:
        each.join()


async def download_async(port, page):
    reader, writer = await asyncio.open_connection('127.0.0.1', port)
    writer.write(f'GET {page} HTTP/1.0\r\n\r\n'.encode())
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.partition(b'\r\n\r\n')[2]


async def coroutines(port):
    bodies = await asyncio.gather(*[download_async(port, page) for page in PAGES])
    print(*[body.decode() for body in bodies], sep=', ')


def main():
    server = ThreadingHTTPServer(('127.0.0.1', 0), SlowPages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    port = server.server_port
    ways = {'one after the other': lambda: one_after_the_other(port),
            'threads': lambda: at_once(threading.Thread, port),
            'processes': lambda: at_once(multiprocessing.get_context('fork').Process, port),
            'coroutines': lambda: asyncio.run(coroutines(port))}
    times = {}
    for name, way in ways.items():
        start = time.perf_counter()
        way()
        times[name] = time.perf_counter() - start
    server.shutdown()
    server.server_close()
    longest = times.pop('one after the other')
    print('one after the other: as long as three:', longest >= 3 * DELAY)
    for name, took in times.items():
        print(f'{name}: at least as long as one: {took >= DELAY} - less than one after the other: {took < longest}')
    if '--times' in sys.argv:
        print(f'{longest:.3f} s one after the other', *[f'{took:.3f} s {name}' for name, took in times.items()], sep='\n')


if __name__ == '__main__':
    main()
