"""What debuggers are made of: breakpoints, and a class that decides where a traced program stops.

A Bdb is asked at each event (sys.settrace). It stops at a line if a breakpoint is there, or if the frame is the one that
set_step() and its like have chosen: stopframe None means any frame, with stoplineno -1 none at all.
"""
import fnmatch
import os
import sys
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR

__all__ = ['BdbQuit', 'Bdb', 'Breakpoint']

GENERATOR_AND_COROUTINE_FLAGS = CO_GENERATOR | CO_COROUTINE | CO_ASYNC_GENERATOR


class BdbQuit(Exception):
    """Ends the program that is debugged."""


def _is_generator(frame):
    return bool(frame.f_code.co_flags & GENERATOR_AND_COROUTINE_FLAGS)


class Bdb:
    """Runs a program under control. Subclasses override user_line() and its like, where it has stopped."""

    def __init__(self, skip=None):
        self.botframe = self.frame_returning = None
        self.fncache, self.breaks = {}, {}  # the latter: the lines with breakpoints, by file
        self.skip = set(skip) if skip else None
        for breakpoint in filter(None, Breakpoint.bpbynumber):  # those of other instances are shared
            self._note_line(breakpoint.file, breakpoint.line)

    def canonic(self, filename):
        """The name by which a file is known here: an absolute path, or something in <>."""
        if filename[:1] == '<' and filename[-1:] == '>':
            return filename
        if filename not in self.fncache:
            self.fncache[filename] = os.path.normcase(os.path.abspath(filename))
        return self.fncache[filename]

    # ---- events ----

    def trace_dispatch(self, frame, event, arg):
        """The function for sys.settrace(): hands over to the methods for single events."""
        if self.quitting:
            return None
        if event == 'line':
            return self.dispatch_line(frame)
        handler = {'call': self.dispatch_call, 'return': self.dispatch_return,
                   'exception': self.dispatch_exception}.get(event)
        if handler:
            return handler(frame, arg)
        if event not in ('c_call', 'c_exception', 'c_return'):
            print('bdb.Bdb.dispatch: unknown debugging event:', repr(event))
        return self.trace_dispatch

    def _tell(self, method, *args):
        """Call a user_ method, which may want to quit."""
        method(*args)
        if self.quitting:
            raise BdbQuit

    def dispatch_line(self, frame):
        if self.stop_here(frame) or self.break_here(frame):
            self._tell(self.user_line, frame)
        return self.trace_dispatch

    def dispatch_call(self, frame, arg):
        if self.botframe is None:  # the first one
            self.botframe = frame.f_back
        elif not (self.stop_here(frame) or self.break_anywhere(frame)):
            return None
        elif not (self.stopframe and _is_generator(frame)):  # set_next() does not stop where a generator goes on
            self._tell(self.user_call, frame, arg)
        return self.trace_dispatch

    def dispatch_return(self, frame, arg):
        if not self.stop_here(frame) and frame != self.returnframe or self.stopframe and _is_generator(frame):
            return self.trace_dispatch
        self.frame_returning = frame
        try:
            self.user_return(frame, arg)
        finally:
            self.frame_returning = None
        if self.quitting:
            raise BdbQuit
        if self.stopframe is frame and self.stoplineno != -1:  # its caller is next
            self._set_stopinfo(None, None)
        return self.trace_dispatch

    def dispatch_exception(self, frame, arg):
        kind, _, traceback = arg
        if self.stop_here(frame):
            interesting = not (_is_generator(frame) and kind is StopIteration and traceback is None)
        else:  # set_next() in a generator that ends
            interesting = (self.stopframe and frame is not self.stopframe and _is_generator(self.stopframe)
                           and kind in (StopIteration, GeneratorExit))
        if interesting:
            self._tell(self.user_exception, frame, arg)
        return self.trace_dispatch

    # ---- where to stop ----

    def reset(self):
        """Be ready for another program."""
        import linecache
        self.botframe = None
        self._set_stopinfo(None, None)
        linecache.checkcache()

    def is_skipped_module(self, module_name):
        """Does a pattern of skip fit the module?"""
        return module_name is not None and any(fnmatch.fnmatch(module_name, pattern) for pattern in self.skip)

    def stop_here(self, frame):
        """Is the frame one in which to stop?"""
        if self.skip and self.is_skipped_module(frame.f_globals.get('__name__')):
            return False
        if frame is self.stopframe:
            return self.stoplineno != -1 and frame.f_lineno >= self.stoplineno
        return not self.stopframe

    def break_here(self, frame):
        """Is there a breakpoint in force at the line? Temporary ones end now."""
        filename = self.canonic(frame.f_code.co_filename)
        lines = self.breaks.get(filename, ())
        line = frame.f_lineno
        if line not in lines:
            line = frame.f_code.co_firstlineno  # of a function: at its first line that is executed
            if line not in lines:
                return False
        breakpoint, may_delete = effective(filename, line, frame)
        if breakpoint is None:
            return False
        self.currentbp = breakpoint.number
        if may_delete and breakpoint.temporary:
            self.do_clear(str(breakpoint.number))
        return True

    def do_clear(self, arg):
        """Subclasses must say how a temporary breakpoint is removed."""
        raise NotImplementedError('subclass of bdb must implement do_clear()')

    def break_anywhere(self, frame):
        """Is there a breakpoint in the file of the frame?"""
        return self.canonic(frame.f_code.co_filename) in self.breaks

    # ---- for subclasses to override ----

    def user_call(self, frame, argument_list):
        """A function is called."""

    def user_line(self, frame):
        """It has stopped before a line."""

    def user_return(self, frame, return_value):
        """A function returns."""

    def user_exception(self, frame, exc_info):
        """An exception passes."""

    # ---- going on ----

    def _set_stopinfo(self, stopframe, returnframe, stoplineno=0):
        self.stopframe, self.returnframe, self.stoplineno = stopframe, returnframe, stoplineno
        self.quitting = False

    def _trace_caller(self, frame):
        if frame.f_back and not frame.f_back.f_trace:
            frame.f_back.f_trace = self.trace_dispatch

    def set_until(self, frame, lineno=None):
        """Stop at a line that comes later in the source, or when the frame returns."""
        self._set_stopinfo(frame, frame, frame.f_lineno + 1 if lineno is None else lineno)

    def set_step(self):
        """Stop at the next line, wherever it is."""
        if self.frame_returning:  # the caller may not be traced yet
            self._trace_caller(self.frame_returning)
        self._set_stopinfo(None, None)

    def set_next(self, frame):
        """Stop at the next line of the frame or of those that called it."""
        self._set_stopinfo(frame, None)

    def set_return(self, frame):
        """Stop when the frame returns."""
        if _is_generator(frame):
            self._set_stopinfo(frame, None, -1)
        else:
            self._set_stopinfo(frame.f_back, frame)

    def set_trace(self, frame=None):
        """Debug from here on: the caller, and all that called it."""
        frame = frame or sys._getframe().f_back
        self.reset()
        while frame:
            frame.f_trace = self.trace_dispatch
            self.botframe, frame = frame, frame.f_back
        self.set_step()
        sys.settrace(self.trace_dispatch)

    def set_continue(self):
        """Stop at breakpoints only. Without any, run at full speed."""
        self._set_stopinfo(self.botframe, None, -1)
        if self.breaks:
            return
        caller = sys._getframe().f_back
        sys.settrace(None)
        while caller not in (None, self.botframe):
            del caller.f_trace
            caller = caller.f_back

    def set_quit(self):
        """End the program."""
        self.stopframe, self.returnframe, self.stoplineno = self.botframe, None, 0
        self.quitting = True
        sys.settrace(None)

    # ---- breakpoints: what cannot be done is answered as a text ----

    def _note_line(self, filename, lineno):
        lines = self.breaks.setdefault(filename, [])
        if lineno not in lines:
            lines.append(lineno)

    def set_break(self, filename, lineno, temporary=False, cond=None, funcname=None):
        """Set a breakpoint."""
        import linecache
        filename = self.canonic(filename)
        if not linecache.getline(filename, lineno):
            return f'Line {filename}:{lineno} does not exist'
        self._note_line(filename, lineno)
        Breakpoint(filename, lineno, temporary, cond, funcname)
        return None

    def _forget_line(self, filename, lineno):
        """A breakpoint is gone: is there another one?"""
        if (filename, lineno) not in Breakpoint.bplist:
            self.breaks[filename].remove(lineno)
        if not self.breaks[filename]:
            del self.breaks[filename]

    _prune_breaks = _forget_line

    def clear_break(self, filename, lineno):
        """Remove the breakpoints of a line."""
        filename = self.canonic(filename)
        if filename not in self.breaks:
            return f'There are no breakpoints in {filename}'
        if lineno not in self.breaks[filename]:
            return f'There is no breakpoint at {filename}:{lineno}'
        for breakpoint in list(Breakpoint.bplist[filename, lineno]):
            breakpoint.deleteMe()
        self._forget_line(filename, lineno)
        return None

    def clear_bpbynumber(self, arg):
        """Remove a breakpoint by its number."""
        try:
            breakpoint = self.get_bpbynumber(arg)
        except ValueError as error:
            return str(error)
        breakpoint.deleteMe()
        self._forget_line(breakpoint.file, breakpoint.line)
        return None

    def clear_all_breaks(self):
        """Remove all breakpoints."""
        if not self.breaks:
            return 'There are no breakpoints'
        for breakpoint in filter(None, Breakpoint.bpbynumber):
            breakpoint.deleteMe()
        self.breaks = {}
        return None

    def clear_all_file_breaks(self, filename):
        """Remove all breakpoints of a file."""
        filename = self.canonic(filename)
        lines = self.breaks.pop(filename, None)
        if lines is None:
            return f'There are no breakpoints in {filename}'
        for line in lines:
            for breakpoint in list(Breakpoint.bplist[filename, line]):
                breakpoint.deleteMe()
        return None

    def get_bpbynumber(self, arg):
        """A breakpoint by its number; ValueError says why there is none."""
        known = Breakpoint.bpbynumber
        if not arg:
            raise ValueError('Breakpoint number expected')
        try:
            number = int(arg)
        except ValueError:
            raise ValueError(f'Non-numeric breakpoint number {arg}') from None
        if not -len(known) <= number < len(known):
            raise ValueError(f'Breakpoint number {number} out of range')
        if known[number] is None:
            raise ValueError(f'Breakpoint {number} already deleted')
        return known[number]

    def get_break(self, filename, lineno):
        """Is there a breakpoint at the line?"""
        return lineno in self.breaks.get(self.canonic(filename), ())

    def get_breaks(self, filename, lineno):
        """Those of a line."""
        return Breakpoint.bplist[self.canonic(filename), lineno] if self.get_break(filename, lineno) else []

    def get_file_breaks(self, filename):
        """The lines of a file that have any."""
        return self.breaks.get(self.canonic(filename), [])

    def get_all_breaks(self):
        """The same for all files, as a dict."""
        return self.breaks

    # ---- the stack ----

    def get_stack(self, f, t):
        """A list of (frame, line) from the bottom, and the index of the frame that is looked at."""
        if t and t.tb_frame is f:
            t = t.tb_next
        callers = []
        while f is not None:
            callers.append((f, f.f_lineno))
            f = None if f is self.botframe else f.f_back
        stack = callers[::-1]
        whole = not stack or stack[0][0] is not self.botframe  # else that frame stays the one that is looked at
        current = len(stack) - 1
        while t is not None:
            stack.append((t.tb_frame, t.tb_lineno))
            t = t.tb_next
        if whole:
            current = len(stack) - 1
        return stack, max(0, current)

    def format_stack_entry(self, frame_lineno, lprefix=': '):
        """A line about an entry of the stack."""
        import linecache
        import reprlib
        frame, line = frame_lineno
        filename, values = self.canonic(frame.f_code.co_filename), frame.f_locals
        text = f'{filename}({line}){frame.f_code.co_name or "<lambda>"}()'
        if '__return__' in values:
            text += '->' + reprlib.repr(values['__return__'])
        if line is None:
            return f'{text}{lprefix}Warning: lineno is None'
        source = linecache.getline(filename, line, frame.f_globals)
        return text + lprefix + source.strip() if source else text

    # ---- running ----

    def _controlled(self, function, /, *args, **kwds):
        """What a function answers, called under control; nothing of ours may be called in between."""
        self.reset()
        sys.settrace(self.trace_dispatch)
        try:
            return function(*args, **kwds)
        except BdbQuit:
            return None
        finally:
            self.quitting = True
            sys.settrace(None)

    def run(self, cmd, globals=None, locals=None):
        """Execute a statement: a text, or code."""
        if globals is None:
            import __main__
            globals = __main__.__dict__
        locals = globals if locals is None else locals
        if isinstance(cmd, str):
            cmd = compile(cmd, '<string>', 'exec')
        self._controlled(exec, cmd, globals, locals)

    def runeval(self, expr, globals=None, locals=None):
        """The value of an expression."""
        if globals is None:
            import __main__
            globals = __main__.__dict__
        return self._controlled(eval, expr, globals, globals if locals is None else locals)

    def runctx(self, cmd, globals, locals):
        """The same as run()."""
        self.run(cmd, globals, locals)

    def runcall(self, func, /, *args, **kwds):
        """Call a function."""
        return self._controlled(func, *args, **kwds)


