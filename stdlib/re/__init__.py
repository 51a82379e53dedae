"""Regular expressions.

What matches is PCRE2, behind the module _re, which reads Python's syntax and answers as CPython does.
"""
import copyreg as _copyreg

import _re
from ._constants import SRE_FLAG_TEMPLATE as _TEMPLATE, error

__all__ = ['match', 'fullmatch', 'search', 'sub', 'subn', 'split', 'findall', 'finditer', 'compile', 'purge', 'template',
           'escape', 'error', 'Pattern', 'Match', 'A', 'I', 'L', 'M', 'S', 'X', 'U', 'ASCII', 'IGNORECASE', 'LOCALE',
           'MULTILINE', 'DOTALL', 'VERBOSE', 'UNICODE', 'NOFLAG', 'RegexFlag']
__version__ = '2.2.1'


# Most patterns have none, and enumerations are slow to load.
_FLAGS = frozenset({'A', 'ASCII', 'DEBUG', 'DOTALL', 'I', 'IGNORECASE', 'L', 'LOCALE', 'M', 'MULTILINE', 'NOFLAG',
                    'RegexFlag', 'S', 'T', 'TEMPLATE', 'U', 'UNICODE', 'VERBOSE', 'X'})


def __getattr__(name):
    if name == 'Scanner':
        global Scanner
        from ._scanner import Scanner
        return Scanner
    if name not in _FLAGS:
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    global RegexFlag
    from ._flags import RegexFlag  # its members are put here, too
    return globals()[name]


def __dir__():
    return sorted({*globals(), *_FLAGS, 'Scanner'})


Pattern, Match = _re.Pattern, _re.Match

# Compiled patterns by what they were compiled from, oldest first.
_known = {}
_MOST_KNOWN = 512


def _compile(pattern, flags):
    number = flags if type(flags) is int else getattr(flags, 'value', flags)
    key = type(pattern), pattern, number
    return _known.get(key) or _compile_new(pattern, number, key)


def _compile_new(pattern, flags, key):
    if isinstance(pattern, Pattern):
        if not flags:
            return pattern
        raise ValueError('cannot process flags argument with a compiled pattern')
    if flags & _TEMPLATE:
        import warnings
        warnings.warn("The re.TEMPLATE/re.T flag is deprecated as it is an undocumented flag without an obvious purpose. "
                      "Don't use it.", DeprecationWarning, stacklevel=4)
    compiled = _re.compile(pattern, flags)
    if len(_known) >= _MOST_KNOWN:
        _known.pop(next(iter(_known)), None)
    _known[key] = compiled
    return compiled


def purge():
    """Forget the patterns that were compiled."""
    _known.clear()


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _compile(pattern, flags).search(string)


def split(pattern, string, maxsplit=0, flags=0):
    """The parts of the string between matches, and the texts of groups."""
    return _compile(pattern, flags).split(string, maxsplit)


def match(pattern, string, flags=0):
    """The match at the beginning of the string, or None."""
    return _compile(pattern, flags).match(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with matches replaced: by the template repl, or by what the function repl answers for a match."""
    return _compile(pattern, flags).sub(repl, string, count)


def fullmatch(pattern, string, flags=0):
    """The match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def compile(pattern, flags=0):
    """The Pattern of a regular expression."""
    return _compile(pattern, flags)


def finditer(pattern, string, flags=0):
    """An iterator over all matches."""
    return _compile(pattern, flags).finditer(string)


def subn(pattern, repl, string, count=0, flags=0):
    """(what sub() answers, number of replacements)"""
    return _compile(pattern, flags).subn(repl, string, count)


def findall(pattern, string, flags=0):
    """A list of the texts of all matches, or of their groups if the pattern has any."""
    return _compile(pattern, flags).findall(string)


def template(pattern, flags=0):
    """Deprecated: the same as compile()."""
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented function without an obvious purpose. "
                  "Use re.compile() instead.", DeprecationWarning, stacklevel=2)
    return _compile(pattern, flags | _TEMPLATE)


_SPECIAL = {ord(c): '\\' + c for c in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """The pattern that matches just this text."""
    if isinstance(pattern, str):
        return pattern.translate(_SPECIAL)
    return str(pattern, 'latin1').translate(_SPECIAL).encode('latin1')


def _pickle(pattern):
    return _compile, (pattern.pattern, pattern.flags)


_copyreg.pickle(Pattern, _pickle)
