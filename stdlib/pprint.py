"""Values as text that is pleasant to read: in lines of limited width, nested parts indented.

What fits into the line is written as repr() does it. Anything else is taken apart into a Shape: what stands before, the
entries, what stands behind; the entries then go below each other. Only texts and bytes are broken in their own ways.
"""
import sys

__all__ = ['pprint', 'pformat', 'isreadable', 'isrecursive', 'saferepr', 'PrettyPrinter', 'pp']


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True,
           underscore_numbers=False):
    """Print a value to a stream, by default sys.stdout."""
    options = {'compact': compact, 'sort_dicts': sort_dicts, 'underscore_numbers': underscore_numbers}
    PrettyPrinter(indent, width, depth, stream, **options).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """A value as text."""
    options = {'compact': compact, 'sort_dicts': sort_dicts, 'underscore_numbers': underscore_numbers}
    return PrettyPrinter(indent, width, depth, **options).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """pprint without sorting dictionaries."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def _inspect(object):
    return PrettyPrinter().format(object, {}, None, 0)


def saferepr(object):
    """repr() that survives values that contain themselves."""
    text, _, _ = _inspect(object)
    return text


def isreadable(object):
    """Whether eval() could read saferepr(object)."""
    _, readable, _ = _inspect(object)
    return readable


def isrecursive(object):
    """Whether a value contains itself."""
    _, _, recursive = _inspect(object)
    return recursive


class _AnyOrder:
    """A key that sorts anything: as the values themselves do it, else by type and address."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            mine, theirs = self.value, other.value
            return (str(type(mine)), id(mine)) < (str(type(theirs)), id(theirs))


def _pairs(mapping, in_order):
    """The items of a mapping, sorted if that is wanted."""
    if not in_order:
        return list(mapping.items())
    return sorted(mapping.items(), key=lambda pair: (_AnyOrder(pair[0]), _AnyOrder(pair[1])))


def _recursion(value):
    return f'<Recursion on {type(value).__name__} with id={id(value)}>'


