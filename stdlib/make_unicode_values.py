"""Writes unicode_values.c: what unicodedata knows of code points that utf8proc does not.

Run it with the Python whose Unicode version minipy has to agree with:
    /usr/bin/python3.11 stdlib/make_unicode_values.py > stdlib/unicode_values.c
"""

import unicodedata
from fractions import Fraction

WIDTHS = ["N", "Na", "H", "W", "F", "A"]


def spans():
    """(first code point, width, assigned?) wherever one of them changes."""
    last = None
    for c in range(0x110000):
        s = chr(c)
        properties = WIDTHS.index(unicodedata.east_asian_width(s)), int(unicodedata.category(s) != "Cn")
        if properties != last:
            yield c, *properties
        last = properties


def numbers():
    """[first code point, how many, numerator, step, denominator]: runs whose numerators are evenly spaced."""
    runs = []
    for c in range(0x110000):
        value = unicodedata.numeric(chr(c), None)
        if value is None:
            continue
        exact = Fraction(value).limit_denominator(1000)
        assert exact.numerator / exact.denominator == value
        top, bottom = exact.numerator, exact.denominator
        if runs:
            run = runs[-1]
            follows = run[0] + run[1] == c and run[4] == bottom
            if follows and run[1] == 1:
                run[3] = top - run[2]
            if follows and run[2] + run[1] * run[3] == top:
                run[1] += 1
                continue
        runs.append([c, 1, top, 0, bottom])
    return runs


def print_table(kind, name, rows):
    texts = ["{%s}" % ", ".join(map(str, row)) for row in rows]
    print(f"const {kind} {name}[] = {{")
    for i in range(0, len(texts), 8):
        print("    " + ", ".join(texts[i:i + 8]) + ",")
    print("};")
    print(f"const int {name}_count = {len(texts)};")


print("/* Made by make_unicode_values.py from Unicode %s: do not edit. */" % unicodedata.unidata_version)
print("/* clang-format off */")
print('#include "stdlib/unicode_values.h"\n')
print_table("UnicodeSpan", "unicode_spans", spans())
print_table("UnicodeNumbers", "unicode_numbers", numbers())
