/* Module pyexpat: parsers of the library libexpat, and what its numbers mean. */
#include "stdlib/pyexpat.h"
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/exception.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/sequence.h"

static Value error_string(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t code;
    if (!op_index_int64(t, args[0], &code, EXC_OverflowError))
        return VALUE_NULL;
    const char *text = code == (int)code ? XML_ErrorString((enum XML_Error)code) : NULL;
    return text ? str_value(str_new(t, text)) : VALUE_NONE;
}

/* ---- what the library is ---- */

static Value make_version(Thread *t) {
    XML_Expat_Version v = XML_ExpatVersionInfo();
    return result_value(
        tuple_pack(t, 3, small_int_value(v.major), small_int_value(v.minor), small_int_value(v.micro)));
}

static Value make_feature(Thread *t, const XML_Feature *feature) {
    Str *name = str_new(t, feature->name);
    Tuple *pair = name ? tuple_pack(t, 2, object_value(name), small_int_value(feature->value)) : NULL;
    xdecref_object(t, name);
    return result_value(pair);
}

static Value make_features(Thread *t) {
    List *list = list_new(t, 8);
    for (const XML_Feature *f = XML_GetFeatureList(); list && f->feature != XML_FEATURE_END; f++) {
        Value pair = make_feature(t, f);
        if (is_null(pair) || !list_append_owned(t, list, pair)) {
            decref_object(t, list);
            return VALUE_NULL;
        }
    }
    return result_value(list);
}

/* ---- the modules in the module ---- */

/* A module that is an attribute and can be imported by its full name: borrowed. */
static Value add_module(Thread *t, Value module, const char *name, const char *doc) {
    Str *full = str_format(t, "pyexpat.%s", name);
    Value m = full ? module_new(t, full) : VALUE_NULL;
    bool ok = !is_null(m) && dict_set(t, t->interp->sys_modules, object_value(full), m) &&
              module_add(t, m, "__doc__", str_value(str_new(t, doc))) &&
              module_add(t, module, name, new_ref(m));
    xdecref_object(t, full);
    decref(t, m);
    return ok ? m : VALUE_NULL;
}

typedef struct ErrorName {
    const char *name;
    int code;
} ErrorName;
static const ErrorName error_names[] = {
#define ERROR(name) {#name, name},
#include "stdlib/pyexpat_errors.def"
#undef ERROR
    {0}};

/* The texts go both ways, in two dicts. */
static bool add_error(Thread *t, Value module, const ErrorName *error, Dict *codes, Dict *messages) {
    const char *text = XML_ErrorString((enum XML_Error)error->code);
    Value code = small_int_value(error->code), message = str_value(str_new(t, text ? text : error->name));
    bool ok = !is_null(message) && dict_set(t, codes, message, code) &&
              dict_set(t, messages, code, message) && module_add(t, module, error->name, new_ref(message));
    decref(t, message);
    return ok;
}

static bool add_errors(Thread *t, Value module) {
    Value m = add_module(t, module, "errors", "What can be wrong with a document.");
    Dict *codes = is_null(m) ? NULL : dict_new(t, 64), *messages = codes ? dict_new(t, 64) : NULL;
    bool ok = messages != NULL;
    for (const ErrorName *e = error_names; ok && e->name; e++)
        ok = add_error(t, m, e, codes, messages);
    ok = ok && module_add(t, m, "codes", new_object_ref(codes)) &&
         module_add(t, m, "messages", new_object_ref(messages));
    xdecref_object(t, codes);
    xdecref_object(t, messages);
    return ok;
}

static const IntConstant model_names[] = {{"XML_CTYPE_EMPTY", XML_CTYPE_EMPTY},
                                          {"XML_CTYPE_ANY", XML_CTYPE_ANY},
                                          {"XML_CTYPE_MIXED", XML_CTYPE_MIXED},
                                          {"XML_CTYPE_NAME", XML_CTYPE_NAME},
                                          {"XML_CTYPE_CHOICE", XML_CTYPE_CHOICE},
                                          {"XML_CTYPE_SEQ", XML_CTYPE_SEQ},
                                          {"XML_CQUANT_NONE", XML_CQUANT_NONE},
                                          {"XML_CQUANT_OPT", XML_CQUANT_OPT},
                                          {"XML_CQUANT_REP", XML_CQUANT_REP},
                                          {"XML_CQUANT_PLUS", XML_CQUANT_PLUS},
                                          {0}};

static bool add_model(Thread *t, Value module) {
    Value m = add_module(t, module, "model", "What the models of element declarations are made of.");
    bool ok = !is_null(m);
    for (const IntConstant *c = model_names; ok && c->name; c++)
        ok = module_add_int(t, m, c->name, c->value);
    return ok;
}

/* ---- the module ---- */

const TypeDef pyexpat_error_type_def = {
    .name = "xml.parsers.expat.ExpatError",
    .base = EXC_Exception,
    .size = sizeof(BaseException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static bool set_up(Thread *t, Value module) {
    if (!library_load(t, &library_expat))
        return false;
    Type *error = type_new_native(t, &pyexpat_error_type_def),
         *parser = type_new_native(t, &pyexpat_parser_type_def);
    return error && parser && expat_name_module(t, &pyexpat_error_type_def, "xml.parsers.expat") &&
           module_add(t, module, "error", new_object_ref(error)) &&
           module_add(t, module, "ExpatError", new_object_ref(error)) &&
           module_add(t, module, "XMLParserType", new_object_ref(parser)) &&
           module_add(t, module, "EXPAT_VERSION", str_value(str_new(t, XML_ExpatVersion()))) &&
           module_add(t, module, "native_encoding", str_value(str_new(t, "UTF-8"))) &&
           module_add(t, module, "version_info", make_version(t)) &&
           module_add(t, module, "features", make_features(t)) && add_errors(t, module) &&
           add_model(t, module);
}

static const IntConstant constants[] = {
    {"XML_PARAM_ENTITY_PARSING_NEVER", XML_PARAM_ENTITY_PARSING_NEVER},
    {"XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE", XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE},
    {"XML_PARAM_ENTITY_PARSING_ALWAYS", XML_PARAM_ENTITY_PARSING_ALWAYS},
    {0}};

static const MethodDef functions[] = {
    {"ParserCreate", pyexpat_create, "encoding=None, namespace_separator=None, intern=None",
     "A new parser; with a separator, names are the namespace, the separator and the local name."},
    {"ErrorString", error_string, "code, /", "What the number of an error means, or None."},
    {0}};

const ModuleDef pyexpat_module_def = {
    .name = "pyexpat",
    .doc = "Parsing XML with the library libexpat.",
    .ints = constants,
    .functions = functions,
    .exec = set_up,
};
