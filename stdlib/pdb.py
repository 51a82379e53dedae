"""The debugger: `python -m pdb script.py`, breakpoint(), pdb.set_trace(), and pdb.pm() after an exception.

At the prompt (Pdb), `h` lists the commands and `h COMMAND` explains one. Whatever is no command is executed as Python code in
the frame that is looked at; ! in front does so for sure. An empty line repeats the last command.
"""
import bdb
import cmd
import inspect
import os
import signal
import sys
import traceback
from _pdb_breakpoints import Breakpoints, find_function
from _pdb_looking import Looking, getsourcelines

__all__ = ['run', 'pm', 'Pdb', 'runeval', 'runctx', 'runcall', 'set_trace', 'post_mortem', 'help']

line_prefix = '\n-> '


class Restart(Exception):
    """The program is to begin again."""


class Pdb(Breakpoints, Looking, bdb.Bdb, cmd.Cmd):
    """The debugger with its commands."""

    commands_resuming = ['do_continue', 'do_step', 'do_next', 'do_return', 'do_quit', 'do_jump']
    _previous_sigint_handler = None

    def __init__(self, completekey='tab', stdin=None, stdout=None, skip=None, nosigint=False, readrc=True):
        bdb.Bdb.__init__(self, skip=skip)
        cmd.Cmd.__init__(self, completekey, stdin, stdout)
        self.prompt = '(Pdb) '
        if stdout:
            self.use_rawinput = 0
        self.aliases = {}
        self.displaying = {}  # expressions with their last values, by frame
        self.mainpyfile = ''
        self._user_requested_quit = False
        self._wait_for_mainpyfile = False
        self.tb_lineno = {}
        self.nosigint = nosigint
        self.commands = {}  # lists of commands by the number of the breakpoint
        self.commands_doprompt, self.commands_silent = {}, {}
        self.commands_defining, self.commands_bnum = False, None
        self.rcLines = self._read_settings() if readrc else []
        self._load_completion()
        self.reset()

    @staticmethod
    def _load_completion():
        try:
            import readline
            readline.set_completer_delims(' \t\n`@#$%^&*()=+[{]}\\|;:\'",<>?')
        except ImportError:
            pass

    @staticmethod
    def _read_settings():
        """The lines of the files .pdbrc."""
        lines = []
        for path in os.path.expanduser('~/.pdbrc'), '.pdbrc':
            try:
                with open(path, encoding='utf-8') as file:
                    lines.extend(file)
            except OSError:
                pass
        return lines

    # ---- where the program stops ----

    def sigint_handler(self, signum, frame):
        """Ctrl-C: stop where the program is."""
        if self.allow_kbdint:
            raise KeyboardInterrupt
        self.message('\nProgram interrupted. (Use \'cont\' to resume).')
        self.set_step()
        self.set_trace(frame)

    def forget(self):
        """Let go of the frames."""
        self.curframe, self.stack, self.curindex, self.lineno = None, [], 0, None
        self.tb_lineno.clear()

    def reset(self):
        bdb.Bdb.reset(self)
        self.forget()

    def setup(self, f, tb):
        """Look at a frame, or at where a traceback ends."""
        self.forget()
        self.stack, self.curindex = self.get_stack(f, tb)
        while tb:  # the frame's own line is where it is now
            self.tb_lineno[tb.tb_frame] = tb.tb_lineno
            tb = tb.tb_next
        self.curframe = self.stack[self.curindex][0]
        self.curframe_locals = self.curframe.f_locals
        return self._run_settings()

    def _run_settings(self):
        if not self.rcLines:
            return None
        lines, self.rcLines = self.rcLines, []
        for line in map(str.strip, lines):
            if line and line[0] != '#' and self.onecmd(line):
                return True
        return None

    def user_call(self, frame, argument_list):
        if not self._wait_for_mainpyfile and self.stop_here(frame):
            self.message('--Call--')
            self.interaction(frame, None)

    def user_line(self, frame):
        if self._wait_for_mainpyfile:  # the code of runpy and our own
            if self.mainpyfile != self.canonic(frame.f_code.co_filename) or frame.f_lineno <= 0:
                return
            self._wait_for_mainpyfile = False
        if self._run_commands_of_breakpoint(frame):
            self.interaction(frame, None)

    def _run_commands_of_breakpoint(self, frame):
        """Is there to be a prompt afterwards?"""
        number, self.currentbp = getattr(self, 'currentbp', False), 0
        if not number or number not in self.commands:
            return True
        last = self.lastcmd
        self.setup(frame, None)
        for line in self.commands[number]:
            self.onecmd(line)
        self.lastcmd = last
        if not self.commands_silent[number]:
            self.print_stack_entry(self.stack[self.curindex])
        if self.commands_doprompt[number]:
            self._cmdloop()
        self.forget()
        return False

    def user_return(self, frame, return_value):
        if not self._wait_for_mainpyfile:
            self.message('--Return--')
            frame.f_locals['__return__'] = return_value
            self.interaction(frame, None)

    def user_exception(self, frame, exc_info):
        if self._wait_for_mainpyfile:
            return
        kind, value, tb = exc_info
        frame.f_locals['__exception__'] = kind, value
        internal = 'Internal ' if not tb and kind is StopIteration else ''  # how a generator ends
        text = traceback.format_exception_only(kind, value)[-1].strip()
        self.message(internal + text)
        self.interaction(frame, tb)

    def interaction(self, frame, traceback):
        """Show where it is, and do what the user says until the program goes on."""
        handler, Pdb._previous_sigint_handler = Pdb._previous_sigint_handler, None
        if handler:
            try:
                signal.signal(signal.SIGINT, handler)
            except ValueError:  # another thread
                pass
        if not self.setup(frame, traceback):  # else the settings say go on
            self.print_stack_entry(self.stack[self.curindex])
            self._cmdloop()
        self.forget()

    def _cmdloop(self):
        self.allow_kbdint, again = True, True
        while again:
            try:
                self.cmdloop()
                again = False
            except KeyboardInterrupt:
                self.message('--KeyboardInterrupt--')
        self.allow_kbdint = False

    def preloop(self):
        """Show what display was asked for and has changed."""
        shown = self.displaying.get(self.curframe, {})
        for expression, old in shown.items():
            new = self._value_or_error(expression)
            if new is not old and new != old:
                shown[expression] = new
                self.message(f'display {expression}: {new!r}  [old: {old!r}]')

    # ---- output ----

    def message(self, msg):
        print(msg, file=self.stdout)

    def error(self, msg):
        print('***', msg, file=self.stdout)

    def _tell_exception(self):
        kind, value = sys.exc_info()[:2]
        self.error(traceback.format_exception_only(kind, value)[-1].strip())

    def print_stack_entry(self, frame_lineno, prompt_prefix=line_prefix):
        frame, _ = frame_lineno
        mark = '> ' if frame is self.curframe else '  '
        self.message(mark + self.format_stack_entry(frame_lineno, prompt_prefix))

    def print_stack_trace(self):
        try:
            for entry in self.stack:
                self.print_stack_entry(entry)
        except KeyboardInterrupt:
            pass

    # ---- lines of input ----

    def displayhook(self, obj):
        """As the prompt shows values, without setting _."""
        if obj is not None:
            self.message(repr(obj))

    def default(self, line):
        """Execute a statement in the frame."""
        line = line[1:].strip() if line[:1] == '!' else line
        if not line:
            return
        saved = sys.stdin, sys.stdout, sys.displayhook
        try:
            compiled = compile(line + '\n', '<stdin>', 'single')
            sys.stdin, sys.stdout, sys.displayhook = self.stdin, self.stdout, self.displayhook
            try:
                exec(compiled, self.curframe.f_globals, self.curframe_locals)
            finally:
                sys.stdin, sys.stdout, sys.displayhook = saved
        except:
            self._tell_exception()

    def _expand_alias(self, line):
        """Put the command of an alias in its place, with the words behind it."""
        words = line.split()
        while words and words[0] in self.aliases:
            command = self.aliases[words[0]]
            for number, word in enumerate(words[1:], 1):
                command = command.replace(f'%{number}', word)
            line = command.replace('%*', ' '.join(words[1:]))
            words = line.split()
        return line

    def precmd(self, line):
        if not line.strip():
            return line
        line = self._expand_alias(line)
        if not line.startswith('alias'):  # whose commands may hold ;;
            line, separator, rest = line.partition(';;')
            if separator:
                self.cmdqueue.insert(0, rest.lstrip())
                line = line.rstrip()
        return line

    def onecmd(self, line):
        if self.commands_defining:
            return self.handle_command_def(line)
        return cmd.Cmd.onecmd(self, line)

    def handle_command_def(self, line):
        """A line within `commands`. True: it was the last one."""
        command, arg, line = self.parseline(line)
        if command == 'end':
            return True
        if not command:
            return None
        if command == 'silent':
            self.commands_silent[self.commands_bnum] = True
            return None
        self.commands[self.commands_bnum].append(f'{command} {arg}' if arg else command)
        method = getattr(self, 'do_' + command, self.default)
        if method.__name__ in self.commands_resuming:  # what comes after it would never run
            self.commands_doprompt[self.commands_bnum] = False
            return True
        return None

    # ---- completion ----

    def _complete_expression(self, text, line, begidx, endidx):
        names = {**self.curframe.f_globals, **self.curframe_locals}
        if '.' not in text:
            import builtins
            return [name for name in [*names, *dir(builtins)] if name.startswith(text)]
        *objects, prefix = text.split('.')
        try:
            value = names[objects[0]]
            for name in objects[1:]:
                value = getattr(value, name)
        except (KeyError, AttributeError):
            return []
        return ['.'.join([*objects, name]) for name in dir(value) if name.startswith(prefix)]

    def _complete_location(self, text, line, begidx, endidx):
        if line.strip().endswith((':', ',')):
            return []
        try:
            functions = self._complete_expression(text, line, begidx, endidx)
        except Exception:
            functions = []
        import glob
        files = [path for path in glob.glob(glob.escape(text) + '*') if os.path.isdir(path) or path.endswith('.py')]
        return functions + [path + ('/' if os.path.isdir(path) else ':') for path in files]

    def _complete_bpnumber(self, text, line, begidx, endidx):
        return [str(number) for number, breakpoint in enumerate(bdb.Breakpoint.bpbynumber)
                if breakpoint is not None and str(number).startswith(text)]

    complete_print = complete_p = complete_pp = complete_whatis = complete_source = _complete_expression
    complete_display = complete_debug = completedefault = _complete_expression
    complete_break = complete_b = complete_tbreak = complete_clear = complete_cl = _complete_location
    complete_enable = complete_disable = complete_condition = _complete_bpnumber
    complete_ignore = complete_commands = _complete_bpnumber

    def complete_undisplay(self, text, line, begidx, endidx):
        return [name for name in self.displaying.get(self.curframe, {}) if name.startswith(text)]

    def complete_unalias(self, text, line, begidx, endidx):
        return [name for name in self.aliases if name.startswith(text)]

    # ---- going on ----

    def do_until(self, arg):
        """unt(il) [lineno]

        Go on until a line that comes later in the source, or with a number until that line or a later one.
        """
        line = None
        if arg:
            try:
                line = int(arg)
            except ValueError:
                self.error(f'Error in argument: {arg!r}')
                return None
            if line <= self.curframe.f_lineno:
                self.error('"until" line number is smaller than current line number')
                return None
        self.set_until(self.curframe, line)
        return True

    do_unt = do_until

    def do_step(self, arg):
        """s(tep)

        Go on to the next line, also into functions.
        """
        self.set_step()
        return True

    do_s = do_step

    def do_next(self, arg):
        """n(ext)

        Go on to the next line of the function, or until it returns.
        """
        self.set_next(self.curframe)
        return True

    do_n = do_next

    def do_return(self, arg):
        """r(eturn)

        Go on until the function returns.
        """
        self.set_return(self.curframe)
        return True

    do_r = do_return

    def do_continue(self, arg):
        """c(ont(inue))

        Go on until a breakpoint.
        """
        if not self.nosigint:
            try:
                Pdb._previous_sigint_handler = signal.signal(signal.SIGINT, self.sigint_handler)
            except ValueError:  # another thread: no Ctrl-C
                pass
        self.set_continue()
        return True

    do_c = do_cont = do_continue

    def do_jump(self, arg):
        """j(ump) lineno

        Make another line the next one, of the newest frame.
        """
        if not arg.isdigit():
            self.error("The 'jump' command requires a line number")
            return
        if self.curindex != len(self.stack) - 1:
            self.error('You can only jump within the bottom frame')
            return
        line = int(arg)
        try:
            self.curframe.f_lineno = line
        except (ValueError, NotImplementedError) as error:
            self.error(f'Jump failed: {error}')
            return
        self.stack[self.curindex] = self.stack[self.curindex][0], line
        self.print_stack_entry(self.stack[self.curindex])

    do_j = do_jump

    def do_run(self, arg):
        """run [args...]

        Begin the program again, with other arguments if some are given. Breakpoints stay. restart is the same.
        """
        if arg:
            import shlex
            program = sys.argv[0]
            try:
                sys.argv = [program, *shlex.split(arg)]
            except ValueError as error:
                self.error(f'Cannot run {arg}: {error}')
                return
        raise Restart

    do_restart = do_run

    def do_quit(self, arg):
        """q(uit), exit

        End the program.
        """
        self._user_requested_quit = True
        self.set_quit()
        return True

    do_q = do_exit = do_quit

    def do_EOF(self, arg):
        """EOF

        The end of input ends the program.
        """
        self.message('')
        return self.do_quit(arg)

    def do_debug(self, arg):
        """debug code

        Step through code, in a debugger of its own.
        """
        sys.settrace(None)
        inner = Pdb(self.completekey, self.stdin, self.stdout)
        inner.prompt = f'({self.prompt.strip()}) '
        self.message('ENTERING RECURSIVE DEBUGGER')
        try:
            sys.call_tracing(inner.run, (arg, self.curframe.f_globals, self.curframe_locals))
        except Exception:
            self._tell_exception()
        self.message('LEAVING RECURSIVE DEBUGGER')
        sys.settrace(self.trace_dispatch)
        self.lastcmd = inner.lastcmd

    # ---- help ----

    def do_help(self, arg):
        """h(elp) [command]

        List the commands, or explain one.
        """
        if not arg:
            return cmd.Cmd.do_help(self, arg)
        topic = getattr(self, 'help_' + arg, None)
        if topic:
            return topic()
        command = getattr(self, 'do_' + arg, None)
        if command is None:
            self.error(f'No help for {arg!r}')
        elif command.__doc__ is None:
            self.error(f'No help for {arg!r}; __doc__ string missing')
        else:
            self.message(inspect.cleandoc(command.__doc__))
        return None

    do_h = do_help

    def help_exec(self):
        """(!) statement

        Execute a statement in the frame. ! is needed only where it begins like a command.
        """
        self.message(inspect.cleandoc(self.help_exec.__doc__))

    def help_pdb(self):
        help()

    # ---- whole programs ----

    def _run_script(self, path):
        """Run a file as __main__."""
        import __main__
        path = os.path.realpath(path)
        with open(path, 'rb') as file:
            compiled = compile(file.read(), path, 'exec')
        __main__.__dict__.clear()
        __main__.__dict__.update(__name__='__main__', __file__=path, __builtins__=__builtins__)
        self._run_main(compiled)

    def _run_module(self, name):
        import runpy
        import __main__
        _, spec, compiled = runpy._find(name)
        __main__.__dict__.clear()
        __main__.__dict__.update(__name__='__main__', __file__=spec.origin, __package__=spec.parent,
                                 __loader__=spec.loader, __spec__=spec, __builtins__=__builtins__)
        self._run_main(compiled)

    def _run_main(self, compiled):
        self._wait_for_mainpyfile, self._user_requested_quit = True, False
        self.mainpyfile = self.canonic(compiled.co_filename)  # a module of the binary has no path, but a name
        self.run(compiled)


