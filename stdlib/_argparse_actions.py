"""argparse's arguments: what each kind knows about itself, and what it does when it is met on a command line.

An argument is an Action. The command line decides which texts it gets (_argparse_match), the help how it is shown
(_argparse_help); here is only what happens to the namespace.
"""
import sys

# Classes say that they belong to the public module, which imports them from here.
__name__ = 'argparse'

SUPPRESS = '==SUPPRESS=='
OPTIONAL, ZERO_OR_MORE, ONE_OR_MORE = '?', '*', '+'
PARSER, REMAINDER = 'A...', '...'

# Where the words that a subparser could not use wait for the outermost parser, in the namespace.
UNUSED = '_argparse_unused'


class _Shown:
    """Something whose repr shows attributes: those that _shown names, or all."""

    _shown = None

    def __repr__(self):
        names = vars(self) if self._shown is None else self._shown
        values = {name: getattr(self, name) for name in names}
        odd = {name: value for name, value in values.items() if not name.isidentifier()}
        texts = [f'{name}={value!r}' for name, value in values.items() if name not in odd]
        if odd:
            texts.append(f'**{odd!r}')
        return f'{type(self).__name__}({", ".join(texts)})'


class Namespace(_Shown):
    """The values of the arguments, as attributes."""

    def __init__(self, **kwargs):
        vars(self).update(kwargs)

    def __eq__(self, other):
        return vars(self) == vars(other) if isinstance(other, Namespace) else NotImplemented

    def __contains__(self, key):
        return key in vars(self)


def display_name(action):
    """What messages call an argument; None if there is nothing to call it."""
    if action is None:
        return None
    if action.option_strings:
        return '/'.join(action.option_strings)
    for name in (action.metavar, action.dest):
        if name not in (None, SUPPRESS):
            return name
    return '{' + ','.join(action.choices) + '}' if action.choices else None


class ArgumentError(Exception):
    """An argument is wrong: declared wrongly, or given a wrong value."""

    def __init__(self, argument, message):
        self.argument_name = display_name(argument)
        self.message = message

    def __str__(self):
        return self.message if self.argument_name is None else f'argument {self.argument_name}: {self.message}'


class ArgumentTypeError(Exception):
    """What the type of an argument raises to choose the message that is printed."""


class Action(_Shown):
    """An argument. Subclasses say in __call__ what happens when it is met."""

    _shown = ('option_strings', 'dest', 'nargs', 'const', 'default', 'type', 'choices', 'required', 'help', 'metavar')
    _listed = ()  # further entries that help shows below this one

    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        self.option_strings, self.dest, self.required = option_strings, dest, required
        self.nargs, self.const, self.default = nargs, const, default
        self.type, self.choices = type, choices
        self.help, self.metavar = help, metavar

    def format_usage(self):
        return self.option_strings[0]

    def __call__(self, parser, namespace, values, option_string=None):
        raise NotImplementedError('.__call__() not defined')


# --- values ---------------------------------------------------------------------------------------------------------

def _check_size(kind, hint, nargs, const):
    """Refuse what makes no sense for an action that keeps the words it is given."""
    if nargs == 0:
        raise ValueError(f'nargs for {kind} actions must be != 0; if {hint} may be more appropriate')
    if const is not None and nargs != OPTIONAL:
        raise ValueError(f'nargs must be {OPTIONAL!r} to supply const')


class _StoreAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        _check_size('store', 'you have nothing to store, actions such as store true or store const', nargs, const)
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, values)


class _StoreConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, self.const)


class _StoreTrueAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=False, required=False, help=None):
        super().__init__(option_strings, dest, True, default, required, help)


class _StoreFalseAction(_StoreConstAction):
    def __init__(self, option_strings, dest, default=True, required=False, help=None):
        super().__init__(option_strings, dest, False, default, required, help)


def _gather(namespace, dest, method, value):
    """Append to the attribute or extend it, in a copy: the default must not grow from one parse to the next."""
    items = getattr(namespace, dest, None)
    if items is None:
        items = []
    elif type(items) is list:
        items = list(items)
    else:
        import copy
        items = copy.copy(items)
    getattr(items, method)(value)
    setattr(namespace, dest, items)


