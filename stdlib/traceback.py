"""Exceptions and stacks as text, as the interpreter prints them."""
import _traceback
import itertools
import linecache
import sys
from _collections_abc import Sequence

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']

_cause_message = '\nThe above exception was the direct cause of the following exception:\n\n'
_context_message = '\nDuring handling of the above exception, another exception occurred:\n\n'
_SHOWN_REPEATS = 3  # a repeated frame is shown so often before the rest is counted


class _Unset:
    def __repr__(self):
        return '<implicit>'


_unset = _Unset()

# --- exceptions -----------------------------------------------------------------------------------------------------


def _summary(exc, value, tb, limit):
    """The TracebackException for either form of arguments: an exception, or type, value and traceback."""
    if (value is _unset) != (tb is _unset):
        raise ValueError('Both or neither of value and tb must be given')
    if value is _unset:
        if not (exc is None or isinstance(exc, BaseException)):
            raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
        value, tb = exc, getattr(exc, '__traceback__', None)
    return TracebackException(type(value), value, tb, limit=limit, compact=True)


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True):
    """What print_exception prints, as a list of strings."""
    return [*_summary(exc, value, tb, limit).format(chain=chain)]


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True):
    """Print an exception, with its traceback, its causes and contexts."""
    _summary(exc, value, tb, limit).print(file=file, chain=chain)


def format_exception_only(exc, /, value=_unset):
    """The last part of what print_exception prints: type and message, as a list of strings."""
    return [*_summary(exc, exc if value is _unset else value, None, None).format_exception_only()]


def format_exc(limit=None, chain=True):
    """The exception that is being handled as one string."""
    return ''.join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(sys.exc_info()[1], limit=limit, file=file, chain=chain)


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that ended a command at the prompt."""
    if hasattr(sys, 'last_type'):
        print_exception(None, sys.last_value, sys.last_traceback, limit, file, chain)
    else:
        raise ValueError('no last exception')


# --- tracebacks and stacks ------------------------------------------------------------------------------------------


def _write(texts, file):
    for text in texts:
        print(text, end='', file=sys.stderr if file is None else file)


def _entries(tb):
    while tb is not None:
        yield tb
        tb = tb.tb_next


def _outwards(frame):
    while frame is not None:
        yield frame, frame.f_lineno
        frame = frame.f_back


def _or_callers(frame):
    """A frame, or that of the caller of our caller."""
    return sys._getframe(2) if frame is None else frame


def walk_stack(f):
    """Iterate over (frame, line number) from a frame, by default the caller's, to the oldest."""
    return _outwards(_or_callers(f))


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    for entry in _entries(tb):
        yield entry.tb_frame, entry.tb_lineno


def clear_frames(tb):
    """Clear the local variables of all frames of a traceback."""
    for entry in _entries(tb):
        try:
            entry.tb_frame.clear()
        except RuntimeError:  # it is still running
            continue


def extract_tb(tb, limit=None):
    """The frames of a traceback as a StackSummary."""
    return StackSummary._summarize(_places(tb), limit=limit)


def format_tb(tb, limit=None):
    """The frames of a traceback, each as text."""
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    """Print the frames of a traceback."""
    _write(format_tb(tb, limit), file)


def extract_stack(f=None, limit=None):
    """The stack, from a frame or from the caller, as a StackSummary; the oldest frame is first."""
    summary = StackSummary.extract(_outwards(_or_callers(f)), limit=limit)
    summary.reverse()
    return summary


def format_stack(f=None, limit=None):
    """The stack, from a frame or from the caller, each frame as text."""
    return extract_stack(_or_callers(f), limit).format()


def print_stack(f=None, limit=None, file=None):
    """Print the stack, from a frame or from the caller."""
    _write(format_stack(_or_callers(f), limit), file)


def format_list(extracted_list):
    """The frames of a list as extract_tb returns it, each as text."""
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    """Print the frames of a list as extract_tb returns it."""
    _write(format_list(extracted_list), file)


def _places(tb):
    """Iterate over (frame, (line, end line, column, end column)) of a traceback."""
    for entry in _entries(tb):
        line, *rest = _place(entry.tb_frame.f_code, entry.tb_lasti)
        yield entry.tb_frame, (entry.tb_lineno if line is None else line, *rest)


