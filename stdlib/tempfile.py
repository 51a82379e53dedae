"""Temporary files and directories, made so that nobody else can get in between."""
import os
import sys

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp',
           'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb', 'gettempdirb']

GenericAlias = type(list[int])
TMP_MAX = 10000  # how many names are tried
template = 'tmp'
tempdir = None  # where the files are put, once it is known
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, 'O_NOFOLLOW', 0) | getattr(os, 'O_CLOEXEC', 0)
_ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789_'


def _random_name():
    """Eight characters that nobody can foresee."""
    number = int.from_bytes(os.urandom(8), 'big')
    name = ''
    for _ in range(8):
        number, index = divmod(number, len(_ALPHABET))
        name += _ALPHABET[index]
    return name


def _output_type(*args):
    """str or bytes, whichever the arguments are; they must not be both."""
    result = None
    for arg in args:
        if arg is None:
            continue
        if isinstance(arg, os.PathLike):
            arg = os.fspath(arg)
        kind = bytes if isinstance(arg, bytes) else str
        if result not in (None, kind):
            raise TypeError("Can't mix bytes and non-bytes in path components.")
        result = kind
    if result is None:
        return bytes if isinstance(tempdir, bytes) else str
    return result


def _defaults(prefix, suffix, directory):
    """The arguments with what is missing filled in, and their type."""
    kind = _output_type(prefix, suffix, directory)
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = template if kind is str else os.fsencode(template)
    if directory is None:
        directory = gettempdir() if kind is str else gettempdirb()
    return prefix, suffix, directory, kind


def _candidates():
    """Where temporary files may be put, best first."""
    for name in ('TMPDIR', 'TEMP', 'TMP'):
        value = os.getenv(name)
        if value:
            yield value
    yield from ('/tmp', '/var/tmp', '/usr/tmp')
    try:
        yield os.getcwd()
    except OSError:
        yield os.curdir


def _is_writable(directory):
    """Whether a file can be made there: by making one."""
    for _ in range(100):
        filename = os.path.join(directory, _random_name())
        try:
            fd = os.open(filename, _FLAGS, 0o600)
        except FileExistsError:
            continue
        except OSError:
            return False
        try:
            os.write(fd, b'blat')
        except OSError:
            return False
        finally:
            os.close(fd)
            os.unlink(filename)
        return True
    return False


def _gettempdir():
    global tempdir
    if tempdir is None:
        tried = []
        for directory in _candidates():
            directory = os.path.abspath(directory)
            if _is_writable(directory):
                tempdir = directory
                break
            tried.append(directory)
        else:
            import errno
            raise FileNotFoundError(errno.ENOENT, f'No usable temporary directory found in {tried}')
    return tempdir


def gettempdir():
    """The directory for temporary files."""
    return os.fsdecode(_gettempdir())


def gettempdirb():
    """The directory for temporary files, as bytes."""
    return os.fsencode(_gettempdir())


def gettempprefix():
    """What names of temporary files begin with."""
    return template


def gettempprefixb():
    """What names of temporary files begin with, as bytes."""
    return os.fsencode(template)


def _make(directory, prefix, suffix, kind, what, create):
    """Try names until create(path) works; returns (its result, path)."""
    import errno
    for _ in range(TMP_MAX):
        name = _random_name()
        path = os.path.join(directory, prefix + (name if kind is str else os.fsencode(name)) + suffix)
        try:
            return create(path), os.path.abspath(path)
        except FileExistsError:
            continue
    raise FileExistsError(errno.EEXIST, f'No usable temporary {what} name found')


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file that only this user can read and write; (file descriptor, path). The caller removes it."""
    prefix, suffix, dir, kind = _defaults(prefix, suffix, dir)
    sys.audit('tempfile.mkstemp', dir)
    return _make(dir, prefix, suffix, kind, 'file', lambda path: os.open(path, _FLAGS, 0o600))


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a directory that only this user can use; its path. The caller removes it."""
    prefix, suffix, dir, kind = _defaults(prefix, suffix, dir)
    sys.audit('tempfile.mkdtemp', dir)
    path = _make(dir, prefix, suffix, kind, 'directory', lambda path: os.mkdir(path, 0o700))[1]
    return path if os.path.isabs(dir) else os.path.join(dir, os.path.basename(path))


def mktemp(suffix='', prefix=template, dir=None):
    """A name that nobody uses (yet): somebody else may take it before the caller does, so use mkstemp()."""
    if dir is None:
        dir = gettempdir()

    def check(path):
        if os.path.lexists(path):
            raise FileExistsError
    return _make(dir, prefix, suffix, str, 'filename', check)[1]


