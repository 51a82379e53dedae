/* What the files of module _functools share. */
#ifndef STDLIB_FUNCTOOLS_H
#define STDLIB_FUNCTOOLS_H

#include "runtime/native.h"

extern const TypeDef partial_type_def, key_object_type_def, lru_cache_type_def;

#endif
