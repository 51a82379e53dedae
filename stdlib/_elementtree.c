/* Module _elementtree: what xml.etree.ElementTree is made of. */
#include "runtime/dict.h"
#include "runtime/exception.h"
#include "runtime/module.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"
#include "stdlib/native_types.h"

static const MethodDef functions[] = {
    {"SubElement", elementtree_subelement, "!parent, tag, attrib={}, **extra",
     "A new element, added to its parent."},
    {"_serialize", elementtree_serialize,
     "root, comment, pi, prefixes, default_namespace, short_empty_elements, html, /",
     "A tree of strings as XML or HTML (whose tags without end are given); None: there is something else in "
     "it."},
    {0}};

const TypeDef elementtree_error_type_def = {
    .name = "xml.etree.ElementTree.ParseError",
    .base = EXC_SyntaxError,
    .size = sizeof(SyntaxErrorException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

/* Loops go through a slot of elements, but nobody sees it: as in CPython, elements have only __getitem__()
 * for that. */
static bool hide_iter(Thread *t, const Type *element) {
    return dict_delete(t, element->dict, object_value(NAME(__iter__))) == 1;
}

static Type *add_type(Thread *t, Value module, const char *name, const TypeDef *def) {
    Type *type = type_new_native(t, def);
    return type && module_add(t, module, name, new_object_ref(type)) ? type : NULL;
}

/* Types find those that were made before them: see elementtree_type_of(). */
static bool set_up(Thread *t, Value module) {
    if (!library_load(t, &library_expat) || !type_new_native(t, &elementtree_iterator_type_def) ||
        !type_new_native(t, &elementtree_children_type_def) ||
        !add_type(t, module, "ParseError", &elementtree_error_type_def))
        return false;
    const Type *element = add_type(t, module, "Element", &elementtree_element_type_def);
    return element && hide_iter(t, element) &&
           add_type(t, module, "TreeBuilder", &elementtree_builder_type_def) &&
           add_type(t, module, "XMLParser", &elementtree_parser_type_def) &&
           native_types_function(t, module, "TreeBuilder", "_set_factories") &&
           expat_name_module(t, &elementtree_error_type_def, "xml.etree.ElementTree");
}

const ModuleDef _elementtree_module_def = {
    .name = "_elementtree",
    .doc = "Elements, builders and parsers of xml.etree.ElementTree.",
    .functions = functions,
    .exec = set_up,
};