class _AppendAction(Action):
    def __init__(self, option_strings, dest, nargs=None, const=None, default=None, type=None, choices=None,
                 required=False, help=None, metavar=None):
        _check_size('append', 'arg strings are not supplying the value to append, the append const action',
                    nargs, const)
        super().__init__(option_strings, dest, nargs, const, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        _gather(namespace, self.dest, 'append', values)


class _ExtendAction(_AppendAction):
    def __call__(self, parser, namespace, values, option_string=None):
        _gather(namespace, self.dest, 'extend', values)


class _AppendConstAction(Action):
    def __init__(self, option_strings, dest, const=None, default=None, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, 0, const, default, required=required, help=help, metavar=metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        _gather(namespace, self.dest, 'append', self.const)


class _CountAction(Action):
    def __init__(self, option_strings, dest, default=None, required=False, help=None):
        super().__init__(option_strings, dest, 0, default=default, required=required, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        setattr(namespace, self.dest, (getattr(namespace, self.dest, None) or 0) + 1)


class BooleanOptionalAction(Action):
    """A pair of options, --foo and --no-foo, for True and False."""

    def __init__(self, option_strings, dest, default=None, type=None, choices=None, required=False, help=None,
                 metavar=None):
        both = []
        for option in option_strings:
            both += [option, '--no-' + option[2:]] if option[:2] == '--' else [option]
        super().__init__(both, dest, 0, None, default, type, choices, required, help, metavar)

    def __call__(self, parser, namespace, values, option_string=None):
        if option_string in self.option_strings:
            setattr(namespace, self.dest, option_string[:5] != '--no-')

    def format_usage(self):
        return ' | '.join(self.option_strings)


# --- actions that end the program or hand over to another parser ----------------------------------------------------

class _HelpAction(Action):
    def __init__(self, option_strings, dest=SUPPRESS, default=SUPPRESS, help=None):
        super().__init__(option_strings, dest, 0, default=default, help=help)

    def __call__(self, parser, namespace, values, option_string=None):
        parser.print_help()
        parser.exit()


class _VersionAction(Action):
    def __init__(self, option_strings, version=None, dest=SUPPRESS, default=SUPPRESS,
                 help="show program's version number and exit"):
        super().__init__(option_strings, dest, 0, default=default, help=help)
        self.version = version

    def __call__(self, parser, namespace, values, option_string=None):
        layout = parser._new_formatter()
        layout.add_text(parser.version if self.version is None else self.version)
        parser._write(layout.format_help(), sys.stdout)
        parser.exit()


class _SubParsersAction(Action):
    """An argument whose value names another parser, which reads the rest of the command line."""

    def __init__(self, option_strings, prog, parser_class, dest=SUPPRESS, required=False, help=None, metavar=None):
        super().__init__(option_strings, dest, PARSER, choices={}, required=required, help=help, metavar=metavar)
        self._prog, self._class = prog, parser_class
        self._listed = []

    def add_parser(self, name, **kwargs):
        """A new parser for a name. Arguments: those of ArgumentParser, and help and aliases."""
        names = (name, *kwargs.pop('aliases', ()))
        for what, taken in zip(('subparser', *['subparser alias'] * len(names)), names):
            if taken in self.choices:
                raise ArgumentError(self, f'conflicting {what}: {taken}')
        if kwargs.get('prog') is None:
            kwargs['prog'] = f'{self._prog} {name}'
        if 'help' in kwargs:
            shown = f'{name} ({", ".join(names[1:])})' if names[1:] else name
            self._listed.append(Action([], name, help=kwargs.pop('help'), metavar=shown))
        parser = self._class(**kwargs)
        self.choices.update(dict.fromkeys(names, parser))
        return parser

    def __call__(self, parser, namespace, values, option_string=None):
        name, *words = values
        if self.dest is not SUPPRESS:
            setattr(namespace, self.dest, name)
        if name not in self.choices:
            raise ArgumentError(self, f'unknown parser {name!r} (choices: {", ".join(self.choices)})')
        # Into a namespace of its own, so that the subparser's defaults win over the parser's.
        found, unused = self.choices[name].parse_known_args(words, None)
        for key, value in vars(found).items():
            setattr(namespace, key, value)
        if unused:
            setattr(namespace, UNUSED, getattr(namespace, UNUSED, []) + unused)


BY_NAME = {
    None: _StoreAction, 'store': _StoreAction, 'store_const': _StoreConstAction, 'store_true': _StoreTrueAction,
    'store_false': _StoreFalseAction, 'append': _AppendAction, 'append_const': _AppendConstAction,
    'extend': _ExtendAction, 'count': _CountAction, 'help': _HelpAction, 'version': _VersionAction,
    'parsers': _SubParsersAction}


# --- types ----------------------------------------------------------------------------------------------------------

class FileType:
    """A type that opens the file an argument names; '-' is standard input or output, as the mode asks."""

    def __init__(self, mode='r', bufsize=-1, encoding=None, errors=None):
        self._how = (mode, bufsize, encoding, errors)

    def __call__(self, string):
        mode = self._how[0]
        if string != '-':
            try:
                return open(string, *self._how)
            except OSError as e:
                raise ArgumentTypeError(f"can't open '{string}': {e}")
        if 'r' in mode:
            stream = sys.stdin
        elif set('wax') & set(mode):
            stream = sys.stdout
        else:
            raise ValueError(f'argument "-" with mode {mode!r}')
        return stream.buffer if 'b' in mode else stream

    def __repr__(self):
        texts = [repr(value) for value in self._how[:2] if value != -1]
        named = zip(('encoding', 'errors'), self._how[2:])
        texts += [f'{name}={value!r}' for name, value in named if value is not None]
        return f'{type(self).__name__}({", ".join(texts)})'
