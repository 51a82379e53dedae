/* Classes and functions: a pickle holds their names only, and they must be found under them again. */
#include "runtime/dict.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/sequence.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "stdlib/pickle.h"

/* ---- names with dots ---- */

static Value attribute(Thread *t, Value object, const Str *dotted, int64_t start, int64_t stop) {
    Str *name = str_intern(t, str_slice(t, (Str *)dotted, start, stop));
    Value v = name ? op_getattr_optional(t, object, name) : VALUE_NULL;
    xdecref_object(t, name);
    return v;
}

static int64_t find_dot(const Str *name, int64_t start) {
    while (start < name->length && str_at(name, start) != '.')
        start++;
    return start;
}

static bool is_local(Thread *t, const Str *dotted) {
    Str *marker = str_new(t, "<locals>");
    bool found = marker && str_find(dotted, marker, 0, dotted->length, false) >= 0;
    xdecref_object(t, marker);
    return found;
}

/* VALUE_NULL with nothing pending: there is none. */
static Value walk(Thread *t, Value object, Str *dotted, Value *parent) {
    Value v = new_ref(object);
    *parent = VALUE_NULL;
    for (int64_t start = 0, stop; !is_null(v) && start <= dotted->length; start = stop + 1) {
        stop = find_dot(dotted, start);
        value_store(t, parent, v);
        v = attribute(t, *parent, dotted, start, stop);
    }
    return v;
}

Value pickle_deep_attribute(Thread *t, Value object, Str *dotted, Value *parent) {
    Value before;
    bool local = is_local(t, dotted);
    Value v = local ? VALUE_NULL : walk(t, object, dotted, &before);
    if (local)
        raise(t, EXC_AttributeError, "Can't get local attribute %R on %R", object_value(dotted), object);
    else if (is_null(v) && !error_pending(t))
        raise(t, EXC_AttributeError, "Can't get attribute %R on %R", object_value(dotted), object);
    if (parent)
        *parent = local ? VALUE_NULL : before;
    else if (!local)
        decref(t, before);
    return v;
}

Value pickle_import(Thread *t, const char *module, const char *name) {
    Str *dotted = str_intern_utf8(t, module), *key = str_intern_utf8(t, name);
    Value m = dotted && key ? t->interp->hooks.import(t, dotted) : VALUE_NULL;
    Value v = is_null(m) ? m : op_getattr(t, m, key);
    decref(t, m);
    xdecref_object(t, dotted);
    xdecref_object(t, key);
    return v;
}

Value pickle_registry_get(Thread *t, const char *name, Value key) {
    Value table = pickle_import(t, "copyreg", name);
    Value found = !is_null(table) && is_dict(table) ? dict_get(t, value_dict(table), key) : VALUE_NULL;
    decref(t, table);
    return found;
}

/* ---- which module has it ---- */

/* 1: the module has v under that name; 0, -1. */
static int module_has(Thread *t, Value module, Str *name, Value v) {
    Value parent, found = walk(t, module, name, &parent);
    decref(t, parent);
    decref(t, found);
    if (is_null(found) && error_pending(t))
        return error_clear_if(t, EXC_AttributeError) ? 0 : -1;
    return value_is(found, v);
}

static Value search_modules(Thread *t, Str *name, Value v) {
    List *keys = dict_keys_list(t, t->interp->sys_modules);
    Value result = VALUE_NULL;
    for (int64_t i = 0; keys && is_null(result) && i < keys->length; i++) {
        Value key = keys->items[i], module = dict_get(t, t->interp->sys_modules, key);
        if (is_null(module) || is_none(module) ||
            (is_str(key) && str_equal_ascii(value_str(key), "__main__")))
            continue;
        incref(module);
        int has = module_has(t, module, name, v);
        decref(t, module);
        if (has < 0)
            break;
        if (has)
            result = new_ref(key);
    }
    xdecref_object(t, keys);
    return is_null(result) && !error_pending(t) ? new_object_ref(NAME(__main__)) : result;
}

static Value module_name_of(Thread *t, Value v, Str *name) {
    Value module = op_getattr_optional(t, v, NAME(__module__));
    if (!is_null(module) && !is_none(module))
        return module;
    decref(t, module);
    return error_pending(t) ? VALUE_NULL : search_modules(t, name, v);
}

