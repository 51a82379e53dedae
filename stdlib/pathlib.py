"""Paths as objects: the pure ones only work with the text, Path and PosixPath with the files as well.

A path is kept parsed, as drive, root and a tuple of names; joining, comparing and taking apart work on these, and the
text is made when somebody asks for it. How a text is parsed is up to the flavour, of which there are two.
"""
import fnmatch
import os
import sys
from _collections_abc import Sequence
from _io import text_encoding
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

__all__ = ['PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']


# --- flavours -------------------------------------------------------------------------------------------------------

class _Posix:
    """/directory/file"""

    sep = '/'
    seps = '/'
    supported = os.name == 'posix'

    def parse(self, text):
        root = ''
        if text[:1] == '/':
            # Two slashes, but not three, may mean something else than one.
            root = '//' if text[:2] == '//' and text[2:3] != '/' else '/'
        return '', root, _names(text, '/')

    def fold(self, text):
        return text

    def is_absolute(self, drive, root):
        return bool(root)

    def uri(self, drive, text):
        return 'file://' + _quote(os.fsencode(text))


class _Windows:
    r"""c:\directory\file or \\server\share\directory\file"""

    sep = '\\'
    seps = '\\/'
    supported = os.name == 'nt'

    def parse(self, text):
        drive, root, rest = self.take_anchor(text.replace('/', '\\'))
        return drive, root, _names(rest, '\\')

    def take_anchor(self, text):
        """(drive, root, rest)"""
        prefix = ''
        if text[:4] == '\\\\?\\':
            # The long form: \\?\c:\file or \\?\UNC\server\share\file
            prefix, text = text[:4], text[4:]
            if text[:4] == 'UNC\\':
                prefix, text = prefix + 'UNC', '\\' + text[3:]
        if text[:2] == '\\\\':
            server, sep, rest = text[2:].partition('\\')
            if server and sep and rest[:1] != '\\':
                share, _, rest = rest.partition('\\')
                start = prefix + '\\' if prefix else '\\\\'
                return f'{start}{server}\\{share}', '\\', rest
        letter = text[:2] if text[1:2] == ':' and text[0].isascii() and text[0].isalpha() else ''
        rest = text[len(letter):]
        return prefix + letter, rest[:1] if rest[:1] == '\\' else '', rest

    def fold(self, text):
        return text.lower()

    def is_absolute(self, drive, root):
        return bool(drive and root)

    def uri(self, drive, text):
        text = text.replace('\\', '/')
        if len(drive) == 2 and drive[1] == ':':
            return f'file:///{drive}/' + _quote(text[2:].lstrip('/').encode())
        return 'file:' + _quote(text.encode())

    def is_device(self, name):
        """Whether Windows takes the name for a device wherever it stands."""
        name = name.partition('.')[0].partition(':')[0].rstrip(' ').upper()
        if name[:3] in ('COM', 'LPT') and len(name) == 4:
            return name[3] in '123456789\xb9\xb2\xb3'
        return name in ('CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$')


_posix, _windows = _Posix(), _Windows()


def _names(text, sep):
    return tuple(sys.intern(name) for name in text.split(sep) if name and name != '.')


def _quote(data):
    """Bytes as they are written in a URI."""
    texts = ((byte, chr(byte)) for byte in data)
    return ''.join(c if byte < 128 and (c.isalnum() or c in '_.-~/') else f'%{byte:02X}' for byte, c in texts)


def _join(pieces):
    """Parsed paths one after the other: what has a drive or a root discards what was before."""
    drive, root, names = '', '', ()
    for its_drive, its_root, its_names in pieces:
        if its_drive:
            drive, root, names = its_drive, its_root, its_names
        elif its_root:
            root, names = its_root, its_names
        else:
            names += its_names
    return drive, root, names


# --- pure paths -----------------------------------------------------------------------------------------------------

class _Parents(Sequence):
    """The directories above a path, the nearest first."""

    def __init__(self, path):
        self._path = path

    def __len__(self):
        # A relative path has the current directory above it, an absolute one the root.
        return len(self._path._names)

    def __getitem__(self, index):
        if isinstance(index, slice):
            return tuple(self[i] for i in range(*index.indices(len(self))))
        if not -len(self) <= index < len(self):
            raise IndexError(index)
        return self._path._with(names=self._path._names[:len(self) - 1 - index % len(self)])

    def __repr__(self):
        return f'<{type(self._path).__name__}.parents>'


