"""Names for the built-in types that have none, and helpers to make classes at run time."""


def _function():
    cell = 1

    def inner():
        return cell
    return inner


FunctionType = type(_function)
LambdaType = FunctionType
CodeType = type(_function.__code__)
CellType = type(_function().__closure__[0])
MappingProxyType = type(type.__dict__)
GeneratorType = type((lambda: (yield))())


async def _coroutine():
    pass


_coroutine = _coroutine()
CoroutineType = type(_coroutine)
_coroutine.close()  # or it would warn that nobody awaited it


async def _agen():
    yield


AsyncGeneratorType = type(_agen())


class _Class:
    def method(self):
        pass


MethodType = type(_Class().method)
BuiltinFunctionType = type(len)
BuiltinMethodType = type([].append)
WrapperDescriptorType = type(object.__init__)
MethodWrapperType = type(object().__str__)
MethodDescriptorType = type(str.join)
ClassMethodDescriptorType = type(dict.__dict__['fromkeys'])
ModuleType = type(__import__('sys'))

try:
    raise TypeError
except TypeError as _error:
    TracebackType = type(_error.__traceback__)
    FrameType = type(_error.__traceback__.tb_frame)

GetSetDescriptorType = type(FunctionType.__code__)
MemberDescriptorType = type(FunctionType.__globals__)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

del _function, _coroutine, _agen, _Class


def _find_simple_namespace():
    """The interpreter's own namespace type where it has one (sys.implementation is one), else ours."""
    import sys
    native = type(sys.implementation)
    if native.__name__ == 'SimpleNamespace':
        return native
    return _PlainNamespace


class _PlainNamespace:
    """A simple attribute-based namespace: SimpleNamespace(**kwargs)."""

    def __init__(self, /, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        return _namespace_repr(self, name)

    def __eq__(self, other):
        if isinstance(self, SimpleNamespace) and isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __reduce__(self):
        return type(self), (), self.__dict__


_showing = set()  # ids of the namespaces whose repr is being made, to stop a recursion


def _namespace_repr(self, name):
    if id(self) in _showing:
        return f'{name}(...)'
    _showing.add(id(self))
    try:
        return f'{name}({", ".join(f"{key}={value!r}" for key, value in self.__dict__.items())})'
    finally:
        _showing.discard(id(self))


_PlainNamespace.__name__ = _PlainNamespace.__qualname__ = 'SimpleNamespace'
SimpleNamespace = _find_simple_namespace()


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Make a class with the right metaclass, as a class statement would."""
    resolved = resolve_bases(bases)
    meta, namespace, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(namespace)
    if resolved is not bases:
        namespace['__orig_bases__'] = bases
    return meta(name, resolved, namespace, **kwds)


def resolve_bases(bases):
    """Replace the bases that have __mro_entries__ by what it returns."""
    resolved = []
    changed = False
    for base in bases:
        entries = None if isinstance(base, type) else getattr(base, '__mro_entries__', None)
        if entries is None:
            resolved.append(base)
            continue
        new = entries(bases)
        if not isinstance(new, tuple):
            raise TypeError('__mro_entries__ must return a tuple')
        resolved.extend(new)
        changed = True
    return tuple(resolved) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """Find the metaclass and call its __prepare__; returns (metaclass, namespace, remaining keywords)."""
    kwds = {} if kwds is None else dict(kwds)
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _most_derived(meta, bases)
    prepare = getattr(meta, '__prepare__', None)
    namespace = {} if prepare is None else prepare(name, bases, **kwds)
    return meta, namespace, kwds


def _most_derived(meta, bases):
    """The metaclass that derives from the metaclasses of all bases."""
    winner = meta
    for base in bases:
        candidate = type(base)
        if issubclass(winner, candidate):
            continue
        if not issubclass(candidate, winner):
            raise TypeError('metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass '
                            'of the metaclasses of all its bases')
        winner = candidate
    return winner


class DynamicClassAttribute:
    """A property for instances whose access through the class goes to the metaclass's __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.__doc__ = doc or (fget.__doc__ if fget is not None else None)
        self.overwrite_doc = doc is None
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.__isabstractmethod__:
                return self
            raise AttributeError()
        if self.fget is None:
            raise AttributeError('unreadable attribute')
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def getter(self, fget):
        """A copy with another getter."""
        result = type(self)(fget, self.fset, self.fdel, (fget.__doc__ if self.overwrite_doc else None) or self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result

    def setter(self, fset):
        """A copy with another setter."""
        return self._with(self.fget, fset, self.fdel)

    def deleter(self, fdel):
        """A copy with another deleter."""
        return self._with(self.fget, self.fset, fdel)

    def _with(self, fget, fset, fdel):
        result = type(self)(fget, fset, fdel, self.__doc__)
        result.overwrite_doc = self.overwrite_doc
        return result


class _GeneratorWrapper:
    """Makes any generator-like object awaitable; coroutine() returns it for calls that do not give a generator."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__isgen = isinstance(gen, GeneratorType)
        self.__name__ = getattr(gen, '__name__', None)
        self.__qualname__ = getattr(gen, '__qualname__', None)

    def send(self, value):
        return self.__wrapped.send(value)

    def throw(self, *args):
        return self.__wrapped.throw(*args)

    def close(self):
        return self.__wrapped.close()

    @property
    def gi_code(self):
        return self.__wrapped.gi_code

    @property
    def gi_frame(self):
        return self.__wrapped.gi_frame

    @property
    def gi_running(self):
        return self.__wrapped.gi_running

    @property
    def gi_yieldfrom(self):
        return self.__wrapped.gi_yieldfrom

    cr_code = gi_code
    cr_frame = gi_frame
    cr_running = gi_running
    cr_await = gi_yieldfrom

    def __next__(self):
        return next(self.__wrapped)

    def __iter__(self):
        return self.__wrapped if self.__isgen else self

    __await__ = __iter__


_CO_GENERATOR = 0x20
_CO_COROUTINE = 0x80
_CO_ITERABLE_COROUTINE = 0x100


def coroutine(func):
    """Turn a generator function into a coroutine function that awaits as native ones do."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if isinstance(func, FunctionType) and type(getattr(func, '__code__', None)) is CodeType:
        flags = func.__code__.co_flags
        if flags & (_CO_COROUTINE | _CO_ITERABLE_COROUTINE):
            return func
        if flags & _CO_GENERATOR:
            func.__code__ = func.__code__.replace(co_flags=flags | _CO_ITERABLE_COROUTINE)
            return func
    return _wrap_awaitable(func)


def _wrap_awaitable(func):
    """A function that calls func and makes a generator-like result awaitable."""
    import functools
    from _collections_abc import Coroutine, Generator

    @functools.wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if isinstance(result, CoroutineType):
            return result
        if isinstance(result, GeneratorType) and result.gi_code.co_flags & _CO_ITERABLE_COROUTINE:
            return result
        if isinstance(result, Generator) and not isinstance(result, Coroutine):
            return _GeneratorWrapper(result)
        return result
    return wrapped


__all__ = [name for name in globals() if not name.startswith('_')]
