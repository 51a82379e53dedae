"""How objects are taken apart and put together again by copy and pickle.

Functions with an underscore in front are named in pickles, or are asked for by pickle; their names are fixed.
"""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

# --- reducers for types ---------------------------------------------------------------------------------------------

dispatch_table = {}  # type -> function that reduces an object of the type


def constructor(object):
    """Check that object may be a constructor."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Make pickle_function the reducer of a type."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    if constructor_ob is not None:
        constructor(constructor_ob)
    dispatch_table[ob_type] = pickle_function


def pickle_complex(c):
    """Reduce a complex number."""
    return complex, (c.real, c.imag)


def pickle_union(obj):
    """Reduce a union of types (int | str)."""
    from functools import reduce
    from operator import or_
    return reduce, (or_, obj.__args__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)

# --- objects of classes ---------------------------------------------------------------------------------------------

def __newobj__(cls, *args):
    """Make an object that was reduced under protocol 2 or later."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """Make an object whose __new__ takes keywords."""
    return cls.__new__(cls, *args, **kwargs)


def _reconstructor(cls, base, state):
    """Make an object that was reduced under protocol 0 or 1: state is what it was as an object of the type base."""
    if base is object:
        return base.__new__(cls)
    made = base.__new__(cls, state)
    if base.__init__ is not object.__init__:
        base.__init__(made, state)
    return made


def _reduce_ex(self, proto):
    """object.__reduce_ex__ for protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = next(filter(_is_built_in, cls.__mro__), object)
    if base is cls and base is not object:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    if getattr(self, '__slots__', None) and cls.__getstate__ is object.__getstate__:
        raise TypeError('a class that defines __slots__ without defining __getstate__ cannot be pickled')
    state = self.__getstate__()
    made_of = cls, base, None if base is object else base(self)
    return (_reconstructor, made_of, state) if state else (_reconstructor, made_of)


def _is_built_in(kind):
    """Whether a type is not made by a class statement, or has a __new__ of its own that is not written in Python."""
    new = kind.__new__
    return not kind.__flags__ & 1 << 9 or (type(new) is type(int.__new__) and new.__self__ is kind)


def _slotnames(cls):
    """The attributes of a class and its bases that are slots; kept in the class as __slotnames__."""
    known = cls.__dict__.get('__slotnames__')
    if known is None:
        known = [name for base in cls.__mro__ for name in _own_slots(base)]
        try:
            cls.__slotnames__ = known
        except Exception:
            return known  # the class forbids it; then the list is made every time
    return known


def _own_slots(cls):
    """Yields the slots of one class, a private one under the name that the attribute really has."""
    slots = cls.__dict__.get('__slots__', ())
    prefix = '_' + cls.__name__.lstrip('_')
    for name in [slots] if isinstance(slots, str) else slots:
        is_private = name[:2] == '__' and name[-2:] != '__' and prefix != '_'
        if name not in ('__weakref__', '__dict__'):
            yield prefix + name if is_private else name


# --- extension codes ------------------------------------------------------------------------------------------------

_extension_cache = {}  # code -> object
_inverted_registry = {}  # code -> (module, name)
_extension_registry = {}  # (module, name) -> code


def _is_registered(key, code):
    return (_extension_registry.get(key), _inverted_registry.get(code)) == (code, key)


def add_extension(module, name, code):
    """Give the object module.name a short code in pickles."""
    key, code = (module, name), int(code)
    if code < 1 or code > 0x7fffffff:
        raise ValueError('code out of range')
    if not _is_registered(key, code):
        if key in _extension_registry:
            raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
        if code in _inverted_registry:
            raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
        _extension_registry[key], _inverted_registry[code] = code, key


def remove_extension(module, name, code):
    """Undo add_extension."""
    key = module, name
    if not _is_registered(key, code):
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key], _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that were found for codes."""
    _extension_cache.clear()
