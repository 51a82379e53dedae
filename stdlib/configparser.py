"""Configuration files: sections in brackets, options with values in them, values that refer to others."""
import functools
import io
import os
import re
import sys
from collections import ChainMap
from collections.abc import Mapping, MutableMapping

__all__ = ['NoSectionError', 'DuplicateOptionError', 'DuplicateSectionError', 'NoOptionError', 'InterpolationError',
           'InterpolationDepthError', 'InterpolationMissingOptionError', 'InterpolationSyntaxError', 'ParsingError',
           'MissingSectionHeaderError', 'ConfigParser', 'SafeConfigParser', 'RawConfigParser', 'Interpolation',
           'BasicInterpolation', 'ExtendedInterpolation', 'LegacyInterpolation', 'SectionProxy', 'ConverterMapping',
           'DEFAULTSECT', 'MAX_INTERPOLATION_DEPTH']

DEFAULTSECT = 'DEFAULT'
MAX_INTERPOLATION_DEPTH = 10

_UNSET = object()


# --- errors ---------------------------------------------------------------------------------------------------------

class Error(Exception):
    """Base of the errors of this module. Subclasses say in _set() what is known of the error beside its message."""

    def __init__(self, msg=''):
        self.message = msg
        super().__init__(msg)

    def _set(self, message, **known):
        Error.__init__(self, message)
        vars(self).update(known)
        self.args = tuple(known.values())

    def __repr__(self):
        return self.message

    __str__ = __repr__


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        self._set(f'No section: {section!r}', section=section)


def _twice(what, text, source, lineno):
    """The message for something that is there already."""
    if source is None:
        return f'{what.capitalize()} {text} already exists'
    line = '' if lineno is None else f' [line {lineno:2d}]'
    return f'While reading from {source!r}{line}: {what} {text} already exists'


class DuplicateSectionError(Error):
    """The section is there already, or twice in one source."""

    def __init__(self, section, source=None, lineno=None):
        self._set(_twice('section', repr(section), source, lineno), section=section, source=source, lineno=lineno)


class DuplicateOptionError(Error):
    """The option is twice in one source."""

    def __init__(self, section, option, source=None, lineno=None):
        text = f'{option!r} in section {section!r}'
        self._set(_twice('option', text, source, lineno), section=section, option=option, source=source, lineno=lineno)


class NoOptionError(Error):
    """There is no such option in the section."""

    def __init__(self, option, section):
        self._set(f'No option {option!r} in section: {section!r}', option=option, section=section)
        self.args = (option, section)


class InterpolationError(Error):
    """A value refers to others in a wrong way."""

    def __init__(self, option, section, msg):
        self._set(msg, option=option, section=section)
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to something that is not there."""

    def __init__(self, option, section, rawval, reference):
        super().__init__(option, section, f'Bad value substitution: option {option!r} in section {section!r} contains an '
                         f'interpolation key {reference!r} which is not a valid option name. Raw value: {rawval!r}')
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A reference in a value is malformed."""


class InterpolationDepthError(InterpolationError):
    """Values refer to values that refer to values, too deep."""

    def __init__(self, option, section, rawval):
        super().__init__(option, section, f'Recursion limit exceeded in value substitution: option {option!r} in section '
                         f'{section!r} contains an interpolation key which cannot be substituted in '
                         f'{MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}')
        self.args = (option, section, rawval)


class ParsingError(Error):
    """Lines that are neither a section nor an option; `errors` has their numbers and texts."""

    def __init__(self, source=None, filename=None):
        if source is None and filename is None:
            raise ValueError("Required argument `source' not given.")
        if source is not None and filename is not None:
            raise ValueError("Cannot specify both `filename' and `source'. Use `source'.")
        source = filename if source is None else source
        self._set(f'Source contains parsing errors: {source!r}', source=source)
        self.errors = []

    def append(self, lineno, line):
        """Add a line."""
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line}'

    @property
    def filename(self):
        _warn_filename()
        return self.source

    @filename.setter
    def filename(self, value):
        _warn_filename()
        self.source = value


