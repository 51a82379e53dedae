"""The operating system: files, directories, the environment, processes. The system calls are in posix, in C."""
import sys
import posix
import stat as st
from _collections_abc import Mapping, MutableMapping
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
           'spawnve', 'spawnvp', 'spawnvpe', 'spawnl', 'spawnle', 'spawnlp', 'spawnlpe', 'popen', 'fwalk', 'PathLike',
           'fspath', 'error', 'register_at_fork']
__all__ += [_name for _name in dir(posix) if not _name.startswith('_')]

GenericAlias = type(list[int])
name = 'posix'
linesep = '\n'
error = OSError
SEEK_SET = 0
SEEK_CUR = 1
SEEK_END = 2
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


def register_at_fork(*, before=None, after_in_child=None, after_in_parent=None):
    """Register callables to be called when forking a new process."""
    given = {'before': before, 'after_in_child': after_in_child, 'after_in_parent': after_in_parent}
    given = {where: hook for where, hook in given.items() if hook is not None}
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
    """Fork a child process."""
    return _forking(posix.fork, lambda pid: pid == 0)


def forkpty():
    """Fork a new process with a new pseudo-terminal as controlling tty."""
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

    @classmethod
    def __subclasshook__(cls, subclass):
        if cls is PathLike:
            return hasattr(subclass, '__fspath__')
        return NotImplemented

    __class_getitem__ = classmethod(GenericAlias)


if not hasattr(posix, 'fspath'):
    def fspath(path):
        """A path as str or bytes."""
        if isinstance(path, (str, bytes)):
            return path
        kind = type(path)
        if not hasattr(kind, '__fspath__'):
            raise TypeError(f'expected str, bytes or os.PathLike object, not {kind.__name__}')
        result = kind.__fspath__(path)
        if not isinstance(result, (str, bytes)):
            raise TypeError(f'expected {kind.__name__}.__fspath__() to return str or bytes, '
                            f'not {type(result).__name__}')
        return result

# --- the environment ------------------------------------------------------------------------------------------------


class _Environ(MutableMapping):
    """The environment variables; changes are passed on to child processes. Kept as bytes, shown as str."""

    def __init__(self, data, encodekey, decodekey, encodevalue, decodevalue):
        self.encodekey = encodekey
        self.decodekey = decodekey
        self.encodevalue = encodevalue
        self.decodevalue = decodevalue
        self._data = data

    def __getitem__(self, key):
        try:
            value = self._data[self.encodekey(key)]
        except KeyError:
            raise KeyError(key) from None
        return self.decodevalue(value)

    def __setitem__(self, key, value):
        key = self.encodekey(key)
        value = self.encodevalue(value)
        putenv(key, value)
        self._data[key] = value

    def __delitem__(self, key):
        encodedkey = self.encodekey(key)
        unsetenv(encodedkey)
        try:
            del self._data[encodedkey]
        except KeyError:
            raise KeyError(key) from None

    def __iter__(self):
        for key in list(self._data):
            yield self.decodekey(key)

    def __len__(self):
        return len(self._data)

    def __repr__(self):
        items = ', '.join(f'{self.decodekey(key)!r}: {self.decodevalue(value)!r}' for key, value in self._data.items())
        return f'environ({{{items}}})'

    def copy(self):
        """The variables as a dict."""
        return dict(self)

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def __ior__(self, other):
        self.update(other)
        return self

    def __or__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return {**dict(self), **dict(other)}

    def __ror__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return {**dict(other), **dict(self)}


def _env_encode(value):
    if not isinstance(value, str):
        raise TypeError(f'str expected, not {type(value).__name__}')
    return value.encode(sys.getfilesystemencoding(), 'surrogateescape')


def _env_decode(value):
    return value.decode(sys.getfilesystemencoding(), 'surrogateescape')


def _check_bytes(value):
    if not isinstance(value, bytes):
        raise TypeError(f'bytes expected, not {type(value).__name__}')
    return value


environ = _Environ(posix.environ, _env_encode, _env_decode, _env_encode, _env_decode)
environb = _Environ(environ._data, _check_bytes, bytes, _check_bytes, bytes)


def getenv(key, default=None):
    """An environment variable, or default."""
    return environ.get(key, default)


def getenvb(key, default=None):
    """An environment variable as bytes, or default."""
    return environb.get(key, default)

# --- directories ----------------------------------------------------------------------------------------------------


def makedirs(name, mode=0o777, exist_ok=False):
    """Make a directory and those above it that are missing."""
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass  # somebody else made it meanwhile
        if tail == (b'.' if isinstance(tail, bytes) else curdir):
            return  # x/newdir/. exists once x/newdir does
    try:
        mkdir(name, mode)
    except OSError:
        # Not all systems say that it exists when it does, so look.
        if not exist_ok or not path.isdir(name):
            raise