def _place(code, lasti):
    """Where in the source the instruction at an offset comes from; None for what is not known."""
    unknown = None, None, None, None
    if lasti < 0:
        return unknown
    return next(itertools.islice(code.co_positions(), lasti // 2, None), unknown)


# --- frames ---------------------------------------------------------------------------------------------------------

class FrameSummary:
    """One frame of a stack: file, line, name of the function, and the source line, read when it is asked for."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename, self.name, self._line = filename, name, line
        self.lineno, self.end_lineno, self.colno, self.end_colno = lineno, end_lineno, colno, end_colno
        self.locals = {variable: repr(value) for variable, value in locals.items()} if locals else None
        if lookup_line:
            self._source()

    def _source(self):
        """The source line with its indentation, or None if it has no number."""
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line

    @property
    def line(self):
        """The source line."""
        source = self._source()
        return None if source is None else source.strip()

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    # It was a tuple once.

    def __iter__(self):
        yield from (self.filename, self.lineno, self.name, self.line)

    def __len__(self):
        return 4

    def __getitem__(self, pos):
        return (*self,)[pos]

    def __eq__(self, other):
        if isinstance(other, tuple):
            return (*self,) == other
        if isinstance(other, FrameSummary):
            return ((self.filename, self.lineno, self.name, self.locals)
                    == (other.filename, other.lineno, other.name, other.locals))
        return NotImplemented

    __hash__ = None


class StackSummary(list):
    """A list of FrameSummary objects that can be shown."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from an iterable of (frame, line number)."""
        places = ((frame, (lineno, None, None, None)) for frame, lineno in frame_gen)
        return klass._summarize(places, limit, lookup_lines, capture_locals)

    @classmethod
    def _summarize(klass, places, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from an iterable of (frame, (line, end line, column, end column))."""
        made = klass()
        for frame, (line, end_line, column, end_column) in _limited(places, limit):
            filename = frame.f_code.co_filename
            linecache.lazycache(filename, frame.f_globals)
            made.append(FrameSummary(filename, line, frame.f_code.co_name, lookup_line=False,
                                     locals=frame.f_locals if capture_locals else None, end_lineno=end_line,
                                     colno=column, end_colno=end_column))
        # The lines can be looked up now that it is known which files have changed.
        for filename in {summary.filename for summary in made}:
            linecache.checkcache(filename)
        if lookup_lines:
            for summary in made:
                summary._source()
        return made

    @classmethod
    def from_list(klass, a_list):
        """Make one from FrameSummary objects or (file, line number, name, line) tuples."""
        return StackSummary(map(_summary_of_item, a_list))

    def format_frame_summary(self, frame_summary):
        """The text for one frame: where it is, the source line, marks under the expression, local variables."""
        filename, lineno, name, line = frame_summary
        text = f'  File "{filename}", line {lineno}, in {name}\n'
        if line:
            text += f'    {line}\n{_marks(frame_summary)}'
        for variable, value in sorted((frame_summary.locals or {}).items()):
            text += f'    {variable} = {value}\n'
        return text

    def format(self):
        """The text of every frame; of frames that repeat, the first three and a count."""
        texts, before, count = [], None, 0
        for summary in self:
            text = self.format_frame_summary(summary)
            if text is None:  # a subclass leaves it out
                continue
            here = summary.filename, summary.lineno, summary.name
            if summary.lineno is None or here != before:
                texts += _repeated(count)
                before, count = here, 0
            count += 1
            if count <= _SHOWN_REPEATS:
                texts.append(text)
        return texts + _repeated(count)


def _summary_of_item(item):
    if isinstance(item, FrameSummary):
        return item
    filename, lineno, name, line = item
    return FrameSummary(filename, lineno, name, line=line)


def _repeated(count):
    more = count - _SHOWN_REPEATS
    if more <= 0:
        return []
    return [f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n']


def _limited(places, limit):
    """The first `limit` items, or the last ones if it is negative."""
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None:
            limit = max(limit, 0)
    if limit is None or limit >= 0:
        return itertools.islice(places, limit)
    return [*places][limit:]


# --- marks under the source line ------------------------------------------------------------------------------------

def _char_offset(text, byte_offset):
    """The index of the character at an offset in the UTF-8 form of the text."""
    if text.isascii():
        return byte_offset
    return len(text.encode('utf-8')[:byte_offset].decode('utf-8', errors='replace'))


def _marks(frame):
    """The line of ^ and ~ under the part of the source line that raised, or ''."""
    if frame.colno is None or frame.end_colno is None:
        return ''
    original = frame._source()
    stripped = original.strip()
    indent = len(original) - len(original.lstrip())
    start = _char_offset(original, frame.colno)
    end = _char_offset(original, frame.end_colno)
    anchors = None
    if frame.lineno == frame.end_lineno:
        anchors = _traceback.find_anchors(original[start:end])
    else:
        end = indent + len(stripped)
    whole_line = end - start >= len(stripped)
    if whole_line and not (anchors and anchors[1] > anchors[0]):
        return ''
    # The text is printed after four spaces, and this string after its own four.
    left = '    ' + ' ' * (start - indent)
    if anchors is None:
        return f'{left}{"^" * (end - start)}\n'
    first, last = anchors
    return f'{left}{"~" * first}{"^" * (last - first)}{"~" * (end - start - last)}\n'


# --- exceptions made ready --------------------------------------------------------------------------------------------

def _margin(depth, texts, sign='|'):
    """Texts inside so many boxes of exception groups: every line gets the margin of the innermost."""
    for text in texts:
        if depth:
            text = ''.join(f'{"  " * depth}{sign} {line}' for line in text.splitlines(True))
        yield text


def _text_of(value, what, show=str):
    """str(value), which may be anybody's code and fail."""
    try:
        return show(value)
    except BaseException:
        return f'<{what} {show.__name__}() failed>'


def _full_name(kind):
    """The name of an exception's type, with its module where that says something."""
    module = kind.__module__
    if module in ('builtins', '__main__'):
        return kind.__qualname__
    return f'{module if isinstance(module, str) else "<unknown>"}.{kind.__qualname__}'


def _join_others(summary, exc, compact, options):
    """Give a summary those of the exceptions that belong to its exception, and these theirs. A chain may be long, so
    nothing is called for its parts in turn; compact leaves out what will not be shown."""
    seen, waiting = {id(exc)}, [(summary, exc)]

    def summarize(other):
        made = TracebackException(type(other), other, other.__traceback__, _seen=seen, **options)
        seen.add(id(other))
        waiting.append((made, other))
        return made

    while waiting:
        summary, exc = waiting.pop()
        if exc is None:
            continue
        if exc.__cause__ is not None and id(exc.__cause__) not in seen:
            summary.__cause__ = summarize(exc.__cause__)
        hidden = compact and (summary.__cause__ is not None or exc.__suppress_context__)
        if not hidden and exc.__context__ is not None and id(exc.__context__) not in seen:
            summary.__context__ = summarize(exc.__context__)
        if isinstance(exc, BaseExceptionGroup):
            summary.exceptions = [*map(summarize, exc.exceptions)]


class TracebackException:
    """An exception made ready to be shown: it holds strings and summaries and keeps no object of the program alive.

    Attributes: exc_type, stack, __cause__, __context__, __suppress_context__, exceptions (of a group), __notes__,
    and for a SyntaxError filename, lineno, end_lineno, text, offset, end_offset, msg.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        options = {'limit': limit, 'lookup_lines': lookup_lines, 'capture_locals': capture_locals}
        groups = {'max_group_width': max_group_width, 'max_group_depth': max_group_depth}
        self.__dict__.update(groups, exc_type=exc_type, __cause__=None, __context__=None, exceptions=None)
        self.stack = StackSummary._summarize(_places(exc_traceback), **options)
        self._str = _text_of(exc_value, 'exception')
        self.__notes__ = getattr(exc_value, '__notes__', None)
        self.__suppress_context__ = exc_value is not None and exc_value.__suppress_context__
        if exc_type and issubclass(exc_type, SyntaxError):
            for name in 'filename', 'text', 'offset', 'end_offset', 'msg':
                setattr(self, name, getattr(exc_value, name))
            for name in 'lineno', 'end_lineno':
                number = getattr(exc_value, name)
                setattr(self, name, number if number is None else str(number))
        if _seen is None:
            _join_others(self, exc_value, compact, options | groups)

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Make one from an exception."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    __hash__ = None

    def __str__(self):
        return self._str

    def format_exception_only(self):
        """Iterate over the lines with the type and message (and, of a syntax error, the place) and the notes."""
        kind = self.exc_type
        if kind is not None and issubclass(kind, SyntaxError):
            yield from self._syntax_error(_full_name(kind))
        else:
            name = kind if kind is None else _full_name(kind)
            yield f'{name}: {self._str}\n' if self._str else f'{name}\n'
        if kind is not None:
            yield from self._note_lines()

    def _note_lines(self):
        notes = self.__notes__
        if not isinstance(notes, Sequence):
            if notes is not None:
                yield _text_of(notes, '__notes__', repr)
            return
        for note in notes:
            yield from (line + '\n' for line in _text_of(note, 'note').split('\n'))

    def _syntax_error(self, name):
        """The place in the source, if it is known, and the line with the message."""
        where = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            where = f' ({self.filename})'
        if self.text is not None:
            yield from self._syntax_error_line(self.text.rstrip('\n'))
        yield f'{name}: {self.msg or "<no detail available>"}{where}\n'

    def _syntax_error_line(self, line):
        shown = line.lstrip(' \n\f')
        yield f'    {shown}\n'
        if self.offset is not None:
            start = self.offset - 1 - (len(line) - len(shown))
            unknown = not self.end_offset or self.end_offset in (-1, self.offset)
            marks = '^' if unknown else '^' * (self.end_offset - self.offset)
            if start >= 0:
                # Tabs before the marks are kept, so that they stand where the eye expects them.
                blanks = ''.join(c if c.isspace() else ' ' for c in shown[:start])
                yield f'    {blanks}{marks}\n'

    def format(self, *, chain=True, _ctx=None):
        """Iterate over the text: what came before (causes, contexts), then the stack, then type and message."""
        yield from self._format(0, chain)

    def _format(self, depth, chain):
        """Yields the text inside so many boxes; returns whether the bottom of a box was drawn."""
        closed = False
        for message, summary in reversed([*self._chain()] if chain else [(None, self)]):
            if message is not None:
                yield from _margin(depth, [message])
            if summary.exceptions is None:
                yield from _margin(depth, summary._parts('Traceback'))
            elif depth > self.max_group_depth:
                yield from _margin(depth, [f'... (max_group_depth is {self.max_group_depth})\n'])
            else:
                yield from summary._format_group(depth, chain, self.max_group_width)
                closed = True
        return closed

    def _chain(self):
        """Yields (how the next one led to it, summary), from this one to the one that came first."""
        summary = self
        while summary is not None:
            message, earlier = None, None
            if summary.__cause__ is not None:
                message, earlier = _cause_message, summary.__cause__
            elif not summary.__suppress_context__ and summary.__context__ is not None:
                message, earlier = _context_message, summary.__context__
            yield message, summary
            summary = earlier

    def _parts(self, title):
        """The stack, if there is one, under a title, then type and message."""
        if self.stack:
            yield f'{title} (most recent call last):\n'
            yield from self.stack.format()
        yield from self.format_exception_only()

    def _format_group(self, depth, chain, width):
        """An exception group: its own text, then its members, each in a box; the outermost one stands in a box, too."""
        first, *rest = self._parts('Exception Group Traceback')
        inner = depth or 1
        yield from _margin(inner, [first], '|' if depth or not self.stack else '+')
        yield from _margin(inner, rest)
        closed, join = False, '+-'
        for number, member in enumerate(self.exceptions[:width], 1):
            yield f'{"  " * inner}{join}+---------------- {number} ----------------\n'
            closed = yield from member._format(inner + 1, chain)
            join = '  '
        more = len(self.exceptions) - width
        if more > 0:
            yield f'{"  " * inner}{join}+---------------- ... ----------------\n'
            yield from _margin(inner + 1, [f'and {more} more exception{"s" if more > 1 else ""}\n'])
            closed = False
        if not closed:
            yield f'{"  " * inner}  +------------------------------------\n'

    def print(self, *, file=None, chain=True):
        """Print what format() gives."""
        _write(self.format(chain=chain), file)
