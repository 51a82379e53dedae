"""create_autospec(), functions that are mocks, mock_open(), seal()."""
import asyncio
import functools
import inspect

from ._mock_async import AsyncMock
from ._mock_calls import DEFAULT, InvalidSpecError, _CallList
from ._mock_magic import MagicMock, NonCallableMagicMock
from ._mock_objects import is_magic, is_mock
from ._mock_specs import (
    FunctionTypes, SpecState, can_be_called, check_spelling, function_of, instance_can_be_called, is_list, mock_of, signature_of)

__unittest = True

_ASSERTIONS = ('assert_called', 'assert_called_once', 'assert_called_with', 'assert_called_once_with', 'assert_any_call',
               'assert_has_calls', 'assert_not_called')
_AWAITS = ('assert_awaited', 'assert_awaited_once', 'assert_awaited_with', 'assert_awaited_once_with', 'assert_any_await',
           'assert_has_awaits', 'assert_not_awaited')


def create_autospec(spec, spec_set=False, instance=False, _parent=None, _name=None, *, unsafe=False, **kwargs):
    """A mock whose attributes, and theirs, are specified by those of an object; calls must fit the signatures.

    For a function it is a function, with the attributes of a mock; `instance`: the mock of a class stands for an instance.
    """
    if is_list(spec):
        spec = type(spec)
    if is_mock(spec):
        raise InvalidSpecError(f'Cannot autospec a Mock object. [object={spec!r}]')
    if not unsafe:
        check_spelling(kwargs)
    kind, options = _kind_of(spec, spec_set, instance), {}
    if spec is not None and not inspect.isdatadescriptor(spec):
        options = {'spec_set' if spec_set else 'spec': spec}
        if instance:
            options['_spec_as_instance'] = True
    options.update(kwargs)
    _name = options.pop('name', _name)
    made = kind(parent=_parent, _new_parent=_parent, _new_name='' if _parent is None else _name, name=_name, **options)
    is_type = isinstance(spec, type)
    if isinstance(spec, FunctionTypes):
        made = _as_function(made, spec)
    else:
        _check_calls(spec, made, is_type, instance)
    if _parent is not None and not instance:
        _parent._mock_children[_name] = made
    if is_type and not instance and 'return_value' not in kwargs:
        made.return_value = create_autospec(spec, spec_set, instance=True, _name='()', _parent=made)
    _add_children(spec, spec_set, made)
    return made


def _kind_of(spec, spec_set, instance):
    """The class of the mock."""
    if inspect.isdatadescriptor(spec):
        return MagicMock  # the object's attribute may be anything
    if isinstance(spec, type) and instance and not instance_can_be_called(spec) or not can_be_called(spec):
        return NonCallableMagicMock
    if asyncio.iscoroutinefunction(spec):
        if instance:
            raise RuntimeError('Instance can not be True when create_autospec is mocking an async function')
        return AsyncMock
    return MagicMock


def _add_children(spec, spec_set, made):
    """Methods get mocks now, everything else when it is asked for."""
    is_type, parent = isinstance(spec, type), mock_of(made)
    for name in dir(spec):
        if is_magic(name):
            continue
        try:
            original = getattr(spec, name)
        except AttributeError:
            continue
        if not isinstance(original, FunctionTypes):
            parent._mock_children[name] = SpecState(original, spec_set, parent, name)
            continue
        skip_self = _takes_self(spec, name, is_type)
        kind = AsyncMock if asyncio.iscoroutinefunction(original) else MagicMock
        child = kind(parent=parent, name=name, _new_name=name, _new_parent=parent, _eat_self=skip_self,
                     **{'spec_set' if spec_set else 'spec': original})
        parent._mock_children[name] = child
        _check_calls(original, child, skip_self)
        setattr(made, name, child)


def _takes_self(spec, name, is_type):
    """Is the first parameter of that function what it is an attribute of?"""
    if not is_type:
        if name in getattr(spec, '__dict__', {}):
            return False
        spec = type(spec)
    for base in spec.__mro__:
        if name in vars(base):
            return is_type and isinstance(vars(base)[name], FunctionTypes)
    return is_type


