/* How elements are made: the attributes of a call, SubElement() and makeelement(). */
#include "runtime/dict.h"
#include "runtime/error.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"
#include <stdio.h>

static Dict *copy_or_new(Thread *t, Value v) {
    return is_null(v) ? dict_new(t, 0) : dict_copy(t, value_dict(v));
}

/* The dict that was given by the keyword `attrib`, taken out of the others: new. */
static Dict *take_keyword(Thread *t, Dict *keywords) {
    Str *name = str_intern_utf8(t, "attrib");
    Value v = name ? dict_get_name(t, keywords, name) : VALUE_NULL;
    Dict *dict = NULL;
    if (name && !is_null(v) && !is_dict(v))
        raise_type_error(t, "attrib must be dict, not %T", v);
    else if (name)
        dict = copy_or_new(t, v);
    if (dict && !is_null(v) && dict_delete(t, keywords, object_value(name)) < 0) {
        decref_object(t, dict);
        dict = NULL;
    }
    xdecref_object(t, name);
    return dict;
}

bool elementtree_attributes(Thread *t, const char *name, Value *args, int nargs, int first, Tuple *kwnames,
                            Dict **result) {
    Value given = first < nargs ? args[first] : VALUE_NULL;
    *result = NULL;
    if (nargs < first || nargs > first + 1)
        return raise_type_error(t, "%s() takes at %s %d argument%s (%d given)", name,
                                nargs < first ? "least" : "most", nargs < first ? first : first + 1,
                                nargs < first && first == 1 ? "" : "s", nargs),
               false;
    char what[40];
    snprintf(what, sizeof what, "%s() argument %d", name, first + 1);
    if (!is_null(given) && !is_dict(given))
        return expat_refuse_type(t, given, what, "dict");
    if (!kwnames)
        return is_null(given) || value_dict(given)->length == 0 ||
               (*result = dict_copy(t, value_dict(given))) != NULL;
    Dict *keywords = dict_from_keywords(t, args + nargs, kwnames);
    Dict *dict = !keywords ? NULL : is_null(given) ? take_keyword(t, keywords) : copy_or_new(t, given);
    if (dict && !dict_update(t, dict, object_value(keywords), true)) {
        decref_object(t, dict);
        dict = NULL;
    }
    xdecref_object(t, keywords);
    *result = dict;
    return dict != NULL;
}

Value elementtree_makeelement(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    if (!is_dict(args[2]))
        return expat_refuse_type(t, args[2], "makeelement() argument 2", "dict"), VALUE_NULL;
    Dict *attrib = dict_copy(t, value_dict(args[2]));
    Type *type = elementtree_type_beside(elementtree_of(args[0]), &elementtree_element_type_def);
    return attrib ? elementtree_element_new(t, type, args[1], attrib) : VALUE_NULL;
}

Value elementtree_subelement(Thread *t, Value *args, int nargs, Tuple *kwnames) {
    Dict *attrib;
    if (nargs >= 1 && !elementtree_check(t, args[0], "SubElement() argument 1"))
        return VALUE_NULL;
    if (!elementtree_attributes(t, "SubElement", args, nargs, 2, kwnames, &attrib))
        return VALUE_NULL;
    Value child = elementtree_element_new(
        t, elementtree_type_beside(elementtree_of(args[0]), &elementtree_element_type_def), args[1], attrib);
    if (is_null(child) || elementtree_add(t, elementtree_of(args[0]), child))
        return child;
    decref(t, child);
    return VALUE_NULL;
}
