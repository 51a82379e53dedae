"""Exceptions and stacks as text, as the interpreter prints them."""
import _traceback
import itertools
import linecache
import sys

__all__ = ['extract_stack', 'extract_tb', 'format_exception', 'format_exception_only', 'format_list', 'format_stack',
           'format_tb', 'print_exc', 'format_exc', 'print_exception', 'print_last', 'print_stack', 'print_tb',
           'clear_frames', 'FrameSummary', 'StackSummary', 'TracebackException', 'walk_stack', 'walk_tb']

_CAUSE_MESSAGE = '\nThe above exception was the direct cause of the following exception:\n\n'
_CONTEXT_MESSAGE = '\nDuring handling of the above exception, another exception occurred:\n\n'
_RECURSIVE_CUTOFF = 3  # a repeated frame is shown so often before the rest is counted

_unset = object()

# --- functions ------------------------------------------------------------------------------------------------------


def print_list(extracted_list, file=None):
    """Print the frames of a list as extract_tb returns it."""
    _write(StackSummary.from_list(extracted_list).format(), file)


def format_list(extracted_list):
    """The frames of a list as extract_tb returns it, each as text."""
    return StackSummary.from_list(extracted_list).format()


def print_tb(tb, limit=None, file=None):
    """Print the frames of a traceback."""
    _write(extract_tb(tb, limit=limit).format(), file)


def format_tb(tb, limit=None):
    """The frames of a traceback, each as text."""
    return extract_tb(tb, limit=limit).format()


def extract_tb(tb, limit=None):
    """The frames of a traceback as a StackSummary."""
    return StackSummary._extract(_tb_positions(tb), limit=limit)


