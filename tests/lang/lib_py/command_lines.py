import cmd
import code
import codeop
import contextlib
import getopt
import io
import os
import shlex
import sys


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, error, getattr(error, 'opt', ''))


print('-- getopt')
os.environ.pop('POSIXLY_CORRECT', None)
for args, short, long in ((['-a', '-b', 'x', '-cy', 'rest', '-a'], 'ab:c:', []), (['-abx'], 'ab:', []), (['--foo', '--bar=1', '--bar', '2', '--b=3', '-', 'z'], '', ['foo', 'bar=']), (['--', '-a'], 'a', []), (['-z'], 'a', []), (['-b'], 'b:', []),
                          (['--none'], '', ['foo']), (['--fo'], '', ['foo', 'fob']), (['--foo=1'], '', ['foo']), (['--bar'], '', 'bar='), (['--foo'], '', ['foo', 'foobar']), (['-:'], 'a:', []), (['--fo', 'x'], '', ['foo=']), (['x', '-a', 'y', '--', '-b'], 'ab', []), ([], 'a', []), (['--a='], '', ['a='])):
    for function in (getopt.getopt, getopt.gnu_getopt):
        attempt(function, args, short, long)
attempt(getopt.gnu_getopt, ['x', '-a'], '+a')
print(getopt.error is getopt.GetoptError, getopt.GetoptError('m', 'o').msg)

print('-- shlex')
texts = ['a b  c', "a 'b c' d", 'a "b \\" c" d', "a'b'c", 'a\\ b', 'x # comment\ny', '""', "''a", 'a"b"c d', 'é ü', 'a;b|c && d>e', '~/x *.py a=b', "'open", 'back\\', '"a\\nb\\\\"', "'a\\'", 'a.b-c', '(x) [y] {z}', 'a\tb\r\nc', '', '  ', '# only', '"\\$x"', 'a,b']
for text in texts:
    for posix in (True, False):
        attempt(shlex.split, text, posix=posix)
        attempt(shlex.split, text, True, posix)
        attempt(lambda: list(shlex.shlex(text, posix=posix)))
        attempt(lambda: list(shlex.shlex(text, posix=posix, punctuation_chars=True)))
        attempt(lambda: list(shlex.shlex(text, posix=posix, punctuation_chars=';(')))
        def split(punctuation):
            s = shlex.shlex(text, posix=posix, punctuation_chars=punctuation)
            s.whitespace_split = True
            return list(s)
        attempt(split, True)
        attempt(split, False)
for text in ('', 'a', 'a b', "it's", 'a$b', 'x/y.z-1', 'é', '"'):
    print(shlex.quote(text), shlex.split(shlex.quote(text)) == [text])
print(shlex.join(['echo', '-n', 'a b', "c'd"]))
s = shlex.shlex('one two\nthree', 'name')
print(s.get_token(), s.lineno, s.error_leader(), s.get_token(), s.lineno)
s.push_token('back')
print(s.get_token(), s.get_token(), repr(s.get_token()), s.eof, repr(s.token), s.error_leader('f', 9), repr(s.punctuation_chars), repr(s.state))
s = shlex.shlex('a include b')
s.source = 'include'
s.sourcehook = lambda name: (name, io.StringIO('x y'))
print(list(s))
s = shlex.shlex('a b')
s.push_source('first second', 'file')
print(s.infile, list(s), s.infile)
s = shlex.shlex("a 'b'", posix=True)
s.debug = 1
print(list(s))
s = shlex.shlex('a-b c')
s.wordchars += '-'
print(list(s))

print('-- cmd')


