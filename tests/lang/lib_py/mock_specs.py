# Specifications of mocks: create_autospec as deep as one looks, functions that stay functions, coroutines, misspelt options,
# sealed mocks, special methods that are given, patches with specifications.
import asyncio
import inspect
import re
from unittest import mock
from unittest.mock import (
    AsyncMock, MagicMock, Mock, NonCallableMagicMock, NonCallableMock, PropertyMock, call, create_autospec, mock_open, patch, seal,
    sentinel)


def fails(function, *args, **kwargs):
    try:
        function(*args, **kwargs)
        print('passes')
    except BaseException as e:
        print(type(e).__name__, re.sub(r"id='\d+'|at 0x\w+", '...', str(e)))


class Inner:
    depth = 3

    def __init__(self, size):
        self.size = size

    def go(self, far, *, fast=False):
        """Goes."""

    @staticmethod
    def fixed(one):
        pass

    @classmethod
    def made(cls, two):
        pass

    @property
    def shown(self):
        return 1

    async def later(self, x):
        pass


class Outer:
    inner = Inner(1)
    Kind = Inner
    names = ['a']

    def method(self, a, b=2):
        pass

    def __call__(self, only):
        pass

    def __len__(self):
        return 1


def function(a, b=2, *rest, c, **more):
    """Says something."""


function.attribute = Inner(2)
lambda_ = lambda x: x
shown = re.compile(r"id='\d+'")

# --- functions that are mocks
f = create_autospec(function)
print(inspect.isfunction(f), f.__name__, f.__doc__, inspect.signature(f), isinstance(f.mock, Mock), f.called, f.call_count)
fails(f)
fails(f, 1, d=2)
f.return_value = 7
print(f(1, c=3), f.mock_calls, f.call_args, f.called, f.mock.call_count, f.call_args_list, hasattr(f, 'attribute'))
f.assert_called_once_with(1, c=3)
f.assert_called_with(a=1, c=3)
fails(f.assert_called_with, 1)
f.side_effect = [1, 2]
print(f(1, c=1), f(2, c=2), f.call_count, f.mock.call_count)
f.reset_mock()
print(f.called, f.mock_calls, f.call_count)
print(create_autospec(lambda_).__name__, create_autospec(lambda_, return_value=3)(0))
function.helper = lambda x: x
fails(create_autospec(function).helper)
whole = Mock()
whole.attach_mock(create_autospec(function), 'part')
whole.part(1, c=2)
print(whole.mock_calls)

# --- classes and instances, all the way down
o = create_autospec(Outer)
print(isinstance(o, type), isinstance(o(), Outer), isinstance(o.inner, Inner), isinstance(o.Kind(1), Inner), isinstance(o.names, list))
fails(o, 1)
fails(o(), 1, 2)
print(o()(5) is o().return_value, len(o()), o.mock_calls)
fails(o().method)
fails(o().method, 1, 2, 3)
fails(o.inner.go)
fails(o.inner.go, 1, slow=True)
o.inner.go(1, fast=True)
o.inner.go.assert_called_once_with(far=1, fast=True)
fails(o.Kind)
fails(o.Kind(1).go)
fails(o.Kind.fixed)
fails(o.Kind.made, 1, 2)
fails(lambda: o.Kind(1).nothing)
fails(lambda: o.names.nothing)
fails(o.inner.depth)
print(o.Kind.fixed(1) is o.Kind.fixed.return_value, type(o.inner.shown).__name__, type(o.inner).__name__)
fails(setattr, create_autospec(Outer, spec_set=True), 'new', 1)
fails(setattr, create_autospec(Outer, spec_set=True).inner, 'new', 1)
instance = create_autospec(Inner, instance=True)
fails(instance)
print(type(instance).__name__, type(create_autospec(Outer, instance=True)).__name__, callable(instance))
print(type(create_autospec(3)).__name__, type(create_autospec([])).__name__, type(create_autospec(None)).__name__)
o = create_autospec(Outer)
o.inner.go(1)
o().method(1)
print(o.mock_calls, o.method_calls)
o.assert_has_calls([call.inner.go(far=1)])
fails(o.assert_has_calls, [call.inner.go(far=1), call().method(a=1)])
fails(o.assert_has_calls, [call.inner.go()])
m = Mock(spec=function)
m(1, c=2)
fails(m.assert_has_calls, [call(1, c=2), call()])
fails(m.assert_any_call)

# --- coroutines
async def coroutine(a):
    return a


async def awaits():
    c = create_autospec(coroutine, return_value=4)
    print(asyncio.iscoroutinefunction(c), inspect.iscoroutinefunction(c), await c(1), c.await_count, c.await_args, c.mock.await_count)
    c.assert_awaited_once_with(a=1)
    fails(c.assert_awaited_once_with, 2)
    fails(c.assert_not_awaited)
    i = create_autospec(Inner, instance=True)
    print(type(i.later).__name__, type(i.go).__name__, await i.later(1) is i.later.return_value)
    fails(i.later)
    print(type(Mock(spec=Inner).later).__name__, type(Mock(coroutine)).__name__, asyncio.iscoroutinefunction(Mock(coroutine)))
    print(type(AsyncMock().x).__name__, type(AsyncMock(spec=Inner).go).__name__, type(AsyncMock(spec=Inner).later).__name__)
    print(inspect.iscoroutinefunction(AsyncMock()), AsyncMock().__name__, type(AsyncMock().__len__).__name__)
    a = AsyncMock(spec=coroutine)
    await a(1)
    fails(a.assert_has_awaits, [call(1), call(1, 2)])
    fails(a.assert_has_awaits, [call(2)], any_order=True)
    fails(a.assert_any_await, 3)
    a = AsyncMock(side_effect=[1, KeyError('k')], wraps=coroutine)
    print(await a(5))
    for _ in range(2):
        try:
            print(await a(5))
        except (KeyError, StopAsyncIteration) as e:
            print(type(e).__name__, e)
    a = AsyncMock(wraps=coroutine)
    print(await a(9))
    with patch.object(Inner, 'later') as later:
        print(type(later).__name__)
    fails(create_autospec, coroutine, instance=True)

