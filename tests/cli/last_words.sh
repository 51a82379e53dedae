# What is still seen at the end of a program that has only one thing to see there.
run() {
    echo "== $1"
    "$PY" -B -c "$2" 2>&1
}
run "__del__ of a global" 'class A:
    def __del__(self): print("del", type(self).__name__)
a = A()'
run "a cycle" 'class A:
    def __del__(self): print("del")
a = A(); a.a = a; del a'
run "frozen by the program" 'import gc
class A:
    def __del__(self): print("del")
a = A(); gc.freeze()'
run "in a class" 'class A:
    def __del__(self): print("del")
class B: a = A()'
run "held by a function" 'class A:
    def __del__(self): print("del")
def f(a=A()): pass'
run "held by sys" 'import sys
class A:
    def __del__(self): print("del")
sys.a = A()'
run "of a metaclass" 'class M(type):
    def __del__(self): print("del")
class A(metaclass=M): pass'
run "after it has run" 'class A:
    def __del__(self): print("del"); kept.append(self)
kept = []
a = A(); del a'
run "callback of a weak reference" 'import weakref
class A: pass
a = A(); w = weakref.ref(a, lambda w: print("dead"))'
run "callback of a proxy" 'import weakref
class A: pass
a = A(); w = weakref.proxy(a, lambda w: print("dead"))'
run "weakref.finalize" 'import weakref
class A: pass
a = A(); weakref.finalize(a, print, "finalized")'
run "a suspended generator" 'def g():
    try: yield
    finally: print("finally")
i = g(); next(i)'
run "a generator in a cycle" 'def g():
    me = i
    try: yield
    finally: print("finally")
i = g(); next(i); del i'
run "an asynchronous generator" 'async def g():
    try: yield 1
    finally: print("finally")
i = g()
try: i.asend(None).send(None)
except StopIteration: pass'
run "who watches the collector" 'import gc
gc.callbacks.append(lambda phase, info: phase == "stop" and print("collected"))'
run "standard output is another stream" 'import sys
class Out:
    def write(self, text): sys.__stdout__.write(text.upper())
    def flush(self): sys.__stdout__.write("flush\n")
sys.stdout = Out()
print("text")'
run "a detached stream" 'import sys
out = sys.stdout.detach()
sys.stdout = sys.__stdout__ = None
out.write(b"text\n")'
run "nothing" 'import collections, typing; x = [1]; x.append(x)'
dir=$(mktemp -d)
"$PY" -B -c 'import sys; f = open(sys.argv[1], "w"); f.write("written")' "$dir/f"
cat "$dir/f"; echo
rm -r "$dir"
