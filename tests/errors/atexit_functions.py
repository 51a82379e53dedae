# atexit functions run in reverse order; an error in one is reported and does not stop the others.
import atexit
def bye(x, k=1): print("bye", x, k)
atexit.register(bye, "first")
atexit.register(bye, "second", k=2)
@atexit.register
def decorated(): print("decorated")
atexit.register(lambda: 1 / 0)
atexit.register(bye, "never"); atexit.register(bye, "never")
def gone(): print("never")
atexit.register(gone); atexit.unregister(gone); atexit.unregister(bye); atexit.register(bye, "third")
print("main ends")
