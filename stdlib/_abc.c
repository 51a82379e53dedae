/* Module _abc: what ABCMeta knows of classes. Each abstract class has an _abc_impl with the classes
 * registered with it and the answers that issubclass gave, all as weak references. A negative answer is good
 * only until the next registration anywhere. */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/module.h"
#include "runtime/ops.h"
#include "runtime/set.h"
#include "runtime/str.h"
#include "runtime/type.h"
#include "runtime/weakref.h"

/* Classes by address, each with a weak reference that tells whether the class at that address is still the
 * one that was put in: so a look-up makes no reference, and nothing needs to be told when a class dies. Dead
 * entries go when the table has doubled. */
typedef struct ClassTable {
    Dict *dict; /* address -> weakref; NULL: empty */
    int64_t swept_length;
} ClassTable;

typedef struct Knowledge {
    Object ob;
    ClassTable registry, yes, no;
    uint64_t stamp; /* of `no`: Interp.abc_registrations when it was last known good */
} Knowledge;

static const TypeDef knowledge_type_def;

/* ---- tables ---- */

static Value table_key(Value cls) {
    return small_int_value((int64_t)((uintptr_t)value_object(cls) >> 3));
}

static bool table_has(Thread *t, const ClassTable *table, Value cls) {
    Value reference = table->dict ? dict_get(t, table->dict, table_key(cls)) : VALUE_NULL;
    return !is_null(reference) && ((WeakRef *)value_object(reference))->referent == value_object(cls);
}

static bool table_sweep(Thread *t, ClassTable *table) {
    Dict *alive = dict_new(t, table->dict->length);
    int64_t position = 0;
    Value key, reference;
    while (alive && dict_next(table->dict, &position, &key, &reference))
        if (((WeakRef *)value_object(reference))->referent && !dict_set(t, alive, key, reference)) {
            decref_object(t, alive);
            return false;
        }
    if (!alive)
        return false;
    Dict *old = table->dict;
    table->dict = alive;
    table->swept_length = alive->length;
    decref_object(t, old);
    return true;
}

static bool table_add(Thread *t, ClassTable *table, Value cls) {
    if (!table->dict && !(table->dict = dict_new(t, 4)))
        return false;
    if (table->dict->length > 2 * table->swept_length + 16 && !table_sweep(t, table))
        return false;
    Value reference = weakref_new(t, cls, VALUE_NULL);
    bool ok = !is_null(reference) && dict_set(t, table->dict, table_key(cls), reference);
    decref(t, reference);
    return ok;
}

static void table_clear(Thread *t, ClassTable *table) {
    Dict *dict = table->dict;
    *table = (ClassTable){0};
    xdecref_object(t, dict);
}

/* The living classes, or their weak references, as a list. */
static List *table_list(Thread *t, const ClassTable *table, bool references) {
    List *list = list_new(t, 0);
    int64_t position = 0;
    Value key, reference;
    while (list && table->dict && dict_next(table->dict, &position, &key, &reference)) {
        Value cls = weakref_get(t, (WeakRef *)value_object(reference));
        bool ok = is_null(cls) || list_append(t, list, references ? reference : cls);
        decref(t, cls);
        if (!ok) {
            decref_object(t, list);
            return NULL;
        }
    }
    return list;
}

/* ---- the knowledge of a class ---- */

static Knowledge *knowledge_of(Thread *t, Value cls) {
    Value found = is_type(cls) ? type_lookup(t, value_type_object(cls), NAME(_abc_impl)) : VALUE_NULL;
    if (is_native(found, &knowledge_type_def))
        return (Knowledge *)value_object(found);
    if (is_null(found))
        raise(t, EXC_AttributeError, "_abc_impl");
    else
        raise_type_error(t, "_abc_impl is set to a wrong type");
    return NULL;
}

static void knowledge_clear(Thread *t, Object *self) {
    Knowledge *known = (Knowledge *)self;
    table_clear(t, &known->registry);
    table_clear(t, &known->yes);
    table_clear(t, &known->no);
}

static void knowledge_traverse(Object *self, VisitFn visit, void *arg) {
    Knowledge *known = (Knowledge *)self;
    Dict *dicts[] = {known->registry.dict, known->yes.dict, known->no.dict};
    for (int i = 0; i < 3; i++)
        if (dicts[i])
            visit((Object *)dicts[i], arg);
}

static Value knowledge_new(Thread *t, Type *type, Value *args, int nargs, Tuple *kwnames) {
    Knowledge *known = object_new(t, type, 0);
    if (!known)
        return VALUE_NULL;
    known->stamp = t->interp->abc_registrations;
    return object_value(known);
}

