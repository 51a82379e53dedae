# "Did you mean" for names, attributes, imports.
import sys
class Dog:
    def __init__(self): self.bark_loudly = 1
    def fetch(self): return self.fetc
    color = "brown"
counter = 5
length_of_thing = 1
def check(f):
    try:
        f()
    except Exception as e:
        sys.__excepthook__(type(e), e, e.__traceback__)
def t1(): return conter
def t2():
    local_name = 1
    return local_nme
def t3(): return Dog().colour
def t4(): return Dog().bark_loudy
def t5(): return Dog().fetch()
def t6(): return prnt("x")
def t7(): return [].appendd
def t8(): return "".uper()
def t9(): import math; return math.squrt
def t10(): return completely_different_thing
def t11(): return Dog().zzzzzz
def t12():
    import sys
    return sys.versoin
def t13(): return Tru
def t14(): return x1
def t15(): return ValueErorr()
def t16():
    def inner(): return countr
    return inner()
def t17(): return Dog.colr
def t18(): return time.sleep
class M:
    def method(self): return counte_r
    def sel(self): return bark
def t19(): return M().method()
for f in (t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t13, t14, t15, t16, t17, t18, t19):
    check(f)
counte
