"""The same small application for both worlds: it says what was asked, in pieces, and at /slow takes its time."""
import asyncio
import sys
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


async def asgi(scope, receive, send):
    if scope['type'] == 'lifespan':
        for event in 'startup', 'shutdown':
            await receive()
            print(event, flush=True)
            await send({'type': f'lifespan.{event}.complete'})
        return
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message['body'])
        more = message['more_body']
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain')]})
    if scope['path'] == '/slow':
        print('slow begins', file=sys.stderr, flush=True)
        await asyncio.sleep(0.3)
    text = f'{scope["method"]} {scope["path"]} {scope["query_string"].decode()} {length} bytes\n'
    await send({'type': 'http.response.body', 'body': text.encode(), 'more_body': True})
    await send({'type': 'http.response.body', 'body': b'done\n'})


async def refuses(scope, receive, send):
    await receive()
    await send({'type': 'lifespan.startup.failed', 'message': 'no database'})
