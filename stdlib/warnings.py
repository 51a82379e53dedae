"""Warnings: issue them, and filter which ones are shown, ignored or raised.

A filter is (action, message, category, module, line number). Message and module are None or have a method match(); they
are regular expressions, but for text that contains no special character the module re is not loaded.
"""
import sys

__all__ = ['warn', 'warn_explicit', 'showwarning', 'formatwarning', 'filterwarnings', 'simplefilter',
           'resetwarnings', 'catch_warnings']

_ACTIONS = ('error', 'ignore', 'always', 'default', 'module', 'once')
_SPECIAL = frozenset('\\^$.|?*+()[]{}')

filters = []
onceregistry = {}
_onceregistry = onceregistry
_defaultaction = 'default'
defaultaction = _defaultaction
_filters_version = 1


class _Prefix:
    """Matches texts that begin with a plain string, as a compiled regular expression without special characters does."""

    def __init__(self, text, ignore_case=False, whole=False):
        self.pattern = text
        self._ignore_case = ignore_case
        self._whole = whole
        self._wanted = text.lower() if ignore_case else text

    def match(self, text):
        if self._ignore_case:
            text = text.lower()
        return text == self._wanted if self._whole else text.startswith(self._wanted)

    def __eq__(self, other):
        return isinstance(other, _Prefix) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash(self.pattern)


def _compile(pattern, ignore_case):
    """Something that matches the regular expression; None for the empty one, which matches everything."""
    if not pattern:
        return None
    if _SPECIAL.isdisjoint(pattern):
        return _Prefix(pattern, ignore_case)
    import re
    return re.compile(pattern, re.I if ignore_case else 0)

# --- showing --------------------------------------------------------------------------------------------------------


class WarningMessage:
    """A warning that was issued, with all that is known of it."""

    _WARNING_DETAILS = ('message', 'category', 'filename', 'lineno', 'file', 'line', 'source')

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f'{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, '
                f'lineno : {self.lineno}, line : {self.line!r}}}')


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default sys.stderr. May be replaced."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as text. May be replaced."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg_impl(msg):
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return  # there is no stderr: the warning is lost
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        pass  # nor is there a place to complain


def _showwarnmsg(msg):
    """Show a warning with showwarning() if a program replaced it, else directly."""
    if showwarning is _showwarning_orig:
        _showwarnmsg_impl(msg)
        return
    if not callable(showwarning):
        raise TypeError('warnings.showwarning() must be set to a function or method')
    showwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _formatwarnmsg(msg):
    """A warning as text, by formatwarning() if a program replaced it."""
    if formatwarning is _formatwarning_orig:
        return _formatwarnmsg_impl(msg)
    return formatwarning(msg.message, msg.category, msg.filename, msg.lineno, msg.line)


def _source_line(msg):
    if msg.line is not None:
        return msg.line
    try:
        import linecache
        return linecache.getline(msg.filename, msg.lineno)
    except Exception:
        return None  # at shutdown nothing can be imported any more


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f'{msg.filename}:{msg.lineno}: {category}: {msg.message}\n'
    line = _source_line(msg)
    if line:
        text += f'  {line.strip()}\n'
    if msg.source is not None:
        text += _allocation(msg.source, category)
    return text


def _allocation(source, category):
    """Where the object that a warning is about was made, if tracemalloc knows it."""
    try:
        import tracemalloc
    except ImportError:
        return ''
    if not tracemalloc.is_tracing():
        return f'{category}: Enable tracemalloc to get the object allocation traceback\n'
    tb = tracemalloc.get_object_traceback(source)
    if tb is None:
        return ''
    import linecache
    text = 'Object allocated at (most recent call last):\n'
    for frame in tb:
        text += f'  File "{frame.filename}", lineno {frame.lineno}\n'
        line = linecache.getline(frame.filename, frame.lineno)
        if line:
            text += f'    {line.strip()}\n'
    return text

# --- filters --------------------------------------------------------------------------------------------------------


