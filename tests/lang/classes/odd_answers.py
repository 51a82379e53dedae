"""Hooks that answer with something of another type."""
from collections import deque


class Queue(deque):
    pass


queue = Queue([1])
Queue.__new__ = lambda cls, *args: [42]
for operation in (lambda: queue * 2, lambda: queue + deque(), queue.copy):
    try:
        print(operation())
    except TypeError as error:
        print(error)


class Incomparable:
    @property
    def __eq__(self):
        raise AttributeError('never seen')

    __hash__ = None


print(Incomparable() == 1, Incomparable() != Incomparable())
for source in '[i for i in (lambda: (j := 1))]', '[i for i in (lambda x=(j := 1): x)]':
    try:
        compile(source, '<s>', 'exec')
    except SyntaxError as error:
        print(error)
