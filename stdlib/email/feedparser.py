"""A parser that is fed pieces of a message. It never fails: what is wrong is noted in Message.defects.

The pieces are kept until close(), and then there is one pass over the lines: headers up to the first line that is none;
then the body, which is text, a message, or parts between lines that begin with the boundary."""
from email import errors

__all__ = ['FeedParser', 'BytesFeedParser']


class FeedParser:
    """A parser of text. _factory makes the Messages."""

    def __init__(self, _factory=None, *, policy=None):
        if _factory is None:
            from email.message import Message
            _factory = Message
        if policy is not None:
            raise NotImplementedError('email.feedparser.FeedParser: policies are not supported')
        self._factory = _factory
        self._headersonly = False
        self._pieces = []

    def _set_headersonly(self):
        self._headersonly = True

    def feed(self, data):
        """Take another piece of text, which may end anywhere."""
        self._pieces.append(data)

    def close(self):
        """There is no more: the Message."""
        text = ''.join(self._pieces)
        self._pieces.clear()
        message = self._message(_split_lines(text))
        if message.get_content_maintype() == 'multipart' and not message.is_multipart():
            message.defects.append(errors.MultipartInvariantViolationDefect())
        return message

    def _message(self, lines, default_type=None):
        message = self._factory()
        if default_type:
            message.set_default_type(default_type)
        count = _count_header_lines(lines)
        body = lines[count:]
        if body and not _is_blank(body[0]):
            message.defects.append(errors.MissingHeaderBodySeparatorDefect())
        else:
            body = body[1:]
        misplaced = _read_headers(message, lines[:count])
        if misplaced:
            body.insert(0, misplaced)
        self._read_body(message, body)
        return message

    def _read_body(self, message, lines):
        kind = message.get_content_maintype()
        if self._headersonly or kind not in ('multipart', 'message'):
            message.set_payload(''.join(lines))
        elif message.get_content_type() == 'message/delivery-status':
            self._read_status(message, lines)
        elif kind == 'message':
            message.attach(self._message(lines))
        else:
            self._read_parts(message, lines)

    def _read_status(self, message, lines):
        """Several blocks of headers, with blank lines between them."""
        block = []
        for line in lines:
            block.append(line)
            if _is_blank(line):
                message.attach(self._message(block))
                block = []
        if block:
            message.attach(self._message(block))

    def _read_parts(self, message, lines):
        boundary = message.get_boundary()
        if boundary is None:
            message.defects.append(errors.NoBoundaryInMultipartDefect())
            message.set_payload(''.join(lines))
            return
        if str(message.get('content-transfer-encoding', '8bit')).lower() not in ('7bit', '8bit', 'binary'):
            message.defects.append(errors.InvalidMultipartContentTransferEncodingDefect())
        preamble, parts, epilogue = _split_parts(lines, f'--{boundary}')
        if parts is None:
            message.defects.append(errors.StartBoundaryNotFoundDefect())
            message.set_payload(''.join(preamble))
            message.epilogue = ''
            return
        message.preamble = _without_last_end(''.join(preamble)) if preamble else None
        default_type = 'message/rfc822' if message.get_content_type() == 'multipart/digest' else None
        message._payload = [self._message(_split_lines(_without_last_end(''.join(part))), default_type)
                            for part in parts]
        if epilogue is None:
            message.defects.append(errors.CloseBoundaryNotFoundDefect())
        message.epilogue = None if epilogue is None else ''.join(epilogue)


class BytesFeedParser(FeedParser):
    """A parser of bytes."""

    def feed(self, data):
        """Take another piece, which may end anywhere."""
        super().feed(data.decode('ascii', 'surrogateescape'))


def _split_lines(text):
    r"""The lines with their ends, which are \n, \r or \r\n."""
    lines = text.split('\n')
    ends = ['\n'] * (len(lines) - 1) + ['']
    result = []
    for line, end in zip(lines, ends):
        if '\r' not in line:
            result.append(line + end)
            continue
        *before, last = line.split('\r')
        result += [part + '\r' for part in before]
        if last or not end:
            result.append(last + end)
        else:
            result[-1] += end
    return result if not result or result[-1] else result[:-1]


def _is_blank(line):
    return line[:1] in ('\r', '\n')


def _without_last_end(text):
    if text.endswith('\r\n'):
        return text[:-2]
    return text[:-1] if text.endswith(('\r', '\n')) else text


def _is_header(line):
    """Does the line begin a header, continue one, or is it a misplaced 'From ...'?"""
    if line.startswith(('From ', ' ', '\t')):
        return True
    name, colon, _ = line.partition(':')
    return bool(colon) and name.isascii() and all('!' <= c <= '~' for c in name)


def _count_header_lines(lines):
    for count, line in enumerate(lines):
        if not _is_header(line):
            return count
    return len(lines)


def _read_headers(message, lines):
    """Puts the headers into the message; the last line, if it looks like the first one of a body."""
    name, values = None, []

    def store():
        if name is not None:
            message.set_raw(name, ''.join(values).rstrip('\r\n'))

    for number, line in enumerate(lines):
        if line[0] in ' \t':
            if name is None:
                message.defects.append(errors.FirstHeaderLineIsContinuationDefect(line))
            else:
                values.append(line)
            continue
        store()
        name = None
        if line.startswith('From '):
            if number == 0:
                message.set_unixfrom(_without_last_end(line))
            elif number == len(lines) - 1:
                return line
            else:
                message.defects.append(errors.MisplacedEnvelopeHeaderDefect(line))
            continue
        before, _, value = line.partition(':')
        if before:
            name, values = before, [value.lstrip(' \t')]
        else:
            message.defects.append(errors.InvalidHeaderDefect('Missing header name.'))
    store()
    return None


def _split_parts(lines, separator):
    """(lines before the first part, parts, lines behind the last one). parts is None if none begins, the last item if
    the end is missing."""
    preamble, parts = [], None
    current = preamble
    for number, line in enumerate(lines):
        if line.startswith(separator):
            rest = line[len(separator):]
            is_end = rest.startswith('--')
            if not rest[2 * is_end:].strip(' \t\r\n'):
                if is_end and parts is not None:
                    return preamble, parts, _epilogue(line, lines[number + 1:])
                if not is_end:
                    current = []
                    parts = [*(parts or ()), current]
                    continue
        current.append(line)
    return preamble, parts, None


def _epilogue(end, lines):
    """The line of the boundary has an end, unless the message ends with it."""
    return lines if end.endswith(('\r', '\n')) else []