class _TemporaryFileWrapper:
    """A file that is removed when it is closed; everything else is the file's own."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._closed = False
        self._unlink = os.unlink  # the module may be gone when the last file goes

    def __getattr__(self, name):
        value = getattr(self.__dict__['file'], name)
        if not callable(value) or isinstance(value, type):
            return value

        def call(*args, **kwargs):
            return value(*args, **kwargs)
        call._wrapper = self  # as long as the method is used the file must not be removed
        return call

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, exc, value, tb):
        result = self.file.__exit__(exc, value, tb)
        self.close()
        return result

    def __iter__(self):
        for line in self.file:
            yield line

    def close(self):
        """Close the file and remove it, if it is to be removed."""
        if self._closed:
            return
        self._closed = True
        try:
            self.file.close()
        finally:
            if self.delete:
                self._unlink(self.name)

    def __del__(self):
        self.close()

    def __repr__(self):
        return f'<{type(self).__module__}.{type(self).__name__} object at {id(self):#x}>'


def _open(fd, mode, buffering, encoding, newline, errors, name):
    import io
    if 'b' not in mode:
        encoding = io.text_encoding(encoding)
    return io.open(fd, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A temporary file with a name, removed when it is closed (unless delete is false)."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        file = _open(fd, mode, buffering, encoding, newline, errors, name)
    except BaseException:
        os.unlink(name)
        os.close(fd)
        raise
    return _TemporaryFileWrapper(file, name, delete)


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A temporary file without a name: it is gone when it is closed, whatever happens."""
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        os.unlink(name)
        return _open(fd, mode, buffering, encoding, newline, errors, name)
    except BaseException:
        os.close(fd)
        raise


class SpooledTemporaryFile:
    """A temporary file that stays in memory until it is larger than max_size, or fileno() is asked for."""

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        import io
        if 'b' in mode:
            self._file = io.BytesIO()
        else:
            encoding = io.text_encoding(encoding)
            self._file = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._rolled = False
        self._TemporaryFileArgs = {'mode': mode, 'buffering': buffering, 'suffix': suffix, 'prefix': prefix,
                                   'encoding': encoding, 'newline': newline, 'dir': dir, 'errors': errors}

    __class_getitem__ = classmethod(GenericAlias)

    def _check(self, file):
        if not self._rolled and self._max_size and file.tell() > self._max_size:
            self.rollover()

    def rollover(self):
        """Move to a file on disk now."""
        if self._rolled:
            return
        memory = self._file
        file = self._file = TemporaryFile(**self._TemporaryFileArgs)
        del self._TemporaryFileArgs
        position = memory.tell()
        if hasattr(file, 'buffer'):
            memory.flush()
            file.buffer.write(memory.detach().getvalue())
        else:
            file.write(memory.getvalue())
        file.seek(position, 0)
        self._rolled = True

    def __enter__(self):
        if self._file.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, exc, value, tb):
        self._file.close()

    def __iter__(self):
        return self._file.__iter__()

    def __next__(self):
        return next(self._file)

    def __getattr__(self, name):
        if name in ('_file', '_TemporaryFileArgs'):
            raise AttributeError(name)
        return getattr(self._file, name)

    @property
    def name(self):
        try:
            return self._file.name
        except AttributeError:
            return None

    @property
    def mode(self):
        try:
            return self._file.mode
        except AttributeError:
            return self._TemporaryFileArgs['mode']

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def seek(self, *args):
        return self._file.seek(*args)

    def truncate(self, size=None):
        if size is None:
            return self._file.truncate()
        if size > self._max_size:
            self.rollover()
        return self._file.truncate(size)

    def write(self, s):
        result = self._file.write(s)
        self._check(self._file)
        return result

    def writelines(self, iterable):
        self._file.writelines(iterable)
        self._check(self._file)


class TemporaryDirectory:
    """A directory that is removed, with all that is in it, at the end of the with block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        import weakref
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignore_cleanup_errors = ignore_cleanup_errors
        self._finalizer = weakref.finalize(
            self, self._cleanup, self.name, f'Implicitly cleaning up {self!r}', ignore_cleanup_errors)

    @classmethod
    def _cleanup(cls, name, warn_message, ignore_errors=False):
        import warnings
        _remove_tree(name, ignore_errors)
        warnings.warn(warn_message, ResourceWarning)

    def __repr__(self):
        return f'<{self.__class__.__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, exc, value, tb):
        self.cleanup()

    def cleanup(self):
        """Remove the directory now."""
        if self._finalizer.detach() or os.path.exists(self.name):
            _remove_tree(self.name, self._ignore_cleanup_errors)

    __class_getitem__ = classmethod(GenericAlias)


def _remove_tree(name, ignore_errors):
    """Remove a tree, also where permissions are in the way."""
    import shutil

    def on_error(function, path, exc_info):
        if issubclass(exc_info[0], PermissionError):
            try:
                if path != name:
                    os.chmod(os.path.dirname(path), 0o700)
                os.chmod(path, 0o700)
                if os.path.isdir(path) and not os.path.islink(path):
                    shutil.rmtree(path, ignore_errors=ignore_errors)
                else:
                    os.unlink(path)
            except FileNotFoundError:
                pass
        elif not issubclass(exc_info[0], FileNotFoundError) and not ignore_errors:
            raise exc_info[1]
    shutil.rmtree(name, onerror=on_error)
