"""Folders with packages that were installed on this machine. minipy adds none of them to sys.path by itself (MINIPYPATH does);
importing this module changes nothing, main() adds them."""

import io
import os
import sys

PREFIXES = [sys.prefix, sys.exec_prefix]
ENABLE_USER_SITE = USER_SITE = USER_BASE = None  # until the end of this file
_VERSION = f'python{sys.version_info[0]}.{sys.version_info[1]}'


def makepath(*paths):
    """A joined path as an absolute one, and in the form in which such paths are compared."""
    path = os.path.join(*paths)
    try:
        path = os.path.abspath(path)
    except OSError:
        pass
    return path, os.path.normcase(path)


def removeduppaths():
    """Make the entries of sys.path absolute, each there once; returns the set of them."""
    known = {}
    for entry in sys.path:
        path, compared = makepath(entry)
        known.setdefault(compared, path)
    sys.path[:] = known.values()
    return set(known)


def addpackage(sitedir, name, known_paths):
    """Do what a .pth file says: its lines are folders to add to sys.path, or import statements to run."""
    known = known_paths if known_paths is not None else {makepath(entry)[1] for entry in sys.path}
    try:
        with io.open_code(os.path.join(sitedir, name)) as file:
            lines = file.read().decode('utf-8-sig').splitlines()
    except OSError:
        return known_paths
    for number, line in enumerate(lines, 1):
        try:
            _do_line(sitedir, line, known)
        except Exception as error:
            _tell(f'Error processing line {number} of {os.path.join(sitedir, name)}:', error)
            break
    return None if known_paths is None else known


def _tell(what, error):
    import traceback
    print(what, end='\n\n', file=sys.stderr)
    for line in ''.join(traceback.format_exception(error)).splitlines():
        print('  ' + line, file=sys.stderr)
    print('\nRemainder of file ignored', file=sys.stderr)


def _do_line(sitedir, line, known):
    if line.startswith(('import ', 'import\t')):
        exec(line)
    elif line.strip() and not line.startswith('#'):
        path, compared = makepath(sitedir, line.rstrip())
        if compared not in known and os.path.exists(path):
            sys.path.append(path)
            known.add(compared)


def addsitedir(sitedir, known_paths=None):
    """Add a folder to sys.path, and what its .pth files name."""
    known = {makepath(entry)[1] for entry in sys.path} if known_paths is None else known_paths
    path, compared = makepath(sitedir)
    if compared not in known:
        sys.path.append(path)
        known.add(compared)
    try:
        names = sorted(os.listdir(path))
    except OSError:
        return known_paths
    for name in names:
        if name.endswith('.pth'):
            addpackage(path, name, known)
    return None if known_paths is None else known


def check_enableusersite():
    """May the folder of the user be used? None: not for this user; False: an option says no."""
    if sys.flags.no_user_site:
        return False
    return True if (os.getuid(), os.getgid()) == (os.geteuid(), os.getegid()) else None


def getuserbase():
    """The folder under which users install for themselves."""
    global USER_BASE
    USER_BASE = USER_BASE or os.environ.get('PYTHONUSERBASE') or os.path.join(os.path.expanduser('~'), '.local')
    return USER_BASE


def getusersitepackages():
    """The folder of the user's packages."""
    global USER_SITE
    USER_SITE = USER_SITE or os.path.join(getuserbase(), 'lib', _VERSION, 'site-packages')
    return USER_SITE


def getsitepackages(prefixes=None):
    """The folders of everybody's packages."""
    folders = {}
    for prefix in PREFIXES if prefixes is None else prefixes:
        if prefix:
            for library in dict.fromkeys((sys.platlibdir, 'lib')):
                folders[os.path.join(prefix, library, _VERSION, 'site-packages')] = None
    return list(folders)


def addsitepackages(known_paths, prefixes=None):
    """Add the folders of everybody's packages to sys.path."""
    for folder in getsitepackages(prefixes):
        if os.path.isdir(folder):
            addsitedir(folder, known_paths)
    return known_paths


def addusersitepackages(known_paths):
    """Add the folder of the user's packages to sys.path, unless an option says no."""
    if ENABLE_USER_SITE and os.path.isdir(getusersitepackages()):
        addsitedir(USER_SITE, known_paths)
    return known_paths


def main():
    """Add all these folders to sys.path."""
    global ENABLE_USER_SITE
    known_paths = removeduppaths()
    ENABLE_USER_SITE = check_enableusersite()
    addusersitepackages(known_paths)
    addsitepackages(known_paths)


ENABLE_USER_SITE = check_enableusersite()
getusersitepackages()


def _script():
    print('sys.path = [', *(f'    {entry!r},' for entry in sys.path), ']', sep='\n')
    for name in ('USER_BASE', 'USER_SITE'):
        folder = globals()[name]
        there = 'exists' if os.path.isdir(folder) else "doesn't exist"
        print(f'{name}: {folder!r} ({there})')
    print(f'ENABLE_USER_SITE: {ENABLE_USER_SITE!r}')


if __name__ == '__main__':
    _script()
