"""The media type of a file by the end of its name, and the other way round."""
import os
import posixpath

__all__ = ['knownfiles', 'inited', 'MimeTypes', 'guess_type', 'guess_all_extensions', 'guess_extension', 'add_type',
           'init', 'read_mime_types', 'suffix_map', 'encodings_map', 'types_map', 'common_types']

# Files of systems that say more; later ones count more.
knownfiles = ['/etc/mime.types', '/etc/httpd/mime.types', '/etc/httpd/conf/mime.types', '/etc/apache/mime.types',
              '/etc/apache2/mime.types', '/usr/local/etc/httpd/conf/mime.types', '/usr/local/lib/netscape/mime.types',
              '/usr/local/etc/httpd/conf/mime.types', '/usr/local/etc/mime.types']
inited = False

_SUFFIXES = {'.svgz': '.svg.gz', '.tgz': '.tar.gz', '.taz': '.tar.gz', '.tz': '.tar.gz', '.tbz2': '.tar.bz2',
             '.txz': '.tar.xz'}
_ENCODINGS = {'.gz': 'gzip', '.Z': 'compress', '.bz2': 'bzip2', '.xz': 'xz', '.br': 'br'}

# A type and the endings of names; the first one is what guess_extension() answers.
_TYPES = """
application/javascript js mjs
application/json json
application/manifest+json webmanifest
application/msword doc dot wiz
application/n-quads nq
application/n-triples nt
application/octet-stream bin a dll exe o obj so
application/oda oda
application/pdf pdf
application/pkcs7-mime p7c
application/postscript ps ai eps
application/trig trig
application/vnd.apple.mpegurl m3u m3u8
application/vnd.ms-excel xls xlb
application/vnd.ms-powerpoint ppt pot ppa pps pwz
application/wasm wasm
application/x-bcpio bcpio
application/x-cpio cpio
application/x-csh csh
application/x-dvi dvi
application/x-gtar gtar
application/x-hdf hdf
application/x-hdf5 h5
application/x-latex latex
application/x-mif mif
application/x-netcdf cdf nc
application/x-pkcs12 p12 pfx
application/x-pn-realaudio ram
application/x-python-code pyc pyo
application/x-sh sh
application/x-shar shar
application/x-shockwave-flash swf
application/x-sv4cpio sv4cpio
application/x-sv4crc sv4crc
application/x-tar tar
application/x-tcl tcl
application/x-tex tex
application/x-texinfo texi texinfo
application/x-troff roff t tr
application/x-troff-man man
application/x-troff-me me
application/x-troff-ms ms
application/x-ustar ustar
application/x-wais-source src
application/xml xsl rdf wsdl xpdl
application/zip zip
audio/3gpp 3gp 3gpp
audio/3gpp2 3g2 3gpp2
audio/aac aac adts loas ass
audio/basic au snd
audio/mpeg mp3 mp2
audio/opus opus
audio/x-aiff aif aifc aiff
audio/x-pn-realaudio ra
audio/x-wav wav
image/avif avif
image/bmp bmp
image/gif gif
image/ief ief
image/jpeg jpg jpe jpeg
image/heic heic
image/heif heif
image/png png
image/svg+xml svg
image/tiff tiff tif
image/vnd.microsoft.icon ico
image/x-cmu-raster ras
image/x-portable-anymap pnm
image/x-portable-bitmap pbm
image/x-portable-graymap pgm
image/x-portable-pixmap ppm
image/x-rgb rgb
image/x-xbitmap xbm
image/x-xpixmap xpm
image/x-xwindowdump xwd
message/rfc822 eml mht mhtml nws
text/css css
text/csv csv
text/html html htm
text/n3 n3
text/plain txt bat c h ksh pl srt
text/richtext rtx
text/tab-separated-values tsv
text/vtt vtt
text/x-python py
text/x-setext etx
text/x-sgml sgm sgml
text/x-vcard vcf
text/xml xml
video/mp4 mp4
video/mpeg mpeg m1v mpa mpe mpg
video/quicktime mov qt
video/webm webm
video/x-msvideo avi
video/x-sgi-movie movie
"""

# Types that are in use without being registered, or not for that ending.
_COMMON_TYPES = """
application/rtf rtf
audio/midi midi mid
image/jpg jpg
image/pict pict pct pic
image/webp webp
text/xul xul
"""


def _table(text):
    """A dict from endings to types."""
    types = {}
    for line in text.split('\n'):
        if line:
            kind, *endings = line.split()
            types.update(('.' + ending, kind) for ending in endings)
    return types