def runcall(*args, **kwds):
    """Debug the call of a function; answers what it returns."""
    return Pdb().runcall(*args, **kwds)


def runeval(expression, globals=None, locals=None):
    """Debug an expression; answers its value."""
    return Pdb().runeval(expression, globals, locals)


def run(statement, globals=None, locals=None):
    """Debug a statement."""
    Pdb().run(statement, globals, locals)


def runctx(statement, globals, locals):
    """The same."""
    run(statement, globals, locals)


def set_trace(*, header=None):
    """Debug from the line behind this call on."""
    debugger = Pdb()
    if header is not None:
        debugger.message(header)
    debugger.set_trace(sys._getframe().f_back)


def post_mortem(t=None):
    """Look at where an exception was raised: that of a traceback, or the one that is being handled."""
    if t is None:
        t = sys.exc_info()[2]
    if t is None:
        raise ValueError('A valid traceback must be passed if no exception is being handled')
    debugger = Pdb()
    debugger.reset()
    debugger.interaction(None, t)


def pm():
    """Look at where the last exception was raised that nobody caught."""
    post_mortem(sys.last_traceback)


def help():
    """Explain the debugger."""
    print(inspect.cleandoc(__doc__))
    for name in sorted(name for name in dir(Pdb) if name.startswith('do_')):
        method = getattr(Pdb, name)
        if method.__name__ == name and method.__doc__:
            print()
            print(inspect.cleandoc(method.__doc__))


