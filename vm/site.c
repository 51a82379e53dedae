/* The builtins that CPython's module site adds: exit and quit, and copyright, credits, license and help,
 * whose texts are in stdlib/_sitebuiltins.py, read when somebody asks. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/str.h"
#include "vm/start.h"

typedef struct SiteObject {
    Object ob;
    Str *name;
} SiteObject;

static Str *name_of(Value self) {
    return ((SiteObject *)value_object(self))->name;
}

static void site_dealloc(Thread *t, Object *self) {
    xdecref_object(t, ((SiteObject *)self)->name);
}

static Value quitter_repr(Thread *t, Value self) {
    return str_value(str_format(t, "Use %U() or Ctrl-D (i.e. EOF) to exit", name_of(self)));
}

/* exit(code=None). Standard input is closed, so that no prompt goes on reading. */
static Value quitter_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    int given = nargs + (kwnames ? (int)kwnames->length : 0);
    if (given > 1 || (kwnames && kwnames->length && !str_equal_ascii(value_str(kwnames->items[0]), "code")))
        return raise_type_error(t, "%U() takes at most one argument, code", name_of(self));
    Value stream = dict_get_name(t, t->interp->sys, NAME(stdin));
    if (!is_null(stream) && !is_none(stream))
        decref(t, op_call_method0(t, stream, NAME(close)));
    error_clear(t);
    return raise_with_value(t, EXC_SystemExit, given ? args[0] : VALUE_NONE);
}

/* _sitebuiltins.FUNCTION(name, *args) */
static Value ask(Thread *t, const char *function, Value self, Value *args, int nargs, Tuple *kwnames) {
    Value module = import_module_text(t, "_sitebuiltins");
    Str *name = is_null(module) ? NULL : str_intern_utf8(t, function);
    Value callee = name ? op_getattr(t, module, name) : VALUE_NULL;
    Tuple *all = is_null(callee) ? NULL : tuple_new(t, nargs + 1);
    for (int i = 0; all && i <= nargs; i++)
        all->items[i] = i ? new_ref(args[i - 1]) : new_object_ref(name_of(self));
    Value result = all ? op_call_tuple(t, callee, all, NULL) : VALUE_NULL;
    xdecref_object(t, all);
    decref(t, callee);
    xdecref_object(t, name);
    decref(t, module);
    return result;
}

static Value notice_repr(Thread *t, Value self) {
    return ask(t, "show", self, NULL, 0, NULL);
}
static Value notice_call(Thread *t, Value self, Value *args, int nargs, Tuple *kwnames) {
    if (kwnames && kwnames->length)
        return raise_type_error(t, "%U() takes no keyword arguments", name_of(self));
    return ask(t, "call", self, args, nargs, kwnames);
}

static const TypeDef quitter_type_def = {
    .name = "_sitebuiltins.Quitter",
    .size = sizeof(SiteObject),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = site_dealloc, .repr = quitter_repr, .call = quitter_call},
};
static const TypeDef notice_type_def = {
    .name = "_sitebuiltins.Notice",
    .size = sizeof(SiteObject),
    .flags = TYPE_NO_INSTANCES,
    .slots = {.dealloc = site_dealloc, .repr = notice_repr, .call = notice_call},
};

static bool add(Thread *t, Type *type, const char *name) {
    SiteObject *object = type ? object_new(t, type, 0) : NULL;
    if (!object)
        return false;
    object->name = str_intern_utf8(t, name);
    return dict_set_text(t, t->interp->builtins, name, object_value(object)) && object->name;
}

bool site_init(Thread *t) {
    static const char *const notices[] = {"copyright", "credits", "help", "license"};
    Type *quitter = type_new_native(t, &quitter_type_def), *notice = type_new_native(t, &notice_type_def);
    bool ok = add(t, quitter, "exit") && add(t, quitter, "quit");
    for (int i = 0; ok && i < 4; i++)
        ok = add(t, notice, notices[i]);
    return ok;
}
