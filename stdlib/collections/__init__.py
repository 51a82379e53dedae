"""Container types beside list, tuple, dict and set."""
import sys as _sys
import _collections_abc
from _collections import _count_elements, _tuplegetter, defaultdict, deque
from _collections_abc import _named
from _operator import add, eq, ge, itemgetter, le, sub
from itertools import chain, repeat
from reprlib import recursive_repr

__all__ = ['ChainMap', 'Counter', 'OrderedDict', 'UserDict', 'UserList', 'UserString', 'defaultdict', 'deque',
           'namedtuple']

_collections_abc.MutableSequence.register(deque)
_absent = object()
_WRAPPERS = 'UserDict', 'UserList', 'UserString'


def __getattr__(name):
    if name == 'abc':  # in CPython it is nearly always there: much of the library imports it
        import collections.abc
        return collections.abc
    if name not in _WRAPPERS:  # they have many methods, and few programs need them
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from collections import _user
    globals().update({wrapper: getattr(_user, wrapper) for wrapper in _WRAPPERS})
    return globals()[name]


def __dir__():
    return sorted({*globals(), *_WRAPPERS})


def _filling(owner):
    """A fromkeys() that sets one item after the other, so that it is right for classes that change __setitem__."""
    def fromkeys(cls, iterable, value=None):
        """A dictionary with the keys of an iterable, all with the same value."""
        made = cls()
        for key in iterable:
            made[key] = value
        return made
    return classmethod(_named(fromkeys, owner, 'fromkeys'))


# --- OrderedDict ----------------------------------------------------------------------------------------------------

class OrderedDict(dict):
    """A dict that can move items to its ends and whose equality looks at the order.

    The order is the one that dict keeps. So reading and writing cost what they cost in a dict, and only
    move_to_end(key, last=False) takes time in proportion to the size. Where several items are set at once, a class
    that overrides __setitem__ sees each of them.
    """

    __hash__ = None
    fromkeys = _filling('OrderedDict')

    def __init__(self, /, *args, **kwds):
        if len(args) > 1:
            raise TypeError(f'expected at most 1 arguments, got {len(args)}')
        for source in args:
            self._set_all(source)
        if kwds:
            self._set_all(kwds)

    def update(self, other=(), /, **kwds):
        """Set items from a mapping or an iterable of pairs, then from the keywords."""
        self._set_all(other)
        if kwds:
            self._set_all(kwds)

    def _set_all(self, source):
        if type(self).__setitem__ is _set_dict_item and (
                not isinstance(source, dict) or type(source).__getitem__ is _get_dict_item):
            dict.update(self, source)
        else:
            _collections_abc.MutableMapping.update(self, source)

    def setdefault(self, key, default=None):
        """The value of key; sets it to default first if there is none."""
        if key not in self:
            self[key] = default
            return default
        return self[key]

    def pop(self, key, default=_absent):
        """Remove key and return its value; without it, default if given, else KeyError."""
        return dict.pop(self, key) if default is _absent else dict.pop(self, key, default)

    def popitem(self, last=True):
        """Remove and return the last (key, value) pair, or the first."""
        if not self:
            raise KeyError('dictionary is empty')
        if last:
            return dict.popitem(self)
        key = next(iter(self))
        return key, dict.pop(self, key)

    def move_to_end(self, key, last=True):
        """Move an item to the end, or to the beginning."""
        value = dict.pop(self, key)
        before = {} if last else dict(dict.items(self))
        if before:
            dict.clear(self)
        _set_dict_item(self, key, value)
        dict.update(self, before)

    def copy(self):
        """A shallow copy."""
        made = type(self)()
        for key in self:
            made[key] = self[key]
        return made

    def __reduce__(self):
        return type(self), (), self.__getstate__(), None, iter(self.items())

    @recursive_repr()
    def __repr__(self):
        shown = list(self.items()) if self else ''
        return f'{type(self).__name__}({shown})'

    def __eq__(self, other):
        equal = dict.__eq__(self, other)
        if equal is True and isinstance(other, OrderedDict):
            return list(self) == list(other)
        return equal

    def __ne__(self, other):
        equal = self == other
        return equal if equal is NotImplemented else not equal

    def _union(self, first, second):
        """A dictionary of our type with the items of two, or NotImplemented."""
        if isinstance(first, dict) and isinstance(second, dict):
            made = type(self)(first)
            made._set_all(second)
            return made
        return NotImplemented

    def __or__(self, other):
        return self._union(self, other)

    def __ror__(self, other):
        return self._union(other, self)

    def __ior__(self, other):
        self._set_all(other)
        return self


