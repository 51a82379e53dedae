"""Values as bytes, in the formats of C structs, and back."""
from _struct import *
from _struct import _clearcache

__all__ = ['calcsize', 'pack', 'pack_into', 'unpack', 'unpack_from', 'iter_unpack', 'Struct', 'error']
