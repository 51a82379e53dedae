"""The exception of patterns that cannot be read, and the numbers of flags."""

MAGIC = 20220615

SRE_FLAG_TEMPLATE, SRE_FLAG_IGNORECASE, SRE_FLAG_LOCALE, SRE_FLAG_MULTILINE, SRE_FLAG_DOTALL = 1, 2, 4, 8, 16
SRE_FLAG_UNICODE, SRE_FLAG_VERBOSE, SRE_FLAG_DEBUG, SRE_FLAG_ASCII = 32, 64, 128, 256


def __getattr__(name):
    """The names of re._codes: few programs ask for them, and there are many."""
    from re import _codes
    if name[:2] == '__' or not hasattr(_codes, name):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    return getattr(_codes, name)


class error(Exception):
    """What is wrong (msg) with the text of a pattern or template (pattern), and where: pos, lineno, colno."""

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg, self.pattern, self.pos = msg, pattern, pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            msg = f'{msg} at position {pos}'
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        super().__init__(msg)
