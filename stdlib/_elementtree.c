/* Module _elementtree: what xml.etree.ElementTree is made of. */
#include "runtime/exception.h"
#include "runtime/module.h"
#include "stdlib/elementtree.h"
#include "stdlib/expat.h"

static const MethodDef functions[] = {
    {"SubElement", elementtree_subelement, "!parent, tag, attrib={}, **extra",
     "A new element, added to its parent."},
    {"_set_factories", elementtree_set_factories, "comment_factory, pi_factory, /",
     "What builders make comments and processing instructions with; answers what it was."},
    {"_serialize", elementtree_serialize,
     "root, comment, pi, prefixes, default_namespace, short_empty_elements, /",
     "A tree of strings as XML; None: there is something else in it."},
    {0}};

const TypeDef elementtree_error_type_def = {
    .name = "xml.etree.ElementTree.ParseError",
    .base = EXC_SyntaxError,
    .size = sizeof(SyntaxErrorException),
    .flags = TYPE_GC | TYPE_BASE | TYPE_HAS_ATTRS,
};

static const TypeDef *const types[] = {&elementtree_element_type_def, &elementtree_builder_type_def,
                                       &elementtree_parser_type_def, &elementtree_error_type_def, NULL};

static bool set_up(Thread *t, Value module) {
    return library_load(t, &library_expat) && type_new_native(t, &elementtree_iterator_type_def) &&
           expat_name_module(t, &elementtree_error_type_def, "xml.etree.ElementTree");
}

const ModuleDef _elementtree_module_def = {
    .name = "_elementtree",
    .doc = "Elements, builders and parsers of xml.etree.ElementTree.",
    .functions = functions,
    .types = types,
    .exec = set_up,
};
