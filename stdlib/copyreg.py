"""How objects are taken apart and put together again by copy and pickle."""

__all__ = ['pickle', 'constructor', 'add_extension', 'remove_extension', 'clear_extension_cache']

# type -> function that reduces an object of the type
dispatch_table = {}


def pickle(ob_type, pickle_function, constructor_ob=None):
    """Make pickle_function the reducer of a type."""
    if not callable(pickle_function):
        raise TypeError('reduction functions must be callable')
    dispatch_table[ob_type] = pickle_function
    if constructor_ob is not None:
        constructor(constructor_ob)


def constructor(object):
    """Check that object may be a constructor."""
    if not callable(object):
        raise TypeError('constructors must be callable')


def pickle_complex(c):
    """Reduce a complex number."""
    return complex, (c.real, c.imag)


def pickle_union(obj):
    """Reduce a union of types (int | str)."""
    import functools
    import operator
    return functools.reduce, (operator.or_, obj.__args__)


pickle(complex, pickle_complex, complex)
pickle(type(int | str), pickle_union)


# --- reduction of plain objects -------------------------------------------------------------------------------------

_HEAPTYPE = 1 << 9


def _reconstructor(cls, base, state):
    """Make an object that was reduced under protocol 0 or 1."""
    if base is object:
        return object.__new__(cls)
    obj = base.__new__(cls, state)
    if base.__init__ != object.__init__:
        base.__init__(obj, state)
    return obj


def _builtin_base(cls):
    """The nearest base of cls that is not made by a class statement."""
    new_type = type(int.__new__)
    for base in cls.__mro__:
        if not base.__flags__ & _HEAPTYPE:
            return base
        new = base.__new__
        if type(new) is new_type and new.__self__ is base:
            return base
    return object


def _reduce_ex(self, proto):
    """object.__reduce_ex__ for protocols 0 and 1."""
    assert proto < 2
    cls = self.__class__
    base = _builtin_base(cls)
    if base is cls and base is not object:
        raise TypeError(f'cannot pickle {cls.__name__!r} object')
    args = (cls, base, None if base is object else base(self))
    state = _old_state(self, cls, proto)
    return (_reconstructor, args, state) if state else (_reconstructor, args)


def _old_state(self, cls, proto):
    """The state of an object under protocol 0 and 1, which know nothing of __slots__."""
    getstate = getattr(self, '__getstate__', None)
    slots_only = getattr(self, '__slots__', None) and (
        getstate is None or getattr(cls, '__getstate__', None) is getattr(object, '__getstate__', None))
    if slots_only:
        raise TypeError("a class that defines __slots__ without defining __getstate__ cannot be pickled "
                        f"with protocol {proto}")
    if getstate is None:
        return getattr(self, '__dict__', None)
    return getstate()


def __newobj__(cls, *args):
    """Make an object that was reduced under protocol 2 or later."""
    return cls.__new__(cls, *args)


def __newobj_ex__(cls, args, kwargs):
    """Make an object whose __new__ takes keywords."""
    return cls.__new__(cls, *args, **kwargs)


def _mangled(cls, name):
    """The attribute name that a slot called name of cls really has."""
    if not name.startswith('__') or name.endswith('__'):
        return name
    stripped = cls.__name__.lstrip('_')
    return f'_{stripped}{name}' if stripped else name


def _slotnames(cls):
    """The slots of a class and its bases that hold state; cached in the class as __slotnames__."""
    names = cls.__dict__.get('__slotnames__')
    if names is not None:
        return names
    names = []
    for base in cls.__mro__:
        slots = base.__dict__.get('__slots__', ())
        if isinstance(slots, str):
            slots = (slots,)
        names += [_mangled(base, name) for name in slots if name not in ('__dict__', '__weakref__')]
    try:
        cls.__slotnames__ = names
    except Exception:
        pass  # the class may forbid it; then the list is made every time
    return names


def _object_getstate(obj):
    """What object.__getstate__ returns: the dictionary, the slots with it as a pair, or None if there is neither."""
    state = getattr(obj, '__dict__', None) or None
    slots = {name: getattr(obj, name) for name in _slotnames(type(obj)) if hasattr(obj, name)}
    return (state, slots) if slots else state


def _object_reduce(obj):
    """What object.__reduce_ex__ returns for protocol 2 and later."""
    cls = type(obj)
    if hasattr(cls, '__getnewargs_ex__'):
        args, kwargs = obj.__getnewargs_ex__()
        make, args = (__newobj_ex__, (cls, args, kwargs)) if kwargs else (__newobj__, (cls, *args))
    else:
        args = obj.__getnewargs__() if hasattr(cls, '__getnewargs__') else ()
        make, args = __newobj__, (cls, *args)
    getstate = getattr(obj, '__getstate__', None)
    state = _object_getstate(obj) if getstate is None else getstate()
    items = iter(obj) if isinstance(obj, list) else None
    pairs = iter(obj.items()) if isinstance(obj, dict) else None
    return make, args, state, items, pairs


# --- extension codes ------------------------------------------------------------------------------------------------

_extension_registry = {}  # (module, name) -> code
_inverted_registry = {}  # code -> (module, name)
_extension_cache = {}  # code -> object


def add_extension(module, name, code):
    """Give the object module.name a short code in pickles."""
    code = int(code)
    if not 1 <= code <= 0x7fffffff:
        raise ValueError('code out of range')
    key = (module, name)
    if _extension_registry.get(key) == code and _inverted_registry.get(code) == key:
        return
    if key in _extension_registry:
        raise ValueError(f'key {key} is already registered with code {_extension_registry[key]}')
    if code in _inverted_registry:
        raise ValueError(f'code {code} is already in use for key {_inverted_registry[code]}')
    _extension_registry[key] = code
    _inverted_registry[code] = key


def remove_extension(module, name, code):
    """Undo add_extension."""
    key = (module, name)
    if _extension_registry.get(key) != code or _inverted_registry.get(code) != key:
        raise ValueError(f'key {key} is not registered with code {code}')
    del _extension_registry[key]
    del _inverted_registry[code]
    _extension_cache.pop(code, None)


def clear_extension_cache():
    """Forget the objects that were found for codes."""
    _extension_cache.clear()
