"""Paths as POSIX systems write them; os.path is this module."""
import genericpath
import os
import stat
from genericpath import *

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname', 'commonprefix',
           'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists', 'isdir', 'isfile', 'ismount',
           'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat', 'curdir',
           'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath',
           'supports_unicode_filenames', 'relpath', 'commonpath']

curdir = '.'
pardir = '..'
extsep = '.'
sep = '/'
pathsep = ':'
defpath = '/bin:/usr/bin'
altsep = None
devnull = '/dev/null'
supports_unicode_filenames = False


def _signs(path):
    """(separator, '.', '..') of the type of the path."""
    return (b'/', b'.', b'..') if isinstance(path, bytes) else ('/', '.', '..')


def normcase(s):
    """The path itself: letters' case matters on POSIX."""
    return os.fspath(s)


def isabs(s):
    """Whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_signs(s)[0])


def join(a, *p):
    """Paths one after the other; an absolute one begins anew."""
    path = a = os.fspath(a)
    slash = _signs(a)[0]
    try:
        if not p:
            path[:0] + slash  # a path of another type fails here, with the others' message
        for b in map(os.fspath, p):
            if b.startswith(slash):
                path = b
            elif not path or path.endswith(slash):
                path += b
            else:
                path += slash + b
    except (TypeError, AttributeError, BytesWarning):
        genericpath._check_arg_types('join', a, *p)
        raise
    return path


def split(p):
    """(everything before the last slash, the rest)."""
    p = os.fspath(p)
    slash = _signs(p)[0]
    i = p.rfind(slash) + 1
    head = p[:i]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, p[i:]


def splitext(p):
    """(path without extension, extension with its dot)."""
    p = os.fspath(p)
    slash, dot, _ = _signs(p)
    return genericpath._splitext(p, slash, None, dot)


def splitdrive(p):
    """('', path): there are no drives on POSIX."""
    p = os.fspath(p)
    return p[:0], p


def basename(p):
    """The part after the last slash."""
    p = os.fspath(p)
    return p[p.rfind(_signs(p)[0]) + 1:]


def dirname(p):
    """The part before the last slash."""
    return split(p)[0]


def islink(path):
    """Whether it is a symbolic link."""
    try:
        st = os.lstat(path)
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISLNK(st.st_mode)


def lexists(path):
    """Whether there is such a file; a symbolic link to nothing counts."""
    try:
        os.lstat(path)
    except (OSError, ValueError):
        return False
    return True


def ismount(path):
    """Whether a file system is mounted there."""
    try:
        s1 = os.lstat(path)
    except (OSError, ValueError):
        return False
    if stat.S_ISLNK(s1.st_mode):
        return False
    path = os.fspath(path)
    parent = realpath(join(path, b'..' if isinstance(path, bytes) else '..'))
    try:
        s2 = os.lstat(parent)
    except (OSError, ValueError):
        return False
    return s1.st_dev != s2.st_dev or s1.st_ino == s2.st_ino


def _home(name):
    """The home directory of a user ('' is the current one), or None."""
    if not name and 'HOME' in os.environ:
        return os.environ['HOME']
    try:
        import pwd
    except ImportError:
        return None
    try:
        return (pwd.getpwnam(name) if name else pwd.getpwuid(os.getuid())).pw_dir
    except KeyError:
        return None


def expanduser(path):
    """Replace ~ or ~user at the beginning by the home directory; unchanged if there is none."""
    path = os.fspath(path)
    slash = _signs(path)[0]
    if not path.startswith(b'~' if isinstance(path, bytes) else '~'):
        return path
    i = path.find(slash, 1)
    if i < 0:
        i = len(path)
    home = _home(os.fsdecode(path[1:i]))
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return (home.rstrip(slash) + path[i:]) or slash


def _variable_at(path, i):
    """(name, end) of the variable whose $ is at i, or None; a brace that is not closed makes the rest nameless."""
    rest = path[i + 1:i + 2]
    if rest == '{':
        end = path.find('}', i)
        return (None, len(path)) if end < 0 else (path[i + 2:end], end + 1)
    end = i + 1
    while end < len(path) and path[end].isascii() and (path[end].isalnum() or path[end] == '_'):
        end += 1
    return (path[i + 1:end], end) if end > i + 1 else None


def expandvars(path):
    """Replace $NAME and ${NAME} by environment variables; unknown ones stay."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return _expand_bytes(path)
    pieces = []
    i = 0
    while True:
        dollar = path.find('$', i)
        if dollar < 0:
            return ''.join(pieces) + path[i:]
        pieces.append(path[i:dollar])
        found = _variable_at(path, dollar)
        i = found[1] if found else dollar + 1
        value = os.environ.get(found[0]) if found and found[0] else None
        pieces.append(path[dollar:i] if value is None else value)


