"""What mocks record: calls and lists of them; sentinels."""
import pprint

__unittest = True


class InvalidSpecError(Exception):
    """A mock is no specification."""


# --- sentinels ------------------------------------------------------------------------------------------------------

class _SentinelObject:
    """A unique object with a name."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return f'sentinel.{self.name}'

    def __reduce__(self):
        return f'sentinel.{self.name}'


class _Sentinel:
    """sentinel.name is always the same object for the same name."""

    def __init__(self):
        self._sentinels = {}

    def __getattr__(self, name):
        if name == '__bases__':
            raise AttributeError
        return self._sentinels.setdefault(name, _SentinelObject(name))

    def __reduce__(self):
        return 'sentinel'


sentinel = _Sentinel()
DEFAULT = sentinel.DEFAULT


class _ANY:
    """Equal to everything."""

    def __ne__(self, other):
        return False

    def __eq__(self, other):
        return True

    def __repr__(self):
        return '<ANY>'


ANY = _ANY()


# --- calls ----------------------------------------------------------------------------------------------------------

def _split(value):
    """(name, args, kwargs) of a tuple that may leave parts out."""
    name, args, kwargs = '', (), {}
    if len(value) == 3:
        return tuple(value)
    for part in value:
        if isinstance(part, str):
            name = part
        elif isinstance(part, tuple):
            args = part
        elif isinstance(part, dict):
            kwargs = part
    return name, args, kwargs


class _Call(tuple):
    """(args, kwargs) or (name, args, kwargs) of a call. It equals tuples from which empty parts are left out."""

    def __new__(cls, value=(), name='', parent=None, two=False, from_kall=True):
        own, args, kwargs = _split(value)
        if not own and len(value) != 3:
            own = name
        return tuple.__new__(cls, (args, kwargs) if two else (own, args, kwargs))

    def __init__(self, value=(), name=None, parent=None, two=False, from_kall=True):
        self._mock_name, self._mock_parent, self._mock_from_kall = name, parent, from_kall

    def __eq__(self, other):
        try:
            length = len(other)
        except TypeError:
            return NotImplemented
        if not isinstance(other, (tuple, list)) or length > 3:
            return False
        mine, theirs = _split(self), _split(other)
        if self._mock_parent and isinstance(other, _Call) and other._mock_parent and self._mock_parent != other._mock_parent:
            return False
        if mine[0] and mine[0] != theirs[0]:
            return False
        return (theirs[1], theirs[2]) == (mine[1], mine[2])

    __ne__ = object.__ne__

    def __call__(self, /, *args, **kwargs):
        if self._mock_name is None:
            return _Call(('', args, kwargs), name='()')
        return _Call((self._mock_name, args, kwargs), name=self._mock_name + '()', parent=self)

    def __getattr__(self, attr):
        if self._mock_name is None:
            return _Call(name=attr, from_kall=False)
        return _Call(name=f'{self._mock_name}.{attr}', parent=self, from_kall=False)

    def __getattribute__(self, attr):
        if attr in tuple.__dict__:  # names of methods, like others
            raise AttributeError(attr)
        return tuple.__getattribute__(self, attr)

    @property
    def args(self):
        return tuple.__getitem__(self, len(self) - 2)

    @property
    def kwargs(self):
        return tuple.__getitem__(self, len(self) - 1)

    def __repr__(self):
        if not self._mock_from_kall:
            name = self._mock_name or 'call'
            return f'call{name}' if name.startswith('()') else name
        name, args, kwargs = _split(self)
        name = f'call.{name}' if name and not name.startswith('()') else f'call{name}'
        shown = [repr(arg) for arg in args] + [f'{key}={value!r}' for key, value in kwargs.items()]
        return f'{name}({", ".join(shown)})'

    def call_list(self):
        """All calls of a chain such as call.a(1).b(2), outermost first."""
        calls, this = [], self
        while this is not None:
            if this._mock_from_kall:
                calls.append(this)
            this = this._mock_parent
        return _CallList(reversed(calls))


call = _Call(from_kall=False)


class _CallList(list):
    """Calls; `in` looks for several in a row, too."""

    def __contains__(self, value):
        if not isinstance(value, list):
            return list.__contains__(self, value)
        length = len(value)
        return any(list(self[i:i + length]) == list(value) for i in range(len(self) - length + 1))

    def __repr__(self):
        return pprint.pformat(list(self))
