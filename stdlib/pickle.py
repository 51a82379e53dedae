"""Objects as bytes, and back: dump(obj, file), dumps(obj), load(file), loads(data).

A pickle can make anything that its author wants when it is loaded: load none that you do not trust. The work is done by
_pickle; the format is CPython's.
"""
import _compat_pickle
import copyreg
from copyreg import dispatch_table
from _pickle import (PickleBuffer, PickleError, Pickler, PicklingError, Unpickler, UnpicklingError, dump, dumps, load,
                     loads)

__all__ = ['PickleError', 'PicklingError', 'UnpicklingError', 'Pickler', 'Unpickler', 'dump', 'dumps', 'load', 'loads',
           'PickleBuffer']

format_version = '4.0'  # of the format as described in PEP 3154
compatible_formats = ['1.0', '1.1', '1.2', '1.3', '2.0', '3.0', '4.0', '5.0']
bytes_types = bytes, bytearray
HIGHEST_PROTOCOL = 5
DEFAULT_PROTOCOL = 4

# The instructions by name, as in PEP 307 and its successors.
_instructions = {
    b'(.012FIJKLMNPQRSTUVXabcd}eghijl]opqrst)uGBC': """
        MARK STOP POP POP_MARK DUP FLOAT INT BININT BININT1 LONG BININT2 NONE PERSID BINPERSID REDUCE STRING BINSTRING
        SHORT_BINSTRING UNICODE BINUNICODE APPEND BUILD GLOBAL DICT EMPTY_DICT APPENDS GET BINGET INST LONG_BINGET LIST
        EMPTY_LIST OBJ PUT BINPUT LONG_BINPUT SETITEM TUPLE EMPTY_TUPLE SETITEMS BINFLOAT BINBYTES SHORT_BINBYTES""",
    bytes(range(0x80, 0x8c)): """
        PROTO NEWOBJ EXT1 EXT2 EXT4 TUPLE1 TUPLE2 TUPLE3 NEWTRUE NEWFALSE LONG1 LONG4""",
    bytes(range(0x8c, 0x99)): """
        SHORT_BINUNICODE BINUNICODE8 BINBYTES8 EMPTY_SET ADDITEMS FROZENSET NEWOBJ_EX STACK_GLOBAL MEMOIZE FRAME
        BYTEARRAY8 NEXT_BUFFER READONLY_BUFFER""",
}
for _codes, _names in _instructions.items():
    for _code, _name in zip(_codes, _names.split(), strict=True):
        globals()[_name] = bytes([_code])
        __all__.append(_name)
TRUE, FALSE = b'I01\n', b'I00\n'  # protocol 0 has no bools of its own
__all__ += ['TRUE', 'FALSE']
del _instructions, _codes, _names, _code, _name

_Pickler, _Unpickler = Pickler, Unpickler
_dump, _dumps, _load, _loads = dump, dumps, load, loads


def encode_long(x):
    """An int in two's complement, the lowest byte first, as short as can be; 0 is empty."""
    length = (x + (x < 0)).bit_length() // 8 + 1 if x else 0
    return x.to_bytes(length, 'little', signed=True)


def decode_long(data):
    """The int of such bytes."""
    return int.from_bytes(data, 'little', signed=True)


def _getattribute(obj, name):
    """What a dotted name stands for in an object, and the object of which that is an attribute. cloudpickle calls it."""
    for part in name.split('.'):
        parent = obj
        if part == '<locals>':
            raise AttributeError(f"Can't get local attribute {name!r} on {parent!r}")
        try:
            obj = getattr(parent, part)
        except AttributeError:
            raise AttributeError(f"Can't get attribute {name!r} on {parent!r}") from None
    return obj, parent