def _expand_bytes(path):
    if b'$' not in path:
        return path
    return os.fsencode(expandvars(os.fsdecode(path)))


def normpath(path):
    """Remove double slashes and '.', and let '..' take the part before it away."""
    path = os.fspath(path)
    slash, dot, dotdot = _signs(path)
    if not path:
        return dot
    # POSIX leaves the meaning of exactly two leading slashes open, so they stay.
    count = len(path) - len(path.lstrip(slash))
    root = slash * (2 if count == 2 else min(count, 1))
    parts = []
    for part in path.split(slash):
        if not part or part == dot:
            continue
        if part != dotdot or (not root and (not parts or parts[-1] == dotdot)):
            parts.append(part)
        elif parts:
            parts.pop()
    return (root + slash.join(parts)) or dot


def abspath(path):
    """The absolute form of a path, normalised."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    """The absolute path without symbolic links. strict: what does not exist, or a loop of links, is an error."""
    filename = os.fspath(filename)
    path, _ = _resolve(filename[:0], filename, strict, {})
    return abspath(path)


def _resolve(path, rest, strict, seen):
    """(rest, followed from path; whether all of it could be resolved)."""
    slash, dot, dotdot = _signs(path)
    if isabs(rest):
        rest = rest[1:]
        path = slash
    while rest:
        name, _, rest = rest.partition(slash)
        if not name or name == dot:
            continue
        if name == dotdot:
            path = _parent(path, dotdot)
            continue
        newpath = join(path, name)
        if not _is_link(newpath, strict):
            path = newpath
            continue
        if newpath in seen:
            path = seen[newpath]
            if path is not None:
                continue  # known from before
            if strict:
                os.stat(newpath)  # raises the error for a loop
            return join(newpath, rest), False
        seen[newpath] = None  # None while it is being followed
        path, ok = _resolve(path, os.readlink(newpath), strict, seen)
        if not ok:
            return join(path, rest), False
        seen[newpath] = path
    return path, True


def _parent(path, dotdot):
    if not path:
        return dotdot
    path, name = split(path)
    return join(path, dotdot, dotdot) if name == dotdot else path


def _is_link(path, strict):
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        if strict:
            raise
        return False


def relpath(path, start=None):
    """The path as seen from a directory (by default the current one)."""
    if not path:
        raise ValueError('no path specified')
    path = os.fspath(path)
    slash, dot, dotdot = _signs(path)
    start = dot if start is None else os.fspath(start)
    try:
        start_parts = [part for part in abspath(start).split(slash) if part]
        path_parts = [part for part in abspath(path).split(slash) if part]
    except (TypeError, AttributeError, BytesWarning, DeprecationWarning):
        genericpath._check_arg_types('relpath', path, start)
        raise
    common = len(commonprefix([start_parts, path_parts]))
    parts = [dotdot] * (len(start_parts) - common) + path_parts[common:]
    return join(*parts) if parts else dot


def commonpath(paths):
    """The longest path that all paths begin with, part by part."""
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = tuple(map(os.fspath, paths))
    slash, dot, _ = _signs(paths[0])
    try:
        absolute = {path.startswith(slash) for path in paths}
        if len(absolute) != 1:
            raise ValueError("Can't mix absolute and relative paths") from None
        split_paths = [[part for part in path.split(slash) if part and part != dot] for path in paths]
        prefix = slash if absolute == {True} else slash[:0]
        return prefix + slash.join(commonprefix(split_paths))
    except (TypeError, AttributeError):
        genericpath._check_arg_types('commonpath', *paths)
        raise
