# The functions of urllib.parse that are deprecated.
import urllib.parse as parse
import warnings

CALLS = {'splittype': ['http://x', 'x', 'a:b', '', ':x', 'A+b:c', 'a/b:c', 'h:\n'],
         'splithost': ['//host[:port]/path', '//h', '/x', '//u@h:8/p?q#f', '//h?q', '//h#f', '//h\nx/y', 'x', '//'],
         'splituser': ['u:p@h', 'h', 'a@b@c', '@'], 'splitpasswd': ['u:p', 'u', 'u:p:q', ':'],
         'splitport': ['h:80', 'h', 'h:', 'h:x', '[::1]:8', 'h:\uff18', ''], 'splitnport': ['h:80', 'h', 'h:', 'h:x', 'h:-1', '[::1]:9'],
         'splitquery': ['/p?a=b', '/p', '/p?a?b', '?'], 'splittag': ['/p#t', '/p', '#', 'a#b#c'],
         'splitattr': ['/p;a=b;c=d', '/p', ';'], 'splitvalue': ['a=b', 'a', 'a=', 'a=b=c'], 'to_bytes': ['abc', '\xe9', b'x']}
for name, texts in CALLS.items():
    for text in texts:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter('always')
            try:
                print(name, ascii(text), ascii(getattr(parse, name)(text)))
            except UnicodeError as error:
                print(name, type(error).__name__, ascii(str(error)))
    print(*[f'{w.category.__name__} {w.message} {w.filename == __file__}' for w in told])
warnings.simplefilter('ignore')
print(parse.splitnport('h:x', 5), parse.splitnport('h', 443), parse.splitnport('h:', defport=7))
try:
    parse.splitnothing
except AttributeError as error:
    print(error)

# Private names that libraries import.
from urllib.parse import _coerce_args, _splitnetloc, _splitparams
for url in '//host/path;a=1/b;c?q#f', '//host', 'host?x/y', '/a;b', ';', '//h#f':
    print(_splitnetloc(url), _splitnetloc(url, 2), _splitparams(url))
for args in (('a', 'b', ''), (b'a', b'', b'c')):
    *texts, back = _coerce_args(*args)
    print(texts, back('x'), back(parse.urlsplit('//h/p')))
