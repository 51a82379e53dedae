/* What the files of module itertools share: its types, and the parts that many of the iterators have in
 * common. */
#ifndef STDLIB_ITERTOOLS_H
#define STDLIB_ITERTOOLS_H

#include "runtime/iterator.h"
#include "runtime/list.h"
#include "runtime/native.h"
#include "runtime/ops.h"
#include "runtime/sequence.h"
#include "runtime/str.h"

extern const TypeDef count_type_def, cycle_type_def, repeat_type_def;
extern const TypeDef chain_type_def, zip_longest_type_def, islice_type_def, pairwise_type_def,
    accumulate_type_def;
extern const TypeDef takewhile_type_def, dropwhile_type_def, filterfalse_type_def, starmap_type_def,
    compress_type_def;
extern const TypeDef groupby_type_def, grouper_type_def, tee_type_def, tee_data_type_def;
extern const TypeDef product_type_def, permutations_type_def, combinations_type_def,
    combinations_with_replacement_type_def;

/* No keywords, unless they are for the __init__ of a subclass. */
bool itertools_no_keywords(Thread *t, const Type *type, const char *name, Tuple *kwnames);

/* (type(self), args), with `state` as a third item if there is one. Consumes args (NULL: exception) and
 * state. */
Value itertools_reduce(Thread *t, Value self, Tuple *args, Value state);

#endif
