"""Container types beside list, tuple, dict and set."""
import sys as _sys
import _collections_abc
from _collections import _count_elements, _tuplegetter, defaultdict, deque

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString', 'defaultdict', 'deque',
           'namedtuple']

_collections_abc.MutableSequence.register(deque)


# --- OrderedDict ----------------------------------------------------------------------------------------------------

_missing = object()


class OrderedDict(dict):
    """A dict that can move items to its ends and whose equality looks at the order.

    The order is the one that dict keeps. So reading and writing cost what they cost in a dict, and only
    move_to_end(key, last=False) takes time in proportion to the size.
    """

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        if id(self) in _showing:
            return '...'
        _showing.add(id(self))
        try:
            return f'{self.__class__.__name__}({list(self.items())!r})'
        finally:
            _showing.discard(id(self))

    def popitem(self, last=True):
        """Remove and return the last (key, value) pair, or the first."""
        if last and self:
            return dict.popitem(self)
        for key in self:
            return key, dict.pop(self, key)
        raise KeyError('dictionary is empty')

    def pop(self, key, default=_missing):
        """Remove key and return its value; without it, default if given, else KeyError."""
        if default is not _missing:
            return dict.pop(self, key, default)
        if key not in self:
            missing = getattr(type(self), '__missing__', None)
            if missing is not None:
                return missing(self, key)
        return dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move an item to the end, or to the beginning."""
        if last:
            dict.__setitem__(self, key, dict.pop(self, key))
            return
        value = dict.pop(self, key)
        others = list(dict.items(self))
        dict.clear(self)
        dict.__setitem__(self, key, value)
        dict.update(self, others)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    __copy__ = copy

    def __reduce__(self):
        return self.__class__, (), self.__getstate__(), None, iter(self.items())

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A dictionary with the keys of an iterable, all with the same value."""
        self = cls()
        for key in iterable:
            self[key] = value
        return self

    def __eq__(self, other):
        if not isinstance(other, OrderedDict):
            return dict.__eq__(self, other)
        return dict.__eq__(self, other) and all(a is b or a == b for a, b in zip(self, other))

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

    __hash__ = None

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(self)
        new.update(other)
        return new

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        new = self.__class__(other)
        new.update(self)
        return new

    def __ior__(self, other):
        self.update(other)
        return self


_showing = set()  # ids of the dictionaries whose repr is being made

# --- namedtuple -----------------------------------------------------------------------------------------------------