def _details(function, copy):
    for name in '__name__', '__doc__', '__text_signature__', '__module__', '__defaults__', '__kwdefaults__':
        try:
            setattr(copy, name, getattr(function, name))
        except (AttributeError, TypeError):
            pass


def _check_calls(spec, made, skip_self, instance=False):
    """From now on calls of the mock must fit the signature."""
    signature = signature_of(spec, instance, skip_self)
    if signature is None:
        return

    def check(self, /, *args, **kwargs):
        signature.bind(*args, **kwargs)
    _details(function_of(spec, instance, skip_self)[0], check)
    type(made)._mock_check_sig, type(made).__signature__ = check, signature


# --- functions ------------------------------------------------------------------------------------------------------

def _as_function(made, original):
    """A function that stands for the mock: it has what a mock has, as attributes."""
    signature = signature_of(original)
    if signature is None:
        return made

    def function(*args, **kwargs):
        signature.bind(*args, **kwargs)
        return made(*args, **kwargs)
    name = original.__name__
    function.__name__ = function.__qualname__ = name if name.isidentifier() else 'funcopy'
    function.__signature__ = signature

    def reset_mock():
        function.method_calls, function.mock_calls = _CallList(), _CallList()
        made.reset_mock()
        answer = function.return_value
        if is_mock(answer) and answer is not made:
            answer.reset_mock()
    function.__dict__.update(
        mock=made, called=False, call_count=0, call_args=None, call_args_list=_CallList(), method_calls=_CallList(),
        mock_calls=_CallList(), return_value=made.return_value, side_effect=made.side_effect,
        _mock_children=made._mock_children, reset_mock=reset_mock, **{name: getattr(made, name) for name in _ASSERTIONS})
    if isinstance(made, AsyncMock):
        function.__dict__.update(
            _is_coroutine=asyncio.coroutines._is_coroutine, await_count=0, await_args=None, await_args_list=_CallList(),
            **{name: functools.partial(_forward, made, name) for name in _AWAITS})
    made.__dict__['_mock_delegate'] = function
    return function


def _forward(made, name, /, *args, **kwargs):
    return getattr(made, name)(*args, **kwargs)


# --- files ----------------------------------------------------------------------------------------------------------

class _File:
    """The data of a file that a mock stands for, from its beginning at each open()."""

    def __init__(self, handle, data):
        self.handle, self.data = handle, data
        self.rewind()

    def rewind(self, *args, **kwargs):
        import io
        self.stream = io.BytesIO(self.data) if isinstance(self.data, bytes) else io.StringIO(self.data)
        return DEFAULT

    def reader(self, name):
        """read() and its like: what the test has set, else from the data."""
        def read(*args, **kwargs):
            told = getattr(self.handle, name).return_value
            return getattr(self.stream, name)(*args, **kwargs) if told is None else told
        return read

    def lines(self):
        while self.handle.readline.return_value is not None:
            yield self.handle.readline.return_value
        yield from self.stream

    def next_line(self):
        told = self.handle.readline.return_value
        return next(self.stream) if told is None else told


def mock_open(mock=None, read_data=''):
    """A mock for open() whose files have read_data in them."""
    import io
    handle = MagicMock(spec=list({*dir(io.TextIOWrapper), *dir(io.BytesIO)}))
    file = _File(handle, read_data)
    handle.__enter__.return_value = handle
    handle.write.return_value = None
    for name in 'read', 'readline', 'readlines':
        method = getattr(handle, name)
        method.return_value, method.side_effect = None, file.reader(name)
    usual = handle.readline.side_effect
    handle.__iter__.side_effect, handle.__next__.side_effect = file.lines, file.next_line
    if mock is None:
        mock = MagicMock(name='open', spec=list(dir(open)))
    mock.side_effect, mock.return_value = file.rewind, handle
    return mock


def seal(mock):
    """No further attributes are made, of the mock and of those that are there."""
    mock = mock_of(mock)
    mock.__dict__['_mock_sealed'] = True
    for name in [*mock._mock_children, None]:
        child = mock_of(mock._mock_return_value if name is None else getattr(mock, name, None))
        if not is_mock(child) or child._mock_new_parent is not mock:
            continue
        if not isinstance(child._mock_children.get(name), SpecState):  # such as int.real.real.real
            seal(child)
