"""Python source as tokens, comments and line ends among them; and back to source."""
import itertools
import re
import sys
from builtins import open as _open_file
from collections import namedtuple
from io import TextIOWrapper
import token
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = [*token.__all__, 'tokenize', 'generate_tokens', 'detect_encoding', 'untokenize', 'TokenInfo']

tabsize = 8

cookie_re = re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.ASCII)
_MARK = b'\xef\xbb\xbf'  # of utf-8 with a byte order mark
blank_re = re.compile(rb'^[ \t\f]*(?:[#\r\n]|$)', re.ASCII)


class TokenError(Exception):
    """The source ends within something: a message and (line, column)."""


class TokenInfo(namedtuple('TokenInfo', 'type string start end line')):
    """A token: its kind, its text, where it begins and ends as (line, column), and the line."""

    def __repr__(self):
        kind = f'{self.type} ({tok_name[self.type]})'
        return f'TokenInfo(type={kind}, string={self.string!r}, start={self.start!r}, end={self.end!r}, line={self.line!r})'

    @property
    def exact_type(self):
        """The kind of operator, for operators."""
        return EXACT_TOKEN_TYPES.get(self.string, self.type) if self.type == OP else self.type


# --- patterns -------------------------------------------------------------------------------------------------------

def _digits(kind):
    return rf'{kind}(?:_?{kind})*'


_DECIMAL = _digits('[0-9]')
_EXPONENT = rf'[eE][-+]?{_DECIMAL}'
# libcst asks these which kind of number a token is.
Floatnumber = rf'(?:(?:{_DECIMAL}\.(?:{_DECIMAL})?|\.{_DECIMAL})(?:{_EXPONENT})?|{_DECIMAL}{_EXPONENT})'
Imagnumber = rf'(?:{Floatnumber}|{_DECIMAL})[jJ]'
Intnumber = '(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?0)*|[1-9](?:_?[0-9])*)'
_NUMBER = f'{Imagnumber}|{Floatnumber}|{Intnumber}'
_PREFIX = '(?:[bB][rR]?|[rR][bBfF]?|[uU]|[fF][rR]?)?'
_OPERATOR = '|'.join(map(re.escape, sorted(EXACT_TOKEN_TYPES, key=len, reverse=True)))

# One token, after blanks; the groups say which kind. A string of one line may be continued by a backslash at its end.
_TOKEN = re.compile(rf'''[ \f\t]*(?:
    (?P<backslash>\\\r?\n) | (?P<end>\Z) | (?P<comment>\#[^\r\n]*) | (?P<triple>{_PREFIX}(?:\'\'\'|"""))
  | (?P<number>{_NUMBER}) | (?P<newline>\r?\n) | (?P<operator>!(?==)=|{_OPERATOR})
  | (?P<string>{_PREFIX}(?:'[^\n'\\]*(?:\\.[^\n'\\]*)*(?:'|\\\r?\n)|"[^\n"\\]*(?:\\.[^\n"\\]*)*(?:"|\\\r?\n)))
  | (?P<name>\w+))''', re.VERBOSE)

# The rest of a string, by the quotes that it began with.
_REST = {quotes: re.compile(rf'(?:\\.|(?!{quotes})[^\\])*{quotes}', re.DOTALL) for quotes in ("'", '"', "'" * 3, '"' * 3)}


# --- from source to tokens ------------------------------------------------------------------------------------------