def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Make a subclass of tuple whose items have names.

    >>> Point = namedtuple('Point', ['x', 'y'])
    >>> Point(11, y=22).x
    11
    """
    typename = _sys.intern(str(typename))
    names = _field_names(typename, field_names, rename)
    default_of = _field_defaults(names, defaults)
    namespace = _namedtuple_methods(typename, names, tuple(default_of.values()))
    namespace['_fields'] = names
    namespace['_field_defaults'] = default_of
    namespace['__doc__'] = f'{typename}({", ".join(names)})'
    namespace['__slots__'] = ()
    namespace['__match_args__'] = names
    for index, name in enumerate(names):
        namespace[name] = _tuplegetter(index, _sys.intern(f'Alias for field number {index}'))
    result = type(typename, (tuple,), namespace)
    if module is None:
        module = _caller_module()
    if module is not None:
        result.__module__ = module
    return result


def _caller_module():
    """The name of the module that called our caller."""
    try:
        return _sys._getframe(2).f_globals.get('__name__', '__main__')
    except (AttributeError, ValueError):
        return None


def _field_names(typename, field_names, rename):
    """The checked field names as a tuple of interned strings."""
    from keyword import iskeyword
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    names = [_sys.intern(name) for name in map(str, field_names)]
    if rename:
        seen = set()
        for index, name in enumerate(names):
            if not name.isidentifier() or iskeyword(name) or name.startswith('_') or name in seen:
                names[index] = f'_{index}'
            seen.add(name)
    for name in [typename, *names]:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if iskeyword(name):
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    seen = set()
    for name in names:
        if name.startswith('_') and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in seen:
            raise ValueError(f'Encountered duplicate field name: {name!r}')
        seen.add(name)
    return tuple(names)


def _field_defaults(names, defaults):
    """Field name -> default; the defaults belong to the last fields."""
    if defaults is None:
        return {}
    defaults = tuple(defaults)
    if len(defaults) > len(names):
        raise TypeError('Got more default values than field names')
    return dict(zip(names[len(names) - len(defaults):], defaults))


def _namedtuple_methods(typename, names, defaults):
    """The methods of a named tuple; __new__ is compiled, so that it is as fast as a hand-written one."""
    args = ''.join(name + ', ' for name in names)
    tuple_new = tuple.__new__
    size = len(names)
    form = '(' + ', '.join(f'{name}=%r' for name in names) + ')'
    __new__ = eval(f'lambda _cls, {args}: _tuple_new(_cls, ({args}))',
                   {'_tuple_new': tuple_new, '__builtins__': {}, '__name__': f'namedtuple_{typename}'})
    __new__.__doc__ = f'Create new instance of {typename}({", ".join(names)})'
    if defaults:
        __new__.__defaults__ = defaults

    def _make(cls, iterable):
        result = tuple_new(cls, iterable)
        if len(result) != size:
            raise TypeError(f'Expected {size} arguments, got {len(result)}')
        return result
    _make.__doc__ = f'Make a new {typename} object from a sequence or iterable'

    def _replace(self, /, **kwds):
        result = self._make([kwds.pop(name, value) for name, value in zip(names, self)])
        if kwds:
            raise ValueError(f'Got unexpected field names: {list(kwds)!r}')
        return result
    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'

    def __repr__(self):
        'Return a nicely formatted representation string'
        return self.__class__.__name__ + form % (*self,)

    def _asdict(self):
        'Return a new dict which maps field names to their values.'
        return dict(zip(names, self))

    def __getnewargs__(self):
        'Return self as a plain tuple.  Used by copy and pickle.'
        return tuple(self)

    for method in (__new__, _make, _replace, __repr__, _asdict, __getnewargs__):
        method.__name__ = _METHOD_NAMES.get(method.__name__, method.__name__)
        method.__qualname__ = f'{typename}.{method.__name__}'
    return {'__new__': __new__, '_make': classmethod(_make), '_replace': _replace, '__repr__': __repr__,
            '_asdict': _asdict, '__getnewargs__': __getnewargs__}


_METHOD_NAMES = {'<lambda>': '__new__'}

# --- Counter --------------------------------------------------------------------------------------------------------

class Counter(dict):
    """A dict of counts: of the elements of an iterable, of a mapping, of keywords.

    >>> Counter('gallahad')['a']
    3
    """

    def __init__(self, iterable=None, /, **kwds):
        super().__init__()
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def most_common(self, n=None):
        """The n most common elements (by default all) with their counts, most common first."""
        if n is None:
            return sorted(self.items(), key=_second, reverse=True)
        import heapq
        return heapq.nlargest(n, self.items(), key=_second)

    def elements(self):
        """Every element as often as it counts."""
        from itertools import chain, repeat
        return chain.from_iterable(map(repeat, self.keys(), self.values()))

    @classmethod
    def fromkeys(cls, iterable, v=None):
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def update(self, iterable=None, /, **kwds):
        """Add counts, from an iterable, a mapping or keywords."""
        if iterable is None:
            pass
        elif not isinstance(iterable, _collections_abc.Mapping):
            _count_elements(self, iterable)
        elif self:
            get = self.get
            for element, count in iterable.items():
                self[element] = count + get(element, 0)
        else:
            super().update(iterable)
        if kwds:
            self.update(kwds)

    def subtract(self, iterable=None, /, **kwds):
        """Subtract counts; they may become zero or negative."""
        get = self.get
        if isinstance(iterable, _collections_abc.Mapping):
            for element, count in iterable.items():
                self[element] = get(element, 0) - count
        elif iterable is not None:
            for element in iterable:
                self[element] = get(element, 0) - 1
        if kwds:
            self.subtract(kwds)

    def copy(self):
        """A shallow copy."""
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (dict(self),)

    def __delitem__(self, element):
        """Like dict's, but a missing element is no error."""
        if element in self:
            super().__delitem__(element)

    def __repr__(self):
        if not self:
            return f'{self.__class__.__name__}()'
        try:
            shown = dict(self.most_common())
        except TypeError:  # counts that cannot be compared
            shown = dict(self)
        return f'{self.__class__.__name__}({shown!r})'

    # Comparisons take a missing element for one with the count 0.

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] == other[e] for c in (self, other) for e in c)

    def __ne__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return not self == other

    __hash__ = None

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] <= other[e] for c in (self, other) for e in c)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[e] >= other[e] for c in (self, other) for e in c)

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self >= other and self != other

    # Multiset operations keep positive counts only.

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive(self, other, lambda a, b: a + b)

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive(self, other, lambda a, b: a - b)

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive(self, other, lambda a, b: b if a < b else a)

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive(self, other, lambda a, b: a if a < b else b)

    def __pos__(self):
        return _positive(self, (), None)

    def __neg__(self):
        result = Counter()
        for element, count in self.items():
            if count < 0:
                result[element] = 0 - count
        return result

    def _keep_positive(self):
        for element in [element for element, count in self.items() if not count > 0]:
            del self[element]
        return self

    def __iadd__(self, other):
        for element, count in other.items():
            self[element] += count
        return self._keep_positive()

    def __isub__(self, other):
        for element, count in other.items():
            self[element] -= count
        return self._keep_positive()

    def __ior__(self, other):
        for element, count in other.items():
            if count > self[element]:
                self[element] = count
        return self._keep_positive()

    def __iand__(self, other):
        for element, count in self.items():
            limit = other[element]
            if limit < count:
                self[element] = limit
        return self._keep_positive()


