"""Universally unique identifiers, as RFC 4122 has them."""
import enum
import os

RESERVED_NCS, RFC_4122, RESERVED_MICROSOFT, RESERVED_FUTURE = (
    'reserved for NCS compatibility', 'specified in RFC 4122', 'reserved for Microsoft compatibility',
    'reserved for future definition')

# From the beginning of the Gregorian calendar to that of Unix time, in units of 100 ns.
_GREGORIAN = 0x01b21dd213814000


class SafeUUID(enum.Enum):
    """Was the identifier made in a way that is safe between processes?"""

    safe, unsafe, unknown = 0, -1, None


def _field(shift, size):
    """A property: some bits of the number."""
    return property(lambda self: self.int >> shift & (1 << size) - 1)


class UUID:
    """An identifier of 128 bits, made from one of: hex digits, bytes, bytes_le, fields, int."""

    __slots__ = ('int', 'is_safe', '__weakref__')

    def __init__(self, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None, *, is_safe=SafeUUID.unknown):
        given = [hex, bytes, bytes_le, fields, int]
        if given.count(None) != 4:
            raise TypeError('one of the hex, bytes, bytes_le, fields, or int arguments must be given')
        if hex is not None:
            int = _from_hex(hex)
        elif bytes is not None:
            int = _from_bytes(bytes, 'bytes')
        elif bytes_le is not None:
            int = _from_bytes(_swapped(_checked(bytes_le, 'bytes_le')), 'bytes_le')
        elif fields is not None:
            int = _from_fields(fields)
        if not 0 <= int < 1 << 128:
            raise ValueError('int is out of range (need a 128-bit value)')
        if version is not None:
            if not 1 <= version <= 5:
                raise ValueError('illegal version number')
            int = int & ~(0xf << 76 | 3 << 62) | version << 76 | 2 << 62
        object.__setattr__(self, 'int', int)
        object.__setattr__(self, 'is_safe', is_safe)

    def __getstate__(self):
        state = {'int': self.int}
        if self.is_safe != SafeUUID.unknown:
            state['is_safe'] = self.is_safe.value
        return state

    def __setstate__(self, state):
        object.__setattr__(self, 'int', state['int'])
        object.__setattr__(self, 'is_safe', SafeUUID(state['is_safe']) if 'is_safe' in state else SafeUUID.unknown)

    def __setattr__(self, name, value):
        raise TypeError('UUID objects are immutable')

    def __eq__(self, other):
        return self.int == other.int if isinstance(other, UUID) else NotImplemented

    def __lt__(self, other):
        return self.int < other.int if isinstance(other, UUID) else NotImplemented

    def __le__(self, other):
        return self.int <= other.int if isinstance(other, UUID) else NotImplemented

    def __gt__(self, other):
        return self.int > other.int if isinstance(other, UUID) else NotImplemented

    def __ge__(self, other):
        return self.int >= other.int if isinstance(other, UUID) else NotImplemented

    def __hash__(self):
        return hash(self.int)

    def __int__(self):
        return self.int

    def __str__(self):
        digits = self.hex
        return '-'.join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])

    def __repr__(self):
        return f'{type(self).__name__}({str(self)!r})'

    time_low, time_mid, time_hi_version = _field(96, 32), _field(80, 16), _field(64, 16)
    clock_seq_hi_variant, clock_seq_low, node = _field(56, 8), _field(48, 8), _field(0, 48)
    hex = property(lambda self: f'{self.int:032x}')
    urn = property(lambda self: f'urn:uuid:{self}')
    bytes = property(lambda self: self.int.to_bytes(16, 'big'))
    bytes_le = property(lambda self: _swapped(self.bytes))
    fields = property(lambda self: (self.time_low, self.time_mid, self.time_hi_version, self.clock_seq_hi_variant,
                                    self.clock_seq_low, self.node))
    time = property(lambda self: (self.time_hi_version & 0xfff) << 48 | self.time_mid << 32 | self.time_low)
    clock_seq = property(lambda self: (self.clock_seq_hi_variant & 0x3f) << 8 | self.clock_seq_low)

    @property
    def variant(self):
        """Which of the layouts it has."""
        bits = self.int >> 61 & 7
        if bits < 4:
            return RESERVED_NCS
        return RFC_4122 if bits < 6 else RESERVED_MICROSOFT if bits == 6 else RESERVED_FUTURE

    @property
    def version(self):
        """How it was made, if it is one of RFC 4122."""
        return self.int >> 76 & 0xf if self.variant == RFC_4122 else None


