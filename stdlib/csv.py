"""Tables as text: reading and writing what spreadsheets call CSV."""
import _csv
from _csv import (QUOTE_ALL, QUOTE_MINIMAL, QUOTE_NONE, QUOTE_NONNUMERIC, Error, __version__, field_size_limit)

__all__ = ['QUOTE_MINIMAL', 'QUOTE_ALL', 'QUOTE_NONNUMERIC', 'QUOTE_NONE', 'Error', 'Dialect', '__doc__', 'excel',
           'excel_tab', 'field_size_limit', 'reader', 'writer', 'register_dialect', 'get_dialect', 'list_dialects',
           'Sniffer', 'unregister_dialect', '__version__', 'DictReader', 'DictWriter', 'unix_dialect']


# ---- dialects ----

class Dialect:
    """What dialects are derived from: their rules are class attributes."""

    _name = ''
    _valid = False
    delimiter = quotechar = escapechar = doublequote = skipinitialspace = lineterminator = quoting = None

    def __init__(self):
        self._valid = type(self) is not Dialect
        try:
            _csv.Dialect(self)
        except TypeError as problem:
            raise Error(str(problem)) from None


class excel(Dialect):
    """As Excel writes tables."""
    lineterminator = '\r\n'
    quoting = QUOTE_MINIMAL
    quotechar = '"'
    doublequote = True
    delimiter = ','
    skipinitialspace = False


class excel_tab(excel):
    """As Excel writes tables with tabs between the fields."""
    delimiter = '\t'


class unix_dialect(excel):
    """As tables are usually written on Unix."""
    lineterminator = '\n'
    quoting = QUOTE_ALL


_dialects = {}


def register_dialect(name, dialect=None, **rules):
    """Gives a dialect a name."""
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = _make_dialect(dialect, rules)


def get_dialect(name):
    """The dialect of that name."""
    try:
        return _dialects[name]
    except KeyError:
        raise Error('unknown dialect') from None


def unregister_dialect(name):
    """Forgets the dialect of that name."""
    get_dialect(name)
    del _dialects[name]


def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


def _make_dialect(dialect, rules):
    if isinstance(dialect, str):
        dialect = get_dialect(dialect)
    return _csv.Dialect(dialect, **rules)


def reader(lines, /, dialect='excel', **rules):
    """The rows of an iterable of lines."""
    return _csv.reader(lines, _make_dialect(dialect, rules))


def writer(file, /, dialect='excel', **rules):
    """An object that writes rows to a file."""
    return _csv.writer(file, _make_dialect(dialect, rules))


for _name, _class in ('excel', excel), ('excel-tab', excel_tab), ('unix', unix_dialect):
    register_dialect(_name, _class)


# ---- rows with names ----

class DictReader:
    """The rows as dicts, with names from the first row if none are given."""

    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect='excel', *args, **kwds):
        self._names = fieldnames
        self.restkey, self.restval = restkey, restval
        self.dialect = dialect
        self.reader = reader(f, dialect, *args, **kwds)
        self.line_num = 0

    @property
    def fieldnames(self):
        if self._names is None:
            self._names = next(self.reader, None)
            self.line_num = self.reader.line_num
        return self._names

    @fieldnames.setter
    def fieldnames(self, value):
        self._names = value

    def __iter__(self):
        return self

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while not row:
            row = next(self.reader)
        names = self.fieldnames
        found = dict(zip(names, row))
        for missing in names[len(row):]:
            found[missing] = self.restval
        if len(row) > len(names):
            found[self.restkey] = row[len(names):]
        return found

    __class_getitem__ = classmethod(type(list[int]))


class DictWriter:
    """Writes dicts as rows, in the order of the field names."""

    def __init__(self, f, fieldnames, restval='', extrasaction='raise', dialect='excel', *args, **kwds):
        if extrasaction.lower() not in ('raise', 'ignore'):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.fieldnames, self.restval, self.extrasaction = fieldnames, restval, extrasaction.lower()
        self.writer = writer(f, dialect, *args, **kwds)

    def _fields(self, row):
        if self.extrasaction == 'raise':
            unknown = [repr(name) for name in row.keys() - self.fieldnames]
            if unknown:
                raise ValueError('dict contains fields not in fieldnames: ' + ', '.join(unknown))
        return (row.get(name, self.restval) for name in self.fieldnames)

    def writeheader(self):
        return self.writerow({name: name for name in self.fieldnames})

    def writerow(self, rowdict):
        return self.writer.writerow(self._fields(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._fields, rowdicts))

    __class_getitem__ = classmethod(type(list[int]))


# ---- guessing ----

# A field in quotes, with what is around it: a delimiter on both sides, or one and an end of a line, or lines' ends only.
_QUOTED = (r'(?P<delim>[^\w\r\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?P=delim)',
           r'(?:^|[\r\n])(?P<quote>["\']).*?(?P=quote)(?P<delim>[^\w\r\n"\'])(?P<space> ?)',
           r'(?P<delim>[^\w\r\n"\'])(?P<space> ?)(?P<quote>["\']).*?(?P=quote)(?:$|[\r\n])',
           r'(?:^|[\r\n])(?P<quote>["\']).*?(?P=quote)(?:$|[\r\n])')
