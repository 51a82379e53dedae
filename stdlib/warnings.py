"""Warnings: issue them, and filter which ones are shown, ignored or raised.

A filter is (action, message, category, module, line number). Message and module are None or have a method match(); they
are regular expressions, but for text that contains no special character the module re is not loaded.
"""
import sys
from _operator import index

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter',
           'resetwarnings', 'catch_warnings']

filters = []
defaultaction = 'default'
onceregistry = {}

_actions = ['default', 'always', 'ignore', 'module', 'once', 'error']
_changes = 0  # of the filters; a registry that was filled before the last one is out of date


def _filters_mutated():
    """To be called when the filters were changed: warnings that were shown before may be shown again."""
    global _changes
    _changes += 1


# --- showing --------------------------------------------------------------------------------------------------------

class WarningMessage:
    """A warning that was issued, with all that is known of it."""

    _WARNING_DETAILS = 'message', 'category', 'filename', 'lineno', 'file', 'line', 'source'

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.source = message, category, source
        self.filename, self.lineno, self.line, self.file = filename, lineno, line, file
        self._category_name = category and category.__name__

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                f'lineno : {self.lineno}, line : {self.line!r}}}')


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr. May be replaced."""
    _record(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text. May be replaced."""
    return _text_of(WarningMessage(message, category, filename, lineno, None, line))


_original = {'showwarning': showwarning, 'formatwarning': formatwarning}


def _replacement(name):
    """The function that the program put into the place of one of ours, or None."""
    found = globals().get(name)
    return None if found is _original[name] else found


def _show(warning):
    replaced = _replacement('showwarning')
    if replaced is None:
        _record(warning)
    elif not callable(replaced):
        raise TypeError('warnings.showwarning() must be set to a function or method')
    else:
        replaced(warning.message, warning.category, warning.filename, warning.lineno, warning.file, warning.line)


def _write(warning):
    replaced = _replacement('formatwarning')
    if replaced is None:
        text = _text_of(warning)
    else:
        text = replaced(warning.message, warning.category, warning.filename, warning.lineno, warning.line)
    file = warning.file or sys.stderr
    if file is not None:
        try:
            file.write(text)
        except OSError:
            return  # there is no place to complain


_record = _write  # catch_warnings puts another function here


def _text_of(warning):
    name = warning.category.__name__
    line = _line(warning.filename, warning.lineno) if warning.line is None else warning.line
    text = f'{warning.filename}:{warning.lineno}: {name}: {warning.message}\n'
    if line:
        text += f'  {line.strip()}\n'
    return text if warning.source is None else text + _origin_of(warning.source, name)


def _line(filename, lineno):
    try:
        from linecache import getline
        return getline(filename, lineno)
    except Exception:
        return None  # at shutdown nothing can be imported any more


def _origin_of(source, name):
    """Where the object that a warning is about was made, if tracemalloc knows it."""
    try:
        import tracemalloc
    except ImportError:
        return ''
    if not tracemalloc.is_tracing():
        return f'{name}: Enable tracemalloc to get the object allocation traceback\n'
    text = ['Object allocated at (most recent call last):\n']
    for frame in tracemalloc.get_object_traceback(source) or ():
        text.append(f'  File "{frame.filename}", lineno {frame.lineno}\n')
        line = _line(frame.filename, frame.lineno)
        if line:
            text.append(f'    {line.strip()}\n')
    return ''.join(text) if text[1:] else ''


# --- filters --------------------------------------------------------------------------------------------------------

class _Text:
    """Matches what begins with a plain text (whole: what is equal to it), as a regular expression would."""

    def __init__(self, text, ignore_case=False, whole=False):
        self.pattern, self._ignore_case, self._whole = text, ignore_case, whole

    def match(self, text):
        wanted = self.pattern
        if self._ignore_case:
            text, wanted = text.lower(), wanted.lower()
        return text == wanted if self._whole else text.startswith(wanted)

    def __eq__(self, other):
        return isinstance(other, _Text) and vars(self) == vars(other)

    def __hash__(self):
        return hash(self.pattern)


