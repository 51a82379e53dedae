"""WeakSet: a set that does not keep its elements alive."""
from _operator import ge, gt, le, lt
from _weakref import ref

__all__ = ['WeakSet']

GenericAlias = type(list[int])


def _references(elements):
    return {ref(element) for element in elements}


def _comparison(compare, name):
    """A comparison with any iterable."""
    def method(self, other):
        return compare(self.data, _references(other))
    method.__name__ = name
    method.__qualname__ = f'WeakSet.{name}'
    return method


def _operation(update, name):
    """A method that makes a new set, and an operator that changes its left side, out of a method that changes it."""
    def made(self, other):
        result = self.copy()
        update(result, other)
        return result

    def changed(self, other):
        update(self, other)
        return self
    made.__name__, changed.__name__ = name
    made.__qualname__, changed.__qualname__ = (f'WeakSet.{each}' for each in name)
    return made, changed


class WeakSet:
    """A set of weak references. An element leaves the set when its last strong reference goes, also while somebody
    iterates over the set: iterators walk over a copy."""

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, data=None):
        self.data = set()

        def drop(reference, container=ref(self)):
            container = container()
            if container is not None:
                container.data.discard(reference)

        self._drop = drop  # called when an element dies
        if data is not None:
            self.update(data)

    def __iter__(self):
        for reference in self.data.copy():
            element = reference()
            if element is not None:
                yield element

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        try:
            reference = ref(item)
        except TypeError:
            return False
        return reference in self.data

    def __repr__(self):
        return repr(self.data)

    def __reduce__(self):
        state = self.__getstate__()
        attributes, *slots = state if isinstance(state, tuple) else (state,)
        kept = {name: value for name, value in attributes.items() if name not in ('data', '_drop')}
        return type(self), (list(self),), (kept, *slots) if slots else kept or None

    def __deepcopy__(self, memo):
        """A set of the same elements, since copies of them would die at once."""
        from copy import deepcopy
        make, args, state = self.__reduce__()
        made = memo[id(self)] = make(*args)
        attributes, slots = state if isinstance(state, tuple) else (state, None)
        for each in attributes, slots:
            for name, value in (each or {}).items():
                setattr(made, name, deepcopy(value, memo))
        return made

    def copy(self):
        """A new set with the same elements."""
        return type(self)(self)

    # Single elements

    def add(self, item):
        """Add an element."""
        self.data.add(ref(item, self._drop))

    def discard(self, item):
        """Remove an element if it is there."""
        self.data.discard(ref(item))

    def remove(self, item):
        """Remove an element; KeyError if it is not there."""
        self.data.remove(ref(item))

    def pop(self):
        """Remove and return some element; KeyError if there is none."""
        while self.data:
            element = self.data.pop()()
            if element is not None:
                return element
        raise KeyError('pop from empty WeakSet')

    def clear(self):
        """Remove all elements."""
        self.data.clear()

    # Whole sets

    def update(self, other):
        """Add every element of other."""
        drop = self._drop
        self.data.update(ref(element, drop) for element in other)  # hashed while they are alive

    def difference_update(self, other):
        """Remove every element of other."""
        self.data -= _references(other)

    def intersection_update(self, other):
        """Keep only the elements that are in other."""
        self.data &= _references(other)

    def symmetric_difference_update(self, other):
        """Keep the elements that are in exactly one of the sets."""
        self.data ^= {ref(element, self._drop) for element in other}

    union, __ior__ = _operation(update, ('union', '__ior__'))
    difference, __isub__ = _operation(difference_update, ('difference', '__isub__'))
    symmetric_difference, __ixor__ = _operation(symmetric_difference_update, ('symmetric_difference', '__ixor__'))
    __iand__ = _operation(intersection_update, ('intersection', '__iand__'))[1]

    def intersection(self, other):
        """The elements of other that are here."""
        return type(self)(element for element in other if element in self)

    __or__, __sub__, __xor__, __and__ = union, difference, symmetric_difference, intersection

    issubset = __le__ = _comparison(le, 'issubset')
    issuperset = __ge__ = _comparison(ge, 'issuperset')
    __lt__ = _comparison(lt, '__lt__')
    __gt__ = _comparison(gt, '__gt__')

    def __eq__(self, other):
        return self.data == _references(other) if isinstance(other, type(self)) else NotImplemented

    def isdisjoint(self, other):
        """Whether the sets have no element in common."""
        return not any(element in self for element in other)
