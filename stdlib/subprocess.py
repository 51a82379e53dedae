"""Running other programs: run() starts one and waits for it, Popen is one that runs."""
import contextlib
import errno
import io
import os
import sys
import time
import warnings
from _thread import allocate_lock
from types import GenericAlias

from _posixsubprocess import fork_exec, set_pipe_size

__all__ = ['Popen', 'PIPE', 'STDOUT', 'call', 'check_call', 'getstatusoutput', 'getoutput', 'check_output', 'run',
           'CalledProcessError', 'DEVNULL', 'SubprocessError', 'TimeoutExpired', 'CompletedProcess']

PIPE = -1
STDOUT = -2
DEVNULL = -3

# --- results and errors ---------------------------------------------------------------------------------------------


class SubprocessError(Exception):
    """Anything that goes wrong with a child."""


def _set_output(error, value):
    error.output = value


class _Stdout:
    """An error whose `stdout` is another name of `output`."""
    stdout = property(lambda error: error.output, _set_output, doc='The same as output.')


class CalledProcessError(_Stdout, SubprocessError):
    """A program ended with another status than 0, and that was to be an error."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode, self.cmd, self.output, self.stderr = returncode, cmd, output, stderr

    def __str__(self):
        if not self.returncode or self.returncode > 0:
            return f"Command '{self.cmd}' returned non-zero exit status {self.returncode}."
        import signal
        try:
            return f"Command '{self.cmd}' died with {signal.Signals(-self.returncode)!r}."
        except ValueError:
            return f"Command '{self.cmd}' died with unknown signal {-self.returncode}."


class TimeoutExpired(_Stdout, SubprocessError):
    """A program did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd, self.timeout, self.output, self.stderr = cmd, timeout, output, stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"


class CompletedProcess:
    """A program that has ended: its arguments, exit status (negative: the signal that ended it), and what it wrote to
    the streams that were captured."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args, self.returncode, self.stdout, self.stderr = args, returncode, stdout, stderr

    def __repr__(self):
        captured = [f'{name}={text!r}' for name in ('stdout', 'stderr') if (text := getattr(self, name)) is not None]
        fields = [f'args={self.args!r}', f'returncode={self.returncode!r}', *captured]
        return f'{type(self).__name__}({", ".join(fields)})'

    __class_getitem__ = classmethod(GenericAlias)

    def check_returncode(self):
        """Raise CalledProcessError unless the exit status is 0."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


# --- the short ways -------------------------------------------------------------------------------------------------

def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program to its end and return a CompletedProcess."""
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if any(kwargs.get(name) is not None for name in ('stdout', 'stderr')):
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs.update(stdout=PIPE, stderr=PIPE)
    with Popen(*popenargs, **kwargs) as process:
        try:
            outputs = process.communicate(input, timeout=timeout)
        except BaseException as error:
            process.kill()
            if isinstance(error, TimeoutExpired):
                process.wait()
            raise
        done = CompletedProcess(process.args, process.poll(), *outputs)
    if check:
        done.check_returncode()
    return done


def call(*popenargs, timeout=None, **kwargs):
    """Run a program to its end and return its exit status."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except BaseException:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a program to its end; an exit status other than 0 is a CalledProcessError."""
    status = call(*popenargs, **kwargs)
    if status:
        raise CalledProcessError(status, kwargs.get('args') or popenargs[0])
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program to its end and return what it wrote; an exit status other than 0 is a CalledProcessError."""
    for name in 'stdout', 'check':
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if kwargs.get('input', 0) is None:  # None means: nothing to read
        text = any(kwargs.get(name) for name in ('text', 'encoding', 'errors', 'universal_newlines'))
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """Run a shell command: (exit status, all that it wrote, without the last line end)."""
    try:
        status, output = 0, check_output(cmd, shell=True, text=True, stderr=STDOUT, encoding=encoding, errors=errors)
    except CalledProcessError as error:
        status, output = error.returncode, error.output
    return status, output.removesuffix('\n')


def getoutput(cmd, *, encoding=None, errors=None):
    """What a shell command writes, without the last line end."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """Arguments as one text, quoted as programs of Microsoft's C library take it apart again."""
    return ' '.join(map(_quoted, map(os.fsdecode, seq)))


