/* Completion: which names there are. Only dotted names are evaluated, so that a tab runs no calls. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/prompt.h"

static const char *const keywords[] = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield"};

static Value attribute_names(Thread *t, Dict *names, const char *base, size_t length) {
    Str *source = str_from_utf8(t, base, length);
    Value eval = source ? dict_get_name(t, t->interp->builtins, NAME(eval)) : VALUE_NULL;
    Value object = is_null(eval) ? VALUE_NULL : op_call2(t, eval, object_value(source), object_value(names));
    Value dir = is_null(object) ? VALUE_NULL : op_lookup_special(t, object, NAME(__dir__));
    Value found = is_null(dir) ? VALUE_NULL : op_call0(t, dir);
    xdecref_object(t, source);
    decref(t, object);
    decref(t, dir);
    return found;
}

static List *variable_names(Thread *t, Dict *names) {
    List *all = dict_keys_list(t, names);
    List *builtins = all ? dict_keys_list(t, t->interp->builtins) : NULL;
    if (builtins)
        list_extend(t, all, object_value(builtins));
    xdecref_object(t, builtins);
    for (size_t i = 0; all && i < sizeof keywords / sizeof *keywords; i++)
        list_append_owned(t, all, str_value(str_new(t, keywords[i])));
    return all;
}

List *complete_names(Thread *t, Dict *names, const char *base, size_t length) {
    List *list;
    if (length) {
        Value found = attribute_names(t, names, base, length);
        list = is_null(found) ? NULL : op_to_list(t, found);
        decref(t, found);
    } else {
        list = variable_names(t, names);
    }
    if (list && !list_sort(t, list, VALUE_NONE, false)) {
        decref_object(t, list);
        list = NULL;
    }
    error_clear(t);
    return list;
}