def _remove_empty_above(head, tail):
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def removedirs(name):
    """Remove an empty directory and those above it that are empty then."""
    rmdir(name)
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    _remove_empty_above(head, tail)


def renames(old, new):
    """Rename, making the directories above the new name and removing those above the old one that are empty then."""
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)
    head, tail = path.split(old)
    _remove_empty_above(head, tail)


def _scan(top, onerror, followlinks):
    """(names of directories, names of files, directories to walk into), or None if it cannot be read."""
    dirs, files, walk_dirs = [], [], []
    try:
        with scandir(top) as entries:
            for entry in entries:
                if not _is_directory(entry):
                    files.append(entry.name)
                    continue
                dirs.append(entry.name)
                if followlinks or not _is_symlink(entry):
                    walk_dirs.append(entry.path)
    except OSError as exc:
        if onerror is not None:
            onerror(exc)
        return None
    return dirs, files, walk_dirs


def _is_directory(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_symlink(entry):
    try:
        return entry.is_symlink()
    except OSError:
        return False


def walk(top, topdown=True, onerror=None, followlinks=False):
    """Iterate over (directory, names of directories in it, names of files in it) of a tree.

    From the top down, the caller may change the list of directories and so say which ones are visited.
    """
    sys.audit('os.walk', top, topdown, onerror, followlinks)
    stack = [fspath(top)]
    while stack:
        top = stack.pop()
        if isinstance(top, tuple):
            yield top
            continue
        found = _scan(top, onerror, followlinks)
        if found is None:
            continue
        dirs, files, walk_dirs = found
        if topdown:
            yield top, dirs, files
            for name in reversed(dirs):
                new_path = path.join(top, name)
                if followlinks or not path.islink(new_path):
                    stack.append(new_path)
        else:
            stack.append((top, dirs, files))
            stack.extend(reversed(walk_dirs))


def fwalk(top='.', topdown=True, onerror=None, *, follow_symlinks=False, dir_fd=None):
    """Like walk, with the directory's descriptor as a fourth item; it is valid until the next step."""
    sys.audit('os.fwalk', top, topdown, onerror, follow_symlinks, dir_fd)
    top = fspath(top)
    if not follow_symlinks:
        original = stat(top, follow_symlinks=False, dir_fd=dir_fd)
    topfd = open(top, O_RDONLY | O_NONBLOCK, dir_fd=dir_fd)
    try:
        if follow_symlinks or (st.S_ISDIR(original.st_mode) and path.samestat(original, stat(topfd))):
            yield from _fwalk(topfd, top, isinstance(top, bytes), topdown, onerror, follow_symlinks)
    finally:
        close(topfd)


def _names_directory(name, dir_fd):
    """Whether a name is a directory's; None if it is nobody's."""
    try:
        return st.S_ISDIR(stat(name, dir_fd=dir_fd).st_mode)
    except OSError:
        pass
    try:
        stat(name, dir_fd=dir_fd, follow_symlinks=False)
    except OSError:
        return None
    return False  # a link to nothing


def _fwalk(topfd, toppath, isbytes, topdown, onerror, follow_symlinks):
    dirs, files = [], []
    for name in listdir(topfd):
        if isbytes:
            name = fsencode(name)
        is_dir = _names_directory(name, topfd)
        if is_dir is None:
            continue  # it went away
        (dirs if is_dir else files).append(name)
    if topdown:
        yield toppath, dirs, files, topfd
    for name in dirs:
        try:
            if not follow_symlinks:
                original = stat(name, dir_fd=topfd, follow_symlinks=False)
            dirfd = open(name, O_RDONLY | O_NONBLOCK, dir_fd=topfd)
        except OSError as err:
            if onerror is not None:
                onerror(err)
            continue
        try:
            if follow_symlinks or path.samestat(original, stat(dirfd)):
                yield from _fwalk(dirfd, path.join(toppath, name), isbytes, topdown, onerror, follow_symlinks)
        finally:
            close(dirfd)
    if not topdown:
        yield toppath, dirs, files, topfd

# --- processes ------------------------------------------------------------------------------------------------------


def execl(file, *args):
    """Replace this process by a program."""
    execv(file, args)


def execle(file, *args):
    """Replace this process by a program; the last argument is its environment."""
    execve(file, args[:-1], args[-1])


def execlp(file, *args):
    """Replace this process by a program looked for along PATH."""
    execvp(file, args)


def execlpe(file, *args):
    """Replace this process by a program looked for along PATH; the last argument is its environment."""
    execvpe(file, args[:-1], args[-1])


def execvp(file, args):
    """Replace this process by a program looked for along PATH."""
    _execvpe(file, args)


def execvpe(file, args, env):
    """Replace this process by a program looked for along PATH, with another environment."""
    _execvpe(file, args, env)


def _execvpe(file, args, env=None):
    run, rest = (execv, (args,)) if env is None else (execve, (args, env))
    if path.dirname(file):
        run(file, *rest)
        return
    saved = last = None
    directories = get_exec_path(env)
    if isinstance(file, bytes):
        directories = map(fsencode, directories)
    for directory in directories:
        try:
            run(path.join(directory, file), *rest)
        except (FileNotFoundError, NotADirectoryError) as e:
            last = e
        except OSError as e:
            last = e
            saved = saved or e
    raise saved or last


def get_exec_path(env=None):
    """The directories of PATH."""
    if env is None:
        env = environ
    path_list = env.get('PATH')
    if not isinstance(env, _Environ) and b'PATH' in env:
        if path_list is not None:
            raise ValueError("env cannot contain 'PATH' and b'PATH' keys")
        path_list = env[b'PATH']
    if path_list is None:
        path_list = defpath
    if isinstance(path_list, bytes):
        path_list = fsdecode(path_list)
    return path_list.split(pathsep)


P_WAIT = 0
P_NOWAIT = P_NOWAITO = 1


def _spawn(mode, file, args, env, run):
    """Start a program in a child process; wait for it if mode is P_WAIT."""
    if not isinstance(args, (tuple, list)):
        raise TypeError('argv must be a tuple or a list')
    if not args or not args[0]:
        raise ValueError('argv first element cannot be empty')
    pid = fork()
    if not pid:
        try:
            if env is None:
                run(file, args)
            else:
                run(file, args, env)
        except BaseException:
            _exit(127)
    if mode == P_NOWAIT:
        return pid
    while True:
        pid, status = waitpid(pid, 0)
        if not WIFSTOPPED(status):
            return waitstatus_to_exitcode(status)


def spawnv(mode, file, args):
    """Run a program in a child: its exit status (P_WAIT) or process id (P_NOWAIT)."""
    return _spawn(mode, file, args, None, execv)


def spawnve(mode, file, args, env):
    """spawnv with an environment."""
    return _spawn(mode, file, args, env, execve)


def spawnvp(mode, file, args):
    """spawnv with a look along PATH."""
    return _spawn(mode, file, args, None, execvp)


def spawnvpe(mode, file, args, env):
    """spawnv with a look along PATH and an environment."""
    return _spawn(mode, file, args, env, execvpe)


def spawnl(mode, file, *args):
    """spawnv with the arguments one by one."""
    return spawnv(mode, file, args)


def spawnle(mode, file, *args):
    """spawnve with the arguments one by one, the environment last."""
    return spawnve(mode, file, args[:-1], args[-1])


def spawnlp(mode, file, *args):
    """spawnvp with the arguments one by one."""
    return spawnvp(mode, file, args)


def spawnlpe(mode, file, *args):
    """spawnvpe with the arguments one by one, the environment last."""
    return spawnvpe(mode, file, args[:-1], args[-1])


def popen(cmd, mode='r', buffering=-1):
    """A file that reads from or writes to a shell command; close() returns its status, None for 0."""
    if not isinstance(cmd, str):
        raise TypeError(f'invalid cmd type ({type(cmd)}, expected string)')
    if mode not in ('r', 'w'):
        raise ValueError(f'invalid mode {mode!r}')
    if buffering == 0 or buffering is None:
        raise ValueError('popen() does not support unbuffered streams')
    import subprocess
    pipe = subprocess.PIPE
    if mode == 'r':
        proc = subprocess.Popen(cmd, shell=True, text=True, stdout=pipe, bufsize=buffering)
        return _PipeFile(proc.stdout, proc)
    proc = subprocess.Popen(cmd, shell=True, text=True, stdin=pipe, bufsize=buffering)
    return _PipeFile(proc.stdin, proc)


class _PipeFile:
    """A pipe to or from a process whose close() waits for the process."""

    def __init__(self, stream, proc):
        self._stream = stream
        self._proc = proc

    def close(self):
        self._stream.close()
        returncode = self._proc.wait()
        if returncode == 0:
            return None
        return returncode << 8

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def __getattr__(self, name):
        return getattr(self._stream, name)

    def __iter__(self):
        return iter(self._stream)


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    """A file object for a file descriptor."""
    if not isinstance(fd, int):
        raise TypeError(f'invalid fd type ({type(fd)}, expected integer)')
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)
