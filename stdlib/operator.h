/* What the files of module _operator share. */
#ifndef STDLIB_OPERATOR_H
#define STDLIB_OPERATOR_H

#include "runtime/native.h"

extern const TypeDef itemgetter_type_def, attrgetter_type_def, methodcaller_type_def;

#endif
