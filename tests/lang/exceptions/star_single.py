# What an except* clause raises is wrapped in a group, unless a plain exception was caught.
def show(raise_it, handle):
    try:
        try:
            raise_it()
        except* (TypeError, ValueError):
            handle()
    except BaseException as e:
        print(repr(e), "context:", repr(e.__context__), [repr(x.__context__) for x in getattr(e, "exceptions", ())])

def plain(): raise TypeError(1)
def all_handled(): raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
def rest(): raise ExceptionGroup("eg", [TypeError(1), OSError(2)])
def new(): raise SyntaxError(3)
def same(): raise

for a in plain, all_handled, rest:
    for b in new, same:
        show(a, b)
