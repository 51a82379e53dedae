"""Processes: their transport, and the protocols of their pipes."""
import collections
import subprocess
import warnings
from asyncio import protocols, transports


class _PipeProtocol(protocols.Protocol):
    """Hands on what happens at one of the pipes."""

    pipe = None  # its transport

    def __init__(self, process, fd):
        self.process = process
        self.fd = fd
        self.disconnected = False

    def __repr__(self):
        return f'<{type(self).__name__} fd={self.fd} pipe={self.pipe!r}>'

    def connection_made(self, transport):
        self.pipe = transport

    def connection_lost(self, exc):
        self.disconnected = True
        self.process._pipe_connection_lost(self.fd, exc)
        self.process = None

    def data_received(self, data):
        self.process._call('pipe_data_received', self.fd, data)

    def pause_writing(self):
        self.process._protocol.pause_writing()

    def resume_writing(self):
        self.process._protocol.resume_writing()


class WriteSubprocessPipeProto(_PipeProtocol):
    """Of the child's standard input."""


class ReadSubprocessPipeProto(_PipeProtocol):
    """Of what the child writes."""


class BaseSubprocessTransport(transports._WithProtocol, transports.SubprocessTransport):
    """A process that was started. The protocol hears of nothing before connection_made()."""

    _finished = True  # for __del__()

    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, waiter=None, extra=None, **options):
        super().__init__(extra)
        self._loop = loop
        self._protocol = protocol
        self._closing = False
        self._returncode = None
        self._exit_waiters = []
        self._pipes = {}  # by the child's file descriptor; None: is not connected yet
        self._early_calls = collections.deque()  # of the protocol, before connection_made(); None: after it
        process = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout, stderr=stderr, bufsize=0, **options)
        self._pid = process.pid
        self._finished = False  # connection_lost() was not called
        self._extra['subprocess'] = process
        self._process = process
        for fd, pipe in enumerate((process.stdin, process.stdout, process.stderr)):
            if pipe is not None:
                self._pipes[fd] = None
        try:
            loop._watch_child(process.pid, self._process_exited)
        except BaseException:
            self.close()
            raise
        loop.create_task(self._connect_pipes(waiter))

    def __repr__(self):
        parts = [type(self).__name__]
        if self._closing:
            parts.append('closed')
        parts.append(f'pid={self._pid}')
        if self._returncode is not None:
            parts.append(f'returncode={self._returncode}')
        else:
            parts.append('running')
        for name, fd in ('stdin', 0), ('stdout', 1), ('stderr', 2):
            if self._pipes.get(fd) is not None:
                parts.append(f'{name}={self._pipes[fd].pipe}')
        return f"<{' '.join(parts)}>"

    def __del__(self, _warn=warnings.warn):
        if not self._finished and not self._closing:
            _warn(f'unclosed transport {self!r}', ResourceWarning, source=self)
            self.close()

    def close(self):
        if self._closing:
            return
        self._closing = True
        for proto in self._pipes.values():
            if proto is not None and proto.pipe is not None:
                proto.pipe.close()
        if self._process is not None and self._returncode is None and self._process.poll() is None:
            try:
                self._process.kill()
            except (ProcessLookupError, PermissionError):
                pass

    # ---- pipes ----

    async def _connect_pipes(self, waiter):
        loop, process = self._loop, self._process
        try:
            if process.stdin is not None:
                await self._connect_pipe(loop.connect_write_pipe, WriteSubprocessPipeProto, 0, process.stdin)
            for fd, pipe in (1, process.stdout), (2, process.stderr):
                if pipe is not None:
                    await self._connect_pipe(loop.connect_read_pipe, ReadSubprocessPipeProto, fd, pipe)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            if waiter is not None and not waiter.cancelled():
                waiter.set_exception(error)
            return
        loop.call_soon(self._protocol.connection_made, self)
        for name, args in self._early_calls:
            loop.call_soon(getattr(self._protocol, name), *args)
        self._early_calls = None
        if waiter is not None and not waiter.cancelled():
            waiter.set_result(None)

    async def _connect_pipe(self, connect, kind, fd, pipe):
        _, self._pipes[fd] = await connect(lambda: kind(self, fd), pipe)

    def get_pipe_transport(self, fd):
        proto = self._pipes.get(fd)
        return None if proto is None else proto.pipe

    def _call(self, name, *args):
        """Call the protocol, in the next round."""
        if self._early_calls is not None:
            self._early_calls.append((name, args))
        else:
            self._loop.call_soon(getattr(self._protocol, name), *args)

    def _pipe_connection_lost(self, fd, error):
        self._call('pipe_connection_lost', fd, error)
        self._maybe_finish()

    # ---- the end ----

    def _process_exited(self, pid, returncode):
        self._returncode = returncode
        if self._process.returncode is None:
            self._process.returncode = returncode  # so that it does not look for the process
        self._call('process_exited')
        self._maybe_finish()
        for waiter in self._exit_waiters:
            if not waiter.cancelled():
                waiter.set_result(returncode)
        self._exit_waiters = None

    def _maybe_finish(self):
        """When the process has ended and all pipes are closed."""
        if self._returncode is None or self._finished:
            return
        if all(proto is not None and proto.disconnected for proto in self._pipes.values()):
            self._finished = True
            self._call('connection_lost', None)
            self._loop.call_soon(self._let_go)

    def _let_go(self):
        if self._early_calls is not None:
            self._loop.call_soon(self._let_go)
            return
        self._loop = self._process = self._protocol = None

    async def _wait(self):
        """Wait until the process has ended; answers its exit status."""
        if self._returncode is None:
            waiter = self._loop.create_future()
            self._exit_waiters.append(waiter)
            await waiter
        return self._returncode

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def _running_process(self):
        if self._process is None:
            raise ProcessLookupError
        return self._process

    def send_signal(self, signal):
        self._running_process().send_signal(signal)

    def terminate(self):
        self._running_process().terminate()

    def kill(self):
        self._running_process().kill()


class _UnixSubprocessTransport(BaseSubprocessTransport):
    """What the loop of Unix makes."""
