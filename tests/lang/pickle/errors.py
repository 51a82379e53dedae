# What cannot be pickled, and bytes that are no pickles.
import io
import pickle
import threading


def attempt(function, *args, **kwargs):
    try:
        print('   ', repr(function(*args, **kwargs))[:100])
    except RecursionError:
        print('    RecursionError')
    except Exception as error:
        text = str(error).replace('\n', '|').replace('\\n', '|')
        head, _, tail = text.partition(' at 0x')
        print('   ', type(error).__module__, type(error).__name__, head + tail.lstrip('0123456789abcdef'))


def local():
    class Local:
        pass

    def function():
        pass
    return Local, Local(), function


class Renamed:
    pass


class Bad:
    def __init__(self, answer):
        self.answer = answer

    def __reduce__(self):
        return self.answer


class NewObj:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        import copyreg
        return copyreg.__newobj__, self.args


class NewObjEx(NewObj):
    def __reduce__(self):
        import copyreg
        return copyreg.__newobj_ex__, self.args


class Fails:
    def __getstate__(self):
        raise KeyError('state')


Old = Renamed


class Renamed:
    pass


print('dumps')
for thing in [lambda: 0, *local(), Old, Old(), (i for i in ()), threading.Lock(), io.StringIO, open(__file__),
              memoryview(b'x'), iter([].append, 1), Fails(), type('Unseen', (), {})]:
    attempt(lambda: len(pickle.dumps(thing)) > 5)
for answer in [5, (), (1,), (1, 2), (int, 2), (int, (), None, 5), (int, (), None, None, 5), (int, (), 1, None, None, 5),
               (int, (), 1, 2, 3, 4, 5), 'nowhere', (int, (), None, iter([Bad(1)])), (dict, (), None, None, iter([3]))]:
    attempt(lambda: len(pickle.dumps(Bad(answer))))
for thing in [NewObj(), NewObj(1), NewObj(Renamed), NewObjEx(), NewObjEx(1, 2, 3), NewObjEx(NewObjEx, 2, 3),
              NewObjEx(NewObjEx, (), 3)]:
    attempt(lambda: len(pickle.dumps(thing)))
for protocol in [6, 'x', 2.5]:
    attempt(pickle.dumps, 1, protocol)
attempt(pickle.dumps, 1, 4, buffer_callback=print)
attempt(pickle.dumps, pickle.PickleBuffer(b'x'), 4)
attempt(pickle.dump, 1, 2)
attempt(pickle.dump, 1)
attempt(pickle.Pickler, 2)
attempt(pickle.Unpickler, 2)
attempt(pickle.load, 2)
attempt(pickle.loads, 'text')

print('loads')
for data in [
        b'', b'.', b'N', b'x', b'\xff', b"'", b'\\', b'\n', b'0.', b'1.', b'2.', b'(.', b'(0N.', b'a.', b'Na.', b'NNa.',
        b']Na.', b'(e.', b'](Ne.', b'N(Ne.', b's.', b'Ns.', b'NNs.', b'}NNs.', b'}](Ns.', b'}(Nu.', b'}(NNu.', b'}(]Nu.',
        b'(Nd.', b'(NNd.', b't.', b'(t.', b'\x85.', b'N\x86.', b'NN\x87.', b'R.', b'NR.', b'NNR.', b'N)R.', b'b.', b'NNb.',
        b'c', b'cx', b'cbuiltins\n', b'cbuiltins\nnothing\n.', b'cnowhere\nx\n.', b'\x80\x06.', b'\x80', b'\x80\x04',
        b'\x80\x04\x95', b'\x80\x04\x95\x10\0\0\0\0\0\0\0N.', b'\x80\x04\x95\xff\xff\xff\xff\xff\xff\xff\xff.',
        b'\x80\x04\x8c\x05ab.', b'\x8c\x02\xc3\x28.', b'X\xff\xff\xff\xff.',
        b'C\x05ab', b'\x8a\x05ab', b'\x8b\xff\xff\xff\xff.', b'\x8a\x00.', b'\x8a\x02\xff\xff.', b'I12\n.', b'I01\n.',
        b'I0x10\n.', b'Ix\n.', b'I\n.', b'L12L\n.', b'L12\n.', b'LxL\n.', b'F1.5\n.', b'Fx\n.', b'F1x\n.', b'G\0\0.',
        b"S'abc'\n.", b"S'a\\x41\\n'\n.", b'Sabc\n.', b"S'abc\n.", b'S"\xe9"\n.', b'U\x02ab.', b'T\x02\0\0\0ab.',
        b'V\\u20ac\n.', b'V\\u20\n.', b'g1\n.', b'gx\n.', b'h\x01.', b'j\1\0\0\0.', b'q\0.', b'Nq\0h\0\x86.', b'p0\n.',
        b'Np-1\n.', b'Nr\0\0\1\0000j\0\0\1\0.', b'N\x94.', b'\x93.', b'\x8c\1a\x93.', b'\x8c\1aN\x93.',
        b'\x8c\x08builtins\x8c\3int\x93.', b'\x80\x04\x8c\x08builtins\x8c\7int.foo\x93.', b'N)\x81.', b'))\x81.',
        b'cbuiltins\nint\n)\x81.', b'cbuiltins\nint\nN\x81.', b'N)}\x92.', b'cbuiltins\nint\nN}\x92.',
        b'cbuiltins\nint\n)N\x92.', b'cbuiltins\nint\n)}\x92.', b'Pid\n.', b'NQ.', b'\x82\x00.', b'\x82\x01.',
        b'\x84\xff\xff\xff\xff.', b'\x97.', b'\x98.', b'N\x98.', b'\x90.', b'\x8f(I2\nI1\n\x90.', b'\x8f(]\x90.', b'(\x91.',
        b'(]\x91.', b'(icollections\nOrderedDict\n.', b'(cbuiltins\nlist\no.', b'(o.', b'(I3\ncbuiltins\nlist\no.',
        b'\x96\x03\0\0\0\0\0\0\0abc.', b'\x96\x03\0\0\0\0\0\0\0ab.', b'((((.', b'cbuiltins\nlist\n(lR\x85.',
        b'cbuiltins\nexec\n(S"1/0"\ntR.', b'N.N.', b'\x80\x02cexceptions\nStandardError\n.', b'c__builtin__\nunicode\n.']:
    print(data)
    attempt(pickle.loads, data)
    try:
        pickle.load(io.BytesIO(data))
    except Exception:
        pass
