# Literals of all forms.
print(0, 00, 1_000, 0x1F, 0XfF, 0b101, 0B1_0, 0o17, 0O7_7, 123456789012345678901234567890, 0xdead_beef, 0b_1, 0x_f)
print(1.0, .5, 5., 1e3, 1E-2, 1.5e+3, 1_0.0_1, 1e1_0, 0.1 + 0.2, 1e308 * 10, -1e400, 1e-400, 5e-324, 0e0, 00.5, 09.5, 1_000.0)
print(1j, 1.5J, 1e3j, .5j, 0j, 1_0j, 3 + 4j, -2j)
print('a', "b", '''c''', """d""", 'it''s', "quote\"d", 'quote\'d', '"', "'", '', "")
print('''multi
line''', """with "quotes" and 'more'""", """ends with quote\"""")
print("\\ \a\b\f\v".encode(), "\0\x00\1\12\123\777".encode("latin-1", "replace"), "\n\r\t".encode(), "\x41\u0042\U00000043", "line\
joined")
print("\u00e9\u20ac\U0001F600", len("\U0001F600"), "é" "ü", "\ud800".encode("utf-16-le", "surrogatepass"))
print(r"\n\x\'", R'\\', r"\"", r'''raw
newline''', rb"\n", Rb'\x', bR"\\", BR"", b"\x00\xff\n\t\\\'\"", b'abc' b"def", B"", b"""triple
bytes""", b"\
")
print(u"unicode", U"x", "a" 'b' """c""" r"\d" f"{1}" u"e", ("implicit"
    "continued"), b"a" rb"\b")
print(True, False, None, ..., Ellipsis, NotImplemented, __debug__)
print((), (1,), 1, (1, 2), [], [1], {}, {1}, {1: 2}, {1, 2} == {2, 1}, [[]], ((),), {(): []})
for src in ("0777", "1__0", "1_", "0x", "0b2", "0o8", "1e", "1.e+", "0xg", "08", "1a", "1.5abc", "_1", "0_7", "'abc", '"""abc', "b'é'", "'\\x1'", "'\\u12'", "'\\U12345678'", "b'\\x1'", "1_000_", "0b", "1 2", "'a' b'b'", "1.2.3", "0x1.5", "5jx", "00001", "0b1_", "1e5_", "'\\400'", "r'\\'", "$", "?", "a!", "`a`", "1 if", "é́" , "\u00a0", "1_.5", "1._5", "0xfor x in []", "1if 1else 2", "[1for x in (1,)]", "1or 2", "0b1and 1", "1not in []", "0o1is 1", "1jif 1else 2"):
    try:
        print(repr(src), eval(src))
    except (SyntaxError, NameError) as e:
        print(repr(src), type(e).__name__, e.msg if isinstance(e, SyntaxError) else e)
print(repr("\x00\x1f\x7f\x80\xa0\xad\u0378\u200b\u2028\ud800\U0010ffff\U0001F600é☃'\""), repr('\''), repr("'"), repr("'\""), ascii("é☃😀"), repr(b"'"), repr(b'\'"'), repr(bytes(range(0, 256, 17))))
print(10 ** 40, -7 // 2, -7 % 3, 7 // -2, 7 % -3, 2 ** -1, 2 ** 0.5, (-8) ** (1 / 3), 1 / 3, 1 // 1.0, -0.0, 0.0 == -0.0, 1e16, 1e15, 123456789.123, 1e-5, 0.0001)
print(~5, -5, +5, --5, -~5, not 5, 1 << 70, 1 >> 1, 5 & 3, 5 | 3, 5 ^ 3, -1 >> 100, -1 << 3, 3 - -3, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 2 ** -2, not not 1, 1 - 2 - 3, 2 * 3 % 4, 1 + 2 << 3, 1 | 2 ^ 3 & 4, 1 < 2 == 2, not 1 == 2, 1 or 0 and 0, -3 .__abs__(), 1 .real, 1.0.is_integer(), 1..hex())
