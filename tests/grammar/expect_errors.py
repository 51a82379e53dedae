"""usage: python3.11 expect_errors.py < bad_programs.txt > bad_programs.out

What CPython says to each of the programs, which are separated by lines of four dashes.
"""
import ast
import sys
import warnings


def complaint(program):
    try:
        ast.parse(program, "<f>")
    except SyntaxError as e:
        return type(e).__name__, e.msg, e.lineno, e.offset, e.end_lineno or 0, e.end_offset or 0, e.text
    except (ValueError, MemoryError, RecursionError) as e:
        return type(e).__name__, str(e), 0, 0, 0, 0, None


warnings.simplefilter("ignore")
for program in sys.stdin.read().split("----\n")[:-1]:
    print(repr(complaint(program)))
