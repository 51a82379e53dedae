# What patterns are read as, in the form of CPython's trees; libraries look into them (lark: how long texts can be).
import re
import warnings

from re import _parser, _constants
for p in ['a', 'ab|ac', 'a|b|c', 'a|bc', '[a-c]|d|\\d', '(?:ab)', '(?:a)*', '(?:ab)*', '(a)*', '[^a]', '[a]', r'\d', '.', '^a$', r'\A\b\B\Z', '(?i:a)', '(?-i:a)', '(?i)a', '(?P<n>a)(?P=n)', '(a)(?(1)b|c)', '(a)(?(1)b)', '(?=a)(?!b)(?<=c)(?<!d)', '(?!)', '(?=)', '(?>ab)', 'a*+', 'a{2,3}?', 'a{,3}', '', 'a||b', '(|a)', '((a|b)|c)', '(?:a|b)c', 'abc|abd|ab', '[]a]', r'[\w.-]', '[aab]', '(?x) a b # c', r'\x41\n', '(?s:.)', '(?u:a)', '(?a:\\w)', '(?:(?:a))', '(?:a|(?i:b))','(?:)', '(?:)*', '(?:a*)*', 'x(?#c)y', '[^\\d]', '[^ab]', 'ä', '(?:[a]|b)', '(?:[a-c]|[x-z])', '(?:[^a]|b)', 'a?|a+', '(?<=ab|cd)e', '[\\x00-\\xff]', 'aa|a', '(?:x|xy)z']:
    try:
        q = _parser.parse(p)
        print(repr(p), q, q.getwidth(), q.state.groups, q.state.flags, q.state.groupdict)
    except Exception as e: print(repr(p), type(e), e)
q = _parser.parse(b'a[b-d]\\w'); print(q, q.state.flags, q.state.str)
q = _parser.parse('a*b+c', re.I); print(q.data, len(q), q[0], q[1:], q.state.flags, type(q[1:]).__name__)
for p in ['a*', 'a{3,5}', '(ab?)+', '(a)(?(1)b|cd)', '(a)\\1', '(?=abc)d', 'a{4294967294}', '(?:a{65536}){65536}', '(?:(?:a{65535}){65535}){65535}']:
    try: print(p, _parser.parse(p).getwidth())
    except Exception as e: print(p, type(e), e)
c = _constants.LITERAL
print(repr(c), int(c), c, c.name, _constants.OPCODES[:3], _constants.ATCODES, _constants.CHCODES, _constants.MAXREPEAT, type(_constants.MAXREPEAT).__name__)

for p in '(', 'a**', '[z-a]', '(?P<1>a)', b'\\N{DASH}':
    try:
        _parser.parse(p)
    except re.error as e:
        print(repr(p), e)
q = _parser.parse('ab')
del q[0]
q.append((_constants.ANY, None))
q.insert(0, q[-1])
q[1] = (_constants.LITERAL, 99)
print(q, len(q), q.getwidth(), q.state.checkgroup(1), q.state.groups)
for bad in 'NOTHING', '__nothing__':
    print(hasattr(_constants, bad))
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    import sre_constants
    import sre_parse
print(sre_parse.parse('x+').getwidth(), sre_constants.MAX_REPEAT, sre_constants.MAX_REPEAT is _constants.MAX_REPEAT)
print(_parser.CATEGORIES[r'\d'], _parser.FLAGS['x'], sorted(_parser.DIGITS), _parser.TYPE_FLAGS)
