# importlib.metadata on folders that are made here.
import importlib.metadata as metadata
import os
import sys
import tempfile

folder = tempfile.TemporaryDirectory()


def write(name, text):
    path = os.path.join(folder.name, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w') as file:
        file.write(text)


write('Some_Tool-1.2.3.dist-info/METADATA', '''Metadata-Version: 2.1
Name: Some-Tool
Version: 1.2.3
Summary: Does something
Keywords: one two
Classifier: A :: B
Classifier: C :: D
Requires-Dist: other (>=1.0)
Requires-Dist: extra ; extra == 'test'

A description.
''')
write('Some_Tool-1.2.3.dist-info/entry_points.txt', '''[console_scripts]
tool = some_tool.main:run [fast, slow]
another=some_tool
# a comment

[plugins]
join = os.path:join
''')
write('Some_Tool-1.2.3.dist-info/RECORD', 'some_tool/__init__.py,sha256=abc,10\nsome_tool/main.py,,\nSome_Tool-1.2.3.dist-info/METADATA,,\n')
write('some_tool/__init__.py', 'VALUE = 1\n')
write('plain-0.1.dist-info/METADATA', 'Metadata-Version: 2.1\nName: plain\nVersion: 0.1\n')
write('plain-0.1.dist-info/top_level.txt', 'plain\n_plain\n')
sys.path[:] = [folder.name] + [path for path in sys.path if 'dist-packages' not in path and 'site-packages' not in path]

for name in 'some-tool', 'Some_Tool', 'some.tool', 'plain':
    print(name, metadata.version(name))
for name in 'nothing', 'some':
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError as error:
        print(type(error).__mro__[1].__name__, error, error.name)
try:
    metadata.version('')
except ValueError as error:
    print(error)
found = metadata.distribution('some-tool')
print(found.name, found.version, found.requires, metadata.requires('plain'))
about = metadata.metadata('some-tool')
print(about['Name'], about['Summary'], about.get_all('Classifier'), 'Version' in about, about['nothing'])
print(about.json['classifier'], about.json['keywords'], about.json['name'], about.json['requires_dist'])
for path in metadata.files('some-tool'):
    print(path, path.size, path.hash, path.name, path.suffix, path.parts, path.locate().exists())
print(metadata.files('some-tool')[0].read_text(), metadata.files('plain'))
for entry in sorted(found.entry_points):
    print(entry, entry.module, entry.attr, entry.extras, entry.dist.name)
entries = metadata.entry_points(group='plugins')
print(entries.names, entries.groups, entries['join'].load() is os.path.join, len(entries))
try:
    entries['nothing']
except KeyError as error:
    print(repr(error))
print(sorted(entry.name for entry in metadata.entry_points(group='console_scripts')), list(metadata.entry_points(name='join')) == list(entries))
made = {name: sorted(names) for name, names in metadata.packages_distributions().items() if name != 'wsgiref'}
print(made['some_tool'], made['plain'], made['_plain'])
print(sorted(each.name for each in metadata.distributions(path=[folder.name])))
print(metadata.Distribution.at(os.path.join(folder.name, 'plain-0.1.dist-info')).version)
try:
    entries['join'].name = 'x'
except AttributeError as error:
    print(error)
point = metadata.EntryPoint('a', 'b.c:d.e', 'g')
print(point == metadata.EntryPoint('a', 'b.c:d.e', 'g'), hash(point) == hash(metadata.EntryPoint('a', 'b.c:d.e', 'g')), point.matches(name='a'), point < metadata.EntryPoint('b', '', ''))
folder.cleanup()
