// Tables: the first bytes choose the rules, the rest is read. What was read is written and read again.
#include "python_target.h"

static const char source[] =
    "import csv, io\n"
    "def check(data):\n"
    "    rules, text = data[:3].ljust(3), data[3:].decode('latin-1')\n"
    "    kw = dict(quoting=rules[0] % 4, delimiter=',;\\t '[rules[0] // 4 % 4], quotechar='\"\\''[rules[1] % "
    "2],\n"
    "              escapechar=('\\\\', None)[rules[1] // 2 % 2], doublequote=rules[2] % 2,\n"
    "              strict=rules[2] // 2 % 2, skipinitialspace=rules[2] // 4 % 2)\n"
    "    try:\n"
    "        rows = list(csv.reader(io.StringIO(text, newline=''), **kw))\n"
    "    except (csv.Error, ValueError):\n"
    "        return\n"
    "    out = io.StringIO(newline='')\n"
    "    safe = dict(delimiter=',', quotechar='\"', quoting=csv.QUOTE_ALL)\n"
    "    csv.writer(out, **safe).writerows(rows)\n"
    "    out.seek(0)\n"
    "    again = list(csv.reader(out, **safe))\n"
    "    assert again == [[str(field) for field in row] for row in rows], (kw, text)\n"
    "    try:\n"
    "        csv.writer(io.StringIO(), **kw).writerows(rows)\n"
    "    except csv.Error:\n"
    "        pass\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
