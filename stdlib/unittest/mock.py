"""Mock objects: they record how they are used, answer as they were told, and take the place of others for a while.

Calls are in _mock_calls, patch() in _mock_patch; here are the mocks themselves.
"""
import asyncio
import threading

from ._mock_calls import (
    ANY, DEFAULT, FILTER_DIR, InvalidSpecError, _Call, _CallList, call, sentinel, signature_of)

__all__ = ('Mock', 'MagicMock', 'patch', 'sentinel', 'DEFAULT', 'ANY', 'call', 'create_autospec', 'AsyncMock', 'FILTER_DIR',
           'NonCallableMock', 'NonCallableMagicMock', 'mock_open', 'PropertyMock', 'seal')

__unittest = True

_lock = threading.RLock()

_NUMBERS = ('add sub mul matmul truediv floordiv mod lshift rshift and xor or pow divmod').split()
_SUPPORTED = {f'__{name}__' for name in (
    'hash str sizeof len contains iter reversed getitem setitem delitem missing enter exit call index int float complex '
    'bool round trunc floor ceil neg pos abs invert next lt gt le ge eq ne format fspath aenter aexit aiter anext dir '
    'bytes length_hint').split()}
_SUPPORTED |= {f'__{way}{name}__' for name in _NUMBERS for way in ('', 'i', 'r')}
# What other special methods a Mock may be given.
_EXTRA = {f'__{name}__' for name in ('get set delete reversed missing reduce reduce_ex getinitargs getnewargs getstate '
                                     'setstate getformat repr subclasses getnewargs_ex').split()}
_NEVER_AUTOMATIC = {f'__{name}__' for name in ('get set delete reversed missing reduce reduce_ex getinitargs getnewargs '
                                               'getstate setstate getformat repr subclasses getnewargs_ex dir format '
                                               'call bytes length_hint index').split()} - {'__index__'}
_ANSWERS = {'__hash__': lambda mock: object.__hash__(mock), '__str__': lambda mock: object.__str__(mock),
            '__sizeof__': lambda mock: object.__sizeof__(mock),
            '__fspath__': lambda mock: f'{type(mock).__name__}/{mock._extract_mock_name()}/{id(mock)}'}
_VALUES = {'__int__': 1, '__contains__': False, '__len__': 0, '__exit__': False, '__complex__': 1j, '__float__': 1.0,
           '__bool__': True, '__index__': 1, '__aexit__': False, '__lt__': NotImplemented, '__gt__': NotImplemented,
           '__le__': NotImplemented, '__ge__': NotImplemented}
_ASYNC = {'__aenter__', '__aexit__', '__anext__'}
_OWN = {'return_value', '_mock_return_value', 'side_effect', '_mock_side_effect', '_mock_parent', '_mock_new_parent',
        '_mock_name', '_mock_new_name'}

_deleted = sentinel.DELETED


def _is_magic(name):
    return len(name) > 4 and name[:2] == name[-2:] == '__'


def _is_exception(obj):
    return isinstance(obj, BaseException) or isinstance(obj, type) and issubclass(obj, BaseException)


def _belongs(value):
    """A mock that is nobody's attribute or return value yet: it may become one's."""
    return (isinstance(value, NonCallableMock) and not value._mock_name and not value._mock_new_name
            and value._mock_parent is None and value._mock_new_parent is None)


def _attach(parent, value, name, new_name):
    """The value becomes a child: what is done with it is recorded by the parent too."""
    if not _belongs(value):
        return False
    above = parent
    while above is not None:
        if above is value:
            return False
        above = above._mock_new_parent
    if new_name:
        value.__dict__['_mock_new_parent'], value.__dict__['_mock_new_name'] = parent, new_name
    if name:
        value.__dict__['_mock_parent'], value.__dict__['_mock_name'] = parent, name
    return True


class Base:
    """What all mocks are."""

    _mock_return_value = DEFAULT
    _mock_side_effect = None

    def __init__(self, /, *args, **kwargs):
        pass


