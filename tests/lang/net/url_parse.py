"""urllib.parse: splitting, joining, results, percent-encoding, queries."""
import binascii
import random
import urllib.parse
from urllib.parse import *


def show(function, *args, **kwargs):
    try:
        result = repr(function(*args, **kwargs))
    except Exception as e:
        result = f'{type(e).__name__}: {e}'
    print(function.__name__, *map(repr, args), kwargs or '', '->', result)


print('--- parts')
for url in ['http://user:pass@Host.Example:8080/a/b;p?q=1&r#frag', b'http://h/p?q#f', '//host/path', 'path', '', '?q', '#f',
            'mailto:a@b?subject=x', 'file:///etc/passwd', 'http://[::1]:80/', 'http://[fe80::1%Eth0]:8/', 'HTTP://A', ' http://a',
            'ht\ntp://a\t/b', '1a:b', 'a+b.c-d:e', ':b', 'x://', 'http:80', 'http://a?b/c', 'http://a#b?c', 'a;b/c;d', '//@:']:
    for split in urlsplit, urlparse:
        show(split, url)
    parts = urlsplit(url)
    print(repr(parts.geturl()), parts.username, parts.password, parts.hostname, parts.port)
for url in ['http://[x]/', 'http://[1.2.3.4]/', 'http://[v1.a]/', 'http://[v1]/', 'http://a[::1]/', 'http://[::1', 'http://[::1]x/',
            'http://\u2100/', '//[1:2:3:4:5:6:7]', '//[1::2::3]', '//[::ffff:1.2.3.4]', '//u@[::1]:x', '//u:[@h', '//[::1%]']:
    show(urlsplit, url)
for netloc in ['h:99999', 'h:x', 'h:-1', 'h:', 'h:0', 'h:\u0661', 'u@', 'a@b:c@d:1', ':80', '@', 'u:@h', '[::1]', '']:
    parts = urlsplit('//' + netloc)
    try:
        print(netloc, parts.username, parts.password, parts.hostname, parts.port)
    except ValueError as e:
        print(netloc, e)
show(urlsplit, 'a', 'http', allow_fragments=False)
show(urlsplit, 'a#b', allow_fragments=False)
show(urlsplit, 'a', b'http')
show(urlsplit, b'\xe9')
show(urlunsplit, ('a', b'b', '', '', ''))

print('--- results')
parts = urlparse('http://h:1/p;x?q#f')
print(parts, parts[1], parts.params, parts._replace(netloc='g:2').geturl(), parts._asdict(), parts.encode(), parts.encode().decode() == parts)
print(type(parts).__mro__[0].__name__, isinstance(parts, tuple), len(parts), ParseResult._fields, SplitResult._fields, DefragResult._fields)
print(urlsplit(b'//u:p@h:5').username, urlsplit(b'//u:p@H:5').hostname, urlsplit(b'//u:p@h:5').port, urlsplit(b'x').decode('ascii'))
print(urldefrag('http://a/b?c#d'), urldefrag(b'x'), urldefrag('a#b').geturl(), urldefrag('http://a#').geturl())
print(urlunsplit(['http', 'h', 'p', 'q', 'f']), urlunparse(('http', 'h', '/p', 'x', 'q', 'f')), urlunsplit(('', '', '//a', '', '')))
print(urlunsplit(('file', '', '/a', '', '')), urlunsplit(('x', '', 'a', '', '')), urlunsplit((b'http', b'h', b'', b'', b'')))
print(urlsplit('http://cached/') is urlsplit('http://cached/'))
urllib.parse.clear_cache()
print(urllib.parse.unwrap('<URL:http://x>'), urllib.parse.unwrap(' <x> '), sorted(urllib.parse.__all__))

print('--- joining (RFC 3986, 5.4)')
for reference in ['g:h', 'g', './g', 'g/', '/g', '//g', '?y', 'g?y', '#s', 'g#s', 'g?y#s', ';x', 'g;x', 'g;x?y#s', '', '.', './', '..', '../',
                  '../g', '../..', '../../', '../../g', '../../../g', '../../../../g', '/./g', '/../g', 'g.', '.g', 'g..', '..g', './../g',
                  './g/.', 'g/./h', 'g/../h', 'g;x=1/./y', 'g;x=1/../y', 'g?y/./x', 'g#s/../x', 'http:g']:
    print(repr(reference), urljoin('http://a/b/c/d;p?q', reference))
