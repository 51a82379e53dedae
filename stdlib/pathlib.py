"""Paths as objects: the pure ones only work with the text, Path and PosixPath with the files as well."""
import fnmatch
import io
import os
import posixpath
import sys
from _collections_abc import Sequence
from errno import EBADF, ELOOP, ENOENT, ENOTDIR

__all__ = ['PurePath', 'PurePosixPath', 'PureWindowsPath', 'Path', 'PosixPath', 'WindowsPath']

_IGNORED_ERRNOS = (ENOENT, ENOTDIR, EBADF, ELOOP)


def _ignore_error(exception):
    """Whether an error only means that there is no such file."""
    return getattr(exception, 'errno', None) in _IGNORED_ERRNOS


# --- the ways of writing paths --------------------------------------------------------------------------------------

class _PosixFlavour:
    """/root/dir/file"""

    sep = '/'
    altsep = ''
    has_drv = False
    pathmod = posixpath
    is_supported = os.name == 'posix'

    def splitroot(self, part):
        """(drive, root, rest); two slashes (not more) at the beginning are a root of their own."""
        if not part or part[0] != '/':
            return '', '', part
        stripped = part.lstrip('/')
        return '', '//' if len(part) - len(stripped) == 2 else '/', stripped

    def casefold(self, s):
        return s

    def casefold_parts(self, parts):
        return parts

    def is_reserved(self, parts):
        return False

    def make_uri(self, path):
        return 'file://' + _quote(bytes(path))


