"""Files whose paths match a shell pattern; ** (with recursive=True) stands for any number of directories."""
import fnmatch
import os

__all__ = ['escape', 'glob', 'iglob']


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match, as a list; names that begin with a dot only match patterns that do."""
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive,
                      include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    """The paths that match, as an iterator."""
    import sys
    sys.audit('glob.glob', pathname, recursive)
    sys.audit('glob.glob/2', pathname, recursive, root_dir, dir_fd)
    root_dir = pathname[:0] if root_dir is None else os.fspath(root_dir)
    search = _Search(root_dir, dir_fd, recursive, include_hidden)
    found = search.paths(pathname, False)
    # The empty path, which ** and the empty pattern match too, is no result.
    return filter(None, found) if not pathname or recursive and _is_recursive(pathname[:2]) else found


def has_magic(s):
    """Whether a pattern has anything special in it."""
    return any(c in s for c in (b'*?[' if isinstance(s, bytes) else '*?['))


def _is_recursive(pattern):
    return pattern in ('**', b'**')


def _is_hidden(name):
    return name[:1] in ('.', b'.')


class _Search:
    """Where and how to look for one pattern."""

    def __init__(self, root_dir, dir_fd, recursive, include_hidden):
        self.root_dir = root_dir
        self.dir_fd = dir_fd
        self.recursive = recursive
        self.include_hidden = include_hidden

    def paths(self, pathname, dironly):
        """The existing paths that match."""
        dirname, basename = os.path.split(pathname)
        if not has_magic(pathname):
            # A pattern that ends in a slash only matches directories.
            full = self._full(pathname)
            if self._exists(full) if basename else self._isdir(self._full(dirname)):
                yield pathname
            return
        if not dirname:
            yield from self._names(self.root_dir, basename, dironly)
            return
        if dirname != pathname and has_magic(dirname):
            dirs = self.paths(dirname, True)
        else:
            dirs = [dirname]
        for directory in dirs:
            for name in self._names(self._full(directory), basename, dironly):
                yield os.path.join(directory, name)

    def _full(self, path):
        return os.path.join(self.root_dir, path) if self.root_dir else path

    def _names(self, directory, pattern, dironly):
        """The names in a directory (paths, for **) that match the last part of a pattern."""
        if not has_magic(pattern):
            if not pattern:
                return [pattern] if self._isdir(directory) else []
            return [pattern] if self._exists(os.path.join(directory, pattern)) else []
        if self.recursive and _is_recursive(pattern):
            return self._tree(directory, pattern, dironly)
        names = self._list(directory, dironly, isinstance(pattern, bytes))
        if not (self.include_hidden or _is_hidden(pattern)):
            names = (name for name in names if not _is_hidden(name))
        return fnmatch.filter(names, pattern)

    def _tree(self, directory, pattern, dironly):
        """'' for the directory itself and all paths below it."""
        if not directory or self._isdir(directory):
            yield pattern[:0]
        yield from self._below(directory, dironly, isinstance(pattern, bytes))

    def _below(self, directory, dironly, as_bytes):
        for name in self._list(directory, dironly, as_bytes):
            if self.include_hidden or not _is_hidden(name):
                yield name
                path = os.path.join(directory, name) if directory else name
                for deeper in self._below(path, dironly, as_bytes):
                    yield os.path.join(name, deeper)

    def _list(self, directory, dironly, as_bytes):
        """The names in a directory, or none if it cannot be read."""
        fd = None
        try:
            if self.dir_fd is not None:
                fd = os.open(directory or '.', os.O_RDONLY | os.O_DIRECTORY, dir_fd=self.dir_fd)
                where = fd
            else:
                where = directory or (b'.' if as_bytes else '.')
            with os.scandir(where) as entries:
                names = [entry.name for entry in entries if not dironly or _entry_is_dir(entry)]
        except OSError:
            return []
        finally:
            if fd is not None:
                os.close(fd)
        if fd is not None and as_bytes:
            names = [os.fsencode(name) for name in names]
        return names

    def _exists(self, path):
        try:
            os.lstat(path, dir_fd=self.dir_fd)
        except (OSError, ValueError):
            return False
        return True

    def _isdir(self, path):
        if self.dir_fd is None:
            return os.path.isdir(path)
        import stat
        try:
            return stat.S_ISDIR(os.stat(path, dir_fd=self.dir_fd).st_mode)
        except (OSError, ValueError):
            return False


def _entry_is_dir(entry):
    try:
        return entry.is_dir()
    except OSError:
        return False


def escape(pathname):
    """A pattern that matches just this path."""
    drive, pathname = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + b''.join(b'[%c]' % c if c in b'*?[' else b'%c' % c for c in pathname)
    return drive + ''.join(f'[{c}]' if c in '*?[' else c for c in pathname)
