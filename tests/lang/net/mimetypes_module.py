"""mimetypes: guesses, tables, files. What the system's own files say is kept out."""
import io
import mimetypes
import os
import pathlib
import tempfile

print(mimetypes.inited)
mimetypes.knownfiles.clear()
types = mimetypes.MimeTypes()
for url in ['a.html', 'A.HTML', 'a.tar.gz', 'a.tgz', 'a.svgz', 'a.gz', 'a.Z', 'a.z', 'a', '', '.html', 'a.b/c', 'http://x/a.html', 'c:a.txt', 'data:,x', 'data:text/html;base64,x',
            'data:;a=b,x', 'data:x', 'a.webp', 'a.mid', 'a.jpg', 'a.tar.bz2', 'a.TGZ', pathlib.PurePath('a/b.py'), 'a.json', 'a.js', 'a.xz', 'a.foo', 'a.pdf', 'DATA:image/png,x']:
    print(repr(url), types.guess_type(url), mimetypes.guess_type(url, strict=False))
for kind in ['text/html', 'TEXT/PLAIN', 'image/jpeg', 'image/jpg', 'x/y', 'application/octet-stream', 'audio/midi']:
    print(kind, types.guess_all_extensions(kind), types.guess_extension(kind), types.guess_all_extensions(kind, False), mimetypes.guess_extension(kind, strict=False))
mimetypes.add_type('x/y', '.xy')
mimetypes.add_type('x/z', '.xz2', strict=False)
print(mimetypes.guess_type('a.xy'), mimetypes.guess_type('a.xz2'), mimetypes.guess_type('a.xz2', False), types.guess_type('a.xy'), mimetypes.guess_all_extensions('x/y'))
print(mimetypes.inited, len(mimetypes.types_map), mimetypes.common_types, mimetypes.suffix_map, mimetypes.encodings_map, mimetypes.types_map['.html'])
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'types')
    with open(path, 'w') as file:
        file.write('# comment\nq/r qr qs # t\nq/s\n\nq/r qt\n #x y\nz/z zz #zy\n')
    print(mimetypes.read_mime_types(path)['.qs'], mimetypes.read_mime_types(path + 'x'))
    more = mimetypes.MimeTypes([path])
    print(more.guess_type('a.qt'), more.guess_all_extensions('q/r'), more.guess_type('a.zy'))
    mimetypes.init([path])
    print(mimetypes.guess_type('a.qr'), mimetypes.guess_type('a.xy'))
mimetypes.init()
print(mimetypes.guess_type('a.qr'), mimetypes.guess_type('a.xy'))
more.readfp(io.StringIO('new/type n1 n2\n'), strict=False)
more.read_windows_registry()
print(more.guess_type('x.n1'), more.guess_type('x.n2', strict=False), more.types_map[0]['.n1'], more.types_map_inv[1]['q/r'])
