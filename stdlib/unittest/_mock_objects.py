"""Mock and NonCallableMock: attributes that are mocks, what is recorded of calls, and what calls answer."""
import threading
from asyncio import iscoroutinefunction

from ._mock_asserts import Asserted
from ._mock_calls import DEFAULT, InvalidSpecError, _Call, _CallList, sentinel
from ._mock_specs import SpecState, is_async_function, is_list, mock_of, signature_of

__unittest = True

_lock = threading.RLock()


def _mocks():
    """The module with all kinds of mocks, which needs this one."""
    from . import mock
    return mock


_deleted = sentinel.DELETED

# --- special methods ------------------------------------------------------------------------------------------------


def _dunders(names, form='__{}__'):
    return {form.format(name) for name in names.split()}


NUMBERS = 'add sub mul matmul truediv floordiv mod lshift rshift and xor or pow'
# Those that a MagicMock has by itself, those of them for coroutines, and those that a mock may be given besides.
MAGICS = (_dunders('lt gt le ge eq ne getitem setitem delitem len contains iter hash str sizeof enter exit divmod rdivmod neg '
                   'pos abs invert complex int float index round trunc floor ceil bool next fspath aiter')
          | _dunders(NUMBERS) | _dunders(NUMBERS, '__i{}__') | _dunders(NUMBERS, '__r{}__'))
ASYNC_METHODS = _dunders('aenter aexit anext')
GIVEN = _dunders('get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate setstate getformat repr dir '
                 'subclasses format getnewargs_ex')
ALL_MAGICS = MAGICS | ASYNC_METHODS | GIVEN
REFUSED = _dunders('getattr setattr init new prepare instancecheck subclasscheck del')

# What belongs to the mock itself, whatever its specification.
_OWN = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent', '_mock_new_parent',
        '_mock_name', '_mock_new_name', 'called', 'call_count', 'call_args', 'call_args_list', 'mock_calls', 'await_count',
        'await_args', 'await_args_list'}
_MISSPELT = 'assert', 'assret', 'asert', 'aseert', 'assrt'


def is_magic(name):
    return name == f'__{name[2:-2]}__'


def is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def is_mock(obj):
    """An instance of a mock class, whatever it says of its class."""
    return issubclass(type(obj), NonCallableMock)


def _attach(parent, value, name, new_name):
    """The value becomes a child: what is done with it is recorded by the parent too. False: it is somebody's already."""
    value = mock_of(value)
    if not is_mock(value) or value._mock_name or value._mock_new_name or not (
            value._mock_parent is value._mock_new_parent is None):
        return False
    above = parent
    while above is not None:
        if above is value:
            return False
        above = above._mock_new_parent
    if new_name:
        value._mock_new_parent, value._mock_new_name = parent, new_name
    if name:
        value._mock_parent, value._mock_name = parent, name
    return True


def _unbound(value):
    """A function as a method of the mock's class, where it would else be called without the mock."""
    return lambda mock, /, *args, **kw: value(mock, *args, **kw)


def recorded(name):
    """What is recorded: of the mock, or of the function that stands for it (create_autospec)."""
    private = '_mock_' + name

    def get(self):
        return getattr(self, private) if self._mock_delegate is None else getattr(self._mock_delegate, name)

    def put(self, value):
        if self._mock_delegate is None:
            self.__dict__[private] = value
        else:
            setattr(self._mock_delegate, name, value)
    return property(get, put)


class Base:
    """What all mocks are."""

    _mock_return_value = DEFAULT
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


