# Mocks: calls and what is said of them, answers, specifications, special methods, patches of all kinds, coroutines.
import asyncio
import os
import sys
import types
from unittest import TestCase, mock
from unittest.mock import ANY, DEFAULT, AsyncMock, MagicMock, Mock, NonCallableMock, PropertyMock, call, mock_open, patch, seal, sentinel


def fails(function, *args, **kwargs):
    try:
        print('passes', function(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e)


m = Mock()
print(m.called, m.call_count, m.call_args, m.call_args_list, m.mock_calls)
m(1, a=2)
m.method('x').other(3)
m.attr.deep.call()
print(m.called, m.call_count, m.call_args, m.call_args.args, m.call_args.kwargs, m.call_args_list, m.method.call_args)
print(m.mock_calls, m.method_calls, m.attr.mock_calls)
print(m.mock_calls == [call(1, a=2), call.method('x'), call.method().other(3), call.attr.deep.call()], m.attr is m.attr, m.method() is m.method())
m.assert_called_with(1, a=2), m.assert_called_once_with(1, a=2), m.assert_any_call(1, a=2), m.method.assert_called()
fails(m.assert_called_with, 2)
fails(m.assert_not_called)
fails(m.nix.assert_called)
fails(m.nix.assert_called_once)
fails(m.nix.assert_called_with, 1)
fails(m.assert_any_call, 5)
m(5)
fails(m.assert_called_once_with, 5)
m.assert_has_calls([call.method('x'), call.method().other(3)])
m.assert_has_calls([call(5), call(1, a=2)], any_order=True)
fails(m.assert_has_calls, [call(5), call(1, a=2)])
fails(m.assert_has_calls, [call(6)], any_order=True)
fails(lambda: m.asert_called_once)
fails(lambda: m.assert_foo)
m.reset_mock()
print(m.called, m.mock_calls, m.method.called)

print(Mock(return_value=3)(), Mock(side_effect=[1, 2])(), Mock(side_effect=lambda x: x * 2)(4), Mock(side_effect=lambda: DEFAULT, return_value=5)())
fails(Mock(side_effect=KeyError('k')))
several = Mock(side_effect=[1, ValueError('second'), 3])
print(several())
fails(several)
print(several())
fails(several)
m = Mock(name='named', **{'a.b.return_value': 7, 'c': 8})
print(m.a.b(), m.c, repr(m).split(' id=')[0], repr(m.x.y()).split(' id=')[0], repr(Mock()).split(' id=')[0])
m.c = 9
del m.d
fails(lambda: m.d)
print(m.c, hasattr(m, 'd'), hasattr(m, 'e'))
parent, child = Mock(), Mock()
parent.child = child
child(1)
other = Mock(name='other')
parent.attach_mock(other, 'attached')
other(2)
print(parent.mock_calls)
fails(NonCallableMock())
wrapped = Mock(wraps=[3, 1])
print(wrapped.count(3), wrapped.index(1), wrapped.mock_calls)


class Thing:
    x = 1

    def method(self, a, b=2):
        return a

    async def later(self):
        pass


s = Mock(spec=Thing)
print(isinstance(s, Thing), s.method(1) is s.method.return_value)
fails(lambda: s.nix)
s.new = 1
fails(setattr, Mock(spec_set=Thing), 'new', 1)
print(Mock(spec=['a']).a is not None, 'method' in dir(s), 'nix' in dir(s), repr(Mock(spec=Thing)).split(' id=')[0])
fails(lambda: Mock(spec=['a']).b)
print(type(s.later).__name__ in ('AsyncMock', 'Mock'))

mm = MagicMock()
print(len(mm), list(mm), bool(mm), int(mm), float(mm), 1 in mm, mm == mm, mm != mm, mm == 1, hash(mm) == hash(mm))
mm[1] = 2
mm.__getitem__.return_value = 'item'
mm.__len__.return_value = 3
mm.__iter__.return_value = iter('ab')
print(mm[5], len(mm), list(mm), mm.__getitem__.mock_calls, mm.__setitem__.call_args)
with mm as entered:
    pass
print(entered is mm.__enter__.return_value, mm.__exit__.call_args == call(None, None, None), type(mm + 1).__name__)
plain = Mock()
plain.__str__ = Mock(return_value='text')
plain.__len__ = lambda self: 12
print(str(plain), len(plain))
fails(lambda: Mock()[0])
fails(lambda: len(Mock()))

print(call(1, a=2), call.a.b(3), call.a(1).b(2).call_list(), call(1) == (('1',),), call(1) == ((1,), {}), call(1) == ((1,),), call.f(1) == ('f', (1,), {}),
      call(ANY, 2) == call(1, 2), call == call, call(1) != call(2))
print(sentinel.x, sentinel.x is sentinel.x, sentinel.x == sentinel.y, ANY, ANY == 5, 5 == ANY, ANY != 1)


class Holder:
    attribute = 'original'

    @staticmethod
    def static():
        return 'static'

    def method(self):
        return 'method'


with patch.object(Holder, 'attribute', 'new') as value:
    print(value, Holder.attribute)
print(Holder.attribute)
with patch.object(Holder, 'static') as static:
    Holder.static(1)
    print(static.call_args, type(static).__name__)
print(Holder.static(), type(Holder.__dict__['static']).__name__)
with patch('os.path.exists', return_value=True) as exists:
    print(os.path.exists('/nowhere'), exists.call_args)
print(os.path.exists('/nowhere'))
fails(patch('os.path.nix').__enter__)
fails(patch, 'os')
with patch('os.path.nix', create=True, new=5):
    print(os.path.nix)
print(hasattr(os.path, 'nix'))


@patch('os.getcwd')
@patch.object(Holder, 'method')
def decorated(own, method, getcwd, keyword=None):
    getcwd.return_value = 'cwd'
    method.return_value = 'mocked'
    return own, os.getcwd(), Holder().method(), keyword


print(decorated('own', keyword=1), Holder().method(), decorated.__name__)


@patch.object(Holder, 'attribute', 'in class')
class Decorated(TestCase):
    def test_it(self):
        return Holder.attribute

    def helper(self):
        return Holder.attribute


print(Decorated('test_it').test_it(), Decorated('test_it').helper())
d = {'a': 1, 'b': 2}
with patch.dict(d, {'a': 5}, c=3):
    print(d)
with patch.dict(d, clear=True):
    print(d)
with patch.dict('os.environ', {'MOCKED': 'yes'}):
    print(os.environ['MOCKED'])
print(d, 'MOCKED' in os.environ)
with patch.multiple(Holder, attribute=1, method=DEFAULT) as mocks:
    print(Holder.attribute, sorted(mocks), Holder.method is mocks['method'])
print(Holder.attribute)
patcher = patch.object(Holder, 'attribute', 'started')
print(patcher.start(), Holder.attribute, patcher.stop(), Holder.attribute, patcher.stop())
patch.object(Holder, 'attribute', 1).start()
patch.dict(d, z=1).start()
patch.stopall()
print(Holder.attribute, d)
fails(patch.object, 'text', 'x')
fails(patch.object(Holder, 'attribute', 1, nix=2).__enter__)
fails(patch.multiple, Holder)
with patch.object(Holder, 'attribute', new_callable=PropertyMock, return_value='property') as prop:
    h = Holder()
    print(h.attribute, prop.mock_calls)
    h.attribute = 3
    print(prop.mock_calls)
with patch('builtins.open', mock_open(read_data='one\ntwo\n')) as opened:
    with open('file') as f:
        print(f.read(), f.mock_calls[0])
    with open('file') as f:
        print(f.readline(), list(f))
    print([line for line in open('x')], open('y').readlines())
    open('z', 'w').write('data')
    print(opened.mock_calls[-2:], opened().write.call_args)

sealed = Mock()
sealed.a.b = 1
seal(sealed)
print(sealed.a.b)
fails(lambda: sealed.a.c)
fails(lambda: sealed.x)
fails(setattr, sealed, 'y', 1)


async def main():
    a = AsyncMock(return_value=3)
    print(asyncio.iscoroutinefunction(a), await a(1), a.await_count, a.await_args, a.call_count)
    a.assert_awaited_once_with(1)
    fails(a.assert_not_awaited)
    fails(a.assert_awaited_with, 2)
    print(await AsyncMock(side_effect=[5])(), type(a.child).__name__)
    try:
        await AsyncMock(side_effect=ValueError('v'))()
    except ValueError as e:
        print(e)
    async with MagicMock() as x:
        print(type(x).__name__)
    async for item in MagicMock():
        print('never')
    with patch.object(Thing, 'later') as later:
        later.return_value = 'awaited'
        print(await Thing().later(), type(later).__name__)


asyncio.run(main())
auto = mock.create_autospec(Thing)
print(isinstance(auto(), Thing), auto().method(1) is not None, auto.x is not None)
fails(lambda: auto().nix)
print(mock.__all__)

print('-- names of the specification that look special')
specified = mock.Mock(spec=sys)
print(callable(specified.__excepthook__), hasattr(specified, '__no_such_hook__'), hasattr(mock.Mock(), '__excepthook__'))
print(mock.call.write('x') == ['write', ('x',), {}], mock.call(1) == ((1,), {}))
