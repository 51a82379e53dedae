"""urllib.request without a network: Request, openers and their handlers, files, data, proxies, passwords."""
import email
import io
import os
import tempfile
import urllib.error
import urllib.request
import urllib.response
from urllib.request import *


def attempt(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


for name in [*os.environ]:
    if name.lower().endswith('_proxy'):
        del os.environ[name]

print('--- Request')
for url in ['http://h/p#f', 'http://h', 'HTTP://H:80/p?q', 'file:///x', 'mailto:x', 'h', '//h', 'http:/x', '<URL:http://h/>', ' http://h/ ', 'http://h%41/', 'data:,x', 'http://h?q', 'http://h#f', 'x:y', 'http:', 'http://u:p@h/', 'h/p:q', 'http://h/#', '']:
    request = attempt(Request, url)
    if isinstance(request, str):
        print(url, request)
    else:
        print(url, request.type, request.host, request.selector, request.full_url, request.fragment, request.origin_req_host, request.get_method(), request.has_proxy())
request = Request('http://h/', b'data', {'X-y-Z': '1', 'content-LENGTH': '4'}, origin_req_host='o', unverifiable=True, method='PUT')
request.add_header('A-b', 'c')
request.add_unredirected_header('D', 'e')
print(request.headers, request.unredirected_hdrs, request.header_items(), request.get_method(), request.data, request.origin_req_host, request.unverifiable, request.method)
print(request.has_header('X-y-z'), request.has_header('X-Y-Z'), request.get_header('D'), request.get_header('Q'), request.get_header('Q', 'd'))
request.data = b'more'
print(request.headers)
request.remove_header('A-b')
request.remove_header('nothing')
del request.data
print(request.data, request.get_method(), Request('http://h/', b'').get_method(), Request('http://h/').get_method(), request.get_full_url())
request.full_url = 'https://other/x#y'
print(request.type, request.host, request.selector, request.fragment)
request.set_proxy('proxy:1', 'http')
print(request.type, request.host, request.selector, request._tunnel_host, request.has_proxy())
request = Request('http://h/x')
request.set_proxy('proxy:1', 'http')
print(request.type, request.host, request.selector, request.has_proxy())

print('--- openers')
log = []


class Answer(io.BytesIO):
    def __init__(self, code=200, headers='', msg='OK'):
        super().__init__(b'body')
        self.code, self.msg, self.headers = code, msg, email.message_from_string(headers)

    def info(self):
        return self.headers

    def geturl(self):
        return 'answer'


class Fake(BaseHandler):
    """Answers in turn what it was given, whatever the request."""

    handler_order = 400  # before those who would open it, after proxies

    def __init__(self, *answers):
        self.answers = list(answers)

    def http_open(self, req):
        log.append((req.get_method(), req.full_url, req.type, req.host, req.selector, req.data if isinstance(req.data, bytes) else type(req.data).__name__, sorted(req.header_items()), req.timeout if isinstance(req.timeout, int) else None))
        return self.answers.pop(0)

    https_open = http_open


def logged():
    result, log[:] = list(log), []
    return result


class First(BaseHandler):
    handler_order = 1

    def x_open(self, req):
        log.append('first')

    def x_request(self, req):
        log.append('request')
        return req

    def x_response(self, req, response):
        log.append('response')
        return response + '!'


class Second(BaseHandler):
    def x_open(self, req):
        log.append('second')
        return 'opened'

    def default_open(self, req):
        log.append('default')

    def unknown_open(self, req):
        log.append('unknown')
        return 'unknown'


opener = OpenerDirector()
opener.add_handler(Second())
opener.add_handler(First())
print(opener.open('x:'), logged(), opener.open('z:'), logged(), [type(handler).__name__ for handler in opener.handlers])
print(attempt(opener.add_handler, 5), opener.addheaders[0][0], attempt(OpenerDirector().open, 'x:y'), opener.handlers[0].parent is opener, First() < Second(), opener.close())
print([type(handler).__name__ for handler in build_opener().handlers if 'FTP' not in type(handler).__name__])


class MyRedirect(HTTPRedirectHandler):
    pass


print(sum(isinstance(handler, HTTPRedirectHandler) for handler in build_opener(MyRedirect).handlers), sum(isinstance(handler, HTTPRedirectHandler) for handler in build_opener(MyRedirect()).handlers))

print('--- errors and redirections')
opener = build_opener(Fake(Answer(404, 'A: b\n\n', 'Not here')))
try:
    opener.open('http://h/x#f', timeout=7)
except urllib.error.HTTPError as e:
    print(repr(e), e, e.code, e.msg, e.reason, e.headers.items(), e.hdrs is e.headers, e.url, e.geturl(), e.filename, e.read(), e.status, e.getcode(), e.info() is e.hdrs, isinstance(e, OSError), isinstance(e, urllib.response.addinfourl))
print(logged())
for code in [300, 301, 302, 303, 304, 305, 306, 307, 308]:
    for method in ['GET', 'HEAD', 'POST', 'PUT']:
        opener = build_opener(Fake(Answer(code, 'Location: /next?a b#f\n\n', 'Moved'), Answer()))
        request = Request('http://h/dir/x', b'data' if method in ('POST', 'PUT') else None, {'Content-Type': 'a/b', 'X': 'y', 'Host': 'z'}, method=method)
        print(code, method, attempt(lambda: opener.open(request).code), [(entry[0], entry[1], entry[5], entry[6]) for entry in logged()[1:]])
for location in ['http://other/', 'http://other', 'HTTPS://other/x', '//other/y', '?q', '', '\xe9', 'a b', 'file:///etc/passwd', 'javascript:x', '../..', 'http://[x/']:
    opener = build_opener(Fake(Answer(302, f'Location: {location}\n\n'), Answer()))
    print(location, attempt(lambda: opener.open('http://h/a/b').code), [entry[1] for entry in logged()[1:]])
opener = build_opener(Fake(Answer(302, 'URI: /uri\n\n'), Answer()))
print(opener.open('http://h/').code, logged()[1][1])
opener = build_opener(Fake(*[Answer(302, 'Location: /loop\n\n', 'Moved') for _ in range(20)]))
print(attempt(opener.open, 'http://h/loop'), len(logged()))
opener = build_opener(Fake(*[Answer(302, f'Location: /loop{number}\n\n', 'Moved') for number in range(20)]))
print(attempt(opener.open, 'http://h/loop'), len(logged()))


class NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):
        log.append(newurl)
        return None