def _warn_filename():
    import warnings
    warnings.warn("The 'filename' attribute will be removed in Python 3.12. Use 'source' instead.", DeprecationWarning, 3)


class MissingSectionHeaderError(ParsingError):
    """An option comes before the first section."""

    def __init__(self, filename, lineno, line):
        self._set(f'File contains no section headers.\nfile: {filename!r}, line: {lineno}\n{line!r}', source=filename,
                  lineno=lineno, line=line)


# --- values that refer to others ------------------------------------------------------------------------------------

class Interpolation:
    """What happens to values on their way in and out: nothing."""

    def _unchanged(self, parser, section, option, value, defaults=None):
        return value

    before_get = before_set = before_read = before_write = _unchanged


class _Marked(Interpolation):
    """References begin with a mark; the mark twice stands for itself."""

    def before_set(self, parser, section, option, value):
        rest = self._reference.sub('', value.replace(self._mark * 2, ''))
        if self._mark in rest:
            raise ValueError(f'invalid interpolation syntax in {value!r} at position {rest.find(self._mark)}')
        return value

    def before_get(self, parser, section, option, value, defaults):
        parts = []
        self._expand(parser, option, parts, value, section, defaults, 1)
        return ''.join(parts)

    def _expand(self, parser, option, parts, text, section, values, depth):
        """Append the parts of a text, references followed, to `parts`."""
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        mark, opening = self._mark, self._opening
        while text:
            before, found, after = text.partition(mark)
            if before:
                parts.append(before)
            if not found:
                return
            text = mark + after
            if after[:1] == mark:
                parts.append(mark)
                text = text[2:]
            elif after[:1] != opening:
                raise InterpolationSyntaxError(
                    option, section, f"'{mark}' must be followed by '{mark}' or '{opening}', found: {text!r}")
            else:
                match = self._reference.match(text)
                if match is None:
                    raise InterpolationSyntaxError(option, section, f'bad interpolation variable reference {text!r}')
                rest = text[match.end():]
                value, *where = self._look_up(parser, option, section, match[1], values, raw, rest)
                if mark in value:
                    self._expand(parser, where[0], parts, value, where[1], where[2], depth + 1)
                else:
                    parts.append(value)
                text = rest


class BasicInterpolation(_Marked):
    """%(name)s stands for another option of the section or of the defaults."""

    _mark, _opening, _reference = '%', '(', re.compile(r'%\(([^)]+)\)s')

    def _look_up(self, parser, option, section, name, values, raw, rest):
        name = parser.optionxform(name)
        if name not in values:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        return values[name], option, section, values


class ExtendedInterpolation(_Marked):
    """${name} stands for another option, ${section:name} for one of another section."""

    _mark, _opening, _reference = '$', '{', re.compile(r'\$\{([^}]+)\}')

    def _look_up(self, parser, option, section, name, values, raw, rest):
        path = name.split(':')
        if len(path) > 2:
            raise InterpolationSyntaxError(option, section, f"More than one ':' found: {rest!r}")
        path[-1] = target = parser.optionxform(path[-1])
        try:
            value = values[target] if len(path) == 1 else parser.get(path[0], target, raw=True)
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, ':'.join(path)) from None
        section = section if len(path) == 1 else path[0]
        return value, target, section, dict(parser.items(section, raw=True)) if self._mark in value else values


class LegacyInterpolation(Interpolation):
    """%(name)s as it was in Python 2: by the % operator, again and again."""

    _reference = re.compile(r'%\(([^)]*)\)s|.')

    def __init__(self, *args, **kwargs):
        import warnings
        super().__init__(*args, **kwargs)
        warnings.warn('LegacyInterpolation has been deprecated since Python 3.2 and will be removed from the configparser module '
                      'in Python 3.13. Use BasicInterpolation or ExtendedInterpolation instead.', DeprecationWarning, 2)

    def before_get(self, parser, section, option, value, vars):
        raw = value

        def normalize(match):
            name = match[1]
            return match[0] if name is None else f'%({parser.optionxform(name)})s'

        for _ in range(MAX_INTERPOLATION_DEPTH):
            if not value or '%(' not in value:
                return value
            try:
                value = self._reference.sub(normalize, value) % vars
            except KeyError as error:
                raise InterpolationMissingOptionError(option, section, raw, error.args[0]) from None
        if value and '%(' in value:
            raise InterpolationDepthError(option, section, raw)
        return value


