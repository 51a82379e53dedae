"""httpx.Client against a server: methods, bodies, connections that are kept, redirections, cookies, authentication, hooks."""
from _net import attempt
from _compressed import BODIES
import httpx
import threading
from _serving import Handler, Serving


class Site(Handler):
    connections = 0

    def setup(self):
        super().setup()
        type(self).connections += 1

    def send(self, status, body=b'', *headers):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def do_GET(self):
        if self.path.startswith('/to/'):
            status, _, target = self.path[4:].partition('/')
            self.body()
            return self.send(int(status), b'moved', ('Location', '/' + target))
        if self.path == '/loop':
            return self.send(302, b'', ('Location', '/loop'))
        if self.path == '/away':
            return self.send(302, b'', ('Location', f'http://localhost:{self.server.server_port}/seen'))
        if self.path == '/set':
            return self.send(200, b'', ('Set-Cookie', 'a=1; Path=/'), ('Set-Cookie', 'b=2; Path=/deep'))
        if self.path == '/404':
            return self.send(404, b'nothing here')
        if self.path in BODIES:
            encoding, body = BODIES[self.path]
            return self.send(200, body, ('Content-Encoding', encoding))
        if self.path == '/chunks':
            self.send_response(200)
            self.send_header('Transfer-Encoding', 'chunked')
            self.end_headers()
            for i in range(5):
                self.wfile.write(b'%x\r\n%s\r\n' % (i + 5, b'abcdefghi'[:i + 5]))
            self.wfile.write(b'0\r\nTrailer: x\r\n\r\n')
            return
        if self.path == '/early':
            self.wfile.write(b'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n')
        super().do_GET()

    do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = do_OPTIONS = do_GET


with Serving(Site) as base:
    def show(response):
        text = str(response.text).replace(base, 'BASE').replace(base[17:], 'PORT')
        print(response.status_code, response.request.method, str(response.url).replace(base, 'BASE').replace(base[17:], 'PORT'), text)

    print('--- functions')
    show(httpx.get(base + '/a b', params={'q': 'x y', 'n': [1, 2]}))
    show(httpx.post(base, data={'a': 'b c'}))
    show(httpx.put(base, content='text', headers={'Content-Type': 'text/x'}))
    show(httpx.patch(base, content=b''))
    show(httpx.delete(base))
    show(httpx.options(base))
    head = httpx.head(base)
    print(head.headers['content-length'] > '0', head.content, head.http_version, head.reason_phrase, head.headers['X'])
    with httpx.stream('GET', base + '/chunks') as response:
        print(b'|'.join(response.iter_bytes(4)), response.headers['transfer-encoding'])

    print('--- a client')
    Site.connections = 0
    with httpx.Client(base_url=base + '/api', headers={'X-Me': '1', 'user-agent': 'me'}, params={'all': 1}) as client:
        show(client.get('one'))
        show(client.get('/two?mine=2', headers={'x-me': '2', 'Accept': 'text/x'}))
        show(client.post('up', content=iter([b'abc', b'', b'def'])))
        show(client.post('up', content=b'x' * 3_000_000))
        show(client.post('form', files={'f': ('n.txt', b'data')}, data={'k': 'v'}, headers={'Content-Type': 'multipart/form-data; boundary=B'}))
        show(client.get(base + '/early'))
        show(client.request('GET', 'odd', content=b'body of a GET'))
        print('connections:', Site.connections)
        print(attempt(client.__enter__))
    print(client.is_closed, attempt(client.get, 'x'), attempt(client.__enter__), sep='\n')

    print('--- errors of status, streams')
    with httpx.Client() as client:
        answer = client.get(base + '/404')
        print(answer, answer.is_closed, attempt(answer.raise_for_status).replace(base, 'BASE'))
        with client.stream('GET', base + '/404') as answer:
            print(attempt(lambda: answer.text), answer.read(), answer.text)
        with client.stream('GET', base + '/chunks') as answer:
            print(next(answer.iter_raw())[:5])
        print(attempt(answer.read))
        for path, (encoding, _) in BODIES.items():
            print(path, encoding, attempt(lambda: client.get(base + path).text[:30]))
        with client.stream('GET', base + '/gzip') as answer:
            print(b''.join(answer.iter_raw()) == BODIES['/gzip'][1], answer.num_bytes_downloaded == len(BODIES['/gzip'][1]))

    print('--- redirections')
    with httpx.Client(base_url=base) as client:
        answer = client.get('/to/302/x')
        print(answer, answer.has_redirect_location, answer.next_request.method, answer.next_request.url.path, answer.history)
        for method, status in [('GET', 301), ('POST', 301), ('POST', 302), ('PUT', 303), ('POST', 307), ('PUT', 308), ('HEAD', 303)]:
            answer = client.request(method, f'/to/{status}/there', content=b'body' if method in ('POST', 'PUT') else None, follow_redirects=True)
            print(method, answer.history, [old.content for old in answer.history])
            show(answer)
        print(attempt(client.get, '/loop', follow_redirects=True))
        show(client.get('/away', auth=('me', 'secret'), follow_redirects=True))
        print(attempt(client.post, '/to/307/x', content=iter([b'once']), follow_redirects=True)[:60])

    print('--- cookies')
    with httpx.Client(base_url=base, cookies={'mine': '0'}) as client:
        answer = client.get('/set')
        print(dict(answer.cookies), sorted(client.cookies))
        show(client.get('/x'))
        show(client.get('/deep/x'))

    print('--- authentication')
    class Twice(httpx.Auth):
        requires_response_body = True

        def auth_flow(self, request):
            response = yield request
            request.headers['X-Saw'] = f'{response.status_code} {len(response.content)}'
            yield request

    def add(request):
        request.headers['X-Function'] = 'yes'
        return request

    with httpx.Client(auth=('user', 'pässword')) as client:
        show(client.get(base))
        show(client.get(base, auth=None))
        show(client.get(base, auth=add))
        answer = client.get(base + '/404', auth=Twice())
        print(answer.request.headers['x-saw'], answer.history)
    show(httpx.get(base.replace('//', '//name:pw@')))
    print(attempt(httpx.get, base, auth=3))

    print('--- hooks')
    events = []
    with httpx.Client(base_url=base, event_hooks={'request': [lambda r: events.append(r.url.path)], 'response': [lambda r: events.append(r.status_code)]}) as client:
        client.get('/to/302/x', follow_redirects=True)
        client.event_hooks['response'].append(httpx.Response.raise_for_status)
        print(attempt(client.get, '/404').partition(' for')[0], events)

    print('--- threads')
    results = []
    with httpx.Client(base_url=base, limits=httpx.Limits(max_connections=3, max_keepalive_connections=2)) as client:
        Site.connections = 0
        threads = [threading.Thread(target=lambda: results.extend(client.get('/t').status_code for _ in range(5))) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(len(results), set(results), Site.connections < 30)
