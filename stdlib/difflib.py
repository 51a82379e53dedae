"""Differences between sequences: matching blocks, ratios of likeness, and diffs of lines in several forms."""
from collections import Counter, namedtuple
from heapq import nlargest

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ', 'IS_CHARACTER_JUNK', 'IS_LINE_JUNK',
           'context_diff', 'unified_diff', 'diff_bytes', 'HtmlDiff', 'Match']


def __getattr__(name):
    if name != 'HtmlDiff':  # few programs make pages
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    from _difflib_html import HtmlDiff
    return HtmlDiff


def __dir__():
    return sorted({*globals(), 'HtmlDiff'})


Match = namedtuple('Match', 'a b size')


def _share(matches, total):
    return 2.0 * matches / total if total else 1.0


def _ends(code, n):
    """The first and the last n items of a stretch of equal ones."""
    tag, a, a_end, b, b_end = code
    size = min(n, a_end - a)
    return (tag, a, a + size, b, b + size), (tag, a_end - size, a_end, b_end - size, b_end)


class SequenceMatcher:
    """Compares two sequences of hashable items by their longest common runs (Ratcliff and Obershelp).

    isjunk(item) says which items of b begin no run. With autojunk, items of a long b that are more than one in a
    hundred do not either. What is known of b is kept, so compare one b with many a.
    """

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk, self.autojunk = isjunk, autojunk
        self.a = self.b = None
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        if b is not self.b:
            self.b = b
            self.matching_blocks = self.opcodes = self._counts = None
            self._index()

    def _index(self):
        """Where each item of b is, without junk and what is too frequent."""
        self.b2j = places = {}
        for j, item in enumerate(self.b):
            places.setdefault(item, []).append(j)
        self.bjunk = set(filter(self.isjunk, places)) if self.isjunk else set()
        for item in self.bjunk:
            del places[item]
        self.bpopular = set()
        if self.autojunk and len(self.b) >= 200:
            most = len(self.b) // 100 + 1
            self.bpopular = {item for item, at in places.items() if len(at) > most}
            for item in self.bpopular:
                del places[item]

    def _longest_run(self, alo, ahi, blo, bhi):
        """The longest common run without junk; of equal ones the first in a, then in b."""
        besti, bestj, best = alo, blo, 0
        nowhere = []
        before = {}  # length of the run that ends at j and the previous i
        for i in range(alo, ahi):
            here = {}
            for j in self.b2j.get(self.a[i], nowhere):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = here[j] = before.get(j - 1, 0) + 1
                if length > best:
                    besti, bestj, best = i - length + 1, j - length + 1, length
            before = here
        return besti, bestj, best

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest run that is in a[alo:ahi] and in b[blo:bhi], with the junk that matches at its sides."""
        a, b, junk = self.a, self.b, self.bjunk
        ahi = len(a) if ahi is None else ahi
        bhi = len(b) if bhi is None else bhi
        i, j, size = self._longest_run(alo, ahi, blo, bhi)
        for wanted in False, True:  # first frequent items, then junk
            while i > alo and j > blo and (b[j - 1] in junk) == wanted and a[i - 1] == b[j - 1]:
                i, j, size = i - 1, j - 1, size + 1
            while i + size < ahi and j + size < bhi and (b[j + size] in junk) == wanted and a[i + size] == b[j + size]:
                size += 1
        return Match(i, j, size)

    def get_matching_blocks(self):
        """The common runs from left to right, as Match(a, b, size), and one of size 0 at the end."""
        if self.matching_blocks is None:
            found = []
            waiting = [(0, len(self.a), 0, len(self.b))]
            while waiting:
                alo, ahi, blo, bhi = waiting.pop()
                i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
                if size:
                    found.append(match)
                    if alo < i and blo < j:
                        waiting.append((alo, i, blo, j))
                    if i + size < ahi and j + size < bhi:
                        waiting.append((i + size, ahi, j + size, bhi))
            self.matching_blocks = self._join_blocks(sorted(found))
        return self.matching_blocks

    def _join_blocks(self, found):
        blocks = []
        for match in found:
            last = blocks[-1] if blocks else None
            if last and last.a + last.size == match.a and last.b + last.size == match.b:
                blocks[-1] = last._replace(size=last.size + match.size)
            else:
                blocks.append(match)
        return blocks + [Match(len(self.a), len(self.b), 0)]

    def get_opcodes(self):
        """How a becomes b: (tag, i1, i2, j1, j2) with tags replace, delete, insert, equal."""
        if self.opcodes is None:
            self.opcodes = codes = []
            i = j = 0
            for ai, bj, size in self.get_matching_blocks():
                if i < ai or j < bj:
                    tag = 'replace' if i < ai and j < bj else 'delete' if i < ai else 'insert'
                    codes.append((tag, i, ai, j, bj))
                i, j = ai + size, bj + size
                if size:
                    codes.append(('equal', ai, i, bj, j))
        return self.opcodes

    def get_grouped_opcodes(self, n=3):
        """Opcodes in groups, with at most n equal items around each change."""
        codes = self.get_opcodes() or [('equal', 0, 1, 0, 1)]
        group = []
        for index, code in enumerate(codes):
            if code[0] == 'equal':
                head, tail = _ends(code, n)
                if index == 0:
                    code = tail
                elif index == len(codes) - 1:
                    code = head
                elif code[2] - code[1] > 2 * n:
                    yield [*group, head]
                    group = [tail]
                    continue
            group.append(code)
        if any(code[0] != 'equal' for code in group):
            yield group

    def ratio(self):
        """How alike they are, from 0 to 1: twice the items that match over all items."""
        return _share(sum(block.size for block in self.get_matching_blocks()), len(self.a) + len(self.b))

    def quick_ratio(self):
        """Not less than ratio(), and found faster: without regard to order."""
        if self._counts is None:
            self._counts = Counter(self.b)
        common = Counter(self.a) & self._counts
        return _share(common.total(), len(self.a) + len(self.b))

    def real_quick_ratio(self):
        """Not less than ratio(), and found at once: by the lengths."""
        return _share(min(len(self.a), len(self.b)), len(self.a) + len(self.b))

    def __class_getitem__(cls, item):
        from types import GenericAlias
        return GenericAlias(cls, item)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """The n possibilities that are most like the word, best first; those below the cutoff do not count."""
    if not n > 0:
        raise ValueError(f'n must be > 0: {n!r}')
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError(f'cutoff must be in [0.0, 1.0]: {cutoff!r}')
    matcher = SequenceMatcher(b=word)
    scored = []
    for each in possibilities:
        matcher.set_seq1(each)
        if all(ratio() >= cutoff for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio)):
            scored.append((matcher.ratio(), each))
    return [each for _, each in nlargest(n, scored)]


# --- diffs for people -----------------------------------------------------------------------------------------------

class Differ:
    """Compares lines, and marks within lines that are alike what has changed.

    Each line of the result begins with '- ' (only in the first), '+ ' (only in the second), '  ' (in both), or '? '
    (in neither: marks for the line above).
    """

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk, self.charjunk = linejunk, charjunk

    def compare(self, a, b):
        """The lines of the result."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._changed(a[alo:ahi], b[blo:bhi])
            else:
                mark, lines = {'delete': ('- ', a[alo:ahi]), 'insert': ('+ ', b[blo:bhi]), 'equal': ('  ', a[alo:ahi])}[tag]
                yield from self._marked(mark, lines)

    def _marked(self, mark, lines):
        return (mark + line for line in lines)

    def _changed(self, a, b):
        """Two blocks of lines: the pair that is most alike is shown side by side, and so the blocks before and after."""
        if not a or not b:
            yield from self._marked('- ', a)
            yield from self._marked('+ ', b)
            return
        pair = self._most_alike(a, b)
        if pair is None:
            blocks = [self._marked('- ', a), self._marked('+ ', b)]
            if len(b) < len(a):
                blocks.reverse()
            for block in blocks:
                yield from block
            return
        i, j = pair
        yield from self._changed(a[:i], b[:j])
        yield from ['  ' + a[i]] if a[i] == b[j] else self._with_marks(a[i], b[j])
        yield from self._changed(a[i + 1:], b[j + 1:])

    def _most_alike(self, a, b):
        """The indices of two lines that differ but have three quarters in common; else of two that are the same."""
        matcher = SequenceMatcher(self.charjunk)
        best, pair, same = 0.74, None, None
        for j, line in enumerate(b):
            matcher.set_seq2(line)
            for i, other in enumerate(a):
                if other == line:
                    same = same or (i, j)
                    continue
                matcher.set_seq1(other)
                if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best and matcher.ratio() > best:
                    best, pair = matcher.ratio(), (i, j)
        return pair if best >= 0.75 else same

    def _with_marks(self, old, new):
        marks = ['', '']
        for tag, i1, i2, j1, j2 in SequenceMatcher(self.charjunk, old, new).get_opcodes():
            signs = {'replace': '^^', 'delete': '- ', 'insert': ' +', 'equal': '  '}[tag]
            marks[0] += signs[0] * (i2 - i1)
            marks[1] += signs[1] * (j2 - j1)
        for mark, line, signs in zip('-+', (old, new), marks):
            yield f'{mark} {line}'
            signs = ''.join(c if sign == ' ' and c.isspace() else sign for c, sign in zip(line, signs)).rstrip()
            if signs:
                yield f'? {signs}\n'


