"""What patterns are read as, in the form of CPython's trees: a list of (operation, argument) pairs.

Patterns are read in C; this is for programs that look into them: how long texts can be that match, which texts match, what
is in a group.
"""
import _re

from ._codes import *
from ._codes import _NamedIntConstant
from ._constants import *
from ._constants import error

SPECIAL_CHARS = '.\\[{()*+?^$|'
REPEAT_CHARS = '*+?{'

DIGITS, OCTDIGITS, HEXDIGITS = frozenset('0123456789'), frozenset('01234567'), frozenset('0123456789abcdefABCDEF')
ASCIILETTERS = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
WHITESPACE = frozenset(' \t\n\r\v\f')

FLAGS = {'i': SRE_FLAG_IGNORECASE, 'L': SRE_FLAG_LOCALE, 'm': SRE_FLAG_MULTILINE, 's': SRE_FLAG_DOTALL, 'x': SRE_FLAG_VERBOSE,
         'a': SRE_FLAG_ASCII, 't': SRE_FLAG_TEMPLATE, 'u': SRE_FLAG_UNICODE}
TYPE_FLAGS = SRE_FLAG_ASCII | SRE_FLAG_LOCALE | SRE_FLAG_UNICODE
GLOBAL_FLAGS = SRE_FLAG_DEBUG | SRE_FLAG_TEMPLATE

_PLACES = {'^': AT_BEGINNING, '$': AT_END, 'A': AT_BEGINNING_STRING, 'Z': AT_END_STRING, 'b': AT_BOUNDARY, 'B': AT_NON_BOUNDARY}
_CATEGORIES = {'d': CATEGORY_DIGIT, 'D': CATEGORY_NOT_DIGIT, 's': CATEGORY_SPACE, 'S': CATEGORY_NOT_SPACE, 'w': CATEGORY_WORD,
               'W': CATEGORY_NOT_WORD}
_REPEATS = MAX_REPEAT, MIN_REPEAT, POSSESSIVE_REPEAT  # in the order of enum ReGreed
_BEHIND, _NEGATIVE = 1, 2  # enum ReLook
# The widths of operations that match one character.
_ONE = frozenset({ANY, RANGE, IN, LITERAL, NOT_LITERAL, CATEGORY})

CATEGORIES = {'\\' + letter: (AT, _PLACES[letter]) for letter in 'AbB'}
CATEGORIES |= {'\\' + letter: (IN, [(CATEGORY, category)]) for letter, category in _CATEGORIES.items()}
CATEGORIES['\\Z'] = AT, AT_END_STRING


class State:
    """What all parts of a tree share. groupdict: numbers of groups by name; groupwidths: by number, (least, most)."""

    def __init__(self):
        self.flags, self.str = 0, None
        self.groupdict, self.groupwidths = {}, [None]

    groups = property(lambda self: len(self.groupwidths), doc='The number of groups; the whole pattern is one.')

    def checkgroup(self, gid):
        return gid < self.groups and self.groupwidths[gid] is not None


class SubPattern:
    """A part of a tree: a sequence of (operation, argument) pairs."""

    def __init__(self, state, data=None):
        self.state = state
        self.data = [] if data is None else data
        self.width = None

    def __repr__(self):
        return repr(self.data)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, index):
        return SubPattern(self.state, self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index, code):
        self.data[index] = code

    def __delitem__(self, index):
        del self.data[index]

    def insert(self, index, code):
        self.data.insert(index, code)

    def append(self, code):
        self.data.append(code)

    def getwidth(self):
        """(least, most) characters that can match; MAXREPEAT is also "very many"."""
        if self.width is None:
            least = most = 0
            for op, av in self.data:
                low, high = self._width(op, av)
                least, most = least + low, most + high
            self.width = min(least, MAXREPEAT - 1), min(most, MAXREPEAT)
        return self.width

    def _width(self, op, av):
        if op in _ONE:
            return 1, 1
        if op is BRANCH:
            widths = [part.getwidth() for part in av[1]]
            return min(low for low, _ in widths), max(high for _, high in widths)
        if op is ATOMIC_GROUP:
            return av.getwidth()
        if op is SUBPATTERN:
            return av[-1].getwidth()
        if op in _REPEATS:
            low, high = av[2].getwidth()
            return low * av[0], high * av[1]
        if op is GROUPREF:
            return self.state.groupwidths[av]
        if op is GROUPREF_EXISTS:
            low, high = av[1].getwidth()
            other_low, other_high = (0, 0) if av[2] is None else av[2].getwidth()
            return min(low, other_low), max(high, other_high)
        return 0, 0


