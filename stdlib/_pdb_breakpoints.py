"""The commands of pdb that are about breakpoints."""
import bdb
import linecache
import os
import re
import sys


def find_function(funcname, filename):
    """Where a file defines a function: (name, file, line), or None."""
    linecache.checkcache(filename)
    pattern = re.compile(rf'\s*(async\s+)?def\s+{re.escape(funcname)}\s*[(]')
    for number, line in enumerate(linecache.getlines(filename), 1):
        if pattern.match(line):
            return funcname, filename, number
    return None


class Breakpoints:
    """Mixed into Pdb. What cannot be done is told at the prompt."""

    def do_break(self, arg, temporary=0):
        """b(reak) [ ([filename:]lineno | function) [, condition] ]

        Set a breakpoint at a line or at the first line of a function; without argument, list all.
        """
        if not arg:
            self._list_breakpoints()
            return
        place, comma, condition = arg.partition(',')
        condition = condition.lstrip() if comma else None
        found = self._place(place.rstrip(), arg)
        if found is None:
            return
        filename, line, function = found
        line = self.checkline(filename, line)
        if not line:
            return
        problem = self.set_break(filename, line, temporary, condition, function)
        if problem:
            self.error(problem)
        else:
            made = self.get_breaks(filename, line)[-1]
            self.message(f'Breakpoint {made.number} at {made.file}:{made.line}')

    do_b = do_break

    def do_tbreak(self, arg):
        """tbreak [ ([filename:]lineno | function) [, condition] ]

        The same as break, but the breakpoint is removed when it has stopped the program once.
        """
        self.do_break(arg, 1)

    def _list_breakpoints(self):
        if self.breaks:
            self.message('Num Type         Disp Enb   Where')
            for breakpoint in filter(None, bdb.Breakpoint.bpbynumber):
                self.message(breakpoint.bpformat())

    def _place(self, place, arg):
        """(file, line, name of the function or None) of what was given to break, or None: it was told."""
        if ':' in place:
            name, _, line = place.rpartition(':')
            filename = self.lookupmodule(name.rstrip())
            if not filename:
                self.error(f'{name.rstrip()!r} not found from sys.path')
                return None
            try:
                return filename, int(line), None
            except ValueError:
                self.error(f'Bad lineno: {line.lstrip()}')
                return None
        if place.isdigit():
            return self.defaultFile(), int(place), None
        return self._place_of_function(place, arg)

    def _place_of_function(self, place, arg):
        try:
            found = eval(place, self.curframe.f_globals, self.curframe_locals)
        except:
            found = place
        found = getattr(found, '__func__', found)
        if hasattr(found, '__code__'):
            source = found.__code__
            return self.canonic(source.co_filename), source.co_firstlineno, source.co_name
        line = self.lineinfo(place)
        if line is None or not line[2]:
            self.error(f'The specified object {place!r} is not a function or was not found along sys.path.')
            return None
        name, filename, number = line
        return filename, number, name

    def defaultFile(self):
        """The file of the frame."""
        filename = self.curframe.f_code.co_filename
        return self.mainpyfile if filename == '<string>' and self.mainpyfile else filename

    def lineinfo(self, identifier):
        """Where FUNCTION or MODULE.FUNCTION is defined, as find_function() says it; None: nowhere."""
        module, _, function = identifier.strip("'").strip().rpartition('.')
        filename = self.lookupmodule(module) if module else self.defaultFile()
        return find_function(function, filename) if filename else None

    def lookupmodule(self, filename):
        """The path of a file, also without its end, on sys.path; None: there is none."""
        if os.path.isabs(filename) and os.path.exists(filename):
            return filename
        beside = os.path.join(sys.path[0], filename)
        if os.path.exists(beside) and self.canonic(beside) == self.mainpyfile:
            return beside
        if not os.path.splitext(filename)[1]:
            filename += '.py'
        for folder in [''] if os.path.isabs(filename) else map(os.path.realpath, sys.path):
            path = os.path.join(folder, filename)
            if os.path.exists(path):
                return path
        return None

    def checkline(self, filename, lineno):
        """The line, if there can be a breakpoint; else 0, and it was told."""
        line = linecache.getline(filename, lineno, self.curframe.f_globals if getattr(self, 'curframe', None) else None)
        if not line:
            self.message('End of file')
            return 0
        line = line.strip()
        if not line or line[0] == '#' or line[:3] in ('"""', "'''"):
            self.error('Blank or comment')
            return 0
        return lineno

    def _breakpoint(self, arg):
        """A breakpoint by its number; None: it was told."""
        try:
            return self.get_bpbynumber(arg)
        except ValueError as error:
            self.error(error)
            return None

    def _switch(self, arg, method, word):
        for number in arg.split():
            breakpoint = self._breakpoint(number)
            if breakpoint:
                getattr(breakpoint, method)()
                self.message(f'{word} {breakpoint}')

    def do_enable(self, arg):
        """enable bpnumber [bpnumber ...]

        Let breakpoints stop the program again.
        """
        self._switch(arg, 'enable', 'Enabled')

    def do_disable(self, arg):
        """disable bpnumber [bpnumber ...]

        Keep breakpoints, but let them not stop the program.
        """
        self._switch(arg, 'disable', 'Disabled')

    def do_condition(self, arg):
        """condition bpnumber [condition]

        Let a breakpoint stop only if an expression is true; without one, always.
        """
        number, _, condition = arg.partition(' ')
        breakpoint = self._breakpoint(number.strip())
        if not breakpoint:
            return
        breakpoint.cond = condition.strip() or None
        self.message(f'New condition set for breakpoint {breakpoint.number}.' if breakpoint.cond else
                     f'Breakpoint {breakpoint.number} is now unconditional.')

    def do_ignore(self, arg):
        """ignore bpnumber [count]

        Let a breakpoint not stop the program the next count times.
        """
        number, _, count = arg.partition(' ')
        try:
            count = max(0, int(count))
        except ValueError:
            count = 0
        breakpoint = self._breakpoint(number.strip())
        if not breakpoint:
            return
        breakpoint.ignore = count
        if count:
            crossings = f'{count} crossings' if count > 1 else '1 crossing'
            self.message(f'Will ignore next {crossings} of breakpoint {breakpoint.number}.')
        else:
            self.message(f'Will stop next time breakpoint {breakpoint.number} is reached.')

    def do_clear(self, arg):
        """cl(ear) [filename:lineno | bpnumber ...]

        Remove breakpoints: those of a line, some by their numbers, or, after a question, all.
        """
        if not arg:
            self._clear_all()
        elif ':' in arg:
            self._clear_line(arg)
        else:
            for number in arg.split():
                breakpoint = self._breakpoint(number)
                if breakpoint:
                    self.clear_bpbynumber(number)
                    self.message(f'Deleted {breakpoint}')

    do_cl = do_clear

    def _clear_all(self):
        try:
            answer = input('Clear all breaks? ') if self.use_rawinput else self._ask('Clear all breaks? ')
        except EOFError:
            answer = 'no'
        if answer.strip().lower() in ('y', 'yes'):
            gone = [breakpoint for breakpoint in bdb.Breakpoint.bpbynumber if breakpoint]
            self.clear_all_breaks()
            for breakpoint in gone:
                self.message(f'Deleted {breakpoint}')

    def _ask(self, question):
        self.stdout.write(question)
        self.stdout.flush()
        return self.stdin.readline()

    def _clear_line(self, arg):
        filename, _, number = arg.rpartition(':')
        try:
            line = int(number)
        except ValueError:
            self.error(f'Invalid line number ({number})')
            return
        gone = list(self.get_breaks(filename, line))
        problem = self.clear_break(filename, line)
        if problem:
            self.error(problem)
        for breakpoint in gone:
            self.message(f'Deleted {breakpoint}')

    def do_commands(self, arg):
        """commands [bpnumber]
        (com) ...
        (com) end

        Commands to execute whenever a breakpoint (without number, the last one) stops the program. `silent` as one of them
        suppresses the usual message; a command that lets the program go on ends the list.
        """
        try:
            number = int(arg) if arg else len(bdb.Breakpoint.bpbynumber) - 1
        except ValueError:
            self.error('Usage: commands [bnum]\n        ...\n        end')
            return
        try:
            self.get_bpbynumber(number)
        except ValueError as error:
            self.error(f'cannot set commands: {error}')
            return
        tables = self.commands, self.commands_doprompt, self.commands_silent
        before = [table.get(number) for table in tables] if number in self.commands else None
        self.commands_bnum = number
        self.commands[number], self.commands_doprompt[number], self.commands_silent[number] = [], True, False
        prompt, self.prompt, self.commands_defining = self.prompt, '(com) ', True
        try:
            self.cmdloop()
        except KeyboardInterrupt:
            for i, table in enumerate(tables):
                table.pop(number)
                if before:
                    table[number] = before[i]
            self.error('command definition aborted, old commands restored')
        finally:
            self.commands_defining, self.prompt = False, prompt
