"""What mocks ask of the objects that specify them: signatures, whether they are coroutine functions."""
import asyncio
import inspect
import types

__unittest = True

FunctionTypes = types.FunctionType, types.MethodType
_TYPOS = 'autospect', 'auto_spec', 'set_spec'


def is_list(spec):
    """A specification by names."""
    return type(spec) in (list, tuple)


def mock_of(obj):
    """The mock behind a function that create_autospec() made; other objects as they are."""
    if isinstance(obj, types.FunctionType) and hasattr(obj, 'mock'):
        return obj.mock
    return obj


def is_async_function(obj):
    """Is it a coroutine function, or something to await? Mocks that are no AsyncMock are neither."""
    from . import mock
    if issubclass(type(obj), mock.NonCallableMock) and not issubclass(type(obj), mock.AsyncMockMixin):
        return False
    obj = getattr(obj, '__func__', obj)
    return asyncio.iscoroutinefunction(obj) or inspect.isawaitable(obj)


def check_spelling(kwargs):
    """Options that are nearly those of a specification would be attributes of the mock."""
    for typo in _TYPOS:
        if typo in kwargs:
            raise RuntimeError(f'{typo!r} might be a typo; use unsafe=True if this is intended')


def _instance_call(cls):
    """The __call__ that a class gives its instances, or None."""
    return next((vars(base)['__call__'] for base in cls.__mro__ if vars(base).get('__call__') is not None), None)


def can_be_called(obj):
    """callable(), but also for the static and class methods of classes."""
    if isinstance(obj, type):
        return True
    if isinstance(obj, (staticmethod, classmethod, types.MethodType)):
        return can_be_called(obj.__func__)
    return getattr(obj, '__call__', None) is not None


def instance_can_be_called(obj):
    """Can the object, or an instance of the class, be called?"""
    if isinstance(obj, type):
        return _instance_call(obj) is not None
    return getattr(obj, '__call__', None) is not None


def function_of(spec, as_instance, skip_self):
    """(function whose signature calls must fit, is its first parameter taken already); None: there is none."""
    if isinstance(spec, type) and not as_instance:
        return spec.__init__, True
    if isinstance(spec, (classmethod, staticmethod)):
        return spec.__func__, skip_self or isinstance(spec, classmethod)
    if not isinstance(spec, FunctionTypes):
        try:
            return spec.__call__, skip_self
        except AttributeError:
            return None
    return spec, skip_self


def signature_of(spec, as_instance=False, skip_self=False):
    """The signature that calls must fit; None: it is not known."""
    found = function_of(spec, as_instance, skip_self)
    if found is None:
        return None
    try:
        signature = inspect.signature(found[0])
    except (ValueError, TypeError):
        return None
    return _without_first(signature) if found[1] else signature


def _without_first(signature):
    """Without what self is bound to; None if nothing takes it."""
    first, *others = signature.parameters.values() or [None]
    if first is None or first.kind in (first.KEYWORD_ONLY, first.VAR_KEYWORD):
        return None
    return signature if first.kind is first.VAR_POSITIONAL else signature.replace(parameters=others)


class SpecState:
    """A child of an autospec that nobody has asked for: a mock is made of it when somebody does."""

    def __init__(self, spec, spec_set, parent, name):
        self.spec, self.spec_set, self.parent, self.name = spec, spec_set, parent, name

    def make(self):
        from .mock import create_autospec
        return create_autospec(self.spec, self.spec_set, False, self.parent, self.name)