def _second(pair):
    return pair[1]


def _positive(first, second, combine):
    """A counter of the counts of both, combined, without those that are not positive."""
    result = Counter()
    for element, count in first.items():
        new = count if combine is None else combine(count, second[element])
        if new > 0:
            result[element] = new
    for element in second:
        if element not in first:
            new = combine(0, second[element])
            if new > 0:
                result[element] = new
    return result


# --- ChainMap -------------------------------------------------------------------------------------------------------

class ChainMap(_collections_abc.MutableMapping):
    """Several mappings as one: look-ups search all of them in turn, writes go to the first."""

    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __missing__(self, key):
        raise KeyError(key)

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key, default=None):
        """The value of key, or default if no mapping has it."""
        return self[key] if key in self else default

    def __len__(self):
        return len(set().union(*self.maps))

    def __iter__(self):
        order = {}
        for mapping in reversed(self.maps):
            order.update(dict.fromkeys(mapping))
        return iter(order)

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __bool__(self):
        return any(self.maps)

    def __repr__(self):
        if id(self) in _showing:
            return '...'
        _showing.add(id(self))
        try:
            return f'{self.__class__.__name__}({", ".join(map(repr, self.maps))})'
        finally:
            _showing.discard(id(self))

    @classmethod
    def fromkeys(cls, iterable, *args):
        """A chain with one dict, made by dict.fromkeys."""
        return cls(dict.fromkeys(iterable, *args))

    def copy(self):
        """A chain with a copy of the first mapping and the same others."""
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m=None, **kwargs):
        """A chain with a further mapping in front."""
        if m is None:
            m = kwargs
        elif kwargs:
            m.update(kwargs)
        return self.__class__(m, *self.maps)

    @property
    def parents(self):
        """The chain without its first mapping."""
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f'Key not found in the first mapping: {key!r}')

    def popitem(self):
        """Remove and return a pair of the first mapping."""
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError('No keys found in the first mapping.')

    def pop(self, key, *args):
        """Remove a key from the first mapping and return its value."""
        try:
            return self.maps[0].pop(key, *args)
        except KeyError:
            raise KeyError(f'Key not found in the first mapping: {key!r}')

    def clear(self):
        """Clear the first mapping."""
        self.maps[0].clear()

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        result = self.copy()
        result.maps[0].update(other)
        return result

    def __ror__(self, other):
        if not isinstance(other, _collections_abc.Mapping):
            return NotImplemented
        merged = dict(other)
        for mapping in reversed(self.maps):
            merged.update(mapping)
        return self.__class__(merged)


# --- wrappers to derive from ----------------------------------------------------------------------------------------

class UserDict(_collections_abc.MutableMapping):
    """A dict around a dict (attribute data), for classes that change what dict does."""

    def __init__(self, dict=None, /, **kwargs):
        self.data = {}
        if dict is not None:
            self.update(dict)
        if kwargs:
            self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, '__missing__'):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __repr__(self):
        return repr(self.data)

    def __or__(self, other):
        if isinstance(other, UserDict):
            return self.__class__(self.data | other.data)
        if isinstance(other, dict):
            return self.__class__(self.data | other)
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, UserDict):
            return self.__class__(other.data | self.data)
        if isinstance(other, dict):
            return self.__class__(other | self.data)
        return NotImplemented

    def __ior__(self, other):
        self.data |= other.data if isinstance(other, UserDict) else other
        return self

    def __copy__(self):
        result = self.__class__.__new__(self.__class__)
        result.__dict__.update(self.__dict__)
        result.__dict__['data'] = self.data.copy()
        return result

    def copy(self):
        """A shallow copy."""
        if self.__class__ is UserDict:
            return UserDict(self.data.copy())
        import copy
        data = self.data
        try:
            self.data = {}
            result = copy.copy(self)
        finally:
            self.data = data
        result.update(self)
        return result

    @classmethod
    def fromkeys(cls, iterable, value=None):
        """A dictionary with the keys of an iterable, all with the same value."""
        result = cls()
        for key in iterable:
            result[key] = value
        return result


