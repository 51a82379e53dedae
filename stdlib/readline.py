"""Lines that are edited on the terminal: what input() and the prompt read with once this module is imported.

It behaves as with the library readline: settings are in its language (as in ~/.inputrc) and history files are its plain lines. The
keys themselves are libedit's (_readline), so functions are bound that libedit has as well (_readline_settings).
"""
import os
from _operator import index
from _readline_settings import Settings

_READLINE_VERSION = _READLINE_RUNTIME_VERSION = 0x802
_READLINE_LIBRARY_VERSION = '8.2'

_TAB, _QUESTION, _EXCLAMATION = ord('\t'), ord('?'), ord('!')  # what a completion is to do: complete, list, both
_MANY = 100  # matches that are not shown without a question

_history = []
_limit = -1  # lines of a history file
_auto_history = True
_completer = _startup_hook = _pre_input_hook = _display_hook = None
_delims = ' \t\n`~!@#$%^&*()-=+[{]}\\|;:\'",<>/?'
_type = _begin = _end = 0  # of the completion
_editor, _editors = None, {}
_waiting_text = ''  # inserted before the line begins
_settings = Settings()


def _text(v):
    if not isinstance(v, str):
        raise TypeError('bad argument type for built-in operation')
    if '\0' in v:
        raise ValueError('embedded null character')
    return v


# ---- reading ----

def _open_editor():
    """Two threads may come here at the same time: the first editor stays."""
    global _editor
    import _readline
    _editor = _editors.setdefault('first', _readline.Editor(_history, _begin_line, _complete))
    _settings.apply_to(_editor)


def _begin_line():
    """Called by the editor when the line can be edited."""
    if _waiting_text:
        _editor.insert(_waiting_text)
    _call_hook(_pre_input_hook)


def _call_hook(hook):
    if hook is not None:
        try:
            hook()
        except Exception:  # nobody is there to tell
            pass


def _is_editing():
    return _editor is not None and _editor.is_editing()


def _read_line(prompt):
    """A line with its end, '' at the end; None if another thread, or a hook, reads one. input() and the prompt call this."""
    if _editor is None:
        _open_editor()
    above, newline, prompt = prompt.rpartition('\n')

    def start():
        global _waiting_text
        _waiting_text = ''
        _call_hook(_startup_hook)
        _editor.show(above + newline)
    line = _editor.read(prompt.replace('\2', '\1'), start)
    text = line.rstrip('\n') if line else ''
    if _auto_history and text and _history[-1:] != [text]:
        add_history(text)
    return line


def get_line_buffer():
    """The line that is being edited."""
    return _editor.line()[0] if _is_editing() else _waiting_text


def insert_text(string, /):
    """Insert a text where the cursor is."""
    global _waiting_text
    if _is_editing():
        _editor.insert(_text(string))
    else:
        _waiting_text += _text(string)


def redisplay():
    """Show the line as it is."""
    if _is_editing():
        _editor.refresh()


def _checked_function(function, name):
    if function is not None and not callable(function):
        raise TypeError(f'set_{name}(func): argument not callable')
    return function


def set_startup_hook(function=None, /):
    """Set a function that is called before the prompt is shown; None: none."""
    global _startup_hook
    _startup_hook = _checked_function(function, 'startup_hook')


def set_pre_input_hook(function=None, /):
    """Set a function that is called after the prompt was shown, before a key is read; None: none."""
    global _pre_input_hook
    _pre_input_hook = _checked_function(function, 'pre_input_hook')


# ---- settings ----

def parse_and_bind(string, /):
    """Do what a line of settings says."""
    _settings.do(_text(string))


def read_init_file(filename=None, /):
    """Do what a file of settings says, by default the last one again, or ~/.inputrc."""
    with _nameless:
        _settings.read(filename if filename is None else os.fspath(filename))


# ---- history ----

class _Nameless:
    """Errors of files are told without the file's name, as by the library."""

    def __enter__(self):
        pass

    def __exit__(self, kind, value, tb):
        if isinstance(value, OSError):
            raise OSError(value.errno, value.strerror) from None


_nameless = _Nameless()


def _history_path(filename):
    return os.path.expanduser('~/.history') if filename is None else os.fspath(filename)


def _write_lines(path, mode, lines):
    def open_private(path, flags):
        return os.open(path, flags, 0o600)
    with open(path, mode, encoding='utf-8', errors='surrogateescape', opener=open_private) as file:
        file.writelines(f'{line}\n' for line in lines)
    if _limit >= 0:
        _truncate(path)


def _read_lines(path):
    with open(path, encoding='utf-8', errors='surrogateescape', newline='\n') as file:
        return file.read().split('\n')[:-1]  # what comes after the last line end is no line


def _truncate(path):
    lines = _read_lines(path)
    if len(lines) > _limit:
        kept = lines[len(lines) - _limit:]
        with open(path, 'w', encoding='utf-8', errors='surrogateescape') as file:
            file.writelines(f'{line}\n' for line in kept)
        os.chmod(path, 0o600)


