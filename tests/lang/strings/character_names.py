# Names of characters in literals, in the escape codec and in the error handler namereplace.
import _codecs

print(ascii("\N{LATIN SMALL LETTER E WITH ACUTE}\N{hyphen-minus}\N{Nel}\N{CJK COMPATIBILITY IDEOGRAPH-F900}"))
print(ascii("\N{CJK UNIFIED IDEOGRAPH-20000}\N{HANGUL SYLLABLE GGWAELS}\N{HANGUL SYLLABLE I}\N{TAG SPACE}"))
print("caf\xe9 \u2022 \u4e00\uac00 \x85\U000e0100\ud800\U000ffffe".encode("ascii", "namereplace"))
print("\u20ac\x81".encode("latin-1", "namereplace"))
error = UnicodeEncodeError("ascii", "a\u2022b", 1, 2, "r")
print(_codecs.lookup_error("namereplace")(error))
try:
    b"\xff".decode("ascii", "namereplace")
except TypeError as e:
    print(e)

for data in [rb"\N{BULLET}!", rb"\N", rb"a\N{", rb"\N{}", rb"\N{DIGIT TEN}", rb"\Nx", rb"\N{BULLET",
             rb"\N{CJK UNIFIED IDEOGRAPH-0041}", rb"\N{HANGUL SYLLABLE GA }", b"\\N{BUL\0LET}", b"\\N{" + b"X" * 300 + b"}"]:
    for errors in "strict", "replace":
        try:
            print(ascii(data.decode("unicode_escape", errors)))
        except UnicodeDecodeError as e:
            print(e.start, e.end, e.reason)

names = 0
for c in range(128, 0x3000):
    text = chr(c).encode("ascii", "namereplace")
    if text.startswith(b"\\N"):
        names += 1
        assert eval("'" + text.decode() + "'") == chr(c) == eval("'" + text.decode().replace("N{", "n{").lower().replace("n{", "N{") + "'")
print(names)
