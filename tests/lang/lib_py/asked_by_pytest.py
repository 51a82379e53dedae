# Private parts that pytest uses: options as filters, and a catch_warnings that is entered again.
import warnings
for a in 'error', 'i', 'all', '', 'x': 
    try: print(repr(warnings._getaction(a)))
    except warnings._OptionError as e: print(e)
for c in '', 'UserWarning', 'no.such.X', 'os.X', 'int':
    try: print(warnings._getcategory(c))
    except warnings._OptionError as e: print(e)
for o in 'error::UserWarning', 'a:b:c:d:e:f', 'error:::m:-3', 'error:::m:q':
    try: warnings._setoption(o); print(warnings.filters[0][0], warnings.filters[0][2])
    except warnings._OptionError as e: print(e)
warnings._processoptions(['bad', 'ignore'])
print(warnings.filters[0][0])
class R(warnings.catch_warnings):
    def __init__(self): super().__init__(record=True); self._entered = False
    def __exit__(self, *info):
        if not self._entered: raise RuntimeError
        super().__exit__(*info); self._entered = False
r = R()
for i in range(2):
    with r as log: warnings.simplefilter('always'); warnings.warn('x')
    print(len(log))
import inspect
def g(): yield
async def c(): pass
x, y = g(), c()
print(inspect.getgeneratorstate(x) is inspect.GEN_CREATED, inspect.getcoroutinestate(y) is inspect.CORO_CREATED)
x.close(); y.close()
print(inspect.getgeneratorstate(x) is inspect.GEN_CLOSED, inspect.getcoroutinestate(y) is inspect.CORO_CLOSED)
