"""usage: minipy round_trip.py FOLDER...

The code of every .py below the folders, made from its text and made from its tree of module ast, must be the same, instruction
by instruction and place by place.
"""
import _dis
import ast
import os
import sys
import warnings


def without_addresses(listing):
    """Nor sets, whose order is another at each run."""
    lines = []
    for line in listing.splitlines():
        first, *rest = line.partition('frozenset(')[0].split(' at 0x')
        lines.append(first + ''.join(part.lstrip('0123456789abcdef') for part in rest))
    return lines


def places(code):
    yield from code.co_positions()
    for constant in code.co_consts:
        if isinstance(constant, type(code)):
            yield from places(constant)


def check(path):
    """Whether the file can be compiled at all; what differs is told."""
    with open(path, 'rb') as file:
        text = file.read()
    try:
        direct = compile(text, path, 'exec', dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError):
        return False
    again = compile(ast.parse(text), path, 'exec', dont_inherit=True)
    for one, other in zip(*(without_addresses(_dis.listing(code, True)) for code in (direct, again)), strict=True):
        if one != other:
            print(path, 'differs:', one, other, sep='\n')
    if list(places(direct)) != list(places(again)):
        print(path, 'has other places')
    return True


warnings.simplefilter('ignore')
checked = 0
for folder in sys.argv[1:]:
    for where, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith('.py'):
                checked += check(os.path.join(where, name))
print('all compared' if checked > 100 else f'only {checked} files')
