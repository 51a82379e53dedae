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


class Sniffer:
    """Guesses the dialect of a text."""

    def sniff(self, sample, delimiters=None):
        raise NotImplementedError('csv.Sniffer.sniff')

    def has_header(self, sample):
        raise NotImplementedError('csv.Sniffer.has_header')
