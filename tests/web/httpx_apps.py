"""httpx calls applications without a server; JSON; digest authentication."""
import asyncio
import hashlib
import json
from _net import attempt
import httpx


def wsgi_app(environ, start_response):
    if environ['PATH_INFO'] == '/raise':
        raise KeyError('in the application')
    write = start_response('201 Made', [('Content-Type', 'application/json'), ('X', 'ü')])
    write(b'{"written": 1, ')
    body = environ['wsgi.input'].read().decode()
    yield b''
    shown = [environ[name] for name in ('REQUEST_METHOD', 'PATH_INFO', 'QUERY_STRING', 'HTTP_HOST', 'SERVER_PORT')]
    yield json.dumps({'shown': shown, 'body': body, 'type': environ.get('CONTENT_TYPE')})[1:].encode()


with httpx.Client(transport=httpx.WSGITransport(wsgi_app), base_url='http://app.test') as client:
    answer = client.post('/a b?q=1', json={'key': ['ü', None, True, 1.5]})
    print(answer, answer.headers, answer.json(), sep='\n')
    print(json.loads(answer.json()['body']), attempt(client.get, '/raise'), attempt(httpx.Response(200, text='no').json))


async def asgi_app(scope, receive, send):
    if scope['path'] == '/raise':
        raise KeyError('in the application')
    body, more = [], True
    while more:
        message = await receive()
        body.append(message['body'])
        more = message['more_body']
    await send({'type': 'http.response.start', 'status': 200, 'headers': [(b'x', b'1')]})
    shown = [scope[name] for name in ('method', 'path', 'root_path', 'client', 'server')]
    await send({'type': 'http.response.body', 'body': repr(shown).encode(), 'more_body': True})
    await send({'type': 'http.response.body', 'body': repr(body).encode()})
    print((await receive())['type'])


async def pieces():
    yield b'one'
    yield b'two'


async def main():
    async with httpx.AsyncClient(transport=httpx.ASGITransport(asgi_app), base_url='https://app.test:8') as client:
        print((await client.post('/p?q', content=pieces())).text)
        print((await client.head('/p')).content)
        try:
            await client.get('/raise')
        except KeyError as problem:
            print('KeyError', problem)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(asgi_app, raise_app_exceptions=False)) as client:
        print(await client.get('http://app.test/raise'))


asyncio.run(main())


def digest_server(challenge):
    """A server that knows one user."""
    def handle(request):
        header = request.headers.get('authorization')
        if header is None:
            return httpx.Response(401, headers={'WWW-Authenticate': challenge})
        given = {name: value.strip('"') for name, _, value in (item.partition('=') for item in header.removeprefix('Digest ').split(', '))}
        algorithm = given['algorithm']
        make = {'M': hashlib.md5, 'S': hashlib.sha256}[algorithm[0]]

        def digest(*parts):
            return make(':'.join(parts).encode()).hexdigest()

        who = digest('Mufasa', given['realm'], 'Circle of Life')
        if algorithm.endswith('-sess'):
            who = digest(who, given['nonce'], given['cnonce'])
        what = digest(request.method, given['uri'])
        middle = [given[name] for name in ('nonce', 'nc', 'cnonce', 'qop')] if 'qop' in given else [given['nonce']]
        right = given['response'] == digest(who, *middle, what) and given['uri'] == request.url.raw_path.decode()
        return httpx.Response(200 if right else 403, text=f'{sorted(given)} {given.get("nc")}')
    return httpx.MockTransport(handle)


for challenge in ['Digest realm="a b", nonce="n1", qop="auth, auth-int", opaque="o"', 'Digest realm=r, nonce="n2"', 'Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth"',
                  'Digest realm="r", nonce="n", algorithm=MD5-sess, qop="auth"', 'Digest realm="r", nonce="n", algorithm=X', 'Digest realm="r"', 'Digest realm="r", nonce="n", qop="auth-int"', 'Basic realm="r"']:
    with httpx.Client(transport=digest_server(challenge), auth=httpx.DigestAuth('Mufasa', 'Circle of Life')) as client:
        for _ in range(2):
            print(attempt(lambda: (answer := client.get('http://h/dir?q=1')).text + f' {answer}'))
