import io
import os
import re
import token
import tokenize
import tempfile

print(token.tok_name, sorted(token.EXACT_TOKEN_TYPES.items()), token.ISEOF(0), token.ISTERMINAL(3), token.ISNONTERMINAL(256))


def show(source, back=True):
    print('==', repr(source))
    kept = []
    try:
        for item in tokenize.generate_tokens(io.StringIO(source, newline='').readline):
            kept.append(item)
            print(tokenize.tok_name[item.type], tokenize.tok_name[item.exact_type], repr(item.string), item.start, item.end, repr(item.line))
    except (tokenize.TokenError, IndentationError) as error:
        print(type(error).__name__, error.args)
        return
    if back:
        print(repr(tokenize.untokenize(kept)))
        print(repr(tokenize.untokenize([item[:2] for item in kept])))


for source in ('', '\n', 'x = 1\n', 'x = 1', '# only', '# only\n', '  \n', '  ', 'if a:\n    b\n    # c\n\n  # d\n    e # f\ng\n', 'if a:\n\tb\n        c\n', 'x = (1,\n  # in\n  2)\n',
               'a \\\n + b\n', 'x = """one\n two""" + \'\'\'three\'\'\'\n', "x = 'a\\\nb' 'c'\n", "x = 'a\\\nb\n", "x = 'open\n", 'x = """open\n', 'x = (\n', 'x \\\n', 'if a:\n        b\n    c\n',
               'rb"x" Rb\'y\' f"{a}" u"b" bR"""z""" fr"" ub""\n', '1 1.5 .5 1e5 1_000 0xfF 0b1_0 0o17 1j 1.5J 01 0_0 1if 0x 1__0 1.e-3j 5.real\n',
               'a->b:=c...d**=e//=f!=g<>h>>=i|j~k@l@=m . .. ....\n', '$ ? ! `\n', 'a\f b\n', 'x = 5\r\ny = 6\r\n', 'async def f():\n  await g\n', 'def ünï(): pass\n', 'a;b\n', 'class A:\n  def f(self):\n    pass\n\n  x = 1\n# end\n',
               'f(a, *b,\n  **c)\n\n\n', 'a = b if\\\n c else d', ')]}\nx\n', 'x = "\\"" + \'\\\'\'\n', 'if 1:\n  x\n\n# c\n  y', "'\\\n\\\nx'\n", 'x = """a\\""" b"""\n', "''\n", '""""""\n', '  indented\n', '³ x³\n'):
    show(source)

for data in (b'x = 1\n', b'# coding: latin-1\nx = "\xe9"\n', b'\n# -*- coding: ISO-8859-1 -*-\n', b'x\n# coding: latin-1\n', b'\xef\xbb\xbfx\n', b'\xef\xbb\xbf# coding: utf-8\n', b'\xef\xbb\xbf# coding: latin-1\n',
             b'# coding: nothing\n', b'# vim: set fileencoding=utf_8_sig :\n', b'\xff\n', b'', b'#!shebang\n# coding=cp1252\n'):
    try:
        print(tokenize.detect_encoding(io.BytesIO(data).readline))
        kept = list(tokenize.tokenize(io.BytesIO(data).readline))
        print(kept[0], len(kept), tokenize.untokenize(kept))
    except SyntaxError as error:
        print('SyntaxError', error)
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'm.py')
    with open(path, 'wb') as file:
        file.write(b'# coding: latin-1\nx = "\xe9"\n')
    with tokenize.open(path) as file:
        print(file.encoding, file.mode, file.read())
    with open(path, 'wb') as file:
        file.write(b'# coding: nothing')
    try:
        tokenize.open(path)
    except SyntaxError as error:
        print(str(error).replace(folder, ''))
try:
    print(tokenize.untokenize([(1, 'a', (1, 5), (1, 6), ''), (1, 'b', (1, 2), (1, 3), '')]))
except ValueError as error:
    print(error)
print(tokenize.untokenize([(1, 'a', (1, 0), (1, 1), ''), (1, 'b', (2, 3), (2, 4), '')]), tokenize.untokenize([(1, 'a'), (3, '"x"'), (3, '"y"'), (54, '+'), (2, '1')]))
with open(__file__, 'rb') as file:
    whole = file.read()
kept = list(tokenize.tokenize(io.BytesIO(whole).readline))
print(len(kept), tokenize.untokenize(kept) == whole)

# The patterns of numbers, which libcst uses.
for text in '0 00_0 1_000 01 0x_fF 0b1_0 0o17 0o8 1. .5 1.5e-3 1e1_0 1e 5j .5J 1e3j 0_j 1__0 1_ j'.split():
    print(text, *(bool(re.fullmatch(pattern, text)) for pattern in (
        tokenize.Intnumber, tokenize.Floatnumber, tokenize.Imagnumber)))