print(attempt(build_opener(NoRedirect, Fake(Answer(302, 'Location: /x\n\n'))).open, 'http://h/'), logged()[1:])

print('--- what is sent')
for request in [Request('http://h/p'), Request('http://h/p', b'abc'), Request('http://h/p', io.BytesIO(b'abc')), Request('http://h/p', [b'a', b'b']), Request('http://h/p', b'abc', {'Content-Type': 'x/y', 'Host': 'z', 'User-Agent': 'me'}),
                Request('http://h/p', io.BytesIO(b'abc'), {'Content-Length': '3'}), Request('http://h/p', 'text'), Request('http:///p'), Request('http:p'), Request('https://h:1/p', method='DELETE')]:
    opener = build_opener(HTTPHandler, Fake(Answer()))
    opener.addheaders = [('User-agent', 'test'), ('x-more', 'm')]
    print(attempt(lambda: opener.open(request).code), logged())

print('--- proxies')


def through(proxies, url, **headers):
    opener = build_opener(ProxyHandler(proxies), Fake(Answer(), Answer()))
    opener.addheaders = []
    request = Request(url, headers=headers)
    return attempt(lambda: opener.open(request).code), [entry[2:5] + entry[6:7] for entry in logged()], request._tunnel_host


for proxies, url in [({'http': 'http://proxy:3128'}, 'http://h/p'), ({'http': 'proxy:3128'}, 'http://h/p'), ({'http': 'http://us%41er:p%40ss@proxy:3128/x'}, 'http://h/p'), ({'http': 'http://user@proxy'}, 'http://h/p'), ({'https': 'http://proxy:3128'}, 'https://h/p'),
                     ({'https': 'proxy:3128'}, 'https://h:99/p'), ({'http': 'http://proxy'}, 'https://h/p'), ({'HTTP': 'http://proxy'}, 'http://h/p'), ({}, 'http://h/p'), ({'http': 'https://proxy:1'}, 'http://h/p'), ({'http': '/x'}, 'http://h/p'),
                     ({'http': 'http:/x'}, 'http://h/p')]:
    print(proxies, url, through(proxies, url))
