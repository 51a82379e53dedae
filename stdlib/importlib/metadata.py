"""What is installed: names, versions, files and entry points, as the folders NAME-VERSION.dist-info on sys.path say it."""
import functools
import os
import pathlib
import re
import sys

__all__ = ['Distribution', 'PackageMetadata', 'PackageNotFoundError', 'distribution', 'distributions', 'entry_points', 'files',
           'metadata', 'packages_distributions', 'requires', 'version']


class PackageNotFoundError(ModuleNotFoundError):
    """Nothing of that name is installed."""

    def __str__(self):
        return f'No package metadata was found for {self.name}'

    @property
    def name(self):
        return self.args[0]


class EntryPoint:
    """A name for an object in a module: `value` is MODULE:OBJECT [EXTRAS]."""

    _pattern = re.compile(r'(?P<module>[\w.]+)\s*(:\s*(?P<attr>[\w.]+))?\s*((?P<extras>\[.*\])\s*)?$')

    def __init__(self, name, value, group):
        vars(self).update(name=name, value=value, group=group, dist=None)

    def __setattr__(self, name, value):
        raise AttributeError('EntryPoint objects are immutable.')

    def _part(self, which):
        return self._pattern.match(self.value)[which]

    @property
    def module(self):
        return self._part('module')

    @property
    def attr(self):
        return self._part('attr')

    @property
    def extras(self):
        return re.findall(r'\w+', self._part('extras') or '')

    def load(self):
        """The object."""
        from importlib import import_module
        return functools.reduce(getattr, filter(None, (self.attr or '').split('.')), import_module(self.module))

    def matches(self, **params):
        """Are its attributes these?"""
        return all(getattr(self, name) == value for name, value in params.items())

    def _key(self):
        return self.name, self.value, self.group

    def __eq__(self, other):
        return isinstance(other, EntryPoint) and self._key() == other._key()

    def __lt__(self, other):
        return self._key() < other._key()

    def __hash__(self):
        return hash(self._key())

    def __repr__(self):
        return f'EntryPoint(name={self.name!r}, value={self.value!r}, group={self.group!r})'


class EntryPoints(tuple):
    """Entry points, to select from."""

    __slots__ = ()

    def __getitem__(self, name):
        """The one of that name."""
        if isinstance(name, int):
            return super().__getitem__(name)
        for entry in self.select(name=name):
            return entry
        raise KeyError(name)

    def select(self, **params):
        """Those whose attributes are these."""
        return EntryPoints(entry for entry in self if entry.matches(**params))

    @property
    def names(self):
        return {entry.name for entry in self}

    @property
    def groups(self):
        return {entry.group for entry in self}

    def __repr__(self):
        return f'{type(self).__name__}({super().__repr__()})'


def _read_entries(text, dist):
    """Those of an entry_points.txt: lines NAME = VALUE in sections [GROUP]."""
    group = None
    for line in map(str.strip, (text or '').splitlines()):
        if line.startswith('[') and line.endswith(']'):
            group = line[1:-1]
        elif group and line and line[0] not in '#;':
            name, _, value = line.partition('=')
            entry = EntryPoint(name.strip(), value.strip(), group)
            vars(entry)['dist'] = dist
            yield entry


class FileHash:
    """The hash of a file, in base64 without padding."""

    def __init__(self, spec):
        self.mode, _, self.value = spec.partition('=')

    def __repr__(self):
        return f'<FileHash mode: {self.mode} value: {self.value}>'


class PackagePath(pathlib.PurePosixPath):
    """A file that was installed, relative to the folder where packages are."""

    def locate(self):
        """Its path."""
        return self.dist.locate_file(self)

    def read_text(self, encoding='utf-8'):
        return self.locate().read_text(encoding=encoding)

    def read_binary(self):
        return self.locate().read_bytes()


class PackageMetadata:
    """Headers by name. What get_all() knows may come several times."""

    def __init__(self, message):
        self._message = message

    def __getattr__(self, name):
        return getattr(self._message, name)

    def __len__(self):
        return len(self._message)

    def __contains__(self, name):
        return name in self._message

    def __getitem__(self, name):
        return self._message[name]

    def __iter__(self):
        return iter(self._message)

    @property
    def json(self):
        """A dict with the names that PEP 566 gives."""
        several = {'Classifier', 'Obsoletes-Dist', 'Platform', 'Project-URL', 'Provides-Dist', 'Provides-Extra', 'Requires-Dist',
                   'Requires-External', 'Supported-Platform', 'Dynamic'}
        made = {}
        for name in dict.fromkeys(self._message.keys()):
            value = self._message.get_all(name) if name in several else self._message[name]
            if name == 'Keywords':
                value = re.split(r'\s+', value)
            made[name.lower().replace('-', '_')] = value
        return made


