"""A prompt for Python, as a class to build upon."""
import sys
import traceback
from codeop import CommandCompiler, compile_command
from contextlib import suppress

__all__ = ['InteractiveInterpreter', 'InteractiveConsole', 'interact', 'compile_command']


class InteractiveInterpreter:
    """Runs source in a namespace and shows exceptions."""

    def __init__(self, locals=None):
        self.locals = {'__name__': '__console__', '__doc__': None} if locals is None else locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename='<input>', symbol='single'):
        """Run source if it is whole; return whether more is needed."""
        try:
            code = self.compile(source, filename, symbol)
        except (SyntaxError, OverflowError, ValueError):
            self.showsyntaxerror(filename)
            return False
        if code is not None:
            self.runcode(code)
        return code is None

    def runcode(self, code):
        """Run code; exceptions are shown, but for SystemExit."""
        try:
            exec(code, self.locals)
        except BaseException as error:
            if isinstance(error, SystemExit):
                raise
            self.showtraceback()

    def _show(self, kind, error, trace, lines):
        if sys.excepthook is sys.__excepthook__:
            self.write(''.join(lines))
        else:
            sys.excepthook(kind, error, trace)

    def showsyntaxerror(self, filename=None):
        """Show the SyntaxError that is being handled, as if it was in that file."""
        kind, error, trace = sys.exc_info()
        if filename and isinstance(error, SyntaxError):
            error.filename = filename
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
        self._show(kind, error, trace, traceback.format_exception_only(kind, error))

    def showtraceback(self):
        """Show the exception that is being handled, without the frame of this class."""
        kind, error, trace = sys.exc_info()
        sys.last_type, sys.last_value, sys.last_traceback = kind, error, trace
        try:
            self._show(kind, error, trace, traceback.format_exception(kind, error, trace.tb_next))
        finally:
            error = trace = None

    def write(self, data):
        """Write to stderr."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """Reads source line by line and runs it."""

    def __init__(self, locals=None, filename='<console>'):
        super().__init__(locals)
        self.filename = filename
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines of an unfinished statement."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Read and run until the input ends. banner and exitmsg: what is shown at both ends; '' for nothing."""
        for name, text in ('ps1', '>>> '), ('ps2', '... '):
            if not hasattr(sys, name):
                setattr(sys, name, text)
        if banner is None:
            banner = (f'Python {sys.version} on {sys.platform}\nType "help", "copyright", "credits" or "license" for more '
                      f'information.\n({type(self).__name__})')
        if banner:
            self.write(f'{banner}\n')
        more = False
        while True:
            try:
                try:
                    line = self.raw_input(sys.ps2 if more else sys.ps1)
                except EOFError:
                    self.write('\n')
                    break
                more = self.push(line)
            except KeyboardInterrupt:
                self.write('\nKeyboardInterrupt\n')
                self.resetbuffer()
                more = False
        if exitmsg != '':
            self.write(f'now exiting {type(self).__name__}...\n' if exitmsg is None else f'{exitmsg}\n')

    def push(self, line):
        """Add a line, and run the statement if it is whole; return whether more is needed."""
        self.buffer.append(line)
        more = self.runsource('\n'.join(self.buffer), self.filename)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=''):
        """Read a line; EOFError at the end."""
        return input(prompt)


def interact(banner=None, readfunc=None, local=None, exitmsg=None):
    """A prompt in a namespace. readfunc: reads a line, given a prompt."""
    console = InteractiveConsole(local)
    if readfunc is None:
        with suppress(ImportError):
            import readline  # with it lines can be edited
    else:
        console.raw_input = readfunc
    console.interact(banner, exitmsg)


if __name__ == '__main__':
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('-q', action='store_true', help="don't print version and copyright messages")
    interact('' if parser.parse_args().q or sys.flags.quiet else None)
