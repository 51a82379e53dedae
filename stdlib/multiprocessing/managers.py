"""Objects that live in a server process, and proxies of them that any process can have.

A request is (ident, method, args, kwargs), ident None: to the server itself. The answer is (kind, value): '#RETURN' a
result, '#PROXY' (exposed methods, token) of an object that has been made, '#ERROR' an exception, '#TRACEBACK' the text of
one that cannot be sent. Each thread of a client has a connection of its own, and for each there is a thread in the
server. The server counts for each object how many proxies there are; with the last one the object goes."""
import os
import queue
import signal
import sys
import threading
import time
import traceback
import types

from multiprocessing import connection, get_context, process, reduction, util
from multiprocessing.context import ProcessError, get_spawning_popen

__all__ = ['BaseManager', 'SyncManager', 'BaseProxy', 'Token', 'SharedMemoryManager']


class Token:
    """Where an object is: its type's name, the server's address, and the object's ident there."""

    def __init__(self, typeid, address, id):
        self.typeid, self.address, self.id = typeid, address, id

    def __repr__(self):
        return f'{type(self).__name__}(typeid={self.typeid!r}, address={self.address!r}, id={self.id!r})'


class RemoteError(Exception):
    """Something went wrong in the server; args[0] is a traceback."""

    def __str__(self):
        line = '-' * 75
        return f'\n{line}\n{self.args[0]}{line}'


def _result_of(answer):
    """What a request answers, or raises."""
    kind, value = answer
    if kind == '#ERROR':
        raise value
    if kind == '#TRACEBACK':
        raise RemoteError(value)
    if kind == '#RETURN':
        return value
    raise ValueError(f'Unrecognized message type {kind!r}')


def public_methods(obj):
    """The methods whose names do not begin with an underscore."""
    return [name for name in dir(obj) if name[0] != '_' and callable(getattr(obj, name))]


# --- the server -----------------------------------------------------------------------------------------------------


class _Held:
    """An object in the server."""

    def __init__(self, obj, exposed, made_types):
        self.obj, self.exposed, self.made_types, self.proxies = obj, exposed, made_types, 0