os.environ.update(no_proxy='h,.example.org, other:8080 ')
for url in ['http://h/p', 'http://H:80/p', 'http://x.h/p', 'http://xh/p', 'http://example.org/', 'http://www.example.org:1/', 'http://other/', 'http://other:8080/']:
    print(url, through({'http': 'http://proxy'}, url)[1], urllib.request.proxy_bypass(url[7:].split('/')[0]))
print(urllib.request.proxy_bypass('anything', {'no': '*'}), urllib.request.proxy_bypass('a.b', {'no': 'b'}), urllib.request.proxy_bypass('a.b', {}), urllib.request.proxy_bypass('a.b', {'no': ''}), getproxies())
os.environ.update(HTTP_PROXY='http://upper', FTP_proxy='http://mixed', https_proxy='http://lower', HTTPS_PROXY='http://upper', no_proxy='')
print(sorted(getproxies().items()))
os.environ['http_proxy'] = ''
print(sorted(getproxies().items()))
del os.environ['http_proxy']
os.environ['REQUEST_METHOD'] = 'GET'
print(sorted(getproxies().items()), sorted(ProxyHandler().proxies))
for name in ['HTTP_PROXY', 'FTP_proxy', 'https_proxy', 'HTTPS_PROXY', 'no_proxy', 'REQUEST_METHOD']:
    del os.environ[name]
print(getproxies(), attempt(ProxyHandler, 5))

print('--- passwords')
manager = HTTPPasswordMgr()
manager.add_password('realm', 'http://h/a/', 'user', 'secret')
manager.add_password('realm', ['http://h/b', 'other:81'], 'two', 'pass')
manager.add_password('realm2', 'https://s/', 'three', 'word')
for realm, url in [('realm', 'http://h/a/'), ('realm', 'http://h/a/x'), ('realm', 'http://h/a'), ('realm', 'http://h/ab'), ('realm', 'http://h:80/a/x'), ('realm', 'http://h/b/c'), ('realm', 'http://h/bc'), ('realm', 'http://h/'), ('none', 'http://h/a/'),
                   ('realm', 'other:81'), ('realm', 'http://other:81/x'), ('realm2', 'https://s:443/x'), ('realm2', 'https://s/x'), ('realm2', 'http://s/x'), ('realm2', 's'), ('realm2', 'http://s:443/')]:
    print(realm, url, manager.find_user_password(realm, url), end='; ')
print()
print(manager.reduce_uri('http://h/x'), manager.reduce_uri('http://h/x', False), manager.reduce_uri('h:8'), manager.reduce_uri('https://h'), manager.is_suburi(('h', '/a'), ('h', '/a/b')), manager.is_suburi(('h', '/a'), ('h', '/ab')), manager.is_suburi(('h', '/'), ('g', '/')))
manager = HTTPPasswordMgrWithDefaultRealm()
manager.add_password(None, 'http://h/', 'any', 'realm')
manager.add_password('special', 'http://h/', 'special', 'one')
print(manager.find_user_password('special', 'http://h/x'), manager.find_user_password('other', 'http://h/x'), manager.find_user_password('other', 'http://g/'))
for challenge in ['Basic realm="a b"', 'basic realm=unquoted', "Basic realm='single'", 'Digest realm="d", nonce="n", Basic realm="b"', 'Basic realm="x", Digest realm="y"', 'Digest realm="d"', 'Basic', 'NTLM', '', 'Basic charset="u", realm="z"', 'Basic realm="a,b"']:
    manager = HTTPPasswordMgrWithDefaultRealm()
    manager.add_password(None, 'http://h/', 'us\xe9r', 'p:w')
    with __import__('warnings').catch_warnings():
        __import__('warnings').simplefilter('ignore')
        opener = build_opener(HTTPBasicAuthHandler(manager), Fake(Answer(401, f'WWW-Authenticate: {challenge}\n\n', 'No'), Answer()))
        print(challenge, attempt(lambda: opener.open('http://h/x').code), [dict(entry[6]).get('Authorization') for entry in logged()])