def read_history_file(filename=None, /):
    """Add the lines of a file, by default ~/.history."""
    with _nameless:
        _history.extend(filter(None, _read_lines(_history_path(filename))))
    _drop_oldest()


def write_history_file(filename=None, /):
    """Write all lines to a file, by default ~/.history."""
    with _nameless:
        _write_lines(_history_path(filename), 'w', _history)


def append_history_file(nelements, filename=None, /):
    """Add the last lines to a file that exists, by default ~/.history."""
    count, path = index(nelements), _history_path(filename)
    with _nameless:
        os.stat(path)  # if it is not there, OSError
        _write_lines(path, 'a', _history[max(0, len(_history) - count):] if count > 0 else [])


def get_history_length():
    """How many lines a history file may have; negative: all."""
    return _limit


def set_history_length(length, /):
    """Set how many lines a history file may have; negative: all."""
    global _limit
    _limit = index(length)


def get_current_history_length():
    """How many lines there are."""
    return len(_history)


def get_history_item(number, /):
    """The line with a number, from 1; None: there is none."""
    number = index(number)
    return _history[number - 1] if 0 < number <= len(_history) else None


def _checked_position(pos):
    pos = index(pos)
    if pos < 0:
        raise ValueError('History index cannot be negative')
    if pos >= len(_history):
        raise ValueError(f'No history item at position {pos}')
    return pos


def remove_history_item(pos, /):
    """Forget a line, counted from 0."""
    del _history[_checked_position(pos)]


def replace_history_item(pos, line, /):
    """Put a line in place of another, counted from 0."""
    line = _text(line)
    _history[_checked_position(pos)] = line


def add_history(string, /):
    """Add a line."""
    _history.append(_text(string))
    _drop_oldest()


def _drop_oldest():
    if _settings.history_size >= 0:
        del _history[:max(0, len(_history) - _settings.history_size)]


def clear_history():
    """Forget all lines."""
    _history.clear()


def set_auto_history(enabled, /):
    """Say whether lines that are read are added by themselves."""
    global _auto_history
    _auto_history = bool(enabled)


# ---- completion ----

def set_completer(function=None, /):
    """Set the function that is called as function(text, 0), function(text, 1), ... and answers completions, then None."""
    global _completer
    _completer = _checked_function(function, 'completer')


def get_completer():
    """That function."""
    return _completer


def set_completer_delims(string, /):
    """Set the characters between words."""
    global _delims
    _delims = _text(string)


def get_completer_delims():
    """Those characters."""
    return _delims


def get_completion_type():
    """What the completion is to do: 9 complete, 63 list, 33 both."""
    return _type


def get_begidx():
    """Where the word that is completed begins in the line."""
    return _begin


def get_endidx():
    """Where it ends."""
    return _end


def set_completion_display_matches_hook(function=None, /):
    """Set a function that is called as function(completed text, matches, longest match's length) to show matches."""
    global _display_hook
    _display_hook = _checked_function(function, 'completion_display_matches_hook')


def _matches(word):
    if _completer is None:
        import glob
        return [path + '/' * os.path.isdir(path) for path in glob.glob(glob.escape(word) + '*')]
    found = []
    try:
        while isinstance(match := _completer(word, len(found)), str):
            found.append(match)
    except Exception:  # as many as there are
        pass
    return found


def _complete():
    """Called by the editor for Tab."""
    global _type, _begin, _end
    line, _end = _editor.line()
    _begin = _end
    while _begin > 0 and line[_begin - 1] not in _delims:
        _begin -= 1
    word = line[_begin:_end]
    _type = _QUESTION if _lists_now else _EXCLAMATION if _settings.shows_all else _TAB
    return _put(word, _matches(word), line)


_lists_now = False  # the Tab before has changed nothing


def _put(word, matches, line):
    """Put what all matches have in common in place of the word, or show them."""
    global _lists_now
    common = os.path.commonprefix(matches) or word
    lists = len(matches) > 1 and (_lists_now and _editor.again() or _settings.shows_all)
    if matches and common != word:
        if not common.startswith(word):
            _editor.delete(len(word))
            word = ''
        _editor.insert(common[len(word):])
    changed = _editor.line()[0] != line
    _lists_now = len(matches) > 1 and not changed
    if lists and not changed:
        _show(common, sorted({*matches}))
        return None
    return changed


def _show(common, matches):
    longest = max(map(len, matches))
    if _display_hook is not None:
        _call_hook(lambda: _display_hook(common, matches, longest))
        return
    _editor.show('\n')
    if len(matches) >= _MANY and not _wants_many(len(matches)):
        return
    try:
        width = os.get_terminal_size(1).columns
    except OSError:
        width = 80
    columns = max(1, (width - 1) // (longest + 2))
    rows = -(-len(matches) // columns)
    for row in range(rows):
        cells = matches[row::rows]
        _editor.show(''.join(cell.ljust(longest + 2) for cell in cells[:-1]) + cells[-1] + '\n')


def _wants_many(count):
    _editor.show(f'Display all {count} possibilities? (y or n)')
    while (key := _editor.key()) and key not in 'yYnN \x7f\x03\x07':
        pass
    _editor.show('\n')
    return key in ('y', 'Y', ' ')
