"""Paths as POSIX systems write them; os.path is this module."""
sep, pathsep, extsep, curdir, pardir = '/', ':', '.', '.', '..'
altsep, devnull, defpath = None, '/dev/null', '/bin:/usr/bin'
supports_unicode_filenames = False

import os  # not before: it wants these names
import stat
from genericpath import *
from genericpath import _check_types, _splitext

__all__ = ['normcase', 'isabs', 'join', 'splitdrive', 'split', 'splitext', 'basename', 'dirname', 'commonprefix',
           'getsize', 'getmtime', 'getatime', 'getctime', 'islink', 'exists', 'lexists', 'isdir', 'isfile', 'ismount',
           'expanduser', 'expandvars', 'normpath', 'abspath', 'samefile', 'sameopenfile', 'samestat', 'curdir',
           'pardir', 'sep', 'pathsep', 'defpath', 'altsep', 'extsep', 'devnull', 'realpath',
           'supports_unicode_filenames', 'relpath', 'commonpath']


def _signs(path):
    """(separator, '.', '..') of the type of the path."""
    return (b'/', b'.', b'..') if isinstance(path, bytes) else ('/', '.', '..')


# --- taking apart and putting together --------------------------------------------------------------------------------

def normcase(s):
    """The path itself: letters' case matters on POSIX."""
    return os.fspath(s)


def isabs(s):
    """Whether a path is absolute."""
    s = os.fspath(s)
    return s.startswith(_signs(s)[0])


def join(a, *p):
    """Paths one after the other; an absolute one begins anew."""
    path = os.fspath(a)
    slash = _signs(path)[0]
    try:
        for part in map(os.fspath, p):
            if not part.startswith(slash):
                part = path + part if not path or path.endswith(slash) else path + slash + part
            path = part
    except (TypeError, BytesWarning):
        _check_types('join', [os.fspath(a), *p])
        raise
    return path


def splitdrive(p):
    """('', path): there are no drives on POSIX."""
    p = os.fspath(p)
    return p[:0], p


def split(p):
    """(everything before the last slash, the rest)."""
    p = os.fspath(p)
    slash = _signs(p)[0]
    end = p.rfind(slash) + 1
    head = p[:end]
    return head.rstrip(slash) or head, p[end:]


def dirname(p):
    """The part before the last slash."""
    return split(p)[0]


def basename(p):
    """The part after the last slash."""
    p = os.fspath(p)
    return p[p.rfind(_signs(p)[0]) + 1:]


def splitext(p):
    """(path without extension, extension with its dot)."""
    p = os.fspath(p)
    slash, dot, _ = _signs(p)
    return _splitext(p, slash, dot)


def normpath(path):
    """Remove double slashes and '.', and let '..' take the part before it away."""
    path = os.fspath(path)
    slash, dot, dotdot = _signs(path)
    slashes = len(path) - len(path.lstrip(slash))
    root = slash * min(slashes, 1) if slashes != 2 else path[:2]  # POSIX leaves open what exactly two mean
    parts = []
    for part in path.split(slash):
        if part == dotdot and parts and parts[-1] != dotdot:
            parts.pop()
        elif part and part != dot and not (part == dotdot and root):
            parts.append(part)
    return root + slash.join(parts) or dot


def abspath(path):
    """The absolute form of a path, normalised."""
    path = os.fspath(path)
    if not isabs(path):
        path = join(os.getcwdb() if isinstance(path, bytes) else os.getcwd(), path)
    return normpath(path)


def _parts(path):
    """The parts of a path that say something."""
    slash, dot, _ = _signs(path)
    return [part for part in path.split(slash) if part and part != dot]


def _shared(lists):
    """The items with which all lists begin."""
    shared = []
    for first, *others in zip(*lists):
        if others.count(first) < len(others):
            break
        shared.append(first)
    return shared


def relpath(path, start=None):
    """The path as seen from a directory (by default the current one)."""
    if not path:
        raise ValueError('no path specified')
    path = os.fspath(path)
    slash, dot, dotdot = _signs(path)
    start = dot if start is None else os.fspath(start)
    if isinstance(start, bytes) != isinstance(path, bytes):
        _check_types('relpath', [path, start])
    here, there = _parts(abspath(start)), _parts(abspath(path))
    common = len(_shared([here, there]))
    return slash.join([dotdot] * (len(here) - common) + there[common:]) or dot


