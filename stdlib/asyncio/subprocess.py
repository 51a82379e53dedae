"""Processes for coroutines."""
from subprocess import DEVNULL, PIPE, STDOUT
from asyncio import events, protocols, streams, tasks
from asyncio.log import logger

__all__ = ('create_subprocess_exec', 'create_subprocess_shell')


async def _create(how, command, streams_of_child, limit, options):
    loop = events.get_running_loop()
    transport, protocol = await getattr(loop, how)(lambda: SubprocessStreamProtocol(limit=limit, loop=loop), *command,
                                                   **streams_of_child, **options)
    return Process(transport, protocol, loop)


async def create_subprocess_shell(cmd, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT, **kwds):
    """Run a command of the shell; answers a Process."""
    files = {'stdin': stdin, 'stdout': stdout, 'stderr': stderr}
    return await _create('subprocess_shell', (cmd,), files, limit, kwds)


async def create_subprocess_exec(program, *args, stdin=None, stdout=None, stderr=None, limit=streams._DEFAULT_LIMIT,
                                 **kwds):
    """Run a program with arguments; answers a Process."""
    files = {'stdin': stdin, 'stdout': stdout, 'stderr': stderr}
    return await _create('subprocess_exec', (program, *args), files, limit, kwds)


class SubprocessStreamProtocol(streams.FlowControlMixin, protocols.SubprocessProtocol):
    """Streams for the pipes of a process."""

    def __init__(self, limit, loop):
        super().__init__(loop=loop)
        self._limit = limit
        self._transport = None
        self.stdin = self.stdout = self.stderr = None
        self._readers = {}  # by the child's file descriptor: those that are open
        self._has_ended = False
        self._stdin_closed = loop.create_future()

    def __repr__(self):
        parts = [f'{name}={stream!r}' for name in ('stdin', 'stdout', 'stderr')
                 if (stream := getattr(self, name)) is not None]
        return f"<{' '.join([type(self).__name__, *parts])}>"

    def connection_made(self, transport):
        self._transport = transport
        for fd, name in (1, 'stdout'), (2, 'stderr'):
            pipe = transport.get_pipe_transport(fd)
            if pipe is not None:
                reader = self._readers[fd] = streams.StreamReader(limit=self._limit, loop=self._loop)
                reader.set_transport(pipe)
                setattr(self, name, reader)
        pipe = transport.get_pipe_transport(0)
        if pipe is not None:
            self.stdin = streams.StreamWriter(pipe, protocol=self, reader=None, loop=self._loop)

    def pipe_data_received(self, fd, data):
        reader = self._readers.get(fd)
        if reader is not None:
            reader.feed_data(data)

    def pipe_connection_lost(self, fd, exc):
        if fd == 0:
            if self.stdin is not None:
                self.stdin.close()
            self.connection_lost(exc)
            if not self._stdin_closed.done():
                if exc is None:
                    self._stdin_closed.set_result(None)
                else:
                    self._stdin_closed.set_exception(exc)
                    self._stdin_closed.exception()  # nobody need ask
            return
        reader = self._readers.pop(fd, None)
        if reader is not None:
            if exc is None:
                reader.feed_eof()
            else:
                reader.set_exception(exc)
        self._maybe_close()

    def process_exited(self):
        self._has_ended = True
        self._maybe_close()

    def _maybe_close(self):
        if self._has_ended and not self._readers and self._transport is not None:
            self._transport.close()
            self._transport = None

    def _get_close_waiter(self, stream):
        return self._stdin_closed if stream is self.stdin else None


class Process:
    """A process that was started."""

    def __init__(self, transport, protocol, loop):
        self._transport = transport
        self._protocol = protocol
        self._loop = loop
        self.stdin, self.stdout, self.stderr = protocol.stdin, protocol.stdout, protocol.stderr
        self.pid = transport.get_pid()

    def __repr__(self):
        return f'<{type(self).__name__} {self.pid}>'

    @property
    def returncode(self):
        """The exit status, negative for a signal; None while it runs."""
        return self._transport.get_returncode()

    def send_signal(self, signal):
        """Send a signal."""
        self._transport.send_signal(signal)

    def kill(self):
        """End it (SIGKILL)."""
        self._transport.kill()

    def terminate(self):
        """Ask it to end (SIGTERM)."""
        self._transport.terminate()

    async def wait(self):
        """Wait until it has ended; answers the exit status. With pipes, somebody must read them meanwhile."""
        return await self._transport._wait()

    async def communicate(self, input=None):
        """Write the input, read all that comes, wait for the end: (stdout, stderr), None for what is no pipe."""
        _, stdout, stderr = await tasks.gather(self._feed(input), self._read(1), self._read(2))
        await self.wait()
        return stdout, stderr

    async def _feed(self, input):
        if self.stdin is None:
            return
        try:
            if input is not None:
                self.stdin.write(input)
                if self._loop.get_debug():
                    logger.debug('%r communicate: feed stdin (%s bytes)', self, len(input))
            await self.stdin.drain()
        except (BrokenPipeError, ConnectionResetError):
            pass  # the process does not want it
        self.stdin.close()

    async def _read(self, fd):
        stream = self.stdout if fd == 1 else self.stderr
        if stream is None:
            return None
        output = await stream.read()
        self._transport.get_pipe_transport(fd).close()
        return output