suffix_map = dict(_SUFFIXES)
encodings_map = dict(_ENCODINGS)
types_map = _table(_TYPES)
common_types = _table(_COMMON_TYPES)
_db = None


class MimeTypes:
    """A collection of types, which begins with those of the module and takes more from files.

    types_map and types_map_inv are pairs: the types that are only common, and (strict) the registered ones."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = dict(_ENCODINGS)
        self.suffix_map = dict(_SUFFIXES)
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for text, is_strict in ((_TYPES, True), (_COMMON_TYPES, False)):
            for ending, kind in _table(text).items():
                self.add_type(kind, ending, is_strict)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Names that end with ext are of the type from now on, and ext is one more ending for the type."""
        self.types_map[strict][ext] = type
        endings = self.types_map_inv[strict].setdefault(type, [])
        if ext not in endings:
            endings.append(ext)

    def guess_type(self, url, strict=True):
        """The type of a file name or URL, and how it is compressed: ('application/x-tar', 'gzip') for '.tar.gz'.

        None for either says that it is not known. Unless strict, types that are only common are considered."""
        path = os.fspath(url)
        scheme, colon, rest = path.partition(':')
        if colon and scheme and '/' not in scheme:
            if scheme.lower() == 'data':
                return _type_of_data(rest)
            path = rest
        base, ending = posixpath.splitext(path)
        while (longer := self.suffix_map.get(ending.lower())) is not None:
            base, ending = posixpath.splitext(base + longer)
        encoding = self.encodings_map.get(ending)
        if encoding is not None:
            ending = posixpath.splitext(base)[1]
        ending = ending.lower()
        type = self.types_map[True].get(ending)
        if type is None and not strict:
            type = self.types_map[False].get(ending)
        return type, encoding

    def guess_all_extensions(self, type, strict=True):
        """All endings of names of that type."""
        type = type.lower()
        endings = list(self.types_map_inv[True].get(type, ()))
        if not strict:
            endings += [ending for ending in self.types_map_inv[False].get(type, ()) if ending not in endings]
        return endings

    def guess_extension(self, type, strict=True):
        """The ending of names of that type, or None."""
        endings = self.guess_all_extensions(type, strict)
        return endings[0] if endings else None

    def read(self, filename, strict=True):
        """Take types from a file in the format of mime.types."""
        with open(filename, encoding='utf-8') as file:
            self.readfp(file, strict)

    def readfp(self, fp, strict=True):
        """Take types from an open file: lines of a type and its endings; # begins a comment."""
        while line := fp.readline():
            words = line.split()
            for index, word in enumerate(words):
                if word.startswith('#'):
                    del words[index:]
                    break
            if words:
                type, *endings = words
                for ending in endings:
                    self.add_type(type, '.' + ending, strict)

    def read_windows_registry(self, strict=True):
        """Nothing: there is no such registry here."""


def _type_of_data(url):
    """[type][;parameter...][;base64],data"""
    header, comma, _ = url.partition(',')
    if not comma:
        return None, None
    type = header.partition(';')[0]
    return type if '/' in type and '=' not in type else 'text/plain', None


def init(files=None):
    """Read the files of the system, or those given in addition to what is known; what was added since is forgotten."""
    global suffix_map, types_map, encodings_map, common_types, inited, _db
    inited = True  # MimeTypes asks
    if files is None or _db is None:
        db = MimeTypes()
        names = [*knownfiles, *(files or ())]
    else:
        db = _db
        names = files
    for name in names:
        if os.path.isfile(name):
            db.read(name)
    encodings_map, suffix_map = db.encodings_map, db.suffix_map
    common_types, types_map = db.types_map
    _db = db


def _database():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type of a file name or URL, and how it is compressed: ('application/x-tar', 'gzip') for '.tar.gz'.

    None for either says that it is not known. Unless strict, types that are only common are considered."""
    return _database().guess_type(url, strict)


def guess_all_extensions(type, strict=True):
    """All endings of names of that type."""
    return _database().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """The ending of names of that type, or None."""
    return _database().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Names that end with ext are of the type from now on, and ext is one more ending for the type."""
    return _database().add_type(type, ext, strict)


def read_mime_types(file):
    """The types in a file, as a dict from endings to types; None if it cannot be read."""
    try:
        stream = open(file, encoding='utf-8')
    except OSError:
        return None
    with stream:
        db = MimeTypes()
        db.readfp(stream)
        return db.types_map[True]
