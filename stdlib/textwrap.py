"""Text in lines of limited width: wrap, fill, shorten; and indentation: indent, dedent."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# The ASCII white space; other white space, such as the no-break space, is no place to break a line.
_whitespace = '\t\n\x0b\x0c\r '
_WORD_PUNCTUATION = frozenset('_!"\'&.,?')
_SPACES = str.maketrans(dict.fromkeys(_whitespace, ' '))


def _is_word(c):
    return c.isalnum() or c == '_'


def _is_letter(c):
    return (c.isalnum() or c == '_') and not c.isdecimal()


def _is_word_or_punctuation(c):
    return c.isalnum() or c in _WORD_PUNCTUATION


class TextWrapper:
    """Breaks paragraphs into lines; the attributes say how."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _munge_whitespace(self, text):
        """Expand tabs and make all white space spaces, as far as that is wanted."""
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_SPACES)
        return text

    def _split(self, text):
        """The pieces that a line can end after: words, parts of hyphenated words, dashes, white space."""
        chunks = []
        i = 0
        hyphens = self.break_on_hyphens and '-' in text
        while i < len(text):
            start = i
            if text[i] in _whitespace:
                while i < len(text) and text[i] in _whitespace:
                    i += 1
            elif hyphens and _dash_ends(text, i):
                i = _dash_ends(text, i)
            else:
                i += 1
                while i < len(text) and text[i] not in _whitespace:
                    if hyphens and text[i] == '-':
                        if _breaks_after_hyphen(text, i):
                            i += 1
                            break
                        if _dash_ends(text, i):
                            break
                    i += 1
            chunks.append(text[start:i])
        return chunks

    def _fix_sentence_endings(self, chunks):
        """Make it two spaces after the end of a sentence."""
        for i in range(len(chunks) - 1):
            if chunks[i + 1] == ' ' and _ends_sentence(chunks[i]):
                chunks[i + 1] = '  '

    def _handle_long_word(self, reversed_chunks, cur_line, cur_len, width):
        """Put a word that is longer than a line into one, broken if that is allowed."""
        space_left = 1 if width < 1 else width - cur_len
        if not self.break_long_words:
            if not cur_line:
                cur_line.append(reversed_chunks.pop())
            return
        chunk = reversed_chunks[-1]
        end = space_left
        if self.break_on_hyphens and len(chunk) > space_left:
            hyphen = chunk.rfind('-', 0, space_left)
            if hyphen > 0 and chunk[:hyphen].strip('-'):
                end = hyphen + 1
        cur_line.append(chunk[:end])
        reversed_chunks[-1] = chunk[end:]

    def _wrap_chunks(self, chunks):
        """Put the pieces into lines."""
        if self.width <= 0:
            raise ValueError('invalid width %r (must be > 0)' % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')
        lines = []
        chunks.reverse()
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and chunks[-1].strip() == '':
                chunks.pop()
            line, length = self._fill_line(chunks, width)
            if not line:
                continue
            if self._may_be_last(lines, chunks, length, width):
                lines.append(indent + ''.join(line))
            else:
                self._end_with_placeholder(lines, line, length, indent, width)
                break
        return lines

    def _fill_line(self, chunks, width):
        """Take the pieces that fit into one line; (pieces, their length)."""
        line = []
        length = 0
        while chunks and length + len(chunks[-1]) <= width:
            line.append(chunks.pop())
            length += len(line[-1])
        if chunks and len(chunks[-1]) > width:
            self._handle_long_word(chunks, line, length, width)
            length = sum(map(len, line))
        if self.drop_whitespace and line and line[-1].strip() == '':
            length -= len(line.pop())
        return line, length

    def _may_be_last(self, lines, chunks, length, width):
        """Whether the line can stand as it is: more lines may follow, or nothing is left to be put in them."""
        if self.max_lines is None or len(lines) + 1 < self.max_lines:
            return True
        rest_is_blank = not chunks or (self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip())
        return rest_is_blank and length <= width

    def _end_with_placeholder(self, lines, line, length, indent, width):
        """Make the placeholder the end of the last line, or of the line before if there is no room."""
        while line:
            if line[-1].strip() and length + len(self.placeholder) <= width:
                line.append(self.placeholder)
                lines.append(indent + ''.join(line))
                return
            length -= len(line.pop())
        if lines:
            previous = lines[-1].rstrip()
            if len(previous) + len(self.placeholder) <= self.width:
                lines[-1] = previous + self.placeholder
                return
        lines.append(indent + self.placeholder.lstrip())

    def _split_chunks(self, text):
        return self._split(self._munge_whitespace(text))

    def wrap(self, text):
        """The lines of a paragraph."""
        chunks = self._split_chunks(text)
        if self.fix_sentence_endings:
            self._fix_sentence_endings(chunks)
        return self._wrap_chunks(chunks)

    def fill(self, text):
        """The lines of a paragraph as one string."""
        return '\n'.join(self.wrap(text))


def _dash_ends(text, i):
    """The end of the dash (two or more hyphens between words) that begins at i, or 0."""
    if text[i] != '-' or i == 0 or not _is_word_or_punctuation(text[i - 1]):
        return 0
    end = i
    while end < len(text) and text[end] == '-':
        end += 1
    return end if end - i >= 2 and end < len(text) and _is_word(text[end]) else 0


def _breaks_after_hyphen(text, i):
    """Whether a word can be broken after the hyphen at i: letters on both sides."""
    before = i >= 2 and _is_letter(text[i - 1]) and _is_letter(text[i - 2])
    if not before:
        before = (i >= 3 and _is_word_or_punctuation(text[i - 1]) and text[i - 2] == '-' and _is_letter(text[i - 3]))
    if not before or i + 1 >= len(text) or not _is_letter(text[i + 1]):
        return False
    after = i + 3 if text[i + 2:i + 3] == '-' else i + 2
    return after < len(text) and _is_letter(text[after])


def _ends_sentence(chunk):
    if chunk[-1:] in ('"', "'"):
        chunk = chunk[:-1]
    return len(chunk) >= 2 and chunk[-1] in '.!?' and 'a' <= chunk[-2] <= 'z'


def wrap(text, width=70, **kwargs):
    """The lines of a paragraph, each at most width characters long."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The lines of a paragraph as one string."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """The text in one line, its white space collapsed, cut so that it fits."""
    wrapper = TextWrapper(width=width, max_lines=1, **kwargs)
    return wrapper.fill(' '.join(text.strip().split()))


def dedent(text):
    """Remove the white space that all lines begin with; lines of white space alone become empty."""
    margin = None
    lines = text.split('\n')
    for i, line in enumerate(lines):
        if not line.strip(' \t'):
            lines[i] = ''
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        margin = indent if margin is None else _common_start(margin, indent)
    if not margin:
        return '\n'.join(lines)
    size = len(margin)
    return '\n'.join([line[size:] for line in lines])


def _common_start(a, b):
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return a[:i]
    return min(a, b, key=len)


def indent(text, prefix, predicate=None):
    """Put a prefix before every line for which the predicate is true (by default: that is not blank)."""
    if predicate is None:
        predicate = str.strip
    return ''.join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
