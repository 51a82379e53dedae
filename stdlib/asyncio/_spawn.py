"""Starting a process, with pipes to it. Waiting for it is for the event loop."""
import io
import os
import signal

PIPE, STDOUT, DEVNULL = -1, -2, -3  # as in the module subprocess

_RESTORED = signal.SIGPIPE, signal.SIGXFSZ  # Python ignores them, other programs do not
_SHELL = '/bin/sh'


class _Child:
    """A process that was started: its number, our ends of its pipes, and its exit status when that is known."""

    def __init__(self, pid, args, pipes):
        self.pid = pid
        self.args = args
        self.returncode = None
        self.stdin, self.stdout, self.stderr = pipes

    def __repr__(self):
        return f'<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>'

    def send_signal(self, sig):
        """Send a signal, if the process has not ended."""
        if self.returncode is None:
            os.kill(self.pid, sig)

    def terminate(self):
        self.send_signal(signal.SIGTERM)

    def kill(self):
        self.send_signal(signal.SIGKILL)


class _Files:
    """The child's three files: descriptors for the child, and file objects for our ends of pipes."""

    def __init__(self):
        self.of_child, self.ours = [], []
        self._to_close = []

    def add(self, what, is_input):
        child = ours = None
        if what == PIPE:
            read_end, write_end = os.pipe()
            child, mine = (read_end, write_end) if is_input else (write_end, read_end)
            ours = io.open(mine, 'wb' if is_input else 'rb', 0)
            self._to_close.append(child)
        elif what == DEVNULL:
            child = os.open(os.devnull, os.O_RDWR)
            self._to_close.append(child)
        elif what == STDOUT:
            if len(self.of_child) < 2:
                raise ValueError('STDOUT can only be used for stderr')
            child = 1 if self.of_child[1] is None else self.of_child[1]
        elif what is not None:
            child = what if isinstance(what, int) else what.fileno()
        self.of_child.append(child)
        self.ours.append(ours)

    def close_childs(self):
        """Close what only the child needs."""
        for fd in self._to_close:
            os.close(fd)
        self._to_close.clear()

    def close_ours(self):
        for file in self.ours:
            if file is not None:
                file.close()


def start(args, shell, stdin, stdout, stderr, **options):
    """Start the program and return a _Child. OSError if that fails, as the child tells."""
    files = _Files()
    try:
        for number, what in enumerate((stdin, stdout, stderr)):
            files.add(what, number == 0)
        pid = _fork(args, shell, files.of_child, **options)
    except BaseException:
        files.close_ours()
        raise
    finally:
        files.close_childs()
    return _Child(pid, args, files.ours)


def _command(args, shell, executable):
    """The program to look for, and its arguments."""
    words = [_SHELL, '-c', args] if shell else [os.fspath(word) for word in args]
    if shell:
        return executable or _SHELL, words
    return os.fspath(executable or words[0]), words


def _fork(args, shell, fds, *, executable=None, preexec_fn=None, close_fds=True, cwd=None, env=None,
          restore_signals=True, start_new_session=False, pass_fds=(), process_group=None, umask=-1):
    program, words = _command(args, shell, executable)
    status_read, status_write = os.pipe()  # closed by exec; else the child writes what went wrong
    try:
        pid = os.fork()
        if not pid:
            try:
                _prepare(fds, cwd, restore_signals, start_new_session, process_group, umask)
                if preexec_fn is not None:
                    preexec_fn()
                if close_fds:
                    _close_others({status_write, *pass_fds})
                for fd in pass_fds:
                    os.set_inheritable(fd, True)
                os.execvpe(program, words, os.environ if env is None else env)
            except OSError as error:
                os.write(status_write, f'{error.errno} {os.fspath(error.filename or "")}'.encode())
            except BaseException as error:
                os.write(status_write, b'0 ' + str(error).encode())
            finally:
                os._exit(255)
        os.close(status_write)
        status_write = -1
        trouble = os.read(status_read, 5000)
    finally:
        os.close(status_read)
        if status_write >= 0:
            os.close(status_write)
    if trouble:
        os.waitpid(pid, 0)
        _raise(trouble.decode(), cwd, program)
    return pid


def _raise(trouble, cwd, program):
    number, _, name = trouble.partition(' ')
    if number == '0':
        raise RuntimeError('Exception occurred in preexec_fn.')
    number = int(number)
    raise OSError(number, os.strerror(number), name if cwd is not None and name == os.fspath(cwd) else program)


def _prepare(fds, cwd, restore_signals, start_new_session, process_group, umask):
    """In the child: what comes before the program."""
    above = [None if fd is None else os.dup(fd) if fd < 3 and fd != number else fd for number, fd in enumerate(fds)]
    for number, fd in enumerate(above):
        if fd is not None:
            if fd == number:
                os.set_inheritable(fd, True)
            else:
                os.dup2(fd, number)
    if cwd is not None:
        os.chdir(cwd)
    if umask >= 0:
        os.umask(umask)
    if restore_signals:
        for number in _RESTORED:
            signal.signal(number, signal.SIG_DFL)
    if start_new_session:
        os.setsid()
    if process_group is not None:
        os.setpgid(0, process_group)


def _close_others(kept):
    """Close all files but the standard ones and those."""
    begin = 3
    for fd in sorted(kept):
        os.closerange(begin, fd)
        begin = fd + 1
    os.closerange(begin, os.sysconf('SC_OPEN_MAX'))
