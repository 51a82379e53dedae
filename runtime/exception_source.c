/* The exceptions about what stands in the source: NameError, AttributeError (the name, for suggestions) and
 * SyntaxError. */
#include "runtime/exception_layout.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/ops.h"
#include "runtime/str.h"

/* --- NameError and AttributeError --- */

static const char *const keyword_names[] = {"name", "obj"};

static bool name_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    NameErrorException *e = (NameErrorException *)value_object(self);
    value_clear(t, &e->name);
    return exception_init(t, self, args, nargs, NULL) &&
           exception_keywords(t, "NameError", args, nargs, kwnames, keyword_names, (Value *[]){&e->name}, 1);
}

static bool attribute_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    NameErrorException *e = (NameErrorException *)value_object(self);
    value_clear(t, &e->name);
    value_clear(t, &e->object);
    return exception_init(t, self, args, nargs, NULL) &&
           exception_keywords(t, "AttributeError", args, nargs, kwnames, keyword_names,
                              (Value *[]){&e->name, &e->object}, 2);
}

EXCEPTION_FIELD(NameErrorException, name)
EXCEPTION_FIELD(NameErrorException, object)

static const GetSetDef name_error_getsets[] = {EXCEPTION_GETSET("name", name, "name"), {0}};
static const GetSetDef attribute_error_getsets[] = {
    EXCEPTION_GETSET("name", name, "attribute name"), EXCEPTION_GETSET("obj", object, "object"), {0}};

const TypeDef name_error_type_def = {.name = "NameError",
                                     .base = EXC_Exception,
                                     .size = sizeof(NameErrorException),
                                     .flags = EXCEPTION_FLAGS,
                                     .doc = "There is no such variable.",
                                     .slots = {.init = name_error_init},
                                     .getsets = name_error_getsets};

const TypeDef attribute_error_type_def = {.name = "AttributeError",
                                          .base = EXC_Exception,
                                          .size = sizeof(NameErrorException),
                                          .flags = EXCEPTION_FLAGS,
                                          .doc = "Attribute not found.",
                                          .slots = {.init = attribute_error_init},
                                          .getsets = attribute_error_getsets};

/* --- SyntaxError(message, (filename, lineno, offset, text[, end_lineno, end_offset])) --- */

static bool set_location(Thread *t, SyntaxErrorException *e, const Tuple *info) {
    int64_t n = info->length;
    if (n < 4 || n > 6) {
        raise_type_error(t, "function takes at %s arguments (%lld given)", n < 4 ? "least 4" : "most 6",
                         (long long)n);
        return false;
    }
    Value *fields[6] = {&e->filename, &e->lineno, &e->offset, &e->text, &e->end_lineno, &e->end_offset};
    for (int i = 0; i < 6; i++)
        value_store(t, fields[i], i < n ? new_ref(info->items[i]) : VALUE_NULL);
    if (n == 5)
        raise_type_error(t, "end_offset must be provided when end_lineno is provided");
    return n != 5;
}

static bool syntax_error_init(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (!exception_init(t, self, args, nargs, kwnames))
        return false;
    SyntaxErrorException *e = (SyntaxErrorException *)value_object(self);
    if (nargs >= 1)
        value_store(t, &e->msg, new_ref(args[0]));
    if (nargs != 2)
        return true;
    Tuple *info = op_to_tuple(t, args[1]);
    if (!info)
        return false;
    bool ok = set_location(t, e, info);
    decref_object(t, info);
    return ok;
}

/* The last part of a path, since messages are long enough. */
static Str *base_name(Thread *t, Str *path) {
    int64_t slash = path->length;
    while (slash > 0 && str_at(path, slash - 1) != '/')
        slash--;
    return str_slice(t, path, slash, path->length);
}

static Value syntax_error_str(Thread *t, Value self) {
    SyntaxErrorException *e = (SyntaxErrorException *)value_object(self);
    Value message = is_null(e->msg) ? VALUE_NONE : e->msg;
    Str *file = NULL, *s = NULL;
    if (is_str(e->filename) && !(file = base_name(t, value_str(e->filename))))
        return VALUE_NULL;
    if (is_int_exact(e->lineno)) {
        s = file ? str_format(t, "%V (%U, line %V)", message, file, e->lineno)
                 : str_format(t, "%V (line %V)", message, e->lineno);
    } else {
        s = file ? str_format(t, "%V (%U)", message, file) : op_str(t, message);
    }
    xdecref_object(t, file);
    return s ? object_value(s) : VALUE_NULL;
}

EXCEPTION_FIELD(SyntaxErrorException, msg)
EXCEPTION_FIELD(SyntaxErrorException, filename)
EXCEPTION_FIELD(SyntaxErrorException, lineno)
EXCEPTION_FIELD(SyntaxErrorException, offset)
EXCEPTION_FIELD(SyntaxErrorException, text)
EXCEPTION_FIELD(SyntaxErrorException, end_lineno)
EXCEPTION_FIELD(SyntaxErrorException, end_offset)
EXCEPTION_FIELD(SyntaxErrorException, print_file_and_line)

static const GetSetDef syntax_error_getsets[] = {
    EXCEPTION_GETSET("msg", msg, "exception msg"),
    EXCEPTION_GETSET("filename", filename, "exception filename"),
    EXCEPTION_GETSET("lineno", lineno, "exception lineno"),
    EXCEPTION_GETSET("offset", offset, "exception offset"),
    EXCEPTION_GETSET("text", text, "exception text"),
    EXCEPTION_GETSET("end_lineno", end_lineno, "exception end lineno"),
    EXCEPTION_GETSET("end_offset", end_offset, "exception end offset"),
    EXCEPTION_GETSET("print_file_and_line", print_file_and_line, "exception print_file_and_line"),
    {0}};

const TypeDef syntax_error_type_def = {.name = "SyntaxError",
                                       .base = EXC_Exception,
                                       .size = sizeof(SyntaxErrorException),
                                       .flags = EXCEPTION_FLAGS,
                                       .doc = "Invalid syntax.",
                                       .slots = {.init = syntax_error_init, .str = syntax_error_str},
                                       .getsets = syntax_error_getsets};
