"""Wrappers to derive from: UserDict, UserList and UserString hold what they wrap in the attribute data.

Most of their methods do to data what they are asked to do themselves; those are made from tables.
"""
import _collections_abc
from _collections_abc import _named
from _operator import eq, ge, gt, le, lt
from collections import _filling
from sys import maxsize

# The classes say that they belong to the public module, which gets them from here when they are asked for.
__name__ = 'collections'


def _unwrapped(value):
    """What a wrapper holds; any other value itself."""
    return value.data if hasattr(type(value), '_wraps') else value  # isinstance() is slow for abstract classes


def _calls(owner, signatures, result='{}', argument='{}'):
    """Name -> method that calls the method of the same name of data, for signatures like 'insert(i, item)'.

    result and argument are what to do with the result and with each argument.
    """
    lines = []
    for signature in signatures.split(';'):
        name, parameters = signature.strip(' )\n').split('(')
        arguments = [p.split('=')[0].strip() for p in parameters.split(',') if p.strip() not in ('', '/')]
        call = f'self.data.{name}({", ".join(p if p[0] == "*" else argument.format(p) for p in arguments)})'
        lines.append(f'def {name}(self, {parameters}): return {result.format(call)}')
    methods = {}
    exec('\n'.join(lines), {'plain': _unwrapped, 'maxsize': maxsize, '__name__': __name__}, methods)
    for name, method in methods.items():
        _named(method, owner, name)
    return methods


def _answers(owner, *functions):
    """Name -> method for functions like len(), which give of the wrapper what they give of data."""
    def answer(function):
        return lambda self: function(self.data)
    return {name: _named(answer(function), owner, name)
            for function in functions for name in [f'__{function.__name__}__']}


def _order(owner, parameter):
    """Name -> method for the comparisons, with data and with other wrappers."""
    def comparison(operator):
        scope = {'operator': operator, 'plain': _unwrapped, '__name__': __name__}
        return eval(f'lambda self, {parameter}: operator(self.data, plain({parameter}))', scope)
    return {name: _named(comparison(operator), owner, name)
            for operator in (eq, lt, le, gt, ge) for name in [f'__{operator.__name__}__']}


def _copying(owner):
    """A __copy__ after which data is a copy, and all other attributes are shared."""
    def method(self):
        made = object.__new__(type(self))
        made.__dict__.update(self.__dict__, data=self.data.copy())
        return made
    return _named(method, owner, '__copy__')


class UserDict(_collections_abc.MutableMapping):
    """A dict around a dict, for classes that change what dict does."""

    _wraps = dict
    locals().update(_answers('UserDict', len, iter, repr))
    __copy__ = _copying('UserDict')
    fromkeys = _filling('UserDict')

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        for source in (dict, kwargs):
            if source is not None:
                self.update(source)

    def __contains__(self, key):
        return key in self.data

    def __delitem__(self, key):
        del self.data[key]

    def __setitem__(self, key, item):
        self.data[key] = item

    def __getitem__(self, key):
        data = self.data
        if key in data:
            return data[key]
        missing = getattr(type(self), '__missing__', None)
        if missing is None:
            raise KeyError(key)
        return missing(self, key)

    def _union(self, first, second):
        """A dictionary of our type with the items of two, or NotImplemented."""
        first, second = _unwrapped(first), _unwrapped(second)
        if isinstance(first, dict) and isinstance(second, dict):
            return type(self)(first | second)
        return NotImplemented

    def __or__(self, other):
        return self._union(self, other)

    def __ror__(self, other):
        return self._union(other, self)

    def __ior__(self, other):
        self.data |= _unwrapped(other)
        return self

    def copy(self):
        """A shallow copy."""
        from copy import copy
        made = copy(self)
        made.data = {}
        made.update(self)  # the class may override __setitem__
        return made


class UserList(_collections_abc.MutableSequence):
    """A list around a list, for classes that change what list does."""

    _wraps = list
    locals().update(_answers('UserList', len, repr), **_order('UserList', 'other'))
    locals().update(_calls('UserList', """append(item); insert(i, item); pop(i=-1); remove(item); clear(); count(item);
                                          index(item, *args); reverse(); sort(/, *args, **kwds)"""))
    __copy__ = _copying('UserList')

    def __init__(self, initlist=None):
        self.data = []
        if initlist is not None:
            self.extend(initlist)

    def extend(self, other):
        self.data.extend(_unwrapped(other))

    def copy(self):
        return type(self)(self)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, i):
        found = self.data[i]
        return type(self)(found) if isinstance(i, slice) else found

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def _list(self, other):
        """The items of any iterable as what data is, so that + can join them."""
        other = _unwrapped(other)
        return other if isinstance(other, type(self.data)) else list(other)

    def __add__(self, other):
        return type(self)(self.data + self._list(other))

    def __radd__(self, other):
        return type(self)(self._list(other) + self.data)

    def __iadd__(self, other):
        self.data += self._list(other)
        return self

    def __mul__(self, n):
        return type(self)(n * self.data)

    def __imul__(self, n):
        self.data *= n
        return self

    __rmul__ = __mul__


class UserString(_collections_abc.Sequence):
    """A str around a str, for classes that change what str does."""

    _wraps = str
    locals().update(_answers('UserString', str, repr, int, float, complex, hash, len), **_order('UserString', 'string'))
    locals().update(_calls('UserString', """
        capitalize(); casefold(); center(width, *args); expandtabs(tabsize=8); ljust(width, *args); lower();
        lstrip(chars=None); removeprefix(prefix, /); removesuffix(suffix, /); replace(old, new, maxsplit=-1);
        rjust(width, *args); rstrip(chars=None); strip(chars=None); swapcase(); title(); translate(*args); upper();
        zfill(width)""", result='self.__class__({})', argument='plain({})'))
    locals().update(_calls('UserString', """
        count(sub, start=0, end=maxsize); endswith(suffix, start=0, end=maxsize); find(sub, start=0, end=maxsize);
        format(/, *args, **kwds); format_map(mapping); index(sub, start=0, end=maxsize); isalpha(); isalnum();
        isascii(); isdecimal(); isdigit(); isidentifier(); islower(); isnumeric(); isprintable(); isspace(); istitle();
        isupper(); join(seq); partition(sep); rfind(sub, start=0, end=maxsize); rindex(sub, start=0, end=maxsize);
        rpartition(sep); rsplit(sep=None, maxsplit=-1); split(sep=None, maxsplit=-1); splitlines(keepends=False);
        startswith(prefix, start=0, end=maxsize)""", argument='plain({})'))
    maketrans = str.maketrans

    def __init__(self, seq):
        self.data = seq if isinstance(seq, str) else str(_unwrapped(seq))

    def __getnewargs__(self):
        return (self.data[:],)

    def __contains__(self, char):
        return _unwrapped(char) in self.data

    def __getitem__(self, index):
        return type(self)(self.data[index])

    def __add__(self, other):
        return type(self)(self.data + str(_unwrapped(other)))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(n * self.data)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __rmod__(self, template):
        return type(self)(str(template) % self)

    def encode(self, encoding='utf-8', errors='strict'):
        """The text as bytes."""
        given = {'encoding': encoding, 'errors': errors}
        return self.data.encode(**{name: value for name, value in given.items() if value is not None})
