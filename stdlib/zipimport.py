"""Modules out of zip files: of those on sys.path, of a program that is such a file itself, or of a zipimporter.

Import statements ask no sys.path_hooks. The first that sees a file on a path calls search_archives(), and from then on they
look into archives.
"""
import os
import sys
from importlib.machinery import PathFinder
from importlib.util import decode_source, module_from_spec, spec_from_loader
from struct import error as _StructError, unpack_from

_END = b'PK\x05\x06'  # begins the record at the end of an archive,
_END_SIZE = 22  # which is so long, without a comment
_STORED, _DEFLATED = 0, 8
_KINDS = ('/__init__.py', True), ('.py', False)  # where a module may be: whether it is a package then

_directories = {}  # archive -> {path: place}


class ZipImportError(ImportError):
    """An archive that cannot be read, or a module that is not in it."""


# --- archives -------------------------------------------------------------------------------------------------------

def _read_directory(archive):
    """The files of an archive: {path: (where its local header begins, size in the archive, size, method)}."""
    try:
        with open(archive, 'rb') as file:
            data = file.read()
    except OSError:
        raise ZipImportError(f"can't open Zip file: {archive!r}", path=archive) from None
    if len(data) < _END_SIZE:
        raise ZipImportError(f"can't read Zip file: {archive!r}", path=archive)
    end = data.rfind(_END)
    try:
        count, size, offset = unpack_from('<HII', data, end + 10)
        at = end - size
        before = at - offset  # what lies in front of the archive: the head of a self-extracting program
        if end < 0 or before < 0:
            raise ZipImportError(f'not a Zip file: {archive!r}', path=archive)
        files = {}
        for _ in range(count):
            at = _read_entry(data, at, before, files)
    except _StructError:
        raise ZipImportError(f'bad central directory: {archive!r}', path=archive) from None
    return files


def _read_entry(data, at, before, files):
    """Note a file; returns where the next entry begins."""
    flags, method, packed, size, name_length, *others, start = unpack_from('<8xHH8xIIHHH8xI', data, at)
    name = data[at + 46:at + 46 + name_length].decode('utf-8' if flags & 0x800 else 'cp437', 'replace')
    files[name.replace('/', os.sep)] = before + start, packed, size, method
    return at + 46 + name_length + sum(others)


def _unpacked(archive, place):
    start, packed, size, method = place
    with open(archive, 'rb') as file:
        file.seek(start)
        head = file.read(30)
        if head[:4] != b'PK\x03\x04':
            raise ZipImportError(f'bad local file header: {archive!r}', path=archive)
        file.seek(sum(unpack_from('<HH', head, 26)), os.SEEK_CUR)
        data = file.read(packed)
    if method == _STORED:
        return data
    if method != _DEFLATED:
        raise ZipImportError(f"can't decompress data; method {method} is not supported", path=archive)
    import zlib
    return zlib.decompress(data, -15)


# --- the importer ---------------------------------------------------------------------------------------------------

class zipimporter:
    """Finds and loads modules in an archive, or in a folder of it: zipimporter('tools.zip/lib')."""

    def __init__(self, path):
        if not isinstance(path, str):
            raise TypeError(f'expected str, not {type(path)!r}')
        if not path:
            raise ZipImportError('archive path is empty', path=path)
        archive, inside = path, []
        while not os.path.exists(archive):
            above, name = os.path.split(archive)
            if above == archive:
                raise ZipImportError(f'not a Zip file: {path!r}', path=path)
            archive, inside = above, [name, *inside]
        if not os.path.isfile(archive):
            raise ZipImportError('not a Zip file', path=archive)
        self.archive = archive
        self.prefix = os.path.join(*inside, '') if inside else ''
        if archive not in _directories:
            _directories[archive] = _read_directory(archive)
        self._files = _directories[archive]

    def __repr__(self):
        return f'<zipimporter object "{self.archive}{os.sep}{self.prefix}">'

    def invalidate_caches(self):
        """Look at the archive anew."""
        try:
            self._files = _directories[self.archive] = _read_directory(self.archive)
        except ZipImportError:
            _directories.pop(self.archive, None)
            self._files = {}

    def _find(self, fullname):
        """The path of a module in the archive, and whether it is a package; None: it has none."""
        start = self.prefix + fullname.rpartition('.')[2]
        for ending, is_package in _KINDS:
            path = start + ending.replace('/', os.sep)
            if path in self._files:
                return path, is_package
        return None

    def _found(self, fullname):
        found = self._find(fullname)
        if found is None:
            raise ZipImportError(f"can't find module {fullname!r}", name=fullname)
        return found

    def find_spec(self, fullname, target=None):
        """The spec of a module, also of a folder without __init__.py; None: it is not there."""
        if self._find(fullname):
            return spec_from_loader(fullname, self, is_package=self.is_package(fullname))
        folder = self.prefix + fullname.rpartition('.')[2]
        if folder + os.sep not in self._files:
            return None
        spec = spec_from_loader(fullname, None, is_package=True)
        spec.submodule_search_locations = [os.path.join(self.archive, folder)]
        return spec

    def is_package(self, fullname):
        """Whether a module is a package."""
        return self._found(fullname)[1]

    def get_filename(self, fullname):
        """What __file__ of a module is."""
        return os.path.join(self.archive, self._found(fullname)[0])

    def get_data(self, pathname):
        """The bytes of a file, by its path in the archive or with that of the archive before."""
        path = pathname.removeprefix(self.archive + os.sep)
        if path not in self._files:
            raise OSError(0, '', pathname)
        return _unpacked(self.archive, self._files[path])

    def get_source(self, fullname):
        """The text of a module."""
        return decode_source(self.get_data(self._found(fullname)[0]))

    def get_code(self, fullname):
        """The code of a module."""
        return compile(self.get_data(self._found(fullname)[0]), self.get_filename(fullname), 'exec', dont_inherit=True)

    def create_module(self, spec):
        """A module as usual."""

    def exec_module(self, module):
        """Run the code of a module."""
        exec(self.get_code(module.__name__), vars(module))

    def load_module(self, fullname):
        """Import a module, or run its code again in the one that is there."""
        module = sys.modules.get(fullname)
        if module is None:
            module = module_from_spec(spec_from_loader(fullname, self, is_package=self.is_package(fullname)))
            sys.modules[fullname] = module
            try:
                self.exec_module(module)
            except BaseException:
                del sys.modules[fullname]
                raise
        else:
            self.exec_module(module)
        return sys.modules[fullname]


# --- import statements ----------------------------------------------------------------------------------------------

class _ArchiveFinder:
    """Finds modules in the archives on sys.path, or on the path of a package."""

    _importers = {}  # by entry of a path

    @classmethod
    def find_spec(cls, fullname, path=None, target=None):
        """The spec of a module; None: it is in no archive, or in a folder that comes before."""
        portion = None
        for entry in sys.path if path is None else path:
            importer = cls._importer(entry)
            spec = importer.find_spec(fullname) if importer else PathFinder.find_spec(fullname, [entry])
            if spec is not None and spec.loader is not None:
                return spec if importer else None
            if importer and portion is None:
                portion = spec
        return portion

    @classmethod
    def _importer(cls, entry):
        if entry not in cls._importers:
            try:
                cls._importers[entry] = zipimporter(entry)
            except (TypeError, ZipImportError):  # a folder, or what may become an archive
                return None
        return cls._importers[entry]


def search_archives():
    """From now on import statements find what is in archives."""
    if _ArchiveFinder not in sys.meta_path:
        sys.meta_path.append(_ArchiveFinder)
