import argparse, io, os, sys
from contextlib import redirect_stderr, redirect_stdout

os.environ['COLUMNS'] = '80'


def run(p, *lines):
    for line in lines:
        err, out = io.StringIO(), io.StringIO()
        try:
            with redirect_stderr(err), redirect_stdout(out):
                r = p.parse_args(line.split() if isinstance(line, str) else line)
            print(line, '->', r)
        except SystemExit as e:
            print(line, '-> exit', e.code)
            print(out.getvalue() + err.getvalue(), end='')


p = argparse.ArgumentParser(prog='prog', description='A program that does many things, described at a length that needs more than one line.', epilog='The end of %(prog)s.')
p.add_argument('src', help='where from'); p.add_argument('dst', nargs='*', help='where to, possibly several of them, which is said in a text of several lines')
p.add_argument('-v', '--verbose', action='count', default=0, help='more'); p.add_argument('-o', '--out', metavar='FILE', default='x.out', help='output (default %(default)s)')
p.add_argument('--num', type=int, choices=[1, 2, 3]); p.add_argument('--flag', action='store_true'); p.add_argument('--no', action='store_false', dest='yes'); p.add_argument('--add', action='append', type=float); p.add_argument('--const', action='store_const', const=42); p.add_argument('--ext', action='extend', nargs='+'); p.add_argument('--opt', nargs='?', const='c', default='d'); p.add_argument('--two', nargs=2, metavar=('A', 'B')); p.add_argument('--hidden', help=argparse.SUPPRESS); p.add_argument('--bool', action=argparse.BooleanOptionalAction, help='a switch', default=True); p.add_argument('--version', action='version', version='%(prog)s 1.0'); p.add_argument('--a-very-long-option-name', help='long')
p.print_help(); p.print_usage()
run(p, 'a', 'a b c', '-vv a', '-vo f a', '-of a', '--out=f a', '--num 2 a', '--num 5 a', '--num x a', '--flag --no a', '--add 1 --add 2.5 a', '--add x a', '--const a', 'a --ext x y --ext z', 'a --opt', 'a --opt z', 'a --two 1 2', 'a --two 1', '', 'a --nope', '--ver', '--verb a', '--no-bool a', '--bool a', '-h', 'a -- -x', '-- a b', '--num -1 a', 'a -1', '--fl a', '--f=3 a', '-vx a', 'a -o', '--a-v q a', '--out= a', 'a b --flag c')
q = argparse.ArgumentParser(prog='q', add_help=False); g = q.add_mutually_exclusive_group(required=True); g.add_argument('-a', action='store_true'); g.add_argument('-b'); h = q.add_mutually_exclusive_group(); h.add_argument('--x', type=int); h.add_argument('--y', nargs='?'); grp = q.add_argument_group('special', 'special things'); grp.add_argument('--sp', required=True, help='must be'); q.add_argument('-1', dest='one', action='store_true')
q.print_help(); run(q, '--sp 1 -a', '-a', '--sp 1', '--sp 1 -a -b 2', '--sp 1 -a --x 1 --y', '--sp 1 -a -1')
s = argparse.ArgumentParser(prog='s', formatter_class=argparse.ArgumentDefaultsHelpFormatter); s.add_argument('--g', default=5, help='global'); sub = s.add_subparsers(dest='cmd', help='commands', title='the commands', description='choose'); a1 = sub.add_parser('add', help='add things', aliases=['plus']); a1.add_argument('n', type=int, nargs='+', help='numbers'); a1.add_argument('--neg', action='store_true', help='negate'); a1.set_defaults(func='adder'); a2 = sub.add_parser('sub', description='subtract'); a2.add_argument('m')
s.print_help(); a1.print_help(); run(s, 'add 1 2', 'plus 3 --neg', '--g 7 sub x', 'nope', '', 'add x', 'sub', 'sub a b', 'add -h')
s2 = argparse.ArgumentParser(prog='s2'); s2.add_subparsers(required=True, dest='c').add_parser('x'); run(s2, '', 'x')
parent = argparse.ArgumentParser(add_help=False); parent.add_argument('--shared', default='s', help='shared by all'); pg = parent.add_argument_group('pgroup'); pg.add_argument('--pg'); c = argparse.ArgumentParser(prog='child', parents=[parent], usage='%(prog)s [stuff]', formatter_class=argparse.RawTextHelpFormatter, description='line 1\n  line 2'); c.add_argument('--t', help='first\n  second'); c.print_help(); run(c, '--shared x --pg y')
r = argparse.ArgumentParser(prog='r', prefix_chars='-+'); r.add_argument('+x', type=int); r.add_argument('cmd'); r.add_argument('rest', nargs='...'); run(r, '+x 1 c -a --b', 'c', 'c a b')
m = argparse.ArgumentParser(prog='m', argument_default=argparse.SUPPRESS); m.add_argument('--foo'); m.add_argument('bar', nargs='?'); run(m, '', '--foo 1', 'x'); m.set_defaults(bar=9); run(m, ''); print(m.get_default('bar'))
n = argparse.ArgumentParser(prog='n', allow_abbrev=False); n.add_argument('--foo'); n.add_argument('--foobar'); run(n, '--fo 1', '--foo 2'); n2 = argparse.ArgumentParser(prog='n2'); n2.add_argument('--foo1'); n2.add_argument('--foo2'); run(n2, '--foo 1', '--foo1 3'); print(n2.parse_known_args(['--zzz', 'a', '--foo1', '2', '-q']))
i = argparse.ArgumentParser(prog='i'); i.add_argument('--f'); i.add_argument('cmd'); i.add_argument('rest', nargs='*', type=int); print(i.parse_intermixed_args('doit 1 --f bar 2 3'.split()))
e = argparse.ArgumentParser(prog='e', exit_on_error=False); e.add_argument('--n', type=int)
for args in (['--n', 'x'], ['--n']):
    try:
        e.parse_args(args)
    except argparse.ArgumentError as ex:
        print(ex, ex.argument_name)


