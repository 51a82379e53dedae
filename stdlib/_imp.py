"""What programs ask the import system itself."""
import sys
from _thread import RLock

_frozen = __loader__
_built_in = sys.__loader__
_lock = RLock()

check_hash_based_pycs = 'default'


def acquire_lock():
    """Take the lock that programs hold while they change sys.modules; imports do not need it."""
    _lock.acquire()


def release_lock():
    """Give the lock back."""
    try:
        _lock.release()
    except RuntimeError:
        raise RuntimeError('not holding the import lock') from None


def lock_held():
    """Has somebody got the lock?"""
    if _lock._is_owned():
        return True
    free = _lock.acquire(blocking=False)
    if free:
        _lock.release()
    return not free


def extension_suffixes():
    """The endings of extension modules: there are none."""
    return []


def is_builtin(name):
    """1 if a module written in C has the name, -1 if it cannot be imported again (sys, builtins), else 0."""
    if _built_in.find_spec(name) is None:
        return 0
    return -1 if name in ('sys', 'builtins') else 1


def is_frozen(name):
    """Is it a module whose code is in the program?"""
    return _frozen.find_spec(name) is not None


def is_frozen_package(name):
    """The same for a package; ImportError if there is no such module."""
    spec = _frozen.find_spec(name)
    if spec is None:
        raise ImportError(f'No such frozen object named {name}', name=name)
    return spec.submodule_search_locations is not None


def get_frozen_object(name, data=None, /):
    """The code of a frozen module."""
    if data is not None:
        raise NotImplementedError('code of frozen modules is found by name only')
    if not is_frozen(name):
        raise ImportError(f'No such frozen object named {name}', name=name)
    return _frozen.get_code(name)


def find_frozen(name, /, *, withdata=False):
    """None, or (None, is it a package?, its name): data of frozen modules is not shown."""
    spec = _frozen.find_spec(name)
    return spec and (None, spec.submodule_search_locations is not None, name)


def init_frozen(name, /):
    """Import a frozen module; None if there is none."""
    return _frozen.load_module(name) if is_frozen(name) else None


def _frozen_module_names():
    return _frozen._names()


def create_builtin(spec, /):
    """A module written in C, made for a spec."""
    return _built_in.create_module(spec)


def exec_builtin(module, /):
    """0: create_builtin() has done everything."""
    return 0


def _fix_co_filename(code, path, /):
    raise NotImplementedError('the file name of code cannot be changed: see code.replace()')


def _override_frozen_modules_for_tests(override, /):
    """-1: a frozen module that cannot be imported (an ImportError) is looked for in files. Otherwise it is not."""
    _frozen._set_optional(override < 0)
