"""compile(..., 'single'): a compound statement in one line needs a line end behind it."""
SOURCES = ['def f(): pass', 'class A: pass', 'if 1: pass', '@d\ndef f(): pass', 'try:\n  1\nexcept: 2', 'for x in 1: pass  # c',
           'async def f(): pass', 'with a: pass']
FINE = ['def f():\n  pass', 'if 1:\n  pass', 'x; y', '1', 'match x:\n case 1: pass']
for source in [*SOURCES, *(source + '\n' for source in SOURCES), *FINE]:
    for mode in 'single', 'exec':
        try:
            compile(source, '<s>', mode)
            print('fine', mode, repr(source))
        except SyntaxError as error:
            print(mode, error, error.lineno, error.offset, error.end_lineno, error.end_offset)
