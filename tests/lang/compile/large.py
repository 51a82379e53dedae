# Generated code: long chains, far jumps, many constants, arguments and locals.
def run(src, **ns):
    exec(src, ns); return ns
src = "def f(x):\n if x == 0: return 0\n" + "".join(f" elif x == {i}: return {i}*2\n" for i in range(1, 50)) + " else: return -1\n"
f = run(src)["f"]; print(f(0), f(5), f(49), f(10001))
# long sums
src = "x = " + " + ".join(["a"] * 400); print(run(src, a=2)["x"])
src = "def g(a):\n return " + " + ".join(["a*a"] * 400); print(run(src)["g"](3))
src = "x = " + " and ".join(["a"] * 5000); print(run(src, a=2)["x"])
src = "x = 'a'" + " 'b'" * 1000 + "\ny = " + "'a' + b + " * 400 + "'z'"; n = run(src, b="q"); print(len(n["x"]), len(n["y"]))
# far loops
body = "".join(f"  s += i * {k}\n" for k in range(1, 5000))
src = f"def h(n):\n s = 0\n for i in range(n):\n{body} return s"; print(run(src)["h"](3))
src = f"def h(n):\n s = 0\n i = 0\n while i < n:\n{body}  i += 1\n return s"; print(run(src)["h"](3))
src = f"def h(n):\n s = 0\n i = 7\n if n < 3:\n{body} else:\n  s = 5\n return s"; print(run(src)["h"](3), run(src)["h"](1))
# many constants
src = "def k():\n return [" + ", ".join(f"x+{i}" for i in range(70000)) + "]"
r = run(src, x=1)["k"](); print(len(r), r[0], r[69999], sum(r))
src = "l = [" + ", ".join(str(i) for i in range(70000)) + "]"; print(sum(run(src)["l"]))
src = "d = {" + ", ".join(f"{i}: 'v{i}'" for i in range(30000)) + "}"; print(len(run(src)["d"]))
src = "s = {" + ", ".join(f"a+{i}" for i in range(3000)) + "}"; print(len(run(src, a=1)["s"]))
src = "t = (" + ", ".join(f"a+{i}" for i in range(3000)) + ")"; print(len(run(src, a=1)["t"]))
# many arguments and locals
args = ", ".join(f"a{i}" for i in range(1000))
src = f"def m({args}):\n return a0 + a999\nr = m({', '.join(str(i) for i in range(1000))})\nr2 = m(" + ", ".join(f"a{i}={i}" for i in range(1000)) + ")"
n = run(src); print(n["r"], n["r2"])
src = "def m():\n" + "".join(f" v{i} = {i}\n" for i in range(5000)) + " return v0 + v4999"; print(run(src)["m"]())
src = "def m(**k): return len(k)\nr = m(" + ", ".join(f"a{i}={i}" for i in range(300)) + ", **{'z': 1})"; print(run(src)["r"])
src = ", ".join(f"n{i}" for i in range(500)) + " = range(500)"; print(run(src)["n499"])
src = "x = f'" + "{a}b" * 80 + "'"; print(len(run(src, a=1)["x"]))
src = "x = " + "(" * 90 + "1" + ")" * 90; print(run(src)["x"])
src = "x = " + "[" * 90 + "]" * 90; print(len(run(src)["x"]))
src = "x = " + "-" * 80 + "a"; print(run(src, a=1)["x"])
src = "x = " + "not " * 81 + "a"; print(run(src, a=1)["x"])
src = "x = " + "lambda: " * 80 + "1"; print(run(src)["x"].__name__)
src = "x = a" + ".a" * 80; 
class A: pass
o = A(); o.a = o; print(run(src, a=o)["x"] is o)
src = "x = a" + "[0]" * 80; l = []; l.append(l); print(run(src, a=l)["x"] is l)
src = "x = a" + "()" * 80; q = lambda: q; print(run(src, a=q)["x"] is q)
src = "x = a" + ".m()" * 80
class M:
    def m(self): return self
o = M(); print(run(src, a=o)["x"] is o)
src = "x = " + "1 if a else " * 80 + "2"; print(run(src, a=0)["x"])
src = "".join(" " * i + "if a:\n" for i in range(90)) + " " * 90 + "x = 1"; print(run(src, a=1)["x"])
src = "".join(" " * i + f"def f{i}():\n" for i in range(20)) + " " * 20 + "return 5\n" + "".join(" " * (i) + f"return f{i}()\n" for i in range(19, 0, -1)) ; print(run(src)["f0"]())
src = "a = " * 1000 + "1"; print(run(src)["a"])
src = "\n".join(f"x{i} = {i}" for i in range(20000)); print(len(run(src)))
src = "try:\n" + "".join(f" x = {i}\n" for i in range(100)) + "except A: pass\n" * 1 ; print(run(src)["x"])
src = "def f(x):\n" + "".join(f" try: x += 1\n except ValueError: x = {i}\n" for i in range(100)) + " return x"; print(run(src)["f"](0))
src = "def f(x):\n match x:\n" + "".join(f"  case {i}: return {i}\n" for i in range(300)) ; print(run(src)["f"](299))
print(eval("0" + "".join(f" or {i}" for i in range(0, 1))), eval("1" + " < 2" * 0 + "".join(f" < {i}" for i in range(2, 100))))
