"""WeakSet: a set that does not keep its elements alive."""
from _weakref import ref
from types import GenericAlias

__all__ = ['WeakSet']


class WeakSet:
    """A set of weak references. An element leaves the set when its last strong reference goes.

    While somebody iterates over the set, removals are put off, so that the set does not change under the iterator.
    """

    def __init__(self, data=None):
        self.data = set()
        self._dead = []
        self._iterating = 0

        def drop(item, selfref=ref(self)):
            self = selfref()
            if self is None:
                return
            if self._iterating:
                self._dead.append(item)
            else:
                self.data.discard(item)

        self._drop = drop
        if data is not None:
            self.update(data)

    def _commit(self):
        """Remove the references that died during an iteration."""
        while self._dead:
            self.data.discard(self._dead.pop())

    def __iter__(self):
        self._iterating += 1
        try:
            for item in self.data:
                element = item()
                if element is not None:
                    yield element
        finally:
            self._iterating -= 1
            if not self._iterating:
                self._commit()

    def __len__(self):
        return len(self.data) - len(self._dead)

    def __contains__(self, item):
        try:
            key = ref(item)
        except TypeError:
            return False
        return key in self.data

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    def add(self, item):
        """Add an element."""
        if self._dead:
            self._commit()
        self.data.add(ref(item, self._drop))

    def clear(self):
        """Remove all elements."""
        if self._dead:
            self._commit()
        self.data.clear()

    def copy(self):
        """A new set with the same elements."""
        return self.__class__(self)

    def pop(self):
        """Remove and return some element; KeyError if there is none."""
        if self._dead:
            self._commit()
        while True:
            try:
                item = self.data.pop()
            except KeyError:
                raise KeyError('pop from empty WeakSet') from None
            element = item()
            if element is not None:
                return element

    def remove(self, item):
        """Remove an element; KeyError if it is not there."""
        if self._dead:
            self._commit()
        self.data.remove(ref(item))

    def discard(self, item):
        """Remove an element if it is there."""
        if self._dead:
            self._commit()
        self.data.discard(ref(item))

    def update(self, other):
        """Add every element of other."""
        for element in other:
            self.add(element)

    def __ior__(self, other):
        self.update(other)
        return self

    def difference(self, other):
        """The elements that are not in other."""
        result = self.copy()
        result.difference_update(other)
        return result

    __sub__ = difference

    def difference_update(self, other):
        """Remove every element of other."""
        if self is other:
            self.clear()
            return
        if self._dead:
            self._commit()
        self.data.difference_update([ref(item) for item in other])

    def __isub__(self, other):
        self.difference_update(other)
        return self

    def intersection(self, other):
        """The elements that are in both sets."""
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        """Keep only the elements that are in other."""
        if self._dead:
            self._commit()
        self.data.intersection_update([ref(item) for item in other])

    def __iand__(self, other):
        self.intersection_update(other)
        return self

    def issubset(self, other):
        """Whether every element is in other."""
        return self.data.issubset([ref(item) for item in other])

    __le__ = issubset

    def __lt__(self, other):
        return self.data < {ref(item) for item in other}

    def issuperset(self, other):
        """Whether every element of other is here."""
        return self.data.issuperset([ref(item) for item in other])

    __ge__ = issuperset

    def __gt__(self, other):
        return self.data > {ref(item) for item in other}

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == {ref(item) for item in other}

    def symmetric_difference(self, other):
        """The elements that are in exactly one of the sets."""
        result = self.copy()
        result.symmetric_difference_update(other)
        return result

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        """Keep the elements that are in exactly one of the sets."""
        if self is other:
            self.clear()
            return
        if self._dead:
            self._commit()
        self.data.symmetric_difference_update([ref(item, self._drop) for item in other])

    def __ixor__(self, other):
        self.symmetric_difference_update(other)
        return self

    def union(self, other):
        """The elements of both sets."""
        result = self.copy()
        result.update(other)
        return result

    __or__ = union

    def isdisjoint(self, other):
        """Whether the sets have no element in common."""
        return len(self.intersection(other)) == 0

    def __repr__(self):
        return repr(self.data)

    __class_getitem__ = classmethod(GenericAlias)
