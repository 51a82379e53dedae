"""Constants, templates, and format strings to be changed by subclasses."""
import _string

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits', 'octdigits',
           'printable', 'punctuation', 'whitespace', 'Formatter', 'Template']

digits, octdigits, hexdigits = '0123456789', '01234567', '0123456789abcdefABCDEF'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
punctuation = ''.join(c for c in map(chr, range(ord('!'), ord('~') + 1)) if not c.isalnum())
whitespace = ' \t\n\r\v\f'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Split a text into words, capitalise each, and join them again."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


# --- templates ------------------------------------------------------------------------------------------------------

class _LazyPattern:
    """Template.pattern: the regular expression of a class, compiled when somebody asks."""

    def __get__(self, instance, cls):
        import re
        delim = re.escape(cls.delimiter)
        braced = cls.braceidpattern or cls.idpattern
        flags = re.IGNORECASE if cls.flags is None else cls.flags
        return re.compile(f'{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|'
                          f'{{(?P<braced>{braced})}}|(?P<invalid>))', flags | re.VERBOSE)


_NAME_START = frozenset(ascii_letters + '_')
_NAME = frozenset(ascii_letters + digits + '_')


class Template:
    """A text with $name or ${name} to be filled in; $$ is a dollar sign.

    A subclass may set delimiter, idpattern, braceidpattern, flags, or pattern as a whole. With names as they are here
    by default the text is scanned directly; only other ones need the module re.
    """

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None
    pattern = _LazyPattern()
    _plain_names = True

    def __init_subclass__(cls):
        super().__init_subclass__()
        own_pattern = 'pattern' in cls.__dict__
        if own_pattern:
            import re
            flags = re.IGNORECASE if cls.flags is None else cls.flags
            cls.pattern = re.compile(cls.pattern, flags | re.VERBOSE)
        else:
            cls.pattern = _LazyPattern()
        cls._plain_names = (not own_pattern and cls.flags is None and cls.idpattern == Template.idpattern
                            and cls.braceidpattern is None)

    def __init__(self, template):
        self.template = template

    def _pieces(self):
        """Iterate over the text: (kind, text, name, position), kind is 'text', 'escaped', 'name' or 'invalid'."""
        return self._scan() if self._plain_names else self._search()

    def _scan(self):
        template, delim = self.template, self.delimiter
        i = 0
        while True:
            start = template.find(delim, i)
            if start < 0:
                yield 'text', template[i:], None, i
                return
            yield 'text', template[i:start], None, i
            i = start + len(delim)
            if template.startswith(delim, i):
                kind, name, end = 'escaped', None, i + len(delim)
            else:
                kind, name, end = self._name_at(i)
            yield kind, template[start:end], name, i
            i = end

    def _name_at(self, i):
        """What follows a delimiter: (kind, name, end)."""
        template = self.template
        braced = template.startswith('{', i)
        start = end = i + braced
        if template[start:start + 1] in _NAME_START:
            while end < len(template) and template[end] in _NAME:
                end += 1
        if end == start or (braced and not template.startswith('}', end)):
            return 'invalid', None, i
        return 'name', template[start:end], end + braced

    def _search(self):
        i = 0
        for mo in self.pattern.finditer(self.template):
            yield 'text', self.template[i:mo.start()], None, i
            i = mo.end()
            name = mo['named'] or mo['braced']
            if name is not None:
                kind = 'name'
            elif mo['escaped'] is not None:
                kind = 'escaped'
            elif mo['invalid'] is not None:
                kind = 'invalid'
            else:
                raise ValueError('Unrecognized named group in pattern', self.pattern)
            yield kind, mo[0], name, mo.start('invalid')
        yield 'text', self.template[i:], None, i

    def _invalid(self, position):
        """The error for a delimiter that nothing valid follows."""
        before = self.template[:position].splitlines(keepends=True) or ['.']
        return ValueError(f'Invalid placeholder in string: line {len(before)}, col {len(before[-1])}')

    def _fill(self, mapping, keywords, strict):
        """The text with the names filled in; what cannot be filled in is an error (strict) or stays."""
        mapping = _joined(mapping, keywords)
        pieces = []
        for kind, text, name, position in self._pieces():
            if kind == 'escaped':
                text = self.delimiter
            elif kind == 'invalid' and strict:
                raise self._invalid(position)
            elif kind == 'name':
                try:
                    text = str(mapping[name])
                except KeyError:
                    if strict:
                        raise
            pieces.append(text)
        return ''.join(pieces)

    def substitute(self, mapping={}, /, **kws):
        """Fill in the names; a missing one is a KeyError, a wrong placeholder a ValueError."""
        return self._fill(mapping, kws, True)

    def safe_substitute(self, mapping={}, /, **kws):
        """Fill in the names that there are and leave everything else as it is."""
        return self._fill(mapping, kws, False)

    def is_valid(self):
        """Whether substitute() would raise no ValueError."""
        return all(kind != 'invalid' for kind, *_ in self._pieces())

    def get_identifiers(self):
        """The names, each once, in the order of their first use."""
        return list(dict.fromkeys(name for kind, _, name, _ in self._pieces() if kind == 'name'))


