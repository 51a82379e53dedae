"""What the registries of warnings remember, for each action; arguments that are refused."""
import warnings, sys
warnings.simplefilter('once')
ns1, ns2 = {'__name__': 'm1'}, {'__name__': 'm2'}
code = compile('import warnings\nwarnings.warn("hello")\n\nwarnings.warn("hello")', 'f.py', 'exec')
exec(code, ns1); exec(code, ns2)
print({k: v for k, v in ns1['__warningregistry__'].items()}, warnings.onceregistry)
warnings.warn_explicit('ex', UserWarning, 'q.py', 3); warnings.warn_explicit('ex', UserWarning, 'q.py', 4)
print(warnings.onceregistry)
warnings.simplefilter('module')
exec(code, ns1); exec(code, ns2); print(ns1['__warningregistry__'])
warnings.simplefilter('default')
exec(code, ns1); print(ns1['__warningregistry__'])
try: warnings.warn_explicit('ex', UserWarning, None, 4)
except TypeError as e: print(e)
try: warnings.warn_explicit('ex', 5, 'f', 4)
except TypeError as e: print(e)
try: warnings.warn_explicit(None, UserWarning, 'f', 4)
except TypeError as e: print(e)
try: warnings.warn_explicit('x', UserWarning, 'f', 'a')
except TypeError as e: print(e)
try: warnings.warn_explicit('x', UserWarning, 'f', 1, registry=5)
except TypeError as e: print(e)
try: warnings.warn('x', stacklevel=-5); warnings.warn('y', stacklevel=0)
except TypeError as e: print(e)
try: warnings.warn(5); warnings.warn(None)
except TypeError as e: print(e)
try: warnings.warn('x', 5)
except TypeError as e: print(e)
try: warnings.warn('x', int)
except TypeError as e: print(e)
try: warnings.warn('x', stacklevel='a')
except TypeError as e: print(e)
warnings.filters.insert(0, ('strange', None, Warning, None, 0)); warnings._filters_mutated()
try: warnings.warn('zz')
except RuntimeError as e: print(e)
warnings.filters.insert(0, 5); warnings._filters_mutated()
try: warnings.warn('zz')
except Exception as e: print(type(e), e)
warnings.filters[:] = []; warnings.defaultaction = 'error'; warnings._filters_mutated()
try: warnings.warn('zz')
except UserWarning as e: print('raised', e)
warnings.filters = None
try: warnings.warn('zz')
except Exception as e: print(type(e), e)
warnings.filters = []; warnings.defaultaction = 'default'; warnings.onceregistry = {}


class W(UserWarning):
    def __init__(self, *a): super().__init__(*a); 
    def __str__(self): return 'W!'


warnings.warn(W('x')); warnings.warn(W('x'), category=DeprecationWarning); warnings.warn('t', W)
reg = {}
warnings.warn_explicit('aa', UserWarning, 'dir/file.py', 7, registry=reg)
warnings.warn_explicit('aa', UserWarning, 'dir/file.py', 7, registry=reg); print(reg)
warnings.warn_explicit('aa', UserWarning, 'dir/file.py', 7); warnings.warn_explicit('aa', UserWarning, '', 7)
warnings.warn_explicit('aa', UserWarning, 'f', 7, 'mod', None, {'__name__': 'x'}, [1])


def show(*a, **k): print('SHOW', [str(x).split('/')[-1] for x in a], k)
warnings.showwarning = show
warnings.warn('shown'); warnings.warn_explicit('se', UserWarning, 'g.py', 1, source=[2])
warnings.showwarning = 5
try: warnings.warn('shown2')
except TypeError as e: print(e)
del warnings.showwarning
try: warnings.warn('shown3')
except Exception as e: print(type(e), e)
