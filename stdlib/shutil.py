"""Files and directory trees: copy, move, remove, archive."""
import os
import stat
import sys

__all__ = ['copyfileobj', 'copyfile', 'copymode', 'copystat', 'copy', 'copy2', 'copytree', 'move', 'rmtree', 'Error',
           'SpecialFileError', 'ExecError', 'make_archive', 'get_archive_formats', 'register_archive_format',
           'unregister_archive_format', 'get_unpack_formats', 'register_unpack_format', 'unregister_unpack_format',
           'unpack_archive', 'ignore_patterns', 'chown', 'which', 'get_terminal_size', 'SameFileError', 'disk_usage',
           'ReadError', 'RegistryError']

COPY_BUFSIZE = 64 * 1024


class Error(OSError):
    """Something went wrong with several files; args[0] is a list of (source, destination, reason)."""


class SameFileError(Error):
    """Source and destination are the same file."""


class SpecialFileError(OSError):
    """The operation is not supported for this kind of file (such as a named pipe)."""


class ExecError(OSError):
    """A command could not be run."""


class ReadError(OSError):
    """An archive cannot be read."""


class RegistryError(Exception):
    """An archive format cannot be (un)registered."""


# --- contents -------------------------------------------------------------------------------------------------------

def copyfileobj(fsrc, fdst, length=0):
    """Copy from a file object to another, length bytes or characters at a time."""
    length = length or COPY_BUFSIZE
    read = fsrc.read
    write = fdst.write
    while data := read(length):
        write(data)


def _same_file(src, dst):
    try:
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _refuse_fifo(path):
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return
    if stat.S_ISFIFO(mode):
        raise SpecialFileError('`%s` is a named pipe' % (path,))


def _copy_fast(fsrc, fdst):
    """Let the kernel copy; False if it cannot (then nothing was copied)."""
    if not hasattr(os, 'sendfile'):
        return False
    try:
        infd, outfd = fsrc.fileno(), fdst.fileno()
        size = max(os.fstat(infd).st_size, 2 ** 23)
    except Exception:
        return False
    offset = 0
    while True:
        try:
            sent = os.sendfile(outfd, infd, offset, size)
        except OSError as e:
            import errno
            if offset == 0 and e.errno in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.ENOTSOCK):
                return False
            raise
        if sent == 0:
            return True
        offset += sent


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the contents of a file; returns dst."""
    sys.audit('shutil.copyfile', src, dst)
    if _same_file(src, dst):
        raise SameFileError('{!r} and {!r} are the same file'.format(src, dst))
    _refuse_fifo(src)
    _refuse_fifo(dst)
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            with open(dst, 'wb') as fdst:
                if not _copy_fast(fsrc, fdst):
                    copyfileobj(fsrc, fdst)
        except IsADirectoryError as e:
            if os.path.exists(dst):
                raise
            raise FileNotFoundError(f'Directory does not exist: {dst}') from e
    return dst


# --- metadata -------------------------------------------------------------------------------------------------------

def _both_links(src, dst, follow_symlinks):
    return not follow_symlinks and os.path.islink(src) and os.path.islink(dst)


def copymode(src, dst, *, follow_symlinks=True):
    """Copy the permission bits."""
    sys.audit('shutil.copymode', src, dst)
    if _both_links(src, dst, follow_symlinks):
        return  # a symbolic link has no permissions of its own here
    os.chmod(dst, stat.S_IMODE(os.stat(src).st_mode))


def copystat(src, dst, *, follow_symlinks=True):
    """Copy permission bits, times and extended attributes."""
    sys.audit('shutil.copystat', src, dst)
    follow = not _both_links(src, dst, follow_symlinks)
    st = os.stat(src, follow_symlinks=follow)
    os.utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    _copy_attributes(src, dst, follow)
    if follow:
        os.chmod(dst, stat.S_IMODE(st.st_mode))


def _copy_attributes(src, dst, follow):
    """Copy extended attributes where there are any."""
    if not hasattr(os, 'listxattr'):
        return
    import errno
    ignored = (errno.ENOTSUP, errno.ENODATA, errno.EPERM, errno.EINVAL)
    try:
        names = os.listxattr(src, follow_symlinks=follow)
        for name in names:
            os.setxattr(dst, name, os.getxattr(src, name, follow_symlinks=follow), follow_symlinks=follow)
    except OSError as e:
        if e.errno not in ignored:
            raise


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permission bits; dst may be a directory. Returns the file's destination."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents and metadata; dst may be a directory. Returns the file's destination."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst


# --- trees ----------------------------------------------------------------------------------------------------------

def ignore_patterns(*patterns):
    """A function for copytree's argument ignore, from shell patterns."""
    import fnmatch

    def _ignore_patterns(path, names):
        return {name for pattern in patterns for name in fnmatch.filter(names, pattern)}
    return _ignore_patterns


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2, ignore_dangling_symlinks=False,
             dirs_exist_ok=False):
    """Copy a directory with all that is in it; errors are collected and raised together. Returns dst."""
    sys.audit('shutil.copytree', src, dst)
    with os.scandir(src) as it:
        entries = list(it)
    ignored = set() if ignore is None else ignore(os.fspath(src), [entry.name for entry in entries])
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    for entry in entries:
        if entry.name in ignored:
            continue
        srcname = os.path.join(src, entry.name)
        dstname = os.path.join(dst, entry.name)
        try:
            _copy_entry(entry, srcname, dstname, symlinks, ignore, copy_function, ignore_dangling_symlinks,
                        dirs_exist_ok)
        except Error as e:
            errors.extend(e.args[0])
        except OSError as e:
            errors.append((srcname, dstname, str(e)))
    try:
        copystat(src, dst)
    except OSError as e:
        errors.append((src, dst, str(e)))
    if errors:
        raise Error(errors)
    return dst


