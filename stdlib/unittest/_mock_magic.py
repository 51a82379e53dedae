"""MagicMock: special methods that are mocks, too."""
from ._mock_calls import DEFAULT
from ._mock_objects import ASYNC_METHODS, MAGICS, Base, Mock, NonCallableMock

__unittest = True

_VALUES = {'__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
           '__bool__': True, '__index__': 1, '__aexit__': False, '__lt__': NotImplemented, '__gt__': NotImplemented,
           '__le__': NotImplemented, '__ge__': NotImplemented}
_ANSWERS = {'__hash__': lambda mock: object.__hash__(mock), '__str__': lambda mock: object.__str__(mock),
            '__sizeof__': lambda mock: object.__sizeof__(mock),
            '__fspath__': lambda mock: f'{type(mock).__name__}/{mock._extract_mock_name()}/{id(mock)}'}


def _compare(mock, told, other, same):
    if told is not DEFAULT:
        return told
    return same if mock is other else NotImplemented


async def _each(items):
    for item in items:
        yield item


# Special methods whose answers depend on more: on the other operand, on whether return_value was set.
_WAYS = {'__eq__': lambda mock, told, other: _compare(mock, told, other, True),
         '__ne__': lambda mock, told, other: _compare(mock, told, other, False),
         '__iter__': lambda mock, told: iter([] if told is DEFAULT else told),
         '__aiter__': lambda mock, told: _each([] if told is DEFAULT else told)}


def _set_answer(mock, method, name):
    if name in _VALUES:
        method.return_value = _VALUES[name]
    elif name in _ANSWERS:
        method.return_value = _ANSWERS[name](mock)
    elif name in _WAYS:
        method.side_effect = lambda *args: _WAYS[name](mock, method._mock_return_value, *args)


class MagicProxy(Base):
    """A special method of a MagicMock, which becomes a mock when it is first used."""

    def __init__(self, name, parent):
        self.name, self.parent = name, parent

    def create_mock(self):
        made = self.parent._get_child_mock(name=self.name, _new_name=self.name, _new_parent=self.parent)
        setattr(self.parent, self.name, made)
        _set_answer(self.parent, made, self.name)
        return made

    def __get__(self, obj, _type=None):
        return self.create_mock()


class MagicMixin(Base):
    """Special methods, as many as the specification allows."""

    def __init__(self, /, *args, **kw):
        self._mock_set_magics()  # before anything is set that may look for them
        super().__init__(*args, **kw)
        self._mock_set_magics()

    def _mock_set_magics(self):
        own, names = type(self), MAGICS | ASYNC_METHODS
        allowed = self.__dict__.get('_mock_methods')
        wanted = names if allowed is None else names.intersection(allowed)
        for name in names - wanted:
            if name in own.__dict__:
                delattr(own, name)
        for name in wanted - set(own.__dict__):
            setattr(own, name, MagicProxy(name, self))


class _Specified(MagicMixin):
    def mock_add_spec(self, spec, spec_set=False):
        """Give the mock a specification, and only the special methods that it has."""
        self._mock_add_spec(spec, spec_set)
        self._mock_set_magics()


class NonCallableMagicMock(_Specified, NonCallableMock):
    """NonCallableMock with special methods that are mocks, too."""


class MagicMock(_Specified, Mock):
    """Mock with special methods that are mocks, too: len(), iteration, operators, `with`."""


class AsyncMagicMixin(MagicMixin):
    """The special methods of an AsyncMock."""