class _WindowsFlavour:
    r"""c:\dir\file, \\server\share\file"""

    sep = '\\'
    altsep = '/'
    has_drv = True
    is_supported = os.name == 'nt'
    _RESERVED = ({'CON', 'PRN', 'AUX', 'NUL', 'CONIN$', 'CONOUT$'}
                 | {f'COM{c}' for c in '123456789\xb9\xb2\xb3'} | {f'LPT{c}' for c in '123456789\xb9\xb2\xb3'})
    _DRIVE_LETTERS = set('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
    _EXTENDED = '\\\\?\\'

    def splitroot(self, part):
        """(drive, root, rest)."""
        prefix, part = self._split_extended(part)
        if part[:2] == '\\\\' and part[2:3] != '\\':
            # \\server\share\ is the drive of a network path.
            server_end = part.find('\\', 2)
            if server_end != -1:
                share_end = part.find('\\', server_end + 1)
                if share_end != server_end + 1:
                    if share_end == -1:
                        share_end = len(part)
                    drive = prefix + part[1:share_end] if prefix else part[:share_end]
                    return drive, '\\', part[share_end + 1:]
        drive = root = ''
        if part[1:2] == ':' and part[0] in self._DRIVE_LETTERS:
            drive, part = part[:2], part[2:]
        if part[:1] == '\\':
            root, part = '\\', part.lstrip('\\')
        return prefix + drive, root, part

    def _split_extended(self, s):
        if not s.startswith(self._EXTENDED):
            return '', s
        prefix, s = s[:4], s[4:]
        if s.startswith('UNC\\'):
            prefix += s[:3]
            s = '\\' + s[3:]
        return prefix, s

    def casefold(self, s):
        return s.lower()

    def casefold_parts(self, parts):
        return [part.lower() for part in parts]

    def is_reserved(self, parts):
        if not parts or parts[0].startswith('\\\\'):
            return False
        name = parts[-1].partition('.')[0].partition(':')[0].rstrip(' ')
        return name.upper() in self._RESERVED

    def make_uri(self, path):
        drive = path.drive
        if len(drive) == 2 and drive[1] == ':':
            rest = path.as_posix()[2:].lstrip('/')
            return f'file:///{drive}/{_quote(rest.encode("utf-8"))}'
        return 'file:' + _quote(path.as_posix().encode('utf-8'))


_UNQUOTED = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/')


def _quote(data):
    """Bytes as they are written in a URI."""
    return ''.join(chr(c) if c in _UNQUOTED else f'%{c:02X}' for c in data)


_posix_flavour = _PosixFlavour()
_windows_flavour = _WindowsFlavour()


def _parse(flavour, texts):
    """(drive, root, parts) of texts one after the other; parts begins with drive and root, if there are any."""
    drive = root = ''
    parts = []
    for text in reversed(texts):
        if not text:
            continue
        if flavour.altsep:
            text = text.replace(flavour.altsep, flavour.sep)
        drive, root, rest = flavour.splitroot(text)
        parts[:0] = [sys.intern(name) for name in rest.split(flavour.sep) if name and name != '.']
        if not (drive or root):
            continue
        if root and not drive and flavour.has_drv:
            drive = _earlier_drive(flavour, texts, text)
        break
    if drive or root:
        parts.insert(0, drive + root)
    return drive, root, parts


def _earlier_drive(flavour, texts, text):
    """A root without a drive takes the drive of the texts before it."""
    before = texts[:-1]
    while before:
        candidate = before[-1].replace(flavour.altsep, flavour.sep)
        drive = flavour.splitroot(candidate)[0]
        if drive:
            return drive
        before = before[:-1]
    return ''


# --- pure paths -----------------------------------------------------------------------------------------------------

class _PathParents(Sequence):
    """The directories above a path, the nearest first."""

    __slots__ = ('_pathcls', '_drv', '_root', '_parts')

    def __init__(self, path):
        self._pathcls = type(path)
        self._drv = path._drv
        self._root = path._root
        self._parts = path._parts

    def __len__(self):
        return len(self._parts) - bool(self._drv or self._root)

    def __getitem__(self, idx):
        if isinstance(idx, slice):
            return tuple(self[i] for i in range(*idx.indices(len(self))))
        if idx >= len(self) or idx < -len(self):
            raise IndexError(idx)
        if idx < 0:
            idx += len(self)
        return self._pathcls._from_parsed_parts(self._drv, self._root, self._parts[:-idx - 1])

    def __repr__(self):
        return f'<{self._pathcls.__name__}.parents>'


class PurePath:
    """A path as text: PurePath(*segments). Makes a PurePosixPath or PureWindowsPath, as the system is."""

    __slots__ = ('_drv', '_root', '_parts', '_str', '_hash', '_cached_cparts')

    def __new__(cls, *args):
        if cls is PurePath:
            cls = PureWindowsPath if os.name == 'nt' else PurePosixPath
        return cls._from_parts(args)

    def __reduce__(self):
        return self.__class__, tuple(self._parts)

    @classmethod
    def _from_parts(cls, args):
        self = object.__new__(cls)
        texts = []
        for arg in args:
            if isinstance(arg, PurePath):
                texts += arg._parts
                continue
            text = os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError('argument should be a str object or an os.PathLike object returning str, not %r'
                                % type(text))
            texts.append(str(text))
        self._drv, self._root, self._parts = _parse(self._flavour, texts)
        return self

    @classmethod
    def _from_parsed_parts(cls, drv, root, parts):
        self = object.__new__(cls)
        self._drv = drv
        self._root = root
        self._parts = parts
        return self

    def __str__(self):
        try:
            return self._str
        except AttributeError:
            if self._drv or self._root:
                text = self._parts[0] + self._flavour.sep.join(self._parts[1:])
            else:
                text = self._flavour.sep.join(self._parts)
            self._str = text or '.'
            return self._str

    def __fspath__(self):
        return str(self)

    def as_posix(self):
        """The path with forward slashes."""
        text = str(self)
        return text if self._flavour is _posix_flavour else text.replace(self._flavour.sep, '/')

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f'{self.__class__.__name__}({self.as_posix()!r})'

    def as_uri(self):
        """The path as a file URI."""
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        return self._flavour.make_uri(self)

    @property
    def _cparts(self):
        """The parts as they are compared."""
        try:
            return self._cached_cparts
        except AttributeError:
            self._cached_cparts = self._flavour.casefold_parts(self._parts)
            return self._cached_cparts

    def __eq__(self, other):
        if not isinstance(other, PurePath):
            return NotImplemented
        return self._cparts == other._cparts and self._flavour is other._flavour

    def __hash__(self):
        try:
            return self._hash
        except AttributeError:
            self._hash = hash(tuple(self._cparts))
            return self._hash

    def _comparable(self, other):
        return isinstance(other, PurePath) and self._flavour is other._flavour

    def __lt__(self, other):
        return self._cparts < other._cparts if self._comparable(other) else NotImplemented

    def __le__(self, other):
        return self._cparts <= other._cparts if self._comparable(other) else NotImplemented

    def __gt__(self, other):
        return self._cparts > other._cparts if self._comparable(other) else NotImplemented

    def __ge__(self, other):
        return self._cparts >= other._cparts if self._comparable(other) else NotImplemented

    drive = property(lambda self: self._drv, doc='The drive, or an empty string.')
    root = property(lambda self: self._root, doc='The root, or an empty string.')

    @property
    def anchor(self):
        """Drive and root."""
        return self._drv + self._root

    @property
    def name(self):
        """The last part, or an empty string."""
        parts = self._parts
        return '' if len(parts) == bool(self._drv or self._root) else parts[-1]

    @property
    def suffix(self):
        """The extension of the name, with its dot."""
        name = self.name
        i = name.rfind('.')
        return name[i:] if 0 < i < len(name) - 1 else ''

    @property
    def suffixes(self):
        """All extensions of the name."""
        name = self.name
        if name.endswith('.'):
            return []
        return ['.' + suffix for suffix in name.lstrip('.').split('.')[1:]]

    @property
    def stem(self):
        """The name without its last extension."""
        name = self.name
        i = name.rfind('.')
        return name[:i] if 0 < i < len(name) - 1 else name

    @property
    def parts(self):
        """The parts as a tuple."""
        return tuple(self._parts)

    @property
    def parent(self):
        """The directory that the path is in."""
        if len(self._parts) == 1 and (self._drv or self._root) or not self._parts:
            return self
        return self._from_parsed_parts(self._drv, self._root, self._parts[:-1])

    @property
    def parents(self):
        """The directories above, the nearest first."""
        return _PathParents(self)

    def _check_name(self, name):
        drive, root, parts = _parse(self._flavour, (name,))
        sep, altsep = self._flavour.sep, self._flavour.altsep
        if not name or name[-1] in (sep, altsep) or drive or root or len(parts) != 1:
            raise ValueError('Invalid name %r' % name)

    def with_name(self, name):
        """The path with another name."""
        if not self.name:
            raise ValueError('%r has an empty name' % (self,))
        self._check_name(name)
        return self._from_parsed_parts(self._drv, self._root, self._parts[:-1] + [name])

    def with_stem(self, stem):
        """The path with another stem."""
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        """The path with another extension (or none)."""
        flavour = self._flavour
        if flavour.sep in suffix or flavour.altsep and flavour.altsep in suffix:
            raise ValueError('Invalid suffix %r' % (suffix,))
        if suffix and not suffix.startswith('.') or suffix == '.':
            raise ValueError('Invalid suffix %r' % (suffix))
        name = self.name
        if not name:
            raise ValueError('%r has an empty name' % (self,))
        old = self.suffix
        name = name[:-len(old)] + suffix if old else name + suffix
        return self._from_parsed_parts(self._drv, self._root, self._parts[:-1] + [name])

    def _as_parts(self):
        """The parts with drive and root as two of them."""
        if self._drv and self._root:
            return [self._drv, self._root, *self._parts[1:]]
        return self._parts

    def relative_to(self, *other):
        """The path as seen from another one above it; ValueError if that is not above."""
        if not other:
            raise TypeError('need at least one argument')
        base = self._from_parts(other)
        mine, theirs = self._as_parts(), base._as_parts()
        fold = self._flavour.casefold_parts
        size = len(theirs)
        if (self._root or self._drv) and size == 0 or fold(mine[:size]) != fold(theirs):
            raise ValueError('{!r} is not in the subpath of {!r} OR one path is relative and the other is '
                             'absolute.'.format(str(self), str(base)))
        if size == 1 and base._drv and not base._root:
            return self._from_parsed_parts('', self._root, mine[1:])
        return self._from_parsed_parts('', '', mine[size:])

    def is_relative_to(self, *other):
        """Whether relative_to would work."""
        try:
            self.relative_to(*other)
        except ValueError:
            return False
        return True

    def joinpath(self, *args):
        """The paths one after the other; an absolute one begins anew."""
        return self._from_parts((self, *args)) if not self._flavour.has_drv else self._join_windows(args)

    def _join_windows(self, args):
        other = self._from_parts(args)
        if other._root:
            if not other._drv and self._drv:
                return self._from_parsed_parts(self._drv, other._root, [self._drv + other._root] + other._parts[1:])
            return other
        if other._drv:
            if other._drv == self._drv or other._drv.lower() == self._drv.lower():
                return self._from_parsed_parts(self._drv, self._root, self._parts + other._parts[1:])
            return other
        return self._from_parsed_parts(self._drv, self._root, self._parts + other._parts)

    def __truediv__(self, key):
        try:
            return self.joinpath(key)
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, key):
        try:
            return self._from_parts((key,)).joinpath(self)
        except TypeError:
            return NotImplemented

    def is_absolute(self):
        """Whether it has a root (and a drive, where there are drives)."""
        return bool(self._root) and (not self._flavour.has_drv or bool(self._drv))

    def is_reserved(self):
        """Whether the name is one that Windows keeps for itself."""
        return self._flavour.is_reserved(self._parts)

    def match(self, path_pattern):
        """Whether the path's last parts match a pattern (all parts, if the pattern is absolute)."""
        pattern = self._from_parts((path_pattern,))
        wanted = self._flavour.casefold_parts(pattern._parts)
        if not wanted:
            raise ValueError('empty pattern')
        parts = self._cparts
        if pattern._drv or pattern._root:
            if len(wanted) != len(parts):
                return False
            wanted_anchor = self._flavour.casefold(pattern._drv)
            if wanted_anchor and wanted_anchor != self._flavour.casefold(self._drv):
                return False
            if pattern._root and pattern._root != self._root:
                return False
            wanted, parts = wanted[1:], parts[1:]
        elif len(wanted) > len(parts):
            return False
        return all(fnmatch.fnmatchcase(part, pat) for part, pat in zip(reversed(parts), reversed(wanted)))


