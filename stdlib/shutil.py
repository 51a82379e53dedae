"""Files and directory trees: copy, move, remove, archive."""
import os
import stat
import sys

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move', 'rmtree', 'Error',
           'SpecialFileError', 'ExecError', 'make_archive', 'get_archive_formats', 'register_archive_format',
           'unregister_archive_format', 'get_unpack_formats', 'register_unpack_format', 'unregister_unpack_format',
           'unpack_archive', 'ignore_patterns', 'chown', 'which', 'get_terminal_size', 'SameFileError', 'disk_usage']

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    """Something went wrong with several files; args[0] is a list of (source, destination, reason)."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """The operation is not supported for this kind of file (such as a named pipe)."""


class ExecError(OSError):
    """A command could not be run."""


# --- contents -------------------------------------------------------------------------------------------------------

def copyfileobj(fsrc, fdst, length=0):
    """Copy from a file object to another, length bytes or characters at a time."""
    while chunk := fsrc.read(length or COPY_BUFSIZE):
        fdst.write(chunk)


def _stat(path, **options):
    # A DirEntry may know the answer already.
    return path.stat(**options) if isinstance(path, os.DirEntry) else os.stat(path, **options)


def _is_link(path):
    return path.is_symlink() if isinstance(path, os.DirEntry) else os.path.islink(path)


def _is_same(src, dst):
    try:
        return os.path.samestat(_stat(src), os.stat(dst))
    except OSError:
        return False


def _refuse_pipes(*paths):
    """Opening a named pipe would wait for somebody at the other end."""
    for path in paths:
        try:
            is_pipe = stat.S_ISFIFO(_stat(path).st_mode)
        except OSError:
            continue
        if is_pipe:
            raise SpecialFileError(f'`{os.fspath(path)}` is a named pipe')


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; returns dst."""
    sys.audit('shutil.copyfile', src, dst)
    if _is_same(src, dst):
        raise SameFileError(f'{src!r} and {dst!r} are the same file')
    _refuse_pipes(src, dst)
    if _is_link(src) and not follow_symlinks:
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as source:
        try:
            target = open(dst, 'wb')
        except IsADirectoryError as e:
            if not os.path.exists(dst):
                raise FileNotFoundError(f'Directory does not exist: {dst}') from e
            raise
        with target:
            if not _copy_in_kernel(source, target):
                copyfileobj(source, target)
    return dst


def _copy_in_kernel(source, target):
    """Let the kernel copy; False if it cannot: then nothing was copied."""
    from errno import ENOSPC
    size = os.fstat(source.fileno()).st_size
    done = 0
    while True:
        try:
            sent = os.sendfile(target.fileno(), source.fileno(), done, max(size, 1 << 23))
        except OSError as e:
            if done == 0 and e.errno != ENOSPC:
                return False
            e.filename, e.filename2 = source.name, target.name
            raise
        if sent == 0:
            # Some files, as those in /proc, only pretend to be empty.
            return done > 0
        done += sent


# --- metadata -------------------------------------------------------------------------------------------------------

def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permission bits."""
    sys.audit('shutil.copymode', src, dst)
    if follow_symlinks or not (_is_link(src) and os.path.islink(dst)):
        os.chmod(dst, stat.S_IMODE(_stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permission bits, times and extended attributes."""
    sys.audit('shutil.copystat', src, dst)
    follow = follow_symlinks or not (_is_link(src) and os.path.islink(dst))
    found = _stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(found.st_atime_ns, found.st_mtime_ns), follow_symlinks=follow)
    _copy_attributes(src, dst, follow)
    if follow:  # a symbolic link has no permissions of its own here
        os.chmod(dst, stat.S_IMODE(found.st_mode))


