// Data for zlib: decompressed as it is, in pieces, and through gzip; what came out is compressed and read
// again.
#include "python_target.h"

static const char source[] =
    "import gzip, io, zlib\n"
    "LIMIT = 1 << 20\n"
    "def check(data):\n"
    "    for wbits in 15, 31, -15:\n"
    "        d = zlib.decompressobj(wbits, b'dictionary')\n"
    "        e = zlib.decompressobj(wbits, b'dictionary')\n"
    "        try:\n"
    "            whole = d.decompress(data, LIMIT)\n"
    "        except zlib.error:\n"
    "            continue\n"
    "        pieces = b''\n"
    "        for i in range(0, len(data), 3):\n"
    "            try:\n"
    "                pieces += e.decompress(data[i:i + 3])\n"
    "            except zlib.error:\n"
    "                assert len(whole) == LIMIT, data\n"
    "                break\n"
    "            if len(pieces) > LIMIT:\n"
    "                break\n"
    "        else:\n"
    "            assert pieces == whole, data\n"
    "            assert d.eof == e.eof and d.unused_data == e.unused_data, data\n"
    "        assert zlib.decompress(zlib.compress(whole, 1, wbits), wbits) == whole\n"
    "    try:\n"
    "        gzip.GzipFile(fileobj=io.BytesIO(data)).read(LIMIT)\n"
    "    except (gzip.BadGzipFile, EOFError, zlib.error):\n"
    "        pass\n"
    "    assert gzip.decompress(gzip.compress(data)) == data\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