def _matcher(pattern, ignore_case=False):
    """What matches a regular expression; None for the empty one, which matches everything."""
    if set(pattern).isdisjoint('\\^$.|?*+()[]{}'):
        return _Text(pattern, ignore_case) if pattern else None
    import re
    return re.compile(pattern, re.I if ignore_case else 0)


def _put(item, append=False):
    """Put a filter in front of the others (taking it away from where it was), or at the end."""
    if append:
        if item not in filters:
            filters.append(item)
    else:
        if item in filters:
            filters.remove(item)
        filters[:0] = [item]
    _filters_mutated()


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Add a filter; message and module are regular expressions for the beginning of the text and the module's name."""
    assert action in _actions, f'invalid action: {action!r}'
    for name, value in {'message': message, 'module': module}.items():
        assert isinstance(value, str), f'{name} must be a string'
        if name == 'message':
            assert isinstance(category, type), 'category must be a class'
            assert issubclass(category, Warning), 'category must be a Warning subclass'
    assert isinstance(lineno, int) and lineno >= 0, 'lineno must be an int >= 0'
    _put((action, _matcher(message, ignore_case=True), category, _matcher(module), lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for every module and message."""
    assert action in _actions, f'invalid action: {action!r}'
    assert isinstance(lineno, int) and lineno >= 0, 'lineno must be an int >= 0'
    _put((action, None, category, None, lineno), append)


def resetwarnings():
    """Remove all filters."""
    filters.clear()
    _filters_mutated()


class catch_warnings:
    """Restores the filters and the functions that show warnings at the end of the block.

    With record=True warnings are not shown but appended to the list that the with statement gives.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._recording = record
        self._warnings = module or sys.modules['warnings']
        self._filter = action and (action, category, lineno, append)
        self._entered = False  # pytest sets it, to use one again

    def __repr__(self):
        arguments = ['record=True'] if self._recording else []
        if self._warnings is not sys.modules['warnings']:
            arguments.append(f'module={self._warnings!r}')
        return f'{type(self).__name__}({", ".join(arguments)})'

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module, log = self._warnings, []
        self._saved = {name: getattr(module, name) for name in ('filters', 'showwarning', '_record')}
        module.filters = module.filters.copy()
        module._filters_mutated()
        if self._filter:
            simplefilter(*self._filter)
        if not self._recording:
            return None
        module._record, module.showwarning = log.append, module._original['showwarning']
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        for name, value in self._saved.items():
            setattr(self._warnings, name, value)
        self._warnings._filters_mutated()


# --- issuing --------------------------------------------------------------------------------------------------------

def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning; stacklevel says whose fault it is: 1 our caller's, 2 that of its caller, and so on."""
    if sys is None:  # the interpreter ends, and has taken what modules know
        return
    kind = type(message) if isinstance(message, Warning) else UserWarning if category is None else category
    if not isinstance(kind, type) or not issubclass(kind, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(kind).__name__}'")
    try:
        frame = sys._getframe(max(index(stacklevel), 1))
        variables, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    except ValueError:  # the stack is not so deep: nobody's globals, and so no source line, belong to the place
        frame, variables, filename, lineno = None, vars(sys), 'sys', 1
    registry = variables.setdefault('__warningregistry__', {})
    warn_explicit(message, kind, filename, lineno, variables.get('__name__', '<string>'), registry,
                  frame and variables, source)


def _deprecated(name, message='{name!r} is deprecated and slated for removal in Python {remove}', *, remove,
                _version=sys.version_info):
    """What modules of CPython's library call that are to go in the version `remove`: a warning before, an error from then on."""
    version = f'{remove[0]}.{remove[1]}'
    if tuple(_version[:2]) > remove or tuple(_version[:2]) == remove and _version[3] != 'alpha':
        raise RuntimeError(f'{name!r} was slated for removal after Python {version} alpha')
    warn(message.format(name=name, remove=version), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coroutine):
    """What the end of a coroutine that never ran says if it knows where it was made."""
    from traceback import StackSummary
    places = StackSummary.from_list([(*place, None) for place in reversed(coroutine.cr_origin)]).format()
    warn(f"coroutine '{coroutine.__qualname__}' was never awaited\nCoroutine created at (most recent call last)\n"
         + ''.join(places).rstrip('\n'), RuntimeWarning, stacklevel=2, source=coroutine)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Issue a warning about a place in a file; registry remembers what was shown."""
    if not isinstance(filename, str):
        raise TypeError(f'warn_explicit() argument 3 must be str, not {_name_of(filename)}')
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text, message = message, category(message)
    key = text, category, index(lineno)
    if registry is not None and _is_known(registry, key):
        return
    if module is None:
        module = filename.removesuffix('.py') or '<unknown>'
    action, item = _decide(*key, module)
    if action == 'error':
        raise message
    if action not in _actions:
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {item}')
    if action == 'ignore' or _is_repeated(action, registry, key):
        return
    if module_globals:
        from linecache import getlines
        getlines(filename, module_globals)  # now, as long as the module's loader can be found
    _show(WarningMessage(message, category, filename, lineno, source=source))


def _name_of(value):
    return 'None' if value is None else type(value).__name__


def _decide(text, category, lineno, module):
    """(action, filter) that decides about a warning."""
    def agrees(wanted, found):
        return wanted is None or (wanted == found if isinstance(wanted, str) else wanted.match(found))

    if not isinstance(filters, list):
        raise ValueError('_warnings.filters must be a list')
    for position, item in enumerate(filters):
        if not isinstance(item, tuple) or len(item) != 5:
            raise ValueError(f"_warnings.filters item {position} isn't a 5-tuple")
        action, message, kind, place, line = item
        if issubclass(category, kind) and line in (0, lineno) and agrees(message, text) and agrees(place, module):
            return action, item
    return defaultaction, None


def _is_known(registry, key):
    """Whether a registry, emptied if it is out of date, remembers the key."""
    if registry.get('version', 0) != _changes:
        registry.clear()
        registry['version'] = _changes
    return registry.get(key, False)


def _is_repeated(action, registry, key):
    """Whether such a warning was shown before, as far as the action cares. Afterwards it was."""
    if action == 'always':
        return False
    if registry is not None:
        registry[key] = True
    elif action == 'once':
        registry = onceregistry
    if action == 'default' or registry is None:
        return False
    anywhere = key[:2]
    known = _is_known(registry, anywhere)
    registry[anywhere] = True
    return known


# --- the command line -----------------------------------------------------------------------------------------------

# The names are those in CPython: pytest reads its own options with them.
class _OptionError(Exception):
    """What is wrong with a -W option."""


def _processoptions(args):
    """Make filters of -W options; what is wrong with one is said on standard error."""
    for option in args:
        try:
            _setoption(option)
        except _OptionError as error:
            print('Invalid -W option ignored:', error, file=sys.stderr)


def _setoption(option):
    """Make a filter of action:message:category:module:line; message and module are plain text."""
    fields = [field.strip() for field in option.split(':')]
    if len(fields) > 5:
        raise _OptionError(f'too many fields (max 5): {option!r}')
    action, message, category, module, line = fields + [''] * (5 - len(fields))
    _put((_getaction(action), _Text(message, ignore_case=True) if message else None, _getcategory(category),
          _Text(module, whole=True) if module else None, _line_number(line)))


def _line_number(text):
    try:
        number = int(text or 0)
    except ValueError:
        number = text
    if number == text or number < 0:
        raise _OptionError(f'invalid lineno {number!r}')
    return number


def _getaction(text):
    """The action that an abbreviation means."""
    if text == 'all':
        return 'always'
    for action in _actions:
        if action.startswith(text):
            return action
    raise _OptionError(f'invalid action: {text!r}')


def _getcategory(text):
    """The warning class with a name, which has its module in front unless it is built in."""
    if not text:
        return Warning
    module, _, name = text.rpartition('.')
    try:
        category = getattr(__import__(module or 'builtins', fromlist=[name]), name)
    except ImportError:
        raise _OptionError(f'invalid module name: {module!r}') from None
    except AttributeError:
        raise _OptionError(f'unknown warning category: {text!r}') from None
    if not issubclass(category, Warning):
        raise _OptionError(f'invalid warning category: {text!r}')
    return category


# What only developers want to know is not shown, unless their own script says it. (CPython's debug builds show it all.)
filters.append(('default', None, DeprecationWarning, '__main__', 0))
filters += [('ignore', None, _category, None, 0)
            for _category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)]
_processoptions(sys.warnoptions)
