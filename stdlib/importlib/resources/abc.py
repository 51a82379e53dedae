"""Base classes of what resources are read with."""
import abc
import io
from typing import Protocol, runtime_checkable

__all__ = ['ResourceReader', 'Traversable', 'TraversableResources']


class ResourceReader(metaclass=abc.ABCMeta):
    """Reads the resources of a package."""

    @abc.abstractmethod
    def open_resource(self, resource):
        """A binary stream of the resource."""
        raise FileNotFoundError

    @abc.abstractmethod
    def resource_path(self, resource):
        """The path of the resource; FileNotFoundError if it is no file."""
        raise FileNotFoundError

    @abc.abstractmethod
    def is_resource(self, path):
        """Is there such a resource?"""
        raise FileNotFoundError

    @abc.abstractmethod
    def contents(self):
        """The names of what is in the package."""
        raise FileNotFoundError


@runtime_checkable
class Traversable(Protocol):
    """What pathlib.Path can do with files and folders, as far as resources need it."""

    @abc.abstractmethod
    def iterdir(self):
        """What is in the folder."""

    def read_bytes(self):
        """The whole file."""
        with self.open('rb') as stream:
            return stream.read()

    def read_text(self, encoding=None):
        """The whole file as text."""
        with self.open(encoding=encoding) as stream:
            return stream.read()

    @abc.abstractmethod
    def is_dir(self):
        """Is it a folder?"""

    @abc.abstractmethod
    def is_file(self):
        """Is it a file?"""

    @abc.abstractmethod
    def joinpath(self, *descendants):
        """What has that path below this one."""

    def __truediv__(self, child):
        return self.joinpath(child)

    @abc.abstractmethod
    def open(self, mode='r', *args, **kwargs):
        """A stream of the file."""

    @property
    @abc.abstractmethod
    def name(self):
        """The last part of the path."""


class TraversableResources(ResourceReader):
    """A ResourceReader made of one method, files()."""

    @abc.abstractmethod
    def files(self):
        """The folder of the package."""

    def open_resource(self, resource):
        return self.files().joinpath(resource).open('rb')

    def resource_path(self, resource):
        raise FileNotFoundError(resource)

    def is_resource(self, path):
        return self.files().joinpath(path).is_file()

    def contents(self):
        return (item.name for item in self.files().iterdir())
