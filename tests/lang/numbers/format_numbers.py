# The format mini-language for numbers, and % formatting: tables.
values = (0, 1, -1, 42, -42, 255, 1234567, 10**20, True)
for spec in ("", "d", "5", "<5", ">5", "^5", "05", "+", " ", "-", "+05d", "x", "X", "#x", "#X", "o", "#o", "b", "#b", "#010x", ",", "_", "_x", "_b", "10,", "010,", "*^9", "=+8", "x<6d", "n", "c", "e", ".2f", "g", "%", ".0%", "<", "0<5", "\u2603^7"):
    out = []
    for v in values:
        try:
            out.append(format(v, spec))
        except (ValueError, OverflowError) as e:
            out.append(str(e))
    print(repr(spec), out)
values = (0.0, -0.0, 1.0, -1.5, 3.14159265, 1234567.891, 1e20, 1e-7, 123456789012345680.0, float("inf"), float("nan"), 0.5, 2.5, 0.125)
for spec in ("", "f", ".0f", ".1f", ".3f", "10.2f", "<10.2f", "^12.3f", "010.2f", "+.2f", " .2f", "e", ".0e", ".3E", "g", ".3g", "#.3g", "G", ".10g", ".0g", "%", ".1%", ",", ",.2f", "_.1f", "+,.3f", "n", "F", "#.0f", "#.0e", "=+12.1f", "*>15", ".2", "5", "z.1f", "z.0f", "015,.1f", ".15", ".17", "+z.1f"):
    out = []
    for v in values:
        try:
            out.append(format(v, spec))
        except ValueError as e:
            out.append(str(e))
    print(repr(spec), out)
for spec in ("s", "c", "d", "x", "yy", "10q", ".", ".x", ",,", "_,", ",x", "1.5.2", "=", "0", "08", "<<<", "}", "10s", "#s", "+s", "=10", "-", "z", ".3d", ".2x", "+c", "#c", ",c", "99999999999999999999d", ".99999999999999999999f"):
    for v in (5, 1.5, "s"):
        try:
            print(repr(spec), repr(v), repr(format(v, spec)))
        except (ValueError, OverflowError) as e:
            print(repr(spec), repr(v), type(e).__name__, e)
for fmt in ("%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%i", "%u", "%x", "%X", "%#x", "%o", "%#o", "%c", "%e", "%.2e", "%E", "%f", "%.0f", "%8.3f", "%g", "%G", "%.3g", "%s", "%r", "%a", "%10s|", "%-10s|", "%.2s", "%5.1s|", "%#.3g", "%+.1f", "%03d", "%-05d|", "%+ d", "%ld", "%hd", "%.5d", "%#X", "%.3x", "%+x", "%08.2f", "%-8.2f|", "% .1f"):
    out = []
    for v in (42, -42, 3.99, "text", 10**20, True):
        try:
            out.append(fmt % v)
        except (TypeError, ValueError, OverflowError) as e:
            out.append(str(e))
    print(fmt, out)
cases = [("%s %s", (1, 2)), ("%s", ((1, 2),)), ("%%", ()), ("%5%", ()), ("%(a)s %(b)d", {"a": 1, "b": 2}), ("%(a)s %(a)r", {"a": "x"}), ("%*d", (5, 42)), ("%-*d|", (5, 42)), ("%.*f", (2, 3.14159)), ("%*.*f", (8, 2, 3.14159)), ("%s", []), ("%s", {}), ("%s", None), ("plain", ()), ("plain", {}), ("plain", []), ("%(a)s", {"a": (1, 2)}), ("%((x))s", {"(x)": 1}), ("%()s", {"": "empty"}), ("%c%c", ("a", 98)), ("%s%%", 5), ("%5s|%-5s|", ("é", "☃")), ("%x", 2**70), ("%d", 1e20), ("%r", "it's"), ("%a", "é"), ("%s", "é"), ("%*d", (-5, 42)), ("%s" * 3, (1, "b", 2.5)),
         ("%d", "x"), ("%d", None), ("%s %s", (1,)), ("%s", (1, 2)), ("%", 1), ("%z", 1), ("%s %", 1), ("plain", 1), ("plain", (1,)), ("%(a)s", {}), ("%(a)s", 5), ("%(a", {}), ("%c", "ab"), ("%c", -1), ("%c", 0x110000), ("%c", 1.5), ("%x", 1.5), ("%x", "a"), ("%f", "a"), ("%*d", ("x", 1)), ("%d %d", 1), ("%(a)s %s", {"a": 1}), ("%5", 1), ("%.", 1), ("%i", 1.9), ("%o", None), ("%e", 10**400), ("%d", float("inf")), ("%d", float("nan")), ("%s", ()), ("%.-1f", 1), ("%y", 2), ("%\u20ac", 1), ("%99999999999999999999d", 1)]
for fmt, arg in cases:
    try:
        print(fmt, "%", repr(arg), "->", repr(fmt % arg))
    except Exception as e:
        print(fmt, "%", repr(arg)[:40], "->", type(e).__name__, e)
for fmt, arg in ((b"%d %s %b %a %c%%", (1, b"x", b"y", "é", 65)), (b"%5.1f|%-4d|%x", (2.25, 7, 255)), (b"%s", "str"), (b"%(a)s", {b"a": b"v"}), (b"%c", b"z"), (b"%r", 1), (b"%c", 256), (bytearray(b"%d"), 5)):
    try:
        print(fmt % arg)
    except (TypeError, OverflowError, ValueError) as e:
        print(type(e).__name__, e)