_get_dict_item, _set_dict_item = dict.__getitem__, dict.__setitem__


# --- namedtuple -----------------------------------------------------------------------------------------------------

def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    """Make a subclass of tuple whose items have names.

    >>> Point = namedtuple('Point', ['x', 'y'])
    >>> Point(11, y=22).x
    11
    """
    typename = _sys.intern(str(typename))
    fields = _field_names(field_names, rename)
    _check_names(typename, fields, rename)
    defaults = () if defaults is None else tuple(defaults)
    if len(defaults) > len(fields):
        raise TypeError('Got more default values than field names')
    members = {'__slots__': (), '__match_args__': fields, '_fields': fields, '__doc__': _call_of(typename, fields),
               '_field_defaults': dict(zip(fields[len(fields) - len(defaults):], defaults))}
    members.update(_tuple_methods(typename, fields, defaults))
    for position, name in enumerate(fields):
        members[name] = _tuplegetter(position, _sys.intern(f'Alias for field number {position}'))
    if module is None:
        try:
            module = _sys._getframe(1).f_globals.get('__name__', '__main__')
        except ValueError:  # called from C
            module = __name__
    members['__module__'] = module
    return type(typename, (tuple,), members)


def _field_names(field_names, rename):
    """The names as a tuple of interned strings; with rename, those that cannot be used are replaced by _0, _1, ..."""
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    names = [_sys.intern(str(name)) for name in field_names]
    if rename:
        for position, name in enumerate(names):
            if name.startswith('_') or not name.isidentifier() or _is_keyword(name) or name in names[:position]:
                names[position] = f'_{position}'
    return tuple(names)


def _check_names(typename, fields, rename):
    """Raise ValueError for the first name that cannot be a field's (or the class's)."""
    for name in typename, *fields:
        if not name.isidentifier():
            raise ValueError(f'Type names and field names must be valid identifiers: {name!r}')
        if _is_keyword(name):
            raise ValueError(f'Type names and field names cannot be a keyword: {name!r}')
    for position, name in enumerate(fields):
        if name[0] == '_' and not rename:
            raise ValueError(f'Field names cannot start with an underscore: {name!r}')
        if name in fields[:position]:
            raise ValueError(f'Encountered duplicate field name: {name!r}')


def _is_keyword(name):
    from keyword import iskeyword
    return iskeyword(name)


def _call_of(typename, fields):
    return f'{typename}({", ".join(fields)})'


def _tuple_methods(typename, fields, defaults):
    """Name -> method of a named tuple. __new__ is compiled, so that it is as fast as a hand-written one."""
    size, names = len(fields), ''.join(name + ', ' for name in fields)
    form = _call_of('%s', [name + '=%r' for name in fields])
    new = tuple.__new__
    scope = {'_tuple': new, '__builtins__': {}, '__name__': f'namedtuple_{typename}'}
    made = eval(f'lambda _cls, {names}: _tuple(_cls, ({names}))', scope)
    made.__defaults__ = defaults or None

    def _make(cls, iterable):
        values = new(cls, iterable)
        if len(values) == size:
            return values
        raise TypeError(f'Expected {size} arguments, got {len(values)}')

    def _replace(self, /, **kwds):
        values = [kwds.pop(name, value) for name, value in zip(fields, self)]
        if kwds:
            raise ValueError(f'Got unexpected field names: {[*kwds]!r}')
        return self._make(values)

    def _asdict(self):
        return dict(zip(self._fields, self))

    def __repr__(self):
        return form % (self.__class__.__name__, *self)

    def __getnewargs__(self):
        return (*self,)

    made.__doc__ = f'Create new instance of {_call_of(typename, fields)}'
    _make.__doc__ = f'Make a new {typename} object from a sequence or iterable'
    _replace.__doc__ = f'Return a new {typename} object replacing specified fields with new values'
    _asdict.__doc__ = 'The values as a dict, under the names of the fields.'
    __getnewargs__.__doc__ = 'The values as a plain tuple, for copy and pickle.'
    methods = {'__new__': made, '_make': _make, '_replace': _replace, '_asdict': _asdict, '__repr__': __repr__,
               '__getnewargs__': __getnewargs__}
    for name, method in methods.items():
        _named(method, typename, name)
    methods['_make'] = classmethod(_make)
    return methods