/* ---- what is written ---- */

typedef struct Global {
    Value object;                /* borrowed */
    Value module_name, name;     /* owned; name is a str */
    Value module, parent, found; /* owned */
} Global;

static void global_release(Thread *t, Global *g) {
    Value *owned[] = {&g->module_name, &g->name, &g->module, &g->parent, &g->found};
    for (int i = 0; i < 5; i++)
        value_clear(t, owned[i]);
}

static bool cannot_pickle(Thread *t, const char *format, Value a, Value b, Value c) {
    return pickle_raise(t, &pickling_error_def, format, a, b, c), false;
}

static bool find_name(Thread *t, Global *g, Value name) {
    g->name = new_ref(name);
    if (is_null(name))
        g->name = op_getattr_optional(t, g->object, NAME(__qualname__));
    if (is_null(g->name) && !error_pending(t))
        g->name = op_getattr(t, g->object, NAME(__name__));
    if (is_null(g->name))
        return false;
    if (!is_str(g->name))
        return raise_type_error(t, "__qualname__ must be str, not %T", g->name), false;
    if (!is_local(t, value_str(g->name)))
        return true;
    raise(t, EXC_AttributeError, "Can't pickle local object %R", g->name);
    return false;
}

static bool import_module(Thread *t, Global *g) {
    g->module_name = module_name_of(t, g->object, value_str(g->name));
    if (is_null(g->module_name))
        return false;
    Str *key = is_str(g->module_name) ? str_intern(t, (Str *)value_object(new_ref(g->module_name))) : NULL;
    if (key)
        g->module = t->interp->hooks.import(t, key);
    xdecref_object(t, key);
    if (!is_null(g->module))
        return true;
    return cannot_pickle(t, "Can't pickle %R: import of module %R failed", g->object, g->module_name,
                         VALUE_NULL);
}

/* The object must be found where its name says that it is. */
static bool check(Thread *t, Global *g) {
    g->found = pickle_deep_attribute(t, g->module, value_str(g->name), &g->parent);
    if (is_null(g->found))
        return cannot_pickle(t, "Can't pickle %R: attribute lookup %V on %V failed", g->object, g->name,
                             g->module_name);
    if (value_is(g->found, g->object))
        return true;
    return cannot_pickle(t, "Can't pickle %R: it's not the same object as %V.%V", g->object, g->module_name,
                         g->name);
}

/* The code of copyreg.add_extension; 0: none, -1: exception. */
static int64_t extension_code(Thread *t, const Global *g) {
    Tuple *key = tuple_pack(t, 2, g->module_name, g->name);
    Value code = key ? pickle_registry_get(t, "_extension_registry", object_value(key)) : VALUE_NULL;
    int64_t number = -1;
    xdecref_object(t, key);
    if (is_null(code))
        return error_pending(t) ? -1 : 0;
    if (int_to_int64(code, &number) && number > 0 && number <= INT32_MAX)
        return number;
    pickle_raise(t, &pickling_error_def, "Can't pickle %R: extension code %R isn't an integer", g->object,
                 code);
    return -1;
}

static bool write_extension(PickleWriter *w, int64_t number) {
    int bytes = number <= 0xff ? 1 : number <= 0xffff ? 2 : 4;
    uint8_t code[5] = {bytes == 1 ? PICKLE_EXT1 : bytes == 2 ? PICKLE_EXT2 : PICKLE_EXT4};
    for (int i = 0; i < bytes; i++)
        code[1 + i] = (uint8_t)(number >> 8 * i);
    return pickle_write(w, code, (size_t)bytes + 1);
}