def set_trace():
    """Debug from here on, with a Bdb that does nothing."""
    Bdb().set_trace()


class Breakpoint:
    """A place where to stop. All that there are, of all debuggers, are in bpbynumber and bplist."""

    bpbynumber, bplist = [None], {}  # the latter: lists, by (file, line)
    next = 1

    def __init__(self, file, line, temporary=False, cond=None, funcname=None):
        self.file, self.line, self.temporary, self.cond, self.funcname = file, line, temporary, cond, funcname
        self.func_first_executable_line = None
        self.enabled, self.ignore, self.hits = True, 0, 0
        self.number = Breakpoint.next
        Breakpoint.next += 1
        self.bpbynumber.append(self)
        self.bplist.setdefault((file, line), []).append(self)

    @staticmethod
    def clearBreakpoints():
        """Forget all."""
        Breakpoint.bpbynumber, Breakpoint.bplist, Breakpoint.next = [None], {}, 1

    def deleteMe(self):
        """Forget this one."""
        place = self.file, self.line
        self.bpbynumber[self.number] = None
        self.bplist[place].remove(self)
        if not self.bplist[place]:
            del self.bplist[place]

    def enable(self):
        self.enabled = True

    def disable(self):
        self.enabled = False

    def bpprint(self, out=None):
        """Print what bpformat() says."""
        print(self.bpformat(), file=out or sys.stdout)

    def bpformat(self):
        """Lines about it."""
        kind = 'del  ' if self.temporary else 'keep '
        kind += 'yes  ' if self.enabled else 'no   '
        lines = [f'{self.number:<4}breakpoint   {kind} at {self.file}:{self.line}']
        if self.cond:
            lines.append(f'\tstop only if {self.cond}')
        if self.ignore:
            lines.append(f'\tignore next {self.ignore} hits')
        if self.hits:
            lines.append(f'\tbreakpoint already hit {self.hits} time{"s" if self.hits > 1 else ""}')
        return '\n'.join(lines)

    def __str__(self):
        return f'breakpoint {self.number} at {self.file}:{self.line}'


def checkfuncname(b, frame):
    """Is the frame at the place of a breakpoint, also where that is a whole function?"""
    if not b.funcname:
        return b.line == frame.f_lineno
    if frame.f_code.co_name != b.funcname:
        return False
    if not b.func_first_executable_line:
        b.func_first_executable_line = frame.f_lineno
    return b.func_first_executable_line == frame.f_lineno


def _condition_holds(breakpoint, frame):
    """(does it stop, may a temporary one be removed)"""
    if not breakpoint.cond:
        return True, True
    try:
        return bool(eval(breakpoint.cond, frame.f_globals, frame.f_locals)), True
    except Exception:  # so that the user sees that it fails
        return True, False


def effective(file, line, frame):
    """The breakpoint that stops a frame at a line, and whether it may be removed if it is temporary; or (None, None)."""
    for breakpoint in Breakpoint.bplist[file, line]:
        if not breakpoint.enabled or not checkfuncname(breakpoint, frame):
            continue
        breakpoint.hits += 1
        stops, may_delete = _condition_holds(breakpoint, frame)
        if not stops:
            continue
        if breakpoint.ignore > 0 and may_delete:
            breakpoint.ignore -= 1
            continue
        return breakpoint, may_delete
    return None, None
