"""A prompt for commands: subclasses of Cmd have a method do_NAME for each command."""
import string
import sys

__all__ = ['Cmd']

PROMPT = '(Cmd) '
IDENTCHARS = string.ascii_letters + string.digits + '_'


class Cmd:
    """Reads lines and calls do_NAME(rest of the line) for each; a true result ends the loop.

    help_NAME() or the docstring of do_NAME is the help; complete_NAME(text, line, begin, end) offers completions."""

    prompt, intro, lastcmd = PROMPT, None, ''
    identchars = IDENTCHARS
    doc_leader, ruler = '', '='
    doc_header, misc_header = 'Documented commands (type help <topic>):', 'Miscellaneous help topics:'
    undoc_header, nohelp = 'Undocumented commands:', '*** No help on %s'
    use_rawinput = 1

    def __init__(self, completekey='tab', stdin=None, stdout=None):
        self.stdin, self.stdout = stdin or sys.stdin, stdout or sys.stdout
        self.cmdqueue, self.completekey = [], completekey

    def cmdloop(self, intro=None):
        """Read and do commands until one says that it was the last."""
        self.preloop()
        restore = self._enable_completion()
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(f'{self.intro}\n')
            stop = None
            while not stop:
                line = self.precmd(self.cmdqueue.pop(0) if self.cmdqueue else self._read())
                stop = self.postcmd(self.onecmd(line), line)
            self.postloop()
        finally:
            restore()

    def _enable_completion(self):
        """Let readline complete commands; returns what undoes that."""
        if self.use_rawinput and self.completekey:
            try:
                import readline
            except ImportError:
                return lambda: None
            before = self.old_completer = readline.get_completer()
            readline.set_completer(self.complete)
            readline.parse_and_bind(f'{self.completekey}: complete')
            return lambda: readline.set_completer(before)
        return lambda: None

    def _read(self):
        """A line from the user; 'EOF' at the end."""
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return 'EOF'
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else 'EOF'

    # What subclasses may add to the loop.

    def preloop(self):
        """Called before the loop."""

    def postloop(self):
        """Called after the loop."""

    def precmd(self, line):
        """The line that is done instead of the one read."""
        return line

    def postcmd(self, stop, line):
        """Whether to stop, after a command that said `stop`."""
        return stop

    # One command.

    def parseline(self, line):
        """(command, rest, line): ? stands for help, ! for shell; the command is None if there is none."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == '?':
            line = f'help {line[1:]}'
        elif line[0] == '!':
            if not hasattr(self, 'do_shell'):
                return None, None, line
            line = f'shell {line[1:]}'
        rest = line.lstrip(self.identchars)
        return line[:len(line) - len(rest)], rest.strip(), line

    def onecmd(self, line):
        """Do a command line."""
        name, rest, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if name is None:
            return self.default(line)
        self.lastcmd = '' if line == 'EOF' else line
        command = getattr(self, f'do_{name}', None) if name else None
        return self.default(line) if command is None else command(rest)

    def emptyline(self):
        """What an empty line does: the last command again."""
        return self.onecmd(self.lastcmd) if self.lastcmd else None

    def default(self, line):
        """What a line that is no command does."""
        self.stdout.write(f'*** Unknown syntax: {line}\n')

    # Completion.

    def completedefault(self, *ignored):
        """Completions of arguments for commands without complete_NAME."""
        return []

    def completenames(self, text, *ignored):
        """The commands that begin with a text."""
        return [name[3:] for name in self.get_names() if name.startswith(f'do_{text}')]

    def complete(self, text, state):
        """The completion with that number, for readline."""
        if state == 0:
            import readline
            whole = readline.get_line_buffer()
            line = whole.lstrip()
            cut = len(whole) - len(line)
            begin, end = readline.get_begidx() - cut, readline.get_endidx() - cut
            chosen = self.completenames
            if begin > 0:
                name = self.parseline(line)[0]
                chosen = getattr(self, f'complete_{name}', self.completedefault) if name else self.completedefault
            self.completion_matches = chosen(text, line, begin, end)
        matches = self.completion_matches
        return matches[state] if state < len(matches) else None

    def complete_help(self, *args):
        """Commands and topics."""
        topics = [name[5:] for name in self.get_names() if name.startswith(f'help_{args[0]}')]
        return list({*self.completenames(*args), *topics})

    # Help.

    def get_names(self):
        """All names that the class has."""
        return dir(type(self))

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if not arg:
            self._list_commands()
            return
        topic = getattr(self, f'help_{arg}', None)
        if topic is not None:
            topic()
            return
        command = getattr(self, f'do_{arg}', None)
        doc = None if command is None else command.__doc__
        self.stdout.write(f'{doc or self.nohelp % (arg,)}\n')

    def _list_commands(self):
        names = sorted(set(self.get_names()))
        topics = dict.fromkeys(name[5:] for name in names if name.startswith('help_'))
        documented, undocumented = [], []
        for name in [name[3:] for name in names if name.startswith('do_')]:
            has_help = name in topics or getattr(self, f'do_{name}').__doc__
            (documented if has_help else undocumented).append(name)
            topics.pop(name, None)
        self.stdout.write(f'{self.doc_leader}\n')
        for header, found in ((self.doc_header, documented), (self.misc_header, list(topics)),
                              (self.undoc_header, undocumented)):
            self.print_topics(header, found, 15, 80)

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """Write a header and names below it."""
        if not cmds:
            return
        self.stdout.write(f'{header}\n')
        if self.ruler:
            self.stdout.write(f'{self.ruler * len(header)}\n')
        self.columnize(cmds, maxcol - 1)
        self.stdout.write('\n')

    def columnize(self, list, displaywidth=80):
        """Write texts in as few rows as fit, column by column."""
        if not list:
            self.stdout.write('<empty>\n')
            return
        odd = [str(index) for index, text in enumerate(list) if not isinstance(text, str)]
        if odd:
            raise TypeError(f'list[i] not a string for i in {", ".join(odd)}')
        for rows in range(1, len(list) + 1):
            columns = [list[start:start + rows] for start in range(0, len(list), rows)]
            widths = [max(map(len, column)) for column in columns] if rows < len(list) else [0]
            if sum(widths) + 2 * (len(widths) - 1) <= displaywidth:
                break
        for row in range(rows):
            cells = [column[row] if row < len(column) else '' for column in columns]
            while cells and not cells[-1]:
                cells.pop()
            self.stdout.write('  '.join(map(str.ljust, cells, widths)) + '\n')
