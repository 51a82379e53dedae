"""File descriptors that are sent to processes which run already. What is sent is where to fetch them: a thread of the sender
hands them out, to who knows the key."""
import os
import threading

from multiprocessing import connection, process, reduction, util

__all__ = ['stop', 'DupFd']


class DupFd:
    """A duplicate of a descriptor; where it arrives, detach() gives it, once."""

    def __init__(self, fd):
        duplicate = os.dup(fd)
        self._place = _sharer.register(lambda conn, pid: reduction.send_handle(conn, duplicate, pid),
                                       lambda: os.close(duplicate))

    def detach(self):
        """Fetch the descriptor."""
        address, key = self._place
        with connection.Client(address, authkey=process.current_process().authkey) as conn:
            conn.send((key, os.getpid()))
            return reduction.recv_handle(conn)


class _Sharer:
    """What can be fetched: key -> (send, close); and the thread, once there is something."""

    def __init__(self):
        self._lock = util.ForkAwareThreadLock()
        self._forget()
        util.register_after_fork(self, _Sharer._forget)

    def _forget(self):
        self._waiting, self._last, self._listener, self._thread = {}, 0, None, None

    def register(self, send, close):
        """Let it be fetched: (address, key)."""
        with self._lock:
            if self._listener is None:
                self._listener = connection.Listener(authkey=process.current_process().authkey, backlog=128,
                                                     family='AF_UNIX')
                self._thread = threading.Thread(target=self._serve, args=(self._listener,), daemon=True)
                self._thread.start()
            self._last += 1
            self._waiting[self._last] = send, close
            return self._listener.address, self._last

    def _serve(self, listener):
        while True:
            try:
                with listener.accept() as conn:
                    message = conn.recv()
                    if message is None:
                        return
                    key, pid = message
                    send, close = self._waiting.pop(key)
                    try:
                        send(conn, pid)
                    finally:
                        close()
            except Exception:
                if not util.is_exiting():
                    import traceback
                    traceback.print_exc()

    def stop(self, timeout=None):
        """End the thread; what was not fetched is closed."""
        with self._lock:
            if self._listener is None:
                return
            with connection.Client(self._listener.address, authkey=process.current_process().authkey) as conn:
                conn.send(None)
            self._thread.join(timeout)
            self._listener.close()
            for _, close in self._waiting.values():
                close()
            self._forget()


_sharer = _Sharer()
stop = _sharer.stop