class NonCallableMock(Base):
    """A mock that cannot be called: attributes are mocks, made when they are first read.

    spec: only the attributes of that object or those names; spec_set: and no others can be set.
    """

    def __new__(cls, /, *args, **kw):
        # Special methods are set on the class: each mock has one of its own.
        return object.__new__(type(cls.__name__, (cls,), {'__doc__': cls.__doc__}))

    def __init__(self, spec=None, wraps=None, name=None, spec_set=None, parent=None, _spec_state=None, _new_name='',
                 _new_parent=None, _spec_as_instance=False, _eat_self=None, unsafe=False, **kwargs):
        state = self.__dict__
        state.update(_mock_parent=parent, _mock_name=name, _mock_new_name=_new_name,
                     _mock_new_parent=parent if _new_parent is None else _new_parent, _mock_sealed=False,
                     _mock_children={}, _mock_wraps=wraps, _mock_delegate=None, _mock_called=False, _mock_call_args=None,
                     _mock_call_count=0, _mock_call_args_list=_CallList(), _mock_mock_calls=_CallList(),
                     method_calls=_CallList(), _mock_unsafe=unsafe, _mock_methods=None, _spec_class=None, _spec_set=None,
                     _spec_signature=None, _mock_checks_calls=False)
        if spec_set is not None:
            spec = spec_set
        self._mock_add_spec(spec, spec_set is not None, _spec_as_instance)
        if kwargs:
            self.configure_mock(**kwargs)

    # --- specifications ---

    def _mock_add_spec(self, spec, spec_set, as_instance=False):
        if spec is None:
            return
        names, state = spec, self.__dict__
        if not isinstance(spec, (list, tuple)):
            state['_spec_class'] = spec if isinstance(spec, type) else type(spec)
            state['_spec_signature'] = signature_of(spec, as_instance)
            names = dir(spec)
        state['_spec_set'], state['_mock_methods'] = spec_set or None, list(names)

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
            name = kw.get('name') or '()'
            raise AttributeError(f'{self._extract_mock_name()}{"" if name == "()" else "."}{name}')
        kind = next(cls for cls in type(self).__mro__[1:] if cls.__module__ != 'builtins')
        name = kw.get('_new_name')
        if issubclass(kind, AsyncMock) and name not in _ASYNC:
            kind = MagicMock if name in _SUPPORTED else AsyncMock
        elif name in _ASYNC:
            kind = AsyncMock
        elif issubclass(kind, NonCallableMagicMock):
            kind = MagicMock if kind in (NonCallableMagicMock, MagicMock) else kind
        elif kind is NonCallableMock:
            kind = Mock
        return kind(**kw)

    def attach_mock(self, mock, attribute):
        """Make another mock an attribute of this one, whatever it belonged to."""
        for name in '_mock_parent', '_mock_new_parent':
            mock.__dict__[name] = None
        mock.__dict__['_mock_name'], mock.__dict__['_mock_new_name'] = '', None
        setattr(self, attribute, mock)

    def configure_mock(self, /, **kwargs):
        """Set attributes, also of attributes: {'method.return_value': 3}."""
        for path, value in sorted(kwargs.items(), key=lambda pair: pair[0].count('.')):
            *front, last = path.split('.')
            holder = self
            for name in front:
                holder = getattr(holder, name)
            setattr(holder, last, value)

    def __getattr__(self, name):
        if name in ('_mock_methods', '_mock_unsafe') or '_mock_methods' not in self.__dict__:
            raise AttributeError(name)
        if self._mock_methods is not None and (name not in self._mock_methods or name in _SUPPORTED):
            raise AttributeError(f'Mock object has no attribute {name!r}')
        if _is_magic(name):
            raise AttributeError(name)
        if not self._mock_unsafe and (not self._mock_methods or name not in self._mock_methods) and name.startswith(
                ('assert', 'assret', 'asert', 'aseert', 'assrt')):
            raise AttributeError(f'{name!r} is not a valid assertion. Use a spec for the mock if {name!r} is meant to be '
                                 'an attribute.')
        with _lock:
            found = self._mock_children.get(name)
            if found is _deleted:
                raise AttributeError(name)
            if found is None:
                wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
                found = self._get_child_mock(parent=self, name=name, wraps=wraps, _new_name=name, _new_parent=self)
                self._mock_children[name] = found
        return found

    def __setattr__(self, name, value):
        if name in _OWN or name in self.__dict__ and name not in self._mock_children:
            return object.__setattr__(self, name, value)
        if self._spec_set and self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if _is_magic(name) and name != '__class__' and (name in _SUPPORTED or name in _EXTRA):
            return self._set_magic(name, value)
        if name == '__class__':
            self.__dict__['_spec_class'] = value
            return None
        if isinstance(getattr(type(self), name, None), property):
            return object.__setattr__(self, name, value)
        if self._mock_sealed and name not in self._mock_children:
            raise AttributeError(f'Cannot set {self._extract_mock_name()}.{name}')
        if _attach(self, value, name, name):
            self._mock_children[name] = value
            return None
        self._mock_children.pop(name, None)
        return object.__setattr__(self, name, value)

    def _set_magic(self, name, value):
        if self._mock_methods is not None and name not in self._mock_methods:
            raise AttributeError(f"Mock object has no attribute '{name}'")
        if isinstance(value, NonCallableMock):
            _attach(self, value, None, name)
            self._mock_children[name] = value
            setattr(type(self), name, lambda mock, /, *args, **kw: value(*args, **kw))
        else:
            setattr(type(self), name, lambda mock, /, *args, **kw: value(mock, *args, **kw))
        self.__dict__.setdefault('_mock_magics', {})[name] = value

    def __delattr__(self, name):
        if name in _SUPPORTED and name in type(self).__dict__:
            delattr(type(self), name)
            self.__dict__.get('_mock_magics', {}).pop(name, None)
            if name not in self.__dict__:
                return
        if self._mock_children.get(name) is _deleted:
            raise AttributeError(name)
        if name in self.__dict__:
            object.__delattr__(self, name)
        self._mock_children[name] = _deleted

    def __dir__(self):
        from . import mock
        if not mock.FILTER_DIR:
            return object.__dir__(self)
        own = [name for name in dir(type(self)) if not name.startswith('_')] + list(self.__dict__)
        own = [name for name in own if not name.startswith('_') or _is_magic(name)]
        children = [name for name, child in self._mock_children.items() if child is not _deleted]
        return sorted({*(self._mock_methods or ()), *own, *children})

    # --- what has been done with it ---

    called = property(lambda self: self._mock_called, lambda self, v: self.__dict__.__setitem__('_mock_called', v))
    call_count = property(lambda self: self._mock_call_count, lambda self, v: self.__dict__.__setitem__('_mock_call_count', v))
    call_args = property(lambda self: self._mock_call_args, lambda self, v: self.__dict__.__setitem__('_mock_call_args', v))
    call_args_list = property(lambda self: self._mock_call_args_list,
                              lambda self, v: self.__dict__.__setitem__('_mock_call_args_list', v))
    mock_calls = property(lambda self: self._mock_mock_calls, lambda self, v: self.__dict__.__setitem__('_mock_mock_calls', v))

    @property
    def return_value(self):
        """What a call answers: a mock, unless it is set."""
        value = self._mock_return_value
        if value is DEFAULT:
            value = self._get_child_mock(_new_parent=self, _new_name='()')
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value):
        self.__dict__['_mock_return_value'] = value
        _attach(self, value, None, '()')

    @property
    def side_effect(self):
        """What a call does: call this function, raise this exception, or answer the next of these values."""
        return self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value):
        if value is not None and not callable(value) and not _is_exception(value):
            value = iter(value)
        self.__dict__['_mock_side_effect'] = value

    def reset_mock(self, visited=None, *, return_value=False, side_effect=False):
        """Forget all calls, of attributes too."""
        visited = [] if visited is None else visited
        if id(self) in visited:
            return
        visited.append(id(self))
        self.__dict__.update(_mock_called=False, _mock_call_args=None, _mock_call_count=0, _mock_mock_calls=_CallList(),
                             _mock_call_args_list=_CallList(), method_calls=_CallList())
        if return_value:
            self.__dict__['_mock_return_value'] = DEFAULT
        if side_effect:
            self.__dict__['_mock_side_effect'] = None
        for child in self._mock_children.values():
            if isinstance(child, NonCallableMock):
                child.reset_mock(visited, return_value=return_value, side_effect=side_effect)
        answer = self._mock_return_value
        if isinstance(answer, NonCallableMock) and answer is not self:
            answer.reset_mock(visited)

    def _extract_mock_name(self):
        """mock.attribute().other"""
        names, mock, last = [], self, self._mock_new_name
        separator = ''
        while mock is not None:
            part = mock._mock_new_name
            if mock._mock_new_parent is None:
                break
            names.append(part + separator)
            separator = '' if part == '()' else '.'
            mock = mock._mock_new_parent
        first = mock._mock_name or 'mock'
        if len(names) and names[-1] not in ('()', '().'):
            first += '.'
        return first + ''.join(reversed(names))

    def __repr__(self):
        name = self._extract_mock_name()
        shown = '' if name in ('mock', 'mock.') else f' name={name!r}'
        spec = ''
        if self._spec_class is not None:
            spec = f' {"spec_set" if self._spec_set else "spec"}={self._spec_class.__name__!r}'
        return f'<{type(self).__name__}{shown}{spec} id={id(self)!r}>'

    # --- assertions ---

    def _called_name(self):
        return self._mock_name or 'mock'

    def _bound(self, call_):
        """The call with its arguments as the signature names them, so that f(1) is f(x=1)."""
        if self._spec_signature is None:
            return call_
        args, kwargs = call_[-2:]
        try:
            bound = self._spec_signature.bind(*args, **kwargs)
        except TypeError as e:
            return e.with_traceback(None)
        return _Call((call_[0] if len(call_) == 3 else '', bound.args, bound.kwargs))

    def _calls_text(self, prefix='Calls'):
        end = '.' if prefix == 'Calls' else ''
        return f'\n{prefix}: {self._mock_mock_calls!r}{end}' if self._mock_mock_calls else ''

    def _expect_count(self, wanted, words):
        if self.call_count != wanted:
            times = '%s times' % self.call_count
            raise AssertionError(f"Expected '{self._called_name()}' {words} Called {times}.{self._calls_text()}")

    def assert_not_called(self):
        """It was never called."""
        self._expect_count(0, 'to not have been called.')

    def assert_called(self):
        """It was called at least once."""
        if self.call_count == 0:
            raise AssertionError(f"Expected '{self._called_name()}' to have been called.")

    def assert_called_once(self):
        self._expect_count(1, 'to have been called once.')

    def _call_text(self, args, kwargs):
        return repr(_Call((self._called_name(), args, kwargs), two=False)).removeprefix('call.')

    def assert_called_with(self, /, *args, **kwargs):
        """The last call had these arguments."""
        expected = self._call_text(args, kwargs)
        if self.call_args is None:
            raise AssertionError(f'expected call not found.\nExpected: {expected}\nActual: not called.')
        wanted, actual = self._bound(_Call((args, kwargs), two=True)), self._bound(self.call_args)
        if actual != wanted:
            cause = wanted if isinstance(wanted, Exception) else None
            shown = self._call_text(*self.call_args)
            raise AssertionError(f'expected call not found.\nExpected: {expected}\nActual: {shown}') from cause

    def assert_called_once_with(self, /, *args, **kwargs):
        self._expect_count(1, 'to be called once.')
        return self.assert_called_with(*args, **kwargs)

    def assert_any_call(self, /, *args, **kwargs):
        """One of the calls had these arguments."""
        wanted = self._bound(_Call((args, kwargs), two=True))
        if wanted not in [self._bound(each) for each in self.call_args_list]:
            cause = wanted if isinstance(wanted, Exception) else None
            raise AssertionError(f'{self._call_text(args, kwargs)} call not found') from cause

    def assert_has_calls(self, calls, any_order=False):
        """These calls are among mock_calls: one after the other, or in any order."""
        wanted, actual = list(map(self._bound, calls)), _CallList(map(self._bound, self.mock_calls))
        if not any_order:
            if _CallList(wanted) not in actual:
                raise AssertionError(f'Calls not found.\nExpected: {_CallList(calls)!r}{self._calls_text("Actual")}')
            return
        rest, missing = list(actual), []
        for each in wanted:
            try:
                rest.remove(each)
            except ValueError:
                missing.append(each)
        if missing:
            raise AssertionError(f'{self._called_name()!r} does not contain all of {tuple(missing)!r} in its call list, '
                                 f'found {list(actual)!r} instead')


