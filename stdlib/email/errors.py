"""What can be wrong with messages: errors, which are raised, and defects, which parsers note in Message.defects."""


# --- errors ---

class MessageError(Exception):
    """Any error of this package."""


class CharsetError(MessageError):
    """There is no such character set."""


class HeaderWriteError(MessageError):
    """A header cannot be written."""


class MultipartConversionError(MessageError, TypeError):
    """Something cannot be attached to a message that has a body of text."""


class MessageParseError(MessageError):
    """Text is no message."""


class BoundaryError(MessageParseError):
    """The line that ends a part is missing."""


class HeaderParseError(MessageParseError):
    """A header is malformed."""


# --- defects ---

class MessageDefect(ValueError):
    """Any defect. `line` is where it was found, if that is known."""

    def __init__(self, line=None):
        args = () if line is None else (line,)
        super().__init__(*args)
        self.line = line


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line continues a header that does not exist."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """The headers end with a line that is none, without a blank line."""


MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A line 'From ...' stands among the headers."""


class UndecodableBytesDefect(MessageDefect):
    """A header has bytes that nobody can decode."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """No part begins as the message said."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The last part has no end."""


class NoBoundaryInMultipartDefect(MessageDefect):
    """A multipart message does not say what its parts begin with."""


class InvalidMultipartContentTransferEncodingDefect(MessageDefect):
    """A multipart message as a whole is encoded."""


class MultipartInvariantViolationDefect(MessageDefect):
    """A message is multipart and has no parts."""


class InvalidBase64CharactersDefect(MessageDefect):
    """base64 with characters that are none of it."""


class InvalidBase64LengthDefect(MessageDefect):
    """base64 with one digit too many."""


class InvalidBase64PaddingDefect(MessageDefect):
    """The padding of base64 is wrong."""


# --- defects of headers ---

class HeaderDefect(MessageDefect):
    """Any defect of a header."""


class HeaderMissingRequiredValue(HeaderDefect):
    """A header needs a value and has none."""


class InvalidDateDefect(HeaderDefect):
    """A header should have a date and has none."""


class InvalidHeaderDefect(HeaderDefect):
    """A header is not valid."""


class NonASCIILocalPartDefect(HeaderDefect):
    """The local part of an address is not ASCII."""


class NonPrintableDefect(HeaderDefect):
    """A header has characters that cannot be printed; they are in non_printables."""

    def __init__(self, non_printables):
        self.non_printables = non_printables
        super().__init__(non_printables)

    def __str__(self):
        return f'the following ASCII non-printables found in header: {self.non_printables}'


class ObsoleteHeaderDefect(HeaderDefect):
    """A header is written as nobody should any more."""
