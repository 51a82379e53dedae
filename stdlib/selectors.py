"""Waiting for many files at once, by whichever call of the operating system suits best. A selector knows file objects,
what to wait for and what belongs to them; its subclasses know how to wait."""
import select
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping
from contextlib import suppress

EVENT_READ = 1
EVENT_WRITE = 2

SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])
SelectorKey.__doc__ = 'What a selector knows of a file: SelectorKey(fileobj, fd, events, data)'
SelectorKey.fileobj.__doc__ = 'The file object that was registered.'
SelectorKey.fd.__doc__ = 'Its file descriptor.'
SelectorKey.events.__doc__ = 'What to wait for: EVENT_READ, EVENT_WRITE or both.'
SelectorKey.data.__doc__ = 'Whatever belongs to the file, for the caller.'


def _number_of(fileobj):
    """What its fileno() says; None if it is no file."""
    with suppress(AttributeError, TypeError, ValueError):
        return int(fileobj.fileno())


def _descriptor(fileobj):
    """The file descriptor of an int or of an object with fileno()."""
    number = fileobj if isinstance(fileobj, int) else _number_of(fileobj)
    if number is None:
        raise ValueError(f'Invalid file object: {fileobj!r}')
    if number < 0:
        raise ValueError(f'Invalid file descriptor: {number}')
    return number


class _Registry(Mapping):
    """The keys of a selector by their file objects, as get_map() shows them."""

    def __init__(self):
        self.by_fd = {}

    def __len__(self):
        return len(self.by_fd)

    def __iter__(self):
        return iter(self.by_fd)

    def __getitem__(self, fileobj):
        try:
            return self.by_fd[self.descriptor(fileobj)]
        except KeyError:
            raise KeyError(f'{fileobj!r} is not registered') from None

    def descriptor(self, fileobj):
        """The descriptor of a file object, also when it is closed by now but was registered before."""
        try:
            return _descriptor(fileobj)
        except ValueError:
            for key in self.by_fd.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise


class BaseSelector(metaclass=ABCMeta):
    """What every selector can do."""

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        """Let go of what the selector holds. It cannot be used any more."""

    @abstractmethod
    def select(self, timeout=None):
        """Wait until a file is ready, for at most so many seconds: a list of (SelectorKey, events that happened).

        None: for ever; 0 or less: only look."""

    @abstractmethod
    def get_map(self):
        """A mapping from file objects to their SelectorKeys."""

    def get_key(self, fileobj):
        """The SelectorKey of a file. KeyError: it is not registered."""
        registered = self.get_map()
        if registered is None:
            raise RuntimeError('Selector is closed')
        if fileobj not in registered:
            raise KeyError(f'{fileobj!r} is not registered')
        return registered[fileobj]

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Wait for the events of a file too; answers its SelectorKey.

        ValueError: no such events or no file; KeyError: it is registered already."""

    @abstractmethod
    def unregister(self, fileobj):
        """Forget a file; answers the SelectorKey it had. KeyError: it is not registered."""

    def modify(self, fileobj, events, data=None):
        """Change the events and the data of a file; answers its new SelectorKey."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)


class _Bookkeeper(BaseSelector):
    """Keeps the keys. Subclasses are told of changes by _add and _remove, each with a file descriptor."""

    def __init__(self):
        super().__init__()
        self._registered = _Registry()
        self._closed = False

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError(f'Invalid events: {events!r}')
        fd = self._registered.descriptor(fileobj)
        if fd in self._registered.by_fd:
            raise KeyError(f'{fileobj!r} (FD {fd}) is already registered')
        self._add(fd, events)
        return self._keep(SelectorKey(fileobj, fd, events, data))

    def _keep(self, key):
        self._registered.by_fd[key.fd] = key
        return key

    def unregister(self, fileobj):
        key = self._registered[fileobj]
        del self._registered.by_fd[key.fd]
        self._remove(key.fd)
        return key

    def _ready(self, fd, events):
        """An entry of select()'s result, as a list of one or none."""
        key = self._registered.by_fd.get(fd)  # another thread may have unregistered it
        return [(key, events & key.events)] if key and events & key.events else []

    def get_map(self):
        return None if self._closed else self._registered

    def close(self):
        self._registered.by_fd.clear()
        self._closed = True


class SelectSelector(_Bookkeeper):
    """Waits with select.select(), which takes no file descriptors above 1023."""

    def __init__(self):
        super().__init__()
        self._readers, self._writers = set(), set()

    def _add(self, fd, events):
        if events & EVENT_READ:
            self._readers.add(fd)
        if events & EVENT_WRITE:
            self._writers.add(fd)

    def _remove(self, fd):
        self._readers.discard(fd)
        self._writers.discard(fd)

    def select(self, timeout=None):
        if timeout is not None:
            timeout = max(timeout, 0)
        readers, writers, _ = map(set, select.select(self._readers, self._writers, [], timeout))
        ready = []
        for fd in readers | writers:
            ready += self._ready(fd, (fd in readers) * EVENT_READ | (fd in writers) * EVENT_WRITE)
        return ready


class _Polling(_Bookkeeper):
    """Waits with an object that files are registered with. Whatever is neither reading nor writing (an error, a peer that
    hung up) counts as both, so that the next call tells what it is."""

    def __init__(self):
        super().__init__()
        self._poll = self._make()

    def _mask(self, events):
        return (self._READ if events & EVENT_READ else 0) | (self._WRITE if events & EVENT_WRITE else 0)

    def _add(self, fd, events):
        self._poll.register(fd, self._mask(events))

    def _remove(self, fd):
        try:
            self._poll.unregister(fd)
        except OSError:
            pass  # it was closed meanwhile

    def modify(self, fileobj, events, data=None):
        key = self._registered[fileobj]
        if events != key.events:
            try:
                self._poll.modify(key.fd, self._mask(events))
            except BaseException:
                self.unregister(fileobj)
                raise
        return self._keep(key._replace(events=events, data=data))

    def select(self, timeout=None):
        ready = []
        for fd, happened in self._wait(timeout):
            ready += self._ready(fd, (EVENT_READ if happened & ~self._WRITE else 0)
                                 | (EVENT_WRITE if happened & ~self._READ else 0))
        return ready


class PollSelector(_Polling):
    """Waits with select.poll()."""

    _make = staticmethod(select.poll)
    _READ, _WRITE = select.POLLIN, select.POLLOUT

    def _wait(self, timeout):
        return self._poll.poll(timeout and max(timeout * 1000, 0))


class EpollSelector(_Polling):
    """Waits with select.epoll()."""

    _make = staticmethod(select.epoll)
    _READ, _WRITE = select.EPOLLIN, select.EPOLLOUT

    def fileno(self):
        """The descriptor of the epoll object."""
        return self._poll.fileno()

    def _wait(self, timeout):
        return self._poll.poll(timeout and max(timeout, 0), max(len(self._registered), 1))

    def close(self):
        self._poll.close()
        super().close()


DefaultSelector = EpollSelector
