# bz2 and lzma in several threads: at the same time, and with one object for all.
import bz2
import io
import lzma
import threading

CHAIN = [{'id': lzma.FILTER_LZMA2, 'preset': 0, 'dict_size': 1 << 16}]
text = b''.join(b'%d %d\n' % (i, i * i % 1009) for i in range(4000))


def together(function, count=4):
    results = [None] * count

    def run(i):
        try:
            results[i] = function(i)
        except Exception as e:
            results[i] = e

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


print(together(lambda i: bz2.decompress(bz2.compress(text * (i + 1), i + 1)) == text * (i + 1)))
print(together(lambda i: lzma.decompress(lzma.compress(text * (i + 1), filters=CHAIN)) == text * (i + 1)))
large = lzma.compress(text, filters=[{'id': lzma.FILTER_LZMA2, 'preset': 0, 'dict_size': 1 << 23}])
print(together(lambda i: [lzma.decompress(large) == text for _ in range(10)]).count([True] * 10))
for name, new, other in (('bz2', lambda: bz2.BZ2Compressor(1), bz2.decompress),
                         ('lzma', lambda: lzma.LZMACompressor(filters=CHAIN), lzma.decompress)):
    print('-- one compressor', name)
    shared = new()
    parts = []
    lock = threading.Lock()
    # Pieces of output may be noted in another order than they were made, so all but the first thread feed nothing visible.
    results = together(lambda i: shared.compress(text) if i == 0 else shared.compress(b'') and None)
    print(other(results[0] + shared.flush()) == text, results[1:])
    ends = together(lambda i: shared.flush())
    print([str(e) for e in ends])
for name, data, new in (('bz2', bz2.compress(text), bz2.BZ2Decompressor),
                        ('lzma', lzma.compress(text, filters=CHAIN), lzma.LZMADecompressor)):
    print('-- one decompressor', name)
    shared = new()
    shared.decompress(data, 0)
    counts = together(lambda i: [len(shared.decompress(b'', 100)) for _ in range(20)])
    print(counts == [[100] * 20] * 4, len(shared.decompress(b'')) == len(text) - 8000, shared.eof)
    ends = together(lambda i: shared.decompress(b'more'))
    print({str(e) for e in ends}, shared.unused_data)
for name, data, kind in (('bz2', bz2.compress(text), bz2.BZ2File), ('lzma', lzma.compress(text, filters=CHAIN), lzma.LZMAFile)):
    print('-- one file', name)
    with kind(io.BytesIO(data)) as f:
        pieces = sum(together(lambda i: [f.read(100) for _ in range(50)]), [])
        print(sorted(pieces) == sorted(text[i:i + 100] for i in range(0, 20000, 100)), f.tell())
    with kind(io.BytesIO(data)) as f:
        print(sorted(set(map(type, together(lambda i: f.close() if i == 2 else 0))), key=str), f.closed)
