# Text beyond ASCII: indexing, widths, case, classification, encodings, surrogates, identifiers.
s = "aé☃😀z"
print(len(s), [s[i] for i in range(5)], s[::-1], s[1:4], s[-2], s.encode("utf-8"), s.index("😀"), s.find("z"), s.replace("☃", "S").encode(), s.split("☃"), [hex(ord(c)) for c in s])
for text in ("abc", "añb", "a☃b", "a😀b", "ÿĀ", "\xff\u0100", "\uffff\U00010000"): print(ascii(text), len(text), ascii(text.upper()), ascii(text * 2), ascii(text[1:]), ascii(text + "é"), text == text[:1] + text[1:], sorted(text) == sorted(list(text)))
# Strings change width when joined, sliced, replaced.
w = "a" * 10 + "é" + "b" * 5 + "☃" + "c" * 5 + "😀"
print(w[:10], w[:10].isascii(), (w[:10] + w[11:16]).isascii(), w[:11].encode("latin-1"), len(w.encode("utf-16-le")), w.count("c"), w.rfind("c"), w.replace("😀", "").replace("☃", "").replace("é", "") == "a" * 10 + "b" * 5 + "c" * 5)
print("".join(["a", "é", "☃", "😀"]) == "aé☃😀", "é".join("abc"), "☃".join(["x", "y"]), "-".join("😀é"), ("é" * 3).center(9, "☃"), "é".ljust(3, "😀") + "|", "ab".zfill(5), "é1".zfill(4))
for c in "aAßÿŸıİǅΣςſﬀÅΩ℃ⅷ①ªº²½٣四Ⅷ \t\n\x1c\x85\xa0\u1680\u2003\u2028\u3000\u200b_·़́😀€":
    print(f"{ord(c):04x}", "".join("LUTSAaDdN.PIf"[i] if f else "-" for i, f in enumerate((c.islower(), c.isupper(), c.istitle(), c.isspace(), c.isalpha(), c.isalnum(), c.isdigit(), c.isdecimal(), c.isnumeric(), c.isprintable(), c.isascii(), c.isidentifier(), ("a" + c).isidentifier()))), ascii(c.upper()), ascii(c.lower()), ascii(c.title()), ascii(c.casefold()), ascii(c.swapcase()), ascii(c.capitalize()))
print("ΑΣΑΣ ΣΑ Σ".lower(), "ὈΔΥΣΣΕΎΣ".lower(), "straße".upper(), "STRASSE".casefold() == "straße".casefold(), "İ".lower().encode(), "ŉ".upper(), "ﬃ".title(), "ǆǅǄ".title(), "ΐ".upper().encode(), "òÓ".swapcase(), "élan vital".title(), "l'été".capitalize())
# Encodings there and back.
for enc in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-8-sig"): print(enc, s.encode(enc)[:12], s.encode(enc).decode(enc) == s)
for enc, text in (("latin-1", "éÿ"), ("ascii", "abc"), ("iso-8859-1", "é"), ("UTF_8", "é"), ("utf8", "é"), ("U8", "é"), ("l1", "é"), ("646", "a")): print(enc, text.encode(enc))
for data in (b"\x80", b"\xc3", b"\xc3(", b"\xe2\x98", b"\xe2(\xa1", b"\xf0\x9f\x98", b"\xf5\x80\x80\x80", b"\xc0\xaf", b"\xed\xa0\x80", b"a\xffb\xfec", b"\xf0\x28\x8c\x28", b"\xe0\x80\xaf", b"\xf4\x8f\xbf\xbf", b"\xef\xbf\xbe", b"\xf8\x88\x80\x80\x80"):
    try: print(ascii(data.decode()))
    except UnicodeDecodeError as e: print(data, e, "|", ascii(data.decode("utf-8", "replace")), ascii(data.decode("utf-8", "ignore")), ascii(data.decode("utf-8", "backslashreplace")), ascii(data.decode("utf-8", "surrogateescape")), data.decode("utf-8", "surrogateescape").encode("utf-8", "surrogateescape") == data)
lone = "\ud83d"; print(len(lone), ascii(lone + "\ude00"), lone + "\ude00" == "😀", ascii(lone.encode("utf-8", "surrogatepass").decode("utf-8", "surrogatepass")), lone.encode("utf-16-le", "surrogatepass"))
for text, enc in ((lone, "utf-8"), (lone, "utf-16"), ("aé☃b", "ascii"), ("☃", "latin-1"), ("a\ud800b", "utf-8"), ("\U0010ffff", "ascii")):
    for errors in ("strict", "replace", "ignore", "backslashreplace", "xmlcharrefreplace", "surrogateescape"):
        try: print(text.encode(enc, errors), end=" ")
        except UnicodeEncodeError as e: print(type(e).__name__, e, end=" ")
    print()
# Names are compared in NFKC.
ﬀ = 1; print(ff); café = 2; print(café, {k for k in globals() if k.startswith("caf")}); Ⅷ = 8; print(VIII); 变量 = "v"; print(变量, "变量" in globals())
class Ü: é = 5
print(Ü.é, Ü.__name__, getattr(Ü, "é"))
print(repr("\u0300"), repr("e\u0301"), repr("\u200d"), repr("\ue000"), repr("\ufeff"), repr("\x7f"), repr("\xad"), repr("\u2029"), repr("\U000e0001"), repr("\U0001f1e6"), repr("\ufffe"), repr("\u0378"))
