"""repr() with limits on the size of what it shows."""
import builtins
from _thread import get_ident
from itertools import islice

__all__ = ['Repr', 'repr', 'recursive_repr']


def recursive_repr(fillvalue='...'):
    """Decorator for a __repr__: an object met again while its repr is being made is shown as fillvalue."""
    def decorate(user_function):
        under_way = set()

        def wrapper(self):
            call = id(self), get_ident()
            if call in under_way:
                return fillvalue
            try:
                under_way.add(call)
                return user_function(self)
            finally:
                under_way.discard(call)

        for name in '__module__', '__doc__', '__name__', '__qualname__', '__annotations__':
            setattr(wrapper, name, getattr(user_function, name, {}))
        return wrapper
    return decorate


def _in_order(items):
    """The items sorted, or as they come if they cannot be compared."""
    try:
        return sorted(items)
    except Exception:
        return [*items]


def _container(kind, left, right, limit, empty=None, after_single='', order=iter):
    """The method repr_KIND of a container that is shown as left, items, right; limit is the name of the attribute."""
    def method(self, x, level):
        if empty and not x:
            return empty
        closing = after_single + right if len(x) == 1 and level > 0 else right
        return left + self._items(order(x), len(x), level, getattr(self, limit), self.repr1) + closing
    method.__name__ = f'repr_{kind}'
    method.__qualname__ = f'Repr.repr_{kind}'
    return method


class Repr:
    """Makes short representations. Its attributes are the limits; a method repr_TYPE serves the type of that name."""

    def __init__(self):
        self.__dict__.update(maxlevel=6, maxtuple=6, maxlist=6, maxarray=5, maxdict=4, maxset=6, maxfrozenset=6,
                             maxdeque=6, maxstring=30, maxlong=40, maxother=30, fillvalue='...')

    def repr(self, x):
        """The short representation of an object."""
        return self.repr1(x, self.maxlevel)

    def repr1(self, x, level):
        """The representation with so many levels of nesting left."""
        name = 'repr_' + type(x).__name__.replace(' ', '_')
        return getattr(self, name, self.repr_instance)(x, level)

    def _items(self, items, size, level, limit, show):
        """The first items with commas between them; show(item, level) shows one."""
        if size and level <= 0:
            return self.fillvalue
        shown = [show(item, level - 1) for item in islice(items, limit)]
        if size > limit:
            shown.append(self.fillvalue)
        return ', '.join(shown)

    repr_tuple = _container('tuple', '(', ')', 'maxtuple', after_single=',')
    repr_list = _container('list', '[', ']', 'maxlist')
    repr_set = _container('set', '{', '}', 'maxset', empty='set()', order=_in_order)
    repr_frozenset = _container('frozenset', 'frozenset({', '})', 'maxfrozenset', empty='frozenset()', order=_in_order)
    repr_deque = _container('deque', 'deque([', '])', 'maxdeque')

    def repr_array(self, x, level):
        head = f"array('{x.typecode}'"
        if not x:
            return head + ')'
        return f'{head}, [{self._items(x, len(x), level, self.maxarray, self.repr1)}])'

    def repr_dict(self, x, level):
        def show(key, level):
            return f'{self.repr1(key, level)}: {self.repr1(x[key], level)}'
        return '{' + self._items(_in_order(x), len(x), level, self.maxdict, show) + '}'

    def _without_middle(self, text, limit, remake=None):
        """text, or its two ends if it is too long; remake(head length, tail length) makes one with these ends."""
        if len(text) <= limit:
            return text
        kept = max(limit - 3, 0)
        head, tail = kept // 2, kept - kept // 2
        if remake:
            text = remake(head, tail)
        return text[:head] + self.fillvalue + text[len(text) - tail:]

    def repr_str(self, x, level):
        # The quotes that the ends need may not be those that the whole text needs.
        return self._without_middle(builtins.repr(x[:self.maxstring]), self.maxstring,
                                    lambda head, tail: builtins.repr(x[:head] + x[len(x) - tail:]))

    def repr_int(self, x, level):
        return self._without_middle(builtins.repr(x), self.maxlong)

    def repr_instance(self, x, level):
        try:
            text = builtins.repr(x)
        except Exception:  # anybody's code
            return f'<{type(x).__name__} instance at {id(x):#x}>'
        return self._without_middle(text, self.maxother)


aRepr = Repr()
repr = aRepr.repr