# Without these there is no need to look for those, which takes quadratic time where it finds nothing.
_DELIMITED = r'["\'][^\w\r\n"\']', r'["\'][^\w\r\n"\']', r'[^\w\r\n"\'] ?["\']', r'["\']'


def _most(counts, default=''):
    return max(counts, key=counts.get) if counts else default


class Sniffer:
    """Guesses the dialect of a text, and whether its first row is a header."""

    def __init__(self):
        self.preferred = [',', '\t', ';', ' ', ':']

    def sniff(self, sample, delimiters=None):
        """A class derived from Dialect. delimiters: the characters of which one is to be the delimiter."""
        found = self._by_quotes(sample, delimiters)
        if not found[0]:
            found = *self._by_counts(sample, delimiters), *found[2:]
        if not found[0]:
            raise Error('Could not determine delimiter')

        class dialect(Dialect):
            _name = 'sniffed'
            lineterminator, quoting = '\r\n', QUOTE_MINIMAL

        dialect.delimiter, dialect.skipinitialspace, dialect.quotechar, dialect.doublequote = found
        return dialect

    def _by_quotes(self, sample, delimiters):
        """(delimiter or '', blanks after it, quote, are quotes doubled) as fields in quotes show it."""
        import re
        for pattern, needed in zip(_QUOTED, _DELIMITED):
            found = re.finditer(pattern, sample, re.DOTALL | re.MULTILINE) if re.search(needed, sample) else ()
            fields = list(found)
            if fields:
                break
        else:
            return '', False, '"', False
        quotes, marks, blanks = {}, {}, 0
        for field in fields:
            groups = field.groupdict()
            quotes[groups['quote']] = quotes.get(groups['quote'], 0) + 1
            mark = groups.get('delim')
            if mark and (delimiters is None or mark in delimiters):
                marks[mark] = marks.get(mark, 0) + 1
                blanks += bool(groups['space'])
        quote, delimiter = _most(quotes), _most(marks)
        after_each = bool(marks) and marks[delimiter] == blanks
        if delimiter == '\n':  # a single column
            delimiter = ''
        start, end = (f'(?<={re.escape(delimiter)})|', f'{re.escape(delimiter)}|') if delimiter else ('', '')
        blank = '' if delimiter == ' ' else ' *+'
        pattern = fr'(?:{start}^|(?<=\r)){blank}{quote}((?:{quote * 2}|[^{quote}])*+){quote}(?:{end}\r|$)'
        bodies = re.finditer(pattern, sample, re.MULTILINE)
        return delimiter, after_each, quote, any(quote * 2 in body[1] for body in bodies)

    def _by_counts(self, sample, delimiters):
        """(delimiter or '', blanks after it): a character that is in nearly all lines equally often."""
        lines = [line for line in sample.split('\n') if line]
        counts = {mark: {} for mark in map(chr, range(127)) if mark in sample and (delimiters is None or mark in delimiters)}
        candidates = {}
        for start in range(0, len(lines), 10):  # as few lines as are needed
            self._count(counts, lines[start:start + 10])
            candidates = self._steady(counts, min(start + 10, len(lines)))
            if len(candidates) == 1:
                delimiter = next(iter(candidates))
                return delimiter, lines[0].count(delimiter) == lines[0].count(delimiter + ' ')
        if not candidates:
            return '', False
        delimiter = next((mark for mark in self.preferred if mark in candidates), None)
        if delimiter is None:
            delimiter = max(candidates, key=lambda mark: (candidates[mark], mark))
        return delimiter, lines[0].count(delimiter) == lines[0].count(delimiter + ' ')

    @staticmethod
    def _count(counts, lines):
        """Note for each character how many lines have it how often."""
        for mark, seen in counts.items():
            for line in lines:
                number = line.count(mark)
                seen[number] = seen.get(number, 0) + 1

    @staticmethod
    def _steady(counts, total):
        """The characters that most of the lines have equally often, with (that number, how many lines)."""
        modes = {}
        for mark, seen in counts.items():
            number = _most(seen)
            agreeing = 2 * seen[number] - total  # those that do not agree speak against it
            if number > 0 and agreeing > 0:
                modes[mark] = number, agreeing
        for percent in range(100, 89, -1):
            steady = {mark: mode for mark, mode in modes.items() if mode[1] * 100 >= percent * total}
            if steady:
                return steady
        return {}

    def has_header(self, sample):
        """Does the first row differ in kind from the others: words above numbers, or another length?"""
        rows = reader(sample.splitlines(keepends=True), self.sniff(sample))
        header = next(rows)
        kinds = dict.fromkeys(range(len(header)))
        for number, row in enumerate(rows):
            if number > 20:
                break
            if len(row) == len(header):
                self._compare(kinds, row)
        return sum(self._vote(kind, title) for kind, title in zip(map(kinds.get, kinds), map(header.__getitem__, kinds))) > 0

    @staticmethod
    def _kind(field):
        try:
            complex(field)
            return complex
        except (ValueError, OverflowError):
            return len(field)

    def _compare(self, kinds, row):
        """Forget the columns that are not of one kind."""
        for column in list(kinds):
            kind = self._kind(row[column])
            if kinds[column] is None:
                kinds[column] = kind
            elif kind != kinds[column]:
                del kinds[column]

    def _vote(self, kind, title):
        if isinstance(kind, int):
            return 1 if len(title) != kind else -1
        if kind is None:
            return 1
        return 1 if self._kind(title) is not complex else -1
