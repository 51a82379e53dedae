"""Abstract syntax trees: making, walking, changing and writing them.

The classes of nodes come from _ast. compile() turns text into trees (flag PyCF_ONLY_AST) and trees into code.
"""
from _ast import *


def parse(source, filename='<unknown>', mode='exec', *, type_comments=False, feature_version=None):
    """The tree of a text; compile(text, filename, mode, PyCF_ONLY_AST) makes it.

    type_comments: with what comments say of types; mode 'func_type': the text of such a comment of a function;
    feature_version: (3, minor), what newer versions have besides is a SyntaxError.
    """
    minor = feature_version
    if isinstance(feature_version, tuple):
        major, minor = feature_version
        if major != 3:
            raise AssertionError
    if mode == 'func_type':
        from _ast_types import decoded, parse_signature
        return parse_signature(decoded(source), filename)
    tree = compile(source, filename, mode, PyCF_ONLY_AST)
    if isinstance(source, AST):
        return tree
    if type_comments:
        from _ast_types import attach_comments, decoded
        attach_comments(tree, decoded(source), filename)
    if minor is not None and 0 <= minor < 11:
        from _ast_types import decoded
        from _ast_versions import check
        check(tree, decoded(source), filename, minor)
    return tree


# ---- values


def _malformed(node):
    line = getattr(node, 'lineno', None)
    where = f' on line {line}' if line else ''
    raise ValueError(f'malformed node or string{where}: {node!r}')


def _number(node):
    """An int, float or complex that is written as such."""
    if not isinstance(node, Constant) or type(node.value) not in (int, float, complex):
        _malformed(node)
    return node.value


def _signed_number(node):
    if not isinstance(node, UnaryOp) or not isinstance(node.op, (UAdd, USub)):
        return _number(node)
    value = _number(node.operand)
    return -value if isinstance(node.op, USub) else +value


def _dict_value(node):
    if len(node.keys) != len(node.values):
        _malformed(node)
    return {_value(key): _value(value) for key, value in zip(node.keys, node.values)}


def _is_empty_set(node):
    return (isinstance(node, Call) and isinstance(node.func, Name) and node.func.id == 'set' and
            not node.args and not node.keywords)


def _value(node):
    if isinstance(node, Constant):
        return node.value
    for display, container in (Tuple, tuple), (List, list), (Set, set):
        if isinstance(node, display):
            return container(map(_value, node.elts))
    if isinstance(node, Dict):
        return _dict_value(node)
    if _is_empty_set(node):
        return set()
    if isinstance(node, BinOp) and isinstance(node.op, (Add, Sub)):
        real, imaginary = _signed_number(node.left), _number(node.right)
        if isinstance(real, (int, float)) and isinstance(imaginary, complex):
            return real + imaginary if isinstance(node.op, Add) else real - imaginary
    return _signed_number(node)


def literal_eval(node_or_string):
    """The value of an expression that consists of literals and containers only, as a text or a tree.

    Nothing is called and no name looked up, but a large text can use up memory and the stack.
    """
    node = node_or_string
    if isinstance(node, str):
        node = parse(node.lstrip(' \t'), mode='eval')
    return _value(node.body if isinstance(node, Expression) else node)


# ---- dump


class _Dumper:
    def __init__(self, annotate_fields, include_attributes, indent):
        self.names, self.attributes, self.indent = annotate_fields, include_attributes, indent

    def separators(self, level):
        """What stands before the first of several items, and between them."""
        if self.indent is None:
            return '', ', '
        start = '\n' + self.indent * level
        return start, ',' + start

    def values(self, node):
        """What stands before each field and attribute that is shown, and its value."""
        cls, named = type(node), self.names
        for name in node._fields:
            if not hasattr(node, name) or (getattr(node, name) is None and getattr(cls, name, ...) is None):
                named = True  # those that follow are at other positions
            else:
                yield f'{name}=' if named else '', getattr(node, name)
        for name in node._attributes if self.attributes else ():
            value = getattr(node, name, None)
            if hasattr(node, name) and (value is not None or getattr(cls, name, ...) is not None):
                yield f'{name}=', value

    def text(self, value, level=1):
        """The text of a node, list or constant, and whether it is short enough to share a line."""
        start, separator = self.separators(level)
        if isinstance(value, AST):
            arguments, simple = [], True
            for name, argument in self.values(value):
                text, is_simple = self.text(argument, level + 1)
                arguments.append(name + text)
                simple = simple and is_simple
            if simple and len(arguments) <= 3:
                return f"{type(value).__name__}({', '.join(arguments)})", not arguments
            return f'{type(value).__name__}({start}{separator.join(arguments)})', False
        if not isinstance(value, list):
            return repr(value), True
        if not value:
            return '[]', True
        return f'[{start}{separator.join([self.text(item, level + 1)[0] for item in value])}]', False


def dump(node, annotate_fields=True, include_attributes=False, *, indent=None):
    """The tree as text. indent, a number of blanks or a string, spreads it over lines."""
    if not isinstance(node, AST):
        raise TypeError(f'expected AST, got {type(node).__name__!r}')
    if indent is not None and not isinstance(indent, str):
        indent = ' ' * indent
    return _Dumper(annotate_fields, include_attributes, indent).text(node)[0]


