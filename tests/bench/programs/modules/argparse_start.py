# A command-line tool that starts, reads its options and ends.
import argparse

parser = argparse.ArgumentParser(prog='tool', description='Copies what matches.')
parser.add_argument('--verbose', '-v', action='count', default=0, help='say more')
parser.add_argument('--output', '-o', metavar='FILE', help='where to')
parser.add_argument('--size', type=int, choices=range(1, 9), default=4)
parser.add_argument('--color', action=argparse.BooleanOptionalAction)
exclusive = parser.add_mutually_exclusive_group()
exclusive.add_argument('--quick', action='store_true')
exclusive.add_argument('--exact', action='store_true')
commands = parser.add_subparsers(dest='command', required=True)
for name in 'add', 'remove', 'list', 'show', 'check':
    command = commands.add_parser(name, help=f'{name} things')
    command.add_argument('names', nargs='*')
    command.add_argument('--force', action='store_true')
options = parser.parse_args(['-vv', '-o', 'x', '--size=3', '--no-color', '--quick', 'remove', 'a', 'b', '--force'])
print(vars(options))
print(len(parser.format_help()))
