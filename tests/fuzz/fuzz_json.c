// JSON: what can be read is written and read again.
#include "python_target.h"

static const char source[] = "import json\n"
                             "def pairs(items):\n"
                             "    return dict(items)\n"
                             "def check(data):\n"
                             "    text = data.decode('utf-8', 'surrogateescape')\n"
                             "    for source, options in (text, {}), (data, {'object_pairs_hook': pairs}), "
                             "(text, {'parse_float': str}):\n"
                             "        try:\n"
                             "            v = json.loads(source, strict=False, **options)\n"
                             "        except (ValueError, RecursionError):\n"
                             "            continue\n"
                             "        for how in {}, {'indent': 1, 'sort_keys': True}, {'ensure_ascii': "
                             "False, 'separators': (',', ':')}:\n"
                             "            again = json.dumps(v, **how)\n"
                             "            assert json.dumps(json.loads(again), sort_keys=True) == "
                             "json.dumps(v, sort_keys=True), again\n"
                             "            ''.join(json.JSONEncoder(**how).iterencode(v))\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static PythonTarget target;
    return python_target_run(&target, source, data, size);
}
