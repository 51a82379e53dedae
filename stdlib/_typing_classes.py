"""Classes of typing that are made in special ways: protocols, named tuples, typed dicts, new types, types of files."""
from _collections_abc import Mapping
from abc import ABCMeta, abstractmethod

from _typing_aliases import Generic, NotRequired, Required, _AnnotatedAlias, _Operand, add_base, as_type, calling_module
from _typing_variables import AnyStr, T_co

__name__ = 'typing'


# --- protocols ------------------------------------------------------------------------------------------------------

# What every class has, or protocols have for their own purposes.
_NO_MEMBERS = frozenset(
    '__abstractmethods__ __annotations__ __class_getitem__ __dict__ __doc__ __init__ __match_args__ __module__ '
    '__new__ __orig_bases__ __orig_class__ __parameters__ __slots__ __subclasshook__ __weakref__ _is_protocol '
    '_is_runtime_protocol'.split())

# Classes of the library that are protocols in all but name.
_LIKE_PROTOCOLS = {
    'collections.abc': {'AsyncIterable', 'Awaitable', 'Callable', 'Collection', 'Container', 'Hashable', 'Iterable',
                        'Iterator', 'Reversible', 'Sized'},
    'contextlib': {'AbstractAsyncContextManager', 'AbstractContextManager'}}


def _members(protocol):
    """The names that a class must have to fit a protocol."""
    return {name for base in protocol.__mro__ if issubclass(base, Generic) and base not in (Generic, Protocol)
            or base.__module__ in _LIKE_PROTOCOLS
            for name in (*base.__dict__, *getattr(base, '__annotations__', ()))
            if name not in _NO_MEMBERS and not name.startswith('_abc_')}


def _has_only_methods(protocol):
    return all(callable(getattr(protocol, name, None)) for name in _members(protocol))


def _provides(cls, name):
    """Whether a class has the attribute and has not set it to None; a protocol may also just annotate it."""
    for base in cls.__mro__:
        if name in base.__dict__:
            return base.__dict__[name] is not None
        hints = getattr(base, '__annotations__', {})
        if isinstance(hints, Mapping) and name in hints and getattr(cls, '_is_protocol', False):
            return True
    return False


def _asked_by_script():
    """Whether a check was asked for outside the library: abc and functools may ask about any class."""
    return calling_module(2) not in ('abc', 'functools', 'typing', None)


class _ProtocolMeta(ABCMeta):
    def _refuse_unmarked(cls):
        if getattr(cls, '_is_protocol', False) and not cls._is_runtime_protocol:
            raise TypeError('Instance and class checks can only be used with @runtime_checkable protocols')

    def __instancecheck__(cls, instance):
        if _asked_by_script():
            cls._refuse_unmarked()
        if super().__instancecheck__(instance):
            return True
        # What __init__ makes, only the instance has.
        return getattr(cls, '_is_protocol', False) and all(
            hasattr(instance, name)
            and (getattr(instance, name) is not None or not callable(getattr(cls, name, None)))
            for name in _members(cls))

    def __subclasscheck__(cls, other):
        if _asked_by_script() and cls.__dict__.get('_is_protocol', False) and cls is not Protocol:
            cls._refuse_unmarked()
            if not _has_only_methods(cls):
                raise TypeError("Protocols with non-method members don't support issubclass()")
            if not isinstance(other, type):
                raise TypeError('issubclass() arg 1 must be a class')
        return super().__subclasscheck__(other)


def _fits(cls, other):
    """The __subclasshook__ of protocols."""
    if cls.__dict__.get('_is_protocol', False) and cls._is_runtime_protocol and _has_only_methods(cls):
        if all(_provides(other, name) for name in _members(cls)):
            return True
    return NotImplemented


def _initializer(protocol):
    """The __init__ of a protocol, which comes into the way of classes that derive from it."""
    def __init__(self, *args, **kwargs):
        if type(self)._is_protocol:
            raise TypeError('Protocols cannot be instantiated')
        if (args or kwargs) and super(protocol, type(self)).__init__ is object.__init__:
            raise TypeError(f'{type(self).__name__}() takes no arguments')
        super(protocol, self).__init__(*args, **kwargs)
    __init__.of_protocol = True
    return __init__


class Protocol(Generic, metaclass=_ProtocolMeta):
    """The base of protocols: classes that others fit by having the same methods and attributes."""

    __slots__ = ()
    _is_protocol, _is_runtime_protocol = True, False

    def __init_subclass__(cls, *args, **kwargs):
        super().__init_subclass__(*args, **kwargs)
        # A protocol is what names Protocol as a base itself.
        cls._is_protocol = cls.__dict__.get('_is_protocol') or Protocol in cls.__bases__
        if '__subclasshook__' not in cls.__dict__:
            cls.__subclasshook__ = classmethod(_fits)
        if cls._is_protocol:
            for base in cls.__bases__:
                if not _may_be_base(base):
                    raise TypeError(f'Protocols can only inherit from other protocols, got {base!r}')
            if cls.__init__ is object.__init__ or hasattr(cls.__init__, 'of_protocol'):
                cls.__init__ = _initializer(cls)