/* ---- _abc_init ---- */

static int is_abstract(Thread *t, Value v) {
    Value mark = op_getattr_optional(t, v, NAME(__isabstractmethod__));
    int truth = is_null(mark) ? (error_pending(t) ? -1 : 0) : op_is_true(t, mark);
    decref(t, mark);
    return truth;
}

static bool add_if_abstract(Thread *t, Set *names, Value name, Value v) {
    int abstract = is_abstract(t, v);
    return abstract >= 0 && (!abstract || set_add(t, names, name));
}

static bool add_own_abstracts(Thread *t, Set *names, Type *type) {
    Dict *copy = dict_copy(t, type->dict); /* __isabstractmethod__ may be a property and run anything */
    int64_t position = 0;
    Value key, v;
    bool ok = copy != NULL;
    while (ok && dict_next(copy, &position, &key, &v))
        ok = add_if_abstract(t, names, key, v);
    xdecref_object(t, copy);
    return ok;
}

typedef struct Inherited {
    Set *names;
    Value cls;
} Inherited;

static bool add_inherited_name(Thread *t, Value name, void *arg) {
    Inherited *inherited = arg;
    bool ok = is_str(name);
    if (!ok)
        raise_type_error(t, "attribute name must be string, not '%T'", name);
    Value v = ok ? op_getattr_optional(t, inherited->cls, value_str(name)) : VALUE_NULL;
    if (!is_null(v))
        ok = add_if_abstract(t, inherited->names, name, v);
    decref(t, v);
    decref(t, name);
    return ok && !error_pending(t);
}

static bool add_inherited_abstracts(Thread *t, Set *names, Value cls) {
    Tuple *bases = value_type_object(cls)->bases;
    Inherited inherited = {names, cls};
    for (int64_t i = 0; i < bases->length; i++) {
        Value abstracts = op_getattr_optional(t, bases->items[i], NAME(__abstractmethods__));
        if (is_null(abstracts) && error_pending(t))
            return false;
        bool ok = is_null(abstracts) || op_each(t, abstracts, add_inherited_name, &inherited);
        decref(t, abstracts);
        if (!ok)
            return false;
    }
    return true;
}

static bool set_abstract_methods(Thread *t, Value cls) {
    Set *names = set_new(t);
    bool ok = names && add_own_abstracts(t, names, value_type_object(cls)) &&
              add_inherited_abstracts(t, names, cls);
    Value frozen = ok ? frozenset_from(t, object_value(names)) : VALUE_NULL;
    ok = !is_null(frozen) && op_setattr(t, cls, NAME(__abstractmethods__), frozen);
    decref(t, frozen);
    xdecref_object(t, names);
    return ok;
}

enum { CPYTHON_SEQUENCE = 1 << 5, CPYTHON_MAPPING = 1 << 6 }; /* in __abc_tpflags__ */

static unsigned pattern_flags(int64_t bits) {
    return (bits & CPYTHON_SEQUENCE ? TYPE_SEQUENCE : 0) | (bits & CPYTHON_MAPPING ? TYPE_MAPPING : 0);
}

