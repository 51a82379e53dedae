"""JSONEncoder."""
try:
    from _json import Encoder as c_make_encoder, encode_basestring, encode_basestring_ascii
    c_encode_basestring, c_encode_basestring_ascii = encode_basestring, encode_basestring_ascii
except ImportError:
    from ._plain import encode_basestring, encode_basestring_ascii
    c_make_encoder = c_encode_basestring = c_encode_basestring_ascii = None

INFINITY = float('inf')
_SPECIAL = {INFINITY: 'Infinity', -INFINITY: '-Infinity'}


class JSONEncoder:
    """Makes JSON text of objects: dict, list and tuple, str, int, float, True, False, None.

    A subclass has its own default() for others. The options are those of json.dumps().
    """

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is None and indent is not None:
            self.item_separator = ','
        elif separators is not None:
            self.item_separator, self.key_separator = separators
        if default is not None:
            self.default = default

    def default(self, o):
        """Something that can be written in place of o. This one knows nothing."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The JSON text of o."""
        if isinstance(o, str):
            return self._strings()(o)
        pieces = self.iterencode(o, _one_shot=True)
        return pieces[0] if type(pieces) is tuple and len(pieces) == 1 else ''.join(pieces)

    def iterencode(self, o, _one_shot=False):
        """The JSON text of o in pieces, as they are made."""
        if not _one_shot or c_make_encoder is None:
            return _Pieces(self).of(o, 0)
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        return c_make_encoder({} if self.check_circular else None, self.default, self._strings(), indent,
                              self.key_separator, self.item_separator, self.sort_keys, self.skipkeys, self.allow_nan)(o, 0)

    def _strings(self):
        return encode_basestring_ascii if self.ensure_ascii else encode_basestring


class _Pieces:
    """Writes piece by piece, for those who do not want the whole text at once."""

    def __init__(self, encoder):
        self.encoder = encoder
        self.string = encoder._strings()
        self.active = {} if encoder.check_circular else None
        indent = encoder.indent
        self.indent = ' ' * indent if isinstance(indent, int) else indent

    def of(self, o, level):
        simple = self.simple(o)
        if simple is not None:
            yield simple
            return
        if self.active is not None:
            if id(o) in self.active:
                raise ValueError('Circular reference detected')
            self.active[id(o)] = o
        if isinstance(o, (list, tuple)):
            yield from self.array(o, level + 1)
        elif isinstance(o, dict):
            yield from self.object(o, level + 1)
        else:
            yield from self.of(self.encoder.default(o), level)
        if self.active is not None:
            del self.active[id(o)]

    def simple(self, o):
        """The text of what is no container; None: it is one, or unknown."""
        if isinstance(o, str):
            return self.string(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self.number(o)
        return None

    def number(self, o):
        if o == o and o not in _SPECIAL:
            return float.__repr__(o)
        if not self.encoder.allow_nan:
            raise ValueError(f'Out of range float values are not JSON compliant: {o!r}')
        return _SPECIAL.get(o, 'NaN')

    def line(self, level):
        return '' if self.indent is None else '\n' + self.indent * level

    def array(self, items, level):
        if not items:
            yield '[]'
            return
        start = '[' + self.line(level)
        for item in items:
            simple = self.simple(item)
            if simple is None:
                yield start
                yield from self.of(item, level)
            else:
                yield start + simple
            start = self.encoder.item_separator + self.line(level)
        if self.indent is not None:
            yield self.line(level - 1)
        yield ']'

    def object(self, members, level):
        if not members:
            yield '{}'
            return
        yield '{'
        between = self.line(level)
        pairs = sorted(members.items()) if self.encoder.sort_keys else members.items()
        for key, item in pairs:
            if not isinstance(key, str):
                key = self.key(key)
                if key is None:
                    continue
            if between:
                yield between
            between = self.encoder.item_separator + self.line(level)
            yield self.string(key)
            yield self.encoder.key_separator
            yield from self.of(item, level)
        if self.indent is not None:
            yield self.line(level - 1)
        yield '}'

    def key(self, key):
        """A key that is no string, as one; None: it is skipped."""
        if key is None or isinstance(key, (int, float)):
            return self.simple(key)
        if self.encoder.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')
