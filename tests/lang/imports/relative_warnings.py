"""Where relative imports find the package: __package__, __spec__, __name__, and what is said when they differ."""
import types
import warnings

NAMES = [{'__package__': None, '__spec__': None, '__name__': 'foo'}, {'__name__': 'foo.bar'}, {'__name__': 'foo', '__path__': []}, {},
         {'__package__': 'p', '__spec__': types.SimpleNamespace(parent='q')}, {'__package__': 'p'}, {'__package__': 3},
         {'__spec__': types.SimpleNamespace(parent='q')}, {'__spec__': types.SimpleNamespace(parent=3)},
         {'__spec__': types.SimpleNamespace()}, {'__package__': 'p', '__spec__': types.SimpleNamespace(parent='p')}]
for names in NAMES:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            __import__('x', names, {}, ('y',), 1)
        except Exception as error:
            print(type(error).__name__, error)
        print(*(f'{each.category.__name__}: {each.message}' for each in caught))
