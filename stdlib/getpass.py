"""Passwords that are not shown while they are typed, and the name of the user."""
import io
import os
import sys
import warnings

__all__ = ['getpass', 'getuser', 'GetPassWarning']


class GetPassWarning(UserWarning):
    """The password may be shown."""


def unix_getpass(prompt='Password: ', stream=None):
    """Ask for a password at the terminal of the process, or at stdin and stderr if there is none."""
    try:
        terminal = io.TextIOWrapper(io.FileIO(os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY), 'w+'))
    except OSError:
        try:
            return _ask_unseen(prompt, stream or sys.stderr, sys.stdin, sys.stdin.fileno())
        except (AttributeError, ValueError, ImportError, OSError):
            return fallback_getpass(prompt, stream)
    with terminal:
        try:
            return _ask_unseen(prompt, stream or terminal, terminal, terminal.fileno())
        except (ImportError, OSError):
            return fallback_getpass(prompt, stream)


def _ask_unseen(prompt, output, source, descriptor):
    import termios
    before = termios.tcgetattr(descriptor)
    silent = before[:]
    silent[3] &= ~termios.ECHO
    try:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, silent)
        return _ask(prompt, output, source)
    finally:
        termios.tcsetattr(descriptor, termios.TCSAFLUSH, before)
        output.write('\n')
        output.flush()


def fallback_getpass(prompt='Password: ', stream=None):
    """Ask for a password that is shown, with a warning."""
    warnings.warn('Can not control echo on the terminal.', GetPassWarning, stacklevel=3)
    output = stream or sys.stderr
    print('Warning: Password input may be echoed.', file=output)
    return _ask(prompt, output, sys.stdin)


getpass = unix_getpass


def _ask(prompt, output, source):
    prompt = str(prompt)
    if prompt:
        encoding = getattr(output, 'encoding', None) or 'utf-8'
        output.write(prompt.encode(encoding, 'replace').decode(encoding))
        output.flush()
    line = source.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')


def getuser():
    """The name of the user, from the environment or from the system's list."""
    names = (os.environ.get(name) for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'))
    found = next(filter(None, names), None)
    if found:
        return found
    import pwd
    return pwd.getpwuid(os.getuid()).pw_name
