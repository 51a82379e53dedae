"""Lines of source files, kept for the next time: getline(filename, number)."""

__all__ = ['getline', 'clearcache', 'checkcache', 'lazycache']

# filename -> (size, mtime, lines, fullname), or (function that gets the source,) for a file not read yet.
# Without an mtime the lines did not come from the file system and are never checked.
cache = {}


def clearcache():
    """Forget all files."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """The line with that number (from 1), with its newline; '' if there is none."""
    lines = getlines(filename, module_globals)
    return lines[lineno - 1] if 1 <= lineno <= len(lines) else ''


def getlines(filename, module_globals=None):
    """All lines of a file; [] if it cannot be read."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def checkcache(filename=None):
    """Forget the files (or one) that changed on disk."""
    import os
    for name in list(cache) if filename is None else [filename]:
        entry = cache.get(name)
        if entry is None or len(entry) == 1 or entry[1] is None:
            continue
        size, mtime, _, fullname = entry
        try:
            stat = os.stat(fullname)
        except OSError:
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read a file again and return its lines; looks along sys.path for a relative name."""
    import os
    cache_entry = cache.get(filename)
    if cache_entry is not None and len(cache_entry) != 1:
        cache.pop(filename, None)
    if not filename or (filename.startswith('<') and filename.endswith('>')):
        return []
    fullname, stat = filename, _stat(filename)
    if stat is None:
        lines = _lazy_lines(filename, module_globals)
        if lines is not None:
            return lines
        fullname = _search(filename)
        if fullname is None:
            return []
        stat = os.stat(fullname)
    try:
        lines = _read_lines(fullname)
    except (OSError, UnicodeDecodeError, SyntaxError, LookupError):
        return []
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _stat(name):
    import os
    try:
        return os.stat(name)
    except (OSError, ValueError):
        return None


def _lazy_lines(filename, module_globals):
    """The lines that the module's loader gives, or None if it has none to give."""
    if not lazycache(filename, module_globals):
        return None
    try:
        source = cache[filename][0]()
    except (ImportError, OSError):
        return None
    if source is None:
        return []
    lines = [line + '\n' for line in source.splitlines()]
    cache[filename] = len(source), None, lines, filename
    return lines


def _search(filename):
    """The file with a relative name in a directory of sys.path."""
    import os
    import sys
    if os.path.isabs(filename):
        return None
    for directory in sys.path:
        if isinstance(directory, str):
            candidate = os.path.join(directory, filename)
            if os.path.exists(candidate):
                return candidate
    return None


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
    if not filename or (filename.startswith('<') and filename.endswith('>')) or not module_globals:
        return False
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals.get('__name__')
    loader = getattr(spec, 'loader', None) or module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or not get_source:
        return False
    cache[filename] = (lambda: get_source(name),)
    return True
