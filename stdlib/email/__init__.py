"""Messages with headers, as mail and HTTP have them: email.message, email.parser, email.utils."""

__all__ = ['message_from_string', 'message_from_bytes', 'message_from_file', 'message_from_binary_file']


def _parser(name, args, kws):
    import email.parser
    return getattr(email.parser, name)(*args, **kws)


def message_from_string(s, *args, **kws):
    """The Message that a str is. Other arguments go to email.parser.Parser."""
    return _parser('Parser', args, kws).parsestr(s)


def message_from_file(fp, *args, **kws):
    """The Message in a text file. Other arguments go to email.parser.Parser."""
    return _parser('Parser', args, kws).parse(fp)


def message_from_bytes(s, *args, **kws):
    """The Message that bytes are. Other arguments go to email.parser.BytesParser."""
    return _parser('BytesParser', args, kws).parsebytes(s)


def message_from_binary_file(fp, *args, **kws):
    """The Message in a binary file. Other arguments go to email.parser.BytesParser."""
    return _parser('BytesParser', args, kws).parse(fp)