def IS_LINE_JUNK(line, pat=None):
    """Is the line blank, or a single #?"""
    if pat is not None:
        return pat(line) is not None
    return line.strip() in ('', '#')


def IS_CHARACTER_JUNK(ch, ws=' \t'):
    """Is it a space or a tab?"""
    return ch in ws


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """The differences of two lists of lines as Differ shows them."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """The lines of the first or second (which: 1 or 2) list that an ndiff() was made of."""
    if which not in (1, 2):
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which)
    wanted = '  ', '- ' if which == 1 else '+ '
    return (line[2:] for line in delta if line[:2] in wanted)


# --- diffs for programs ---------------------------------------------------------------------------------------------

def _check_types(a, b, *texts):
    if a and not isinstance(a[0], str):
        raise TypeError(f'lines to compare must be str, not {type(a[0]).__name__} ({a[0]!r})')
    if b and not isinstance(b[0], str):
        raise TypeError(f'lines to compare must be str, not {type(b[0]).__name__} ({b[0]!r})')
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f'all arguments must be str, not: {text!r}')


def _file_line(mark, name, date, lineterm):
    return f"{mark} {name}{chr(9) + date if date else ''}{lineterm}"


def _unified_range(start, stop):
    count = stop - start
    first = start if count == 0 else start + 1
    return f'{first}' if count == 1 else f'{first},{count}'


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """The differences of two lists of lines in the unified format, with n lines around each."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    for number, group in enumerate(SequenceMatcher(None, a, b).get_grouped_opcodes(n)):
        if number == 0:
            yield _file_line('---', fromfile, fromfiledate, lineterm)
            yield _file_line('+++', tofile, tofiledate, lineterm)
        old = _unified_range(group[0][1], group[-1][2])
        new = _unified_range(group[0][3], group[-1][4])
        yield f'@@ -{old} +{new} @@{lineterm}'
        for tag, i1, i2, j1, j2 in group:
            if tag == 'equal':
                yield from (' ' + line for line in a[i1:i2])
            else:
                yield from ('-' + line for line in a[i1:i2])
                yield from ('+' + line for line in b[j1:j2])


