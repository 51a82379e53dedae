# The string module: Formatter, Template, capwords, constants.
import string
class MyF(string.Formatter):
    def get_value(self, key, args, kw): return f"<{key}>" if isinstance(key, str) else args[key]
    def convert_field(self, v, c): return v.upper() if c == "u" else super().convert_field(v, c)
print(MyF().format("{0} {name} {0!u:>5}", "abc"), list(string.Formatter().parse("a{b!r:c}d{{e")), string.Formatter().vformat("{} {x}", (1,), {"x": 2}))
print(string.capwords("hello  big world"), string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable))
t = string.Template("$a ${b}c $$ $d")
print(t.safe_substitute(a=1, b=2), string.Template("$x").substitute(x=5), string.Template("$x-$y").substitute({"x": 1}, y=2))
for bad in ("$", "$1", "${a", "$a"):
    try:
        print(string.Template(bad).substitute())
    except (ValueError, KeyError) as e:
        print(type(e).__name__, e)