class _Scanner:
    """Goes through the lines; what is open at the end of one is kept here."""

    def __init__(self, encoding):
        self.encoding = encoding
        self.number, self.line = 0, ''
        self.columns = [0]  # of the blocks that we are in
        self.depth = 0  # of brackets
        self.goes_on = False  # by a backslash
        self.string = None  # an open string: (text, its start, the lines, the pattern for the rest, is it of one line?)

    def token(self, kind, start, end):
        return TokenInfo(kind, self.line[start:end], (self.number, start), (self.number, end), self.line)

    def tokens(self, readline):
        if self.encoding is not None:
            name = 'utf-8' if self.encoding == 'utf-8-sig' else self.encoding
            yield TokenInfo(ENCODING, name, (0, 0), (0, 0), '')
        last = ''
        while True:
            last, self.line = self.line, self._next(readline)
            self.number += 1
            begins = not (self.depth or self.goes_on or self.string)
            if not self.line and not begins:
                raise TokenError(*(('EOF in multi-line string', self.string[1]) if self.string
                                   else ('EOF in multi-line statement', (self.number, 0))))
            position = 0
            if self.string:
                position = yield from self._string()
            elif begins:
                position = self._blanks()
                if position == len(self.line):
                    break
                if self.line[position] in '#\r\n':
                    yield from self._empty(position)
                    continue
                yield from self._blocks(position)
            self.goes_on = False
            if position is not None:
                yield from self._rest(position)
        yield from self._finish(last)

    def _next(self, readline):
        try:
            line = readline()
        except StopIteration:
            return ''
        return line if self.encoding is None else line.decode(self.encoding)

    def _string(self):
        """Go on with an open string. The position after it, or None if the line is over."""
        text, start, lines, rest, is_short = self.string
        line, match = self.line, rest.match(self.line)
        self.string = None
        if match:
            end = match.end()
            yield TokenInfo(STRING, text + line[:end], start, (self.number, end), lines + line)
            return end
        if is_short and not line.endswith(('\\\n', '\\\r\n')):
            yield TokenInfo(ERRORTOKEN, text + line, start, (self.number, len(line)), lines)
        else:
            self.string = text + line, start, lines + line, rest, is_short
        return None

    def _open(self, start, prefix, is_short):
        quotes = prefix.lstrip('bBrRuUfF')
        self.string = (self.line[start:], (self.number, start), self.line, _REST[quotes[0] if is_short else quotes], is_short)

    def _blanks(self):
        """The position of the first character that is no blank."""
        return len(self.line) - len(self.line.lstrip(' \t\f'))

    def _column(self, position):
        column = 0
        for character in self.line[:position]:
            if character == '\t':
                column = (column // tabsize + 1) * tabsize
            else:
                column = 0 if character == '\f' else column + 1
        return column

    def _empty(self, position):
        """A line without statement."""
        end = len(self.line.rstrip('\r\n'))
        if position < end:
            yield self.token(COMMENT, position, end)
        else:
            end = position
        yield self.token(NL, end, len(self.line))

    def _blocks(self, position):
        """What the indentation of a statement begins or ends."""
        column, columns = self._column(position), self.columns
        if column > columns[-1]:
            columns.append(column)
            yield self.token(INDENT, 0, position)
        while column < columns[-1]:
            if column not in columns:
                raise IndentationError('unindent does not match any outer indentation level',
                                       ('<tokenize>', self.number, position, self.line))
            columns.pop()
            yield self.token(DEDENT, position, position)

    def _rest(self, position):
        """The tokens from that position to the end of the line."""
        line, size = self.line, len(self.line)
        while position < size:
            match = _TOKEN.match(line, position)
            if not match:
                yield self.token(ERRORTOKEN, position, position + 1)
                position += 1
                continue
            kind = match.lastgroup
            start, position = match.span(kind)
            if kind == 'name':
                yield self.token(NAME if line[start].isidentifier() else OP, start, position)
            elif kind == 'operator':
                self.depth += (line[start] in '([{') - (line[start] in ')]}')
                yield self.token(OP, start, position)
            elif kind == 'string' and line[position - 1] == '\n':
                self._open(start, match[kind][:match[kind].index(line[position - 1])], True)
                return
            elif kind == 'triple':
                whole = _REST[line[position - 3:position]].match(line, position)
                if not whole:
                    self._open(start, match[kind], False)
                    return
                position = whole.end()
                yield self.token(STRING, start, position)
            elif kind == 'backslash':
                self.goes_on = True
            elif kind == 'newline':
                yield self.token(NL if self.depth > 0 else NEWLINE, start, position)
            elif kind != 'end':
                yield self.token({'comment': COMMENT, 'number': NUMBER, 'string': STRING}[kind], start, position)

    def _finish(self, last):
        """What the end of the source ends."""
        number = self.number
        if last and last[-1] not in '\r\n' and not last.strip().startswith('#'):
            yield TokenInfo(NEWLINE, '', (number - 1, len(last)), (number - 1, len(last) + 1), '')
        for kind in [DEDENT] * (len(self.columns) - 1) + [ENDMARKER]:
            yield TokenInfo(kind, '', (number, 0), (number, 0), '')


def tokenize(readline):
    """The tokens of source whose lines, as bytes, readline() returns. The first token names the encoding."""
    encoding, lines = detect_encoding(readline)
    following = itertools.chain(lines, iter(readline, b''), itertools.repeat(b''))
    return _Scanner(encoding).tokens(following.__next__)


def generate_tokens(readline):
    """The tokens of source whose lines, as str, readline() returns."""
    return _Scanner(None).tokens(readline)


# --- encodings ------------------------------------------------------------------------------------------------------

def _normal_name(name):
    short = name[:12].lower().replace('_', '-')
    for normal, others in ('utf-8', ['utf-8']), ('iso-8859-1', ['latin-1', 'iso-8859-1', 'iso-latin-1']):
        if any(short == other or short.startswith(other + '-') for other in others):
            return normal
    return name


def detect_encoding(readline):
    """(encoding, the lines that were read for it): by a byte order mark, by a comment in the first two lines, or utf-8.

    SyntaxError if they contradict each other or there is no such encoding."""
    path = getattr(getattr(readline, '__self__', None), 'name', None)
    lines, default = [], 'utf-8'
    for _ in range(2):
        try:
            line = readline()
        except StopIteration:
            line = b''
        if not lines and line.startswith(_MARK):
            line, default = line[3:], 'utf-8-sig'
        if not line:
            break
        lines.append(line)
        name = _declared(line, path, default != 'utf-8')
        if name:
            return name, lines
        if not blank_re.match(line):
            break
    return default, lines


def _declared(line, path, has_mark):
    """The encoding that a line names, or None."""
    try:
        match = cookie_re.match(line.decode('utf-8'))
    except UnicodeDecodeError:
        raise SyntaxError('invalid or missing encoding declaration' + ('' if path is None else f' for {path!r}'))
    if not match:
        return None
    name = _normal_name(match[1])
    try:
        'x'.encode(name)
    except LookupError:
        raise SyntaxError(f'unknown encoding: {name}' if path is None else f'unknown encoding for {path!r}: {name}')
    if not has_mark:
        return name
    if name != 'utf-8':
        raise SyntaxError('encoding problem' + ('' if path is None else f' for {path!r}') + ': utf-8')
    return 'utf-8-sig'


def open(filename):
    """A text file for source, in the encoding that it says."""
    file = _open_file(filename, 'rb')
    try:
        encoding, _ = detect_encoding(file.readline)
        file.seek(0)
        text = TextIOWrapper(file, encoding, line_buffering=True)
        text.mode = 'r'
        return text
    except BaseException:
        file.close()
        raise


# --- from tokens to source ------------------------------------------------------------------------------------------

class Untokenizer:
    """Puts tokens together: where they were, or, once a token has no position, somehow with blanks between."""

    def __init__(self):
        self.tokens = []
        self.prev_row, self.prev_col = 1, 0
        self.encoding = None
        self._indents, self._at_start = [], False

    def add_whitespace(self, start):
        """Go to a position."""
        here = self.prev_row, self.prev_col
        if start < here:
            raise ValueError('start ({},{}) precedes previous end ({},{})'.format(*start, *here))
        rows = start[0] - self.prev_row
        if rows:
            self.tokens.append('\\\n' * rows)
            self.prev_col = 0
        self.tokens.append(' ' * (start[1] - self.prev_col))

    def untokenize(self, iterable):
        """The text of the tokens."""
        remaining = iter(iterable)
        for item in remaining:
            if len(item) == 2:
                self.compat(item, remaining)
                break
            kind, text, start, end, _ = item
            if kind == ENDMARKER:
                break
            if self._is_layout(kind, text):
                if kind == DEDENT:
                    self.prev_row, self.prev_col = end
                continue
            if kind not in (NEWLINE, NL) and self._at_start and self._indents:
                if start[1] >= len(self._indents[-1]):
                    self.tokens.append(self._indents[-1])
                    self.prev_col = len(self._indents[-1])
                self._at_start = False
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if kind in (NEWLINE, NL):
                self._at_start = True
                self.prev_row, self.prev_col = end[0] + 1, 0
        return ''.join(self.tokens)

    def _is_layout(self, kind, text):
        """Take note of tokens that are no text of their own."""
        if kind == ENCODING:
            self.encoding = text
        elif kind == INDENT:
            self._indents.append(text)
        elif kind == DEDENT:
            self._indents.pop()
        return kind in (ENCODING, INDENT, DEDENT)

    def compat(self, token, iterable):
        """Go on with tokens whose positions are not known."""
        self._indents, self._at_start = [], token[0] in (NEWLINE, NL)
        after_string = False
        for kind, text, *_ in itertools.chain([token], iterable):
            if kind == ENCODING:
                self.encoding = text
                continue
            if kind in (NAME, NUMBER):
                text += ' '
            elif kind == STRING and after_string:
                text = ' ' + text
            after_string = kind == STRING
            if self._is_layout(kind, text):
                continue
            if kind in (NEWLINE, NL):
                self._at_start = True
            elif self._at_start and self._indents:
                self.tokens.append(self._indents[-1])
                self._at_start = False
            self.tokens.append(text)


def untokenize(iterable):
    """Source that has these tokens: bytes if the first one names an encoding, else str."""
    worker = Untokenizer()
    text = worker.untokenize(iterable)
    return text if worker.encoding is None else text.encode(worker.encoding)


# --- the command line -----------------------------------------------------------------------------------------------

def _list(path, exact):
    if path is None:
        found = generate_tokens(sys.stdin.readline)
    else:
        with _open_file(path, 'rb') as file:
            found = list(tokenize(file.readline))
    for item in found:
        where = '%d,%d-%d,%d:' % (*item.start, *item.end)
        print(f'{where:<20}{tok_name[item.exact_type if exact else item.type]:<15}{item.string!r:<15}')


def main():
    import argparse
    parser = argparse.ArgumentParser(prog='python -m tokenize')
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py',
                        help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', action='store_true', help='display token names using the exact type')
    arguments = parser.parse_args()
    name = arguments.filename or '<stdin>'
    try:
        _list(arguments.filename, arguments.exact)
    except IndentationError as error:
        _fail(name, (error.lineno, error.offset), error.msg)
    except TokenError as error:
        _fail(name, error.args[1], error.args[0])
    except (SyntaxError, OSError) as error:
        _fail(name, None, error)


def _fail(name, where, message):
    place = '' if where is None else ':%d:%d' % where
    sys.exit(f'{name}{place}: error: {message}')


if __name__ == '__main__':
    main()
