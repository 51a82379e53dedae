"""difflib.HtmlDiff: two texts side by side, as a table in HTML.

A line is (number, text); in texts \\0 and one of + - ^ begin what was added, removed or changed, \\1 ends it. What fills up
the shorter side has the number ''.
"""
import difflib
import re
from collections import deque
from itertools import chain, islice

_FILLER = '', '\n'


# --- pairs of lines -------------------------------------------------------------------------------------------------

def _marked(text, hints):
    """A line of ndiff() with what the line of hints below it points at marked."""
    for found in reversed(list(re.finditer(r'\++|-+|\^+', hints))):
        begin, end = found.span()
        text = f'{text[:begin]}\0{hints[begin]}{text[begin:end]}\1{text[end:]}'
    return text[2:]


def _whole(text, mark):
    return f'\0{mark}{text[2:] or " "}\1'


class _Sides:
    """Reads what ndiff() says, and puts the lines on two sides: (line or None, line or None, do they differ)."""

    def __init__(self, lines):
        self.lines = iter(lines)
        self.ahead = deque()  # the next four lines: enough to see what they are
        self.numbers = [0, 0]
        self.surplus = 0  # lines added less lines removed, which the other side lacks

    def _peek(self):
        self.ahead.extend(islice(self.lines, 4 - len(self.ahead)))
        return ''.join(line[0] for line in self.ahead).ljust(4, 'X')

    def _take(self, side, mark=None, hints=False):
        self.numbers[side] += 1
        text = self.ahead.popleft()
        if hints:
            return self.numbers[side], _marked(text, self.ahead.popleft())
        return self.numbers[side], text[2:] if mark is None else _whole(text, mark)

    def _fill(self):
        """Empty lines for the side that has fewer."""
        for _ in range(abs(self.surplus)):
            yield (_FILLER, None, True) if self.surplus > 0 else (None, _FILLER, True)
        self.surplus = 0

    def __iter__(self):
        while (signs := self._peek())[0] != 'X':
            if signs[0] == ' ':
                text = self.ahead[0][2:]
                number = self._take(0)[0]
                self.numbers[1] += 1
                yield (number, text), (self.numbers[1], text), False
            elif signs.startswith(('-?+', '-+?')):  # one line has become another one
                removed = self._take(0, hints=signs[1] == '?')
                yield removed, self._take(1, hints=self._peek()[1] == '?'), True
            else:
                yield from self._take_block(signs)
        yield from self._fill()

    def _take_block(self, signs):
        """A line of several that were removed or added."""
        side = 0 if signs[0] == '-' else 1
        line = self._take(side, signs[0])
        self.surplus += 1 if side else -1
        ends = signs.startswith(('+ ', '+-') if side else ('--?+', '--+', '- '))
        if ends and not signs.startswith('+--' if side else '--++'):
            yield from self._fill()
        yield (None, line, True) if side else (line, None, True)


def _pairs(lines):
    """(line of the left side, line of the right one, do they differ)"""
    left, right = deque(), deque()
    for removed, added, differ in _Sides(lines):
        if removed is not None:
            left.append((removed, differ))
        if added is not None:
            right.append((added, differ))
        while left and right:
            (a, a_differs), (b, b_differs) = left.popleft(), right.popleft()
            yield a, b, a_differs or b_differs


def _in_context(pairs, count):
    """The pairs that differ, with `count` others around them; (None, None, None) where pairs are left out."""
    before, seen, after = deque(maxlen=count + 1), 0, 0
    for pair in pairs:
        if after:
            after = count if pair[2] else after - 1
            yield pair
            continue
        before.append(pair)
        seen += 1
        if not pair[2]:
            continue
        if seen > count + 1:
            yield None, None, None
        yield from before
        before.clear()
        seen, after = 0, count


# --- HTML -----------------------------------------------------------------------------------------------------------

def _attribute_lines(*lines, depth=8):
    return '\n'.join(' ' * depth + line for line in lines)


_COLUMNS = ' '.join(['<colgroup></colgroup>'] * 3)