# --- parsers --------------------------------------------------------------------------------------------------------

class _Reading:
    """The state of reading one source, line by line."""

    def __init__(self, parser, source):
        self.parser, self.source = parser, source
        self.seen = set()  # sections, and (section, option)
        self.name = self.options = self.option = None  # the section and the option that we are in
        self.indent = 0
        self.error = None

    def bad(self, number, line):
        if self.error is None:
            self.error = ParsingError(self.source)
        self.error.append(number, repr(line))

    def line(self, number, line):
        text, has_comment = self._without_comment(line)
        if not text:
            self._empty(has_comment)
            return
        indent = len(line) - len(line.lstrip())
        if self.option and self.options is not None and indent > self.indent:
            if self.options[self.option] is None:
                self.bad(number, line)
            else:
                self.options[self.option].append(text)
            return
        self.indent = indent
        header = self.parser.SECTCRE.match(text)
        if header:
            self._section(number, header['header'])
        elif self.options is None:
            raise MissingSectionHeaderError(self.source, number, line)
        else:
            self._option(number, line, text)

    def _without_comment(self, line):
        """The text of a line, and whether there was a comment."""
        parser, stripped = self.parser, line.strip()
        if stripped.startswith(parser._comment_prefixes):
            return '', True
        ends = [match.start() for match in parser._inline_comments.finditer(line)] if parser._inline_comments else ()
        return (line[:min(ends)].strip(), True) if ends else (stripped, False)

    def _empty(self, has_comment):
        if not self.parser._empty_lines_in_values:
            self.indent = sys.maxsize  # no line continues the value
        elif not has_comment and self.option and self.options is not None and self.options[self.option] is not None:
            self.options[self.option].append('')

    def _section(self, number, name):
        parser = self.parser
        if name in parser._sections:
            if parser._strict and name in self.seen:
                raise DuplicateSectionError(name, self.source, number)
            self.options = parser._sections[name]
        elif name == parser.default_section:
            self.options = parser._defaults
        else:
            self.options = parser._add(name)
        self.seen.add(name)
        self.name, self.option = name, None

    def _option(self, number, line, text):
        parser = self.parser
        match = parser._optcre.match(text)
        if not match:
            self.bad(number, line)
            return
        name, value = match['option'], match['value']
        if not name:
            self.bad(number, line)
        self.option = name = parser.optionxform(name.rstrip())
        if parser._strict and (self.name, name) in self.seen:
            raise DuplicateOptionError(self.name, name, self.source, number)
        self.seen.add((self.name, name))
        self.options[name] = None if value is None else [value.strip()]

    def finish(self):
        """Join the lines of the values."""
        parser = self.parser
        for section, options in [(parser.default_section, parser._defaults), *parser._sections.items()]:
            for name, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[name] = parser._interpolation.before_read(parser, section, name, value)
        if self.error:
            raise self.error


