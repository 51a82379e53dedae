/* The table of all modules of this folder, native and frozen, made at build time (CMakeLists.txt). */
#ifndef STDLIB_MODULES_H
#define STDLIB_MODULES_H

#include "runtime/module.h"

extern const ModuleTable stdlib_modules;

#endif
