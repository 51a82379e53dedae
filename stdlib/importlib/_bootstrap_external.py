"""Names that CPython has here: private ones that programs use nevertheless."""
from importlib._loading import (ExtensionFileLoader, FileFinder, NamespaceLoader, PathFinder, SOURCE_SUFFIXES, SourceFileLoader,
                                SourcelessFileLoader, WindowsRegistryFinder, _NamespacePath, decode_source, spec_from_file_location)
from importlib.machinery import BYTECODE_SUFFIXES, DEBUG_BYTECODE_SUFFIXES, EXTENSION_SUFFIXES, OPTIMIZED_BYTECODE_SUFFIXES
from importlib.util import cache_from_source, source_from_cache

_NamespaceLoader = NamespaceLoader


def _get_sourcefile(bytecode_path):
    """The path of the source of a compiled file: there are none, so what is given is source."""
    return bytecode_path or None