class RawConfigParser(MutableMapping):
    """Sections with options, as a mapping of mappings; one section has defaults for all others."""

    SECTCRE = re.compile(r'\[(?P<header>.+)\]')
    OPTCRE = re.compile(r'(?P<option>.*?)\s*(?:(?P<vi>=|:)\s*(?P<value>.*))$')
    OPTCRE_NV = re.compile(r'(?P<option>.*?)\s*(?:(?P<vi>=|:)\s*(?P<value>.*))?$')
    NONSPACECRE = re.compile(r'\S')
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True, '0': False, 'no': False, 'false': False, 'off': False}
    _DEFAULT_INTERPOLATION = Interpolation()

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *, delimiters=('=', ':'),
                 comment_prefixes=('#', ';'), inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET):
        self._dict = dict_type
        self._sections, self._defaults, self._proxies = dict_type(), dict_type(), dict_type()
        self._converters = ConverterMapping(self)
        self.default_section = default_section
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._allow_no_value, self._strict, self._empty_lines_in_values = allow_no_value, strict, empty_lines_in_values
        self._delimiters, self._comment_prefixes = tuple(delimiters), tuple(comment_prefixes or ())
        self._optcre = self._option_pattern()
        inline = '|'.join(map(re.escape, inline_comment_prefixes or ()))
        self._inline_comments = re.compile(rf'(?:^|(?<=\s))(?:{inline})') if inline else None
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        if not isinstance(interpolation, (Interpolation, type(None))):
            raise TypeError('interpolation= must be None or an instance of Interpolation; got an object of type '
                            f'{type(interpolation)}')
        self._interpolation = Interpolation() if interpolation is None else interpolation
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)

    def _option_pattern(self):
        if self._delimiters == ('=', ':'):
            return self.OPTCRE_NV if self._allow_no_value else self.OPTCRE
        choice = '|'.join(map(re.escape, self._delimiters))
        optional = '?' if self._allow_no_value else ''
        return re.compile(rf'(?P<option>.*?)\s*(?:(?P<vi>{choice})\s*(?P<value>.*)){optional}$')

    def _read_defaults(self, defaults):
        for name, value in defaults.items():
            self._defaults[self.optionxform(name)] = value

    # Sections.

    def defaults(self):
        """The dict of the defaults."""
        return self._defaults

    def sections(self):
        """The names of the sections, without that of the defaults."""
        return list(self._sections)

    def has_section(self, section):
        """Is there such a section, other than that of the defaults?"""
        return section in self._sections

    def add_section(self, section):
        """Add an empty section."""
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._add(section)

    def _add(self, name):
        options = self._sections[name] = self._dict()
        self._proxies[name] = SectionProxy(self, name)
        return options

    def remove_section(self, section):
        """Remove a section; return whether it was there."""
        if section not in self._sections:
            return False
        del self._sections[section], self._proxies[section]
        return True

    def _options_of(self, section):
        """The dict of a section; an empty name, too, is that of the defaults."""
        if not section or section == self.default_section:
            return self._defaults
        if section not in self._sections:
            raise NoSectionError(section) from None
        return self._sections[section]

    # Options.

    def optionxform(self, optionstr):
        """The form of an option's name under which it is kept. May be replaced, by `str` for instance."""
        return optionstr.lower()

    def options(self, section):
        """The names of the options of a section, with those of the defaults."""
        if section not in self._sections:
            raise NoSectionError(section) from None
        return list({**self._sections[section], **self._defaults})

    def has_option(self, section, option):
        """Is there such an option in the section, or in the defaults?"""
        name = self.optionxform(option)
        if not section or section == self.default_section:
            return name in self._defaults
        return section in self._sections and (name in self._sections[section] or name in self._defaults)

    def set(self, section, option, value=None):
        """Give an option a value."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._options_of(section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Remove an option; return whether it was there."""
        options, name = self._options_of(section), self.optionxform(option)
        there = name in options
        if there:
            del options[name]
        return there

    def _values(self, section, vars):
        """The values that count for a section: those of `vars`, its own, the defaults."""
        own = self._sections.get(section)
        if own is None:
            if section != self.default_section:
                raise NoSectionError(section) from None
            own = {}
        extra = {self.optionxform(name): value if value is None else str(value) for name, value in dict(vars or {}).items()}
        return ChainMap(extra, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option. raw: as it was written; vars: a dict that comes first; fallback: if there is none."""
        try:
            values = self._values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        name = self.optionxform(option)
        try:
            value = values[name]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(name, section) from None
            return fallback
        return value if raw or value is None else self._interpolation.before_get(self, section, name, value, values)

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        try:
            return conv(self.get(section, option, raw=raw, vars=vars, **kwargs))
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
        return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """The value as an int. The options are those of get()."""
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """The value as a float. The options are those of get()."""
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """The value as a bool: yes or no, on or off, true or false, 1 or 0. The options are those of get()."""
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars, fallback=fallback, **kwargs)

    def _convert_to_boolean(self, value):
        state = self.BOOLEAN_STATES.get(value.lower())
        if state is None:
            raise ValueError(f'Not a boolean: {value}')
        return state

    def items(self, section=_UNSET, raw=False, vars=None):
        """Pairs of name and value of a section, with the defaults; without a section, the sections of this mapping."""
        if section is _UNSET:
            return super().items()
        values = {**self._defaults, **self._options_of(section)}
        names = list(values)
        if vars:
            values.update((self.optionxform(name), value) for name, value in vars.items())
        if raw:
            return [(name, values[name]) for name in names]
        return [(name, self._interpolation.before_get(self, section, name, values[name], values)) for name in names]

    # Reading and writing.

    def read(self, filenames, encoding=None):
        """Read one file or several; return the list of those that could be opened."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        encoding = io.text_encoding(encoding)
        done = []
        for path in filenames:
            try:
                with open(path, encoding=encoding) as file:
                    self._read(file, path)
            except OSError:
                continue
            done.append(os.fspath(path))
        return done

    def read_file(self, f, source=None):
        """Read lines, as a file has them; `source` is what errors call it."""
        self._read(f, getattr(f, 'name', '<???>') if source is None else source)

    def read_string(self, string, source='<string>'):
        """Read a text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Take sections out of a mapping of mappings; names and values become texts."""
        seen = set()
        for section, options in dictionary.items():
            section = str(section)
            if section in seen and self._strict:
                self.add_section(section)  # which fails
            elif section not in self:
                self.add_section(section)
            seen.add(section)
            for name, value in options.items():
                name = self.optionxform(str(name))
                if self._strict and (section, name) in seen:
                    raise DuplicateOptionError(section, name, source)
                seen.add((section, name))
                self.set(section, name, value if value is None else str(value))

    def readfp(self, fp, filename=None):
        """The old name of read_file()."""
        import warnings
        warnings.warn("This method will be removed in Python 3.12. Use 'parser.read_file()' instead.", DeprecationWarning, 2)
        self.read_file(fp, source=filename)

    def _read(self, lines, source):
        reading = _Reading(self, source)
        for number, line in enumerate(lines, 1):
            reading.line(number, line)
        reading.finish()

    def write(self, fp, space_around_delimiters=True):
        """Write all to a text file, so that read_file() understands it."""
        delimiter = self._delimiters[0]
        if space_around_delimiters:
            delimiter = f' {delimiter} '
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), delimiter)
        for name in self._sections:
            self._write_section(fp, name, self._sections[name].items(), delimiter)

    def _write_section(self, fp, section_name, section_items, delimiter):
        fp.write(f'[{section_name}]\n')
        for name, value in section_items:
            value = self._interpolation.before_write(self, section_name, name, value)
            has_value = value is not None or not self._allow_no_value
            text = delimiter + str(value).replace('\n', '\n\t') if has_value else ''
            fp.write(f'{name}{text}\n')
        fp.write('\n')

    # As a mapping.

    def __getitem__(self, key):
        if key != self.default_section and key not in self._sections:
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        if key in self:
            if self[key] is value:
                return
            self._options_of(key).clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError('Cannot remove the default section.')
        if not self.remove_section(key):
            raise KeyError(key)

    def __contains__(self, key):
        return key == self.default_section or key in self._sections

    def __len__(self):
        return 1 + len(self._sections)

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    def popitem(self):
        """Remove the first section, other than that of the defaults, and return (name, section)."""
        for name in self._sections:
            section = self[name]
            del self[name]
            return name, section
        raise KeyError

    def _validate_value_types(self, *, section='', option='', value=''):
        """Raise TypeError for what could not be written to a file."""
        if not isinstance(section, str):
            raise TypeError('section names must be strings')
        if not isinstance(option, str):
            raise TypeError('option keys must be strings')
        if not isinstance(value, str) and (value or not self._allow_no_value):
            raise TypeError('option values must be strings')

    converters = property(lambda self: self._converters,
                          doc='Name -> function: parser.getNAME() converts values with it.')


