# ExceptionGroup and except*.
eg = ExceptionGroup("top", [ValueError("v1"), TypeError("t1"), ExceptionGroup("inner", [ValueError("v2"), KeyError("k")])])
print(eg, repr(eg), eg.message, eg.exceptions, eg.args)
def show(g):
    if g is None: return None
    return (type(g).__name__, str(g.args[0]), [show(x) for x in g.exceptions]) if isinstance(g, BaseExceptionGroup) else repr(g)
print(show(eg.subgroup(ValueError)))
print(show(eg.subgroup((KeyError, TypeError))))
print(eg.subgroup(OSError), eg.subgroup(ExceptionGroup) is eg, eg.subgroup(lambda e: True) is eg)
print(show(eg.subgroup(lambda e: isinstance(e, ValueError) and "2" in str(e))))
m, r = eg.split(ValueError)
print(show(m), "|", show(r))
print([show(x) for x in eg.split(OSError)], [show(x) for x in eg.split(Exception)][1])
print(show(eg.derive([OSError("d")])))
class MyGroup(ExceptionGroup):
    def derive(self, excs): return MyGroup(self.message, excs)
mg = MyGroup("mine", [ValueError(1), KeyError(2)])
print([type(x).__name__ for x in mg.split(ValueError)])
mg.add_note("note"); mg.__cause__ = OSError("c")
s = mg.subgroup(KeyError)
print(s.__notes__, repr(s.__cause__))
print(type(BaseExceptionGroup("b", [ValueError()])).__name__, type(BaseExceptionGroup("b", [KeyboardInterrupt()])).__name__)
for args in ((), ("x",), ("x", []), ("x", 5), ("x", [1]), (1, [ValueError()]), ("x", [KeyboardInterrupt()]), ("x", [ValueError], 3), ("x", [ValueError])):
    try:
        print(ExceptionGroup(*args))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
try:
    eg.split(1)
except TypeError as e:
    print(e)

def run(exc):
    log = []
    try:
        try:
            raise exc
        except* ValueError as e:
            log.append(("VE", show(e)))
        except* (KeyError, TypeError) as e:
            log.append(("KT", show(e)))
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as e:
        log.append(("escaped", show(e)))
    return log
for e in (eg, ValueError("naked"), ExceptionGroup("o", [OSError(1), ValueError(2)]), OSError("only"), ExceptionGroup("os", [OSError(1)]), ExceptionGroup("kt", [KeyError(1), TypeError(2)])):
    print(run(e))
try:
    pass
except* ValueError: print("no")
else: print("else ran")
finally: print("finally ran")
# Exceptions raised in handlers are grouped; a bare raise keeps the structure.
try:
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), OSError(3)])
    except* ValueError:
        raise KeyError("new")
    except* TypeError:
        raise
except ExceptionGroup as e:
    print(show(e), repr(e.exceptions[0].__context__) if e.exceptions else None)
try:
    try:
        raise ValueError("one")
    except* ValueError as e:
        raise KeyError("replaced") from e
except BaseException as e:
    print(type(e).__name__, show(e))
try:
    try:
        raise ExceptionGroup("g", [ValueError(1)])
    except* ValueError:
        raise
except ExceptionGroup as e:
    print(show(e))
# Matching groups in except* is not allowed, in except it is.
try:
    try:
        raise ValueError
    except* ExceptionGroup:
        pass
except TypeError as e:
    print(e)
try:
    raise eg
except ExceptionGroup as e:
    print("plain except", e is eg)
for src in ("try:\n pass\nexcept* ValueError:\n pass\nexcept KeyError:\n pass", "try:\n pass\nexcept*:\n pass",
            "for x in y:\n try:\n  pass\n except* ValueError:\n  break", "def f():\n try:\n  pass\n except* ValueError:\n  return 1",
            "while 1:\n try:\n  pass\n except* ValueError:\n  continue"):
    try:
        compile(src, "<s>", "exec")
        print("compiled")
    except SyntaxError as e:
        print(e.msg)
def loop():
    for i in range(3):
        try:
            raise ExceptionGroup("g", [ValueError(i)])
        except* ValueError as e:
            x = e.exceptions[0].args[0]
        if x == 1: return x
print(loop())
import sys
try:
    raise ExceptionGroup("g", [ValueError(1), KeyError(2)])
except* ValueError:
    print(show(sys.exception()))
except* KeyError:
    print(show(sys.exception()))
print(sys.exception(), ExceptionGroup[int] if hasattr(ExceptionGroup, "__class_getitem__") else None)
