"""Completion of Python names for readline: importing this module sets it up. `Completer(namespace).complete` can be set by hand, too."""
import builtins
import inspect
import keyword
import re
import __main__

__all__ = ['Completer']

_WITHOUT_MORE = {'False', 'None', 'True', 'break', 'continue', 'pass', 'else', '_'}  # keywords that nothing needs to follow
_BEFORE_BLOCKS = {'finally', 'try'}


def get_class_members(klass):
    """The names of a class and of its bases."""
    names = dir(klass)
    for base in getattr(klass, '__bases__', ()):
        names += get_class_members(base)
    return names


def _keyword_with_end(word):
    if word in _BEFORE_BLOCKS:
        return word + ':'
    return word if word in _WITHOUT_MORE else word + ' '


class Completer:
    """Completes names in a namespace, by default that of __main__ at the time of the completion."""

    def __init__(self, namespace=None):
        if namespace and not isinstance(namespace, dict):
            raise TypeError('namespace must be a dictionary')
        self.use_main_ns = int(namespace is None)
        if namespace is not None:
            self.namespace = namespace

    def complete(self, text, state):
        """The completion with that number, or None. Without a text, Tab is a tab."""
        if self.use_main_ns:
            self.namespace = __main__.__dict__
        if not text.strip():
            if state:
                return None
            if not _readline_available:
                return '\t'
            readline.insert_text('\t')
            readline.redisplay()
            return ''
        if state == 0:
            self.matches = self.attr_matches(text) if '.' in text else self.global_matches(text)
        return self.matches[state] if state < len(self.matches) else None

    def _callable_postfix(self, val, word):
        """The word with ( if the value can be called, with () if that needs no arguments."""
        if not callable(val):
            return word
        word += '('
        try:
            if not inspect.signature(val).parameters:
                word += ')'
        except ValueError:  # nobody knows its parameters
            pass
        return word

    def global_matches(self, text):
        """Keywords, variables and builtins that begin with a text."""
        found = {word: _keyword_with_end(word) for word in keyword.kwlist + keyword.softkwlist if word.startswith(text)}
        for names in self.namespace, builtins.__dict__:
            for word, value in names.items():
                if word.startswith(text) and word not in found and word != '__builtins__':
                    found[word] = self._callable_postfix(value, word)
        return list(found.values())

    def attr_matches(self, text):
        """Attributes for NAME.NAME...: underscored ones only if asked for, or if there are no others."""
        parts = re.match(r'(\w+(?:\.\w+)*)\.(\w*)', text)
        if not parts:
            return []
        expression, prefix = parts.groups()
        try:
            value = eval(expression, self.namespace)
        except Exception:
            return []
        names = {*dir(value), *(['__class__', *get_class_members(value.__class__)] if hasattr(value, '__class__') else [])}
        names = [name for name in names - {'__builtins__'} if name.startswith(prefix)]
        for hidden in {'': ['_', '__'], '_': ['__']}.get(prefix, []):
            if shown := [name for name in names if not name.startswith(hidden)]:
                names = shown
                break
        return sorted(f'{expression}.{self._with_postfix(value, name)}' for name in names)

    def _with_postfix(self, owner, name):
        if isinstance(getattr(type(owner), name, None), property):  # which may do anything
            return name
        value = getattr(owner, name, None)
        return name if value is None else self._callable_postfix(value, name)


try:
    import readline
except ImportError:
    _readline_available = False
else:
    import atexit
    readline.set_completer(Completer().complete)
    atexit.register(readline.set_completer, None)  # so that nothing is kept
    _readline_available = True
