"""usage: python3.11 compare_ast.py GRAMMAR_DUMP FOLDER...

Parses every .py below the folders with grammar-dump and with CPython's ast, and compares the trees with all positions.
"""
import ast
import pathlib
import subprocess
import sys
import warnings


def first_difference(want, got):
    for number, (left, right) in enumerate(zip(want.splitlines(), got.splitlines()), 1):
        if left != right:
            return f"line {number} of the dump: CPython {left.strip()!r}, ours {right.strip()!r}"
    return "one of the dumps is longer"


def check(program, path):
    """None if all is well, else what differs. Files that CPython refuses are not looked at."""
    try:
        want = ast.dump(ast.parse(path.read_bytes()), indent=4, include_attributes=True) + "\n"
    except (SyntaxError, ValueError):
        return None
    got = subprocess.run([program, "--ast", path], capture_output=True).stdout.decode("utf-8", "surrogatepass")
    return None if got == want else first_difference(want, got)


def main():
    warnings.simplefilter("ignore")
    program, *folders = sys.argv[1:]
    paths = [path for folder in folders for path in sorted(pathlib.Path(folder).rglob("*.py"))]
    # CPython's own tests, where they are installed, use encodings and character names that the front end alone does not know.
    paths = [path for path in paths if "test" not in path.parts]
    bad = 0
    for path in paths:
        problem = check(program, path)
        if problem:
            bad += 1
            print(f"{path}: {problem}")
    print(f"{len(paths)} files, {bad} differ")
    return 1 if bad else 0


sys.exit(main())
