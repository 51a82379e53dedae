# User code that changes a container while a method of the container runs.
def run(name, f):
    try: r = f(); print(name, "->", r)
    except Exception as e: print(name, type(e).__name__, e)
class Clear:
    def __init__(self, l): self.l = l
    def __eq__(self, o): self.l.clear(); return False
    __hash__ = lambda self: 1
def t1():
    l = []; l += [Clear(l), 1, 2]; return l.index(5) if 5 in l else (l.count(1), len(l))
run("list contains", t1)
def t2(): l = []; l += [1, Clear(l), 2]; l.remove(2); return l
run("list remove", t2)
def t3(): l = []; l += [Clear(l), 1]; return l == [3, 1], l
run("list eq", t3)
def t4(): l = []; l += [Clear(l)] * 3; return l.count(1), l
run("list count", t4)
class Grow:
    def __init__(self, l): self.l, self.n = l, 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        self.l.append(-self.n); return self.n
def t5(): l = [0]; l.extend(Grow(l)); return l
run("list extend", t5)
def t6(): l = [0, 9]; l[1:] = Grow(l); return l
run("slice assign", t6)
class Idx:
    def __init__(self, l): self.l = l
    def __index__(self): self.l.clear(); return 0
def t7(): l = [1, 2]; return l[Idx(l)]
run("list getitem", t7)
def t8(): l = [1, 2]; l[Idx(l)] = 5; return l
run("list setitem", t8)
def t9(): l = [1, 2, 3]; return l[Idx(l):2], l
run("list slice", t9)
def t10(): l = [1, 2, 3]; l.insert(Idx(l), 7); return l
run("list insert", t10)
def t11(): l = [1, 2, 3]; return l.pop(Idx(l))
run("list pop", t11)
class Lt:
    def __init__(self, l, v): self.l, self.v = l, v
    def __lt__(self, o): self.l.append(1); return self.v < o.v
def t12(): l = []; l += [Lt(l, 2), Lt(l, 1)]; l.sort(); return len(l)
run("list sort", t12)
class DKey:
    def __init__(self, d): self.d = d
    def __hash__(self): return 1
    def __eq__(self, o): self.d.clear(); self.d["x"] = 1; return False
def t13(): d = {}; d[DKey(d)] = 1; d[DKey(d)] = 2; return len(d) >= 1
run("dict setitem", t13)
def t14(): d = {}; d[DKey(d)] = 1; return d.get(DKey(d), "default"), d.pop(DKey(d), "gone")
run("dict get", t14)
def t15(): d = {1: 1}; d.update((k, d.pop(1, None)) for k in (2, 3)); return d
run("dict update", t15)
class Val:
    def __init__(self, d): self.d = d
    def __eq__(self, o): self.d.clear(); return True
def t16(): d = {}; d["a"] = Val(d); d["b"] = 2; return d == {"a": 1, "b": 2}
run("dict eq", t16)
class Rep:
    def __init__(self, c): self.c = c
    def __repr__(self): self.c.clear(); return "R"
def t17(): l = []; l += [Rep(l), 1, 2]; return repr(l)
run("list repr", t17)
def t18():
    d = {}; d["a"] = Rep(d); d["b"] = 1
    return repr(d)
run("dict repr", t18)
class SEl:
    def __init__(self, s): self.s = s
    def __hash__(self): return 1
    def __eq__(self, o): self.s.clear(); return False
def t19(): s = set(); s.add(SEl(s)); s.add(SEl(s)); return len(s)
run("set add", t19)
def t20(): s = {1, 2, 3}; s.update(s.pop() and x for x in (7, 8)); return len(s)
run("set update", t20)
class Del:
    def __init__(self, l): self.l = l
    def __del__(self): self.l.append("del")
def t21(): l = []; l.append(Del(l)); l[0] = 1; return l
run("del appends", t21)
def t22(): l = []; l += [Del(l), Del(l)]; l.clear(); return l
run("clear", t22)
def t23(): l = []; l += [Del(l), 1]; del l[0]; return l
run("del item", t23)
def t24(): d = {}; d["k"] = Del(l := []); d["k"] = 2; return l, d
run("dict replace", t24)
def t25(): l = [3, 1, 2]; return sorted(l, key=lambda x: l.clear() or -x), l
run("sorted", t25)
def t26(): l = [1, 2, 3, 4]; return [l.remove(x) or x for x in l], l
run("comprehension", t26)
def t27(): l = [1, 2, 3]; return "".join(str(l.pop()) for _ in l), l
run("join", t27)
def t28(): a = bytearray(b"abc"); return a.find(b"c"), a.extend(a), bytes(a), a.replace(b"a", a)
run("bytearray", t28)
def t29():
    l = list(range(5)); it = iter(l); out = []
    for x in it: out.append(x); l[:] = l[:3]
    return out
run("iterator", t29)
