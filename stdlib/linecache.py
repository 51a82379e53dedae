"""Lines of source files, kept for the next time: getline(filename, number)."""
from posix import stat  # now: while the interpreter ends nothing can be imported

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# filename -> (size, mtime, lines, fullname), or (function that gets the source,) for a file not read yet.
# Without an mtime the lines did not come from the file system and are never checked.
cache = {}


def getline(filename, lineno, module_globals=None):
    """The line with that number (from 1), with its newline; '' if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 0 < lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file; [] if it cannot be read."""
    entry = cache.get(filename, ())
    try:
        return entry[2] if len(entry) > 1 else updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
    return []


def clearcache():
    """Forget all files."""
    cache.clear()


def checkcache(filename=None):
    """Forget the files (or one) that changed on disk."""
    for name in [*cache] if filename is None else [filename]:
        size, mtime, _, fullname = _read_entry(name)
        if mtime is not None and _stamp(fullname) != (size, mtime):
            cache.pop(name, None)


def _read_entry(name):
    """The entry of a file whose lines are known; all None if there is none."""
    entry = cache.get(name, ())
    return entry if len(entry) > 1 else (None, None, None, None)


def _stamp(name):
    """(size, time of the last change) of a file, or None if it is not there."""
    try:
        found = stat(name)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime


def _has_no_file(filename):
    """Whether it is no file's name, like '<string>'."""
    return not filename or (filename[0] == '<' and filename[-1] == '>')


def updatecache(filename, module_globals=None):
    """Read a file again and return its lines; looks along sys.path for a relative name."""
    if _read_entry(filename)[3] is not None:
        del cache[filename]
    if _has_no_file(filename):
        return []
    fullname, stamp = filename, _stamp(filename)
    if stamp is None:
        lines = _loaders_lines(filename, module_globals)
        if lines is not None:
            return lines
        fullname, stamp = _search(filename)
        if stamp is None:
            return []
    try:
        lines = _read_lines(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = *stamp, lines, fullname
    return lines


def _loaders_lines(filename, module_globals):
    """The lines that the module's loader gives, or None if it has none to give."""
    if not lazycache(filename, module_globals):
        return None
    get_source, = cache[filename]
    try:
        source = get_source()
    except (ImportError, OSError):
        return None
    if source is None:
        return []
    lines = [line + '\n' for line in source.splitlines()]
    cache[filename] = len(source), None, lines, filename
    return lines


def _search(filename):
    """(path, stamp) of the file with a relative name in a directory of sys.path; (None, None) if there is none."""
    from os.path import isabs, join
    from sys import path
    for directory in [] if isabs(filename) else path:
        if isinstance(directory, str):
            candidate = join(directory, filename)
            stamp = _stamp(candidate)
            if stamp is not None:
                return candidate, stamp
    return None, None


def _declared_encoding(data):
    """The encoding that a source file names in its first two lines."""
    if data.startswith(b'\xef\xbb\xbf'):
        return 'utf-8-sig'
    for line in data.split(b'\n', 2)[:2]:
        text = line.strip()
        if text and not text.startswith(b'#'):
            break
        _, found, rest = text.partition(b'coding')
        if found and rest[:1] in (b':', b'='):
            name = rest[1:].strip().decode('latin-1')
            end = 0
            while end < len(name) and (name[end].isalnum() or name[end] in '-_.'):
                end += 1
            return name[:end] or 'utf-8'
    return 'utf-8'


def _read_lines(fullname):
    with open(fullname, 'rb') as file:
        data = file.read()
    text = data.decode(_declared_encoding(data)).replace('\r\n', '\n').replace('\r', '\n')
    lines = text.split('\n')
    last = lines.pop()
    lines = [line + '\n' for line in lines]
    if last:
        lines.append(last + '\n')
    return lines


def lazycache(filename, module_globals):
    """Remember how a module's loader gives its source, to be asked when the lines are wanted."""
    if filename in cache:
        return len(cache[filename]) == 1
    if _has_no_file(filename) or not module_globals:
        return False
    spec, name = module_globals.get('__spec__'), module_globals.get('__name__')
    loader = module_globals.get('__loader__') or getattr(spec, 'loader', None)
    get_source = getattr(loader, 'get_source', None)
    if not (name and get_source):
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
