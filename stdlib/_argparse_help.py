"""argparse's help: usage lines and the sections with their columns.

A formatter first collects and measures, then lays out: the column in which help texts begin depends on the longest
argument. What was collected are functions from an indentation to a text.
"""
from _argparse_actions import ONE_OR_MORE, OPTIONAL, PARSER, REMAINDER, SUPPRESS, ZERO_OR_MORE

__name__ = 'argparse'

_LEAST_WIDTH = 11
_SPACES = str.maketrans(dict.fromkeys('\t\n\v\f\r', ' '))

# How the values of an argument are shown, by nargs.
_SHAPES = {None: '%s', OPTIONAL: '[%s]', ZERO_OR_MORE: '[%s ...]', ONE_OR_MORE: '%s [%s ...]', PARSER: '%s ...',
           REMAINDER: '...', SUPPRESS: ''}


def _value_name(action, default):
    """The name of an argument's value, or the tuple of names that its metavar gives."""
    if action.metavar is not None:
        return action.metavar
    if action.choices is not None:
        return '{' + ','.join(map(str, action.choices)) + '}'
    return default


def show_values(action, default):
    """What usage and help show for the values of an argument: 'FILE [FILE ...]'. TypeError: metavar does not fit."""
    name = _value_name(action, default)
    if action.nargs in _SHAPES:
        shape = _SHAPES[action.nargs]
        if action.nargs == ZERO_OR_MORE and isinstance(name, tuple) and len(name) == 2:
            shape = '[%s [%s ...]]'
    else:
        try:
            shape = ' '.join('%s' for _ in range(action.nargs))
        except TypeError:
            raise ValueError('invalid nargs value') from None
    if shape in ('...', '') and action.nargs != 0:
        return shape
    return shape % (name if isinstance(name, tuple) else (name,) * shape.count('%s'))


def _one_line(text):
    """A text whose runs of ASCII white space are single spaces."""
    return ' '.join(filter(None, text.translate(_SPACES).split(' '))).strip()


def _pieces(texts):
    """The pieces between which a usage line may be broken: words, but what stands in brackets is one."""
    for text in texts:
        words = text.split()
        while words:
            closing = {'[': ']', '(': ')'}.get(words[0][0])
            size = 1
            if closing:
                size = next((n for n, word in enumerate(words, 1) if word.endswith(closing)), 1)
            yield ' '.join(words[:size])
            del words[:size]


def _fill(pieces, column, indent, width):
    """Lines of pieces; the first begins in a column and without, the others with the indent."""
    lines = []
    for piece in pieces:
        if lines and column + 1 + len(piece) <= width:
            lines[-1] += ' ' + piece
            column += 1 + len(piece)
        else:
            lines.append(' ' * indent + piece if lines else piece)
            column = (column if len(lines) == 1 else indent) + len(piece)
    return lines


