"""Options of command lines in the manner of the C function getopt()."""
import os

__all__ = ['GetoptError', 'error', 'getopt', 'gnu_getopt']


class GetoptError(Exception):
    """The command line is wrong: `msg` says how, `opt` which option it is."""

    msg = opt = ''

    def __init__(self, msg, opt=''):
        self.msg, self.opt = msg, opt
        super().__init__(msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def getopt(args, shortopts, longopts=[]):
    """(list of (option, value), the other arguments). Options end at the first argument that is none.

    shortopts: letters, with a colon after those that have a value; longopts: names, with = after them for a value."""
    return _parse(args, shortopts, longopts, mixed=False)


def gnu_getopt(args, shortopts, longopts=[]):
    """getopt(), but options and other arguments may be mixed, unless shortopts begins with + or the environment has
    POSIXLY_CORRECT."""
    strict = shortopts.startswith('+')
    mixed = not strict and not os.environ.get('POSIXLY_CORRECT')
    return _parse(args, shortopts[strict:], longopts, mixed)


def _parse(args, shortopts, longopts, mixed):
    longopts = [longopts] if isinstance(longopts, str) else list(longopts)
    left, found, others = list(args), [], []
    while left:
        word = left.pop(0)
        if word == '--':
            break
        if word.startswith('--'):
            found.append(_long(word[2:], longopts, left))
        elif word.startswith('-') and word != '-':
            _short(word[1:], shortopts, left, found)
        elif mixed:
            others.append(word)
        else:
            left.insert(0, word)
            break
    return found, others + left


def _long(text, longopts, left):
    name, equals, value = text.partition('=')
    takes_value, name = long_has_args(name, longopts)
    if takes_value and not equals:
        if not left:
            raise GetoptError(f'option --{name} requires argument', name)
        value = left.pop(0)
    elif equals and not takes_value:
        raise GetoptError(f'option --{name} must not have an argument', name)
    return f'--{name}', value


def long_has_args(opt, longopts):
    """(does the option take a value?, its full name), for a name that may be cut short."""
    matching = [name for name in longopts if name.startswith(opt)]
    if not matching:
        raise GetoptError(f'option --{opt} not recognized', opt)
    for name in opt, f'{opt}=':
        if name in matching:
            return name != opt, opt
    if len(matching) > 1:
        raise GetoptError(f'option --{opt} not a unique prefix', opt)
    name = matching[0]
    return name.endswith('='), name.removesuffix('=')


def _short(letters, shortopts, left, found):
    while letters:
        letter, letters = letters[0], letters[1:]
        value = ''
        if short_has_arg(letter, shortopts):
            if not letters and not left:
                raise GetoptError(f'option -{letter} requires argument', letter)
            value, letters = letters or left.pop(0), ''
        found.append((f'-{letter}', value))


def short_has_arg(opt, shortopts):
    """Does the option take a value?"""
    index = shortopts.find(opt)
    if opt == ':' or index < 0:
        raise GetoptError(f'option -{opt} not recognized', opt)
    return shortopts.startswith(':', index + 1)
