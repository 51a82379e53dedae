import textwrap, numbers, __future__
from textwrap import *
t = "Hello there -- you goof-ball, use the -b option! This is a self-contained, state-of-the-art text---with dashes. e-mail me at foo-bar@x.com... What?  Yes. \"So.\" 'Ok!' long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbb  10-20 a-1 x--y\tz\n\nnew para"
for w in (10, 20, 33, 70):
    for kw in ({}, {'break_long_words': False}, {'break_on_hyphens': False}, {'fix_sentence_endings': True}, {'drop_whitespace': False}, {'initial_indent': '* ', 'subsequent_indent': '  '}, {'max_lines': 2}, {'max_lines': 1, 'placeholder': '...'}, {'replace_whitespace': False}, {'expand_tabs': False, 'tabsize': 4}):
        print(w, kw, wrap(t, w, **kw))
for s in (t, 'well-known', 'a--b', '--option', "it's a 'this-that' thing", 'foo--', '--foo', 'foo---bar', 'x-y-z', 'aa-bb-cc', 'e-mail', 'ab-c-de', "Python 1.0.0 was released--'so-there'", 'a  b', '1-2', 'ab-1', 'é-à-ü éé-àà', ''):
    print(TextWrapper(1, break_long_words=False, drop_whitespace=False, expand_tabs=False, replace_whitespace=False).wrap(s))
print(fill('a b c', 3), shorten('Hello  world!', 12), shorten('Hello  world!', 11), shorten('Hello world', 10, placeholder='...'), wrap(''), repr(fill('  x  ')), wrap('   ', 5))
for f in (lambda: wrap('x', 0), lambda: shorten('hello world', 3), lambda: wrap('a b', 5, max_lines=2, subsequent_indent='    ')):
    try:
        print(f())
    except ValueError as e:
        print(e)
for s in ('  a\n    b\n  c', '\ta\n\t b', '  a\n\tb', 'a\n b', '  \n  a\n \n  b\n', '', '   ', '  a\r\n  b', ' a\n  \n\n b'):
    print(repr(dedent(s)))
print(repr(indent('a\n\n  b\nc', '> ')), repr(indent('a\n\nb\n', '+', lambda l: True)))
for v in (1, True, 1.5, 2j, 'a'):
    print([n for n in numbers.__all__ if isinstance(v, getattr(numbers, n))])


class R(numbers.Real):
    pass


try:
    R()
except TypeError as e:
    print(e)
print(__future__.annotations, __future__.all_feature_names, __future__.division.getMandatoryRelease())