def _copy_entry(entry, srcname, dstname, symlinks, ignore, copy_function, ignore_dangling, dirs_exist_ok):
    source = entry if copy_function in (copy, copy2) else srcname
    if entry.is_symlink():
        target = os.readlink(srcname)
        if symlinks:
            os.symlink(target, dstname)
            copystat(entry, dstname, follow_symlinks=False)
            return
        if not os.path.exists(srcname) and ignore_dangling:
            return
    if entry.is_dir():
        copytree(source, dstname, symlinks, ignore, copy_function, ignore_dangling, dirs_exist_ok)
    else:
        copy_function(source, dstname)


def _onerror_ignore(*args):
    pass


def _onerror_raise(*args):
    raise


def rmtree(path, ignore_errors=False, onerror=None, *, dir_fd=None):
    """Remove a directory with all that is in it. onerror(function, path, exc_info) is called for what fails.

    Directories are opened and checked before they are emptied, so that nobody can put a symbolic link in the way.
    """
    sys.audit('shutil.rmtree', path, dir_fd)
    if ignore_errors:
        onerror = _onerror_ignore
    elif onerror is None:
        onerror = _onerror_raise
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    try:
        original = os.lstat(path, dir_fd=dir_fd)
    except Exception:
        onerror(os.lstat, path, sys.exc_info())
        return
    try:
        fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK, dir_fd=dir_fd)
    except Exception:
        onerror(os.open, path, sys.exc_info())
        return
    try:
        if not os.path.samestat(original, os.fstat(fd)):
            _refuse_link(path, onerror)
            return
        _empty(fd, path, onerror)
    finally:
        os.close(fd)
    try:
        os.rmdir(path, dir_fd=dir_fd)
    except OSError:
        onerror(os.rmdir, path, sys.exc_info())


rmtree.avoids_symlink_attacks = True


def _refuse_link(path, onerror):
    try:
        raise OSError('Cannot call rmtree on a symbolic link')
    except OSError:
        onerror(os.path.islink, path, sys.exc_info())


