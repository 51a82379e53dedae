"""Pseudo-terminals: a pair of descriptors, and programs that run on one."""
import os
import selectors
import termios
import tty

__all__ = ['openpty', 'fork', 'spawn']

STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO = range(3)
CHILD = 0
_CHUNK = 1024


def openpty():
    """(master, slave)"""
    return os.openpty()


def fork():
    """As os.fork(), with the child on a terminal of its own: (pid, master), where pid is CHILD in the child."""
    return os.forkpty()


def _read(fd):
    """What there is to read, as spawn() does if it is given no function."""
    return os.read(fd, _CHUNK)


def _write_all(fd, data):
    while data:
        data = data[os.write(fd, data):]


def _relay(master, master_read, stdin_read):
    """Hand over what comes, in both directions, until the child has closed its side."""
    with selectors.SelectSelector() as selector:  # unlike epoll, it takes plain files
        selector.register(master, selectors.EVENT_READ)
        selector.register(STDIN_FILENO, selectors.EVENT_READ)
        while True:
            ready = {key.fd for key, _ in selector.select()}
            if master in ready:
                try:
                    data = master_read(master)
                except OSError:
                    data = b''
                if not data:
                    return
                _write_all(STDOUT_FILENO, data)
            if STDIN_FILENO in ready:
                data = stdin_read(STDIN_FILENO)
                if data:
                    _write_all(master, data)
                else:
                    selector.unregister(STDIN_FILENO)


def spawn(argv, master_read=_read, stdin_read=_read):
    """Run a program on a terminal of its own, connected with ours. Answers its status, as os.waitpid() does."""
    arguments = (argv,) if isinstance(argv, str) else argv
    pid, master = fork()
    if pid == CHILD:
        try:
            os.execlp(arguments[0], *arguments)
        finally:
            os._exit(1)
    try:
        before = termios.tcgetattr(STDIN_FILENO)
        tty.setraw(STDIN_FILENO)
    except termios.error:  # no terminal
        before = None
    try:
        _relay(master, master_read, stdin_read)
    finally:
        if before:
            termios.tcsetattr(STDIN_FILENO, termios.TCSAFLUSH, before)
        os.close(master)
    return os.waitpid(pid, 0)[1]
