"""Enumerations: classes whose instances are a fixed set of named constants.

How they are made is in _enum_types, flags are in _enum_flags; here are the decorators that check and change them.
"""
import sys

from _enum_types import (
    CONFORM, EJECT, Enum, EnumMeta, EnumType, FlagBoundary, IntEnum, KEEP, ReprEnum, STRICT, StrEnum, auto, member,
    nonmember, property, _EnumDict)
from _enum_flags import Flag, IntFlag, bin, bits_of as _iter_bits_lsb, is_single_bit as _is_single_bit, show_flag_values

__all__ = ['EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto', 'unique',
           'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM', 'EJECT', 'KEEP',
           'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum', 'EnumCheck', 'CONTINUOUS',
           'NAMED_FLAGS', 'UNIQUE']


# --- checks ---------------------------------------------------------------------------------------------------------

class EnumCheck(StrEnum):
    """What verify() can check."""

    CONTINUOUS = 'no skipped integer values'
    NAMED_FLAGS = 'multi-flag aliases may not contain unnamed flags'
    UNIQUE = 'one name per value'


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


def _refuse_aliases(enumeration, what):
    aliases = [f'{name} -> {each.name}' for name, each in enumeration.__members__.items() if name != each.name]
    if aliases:
        raise ValueError(f'{what} found in {enumeration!r}: {", ".join(aliases)}')


def unique(enumeration):
    """Class decorator: no two names for the same value."""
    _refuse_aliases(enumeration, 'duplicate values')
    return enumeration


class verify:
    """Class decorator: check an enumeration for the constraints that are given."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        if not issubclass(enumeration, Enum):
            raise TypeError("the 'verify' decorator only works with Enum and Flag")
        for check in self.checks:
            _CHECKS[check](enumeration)
        return enumeration


def _refuse_gaps(enumeration):
    values = {each.value for each in enumeration}
    if len(values) < 2:
        return
    low, high = min(values), max(values)
    is_flag = issubclass(enumeration, Flag)
    expected = [1 << n for n in range(low.bit_length(), high.bit_length() - 1)] if is_flag else range(low + 1, high)
    gaps = [str(value) for value in expected if value not in values]
    if gaps:
        kind = 'flag' if is_flag else 'enum'
        raise ValueError(f'invalid {kind} {enumeration.__name__!r}: missing values {", ".join(gaps)}'[:256])


def _refuse_unnamed_bits(enumeration):
    if not issubclass(enumeration, Flag):
        return
    known = {each.value for each in enumeration}
    incomplete = []
    missing = 0
    for name, alias in enumeration.__members__.items():
        unnamed = [] if alias.value < 0 else [bit for bit in _iter_bits_lsb(alias.value) if bit not in known]
        if unnamed:
            incomplete.append(name)
            missing |= sum(unnamed)
    if incomplete:
        *others, last = incomplete
        aliases = f'aliases {", ".join(others)} and {last} are' if others else f'alias {last} is'
        values = f'value 0x{missing:x}' if _is_single_bit(missing) else f'combined values of 0x{missing:x}'
        raise ValueError(f'invalid Flag {enumeration.__name__!r}: {aliases} missing {values} '
                         '[use enum.show_flag_values(value) for details]')


_CHECKS = {UNIQUE: lambda enumeration: _refuse_aliases(enumeration, 'aliases'), CONTINUOUS: _refuse_gaps,
           NAMED_FLAGS: _refuse_unnamed_bits}


# --- enumerations made of plain classes -----------------------------------------------------------------------------

def _simple_enum(etype=Enum, *, boundary=None, use_args=None):
    """Class decorator: what the body of the class makes as the body of an enumeration with the base."""
    def convert(cls):
        meta, bases = type(etype), (etype,)
        body = meta.__prepare__(cls.__name__, bases)
        body['__qualname__'] = cls.__qualname__
        for name, value in vars(cls).items():
            if name not in ('__dict__', '__weakref__', '__doc__') or name == '__doc__' and value is not None:
                body[name] = value
        return meta(cls.__name__, bases, body, boundary=boundary)
    return convert


def _test_simple_enum(checked_enum, simple_enum):
    """TypeError if two enumerations differ, but for their names."""
    def differences():
        mine, other = checked_enum.__members__, simple_enum.__members__
        yield from (f'only one has {name}' for name in mine.keys() ^ other.keys())
        for name in mine.keys() & other.keys():
            if (mine[name].name, mine[name].value) != (other[name].name, other[name].value):
                yield f'{name} is {mine[name].value!r} and {other[name].value!r}'
        own = {name for name in vars(checked_enum) if not name.startswith('_')}
        yield from (f'only one has {name}' for name in own ^ {name for name in vars(simple_enum) if not name.startswith('_')})

    found = sorted(differences())
    if found:
        raise TypeError('enum mismatch:\n   ' + '\n   '.join(found))


# --- members as globals of their module -----------------------------------------------------------------------------

def _in_module(self, name):
    return f'{type(self).__module__.rpartition(".")[2]}.{name}'


def global_enum_repr(self):
    """repr() of a member as module.NAME."""
    return _in_module(self, self._name_)


def global_flag_repr(self):
    """repr() of a flag as module.NAME|module.NAME."""
    if self._name_ is None:
        return _in_module(self, f'{type(self).__name__}({self._value_!r})')
    names = [self._name_] if _is_single_bit(self._value_) else self._name_.split('|')
    kept = self._boundary_ is KEEP and len(names) > 1  # then the last may be a number
    return '|'.join([name if kept and name[0].isdigit() else _in_module(self, name) for name in names])


def global_str(self):
    """str() of a member as its name alone."""
    return f'{type(self).__name__}({self._value_!r})' if self._name_ is None else self._name_


def global_enum(cls, update_str=False):
    """Class decorator: put the members into their module and show them as its globals."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if update_str or not issubclass(cls, ReprEnum):
        cls.__str__ = global_str
    vars(sys.modules[cls.__module__]).update(cls.__members__)
    return cls
