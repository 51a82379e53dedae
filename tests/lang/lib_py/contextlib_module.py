import contextlib, io, os, sys
from contextlib import *


@contextmanager
def cm(x, swallow=False):
    print('enter', x)
    try:
        yield x
    except ValueError as e:
        print('caught', e)
        if not swallow:
            raise
    finally:
        print('exit', x)


with cm(1) as v:
    print(v)
with cm(2, True):
    raise ValueError('boom')
try:
    with cm(3):
        raise ValueError('again')
except ValueError as e:
    print('out', e, e.__traceback__.tb_next)


@cm('deco')
def f(a):
    'f doc'
    return a * 2


print(f(2), f(3), f.__name__, f.__doc__, cm.__name__)


@contextmanager
def noyield():
    return
    yield


@contextmanager
def twice():
    yield 1
    yield 2


@contextmanager
def after():
    try:
        yield
    except ValueError:
        pass
    yield


@contextmanager
def replace():
    try:
        yield
    except ValueError as e:
        raise KeyError('new') from e


@contextmanager
def passing():
    yield


def attempt(cm, exc=None):
    try:
        with cm:
            if exc:
                raise exc
        print('fine')
    except BaseException as e:
        print(type(e).__name__, e, repr(e.__cause__), repr(None if e.__suppress_context__ else e.__context__))


attempt(noyield()); attempt(twice()); attempt(after(), ValueError(1)); attempt(replace(), ValueError(2))
attempt(passing(), StopIteration('si')); attempt(passing(), RuntimeError('re')); attempt(passing(), GeneratorExit('ge'))


class Res:
    def close(self): print('closed')


with closing(Res()) as r:
    pass
with suppress(KeyError, ValueError):
    raise KeyError
attempt(suppress(KeyError), TypeError('t')); attempt(suppress(), TypeError('u'))
out = io.StringIO()
with redirect_stdout(out) as o:
    print('hidden')
    with redirect_stderr(out):
        print('err', file=sys.stderr)
print(repr(out.getvalue()), o is out)
with nullcontext(5) as n:
    print(n)
here = os.getcwd()
with chdir('/'):
    print(os.getcwd())
print(os.getcwd() == here)


class Abs(AbstractContextManager):
    def __exit__(self, *a): print('abs exit', a[0]); return None


with Abs() as a:
    print(type(a).__name__)
print(issubclass(Res, AbstractContextManager), isinstance(open, AbstractContextManager), isinstance(io.StringIO(), AbstractContextManager), isinstance(aclosing(0), AbstractAsyncContextManager))
try:
    AbstractContextManager()
except TypeError as e:
    print(e)


class Dec(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out'); return False


@Dec()
def g(): print('g')


g()

with ExitStack() as st:
    print(st.enter_context(cm('s1')))
    st.callback(print, 'callback', sep='-')
    st.push(lambda *a: print('pushed', a[0]))
    st.push(Abs())

    @st.callback
    def cb(): print('cb')
print('--')
with ExitStack() as st:
    st.push(lambda t, v, tb: print('got', t.__name__, v) or True)
    st.callback(print, 'x')
    raise ValueError('swallowed')


def raiser(e):
    def r(*a): raise e
    return r


def chain(e):
    names = []
    while e is not None:
        names.append(repr(e))
        e = e.__context__
    return names


try:
    with ExitStack() as st:
        st.push(raiser(KeyError('k')))
        st.push(raiser(IndexError('i')))
        st.push(lambda *a: print('sees', a[0].__name__))
        raise ValueError('v')
except Exception as e:
    print(chain(e))
try:
    with ExitStack() as st:
        st.push(raiser(KeyError('k')))
        st.push(lambda *a: True)
        st.push(raiser(IndexError('i')))
        raise ValueError('v')
except Exception as e:
    print(chain(e))
try:
    try:
        raise OSError('outer')
    except OSError:
        with ExitStack() as st:
            st.push(raiser(KeyError('k')))
            st.push(raiser(IndexError('i')))
            raise ValueError('v')
except Exception as e:
    print(chain(e))
st = ExitStack(); st.callback(print, 'moved'); st2 = st.pop_all(); st.close(); print('now'); st2.close()
for bad in (5, Res()):
    try:
        ExitStack().enter_context(bad)
    except TypeError as e:
        print(e)


def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value


@asynccontextmanager
async def acm(x):
    print('aenter', x)
    try:
        yield x
    finally:
        print('aexit', x)


@asynccontextmanager
async def anone():
    return
    yield


@acm('d')
async def decorated(): return 'res'


class ARes:
    async def aclose(self): print('aclosed')


async def acb(*a): print('acb', a)


async def main():
    async with acm(1) as v:
        print(v)
    try:
        async with acm(2):
            raise ValueError('a')
    except ValueError as e:
        print('out', e)
    try:
        async with anone():
            pass
    except RuntimeError as e:
        print(e)
    for exc in (StopIteration('x'), StopAsyncIteration('y')):
        try:
            async with acm(3):
                raise exc
        except Exception as e:
            print(repr(e), e is exc)
    print(await decorated())
    async with aclosing(ARes()):
        pass
    async with nullcontext(3) as n:
        print(n)
    async with AsyncExitStack() as st:
        print(await st.enter_async_context(acm('st')))
        st.enter_context(cm('sync'))
        st.push_async_callback(acb, 1)
        st.push_async_exit(lambda *a: acb('exit', a[0]))
        st.callback(print, 'plain')
    try:
        async with AsyncExitStack() as st:
            st.push(raiser(KeyError('k')))
            await st.enter_async_context(acm('e'))
            raise ValueError('v')
    except KeyError as e:
        print(chain(e))
    try:
        await AsyncExitStack().enter_async_context(5)
    except TypeError as e:
        print(e)
run(main())
