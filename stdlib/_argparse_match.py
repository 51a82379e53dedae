"""argparse's reading of a command line, in two steps.

First each word becomes a token: an option, the separator '--', or a plain word. Then a Match walks along the tokens and
gives each option, and each positional in turn, as many of them as it can take; the actions act at once.
"""
from _argparse_actions import (ArgumentError, ArgumentTypeError, ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS,
                               ZERO_OR_MORE, display_name)

_MANY = float('inf')

# How many words an argument takes, at least and at most.
_LIMITS = {None: (1, 1), OPTIONAL: (0, 1), ZERO_OR_MORE: (0, _MANY), ONE_OR_MORE: (1, _MANY), REMAINDER: (0, _MANY),
           PARSER: (1, _MANY), SUPPRESS: (0, 0)}
_EXPECTED = {None: 'one argument', OPTIONAL: 'at most one argument', ONE_OR_MORE: 'at least one argument',
             1: '1 argument'}


# --- tokens ---------------------------------------------------------------------------------------------------------

class _Token:
    """A word; what kind of word is told by separator and option, an option being (action, its name, attached value)."""
    __slots__ = ('word', 'separator', 'option')

    def __init__(self, word, separator=False, option=None):
        self.word, self.separator, self.option = word, separator, option


def tokenize(parser, words):
    """The tokens of a command line: after '--' no word is an option any more."""
    tokens = []
    for word in words:
        if tokens and tokens[-1].separator:
            break
        separator = word == '--'
        tokens.append(_Token(word, separator, None if separator else _as_option(parser, word)))
    return tokens + [_Token(word) for word in words[len(tokens):]]


def looks_negative(word):
    """Whether a word is a number like -1, -.5 or -1.5."""
    whole, point, decimals = word[1:].partition('.')
    if word[:1] != '-' or point and whole and not whole.isdecimal():
        return False
    return (decimals if point else whole).isdecimal()


def _as_option(parser, word):
    """What a word means as an option; its action is None if it can only be an option, but there is none like it."""
    options = parser._option_string_actions
    if not word or word[0] not in parser.prefix_chars or len(word) == 1 and word not in options:
        return None
    name, equals, value = word.partition('=')
    for key, attached in ((word, None), (name, value)):
        if key in options and (key is word or equals):
            return options[key], key, attached
    meant = _abbreviated(parser, word, name, value if equals else None)
    if len(meant) > 1:
        parser.error(f'ambiguous option: {word} could match {", ".join(option for _, option, _ in meant)}')
    if meant:
        return meant[0]
    if ' ' in word or looks_negative(word) and not parser._table.has_numeric_options:
        return None
    return None, word, None


def _abbreviated(parser, word, name, value):
    """All that the beginning of an option may mean, or a one-letter option with its value attached."""
    options = parser._option_string_actions.items()
    if word[1] in parser.prefix_chars:
        return [(action, option, value) for option, action in options
                if parser.allow_abbrev and option.startswith(name)]
    return [(action, option, word[2:] if option == word[:2] else None) for option, action in options
            if option == word[:2] or option.startswith(word)]


# --- values ---------------------------------------------------------------------------------------------------------

def convert(parser, action, word):
    """A word as a value of the argument's type."""
    make = parser._table.look_up('type', action.type)
    if not callable(make):
        raise ArgumentError(action, f'{make!r} is not callable')
    try:
        return make(word)
    except ArgumentTypeError as e:
        raise ArgumentError(action, str(e))
    except (TypeError, ValueError):
        kind = getattr(action.type, '__name__', repr(action.type))
        raise ArgumentError(action, f'invalid {kind} value: {word!r}')


def _check_choice(action, value):
    if action.choices is not None and value not in action.choices:
        allowed = ', '.join(map(repr, action.choices))
        raise ArgumentError(action, f'invalid choice: {value!r} (choose from {allowed})')


def _value_of_nothing(parser, action):
    """The value of an argument that may be there without words, and is."""
    value = action.const if action.option_strings else action.default
    if action.nargs == OPTIONAL:
        if not isinstance(value, str):
            return value
        value = convert(parser, action, value)
    elif value is None:
        value = []
    _check_choice(action, value)
    return value


def _value_of(parser, action, nargs, words):
    if nargs == SUPPRESS:
        return SUPPRESS
    if '--' in words and nargs not in (PARSER, REMAINDER):
        words.remove('--')
    if not words and (nargs == OPTIONAL or nargs == ZERO_OR_MORE and not action.option_strings):
        return _value_of_nothing(parser, action)
    values = [convert(parser, action, word) for word in words]
    for value in [] if nargs == REMAINDER else values[:1] if nargs == PARSER else values:
        _check_choice(action, value)
    return values[0] if len(values) == 1 and nargs in (None, OPTIONAL) else values


# --- matching -------------------------------------------------------------------------------------------------------