def _copy_attributes(src, dst, follow):
    """Copy extended attributes, as far as both file systems and the permissions have it."""
    import errno
    expected = {errno.ENOTSUP, errno.ENODATA, errno.EINVAL, errno.EPERM, errno.EACCES}
    try:
        names = os.listxattr(src, follow_symlinks=follow)
    except OSError as e:
        if e.errno not in expected:
            raise
        names = []
    for name in names:
        try:
            os.setxattr(dst, name, os.getxattr(src, name, follow_symlinks=follow), follow_symlinks=follow)
        except OSError as e:
            if e.errno not in expected:
                raise


def _copy_with(copy_metadata, src, dst, follow_symlinks):
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copy_metadata(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permission bits; dst may be a directory. Returns the file's destination."""
    return _copy_with(copymode, src, dst, follow_symlinks)


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents and metadata; dst may be a directory. Returns the file's destination."""
    return _copy_with(copystat, src, dst, follow_symlinks)


# --- copying trees --------------------------------------------------------------------------------------------------

def ignore_patterns(*patterns):
    """A function for copytree's argument ignore, from shell patterns."""
    import fnmatch
    return lambda path, names: {name for pattern in patterns for name in fnmatch.filter(names, pattern)}


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copy a directory with all that is in it; errors are collected and raised together. Returns dst."""
    sys.audit('shutil.copytree', src, dst)
    with os.scandir(src) as found:
        entries = {entry.name: entry for entry in found}
    if ignore is not None:
        for name in ignore(os.fspath(src), list(entries)):
            entries.pop(name, None)
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    copier = _TreeCopier(symlinks, ignore, copy_function, ignore_dangling_symlinks, dirs_exist_ok)
    for name, entry in entries.items():
        copier.attempt(copier.copy, os.path.join(src, name), os.path.join(dst, name), entry)
    copier.attempt(copystat, src, dst)
    if copier.problems:
        raise Error(copier.problems)
    return dst


class _TreeCopier:
    """Copies what is in one directory, and notes what goes wrong."""

    def __init__(self, symlinks, ignore, copy_function, ignore_dangling, dirs_exist_ok):
        self.options = symlinks, ignore, copy_function, ignore_dangling, dirs_exist_ok
        self.problems = []

    def attempt(self, action, source, target, *args):
        try:
            action(source, target, *args)
        except Error as e:
            self.problems += e.args[0]
        except OSError as e:
            self.problems.append((source, target, str(e)))

    def copy(self, source, target, entry):
        symlinks, _, copy_function, ignore_dangling, _ = self.options
        known = entry if copy_function in (copy, copy2) else source
        if entry.is_symlink():
            if symlinks:
                os.symlink(os.readlink(source), target)
                copystat(known, target, follow_symlinks=False)
                return
            if ignore_dangling and not os.path.exists(source):
                return
        if entry.is_dir():
            copytree(known, target, *self.options)
        else:
            copy_function(known, target)


# --- removing trees -------------------------------------------------------------------------------------------------

def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Remove a directory with all that is in it. onerror(function, path, exc_info) is called for what fails.

    Directories are opened and checked before they are emptied, so that nobody can put a symbolic link in the way.
    """
    sys.audit('shutil.rmtree', path, dir_fd)
    path = os.fsdecode(path) if isinstance(path, bytes) else path

    def report(function, path):
        if not ignore_errors:
            if onerror is None:
                raise
            onerror(function, path, sys.exc_info())

    try:
        expected = os.lstat(path, dir_fd=dir_fd)
    except Exception:
        report(os.lstat, path)
    else:
        _remove_directory(path, path, expected, dir_fd, report)


rmtree.avoids_symlink_attacks = True


def _remove_directory(name, path, expected, dir_fd, report):
    """Remove the directory of that name in an open one, if it still is what was expected there."""
    try:
        fd = os.open(name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=dir_fd)
    except OSError:
        report(os.open, path)
        return
    try:
        is_same = os.path.samestat(expected, os.fstat(fd))
        if is_same:
            _remove_entries(fd, path, report)
    finally:
        os.close(fd)
    try:
        if not is_same:
            raise OSError('Cannot call rmtree on a symbolic link')
        os.rmdir(name, dir_fd=dir_fd)
    except OSError:
        report(os.rmdir if is_same else os.path.islink, path)


def _remove_entries(fd, path, report):
    """Remove everything in an open directory."""
    try:
        with os.scandir(fd) as found:
            entries = list(found)
    except OSError as e:
        e.filename = path
        report(os.scandir, path)
        return
    for entry in entries:
        inner = os.path.join(path, entry.name)
        function = os.lstat
        try:
            if entry.is_dir(follow_symlinks=False):
                expected = entry.stat(follow_symlinks=False)
            else:
                function, expected = os.unlink, None
                os.unlink(entry.name, dir_fd=fd)
        except OSError:
            report(function, inner)
            continue
        if expected is not None:
            _remove_directory(entry.name, inner, expected, fd, report)


# --- moving ---------------------------------------------------------------------------------------------------------

def move(src, dst, copy_function=copy2):
    """Move a file or directory, also to another file system; into dst if that is a directory. Returns where it is."""
    sys.audit('shutil.move', src, dst)
    target = dst
    if os.path.isdir(dst):
        if _is_same(src, dst):
            return os.rename(src, dst)  # only the case of the letters changes
        text = os.fspath(src)
        target = os.path.join(dst, os.path.basename(text.rstrip(b'/' if isinstance(text, bytes) else '/')))
        if os.path.exists(target):
            raise Error(f"Destination path '{target}' already exists")
    try:
        os.rename(src, target)
    except OSError:
        _move_to_other_system(src, dst, target, copy_function)
    return target


def _move_to_other_system(src, dst, target, copy_function):
    remove = os.unlink
    if os.path.islink(src):
        os.symlink(os.readlink(src), target)
    elif os.path.isdir(src):
        if _contains(src, dst):
            raise Error(f"Cannot move a directory '{src}' into itself '{dst}'.")
        copytree(src, target, symlinks=True, copy_function=copy_function)
        remove = rmtree
    else:
        copy_function(src, target)
    remove(src)


def _contains(directory, path):
    """Whether a path is the directory or below it."""
    directory, path = os.path.abspath(directory), os.path.abspath(path)
    try:
        return os.path.commonpath([directory, path]) == directory
    except TypeError:
        return _contains(os.fsencode(directory), os.fsencode(path))


# --- archive formats ------------------------------------------------------------------------------------------------

class RegistryError(Exception):
    """An archive format cannot be (un)registered."""


class ReadError(OSError):
    """An archive cannot be read."""


# name -> (module that compresses, mode of tarfile, endings, description)
_TAR_FORMATS = {'tar': (None, '', ['.tar'], 'uncompressed tar file'),
                'gztar': ('zlib', 'gz', ['.tar.gz', '.tgz'], "gzip'ed tar-file"),
                'bztar': ('bz2', 'bz2', ['.tar.bz2', '.tbz2'], "bzip2'ed tar-file"),
                'xztar': ('lzma', 'xz', ['.tar.xz', '.txz'], "xz'ed tar-file")}

# name -> (function, extra arguments, description), and the same with the endings in front; filled when they are needed
_writers = {}
_readers = {}


def _learn_formats():
    if _writers or _readers:
        return
    for name, (module, mode, endings, description) in _TAR_FORMATS.items():
        if module is None or _can_import(module):
            _writers[name] = _tar_writer(mode, endings[0]), [], description
            _readers[name] = endings, _read_tar, [], description
    if _can_import('zlib'):
        _writers['zip'] = _write_zip, [], 'ZIP file'
    _readers['zip'] = ['.zip'], _read_zip, [], 'ZIP file'


def _can_import(module):
    try:
        return bool(__import__(module))
    except ImportError:
        return False


def get_archive_formats():
    """(name, description) of the formats that can be written."""
    _learn_formats()
    return sorted([(name, description) for name, (_, _, description) in _writers.items()])


def get_unpack_formats():
    """(name, endings, description) of the formats that can be read."""
    _learn_formats()
    return sorted([(name, endings, description) for name, (endings, _, _, description) in _readers.items()])


def register_archive_format(name, function, extra_args=None, description=''):
    """Add a format that can be written."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError(f'The {function} object is not callable')
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    if not all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in extra_args):
        raise TypeError('extra_args elements are : (arg_name, value)')
    _learn_formats()
    _writers[name] = function, extra_args, description


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Add a format that can be read."""
    _learn_formats()
    owners = {ending: owner for owner, (endings, *_) in _readers.items() for ending in endings}
    for extension in extensions:
        if extension in owners:
            raise RegistryError(f'{extension} is already registered for "{owners[extension]}"')
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _readers[name] = extensions, function, [] if extra_args is None else extra_args, description


def unregister_archive_format(name):
    """Remove a format."""
    _learn_formats()
    del _writers[name]


def unregister_unpack_format(name):
    """Remove a format."""
    _learn_formats()
    del _readers[name]


# --- writing archives -----------------------------------------------------------------------------------------------

def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None,
                 logger=None):
    """Write base_dir (below root_dir) to an archive; returns its name."""
    sys.audit('shutil.make_archive', base_name, format, root_dir, base_dir)
    _learn_formats()
    if format not in _writers:
        raise ValueError(f"unknown archive format '{format}'")
    function, extra_args, _ = _writers[format]
    options = dict(extra_args, dry_run=dry_run, logger=logger)
    if format != 'zip':
        options.update(owner=owner, group=group)
    base_name = os.fspath(base_name)
    base_dir = os.curdir if base_dir is None else base_dir
    if getattr(function, 'supports_root_dir', False):
        return function(base_name, base_dir, root_dir=root_dir, **options)
    if root_dir is None:
        return function(base_name, base_dir, **options)
    # A function of the script works in the current directory.
    before = os.getcwd()
    base_name = os.path.abspath(base_name)
    os.chdir(root_dir)
    try:
        return function(base_name, base_dir, **options)
    finally:
        os.chdir(before)