class CallableMixin(Base):
    """Calls: they are recorded, and answered by side_effect or return_value."""

    def __init__(self, spec=None, side_effect=None, return_value=DEFAULT, wraps=None, name=None, spec_set=None, parent=None,
                 _spec_state=None, _new_name='', _new_parent=None, **kwargs):
        self.__dict__['_mock_return_value'] = return_value
        super().__init__(spec, wraps, name, spec_set, parent, _spec_state, _new_name, _new_parent, **kwargs)
        self.side_effect = side_effect
        if return_value is not DEFAULT:
            _attach(self, return_value, None, '()')

    def __call__(self, /, *args, **kwargs):
        if self._mock_checks_calls and self._spec_signature is not None:
            self._spec_signature.bind(*args, **kwargs)
        self._record(args, kwargs)
        return self._answer(args, kwargs)

    def _record(self, args, kwargs):
        state = self.__dict__
        this = _Call((args, kwargs), two=True)
        state['_mock_called'], state['_mock_call_args'] = True, this
        state['_mock_call_count'] += 1
        self._mock_call_args_list.append(this)
        self._mock_mock_calls.append(_Call(('', args, kwargs)))
        name, mock, methods = self._mock_new_name, self._mock_new_parent, self._mock_parent is not None
        method_name = self._mock_name
        while mock is not None:
            if methods:
                mock.method_calls.append(_Call((method_name, args, kwargs)))
                methods = mock._mock_parent is not None
                method_name = f'{mock._mock_name}.{method_name}' if methods else method_name
            mock._mock_mock_calls.append(_Call((name, args, kwargs)))
            if mock._mock_new_name:
                name = mock._mock_new_name + ('' if name.startswith('()') else '.') + name
            mock = mock._mock_new_parent

    def _answer(self, args, kwargs):
        effect = self.side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            result = effect(*args, **kwargs) if callable(effect) else next(effect)
            if not callable(effect) and _is_exception(result):
                raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is DEFAULT and self._mock_wraps is not None:
            return self._mock_wraps(*args, **kwargs)
        return self.return_value


