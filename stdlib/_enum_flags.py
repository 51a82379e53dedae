"""Flags: enumerations whose members are bits that can be combined."""
from _enum_types import CONFORM, EJECT, Enum, KEEP, ReprEnum, STRICT, find_value

__name__ = 'enum'


def is_single_bit(number):
    return number > 0 and number & number - 1 == 0


def bits_of(value):
    """The single bits of a number, the lowest first."""
    number = value.value if isinstance(value, Enum) else value
    if number < 0:
        raise ValueError(f'{number!r} is not a positive integer')
    while number:
        lowest = number & -number
        number -= lowest
        yield lowest


def show_flag_values(value):
    """The single bits of a flag's value."""
    return list(bits_of(value))


def bin(num, max_bits=None):
    """A number in binary with its sign as the first bit: 0b0 1010, and 0b1 0101 for its complement."""
    width = max(num.bit_length(), max_bits or 0)
    digits = f'{num & (1 << width) - 1:0{width}b}' if width else ''
    return f'0b{int(num < 0)} {digits}'


def _operator(combine):
    def operator(self, other):
        if isinstance(other, type(self)):
            other = other._value_
        elif self._plan_.data_type is object or not isinstance(other, self._plan_.data_type):
            return NotImplemented
        return type(self)(combine(self._value_, other))
    return operator


def _invert(self):
    opposite = self.__dict__.get('_opposite')
    if opposite is None:
        keeps = self._boundary_ is KEEP
        opposite = self._opposite = type(self)(~self._value_ if keeps else self._plan_.mask ^ self._value_)
        if isinstance(opposite, type(self)):
            opposite._opposite = self
    return opposite


_or, _and, _xor = _operator(lambda a, b: a | b), _operator(lambda a, b: a & b), _operator(lambda a, b: a ^ b)
_OPERATORS = {'__or__': _or, '__and__': _and, '__xor__': _xor, '__ror__': _or, '__rand__': _and, '__rxor__': _xor,
              '__invert__': _invert}


class Flag(Enum, boundary=CONFORM):
    """An enumeration whose members are bits that can be combined."""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        """The value for auto(): the next power of two."""
        if not last_values:
            return 1 if start is None else start
        highest = max(last_values)
        try:
            return 1 << highest.bit_length()
        except Exception:
            raise TypeError(f'invalid flag value {highest!r}') from None

    # --- making members ---

    @classmethod
    def _record(cls, made):
        """Note the bits; a member with several of them is an alias for their combination."""
        value, plan = made._value_, cls._plan_
        if not isinstance(value, int):
            return super()._record(made)
        plan.all_bits |= (1 << value.bit_length()) - 1
        if is_single_bit(value):
            plan.mask |= value
            super()._record(made)

    @classmethod
    def _complete(cls):
        super()._complete()
        for name, operator in _OPERATORS.items():
            # The data type has such operators, too.
            if name not in cls.__dict__:
                type.__setattr__(cls, name, operator)
        values = [each._value_ for each in cls]
        cls._plan_.in_order = values == sorted(values)

    @classmethod
    def _missing_(cls, value):
        """Make the combination of members that has a value."""
        if not isinstance(value, int):
            raise ValueError(f'{value!r} is not a valid {cls.__qualname__}')
        mask, all_bits = cls._plan_.mask, cls._plan_.all_bits
        boundary = cls._boundary_
        if not ~all_bits <= value <= all_bits or value & (all_bits ^ mask):
            if boundary is EJECT:
                return value
            if boundary is STRICT:
                width = max(value.bit_length(), mask.bit_length())
                raise ValueError(f'{cls!r} invalid value {value!r}\n    given {bin(value, width)}\n  '
                                 f'allowed {bin(mask, width)}')
            if boundary is CONFORM:
                value &= mask
            elif value < 0:
                value += max(all_bits + 1, 1 << value.bit_length())
        if value < 0:
            value += all_bits + 1
        known = find_value(cls._plan_, value)
        return cls._combine(value) if known is None else known

    @classmethod
    def _combine(cls, value):
        """A member with several bits; its name is made of theirs."""
        unknown = value & ~cls._plan_.mask
        if unknown and cls._boundary_ is not KEEP:
            raise ValueError(f'{cls.__name__}({value!r}) -->  unknown values {unknown!r} [{bin(unknown)}]')
        data_type = cls._plan_.data_type
        made = object.__new__(cls) if data_type is object else data_type.__new__(cls, value)
        if not hasattr(made, '_value_'):
            made._value_ = value
        names = [each._name_ for each in cls._members_in(value)]
        if names and unknown:
            names.append(cls._numeric_repr_(unknown))
        made._name_ = '|'.join(names) or None
        return cls._value2member_map_.setdefault(value, made)

    @classmethod
    def _members_in(cls, value):
        """The members with the single bits of a value, in the order of their definition."""
        found = [cls._value2member_map_[bit] for bit in bits_of(value & cls._plan_.mask)]
        return found if cls._plan_.in_order else sorted(found, key=lambda each: each._sort_order_)

    # --- a collection of bits ---

    def __contains__(self, other):
        """Whether all bits of other are set."""
        if not isinstance(other, type(self)):
            raise TypeError(f"unsupported operand type(s) for 'in': {type(other).__qualname__!r} and "
                            f'{type(self).__qualname__!r}')
        return self._value_ & other._value_ == other._value_

    def __iter__(self):
        """The members for the single bits."""
        return iter(self._members_in(self._value_))

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return self._value_ != 0

    def __reduce_ex__(self, proto):
        from operator import or_
        mask = self._plan_.mask
        known, unknown = self._value_ & mask, self._value_ & ~mask
        lowest = known & -known
        if known and unknown:
            return or_, (type(self)(known), unknown)
        if known != lowest:
            return or_, (type(self)(known - lowest), type(self)(lowest))
        return (type(self), (self._value_,)) if self._name_ is None else super().__reduce_ex__(proto)

    def __repr__(self):
        if self._name_ is not None:
            return super().__repr__()
        return f'<{type(self).__name__}: {(self._plan_.show or repr)(self._value_)}>'

    def __str__(self):
        return f'{type(self).__name__}({self._value_!r})' if self._name_ is None else super().__str__()


Flag._kind_ = 'flag'


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are also ints."""
