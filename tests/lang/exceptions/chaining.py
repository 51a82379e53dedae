# __context__, __cause__, notes, tracebacks as objects, sys.exc_info.
import sys
def chain(e):
    out = []
    while e is not None:
        out.append(repr(e))
        e = e.__cause__ if e.__cause__ or e.__suppress_context__ else e.__context__
    return out
try:
    try:
        try:
            1 / 0
        except ZeroDivisionError:
            {}["k"]
    except KeyError as k:
        raise ValueError("third") from k
except ValueError as e:
    print(chain(e), e.__suppress_context__)
try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as e:
    print(chain(e), repr(e.__context__), e.__cause__, e.__suppress_context__)
# A context is set when an exception is raised while another is handled, also in a called function and in finally.
def raiser(): raise TypeError("in function")
try:
    try:
        raise KeyError("first")
    except KeyError:
        raiser()
except TypeError as e:
    print(chain(e))
try:
    try:
        raise KeyError("first")
    finally:
        raise OSError("finally")
except OSError as e:
    print(chain(e))
# No context once the handler is left; no self-cycles.
try:
    raise ValueError("one")
except ValueError:
    pass
try:
    raise KeyError("two")
except KeyError as e:
    print(e.__context__)
e1 = ValueError("self")
try:
    try:
        raise e1
    except ValueError:
        raise e1
except ValueError as e:
    print(e.__context__)
a, b, c = ValueError("a"), ValueError("b"), ValueError("c")
try:
    try:
        raise a
    except ValueError:
        try:
            raise b
        except ValueError:
            try:
                raise c
            except ValueError:
                raise a
except ValueError as e:
    print(chain(e))
# Attributes can be set, with checks.
e = ValueError("x")
e.__cause__ = KeyError("cause")
print(e.__suppress_context__, e.__cause__)
e.__context__ = None
for name, value in (("__cause__", 1), ("__context__", "x"), ("__traceback__", 5), ("args", 3)):
    try:
        setattr(e, name, value)
    except TypeError as t:
        print(name, t)
for name in ("__cause__", "__context__", "__traceback__"):
    try:
        delattr(e, name)
    except TypeError as t:
        print(name, t)
e.args = [1, 2]
print(e.args, repr(e), str(e))
# with_traceback and __traceback__.
def f(): raise ValueError("tb")
try:
    f()
except ValueError as e:
    tb = e.__traceback__
    names = []
    while tb:
        names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(names)
    saved = e
print(saved.__traceback__ is not None, saved.with_traceback(None) is saved, saved.__traceback__)
try:
    saved.with_traceback(5)
except TypeError as t:
    print(t)
# Raising the same exception again extends the traceback.
def length(e):
    n, tb = 0, e.__traceback__
    while tb: n, tb = n + 1, tb.tb_next
    return n
x = ValueError("grow")
for i in range(3):
    try:
        raise x
    except ValueError as e:
        print(length(e), end=" ")
print()
# sys.exc_info and sys.exception
print(sys.exc_info(), sys.exception())
try:
    raise ValueError("now")
except ValueError as e:
    t, v, tb = sys.exc_info()
    print(t is ValueError, v is e, tb is e.__traceback__, sys.exception() is e)
    try:
        raise KeyError
    except KeyError:
        print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
    def inside(): return sys.exc_info()[0].__name__
    print(inside())
print(sys.exc_info()[0])
del tb, v, saved
# Notes
e = ValueError("noted")
e.add_note("first note")
e.add_note("second")
print(e.__notes__)
try:
    e.add_note(1)
except TypeError as t:
    print(t)
print(hasattr(ValueError(), "__notes__"))
# Exceptions and references: the traceback keeps locals alive until the handler ends.
class D:
    def __del__(self): print("del D")
def holder():
    d = D()
    raise ValueError
try:
    holder()
except ValueError as e:
    print("handling")
print("handled")
try:
    holder()
except ValueError as e:
    kept = e
print("kept")
del kept
print("dropped")