class ConfigParser(RawConfigParser):
    """The parser for most programs: values refer to others by %(name)s, and everything is text."""

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def add_section(self, section):
        """Add an empty section, whose name must be a text."""
        self._validate_value_types(section=section)
        super().add_section(section)

    def set(self, section, option, value=None):
        """Give an option a value, which must be a text."""
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def _read_defaults(self, defaults):
        # Defaults that are given to the constructor may have any percent signs.
        kept, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = kept


class SafeConfigParser(ConfigParser):
    """The old name of ConfigParser."""

    def __init__(self, *args, **kwargs):
        import warnings
        super().__init__(*args, **kwargs)
        warnings.warn("The SafeConfigParser class has been renamed to ConfigParser in Python 3.2. This alias will be removed "
                      "in Python 3.12. Use ConfigParser directly instead.", DeprecationWarning, 2)


class SectionProxy(MutableMapping):
    """One section of a parser, as a mapping of names to values."""

    def __init__(self, parser, name):
        self._parser, self._name = parser, name
        for conversion in parser.converters:
            getter = f'get{conversion}'
            setattr(self, getter, functools.partial(self.get, _impl=getattr(parser, getter)))

    def __repr__(self):
        return f'<Section: {self._name}>'

    def __getitem__(self, key):
        if key not in self:
            raise KeyError(key)
        return self._parser.get(self._name, key)

    def __setitem__(self, key, value):
        self._parser._validate_value_types(option=key, value=value)
        self._parser.set(self._name, key, value)

    def __delitem__(self, key):
        if key not in self or not self._parser.remove_option(self._name, key):
            raise KeyError(key)

    def __contains__(self, key):
        return self._parser.has_option(self._name, key)

    def _names(self):
        parser = self._parser
        return list(parser.defaults()) if self._name == parser.default_section else parser.options(self._name)

    def __len__(self):
        return len(self._names())

    def __iter__(self):
        return iter(self._names())

    parser = property(lambda self: self._parser, doc='The parser that the section belongs to.')
    name = property(lambda self: self._name, doc='The name of the section.')

    def get(self, option, fallback=None, *, raw=False, vars=None, _impl=None, **kwargs):
        """The value of an option, or the fallback. The options are those of the parser's get()."""
        implementation = _impl or self._parser.get
        return implementation(self._name, option, raw=raw, vars=vars, fallback=fallback, **kwargs)