class NonCallableMock(Asserted, Base):
    """A mock that cannot be called: attributes are mocks, made when they are first read.

    spec: only the attributes of that object or those names; spec_set: and no others can be set.
    """

    def __new__(cls, /, *args, **kw):
        # Special methods are set on the class: each mock has one of its own.
        bases, spec = (cls,), kw.get('spec_set')
        if spec is None:
            spec = kw.get('spec', args[0] if args else None)
        if spec is not None and not issubclass(cls, _mocks().AsyncMockMixin) and is_async_function(spec):
            bases = _mocks().AsyncMockMixin, cls
        return object.__new__(type(cls.__name__, bases, {'__doc__': cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='',
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        self.__dict__.update(
            _mock_parent=parent, _mock_name=name, _mock_new_name=_new_name, _mock_unsafe=unsafe, _mock_sealed=False,
            _mock_new_parent=parent if _new_parent is None else _new_parent, _mock_children={}, _mock_wraps=wraps,
            _mock_delegate=None, _mock_called=False, _mock_call_args=None, _mock_call_count=0, _mock_call_args_list=_CallList(),
            _mock_mock_calls=_CallList(), method_calls=_CallList())
        if spec_set is not None:
            spec = spec_set
        self._mock_add_spec(spec, spec_set is not None, _spec_as_instance, parent is not None if _eat_self is None else _eat_self)
        if kwargs:
            self.configure_mock(**kwargs)
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state)

    # --- specifications ---

    def _mock_add_spec(self, spec, spec_set, as_instance=False, skip_self=False):
        if is_mock(spec):
            raise InvalidSpecError(f'Cannot spec a Mock object. [object={spec!r}]')
        kind = signature = None
        names, coroutines = spec, []
        if spec is not None and not is_list(spec):
            kind = spec if isinstance(spec, type) else type(spec)
            signature = signature_of(spec, as_instance, skip_self)
            names = dir(spec)
            coroutines = [name for name in names if iscoroutinefunction(getattr(spec, name, None))]
        self.__dict__.update(_spec_class=kind, _spec_set=spec_set, _spec_signature=signature, _mock_methods=names,
                             _spec_asyncs=coroutines)

    def mock_add_spec(self, spec, spec_set=False):
        """Give the mock a specification."""
        self._mock_add_spec(spec, spec_set)

    @property
    def __class__(self):
        return type(self) if self._spec_class is None else self._spec_class

    # --- children ---

    def _get_child_mock(self, /, **kw):
        """A mock for an attribute or a return value: of the class that this one is of."""
        if self._mock_sealed:
            raise AttributeError(self._extract_mock_name() + (f'.{kw["name"]}' if 'name' in kw else '()'))
        kind, name, mock = type(self), kw.get('_new_name'), _mocks()
        if name in self._spec_asyncs or issubclass(kind, mock.MagicMock) and name in ASYNC_METHODS:
            return mock.AsyncMock(**kw)
        if issubclass(kind, mock.AsyncMockMixin):
            plain = name in MAGICS | GIVEN or self._mock_methods and name in self._mock_methods
            return (mock.MagicMock if plain else mock.AsyncMock)(**kw)
        if issubclass(kind, CallableMixin):
            return kind.__mro__[1](**kw)
        return (mock.MagicMock if issubclass(kind, mock.NonCallableMagicMock) else Mock)(**kw)

    def attach_mock(self, mock, attribute):
        """Make another mock an attribute of this one, whatever it belonged to."""
        own = mock_of(mock)
        own._mock_parent = own._mock_new_parent = own._mock_new_name = None
        own._mock_name = ''
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        """Set attributes, also of attributes: {'method.return_value': 3}."""
        for path, value in sorted(kwargs.items(), key=lambda pair: pair[0].count('.')):
            *front, last = path.split('.')
            holder = self
            for name in front:
                holder = getattr(holder, name)
            setattr(holder, last, value)

    def _check_readable(self, name):
        """May there be such an attribute?"""
        names = self._mock_methods
        if names is not None:
            if name not in names or name in ALL_MAGICS:
                raise AttributeError(f'Mock object has no attribute {name!r}')
        elif is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not names or name not in names) and name.startswith(_MISSPELT):
            raise AttributeError(f'{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be '
                                 'an attribute.')

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_unsafe') or '_mock_methods' not in self.__dict__:
            raise AttributeError(name)
        self._check_readable(name)
        with _lock:
            found = self._mock_children.get(name)
            if found is _deleted:
                raise AttributeError(name)
            if found is None:
                wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
                found = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
            elif isinstance(found, SpecState):
                found = self._specified(name, found)
            self._mock_children[name] = found
        return found

    def _specified(self, name, state):
        """The child of an autospec, made now that somebody asks for it."""
        try:
            return state.make()
        except InvalidSpecError:
            target = self.__dict__['_mock_name'] or self
            raise InvalidSpecError(f'Cannot autospec attr {name!r} from target {target!r} as it has already been mocked out. '
                                   f'[target={self!r}, attr={state.spec!r}]')

    def __setattr__(self, name, value):
        if name in _OWN:
            return object.__setattr__(self, name, value)
        names = self._mock_methods
        if self._spec_set and names is not None and name not in names and name not in self.__dict__:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if name in REFUSED:
            raise AttributeError(f'Attempting to set unsupported magic method {name!r}.')
        if name in ALL_MAGICS:
            value = self._set_magic(name, value)
        elif name == '__class__':
            self.__dict__['_spec_class'] = value
            return None
        elif _attach(self, value, name, name):
            self._mock_children[name] = value
        if self._mock_sealed and not hasattr(self, name):
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        return object.__setattr__(self, name, value)

    def _set_magic(self, name, value):
        """Sets it on the class, where it is looked up; what reading the attribute then answers."""
        if self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if is_mock(value):
            _attach(self, value, None, name)
            setattr(type(self), name, value)
            self._mock_children[name] = value
            return value
        method = _unbound(value)
        setattr(type(self), name, method)
        return lambda *args, **kw: method(self, *args, **kw)

    def __delattr__(self, name):
        if name in ALL_MAGICS and name in type(self).__dict__:
            delattr(type(self), name)
            if name not in self.__dict__:
                return
        child = self._mock_children.get(name)
        if name in self.__dict__:
            object.__delattr__(self, name)
        elif child is _deleted:
            raise AttributeError(name)
        self._mock_children[name] = _deleted

    def __dir__(self):
        if not _mocks().FILTER_DIR:
            return object.__dir__(self)
        own = [name for name in dir(type(self)) if not name.startswith('_')]
        own += [name for name in self.__dict__ if not name.startswith('_') or is_magic(name)]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        return sorted({*(self._mock_methods or ()), *own, *children})

    # --- what has been done with it ---

    called, call_count, call_args = recorded('called'), recorded('call_count'), recorded('call_args')
    call_args_list, mock_calls = recorded('call_args_list'), recorded('mock_calls')

    @property
    def return_value(self):
        """What a call answers: a mock, unless it is set."""
        value = self._mock_return_value if self._mock_delegate is None else self._mock_delegate.return_value
        if value is DEFAULT:
            value = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value):
        if self._mock_delegate is not None:
            self._mock_delegate.return_value = value
        else:
            self._mock_return_value = value
            _attach(self, value, None, '()')

    @property
    def side_effect(self):
        """What a call does: call this function, raise this exception, or answer the next of these values."""
        if self._mock_delegate is None:
            return self._mock_side_effect
        told = self._mock_delegate.side_effect
        effect = self._mock_delegate.side_effect = _as_effect(told)
        return effect

    @side_effect.setter
    def side_effect(self, value):
        value = _as_effect(value)
        if self._mock_delegate is None:
            self._mock_side_effect = value
        else:
            self._mock_delegate.side_effect = value

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget all calls, of attributes too."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self.called, self.call_args, self.call_count = False, None, 0
        self.mock_calls, self.call_args_list, self.method_calls = _CallList(), _CallList(), _CallList()
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self._mock_side_effect = None
        for child in map(mock_of, list(self._mock_children.values())):
            if is_mock(child):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        answer = self._mock_return_value
        if is_mock(answer) and answer is not self:
            answer.reset_mock(visited)

    # --- how it is shown ---

    def _extract_mock_name(self):
        """mock.attribute().other"""
        names, this = [self._mock_new_name], self
        dot = '' if names == ['()'] else '.'
        while this._mock_new_parent is not None:
            this = this._mock_new_parent
            names.append(this._mock_new_name + dot)
            dot = '' if this._mock_new_name == '()' else '.'
        names.reverse()
        names[0] = this._mock_name or 'mock'
        if len(names) > 1 and names[1] not in ('()', '().'):
            names[0] += '.'
        return ''.join(names)

    def __repr__(self):
        name = self._extract_mock_name()
        shown = '' if name in ('mock', 'mock.') else f' name={name!r}'
        if self._spec_class is not None:
            shown += f' {"spec_set" if self._spec_set else "spec"}={self._spec_class.__name__!r}'
        return f"<{type(self).__name__}{shown} id='{id(self)}'>"


