/* MINIPYIOENCODING, "encoding:errors" with either part left out: how the standard streams encode what is written and
 * decode what is read, where the locale's way is not wanted. */
#include "runtime/dict.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/import.h"
#include "vm/start.h"
#include <stdlib.h>
#include <string.h>

/* The codec's own name: "iso8859-1" for "latin1". New; NULL: there is none. */
static Str *codec_name(Thread *t, const char *text, size_t length) {
    Value codecs = import_module_text(t, "_codecs");
    Value wanted = str_value(str_from_utf8(t, text, length));
    Value found = VALUE_NULL;
    if (!is_null(codecs) && !is_null(wanted)) {
        Str *lookup = str_intern_utf8(t, "lookup");
        found = lookup ? op_call_method1(t, codecs, lookup, wanted) : VALUE_NULL;
        xdecref_object(t, lookup);
    }
    Value name = is_null(found) ? VALUE_NULL : op_getattr(t, found, NAME(name));
    decref(t, found);
    decref(t, wanted);
    decref(t, codecs);
    return is_null(name) ? NULL : value_str(name);
}

/* stream.reconfigure(encoding=encoding, errors=errors); None is what it leaves alone. */
static bool reconfigure(Thread *t, Value stream, Value encoding, Value errors) {
    Str *method = str_intern_utf8(t, "reconfigure");
    Tuple *names = method ? tuple_pack(t, 2, object_value(NAME(encoding)), object_value(NAME(errors))) : NULL;
    Value function = names ? op_getattr(t, stream, method) : VALUE_NULL, done = VALUE_NULL;
    if (!is_null(function))
        done = op_call(t, function, (Value[]){encoding, errors}, 0, names);
    decref(t, function);
    decref(t, done);
    xdecref_object(t, names);
    xdecref_object(t, method);
    return !is_null(done);
}

static bool reconfigure_all(Thread *t, Value encoding, Value errors) {
    Str *const streams[] = {NAME(stdin), NAME(stdout), NAME(stderr)};
    Value backslashes = str_value(str_new(t, "backslashreplace"));
    bool ok = !is_null(backslashes);
    for (int i = 0; ok && i < 3; i++) {
        Value stream = dict_get_name(t, t->interp->sys, streams[i]);
        if (!is_null(stream) && !is_none(stream))
            ok = reconfigure(t, stream, encoding, i == 2 ? backslashes : errors);
    }
    decref(t, backslashes);
    return ok;
}

bool stdio_init(Thread *t) {
    const StartOptions *o = &((VmState *)t->interp->vm)->options;
    const char *text = o->ignore_environment ? NULL : getenv("MINIPYIOENCODING");
    if (!text || !*text)
        return true;
    const char *colon = strchrnul(text, ':'), *handler = *colon ? colon + 1 : "";
    Str *encoding = colon > text ? codec_name(t, text, (size_t)(colon - text)) : NULL;
    Str *errors = *handler || encoding ? str_new(t, *handler ? handler : "strict") : NULL;
    Value codec = encoding ? object_value(encoding) : VALUE_NONE;
    bool ok = !error_pending(t) && reconfigure_all(t, codec, errors ? object_value(errors) : VALUE_NONE);
    xdecref_object(t, encoding);
    xdecref_object(t, errors);
    return ok;
}
