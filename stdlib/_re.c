/* Module _re: regular expressions over PCRE2. What programs use is the package re. */
#include "runtime/module.h"
#include "stdlib/re_pattern.h"
#include "stdlib/native_types.h"

static ReState *state_of(Value v) {
    return (ReState *)value_object(v);
}

static void state_dealloc(Thread *t, Object *o) {
    re_engine_free(&((ReState *)o)->engine);
    re_cases_free(&((ReState *)o)->cases);
}

static Value compile_method(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    int64_t flags;
    if (!op_index_int64(t, args[2], &flags, EXC_OverflowError))
        return VALUE_NULL;
    return re_pattern_new(t, state_of(args[0]), args[1], (uint32_t)flags);
}

static const MethodDef state_methods[] = {
    {"compile", compile_method, "pattern, flags, /", "A new Pattern."},
    {"tree", re_tree_method, "pattern, /",
     "(what a Pattern was read as, its flags, number of groups, numbers by name). Each node is a tuple: what it is,\n"
     "as in enum ReOp; value, add, remove, min, max; members of a set; nodes inside; nodes otherwise."},
    {0},
};

const TypeDef re_state_type_def = {
    .name = "_re.State",
    .size = sizeof(ReState),
    .flags = TYPE_NO_INSTANCES,
    .doc = "What all patterns share: PCRE2 and its stacks.",
    .slots = {.dealloc = state_dealloc},
    .methods = state_methods,
};

/* The state's methods are the module's functions: so they know the state. */
static bool add_method(Thread *t, Value module, ReState *state, const char *text) {
    Str *name = str_intern_utf8(t, text);
    bool ok = name && module_add(t, module, text, op_getattr(t, object_value(state), name));
    xdecref_object(t, name);
    return ok;
}

static bool re_exec(Thread *t, Value module) {
    ReState *state = object_new(t, native_types_find(t, &re_state_type_def), 0);
    if (!state)
        return false;
    state->pattern_type = native_types_find(t, &re_pattern_type_def);
    state->match_type = native_types_find(t, &re_match_type_def);
    state->scanner_type = native_types_find(t, &re_scanner_type_def);
    state->iterator_type = native_types_find(t, &re_iterator_type_def);
    bool ok = add_method(t, module, state, "compile") && add_method(t, module, state, "tree");
    decref_object(t, state);
    return ok;
}

static const TypeDef *const types[] = {&re_state_type_def,   &re_pattern_type_def,  &re_match_type_def,
                                       &re_scanner_type_def, &re_iterator_type_def, NULL};

const ModuleDef _re_module_def = {
    .name = "_re",
    .doc = "Regular expressions over PCRE2; the package re is what programs use.",
    .types = types,
    .exec = re_exec,
};