def _archive_path(base_name, ending, dry_run, logger):
    """The name of an archive, in a directory that exists now."""
    directory = os.path.dirname(base_name)
    if directory and not os.path.exists(directory):
        if logger is not None:
            logger.info('creating %s', directory)
        if not dry_run:
            os.makedirs(directory)
    if logger is not None:
        logger.info('creating %s', base_name + ending)
    return base_name + ending


def _tar_writer(mode, ending):
    def write(base_name, base_dir, root_dir=None, dry_run=False, owner=None, group=None, logger=None):
        import tarfile
        path = _archive_path(base_name, ending, dry_run, logger)
        uid, gid = _user_id(owner, None), _group_id(group, None)

        def owned(info):
            if gid is not None:
                info.gid, info.gname = gid, group
            if uid is not None:
                info.uid, info.uname = uid, owner
            return info

        if not dry_run:
            with tarfile.open(path, 'w|' + mode) as archive:
                source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
                archive.add(source, base_dir, filter=owned)
        return path if root_dir is None else os.path.abspath(path)

    write.supports_root_dir = True
    return write


def _write_zip(base_name, base_dir, root_dir=None, dry_run=False, logger=None):
    import zipfile
    path = _archive_path(base_name, '.zip', dry_run, logger)
    top = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
    if not dry_run:
        with zipfile.ZipFile(path, 'w', zipfile.ZIP_DEFLATED) as archive:
            for directory, _, files in os.walk(top):
                inside = os.path.normpath(os.path.join(base_dir, os.path.relpath(directory, top)))
                if inside != os.curdir:
                    archive.write(directory, inside)
                for name in files:
                    if os.path.isfile(os.path.join(directory, name)):
                        archive.write(os.path.join(directory, name), os.path.normpath(os.path.join(inside, name)))
    return path if root_dir is None else os.path.abspath(path)


