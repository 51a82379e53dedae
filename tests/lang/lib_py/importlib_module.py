import importlib
import importlib.abc
import importlib.machinery
import importlib.resources
import importlib.util
import os
import pathlib
import pkgutil
import runpy
import sys
import sysconfig
import tempfile
import types
import warnings


def attempt(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except Exception as error:
        print(type(error).__name__, str(error).replace(folder, ''))


folder = tempfile.mkdtemp()
sys.dont_write_bytecode = True


def write(name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    pathlib.Path(path).write_text(text)


write('plain_mod.py', 'print("running", __name__, __spec__ and __spec__.name, __package__)\nvalue = 1\n')
write('pack/__init__.py', 'print("pack")\nhere = __file__\n')
write('pack/sub.py', 'from . import other\nfrom .other import x\n')
write('pack/other.py', 'x = 5\n')
write('pack/__main__.py', 'import sys\nprint("main of", __name__, __package__, sys.argv[0].endswith("__main__.py"))\nresult = 7\n')
write('pack/data.txt', 'some data \u00e9\n')
write('pack/inner/__init__.py', '')
write('pack/inner/leaf.py', '')
write('space/part.py', 'p = 1\n')
write('broken_mod.py', '1/0\n')
write('script.py', 'import sys\nprint("script", __name__, __file__.endswith("script.py"), sys.argv[0].endswith("script.py"), extra)\n')
write('folder/__main__.py', 'print("folder", __name__)\nz = 3\n')
write('latin_mod.py', '# coding: latin-1\ns = "x"\n')
sys.path.insert(0, folder)

print('-- importlib')
module = importlib.import_module('plain_mod')
module.value = 2
print(importlib.reload(module) is module, module.value)
print(importlib.import_module('.sub', 'pack').x, importlib.import_module('..other', 'pack.inner').x)
for args in (('.x',), ('',), ('none_mod',), ('pack.none',), ('....x', 'pack')):
    attempt(importlib.import_module, *args)
attempt(importlib.reload, 5)
attempt(importlib.reload, types.ModuleType('unknown'))
attempt(importlib.import_module, 'broken_mod')
print('broken_mod' in sys.modules)
importlib.invalidate_caches()

print('-- util')
spec = importlib.util.find_spec('latin_mod')
print(spec.name, spec.origin == os.path.join(folder, 'latin_mod.py'), spec.parent, spec.has_location, spec.submodule_search_locations, type(spec.loader).__name__)
made = importlib.util.module_from_spec(spec)
print(made.__name__, hasattr(made, 's'), made.__file__ == spec.origin)
spec.loader.exec_module(made)
print(made.s, 'latin_mod' in sys.modules, spec.loader.get_source('latin_mod'), spec.loader.is_package('latin_mod'), spec.loader.get_code('latin_mod').co_name, spec.loader.get_data(spec.origin)[:3])
attempt(spec.loader.get_source, 'other')
print(importlib.util.find_spec('none_mod'), importlib.util.find_spec('.other', 'pack').name, importlib.util.find_spec('sys').origin, importlib.util.find_spec('pack').submodule_search_locations == [os.path.join(folder, 'pack')])
attempt(importlib.util.find_spec, 'plain_mod.x')
attempt(importlib.util.find_spec, 'none_mod.x')
spec = importlib.util.find_spec('space')
print(spec.loader is not None, list(spec.submodule_search_locations) == [os.path.join(folder, 'space')], spec.origin)
for args in (('.a', 'b.c'), ('..a', 'b.c'), ('a', None), ('...a', 'b.c'), ('.a', ''), ('.', 'b')):
    attempt(importlib.util.resolve_name, *args)
spec = importlib.util.spec_from_file_location('by_path', os.path.join(folder, 'plain_mod.py'))
made = importlib.util.module_from_spec(spec)
sys.modules['by_path'] = made
spec.loader.exec_module(made)
print(made.value, made.__spec__ is spec, importlib.util.spec_from_file_location('x', 'a.unknown'), importlib.util.spec_from_file_location('x', '/p/__init__.py', submodule_search_locations=['/q']).submodule_search_locations)
print(importlib.util.decode_source(b'# coding: latin-1\r\n"\xe9"\r\n') == '# coding: latin-1\n"\u00e9"\n')
lazy_spec = importlib.util.spec_from_file_location('lazy', os.path.join(folder, 'plain_mod.py'), loader=importlib.util.LazyLoader(importlib.machinery.SourceFileLoader('lazy', os.path.join(folder, 'plain_mod.py'))))
lazy = importlib.util.module_from_spec(lazy_spec)
sys.modules['lazy'] = lazy
lazy_spec.loader.exec_module(lazy)
print('not yet')
print(lazy.value, type(lazy).__name__)
spec = importlib.machinery.ModuleSpec('s', None, origin='o', is_package=True)
print(spec, spec.parent, importlib.util.spec_from_loader('x', None).loader)
print(importlib.machinery.SOURCE_SUFFIXES, '.py' in importlib.machinery.all_suffixes(), importlib.machinery.PathFinder.find_spec('pack.other', [os.path.join(folder, 'pack')]).name, importlib.machinery.PathFinder.find_spec('none_mod'))
finder = importlib.machinery.FileFinder(folder, (importlib.machinery.SourceFileLoader, ['.py']))
print(finder.find_spec('plain_mod').name, finder.find_spec('none_mod'), finder.find_spec('pack').submodule_search_locations == [os.path.join(folder, 'pack')], finder.find_spec('space').loader)

print('-- finders')


class Loader(importlib.abc.Loader):
    def exec_module(self, module):
        module.answer = 42


class Source(importlib.abc.InspectLoader):
    def get_source(self, name):
        return 'made = __name__'

    def is_package(self, name):
        return True


class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name.startswith('virtual'):
            print('asked for', name, path, target)
            return importlib.util.spec_from_loader(name, Source() if name == 'virtual_pack' else Loader())


sys.meta_path.insert(0, Finder())
import virtual
import virtual_pack.child
print(virtual.answer, virtual.__loader__.__class__.__name__, virtual_pack.made, virtual_pack.child.answer, virtual_pack.__path__, virtual.__spec__.name, importlib.util.find_spec('virtual2').name)
del sys.meta_path[0]
attempt(importlib.import_module, 'virtual3')
print(issubclass(importlib.machinery.SourceFileLoader, importlib.abc.SourceLoader), isinstance(finder, importlib.abc.PathEntryFinder))
for cls in (importlib.abc.InspectLoader, importlib.abc.ResourceLoader, importlib.abc.ExecutionLoader):
    attempt(cls)

print('-- resources')
files = importlib.resources.files('pack')
print((files / 'data.txt').read_text(encoding='utf-8'), sorted(item.name for item in files.iterdir() if not item.name.startswith('__py')), files.joinpath('inner').is_dir(), isinstance(files, importlib.resources.abc.Traversable) if hasattr(importlib.resources, 'abc') else True)
with importlib.resources.as_file(files / 'data.txt') as path:
    print(path.name, path.exists())
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    print(importlib.resources.read_text('pack', 'data.txt'), importlib.resources.read_binary('pack', 'data.txt'), importlib.resources.is_resource('pack', 'data.txt'), importlib.resources.is_resource('pack', 'inner'), 'data.txt' in importlib.resources.contents('pack'))
    attempt(importlib.resources.read_text, 'pack', 'none.txt')
attempt(importlib.resources.files, 'plain_mod')

print('-- pkgutil')
print([(info.name, info.ispkg) for info in pkgutil.iter_modules([folder])], [info.name for info in pkgutil.iter_modules([os.path.join(folder, 'pack')], 'pack.')])
print([info.name for info in pkgutil.walk_packages([os.path.join(folder, 'pack')], 'pack.')])
print(pkgutil.get_data('pack', 'data.txt'), pkgutil.resolve_name('os.path:join') is os.path.join, pkgutil.resolve_name('pack.other.x'), pkgutil.resolve_name('pack:other').__name__)
for name in ('a b', 'none_mod', 'os:none'):
    attempt(pkgutil.resolve_name, name)
print(pkgutil.find_loader('none_mod'), type(pkgutil.find_loader('latin_mod')).__name__, pkgutil.extend_path('x', 'y'), pkgutil.extend_path(['first'], 'space')[1:] == [os.path.join(folder, 'space')])
attempt(list, pkgutil.iter_modules('text'))
attempt(pkgutil.find_loader, '.x')

print('-- runpy')
print(runpy.run_module('plain_mod')['value'], runpy.run_module('plain_mod', {'given': 1}, 'other_name')['given'], runpy.run_module('pack', alter_sys=True, run_name='__main__')['result'])
print(sorted(key for key in runpy.run_path(os.path.join(folder, 'script.py'), {'extra': 9}) if key != '__builtins__'))
print(runpy.run_path(os.path.join(folder, 'folder'), run_name='named')['z'], __name__, sys.modules['__main__'].__name__)
for name in ('none_mod', '.x', 'space', 'pack.inner', 'broken_mod'):
    attempt(runpy.run_module, name)

print('-- sysconfig')
print(sysconfig.get_python_version(), sysconfig.get_path_names(), sysconfig.get_platform() == f'linux-{os.uname().machine}', 'posix_prefix' in sysconfig.get_scheme_names(), sysconfig.get_config_var('none'), sysconfig.get_config_vars('py_version_short', 'none'))
print(sysconfig.get_paths('posix_prefix', {'base': '/b', 'platbase': '/p', 'installed_base': '/i', 'installed_platbase': '/j'}), sysconfig.get_path('scripts', 'posix_home', {'base': '/home/x'}), sysconfig.get_path('purelib', 'posix_user', {'userbase': '/u'}))
