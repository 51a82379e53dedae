"""Modules and files run as scripts."""
import importlib
import importlib.util
import io
import os
import sys
import types

__all__ = ['run_module', 'run_path']


class _Replaced:
    """A context in which sys.argv[0] (if there is an argument) and, under a name, a module are others."""

    def __init__(self, name, argument):
        self.module, self.argument = types.ModuleType(name), argument

    def __enter__(self):
        name = self.module.__name__
        self.before, self.argument_before = sys.modules.get(name), sys.argv[0] if sys.argv else None
        sys.modules[name] = self.module
        if self.argument is not None:
            sys.argv[:1] = [self.argument]
        return self.module

    def __exit__(self, *exception):
        name = self.module.__name__
        if self.before is None:
            sys.modules.pop(name, None)
        else:
            sys.modules[name] = self.before
        if self.argument_before is not None:
            sys.argv[0] = self.argument_before


def _run_code(code, run_globals, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """Run code in a namespace with the attributes of a module."""
    path, loader, cached = script_name, None, None
    if mod_spec is not None:
        path, loader, cached = mod_spec.origin, mod_spec.loader, mod_spec.cached
        pkg_name = mod_spec.parent if pkg_name is None else pkg_name
    if init_globals is not None:
        run_globals.update(init_globals)
    run_globals.update(__name__=mod_name, __file__=path, __cached__=cached, __doc__=None, __loader__=loader, __package__=pkg_name,
                       __spec__=mod_spec)
    exec(code, run_globals)
    return run_globals


def _run_module_code(code, init_globals=None, mod_name=None, mod_spec=None, pkg_name=None, script_name=None):
    """The same in a module that is in sys.modules meanwhile; a copy of its namespace."""
    path = script_name if mod_spec is None else mod_spec.origin
    with _Replaced(mod_name, path) as module:
        return dict(_run_code(code, vars(module), init_globals, mod_name, mod_spec, pkg_name, script_name))


def _find(name):
    """(name, spec, code) of a module; of a package: those of its __main__."""
    if name.startswith('.'):
        raise ImportError('Relative module names not supported')
    package = name.rpartition('.')[0]
    if package:
        _import_package(package, name)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        hint = f'. Try using {name[:-3]!r} instead of {name!r} as the module name.' if name.endswith('.py') else ''
        why = f'{type(error).__name__}: {error}'
        raise ImportError(f'Error while finding module specification for {name!r} ({why}){hint}') from error
    if spec is None:
        raise ImportError(f'No module named {name}')
    if spec.submodule_search_locations is not None:
        return _find_main(name)
    if spec.loader is None:
        raise ImportError(f'{name!r} is a namespace package and cannot be executed')
    code = spec.loader.get_code(name)
    if code is None:
        raise ImportError(f'No code object available for {name}')
    return name, spec, code


def _find_main(name):
    if name == '__main__' or name.endswith('.__main__'):
        raise ImportError('Cannot use package as __main__ module')
    try:
        return _find(f'{name}.__main__')
    except ImportError as error:
        if name not in sys.modules:
            raise
        raise ImportError(f'{error}; {name!r} is a package and cannot be directly executed') from error


def _import_package(package, name):
    try:
        __import__(package)
    except ImportError as error:
        if error.name is None or error.name != package and not package.startswith(error.name + '.'):
            raise
    there = sys.modules.get(name)
    if there is not None and not hasattr(there, '__path__'):
        import warnings
        warnings.warn(f'{name!r} found in sys.modules after import of package {package!r}, but prior to execution of {name!r}; '
                      'this may result in unpredictable behaviour', RuntimeWarning)


def run_module(mod_name, init_globals=None, run_name=None, alter_sys=False):
    """Run a module's code, or that of a package's __main__, and return its namespace.

    run_name: its __name__; alter_sys: sys.argv[0] and sys.modules[run_name] are those of the module meanwhile."""
    mod_name, spec, code = _find(mod_name)
    run_name = mod_name if run_name is None else run_name
    if not alter_sys:
        return _run_code(code, {}, init_globals, run_name, spec)
    return _run_module_code(code, init_globals, run_name, spec)


def _run_module_as_main(mod_name, alter_argv=True):
    """What the command line does with -m: run a module in __main__."""
    mod_name, spec, code = _find(mod_name)
    if alter_argv:
        sys.argv[0] = spec.origin
    return _run_code(code, vars(sys.modules['__main__']), None, '__main__', spec)


def _run_archive_as_main(path):
    """What the command line does with a zip file: run the __main__ in it."""
    import zipimport
    zipimport.search_archives()
    spec = zipimport.zipimporter(path).find_spec('__main__')
    if spec is None:
        sys.exit(f"minipy: can't find '__main__' module in {path!r}")
    return _run_code(spec.loader.get_code('__main__'), vars(sys.modules['__main__']), None, '__main__', spec)


def _is_archive(path):
    """Is it a zip file? Then import statements may look into it."""
    import zipimport
    try:
        zipimport.zipimporter(path)
    except zipimport.ZipImportError:
        return False
    zipimport.search_archives()
    return True


def run_path(path_name, init_globals=None, run_name=None):
    """Run a file, or the __main__ in a folder or zip file, and return its namespace."""
    given, path_name = path_name, os.fsdecode(path_name)
    run_name = '<run_path>' if run_name is None else run_name
    if os.path.isdir(path_name) or _is_archive(path_name):
        return _run_folder(path_name, init_globals, run_name)
    with io.open_code(path_name) as file:
        source = file.read()
    code = compile(source, path_name, 'exec', dont_inherit=True)
    return _run_module_code(code, init_globals, run_name, pkg_name=run_name.rpartition('.')[0], script_name=given)


def _main_of(path):
    """The spec and the code of the __main__ that is in sys.path[0]."""
    hidden = sys.modules.pop('__main__', None)
    try:
        spec = importlib.util.find_spec('__main__')
        if spec is None or not hasattr(spec.loader, 'get_code'):
            raise ImportError(f"can't find '__main__' module in {path!r}")
        return spec, spec.loader.get_code('__main__')
    finally:
        if hidden is not None:
            sys.modules['__main__'] = hidden


def _run_folder(path, init_globals, run_name):
    sys.path.insert(0, path)
    try:
        spec, code = _main_of(path)
        with _Replaced(run_name, path) as module:
            return dict(_run_code(code, vars(module), init_globals, run_name, spec, run_name.rpartition('.')[0]))
    finally:
        if path in sys.path:
            sys.path.remove(path)


if __name__ == '__main__':
    if len(sys.argv) < 2:
        print('No module specified for execution', file=sys.stderr)
    else:
        del sys.argv[0]
        _run_module_as_main(sys.argv[0])