class Shell(cmd.Cmd):
    prompt = '> '
    intro = 'Welcome'

    def do_greet(self, arg):
        """Greet someone."""
        print('hello', arg, file=self.stdout)

    def do_quit(self, arg):
        return True

    def do_undoc(self, arg): pass

    def help_topic(self): self.stdout.write('about the topic\n')

    def help_undoc2(self): pass

    def do_EOF(self, arg):
        self.stdout.write('end\n')
        return True

    def complete_greet(self, text, line, begin, end): return [n for n in ('anna', 'bob') if n.startswith(text)]

    def preloop(self): self.stdout.write('pre\n')

    def postloop(self): self.stdout.write('post\n')

    def postcmd(self, stop, line):
        self.stdout.write(f'[{line}]')
        return stop


out = io.StringIO()
shell = Shell(stdin=io.StringIO('greet world\n\nhelp\nhelp greet\n? topic\nhelp none\nhelp undoc\nwhat is\n!ls\n  greet   x  \nquit\n'), stdout=out)
shell.use_rawinput = False
shell.cmdqueue.append('greet queued')
shell.cmdloop()
shell.stdin = io.StringIO('')
shell.cmdloop('Again')
print(out.getvalue())
for line in ('', 'a b', '?x', '!x', ' greet-x y', '1+1', 'a_b9 c'):
    print(shell.parseline(line))
print(sorted(shell.completenames('')), shell.completenames('gr'), shell.complete_greet('b', '', 0, 0), sorted(shell.complete_help('')), shell.completedefault())
shell.stdout = out = io.StringIO()
for names, width in (([], 80), (['a'], 80), (['x' * n for n in range(1, 30)], 40), ([f'name{n}' for n in range(50)], 79), (['a', 'bb', 'ccc'], 3), (['wide' * 30, 'b'], 80)):
    shell.columnize(names, width)
    shell.print_topics('Header', names, 15, width)
attempt(shell.columnize, ['a', 1, 'b', None])
print(out.getvalue())

print('-- codeop')
for source in ('a = 1', 'if a:', 'if a:\n  b', 'if a:\n  b\n', 'def f():', 'x = (', 'x = (1,\n', '"""abc', "'abc", 'a b', '', '# c', '\n\n', 'a = \\', 'try:\n  x\n', '@d', '@d\n', 'class A:\n  pass\n\n', '1 +', ')', 'for x in y: pass', 'f(', 'lambda:', 'import', '[1,', 'if 1:\n  x\nelse:', 'a = 1\nb = 2', 'x = {', 'with a:', 'async def f():', 'return', 'def x():\n  pass\n ', 'x = 1\n ', "'abc\\", '  x', 'while 1: pass\n'):
    for symbol in ('single', 'exec', 'eval'):
        try:
            found = codeop.compile_command(source, symbol=symbol)
            print(repr(source), symbol, None if found is None else type(found).__name__)
        except SyntaxError as error:
            print(repr(source), symbol, type(error).__name__)
compiler = codeop.CommandCompiler()
print(compiler('from __future__ import annotations') is None, compiler('def f(x: undefined): pass\n').co_flags is not None)
space = {}
exec(compiler('def g(x: undefined): pass\n'), space)
print(space['g'].__annotations__)

print('-- code')


def session(lines, **options):
    console = code.InteractiveConsole({'__name__': 'session'}, '<test>')
    lines = iter(lines)
    def read(prompt=''):
        try:
            line = next(lines)
        except StopIteration:
            raise EOFError
        print(prompt + line)
        if line == 'interrupt':
            raise KeyboardInterrupt
        return line
    console.raw_input = read
    err = io.StringIO()
    with contextlib.redirect_stderr(err):
        try:
            console.interact(**options)
        except SystemExit as error:
            print('exit', error)
    print(err.getvalue())


session(['1 + 1', 'x = 5', 'if x:', '  print(x)', '', 'undefined', 'def f():', '  1/0', '', 'f()', 'a = = b', 'interrupt', 'x'], banner='Hello')
session(['raise SystemExit(3)'], banner='', exitmsg='')
session(['1'], banner='b', exitmsg='bye')
interpreter = code.InteractiveInterpreter()
print(list(interpreter.locals), interpreter.runsource('if 1:'), interpreter.runsource('y = 7'), interpreter.locals['y'])
