"""python -m json.tool: check JSON and write it in a readable form."""
import argparse
import json
import sys


def _parser():
    parser = argparse.ArgumentParser(
        prog='python -m json.tool', description='A simple command line interface for json module to validate and '
        'pretty-print JSON objects.')
    add = parser.add_argument
    add('infile', nargs='?', default='-', type=argparse.FileType(encoding='utf-8'),
        help='a JSON file to be validated or pretty-printed')
    add('outfile', nargs='?', default=None, help='write the output of infile to outfile')
    add('--sort-keys', action='store_true', default=False,
        help='sort the output of dictionaries alphabetically by key')
    add('--no-ensure-ascii', dest='ensure_ascii', action='store_false', help='disable escaping of non-ASCII characters')
    add('--json-lines', action='store_true', default=False,
        help='parse input using the JSON Lines format. Use with --no-indent or --compact to produce valid JSON Lines '
        'output.')
    layout = parser.add_mutually_exclusive_group()
    layout.add_argument('--indent', default=4, type=int,
                        help='separate items with newlines and use this number of spaces for indentation')
    layout.add_argument('--tab', action='store_const', dest='indent', const='\t',
                        help='separate items with newlines and use tabs for indentation')
    layout.add_argument('--no-indent', action='store_const', dest='indent', const=None,
                        help='separate items with spaces rather than newlines')
    layout.add_argument('--compact', action='store_true',
                        help='suppress all whitespace separation (most compact)')
    return parser


def _objects(text, by_line):
    return map(json.loads, text) if by_line else [json.load(text)]


def _write(objects, out, options):
    for each in objects:
        json.dump(each, out, **options)
        out.write('\n')


def main():
    chosen = _parser().parse_args()
    options = {'sort_keys': chosen.sort_keys, 'indent': chosen.indent, 'ensure_ascii': chosen.ensure_ascii}
    if chosen.compact:
        options.update(indent=None, separators=(',', ':'))
    try:
        with chosen.infile as text:
            objects = _objects(text, chosen.json_lines)
            if chosen.outfile is None:
                with sys.stdout as out:  # a broken pipe is noticed here
                    _write(objects, out, options)
            else:
                objects = list(objects)
                with open(chosen.outfile, 'w', encoding='utf-8') as out:
                    _write(objects, out, options)
    except ValueError as e:
        raise SystemExit(e)


if __name__ == '__main__':
    try:
        main()
    except BrokenPipeError as e:
        sys.exit(e.errno)