/* The names that Python 2 has for it. */
static bool map_names(Thread *t, Value *module_name, Value *name) {
    Tuple *key = tuple_pack(t, 2, *module_name, *name);
    Value names = key ? pickle_import(t, "_compat_pickle", "REVERSE_NAME_MAPPING") : VALUE_NULL;
    Value modules = is_null(names) ? names : pickle_import(t, "_compat_pickle", "REVERSE_IMPORT_MAPPING");
    if (!is_null(modules)) {
        Value pair = dict_get(t, value_dict(names), object_value(key));
        Value module = dict_get(t, value_dict(modules), *module_name);
        if (!is_null(pair)) {
            value_store(t, module_name, new_ref(value_tuple(pair)->items[0]));
            value_store(t, name, new_ref(value_tuple(pair)->items[1]));
        } else if (!is_null(module)) {
            value_store(t, module_name, new_ref(module));
        }
    }
    xdecref_object(t, key);
    decref(t, names);
    decref(t, modules);
    return !error_pending(t);
}

static bool write_line(PickleWriter *w, Value text) {
    Str *s = value_str(text);
    size_t length;
    if (w->protocol < 3 && !s->ascii) {
        pickle_raise(w->t, &pickling_error_def,
                     "can't pickle global identifier '%U' using pickle protocol %d", s, w->protocol);
        return false;
    }
    const char *utf8 = str_utf8(w->t, s, &length);
    return utf8 && pickle_write(w, utf8, length) && pickle_write_text(w, "\n");
}

static bool write_names(PickleWriter *w, const Global *g) {
    Value module_name = new_ref(g->module_name), name = new_ref(g->name);
    bool ok = (w->protocol >= 3 || !w->fix_imports || map_names(w->t, &module_name, &name)) &&
              pickle_write_op(w, PICKLE_GLOBAL) && write_line(w, module_name) && write_line(w, name);
    decref(w->t, module_name);
    decref(w->t, name);
    return ok && pickle_memoize(w, g->object);
}

static Str *last_name(Thread *t, Str *dotted) {
    int64_t start = dotted->length;
    while (start > 0 && str_at(dotted, start - 1) != '.')
        start--;
    return str_slice(t, dotted, start, dotted->length);
}

/* getattr(parent, last name): for what lies in a class, in protocols whose names have no dots. */
static bool write_getattr(PickleWriter *w, const Global *g) {
    Thread *t = w->t;
    Str *last = last_name(t, value_str(g->name));
    Tuple *args = last ? tuple_pack(t, 2, g->parent, object_value(last)) : NULL;
    xdecref_object(t, last);
    Value function = dict_get_name(t, t->interp->builtins, NAME(getattr));
    return pickle_save_call(w, function, args, g->object);
}

/* A name with dots may lead back to the module. */
static bool shorten(PickleWriter *w, Global *g) {
    Str *name = value_str(g->name);
    if (!value_is(g->parent, g->module) || find_dot(name, 0) == name->length)
        return true;
    Str *last = last_name(w->t, name);
    value_store(w->t, &g->name, last ? object_value(last) : VALUE_NULL);
    return last != NULL;
}

static bool write_global(PickleWriter *w, Global *g) {
    if (!shorten(w, g))
        return false;
    int64_t code = w->protocol >= 2 ? extension_code(w->t, g) : 0;
    if (code)
        return code > 0 && write_extension(w, code);
    if (w->protocol >= 4)
        return pickle_save(w, g->module_name) && pickle_save(w, g->name) &&
               pickle_write_op(w, PICKLE_STACK_GLOBAL) && pickle_memoize(w, g->object);
    return value_is(g->parent, g->module) ? write_names(w, g) : write_getattr(w, g);
}

bool pickle_save_global(PickleWriter *w, Value v, Value name) {
    Global g = {v, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL, VALUE_NULL};
    bool ok = find_name(w->t, &g, name) && import_module(w->t, &g) && check(w->t, &g) && write_global(w, &g);
    global_release(w->t, &g);
    return ok;
}

/* The types of constants have no name to find them under. */
bool pickle_save_type(PickleWriter *w, Value v) {
    const Value constants[] = {VALUE_NONE, VALUE_NOTIMPLEMENTED, VALUE_ELLIPSIS};
    for (int i = 0; i < 3; i++)
        if (value_type_object(v) == type_of(w->t, constants[i]))
            return pickle_save_call(w, object_value(builtin_type(w->t, TYPE_TYPE)),
                                    tuple_pack(w->t, 1, constants[i]), v);
    return pickle_save_global(w, v, VALUE_NULL);
}