class _Reader:
    """From the nodes of _re.tree() to the parts of a tree. What a node is, is its place in enum ReOp."""

    def __init__(self, state):
        self.state = state

    def part(self, nodes):
        data = []
        for node in nodes or ():
            data += self.items(node)
        return SubPattern(self.state, data)

    def items(self, node):
        """The pairs that a node becomes: groups that only hold something together become what they hold."""
        return self._readers[node[0]](self, node)

    def _literal(self, node):
        return [(LITERAL, node[1])]

    def _any(self, node):
        return [(ANY, None)]

    def _set(self, node):
        members = [(CATEGORY, _CATEGORIES[chr(item[0])]) if len(item) == 1 else
                   (LITERAL, item[0]) if item[0] == item[1] else (RANGE, item) for item in node[6]]
        members = list(dict.fromkeys(members))
        negated = node[1]
        if len(members) == 1 and members[0][0] is LITERAL:
            return [(NOT_LITERAL, members[0][1])] if negated else members
        return [(IN, [(NEGATE, None)] + members if negated else members)]

    def _at(self, node):
        return [(AT, _PLACES[chr(node[1])])]

    def _sequence(self, node):
        return self.part(node[7]).data

    def _branch(self, node):
        parts = [self.part([each]) for each in node[7]]
        common = []  # what all begin with stands before the branch
        while all(parts) and all(part[0] == parts[0][0] for part in parts):
            common.append(parts[0][0])
            for part in parts:
                del part[0]
        sets = [self._single(part) for part in parts]
        if all(sets):  # single characters are a set
            return common + [(IN, list(dict.fromkeys(member for each in sets for member in each)))]
        return common + [(BRANCH, (None, parts))]

    def _single(self, part):
        """The members of a set of characters that matches the same; None: there is none."""
        if len(part) != 1:
            return None
        op, av = part[0]
        return [(op, av)] if op is LITERAL else av if op is IN and av[0][0] is not NEGATE else None

    def _group(self, node):
        _, number, added, removed, *_ = node
        inside = self.part(node[7])
        if number:
            self.state.groupwidths[number] = inside.getwidth()
        elif not added and not removed:
            return inside.data
        return [(SUBPATTERN, (number or None, added, removed, inside))]

    def _atomic(self, node):
        return [(ATOMIC_GROUP, self.part(node[7]))]

    def _repeat(self, node):
        most = MAXREPEAT if node[5] == MAXREPEAT else node[5]
        return [(_REPEATS[node[1]], (node[4], most, self.part(node[7])))]

    def _look(self, node):
        direction = -1 if node[1] & _BEHIND else 1
        return [(ASSERT_NOT if node[1] & _NEGATIVE else ASSERT, (direction, self.part(node[7])))]

    def _backref(self, node):
        return [(GROUPREF, node[1])]

    def _condition(self, node):
        otherwise = None if node[8] is None else self.part(node[8])
        return [(GROUPREF_EXISTS, (node[1], self.part(node[7]), otherwise))]

    _readers = (_literal, _any, _set, _at, _sequence, _branch, _group, _atomic, _repeat, _look, _backref, _condition)


def parse(str, flags=0, state=None):
    """The tree (SubPattern) of a pattern; its state has the flags and the groups."""
    root, all_flags, groups, names = _re.tree(_re.compile(str, int(flags)))
    state = State() if state is None else state
    state.flags, state.str, state.groupdict = flags | all_flags, str, names
    state.groupwidths = [None] * (groups + 1)
    return _Reader(state).part(root)
