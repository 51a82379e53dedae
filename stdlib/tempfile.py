"""Temporary files and directories, made so that nobody else can get in between."""
import io
import os
import sys

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp',
           'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb', 'gettempdirb']

TMP_MAX = 10000  # how many names are tried
template = 'tmp'
tempdir = None  # where files are put, once it is known
_NEW_FILE = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


# --- names ----------------------------------------------------------------------------------------------------------

def _names():
    """Names that nobody can foresee, but only so many."""
    letters = 'abcdefghijklmnopqrstuvwxyz0123456789_'
    for _ in range(TMP_MAX):
        number = int.from_bytes(os.urandom(8), 'little')
        yield ''.join([letters[number // len(letters) ** i % len(letters)] for i in range(8)])


def _complete(suffix, prefix, directory):
    """The arguments with what is missing filled in: all str, or all bytes."""
    given = [os.fspath(arg) for arg in (suffix, prefix, directory) if arg is not None] or [tempdir or '']
    as_bytes = isinstance(given[0], bytes)
    if any(isinstance(arg, bytes) != as_bytes for arg in given):
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    convert = os.fsencode if as_bytes else os.fsdecode
    return [convert(default() if arg is None else arg) for arg, default in (
        (suffix, str), (prefix, gettempprefix), (directory, gettempdir))]


def _first_free(what, suffix, prefix, directory, create):
    """Try names until create(path) works: (its result, the path)."""
    for name in _names():
        path = os.path.join(directory, prefix + (name.encode() if isinstance(prefix, bytes) else name) + suffix)
        try:
            return create(path), path
        except FileExistsError:
            continue
    from errno import EEXIST
    raise FileExistsError(EEXIST, f'No usable temporary {what} name found')


def _new_file(path):
    sys.audit('tempfile.mkstemp', path)
    return os.open(path, _NEW_FILE, 0o600)


def _new_directory(path):
    sys.audit('tempfile.mkdtemp', path)
    os.mkdir(path, 0o700)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file that only this user can read and write; (file descriptor, path). The caller removes it."""
    suffix, prefix, dir = _complete(suffix, prefix, dir)
    return _first_free('file', suffix, prefix, os.path.abspath(dir), _new_file)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a directory that only this user can use; its path. The caller removes it."""
    _, path = _first_free('directory', *_complete(suffix, prefix, dir), _new_directory)
    return path


def mktemp(suffix='', prefix=template, dir=None):
    """A name that nobody uses (yet): somebody else may take it before the caller does, so use mkstemp()."""
    for name in _names():
        path = os.path.join(gettempdir() if dir is None else dir, prefix + name + suffix)
        if not os.path.lexists(path):
            return path
    from errno import EEXIST
    raise FileExistsError(EEXIST, 'No usable temporary filename found')


# --- where ----------------------------------------------------------------------------------------------------------

def _candidates():
    """Where temporary files may be put, best first."""
    wished = [os.environ.get(name) for name in ('TMPDIR', 'TEMP', 'TMP')]
    for directory in (*filter(None, wished), '/tmp', '/var/tmp', '/usr/tmp'):
        yield os.path.abspath(directory)
    try:
        yield os.getcwd()
    except OSError:
        yield os.curdir


def _can_hold_files(directory):
    try:
        fd, path = _first_free('file', '', template, directory, lambda path: os.open(path, _NEW_FILE, 0o600))
    except OSError:
        return False
    try:
        return os.write(fd, b'text') == 4
    except OSError:
        return False
    finally:
        os.close(fd)
        os.unlink(path)


def gettempdir():
    """The directory for temporary files."""
    global tempdir
    if tempdir is None:
        candidates = list(_candidates())
        tempdir = next(filter(_can_hold_files, candidates), None)
        if tempdir is None:
            from errno import ENOENT
            raise FileNotFoundError(ENOENT, f'No usable temporary directory found in {candidates}')
    return os.fsdecode(tempdir)


def gettempdirb():
    """The directory for temporary files, as bytes."""
    return os.fsencode(gettempdir())


def gettempprefix():
    """What names of temporary files begin with."""
    return os.fsdecode(template)


def gettempprefixb():
    """What names of temporary files begin with, as bytes."""
    return os.fsencode(template)


# --- files ----------------------------------------------------------------------------------------------------------

def _open(fd, name, mode, buffering, encoding, newline, errors):
    """The file object for a new file, which is closed and removed if there can be none."""
    fds = [fd]
    try:
        if 'b' not in mode:
            encoding = io.text_encoding(encoding, 3)
        # The file object gets to know its name; once it has taken the descriptor, closing it is its own affair.
        return io.open(name, mode, buffering, encoding, errors, newline, opener=lambda path, flags: fds.pop())
    except BaseException:
        for fd in fds:
            os.close(fd)
        os.unlink(name)
        raise


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A temporary file without a name: it is gone when it is closed, whatever happens."""
    fd, name = mkstemp(suffix, prefix, dir)
    file = _open(fd, name, mode, buffering, encoding, newline, errors)
    os.unlink(name)
    raw = file
    for layer in ('buffer', 'raw'):
        raw = getattr(raw, layer, raw)
    raw.name = fd
    return file


def NamedTemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None,
                       delete=True, *, errors=None):
    """A temporary file with a name, removed when it is closed (unless delete is false)."""
    fd, name = mkstemp(suffix, prefix, dir)
    file = _open(fd, name, mode, buffering, encoding, newline, errors)
    try:
        return _TemporaryFileWrapper(file, name, delete)
    except BaseException:
        file.close()
        os.unlink(name)
        raise


class _Remover:
    """Closes and removes a file when nobody uses it any more: neither its wrapper nor one of its methods."""

    unlink = staticmethod(os.unlink)  # when the last file goes, the module may have gone

    def __init__(self, file, name, delete):
        self.file, self.name, self.delete = file, name, delete

    def close(self):
        delete, self.delete = self.delete, False
        try:
            self.file.close()
        finally:
            if delete:
                self.unlink(self.name)

    def __del__(self):
        self.close()


class _TemporaryFileWrapper:
    """A file that is removed when it is closed; everything else is the file's own."""

    def __init__(self, file, name, delete=True):
        self.file, self.name, self.delete = file, name, delete
        self._remover = _Remover(file, name, delete)

    def close(self):
        """Close the file and remove it, if it is to be removed."""
        self._remover.close()

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exc_info):
        result = self.file.__exit__(*exc_info)
        self.close()
        return result

    def __iter__(self):
        # Not the file's iterator: while lines are read, this object must live.
        for line in self.file:
            yield line

    def __getattr__(self, name):
        if name == 'file':
            raise AttributeError(name)
        value = getattr(self.file, name)
        if isinstance(value, int) or not callable(value):
            return value

        def call(*args, _remover=self._remover, **kwargs):
            return value(*args, **kwargs)
        setattr(self, name, call)
        return call


class SpooledTemporaryFile(io.IOBase):
    """A temporary file that stays in memory until it is larger than max_size, or fileno() is asked for."""

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        self._limit = max_size
        self._inner = io.BytesIO()
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
            self._inner = io.TextIOWrapper(self._inner, encoding=encoding, errors=errors, newline=newline)
        self._options = {'mode': mode, 'buffering': buffering, 'encoding': encoding, 'newline': newline,
                         'suffix': suffix, 'prefix': prefix, 'dir': dir, 'errors': errors}

    __class_getitem__ = classmethod(type(list[int]))

    def rollover(self):
        """Move to a file on disk now."""
        if self._rolled:
            return
        memory, self._inner = self._inner, TemporaryFile(**self._options)
        position = memory.tell()
        if 'b' in self._options['mode']:
            self._inner.write(memory.getvalue())
        else:
            # The bytes as they are: encoding them again might begin with another mark.
            self._inner.buffer.write(memory.detach().getvalue())
        self._inner.seek(position)
        self._rolled = True

    def _roll_if_large(self):
        if self._limit and not self._rolled and self._inner.tell() > self._limit:
            self.rollover()

    def write(self, s):
        written = self._inner.write(s)
        self._roll_if_large()
        return written

    def writelines(self, iterable):
        self._inner.writelines(iterable)
        self._roll_if_large()

    def truncate(self, size=None):
        if size is not None and size > self._limit:
            self.rollover()
        return self._inner.truncate(size)

    def fileno(self):
        self.rollover()
        return self._inner.fileno()

    def __enter__(self):
        if self.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if '_inner' in vars(self) and not self.closed:
            import warnings
            warnings.warn(f'Unclosed file {self!r}', ResourceWarning, source=self)
            self.close()

    def __iter__(self):
        return iter(self._inner)

    def __next__(self):
        return next(self._inner)

    def _forwarded(name):
        def method(self, *args):
            return getattr(self._inner, name)(*args)
        method.__name__ = name
        return method

    for _name in ('close flush isatty readable read read1 readinto readinto1 readline readlines seek seekable tell '
                  'writable detach').split():
        locals()[_name] = _forwarded(_name)
    del _name, _forwarded

    closed = property(lambda self: self._inner.closed)
    encoding = property(lambda self: self._inner.encoding)
    errors = property(lambda self: self._inner.errors)
    newlines = property(lambda self: self._inner.newlines)
    mode = property(lambda self: getattr(self._inner, 'mode', self._options['mode']))
    name = property(lambda self: getattr(self._inner, 'name', None))


# --- directories ----------------------------------------------------------------------------------------------------

class TemporaryDirectory:
    """A directory that is removed, with all that is in it, at the end of the with block."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        import weakref
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignores_errors = ignore_cleanup_errors
        self._forgotten = weakref.finalize(self, _remove_forgotten, self.name, repr(self), ignore_cleanup_errors)

    __class_getitem__ = classmethod(type(list[int]))

    def __repr__(self):
        return f'<{type(self).__name__} {self.name!r}>'

    def __enter__(self):
        return self.name

    def __exit__(self, *exc_info):
        self.cleanup()

    def cleanup(self):
        """Remove the directory now."""
        if self._forgotten.detach() or os.path.exists(self.name):
            _remove_tree(self.name, self._ignores_errors)


def _remove_forgotten(name, shown, ignore_errors):
    import warnings
    _remove_tree(name, ignore_errors)
    warnings.warn(f'Implicitly cleaning up {shown}', ResourceWarning)


def _remove_tree(name, ignore_errors):
    """Remove a tree, also where permissions are in the way."""
    from shutil import rmtree

    def retry(function, path, exc_info):
        if isinstance(exc_info[1], FileNotFoundError):
            return
        if not isinstance(exc_info[1], PermissionError):
            if not ignore_errors:
                raise exc_info[1]
            return
        try:
            for locked in (os.path.dirname(path), path) if path != name else (path,):
                os.chmod(locked, 0o700)
            try:
                os.unlink(path)
            except (IsADirectoryError, PermissionError):
                _remove_tree(path, ignore_errors)
        except FileNotFoundError:
            pass

    rmtree(name, onerror=retry)
