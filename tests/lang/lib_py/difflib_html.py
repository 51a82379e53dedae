# difflib.HtmlDiff: tables and pages, all lines or context, wrapped lines, tabs, blocks of every order.
import difflib
import random
from difflib import HtmlDiff

A = 'one\ntwo\nthree <b>\n\tfour five\nsix & seven\n\nseven\neight\nnine\n'.splitlines(keepends=True)
B = 'one\ntwo!\nthree <i>\n\tfour  five\nsix & seven\nseven\nnew\n\neight\tnine\nnine\n'.splitlines(keepends=True)
print(HtmlDiff().make_table(A, B))
print(HtmlDiff(tabsize=4).make_table(A, B, 'from', 'to <b>', context=True, numlines=1))
print(HtmlDiff(wrapcolumn=5).make_table(A, B))
print(HtmlDiff().make_file(A, A, 'A', context=True))
print(HtmlDiff().make_file(A, ['\u20ac\n'], charset='iso-8859-1'))
print(HtmlDiff().make_table([], []))
print(HtmlDiff().make_table(['x'], []), HtmlDiff().make_table([], ['', 'x\n']))
print(HtmlDiff().make_table(A * 3, B + A * 2, context=True, numlines=2))
print(HtmlDiff().make_table(A * 3, B + A * 2, context=True, numlines=0))


class Own(HtmlDiff):
    _styles = 'own'
    _legend = ''


print(Own(charjunk=None, linejunk=str.isspace).make_file(A, B))
generator, made = random.Random(7), []
for _ in range(150):
    one, other = ([generator.choice(['aaaa bbb\n', 'aaaa bb\n', 'abc\n', 'xyz\n', '\n', 'aaxa bbb ccc\n'])
                   for _ in range(generator.randrange(9))] for _ in 'ab')
    options = dict(context=generator.random() < 0.5, numlines=generator.randrange(1, 4))
    made.append(HtmlDiff(wrapcolumn=generator.choice([None, 3, 6])).make_table(one, other, **options))
whole = '\n'.join(made)
print(len(whole), hash(0), sum(index * ord(c) for index, c in enumerate(whole)) % 1000003)
print('HtmlDiff' in dir(difflib), difflib.HtmlDiff.__module__, 'HtmlDiff' in difflib.__all__)
