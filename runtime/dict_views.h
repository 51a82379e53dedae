/* Views on a dict: keys(), values(), items(). A view holds its dict and nothing else. */
#ifndef RUNTIME_DICT_VIEWS_H
#define RUNTIME_DICT_VIEWS_H

#include "runtime/dict.h"

typedef struct DictView {
    Object ob;
    Dict *dict; /* counted */
} DictView;

static inline bool is_dict_keys(Value v) {
    return is_exact(v, TYPE_DICT_KEYS);
}
static inline bool is_dict_items(Value v) {
    return is_exact(v, TYPE_DICT_ITEMS);
}
/* The two that behave as sets. */
static inline bool is_dict_set_view(Value v) {
    return is_dict_keys(v) || is_dict_items(v);
}

Value dict_view_new(Thread *t, TypeId type,
                    Dict *dict); /* TYPE_DICT_KEYS, TYPE_DICT_VALUES or TYPE_DICT_ITEMS */

#endif
