"""PyPy's transparent proxies, as far as libraries need them: tracebacks that say something else than the original.

Trio and others change tracebacks by proxies where there are some, and by writing into CPython's memory elsewhere. Here the
proxy is a traceback of its own with what the controller answers for each attribute; it is asked once, at the beginning.
"""
from types import TracebackType

__all__ = ['ProxyOperation', 'make_proxy']


class ProxyOperation:
    """A method call on a proxy. obj: what the proxy stands for; proxyobj: the proxy, None while it is being made."""

    def __init__(self, obj, opname, args, kwargs=None):
        self.obj, self.proxyobj = obj, None
        self.opname, self.args, self.kwargs = opname, args, kwargs or {}

    def __repr__(self):
        return f'<ProxyOperation {type(self.obj).__name__}.{self.opname}(*{self.args}, **{self.kwargs})>'

    def delegate(self):
        """What the object itself answers."""
        return getattr(self.obj, self.opname)(*self.args, **self.kwargs)


def make_proxy(controller, type=None, obj=None):
    """A traceback like obj, with what controller(operation) answers for its attributes. Other objects have no proxies."""
    if not isinstance(obj, TracebackType):
        raise TypeError(f'only tracebacks can have proxies, not {obj.__class__.__name__!r} objects')
    if type is not None and type is not TracebackType:
        raise TypeError(f'the proxy of a traceback is a traceback, not a {type.__name__!r} object')

    def answer(name):
        return controller(ProxyOperation(obj, '__getattribute__', (name,)))

    return TracebackType(answer('tb_next'), answer('tb_frame'), answer('tb_lasti'), answer('tb_lineno'))