def _empty(topfd, path, onerror):
    """Remove everything in an open directory."""
    try:
        with os.scandir(topfd) as it:
            entries = list(it)
    except OSError as err:
        err.filename = path
        onerror(os.scandir, path, sys.exc_info())
        return
    for entry in entries:
        fullname = os.path.join(path, entry.name)
        try:
            is_dir = entry.is_dir(follow_symlinks=False)
        except OSError:
            is_dir = False
        if is_dir:
            _remove_directory(topfd, entry, fullname, onerror)
            continue
        try:
            os.unlink(entry.name, dir_fd=topfd)
        except OSError:
            onerror(os.unlink, fullname, sys.exc_info())


def _remove_directory(topfd, entry, fullname, onerror):
    try:
        original = entry.stat(follow_symlinks=False)
        fd = os.open(entry.name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=topfd)
    except OSError:
        onerror(os.open, fullname, sys.exc_info())
        return
    try:
        if not os.path.samestat(original, os.fstat(fd)):
            _refuse_link(fullname, onerror)
            return
        _empty(fd, fullname, onerror)
        try:
            os.rmdir(entry.name, dir_fd=topfd)
        except OSError:
            onerror(os.rmdir, fullname, sys.exc_info())
    finally:
        os.close(fd)


def _is_inside(src, dst):
    """Whether dst is below src."""
    src = os.path.abspath(src)
    dst = os.path.abspath(dst)
    sep = b'/' if isinstance(src, bytes) else '/'
    return (dst.rstrip(sep) + sep).startswith(src.rstrip(sep) + sep)


def move(src, dst, copy_function=copy2):
    """Move a file or directory, also to another file system; into dst if that is a directory. Returns where it is."""
    sys.audit('shutil.move', src, dst)
    real_dst = dst
    if os.path.isdir(dst):
        if _same_file(src, dst):
            os.rename(src, dst)  # only the case of the letters changes
            return None
        real_dst = os.path.join(dst, os.path.basename(os.fspath(src).rstrip('/' if isinstance(os.fspath(src), str)
                                                                           else b'/')))
        if os.path.exists(real_dst):
            raise Error("Destination path '%s' already exists" % real_dst)
    try:
        os.rename(src, real_dst)
    except OSError:
        _move_by_copy(src, dst, real_dst, copy_function)
    return real_dst


def _move_by_copy(src, dst, real_dst, copy_function):
    if os.path.islink(src):
        os.symlink(os.readlink(src), real_dst)
        os.unlink(src)
    elif os.path.isdir(src):
        if _is_inside(src, dst):
            raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
        copytree(src, real_dst, copy_function=copy_function, symlinks=True)
        rmtree(src)
    else:
        copy_function(src, real_dst)
        os.unlink(src)


# --- archives -------------------------------------------------------------------------------------------------------

def _make_tarball(base_name, base_dir, compress, root_dir, dry_run, owner, group, logger):
    import tarfile
    suffix = {'gzip': ('gz', '.gz'), 'bzip2': ('bz2', '.bz2'), 'xz': ('xz', '.xz'), None: ('', '')}[compress]
    name = base_name + '.tar' + suffix[1]
    directory = os.path.dirname(name)
    if directory and not os.path.exists(directory) and not dry_run:
        os.makedirs(directory)

    def owned(info):
        if owner is not None:
            import pwd
            info.uid, info.uname = pwd.getpwnam(owner).pw_uid, owner
        if group is not None:
            import grp
            info.gid, info.gname = grp.getgrnam(group).gr_gid, group
        return info
    if not dry_run:
        arcname = base_dir
        source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with tarfile.open(name, 'w|' + suffix[0]) as tar:
            tar.add(source, arcname, filter=owned)
    return name if root_dir is None else os.path.abspath(name)


