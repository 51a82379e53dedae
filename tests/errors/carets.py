# Where the markers go, for many kinds of expression.
import sys, traceback
class O:
    attr = None
o, d, l, n, f = O(), {}, [], None, lambda *a, **k: k["missing"]
def check(function):
    try:
        function()
    except Exception:
        traceback.print_exc()
def t1(): return 1 + n
def t2(): return o.attr.deeper.still
def t3(): return d["a"]["b"]
def t4(): return l[0] + l[1]
def t5(): return f(1, 2, x=3)
def t6(): return (1 + 2) * (3 + n) - 4
def t7(): o.attr.x = 5
def t8(): d["k"]["j"] = 1
def t9(): del l[3]
def t10(): a, b = 1, 2, 3
def t11(): return -n
def t12(): return n < 1 < 2
def t13(): return 1 < 2 < n
def t14(): assert n, "assertion text"
def t15(): raise ValueError("raised")
def t16(): return [x for x in n]
def t17(): return len(5)
def t18(): return "é☃😀" + n + "tail"
def t19(): return f"{n:d}"
def t20(): import missing_module_x
def t21(): return f(
    1,
    2,
)
def t22(): return (n
    + 1)
def t23(): return undefined
def t24(): return not (n @ 2)
def t25(): l.append(1, 2)
def t26(): return 5 if n.x else 6
def t27(): return {**n}
def t28(): return f(*5)
def t29():
    for i in 5: pass
def t30():
    with n: pass
def t31(): return (lambda: n.lam)()
def t32(): n.x()
def t33(): x = y = n[0]
def t34(): return l[n:n.step]
def t35(): x = 5; x += "a"
def t36(): yield_ = [*n]
def t37(): return     n   .   attribute
def t38(): return 1 // 0 ** 0 // 0
def t39(): return (n) + 2
def t40(): from math import nothing_there
def t41(): return o.method(n.a, 1)(2)
def t42(): return "a" % (1, 2)
for function in (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33, t34, t35, t36, t37, t38, t39, t40, t41, t42):
    check(function)
