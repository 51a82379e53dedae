# \N{...}: characters by their Unicode name.
print("\N{BULLET}\N{LATIN SMALL LETTER A}\N{SNOWMAN}\N{latin small letter e with acute}\N{GREEK SMALL LETTER PI}")
print(f"\N{EM DASH}{1}\N{EURO SIGN}", "\N{GRINNING FACE}", "\N{CJK UNIFIED IDEOGRAPH-4E2D}", "\N{HANGUL SYLLABLE GAG}", len("\N{SPACE}"))
print(r"\N{BULLET}", b"\N{BULLET}", rf"\N{1}")
for src in (r"'\N{no such name}'", r"'\N'", r"'\N{'", r"'\N{}'", r"'a\Nb'", r"f'\N{no such name}'"):
    try:
        print(eval(src))
    except SyntaxError as e:
        print(src, e.msg)
