# JSONEncoder and JSONDecoder with methods of their own; pieces; files; the parts that others import.
import io
import json
import json.decoder
import json.encoder
import json.scanner


class Complex(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


print(json.dumps({'z': 1 + 2j}, cls=Complex), Complex(indent=1).encode([1j]), list(Complex().iterencode([2j, 1])))
try:
    Complex().encode(set())
except TypeError as e:
    print(e)


class Self(json.JSONEncoder):
    def default(self, o):
        return o


try:
    Self().encode(object())
except ValueError as e:
    print(e)
try:
    json.dumps(object(), default=lambda o: [o])
except ValueError as e:
    print(e)
print(json.dumps([{1}, {2}], default=list), json.dumps({'a': {1}}, default=sorted, indent=1))


class Traced(json.JSONEncoder):
    def iterencode(self, o, _one_shot=False):
        for chunk in super().iterencode(o, _one_shot=_one_shot):
            yield chunk.upper()


print(json.dumps({'a': 'b'}, cls=Traced), Traced().encode([True]))


class Upper(json.JSONDecoder):
    def decode(self, s):
        return super().decode(s.lower())


print(json.loads('[TRUE]', cls=Upper))
decoder = json.JSONDecoder(object_pairs_hook=lambda pairs: tuple(pairs))
print(decoder.raw_decode('{"a": 1} rest'), decoder.raw_decode('x [1]', 2), decoder.decode(' {"k": {}} '))
for text in 'x', ' 1', '':
    try:
        decoder.raw_decode(text)
    except json.JSONDecodeError as e:
        print(e)
try:
    decoder.raw_decode('1', -1)
except ValueError as e:
    print(e)
encoder = json.JSONEncoder()
print(encoder.item_separator, encoder.key_separator, encoder.indent, encoder.skipkeys, encoder.check_circular)
print(json.JSONEncoder(indent=1).item_separator, json.JSONEncoder(separators=('a', 'b')).encode({1: 1, 2: [1, 2]}))
VALUE = [1, [2], {'a': [], 'b': None, 'c': {'d': 1}}, (), {}, 'x', 1.5, [[], [True]]]
for options in {}, {'indent': 1}, {'indent': ''}, {'sort_keys': True, 'separators': ('; ', '= ')}:
    made = json.JSONEncoder(**options)
    pieces = list(made.iterencode(VALUE))
    print(pieces)
    print(''.join(pieces) == made.encode(VALUE))
    out = io.StringIO()
    json.dump(VALUE, out, **options)
    print(out.getvalue() == made.encode(VALUE), json.load(io.StringIO(out.getvalue())) if not options.get('separators') else '')
print(json.load(io.BytesIO(b'[1]')), json.load(io.StringIO('1.5'), parse_float=str))
for function in json.encoder.encode_basestring, json.encoder.encode_basestring_ascii:
    print(ascii(function('a"\u1234\U0001f600\x00é')))
    try:
        function(1)
    except TypeError as e:
        print(e)
print(json.decoder.scanstring('"abc" x', 1), json.decoder.scanstring('a\\n"', 0, True), json.decoder.scanstring('\t"', 0, False))
scan = json.scanner.make_scanner(json.JSONDecoder())
print(scan('[1, 2] ', 0), scan('  3', 2))
try:
    scan('', 0)
except StopIteration as e:
    print('stop', e.value)
print(json.JSONDecodeError.__mro__[1], json.__all__)


class Changing(list):
    pass


numbers = [1, 2, 3]


def shorten(o):
    numbers.clear()
    return 'gone'


numbers.insert(1, {0})
print(json.dumps(numbers, default=shorten))
