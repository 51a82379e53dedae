# The package without its C module, as tests and other programs ask for it.
import sys

sys.modules['_json'] = None
import json
import json.decoder
import json.encoder
import json.scanner

print(json.scanner.c_make_scanner, json.encoder.c_make_encoder, json.decoder.scanstring.__module__, json.scanner.make_scanner.__module__)


def show(function, *args, **options):
    try:
        print(ascii(args)[:90], ascii(function(*args, **options))[:200])
    except json.JSONDecodeError as e:
        print(ascii(args)[:90], ascii(str(e)), ascii(e.msg), e.pos)
    except Exception as e:
        print(ascii(args)[:90], type(e).__name__, ascii(str(e)))


for text in ['', '{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{1:2}', '{"a" 1}', '[', '[1', '[1,', '[1,]', '[1 2]', '"abc', '"a\nb"',
             '"\\q"', '"\\u12x4"', '"\\ud83d\\ude00"', '"\\ud83dx"', '"\\ud83d\\u12"', 'tru', 'NaN', '-Infinity', '-', '01', '1.', '1e5', '-0',
             '1E+2', '[1] x', '"\\', '"\\u', ' {"a": [1, 2.5, {"b": null}, true, false], "c": "\\n\\u00e9"} ', '{"a":1,"b"}', '[[]]', '{}']:
    show(json.loads, text)
show(json.loads, '"\t"', strict=False)
show(json.loads, '{"a": {"b": 1}}', object_hook=sorted)
show(json.loads, '{"a": {"b": 1}}', object_pairs_hook=list)
show(json.loads, '[1.5, 2, NaN]', parse_float=str, parse_int=str, parse_constant=str)
for v in [[1, [2, []], {}], {'x': {1: None, 2.5: True}}, '\u1234\U0001f600"\\\n\x7f\x00/', float('inf'), object, {(): 1}, 10**20, 'é']:
    show(json.dumps, v)
    show(json.dumps, v, indent=1, sort_keys=True)
    show(json.dumps, v, ensure_ascii=False, separators=(',', ':'), allow_nan=False)
circle = []
circle.append(circle)
show(json.dumps, circle)
