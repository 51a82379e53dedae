"""Command lines: an ArgumentParser is told which arguments there are; it reads them and writes the help.

Here is how arguments are declared, and the parser. What arguments do when they are met is in _argparse_actions, how a
command line is shared out among them in _argparse_match, the layout of the help in _argparse_help.
"""
import os
import sys

from _argparse_actions import (
    Action, ArgumentError, ArgumentTypeError, BooleanOptionalAction, FileType, Namespace, ONE_OR_MORE, OPTIONAL, PARSER,
    REMAINDER, SUPPRESS, ZERO_OR_MORE, BY_NAME as _BY_NAME, UNUSED as _UNUSED, _AppendAction, _AppendConstAction,
    _CountAction, _ExtendAction, _HelpAction, _Shown, _StoreAction, _StoreConstAction, _StoreFalseAction,
    _StoreTrueAction, _SubParsersAction, _VersionAction)
from _argparse_help import (
    ArgumentDefaultsHelpFormatter, HelpFormatter, MetavarTypeHelpFormatter, RawDescriptionHelpFormatter,
    RawTextHelpFormatter, show_values as _show_values)
from _argparse_match import Match as _Match, looks_negative as _looks_negative

__all__ = ['ArgumentParser', 'ArgumentError', 'ArgumentTypeError', 'BooleanOptionalAction', 'FileType',
           'HelpFormatter', 'ArgumentDefaultsHelpFormatter', 'RawDescriptionHelpFormatter', 'RawTextHelpFormatter',
           'MetavarTypeHelpFormatter', 'Namespace', 'Action', 'ONE_OR_MORE', 'OPTIONAL', 'PARSER', 'REMAINDER',
           'SUPPRESS', 'ZERO_OR_MORE']


def _identity(word):
    return word


class _Table:
    """What a parser and all its groups declare together."""

    def __init__(self):
        self.actions = []
        self.by_option = {}
        self.defaults = {}
        self.rivals = []  # groups of arguments that exclude each other
        self.registered = {'action': dict(_BY_NAME), 'type': {None: _identity}}
        self.has_numeric_options = False  # then -1 is an option and not a number

    def look_up(self, registry, name):
        """What was registered under a name; else the name itself is the thing."""
        return self.registered.get(registry, {}).get(name, name)

    def add(self, action, on_conflict):
        taken = [option for option in action.option_strings if option in self.by_option]
        if taken and on_conflict == 'error':
            strings = 'string' if len(taken) == 1 else 'strings'
            raise ArgumentError(action, f'conflicting option {strings}: {", ".join(taken)}')
        for option in taken:
            self.take_away(option)
        self.actions.append(action)
        for option in action.option_strings:
            self.by_option[option] = action
            self.has_numeric_options |= _looks_negative(option)

    def take_away(self, option):
        """Take an option from the argument that has it, which goes if it was its last one."""
        owner = self.by_option.pop(option)
        owner.option_strings.remove(option)
        if not owner.option_strings:
            self.actions.remove(owner)
            owner.container._group_actions.remove(owner)


