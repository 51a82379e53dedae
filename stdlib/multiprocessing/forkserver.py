"""A process without threads that forks on request, and how it is asked.

Whoever wants a process connects, and sends descriptors: the one to read the process object from, and those that the process
is to have. The server answers with the number of the process, and when it has ended with how; both are four bytes."""
import os
import select
import signal
import socket
import sys
import threading

from multiprocessing import connection, process, reduction, util

__all__ = ['ensure_running', 'get_inherited_fds', 'connect_to_new_process', 'set_forkserver_preload']

MAXFDS_TO_SEND = 256


class ForkServer:
    """The way to the server, which starts when it is needed first."""

    def __init__(self):
        self._lock, self._preload = threading.Lock(), ['__main__']
        self._address = self._alive = self._pid = self._inherited = None

    def set_forkserver_preload(self, modules_names):
        """Modules that the server imports, so that its children have them."""
        if not all(isinstance(name, str) for name in modules_names):
            raise TypeError('module_names must be a list of strings')
        self._preload = modules_names

    def get_inherited_fds(self):
        """In a child of the server: the descriptors it was given."""
        return self._inherited

    def ensure_running(self):
        """Start the server, unless it runs."""
        with self._lock:
            if self._pid is not None and not self._has_ended():
                return
            if self._alive is not None:
                os.close(self._alive)
            self._start()

    def _has_ended(self):
        try:
            return os.waitpid(self._pid, os.WNOHANG) != (0, 0)
        except ChildProcessError:  # the server is the parent's, and goes on at least as long as that
            return False

    def _forget_owner(self):
        """In a child: whichever thread of the parent had the lock."""
        self._lock = threading.Lock()

    def _start(self):
        from multiprocessing import resource_tracker, spawn
        main = None
        if '__main__' in self._preload:
            main = spawn.get_preparation_data('ignore').get('init_main_from_path')
        modules = [name for name in self._preload if name != '__main__']
        with socket.socket(socket.AF_UNIX) as listener:
            self._address = connection.arbitrary_address('AF_UNIX')
            listener.bind(self._address)
            listener.listen(128)
            reading, self._alive = os.pipe()  # the server ends when nobody can write to it any more
            tracker = resource_tracker.getfd()
            program = (f'from multiprocessing.forkserver import main; '
                       f'main({listener.fileno()}, {reading}, {tracker}, {modules!r}, {main!r}, {sys.path!r}, {sys.argv!r})')
            try:
                line = [spawn.get_executable(), '-c', program]
                self._pid = util.spawnv_passfds(line[0], line, [listener.fileno(), reading, tracker])
            finally:
                os.close(reading)

    def connect_to_new_process(self, fds):
        """Let the server fork: a socket that tells of the new process."""
        if len(fds) >= MAXFDS_TO_SEND:
            raise ValueError('too many fds')
        self.ensure_running()
        client = socket.socket(socket.AF_UNIX)
        try:
            client.connect(self._address)
            client.send(len(fds).to_bytes(4, 'little'))
            reduction.sendfds(client, fds)
        except BaseException:
            client.close()
            raise
        return client


_forkserver = ForkServer()
os.register_at_fork(after_in_child=_forkserver._forget_owner)
ensure_running, get_inherited_fds = _forkserver.ensure_running, _forkserver.get_inherited_fds
connect_to_new_process, set_forkserver_preload = _forkserver.connect_to_new_process, _forkserver.set_forkserver_preload


def read_number(client):
    """Four bytes from the server; None: it is gone."""
    data = client.recv(4, socket.MSG_WAITALL)
    return int.from_bytes(data, 'little', signed=True) if len(data) == 4 else None


# --- the server -----------------------------------------------------------------------------------------------------

def _preload_modules(modules, main):
    if main is not None:
        from multiprocessing import spawn
        process.current_process()._inheriting = True
        try:
            spawn.import_main_path(main)
        except (Exception, SystemExit):
            pass  # children import it again, and say what is wrong
        finally:
            del process.current_process()._inheriting
    for name in modules:
        try:
            __import__(name)
        except ImportError:
            pass


def main(listener_fd, alive_fd, tracker_fd, modules, main_path, path, argv):
    """What the server does."""
    from multiprocessing import resource_tracker
    sys.path[:], sys.argv[:] = path, argv
    _preload_modules(modules, main_path)
    util._flush_std_streams()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asked for a process ends it
    resource_tracker._resource_tracker._fd = tracker_fd
    listener = socket.socket(socket.AF_UNIX, fileno=listener_fd)
    poll, children = select.poll(), {}  # pidfd -> (pid, client)
    for fd in listener_fd, alive_fd:
        poll.register(fd, select.POLLIN)
    while True:
        for fd, _ in poll.poll():
            if fd == alive_fd:
                os._exit(0)
            elif fd in children:
                poll.unregister(fd)
                _report_end(fd, *children.pop(fd))
            else:
                client, _ = listener.accept()
                pid = _fork_for(client, [listener_fd, alive_fd, *children])
                pidfd = os.pidfd_open(pid)
                children[pidfd] = pid, client
                poll.register(pidfd, select.POLLIN)


def _report_end(pidfd, pid, client):
    _, status = os.waitpid(pid, 0)
    os.close(pidfd)
    with client:
        try:
            client.send(os.waitstatus_to_exitcode(status).to_bytes(4, 'little', signed=True))
        except OSError:
            pass  # nobody wants to know


def _fork_for(client, not_for_child):
    fds = reduction.recvfds(client, read_number(client))
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = _be_child(client, fds, not_for_child)
        except BaseException as error:
            import traceback
            traceback.print_exception(error)
        finally:
            util._flush_std_streams()
            os._exit(status)
    for fd in fds:
        os.close(fd)
    client.send(pid.to_bytes(4, 'little'))
    return pid


def _be_child(client, fds, not_for_child):
    from multiprocessing import spawn
    signal.signal(signal.SIGINT, signal.default_int_handler)
    client.close()
    for fd in not_for_child:
        os.close(fd)
    data, *_forkserver._inherited = fds
    return spawn._main(data, None)
