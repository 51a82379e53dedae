"""The server: it listens, begins connections, and ends them."""
import asyncio
import contextlib
import signal
import sys
from _webserver import url_of
from asgi._connection import Connection
from asgi._lifespan import Lifespan


class Server:
    """await start() listens, await close() ends; await serve() does both and serves until stop() is called."""

    def __init__(self, application, *, host='127.0.0.1', port=8000, backlog=1024, max_head=64 << 10, max_body=0, timeout=30,
                 keep_alive=5, grace=10, quiet=False, max_message=16 << 20, lifespan='auto'):
        self.application = application
        self.max_head, self.max_body, self.max_message = max_head, max_body, max_message
        self.timeout, self.keep_alive, self.quiet = timeout, keep_alive, quiet
        self._host, self._port, self._backlog, self._grace = host, port, backlog, grace
        self._lifespan_mode = lifespan
        self.connections = set()
        self.tasks = set()  # of applications
        self.is_stopping = False
        self.state = {}

    async def start(self):
        """Tell the application, then listen. False: the application does not want to start."""
        self.loop = asyncio.get_running_loop()
        self._stopped = asyncio.Event()
        self._lifespan = Lifespan(self.application, self._lifespan_mode)
        self.state = self._lifespan.state
        if not await self._lifespan.startup():
            return False
        self._listener = await self.loop.create_server(lambda: Connection(self), self._host, self._port,
                                                       backlog=self._backlog)
        socket = self._listener.sockets[0]
        self.host, self.port = socket.getsockname()[:2]
        self.url = url_of(socket)
        return True

    def stop(self):
        """Let serve() end; may be called by any thread."""
        self.loop.call_soon_threadsafe(self._stopped.set)

    async def close(self):
        """Accept nothing more, let requests end, and tell the application."""
        self.is_stopping = True
        self._listener.close()
        for connection in [*self.connections]:
            connection.finish()
        if self.tasks:
            await asyncio.wait(self.tasks, timeout=self._grace)
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks)
        for connection in [*self.connections]:
            connection.abort()
        await self._lifespan.shutdown()

    async def serve(self, started=lambda: None):
        """Serve until stop() is called; started() is called when the server listens."""
        if not await self.start():
            return False
        try:
            started()
            await self._stopped.wait()
        finally:
            await self.close()
        return True

    def run_task(self, coroutine):
        """A task that is ended with the server."""
        task = self.loop.create_task(coroutine)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task


def serve(application, **settings):
    """Serve an application until SIGINT (Ctrl-C) or SIGTERM. Settings are those of Server. False: it failed to start."""
    server = Server(application, **settings)

    def started():
        for number in signal.SIGINT, signal.SIGTERM:
            server.loop.add_signal_handler(number, server.stop)
        print(f'Serving ASGI on {server.url} (Ctrl-C stops)', flush=True)

    try:
        with contextlib.suppress(KeyboardInterrupt):
            return asyncio.run(server.serve(started))
    finally:
        sys.stderr.flush()
    return True
