# Exceptions of one's own: module names, empty messages, failing __str__.
class Plain(Exception): pass
class Outer:
    class Nested(Exception):
        def __str__(self): return "nested text"
class BadStr(Exception):
    def __str__(self): raise ValueError
import traceback
for e in (Plain(), Plain("text"), Plain(1, 2), Outer.Nested(), BadStr("x"), KeyError("quoted"), KeyError(), ValueError(""), SystemExit(5), KeyboardInterrupt(), StopIteration(3), AssertionError(), OSError(2, "m", "f"), UnicodeDecodeError("utf-8", b"x", 0, 1, "r"), SyntaxError("msg"), SyntaxError("msg", ("f.py", 3, 4, "text here", 3, 8))):
    try:
        raise e
    except BaseException:
        traceback.print_exc(limit=0)
raise Outer.Nested