class Server:
    """Holds the objects and answers requests."""

    def __init__(self, registry, address, authkey, serializer='pickle'):
        if not isinstance(authkey, bytes):
            raise TypeError(f'Authkey {authkey!r} is type {type(authkey)!s}, not bytes')
        self.registry, self.authkey = registry, process.AuthenticationString(authkey)
        self.listener = connection.Listener(address=address, backlog=128)
        self.address = self.listener.address
        self.held, self.lock, self.stops = {}, threading.RLock(), threading.Event()

    def serve_forever(self):
        """Answer requests until shutdown()."""
        process.current_process()._manager_server = self
        threading.Thread(target=self._accept, daemon=True).start()
        try:
            while not self.stops.wait(1):
                pass
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            self.listener.close()
            sys.exit(0)

    def _accept(self):
        while True:
            try:
                peer, _ = self.listener._socket.accept()
            except OSError:
                if self.stops.is_set():
                    return
                continue
            threading.Thread(target=self._serve, args=(connection.Connection(peer.detach()),), daemon=True).start()

    def _serve(self, conn):
        """All requests of one client."""
        with conn:
            try:
                connection.deliver_challenge(conn, self.authkey)
                connection.answer_challenge(conn, self.authkey)
                while True:
                    self._send(conn, self._answer(conn.recv()))
            except (EOFError, OSError, ProcessError):
                return

    def _send(self, conn, answer):
        try:
            conn.send(answer)
        except (OSError, EOFError):
            raise
        except Exception:
            text = f'Unserializable message: {answer!r}\n{traceback.format_exc()}'
            conn.send(('#TRACEBACK', text))

    def _answer(self, request):
        ident, method, args, kwargs = request
        try:
            if ident is None:
                if method not in self.public:
                    raise AttributeError(f'{method!r} unrecognized')
                return '#RETURN', getattr(self, method)(*args, **kwargs)
            held = self.held[ident]
            self._check_exposed(held, method)
        except Exception:
            return '#TRACEBACK', traceback.format_exc()
        try:
            return self._call(held, method, args, kwargs)
        except Exception as error:
            return '#ERROR', error

    def _check_exposed(self, held, method):
        if method not in held.exposed and method not in ('#GETVALUE', '__repr__', '__str__'):
            raise AttributeError(f'method {method!r} of {type(held.obj)!r} object is not in exposed={held.exposed!r}')

    def _call(self, held, method, args, kwargs):
        if method == '#GETVALUE':
            return '#RETURN', held.obj
        result = getattr(held.obj, method)(*args, **kwargs)
        typeid = held.made_types.get(method)
        if typeid is None:
            return '#RETURN', result
        exposed, ident = self._hold(typeid, result)
        return '#PROXY', (exposed, Token(typeid, self.address, ident))

    def _hold(self, typeid, obj):
        _, exposed, made_types, proxytype = self.registry[typeid]
        exposed = list(exposed if exposed is not None else public_methods(obj)) + list(made_types or ())
        ident = f'{id(obj):x}'
        with self.lock:
            held = self.held.setdefault(ident, _Held(obj, exposed, dict(made_types or {})))
            held.proxies += 1  # for the client, until it has a proxy
        return exposed, ident

    # what clients may ask of the server itself
    public = 'create', 'incref', 'decref', 'get_methods', 'debug_info', 'number_of_objects', 'shutdown', 'dummy'

    def create(self, typeid, /, *args, **kwargs):
        """Make an object: (exposed methods, ident)."""
        function = self.registry[typeid][0]
        if function is None:
            if kwargs or len(args) != 1:
                raise ValueError('Without callable, must have one non-keyword argument')
            return self._hold(typeid, args[0])
        return self._hold(typeid, function(*args, **kwargs))

    def incref(self, ident):
        """One more proxy."""
        with self.lock:
            self.held[ident].proxies += 1

    def decref(self, ident):
        """One proxy less."""
        with self.lock:
            held = self.held[ident]
            held.proxies -= 1
            if not held.proxies:
                del self.held[ident]

    def get_methods(self, ident):
        """The exposed methods of an object."""
        return self.held[ident].exposed

    def number_of_objects(self):
        """How many objects there are."""
        return len(self.held)

    def debug_info(self):
        """What there is, as text."""
        return '\n'.join(f'  {ident}:       refcount={held.proxies}\n    {str(held.obj)[:75]}'
                         for ident, held in sorted(self.held.items()))

    def dummy(self):
        """Nothing: to see whether the server answers."""

    def shutdown(self):
        """End the server."""
        self.stops.set()


# --- managers -------------------------------------------------------------------------------------------------------


def _connected(address, authkey):
    return connection.Client(address, authkey=authkey)


def _ask(conn, ident, method, args=(), kwargs={}):
    conn.send((ident, method, args, kwargs))
    return conn.recv()


def _ask_once(address, authkey, method, *args, **kwargs):
    """A request to the server itself, by a connection for it alone."""
    with _connected(address, authkey) as conn:
        return _result_of(_ask(conn, None, method, args, kwargs))