_USAGE = '''\
usage: pdb.py [-c command] ... [-m module | pyfile] [arg] ...

Debug the Python program given by pyfile. Alternatively,
an executable module or package to debug can be specified using
the -m switch.

Commands are read from .pdbrc in the home directory and in the current one, then taken from -c.
To let an error in a program lead to the debugger at once: -c continue.
To debug until a line: -c 'until X'.'''


def _debug_until_quit(debugger, run_once, target):
    """Run the program again and again."""
    while True:
        try:
            run_once()
            if debugger._user_requested_quit:
                return
            print('The program finished and will be restarted')
        except Restart:
            print('Restarting', target, 'with arguments:')
            print('\t' + ' '.join(sys.argv[1:]))
        except SystemExit:
            print('The program exited via sys.exit(). Exit status:', end=' ')
            print(sys.exc_info()[1])
        except SyntaxError:
            traceback.print_exc()
            sys.exit(1)
        except BaseException as error:
            sys.stdout.flush()
            traceback.print_exc()
            print('Uncaught exception. Entering post mortem debugging')
            print("Running 'cont' or 'step' will restart the program")
            debugger.interaction(None, error.__traceback__)
            print(f'Post mortem debugger finished. The {target} will be restarted')


def _checked_target(target, as_module):
    """The module's name, or the file's path; if there is none, that is the end."""
    if as_module:
        import runpy
        try:
            runpy._find(target)
        except Exception:
            traceback.print_exc()
            sys.exit(1)
        return target
    path = os.path.realpath(target)
    if not os.path.exists(path):
        print('Error:', target, 'does not exist')
        sys.exit(1)
    return path


def main():
    """The command line."""
    import getopt
    options, arguments = getopt.getopt(sys.argv[1:], 'mhc:', ['help', 'command='])
    chosen = {name for name, _ in options}
    if not arguments or chosen & {'-h', '--help'}:
        print(_USAGE)
        sys.exit(0 if arguments else 2)
    debugger = Pdb()
    debugger.rcLines.extend(value for name, value in options if name in ('-c', '--command'))
    as_module = '-m' in chosen
    target = _checked_target(arguments[0], as_module)
    sys.argv[:] = arguments
    if not as_module:
        sys.path[0] = os.path.dirname(target)
    _debug_until_quit(debugger, lambda: (debugger._run_module if as_module else debugger._run_script)(target), target)


if __name__ == '__main__':
    import pdb  # not the module that the program will replace
    pdb.main()
