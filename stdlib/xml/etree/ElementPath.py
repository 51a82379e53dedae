"""The part of XPath that find() and its like of xml.etree.ElementTree understand.

A path is read once into steps and kept. A step is a function of the elements found so far, which gives the elements that it
finds from them; predicates are steps that let some through.
"""

import re

_TOKEN = re.compile(r"""
    (?P<text> '[^']*' | "[^"]*" )
  | (?P<op> :: | //? | \.\.? | \(\) | != | [/.*:\[\]()@=] )
  | (?P<name> (?: \{[^}]*\} )? [^/\[\]()@!=\s]+ )
  | \s+
""", re.VERBOSE)

_KEPT_MOST = 100
_cache = {}


def xpath_tokenizer(pattern, namespaces=None):
    """Pairs (operator or text, name) of which one is empty; names have their namespaces in braces."""
    default = namespaces.get('') if namespaces else None
    behind_at = False
    for match in _TOKEN.finditer(pattern):
        name = match['name'] or ''
        if name and name[0] != '{':
            if ':' in name:
                name = _expand(name, namespaces)
            elif default and not behind_at:
                name = '{%s}%s' % (default, name)
        token = match['text'] or match['op'] or ''
        yield token, name # both empty: blanks
        behind_at = token == '@'


def _expand(name, namespaces):
    prefix, local = name.split(':', 1)
    try:
        if not namespaces:
            raise KeyError
        return '{%s}%s' % (namespaces[prefix], local)
    except KeyError:
        raise SyntaxError('prefix %r not found in prefix map' % prefix) from None


# What steps know beside their elements is a list: the root, and the parents of all in it once one asks.

def _parents(context):
    if context[1] is None:
        context[1] = {child: parent for parent in context[0].iter() for child in parent}
    return context[1]


# Tags: what is wanted may be a pattern.

def _is_pattern(tag):
    return tag[:3] == '{*}' or tag[-2:] == '}*'


def _matcher(tag):
    """A function that says whether a tag is one of those that a pattern means."""
    if tag == '{*}*':
        return lambda other: isinstance(other, str)
    if tag == '{}*':
        return lambda other: isinstance(other, str) and other[:1] != '{'
    if tag[:3] == '{*}':
        local, ending = tag[3:], tag[2:]
        return lambda other: other == local or (isinstance(other, str) and other[:1] == '{' and
                                                other.endswith(ending))
    beginning = tag[:-1]
    return lambda other: isinstance(other, str) and other.startswith(beginning)


def _plain_tag(tag):
    return tag[2:] if tag[:2] == '{}' and tag != '{}*' else tag


# Steps.

def _children_step(tag):
    if _is_pattern(tag):
        is_wanted = _matcher(tag)

        def step(context, found):
            return (child for element in found for child in element if is_wanted(child.tag))
    elif tag == '*':
        def step(context, found):
            return (child for element in found for child in element)
    else:
        tag = _plain_tag(tag)

        def step(context, found):
            return (child for element in found for child in element if child.tag == tag)
    return step


def _descendants_step(tag):
    if _is_pattern(tag):
        is_wanted = _matcher(tag)

        def step(context, found):
            return (inner for element in found for inner in element.iter()
                    if inner is not element and is_wanted(inner.tag))
    else:
        tag = _plain_tag(tag)

        def step(context, found):
            return (inner for element in found for inner in element.iter(tag) if inner is not element)
    return step


def _same_step(context, found):
    return found


def _parents_step(context, found):
    seen = set()
    for element in found:
        parent = _parents(context).get(element)
        if parent is not None and parent not in seen:
            seen.add(parent)
            yield parent


def _position_step(index):
    def step(context, found):
        for element in found:
            parent = _parents(context).get(element)
            if parent is None:
                continue
            alike = list(parent.findall(element.tag))
            if -len(alike) <= index < len(alike) and alike[index] is element:
                yield element
    return step


# Predicates: read into a shape like "@-='" (of '', "'" a text, '-' a name, '0' a number) and the parts that have values.