def _quoted(arg):
    pieces, slashes = [], 0
    for c in arg:
        if c == '\\':
            slashes += 1
            continue
        # backslashes mean themselves, except in front of a quote
        pieces.append('\\' * (2 * slashes + 1 if c == '"' else slashes) + c)
        slashes = 0
    if arg and not {' ', '\t'} & set(arg):
        return ''.join(pieces) + '\\' * slashes
    return '"' + ''.join(pieces) + '\\' * 2 * slashes + '"'


def _args_from_interpreter_flags():
    """The options that make another interpreter behave as this one, for whoever starts it."""
    letters = {'debug': 'd', 'dont_write_bytecode': 'B', 'no_site': 'S', 'verbose': 'v', 'bytes_warning': 'b', 'quiet': 'q',
               'optimize': 'O'}
    flags = sys.flags
    chosen = ['-' + letter * getattr(flags, name) for name, letter in letters.items() if getattr(flags, name, 0) > 0]
    if flags.isolated:
        chosen.append('-I')
    else:
        chosen += [option for name, option in (('ignore_environment', '-E'), ('no_user_site', '-s'))
                   if getattr(flags, name)]
    chosen += [f'-W{option}' for option in sys.warnoptions]
    for name, value in sys._xoptions.items():
        chosen += ['-X', name if value is True else f'{name}={value}']
    return chosen


# --- children that nobody waits for ---------------------------------------------------------------------------------

_active = []  # whose Popen is gone while they ran; the next Popen looks whether they have ended


def _cleanup():
    if _active is None:
        return
    for process in _active[:]:
        if process._internal_poll(_deadstate=sys.maxsize) is not None:
            with contextlib.suppress(ValueError):  # another thread was quicker
                _active.remove(process)


# --- arguments of Popen ---------------------------------------------------------------------------------------------

def _number(value, name):
    if value is None:
        return -1
    if not isinstance(value, int):
        raise TypeError(f'{name} must be an integer')
    return value


def _wants_text(text, universal_newlines, encoding, errors):
    if text is not None and universal_newlines is not None and bool(text) != bool(universal_newlines):
        raise SubprocessError('Cannot disambiguate when both text and universal_newlines are supplied but different. '
                              'Pass one or the other.')
    return encoding or errors or text or universal_newlines


def _id_of(who, what, look_up):
    """A user or group by name or number."""
    if who is None:
        return -1
    if isinstance(who, str):
        number = look_up(who)
    elif isinstance(who, int):
        number = who
    else:
        kind = f', not {type(who)}' if what == 'Group' else ''
        raise TypeError(f'{what} must be a string or an integer{kind}')
    if number < 0:
        raise ValueError(f'{what} ID cannot be negative, got {number}')
    return number


def _group_number(name):
    import grp
    return grp.getgrnam(name).gr_gid


def _user_number(name):
    import pwd
    return pwd.getpwnam(name).pw_uid


def _group_numbers(groups):
    if groups is None:
        return None
    if isinstance(groups, str):
        raise ValueError('Groups must be a list, not a string')
    for who in groups:
        if not isinstance(who, (str, int)):
            raise TypeError(f'Items in extra_groups must be a string or integer, not {type(who)}')
    return [_id_of(who, 'Group', _group_number) for who in groups]


def _words(args, shell, executable):
    """(arguments, program) as the child gets them."""
    if isinstance(args, (str, bytes)):
        args = [args]
    elif isinstance(args, os.PathLike):
        if shell:
            raise TypeError('path-like args is not allowed when shell is true')
        args = [args]
    else:
        args = list(args)
    if shell:
        args = ['/bin/sh', '-c', *args]
        if executable:
            args[0] = executable
    return args, args[0] if executable is None else executable


def _places(program, env):
    """Where the program may be."""
    program = os.fsencode(program)
    if os.path.dirname(program):
        return [program]
    return [os.path.join(os.fsencode(folder), program) for folder in os.get_exec_path(env)]


def _variables(env):
    if env is None:
        return None
    pairs = [(os.fsencode(name), os.fsencode(value)) for name, value in env.items()]
    if any(b'=' in name for name, _ in pairs):
        raise ValueError('illegal environment variable name')
    return [b'%b=%b' % pair for pair in pairs]


@contextlib.contextmanager
def _reader_may_be_gone():
    """A program that does not want its input is no error."""
    try:
        yield
    except OSError as error:
        if not isinstance(error, BrokenPipeError) and error.errno != errno.EINVAL:
            raise


# --- the child ------------------------------------------------------------------------------------------------------