def print_exception(exc, /, value=_unset, tb=_unset, limit=None, file=None, chain=True):
    """Print an exception, with its traceback, its causes and contexts."""
    value, tb = _exception_args(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    te.print(file=file, chain=chain)


def format_exception(exc, /, value=_unset, tb=_unset, limit=None, chain=True):
    """What print_exception prints, as a list of strings."""
    value, tb = _exception_args(exc, value, tb)
    te = TracebackException(type(value), value, tb, limit=limit, compact=True)
    return list(te.format(chain=chain))


def format_exception_only(exc, /, value=_unset):
    """The last part of what print_exception prints: type and message, as a list of strings."""
    value, _ = _exception_args(exc, value, None)
    te = TracebackException(type(value), value, None, compact=True)
    return list(te.format_exception_only())


def print_exc(limit=None, file=None, chain=True):
    """Print the exception that is being handled."""
    print_exception(*sys.exc_info(), limit=limit, file=file, chain=chain)


def format_exc(limit=None, chain=True):
    """The exception that is being handled as one string."""
    return ''.join(format_exception(*sys.exc_info(), limit=limit, chain=chain))


def print_last(limit=None, file=None, chain=True):
    """Print the last exception that ended a command at the prompt."""
    if not hasattr(sys, 'last_type'):
        raise ValueError('no last exception')
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def print_stack(f=None, limit=None, file=None):
    """Print the stack, from a frame or from the caller."""
    if f is None:
        f = sys._getframe().f_back
    _write(extract_stack(f, limit=limit).format(), file)


def format_stack(f=None, limit=None):
    """The stack, from a frame or from the caller, each frame as text."""
    if f is None:
        f = sys._getframe().f_back
    return extract_stack(f, limit=limit).format()


def extract_stack(f=None, limit=None):
    """The stack, from a frame or from the caller, as a StackSummary; the oldest frame is first."""
    if f is None:
        f = sys._getframe().f_back
    stack = StackSummary.extract(walk_stack(f), limit=limit)
    stack.reverse()
    return stack


def clear_frames(tb):
    """Clear the local variables of all frames of a traceback."""
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass  # the frame is still running
        tb = tb.tb_next


def walk_stack(f):
    """Iterate over (frame, line number) from a frame, or the caller's caller, to the oldest."""
    if f is None:
        f = sys._getframe().f_back.f_back.f_back.f_back
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def walk_tb(tb):
    """Iterate over (frame, line number) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def _write(lines, file):
    if file is None:
        file = sys.stderr
    for line in lines:
        print(line, file=file, end='')


def _exception_args(exc, value, tb):
    """(exception, traceback) from either form of arguments: an exception, or type, value and traceback."""
    if (value is _unset) != (tb is _unset) and tb is not None:
        raise ValueError('Both or neither of value and tb must be given')
    if value is _unset:
        if exc is None:
            return None, None
        if isinstance(exc, BaseException):
            return exc, exc.__traceback__
        raise TypeError(f'Exception expected for value, {type(exc).__name__} found')
    return value, tb


def _tb_positions(tb):
    """Iterate over (frame, (line, end line, column, end column)) of a traceback."""
    while tb is not None:
        yield tb.tb_frame, _code_position(tb.tb_frame.f_code, tb.tb_lasti, tb.tb_lineno)
        tb = tb.tb_next


def _code_position(code, lasti, lineno):
    """Where in the source the instruction at an offset comes from."""
    if lasti >= 0:
        position = next(itertools.islice(code.co_positions(), lasti // 2, None), None)
        if position is not None and position[0] is not None:
            return position
        if position is not None:
            return lineno, *position[1:]
    return lineno, None, None, None


# --- frames ---------------------------------------------------------------------------------------------------------

class FrameSummary:
    """One frame of a stack: file, line, name of the function, and the source line, read when it is asked for."""

    __slots__ = ('filename', 'lineno', 'end_lineno', 'colno', 'end_colno', 'name', '_line', 'locals')

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None,
                 colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self._line = line
        if lookup_line:
            self.line
        self.locals = {key: repr(value) for key, value in locals.items()} if locals else None
        self.end_lineno = end_lineno
        self.colno = colno
        self.end_colno = end_colno

    def __eq__(self, other):
        if isinstance(other, FrameSummary):
            return ((self.filename, self.lineno, self.name, self.locals)
                    == (other.filename, other.lineno, other.name, other.locals))
        if isinstance(other, tuple):
            return (self.filename, self.lineno, self.name, self.line) == other
        return NotImplemented

    __hash__ = None

    def __getitem__(self, pos):
        return (self.filename, self.lineno, self.name, self.line)[pos]

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __repr__(self):
        return f'<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>'

    def __len__(self):
        return 4

    @property
    def _original_line(self):
        """The source line with its indentation."""
        self.line
        return self._line

    @property
    def line(self):
        """The source line."""
        if self._line is None:
            if self.lineno is None:
                return None
            self._line = linecache.getline(self.filename, self.lineno)
        return self._line.strip()


class StackSummary(list):
    """A list of FrameSummary objects that can be shown."""

    @classmethod
    def extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from an iterable of (frame, line number)."""
        positions = ((frame, (lineno, None, None, None)) for frame, lineno in frame_gen)
        return klass._extract(positions, limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals)

    @classmethod
    def _extract(klass, frame_gen, *, limit=None, lookup_lines=True, capture_locals=False):
        """Make one from an iterable of (frame, (line, end line, column, end column))."""
        result = klass()
        filenames = set()
        for frame, (lineno, end_lineno, colno, end_colno) in _limited(frame_gen, limit):
            code = frame.f_code
            filenames.add(code.co_filename)
            linecache.lazycache(code.co_filename, frame.f_globals)
            result.append(FrameSummary(
                code.co_filename, lineno, code.co_name, lookup_line=False,
                locals=frame.f_locals if capture_locals else None,
                end_lineno=end_lineno, colno=colno, end_colno=end_colno))
        for filename in filenames:
            linecache.checkcache(filename)
        if lookup_lines:
            for summary in result:
                summary.line
        return result

    @classmethod
    def from_list(klass, a_list):
        """Make one from FrameSummary objects or (file, line number, name, line) tuples."""
        result = klass()
        for frame in a_list:
            if not isinstance(frame, FrameSummary):
                filename, lineno, name, line = frame
                frame = FrameSummary(filename, lineno, name, line=line)
            result.append(frame)
        return result

    def format_frame_summary(self, frame_summary):
        """The text for one frame: where it is, the source line, marks under the expression, local variables."""
        frame = frame_summary
        row = [f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n']
        if frame.line:
            row.append(f'    {frame.line}\n')
            row.append(_marks(frame))
        if frame.locals:
            for name, value in sorted(frame.locals.items()):
                row.append(f'    {name} = {value}\n')
        return ''.join(row)

    def format(self):
        """The text of every frame; of frames that repeat, the first three and a count."""
        result = []
        last = None
        count = 0
        for frame in self:
            text = self.format_frame_summary(frame)
            if text is None:
                continue
            here = frame.filename, frame.lineno, frame.name
            if here[1] is None or here != last:
                result += _repeated(count)
                last = here
                count = 0
            count += 1
            if count <= _RECURSIVE_CUTOFF:
                result.append(text)
        return result + _repeated(count)


def _repeated(count):
    more = count - _RECURSIVE_CUTOFF
    if more <= 0:
        return []
    return [f'  [Previous line repeated {more} more time{"s" if more > 1 else ""}]\n']


def _limited(frame_gen, limit):
    """The first `limit` items, or the last ones if it is negative."""
    if limit is None:
        limit = getattr(sys, 'tracebacklimit', None)
        if limit is not None and limit < 0:
            limit = 0
    if limit is None:
        return frame_gen
    if limit >= 0:
        return itertools.islice(frame_gen, limit)
    from _collections import deque
    return deque(frame_gen, maxlen=-limit)


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
    original = frame._original_line
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


# --- exceptions -----------------------------------------------------------------------------------------------------

class _Boxes:
    """Where in nested exception groups the text is: every line gets the indentation and margin of its group."""

    def __init__(self):
        self.depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.depth)

    def emit(self, texts, margin='|'):
        prefix = self.indent()
        if self.depth:
            prefix += margin + ' '
        if isinstance(texts, str):
            texts = (texts,)
        for text in texts:
            yield ''.join(prefix + line for line in text.splitlines(True)) if prefix else text


def _safe_string(value, what, func=str):
    try:
        return func(value)
    except BaseException:
        return f'<{what} {func.__name__}() failed>'


def _final_line(etype, value):
    """The line with the type and the message."""
    text = _safe_string(value, 'exception')
    if value is None or not text:
        return f'{etype}\n'
    return f'{etype}: {text}\n'


class TracebackException:
    """An exception made ready to be shown: it holds strings and summaries and keeps no object of the program alive.

    Attributes: exc_type, stack, __cause__, __context__, __suppress_context__, exceptions (of a group), __notes__,
    and for a SyntaxError filename, lineno, end_lineno, text, offset, end_offset, msg.
    """

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False,
                 compact=False, max_group_width=15, max_group_depth=10, _seen=None):
        options = dict(limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                       max_group_width=max_group_width, max_group_depth=max_group_depth)
        is_recursive_call = _seen is not None
        seen = set() if _seen is None else _seen
        seen.add(id(exc_value))
        self._set_own(exc_type, exc_value, exc_traceback, options)
        self.__cause__ = self.__context__ = self.exceptions = None
        if is_recursive_call:
            return  # whoever called goes on with the chain, so that a long one needs no deep recursion
        queue = [(self, exc_value)]
        while queue:
            te, e = queue.pop()
            te._set_chain(e, queue, seen, compact, options)

    def _set_own(self, exc_type, exc_value, exc_traceback, options):
        """Everything but the other exceptions that belong to this one."""
        self.max_group_width = options['max_group_width']
        self.max_group_depth = options['max_group_depth']
        self.stack = StackSummary._extract(
            _tb_positions(exc_traceback), limit=options['limit'], lookup_lines=options['lookup_lines'],
            capture_locals=options['capture_locals'])
        self.exc_type = exc_type
        self._str = _safe_string(exc_value, 'exception')
        self.__notes__ = getattr(exc_value, '__notes__', None)
        if exc_type and issubclass(exc_type, SyntaxError):
            self._set_syntax_error(exc_value)
        self.__suppress_context__ = exc_value.__suppress_context__ if exc_value is not None else False

    def _set_syntax_error(self, e):
        self.filename = e.filename
        self.lineno = None if e.lineno is None else str(e.lineno)
        end_lineno = e.end_lineno
        self.end_lineno = None if end_lineno is None else str(end_lineno)
        self.text = e.text
        self.offset = e.offset
        self.end_offset = e.end_offset
        self.msg = e.msg

    def _set_chain(self, e, queue, seen, compact, options):
        """Take in the cause, the context and the group members of e, and queue them."""
        def take(other):
            if other is None or id(other) in seen:
                return None
            te = TracebackException(type(other), other, other.__traceback__, _seen=seen, **options)
            queue.append((te, other))
            return te

        if e is None:
            return
        self.__cause__ = take(e.__cause__)
        context_needed = not compact or (self.__cause__ is None and not e.__suppress_context__)
        self.__context__ = take(e.__context__) if context_needed else None
        if isinstance(e, BaseExceptionGroup):
            self.exceptions = []
            for member in e.exceptions:
                te = TracebackException(type(member), member, member.__traceback__, _seen=seen, **options)
                queue.append((te, member))
                self.exceptions.append(te)

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
        if self.exc_type is None:
            yield _final_line(None, self._str)
            return
        name = self.exc_type.__qualname__
        module = self.exc_type.__module__
        if module not in ('__main__', 'builtins'):
            name = f'{module if isinstance(module, str) else "<unknown>"}.{name}'
        if issubclass(self.exc_type, SyntaxError):
            yield from self._format_syntax_error(name)
        else:
            yield f'{name}: {self._str}\n' if self._str else f'{name}\n'
        yield from self._format_notes()

    def _format_notes(self):
        notes = self.__notes__
        if notes is None:
            return
        import _collections_abc
        if not isinstance(notes, _collections_abc.Sequence) or isinstance(notes, (str, bytes)):
            yield _safe_string(notes, '__notes__', func=repr)
            return
        for note in notes:
            for line in _safe_string(note, 'note').split('\n'):
                yield line + '\n'

    def _format_syntax_error(self, stype):
        filename_suffix = ''
        if self.lineno is not None:
            yield f'  File "{self.filename or "<string>"}", line {self.lineno}\n'
        elif self.filename is not None:
            filename_suffix = f' ({self.filename})'
        if self.text is not None:
            yield from self._syntax_error_line()
        yield f'{stype}: {self.msg or "<no detail available>"}{filename_suffix}\n'

    def _syntax_error_line(self):
        """The source line and the marks under it."""
        right_stripped = self.text.rstrip('\n')
        shown = right_stripped.lstrip(' \n\f')
        removed = len(right_stripped) - len(shown)
        yield f'    {shown}\n'
        if self.offset is None:
            return
        offset = self.offset
        end_offset = self.end_offset if self.end_offset not in (None, 0) else offset
        if offset == end_offset or end_offset == -1:
            end_offset = offset + 1
        column = offset - 1 - removed
        end_column = end_offset - 1 - removed
        if column >= 0:
            # Tabs before the mark are kept, so that it stands where the eye expects it.
            blanks = ''.join(c if c.isspace() else ' ' for c in shown[:column])
            yield f'    {blanks}{"^" * (end_column - column)}\n'

    def format(self, *, chain=True, _ctx=None):
        """Iterate over the text: what came before (causes, contexts), then the stack, then type and message."""
        boxes = _Boxes() if _ctx is None else _ctx
        for message, te in reversed(self._chain() if chain else [(None, self)]):
            if message is not None:
                yield from boxes.emit(message)
            if te.exceptions is None:
                yield from te._format_plain(boxes, 'Traceback (most recent call last):\n')
            elif boxes.depth > self.max_group_depth:
                yield from boxes.emit(f'... (max_group_depth is {self.max_group_depth})\n')
            else:
                yield from te._format_group(boxes, chain, self.max_group_width)

    def _chain(self):
        """(how the next one led to it, exception), from this one to the one that came first."""
        result = []
        te = self
        while te is not None:
            if te.__cause__ is not None:
                message, earlier = _CAUSE_MESSAGE, te.__cause__
            elif te.__context__ is not None and not te.__suppress_context__:
                message, earlier = _CONTEXT_MESSAGE, te.__context__
            else:
                message, earlier = None, None
            result.append((message, te))
            te = earlier
        return result

    def _format_plain(self, boxes, header, margin='|'):
        if self.stack:
            yield from boxes.emit(header, margin)
            yield from boxes.emit(self.stack.format())
        yield from boxes.emit(self.format_exception_only())

    def _format_group(self, boxes, chain, width):
        """An exception group: its own text, then its members, each in a box of its own."""
        outermost = boxes.depth == 0
        boxes.depth += outermost
        yield from self._format_plain(boxes, 'Exception Group Traceback (most recent call last):\n',
                                      '+' if outermost else '|')
        total = len(self.exceptions)
        shown = total if total <= width else width + 1
        boxes.need_close = False
        for i in range(shown):
            last = i == shown - 1
            boxes.need_close |= last
            title = i + 1 if i < width else '...'
            yield f'{boxes.indent()}{"+-" if i == 0 else "  "}+---------------- {title} ----------------\n'
            boxes.depth += 1
            if i < width:
                yield from self.exceptions[i].format(chain=chain, _ctx=boxes)
            else:
                more = total - width
                yield from boxes.emit(f'and {more} more exception{"s" if more > 1 else ""}\n')
            if last and boxes.need_close:
                yield f'{boxes.indent()}+------------------------------------\n'
                boxes.need_close = False
            boxes.depth -= 1
        boxes.depth -= outermost

    def print(self, *, file=None, chain=True):
        """Print what format() gives."""
        _write(self.format(chain=chain), file)