class UserList(_collections_abc.MutableSequence):
    """A list around a list (attribute data), for classes that change what list does."""

    def __init__(self, initlist=None):
        self.data = []
        if initlist is not None:
            self.data[:] = self._plain(initlist)

    @staticmethod
    def _plain(other):
        """The items of any sequence, without our wrapper."""
        return other.data if isinstance(other, UserList) else other

    _UserList__cast = _plain

    def _listed(self, other):
        """The items of other as a list, as list's own operators want them."""
        other = self._plain(other)
        return other if isinstance(other, type(self.data)) else list(other)

    def __repr__(self):
        return repr(self.data)

    def __lt__(self, other):
        return self.data < self._plain(other)

    def __le__(self, other):
        return self.data <= self._plain(other)

    def __eq__(self, other):
        return self.data == self._plain(other)

    def __gt__(self, other):
        return self.data > self._plain(other)

    def __ge__(self, other):
        return self.data >= self._plain(other)

    def __contains__(self, item):
        return item in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, i):
        if isinstance(i, slice):
            return self.__class__(self.data[i])
        return self.data[i]

    def __setitem__(self, i, item):
        self.data[i] = item

    def __delitem__(self, i):
        del self.data[i]

    def __add__(self, other):
        return self.__class__(self.data + self._listed(other))

    def __radd__(self, other):
        return self.__class__(self._listed(other) + self.data)

    def __iadd__(self, other):
        self.data += self._listed(other)
        return self

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __imul__(self, n):
        self.data *= n
        return self

    def __copy__(self):
        result = self.__class__.__new__(self.__class__)
        result.__dict__.update(self.__dict__)
        result.__dict__['data'] = self.data[:]
        return result

    def append(self, item):
        self.data.append(item)

    def insert(self, i, item):
        self.data.insert(i, item)

    def pop(self, i=-1):
        return self.data.pop(i)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *args):
        return self.data.index(item, *args)

    def reverse(self):
        self.data.reverse()

    def sort(self, /, *args, **kwds):
        self.data.sort(*args, **kwds)

    def extend(self, other):
        self.data.extend(self._plain(other))


def _text(value):
    """The str in a UserString, or the value itself."""
    return value.data if isinstance(value, UserString) else value


def _delegate(name, wrap):
    """A method of UserString that calls the method of str; wrap says whether the result becomes a UserString."""
    method = getattr(str, name)

    def call(self, /, *args, **kwds):
        result = method(self.data, *map(_text, args), **kwds)
        return self.__class__(result) if wrap else result
    call.__name__ = name
    call.__qualname__ = f'UserString.{name}'
    call.__doc__ = method.__doc__
    return call


class UserString(_collections_abc.Sequence):
    """A str around a str (attribute data), for classes that change what str does."""

    def __init__(self, seq):
        if isinstance(seq, str):
            self.data = seq
        elif isinstance(seq, UserString):
            self.data = seq.data[:]
        else:
            self.data = str(seq)

    def __str__(self):
        return str(self.data)

    def __repr__(self):
        return repr(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __complex__(self):
        return complex(self.data)

    def __hash__(self):
        return hash(self.data)

    def __getnewargs__(self):
        return (self.data[:],)

    def __eq__(self, string):
        return self.data == _text(string)

    def __lt__(self, string):
        return self.data < _text(string)

    def __le__(self, string):
        return self.data <= _text(string)

    def __gt__(self, string):
        return self.data > _text(string)

    def __ge__(self, string):
        return self.data >= _text(string)

    def __contains__(self, char):
        return _text(char) in self.data

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return self.__class__(self.data[index])

    def __add__(self, other):
        other = _text(other)
        return self.__class__(self.data + (other if isinstance(other, str) else str(other)))

    def __radd__(self, other):
        return self.__class__((other if isinstance(other, str) else str(other)) + self.data)

    def __mul__(self, n):
        return self.__class__(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return self.__class__(self.data % args)

    def __rmod__(self, template):
        return self.__class__(str(template) % self)

    def encode(self, encoding='utf-8', errors='strict'):
        """The text as bytes."""
        return self.data.encode('utf-8' if encoding is None else encoding, 'strict' if errors is None else errors)

    maketrans = str.maketrans

    for _name in ('capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust '
                  'rstrip strip swapcase title translate upper zfill').split():
        locals()[_name] = _delegate(_name, True)
    for _name in ('count endswith find format format_map index isalpha isalnum isascii isdecimal isdigit '
                  'isidentifier islower isnumeric isprintable isspace istitle isupper join partition rfind rindex '
                  'rpartition rsplit split splitlines startswith').split():
        locals()[_name] = _delegate(_name, False)
    del _name
