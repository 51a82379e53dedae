"""What the scripts about urllib.request share: a server that tells what it was asked, and calls that may fail."""
import http.server
import os
import threading

for name in [*os.environ]:
    if name.lower().endswith('_proxy'):
        del os.environ[name]


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        reason = getattr(e, 'reason', '')
        return f'{type(e).__name__}({type(reason).__name__ if isinstance(reason, Exception) else ""}): {e}'


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    sys_version = 'Python/X'

    def log_message(self, *args):
        pass

    def date_time_string(self, timestamp=None):
        return 'NOW'

    def body(self):
        if self.headers.get('Transfer-Encoding') != 'chunked':
            return self.rfile.read(int(self.headers.get('Content-Length', 0)))
        body = b''
        while size := int(self.rfile.readline(), 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    def do_GET(self):
        body = self.body()
        if len(body) > 100:
            body = b'%d bytes of %s' % (len(body), body[:1])
        headers = sorted(f'{name}: {value}' for name, value in self.headers.items() if name not in ('Host', 'Content-Type'))
        text = f'{self.command} {self.path} {headers} {body} {self.headers.get("Content-Type")}'.encode()
        self.send_response(200, 'Fine')
        self.send_header('Content-Length', str(len(text)))
        self.send_header('X', '1')
        self.send_header('X', '2')
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(text)

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_GET


class Serving:
    def __init__(self, handler=Handler):
        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def __enter__(self):
        return 'http://127.0.0.1:%d' % self.server.server_port

    def __exit__(self, *exc_info):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()