def _as_effect(value):
    """Values to answer one after the other become an iterator."""
    if value is None or callable(value) or is_exception(value):
        return value
    try:
        return iter(value)
    except TypeError:
        return value


class CallableMixin(Base):
    """Calls: they are recorded, and answered by side_effect or return_value."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name='', _new_parent=None, **kwargs):
        self.__dict__['_mock_return_value'] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect

    def _mock_check_sig(self, /, *args, **kwargs):
        """Autospecs have another one, which raises TypeError."""

    def __call__(self, /, *args, **kwargs):
        self._mock_check_sig(*args, **kwargs)
        self._increment_mock_call(*args, **kwargs)
        return self._mock_call(*args, **kwargs)

    def _mock_call(self, /, *args, **kwargs):
        return self._execute_mock_call(*args, **kwargs)

    def _increment_mock_call(self, /, *args, **kwargs):
        """Records a call, and with the mocks above."""
        this = _Call((args, kwargs), two=True)
        self.called, self.call_args = True, this
        self.call_count += 1
        self.call_args_list.append(this)
        self.mock_calls.append(_Call(('', args, kwargs)))
        name, above, is_method, method_name = self._mock_new_name, self._mock_new_parent, self._mock_parent is not None, self._mock_name
        while above is not None:
            if is_method:
                above.method_calls.append(_Call((method_name, args, kwargs)))
                is_method = above._mock_parent is not None
                method_name = f'{above._mock_name}.{method_name}' if is_method else method_name
            above.mock_calls.append(_Call((name, args, kwargs)))
            if above._mock_new_name:
                name = above._mock_new_name + ('' if name.startswith('()') else '.') + name
            above = above._mock_new_parent

    def _execute_mock_call(self, /, *args, **kwargs):
        effect = self.side_effect
        if effect is not None:
            if is_exception(effect):
                raise effect
            result = effect(*args, **kwargs) if callable(effect) else next(effect)
            if not callable(effect) and is_exception(result):
                raise result
            if result is not DEFAULT:
                return result
        if self._is_answer_set() or self._mock_wraps is None:
            return self.return_value
        return self._mock_wraps(*args, **kwargs)

    def _is_answer_set(self):
        delegate = self._mock_delegate
        return self._mock_return_value is not DEFAULT or delegate is not None and delegate.return_value is not DEFAULT


class Mock(CallableMixin, NonCallableMock):
    """A mock that can be called: side_effect and return_value say what a call does and answers; wraps: what it passes
    calls on to."""


class PropertyMock(Mock):
    """For an attribute of a class: reading it calls the mock without argument, setting it with one."""

    def __set__(self, obj, val):
        self(val)

    def __get__(self, obj, obj_type=None):
        return self()

    def _get_child_mock(self, /, **kwargs):
        return _mocks().MagicMock(**kwargs)

