// Texts for datetime: ISO 8601, strptime with a format up to a zero byte, strftime. What is read is written
// and read again.
#include "python_target.h"

static const char source[] = "from datetime import date, datetime, time, timedelta\n"
                             "import re\n"
                             "def check(data):\n"
                             "    text = data.decode('utf-8', 'surrogateescape')\n"
                             "    for kind in date, time, datetime:\n"
                             "        try:\n"
                             "            value = kind.fromisoformat(text)\n"
                             "        except ValueError:\n"
                             "            continue\n"
                             "        assert kind.fromisoformat(value.isoformat()) == value, text\n"
                             "        assert repr(value) and str(value)\n"
                             "    format, _, rest = text.partition('\\0')\n"
                             "    if len(format) > 40:\n"
                             "        return\n"
                             "    try:\n"
                             "        value = datetime.strptime(rest, format)\n"
                             "        value + timedelta(microseconds=1)\n"
                             "    except (ValueError, OverflowError, re.error):\n" // a directive twice, as in CPython
                             "        pass\n"
                             "    if format.isascii() and format.isprintable():\n"
                             "        datetime(2024, 2, 29, 1, 2, 3, 4).strftime(format)\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
