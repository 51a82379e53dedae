// Regular expressions: a byte of flags, a pattern up to a zero byte, a subject. Nothing may crash, and what
// is found must be consistent.
#include "python_target.h"

static const char source[] =
    "import re, warnings\n"
    "warnings.simplefilter('ignore')\n"
    "def check_text(pattern, flags, subject, empty):\n"
    "    try:\n"
    "        p = re.compile(pattern, flags)\n"
    "    except (re.error, ValueError, OverflowError, RecursionError, NotImplementedError):\n"
    "        return\n"
    "    try:\n"
    "        matches = list(p.finditer(subject))\n"
    "        found = [m.span() for m in matches]\n"
    "        assert found == sorted(found)\n"
    "        assert p.subn(lambda m: m.group(), subject) == (subject, len(found))\n"
    "        assert len(p.split(subject)) == len(found) * (p.groups + 1) + 1\n"
    "        assert len(p.findall(subject)) == len(found)\n"
    "        p.match(subject), p.fullmatch(subject), p.search(subject, 1, 3)\n"
    "        for m in matches:\n"
    "            m.groups(), m.lastindex, m.lastgroup, repr(m)\n"
    "        p.sub(subject, subject)\n"
    "    except (re.error, IndexError, RuntimeError, OverflowError, NotImplementedError):\n"
    "        pass\n"
    "def check(data):\n"
    "    if len(data) < 2:\n"
    "        return\n"
    "    flags = data[0] & 0x5a\n"
    "    pattern, _, subject = data[1:].partition(b'\\0')\n"
    "    check_text(pattern, flags, subject[:50], b'')\n"
    "    check_text(pattern.decode('utf-8', 'replace'), flags, subject[:50].decode('utf-8', 'replace'), "
    "'')\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
