"""What an event loop is, and which one is meant: the running one, the one of a thread, the one that a policy makes."""
import functools
import os
import threading
from _asyncio import Handle, TimerHandle, _get_running_loop, _set_running_loop, get_event_loop, get_running_loop

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle', 'TimerHandle',
           'get_event_loop_policy', 'set_event_loop_policy', 'get_event_loop', 'set_event_loop', 'new_event_loop',
           'get_child_watcher', 'set_child_watcher', '_set_running_loop', 'get_running_loop', '_get_running_loop')

_get_event_loop = _c_get_event_loop = _py_get_event_loop = get_event_loop
_c_get_running_loop = _py_get_running_loop = get_running_loop
_c__get_running_loop = _py__get_running_loop = _get_running_loop
_c__set_running_loop = _py__set_running_loop = _set_running_loop
_CO_COROUTINE = 0x80


def _abstract(method):
    """The method as one that subclasses must define."""
    if method.__code__.co_flags & _CO_COROUTINE:
        @functools.wraps(method)
        async def undefined(*args, **kwargs):
            raise NotImplementedError
    else:
        @functools.wraps(method)
        def undefined(*args, **kwargs):
            raise NotImplementedError
    return undefined


class AbstractServer:
    """What create_server() answers: something that accepts connections."""

    @_abstract
    def close(self):
        """Accept no more. Connections that there are stay."""

    @_abstract
    def get_loop(self):
        """The event loop that it belongs to."""

    @_abstract
    def is_serving(self):
        """Does it accept connections?"""

    @_abstract
    async def start_serving(self):
        """Begin to accept connections, if it does not yet."""

    @_abstract
    async def serve_forever(self):
        """Accept connections until the task is cancelled, then close."""

    @_abstract
    async def wait_closed(self):
        """Wait until it is closed."""

    async def __aexit__(self, *exc_info):
        self.close()
        await self.wait_closed()

    async def __aenter__(self):
        return self


class AbstractEventLoop:
    """All that an event loop can be asked for."""

    # ---- its life ----

    @_abstract
    def run_forever(self):
        """Run until stop() is called."""

    @_abstract
    def run_until_complete(self, future):
        """Run until the future, or a task for the coroutine, is done; answers its result."""

    @_abstract
    def stop(self):
        """Let run_forever() return after this round."""

    @_abstract
    def is_running(self):
        """Does it run?"""

    @_abstract
    def is_closed(self):
        """Is it closed?"""

    @_abstract
    def close(self):
        """Let go of everything. The loop must not run, and never runs again."""

    @_abstract
    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that are not at their end."""

    @_abstract
    async def shutdown_default_executor(self):
        """Wait for what run_in_executor() runs in the default executor, and end that."""

    # ---- calls, now and later ----

    @_abstract
    def _timer_handle_cancelled(self, handle):
        """A TimerHandle was cancelled."""

    def call_soon(self, callback, *args, context=None):
        """Call it in the next round."""
        return self.call_later(0, callback, *args, context=context)

    @_abstract
    def call_later(self, delay, callback, *args, context=None):
        """Call it after so many seconds."""

    @_abstract
    def call_at(self, when, callback, *args, context=None):
        """Call it at that time, by time()."""

    @_abstract
    def call_soon_threadsafe(self, callback, *args, context=None):
        """As call_soon(), from any thread."""

    @_abstract
    def time(self):
        """The loop's clock, in seconds."""

    @_abstract
    def create_future(self):
        """A new future of this loop."""

    @_abstract
    def create_task(self, coro, *, name=None, context=None):
        """A task that runs the coroutine."""

    @_abstract
    def run_in_executor(self, executor, func, *args):
        """Call the function in an executor; None: the default one. Answers a future."""

    @_abstract
    def set_default_executor(self, executor):
        """Choose the executor that None stands for."""

    # ---- names ----

    @_abstract
    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        """socket.getaddrinfo() that does not block."""

    @_abstract
    async def getnameinfo(self, sockaddr, flags=0):
        """socket.getnameinfo() that does not block."""

    # ---- connections and servers ----

    @_abstract
    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None, family=0, proto=0, flags=0,
                                sock=None, local_addr=None, server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None, interleave=None):
        """Connect to a host by TCP: (transport, protocol)."""

    @_abstract
    async def create_server(self, protocol_factory, host=None, port=None, *, family=0, flags=1, sock=None, backlog=100,
                            ssl=None, reuse_address=None, reuse_port=None, ssl_handshake_timeout=None,
                            ssl_shutdown_timeout=None, start_serving=True):
        """A server of TCP, on as many addresses as there are."""

    @_abstract
    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None, server_hostname=None,
                                     ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Connect to a Unix socket: (transport, protocol)."""

    @_abstract
    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100, ssl=None,
                                 ssl_handshake_timeout=None, ssl_shutdown_timeout=None, start_serving=True):
        """A server on a Unix socket."""

    @_abstract
    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None, ssl_handshake_timeout=None,
                                      ssl_shutdown_timeout=None):
        """The server's side of a connection that was accepted elsewhere: (transport, protocol)."""

    @_abstract
    async def start_tls(self, transport, protocol, sslcontext, *, server_side=False, server_hostname=None,
                        ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        """Go on with TLS; answers the transport that takes the place of the old one."""

    @_abstract
    async def sendfile(self, transport, file, offset=0, count=None, *, fallback=True):
        """Send a file through a transport; answers how many bytes were sent."""

    @_abstract
    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None, *, family=0, proto=0,
                                       flags=0, reuse_address=None, reuse_port=None, allow_broadcast=None, sock=None):
        """A place for datagrams: (transport, protocol)."""

    # ---- pipes and processes ----

    @_abstract
    async def connect_read_pipe(self, protocol_factory, pipe):
        """Read from a pipe, a file object: (transport, protocol)."""

    @_abstract
    async def connect_write_pipe(self, protocol_factory, pipe):
        """Write to a pipe, a file object: (transport, protocol)."""

    @_abstract
    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        """Run a command of the shell: (transport, protocol)."""

    @_abstract
    async def subprocess_exec(self, protocol_factory, *args, stdin=-1, stdout=-1, stderr=-1, **kwargs):
        """Run a program: (transport, protocol)."""

    # ---- files and sockets ----

    @_abstract
    def add_reader(self, fd, callback, *args):
        """Call it whenever there is something to read."""

    @_abstract
    def remove_reader(self, fd):
        """Stop that; answers whether there was something to stop."""

    @_abstract
    def add_writer(self, fd, callback, *args):
        """Call it whenever there is room to write."""

    @_abstract
    def remove_writer(self, fd):
        """Stop that; answers whether there was something to stop."""

    @_abstract
    async def sock_recv(self, sock, nbytes):
        """Receive at most so many bytes."""

    @_abstract
    async def sock_recv_into(self, sock, buf):
        """Receive into a buffer; answers how many bytes."""

    @_abstract
    async def sock_recvfrom(self, sock, bufsize):
        """Receive a datagram: (bytes, address)."""

    @_abstract
    async def sock_recvfrom_into(self, sock, buf, nbytes=0):
        """Receive a datagram into a buffer: (how many bytes, address)."""

    @_abstract
    async def sock_sendall(self, sock, data):
        """Send all of the data."""

    @_abstract
    async def sock_sendto(self, sock, data, address):
        """Send a datagram; answers how many bytes were sent."""

    @_abstract
    async def sock_connect(self, sock, address):
        """Connect a socket."""

    @_abstract
    async def sock_accept(self, sock):
        """Wait for a connection: (socket, address)."""

    @_abstract
    async def sock_sendfile(self, sock, file, offset=0, count=None, *, fallback=None):
        """Send a file; answers how many bytes were sent."""

    # ---- signals, errors, debugging ----

    @_abstract
    def add_signal_handler(self, sig, callback, *args):
        """Call it in the loop when the signal comes."""

    @_abstract
    def remove_signal_handler(self, sig):
        """Stop that; answers whether there was something to stop."""

    @_abstract
    def set_task_factory(self, factory):
        """Let factory(loop, coro) make tasks; None: as usual."""

    @_abstract
    def get_task_factory(self):
        """What set_task_factory() was given."""

    @_abstract
    def set_exception_handler(self, handler):
        """Let handler(loop, context) have the errors that nobody handles; None: log them."""

    @_abstract
    def get_exception_handler(self):
        """What set_exception_handler() was given."""

    @_abstract
    def default_exception_handler(self, context):
        """Log the error that the dict describes."""

    @_abstract
    def call_exception_handler(self, context):
        """Tell of an error that nobody handles."""

    @_abstract
    def set_debug(self, enabled):
        """Switch debug mode."""

    @_abstract
    def get_debug(self):
        """Is it in debug mode?"""


