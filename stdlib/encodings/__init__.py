"""The encodings that come with minipy, as modules: encodings.NAME has getregentry(), which gives the CodecInfo.

Those that are built in (UTF, Latin-1, character maps) have no file: a finder makes their modules when they are imported.
"""
import codecs
import sys
from _codecs import builtin_name
from importlib import import_module as _import
from . import aliases as _aliases
from ._builtin import Finder as _Finder, find as _find

aliases = sys.modules[_aliases.__name__]


class CodecRegistryError(LookupError, SystemError):
    """A module here is no codec."""


def normalize_encoding(encoding):
    """A name as modules have it: whatever is no letter, digit or point becomes one _."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, 'ascii')
    spaced = ''.join(c if c.isalnum() or c == '.' else ' ' for c in encoding)
    return '_'.join(''.join(filter(str.isascii, word)) for word in spaced.split())


def _module_name(encoding):
    name = normalize_encoding(encoding)
    known = _aliases.aliases
    return known.get(name) or known.get(name.replace('.', '_')) or name


_cache = {}  # what was found, and None for what was not


def search_function(encoding):
    """The CodecInfo of an encoding, or None: what codecs.lookup() asks first."""
    if encoding not in _cache:
        _cache[encoding] = _search(encoding)
    return _cache[encoding]


def _search(encoding):
    name = builtin_name(encoding)
    if name is not None:
        return _find(name)['getregentry']()
    name = _module_name(encoding)
    if not name or '.' in name or name.startswith('_') or name == 'aliases':
        return None
    try:
        module = _import(f'{__name__}.{name}')
    except ImportError:  # also where the module it stands on is missing
        return None
    info = module.getregentry()
    if not isinstance(info, codecs.CodecInfo):
        raise CodecRegistryError(f'module "{module.__name__}" ({getattr(module, "__file__", None)}) failed to register')
    return info


def __getattr__(name):
    """The modules of built-in codecs, which CPython has mostly imported by then."""
    if not name.startswith('_') and builtin_name(name) is not None:
        return _import(f'{__name__}.{name}')
    raise AttributeError(f'module {__name__!r} has no attribute {name!r}')


sys.meta_path.append(_Finder)
codecs.register(search_function)