class ConverterMapping(MutableMapping):
    """The conversions of a parser. Each is a method getNAME of the parser and of its sections."""

    _getter = re.compile(r'^get(?P<name>.+)$')

    def __init__(self, parser):
        self._parser = parser
        self._functions = {}
        for attribute in dir(parser):
            match = self._getter.match(attribute)
            if match and callable(getattr(parser, attribute)):
                self._functions[match['name']] = None  # a method of the class

    def __getitem__(self, key):
        return self._functions[key]

    def __setitem__(self, key, value):
        name = self._attribute(key)
        method = functools.partial(self._parser._get_conv, conv=value)
        method.converter = value
        setattr(self._parser, name, method)
        for proxy in self._parser._proxies.values():
            setattr(proxy, name, functools.partial(proxy.get, _impl=method))
        self._functions[key] = value

    @staticmethod
    def _attribute(key):
        try:
            name = 'get' + key
        except TypeError:
            raise ValueError(f'Incompatible key: {key} (type: {type(key)})')
        if name == 'get':
            raise ValueError('Incompatible key: cannot use "" as a name')
        return name

    def __delitem__(self, key):
        if key not in self._functions:
            raise KeyError(key)
        name = self._attribute(key)
        for owner in [self._parser, *self._parser._proxies.values()]:
            vars(owner).pop(name, None)  # what the class has stays
        del self._functions[key]

    def __iter__(self):
        return iter(self._functions)

    def __len__(self):
        return len(self._functions)