os.PathLike.register(PurePath)


class PurePosixPath(PurePath):
    """A path of a POSIX system, without access to files."""

    _flavour = _posix_flavour
    __slots__ = ()


class PureWindowsPath(PurePath):
    """A path of Windows, without access to files."""

    _flavour = _windows_flavour
    __slots__ = ()


# --- paths with access to files -------------------------------------------------------------------------------------

class Path(PurePath):
    """A path and the files it leads to. Makes a PosixPath or WindowsPath, as the system is."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        if cls is Path:
            cls = WindowsPath if os.name == 'nt' else PosixPath
        if not cls._flavour.is_supported:
            raise NotImplementedError('cannot instantiate %r on your system' % (cls.__name__,))
        return cls._from_parts(args)

    def __enter__(self):
        import warnings
        warnings.warn('pathlib.Path.__enter__() is deprecated and scheduled for removal in Python 3.13; '
                      'Path objects as a context manager is a no-op', DeprecationWarning, stacklevel=2)
        return self

    def __exit__(self, t, v, tb):
        pass

    @classmethod
    def cwd(cls):
        """The current directory."""
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        """The user's home directory."""
        return cls('~').expanduser()

    def _child(self, name):
        return self._from_parsed_parts(self._drv, self._root, self._parts + [name])

    def samefile(self, other_path):
        """Whether both paths lead to the same file."""
        other = other_path.stat() if hasattr(other_path, 'stat') else os.stat(other_path)
        return os.path.samestat(self.stat(), other)

    def iterdir(self):
        """The paths in this directory."""
        for name in os.listdir(self):
            yield self._child(name)

    def _scandir(self):
        return os.scandir(self)

    def glob(self, pattern):
        """The existing paths below this one that match a pattern."""
        sys.audit('pathlib.Path.glob', self, pattern)
        if not pattern:
            raise ValueError('Unacceptable pattern: {!r}'.format(pattern))
        drive, root, parts = _parse(self._flavour, (pattern,))
        if drive or root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        if pattern[-1] in (self._flavour.sep, self._flavour.altsep):
            parts.append('')
        yield from _select(self, parts)

    def rglob(self, pattern):
        """The existing paths in this tree that match a pattern."""
        sys.audit('pathlib.Path.rglob', self, pattern)
        drive, root, parts = _parse(self._flavour, (pattern,))
        if drive or root:
            raise NotImplementedError('Non-relative patterns are unsupported')
        if pattern and pattern[-1] in (self._flavour.sep, self._flavour.altsep):
            parts.append('')
        yield from _select(self, ['**', *parts])

    def absolute(self):
        """The path from the root; nothing is resolved."""
        return self if self.is_absolute() else self._from_parts([os.getcwd()] + self._parts)

    def resolve(self, strict=False):
        """The absolute path without symbolic links and '..'; strict: it must exist."""
        try:
            text = os.path.realpath(self, strict=strict)
        except OSError as e:
            if e.errno == ELOOP:
                raise RuntimeError('Symlink loop from %r' % e.filename) from None
            raise
        path = self._from_parts((text,))
        if not strict:
            try:
                path.stat()  # realpath() leaves loops of links as they are
            except OSError as e:
                if e.errno == ELOOP:
                    raise RuntimeError('Symlink loop from %r' % e.filename) from None
        return path

    def stat(self, *, follow_symlinks=True):
        """What os.stat() returns."""
        return os.stat(self, follow_symlinks=follow_symlinks)

    def owner(self):
        """The name of the owner."""
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        """The name of the group."""
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def open(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None):
        """What open() returns."""
        if 'b' not in mode:
            encoding = io.text_encoding(encoding)
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        """The contents as bytes."""
        with self.open(mode='rb') as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        """The contents as str."""
        with self.open(mode='r', encoding=io.text_encoding(encoding), errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        """Make bytes the contents."""
        view = memoryview(data)
        with self.open(mode='wb') as f:
            return f.write(view)

    def write_text(self, data, encoding=None, errors=None, newline=None):
        """Make a str the contents."""
        if not isinstance(data, str):
            raise TypeError('data must be str, not %s' % data.__class__.__name__)
        with self.open(mode='w', encoding=io.text_encoding(encoding), errors=errors, newline=newline) as f:
            return f.write(data)

    def readlink(self):
        """The path that a symbolic link holds."""
        return self._from_parts((os.readlink(self),))

    def touch(self, mode=0o666, exist_ok=True):
        """Make an empty file, or set the times of an existing one."""
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass  # it is not there yet, or open() will say what is wrong
        flags = os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL)
        os.close(os.open(self, flags, mode))

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        """Make a directory, with parents=True also those above it."""
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def chmod(self, mode, *, follow_symlinks=True):
        """Change the permissions."""
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def lchmod(self, mode):
        """Change the permissions of a symbolic link itself."""
        self.chmod(mode, follow_symlinks=False)

    def unlink(self, missing_ok=False):
        """Remove a file."""
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        """Remove an empty directory."""
        os.rmdir(self)

    def lstat(self):
        """stat() of a symbolic link itself."""
        return self.stat(follow_symlinks=False)

    def rename(self, target):
        """Rename; returns the new path."""
        os.rename(self, target)
        return self.__class__(target)

    def replace(self, target):
        """Rename over what may be there; returns the new path."""
        os.replace(self, target)
        return self.__class__(target)

    def symlink_to(self, target, target_is_directory=False):
        """Make this path a symbolic link to target."""
        os.symlink(target, self, target_is_directory)

    def hardlink_to(self, target):
        """Make this path another name of target's file."""
        os.link(target, self)

    def link_to(self, target):
        """Make target another name of this file (deprecated)."""
        import warnings
        warnings.warn('pathlib.Path.link_to() is deprecated and is scheduled for removal in Python 3.12. '
                      'Use pathlib.Path.hardlink_to() instead.', DeprecationWarning, stacklevel=2)
        self.__class__(target).hardlink_to(self)

    def _has_kind(self, test_name, follow_symlinks=True):
        """Whether the file is of a kind; False if there is none."""
        import stat
        try:
            return getattr(stat, test_name)(self.stat(follow_symlinks=follow_symlinks).st_mode)
        except OSError as e:
            if not _ignore_error(e):
                raise
            return False
        except ValueError:
            return False

    def exists(self):
        """Whether there is such a file."""
        try:
            self.stat()
        except OSError as e:
            if not _ignore_error(e):
                raise
            return False
        except ValueError:
            return False
        return True

    def is_dir(self):
        """Whether it is a directory."""
        return self._has_kind('S_ISDIR')

    def is_file(self):
        """Whether it is a regular file."""
        return self._has_kind('S_ISREG')

    def is_mount(self):
        """Whether a file system is mounted there."""
        if not self.exists() or not self.is_dir():
            return False
        try:
            here, above = self.stat(), self.parent.stat()
        except OSError:
            return False
        return here.st_dev != above.st_dev or here.st_ino == above.st_ino

    def is_symlink(self):
        """Whether it is a symbolic link."""
        return self._has_kind('S_ISLNK', follow_symlinks=False)

    def is_block_device(self):
        """Whether it is a block device."""
        return self._has_kind('S_ISBLK')

    def is_char_device(self):
        """Whether it is a character device."""
        return self._has_kind('S_ISCHR')

    def is_fifo(self):
        """Whether it is a named pipe."""
        return self._has_kind('S_ISFIFO')

    def is_socket(self):
        """Whether it is a socket."""
        return self._has_kind('S_ISSOCK')

    def expanduser(self):
        """Replace ~ or ~user at the beginning by the home directory."""
        if not (self._drv or self._root) and self._parts and self._parts[0][:1] == '~':
            home = os.path.expanduser(self._parts[0])
            if home[:1] == '~':
                raise RuntimeError('Could not determine home directory.')
            return self._from_parts([home] + self._parts[1:])
        return self


