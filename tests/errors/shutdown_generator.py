# A suspended generator runs its finally block when the program ends.
def g():
    try: yield
    finally: print("generator finally")
it = g(); next(it)
print("main ends")
