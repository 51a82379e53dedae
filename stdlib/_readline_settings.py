"""Settings of readline in the language of ~/.inputrc, done by libedit: KEY: FUNCTION, KEY: "TEXT", set NAME VALUE, and $if, $else, $endif,
$include in files. Lines in libedit's own language (bind ^I rl_complete) do as well. What libedit has not is passed over.
"""
import os
import re

# The functions of readline that libedit has under other names.
FUNCTIONS = {
    'abort': 'ed-start-over', 'accept-line': 'ed-newline', 'backward-char': 'ed-prev-char', 'backward-delete-char': 'em-delete-prev-char',
    'backward-kill-line': 'vi-kill-line-prev', 'backward-kill-word': 'ed-delete-prev-word', 'backward-word': 'ed-prev-word',
    'beginning-of-history': 'vi-to-history-line', 'beginning-of-line': 'ed-move-to-beg', 'capitalize-word': 'em-capitol-case',
    'clear-screen': 'ed-clear-screen', 'complete': 'complete', 'delete-char': 'em-delete-or-list', 'digit-argument': 'ed-argument-digit',
    'downcase-word': 'em-lower-case', 'end-of-line': 'ed-move-to-end', 'exchange-point-and-mark': 'em-exchange-mark',
    'forward-char': 'ed-next-char', 'forward-search-history': 'em-inc-search-next', 'forward-word': 'em-next-word',
    'history-search-backward': 'ed-search-prev-history', 'history-search-forward': 'ed-search-next-history',
    'kill-line': 'ed-kill-line', 'kill-region': 'em-kill-region', 'kill-whole-line': 'em-kill-line', 'kill-word': 'em-delete-next-word',
    'menu-complete': 'complete', 'next-history': 'ed-next-history', 'overwrite-mode': 'em-toggle-overwrite',
    'previous-history': 'ed-prev-history', 'quoted-insert': 'ed-quoted-insert', 'redraw-current-line': 'ed-redisplay',
    'reverse-search-history': 'em-inc-search-prev', 'rl_complete': 'complete', 'self-insert': 'ed-insert', 'set-mark': 'em-set-mark',
    'transpose-chars': 'ed-transpose-chars', 'undo': 'vi-undo', 'universal-argument': 'em-universal-argument',
    'unix-line-discard': 'em-kill-line', 'unix-word-rubout': 'ed-delete-prev-word', 'upcase-word': 'em-upper-case', 'yank': 'em-yank',
}
KEYS = {'del': '\x7f', 'esc': '\x1b', 'escape': '\x1b', 'lfd': '\n', 'linefeed': '\n', 'newline': '\n', 'ret': '\r', 'return': '\r',
        'rubout': '\x7f', 'space': ' ', 'spc': ' ', 'tab': '\t'}
