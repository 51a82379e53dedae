"""What can be wrong with messages: errors, which are raised, and defects, which parsers note in Message.defects."""


class MessageError(Exception):
    """Any error of this package."""


class MessageParseError(MessageError):
    """Text is no message."""


class HeaderParseError(MessageParseError):
    """A header is malformed."""


class BoundaryError(MessageParseError):
    """The line that ends a part is missing."""


class MultipartConversionError(MessageError, TypeError):
    """Something cannot be attached to a message that has a body of text."""


class CharsetError(MessageError):
    """There is no such character set."""


class HeaderWriteError(MessageError):
    """A header cannot be written."""


class MessageDefect(ValueError):
    """Any defect. `line` is where it was found, if that is known."""

    def __init__(self, line=None):
        if line is not None:
            super().__init__(line)
        self.line = line


class NoBoundaryInMultipartDefect(MessageDefect):
    """A multipart message does not say what its parts begin with."""


class StartBoundaryNotFoundDefect(MessageDefect):
    """No part begins as the message said."""


class CloseBoundaryNotFoundDefect(MessageDefect):
    """The last part has no end."""


class FirstHeaderLineIsContinuationDefect(MessageDefect):
    """The first line continues a header that does not exist."""


class MisplacedEnvelopeHeaderDefect(MessageDefect):
    """A line 'From ...' stands among the headers."""


class MissingHeaderBodySeparatorDefect(MessageDefect):
    """The headers end with a line that is none, without a blank line."""


MalformedHeaderDefect = MissingHeaderBodySeparatorDefect


class MultipartInvariantViolationDefect(MessageDefect):
    """A message is multipart and has no parts."""


class InvalidMultipartContentTransferEncodingDefect(MessageDefect):
    """A multipart message as a whole is encoded."""


class UndecodableBytesDefect(MessageDefect):
    """A header has bytes that nobody can decode."""


class InvalidBase64PaddingDefect(MessageDefect):
    """The padding of base64 is wrong."""


class InvalidBase64CharactersDefect(MessageDefect):
    """base64 with characters that are none of it."""


class InvalidBase64LengthDefect(MessageDefect):
    """base64 with one digit too many."""


class HeaderDefect(MessageDefect):
    """Any defect of a header."""


class InvalidHeaderDefect(HeaderDefect):
    """A header is not valid."""


class HeaderMissingRequiredValue(HeaderDefect):
    """A header needs a value and has none."""


class NonPrintableDefect(HeaderDefect):
    """A header has characters that cannot be printed; they are in non_printables."""

    def __init__(self, non_printables):
        super().__init__(non_printables)
        self.non_printables = non_printables

    def __str__(self):
        return f'the following ASCII non-printables found in header: {self.non_printables}'


class ObsoleteHeaderDefect(HeaderDefect):
    """A header is written as nobody should any more."""


class NonASCIILocalPartDefect(HeaderDefect):
    """The local part of an address is not ASCII."""


class InvalidDateDefect(HeaderDefect):
    """A header should have a date and has none."""
