"""articles/process.py of "Do WSGI ao ASGI, parte 1", as it is: three sites are fetched by three processes, here from a
proxy that answers none of them before all three have asked, and then takes its time for each."""
import http.server
import os
import subprocess
import sys
import threading
import time

all_ask = threading.Barrier(3, timeout=60)
SITES = {'http://www.foxnews.com/': (334772, 0.3), 'http://www.cnn.com/': (1143256, 0.9), 'http://www.bbc.co.uk/': (361696, 0.6)}


class Proxy(http.server.BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        size, delay = SITES[self.path]  # a proxy is asked for the whole URL
        all_ask.wait()
        time.sleep(delay)
        self.send_response(200)
        self.send_header('Content-Length', str(size))
        self.end_headers()
        self.wfile.write(b'x' * size)


environment = {name: value for name, value in os.environ.items() if not name.lower().endswith('_proxy')}
with http.server.ThreadingHTTPServer(('127.0.0.1', 0), Proxy) as server:
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    environment['http_proxy'] = 'http://127.0.0.1:%d' % server.server_port
    program = subprocess.run([sys.executable, 'articles/process.py'], env=environment, stdout=subprocess.PIPE, text=True)
    print(program.stdout, program.returncode)
    print('at the same time:', not all_ask.broken)
    server.shutdown()