class _Declarer:
    """What arguments can be added to: a parser or a group."""

    def __init__(self, table, description, prefix_chars, argument_default, conflict_handler):
        if conflict_handler not in ('error', 'resolve'):
            raise ValueError(f'invalid conflict_resolution value: {conflict_handler!r}')
        self._table = table
        self.description = description
        self.prefix_chars = prefix_chars
        self.argument_default = argument_default
        self.conflict_handler = conflict_handler
        # Scripts look at these lists, although no documentation names them.
        self._actions = table.actions
        self._option_string_actions = table.by_option
        self._mutually_exclusive_groups = table.rivals
        self._action_groups = []

    def register(self, registry_name, value, object):
        self._table.registered.setdefault(registry_name, {})[value] = object

    def set_defaults(self, **kwargs):
        """Set attributes that need not belong to an argument; for those that do, this is their default."""
        self._table.defaults.update(kwargs)
        for action in self._actions:
            if action.dest in kwargs:
                action.default = kwargs[action.dest]

    def get_default(self, dest):
        """The default of an attribute, None if it has none."""
        own = (action.default for action in self._actions if action.dest == dest and action.default is not None)
        return next(own, self._table.defaults.get(dest))

    def add_argument(self, *args, **kwargs):
        """Declare an argument: a name for a positional, one or more option strings for an option."""
        kind = self._table.look_up('action', kwargs.pop('action', None))
        if len(args) > 1 or args and args[0][0] in self.prefix_chars:
            kwargs.update(self._as_option(args, kwargs.get('dest')))
        else:
            self._as_positional(args, kwargs)
        if 'default' not in kwargs:
            default = self._table.defaults.get(kwargs['dest'], self.argument_default)
            if default is not None or kwargs['dest'] in self._table.defaults:
                kwargs['default'] = default
        if not callable(kind):
            raise ValueError(f'unknown action "{kind}"')
        action = kind(**kwargs)
        make = self._table.look_up('type', action.type)
        if not callable(make):
            raise ValueError(f'{make!r} is not callable')
        if make is FileType:
            raise ValueError(f'{make!r} is a FileType class object, instance of it must be passed')
        self._check_shape(action)
        return self._put(action)

    def _as_option(self, strings, dest):
        for string in strings:
            if string[0] not in self.prefix_chars:
                raise ValueError(f'invalid option string {string!r}: must start with a character {self.prefix_chars!r}')
        if dest is None:
            # The first long option gives the name, else the first of all.
            named = next((s for s in strings if s[1:] and s[1] in self.prefix_chars), strings[0])
            dest = named.lstrip(self.prefix_chars).replace('-', '_')
            if not dest:
                raise ValueError(f'dest= is required for options like {named!r}')
        return {'option_strings': list(strings), 'dest': dest}

    def _as_positional(self, args, kwargs):
        if 'dest' in kwargs and args:
            raise ValueError('dest supplied twice for positional argument')
        if not args and 'dest' not in kwargs:
            raise TypeError("add_argument() missing 1 required positional argument: 'dest'")
        if 'required' in kwargs:
            raise TypeError("'required' is an invalid argument for positionals")
        nargs = kwargs.get('nargs')
        if nargs != OPTIONAL and (nargs != ZERO_OR_MORE or 'default' not in kwargs):
            kwargs['required'] = True
        kwargs.update(option_strings=[], dest=args[0] if args else kwargs['dest'])

    def _check_shape(self, action):
        """Groups find out only when help is shown."""

    def add_argument_group(self, *args, **kwargs):
        """A section of the help; arguments added to it are shown there."""
        self._action_groups.append(_ArgumentGroup(self, *args, **kwargs))
        return self._action_groups[-1]

    def add_mutually_exclusive_group(self, **kwargs):
        """A group of arguments of which a command line may have only one."""
        self._mutually_exclusive_groups.append(_MutuallyExclusiveGroup(self, **kwargs))
        return self._mutually_exclusive_groups[-1]


def _warn_of_nesting(kind):
    import warnings
    warnings.warn(f'Nesting {kind} groups is deprecated.', DeprecationWarning, stacklevel=3)


class _ArgumentGroup(_Declarer):
    """A section of the help."""

    def __init__(self, container, title=None, description=None, **kwargs):
        for name in ('conflict_handler', 'prefix_chars', 'argument_default'):
            kwargs.setdefault(name, getattr(container, name))
        super().__init__(container._table, description, **kwargs)
        self.title = title
        self._group_actions = []

    def _put(self, action):
        self._table.add(action, self.conflict_handler)
        action.container = self
        self._group_actions.append(action)
        return action

    def add_argument_group(self, *args, **kwargs):
        _warn_of_nesting('argument')
        return super().add_argument_group(*args, **kwargs)


class _MutuallyExclusiveGroup(_ArgumentGroup):
    """Arguments that exclude each other; they are shown in the sections of their container."""

    def __init__(self, container, required=False):
        super().__init__(container)
        self.required = required
        self._within = container

    def _put(self, action):
        if action.required:
            raise ValueError('mutually exclusive arguments must be optional')
        self._group_actions.append(self._within._put(action))
        return action

    def add_mutually_exclusive_group(self, *args, **kwargs):
        _warn_of_nesting('mutually exclusive')
        return super().add_mutually_exclusive_group(*args, **kwargs)