class PrettyPrinter:
    """Keeps the options; pformat() and pprint() use them. format() may be overridden."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True,
                 underscore_numbers=False):
        self._indent, self._width, self._depth = int(indent), int(width), depth
        if self._indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not self._width:
            raise ValueError('width must be != 0')
        self._out = sys.stdout if stream is None else stream
        self._compact, self._sort, self._group_digits = bool(compact), sort_dicts, underscore_numbers

    def pprint(self, object):
        """Print a value."""
        if self._out is not None:
            self._out.write(self.pformat(object) + '\n')

    def pformat(self, object):
        """A value as text."""
        return self._block(object, 0, 0, {}, 0)

    def isrecursive(self, object):
        """Whether a value contains itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """Whether eval() could read the text."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    # --- in one line ---

    def format(self, object, context, maxlevels, level):
        """(text in one line, whether readable, whether recursive). In context are the ids of what is around it."""
        kind = type(object)
        if kind.__repr__ is int.__repr__ and kind is not bool:
            return format(object, '_d') if self._group_digits else repr(object), True, False
        brackets = _BRACKETS.get(kind.__repr__)
        if brackets is None:
            text = repr(object)
            return text, kind in _LEAVES or text != '' and text[0] != '<', False
        opening, closing = brackets
        if not object:
            return opening + closing, True, False
        if len(object) == 1 and opening == '(':
            closing = ',)'
        if maxlevels and level >= maxlevels:
            return f'{opening}...{closing}', False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        parts = [part for pair in _pairs(object, self._sort) for part in pair] if opening == '{' else object
        done = [self.format(part, context, maxlevels, level + 1) for part in parts]
        del context[id(object)]
        texts = [text for text, _, _ in done]
        if opening == '{':
            texts = [f'{key}: {value}' for key, value in zip(texts[::2], texts[1::2])]
        readable, recursive = all(each[1] for each in done), any(each[2] for each in done)
        return opening + ', '.join(texts) + closing, readable, recursive

    def _line(self, value, context, level):
        return self.format(value, dict(context), self._depth, level)[0]

    # --- in several lines ---

    def _block(self, value, column, after, context, level):
        """The text of a value that begins in a column; that many characters will follow its end."""
        if id(value) in context:
            return _recursion(value)
        text = self._line(value, context, level)
        if len(text) <= self._width - column - after:
            return text
        break_up = _find_breaker(value)
        if break_up is None:
            return text
        context[id(value)] = 1
        text = break_up(self, value, column, after, context, level + 1)
        del context[id(value)]
        return text

    def _entries(self, shape, column, after, context, level):
        """A shape with its entries below each other, or as many in a line as fit if they may be compact."""
        _, new_line, last_line = shape.opening.rpartition('\n')
        step = 1 if shape.unindented else self._indent
        column = len(last_line) - 1 + step + (0 if new_line else column)
        first_closing, *more_lines = shape.closing.split('\n')
        after = 0 if more_lines else after
        if shape.labels != '=':
            after += len(first_closing)  # behind names, it has never been counted
        room = left = self._width - column + 1
        texts = [shape.opening + ' ' * (step - 1)]
        new_line, separator = ',\n' + ' ' * column, ''
        for n, (label, entry) in enumerate(shape.entries, 1):
            behind = 1
            if n == len(shape.entries):
                behind, room, left = after, room - after, left - after
            if self._compact and not shape.labels and not shape.unindented:
                text = self._line(entry, context, level)
                if left < len(text) + 2:
                    left, separator = room, separator and new_line
                if left >= len(text) + 2:
                    left -= len(text) + 2
                    texts += [separator, text]
                    separator = ', '
                    continue
            texts += [separator, self._labelled(shape.labels, label, entry, column, behind, context, level)]
            separator = new_line
        return ''.join(texts) + shape.closing

    def _labelled(self, labels, label, entry, column, after, context, level):
        if labels == '=' and id(entry) in context:
            return label + '=...'  # as the repr of a dataclass has it
        if labels:
            label = label + '=' if labels == '=' else self._line(label, context, level) + ': '
        return label + self._block(entry, column + len(label), after, context, level)


# Kinds of which format() itself makes the text in one line.
_BRACKETS = {dict.__repr__: '{}', list.__repr__: '[]', tuple.__repr__: '()'}
_LEAVES = {str, bytes, bytearray, float, complex, bool, type(None)}


# --- texts and bytes ------------------------------------------------------------------------------------------------

def _fill(pieces, room, last_room):
    """Pieces put together as far as the reprs have room."""
    filled = []
    for n, piece in enumerate(pieces, 1):
        limit = last_room if n == len(pieces) else room
        if filled and len(repr(filled[-1] + piece)) <= limit:
            filled[-1] += piece
        else:
            filled.append(piece)
    return filled


def _words(line):
    """Words with the white space behind them."""
    starts = [i for i in range(1, len(line)) if line[i - 1].isspace() and not line[i].isspace()]
    return [line[i:j] for i, j in zip([0, *starts], [*starts, len(line)])]


def _below_each_other(pieces, column, level):
    """The reprs of pieces, in parentheses if nothing else surrounds them."""
    text = ('\n' + ' ' * column).join(map(repr, pieces))
    return f'({text})' if level == 1 else text


def _break_text(printer, value, column, after, context, level):
    if level == 1:
        column, after = column + 1, after + 1
    room = printer._width - column
    lines = value.splitlines(True)
    pieces = []
    for n, line in enumerate(lines, 1):
        last_room = room - after if n == len(lines) else room
        pieces += [line] if len(repr(line)) <= last_room else _fill(_words(line), room, last_room)
    return repr(value) if len(pieces) < 2 else _below_each_other(pieces, column, level)


def _break_bytes(printer, value, column, after, context, level):
    if len(value) <= 4:
        return repr(value)
    if level == 1:
        column, after = column + 1, after + 1
    room = printer._width - column
    pieces = [value[i:i + 4] for i in range(0, len(value), 4)]
    return _below_each_other(_fill(pieces, room, room if len(value) % 4 == 0 else room - after), column, level)


def _break_bytearray(printer, value, column, after, context, level):
    return f'bytearray({_break_bytes(printer, bytes(value), column + 10, after + 1, context, level + 1)})'


# --- shapes ---------------------------------------------------------------------------------------------------------

class _Shape:
    """What a value looks like in several lines: entries (pairs of a label and a value) between two texts.

    labels is ':' where labels are keys, '=' where they are names, '' where there are none. Unindented entries begin
    right behind the opening and are never compact; so do those with names.
    """

    def __init__(self, opening, entries, closing, labels='', unindented=False):
        self.opening, self.closing, self.labels = opening, closing, labels
        self.entries = list(entries) if labels else [('', entry) for entry in entries]
        self.unindented = unindented or labels == '='


def _list_shape(printer, value, column, context, level):
    return _Shape('[', value, ']')


def _tuple_shape(printer, value, column, context, level):
    return _Shape('(', value, ',)' if len(value) == 1 else ')')


def _set_shape(printer, value, column, context, level):
    opening, closing = ('{', '}') if type(value) is set else (type(value).__name__ + '({', '})')
    return value and _Shape(opening, sorted(value, key=_AnyOrder), closing)


def _dict_shape(printer, value, column, context, level):
    return _Shape('{', _pairs(value, printer._sort), '}', ':')


def _ordered_dict_shape(printer, value, column, context, level):
    return value and _Shape(type(value).__name__ + '(', [list(value.items())], ')', unindented=True)


def _default_dict_shape(printer, value, column, context, level):
    name = type(value).__name__
    factory = printer._line(value.default_factory, context, level)
    opening = f'{name}({factory},\n{" " * (column + len(name) + 1)}{{'
    return value and _Shape(opening, _pairs(value, printer._sort), '})', ':')


def _counter_shape(printer, value, column, context, level):
    return value and _Shape(type(value).__name__ + '({', value.most_common(), '})', ':')


def _chain_map_shape(printer, value, column, context, level):
    return value.maps and _Shape(type(value).__name__ + '(', value.maps, ')', unindented=True)


def _deque_shape(printer, value, column, context, level):
    name = type(value).__name__
    closing = '])'
    if value.maxlen is not None:
        maxlen = printer._line(value.maxlen, context, level)
        closing = f'],\n{" " * (column + len(name) + 1)}maxlen={maxlen})'
    return value and _Shape(name + '([', value, closing)


def _proxy_shape(printer, value, column, context, level):
    return _Shape('mappingproxy(', [value.copy()], ')', unindented=True)


def _namespace_shape(printer, value, column, context, level):
    name = 'namespace' if type(value) is type(sys.implementation) else type(value).__name__
    return _Shape(name + '(', vars(value).items(), ')', '=')


def _dataclass_shape(printer, value, column, context, level):
    from dataclasses import fields
    shown = [(field.name, getattr(value, field.name)) for field in fields(value) if field.repr]
    return _Shape(type(value).__name__ + '(', shown, ')', '=')


def _by_shape(find_shape):
    def break_up(printer, value, column, after, context, level):
        shape = find_shape(printer, value, column, context, level)
        # What is empty, but has a long name.
        return printer._entries(shape, column, after, context, level) if shape else repr(value)
    return break_up


def _break_user_data(printer, value, column, after, context, level):
    return printer._block(value.data, column, after, context, level - 1)


# By the function that makes the repr, so that classes with one of their own are left to it.
_BREAKERS = {str.__repr__: _break_text, bytes.__repr__: _break_bytes, bytearray.__repr__: _break_bytearray}
_BREAKERS.update((kind.__repr__, _by_shape(find_shape)) for kind, find_shape in (
    (list, _list_shape), (tuple, _tuple_shape), (set, _set_shape), (frozenset, _set_shape), (dict, _dict_shape),
    (type(type.__dict__), _proxy_shape), (type(sys.implementation), _namespace_shape)))
_break_dataclass = _by_shape(_dataclass_shape)


def _learn_collections(collections):
    for kind, find_shape in (
            (collections.OrderedDict, _ordered_dict_shape), (collections.defaultdict, _default_dict_shape),
            (collections.Counter, _counter_shape), (collections.ChainMap, _chain_map_shape),
            (collections.deque, _deque_shape)):
        _BREAKERS[kind.__repr__] = _by_shape(find_shape)
    for kind in (collections.UserDict, collections.UserList, collections.UserString):
        _BREAKERS[kind.__repr__] = _break_user_data


def _find_breaker(value):
    """The function that writes such a value in several lines; None if there is none."""
    kind = type(value)
    if kind.__repr__ not in _BREAKERS and 'collections' in sys.modules:
        # Whoever made such a value has loaded the module.
        _learn_collections(sys.modules['collections'])
    if kind.__repr__ in _BREAKERS:
        return _BREAKERS[kind.__repr__]
    generated = (hasattr(kind, '__dataclass_fields__') and value.__dataclass_params__.repr
                 and hasattr(kind.__repr__, '__wrapped__'))
    return _break_dataclass if generated else None
