"""__loader__ of imported files: it is what importlib.machinery has, with all its methods."""
import importlib.abc
import importlib.machinery
import importlib.util
import os
import sys
import tempfile

folder = tempfile.mkdtemp()
path = os.path.join(folder, 'loaded_here.py')
with open(path, 'w', encoding='latin-1', newline='') as file:
    file.write('# coding: latin-1\r\nprint("running", __name__)\r\nword = "gr\xfcn"\r\n')
sys.path.insert(0, folder)
import loaded_here  # noqa: E402

loader = loaded_here.__loader__
print(type(loader) is importlib.machinery.SourceFileLoader, isinstance(loader, importlib.abc.SourceLoader))
print(loader.name, os.path.basename(loader.path), loader.is_package('loaded_here'), repr(loader.get_source('loaded_here')))
print(loader.get_code('loaded_here').co_names, sorted(loader.path_stats(path)))
print(loader.create_module(loaded_here.__spec__), type(loader.get_resource_reader('loaded_here')).__name__)
loaded_here.word = None
print(loader.exec_module(loaded_here), ascii(loaded_here.word), loader.load_module() is loaded_here)
print(importlib.util.find_spec('loaded_here').loader is loader, loader == importlib.machinery.SourceFileLoader('loaded_here', path))
for call in (lambda: loader.get_source('other'), lambda: loader.load_module('other'), lambda: loader.get_data(path + 'x'),
             lambda: importlib.machinery.SourceFileLoader('no', path + 'x').get_source('no')):
    try:
        call()
    except (ImportError, OSError) as error:
        print(type(error).__name__, str(error).replace(folder, ''))


class Shouting(importlib.machinery.SourceFileLoader):
    def source_to_code(self, data, path, *, _optimize=-1):
        print('compiling', len(data))
        return super().source_to_code(data.replace(b'gr\xfcn', b'ROT'), path, _optimize=_optimize)


spec = importlib.util.spec_from_file_location('shouted', path, loader=Shouting('shouted', path))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.word, isinstance(importlib.util.LazyLoader(spec.loader), importlib.abc.Loader))


class Own(importlib.abc.FileLoader, importlib.abc.SourceLoader):
    pass


own = Own('own', path)
print(own.get_data(path)[:8], own.is_package('own'), own == Own('own', path))
spec = importlib.util.spec_from_loader('own', own)
module = importlib.util.module_from_spec(spec)
own.exec_module(module)
print(ascii(module.word), repr(own.get_source('own'))[:20])

os.remove(path)
for name in os.listdir(os.path.join(folder, '__pycache__')) if os.path.isdir(os.path.join(folder, '__pycache__')) else ():
    os.remove(os.path.join(folder, '__pycache__', name))
if os.path.isdir(os.path.join(folder, '__pycache__')):
    os.rmdir(os.path.join(folder, '__pycache__'))
os.rmdir(folder)
