# A debugger of one's own on bdb.Bdb.
import bdb
import os


def show(value):
    print(str(value).replace(os.path.dirname(os.path.abspath(__file__)) + os.sep, ''))


def square(n):
    return n * n


def work(n):
    total = 0
    for i in range(n):
        total += square(i)
    return total


def count():
    yield 1
    yield 2


def generate():
    for value in count():
        last = value
    return last


def fail():
    return {}['x']


class Logger(bdb.Bdb):
    """Notes where it stops, and goes on as a list of words says."""

    def __init__(self, *words, skip=None):
        super().__init__(skip)
        self.words = list(words)

    def _go_on(self, frame):
        word = self.words.pop(0) if self.words else 'continue'
        if word in ('next', 'return', 'until'):
            getattr(self, 'set_' + word)(frame)
        else:
            getattr(self, 'set_' + word)()

    def _note(self, kind, frame, more=''):
        if frame.f_code.co_filename == __file__:  # else it is bdb's own
            print(kind, frame.f_code.co_name, frame.f_lineno, more)

    def user_call(self, frame, args):
        self._note('call', frame, args)

    def user_line(self, frame):
        self._note('line', frame)
        self._go_on(frame)

    def user_return(self, frame, value):
        self._note('return', frame, value)
        self._go_on(frame)

    def user_exception(self, frame, exc_info):
        self._note('exception', frame, exc_info[0].__name__)
        self._go_on(frame)

    def do_clear(self, number):
        print('clear', number)
        self.clear_bpbynumber(number)


print(Logger(*['step'] * 12).runcall(work, 2))
print(Logger(*['next'] * 12).runcall(work, 2))
print(Logger('step', 'step', 'step', 'step', 'return', 'next').runcall(work, 2))
print(Logger('next', 'next', 'until', 'until', 'next').runcall(work, 2))
print(Logger(*['step'] * 40).runcall(generate))
print(Logger(*['next'] * 40).runcall(generate))
try:
    Logger(*['next'] * 40).runcall(fail)
except KeyError as error:
    print(repr(error))
print(Logger('step', 'step', 'quit').runcall(work, 2))
print(Logger().runcall(work, 2))
print(Logger(*['step'] * 50, skip=['__main__']).runcall(work, 2))
print(Logger('step', 'step').runeval('square(3) + 1', globals()))
Logger(*['step'] * 10).run('x = 1\ny = x', {})
Logger(*['step'] * 10).runctx('x = 1', {}, {})

here = __file__
line = work.__code__.co_firstlineno + 3
debugger = Logger()
show(debugger.set_break(here, line))
show(debugger.set_break(here, line, True, 'i == 1'))
show(debugger.set_break(here, 100000))
show(debugger.set_break('nothing.py', 1))
show(debugger.get_break(here, line))
show(debugger.get_break(here, line + 1))
show(debugger.get_file_breaks(here))
show([str(breakpoint) for breakpoint in debugger.get_breaks(here, line)])
show(debugger.get_all_breaks())
for number in '1', '2', '3', 'x', '', '-9':
    try:
        show(debugger.get_bpbynumber(number))
    except ValueError as error:
        show(error)
debugger.get_bpbynumber(1).ignore = 1
print(debugger.runcall(work, 4))
for breakpoint in filter(None, bdb.Breakpoint.bpbynumber):
    show(breakpoint.bpformat())
breakpoint = debugger.get_bpbynumber(1)
breakpoint.disable()
breakpoint.cond = 'nonsense +'
show(breakpoint.bpformat())
breakpoint.enable()
print(debugger.runcall(work, 1))
show(debugger.clear_break(here, line + 1))
show(debugger.clear_break('nothing.py', 1))
show(debugger.clear_break(here, line))
show(debugger.clear_all_file_breaks(here))
show(debugger.clear_all_breaks())
debugger.set_break(here, line, funcname='work')
debugger.set_break(here, square.__code__.co_firstlineno, funcname='square')
print(debugger.runcall(work, 2))
show(debugger.clear_bpbynumber(99))
show(debugger.clear_bpbynumber(4))
debugger.set_break(here, line)
show(debugger.clear_all_breaks())
show(debugger.breaks)
bdb.Breakpoint.clearBreakpoints()
print(bdb.Breakpoint.next, bdb.Breakpoint.bplist, bdb.Breakpoint.bpbynumber)

print(debugger.canonic('<string>'), debugger.canonic('x.py') == os.path.abspath('x.py'))
print(Logger(skip=['os*', 'js?n']).is_skipped_module('json'), Logger(skip=['os*']).is_skipped_module('sys'))
try:
    fail_now = 1 / 0
except ZeroDivisionError as error:
    stack, current = debugger.get_stack(None, error.__traceback__)
    print(len(stack), current)
    show(debugger.format_stack_entry(stack[current]))
    show(debugger.format_stack_entry(stack[current], ' => '))
try:
    bdb.Bdb().do_clear('1')
except NotImplementedError as error:
    print(error)
print(bdb.BdbQuit.__mro__[1], bdb.__all__)
