"""httpx without a network: URLs, parameters, headers, cookies, timeouts, requests and answers."""
from _net import attempt
import httpx
from httpx import URL, Headers, QueryParams

print('--- URLs')
url = URL('HTTPS://jo%40e:se%20cret@WWW.Example.org:443/a b/../c%20d/é?q=1 2&r=%41#top')
print(repr(url), str(url), sep='\n')
print(url.scheme, url.username, url.password, url.host, url.port, url.netloc, url.path, url.raw_path, url.query, url.fragment)
print(URL('http://example.org:8080').netloc, URL('http://[::1]:80/').netloc, URL('http://example.org').raw_path, URL('http://example.org'))
print(url.is_absolute_url, URL('/a').is_relative_url, url == URL(str(url)), url == str(url), hash(url) == hash(URL(str(url))))
for base, relative in [('http://h/a/b', 'c'), ('http://h/a/b', '../c'), ('http://h/a/b', '/c?d'), ('http://h/a', '//other/x'), ('http://h/a', 'https://z/')]:
    print(URL(base).join(relative), end=' ')
print()
print(url.copy_with(host='other.org', port=81, path='/x', query=None, fragment=None, userinfo=b''))
print(URL('http://h/?a=1').copy_with(params={'b': [1, 2]}), URL('http://h/?a=1').copy_add_param('a', 2), URL('http://h/?a=1&b=2').copy_remove_param('a'),
      URL('http://h/?a=1').copy_merge_params({'a': 'x&y', 'c': None}), URL('http://h/', params={'a': True}))
for text in ['http://h:99999/', 'http://h:x/', 'http://[::g]/', 'http://h/\n', 'http://h/' + 'x' * 70000]:
    print(attempt(URL, text))
print(attempt(URL, 3), attempt(URL, 'http://h', nothing=1), attempt(URL, 'http://h', port='80'), sep='\n')

print('--- parameters')
params = QueryParams('a=1&a=2&b=x+y%2F&c=')
print(params, repr(params), params['a'], params.get_list('a'), params.multi_items(), dict(params.items()), 'b' in params, len(params))
print(params.set('a', 9), params.add('b', False), params.remove('c'), params.merge({'z': None}), params == QueryParams('b=x+y%2F&a=2&a=1&c='))
print(attempt(params.update, {}), QueryParams({'n': [1, 2.5, None, True]}), QueryParams([('a', '1'), ('a', '2')]), QueryParams(a='ü'), bool(QueryParams()))

print('--- headers')
headers = Headers([('Set-Cookie', 'a=1'), ('X', '1'), (b'set-cookie', b'b=2, c=3'), ('Authorization', 'Basic secret')])
print(headers, headers['SET-cookie'], headers.get_list('set-cookie'), headers.get_list('set-cookie', split_commas=True), headers.raw, sep='\n')
headers['x'] = '2'
headers['New'] = 'b'
del headers['authorization']
headers.update({'SET-COOKIE': 'd'})
print(headers.multi_items(), list(headers), 'X' in headers, 'y' in headers, headers.get('y', 'none'), headers.encoding, attempt(headers.__getitem__, 'y'))
print(Headers({'A': '1'}) == {'a': '1'}, Headers({'A': '1'}) == [('a', '1')], Headers() == 3, attempt(Headers, {'a': 1}))

print('--- cookies')
cookies = httpx.Cookies({'a': '1'})
cookies.set('a', '2', domain='example.org')
print(cookies, attempt(cookies.get, 'a'), cookies.get('a', domain='example.org'), sorted(cookies), len(cookies))
cookies.delete('a', domain='example.org')
print(cookies['a'], dict(cookies), attempt(cookies.__getitem__, 'b'))
answer = httpx.Response(200, request=httpx.Request('GET', 'http://www.example.org/x/y'), headers=[
    ('Set-Cookie', 'one=1'), ('Set-Cookie', 'two=2; Domain=example.org; Path=/'), ('Set-Cookie', 'three=3; Secure; Path=/'),
    ('Set-Cookie', 'evil=1; Domain=other.org'), ('Set-Cookie', 'gone=1; Max-Age=0'), ('Set-Cookie', 'old=1; Expires=Wed, 21-Oct-2015 07:28:00 GMT')])