ESCAPES = {'e': '\x1b', 'a': '\a', 'b': '\b', 'd': '\x7f', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v'}
QUOTED = re.compile(r'''(["'])((?:\\.|(?!\1)[^\\])*)\1''')
PART = re.compile(r'\\(C-|M-|[0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)|(.)', re.DOTALL)
DEEPEST = 10  # files that include each other


def _control(char):
    return '\x7f' if char == '?' else chr(ord(char.upper()) & 0x1f)


def _unescape(text):
    """What a text in quotes stands for."""
    result, modifiers = '', []
    for escape, char in PART.findall(text):
        if escape in ('C-', 'M-'):
            modifiers.append(escape)
            continue
        if escape[:1].isdigit():
            char = chr(int(escape, 8))
        elif escape[:1] == 'x' and len(escape) > 1:
            char = chr(int(escape[1:], 16))
        elif escape:
            char = ESCAPES.get(escape, escape)
        for modifier in reversed(modifiers):
            char = _control(char[-1]) if modifier == 'C-' else '\x1b' + char
        result, modifiers = result + char, []
    return result


def _named_key(name):
    """The key of a name as Control-x, Meta-Rubout or Tab."""
    *modifiers, last = re.split(r'-(?=.)', name.lower())
    char = KEYS.get(last, name[-1:])
    if any(modifier in ('control', 'c', 'ctrl') for modifier in modifiers):
        char = _control(char)
    return '\x1b' + char if any(modifier in ('meta', 'm') for modifier in modifiers) else char


def _for_libedit(text):
    return ''.join(f'\\{ord(char):03o}' if ord(char) < 256 else char for char in text)


class Settings:
    """Settings so far, which an editor is told once there is one."""

    def __init__(self):
        self.shows_all = False  # what could be meant, at the first Tab already
        self.history_size = -1  # negative: no limit
        self._editor, self._before = None, []
        self._path, self._depth = None, 0

    def apply_to(self, editor):
        self._editor = editor
        self._command('bind', '^I', 'complete')
        editor.source()
        for path in os.environ.get('INPUTRC'), os.path.expanduser('~/.inputrc'), '/etc/inputrc':
            if path and os.path.exists(path):
                self._do_file(path)
                break
        before, self._before = self._before, []
        for words in before:
            self._command(*words)

    def _command(self, *words):
        if self._editor is None:
            self._before.append(words)
            return
        self._editor.command(*words)
        if words[0] == 'bind' and words[1] in ('-e', '-v'):  # which unbinds all
            self._editor.command('bind', '^I', 'complete')

    # ---- files ----

    def read(self, filename):
        path = filename or self._path or os.path.expanduser('~/.inputrc')
        with open(path, 'rb'):  # if it is not there, OSError
            self._path = path
        self._do_file(path)

    def _do_file(self, path):
        if self._depth == DEEPEST:
            return
        self._depth += 1
        try:
            with open(path, encoding='utf-8', errors='surrogateescape') as file:
                self._do_lines(file)
        except OSError:
            pass
        finally:
            self._depth -= 1

    def _do_lines(self, lines):
        holds = []  # the conditions around
        for line in map(str.strip, lines):
            word, _, rest = line.partition(' ')
            if word == '$if':
                holds.append(self._is_true(rest.strip()))
            elif word == '$else' and holds:
                holds[-1] = not holds[-1]
            elif word == '$endif' and holds:
                holds.pop()
            elif all(holds) and word == '$include':
                self._do_file(os.path.expanduser(rest.strip()))
            elif all(holds):
                self.do(line)

    @staticmethod
    def _is_true(condition):
        name, equals, value = condition.replace(' ', '').partition('=')
        if name == 'mode':
            return value == 'emacs'
        if name == 'term':
            terminal = os.environ.get('TERM', '')
            return value in (terminal, terminal.partition('-')[0])
        return not equals and name.lower() == 'python'

    # ---- lines ----

    def do(self, line):
        line = line.strip()
        if not line or line[0] in '#$':
            return
        words = line.split()
        if words[0] == 'set':
            self._set(*(words[1:] + ['', ''])[:2])
        elif words[0] == 'bind' and len(words) > 1:
            self._command(*(FUNCTIONS.get(word, word) for word in words))
        else:
            self._bind(line)

    def _set(self, name, value):
        on = value.lower() in ('', 'on', '1')
        if name.lower() == 'editing-mode':
            self._command('bind', '-v' if value.lower() == 'vi' else '-e')
        elif name.lower() == 'history-size':
            self.history_size = int(value) if value.lstrip('-').isdigit() else 0
        elif name.lower() in ('show-all-if-ambiguous', 'show-all-if-unmodified'):
            self.shows_all = on

    def _bind(self, line):
        quoted = QUOTED.match(line)
        name, colon, action = line[quoted.end():].partition(':') if quoted else line.partition(':')
        if not colon:
            return
        key = _for_libedit(_unescape(quoted[2]) if quoted else _named_key(name.strip()))
        macro = QUOTED.match(action.strip())
        function = FUNCTIONS.get(action.split()[0].lower() if action.strip() else '')
        if macro:
            self._command('bind', '-s', key, _for_libedit(_unescape(macro[2])))
        elif function:
            self._command('bind', key, function)