def _may_be_base(base):
    return (base in (object, Generic) or base.__name__ in _LIKE_PROTOCOLS.get(base.__module__, ())
            or issubclass(base, Generic) and base._is_protocol)


add_base(Protocol)


def runtime_checkable(cls):
    """Class decorator: let isinstance and issubclass work with a protocol."""
    if not (isinstance(cls, type) and issubclass(cls, Generic) and cls._is_protocol):
        raise TypeError(f'@runtime_checkable can be only applied to protocol classes, got {cls!r}')
    cls._is_runtime_protocol = True
    return cls


def _supports(stub, method, result, base=Protocol):
    """A protocol with one abstract method, which has the parameters of stub."""
    name = 'Supports' + method.strip('_').title()
    stub = type(stub)(stub.__code__, stub.__globals__, method, stub.__defaults__)
    stub.__qualname__ = f'{name}.{method}'
    stub.__annotations__ = {parameter: int for parameter in stub.__code__.co_varnames[1:]} | {'return': result}
    body = {method: abstractmethod(stub), '__slots__': (), '__module__': __name__, '__doc__': f'Has {method}.'}
    if base is not Protocol:
        body['__orig_bases__'] = (base,)
    return runtime_checkable(_ProtocolMeta(name, (Protocol,), body))


def _plain(self):
    pass


def _with_digits(self, ndigits=0):
    pass


SupportsInt, SupportsIndex = _supports(_plain, '__int__', int), _supports(_plain, '__index__', int)
SupportsFloat, SupportsComplex = _supports(_plain, '__float__', float), _supports(_plain, '__complex__', complex)
SupportsBytes = _supports(_plain, '__bytes__', bytes)
SupportsAbs = _supports(_plain, '__abs__', T_co, Protocol[T_co])
SupportsRound = _supports(_with_digits, '__round__', T_co, Protocol[T_co])


# --- named tuples ---------------------------------------------------------------------------------------------------

_NEVER_REPLACED = frozenset('__getnewargs__ __init__ __new__ __slots__ _asdict _field_defaults _fields _make _replace '
                            '_source'.split())


def _named_tuple(name, hints, module, defaults=()):
    from collections import namedtuple
    hints = {field: as_type(hint, f'field {field} annotation must be a type') for field, hint in hints}
    made = namedtuple(name, hints, defaults=defaults, module=module)
    made.__annotations__ = made.__new__.__annotations__ = hints
    return made


class NamedTupleMeta(type):
    """What makes class C(NamedTuple) a class that derives from tuple."""

    def __new__(cls, name, bases, body):
        if not {_named_tuple_base, Generic}.issuperset(bases):
            raise TypeError('can only inherit from a NamedTuple type and Generic')
        hints = body.get('__annotations__', {})
        made = _named_tuple(name, hints.items(), body['__module__'], cls._defaults(hints, body))
        made.__bases__ = tuple([tuple if base is _named_tuple_base else base for base in bases])
        for key, value in body.items():
            if key in _NEVER_REPLACED:
                raise AttributeError(f'Cannot overwrite NamedTuple attribute {key}')
            if key not in hints and key not in ('__annotations__', '__module__', '__name__'):
                setattr(made, key, value)
        if Generic in bases:
            made.__class_getitem__ = classmethod(Generic.__class_getitem__.__func__)
            made.__init_subclass__()
        return made

    @staticmethod
    def _defaults(hints, body):
        defaults = {}
        for field in hints:
            if field in body:
                defaults[field] = body[field]
            elif defaults:
                plural = 's' if len(defaults) > 1 else ''
                raise TypeError(f'Non-default namedtuple field {field} cannot follow default field{plural} '
                                f'{", ".join(defaults)}')
        return defaults.values()


def NamedTuple(typename, fields=None, /, **kwargs):
    """A named tuple with types: class Point(NamedTuple): x: int; y: int = 0."""
    if fields is not None and kwargs:
        raise TypeError('Either list of fields or keywords can be provided to NamedTuple, not both')
    return _named_tuple(typename, kwargs.items() if fields is None else fields, calling_module())


_named_tuple_base = type.__new__(NamedTupleMeta, 'NamedTuple', (), {})
NamedTuple.__mro_entries__ = lambda bases: (_named_tuple_base,)