def _make_zipfile(base_name, base_dir, root_dir, dry_run, owner, group, logger):
    import zipfile
    name = base_name + '.zip'
    directory = os.path.dirname(name)
    if directory and not os.path.exists(directory) and not dry_run:
        os.makedirs(directory)
    if dry_run:
        return name
    source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
    with zipfile.ZipFile(name, 'w', compression=zipfile.ZIP_DEFLATED) as zf:
        for dirpath, dirnames, filenames in os.walk(source):
            arc = os.path.normpath(os.path.join(base_dir, os.path.relpath(dirpath, source)))
            if arc != os.curdir:
                zf.write(dirpath, arc)
            for filename in filenames:
                path = os.path.join(dirpath, filename)
                if os.path.isfile(path):
                    zf.write(path, os.path.normpath(os.path.join(arc, filename)))
    return name if root_dir is None else os.path.abspath(name)


def _tar_maker(compress):
    def make(base_name, base_dir, root_dir=None, dry_run=False, owner=None, group=None, logger=None):
        return _make_tarball(base_name, base_dir, compress, root_dir, dry_run, owner, group, logger)
    return make


def _zip_maker(base_name, base_dir, root_dir=None, dry_run=False, owner=None, group=None, logger=None):
    return _make_zipfile(base_name, base_dir, root_dir, dry_run, owner, group, logger)