class HtmlDiff:
    """Tables of two texts side by side, with what differs between lines in colours.

    tabsize: columns between tab stops; wrapcolumn: where long lines are broken; linejunk, charjunk: as of ndiff().
    """

    _default_prefix = 0
    _styles = '\n' + _attribute_lines(
        'table.diff {font-family:Courier; border:medium;}', '.diff_header {background-color:#e0e0e0}',
        'td.diff_header {text-align:right}', '.diff_next {background-color:#c0c0c0}',
        *(f'.diff_{kind} {{background-color:#{colour}}}'
          for kind, colour in (('add', 'aaffaa'), ('chg', 'ffff77'), ('sub', 'ffaaaa'))))
    _file_template = '\n'.join((
        '', '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"', ' ' * 10 +
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">', '', '<html>', '', '<head>',
        '    <meta http-equiv="Content-Type"', ' ' * 10 + 'content="text/html; charset=%(charset)s" />', '    <title></title>',
        '    <style type="text/css">%(styles)s', '    </style>', '</head>', '', '<body>', '    %(table)s%(legend)s', '</body>',
        '', '</html>'))
    _table_template = '\n'.join((
        '', '    <table class="diff" id="difflib_chg_%(prefix)s_top"', ' ' * 11 + 'cellspacing="0" cellpadding="0" rules="groups" >',
        ' ' * 8 + _COLUMNS, ' ' * 8 + _COLUMNS, ' ' * 8 + '%(header_row)s', ' ' * 8 + '<tbody>', '%(data_rows)s        </tbody>',
        '    </table>'))
    _legend = '\n'.join((
        '', '    <table class="diff" summary="Legends">', ' ' * 8 + '<tr> <th colspan="2"> Legends </th> </tr>',
        ' ' * 8 + '<tr> <td> <table border="" summary="Colors">',
        _attribute_lines('<tr><th> Colors </th> </tr>', '<tr><td class="diff_add">&nbsp;Added&nbsp;</td></tr>',
                         '<tr><td class="diff_chg">Changed</td> </tr>', '<tr><td class="diff_sub">Deleted</td> </tr>', depth=22),
        ' ' * 18 + '</table></td>', ' ' * 13 + '<td> <table border="" summary="Links">',
        _attribute_lines('<tr><th colspan="2"> Links </th> </tr>', *(f'<tr><td>({word[0]}){word[1:]}</td> </tr>' for word in (
            'first change', 'next change', 'top')), depth=22),
        ' ' * 18 + '</table></td> </tr>', '    </table>'))

    def __init__(self, tabsize=8, wrapcolumn=None, linejunk=None, charjunk=difflib.IS_CHARACTER_JUNK):
        self._tabsize, self._wrapcolumn, self._linejunk, self._charjunk = tabsize, wrapcolumn, linejunk, charjunk

    def make_file(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5, *, charset='utf-8'):
        """A whole page with the table of make_table()."""
        page = self._file_template % dict(
            styles=self._styles, legend=self._legend, charset=charset,
            table=self.make_table(fromlines, tolines, fromdesc, todesc, context=context, numlines=numlines))
        return page.encode(charset, 'xmlcharrefreplace').decode(charset)

    def make_table(self, fromlines, tolines, fromdesc='', todesc='', context=False, numlines=5):
        """The table: of all lines, or (context) of those that differ and numlines around them."""
        number = HtmlDiff._default_prefix
        HtmlDiff._default_prefix += 1
        self._prefix = f'from{number}_', f'to{number}_'
        lines = difflib.ndiff(list(map(self._expanded, fromlines)), list(map(self._expanded, tolines)), self._linejunk,
                              self._charjunk)
        pairs = _in_context(_pairs(lines), numlines) if context else _pairs(lines)
        rows, flags = self._cells(chain.from_iterable(map(self._wrapped, pairs)))
        if not rows:
            nothing = f'<td></td><td>&nbsp;{"No Differences Found" if context else "Empty File"}&nbsp;</td>'
            rows, flags = [(nothing, nothing)], [False]
        made = self._table_template % dict(data_rows=self._rows(rows, flags, numlines), prefix=self._prefix[1],
                                           header_row=self._header(fromdesc, todesc))
        for mark, kind in ('\0+', 'add'), ('\0-', 'sub'), ('\0^', 'chg'):
            made = made.replace(mark, f'<span class="diff_{kind}">')
        return made.replace('\1', '</span>').replace('\t', '&nbsp;')

    def _header(self, fromdesc, todesc):
        if not fromdesc and not todesc:
            return ''
        cells = (f'<th class="diff_next"><br /></th><th colspan="2" class="diff_header">{text}</th>' for text in (fromdesc, todesc))
        return f'<thead><tr>{"".join(cells)}</tr></thead>'

    # --- lines ---

    def _expanded(self, line):
        """Tabs become as many tabs as they take columns, so that they differ from spaces."""
        line = line.replace(' ', '\0').expandtabs(self._tabsize).replace(' ', '\t')
        return line.replace('\0', ' ').rstrip('\n')

    def _wrapped(self, pair):
        """A pair as several, if one of its lines is too long."""
        left, right, flag = pair
        if flag is None or not self._wrapcolumn:
            return [pair]
        left, right = self._pieces(*left), self._pieces(*right)
        height = max(len(left), len(right))
        for side in left, right:
            side += [('', ' ')] * (height - len(side))
        return [(*both, flag) for both in zip(left, right)]

    def _pieces(self, number, text):
        """A line in pieces of wrapcolumn characters; each after the first one has the number '>'."""
        width, pieces = self._wrapcolumn, []
        while number and len(text) - 3 * text.count('\0') > width:
            end, mark = self._break(text)
            pieces.append((number, text[:end] + ('\1' if mark else '')))
            number, text = '>', (f'\0{mark}' if mark else '') + text[end:]
        return [*pieces, (number, text)]

    def _break(self, text):
        """(where the piece ends, the mark in which that is)"""
        at, left, mark = 0, self._wrapcolumn, ''
        while left and at < len(text):
            if text[at] == '\0':
                mark = text[at + 1]
                at += 2
                continue
            if text[at] == '\1':
                mark = ''
            else:
                left -= 1
            at += 1
        return at, mark

    # --- rows ---

    def _cells(self, pairs):
        """([(cells of the left side, of the right one)], [do they differ; None: lines are left out here])"""
        rows, flags = [], []
        for left, right, flag in pairs:
            rows.append((None, None) if flag is None else (self._cell(0, *left), self._cell(1, *right)))
            flags.append(flag)
        return rows, flags

    def _cell(self, side, number, text):
        place = f' id="{self._prefix[side]}{number}"' if isinstance(number, int) else ''
        text = text.replace('&', '&amp;').replace('>', '&gt;').replace('<', '&lt;').replace(' ', '&nbsp;').rstrip()
        return f'<td class="diff_header"{place}>{number}</td><td nowrap="nowrap">{text}</td>'

    def _links(self, flags, before):
        """For each row an id to jump to, `before` rows before each change, and a link to the next change."""
        name = f'difflib_chg_{self._prefix[1]}_'
        ids, links, count, last = [''] * len(flags), [''] * len(flags), 0, 0
        for index, flag in enumerate(flags):
            if flag and not (index and flags[index - 1]):
                ids[max(0, index - before)] = f' id="{name}{count}"'
                count, last = count + 1, index
                links[index] = f'<a href="#{name}{count}">n</a>'
        if not flags[0]:
            links[0] = f'<a href="#{name}0">f</a>'
        links[last] = f'<a href="#{name}top">t</a>'
        return zip(ids, links)

    def _rows(self, rows, flags, before):
        text = ''
        for index, (place, link) in enumerate(self._links(flags, before)):
            left, right = rows[index]
            if left is not None:
                text += (f'            <tr><td class="diff_next"{place}>{link}</td>{left}<td class="diff_next">{link}</td>'
                         f'{right}</tr>\n')
            elif index:
                text += '        </tbody>        \n        <tbody>\n'
        return text


HtmlDiff.__module__ = 'difflib'
