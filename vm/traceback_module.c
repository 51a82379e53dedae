/* Module _traceback: what traceback.py shares with the interpreter's own reports. */
#include "runtime/int.h"
#include "runtime/list.h"
#include "vm/report.h"
#include "vm/start.h"

static int64_t char_offset(const char *utf8, int64_t bytes) {
    int64_t chars = 0;
    for (int64_t i = 0; i < bytes && utf8[i]; i++)
        chars += (utf8[i] & 0xc0) != 0x80;
    return chars;
}

static Value find_anchors(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_str(args[0]))
        return raise_type_error(t, "find_anchors() argument must be str, not %T", args[0]);
    size_t length;
    const char *text = str_wtf8(t, value_str(args[0]), &length);
    int64_t start, end;
    if (!text)
        return VALUE_NULL;
    if (!report_inner_marks(text, length, &start, &end))
        return VALUE_NONE;
    Tuple *anchors =
        tuple_pack(t, 2, small_int_value(char_offset(text, start)), small_int_value(char_offset(text, end)));
    return anchors ? object_value(anchors) : VALUE_NULL;
}

static const MethodDef functions[] = {
    {"find_anchors", find_anchors, "segment, /",
     "Return (start, end) of what is to be marked with ^ in an expression, or None."},
    {0}};

const ModuleDef traceback_module_def = {
    .name = "_traceback", .doc = "What tracebacks mark in a source line.", .functions = functions};