opener = build_opener(HTTPBasicAuthHandler(manager), Fake(*[Answer(401, 'WWW-Authenticate: Basic realm="r"\n\n', 'No') for _ in range(5)]))
print(attempt(opener.open, 'http://h/'), len(logged()), attempt(build_opener(HTTPBasicAuthHandler(), Fake(Answer(401, 'WWW-Authenticate: Basic realm="r"\n\n', 'No'))).open, 'http://h/'), len(logged()))
handler = ProxyBasicAuthHandler()
handler.add_password('r', 'h', 'proxy', 'user')
print(attempt(lambda: build_opener(handler, Fake(Answer(407, 'Proxy-Authenticate: Basic realm="r"\n\n', 'No'), Answer())).open('http://h/').code), [dict(entry[6]).get('Proxy-authorization') for entry in logged()])
manager = HTTPPasswordMgrWithPriorAuth()
manager.add_password(None, 'http://h/', 'prior', 'auth', is_authenticated=True)
opener = build_opener(HTTPBasicAuthHandler(manager), Fake(Answer(), Answer(404), Answer()))
for url in ['http://h/1', 'http://h/2', 'http://h/3']:
    print(attempt(lambda: opener.open(url).code), [dict(entry[6]).get('Authorization') for entry in logged()], manager.is_authenticated(url))

print('--- files and data')
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'a b.html')
    with open(path, 'w') as file:
        file.write('<p>')
    os.utime(path, (1e9, 1e9))
    url = 'file://' + pathname2url(path)
    hide = lambda text: str(text).replace(folder, 'FOLDER')
    for opened in [url, url.replace('file://', 'file:'), url.replace('file://', 'file://localhost')]:
        with urlopen(opened) as answer:
            print(type(answer).__name__, answer.read(), answer.headers.items(), hide(answer.url), answer.status, answer.code, hide(answer.geturl()) == hide(answer.url))
    for bad in [url + 'x', 'file://' + folder + '/', 'file://nonexistent.invalid/x', 'file:///' + 'nul%00l']:
        print(hide(bad), hide(attempt(urlopen, bad)))
    print([hide(part) for part in [urlretrieve(url)[0], urlretrieve(url)[1].items()]])
    copied = os.path.join(folder, 'copy')
    calls = []
    name, headers = urlretrieve(url, copied, lambda *args: calls.append(args))
    print(hide(name), open(copied).read(), calls, headers['content-type'])
    name, headers = urlretrieve('data:text/plain,hello')
    print(open(name).read(), os.path.exists(name), headers.items())
    urlcleanup()
    print(os.path.exists(name))
for url in ['data:,A%20b', 'data:text/html;charset=x,<p>', 'data:;base64,YWJj', 'data:text/plain;base64,YW Jj%0A', 'data:x', 'data:image/png,', 'DATA:,x']:
    answer = attempt(urlopen, url)
    print(url, answer if isinstance(answer, str) else (answer.read(), answer.headers.items(), answer.url, answer.status))
print(pathname2url('/a b/\xe9?'), url2pathname('/a%20b/%C3%A9%3F'))
for url in ['unknown:x', 'http:', 'http:///x', 'nothing', 'https:x']:
    print(url, attempt(urlopen, url))

print('--- small things')
answer = urllib.response.addinfourl(io.BytesIO(b'ab\ncd'), {'x': 'y'}, 'u', 5)
print(answer.code, answer.status, answer.getcode(), answer.url, answer.geturl(), answer.headers, answer.info(), answer.readline(), list(answer), repr(answer).startswith('<addinfourl at '), answer.closed)
answer.close()
print(answer.closed, attempt(answer.__enter__))
hooked = urllib.response.addclosehook(io.BytesIO(b'x'), print, 'closed', 1)
hooked.close()
hooked.close()
print(repr(urllib.error.URLError('r')), urllib.error.URLError('r'), urllib.error.URLError('r', 'f').filename, urllib.error.URLError(OSError(5, 'x')), urllib.error.URLError('r').args, repr(urllib.error.ContentTooShortError('m', 'c')), urllib.error.ContentTooShortError('m', 'c').content)
print(urllib.request.parse_http_list('a, "b, c", d="e\\"f,g" , h'), urllib.request.parse_keqv_list(['a=b', 'c="d e"']))
install_opener(build_opener(Fake(Answer())))
print(urlopen('http://h/').code, len(logged()))
install_opener(None)