class HelpFormatter:
    """Writes the help. Only the class is documented; scripts override these of its methods nevertheless:
    _split_lines, _fill_text, _get_help_string, _format_action_invocation."""

    def __init__(self, prog, indent_increment=2, max_help_position=24, width=None):
        if width is None:
            import shutil
            width = shutil.get_terminal_size().columns - 2
        self._prog = prog
        self._width = width
        self._step = indent_increment
        self._help_limit = min(max_help_position, max(width - 20, indent_increment * 2))
        self._longest = 0
        self._open = [[]]  # what was collected, for each section that has not ended, the outermost first

    # --- collecting ---

    def start_section(self, heading):
        entries = []
        self._open[-1].append(lambda indent: self._section(heading, entries, indent))
        self._open.append(entries)

    def end_section(self):
        self._open.pop()

    def add_text(self, text):
        if text is not None and text is not SUPPRESS:
            self._open[-1].append(lambda indent: self._paragraph(text, indent))

    def add_usage(self, usage, actions, groups, prefix=None):
        if usage is not SUPPRESS:
            prefix = 'usage: ' if prefix is None else prefix
            self._open[-1].append(lambda indent: self._usage(usage, actions, groups, prefix, self._width - indent))

    def add_argument(self, action):
        if action.help is not SUPPRESS:
            indent = self._step * (len(self._open) - 1)
            widest = max(len(self._format_action_invocation(a)) for a in (action, *action._listed))
            self._longest = max(self._longest, indent + widest)
            self._open[-1].append(lambda indent: self._argument(action, indent))

    def add_arguments(self, actions):
        for action in actions:
            self.add_argument(action)

    def format_help(self):
        text = self._lay_out(self._open[0], 0)
        while '\n\n\n' in text:
            text = text.replace('\n\n\n', '\n\n')
        return text and text.strip('\n') + '\n'

    # --- sections, texts, arguments ---

    def _lay_out(self, entries, indent):
        return ''.join(text for text in (entry(indent) for entry in entries) if text is not SUPPRESS)

    def _section(self, heading, entries, indent):
        body = self._lay_out(entries, indent + self._step)
        if not body:
            return ''
        title = '' if heading is None or heading is SUPPRESS else f'{" " * indent}{heading}:\n'
        return f'\n{title}{body}\n'

    def _paragraph(self, text, indent):
        if '%(prog)' in text:
            text = text % {'prog': self._prog}
        return self._fill_text(text, max(self._width - indent, _LEAST_WIDTH), ' ' * indent) + '\n\n'

    def _argument(self, action, indent):
        column = min(self._longest + 2, self._help_limit)
        head = ' ' * indent + self._format_action_invocation(action)
        text = ''
        if action.help and action.help.strip():
            text = self._get_help_string(action) % self._parameters(action)
        lines = self._split_lines(text, max(self._width - column, _LEAST_WIDTH)) if text else []
        if len(head) + 2 <= column and lines:
            head = head.ljust(column) + lines.pop(0)
        elif len(head) + 2 <= column and action.help:
            head = head.ljust(column)
        lines = [head, *(' ' * column + line for line in lines)]
        below = (self._argument(listed, indent + self._step) for listed in action._listed)
        return ''.join([f'{line}\n' for line in lines] + list(below))

    def _parameters(self, action):
        """What %(name)s may be in the help of an argument."""
        values = {name: getattr(value, '__name__', value)
                  for name, value in vars(action).items() if value is not SUPPRESS}
        values['prog'] = self._prog
        if values.get('choices') is not None:
            values['choices'] = ', '.join(map(str, values['choices']))
        return values

    def _format_action_invocation(self, action):
        if not action.option_strings:
            name = _value_name(action, self._default_name(action))
            if isinstance(name, tuple):
                name, = name
            return name
        values = '' if action.nargs == 0 else ' ' + show_values(action, self._default_name(action))
        return ', '.join(option + values for option in action.option_strings)

    def _default_name(self, action):
        return action.dest.upper() if action.option_strings else action.dest

    def _get_help_string(self, action):
        return action.help

    def _split_lines(self, text, width):
        import textwrap
        return textwrap.wrap(_one_line(text), width)

    def _fill_text(self, text, width, indent):
        import textwrap
        return textwrap.fill(_one_line(text), width, initial_indent=indent, subsequent_indent=indent)

    # --- usage ---

    def _usage(self, usage, actions, groups, prefix, width):
        if usage is not None:
            usage %= {'prog': self._prog}
        elif not actions:
            usage = self._prog
        else:
            usage = '\n'.join(self._usage_lines(actions, groups, len(prefix), width))
        return f'{prefix}{usage}\n\n'

    def _usage_lines(self, actions, groups, column, width):
        """One line if that fits, else options and positionals on lines of their own."""
        options = [action for action in actions if action.option_strings]
        positionals = [action for action in actions if not action.option_strings]
        parts = ' '.join(self._usage_parts(options + positionals, groups)).strip()
        whole = f'{self._prog} {parts}' if parts else self._prog
        if column + len(whole) <= width:
            return [whole]
        options = list(_pieces(self._usage_parts(options, groups)))
        positionals = list(_pieces(self._usage_parts(positionals, groups)))
        if column + len(self._prog) > 0.75 * width:
            # The program's name leaves too little room beside it.
            room = [self._prog]
            lines = _fill(options + positionals, column, column, width)
            blocks = [lines]
            if len(lines) > 1:
                blocks = [_fill(part, column, column, width) for part in (options, positionals)]
        else:
            beside, below = (options, positionals) if options else (positionals, [])
            room = _fill([self._prog, *beside], column, column + len(self._prog) + 1, width)
            column += len(self._prog) + 1
            blocks = [_fill(below, column, column, width)]
        for lines in filter(None, blocks):
            room += [' ' * column + lines[0], *lines[1:]]
        return room

    def _usage_parts(self, actions, groups):
        """A text for each argument, or for each group of arguments that exclude each other and stand together."""
        spans = []
        for group in groups:
            members = group._group_actions
            if not members:
                raise ValueError(f'empty group {group}')
            start = actions.index(members[0]) if members[0] in actions else len(actions)
            if actions[start:start + len(members)] == members:
                spans.append((start, start + len(members), group.required))
        # Where one begins inside another, the larger is the outer one.
        spans.sort(key=lambda span: span[0] - span[1])
        return self._parts_between(actions, spans, 0, len(actions), False)

    def _parts_between(self, actions, spans, start, end, grouped):
        parts = []
        while start < end:
            inner = next((span for span in spans if span[0] == start and span[1] <= end), None)
            if inner is None:
                part = self._usage_part(actions[start], grouped)
                start += 1
            else:
                within = [span for span in spans if span is not inner]
                part = ' | '.join(filter(None, self._parts_between(actions, within, *inner[:2], True)))
                if not inner[2]:
                    part = part and f'[{part}]'
                elif '|' in part:
                    part = f'({part})'
                start = inner[1]
            if part is not None:
                parts.append(part)
        return parts

    def _usage_part(self, action, grouped):
        if action.help is SUPPRESS:
            return None
        if not action.option_strings:
            part = show_values(action, self._default_name(action))
            return part[1:-1] if grouped and part[:1] == '[' and part[-1:] == ']' else part
        if action.nargs == 0:
            part = action.format_usage()
        else:
            part = f'{action.option_strings[0]} {show_values(action, self._default_name(action))}'
        return part if grouped or action.required else f'[{part}]'


class RawDescriptionHelpFormatter(HelpFormatter):
    """Keeps the lines of descriptions as they are."""

    def _fill_text(self, text, width, indent):
        return ''.join(indent + line for line in text.splitlines(True))


class RawTextHelpFormatter(RawDescriptionHelpFormatter):
    """Keeps the lines of all texts as they are."""

    def _split_lines(self, text, width):
        return text.splitlines()


class ArgumentDefaultsHelpFormatter(HelpFormatter):
    """Adds the default to the help of each argument that may be left out."""

    def _get_help_string(self, action):
        text = action.help or ''
        may_be_absent = action.option_strings or action.nargs in (OPTIONAL, ZERO_OR_MORE)
        if may_be_absent and action.default is not SUPPRESS and '%(default)' not in text:
            text += ' (default: %(default)s)'
        return text


class MetavarTypeHelpFormatter(HelpFormatter):
    """Names values after their types."""

    def _default_name(self, action):
        return action.type.__name__