# ---- places


_PLACE = 'lineno', 'col_offset', 'end_lineno', 'end_col_offset'


def copy_location(new_node, old_node):
    """Gives new_node the place of old_node, as far as both have one; answers new_node."""
    for name in _PLACE:
        if name not in new_node._attributes or name not in old_node._attributes:
            continue
        value = getattr(old_node, name, None)
        if value is not None or (name.startswith('end_') and hasattr(old_node, name)):
            setattr(new_node, name, value)
    return new_node


def fix_missing_locations(node):
    """Gives each node that lacks its place that of the node around it; answers node."""
    pending = [(node, {'lineno': 1, 'col_offset': 0, 'end_lineno': 1, 'end_col_offset': 0})]
    while pending:
        node_here, place = pending.pop()
        own = dict(place)
        for name in place:
            if name not in node_here._attributes:
                continue
            at_end = name.startswith('end_')
            if at_end and getattr(node_here, name, None) is None or not hasattr(node_here, name):
                setattr(node_here, name, place[name])
            else:
                own[name] = getattr(node_here, name)
        pending.extend((child, own) for child in iter_child_nodes(node_here))
    return node


def increment_lineno(node, n=1):
    """Moves the tree down by n lines; answers node."""
    for each in walk(node):
        if isinstance(each, TypeIgnore):
            each.lineno = getattr(each, 'lineno', 0) + n
            continue
        if 'lineno' in each._attributes:
            each.lineno = getattr(each, 'lineno', 0) + n
        if 'end_lineno' in each._attributes and getattr(each, 'end_lineno', None) is not None:
            each.end_lineno += n
    return node


def _source_lines(text):
    r"""The lines as the scanner sees them: \f and the like do not end one."""
    lines, start = [], 0
    while start < len(text):
        ends = [i for i in (text.find('\n', start), text.find('\r', start)) if i >= 0]
        end = min(ends) + 1 if ends else len(text)
        if text[end - 1:end + 1] == '\r\n':
            end += 1
        lines.append(text[start:end])
        start = end
    return lines


def _blanks(text):
    """As wide as the text, with its tabs and form feeds."""
    return ''.join(c if c in '\t\f' else ' ' for c in text)


def get_source_segment(source, node, *, padded=False):
    """The part of the text that the node was made from; None if it does not know its place.

    padded fills up the first of several lines, so that it stands where it stood.
    """
    place = [getattr(node, name, None) for name in _PLACE]
    if None in place:
        return None
    first, start, last, end = place
    lines = [line.encode() for line in _source_lines(source)[first - 1:last]]
    if len(lines) == 1:
        return lines[0][start:end].decode()
    before = _blanks(lines[0][:start].decode()) if padded else ''
    middle = b''.join(lines[1:-1])
    return before + (lines[0][start:] + middle + lines[-1][:end]).decode()


def get_docstring(node, clean=True):
    """The docstring of a function, class or module, or None; unless `clean` is false, without indentation."""
    if not isinstance(node, (AsyncFunctionDef, FunctionDef, ClassDef, Module)):
        raise TypeError(f'{type(node).__name__!r} can\'t have docstrings')
    constant = _docstring_node(node)
    if constant is None:
        return None
    return _cleaned(constant.value) if clean else constant.value