class Mock(CallableMixin, NonCallableMock):
    """A mock that can be called: side_effect and return_value say what a call does and answers; wraps: what it passes
    calls on to."""


# --- with special methods -------------------------------------------------------------------------------------------

class _MagicAttribute:
    """A special method of a MagicMock, which becomes a mock when it is first used."""

    def __init__(self, name):
        self.name = name

    def __get__(self, mock, kind=None):
        if mock is None:
            return self
        found = mock._mock_children.get(self.name)
        if found is None:
            found = mock._get_child_mock(name=self.name, _new_name=self.name, _new_parent=mock)
            mock._mock_children[self.name] = found
            _set_answer(mock, found, self.name)
        return found


def _set_answer(mock, method, name):
    if name in _VALUES:
        method.return_value = _VALUES[name]
    elif name in _ANSWERS:
        method.return_value = _ANSWERS[name](mock)
    elif name in _WAYS:
        method.side_effect = lambda *args: _WAYS[name](mock, method._mock_return_value, *args)


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


class MagicMixin(Base):
    def __init__(self, /, *args, **kw):
        super().__init__(*args, **kw)
        self._set_magics()

    def _set_magics(self):
        names = _SUPPORTED - _NEVER_AUTOMATIC - {f'__r{name}__' for name in _NUMBERS}
        if self._mock_methods is not None:
            names &= set(self._mock_methods)
        own = type(self)
        for name in names - set(own.__dict__):
            setattr(own, name, _MagicAttribute(name))

    def mock_add_spec(self, spec, spec_set=False):
        self._mock_add_spec(spec, spec_set)
        for name in _SUPPORTED & set(type(self).__dict__):
            if isinstance(type(self).__dict__[name], _MagicAttribute):
                delattr(type(self), name)
        self._set_magics()