asyncio.run(awaits())

# --- what is refused
fails(Mock, spec=Mock())
fails(create_autospec, Mock())
fails(create_autospec, function, auto_spec=True)
print(create_autospec(Inner, unsafe=True, auto_spec=True).auto_spec)
fails(patch, 'os.path', autospect=True)
fails(patch.object, Inner, 'go', set_spec=True)
fails(setattr, Mock(), '__init__', 1)
fails(setattr, Mock(spec=Inner), '__len__', 1)
fails(lambda: Mock().aseert_called)
fails(lambda: Mock().__nothing__)
print(Mock(spec=['__nothing__', 'x']).__nothing__ is not None)
with patch.object(Inner, 'go', autospec=True):
    fails(patch.object(Inner, 'go', autospec=True).start)
with patch('__main__.Outer'):
    fails(patch.object(Outer, 'inner', autospec=True).start)
fails(patch('__main__.Outer', 3, autospec=True).start)
fails(patch('__main__.nothing', create=True, autospec=True).start)
fails(patch('__main__.nothing', create=True, spec=True).start)
fails(patch('__main__.Outer', spec=True, autospec=True).start)
fails(patch('__main__.Outer', spec=True, spec_set=Inner).start)
fails(patch, '__main__.Outer', spec=Mock())

# --- patches
with patch('__main__.Inner', spec=True) as made, patch('__main__.Outer', spec_set=True) as other:
    print(type(made).__name__, type(made()).__name__, type(other()).__name__, isinstance(made(), Inner.__class__))
    fails(setattr, other(), 'new', 1)
with patch('__main__.function', autospec=True) as made:
    function(1, c=2)
    print(made.mock_calls, inspect.isfunction(function))
    fails(function)
with patch.object(Inner, 'go', autospec=True) as go:
    Inner(1).go(5)
    print(len(go.call_args.args), go.call_args.args[1:])
with patch('__main__.Outer', spec=['x']) as made:
    print(type(made).__name__)
    fails(lambda: made.y)
with patch('__main__.Outer', spec=['__call__']) as made:
    print(type(made).__name__)

# --- sealed
m = MagicMock()
m.a.b.return_value = 1
m['x'].y = 2
seal(m)
fails(lambda: m.c)
fails(lambda: m.a.d)
fails(lambda: m.a())
fails(setattr, m, 'z', 1)
fails(lambda: m['x'].q)
print(m.a.b(), m['x'].y)
s = create_autospec(Outer)
seal(s)
fails(s.inner.go)

# --- special methods
m = Mock()
m.__enter__ = Mock(return_value=4)
m.__exit__ = Mock(return_value=False)
m.__getitem__ = lambda self, key: (self is m, key)
with m as entered:
    print(entered, m['k'], m.__enter__.called, '__enter__' in dir(m))
del m.__enter__
fails(m.__class__.__enter__ if hasattr(type(m), '__enter__') else lambda: m.__enter__)
print(type(MagicMock().__round__).__name__, MagicMock() == MagicMock(), 3 + MagicMock() is not None, type(MagicMock() // 2).__name__)
m = MagicMock(spec=Outer)
print(len(m), hasattr(m, '__iter__'), hasattr(MagicMock(), '__reversed__'))
m = MagicMock()
print(str(m) == str(m), m.mock_calls, hash(m) == hash(m))
m.mock_add_spec(['__len__'])
fails(lambda: iter(m))
print(len(m))

# --- what is shown
for each in Mock(), Mock(name='n'), MagicMock().a.b(), Mock(spec=Inner), Mock(spec_set=Inner(1)), Mock()().x, Mock(coroutine), AsyncMock():
    print(shown.sub("id='...'", repr(each)), f"id='{id(each)}'" in repr(each))
print(call().foo, call.a().b(1).__getitem__('k'), call.count(1), call.index, call(1) == mock.ANY, call == 3)
print(mock.InvalidSpecError.__module__, Mock.__module__, patch.__module__, create_autospec.__module__, PropertyMock.__mro__[1].__name__)

# --- answers
fails(Mock(side_effect=sentinel.other))
parent, answer = Mock(), Mock()
parent.return_value = answer
answer(1)
print(parent.mock_calls, Mock(return_value=answer).mock_calls)


def counted(self, one):
    self._increment_mock_call(one)
    return self._mock_call(one)


m = Mock(return_value=3)
type(m).__call__ = counted
print(m('x'), m.mock_calls)
o = mock_open(read_data='one\ntwo\n')
o.return_value.readline.return_value = 'told'
print(next(o()), o().readline(), o().read())
fails(lambda: mock_open()().nothing)