def _plain(name):
    """A name in the form in which names are compared."""
    return re.sub('[-_.]+', '_', name).lower()


class Distribution:
    """Something that is installed. Subclasses say how its files are read."""

    def read_text(self, filename):
        """A file of the metadata; None: there is none."""
        raise NotImplementedError

    def locate_file(self, path):
        """The path of an installed file."""
        raise NotImplementedError

    @classmethod
    def from_name(cls, name):
        """The distribution of that name, the first on sys.path."""
        if not name:
            raise ValueError('A distribution name is required.')
        for found in cls.discover(name=name):
            return found
        raise PackageNotFoundError(name)

    @classmethod
    def discover(cls, *, name=None, path=None):
        """All distributions on a path."""
        for folder in sys.path if path is None else path:
            yield from _distributions_in(folder, name)

    @staticmethod
    def at(path):
        """The distribution of a folder .dist-info."""
        return PathDistribution(pathlib.Path(path))

    @property
    def metadata(self):
        import email
        text = self.read_text('METADATA') or self.read_text('PKG-INFO') or self.read_text('') or ''
        return PackageMetadata(email.message_from_string(text))

    @property
    def name(self):
        return self.metadata['Name']

    @property
    def version(self):
        return self.metadata['Version']

    @property
    def entry_points(self):
        return EntryPoints(_read_entries(self.read_text('entry_points.txt'), self))

    @property
    def files(self):
        """PackagePaths, as RECORD has them; None where it is not there."""
        text = self.read_text('RECORD')
        return None if text is None else list(map(self._path, self._rows(text)))

    @staticmethod
    def _rows(text):
        import csv
        return csv.reader(text.splitlines())

    def _path(self, row):
        name, spec, size = (*row, None, None)[:3]
        path = PackagePath(name)
        path.hash = FileHash(spec) if spec else None
        path.size = int(size) if size else None
        path.dist = self
        return path

    @property
    def requires(self):
        """What it needs, as lines of its metadata; None: nothing."""
        return self.metadata.get_all('Requires-Dist') or None


class PathDistribution(Distribution):
    """That of a folder."""

    def __init__(self, path):
        self._path_of_folder = path

    def read_text(self, filename):
        try:
            return self._path_of_folder.joinpath(filename).read_text(encoding='utf-8')
        except (FileNotFoundError, IsADirectoryError, KeyError, NotADirectoryError, PermissionError):
            return None

    def locate_file(self, path):
        return self._path_of_folder.parent / path


def _distributions_in(folder, name):
    try:
        entries = sorted(os.listdir(folder or '.'))
    except OSError:
        return
    for entry in entries:
        stem, end = os.path.splitext(entry)
        if end.lower() not in ('.dist-info', '.egg-info'):
            continue
        if name is None or _plain(stem.partition('-')[0]) == _plain(name):
            yield PathDistribution(pathlib.Path(folder or '.') / entry)


def distribution(distribution_name):
    """The Distribution of that name."""
    return Distribution.from_name(distribution_name)


def distributions(**kwargs):
    """All of them."""
    return Distribution.discover(**kwargs)


def metadata(distribution_name):
    """The headers about one."""
    return distribution(distribution_name).metadata


def version(distribution_name):
    """Its version."""
    return distribution(distribution_name).version


def files(distribution_name):
    """Its files."""
    return distribution(distribution_name).files


def requires(distribution_name):
    """What it needs."""
    return distribution(distribution_name).requires


def entry_points(**params):
    """The entry points of all distributions, or those whose attributes are these."""
    first = {}
    for found in distributions():  # of a name, the first on sys.path counts
        first.setdefault(_plain(found.name or ''), found)
    entries = EntryPoints(sorted(entry for found in first.values() for entry in found.entry_points))
    return entries.select(**params)


def packages_distributions():
    """Lists of the names of distributions, by what can be imported from them."""
    made = {}
    for found in distributions():
        listed = (found.read_text('top_level.txt') or '').split()
        for package in listed or _top_levels(found):
            made.setdefault(package, []).append(found.name)
    return made


def _top_levels(found):
    paths = [path for path in found.files or () if path.suffix == '.py']
    return {path.parts[0] if len(path.parts) > 1 else path.stem for path in paths}