def _has_module(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


_EXTRA_FORMATS = {'gztar': ('zlib', 'gzip', "gzip'ed tar-file"), 'zip': ('zlib', None, 'ZIP file'),
                  'bztar': ('bz2', 'bzip2', "bzip2'ed tar-file"), 'xztar': ('lzma', 'xz', "xz'ed tar-file")}
_archive_formats = None
_unpack_formats = None


def _archives():
    """name -> (function, extra arguments, description), made when somebody asks."""
    global _archive_formats
    if _archive_formats is None:
        _archive_formats = {'tar': (_tar_maker(None), [], 'uncompressed tar file')}
        for name, (module, compress, description) in _EXTRA_FORMATS.items():
            if _has_module(module):
                maker = _zip_maker if name == 'zip' else _tar_maker(compress)
                _archive_formats[name] = (maker, [], description)
    return _archive_formats


def get_archive_formats():
    """(name, description) of the formats that can be written."""
    return sorted((name, entry[2]) for name, entry in _archives().items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Add a format that can be written."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _archives()[name] = (function, extra_args, description)


def unregister_archive_format(name):
    """Remove a format."""
    del _archives()[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0, dry_run=0, owner=None, group=None,
                 logger=None):
    """Write base_dir (below root_dir) to an archive; returns its name."""
    sys.audit('shutil.make_archive', base_name, format, root_dir, base_dir)
    try:
        function, extra, _ = _archives()[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    return function(os.fspath(base_name), os.curdir if base_dir is None else base_dir, root_dir=root_dir,
                    dry_run=dry_run, owner=owner, group=group, logger=logger, **dict(extra))


def _unpack_tarfile(filename, extract_dir, **kwargs):
    import tarfile
    try:
        archive = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError('%s is not a compressed or uncompressed tar file' % filename)
    with archive:
        archive.extractall(extract_dir, **kwargs)


def _unpack_zipfile(filename, extract_dir):
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError('%s is not a zip file' % filename)
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            name = info.filename
            if name.startswith('/') or '..' in name:
                continue  # it would end up outside
            target = os.path.join(extract_dir, *name.split('/'))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            if not name.endswith('/'):
                with archive.open(name) as source, open(target, 'wb') as destination:
                    copyfileobj(source, destination)


def _unpackers():
    """name -> (endings, function, extra arguments, description), made when somebody asks."""
    global _unpack_formats
    if _unpack_formats is None:
        _unpack_formats = {'tar': (['.tar'], _unpack_tarfile, [], 'uncompressed tar file'),
                           'zip': (['.zip'], _unpack_zipfile, [], 'ZIP file')}
        for name, endings in (('gztar', ['.tar.gz', '.tgz']), ('bztar', ['.tar.bz2', '.tbz2']),
                              ('xztar', ['.tar.xz', '.txz'])):
            module, _, description = _EXTRA_FORMATS[name]
            if _has_module(module):
                _unpack_formats[name] = (endings, _unpack_tarfile, [], description)
    return _unpack_formats


def get_unpack_formats():
    """(name, endings, description) of the formats that can be read."""
    return sorted((name, entry[0], entry[3]) for name, entry in _unpackers().items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Add a format that can be read."""
    known = {ending: other for other, entry in _unpackers().items() for ending in entry[0]}
    for extension in extensions:
        if extension in known:
            raise RegistryError('%s is already registered for "%s"' % (extension, known[extension]))
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _unpackers()[name] = (extensions, function, [] if extra_args is None else extra_args, description)


def unregister_unpack_format(name):
    """Remove a format."""
    del _unpackers()[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive, by default into the current directory."""
    sys.audit('shutil.unpack_archive', filename, extract_dir, format)
    extract_dir = os.fspath(os.getcwd() if extract_dir is None else extract_dir)
    filename = os.fspath(filename)
    kwargs = {} if filter is None else {'filter': filter}
    if format is None:
        for name, entry in _unpackers().items():
            if filename.endswith(tuple(entry[0])):
                format = name
                break
        else:
            raise ReadError("Unknown archive format '{0}'".format(filename))
    elif format not in _unpackers():
        raise ValueError("Unknown unpack format '{0}'".format(format)) from None
    _, function, extra, _ = _unpackers()[format]
    function(filename, extract_dir, **dict(extra), **kwargs)


# --- the system -----------------------------------------------------------------------------------------------------

def disk_usage(path):
    """(total, used, free) bytes of the file system that a path is on."""
    from collections import namedtuple
    usage = namedtuple('usage', 'total used free', module=__name__)
    st = os.statvfs(path)
    return usage(st.f_blocks * st.f_frsize, (st.f_blocks - st.f_bfree) * st.f_frsize, st.f_bavail * st.f_frsize)


def _id_of(name, module, function, field, what):
    """The number of a user or group."""
    if name is None:
        return -1
    if isinstance(name, int):
        return name
    try:
        return getattr(getattr(__import__(module), function)(name), field)
    except KeyError:
        raise LookupError('no such %s: %r' % (what, name)) from None


def chown(path, user=None, group=None):
    """Change the owner and group of a file, by name or number."""
    sys.audit('shutil.chown', path, user, group)
    if user is None and group is None:
        raise ValueError('user and/or group must be set')
    os.chown(path, _id_of(user, 'pwd', 'getpwnam', 'pw_uid', 'user'),
             _id_of(group, 'grp', 'getgrnam', 'gr_gid', 'group'))


def get_terminal_size(fallback=(80, 24)):
    """The size of the terminal, from COLUMNS and LINES or from the terminal itself."""
    def from_environment(name):
        try:
            return int(os.environ[name])
        except (KeyError, ValueError):
            return 0
    columns, lines = from_environment('COLUMNS'), from_environment('LINES')
    if columns <= 0 or lines <= 0:
        try:
            size = os.get_terminal_size(sys.__stdout__.fileno())
        except (AttributeError, ValueError, OSError):
            size = fallback
        columns = columns if columns > 0 else size[0] or fallback[0]
        lines = lines if lines > 0 else size[1] or fallback[1]
    return os.terminal_size((columns, lines))


def _is_command(path, mode):
    return os.path.exists(path) and os.access(path, mode) and not os.path.isdir(path)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """The path of a command that would be run, or None."""
    if os.path.dirname(cmd):
        return cmd if _is_command(cmd, mode) else None
    if path is None:
        path = os.environ.get('PATH', None)
        if path is None:
            try:
                path = os.confstr('CS_PATH')
            except (AttributeError, ValueError):
                path = os.defpath
    if not path:
        return None
    as_bytes = isinstance(cmd, bytes)
    directories = os.fsencode(path).split(b':') if as_bytes else os.fsdecode(path).split(':')
    for directory in dict.fromkeys(directories):
        name = os.path.join(directory, cmd)
        if _is_command(name, mode):
            return name
    return None