for target in 'http://www.example.org/x/z', 'http://example.org/', 'http://www.example.org/', 'https://www.example.org/', 'http://notexample.org/':
    request = httpx.Request('GET', target)
    answer.cookies.set_cookie_header(request)
    print(target, request.headers.get('cookie'))

print('--- timeouts and limits')
print(httpx.Timeout(5.0), httpx.Timeout(None), httpx.Timeout(10.0, connect=60.0), httpx.Timeout((1, 2)), httpx.Timeout(5.0) == httpx.Timeout(timeout=5.0))
print(attempt(httpx.Timeout, connect=1), httpx.Limits(max_connections=3), httpx.Proxy('http://me:pw@proxy:3128'), attempt(httpx.Proxy, 'ftp://x'), sep='\n')

print('--- requests')
for arguments in [dict(content='ü'), dict(data={'a': 'b c', 'n': [1, None], 't': True}), dict(params={'p': 1}), dict(headers={'Host': 'x', 'content-length': '7'}, content=iter(())),
                  dict(content=iter([b'a'])), dict(cookies={'k': 'v'}), {}]:
    request = httpx.Request('post', 'http://h/?q=1', **arguments)
    print(request, request.headers.multi_items(), attempt(lambda: request.content))
request = httpx.Request('POST', 'http://h/', data={'a': 'x', 'l': ['1', '2']}, files={'f': ('na"me.txt', b'text'), 'g': ('b.bin', b'bin', 'image/x', {'X-Y': '1'})},
                        headers={'Content-Type': 'multipart/form-data; boundary=LINE'})
body = request.read()
print(body.decode(), request.headers.multi_items(), len(body))
print(attempt(httpx.Request, 'GET', 'http://h/', content=3))
print(list(httpx.Request('POST', 'http://h/', json=1, headers={'X': 'y'}).headers), list(httpx.Request('POST', 'http://h/', headers={'X': 'y'}).headers))

print('--- answers')
response = httpx.Response(404, text='näh', request=httpx.Request('GET', 'http://h/x'))
print(response, response.headers, response.text, response.content, response.is_error, response.is_client_error, response.is_success, response.is_redirect)
print(attempt(response.raise_for_status), attempt(httpx.Response(302, headers={'Location': '/y'}, request=response.request).raise_for_status),
      attempt(httpx.Response(200).raise_for_status), httpx.Response(200, request=response.request).raise_for_status(), sep='\n')
latin = httpx.Response(200, content='né'.encode('latin-1'), headers={'Content-Type': 'text/plain; charset=ISO-8859-1'})
print(latin.encoding, latin.charset_encoding, latin.text, attempt(setattr, latin, 'encoding', 'utf-8'))
print(httpx.Response(200, content=b'\xff\xfeok', headers={'Content-Type': 'text/plain; charset=nonsense'}).text, httpx.Response(200, html='<p>').headers['content-type'])
pieces = [b'one\r', b'\ntwo\n\nth', b'r\xc3', b'\xa9e\r', b'four']
response = httpx.Response(200, content=iter(pieces))
print(attempt(lambda: response.content), list(response.iter_lines()), attempt(lambda: list(response.iter_raw())), response.is_closed, response.num_bytes_downloaded)
print(list(httpx.Response(200, content=iter(pieces)).iter_text()), list(httpx.Response(200, content=iter(pieces)).iter_bytes(6)),
      list(httpx.Response(200, content=iter(pieces)).iter_text(5)))
print(httpx.Response(200, headers={'Link': '<http://h/2>; rel="next", <http://h/9>; rel=last'}).links)
closed = httpx.Response(200, content=iter(pieces))
closed.close()
print(attempt(closed.read), attempt(lambda: response.elapsed), attempt(lambda: response.request), sep='\n')
print(httpx.codes.NOT_FOUND, httpx.codes(418).name, httpx.codes.ok, repr(httpx.codes.OK), httpx.codes.get_reason_phrase(500), httpx.codes.is_redirect(302))

print('--- exceptions')
for name in sorted(httpx.__all__):
    kind = getattr(httpx, name)
    if isinstance(kind, type) and issubclass(kind, Exception):
        print(' < '.join(base.__module__ + '.' + base.__name__ for base in kind.__mro__[:-3]))
print(attempt(lambda: httpx.ReadTimeout('late').request))