class PosixPath(Path, PurePosixPath):
    """A path and its files on a POSIX system."""

    __slots__ = ()


class WindowsPath(Path, PureWindowsPath):
    """A path and its files on Windows."""

    __slots__ = ()

    def is_mount(self):
        raise NotImplementedError('Path.is_mount() is unsupported on this system')


# --- glob -----------------------------------------------------------------------------------------------------------

def _select(path, patterns):
    """The existing paths below path that match the parts of a pattern."""
    if not patterns:
        yield path
        return
    pattern, rest = patterns[0], patterns[1:]
    if pattern == '**':
        seen = set() if '**' in rest else None
        for directory in _tree(path):
            for found in _select(directory, rest):
                if seen is None:
                    yield found
                elif found not in seen:
                    seen.add(found)
                    yield found
    elif '**' in pattern:
        raise ValueError("Invalid pattern: '**' can only be an entire path component")
    elif any(c in pattern for c in '*?['):
        for name in _matching(path, pattern, bool(rest)):
            yield from _select(path._child(name), rest)
    elif path.is_dir():
        candidate = path._child(pattern)
        if candidate.is_dir() if rest else _exists(candidate):
            yield from _select(candidate, rest)


def _exists(path):
    try:
        return path.exists()
    except PermissionError:
        return False


def _matching(path, pattern, dironly):
    """The names in a directory that match."""
    fold = path._flavour.casefold
    try:
        with path._scandir() as it:
            entries = list(it)
    except OSError:
        return
    for entry in entries:
        if dironly:
            try:
                if not entry.is_dir():
                    continue
            except OSError as e:
                if not _ignore_error(e):
                    raise
                continue
        if fnmatch.fnmatchcase(fold(entry.name), fold(pattern)):
            yield entry.name


def _tree(path):
    """A directory and all directories below; symbolic links are not followed."""
    yield path
    try:
        with path._scandir() as it:
            entries = list(it)
    except OSError:
        return
    for entry in entries:
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError as e:
            if not _ignore_error(e):
                raise
            is_dir = False
        if is_dir:
            yield from _tree(path._child(entry.name))