def _from_hex(text):
    digits = text.replace('urn:', '').replace('uuid:', '').strip('{}').replace('-', '')
    if len(digits) != 32:
        raise ValueError('badly formed hexadecimal UUID string')
    return int(digits, 16)


def _checked(data, name):
    if len(data) != 16:
        raise ValueError(f'{name} is not a 16-char string')
    return data


def _from_bytes(data, name):
    return int.from_bytes(_checked(data, name), 'big')


def _swapped(data):
    """The first three fields in the other order of bytes."""
    return data[3::-1] + data[5:3:-1] + data[7:5:-1] + data[8:]


def _from_fields(fields):
    if len(fields) != 6:
        raise ValueError('fields is not a 6-tuple')
    number = 0
    for index, (value, size) in enumerate(zip(fields, (32, 16, 16, 8, 8, 48)), 1):
        if not 0 <= value < 1 << size:
            raise ValueError(f'field {index} out of range (need {"an" if size == 8 else "a"} {size}-bit value)')
        number = number << size | value
    return number


# --- making them ----------------------------------------------------------------------------------------------------

_node = None


def getnode():
    """A number of 48 bits for this machine: the address of a network interface, or else a random one."""
    global _node
    if _node is None:
        _node = _address() or int.from_bytes(os.urandom(6), 'big') | 1 << 40  # marked as no address
    return _node


def _address():
    """The address of the first interface that has a universal one, if the system tells."""
    folder = '/sys/class/net'
    local = None
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return None
    for name in names:
        try:
            with open(f'{folder}/{name}/address', encoding='ascii') as file:
                address = int(file.read().strip().replace(':', ''), 16)
        except (OSError, ValueError):
            continue
        if 0 < address < 1 << 48:
            if not address & 1 << 41:
                return address
            local = local or address
    return local


_generate_time_safe = _UuidCreate = None  # of libuuid and of Windows: neither is used, which programs ask these names


def _load_system_functions():
    """Nothing is left to load; who is to change how identifiers are made calls this first."""


_last_time = None


def uuid1(node=None, clock_seq=None):
    """An identifier from the machine, a random number and the time."""
    global _last_time
    import time
    moment = time.time_ns() // 100 + _GREGORIAN
    if _last_time is not None and moment <= _last_time:
        moment = _last_time + 1
    _last_time = moment
    if clock_seq is None:
        clock_seq = int.from_bytes(os.urandom(2), 'big') & 0x3fff
    node = getnode() if node is None else node
    return UUID(fields=(moment & 0xffffffff, moment >> 32 & 0xffff, moment >> 48 & 0xfff, clock_seq >> 8 & 0x3f,
                        clock_seq & 0xff, node), version=1)


def _hashed(algorithm, namespace, name, version):
    import hashlib
    data = namespace.bytes + bytes(name, 'utf-8')
    return UUID(bytes=hashlib.new(algorithm, data, usedforsecurity=False).digest()[:16], version=version)


def uuid3(namespace, name):
    """The identifier of a name in a namespace, by MD5."""
    return _hashed('md5', namespace, name, 3)


def uuid4():
    """A random identifier."""
    return UUID(bytes=os.urandom(16), version=4)


def uuid5(namespace, name):
    """The identifier of a name in a namespace, by SHA-1."""
    return _hashed('sha1', namespace, name, 5)


NAMESPACE_DNS, NAMESPACE_URL, NAMESPACE_OID, NAMESPACE_X500 = (
    UUID(f'6ba7b81{number}-9dad-11d1-80b4-00c04fd430c8') for number in '0124')