def _joined(mapping, kws):
    """Keywords and a mapping as one; the keywords win."""
    if not kws:
        return mapping
    if not mapping:
        return kws
    from collections import ChainMap
    return ChainMap(kws, mapping)


# --- format strings -------------------------------------------------------------------------------------------------

class _Numbering:
    """The numbers of fields that have none; either all fields have numbers, or none has."""

    def __init__(self):
        self._next, self._by_hand = 0, False

    def name(self, field_name):
        """The field's name, with its number if it had none."""
        counted = field_name == ''
        if counted and self._by_hand or field_name.isdigit() and self._next:
            raise ValueError('cannot switch from manual field specification to automatic field numbering')
        if counted:
            field_name = str(self._next)
            self._next += 1
        elif field_name.isdigit():
            self._by_hand = True
        return field_name


_conversions = {None: lambda value: value, 's': str, 'r': repr, 'a': ascii}


class Formatter:
    """str.format() in parts that a subclass can override."""

    def format(self, format_string, /, *args, **kwargs):
        """Fill a format string."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Fill a format string with a tuple and a dict of arguments."""
        used = set()
        text = self._fill(format_string, args, kwargs, used, _Numbering(), 2)
        self.check_unused_args(used, args, kwargs)
        return text

    def _fill(self, format_string, args, kwargs, used, numbering, depth):
        """A format string filled in; the format specs in it are format strings, too, down to a depth."""
        if depth < 0:
            raise ValueError('Max string recursion exceeded')
        pieces = []
        for literal, name, spec, conversion in self.parse(format_string):
            pieces.append(literal)
            if name is not None:
                value, key = self.get_field(numbering.name(name), args, kwargs)
                used.add(key)
                value = self.convert_field(value, conversion)
                spec = self._fill(spec, args, kwargs, used, numbering, depth - 1)
                pieces.append(self.format_field(value, spec))
        return ''.join(pieces)

    def parse(self, format_string):
        """Iterate over (literal text, field name, format spec, conversion)."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """(the object that a field name means, number or name of the argument it begins with)."""
        first, accesses = _string.formatter_field_name_split(field_name)
        found = self.get_value(first, args, kwargs)
        for is_attribute, key in accesses:
            found = getattr(found, key) if is_attribute else found[key]
        return found, first

    def get_value(self, key, args, kwargs):
        """The argument with a number or a name."""
        return (args if isinstance(key, int) else kwargs)[key]

    def convert_field(self, value, conversion):
        """Apply !s, !r or !a."""
        if conversion not in _conversions:
            raise ValueError(f'Unknown conversion specifier {conversion!s}')
        return _conversions[conversion](value)

    def format_field(self, value, format_spec):
        """A value as text."""
        return format(value, format_spec)

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the arguments that were used; may raise an error."""
