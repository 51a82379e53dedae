def f():
    raise KeyboardInterrupt
try:
    f()
except Exception:
    print("no")
except KeyboardInterrupt as e:
    print("caught", repr(e))
