"""The operating system: files, directories, the environment, processes. The system calls are in posix, in C."""
import sys
import posix
import stat as st
from _collections_abc import Mapping, MutableMapping, _recognized_by
from abc import ABC, abstractmethod
from posix import *
from posix import _exit

if 'os' not in sys.modules:
    sys.modules['os'] = sys.modules[__name__]  # for the modules imported here that import this one

import posixpath as path

sys.modules['os.path'] = path
from os.path import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

__all__ = ['altsep', 'curdir', 'pardir', 'sep', 'pathsep', 'linesep', 'defpath', 'name', 'path', 'devnull', 'SEEK_SET',
           'SEEK_CUR', 'SEEK_END', 'fsencode', 'fsdecode', 'get_exec_path', 'fdopen', 'extsep', '_exit', 'makedirs',
           'removedirs', 'renames', 'walk', 'execl', 'execle', 'execlp', 'execlpe', 'execvp', 'execvpe', 'getenv',
           'supports_bytes_environ', 'environ', 'environb', 'getenvb', 'P_WAIT', 'P_NOWAIT', 'P_NOWAITO', 'spawnv',
           'spawnve', 'spawnvp', 'spawnvpe', 'spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'popen', 'fwalk',
           'fspath', 'error', 'register_at_fork']
__all__ += [_name for _name in vars(posix) if _name[0] != '_']

GenericAlias = type(list[int])
name = 'posix'
linesep = '\n'
error = OSError
SEEK_SET, SEEK_CUR, SEEK_END = range(3)
supports_bytes_environ = True


def _having(*names):
    """The functions of these names that the system has."""
    return {globals()[n] for n in names if n in globals()}


# The functions that take a directory's descriptor, an open file instead of a path, an effective user, a choice about links.
supports_dir_fd = _having('access', 'chmod', 'chown', 'link', 'lstat', 'mkdir', 'mkfifo', 'mknod', 'open', 'readlink',
                          'rename', 'stat', 'symlink', 'unlink', 'rmdir', 'utime')
supports_effective_ids = _having('access')
supports_fd = _having('chdir', 'chmod', 'chown', 'listdir', 'execve', 'stat', 'truncate', 'statvfs', 'utime',
                      'pathconf', 'scandir')
supports_follow_symlinks = _having('access', 'chown', 'stat', 'link', 'utime')

# --- what is to be done around a fork ---------------------------------------------------------------------------------

_fork_hooks = {'before': [], 'after_in_child': [], 'after_in_parent': []}


_no_hook = object()


def register_at_fork(*, before=_no_hook, after_in_child=_no_hook, after_in_parent=_no_hook):
    """Have functions called around every later fork: before it, and after it in the child or the parent."""
    given = {'before': before, 'after_in_child': after_in_child, 'after_in_parent': after_in_parent}
    given = {where: hook for where, hook in given.items() if hook is not _no_hook}
    if not given:
        raise TypeError('At least one argument is required.')
    for where, hook in given.items():
        if not callable(hook):
            raise TypeError(f"'{where}' must be callable, not {type(hook).__name__}")
    for where, hook in given.items():
        _fork_hooks[where].append(hook)


def _run_fork_hooks(hooks):
    """Their errors are told, and do not stop the fork."""
    for hook in hooks:
        try:
            hook()
        except BaseException as e:
            from types import SimpleNamespace
            sys.unraisablehook(SimpleNamespace(exc_type=type(e), exc_value=e, exc_traceback=e.__traceback__, err_msg=None,
                                               object=hook))


def _forking(call, child):
    """call() with the hooks around it; child tells its answer in the new process."""
    _run_fork_hooks(reversed(_fork_hooks['before']))
    try:
        answer = call()
    except OSError:
        _run_fork_hooks(_fork_hooks['after_in_parent'])
        raise
    _run_fork_hooks(_fork_hooks['after_in_child' if child(answer) else 'after_in_parent'])
    return answer


