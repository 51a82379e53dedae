/* Module _json: what the package json is fast with. */
#include "runtime/module.h"
#include "stdlib/json.h"

static Value skip_space(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t at;
    if (!is_str(args[0]))
        return raise_type_error(t, "expected string or bytes-like object, got '%.200T'", args[0]);
    if (!arg_int64(t, args[1], &at))
        return VALUE_NULL;
    Str *text = value_str(args[0]);
    at = at < 0 ? 0 : at;
    for (uint32_t c; at < text->length; at++) {
        c = str_at(text, at);
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
            break;
    }
    return small_int_value(at);
}

static const MethodDef functions[] = {
    {"skip_space", skip_space, "string, index, /", "The index of the next character that is no white space."},
    {0},
};

static bool json_exec(Thread *t, Value module) {
    Str *name = str_intern_utf8(t, "_json");
    bool ok = name != NULL;
    for (const MethodDef *def = json_string_functions; ok && def->name; def++)
        ok = module_add(t, module, def->name, native_new(t, def, name));
    xdecref_object(t, name);
    return ok;
}

static const TypeDef *const types[] = {&json_scanner_type_def, &json_encoder_type_def, NULL};

const ModuleDef _json_module_def = {
    .name = "_json",
    .doc = "JSON, fast.",
    .functions = functions,
    .types = types,
    .exec = json_exec,
};
