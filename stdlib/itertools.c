/* Module itertools: its table. The iterators are in itertools_*.c, by theme. */
#include "stdlib/itertools.h"
#include "stdlib/native_types.h"

bool itertools_no_keywords(Thread *t, const Type *type, const char *name, Tuple *kwnames) {
    return type->slots.init != builtin_type(t, TYPE_OBJECT)->slots.init || args_no_keywords(t, name, kwnames);
}

Value itertools_reduce(Thread *t, Value self, Tuple *args, Value state) {
    Value type = object_value(value_object(self)->type);
    Tuple *result = NULL;
    if (args)
        result = is_null(state) ? tuple_pack(t, 2, type, object_value(args))
                                : tuple_pack(t, 3, type, object_value(args), state);
    xdecref_object(t, args);
    decref(t, state);
    return result_value(result);
}

static const TypeDef *const types[] = {
    &accumulate_type_def,
    &combinations_type_def,
    &combinations_with_replacement_type_def,
    &cycle_type_def,
    &dropwhile_type_def,
    &takewhile_type_def,
    &islice_type_def,
    &starmap_type_def,
    &chain_type_def,
    &compress_type_def,
    &filterfalse_type_def,
    &count_type_def,
    &zip_longest_type_def,
    &pairwise_type_def,
    &permutations_type_def,
    &product_type_def,
    &repeat_type_def,
    &groupby_type_def,
    &grouper_type_def,
    &tee_type_def,
    &tee_data_type_def,
    NULL,
};

static bool itertools_exec(Thread *t, Value module) {
    return native_types_link(t, module, "groupby", "_grouper") &&
           native_types_link(t, module, "_tee", "_tee_dataobject") &&
           native_types_function(t, module, "_tee", "tee");
}

const ModuleDef itertools_module_def = {
    .name = "itertools",
    .doc = "Iterators made of other iterators.",
    .types = types,
    .exec = itertools_exec,
};
