"""usage: INTERPRETER tree_digest.py FOLDER...

For every .py in the folders a checksum of its tree, as ast.dump() writes it, and one of what ast.unparse() makes of it. Two
interpreters whose module ast is the same print the same.
"""
import ast
import binascii
import glob
import sys
import warnings


def checksum(text):
    return '%08x' % binascii.crc32(text.encode('utf-8', 'surrogatepass'))


def unparsed(tree):
    try:
        return ast.unparse(tree)
    except ValueError as e:
        return str(e)


warnings.simplefilter('ignore')
for folder in sys.argv[1:]:
    for path in sorted(glob.glob(f'{folder}/*.py')):
        with open(path, 'rb') as file:
            text = file.read()
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError) as e:
            print(path, type(e).__name__)
            continue
        print(path, checksum(ast.dump(tree, include_attributes=True)), checksum(unparsed(tree)))