class NonCallableMagicMock(MagicMixin, NonCallableMock):
    """NonCallableMock with special methods that are mocks, too."""


class MagicMock(MagicMixin, Mock):
    """Mock with special methods that are mocks, too: len(), iteration, operators, `with`."""


class AsyncMock(MagicMock):
    """Its calls are coroutines; awaited ones are recorded in await_args, await_count, await_args_list."""

    def __init__(self, /, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.__dict__.update(await_count=0, await_args=None, await_args_list=_CallList(),
                             _is_coroutine=asyncio.coroutines._is_coroutine)

    async def _awaited(self, args, kwargs):
        this = _Call((args, kwargs), two=True)
        self.await_count += 1
        self.await_args = this
        self.await_args_list.append(this)
        effect = self.side_effect
        try:
            result = self._answer(args, kwargs)
        except StopIteration:  # there are no more answers
            raise StopAsyncIteration
        if asyncio.iscoroutine(result) and (asyncio.iscoroutinefunction(effect) or self._mock_wraps is not None):
            return await result
        return result

    def __call__(self, /, *args, **kwargs):
        if self._mock_checks_calls and self._spec_signature is not None:
            self._spec_signature.bind(*args, **kwargs)
        self._record(args, kwargs)
        return self._awaited(args, kwargs)

    def reset_mock(self, /, *args, **kwargs):
        super().reset_mock(*args, **kwargs)
        self.__dict__.update(await_count=0, await_args=None, await_args_list=_CallList())

    def assert_awaited(self):
        if self.await_count == 0:
            raise AssertionError(f'Expected {self._called_name()} to have been awaited.')

    def _expect_awaits(self, wanted, words):
        if self.await_count != wanted:
            raise AssertionError(f'Expected {self._called_name()} {words} Awaited {self.await_count} times.')

    def assert_awaited_once(self):
        self._expect_awaits(1, 'to have been awaited once.')

    def assert_not_awaited(self):
        self._expect_awaits(0, 'to not have been awaited.')

    def assert_awaited_with(self, /, *args, **kwargs):
        expected = self._call_text(args, kwargs)
        if self.await_args is None:
            raise AssertionError(f'Expected await: {expected}\nNot awaited')
        if self._bound(self.await_args) != self._bound(_Call((args, kwargs), two=True)):
            raise AssertionError(f'expected await not found.\nExpected: {expected}\n'
                                 f'Actual: {self._call_text(*self.await_args)}')

    def assert_awaited_once_with(self, /, *args, **kwargs):
        self._expect_awaits(1, 'to have been awaited once.')
        self.assert_awaited_with(*args, **kwargs)

    def assert_any_await(self, /, *args, **kwargs):
        if _Call((args, kwargs), two=True) not in self.await_args_list:
            raise AssertionError(f'{self._call_text(args, kwargs)} await not found')

    def assert_has_awaits(self, calls, any_order=False):
        if not any_order:
            if _CallList(calls) not in self.await_args_list:
                raise AssertionError(f'Awaits not found.\nExpected: {_CallList(calls)}\nActual: {self.await_args_list}')
            return
        rest = list(self.await_args_list)
        missing = []
        for each in calls:
            try:
                rest.remove(each)
            except ValueError:
                missing.append(each)
        if missing:
            raise AssertionError(f'{tuple(missing)!r} not all found in await list')


class PropertyMock(Mock):
    """For an attribute of a class: reading it calls the mock without argument, setting it with one."""

    def __set__(self, obj, val):
        self(val)

    def __get__(self, obj, obj_type=None):
        return self()

    def _get_child_mock(self, /, **kwargs):
        return MagicMock(**kwargs)


# --- more functions -------------------------------------------------------------------------------------------------

def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock whose attributes, and theirs, are specified by those of an object; functions check their arguments."""
    options = {'spec_set' if spec_set else 'spec': spec, 'name': _name, 'unsafe': unsafe, **kwargs}
    is_class, is_coroutine = isinstance(spec, type), asyncio.iscoroutinefunction(spec)
    kind = AsyncMock if is_coroutine else MagicMock
    if not callable(spec) or (is_class and instance and not hasattr(spec, '__call__')):
        kind = NonCallableMagicMock
    mock = kind(_spec_as_instance=instance, **options)
    mock.__dict__['_mock_checks_calls'] = True
    if is_class and not instance and 'return_value' not in kwargs:
        mock.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=mock)
    if isinstance(spec, (list, tuple)):
        return mock
    for name in dir(spec):
        if _is_magic(name) or name in kwargs:
            continue
        try:
            original = getattr(spec, name)
        except AttributeError:
            continue
        if callable(original) and not isinstance(original, type):
            child_kind = AsyncMock if asyncio.iscoroutinefunction(original) else MagicMock
            child = child_kind(spec=original, name=name, parent=mock, _new_name=name, _new_parent=mock)
            skip_self = is_class and not isinstance(spec.__dict__.get(name), (staticmethod, classmethod))
            child.__dict__.update(_spec_signature=signature_of(original, False, skip_self and instance),
                                  _mock_checks_calls=True)
            mock._mock_children[name] = child
        elif isinstance(original, type):
            mock._mock_children[name] = create_autospec(original, spec_set, _parent=mock, _name=name)
        else:
            mock._mock_children[name] = NonCallableMagicMock(spec=original, name=name, parent=mock, _new_name=name,
                                                             _new_parent=mock)
    return mock


def mock_open(mock=None, read_data=''):
    """A mock for open() whose files have read_data in them."""
    lines = read_data.splitlines(keepends=True) if read_data else []
    empty = read_data[:0]
    handle, state = MagicMock(), {}

    def rewind(*args, **kwargs):
        import io
        state['data'] = io.StringIO(read_data, newline='') if isinstance(read_data, str) else io.BytesIO(read_data)
        return DEFAULT

    def reader(name):
        def read(*args, **kwargs):
            answer = getattr(handle, name).return_value
            own = handle._mock_children[name]._mock_return_value
            return own if own is not None else getattr(state['data'], name)(*args, **kwargs)
        return read

    def each_line():
        own = handle.readline._mock_return_value
        while own is not None:
            yield own
        yield from state['data']

    rewind()
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    for name in 'read', 'readline', 'readlines':
        method = getattr(handle, name)
        method.return_value = None
        method.side_effect = reader(name)
    handle.__iter__.side_effect = each_line
    handle.__next__.side_effect = lambda: next(state['data'])
    mock = MagicMock(name='open', spec=open) if mock is None else mock
    mock.side_effect = rewind
    mock.return_value = handle
    return mock


def seal(mock):
    """No further attributes are made, of the mock and of those that are there."""
    mock.__dict__['_mock_sealed'] = True
    for child in mock._mock_children.values():
        if isinstance(child, NonCallableMock) and child._mock_new_parent is mock:
            seal(child)


from ._mock_patch import patch
