"""The same small application for both worlds: it says what was asked, in pieces, and at /slow takes its time."""
import time


def wsgi(environ, start_response):
    body = environ['wsgi.input'].read()
    start_response('200 OK', [('Content-Type', 'text/plain')])
    if environ['PATH_INFO'] == '/slow':
        environ['wsgi.errors'].write('slow begins\n')
        time.sleep(0.3)
    yield f'{environ["REQUEST_METHOD"]} {environ["PATH_INFO"]} {environ["QUERY_STRING"]} {len(body)} bytes\n'.encode()
    yield b'done\n'


number = 3