def _run_server(registry, address, authkey, writer, initializer, initargs):
    """What the server process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # others decide when it ends
    if initializer is not None:
        initializer(*initargs)
    server = Server(registry, address, authkey)
    with writer:
        writer.send(server.address)
    util.info('manager serving at %r', server.address)
    server.serve_forever()


class BaseManager:
    """A server process, and what makes objects there. Types are registered in subclasses."""

    _registry = {}  # typeid -> (callable, exposed, method_to_typeid, proxytype)
    _process = None

    def __init__(self, address=None, authkey=None, serializer='pickle', ctx=None, *, shutdown_timeout=1.0):
        if serializer != 'pickle':
            raise NotImplementedError(f'serializer {serializer!r} is not supported')
        self._address, self._ctx, self._patience = address, ctx or get_context(), shutdown_timeout
        self._authkey = process.AuthenticationString(process.current_process().authkey if authkey is None else authkey)
        self._state = 'INITIAL'

    address = property(lambda self: self._address, doc='The address of the server.')

    def _require(self, state):
        if self._state != state:
            raise ProcessError({'STARTED': 'Already started server', 'SHUTDOWN': 'Manager has shut down',
                                'INITIAL': 'Unable to start server'}[self._state])

    def get_server(self):
        """A server for this process."""
        self._require('INITIAL')
        return Server(self._registry, self._address, self._authkey)

    def connect(self):
        """Use a server that runs already."""
        _ask_once(self._address, self._authkey, 'dummy')
        self._state = 'STARTED'

    def start(self, initializer=None, initargs=()):
        """Start the server process."""
        self._require('INITIAL')
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        if self._address is None:
            self._address = connection.arbitrary_address('AF_UNIX')
        reader, writer = connection.Pipe(duplex=False)
        self._process = self._ctx.Process(target=_run_server, args=(self._registry, self._address, self._authkey, writer,
                                                                    initializer, initargs))
        self._process.name = f'{type(self).__name__}-' + ':'.join(map(str, self._process._identity))
        self._process.start()
        writer.close()
        with reader:
            self._address = reader.recv()
        self._state = 'STARTED'
        self.shutdown = util.Finalize(self, BaseManager._end, args=(self._process, self._address, self._authkey,
                                                                    self._patience), exitpriority=0)

    @staticmethod
    def _end(process, address, authkey, patience):
        if process.is_alive():
            try:
                _ask_once(address, authkey, 'shutdown')
            except Exception:
                pass
            process.join(timeout=patience)
            if process.is_alive():
                process.terminate()
                process.join()
        try:
            os.unlink(address)
        except (OSError, TypeError):
            pass

    def join(self, timeout=None):
        """Wait for the end of the server process."""
        if self._process is not None:
            self._process.join(timeout)

    def __enter__(self):
        if self._state == 'INITIAL':
            self.start()
        return self

    def __exit__(self, *error):
        self.shutdown()

    def __reduce__(self):
        return type(self)._attached, (self._address, self._authkey)

    @classmethod
    def _attached(cls, address, authkey):
        manager = cls(address, authkey)
        manager._state = 'STARTED'
        return manager

    def _number_of_objects(self):
        return _ask_once(self._address, self._authkey, 'number_of_objects')

    def _debug_info(self):
        return _ask_once(self._address, self._authkey, 'debug_info')

    def _create(self, typeid, /, *args, **kwargs):
        assert self._state == 'STARTED', 'server not yet started'
        exposed, ident = _ask_once(self._address, self._authkey, 'create', typeid, *args, **kwargs)
        return Token(typeid, self._address, ident), exposed

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None, method_to_typeid=None, create_method=True):
        """Let the server make objects by callable(*args), and clients have proxies of them."""
        if '_registry' not in cls.__dict__:
            cls._registry = dict(cls._registry)
        proxytype = proxytype or AutoProxy
        exposed = exposed or getattr(proxytype, '_exposed_', None)
        method_to_typeid = method_to_typeid or getattr(proxytype, '_method_to_typeid_', None)
        cls._registry[typeid] = callable, exposed, method_to_typeid, proxytype
        if create_method:
            def create(self, /, *args, **kwargs):
                token, exposed = self._create(typeid, *args, **kwargs)
                proxy = proxytype(token, 'pickle', manager=self, authkey=self._authkey, exposed=exposed)
                _ask_once(token.address, self._authkey, 'decref', token.id)
                return proxy
            create.__name__ = typeid
            setattr(cls, typeid, create)


# --- proxies --------------------------------------------------------------------------------------------------------


class _Connections(util.ForkAwareLocal):
    """The connection of each thread with a server."""
    conn = None


_connections = {}  # address -> _Connections
_connections_lock = util.ForkAwareThreadLock()


class BaseProxy:
    """An object that lives elsewhere; its methods are called there."""

    def __init__(self, token, serializer, manager=None, authkey=None, exposed=None, incref=True, manager_owned=False):
        with _connections_lock:
            self._local = _connections.setdefault(token.address, _Connections())
        self._token, self._id, self._manager, self._serializer = token, token.id, manager, serializer
        key = authkey or (manager._authkey if manager is not None else process.current_process().authkey)
        self._authkey, self._is_owned = process.AuthenticationString(key), manager_owned
        if incref and not manager_owned:
            self._incref()
        util.register_after_fork(self, BaseProxy._after_fork)

    def _connect(self):
        if self._local.conn is None:
            self._local.conn = _connected(self._token.address, self._authkey)
        return self._local.conn

    def _callmethod(self, methodname, args=(), kwds={}):
        """Call a method there."""
        answer = _ask(self._connect(), self._id, methodname, args, kwds)
        if answer[0] != '#PROXY':
            return _result_of(answer)
        exposed, token = answer[1]
        proxytype = self._manager._registry[token.typeid][-1]
        token.address = self._token.address
        proxy = proxytype(token, self._serializer, manager=self._manager, authkey=self._authkey, exposed=exposed)
        _ask_once(token.address, self._authkey, 'decref', token.id)
        return proxy

    def _getvalue(self):
        """A copy of the object."""
        return self._callmethod('#GETVALUE')

    def _incref(self):
        _ask_once(self._token.address, self._authkey, 'incref', self._id)
        self._close = util.Finalize(self, BaseProxy._decref, args=(self._token, self._authkey, self._manager),
                                    exitpriority=10)

    @staticmethod
    def _decref(token, authkey, manager):
        server = manager and manager._process
        if server is not None and server._parent_pid == os.getpid() and not server.is_alive():
            return
        try:
            _ask_once(token.address, authkey, 'decref', token.id)
        except Exception as error:
            util.debug('... decref failed %s', error)

    def _after_fork(self):
        self._manager = None
        try:
            self._incref()
        except Exception as error:
            util.info('incref failed: %s', error)

    def __reduce__(self):
        kwargs = {'authkey': self._authkey} if get_spawning_popen() is not None else {}
        if getattr(self, '_isauto', False):
            kwargs['exposed'] = self._exposed_
            return RebuildProxy, (AutoProxy, self._token, self._serializer, kwargs)
        return RebuildProxy, (type(self), self._token, self._serializer, kwargs)

    def __str__(self):
        try:
            return self._callmethod('__repr__')
        except Exception:
            return f"{repr(self)[:-1]}; '__str__()' failed>"

    def __repr__(self):
        return f'<{type(self).__name__} object, typeid {self._token.typeid!r} at {id(self):#x}>'

    def __deepcopy__(self, memo):
        return self._getvalue()


def RebuildProxy(func, token, serializer, kwds):
    """A proxy, where it arrives. In the server itself it may be part of an object: then what it stands for stays."""
    server = getattr(process.current_process(), '_manager_server', None)
    if server is not None and server.address == token.address:
        server.incref(token.id)
        kwds['manager_owned'] = True
    return func(token, serializer, **kwds)


def MakeProxyType(name, exposed):
    """A class of proxies with these methods."""
    def method_of(method):
        def call(self, /, *args, **kwds):
            return self._callmethod(method, args, kwds)
        call.__name__ = method
        return call
    return type(name, (BaseProxy,), {'_exposed_': tuple(exposed), **{method: method_of(method) for method in exposed}})


def AutoProxy(token, serializer, manager=None, authkey=None, exposed=None, incref=True, manager_owned=False):
    """A proxy with the methods that the object has."""
    key = authkey or (manager._authkey if manager is not None else process.current_process().authkey)
    if exposed is None:
        exposed = _ask_once(token.address, key, 'get_methods', token.id)
    proxy = MakeProxyType(f'AutoProxy[{token.typeid}]', exposed)(
        token, serializer, manager=manager, authkey=key, incref=incref, manager_owned=manager_owned)
    proxy._isauto = True
    return proxy


# --- objects of SyncManager -----------------------------------------------------------------------------------------

class Namespace:
    """Attributes."""

    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        inside = sorted(f'{name}={value!r}' for name, value in vars(self).items() if not name.startswith('_'))
        return f'{type(self).__name__}({", ".join(inside)})'


class Value:
    """A value."""

    def __init__(self, typecode, value, lock=True):
        self.value, self._typecode = value, typecode

    def __repr__(self):
        return f'{type(self).__name__}({self._typecode!r}, {self.value!r})'

    def set(self, value):
        """Change the value."""
        self.value = value

    def get(self):
        """The value."""
        return self.value


def Array(typecode, sequence, lock=True):
    """An array of numbers, as a list."""
    return [*sequence]


_AcquirerMethods = MakeProxyType('_AcquirerMethods', ['acquire', 'release'])


class AcquirerProxy(_AcquirerMethods):
    """A lock."""

    def acquire(self, blocking=True, timeout=None):
        """Take it."""
        return self._callmethod('acquire', (blocking,) if timeout is None else (blocking, timeout))

    def __enter__(self):
        return self._callmethod('acquire')

    def __exit__(self, *error):
        return self._callmethod('release')


_ConditionMethods = MakeProxyType('_ConditionMethods', ['acquire', 'release', 'wait', 'notify', 'notify_all'])


class ConditionProxy(AcquirerProxy, _ConditionMethods):
    """A condition."""
    _exposed_ = _ConditionMethods._exposed_
    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; returns what it was last."""
        end = None if timeout is None else time.monotonic() + timeout
        while not (answer := predicate()):
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
        return answer