def _ends(tokens, start, nargs, positional):
    """Where an argument that begins at a token may end, the farthest end first.

    A separator is no word: positionals skip it, options stop there. Subcommands and remainders swallow options.
    """
    least, most = _LIMITS[nargs] if nargs in _LIMITS else (nargs, nargs)
    swallows = nargs in (PARSER, REMAINDER)
    ends = []
    taken = 0
    for end in range(start, len(tokens) + 1):
        if taken >= least:
            ends.append(end)
        if end == len(tokens):
            break
        token = tokens[end]
        if token.separator and positional:
            continue
        if token.separator or taken == most or token.option and not (swallows and taken >= least):
            break
        taken += 1
    return ends[::-1]


def _share_out(tokens, start, sizes):
    """Where each of several positionals ends if they follow one another, the first as long as possible; or None."""
    if not sizes:
        return []
    for end in _ends(tokens, start, sizes[0], True):
        rest = _share_out(tokens, end, sizes[1:])
        if rest is not None:
            return [end, *rest]
    return None


class Match:
    """The walk along one command line. Afterwards, unused are the words that nothing wanted."""

    def __init__(self, parser, words, namespace, options_only=False):
        self.parser = parser
        self.namespace = namespace
        self.options_only = options_only
        self.tokens = tokenize(parser, words)
        self.waiting = [action for action in parser._actions if not action.option_strings]
        self.met = set()
        self.given = set()  # those of the met ones whose value is not just the default
        self.unused = []

    def run(self):
        at = 0
        while at < len(self.tokens):
            if self.tokens[at].option:
                at = self.take_option(at)
                continue
            end = self.take_positionals(at)
            if end == at:
                while end < len(self.tokens) and not self.tokens[end].option:
                    end += 1
                self.unused += self.words(at, end)
            at = end
        # Those that need no words.
        self.take_positionals(at)

    def words(self, start, end):
        return [token.word for token in self.tokens[start:end]]

    def act(self, action, nargs, words, option=None):
        self.met.add(action)
        value = _value_of(self.parser, action, nargs, words)
        if value is not action.default:
            self.given.add(action)
            for group in self.parser._mutually_exclusive_groups:
                if action in group._group_actions:
                    self.refuse_rivals(action, group)
        if value is not SUPPRESS:
            action(self.parser, self.namespace, value, option)

    def refuse_rivals(self, action, group):
        for other in group._group_actions:
            if other is not action and other in self.given:
                raise ArgumentError(action, f'not allowed with argument {display_name(other)}')

    def take_positionals(self, at):
        """Give tokens to as many of the waiting positionals as possible; where they end."""
        sizes = [SUPPRESS if self.options_only else action.nargs for action in self.waiting]
        for count in range(len(sizes), 0, -1):
            ends = _share_out(self.tokens, at, sizes[:count])
            if ends is not None:
                now, self.waiting = self.waiting[:count], self.waiting[count:]
                for action, size, end in zip(now, sizes, ends):
                    words, at = self.words(at, end), end
                    self.act(action, size, words)
                break
        return at

    def take_option(self, at):
        """Handle the option at a token (or several, written as one word); where its values end."""
        action, name, value = self.tokens[at].option
        if action is None:
            self.unused.append(self.tokens[at].word)
            return at + 1
        steps = []
        while value is not None:
            size = self.option_end([_Token(value)], 0, action)
            if size == 1:
                steps.append((action, [value], name))
                break
            # What is attached to a letter without a value are more letters: -xyz is -x -y -z.
            letters = value if size == 0 and name[1] not in self.parser.prefix_chars else ''
            steps.append((action, [], name))
            name = name[0] + letters[:1]
            if not letters or name not in self.parser._option_string_actions:
                raise ArgumentError(action, f'ignored explicit argument {value!r}')
            action, value = self.parser._option_string_actions[name], letters[1:] or None
        end = at + 1
        if value is None:
            end = self.option_end(self.tokens, end, action)
            steps.append((action, self.words(at + 1, end), name))
        for action, words, name in steps:
            self.act(action, action.nargs, words, name)
        return end

    def option_end(self, tokens, start, action):
        ends = _ends(tokens, start, action.nargs, False)
        if not ends:
            raise ArgumentError(action, f'expected {_EXPECTED.get(action.nargs) or f"{action.nargs} arguments"}')
        return ends[0]

    def settle(self, check_options=True):
        """Convert the defaults that are text, and complain about what is missing."""
        absent = [action for action in self.parser._actions if action not in self.met]
        missing = []
        for action in absent:
            needed = action.required and (check_options or not action.option_strings)
            if needed:
                missing.append(display_name(action))
            elif isinstance(action.default, str) and getattr(self.namespace, action.dest, None) is action.default:
                setattr(self.namespace, action.dest, convert(self.parser, action, action.default))
        if missing:
            self.parser.error(f'the following arguments are required: {", ".join(missing)}')
        for group in self.parser._mutually_exclusive_groups:
            if check_options and group.required and self.given.isdisjoint(group._group_actions):
                names = [display_name(action) for action in group._group_actions if action.help is not SUPPRESS]
                self.parser.error(f'one of the arguments {" ".join(names)} is required')
