# Matching blocks, ratios, diffs of lines in all forms, on texts that are alike and on generated ones.
import difflib
import random

S = difflib.SequenceMatcher
for a, b in [('', ''), ('abc', ''), ('', 'abc'), ('abcd', 'bcde'), ('qabxcd', 'abycdf'), (' abcd', 'abcd abcd'), ('private Thread currentThread;',
             'private volatile Thread currentThread;'), ([1, 2, 3], [2, 3, 4])]:
    for junk in (None, lambda x: x == ' '):
        m = S(junk, a, b)
        print(m.find_longest_match(0, len(a), 0, len(b)), m.get_matching_blocks(), m.get_opcodes(), round(m.ratio(), 6), round(m.quick_ratio(), 6),
              round(m.real_quick_ratio(), 6))
m = S(None, 'x' * 300 + 'abc', 'abc' + 'x' * 300)
print(m.ratio(), sorted(m.bpopular), S(None, 'x' * 300 + 'abc', 'abc' + 'x' * 300, autojunk=False).ratio(), m.bjunk)
print(list(S(None, range(1, 30), [*range(1, 8), 'i', *range(8, 20), *range(23, 30)]).get_grouped_opcodes(2)))
print(difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), difflib.get_close_matches('x', ['y']), difflib.get_close_matches('wheel', ['while', 'well', 'heel'], 1))
for arguments in [('a', ['a'], 0), ('a', ['a'], 1, 2.0)]:
    try:
        difflib.get_close_matches(*arguments)
    except ValueError as e:
        print(e)
one = 'one\ntwo\nthree\n\ttabs here\nsame\n'.splitlines(keepends=True)
two = 'ore\ntree\nemu\n\ttabs there\nsame\nmore\n'.splitlines(keepends=True)
print(''.join(difflib.ndiff(one, two)))
print(''.join(difflib.ndiff(one, two, charjunk=None)))
delta = list(difflib.ndiff(one, two))
print(list(difflib.restore(delta, 1)) == one, list(difflib.restore(delta, 2)) == two)
try:
    list(difflib.restore(delta, 3))
except ValueError as e:
    print(e)
for function in difflib.unified_diff, difflib.context_diff:
    print(''.join(function(one, two, 'a.txt', 'b.txt', '2020-01-01', n=1)))
    print(list(function(one, one)), list(function([], ['x'], lineterm='')), list(function(['x'], [], lineterm='', n=0)))
    print(b''.join(difflib.diff_bytes(function, [b'a\xe9\n'], [b'b\xe9\n'], b'x', b'y')))
    for bad in [([b'a'], ['a']), (['a'], [b'b']), (['a'], ['b'], b'x')]:
        try:
            list(function(*bad))
        except TypeError as e:
            print(e)
try:
    list(difflib.diff_bytes(difflib.unified_diff, ['a'], [b'a']))
except TypeError as e:
    print(e)
print([difflib.IS_LINE_JUNK(x) for x in ('\n', ' # \n', 'x\n', '##')], [difflib.IS_CHARACTER_JUNK(x) for x in ' \tx\n'])
random = random.Random(1)
for turn in range(20):
    lines = [''.join(random.choice('abc ') for _ in range(random.randint(3, 12))) + '\n' for _ in range(12)]
    other = [line if random.random() < .5 else line.replace('a', 'b', 1) for line in lines if random.random() < .9]
    print(''.join(difflib.ndiff(lines, other)))
    print(''.join(difflib.unified_diff(lines, other, n=2)))
