"""Texts taken apart into words as a shell does it, and put together again."""
import os
import sys
from collections import deque
from io import StringIO

__all__ = ['shlex', 'split', 'quote', 'join']

_LATIN = 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
_WORDS = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
_PUNCTUATION = '();<>|&'


class shlex:
    """Words of a text or stream, one by one. What counts as what is in its attributes, which may be changed.

    posix: quotes are removed and escapes count; punctuation_chars: these, or with True ();<>|&, are words of their own."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream, self.infile = (sys.stdin, None) if instream is None else (instream, infile)
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters, self.whitespace = '#', ' \t\r\n'
        self.wordchars = _WORDS + (_LATIN if posix else '')
        self.quotes, self.escape, self.escapedquotes = '\'"', '\\', '"'
        self.whitespace_split = False
        self.source = None
        self.lineno, self.debug, self.token = 1, 0, ''
        self.state = ' '  # blanks, 'a' a word, 'c' punctuation, a quote or escape, None the end
        self.pushback, self.filestack = deque(), deque()
        self._punctuation_chars = _PUNCTUATION if punctuation_chars is True else punctuation_chars or ''
        if self._punctuation_chars:
            self._again = deque()  # characters that were read too early
            self.wordchars = ''.join(c for c in self.wordchars + '~-./*?=' if c not in self._punctuation_chars)

    punctuation_chars = property(lambda self: self._punctuation_chars)

    def push_token(self, tok):
        """Put a word back."""
        if self.debug:
            print(f'shlex: pushing token {tok!r}')
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another text or stream first."""
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.instream = StringIO(newstream) if isinstance(newstream, str) else newstream
        self.infile, self.lineno = newfile, 1
        if self.debug:
            print('shlex: pushing to ' + (f'stream {self.instream}' if newfile is None else f'file {newfile}'))

    def pop_source(self):
        """Go on with the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        if self.debug:
            print(f'shlex: popping to {self.instream}, line {self.lineno}')
        self.state = ' '

    def get_token(self):
        """The next word; eof (None, or '' without posix) at the end."""
        if self.pushback:
            word = self.pushback.popleft()
            if self.debug:
                print(f'shlex: popping token {word!r}')
            return word
        word = self.read_token()
        while self.source is not None and word == self.source:
            included = self.sourcehook(self.read_token())
            if included:
                self.push_source(included[1], included[0])
            word = self.get_token()
        while word == self.eof and self.filestack:
            self.pop_source()
            word = self.get_token()
        if self.debug and word != self.eof:
            print(f'shlex: token={word!r}')
        return word

    def _character(self):
        if self._punctuation_chars and self._again:
            return self._again.pop()
        character = self.instream.read(1)
        self.lineno += character == '\n'
        return character

    def _comment(self):
        self.instream.readline()
        self.lineno += 1

    def read_token(self):
        """The next word of the stream, without regard to what was put back or is to be included."""
        self._quoted, self._back = False, ' '  # _back: the state after an escape
        steps = {None: self._at_end, ' ': self._in_blanks, 'a': self._in_word, 'c': self._in_word}
        while True:
            character = self._character()
            if self.debug >= 3:
                print(f'shlex: in state {self.state!r} I see character: {character!r}')
            step = steps.get(self.state)
            if step is None:
                step = self._in_quotes if self.state in self.quotes else self._after_escape
            if step(character):
                break
        word, self.token = self.token, ''
        if self.posix and not self._quoted and word == '':
            word = None
        if self.debug > 1:
            print(f'shlex: raw token={word!r}' if word else 'shlex: raw token=EOF')
        return word

    # Each step takes a character in one state and says whether the word is over.

    def _at_end(self, character):
        self.token = ''
        return True

    def _ends_here(self):
        """Is there a word that a blank or comment ends?"""
        return bool(self.token) or self.posix and self._quoted

    def _in_blanks(self, character):
        if not character:
            self.state = None
            return True
        if character in self.whitespace:
            return self._ends_here()
        if character in self.commenters:
            self._comment()
        elif self.posix and character in self.escape:
            self._back, self.state = 'a', character
        elif character in self.wordchars:
            self.token, self.state = character, 'a'
        elif character in self._punctuation_chars:
            self.token, self.state = character, 'c'
        elif character in self.quotes:
            self.token, self.state = '' if self.posix else character, character
        elif self.whitespace_split:
            self.token, self.state = character, 'a'
        else:
            self.token = character
            return self._ends_here()
        return False

    def _in_quotes(self, character):
        self._quoted = True
        if not character:
            raise ValueError('No closing quotation')
        if character == self.state:
            if not self.posix:
                self.token += character
                self.state = ' '
                return True
            self.state = 'a'
        elif self.posix and character in self.escape and self.state in self.escapedquotes:
            self._back, self.state = self.state, character
        else:
            self.token += character
        return False

    def _after_escape(self, character):
        if not character:
            raise ValueError('No escaped character')
        if self._back in self.quotes and character != self.state and character != self._back:
            self.token += self.state  # in quotes only quotes and escapes are escaped
        self.token += character
        self.state = self._back
        return False

    def _in_word(self, character):
        if not character:
            self.state = None
            return True
        if character in self.whitespace:
            self.state = ' '
            return self._ends_here()
        if character in self.commenters:
            self._comment()
            if self.posix:
                self.state = ' '
                return self._ends_here()
            return False
        if self.state == 'c':
            if character in self._punctuation_chars:
                self.token += character
                return False
            if character not in self.whitespace:
                self._again.append(character)
            self.state = ' '
            return True
        if self.posix and character in self.quotes:
            self.state = character
        elif self.posix and character in self.escape:
            self._back, self.state = 'a', character
        elif (character in self.wordchars or character in self.quotes
              or self.whitespace_split and character not in self._punctuation_chars):
            self.token += character
        else:
            if self._punctuation_chars:
                self._again.append(character)
            else:
                self.pushback.appendleft(character)
            self.state = ' '
            return self._ends_here()
        return False

    def sourcehook(self, newfile):
        """(name, stream) for a file that is to be included; relative to the file that includes it."""
        if newfile[:1] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile)

    def error_leader(self, infile=None, lineno=None):
        """What messages about a place in the text begin with."""
        return f'"{self.infile if infile is None else infile}", line {self.lineno if lineno is None else lineno}: '

    def __iter__(self):
        return self

    def __next__(self):
        word = self.get_token()
        if word == self.eof:
            raise StopIteration
        return word


def split(s, comments=False, posix=True):
    """The words of a command line, which blanks separate."""
    if s is None:
        import warnings
        warnings.warn("Passing None for 's' to shlex.split() is deprecated.", DeprecationWarning, stacklevel=2)
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    if not comments:
        words.commenters = ''
    return list(words)


def quote(s):
    """The text as a shell takes it for one word."""
    if s and s.isascii() and all(c.isalnum() or c in '@%+=:,./-_' for c in s):
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    """The command line for a list of words."""
    return ' '.join(map(quote, split_command))


if __name__ == '__main__':
    for word in shlex(open(sys.argv[1]), sys.argv[1]) if len(sys.argv) > 1 else shlex():
        print(f'Token: {word!r}')
