"""An application for both worlds that counts its requests in Redis and says who counted."""
import asyncio
import os
import sys

sys.path.append(os.path.join(os.environ['TOP'], 'examples'))
from redis_client import Redis

PORT = int(os.environ['REDIS_PORT'])


async def count(name, body):
    redis = await Redis.connect('127.0.0.1', PORT)
    hits = await redis.call('INCR', 'hits')
    await redis.close()
    return f'{hits} {name} {len(body)}\n'.encode()


def wsgi(environ, start_response):
    body = environ['wsgi.input'].read()
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [asyncio.run(count('wsgi', body))]


async def asgi(scope, receive, send):
    if scope['type'] != 'http':
        raise NotImplementedError(scope['type'])
    body, more = b'', True
    while more:
        message = await receive()
        body += message['body']
        more = message['more_body']
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'content-type', b'text/plain')]})
    await send({'type': 'http.response.body', 'body': await count('asgi', body)})
