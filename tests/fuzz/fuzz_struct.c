// Formats of struct: one up to a zero byte, then bytes to unpack. What was unpacked is packed again.
#include "python_target.h"

static const char source[] = "import struct\n"
                             "def check(data):\n"
                             "    format, _, rest = data.partition(b'\\0')\n"
                             "    try:\n"
                             "        s = struct.Struct(format)\n"
                             "    except struct.error:\n"
                             "        return\n"
                             "    if s.size > 10000:\n"
                             "        return\n"
                             "    rest = rest[:s.size].ljust(s.size, b'\\1')\n"
                             "    values = s.unpack(rest)\n"
                             "    try:\n"
                             "        packed = s.pack(*values)\n"
                             "    except OverflowError:\n"
                             "        return\n"
                             "    assert repr(s.unpack(packed)) == repr(values), (format, rest)\n"
                             "    if s.size:\n"
                             "        assert repr(list(s.iter_unpack(packed * 3))) == repr([values] * 3)\n"
                             "        place = bytearray(s.size + 3)\n"
                             "        s.pack_into(place, 3, *values)\n"
                             "        assert place[3:] == packed\n"
                             "        assert repr(s.unpack_from(place, -s.size)) == repr(values)\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
