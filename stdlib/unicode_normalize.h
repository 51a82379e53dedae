/* Normal forms of text: two functions of unicodedata. */
#ifndef STDLIB_UNICODE_NORMALIZE_H
#define STDLIB_UNICODE_NORMALIZE_H

#include "runtime/native.h"

Value unicode_normalize_function(Thread *t, Value *args, int nargs, Tuple *kwnames);
Value unicode_is_normalized_function(Thread *t, Value *args, int nargs, Tuple *kwnames);
/* Had Unicode 14 the character? Others, which utf8proc may know, are left as they are. */
bool unicode_is_assigned(uint32_t c);

#endif
