"""The finders and loaders of the import system."""
from importlib._loading import (BuiltinImporter, ExtensionFileLoader, FileFinder, FrozenImporter, ModuleSpec, NamespaceLoader,
                                PathFinder, SourceFileLoader, SourcelessFileLoader, SOURCE_SUFFIXES, WindowsRegistryFinder)

# There are no compiled files and no extension modules.
BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES = [], [], [], []


def all_suffixes():
    """The endings of the files of modules."""
    return SOURCE_SUFFIXES + BYTECODE_SUFFIXES + EXTENSION_SUFFIXES
