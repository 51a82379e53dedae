# Module lzma: chains of filters, what is wrong with them, their properties.
import lzma
from lzma import *

NAMES = 'LZMA1 LZMA2 DELTA X86 POWERPC IA64 ARM ARMTHUMB SPARC'.split()
LAST = {'id': FILTER_LZMA2, 'dict_size': 1 << 16}


def attempt(f, *args, **kwargs):
    try:
        result = f(*args, **kwargs)
    except Exception as e:
        print(type(e).__module__, type(e).__qualname__, e)
    else:
        print(result if isinstance(result, (bytes, dict)) else type(result).__name__)


class Mapping:
    """Has items like a dict, but is none."""

    def __init__(self, **entries):
        self.entries = entries

    def __getitem__(self, key):
        if key == 'fail':
            raise IndexError(key)
        return self.entries[key]

    def __len__(self):
        return len(self.entries)


class Odd(dict):
    pass


class Sequence:
    def __init__(self, *items):
        self.items = items

    def __len__(self):
        return 2

    def __getitem__(self, index):
        return self.items[index]


print('-- chains that work')
data = bytes(range(256)) * 40 + b'call \xe8\0\0\0\0' * 200
for chain in ([LAST], (LAST,), [Odd(LAST)], Sequence({'id': FILTER_DELTA}, LAST), [{'id': FILTER_DELTA, 'dist': 256}, LAST],
              [{'id': FILTER_X86}, LAST], [{'id': FILTER_X86, 'start_offset': 4096}, {'id': FILTER_DELTA, 'dist': 2}, LAST],
              [{'id': FILTER_ARM}, {'id': FILTER_ARMTHUMB}, {'id': FILTER_SPARC}, LAST], [{'id': FILTER_POWERPC}, LAST],
              [{'id': FILTER_IA64, 'start_offset': 16}, LAST]):
    packed = lzma.compress(data, FORMAT_RAW, filters=chain)
    print(len(packed), lzma.decompress(packed, FORMAT_RAW, filters=chain) == data,
          lzma.decompress(lzma.compress(data, filters=chain)) == data)
for options in ({'preset': 0}, {'preset': 1, 'lc': 0, 'lp': 2, 'pb': 1}, {'mode': MODE_FAST, 'mf': MF_HC3, 'nice_len': 100},
                {'mode': MODE_NORMAL, 'mf': MF_BT2, 'depth': 5}, {'mf': MF_BT3}, {'mf': MF_BT4}, {'mf': MF_HC4}, {'dict_size': 4096},
                {'lc': True, 'lp': False}):
    for kind in FILTER_LZMA1, FILTER_LZMA2:
        chain = [{'id': kind, 'dict_size': 1 << 16} | options]
        packed = lzma.compress(data, FORMAT_RAW, filters=chain)
        print(len(packed), lzma.decompress(packed, FORMAT_RAW, filters=chain) == data, end=' ')
    print()

print('-- chains that do not')
for chain in (3, None, [3], [None], ['abc'], 'abc', '', {'id': 33}, {}, [{}], [LAST] * 5, [{'id': 'x'}], [{'id': 1.0}], [{'id': 2**70}],
              [{'id': -1}], [{'id': 99}], [{'id': 2**62}], [{'ID': 33}], [{'id': FILTER_X86}], [LAST, LAST], [{'id': FILTER_LZMA1}, LAST],
              [Mapping(id=33)], [Mapping(id=33, preset=1)], [Mapping()], [Mapping(id=FILTER_X86)], [Mapping(id=99)], Sequence(), Sequence(LAST),
              [[1, 2]], [range(3)], [b'x']):
    if chain is not None:
        attempt(LZMACompressor, FORMAT_RAW, filters=chain)
        attempt(LZMADecompressor, FORMAT_RAW, filters=chain)
for options in ({'preset': 77}, {'preset': 'x'}, {'preset': None}, {'preset': -1}, {'preset': 2**32}, {'preset': 99, 'x': 1}, {'x': 1}, {5: 1},
                {'dict_size': 'x'}, {'dict_size': -1}, {'dict_size': 2**33}, {'dict_size': 2**32 - 1}, {'dict_size': None}, {'dict_size': 1.5},
                {'lc': 5}, {'lc': 4, 'lp': 1}, {'pb': 5}, {'mode': 5}, {'mf': 500}, {'nice_len': 1}, {'depth': -1}, {'dist': 1}, {'start_offset': 0}):
    attempt(LZMACompressor, filters=[LAST | options])
for options in ({'dist': 0}, {'dist': 257}, {'dist': 'x'}, {'dist': -1}, {'preset': 1}, {'x': 1}):
    attempt(LZMACompressor, filters=[{'id': FILTER_DELTA} | options, LAST])
for options in ({'start_offset': 3}, {'start_offset': 'x'}, {'start_offset': 2**33}, {'preset': 1}, {'x': 1}):
    attempt(LZMACompressor, filters=[{'id': FILTER_ARM} | options, LAST])

print('-- properties')
for name in NAMES:
    spec = {'id': getattr(lzma, 'FILTER_' + name)}
    properties = lzma._encode_filter_properties(spec)
    print(name, properties, lzma._decode_filter_properties(spec['id'], properties) if properties else '')
for spec in ({'id': FILTER_LZMA1, 'preset': 9, 'lc': 1, 'lp': 2, 'pb': 3}, {'id': FILTER_LZMA2, 'dict_size': 123456}, {'id': FILTER_DELTA, 'dist': 200},
             {'id': FILTER_IA64, 'start_offset': 32}, {'id': FILTER_ARM, 'start_offset': 2**32 - 4}):
    properties = lzma._encode_filter_properties(spec)
    print(properties, lzma._decode_filter_properties(spec['id'], bytearray(properties)))
for spec in ({}, {'id': 99}, 3, None, 'x', Mapping(id=33), {'id': FILTER_LZMA1, 'lc': 9}, {'id': FILTER_DELTA, 'dist': 999}):
    attempt(lzma._encode_filter_properties, spec)
for pair in ((99, b''), (FILTER_LZMA1, b''), (FILTER_LZMA1, b'\xff' * 5), (FILTER_LZMA2, b'abc'), (FILTER_LZMA2, b'\x40'), (FILTER_DELTA, b''),
             (FILTER_ARM, b'abc'), (FILTER_ARM, b'\1\0\0\0'), ('x', b''), (-1, b''), (2**64, b''), (3.0, b''), (3, 'x'), (3,), (3, b'', 1), ()):
    attempt(lzma._decode_filter_properties, *pair)
attempt(lzma._encode_filter_properties)
attempt(lzma._encode_filter_properties, filter={})
