"""Names for the built-in types that have none, and helpers to make classes at run time."""
from _property import InstanceProperty as _InstanceProperty

# --- names ----------------------------------------------------------------------------------------------------------

def _named_types():
    """Name -> type, taken from an object of the type."""
    import sys

    def function():
        return function  # of itself, so that there is a cell

    class Class:
        __slots__ = ('slot',)

        def method(self):
            """Only bound."""

    async def coroutine():
        return

    async def generator():
        yield

    try:
        raise KeyError
    except KeyError as error:
        traces = {'TracebackType': type(error.__traceback__), 'FrameType': type(error.__traceback__.tb_frame)}
    waiting = coroutine()
    waiting.close()  # or it would warn that nobody awaited it
    specimens = {
        'FunctionType': function, 'LambdaType': function, 'CodeType': function.__code__,
        'CellType': function.__closure__[0], 'MethodType': Class().method, 'BuiltinFunctionType': len,
        'BuiltinMethodType': [].sort, 'MethodWrapperType': (0).__add__, 'WrapperDescriptorType': int.__add__,
        'MethodDescriptorType': list.sort, 'ClassMethodDescriptorType': vars(dict)['fromkeys'],
        'GetSetDescriptorType': type(function).__code__, 'MemberDescriptorType': Class.slot,
        'GeneratorType': (None for _ in ()), 'CoroutineType': waiting, 'AsyncGeneratorType': generator(),
        'ModuleType': sys, 'SimpleNamespace': sys.implementation, 'MappingProxyType': vars(object),
        'GenericAlias': list[int], 'UnionType': int | None, 'NoneType': None, 'EllipsisType': ...,
        'NotImplementedType': NotImplemented,
    }
    return {name: type(specimen) for name, specimen in specimens.items()} | traces


globals().update(_named_types())

# --- classes at run time --------------------------------------------------------------------------------------------

def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class with the right metaclass, as a class statement would."""
    real_bases = resolve_bases(bases)
    metaclass, namespace, rest = prepare_class(name, real_bases, kwds)
    if exec_body:
        exec_body(namespace)
    if real_bases is not bases:
        namespace['__orig_bases__'] = bases
    return metaclass(name, real_bases, namespace, **rest)


def resolve_bases(bases):
    """Replace the bases that have __mro_entries__ by what it returns."""
    resolved = []
    changed = False
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, '__mro_entries__', None)
        if entries is None:
            resolved.append(base)
            continue
        replacement = entries(bases)
        if not isinstance(replacement, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        resolved += replacement
        changed = True
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Find the metaclass and call its __prepare__; returns (metaclass, namespace, remaining keywords)."""
    rest = dict(kwds or {})
    first = type(bases[0]) if bases else type
    metaclass = rest.pop('metaclass', first)
    if isinstance(metaclass, type):
        metaclass = _most_derived(metaclass, bases)
    prepare = getattr(metaclass, '__prepare__', lambda name, bases, **rest: {})
    return metaclass, prepare(name, bases, **rest), rest


def _most_derived(metaclass, bases):
    """The one of the metaclasses that derives from all of them."""
    kinds = [metaclass, *map(type, bases)]
    for kind in kinds:
        if all(issubclass(kind, other) for other in kinds):
            return kind
    raise TypeError('metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the '
                    'metaclasses of all its bases')


class DynamicClassAttribute(_InstanceProperty):
    """A property for instances whose access through the class goes to the metaclass's __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        super().__init__(fget, fset, fdel)
        self.overwrite_doc = doc is None  # a new getter brings its own
        self.__doc__ = doc or (None if fget is None else fget.__doc__)
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def _get_elsewhere(self, instance, owner):
        if instance is not None:
            raise AttributeError('unreadable attribute')
        if self.__isabstractmethod__:
            return self
        raise AttributeError()

    def __set__(self, instance, value):
        _accessor(self.fset, "can't set attribute")(instance, value)

    def __delete__(self, instance):
        _accessor(self.fdel, "can't delete attribute")(instance)

    def getter(self, fget):
        """A copy with another getter."""
        return self._copy(fget=fget, doc=(self.overwrite_doc and fget.__doc__) or self.__doc__)

    def setter(self, fset):
        """A copy with another setter."""
        return self._copy(fset=fset)

    def deleter(self, fdel):
        """A copy with another deleter."""
        return self._copy(fdel=fdel)

    def _copy(self, **changes):
        parts = {'fget': self.fget, 'fset': self.fset, 'fdel': self.fdel, 'doc': self.__doc__}
        made = type(self)(**parts | changes)
        made.overwrite_doc = self.overwrite_doc
        return made


def _accessor(function, complaint):
    if function is None:
        raise AttributeError(complaint)
    return function


# --- generators as coroutines ---------------------------------------------------------------------------------------

class _GeneratorWrapper:
    """Makes any generator-like object awaitable; coroutine() returns it for calls that do not give a generator."""

    def __init__(self, gen):
        self._generator = gen
        for name in '__name__', '__qualname__':
            setattr(self, name, getattr(gen, name, None))

    def __await__(self):
        return self._generator if isinstance(self._generator, GeneratorType) else self

    __iter__ = __await__

    def __next__(self):
        return next(self._generator)

    def send(self, value):
        return self._generator.send(value)

    def throw(self, kind, *rest):
        return self._generator.throw(kind, *rest)

    def close(self):
        return self._generator.close()

    def _same(name):
        return property(lambda self: getattr(self._generator, name))

    gi_code = cr_code = _same('gi_code')
    gi_frame = cr_frame = _same('gi_frame')
    gi_running = cr_running = _same('gi_running')
    gi_yieldfrom = cr_await = _same('gi_yieldfrom')
    del _same


_GENERATOR, _COROUTINE, _ITERABLE_COROUTINE = 0x20, 0x80, 0x100  # in co_flags


def coroutine(func):
    """Turn a generator function into a coroutine function that awaits as native ones do."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    code = getattr(func, '__code__', None)
    flags = code.co_flags if isinstance(func, FunctionType) and isinstance(code, CodeType) else 0
    if flags & (_COROUTINE | _ITERABLE_COROUTINE):
        return func
    if flags & _GENERATOR:
        func.__code__ = code.replace(co_flags=flags | _ITERABLE_COROUTINE)
        return func

    from functools import wraps

    @wraps(func)
    def wrapped(*args, **kwargs):
        return _awaitable(func(*args, **kwargs))
    return wrapped


def _awaitable(result):
    """result, or what makes it awaitable if it is like a generator and not like a coroutine."""
    from _collections_abc import Coroutine, Generator
    if isinstance(result, GeneratorType):
        native = result.gi_code.co_flags & _ITERABLE_COROUTINE
    else:
        native = isinstance(result, Coroutine) or not isinstance(result, Generator)
    return result if native else _GeneratorWrapper(result)


__all__ = [_name for _name in globals() if _name[0] != '_']