for base, url in [('', 'a'), ('a', ''), ('/a/b', '../c'), ('a/b', '../../c'), ('mailto:a', 'b'), ('http://a', 'b'), ('file:///x/y', 'z'),
                  ('http://a/b//c', 'd'), ('http://a/b/', '//c/../d'), ('svn://h/a', 'b'), ('ws://h/a/', '../b')]:
    print(base, url, urljoin(base, url))
print(urljoin(b'http://a/b', b'c'), urljoin('http://a/b#x', '#y', allow_fragments=False))
show(urljoin, 'http://a', b'b')

print('--- quoting')
for text in ['', 'abc', 'a b/c', 'é/~_.-', '\U0001f600', 'a+b&c=d', b'\xff\x00 a', bytearray(b'x y')]:
    print(repr(text), quote(text), quote(text, safe=''), quote_plus(text), quote(text, safe=b' &\xff'))
print(quote('é', encoding='latin-1'), quote('\u20ac', encoding='latin-1', errors='xmlcharrefreplace'), quote_from_bytes(b'a/b', safe='b'))
for text in ['', 'abc', '%41%zz%4', '%', '%%41', '%e2%82%ac', '%E2%82', 'é%c3%a9\u20ac%41', 'a+b%20c', b'a%41']:
    print(repr(text), repr(unquote(text)), unquote_to_bytes(text))
print(unquote_plus('a+b%2Bc'), unquote('%e9', encoding='latin-1'), ascii(unquote('%ff', errors='surrogateescape')), unquote('%41', None, None))
show(unquote, '%ff', errors='strict')
show(quote, 5)
show(quote, b'a', encoding='utf-8')
show(quote, b'a', errors='strict')
show(quote_from_bytes, 'a')
show(quote, '\ud800')

print('--- queries')
for query in ['', 'a=1&b=2&a=3', 'a=&b', 'a=1;b=2', 'a=b=c', '=x', '&&', 'a%20b=c+d', 'x=%e9', b'a=1&b=%41', '%3d=%26']:
    show(parse_qsl, query)
    show(parse_qs, query, keep_blank_values=True)
show(parse_qsl, 'a=1&b', strict_parsing=True)
show(parse_qsl, 'a=1&b=2&c=3', max_num_fields=2)
show(parse_qsl, 'a=1;b=2', separator=';')
show(parse_qsl, 'a=1', separator='')
show(parse_qsl, 'a=%e9', encoding='latin-1')
show(urlencode, {'a': 1, 'b': 'x y', 'é': None, 'c': b'\xff'})
show(urlencode, [('a', [1, 2]), ('b', 'xy'), ('c', ()), ('d', {'k': 1}), ('e', 5), (b'f', [b'g', 'h'])], doseq=True)
show(urlencode, [('a', [1, 2])])
print(urlencode({'a': '/ ?'}, quote_via=quote, safe='/'), urlencode({'a': '/ ?'}, quote_via=quote))
show(urlencode, {'a': '\xe9'}, encoding='latin-1')
show(urlencode, 'abc')
show(urlencode, 5)
show(urlencode, [1])
show(urlencode, '')

print('--- at random')
pieces = ['http', 'https', 'file', 'x', ':', '//', '/', '/', 'a', 'b', '..', '.', '?', '#', ';', '@', '&', '=', '%', '%41', '%c3%a9', '+', ' ', 'é', '[::1]', ':80', '']
chance = random.Random(12)


def some(limit=8):
    return ''.join(chance.choice(pieces) for _ in range(chance.randint(0, limit)))


def attempt(function, *args):
    try:
        return function(*args)
    except ValueError as e:
        return repr(e)


sums = {}
for _ in range(1500):
    first, second = some(), some()
    parts = urlsplit(first) if '[' not in first else None
    for name, result in [('urlparse', attempt(urlparse, first)), ('urljoin', attempt(urljoin, first, second)), ('quote', quote(first, second)),
                         ('unquote', unquote(first)), ('parse_qsl', parse_qsl(first, True)), ('urldefrag', attempt(urldefrag, second)),
                         ('back', parts and parts.geturl()), ('hostname', parts and parts.hostname)]:
        sums[name] = binascii.crc32(repr(result).encode(), sums.get(name, 0))
print(sums)
for nothing in None, 5, (), '', b'':
    try:
        print(unquote_to_bytes(nothing))
    except AttributeError as error:
        print(error)