class _Ends:
    """The descriptors of the three streams: what the child gets (-1: what we have), and our ends of pipes (-1: no pipe).
    Those in `shut` are closed once the child has its copies."""

    def __init__(self, pipesize):
        self.pipesize = pipesize
        self.theirs, self.ours, self.shut = [-1, -1, -1], [-1, -1, -1], []

    def choose(self, which, what):
        if what is None:
            return
        if what == PIPE:
            self._pipe(which)
        elif what == DEVNULL:
            self.theirs[which] = self._opened(os.open(os.devnull, os.O_RDWR))
        elif what == STDOUT and which == 2:
            self.theirs[2] = self.theirs[1] if self.theirs[1] != -1 else sys.__stdout__.fileno()
        else:
            self.theirs[which] = what if isinstance(what, int) else what.fileno()
            if self.theirs[which] < 0:
                raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def _opened(self, fd):
        self.shut.append(fd)
        return fd

    def _pipe(self, which):
        reading, writing = os.pipe()
        if self.pipesize > 0:
            set_pipe_size(writing, self.pipesize)
        self.theirs[which], self.ours[which] = (reading, writing) if which == 0 else (writing, reading)
        self._opened(self.theirs[which])

    def close(self, fds):
        for fd in fds:
            if fd != -1:
                os.close(fd)


