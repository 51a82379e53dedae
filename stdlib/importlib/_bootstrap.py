"""Names that CPython has here: private ones that programs use nevertheless."""
from importlib._loading import (BuiltinImporter, FrozenImporter, ModuleSpec, find_module_spec as _find_spec, load as _load,
                                module_from_spec, run_again as _exec, spec_from_loader)

_builtin_from_name = BuiltinImporter.load_module
_ERR_MSG_PREFIX = 'No module named '
_ERR_MSG = _ERR_MSG_PREFIX + '{!r}'
