"""articles/async.py of "Do WSGI ao ASGI, parte 1", as it is: three sites are fetched by three tasks of one thread, here from a
proxy that takes its time for each. The whole takes as long as the slowest answer."""
import asyncio  # what the program imports: that is not what is measured
import http.server
import os
import threading
import time
import _net
import httpx

httpx.AsyncClient  # brings what is imported late

SITES = {'http://www.foxnews.com/': (334772, 0.3), 'http://www.cnn.com/': (1143256, 0.9), 'http://www.bbc.co.uk/': (361696, 0.6)}


class Proxy(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        size, delay = SITES[self.path]  # a proxy is asked for the whole URL
        time.sleep(delay)
        self.send_response(200)
        self.send_header('Content-Length', str(size))
        self.end_headers()
        self.wfile.write(b'x' * size)


with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Proxy) as server:
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    os.environ['http_proxy'] = 'http://127.0.0.1:%d' % server.server_port
    started = time.monotonic()
    with open('articles/async.py') as program:
        exec(compile(program.read(), 'async.py', 'exec'), {'__name__': '__main__'})
    elapsed = time.monotonic() - started
    print('as long as the slowest:', 0.9 <= elapsed < 1.8)
    server.shutdown()
