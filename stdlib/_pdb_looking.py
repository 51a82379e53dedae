"""The commands of pdb that show something: the stack, source, values."""
import code
import inspect
import linecache
import pprint
import sys
import traceback

_NOTHING = object()


def getsourcelines(obj):
    """The lines of a function, frame, code or traceback, and the number of the first one; those of a module from 1."""
    lines, first = inspect.findsource(obj)
    if inspect.isframe(obj) and obj.f_globals is obj.f_locals or inspect.ismodule(obj):
        return lines, 1  # all of the module
    return inspect.getblock(lines[first:]), first + 1


class _Failure(str):
    """What is shown for an expression that raises."""

    def __repr__(self):
        return str(self)


class Looking:
    """Mixed into Pdb."""

    def _value(self, arg):
        """The value of an expression in the frame; tells an exception, and raises it."""
        try:
            return eval(arg, self.curframe.f_globals, self.curframe_locals)
        except:
            self._tell_exception()
            raise

    def _value_or_error(self, arg, frame=None):
        try:
            if frame is None:
                return eval(arg, self.curframe.f_globals, self.curframe_locals)
            return eval(arg, frame.f_globals, frame.f_locals)
        except:
            kind, value = sys.exc_info()[:2]
            text = traceback.format_exception_only(kind, value)[-1].strip()
            return _Failure(f'** raised {text} **')

    def do_where(self, arg):
        """w(here)

        Show the stack, the newest frame last. > is before the frame that is looked at.
        """
        self.print_stack_trace()

    do_w = do_bt = do_where

    def _look_at(self, index):
        self.curindex = index
        self.curframe = self.stack[index][0]
        self.curframe_locals = self.curframe.f_locals
        self.print_stack_entry(self.stack[index])
        self.lineno = None

    def _count(self, arg):
        """How many frames; None: it was told."""
        try:
            return int(arg or 1)
        except ValueError:
            self.error(f'Invalid frame count ({arg})')
            return None

    def do_up(self, arg):
        """u(p) [count]

        Look at the frame that called this one.
        """
        if self.curindex == 0:
            self.error('Oldest frame')
            return
        count = self._count(arg)
        if count is not None:
            self._look_at(0 if count < 0 else max(0, self.curindex - count))

    do_u = do_up

    def do_down(self, arg):
        """d(own) [count]

        Look at the frame that this one called.
        """
        last = len(self.stack) - 1
        if self.curindex == last:
            self.error('Newest frame')
            return
        count = self._count(arg)
        if count is not None:
            self._look_at(last if count < 0 else min(last, self.curindex + count))

    do_d = do_down

    def do_args(self, arg):
        """a(rgs)

        Show the arguments of the function.
        """
        source, values = self.curframe.f_code, self.curframe_locals
        count = source.co_argcount + source.co_kwonlyargcount
        count += bool(source.co_flags & inspect.CO_VARARGS) + bool(source.co_flags & inspect.CO_VARKEYWORDS)
        for name in source.co_varnames[:count]:
            self.message(f'{name} = {values[name]!r}' if name in values else f'{name} = *** undefined ***')

    do_a = do_args

    def do_retval(self, arg):
        """retval

        Show what the function returns, at its end.
        """
        value = self.curframe_locals.get('__return__', _NOTHING)
        if value is _NOTHING:
            self.error('Not yet returned!')
        else:
            self.message(repr(value))

    do_rv = do_retval

    def _print_value(self, arg, text_of):
        try:
            value = self._value(arg)
        except:
            return  # it was told
        try:
            text = text_of(value)
        except:
            self._tell_exception()
        else:
            self.message(text)

    def do_p(self, arg):
        """p expression

        Show the value of an expression.
        """
        self._print_value(arg, repr)

    def do_pp(self, arg):
        """pp expression

        The same, nicely laid out.
        """
        self._print_value(arg, pprint.pformat)

    def do_list(self, arg):
        """l(ist) [first[, last] | .]

        Show source: 11 lines around the current one, or those that follow what was shown last. A point: the current ones
        again. last below first is a number of lines. -> is before the current line, >> before that of an exception.
        """
        self.lastcmd = 'list'
        try:
            first, last = self._range(arg)
        except ValueError:
            self.error(f'Error in argument: {arg!r}')
            return
        filename = self.curframe.f_code.co_filename
        lines = linecache.getlines(filename, self.curframe.f_globals)
        breaks = self.get_file_breaks(filename)
        self._print_lines(lines[first - 1:last], first, breaks, self.curframe)
        self.lineno = min(last, len(lines))
        if len(lines) < last:
            self.message('[EOF]')

    do_l = do_list

    def _range(self, arg):
        """The first and last line of list."""
        if arg and arg != '.':
            first, comma, last = arg.partition(',')
            first = int(first.strip())
            if not comma:
                return max(1, first - 5), max(1, first - 5) + 10
            last = int(last.strip())
            return first, first + last if last < first else last
        if self.lineno is None or arg == '.':
            first = max(1, self.curframe.f_lineno - 5)
        else:
            first = self.lineno + 1
        return first, first + 10

    def do_longlist(self, arg):
        """ll, longlist

        Show all of the function or the module.
        """
        filename = self.curframe.f_code.co_filename
        try:
            lines, first = getsourcelines(self.curframe)
        except OSError as error:
            self.error(error)
            return
        self._print_lines(lines, first, self.get_file_breaks(filename), self.curframe)

    do_ll = do_longlist

    def do_source(self, arg):
        """source expression

        Show the source of a function, class or module.
        """
        try:
            lines, first = getsourcelines(self._value(arg))
        except (OSError, TypeError) as error:
            self.error(error)
        except:
            pass  # it was told
        else:
            self._print_lines(lines, first)

    def _print_lines(self, lines, start, breaks=(), frame=None):
        current = frame.f_lineno if frame else -1
        raised = self.tb_lineno.get(frame, -1)
        for number, line in enumerate(lines, start):
            mark = '->' if number == current else '>>' if number == raised else ''
            self.message(f'{number:3}'.ljust(4) + ('B' if number in breaks else ' ') + mark + '\t' + line.rstrip())

    def do_whatis(self, arg):
        """whatis expression

        Show what kind of thing it is.
        """
        try:
            value = self._value(arg)
        except:
            return
        method = getattr(value, '__func__', None)
        if getattr(method, '__code__', None):
            self.message(f'Method {method.__code__.co_name}')
        elif getattr(value, '__code__', None):
            self.message(f'Function {value.__code__.co_name}')
        elif value.__class__ is type:
            self.message(f'Class {value.__module__}.{value.__qualname__}')
        else:
            self.message(type(value))

    def do_display(self, arg):
        """display [expression]

        Show the value of an expression now, and whenever it has changed when the program stops in this frame. Without one,
        list them.
        """
        shown = self.displaying.setdefault(self.curframe, {})
        if arg:
            shown[arg] = value = self._value_or_error(arg)
            self.message(f'display {arg}: {value!r}')
            return
        self.message('Currently displaying:')
        for expression, value in shown.items():
            self.message(f'{expression}: {value!r}')

    def do_undisplay(self, arg):
        """undisplay [expression]

        Show it no longer; without one, none of them.
        """
        if not arg:
            self.displaying.pop(self.curframe, None)
        elif self.displaying.get(self.curframe, {}).pop(arg, _NOTHING) is _NOTHING:
            self.error(f'not displaying {arg}')

    def do_interact(self, arg):
        """interact

        A prompt of Python that sees the names of the frame. Ctrl-D leaves it.
        """
        code.interact('*interactive*', local={**self.curframe.f_globals, **self.curframe_locals})

    def do_alias(self, arg):
        """alias [name [command]]

        Give a command a name; %1, %2 ... in it are the words behind the name, %* all of them. Without command, show it;
        without name, show all.
        """
        name, _, command = arg.partition(' ')
        if not name:
            for known in sorted(self.aliases):
                self.message(f'{known} = {self.aliases[known]}')
        elif command:
            self.aliases[name] = command
        elif name in self.aliases:
            self.message(f'{name} = {self.aliases[name]}')

    def do_unalias(self, arg):
        """unalias name

        Forget an alias.
        """
        if arg:
            self.aliases.pop(arg.split()[0], None)
