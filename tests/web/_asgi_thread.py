"""An ASGI server in a thread of its own."""
import asyncio
import threading
import asgi


class Running:
    def __init__(self, app, **settings):
        self.server = asgi.Server(app, port=0, **settings)
        self.is_good = None
        self._started = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        self.is_good = asyncio.run(self.server.serve(self._started.set))
        self._started.set()

    def __enter__(self):
        self._thread.start()
        self._started.wait()
        return self.server

    def __exit__(self, *exc_info):
        if self.is_good is None:
            self.server.stop()
        self._thread.join()