# --- Counter --------------------------------------------------------------------------------------------------------

def _comparison(name, compare):
    """A comparison of counters, which holds if it holds for the counts of every element of either."""
    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        mine, theirs = self.get, other.get
        return all(compare(mine(element, 0), theirs(element, 0)) for element in chain(self, other))
    return _named(method, 'Counter', name)


def _multiset(name, count_of):
    """Two methods, an operator and its form that changes its left side; count_of makes a count out of two."""
    def method(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return _positive(_joined(self, other, count_of))

    def in_place(self, other):
        counts = _joined(self, other if isinstance(other, Counter) else Counter(other), count_of)
        for element, count in counts.items():
            if not count > 0:
                del self[element]
            elif count is not self.get(element):
                self[element] = count
        return self
    return _named(method, 'Counter', f'__{name}__'), _named(in_place, 'Counter', f'__i{name}__')


def _joined(first, second, count_of):
    """The counts of all elements of both, in the order of first appearance."""
    count = second.get
    counts = {element: count_of(mine, count(element, 0)) for element, mine in first.items()}
    for element, theirs in second.items():
        if element not in first:
            counts[element] = count_of(0, theirs)
    return counts


def _positive(counts):
    made = Counter()
    dict.update(made, {element: count for element, count in counts.items() if count > 0})
    return made


class Counter(dict):
    """A dict of counts: of the elements of an iterable, of a mapping, of keywords.

    >>> Counter('gallahad')['a']
    3
    """

    def __init__(self, iterable=None, /, **kwds):
        dict.__init__(self)
        self.update(iterable, **kwds)

    def __missing__(self, key):
        return 0

    @classmethod
    def fromkeys(cls, iterable, v=None):
        """Refused: nobody knows how often an element that comes twice should count."""
        raise NotImplementedError('Counter.fromkeys() is undefined.  Use Counter(iterable) instead.')

    def copy(self):
        """A shallow copy."""
        return type(self)(self)

    def __reduce__(self):
        return type(self), (dict(self),)

    def __repr__(self):
        try:
            shown = repr(dict(self.most_common())) if self else ''
        except TypeError:  # counts that cannot be compared
            shown = dict.__repr__(self)
        return f'{type(self).__name__}({shown})'

    def __delitem__(self, elem):
        """Like dict's, but a missing element is no error."""
        dict.pop(self, elem, None)

    # Whole counters

    def update(self, iterable=None, /, **kwds):
        """Add counts, from an iterable, a mapping or keywords."""
        if iterable is None:
            pass
        elif isinstance(iterable, _collections_abc.Mapping):
            self._add_counts(iterable)
        else:
            _count_elements(self, iterable)
        if kwds:
            self._add_counts(kwds)

    def _add_counts(self, counts):
        if not self:
            dict.update(self, counts)
            return
        old = self.get
        for element, count in counts.items():
            self[element] = count + old(element, 0)

    def subtract(self, iterable=None, /, **kwds):
        """Subtract counts; they may become zero or negative."""
        if iterable is None:
            counts = ()
        elif isinstance(iterable, _collections_abc.Mapping):
            counts = iterable.items()
        else:
            counts = zip(iterable, repeat(1))
        old = self.get
        for element, count in chain(counts, kwds.items()):
            self[element] = old(element, 0) - count

    def total(self):
        """The sum of the counts."""
        return sum(self.values())

    def elements(self):
        """Every element as often as it counts."""
        return chain.from_iterable(map(repeat, self.keys(), self.values()))

    def most_common(self, n=None):
        """The n most common elements (by default all) with their counts, most common first."""
        count = itemgetter(1)
        if n is None:
            return sorted(self.items(), key=count, reverse=True)
        from heapq import nlargest
        return nlargest(n, self.items(), key=count)

    # Comparisons take a missing element for one with the count 0.

    __hash__ = None
    __eq__ = _comparison('__eq__', eq)
    __le__ = _comparison('__le__', le)
    __ge__ = _comparison('__ge__', ge)

    def __ne__(self, other):
        return not self == other if isinstance(other, Counter) else NotImplemented

    def __lt__(self, other):
        return self != other and self <= other if isinstance(other, Counter) else NotImplemented

    def __gt__(self, other):
        return self != other and self >= other if isinstance(other, Counter) else NotImplemented

    # Multiset operations keep positive counts only.

    __add__, __iadd__ = _multiset('add', add)
    __sub__, __isub__ = _multiset('sub', sub)
    __or__, __ior__ = _multiset('or', max)
    __and__, __iand__ = _multiset('and', lambda mine, other: min(other, mine))

    def __pos__(self):
        return _positive(self)

    def __neg__(self):
        return _positive({element: 0 - count for element, count in self.items()})


# --- ChainMap -------------------------------------------------------------------------------------------------------

class ChainMap(_collections_abc.MutableMapping):
    """Several mappings as one: look-ups search all of them in turn, writes go to the first."""

    def __init__(self, *maps):
        self.maps = [*maps] if maps else [{}]

    @classmethod
    def fromkeys(cls, iterable, *args):
        """A chain with one dict, made by dict.fromkeys."""
        return cls(dict.fromkeys(iterable, *args))

    def new_child(self, m=None, **kwargs):
        """A chain with a further mapping in front: m, with the keywords set in it."""
        first = {} if m is None else m
        if kwargs:
            first.update(kwargs)
        return type(self)(first, *self.maps)

    @property
    def parents(self):
        """The chain without its first mapping."""
        return type(self)(*self.maps[1:])

    def copy(self):
        """A chain with a copy of the first mapping and the same others."""
        first, *others = self.maps
        return type(self)(first.copy(), *others)

    __copy__ = copy

    @recursive_repr()
    def __repr__(self):
        return _call_of(type(self).__name__, map(repr, self.maps))

    # Reading

    def __getitem__(self, key):
        for mapping in self.maps:
            try:
                return mapping[key]  # not `key in mapping`: it may have a __missing__
            except KeyError:
                continue
        return self.__missing__(key)

    def __missing__(self, key):
        raise KeyError(key)

    def __contains__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def get(self, key, default=None):
        """The value of key, or default if no mapping has it."""
        if key in self:
            return self[key]
        return default

    def __iter__(self):
        return iter(dict.fromkeys(chain.from_iterable(reversed(self.maps))))

    def __len__(self):
        return len({*chain.from_iterable(self.maps)})

    def __bool__(self):
        return any(self.maps)

    # Writing

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def clear(self):
        """Clear the first mapping."""
        self.maps[0].clear()

    def _from_first(self, method, key, *args):
        try:
            return getattr(self.maps[0], method)(key, *args)
        except KeyError:
            raise KeyError(f'Key not found in the first mapping: {key!r}')

    def __delitem__(self, key):
        self._from_first('__delitem__', key)

    def pop(self, key, *args):
        """Remove a key from the first mapping and return its value."""
        return self._from_first('pop', key, *args)

    def popitem(self):
        """Remove and return a pair of the first mapping."""
        first = self.maps[0]
        try:
            return first.popitem()
        except KeyError:
            raise KeyError('No keys found in the first mapping.')

    def __ior__(self, other):
        self.maps[0].update(other)
        return self

    def __or__(self, other):
        if isinstance(other, _collections_abc.Mapping):
            made = self.copy()
            made |= other
            return made
        return NotImplemented

    def __ror__(self, other):
        if isinstance(other, _collections_abc.Mapping):
            return type(self)(dict(chain(other.items(), *(mapping.items() for mapping in reversed(self.maps)))))
        return NotImplemented
