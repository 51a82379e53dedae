"""Writes unicode_data.c: the properties and case mappings of all code points, as two-stage tables.

Run it with the Python whose Unicode version minipy has to agree with:
    /usr/bin/python3.11 runtime/make_unicode_data.py > runtime/unicode_data.c
Everything is asked of str's own methods, so that the predicates agree by construction.
"""

import unicodedata

SHIFT = 7
FLAGS = ["ALPHA", "DECIMAL", "DIGIT", "NUMERIC", "SPACE", "PRINTABLE", "LOWER", "UPPER", "TITLE", "CASED",
         "IGNORABLE", "XID_START", "XID_CONTINUE", "LINE_BREAK"]


def flags_of(s):
    """The properties of a one-character string; cased and case-ignorable show in what title() and a final sigma make of it."""
    cased = (s + "a").title()[-1] == "a"
    ignorable = ("A" + s + "\u03a3").lower()[-1] == "\u03c2" and (s + "\u03a3").lower()[-1] != "\u03c2"
    found = {
        "ALPHA": s.isalpha(), "DECIMAL": s.isdecimal(), "DIGIT": s.isdigit(), "NUMERIC": s.isnumeric(),
        "SPACE": s.isspace(), "PRINTABLE": s.isprintable(), "LOWER": s.islower(), "UPPER": s.isupper(),
        "TITLE": unicodedata.category(s) == "Lt", "CASED": cased, "IGNORABLE": ignorable,
        "XID_START": s.isidentifier(), "XID_CONTINUE": ("a" + s).isidentifier(),
        "LINE_BREAK": len(("a" + s + "b").splitlines()) == 2,
    }
    return sum(1 << i for i, name in enumerate(FLAGS) if found[name])


sequences = []  # code points of the mappings that are not one code point


def mapping(c, target):
    """A distance, or (marked by bit 30) length and offset in `sequences`."""
    if len(target) == 1:
        return ord(target) - c
    points = [ord(x) for x in target]
    for offset in range(len(sequences)):
        if sequences[offset:offset + len(points)] == points:
            break
    else:
        offset = len(sequences)
        sequences.extend(points)
    return 1 << 30 | len(points) << 16 | offset


def record_of(c):
    s = chr(c)
    return (flags_of(s), unicodedata.digit(s, 0), mapping(c, s.lower()), mapping(c, s.upper()), mapping(c, s.title()),
            mapping(c, s.casefold()))


def print_array(kind, name, values, per_line=24):
    print(f"const {kind} {name}[] = {{")
    for i in range(0, len(values), per_line):
        print("    " + ", ".join(map(str, values[i:i + per_line])) + ",")
    print("};")


def main():
    records, record_index = [], {}
    blocks, block_index = [], {}
    first, current = [], []
    for c in range(0x110000):
        record = record_of(c)
        if record not in record_index:
            record_index[record] = len(records)
            records.append(record)
        current.append(record_index[record])
        if len(current) == 1 << SHIFT:
            block = tuple(current)
            if block not in block_index:
                block_index[block] = len(blocks)
                blocks.append(block)
            first.append(block_index[block])
            current = []
    assert len(blocks) < 65536 and len(records) < 65536
    print("/* Made by make_unicode_data.py from Unicode %s: do not edit. */" % unicodedata.unidata_version)
    print("/* clang-format off */")
    print('#include "runtime/unicode_data.h"\n')
    print("const UnicodeRecord unicode_records[] = {")
    for r in records:
        print("    {%d, %d, {%d, %d, %d, %d}}," % r)
    print("};")
    print_array("uint16_t", "unicode_blocks", first)
    print_array("uint16_t", "unicode_indexes", [i for block in blocks for i in block])
    print_array("uint32_t", "unicode_sequences", sequences)


main()
