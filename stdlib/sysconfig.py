"""Where things would be installed, and how the interpreter was built as far as that is known."""
import os
import sys

__all__ = ['get_config_h_filename', 'get_config_var', 'get_config_vars', 'get_makefile_filename', 'get_path',
           'get_path_names', 'get_paths', 'get_platform', 'get_python_version', 'get_scheme_names', 'parse_config_h']

_NAMES = ('stdlib', 'platstdlib', 'purelib', 'platlib', 'include', 'scripts', 'data')


def _scheme(base, platbase=None, include='include/python{py_version_short}'):
    """The folders of a scheme below a base, which is a name in braces too."""
    library = '{platlibdir}/python{py_version_short}'
    return {'stdlib': f'{{installed_base}}/{library}', 'platstdlib': f'{{{platbase or base}}}/{library}',
            'purelib': f'{{{base}}}/lib/python{{py_version_short}}/site-packages',
            'platlib': f'{{{platbase or base}}}/{library}/site-packages',
            'include': f'{{installed_base}}/{include}', 'platinclude': f'{{installed_platbase}}/{include}',
            'scripts': f'{{{base}}}/bin', 'data': f'{{{base}}}'}


_user = 'lib/python{py_version_short}'
_SCHEMES = {
    'posix_prefix': _scheme('base', 'platbase'),
    'posix_home': {'stdlib': '{installed_base}/lib/python', 'platstdlib': '{base}/lib/python', 'purelib': '{base}/lib/python',
                   'platlib': '{base}/lib/python', 'include': '{installed_base}/include/python',
                   'platinclude': '{installed_base}/include/python', 'scripts': '{base}/bin', 'data': '{base}'},
    'posix_user': {'stdlib': '{userbase}/{platlibdir}/python{py_version_short}',
                   'platstdlib': '{userbase}/{platlibdir}/python{py_version_short}',
                   'purelib': f'{{userbase}}/{_user}/site-packages', 'platlib': f'{{userbase}}/{_user}/site-packages',
                   'include': '{userbase}/include/python{py_version_short}', 'scripts': '{userbase}/bin', 'data': '{userbase}'},
    'posix_venv': _scheme('base', 'platbase'),
}
_SCHEMES['venv'] = _SCHEMES['posix_venv']


def get_python_version():
    """The version of the language as 'major.minor'."""
    return '%d.%d' % sys.version_info[:2]


def get_platform():
    """The system and the machine in one word."""
    names = os.uname()
    return f'{names.sysname.lower().replace("/", "")}-{names.machine.replace(" ", "_").replace("/", "-")}'


_variables = None


def get_config_vars(*args):
    """All variables as a dict, or the values of those that are named."""
    global _variables
    if _variables is None:
        short = get_python_version()
        home = os.path.expanduser('~')
        _variables = {
            'prefix': os.path.normpath(sys.prefix), 'exec_prefix': os.path.normpath(sys.exec_prefix),
            'py_version': sys.version.split()[0], 'py_version_short': short, 'py_version_nodot': short.replace('.', ''),
            'installed_base': sys.base_prefix, 'base': os.path.normpath(sys.prefix), 'installed_platbase': sys.base_exec_prefix,
            'platbase': os.path.normpath(sys.exec_prefix), 'projectbase': os.path.dirname(os.path.realpath(sys.executable)),
            'platlibdir': sys.platlibdir, 'abiflags': sys.abiflags,
            'implementation': 'Python', 'implementation_lower': 'python',
            'userbase': os.environ.get('PYTHONUSERBASE') or os.path.join(home, '.local'), 'srcdir': None,
            'EXT_SUFFIX': None, 'SOABI': None, 'Py_DEBUG': 0, 'Py_ENABLE_SHARED': 0, 'WITH_PYMALLOC': 0,
            'VERSION': short, 'EXE': '', 'BINDIR': os.path.dirname(sys.executable or ''), 'SIZEOF_VOID_P': 8,
        }
    return [_variables.get(name) for name in args] if args else _variables


def get_config_var(name):
    """The value of a variable, or None."""
    return get_config_vars().get(name)


def get_scheme_names():
    """The names of the schemes: where things are installed."""
    return tuple(sorted(_SCHEMES))


def get_default_scheme():
    """The scheme that counts if none is named."""
    return get_preferred_scheme('prefix')


def get_preferred_scheme(key):
    """The scheme for 'prefix', 'home' or 'user'."""
    if key == 'prefix' and sys.prefix != sys.base_prefix:
        return 'venv'
    schemes = {'prefix': 'posix_prefix', 'home': 'posix_home', 'user': 'posix_user'}
    if key not in schemes:
        raise ValueError(f'{key!r} returned {key!r}, which is not a valid scheme on this platform')
    return schemes[key]


def get_path_names():
    """The names of the folders of a scheme."""
    return _NAMES


def get_paths(scheme=None, vars=None, expand=True):
    """The folders of a scheme, with the variables filled in."""
    found = _SCHEMES[get_default_scheme() if scheme is None else scheme]
    if not expand:
        return found
    values = {**get_config_vars(), **(vars or {})}
    return {name: os.path.normpath(folder.format_map(values)) for name, folder in found.items()}


def get_path(name, scheme=None, vars=None, expand=True):
    """One of the folders of a scheme."""
    return get_paths(scheme, vars, expand)[name]


def is_python_build(check_home=False):
    """Is this an interpreter in the folder where it was built?"""
    return False


def _no_file(name):
    raise NotImplementedError(f'there is no {name}: extension modules cannot be built')


def get_config_h_filename():
    """The path of pyconfig.h: there is none."""
    _no_file('pyconfig.h')


def get_makefile_filename():
    """The path of the Makefile: there is none."""
    _no_file('Makefile')


def parse_config_h(fp, vars=None):
    """The #define and #undef lines of a C header, as a dict."""
    found = {} if vars is None else vars
    for line in fp:
        words = line.split(None, 2)
        if len(words) == 3 and words[0] == '#define' and words[1].isidentifier():
            text = words[2].rstrip('\n')
            try:
                found[words[1]] = int(text)
            except ValueError:
                found[words[1]] = text
        elif line.startswith('/* #undef ') and line.rstrip().endswith(' */'):
            found[line.split()[2]] = 0
    return found


def _main():
    print(f'Platform: "{get_platform()}"\nPython version: "{get_python_version()}"')
    print(f'Current installation scheme: "{get_default_scheme()}"')
    for title, values in ('Paths', get_paths()), ('Variables', get_config_vars()):
        print(f'\n{title}:')
        for name, value in sorted(values.items()):
            print(f'\t{name} = "{value}"')


if __name__ == '__main__':
    _main()
