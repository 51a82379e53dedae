"""The functions on paths that are the same on every system."""
import stat

__all__ = ['commonprefix', 'exists', 'getatime', 'getctime', 'getmtime', 'getsize', 'isdir', 'isfile', 'samefile',
           'sameopenfile', 'samestat']

# --- what the system says about a file ------------------------------------------------------------------------------

def _mode(path):
    """The mode of a file, or 0 if there is no such file."""
    try:
        return os.stat(path).st_mode
    except (OSError, ValueError):
        return 0


def exists(path):
    """Whether there is such a file (a symbolic link to nothing does not count)."""
    return _mode(path) != 0


def isdir(s):
    """Whether it is a directory (or a symbolic link to one)."""
    return stat.S_ISDIR(_mode(s))


def isfile(path):
    """Whether it is a regular file (or a symbolic link to one)."""
    return stat.S_ISREG(_mode(path))


def _getter(name, field, doc):
    def get(filename):
        return getattr(os.stat(filename), field)
    get.__name__ = get.__qualname__ = name
    get.__doc__ = doc
    return get


getatime = _getter('getatime', 'st_atime', 'When a file was last read.')
getmtime = _getter('getmtime', 'st_mtime', 'When a file was last written to.')
getctime = _getter('getctime', 'st_ctime', "When a file's metadata was last changed.")
getsize = _getter('getsize', 'st_size', 'The size of a file in bytes.')


def samestat(s1, s2):
    """Whether two stat results are of the same file."""
    return (s1.st_dev, s1.st_ino) == (s2.st_dev, s2.st_ino)


def sameopenfile(fp1, fp2):
    """Whether two file descriptors are of the same file."""
    return samestat(*map(os.fstat, (fp1, fp2)))


def samefile(f1, f2):
    """Whether two paths lead to the same file."""
    return samestat(*map(os.stat, (f1, f2)))


# --- text -----------------------------------------------------------------------------------------------------------

def commonprefix(m):
    """The longest string that all paths begin with, letter by letter."""
    if not m:
        return ''
    if not isinstance(m[0], (list, tuple)):
        m = [*map(os.fspath, m)]
    first, last = min(m), max(m)  # what these two share, all share
    length = 0
    for one, other in zip(first, last):
        if one != other:
            break
        length += 1
    return first[:length]


def _splitext(p, sep, extsep):
    """(everything before the last dot of the last part, the rest); leading dots of that part do not count."""
    start, dot = p.rfind(sep) + 1, p.rfind(extsep)
    end = dot if dot > start and p[start:dot].strip(extsep) else len(p)
    return p[:end], p[end:]


def _check_types(function, paths):
    """Complain about arguments that are no paths, or str and bytes together."""
    for path in paths:
        if not isinstance(path, (str, bytes)):
            raise TypeError(f'{function}() argument must be str, bytes, or os.PathLike object, '
                            f'not {type(path).__name__!r}') from None
    if {str, bytes} <= {str if isinstance(path, str) else bytes for path in paths}:
        raise TypeError("Can't mix strings and bytes in path components") from None


import os  # last: it imports os.path, which needs what is above
