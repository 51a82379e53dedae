# What loads and dumps make of all kinds of text and objects, and what they complain of.
import json


def show(function, *args, **options):
    shown = {name: 'function' if callable(v) else v for name, v in options.items()}
    try:
        print(ascii(args)[:90], shown, ascii(function(*args, **options))[:200])
    except json.JSONDecodeError as e:
        print(ascii(args)[:90], ascii(str(e)), ascii(e.msg), e.pos, e.lineno, e.colno, e.doc == args[0])
    except Exception as e:
        print(ascii(args)[:90], shown, type(e).__name__, ascii(str(e)))


for text in ['', '  ', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{1:2}', '{"a" 1}', '[', '[1', '[1,', '[1,]', '[1 2]',
             '"abc', '"a\nb"', '"\\q"', '"\\u12"', '"\\u12x4"', '"\\ud83d\\ude00"', '"\\ud83d"', '"\\ud83dx"', '"\\ud83d\\u12"',
             '"\\ud83d\\ud83d\\ude00"', 'tru', 'nul', 'NaN', '-Infinity', 'Infinity', '-', '-x', '01', '-01', '1.', '1.e5', '1e', '1e5',
             '-0', '-0.0', '1E+2', '1e-', '1.5x', '[1] x', '\ufeff1', '{"a":1 "b"}', '{"a":1,"b"}', '"\\', '"\\u', 'nan', '{]', '[}',
             ' 1 ', '"\x00"', '"\t"', '1' * 5000, '\ud800', '[\n1,\n  x]', '"é\u1234\\n"', '["\u1234", "\U0001f600\\u00e9"]',
             '{"\u1234": "x", "b\\u0062": 1, "": 2, "a": 3, "a": 4}', '123456789012345678', '1234567890123456789012', '0.1', '1.7976931348623157e308',
             '1e400', '-1e-400', '0.30000000000000004', '123456789.123456789e-5', '5e-324', '9007199254740993.0', '1' * 30 + '.5',
             '[1 , 2\t,\r\n3 ]', '\x0b1', '[]', '{}', '[ ]', '{ }', '"\\"\\\\\\/\\b\\f\\n\\r\\t"', '[[[]]]', 'null', 'true', '[false]']:
    show(json.loads, text)
for data in [b'\xff', 1, None, '1'.encode('utf-16'), '[1]'.encode('utf-32'), b'\xef\xbb\xbf1', bytearray(b'[1]'), '1'.encode('utf-16-be'),
             '12'.encode('utf-16-le'), '"é"'.encode(), b'"\xed\xa0\x80"', b'']:
    show(json.loads, data)
show(json.loads, '"\t"', strict=False)
show(json.loads, '[1.5, 2]', parse_float=str, parse_int=lambda s: s + '!')
show(json.loads, '[NaN, -Infinity]', parse_constant=lambda s: s.lower())
show(json.loads, '{"a": {"b": 1}}', object_hook=lambda d: sorted(d))
show(json.loads, '{"a": {"b": 1, "b": 2}}', object_pairs_hook=list)
show(json.loads, '{"a": 1}', object_pairs_hook=list, object_hook=len)
show(json.loads, '1', nix=1)
show(json.loads, '1', cls=lambda **k: json.JSONDecoder())
error = json.JSONDecodeError('x', 'a\nb', 2)
print(error, error.__reduce__())

NAN = float('nan')
OPTIONS = [{}, {'indent': 2}, {'allow_nan': False}, {'ensure_ascii': False}, {'skipkeys': True}, {'indent': '\t', 'sort_keys': True},
           {'sort_keys': True, 'separators': (',', ':')}, {'check_circular': False}, {'indent': 0}]


class Int(int):
    def __repr__(self):
        return 'never'


class Float(float):
    def __repr__(self):
        return 'never'


class Dict(dict):
    def items(self):
        return [('replaced', 1)]


for v in [NAN, float('inf'), -1e400, {1: 2}, {(1,): 2}, object, {1.5: 1, None: 2, True: 3, NAN: 4}, [1, [2, []], {}], (1, (2,)), {'x': {}},
          '\u1234\U0001f600"\\\n\x7f\x00\x1f/', '\ud800', 'plain', 'é', b'x', 1.0, 10**30, -5, {'b': 1, 'a': 2}, {'b': [1, {'c': None}]}, '', [],
          {}, [[]], Int(5), Float(2.5), {Int(1): Float(1)}, Dict(x=1), True, None, {1: 1, 'a': 2}, 1e16, 1e-7, 123456789.125]:
    for options in OPTIONS:
        show(json.dumps, v, **options)
circle = []
circle.append(circle)
show(json.dumps, circle)
show(json.dumps, circle, indent=1)
show(json.dumps, {'a': circle})
show(json.dumps, [[1], [1]] * 2)
for what in '[' * 100000, '{"a":' * 100000:
    try:
        json.loads(what)
    except RecursionError as e:
        print(e)
deep, wide = [], {}
for i in range(100000):
    deep, wide = [deep], {'a': wide}
for what, options in (deep, {}), (deep, {'check_circular': False}), (wide, {}):
    try:
        json.dumps(what, **options)
    except RecursionError as e:
        print(e)
while deep:
    deep = deep.pop()
