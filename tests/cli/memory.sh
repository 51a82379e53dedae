# Out of memory gives MemoryError and leaves the interpreter usable; runaway recursion gives RecursionError.
run() { (ulimit -v 700000; timeout 50 "$PY" -c "$1" 2>&1); echo "status $?"; }
run 'try: x = [0] * 10**10
except MemoryError as e: print("MemoryError", e)
print(sum(range(10)))'
run 'try: x = "a" * 10**11
except MemoryError: print("MemoryError")
print("usable")'
run 'for make in (lambda: bytearray(10**12), lambda: b"x" * 10**12, lambda: (0,) * 10**11, lambda: bytes(10**12)):
    try: make()
    except MemoryError: print("MemoryError")'
run 'l = []
try:
    while True: l.append([0] * 1000)
except MemoryError:
    n = len(l); l = None
    print("MemoryError", n > 1000)
print([x * x for x in range(5)])'
run 'try:
    s = "x"
    while True: s += s
except MemoryError:
    del s
    print("MemoryError")
d = {i: str(i) for i in range(1000)}
print(len(d))'
run 'def f(n): return f(n + 1)
try: f(0)
except RecursionError as e: print(e)
class D:
    def __del__(self): D()
class R:
    def __repr__(self): return repr(self)
try: repr(R())
except RecursionError as e: print(str(e)[:32])'
# Objects that one thread makes and another one ends: their memory is used again.
run 'import queue, threading
def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))
there, back = queue.SimpleQueue(), queue.SimpleQueue()
def end():
    while (item := there.get()) is not None:
        back.put(len(item))
thread = threading.Thread(target=end)
thread.start()
def hand_over(count):
    for n in range(count):
        there.put((str(n) * 5, [n, n], {n: n}, n * 0.1))
        back.get()
hand_over(10_000)
before = resident()
hand_over(40_000)
print("grew by less than 2 MB:", resident() - before < 2000)
there.put(None)
thread.join()'