/* __abc_tpflags__ of collections.abc says which patterns of match statements the class fits. */
static bool take_pattern_flags(Thread *t, Type *type) {
    Value flags = dict_get_name(t, type->dict, NAME(__abc_tpflags__));
    int64_t bits;
    if (!is_int(flags) || !int_to_int64(flags, &bits))
        return true;
    unsigned wanted = pattern_flags(bits);
    if (wanted == (TYPE_SEQUENCE | TYPE_MAPPING)) {
        raise_type_error(t, "__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
        return false;
    }
    type->flags |= wanted;
    return dict_delete(t, type->dict, object_value(NAME(__abc_tpflags__))) >= 0 &&
           type_modified(t, type, NAME(__abc_tpflags__));
}

/* A class method of the knowledge type, so that it knows the type: args are that type and the class. */
static Value knowledge_init_class(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value cls = args[1];
    if (!is_type(cls))
        return raise_type_error(t, "_abc_init() argument must be a class, not %T", cls);
    if (!set_abstract_methods(t, cls))
        return VALUE_NULL;
    Value known = knowledge_new(t, value_type_object(args[0]), NULL, 0, NULL);
    bool ok = !is_null(known) && op_setattr(t, cls, NAME(_abc_impl), known) &&
              take_pattern_flags(t, value_type_object(cls));
    decref(t, known);
    return ok ? VALUE_NONE : VALUE_NULL;
}

/* ---- registration ---- */

static bool add_pattern_flags(Thread *t, Type *type, unsigned flags) {
    enum { PATTERN_FLAGS = TYPE_SEQUENCE | TYPE_MAPPING };
    if (!(type->flags & TYPE_HEAP) || (type->flags & PATTERN_FLAGS) == flags)
        return true;
    type->flags = (type->flags & ~(unsigned)PATTERN_FLAGS) | flags;
    List *subclasses = type_subclasses(t, type);
    bool ok = subclasses != NULL;
    for (int64_t i = 0; ok && i < subclasses->length; i++)
        ok = add_pattern_flags(t, value_type_object(subclasses->items[i]), flags);
    xdecref_object(t, subclasses);
    return ok;
}

static Value abc_register(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value cls = args[0], subclass = args[1];
    if (!is_type(subclass))
        return raise_type_error(t, "Can only register classes");
    int known_already = op_issubclass(t, subclass, cls);
    if (known_already)
        return known_already < 0 ? VALUE_NULL : new_ref(subclass);
    int cycle = op_issubclass(t, cls, subclass);
    if (cycle)
        return cycle < 0 ? VALUE_NULL : raise(t, EXC_RuntimeError, "Refusing to create an inheritance cycle");
    Knowledge *known = knowledge_of(t, cls);
    if (!known || !table_add(t, &known->registry, subclass))
        return VALUE_NULL;
    t->interp->abc_registrations++;
    unsigned flags = value_type_object(cls)->flags & (TYPE_SEQUENCE | TYPE_MAPPING);
    if (flags && !add_pattern_flags(t, value_type_object(subclass), flags))
        return VALUE_NULL;
    return new_ref(subclass);
}

/* ---- checks: 1, 0, -1 ---- */

static int ask_hook(Thread *t, Value cls, Value subclass) {
    Value answer = op_call_method1(t, cls, NAME(__subclasshook__), subclass);
    if (is_null(answer) || is_bool(answer))
        return is_null(answer) ? -1 : is_true(answer);
    bool undecided = is_notimplemented(answer);
    decref(t, answer);
    if (undecided)
        return -2;
    raise(t, EXC_AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
    return -1;
}

static int below_any(Thread *t, Value subclass, List *classes) {
    if (!classes)
        return -1;
    int found = 0;
    for (int64_t i = 0; found == 0 && i < classes->length; i++)
        found = op_issubclass(t, subclass, classes->items[i]);
    decref_object(t, classes);
    return found;
}

/* By cls.__subclasses__, which a class may have replaced. */
static List *subclasses_of(Thread *t, Value cls) {
    Value answer = op_call_method0(t, cls, NAME(__subclasses__));
    if (is_null(answer))
        return NULL;
    if (is_list(answer))
        return value_list(answer);
    decref(t, answer);
    return raise_type_error(t, "__subclasses__() must return a list"), NULL;
}

/* The uncached answer: the hook, real bases, what is registered, and all of that for the subclasses. */
static int find_answer(Thread *t, Value cls, Value subclass) {
    int answer = ask_hook(t, cls, subclass);
    if (answer != -2)
        return answer;
    if (type_is_subtype(value_type_object(subclass), value_type_object(cls)))
        return 1;
    Knowledge *known = knowledge_of(t, cls);
    if (!known)
        return -1;
    answer = below_any(t, subclass, table_list(t, &known->registry, false));
    if (answer == 0)
        answer = below_any(t, subclass, subclasses_of(t, cls));
    return answer;
}

static int subclass_check(Thread *t, Value cls, Value subclass) {
    if (!is_type(subclass))
        return raise_type_error(t, "issubclass() arg 1 must be a class"), -1;
    Knowledge *known = knowledge_of(t, cls);
    if (!known)
        return -1;
    if (table_has(t, &known->yes, subclass))
        return 1;
    if (known->stamp != t->interp->abc_registrations) {
        table_clear(t, &known->no);
        known->stamp = t->interp->abc_registrations;
    } else if (table_has(t, &known->no, subclass))
        return 0;
    incref_object(known);
    int answer = find_answer(t, cls, subclass);
    if (answer >= 0 && !table_add(t, answer ? &known->yes : &known->no, subclass))
        answer = -1;
    decref_object(t, known);
    return answer;
}

/* By cls.__subclasscheck__, which a derived metaclass may have replaced. */
static int ask_class(Thread *t, Value cls, Value subclass) {
    Value answer = op_call_method1(t, cls, NAME(__subclasscheck__), subclass);
    int truth = is_null(answer) ? -1 : op_is_true(t, answer);
    decref(t, answer);
    return truth;
}

static Value answer_value(int answer) {
    return answer < 0 ? VALUE_NULL : bool_value(answer);
}

static int instance_check(Thread *t, Value cls, Value instance, Value claimed) {
    Knowledge *known = knowledge_of(t, cls);
    Value type = object_value(type_of(t, instance));
    if (!known)
        return -1;
    if (is_type(claimed) && table_has(t, &known->yes, claimed))
        return 1;
    if (!value_is(claimed, type)) {
        int answer = ask_class(t, cls, claimed);
        return answer ? answer : ask_class(t, cls, type);
    }
    if (known->stamp == t->interp->abc_registrations && table_has(t, &known->no, claimed))
        return 0;
    return ask_class(t, cls, claimed);
}

static Value abc_instancecheck(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Value claimed = op_getattr(t, args[1], NAME(__class__));
    if (is_null(claimed))
        return claimed;
    int answer = instance_check(t, args[0], args[1], claimed);
    decref(t, claimed);
    return answer_value(answer);
}

static Value abc_subclasscheck(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return answer_value(subclass_check(t, args[0], args[1]));
}

/* ---- for tests and the curious ---- */

static Value table_set(Thread *t, const ClassTable *table) {
    List *references = table_list(t, table, true);
    Set *set = references ? set_new(t) : NULL;
    bool ok = set && set_update(t, set, object_value(references));
    xdecref_object(t, references);
    if (ok)
        return object_value(set);
    xdecref_object(t, set);
    return VALUE_NULL;
}

static Value abc_get_dump(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Knowledge *known = knowledge_of(t, args[0]);
    if (!known)
        return VALUE_NULL;
    Value items[] = {table_set(t, &known->registry), table_set(t, &known->yes), table_set(t, &known->no),
                     int_from_uint64(t, known->stamp)};
    Tuple *dump = error_pending(t) ? NULL : tuple_from_array(t, items, 4);
    for (int i = 0; i < 4; i++)
        decref(t, items[i]);
    return dump ? object_value(dump) : VALUE_NULL;
}

static Value abc_reset_registry(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Knowledge *known = knowledge_of(t, args[0]);
    if (!known)
        return VALUE_NULL;
    table_clear(t, &known->registry);
    return VALUE_NONE;
}

static Value abc_reset_caches(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Knowledge *known = knowledge_of(t, args[0]);
    if (!known)
        return VALUE_NULL;
    table_clear(t, &known->yes);
    table_clear(t, &known->no);
    return VALUE_NONE;
}

static Value abc_get_cache_token(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    return int_from_uint64(t, t->interp->abc_registrations);
}

/* ---- the module ---- */

static const MethodDef knowledge_methods[] = {
    {"_abc_init", knowledge_init_class, "cls, /", "What ABCMeta does for a new class.", METHOD_CLASS}, {0}};

static const TypeDef knowledge_type_def = {
    .name = "_abc._abc_data",
    .size = sizeof(Knowledge),
    .flags = TYPE_GC,
    .doc = "What an abstract base class knows of its subclasses.",
    .slots = {.dealloc = knowledge_clear,
              .traverse = knowledge_traverse,
              .clear = knowledge_clear,
              .new_instance = knowledge_new},
    .methods = knowledge_methods,
};

static const MethodDef abc_functions[] = {
    {"get_cache_token", abc_get_cache_token, "", "A number that is another one after each register().", 0},
    {"_reset_registry", abc_reset_registry, "cls, /", "Forget all classes that were registered; for tests.",
     0},
    {"_reset_caches", abc_reset_caches, "cls, /",
     "Forget the answers of isinstance() and issubclass(); for tests.", 0},
    {"_get_dump", abc_get_dump, "cls, /",
     "(registry, cache, negative cache, version of the latter) of a class; for tests.", 0},
    {"_abc_register", abc_register, "cls, subclass, /", "What ABCMeta.register() does.", 0},
    {"_abc_instancecheck", abc_instancecheck, "cls, instance, /",
     "What isinstance() does with an abstract base class.", 0},
    {"_abc_subclasscheck", abc_subclasscheck, "cls, subclass, /",
     "What issubclass() does with an abstract base class.", 0},
    {0}};

/* The type stays out of the module; one of its class methods is the module's _abc_init. */
static bool abc_exec(Thread *t, Value module) {
    Type *type = type_new_native(t, &knowledge_type_def);
    Str *name = type ? str_intern_utf8(t, "_abc_init") : NULL;
    bool ok = name && module_add(t, module, "_abc_init", op_getattr(t, object_value(type), name));
    xdecref_object(t, name);
    return ok;
}

const ModuleDef abc_module_def = {
    .name = "_abc",
    .doc = "What abc.ABCMeta is made of.",
    .functions = abc_functions,
    .exec = abc_exec,
};