EventProxy = MakeProxyType('EventProxy', ['is_set', 'set', 'clear', 'wait'])
_BarrierMethods = MakeProxyType('_BarrierMethods', ['__getattribute__', 'wait', 'abort', 'reset'])
_NamespaceMethods = MakeProxyType('_NamespaceMethods', ['__getattribute__', '__setattr__', '__delattr__'])
_ValueMethods = MakeProxyType('_ValueMethods', ['get', 'set'])
_ListMethods = MakeProxyType('_ListMethods', [
    '__add__', '__contains__', '__delitem__', '__getitem__', '__len__', '__mul__', '__reversed__', '__rmul__', '__setitem__',
    'append', 'count', 'extend', 'index', 'insert', 'pop', 'remove', 'reverse', 'sort', '__imul__'])
DictProxy = MakeProxyType('DictProxy', [
    '__contains__', '__delitem__', '__getitem__', '__iter__', '__len__', '__setitem__', 'clear', 'copy', 'get', 'items',
    'keys', 'pop', 'popitem', 'setdefault', 'update', 'values'])
DictProxy._method_to_typeid_ = {'__iter__': 'Iterator'}
ArrayProxy = MakeProxyType('ArrayProxy', ['__len__', '__getitem__', '__setitem__'])
IteratorProxy = MakeProxyType('IteratorProxy', ['__next__', 'send', 'throw', 'close'])
IteratorProxy.__iter__ = lambda self: self
PoolProxy = MakeProxyType('PoolProxy', ['apply', 'apply_async', 'close', 'imap', 'imap_unordered', 'join', 'map', 'map_async',
                                        'starmap', 'starmap_async', 'terminate'])