class PurePath:
    """A path as text: PurePath(*segments). Makes a PurePosixPath or PureWindowsPath, as the system is."""

    # The last three hold what was asked for once: the text, the parts, and the parts as they are compared.
    __slots__ = ('_drive', '_root', '_names', '_text', '_all', '_key')

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == 'nt' else PurePosixPath
        return cls._of(_join(cls._parsed(args)))

    @classmethod
    def _of(cls, parsed):
        self = object.__new__(cls)
        self._drive, self._root, self._names = parsed
        return self

    @classmethod
    def _parsed(cls, args):
        """The arguments of a path, each of them parsed."""
        flavour = cls._flavour
        for arg in args:
            if isinstance(arg, PurePath):
                if arg._flavour is flavour:
                    yield arg._drive, arg._root, arg._names
                else:
                    yield from map(flavour.parse, arg.parts)
                continue
            text = os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError('argument should be a str object or an os.PathLike object returning str, '
                                f'not {type(text)!r}')
            yield flavour.parse(text)

    def _with(self, drive=None, root=None, names=()):
        """A path of the same class, with drive and root of this one if they are not given."""
        return self._of((self._drive if drive is None else drive, self._root if root is None else root, names))

    def __reduce__(self):
        return type(self), self.parts

    # --- texts ---

    def __str__(self):
        try:
            return self._text
        except AttributeError:
            self._text = self._drive + self._root + self._flavour.sep.join(self._names) or '.'
            return self._text

    def __fspath__(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(str(self))

    def __repr__(self):
        return f'{type(self).__name__}({self.as_posix()!r})'

    def as_posix(self):
        """The path with forward slashes."""
        return str(self).replace(self._flavour.sep, '/')

    def as_uri(self):
        """The path as a file URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return self._flavour.uri(self._drive, str(self))

    # --- comparing ---

    def _comparable(self):
        try:
            return self._key
        except AttributeError:
            as_is = self._flavour is _posix
            self._key = self.parts if as_is else tuple(map(self._flavour.fold, self.parts))
            return self._key

    def __hash__(self):
        return hash(self._comparable())

    def _compared(operator):
        def compare(self, other):
            if not isinstance(other, PurePath) or other._flavour is not self._flavour:
                return NotImplemented
            return operator(self._comparable(), other._comparable())
        return compare

    __eq__ = _compared(lambda a, b: a == b)
    __lt__ = _compared(lambda a, b: a < b)
    __le__ = _compared(lambda a, b: a <= b)
    __gt__ = _compared(lambda a, b: a > b)
    __ge__ = _compared(lambda a, b: a >= b)
    del _compared

    # --- taking apart ---

    @property
    def drive(self):
        """The drive, or an empty string."""
        return self._drive

    @property
    def root(self):
        """The root, or an empty string."""
        return self._root

    @property
    def anchor(self):
        """Drive and root."""
        return self._drive + self._root

    @property
    def parts(self):
        """Drive and root as one part, if there are any, and the names."""
        try:
            return self._all
        except AttributeError:
            anchor = self._drive + self._root
            self._all = (anchor, *self._names) if anchor else self._names
            return self._all

    @property
    def name(self):
        """The last name, or an empty string."""
        return self._names[-1] if self._names else ''

    def _split_name(self):
        """(stem, suffix): a dot at the beginning or end of the name begins no suffix."""
        stem, dot, suffix = self.name.rpartition('.')
        return (stem, dot + suffix) if stem and suffix else (self.name, '')

    @property
    def stem(self):
        """The name without its last suffix."""
        return self._split_name()[0]

    @property
    def suffix(self):
        """The last suffix of the name, with its dot."""
        return self._split_name()[1]

    @property
    def suffixes(self):
        """All suffixes of the name."""
        if self.name[-1:] == '.':
            return []
        return ['.' + suffix for suffix in self.name.lstrip('.').split('.')[1:]]

    @property
    def parent(self):
        """The directory that the path is in."""
        return self._with(names=self._names[:-1]) if self._names else self

    @property
    def parents(self):
        """The directories above, the nearest first."""
        return _Parents(self)

    def is_absolute(self):
        """Whether it has a root (and a drive, where there are drives)."""
        return self._flavour.is_absolute(self._drive, self._root)

    def is_reserved(self):
        """Whether Windows keeps the name for a device."""
        return (self._flavour is _windows and bool(self._names) and self._drive[:2] != '\\\\'
                and _windows.is_device(self.name))

    # --- putting together ---

    def joinpath(self, *args):
        """The paths one after the other; an absolute one begins anew."""
        drive, root, names = _join(self._parsed(args))
        if not root and self._flavour.fold(drive) == self._flavour.fold(self._drive):
            drive = ''  # c:x is relative to the current directory of c:, which this path may be below
        return self._of(_join([(self._drive, self._root, self._names), (drive, root, names)]))

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._of(_join(self._parsed((key, self))))
        except TypeError:
            return NotImplemented

    def with_name(self, name):
        """The path with another name."""
        self._need_name()
        if name[-1:] in self._flavour.seps or self._flavour.parse(name)[:2] != ('', '') or \
                len(self._flavour.parse(name)[2]) != 1:
            raise ValueError(f'Invalid name {name!r}')
        return self._with(names=(*self._names[:-1], name))

    def with_stem(self, stem):
        """The path with another stem."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """The path with another suffix, or with none."""
        if suffix == '.' or suffix and suffix[0] != '.' or any(sep in suffix for sep in self._flavour.seps):
            raise ValueError(f'Invalid suffix {suffix!r}')
        self._need_name()
        return self._with(names=(*self._names[:-1], self.stem + suffix))

    def _need_name(self):
        if not self._names:
            raise ValueError(f'{self!r} has an empty name')

    # --- one path and another ---

    def relative_to(self, *other):
        """The path as seen from another one above it; ValueError if that is not above."""
        if not other:
            raise TypeError('need at least one argument')
        above = self._of(_join(self._parsed(other)))
        below = self._below(above)
        if below is None:
            base = str(above) if above.parts else ''
            raise ValueError(f'{str(self)!r} is not in the subpath of {base!r} OR one path is relative and the other '
                             'is absolute.')
        return below

    def is_relative_to(self, *other):
        """Whether relative_to would work."""
        try:
            self.relative_to(*other)
        except ValueError:
            return False
        return True

    def _below(self, above):
        fold = self._flavour.fold
        size = len(above._names)
        root = self._root
        if not above._root and above._drive and not size:
            root = ''  # seen from a drive, a root is still to be told
        if fold(self._drive) != fold(above._drive) or root != above._root:
            return None
        if list(map(fold, self._names[:size])) != list(map(fold, above._names)):
            return None
        return self._with('', '' if above._root or size else self._root, self._names[size:])

    def match(self, path_pattern):
        """Whether the last parts match a pattern; all parts must if the pattern has a drive or a root."""
        pattern = self._of(_join(self._parsed((self._flavour.fold(path_pattern),))))
        mine, wanted = self._comparable(), pattern.parts
        if not wanted:
            raise ValueError('empty pattern')
        if pattern.anchor:
            if pattern._drive not in ('', self._flavour.fold(self._drive)) or pattern._root not in ('', self._root):
                return False
            if len(mine) != len(wanted):
                return False
            wanted = pattern._names
        return len(wanted) <= len(mine) and all(map(fnmatch.fnmatchcase, reversed(mine), reversed(wanted)))


os.PathLike.register(PurePath)


# The attribute _flavour is not private in practice: scripts that derive from Path look for it.

class PurePosixPath(PurePath):
    """A path of a POSIX system, without access to files."""

    _flavour = _posix
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path of Windows, without access to files."""

    _flavour = _windows
    __slots__ = ()


# --- paths with access to files -------------------------------------------------------------------------------------

_ABSENT = {ENOENT, ENOTDIR, EBADF, ELOOP}


def _deprecated(message):
    import warnings
    warnings.warn(message, DeprecationWarning, stacklevel=3)


class Path(PurePath):
    """A path and the files it leads to. Makes a PosixPath or WindowsPath, as the system is."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == 'nt' else PosixPath
        if not cls._flavour.supported:
            raise NotImplementedError(f'cannot instantiate {cls.__name__!r} on your system')
        return cls._of(_join(cls._parsed(args)))

    def __enter__(self):
        _deprecated('pathlib.Path.__enter__() is deprecated and scheduled for removal in Python 3.13; '
                    'Path objects as a context manager is a no-op')
        return self

    def __exit__(self, *exc_info):
        pass

    # --- where it leads ---

    @classmethod
    def home(cls):
        """The user's home directory."""
        return cls('~').expanduser()

    def expanduser(self):
        """Replace ~ or ~user at the beginning by the home directory."""
        if self.anchor or not self._names or self._names[0][0] != '~':
            return self
        home = os.path.expanduser(self._names[0])
        if home[0] == '~':
            raise RuntimeError('Could not determine home directory.')
        return self._of(_join([self._flavour.parse(home), ('', '', self._names[1:])]))

    @classmethod
    def cwd(cls):
        """The current directory."""
        return cls(os.getcwd())

    def absolute(self):
        """The path from the root; nothing is resolved."""
        return self if self.is_absolute() else self._of(_join(self._parsed((os.getcwd(), self))))

    def resolve(self, strict=False):
        """The absolute path without symbolic links and '..'; strict: it must exist."""
        try:
            path = self._of(self._flavour.parse(os.path.realpath(self, strict=strict)))
            if not strict:
                path._mode()  # realpath() leaves loops of links as they are
        except OSError as e:
            if e.errno != ELOOP:
                raise
            raise RuntimeError(f'Symlink loop from {e.filename!r}') from None
        return path

    def readlink(self):
        """The path that a symbolic link holds."""
        return self._of(self._flavour.parse(os.readlink(self)))

    def samefile(self, other_path):
        """Whether both paths lead to the same file."""
        theirs = other_path.stat() if hasattr(other_path, 'stat') else os.stat(other_path)
        return os.path.samestat(self.stat(), theirs)

    # --- what there is ---

    def stat(self, *, follow_symlinks=True):
        """What os.stat() returns."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        """stat() of a symbolic link itself."""
        return self.stat(follow_symlinks=False)

    def _mode(self, absent=(), **options):
        """The mode of the file; 0 if stat() fails with one of the errors that mean it is not there."""
        try:
            return self.stat(**options).st_mode
        except OSError as e:
            if e.errno not in absent and (absent or e.errno == ELOOP):
                raise
        except ValueError:
            pass  # no path has a null character
        return 0

    def exists(self):
        """Whether there is such a file."""
        return self._mode(_ABSENT) != 0

    def _kind(name, doc, **options):
        def check(self):
            import stat
            return getattr(stat, name)(self._mode(_ABSENT, **options))
        check.__doc__ = doc
        return check

    is_dir = _kind('S_ISDIR', 'Whether it is a directory.')
    is_file = _kind('S_ISREG', 'Whether it is a regular file.')
    is_symlink = _kind('S_ISLNK', 'Whether it is a symbolic link.', follow_symlinks=False)
    is_block_device = _kind('S_ISBLK', 'Whether it is a block device.')
    is_char_device = _kind('S_ISCHR', 'Whether it is a character device.')
    is_fifo = _kind('S_ISFIFO', 'Whether it is a named pipe.')
    is_socket = _kind('S_ISSOCK', 'Whether it is a socket.')
    del _kind

    def is_mount(self):
        """Whether a file system is mounted there."""
        if not self.is_dir():
            return False
        try:
            here, above = self.stat(), self.parent.stat()
        except OSError:
            return False
        return here.st_dev != above.st_dev or here.st_ino == above.st_ino

    def owner(self):
        """The name of the owner."""
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        """The name of the group."""
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def _child(self, name):
        return self._with(names=(*self._names, name))

    def iterdir(self):
        """The paths in this directory."""
        return (self._child(name) for name in os.listdir(self))

    def glob(self, pattern):
        """The existing paths below this one that match a pattern."""
        sys.audit('pathlib.Path.glob', self, pattern)
        if not pattern:
            raise ValueError(f'Unacceptable pattern: {pattern!r}')
        yield from self._glob((), pattern)

    def rglob(self, pattern):
        """The existing paths in this tree that match a pattern."""
        sys.audit('pathlib.Path.rglob', self, pattern)
        yield from self._glob(('**',), pattern)

    def _glob(self, before, pattern):
        drive, root, names = self._flavour.parse(pattern)
        if drive or root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        names = before + names
        if any('**' in name and name != '**' for name in names):
            raise ValueError("Invalid pattern: '**' can only be an entire path component")
        only_directories = pattern[-1:] != '' and pattern[-1] in self._flavour.seps
        return _glob(self, names, only_directories)

    # --- contents ---

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """What open() returns."""
        import io  # at last, and not one function of it: tests replace io.open
        if 'b' not in mode:
            encoding = text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The contents as bytes."""
        with self.open('rb') as file:
            return file.read()

    def read_text(self, encoding=None, errors=None):
        """The contents as str."""
        with self.open('r', -1, text_encoding(encoding), errors) as file:
            return file.read()

    def write_bytes(self, data):
        """Make bytes the contents; how many were written."""
        data = memoryview(data)  # must fail before the file is emptied
        with self.open('wb') as file:
            return file.write(data)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a str the contents; how many characters were written."""
        if not isinstance(data, str):
            raise TypeError(f'data must be str, not {type(data).__name__}')
        with self.open('w', -1, text_encoding(encoding), errors, newline) as file:
            return file.write(data)

    # --- making, changing, removing ---

    def touch(self, mode=0o666, exist_ok=True):
        """Make an empty file, or set the times of an existing one."""
        if exist_ok:
            try:
                return os.utime(self)
            except OSError:
                pass  # it is not there yet, or open() will say what is wrong
        exclusively = 0 if exist_ok else os.O_EXCL
        os.close(os.open(self, os.O_WRONLY | os.O_CREAT | exclusively, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make a directory, with parents=True also those above it."""
        try:
            return self._make_directory(mode, exist_ok)
        except FileNotFoundError:
            if not parents or not self._names:
                raise
        for above in reversed(self.parents):
            if not above.exists():
                above._make_directory(0o777, True)
        self._make_directory(mode, exist_ok)

    def _make_directory(self, mode, exist_ok):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            raise
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link to target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of target's file."""
        os.link(target, self)

    def link_to(self, target):
        """Make target another name of this file (deprecated)."""
        _deprecated('pathlib.Path.link_to() is deprecated and is scheduled for removal in Python 3.12. '
                    'Use pathlib.Path.hardlink_to() instead.')
        os.link(self, target)

    def rename(self, target):
        """Rename; returns the new path."""
        os.rename(self, target)
        return type(self)(target)

    def replace(self, target):
        """Rename over what may be there; returns the new path."""
        os.replace(self, target)
        return type(self)(target)

    def rmdir(self):
        """Remove an empty directory."""
        os.rmdir(self)

    def lchmod(self, mode):
        """Change the permissions of a symbolic link itself."""
        self.chmod(mode, follow_symlinks=False)

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def unlink(self, missing_ok=False):
        """Remove a file."""
        try:
            os.unlink(self)
        except (FileNotFoundError if missing_ok else ()):
            pass


class PosixPath(Path, PurePosixPath):
    """A path and its files on a POSIX system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path and its files on Windows."""

    __slots__ = ()

    def is_mount(self):
        raise NotImplementedError('Path.is_mount() is unsupported on this system')


# --- glob -----------------------------------------------------------------------------------------------------------

def _glob(start, names, only_directories):
    """The existing paths below start that match the names of a pattern: one sieve after the other."""
    paths = [start] if start.is_dir() else []
    for i, name in enumerate(names, 1):
        must_be_directory = only_directories or i < len(names)
        if name == '**':
            paths = (below for path in paths for below in _tree(path))
        elif set('*?[') & set(name):
            paths = _matching(paths, name, must_be_directory)
        else:
            paths = _existing(paths, name, must_be_directory)
    # Only with several '**' can a path be found in two ways.
    return paths if names.count('**') < 2 else _once(paths)


def _once(paths):
    seen = set()
    for path in paths:
        if path not in seen:
            seen.add(path)
            yield path


def _existing(paths, name, must_be_directory):
    for path in paths:
        child = path._child(name)
        try:
            found = child.is_dir() if must_be_directory else child.exists()
        except PermissionError:
            found = False
        if found:
            yield child


def _matching(paths, pattern, must_be_directory):
    for path in paths:
        fold = path._flavour.fold
        for entry in _entries(path):
            fits = fnmatch.fnmatchcase(fold(entry.name), fold(pattern))
            if fits and (not must_be_directory or _is_directory(entry)):
                yield path._child(entry.name)


def _tree(path):
    """A directory and all directories below; symbolic links are not followed."""
    yield path
    for entry in _entries(path):
        if _is_directory(entry, follow_symlinks=False):
            yield from _tree(path._child(entry.name))


def _entries(path):
    try:
        with os.scandir(path) as entries:
            return list(entries)
    except OSError:
        return []


def _is_directory(entry, **options):
    try:
        return entry.is_dir(**options)
    except OSError as e:
        if e.errno not in _ABSENT:
            raise
        return False