def commonpath(paths):
    """The longest path that all paths begin with, part by part."""
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    paths = [*map(os.fspath, paths)]
    _check_types('commonpath', paths)
    slash = _signs(paths[0])[0]
    absolute = [path.startswith(slash) for path in paths]
    if any(absolute) != all(absolute):
        raise ValueError("Can't mix absolute and relative paths") from None
    return slash * absolute[0] + slash.join(_shared(map(_parts, paths)))


# --- what the system says -------------------------------------------------------------------------------------------

def _lstat(path):
    """What the system says about a file itself, or None if there is no such file."""
    try:
        return os.lstat(path)
    except (OSError, ValueError):
        return None


def lexists(path):
    """Whether there is such a file; a symbolic link to nothing counts."""
    return _lstat(path) is not None


def islink(path):
    """Whether it is a symbolic link."""
    found = _lstat(path)
    return found is not None and stat.S_ISLNK(found.st_mode)


def ismount(path):
    """Whether a file system is mounted there."""
    here = _lstat(path)
    if here is None or stat.S_ISLNK(here.st_mode):
        return False
    path = os.fspath(path)
    above = _lstat(realpath(join(path, _signs(path)[2])))
    return above is not None and (here.st_dev != above.st_dev or here.st_ino == above.st_ino)


def realpath(filename, *, strict=False):
    """The absolute path without symbolic links. strict: what does not exist, or a loop of links, is an error."""
    filename = os.fspath(filename)
    slash, dot, dotdot = _signs(filename)
    path = slash if filename.startswith(slash) else filename[:0]
    targets = {}  # link -> the path that it leads to; None while it is followed
    pending = filename.split(slash)[::-1]  # the next part is the last; (link,) stands where its target ends
    while pending:
        part = pending.pop()
        if isinstance(part, tuple):
            targets[part[0]] = path
        elif part == dotdot:
            path = _parent(path)
        elif part and part != dot:
            path = join(path, part)
            if not _is_link(path, strict):
                continue
            if path not in targets:
                targets[path] = None
                target = os.readlink(path)
                pending += [(path,), *target.split(slash)[::-1]]
                path = slash if target.startswith(slash) else split(path)[0]
            elif targets[path] is not None:
                path = targets[path]
            else:  # it leads to itself
                if strict:
                    os.stat(path)
                rest = [part for part in reversed(pending) if not isinstance(part, tuple)]
                return abspath(slash.join([path, *rest]))
    return abspath(path)


def _parent(path):
    """A path without links, one up; it may be relative."""
    dotdot = _signs(path)[2]
    head, tail = split(path)
    if tail == dotdot or not path:
        return join(path, dotdot)
    return head


def _is_link(path, strict):
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        if strict:
            raise
    return False


# --- what the environment says --------------------------------------------------------------------------------------

def expanduser(path):
    """Replace ~ or ~user at the beginning by the home directory; unchanged if there is none."""
    path = os.fspath(path)
    slash = _signs(path)[0]
    user, _, _ = path.partition(slash)
    if not os.fsdecode(user).startswith('~'):
        return path
    home = _home(os.fsdecode(user)[1:])
    if home is None:
        return path
    if isinstance(path, bytes):
        home = os.fsencode(home)
    return home.rstrip(slash) + path[len(user):] or slash


def _home(name):
    """The home directory of a user ('' is the current one), or None."""
    if not name and 'HOME' in os.environ:
        return os.environ['HOME']
    from pwd import getpwnam, getpwuid
    try:
        entry = getpwnam(name) if name else getpwuid(os.getuid())
    except KeyError:
        return None
    return entry.pw_dir


def expandvars(path):
    """Replace $NAME and ${NAME} by environment variables; unknown ones stay."""
    path = os.fspath(path)
    if isinstance(path, bytes):
        return os.fsencode(expandvars(os.fsdecode(path)))
    expanded, done = [], 0
    while (dollar := path.find('$', done)) >= 0:
        name, end = _variable(path, dollar + 1)
        value = os.environ.get(name)
        expanded += path[done:dollar], path[dollar:end] if value is None else value
        done = end
    return ''.join(expanded) + path[done:]


def _variable(path, start):
    """The name of the variable whose $ is before start, and where it ends; '' and start if there is none."""
    if path.startswith('{', start):
        end = path.find('}', start)
        return (path[start + 1:end], end + 1) if end >= 0 else ('', start)
    end = start
    while end < len(path) and path[end].isascii() and (path[end].isalnum() or path[end] == '_'):
        end += 1
    return path[start:end], end