def _cleaned(text):
    """Without the margin that all lines but the first share, and without blank lines at both ends."""
    first, *rest = text.expandtabs().split('\n')
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    lines = [first.lstrip(), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        del lines[-1]
    while lines and not lines[0]:
        del lines[0]
    return '\n'.join(lines)


def _docstring_node(node):
    first = node.body[0] if node.body else None
    if isinstance(first, Expr) and isinstance(first.value, Constant) and isinstance(first.value.value, str):
        return first.value
    return None


# ---- walking


def iter_fields(node):
    """(name, value) of each field that the node has."""
    return ((name, getattr(node, name)) for name in node._fields if hasattr(node, name))


def iter_child_nodes(node):
    """The nodes in the fields of a node, those in lists included."""
    for _, value in iter_fields(node):
        for child in value if isinstance(value, list) else (value,):
            if isinstance(child, AST):
                yield child


def walk(node):
    """The node and all below it, level by level."""
    level = [node]
    while level:
        below = []
        for node in level:
            below.extend(iter_child_nodes(node))
            yield node
        level = below


_OLD_NAMES = {int: 'Num', float: 'Num', complex: 'Num', str: 'Str', bytes: 'Bytes', bool: 'NameConstant',
              type(None): 'NameConstant', type(...): 'Ellipsis'}


class NodeVisitor:
    """Calls visit_CLASS(node) for a node, if there is such a method, and else generic_visit(node)."""

    def visit(self, node):
        """Visits one node; answers what its method does."""
        return getattr(self, f'visit_{type(node).__name__}', self.generic_visit)(node)

    def generic_visit(self, node):
        """Visits the nodes in the node's fields."""
        for child in iter_child_nodes(node):
            self.visit(child)

    def visit_Constant(self, node):
        """Methods for the classes that constants had before Python 3.8 are called with a warning."""
        name = _OLD_NAMES.get(type(node.value))
        if name is None:
            name = next((old for cls, old in _OLD_NAMES.items() if isinstance(node.value, cls)), None)
        method = getattr(self, f'visit_{name}', None) if name else None
        if method is None:
            return self.generic_visit(node)
        import warnings
        warnings.warn(f'visit_{name} is deprecated; add visit_Constant', DeprecationWarning, 2)
        return method(node)


class NodeTransformer(NodeVisitor):
    """A visitor whose methods answer what takes the place of the node: a node, None for nothing, or, for statements
    and other items of lists, several nodes."""

    def generic_visit(self, node):
        for name, value in iter_fields(node):
            if isinstance(value, list):
                value[:] = self._items(value)
            elif isinstance(value, AST):
                new = self.visit(value)
                if new is None:
                    delattr(node, name)
                else:
                    setattr(node, name, new)
        return node

    def _items(self, items):
        kept = []
        for item in items:
            new = self.visit(item) if isinstance(item, AST) else item
            if isinstance(item, AST) and new is None:
                continue
            if isinstance(item, AST) and not isinstance(new, AST):
                kept.extend(new)
            else:
                kept.append(new)
        return kept


# ---- what Python 3.8 and 3.9 had otherwise


def _set_value(self, value):
    self.value = value


Constant.n = Constant.s = property(lambda self: self.value, _set_value, doc='The same as value; deprecated.')


class _OldConstant(type):
    """isinstance(constant, Num) looks at the constant's value."""

    def __instancecheck__(cls, instance):
        if not isinstance(instance, Constant):
            return False
        if cls not in _OLD_TYPES:
            return type.__instancecheck__(cls, instance)
        wanted, value = _OLD_TYPES[cls], getattr(instance, 'value', instance)
        return isinstance(value, wanted) and not (isinstance(value, bool) and bool not in wanted)


def _old_new(cls, *args, **kwargs):
    for name in cls._fields[:len(args)]:
        if name in kwargs:
            raise TypeError(f'{cls.__name__} got multiple values for argument {name!r}')
    if cls not in _OLD_TYPES:
        return Constant.__new__(cls, *args, **kwargs)
    if type(...) in _OLD_TYPES[cls]:
        args = (..., *args)
    return Constant(*args, **kwargs)


def _old_constant(name, fields, *types):
    body = {'__doc__': 'Deprecated: Constant.', '__module__': 'ast', '__new__': _old_new}
    cls = _OldConstant(name, (Constant,), body if fields is None else body | {'_fields': fields})
    _OLD_TYPES[cls] = types
    return cls


_OLD_TYPES = {}  # class: types of the values
Num = _old_constant('Num', ('n',), int, float, complex)
Str = _old_constant('Str', ('s',), str)
Bytes = _old_constant('Bytes', ('s',), bytes)
NameConstant = _old_constant('NameConstant', None, type(None), bool)
Ellipsis = _old_constant('Ellipsis', (), type(...))


def _obsolete(name, base, why='Not used by Python 3.', **body):
    return type(name, (base,), {'__doc__': why, '__module__': 'ast', **body})


slice = _obsolete('slice', AST, 'Deprecated: what is between brackets is an expression.')
Index = _obsolete('Index', slice, 'Deprecated: the value itself.', __new__=lambda cls, value, **kwargs: value)
ExtSlice = _obsolete('ExtSlice', slice, 'Deprecated: a Tuple.',
                     __new__=lambda cls, dims=(), **kwargs: Tuple(list(dims), Load(), **kwargs))
Suite = _obsolete('Suite', mod)
AugLoad, AugStore, Param = (_obsolete(name, expr_context) for name in ('AugLoad', 'AugStore', 'Param'))
Tuple.dims = property(lambda self: self.elts, lambda self, value: setattr(self, 'elts', value),
                      doc='The same as elts; deprecated.')


def unparse(ast_obj):
    """A text whose tree this is; another one than it was made from, as a rule."""
    from _ast_unparse import Source
    return Source().text(ast_obj)


def main():
    """python -m ast: shows the tree of a file."""
    from argparse import ArgumentParser, FileType
    command = ArgumentParser(prog='python -m ast')
    option = command.add_argument
    option('infile', nargs='?', default='-', type=FileType(mode='rb'), help='the file to parse; defaults to stdin')
    option('-m', '--mode', choices=('exec', 'single', 'eval', 'func_type'), default='exec',
           help='specify what kind of code must be parsed')
    option('--no-type-comments', action='store_false', default=True,
           help="don't add information about type comments")
    option('-a', '--include-attributes', action='store_true',
           help='include attributes such as line numbers and column offsets')
    option('-i', '--indent', default=3, type=int, help='indentation of nodes (number of spaces)')
    given = command.parse_args()
    with given.infile:
        tree = parse(given.infile.read(), given.infile.name, given.mode)
    print(dump(tree, include_attributes=given.include_attributes, indent=given.indent))


if __name__ == '__main__':
    main()