def filterwarnings(action, message='', category=Warning, module='', lineno=0, append=False):
    """Add a filter; message and module are regular expressions for the beginning of the text and the module's name."""
    assert action in _ACTIONS, f'invalid action: {action!r}'
    assert isinstance(message, str), 'message must be a string'
    assert isinstance(category, type), 'category must be a class'
    assert issubclass(category, Warning), 'category must be a Warning subclass'
    assert isinstance(module, str), 'module must be a string'
    assert isinstance(lineno, int) and lineno >= 0, 'lineno must be an int >= 0'
    _add_filter(action, _compile(message, True), category, _compile(module, False), lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for every module and message."""
    assert action in _ACTIONS, f'invalid action: {action!r}'
    assert isinstance(lineno, int) and lineno >= 0, 'lineno must be an int >= 0'
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    """Put a filter in front of the others (taking it away from where it was), or at the end."""
    if not append:
        try:
            filters.remove(item)
        except ValueError:
            pass
        filters.insert(0, item)
    elif item not in filters:
        filters.append(item)
    _filters_mutated()


def resetwarnings():
    """Remove all filters."""
    filters[:] = []
    _filters_mutated()


def _filters_mutated():
    """The filters changed: what modules remember about warnings already shown is out of date."""
    global _filters_version
    _filters_version += 1


class _OptionError(Exception):
    """A wrong -W option."""


def _processoptions(args):
    """Take in the -W options."""
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print('Invalid -W option ignored:', msg, file=sys.stderr)


def _setoption(arg):
    """Add the filter action:message:category:module:line; message and module are plain text."""
    parts = arg.split(':')
    if len(parts) > 5:
        raise _OptionError(f'too many fields (max 5): {arg!r}')
    action, message, category, module, lineno = [part.strip() for part in parts + [''] * (5 - len(parts))]
    action = _getaction(action)
    category = _getcategory(category)
    try:
        lineno = int(lineno or 0)
        if lineno < 0:
            raise ValueError
    except (ValueError, OverflowError):
        raise _OptionError(f'invalid lineno {lineno!r}') from None
    _add_filter(action, _Prefix(message, ignore_case=True) if message else None, category,
                _Prefix(module, whole=True) if module else None, lineno, append=False)


def _getaction(action):
    """The action that an abbreviation means."""
    if not action:
        return 'default'
    if action == 'all':
        return 'always'
    for name in ('default', 'always', 'ignore', 'module', 'once', 'error'):
        if name.startswith(action):
            return name
    raise _OptionError(f'invalid action: {action!r}')


def _getcategory(category):
    """The warning class with a name, with its module unless it is built in."""
    if not category:
        return Warning
    module, _, klass = category.rpartition('.')
    if not module:
        import builtins as m
    else:
        try:
            m = __import__(module, None, None, [klass])
        except ImportError:
            raise _OptionError(f'invalid module name: {module!r}') from None
    try:
        found = getattr(m, klass)
    except AttributeError:
        raise _OptionError(f'unknown warning category: {category!r}') from None
    if not issubclass(found, Warning):
        raise _OptionError(f'invalid warning category: {category!r}')
    return found

# --- issuing --------------------------------------------------------------------------------------------------------


def _is_internal_frame(frame):
    """Whether a frame belongs to the import machinery."""
    filename = frame.f_code.co_filename
    return 'importlib' in filename and '_bootstrap' in filename


def _next_external_frame(frame):
    frame = frame.f_back
    while frame is not None and _is_internal_frame(frame):
        frame = frame.f_back
    return frame


def _frame_at(stacklevel):
    """The frame that a warning is said to come from, or None if the stack is not so deep. Called by warn()."""
    try:
        frame = sys._getframe(2)
        if stacklevel <= 1 or _is_internal_frame(frame):
            return sys._getframe(1 + stacklevel)
        for _ in range(stacklevel - 1):
            frame = _next_external_frame(frame)
            if frame is None:
                return None
        return frame
    except ValueError:
        return None


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning; stacklevel says whose fault it is: 1 our caller's, 2 that of its caller, and so on."""
    if isinstance(message, Warning):
        category = message.__class__
    if category is None:
        category = UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    frame = _frame_at(stacklevel)
    if frame is None:
        global_vars, filename, lineno = sys.__dict__, 'sys', 1
    else:
        global_vars, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = global_vars.setdefault('__warningregistry__', {})
    module = global_vars.get('__name__', '<string>')
    warn_explicit(message, category, filename, lineno, module, registry, frame and global_vars, source)


def _action_for(text, category, module, lineno):
    """(action, filter) that decides about a warning."""
    for item in filters:
        action, msg, cat, mod, line = item
        if ((msg is None or (msg == text if isinstance(msg, str) else msg.match(text))) and issubclass(category, cat)
                and (mod is None or (mod == module if isinstance(mod, str) else mod.match(module)))
                and line in (0, lineno)):
            return action, item
    return defaultaction, None


def _seen(registry, key):
    """Whether the key is in the registry; it is afterwards."""
    known = registry.get(key)
    registry[key] = 1
    return bool(known)


def _is_repeated(action, registry, text, category, lineno):
    """Whether such a warning was shown before, as far as the action cares."""
    if action == 'once':
        registry[text, category, lineno] = 1
        return _seen(onceregistry, (text, category))
    if action == 'module':
        registry[text, category, lineno] = 1
        return _seen(registry, (text, category, 0))
    if action == 'default':
        registry[text, category, lineno] = 1
    return False


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Issue a warning about a place in a file; registry remembers what was shown."""
    lineno = int(lineno)
    if module is None:
        module = filename or '<unknown>'
        if module[-3:].lower() == '.py':
            module = module[:-3]
    if registry is None:
        registry = {}
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    if registry.get((text, category, lineno)):
        return
    action, item = _action_for(text, category, module, lineno)
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action not in _ACTIONS:
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {item}')
    if _is_repeated(action, registry, text, category, lineno):
        return
    if module_globals:
        import linecache
        linecache.getlines(filename, module_globals)  # now, as long as the module's loader can be found
    _showwarnmsg(WarningMessage(message, category, filename, lineno, source=source))


def _warn_unawaited_coroutine(coro):
    """Called by the interpreter when a coroutine dies that nobody awaited."""
    text = f"coroutine '{coro.__qualname__}' was never awaited\n"
    origin = getattr(coro, 'cr_origin', None)
    if origin is not None:
        import linecache
        text += 'Coroutine created at (most recent call last)\n'
        for filename, lineno, funcname in reversed(origin):
            text += f'  File "{filename}", line {lineno}, in {funcname}\n'
            line = linecache.getline(filename, lineno)
            if line:
                text += f'    {line.strip()}\n'
        text = text[:-1]
    else:
        text = text[:-1]
    warn(text, category=RuntimeWarning, stacklevel=2, source=coro)


class catch_warnings:
    """Restores the filters and the functions that show warnings at the end of the block.

    With record=True warnings are not shown but appended to the list that the with statement gives.
    """

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append('record=True')
        if self._module is not sys.modules['warnings']:
            args.append(f'module={self._module!r}')
        return f'{type(self).__name__}({", ".join(args)})'

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f'Cannot enter {self!r} twice')
        self._entered = True
        module = self._module
        self._filters = module.filters
        module.filters = self._filters[:]
        module._filters_mutated()
        self._showwarning = module.showwarning
        self._showwarnmsg_impl = module._showwarnmsg_impl
        log = None
        if self._record:
            log = []
            module._showwarnmsg_impl = log.append
            module.showwarning = module._showwarning_orig
        if self._filter is not None:
            simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError(f'Cannot exit {self!r} without entering first')
        self._module.filters = self._filters
        self._module._filters_mutated()
        self._module.showwarning = self._showwarning
        self._module._showwarnmsg_impl = self._showwarnmsg_impl


def _add_default_filters():
    """The filters that hold when nothing else was said: what only developers want to know is not shown."""
    if hasattr(sys, 'gettotalrefcount'):
        return
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        simplefilter('ignore', category=category, append=True)
    filters.insert(0, ('default', None, DeprecationWarning, '__main__', 0))
    _filters_mutated()


_add_default_filters()
_processoptions(sys.warnoptions)
