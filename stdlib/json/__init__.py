"""JSON: text to objects and back.

loads() and load() read, dumps() and dump() write; JSONDecoder and JSONEncoder are for those who want more than options.
"""
from .decoder import JSONDecodeError, JSONDecoder
from .encoder import JSONEncoder

__version__ = '2.0.9'
__all__ = ['dump', 'dumps', 'load', 'loads', 'JSONDecoder', 'JSONDecodeError', 'JSONEncoder']
__author__ = 'Bob Ippolito <bob@redivi.com>'

_default_decoder = JSONDecoder()
_default_encoder = JSONEncoder()


def _encoder(cls, options):
    """The encoder for options, of which only those are here that differ from what is usual."""
    if cls is None:
        if not options:
            return _default_encoder
        cls = JSONEncoder
    return cls(**{'skipkeys': False, 'ensure_ascii': True, 'check_circular': True, 'allow_nan': True, 'indent': None,
                  'separators': None, 'default': None, **options})


def _unusual(skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators, default, sort_keys, others):
    options = others
    if skipkeys:
        options['skipkeys'] = skipkeys
    if not ensure_ascii:
        options['ensure_ascii'] = ensure_ascii
    if not check_circular:
        options['check_circular'] = check_circular
    if not allow_nan:
        options['allow_nan'] = allow_nan
    if indent is not None:
        options['indent'] = indent
    if separators is not None:
        options['separators'] = separators
    if default is not None:
        options['default'] = default
    if sort_keys:
        options['sort_keys'] = sort_keys
    return options


def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
          separators=None, default=None, sort_keys=False, **kw):
    """The JSON text of an object.

    skipkeys leaves out members whose key is no simple value; without ensure_ascii all characters stand for themselves;
    indent (a number or a text) puts every item on a line; separators is (between items, behind keys); default(o) gives
    something that can be written for an o that cannot. cls is the class of the encoder, to which all else is given.
    """
    options = _unusual(skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators, default, sort_keys, kw)
    return _encoder(cls, options).encode(obj)


def dump(obj, fp, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None,
         separators=None, default=None, sort_keys=False, **kw):
    """Write the JSON text of an object to a file, piece by piece. The options are those of dumps()."""
    options = _unusual(skipkeys, ensure_ascii, check_circular, allow_nan, indent, separators, default, sort_keys, kw)
    write = fp.write
    for piece in _encoder(cls, options).iterencode(obj):
        write(piece)


def detect_encoding(b):
    """Which UTF the bytes are, by their byte order mark or their zeros."""
    for mark, name in ((b'\xff\xfe\0\0', 'utf-32'), (b'\0\0\xfe\xff', 'utf-32'), (b'\xff\xfe', 'utf-16'),
                       (b'\xfe\xff', 'utf-16'), (b'\xef\xbb\xbf', 'utf-8-sig')):
        if b.startswith(mark):
            return name
    zeros = [not c for c in b[:4]]
    if len(zeros) == 4:
        if zeros[0]:
            return 'utf-16-be' if not zeros[1] else 'utf-32-be'
        if zeros[1]:
            return 'utf-16-le' if not (zeros[2] and zeros[3]) else 'utf-32-le'
    elif len(zeros) == 2 and zeros[0] != zeros[1]:
        return 'utf-16-be' if zeros[0] else 'utf-16-le'
    return 'utf-8'


def _as_text(s):
    if isinstance(s, str):
        if s.startswith('\ufeff'):
            raise JSONDecodeError('Unexpected UTF-8 BOM (decode using utf-8-sig)', s, 0)
        return s
    if isinstance(s, (bytes, bytearray)):
        return s.decode(detect_encoding(s), 'surrogatepass')
    raise TypeError(f'the JSON object must be str, bytes or bytearray, not {type(s).__name__}')


def loads(s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None,
          object_pairs_hook=None, **kw):
    """The object that a JSON text (str, bytes or bytearray) describes.

    object_hook(dict) or object_pairs_hook(list of pairs) gives what stands for each object, the parse_ functions
    what stands for numbers and for NaN and Infinity, by their text. cls is the class of the decoder, to which all else
    is given.
    """
    s = _as_text(s)
    if cls is object_hook is parse_float is parse_int is parse_constant is object_pairs_hook is None and not kw:
        return _default_decoder.decode(s)
    hooks = {'object_hook': object_hook, 'object_pairs_hook': object_pairs_hook, 'parse_float': parse_float,
             'parse_int': parse_int, 'parse_constant': parse_constant}
    kw.update((name, hook) for name, hook in hooks.items() if hook is not None)
    return (cls or JSONDecoder)(**kw).decode(s)


def load(fp, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None, **kw):
    """The object that the text of a file describes. The options are those of loads()."""
    return loads(fp.read(), cls=cls, object_hook=object_hook, parse_float=parse_float, parse_int=parse_int,
                 parse_constant=parse_constant, object_pairs_hook=object_pairs_hook, **kw)