def fork():
    """Begin a second process that goes on from here, too: the child's number, and 0 in the child."""
    return _forking(posix.fork, lambda pid: pid == 0)


def forkpty():
    """fork() into a terminal of its own: (number, descriptor of the terminal's other end)."""
    return _forking(posix.forkpty, lambda answer: answer[0] == 0)


# --- text and bytes of file names -----------------------------------------------------------------------------------


def fsencode(filename):
    """A path as bytes."""
    filename = fspath(filename)
    if isinstance(filename, str):
        return filename.encode(sys.getfilesystemencoding(), 'surrogateescape')
    return filename


def fsdecode(filename):
    """A path as str; bytes that are no text become lone surrogates."""
    filename = fspath(filename)
    if isinstance(filename, bytes):
        return filename.decode(sys.getfilesystemencoding(), 'surrogateescape')
    return filename


class PathLike(ABC):
    """Something that stands for a path: it has __fspath__."""

    @abstractmethod
    def __fspath__(self):
        """The path as str or bytes."""
        raise NotImplementedError

    __subclasshook__ = _recognized_by('__fspath__')
    __class_getitem__ = classmethod(GenericAlias)

# --- the environment ------------------------------------------------------------------------------------------------


class _Environ(MutableMapping):
    """The environment variables; changes are passed on to child processes. Kept as bytes; encode and decode say what
    the outside sees."""

    def __init__(self, data, encode, decode):
        self._data, self._encode, self._decode = data, encode, decode

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        return map(self._decode, [*self._data])

    def __getitem__(self, key):
        value = self._data.get(self._encode(key))
        if value is None:
            raise KeyError(key) from None
        return self._decode(value)

    def __delitem__(self, key):
        encoded = self._encode(key)
        unsetenv(encoded)
        if self._data.pop(encoded, None) is None:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        encoded, content = self._encode(key), self._encode(value)
        putenv(encoded, content)
        self._data[encoded] = content

    def setdefault(self, key, value):
        """The value of key; sets it to value first if there is none."""
        if key not in self:
            self[key] = value
        return self[key]

    def __repr__(self):
        return f'environ({self.copy()!r})'

    def copy(self):
        """The variables as a dict."""
        return {self._decode(key): self._decode(value) for key, value in self._data.items()}

    def __or__(self, other):
        return self.copy() | dict(other) if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return dict(other) | self.copy() if isinstance(other, Mapping) else NotImplemented

    def __ior__(self, other):
        self.update(other)
        return self


def _text_to_bytes(value):
    if isinstance(value, str):
        return fsencode(value)
    raise TypeError(f'str expected, not {type(value).__name__}')


def _bytes_only(value):
    if isinstance(value, bytes):
        return value
    raise TypeError(f'bytes expected, not {type(value).__name__}')


environ = _Environ(posix.environ, _text_to_bytes, fsdecode)
environb = _Environ(posix.environ, _bytes_only, bytes)