def _read_predicate(tokens):
    shape = []
    parts = []
    for token, name in tokens:
        if token == ']':
            return ''.join(shape), parts
        if not token and not name:
            continue
        if token[:1] in ("'", '"') and token:
            shape.append("'")
            parts.append(token[1:-1])
        else:
            shape.append(token or ('0' if re.fullmatch(r'-?\d+', name) else '-'))
            parts.append(token or name)
    raise SyntaxError('invalid path')


def _text_of(element):
    return ''.join(element.itertext()) if len(element) else element.text or ''


def _attribute_step(key, shape, value):
    if shape == '@-':
        def step(context, found):
            return (element for element in found if element.get(key) is not None)
    elif shape == "@-='":
        def step(context, found):
            return (element for element in found if element.get(key) == value)
    else:
        def step(context, found):
            return (element for element in found if (has := element.get(key)) is not None and has != value)
    return step


def _text_step(negated, value):
    def step(context, found):
        return (element for element in found if (_text_of(element) == value) != negated)
    return step


def _child_step(tag):
    def step(context, found):
        return (element for element in found if element.find(tag) is not None)
    return step


def _child_text_step(tag, negated, value):
    def step(context, found):
        for element in found:
            for child in element.findall(tag):
                if (_text_of(child) == value) != negated:
                    yield element
                    break
    return step


def _position(shape, parts):
    if shape == '0':
        index = int(parts[0]) - 1
        if index < 0:
            raise SyntaxError('XPath position >= 1 expected')
        return index
    if parts[0] != 'last':
        raise SyntaxError('unsupported function')
    if shape == '-()':
        return -1
    try:
        index = int(parts[2]) - 1
    except ValueError:
        raise SyntaxError('unsupported expression') from None
    if index > -2:
        raise SyntaxError('XPath offset from last() must be negative')
    return index


def _predicate_step(tokens):
    shape, parts = _read_predicate(tokens)
    if shape in ('@-', "@-='", "@-!='"):
        return _attribute_step(parts[1], shape, parts[-1])
    if shape == '-':
        return _child_step(parts[0])
    if shape in (".='", ".!='"):
        return _text_step(shape == ".!='", parts[-1])
    if shape in ("-='", "-!='"):
        return _child_text_step(parts[0], shape == "-!='", parts[-1])
    if shape in ('0', '-()', '-()-', '-()0'): # (last()-2 and the like: the number is a name for the tokenizer)
        return _position_step(_position(shape, parts))
    raise SyntaxError('invalid predicate')


# Paths.

def _read_step(token, name, tokens):
    if not token:
        return _children_step(name)
    if token == '*':
        return _children_step('*')
    if token == '.':
        return _same_step
    if token == '..':
        return _parents_step
    if token == '[':
        return _predicate_step(tokens)
    if token == '//':
        token, name = next(tokens, ('', ''))
        if token == '*' or (name and not token):
            return _descendants_step(name or '*')
        raise SyntaxError('invalid descendant')
    raise KeyError(token)


def _read_path(path, namespaces):
    steps = []
    tokens = iter(list(xpath_tokenizer(path, namespaces)))
    for token, name in tokens:
        if token == '/':
            token, name = next(tokens)
        steps.append(_read_step(token, name, tokens))
    return steps


def _steps_of(path, namespaces):
    key = path
    if namespaces:
        key = path, tuple(sorted(namespaces.items(), key=lambda item: item[0] or ''))
    steps = _cache.get(key)
    if steps is None:
        if path[:1] == '/':
            raise SyntaxError('cannot use absolute path on element')
        steps = _read_path(path + '*' if path[-1:] == '/' else path, namespaces)
        if len(_cache) >= _KEPT_MOST:
            _cache.clear()
        _cache[key] = steps
    return steps


def iterfind(elem, path, namespaces=None):
    """The elements that a path leads to from one."""
    context = [elem, None]
    found = iter((elem,) if path else ())
    for step in _steps_of(path, namespaces):
        found = step(context, found)
    return found


def find(elem, path, namespaces=None):
    """The first one of them, or None."""
    return next(iterfind(elem, path, namespaces), None)


def findall(elem, path, namespaces=None):
    """All of them, as a list."""
    return list(iterfind(elem, path, namespaces))


def findtext(elem, path, default=None, namespaces=None):
    """The text of the first one ('' if it has none), or a default."""
    element = find(elem, path, namespaces)
    if element is None:
        return default
    return '' if element.text is None else element.text
