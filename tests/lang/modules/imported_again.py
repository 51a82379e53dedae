# A C module that is imported once more: its exceptions are those that programs already know.
import sys
import struct

old = sys.modules['_struct']
for name in 'struct', '_struct':
    del sys.modules[name]
import struct as again

print(again is struct, sys.modules['_struct'] is old)
for module in struct, again:
    try:
        module.pack('nix')
    except module.error as e:
        print(e)
    print(list(module.iter_unpack('h', b'\1\0\2\0')), module.Struct('i').size)
