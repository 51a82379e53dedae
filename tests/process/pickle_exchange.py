# Pickles go from CPython to here and back: /usr/bin/python3.11, where it is, else another of our own kind.
import collections
import io
import os
import pickle
import subprocess
import sys

other = '/usr/bin/python3.11' if os.path.exists('/usr/bin/python3.11') else sys.executable
echo = '''
import pickle, sys
while True:
    try:
        thing = pickle.load(sys.stdin.buffer)
    except EOFError:
        break
    for protocol in range(6):
        pickle.dump(thing, sys.stdout.buffer, protocol)
'''
Named = collections.namedtuple('Named', 'a b')
shared = ['shared']
things = [
    None, True, 0, -1, 2**40, -2**100, 1.5, 'text', '\u20ac', b'bytes', bytearray(b'array'), (), (1, 2), [1, [2]], {1: 'a'},
    {1, 2, 3}, frozenset([4]), complex(1, 2), range(3), slice(1, 2), ValueError('x', 1), OSError(2, 'no', 'file'), int, len,
    collections.OrderedDict(a=1, b=2), collections.defaultdict(list, {1: [2]}), collections.deque([1, 2], 3),
    collections.Counter('hello'), [shared, shared], 'long' * 50000, b'long' * 50000, list(range(3000)),
    dict.fromkeys(range(3000)), [str(i) for i in range(3000)], list[int], int | None, ..., NotImplemented, str.upper,
]
data = b''.join(pickle.dumps(thing, i % 6) for i, thing in enumerate(things))
answer = subprocess.run([other, '-c', echo], input=data, stdout=subprocess.PIPE).stdout
file = io.BytesIO(answer)
for thing in things:
    back = [pickle.load(file) for _ in range(6)]
    same = [repr(v) == repr(thing) and type(v) is type(thing) for v in back]
    print(repr(thing)[:60], all(same), back[-1][0] is back[-1][1] if thing == [shared, shared] else '')
print(file.read())
