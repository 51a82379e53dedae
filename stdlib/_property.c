/* Module _property: what types.DynamicClassAttribute and enum.property are made of. */
#include "runtime/callable.h"
#include "runtime/native.h"

static const TypeDef *const types[] = {&instance_property_type_def, NULL};

const ModuleDef _property_module_def = {
    .name = "_property",
    .doc = "The part of types.DynamicClassAttribute that is written in C.",
    .types = types,
};