def _context_range(start, stop):
    count = stop - start
    first = start if count == 0 else start + 1
    return f'{first}' if count <= 1 else f'{first},{first + count - 1}'


_CONTEXT_MARKS = {'insert': '+ ', 'delete': '- ', 'replace': '! ', 'equal': '  '}


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3, lineterm='\n'):
    """The differences of two lists of lines in the context format, with n lines around each."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    for number, group in enumerate(SequenceMatcher(None, a, b).get_grouped_opcodes(n)):
        if number == 0:
            yield _file_line('***', fromfile, fromfiledate, lineterm)
            yield _file_line('---', tofile, tofiledate, lineterm)
        yield '***************' + lineterm
        tags = {code[0] for code in group}
        yield f'*** {_context_range(group[0][1], group[-1][2])} ****{lineterm}'
        if tags & {'replace', 'delete'}:
            yield from (_CONTEXT_MARKS[tag] + line for tag, i1, i2, _, _ in group if tag != 'insert' for line in a[i1:i2])
        yield f'--- {_context_range(group[0][3], group[-1][4])} ----{lineterm}'
        if tags & {'replace', 'insert'}:
            yield from (_CONTEXT_MARKS[tag] + line for tag, _, _, j1, j2 in group if tag != 'delete' for line in b[j1:j2])


def diff_bytes(dfunc, a, b, fromfile=b'', tofile=b'', fromfiledate=b'', tofiledate=b'', n=3, lineterm=b'\n'):
    """unified_diff or context_diff (dfunc) of lines of bytes."""
    def as_text(s):
        try:
            return s.decode('ascii', 'surrogateescape')
        except AttributeError as err:
            raise TypeError(f'all arguments must be bytes, not {type(s).__name__} ({s!r})') from err

    names = [as_text(each) for each in (fromfile, tofile, fromfiledate, tofiledate)]
    a, b = [[as_text(line) for line in lines] for lines in (a, b)]
    for line in dfunc(a, b, *names, n, as_text(lineterm)):
        yield line.encode('ascii', 'surrogateescape')