def getenv(key, default=None):
    """An environment variable, or default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """An environment variable as bytes, or default."""
    return environb.get(key, default)

# --- directories ----------------------------------------------------------------------------------------------------


def _last_part(name):
    """(what is before, the last part); a slash at the end does not count."""
    head, tail = path.split(name)
    return (head, tail) if tail else path.split(head)


def _above(name):
    """The directories above a path, the nearest first."""
    head, tail = _last_part(name)
    while head and tail:
        yield head
        head, tail = path.split(head)


def _remove_empty(directories):
    try:
        for directory in directories:
            rmdir(directory)
    except OSError:
        return  # not empty, or not ours


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it that are missing."""
    above, last = _last_part(name)
    if above and last and not path.exists(above):
        try:
            makedirs(above, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else made it meanwhile
        if last in (curdir, b'.'):
            return  # it came with the one above
    try:
        mkdir(name, mode)
    except OSError:  # of whatever kind: not all systems say first that it exists
        if not (exist_ok and path.isdir(name)):
            raise


def removedirs(name):
    """Remove an empty directory and those above it that are empty then."""
    rmdir(name)
    _remove_empty(_above(name))


def renames(old, new):
    """Rename, making the directories above the new name and removing those above the old one that are empty then."""
    above, last = path.split(new)
    if above and last:
        makedirs(above, exist_ok=True)
    rename(old, new)
    if path.basename(old):
        _remove_empty(_above(old))


def _holds(question):
    """The answer of a method of a directory's entry, which may need a system call; False if it fails."""
    try:
        return question()
    except OSError:
        return False


def _read_directory(top, follow_links):
    """(names of directories, names of other files, paths of the directories to go on with)."""
    directories, files, next_ones = [], [], []
    with scandir(top) as entries:
        for entry in entries:
            if not _holds(entry.is_dir):
                files.append(entry.name)
                continue
            directories.append(entry.name)
            if follow_links or not _holds(entry.is_symlink):
                next_ones.append(entry.path)
    return directories, files, next_ones


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Iterate over (directory, names of directories in it, names of files in it) of a tree.

    From the top down, the caller may change the list of directories and so say which ones are visited.
    """
    sys.audit('os.walk', top, topdown, onerror, followlinks)
    return _walk(fspath(top), topdown, onerror or (lambda error: None), followlinks)


def _walk(top, topdown, onerror, followlinks):
    ahead = [top]  # what comes last is next: directories to read, or answers that were waiting for those below them
    while ahead:
        here = ahead.pop()
        if isinstance(here, tuple):
            yield here
            continue
        try:
            directories, files, next_ones = _read_directory(here, followlinks)
        except OSError as error:
            onerror(error)
            continue
        answer = here, directories, files
        if topdown:
            yield answer
            next_ones = [path.join(here, name) for name in directories]  # the caller may have changed them
            next_ones = [below for below in next_ones if followlinks or not path.islink(below)]
        else:
            ahead.append(answer)
        ahead += reversed(next_ones)


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """Like walk, with the directory's descriptor as a fourth item; it is valid until the next step."""
    sys.audit('os.fwalk', top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    descriptor = _open_directory(top, dir_fd, follow_symlinks)
    if descriptor is not None:
        yield from _walk_open(top, descriptor, topdown, onerror or (lambda error: None), follow_symlinks)


def _open_directory(name, dir_fd, follow_symlinks):
    """A descriptor; None if it is not a directory, or a link and links are not followed. Between the look and the
    opening somebody may put a link there: so look again."""
    seen = None if follow_symlinks else lstat(name, dir_fd=dir_fd)
    descriptor = open(name, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    if follow_symlinks or (st.S_ISDIR(seen.st_mode) and path.samestat(seen, fstat(descriptor))):
        return descriptor
    close(descriptor)
    return None


def _walk_open(top, descriptor, topdown, onerror, follow_symlinks):
    """fwalk from an open directory on, which is closed at the end."""
    try:
        directories, files = [], []
        for name in listdir(descriptor):
            _sort_name(fsencode(name) if isinstance(top, bytes) else name, descriptor, directories, files)
        answer = top, directories, files, descriptor
        if topdown:
            yield answer
        for name in directories:
            try:
                below = _open_directory(name, descriptor, follow_symlinks)
            except OSError as error:
                onerror(error)
                continue
            if below is not None:
                yield from _walk_open(path.join(top, name), below, topdown, onerror, follow_symlinks)
        if not topdown:
            yield answer
    finally:
        close(descriptor)


def _sort_name(name, dir_fd, directories, files):
    """Put a name where it belongs; a link to nothing is a file, and what went away meanwhile is nothing."""
    for look in stat, lstat:
        try:
            found = look(name, dir_fd=dir_fd)
        except OSError:
            continue
        (directories if st.S_ISDIR(found.st_mode) else files).append(name)
        return

# --- processes ------------------------------------------------------------------------------------------------------


def execvp(file, args):
    """Replace this process by a program looked for along PATH."""
    _along_path(execv, file, args)


def execvpe(file, args, env):
    """Replace this process by a program looked for along PATH, with another environment."""
    if env is None:
        execvp(file, args)
    _along_path(execve, file, args, env)


def _along_path(run, file, *args):
    """run(file, *args), with the first directory of PATH in which that works."""
    if path.dirname(file):
        run(file, *args)
    errors = []
    for directory in get_exec_path(*args[1:]):
        try:
            run(path.join(fsencode(directory), fsencode(file)), *args)
        except OSError as error:
            errors.append(error)
    telling = [error for error in errors if not isinstance(error, (FileNotFoundError, NotADirectoryError))]
    raise telling[0] if telling else errors[-1]


def get_exec_path(env=None):
    """The directories of PATH."""
    found = []
    for key in 'PATH', b'PATH':
        try:
            found.append((environ if env is None else env)[key])
        except (KeyError, TypeError):  # environ refuses bytes, environb refuses str
            continue
    if len(found) > 1:
        raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
    return fsdecode(found[0] if found else defpath).split(pathsep)


P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _spawn(mode, run, file, args, *env):
    """run(file, args, *env) in a child process; wait for it if mode is P_WAIT."""
    if not isinstance(args, (list, tuple)):
        raise TypeError('argv must be a tuple or a list')
    if not (args and args[0]):
        raise ValueError('argv first element cannot be empty')
    child = fork()
    if child == 0:
        try:
            run(file, args, *env)
        finally:
            _exit(127)  # the program was not found
    if mode == P_NOWAIT:
        return child
    _, status = waitpid(child, 0)
    while WIFSTOPPED(status):
        _, status = waitpid(child, 0)
    return waitstatus_to_exitcode(status)


def _make_spawns():
    """spawnv and its like: name -> function. e: with an environment, p: with a look along PATH."""
    def plain(run):
        return lambda mode, file, args: _spawn(mode, run, file, args)

    def with_environment(run):
        return lambda mode, file, args, env: _spawn(mode, run, file, args, env)
    return {'spawnv': plain(execv), 'spawnve': with_environment(execve), 'spawnvp': plain(execvp),
            'spawnvpe': with_environment(execvpe)}


def _make_lists(vectors):
    """execl, spawnl and their like: name -> function that takes the program's arguments one by one, an environment
    after them."""
    def arguments(name, args):
        return (args[:-1], args[-1]) if name.endswith('e') else (args,)

    def execl(name, vector):
        return lambda file, *args: vector(file, *arguments(name, args))

    def spawnl(name, vector):
        return lambda mode, file, *args: vector(mode, file, *arguments(name, args))
    return {name.replace('v', 'l'): (execl if name.startswith('exec') else spawnl)(name, vector)
            for name, vector in vectors.items()}


_made = _make_spawns()
_made |= _make_lists({'execv': execv, 'execve': execve, 'execvp': execvp, 'execvpe': execvpe, **_made})
for _name, _function in _made.items():
    _function.__name__ = _function.__qualname__ = _name
globals().update(_made)
del _made, _name, _function


def popen(cmd, mode='r', buffering=-1):
    """A file that reads from or writes to a shell command; close() returns its status, None for 0."""
    if not isinstance(cmd, str):
        raise TypeError(f'invalid cmd type ({type(cmd)}, expected string)')
    if mode not in ('r', 'w'):
        raise ValueError(f'invalid mode {mode!r}')
    if buffering in (0, None):
        raise ValueError('popen() does not support unbuffered streams')
    from subprocess import PIPE, Popen
    stream = 'stdout' if mode == 'r' else 'stdin'
    process = Popen(cmd, shell=True, text=True, bufsize=buffering, **{stream: PIPE})
    return _Pipe(getattr(process, stream), process)


class _Pipe:
    """A file that is a pipe to or from a process; closing it waits for the process."""

    def __init__(self, stream, process):
        self._stream, self._process = stream, process

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)

    def close(self):
        """Close the pipe; returns the status of the process as wait() gives it, or None if that is 0."""
        self._stream.close()
        return self._process.wait() << 8 or None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd)}, expected integer)')
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)
