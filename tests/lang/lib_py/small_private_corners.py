"""Corners of threading, os, types, weakref that tests of CPython's own look at."""
import os
import signal
import threading
import types
import weakref


class Falsy:
    ran = False

    def __bool__(self):
        return False

    def __call__(self):
        self.ran = True


target = Falsy()
thread = threading.Thread(target=target)
thread.start()
thread.join()
print(target.ran)

try:
    os.environ['no such variable']
except KeyError as error:
    print(error.__suppress_context__)


class Likes:
    gi_code = gi_frame = gi_running = gi_yieldfrom = None

    def __iter__(self):
        return self

    def __next__(self):
        raise StopIteration

    def send(self, value):
        pass

    def throw(self, *args):
        return args

    def close(self):
        pass


import collections.abc
collections.abc.Generator.register(Likes)
awaitable = types.coroutine(lambda: Likes())()
try:
    awaitable.throw()
except TypeError:
    print('TypeError')
print(awaitable.throw(1, 2))


class Item:
    pass


print(len(weakref.WeakSet(Item() for i in range(10))))

try:
    os.execvpe('no such program', ['no such program'], None)
except FileNotFoundError as error:
    print(error.strerror)

descriptor = os.pidfd_open(os.getpid())
signal.signal(signal.SIGUSR1, lambda *args: print('handled'))
signal.pidfd_send_signal(descriptor, signal.SIGUSR1)
print('sent')
signal.signal(signal.SIGUSR2, lambda *args: print('handled'))
os.setpgrp()
os.killpg(0, signal.SIGUSR2)
print('sent')