def even(x):
    if int(x) % 2:
        raise argparse.ArgumentTypeError(f'{x} is odd')
    return int(x)


class Upper(argparse.Action):
    def __call__(self, parser, ns, values, option=None): setattr(ns, self.dest, (values.upper(), option))


t = argparse.ArgumentParser(prog='t', conflict_handler='resolve'); t.add_argument('--e', type=even); t.add_argument('-u', '--up', action=Upper); t.add_argument('-u', help='new u'); run(t, '--e 2', '--e 3', '--up abc', '-u 5', '-h')
for f in (lambda: p.add_argument('-v'), lambda: p.add_argument('x', action='nope'), lambda: p.add_argument('x', dest='y'), lambda: p.add_argument('x', required=True), lambda: p.add_argument('--q', nargs=0), lambda: p.add_argument('--q', const=1), lambda: p.add_argument('--q', type='int'), lambda: p.add_argument('--q', nargs=2, metavar=('a',)), lambda: p.add_argument('--'), lambda: argparse.ArgumentParser(conflict_handler='x')):
    try:
        f()
    except (ValueError, TypeError, argparse.ArgumentError) as ex:
        print(type(ex).__name__, ex)
print(argparse.Namespace(a=1, b='x'), 'a' in argparse.Namespace(a=1), argparse.Namespace(a=1) == argparse.Namespace(a=1), argparse.FileType('w'), p.parse_args(['q'], argparse.Namespace(out=3)).out, argparse.Namespace(**{'a b': 1}))
MT = argparse.ArgumentParser(prog='mt', formatter_class=argparse.MetavarTypeHelpFormatter); MT.add_argument('--i', type=int); MT.add_argument('f', type=float, nargs='+'); MT.print_help()
L = argparse.ArgumentParser(prog='a_rather_long_program_name_that_goes_on_and_on_for_more_than_sixty_chars'); [L.add_argument(f'--option-{k}') for k in range(6)]; L.add_argument('pos1'); L.add_argument('pos2', nargs='+'); L.print_usage()
K = argparse.ArgumentParser(prog='k'); K.add_argument('one', nargs=1); K.add_argument('mid', nargs='+'); K.add_argument('last'); run(K, '1 2 3', '1 2 3 4', '1 2'); K.print_usage()
