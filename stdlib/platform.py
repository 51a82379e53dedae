"""What is known of the machine, the system and the interpreter."""
import functools
import os
import re
import sys
from collections import namedtuple

__version__ = '1.0.8'


class uname_result(namedtuple('uname_result_base', 'system node release version machine')):
    """What the system says of itself, and the processor, which is looked up when it is asked for."""

    __slots__ = ()
    __match_args__ = ('system', 'node', 'release', 'version', 'machine')

    @property
    def processor(self):
        """The name of the processor, '' if it is not known."""
        return _processor()

    def __iter__(self):
        yield from super().__iter__()
        yield self.processor

    def __len__(self):
        return 6

    def __getitem__(self, key):
        return tuple(self)[key]

    @classmethod
    def _make(cls, iterable):
        values = list(iterable)
        if len(values) not in (5, 6):
            raise TypeError(f'expected 5 arguments, got {len(values) - 1}')
        return cls(*values[:5])

    def __reduce__(self):
        return uname_result, tuple(self)[:5]


@functools.lru_cache
def _processor():
    import subprocess
    try:
        text = subprocess.check_output(['uname', '-p'], stderr=subprocess.DEVNULL, text=True)
    except (OSError, subprocess.CalledProcessError):
        return ''
    return '' if text.strip() == 'unknown' else text.strip()


@functools.lru_cache
def uname():
    """system, node, release, version, machine and processor."""
    return uname_result(*('' if value == 'unknown' else value for value in os.uname()))


def _from_uname(name, doc):
    def function():
        return getattr(uname(), name)
    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return function


system = _from_uname('system', "The system's name, like 'Linux'.")
node = _from_uname('node', 'The name of the machine in the network.')
release = _from_uname('release', "The system's release.")
version = _from_uname('version', "The system's version.")
machine = _from_uname('machine', "The kind of machine, like 'x86_64'.")
processor = _from_uname('processor', "The processor's name.")


def system_alias(system, release, version):
    """The three, with the names under which systems are sold."""
    if system == 'SunOS' and release and release[0] > '4':
        major, dot, rest = release.partition('.')
        return 'Solaris', str(int(major) - 3) + dot + rest if major.isdigit() else release, version
    return ('Windows', release, version) if system in ('win32', 'win16') else (system, release, version)


def architecture(executable=sys.executable, bits='', linkage=''):
    """(bits, linkage) of a program, read from its head; the given values for what is not known."""
    try:
        with open(executable, 'rb') as file:
            head = file.read(5)
    except OSError:
        head = b''
    if head[:4] == b'\x7fELF':
        return {1: '32bit', 2: '64bit'}.get(head[4], bits), 'ELF'
    return bits or ('64bit' if sys.maxsize > 2 ** 32 else '32bit'), linkage


def libc_ver(executable=None, lib='', version='', chunksize=16384):
    """(name, version) of the C library that a program was linked with."""
    if not executable:
        try:
            name, found = os.confstr('CS_GNU_LIBC_VERSION').split(maxsplit=1)
            return name, found
        except (AttributeError, ValueError, OSError):
            executable = sys.executable
    with open(executable, 'rb') as file:
        data = file.read()
    found = [tuple(map(int, match[1].split(b'.'))) for match in re.finditer(rb'GLIBC_([0-9.]+)', data)]
    if found:
        return 'glibc', '.'.join(map(str, max(found)))
    return ('libc' if b'libc.so' in data else lib), version


def mac_ver(release='', versioninfo=('', '', ''), machine=''):
    """What is known of macOS; here only what was given."""
    return release, versioninfo, machine


def java_ver(release='', vendor='', vminfo=('', '', ''), osinfo=('', '', '')):
    """What is known of a Java machine; here only what was given."""
    return release, vendor, vminfo, osinfo


def win32_ver(release='', version='', csd='', ptype=''):
    """What is known of Windows; here only what was given."""
    return release, version, csd, ptype


def win32_edition():
    """The edition of Windows: there is none."""
    return None


def win32_is_iot():
    """Is it Windows for small things?"""
    return False


# --- the interpreter ------------------------------------------------------------------------------------------------

def python_implementation():
    """'CPython': programs that ask want to know how the language behaves. sys.implementation has the real name."""
    return 'CPython'


def python_version():
    """The version of the language as 'major.minor.patch'."""
    return '.'.join(map(str, sys.version_info[:3]))


def python_version_tuple():
    """The version of the language as three texts."""
    return tuple(map(str, sys.version_info[:3]))


def python_compiler():
    """The C compiler."""
    found = re.search(r'\[([^\]]+)\]', sys.version)
    return found[1] if found else ''


def python_build():
    """(number, date) of the build."""
    found = re.search(r'\(([^,)]*)(?:, ([^)]*))?\)', sys.version)
    return (found[1], found[2] or '') if found else ('', '')


def python_branch():
    """The branch of the source; '' as it is not known."""
    return ''


def python_revision():
    """The revision of the source; '' as it is not known."""
    return ''


@functools.lru_cache
def platform(aliased=False, terse=False):
    """All of it in one text, with dashes."""
    here = uname()
    name, release, version = system_alias(*here[:1], *here[2:4]) if aliased else (here[0], here[2], here[3])
    if name == 'Linux':
        parts = [name, release] if terse else [name, release, here.machine]
        parts += ['with', ''.join(libc_ver())]
    else:
        parts = [name, release] if terse else [name, release, version, here.machine]
    text = '-'.join(part.strip() for part in parts if part)
    text = re.sub(r'[ /\\:;"()]', '-', text).replace('unknown', '')
    return re.sub('-+', '-', text).rstrip('-')


def freedesktop_os_release():
    """What the file os-release says of the distribution, as a dict."""
    import shlex
    for path in '/etc/os-release', '/usr/lib/os-release':
        try:
            with open(path, encoding='utf-8') as file:
                lines = file.read().splitlines()
        except OSError:
            continue
        found = {'NAME': 'Linux', 'ID': 'linux', 'PRETTY_NAME': 'Linux'}
        for line in lines:
            match = re.fullmatch(r'([A-Za-z0-9_]+)=(.*)', line.strip())
            if match:
                found[match[1]] = ''.join(shlex.split(match[2]))
        return found
    raise OSError(2, 'Unable to read files /etc/os-release, /usr/lib/os-release')


if __name__ == '__main__':
    words = {word.lstrip('-') for word in sys.argv[1:]}
    print(platform('nonaliased' not in words, 'terse' in words))
