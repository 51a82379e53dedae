"""Temporary files and directories, made so that nobody else can get in between."""
import io as _io
import os as _os
import sys as _sys

__all__ = ['NamedTemporaryFile', 'TemporaryFile', 'SpooledTemporaryFile', 'TemporaryDirectory', 'mkstemp', 'mkdtemp',
           'mktemp', 'TMP_MAX', 'gettempprefix', 'tempdir', 'gettempdir', 'gettempprefixb', 'gettempdirb']

TMP_MAX = _os.TMP_MAX  # how many names are tried
template = 'tmp'
tempdir = None  # where files are put, once it is known
_text_openflags = _bin_openflags = _os.O_RDWR | _os.O_CREAT | _os.O_EXCL | _os.O_NOFOLLOW | _os.O_CLOEXEC


# --- names ----------------------------------------------------------------------------------------------------------

class _RandomNameSequence:
    """An iterator over names that nobody can foresee."""

    characters = 'abcdefghijklmnopqrstuvwxyz0123456789_'

    def __iter__(self):
        return self

    def __next__(self):
        number, letters = int.from_bytes(_os.urandom(8), 'little'), self.characters
        return ''.join([letters[number // len(letters) ** i % len(letters)] for i in range(8)])


_name_sequence = None


def _get_candidate_names():
    """The names that are tried."""
    global _name_sequence
    if _name_sequence is None:
        _name_sequence = _RandomNameSequence()
    return _name_sequence


def _names():
    """Only so many of them."""
    for _, name in zip(range(TMP_MAX), _get_candidate_names()):
        yield name


def _infer_return_type(*given):
    """str or bytes: the type of all parts of a path that are not None."""
    kinds = {bytes if isinstance(_os.fspath(part), bytes) else str for part in given if part is not None}
    if len(kinds) > 1:
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    if kinds:
        return kinds.pop()
    return bytes if isinstance(tempdir, bytes) else str


def _sanitize_params(prefix, suffix, dir):
    """The arguments with what is missing filled in, and their type."""
    kind = _infer_return_type(prefix, suffix, dir)
    as_bytes = kind is bytes
    if suffix is None:
        suffix = kind()
    if prefix is None:
        prefix = gettempprefixb() if as_bytes else gettempprefix()
    if dir is None:
        dir = gettempdirb() if as_bytes else gettempdir()
    return prefix, suffix, dir, kind


def _first_free(what, suffix, prefix, directory, create):
    """Try names until create(path) works: (its result, the path)."""
    for name in _names():
        path = _os.path.join(directory, prefix + (name.encode() if isinstance(prefix, bytes) else name) + suffix)
        try:
            return create(path), _os.path.abspath(path)
        except FileExistsError:
            continue
    from errno import EEXIST
    raise FileExistsError(EEXIST, f'No usable temporary {what} name found')


def _mkstemp_inner(dir, pre, suf, flags, output_type):
    """mkstemp() when its arguments are complete."""
    def create(path):
        _sys.audit('tempfile.mkstemp', path)
        return _os.open(path, flags, 0o600)
    return _first_free('file', suf, pre, _os.path.abspath(dir), create)


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    """Make a file that only this user can read and write; (file descriptor, path). The caller removes it."""
    prefix, suffix, dir, kind = _sanitize_params(prefix, suffix, dir)
    return _mkstemp_inner(dir, prefix, suffix, _text_openflags if text else _bin_openflags, kind)


def mkdtemp(suffix=None, prefix=None, dir=None):
    """Make a directory that only this user can use; its path. The caller removes it."""
    def create(path):
        _sys.audit('tempfile.mkdtemp', path)
        _os.mkdir(path, 0o700)
        return path
    prefix, suffix, dir, _ = _sanitize_params(prefix, suffix, dir)
    return _first_free('directory', suffix, prefix, dir, create)[0]


def mktemp(suffix='', prefix=template, dir=None):
    """A name that nobody uses (yet): somebody else may take it before the caller does, so use mkstemp()."""
    for name in _names():
        path = _os.path.join(gettempdir() if dir is None else dir, prefix + name + suffix)
        if not _os.path.lexists(path):
            return path
    from errno import EEXIST
    raise FileExistsError(EEXIST, 'No usable temporary filename found')


# --- where ----------------------------------------------------------------------------------------------------------

def _candidate_tempdir_list():
    """Where temporary files may be put, best first."""
    wished = [_os.environ.get(name) for name in ('TMPDIR', 'TEMP', 'TMP')]
    found = [_os.path.abspath(directory) for directory in (*filter(None, wished), '/tmp', '/var/tmp', '/usr/tmp')]
    try:
        return found + [_os.getcwd()]
    except OSError:
        return found + [_os.curdir]


def _can_hold_files(directory):
    for _, name in zip(range(100), _get_candidate_names()):
        path = _os.path.join(directory, name)
        try:
            fd = _os.open(path, _bin_openflags, 0o600)
        except FileExistsError:
            continue
        except OSError:
            return False
        try:
            return _os.write(fd, b'text') == 4
        except OSError:
            return False
        finally:
            _os.close(fd)
            _os.unlink(path)
    return False


def _get_default_tempdir():
    """The first directory that can hold files."""
    candidates = _candidate_tempdir_list()
    for directory in candidates:
        if directory != _os.curdir:
            directory = _os.path.abspath(directory)
        if _can_hold_files(directory):
            return directory
    from errno import ENOENT
    raise FileNotFoundError(ENOENT, f'No usable temporary directory found in {candidates}')


def _gettempdir():
    """tempdir as it is, str or bytes."""
    global tempdir
    if tempdir is None:
        tempdir = _get_default_tempdir()
    return tempdir


def gettempdir():
    """The directory for temporary files."""
    return _os.fsdecode(_gettempdir())


def gettempdirb():
    """The directory for temporary files, as bytes."""
    return _os.fsencode(_gettempdir())


def gettempprefix():
    """What names of temporary files begin with."""
    return _os.fsdecode(template)


def gettempprefixb():
    """What names of temporary files begin with, as bytes."""
    return _os.fsencode(template)


# --- files ----------------------------------------------------------------------------------------------------------

def _open(fd, name, mode, buffering, encoding, newline, errors):
    """The file object for a new file, which is closed and removed if there can be none."""
    fds = [fd]
    try:
        if 'b' not in mode:
            encoding = _io.text_encoding(encoding, 3)
        # The file object gets to know its name; once it has taken the descriptor, closing it is its own affair.
        return _io.open(name, mode, buffering, encoding, errors, newline, opener=lambda path, flags: fds.pop())
    except BaseException:
        for fd in fds:
            _os.close(fd)
        _os.unlink(name)
        raise


def TemporaryFile(mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *,
                  errors=None):
    """A temporary file without a name: it is gone when it is closed, whatever happens."""
    fd, name = mkstemp(suffix, prefix, dir)
    file = _open(fd, name, mode, buffering, encoding, newline, errors)
    _os.unlink(name)
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
        _os.unlink(name)
        raise


class _Remover:
    """Closes and removes a file when nobody uses it any more: neither its wrapper nor one of its methods."""

    unlink = staticmethod(_os.unlink)  # when the last file goes, the module may have gone

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


class SpooledTemporaryFile(_io.IOBase):
    """A temporary file that stays in memory until it is larger than max_size, or fileno() is asked for."""

    _rolled = False

    def __init__(self, max_size=0, mode='w+b', buffering=-1, encoding=None, newline=None, suffix=None, prefix=None,
                 dir=None, *, errors=None):
        self._limit = max_size
        self._file = _io.BytesIO()
        if 'b' not in mode:
            encoding = _io.text_encoding(encoding)
            self._file = _io.TextIOWrapper(self._file, encoding=encoding, errors=errors, newline=newline)
        self._options = {'mode': mode, 'buffering': buffering, 'encoding': encoding, 'newline': newline,
                         'suffix': suffix, 'prefix': prefix, 'dir': dir, 'errors': errors}

    __class_getitem__ = classmethod(type(list[int]))

    def rollover(self):
        """Move to a file on disk now."""
        if self._rolled:
            return
        memory, self._file = self._file, TemporaryFile(**self._options)
        position = memory.tell()
        if 'b' in self._options['mode']:
            self._file.write(memory.getvalue())
        else:
            # The bytes as they are: encoding them again might begin with another mark.
            self._file.buffer.write(memory.detach().getvalue())
        self._file.seek(position)
        self._rolled = True

    def _roll_if_large(self):
        if self._limit and not self._rolled and self._file.tell() > self._limit:
            self.rollover()

    def write(self, s):
        written = self._file.write(s)
        self._roll_if_large()
        return written

    def writelines(self, iterable):
        self._file.writelines(iterable)
        self._roll_if_large()

    def truncate(self, size=None):
        if size is not None and size > self._limit:
            self.rollover()
        return self._file.truncate(size)

    def fileno(self):
        self.rollover()
        return self._file.fileno()

    def __enter__(self):
        if self.closed:
            raise ValueError('Cannot enter context with closed file')
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        if '_file' in vars(self) and not self.closed:
            import warnings
            warnings.warn(f'Unclosed file {self!r}', ResourceWarning, stacklevel=2, source=self)
            self.close()

    def __iter__(self):
        return iter(self._file)

    def __next__(self):
        return next(self._file)

    def _forwarded(name):
        def method(self, *args):
            return getattr(self._file, name)(*args)
        method.__name__ = name
        return method

    for _name in ('close flush isatty readable read read1 readinto readinto1 readline readlines seek seekable tell '
                  'writable detach').split():
        locals()[_name] = _forwarded(_name)
    del _name, _forwarded

    closed = property(lambda self: self._file.closed)
    encoding = property(lambda self: self._file.encoding)
    errors = property(lambda self: self._file.errors)
    newlines = property(lambda self: self._file.newlines)
    mode = property(lambda self: getattr(self._file, 'mode', self._options['mode']))
    name = property(lambda self: getattr(self._file, 'name', None))


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
        if self._forgotten.detach() or _os.path.exists(self.name):
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
            for locked in (_os.path.dirname(path), path) if path != name else (path,):
                _os.chmod(locked, 0o700)
            try:
                _os.unlink(path)
            except (IsADirectoryError, PermissionError):
                _remove_tree(path, ignore_errors)
        except FileNotFoundError:
            pass

    rmtree(name, onerror=retry)
