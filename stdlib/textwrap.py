"""Text in lines of limited width: wrap, fill, shorten; and indentation: indent, dedent."""

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

# Only ASCII white space is a place to break a line; a no-break space, for example, is not.
_BLANKS = ' \t\n\v\f\r'
_TO_SPACES = str.maketrans(_BLANKS, ' ' * len(_BLANKS))


class TextWrapper:
    """Breaks paragraphs into lines; the attributes say how."""

    def __init__(self, width=70, initial_indent='', subsequent_indent='', expand_tabs=True, replace_whitespace=True,
                 fix_sentence_endings=False, break_long_words=True, drop_whitespace=True, break_on_hyphens=True,
                 tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width, self.max_lines, self.placeholder = width, max_lines, placeholder
        self.initial_indent, self.subsequent_indent = initial_indent, subsequent_indent
        self.expand_tabs, self.tabsize, self.replace_whitespace = expand_tabs, tabsize, replace_whitespace
        self.break_long_words, self.break_on_hyphens = break_long_words, break_on_hyphens
        self.drop_whitespace, self.fix_sentence_endings = drop_whitespace, fix_sentence_endings

    def wrap(self, text):
        """The lines of a paragraph."""
        self._check_width()
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(_TO_SPACES)
        pieces = list(self._pieces(text))
        lines = []
        at = 0
        while at < len(pieces):
            if self._droppable(pieces[at]) and lines:
                at += 1
            indent = self.subsequent_indent if lines else self.initial_indent
            line, at = self._take_line(pieces, at, self.width - len(indent))
            if not line:
                continue
            if self.max_lines is None or len(lines) + 1 < self.max_lines or self._ends_here(pieces, at, indent, line):
                lines.append(indent + ''.join(line))
            else:
                self._cut_off(lines, indent, line)
                break
        return lines

    def fill(self, text):
        """The lines of a paragraph as one string."""
        return '\n'.join(self.wrap(text))

    def _check_width(self):
        if self.width <= 0:
            raise ValueError(f'invalid width {self.width!r} (must be > 0)')
        if self.max_lines is not None:
            indent = self.initial_indent if self.max_lines <= 1 else self.subsequent_indent
            if len(indent + self.placeholder.lstrip()) > self.width:
                raise ValueError('placeholder too large for max width')

    def _pieces(self, text):
        """Words and the white space between them; words in parts, if they may be broken at hyphens."""
        start = 0
        word = ''
        while start < len(text):
            is_blank = text[start] in _BLANKS
            end = start + 1
            while end < len(text) and (text[end] in _BLANKS) == is_blank:
                end += 1
            run = text[start:end]
            start = end
            if not is_blank:
                *parts, word = _split_word(run) if self.break_on_hyphens else (run,)
                yield from parts
                yield word
            elif run == ' ' and self.fix_sentence_endings and _ends_sentence(word):
                yield '  '
            else:
                yield run

    def _droppable(self, piece):
        return self.drop_whitespace and not piece.strip()

    def _take_line(self, pieces, at, width):
        """The pieces from one on that fit into a line, and where the next line begins."""
        start, room = at, width
        while at < len(pieces) and len(pieces[at]) <= room:
            room -= len(pieces[at])
            at += 1
        line = pieces[start:at]
        if at < len(pieces) and len(pieces[at]) > width and (self.break_long_words or not line):
            # It does not fit into any line.
            size = self._break_at(pieces[at], room if width > 0 else 1)
            line.append(pieces[at][:size])
            pieces[at] = pieces[at][size:]
            if not pieces[at]:
                at += 1
        if line and self._droppable(line[-1]):
            del line[-1]
        return line, at

    def _break_at(self, word, room):
        """How much of a long word goes into a line."""
        if not self.break_long_words:
            return len(word)
        if self.break_on_hyphens and room < len(word):
            before_hyphen, hyphen, _ = word[:max(room, 0)].rpartition('-')
            if hyphen and before_hyphen.strip('-'):
                return len(before_hyphen) + 1
        return room

    def _ends_here(self, pieces, at, indent, line):
        """Whether the last line that is allowed fits and leaves nothing out."""
        nothing_left = at == len(pieces) or at + 1 == len(pieces) and self._droppable(pieces[at])
        return nothing_left and len(indent + ''.join(line)) <= self.width

    def _cut_off(self, lines, indent, line):
        """Make the placeholder the end of the last line, or of the line before if there is no room."""
        for size in range(len(line), 0, -1):
            shown = indent + ''.join(line[:size]) + self.placeholder
            if line[size - 1].strip() and len(shown) <= self.width:
                lines.append(shown)
                return
        shown = lines[-1].rstrip() + self.placeholder if lines else ''
        if lines and len(shown) <= self.width:
            lines[-1] = shown
        else:
            lines.append(indent + self.placeholder.lstrip())


# --- inside words ---------------------------------------------------------------------------------------------------

def _letters(text, count):
    """Whether a text is that many letters, or underscores."""
    return len(text) == count and all(c == '_' or c.isalnum() and not c.isdecimal() for c in text)


def _is_wordlike(c):
    return c.isalnum() or c in '_!"\'&.,?'


def _split_word(word):
    """The parts of a word: a line may end behind the hyphen in 'well-known', and on both sides of a dash--like this."""
    start = i = 0
    while '-' in word[i + 1:]:
        i = word.index('-', i + 1)
        behind = len(word) - len(word[i:].lstrip('-'))
        dash = behind - i > 1 and behind < len(word) and _is_wordlike(word[i - 1])
        if dash and (word[behind].isalnum() or word[behind] == '_'):
            if i > start:
                yield word[start:i]
            yield word[i:behind]
            start = i = behind
        elif _may_break_behind(word, i):
            yield word[start:i + 1]
            start = i + 1
    if start < len(word):
        yield word[start:]


def _may_break_behind(word, i):
    """Whether the hyphen at i has letters on both sides; single ones only between hyphens, as in 'out-o-date'."""
    before = word[max(i - 3, 0):i]
    after = word[i + 1:i + 4]
    fine_before = _letters(before[-2:], 2) or (
        before[1:2] == '-' and _letters(before[:1] + before[2:], 2))
    return fine_before and (_letters(after[:2], 2) or after[1:2] == '-' and _letters(after[:1] + after[2:], 2))


def _ends_sentence(word):
    word = word[:-1] if word[-1:] in ('"', "'") else word
    return word[-1:] in ('.', '!', '?') and 'a' <= word[-2:-1] <= 'z'


# --- functions ------------------------------------------------------------------------------------------------------

def wrap(text, width=70, **kwargs):
    """The lines of a paragraph, each at most width characters long."""
    return TextWrapper(width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """The lines of a paragraph as one string."""
    return '\n'.join(wrap(text, width, **kwargs))


def shorten(text, width, **kwargs):
    """The text in one line, its white space collapsed, cut so that it fits."""
    return fill(' '.join(text.split()), width, max_lines=1, **kwargs)


def indent(text, prefix, predicate=str.strip):
    """Put a prefix before every line for which the predicate is true (by default: that is not blank)."""
    predicate = predicate or str.strip
    return ''.join([(prefix if predicate(line) else '') + line for line in text.splitlines(True)])


def dedent(text):
    """Remove the white space that all lines begin with; lines of white space alone become empty."""
    lines = [line if line.strip(' \t') else '' for line in text.split('\n')]
    indents = [line[:len(line) - len(line.lstrip(' \t'))] for line in lines if line]
    if not indents:
        return '\n'.join(lines)
    # What the first and the last in alphabetical order share, all share.
    first, last = min(indents), max(indents)
    size = next((i for i, (a, b) in enumerate(zip(first, last)) if a != b), len(first))
    return '\n'.join([line[size:] for line in lines])
