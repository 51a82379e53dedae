# CPython's tarfile and zipfile over the modules bz2 and lzma, and shutil's archives of them.
library=/usr/lib/python3.11
[ -f $library/tarfile.py ] || {
    echo "no $library"
    exit 77
}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
cd "$folder" || exit
cat >archives.py <<'END'
import io
import os
import shutil
import tarfile
import zipfile

os.makedirs('tree/inner')
for name, data in ('tree/a.txt', b'alpha\n' * 1000), ('tree/inner/b.bin', bytes(range(256)) * 300), ('tree/empty', b''):
    with open(name, 'wb') as file:
        file.write(data)


def contents(folder):
    found = {}
    for path, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            with open(os.path.join(path, name), 'rb') as file:
                found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


before = contents('tree')
print('-- tarfile')
for mode in 'w:bz2', 'w:xz', 'w|bz2', 'w|xz':
    with tarfile.open('t', mode) as archive:
        archive.add('tree')
    for how in 'r', 'r:*', 'r|*', 'r' + mode[1:]:
        with tarfile.open('t', how) as archive:
            print(mode, how, [(member.name, len(archive.extractfile(member).read())) for member in archive if member.isfile()])
    with open('t', 'rb') as file:
        data = file.read()
    for wrong in 'r:gz', 'r|' + {'w:bz2': 'xz', 'w|bz2': 'xz'}.get(mode, 'bz2'):
        try:
            tarfile.open(fileobj=io.BytesIO(data), mode=wrong)
        except tarfile.ReadError as e:
            print(wrong, e)
    try:
        with tarfile.open(fileobj=io.BytesIO(data[:len(data) // 2])) as archive:
            archive.getmembers()
            print('all there')
    except (tarfile.ReadError, EOFError) as e:
        print(type(e).__name__, e)

print('-- zipfile')
for method in zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA:
    with zipfile.ZipFile('z', 'w', method) as archive:
        archive.write('tree/a.txt')
        archive.writestr('text', 'some text ' * 500)
        with archive.open('streamed', 'w') as file:
            for i in range(100):
                file.write(b'%d\n' % i)
    with zipfile.ZipFile('z') as archive:
        print(archive.testzip(), [(i.filename, i.compress_type, i.file_size, i.compress_size < i.file_size) for i in archive.infolist()])
        with archive.open('streamed') as file:
            print(file.readline(), file.read(5), len(file.read()))

print('-- shutil')
print(shutil.get_archive_formats())
print(shutil.get_unpack_formats())
for form in 'bztar', 'xztar':
    name = shutil.make_archive('archive', form, '.', 'tree')
    shutil.unpack_archive(name, 'out')
    print(os.path.basename(name), contents('out/tree') == before)
    shutil.rmtree('out')
END
MINIPYPATH=$library $PY archives.py
