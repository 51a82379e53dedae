"""JSONDecoder, and its error."""
__all__ = ['JSONDecoder', 'JSONDecodeError']

NaN, PosInf, NegInf = float('nan'), float('inf'), float('-inf')
_CONSTANTS = {'NaN': NaN, 'Infinity': PosInf, '-Infinity': NegInf}


class JSONDecodeError(ValueError):
    """What is wrong (msg) with which text (doc), and where: pos, lineno, colno."""

    def __init__(self, msg, doc, pos):
        self.msg, self.doc, self.pos = msg, doc, pos
        self.lineno = doc.count('\n', 0, pos) + 1
        self.colno = pos - doc.rfind('\n', 0, pos)
        super().__init__(f'{msg}: line {self.lineno} column {self.colno} (char {pos})')

    def __reduce__(self):
        return type(self), (self.msg, self.doc, self.pos)


try:
    from _json import scanstring, skip_space
    c_scanstring = scanstring
except ImportError:
    from ._plain import scanstring, skip_space
    c_scanstring = None

from json import scanner


class JSONDecoder:
    """Makes objects of JSON text: object to dict, array to list, string to str, number to int or float.

    The hooks are those of json.loads(). Unless strict, strings may have control characters in them.
    """

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.strict, self.object_hook, self.object_pairs_hook = strict, object_hook, object_pairs_hook
        self.parse_int, self.parse_float = parse_int or int, parse_float or float
        self.parse_constant = parse_constant or _CONSTANTS.__getitem__
        self.parse_string = scanstring
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s):
        """The object that the whole text describes."""
        obj, end = self.raw_decode(s, skip_space(s, 0))
        end = skip_space(s, end)
        if end == len(s):
            return obj
        raise JSONDecodeError('Extra data', s, end)

    def raw_decode(self, s, idx=0):
        """(object, end) of a text that begins with JSON, at idx."""
        try:
            return self.scan_once(s, idx)
        except StopIteration as stop:
            place = stop.value
        raise JSONDecodeError('Expecting value', s, place) from None
