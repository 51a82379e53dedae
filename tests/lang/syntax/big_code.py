# Large functions: many names, constants, arguments, branches, long jumps, long expressions, deep nesting.
n = 700
src = "def f():\n" + "".join(f"    v{i} = {i}\n" for i in range(n)) + "    return " + " + ".join(f"v{i}" for i in range(n))
ns = {}; exec(src, ns); print(ns["f"]() == sum(range(n)))
src = "def f(" + ", ".join(f"a{i}" for i in range(300)) + "): return (" + ", ".join(f"a{i}" for i in range(300)) + ")"
exec(src, ns); print(ns["f"](*range(300)) == tuple(range(300)), ns["f"](**{f"a{i}": i for i in range(300)})[299])
print(eval("f(" + ", ".join(map(str, range(300))) + ")", ns)[150], eval("f(" + ", ".join(f"a{i}={i}" for i in range(300)) + ")", ns)[7])
print(len(eval("[" + ",".join(map(str, range(5000))) + "]")), len(eval("{" + ",".join(f"{i}:{i}" for i in range(3000)) + "}")), len(eval("(" + ",".join(f"'{i}'" for i in range(3000)) + ")")), len(eval("{" + ",".join(f"{i}.5" for i in range(1000)) + "}")))
x = 3
src = "def g(x):\n" + "    if x == 0: r = 0\n" + "".join(f"    elif x == {i}: r = {i * 2}\n" for i in range(1, 1500)) + "    else: r = -1\n    return r"
exec(src, ns); print([ns["g"](k) for k in (0, 1, 700, 1499, 5000)])
src = "def h(n):\n    t = 0\n    for i in range(n):\n" + "".join(f"        if i == {k}: continue\n        t += {k}\n" for k in range(400)) + "        if i > 5: break\n    else: t = -t\n    return t"
exec(src, ns); print(ns["h"](3), ns["h"](100))
src = "def w(n):\n    try:\n" + "".join(f"        n += {k % 7}\n" for k in range(3000)) + "        raise ValueError(n)\n    except ValueError as e:\n        return e.args[0]"
exec(src, ns); print(ns["w"](0))
print(eval("+".join(["x"] * 500)), eval("(" * 90 + "x" + ")" * 90), eval("-" * 200 + "x"), eval("not " * 51 + "x"), eval(" or ".join(["0"] * 1000) + " or x"), eval("x" + " < 9" * 500))
print(eval("[" * 90 + "]" * 90) == eval("[" * 90 + "]" * 90), len("a" "b" * 1000), len(eval("'" + "a" * 100000 + "'")), len(eval(" ".join(["'ab'"] * 1000))))
src = "".join(f"{' ' * i}if x:\n" for i in range(19)) + " " * 19 + "y = 'deep'"
exec(src, globals()); print(y)
src = "".join(f"{' ' * i}def f{i}():\n" for i in range(15)) + " " * 15 + "return 'deep'\n" + "".join(f"{' ' * i}return f{i}\n" for i in range(14, 0, -1))
exec(src, ns); r = ns["f0"]
while callable(r): r = r()
print(r)
src = "lambda a0: " + "".join(f"lambda a{i}: " for i in range(1, 30)) + " + ".join(f"a{i}" for i in range(30))
r = eval(src)
for i in range(30): r = r(i)
print(r)
src = "class C:\n" + "".join(f"    def m{i}(self): return {i}\n" for i in range(500))
exec(src, ns); c = ns["C"](); print(sum(getattr(c, f"m{i}")() for i in range(500)))
for i in range(300): setattr(c, f"attr{i}", i)
print(len(vars(c)), c.attr299, sum(vars(c).values()))
exec("\n".join(f"g{i} = {i}" for i in range(2000)), ns); print(ns["g1999"], eval("+".join(f"g{i}" for i in range(2000)), ns))
src = "def k(*, " + ", ".join(f"k{i}={i}" for i in range(260)) + "): return k0 + k259"
exec(src, ns); print(ns["k"](), ns["k"](k0=5))
src = "f'" + "".join(f"{{{i}}}-" for i in range(500)) + "'"; print(len(eval(src)))
src = "a = " * 300 + "5"; exec(src, ns); print(ns["a"])
src = ", ".join(f"t{i}" for i in range(500)) + " = range(500)"; exec(src, ns); print(ns["t499"])
src = "def y():\n" + "".join(f"    yield {i}\n" for i in range(1000)); exec(src, ns); print(sum(ns["y"]()))
src = "match 777:\n" + "".join(f"    case {i}: r = {i}\n" for i in range(1000)); exec(src, ns); print(ns["r"])
src = "with " + ", ".join("open('/dev/null') as f%d" % i for i in range(15)) + ": pass"; exec(src, ns); print(ns["f14"].closed)
src = "x = [" + "\n" * 5000 + "1]\nraise ValueError"
try: exec(compile(src, "big", "exec"))
except ValueError as e: print(e.__traceback__.tb_next.tb_lineno)
src = "pass\n" * 20000 + "1/0"
try: exec(compile(src, "big", "exec"))
except ZeroDivisionError as e: print(e.__traceback__.tb_next.tb_lineno)
src = "def long():\n    x = (" + "1 + " * 500 + "\n    undefined_name)"
exec(src, ns)
try: ns["long"]()
except NameError as e: print(e, e.__traceback__.tb_next.tb_lineno)
