"""Constants, templates, and format strings to be changed by subclasses."""
import _string

__all__ = ['ascii_letters', 'ascii_lowercase', 'ascii_uppercase', 'capwords', 'digits', 'hexdigits', 'octdigits',
           'printable', 'punctuation', 'whitespace', 'Formatter', 'Template']

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdefABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
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

    def _invalid(self, i):
        """The error for a delimiter that nothing valid follows."""
        lines = self.template[:i].splitlines(keepends=True)
        column = i - len(''.join(lines[:-1])) if lines else 1
        return ValueError(f'Invalid placeholder in string: line {len(lines) or 1}, col {column}')

    def substitute(self, mapping={}, /, **kws):
        """Fill in the names; a missing one is a KeyError, a wrong placeholder a ValueError."""
        mapping = _joined(mapping, kws)
        result = []
        for kind, text, name, position in self._pieces():
            if kind == 'name':
                text = str(mapping[name])
            elif kind == 'escaped':
                text = self.delimiter
            elif kind == 'invalid':
                raise self._invalid(position)
            result.append(text)
        return ''.join(result)

    def safe_substitute(self, mapping={}, /, **kws):
        """Fill in the names that there are and leave everything else as it is."""
        mapping = _joined(mapping, kws)
        result = []
        for kind, text, name, _ in self._pieces():
            if kind == 'name':
                try:
                    text = str(mapping[name])
                except KeyError:
                    pass
            elif kind == 'escaped':
                text = self.delimiter
            result.append(text)
        return ''.join(result)

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

class Formatter:
    """str.format() in parts that a subclass can override."""

    def format(self, format_string, /, *args, **kwargs):
        """Fill a format string."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """Fill a format string with a tuple and a dict of arguments."""
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        """(text, next automatic number); auto_arg_index is False once a number was given by hand."""
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            field_name, auto_arg_index = _numbered(field_name, auto_arg_index)
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1,
                                                        auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument with a number or a name."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Called with the arguments that were used; may raise an error."""

    def format_field(self, value, format_spec):
        """A value as text."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """Apply !s, !r or !a."""
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError(f'Unknown conversion specifier {conversion!s}')

    def parse(self, format_string):
        """Iterate over (literal text, field name, format spec, conversion)."""
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """(the object that a field name means, number or name of the argument it begins with)."""
        first, rest = _string.formatter_field_name_split(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, key in rest:
            obj = getattr(obj, key) if is_attr else obj[key]
        return obj, first


def _numbered(field_name, auto_arg_index):
    """(field name with its number, next automatic number)."""
    if field_name == '':
        if auto_arg_index is False:
            raise ValueError('cannot switch from manual field specification to automatic field numbering')
        return str(auto_arg_index), auto_arg_index + 1
    if field_name.isdigit():
        if auto_arg_index:
            raise ValueError('cannot switch from manual field specification to automatic field numbering')
        return field_name, False
    return field_name, auto_arg_index
