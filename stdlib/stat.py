"""The bits of a file's mode, and the fields of the result of os.stat()."""

ST_MODE, ST_INO, ST_DEV, ST_NLINK, ST_UID, ST_GID, ST_SIZE, ST_ATIME, ST_MTIME, ST_CTIME = range(10)

# Kinds of files; the last three are unknown here.
S_IFIFO, S_IFCHR, S_IFDIR, S_IFBLK, S_IFREG, S_IFLNK, S_IFSOCK = (kind << 12 for kind in (1, 2, 4, 6, 8, 10, 12))
S_IFDOOR = S_IFPORT = S_IFWHT = 0

# Permissions.
S_ISUID = 0o4000
S_ISGID = S_ENFMT = 0o2000
S_ISVTX = 0o1000
S_IREAD = S_IRUSR = 0o0400
S_IWRITE = S_IWUSR = 0o0200
S_IEXEC = S_IXUSR = 0o0100
S_IRWXU = 0o0700
S_IRGRP = 0o0040
S_IWGRP = 0o0020
S_IXGRP = 0o0010
S_IRWXG = 0o0070
S_IROTH = 0o0004
S_IWOTH = 0o0002
S_IXOTH = 0o0001
S_IRWXO = 0o0007

# Flags of BSD and macOS files: the owner may change the first half, the superuser the second.
UF_NODUMP, UF_IMMUTABLE, UF_APPEND, UF_OPAQUE, UF_NOUNLINK, UF_COMPRESSED = (1 << bit for bit in range(6))
UF_HIDDEN = 1 << 15
SF_ARCHIVED, SF_IMMUTABLE, SF_APPEND = (1 << bit for bit in range(16, 19))
SF_NOUNLINK, SF_SNAPSHOT = 1 << 20, 1 << 21

# Attributes of Windows files.
FILE_ATTRIBUTE_READONLY = 1
FILE_ATTRIBUTE_HIDDEN = 2
FILE_ATTRIBUTE_SYSTEM = 4
FILE_ATTRIBUTE_DIRECTORY = 16
FILE_ATTRIBUTE_ARCHIVE = 32
FILE_ATTRIBUTE_DEVICE = 64
FILE_ATTRIBUTE_NORMAL = 128
FILE_ATTRIBUTE_TEMPORARY = 256
FILE_ATTRIBUTE_SPARSE_FILE = 512
FILE_ATTRIBUTE_REPARSE_POINT = 1024
FILE_ATTRIBUTE_COMPRESSED = 2048
FILE_ATTRIBUTE_OFFLINE = 4096
FILE_ATTRIBUTE_NOT_CONTENT_INDEXED = 8192
FILE_ATTRIBUTE_ENCRYPTED = 16384
FILE_ATTRIBUTE_INTEGRITY_STREAM = 32768
FILE_ATTRIBUTE_VIRTUAL = 65536
FILE_ATTRIBUTE_NO_SCRUB_DATA = 131072


def S_IMODE(mode):
    """The permission bits of a mode."""
    return mode & 0o7777


def S_IFMT(mode):
    """The bits of a mode that say what kind of file it is."""
    return mode & 0o170000


def _test(kind, doc):
    def test(mode):
        return mode & 0o170000 == kind
    test.__doc__ = doc
    return test


S_ISDIR = _test(S_IFDIR, 'Whether it is a directory.')
S_ISCHR = _test(S_IFCHR, 'Whether it is a character device.')
S_ISBLK = _test(S_IFBLK, 'Whether it is a block device.')
S_ISREG = _test(S_IFREG, 'Whether it is a regular file.')
S_ISFIFO = _test(S_IFIFO, 'Whether it is a named pipe.')
S_ISLNK = _test(S_IFLNK, 'Whether it is a symbolic link.')
S_ISSOCK = _test(S_IFSOCK, 'Whether it is a socket.')


def _never(mode):
    """False: this system has no such files."""
    return False


S_ISDOOR = S_ISPORT = S_ISWHT = _never

_KIND_LETTERS = {S_IFLNK: 'l', S_IFSOCK: 's', S_IFREG: '-', S_IFBLK: 'b', S_IFDIR: 'd', S_IFCHR: 'c', S_IFIFO: 'p'}


def _triple(bits, special, letter):
    """Three permission bits as text; the special bit shows in the place of x."""
    x = bits & 1
    if special:
        last = letter if x else letter.upper()
    else:
        last = 'x' if x else '-'
    return ('r' if bits & 4 else '-') + ('w' if bits & 2 else '-') + last


def filemode(mode):
    """A mode as ls shows it, like '-rwxr-xr-x'."""
    return (_KIND_LETTERS.get(S_IFMT(mode), '?') + _triple(mode >> 6, mode & S_ISUID, 's')
            + _triple(mode >> 3, mode & S_ISGID, 's') + _triple(mode, mode & S_ISVTX, 't'))