_write_zip.supports_root_dir = True


# --- reading archives -----------------------------------------------------------------------------------------------

def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive, by default into the current directory."""
    sys.audit('shutil.unpack_archive', filename, extract_dir, format)
    _learn_formats()
    filename = os.fspath(filename)
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    if format is None:
        fitting = [name for name, (endings, *_) in _readers.items() if filename.endswith(tuple(endings))]
        if not fitting:
            raise ReadError(f"Unknown archive format '{filename}'")
        format = fitting[0]
    elif format not in _readers:
        raise ValueError(f"Unknown unpack format '{format}'")
    _, function, extra_args, _ = _readers[format]
    options = dict(extra_args)
    if filter is not None:
        options['filter'] = filter
    function(filename, extract_dir, **options)


def _read_tar(filename, extract_dir, **options):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError(f'{filename} is not a compressed or uncompressed tar file')
    with archive:
        archive.extractall(extract_dir, **options)


def _read_zip(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError(f'{filename} is not a zip file')
    with zipfile.ZipFile(filename) as archive:
        for name in archive.namelist():
            if name[0] == '/' or '..' in name:
                continue  # it would end up outside
            target = os.path.join(extract_dir, *name.split('/'))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if name[-1] != '/':
                with archive.open(name) as source, open(target, 'wb') as destination:
                    copyfileobj(source, destination)


# --- the system -----------------------------------------------------------------------------------------------------

_usage = None


def disk_usage(path):
    """(total, used, free) bytes of the file system that a path is on."""
    global _usage
    if _usage is None:
        from collections import namedtuple
        _usage = namedtuple('usage', 'total used free', module=__name__)
    found = os.statvfs(path)
    blocks = found.f_blocks, found.f_blocks - found.f_bfree, found.f_bavail
    return _usage(*[count * found.f_frsize for count in blocks])


def _user_id(name, unknown):
    try:
        import pwd
        return unknown if name is None else pwd.getpwnam(name).pw_uid
    except KeyError:
        return unknown


def _group_id(name, unknown):
    try:
        import grp
        return unknown if name is None else grp.getgrnam(name).gr_gid
    except KeyError:
        return unknown


def chown(path, user=None, group=None):
    """Change the owner and group of a file, by name or number."""
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError('user and/or group must be set')
    ids = []
    for what, name, find in (('user', user, _user_id), ('group', group, _group_id)):
        number = -1 if name is None else name if isinstance(name, int) else find(name, None)
        if number is None:
            raise LookupError(f'no such {what}: {name!r}')
        ids.append(number)
    os.chown(path, *ids)


def get_terminal_size(fallback=(80, 24)):
    """The size of the terminal, from COLUMNS and LINES or from the terminal itself."""
    size = []
    for name in ('COLUMNS', 'LINES'):
        text = os.environ.get(name, '')
        try:
            size.append(max(int(text), 0))
        except ValueError:
            size.append(0)
    if not all(size):
        try:
            real = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, OSError, ValueError):
            real = fallback  # there is no terminal, or no stdout
        size = [given or found or default for given, found, default in zip(size, real, fallback)]
    return os.terminal_size(size)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of a command that would be run, or None."""
    if os.path.dirname(cmd):
        candidates = [cmd]
    else:
        if path is None:
            path = os.environ.get('PATH')
        if path is None:
            try:
                path = os.confstr('CS_PATH')
            except (AttributeError, ValueError):
                path = os.defpath
        if not path:
            return None
        as_text = isinstance(cmd, str)
        folders = (os.fsdecode(path) if as_text else os.fsencode(path)).split(os.pathsep if as_text else b':')
        candidates = [os.path.join(folder, cmd) for folder in dict.fromkeys(folders)]
    for candidate in candidates:
        if os.path.exists(candidate) and os.access(candidate, mode) and not os.path.isdir(candidate):
            return candidate
    return None