# --- typed dicts ----------------------------------------------------------------------------------------------------

class _TypedDictMeta(type):
    """What makes class C(TypedDict) a class that derives from dict."""

    _makes_typed_dicts = True

    def __new__(cls, name, bases, body, total=True):
        for base in bases:
            if type(base) is not _TypedDictMeta and base is not Generic:
                raise TypeError('cannot inherit from both a TypedDict type and a non-TypedDict base class')
        generic = [Generic] if any(issubclass(base, Generic) for base in bases) else []
        made = type.__new__(_TypedDictMeta, name, (*generic, dict), body)
        hints, required, optional = {}, set(), set()
        for base in bases:
            hints.update(base.__dict__.get('__annotations__', {}))
            required |= base.__dict__.get('__required_keys__', frozenset())
            optional |= base.__dict__.get('__optional_keys__', frozenset())
        complaint = "TypedDict('Name', {f0: t0, f1: t1, ...}); each t must be a type"
        for key, hint in body.get('__annotations__', {}).items():
            hints[key] = as_type(hint, complaint, module=made.__module__)
            (required if _is_required(hints[key], total) else optional).add(key)
        made.__annotations__ = hints
        made.__required_keys__, made.__optional_keys__ = frozenset(required), frozenset(optional)
        if not hasattr(made, '__total__'):
            made.__total__ = total
        return made

    __call__ = dict  # what is made is a plain dict

    def __instancecheck__(cls, other):
        raise TypeError('TypedDict does not support instance and class checks')

    __subclasscheck__ = __instancecheck__


def _is_required(hint, total):
    if isinstance(hint, _AnnotatedAlias):
        hint = hint.__origin__
    origin = getattr(hint, '__origin__', None)
    return origin is Required or total and origin is not NotRequired


def TypedDict(typename, fields=None, /, *, total=True, **kwargs):
    """A dict with certain keys: class Point(TypedDict): x: int; y: int."""
    if fields is not None and kwargs:
        raise TypeError('TypedDict takes either a dict or keyword arguments, but not both')
    if kwargs:
        import warnings
        warnings.warn('The kwargs-based syntax for TypedDict definitions is deprecated in Python 3.11, will be '
                      'removed in Python 3.13, and may not be understood by third-party type checkers.',
                      DeprecationWarning, stacklevel=2)
    body = {'__annotations__': dict(kwargs if fields is None else fields)}
    module = calling_module()
    if module is not None:
        body['__module__'] = module
    return _TypedDictMeta(typename, (), body, total=total)


_typed_dict_base = type.__new__(_TypedDictMeta, 'TypedDict', (), {})
TypedDict.__mro_entries__ = lambda bases: (_typed_dict_base,)


def is_typeddict(tp):
    """Whether it is a TypedDict class."""
    return isinstance(tp, _TypedDictMeta)


# --- new types ------------------------------------------------------------------------------------------------------

class NewType(_Operand):
    """A type that only the type checker sees as another one: UserId = NewType('UserId', int)."""

    def __init__(self, name, tp):
        self.__name__, self.__qualname__, self.__supertype__ = name.rpartition('.')[2], name, tp
        module = calling_module()
        if module != 'typing':
            self.__module__ = module

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f'{self.__module__}.{self.__qualname__}'

    def __reduce__(self):
        return self.__qualname__

    def __mro_entries__(self, bases):
        base = self.__name__

        class Refused:
            def __init_subclass__(cls):
                raise TypeError(f'Cannot subclass an instance of NewType. Perhaps you were looking for: '
                                f'`{cls.__name__} = NewType({cls.__name__!r}, {base})`')
        return (Refused,)


# --- files ----------------------------------------------------------------------------------------------------------

def _abstract(name):
    def method(self, *args, **kwargs):
        pass
    method.__name__ = name
    return abstractmethod(method)


class IO(Generic[AnyStr]):
    """The type of what open() returns; IO[str] for text, IO[bytes] for bytes."""

    __slots__ = ()
    for _name in ('close fileno flush isatty read readable readline readlines seek seekable tell truncate writable '
                  'write writelines __enter__ __exit__').split():
        locals()[_name] = _abstract(_name)
    for _name in ('mode', 'name', 'closed'):
        locals()[_name] = property(_abstract(_name))
    del _name


class BinaryIO(IO[bytes]):
    """The type of a file opened in binary mode."""

    __slots__ = ()
    __enter__ = _abstract('__enter__')


class TextIO(IO[str]):
    """The type of a file opened in text mode."""

    __slots__ = ()
    for _name in ('buffer', 'encoding', 'errors', 'line_buffering', 'newlines'):
        locals()[_name] = property(_abstract(_name))
    del _name
    __enter__ = _abstract('__enter__')