class ArgumentParser(_Shown, _Declarer):
    """Reads command lines. Declare arguments with add_argument, then call parse_args.

    prog, usage, description and epilog are texts of the help; formatter_class lays it out, add_help adds -h. The
    arguments of parents are taken over. Options begin with one of prefix_chars, and may be abbreviated if allow_abbrev.
    Words that begin with one of fromfile_prefix_chars name files with more words. argument_default is the default of
    arguments that name none; conflict_handler ('error' or 'resolve') says what an option that exists already does. With
    exit_on_error, parse_args ends the program if the command line is wrong, else it raises an ArgumentError.
    """

    _shown = ('prog', 'usage', 'description', 'formatter_class', 'conflict_handler', 'add_help')

    def __init__(self, prog=None, usage=None, description=None, epilog=None, parents=[], formatter_class=HelpFormatter,
                 prefix_chars='-', fromfile_prefix_chars=None, argument_default=None, conflict_handler='error',
                 add_help=True, allow_abbrev=True, exit_on_error=True):
        super().__init__(_Table(), description, prefix_chars, argument_default, conflict_handler)
        self.prog = os.path.basename(sys.argv[0]) if prog is None else prog
        self.usage, self.epilog, self.formatter_class = usage, epilog, formatter_class
        self.fromfile_prefix_chars = fromfile_prefix_chars
        self.add_help, self.allow_abbrev, self.exit_on_error = add_help, allow_abbrev, exit_on_error
        self._positionals = self.add_argument_group('positional arguments')
        self._optionals = self.add_argument_group('options')
        self._subparsers = None
        if add_help:
            prefix = '-' if '-' in prefix_chars else prefix_chars[0]
            self.add_argument(prefix + 'h', prefix * 2 + 'help', action='help', default=SUPPRESS,
                              help='show this help message and exit')
        for parent in parents:
            self._take_over(parent)

    # --- declaring ---

    def _put(self, action):
        return (self._optionals if action.option_strings else self._positionals)._put(action)

    def _check_shape(self, action):
        try:
            _show_values(action, None)
        except TypeError:
            raise ValueError('length of metavar tuple does not match nargs')

    def _take_over(self, parent):
        """Declare the arguments of another parser, in groups of the same titles."""
        sections = {}
        for group in self._action_groups:
            if group.title in sections:
                raise ValueError(f'cannot merge actions - two groups are named {group.title!r}')
            sections[group.title] = group
        places = {}
        for theirs in parent._action_groups:
            if theirs.title not in sections:
                sections[theirs.title] = self.add_argument_group(
                    theirs.title, theirs.description, conflict_handler=theirs.conflict_handler)
            places.update(dict.fromkeys(theirs._group_actions, sections[theirs.title]))
        for theirs in parent._mutually_exclusive_groups:
            group = self.add_mutually_exclusive_group(required=theirs.required)
            places.update(dict.fromkeys(theirs._group_actions, group))
        for action in parent._actions:
            places.get(action, self)._put(action)
        self._table.defaults.update(parent._table.defaults)

    def add_subparsers(self, **kwargs):
        """An argument that chooses among parsers, which are made by the add_parser of what this returns."""
        if self._subparsers is not None:
            self.error('cannot have multiple subparser arguments')
        if kwargs.keys() & {'title', 'description'}:
            title = kwargs.pop('title', 'subcommands')
            self._subparsers = self.add_argument_group(title, kwargs.pop('description', None))
        else:
            self._subparsers = self._positionals
        if kwargs.get('prog') is None:
            # The command as it is typed up to here.
            layout = self._new_formatter()
            before = [action for action in self._actions if not action.option_strings]
            layout.add_usage(self.usage, before, self._mutually_exclusive_groups, '')
            kwargs['prog'] = layout.format_help().strip()
        kwargs.setdefault('parser_class', type(self))
        kind = self._table.look_up('action', kwargs.pop('action', 'parsers'))
        return self._subparsers._put(kind(option_strings=[], **kwargs))

    # --- reading command lines ---

    def parse_args(self, args=None, namespace=None):
        """Read a command line, by default the program's; a Namespace with the values, or the object that was given."""
        return self._all_used(*self.parse_known_args(args, namespace))

    def parse_known_args(self, args=None, namespace=None):
        """As parse_args, but with the words that were not understood as a second result."""
        return self._read(args, namespace)

    def parse_intermixed_args(self, args=None, namespace=None):
        """As parse_args, for command lines in which options stand between the values of one positional."""
        return self._all_used(*self.parse_known_intermixed_args(args, namespace))

    def parse_known_intermixed_args(self, args=None, namespace=None):
        """As parse_intermixed_args, but with the words that were not understood as a second result."""
        positionals = [action for action in self._actions if not action.option_strings]
        for action in positionals:
            if action.nargs in (PARSER, REMAINDER):
                raise TypeError(f'parse_intermixed_args: positional arg with nargs={action.nargs}')
        if any(action in positionals for group in self._mutually_exclusive_groups for action in group._group_actions):
            raise TypeError('parse_intermixed_args: positional in mutuallyExclusiveGroup')
        namespace, plain = self._read(args, namespace, options_only=True)
        return self._read(plain, namespace, check_options=False)

    def _all_used(self, namespace, unused):
        if unused:
            self.error(f'unrecognized arguments: {" ".join(unused)}')
        return namespace

    def _read(self, args, namespace, options_only=False, check_options=True):
        words = list(sys.argv[1:] if args is None else args)
        if namespace is None:
            namespace = Namespace()
        for action in self._actions:
            absent = action.dest is SUPPRESS or action.default is SUPPRESS or options_only and not action.option_strings
            if not absent and not hasattr(namespace, action.dest):
                setattr(namespace, action.dest, action.default)
        for dest, value in self._table.defaults.items():
            if not hasattr(namespace, dest):
                setattr(namespace, dest, value)
        try:
            if self.fromfile_prefix_chars is not None:
                words = list(self._with_files(words))
            match = _Match(self, words, namespace, options_only)
            match.run()
            match.settle(check_options)
        except ArgumentError as e:
            if not self.exit_on_error:
                raise
            self.error(str(e))
        unused = match.unused
        if hasattr(namespace, _UNUSED):
            unused += getattr(namespace, _UNUSED)
            delattr(namespace, _UNUSED)
        return namespace, unused

    def _with_files(self, words):
        """The words, with those of a file in the place of its name."""
        for word in words:
            if word[:1] and word[0] in self.fromfile_prefix_chars:
                try:
                    with open(word[1:]) as file:
                        lines = file.read().splitlines()
                        inner = [w for line in lines for w in self.convert_arg_line_to_args(line)]
                        inner = list(self._with_files(inner))
                except OSError as e:
                    self.error(str(e))
                yield from inner
            else:
                yield word

    def convert_arg_line_to_args(self, arg_line):
        """The words in a line of a file; subclasses may split it."""
        return [arg_line]

    # --- texts ---

    def _new_formatter(self):
        return self.formatter_class(prog=self.prog)

    def format_usage(self):
        """The usage as text."""
        return self._usage_first().format_help()

    def format_help(self):
        """The help as text."""
        layout = self._usage_first()
        layout.add_text(self.description)
        for group in self._action_groups:
            layout.start_section(group.title)
            layout.add_text(group.description)
            layout.add_arguments(group._group_actions)
            layout.end_section()
        layout.add_text(self.epilog)
        return layout.format_help()

    def _usage_first(self):
        layout = self._new_formatter()
        layout.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        return layout

    def print_usage(self, file=None):
        """Print the usage, to stdout if no file is given."""
        self._write(self.format_usage(), sys.stdout if file is None else file)

    def print_help(self, file=None):
        """Print the help, to stdout if no file is given."""
        self._write(self.format_help(), sys.stdout if file is None else file)

    def _write(self, text, file):
        try:
            (file or sys.stderr).write(text)
        except (AttributeError, OSError):
            pass  # nobody can read it

    def exit(self, status=0, message=None):
        """End the program, with a message on stderr."""
        if message:
            self._write(message, sys.stderr)
        sys.exit(status)

    def error(self, message):
        """End the program with status 2, after the usage and a message; or override this, but do not return."""
        self.print_usage(sys.stderr)
        self.exit(2, f'{self.prog}: error: {message}\n')