class Popen:
    """A program that runs in a child process.

    stdin, stdout and stderr are file objects where pipes were asked for, else None; returncode is None while the program
    runs. The arguments are those of CPython 3.11."""

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None, preexec_fn=None,
                 close_fds=True, shell=False, cwd=None, env=None, universal_newlines=None, startupinfo=None,
                 creationflags=0, restore_signals=True, start_new_session=False, pass_fds=(), *, user=None, group=None,
                 extra_groups=None, encoding=None, errors=None, text=None, umask=-1, pipesize=-1, process_group=None):
        if _active:
            _cleanup()
        self._waitpid_lock = allocate_lock()
        self._input, self._communication_started = None, False
        bufsize, pipesize = _number(bufsize, 'bufsize'), _number(pipesize, 'pipesize')
        for name, foreign in ('startupinfo', startupinfo is not None), ('creationflags', creationflags != 0):
            if foreign:
                raise ValueError(f'{name} is only supported on Windows platforms')
        if pass_fds and not close_fds:
            warnings.warn('pass_fds overriding close_fds.', RuntimeWarning)
            close_fds = True
        self.args = args
        self.stdin = self.stdout = self.stderr = self.pid = self.returncode = None
        self.encoding, self.errors, self.pipesize = encoding, errors, pipesize
        self.text_mode = _wants_text(text, universal_newlines, encoding, errors)
        self._sigint_wait_secs, self._closed_child_pipe_fds = 0.25, False
        process_group = -1 if process_group is None else process_group
        gid, groups = _id_of(group, 'Group', _group_number), _group_numbers(extra_groups)
        uid = _id_of(user, 'User', _user_number)
        ends = _Ends(pipesize)
        try:
            for which, what in enumerate((stdin, stdout, stderr)):
                ends.choose(which, what)
            self._open_streams(ends.ours, bufsize)
            words, program = _words(args, shell, executable)
            pass_fds = [*map(int, pass_fds)]
            answer = fork_exec(words, _places(program, env), *ends.theirs, close_fds, pass_fds,
                               cwd, _variables(env), restore_signals, start_new_session, process_group, gid, groups, uid,
                               umask, preexec_fn)
            self._started(*answer, program, cwd)
        except BaseException:
            self._close_streams(ends.ours)
            raise
        finally:
            ends.close(ends.shut)

    @property
    def universal_newlines(self):
        """Another name of text_mode."""
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    __class_getitem__ = classmethod(GenericAlias)

    def __repr__(self):
        text = f'<{type(self).__name__}: returncode: {self.returncode} args: {self.args!r}>'
        return text if len(text) <= 80 else text[:76] + '...>'

    # --- beginning ---

    def _open_streams(self, fds, bufsize):
        line_buffering = bufsize == 1
        if line_buffering:
            if self.text_mode:
                bufsize = -1
            else:
                warnings.warn("line buffering (buffering=1) isn't supported in binary mode, the default buffer size "
                              'will be used', RuntimeWarning, 3)
                bufsize = -1
        for which, (name, mode) in enumerate([('stdin', 'wb'), ('stdout', 'rb'), ('stderr', 'rb')]):
            if fds[which] == -1:
                continue
            stream = io.open(fds[which], mode, bufsize)
            if self.text_mode:
                writes = {'write_through': True, 'line_buffering': line_buffering} if which == 0 else {}
                stream = io.TextIOWrapper(stream, encoding=self.encoding, errors=self.errors, **writes)
            setattr(self, name, stream)

    def _close_streams(self, fds):
        """After a failed start: files where there are some, bare descriptors where not."""
        for fd, name in zip(fds, ('stdin', 'stdout', 'stderr')):
            stream = getattr(self, name)
            with contextlib.suppress(OSError):
                if stream is not None:
                    stream.close()
                elif fd != -1:
                    os.close(fd)

    def _started(self, pid, error, stage, program, cwd):
        self.pid = pid
        self._child_created = not error
        if not error:
            return
        self.returncode = 255  # as the child said; it has been waited for
        if stage == 2:
            raise SubprocessError('Exception occurred in preexec_fn.')
        where = {0: None, 1: cwd, 3: program}[stage]
        if where is None:
            raise OSError(error, os.strerror(error))
        raise OSError(error, os.strerror(error), where)

    # --- ending ---

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        for stream in self.stdout, self.stderr:
            if stream:
                stream.close()
        try:
            if self.stdin:
                self.stdin.close()  # may raise, for what is still to be written
        finally:
            if kind is KeyboardInterrupt:
                self._wait_after_interrupt()
            else:
                self.wait()

    def __del__(self, _warn=warnings.warn, _maxsize=sys.maxsize):
        if not self._child_created:
            return
        if self.returncode is None:
            _warn(f'subprocess {self.pid} is still running', ResourceWarning, source=self)
        if self._internal_poll(_deadstate=_maxsize) is None and _active is not None:
            _active.append(self)

    def _wait_after_interrupt(self):
        """The child had the Ctrl-C as well, so give it a moment, once."""
        seconds, self._sigint_wait_secs = self._sigint_wait_secs, 0
        if seconds > 0:
            with contextlib.suppress(TimeoutExpired):
                self._wait(timeout=seconds)

    def _ended(self, status, _exit_code=os.waitstatus_to_exitcode, _is_stopped=os.WIFSTOPPED, _stop_signal=os.WSTOPSIG):
        self.returncode = -_stop_signal(status) if _is_stopped(status) else _exit_code(status)

    def _internal_poll(self, _deadstate=None, _waitpid=os.waitpid, _WNOHANG=os.WNOHANG, _ECHILD=errno.ECHILD):
        """poll() without waiting for another thread that waits already. __del__() calls it also when this module is gone."""
        if self.returncode is not None or not self._waitpid_lock.acquire(False):
            return self.returncode
        try:
            if self.returncode is None:
                pid, status = _waitpid(self.pid, _WNOHANG)
                if pid == self.pid:
                    self._ended(status)
        except OSError as error:
            if _deadstate is not None:
                self.returncode = _deadstate
            elif error.errno == _ECHILD:  # somebody else has waited for it
                self.returncode = 0
        finally:
            self._waitpid_lock.release()
        return self.returncode

    def poll(self):
        """The exit status, or None while the program runs."""
        return self._internal_poll()

    def wait(self, timeout=None):
        """Wait for the end of the program; returns the exit status."""
        until = None if timeout is None else time.monotonic() + timeout
        try:
            return self._wait(timeout)
        except KeyboardInterrupt:
            if until is not None:
                self._sigint_wait_secs = min(self._sigint_wait_secs, max(until - time.monotonic(), 0))
            self._wait_after_interrupt()
            raise

    def _wait(self, timeout):
        if self.returncode is None and timeout is not None:
            self._wait_until(time.monotonic() + timeout, timeout)
        while self.returncode is None:
            with self._waitpid_lock:
                if self.returncode is None:
                    self._wait_for_end()
        return self.returncode

    def _wait_for_end(self):
        try:
            pid, status = os.waitpid(self.pid, 0)
        except ChildProcessError:  # somebody else has waited for it
            pid, status = self.pid, 0
        if pid == self.pid:
            self._ended(status)

    def _wait_until(self, deadline, timeout):
        import select
        if self._internal_poll() is not None:
            return
        try:
            fd = os.pidfd_open(self.pid)
        except OSError:
            return self._poll_until(deadline, timeout)
        try:
            poll = select.poll()
            poll.register(fd, select.POLLIN)
            while self._internal_poll() is None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutExpired(self.args, timeout)
                poll.poll(left * 1000)
        finally:
            os.close(fd)

    def _poll_until(self, deadline, timeout):
        """The same where a child cannot be waited for as a file."""
        pause = 0.0005
        while self._internal_poll() is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimeoutExpired(self.args, timeout)
            pause = min(pause * 2, left, 0.05)
            time.sleep(pause)

    # --- signals ---

    def send_signal(self, sig):
        """Send a signal to the program, if it still runs."""
        if self.poll() is None:  # else its number may be another's by now
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, sig)

    def terminate(self):
        """Ask the program to end (SIGTERM)."""
        import signal
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """End the program (SIGKILL)."""
        import signal
        self.send_signal(signal.SIGKILL)

    # --- talking ---

    def communicate(self, input=None, timeout=None):
        """Write input, read all that the program writes, and wait for its end: (stdout, stderr)."""
        if self._communication_started and input:
            raise ValueError('Cannot send input after starting communication')
        streams = [stream for stream in (self.stdin, self.stdout, self.stderr) if stream is not None]
        if timeout is None and not self._communication_started and len(streams) <= 1:
            return self._communicate_with_one(input)
        deadline = None if timeout is None else time.monotonic() + timeout
        try:
            outputs = self._communicate(input, deadline, timeout)
        except KeyboardInterrupt:
            if deadline is not None:
                self._sigint_wait_secs = min(self._sigint_wait_secs, max(deadline - time.monotonic(), 0))
            self._wait_after_interrupt()
            raise
        finally:
            self._communication_started = True
        self.wait(timeout=None if deadline is None else max(deadline - time.monotonic(), 0))
        return outputs

    def _communicate_with_one(self, input):
        outputs = [None, None]
        if self.stdin:
            self._write_all(input)
        for which, stream in enumerate((self.stdout, self.stderr)):
            if stream:
                outputs[which] = stream.read()
                stream.close()
        self.wait()
        return tuple(outputs)

    def _write_all(self, input):
        if input:
            with _reader_may_be_gone():
                self.stdin.write(input)
        with _reader_may_be_gone():
            self.stdin.close()

    def _communicate(self, input, deadline, timeout):
        self._begin_communication(input)
        while self._waiting:
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left < 0:
                self._expire(timeout)
            ready = self._poll.poll(None if left is None else left * 1000)
            if deadline is not None and time.monotonic() > deadline:
                self._expire(timeout)
            for fd, _ in ready:
                self._transfer(fd)
        return tuple(None if stream is None else self._collected(stream) for stream in (self.stdout, self.stderr))

    def _begin_communication(self, input):
        if not self._communication_started:
            self._received = {stream: [] for stream in (self.stdout, self.stderr) if stream}
            self._written, self._outgoing = 0, memoryview(self._encoded(input) if self.stdin and input else b'')
        if self.stdin and not self.stdin.closed:
            with contextlib.suppress(BrokenPipeError):
                self.stdin.flush()
            if self._written >= len(self._outgoing):
                with contextlib.suppress(BrokenPipeError):
                    self.stdin.close()
        import select
        self._poll = select.poll()
        self._waiting = {}
        for stream, events in [(self.stdin, select.POLLOUT), *((out, select.POLLIN) for out in self._received)]:
            if stream and not stream.closed:
                self._waiting[stream.fileno()] = stream
                self._poll.register(stream.fileno(), events)

    def _encoded(self, input):
        if isinstance(input, str) and self.text_mode:
            input = input.encode(self.stdin.encoding, self.stdin.errors)
        return memoryview(input).cast('b')

    def _transfer(self, fd):
        stream = self._waiting[fd]
        if stream is self.stdin:
            try:
                self._written += os.write(fd, self._outgoing[self._written:self._written + 4096])
                done = self._written >= len(self._outgoing)
            except BrokenPipeError:
                done = True
        else:
            data = os.read(fd, 65536)
            self._received[stream].append(data)
            done = not data
        if done:
            self._poll.unregister(fd)
            del self._waiting[fd]
            with contextlib.suppress(BrokenPipeError):
                stream.close()

    def _collected(self, stream):
        data = b''.join(self._received[stream])
        if not self.text_mode:
            return data
        return data.decode(stream.encoding, stream.errors).replace('\r\n', '\n').replace('\r', '\n')

    def _expire(self, timeout):
        got = [b''.join(self._received[out]) or None if out else None for out in (self.stdout, self.stderr)]
        raise TimeoutExpired(self.args, timeout, *got)