# ---- policies ----


class AbstractEventLoopPolicy:
    """Says which event loop belongs where."""

    @_abstract
    def get_event_loop(self):
        """The loop of this context."""

    @_abstract
    def set_event_loop(self, loop):
        """Choose the loop of this context."""

    @_abstract
    def new_event_loop(self):
        """Make a loop."""

    @_abstract
    def get_child_watcher(self):
        """What watches processes."""

    @_abstract
    def set_child_watcher(self, watcher):
        """Choose what watches processes."""


class _OfThread(threading.local):
    """What a policy keeps for each thread."""

    _loop = None
    _set_called = False


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """A loop for each thread. Only the main thread gets one without being asked to set it."""

    _loop_factory = None  # for subclasses

    def __init__(self):
        self._local = _OfThread()

    def new_event_loop(self):
        return self._loop_factory()

    def set_event_loop(self, loop):
        if not isinstance(loop, (AbstractEventLoop, type(None))):
            raise TypeError(f"loop must be an instance of AbstractEventLoop or None, not '{type(loop).__name__}'")
        self._local._set_called = True
        self._local._loop = loop

    def get_event_loop(self):
        mine = self._local
        is_first = mine._loop is None and not mine._set_called
        if is_first and threading.current_thread() is threading.main_thread():
            self.set_event_loop(self.new_event_loop())
        if mine._loop is None:
            raise RuntimeError(f'There is no current event loop in thread {threading.current_thread().name!r}.')
        return mine._loop


_event_loop_policy = None
_policy_lock = threading.Lock()


def get_event_loop_policy():
    """The policy that is in force."""
    global _event_loop_policy
    if _event_loop_policy is None:
        with _policy_lock:
            if _event_loop_policy is None:
                from asyncio import DefaultEventLoopPolicy
                _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    """Choose the policy; None: the default."""
    global _event_loop_policy
    if not isinstance(policy, (AbstractEventLoopPolicy, type(None))):
        raise TypeError(f"policy must be an instance of AbstractEventLoopPolicy or None, not '{type(policy).__name__}'")
    _event_loop_policy = policy


def set_event_loop(loop):
    """Choose the loop of this context, as the policy sees it."""
    get_event_loop_policy().set_event_loop(loop)


def get_child_watcher():
    """What watches processes, by the policy."""
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    """Choose what watches processes."""
    return get_event_loop_policy().set_child_watcher(watcher)


def new_event_loop():
    """A loop, made by the policy."""
    return get_event_loop_policy().new_event_loop()


def _forget_running_loop():
    """In the child of a fork: the loop that its thread ran is the parent's."""
    _set_running_loop(None)


os.register_at_fork(after_in_child=_forget_running_loop)
