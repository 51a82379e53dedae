# try/except/else/finally with every way out.
def t(how):
    log = []
    def run():
        for i in range(2):
            try:
                log.append("try")
                if how == "raise": raise ValueError("v")
                if how == "other": raise KeyError("k")
                if how == "return": return "from try"
                if how == "break": break
                if how == "continue": continue
            except ValueError as e:
                log.append(f"except {e}")
            else:
                log.append("else")
            finally:
                log.append("finally")
            log.append("after")
        else:
            log.append("loop else")
        return "end"
    try:
        log.append(run())
    except KeyError as e:
        log.append(f"escaped {e}")
    return log
for how in ("nothing", "raise", "other", "return", "break", "continue"):
    print(how, t(how))
def override(a, b):
    for _ in [1]:
        try:
            if a == "return": return "try"
            if a == "raise": raise ValueError("try")
            if a == "break": break
        finally:
            if b == "return": return "finally"
            if b == "raise": raise KeyError("finally")
            if b == "break": break
            if b == "continue": continue
    return "end"
for a in ("none", "return", "raise", "break"):
    for b in ("none", "return", "raise", "break", "continue"):
        try:
            r = override(a, b)
        except Exception as e:
            r = f"{e!r} ctx {e.__context__!r}"
        print(a, b, "->", r)
def value():
    x = 1
    try:
        return x
    finally:
        x = 2
print(value())
def nested():
    out = []
    try:
        try:
            try:
                raise ValueError(1)
            finally:
                out.append("f1")
        except KeyError:
            out.append("wrong")
        finally:
            out.append("f2")
    except ValueError as e:
        out.append(repr(e))
        try:
            raise TypeError(2)
        except TypeError as e2:
            out.append(repr(e2.__context__))
        out.append("still")
    return out
print(nested())
# Matching
def m(exc, *handlers):
    try:
        raise exc
    except handlers as e:
        return type(e).__name__
    except Exception as e:
        return "rest " + type(e).__name__
print(m(KeyError(), KeyError), m(KeyError(), LookupError), m(KeyError(), ValueError, LookupError), m(OSError()))
for bad in ("1", "'x'", "(ValueError, 1)", "[ValueError]", "object", "None"):
    try:
        exec(f"try:\n    raise KeyError('k')\nexcept {bad}:\n    pass")
    except TypeError as e:
        print(bad, "->", e)
    except KeyError as e:
        print(bad, "-> KeyError")
# Handlers are evaluated in order and only when needed.
def h(x):
    print("handler", x.__name__)
    return x
try:
    raise KeyError
except h(ValueError): pass
except h(KeyError): print("here")
except h(IndexError): pass
try:
    pass
except h(ValueError): pass
# The name is deleted after the handler.
e = "before"
try:
    raise ValueError("x")
except ValueError as e:
    pass
print("e" in globals())
try:
    raise ValueError("x")
except ValueError as e:
    del e
print("deleted twice is fine")
# bare except, BaseException, raise forms.
try:
    raise KeyboardInterrupt
except:
    print("bare")
try:
    try:
        raise ValueError("again")
    except ValueError:
        raise
except ValueError as e:
    print(e)
try:
    raise
except RuntimeError as e:
    print(e)
def reraise():
    raise
try:
    try:
        raise OSError("in caller")
    except OSError:
        reraise()
except OSError as e:
    print(e)
for src in ("raise ValueError", "raise ValueError()", "raise ValueError('a', 1)", "raise int", "raise 'x'", "raise None", "raise ValueError from 1", "raise ValueError from None", "raise ValueError from KeyError"):
    try:
        exec(src)
    except BaseException as e:
        print(src, "->", repr(e), repr(e.__cause__), e.__suppress_context__)
class NotExc:
    def __new__(cls): return 5
class OddExc(Exception):
    def __new__(cls): return 5
try:
    raise OddExc
except TypeError as e:
    print(e)
class InitFails(Exception):
    def __init__(self): raise KeyError("init")
try:
    raise InitFails
except KeyError as e:
    print(repr(e))
def while_loop():
    n = 0
    while True:
        try:
            n += 1
            if n < 3: continue
            if n == 5: break
        finally:
            n += 0
    return n
print(while_loop())
def deep_return():
    for i in range(3):
        for j in range(3):
            with open("/dev/null"):
                try:
                    if i * j == 2: return i, j
                finally:
                    pass
print(deep_return())
def finally_generator():
    try:
        return (yield 1)
    finally:
        yield 2
print(list(finally_generator()))