PoolProxy._method_to_typeid_ = {'apply_async': 'AsyncResult', 'map_async': 'AsyncResult', 'starmap_async': 'AsyncResult',
                                'imap': 'Iterator', 'imap_unordered': 'Iterator'}
PoolProxy.__enter__ = lambda self: self
PoolProxy.__exit__ = lambda self, *error: self.terminate()


class BarrierProxy(BaseProxy):
    """A barrier."""
    _exposed_ = _BarrierMethods._exposed_
    wait, abort, reset = _BarrierMethods.wait, _BarrierMethods.abort, _BarrierMethods.reset
    parties, n_waiting, broken = (property(lambda self, name=name: self._callmethod('__getattribute__', (name,)))
                                  for name in ('parties', 'n_waiting', 'broken'))


def _unless_private(name, own):
    """A method for attributes: those that begin with an underscore are the proxy's own."""
    def forward(self, attribute, *value):
        if attribute[:1] == '_':
            return own(self, attribute, *value)
        return self._callmethod(name, (attribute, *value))
    return forward


class NamespaceProxy(BaseProxy):
    """Attributes of an object there."""
    _exposed_ = _NamespaceMethods._exposed_
    __getattr__ = _unless_private('__getattribute__', object.__getattribute__)
    __setattr__ = _unless_private('__setattr__', object.__setattr__)
    __delattr__ = _unless_private('__delattr__', object.__delattr__)


