# Where errors of syntax end, and their text: those that span lines, and those of indentation.
programs = [
    'f(a, z\n        for z in\n   range(10), b, c)', 'f(é, z\nfor z in bbbbbbb\n, b, c)', 'f(z for z in y if\nx, b)',
    'if a = (b\n +ccccccccc): pass', 'lambda (a,\nb): 1', 'def f((a,\nbbbbbbbb)): pass', 'f(a\n =\n bbbbbbb = 3)',
    '(é +\n bbbbbbbbbbbbbbbb) = 3', 'del (a +\n bbbbbbbbbbbb)', '(a\n+bbbbbbbbbbb) : int = 4', 'a = [1,2\n3,4444444444444]',
    'if 1:\n  a\n b', 'if 1:\n\ta\n        b', 'a = 1\n  b=2', 'def f():\n', 'if x:\nb', 'for x in y:\n# c\n', 'try:\n a',
    'x = (', "'abc", 'x = 0777', 'from __future__ import nothing', 'x = 1\nfrom __future__ import division',
]
for program in programs:
    try:
        compile(program, '?', 'exec')
    except SyntaxError as error:
        print(type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset, repr(error.text))
