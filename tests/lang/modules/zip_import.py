# zipimport: modules out of archives. Import statements are not part of this.
import os
import struct
import sys
import tempfile
import traceback
import zipimport
import zlib


def archive(files, method=8, before=b''):
    """A zip file, made by hand."""
    body, directory = before, b''
    for name, text in files.items():
        data = text.encode()
        packed = zlib.compress(data, wbits=-15) if method == 8 else data
        fields = struct.pack('<HHHHHIIIHH', 20, 0, method, 0, 0, zlib.crc32(data), len(packed), len(data), len(name), 0)
        directory += b'PK\x01\x02\x14\x00' + fields + struct.pack('<HHHII', 0, 0, 0, 0, len(body) - len(before)) + name.encode()
        body += b'PK\x03\x04' + fields + name.encode() + packed
    end = struct.pack('<HHHHIIH', 0, 0, len(files), len(files), len(directory), len(body) - len(before), 0)
    return body + directory + b'PK\x05\x06' + end


FILES = {'m.py': '# -*- coding: utf-8 -*-\nx = "é"\ndef f():\n    return 1 / 0\n', 'p/__init__.py': 'y = 2\n', 'p/q.py': 'z = __name__\n',
         'p/d.txt': 'data', 'bad.py': 'x = (\n', 'space/': '', 'space/inner.py': '', 'raises.py': 'raise KeyError(1)\n'}


def fails(function, *args):
    try:
        print('fine', function(*args))
    except Exception as error:
        print(type(error).__name__, str(error).replace(folder, ''), getattr(error, 'name', None))


folder = tempfile.mkdtemp()
path = os.path.join(folder, 't.zip')
with open(path, 'wb') as file:
    file.write(archive(FILES))
z = zipimport.zipimporter(path)
for thing in (z, z.archive, z.prefix, z.is_package('p'), z.is_package('m'), z.get_filename('p'), z.get_source('m'), z.find_spec('p'),
              z.find_spec('nope'), z.get_data(os.path.join(path, 'p', 'd.txt')), z.get_data('p/d.txt'), z.find_spec('space').submodule_search_locations):
    print(str(thing).replace(folder, ''))
inner = zipimport.zipimporter(os.path.join(path, 'p'))
print(str(inner).replace(folder, ''), inner.prefix, str(inner.find_spec('p.q')).replace(folder, ''))
for call in ((zipimport.zipimporter, ''), (zipimport.zipimporter, os.path.join(folder, 'none.zip')), (zipimport.zipimporter, 5), (z.get_data, 'zz'),
             (z.is_package, 'zz'), (z.get_source, 'zz'), (z.get_code, 'bad'), (z.get_filename, 'zz'), (z.load_module, 'zz'), (z.load_module, 'raises')):
    fails(*call)
print('raises' in sys.modules, issubclass(zipimport.ZipImportError, ImportError))

m = z.load_module('m')
print(m.x, m.__file__.replace(folder, ''), m.__loader__ is z, sys.modules['m'] is m, m.__spec__.origin == m.__file__)
print(inner.load_module('p.q').z, z.load_module('p').__path__ == [os.path.join(path, 'p')])
m.x = 1
print(z.load_module('m') is m, m.x)
try:
    m.f()
except ZeroDivisionError:
    print(traceback.format_exc().replace(folder, '').split('\n', 3)[3])

with open(path, 'wb') as file:
    file.write(archive({'new.py': 'a = 1'}, method=0, before=b'#!/usr/bin/env python3\n'))
z.invalidate_caches()
print(z.find_spec('m'), z.load_module('new').a)
for content in b'', b'no archive', archive(FILES)[:-30]:
    with open(os.path.join(folder, 'broken.zip'), 'wb') as file:
        file.write(content)
    fails(zipimport.zipimporter, os.path.join(folder, 'broken.zip'))