class ValueProxy(_ValueMethods):
    """A value."""
    value = property(_ValueMethods.get, _ValueMethods.set)
    __class_getitem__ = classmethod(types.GenericAlias)


class ListProxy(_ListMethods):
    """A list."""

    def __iadd__(self, other):
        self._callmethod('extend', (other,))
        return self

    def __imul__(self, count):
        self._callmethod('__imul__', (count,))
        return self


class SyncManager(BaseManager):
    """Makes locks, queues, lists, dicts and more in the server."""


def _pool(*args, **kwargs):
    from multiprocessing.pool import Pool
    return Pool(*args, **kwargs)


def _register_all():
    add = SyncManager.register
    add('Queue', queue.Queue)
    add('JoinableQueue', queue.Queue)
    add('Event', threading.Event, EventProxy)
    for name in 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore':
        add(name, getattr(threading, name), AcquirerProxy)
    for name, made, proxytype in [('Condition', threading.Condition, ConditionProxy), ('Barrier', threading.Barrier, BarrierProxy),
                                  ('list', list, ListProxy), ('dict', dict, DictProxy), ('Value', Value, ValueProxy),
                                  ('Array', Array, ArrayProxy), ('Namespace', Namespace, NamespaceProxy),
                                  ('Pool', _pool, PoolProxy)]:
        add(name, made, proxytype)
    add('Iterator', proxytype=IteratorProxy, create_method=False)
    add('AsyncResult', create_method=False)


_register_all()
for _view in {}.keys(), {}.values(), {}.items():  # results travel as lists
    reduction.register(type(_view), lambda view: (list, (list(view),)))
del _view

# --- shared memory that goes with its manager -----------------------------------------------------------------------


class SharedMemoryManager(BaseManager):
    """Makes blocks of shared memory, and removes them at its end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._names = []

    def start(self, initializer=None, initargs=()):
        super().start(initializer, initargs)
        stop = self.shutdown

        def shutdown():
            from multiprocessing import shared_memory
            while self._names:
                block = shared_memory.SharedMemory(self._names.pop())
                block.close()
                block.unlink()
            stop()
        self.shutdown = shutdown

    def SharedMemory(self, size):
        """A new block."""
        from multiprocessing import shared_memory
        block = shared_memory.SharedMemory(None, create=True, size=size)
        self._names.append(block.name)
        return block

    def ShareableList(self, sequence):
        """A new list."""
        from multiprocessing import shared_memory
        made = shared_memory.ShareableList(sequence)
        self._names.append(made.shm.name)
        return made
